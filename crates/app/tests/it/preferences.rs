//! What customers ask of the messages that they agreed to: it holds when a message is queued, and again when it is sent.

use crate::ending::{agree, live};
use crate::privacy::{Browser, link, sara};
use crate::support::{Node, Shop, identify, order, until};
use app::erasing;
use axum::http::StatusCode;
use base::id::CustomerId;
use base::{Clock as _, Locale};
use capabilities::messaging::testing::{Script, SmtpServer};
use capabilities::messaging::{BuiltIn, Message, MessageState, Topic, Topics, unsubscribe_token};
use db::params;
use foundation::consent::{self, Basis, Decision, Frequency, Preferences, Purpose, State};
use foundation::settings::StoreSettings;
use foundation::staff::Scope;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::time::Duration;

const DAY: Duration = Duration::from_hours(24);

fn prefer(node: &Node, customer: CustomerId, wanted: Preferences) {
    let now = node.clock.now();
    node.record(move |tx| consent::set_preferences(tx, customer, &wanted, now));
}

fn preferences(node: &Node, customer: CustomerId) -> Preferences {
    node.app.db.record.read(|tx| consent::load_preferences(tx, customer)).unwrap()
}

fn limited(frequency: Frequency) -> Preferences {
    Preferences { frequency, ..Preferences::default() }
}

/// What became of a customer's messages of one kind, the oldest first.
fn fates(node: &Node, customer: CustomerId, rule: BuiltIn) -> Vec<(MessageState, String)> {
    let mut all: Vec<Message> = node.messages(customer).into_iter().filter(|message| message.letter == rule).collect();
    all.reverse();
    all.into_iter().map(|message| (message.state, message.reason)).collect()
}

fn waits() -> (MessageState, String) {
    (MessageState::Queued, "wait_frequency".to_owned())
}

fn withheld(reason: &str) -> (MessageState, String) {
    (MessageState::Withheld, reason.to_owned())
}

/// A shop with a mail server, whose outbox is not at work yet.
fn with_mail() -> (Shop, SmtpServer, Node) {
    let (shop, server) = (Shop::open(), SmtpServer::start(Script::default()).unwrap());
    let node = shop.node_with_mail(Some(&server.url()));
    let now = shop.clock.now();
    let store = StoreSettings { name: "Noor".to_owned(), sender_email: "hello@shop.example".to_owned(), ..Default::default() };
    node.record(move |tx| store.save(tx, now));
    (shop, server, node)
}

/// As if the mail server had taken what waits.
fn all_are_sent(node: &Node) {
    let now = node.clock.now();
    let sql = "UPDATE messages SET state = 2, changed_at = $1 WHERE state = 0";
    node.app.db.views.write(|tx| tx.execute(sql, params![now])).unwrap();
}

#[test]
fn one_a_week_and_one_a_month_let_letters_wait_while_they_are_of_use() {
    // The welcome goes on the first day; reminders are due on the third and on the twenty-sixth, and are of use for a week.
    for (frequency, first, second) in [
        (Frequency::Weekly, waits(), (MessageState::Sent, String::new())),
        (Frequency::Monthly, withheld("late_frequency"), waits()),
    ] {
        let (shop, _server, node) = with_mail();
        let customer = sara(&node);
        agree(&node, customer, Purpose::MarketingEmail, 33);
        node.catch_up();
        node.app.start().unwrap();
        until("the welcome is sent", || fates(&node, customer, BuiltIn::Welcome) == [(MessageState::Sent, String::new())]);
        let welcomed = node.clock.now();
        prefer(&node, customer, limited(frequency));
        let reminders = || fates(&node, customer, BuiltIn::ConsentRenewal);
        live(&shop, &node, 4);
        until("the first is decided", || reminders() == [first.clone()]);
        if first == waits() {
            let due = |message: &Message| message.letter == BuiltIn::ConsentRenewal && message.due_at == welcomed.plus(DAY * 7);
            assert!(node.messages(customer).iter().any(due), "a week after the one before");
            live(&shop, &node, 3);
            until("it goes once the week is over", || reminders() == [(MessageState::Sent, String::new())]);
        }
        let days = node.clock.now().micros_since(welcomed) / 86_400_000_000;
        live(&shop, &node, 27 - u32::try_from(days).unwrap());
        until("the second is decided", || reminders().get(1) == Some(&second));
        // What the contract owes is not advertising, and is not limited.
        let key = node.key(Scope::Server);
        node.send(&key, &[order("u1", "10483", "sara@example.com", "9.00")]);
        let thanks = || fates(&node, customer, BuiltIn::ThankYou);
        until("both orders are thanked for", || thanks().iter().filter(|fate| fate.0 == MessageState::Sent).count() == 2);
    }
}

