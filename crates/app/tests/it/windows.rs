//! What staff see for a while beyond what a customer shares: asked for, answered, forced, talked about; and that it ends.

use crate::privacy::{Browser, link, sara};
use crate::support::{Node, Shop, identify};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use base::id::{CustomerId, StaffId};
use base::{Clock as _, Rng};
use capabilities::messaging::{BuiltIn, MessageState};
use foundation::consent::{
    self, Basis, Category, CategorySet, Decision, NewWindow, Purpose, Recipient, State, Window, WindowKind,
};
use foundation::staff::Scope;
use foundation::vault::{Access, AccessLog, Looker, Shown};
use serde_json::{Value, json};
use std::time::Duration;

/// What somebody of this team sees of the customer's telephone.
fn phone(node: &Node, customer: CustomerId, staff: Option<StaffId>, team: Recipient) -> bool {
    let looker = Looker::Staff { staff, teams: vec![team], own_teams: Vec::new() };
    let access = Access { looker, purpose: Purpose::CustomerCare, place: "customer".to_owned() };
    let seen = node.app.access.disclose(
        &mut node.app.fork_rng(),
        &access,
        &[vec![customer]],
        CategorySet::of(&[Category::Phone]),
        node.clock.now(),
    );
    matches!(seen.unwrap().people()[0].field("phone"), Shown::Value(_))
}

fn somebody(seed: u64, node: &Node) -> StaffId {
    StaffId::new(node.clock.now(), &mut Rng::from_seed(seed))
}

fn window(customer: CustomerId, kind: WindowKind, staff: Option<StaffId>) -> NewWindow {
    let reason = "The parcel came back".to_owned();
    NewWindow { customer, kind, staff, recipient: Recipient::Marketing, categories: CategorySet::ALL, reason }
}

#[test]
fn a_question_opens_nothing_until_the_customer_says_yes_and_then_for_a_week() {
    let shop = Shop::open();
    let node = shop.node();
    let customer = sara(&node);
    let (asker, colleague) = (somebody(1, &node), somebody(2, &node));
    let sees = |staff: StaffId| phone(&node, customer, Some(staff), Recipient::Marketing);
    let (mut rng, now) = (node.app.fork_rng(), node.clock.now());
    node.record(move |tx| consent::ask_window(tx, &mut rng, &window(customer, WindowKind::Request, Some(asker)), now));
    assert!(!sees(asker));
    let mut browser = Browser::new(&node);
    let page = browser.come_in(&link(&node, customer));
    assert!(page.body.contains("The parcel came back"), "{}", page.body);
    let path = page.body.split("action=\"/privacy/windows/").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let path = format!("/privacy/windows/{path}");
    browser.post(&path, &[("answer", "yes")]);
    assert!(sees(asker) && !sees(colleague), "to nobody but who asked");
    let looks = AccessLog::of_customer(&node.app.db.access, &[customer], 9).unwrap();
    assert!(looks.iter().any(|look| look.place == "request:customer"), "{looks:?}");
    // It can be taken back, and ends by itself.
    browser.post(&path, &[("answer", "close")]);
    assert!(!sees(asker));
    browser.post(&path, &[("answer", "yes")]);
    assert!(!sees(asker), "what was answered is answered");
    let (mut rng, now) = (node.app.fork_rng(), node.clock.now());
    let id = node.record(move |tx| consent::ask_window(tx, &mut rng, &window(customer, WindowKind::Request, Some(asker)), now));
    browser.get("/privacy");
    browser.post(&format!("/privacy/windows/{id}"), &[("answer", "yes")]);
    assert!(sees(asker));
    shop.wait(Duration::from_hours(7 * 24));
    assert!(!sees(asker));
}

#[test]
fn nobody_answers_for_somebody_else() {
    let shop = Shop::open();
    let node = shop.node();
    let (customer, other) = (sara(&node), crate::privacy::zubaydah(&node));
    let asker = somebody(1, &node);
    let (mut rng, now) = (node.app.fork_rng(), node.clock.now());
    let id = node.record(move |tx| consent::ask_window(tx, &mut rng, &window(customer, WindowKind::Request, Some(asker)), now));
    let mut browser = Browser::new(&node);
    browser.come_in(&link(&node, other));
    browser.get("/privacy");
    let page = browser.post(&format!("/privacy/windows/{id}"), &[("answer", "yes")]);
    assert!(page.body.contains("nothing was changed"), "{}", page.body);
    assert!(!phone(&node, customer, Some(asker), Recipient::Marketing));
}

