# When marketing may go out, and what waits or is withheld because of it.

settings-tab-sending = Sending rules
audit-subject-sending = Sending rules
sending-title = When may marketing go out?
sending-state = These limits hold for marketing alone. Messages about an order, and those that customers are entitled to, always go at once.

sending-caps = Messages for one customer
sending-email = E-mails for one customer
sending-caps-hint = How many marketing e-mails one customer gets at most. Any stretch of that length counts, wherever it begins. Empty: no limit. Many stores begin with 1 in 24 hours and 3 in 7 days.
sending-total = All channels together
sending-total-hint = As above, whatever way the messages take. For now all of them are e-mails.
sending-window-day = In 24 hours
sending-window-days = { $count ->
    [one] In { $count } day
   *[other] In { $count } days
}
sending-number-wrong = A whole number from 1 to { $max }.

sending-quiet = Quiet hours for e-mail
sending-quiet-hint = By the clock where each customer is; where that is not known, by your store’s ({ $zone }). Most stores set none: an e-mail wakes nobody, and no law that we know of sets hours for it.
sending-quiet-from = From
sending-quiet-until = Until
sending-quiet-none = none
sending-quiet-half = Choose both times, or “none” for both.
sending-quiet-same = Quiet hours end at another time than they begin.

sending-fatigue = Fewer where nothing comes back
sending-fatigue-hint = A sign of life is an order, a link followed in a letter, or a letter opened by a customer who lets you know that. After one, your messages come as before.
sending-fatigue-switch = Write less often to customers who give no sign of life
sending-fatigue-why = Mail providers judge a store by how its readers respond, and addresses that nobody reads any more become traps for senders.
sending-fatigue-letters = After so many marketing messages
sending-fatigue-within = that were sent within so many days
sending-fatigue-one-in = one at most in so many days

sending-days-off = Days without marketing
sending-days-off-hint = Holidays or days of mourning, by the date where each customer is.
sending-day = Day
sending-day-add = Add day
sending-day-remove = Remove
sending-day-wrong = A day from today on.
sending-days-full = { $max } days at most. Remove one first.

sending-effect = What the limits do
sending-effect-waiting = Wait now
sending-effect-withheld = Not sent, last 30 days
sending-effect-none = Nothing waits because of them, and nothing came too late in the last 30 days.
sending-effect-link = See what waits

sending-longest = How long a message may wait
sending-longest-hint = A message that is held back goes at the first moment at which it may. If that is later than this, it would be of no use, and it is not sent.
sending-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
sending-own-cart = your own about a cart or a product
sending-own-customer = your own to customers
sending-own-order = your own about an order

sending-law = Hours set by law
sending-law-hint = For marketing by text message. It goes by the country of each customer’s number.
sending-law-country = Country
sending-law-closed = Closed
sending-law-authority = Authority
sending-law-elsewhere = Elsewhere
sending-law-hours = { $from } to { $until }
sending-law-holidays = Public holidays: enter them under “Days without marketing”

state-postponed = postponed
state-postponed-hint = It goes at the first moment at which it may.
message-postponed-until = Until { $when }: { $why }
message-postponed-at = First postponed
journey-postponed = Letters that wait

withheld-wait-cap = The customer has had as many messages as you allow
withheld-wait-cap-hint = It goes as soon as your limit lets it. The limit stands under Settings, Sending rules.
withheld-wait-quiet-hours = Quiet hours where the customer is
withheld-wait-quiet-hours-hint = It goes when they end. They are set under Settings, Sending rules.
withheld-wait-day-off = A day without marketing
withheld-wait-day-off-hint = It goes the day after. Such days are set under Settings, Sending rules.
withheld-wait-country = The law of the customer’s country allows none at this hour
withheld-wait-country-hint = It goes when the law lets it.
withheld-wait-fatigue = Many messages, and no sign of life
withheld-wait-fatigue-hint = This customer is written to less often until they order, follow a link or open a letter.
withheld-wait-frequency = As many messages as the customer wants
withheld-wait-frequency-hint = It goes as soon as the customer wants another: they asked for one a week, or one a month.
withheld-wait-turn = Waits for its turn
withheld-wait-turn-hint = The campaign sends so many letters an hour at most, those that waited among them.
withheld-late-cap = Too late by the time your limit would let it go
withheld-late-cap-hint = The customer had had as many messages as you allow, and this one would have been of no use any more.
withheld-late-quiet-hours = Too late by the end of quiet hours
withheld-late-quiet-hours-hint = It would have been of no use any more.
withheld-late-day-off = Too late after the days without marketing
withheld-late-day-off-hint = It would have been of no use any more.
withheld-late-country = Too late by the hour at which the law would let it go
withheld-late-country-hint = It would have been of no use any more.
withheld-late-fatigue = Too late: this customer is written to less often
withheld-late-fatigue-hint = They had many messages and gave no sign of life.
withheld-late-frequency = Too late by the time the customer wants another
withheld-late-frequency-hint = They asked for fewer messages, and this one would have been of no use any more.
