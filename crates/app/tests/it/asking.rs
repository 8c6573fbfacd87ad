//! What the store asks for, and whom it leaves in peace: purposes that it does not use, and people who said no.

use crate::ending::{agree, live};
use crate::privacy::{Browser, link, sara};
use crate::support::{Node, Reply, Shop, identify, track, with_banner};
use app::asking::Asking;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use base::Clock as _;
use base::id::CustomerId;
use capabilities::messaging::BuiltIn;
use foundation::consent::{self, Basis, Decision, Law, Purpose, Recipient, State};
use foundation::privacy;
use foundation::settings::StoreSettings;
use foundation::staff::Scope;
use serde_json::{Value, json};
use std::time::Duration;

const DAY: Duration = Duration::from_hours(24);

pub fn put(node: &Node, admin: &str, customer: CustomerId, decision: &Value) -> Reply {
    let request = Request::put(format!("/api/v1/customers/{customer}/consents"));
    let request =
        request.header(header::AUTHORIZATION, format!("Bearer {admin}")).header(header::CONTENT_TYPE, "application/json");
    node.request(request.body(Body::from(json!({"decisions": [decision]}).to_string())).unwrap())
}

fn uses(node: &Node, purposes: &[Purpose]) {
    let purposes = Some(purposes.iter().map(|purpose| purpose.word().to_owned()).collect());
    let now = node.clock.now();
    node.record(move |tx| Asking { purposes, ..Asking::load(tx)? }.save(tx, now));
}

pub fn store_in(node: &Node, country: &str) {
    let (now, store) =
        (node.clock.now(), StoreSettings { country: country.to_owned(), name: "Noor".to_owned(), ..Default::default() });
    node.record(move |tx| store.save(tx, now));
}

pub fn decided(node: &Node, customer: CustomerId, purpose: Purpose) -> Vec<State> {
    let history = node.app.db.record.read(|tx| consent::history(tx, &[customer], 500)).unwrap();
    let mut states: Vec<State> = history.iter().filter(|row| row.purpose == purpose).map(|row| row.state).collect();
    states.dedup();
    states
}

#[test]
fn who_said_no_is_not_asked_before_the_law_of_the_place_allows_it() {
    for (country, months) in [("FR", 184), ("US", 366)] {
        let shop = Shop::open();
        let node = shop.node();
        store_in(&node, country);
        let admin = node.key(Scope::Admin);
        let customer = sara(&node);
        let ask = json!({"purpose": "analytics", "state": "requested"});
        assert_eq!(put(&node, &admin, customer, &ask).status, StatusCode::OK, "nobody said no yet");
        put(&node, &admin, customer, &json!({"purpose": "analytics", "state": "refused"}));
        shop.wait(DAY * (months - 1) + Duration::from_secs(86_399));
        let refused = put(&node, &admin, customer, &ask);
        assert_eq!(refused.status, StatusCode::CONFLICT, "{country}");
        assert!(refused.body.contains("cool_down") && refused.body.contains("Nothing was changed"), "{}", refused.body);
        // Nor by another way in.
        let request = Decision::about(Purpose::Analytics, State::Requested, Basis::Consent, node.clock.now(), "staff");
        node.decide(customer, request);
        assert_eq!(decided(&node, customer, Purpose::Analytics), [State::Refused, State::Requested]);
        // What they say by themselves counts at any time, and ends the quiet.
        assert_eq!(put(&node, &admin, customer, &json!({"purpose": "analytics", "state": "given"})).status, StatusCode::OK);
        assert_eq!(put(&node, &admin, customer, &ask).status, StatusCode::OK);
        put(&node, &admin, customer, &json!({"purpose": "analytics", "state": "withdrawn"}));
        assert_eq!(put(&node, &admin, customer, &ask).status, StatusCode::CONFLICT);
        shop.wait(DAY * months);
        assert_eq!(put(&node, &admin, customer, &ask).status, StatusCode::OK);
        assert_eq!(u64::from(Law::of_country(country).quiet_days()), u64::from(months));
    }
}

