//! What `/metrics` counts.

use crate::support::{Node, Shop, identify, order, track, with_banner, with_id};
use axum::http::Method;
use foundation::staff::Scope;
use serde_json::json;

fn counted(node: &Node, name: &str) -> usize {
    let page = node.ask(Method::GET, "/metrics").body;
    let line = page.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' ')).expect("it is counted");
    line.parse().expect("a number")
}

#[test]
fn what_the_door_wrote_is_counted_in_events_and_in_commits() {
    let shop = Shop::open();
    let (node, other) = (shop.node(), shop.node());
    let key = node.key(Scope::Server);
    let sums = |node: &Node| (counted(node, "amana_journal_events_total"), counted(node, "amana_journal_commits_total"));
    assert_eq!(sums(&node), (0, 0));
    let agreed = with_banner(identify("u1", "", &json!({"email": "sara@mail.example"})), &json!({"marketing_email": true}));
    node.send(&key, &[agreed, with_id(order("u1", "1", "sara@mail.example", "5"), "m1")]);
    assert_eq!(sums(&node), (node.events().len(), 1), "the event of her consent too");
    node.send(&key, &[with_id(order("u1", "1", "sara@mail.example", "5"), "m1")]);
    assert_eq!(sums(&node).1, 1, "a duplicate is no append");
    other.send(&key, &[track("u1", "x")]);
    assert_eq!((sums(&node).0, sums(&other)), (node.events().len() - 1, (1, 1)), "each node counts for itself");
    std::thread::scope(|scope| {
        for client in 0..8 {
            let (node, key) = (&node, &key);
            scope.spawn(move || (0..5).for_each(|at| drop(node.post("/v1/batch", key, batch(client, at)))));
        }
    });
    let (events, commits) = sums(&node);
    assert_eq!(events, node.events().len() - 1);
    assert!((2..=41).contains(&commits), "{commits} commits of 41 requests");
}

fn batch(client: usize, at: usize) -> String {
    json!({"batch": [track(&format!("u{client}"), "x"), track(&format!("u{client}"), &format!("{at}"))]}).to_string()
}
