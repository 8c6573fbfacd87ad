//! From the question on a store's page to a customer: what is asked, what is recorded of the answer, and whose it becomes.

use crate::support::{Node, Shop, Took, identify, order, page, with_banner};
use app::banner::{self, BannerSettings, Document};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use base::id::CustomerId;
use base::{Clock as _, Locale, Timestamp};
use foundation::consent::{self, Basis, Choices, Decision, GrantRow, Purpose, State};
use foundation::settings::StoreSettings;
use foundation::staff::Scope;
use serde_json::{Value, json};
use std::time::Duration;

/// A store that asks for all that a page may ask for, under the notice "7"; the version of its words in Persian.
fn asks_for_all(node: &Node) -> String {
    let now = node.clock.now();
    node.record(move |tx| settings().save(tx, now));
    published(node, &settings())
}

fn settings() -> BannerSettings {
    let purposes = banner::PURPOSES.map(|purpose| purpose.word().to_owned()).to_vec();
    let (notice_url, notice_version) = ("https://shop.example/privacy".to_owned(), "7".to_owned());
    BannerSettings { purposes, notice_url, notice_version, ..BannerSettings::default() }
}

/// Shows these words to somebody, so that they are kept; their version.
fn published(node: &Node, asks: &BannerSettings) -> String {
    let now = node.clock.now();
    let words = Document::new(&StoreSettings::default(), asks, Locale::Fa);
    let version = words.version.clone();
    node.record(move |tx| words.keep(tx, now));
    version
}

/// The answer to our banner: the event that the on-site script sends.
fn answered(visitor: &str, preferences: &Value) -> Value {
    let words = Document::new(&StoreSettings::default(), &settings(), Locale::Fa).version;
    answered_to(&words, visitor, preferences)
}

fn answered_to(words: &str, visitor: &str, preferences: &Value) -> Value {
    let mut call =
        with_banner(json!({"type": "track", "anonymousId": visitor, "event": "Consent Preference Updated"}), preferences);
    call["context"]["consent"]["banner"] = json!({"words": words, "notice": "7", "language": "fa"});
    call
}

fn history(node: &Node, customer: CustomerId) -> Vec<GrantRow> {
    node.app.db.record.read(|tx| consent::history(tx, &[customer], 100)).unwrap()
}

/// Sends calls of a browser that sends Global Privacy Control.
fn send_objecting(node: &Node, key: &str, calls: &[Value]) -> Took {
    let before = node.took();
    let request = Request::post("/v1/batch").header(header::AUTHORIZATION, format!("Bearer {key}")).header("sec-gpc", "1");
    let reply = node.request(request.body(Body::from(json!({"batch": calls}).to_string())).unwrap());
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.body);
    node.took() - before
}

fn refused(choices: &Choices, purpose: Purpose) -> bool {
    choices.iter().any(|choice| choice.purpose == purpose && !choice.refused.is_empty())
}

#[test]
fn an_answer_is_recorded_with_what_proves_it_and_ends_after_a_year() {
    let shop = Shop::open();
    let node = shop.node();
    let site = node.key(Scope::Site);
    let words = asks_for_all(&node);
    assert_eq!(node.send(&site, &[answered("v1", &json!({"analytics": true, "personalise": false}))]), Took::kept(1));
    let visitor = node.visitor("v1").unwrap();
    for row in history(&node, visitor) {
        assert_eq!((row.collected_via.as_str(), row.language.as_deref()), ("banner", Some("fa")));
        assert_eq!((row.notice_version.as_deref(), row.proof), (Some("7"), Some(format!("words {words}"))));
        let year = row.valid_from.plus(banner::AGREEMENT_LASTS);
        match row.purpose {
            Purpose::Analytics => assert_eq!((row.state, row.valid_until), (State::Given, Some(year))),
            _ => assert_eq!((row.purpose, row.state, row.valid_until), (Purpose::Personalise, State::Refused, None)),
        }
    }
    // Visits repeat the answer, and add nothing to the record.
    let written = history(&node, visitor).len();
    node.send(&site, &[with_banner(page("v1"), &json!({"analytics": true, "personalise": false}))]);
    assert_eq!(history(&node, visitor).len(), written);
    // To take back what was given is a withdrawal; to take nothing back is a refusal.
    node.send(&site, &[answered("v1", &json!({"analytics": false, "personalise": false}))]);
    assert_eq!(history(&node, visitor)[0].state, State::Withdrawn);
    shop.wait(Duration::from_secs(1));
    node.send(&site, &[answered("v1", &json!({"analytics": true}))]);
    assert!(node.allows(visitor, Purpose::Analytics));
    shop.wait(banner::AGREEMENT_LASTS);
    assert!(!node.allows(visitor, Purpose::Analytics));
    assert_eq!(node.send(&site, &[page("v1")]).dropped, 1);
}

