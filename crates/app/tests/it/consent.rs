//! What customers allow, and that nothing happens without it.

use crate::support::{Node, Shop, Took, identify, order, page, track, with_banner};
use foundation::consent::{Basis, Choices, Decision, Purpose, State};
use foundation::staff::{Bases, Scope};
use serde_json::json;
use std::time::Duration;

const DROPPED: Took = Took { kept: 0, duplicates: 0, dropped: 1, aside: 0 };

fn decision(node: &Node, purpose: Purpose, state: State) -> Decision {
    Decision::about(purpose, state, Basis::Consent, base::Clock::now(&*node.clock), "api")
}

#[test]
fn the_default_is_no_and_leaves_no_trace() {
    let shop = Shop::open();
    let node = shop.node();
    let site = node.key(Scope::Site);
    assert_eq!(node.send(&site, &[page("v1")]), DROPPED);
    assert_eq!(node.send(&site, &[with_banner(page("v1"), &json!({"analytics": false}))]), DROPPED);
    assert_eq!(node.visitor("v1"), None);
    assert!(node.events().is_empty());
    // A key without a basis keeps nothing of that kind, whatever a person agreed to.
    let bases = Bases::default_for(Scope::Site).read("browsing=none").unwrap();
    let narrow = node.key_with(Scope::Site, bases);
    assert_eq!(node.send(&narrow, &[with_banner(page("v1"), &json!({"analytics": true}))]), DROPPED);
    assert_eq!((node.counted("dropped", "no_consent"), node.counted("dropped", "no_basis")), (2, 1));
}

#[test]
fn a_grant_counts_for_its_own_event_and_later_ones() {
    let shop = Shop::open();
    let node = shop.node();
    let site = node.key(Scope::Site);
    let yes = with_banner(page("v1"), &json!({"analytics": true}));
    let no = with_banner(page("v1"), &json!({"analytics": false}));
    let took = node.send(&site, &[page("v1"), yes.clone(), page("v1"), no.clone(), page("v1")]);
    assert_eq!(took, Took { dropped: 3, ..Took::kept(2) });
    // An old time of the event reopens nothing: what holds on arrival rules.
    let mut late = page("v1");
    late["timestamp"] = json!("2026-05-04T11:59:59Z");
    assert_eq!(node.send(&site, &[late]), DROPPED);
    let customer = node.visitor("v1").unwrap();
    assert!(!node.allows(customer, Purpose::Analytics));
    assert_eq!(node.send(&site, std::slice::from_ref(&yes)), DROPPED, "of one moment's answers the no holds");
    shop.wait(Duration::from_secs(1));
    assert_eq!(node.send(&site, &[yes, no]), Took { dropped: 1, ..Took::kept(1) }, "minds may be changed");
}

#[test]
fn a_banner_narrows_what_is_stored() {
    let shop = Shop::open();
    let node = shop.node();
    let server = node.key(Scope::Server);
    node.send(&server, &[with_banner(track("u1", "Product Viewed"), &json!({"analytics": true, "functional": true}))]);
    // One of two purposes is left: the other still keeps it, unless this very event says no to all it could serve.
    assert_eq!(node.send(&server, &[with_banner(track("u1", "Product Viewed"), &json!({"analytics": false}))]), DROPPED);
    assert_eq!(node.send(&server, &[track("u1", "Product Viewed")]), Took::kept(1), "for personalisation");
    assert_eq!(node.send(&server, &[with_banner(track("u1", "Product Viewed"), &json!({"functional": false}))]), DROPPED);
    assert_eq!(node.send(&server, &[track("u1", "Product Viewed")]), DROPPED);
    // Contracts ask no banner.
    assert_eq!(node.send(&server, &[with_banner(order("u1", "1", "a@b.co", "5"), &json!({"analytics": false}))]), Took::kept(1));
}

#[test]
fn a_page_only_asks_for_messages_and_for_known_people() {
    let shop = Shop::open();
    let node = shop.node();
    let (site, server) = (node.key(Scope::Site), node.key(Scope::Server));
    node.send(&server, &[identify("u1", "", &json!({}))]);
    let customer = node.user("u1").unwrap();
    let claims = with_banner(track("u1", "Product Viewed"), &json!({"analytics": true, "newsletter": true}));
    assert_eq!(node.send(&site, &[claims]), DROPPED);
    assert!(!node.allows(customer, Purpose::Analytics) && !node.allows(customer, Purpose::MarketingEmail));
    // A visitor of its own agrees to what is collected there, and never to messages.
    node.send(&site, &[with_banner(page("v1"), &json!({"analytics": true, "newsletter": true}))]);
    let visitor = node.visitor("v1").unwrap();
    assert!(node.allows(visitor, Purpose::Analytics) && !node.allows(visitor, Purpose::MarketingEmail));
    // Nor does that become the known person's agreement when the page says that they are one.
    node.send(&site, &[identify("u1", "v1", &json!({}))]);
    assert_eq!((node.visitor("v1"), node.user("u1")), (Some(visitor), Some(customer)));
    assert!(!node.allows(customer, Purpose::Analytics));
    // The store's own server may tell.
    node.send(&server, &[with_banner(track("u1", "x"), &json!({"newsletter": true}))]);
    assert!(node.allows(customer, Purpose::MarketingEmail));
    // Nor may anybody who guesses an id refuse for whoever bears it.
    node.send(&site, &[with_banner(track("u1", "Product Viewed"), &json!({"newsletter": false}))]);
    assert!(node.allows(customer, Purpose::MarketingEmail));
    node.send(&server, &[with_banner(track("u1", "x"), &json!({"newsletter": false}))]);
    assert!(!node.allows(customer, Purpose::MarketingEmail));
}

