## What a rule says, in one sentence: words that are put together in crates/app/src/rules

rule-did-unknown = did { $name }
rule-didnt-unknown = did not do { $name }
rule-doing-unknown = doing { $name }
rule-times-at-least = { $count ->
    [one] at least { $count } time
   *[other] at least { $count } times
}
rule-times-at-most = { $count ->
    [one] at most once
   *[other] at most { $count } times
}
rule-times-exactly = { $count ->
    [one] exactly once
   *[other] exactly { $count } times
}
rule-times-other = { $count ->
    [one] a number of times other than one
   *[other] a number of times other than { $count }
}
rule-when-hours = { $count ->
    [one] in the last hour
   *[other] in the last { $count } hours
}
rule-when-days = { $count ->
    [one] in the last { $count } day
   *[other] in the last { $count } days
}
rule-when-today = today
rule-when-yesterday-on = since yesterday
rule-when-before-today = before today
rule-when-before-yesterday = before yesterday
rule-when-before = { $count ->
    [one] more than { $count } day ago
   *[other] more than { $count } days ago
}
rule-when-yesterday = yesterday
rule-when-ago = { $count ->
    [one] { $count } day ago
   *[other] { $count } days ago
}
rule-when-between = { $from ->
    [one] { $to } to { $from } day ago
   *[other] { $to } to { $from } days ago
}
rule-when-dates = from { $from } to { $to }
rule-when-date = on { $date }
rule-when-own-days = { $when } (in their time zone)
rule-when-never = at any time
rule-where = where { $tests }
rule-test-is = { $name } is { $value }
rule-test-is-not = { $name } is not { $value }
rule-test-contains = { $name } contains { $value }
rule-test-there = { $name } is given
rule-test-not-there = { $name } is not given
rule-test-at-least = { $name } is at least { $value }
rule-test-at-most = { $name } is at most { $value }
rule-trait = their { $name }
rule-yes = yes
rule-no = no
rule-take-sum = the sum of { $property } from { $doing }
rule-take-min = the smallest { $property } from { $doing }
rule-take-max = the largest { $property } from { $doing }
rule-take-last = the latest { $property } from { $doing }
rule-is-at-least = is at least { $number }
rule-is-at-most = is at most { $number }
rule-is-exactly = is exactly { $number }
rule-spent-at-least = spent at least { $amount }
rule-spent-at-most = spent at most { $amount }
rule-spent-exactly = spent exactly { $amount }
rule-followed = { $first } and then { $then } { $within }
rule-within-hours = { $count ->
    [one] within { $count } hour
   *[other] within { $count } hours
}
rule-within-days = { $count ->
    [one] within { $count } day
   *[other] within { $count } days
}
rule-agrees = agrees to { $purpose }
rule-agrees-not = does not agree to { $purpose }
rule-stage-is = is { $stages }
rule-stage-is-not = is not { $stages }
rule-in-segment = is in the segment { $name }
rule-not-in-segment = is not in the segment { $name }
rule-everybody = whoever they are
rule-nobody = nobody at all
rule-not = it is not true that { $what }
rule-and = { $first }, and { $next }
rule-or = { $first }, or { $next }
rule-list-or = { $first } or { $next }
rule-lines-all = All of these hold:
rule-lines-any = At least one of these holds:
rule-lines-not = This does not hold:

## Where a customer stands with the store

stage-visitor = a visitor
stage-new = a new customer
stage-loyal = a loyal customer
stage-active = an active customer
stage-at-risk = a customer at risk
stage-lost = a lost customer

## What somebody did, did not do, and the doing of it

rule-did-product-viewed = viewed a product
rule-didnt-product-viewed = did not view a product
rule-doing-product-viewed = viewing a product
rule-did-product-list-viewed = browsed a list of products
rule-didnt-product-list-viewed = did not browse a list of products
rule-doing-product-list-viewed = browsing a list of products
rule-did-products-searched = searched for products
rule-didnt-products-searched = did not search for products
rule-doing-products-searched = searching for products
rule-did-product-clicked = picked a product from a list
rule-didnt-product-clicked = did not pick a product from a list
rule-doing-product-clicked = picking a product from a list
rule-did-product-added = added a product to the cart
rule-didnt-product-added = did not add a product to the cart
rule-doing-product-added = adding a product to the cart
rule-did-product-removed = took a product out of the cart
rule-didnt-product-removed = did not take a product out of the cart
rule-doing-product-removed = taking a product out of the cart
rule-did-product-added-to-wishlist = put a product on the wishlist
rule-didnt-product-added-to-wishlist = did not put a product on the wishlist
rule-doing-product-added-to-wishlist = putting a product on the wishlist
rule-did-product-shared = shared a product
rule-didnt-product-shared = did not share a product
rule-doing-product-shared = sharing a product
rule-did-product-reviewed = reviewed a product
rule-didnt-product-reviewed = did not review a product
rule-doing-product-reviewed = reviewing a product
rule-did-cart-viewed = viewed the cart
rule-didnt-cart-viewed = did not view the cart
rule-doing-cart-viewed = viewing the cart
rule-did-checkout-started = started a checkout
rule-didnt-checkout-started = did not start a checkout
rule-doing-checkout-started = starting a checkout
rule-did-payment-info-entered = chose how to pay
rule-didnt-payment-info-entered = did not choose how to pay
rule-doing-payment-info-entered = choosing how to pay
rule-did-order-completed = ordered
rule-didnt-order-completed = did not order
rule-doing-order-completed = ordering
rule-did-order-refunded = had an order refunded
rule-didnt-order-refunded = had no order refunded
rule-doing-order-refunded = a refund of an order
rule-did-order-cancelled = had an order cancelled
rule-didnt-order-cancelled = had no order cancelled
rule-doing-order-cancelled = the cancellation of an order
rule-did-coupon-applied = used a coupon
rule-didnt-coupon-applied = did not use a coupon
rule-doing-coupon-applied = using a coupon
rule-did-promotion-viewed = saw a promotion
rule-didnt-promotion-viewed = did not see a promotion
rule-doing-promotion-viewed = seeing a promotion
rule-did-promotion-clicked = opened a promotion
rule-didnt-promotion-clicked = did not open a promotion
rule-doing-promotion-clicked = opening a promotion
rule-did-signed-up = signed up
rule-didnt-signed-up = did not sign up
rule-doing-signed-up = signing up
rule-did-signed-in = signed in
rule-didnt-signed-in = did not sign in
rule-doing-signed-in = signing in
rule-did-email-delivered = got an e-mail
rule-didnt-email-delivered = got no e-mail
rule-doing-email-delivered = getting an e-mail
rule-did-email-opened = opened an e-mail
rule-didnt-email-opened = did not open an e-mail
rule-doing-email-opened = opening an e-mail
rule-did-email-link-clicked = followed a link in an e-mail
rule-didnt-email-link-clicked = did not follow a link in an e-mail
rule-doing-email-link-clicked = following a link in an e-mail
rule-did-email-bounced = had an e-mail bounce
rule-didnt-email-bounced = had no e-mail bounce
rule-doing-email-bounced = the bounce of an e-mail
rule-did-email-marked-as-spam = marked an e-mail as spam
rule-didnt-email-marked-as-spam = did not mark an e-mail as spam
rule-doing-email-marked-as-spam = marking an e-mail as spam
rule-did-unsubscribed = unsubscribed
rule-didnt-unsubscribed = did not unsubscribe
rule-doing-unsubscribed = unsubscribing

