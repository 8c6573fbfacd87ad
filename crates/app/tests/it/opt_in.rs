//! Agreements to mail that come by a form: they wait for a press in a letter, and both dates are kept.

use crate::asking::{decided, put, store_in};
use crate::privacy::{Browser, link, sara};
use crate::support::{Node, Shop, identify, track, until, with_banner};
use app::asking::Asking;
use app::erasing;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use base::id::CustomerId;
use base::{Clock as _, EmailAddress, Rng};
use capabilities::messaging::testing::{Script, SmtpServer};
use capabilities::messaging::{BuiltIn, MessageState};
use foundation::consent::{self, Basis, Decision, Purpose, State};
use foundation::customers::Claim;
use foundation::privacy;
use foundation::staff::Scope;
use serde_json::{Value, json};
use std::time::Duration;

const DAY: Duration = Duration::from_hours(24);
const MAIL: Purpose = Purpose::MarketingEmail;

fn confirming(node: &Node) {
    let now = node.clock.now();
    node.record(move |tx| Asking { double_opt_in: Some(true), ..Asking::load(tx)? }.save(tx, now));
}

fn agree(node: &Node, admin: &str, customer: CustomerId) {
    let reply = put(
        node,
        admin,
        customer,
        &json!({"purpose": "marketing_email", "state": "given", "language": "fa", "proof": "form 12"}),
    );
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.body);
    node.catch_up();
}

fn letters(node: &Node, customer: CustomerId) -> Vec<MessageState> {
    let all = node.messages(customer).into_iter();
    all.filter(|message| message.letter == BuiltIn::ConfirmConsent).map(|message| message.state).collect()
}

fn address(node: &Node, text: &str) -> privacy::AddressHash {
    Claim::email(&node.app.keys, &EmailAddress::parse(text).unwrap()).hash
}

/// The path in the latest letter.
fn path(node: &Node, customer: CustomerId) -> String {
    let waits = node.app.db.record.read(|tx| privacy::opt_ins_of(tx, &[customer])).unwrap();
    format!(
        "/privacy/confirm/{}",
        privacy::opt_in_token(&node.app.keys, waits.last().unwrap().id, &address(node, "sara@example.com"))
    )
}

#[test]
fn an_agreement_waits_for_one_press_and_both_dates_are_kept() {
    let shop = Shop::open();
    let node = shop.node();
    confirming(&node);
    let (admin, customer) = (node.key(Scope::Admin), sara(&node));
    let asked_at = node.clock.now();
    agree(&node, &admin, customer);
    assert!(!node.allows(customer, MAIL));
    assert_eq!(decided(&node, customer, MAIL), [State::Requested]);
    agree(&node, &admin, customer);
    assert_eq!(letters(&node, customer), [MessageState::Queued], "one letter, whatever the form repeats");
    let message = node.messages(customer).into_iter().find(|message| message.letter == BuiltIn::ConfirmConsent).unwrap();
    assert_eq!(message.locale, base::Locale::Fa, "the language of the form");
    let letter = node.app.composer.compose(&message, &mut Rng::from_seed(1)).ok().expect("a letter");
    assert_eq!(letter.to.as_str(), "sara@example.com");
    assert!(!String::from_utf8_lossy(&letter.bytes).contains("List-Unsubscribe"), "it is no advertising");
    // A program that follows links agrees to nothing, and the page says nothing of anybody.
    shop.wait(DAY * 2);
    let path = path(&node, customer);
    let mut browser = Browser::new(&node);
    let shown = browser.get(&path);
    assert!(shown.status == StatusCode::OK && !shown.body.contains("Sara") && !shown.body.contains("example.com"));
    assert!(!node.allows(customer, MAIL));
    let confirmed_at = node.clock.now();
    assert!(browser.post(&path, &[]).body.contains("Thank you."));
    assert!(node.allows(customer, MAIL));
    assert_eq!(decided(&node, customer, MAIL), [State::Given, State::Requested]);
    let history = node.app.db.record.read(|tx| consent::history(tx, &[customer], 50)).unwrap();
    let given = history.iter().find(|row| row.purpose == MAIL && row.state == State::Given).unwrap();
    let asked = history.iter().find(|row| row.purpose == MAIL && row.state == State::Requested).unwrap();
    assert_eq!((given.recorded_at, given.proof.as_deref()), (confirmed_at, Some(asked_at.to_rfc3339().as_str())));
    assert_eq!((asked.recorded_at, asked.proof.as_deref(), asked.collected_via.as_str()), (asked_at, Some("form 12"), "api"));
    let receipt = Request::get(format!("/api/v1/customers/{customer}/consents/{}/receipt", given.id));
    let receipt = node.request(receipt.header(header::AUTHORIZATION, format!("Bearer {admin}")).body(Body::empty()).unwrap());
    assert!(
        receipt.body.contains(&asked_at.to_rfc3339()) && receipt.body.contains(&confirmed_at.to_rfc3339()),
        "{}",
        receipt.body
    );
    // Once: a second press, and every other kind of link, is turned away.
    assert_eq!(browser.post(&path, &[]).status, StatusCode::GONE);
    let other_kind = link(&node, customer).replace("https://shop.example/privacy/open", "/privacy/confirm");
    for forged in [format!("{path}0"), "/privacy/confirm/x".to_owned(), other_kind] {
        assert_eq!(browser.get(&forged).status, StatusCode::NOT_FOUND, "{forged}");
        assert_eq!(browser.post(&forged, &[]).status, StatusCode::NOT_FOUND, "{forged}");
    }
    node.catch_up();
    assert!(node.messages(customer).iter().any(|message| message.letter == BuiltIn::Welcome));
    let mut hers = Browser::new(&node);
    hers.come_in(&link(&node, customer));
    let export: Value = serde_json::from_str(&hers.get("/privacy/export.json").body).unwrap();
    assert_eq!(export["confirmations"][0]["confirmed_at"], json!(confirmed_at.to_rfc3339()));
    assert!(hers.get("/privacy/decisions").body.contains("confirmed by the link in a letter"));
    // Whoever agreed already has nothing to confirm.
    agree(&node, &admin, customer);
    assert_eq!(letters(&node, customer).len(), 1);
}