#[test]
fn whoever_asks_for_more_again_waits_no_longer() {
    let (shop, server, node) = with_mail();
    let customer = sara(&node);
    all_are_sent(&node);
    agree(&node, customer, Purpose::MarketingEmail, 33);
    node.catch_up();
    node.app.start().unwrap();
    until("the welcome is sent", || fates(&node, customer, BuiltIn::Welcome) == [(MessageState::Sent, String::new())]);
    prefer(&node, customer, limited(Frequency::Weekly));
    live(&shop, &node, 4);
    until("the reminder waits", || fates(&node, customer, BuiltIn::ConsentRenewal) == [waits()]);
    let path = format!("/p/{}", unsubscribe_token(&node.app.keys, customer));
    Browser::new(&node).post(&path, &[("channels", "email"), ("channel", "email"), ("frequency", "every")]);
    assert_eq!(preferences(&node, customer).frequency, Frequency::Every);
    until("it goes", || fates(&node, customer, BuiltIn::ConsentRenewal) == [(MessageState::Sent, String::new())]);
    assert_eq!(server.received().len(), 2);
}

#[test]
fn a_pause_holds_everything_back_and_ends_by_itself() {
    let shop = Shop::open();
    let node = shop.node();
    let customer = sara(&node);
    agree(&node, customer, Purpose::MarketingEmail, 40);
    node.catch_up();
    all_are_sent(&node);
    prefer(&node, customer, Preferences::default().paused_for(30, node.clock.now()));
    live(&shop, &node, 29);
    assert_eq!(fates(&node, customer, BuiltIn::ConsentRenewal), [withheld("on_pause")]);
    live(&shop, &node, 6);
    assert_eq!(fates(&node, customer, BuiltIn::ConsentRenewal)[1].0, MessageState::Queued, "nobody had to press anything");
}

#[test]
fn a_topic_that_is_off_holds_back_its_own_messages_alone() {
    let shop = Shop::open();
    let node = shop.node();
    let now = node.clock.now();
    let topic = |key: &str| Topic { key: key.to_owned(), names: BTreeMap::new() };
    let of_rules = [(BuiltIn::Welcome, "hello"), (BuiltIn::ConsentRenewal, "questions")];
    let of_rules = of_rules.map(|(rule, key)| (rule.name().to_owned(), key.to_owned())).into();
    let topics = Topics { all: vec![topic("hello"), topic("questions")], of_rules };
    node.record(move |tx| topics.save(tx, now));
    let customer = sara(&node);
    prefer(&node, customer, Preferences { topics_off: ["questions".to_owned()].into(), ..Preferences::default() });
    agree(&node, customer, Purpose::MarketingEmail, 33);
    live(&shop, &node, 4);
    assert_eq!(fates(&node, customer, BuiltIn::Welcome)[0].0, MessageState::Queued);
    assert_eq!(fates(&node, customer, BuiltIn::ConsentRenewal), [withheld("topic_off")]);
    prefer(&node, customer, Preferences::default());
    live(&shop, &node, 23);
    assert_eq!(fates(&node, customer, BuiltIn::ConsentRenewal)[1].0, MessageState::Queued);
}

