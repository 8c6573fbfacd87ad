## Which messages come: in the privacy centre, and behind the link at a message's foot

privacy-nav-messages = Messages
preferences-title = What { $store } may send you
preferences-state = News and offers only as often, and about what, you like. A change holds at once.
preferences-channels = By which way
preferences-frequency = How often
preferences-frequency-every = Every message
preferences-frequency-weekly = At most one a week
preferences-frequency-monthly = At most one a month
preferences-topics = About what
preferences-topics-hint = Take the tick away from what does not interest you.
preferences-pause = Pause for a while
preferences-pause-hint = No news until the pause is over. Then it comes again by itself.
preferences-pause-none = No pause
preferences-pause-until = As it is: until { $date }
preferences-pause-days = { $days ->
    [one] Pause for { $days } day
   *[other] Pause for { $days } days
}
preferences-paused = Paused
preferences-paused-text = You get no news until { $date }. From then on it comes again by itself.
preferences-resume = End the pause
preferences-leave = Unsubscribe from all
preferences-out = You get no news from { $store } by e-mail
preferences-out-link = If you want it again
preferences-centre = Everything that is known about you

## After unsubscribing

unsubscribe-instead = Would fewer do?
unsubscribe-instead-text = You are unsubscribed. If it was only too much, you can get less instead. Otherwise there is nothing more to do.
unsubscribe-fewer-weekly = You get one message a week at most.
unsubscribe-fewer-monthly = You get one message a month at most.
unsubscribe-more-choices = Choose what it is about

## Why a message was not sent

withheld-on-pause = The customer paused messages
withheld-on-pause-hint = They want no advertising until a day that they chose. It resumes by itself.
withheld-topic-off = The customer turned this topic off
withheld-topic-off-hint = They want no messages about it.
withheld-frequency = The customer wants fewer messages
withheld-frequency-hint = As many as they want had been sent in this week or month.

event-message-preferences-updated = Message preferences changed
via-message-link = by the link at a message’s foot

## Settings, Consent

settings-tab-consent = Consent
audit-subject-consent = What customers are asked
asking-title = What do you ask your customers for?
asking-state = In your country, whoever says no is left in peace for six months.
asking-state-year = In your country, whoever says no is left in peace for a year.
asking-none = nothing
asking-purposes = What you use customers’ data for
asking-purposes-text = Customers are shown, and asked about, what is ticked here. A yes to anything else is not recorded. What somebody has already decided stays in their sight, and can be taken back.
asking-purposes-unset = You have not chosen yet: customers are shown what is ticked, and whatever your own systems record is accepted.
asking-confirm = Confirmation by e-mail
asking-confirm-text = Whoever agrees to news by e-mail, on a page or through your systems, gets a letter with a link. The agreement counts once they press it; both dates are kept as proof. There is no reminder.
asking-confirm-law = The law of your country expects this.
asking-confirm-switch = Agreements to e-mail are confirmed
topics-title = What your messages are about
topics-text = Customers turn topics off one by one, and go on getting the others.
topics-of-rules = Which message is about what
topic-none = No topic
topic-add = Add or rename a topic
topic-key = Short name
topic-key-hint = For your systems, in small Latin letters. It stays when the names change: the same short name renames a topic.
topic-key-wrong = Please use up to { $max } small Latin letters, digits, hyphens or underscores.
topic-too-many = There can be { $max } topics at most. Please remove one first.
topic-name = Name in { $language }
topic-save = Save the topic
topic-remove = Remove

## Double opt-in

privacy-confirm-title = News from { $store } by e-mail
privacy-confirm-text = Do you want news from { $store } at the address to which this letter came? You can stop it at any time, with one press.
privacy-confirm-yes = Yes, I want it
privacy-confirm-no = If you do nothing, nothing is sent.
privacy-confirmed = Thank you. From now on you get news by e-mail; each message has a link that stops it.
privacy-confirm-used = This was confirmed already. There is nothing more to do.
privacy-confirm-late = There is nothing to confirm any more: the link has run out, or a no came after it. Nothing was changed.
privacy-confirm-unused = The store does not send such messages any more, so nothing was recorded.
via-double-opt-in = confirmed by the link in a letter
event-opt-in-requested = Asked to confirm news by e-mail
template-confirm-consent = Confirmation of an agreement
rule-confirm-consent = A letter that confirms an agreement to e-mail
rule-confirm-consent-text = Purpose: legal duties. Goes once to whoever agrees to news, where agreements are confirmed (Settings, Consent). Holds no advertising, and can’t be switched off by itself.
