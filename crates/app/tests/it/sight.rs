//! What the customer is told of who sees what is what is seen: windows, other profiles and letters among it.

use crate::privacy::{Browser, link, sara};
use crate::support::{Node, Shop, identify, order};
use base::id::{CustomerId, StaffId};
use base::{Clock as _, Rng};
use capabilities::messaging::{BuiltIn, Folder, Transport};
use foundation::consent::{
    self, Basis, Category, CategorySet, Decision, NewWindow, Purpose, Recipient, State, Window, WindowKind,
};
use foundation::staff::Scope;
use foundation::vault::{Access, AccessLog, Looker};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;

fn at_their_page(node: &Node, customer: CustomerId) -> Browser<'_> {
    let mut browser = Browser::new(node);
    browser.come_in(&link(node, customer));
    browser
}

fn seen_by(browser: &mut Browser<'_>, team: &str, on: &str) -> Vec<String> {
    let path = if on.is_empty() { "/privacy/report.json".to_owned() } else { format!("/privacy/report.json?on={on}") };
    let data: Value = serde_json::from_str(&browser.get(&path).body).unwrap();
    serde_json::from_value(data["visible_to"][team].clone()).unwrap()
}

fn open(node: &Node, customer: CustomerId, kind: WindowKind, staff: Option<StaffId>, recipient: Recipient) {
    let categories = if kind == WindowKind::Conversation { Window::CONVERSATION } else { CategorySet::ALL };
    let new = NewWindow { customer, kind, staff, recipient, categories, reason: "The parcel came back".to_owned() };
    let (mut rng, now) = (node.app.fork_rng(), node.clock.now());
    node.record(move |tx| consent::open_window(tx, &mut rng, &new, now));
}

#[test]
fn the_preview_and_the_report_show_what_windows_open() {
    let shop = Shop::open();
    let node = shop.node();
    let customer = sara(&node);
    let mut browser = at_their_page(&node, customer);
    let before = node.clock.now().to_rfc3339()[..10].to_owned();
    let preview = browser.get("/privacy/teams/marketing").body;
    assert!(!preview.contains("+966501234567") && !seen_by(&mut browser, "marketing", "").contains(&"phone".to_owned()));
    shop.wait(Duration::from_hours(24));
    let mut browser = at_their_page(&node, customer);
    open(
        &node,
        customer,
        WindowKind::BreakGlass,
        Some(StaffId::new(node.clock.now(), &mut Rng::from_seed(3))),
        Recipient::Marketing,
    );
    let preview = browser.get("/privacy/teams/marketing").body;
    assert!(preview.contains("+966501234567") && preview.contains("in an emergency"), "{preview}");
    assert!(!browser.get("/privacy/teams/analysis").body.contains("+966501234567"));
    assert!(seen_by(&mut browser, "marketing", "").contains(&"phone".to_owned()));
    assert!(!seen_by(&mut browser, "marketing", &before).contains(&"phone".to_owned()), "not the day before");
    let day = node.clock.now().to_rfc3339()[..10].to_owned();
    shop.wait(Duration::from_mins(30));
    assert!(browser.get("/privacy/teams/marketing").body.contains("+966501234567"));
    shop.wait(Duration::from_hours(24));
    let mut browser = at_their_page(&node, customer);
    assert!(!browser.get("/privacy/teams/marketing").body.contains("+966501234567"), "it has ended");
    assert!(!seen_by(&mut browser, "marketing", &day).contains(&"phone".to_owned()), "at the end of that day it was over");
}

#[test]
fn a_day_before_a_merge_shows_what_both_had_decided() {
    let shop = Shop::open();
    let node = shop.node();
    let customer = sara(&node);
    let server = node.key(Scope::Server);
    node.send(
        &server,
        &[identify("second", "v9", &json!({"email": "s2@example.com"})), order("second", "77", "s2@example.com", "3")],
    );
    node.catch_up();
    let other = node.user("second").unwrap();
    let yes = Decision::about(Purpose::Analytics, State::Given, Basis::Consent, node.clock.now(), "api");
    node.decide(other, yes);
    let day = node.clock.now().to_rfc3339()[..10].to_owned();
    shop.wait(Duration::from_hours(48));
    // Taken back before they become one: what the merge brings along says nothing of it.
    let no = Decision::about(Purpose::Analytics, State::Withdrawn, Basis::Consent, node.clock.now(), "api");
    node.decide(other, no);
    node.send(&server, &[json!({"type": "alias", "userId": "u1", "previousId": "second"})]);
    node.catch_up();
    assert_eq!(node.root(other), node.root(customer));
    let mut browser = at_their_page(&node, node.root(customer));
    assert!(seen_by(&mut browser, "analysis", &day).contains(&"browsing".to_owned()));
    assert!(!seen_by(&mut browser, "analysis", "").contains(&"browsing".to_owned()));
}

