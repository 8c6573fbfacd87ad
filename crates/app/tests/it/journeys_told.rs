//! What is told of journeys: what they do, what they would have done, to the store, to programs and to the customer.

use crate::journeys::{added, cart, shopper};
use crate::support::{Node, Shop, order};
use automation::effect::{Share, difference};
use automation::journeys::{self, Group, Plan, Ready};
use automation::live::{self, Rehearsal};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use base::Clock as _;
use base::id::JourneyId;
use foundation::consent::{Purpose, State};
use foundation::staff::Scope;
use serde_json::{Value, json};
use std::time::Duration;

const HOUR: Duration = Duration::from_hours(1);
const DAY: Duration = Duration::from_hours(24);

fn rehearsed(node: &Node, id: JourneyId, plan: &Plan, days: u32) -> Rehearsal {
    let now = node.clock.now();
    live::rehearse(&node.app.db, &node.app.history, id, plan, now.minus(DAY * days), now).unwrap().expect("it can be known")
}

fn call(node: &Node, key: &str, method: &str, path: &str, body: &Value) -> (StatusCode, Value) {
    let request = Request::builder().method(method).uri(path).header(header::AUTHORIZATION, format!("Bearer {key}"));
    let reply = node.request(request.body(Body::from(body.to_string())).unwrap());
    (reply.status, serde_json::from_str(&reply.body).unwrap_or_default())
}

#[test]
fn a_dry_run_says_what_the_journey_then_does() {
    let shop = Shop::open();
    let node = shop.node();
    let key = node.key(Scope::Server);
    // Whatever is done under a journey in force, a dry run over the same days says.
    let id = node.journey(cart());
    for user in ["sara", "ali", "mina"] {
        shopper(&node, &key, user);
    }
    node.agrees("mina", Purpose::MarketingEmail, State::Withdrawn);
    for user in ["sara", "ali", "mina"] {
        node.send(&key, &[added(user)]);
    }
    node.catch_up();
    shop.wait(HOUR / 2);
    node.send(&key, &[order("ali", "1", "ali@mail.example", "20"), added("sara")]);
    node.catch_up();
    shop.wait(HOUR * 2);
    node.catch_up();
    let told = rehearsed(&node, id, &cart(), 90);
    let withheld: u64 = told.withheld.values().sum();
    assert_eq!((told.entered, told.letters, withheld, told.not_allowed), (3, 1, 1, 0), "{told:?}");
    assert_eq!((told.reached, told.left, told.finished, told.inside), (1, 1, 2, 0), "{told:?}");
    let counts = node.app.db.views.read(|tx| journeys::counts(tx, id)).unwrap();
    let of = |word: &str| counts.iter().filter(|count| count.outcome == word).map(|count| count.people).sum::<u64>();
    assert_eq!((told.entered, told.letters, told.left, told.finished), (of("begun"), of("queued"), of("exit"), of("end")));
    assert_eq!((told.reached, told.not_allowed), (of("goal"), of("not_allowed")));
    for reason in told.withheld.keys() {
        assert_eq!(told.withheld[reason], of(reason), "{reason}");
    }
    // Nothing was done by it.
    assert_eq!(node.runs("sara").len(), 1);
    // Today's choices count: who agrees no more would not be let in.
    node.agrees("sara", Purpose::Personalise, State::Withdrawn);
    let later = rehearsed(&node, id, &cart(), 90);
    assert_eq!((later.entered, later.letters, later.not_allowed), (2, 0, 2), "{later:?}");
    // What came before the first day lets nobody in.
    shop.wait(DAY * 2);
    assert_eq!(rehearsed(&node, id, &cart(), 1), Rehearsal::default());
    let by_program = Plan { entry: journeys::Entry::Api, ..cart() };
    let now = node.clock.now();
    assert_eq!(live::rehearse(&node.app.db, &node.app.history, id, &by_program, now.minus(DAY), now).unwrap(), None);
}

#[test]
fn a_dry_run_lets_in_once_who_came_into_a_segment_once() {
    let shop = Shop::open();
    let node = shop.node();
    let key = node.key(Scope::Server);
    let viewed = json!({"did": {"event": "Product Viewed", "count": {"at_least": 2}, "when": {"last_days": 5}}});
    let segment = node.segment("viewers", &viewed);
    shopper(&node, &key, "sara");
    let looked =
        |number: u32| json!({"type": "track", "userId": "sara", "event": "Product Viewed", "properties": {"price": number}});
    shop.wait(DAY);
    // A member from the second on; each later look is looked at from there, not from the beginning.
    for number in 0..4 {
        shop.wait(DAY);
        node.send(&key, &[looked(number)]);
        node.catch_up();
    }
    let mut plan =
        json!({"entry": {"segment": segment.to_string()}, "purpose": "personalise", "steps": [{"wait": {"minutes": 5}}]});
    plan["reentry"] = json!("always");
    let plan = Plan::parse(&plan.to_string(), |_| true).unwrap();
    let id = node.journey(plan.clone());
    shop.wait(HOUR);
    let told = rehearsed(&node, id, &plan, 20);
    assert_eq!((told.entered, told.finished), (1, 1), "{told:?}");
}