#[test]
fn a_no_of_either_of_two_people_who_are_one_is_left_in_peace_from_when_it_was_said() {
    let shop = Shop::open();
    let node = shop.node();
    let (admin, server) = (node.key(Scope::Admin), node.key(Scope::Server));
    let customer = sara(&node);
    node.send(&server, &[identify("u2", "v2", &json!({"name": "S. Karimi"}))]);
    let second = node.user("u2").unwrap();
    put(&node, &admin, second, &json!({"purpose": "analytics", "state": "refused"}));
    shop.wait(DAY * 100);
    node.send(&server, &[json!({"type": "alias", "userId": "u1", "previousId": "u2"})]);
    let root = node.root(customer);
    let ask = json!({"purpose": "analytics", "state": "requested"});
    assert_eq!(put(&node, &admin, root, &ask).status, StatusCode::CONFLICT);
    shop.wait(DAY * 84);
    assert_eq!(put(&node, &admin, root, &ask).status, StatusCode::OK);
}

#[test]
fn a_no_to_a_part_silences_the_reminder_of_that_part_alone() {
    let shop = Shop::open();
    let node = shop.node();
    let customer = sara(&node);
    agree(&node, customer, Purpose::MarketingEmail, 365);
    let until = agree(&node, customer, Purpose::Personalise, 31);
    let part = |state| Decision {
        recipients: vec![Recipient::Marketing],
        ..Decision::about(Purpose::Personalise, state, Basis::Consent, node.clock.now(), "privacy_centre")
    };
    node.decide(customer, part(State::Withdrawn));
    live(&shop, &node, 26);
    let asked = node.messages(customer).into_iter().filter(|message| message.letter == BuiltIn::ConsentRenewal).count();
    assert_eq!(asked, 2, "30 and 7 days before the rest ends");
    let path = format!("/privacy/renew/{}", privacy::renewal_token(&node.app.keys, customer, until));
    let mut browser = Browser::new(&node);
    browser.get(&path);
    browser.post(&path, &[]);
    let now = until.plus(DAY);
    let choices = node.app.db.record.read(|tx| consent::load(tx, customer)).unwrap();
    let allows = |team| choices.allows(Purpose::Personalise, team, Purpose::Personalise.categories(), now).is_some();
    assert!(allows(Recipient::Automation) && !allows(Recipient::Marketing), "what they closed is not opened by it");
    // Staff who ask for all of it ask for the part that was refused too.
    node.decide(customer, part(State::Requested));
    assert!(!decided(&node, customer, Purpose::Personalise).contains(&State::Requested));
}

#[test]
fn a_yes_to_what_the_store_does_not_use_is_not_recorded_whoever_brings_it() {
    let shop = Shop::open();
    let node = shop.node();
    let (admin, server, site) = (node.key(Scope::Admin), node.key(Scope::Server), node.key(Scope::Site));
    let customer = sara(&node);
    put(&node, &admin, customer, &json!({"purpose": "loyalty", "state": "given"}));
    assert!(node.allows(customer, Purpose::Loyalty), "before the store has chosen, its own systems know what it uses");
    uses(&node, &[Purpose::Analytics, Purpose::MarketingEmail]);
    let refused = put(&node, &admin, customer, &json!({"purpose": "research", "state": "given"}));
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.body.contains("purpose_not_used"), "{}", refused.body);
    node.send(&server, &[with_banner(track("u1", "Subscribed"), &json!({"research": true, "analytics": true}))]);
    assert!(!node.allows(customer, Purpose::Research) && node.allows(customer, Purpose::Analytics));
    let seen = json!({"type": "page", "anonymousId": "v9", "context": {"consent": {"categoryPreferences": {"research": true}}}});
    node.send(&site, &[seen]);
    assert!(node.visitor("v9").is_none(), "a visitor who agreed to nothing that is used leaves no trace");
    let staff = Decision::about(Purpose::Personalise, State::Given, Basis::Consent, node.clock.now(), "staff");
    node.decide(customer, staff);
    assert!(!node.allows(customer, Purpose::Personalise));
    // A no is heard about anything, and what holds stays and can be taken back.
    assert_eq!(put(&node, &admin, customer, &json!({"purpose": "reviews", "state": "refused"})).status, StatusCode::OK);
    assert!(node.allows(customer, Purpose::Loyalty));
    let mut browser = Browser::new(&node);
    let page = browser.come_in(&link(&node, customer)).body;
    let shows = |page: &str, purpose: &str| page.contains(&format!("name=\"shown\" value=\"{purpose}\""));
    for (purpose, is_shown) in [
        ("analytics", true),
        ("marketing_email", true),
        ("loyalty", true),
        ("reviews", true),
        ("research", false),
        ("personalise", false),
    ] {
        assert_eq!(shows(&page, purpose), is_shown, "{purpose}");
    }
    browser.post("/privacy/choices", &[("shown", "loyalty"), ("shown", "personalise"), ("agreed", "personalise")]);
    assert!(!node.allows(customer, Purpose::Loyalty) && !node.allows(customer, Purpose::Personalise));
    let again = browser.post("/privacy/choices", &[("shown", "loyalty"), ("agreed", "loyalty")]);
    assert!(again.body.contains("nothing was changed") && !node.allows(customer, Purpose::Loyalty));
}

