## The demo's shop

shop-lead = Coffee, tea and small good things. Everything here is invented: no money moves and nothing is delivered.
shop-demo = This is the demo’s shop. What you do here can be seen in the admin, as far as you allow it.
shop-admin = Open the admin
shop-all = All products
shop-language = Language
shop-add = Put into the cart
shop-quantity = How many
shop-cart = Cart
shop-cart-title = Your cart
shop-cart-empty = Your cart is empty
shop-cart-empty-text = Choose something you like.
shop-cart-count = { $count ->
    [one] { $count } item
   *[other] { $count } items
}
shop-remove = Take out { $product }
shop-total = Total
shop-checkout = To the checkout
shop-checkout-title = Checkout
shop-checkout-text = We need your name and e-mail address to confirm the order, and for nothing else.
shop-name = Your name
shop-email = Your e-mail address
shop-email-hint = Any invented one will do, such as name@example.com. No mail leaves this machine.
shop-news = Write to me about new things, about once a month
shop-news-hint = You can stop it with one press, in every message.
shop-order = Place the order
shop-name-missing = Please write your name.
shop-thanks = Thank you, your order is placed
shop-thanks-text = Order { $order }. A confirmation is on its way to you: in the demo you read it in the admin, under Messages.
shop-thanks-choices = What you allowed before the order is now part of your customer record, and what you refused too.
shop-thanks-admin = See the order in the admin
shop-missing = There is no such thing here
