//! The privacy centre, as a customer's browser meets it.

use crate::support::{Node, Reply, Shop, identify, order, track};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use base::Clock as _;
use base::id::CustomerId;
use capabilities::messaging::{BuiltIn, MessageState};
use foundation::consent::{Category, CategorySet, Purpose, Recipient, State};
use foundation::staff::Scope;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::time::Duration;

/// A browser: it keeps cookies, and sends a page's token with its forms.
pub struct Browser<'a> {
    node: &'a Node,
    cookies: BTreeMap<String, String>,
    token: String,
}

impl<'a> Browser<'a> {
    pub fn new(node: &'a Node) -> Self {
        Self { node, cookies: BTreeMap::new(), token: String::new() }
    }

    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.cookies.insert(name.to_owned(), value.to_owned());
        self
    }

    pub fn get(&mut self, path: &str) -> Reply {
        self.send(Method::GET, path, String::new())
    }

    /// Posts a form and goes where the answer leads.
    pub fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Reply {
        let mut pairs = vec![("csrf", self.token.clone())];
        pairs.extend(fields.iter().map(|(key, value)| (*key, (*value).to_owned())));
        let body = serde_urlencoded::to_string(pairs).unwrap();
        let reply = self.send(Method::POST, path, body);
        match reply.headers.get(header::LOCATION) {
            Some(to) if reply.status == StatusCode::SEE_OTHER => {
                let to = to.to_str().unwrap().to_owned();
                self.get(&to)
            }
            _ => reply,
        }
    }

    fn send(&mut self, method: Method, path: &str, body: String) -> Reply {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::COOKIE, cookies.join("; "))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let reply = self.node.request(request.body(Body::from(body)).unwrap());
        for cookie in reply.headers.get_all(header::SET_COOKIE) {
            let (name, rest) = cookie.to_str().unwrap().split_once('=').unwrap();
            match rest.split(';').next().unwrap() {
                "" => self.cookies.remove(name),
                value => self.cookies.insert(name.to_owned(), value.to_owned()),
            };
        }
        if let Some(token) = reply.body.split("name=\"csrf\" value=\"").nth(1) {
            token.split('"').next().unwrap().clone_into(&mut self.token);
        }
        reply
    }

    /// Opens the centre by a link.
    pub fn come_in(&mut self, link: &str) -> Reply {
        let path = link.strip_prefix("https://shop.example").unwrap_or(link).to_owned();
        let asked = self.get(&path);
        assert_eq!(asked.status, StatusCode::OK, "{}", asked.body);
        self.post(&path, &[])
    }
}

/// A link as the store's own server asks for one.
pub fn link(node: &Node, customer: CustomerId) -> String {
    let admin = node.key(Scope::Admin);
    let reply = node.post(&format!("/api/v1/customers/{customer}/privacy-link"), &admin, "");
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.body);
    serde_json::from_str::<Value>(&reply.body).unwrap()["url"].as_str().unwrap().to_owned()
}

/// A customer with a name, an address, an order and visits.
pub fn sara(node: &Node) -> CustomerId {
    let server = node.key(Scope::Server);
    let traits = json!({"name": "Sara Karimi", "email": "sara@example.com", "phone": "+966501234567", "city": "Jeddah"});
    node.send(&server, &[identify("u1", "v1", &traits), order("u1", "10482", "sara@example.com", "250.00")]);
    node.catch_up();
    node.user("u1").unwrap()
}

#[test]
fn a_link_opens_once_and_only_for_a_while() {
    let shop = Shop::open();
    let node = shop.node();
    let customer = sara(&node);
    let first = link(&node, customer);
    let mut browser = Browser::new(&node);
    let page = browser.come_in(&first);
    assert!(page.body.contains("Sara Karimi"), "{}", page.body);
    let path = first.strip_prefix("https://shop.example").unwrap();
    // A second press, elsewhere, opens nothing; nor does a link that nobody made, or one of another kind.
    let mut other = Browser::new(&node);
    assert!(other.get(path).status == StatusCode::OK && !other.get(path).body.contains("Sara"));
    assert_eq!(other.post(path, &[]).status, StatusCode::GONE);
    for forged in ["/privacy/open/x".to_owned(), format!("{}0", &path[..path.len() - 1]), path.replace("open", "erasure")] {
        let reply = other.get(&forged);
        assert!(reply.status == StatusCode::NOT_FOUND && !reply.body.contains("Sara"), "{forged}: {}", reply.status);
    }
    let late = link(&node, customer);
    shop.wait(Duration::from_mins(3));
    let path = late.strip_prefix("https://shop.example").unwrap();
    let _ = other.get(path);
    assert_eq!(other.post(path, &[]).status, StatusCode::GONE);
    // The session ends by itself, and by a press.
    shop.wait(Duration::from_mins(58));
    assert!(!browser.get("/privacy").body.contains("Sara"));
    let again = link(&node, customer);
    browser.come_in(&again);
    assert!(browser.get("/privacy/looks").status == StatusCode::OK);
    browser.post("/privacy/out", &[]);
    assert_eq!(browser.get("/privacy/looks").status, StatusCode::SEE_OTHER);
}

