//! Agreements that end: told of in time and once, renewed by one press, put away when they are over.

use crate::privacy::{Browser, sara};
use crate::support::{Node, Shop};
use app::expiring;
use axum::http::StatusCode;
use base::id::CustomerId;
use base::{Clock as _, Rng, Timestamp};
use capabilities::messaging::{BuiltIn, MessageState, NotComposed};
use foundation::consent::{self, Basis, Decision, Purpose, Recipient, State};
use foundation::privacy;
use std::time::Duration;

const DAY: Duration = Duration::from_hours(24);

pub fn agree(node: &Node, customer: CustomerId, purpose: Purpose, days: u32) -> Timestamp {
    let now = node.clock.now();
    let until = now.plus(DAY * days);
    let decision = Decision::about(purpose, State::Given, Basis::Consent, now, "privacy_centre");
    node.decide(customer, Decision { valid_until: Some(until), ..decision });
    until
}

/// Lets time pass day by day, as housekeeping sees it.
pub fn live(shop: &Shop, node: &Node, days: u32) {
    for _ in 0..days {
        shop.wait(DAY);
        expiring::run(&node.app).unwrap();
        node.catch_up();
    }
}

fn reminders(node: &Node, customer: CustomerId) -> Vec<MessageState> {
    let all = node.messages(customer).into_iter();
    all.filter(|message| message.letter == BuiltIn::ConsentRenewal).map(|message| message.state).collect()
}

fn states(node: &Node, customer: CustomerId, purpose: Purpose) -> Vec<State> {
    let history = node.app.db.record.read(|tx| consent::history(tx, &[customer], 500)).unwrap();
    let mut states: Vec<State> = history.iter().filter(|row| row.purpose == purpose).map(|row| row.state).collect();
    states.dedup();
    states
}

#[test]
fn a_reminder_comes_a_month_and_a_week_before_and_never_for_what_still_holds() {
    let shop = Shop::open();
    let node = shop.node();
    let customer = sara(&node);
    agree(&node, customer, Purpose::MarketingEmail, 365);
    agree(&node, customer, Purpose::Analytics, 100);
    live(&shop, &node, 69);
    assert_eq!(reminders(&node, customer).len(), 0, "nothing ends within a month");
    live(&shop, &node, 2);
    assert_eq!(reminders(&node, customer), [MessageState::Queued]);
    live(&shop, &node, 21);
    assert_eq!(reminders(&node, customer).len(), 1);
    live(&shop, &node, 2);
    assert_eq!(reminders(&node, customer).len(), 2);
    live(&shop, &node, 10);
    assert_eq!(reminders(&node, customer).len(), 2, "the one that holds for a year is not spoken of");
    assert_eq!(states(&node, customer, Purpose::Analytics), [State::Expired, State::Given]);
    assert!(!node.allows(customer, Purpose::Analytics) && node.allows(customer, Purpose::MarketingEmail));
    assert!(node.choices(customer).is_undecided(Purpose::Analytics, Recipient::Analysis), "it is put away, and is no refusal");
    let all = node.app.db.record.read(|tx| consent::as_of(tx, customer, node.clock.now())).unwrap();
    assert_eq!(all.iter().collect::<Vec<_>>(), node.choices(customer).iter().collect::<Vec<_>>());
}

#[test]
fn who_gets_no_mail_gets_no_reminder_and_a_day_off_loses_none() {
    let shop = Shop::open();
    let node = shop.node();
    let customer = sara(&node);
    agree(&node, customer, Purpose::Analytics, 40);
    live(&shop, &node, 12);
    assert_eq!(reminders(&node, customer), [MessageState::Withheld], "she agreed to no mail");
    // The machine stood still over the end of one, and over the reminder of another; then a choice was made first.
    agree(&node, customer, Purpose::MarketingEmail, 31);
    shop.wait(DAY + Duration::from_hours(2));
    agree(&node, customer, Purpose::Research, 400);
    live(&shop, &node, 1);
    assert_eq!(reminders(&node, customer).len(), 2);
    shop.wait(DAY * 40);
    expiring::run(&node.app).unwrap();
    for purpose in [Purpose::Analytics, Purpose::MarketingEmail] {
        assert_eq!(states(&node, customer, purpose)[0], State::Expired, "{purpose:?}");
    }
    assert_eq!(expiring::run(&node.app).unwrap(), 0, "once");
}

