//! What the store sells: told by its server, the measure of what letters claim, and the beginning of price-drop journeys.

use crate::journeys::{added, cart, shopper};
use crate::letters::{enqueue, wanted};
use crate::privacy::Browser;
use crate::support::{Node, Reply, Shop, until};
use automation::journeys::Plan;
use automation::live;
use axum::body::Body;
use axum::http::{Method, Request, header};
use base::Clock as _;
use base::Locale;
use base::id::{CustomerId, JourneyId, TemplateId};
use capabilities::messaging::testing::{Script, SmtpServer};
use capabilities::messaging::{
    self, About, BuiltIn, Draft, LetterRef, Message, MessageState, NewMessage, Stated, Written, kept_body,
};
use foundation::settings::StoreSettings;
use foundation::staff::{self, Scope};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::time::Duration;

const DAY: Duration = Duration::from_hours(24);

fn call(node: &Node, key: &str, method: Method, path: &str, body: &Value) -> Reply {
    let request = Request::builder().method(method).uri(path).header(header::AUTHORIZATION, format!("Bearer {key}"));
    node.request(request.body(Body::from(body.to_string())).unwrap())
}

pub fn put(node: &Node, key: &str, id: &str, product: &Value) -> Value {
    let reply = call(node, key, Method::PUT, &format!("/api/v1/products/{id}"), product);
    assert_eq!(reply.status, 200, "{}", reply.body);
    serde_json::from_str(&reply.body).unwrap()
}