#[test]
fn asking_for_a_link_tells_nobody_who_is_a_customer() {
    let shop = Shop::open();
    let node = shop.node();
    let customer = sara(&node);
    let mut browser = Browser::new(&node);
    browser.get("/privacy");
    let known = browser.post("/privacy/link", &[("email", "Sara@Example.com")]);
    browser.get("/privacy");
    let unknown = browser.post("/privacy/link", &[("email", "nobody@example.com")]);
    assert_eq!((known.status, &known.body), (unknown.status, &unknown.body));
    browser.get("/privacy");
    assert_eq!(browser.post("/privacy/link", &[("email", "no address")]).status, StatusCode::UNPROCESSABLE_ENTITY);
    crate::support::until("the message is queued", || {
        node.catch_up();
        node.messages(customer).iter().any(|message| message.letter == BuiltIn::PrivacyLink)
    });
    // Sara agreed to no mail at all; what she asks for herself needs no agreement.
    let message = node.messages(customer).into_iter().find(|message| message.letter == BuiltIn::PrivacyLink).unwrap();
    assert_eq!(message.state, MessageState::Queued);
    for _ in 0..4 {
        browser.get("/privacy");
        browser.post("/privacy/link", &[("email", "sara@example.com")]);
    }
    browser.get("/privacy");
    assert_eq!(browser.post("/privacy/link", &[("email", "sara@example.com")]).status, StatusCode::TOO_MANY_REQUESTS);
}

#[test]
fn a_switch_holds_at_once_and_withdrawing_is_as_easy_as_agreeing() {
    let shop = Shop::open();
    let node = shop.node();
    let customer = sara(&node);
    let mut browser = Browser::new(&node);
    browser.come_in(&link(&node, customer));
    let shown = [("shown", "marketing_email"), ("shown", "analytics"), ("shown", "personalise"), ("shown", "customer_care")];
    let save = |browser: &mut Browser<'_>, agreed: &[&'static str]| {
        let fields: Vec<(&str, &str)> = shown.into_iter().chain(agreed.iter().map(|purpose| ("agreed", *purpose))).collect();
        browser.post("/privacy/choices", &fields)
    };
    let page = save(&mut browser, &["marketing_email", "analytics"]);
    assert!(page.body.contains("Saved."), "{}", page.body);
    assert!(node.allows(customer, Purpose::MarketingEmail) && node.allows(customer, Purpose::Analytics));
    // What was left alone is not a refusal: nobody asked.
    assert!(node.choices(customer).is_undecided(Purpose::Personalise, Recipient::Automation));
    assert!(save(&mut browser, &["marketing_email", "analytics"]).body.contains("nothing was changed"));
    save(&mut browser, &["analytics"]);
    assert!(!node.allows(customer, Purpose::MarketingEmail) && node.allows(customer, Purpose::Analytics));
    browser.post("/privacy/choices", &[("preset", "only")]);
    assert!(!node.allows(customer, Purpose::Analytics) && node.allows(customer, Purpose::FulfilOrders));
    assert!(!node.choices(customer).is_undecided(Purpose::Personalise, Recipient::Automation), "a no to all is a no");
    let history = node.app.db.record.read(|tx| foundation::consent::history(tx, &[customer], 100)).unwrap();
    let last = history.iter().find(|row| row.purpose == Purpose::MarketingEmail).unwrap();
    assert_eq!(
        (last.state, last.collected_via.as_str(), last.language.as_deref()),
        (State::Withdrawn, "privacy_centre", Some("en"))
    );
    // Each has a receipt that anybody can check.
    let decisions = browser.get("/privacy/decisions").body;
    let receipt = decisions.split("/privacy/receipts/").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let receipt: Value = serde_json::from_str(&browser.get(&format!("/privacy/receipts/{receipt}")).body).unwrap();
    assert_eq!(receipt["signature"]["alg"], json!("Ed25519"));
    let elsewhere = browser.get("/privacy/receipts/gra_00000000000000000000000000");
    assert_eq!(elsewhere.status, StatusCode::NOT_FOUND);
    browser.get("/privacy");
    // Rubbish in the form changes nothing that was not shown.
    let before = node.choices(customer);
    browser.post("/privacy/choices", &[("shown", "fulfil_orders"), ("shown", "nonsense"), ("agreed", "research")]);
    assert_eq!(node.choices(customer), before);
}

