//! The long history when things happen at the wrong moment.

use crate::forgetting::{DAY, KEPT};
use crate::history::{keeper, tend, tend_once, unsealed};
use crate::support::{Node, identify, open_shop_that_keeps_all, order, page, track};
use base::id::CustomerId;
use base::{Clock, Id as _, Rng, Timestamp};
use db::params;
use foundation::history::{self, History, Pace, Place, Shelf};
use foundation::{customers, journal, projections};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

fn erase(node: &Node, customer: CustomerId) {
    let (now, at) = (node.clock.now(), node.app.node);
    node.record(move |tx| {
        history::erase(tx, &[customer], now)?;
        for id in customers::all_ids(tx, customer)? {
            customers::mark_erased(tx, id, now)?;
            journal::note_change(tx, at, Some(id), now)?;
        }
        Ok(())
    });
}

fn in_folder(node: &Node, file: &history::SealedFile) -> PathBuf {
    node.app.config.history.as_ref().expect("a folder").folder.join(file.path())
}

fn times(count: usize, call: impl Fn(usize) -> Value) -> Vec<Value> {
    (0..count).map(call).collect()
}

fn behind(node: &Node, name: &str) -> i64 {
    let lags = projections::lags(&node.app.db).expect("lags");
    lags.into_iter().find(|lag| lag.name == name).expect("a projection").events
}

#[test]
fn a_missing_file_and_an_erasure_do_not_keep_new_events_from_the_tables() {
    let (_shop, node, key) = open_shop_that_keeps_all();
    let mut rng = Rng::from_seed(1);
    let months = [node.clock.now().minus(DAY * 40), node.clock.now()];
    for (when, only) in months.iter().zip(["old", "new"]) {
        for user in [only, "both"] {
            node.send(
                &key,
                &times(20, |n| {
                    let mut call = order(user, &format!("{user}-{}-{n}", when.micros()), "", "2.5");
                    call["timestamp"] = json!(when.to_rfc3339());
                    call
                }),
            );
        }
    }
    node.catch_up();
    assert!(tend(&node, &keeper(&node), &mut rng, 9) > 0);
    let files = keeper(&node).files().unwrap();
    std::fs::remove_file(in_folder(&node, files.iter().min_by_key(|file| file.month).unwrap())).unwrap();
    let keeper = keeper(&node);
    tend(&node, &keeper, &mut rng, 4);
    assert_eq!(keeper.broken().len(), 1);
    // The sound file is written anew, and a line of the log names somebody who is in both.
    erase(&node, node.user("both").unwrap());
    tend(&node, &keeper, &mut rng, 6);
    node.send(&key, &[track("u9", "Subscribed")]);
    let refused = node.app.tables_runner().catch_up().expect_err("not all of the past can be read");
    assert!(refused.to_string().contains("sealed file"), "{refused}");
    for name in ["customers", "orders", "insights"] {
        assert_eq!(behind(&node, name), 0, "{name} reads what is new");
    }
}

#[test]
fn a_rebuild_that_meets_a_missing_file_waits_and_the_program_starts() {
    let (shop, node, key) = open_shop_that_keeps_all();
    let mut rng = Rng::from_seed(1);
    node.send(&key, &times(80, |n| track(&format!("u{}", n % 7), "Subscribed")));
    node.catch_up();
    let keeper = keeper(&node);
    assert!(tend(&node, &keeper, &mut rng, 9) > 0);
    node.begin_rebuild(1);
    let path = in_folder(&node, &keeper.files().unwrap()[0]);
    let whole = std::fs::read(&path).unwrap();
    std::fs::remove_file(&path).unwrap();
    let again = shop.node();
    again.send(&key, &[track("u9", "Subscribed")]);
    assert!(again.app.tables_runner().catch_up().is_err(), "orders can't be made anew");
    assert_eq!((behind(&again, "customers"), behind(&again, "insights")), (0, 0));
    std::fs::write(&path, whole).unwrap();
    again.app.tables_runner().catch_up().expect("all of the past");
}

