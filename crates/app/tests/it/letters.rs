//! Letters that journeys and campaigns send: with the event that they speak of or with none, counted by what made them.

use crate::support::{Node, Shop, identify, track, until};
use base::id::{CustomerId, MessageId};
use base::{Clock as _, Locale, Rng, Timestamp};
use capabilities::messaging::testing::{Script, SmtpServer};
use capabilities::messaging::{self, Addressee, BuiltIn, Enqueued, House, KeptBody, MessageState, NewMessage, kept_body};
use foundation::consent::{Basis, Decision, Purpose, State};
use foundation::settings::StoreSettings;
use foundation::staff::Scope;
use serde_json::json;
use std::time::Duration;

fn decide(node: &Node, purpose: Purpose, state: State) {
    let now = node.clock.now();
    node.decide(node.user("u1").unwrap(), Decision::about(purpose, state, Basis::Consent, now, "api"));
}

/// A store, and a customer who agreed to mail and left two things in a cart.
pub fn with_a_cart(node: &Node) -> CustomerId {
    let now = node.clock.now();
    let settings = StoreSettings {
        name: "Noor".to_owned(),
        sender_email: "hello@shop.example".to_owned(),
        website: "https://shop.example/".to_owned(),
        currency: "SAR".to_owned(),
        ..StoreSettings::default()
    };
    node.record(move |tx| settings.save(tx, now));
    let key = node.key(Scope::Server);
    node.send(&key, &[identify("u1", "", &json!({"name": "سارة", "email": "sara@mail.example"}))]);
    decide(node, Purpose::MarketingEmail, State::Given);
    decide(node, Purpose::Personalise, State::Given);
    let mut cart = track("u1", "Checkout Started");
    cart["properties"] = json!({
        "cart_url": "https://shop.example/cart/8f1d",
        "products": [
            {"name": "لوح تقديم", "price": 199, "quantity": 1, "image_url": "https://shop.example/board.jpg"},
            {"name": "Sea salt", "price": "29.00", "quantity": 3, "image_url": "javascript:alert(1)"},
        ],
    });
    node.send(&key, &[cart]);
    node.user("u1").unwrap()
}

/// What a journey would queue of this letter, about the last event of this name where there is one.
pub fn wanted(node: &Node, customer: CustomerId, letter: BuiltIn, event: &str, number: u8) -> NewMessage {
    let event = node.events().into_iter().rev().find(|known| known.name == event);
    NewMessage {
        id: MessageId::new(node.clock.now(), &mut Rng::from_seed(u64::from(number))),
        key: [number; 16],
        customer,
        event: event.as_ref().map_or_else(NewMessage::no_event, |event| event.id),
        position: event.map_or(NewMessage::NO_POSITION, |event| event.position),
        letter: letter.into(),
        locale: Locale::Ar,
        topic: String::new(),
        cause: format!("journey:j1:1:{}", letter.name()),
        due_at: None,
    }
}

pub fn enqueue(node: &Node, new: &NewMessage) -> Enqueued {
    let (house, person) = node
        .app
        .db
        .record
        .read(|tx| Ok::<_, db::Error>((House::load(tx, [new.letter])?, Addressee::load(tx, new.customer)?)))
        .unwrap();
    let now = node.clock.now();
    node.app.db.views.write(|tx| messaging::enqueue(tx, &house, &person, new, now)).unwrap()
}

/// States, reasons and numbers of everything that the journey made.
fn counted(node: &Node) -> Vec<(MessageState, String, i64)> {
    let counts = node.app.db.views.read(|tx| messaging::counts_of_cause(tx, "journey:j1")).unwrap();
    counts.into_iter().map(|count| (count.state, count.reason, count.messages)).collect()
}

fn kept(node: &Node, message: MessageId, customer: CustomerId) -> KeptBody {
    let state = || node.messages(customer).into_iter().find(|one| one.id == message).map(|one| (one.state, one.reason));
    until("sent", || state().is_some_and(|(state, reason)| state == MessageState::Sent || !reason.is_empty()));
    assert_eq!(state(), Some((MessageState::Sent, String::new())));
    kept_body(&node.app.db, &node.app.keys, message, &[customer]).unwrap().expect("a text")
}