#[test]
fn a_cell_opens_one_kind_of_data_to_one_team() {
    let shop = Shop::open();
    let node = shop.node();
    let customer = sara(&node);
    let sees = |team| node.choices(customer).visible_to(team, node.clock.now());
    assert!(sees(Recipient::Support).contains(Category::Phone) && !sees(Recipient::Marketing).contains(Category::Email));
    let mut browser = Browser::new(&node);
    browser.come_in(&link(&node, customer));
    browser.get("/privacy/teams");
    browser.post("/privacy/teams", &[("shown", "support:phone"), ("shown", "marketing:email"), ("sees", "marketing:email")]);
    assert!(!sees(Recipient::Support).contains(Category::Phone) && sees(Recipient::Support).contains(Category::Email));
    assert!(sees(Recipient::Marketing).contains(Category::Email) && !sees(Recipient::Marketing).contains(Category::Phone));
    // What the centre shows as support's view is what support's own page shows.
    let preview = browser.get("/privacy/teams/support").body;
    assert!(preview.contains("sara@example.com") && !preview.contains("501234567"), "{preview}");
    assert_eq!(browser.get("/privacy/teams/automation").status, StatusCode::NOT_FOUND);
    assert_eq!(browser.get("/privacy/teams/customer").status, StatusCode::NOT_FOUND);
}

#[test]
fn every_look_stands_in_the_list_and_the_page_tells_any_day() {
    let shop = Shop::open();
    let node = shop.node();
    let customer = sara(&node);
    let admin = node.key(Scope::Read);
    let before = shop.clock.now();
    shop.wait(Duration::from_hours(48));
    let path = format!("/api/v1/customers/{customer}");
    let request = Request::builder().uri(&path).header(header::AUTHORIZATION, format!("Bearer {admin}"));
    assert_eq!(node.request(request.body(Body::empty()).unwrap()).status, StatusCode::OK);
    let mut browser = Browser::new(&node);
    browser.come_in(&link(&node, customer));
    let looks = browser.get("/privacy/looks").body;
    assert!(looks.contains("Support") && looks.contains("You looked at your own data"), "{looks}");
    browser.post("/privacy/choices", &[("shown", "analytics"), ("agreed", "analytics")]);
    let then: Value =
        serde_json::from_str(&browser.get(&format!("/privacy/report.json?on={}", &before.to_rfc3339()[..10])).body).unwrap();
    let now: Value = serde_json::from_str(&browser.get("/privacy/report.json").body).unwrap();
    assert_eq!((&then["visible_to"]["analysis"], &now["visible_to"]["analysis"]), (&json!([]), &json!(["orders", "browsing"])));
    assert!(browser.get("/privacy/report?on=nonsense").body.contains("sara@example.com"));
    assert_eq!(browser.get("/privacy/download").status, StatusCode::OK);
}