#[test]
fn a_withdrawal_on_one_node_stops_the_next_append_of_another() {
    let shop = Shop::open();
    let (one, two) = (shop.node(), shop.node());
    let server = one.key(Scope::Server);
    let yes = with_banner(track("u1", "Product Viewed"), &json!({"analytics": true}));
    assert_eq!(
        (one.send(&server, std::slice::from_ref(&yes)), two.send(&server, std::slice::from_ref(&yes))),
        (Took::kept(1), Took::kept(1))
    );
    one.decide(one.user("u1").unwrap(), decision(&one, Purpose::Analytics, State::Withdrawn));
    assert_eq!(two.send(&server, &[track("u1", "Product Viewed")]), DROPPED);
    assert_eq!(one.send(&server, &[track("u1", "Product Viewed")]), DROPPED);
    // And one that came in as an event.
    assert_eq!(two.send(&server, &[yes]), Took::kept(1));
    assert_eq!(one.send(&server, &[track("u1", "Product Viewed")]), Took::kept(1));
    two.send(&server, &[with_banner(track("u1", "Product Viewed"), &json!({"analytics": false}))]);
    assert_eq!(one.send(&server, &[track("u1", "Product Viewed")]), DROPPED);
}

#[test]
fn an_agreement_ends_when_it_said_it_would() {
    let shop = Shop::open();
    let node = shop.node();
    let server = node.key(Scope::Server);
    node.send(&server, &[identify("u1", "", &json!({}))]);
    let until = base::Clock::now(&*shop.clock).plus(Duration::from_hours(1));
    let hour = Decision { valid_until: Some(until), ..decision(&node, Purpose::Analytics, State::Given) };
    node.decide(node.user("u1").unwrap(), hour);
    shop.wait(Duration::from_mins(59));
    assert_eq!(node.send(&server, &[track("u1", "Product Viewed")]), Took::kept(1));
    shop.wait(Duration::from_mins(1));
    assert_eq!(node.send(&server, &[track("u1", "Product Viewed")]), DROPPED);
}

#[test]
fn of_two_who_become_one_the_more_protective_word_holds() {
    let shop = Shop::open();
    let node = shop.node();
    let server = node.key(Scope::Server);
    for (user, analytics, newsletter) in [("u1", true, false), ("u2", false, true)] {
        let banner = json!({"analytics": analytics, "newsletter": newsletter, "loyalty": analytics});
        node.send(&server, &[with_banner(track(user, "Subscribed"), &banner)]);
    }
    node.send(&server, &[with_banner(track("u2", "Subscribed"), &json!({"reviews": true}))]);
    node.send(&server, &[json!({"type": "alias", "userId": "u1", "previousId": "u2"})]);
    let customer = node.user("u1").unwrap();
    for refused in [Purpose::Analytics, Purpose::MarketingEmail, Purpose::Loyalty] {
        assert!(!node.allows(customer, refused), "{refused:?}");
    }
    assert!(node.allows(customer, Purpose::Reviews), "never asked yields");
    // A visitor's no holds for the very event that says who they are.
    let site = node.key(Scope::Site);
    node.send(&server, &[with_banner(track("u3", "Product Viewed"), &json!({"analytics": true}))]);
    node.send(&site, &[with_banner(page("v3"), &json!({"analytics": true}))]);
    node.send(&site, &[with_banner(page("v3"), &json!({"analytics": false}))]);
    let mut both = track("u3", "Product Viewed");
    both["anonymousId"] = json!("v3");
    assert_eq!(node.send(&server, std::slice::from_ref(&both)), DROPPED);
    assert_eq!(node.send(&server, &[both]), DROPPED);
}

#[test]
fn an_objection_to_a_contract_is_heard() {
    let shop = Shop::open();
    let node = shop.node();
    let server = node.key(Scope::Server);
    node.send(&server, &[order("u1", "1", "sara@mail.example", "5")]);
    let customer = node.user("u1").unwrap();
    assert!(node.allows(customer, Purpose::FulfilOrders));
    node.decide(customer, decision(&node, Purpose::FulfilOrders, State::Withdrawn));
    node.send(&server, &[order("u1", "2", "sara@mail.example", "5")]);
    assert!(!node.allows(customer, Purpose::FulfilOrders), "a new order reopens nothing");
    assert_ne!(node.choices(customer), Choices::default());
}
