//! What clients of the Segment spec send, and what becomes of it.

use crate::support::{START, Shop, Took, identify, order, page, track, with_banner, with_id};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use base::Clock as _;
use base::limits::{BATCH_BYTES_MAX, BATCH_EVENTS_MAX, EVENT_BYTES_MAX};
use foundation::consent::{Basis, Decision, Purpose, State};
use foundation::staff::Scope;
use serde_json::{Value, json};
use std::io::Write as _;
use std::sync::atomic::Ordering;
use std::time::Duration;

fn gzip(body: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(body).unwrap();
    packer.finish().unwrap()
}

#[test]
fn all_calls_are_kept_under_their_names() {
    let shop = Shop::open();
    let node = shop.node();
    let key = node.key(Scope::Server);
    for (call, body) in [
        ("identify", json!({"userId": "u1", "traits": {"plan": "gold"}})),
        ("track", json!({"userId": "u1", "event": "Subscribed"})),
        ("group", json!({"userId": "u1", "groupId": "g1", "traits": {"seats": 5}})),
        ("alias", json!({"userId": "u1", "previousId": "u0"})),
        ("batch", json!({"batch": [track("u1", "Renewed")]})),
        ("i", json!({"userId": "u1"})),
        ("b", json!({"batch": [track("u1", "Left")]})),
    ] {
        assert_eq!(node.send_to(&format!("/v1/{call}"), &key, &body), Took::kept(1), "{call}");
    }
    // Browsing is kept by consent: without it, dropped and counted.
    for (call, user) in [("page", "u1"), ("screen", "u2")] {
        assert_eq!(node.send_to(&format!("/v1/{call}"), &key, &json!({"userId": user})), Took { dropped: 1, ..Took::default() });
        let agreed = json!({"userId": user, "context": {"consent": {"categoryPreferences": {"analytics": true}}}});
        assert_eq!(node.send_to(&format!("/v1/{call}"), &key, &agreed), Took::kept(1));
    }
    let names = ["identify", "Subscribed", "group", "alias", "Renewed", "identify", "Left", "Page Viewed", "Screen Viewed"];
    assert_eq!(node.kept_names(), names);
    assert_eq!(node.counted("dropped", "no_consent"), 2);
    node.catch_up();
    node.assert_whole();
}

#[test]
fn a_key_comes_as_basic_as_bearer_or_in_the_body() {
    let shop = Shop::open();
    let node = shop.node();
    let key = node.key(Scope::Server);
    let basic = |text: &str| format!("Basic {}", data_encoding::BASE64.encode(text.as_bytes()));
    let send = |authorization: Option<String>, body: Value| {
        let mut request = Request::post("/v1/track");
        if let Some(value) = authorization {
            request = request.header(header::AUTHORIZATION, value);
        }
        node.request(request.body(Body::from(body.to_string())).unwrap()).status
    };
    let call = track("u1", "Hello");
    let mut with_key = call.clone();
    with_key["writeKey"] = json!(key);
    assert_eq!(send(Some(basic(&format!("{key}:"))), call.clone()), StatusCode::OK);
    assert_eq!(send(Some(basic(&key)), call.clone()), StatusCode::OK);
    assert_eq!(send(Some(format!("bearer {key}")), call.clone()), StatusCode::OK);
    assert_eq!(send(None, with_key.clone()), StatusCode::OK);
    for wrong in ["Basic !!", "Bearer ", "Digest x", "Bearer amana_server_nobody", "é"] {
        assert_eq!(send(Some(wrong.to_owned()), with_key.clone()), StatusCode::UNAUTHORIZED, "{wrong}");
    }
    assert_eq!(send(None, call), StatusCode::UNAUTHORIZED);
    assert_eq!(node.took(), Took::kept(4));
}