#[test]
fn what_a_page_says_of_the_banner_can_hold_nothing_personal() {
    let shop = Shop::open();
    let node = shop.node();
    let site = node.key(Scope::Site);
    for (at, words) in [json!("sara@mail.example"), json!("x".repeat(33)), json!(""), json!(7), json!(null)].iter().enumerate() {
        let visitor = format!("v{at}");
        let mut call = answered(&visitor, &json!({"analytics": true}));
        call["context"]["consent"]["banner"] = json!({"words": words, "notice": "sara@mail.example", "language": "x y"});
        assert_eq!(node.send(&site, &[call]), Took::kept(1), "another banner's own field is passed over");
        let row = history(&node, node.visitor(&visitor).unwrap()).remove(0);
        assert_eq!((row.collected_via.as_str(), row.notice_version, row.proof), ("site", None, None));
    }
    let words = asks_for_all(&node);
    node.send(&site, &[answered("v9", &json!({"analytics": true}))]);
    shop.wait(Duration::from_secs(1));
    let mut call = answered("v9", &json!({"analytics": false}));
    call["context"]["consent"]["banner"] = json!({"words": words, "notice": "sara@mail.example", "language": "de"});
    node.send(&site, &[call]);
    let row = history(&node, node.visitor("v9").unwrap()).remove(0);
    let told = (row.state, row.proof, row.notice_version, row.language);
    assert_eq!(told, (State::Withdrawn, Some(format!("words {words}")), None, Some("fa".to_owned())), "the words' own language");
}

#[test]
fn a_yes_counts_to_a_question_that_was_put_and_is_put_still() {
    let shop = Shop::open();
    let node = shop.node();
    let site = node.key(Scope::Site);
    let words = asks_for_all(&node);
    let fewer = BannerSettings { purposes: vec!["analytics".to_owned()], ..settings() };
    let only_one = published(&node, &fewer);
    let yes = json!({"analytics": true, "personalise": true, "newsletter": true});
    let answer = |words: &str, notice: &str, visitor: &str| {
        let mut call = answered_to(words, visitor, &yes);
        call["context"]["consent"]["banner"]["notice"] = json!(notice);
        node.send(&site, &[call, page(visitor)]);
        let Some(visitor) = node.visitor(visitor) else { return (false, false) };
        assert!(!node.allows(visitor, Purpose::MarketingEmail));
        (node.allows(visitor, Purpose::Analytics), node.allows(visitor, Purpose::Personalise))
    };
    assert_eq!(answer(&words, "7", "v1"), (true, true));
    assert_eq!(answer(&only_one, "7", "v2"), (true, false), "these words never asked for the other");
    assert_eq!(answer("0123456789ab", "7", "v3"), (false, false), "nobody was ever shown these words");
    assert_eq!(answer(&words, "6", "v4"), (false, false), "the notice has changed in substance since");
    // The store asks for less than it did.
    let now = node.clock.now();
    node.record(move |tx| fewer.save(tx, now));
    assert_eq!(answer(&words, "7", "v5"), (true, false));
    // A no needs no question.
    shop.wait(Duration::from_secs(1));
    node.send(&site, &[answered_to("0123456789ab", "v1", &json!({"analytics": false, "personalise": false}))]);
    let visitor = node.visitor("v1").unwrap();
    assert!(refused(&node.choices(visitor), Purpose::Analytics) && refused(&node.choices(visitor), Purpose::Personalise));
    let row = history(&node, visitor).remove(0);
    assert_eq!(
        (row.collected_via.as_str(), row.proof, row.notice_version),
        ("site", None, None),
        "nothing forged is kept as proof"
    );
}