#[test]
fn what_nobody_confirms_in_a_week_is_no_agreement_and_nobody_is_reminded() {
    let shop = Shop::open();
    let node = shop.node();
    confirming(&node);
    let (admin, customer) = (node.key(Scope::Admin), sara(&node));
    agree(&node, &admin, customer);
    let first = path(&node, customer);
    crate::ending::live(&shop, &node, 7);
    let mut browser = Browser::new(&node);
    browser.get(&first);
    assert_eq!(browser.post(&first, &[]).status, StatusCode::GONE);
    assert!(!node.allows(customer, MAIL) && letters(&node, customer).len() == 1);
    // A letter that waited too long is not sent any more.
    let message = node.messages(customer).into_iter().find(|message| message.letter == BuiltIn::ConfirmConsent).unwrap();
    assert!(node.app.composer.compose(&message, &mut Rng::from_seed(1)).is_err());
    // Whoever fills the form in again is asked again.
    agree(&node, &admin, customer);
    assert_eq!(letters(&node, customer).len(), 2);
    let second = path(&node, customer);
    browser.get(&second);
    browser.post(&second, &[]);
    assert!(node.allows(customer, MAIL));
    assert_eq!(browser.post(&first, &[]).status, StatusCode::GONE);
}

#[test]
fn a_server_that_goes_on_repeating_a_yes_sends_one_letter_for_good() {
    let shop = Shop::open();
    let node = shop.node();
    confirming(&node);
    let (server, customer) = (node.key(Scope::Server), sara(&node));
    for _ in 0..5 {
        node.send(&server, &[with_banner(track("u1", "Product Viewed"), &json!({"newsletter": true}))]);
        shop.wait(DAY * 5);
    }
    node.catch_up();
    assert_eq!((letters(&node, customer).len(), node.allows(customer, MAIL)), (1, false));
    // A no is left in peace: what only goes on repeating a yes asks nothing of them, and what they say by a form is heard.
    node.decide(customer, Decision::about(MAIL, State::Refused, Basis::Consent, node.clock.now(), "privacy_centre"));
    shop.wait(DAY);
    node.send(&server, &[with_banner(track("u1", "Product Viewed"), &json!({"newsletter": true}))]);
    node.catch_up();
    assert_eq!(letters(&node, customer).len(), 1);
    agree(&node, &node.key(Scope::Admin), customer);
    assert_eq!(letters(&node, customer).len(), 2);
}

