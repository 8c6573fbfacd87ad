messages-title = Which messages were sent, and which were not?
messages-state = { $sent } sent and { $withheld } not sent in the last 24 hours.
messages-filter-state = State
messages-filter-template = Message
messages-column-subject = Message
messages-column-customer = Customer
messages-column-state = State
messages-column-channel = Channel
messages-column-at = When
messages-column-why = Why
messages-empty = No messages yet
messages-empty-text = When an order is completed, a thank-you appears here: sent, or not sent with the reason.

message-title = Message to { $name }
message-state = State
message-subject = Subject
message-from = From
message-to = To
message-language = Language
message-template = Template
message-purpose = Purpose
message-basis = Legal basis
message-cause = Because of
message-cause-none = No event: it was sent to many at a time, or at a time of its own
message-queued-at = Queued
message-sent-at = Sent
message-answered-in = { $span } after the event
message-preview = As the customer sees it
message-preview-html = With pictures and colours
message-preview-text = Plain text
message-preview-frame = Preview of the message
message-preview-gone = The body is no longer kept.
message-attempts = Attempts
message-attempt-none = No attempt was made.
message-attempt = Attempt { $number }
message-attempt-next = Next attempt { $when }
message-server-said = The mail server said
message-id = Message id

state-queued = queued
state-queued-hint = It waits for its turn.
state-sending = sending
state-sending-hint = It is being handed to the mail server.
state-sent = sent
state-sent-hint = The mail server has taken it.
state-caught = kept in folder
state-caught-hint = Written into a folder on this machine; it did not go out.
state-failed = failed
state-failed-hint = It could not be delivered and will not be tried again.
state-retrying = waiting to retry
state-retrying-hint = The mail server did not take it yet; it will be tried again.
state-unknown = uncertain
state-unknown-hint = The program stopped while sending it. It may have arrived, so it is not sent twice.
state-withheld = not sent
state-withheld-hint = A rule or a missing permission kept it back.
state-held = held
state-held-hint = It waits for your decision after a restore, or until its paused campaign goes on.
failed-unreachable = The mail server can’t be reached
failed-gave-up = Tried long enough
failed-connection-lost = The connection broke while it was being sent
failed-later = The mail server asked to come back later (code { $code })
failed-refused = The mail server refused it (code { $code })
failed-bad-address = The address can’t be written to
failed-bad-headers = The subject or the sender’s name can’t be sent
failed-bad-template = The template could not be filled in
failed-dkim = The message could not be signed
failed-no-event = The event that caused it is gone
failed-missing-value = A value that it needs is missing
failed-no-template = There is no such version of the template
failed-wrong-event = What happened is not what this letter speaks of
failed-no-sender = No sender is set
failed-defect = A fault in the program

message-release = Release
message-release-all = { $count ->
    [one] Release { $count } message
   *[other] Release { $count } messages
}
message-discard-all = Discard them
message-held-title = { $count ->
    [one] { $count } message waits for your decision
   *[other] { $count } messages wait for your decision
}
message-held-text = They were waiting when this backup was made. Some may have been sent since then. You decide.
message-released = Released. They go out now, each only if it is still permitted.
message-discarded = Discarded. Nothing was sent.

template-thank-you = Thank you for the order
template-welcome = Welcome
template-privacy-link = A link to the privacy page
template-access-notice = A look at your data
template-consent-renewal = Before an agreement ends
template-abandoned-cart = What was left in the cart
template-browse-abandonment = A product that was looked at
template-review-request = A request for a review
template-win-back = After a long time without an order
template-birthday = Birthday
template-replenishment = Time to order again
template-price-drop = A lower price
template-goes-with = What goes with an order
template-own = A template of your own
template-test = Test message
channel-email = E-mail
channel-sms = SMS
channel-whatsapp = WhatsApp
channel-push = Push
rule-thank-you = A thank-you for each completed order
rule-thank-you-text = Purpose: fulfil orders. Basis: the contract. Goes for each order that your shop’s server tells of, where the buyer has an e-mail address. An order that only a page tells of gets none.
rule-welcome = A welcome for whoever agrees to e-mail
rule-welcome-text = Purpose: marketing by e-mail. Goes once, when the customer first agrees, with one-click unsubscribe.
rule-privacy-link = The link to the privacy page
rule-privacy-link-text = Purpose: legal duties. Goes to whoever asks to see their own data, and can’t be switched off.
rule-access-notice = Notice of a look that was not agreed to
rule-access-notice-text = Purpose: legal duties. Goes to the customer when somebody asks to see more, or looks in an emergency. Can’t be switched off.
rule-consent-renewal = A reminder before an agreement ends
rule-consent-renewal-text = Purpose: marketing by e-mail. 30 and 7 days before something ends that the person agreed to; one press renews it.
rules-title = Which messages are sent automatically?

## The list and one message

messages-total = { $sent } sent, { $withheld } not sent since the beginning.
messages-tab-sent = Sent
messages-tab-waiting = Waiting
messages-tab-withheld = Not sent
messages-tab-failed = Failed
messages-tab-unknown = Uncertain
messages-tab-held = Held
messages-meaning-waiting = They wait for their turn, or for another try.
messages-none-sent = No message was sent yet.
messages-none-waiting = No message is waiting.
messages-none-withheld = No message was held back.
messages-none-failed = No message failed.
messages-none-unknown = No message is uncertain.
messages-none-held = No message is held.
messages-see-all = Show all messages
messages-caught = Messages stay in a folder on this machine.
messages-caught-text = They are written into the folder, and nobody receives them.
messages-caught-link = Set up a mail server
message-about = About this message
message-what-happened = What became of it
message-preview-none = Its text is written at the moment of sending. There is none.
message-event-at = Event arrived
message-changed-at = Last change
failed-database = The database was away for a moment
failed-paused = The program stood still for a moment

## The way out of marketing mail

unsubscribe-this-store = this store
unsubscribe-title = Stop news from { $store } by e-mail?
unsubscribe-stops = We will stop sending you news and offers by e-mail.
unsubscribe-stops-address = We will stop sending news and offers to { $address }.
unsubscribe-remains = You will still get messages about your orders. They are not advertising.
unsubscribe-button = Stop these e-mails
unsubscribe-keep = Keep them
unsubscribe-kept = You still get news from { $store }
unsubscribe-kept-text = Nothing was changed. The link in each message lets you stop at any time.
unsubscribe-done = You will get no more news from { $store }
unsubscribe-done-text = It takes effect now. You need do nothing else.
unsubscribe-return = I changed my mind
unsubscribe-back = You get news from { $store } again
unsubscribe-back-text = Good to have you back. You can stop it at any time, with the link in each message.
unsubscribe-unknown = This link leads nowhere
unsubscribe-unknown-text = It may be cut short, or from somewhere else. Nothing was changed.
unsubscribe-unknown-next = Please open the link from the message once more, or copy the whole of it into the address bar.