#[test]
fn a_reminder_that_waited_speaks_of_what_still_ends_and_of_nothing_else() {
    let shop = Shop::open();
    let node = shop.node();
    let customer = sara(&node);
    agree(&node, customer, Purpose::MarketingEmail, 400);
    for purpose in [Purpose::Analytics, Purpose::Research] {
        agree(&node, customer, purpose, 31);
    }
    live(&shop, &node, 2);
    let message = node.messages(customer).into_iter().find(|message| message.letter == BuiltIn::ConsentRenewal).unwrap();
    let letter = || match node.app.composer.compose(&message, &mut Rng::from_seed(1)) {
        Ok(letter) => Ok(String::from_utf8_lossy(&letter.bytes).replace("=\r\n", "")),
        Err(NotComposed::Withheld(reason)) => Err(reason),
        Err(_) => Err("something else"),
    };
    let speaks_of = |letter: &str| ["A better shop", "Studies", "News by e-mail"].map(|purpose| letter.contains(purpose));
    assert_eq!(speaks_of(&letter().unwrap()), [true, true, false]);
    // One is renewed while the mail server is away, then the other is taken back.
    agree(&node, customer, Purpose::Analytics, 400);
    assert_eq!(speaks_of(&letter().unwrap()), [false, true, false]);
    let now = node.clock.now();
    node.decide(customer, Decision::about(Purpose::Research, State::Withdrawn, Basis::Consent, now, "privacy_centre"));
    assert_eq!(letter(), Err("not_ending"));
    // Another end, sooner or later, has a reminder of its own.
    for days in [10, 60] {
        agree(&node, customer, Purpose::Research, days);
        assert_eq!(letter(), Err("not_ending"), "{days}");
    }
    shop.wait(DAY * 40);
    assert_eq!(letter(), Err("too_late"));
}

#[test]
fn one_press_renews_what_was_named_and_nothing_that_was_taken_back() {
    let shop = Shop::open();
    let node = shop.node();
    let customer = sara(&node);
    let until = agree(&node, customer, Purpose::MarketingEmail, 31);
    agree(&node, customer, Purpose::Analytics, 31);
    live(&shop, &node, 2);
    let message = node.messages(customer).into_iter().find(|message| message.letter == BuiltIn::ConsentRenewal).unwrap();
    let composed = node.app.composer.compose(&message, &mut Rng::from_seed(1));
    assert!(composed.is_ok_and(|letter| !letter.bytes.is_empty()));
    let path = format!("/privacy/renew/{}", privacy::renewal_token(&node.app.keys, customer, until));
    let mut browser = Browser::new(&node);
    let asked = browser.get(&path);
    assert!(asked.status == StatusCode::OK && !asked.body.contains("Sara"));
    let now = node.clock.now();
    node.decide(customer, Decision::about(Purpose::Analytics, State::Withdrawn, Basis::Consent, now, "privacy_centre"));
    assert!(browser.post(&path, &[]).body.contains("Kept for another year"));
    assert_eq!(states(&node, customer, Purpose::MarketingEmail), [State::Renewed, State::Given]);
    assert!(!node.allows(customer, Purpose::Analytics));
    assert_eq!(browser.post(&path, &[]).status, StatusCode::GONE, "there is nothing left that ends by then");
    for forged in [path.replace("renew/", "renew/0"), format!("{path}0"), "/privacy/renew/x".to_owned()] {
        assert_eq!(browser.get(&forged).status, StatusCode::NOT_FOUND, "{forged}");
    }
    live(&shop, &node, 40);
    assert!(node.allows(customer, Purpose::MarketingEmail));
    assert_eq!(browser.get(&path).status, StatusCode::GONE);
    assert!(BuiltIn::ConsentRenewal.is_marketing());
}
