//! Customers: finding them, what is shown of them, what they did.

use super::{Shop, ids, sara};
use serde_json::{Value, json};
use std::time::Duration;

#[test]
fn a_customer_is_shown_as_far_as_they_share() {
    let shop = Shop::new();
    shop.app.feed(&shop.server, &sara());
    let id = shop.find("u-1");
    let customer = shop.read(&format!("/api/v1/customers/{id}"));
    assert_eq!((&customer["id"], &customer["known"], &customer["merged"]), (&json!(id), &json!(true), &json!([])));
    assert_eq!(customer["created_at"], "2026-05-04T12:00:00.000Z");
    let facts = &customer["facts"];
    assert_eq!(facts["orders"], 1);
    assert_eq!(facts["spent"], json!([{"currency": "SAR", "amount": "120.50", "orders": 1}]));
    assert_eq!(facts["events"], json!({"identify": 1, "Order Completed": 1}));
    assert_eq!(facts["first_seen"], "2026-05-04T12:00:00.000Z");
    let kinds: Vec<_> =
        customer["identities"].as_array().unwrap().iter().map(|i| (&i["kind"], &i["value"], &i["verified"])).collect();
    let yes = json!(true);
    assert_eq!(
        kinds,
        [(&json!("user_id"), &json!("u-1"), &yes), (&json!("email"), &Value::Null, &yes), (&json!("phone"), &Value::Null, &yes),]
    );
    assert_eq!((&customer["traits"][0]["name"], &customer["traits"][0]["value"]), (&json!("plan"), &json!("gold")));
    let field = |name: &str| customer["personal"].as_array().unwrap().iter().find(|f| f["field"] == name).unwrap().clone();
    assert_eq!((&field("email")["shared"], &field("name")["value"]), (&yes, &json!("Sara Karimi")));
    assert_eq!(field("email")["source"], "server");
    // A contract does not need a birthday: it is kept, and shared with nobody.
    let birthday = field("birth_date");
    assert_eq!(
        (&birthday["category"], &birthday["value"], &birthday["shared"]),
        (&json!("birth_date"), &Value::Null, &json!(false))
    );
    assert!(!customer.to_string().contains("1990"));
}

#[test]
fn a_name_alone_is_taken_out_of_its_event() {
    let shop = Shop::new();
    shop.app
        .feed(&shop.server, &[json!({"type": "identify", "userId": "u-1", "traits": {"name": "Sara Karimi", "plan": "gold"}})]);
    let id = shop.find("karimi");
    let events = shop.read(&format!("/api/v1/customers/{id}/events"));
    assert_eq!(events["data"][0]["traits"], json!({"plan": "gold"}));
    let customer = shop.read(&format!("/api/v1/customers/{id}"));
    assert_eq!(customer["traits"].as_array().unwrap().len(), 1);
    assert_eq!((&customer["personal"][0]["field"], &customer["personal"][0]["value"]), (&json!("name"), &json!("Sara Karimi")));
}

#[test]
fn every_look_is_in_the_customers_log_before_it_is_seen() {
    let shop = Shop::new();
    shop.app.feed(&shop.server, &sara());
    let id = shop.find("u-1");
    let path = format!("/api/v1/customers/{id}/access");
    let listed = shop.read(&path);
    let look = &listed["data"][0];
    assert_eq!((&look["place"], &look["purpose"]), (&json!("api:customers"), &json!("customer_care")));
    assert_eq!(look["shown"], json!(["name", "email", "orders", "preferences"]), "a list shows no more");
    assert_eq!(listed["data"].as_array().unwrap().len(), 1, "one look, one entry");
    shop.app.clock.advance(Duration::from_secs(1));
    shop.read(&format!("/api/v1/customers/{id}"));
    let looks = shop.read(&path);
    assert_eq!(looks["data"].as_array().unwrap().len(), 2);
    assert_eq!(looks["data"][0]["withheld"], json!(["birth_date"]));
    for part in ["events", "orders"] {
        shop.app.clock.advance(Duration::from_secs(1));
        shop.read(&format!("/api/v1/customers/{id}/{part}"));
        assert_eq!(shop.read(&path)["data"][0]["place"], format!("api:{part}"));
    }
    assert_eq!(shop.read(&format!("{path}?limit=1"))["data"].as_array().unwrap().len(), 1);
}

