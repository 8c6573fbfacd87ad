## Live

live-title = What is happening right now?
live-state = Each event as it arrives, the newest on top.
live-empty = Listening…
live-empty-text = Do something in your store, or send an event, and it appears here at once.
live-column-event = Event
live-column-who = Who
live-column-source = Source
live-column-at = At
kind-track = Action
kind-identify = Introduction
kind-page = Page
kind-screen = Screen
kind-group = Group
kind-alias = Link
kind-system = Amana
origin-live = live
origin-site = web page
origin-server = server
origin-import = import
origin-demo = demonstration
origin-system = from Amana itself

## Set aside

aside-title = What could not be taken in, and why?
aside-state = { $count ->
    [0] Nothing is set aside. Every event could be read.
    [one] { $count } event in the last 7 days. It is kept for 7 days, then deleted.
   *[other] { $count } events in the last 7 days. They are kept for 7 days, then deleted.
}
aside-filter-reason = Reason
aside-column-reason = Reason
aside-column-event = Event
aside-column-key = Key
aside-column-at = Arrived
aside-column-content = What was sent
aside-empty = Nothing is set aside
aside-empty-text = When a client sends something that can’t be taken in, it stands here with the reason, and the rest of its batch is kept.
aside-deleted-at = Deleted { $when }
aside-how-to-fix = How to fix it

aside-bad-time = The time can’t be read
aside-bad-time-hint = Send the timestamp as ISO 8601, such as 2026-05-03T14:00:00Z.
aside-too-deep = Nested too deeply
aside-too-deep-hint = Send at most 32 levels of objects and lists.
aside-no-id = Nobody is named
aside-no-id-hint = Each event needs a userId or an anonymousId.
aside-too-large = Too large
aside-too-large-hint = One event may have 32 KB. Send less, or send a reference.
aside-nul = Contains a NUL character
aside-nul-hint = Databases refuse this character. Remove it where the event is made.
aside-bad-json = Not an object
aside-bad-json-hint = Each event must be one JSON object.
aside-bad-type = Unknown kind of call
aside-bad-type-hint = The type must be track, identify, page, screen, group or alias.
aside-bad-value = A value has the wrong type
aside-bad-value-hint = Ids and names are text; properties, traits and context are objects; amounts are numbers of at most 64 bits.
aside-no-name = The event has no name
aside-no-name-hint = A track call needs an event name of at most 200 bytes.
aside-no-order-id = The order has no number
aside-no-order-id-hint = Send order_id with each order event, so that no order counts twice.
aside-bad-message-id = The message id can’t be used
aside-bad-message-id-hint = A messageId has at most 100 bytes.
aside-merge-refused = Two known people may not be joined
aside-merge-refused-hint = A key from the web page can’t join two customers. Send this call from your server.
aside-revenue-refused = Revenue from a public key
aside-revenue-refused-hint = A key from the web page can’t report orders. Send orders from your server.
aside-unknown = Could not be taken in
aside-unknown-hint = The reason is in the program’s log, under the event’s time.

## Left out for want of permission

drop-no-basis = No legal basis for this kind of event
drop-no-basis-hint = The key names no basis for it. Set one in Settings, Keys.
drop-no-consent = The person did not agree
drop-no-consent-hint = They have not agreed, or have withdrawn. Nothing was kept.
drop-expired = The consent has run out
drop-expired-hint = It was given until a date that has passed.
strip-no-consent = Fields left out: the person did not agree
strip-email-of-another = An e-mail address that belongs to someone else
strip-phone-of-another = A phone number that belongs to someone else
strip-id-of-another = A user id that belongs to someone else

## Filters and single events

live-filter-event = Name of the event
live-rest = { $count ->
    [one] … and { $count } more event at the same moment
   *[other] … and { $count } more events at the same moment
}
aside-reason-count = { $reason }: { $count }
aside-column-detail = What exactly
aside-what = About this event
aside-kept-until = Kept until
aside-from-import = import on the command line
aside-raw-note = As it came. It is stored under a key, belongs to no customer, and is deleted by itself.
live-customer = Customer { $code }
