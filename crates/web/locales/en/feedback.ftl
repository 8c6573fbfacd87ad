## What comes back of letters: who tells of it

feedback-title = What comes back
feedback-text = Whether a letter arrived, came back or was called spam: the service that sends your mail tells it here. Addresses that do not exist and people who complain are written to no more.
feedback-vendor = Service that sends your mail
feedback-vendor-none = None of these
feedback-secret = Its key
feedback-secret-kept = A key is stored. Leave this empty to keep it.
feedback-secret-ses = the topic’s ARN, such as arn:aws:sns:eu-central-1:123456789012:feedback
feedback-secret-sendgrid = the verification key of the signed event webhook
feedback-secret-postmark = a name and a password of your choice, as name:password
feedback-secret-mailgun = the HTTP webhook signing key
feedback-secret-resend = the signing secret, which begins with whsec_
feedback-secret-wrong-ses = That is no ARN of a topic. It looks like arn:aws:sns:eu-central-1:123456789012:feedback.
feedback-secret-wrong-sendgrid = That is no verification key. SendGrid shows it under Mail settings, Event webhook, once signatures are switched on.
feedback-secret-wrong-postmark = Write a name, a colon and a password of at least 12 characters.
feedback-secret-wrong-mailgun = That is no signing key. Mailgun shows it under API security.
feedback-secret-wrong-resend = That is no signing secret. Resend shows it with the webhook, and it begins with whsec_.
feedback-address = Address to enter there
feedback-how-ses = Subscribe this address (HTTPS) to the topic that SES publishes to; it confirms itself. Let SES include the original headers, or publish events by a configuration set.
feedback-how-sendgrid = Under Mail settings, Event webhook: enter this address, choose delivered, bounced, dropped, spam reports and unsubscribes, and switch the signed event webhook on.
feedback-how-postmark = Under Webhooks of the message stream: enter this address with the name and password from here as basic auth, and choose delivery, bounce, spam complaint and subscription change.
feedback-how-mailgun = Under Webhooks of the domain: enter this address for delivered, permanent failure, temporary failure, spam complaints and unsubscribes.
feedback-how-resend = Under Webhooks: enter this address, and choose delivered, bounced and complained.

result-delivered = Arrived
result-bounced-hard = Came back: no such mailbox
result-bounced-soft = Came back for now
result-complained = Called spam
result-opened = Opened
result-machine-opened = Pictures loaded by the mail provider
result-clicked = A link was followed
result-unsubscribed = Left by this letter

event-email-delivered = Letter arrived
event-email-bounced = Letter came back
event-email-marked-as-spam = Letter called spam
event-email-opened = Letter opened
event-email-link-clicked = Link in a letter followed
event-unsubscribed = Left by the link in a letter

via-complaint = by calling a letter spam

suppressions-title = Addresses that are written to no more
suppressions-text = Nothing is sent to these, whatever was agreed to.
suppressions-none = No address is suppressed
suppressions-none-text = Addresses stand here that letters came back from, and those of people who called a letter spam.
suppressions-since = Since
suppressions-nobody = nobody known here
suppressions-lift = Write to it again
suppressions-because = Why
suppressions-because-works-again = The address works again
suppressions-because-asked = The customer asked for it
suppressions-because-mistake = It was a mistake
suppressed-by-bounced = There is no such mailbox
suppressed-by-soft-bounces = Letters came back again and again
suppressed-by-complained = A letter was called spam
deed-suppression-lifted = Address written to again
audit-subject-feedback = What comes back of mail
audit-subject-address = An address
place-suppressions = list of suppressed addresses

tracking-title = Opens and clicks
tracking-text = Off until you switch it on, and then only of customers who say yes to it in their privacy centre; “Analytics” must be among what you ask for. Letters about orders and privacy never tell anything.
tracking-clicks = Know whether links in marketing letters are followed
tracking-clicks-hint = Links lead by way of this program. Scanners that follow links are not counted.
tracking-opens = Know whether marketing letters are opened
tracking-opens-hint = A small picture tells. Many mail providers load it for their readers, opened or not; that is shown apart.
audit-subject-tracking = Opens and clicks of letters
preferences-tracked = Whether our letters reach you
preferences-tracked-switch = The store may see whether I open its letters and follow their links
preferences-tracked-hint = It helps us to send fewer and better ones. You get the same letters either way.

dns-title = What is published of your domain
dns-text = Receivers look up who may send for your domain, the key of its signatures, and what to do with anything else. Look whether they find it.
dns-look = Look it up
dns-none = Mail has no domain of its own yet. Set the sender’s address under Store.
dns-good = The { $record } record is right
dns-missing = There is no { $record } record
dns-several = There are several { $record } records, and receivers heed none of them. Leave one.
dns-open = The { $record } record does not say who may not send. Let it end with ~all or -all.
dns-other = The { $record } record holds another key, so your signatures count for nothing
dns-unknown = The { $record } record can’t be looked up now
