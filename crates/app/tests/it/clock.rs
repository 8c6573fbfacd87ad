//! The clock is set back an hour, or forward: what was to go at once goes at once, nothing goes twice, nothing is lost.

use crate::support::{Node, Shop, Took, identify, order, page, track, until, with_id};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use base::{Clock as _, Locale, Timestamp};
use capabilities::messaging::testing::{Script, SmtpServer, Step};
use capabilities::messaging::{Message, MessageState};
use db::{Lease, NodeId};
use foundation::staff::{self, NewStaff, Scope};
use serde_json::json;
use std::time::Duration;

const HOUR: Duration = Duration::from_hours(1);

fn server(script: Script) -> SmtpServer {
    SmtpServer::start(script).unwrap()
}

fn started(shop: &Shop, server: &SmtpServer) -> Node {
    let node = shop.node_with_mail(Some(&server.url()));
    node.app.start().unwrap();
    node
}

fn back(shop: &Shop, by: Duration) {
    shop.clock.set(shop.clock.now().minus(by));
}

fn orders(node: &Node, key: &str, number: &str) {
    node.send(key, &[identify("u1", "", &json!({"email": "sara@mail.example"})), order("u1", number, "sara@mail.example", "5")]);
}

fn messages(node: &Node) -> Vec<Message> {
    node.user("u1").map(|customer| node.messages(customer)).unwrap_or_default()
}

/// All there are were sent, each once.
fn all_sent(node: &Node, server: &SmtpServer, expected: usize) {
    let sent = || messages(node).iter().filter(|message| message.state == MessageState::Sent).count();
    until("all are sent", || sent() == expected);
    assert_eq!((messages(node).len(), server.received().len()), (expected, expected));
}

#[test]
fn a_letter_queued_after_the_clock_was_set_back_goes_at_once() {
    let server = server(Script::default());
    let shop = Shop::open();
    let node = started(&shop, &server);
    let key = node.key(Scope::Server);
    orders(&node, &key, "1");
    all_sent(&node, &server, 1);
    back(&shop, HOUR);
    orders(&node, &key, "2");
    all_sent(&node, &server, 2);
    shop.wait(2 * HOUR);
    orders(&node, &key, "3");
    all_sent(&node, &server, 3);
}

#[test]
fn letters_in_line_and_on_their_way_when_the_clock_is_set_back_go_once_and_at_once() {
    let server = server(Script { message: Step::After(Duration::from_millis(700)), ..Script::default() });
    let shop = Shop::open();
    let node = started(&shop, &server);
    let key = node.key(Scope::Server);
    for number in 0..6 {
        orders(&node, &key, &number.to_string());
    }
    // Two connections: two are on their way, the others in line.
    until("on the way", || messages(&node).iter().filter(|message| message.state == MessageState::Sending).count() == 2);
    back(&shop, HOUR);
    server.set_script(Script::default());
    all_sent(&node, &server, 6);
    assert!(messages(&node).iter().all(|message| (message.attempts, message.uncertain) == (1, 0)));
}

#[test]
fn letters_in_line_when_the_program_stood_still_and_the_clock_was_set_back_go_at_once() {
    let server = server(Script::default());
    let shop = Shop::open();
    let before = shop.node();
    orders(&before, &before.key(Scope::Server), "1");
    before.catch_up();
    drop(before);
    back(&shop, HOUR);
    all_sent(&started(&shop, &server), &server, 1);
}

/// One letter that the server asked to bring later; when it was asked, and the pause.
fn put_off(shop: &Shop, server: &SmtpServer) -> (Node, Timestamp, Duration) {
    let node = started(shop, server);
    let asked = shop.clock.now();
    orders(&node, &node.key(Scope::Server), "1");
    let waits = || messages(&node).pop().filter(|message| message.reason == "later_451");
    until("put off", || waits().is_some());
    let pause = Duration::from_micros(waits().unwrap().due_at.micros_since(asked) as u64);
    assert!((27..=33).contains(&pause.as_secs()), "{pause:?}");
    (node, asked, pause)
}

fn later() -> Script {
    Script { rcpt: Step::answer("451 later"), ..Script::default() }
}

#[test]
fn a_letter_put_off_before_the_clock_was_set_back_waits_its_pause_and_not_an_hour() {
    let server = server(later());
    let shop = Shop::open();
    let (node, asked, pause) = put_off(&shop, &server);
    server.set_script(Script::default());
    back(&shop, HOUR);
    node.app.advanced.ring();
    let due = || messages(&node).pop().map(|message| message.due_at);
    until("the pause begins anew", || due() == Some(asked.minus(HOUR).plus(pause)));
    assert!(server.received().is_empty(), "the server's wish is still heeded");
    shop.wait(pause);
    node.app.advanced.ring();
    all_sent(&node, &server, 1);
    // When the old time comes again, nothing is due a second time.
    shop.wait(HOUR);
    orders(&node, &node.key(Scope::Server), "2");
    all_sent(&node, &server, 2);
}

#[test]
fn a_clock_set_forward_brings_a_retry_early_and_once_and_setting_it_right_brings_no_other() {
    let server = server(later());
    let shop = Shop::open();
    let (node, ..) = put_off(&shop, &server);
    server.set_script(Script::default());
    shop.wait(HOUR);
    node.app.advanced.ring();
    all_sent(&node, &server, 1);
    back(&shop, HOUR);
    orders(&node, &node.key(Scope::Server), "2");
    all_sent(&node, &server, 2);
}