#[test]
fn a_cart_that_was_left_is_written_about_with_what_is_in_it() {
    let server = SmtpServer::start(Script::default()).unwrap();
    let shop = Shop::open();
    let node = shop.node_with_mail(Some(&server.url()));
    let customer = with_a_cart(&node);
    let new = wanted(&node, customer, BuiltIn::AbandonedCart, "Checkout Started", 1);
    assert_eq!((enqueue(&node, &new), enqueue(&node, &new)), (Enqueued::Queued, Enqueued::Before));
    assert_eq!(counted(&node), [(MessageState::Queued, String::new(), 1)]);
    node.app.start().unwrap();
    let letter = kept(&node, new.id, customer);
    assert_eq!(letter.subject, "سلتك في Noor كما تركتها");
    for part in ["https://shop.example/cart/8f1d", "لوح تقديم", "٨٧٫٠٠", "https://shop.example/board.jpg", "dir=\"rtl\""]
    {
        assert!(letter.html.contains(part), "{part}");
    }
    assert!(!letter.html.contains("javascript"), "a picture is one on the web");
    assert!(letter.text.contains("https://shop.example/cart/8f1d"));
    let received = String::from_utf8(server.received().remove(0).data).unwrap();
    assert!(received.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"), "it is advertising");
    until("counted", || counted(&node) == [(MessageState::Sent, String::new(), 1)]);
}

#[test]
fn a_page_makes_the_store_write_of_no_other_place_than_its_own() {
    let server = SmtpServer::start(Script::default()).unwrap();
    let shop = Shop::open();
    let node = shop.node_with_mail(Some(&server.url()));
    let customer = with_a_cart(&node);
    node.send(&node.key(Scope::Server), &[identify("u1", "visitor-1", &json!({}))]);
    let mut left = json!({"type": "track", "anonymousId": "visitor-1", "event": "Cart Viewed"});
    left["properties"] = json!({
        "cart_url": "https://evil.example/cart",
        "products": [
            {"name": "Board", "price": 199, "image_url": "https://evil.example/a.jpg", "url": "https://evil.example/?https://shop.example/"},
            {"name": "Salt", "price": 29, "image_url": "https://cdn.shop.example/b.jpg", "url": "https://www.shop.example/salt"},
            {"name": "Claim it at https://evil.example", "price": 1},
        ],
    });
    node.send(&node.key(Scope::Site), &[left]);
    let new = wanted(&node, customer, BuiltIn::AbandonedCart, "Cart Viewed", 1);
    assert_ne!(new.position, NewMessage::NO_POSITION);
    assert_eq!(enqueue(&node, &new), Enqueued::Queued);
    node.app.start().unwrap();
    let letter = kept(&node, new.id, customer);
    assert!(!letter.html.contains("evil") && !letter.text.contains("evil"), "{}", letter.text);
    for part in ["href=\"https://shop.example/\"", "https://cdn.shop.example/b.jpg", "Board"] {
        assert!(letter.html.contains(part), "{part}: {}", letter.html);
    }
}

#[test]
fn a_letter_without_an_event_goes_out_when_it_is_due() {
    let server = SmtpServer::start(Script::default()).unwrap();
    let shop = Shop::open();
    let node = shop.node_with_mail(Some(&server.url()));
    let customer = with_a_cart(&node);
    decide(&node, Purpose::Personalise, State::Given);
    let due_at = node.clock.now().plus(Duration::from_hours(10));
    let new = NewMessage { due_at: Some(due_at), ..wanted(&node, customer, BuiltIn::WinBack, "", 1) };
    assert_eq!(enqueue(&node, &new), Enqueued::Queued);
    node.app.start().unwrap();
    // Beside it may stand what answers that they agreed.
    let message = node.messages(customer).into_iter().find(|message| message.id == new.id).expect("it is there");
    assert_eq!((message.state, message.due_at, message.position), (MessageState::Queued, due_at, 0));
    shop.clock.set(due_at);
    node.app.advanced.ring();
    assert!(kept(&node, new.id, customer).html.contains("https://shop.example/"));
    // What cannot be written without an event says so, and nothing half-empty goes out.
    let gap = wanted(&node, customer, BuiltIn::PriceDrop, "", 2);
    assert_eq!(enqueue(&node, &gap), Enqueued::Queued);
    node.app.advanced.ring();
    let state = || node.messages(customer).into_iter().find(|one| one.id == gap.id).map(|one| (one.state, one.reason));
    until("it fails", || state() == Some((MessageState::Failed, "no_event".to_owned())));
}

#[test]
fn what_a_letter_speaks_of_needs_its_own_agreement() {
    let shop = Shop::open();
    let node = shop.node();
    let customer = with_a_cart(&node);
    decide(&node, Purpose::Personalise, State::Withdrawn);
    let cart = wanted(&node, customer, BuiltIn::AbandonedCart, "Checkout Started", 1);
    assert_eq!(enqueue(&node, &cart), Enqueued::Withheld("refused"), "what they looked at is no longer to be used");
    let birthday = wanted(&node, customer, BuiltIn::Birthday, "", 2);
    assert_eq!(enqueue(&node, &birthday), Enqueued::Withheld("no_consent"), "nobody was asked about their birthday");
    let welcome = NewMessage { cause: "journey:j10".to_owned(), ..wanted(&node, customer, BuiltIn::Welcome, "", 3) };
    assert_eq!(enqueue(&node, &welcome), Enqueued::Queued);
    decide(&node, Purpose::MarketingEmail, State::Withdrawn);
    let late = wanted(&node, customer, BuiltIn::Welcome, "", 4);
    assert_eq!(enqueue(&node, &late), Enqueued::Withheld("refused"));
    let withheld = |reason: &str, number| (MessageState::Withheld, reason.to_owned(), number);
    assert_eq!(counted(&node), [withheld("refused", 1), withheld("no_consent", 1), withheld("refused", 1)]);
}

#[test]
fn a_message_that_is_forgotten_is_on_its_way_no_more() {
    let shop = Shop::open();
    let node = shop.node();
    let customer = with_a_cart(&node);
    let due_at = Some(Timestamp::from_micros(node.clock.now().micros() + 1));
    let waiting = NewMessage { due_at, ..wanted(&node, customer, BuiltIn::AbandonedCart, "Checkout Started", 1) };
    assert_eq!(enqueue(&node, &waiting), Enqueued::Queued);
    node.app.db.views.write(|tx| messaging::forget(tx, &[customer])).unwrap();
    assert_eq!(counted(&node), []);
}
