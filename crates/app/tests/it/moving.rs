//! Those inside when a plan changes: they finish on theirs, or move to the step of the same id, whatever crashes.

use crate::journeys::{added, shopper};
use crate::support::{Node, Shop};
use app::journeys::Inside;
use automation::journeys::{self, Lost, Plan, RunState};
use base::Clock as _;
use base::id::JourneyId;
use foundation::staff::Scope;
use serde_json::{Value, json};
use std::time::Duration;

const HOUR: Duration = Duration::from_hours(1);

fn plan(steps: &Value) -> Plan {
    let plan = json!({"entry": {"event": {"event": "Product Added"}}, "purpose": "personalise", "steps": steps});
    Plan::parse(&plan.to_string(), |_| true).unwrap()
}

/// Changes the plan and begins it.
fn change(node: &Node, id: JourneyId, steps: &Value, inside: Inside) {
    let (changed, now) = (plan(steps), node.clock.now());
    let done = node.app.recorder.submit(move |tx| {
        app::journeys::save(tx, id, "j", &changed, now)?;
        app::journeys::begin(tx, id, &inside, now)
    });
    done.wait().unwrap();
}

fn told(node: &Node, user: &str) -> Vec<String> {
    node.runs(user)[0].path.iter().map(|stop| stop.outcome.clone()).collect()
}

#[test]
fn those_inside_move_to_their_step_where_it_is_still_there() {
    let shop = Shop::open();
    let node = shop.node();
    let key = node.key(Scope::Server);
    let id = node.journey(plan(&json!([
        {"id": "first", "wait": {"minutes": 60}}, {"id": "letter", "send": {"letter": "win_back"}}, {"id": "second", "wait": {"minutes": 600}}])));
    for user in ["early", "late", "lost"] {
        shopper(&node, &key, user);
    }
    node.send(&key, &[added("late")]);
    node.catch_up();
    shop.wait(HOUR * 2);
    node.catch_up();
    node.send(&key, &[added("early")]);
    node.catch_up();
    // The second wait comes first now and is shorter, and between the two stands a letter that was sent before.
    let steps = json!([{"id": "first", "wait": {"minutes": 120}}, {"id": "letter", "send": {"letter": "win_back"}},
        {"id": "more", "set_trait": {"name": "seen", "value": true}}, {"id": "second", "wait": {"minutes": 300}},
        {"id": "last", "send": {"letter": "price_drop"}}]);
    change(&node, id, &steps, Inside::Move(Lost::Leave));
    // A crash between the wish and the move loses nobody.
    node.crash();
    let node = shop.node();
    node.catch_up();
    let (early, late) = (node.runs("early").remove(0), node.runs("late").remove(0));
    assert_eq!((early.version, early.step, late.version, late.step), (2, 0, 2, 3));
    assert_eq!(early.due_at, Some(early.begun_at.plus(HOUR * 2)), "what they waited counts");
    assert_eq!(late.due_at, Some(late.begun_at.plus(HOUR * 2 + HOUR * 5)), "it began when they came there");
    assert!(
        late.path.iter().all(|stop| stop.version == Some(1)),
        "what lies behind is told by the plan that it was of: {late:?}"
    );
    for _ in 0..2 {
        shop.wait(HOUR * 20);
        node.catch_up();
    }
    for user in ["early", "late"] {
        let run = &node.runs(user)[0];
        assert_eq!(run.state, RunState::Finished);
        let letters = node.messages(node.whose(user));
        let of = |name: &str| letters.iter().filter(|letter| letter.letter.name() == name).count();
        assert_eq!((of("win_back"), of("price_drop")), (1, 1), "{user}: each letter once");
    }
    let counts = node.app.db.views.read(|tx| journeys::counts(tx, id)).unwrap();
    assert_eq!(counts.iter().filter(|count| count.outcome == "moved").map(|count| count.people).sum::<u64>(), 2);
    let moved = node.app.db.views.read(|tx| journeys::moved(tx, id, 2)).unwrap().unwrap();
    assert_eq!((moved.moved, moved.left, moved.done_at.is_some()), (2, 0, true));
}

#[test]
fn those_whose_step_is_gone_leave_or_go_on_where_the_store_says() {
    let shop = Shop::open();
    let node = shop.node();
    let key = node.key(Scope::Server);
    let first = json!([{"id": "a", "wait": {"minutes": 60}}]);
    let second = json!([{"id": "b", "wait": {"minutes": 30}}, {"id": "c", "send": {"letter": "abandoned_cart"}}]);
    for (user, inside, path) in [
        ("stays", Inside::Stay, vec!["waits"]),
        ("leaves", Inside::Move(Lost::Leave), vec!["waits", "step_gone"]),
        ("goes", Inside::Move(Lost::GoTo("c".to_owned())), vec!["waits", "queued", "end"]),
    ] {
        let id = node.journey(plan(&first));
        shopper(&node, &key, user);
        node.send(&key, &[added(user)]);
        node.catch_up();
        change(&node, id, &second, inside);
        node.catch_up();
        assert_eq!(told(&node, user), path, "{user}");
        let now = node.clock.now();
        let off = node.app.recorder.submit(move |tx| app::journeys::switch(tx, id, false, now));
        off.wait().unwrap();
        node.catch_up();
    }
    let now = node.clock.now();
    let id = node.journey(plan(&first));
    let nowhere = Inside::Move(Lost::GoTo("nowhere".to_owned()));
    let refused = node.app.recorder.submit(move |tx| app::journeys::begin(tx, id, &nowhere, now)).wait();
    assert!(matches!(refused, Err(app::journeys::NotDone::NoStep)), "{refused:?}");
}
