//! What agreements brought: told once, summed to the minor unit, joined and forgotten with the customer; and offered back
//! where nobody used them.

use crate::history::{keeper, tend_once};
use crate::privacy::{Browser, link, sara};
use crate::support::{Node, Reply, Shop, Took, order, track};
use crate::unseen::{signed_in, where_stands};
use app::erasing;
use axum::http::StatusCode;
use base::id::{CustomerId, EventId, MessageId};
use base::{Clock as _, Currency, Id as _, Rng, Timestamp};
use capabilities::ledger::{self, LedgerSettings, Passbook};
use db::params;
use foundation::consent::{Basis, Decision, Purpose, State};
use foundation::customers;
use foundation::staff::Scope;
use foundation::vault::{Access, Looker};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::time::Duration;

const DAY: Duration = Duration::from_hours(24);

fn agree(node: &Node, customer: CustomerId, purpose: Purpose) {
    decide(node, customer, purpose, State::Given, None);
}

fn decide(node: &Node, customer: CustomerId, purpose: Purpose, state: State, until: Option<Timestamp>) {
    let decision = Decision::about(purpose, state, Basis::Consent, node.clock.now(), "test");
    node.decide(customer, Decision { valid_until: until, ..decision });
}

fn benefit(user: &str, number: &str, purpose: &str) -> Value {
    let mut call = track(user, "Benefit Given");
    call["properties"] = json!({"benefit_id": number, "purpose": purpose, "kind": "reward", "value": "12.35", "currency": "SAR",
        "text": {"en": "A gift card", "ar": "بطاقة هدية"}});
    call
}

fn tell(node: &Node, customer: CustomerId, body: &Value) -> Reply {
    let admin = node.key(Scope::Admin);
    node.post(&format!("/api/v1/customers/{customer}/benefits"), &admin, body.to_string())
}

fn book(node: &Node, customer: CustomerId) -> Passbook {
    let ids = node.app.db.record.read(|tx| customers::all_ids(tx, node.root(customer))).unwrap();
    node.app.db.views.read(|tx| ledger::of_customer(tx, &ids)).unwrap()
}

/// A marketing letter that the mail server took at this moment.
fn letter(node: &Node, customer: CustomerId, at: Timestamp) {
    let mut rng = node.app.fork_rng();
    let (id, event, key) = (MessageId::new(at, &mut rng), EventId::new(at, &mut rng), rng.bytes::<16>());
    let sql = "INSERT INTO messages (id, key, customer, event, position, rule, locale, state, reason, attempts, uncertain, due_at, \
               created_at, changed_at, node, marketing) VALUES ($1, $2, $3, $4, 1, 'welcome', 'en', 2, '', 1, 0, $5, $5, $5, 0, 1)";
    node.app.db.views.write(|tx| tx.execute(sql, params![id, key, customer, event, at])).unwrap();
}

fn own_page(node: &Node, customer: CustomerId) -> (Browser<'_>, String) {
    let mut browser = Browser::new(node);
    browser.come_in(&link(node, customer));
    let page = browser.get("/privacy").body;
    (browser, page)
}

/// Without the marks that keep figures and names apart from the text around them.
fn words(page: &str) -> String {
    page.chars().filter(|c| !matches!(c, '\u{2066}'..='\u{2069}')).collect::<String>().replace('\u{a0}', " ")
}

