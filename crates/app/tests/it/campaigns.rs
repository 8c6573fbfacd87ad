//! Campaigns: everybody in the audience once, whatever crashes, pauses or merges; nobody whose permit is missing.

use crate::support::{Node, Shop, until};
use automation::campaigns::{self, Campaign, CampaignState, Plan, Progress};
use automation::live;
use base::id::{CampaignId, SegmentId};
use base::{Clock as _, Timestamp};
use capabilities::messaging::testing::{Script, SmtpServer, Step};
use capabilities::messaging::{self, Message, MessageState};
use db::params;
use foundation::consent::{Purpose, State};
use foundation::staff::Scope;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::time::Duration;

const HOUR: Duration = Duration::from_hours(1);

impl Node {
    pub fn campaign(&self, plan: &Value) -> CampaignId {
        let now = self.clock.now();
        let id = CampaignId::new(now, &mut self.app.fork_rng());
        let plan = Plan::read(&plan.to_string()).expect("a plan");
        assert_eq!(plan.flaws(), []);
        let (made_at, changed_at, begun_at) = (now, now, None);
        let new = Campaign { id, name: "news".to_owned(), state: CampaignState::Draft, plan, begun_at, made_at, changed_at };
        self.record(move |tx| campaigns::insert(tx, &new));
        id
    }

    pub fn set(&self, id: CampaignId, state: CampaignState) {
        let now = self.clock.now();
        assert!(self.record(move |tx| {
            let set = campaigns::set_state(tx, id, state, now)?;
            live::changed(tx, now).map(|()| set)
        }));
    }

    fn progress(&self, id: CampaignId) -> Progress {
        self.app.db.views.read(|tx| campaigns::progress(tx, id)).unwrap().expect("it was looked at")
    }

