settings-title = How should your store be run?
settings-tabs = Settings
settings-tab-store = Store
settings-tab-keys = Keys
settings-tab-email = E-mail
settings-tab-staff = People
settings-tab-about = About

## Store

settings-store = Store
settings-store-name = Store name
settings-store-name-hint = Customers see it as the sender of your messages.
settings-website = Address of the store
settings-website-hint = Such as https://shop.example.com. Links in your messages open it.
settings-postal-address = Postal address
settings-postal-address-hint = Shown at the foot of marketing e-mails. The law asks for it.
settings-postal-address-needed = (needed for marketing e-mail)
settings-rules = Answers
settings-language = Language of the store
settings-language-hint = Used for customers whose language is unknown. Choose your own at the top of any page.
settings-currency = Currency
settings-currency-hint = Used when an order has no currency.
settings-rial-unit = Show Iranian amounts in
settings-rial = rials
settings-toman = tomans (ten rials)
settings-country = Country
settings-country-hint = Used for phone numbers without a country code, and for how long orders are kept.
settings-time-zone = Time zone
settings-time-zone-hint = Days begin and end by this zone.
settings-calendar = Calendar
calendar-gregory = Gregorian
calendar-persian = Persian (Solar Hijri)
calendar-islamic-umalqura = Umm al-Qura (lunar Hijri)
settings-digits = Digits
digits-latn = 0 1 2 3
digits-arab = ٠ ١ ٢ ٣
digits-arabext = ۰ ۱ ۲ ۳
settings-web-address = Address of this installation
settings-web-address-hint = Links in messages begin with it.

## Keys

settings-keys = Keys
settings-keys-text = Programs that send events or read data need a key. Only its fingerprint is stored, so each key is shown once.
key-name = Name
key-name-hint = Who will use it, such as “online shop” or “till”.
key-scope = What it may do
key-scope-site = Web page
key-scope-site-hint = Public. It reports visits, and can’t join customers, count revenue or give consent.
key-scope-server = Server
key-scope-server-hint = Secret. It reports orders and customers.
key-scope-read = Read
key-scope-read-hint = Secret. It reads customers, messages and figures.
key-scope-admin = Administration
key-scope-admin-hint = Secret. It may do everything that the interface for programs offers.
key-may-site = Report visits
key-may-server = Report orders and customers
key-may-read = Read customers, messages and figures
key-may-admin = Do everything
key-basis = Legal basis by kind of event
key-basis-hint = Events without a legal basis are not stored.
key-basis-orders = Orders
key-basis-browsing = Visits and clicks
key-basis-other = Everything else
key-created = Created
key-last-used = Last used
key-create = Create a key
key-made-title = Here is the key
key-made-text = Copy it now. It is not stored and can’t be shown again.
key-secret-title = And the secret that goes with it
key-secret-text = For your server only. With it your server signs the ids of signed-in customers (HMAC-SHA256), so that what they chose as visitors becomes theirs. It never stands in a page. The command “amana key secret” prints it again.
key-revoke = Revoke
key-revoke-title = Revoke “{ $name }”?
key-revoke-text = Whoever uses it is refused from that moment. This can’t be undone; a new key can be made at any time.
key-revoke-now = Revoke the key
key-revoked = The key is revoked.
key-revoked-now = The key is revoked. Whoever uses it is refused from now on.
key-revoked-on = revoked { $date }
keys-empty = No keys yet
keys-empty-text = Make one for your shop or server, and the first event can arrive.
key-try = Try it
key-try-text = This sends one event. It appears under Live at once.

## E-mail

