//! Tables that are read from the journal: guarded, caught up, rebuilt.

use crate::support::{Node, Shop, identify, order, page, track, with_banner};
use base::Rng;
use foundation::staff::Scope;
use serde_json::{Value, json};
use std::sync::atomic::{AtomicBool, Ordering};

fn any_batch(rng: &mut Rng) -> Vec<Value> {
    (0..5)
        .map(|_| {
            let user = format!("u{}", rng.below(6));
            match rng.below(5) {
                0 => identify(&user, &format!("v{}", rng.below(6)), &json!({"plan": rng.below(5)})),
                1 => order(&user, &rng.u64().to_string(), "a@mail.example", "12.5"),
                2 => json!({"type": "alias", "userId": user, "previousId": format!("u{}", rng.below(6))}),
                3 => track(&user, "Subscribed"),
                _ => with_banner(page(&format!("v{}", rng.below(6))), &json!({"analytics": true})),
            }
        })
        .collect()
}

fn feed(node: &Node, key: &str, rng: &mut Rng, batches: usize) {
    for _ in 0..batches {
        node.send(key, &any_batch(rng));
    }
}

#[test]
fn a_crash_between_batches_neither_loses_nor_doubles() {
    let shop = Shop::open();
    let mut rng = Rng::from_seed(3);
    let key = shop.node().key(Scope::Server);
    for round in 0..5 {
        let node = shop.node();
        feed(&node, &key, &mut rng, 8);
        if round % 2 == 0 {
            node.catch_up();
        }
        feed(&node, &key, &mut rng, 3);
        node.crash();
    }
    let node = shop.node();
    node.catch_up();
    node.assert_whole();
    node.assert_rebuilds_the_same();
}

#[test]
fn the_guarded_position_lets_one_of_two_runners_through() {
    let shop = Shop::open();
    let (one, two) = (shop.node(), shop.node());
    let key = one.key(Scope::Server);
    let mut rng = Rng::from_seed(4);
    let (mut first, mut second) = (one.runner(), two.runner());
    feed(&one, &key, &mut rng, 5);
    first.catch_up().unwrap();
    feed(&one, &key, &mut rng, 5);
    second.catch_up().unwrap();
    feed(&one, &key, &mut rng, 5);
    // What it holds in memory is from before the other moved on.
    assert!(matches!(first.catch_up(), Err(db::Error::Conflict)));
    first.catch_up().unwrap();
    one.assert_whole();
    one.assert_rebuilds_the_same();
}

#[test]
fn two_runners_racing_count_as_one() {
    let shop = Shop::open();
    let (one, two) = (shop.node(), shop.node());
    let key = one.key(Scope::Server);
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        for node in [&one, &two] {
            let done = &done;
            scope.spawn(move || {
                let mut runner = node.runner();
                while !done.load(Ordering::Relaxed) {
                    // A conflict is what the guard is for.
                    let _ = runner.catch_up();
                }
            });
        }
        let mut rng = Rng::from_seed(5);
        feed(&one, &key, &mut rng, 40);
        feed(&two, &key, &mut rng, 40);
        done.store(true, Ordering::Relaxed);
    });
    one.catch_up();
    one.assert_whole();
    one.assert_rebuilds_the_same();
}

#[test]
fn a_rebuild_beside_a_running_node_ends_the_same() {
    let shop = Shop::open();
    let node = shop.node();
    let key = node.key(Scope::Server);
    let mut rng = Rng::from_seed(6);
    feed(&node, &key, &mut rng, 30);
    let mut runner = node.runner();
    runner.catch_up().unwrap();
    let whole = node.tables();
    let mut projection = app::app::projection("customers").unwrap();
    foundation::projections::rebuild(&node.app.db, &node.app.history, &mut *projection).unwrap();
    // The running one has its old position and hot rows in memory.
    feed(&node, &key, &mut rng, 1);
    assert!(runner.catch_up().is_err());
    runner.catch_up().unwrap();
    node.assert_whole();
    assert_ne!(node.tables(), whole);
    node.assert_rebuilds_the_same();
}

#[test]
fn lags_say_how_far_each_is_behind() {
    let shop = Shop::open();
    let node = shop.node();
    let key = node.key(Scope::Server);
    node.send(&key, &[track("u1", "x"), track("u1", "x"), track("u1", "x")]);
    let behind = |name: &str| {
        foundation::projections::lags(&node.app.db).unwrap().into_iter().find(|lag| lag.name == name).unwrap().events
    };
    assert_eq!(behind("customers"), 3);
    node.catch_up();
    assert_eq!((behind("customers"), behind("answers")), (0, 0));
}
