## Kinds of data

category-name = Name
category-birth-date = Birth date
category-email = E-mail address
category-phone = Phone number
category-address = Postal address
category-location = Location
category-orders = Orders
category-browsing = Visits and clicks
category-messages = Messages
category-preferences = Preferences
category-reviews = Reviews and media
category-predictions = Predictions

## Purposes

purpose-fulfil-orders = Fulfil orders
purpose-customer-care = Customer care
purpose-security = Security
purpose-legal-duties = Legal duties
purpose-personalise = Personalise
purpose-marketing-email = Marketing by e-mail
purpose-marketing-sms = Marketing by SMS
purpose-marketing-whatsapp = Marketing by WhatsApp
purpose-marketing-push = Marketing by push
purpose-loyalty = Loyalty programme
purpose-reviews = Reviews
purpose-research = Research
purpose-analytics = Analytics

## Who can see it

recipient-marketing = Marketing
recipient-support = Support
recipient-fulfilment = Fulfilment
recipient-analysis = Analysis
recipient-management = Management
recipient-automation = Automatic rules
recipient-processor = A processor outside the store
recipient-customer = The customer
class-orders = Orders
class-browsing = Visits and clicks
class-profile = Who somebody is
class-other = Everything else

## Legal bases

basis-consent = Consent
basis-contract = Contract
basis-legal-obligation = Legal obligation
basis-legitimate-interest = Legitimate interest
basis-vital-interest = Vital interest
basis-public-task = Public task
basis-none = No basis: not kept

## States

consent-given = agreed
consent-renewed = renewed
consent-requested = asked
consent-requested-hint = Waits for the person’s confirmation.
consent-refused = refused
consent-withdrawn = withdrawn
consent-expired = run out
consent-deferred = not answered yet
consent-revoked = revoked
consent-invalidated = no longer valid
consent-unknown = never asked
consent-unasked = not asked
consent-unasked-contract = needed for the order
consent-unasked-legal-obligation = required by law
consent-unasked-legitimate-interest = in the store’s own interest
consent-unasked-vital-interest = needed to protect somebody’s life
consent-unasked-public-task = needed for a public task

consents-title = What has this person agreed to?
consent-column-purpose = Purpose
consent-column-category = Kind of data
consent-column-recipient = Who can see it
consent-column-basis = Legal basis
consent-column-state = State
consent-column-until = Until
consent-column-since = Since
consent-column-source = How we know
consent-agreed-on = { $name } agreed to “{ $purpose }” on { $date }.
consent-withdrawn-on = { $name } withdrew consent to “{ $purpose }” on { $date }.

## Personal data that is not shown

masked-not-shared = not shared with your team
masked-shared-only-with = the customer shares this with { $recipients } only
masked-not-asked = the customer has not been asked yet
masked-expired = the permission has run out
masked-erased = erased at the customer’s wish
masked-purpose = not for this purpose

## Why a message was not sent

withheld-no-consent = The customer has not agreed
withheld-no-consent-hint = No agreement to this purpose is on record.
withheld-refused = The customer said no
withheld-refused-hint = They were asked and declined, or took their agreement back.
withheld-expired = The consent has run out
withheld-expired-hint = It was given until a date that has passed.
withheld-suppressed = On the do-not-send list
withheld-suppressed-hint = Letters to this address came back, or its owner called one of them spam.
withheld-no-address = No address
withheld-no-address-hint = There is nowhere to send it.
withheld-unverified = The address is not verified
withheld-unverified-hint = Nobody has proved that it belongs to this person.
withheld-unconfirmed = The address is not confirmed
withheld-unconfirmed-hint = The customer confirmed another address. This one was asked by a letter, once.
withheld-too-late = Too late to be of use
withheld-too-late-hint = The event was more than 24 hours old when it arrived.
withheld-not-ending = Nothing ends any more
withheld-not-ending-hint = What it reminds of was renewed, taken back or given another end before it was sent.
withheld-imported = From an import
withheld-imported-hint = Nobody is thanked for what happened long ago.
withheld-erased = The customer’s data was erased
withheld-erased-hint = There is nobody left to write to.
withheld-on-hold = Its campaign is paused
withheld-on-hold-hint = It goes once you go on with the campaign.
withheld-cancelled = Its campaign was cancelled or deleted
withheld-cancelled-hint = What had not been sent by then never will be.
withheld-restored = It waits for your decision after a restore
withheld-restored-hint = It was waiting when the backup was made, and may have been sent since then.
withheld-template-error = The template could not be filled in
withheld-template-error-hint = A value it needs is missing.
withheld-not-configured = No mail server is set up
withheld-not-configured-hint = Name one under Settings, E-mail.

## What holds, what was decided, what a person told the staff

consents-now = What holds now
consents-history = What was decided, and when
consent-holds-yes = in force
consent-holds-expired = run out
consent-holds-no = no
consent-may-use = { $recipients } may use { $categories }.
consent-basis = Basis: { $basis }
consent-until = until { $date }
consent-refused-sentence = Said no to the use of { $categories }.
consent-record = Did this person tell you something?
consent-record-text = Write down what they themselves said. It holds from this moment, and they can see it.
consent-record-submit = Write it down
consent-recorded = Written down. It holds from now on.
consent-not-recorded = It changes nothing of what holds, so nothing was written down.
consent-decision = What did they say?
consent-decision-agree = They agree
consent-decision-withdraw = They do not agree, or take their agreement back
consent-note = Where and how they said it
consent-note-hint = It stays as proof. Such as: on the phone this morning. No names, addresses or numbers of people.
consent-note-personal = Please leave out addresses and numbers of people: this note is kept in clear.

## Where a decision was made

via-api = through the interface for programs
via-site = in the web page
via-server = told by the store’s server
via-import = from an import
via-staff = told to the staff
via-unsubscribe = by the link in a message
via-unsubscribe-undone = changed their mind after the link in a message
via-order = with an order
via-merge = from a profile that turned out to be the same person
via-clock = time
via-renewal = by the link in a reminder
via-privacy-centre = in the privacy centre
masked-nobody = the customer shares this with nobody

## Purposes in one word, for lists

purpose-short-fulfil-orders = Orders
purpose-short-customer-care = Care
purpose-short-security = Security
purpose-short-legal-duties = Law
purpose-short-personalise = Personal
purpose-short-marketing-email = E-mail
purpose-short-marketing-sms = SMS
purpose-short-marketing-whatsapp = WhatsApp
purpose-short-marketing-push = Push
purpose-short-loyalty = Loyalty
purpose-short-reviews = Reviews
purpose-short-research = Research
purpose-short-analytics = Analytics