#[test]
fn a_benefit_counts_once_and_under_an_agreement_alone() {
    let shop = Shop::open();
    let node = shop.node();
    let server = node.key(Scope::Server);
    let customer = sara(&node);
    let told = json!({"benefit_id": "b-1", "purpose": "loyalty", "kind": "discount", "value": 7.5, "currency": "sar"});
    let refused = tell(&node, customer, &told);
    assert_eq!((refused.status, refused.body.contains("not_agreed")), (StatusCode::CONFLICT, true), "{}", refused.body);
    assert_eq!(node.send(&server, &[benefit("u1", "b-1", "loyalty")]), Took { dropped: 1, ..Took::default() });
    agree(&node, customer, Purpose::Loyalty);
    // What was turned away did not use its number up.
    let recorded = |reply: &Reply| serde_json::from_str::<Value>(&reply.body).unwrap()["recorded"].clone();
    let (once, twice) = (tell(&node, customer, &told), tell(&node, customer, &told));
    assert_eq!((once.status, recorded(&once), recorded(&twice)), (StatusCode::OK, json!(true), json!(false)), "{}", once.body);
    let again = [benefit("u1", "b-1", "loyalty"), benefit("u1", "b-2", "loyalty"), benefit("u1", "b-2", "loyalty")];
    assert_eq!(node.send(&server, &again), Took { kept: 1, duplicates: 2, ..Took::default() });
    assert_eq!(recorded(&tell(&node, customer, &benefit("u1", "b-2", "loyalty")["properties"])), json!(false));
    // Nothing is agreed to for research; a page may claim nothing; rubbish is set aside with its reason.
    assert_eq!(node.send(&server, &[benefit("u1", "b-3", "research")]).dropped, 1);
    let site = node.key(Scope::Site);
    assert_eq!(node.send(&site, &[benefit("u1", "b-4", "loyalty")]).aside, 1);
    let mut unreadable = benefit("u1", "b-5", "loyalty");
    unreadable["properties"]["kind"] = json!("gold");
    let mut telling = benefit("u1", "b-6", "loyalty");
    telling["properties"]["text"] = json!({"en": "for sara@example.com"});
    assert_eq!(node.send(&server, &[unreadable, telling, track("u1", "Benefit Given")]).aside, 3);
    let mut aside = node.aside();
    aside.sort_unstable();
    assert_eq!(aside, ["bad_value", "bad_value", "bad_value", "revenue_refused"]);
    node.catch_up();
    let kept = book(&node, customer).benefits;
    assert_eq!(kept.len(), 2);
    let worth: Vec<i64> = kept.iter().filter_map(|benefit| Some(benefit.value?.minor)).collect();
    assert_eq!(worth, [1_235, 750]);
    assert!(kept.iter().any(|benefit| benefit.text(base::Locale::Ar) == Some("بطاقة هدية")));
    node.assert_rebuilds_the_same();
}

#[test]
fn mistakes_are_named_and_write_nothing() {
    let shop = Shop::open();
    let node = shop.node();
    let customer = sara(&node);
    agree(&node, customer, Purpose::Loyalty);
    let right = json!({"benefit_id": "b-1", "purpose": "loyalty", "kind": "reward", "at": "2026-05-01T10:00:00Z"});
    for (field, value) in [
        ("purpose", json!("zubaydah")),
        ("kind", json!("zubaydah")),
        ("value", json!("zubaydah")),
        ("value", json!("3")),
        ("text", json!({"en": "write to zubaydah@example.com"})),
        ("benefit_id", json!("zubaydah@example.com")),
        ("at", json!("2030-01-01T00:00:00Z")),
        ("at", json!("zubaydah")),
        ("worth", json!("zubaydah")),
    ] {
        let mut body = right.clone();
        body[field] = value;
        let reply = tell(&node, customer, &body);
        let named = if field == "value" && body[field] == "3" { "currency" } else { field };
        let is_named = reply.body.contains(named) || field == "worth" && reply.body.contains("unknown field");
        assert!(
            reply.status == StatusCode::BAD_REQUEST && is_named && !reply.body.contains("zubaydah"),
            "{field}: {}",
            reply.body
        );
    }
    assert_eq!(tell(&node, customer, &json!([1])).status, StatusCode::BAD_REQUEST);
    assert_eq!(tell(&node, "cus_00000000000000000000000000".parse().unwrap(), &right).status, StatusCode::NOT_FOUND);
    node.catch_up();
    assert!(book(&node, customer).benefits.is_empty());
    assert_eq!(tell(&node, customer, &right).status, StatusCode::OK);
    node.catch_up();
    assert_eq!(book(&node, customer).benefits[0].at, Timestamp::parse("2026-05-01T10:00:00Z").unwrap());
    erasing::erase(&node.app, customer, "test").unwrap();
    assert_eq!(tell(&node, customer, &right).status, StatusCode::CONFLICT);
}

