//! Who gets in, and what a wrong request is told.

use super::{Shop, ids, sara};
use crate::api::{Needs, endpoints};
use axum::http::Method;
use serde_json::{Value, json};

fn method(word: &str) -> Method {
    word.to_ascii_uppercase().parse().unwrap()
}

#[test]
fn every_endpoint_asks_for_its_key() {
    let shop = Shop::new();
    for endpoint in endpoints().filter(|endpoint| endpoint.needs != Needs::Nothing) {
        let path = endpoint.path.replace("{id}", "rubbish");
        let ask = |key: &str| shop.app.request(method(endpoint.method), &path, key, &Value::Null);
        for key in ["", "amana_read_unknown"] {
            let reply = ask(key);
            assert_eq!((reply.status.as_u16(), reply.header("www-authenticate")), (401, "Bearer"), "{path}");
            assert_eq!(reply.header("content-type"), "application/problem+json");
        }
        let senders = if endpoint.needs == Needs::Feed { vec![&shop.site] } else { vec![&shop.site, &shop.server] };
        for key in senders {
            let reply = ask(key);
            assert_eq!(
                (reply.status.as_u16(), reply.json()["type"].as_str()),
                (403, Some("urn:amana:problem:wrong_scope")),
                "{path}"
            );
        }
        let expected = if endpoint.needs == Needs::Read { 200 } else { 403 };
        let as_reader = ask(&shop.read).status.as_u16();
        // What the store names itself can have any name.
        let is_open = [200, 400].contains(&as_reader) || (as_reader == 404 && endpoint.path == "/api/v1/products/{id}");
        assert!(as_reader == expected || (expected == 200 && is_open), "{path}: {as_reader}");
        assert_ne!(ask(&shop.admin).status.as_u16(), 403, "{path}");
    }
}

#[test]
fn a_revoked_key_reads_nothing_any_more() {
    let shop = Shop::new();
    shop.read("/api/v1/stats");
    let now = shop.app.app.clock.now();
    let revoke = shop.app.app.recorder.submit(move |tx| {
        for key in foundation::staff::list_keys(tx)? {
            foundation::staff::revoke_key(tx, key.id, now)?;
        }
        Ok::<_, db::Error>(())
    });
    revoke.wait().unwrap();
    assert_eq!(shop.app.get("/api/v1/stats", &shop.read).status, 401);
}

#[test]
fn wrong_requests_are_told_what_would_be_right() {
    let shop = Shop::new();
    shop.app.feed(&shop.server, &sara());
    let cus = "/api/v1/customers";
    for (path, wanted) in [
        (format!("{cus}?limit=0"), "from 1 to 200"),
        (format!("{cus}?limit=201"), "from 1 to 200"),
        (format!("{cus}?limit=x"), "from 1 to 200"),
        (format!("{cus}?after=sara"), "\"cus_\""),
        (format!("{cus}?q={}", "s".repeat(201)), "at most 200 characters"),
        (format!("{cus}?q=a%00b"), "without NUL"),
        (format!("{cus}?page=2"), "q, limit, after"),
        (format!("{cus}?limit=1&limit=2"), "named once"),
        (format!("{cus}/sara"), "\"cus_\""),
        (format!("{cus}/%ff"), "\"cus_\""),
        (format!("{cus}/evt_00000000000000000000000000"), "\"cus_\""),
        (format!("{cus}/sara/events"), "\"cus_\""),
        ("/api/v1/messages?state=gone".to_owned(), "withheld"),
        ("/api/v1/messages?customer=x".to_owned(), "\"cus_\""),
        ("/api/v1/messages/x".to_owned(), "\"msg_\""),
        ("/api/v1/set-aside?reason=x".to_owned(), "bad_time"),
        ("/api/v1/stats?from=x".to_owned(), "none"),
    ] {
        let reply = shop.app.get(&path, &shop.admin);
        let detail = reply.json()["detail"].as_str().unwrap().to_owned();
        assert_eq!(reply.status, 400, "{path}: {detail}");
        assert!(detail.contains(wanted), "{path}: {detail}");
        assert!(!detail.contains("sara"), "{path}: {detail}");
    }
    for path in ["", "/events", "/orders", "/consents", "/access"] {
        let reply = shop.app.get(&format!("{cus}/cus_00000000000000000000000000{path}"), &shop.read);
        assert_eq!((reply.status.as_u16(), reply.json()["type"].as_str()), (404, Some("urn:amana:problem:not_found")), "{path}");
    }
    for path in ["/api/v1/messages/msg_00000000000000000000000000", "/api/v1/set-aside/evt_00000000000000000000000000"] {
        assert_eq!(shop.app.get(path, &shop.admin).status, 404, "{path}");
    }
    assert_eq!(shop.app.get("/api/v1/messages?customer=cus_00000000000000000000000000", &shop.read).status, 404);
}

