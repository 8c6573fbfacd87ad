//! Which events are answered: once, permitted, and never history.

use crate::support::{Node, Shop, identify, order, page, track, with_banner, with_id};
use capabilities::messaging::{BuiltIn, LetterRef, Message, MessageState};
use foundation::consent::{Basis, Decision, Purpose, State};
use foundation::staff::Scope;
use serde_json::json;

fn decide(node: &Node, user: &str, state: State) {
    let now = base::Clock::now(&*node.clock);
    node.decide(node.user(user).unwrap(), Decision::about(Purpose::MarketingEmail, state, Basis::Consent, now, "api"));
}

/// Rules and states of a person's messages, oldest first.
fn answers(node: &Node, user: &str) -> Vec<(LetterRef, MessageState, String)> {
    let messages = node.user(user).map(|customer| node.messages(customer)).unwrap_or_default();
    messages.into_iter().rev().map(|Message { letter, state, reason, .. }| (letter, state, reason)).collect()
}

fn queued(rule: BuiltIn) -> (LetterRef, MessageState, String) {
    (rule.into(), MessageState::Queued, String::new())
}

#[test]
fn an_order_is_thanked_for_once_whatever_happens() {
    let shop = Shop::open();
    let node = shop.node();
    let key = node.key(Scope::Server);
    let call = with_id(order("u1", "1001", "sara@mail.example", "99"), "m1");
    node.send(&key, &[call.clone(), call.clone()]);
    node.send(&key, &[order("u1", "1001", "sara@mail.example", "99")]);
    node.catch_up();
    node.catch_up();
    assert_eq!(answers(&node, "u1"), [queued(BuiltIn::ThankYou)]);
    node.crash();
    let node = shop.node();
    node.send(&key, &[call]);
    node.catch_up();
    node.assert_rebuilds_the_same();
    // The rules' own reader set back: what it reacted to stays reacted to.
    foundation::projections::rebuild(
        &node.app.db,
        &node.app.history,
        &mut capabilities::messaging::AnswersProjection::new(
            node.app.db.record.clone(),
            node.app.keys.clone(),
            std::sync::Arc::clone(&node.app.clock),
            node.app.fork_rng(),
        ),
    )
    .unwrap();
    node.catch_up();
    assert_eq!(answers(&node, "u1"), [queued(BuiltIn::ThankYou)]);
    node.send(&key, &[order("u1", "1002", "sara@mail.example", "5")]);
    node.catch_up();
    assert_eq!(answers(&node, "u1").len(), 2);
}

#[test]
fn an_order_is_thanked_for_in_the_language_that_it_or_else_the_profile_says() {
    let shop = Shop::open();
    let node = shop.node();
    let key = node.key(Scope::Server);
    node.send(&key, &[identify("u1", "", &json!({"locale": "ar-SA"})), identify("u2", "", &json!({"language": "klingon"}))]);
    node.catch_up();
    let mut persian = order("u1", "2", "sara@mail.example", "9");
    persian["context"] = json!({"locale": "fa-IR"});
    node.send(&key, &[order("u1", "1", "sara@mail.example", "9"), persian, order("u2", "3", "b@mail.example", "9")]);
    node.catch_up();
    let spoken = |user: &str| {
        let all = node.messages(node.user(user).unwrap()).into_iter().map(|message| message.locale);
        let mut all: Vec<&str> = all.map(base::Locale::code).collect();
        all.sort_unstable();
        all
    };
    assert_eq!((spoken("u1"), spoken("u2")), (vec!["ar", "fa"], vec!["en"]));
}

#[test]
fn history_old_news_and_pages_are_not_answered() {
    let shop = Shop::open();
    let node = shop.node();
    let (site, key) = (node.key(Scope::Site), node.key(Scope::Server));
    let dated = |number: &str, at: &str| {
        let mut call = order("u1", number, "sara@mail.example", "5");
        call["timestamp"] = json!(at);
        call
    };
    node.import(&key, &[dated("1", "2026-05-04T11:59:00Z")]);
    node.send(&key, &[dated("2", "2026-05-03T11:59:59Z")]);
    node.send(&site, &[order("u1", "3", "sara@mail.example", "5")]);
    node.catch_up();
    assert_eq!(answers(&node, "u1"), []);
    node.send(&key, &[dated("4", "2026-05-03T12:00:00Z")]);
    node.catch_up();
    assert_eq!(answers(&node, "u1").len(), 1, "a day old and no more");
    // An order that history told of first is not thanked for when it is sent again.
    node.send(&key, &[dated("1", "2026-05-04T11:59:00Z")]);
    node.catch_up();
    assert_eq!(answers(&node, "u1").len(), 1);
}

#[test]
fn a_welcome_needs_a_yes_and_comes_once() {
    let shop = Shop::open();
    let node = shop.node();
    let (site, key) = (node.key(Scope::Site), node.key(Scope::Server));
    node.send(&key, &[identify("u1", "", &json!({"email": "sara@mail.example"}))]);
    node.send(&site, &[with_banner(track("u1", "Product Viewed"), &json!({"newsletter": true}))]);
    node.catch_up();
    assert_eq!(answers(&node, "u1"), [], "a page only asks");
    decide(&node, "u1", State::Given);
    decide(&node, "u1", State::Withdrawn);
    decide(&node, "u1", State::Given);
    node.catch_up();
    assert_eq!(answers(&node, "u1"), [queued(BuiltIn::Welcome)]);
    decide(&node, "u1", State::Withdrawn);
    decide(&node, "u1", State::Given);
    node.catch_up();
    assert_eq!(answers(&node, "u1").len(), 1);
    // Nor twice for a person who was two customers.
    node.send(&key, &[identify("u2", "", &json!({"email": "ali@mail.example"}))]);
    node.send(&key, &[json!({"type": "alias", "userId": "u2", "previousId": "u1"})]);
    decide(&node, "u2", State::Withdrawn);
    decide(&node, "u2", State::Given);
    node.catch_up();
    assert_eq!(answers(&node, "u2"), [queued(BuiltIn::Welcome)]);
}

#[test]
fn what_is_withheld_says_why() {
    let shop = Shop::open();
    let node = shop.node();
    let key = node.key(Scope::Server);
    node.send(&key, &[order("u1", "1", "sara@mail.example", "5")]);
    let customer = node.user("u1").unwrap();
    let now = base::Clock::now(&*node.clock);
    node.decide(customer, Decision::about(Purpose::FulfilOrders, State::Withdrawn, Basis::Consent, now, "api"));
    node.catch_up();
    assert_eq!(answers(&node, "u1"), [(BuiltIn::ThankYou.into(), MessageState::Withheld, "refused".to_owned())]);
    let counts = node.app.db.views.read(capabilities::messaging::totals_by_state).unwrap();
    assert_eq!(counts, [(MessageState::Withheld, 1)]);
}

#[test]
fn a_rule_that_is_off_answers_nothing() {
    let shop = Shop::open();
    let node = shop.node();
    let key = node.key(Scope::Server);
    let now = base::Clock::now(&*node.clock);
    let settings = foundation::settings::StoreSettings { rules_off: vec!["thank_you".to_owned()], ..Default::default() };
    node.record(move |tx| settings.save(tx, now));
    node.send(&key, &[order("u1", "1", "sara@mail.example", "5"), page("v1")]);
    node.catch_up();
    assert_eq!(answers(&node, "u1"), []);
}
