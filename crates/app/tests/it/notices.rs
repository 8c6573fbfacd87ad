//! A notice that changes what people agreed to: everybody concerned is asked anew, once, whatever happens in between.

use crate::support::{Node, Shop, identify, order};
use app::notices::{ask_all, ask_next};
use base::Clock as _;
use base::id::CustomerId;
use db::Tx;
use foundation::consent::{self, Basis, Decision, GrantRow, Purpose, State};
use foundation::journal::CONSENT_UPDATED;
use foundation::notices::{self, Notice};
use foundation::staff::Scope;
use serde_json::json;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

/// More than go into one commit, twice.
const PEOPLE: usize = 410;

fn decide(node: &Node, customer: CustomerId, purpose: Purpose, state: State) {
    node.decide(customer, Decision::about(purpose, state, Basis::Consent, node.clock.now(), "api"));
}

/// People who agreed to the loyalty programme and to research; the first of them ordered something too.
fn people(node: &Node) -> Vec<CustomerId> {
    let server = node.key(Scope::Server);
    let calls: Vec<_> = (0..PEOPLE).map(|at| identify(&format!("u{at}"), "", &json!({}))).collect();
    node.send(&server, &calls);
    node.send(&server, &[order("u0", "1", "a@b.co", "5")]);
    let people: Vec<CustomerId> = (0..PEOPLE).map(|at| node.user(&format!("u{at}")).unwrap()).collect();
    for customer in &people {
        decide(node, *customer, Purpose::Loyalty, State::Given);
        decide(node, *customer, Purpose::Research, State::Given);
    }
    people
}

/// Publishes a version that changes this.
fn publish(node: &Node, purposes: &'static [Purpose]) {
    let now = node.clock.now();
    node.record(move |tx: &mut Tx<'_>| {
        notices::save_text(tx, base::Locale::En, &format!("As of {}", now.micros()), now)?;
        let draft = notices::draft(tx)?.expect("a draft");
        assert!(notices::publish(tx, draft.version, purposes, now)?);
        Ok(())
    });
}

fn history(node: &Node, customer: CustomerId) -> Vec<GrantRow> {
    node.app.db.record.read(|tx| consent::history(tx, &[customer], 100)).unwrap()
}

fn times_asked(node: &Node, customer: CustomerId) -> usize {
    let rows = history(node, customer);
    rows.iter().filter(|row| row.state == State::Requested && row.collected_via == consent::REOPENED_VIA).count()
}

fn current(node: &Node) -> Notice {
    node.app.db.record.read(notices::current).unwrap().unwrap()
}

#[test]
fn everybody_is_asked_once_across_a_crash_and_another_node() {
    let shop = Shop::open();
    let first = shop.node();
    let people = people(&first);
    shop.wait(Duration::from_secs(1));
    publish(&first, &[Purpose::Loyalty, Purpose::FulfilOrders]);
    assert!(ask_next(&first.app).unwrap(), "there are more than go into one commit");
    let so_far = current(&first);
    assert!(so_far.asked > 0 && so_far.asked < PEOPLE as u64 && so_far.asked_at.is_none(), "{so_far:?}");
    // Somebody who was not reached yet reads the new version and agrees; then the node dies.
    shop.wait(Duration::from_secs(1));
    let quick = *people.iter().max().unwrap();
    decide(&first, quick, Purpose::Loyalty, State::Renewed);
    first.crash();

    let second = shop.node();
    ask_all(&second.app, &AtomicBool::new(false)).unwrap();
    let done = current(&second);
    assert_eq!((done.asked, done.asked_at), (PEOPLE as u64 - 1, Some(second.clock.now())));
    assert!(!ask_next(&second.app).unwrap(), "nobody is left");
    for customer in &people {
        let was_quick = *customer == quick;
        assert_eq!(second.allows(*customer, Purpose::Loyalty), was_quick);
        assert!(second.allows(*customer, Purpose::Research), "what the change does not touch holds");
        assert_eq!(times_asked(&second, *customer), if was_quick { 0 } else { 2 }, "a row a recipient");
    }
    assert!(second.allows(people[0], Purpose::FulfilOrders), "a contract asks nobody");
    let told = second.events().into_iter().filter(|event| event.name == CONSENT_UPDATED && event.body.contains("\"requested\""));
    assert_eq!(told.count(), PEOPLE - 1);
    // To be asked is no refusal: a yes holds again, at once.
    decide(&second, people[1], Purpose::Loyalty, State::Given);
    assert!(second.allows(people[1], Purpose::Loyalty));
}