#[test]
fn other_methods_and_addresses_are_answered_with_problems() {
    let shop = Shop::new();
    let ask = |method: Method, path: &str| shop.app.request(method, path, &shop.read, &Value::Null);
    let refused = ask(Method::DELETE, "/api/v1/customers");
    assert_eq!((refused.status.as_u16(), refused.header("content-type")), (405, "application/problem+json"));
    assert_eq!(refused.header("allow"), "GET,HEAD");
    let options = ask(Method::OPTIONS, "/api/v1/stats");
    assert_eq!((options.status.as_u16(), options.header("allow"), options.text().as_str()), (204, "GET,HEAD", ""));
    let head = ask(Method::HEAD, "/api/v1/stats");
    assert_eq!((head.status.as_u16(), head.text().as_str()), (200, ""));
    let nowhere = ask(Method::GET, "/api/v1/nowhere");
    assert_eq!((nowhere.status.as_u16(), nowhere.header("content-type")), (404, "application/problem+json"));
}

#[test]
fn the_document_describes_what_is_served() {
    let shop = Shop::new();
    let reply = shop.app.get("/api/openapi.json", "");
    assert_eq!((reply.status.as_u16(), reply.header("content-type")), (200, "application/json"));
    let document = reply.json();
    // Whatever is described is there, and takes no other method.
    for (path, methods) in document["paths"].as_object().unwrap() {
        let reply = shop.app.request(Method::OPTIONS, &path.replace("{id}", "x"), "", &Value::Null);
        let mut allowed: Vec<&str> = reply.header("allow").split(',').filter(|method| *method != "HEAD").collect();
        allowed.sort_unstable();
        let described: Vec<String> = methods.as_object().unwrap().keys().map(|method| method.to_uppercase()).collect();
        assert_eq!(allowed, described, "{path}");
    }
}

#[test]
fn what_was_set_aside_is_listed_for_readers_and_shown_whole_to_admins() {
    let shop = Shop::new();
    shop.app.feed(&shop.server, &[
        json!({"type": "track", "event": "Nobody"}),
        json!({"type": "track", "event": "Late", "userId": "u", "timestamp": "soon", "properties": {"note": "ask ali@example.com"}}),
    ]);
    let all = shop.read("/api/v1/set-aside");
    assert_eq!((all["data"].as_array().unwrap().len(), &all["next"]), (2, &Value::Null));
    let first = shop.read("/api/v1/set-aside?limit=1");
    let second = shop.read(&format!("/api/v1/set-aside?limit=1&after={}", first["next"].as_str().unwrap()));
    assert_eq!([ids(&first), ids(&second)].concat(), ids(&all));
    let late = shop.read("/api/v1/set-aside?reason=bad_time");
    assert_eq!(late["data"].as_array().unwrap().len(), 1);
    assert!(!late.to_string().contains("ali@"), "{late}");
    let path = format!("/api/v1/set-aside/{}", ids(&late)[0]);
    assert_eq!(shop.app.get(&path, &shop.read).status, 403);
    let whole = shop.app.get(&path, &shop.admin).json();
    assert_eq!(whole["reason"], "bad_time");
    assert!(whole["raw"].as_str().unwrap().contains("ali@example.com"));
}
