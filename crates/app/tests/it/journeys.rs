//! Journeys: who goes in, who goes on and when, what is sent and what is not, whatever crashes.

use crate::support::{Node, Shop, order, track};
use automation::journeys::{self, Entry, Journey, JourneyState, Plan, Ready, Run, RunState, Step, WaitUntil};
use automation::live;
use base::id::JourneyId;
use base::{Clock as _, Locale};
use capabilities::messaging::MessageState;
use foundation::consent::{Basis, Decision, Purpose, State};
use foundation::settings::StoreSettings;
use foundation::staff::Scope;
use jiff::tz::TimeZone;
use serde_json::{Value, json};
use std::time::Duration;

const MINUTE: Duration = Duration::from_mins(1);
const HOUR: Duration = Duration::from_hours(1);

impl Node {
    /// Begins a journey.
    pub fn journey(&self, plan: Plan) -> JourneyId {
        let now = self.clock.now();
        let id = JourneyId::new(now, &mut self.app.fork_rng());
        plan.check(|_| true).expect("a plan");
        self.record(move |tx| {
            let new = Journey { id, name: "j".to_owned(), state: JourneyState::Draft, version: 0, made_at: now, changed_at: now };
            journeys::insert(tx, &new, &plan.to_json())?;
            journeys::publish(tx, id, &plan.to_json(), now)?;
            live::changed(tx, now)
        });
        self.catch_up();
        id
    }

    /// From the latest on.
    pub fn runs(&self, user: &str) -> Vec<Run> {
        let ids = self.app.db.record.read(|tx| foundation::customers::all_ids(tx, self.whose(user))).unwrap();
        self.app.db.views.read(|tx| journeys::of_customer(tx, &ids, 100)).unwrap()
    }

    pub fn agrees(&self, user: &str, purpose: Purpose, state: State) {
        let at = self.clock.now();
        self.decide(self.whose(user), Decision::about(purpose, state, Basis::Consent, at, "api"));
        self.catch_up();
    }

    fn letters(&self, user: &str) -> Vec<(String, MessageState, String)> {
        let mut all = self.messages(self.whose(user));
        all.sort_by_key(|message| message.id);
        let named = all.into_iter().map(|message| (message.letter.name().into_owned(), message.state, message.reason));
        named.filter(|(name, ..)| name != "welcome").collect()
    }
}

/// Somebody who agreed to everything that a cart's letter needs, and has an address.
pub fn shopper(node: &Node, key: &str, user: &str) {
    let traits = json!({"email": format!("{user}@mail.example")});
    node.send(key, &[json!({"type": "identify", "userId": user, "traits": traits})]);
    node.agrees(user, Purpose::Personalise, State::Given);
    node.agrees(user, Purpose::MarketingEmail, State::Given);
}

pub fn added(user: &str) -> Value {
    let product = json!({"product_id": "p1", "name": "Kettle", "price": 20, "quantity": 1, "currency": "USD"});
    json!({"type": "track", "userId": user, "event": "Product Added", "properties": product})
}

/// The ready one, without anybody held out.
pub fn cart() -> Plan {
    Plan { holdout_percent: 0, ..Ready::AbandonedCart.plan() }
}

#[test]
fn a_cart_left_alone_brings_a_letter_after_the_wait_and_one_that_was_bought_does_not() {
    let shop = Shop::open();
    let node = shop.node();
    let key = node.key(Scope::Server);
    node.journey(cart());
    for user in ["sara", "ali"] {
        shopper(&node, &key, user);
        node.send(&key, &[added(user)]);
    }
    node.catch_up();
    shop.wait(MINUTE * 59);
    node.send(&key, &[order("ali", "1", "ali@mail.example", "20")]);
    node.catch_up();
    assert!(node.letters("sara").is_empty(), "not yet");
    shop.wait(MINUTE);
    node.catch_up();
    assert_eq!(node.letters("sara"), [("abandoned_cart".to_owned(), MessageState::Queued, String::new())]);
    assert_eq!(node.runs("sara")[0].state, RunState::Finished);
    let ali = &node.runs("ali")[0];
    assert_eq!((ali.state, ali.goal_at.is_some(), ali.revenue.map(|money| money.minor)), (RunState::Left, true, Some(2_000)));
    assert!(node.letters("ali").iter().all(|(name, ..)| name != "abandoned_cart"), "{:?}", node.letters("ali"));
}

