//! What customers ask for by law: a request's whole life, on both sides of the counter.

use crate::privacy::{Browser, PLANTED, link, sara, zubaydah};
use crate::support::{Node, Reply, Shop, Took, identify, order, track, with_banner};
use app::requests as requesting;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use base::id::{CustomerId, RequestId};
use base::{Clock as _, Rng, Timestamp};
use capabilities::messaging::{self, BuiltIn, MessageState};
use foundation::consent::{self, Basis, Category, CategorySet, Decision, Letter, Preferences, Purpose, Recipient, State};
use foundation::privacy::{self, Law, RequestKind, RequestState};
use foundation::receipts::{self, KeysDocument};
use foundation::settings::StoreSettings;
use foundation::staff::Scope;
use foundation::vault::{Access, AccessLog, Looker, Shown};
use serde_json::{Value, json};
use std::time::Duration;

const DAY: Duration = Duration::from_hours(24);
const QUEUE: &str = "/admin/privacy/requests";

fn store_in(node: &Node, country: &str) {
    let (country, now) = (country.to_owned(), node.clock.now());
    node.record(move |tx| {
        let name = "Noor Home".to_owned();
        StoreSettings { name, country, ..StoreSettings::load(tx)? }.save(tx, now)
    });
    node.app.hear_settings().unwrap();
}

fn requests(node: &Node, customer: CustomerId) -> Vec<privacy::Request> {
    node.app.db.record.read(|tx| privacy::requests_of(tx, &[customer], 99)).unwrap()
}

fn only(node: &Node, customer: CustomerId) -> privacy::Request {
    let mut all = requests(node, customer);
    assert_eq!(all.len(), 1, "{all:?}");
    all.remove(0)
}

/// The letters of a rule that are on their way, the last first: subject and text.
fn letters(node: &Node, customer: CustomerId, rule: BuiltIn) -> Vec<(String, String)> {
    node.catch_up();
    let mut of_rule: Vec<_> = node.messages(customer).into_iter().filter(|message| message.letter == rule).collect();
    of_rule.sort_by_key(|message| std::cmp::Reverse(message.position));
    let written = of_rule.iter().map(|message| {
        assert_eq!(message.state, MessageState::Queued, "owed, whatever was agreed to");
        let letter = node.app.composer.compose(message, &mut Rng::from_seed(1)).ok()?;
        let kept = letter.kept.expect("a kept body");
        let ids = [customer];
        let body = node.app.db.record.read(|tx| messaging::open_kept(tx, &node.app.keys, message.id, &ids, &kept));
        let body = body.unwrap().unwrap();
        Some((body.subject, body.text))
    });
    written.flatten().collect()
}

/// The last letter of a rule as it goes out, its long lines whole again.
fn sent(node: &Node, customer: CustomerId, rule: BuiltIn) -> String {
    let of_rule = node.messages(customer).into_iter().filter(|message| message.letter == rule);
    let last = of_rule.max_by_key(|message| message.position).expect("a letter");
    let letter = node.app.composer.compose(&last, &mut Rng::from_seed(1)).ok().expect("a letter");
    String::from_utf8(letter.bytes).unwrap().replace("=\r\n", "")
}

fn staff(node: &Node) -> Browser<'_> {
    let cookie = crate::unseen::signed_in(node);
    let mut browser = Browser::new(node).with("__Host-session", &cookie);
    browser.get("/admin/privacy/requests/new");
    browser
}

fn shopper(node: &Node, customer: CustomerId) -> Browser<'_> {
    let mut browser = Browser::new(node);
    browser.come_in(&link(node, customer));
    browser.get("/privacy/requests");
    browser
}

fn plain(reply: &Reply) -> String {
    web::i18n::plain(&reply.body)
}

fn api(node: &Node, method: Method, path: &str, key: &str, body: &Value) -> (StatusCode, Value) {
    let body = if body.is_null() { Body::empty() } else { Body::from(body.to_string()) };
    let request = Request::builder().method(method).uri(path).header(header::AUTHORIZATION, format!("Bearer {key}"));
    let reply = node.request(request.header(header::CONTENT_TYPE, "application/json").body(body).unwrap());
    (reply.status, serde_json::from_str(&reply.body).unwrap_or(Value::Null))
}

