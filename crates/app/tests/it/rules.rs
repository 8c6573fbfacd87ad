//! Rules asked of everyone: what they did, and what they agreed to.

use crate::support::{Shop, identify, order, track};
use base::Clock as _;
use base::id::CustomerId;
use foundation::consent::{Basis, Decision, Purpose, State};
use foundation::rules::{self, Condition, Members, Program};
use foundation::staff::Scope;
use jiff::tz::TimeZone;
use serde_json::json;
use std::time::Duration;

const AGREED: &str = r#"{"agreed":{"purpose":"loyalty"}}"#;
const BOUGHT: &str = r#"{"did":{"event":"Order Completed"}}"#;

#[test]
fn what_people_agreed_to_is_asked_of_everybody_once() {
    let shop = Shop::open();
    let node = shop.node();
    let server = node.key(Scope::Server);
    let known = |user: &str| node.send(&server, &[identify(user, &format!("browser-{user}"), &json!({}))]);
    for user in ["agrees", "declines", "ends", "buys", "merged"] {
        known(user);
    }
    node.send(&server, &[track("agrees", "Product Viewed"), order("buys", "A-1", "buys@example.com", "10.00")]);
    let customer = |user: &str| node.root(node.user(user).expect("known"));
    let now = shop.clock.now();
    let decide = |user: &str, state, until| {
        let about = Decision::about(Purpose::Loyalty, state, Basis::Consent, now, "api");
        node.decide(customer(user), Decision { valid_until: until, ..about });
    };
    decide("agrees", State::Given, None);
    decide("declines", State::Refused, None);
    decide("ends", State::Given, Some(now.plus(Duration::from_hours(1))));
    decide("buys", State::Given, None);
    decide("merged", State::Given, None);
    // Two who agreed turn out to be one: they are counted once.
    let loser = customer("merged");
    node.send(&server, &[json!({"type": "alias", "previousId": "merged", "userId": "agrees", "messageId": "joined"})]);
    node.catch_up();
    assert_eq!(node.root(loser), customer("agrees"), "one person by now");

    let rule = |json: &str| Condition::parse(json).unwrap();
    let both = rule(&format!(r#"{{"all":[{AGREED},{BOUGHT}]}}"#));
    let neither = rule(&format!(r#"{{"not":{{"any":[{AGREED},{BOUGHT}]}}}}"#));
    let program = Program::new(&[rule(AGREED), both, neither, rule(BOUGHT)], TimeZone::UTC);
    let ask = |program: &Program, at| -> (Members, Vec<bool>) { rules::ask(&node.app.history, program, 2, at).unwrap() };
    let sorted = |users: &[&str]| {
        let mut all: Vec<CustomerId> = users.iter().map(|user| customer(user)).collect();
        all.sort_unstable();
        all
    };
    let (members, of_others) = ask(&program, shop.clock.now());
    assert_eq!(members[0], sorted(&["agrees", "ends", "buys"]));
    assert_eq!(members[1], sorted(&["buys"]));
    assert_eq!(members[2], sorted(&["declines"]));
    assert_eq!((members[3].clone(), of_others), (sorted(&["buys"]), vec![false, false, true, false]));

    shop.wait(Duration::from_hours(2));
    let (members, _) = ask(&program, shop.clock.now());
    assert_eq!(members[0], sorted(&["agrees", "buys"]), "an agreement that is over is none");
    // A rule about agreements alone reads no events.
    assert_eq!(ask(&Program::new(&[rule(AGREED)], TimeZone::UTC), shop.clock.now()).0, [sorted(&["agrees", "buys"])]);
}