#[test]
fn whose_event_does_not_say_where_they_are_is_where_their_profile_says() {
    let shop = Shop::open();
    let node = shop.node();
    let key = node.key(Scope::Server);
    let time = jiff::civil::Time::constant(9, 0, 0, 0);
    let morning = Step::WaitUntil(WaitUntil { time, weekdays: Vec::new() });
    node.journey(Plan { steps: vec![morning, Step::Send { letter: "abandoned_cart".to_owned() }], ..cart() });
    for (user, traits) in [
        ("sara", json!({"timezone": "Asia/Riyadh", "locale": "ar-SA"})),
        ("omid", json!({"timezone": "Asia/Tehran", "locale": "fa"})),
        ("ali", json!({"timezone": "Nowhere/Else"})),
    ] {
        shopper(&node, &key, user);
        node.send(&key, &[json!({"type": "identify", "userId": user, "traits": traits})]);
    }
    let mut said = added("omid");
    said["context"] = json!({"timezone": "America/New_York", "locale": "en-US"});
    node.send(&key, &[added("sara"), said, added("ali")]);
    node.catch_up();
    let (now, store) = (node.clock.now(), node.app.db.record.read(StoreSettings::load).unwrap().zone());
    for (user, zone, locale) in [
        ("sara", TimeZone::get("Asia/Riyadh").unwrap(), Locale::Ar),
        ("omid", TimeZone::get("America/New_York").unwrap(), Locale::En),
        ("ali", store, Locale::En),
    ] {
        let run = &node.runs(user)[0];
        let due = run.due_at.expect("it waits");
        let local = zone.to_datetime(due.to_jiff());
        assert_eq!((local.time(), run.locale), (time, locale), "{user}");
        assert!(due > now && due <= now.plus(HOUR * 24), "{user}");
    }
}

#[test]
fn consent_withdrawn_meanwhile_stops_it_and_says_so() {
    let shop = Shop::open();
    let node = shop.node();
    let key = node.key(Scope::Server);
    node.journey(cart());
    for user in ["sara", "ali"] {
        shopper(&node, &key, user);
        node.send(&key, &[added(user)]);
    }
    node.catch_up();
    node.agrees("sara", Purpose::MarketingEmail, State::Withdrawn);
    node.agrees("ali", Purpose::Personalise, State::Withdrawn);
    shop.wait(HOUR);
    node.catch_up();
    // She may be read, and not be written to.
    assert_eq!(node.letters("sara"), [("abandoned_cart".to_owned(), MessageState::Withheld, "refused".to_owned())]);
    let told: Vec<String> = node.runs("sara")[0].path.iter().map(|stop| stop.outcome.clone()).collect();
    assert_eq!(told, ["waits", "refused", "end"]);
    // He may not even be read.
    assert!(node.letters("ali").is_empty());
    let told: Vec<String> = node.runs("ali")[0].path.iter().map(|stop| stop.outcome.clone()).collect();
    assert_eq!((node.runs("ali")[0].state, told), (RunState::Left, vec!["waits".to_owned(), "not_allowed".to_owned()]));
}

#[test]
fn whoever_still_chooses_is_not_hurried_and_nobody_is_inside_twice() {
    let shop = Shop::open();
    let node = shop.node();
    let key = node.key(Scope::Server);
    node.journey(cart());
    shopper(&node, &key, "sara");
    for _ in 0..3 {
        node.send(&key, &[added("sara")]);
        node.catch_up();
        shop.wait(MINUTE * 40);
    }
    node.catch_up();
    assert!(node.letters("sara").is_empty(), "forty minutes after the last");
    shop.wait(MINUTE * 20);
    node.catch_up();
    assert_eq!((node.letters("sara").len(), node.runs("sara").len()), (1, 1));
}

#[test]
fn a_crash_before_the_wait_is_over_skips_nobody_and_doubles_nothing() {
    let shop = Shop::open();
    let key = shop.node().key(Scope::Server);
    shop.node().journey(cart());
    let node = shop.node();
    shopper(&node, &key, "sara");
    node.send(&key, &[added("sara")]);
    node.crash();
    shop.node().catch_up();
    shop.wait(HOUR);
    let node = shop.node();
    node.catch_up();
    node.crash();
    let node = shop.node();
    node.catch_up();
    assert_eq!((node.letters("sara").len(), node.runs("sara").len()), (1, 1));
}