## The form by which a rule is edited

rule-form-legend = Who is meant
rule-form-group = What must hold
rule-form-empty = No condition so far. Add one below.
rule-form-add-what = Another condition
rule-form-add = Add
rule-form-remove = Remove
rule-form-json = As JSON, for programs
rule-form-choose = Choose…
rule-form-event = What they did
rule-form-bound = How many or how much
rule-form-times = Times
rule-form-number = Number
rule-form-amount = Amount
rule-form-currency = Currency
rule-form-take = What of it
rule-form-property = Property of the event
rule-form-trait = Field of the profile
rule-form-test = Compared how
rule-form-value = Value
rule-form-first = What they did first
rule-form-then = What comes after it
rule-form-happened = Did it come
rule-form-happened-yes = Yes, this followed
rule-form-happened-no = No, this did not follow
rule-form-within = Within how many hours
rule-form-add-test = Add a property
rule-form-add-test-first = Add a property of the first
rule-form-add-test-then = Add a property of what comes after
rule-form-purpose = What they agreed to
rule-form-segment = Segment
rule-form-stages = Any of these
rule-form-when = When
rule-form-when-number = How many
rule-form-when-to = Up to how many days ago
rule-form-when-from = From
rule-form-when-until = To
rule-form-ever = At any time
rule-form-last-hours = In the last … hours
rule-form-last-days = In the last … days
rule-form-before-days = More than … days ago
rule-form-days-ago = From … to … days ago
rule-form-dates = Between two dates
rule-form-whose = Whose days
rule-form-whose-store = The store’s
rule-form-whose-own = The customer’s own
rule-form-whose-hint = By the time zone in the customer’s profile; where none is known, by the store’s. It is read only of those whose agreement covers their preferences.
rule-form-at-least = At least
rule-form-at-most = At most
rule-form-exactly = Exactly
rule-form-sum = Sum
rule-form-min = Smallest
rule-form-max = Largest
rule-form-last = Latest
rule-form-is = Is
rule-form-is-not = Is not
rule-form-any-of = Is any of, one a line
rule-form-contains = Contains
rule-form-there = Is given
rule-form-not-there = Is not given
rule-kind-all = All of these
rule-kind-any = At least one of these
rule-kind-not = None of these
rule-kind-did = Did something, and how often
rule-kind-followed = Did something, and then something else
rule-kind-spent = Spent money
rule-kind-measured = A number in what they did
rule-kind-stage = Stage of the customer
rule-kind-agreed = Agreed to something
rule-kind-trait = A field of the profile
rule-kind-segment = In another segment
rule-add-all = Group: all of these
rule-add-any = Group: at least one of these
rule-add-not = Group: none of these
rule-problem-missing = Fill this in.
rule-problem-number = Write a number, such as 12.5.
rule-problem-count = Write a whole number.
rule-problem-date = Choose a date.
rule-problem-own = This is what the program itself notes. Nobody is to be found by it.
rule-problem-name = This is too long, or empty. Shorten it.
rule-problem-window = At most 366 days, or 1 to 48 hours.
rule-problem-order = The beginning comes before the end: the larger number of days ago, or the earlier date, first.
rule-problem-counted = Within hours, count to 63 at most.
rule-problem-in-hours = This is measured in days. Choose another time.
rule-problem-within = From 1 hour to 366 days, which are 8,784 hours.
rule-problem-currency = Choose a currency.
rule-problem-values = Write 1 to 100 values, one a line.
rule-problem-stages = Tick at least one.
rule-problem-filters = An event is told apart by 10 properties at most. Remove some.
rule-problem-conditions = A rule has 50 conditions and groups at most. Remove some.
rule-problem-depth = Groups stand in groups 5 deep at most. Move a condition further out.
