//! What follows from what comes back: addresses that are written to no more, and how that ends.

use crate::feedback::{Sent, sent_by};
use crate::privacy::Browser;
use crate::routes::session_of;
use crate::support::{Shop, identify, track};
use axum::http::{Method, StatusCode};
use base::id::MessageId;
use base::{Clock as _, EmailAddress};
use capabilities::feedback::{Bounce, Outcome, Told};
use capabilities::messaging::{self, BuiltIn, NewMessage, Vendor};
use foundation::consent::{Category, CategorySet, Purpose};
use foundation::rules::{self, Condition, Program};
use foundation::staff::{Role, Scope};
use serde_json::json;
use std::time::Duration;

const SECRET: &str = "key-0123456789abcdef0123456789abcdef";

fn sent() -> Sent {
    sent_by(Shop::open(), Vendor::Mailgun, SECRET)
}

/// Another letter to the same address, as of now.
fn another(sent: &Sent) -> MessageId {
    let (node, now) = (&sent.node, sent.node.clock.now());
    let address = node.app.db.views.read(|tx| messaging::address_of(tx, sent.message.id)).unwrap().unwrap();
    let id = MessageId::new(now, &mut node.app.fork_rng());
    let message = NewMessage {
        id,
        key: *base::Id::raw(&id),
        customer: sent.customer(),
        event: sent.message.event,
        position: sent.message.position,
        letter: BuiltIn::Welcome.into(),
        locale: base::Locale::En,
        topic: String::new(),
        cause: "journey:again".to_owned(),
        due_at: None,
    };
    let write = |tx: &mut db::Tx<'_>| {
        messaging::note_sent(tx, &message, now)?;
        tx.execute("UPDATE messages SET address = $2 WHERE id = $1", db::params![id, address])
    };
    node.app.db.views.write(write).unwrap();
    id
}

fn hear(sent: &Sent, message: MessageId, outcome: Outcome) {
    let told = vec![Told { message, outcome, at: None }];
    app::feedback::hear(&sent.node.app, told, None).unwrap();
}

#[test]
fn five_in_a_row_over_a_week_suppress_and_a_delivery_begins_anew() {
    let sent = sent();
    let soft = Outcome::Bounced(Bounce::Soft);
    for _ in 0..4 {
        hear(&sent, another(&sent), soft.clone());
        sent.shop.wait(Duration::from_hours(48));
    }
    hear(&sent, another(&sent), Outcome::Delivered);
    for day in 0..8 {
        hear(&sent, another(&sent), soft.clone());
        assert!(!sent.is_suppressed(), "day {day}");
        sent.shop.wait(Duration::from_hours(20));
    }
    // Eight came back by now, but it is not yet a week since the first.
    hear(&sent, another(&sent), soft.clone());
    assert!(!sent.is_suppressed());
    sent.shop.wait(Duration::from_hours(20));
    hear(&sent, another(&sent), soft);
    assert!(sent.is_suppressed());
    assert!(sent.node.allows(sent.customer(), Purpose::MarketingEmail), "a full mailbox is no no");
}

#[test]
fn the_way_out_in_a_letter_says_by_which_letter() {
    let sent = sent();
    let way_out = sent.header("list-unsubscribe");
    let path = way_out.trim_start_matches("<https://shop.example").trim_end_matches('>').to_owned();
    assert_eq!(sent.node.ask(Method::GET, &path).status, StatusCode::OK);
    assert!(sent.events("Unsubscribed").is_empty(), "a scanner follows links");
    for _ in 0..2 {
        assert_eq!(sent.node.post(&path, "", "List-Unsubscribe=One-Click").status, StatusCode::OK);
    }
    assert!(!sent.node.allows(sent.customer(), Purpose::MarketingEmail));
    assert_eq!(sent.events("Unsubscribed").len(), 1);
    assert!(sent.result().unwrap().unsubscribed_at.is_some());
    // A link of before still leads out, and names no letter.
    let old = messaging::unsubscribe_token(&sent.node.app.keys, sent.customer());
    assert_eq!(sent.node.ask(Method::GET, &format!("/u/{old}")).status, StatusCode::OK);
    assert_eq!(messaging::letter_of_unsubscribe_token(&sent.node.app.keys, &old), None);
}