#[test]
fn a_yes_that_comes_late_overrules_no_later_no() {
    let shop = Shop::open();
    let node = shop.node();
    let site = node.key(Scope::Site);
    asks_for_all(&node);
    let at = |call: Value, decided: Timestamp| {
        let mut call = call;
        call["timestamp"] = json!(decided.to_rfc3339());
        call
    };
    let yes = |visitor: &str| answered(visitor, &json!({"analytics": true, "personalise": true}));
    let begun = node.clock.now();
    node.send(&site, &[yes("v1")]);
    let visitor = node.visitor("v1").unwrap();
    // Said in the privacy centre while a yes waits in a browser that has no network.
    shop.wait(Duration::from_hours(2));
    let no = Decision::about(Purpose::Analytics, State::Withdrawn, Basis::Consent, node.clock.now(), "privacy_centre");
    node.decide(visitor, no);
    shop.wait(Duration::from_hours(2));
    let hours = |hours: u64| begun.plus(Duration::from_hours(hours));
    for late in [hours(1), hours(2)] {
        node.send(&site, &[at(yes("v1"), late)]);
        assert!(!node.allows(visitor, Purpose::Analytics), "{late:?}");
    }
    node.send(&site, &[at(yes("v1"), hours(3))]);
    assert!(node.allows(visitor, Purpose::Analytics), "a later yes is news");
    // A no that arrives late is as old as it says, and still a no; what was decided after it may arrive before it.
    node.send(&site, &[at(answered("v1", &json!({"analytics": false})), hours(2))]);
    assert!(!node.allows(visitor, Purpose::Analytics));
    // A clock that runs ahead wins nothing by it.
    shop.wait(Duration::from_mins(1));
    node.send(&site, &[at(yes("v1"), hours(48))]);
    assert!(node.allows(visitor, Purpose::Analytics));
    shop.wait(Duration::from_secs(1));
    node.send(&site, &[answered("v1", &json!({"analytics": false}))]);
    node.send(&site, &[at(yes("v1"), node.clock.now())]);
    assert!(!node.allows(visitor, Purpose::Analytics), "of two of the same moment the no holds");
    let as_of = node.app.db.record.read(|tx| consent::as_of(tx, visitor, node.clock.now())).unwrap();
    assert!(refused(&as_of, Purpose::Analytics));
}

#[test]
fn a_visitor_s_choices_follow_when_they_become_a_customer() {
    let shop = Shop::open();
    let node = shop.node();
    let (site, server) = (node.key(Scope::Site), node.key(Scope::Server));
    asks_for_all(&node);
    node.send(&site, &[answered("v1", &json!({"analytics": true, "personalise": false})), page("v1")]);
    // The checkout names the browser and the address: the store's own server may say who somebody is.
    let mut bought = order("", "1", "sara@mail.example", "99.50");
    bought["anonymousId"] = json!("v1");
    let who = json!({"type": "identify", "anonymousId": "v1", "traits": {"email": "sara@mail.example"}});
    assert_eq!(node.send(&server, &[who, bought]), Took::kept(2));
    let customer = node.by_email("sara@mail.example").unwrap();
    assert_eq!(node.visitor("v1"), Some(customer));
    assert!(node.allows(customer, Purpose::Analytics) && node.allows(customer, Purpose::FulfilOrders));
    assert!(refused(&node.choices(customer), Purpose::Personalise));
    assert_eq!(history(&node, customer).iter().filter(|row| row.collected_via == "banner").count(), 4, "with their proof");

    // Somebody known before, who said no elsewhere: the more protective word of the two holds.
    node.send(&server, &[identify("u2", "", &json!({"email": "omid@mail.example"}))]);
    let known = node.user("u2").unwrap();
    let no =
        Decision::about(Purpose::Analytics, State::Refused, Basis::Consent, base::Clock::now(&*node.clock), "privacy_centre");
    node.decide(known, no);
    node.send(&site, &[answered("v2", &json!({"analytics": true, "research": true, "personalise": false}))]);
    let mut bought = order("u2", "2", "omid@mail.example", "10");
    bought["anonymousId"] = json!("v2");
    node.send(&server, &[bought]);
    let known = node.root(known);
    assert_eq!(node.visitor("v2"), Some(known));
    assert!(!node.allows(known, Purpose::Analytics), "refused as a customer");
    assert!(refused(&node.choices(known), Purpose::Personalise), "refused as a visitor");
    assert!(node.allows(known, Purpose::Research), "never asked yields");
    node.catch_up();
    node.assert_whole();
}

