//! Mail on its way out, to a scripted server over real sockets, under the simulated clock.

use crate::support::{Node, Shop, identify, order, until};
use capabilities::messaging::testing::{Received, Script, SmtpServer, Step};
use capabilities::messaging::{self, BuiltIn, Message, MessageState, kept_body};
use db::params;
use foundation::consent::{Basis, Category, CategorySet, Decision, Purpose, State};
use foundation::customers;
use foundation::settings::StoreSettings;
use foundation::staff::Scope;
use foundation::vault::AccessLog;
use serde_json::json;
use std::time::Duration;

pub fn server(script: Script) -> SmtpServer {
    SmtpServer::start(script).unwrap()
}

pub fn started(shop: &Shop, server: &SmtpServer) -> Node {
    let node = shop.node_with_mail(Some(&server.url()));
    let now = base::Clock::now(&*shop.clock);
    let settings =
        StoreSettings { name: "Noor".to_owned(), sender_email: "hello@shop.example".to_owned(), ..StoreSettings::default() };
    node.record(move |tx| settings.save(tx, now));
    node.app.start().unwrap();
    node
}

pub fn decide(node: &Node, user: &str, purpose: Purpose, state: State) {
    let now = base::Clock::now(&*node.clock);
    node.decide(node.user(user).unwrap(), Decision::about(purpose, state, Basis::Consent, now, "api"));
}

pub fn order_of_sara(node: &Node) {
    let key = node.key(Scope::Server);
    node.send(&key, &[identify("u1", "", &json!({"name": "سارة", "email": "sara@mail.example"}))]);
    let mut call = order("u1", "1001", "sara@mail.example", "99.50");
    call["context"] = json!({"locale": "ar-SA"});
    node.send(&key, &[call]);
}

pub fn welcome_of_sara(node: &Node) {
    let key = node.key(Scope::Server);
    node.send(&key, &[identify("u1", "", &json!({"name": "سارا", "email": "sara@mail.example"}))]);
    decide(node, "u1", Purpose::MarketingEmail, State::Given);
}

pub fn only(node: &Node) -> Option<Message> {
    let mut messages = node.messages(node.user("u1")?);
    assert!(messages.len() <= 1);
    messages.pop()
}

/// Waits until the one message ended up like this; gives it.
pub fn ended(node: &Node, state: MessageState) -> Message {
    until(state.word(), || only(node).is_some_and(|message| message.state == state));
    only(node).unwrap()
}

/// The clock goes on to when the message is due again, after `attempts` of them.
pub fn when_due(shop: &Shop, node: &Node, attempts: u32) {
    until("queued again", || only(node).is_some_and(|m| m.state == MessageState::Queued && m.attempts == attempts));
    shop.clock.set(only(node).unwrap().due_at);
    node.app.advanced.ring();
}

pub fn header(received: &Received, name: &str) -> String {
    let text = String::from_utf8_lossy(&received.data).replace("\r\n ", " ").replace("\r\n\t", " ");
    let line = text.lines().find(|line| line.to_lowercase().starts_with(&format!("{name}:"))).unwrap_or_default().to_owned();
    line.split_once(':').map(|(_, value)| value.trim().to_owned()).unwrap_or_default()
}

/// RFC 2047, as far as we write it.
fn decoded(header: &str) -> String {
    let mut out = Vec::new();
    let mut after_word = false;
    for word in header.split(' ') {
        let parts: Vec<&str> = word.split('?').collect();
        match parts[..] {
            ["=", _, "b" | "B", text, "="] => {
                out.extend(data_encoding::BASE64.decode(text.as_bytes()).unwrap());
                after_word = true;
            }
            ["=", _, ..] => panic!("another encoding: {word}"),
            _ => {
                if after_word || !out.is_empty() {
                    out.push(b' ');
                }
                out.extend(word.as_bytes());
                after_word = false;
            }
        }
    }
    String::from_utf8(out).unwrap()
}

#[test]
fn a_thank_you_arrives_in_arabic_and_is_kept_sealed() {
    let server = server(Script::default());
    let shop = Shop::open();
    let node = started(&shop, &server);
    order_of_sara(&node);
    let sent = ended(&node, MessageState::Sent);
    let [received] = server.received().try_into().ok().unwrap();
    assert_eq!(received.to, ["<sara@mail.example>"]);
    assert_eq!(decoded(&header(&received, "subject")), "شكرًا لك، استلمنا طلبك رقم 1001");
    assert_eq!(header(&received, "list-unsubscribe"), "");
    assert!(header(&received, "message-id").contains(&sent.id.to_string()));
    let ids = node.app.db.record.read(|tx| customers::all_ids(tx, sent.customer)).unwrap();
    let kept = kept_body(&node.app.db, &node.app.keys, sent.id, &ids).unwrap().unwrap();
    assert_eq!(kept.subject, "شكرًا لك، استلمنا طلبك رقم 1001");
    assert!(kept.text.contains("سارة") && kept.html.contains("dir=\"rtl\""));
    // One look, of the name and the address, for the order.
    let log = AccessLog::of_customer(&node.app.db.access, &ids, 10).unwrap();
    assert_eq!(log.len(), 1);
    assert_eq!((log[0].purpose, log[0].place.as_str()), (Purpose::FulfilOrders, "message:thank_you"));
    assert_eq!((log[0].shown, log[0].refused), (CategorySet::of(&[Category::Name, Category::Email]), CategorySet::EMPTY));
}

