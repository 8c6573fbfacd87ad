//! Prices that fall: who hears of it, when, how often, and what the ready-made journey makes of it.

use crate::catalog::{board, open, put, reader, store};
use crate::support::{Node, Shop, identify, until};
use app::price_drops::{DROPPED, GATHERED_FOR, STANDS_FOR};
use base::id::CustomerId;
use capabilities::messaging::{self, BuiltIn, MessageState, kept_body};
use foundation::consent::{Purpose, State};
use foundation::staff::Scope;
use serde_json::{Value, json};
use std::time::Duration;

/// A price that fell is told of by then.
const STANDS: Duration = STANDS_FOR.saturating_add(GATHERED_FOR);

fn view(user: &str, product: &Value) -> Value {
    let properties = json!({"product_id": product, "name": "Cedar board", "price": 249, "currency": "SAR"});
    json!({"type": "track", "userId": user, "event": "Product Viewed", "properties": properties})
}

/// Whose price-drop events there are, with the price that each tells and the one before.
fn drops(node: &Node) -> Vec<(CustomerId, f64, f64)> {
    let told = node.events().into_iter().filter(|event| event.name == DROPPED);
    told.map(|event| {
        let body: Value = serde_json::from_str(&event.body).unwrap();
        let amount = |name: &str| body["properties"][name].as_f64().unwrap();
        (event.customer, amount("price"), amount("previous_price"))
    })
    .collect()
}

/// A journey that asks for lower prices.
fn asks(node: &Node) {
    let plan = automation::journeys::Ready::PriceDrop.plan();
    node.journey(automation::journeys::Plan { holdout_percent: 0, ..plan });
}

fn tell(node: &Node) {
    app::price_drops::carry_on(&node.app).unwrap();
    node.catch_up();
}

#[test]
fn whoever_looked_at_what_costs_less_now_hears_of_it_once() {
    let shop = Shop::open();
    let node = shop.node();
    store(&node);
    asks(&node);
    let key = node.key(Scope::Server);
    for user in ["u1", "u2", "u3", "u4"] {
        reader(&node, &key, user);
    }
    node.agrees("u3", Purpose::Personalise, State::Withdrawn);
    node.send(&key, &[identify("u1", "", &json!({"locale": "ar-SA"}))]);
    let sku = json!("SKU-1");
    node.send(&key, &[view("u1", &sku), view("u2", &json!("other")), view("u3", &sku), view("u1", &sku), view("u4", &sku)]);
    // The fourth bought it, at the end of a long order.
    let mut bought: Vec<Value> = (1..=60).map(|number| json!({"product_id": format!("S-{number}"), "price": 1})).collect();
    bought.push(json!({"product_id": "SKU-1", "name": "Cedar board", "price": 249, "quantity": 1}));
    node.send(
        &key,
        &[json!({"type": "track", "userId": "u4", "event": "Order Completed", "properties": {"order_id": "7", "total": 249,
        "currency": "SAR", "products": bought}})],
    );
    node.catch_up();
    for price in [249, 220, 199] {
        put(&node, &key, "SKU-1", &board(price));
    }
    tell(&node);
    assert!(drops(&node).is_empty(), "it has to stand");
    shop.wait(STANDS);
    for _ in 0..3 {
        tell(&node);
    }
    let u1 = node.user("u1").unwrap();
    assert_eq!(drops(&node), [(u1, 199.0, 249.0)]);
    let event = node.events().into_iter().find(|event| event.name == DROPPED).unwrap();
    assert!(event.body.contains("لوح تقديم"), "in the language of whoever hears it: {}", event.body);
    // It rises again before anybody heard: nobody hears.
    put(&node, &key, "SKU-1", &board(150));
    shop.wait(Duration::from_secs(1));
    put(&node, &key, "SKU-1", &board(300));
    shop.wait(STANDS);
    tell(&node);
    // It was raised to be lowered: it costs no less than it did of late.
    put(&node, &key, "SKU-1", &board(199));
    shop.wait(STANDS);
    tell(&node);
    assert_eq!(drops(&node).len(), 1);
    // Lower than ever, and it is one again; what it fell from is the lowest of late.
    put(&node, &key, "SKU-1", &board(120));
    shop.wait(STANDS);
    tell(&node);
    assert_eq!(drops(&node)[1..], [(u1, 120.0, 150.0)]);
}

#[test]
fn a_price_that_rose_again_is_not_told_as_one_that_fell() {
    let shop = Shop::open();
    let node = shop.node();
    store(&node);
    asks(&node);
    let key = node.key(Scope::Server);
    let customer = reader(&node, &key, "u1");
    node.send(&key, &[view("u1", &json!("SKU-1"))]);
    node.catch_up();
    // It rises a little before anybody heard, and still costs less than at first: but more than it cost of late.
    for price in [100, 80, 95] {
        put(&node, &key, "SKU-1", &board(price));
        shop.wait(Duration::from_secs(1));
    }
    shop.wait(STANDS);
    tell(&node);
    assert!(drops(&node).is_empty());
    put(&node, &key, "SKU-1", &board(75));
    shop.wait(STANDS);
    tell(&node);
    assert_eq!(drops(&node), [(customer, 75.0, 80.0)]);
}

