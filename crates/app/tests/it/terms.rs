//! A receipt says what was so when the decision was made, however long ago that is.

use crate::privacy::{Browser, link, sara};
use crate::support::{Node, Shop};
use app::receipts::note_terms;
use base::Clock as _;
use base::id::{CustomerId, GrantId};
use foundation::consent::{self, Basis, Decision, Purpose, State};
use foundation::history::Retention;
use foundation::settings::StoreSettings;
use serde_json::Value;
use std::time::Duration;

fn decide(node: &Node, customer: CustomerId, state: State) -> GrantId {
    node.decide(customer, Decision::about(Purpose::Analytics, state, Basis::Consent, node.clock.now(), "api"));
    node.app.db.record.read(|tx| consent::history(tx, &[customer], 1)).unwrap()[0].id
}

fn process(node: &Node, customer: CustomerId, grant: GrantId) -> Value {
    let mut browser = Browser::new(node);
    browser.come_in(&link(node, customer));
    let receipt: Value = serde_json::from_str(&browser.get(&format!("/privacy/receipts/{grant}")).body).unwrap();
    let text = receipt.to_string();
    let found = receipt.pointer("/receipt/dpv:hasRecordOfActivity/dpv:hasProcess").unwrap_or_else(|| panic!("{text}"));
    let name = receipt.pointer("/receipt/dpv:hasRecordOfActivity/dpv:hasEntity/0/dpv:hasName").cloned().unwrap();
    let mut found = found.clone();
    found["store"] = name;
    found
}

fn set_up(node: &Node, name: &str, months: u32) {
    let (name, now) = (name.to_owned(), node.clock.now());
    node.record(move |tx| {
        StoreSettings { name, country: "DE".to_owned(), ..StoreSettings::default() }.save(tx, now)?;
        Retention { browsing: Some(months), ..Retention::default() }.save(tx, now)
    });
    note_terms(&node.app).unwrap();
}

#[test]
fn an_old_decision_keeps_the_terms_that_it_was_made_under() {
    let shop = Shop::open();
    let node = shop.node();
    let customer = sara(&node);
    let before_any = decide(&node, customer, State::Given);
    shop.wait(Duration::from_secs(1));
    set_up(&node, "Noor Home", 7);
    let old = decide(&node, customer, State::Withdrawn);
    shop.wait(Duration::from_hours(24));
    set_up(&node, "Noor and Daughters", 25);
    // Said again it is no new version.
    set_up(&node, "Noor and Daughters", 25);
    let new = decide(&node, customer, State::Given);
    for (grant, version, store, month) in
        [(before_any, "1", "Noor Home", "P7M"), (old, "1", "Noor Home", "P7M"), (new, "2", "Noor and Daughters", "P25M")]
    {
        let process = process(&node, customer, grant);
        let told = process.to_string();
        assert_eq!((&process["schema:version"], &process["store"]), (&version.into(), &store.into()), "{told}");
        assert!(told.contains(&format!("\"{month}\"")) && told.contains("blake3-"), "{told}");
        let since: base::Timestamp = base::Timestamp::parse(process["dct:issued"].as_str().unwrap()).unwrap();
        assert!(since <= node.clock.now());
    }
    // The store's own record and the customer's receipt say the same, whenever they are fetched.
    shop.wait(Duration::from_hours(24));
    set_up(&node, "Somebody else", 3);
    assert_eq!(process(&node, customer, old)["schema:version"], "1");
}

#[test]
fn nodes_that_are_set_up_differently_do_not_take_turns() {
    let shop = Shop::open();
    let nodes = [shop.node(), shop.node_with_mail(Some("smtp://mail.example:587"))];
    let customer = sara(&nodes[0]);
    for _ in 0..5 {
        for node in &nodes {
            shop.wait(Duration::from_secs(1));
            note_terms(&node.app).unwrap();
        }
    }
    let decision = decide(&nodes[1], customer, State::Given);
    assert_eq!(process(&nodes[1], customer, decision)["schema:version"], "2");
}
