//! Whoever is erased is seen no more from that commit on, and when it is settled nothing of theirs is on the disk.

use crate::history::{keeper, tend, tend_once};
use crate::support::{Node, Shop, identify, order, track};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use base::id::CustomerId;
use base::{Clock as _, Locale, Rng};
use db::params;
use foundation::journal::Event;
use foundation::staff::{self, NewStaff, Scope};
use foundation::{customers, history};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Somebody's words, which stand nowhere else.
const WORDS: &str = "Zanzibar";

fn erase(node: &Node, customer: CustomerId) {
    let (root, now) = (node.root(customer), node.clock.now());
    node.record(move |tx| {
        let ids = customers::all_ids(tx, root)?;
        history::erase(tx, &ids, now)
    });
}

pub fn signed_in(node: &Node) -> String {
    signed_in_as(node, "sara@shop.example")
}

/// The same for an owner with this address.
pub fn signed_in_as(node: &Node, address: &'static str) -> String {
    let (keys, mut rng, now) = (node.app.keys.clone(), node.app.fork_rng(), node.clock.now());
    let password = staff::hash_password("correct horse battery", &mut rng).unwrap();
    let made = node.app.recorder.submit(move |tx| {
        let new = NewStaff::owner(address, "Sara", Locale::En);
        let sara = staff::create(tx, &keys, &mut rng, &new, Some(&password), now)?;
        staff::open_session(tx, &keys, &mut rng, sara, now).map_err(staff::StaffError::from)
    });
    made.wait().unwrap()
}

fn get(node: &Node, path: &str, header: (header::HeaderName, &str)) -> String {
    let reply = node.request(Request::get(path).header(header.0, header.1).body(Body::empty()).unwrap());
    assert_eq!(reply.status, StatusCode::OK, "{path}: {}", reply.body);
    reply.body
}

/// What a customer's rows link to.
fn links(page: &str, customer: CustomerId) -> usize {
    page.matches(&format!("/admin/customers/{customer}\"")).count()
}

fn in_order(node: &Node, limit: usize) -> Vec<i64> {
    let found = node.app.db.record.read(|tx| history::newest(tx, None, limit)).unwrap();
    found.iter().map(|event| event.position).collect()
}

#[test]
fn the_erased_are_on_no_page_from_that_commit_on() {
    let shop = Shop::open();
    let node = shop.node();
    let (key, read) = (node.key(Scope::Server), format!("Bearer {}", node.key(Scope::Read)));
    let cookie = format!("__Host-session={}", signed_in(&node));
    let page = |path: &str| get(&node, path, (header::COOKIE, &cookie));
    node.send(&key, &(0..70).map(|_| track("stays", "Subscribed")).collect::<Vec<_>>());
    node.send(&key, &[json!({"type": "page", "anonymousId": "visitor", "name": WORDS})]);
    node.send(&key, &(0..600).map(|_| track("forget-me", "Subscribed")).collect::<Vec<_>>());
    node.send(&key, &[identify("forget-me", "visitor", &json!({"plan": WORDS}))]);
    node.catch_up();
    let (stays, root, visitor) = (node.user("stays").unwrap(), node.user("forget-me").unwrap(), node.visitor("visitor").unwrap());
    assert_eq!(links(&page("/admin/live"), root), 50);
    let events = format!("/api/v1/customers/{root}/events");
    assert!(get(&node, &events, (header::AUTHORIZATION, &read)).contains(WORDS));
    erase(&node, root);
    for (path, shown) in [("/admin/live", 50), ("/admin/live?event=subscribed", 50), ("/admin", 0)] {
        let page = page(path);
        assert_eq!((links(&page, root), links(&page, visitor), links(&page, stays)), (0, 0, shown), "{path}");
    }
    assert_eq!(links(&page(&format!("/admin/live?event={WORDS}")), root), 0);
    let answer: Value = serde_json::from_str(&get(&node, &events, (header::AUTHORIZATION, &read))).unwrap();
    assert_eq!(answer["data"], json!([]));
    let app = node.app.clone();
    let ending = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(700));
        app.end_streams();
    });
    let stream = page("/admin/live/stream?after=200");
    ending.join().unwrap();
    assert_eq!(links(&stream, root) + links(&stream, visitor), 0);
    assert!(!stream.contains("<li"), "nobody is told how many there were: {stream}");
}