#[test]
fn staff_who_were_told_no_ask_again_only_once_the_law_allows_it() {
    let shop = Shop::open();
    let node = shop.node();
    let customer = sara(&node);
    let path = format!("/admin/customers/{customer}/more");
    let questions = || node.app.db.record.read(|tx| consent::windows_of(tx, &[customer], 9)).unwrap();
    // Sessions end before the law's peace does; whoever asks next asks for the same team.
    let ask = |address| {
        let mut staff = Browser::new(&node).with("__Host-session", &crate::unseen::signed_in_as(&node, address));
        staff.get("/admin/settings");
        let reply = staff.post(&path, &[("reason", "To plan the delivery"), ("how", "request")]);
        assert_eq!(reply.status, StatusCode::OK);
    };
    ask("a@shop.example");
    let asked = questions().remove(0);
    let mut hers = Browser::new(&node);
    hers.come_in(&link(&node, customer));
    hers.get("/privacy");
    hers.post(&format!("/privacy/windows/{}", asked.id), &[("answer", "no")]);
    for (days, address) in [(1, "b@shop.example"), (31, "c@shop.example"), (100, "d@shop.example")] {
        shop.wait(Duration::from_hours(24) * days);
        ask(address);
        assert_eq!(questions().len(), 1, "after {days} days more");
    }
    shop.wait(Duration::from_hours(24) * 60);
    ask("e@shop.example");
    assert_eq!(questions().len(), 2);
}

#[test]
fn an_emergency_opens_at_once_for_an_hour_and_the_customer_is_told() {
    let shop = Shop::open();
    let node = shop.node();
    let customer = sara(&node);
    let cookie = crate::unseen::signed_in(&node);
    let mut browser = Browser::new(&node).with("__Host-session", &cookie);
    browser.get("/admin/settings");
    let path = format!("/admin/customers/{customer}/more");
    for reason in ["", "call +966 50 123 4567", &"x".repeat(301)] {
        browser.post(&path, &[("reason", reason), ("how", "break_glass")]);
    }
    assert!(node.app.db.record.read(|tx| consent::windows_of(tx, &[customer], 9)).unwrap().is_empty());
    browser.post(&path, &[("reason", "The courier stands before the wrong door"), ("how", "break_glass")]);
    let opened = node.app.db.record.read(|tx| consent::windows_of(tx, &[customer], 9)).unwrap().remove(0);
    assert_eq!(opened.kind, WindowKind::BreakGlass);
    assert!(phone(&node, customer, opened.staff, opened.recipient));
    assert!(!phone(&node, customer, Some(somebody(9, &node)), Recipient::Marketing));
    node.catch_up();
    let told = node.messages(customer).into_iter().find(|message| message.letter == BuiltIn::AccessNotice).unwrap();
    assert_eq!(told.state, MessageState::Queued, "Sara agreed to no mail; this one is owed to her");
    assert!(node.app.composer.compose(&told, &mut Rng::from_seed(1)).is_ok());
    let mut hers = Browser::new(&node);
    assert!(hers.come_in(&link(&node, customer)).body.contains("The courier stands before the wrong door"));
    shop.wait(Duration::from_hours(1));
    assert!(!phone(&node, customer, opened.staff, Recipient::Marketing));
}

#[test]
fn a_conversation_shows_support_what_it_needs_while_it_lasts() {
    let shop = Shop::open();
    let node = shop.node();
    // Somebody who was asked nothing yet.
    node.send(&node.key(Scope::Server), &[identify("u2", "v2", &json!({"name": "Laleh", "phone": "+966507654321"}))]);
    let customer = node.user("u2").unwrap();
    let member = somebody(7, &node);
    let sees = |team| phone(&node, customer, Some(member), team);
    // What the contract opened to Support has ended, and she refused nothing.
    let over = Decision {
        categories: CategorySet::of(&[Category::Phone]),
        recipients: vec![Recipient::Support],
        ..Decision::about(Purpose::FulfilOrders, State::Expired, Basis::Contract, node.clock.now(), "clock")
    };
    node.decide(customer, over);
    assert!(!sees(Recipient::Support));
    let admin = node.key(Scope::Admin);
    let begin = |customer: &str| node.post(&format!("/api/v1/customers/{customer}/conversations"), &admin, "");
    let begun: Value = serde_json::from_str(&begin(&customer.to_string()).body).unwrap();
    assert!(sees(Recipient::Support) && !sees(Recipient::Marketing));
    assert!(!phone(&node, customer, None, Recipient::Support), "a key is nobody whom anybody talks to");
    let again: Value = serde_json::from_str(&begin(&customer.to_string()).body).unwrap();
    assert_eq!(again["id"], begun["id"], "asked again, it is the one that is open");
    assert_eq!(begin("cus_00000000000000000000000000").status, StatusCode::NOT_FOUND);
    let end = |id: &str| {
        let request = Request::builder().method(Method::DELETE).uri(format!("/api/v1/conversations/{id}"));
        node.request(request.header(header::AUTHORIZATION, format!("Bearer {admin}")).body(Body::empty()).unwrap())
    };
    let id = begun["id"].as_str().unwrap();
    assert_eq!((end(id).status, end(id).status), (StatusCode::OK, StatusCode::OK));
    assert!(!sees(Recipient::Support));
    assert_eq!(end("win_00000000000000000000000000").status, StatusCode::NOT_FOUND);
    // What the customer closed to Support stays shut, conversation or not.
    let no = Decision {
        categories: CategorySet::of(&[Category::Phone]),
        recipients: vec![Recipient::Support],
        ..Decision::about(Purpose::FulfilOrders, State::Withdrawn, Basis::Consent, node.clock.now(), "api")
    };
    node.decide(customer, no);
    begin(&customer.to_string());
    assert!(!sees(Recipient::Support));
    assert!(Window::CONVERSATION.contains(Category::Phone));
}