#[test]
fn what_is_asked_while_messages_wait_holds_when_they_are_sent() {
    let (shop, server, node) = with_mail();
    let customer = sara(&node);
    all_are_sent(&node);
    // Two wait: a welcome, and the reminder of something else.
    agree(&node, customer, Purpose::Analytics, 31);
    agree(&node, customer, Purpose::MarketingEmail, 365);
    live(&shop, &node, 2);
    assert_eq!(node.messages(customer).iter().filter(|message| message.state == MessageState::Queued).count(), 2);
    // Both are taken in one turn of the outbox; one goes, whichever thread is the quicker.
    prefer(&node, customer, limited(Frequency::Weekly));
    node.app.start().unwrap();
    // The other first waits for what becomes of that one, and then for its week.
    let both = || [fates(&node, customer, BuiltIn::Welcome), fates(&node, customer, BuiltIn::ConsentRenewal)].concat();
    until("one is sent", || both().iter().any(|fate| fate.0 == MessageState::Sent));
    assert!(both().contains(&waits()), "{:?}", both());
    let sent_at = node.clock.now();
    shop.wait(Duration::from_mins(1));
    let until_then = sent_at.plus(DAY * 7);
    let is_decided = |message: &Message| match message.letter {
        // A welcome a week late is none.
        letter if letter == BuiltIn::Welcome => message.reason == "late_frequency",
        _ => message.reason == "wait_frequency" && message.due_at == until_then,
    };
    until("the other is decided", || node.messages(customer).iter().any(is_decided));
    assert_eq!(server.received().len(), 1);
}

#[test]
fn a_pause_reaches_what_was_queued_before_it() {
    let (_shop, server, node) = with_mail();
    let customer = sara(&node);
    all_are_sent(&node);
    agree(&node, customer, Purpose::MarketingEmail, 365);
    node.catch_up();
    prefer(&node, customer, Preferences::default().paused_for(30, node.clock.now()));
    node.app.start().unwrap();
    until("it is withheld", || fates(&node, customer, BuiltIn::Welcome) == [withheld("on_pause")]);
    assert!(server.received().is_empty());
}

#[test]
fn a_merge_keeps_what_protects_and_an_erasure_nothing() {
    let shop = Shop::open();
    let node = shop.node();
    let customer = sara(&node);
    let server = node.key(Scope::Server);
    node.send(&server, &[order("u2", "7", "sara2@example.com", "5")]);
    let second = node.user("u2").unwrap();
    let now = node.clock.now();
    let off = |topic: &str| [topic.to_owned()].into();
    prefer(
        &node,
        customer,
        Preferences { frequency: Frequency::Weekly, topics_off: off("sale"), ..Preferences::default() }.paused_for(60, now),
    );
    prefer(
        &node,
        second,
        Preferences { frequency: Frequency::Monthly, topics_off: off("new"), ..Preferences::default() }.paused_for(30, now),
    );
    node.send(&server, &[json!({"type": "alias", "userId": "u1", "previousId": "u2"})]);
    node.catch_up();
    let root = node.root(second);
    assert_eq!(root, node.root(customer));
    let both = preferences(&node, root);
    assert_eq!((both.frequency, both.paused_until), (Frequency::Monthly, Some(now.plus(DAY * 60))));
    assert_eq!(both.topics_off, ["new".to_owned(), "sale".to_owned()].into());
    let mut browser = Browser::new(&node);
    browser.come_in(&link(&node, root));
    let export: Value = serde_json::from_str(&browser.get("/privacy/export.json").body).unwrap();
    assert_eq!(export["message_preferences"][0]["frequency"], "monthly");
    assert_eq!(export["message_preferences"][0]["topics_off"], json!(["new", "sale"]));
    erasing::erase(&node.app, root, "test").unwrap();
    let left = |tx: &mut db::Tx<'_>| tx.query_one::<i64>("SELECT COUNT(*) FROM message_preferences", &[], |row| row.get(0));
    assert_eq!(node.app.db.record.read(left).unwrap(), 0);
}