#[test]
fn rows_that_a_crash_left_below_the_boundary_are_not_shown() {
    let shop = Shop::open();
    let node = shop.node();
    let (key, mut rng) = (node.key(Scope::Server), Rng::from_seed(1));
    node.send(&key, &(0..60).map(|n| track(&format!("u{}", n % 3), "Subscribed")).collect::<Vec<_>>());
    node.catch_up();
    let all = node.events();
    assert_eq!(in_order(&node, 100), (1..=60).rev().collect::<Vec<_>>());
    assert!(tend(&node, &keeper(&node), &mut rng, 1) > 0);
    let sealed = node.app.db.record.read(history::sealed_through).unwrap();
    let dead: Vec<Event> = all.into_iter().filter(|event| event.position <= sealed).collect();
    assert!((1..60).contains(&dead.len()));
    node.record(move |tx| dead.iter().try_for_each(|event| put_back(tx, event)));
    assert_eq!(in_order(&node, 100), (sealed + 1..=60).rev().collect::<Vec<_>>());
    assert_eq!(in_order(&node, 3), [60, 59, 58]);
    erase(&node, node.user("u1").unwrap());
    let left: Vec<i64> = (sealed + 1..=60).rev().filter(|position| position % 3 != 2).collect();
    assert_eq!(in_order(&node, 100), left);
    let after = node.app.db.record.read(|tx| history::newest_after(tx, 57, Some(60), 9)).unwrap();
    assert_eq!(after.iter().map(|event| event.position).collect::<Vec<_>>(), [58]);
}

fn put_back(tx: &mut db::Tx<'_>, event: &Event) -> db::Result<()> {
    let (kind, origin) = (event.kind as i64, event.origin as i64);
    tx.execute(
        "INSERT INTO journal (position, id, customer, name, kind, origin, at, received_at, body) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        params![event.position, event.id, event.customer, event.name, kind, origin, event.at, event.received_at, event.body],
    )?;
    Ok(())
}

/// Calls of one customer, with their words in everything that is kept in clear: short and longer than a page.
fn words_of(user: &str, batch: usize) -> Vec<Value> {
    let said = |n: usize| format!("{WORDS}-{batch}-{n}");
    let mut calls = vec![
        identify(user, "visitor", &json!({"plan": said(0), format!("t{batch}"): said(1)})),
        order(user, &said(2), "z@mail.example", "3"),
    ];
    calls.extend((3..12).map(|n| {
        let note = format!("{} {}", said(n), "x".repeat(n * n * 60));
        json!({"type": "track", "userId": user, "event": "Asked", "properties": {"note": note}, "context": {"locale": said(n)}})
    }));
    calls
}

fn files_in(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path());
    entries.flat_map(|path| if path.is_dir() { files_in(&path) } else { vec![path] }).collect()
}

/// The files in which these words stand, and how often.
fn where_said(shop: &Shop) -> Vec<(String, usize)> {
    where_stands(shop, WORDS)
}

/// As [`where_said`], of any words.
pub fn where_stands(shop: &Shop, words: &str) -> Vec<(String, usize)> {
    let files = files_in(&shop.folder).into_iter();
    let found = files.map(|path| {
        let bytes = std::fs::read(&path).unwrap_or_default();
        (path.display().to_string(), memchr::memmem::find_iter(&bytes, words).count())
    });
    found.filter(|(_, count)| *count > 0).collect()
}

#[test]
fn nothing_of_the_erased_is_on_the_disk_once_it_is_settled() {
    let shop = Shop::open();
    let node = shop.node();
    if node.app.db.record.path().is_none() {
        return;
    }
    let (key, mut rng) = (node.key(Scope::Server), Rng::from_seed(1));
    let keeper = keeper(&node);
    for batch in 0..6 {
        let others = (0..12).map(|n| {
            let note = "y".repeat(n * 90);
            json!({"type": "track", "userId": format!("u{n}"), "event": "Asked", "properties": {"note": note}})
        });
        let calls: Vec<Value> = words_of("forget-me", batch).into_iter().zip(others).flat_map(|(a, b)| [a, b]).collect();
        node.send(&key, &calls);
        node.catch_up();
        tend_once(&node, &keeper, &mut rng);
    }
    let files = |found: &[(String, usize)], name: &str| found.iter().filter(|(path, _)| path.contains(name)).count();
    let before = where_said(&shop);
    assert!(files(&before, ".parquet") > 0 && files(&before, "record.db") > 0 && files(&before, "views.db") > 0, "{before:?}");
    erase(&node, node.user("forget-me").unwrap());
    for _ in 0..40 {
        node.catch_up();
        tend_once(&node, &keeper, &mut rng);
    }
    assert_eq!(node.app.db.record.read(history::erasing_since).unwrap(), None, "it is settled");
    assert!(node.app.db.record.checkpoint().unwrap() && node.app.db.views.checkpoint().unwrap(), "nobody reads");
    assert_eq!(where_said(&shop), []);
}