#[test]
fn two_who_become_one_in_between_bring_no_old_agreement_back() {
    let shop = Shop::open();
    let node = shop.node();
    let mut people = people(&node);
    people.sort_unstable();
    shop.wait(Duration::from_secs(1));
    publish(&node, &[Purpose::Loyalty]);
    shop.wait(Duration::from_secs(1));
    ask_next(&node.app).unwrap();
    let (reached, not_yet) = (people[0], people[PEOPLE - 1]);
    assert!(!node.allows(reached, Purpose::Loyalty) && node.allows(not_yet, Purpose::Loyalty));
    let name = |customer| (0..PEOPLE).map(|at| format!("u{at}")).find(|user| node.user(user) == Some(customer)).unwrap();
    let alias = json!({"type": "alias", "previousId": name(not_yet), "userId": name(reached), "messageId": "m-alias"});
    node.send(&node.key(Scope::Server), &[alias]);
    assert_eq!((node.root(not_yet), node.allows(reached, Purpose::Loyalty)), (reached, true), "they are one now");
    ask_all(&node.app, &AtomicBool::new(false)).unwrap();
    assert!(!node.allows(reached, Purpose::Loyalty));
}

#[test]
fn another_nodes_door_hears_of_it() {
    let shop = Shop::open();
    let (one, other) = (shop.node(), shop.node());
    let server = one.key(Scope::Server);
    let view = || crate::support::track("u1", "Product Viewed");
    one.send(&server, &[identify("u1", "", &json!({}))]);
    let customer = one.user("u1").unwrap();
    decide(&one, customer, Purpose::Analytics, State::Given);
    assert_eq!(other.send(&server, &[view()]).kept, 1);
    publish(&one, &[Purpose::Analytics]);
    ask_all(&one.app, &AtomicBool::new(false)).unwrap();
    assert_eq!(other.send(&server, &[view()]).dropped, 1, "what is only asked for is not kept");
}

#[test]
fn wording_alone_asks_nobody_and_who_is_gone_is_left_in_peace() {
    let shop = Shop::open();
    let node = shop.node();
    let server = node.key(Scope::Server);
    node.send(&server, &[identify("u1", "", &json!({})), identify("u2", "", &json!({}))]);
    let (stays, goes) = (node.user("u1").unwrap(), node.user("u2").unwrap());
    for customer in [stays, goes] {
        decide(&node, customer, Purpose::Loyalty, State::Given);
    }
    publish(&node, &[]);
    assert!(!ask_next(&node.app).unwrap());
    let now = node.clock.now();
    node.record(move |tx| foundation::customers::mark_erased(tx, goes, now));
    publish(&node, &[Purpose::Loyalty]);
    ask_all(&node.app, &AtomicBool::new(false)).unwrap();
    assert_eq!((times_asked(&node, stays), times_asked(&node, goes)), (2, 0));
}

#[test]
fn a_refusal_and_an_agreement_that_ran_out_stay_what_they_are() {
    let shop = Shop::open();
    let node = shop.node();
    let server = node.key(Scope::Server);
    node.send(&server, &[identify("u1", "", &json!({})), identify("u2", "", &json!({}))]);
    let (refused, ended) = (node.user("u1").unwrap(), node.user("u2").unwrap());
    decide(&node, refused, Purpose::Loyalty, State::Refused);
    let until = Some(node.clock.now().plus(Duration::from_mins(1)));
    let given = Decision::about(Purpose::Loyalty, State::Given, Basis::Consent, node.clock.now(), "api");
    node.decide(ended, Decision { valid_until: until, ..given });
    shop.wait(Duration::from_secs(61));
    publish(&node, &[Purpose::Loyalty]);
    ask_all(&node.app, &AtomicBool::new(false)).unwrap();
    assert_eq!((times_asked(&node, refused), times_asked(&node, ended)), (0, 0));
    assert!(!node.choices(refused).refusals().is_empty());
}
