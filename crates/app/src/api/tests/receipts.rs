//! Consent records and receipts, as the API hands them out.

use super::{Shop, sara};
use axum::http::Method;
use foundation::receipts::{Forged, KeysDocument, says, verify};
use serde_json::json;
use std::time::Duration;

impl Shop {
    /// The addresses of the consents of `user`, and of the decision that is newest after these decisions.
    fn decided(&self, user: &str, decisions: &serde_json::Value) -> (String, String) {
        self.app.clock.advance(Duration::from_secs(1));
        let consents = format!("/api/v1/customers/{}/consents", self.find(user));
        let reply = self.app.request(Method::PUT, &consents, &self.admin, &json!({"decisions": decisions}));
        assert_eq!(reply.status, 200, "{}", reply.text());
        let decision = format!("{consents}/{}", reply.json()["history"][0]["id"].as_str().unwrap());
        (consents, decision)
    }

    fn published(&self) -> KeysDocument {
        let reply = self.app.get("/.well-known/amana-keys.json", "");
        assert_eq!((reply.status.as_u16(), reply.header("access-control-allow-origin")), (200, "*"));
        assert_eq!(reply.json()["keys"][0]["since"], "2026-05-04T12:00:00.000Z");
        KeysDocument::read(&reply.text()).unwrap()
    }
}

#[test]
fn a_decision_has_a_receipt_that_the_published_key_checks() {
    let shop = Shop::new();
    shop.app.feed(&shop.server, &sara());
    let given = json!([{"purpose": "marketing_email", "state": "given", "notice_version": "1", "language": "ar"}]);
    let (consents, decision) = shop.decided("u-1", &given);
    let reply = shop.app.get(&format!("{decision}/receipt"), &shop.read);
    assert_eq!(reply.status, 200, "{}", reply.text());
    assert!(!reply.text().to_lowercase().contains("sara") && !reply.text().contains("cus_"), "{}", reply.text());
    let verdict = verify(&reply.text(), &shop.published()).unwrap();
    assert_eq!(verdict.genuine, Ok(()));
    let said = says(&verdict.receipt);
    assert_eq!((said.state.as_str(), said.purpose.as_str(), said.method.as_str()), ("given", "marketing_email", "api"));
    assert_eq!(said.recipients, ["marketing", "automation"], "one decision, one receipt");
    let changed = reply.text().replace("marketing_email", "loyalty");
    assert_eq!(verify(&changed, &shop.published()).unwrap().genuine, Err(Forged::Changed));
    // Whichever of the decision's rows is named.
    let other = shop.read(&consents)["history"][1]["id"].as_str().unwrap().to_owned();
    let records = [format!("{decision}/record"), format!("{consents}/{other}/record")].map(|path| shop.read(&path));
    assert_eq!(records[0], records[1]);
    assert_eq!(records[0]["dct:identifier"].as_str(), Some(said.record_id.as_str()));
}

#[test]
fn only_ones_own_decisions_and_only_consent() {
    let shop = Shop::new();
    shop.app.feed(&shop.server, &sara());
    let ali = json!({"type": "identify", "userId": "u-2", "messageId": "m-9", "traits": {"email": "ali@example.com"}});
    shop.app.feed(&shop.server, &[ali]);
    let (_, saras) = shop.decided("u-1", &json!([{"purpose": "loyalty", "state": "refused"}]));
    let grant = saras.rsplit('/').next().unwrap();
    let alis = format!("/api/v1/customers/{}/consents/{grant}/receipt", shop.find("u-2"));
    assert_eq!(shop.app.get(&alis, &shop.read).status, 404);
    let history = shop.read(&format!("/api/v1/customers/{}/consents", shop.find("u-1")))["history"].clone();
    let contract = history.as_array().unwrap().iter().find(|row| row["basis"] == "contract").unwrap()["id"].clone();
    let path = saras.replace(grant, contract.as_str().unwrap());
    let reply = shop.app.get(&format!("{path}/receipt"), &shop.read);
    assert_eq!((reply.status.as_u16(), reply.json()["type"].as_str()), (409, Some("urn:amana:problem:not_consent")));
    assert_eq!(shop.app.get(&saras.replace(grant, "gra_1"), &shop.read).status, 404);
    assert_eq!(shop.app.get(&format!("{}/receipt", saras.replace(grant, "gra_1")), &shop.read).status, 400);
}
