//! Events that a sentence has words of its own for.

use crate::price_drops::DROPPED;
use web::Lang;

/// Names of the specs, and the last part of their translation keys.
pub const EVENTS: [(&str, &str); 27] = [
    ("Product Viewed", "product-viewed"),
    ("Product List Viewed", "product-list-viewed"),
    ("Products Searched", "products-searched"),
    ("Product Clicked", "product-clicked"),
    ("Product Added", "product-added"),
    ("Product Removed", "product-removed"),
    ("Product Added to Wishlist", "product-added-to-wishlist"),
    ("Product Shared", "product-shared"),
    ("Product Reviewed", "product-reviewed"),
    (DROPPED, "product-price-dropped"),
    ("Cart Viewed", "cart-viewed"),
    ("Checkout Started", "checkout-started"),
    ("Payment Info Entered", "payment-info-entered"),
    ("Order Completed", "order-completed"),
    ("Order Refunded", "order-refunded"),
    ("Order Cancelled", "order-cancelled"),
    ("Coupon Applied", "coupon-applied"),
    ("Promotion Viewed", "promotion-viewed"),
    ("Promotion Clicked", "promotion-clicked"),
    ("Signed Up", "signed-up"),
    ("Signed In", "signed-in"),
    ("Email Delivered", "email-delivered"),
    ("Email Opened", "email-opened"),
    ("Email Link Clicked", "email-link-clicked"),
    ("Email Bounced", "email-bounced"),
    ("Email Marked as Spam", "email-marked-as-spam"),
    ("Unsubscribed", "unsubscribed"),
];

/// What a known event's doing is called, as a noun; `None` for a name of the store's own.
pub fn event_word(lang: Lang, name: &str) -> Option<String> {
    slug(name).map(|slug| lang.t_code("rule-doing", slug).into_owned())
}

pub(super) fn slug(name: &str) -> Option<&'static str> {
    EVENTS.iter().find(|(known, _)| *known == name).map(|(_, slug)| *slug)
}
