//! From the shop's first page to a customer, as a browser without scripts walks it.

use super::{DemoProduct, DemoShop};
use crate::testing::{Reply, TestApp};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use base::{Clock as _, EmailAddress};
use foundation::consent::{self, Choices, Purpose};
use foundation::customers::{self, Claim};
use foundation::staff::{self, Bases, Scope};
use serde_json::json;

/// Lays a shop as `amana demo` does; gives its site key.
fn lay(test: &TestApp) -> String {
    let (keys, mut rng, now) = (test.app.keys.clone(), test.app.fork_rng(), test.clock.now());
    let laid = test.app.recorder.submit(move |tx| {
        let mut make = |scope| staff::create_key(tx, &keys, &mut rng, "shop", scope, Bases::default_for(scope), now);
        let ((_, site_key), (server_key, _)) = (make(Scope::Site)?, make(Scope::Server)?);
        let product = DemoProduct {
            sku: "COF-0101".to_owned(),
            category: "coffee".to_owned(),
            category_names: ["Coffee", "القهوة", "قهوه"].map(str::to_owned),
            names: ["Haraz coffee", "قهوة حرازي", "قهوه حراز"].map(str::to_owned),
            price_minor: 4_250,
        };
        let shop = DemoShop {
            site_key: site_key.clone(),
            server_key: server_key.to_string(),
            currency: "SAR".to_owned(),
            products: vec![product],
        };
        shop.save(tx, now)?;
        Ok::<_, db::Error>(site_key)
    });
    laid.wait().unwrap()
}

fn send(test: &TestApp, method: Method, path: &str, cookie: &str, site: &str, fields: &[(&str, &str)]) -> Reply {
    let request = Request::builder().method(method).uri(path).header(header::COOKIE, cookie).header("sec-fetch-site", site);
    let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    test.send(request.body(Body::from(serde_urlencoded::to_string(fields).unwrap())).unwrap())
}

fn choices_of(test: &TestApp, email: &str) -> Choices {
    let claim = Claim::email(&test.app.keys, &EmailAddress::parse(email).unwrap());
    let read = |tx: &mut db::Tx<'_>| {
        let (customer, _) = customers::find_identity(tx, &claim.hash)?.expect("a customer");
        let root = customers::root_of(tx, customer)?.expect("a root");
        consent::load(tx, root)
    };
    test.app.db.record.read(read).unwrap()
}

#[test]
fn without_the_demo_there_is_no_shop() {
    let test = TestApp::new();
    for path in ["/demo/shop", "/demo/shop/COF-0101", "/demo/cart", "/demo/checkout", "/demo/thanks?order=W0000001"] {
        assert_eq!(test.get(path, "").status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[test]
fn a_visitor_s_choices_go_with_the_order() {
    let test = TestApp::new();
    let site_key = lay(&test);
    let first = test.get("/demo/shop", "");
    assert!(first.text().contains(&format!("data-key=\"{site_key}\"")) && first.text().contains("Haraz coffee"));
    assert_eq!(first.header("set-cookie"), "", "nothing is stored before it is asked for");
    assert!(test.get("/demo/shop/COF-0101", "").text().contains("Product Viewed"));
    assert_eq!(test.get("/demo/shop/COF-9999", "").status, StatusCode::NOT_FOUND);

    let visitor = "0123456789abcdef0123456789abcdef";
    let consent = json!({"categoryPreferences": {"analytics": true, "personalise": false}});
    test.feed(&site_key, &[json!({"type": "page", "anonymousId": visitor, "context": {"consent": consent}})]);

    let article = [("sku", "COF-0101"), ("quantity", "2")];
    assert_eq!(send(&test, Method::POST, "/demo/cart", "", "cross-site", &article).status, StatusCode::FORBIDDEN);
    let put = send(&test, Method::POST, "/demo/cart", "", "same-origin", &article);
    let cookie = put.header("set-cookie").split(';').next().unwrap_or_default().to_owned();
    assert_eq!(cookie, "demo_cart=COF-0101.2");
    assert!(send(&test, Method::GET, "/demo/cart", &cookie, "same-origin", &[]).text().contains("85.00"));

    let mut form = vec![("name", "Sara"), ("email", "sara"), ("visitor", visitor)];
    let wrong = send(&test, Method::POST, "/demo/checkout", &cookie, "same-origin", &form);
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text().contains("href=\"#f-email\""));
    form[1].1 = "sara@mail.example";
    let placed = send(&test, Method::POST, "/demo/checkout", &cookie, "same-origin", &form);
    let thanks = placed.header("location").to_owned();
    assert!(thanks.starts_with("/demo/thanks?order=W"), "{thanks}");
    assert!(placed.header("set-cookie").starts_with("demo_cart=;"), "the cart is empty again");
    assert!(test.get(&thanks, "").text().contains("Thank you"));
    assert_eq!(test.get("/demo/thanks?order=W12%3Cb%3E", "").status, StatusCode::NOT_FOUND);

    let (choices, now) = (choices_of(&test, "sara@mail.example"), test.clock.now());
    let allows = |purpose: Purpose| choices.allows(purpose, purpose.recipients()[0], purpose.categories(), now).is_some();
    assert!(allows(Purpose::FulfilOrders) && allows(Purpose::Analytics));
    assert!(!allows(Purpose::Personalise) && !allows(Purpose::MarketingEmail), "what was not agreed to is not");
}

#[test]
fn who_agreed_to_nothing_orders_all_the_same() {
    let test = TestApp::new();
    lay(&test);
    let form = [("name", "Omid"), ("email", "omid@mail.example"), ("news", "on"), ("visitor", "not an id")];
    let placed = send(&test, Method::POST, "/demo/checkout", "demo_cart=COF-0101.1", "same-origin", &form);
    assert!(placed.header("location").starts_with("/demo/thanks"));
    let (choices, now) = (choices_of(&test, "omid@mail.example"), test.clock.now());
    let allows = |purpose: Purpose| choices.allows(purpose, purpose.recipients()[0], purpose.categories(), now).is_some();
    assert!(allows(Purpose::FulfilOrders) && allows(Purpose::MarketingEmail) && !allows(Purpose::Analytics));
    assert_eq!(send(&test, Method::GET, "/demo/checkout", "", "same-origin", &[]).header("location"), "/demo/cart");
}
