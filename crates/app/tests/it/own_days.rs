//! Rules that count in the customer's own days: by the time zone that their profile holds.

use crate::support::{Node, Shop, identify, track};
use automation::journeys::Plan;
use automation::live;
use automation::segments;
use base::id::{CustomerId, SegmentId};
use base::{Clock as _, Timestamp};
use foundation::consent::State;
use foundation::customers;
use foundation::settings::StoreSettings;
use foundation::staff::Scope;
use jiff::tz::TimeZone;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::time::Duration;

/// At which the days of Tehran, Cairo and New York are the day of Greenwich.
const NOON: &str = "2026-06-15T12:00:00Z";

/// A shop by the clock of Greenwich, at noon.
fn open() -> (Shop, Node, String) {
    let shop = Shop::open();
    shop.clock.set(Timestamp::parse(NOON).unwrap());
    let node = shop.node();
    let (key, now) = (node.key(Scope::Server), shop.clock.now());
    node.record(move |tx| StoreSettings { time_zone: "UTC".to_owned(), ..StoreSettings::default() }.save(tx, now));
    (shop, node, key)
}

/// Somebody who agreed to personalisation, and what their profile says then.
fn agree(node: &Node, key: &str, user: &str, traits: &Value) {
    node.send(key, &[identify(user, "", &json!({"plan": 1}))]);
    node.choose(user, State::Given);
    node.send(key, &[identify(user, "", traits)]);
}

fn looked_today() -> Value {
    json!({"did": {"event": "Product Viewed", "when": {"own_days": {"last_days": 0}}}})
}

impl Node {
    /// Who is in it, who is who a look at everything finds.
    fn in_it(&self, id: SegmentId) -> BTreeSet<CustomerId> {
        self.catch_up();
        let (app, now) = (&self.app, self.clock.now());
        let all = app.db.record.read(segments::list).unwrap();
        let segment = all.iter().find(|segment| segment.id == id).expect("it is there");
        let mut found = BTreeSet::new();
        live::for_each(&app.db, &app.history, segment, TimeZone::UTC, now, |customer, is_in| {
            found.extend(is_in.then_some(customer));
        })
        .unwrap();
        assert_eq!(self.members(id), found, "at {}", now.to_rfc3339());
        found
    }

    fn is_in(&self, id: SegmentId, user: &str) -> bool {
        self.in_it(id).contains(&self.whose(user))
    }

    fn zone(&self, user: &str) -> Option<String> {
        let zones = self.app.db.views.read(|tx| customers::zones_of(tx, &[self.whose(user)])).unwrap();
        zones.into_iter().find_map(|(_, zone)| zone.iana_name().map(str::to_owned))
    }
}

fn at(shop: &Shop, time: &str) {
    shop.clock.set(Timestamp::parse(time).unwrap());
}

#[test]
fn a_day_ends_at_the_customers_own_midnight() {
    let (shop, node, key) = open();
    let today = node.segment("looked today", &looked_today());
    agree(&node, &key, "nora", &json!({"timezone": "Asia/Tehran"}));
    agree(&node, &key, "ali", &json!({"time_zone": "America/New_York"}));
    agree(&node, &key, "reza", &json!({"timezone": "Mars/Phobos"}));
    node.send(&key, &["nora", "ali", "reza"].map(|user| track(user, "Product Viewed")));
    let who = |users: &[&str]| users.iter().map(|user| node.whose(user)).collect::<BTreeSet<_>>();
    for (time, users) in [
        ("2026-06-15T12:00:00Z", &["nora", "ali", "reza"][..]),
        ("2026-06-15T20:29:59Z", &["nora", "ali", "reza"][..]),
        // Midnight in Tehran, then the store's, then New York's.
        ("2026-06-15T20:30:00Z", &["ali", "reza"][..]),
        ("2026-06-16T00:00:00Z", &["ali"][..]),
        ("2026-06-16T03:59:59Z", &["ali"][..]),
        ("2026-06-16T04:00:00Z", &[][..]),
    ] {
        at(&shop, time);
        assert_eq!(node.in_it(today), who(users), "at {time}");
    }
    // One that is made later finds the same in the past.
    let yesterday = json!({"did": {"event": "Product Viewed", "when": {"own_days": {"days_ago": [1, 1]}}}});
    let yesterday = node.segment("looked yesterday", &yesterday);
    assert_eq!(node.in_it(yesterday), who(&["nora", "ali", "reza"]));
}