/// What a person of this team sees of the customer's telephone.
fn sees_phone(node: &Node, customer: CustomerId, team: Recipient) -> bool {
    let looker = Looker::Staff { staff: None, teams: vec![team], own_teams: Vec::new() };
    let access = Access { looker, purpose: Purpose::CustomerCare, place: "customer".to_owned() };
    let wanted = CategorySet::of(&[Category::Phone]);
    let seen = node.app.access.disclose(&mut node.app.fork_rng(), &access, &[vec![customer]], wanted, node.clock.now());
    matches!(seen.unwrap().people()[0].field("phone"), Shown::Value(_))
}

#[test]
fn a_correction_goes_from_the_customer_to_the_staff_and_back() {
    let shop = Shop::open();
    let node = shop.node();
    store_in(&node, "DE");
    let customer = sara(&node);
    let mut hers = shopper(&node, customer);
    for (about, text) in [("name", " "), ("shoe_size", "38"), ("name", &*"x".repeat(2_001))] {
        let page = hers.post("/privacy/requests/correct", &[("about", about), ("text", text)]);
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{about}");
    }
    let page = hers.post("/privacy/requests/correct", &[("about", "name"), ("text", "Sarah Karimi")]);
    assert!(plain(&page).contains("We have your request") && plain(&page).contains("by 4 June 2026"), "{}", page.body);
    let request = only(&node, customer);
    assert_eq!((request.kind, request.state, request.law), (RequestKind::Correction, RequestState::Open, Law::Gdpr));
    assert!(request.verified_at.is_some() && request.via == "privacy_centre");
    let (subject, text) = letters(&node, customer, BuiltIn::RequestReceived).remove(0);
    assert_eq!(subject, "Noor Home has your request");
    assert!(text.contains("“Correction”") && text.contains("4 June 2026"), "{text}");

    // The staff reads what was written, which the customer sees; the list names nobody.
    let mut staff = staff(&node);
    let queue = staff.get(QUEUE);
    assert!(plain(&queue).contains("due in 31 days") && !queue.body.contains("Karimi"), "{}", queue.body);
    let path = format!("{QUEUE}/{}", request.id);
    let page = staff.get(&path);
    assert!(page.body.contains("Sarah Karimi") && page.body.contains("<strong>Name</strong>"), "{}", page.body);
    let looks = AccessLog::of_customer(&node.app.db.access, &[customer], 50).unwrap();
    assert!(looks.iter().any(|look| look.place == "privacy_request" && look.shown.contains(Category::Messages)), "{looks:?}");
    let answer = format!("{path}/answer");
    for (fields, said) in [
        (vec![("answer", "refuse"), ("reason", " ")], "must be told why"),
        (vec![("answer", "extend")], "must be told why"),
        (vec![("answer", "perhaps")], "href=\"#f-answer\""),
    ] {
        let page = staff.post(&answer, &fields);
        assert!(page.status == StatusCode::UNPROCESSABLE_ENTITY && page.body.contains(said), "{said}: {}", page.body);
    }
    // More time, once, with its reason.
    shop.wait(DAY * 20);
    let mut staff = staff_again(&node);
    staff.get(&path);
    let page = staff.post(&answer, &[("answer", "extend"), ("reason", "We are asking the carrier.")]);
    assert!(plain(&page).contains("Answered.") && plain(&page).contains("takes longer"), "{}", page.body);
    let (subject, text) = letters(&node, customer, BuiltIn::RequestAnswered).remove(0);
    assert_eq!(subject, "Noor Home needs more time for your request");
    assert!(text.contains("We are asking the carrier.") && text.contains("4 August 2026"), "{text}");
    let page = staff.post(&answer, &[("answer", "extend"), ("reason", "Once more.")]);
    assert!(plain(&page).contains("More time is given once"), "{}", page.body);
    // Done: the record has the customer's word, and nothing else of that kind.
    let page = staff.post(&answer, &[("answer", "done")]);
    assert!(plain(&page).contains("done"), "{}", page.body);
    let (subject, text) = letters(&node, customer, BuiltIn::RequestAnswered).remove(0);
    assert!(subject == "Noor Home: your request is done" && text.contains("It is corrected."), "{subject} {text}");
    let read = node.key(Scope::Read);
    let (_, record) = api(&node, Method::GET, &format!("/api/v1/customers/{customer}"), &read, &Value::Null);
    let names: Vec<&str> = record["personal"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["category"] == "name")
        .filter_map(|one| one["value"].as_str())
        .collect();
    assert_eq!(names, ["Sarah Karimi"]);
    assert!(!only(&node, customer).state.is_open());
    let page = staff.post(&answer, &[("answer", "refuse"), ("reason", "No.")]);
    assert!(plain(&page).contains("answered before"), "{}", page.body);
    // The audit log has every step.
    let log = plain(&staff.get("/admin/settings/audit"));
    assert!(log.contains("Answered a request") && log.contains(&request.id.to_string()), "{log}");
    // The customer's page says it too.
    let mut hers = shopper(&node, customer);
    assert!(plain(&hers.get("/privacy/requests")).contains("done"));
    let export: Value = serde_json::from_str(&hers.get("/privacy/export.json").body).unwrap();
    assert_eq!((&export["requests"][0]["text"], &export["requests"][0]["kind"]), (&json!("Sarah Karimi"), &json!("correction")));
}

