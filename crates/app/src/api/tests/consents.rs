//! What a customer allows, told and changed through the API.

use super::{Shop, sara};
use axum::http::Method;
use serde_json::{Value, json};
use std::time::Duration;

impl Shop {
    fn decide(&self, id: &str, decisions: &Value) -> Value {
        let path = format!("/api/v1/customers/{id}/consents");
        let reply = self.app.request(Method::PUT, &path, &self.admin, &json!({"decisions": decisions}));
        assert_eq!(reply.status, 200, "{}", reply.text());
        self.app.catch_up();
        reply.json()
    }
}

fn recipients(document: &Value, purpose: &str) -> Vec<String> {
    let holds = document["holds"].as_array().unwrap().iter().filter(|one| one["purpose"] == purpose);
    holds.map(|one| one["recipient"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn consent_is_given_and_taken_back() {
    let shop = Shop::new();
    shop.app.feed(&shop.server, &sara());
    let id = shop.find("u-1");
    let before = shop.read(&format!("/api/v1/customers/{id}/consents"));
    assert_eq!(recipients(&before, "fulfil_orders"), ["support", "fulfilment", "automation"]);
    assert_eq!(before["holds"][0]["basis"], "contract");
    assert!(recipients(&before, "marketing_email").is_empty());
    shop.app.clock.advance(Duration::from_secs(1));
    let given = shop.decide(
        &id,
        &json!([{"purpose": "marketing_email", "state": "given", "valid_until": "2027-05-04T12:00:00Z",
        "notice_version": "3", "language": "ar", "proof": "form 12"}]),
    );
    assert_eq!(recipients(&given, "marketing_email"), ["marketing", "automation"]);
    let held = given["holds"].as_array().unwrap().iter().find(|one| one["purpose"] == "marketing_email").unwrap();
    assert_eq!((&held["basis"], &held["until"]), (&json!("consent"), &json!("2027-05-04T12:00:00.000Z")));
    assert_eq!(held["categories"], json!(["name", "email", "messages"]));
    let last = &given["history"][0];
    assert_eq!((&last["state"], &last["collected_via"], &last["proof"]), (&json!("given"), &json!("api"), &json!("form 12")));
    assert_eq!((&last["notice_version"], &last["language"]), (&json!("3"), &json!("ar")));
    // The welcome that waits for this consent is in the outbox, and the customer's story tells of the decision.
    let messages = shop.read(&format!("/api/v1/messages?customer={id}&state=queued"));
    let rules: Vec<_> = messages["data"].as_array().unwrap().iter().map(|message| &message["rule"]).collect();
    assert_eq!(rules, [&json!("welcome"), &json!("thank_you")]);
    assert_eq!(shop.read(&format!("/api/v1/customers/{id}/events?limit=1"))["data"][0]["name"], "Consent Updated");
    shop.app.clock.advance(Duration::from_secs(1));
    let withdrawn = shop.decide(&id, &json!([{"purpose": "marketing_email", "state": "withdrawn"}]));
    assert!(recipients(&withdrawn, "marketing_email").is_empty());
    assert_eq!(withdrawn["refused"].as_array().unwrap().len(), 2);
    assert_eq!(withdrawn["history"][0]["state"], "withdrawn");
    assert_eq!(shop.read(&format!("/api/v1/customers/{id}/consents?limit=1"))["history"].as_array().unwrap().len(), 1);
}

#[test]
fn a_decision_changes_what_is_shown_from_then_on() {
    let shop = Shop::new();
    shop.app.feed(&shop.server, &sara());
    let id = shop.find("u-1");
    shop.decide(&id, &json!([{"purpose": "fulfil_orders", "state": "refused"}]));
    let hidden = shop.read(&format!("/api/v1/customers/{id}"));
    assert!(
        hidden["personal"].as_array().unwrap().iter().all(|field| field["value"].is_null() && field["shared"] == json!(false))
    );
    assert!(!hidden.to_string().to_lowercase().contains("sara"));
    let shared = json!([{"purpose": "personalise", "state": "given", "categories": ["birth_date"], "recipients": ["marketing"]}]);
    shop.decide(&id, &shared);
    let shown = shop.read(&format!("/api/v1/customers/{id}"));
    let open: Vec<_> = shown["personal"].as_array().unwrap().iter().filter(|field| field["shared"] == json!(true)).collect();
    assert_eq!((open.len(), &open[0]["value"]), (1, &json!("1990-05-01")));
}

#[test]
fn decisions_of_one_request_count_in_their_order() {
    let shop = Shop::new();
    shop.app.feed(&shop.server, &sara());
    let id = shop.find("u-1");
    let given = json!({"purpose": "loyalty", "state": "given"});
    let refused = json!({"purpose": "loyalty", "state": "refused"});
    shop.decide(&id, &json!([given]));
    let both = shop.decide(&id, &json!([refused, given]));
    assert_eq!(recipients(&both, "loyalty"), ["marketing", "automation"], "the last word holds");
    let decided = both["history"].as_array().unwrap().len();
    let again = shop.decide(&id, &json!([given]));
    assert_eq!(again["history"].as_array().unwrap().len(), decided, "what changes nothing is not written");
    // Agreeing until a day, and then without end, lifts the end.
    shop.decide(&id, &json!([{"purpose": "loyalty", "state": "given", "valid_until": "2026-06-01T00:00:00Z"}]));
    let endless = shop.decide(&id, &json!([given]));
    assert!(
        endless["holds"].as_array().unwrap().iter().filter(|one| one["purpose"] == "loyalty").all(|one| one["until"].is_null())
    );
    // What ends, ends by itself.
    shop.decide(&id, &json!([{"purpose": "loyalty", "state": "given", "valid_until": "2026-06-01T00:00:00Z"}]));
    shop.app.clock.advance(Duration::from_hours(24 * 40));
    assert!(recipients(&shop.read(&format!("/api/v1/customers/{id}/consents")), "loyalty").is_empty());
}

#[test]
fn wrong_decisions_change_nothing() {
    let shop = Shop::new();
    shop.app.feed(&shop.server, &sara());
    let id = shop.find("u-1");
    let path = format!("/api/v1/customers/{id}/consents");
    let before = shop.read(&path);
    let good = json!({"purpose": "loyalty", "state": "given"});
    for (body, wanted) in [
        (json!({"decisions": [good, {"purpose": "spam", "state": "given"}]}), "decisions[1].purpose"),
        (json!({"decisions": [good, {"purpose": "loyalty", "state": "perhaps"}]}), "decisions[1].state"),
        (json!({"decisions": vec![good.clone(); 51]}), "1 to 50"),
        (json!({"decision": good}), "decisions"),
        (json!([good]), "decisions"),
    ] {
        let reply = shop.app.request(Method::PUT, &path, &shop.admin, &body);
        let problem = reply.json();
        assert_eq!((reply.status.as_u16(), problem["type"].as_str()), (400, Some("urn:amana:problem:bad_body")));
        assert!(problem["detail"].as_str().unwrap().contains(wanted), "{problem}");
    }
    let large = json!({"decisions": [{"purpose": "loyalty", "state": "given", "proof": "x".repeat(300_000)}]});
    let reply = shop.app.request(Method::PUT, &path, &shop.admin, &large);
    assert!(reply.status == 400 && reply.text().contains("262144 bytes"), "{}", reply.text());
    assert_eq!(shop.app.request(Method::PUT, &path, &shop.admin, &Value::Null).status, 400);
    let stranger = "/api/v1/customers/cus_00000000000000000000000000/consents";
    assert_eq!(shop.app.request(Method::PUT, stranger, &shop.admin, &json!({"decisions": [good]})).status, 404);
    assert_eq!(shop.app.request(Method::PUT, &path, &shop.read, &json!({"decisions": [good]})).status, 403);
    assert_eq!(shop.read(&path), before);
}