#[test]
fn whoever_moves_is_asked_by_the_days_of_where_they_are_now() {
    let (shop, node, key) = open();
    let today = node.segment("looked today", &looked_today());
    agree(&node, &key, "nora", &json!({"timezone": "Asia/Tehran"}));
    node.send(&key, &[track("nora", "Product Viewed")]);
    assert!(node.is_in(today, "nora"));
    at(&shop, "2026-06-15T21:00:00Z");
    assert!(!node.is_in(today, "nora"), "it is the next day in Tehran");
    node.send(&key, &[identify("nora", "", &json!({"timezone": "America/New_York"}))]);
    assert!(node.is_in(today, "nora"), "in New York it is still that day");
    // What a page says does not count against the store's own word, in the profile and here alike.
    node.send(&key, &[identify("nora", "visitor-1", &json!({"plan": 2}))]);
    let site = node.key(Scope::Site);
    node.send(&site, &[json!({"type": "identify", "anonymousId": "visitor-1", "traits": {"timezone": "Asia/Tehran"}})]);
    assert!(node.is_in(today, "nora"));
    assert_eq!(node.zone("nora").as_deref(), Some("America/New_York"));
    node.send(&key, &[identify("nora", "", &json!({"timezone": "Pacific/Apia"}))]);
    assert!(node.is_in(today, "nora"), "in Apia she looked on the 16th, and it is the 16th");
    node.send(&key, &[identify("nora", "", &json!({"timezone": "Asia/Tehran"}))]);
    assert!(!node.is_in(today, "nora"));
    node.send(&key, &[identify("nora", "", &json!({"timezone": null}))]);
    assert!(node.is_in(today, "nora"), "where nothing is known it is the store's day");
}

#[test]
fn two_who_turn_out_to_be_one_are_where_the_profile_says() {
    let (shop, node, key) = open();
    let today = node.segment("looked today", &looked_today());
    agree(&node, &key, "u1", &json!({"plan": 2}));
    agree(&node, &key, "u2", &json!({"plan": 3}));
    node.send(&key, &[track("u1", "Product Viewed")]);
    at(&shop, "2026-06-15T21:00:00Z");
    node.send(&key, &[identify("u2", "", &json!({"timezone": "Asia/Tehran"}))]);
    assert!(node.is_in(today, "u1"), "by the store's day");
    node.send(&key, &[json!({"type": "alias", "userId": "u1", "previousId": "u2"})]);
    assert!(node.in_it(today).is_empty(), "whoever they are now is in Tehran, where it is tomorrow");
    assert_eq!(node.zone("u1").as_deref(), Some("Asia/Tehran"));
}

#[test]
fn a_rehearsal_counts_in_own_days_too() {
    let (shop, node, key) = open();
    agree(&node, &key, "nora", &json!({"timezone": "Asia/Tehran"}));
    agree(&node, &key, "reza", &json!({"plan": 1}));
    node.send(&key, &["nora", "reza"].map(|user| track(user, "Product Viewed")));
    at(&shop, "2026-06-15T21:00:00Z");
    node.send(&key, &["nora", "reza"].map(|user| track(user, "Product Added")));
    node.catch_up();
    let plan = json!({"entry": {"event": {"event": "Product Added"}}, "purpose": "personalise", "filter": looked_today(),
        "steps": [{"id": "wait", "wait": {"minutes": 45}}]});
    let plan = Plan::parse(&plan.to_string(), |_| true).unwrap();
    let id = node.journey(plan.clone());
    shop.wait(Duration::from_hours(2));
    let now = shop.clock.now();
    let from = now.minus(Duration::from_hours(48));
    let told = live::rehearse(&node.app.db, &node.app.history, id, &plan, from, now).unwrap().expect("it can be known");
    assert_eq!((told.entered, told.filtered), (1, 1), "{told:?}");
}