#[test]
fn the_link_to_ones_own_pages_is_in_the_letter_and_in_nothing_that_is_kept() {
    let server = server(Script::default());
    let shop = Shop::open();
    let node = started(&shop, &server);
    order_of_sara(&node);
    let customer = ended(&node, MessageState::Sent).customer;
    let mut browser = crate::privacy::Browser::new(&node);
    browser.get("/privacy");
    browser.post("/privacy/link", &[("email", "sara@mail.example")]);
    let letter =
        || node.messages(customer).into_iter().find(|m| m.letter == BuiltIn::PrivacyLink && m.state == MessageState::Sent);
    until("the letter is sent", || letter().is_some());
    let received = server.received().pop().unwrap();
    assert!(String::from_utf8_lossy(&received.data).replace("=\r\n", "").contains("/privacy/open/"));
    // Whoever reads letters in the admin must not come in as the customer.
    let ids = node.app.db.record.read(|tx| customers::all_ids(tx, customer)).unwrap();
    let kept = kept_body(&node.app.db, &node.app.keys, letter().unwrap().id, &ids).unwrap().unwrap();
    assert!(!kept.text.contains("/privacy/open/") && !kept.html.contains("/privacy/open/"), "{}", kept.text);
    assert!(kept.text.contains("https://shop.example/privacy") && kept.html.contains("\"https://shop.example/privacy\""));
}

#[test]
fn a_welcome_carries_the_way_out() {
    let server = server(Script::default());
    let shop = Shop::open();
    let node = started(&shop, &server);
    let settings = StoreSettings { name: "نور".to_owned(), locale: "fa".to_owned(), ..StoreSettings::default() };
    let now = base::Clock::now(&*shop.clock);
    node.record(move |tx| settings.save(tx, now));
    welcome_of_sara(&node);
    let sent = ended(&node, MessageState::Sent);
    let [received] = server.received().try_into().ok().unwrap();
    assert_eq!(decoded(&header(&received, "subject")), "به نور خوش آمدید");
    let way_out = header(&received, "list-unsubscribe");
    let token = way_out.trim_start_matches("<https://shop.example/u/").trim_end_matches('>');
    assert_eq!(messaging::read_unsubscribe_token(&node.app.keys, token), Some(sent.customer), "{way_out}");
    assert_eq!(header(&received, "list-unsubscribe-post"), "List-Unsubscribe=One-Click");
    // Whoever reads letters in the admin leaves in nobody's name, nor changes what they asked for.
    let kept = kept_body(&node.app.db, &node.app.keys, sent.id, &[sent.customer]).unwrap().unwrap();
    assert!(!kept.text.contains(token) && !kept.html.contains(token), "{}", kept.text);
    assert!(kept.html.contains("\"https://shop.example/privacy\""));
}

#[test]
fn a_no_between_queueing_and_sending_is_heard() {
    let server = server(Script { rcpt: Step::answer("451 later"), ..Script::default() });
    let shop = Shop::open();
    let node = started(&shop, &server);
    welcome_of_sara(&node);
    until("a first attempt", || only(&node).is_some_and(|m| m.state == MessageState::Queued && m.attempts == 1));
    decide(&node, "u1", Purpose::MarketingEmail, State::Withdrawn);
    server.set_script(Script::default());
    when_due(&shop, &node, 1);
    assert_eq!(ended(&node, MessageState::Withheld).reason, "refused");
    assert!(server.received().is_empty());
}

#[test]
fn an_address_that_does_not_exist_is_written_to_no_more() {
    let server = server(Script { rcpt: Step::answer("550 5.1.1 no such user"), ..Script::default() });
    let shop = Shop::open();
    let node = started(&shop, &server);
    order_of_sara(&node);
    assert_eq!(ended(&node, MessageState::Failed).reason, "refused_550");
    server.set_script(Script::default());
    decide(&node, "u1", Purpose::MarketingEmail, State::Given);
    let newest = || node.messages(node.user("u1").unwrap()).remove(0);
    until("withheld", || newest().state == MessageState::Withheld);
    assert_eq!(newest().reason, "suppressed");
    assert!(server.received().is_empty());
}

