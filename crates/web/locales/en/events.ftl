## Live

live-title = What is happening right now?
live-state = Each event in the order of arrival, the newest on top. Names stand on the customer’s own page, where each look is written down.
live-empty = Listening…
live-empty-text = Do something in your store, or send an event, and it appears here at once.
live-none = No such event so far
live-none-named = No event named “{ $name }” so far
live-none-text = It appears here as soon as one arrives.
live-all = Show all events
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

aside-title = What could not be accepted, and why?
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
aside-empty-text = When a client sends something that can’t be accepted, it is listed here with the reason, and the rest of its batch is kept.
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
aside-merge-refused = Two people may not be joined
aside-merge-refused-hint = A key from the web page can’t join two customers. Send this call from your server.
aside-revenue-refused = Revenue from a public key
aside-revenue-refused-hint = A key from the web page can’t report orders, benefits, prices that came down or what became of letters. Send them from your server.
aside-unknown = Could not be taken in
aside-unknown-hint = The reason is in the program’s log, under the event’s time.

## Left out for want of permission

drop-no-basis = No legal basis for this kind of event
drop-no-basis-hint = The key names no basis for it. Set one in Settings, Keys.
drop-no-consent = The person did not agree
drop-no-consent-hint = They have not agreed, or have withdrawn. Nothing was kept.
drop-expired = The consent has run out
drop-expired-hint = It was given until a date that has passed.
drop-unconfirmed-id = A user id that only a web page names
drop-unconfirmed-id-hint = Anybody can read a page’s key. Let the page send the browser’s id too, or sign the user id on your server.
strip-no-consent = Fields left out: the person did not agree
strip-email-of-another = An e-mail address that belongs to someone else
strip-phone-of-another = A phone number that belongs to someone else
strip-id-of-another = A user id that belongs to someone else
strip-wrong-user-hash = A signature that is not your server’s

## Filters and single events

live-filter-event = Name of the event
live-rest = { $count ->
    [one] … and { $count } more event at the same moment
   *[other] … and { $count } more events at the same moment
}
aside-reason-count = { $reason }: { $count }
aside-what = About this event
aside-kept-until = Kept until
aside-from-import = import on the command line
aside-raw-note = As it arrived. It is stored encrypted, belongs to no customer, and is deleted automatically.
aside-log-words = In the program’s own words, for whoever mends it:
live-customer = Customer { $code }
live-closed = a customer
live-closed-hint = Whose event this is, the customer does not share with your team.

## What events are called: the spec’s names, the calls, and what the program itself writes

event-identify = Customer identified
event-page = Page visited
event-page-viewed = Page visited
event-screen = Screen opened
event-screen-viewed = Screen opened
event-group = Group joined
event-alias = Ids linked
event-consent-updated = Consent changed
event-privacy-link-requested = Asked for the privacy page
event-data-access-requested = Staff asked to see more
event-data-access-forced = Staff looked in an emergency
event-consent-ending = An agreement is about to end
event-customers-merged = Profiles joined
event-order-completed = Order placed
event-order-updated = Order changed
event-order-refunded = Order refunded
event-order-cancelled = Order cancelled
event-product-viewed = Product viewed
event-product-clicked = Product chosen from a list
event-product-added = Added to the cart
event-product-removed = Removed from the cart
event-product-shared = Product shared
event-product-reviewed = Product reviewed
event-product-added-to-wishlist = Added to the wish list
event-product-removed-from-wishlist = Removed from the wish list
event-wishlist-product-added-to-cart = Moved from the wish list to the cart
event-product-list-viewed = Product list browsed
event-product-list-filtered = Product list filtered
event-products-searched = Products searched
event-cart-viewed = Cart viewed
event-cart-shared = Cart shared
event-checkout-started = Checkout started
event-checkout-step-viewed = Checkout step reached
event-checkout-step-completed = Checkout step completed
event-payment-info-entered = Payment chosen
event-coupon-entered = Coupon tried
event-coupon-applied = Coupon used
event-coupon-denied = Coupon not accepted
event-coupon-removed = Coupon removed
event-promotion-viewed = Promotion seen
event-promotion-clicked = Promotion opened
event-signed-up = Signed up
event-signed-in = Signed in
event-signed-out = Signed out