/// Reads the first customer of a rebuild, as a program does that ends right after it.
fn read_one(node: &Node, name: &str) -> CustomerId {
    let sql = "SELECT position, forgotten, replayed FROM projections WHERE name = $1";
    let place = node.app.db.views.read(|tx| tx.query_one(sql, params![name], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))));
    let (position, forgotten, after): (i64, i64, [u8; 16]) = place.expect("a place");
    let mut replay = node.app.history.replay(position, forgotten, after).expect("a replay");
    let events = replay.next(1).expect("a customer");
    let mut projection = app::app::projection(name).expect("a projection");
    node.app
        .db
        .views
        .write(|tx| {
            tx.execute("UPDATE projections SET replayed = $1 WHERE name = $2", params![replay.after(), name])?;
            projection.apply(tx, &events)
        })
        .expect("a commit");
    CustomerId::from_raw(replay.after())
}

#[test]
fn a_merge_in_the_middle_of_a_rebuild_neither_loses_nor_doubles() {
    for is_winner_first in [true, false] {
        let (shop, node, key) = open_shop_that_keeps_all();
        let mut rng = Rng::from_seed(1);
        let user = || node.send(&key, &times(30, |_| track("winner", "Subscribed")));
        let visitor = || node.send(&key, &times(7, |_| page("loser")));
        for is_user in [is_winner_first, !is_winner_first] {
            if is_user {
                user()
            } else {
                visitor()
            };
            shop.wait(Duration::from_secs(5));
        }
        node.send(&key, &times(43, |_| track("last", "Subscribed")));
        node.catch_up();
        assert!(tend(&node, &keeper(&node), &mut rng, 9) > 0);
        node.begin_rebuild(0);
        let first = if is_winner_first { node.user("winner") } else { node.visitor("loser") };
        assert_eq!(Some(read_one(&node, "customers")), first);
        node.send(&key, &[identify("winner", "loser", &json!({}))]);
        node.catch_up();
        let winner = node.user("winner").unwrap();
        let resumed = node.facts(winner);
        node.rebuild();
        let anew = node.facts(winner);
        assert_eq!((resumed.events, resumed.counts), (anew.events, anew.counts), "winner first: {is_winner_first}");
    }
}

#[test]
fn what_a_crash_left_of_sealed_events_in_the_journal_goes() {
    let (_shop, node, key) = open_shop_that_keeps_all();
    let mut rng = Rng::from_seed(1);
    node.send(&key, &times(60, |n| order("forget-me", &format!("Zanzibar-{n}"), "", "3")));
    node.catch_up();
    let all = node.events();
    let keeper = keeper(&node);
    assert!(tend(&node, &keeper, &mut rng, 1) > 0);
    let sealed = node.app.db.record.read(history::sealed_through).unwrap();
    let again: Vec<_> = all.iter().filter(|event| event.position <= sealed).cloned().collect();
    node.record(move |tx| {
        for event in again {
            let sql = "INSERT INTO journal (position, id, customer, name, kind, origin, at, received_at, body) \
                       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
            let (kind, origin) = (event.kind as i64, event.origin as i64);
            let values = params![
                event.position,
                event.id,
                event.customer,
                event.name,
                kind,
                origin,
                event.at,
                event.received_at,
                event.body
            ];
            tx.execute(sql, values)?;
        }
        Ok(())
    });
    let customer = node.user("forget-me").unwrap();
    erase(&node, customer);
    for _ in 0..20 {
        tend_once(&node, &keeper, &mut rng);
        node.catch_up();
    }
    assert_eq!(node.app.db.record.read(history::erasing_since).unwrap(), None, "settled");
    assert_eq!(node.events().iter().filter(|event| event.customer == customer).count(), 0);
    for event in all.iter().filter(|event| event.customer == customer) {
        assert_eq!(node.app.history.event(customer, event.position).unwrap(), None);
    }
}

/// A clock that does something when it is asked for the n-th time.
struct Hook<'a> {
    clock: &'a dyn Clock,
    asked: AtomicUsize,
    when: usize,
    does: Box<dyn Fn() + Send + Sync + 'a>,
}

impl Clock for Hook<'_> {
    fn now(&self) -> Timestamp {
        if self.asked.fetch_add(1, Ordering::Relaxed) == self.when {
            (self.does)();
        }
        self.clock.now()
    }
}