#[test]
fn a_browser_that_remembers_a_yes_reopens_nothing_that_was_taken_back_in_the_privacy_centre() {
    let shop = Shop::open();
    let node = shop.node();
    let site = node.key(Scope::Site);
    asks_for_all(&node);
    let repeated = with_banner(page("v1"), &json!({"analytics": true}));
    node.send(&site, &[answered("v1", &json!({"analytics": true}))]);
    let visitor = node.visitor("v1").unwrap();
    shop.wait(Duration::from_mins(1));
    let now = base::Clock::now(&*node.clock);
    node.decide(visitor, Decision::about(Purpose::Analytics, State::Withdrawn, Basis::Consent, now, "privacy_centre"));
    assert_eq!(node.send(&site, std::slice::from_ref(&repeated)).dropped, 1);
    assert!(!node.allows(visitor, Purpose::Analytics));
    // Asked anew, and answered anew: that is the person again.
    shop.wait(Duration::from_mins(1));
    assert_eq!(node.send(&site, &[answered("v1", &json!({"analytics": true})), repeated]), Took::kept(2));
    assert!(node.allows(visitor, Purpose::Analytics));
}

#[test]
fn global_privacy_control_refuses_personalisation_and_leaves_no_trace_of_strangers() {
    let shop = Shop::open();
    let node = shop.node();
    let site = node.key(Scope::Site);
    asks_for_all(&node);
    assert_eq!(send_objecting(&node, &site, &[page("v0")]).dropped, 1);
    assert_eq!(node.visitor("v0"), None);
    // Counting visits is no targeting: that may be agreed to. A page that asks for the rest all the same is not believed.
    let yes = answered("v1", &json!({"analytics": true, "personalise": true}));
    assert_eq!(send_objecting(&node, &site, &[yes, page("v1")]), Took::kept(2));
    let visitor = node.visitor("v1").unwrap();
    assert!(node.allows(visitor, Purpose::Analytics) && refused(&node.choices(visitor), Purpose::Personalise));
    let rows = history(&node, visitor);
    let signals: Vec<&GrantRow> = rows.iter().filter(|row| row.collected_via == "gpc").collect();
    assert_eq!(signals.len(), Purpose::Personalise.recipients().len(), "written once, however often it is sent");
    assert!(signals.iter().all(|row| (row.purpose, row.state) == (Purpose::Personalise, State::Refused)));
    // Switched on after the page was told yes: the newer word.
    node.send(&site, &[answered("v2", &json!({"analytics": true, "personalise": true}))]);
    let other = node.visitor("v2").unwrap();
    assert!(node.allows(other, Purpose::Personalise));
    send_objecting(&node, &site, &[page("v2")]);
    assert!(!node.allows(other, Purpose::Personalise) && node.allows(other, Purpose::Analytics));
    // Only the one value means anything.
    node.send(&site, &[answered("v3", &json!({"personalise": true}))]);
    let request = Request::post("/v1/batch").header(header::AUTHORIZATION, format!("Bearer {site}")).header("sec-gpc", "0");
    node.request(request.body(Body::from(json!({"batch": [page("v3")]}).to_string())).unwrap());
    assert!(node.allows(node.visitor("v3").unwrap(), Purpose::Personalise));
}

#[test]
fn what_a_person_told_the_store_by_name_outweighs_their_browser_s_signal() {
    let shop = Shop::open();
    let node = shop.node();
    let (site, server) = (node.key(Scope::Site), node.key(Scope::Server));
    asks_for_all(&node);
    send_objecting(&node, &site, &[answered("v1", &json!({"analytics": true}))]);
    let visitor = node.visitor("v1").unwrap();
    assert!(refused(&node.choices(visitor), Purpose::Personalise));
    shop.wait(Duration::from_mins(1));
    let now = base::Clock::now(&*node.clock);
    node.decide(visitor, Decision::about(Purpose::Personalise, State::Given, Basis::Consent, now, "privacy_centre"));
    assert_eq!(send_objecting(&node, &site, &[page("v1")]), Took::kept(1));
    assert!(node.allows(visitor, Purpose::Personalise), "a later and more particular word");
    // What a merge brought counts as what it was before: a page's word yields, the centre's stays.
    node.send(&server, &[identify("u4", "", &json!({})), identify("u5", "", &json!({}))]);
    node.send(&site, &[answered("v4", &json!({"personalise": true})), answered("v5", &json!({"analytics": true}))]);
    let told = Decision::about(Purpose::Personalise, State::Given, Basis::Consent, now, "privacy_centre");
    node.decide(node.visitor("v5").unwrap(), told);
    node.send(&server, &[identify("u4", "v4", &json!({})), identify("u5", "v5", &json!({}))]);
    let [four, five] = ["u4", "u5"].map(|user| node.user(user).unwrap());
    assert!(node.allows(four, Purpose::Personalise) && node.allows(five, Purpose::Personalise));
    send_objecting(&node, &site, &[page("v4"), page("v5")]);
    assert!(!node.allows(four, Purpose::Personalise) && node.allows(five, Purpose::Personalise));
    // The signal is a page's. What a server relays, it has answered for itself.
    let told = with_banner(identify("u1", "", &json!({})), &json!({"personalise": true}));
    send_objecting(&node, &server, &[told]);
    assert!(node.allows(node.user("u1").unwrap(), Purpose::Personalise));
}

