//! What is forgotten is gone from everywhere but the sums, and every table is what a rebuild would make.

use crate::history::{List, Past, any_call, keeper, tables, tend, unsealed};
use crate::support::{Node, Shop};
use base::id::CustomerId;
use base::{Clock as _, Rng, Timestamp};
use capabilities::insights;
use foundation::consent::EventClass;
use foundation::customers;
use foundation::history::{self, Column, Columns, History, Query, Retention, Tended};
use foundation::journal::{self, Event, Kind};
use foundation::staff::Scope;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

pub const KEPT: Retention = Retention { orders: Some(5), browsing: Some(2), profile: None, other: Some(3) };
pub const DAY: Duration = Duration::from_hours(24);

fn month(at: Timestamp) -> i64 {
    let text = at.to_rfc3339();
    text[..4].parse::<i64>().unwrap() * 12 + text[5..7].parse::<i64>().unwrap()
}

/// Said another way than the program says it: by the first day of the month after, or of the month itself.
pub fn is_over(kind: Kind, name: &str, at: Timestamp, now: Timestamp) -> bool {
    let age = month(now) - month(at);
    match EventClass::of(kind, name) {
        Some(EventClass::Orders) => age > 5,
        Some(EventClass::Browsing) => age >= 2,
        Some(EventClass::Other) => age >= 3,
        Some(EventClass::Profile) | None => false,
    }
}

fn is_event_over(event: &Event, now: Timestamp) -> bool {
    is_over(event.kind, &event.name, event.at, now)
}

fn kept(node: &Node) -> BTreeSet<i64> {
    let query = Query::all(Columns::of(&[Column::Position]));
    let folds = node.app.history.fold(query, 2, List::default).expect("a fold");
    folds.into_iter().flat_map(|fold| fold.seen.into_values().flatten()).collect()
}

/// What all events that ever came in add up to: by name, and orders and money by currency.
pub type Totals = (BTreeMap<String, i64>, BTreeMap<String, (i64, i64)>);

fn totals_of(events: &BTreeMap<i64, Event>) -> Totals {
    let (mut names, mut sold) = (BTreeMap::new(), BTreeMap::new());
    for event in events.values() {
        *names.entry(event.name.clone()).or_default() += 1;
        if let Some(sale) = foundation::orders::sale_of(event) {
            let total: &mut (i64, i64) = sold.entry(sale.currency.code().to_owned()).or_default();
            *total = (total.0 + sale.orders, total.1 + sale.minor);
        }
    }
    (names, sold)
}

pub fn totals_shown(node: &Node) -> Totals {
    let beginning = Timestamp::from_micros(0);
    node.app
        .db
        .views
        .read(|tx| {
            let mut names: BTreeMap<String, i64> = BTreeMap::new();
            for count in insights::event_counts(tx, beginning)? {
                *names.entry(count.name).or_default() += count.events;
            }
            let mut sold: BTreeMap<String, (i64, i64)> = BTreeMap::new();
            for total in insights::order_totals(tx, beginning)? {
                let one = sold.entry(total.value.currency.code().to_owned()).or_default();
                *one = (one.0 + total.orders, one.1 + total.value.minor);
            }
            Ok::<_, db::Error>((names, sold))
        })
        .expect("totals")
}

pub fn erase(node: &Node, past: &mut Past, customer: CustomerId) {
    let (root, now, at) = (node.root(customer), node.clock.now(), node.app.node);
    let ids = node.app.db.record.read(|tx| customers::all_ids(tx, root)).unwrap();
    past.gone.extend(ids.iter().copied());
    node.record(move |tx| {
        history::erase(tx, &ids, now)?;
        for id in ids {
            customers::mark_erased(tx, id, now)?;
            journal::note_change(tx, at, Some(id), now)?;
        }
        Ok(())
    });
}

/// One of three stores seals nothing: its journal keeps everything.
pub fn keeper_of(node: &Node, seed: u64) -> History {
    if seed % 3 == 2 { unsealed(node) } else { keeper(node) }
}

/// Lets the keeper and the projections work until neither has anything to do.
pub fn settle(node: &Node, keeper: &History, rng: &mut Rng) {
    for _ in 0..200 {
        node.catch_up();
        if tend(node, keeper, rng, 1) == 0 {
            return node.catch_up();
        }
    }
    panic!("it never ends");
}

