//! What customers do, in the shares of `cargo xtask bench journeys`: of each ten events one begins a checkout, six look at a product,
//! one puts something into the cart, one looks at a page, and one at the cart or, each fifth time, orders.

use crate::plans::AT_ONCE;
use base::id::{CustomerId, EventId};
use base::{Rng, Timestamp};
use foundation::journal::{Kind, NewEvent, Origin};
use serde_json::{Value, json};

const PRODUCTS: [(&str, &str, f64); 6] = [
    ("Saffron, 5 g", "Pantry", 18.9),
    ("Olive oil soap", "Bath", 6.4),
    ("Hand-woven kilim", "Home", 249.0),
    ("Cardamom coffee, 500 g", "Pantry", 12.75),
    ("Brass lantern", "Home", 54.0),
    ("Date syrup, 1 l", "Pantry", 9.8),
];

/// The events from `first` on, one after another over a time that ends at `until`. Checkouts are everybody's in turn, the rest is
/// at random.
pub fn events(
    people: &[CustomerId],
    first: usize,
    count: usize,
    from: Timestamp,
    until: Timestamp,
    rng: &mut Rng,
) -> Vec<NewEvent> {
    let step = until.micros_since(from) / count.max(1) as i64;
    (0..count)
        .filter_map(|number| {
            let at = Timestamp::from_micros(from.micros() + step * number as i64);
            let number = first + number;
            let is_checkout = number.is_multiple_of(10);
            let who = if is_checkout { number / 10 % people.len().max(1) } else { rng.below(people.len() as u64) as usize };
            let (name, kind, body) = told(number, rng);
            let (id, name) = (EventId::new(at, rng), name.to_owned());
            let body = body.to_string();
            Some(NewEvent { id, customer: *people.get(who)?, name, kind, origin: Origin::Server, at, received_at: at, body })
        })
        .collect()
}

fn told(number: usize, rng: &mut Rng) -> (&'static str, Kind, Value) {
    let at = rng.below(PRODUCTS.len() as u64) as usize;
    let (title, category, price) = PRODUCTS.get(at).copied().unwrap_or_default();
    let product = json!({"product_id": format!("p-{at}"), "name": title, "category": category, "price": price, "quantity": 1, "currency": "USD"});
    let (name, kind, properties) = match number % 10 {
        0 => {
            let (country, _) = AT_ONCE.get(number / 10 % AT_ONCE.len()).copied().unwrap_or_default();
            (
                "Checkout Started",
                Kind::Track,
                json!({"country": country, "value": price, "currency": "USD", "products": [product]}),
            )
        }
        1..=6 => ("Product Viewed", Kind::Track, product),
        7 => ("Product Added", Kind::Track, product),
        8 => ("Product", Kind::Page, json!({"path": format!("/products/p-{at}")})),
        _ if (number / 10).is_multiple_of(5) => {
            let order = json!({"order_id": format!("o-{number}"), "total": price, "currency": "USD", "products": [product]});
            ("Order Completed", Kind::Track, order)
        }
        _ => ("Cart Viewed", Kind::Track, json!({"cart_id": format!("c-{number}"), "products": [product]})),
    };
    let context = json!({"library": {"name": "analytics.js", "version": "2.1.0"}, "locale": "en-US", "timezone": "Asia/Amman"});
    (name, kind, json!({"properties": properties, "context": context}))
}