#[test]
fn a_busy_server_is_asked_again_for_three_days_and_no_longer() {
    let server = server(Script { rcpt: Step::answer("451 later"), ..Script::default() });
    let shop = Shop::open();
    let node = started(&shop, &server);
    order_of_sara(&node);
    let begun = base::Clock::now(&*shop.clock);
    for attempts in 1..=10 {
        when_due(&shop, &node, attempts);
    }
    let message = ended(&node, MessageState::Failed);
    let lasted = Duration::from_micros(message.changed_at.micros_since(begun) as u64);
    assert!(lasted > Duration::from_hours(48) && lasted <= Duration::from_hours(72), "{lasted:?}");
    assert_eq!((message.reason.as_str(), message.attempts), ("gave_up", 11));
}

#[test]
fn waiting_for_a_mail_server_to_be_set_up_is_no_attempt() {
    let shop = Shop::open();
    let node = shop.node();
    node.app.start().unwrap();
    order_of_sara(&node);
    for _ in 0..15 {
        until("waits", || only(&node).is_some_and(|m| m.reason == "no_transport" && m.state == MessageState::Queued));
        shop.clock.set(only(&node).unwrap().due_at);
        let due = only(&node).unwrap().due_at;
        node.app.advanced.ring();
        until("looked again", || only(&node).is_some_and(|m| m.due_at > due));
    }
    assert_eq!(only(&node).unwrap().attempts, 0);
}

#[test]
fn after_the_final_dot_the_owed_is_sent_once_more_and_advertising_never() {
    let lost = Script { message: Step::Close, ..Script::default() };
    let (orders, news) = (server(lost.clone()), server(lost));
    let shop = Shop::open();
    let node = started(&shop, &orders);
    order_of_sara(&node);
    when_due(&shop, &node, 1);
    assert_eq!(ended(&node, MessageState::Unknown).reason, "connection_lost");
    let [first, second] = orders.received().try_into().ok().unwrap();
    assert_eq!(header(&first, "message-id"), header(&second, "message-id"));
    let shop = Shop::open();
    let node = started(&shop, &news);
    welcome_of_sara(&node);
    ended(&node, MessageState::Unknown);
    shop.wait(Duration::from_hours(24));
    node.app.advanced.ring();
    assert_eq!(news.received().len(), 1);
    assert_eq!(ended(&node, MessageState::Unknown).attempts, 1);
}

#[test]
fn what_a_dead_node_was_sending_is_taken_over() {
    for (owed, ends, arrives) in [(true, MessageState::Sent, 1), (false, MessageState::Unknown, 0)] {
        let server = server(Script::default());
        let shop = Shop::open();
        let dead = shop.node();
        let answered: fn(&Node) = if owed { order_of_sara } else { welcome_of_sara };
        answered(&dead);
        dead.catch_up();
        // It claimed the message and ended before it could say more; its lease has run out.
        let claim = "UPDATE messages SET state = 1, attempts = 1, node = $1";
        dead.app.db.views.write(|tx| tx.execute(claim, params![dead.app.node.0])).unwrap();
        dead.crash();
        let node = started(&shop, &server);
        let message = ended(&node, ends);
        assert_eq!((message.uncertain, server.received().len()), (1, arrives));
    }
}

#[test]
fn a_page_s_address_gets_no_mail() {
    let server = server(Script::default());
    let shop = Shop::open();
    let node = started(&shop, &server);
    let (site, key) = (node.key(Scope::Site), node.key(Scope::Server));
    node.send(&key, &[identify("u1", "v1", &json!({}))]);
    decide(&node, "u1", Purpose::FulfilOrders, State::Given);
    node.send(&site, &[identify("u1", "v1", &json!({"email": "victim@mail.example"}))]);
    node.send(
        &key,
        &[json!({"type": "track", "userId": "u1", "event": "Order Completed", "properties": {"order_id": "1", "total": 1}})],
    );
    assert_eq!(ended(&node, MessageState::Withheld).reason, "unverified");
    assert!(server.received().is_empty());
}

#[test]
fn the_server_s_word_replaces_a_page_s_whatever_its_time() {
    let server = server(Script::default());
    let shop = Shop::open();
    let node = started(&shop, &server);
    let (site, key) = (node.key(Scope::Site), node.key(Scope::Server));
    node.send(&key, &[identify("u1", "v1", &json!({}))]);
    let mut ahead = identify("u1", "v1", &json!({"email": "victim@mail.example", "plan": "free"}));
    ahead["timestamp"] = json!("2026-05-04T12:05:00Z");
    node.send(&site, &[ahead]);
    node.send(&key, &[identify("u1", "", &json!({"plan": "gold"})), order("u1", "1", "sara@mail.example", "5")]);
    ended(&node, MessageState::Sent);
    assert_eq!(server.received()[0].to, ["<sara@mail.example>"]);
    let plan = || node.app.db.views.read(|tx| customers::traits_of(tx, node.user("u1").unwrap())).unwrap();
    until("traits", || plan().iter().any(|row| row.name == "plan" && row.value == "\"gold\""));
}