#[test]
fn people_are_found_by_whatever_one_knows_of_them() {
    let shop = Shop::new();
    shop.app.feed(&shop.server, &sara());
    shop.app.feed(
        &shop.server,
        &[
            json!({"type": "identify", "userId": "u-2", "traits": {"name": "فاطمة الزهراء", "email": "f@example.com"}}),
            json!({"type": "identify", "userId": "u-3", "traits": {"firstName": "Sara", "lastName": "Ahmadi"}}),
        ],
    );
    let sara = shop.find("u-1");
    for q in ["sara@example.com", "SARA%40EXAMPLE.COM", "%2B966%2050%20123%204567", "A-7", "kari", "karimi%20sara"] {
        assert_eq!(shop.find(q), sara, "{q}");
    }
    assert_eq!(shop.find("%D9%81%D8%A7%D8%B7%D9%85%D9%87"), shop.find("u-2"), "فاطمه finds فاطمة");
    assert_eq!(shop.read("/api/v1/customers?q=sara")["data"].as_array().unwrap().len(), 2);
    for q in ["nobody", "sara@example.org", "A-8", "kari%20ahmadi", "u-"] {
        assert_eq!(shop.read(&format!("/api/v1/customers?q={q}"))["data"], json!([]), "{q}");
    }
    assert_eq!(shop.read("/api/v1/customers?q=%20")["data"].as_array().unwrap().len(), 3, "nothing sought is everybody");
}

#[test]
fn lists_are_paged_by_key_without_gap_or_repeat() {
    let shop = Shop::new();
    for at in 0..7 {
        let name = format!("Sara Number{at}");
        shop.app.feed(&shop.server, &[json!({"type": "identify", "userId": format!("u-{at}"), "traits": {"name": name}})]);
        shop.app.clock.advance(Duration::from_millis(5));
    }
    for base in ["/api/v1/customers?limit=3", "/api/v1/customers?limit=3&q=sara"] {
        let (mut path, mut seen, mut pages) = (base.to_owned(), Vec::new(), 0);
        loop {
            let page = shop.read(&path);
            seen.extend(ids(&page));
            pages += 1;
            match page["next"].as_str() {
                Some(next) => path = format!("{base}&after={next}"),
                None => break,
            }
        }
        assert_eq!((pages, seen.len()), (3, 7), "{base}");
        assert!(seen.windows(2).all(|pair| pair[0] > pair[1]), "newest first: {seen:?}");
    }
}

#[test]
fn merged_people_are_one() {
    let shop = Shop::new();
    for (user, name) in [("u-1", "Sara Karimi"), ("u-2", "Sara Ahmadi")] {
        let order = json!({"order_id": user, "total": 10, "currency": "SAR"});
        shop.app.feed(
            &shop.server,
            &[
                json!({"type": "identify", "userId": user, "traits": {"name": name}}),
                json!({"type": "track", "event": "Order Completed", "userId": user, "properties": order}),
            ],
        );
        shop.app.clock.advance(Duration::from_millis(5));
    }
    let (winner, loser) = (shop.find("u-1"), shop.find("u-2"));
    shop.app.feed(&shop.server, &[json!({"type": "alias", "userId": "u-1", "previousId": "u-2"})]);
    let merged = shop.read(&format!("/api/v1/customers/{loser}"));
    assert_eq!((&merged["id"], &merged["merged"]), (&json!(winner), &json!([loser])));
    assert_eq!(merged["facts"]["spent"][0]["amount"], "20.00");
    for id in [&winner, &loser] {
        assert_eq!(shop.read(&format!("/api/v1/customers/{id}/orders"))["data"].as_array().unwrap().len(), 2);
        let events = shop.read(&format!("/api/v1/customers/{id}/events"));
        assert_eq!(events["data"].as_array().unwrap().iter().filter(|e| e["name"] == "Order Completed").count(), 2);
        assert_eq!(shop.read(&format!("/api/v1/messages?customer={id}"))["data"].as_array().unwrap().len(), 2);
    }
    // Both ids match the name: one person, on whichever page.
    assert_eq!(shop.find("sara"), winner);
    let first = shop.read("/api/v1/customers?q=sara&limit=1");
    assert_eq!(ids(&first), std::slice::from_ref(&winner));
    if let Some(next) = first["next"].as_str() {
        assert_eq!(shop.read(&format!("/api/v1/customers?q=sara&limit=1&after={next}"))["data"], json!([]));
    }
    assert_eq!(ids(&shop.read("/api/v1/customers")), [winner]);
}

