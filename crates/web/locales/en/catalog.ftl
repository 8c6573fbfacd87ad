# What the store sells, and what letters claim of it.

nav-products = Products
products-title = What does the store sell?
products-state = A message with another price, stock or end date than here is not sent.
products-empty = No products yet
products-empty-text = Your shop’s server sends them, with a key of scope “Server”. From then on no message goes out with a price that is no longer right, templates can name products, and whoever looked at one can hear that its price came down.
products-make-key = Make a key
products-sample = The first product
products-sample-text = One call sends a product or changes it; up to 250 at once go to { $path }.
products-search = Find products
products-none = Nothing found
products-none-text = No product has these words in its name or its id.
products-see-all = See all
products-column-name = Product
products-column-price = Price
products-column-until = Price ends
products-column-stock = In stock
products-column-goes-with = Goes with it
products-column-changed = Last changed
products-before = before: { $amount }
products-ended = over
count-products = { $count ->
    [one] { $count } product
   *[other] { $count } products
}

## What a message claims that is not so

claim-product = Product
claim-said = The message says
claim-is = The catalogue says
claim-until = until { $date }
withheld-claim-product = It names a product that is not in the catalogue
withheld-claim-product-hint = Send the product to the catalogue, or take it out of the template.
withheld-claim-price = Its price is not the one in the catalogue
withheld-claim-price-hint = The price changed before it was sent. It stayed here, so that the customer reads no price that is wrong.
withheld-claim-stock = Its number in stock is not the one in the catalogue
withheld-claim-stock-hint = The stock changed before it was sent. It stayed here, so that the customer reads no number that is wrong.
withheld-claim-deadline = The offer in it is over, or ends on another day
withheld-claim-deadline-hint = It stayed here, so that the customer is promised no offer that does not stand.
withheld-nothing-goes-with = There is nothing that goes with it
withheld-nothing-goes-with-hint = No product in the catalogue that can be had goes with those it is about. Say with each product which others go with it.

## A price that fell

event-product-price-dropped = Price of a viewed product came down
story-price-dropped = “{ $product }”, which they had looked at, came down in price
story-a-price-dropped = A product that they had looked at came down in price
rule-did-product-price-dropped = had a product that they looked at come down in price
rule-didnt-product-price-dropped = had no product that they looked at come down in price
rule-doing-product-price-dropped = a lower price of a product that they looked at
privacy-standing-price-drops = Lower prices of what you viewed

## Where letters are written

template-help-products = Products of your catalogue
template-help-products-text = A product is named by its id and is shown as the catalogue has it when the letter goes out. What the catalogue does not say of it keeps the letter from going out; ask first, with an “if”. All products:
quality-unknown-product = The catalogue has no product with this id: { $detail }
quality-unknown-product-do = Correct the id, or send the product to the catalogue first.
quality-typed-price = This amount is typed by hand: { $detail }
quality-typed-price-do = If it is the price of a product, write products['…'].price in its place. Then it is right at the moment of sending.

## The audit log

audit-subject-products = Products
deed-products-changed = Changed products
deed-product-deleted = Deleted a product