#[test]
fn no_number_of_questions_hides_a_window_that_is_open() {
    let shop = Shop::open();
    let node = shop.node();
    let customer = sara(&node);
    let member = StaffId::new(node.clock.now(), &mut Rng::from_seed(1));
    open(&node, customer, WindowKind::Request, Some(member), Recipient::Marketing);
    for seed in 0..70 {
        shop.wait(Duration::from_secs(1));
        let staff = Some(StaffId::new(node.clock.now(), &mut Rng::from_seed(100 + seed)));
        let (kind, recipient, reason) = (WindowKind::Request, Recipient::Marketing, format!("Question {seed}"));
        let new = NewWindow { customer, kind, staff, recipient, categories: CategorySet::ALL, reason };
        let (mut rng, now) = (node.app.fork_rng(), node.clock.now());
        node.record(move |tx| consent::ask_window(tx, &mut rng, &new, now));
    }
    let looker = Looker::Staff { staff: Some(member), teams: vec![Recipient::Marketing], own_teams: Vec::new() };
    let access = Access { looker, purpose: Purpose::CustomerCare, place: "customer".to_owned() };
    let wanted = CategorySet::of(&[Category::Phone]);
    let seen = node.app.access.disclose(&mut node.app.fork_rng(), &access, &[vec![customer]], wanted, node.clock.now()).unwrap();
    assert_eq!(seen.people()[0].value("phone"), Some("+966501234567"));
    let page = at_their_page(&node, customer).get("/privacy").body;
    assert!(page.contains("Question 0") && page.contains("Question 69") && page.contains("You let a person"), "{page}");
}

#[test]
fn a_letter_that_is_owed_is_told_as_one() {
    let shop = Shop::open();
    let node = shop.node();
    let customer = sara(&node);
    let mut browser = Browser::new(&node);
    browser.get("/privacy");
    browser.post("/privacy/link", &[("email", "sara@example.com")]);
    let asked = || node.messages(customer).into_iter().find(|message| message.letter == BuiltIn::PrivacyLink);
    crate::support::until("the letter", || {
        node.catch_up();
        asked().is_some()
    });
    assert!(node.app.composer.compose(&asked().unwrap(), &mut Rng::from_seed(1)).is_ok());
    let looks = at_their_page(&node, customer).get("/privacy/looks").body;
    assert!(looks.contains("A letter that you are entitled to was written to you"), "{looks}");
    assert!(looks.contains("What the shop’s program reads by itself") && looks.contains("Reads "), "{looks}");
}

#[test]
fn letters_in_a_folder_go_with_an_erasure() {
    let shop = Shop::open();
    let node = shop.node();
    let customer = sara(&node);
    let place = tempfile::tempdir().unwrap();
    let transport = Transport::Folder(Folder::open(place.path(), Box::new(<[u8]>::to_vec)).unwrap());
    let letter = node.messages(customer).remove(0);
    std::fs::write(place.path().join(format!("{}.eml", letter.id)), "Dear Sara").unwrap();
    std::fs::write(place.path().join("msg_of_somebody_else.eml"), "Dear Laleh").unwrap();
    *node.app.transport.lock().unwrap() = Some(Arc::new(transport));
    app::erasing::erase(&node.app, customer, "test").unwrap().expect("an erasure");
    let left: Vec<String> =
        std::fs::read_dir(place.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(left, ["msg_of_somebody_else.eml"]);
    *node.app.transport.lock().unwrap() = None;
    assert!(AccessLog::of_customer(&node.app.db.access, &[customer], 9).unwrap().is_empty());
}