#[test]
fn a_yes_to_what_the_banner_did_not_ask_is_no_yes() {
    let shop = Shop::open();
    let node = shop.node();
    let site = node.key(Scope::Site);
    let told: Value =
        serde_json::from_str(&node.ask(axum::http::Method::GET, &format!("/v1/site?key={site}&lang=en")).body).unwrap();
    let words = told["words"]["version"].as_str().unwrap();
    assert_eq!(told["days"]["refused"], 184);
    // The store's banner asks about analytics alone.
    let answer = json!({"type": "track", "event": "Consent Preference Updated", "anonymousId": "v1", "context": {"consent": {
        "categoryPreferences": {"analytics": true, "personalise": true},
        "banner": {"words": words, "notice": "1", "language": "en"},
    }}});
    node.send(&site, &[answer]);
    let visitor = node.visitor("v1").unwrap();
    assert!(node.allows(visitor, Purpose::Analytics) && !node.allows(visitor, Purpose::Personalise));
}

#[test]
fn the_merchant_chooses_in_each_language_and_the_banner_and_notice_follow() {
    let shop = Shop::open();
    let node = shop.node();
    let cookie = crate::unseen::signed_in(&node);
    for (lang, words) in [
        ("en", ["What you use customers’ data for", "Confirmation by e-mail", "What your messages are about"]),
        ("ar", ["فيمَ تستخدم بيانات العملاء؟", "التأكيد بالبريد الإلكتروني", "مواضيع رسائلك"]),
        ("fa", ["اطلاعات مشتریان را برای چه به کار می‌برید؟", "تأیید با ایمیل", "موضوع پیام‌های شما"]),
    ] {
        let mut browser = Browser::new(&node).with("__Host-session", &cookie).with("lang", lang);
        let page = browser.get("/admin/settings/consent");
        assert_eq!(page.status, StatusCode::OK);
        for word in words {
            assert!(page.body.contains(word), "{lang}: {word}");
        }
    }
    let mut browser = Browser::new(&node).with("__Host-session", &cookie);
    browser.get("/admin/settings/consent");
    browser.post(
        "/admin/settings/consent/purposes",
        &[("purpose", "marketing_email"), ("purpose", "fulfil_orders"), ("purpose", "nonsense")],
    );
    let asking = node.app.db.record.read(Asking::load).unwrap();
    assert_eq!(asking.purposes, Some(vec!["marketing_email".to_owned()]));
    let site = node.key(Scope::Site);
    let told: Value =
        serde_json::from_str(&node.ask(axum::http::Method::GET, &format!("/v1/site?key={site}&lang=en")).body).unwrap();
    assert_eq!(told["purposes"], json!([]), "the banner asked for analytics, which is not used any more");
    store_in(&node, "SA");
    let texts = node.app.db.record.read(|tx| app::notices::first_texts(&node.app, tx)).unwrap();
    assert!(texts[0].1.contains("arketing by e-mail") && !texts[0].1.contains("nalytics"), "{}", texts[0].1);
    // Topics: added, renamed, given to a message, removed.
    let wrong = browser.post("/admin/settings/consent/topics", &[("key", "Sale!"), ("name_en", "Sales"), ("name_ar", "")]);
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let names = [("key", "sale"), ("name_en", "Sales"), ("name_ar", "تخفيضات"), ("name_fa", "حراج")];
    assert!(browser.post("/admin/settings/consent/topics", &names).body.contains("تخفيضات"));
    browser.post("/admin/settings/consent/rules", &[("welcome", "sale"), ("consent_renewal", "no-such")]);
    let topics = node.app.db.record.read(capabilities::messaging::Topics::load).unwrap();
    assert_eq!((topics.of(BuiltIn::Welcome), topics.of(BuiltIn::ConsentRenewal)), (Some("sale"), None));
    assert_eq!(browser.post("/admin/settings/consent/topics/gone/remove", &[]).status, StatusCode::NOT_FOUND);
    browser.post("/admin/settings/consent/topics/sale/remove", &[]);
    assert_eq!(
        node.app.db.record.read(capabilities::messaging::Topics::load).unwrap(),
        capabilities::messaging::Topics::default()
    );
}