settings-email = E-mail
settings-email-text = Messages are delivered by your own mail server.
smtp-host = Mail server
smtp-host-hint = Such as mail.example.com.
smtp-port = Port
smtp-security = Encryption
smtp-security-starttls = STARTTLS (usually port 587)
smtp-security-tls = TLS from the start (usually port 465)
smtp-security-none = None (only for a server on this machine)
smtp-user = User name
smtp-password = Password
smtp-password-kept = A password is stored. Leave this empty to keep it.
smtp-from-address = Sender’s e-mail address
smtp-from-name = Sender’s name
smtp-reply-to = Answers go to
smtp-from-environment = { $variable } sets this, so it can’t be changed here.
smtp-not-set = No mail server is set up, so no message can be sent.
smtp-test = Send a test
smtp-test-to = To
smtp-test-text = One message goes out at once, to see that everything works.
smtp-test-text-folder = One message is written into the folder at once. Nobody receives it.
smtp-test-caught = The test was written into the folder
smtp-test-sent = The mail server took it in { $span }. Look into the mailbox.
smtp-test-failed = The mail server refused it: { $reason }
smtp-caught = Mail stays in a folder on this machine and does not go out.
dkim-title = DKIM signature
dkim-text = A signature proves to other mail servers that your messages come from you. Make a key, publish its record in DNS, then switch it on.
dkim-on = Sign messages
dkim-domain = Domain
dkim-selector = Selector
dkim-record-name = Name of the DNS record (TXT)
dkim-record-value = Its value
dkim-make = Make a signing key
dkim-active = Messages are signed.
dkim-inactive = Messages are not signed yet.

## People

staff-title = Who works here
staff-name = Name
staff-email = E-mail
staff-team = Team
staff-last-seen = Last here
staff-add = Invite someone
staff-password-new = New password
staff-password-old = Present password
staff-password-changed = The password is changed. All other sessions have ended.

## About

about-version = Version
about-database = Database
about-database-sqlite = embedded, in { $folder }
about-database-postgres = PostgreSQL
about-started = Running since
about-journal = Events kept
about-size = Size on disk
about-backup = Last backup
about-backup-none = There is no backup yet. Make one with: { $command }

settings-tab-rules = Rules
settings-show-toman = Show Iranian amounts in tomans
settings-show-toman-hint = Ten rials are one toman. Amounts are stored in rials either way.
settings-sender = Sender
settings-sender-text = What customers see when the store writes to them.
settings-sender-name-hint = If it differs from the store’s name.
settings-sender-email-hint = An address of your own domain, so that mail arrives and answers reach you.
settings-keys-title = Who may send and read?
key-basis-orders-hint = What was bought, paid back and sent.
key-basis-browsing-hint = Pages, products looked at, carts, searches.
key-basis-profile = Who somebody is
key-basis-profile-hint = Name, address, language and what else a profile holds.
key-basis-other-hint = Events of your own, of whatever name.
key-basis-which = Which basis is right?
basis-contract-hint = It is needed to do what the customer ordered: an order, its payment, its delivery.
basis-consent-hint = The person agreed to it. Without their agreement, or after they take it back, nothing is kept.
basis-legal-obligation-hint = A law makes you keep it: invoices, for example.
basis-legitimate-interest-hint = Your interest in it outweighs the customer’s, and you have written down why. Customers may object.
basis-none-hint = Events of this kind are dropped on arrival, and only counted.
key-new-title = What is the new key for?
key-made-heading = The key is made
key-made-done = I have copied it
key-try-read-text = This asks for the store’s figures.
settings-email-title = Does your mail get through?
settings-email-open = Set up e-mail
smtp-server-title = Mail server
smtp-port-wrong = A port is a number from 1 to 65535, most often 587.
smtp-login-wrong = User name and password can’t hold line ends or control characters.
smtp-password-missing = A user name needs its password.
smtp-security-offered = STARTTLS where the server offers it
smtp-state-none = No mail server yet
smtp-state-folder = Mail stays on this machine
smtp-state-set = A mail server is set up
smtp-test-no-sender = There is no sender’s address yet. Set one under Store.
smtp-test-not-written = The test could not be written. The program’s log says why.
smtp-test-nothing = Nothing was sent
smtp-test-uncertain = The connection broke before the answer came. The message may have arrived.
smtp-test-at-connect = The mail server could not be reached, or it refused the login
smtp-test-at-sender = The mail server refused the sender’s address
smtp-test-at-recipient = The mail server refused the recipient’s address
smtp-test-at-message = The mail server refused the message itself
smtp-test-letter-subject = A test from your store
smtp-test-letter-title = It works
smtp-test-letter-text = If you can read this, messages to your customers can leave.
dkim-make-another = Make another key
dkim-unreadable = The signing key can’t be opened
dkim-unreadable-text = It was encrypted with another master key. Make a new one and publish its record.
dkim-switch-on = The record is published: sign from now on
dkim-switch-off = Stop signing
dkim-domain-hint = The domain of the sender’s address.
dkim-selector-hint = A name for this key, so that a later one can stand beside it.
dkim-domain-wrong = This is not a domain. One looks like shop.example.com.
dkim-selector-wrong = A selector has letters, digits, dots and hyphens only.
rules-state = Two automatic messages come with the program. The customer’s permission is checked again at the moment of sending.
rules-preview-language = Preview in
rule-switch = Send it automatically