#[test]
fn pages_may_not_claim_what_became_of_letters_and_rules_may_ask() {
    let sent = sent();
    let (site, server) = (sent.node.key(Scope::Site), sent.node.key(Scope::Server));
    let mut call = track("u1", "Email Opened");
    call["properties"] = json!({"message_id": sent.message.id.to_string()});
    assert_eq!(sent.node.send(&site, &[call.clone()]).aside, 1);
    // The store's own servers may tell of letters that other programs send; that is no row here.
    sent.node.send(&server, &[call]);
    assert!(sent.result().is_none());
    hear(&sent, sent.message.id, Outcome::Delivered);
    let rule = Condition::parse(
        r#"{"did": {"event": "Email Delivered", "where": [{"property": "template", "test": {"is": "welcome"}}]}}"#,
    )
    .unwrap();
    assert_eq!(rule.reads(), CategorySet::of(&[Category::Messages]));
    let program = Program::new(&[rule], jiff::tz::TimeZone::UTC);
    let (members, _) = rules::ask(&sent.node.app.history, &program, 1, sent.node.clock.now()).unwrap();
    assert_eq!(members, [vec![sent.customer()]]);
}

#[test]
fn a_merge_joins_and_an_erasure_takes_away() {
    let sent = sent();
    hear(&sent, sent.message.id, Outcome::Delivered);
    let server = sent.node.key(Scope::Server);
    sent.node.send(&server, &[identify("older", "", &json!({"name": "S"}))]);
    sent.node.send(&server, &[json!({"type": "alias", "userId": "older", "previousId": "u1"})]);
    hear(&sent, sent.message.id, Outcome::Unsubscribed);
    let result = sent.result().unwrap();
    assert!(result.delivered_at.is_some() && result.unsubscribed_at.is_some(), "{result:?}");
    sent.node.assert_rebuilds_the_same();
    let root = sent.node.root(sent.customer());
    app::erasing::erase(&sent.node.app, root, "test").unwrap().unwrap();
    hear(&sent, sent.message.id, Outcome::Complained);
    assert!(sent.events("Email Marked as Spam").is_empty());
}

#[test]
fn staff_see_what_came_back_and_lift_a_suppression_with_a_reason() {
    let sent = sent();
    hear(&sent, sent.message.id, Outcome::Bounced(Bounce::Hard));
    sent.node.catch_up();
    let cookie = session_of(&sent.node, Role::Owner);
    let (name, value) = cookie.split_once('=').unwrap();
    let mut browser = Browser::new(&sent.node).with(name, value);
    let page = browser.get(&format!("/admin/messages/{}", sent.message.id));
    assert!(page.body.contains("Came back: no such mailbox"), "{}", page.body);
    let list = browser.get("/admin/messages/suppressions");
    assert!(list.body.contains("There is no such mailbox") && !list.body.contains("sara@mail.example"), "{}", list.body);
    let address = sent.node.app.db.views.read(|tx| messaging::address_of(tx, sent.message.id)).unwrap().unwrap();
    let address = base::id::encode(&address);
    let wrong = browser.post("/admin/messages/suppressions/lift", &[("address", &address), ("reason", "because")]);
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    assert!(sent.is_suppressed());
    browser.post("/admin/messages/suppressions/lift", &[("address", &address), ("reason", "works_again")]);
    assert!(!sent.is_suppressed());
    let audit = browser.get("/admin/settings/audit");
    assert!(audit.body.contains("Address written to again") && audit.body.contains("The address works again"), "{}", audit.body);
}