#[test]
fn keys_do_what_their_scope_says_and_no_more() {
    let shop = Shop::open();
    let node = shop.node();
    let body = json!({"batch": [track("u1", "Hello")]}).to_string();
    for (scope, live, import) in
        [(Scope::Site, 200, 403), (Scope::Server, 200, 200), (Scope::Read, 403, 403), (Scope::Admin, 403, 200)]
    {
        let key = node.key(scope);
        assert_eq!(node.post("/v1/batch", &key, body.clone()).status.as_u16(), live, "{scope:?}");
        assert_eq!(node.post("/v1/import", &key, body.clone()).status.as_u16(), import, "{scope:?}");
    }
    let key = node.key(Scope::Server);
    assert_eq!(node.post("/v1/nothing", &key, body.clone()).status, StatusCode::NOT_FOUND);
    // What Segment's browser client says of itself is no event.
    assert_eq!(node.post("/v1/m", &key, r#"{"series":[]}"#.to_owned()).status, StatusCode::NO_CONTENT);
    assert_eq!(node.post("/v1/system", &key, body).status, StatusCode::NOT_FOUND);
    for path in ["/v1/track", "/v1/batch", "/v1/import"] {
        assert_eq!(node.ask(Method::GET, path).status, StatusCode::METHOD_NOT_ALLOWED);
        let preflight = node.ask(Method::OPTIONS, path);
        assert_eq!(preflight.status, StatusCode::NO_CONTENT);
        assert_eq!(preflight.headers[header::ACCESS_CONTROL_ALLOW_ORIGIN], "*");
        assert!(preflight.headers[header::ACCESS_CONTROL_ALLOW_HEADERS].to_str().unwrap().contains("authorization"));
    }
}

#[test]
fn gzip_is_unpacked_whole_or_refused_whole() {
    let shop = Shop::open();
    let node = shop.node();
    let key = node.key(Scope::Server);
    let packed = gzip(json!({"batch": [track("u1", "Hello")]}).to_string().as_bytes());
    let send = |body: Vec<u8>, named: bool| {
        let mut request = Request::post("/v1/batch").header(header::AUTHORIZATION, format!("Bearer {key}"));
        if named {
            request = request.header(header::CONTENT_ENCODING, "GZIP");
        }
        node.request(request.body(Body::from(body)).unwrap()).status
    };
    assert_eq!(send(packed.clone(), true), StatusCode::OK);
    assert_eq!(send(packed.clone(), false), StatusCode::OK);
    for cut in [1, 5, packed.len() / 2, packed.len() - 1] {
        assert_eq!(send(packed[..cut].to_vec(), true), StatusCode::BAD_REQUEST, "{cut}");
    }
    assert_eq!(send(b"{}".to_vec(), true), StatusCode::BAD_REQUEST);
    // A few kilobytes that unpack to more than a batch may hold.
    assert_eq!(send(gzip(&vec![b' '; BATCH_BYTES_MAX + 1]), true), StatusCode::BAD_REQUEST);
    assert_eq!(node.took(), Took::kept(2));
}

#[test]
fn a_bad_event_is_set_aside_and_the_rest_is_kept() {
    let shop = Shop::open();
    let node = shop.node();
    let key = node.key(Scope::Server);
    let mut large = track("u1", "Large");
    large["properties"] = json!({"note": "x".repeat(EVENT_BYTES_MAX)});
    let deep = (0..40).fold(json!(1), |inner, _| json!([inner]));
    let bad = [
        (json!({"type": "track", "event": "Nobody's"}), "no_id"),
        (json!({"type": "track", "userId": "u1"}), "no_name"),
        (json!({"type": "dance", "userId": "u1"}), "bad_type"),
        (json!({"userId": "u1", "event": "x"}), "bad_type"),
        (json!({"type": "track", "userId": "u1", "event": "x", "timestamp": "yesterday"}), "bad_time"),
        (json!({"type": "track", "userId": "u1", "event": "Order Completed", "properties": {"total": 5}}), "no_order_id"),
        (order("u1", "7", "a@b.co", "a lot"), "bad_value"),
        (order("u1", "7", "a@b.co", "99999999999999999"), "bad_value"),
        (json!({"type": "track", "userId": "u1", "event": "ask ali@y.com"}), "bad_value"),
        (json!({"type": "track", "userId": "u1", "event": "ring +966501234567 now"}), "bad_value"),
        (json!({"type": "track", "userId": "u1", "event": "x", "properties": deep}), "bad_type"),
        (json!({"type": "track", "userId": "u1", "event": "x", "properties": {"a": deep}}), "too_deep"),
        (json!({"type": "identify", "userId": "u1", "traits": {"n".repeat(201): 1}}), "too_large"),
        (json!({"type": "alias", "userId": "u1"}), "no_id"),
        (with_id(track("u1", "x"), &"m".repeat(100)), "bad_message_id"),
        (track(&"u".repeat(256), "x"), "too_large"),
        (track("u1", &"e".repeat(201)), "too_large"),
        (large, "too_large"),
        (json!(["track", "m", "u1"]), "bad_type"),
        (json!(5), "bad_type"),
        (Value::Null, "bad_type"),
    ];
    let mut calls = vec![track("u1", "First")];
    calls.extend(bad.iter().map(|(call, _)| call.clone()));
    calls.push(track("u1", "Last"));
    assert_eq!(node.send(&key, &calls), Took { kept: 2, aside: bad.len() as u64, ..Took::default() });
    let (mut reasons, mut expected) = (node.aside(), bad.iter().map(|(_, reason)| *reason).collect::<Vec<_>>());
    reasons.sort_unstable();
    expected.sort_unstable();
    assert_eq!(reasons, expected);
    assert_eq!(node.kept_names(), ["First", "Last"]);
    // Kept sealed as it came, for a week.
    let (keys, read) = (node.app.keys.clone(), |node: &crate::support::Node| {
        node.app.db.record.read(|tx| app::intake::aside_list(tx, Some("bad_time"), None, 10)).unwrap()
    });
    let row = read(&node).remove(0);
    let (_, raw) = node.app.db.record.read(|tx| app::intake::aside_open(tx, &keys, row.id)).unwrap().unwrap();
    assert_eq!(serde_json::from_str::<Value>(&raw).unwrap(), bad[4].0);
    shop.wait(Duration::from_hours(24 * 7 + 1));
    let now = base::Clock::now(&*shop.clock);
    node.record(move |tx| app::intake::purge_aside(tx, now));
    assert!(read(&node).is_empty());
}

#[test]
fn a_request_beyond_the_limits_is_refused_whole() {
    let shop = Shop::open();
    let node = shop.node();
    let key = node.key(Scope::Server);
    let many = |count: usize| json!({"batch": vec![track("u", "x"); count]}).to_string();
    assert_eq!(node.post("/v1/batch", &key, many(BATCH_EVENTS_MAX + 1)).status, StatusCode::BAD_REQUEST);
    assert_eq!(node.post("/v1/batch", &key, " ".repeat(BATCH_BYTES_MAX + 1)).status, StatusCode::BAD_REQUEST);
    let large = json!({"userId": "u1", "event": "x", "properties": {"note": "x".repeat(EVENT_BYTES_MAX)}});
    assert_eq!(node.post("/v1/track", &key, large.to_string()).status, StatusCode::BAD_REQUEST);
    assert_eq!(node.took(), Took::default());
    assert_eq!(node.send_to("/v1/batch", &key, &serde_json::from_str(&many(BATCH_EVENTS_MAX)).unwrap()), Took::kept(2_500));
    assert_eq!(node.send(&key, &[]), Took::default(), "an empty batch is nothing");
}

#[test]
fn times_follow_the_clients_clock_as_far_as_it_is_wrong() {
    let shop = Shop::open();
    let node = shop.node();
    let key = node.key(Scope::Server);
    let at = |minutes: i64| base::Timestamp::from_micros(START.micros() + minutes * 60_000_000);
    let timed = |original: i64, sent: Option<i64>| {
        let mut call = track("u1", "x");
        call["originalTimestamp"] = json!(at(original).to_rfc3339());
        if let Some(sent) = sent {
            call["sentAt"] = json!(at(sent).to_rfc3339());
        }
        call
    };
    // A clock an hour fast that waited ten minutes; none; far ahead; behind with no word of when it was sent.
    let calls = [timed(50, Some(60)), track("u1", "x"), timed(600, Some(1)), timed(3, None), timed(30, None), timed(-90, None)];
    node.send(&key, &calls);
    let minutes = |node: &crate::support::Node| {
        node.events().iter().map(|event| event.at.micros_since(START) / 60_000_000).collect::<Vec<_>>()
    };
    assert_eq!(minutes(&node), [-10, 0, 5, 3, 5, -90]);
    // A batch's own word of when it was sent.
    node.send_to("/v1/batch", &key, &json!({"sentAt": at(60).to_rfc3339(), "batch": [timed(40, None), timed(40, Some(41))]}));
    // History keeps its own time.
    node.import(&key, &[timed(-40, Some(60))]);
    assert_eq!(minutes(&node)[6..], [-20, -1, -40]);
    // The clock may step back: nothing is lost, positions go on.
    shop.clock.set(at(-60));
    assert_eq!(node.send(&key, &[track("u1", "earlier")]), Took::kept(1));
    node.catch_up();
    node.assert_whole();
}

#[test]
fn a_message_counts_once_for_a_day_in_a_batch_across_batches_and_restarts() {
    let shop = Shop::open();
    let node = shop.node();
    let (key, other) = (node.key(Scope::Server), node.key(Scope::Server));
    let call = with_id(track("u1", "Hello"), "m1");
    let again = Took { duplicates: 1, ..Took::default() };
    assert_eq!(node.send(&key, &[call.clone(), call.clone()]), Took { duplicates: 1, ..Took::kept(1) });
    assert_eq!(node.send(&key, std::slice::from_ref(&call)), again);
    assert_eq!(node.send(&other, std::slice::from_ref(&call)), Took::kept(1), "another key's messages are others");
    assert_eq!(node.send(&key, &[track("u1", "No id"), track("u1", "No id")]), Took::kept(2));
    node.crash();
    let node = shop.node();
    shop.wait(Duration::from_hours(23));
    assert_eq!(node.send(&key, std::slice::from_ref(&call)), again, "after a restart");
    let second = shop.node();
    assert_eq!(second.send(&key, &[with_id(track("u2", "Hello"), "m2")]), Took::kept(1));
    assert_eq!(node.send(&key, &[with_id(track("u2", "Hello"), "m2")]), again, "what came in on another node");
    node.catch_up();
    node.assert_whole();
    assert_eq!(node.counted("kept", "server"), 4 + 1);
}

#[test]
fn an_order_counts_once_however_long_after() {
    let shop = Shop::open();
    let node = shop.node();
    let key = node.key(Scope::Server);
    let again = Took { duplicates: 1, ..Took::default() };
    assert_eq!(node.send(&key, &[order("u1", "1001", "sara@mail.example", "99.50")]), Took::kept(1));
    assert_eq!(node.send(&key, &[order("u1", "1001", "sara@mail.example", "99.50")]), again);
    shop.wait(Duration::from_hours(24 * 40));
    drop(node);
    let node = shop.node();
    assert_eq!(node.send(&node.key(Scope::Server), &[order("u1", "1001", "sara@mail.example", "99.50")]), again);
    let mut numbered = order("u1", "x", "sara@mail.example", "1");
    numbered["properties"]["order_id"] = json!(1001);
    assert_eq!(node.send(&key, &[numbered]), again, "a number is its text");
    let cancelled = json!({"type": "track", "userId": "u1", "event": "Order Cancelled",
        "properties": {"order_id": "1001", "total": 99.5, "currency": "SAR"}});
    assert_eq!(node.send(&key, &[cancelled.clone(), cancelled]), Took { duplicates: 1, ..Took::kept(1) });
    node.catch_up();
    let facts = node.facts(node.user("u1").unwrap());
    assert_eq!((facts.orders, facts.spent[0].minor), (0, 0));
    node.assert_rebuilds_the_same();
}

#[test]
fn a_revoked_key_stops_at_once_on_every_node() {
    let shop = Shop::open();
    let (one, two) = (shop.node(), shop.node());
    let key = one.key(Scope::Server);
    assert_eq!(one.send(&key, &[track("u1", "x")]), Took::kept(1));
    assert_eq!(two.send(&key, &[track("u1", "x")]), Took::kept(1));
    one.revoke_keys(Scope::Server);
    let body = json!({"batch": [track("u1", "late")]}).to_string();
    for node in [&two, &one, &two] {
        assert_eq!(node.post("/v1/batch", &key, body.clone()).status, StatusCode::UNAUTHORIZED);
    }
    assert_eq!(one.kept_names(), ["x", "x"]);
    let fresh = two.key(Scope::Server);
    assert_eq!(one.send(&fresh, &[track("u1", "new")]), Took::kept(1));
}

#[test]
fn the_door_closes_while_too_much_is_waiting() {
    let shop = Shop::open();
    let node = shop.node();
    let key = node.key(Scope::Server);
    node.app.lag_events.store(1_000_001, Ordering::Relaxed);
    let reply = node.post("/v1/track", &key, track("u1", "x").to_string());
    assert_eq!(reply.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(reply.headers[header::RETRY_AFTER], "5");
    assert_eq!(reply.headers[header::ACCESS_CONTROL_ALLOW_ORIGIN], "*", "a page may read the answer");
    node.app.lag_events.store(0, Ordering::Relaxed);
    assert_eq!(node.send(&key, &[track("u1", "x")]), Took::kept(1));
}

#[test]
fn a_page_sells_nothing() {
    let shop = Shop::open();
    let node = shop.node();
    let (site, server) = (node.key(Scope::Site), node.key(Scope::Server));
    let taken = node.send(&site, &[order("u1", "5", "a@b.co", "10"), page("v1")]);
    assert_eq!(taken, Took { aside: 1, dropped: 1, ..Took::default() });
    assert_eq!(node.aside(), ["revenue_refused"]);
    node.send(&server, &[identify("u1", "", &json!({})), order("u1", "5", "a@b.co", "10")]);
    node.catch_up();
    assert_eq!(node.facts(node.user("u1").unwrap()).orders, 1);
    let first = node.tables();
    node.import(&server, &[order("u1", "6", "a@b.co", "10")]);
    node.catch_up();
    assert_eq!(node.facts(node.user("u1").unwrap()).orders, 2, "history counts");
    assert_ne!(node.tables(), first);
}

#[test]
fn what_somebody_decides_with_an_order_is_heard_when_it_is_sent_again() {
    let shop = Shop::open();
    let node = shop.node();
    let key = node.key(Scope::Server);
    let sent = order("u1", "10482", "sara@example.com", "9.00");
    node.send(&key, &[with_id(sent.clone(), "first")]);
    let customer = node.user("u1").unwrap();
    let again = with_banner(with_id(sent.clone(), "second"), &json!({"analytics": true}));
    let took = node.send(&key, &[again]);
    assert_eq!((took.kept, took.duplicates), (0, 1), "the order counts once");
    assert!(node.allows(customer, Purpose::Analytics), "what came with it counts");
    assert_eq!(node.kept_names().iter().filter(|name| *name == "Order Completed").count(), 1);
    // A shop that sends its orders again each night takes back no no.
    node.decide(
        customer,
        Decision::about(Purpose::Analytics, State::Withdrawn, Basis::Consent, node.clock.now(), "privacy_centre"),
    );
    node.send(&key, &[with_banner(with_id(sent.clone(), "third"), &json!({"analytics": true}))]);
    assert!(!node.allows(customer, Purpose::Analytics));
    node.send(&key, &[with_banner(with_id(sent, "fourth"), &json!({"personalise": false}))]);
    assert!(node.choices(customer).iter().any(|c| c.purpose == Purpose::Personalise && !c.refused.is_empty()), "a no is heard");
}