#[test]
fn what_was_sold_after_letters_adds_up_in_every_currency() {
    let shop = Shop::open();
    let node = shop.node();
    let server = node.key(Scope::Server);
    let customer = sara(&node);
    agree(&node, customer, Purpose::MarketingEmail);
    let (mut browser, page) = own_page(&node, customer);
    assert!(!page.contains("this brought you"), "{page}");
    let benefits = words(&browser.get("/privacy/benefits").body);
    assert!(benefits.contains("You have had no letter from us yet"), "{benefits}");
    shop.wait(DAY);
    letter(&node, customer, shop.clock.now());
    let benefits = words(&own_page(&node, customer).0.get("/privacy/benefits").body);
    let nothing = "With your agreement we sent you 1 letter. Within 7 days after it you bought nothing";
    assert!(benefits.contains(nothing), "{benefits}");
    let in_euro = |number: &str, total: &str| {
        let mut call = order("u1", number, "sara@example.com", total);
        call["properties"]["currency"] = json!("EUR");
        call
    };
    shop.wait(2 * DAY);
    node.send(&server, &[order("u1", "o1", "sara@example.com", "19.99"), in_euro("o2", "120.01"), in_euro("o3", "7.00")]);
    shop.wait(DAY);
    // Of one half was given back, another was cancelled, and one came after the week.
    let change = |name: &str, number: &str, total: &str| {
        let mut call = order("u1", number, "sara@example.com", total);
        call["event"] = json!(name);
        call["properties"]["currency"] = json!("EUR");
        call
    };
    node.send(&server, &[change("Order Refunded", "o2", "20.01"), change("Order Cancelled", "o3", "7.00")]);
    shop.wait(5 * DAY);
    node.send(&server, &[order("u1", "o4", "sara@example.com", "500.00")]);
    node.catch_up();
    let earned = book(&node, customer).earned.remove(&Purpose::MarketingEmail).unwrap();
    let sums = BTreeMap::from([(Currency::SAR, 1_999), (Currency::EUR, 10_000)]);
    assert_eq!((earned.orders, earned.sums), (2, sums));
    let benefits = words(&own_page(&node, customer).0.get("/privacy/benefits").body);
    let said = "we sent you 1 letter; after it you bought for €100.00 and SAR 19.99.";
    assert!(benefits.contains(said), "{benefits}");
    let (mut browser, page) = own_page(&node, customer);
    assert!(words(&page).contains("this brought you: 1 letter."), "{page}");
    for (lang, said) in [("ar", "أرسلنا إليك رسالة واحدة"), ("fa", "برایتان فرستادیم")] {
        browser.get(&format!("/preferences?lang={lang}&to=/privacy"));
        let page = words(&browser.get("/privacy/benefits").body);
        assert!(page.contains(said), "{page}");
    }
    let export: Value = serde_json::from_str(&browser.get("/privacy/export.json").body).unwrap();
    let line = &export["sold_after_letters"][0];
    assert_eq!((&line["letters"], &line["orders"]), (&json!(1), &json!(2)));
    assert!(line["sums"].as_array().unwrap().contains(&json!({"currency": "EUR", "amount": "100.00"})), "{line}");
    node.assert_rebuilds_the_same();
}

#[test]
fn a_merge_joins_the_books() {
    let shop = Shop::open();
    let node = shop.node();
    let server = node.key(Scope::Server);
    let first = sara(&node);
    node.send(&server, &[order("u2", "o2", "second@example.com", "10.00")]);
    node.catch_up();
    let second = node.user("u2").unwrap();
    for customer in [first, second] {
        agree(&node, customer, Purpose::Loyalty);
        agree(&node, customer, Purpose::MarketingEmail);
    }
    node.send(&server, &[benefit("u1", "b-1", "loyalty"), benefit("u2", "b-2", "loyalty")]);
    shop.wait(DAY);
    letter(&node, second, shop.clock.now());
    shop.wait(DAY);
    node.send(&server, &[order("u1", "o3", "sara@example.com", "40.00")]);
    node.catch_up();
    assert!(book(&node, first).earned.is_empty() && book(&node, second).earned.is_empty());
    node.send(&server, &[json!({"type": "alias", "userId": "u1", "previousId": "u2"})]);
    node.catch_up();
    let joined = book(&node, first);
    assert_eq!((joined.benefits.len(), joined.letters.len()), (2, 1));
    assert_eq!(joined.earned[&Purpose::MarketingEmail].sums, BTreeMap::from([(Currency::SAR, 4_000)]));
    assert_eq!(ledger::add_up(&joined.benefits), BTreeMap::from([(Currency::SAR, 2_470)]));
    node.assert_rebuilds_the_same();
}

