//! What goes with an order: chosen by the store, shown as the catalogue has it when the letter goes.

use crate::catalog::{open, put, reader};
use crate::support::{Node, Shop, until};
use automation::journeys::{Plan, Ready};
use base::Clock as _;
use base::Locale;
use base::id::CustomerId;
use capabilities::messaging::{self, About, BuiltIn, KeptBody, Message, MessageState, TemplateError, Written, kept_body};
use foundation::consent::{Purpose, State};
use serde_json::{Value, json};
use std::time::Duration;

const DAY: Duration = Duration::from_hours(24);

fn product(node: &Node, key: &str, id: &str, more: &Value) {
    let mut told = json!({"names": {"en": format!("Article {id}"), "ar": format!("منتج {id}")}, "price": 10});
    told.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    put(node, key, id, &told);
}

fn order(node: &Node, key: &str, user: &str, number: &str, products: &[&str]) {
    let lines: Vec<Value> =
        products.iter().map(|id| json!({"product_id": id, "name": format!("Article {id}"), "price": 10})).collect();
    let properties = json!({"order_id": number, "total": 10, "currency": "SAR", "products": lines});
    node.send(key, &[json!({"type": "track", "userId": user, "event": "Order Completed", "properties": properties})]);
    node.catch_up();
}

fn letter(node: &Node, customer: CustomerId) -> Option<Message> {
    node.messages(customer).into_iter().find(|one| one.letter == BuiltIn::GoesWith)
}

fn settled(node: &Node, customer: CustomerId) -> (MessageState, String) {
    let found = || letter(node, customer);
    until("it is settled", || found().is_some_and(|one| !matches!(one.state, MessageState::Queued | MessageState::Sending)));
    found().map(|one| (one.state, one.reason)).unwrap()
}

fn body(node: &Node, customer: CustomerId) -> KeptBody {
    kept_body(&node.app.db, &node.app.keys, letter(node, customer).unwrap().id, &[customer]).unwrap().expect("a text")
}

/// The ready-made journey in force, and its wait over.
fn after_the_wait(shop: &Shop, node: &Node) {
    shop.wait(DAY * 3 + Duration::from_mins(1));
    node.catch_up();
}

#[test]
fn what_goes_with_an_order_is_shown_three_days_later_as_it_is_then() {
    let (_server, shop, node, key) = open();
    node.journey(Plan { holdout_percent: 0, ..Ready::GoesWith.plan() });
    product(&node, &key, "board", &json!({"goes_with": ["oil", "knife", "gone", "cloth"]}));
    product(&node, &key, "knife", &json!({"goes_with": ["stone", "board"]}));
    let page = json!({"price": 35, "url": "https://shop.example/oil", "image": "https://shop.example/oil.jpg"});
    product(&node, &key, "oil", &page);
    product(&node, &key, "cloth", &json!({}));
    product(&node, &key, "stone", &json!({"stock": 3}));
    product(&node, &key, "lamp", &json!({}));
    let [sara, omid, ali, nura] = ["sara", "omid", "ali", "nura"].map(|user| reader(&node, &key, user));
    order(&node, &key, "sara", "1", &["board", "knife"]);
    order(&node, &key, "omid", "2", &["lamp"]);
    order(&node, &key, "ali", "3", &["board"]);
    order(&node, &key, "nura", "4", &["knife"]);
    node.agrees("ali", Purpose::MarketingEmail, State::Withdrawn);
    // What is so when the letter goes counts: a lower price, and a whetstone that is sold out.
    shop.wait(DAY);
    product(
        &node,
        &key,
        "oil",
        &json!({"price": 29, "url": "https://shop.example/oil", "image": "https://shop.example/oil.jpg"}),
    );
    product(&node, &key, "stone", &json!({"stock": 0}));
    assert!(letter(&node, sara).is_none(), "it waits");
    after_the_wait(&shop, &node);
    node.app.start().unwrap();
    assert_eq!(settled(&node, sara), (MessageState::Sent, String::new()));
    assert_eq!(settled(&node, omid), (MessageState::Withheld, "nothing_goes_with".to_owned()));
    assert_eq!(settled(&node, ali), (MessageState::Withheld, "refused".to_owned()));
    // Of the knife: the stone is sold out, the board is there.
    assert_eq!(settled(&node, nura), (MessageState::Sent, String::new()));
    let kept = body(&node, sara);
    let text = messaging::strip(&kept.text);
    let (oil, cloth) = (text.find("Article oil: SAR\u{a0}29.00").expect(&text), text.find("Article cloth").expect(&text));
    assert!(oil < cloth, "the best first: {text}");
    assert!(text.contains("https://shop.example/oil"), "{text}");
    for not in ["Article knife", "Article board", "Article stone", "gone"] {
        assert!(!text.contains(not), "{not}: {text}");
    }
    assert!(kept.html.contains("https://shop.example/oil.jpg") && kept.html.contains("href=\"https://shop.example/oil\""));
    let of_nura = messaging::strip(&body(&node, nura).text);
    assert!(of_nura.contains("Article board") && !of_nura.contains("Article stone"), "{of_nura}");
}

#[test]
fn a_letter_of_ones_own_shows_what_goes_with_the_cart_and_fails_where_there_can_be_none() {
    let written = |body: &str| Written { subject: "News".to_owned(), body: body.to_owned(), ..Written::default() };
    let tried = |body: &str, about| messaging::try_out(&written(body), Locale::Ar, about, true);
    for about in [About::Order, About::Cart, About::Product] {
        let out =
            tried("@goes_with\n\n{% for other in goes_with %}{{ other.name }}: {{ other.price }} {% endfor %}", about).unwrap();
        let text = messaging::strip(&out.text);
        assert_eq!(text.matches("زيت للألواح الخشبية").count(), 2, "{text}");
    }
    let owed = messaging::try_out(&written("@goes_with"), Locale::Ar, About::Order, false);
    assert_eq!(owed.err().map(|error| error.code), Some("unknown"), "what is owed suggests nothing");
    let wrong: TemplateError = tried("مرحبًا\n\n@goes_with", About::Customer).err().expect("nothing goes with nothing");
    assert_eq!((wrong.code, wrong.line, wrong.name.as_str()), ("unknown", 3, "goes_with"));
}

#[test]
fn what_goes_with_a_product_is_named_once_and_is_another() {
    let (_server, _shop, node, key) = open();
    let put = |goes_with: &Value| {
        let request = axum::http::Request::put("/api/v1/products/a").header("authorization", format!("Bearer {key}"));
        let told = json!({"names": {"en": "A"}, "goes_with": goes_with});
        node.request(request.body(axum::body::Body::from(told.to_string())).unwrap())
    };
    let ids = |count: usize| (0..count).map(|number| json!(format!("p{number}"))).collect::<Vec<_>>();
    for wrong in [json!(["b", "b"]), json!(["a"]), json!("b"), json!([1]), json!([""]), json!(ids(11))] {
        let reply = put(&wrong);
        assert!(reply.status == 400 && reply.body.contains("goes_with"), "{wrong} {}", reply.body);
    }
    for right in [json!(null), json!([]), json!(ids(10))] {
        assert_eq!(put(&right).status, 200, "{right}");
    }
    let now = node.clock.now();
    let kept = node.app.db.record.read(|tx| foundation::catalog::find(tx, "a")).unwrap().unwrap();
    assert_eq!((kept.goes_with.len(), kept.goes_with[9].as_str(), kept.changed_at <= now), (10, "p9", true));
}