#[test]
fn a_yes_that_came_before_its_address_is_asked_about_once_there_is_one() {
    let shop = Shop::open();
    let node = shop.node();
    confirming(&node);
    let server = node.key(Scope::Server);
    node.send(&server, &[with_banner(track("u9", "Product Viewed"), &json!({"newsletter": true}))]);
    node.catch_up();
    let call = json!({"type": "identify", "userId": "u9", "traits": {"email": "late@example.test"}});
    node.send(&server, &[with_banner(call, &json!({"newsletter": true}))]);
    node.catch_up();
    let customer = node.user("u9").unwrap();
    assert_eq!(letters(&node, customer).len(), 1);
}

#[test]
fn a_form_that_is_sent_again_and_again_brings_two_letters_at_most() {
    let shop = Shop::open();
    let node = shop.node();
    confirming(&node);
    let (admin, customer) = (node.key(Scope::Admin), sara(&node));
    for _ in 0..5 {
        agree(&node, &admin, customer);
        crate::ending::live(&shop, &node, 8);
    }
    assert_eq!(letters(&node, customer).len(), 2);
}

#[test]
fn a_no_after_the_form_outweighs_the_press() {
    let shop = Shop::open();
    let node = shop.node();
    confirming(&node);
    let (admin, customer) = (node.key(Scope::Admin), sara(&node));
    agree(&node, &admin, customer);
    let path = path(&node, customer);
    shop.wait(DAY);
    node.decide(customer, Decision::about(MAIL, State::Refused, Basis::Consent, node.clock.now(), "privacy_centre"));
    let message = node.messages(customer).into_iter().find(|message| message.letter == BuiltIn::ConfirmConsent).unwrap();
    assert!(node.app.composer.compose(&message, &mut Rng::from_seed(1)).is_err());
    let mut browser = Browser::new(&node);
    browser.get(&path);
    assert_eq!(browser.post(&path, &[]).status, StatusCode::GONE);
    assert!(!node.allows(customer, MAIL));
    // Their own later word is heard again, within any time that the store has to leave them in peace; a page's is not.
    shop.wait(DAY);
    let site = node.key(Scope::Site);
    node.send(&site, &[with_banner(track("u1", "Subscribed"), &json!({"newsletter": true}))]);
    node.catch_up();
    assert_eq!(letters(&node, customer).len(), 1);
    agree(&node, &admin, customer);
    assert_eq!(letters(&node, customer).len(), 2);
}

#[test]
fn the_law_of_the_place_wants_it_or_not_and_some_words_need_no_letter() {
    for (country, waits) in [("DE", true), ("AT", true), ("SA", false), ("US", false)] {
        let shop = Shop::open();
        let node = shop.node();
        store_in(&node, country);
        let (admin, server, customer) = (node.key(Scope::Admin), node.key(Scope::Server), sara(&node));
        node.send(&server, &[identify("u2", "", &json!({"email": "ali@example.com"}))]);
        let ali = node.user("u2").unwrap();
        agree(&node, &admin, customer);
        node.send(&server, &[with_banner(track("u2", "Subscribed"), &json!({"newsletter": true}))]);
        node.catch_up();
        for who in [customer, ali] {
            assert_eq!(node.allows(who, MAIL), !waits, "{country}");
            assert_eq!(letters(&node, who).len(), usize::from(waits), "{country}");
        }
        // In the privacy centre they are themselves already.
        let mut browser = Browser::new(&node);
        browser.come_in(&link(&node, ali));
        browser.post("/privacy/choices", &[("shown", "marketing_email"), ("agreed", "marketing_email")]);
        assert!(node.allows(ali, MAIL));
        assert_eq!(letters(&node, ali).len(), usize::from(waits));
        // A page that names somebody by an id which anybody may guess is not heard, so nobody gets a letter by it.
        node.send(&server, &[identify("u3", "", &json!({"email": "mina@example.com"}))]);
        let (site, mina) = (node.key(Scope::Site), node.user("u3").unwrap());
        node.send(&site, &[with_banner(track("u3", "Subscribed"), &json!({"newsletter": true}))]);
        node.catch_up();
        assert!(!node.allows(mina, MAIL) && letters(&node, mina).is_empty());
        // Of a stranger nothing is kept, so nothing is sent.
        node.send(
            &site,
            &[with_banner(
                json!({"type": "identify", "anonymousId": "v7", "traits": {"email": "x@example.com"}}),
                &json!({"newsletter": true}),
            )],
        );
        node.catch_up();
        assert!(node.by_email("x@example.com").is_none_or(|stranger| letters(&node, stranger).is_empty()));
    }
}