/// Sessions of the staff outlast a month's work in a story.
fn staff_again(node: &Node) -> Browser<'_> {
    let (keys, mut rng, now) = (node.app.keys.clone(), node.app.fork_rng(), node.clock.now());
    let made = node.app.recorder.submit(move |tx| {
        let found = foundation::staff::list_accounts(tx, &keys)?.remove(0);
        foundation::staff::open_session(tx, &keys, &mut rng, found.staff.id, now)
    });
    Browser::new(node).with("__Host-session", &made.wait().unwrap())
}

#[test]
fn a_refusal_says_why_in_the_customers_language_and_where_to_complain() {
    let shop = Shop::open();
    let node = shop.node();
    store_in(&node, "SA");
    let customer = sara(&node);
    let admin = node.key(Scope::Admin);
    for (language, due, words) in [("ar", "2026-06-03", ["السبب:", "شكوى"]), ("fa", "2026-06-03", ["دلیل:", "شکایت"])]
    {
        let body = json!({"customer": customer.to_string(), "kind": "access", "language": language});
        let (status, opened) = api(&node, Method::POST, "/api/v1/privacy/requests", &admin, &body);
        assert_eq!(
            (status, &opened["state"], &opened["law"]),
            (StatusCode::OK, &json!("waiting_for_identity"), &json!("saudi_pdpl"))
        );
        assert!(opened["due_at"].as_str().unwrap().starts_with(due), "{opened}");
        let path = format!("/api/v1/privacy/requests/{}/answer", opened["id"].as_str().unwrap());
        let refuse = json!({"answer": "refuse", "reason": "…"});
        let (status, answered) = api(&node, Method::POST, &path, &admin, &refuse);
        assert_eq!((status, &answered["state"]), (StatusCode::OK, &json!("refused")), "{answered}");
        let (_, text) = letters(&node, customer, BuiltIn::RequestAnswered).remove(0);
        assert!(words.iter().all(|word| text.contains(word)) && !text.contains("request-"), "{text}");
        let (status, again) = api(&node, Method::POST, &path, &admin, &refuse);
        assert_eq!((status, &again["type"]), (StatusCode::CONFLICT, &json!("urn:amana:problem:closed")));
    }
}