#[test]
fn a_vendor_is_set_up_in_the_settings_and_its_key_is_kept_sealed() {
    let shop = Shop::open();
    let node = shop.node();
    let cookie = session_of(&node, Role::Owner);
    let (name, value) = cookie.split_once('=').unwrap();
    let mut browser = Browser::new(&node).with(name, value);
    browser.get("/admin/settings/email");
    let path = "/admin/settings/email/feedback";
    let wrong = browser.post(path, &[("vendor", "sendgrid"), ("secret", "SARA-SECRET")]);
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("no verification key") && !wrong.body.contains("SARA-SECRET"), "{}", wrong.body);
    let saved = browser.post(path, &[("vendor", "mailgun"), ("secret", SECRET)]);
    assert!(saved.body.contains("https://shop.example/hooks/mail/mailgun") && !saved.body.contains(SECRET), "{}", saved.body);
    let stored: Option<serde_json::Value> =
        node.app.db.record.read(|tx| foundation::settings::load(tx, app::mail::FEEDBACK_SETTING)).unwrap();
    assert!(!stored.unwrap().to_string().contains(SECRET));
    assert_eq!(app::mail::feedback(&node.app.db, &node.app.keys).unwrap().unwrap().secret, SECRET);
    // Empty keeps it; none ends it.
    browser.post(path, &[("vendor", "mailgun"), ("secret", "")]);
    assert!(app::mail::feedback(&node.app.db, &node.app.keys).unwrap().is_some());
    browser.post(path, &[("vendor", ""), ("secret", "")]);
    assert!(app::mail::feedback(&node.app.db, &node.app.keys).unwrap().is_none());
}

#[test]
fn what_a_mail_server_sends_back_is_about_the_letter_that_it_came_back_for() {
    let mut shop = Shop::open();
    shop.bounce_address = Some(EmailAddress::parse("bounces@shop.example").unwrap());
    let sent = sent_by(shop, Vendor::Mailgun, SECRET);
    let from = sent.letter.from.trim_start_matches('<').split('>').next().unwrap().to_owned();
    assert!(from.starts_with("bounces+") && from.split('@').next().unwrap().len() <= 64, "{from}");
    assert!(sent.header("from").contains("hello@shop.example"));
    let report = |to: &str, status: &str| {
        let text = format!(
            "To: {to}\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n\
             --b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx\r\n\r\nAction: failed\r\nStatus: {status}\r\n\r\n--b--\r\n"
        );
        capabilities::feedback::read_report(&sent.node.app.keys, text.as_bytes())
    };
    assert!(report("bounces@shop.example", "5.1.1").is_err(), "whose it is nobody says");
    for _ in 0..2 {
        let told = report(&from, "5.1.1").unwrap();
        app::feedback::hear(&sent.node.app, vec![told], None).unwrap();
    }
    assert!(sent.is_suppressed() && sent.result().unwrap().is_hard);
    assert_eq!(sent.events("Email Bounced").len(), 1);
}

#[test]
fn what_is_published_of_the_domain_is_looked_up_and_said() {
    let server = std::net::UdpSocket::bind("127.0.0.1:0").unwrap();
    let mut shop = Shop::open();
    shop.dns_server = Some(server.local_addr().unwrap());
    // A name server that knows no name: the question comes back, with code 3.
    std::thread::spawn(move || {
        let mut buffer = [0; 1500];
        while let Ok((length, from)) = server.recv_from(&mut buffer) {
            buffer[2] |= 0x80;
            buffer[3] = 3;
            let _ = server.send_to(&buffer[..length], from);
        }
    });
    let node = shop.node();
    let cookie = session_of(&node, Role::Owner);
    let (name, value) = cookie.split_once('=').unwrap();
    let mut browser = Browser::new(&node).with(name, value);
    browser.get("/admin/settings/email");
    let page = browser.post("/admin/settings/email/dns", &[]);
    let words = page.body.replace(['\u{2068}', '\u{2069}'], "");
    assert!(words.contains("There is no SPF record") && words.contains("There is no DMARC record"), "{words}");
    assert!(page.body.contains("v=spf1 a:mail.shop.example ~all") && page.body.contains("_dmarc.shop.example"), "{}", page.body);
}