#[test]
fn what_waits_follows_a_merge_and_ends_with_an_erasure() {
    let shop = Shop::open();
    let node = shop.node();
    confirming(&node);
    let (admin, server, customer) = (node.key(Scope::Admin), node.key(Scope::Server), sara(&node));
    node.send(&server, &[identify("u2", "", &json!({"email": "sara2@example.com"}))]);
    let second = node.user("u2").unwrap();
    agree(&node, &admin, second);
    let path = path(&node, second);
    node.send(&server, &[json!({"type": "alias", "userId": "u1", "previousId": "u2"})]);
    node.catch_up();
    let root = node.root(second);
    agree(&node, &admin, root);
    assert_eq!(letters(&node, root).len(), 1, "one letter is under way already");
    let mut browser = Browser::new(&node);
    browser.get(&path);
    assert_eq!(browser.post(&path, &[]).status, StatusCode::OK);
    assert!(node.allows(root, MAIL) && root == node.root(customer));
    erasing::erase(&node.app, root, "test").unwrap();
    let erased = browser.post(&path, &[]);
    assert_eq!(erased.status, StatusCode::NOT_FOUND);
    assert!(erased.body.contains("was not made by us"), "of the erased no more is said than of nobody");
    let left = |tx: &mut db::Tx<'_>| tx.query_one::<i64>("SELECT COUNT(*) FROM opt_ins", &[], |row| row.get(0));
    assert_eq!(node.app.db.record.read(left).unwrap(), 0);
}

/// An agreement is confirmed for the address that the letter went to: another that the store learns of is asked first.
#[test]
fn mail_goes_to_confirmed_addresses_alone_and_a_new_one_is_asked_once() {
    let (shop, server) = (Shop::open(), SmtpServer::start(Script::default()).unwrap());
    let node = shop.node_with_mail(Some(&server.url()));
    store_in(&node, "DE");
    let (admin, store, customer) = (node.key(Scope::Admin), node.key(Scope::Server), sara(&node));
    agree(&node, &admin, customer);
    let first = path(&node, customer);
    // A letter's link speaks for the address that it went to, and for no other.
    let (of_letter, of_other) = (address(&node, "sara@example.com"), address(&node, "new@example.com"));
    let swapped = first.replace(&base::id::encode(&of_letter), &base::id::encode(&of_other));
    let mut browser = Browser::new(&node);
    assert_eq!(browser.get(&swapped).status, StatusCode::NOT_FOUND);
    browser.get(&first);
    browser.post(&first, &[]);
    assert!(node.allows(customer, MAIL));
    shop.wait(DAY);
    node.send(&store, &[identify("u1", "v1", &json!({"email": "new@example.com"}))]);
    node.app.start().unwrap();
    let fates = |rule: BuiltIn| {
        let all = node.messages(customer).into_iter().filter(|message| message.letter == rule);
        all.map(|message| (message.state, message.reason)).collect::<Vec<_>>()
    };
    until("the welcome is withheld", || fates(BuiltIn::Welcome) == [(MessageState::Withheld, "unconfirmed".to_owned())]);
    let asked = || server.received().iter().any(|letter| letter.to.concat().contains("new@example.com"));
    until("the new address is asked", asked);
    assert!(node.allows(customer, MAIL), "what they agreed to stands");
    // The press in that letter lets mail through again.
    let waits = node.app.db.record.read(|tx| privacy::opt_ins_of(tx, &[customer])).unwrap();
    assert_eq!(waits.len(), 2);
    let second = format!("/privacy/confirm/{}", privacy::opt_in_token(&node.app.keys, waits[1].id, &of_other));
    browser.get(&second);
    browser.post(&second, &[]);
    let may = |to| node.app.db.record.read(|tx| privacy::may_mail_to(tx, &[customer], MAIL, to)).unwrap();
    assert!(may(&of_letter) && may(&of_other) && !may(&address(&node, "third@example.com")));
}

#[test]
fn a_press_for_mail_that_the_store_sends_no_more_says_so() {
    let shop = Shop::open();
    let node = shop.node();
    confirming(&node);
    let (admin, customer) = (node.key(Scope::Admin), sara(&node));
    agree(&node, &admin, customer);
    let path = path(&node, customer);
    let now = node.clock.now();
    node.record(move |tx| Asking { purposes: Some(Vec::new()), ..Asking::load(tx)? }.save(tx, now));
    let mut browser = Browser::new(&node);
    browser.get(&path);
    let said = browser.post(&path, &[]);
    assert!(said.status == StatusCode::GONE && said.body.contains("nothing was recorded"), "{}", said.body);
    assert!(!node.allows(customer, MAIL));
}