#[test]
fn what_one_node_forgets_another_does_not_seal() {
    let (_shop, node, key) = open_shop_that_keeps_all();
    node.send(&key, &times(20, |n| order("forget-me", &format!("Z-{n}"), "", "3")));
    node.send(&key, &times(20, |n| order("other", &format!("Y-{n}"), "", "3")));
    node.catch_up();
    let customer = node.user("forget-me").unwrap();
    let (one, other) = (keeper(&node), unsealed(&node));
    let read = node.app.db.views.read(projections::read_by_all).unwrap();
    for when in 0..4 {
        // The first has read the events, and perhaps written the file, when its lease ends and the other works.
        let does = || {
            if node.root(customer) == customer && node.app.db.record.read(history::erasing_since).unwrap().is_none() {
                erase(&node, customer);
            }
            let mut rng = Rng::from_seed(9);
            for _ in 0..4 {
                other.tend(read, node.clock.as_ref(), &mut rng).expect("work");
            }
        };
        let hook = Hook { clock: node.clock.as_ref(), asked: AtomicUsize::new(0), when, does: Box::new(does) };
        // Overtaken or not.
        let _ = one.tend(read, &hook, &mut Rng::from_seed(1));
        node.catch_up();
    }
    for _ in 0..9 {
        tend_once(&node, &one, &mut Rng::from_seed(2));
        node.catch_up();
    }
    assert_eq!(node.app.db.record.read(history::erasing_since).unwrap(), None, "settled");
    assert!(node.app.history.timeline(customer, Place::TOP, 100).unwrap().events.is_empty(), "and gone");
}

#[test]
fn a_journal_whose_end_was_forgotten_is_read_to_its_end() {
    let (_shop, node, key) = open_shop_that_keeps_all();
    let mut rng = Rng::from_seed(1);
    node.send(&key, &times(5, |_| track("a", "Subscribed")));
    node.send(&key, &times(50, |_| track("forget-me", "Subscribed")));
    node.catch_up();
    let keeper = unsealed(&node);
    erase(&node, node.user("forget-me").unwrap());
    for _ in 0..6 {
        tend_once(&node, &keeper, &mut rng);
        node.catch_up();
    }
    node.rebuild();
    assert!(projections::lags(&node.app.db).unwrap().iter().all(|lag| lag.events == 0));
}

#[test]
fn new_events_are_read_while_many_customers_are_made_anew() {
    let (_shop, node, key) = open_shop_that_keeps_all();
    let mut rng = Rng::from_seed(1);
    let now = node.clock.now();
    node.record(move |tx| KEPT.save(tx, now));
    // Two months of visits, each by more customers than are made anew at once.
    for days in [120, 90] {
        for batch in 0..2 {
            node.send(&key, &times(2400, |n| {
                let at = now.minus(DAY * days).to_rfc3339();
                json!({"type": "track", "anonymousId": format!("v{days}-{batch}-{n}"), "event": "Product Viewed", "timestamp": at})
            }));
        }
    }
    node.catch_up();
    let storage = node.app.config.history.clone().expect("a place");
    let shelf = Shelf::open(storage, &mut Rng::from_seed(1)).expect("a place that can be");
    let pace = Pace { seal_events: 9_600, kept_events: 0 };
    let keeper = History::new(node.app.db.clone(), node.app.recorder.clone(), Some(shelf), pace);
    tend(&node, &keeper, &mut rng, 8);
    assert!(node.app.db.record.read(history::forgotten_head).unwrap() >= 2, "two lines of the log");
    node.send(&key, &[track("u9", "Subscribed")]);
    let (mut pieces, mut late) = (0, 0);
    let told = |_| {
        pieces += 1;
        late += usize::from(behind(&node, "customers") > 0);
    };
    node.app.tables_runner().catch_up_alone(told).expect("tables").expect("alone");
    assert!(pieces > 3 && late <= 1, "in {late} of {pieces} pieces the new event was not read");
}

#[test]
fn files_that_are_replaced_under_a_reader_are_not_taken_for_broken() {
    let (_shop, node, key) = open_shop_that_keeps_all();
    for batch in 0..30 {
        node.send(&key, &times(80, |n| order(&format!("u{}", n % 9), &format!("{batch}-{n}"), "", "3")));
    }
    node.catch_up();
    let everybody: Vec<CustomerId> = (0..9).filter_map(|n| node.user(&format!("u{n}"))).collect();
    let (end, all) = (node.app.db.record.read(journal::head).unwrap() - 1, node.events().len());
    let keeper = keeper(&node);
    std::thread::scope(|scope| {
        let work = scope.spawn(|| tend(&node, &keeper, &mut Rng::from_seed(1), 200));
        while !work.is_finished() {
            let kept = node.app.history.kept_of(&everybody, end).expect("all that is kept");
            assert_eq!(kept.events.len(), all);
        }
        assert!(work.join().expect("it ends") > 40, "files were sealed and joined meanwhile");
    });
}
