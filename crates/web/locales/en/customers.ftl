customers-title = Who are your customers?
customers-state = { $count ->
    [one] { $count } person, of whom { $known } known by name or address.
   *[other] { $count } people, of whom { $known } known by name or address.
}
customers-found = { $count ->
    [0] Nobody matches “{ $query }”.
    [one] { $count } person matches “{ $query }”.
   *[other] { $count } people match “{ $query }”.
}
customers-search = Search
customers-search-hint = A whole e-mail address, phone or order number, or the beginning of a name.
customers-filter-kind = Show
customers-filter-known = Known customers
customers-filter-visitors = Visitors
customers-filter-buyers = With orders
customers-filter-email-consent = Agreed to e-mail
customers-sort-last-seen = Last seen first
customers-column-name = Name
customers-column-contact = Contact
customers-column-orders = Orders
customers-column-spent = Spent
customers-column-first-seen = First seen
customers-column-last-seen = Last seen
customers-column-source = Came from
customers-empty = No customers yet
customers-empty-text = A person appears here with their first event: a visit, a sign-up, an order.
customers-none-found = Nobody found
customers-none-found-text = Names are found by their first three letters or more; addresses, phones and order numbers must be whole.

customer-visitor = Visitor not yet known
customer-visitor-number = Visitor { $code }
customer-state = First seen { $first }, last seen { $last }.
customer-tabs = About this customer
customer-tab-story = Story
customer-tab-orders = Orders
customer-tab-messages = Messages
customer-tab-consents = Consent
customer-tab-looks = Who looked

customer-identity = Who this is
customer-name = Name
customer-email = E-mail
customer-phone = Phone
customer-user-id = User id
customer-anonymous-ids = Browsers
customer-id = Customer id
customer-language = Language
customer-birth-date = Birth date
customer-address = Address
customer-created = Account created
customer-city = City
customer-country = Country
customer-gender = Gender
customer-age = Age
customer-known-from = Source: { $sources }; last on { $date }.
customer-verified = verified
customer-unverified = not verified
customer-unverified-hint = No one has yet proved that this address belongs to this person.
customer-merged = { $count ->
    [one] Joined from { $count } other profile.
   *[other] Joined from { $count } other profiles.
}
customer-moved = This profile was joined with another. You are seeing the one that remains.

customer-facts = In short
customer-first-seen = First seen
customer-last-seen = Last seen
customer-orders = Orders
customer-spent = Spent
customer-average-order = Average order
customer-last-order = Last order
customer-events = Events
customer-known-facts = Known about them
customer-fact = Fact
customer-fact-value = Value
customer-fact-source = Source
customer-fact-basis = Basis
customer-fact-since = Since
customer-facts-none = Nothing is known yet beyond the events.

customer-story-empty = Nothing has happened yet
customer-story-empty-text = What this person does in the store will stand here, newest first.
customer-story-incomplete = Part of this story can’t be read right now
customer-story-incomplete-text = A file of the long history is damaged or missing. What stands here is right, but some of it may be missing. “{ $command }” names the file to bring back from a backup.
customer-orders-empty = No orders
customer-orders-empty-text = Orders appear as soon as the store reports them.
customer-messages-empty = No messages
customer-messages-empty-text = What was sent to this person, and what was not and why, will stand here.
customer-consents-empty = Nothing has been asked
customer-consents-empty-text = Until this person agrees, only what an order or the law requires is done with their data.
customer-looks-empty = Nobody has looked
customer-looks-empty-text = Each look at this person’s data is written down, and the person can see it.

customer-order-number = Order
customer-order-placed = Placed
customer-order-status = Status
customer-order-items = Items
customer-order-total = Total
order-completed = completed
order-updated = changed
order-refunded = refunded
order-cancelled = cancelled

customer-look-at = When
customer-look-who = Who
customer-look-purpose = What for
customer-look-saw = What they saw

story-identified = Made themselves known
story-order-completed = Ordered for { $amount }
story-order-refunded = Got { $amount } back
story-order-cancelled = Cancelled an order
story-page = Visited “{ $page }”
story-screen = Opened “{ $page }”
story-product-viewed = Looked at “{ $product }”
story-product-added = Put “{ $product }” in the cart
story-product-removed = Took “{ $product }” out of the cart
story-checkout-started = Went to the checkout
story-searched = Searched for “{ $query }”
story-signed-up = Signed up
story-group = Joined “{ $group }”
story-event = { $name }
story-message-sent = Was sent “{ $subject }”
story-message-withheld = Was not sent “{ $subject }”: { $reason }
story-message-failed = “{ $subject }” could not be delivered
story-consent-given = Agreed: { $purpose }
story-consent-withdrawn = Withdrew consent: { $purpose }
story-merged = Turned out to be the same person as an earlier visitor
story-imported = from an import
story-properties = Details of the event