#[test]
fn everybody_is_counted_once_with_what_they_did_after_they_first_went_in() {
    let shop = Shop::open();
    let node = shop.node();
    let key = node.key(Scope::Server);
    let plan = Plan { holdout_percent: 50, reentry: journeys::Reentry::Always, exits: Vec::new(), ..Ready::AbandonedCart.plan() };
    let id = node.journey(plan);
    let users: Vec<String> = (0..24).map(|number| format!("user{number}")).collect();
    for user in &users {
        shopper(&node, &key, user);
        // Those held out would go in again and again.
        for _ in 0..3 {
            node.send(&key, &[added(user)]);
        }
    }
    node.catch_up();
    for (number, user) in users.iter().enumerate().filter(|(number, _)| number % 3 == 0) {
        node.send(&key, &[order(user, &number.to_string(), &format!("{user}@mail.example"), "20")]);
    }
    node.catch_up();
    let groups = node.app.db.views.read(|tx| journeys::groups(tx, id)).unwrap();
    let sum = |of: fn(&Group) -> u64| groups.iter().map(of).sum::<u64>();
    assert_eq!((sum(|group| group.people), sum(|group| group.reached)), (24, 8), "{groups:?}");
    let spent: f64 = groups.iter().map(|group| group.sum).sum();
    assert!((spent - 8.0 * 2_000.0).abs() < 1e-6, "each order once: {groups:?}");
    let share = |held: bool| Share {
        people: groups.iter().filter(|group| group.held_out == held).map(|group| group.people).sum(),
        of_them: groups.iter().filter(|group| group.held_out == held).map(|group| group.reached).sum(),
    };
    assert!(share(true).people > 0 && share(false).people > 0);
    assert!(difference(share(false), share(true)).is_some());
}

#[test]
fn programs_make_begin_watch_and_delete_a_journey() {
    let shop = Shop::open();
    let node = shop.node();
    let (key, admin, read) = (node.key(Scope::Server), node.key(Scope::Admin), node.key(Scope::Read));
    let (status, made) = call(&node, &admin, "POST", "/api/v1/journeys", &json!({"ready": "abandoned_cart", "name": "Carts"}));
    assert_eq!((status, made["state"].as_str(), made["version"].as_i64()), (StatusCode::OK, Some("draft"), None), "{made}");
    let path = format!("/api/v1/journeys/{}", made["id"].as_str().unwrap());
    let mut plan = made["draft"].clone();
    plan["holdout_percent"] = json!(0);
    assert_eq!(call(&node, &admin, "PUT", &path, &json!({"plan": plan})).0, StatusCode::OK);
    let (status, problem) = call(&node, &admin, "PUT", &path, &json!({"plan": {"steps": []}}));
    assert_eq!((status, problem["type"].as_str()), (StatusCode::BAD_REQUEST, Some("urn:amana:problem:bad_body")));
    assert_eq!(call(&node, &admin, "POST", &format!("{path}/on"), &json!({})).0, StatusCode::CONFLICT, "never begun");
    assert_eq!(call(&node, &read, "POST", &format!("{path}/begin"), &json!({})).0, StatusCode::FORBIDDEN);
    let (_, begun) = call(&node, &admin, "POST", &format!("{path}/begin"), &json!({}));
    assert_eq!((begun["state"].as_str(), begun["version"].as_i64()), (Some("on"), Some(1)));
    shopper(&node, &key, "sara");
    node.send(&key, &[added("sara")]);
    node.catch_up();
    let (_, runs) = call(&node, &read, "GET", &format!("{path}/runs"), &json!({}));
    let run = &runs["data"][0];
    assert_eq!(run["customer"].as_str(), Some(node.whose("sara").to_string().as_str()), "{runs}");
    let (_, one) = call(&node, &read, "GET", &format!("{path}/runs/{}", run["id"].as_str().unwrap()), &json!({}));
    assert_eq!(&one, run);
    let (_, whole) = call(&node, &read, "GET", &path, &json!({}));
    assert_eq!((whole["begun"].as_i64(), whole["inside"].as_i64()), (Some(1), Some(1)), "{whole}");
    assert_eq!(call(&node, &admin, "DELETE", &path, &json!({})).0, StatusCode::OK);
    assert_eq!(call(&node, &read, "GET", &path, &json!({})).0, StatusCode::NOT_FOUND);
}