#[test]
fn the_way_in_goes_to_the_address_that_asked_for_it() {
    let shop = Shop::open();
    let node = shop.node();
    let customer = sara(&node);
    let server = node.key(Scope::Server);
    // A newer address of hers: the old one still leads to her, and gets its own answer.
    node.send(&server, &[identify("u1", "v1", &json!({"email": "sara.new@example.com"}))]);
    let mut browser = Browser::new(&node);
    browser.get("/privacy");
    browser.post("/privacy/link", &[("email", "sara.new@example.com")]);
    let ask = || node.messages(customer).into_iter().find(|message| message.letter == BuiltIn::PrivacyLink);
    crate::support::until("the message is queued", || {
        node.catch_up();
        ask().is_some()
    });
    let letter = node.app.composer.compose(&ask().unwrap(), &mut base::Rng::from_seed(1)).ok().expect("a letter");
    assert_eq!(letter.to.as_str(), "sara.new@example.com");
    // An address that is no longer in her record gets nothing, and nobody else gets it instead.
    browser.get("/privacy");
    browser.post("/privacy/link", &[("email", "sara@example.com")]);
    crate::support::until("the second is queued", || {
        node.catch_up();
        node.messages(customer).iter().filter(|message| message.letter == BuiltIn::PrivacyLink).count() == 2
    });
    for message in node.messages(customer).into_iter().filter(|message| message.letter == BuiltIn::PrivacyLink) {
        if let Ok(letter) = node.app.composer.compose(&message, &mut base::Rng::from_seed(2)) {
            assert_eq!(letter.to.as_str(), "sara.new@example.com");
        }
    }
}

/// Planted values, each where something else is kept; the first four name the person.
pub const PLANTED: [&str; 6] =
    ["Zubaydah Quartermain", "zubaydah@quartermain.example", "+966509876543", "u-zubaydah", "order-zq-77", "violet-umbrella-93"];

pub fn zubaydah(node: &Node) -> CustomerId {
    let server = node.key(Scope::Server);
    let traits = json!({"name": PLANTED[0], "email": PLANTED[1], "phone": PLANTED[2], "taste": PLANTED[5]});
    let mut bought = order("u-zubaydah", PLANTED[4], PLANTED[1], "99.00");
    bought["properties"]["note"] = json!(format!("for {}", PLANTED[5]));
    let mut looked = track("u-zubaydah", "Product Viewed");
    looked["properties"] = json!({"product_id": PLANTED[5]});
    looked["context"]["consent"]["categoryPreferences"] = json!({"analytics": true});
    node.send(&server, &[identify("u-zubaydah", "v-zubaydah", &traits), bought, looked]);
    node.catch_up();
    node.user("u-zubaydah").unwrap()
}

#[test]
fn an_erasure_asked_for_at_the_page_ends_with_a_certificate() {
    let shop = Shop::open();
    let node = shop.node();
    let customer = zubaydah(&node);
    let other = sara(&node);
    let mut browser = Browser::new(&node);
    browser.come_in(&link(&node, customer));
    browser.get("/privacy/erase");
    let unsure = browser.post("/privacy/erase", &[]);
    assert_eq!(unsure.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(node.user("u-zubaydah").is_some());
    let certificate = browser.post("/privacy/erase", &[("sure", "on")]);
    assert!(certificate.body.contains("Certificate of erasure"), "{}", certificate.body);
    assert_eq!((node.user("u-zubaydah"), node.by_email(PLANTED[1])), (None, None));
    assert!(node.choices(customer).is_empty() && node.messages(customer).is_empty());
    assert_eq!(browser.get("/privacy/looks").status, StatusCode::SEE_OTHER, "the session is over");
    // Links that were out open nothing, and say no more than those that never were.
    let admin = node.key(Scope::Admin);
    let reply = node.post(&format!("/api/v1/customers/{customer}/privacy-link"), &admin, "");
    assert_eq!(reply.status, StatusCode::NOT_FOUND);
    // Asked again, it is the same erasure.
    let erase = |customer: CustomerId| {
        let request = Request::builder().method(Method::DELETE).uri(format!("/api/v1/customers/{customer}"));
        let request = request.header(header::AUTHORIZATION, format!("Bearer {admin}"));
        node.request(request.body(Body::empty()).unwrap())
    };
    let (once, twice) = (erase(customer), erase(customer));
    assert_eq!((once.status, once.body), (twice.status, twice.body));
    assert_eq!(erase("cus_00000000000000000000000000".parse().unwrap()).status, StatusCode::NOT_FOUND);
    assert!(node.allows(other, Purpose::FulfilOrders), "nobody else is touched");
    // Whoever comes back is somebody new.
    let again = zubaydah(&node);
    assert_ne!(again, customer);
    assert_eq!(
        node.choices(again).visible_to(Recipient::Support, node.clock.now()),
        CategorySet::of(&[Category::Name, Category::Email, Category::Phone, Category::Address, Category::Orders,])
    );
}