#[test]
fn a_node_whose_clock_is_set_keeps_its_work_and_takes_nobody_else_s() {
    let server = server(Script::default());
    let shop = Shop::open();
    let node = started(&shop, &server);
    let key = node.key(Scope::Server);
    orders(&node, &key, "1");
    all_sent(&node, &server, 1);
    let other = |name: &str| Lease::new(name, NodeId(1), Duration::from_secs(15)).hold(&node.app.db.views).unwrap();
    for jump in [-1, 2, -1] {
        match jump {
            -1 => back(&shop, HOUR),
            hours => shop.wait(HOUR * hours as u32),
        }
        for name in ["projections", "answers", "live"] {
            assert!(!other(name), "{name}: leases go by the database's time");
        }
    }
    // What another node is sending stays its own: its lease stands, whatever the time is here.
    orders(&node, &key, "2");
    all_sent(&node, &server, 2);
    assert!(Lease::new("outbox:1", NodeId(1), Duration::from_secs(15)).hold(&node.app.db.views).unwrap());
    let theirs = "UPDATE messages SET state = 1, node = 1 WHERE id = $1";
    let id = messages(&node).remove(0).id;
    node.app.db.views.write(|tx| tx.execute(theirs, db::params![id])).unwrap();
    shop.wait(HOUR);
    orders(&node, &key, "3");
    until("the third is sent", || server.received().len() == 3);
    assert_eq!(messages(&node).iter().find(|message| message.id == id).unwrap().state, MessageState::Sending);
}

fn staff_page(node: &Node, session: &str) -> StatusCode {
    let request = Request::get("/admin").header(header::COOKIE, format!("__Host-session={session}"));
    node.request(request.body(Body::empty()).unwrap()).status
}

#[test]
fn whoever_is_signed_in_stays_signed_in_when_the_clock_is_set() {
    let shop = Shop::open();
    let node = shop.node();
    let mut rng = node.app.fork_rng();
    let password = staff::hash_password("correct horse battery", &mut rng).unwrap();
    let (keys, now) = (node.app.keys.clone(), shop.clock.now());
    let made = node.app.recorder.submit(move |tx| {
        let new = NewStaff::owner("sara@shop.example", "Sara", Locale::En);
        staff::create(tx, &keys, &mut rng, &new, Some(&password), now)
    });
    let sara = made.wait().unwrap();
    let sign_in = || {
        let (keys, mut rng, now) = (node.app.keys.clone(), node.app.fork_rng(), shop.clock.now());
        node.record(move |tx| staff::open_session(tx, &keys, &mut rng, sara, now))
    };
    let before = sign_in();
    assert_eq!(staff_page(&node, &before), StatusCode::OK);
    back(&shop, HOUR);
    let after = sign_in();
    assert_eq!([staff_page(&node, &before), staff_page(&node, &after)], [StatusCode::OK; 2]);
    shop.wait(2 * HOUR);
    assert_eq!([staff_page(&node, &before), staff_page(&node, &after)], [StatusCode::OK; 2]);
    shop.wait(Duration::from_hours(14 * 24));
    assert_eq!([staff_page(&node, &before), staff_page(&node, &after)], [StatusCode::SEE_OTHER; 2]);
}

/// Housekeeping looks at once when a node starts.
fn kept_house(shop: &Shop) {
    let node = shop.node();
    let (keys, mut rng, now) = (node.app.keys.clone(), node.app.fork_rng(), shop.clock.now());
    let (asked, id) = (keys.clone(), base::Id::from_raw([7; 16]));
    let old = node.record(move |tx| staff::open_session(tx, &keys, &mut rng, id, now.minus(Duration::from_hours(15 * 24))));
    // A node that ended holds it no longer.
    Lease::clear_all(&node.app.db.views).unwrap();
    node.app.start().unwrap();
    let sql = "SELECT COUNT(*) FROM sessions WHERE hash = $1";
    let hash = asked.token_hash(&old);
    let left = || node.app.db.record.read(|tx| tx.query_one(sql, db::params![hash], |row| row.get::<i64>(0))).unwrap();
    until("what has run out is deleted", || left() == 0);
}

#[test]
fn housekeeping_under_a_clock_that_is_set_deletes_nothing_before_its_time() {
    let shop = Shop::open();
    let key = {
        let node = shop.node();
        let key = node.key(Scope::Server);
        assert_eq!(node.send(&key, &[with_id(track("u1", "x"), "m1")]), Took::kept(1));
        assert_eq!(node.send(&key, &[json!({"type": "track", "userId": "u1"}), page("v1")]).aside, 1);
        key
    };
    let keeps_all = |calls: &str| {
        kept_house(&shop);
        let node = shop.node();
        assert_eq!(node.aside(), ["no_name"], "{calls}");
        assert_eq!(node.send(&key, &[with_id(track("u1", "x"), "m1")]).duplicates, 1, "{calls}");
        let new = node.send(&key, &[with_id(track("u1", "x"), calls)]);
        assert_eq!(new, Took::kept(1), "{calls}");
    };
    back(&shop, HOUR);
    keeps_all("an hour back");
    shop.wait(2 * HOUR);
    keeps_all("an hour ahead");
    // Almost a day later, and an hour more than that by a clock that is wrong.
    shop.wait(Duration::from_hours(22));
    keeps_all("23 hours ahead");
    shop.wait(Duration::from_hours(2));
    kept_house(&shop);
    back(&shop, 2 * HOUR);
    keeps_all("set right again");
    shop.wait(Duration::from_hours(7 * 24));
    kept_house(&shop);
    assert!(shop.node().aside().is_empty(), "in the end it is deleted");
}