#[test]
fn what_reaches_the_store_elsewhere_waits_until_the_customer_says_that_it_is_theirs() {
    let shop = Shop::open();
    let node = shop.node();
    store_in(&node, "US");
    let (customer, other) = (sara(&node), zubaydah(&node));
    let mut staff = staff(&node);
    let new = format!("{QUEUE}/new");
    let nobody = staff.post(&new, &[("customer", "nobody@example.com"), ("kind", "restriction"), ("language", "en")]);
    assert!(nobody.status == StatusCode::UNPROCESSABLE_ENTITY && plain(&nobody).contains("no such customer"));
    let page =
        staff.post(&new, &[("customer", "Sara@example.com"), ("kind", "restriction"), ("language", "en"), ("text", "by phone")]);
    assert!(plain(&page).contains("Entered.") && plain(&page).contains("waits until we know who asks"), "{}", page.body);
    let request = only(&node, customer);
    assert_eq!((request.law, request.state), (Law::Ccpa, RequestState::Unverified));
    assert!(!node.choices(customer).is_restricted(), "nothing holds yet");
    let path = format!("{QUEUE}/{}", request.id);
    let page = staff.post(&format!("{path}/answer"), &[("answer", "done")]);
    assert!(plain(&page).contains("Nobody knows yet"), "{}", page.body);
    // A second letter within the hour is too many.
    staff.get(&path);
    assert!(plain(&staff.post(&format!("{path}/identity"), &[("how", "link")])).contains("within the last hour"));
    shop.wait(Duration::from_hours(2));
    staff.get(&path);
    assert!(plain(&staff.post(&format!("{path}/identity"), &[("how", "link")])).contains("on its way"));
    let letters = letters(&node, customer, BuiltIn::RequestReceived);
    assert_eq!(letters.len(), 2);
    let (subject, text) = &letters[0];
    assert_eq!(subject, "Noor Home: was this you?");
    // What is kept of the letter leads nowhere: the signed address is in the letter alone.
    let token = privacy::request_token(&node.app.keys, request.id);
    assert!(!text.contains(&token), "{text}");
    assert!(sent(&node, customer, BuiltIn::RequestReceived).contains(&token));
    // Only the signed address opens it; others are told nothing, whether or not there is such a request.
    let mut browser = Browser::new(&node);
    let forged = format!("{}0", &token[..token.len() - 1]);
    let made_up = format!("{}{}", base::id::encode(&[7; 16]), &token[26..]);
    let (one, two) = (browser.get(&format!("/privacy/identity/{forged}")), browser.get(&format!("/privacy/identity/{made_up}")));
    assert_eq!((one.status, two.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
    assert_eq!(one.body.replace(&forged, ""), two.body.replace(&made_up, ""));
    let confirm = format!("/privacy/identity/{token}");
    let page = browser.get(&confirm);
    assert!(plain(&page).contains("“Keep, but don’t use”") && !page.body.contains("Sara") && !page.body.contains("by phone"));
    assert!(!node.choices(customer).is_restricted(), "a look does nothing");
    let page = browser.post(&confirm, &[("answer", "yes")]);
    assert!(plain(&page).contains("You get an answer by 18 June 2026"), "{}", page.body);
    assert!(node.choices(customer).is_restricted() && !node.choices(other).is_restricted());
    assert_eq!(browser.get(&confirm).status, StatusCode::GONE);
    assert_eq!(only(&node, customer).state, RequestState::Open);
    assert!(plain(&staff.get(&path)).contains("kept, not used"));

    // Who says no ends it, and nothing happened.
    let body = json!({"customer": other.to_string(), "kind": "erasure"});
    let admin = node.key(Scope::Admin);
    let (_, opened) = api(&node, Method::POST, "/api/v1/privacy/requests", &admin, &body);
    let id: RequestId = opened["id"].as_str().unwrap().parse().unwrap();
    let answer = format!("/api/v1/privacy/requests/{id}/answer");
    let (status, refused) = api(&node, Method::POST, &answer, &admin, &json!({"answer": "done"}));
    assert_eq!((status, &refused["type"]), (StatusCode::CONFLICT, &json!("urn:amana:problem:unverified")));
    let confirm = format!("/privacy/identity/{}", privacy::request_token(&node.app.keys, id));
    browser.get(&confirm);
    assert!(plain(&browser.post(&confirm, &[("answer", "no")])).contains("nothing was shown or changed"));
    assert_eq!(only(&node, other).state, RequestState::Withdrawn);
    let (_, late) = api(&node, Method::POST, &answer, &admin, &json!({"answer": "done"}));
    assert_eq!(late["type"], json!("urn:amana:problem:closed"));
    assert!(node.by_email(PLANTED[1]).is_some());
}

#[test]
fn who_restricts_is_neither_written_to_nor_looked_at_until_it_ends() {
    let shop = Shop::open();
    let node = shop.node();
    store_in(&node, "DE");
    let (server, site) = (node.key(Scope::Server), node.key(Scope::Site));
    let customer = sara(&node);
    let yes = |purpose| Decision::about(purpose, State::Given, Basis::Consent, node.clock.now(), "api");
    for purpose in [Purpose::CustomerCare, Purpose::Analytics, Purpose::Personalise] {
        node.decide(customer, yes(purpose));
    }
    assert!(sees_phone(&node, customer, Recipient::Support));
    let before = node.choices(customer);
    let mut hers = shopper(&node, customer);
    let page = hers.post("/privacy/requests/restrict", &[("ground", "accuracy"), ("text", "My street is wrong")]);
    assert!(plain(&page).contains("Your data is kept and not used"), "{}", page.body);
    let restricted_at = node.clock.now();
    // What is queued already is looked at again when it is sent; what a campaign or a rule would send is withheld.
    let waiting = node.messages(customer).into_iter().find(|message| message.letter == BuiltIn::ThankYou).unwrap();
    assert!(node.app.composer.compose(&waiting, &mut Rng::from_seed(1)).is_err());
    node.send(&server, &[order("u1", "10999", "sara@example.com", "12.00")]);
    node.catch_up();
    let withheld: Vec<_> = node
        .messages(customer)
        .into_iter()
        .filter(|message| message.state == MessageState::Withheld)
        .map(|one| (one.letter, one.reason))
        .collect();
    assert!(withheld.contains(&(BuiltIn::ThankYou.into(), "restricted".to_owned())), "{withheld:?}");
    // Campaigns ask `consent::permit`, as rules do.
    let choices = node.choices(customer);
    let email = CategorySet::of(&[Category::Email]);
    let letter = Letter { purpose: Purpose::MarketingEmail, categories: email, topic: None };
    let permit = consent::permit(&choices, &Preferences::default(), customer, letter, node.clock.now());
    assert_eq!(permit, Err(consent::Withheld::Restricted));
    assert!(!sees_phone(&node, customer, Recipient::Support) && !sees_phone(&node, customer, Recipient::Fulfilment));
    let mut staff = staff(&node);
    let page = plain(&staff.get(&format!("/admin/customers/{customer}")));
    assert!(!page.contains("501234567") && page.contains("kept and not used"), "{page}");
    // Nothing new is collected; what a contract brings is kept, and no decision is written over and over.
    assert_eq!(node.send(&site, &[with_banner(identify("u1", "v1", &json!({})), &json!({}))]).kept, 0);
    assert_eq!(node.send(&server, &[track("u1", "Product Viewed")]), Took { kept: 0, dropped: 1, ..Took::kept(0) });
    let history = |node: &Node| node.app.db.record.read(|tx| consent::history(tx, &[customer], 999)).unwrap().len();
    let (length, orders) = (history(&node), [order("u1", "11000", "sara@example.com", "5.00")]);
    assert_eq!(node.send(&server, &orders).kept, 1);
    assert_eq!(history(&node), length);
    // She still gets what she is owed, and sees everything of hers; nobody else does.
    assert_eq!(letters(&node, customer, BuiltIn::RequestReceived).len(), 1);
    let report: Value = serde_json::from_str(&hers.get("/privacy/report.json").body).unwrap();
    assert_eq!(
        (&report["restricted"], &report["holds"], &report["visible_to"]["support"]),
        (&json!(true), &json!([]), &json!([]))
    );
    assert!(hers.get("/privacy/export.json").body.contains("My street is wrong"));
    // Her switches stand as she set them, and saving them changes nothing.
    let page = hers.get("/privacy");
    assert!(page.body.contains("value=\"analytics\" checked"), "{}", page.body);

    // The store settles it: the letter first, the end three days later.
    let request = requests(&node, customer).remove(0);
    let path = format!("{QUEUE}/{}", request.id);
    staff.get(&path);
    staff.post(&format!("{path}/answer"), &[("answer", "done"), ("lifts", "on"), ("reason", "The street is right now.")]);
    let (_, text) = letters(&node, customer, BuiltIn::RequestAnswered).remove(0);
    assert!(text.contains("7 May 2026") && text.contains("The street is right now."), "{text}");
    requesting::carry_on(&node.app).unwrap();
    assert!(node.choices(customer).is_restricted());
    shop.wait(DAY * 3);
    requesting::carry_on(&node.app).unwrap();
    requesting::carry_on(&node.app).unwrap();
    let after = node.choices(customer);
    assert!(!after.is_restricted() && sees_phone(&node, customer, Recipient::Support));
    assert!(before.iter().all(|choice| after.iter().any(|one| one == choice)), "what was agreed to holds again");
    // Of any day it can be told, and it is what is played again.
    let as_of = |at: Timestamp| node.app.db.record.read(|tx| consent::as_of(tx, customer, at)).unwrap();
    assert!(as_of(restricted_at).is_restricted() && as_of(restricted_at.plus(DAY)).is_restricted());
    assert!(!as_of(Timestamp::from_micros(restricted_at.micros() - 1)).is_restricted());
    assert_eq!(as_of(node.clock.now()).unrestricted().iter().collect::<Vec<_>>(), after.iter().collect::<Vec<_>>());
    // She may end one by herself too, at once.
    let mut hers = shopper(&node, customer);
    hers.post("/privacy/requests/restrict", &[("ground", "claims")]);
    assert!(node.choices(customer).is_restricted());
    let again = requests(&node, customer).remove(0);
    hers.post(&format!("/privacy/requests/{}/withdraw", again.id), &[]);
    assert!(!node.choices(customer).is_restricted());
    assert_eq!(requests(&node, customer)[0].state, RequestState::Withdrawn);
}

#[test]
fn an_objection_holds_at_once_and_only_against_what_nobody_agreed_to() {
    let shop = Shop::open();
    let node = shop.node();
    let customer = sara(&node);
    let mut hers = shopper(&node, customer);
    assert!(node.allows(customer, Purpose::FulfilOrders));
    for purpose in ["marketing_email", "legal_duties", "rubbish"] {
        let page = hers.post("/privacy/requests/object", &[("purpose", purpose)]);
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{purpose}");
    }
    hers.post("/privacy/requests/object", &[("purpose", "fulfil_orders"), ("text", "I moved away")]);
    assert!(!node.allows(customer, Purpose::FulfilOrders));
    let request = only(&node, customer);
    assert_eq!((request.kind, request.state), (RequestKind::Objection, RequestState::Done));
    let row = node.app.db.record.read(|tx| consent::history(tx, &[customer], 9)).unwrap().remove(0);
    assert_eq!(
        (row.state, row.basis, row.state.dpv(), row.collected_via.as_str()),
        (State::Refused, Basis::Contract, "dpv:ConsentRefused", "objection")
    );
    let (_, text) = letters(&node, customer, BuiltIn::RequestAnswered).remove(0);
    assert!(text.contains("no longer used for that"), "{text}");
    // The next order does not undo it.
    node.send(&node.key(Scope::Server), &[order("u1", "10999", "sara@example.com", "12.00")]);
    assert!(!node.allows(customer, Purpose::FulfilOrders));
    assert!(plain(&hers.get("/privacy/requests")).contains("Nothing is done with your data that you did not agree to"));
}

#[test]
fn nobody_takes_anothers_request_back_and_the_answer_tells_nothing() {
    let shop = Shop::open();
    let node = shop.node();
    let (customer, other) = (sara(&node), zubaydah(&node));
    let mut hers = shopper(&node, customer);
    hers.post("/privacy/requests/restrict", &[("ground", "claims")]);
    let id = only(&node, customer).id;
    let mut theirs = shopper(&node, other);
    let one = theirs.post(&format!("/privacy/requests/{id}/withdraw"), &[]);
    theirs.get("/privacy/requests");
    let two = theirs.post("/privacy/requests/req_00000000000000000000000000/withdraw", &[]);
    theirs.get("/privacy/requests");
    let three = theirs.post("/privacy/requests/rubbish/withdraw", &[]);
    assert_eq!((one.status, &one.body, &one.body), (two.status, &two.body, &three.body));
    assert!(node.choices(customer).is_restricted() && only(&node, customer).state == RequestState::Open);
    // Nor does the interface for programs tell a stranger anything.
    let read = node.key(Scope::Read);
    let (status, _) = api(&node, Method::GET, &format!("/api/v1/privacy/requests/{id}"), &read, &Value::Null);
    assert_eq!(status, StatusCode::FORBIDDEN, "what was written needs a key that may write");
    let (_, list) = api(&node, Method::GET, "/api/v1/privacy/requests", &read, &Value::Null);
    assert_eq!((&list["data"][0]["id"], &list["data"][0]["text"]), (&json!(id.to_string()), &Value::Null));
    for _ in 0..30 {
        hers.get("/privacy/requests");
        hers.post("/privacy/requests/correct", &[("about", "other"), ("text", "again")]);
    }
    assert_eq!(requests(&node, customer).len(), 20, "a list has an end");
}

#[test]
fn what_presses_is_counted_where_it_is_seen() {
    let shop = Shop::open();
    let node = shop.node();
    store_in(&node, "DE");
    let customer = sara(&node);
    let metric = |due: &str| {
        let text = node.ask(Method::GET, "/metrics").body;
        let line =
            text.lines().find(|line| line.starts_with(&format!("amana_privacy_requests{{due=\"{due}\"}}"))).unwrap().to_owned();
        line.rsplit(' ').next().unwrap().to_owned()
    };
    shopper(&node, customer).post("/privacy/requests/correct", &[("about", "other"), ("text", "My shoe size is 38")]);
    let home = |staff: &mut Browser<'_>| plain(&staff.get("/admin"));
    let mut staff = staff(&node);
    assert!(!home(&mut staff).contains("due within a week") && metric("later") == "1");
    shop.wait(DAY * 25);
    let mut staff = staff_again(&node);
    assert!(home(&mut staff).contains("One request of a customer is due within a week") && metric("within_7_days") == "1");
    assert!(plain(&staff.get(QUEUE)).contains("due in 6 days"));
    shop.wait(DAY * 6);
    assert!(plain(&staff.get(QUEUE)).contains("due today"));
    shop.wait(DAY * 2);
    let queue = plain(&staff.get(QUEUE));
    assert!(queue.contains("2 days overdue") && queue.contains("One request is overdue"), "{queue}");
    assert!(home(&mut staff).contains("due within a week") && metric("overdue") == "1");
    for (lang, said) in [("ar", "متأخر يومين"), ("fa", "۲ روز از مهلت گذشته")] {
        let page = plain(&staff_again(&node).with("lang", lang).get(QUEUE));
        assert!(page.contains(said) && !page.contains("request-"), "{lang}: {page}");
    }
    // It is too late for more time; a refusal or an answer is not.
    let path = format!("{QUEUE}/{}", only(&node, customer).id);
    staff.get(&path);
    let page = staff.post(&format!("{path}/answer"), &[("answer", "extend"), ("reason", "Sorry")]);
    assert!(plain(&page).contains("before the first has run out"), "{}", page.body);
    staff.post(&format!("{path}/answer"), &[("answer", "refuse"), ("reason", "We keep no sizes.")]);
    assert_eq!(metric("overdue"), "0");
}

#[test]
fn an_erasure_that_was_asked_for_elsewhere_follows_its_letter_and_has_its_number() {
    let shop = Shop::open();
    let node = shop.node();
    store_in(&node, "SA");
    let customer = zubaydah(&node);
    let admin = node.key(Scope::Admin);
    let body = json!({"customer": customer.to_string(), "kind": "erasure", "text": PLANTED[5]});
    let (_, opened) = api(&node, Method::POST, "/api/v1/privacy/requests", &admin, &body);
    let id: RequestId = opened["id"].as_str().unwrap().parse().unwrap();
    let confirm = format!("/privacy/identity/{}", privacy::request_token(&node.app.keys, id));
    let mut browser = Browser::new(&node);
    browser.get(&confirm);
    browser.post(&confirm, &[("answer", "yes")]);
    let path = format!("/api/v1/privacy/requests/{id}");
    let (_, shown) = api(&node, Method::GET, &path, &admin, &Value::Null);
    assert_eq!((&shown["text"], &shown["state"]), (&json!(PLANTED[5]), &json!("open")), "{shown}");
    api(&node, Method::POST, &format!("{path}/answer"), &admin, &json!({"answer": "done"}));
    let (_, text) = letters(&node, customer, BuiltIn::RequestAnswered).remove(0);
    assert!(text.contains("within 24 hours"), "{text}");
    let certificate = privacy::certificate_path(&node.app.keys, privacy::erasure_for(id));
    assert!(sent(&node, customer, BuiltIn::RequestAnswered).contains(&certificate));
    // The letter goes out before the address is forgotten.
    requesting::carry_on(&node.app).unwrap();
    assert!(node.by_email(PLANTED[1]).is_some() && browser.get(&certificate).status == StatusCode::NOT_FOUND);
    shop.wait(Duration::from_hours(1));
    requesting::carry_on(&node.app).unwrap();
    requesting::carry_on(&node.app).unwrap();
    assert!(node.by_email(PLANTED[1]).is_none() && node.messages(customer).is_empty());
    assert!(browser.get(&certificate).body.contains("Certificate of erasure"));
    let erasure = node.app.db.record.read(|tx| privacy::erasure_of(tx, customer)).unwrap().unwrap();
    assert_eq!(erasure.id, privacy::erasure_for(id));
    let request = only(&node, customer);
    assert_eq!((request.id, request.state), (id, RequestState::Done));
    let (_, shown) = api(&node, Method::GET, &path, &admin, &Value::Null);
    assert_eq!((&shown["text"], &shown["about"]), (&Value::Null, &Value::Null), "{shown}");
    // The certificate can be checked by anybody, without this program.
    let signed = browser.get(&format!("{certificate}/certificate.json")).body;
    let keys = KeysDocument::from(node.app.keys.signing_key().unwrap().public_key());
    let verdict = receipts::verify(&signed, &keys).unwrap();
    assert!(verdict.genuine.is_ok() && verdict.receipt["certificate"] == json!(erasure.id.to_string()), "{signed}");
    let forged = receipts::verify(&signed.replace("\"profiles\":1", "\"profiles\":9"), &keys).unwrap();
    assert!(forged.genuine.is_err());
    assert!(PLANTED.iter().all(|planted| !signed.contains(planted)) && !signed.contains(&customer.to_string()));
}

#[test]
fn an_erasure_at_the_centre_stands_in_the_queue_with_nothing_of_the_customer() {
    let shop = Shop::open();
    let node = shop.node_with_mail(Some("smtp://mail.elsewhere.example:25"));
    let customer = zubaydah(&node);
    let mut theirs = shopper(&node, customer);
    theirs.post("/privacy/requests/correct", &[("about", "other"), ("text", PLANTED[5])]);
    theirs.get("/privacy/erase");
    theirs.post("/privacy/erase", &[("sure", "on")]);
    let all = requests(&node, customer);
    assert_eq!(all.len(), 2);
    assert!(all.iter().all(|request| request.state == RequestState::Done && request.answered_at.is_some()), "{all:?}");
    let mut staff = staff(&node);
    let erasure = all.iter().find(|request| request.kind == RequestKind::Erasure).unwrap();
    let path = format!("{QUEUE}/{}", erasure.id);
    for page in [staff.get(QUEUE), staff.get(&path), staff.get(&format!("{QUEUE}/{}", all[0].id))] {
        assert_eq!(page.status, StatusCode::OK);
        assert!(PLANTED.iter().all(|planted| !page.body.contains(planted)), "{}", page.body);
    }
    // Who outside is to be told is named, and ticked off by name and time.
    let page = plain(&staff.get(&path));
    assert!(page.contains("mail.elsewhere.example") && plain(&staff.get(QUEUE)).contains("to be told"), "{page}");
    staff.get(&path);
    staff.post(&format!("{path}/told"), &[("host", "nobody.example")]);
    let page = plain(&staff.post(&format!("{path}/told"), &[("host", "mail.elsewhere.example")]));
    assert!(page.contains("told") && page.contains("Sara"), "{page}");
    let told = node.app.db.record.read(|tx| privacy::told_recipients(tx, erasure.id)).unwrap();
    assert!(told.len() == 1 && told[0].told_at == Some(node.clock.now()) && told[0].staff.is_some(), "{told:?}");
    let log = plain(&staff.get("/admin/settings/audit"));
    assert_eq!(log.matches("Noted that somebody outside was told").count(), 2, "once in the log, once in its filter: {log}");
    // On disk nothing of what they wrote is left.
    if node.app.db.record.path().is_some() {
        assert_eq!(crate::unseen::where_stands(&shop, "violet-umbrella-93 is"), []);
    }
    // After three years the rows go too.
    shop.wait(DAY * 1_097);
    let now = node.clock.now();
    node.record(move |tx| privacy::purge_requests(tx, now));
    assert!(requests(&node, customer).is_empty());
}

#[test]
fn two_who_become_one_have_their_requests_together() {
    let shop = Shop::open();
    let node = shop.node();
    let server = node.key(Scope::Server);
    let (customer, second) = {
        node.send(&server, &[order("second-account", "7", "s2@example.com", "5")]);
        (sara(&node), node.user("second-account").unwrap())
    };
    shopper(&node, second).post("/privacy/requests/restrict", &[("ground", "claims"), ("text", "for the court")]);
    assert!(node.choices(second).is_restricted());
    node.send(&server, &[json!({"type": "alias", "userId": "u1", "previousId": "second-account"})]);
    node.catch_up();
    let root = node.root(customer);
    assert_eq!(node.root(second), root);
    assert!(node.choices(root).is_restricted(), "the protective one holds");
    let mut hers = shopper(&node, root);
    assert!(plain(&hers.get("/privacy/requests")).contains("Use my data again"));
    let export = hers.get("/privacy/export.json").body;
    assert!(export.contains("for the court"), "{export}");
    let id = requests(&node, second).remove(0).id;
    hers.get("/privacy/requests");
    hers.post(&format!("/privacy/requests/{id}/withdraw"), &[]);
    assert!(!node.choices(root).is_restricted());
}
