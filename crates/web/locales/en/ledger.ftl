## What agreements brought, in the customer's own pages

privacy-nav-benefits = What it brought
ledger-title = What your agreements brought
ledger-state = What you got for what you share with { $store }, and what { $store } sold with it.
ledger-nothing = Nothing yet
ledger-nothing-text = As soon as you agree to something here, this page tells what it brings you, and what it brings the shop.
ledger-more = More about it
ledger-you = What it brought you
ledger-you-none = Nothing so far, as far as we know.
ledger-us = What it brought { $store }
ledger-us-not-counted = What this brings the shop can’t be told from single orders, so we don’t work it out.
ledger-us-no-letter = You have had no letter from us yet, so we have sold nothing with it.
ledger-us-none = With your agreement we sent you { $letters }. Within { $days } days after { $count ->
    [one] it
   *[other] one of them
} you bought nothing, so we have sold nothing with it.
ledger-us-sold = With your agreement we sent you { $letters }; after { $count ->
    [one] it
   *[other] them
} you bought for { $sums }.
ledger-since = Since { $date } this brought you: { $what }.
ledger-worth = { $what } (worth { $sums })
ledger-count-letters = { $count ->
    [one] { $count } letter
   *[other] { $count } letters
}
ledger-count-reward = { $count ->
    [one] { $count } reward
   *[other] { $count } rewards
}
ledger-count-discount = { $count ->
    [one] { $count } discount
   *[other] { $count } discounts
}
ledger-count-early-access = { $count ->
    [one] early access { $count } time
   *[other] early access { $count } times
}
ledger-count-recommendation = { $count ->
    [one] { $count } suggestion
   *[other] { $count } suggestions
}
ledger-count-useful-letter = { $count ->
    [one] { $count } useful message
   *[other] { $count } useful messages
}
benefit-reward = Reward
benefit-discount = Discount
benefit-early-access = Early access
benefit-recommendation = Suggestion
benefit-letter = Useful message
ledger-how = How we count
ledger-how-text = An order counts if you placed it within { $days } days after a letter: once, for the last letter before it. Whether you bought because of the letter, we don’t know. The sum is what you paid, less what you got back; cancelled orders don’t count. It is not what was left for us after our costs.
export-part-benefits = what your agreements brought you.
export-part-sold-after-letters = what the shop sold after letters, by agreement.

## What nobody used

unused-title = Not used for a long time
unused-never = You agreed to “{ $what }” on { $date }, and we have not used it since. Take it back?
unused-since = We have not used your agreement to “{ $what }” since { $date }. Take it back?
unused-back = Take it back
unused-keep = Keep it
unused-keep-until = If you keep it, it holds until { $date }.

## For the staff, of everybody together

privacy-tab-benefits = Give and take
benefits-title = What do agreements bring customers, and what do they bring you?
benefits-state = Of all customers together. Sums in which fewer than { $count } people have a part are not told.
benefits-column-agree = Agree
benefits-column-letters = Letters sent
benefits-column-got = What customers got
benefits-column-sold = Sold after letters
benefits-few = fewer than { $count } people
benefits-nothing-sold = nothing so far
benefits-not-counted = not counted
benefits-none = Nobody has agreed to anything yet
benefits-none-text = As soon as customers agree, this page tells what it brings them and you. Rewards, discounts and the like are told through the API.
benefits-how-text = An order counts if it was placed within { $days } days after a letter: once, for the last letter before it, with what was paid and not given back. Whether the letter was the reason, nobody knows. Customers read the same of themselves in the privacy centre.
benefits-offer = Offer back what is not used
benefits-offer-text = An agreement that was used for nothing in this time, no look, no letter, no benefit, is offered back to the customer in the privacy centre. They take it back or keep it.
benefits-offer-after = Not used for
benefits-offer-save = Save
benefits-months = { $count ->
    [one] { $count } month
   *[other] { $count } months
}
event-benefit-given = Benefit given
story-benefit = Got a benefit from the store