#[test]
fn nobodys_views_are_read_where_nothing_asks_and_who_lets_them_be_read_sees_that() {
    let shop = Shop::open();
    let node = shop.node();
    store(&node);
    let key = node.key(Scope::Server);
    let customer = reader(&node, &key, "u1");
    node.send(&key, &[view("u1", &json!("SKU-1"))]);
    node.catch_up();
    let is_seen =
        || crate::exports::at_their_page(&node, customer).get("/privacy/looks").body.contains("Lower prices of what you viewed");
    for price in [249, 199] {
        put(&node, &key, "SKU-1", &board(price));
    }
    shop.wait(STANDS);
    tell(&node);
    assert!(drops(&node).is_empty() && !is_seen());
    // What fell before is not told when something asks.
    asks(&node);
    tell(&node);
    assert!(drops(&node).is_empty() && is_seen());
    put(&node, &key, "SKU-1", &board(149));
    shop.wait(STANDS);
    tell(&node);
    assert_eq!(drops(&node), [(customer, 149.0, 199.0)]);
    node.agrees("u1", Purpose::Personalise, State::Withdrawn);
    assert!(!is_seen());
}

#[test]
fn no_page_says_that_a_price_fell() {
    let shop = Shop::open();
    let node = shop.node();
    let told = json!({"type": "track", "userId": "u1", "event": DROPPED, "properties": {"product_id": "SKU-1", "price": 1}});
    node.send(&node.key(Scope::Site), std::slice::from_ref(&told));
    assert_eq!(node.aside(), ["revenue_refused"]);
    assert_eq!(node.send(&node.key(Scope::Server), &[told]).aside, 0);
}

#[test]
fn a_product_named_by_a_number_falls_too_and_two_nodes_tell_of_it_once() {
    let shop = Shop::open();
    let (node, other) = (shop.node(), shop.node());
    store(&node);
    asks(&node);
    let key = node.key(Scope::Server);
    let customer = reader(&node, &key, "u1");
    node.send(&key, &[view("u1", &json!(8_123_456_789_012_i64))]);
    node.catch_up();
    put(&node, &key, "8123456789012", &board(249));
    put(&node, &other.key(Scope::Server), "8123456789012", &board(199));
    shop.wait(STANDS);
    for node in [&node, &other, &node] {
        tell(node);
    }
    assert_eq!(drops(&node), [(customer, 199.0, 249.0)]);
}

#[test]
fn the_ready_journey_writes_of_a_lower_price_to_those_who_agreed() {
    let (_server, shop, node, key) = open();
    for user in ["sara", "ali", "omid"] {
        reader(&node, &key, user);
        node.send(&key, &[view(user, &json!("SKU-1"))]);
    }
    asks(&node);
    put(&node, &key, "SKU-1", &board(249));
    put(&node, &key, "SKU-1", &board(199));
    shop.wait(STANDS);
    tell(&node);
    assert_eq!(drops(&node).len(), 3);
    // One takes their agreement back while the journey waits.
    node.agrees("ali", Purpose::MarketingEmail, State::Withdrawn);
    shop.wait(Duration::from_mins(1));
    node.catch_up();
    let letter = |user: &str| node.messages(node.user(user).unwrap()).into_iter().find(|one| one.letter == BuiltIn::PriceDrop);
    assert_eq!(letter("ali").map(|one| (one.state, one.reason)), Some((MessageState::Withheld, "refused".to_owned())));
    node.app.start().unwrap();
    for user in ["sara", "omid"] {
        until("sent", || letter(user).is_some_and(|one| one.state == MessageState::Sent));
    }
    let sara = node.user("sara").unwrap();
    let kept = kept_body(&node.app.db, &node.app.keys, letter("sara").unwrap().id, &[sara]).unwrap().expect("a text");
    let text = messaging::strip(&kept.text);
    assert!(text.contains("SAR\u{a0}199.00 now instead of SAR\u{a0}249.00"), "{text}");
    assert!(text.contains("https://shop.example/board"), "{text}");
    // Within a week it writes to nobody of it again.
    put(&node, &key, "SKU-1", &board(99));
    shop.wait(STANDS);
    until("it was told", || drops(&node).len() == 6);
    shop.wait(Duration::from_mins(2));
    node.catch_up();
    assert_eq!(node.messages(sara).into_iter().filter(|one| one.letter == BuiltIn::PriceDrop).count(), 1);
}
