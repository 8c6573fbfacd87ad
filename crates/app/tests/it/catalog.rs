//! What the store sells: told by its server, the measure of what letters claim, and the beginning of price-drop journeys.

use crate::letters::{enqueue, wanted};
use crate::support::{Node, Reply, Shop, identify, until};
use axum::body::Body;
use axum::http::{Method, Request, header};
use base::Clock as _;
use base::id::CustomerId;
use capabilities::messaging::testing::{Script, SmtpServer};
use capabilities::messaging::{self, BuiltIn, Message, MessageState, NewMessage};
use foundation::consent::{Purpose, State};
use foundation::settings::StoreSettings;
use foundation::staff::Scope;
use serde_json::{Value, json};

fn call(node: &Node, key: &str, method: Method, path: &str, body: &Value) -> Reply {
    let request = Request::builder().method(method).uri(path).header(header::AUTHORIZATION, format!("Bearer {key}"));
    node.request(request.body(Body::from(body.to_string())).unwrap())
}

fn put(node: &Node, key: &str, id: &str, product: &Value) -> Value {
    let reply = call(node, key, Method::PUT, &format!("/api/v1/products/{id}"), product);
    assert_eq!(reply.status, 200, "{}", reply.body);
    serde_json::from_str(&reply.body).unwrap()
}

fn store(node: &Node) {
    let now = node.clock.now();
    let settings = StoreSettings {
        name: "Noor".to_owned(),
        sender_email: "hello@shop.example".to_owned(),
        website: "https://shop.example/".to_owned(),
        currency: "SAR".to_owned(),
        rules_off: vec!["welcome".to_owned()],
        ..StoreSettings::default()
    };
    node.record(move |tx| settings.save(tx, now));
}

fn reader(node: &Node, key: &str, user: &str) -> CustomerId {
    node.send(key, &[identify(user, "", &json!({"email": format!("{user}@mail.example")}))]);
    node.agrees(user, Purpose::MarketingEmail, State::Given);
    node.agrees(user, Purpose::Personalise, State::Given);
    node.user(user).unwrap()
}

/// What became of a letter.
fn settled(node: &Node, customer: CustomerId, new: &NewMessage) -> Message {
    let found = || node.messages(customer).into_iter().find(|one| one.id == new.id).expect("it was queued");
    until("it is settled", || !matches!(found().state, MessageState::Queued | MessageState::Sending));
    found()
}

