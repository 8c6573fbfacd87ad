# What the store sells, and what letters claim of it.

nav-products = Products
products-title = What does the store sell?
products-state = { $count } products, as your shop told them. A message that claims another price, stock or end date is not sent.
products-empty = No products yet
products-empty-text = Your shop’s server sends them, one by one or in batches, with a key of scope “server”. From then on no message goes out with a price that is wrong by now, and templates can name products.
products-search = Find products
products-none = Nothing found
products-see-all = See all
products-column-name = Product
products-column-price = Price
products-column-stock = In stock
products-column-changed = Last changed
products-before = before: { $amount }

claim-product = Product
claim-said = The message says
claim-is = The catalogue says
withheld-claim-price = The message claims a price that is not so
withheld-claim-price-hint = The catalogue had another price at the moment of sending, so the message stayed here.
withheld-claim-stock = The message claims a stock that is not so
withheld-claim-stock-hint = The catalogue had another number in stock at the moment of sending, so the message stayed here.
withheld-claim-deadline = The message claims a deadline that is not so
withheld-claim-deadline-hint = The date was over at the moment of sending, or the catalogue names another.
