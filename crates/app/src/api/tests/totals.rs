//! Totals are exact; messages are told.

use super::{Shop, ids, sara};
use serde_json::{Value, json};
use std::time::Duration;

#[test]
fn totals_add_up() {
    let shop = Shop::new();
    let history: Vec<Value> = (0..30)
        .map(|at| {
            json!({"type": "track", "event": "Order Completed", "userId": format!("u-{}", at % 10), "timestamp": "1997-01-01",
            "properties": {"order_id": format!("o-{at}"), "total": format!("{at}.37"), "currency": "USD"}})
        })
        .collect();
    shop.app.import(&shop.server, &history);
    shop.app.import(&shop.server, &history);
    shop.app.clock.advance(Duration::from_hours(24 * 31));
    shop.app.feed(&shop.server, &sara());
    shop.app.feed(&shop.server, &sara());
    shop.app.feed(&shop.server, &[json!({"type": "track", "event": "Nobody"})]);
    // A page about a stranger who agreed to nothing.
    shop.app.feed(&shop.site, &[json!({"type": "page", "anonymousId": "a-1"})]);
    let stats = shop.read("/api/v1/stats");
    // Sara's user id is that of one who bought in 1997.
    assert_eq!(stats["customers"], json!({"total": 10, "buyers": 10}));
    assert_eq!(
        stats["orders"],
        json!({"total": 31, "by_currency": [
        {"currency": "USD", "orders": 30, "value": "446.10"}, {"currency": "SAR", "orders": 1, "value": "120.50"}]})
    );
    let all = &stats["events"]["total"];
    assert_eq!(
        (&all["received"], &all["kept"], &all["duplicate"], &all["dropped"], &all["set_aside"]),
        (&json!(66), &json!(32), &json!(32), &json!(1), &json!(1))
    );
    let recent = &stats["events"]["last_30_days"];
    assert_eq!((&recent["received"], &recent["kept"], &recent["duplicate"]), (&json!(6), &json!(2), &json!(2)));
    let reasons = all["by_reason"].as_array().unwrap();
    for wanted in [
        json!({"outcome": "kept", "reason": "import", "events": 30}),
        json!({"outcome": "kept", "reason": "server", "events": 2}),
        json!({"outcome": "dropped", "reason": "no_consent", "events": 1}),
        json!({"outcome": "set_aside", "reason": "no_id", "events": 1}),
    ] {
        assert!(reasons.contains(&wanted), "{wanted} in {all}");
    }
    assert_eq!(stats["journal"]["position"], 32);
    let projections = stats["projections"].as_array().unwrap();
    assert_eq!(projections.len(), crate::PROJECTIONS.len());
    assert!(projections.iter().all(|projection| projection["lag"] == 0 && projection["position"] == 32), "{stats}");
    assert_eq!(stats["messages"]["waiting"], 1, "nobody is thanked for 1997");
}

#[test]
fn an_empty_store_has_totals_too() {
    let shop = Shop::new();
    shop.app.catch_up();
    let stats = shop.read("/api/v1/stats");
    assert_eq!(stats["orders"], json!({"total": 0, "by_currency": []}));
    assert_eq!((&stats["customers"]["total"], &stats["events"]["total"]["received"]), (&json!(0), &json!(0)));
    for path in ["/api/v1/customers", "/api/v1/messages", "/api/v1/set-aside"] {
        assert_eq!(shop.read(path), json!({"data": [], "next": null}), "{path}");
    }
}

#[test]
fn messages_are_listed_newest_first_and_by_state() {
    let shop = Shop::new();
    for at in 0..5 {
        shop.app.feed(&shop.server, &[
            json!({"type": "identify", "userId": format!("u-{at}"), "traits": {"email": format!("u{at}@example.com")}}),
            json!({"type": "track", "event": "Order Completed", "userId": format!("u-{at}"), "properties": {"order_id": at, "total": 1}}),
        ]);
        shop.app.clock.advance(Duration::from_millis(5));
    }
    let all = ids(&shop.read("/api/v1/messages"));
    assert_eq!(all.len(), 5);
    assert!(all.windows(2).all(|pair| pair[0] > pair[1]));
    let first = shop.read("/api/v1/messages?state=queued&limit=3");
    let second = shop.read(&format!("/api/v1/messages?state=queued&limit=3&after={}", first["next"].as_str().unwrap()));
    assert_eq!(([ids(&first), ids(&second)].concat(), &second["next"]), (all.clone(), &Value::Null));
    assert_eq!(shop.read("/api/v1/messages?state=sent")["data"], json!([]));
    let customer = shop.find("u-3");
    let theirs = shop.read(&format!("/api/v1/messages?customer={customer}"));
    assert_eq!((ids(&theirs), &theirs["data"][0]["customer"]), (vec![all[1].clone()], &json!(customer)));
    assert_eq!(shop.read(&format!("/api/v1/messages?customer={customer}&state=failed"))["data"], json!([]));
    let one = shop.read(&format!("/api/v1/messages/{}", all[1]));
    let mut listed = theirs["data"][0].clone();
    listed["contradicts"] = Value::Null;
    assert_eq!(one, listed, "alone it says more");
    assert_eq!((&one["rule"], &one["purpose"], &one["state"]), (&json!("thank_you"), &json!("fulfil_orders"), &json!("queued")));
    assert_eq!((&one["reason"], &one["channel"], &one["attempts"]), (&Value::Null, &json!("email"), &json!(0)));
    assert!(!one.to_string().contains('@'));
}