#[test]
fn a_page_is_told_what_to_ask_and_the_words_are_kept() {
    let shop = Shop::open();
    let node = shop.node();
    let (site, server) = (node.key(Scope::Site), node.key(Scope::Server));
    let ask = |key: &str, lang: &str| node.ask(Method::GET, &format!("/v1/site?key={key}&lang={lang}"));
    for key in ["", "amana_site_00000000000000000000000000", &server] {
        let reply = ask(key, "en");
        assert_eq!(reply.status, StatusCode::UNAUTHORIZED);
        assert_eq!(reply.headers[header::ACCESS_CONTROL_ALLOW_ORIGIN], "*", "the page may read why");
    }
    let reply = ask(&site, "fa-IR");
    assert_eq!((reply.status, &reply.headers[header::ACCESS_CONTROL_ALLOW_ORIGIN]), (StatusCode::OK, &"*".parse().unwrap()));
    assert!(reply.headers[header::CACHE_CONTROL].to_str().unwrap().contains("max-age=300"));
    let told: Value = serde_json::from_str(&reply.body).unwrap();
    assert_eq!((told["lang"].as_str(), told["dir"].as_str(), told["shown"].as_bool()), (Some("fa"), Some("rtl"), Some(true)));
    assert_eq!(told["purposes"].as_array().map(Vec::len), Some(1), "little is asked for until the store says more");
    // What was read can be shown for as long as the decision that names it.
    let version = told["words"]["version"].as_str().unwrap();
    let kept = node.app.db.record.read(|tx| banner::kept_words(tx, version)).unwrap().expect("the words");
    assert_eq!(kept["words"]["agree"], told["words"]["agree"]);
    assert_eq!(kept["purposes"], told["purposes"]);
    let now = base::Clock::now(&*node.clock);
    node.record(move |tx| {
        BannerSettings { shown: false, notice_version: "2".to_owned(), ..BannerSettings::default() }.save(tx, now)
    });
    let told: Value = serde_json::from_str(&ask(&site, "xx").body).unwrap();
    assert_eq!((told["lang"].as_str(), told["shown"].as_bool()), (Some("en"), Some(false)), "the store's language");
    assert_eq!(told["notice"]["version"], "2");
}

#[test]
fn the_script_and_the_statement_are_served_to_any_page() {
    let shop = Shop::open();
    let node = shop.node();
    let get = |name: &str, value: &str| node.request(Request::get("/a.js").header(name, value).body(Body::empty()).unwrap());
    let plain = get("accept", "*/*");
    assert_eq!(plain.headers[header::CONTENT_TYPE], "text/javascript; charset=utf-8");
    assert_eq!(plain.headers["cross-origin-resource-policy"], "cross-origin");
    assert!(plain.body.contains("globalPrivacyControl") && !plain.headers.contains_key(header::CONTENT_ENCODING));
    let packed = get("accept-encoding", "gzip, br");
    assert_eq!(
        (&packed.headers[header::CONTENT_ENCODING], &packed.headers[header::VARY]),
        (&"gzip".parse().unwrap(), &"Accept-Encoding".parse().unwrap())
    );
    let etag = plain.headers[header::ETAG].to_str().unwrap();
    assert_eq!(get("if-none-match", etag).status, StatusCode::NOT_MODIFIED);
    let statement = node.ask(Method::GET, "/.well-known/gpc.json");
    let statement: Value = serde_json::from_str(&statement.body).unwrap();
    assert_eq!(statement["gpc"], true);
    assert_eq!(statement["lastUpdate"].as_str().map(str::len), Some("2026-11-22".len()));
    assert_eq!(node.ask(Method::GET, "/demo/shop").status, StatusCode::NOT_FOUND, "the shop is the demo's alone");
}