pub fn store(node: &Node) {
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

/// A shop whose letters go out, with a key of its server.
pub fn open() -> (SmtpServer, Shop, Node, String) {
    let server = SmtpServer::start(Script::default()).unwrap();
    let shop = Shop::open();
    let node = shop.node_with_mail(Some(&server.url()));
    store(&node);
    let key = node.key(Scope::Server);
    (server, shop, node, key)
}

pub fn reader(node: &Node, key: &str, user: &str) -> CustomerId {
    shopper(node, key, user);
    node.user(user).unwrap()
}

/// What became of a letter.
fn settled(node: &Node, new: &NewMessage) -> Message {
    let found = || node.messages(new.customer).into_iter().find(|one| one.id == new.id).expect("it was queued");
    until("it is settled", || !matches!(found().state, MessageState::Queued | MessageState::Sending));
    found()
}

fn fate(node: &Node, new: &NewMessage) -> (MessageState, String) {
    let message = settled(node, new);
    (message.state, message.reason)
}

fn contradiction(node: &Node, new: &NewMessage) -> Option<messaging::Contradiction> {
    node.app.db.views.read(|tx| messaging::contradiction_of(tx, new.id)).unwrap()
}

fn sar(text: &str) -> Stated {
    Stated::Amount(text.to_owned(), "SAR".to_owned())
}

fn checkout(node: &Node, key: &str, user: &str, more: &Value) {
    let mut properties = json!({"currency": "SAR", "products": [
        {"product_id": "P-1", "sku": "SKU-1", "name": "Cedar board", "price": 199, "quantity": 2},
        {"sku": "other", "name": "Salt", "price": 5},
    ]});
    properties.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    node.send(key, &[json!({"type": "track", "userId": user, "event": "Checkout Started", "properties": properties})]);
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
        (json!({"names": {"en": "x"}, "price": "cheap"}), "price"),
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
    // One that is wrong keeps the others of its batch out, and is named.
    let half = json!({"products": [{"id": "d", "names": {"en": "Good"}}, {"id": "e", "names": {"en": "Bad"}, "stock": "many"}]});
    let refused = call(&node, &server, Method::POST, "/api/v1/products/batch", &half);
    assert!(refused.status == 400 && refused.body.contains("products[1].stock"), "{}", refused.body);
    for key in [&reader, &site] {
        assert_eq!(call(&node, key, Method::PUT, "/api/v1/products/x", &board).status, 403);
    }
    for odd in ["/api/v1/products/%00", "/api/v1/products/%20a"] {
        assert_eq!(call(&node, &reader, Method::GET, odd, &Value::Null).status, 400, "{odd}");
    }
    let removed = call(&node, &server, Method::DELETE, "/api/v1/products/b%2F2", &Value::Null);
    assert_eq!(removed.status, 200, "{}", removed.body);
    assert_eq!(call(&node, &server, Method::DELETE, "/api/v1/products/b%2F2", &Value::Null).status, 404);
    assert_eq!(listed("").0, ["SKU-1", "c"]);
    // As many as are promised go at once, each with all that it can say, and no more.
    let long = |of: &str, chars: usize| of.repeat(chars);
    let whole = |number: usize| {
        json!({"id": format!("z{number:03}"), "names": {"en": long("n", 300), "ar": long("ن", 300), "fa": long("ن", 300)}, "price": 1,
            "url": format!("https://shop.example/{}", long("u", 1_900)), "image": format!("https://shop.example/{}", long("i", 1_900)),
            "goes_with": (0..10).map(|at| format!("{at}{}", long("g", 127))).collect::<Vec<_>>()})
    };
    for (products, status) in [(250, 200), (251, 400)] {
        let all = json!({"products": (0..products).map(whole).collect::<Vec<_>>()});
        assert_eq!(call(&node, &server, Method::POST, "/api/v1/products/batch", &all).status, status, "{products}");
    }
}

#[test]
fn what_a_person_changes_with_a_key_stands_in_the_audit_log_and_what_the_shop_tells_does_not() {
    let shop = Shop::open();
    let node = shop.node();
    store(&node);
    let (server, admin) = (node.key(Scope::Server), node.key(Scope::Admin));
    let board = |price: u32| json!({"names": {"en": "Cedar board"}, "price": price});
    put(&node, &server, "SKU-1", &board(199));
    put(&node, &admin, "SKU-1", &board(189));
    put(&node, &admin, "SKU-1", &board(189));
    assert_eq!(call(&node, &admin, Method::DELETE, "/api/v1/products/SKU-1", &Value::Null).status, 200);
    let lines = node.app.db.record.read(|tx| staff::audit_at(tx, staff::AuditFilter::default(), &db::Place::Start, 10)).unwrap();
    let mut deeds: Vec<(&str, &str, bool)> =
        lines.iter().map(|line| (line.deed.word(), line.subject.as_str(), line.detail.starts_with("key="))).collect();
    deeds.sort_unstable();
    assert_eq!(deeds, [("product_deleted", "SKU-1", true), ("products_changed", "SKU-1", true)]);
    let cookie = crate::unseen::signed_in(&node);
    for (lang, said) in [("en", "Deleted a product"), ("ar", "حذف منتج"), ("fa", "حذف کالا")] {
        let mut browser = Browser::new(&node).with("__Host-session", &cookie).with("lang", lang);
        let page = browser.get("/admin/settings/audit").body;
        assert!(page.contains(said) && page.matches("SKU-1").count() >= 2, "{page}");
    }
}

#[test]
fn a_letter_that_claims_what_is_not_so_stays_here_and_says_what() {
    let (server, _shop, node, key) = open();
    let customer = reader(&node, &key, "u1");
    put(&node, &key, "SKU-1", &json!({"names": {"en": "Cedar board"}, "price": 199, "stock": 3}));
    // What the event says of the stock is wrong, and no word of the letter.
    checkout(&node, &key, "u1", &json!({"stock": 77}));
    let cart = |number: u8| wanted(&node, customer, BuiltIn::AbandonedCart, "Checkout Started", number);
    let (first, second) = (cart(1), cart(2));
    enqueue(&node, &first);
    node.app.start().unwrap();
    assert_eq!(fate(&node, &first), (MessageState::Sent, String::new()));
    // The price rises before the next letter of the same event goes.
    put(&node, &key, "SKU-1", &json!({"names": {"en": "Cedar board"}, "price": 1249.5, "stock": 3}));
    enqueue(&node, &second);
    node.app.advanced.ring();
    assert_eq!(fate(&node, &second), (MessageState::Withheld, "claim_price".to_owned()));
    let found = contradiction(&node, &second).unwrap();
    assert_eq!((found.product.as_str(), found.said, found.is), ("SKU-1", Some(sar("199.00")), Some(sar("1249.50"))));
    assert_eq!(server.received().len(), 1);
    // The API says so, in plain values.
    let admin = node.key(Scope::Admin);
    let request = Request::get(format!("/api/v1/messages/{}", second.id)).header("authorization", format!("Bearer {admin}"));
    let told: Value = serde_json::from_str(&node.request(request.body(Body::empty()).unwrap()).body).unwrap();
    let both = json!({"product": "SKU-1", "said": {"amount": ["199.00", "SAR"]}, "is": {"amount": ["1249.50", "SAR"]}});
    assert_eq!(told["contradicts"], both, "{told}");
    // Its page too, in the reader's words and digits.
    let cookie = crate::unseen::signed_in(&node);
    for (lang, why, said, is) in [
        ("en", "Its price is not the one in the catalogue", "SAR\u{a0}199.00", "SAR\u{a0}1,249.50"),
        ("ar", "السعر المذكور فيها يخالف قائمة المنتجات", "١٩٩٫٠٠\u{a0}ر.س.", "١٬٢٤٩٫٥٠\u{a0}ر.س."),
        ("fa", "قیمتش با فهرست کالاها نمی‌خواند", "۱۹۹٫۰۰", "۱٬۲۴۹٫۵۰"),
    ] {
        let mut browser = Browser::new(&node).with("__Host-session", &cookie).with("lang", lang);
        let page = browser.get(&format!("/admin/messages/{}", second.id)).body;
        for part in [why, said, is, "SKU-1"] {
            assert!(page.contains(part), "{lang}: {part}: {page}");
        }
    }
}

fn template(node: &Node, about: About, code: &str, body: &str) -> TemplateId {
    let written = Written { subject: "Noor".to_owned(), body: body.to_owned(), ..Written::default() };
    let letters = BTreeMap::from([(code.to_owned(), written)]);
    let draft = Draft { name: body.chars().take(40).collect(), is_marketing: true, about, topic: String::new(), letters };
    let id = crate::templates::create(node, draft);
    let now = node.clock.now();
    assert_eq!(node.record(move |tx| messaging::publish_template(tx, id, now)), Some(Ok(1)));
    id
}

fn own(node: &Node, customer: CustomerId, template: TemplateId, event: &str, number: u8, locale: Locale) -> NewMessage {
    let letter = LetterRef::Own { template, version: 1 };
    let new = NewMessage { letter, locale, ..wanted(node, customer, BuiltIn::AbandonedCart, event, number) };
    enqueue(node, &new);
    node.app.advanced.ring();
    new
}

/// The end of the 19th.
const ENDS: &str = "2026-05-20T00:00:00Z";

fn offered(price: &str) -> Value {
    json!({"names": {"en": "Cedar board", "ar": "لوح تقديم", "fa": "تختهٔ سرو"}, "price": price, "compare_at_price": 1499,
        "price_until": ENDS, "stock": 3, "url": "https://shop.example/board"})
}

fn text(node: &Node, new: &NewMessage) -> String {
    let kept = kept_body(&node.app.db, &node.app.keys, new.id, &[new.customer]).unwrap().expect("a text");
    messaging::strip(&kept.text)
}

#[test]
fn a_letter_names_products_as_they_are_when_it_goes_in_its_readers_digits() {
    let (_server, shop, node, key) = open();
    let customer = reader(&node, &key, "u1");
    put(&node, &key, "SKU-1", &offered("1199"));
    let body = "{{ products[\"SKU-1\"].name }}: {{ products[\"SKU-1\"].price }} / {{ products[\"SKU-1\"].was }} / \
        {{ products[\"SKU-1\"].stock | number }} / {{ products[\"SKU-1\"].until }}\n\n[Go]({{ products[\"SKU-1\"].url }})";
    let offer = template(&node, About::Customer, "ar", body);
    let unknown = template(&node, About::Customer, "en", "{{ products['SKU-9'].name }} is here again, come and see.");
    let asks = "{% if products['SKU-9'] %}Again!{% else %}Soon again.{% endif %} See us.";
    let asked = template(&node, About::Customer, "en", asks);
    node.app.start().unwrap();
    let first = own(&node, customer, offer, "", 1, Locale::Ar);
    assert_eq!(fate(&node, &first), (MessageState::Sent, String::new()));
    let said = text(&node, &first);
    assert!(said.contains("لوح تقديم: ١٬١٩٩٫٠٠\u{a0}ر.س. / ١٬٤٩٩٫٠٠\u{a0}ر.س. / ٣ / ١٩ مايو ٢٠٢٦"), "{said}");
    assert!(said.contains("https://shop.example/board"), "{said}");
    // As it is when it goes, not as it was when it was written.
    put(&node, &key, "SKU-1", &offered("999"));
    let later = own(&node, customer, offer, "", 2, Locale::Ar);
    assert_eq!(fate(&node, &later), (MessageState::Sent, String::new()));
    assert!(text(&node, &later).contains("٩٩٩٫٠٠"), "{}", text(&node, &later));
    // Nobody told of this one; a letter that asks first goes.
    let of_unknown = own(&node, customer, unknown, "", 3, Locale::En);
    assert_eq!(fate(&node, &of_unknown), (MessageState::Withheld, "claim_product".to_owned()));
    assert_eq!(contradiction(&node, &of_unknown).unwrap().product, "SKU-9");
    let of_asked = own(&node, customer, asked, "", 4, Locale::En);
    assert_eq!(fate(&node, &of_asked), (MessageState::Sent, String::new()));
    // The offer ends, and nobody tells another price: no letter goes out with it.
    shop.wait(DAY * 20);
    let over = own(&node, customer, offer, "", 5, Locale::Ar);
    assert_eq!(fate(&node, &over), (MessageState::Withheld, "claim_deadline".to_owned()));
    let found = contradiction(&node, &over).unwrap();
    assert_eq!((found.said, found.is), (Some(sar("999.00")), Some(Stated::Day("2026-05-19".parse().unwrap()))));
}

#[test]
fn what_a_letter_of_the_stores_own_shows_of_its_event_is_held_against_the_catalogue() {
    let (_server, _shop, node, key) = open();
    let customer = reader(&node, &key, "u1");
    put(&node, &key, "SKU-1", &offered("999"));
    put(&node, &key, "other", &json!({"names": {"en": "Salt"}, "price": 5}));
    let shows = "{% if event.stock_left %}Only {{ event.stock_left | number }} left{% endif %} of what you chose.";
    let of_stock = template(&node, About::Cart, "en", shows);
    let shows = "{% for item in items %}{{ products[item.sku].price }} {% endfor %}for what you chose";
    let of_items = template(&node, About::Cart, "en", shows);
    let of_both = template(
        &node,
        About::Cart,
        "en",
        "{% for item in items %}{{ products[item.sku].price }}, not {{ item.price }}. {% endfor %}",
    );
    let in_money = template(&node, About::Cart, "en", "{{ event.value | money }} for what you chose");
    node.app.start().unwrap();
    let added = json!({"sku": "SKU-1", "name": "Cedar board", "price": 999, "currency": "SAR", "stock_left": 2});
    node.send(&key, &[json!({"type": "track", "userId": "u1", "event": "Product Added", "properties": added})]);
    node.catch_up();
    let few = own(&node, customer, of_stock, "Product Added", 1, Locale::En);
    assert_eq!(fate(&node, &few), (MessageState::Withheld, "claim_stock".to_owned()));
    let found = contradiction(&node, &few).unwrap();
    assert_eq!((found.said, found.is), (Some(Stated::Number(2)), Some(Stated::Number(3))));
    // The products of its event are looked up too, and shown as the catalogue has them; what the event said of them is another matter.
    checkout(&node, &key, "u1", &json!({"currency": "USD", "value": 403}));
    let dear = own(&node, customer, of_both, "Checkout Started", 2, Locale::En);
    assert_eq!(fate(&node, &dear), (MessageState::Sent, String::new()), "of dollars the catalogue says nothing");
    checkout(&node, &key, "u1", &json!({}));
    let dear = own(&node, customer, of_both, "Checkout Started", 3, Locale::En);
    assert_eq!(fate(&node, &dear), (MessageState::Withheld, "claim_price".to_owned()));
    let so = own(&node, customer, of_items, "Checkout Started", 4, Locale::En);
    assert_eq!(fate(&node, &so), (MessageState::Sent, String::new()));
    assert!(text(&node, &so).contains("SAR\u{a0}999.00 SAR\u{a0}5.00"), "{}", text(&node, &so));
    // An amount of an event is of its currency.
    checkout(&node, &key, "u1", &json!({"currency": "USD", "value": 403}));
    let dollars = own(&node, customer, in_money, "Checkout Started", 5, Locale::En);
    assert_eq!(fate(&node, &dollars), (MessageState::Sent, String::new()));
    assert!(text(&node, &dollars).contains("$403.00 for"), "{}", text(&node, &dollars));
}

pub fn board(price: u32) -> Value {
    json!({"names": {"en": "Cedar board", "ar": "لوح تقديم"}, "price": price, "url": "https://shop.example/board"})
}

#[test]
fn a_forecast_says_that_a_letter_names_what_the_catalogue_lost() {
    let shop = Shop::open();
    let node = shop.node();
    store(&node);
    let key = node.key(Scope::Server);
    for user in ["sara", "ali"] {
        reader(&node, &key, user);
    }
    put(&node, &key, "SKU-1", &board(199));
    let offer =
        template(&node, About::Customer, "en", "{{ products[\"SKU-1\"].name }} costs {{ products[\"SKU-1\"].price }} now.");
    let segment = node.segment("everybody", &json!({"not": {"did": {"event": "Order Completed"}}}));
    let letter = LetterRef::Own { template: offer, version: 1 }.name().into_owned();
    let plan = json!({"segments": [segment.to_string()], "variants": [{"letter": letter, "percent": 100}], "holdout_percent": 0});
    let id = node.campaign(&plan);
    node.catch_up();
    let told = || {
        let app = &node.app;
        let campaign = app.db.record.read(|tx| automation::campaigns::find(tx, id)).unwrap().unwrap();
        let told = live::forecast(&app.db, &app.keys, &campaign, &mut app.fork_rng(), node.clock.now()).unwrap();
        (told.letters, told.withheld)
    };
    assert_eq!(told(), (2, BTreeMap::new()));
    let until = json!({"names": {"en": "Cedar board"}, "price": 199, "price_until": "2020-01-01T00:00:00Z"});
    put(&node, &key, "SKU-1", &until);
    assert_eq!(told(), (0, BTreeMap::from([("claim_deadline", 2)])));
    assert_eq!(call(&node, &key, Method::DELETE, "/api/v1/products/SKU-1", &Value::Null).status, 200);
    assert_eq!(told(), (0, BTreeMap::from([("claim_product", 2)])));
}

#[test]
fn a_dry_run_of_a_journey_says_so_too() {
    let shop = Shop::open();
    let node = shop.node();
    store(&node);
    let key = node.key(Scope::Server);
    reader(&node, &key, "sara");
    put(&node, &key, "SKU-1", &board(199));
    let offer =
        template(&node, About::Customer, "en", "{{ products[\"SKU-1\"].name }} costs {{ products[\"SKU-1\"].price }} now.");
    let letter = LetterRef::Own { template: offer, version: 1 }.name().into_owned();
    node.send(&key, &[added("sara")]);
    node.catch_up();
    shop.wait(Duration::from_hours(2));
    let plan = Plan::read(&cart().to_json().replace("abandoned_cart", &letter)).unwrap();
    let told = || {
        let (app, now) = (&node.app, node.clock.now());
        let id = JourneyId::new(now, &mut app.fork_rng());
        let told = live::rehearse(&app.db, &app.history, id, &plan, now.minus(Duration::from_hours(24)), now).unwrap().unwrap();
        (told.letters, told.withheld)
    };
    assert_eq!(told(), (1, BTreeMap::new()));
    put(&node, &key, "SKU-1", &json!({"names": {"en": "Cedar board"}, "price": 199, "price_until": "2020-01-01T00:00:00Z"}));
    assert_eq!(told(), (0, BTreeMap::from([("claim_deadline", 1)])));
}
