//! Campaigns: everybody in the audience once, whatever crashes, pauses or merges; nobody whose permit is missing.

use crate::support::{Node, Shop};
use automation::campaigns::{self, Campaign, CampaignState, Plan, Progress};
use automation::live;
use base::id::{CampaignId, SegmentId};
use base::{Clock as _, Timestamp};
use capabilities::messaging::{self, Message, MessageState};
use foundation::consent::{Purpose, State};
use foundation::staff::Scope;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::time::Duration;

const HOUR: Duration = Duration::from_hours(1);

impl Node {
    fn campaign(&self, plan: &Value) -> CampaignId {
        let now = self.clock.now();
        let id = CampaignId::new(now, &mut self.app.fork_rng());
        let plan = Plan::parse(&plan.to_string(), |_| true).expect("a plan");
        let (made_at, changed_at, begun_at) = (now, now, None);
        let new = Campaign { id, name: "news".to_owned(), state: CampaignState::Draft, plan, begun_at, made_at, changed_at };
        self.record(move |tx| campaigns::insert(tx, &new));
        id
    }

    fn set(&self, id: CampaignId, state: CampaignState) {
        let now = self.clock.now();
        assert!(self.record(move |tx| {
            let set = campaigns::set_state(tx, id, state, now)?;
            live::changed(tx, now).map(|()| set)
        }));
    }

    fn progress(&self, id: CampaignId) -> Progress {
        self.app.db.views.read(|tx| campaigns::progress(tx, id)).unwrap().expect("it was looked at")
    }

    fn of_campaigns(&self) -> Vec<Message> {
        let all = self.app.db.views.read(|tx| messaging::list(tx, None, None, 100_000)).unwrap();
        all.into_iter().filter(|message| message.cause.starts_with("campaign:")).collect()
    }

    fn by_state(&self) -> BTreeMap<&'static str, usize> {
        let mut states = BTreeMap::new();
        for message in self.of_campaigns() {
            *states.entry(message.state.word()).or_default() += 1;
        }
        states
    }
}

fn readers(node: &Node, key: &str, people: usize) -> SegmentId {
    for number in 0..people {
        let user = format!("u{number}");
        let traits = json!({"email": format!("{user}@mail.example"), "plan": "gold"});
        node.send(key, &[json!({"type": "identify", "userId": user, "traits": traits})]);
        node.agrees(&user, Purpose::Personalise, State::Given);
        if number % 4 != 3 {
            node.agrees(&user, Purpose::MarketingEmail, State::Given);
        }
    }
    let segment = node.segment("everybody", &json!({"not": {"did": {"event": "Order Completed"}}}));
    node.catch_up();
    segment
}

fn news(segment: SegmentId) -> Value {
    json!({"segments": [segment.to_string()], "variants": [{"letter": "welcome", "percent": 100}]})
}

#[test]
fn everybody_gets_it_once_and_who_did_not_agree_is_told_apart() {
    let shop = Shop::open();
    let node = shop.node();
    let key = node.key(Scope::Server);
    let segment = readers(&node, &key, 12);
    let id = node.campaign(&news(segment));
    node.catch_up();
    assert!(node.of_campaigns().is_empty(), "it is being written");
    node.set(id, CampaignState::On);
    node.catch_up();
    assert_eq!(node.by_state(), BTreeMap::from([("queued", 9), ("withheld", 3)]));
    let progress = node.progress(id);
    assert_eq!((progress.looked_at, progress.queued, progress.withheld, progress.done_at.is_some()), (12, 9, 3, true));
    node.crash();
    let node = shop.node();
    node.catch_up();
    assert_eq!(node.of_campaigns().len(), 12);
}

