//! Segments: who is in one follows what happens, what is chosen, and the time.

use crate::forgetting::{KEPT, settle};
use crate::history::{folder, keeper};
use crate::support::{Node, Shop, identify, order, track};
use automation::live;
use automation::segments::{self, Segment};
use base::Clock as _;
use base::id::{CustomerId, SegmentId};
use foundation::consent::{Basis, Decision, Purpose, State};
use foundation::journal::{SEGMENT_ENTERED, SEGMENT_EXITED};
use foundation::rules::Condition;
use foundation::staff::Scope;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::time::Duration;

const DAY: Duration = Duration::from_hours(24);

impl Node {
    /// Keeps a segment for personalisation.
    pub fn segment(&self, name: &str, rule: &Value) -> SegmentId {
        let now = self.clock.now();
        let id = SegmentId::new(now, &mut self.app.fork_rng());
        let rule = Condition::parse(&rule.to_string()).expect("a rule");
        let (made_at, changed_at) = (now, now);
        let new = Segment { id, name: name.to_owned(), purpose: Purpose::Personalise, rule, made_at, changed_at };
        let kept = self.app.recorder.submit(move |tx| {
            let kept = segments::insert(tx, &new)?;
            live::changed(tx, now).map(|()| kept)
        });
        kept.wait().expect("a database").expect("a segment");
        id
    }

    pub fn members(&self, id: SegmentId) -> BTreeSet<CustomerId> {
        let rows = self.app.db.views.read(|tx| segments::members_after(tx, id, None, 10_000)).unwrap();
        let members: BTreeSet<CustomerId> = rows.into_iter().map(|(customer, _)| customer).collect();
        let size = self.app.db.views.read(|tx| segments::size(tx, id)).unwrap().expect("it was made");
        assert_eq!(size.members as usize, members.len(), "the size is the number of members");
        members
    }

    pub fn whose(&self, user: &str) -> CustomerId {
        self.user(user).expect("a customer")
    }

    /// They decide about personalisation.
    pub fn choose(&self, user: &str, state: State) {
        let at = self.clock.now();
        self.decide(self.whose(user), Decision::about(Purpose::Personalise, state, Basis::Consent, at, "api"));
    }

    fn told(&self, name: &str) -> usize {
        self.events().iter().filter(|event| event.name == name).count()
    }
}

/// Somebody known who agreed to personalisation.
fn agree(node: &Node, key: &str, user: &str) {
    node.send(key, &[identify(user, "", &json!({"plan": 1}))]);
    node.choose(user, State::Given);
}

fn viewers() -> Value {
    json!({"all": [
        {"did": {"event": "Product Viewed", "count": {"at_least": 2}, "when": {"last_days": 7}}},
        {"not": {"did": {"event": "Order Completed", "when": {"last_days": 7}}}},
    ]})
}

#[test]
fn what_happens_and_the_time_alone_move_people_in_and_out() {
    let shop = Shop::open();
    let node = shop.node();
    let key = node.key(Scope::Server);
    let id = node.segment("looking", &viewers());
    agree(&node, &key, "sara");
    agree(&node, &key, "ali");
    node.catch_up();
    assert!(node.members(id).is_empty());
    node.send(&key, &[track("sara", "Product Viewed"), track("ali", "Product Viewed")]);
    node.send(&key, &[track("sara", "Product Viewed")]);
    node.catch_up();
    let sara = node.whose("sara");
    assert_eq!(node.members(id), BTreeSet::from([sara]));
    assert_eq!((node.told(SEGMENT_ENTERED), node.told(SEGMENT_EXITED)), (1, 0));
    node.send(&key, &[order("sara", "1", "sara@mail.example", "10")]);
    node.catch_up();
    assert!(node.members(id).is_empty(), "she has bought");
    // The order falls out of the window on the day after the views do.
    shop.wait(DAY * 9);
    node.send(&key, &[track("ali", "Product Viewed"), track("ali", "Product Viewed")]);
    node.catch_up();
    assert_eq!(node.members(id), BTreeSet::from([node.whose("ali")]));
    shop.wait(DAY * 8);
    node.catch_up();
    assert!(node.members(id).is_empty(), "time alone moved him out");
    assert_eq!((node.told(SEGMENT_ENTERED), node.told(SEGMENT_EXITED)), (2, 2));
}