#[test]
fn a_course_turns_waits_for_what_happens_and_for_the_hour() {
    let shop = Shop::open();
    let node = shop.node();
    let key = node.key(Scope::Server);
    let steps = json!([
        {"wait_for": {"event": {"event": "Coupon Applied"}, "minutes": 120,
            "then": [{"set_trait": {"name": "takes_coupons", "value": true}}],
            "otherwise": [{"wait_until": {"time": "09:00"}}]}},
        {"branch": {"if": {"did": {"event": "Coupon Applied"}}, "then": [{"leave": {}}], "otherwise": []}},
        {"send": {"letter": "abandoned_cart"}},
    ]);
    let mut plan = json!({"entry": {"event": {"event": "Checkout Started"}}, "purpose": "personalise", "steps": steps});
    plan["reentry"] = json!("always");
    node.journey(Plan::parse(&plan.to_string(), |_| true).unwrap());
    for user in ["sara", "ali"] {
        shopper(&node, &key, user);
        node.send(&key, &[track(user, "Checkout Started")]);
    }
    node.catch_up();
    node.send(&key, &[track("sara", "Coupon Applied")]);
    node.catch_up();
    assert_eq!(node.runs("sara")[0].state, RunState::Finished);
    node.catch_up();
    let traits = node.app.db.views.read(|tx| foundation::customers::traits_of(tx, node.whose("sara"))).unwrap();
    assert!(traits.iter().any(|row| row.name == "takes_coupons" && row.value == "true"), "{traits:?}");
    // He waits two hours, and then until nine in the morning of the store's day (UTC): it was noon.
    shop.wait(HOUR * 2);
    node.catch_up();
    let ali = node.runs("ali").remove(0);
    let due = ali.due_at.expect("he waits");
    assert_eq!(due.to_rfc3339(), "2026-05-05T09:00:00.000Z");
    shop.wait(HOUR * 19);
    node.catch_up();
    assert_eq!((node.runs("ali")[0].state, node.letters("ali").len()), (RunState::Finished, 1));
    assert!(node.letters("sara").is_empty());
}

#[test]
fn a_segment_lets_people_in_as_they_come_into_it() {
    let shop = Shop::open();
    let node = shop.node();
    let key = node.key(Scope::Server);
    let segment = node.segment("viewers", &json!({"did": {"event": "Product Viewed", "count": {"at_least": 2}}}));
    shopper(&node, &key, "old");
    node.send(&key, &[track("old", "Product Viewed"), track("old", "Product Viewed")]);
    node.catch_up();
    let entry = Entry::Segment(journeys::SegmentKey(segment));
    node.journey(Plan { entry, ..cart() });
    shopper(&node, &key, "sara");
    node.send(&key, &[track("sara", "Product Viewed"), track("sara", "Product Viewed")]);
    node.catch_up();
    assert_eq!((node.runs("sara").len(), node.runs("old").len()), (1, 0));
}

#[test]
fn two_journeys_that_each_put_people_into_the_others_segment_do_not_turn_without_end() {
    let shop = Shop::open();
    let node = shop.node();
    let key = node.key(Scope::Server);
    for (mood, other) in [("low", "high"), ("high", "low")] {
        let segment = node.segment(mood, &json!({"trait": {"name": "mood", "test": {"is": mood}}}));
        let steps = json!([{"set_trait": {"name": "mood", "value": other}}]);
        let mut plan = json!({"entry": {"segment": segment.to_string()}, "purpose": "personalise", "steps": steps});
        plan["reentry"] = json!("always");
        node.journey(Plan::parse(&plan.to_string(), |_| true).unwrap());
    }
    shopper(&node, &key, "sara");
    node.send(&key, &[json!({"type": "identify", "userId": "sara", "traits": {"mood": "low"}})]);
    for _ in 0..5 {
        node.catch_up();
    }
    assert_eq!(node.runs("sara").len(), 2);
    // Whoever comes into it later on begins anew.
    shop.wait(HOUR);
    node.send(&key, &[json!({"type": "identify", "userId": "sara", "traits": {"mood": "high"}})]);
    for _ in 0..5 {
        node.catch_up();
    }
    assert_eq!(node.runs("sara").len(), 4);
}

#[test]
fn whoever_is_held_out_gets_nothing_and_is_watched() {
    let shop = Shop::open();
    let node = shop.node();
    let key = node.key(Scope::Server);
    let id = node.journey(Plan { holdout_percent: 50, ..Ready::AbandonedCart.plan() });
    let users: Vec<String> = (0..40).map(|number| format!("u{number}")).collect();
    for user in &users {
        shopper(&node, &key, user);
        node.send(&key, &[added(user)]);
    }
    node.catch_up();
    shop.wait(HOUR);
    node.catch_up();
    for user in &users {
        node.send(&key, &[order(user, &format!("o-{user}"), &format!("{user}@mail.example"), "30")]);
    }
    node.catch_up();
    let runs: Vec<Run> = node.app.db.views.read(|tx| journeys::runs_of(tx, id, None, 100)).unwrap();
    let held = runs.iter().filter(|run| run.held_out).count();
    assert!((8..=32).contains(&held), "{held} of 40");
    assert!(runs.iter().all(|run| run.goal_at.is_some() && run.revenue.is_some_and(|money| money.minor == 3_000)));
    for run in &runs {
        let letters = node.messages(run.customer).iter().filter(|m| m.letter.name() == "abandoned_cart").count();
        assert_eq!(letters, usize::from(!run.held_out));
    }
}