fn assert_kept_right(node: &Node, past: &Past) {
    let kept = kept(node);
    for (position, event) in &past.events {
        let is_gone = past.gone.contains(&event.customer);
        assert!(!(is_gone && kept.contains(position)), "{event:?} is erased, and hidden");
        assert!(is_gone || is_event_over(event, node.clock.now()) || kept.contains(position), "{event:?} is lost");
    }
    assert!(kept.iter().all(|position| past.events.contains_key(position)), "nothing is back from the dead");
}

#[test]
fn what_is_kept_and_what_is_shown_agree_to_the_last_unit() {
    for seed in 0..9 {
        let shop = Shop::open();
        let mut rng = Rng::from_seed(seed);
        let mut node = shop.node();
        let key = node.key(Scope::Server);
        let now = node.clock.now();
        node.record(move |tx| KEPT.save(tx, now));
        let mut past = Past::open();
        for _ in 0..14 {
            let keeper = keeper_of(&node, seed);
            match rng.below(8) {
                0..=2 => {
                    let days_ago = rng.below(220);
                    past.send_any(&node, &key, &mut rng, days_ago);
                }
                3 => {
                    node.catch_up();
                    tend(&node, &keeper, &mut rng, 2);
                }
                4 => {
                    shop.wait(DAY * (1 + rng.below(40) as u32));
                    node.catch_up();
                    tend(&node, &keeper, &mut rng, 3);
                }
                5 => {
                    if let Some(customer) = node.user(&format!("u{}", rng.below(8))) {
                        erase(&node, &mut past, customer);
                    }
                }
                6 => settle(&node, &keeper, &mut rng),
                _ => {
                    drop(keeper);
                    node.crash();
                    node = shop.node();
                    continue;
                }
            }
            assert_kept_right(&node, &past);
        }
        let keeper = keeper_of(&node, seed);
        // What is left in the journal is sealed when it is a day old.
        shop.wait(DAY * 2);
        settle(&node, &keeper, &mut rng);
        past.note(&node);
        assert_kept_right(&node, &past);
        let kept = kept(&node);
        let over = past.events.values().filter(|event| is_event_over(event, node.clock.now()));
        assert_eq!(over.filter(|event| kept.contains(&event.position)).count(), 0, "what is over is gone (seed {seed})");
        assert_eq!(node.app.db.record.read(history::erasing_since).unwrap(), None, "the erased are gone (seed {seed})");
        assert_eq!(totals_shown(&node), totals_of(&past.events), "the sums outlive them (seed {seed})");
        let before = tables(&node);
        node.rebuild();
        assert_eq!(tables(&node), before, "a rebuild over what is kept gives the same rows (seed {seed})");
        assert_eq!(totals_shown(&node), totals_of(&past.events), "and the same sums (seed {seed})");
    }
}

/// The projections hear of what was forgotten in the middle of a rebuild, and in the middle of a line.
#[test]
fn forgetting_during_a_rebuild_counts_nothing_twice() {
    for seed in 0..4 {
        let shop = Shop::open();
        let mut rng = Rng::from_seed(100 + seed);
        let node = shop.node();
        let key = node.key(Scope::Server);
        let now = node.clock.now();
        node.record(move |tx| KEPT.save(tx, now));
        let mut past = Past::open();
        for _ in 0..8 {
            let at = node.clock.now().minus(DAY * rng.below(220) as u32).to_rfc3339();
            let calls: Vec<Value> = (0..30).map(|_| any_call(&mut rng, &at)).collect();
            node.send(&key, &calls);
            past.note(&node);
        }
        node.catch_up();
        let keeper = keeper(&node);
        let mut done = 0;
        for _ in 0..30 {
            done += usize::from(crate::history::tend_once(&node, &keeper, &mut rng) != Tended::Nothing);
            if rng.below(2) == 0 {
                node.begin_rebuild(rng.below(3) as usize);
            }
            if rng.below(3) == 0 {
                node.catch_up();
            }
        }
        assert!(done > 3, "there was something to forget");
        settle(&node, &keeper, &mut rng);
        let before = tables(&node);
        assert_eq!(totals_shown(&node), totals_of(&past.events), "seed {seed}");
        node.rebuild();
        assert_eq!(tables(&node), before, "seed {seed}");
    }
}