#[test]
fn products_are_kept_changed_found_and_taken_out() {
    let shop = Shop::open();
    let node = shop.node();
    store(&node);
    let (server, reader, site) = (node.key(Scope::Server), node.key(Scope::Read), node.key(Scope::Site));
    let board = json!({"names": {"en": "Cedar board", "ar": "لوح تقديم"}, "price": "199.00", "compare_at_price": 249, "stock": 12,
        "url": "https://shop.example/board", "image": "https://shop.example/board.jpg"});
    let kept = put(&node, &server, "SKU-1", &board);
    assert_eq!(
        (kept["price"].as_str(), kept["currency"].as_str(), kept["stock"].as_i64()),
        (Some("199.00"), Some("SAR"), Some(12))
    );
    let batch =
        json!({"products": [{"id": "b/2", "names": {"fa": "نمک"}, "price": 29}, {"id": "c", "names": {"en": "100% linen"}}]});
    for changed in [2, 0] {
        let reply = call(&node, &server, Method::POST, "/api/v1/products/batch", &batch);
        let told: Value = serde_json::from_str(&reply.body).unwrap();
        assert_eq!(told, json!({"kept": 2, "changed": changed}));
    }
    let listed = |query: &str| {
        let reply = call(&node, &reader, Method::GET, &format!("/api/v1/products{query}"), &Value::Null);
        let page: Value = serde_json::from_str(&reply.body).unwrap();
        let ids: Vec<String> =
            page["data"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect();
        (ids, page["next"].as_str().map(str::to_owned))
    };
    assert_eq!(listed("").0, ["SKU-1", "b/2", "c"]);
    assert_eq!(listed("?limit=2"), (vec!["SKU-1".to_owned(), "b/2".to_owned()], Some("b/2".to_owned())));
    assert_eq!(listed("?after=b/2").0, ["c"]);
    assert_eq!(listed("?q=%D9%84%D9%88%D8%AD").0, ["SKU-1"]);
    assert_eq!(listed("?q=100%25").0, ["c"]);
    for (wrong, said) in [
        (json!({"price": 1}), "names"),
        (json!({"names": {"en": "x"}, "price": "1.999"}), "price"),
        (json!({"names": {"en": "x"}, "price": -1}), "price"),
        (json!({"names": {"xx": "x"}}), "names"),
        (json!({"names": {"en": "x"}, "stock": 1.5}), "stock"),
        (json!({"names": {"en": "x"}, "url": "javascript:alert(1)"}), "url"),
        (json!({"names": {"en": "x"}, "colour": "red"}), "fields"),
        (json!({"names": {"en": "x"}, "price_until": "soon"}), "price_until"),
    ] {
        let reply = call(&node, &server, Method::PUT, "/api/v1/products/x", &wrong);
        assert!(reply.status == 400 && reply.body.contains(said), "{wrong} {}", reply.body);
    }
    for key in [&reader, &site] {
        assert_eq!(call(&node, key, Method::PUT, "/api/v1/products/x", &board).status, 403);
    }
    let removed = call(&node, &server, Method::DELETE, "/api/v1/products/b%2F2", &Value::Null);
    assert_eq!(removed.status, 200, "{}", removed.body);
    assert_eq!(call(&node, &server, Method::DELETE, "/api/v1/products/b%2F2", &Value::Null).status, 404);
    assert_eq!(listed("").0, ["SKU-1", "c"]);
}

#[test]
fn a_letter_that_claims_what_is_not_so_stays_here_and_says_what() {
    let server = SmtpServer::start(Script::default()).unwrap();
    let shop = Shop::open();
    let node = shop.node_with_mail(Some(&server.url()));
    store(&node);
    let key = node.key(Scope::Server);
    let customer = reader(&node, &key, "u1");
    put(&node, &key, "SKU-1", &json!({"names": {"en": "Cedar board"}, "price": 199, "stock": 3}));
    let viewed = json!({"type": "track", "userId": "u1", "event": "Checkout Started", "properties": {"currency": "SAR",
        "products": [{"product_id": "SKU-1", "name": "Cedar board", "price": 199, "quantity": 2}, {"product_id": "other", "name": "Salt", "price": 5}]}});
    node.send(&key, &[viewed]);
    let cart = |number: u8| wanted(&node, customer, BuiltIn::AbandonedCart, "Checkout Started", number);
    let (first, second) = (cart(1), cart(2));
    enqueue(&node, &first);
    node.app.start().unwrap();
    assert_eq!(settled(&node, customer, &first).state, MessageState::Sent);
    // The price rises before the next letter of the same event goes.
    put(&node, &key, "SKU-1", &json!({"names": {"en": "Cedar board"}, "price": 249, "stock": 3}));
    enqueue(&node, &second);
    node.app.advanced.ring();
    let stayed = settled(&node, customer, &second);
    assert_eq!((stayed.state, stayed.reason.as_str()), (MessageState::Withheld, "claim_price"));
    let found = node.app.db.views.read(|tx| messaging::contradiction_of(tx, stayed.id)).unwrap().unwrap();
    assert_eq!((found.product.as_str(), found.said.as_str(), found.is.as_str()), ("SKU-1", "199.00 SAR", "249.00 SAR"));
    assert_eq!(server.received().len(), 1);
}

#[test]
fn whoever_looked_at_what_costs_less_now_hears_of_it_once() {
    let shop = Shop::open();
    let node = shop.node();
    store(&node);
    let key = node.key(Scope::Server);
    for user in ["u1", "u2", "u3"] {
        reader(&node, &key, user);
    }
    node.agrees("u3", Purpose::Personalise, State::Withdrawn);
    let view = |user: &str, product: &str| json!({"type": "track", "userId": user, "event": "Product Viewed", "properties": {"product_id": product, "price": 249}});
    node.send(&key, &[view("u1", "SKU-1"), view("u2", "other"), view("u3", "SKU-1"), view("u1", "SKU-1")]);
    node.catch_up();
    let board = |price: u32| json!({"names": {"en": "Cedar board"}, "price": price, "url": "https://shop.example/board"});
    put(&node, &key, "SKU-1", &board(249));
    put(&node, &key, "SKU-1", &board(220));
    put(&node, &key, "SKU-1", &board(199));
    for _ in 0..3 {
        app::price_drops::carry_on(&node.app).unwrap();
    }
    let told: Vec<_> = node.events().into_iter().filter(|event| event.name == app::price_drops::DROPPED).collect();
    assert_eq!(told.iter().map(|event| event.customer).collect::<Vec<_>>(), [node.user("u1").unwrap()]);
    let said: Value = serde_json::from_str(&told[0].body).unwrap();
    assert_eq!((&said["properties"]["price"], &said["properties"]["previous_price"]), (&json!(199.0), &json!(249.0)));
    // It rises again before anybody heard: nobody hears.
    put(&node, &key, "SKU-1", &board(150));
    put(&node, &key, "SKU-1", &board(300));
    app::price_drops::carry_on(&node.app).unwrap();
    assert_eq!(node.events().into_iter().filter(|event| event.name == app::price_drops::DROPPED).count(), 1);
}