#[test]
fn what_is_in_the_book_is_exported_and_goes_with_an_erasure() {
    let shop = Shop::open();
    let node = shop.node();
    let customer = sara(&node);
    agree(&node, customer, Purpose::Loyalty);
    let planted = "violet-voucher-81";
    let told = json!({"benefit_id": planted, "purpose": "loyalty", "kind": "early_access", "text": {"fa": planted}});
    assert_eq!(tell(&node, customer, &told).status, StatusCode::OK);
    node.catch_up();
    let (mut browser, page) = own_page(&node, customer);
    assert!(words(&page).contains("this brought you: early access 1 time."), "{page}");
    assert!(browser.get("/privacy/benefits").body.contains(planted));
    let export: Value = serde_json::from_str(&browser.get("/privacy/export.json").body).unwrap();
    assert_eq!((&export["benefits"][0]["text"]["fa"], &export["benefits"][0]["value"]), (&json!(planted), &Value::Null));
    erasing::erase(&node.app, customer, "test").unwrap();
    assert_eq!(browser.get("/privacy/benefits").status, StatusCode::SEE_OTHER);
    let (keeper, mut rng) = (keeper(&node), Rng::from_seed(1));
    for _ in 0..60 {
        node.catch_up();
        tend_once(&node, &keeper, &mut rng);
    }
    erasing::carry_on(&node.app).unwrap();
    let left = node.app.db.views.read(|tx| tx.query_one("SELECT COUNT(*) FROM benefits", &[], |row| row.get::<i64>(0))).unwrap();
    assert_eq!(left, 0);
    if node.app.db.record.path().is_some() {
        for store in [&node.app.db.record, &node.app.db.views, &node.app.db.access] {
            store.checkpoint().unwrap();
        }
        assert_eq!(where_stands(&shop, planted), []);
    }
}

const OFFER: &str = "Not used for a long time";

#[test]
fn what_nobody_uses_is_offered_back_once_its_time_is_over() {
    let shop = Shop::open();
    let node = shop.node();
    let customer = sara(&node);
    agree(&node, customer, Purpose::Research);
    let is_offered = |node: &Node| own_page(node, customer).1.contains(OFFER);
    // Twelve calendar months less a minute, and to the moment.
    let year = Timestamp::parse("2027-05-04T12:00:00Z").unwrap().micros_since(shop.clock.now());
    shop.wait(Duration::from_micros(year.unsigned_abs() - 60_000_000));
    assert!(!is_offered(&node));
    shop.wait(Duration::from_mins(1));
    let (mut browser, page) = own_page(&node, customer);
    assert!(words(&page).contains("You agreed to “Studies” on 4 May 2026, and we have not used it since."), "{page}");
    // Kept, it is not asked about again before as long has passed.
    browser.get("/privacy");
    let kept = browser.post("/privacy/unused", &[("purpose", "research"), ("answer", "keep")]).body;
    assert!(kept.contains("Saved.") && !kept.contains(OFFER), "{kept}");
    assert!(node.choices(customer).iter().all(|choice| choice.purpose != Purpose::Research || !choice.has_end()));
    shop.wait(360 * DAY);
    assert!(!is_offered(&node));
    // A use puts it off.
    let access = Access { looker: Looker::Automation, purpose: Purpose::Research, place: "api".to_owned() };
    let (orders, none) = (Purpose::Research.categories(), foundation::consent::CategorySet::EMPTY);
    node.app.access.log_look(&mut node.app.fork_rng(), &access, customer, orders, none, shop.clock.now()).unwrap();
    shop.wait(300 * DAY);
    assert!(!is_offered(&node));
    shop.wait(66 * DAY);
    let (mut browser, page) = own_page(&node, customer);
    assert!(words(&page).contains("We have not used your agreement to “Studies” since"), "{page}");
    browser.get("/privacy");
    // Rubbish changes nothing; one press takes it back.
    let before = node.choices(customer);
    for (purpose, answer) in [("research", "perhaps"), ("nonsense", "back"), ("fulfil_orders", "back"), ("loyalty", "keep")] {
        browser.post("/privacy/unused", &[("purpose", purpose), ("answer", answer)]);
    }
    assert_eq!(node.choices(customer), before);
    let page = browser.post("/privacy/unused", &[("purpose", "research"), ("answer", "back")]).body;
    assert!(page.contains("Saved.") && !page.contains(OFFER), "{page}");
    assert!(!node.allows(customer, Purpose::Research));
    assert!(!node.choices(customer).is_undecided(Purpose::Research, Purpose::Research.recipients()[0]), "it is a no");
}

