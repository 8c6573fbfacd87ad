## The store's address for questions about data

settings-privacy-email = Address for questions about data
settings-privacy-email-hint = Stands in receipts and in the privacy notice. Empty: the sender’s address.

## The privacy notice that a store begins with. Customers read it.

notice-first-who = Who we are
notice-first-controller = { $store } decides what happens with your data, and answers for it.
notice-first-contact = Write to { $contact } with any question about your data.
notice-first-address = Our postal address: { $address }.
notice-first-what = What we keep, what for, and who sees it
notice-first-contract = This we need for what you order. The contract between us is the legal basis:
notice-first-asked = This we do only if you agree. Consent is the legal basis, and you can take it back at any time:
notice-first-no = Without your agreement we keep and use nothing for this.
notice-first-purpose = { $purpose }: { $data }. Seen by: { $recipients }.
notice-first-long = How long we keep it
notice-first-long-orders = Orders: { $span }.
notice-first-always-orders = Orders: until you have them erased.
notice-first-long-browsing = What you look at in our store: { $span }.
notice-first-always-browsing = What you look at in our store: until you have it erased.
notice-first-long-other = Other events: { $span }.
notice-first-always-other = Other events: until you have them erased.
notice-first-long-rest = Your name, your addresses and numbers: until you have them erased, or nothing that you agreed to needs them any more.
notice-first-where = Where it is, and who works for us
notice-first-here = Your data is on the machine behind { $host }.
notice-first-mail = Our messages to you go out through the mail server { $host }.
notice-first-database = Our database is on { $host }.
notice-first-history = Older records are in the storage at { $host }.
notice-first-nobody = This program hands your data to nobody else.
notice-first-safe = What protects it
notice-first-keys = Your name, addresses and numbers are encrypted with keys that are yours alone.
notice-first-looks = Every look at them is written down: which team, what for, when. You may see that list.
notice-first-erase = When you have yourself erased, your keys are destroyed: nobody can read that data any more.
notice-first-rights = What you decide
notice-first-centre = See what we know about you, correct it, take it with you, object, have it erased, or take an agreement back as easily as you gave it: { $address }
notice-first-machine = No machine alone decides anything about you that has legal consequences.
notice-first-complain = You may also complain to the data protection authority of the place where you live.

## Privacy: where the store's people look after the notice and the record

privacy-tabs = Parts of privacy
privacy-tab-notices = Privacy notice
privacy-tab-processing = Record of processing
privacy-tab-third-parties = Third parties
privacy-people-few = fewer than { $count } people
privacy-people = at least { $count } people
via-notice = because the privacy notice changed

notices-title = What do we tell customers?
notices-state = The privacy notice, version by version. A published version never changes.
notice-write = Write a new version
notice-go-on = Go on with the draft
notice-none = There is no privacy notice yet
notice-none-text = The first one is written as soon as the store has a name. It says what this program does with people’s data; make it your own.
notice-draft-waits = Version { $version } is a draft
notice-draft-text = Customers do not see it before you publish it.
notice-version = Version { $version }
notice-column-version = Version
notice-column-published = Published
notice-column-change = What changed
notice-column-asked = Asked again
notice-change-first = The first version
notice-change-wording = The wording alone
notice-change-material = What people agreed to: { $purposes }
notice-asking = still asking
notice-published = The new version is in force.

notice-draft-title = Version { $version }: what should it say?
notice-draft-state = A draft, in each of the three languages. Save it as often as you like.
notice-languages = Language
notice-text = The notice in { $language }
notice-text-hint = A line that starts with “## ” is a heading, one that starts with “- ” a point of a list. An empty line begins a new paragraph.
notice-save = Save the draft
notice-discard = Throw the draft away
notice-to-publish = Publish…
notice-control = The text holds a character that can’t be printed. Type that place again.
notice-changes = What changes
notice-preview = How it looks
notice-removed = taken out:
notice-added = put in:
notice-unchanged = Nothing changes here.

notice-publish-title = Publish version { $version }: what kind of change is it?
notice-change-question = Does it change what people agreed to?
notice-wording = No, the wording alone
notice-wording-hint = Clearer words, an address, a mistake. Nobody is asked again.
notice-material = Yes
notice-material-hint = Other data, another use, other people who see it, or a longer time. Who agreed to it is asked again, and until they answer it does not hold.
notice-purposes = Which purposes does it touch?
notice-purposes-hint = Only if it changes what people agreed to.
notice-change-choose = Say whether it changes what people agreed to.
notice-purpose-choose = Choose at least one purpose that the change touches.
notice-language-lacks = The text in { $language } is missing.
notice-continue = Continue
notice-back = Back
notice-ask-title = Publish this version?
notice-ask-wording = Nobody is asked again.
notice-ask-material = To be asked again about { $purposes }: { $people }. Until they agree anew, their data is not used for it.
notice-ask-final = A published version can’t be changed or taken back; only another version can follow it.
notice-publish = Publish

## The notice as everybody reads it

notice-public-title = How we use your data
notice-public-none = There is no text yet.
notice-public-old = This is an earlier version.
notice-public-current = Read the one in force
notice-public-since = What changed since version { $version }
notice-public-since-link = Since version { $version }
notice-public-changes = What changed
notice-public-whole = The whole text

## The record of processing (GDPR, article 30)

processing-title = What do we do with people’s data?
processing-state = Read off what is set up and what people allow.
processing-csv = Download CSV
processing-json = Download JSON
processing-activities = What for
processing-column-people = People
processing-none = No personal data is used yet
processing-none-text = As soon as somebody orders or agrees to something, it stands here.
processing-events = Events
processing-column-event = Kind of event
processing-column-kept = Kept for
processing-not-taken = not taken in
processing-until-erased = until the customer has it erased
processing-fields = Names, addresses and numbers are kept until the customer has them erased.
processing-outside = Who works for us outside
processing-nobody = Nobody: everything stays on this machine.
processing-service-mail = Mail server
processing-service-database = Database
processing-service-history = Storage of older records
processing-measures = What protects it
processing-measure-sealed-fields = Names, addresses and numbers are encrypted, with keys for each customer and kind of data
processing-measure-access-log = Every look at personal data is logged before it happens
processing-measure-consent-checked = Consent is checked when a message is queued and again when it is sent
processing-measure-hashed-passwords = Passwords are stored as Argon2id hashes
processing-measure-signed-receipts = Customers get signed receipts of what they decided
processing-measure-https = Customers reach the program over TLS
processing-measure-mail-tls = Mail is handed over under TLS
processing-measure-key-apart = The master key is kept apart from the data
