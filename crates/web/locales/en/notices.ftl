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
notice-first-no = Without your agreement none of this is kept.
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