#[test]
fn a_timeline_is_read_backwards() {
    let shop = Shop::new();
    shop.app.feed(&shop.server, &sara());
    let more: Vec<Value> = (0..150)
        .map(|at| json!({"type": "track", "event": "Ticket Opened", "userId": "u-1", "messageId": format!("t-{at}"),
            "properties": {"number": at, "exact": 12_345_678_901_234_567_890_u64}, "context": {"locale": "fa-IR", "ip": "10.0.0.1"}}))
        .collect();
    shop.app.feed(&shop.server, &more);
    let id = shop.find("u-1");
    let base = format!("/api/v1/customers/{id}/events?limit=60");
    let (mut path, mut positions) = (base.clone(), Vec::new());
    loop {
        let page = shop.read(&path);
        positions.extend(page["data"].as_array().unwrap().iter().map(|event| event["position"].as_i64().unwrap()));
        let Some(next) = page["next"].as_str() else { break };
        path = format!("{base}&before={next}");
    }
    assert_eq!(positions, (1..=152).rev().collect::<Vec<i64>>());
    let last = &shop.read(&format!("/api/v1/customers/{id}/events?limit=1"))["data"][0];
    assert_eq!((&last["type"], &last["origin"]), (&json!("track"), &json!("server")));
    assert_eq!(last["properties"], json!({"number": 149, "exact": 12_345_678_901_234_567_890_u64}));
    assert_eq!(last["context"], json!({"locale": "fa-IR"}));
    assert!(last["id"].as_str().unwrap().starts_with("evt_"));
    assert_eq!(shop.app.get(&format!("{base}&before=yesterday"), &shop.read).status, 400);
}

#[test]
fn orders_are_listed_the_latest_first() {
    let shop = Shop::new();
    let order = |name: &str, id: &str, at: &str, total: &str| {
        json!({"type": "track", "event": name, "userId": "u-1", "timestamp": at,
            "properties": {"order_id": id, "total": total, "currency": "KWD"}})
    };
    shop.app.import(
        &shop.server,
        &[
            order("Order Completed", "1", "2026-01-01T00:00:00Z", "1.500"),
            order("Order Completed", "2", "2026-02-01T00:00:00Z", "2"),
            order("Order Refunded", "1", "2026-03-01T00:00:00Z", "0.25"),
        ],
    );
    let base = format!("/api/v1/customers/{}/orders", shop.find("u-1"));
    let orders = shop.read(&base);
    assert_eq!(
        orders,
        json!({"next": null, "shared": true, "data": [
            {"order_id": "2", "status": "completed", "placed_at": "2026-02-01T00:00:00.000Z", "currency": "KWD", "total": "2.000", "refunded": "0.000"},
            {"order_id": "1", "status": "refunded", "placed_at": "2026-01-01T00:00:00.000Z", "currency": "KWD", "total": "1.500", "refunded": "0.250"},
        ]})
    );
    let first = shop.read(&format!("{base}?limit=1"));
    let second = shop.read(&format!("{base}?limit=1&after={}", first["next"].as_str().unwrap()));
    assert_eq!((&second["data"][0], &second["next"]), (&orders["data"][1], &Value::Null));
}