#[test]
fn visits_and_benefits_are_uses_and_what_ends_soon_is_not_asked_about_twice() {
    let shop = Shop::open();
    let node = shop.node();
    let server = node.key(Scope::Server);
    let customer = sara(&node);
    let (mut staff, now) = (Browser::new(&node).with("__Host-session", &signed_in(&node)), shop.clock.now());
    assert!(staff.get("/admin/privacy/benefits").body.contains("12 months"));
    let saved = staff.post("/admin/privacy/benefits", &[("months", "3")]);
    assert_eq!(saved.status, StatusCode::OK, "{}", saved.body);
    assert_eq!(node.app.db.record.read(LedgerSettings::load).unwrap().unused_months, 3);
    assert_ne!(staff.post("/admin/privacy/benefits", &[("months", "1")]).status, StatusCode::OK);
    decide(&node, customer, Purpose::Research, State::Given, Some(now.plus(120 * DAY)));
    agree(&node, customer, Purpose::Analytics);
    agree(&node, customer, Purpose::Loyalty);
    let offered = |node: &Node| {
        let page = words(&own_page(node, customer).1);
        ["Studies", "A better shop", "Rewards"].map(|what| page.contains(&format!("“{what}”")))
    };
    shop.wait(60 * DAY);
    node.send(&server, &[track("u1", "Product Viewed"), benefit("u1", "b-1", "loyalty")]);
    node.catch_up();
    assert_eq!(offered(&node), [false, false, false]);
    // Within 30 days of its end a reminder asks whether it shall go on.
    shop.wait(33 * DAY);
    assert_eq!(offered(&node), [false, false, false]);
    shop.wait(60 * DAY);
    app::expiring::run(&node.app).unwrap();
    assert_eq!(offered(&node), [false, true, true], "three months after the visit and the benefit; the other has ended");
    // With a new end that lies far enough ahead it would be offered, once nobody has used it for as long.
    decide(&node, customer, Purpose::Research, State::Given, Some(shop.clock.now().plus(400 * DAY)));
    shop.wait(93 * DAY);
    assert_eq!(offered(&node), [true, true, true]);
    let (mut browser, _) = own_page(&node, customer);
    browser.post("/privacy/unused", &[("purpose", "research"), ("answer", "keep")]);
    let ends: Vec<Timestamp> =
        node.choices(customer).iter().filter(|c| c.purpose == Purpose::Research).map(|c| c.until).collect();
    assert!(ends.iter().all(|end| *end > shop.clock.now().plus(364 * DAY)), "kept for a year from now");
}

#[test]
fn staff_are_told_sums_of_ten_people_and_no_fewer() {
    let shop = Shop::open();
    let node = shop.node();
    let server = node.key(Scope::Server);
    let mut staff = Browser::new(&node).with("__Host-session", &signed_in(&node));
    assert!(staff.get("/admin/privacy/benefits").body.contains("Nobody has agreed to anything yet"));
    let buy = |number: usize| {
        let user = format!("u{number}");
        node.send(&server, &[order(&user, &format!("a{number}"), &format!("p{number}@example.com"), "1.00")]);
        let customer = node.user(&user).unwrap();
        agree(&node, customer, Purpose::MarketingEmail);
        agree(&node, customer, Purpose::Loyalty);
        letter(&node, customer, shop.clock.now().minus(DAY));
        node.send(&server, &[benefit(&user, &format!("b{number}"), "loyalty")]);
        node.catch_up();
    };
    (0..9).for_each(buy);
    let page = words(&staff.get("/admin/privacy/benefits").body);
    assert!(page.contains("under 10") && page.contains("fewer than 10 people"), "{page}");
    assert!(!page.contains("SAR 9.00") && !page.contains("SAR 111.15"), "{page}");
    buy(9);
    // One of them turns out to be another: nine again, whoever is asked.
    let page = words(&staff.get("/admin/privacy/benefits").body);
    assert!(page.contains("at least 10") && page.contains("SAR 10.00") && page.contains("SAR 123.50"), "{page}");
    node.send(&server, &[json!({"type": "alias", "userId": "u0", "previousId": "u9"})]);
    node.catch_up();
    let page = words(&staff.get("/admin/privacy/benefits").body);
    assert!(page.contains("under 10") && !page.contains("SAR 10.00") && !page.contains("SAR 123.50"), "{page}");
    let marketing = app_lines(&node);
    assert_eq!(marketing, 10, "letters are counted as they were sent");
}

/// Marketing letters, as the staff's page counts them.
fn app_lines(node: &Node) -> usize {
    let written =
        node.app.db.views.read(|tx| capabilities::messaging::written_to(tx, CustomerId::from_raw([0; 16]), 100)).unwrap();
    node.app.db.views.read(|tx| capabilities::messaging::letters_of(tx, &written)).unwrap().len()
}