#[test]
fn a_pause_holds_what_waits_and_a_cancelled_one_sends_nothing_more() {
    let shop = Shop::open();
    let node = shop.node();
    let key = node.key(Scope::Server);
    let segment = readers(&node, &key, 8);
    let mut plan = news(segment);
    plan["start"] = json!({"local": "2026-05-06T09:00:00"});
    let id = node.campaign(&plan);
    node.set(id, CampaignState::On);
    node.catch_up();
    assert!(node.of_campaigns().is_empty(), "nowhere is it so late yet");
    shop.wait(HOUR * 32);
    node.catch_up();
    assert_eq!(node.by_state(), BTreeMap::from([("queued", 6), ("withheld", 2)]));
    let due = node.of_campaigns().iter().filter(|message| message.state == MessageState::Queued).map(|m| m.due_at).max();
    assert_eq!(due.map(Timestamp::to_rfc3339), Some("2026-05-06T09:00:00.000Z".to_owned()), "the store's zone is UTC");
    node.set(id, CampaignState::Paused);
    node.catch_up();
    assert_eq!(node.by_state(), BTreeMap::from([("held", 6), ("withheld", 2)]));
    assert_eq!(node.app.db.views.read(messaging::held).unwrap(), 0, "nobody else has to decide about them");
    node.set(id, CampaignState::On);
    node.catch_up();
    assert_eq!(node.by_state(), BTreeMap::from([("queued", 6), ("withheld", 2)]));
    node.set(id, CampaignState::Cancelled);
    node.catch_up();
    assert_eq!(node.by_state(), BTreeMap::from([("withheld", 8)]));
    let counts = node.app.db.views.read(|tx| messaging::counts_of_cause(tx, &campaigns::cause(id, 0))).unwrap();
    assert_eq!(counts.iter().map(|count| count.messages).sum::<i64>(), 8, "{counts:?}");
}

#[test]
fn a_throttle_spreads_it_and_shares_are_kept() {
    let shop = Shop::open();
    let node = shop.node();
    let key = node.key(Scope::Server);
    let segment = readers(&node, &key, 40);
    let mut plan = news(segment);
    plan["per_hour"] = json!(10);
    plan["variants"] = json!([{"letter": "welcome", "percent": 50}, {"letter": "consent_renewal", "percent": 50}]);
    let id = node.campaign(&plan);
    node.set(id, CampaignState::On);
    node.catch_up();
    assert_eq!(node.of_campaigns().len(), 1);
    let mut before = 1;
    while node.progress(id).done_at.is_none() {
        shop.wait(Duration::from_mins(6));
        node.catch_up();
        let now = node.of_campaigns().len();
        assert!(now - before <= 2, "{before} {now}");
        before = now;
    }
    assert_eq!(before, 40);
    let first = node.of_campaigns().iter().filter(|message| message.cause == campaigns::cause(id, 0)).count();
    assert!((8..=32).contains(&first), "{first} of 40");
}

#[test]
fn who_is_left_out_is_left_out_and_two_who_became_one_have_one_letter() {
    let shop = Shop::open();
    let node = shop.node();
    let key = node.key(Scope::Server);
    let segment = readers(&node, &key, 6);
    let vip = node.segment("one of them", &json!({"trait": {"name": "vip", "test": {"is": true}}}));
    node.send(&key, &[json!({"type": "identify", "userId": "u0", "traits": {"vip": true}})]);
    node.catch_up();
    let mut plan = news(segment);
    plan["without"] = json!([vip.to_string()]);
    plan["per_hour"] = json!(60);
    let id = node.campaign(&plan);
    node.set(id, CampaignState::On);
    node.catch_up();
    // Two of them turn out to be one while it goes on.
    node.send(&key, &[json!({"type": "alias", "userId": "u1", "previousId": "u2"})]);
    for _ in 0..60 {
        shop.wait(Duration::from_mins(1));
        node.catch_up();
    }
    assert!(node.progress(id).done_at.is_some());
    let letters = node.of_campaigns();
    let of = |user: &str| letters.iter().filter(|message| node.root(message.customer) == node.whose(user)).count();
    assert_eq!((of("u0"), of("u1"), of("u4"), of("u5")), (0, 1, 1, 1));
}