## The list and the panel

customers-total = { $count ->
    [one] { $count } person, of whom { $known } known and { $buyers } with orders.
   *[other] { $count } people, of whom { $known } known and { $buyers } with orders.
}
customers-order = The newest stand first.
customers-filter-all = All, visitors too
customers-none-known = No known customers yet
customers-none-bought = Nobody has ordered yet
customers-none-known-text = A visitor stays without a name until they sign up, order or leave an address.
customers-see-all = Show everybody
customers-found-some = People that match “{ $query }”, the newest first.
customers-column-agreed = Agreed to
customer-last-name = Last name
customer-counts = Events by name
customer-counts-other = all others
customer-erased-on = Erased on { $date }
customer-erased-text = This person asked to be forgotten. Their name, addresses and numbers can’t be read any more, here or anywhere else.
customer-order-given-back = { $amount } given back
customer-look-refused = Not shown: { $what }
customer-looks-note = Each look at this person’s data is written down before it is shown. The person can see this list, without names of staff.

## Where somebody looked

place-customers = list of customers
place-live = live events
place-customer = the customer’s page
place-privacy-centre = the privacy centre
place-privacy-report = the page “who can see what”
place-privacy-export = the download of everything
place-messages = list of messages
place-message = a message
place-unsubscribe = page to unsubscribe
place-home = Home
place-api = interface for programs
place-export = export

## The store’s events in words

story-order-number = Order
story-more-items = { $count ->
    [one] and { $count } more
   *[other] and { $count } more
}
story-moved = kept apart, under a key
story-ordered = Placed an order
story-order-updated = Changed an order
story-refunded = Got money back
story-a-product-viewed = Looked at a product
story-product-clicked = Chose “{ $product }” from a list
story-a-product-clicked = Chose a product from a list
story-a-product-added = Put a product in the cart
story-a-product-removed = Took a product out of the cart
story-product-shared = Shared “{ $product }”
story-a-product-shared = Shared a product
story-product-reviewed = Reviewed “{ $product }”
story-a-product-reviewed = Reviewed a product
story-wished = Put “{ $product }” on the wish list
story-a-product-wished = Put a product on the wish list
story-unwished = Took “{ $product }” off the wish list
story-a-product-unwished = Took a product off the wish list
story-wish-to-cart = Moved “{ $product }” from the wish list to the cart
story-a-wish-to-cart = Moved a wish to the cart
story-list-viewed = Browsed “{ $list }”
story-a-list-viewed = Browsed a list of products
story-list-filtered = Filtered “{ $list }”
story-a-list-filtered = Filtered a list of products
story-a-search = Searched for products
story-cart-viewed = Looked at the cart
story-cart-shared = Shared the cart
story-step-viewed = Reached step { $step } of the checkout
story-a-step-viewed = Reached the next step of the checkout
story-step-completed = Completed step { $step } of the checkout
story-a-step-completed = Completed a step of the checkout
story-payment-entered = Chose how to pay
story-coupon-entered = Tried the coupon “{ $coupon }”
story-a-coupon-entered = Tried a coupon
story-coupon-applied = Used the coupon “{ $coupon }”
story-a-coupon-applied = Used a coupon
story-coupon-denied = The coupon “{ $coupon }” was not accepted
story-a-coupon-denied = A coupon was not accepted
story-coupon-removed = Took the coupon “{ $coupon }” back
story-a-coupon-removed = Took a coupon back
story-promotion-viewed = Saw the promotion “{ $promotion }”
story-a-promotion-viewed = Saw a promotion
story-promotion-clicked = Opened the promotion “{ $promotion }”
story-a-promotion-clicked = Opened a promotion
story-signed-in = Signed in
story-signed-out = Signed out
story-a-page = Visited a page
story-a-screen = Opened a screen
story-linked = Two ids turned out to be this person
story-a-group = Joined a group
story-consent-asked = Was asked about: { $purpose }

## Languages by name

language-en = English
language-ar = Arabic
language-fa = Persian
language-ur = Urdu
language-ku = Kurdish
language-tr = Turkish
language-fr = French
language-de = German
language-es = Spanish
language-it = Italian
language-pt = Portuguese
language-ru = Russian
language-hi = Hindi
language-id = Indonesian
language-zh = Chinese

# How many people have something in common, as far as may be told (`base::group`).
group-few = under { $count }
group-least = at least { $count }
group-people = { $count ->
    [one] { $count } person.
   *[other] { $count } people.
}