#[test]
fn the_page_in_the_centre_saves_what_was_shown_and_leaving_is_one_press() {
    let shop = Shop::open();
    let node = shop.node();
    let now = node.clock.now();
    let names = Locale::ALL.map(|locale| (locale.code().to_owned(), format!("News in {}", locale.code())));
    let topics = Topics { all: vec![Topic { key: "news".to_owned(), names: names.into() }], ..Topics::default() };
    node.record(move |tx| topics.save(tx, now));
    let customer = sara(&node);
    let mut browser = Browser::new(&node);
    browser.come_in(&link(&node, customer));
    let page = browser.get("/privacy/messages");
    assert!(page.body.contains("News in en") && page.body.contains("At most one a week"), "{}", page.body);
    assert!(!page.body.contains("Unsubscribe from all"), "there is nothing to leave");
    let switch = ("channels", "email");
    let on = browser
        .post("/privacy/messages", &[switch, ("channel", "email"), ("frequency", "every"), ("shown", "news"), ("topic", "news")]);
    assert!(on.body.contains("Saved.") && on.body.contains("Unsubscribe from all"), "{}", on.body);
    assert!(node.allows(customer, Purpose::MarketingEmail));
    let fewer = [switch, ("channel", "email"), ("frequency", "monthly"), ("shown", "news"), ("pause", "60")];
    assert!(browser.post("/privacy/messages", &fewer).body.contains("End the pause"));
    let held = preferences(&node, customer);
    assert_eq!((held.frequency, held.paused_until), (Frequency::Monthly, Some(now.plus(DAY * 60))));
    assert_eq!(held.topics_off, ["news".to_owned()].into());
    assert!(node.events().iter().any(|event| event.name == "Message Preferences Updated" && event.body.contains("\"monthly\"")));
    browser.post("/privacy/messages", &[("resume", "yes")]);
    assert_eq!(preferences(&node, customer), Preferences { paused_until: None, ..held.clone() }, "only what the button says");
    // Words that are not ours change nothing.
    let odd = [("frequency", "hourly"), ("pause", "-1"), ("shown", "no-such-topic"), ("pause", "31")];
    assert!(browser.post("/privacy/messages", &odd).body.contains("nothing was changed"));
    assert_eq!(preferences(&node, customer).topics_off, held.topics_off);
    browser.post("/privacy/messages", &[("leave", "all")]);
    assert!(!node.allows(customer, Purpose::MarketingEmail));
    let history = node.app.db.record.read(|tx| consent::history(tx, &[customer], 9)).unwrap();
    assert_eq!((history[0].state, history[0].purpose), (State::Withdrawn, Purpose::MarketingEmail));
}

#[test]
fn the_link_at_a_messages_foot_opens_the_same_form_and_no_more() {
    let shop = Shop::open();
    let node = shop.node();
    let customer = sara(&node);
    agree(&node, customer, Purpose::MarketingEmail, 365);
    let path = format!("/p/{}", unsubscribe_token(&node.app.keys, customer));
    // Another browser, without a cookie or a session.
    let mut browser = Browser::new(&node);
    let page = browser.get(&path);
    assert!(page.status == StatusCode::OK && page.body.contains("At most one a month"), "{}", page.body);
    assert!(!page.body.contains("Sara") && !page.body.contains("sara@"));
    assert!(browser.post(&path, &[("frequency", "weekly"), ("pause", "90")]).body.contains("Saved."));
    assert_eq!(preferences(&node, customer).frequency, Frequency::Weekly);
    browser.post(&path, &[("resume", "yes")]);
    assert_eq!(preferences(&node, customer).paused_until, None);
    for forged in [format!("{path}0"), "/p/x".to_owned(), path.replace("/p/", "/p/0")] {
        assert_eq!(browser.get(&forged).status, StatusCode::NOT_FOUND);
        assert_eq!(browser.post(&forged, &[("frequency", "monthly")]).status, StatusCode::NOT_FOUND);
    }
    assert_eq!(preferences(&node, customer).frequency, Frequency::Weekly);
    // It agrees to nothing: who has left is shown the way back, which has its own rules.
    node.decide(customer, Decision::about(Purpose::MarketingEmail, State::Withdrawn, Basis::Consent, node.clock.now(), "api"));
    assert!(browser.get(&path).body.contains("If you want it again"));
    browser.post(&path, &[("channels", "email"), ("channel", "email"), ("frequency", "every")]);
    assert!(!node.allows(customer, Purpose::MarketingEmail));
    erasing::erase(&node.app, customer, "test").unwrap();
    browser.post(&path, &[("frequency", "monthly")]);
    assert_eq!(preferences(&node, customer), Preferences::default(), "nothing is written about the erased");
}