## Retention

settings-saved-orders = Saved. The law of the new country asks for less time, so orders are kept as long as before. You can change that under Retention.
settings-tab-retention = Retention
retention-title = How long are things kept?
retention-state = Once its time is over, an event is deleted. Only sums by day stay.
retention-orders-law = Orders are kept for { $span }, as the law of your country ({ $country }) asks.
retention-orders-no-law = Orders are kept for { $span }. What the law of your country ({ $country }) asks is not known here, so ask your adviser.
retention-orders-no-country = Orders are kept until the customer is erased, because no country is set.
retention-set-country = Set the country
retention-orders-set = Orders are kept for at least { $span }.
retention-orders-always = Orders are kept until the customer is erased.
retention-browsing-set = Visits and clicks are kept for at most { $span }.
retention-browsing-always = Visits and clicks are kept until the customer is erased.
retention-profile-set = Changes to profiles are kept for at most { $span }.
retention-profile-always = Changes to profiles are kept until the customer is erased.
retention-profile-hint = What changed in a profile, and when. The profile itself stays.
retention-other-set = Everything else is kept for at most { $span }.
retention-other-always = Everything else is kept until the customer is erased.
retention-span-years = { $count ->
    [one] { $count } year
   *[other] { $count } years
}
retention-span-months = { $count ->
    [one] { $count } month
   *[other] { $count } months
}
retention-years = How many years
retention-months = How many months
retention-empty = Leave it empty for the usual { $span }.
retention-empty-law = Leave it empty to follow the law: { $span }.
retention-empty-country = Leave it empty to follow the law, once a country is set.
retention-empty-always = Leave it empty to keep them until the customer is erased.
retention-always = Keep until the customer is erased
retention-years-wrong = { $what }: a whole number of years from { $min } to { $max }, please, or an empty field.
retention-months-wrong = { $what }: a whole number of months from { $min } to { $max }, please, or an empty field.
retention-both = { $what }: write a number or tick “Keep until the customer is erased”, not both.
retention-warning = A shorter time deletes what is older, for good. You are asked before that happens.
retention-below-law = That is shorter than the law asks
retention-below-law-text = The law of your country ({ $country }) asks for at least { $span }.
retention-ask-title = Delete what is older?
retention-ask-text = Nothing is saved yet. If you go on, this is deleted within a day and can’t be brought back. Only sums by day stay.
retention-ask-line = Kept for { $span } from now on. Everything from before { $date } is deleted.
retention-ask-now = Save and delete
retention-after = When the time is over
retention-after-months = Time is counted in whole calendar months (UTC). Orders stay at least as long as it says here, everything else at most.
retention-after-gone = Within a day the events are gone from every file and from the customer’s page.
retention-after-sums = Only sums by day stay: how many there were, how much was spent, in which currency. They say nothing about any person.
retention-after-backups = Backups made earlier still hold the events. Delete those yourself.
retention-after-law = What is said here about the law is no legal advice. Your adviser has the last word.
retention-log = What was deleted
retention-log-text = Because its time was over, or because a customer was erased.
retention-log-day = Day
retention-log-events = Events
retention-log-none = Nothing so far.