#[test]
fn only_who_agreed_is_asked_and_a_withdrawal_moves_them_out() {
    let shop = Shop::open();
    let node = shop.node();
    let key = node.key(Scope::Server);
    let id = node.segment("everybody who did not order", &json!({"not": {"did": {"event": "Order Completed"}}}));
    node.send(&key, &[identify("sara", "", &json!({"plan": 1})), track("ali", "Subscribed")]);
    node.catch_up();
    assert!(node.members(id).is_empty(), "nobody agreed");
    node.choose("sara", State::Given);
    node.catch_up();
    assert_eq!(node.members(id), BTreeSet::from([node.whose("sara")]), "nothing has to happen besides");
    node.choose("sara", State::Withdrawn);
    node.catch_up();
    assert!(node.members(id).is_empty());
}

#[test]
fn a_new_segment_is_found_in_the_past_and_nobody_is_told() {
    let shop = Shop::open();
    let node = shop.node();
    let key = node.key(Scope::Server);
    for user in ["sara", "ali", "mina"] {
        agree(&node, &key, user);
        node.send(&key, &[track(user, "Product Viewed"), track(user, "Product Viewed")]);
    }
    node.send(&key, &[order("ali", "1", "ali@mail.example", "10")]);
    node.catch_up();
    let id = node.segment("looking", &viewers());
    node.catch_up();
    let expected: BTreeSet<CustomerId> = ["sara", "mina"].map(|user| node.whose(user)).into();
    assert_eq!(node.members(id), expected);
    assert_eq!(node.told(SEGMENT_ENTERED), 0, "they were in it all along");
    // A second one, and what is remembered for the first goes on.
    let buyers = node.segment("buyers", &json!({"did": {"event": "Order Completed"}}));
    node.send(&key, &[order("mina", "2", "mina@mail.example", "10")]);
    node.catch_up();
    assert_eq!(node.members(id), BTreeSet::from([node.whose("sara")]));
    assert_eq!(node.members(buyers), ["ali", "mina"].map(|user| node.whose(user)).into());
}

#[test]
fn whoever_loses_events_to_retention_is_looked_at_anew() {
    let shop = Shop::open();
    let node = shop.node();
    let key = node.key(Scope::Server);
    let now = node.clock.now();
    node.record(move |tx| KEPT.save(tx, now));
    let looked = node.segment("looked", &json!({"did": {"event": "Product Viewed"}}));
    let never = node.segment(
        "never",
        &json!({"all": [{"not": {"did": {"event": "Product Viewed"}}}, {"did": {"event": "Order Completed"}}]}),
    );
    for user in ["sara", "ali"] {
        agree(&node, &key, user);
    }
    node.send(&key, &[track("sara", "Product Viewed"), order("sara", "1", "sara@mail.example", "10")]);
    node.catch_up();
    assert_eq!((node.members(looked), node.members(never)), ([node.whose("sara")].into(), BTreeSet::new()));
    // Visits are kept for two months, orders for five.
    shop.wait(DAY * 100);
    node.send(&key, &[track("ali", "Product Viewed")]);
    settle(&node, &keeper(&node), &mut base::Rng::from_seed(1));
    assert_eq!(node.members(looked), [node.whose("ali")].into(), "what was forgotten counts no more");
    assert_eq!(node.members(never), [node.whose("sara")].into());
    node.rebuild();
    assert_eq!((node.members(looked).len(), node.members(never).len()), (1, 1), "as a rebuild says");
}

