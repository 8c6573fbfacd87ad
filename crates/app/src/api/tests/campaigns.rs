//! Campaigns as programs write, forecast, begin and end them.

use super::Shop;
use axum::http::Method;
use serde_json::{Value, json};

const CAMPAIGNS: &str = "/api/v1/campaigns";

impl Shop {
    fn put_to(&self, method: Method, path: &str, body: &Value) -> (u16, Value) {
        let reply = self.app.request(method, path, &self.admin, body);
        (reply.status.as_u16(), reply.json())
    }
}

#[test]
fn a_campaign_is_written_forecast_begun_and_cancelled() {
    let shop = Shop::new();
    let known = |user: &str| json!({"type": "identify", "userId": user, "messageId": user, "traits": {"email": format!("{user}@mail.example")}});
    shop.app.feed(&shop.server, &[known("u-0"), known("u-1")]);
    for (user, purposes) in [("u-0", &["personalise", "marketing_email"][..]), ("u-1", &["personalise"])] {
        let decisions: Vec<Value> = purposes.iter().map(|purpose| json!({"purpose": purpose, "state": "given"})).collect();
        let path = format!("/api/v1/customers/{}/consents", shop.find(user));
        assert_eq!(shop.put_to(Method::PUT, &path, &json!({"decisions": decisions})).0, 200);
    }
    let rule = json!({"not": {"did": {"event": "Order Completed"}}});
    let kept = json!({"name": "Known", "purpose": "personalise", "rule": rule});
    let (_, segment) = shop.put_to(Method::POST, "/api/v1/segments", &kept);
    shop.app.catch_up();

    let plan = json!({"segments": [segment["id"]], "variants": []});
    let (status, made) = shop.put_to(Method::POST, CAMPAIGNS, &json!({"name": "Spring", "plan": plan}));
    assert_eq!((status, &made["state"]), (200, &json!("draft")), "{made}");
    let path = format!("{CAMPAIGNS}/{}", made["id"].as_str().unwrap());
    let (status, problem) = shop.put_to(Method::POST, &format!("{path}/begin"), &Value::Null);
    assert_eq!((status, &problem["flaws"]), (409, &json!(["1 to 10 letters"])), "{problem}");
    let plan = json!({"segments": [segment["id"]], "variants": [{"letter": "win_back", "percent": 100}]});
    let (status, saved) = shop.put_to(Method::PUT, &path, &json!({"plan": plan}));
    assert_eq!((status, &saved["name"]), (200, &json!("Spring")));
    let forecast = shop.read(&format!("{path}/forecast"));
    assert_eq!((&forecast["audience"], &forecast["letters"]), (&json!(2), &json!(1)), "{forecast}");
    assert_eq!(forecast["withheld"], json!({"no_consent": 1}));

    assert_eq!(shop.put_to(Method::POST, &format!("{path}/begin"), &Value::Null).0, 200);
    shop.app.catch_up();
    let whole = shop.read(&path);
    assert_eq!((&whole["progress"]["queued"], &whole["progress"]["withheld"]), (&json!(1), &json!(1)), "{whole}");
    assert_eq!(whole["effect"]["variants"][0]["people"], 1);
    assert_eq!(shop.read(CAMPAIGNS)["data"][0]["id"], made["id"]);
    let (status, problem) = shop.put_to(Method::PUT, &path, &json!({"plan": plan}));
    assert_eq!((status, &problem["state"]), (409, &json!("on")), "{problem}");
    for (what, state) in [("pause", "paused"), ("resume", "on"), ("cancel", "cancelled")] {
        let (status, turned) = shop.put_to(Method::POST, &format!("{path}/{what}"), &Value::Null);
        assert_eq!((status, &turned["state"]), (200, &json!(state)));
    }
    assert_eq!(shop.put_to(Method::POST, &format!("{path}/resume"), &Value::Null).0, 409, "it is over for good");
    assert_eq!(shop.put_to(Method::DELETE, &path, &Value::Null), (200, json!({"id": made["id"], "deleted": true})));
    assert_eq!(shop.put_to(Method::GET, &path, &Value::Null).0, 404);
}