#[test]
fn less_is_offered_after_unsubscribing_and_never_before() {
    let shop = Shop::open();
    let node = shop.node();
    let customer = sara(&node);
    agree(&node, customer, Purpose::MarketingEmail, 365);
    let path = format!("/u/{}", unsubscribe_token(&node.app.keys, customer));
    let mut browser = Browser::new(&node);
    assert!(!browser.get(&path).body.contains("Would fewer do?"));
    let ended = Some(node.clock.now().plus(DAY * 365));
    let left = browser.post(&path, &[("List-Unsubscribe", "One-Click")]);
    assert!(left.body.contains("Would fewer do?") && !node.allows(customer, Purpose::MarketingEmail));
    let fewer = browser.post(&path, &[("frequency", "monthly")]);
    assert!(fewer.body.contains("one message a month at most"), "{}", fewer.body);
    assert!(node.allows(customer, Purpose::MarketingEmail));
    assert_eq!(preferences(&node, customer).frequency, Frequency::Monthly);
    browser.post(&path, &[]);
    browser.post(&path, &[("pause", "30")]);
    assert_eq!(preferences(&node, customer).paused_until, Some(node.clock.now().plus(DAY * 30)));
    assert!(node.allows(customer, Purpose::MarketingEmail));
    // What holds again is what was ended, until the same day; and what was rarer stays.
    let ends = || {
        let choices = node.app.db.record.read(|tx| consent::load(tx, customer)).unwrap();
        choices.iter().filter(|one| one.purpose == Purpose::MarketingEmail).map(|one| one.until).max()
    };
    assert_eq!(ends(), ended);
    browser.post(&path, &[]);
    browser.post(&path, &[("frequency", "weekly")]);
    assert_eq!((ends(), preferences(&node, customer).frequency), (ended, Frequency::Monthly));
    // A no that was said elsewhere is not undone by an old letter, whatever it asks for.
    node.decide(customer, Decision::about(Purpose::MarketingEmail, State::Withdrawn, Basis::Consent, node.clock.now(), "api"));
    let refused = browser.post(&path, &[("frequency", "weekly")]);
    assert!(!refused.body.contains("Would fewer do?") && !node.allows(customer, Purpose::MarketingEmail));
    assert_eq!(preferences(&node, customer).frequency, Frequency::Monthly);
}

#[test]
fn staff_read_why_a_message_was_not_sent_in_their_language() {
    let shop = Shop::open();
    let node = shop.node();
    let cookie = crate::unseen::signed_in(&node);
    let said = [
        ("en", ["The customer paused messages", "The customer wants fewer messages", "The customer turned this topic off"]),
        ("ar", ["أوقف العميل الرسائل مؤقتًا", "يريد العميل رسائل أقل", "أوقف العميل الرسائل في هذا الموضوع"]),
        ("fa", ["مشتری پیام‌ها را موقتاً متوقف کرده است", "مشتری پیام کمتری می‌خواهد", "مشتری این موضوع را خاموش کرده است"]),
    ];
    let key = node.key(Scope::Server);
    for (at, reason) in ["on_pause", "frequency", "topic_off"].into_iter().enumerate() {
        let user = format!("w{at}");
        node.send(
            &key,
            &[
                identify(&user, "", &json!({"email": format!("{user}@example.com")})),
                order(&user, &format!("9{at}"), &format!("{user}@example.com"), "5"),
            ],
        );
        node.catch_up();
        let customer = node.user(&user).unwrap();
        let sql = "UPDATE messages SET state = 5, reason = $2 WHERE customer = $1";
        node.app.db.views.write(|tx| tx.execute(sql, params![customer, reason])).unwrap();
    }
    for (lang, words) in said {
        let mut browser = Browser::new(&node).with("__Host-session", &cookie).with("lang", lang);
        let page = browser.get("/admin/messages?state=withheld").body;
        for word in words {
            assert!(page.contains(word), "{lang}: {word}");
        }
    }
}