#[test]
fn a_past_that_cannot_be_read_holds_up_nobody_else() {
    let shop = Shop::open();
    let node = shop.node();
    let key = node.key(Scope::Server);
    let looked =
        json!({"first": {"event": "Product Viewed"}, "then": {"event": "Product Added"}, "within_hours": 30, "happened": true});
    let looked = node.segment("looked and put it in", &json!({"followed": looked}));
    let never = node.segment("never bought", &json!({"not": {"did": {"event": "Order Completed"}}}));
    for user in ["sara", "ali"] {
        agree(&node, &key, user);
    }
    let began = node.clock.now();
    node.send(&key, &[track("sara", "Product Viewed"), order("sara", "1", "sara@mail.example", "10")]);
    node.send(&key, &(0..80).map(|_| track("crowd", "Subscribed")).collect::<Vec<_>>());
    shop.wait(DAY * 39);
    node.send(&key, &[track("sara", "Product Viewed")]);
    node.catch_up();
    shop.wait(DAY);
    let keeper = keeper(&node);
    settle(&node, &keeper, &mut base::Rng::from_seed(1));
    let files: Vec<_> = keeper.files().unwrap().iter().map(|file| folder(&node).join(file.path())).collect();
    assert!(!files.is_empty());
    let whole: Vec<Vec<u8>> = files.iter().map(|path| std::fs::read(path).unwrap()).collect();
    for path in &files {
        std::fs::write(path, "broken").unwrap();
    }
    // What sara did in between arrives late: all of hers has to be read again, and can't be.
    let mut late = track("sara", "Product Added");
    late["timestamp"] = json!(began.plus(Duration::from_hours(10)).to_rfc3339());
    node.send(&key, &[late, track("ali", "Product Viewed")]);
    shop.wait(Duration::from_secs(1));
    node.send(&key, &[track("ali", "Product Added")]);
    node.catch_up();
    assert_eq!(node.members(looked), [node.whose("ali")].into(), "others move on");
    assert_eq!(node.members(never), [node.whose("ali")].into(), "and nobody is taken for who did nothing");
    for (path, bytes) in files.iter().zip(&whole) {
        std::fs::write(path, bytes).unwrap();
    }
    shop.wait(Duration::from_secs(11));
    node.catch_up();
    assert_eq!(node.members(looked), ["ali", "sara"].map(|user| node.whose(user)).into(), "once it can be read");
}

#[test]
fn moves_are_counted_by_day_and_told_in_tens() {
    let shop = Shop::open();
    let node = shop.node();
    let (key, read) = (node.key(Scope::Server), node.key(Scope::Read));
    let id = node.segment("looking", &json!({"did": {"event": "Product Viewed", "when": {"last_days": 3}}}));
    for number in 0..12 {
        let user = format!("u{number}");
        agree(&node, &key, &user);
        node.send(&key, &[track(&user, "Product Viewed")]);
    }
    node.catch_up();
    shop.wait(DAY * 5);
    node.catch_up();
    node.send(&key, &[track("u1", "Product Viewed")]);
    node.catch_up();
    let days = node.app.db.views.read(|tx| segments::moves_since(tx, id, "2026-05-01".parse().unwrap())).unwrap();
    let told: Vec<(String, u64, u64)> = days.iter().map(|one| (one.day.to_string(), one.entered, one.exited)).collect();
    assert_eq!(told, [("2026-05-04".to_owned(), 12, 0), ("2026-05-09".to_owned(), 1, 12)]);
    let path = format!("/api/v1/segments/{id}/moves");
    let request = axum::http::Request::get(path).header("authorization", format!("Bearer {read}"));
    let reply = node.request(request.body(axum::body::Body::empty()).unwrap());
    let body: Value = serde_json::from_str(&reply.body).unwrap();
    assert_eq!(body["data"][0], json!({"day": "2026-05-04", "entered": 10, "exited": 0}));
    assert_eq!(body["data"][1], json!({"day": "2026-05-09", "entered": null, "exited": 10}));
}

#[test]
fn two_who_turn_out_to_be_one_are_asked_as_one() {
    let shop = Shop::open();
    let node = shop.node();
    let key = node.key(Scope::Server);
    let id = node.segment("looking", &viewers());
    agree(&node, &key, "sara");
    agree(&node, &key, "sara-at-work");
    node.send(&key, &[track("sara", "Product Viewed"), track("sara-at-work", "Product Viewed")]);
    node.catch_up();
    assert!(node.members(id).is_empty(), "each once");
    node.send(&key, &[json!({"type": "alias", "userId": "sara", "previousId": "sara-at-work"})]);
    node.catch_up();
    assert_eq!(node.members(id), BTreeSet::from([node.whose("sara")]));
}