    pub fn of_campaigns(&self) -> Vec<Message> {
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
fn what_is_being_sent_as_people_pause_or_cancel_is_not_tried_again() {
    // It lets the senders wait, and then says no for now.
    let busy =
        Script { greeting: Step::After(Duration::from_secs(1)), rcpt: Step::answer("451 4.3.0 later"), ..Script::default() };
    for (state, word, reason) in [(CampaignState::Paused, "held", "on_hold"), (CampaignState::Cancelled, "withheld", "cancelled")]
    {
        let server = SmtpServer::start(busy.clone()).unwrap();
        let shop = Shop::open();
        let node = shop.node_with_mail(Some(&server.url()));
        let key = node.key(Scope::Server);
        let segment = readers(&node, &key, 4);
        let id = node.campaign(&news(segment));
        node.set(id, CampaignState::On);
        node.catch_up();
        node.app.start().unwrap();
        until("some are being sent", || node.by_state().contains_key("sending"));
        node.set(id, state);
        node.app.advanced.ring();
        until("none is tried again", || !node.by_state().contains_key("sending"));
        let stopped =
            || node.of_campaigns().into_iter().filter(|one| one.reason == reason).map(|one| one.state.word()).collect::<Vec<_>>();
        assert_eq!(stopped(), [word; 3]);
        let counts = node.app.db.views.read(|tx| messaging::counts_of_cause(tx, &campaigns::cause(id, 0))).unwrap();
        assert_eq!(counts.iter().map(|count| count.messages).sum::<i64>(), 4, "{counts:?}");
        assert!(server.received().is_empty());
    }
}

#[test]
fn what_the_outbox_takes_or_puts_back_as_people_pause_or_cancel_slips_through_nowhere() {
    let set = |state: CampaignState, from: i64, to: i64| {
        let shop = Shop::open();
        let node = shop.node();
        let key = node.key(Scope::Server);
        let segment = readers(&node, &key, 3);
        let id = node.campaign(&news(segment));
        node.set(id, CampaignState::On);
        node.catch_up();
        let (views, of, now) = (&node.app.db.views, format!("campaign:{id}:"), node.clock.now());
        let move_all = |tx: &mut db::Tx<'_>, state: i64| {
            let sql = "UPDATE messages SET state = $2 WHERE cause >= $1 AND cause < $3 AND state IN (0, 1)";
            tx.execute(sql, params![of, state, format!("{of}~")])
        };
        views.write(|tx| move_all(tx, from)).unwrap();
        let (taking, taken) = std::sync::mpsc::channel();
        std::thread::scope(|scope| {
            scope.spawn(|| {
                views.write(|tx| {
                    let moved = move_all(tx, to)?;
                    taking.send(moved).unwrap();
                    std::thread::sleep(Duration::from_millis(300));
                    Ok::<_, db::Error>(())
                })
            });
            assert_eq!(taken.recv().unwrap(), 3);
            let stop = if state == CampaignState::Paused { messaging::pause } else { messaging::cancel };
            views.write(|tx| stop(tx, &of, now)).unwrap();
        });
        let mut found: Vec<_> = node.of_campaigns().into_iter().map(|one| (one.state.word(), one.reason)).collect();
        found.dedup();
        found
    };
    let one = |state: &'static str, reason: &str| vec![(state, reason.to_owned())];
    let (queued, sending) = (0, 1);
    assert_eq!(set(CampaignState::Paused, queued, sending), one("sending", "on_hold"));
    assert_eq!(set(CampaignState::Paused, sending, queued), one("held", "on_hold"));
    assert_eq!(set(CampaignState::Cancelled, queued, sending), one("sending", "cancelled"));
    assert_eq!(set(CampaignState::Cancelled, sending, queued), one("withheld", "cancelled"));
}

#[test]
fn nobody_is_looked_at_ahead_of_what_can_be_sent() {
    let shop = Shop::open();
    let node = shop.node();
    let key = node.key(Scope::Server);
    // Three in four agreed.
    let segment = readers(&node, &key, 160);
    let queued = |id: CampaignId| {
        let cause = campaigns::cause(id, 0);
        node.of_campaigns().iter().filter(|one| one.cause == cause && one.state == MessageState::Queued).count()
    };
    let wait = || {
        shop.wait(Duration::from_secs(1));
        node.catch_up();
    };
    // Whoever agreed is welcomed, which goes first: that is out of the way.
    let now = node.clock.now();
    assert!(node.app.db.views.write(|tx| messaging::hold_unsent(tx, now)).unwrap() >= 120);
    let ids: Vec<CampaignId> = (0..2).map(|_| node.campaign(&news(segment))).collect();
    for id in &ids {
        node.set(*id, CampaignState::On);
    }
    node.catch_up();
    for _ in 0..20 {
        wait();
    }
    let ahead = queued(ids[0]) + queued(ids[1]);
    assert!((60..80).contains(&ahead), "{ahead} of 240");
    assert!(ids.iter().all(|id| node.progress(*id).done_at.is_none()));
    // What waits for its own time is there before that comes.
    let mut local = news(segment);
    local["start"] = json!({"local": "2026-05-06T09:00:00"});
    let local = node.campaign(&local);
    shop.wait(HOUR * 32);
    node.set(local, CampaignState::On);
    node.catch_up();
    assert_eq!((queued(local), node.progress(local).done_at.is_some()), (120, true));
    // What a person holds back is in nobody's way, and whoever goes on comes to an end.
    for (pausing, going) in [(0, 1), (1, 0)] {
        node.set(ids[going], CampaignState::On);
        node.set(ids[pausing], CampaignState::Paused);
        for _ in 0..20 {
            wait();
        }
        assert!(queued(ids[going]) >= 60, "{} of 120", queued(ids[going]));
    }
    for id in &ids {
        node.set(*id, CampaignState::Cancelled);
    }
    wait();
    assert_eq!(queued(ids[0]) + queued(ids[1]), 0);
}

#[test]
fn all_of_a_long_audience_have_their_letter_in_the_end() {
    let server = SmtpServer::start(Script::default()).unwrap();
    let shop = Shop::open();
    let node = shop.node_with_mail(Some(&server.url()));
    let key = node.key(Scope::Server);
    let segment = readers(&node, &key, 160);
    let id = node.campaign(&news(segment));
    node.set(id, CampaignState::On);
    node.catch_up();
    assert!(node.progress(id).done_at.is_none());
    node.app.start().unwrap();
    until("all are sent", || {
        shop.wait(Duration::from_secs(1));
        node.app.advanced.ring();
        node.by_state() == BTreeMap::from([("sent", 120), ("withheld", 40)])
    });
    assert!(node.progress(id).done_at.is_some());
}

#[test]
fn what_a_restore_held_is_not_let_go_with_the_rest_once_its_campaign_is_cancelled() {
    let shop = Shop::open();
    let node = shop.node();
    let key = node.key(Scope::Server);
    let segment = readers(&node, &key, 4);
    let id = node.campaign(&news(segment));
    node.set(id, CampaignState::On);
    node.catch_up();
    let now = node.clock.now();
    let held = node.app.db.views.write(|tx| messaging::hold_unsent(tx, now)).unwrap();
    assert_eq!(node.by_state(), BTreeMap::from([("held", 3), ("withheld", 1)]));
    node.set(id, CampaignState::Cancelled);
    node.catch_up();
    assert_eq!(node.app.db.views.write(|tx| messaging::release_held(tx, now)).unwrap(), held - 3, "all others go on");
    assert_eq!(node.by_state(), BTreeMap::from([("withheld", 4)]));
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
    // Whom it may not write to holds it up no longer than anybody else.
    let queued = || node.progress(id).queued;
    assert_eq!(queued(), 1);
    for _ in 0..35 {
        shop.wait(Duration::from_secs(10));
        node.catch_up();
    }
    assert_eq!(queued(), 1, "ten an hour are one in six minutes, however often one looks");
    let mut before = 1;
    while node.progress(id).done_at.is_none() {
        shop.wait(Duration::from_mins(6));
        node.catch_up();
        assert!(queued() - before <= 1, "{before} {}", queued());
        before = queued();
    }
    assert_eq!((before, node.of_campaigns().len()), (30, 40));
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

/// Six readers, of whom those named are gold; the others come into the audience with that.
fn some_gold(node: &Node, key: &str, gold: &[usize]) -> SegmentId {
    for number in 0..6 {
        let user = format!("u{number}");
        let mut traits = json!({"email": format!("{user}@mail.example")});
        if gold.contains(&number) {
            traits["plan"] = json!("gold");
        }
        node.send(key, &[json!({"type": "identify", "userId": user, "traits": traits})]);
        for purpose in [Purpose::Personalise, Purpose::MarketingEmail] {
            node.agrees(&user, purpose, State::Given);
        }
    }
    let segment = node.segment("gold", &json!({"trait": {"name": "plan", "test": {"is": "gold"}}}));
    node.catch_up();
    segment
}

/// A campaign of one letter a minute, in the middle of which two turn out to be one; gives how many letters each then has.
fn merged_midway(gold: &[usize], kept: &str, other: &str) -> Vec<usize> {
    let shop = Shop::open();
    let node = shop.node();
    let key = node.key(Scope::Server);
    let segment = some_gold(&node, &key, gold);
    let mut plan = news(segment);
    plan["per_hour"] = json!(60);
    let id = node.campaign(&plan);
    node.set(id, CampaignState::On);
    node.catch_up();
    assert_eq!(node.of_campaigns().len(), 1, "the first of them has it");
    node.send(&key, &[json!({"type": "alias", "userId": kept, "previousId": other})]);
    for _ in 0..12 {
        shop.wait(Duration::from_mins(1));
        node.catch_up();
    }
    assert!(node.progress(id).done_at.is_some());
    let letters = node.of_campaigns();
    let roots: std::collections::BTreeSet<_> = (0..6).map(|number| node.whose(&format!("u{number}"))).collect();
    roots.into_iter().map(|root| letters.iter().filter(|message| node.root(message.customer) == root).count()).collect()
}

#[test]
fn whoever_is_merged_into_somebody_whose_place_was_passed_is_not_skipped() {
    // Of the two the first was not in the audience as their place was passed, and is since the other was found to be them.
    for (kept, other) in [("u0", "u4"), ("u4", "u0")] {
        assert_eq!(merged_midway(&[1, 2, 3, 4, 5], kept, other), [1; 5], "{other} became {kept}");
    }
}

#[test]
fn whoever_was_written_to_and_is_merged_is_not_written_to_twice() {
    for (kept, other) in [("u0", "u4"), ("u4", "u0")] {
        assert_eq!(merged_midway(&[0, 1, 2, 3, 4, 5], kept, other), [1; 5], "{other} became {kept}");
    }
}

#[test]
fn what_people_do_afterwards_is_counted_of_those_held_out_too() {
    let shop = Shop::open();
    let node = shop.node();
    let key = node.key(Scope::Server);
    let segment = readers(&node, &key, 40);
    for number in (0..40).filter(|number| *number != 4) {
        node.agrees(&format!("u{number}"), Purpose::Analytics, State::Given);
    }
    let mut plan = news(segment);
    plan["holdout_percent"] = json!(50);
    plan["variants"] = json!([{"letter": "welcome", "percent": 50}, {"letter": "consent_renewal", "percent": 50}]);
    let id = node.campaign(&plan);
    node.set(id, CampaignState::On);
    node.catch_up();
    let progress = node.progress(id);
    assert_eq!(progress.queued + progress.held_out, 30, "whoever could not be written to is in neither group");
    assert!(progress.held_out > 5 && progress.queued > 5, "{progress:?}");
    let order = |number: usize, total: u32| {
        let properties = json!({"order_id": format!("o{number}-{total}"), "total": total, "currency": "USD"});
        json!({"type": "track", "userId": format!("u{number}"), "event": "Order Completed", "properties": properties})
    };
    shop.wait(HOUR);
    for number in 0..8 {
        node.send(&key, &[order(number, 10)]);
    }
    node.agrees("u0", Purpose::MarketingEmail, State::Withdrawn);
    node.catch_up();
    shop.wait(HOUR * 24 * 7);
    node.send(&key, &[order(9, 10)]);
    node.catch_up();
    let groups = node.app.db.views.read(|tx| campaigns::groups(tx, id)).unwrap();
    let sum = |of: fn(&campaigns::Group) -> u64| groups.iter().map(of).sum::<u64>();
    assert_eq!(sum(|group| group.people), 30);
    let counted = groups.iter().filter(|group| group.counted).map(|group| group.people).sum::<u64>();
    assert_eq!(counted, 29, "one did not let what they buy be counted");
    assert_eq!(sum(|group| group.bought), 5, "nor two of eight who were not in it, nor whoever bought too late: {groups:?}");
    assert_eq!(sum(|group| group.withdrew), 1);
    assert!((groups.iter().map(|group| group.sum).sum::<f64>() - 5_000.0).abs() < 0.5);
}

#[test]
fn a_forecast_says_what_then_comes_to_pass() {
    let shop = Shop::open();
    let node = shop.node();
    let key = node.key(Scope::Server);
    let segment = readers(&node, &key, 24);
    let mut plan = news(segment);
    plan["holdout_percent"] = json!(20);
    let id = node.campaign(&plan);
    let campaign = node.app.db.record.read(|tx| campaigns::find(tx, id)).unwrap().unwrap();
    let (app, now) = (&node.app, node.clock.now());
    let told = live::forecast(&app.db, &app.keys, &campaign, &mut app.fork_rng(), now).unwrap();
    assert!(node.of_campaigns().is_empty(), "nothing is written");
    node.set(id, CampaignState::On);
    node.catch_up();
    let progress = node.progress(id);
    assert_eq!((told.audience, told.asked), (24, 24));
    assert_eq!((told.letters, told.held_out), (progress.queued, progress.held_out));
    assert_eq!(told.withheld.values().sum::<u64>(), progress.withheld);
    assert_eq!(told.withheld.keys().copied().collect::<Vec<_>>(), ["no_consent"]);
}
