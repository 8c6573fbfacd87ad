//! What is done to sealed files while nobody looks.

use crate::history::{keeper, tend, tend_once};
use crate::support::{Node, open_shop_that_keeps_all, order, page, track};
use axum::http::Method;
use base::{Clock as _, Rng};
use foundation::history::{Place, Tended};
use serde_json::json;
use std::time::Duration;

#[test]
fn a_file_of_whose_rows_many_moved_is_written_under_todays_roots() {
    let (shop, node, key) = open_shop_that_keeps_all();
    let mut rng = Rng::from_seed(3);
    let keeper = keeper(&node);
    node.send(&key, &(0..3).map(|_| page("visitor")).collect::<Vec<_>>());
    node.send(&key, &(0..10).map(|_| page("another")).collect::<Vec<_>>());
    node.send(&key, &(0..400).map(|n| track(&format!("stays{}", n % 40), "Subscribed")).collect::<Vec<_>>());
    node.catch_up();
    assert!(tend(&node, &keeper, &mut rng, 50) > 0);
    let visitor = node.visitor("visitor").expect("a visitor");
    // Three of its rows are under another customer: less than a hundredth.
    let meet = |visitor: &str, user: &str| json!({"type": "identify", "userId": user, "anonymousId": visitor});
    node.send(&key, &[meet("visitor", "stays1")]);
    node.catch_up();
    let before = keeper.files().unwrap();
    assert_eq!(before[0].rows, 320, "eight files are one");
    assert_eq!(tend(&node, &keeper, &mut rng, 9), 0);
    assert_eq!(keeper.files().unwrap(), before);
    let whole = |node: &Node| keeper.timeline(node.user("stays1").expect("a user"), Place::TOP, 100).expect("a page").events;
    let story = whole(&node);
    assert_eq!(story.iter().filter(|event| event.customer == visitor).count(), 3, "they are read on the side");
    node.send(&key, &[meet("another", "stays2")]);
    node.catch_up();
    // Merges are looked at now and then.
    shop.wait(Duration::from_mins(6));
    assert!(matches!(tend_once(&node, &keeper, &mut rng), Tended::Joined(320)));
    let after = keeper.files().unwrap();
    assert!(after[0].roots_at > before[0].roots_at && after[0].rows == before[0].rows && after[1..] == before[1..]);
    assert_eq!(whole(&node), story, "and read the same");
    assert_eq!(tend(&node, &keeper, &mut rng, 9), 0, "once");
}

#[test]
fn the_files_are_counted_in_the_metrics() {
    let (shop, node, key) = open_shop_that_keeps_all();
    let mut rng = Rng::from_seed(4);
    let at = node.clock.now().to_rfc3339();
    node.send(&key, &(0..50).map(|n| order("u1", &format!("{at}-{n}"), "u1@mail.example", "2")).collect::<Vec<_>>());
    node.catch_up();
    shop.wait(Duration::from_hours(30));
    let read = node.app.db.views.read(foundation::projections::read_by_all).expect("positions");
    // The program's own pace: a day is long enough to wait, but for the newest thousand.
    assert_eq!(node.app.history.tend(read, node.clock.as_ref(), &mut rng).expect("work"), Tended::Nothing);
    assert!(tend(&node, &keeper(&node), &mut rng, 9) > 0);
    let said = node.ask(Method::GET, "/metrics").body;
    let value = |name: &str| {
        let line = said.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_else(|| panic!("{name} in {said}"));
        line.trim().parse::<u64>().expect("a number")
    };
    assert_eq!(value("amana_history_files ") as usize, node.app.history.files().unwrap().len());
    assert!(value("amana_history_events ") >= 50 && value("amana_history_bytes ") > 500);
    assert_eq!((value("amana_history_broken_files "), value("amana_history_erasing_seconds ")), (0, 0));
}

#[test]
fn what_is_over_goes_also_where_too_little_came_in_to_be_sealed() {
    let (shop, node, key) = open_shop_that_keeps_all();
    let mut rng = Rng::from_seed(5);
    let mut old = track("u1", "Product Viewed");
    old["timestamp"] = json!(node.clock.now().minus(Duration::from_hours(24 * 500)).to_rfc3339());
    node.import(&key, &[old, track("u1", "Product Viewed")]);
    node.catch_up();
    let seen = || node.events().iter().filter(|event| event.name == "Product Viewed").count();
    assert_eq!(seen(), 2);
    shop.wait(Duration::from_hours(2));
    for _ in 0..3 {
        let read = node.app.db.views.read(foundation::projections::read_by_all).expect("positions");
        node.app.history.tend(read, node.clock.as_ref(), &mut rng).expect("work");
        node.catch_up();
    }
    assert_eq!(seen(), 1);
    assert_eq!(node.facts(node.user("u1").expect("a user")).events, 1);
}
