//! What nobody should send: a clear answer, nothing lost, no panic, never a 5xx, and every event is accounted for.

use crate::support::{Node, Shop, Took, track};
use base::Rng;
use foundation::staff::Scope;
use serde_json::{Value, json};

const CALLS: [&str; 9] = ["identify", "track", "page", "screen", "group", "alias", "batch", "import", "t"];

fn open() -> (Shop, Node, String) {
    let shop = Shop::open();
    let node = shop.node();
    let key = node.key(Scope::Server);
    (shop, node, key)
}

/// Sends raw events in one batch that must be taken; what became of them.
fn send_raw(node: &Node, key: &str, events: &[String]) -> Took {
    let before = node.took();
    let reply = node.post("/v1/batch", key, format!(r#"{{"batch":[{}]}}"#, events.join(",")));
    assert_eq!(reply.status, 200, "{} {events:?}", reply.body);
    let took = node.took() - before;
    assert_eq!(took.total(), events.len() as u64, "{events:?}");
    took
}

#[test]
fn bodies_that_are_no_batch_are_refused_whole() {
    let (_shop, node, key) = open();
    let bodies: [&[u8]; 18] = [
        b"",
        b" ",
        b"{",
        b"[]",
        b"null",
        b"5",
        br#""batch""#,
        b"{}",
        br#"{"batch":5}"#,
        br#"{"batch":null}"#,
        br#"{"batch":{}}"#,
        br#"{"batch":[}"#,
        br#"{"batch":[]"#,
        br#"[[{"type":"track","userId":"u","event":"e"}]]"#,
        br#"{"batch":[],"batch":[]}"#,
        b"{\"batch\":[\"\0\"]}",
        b"\xff\xfe{}",
        b"{\"batch\":[]}\0",
    ];
    for body in bodies {
        let reply = node.post("/v1/batch", &key, body.to_vec());
        assert_eq!(reply.status, 400, "{}", String::from_utf8_lossy(body));
        assert!(reply.body.contains("kept"), "the answer says that nothing was kept: {}", reply.body);
    }
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    for path in CALLS {
        assert!(
            node.post(&format!("/v1/{path}"), &key, deep.clone()).status.is_client_error()
                || !["batch", "import"].contains(&path)
        );
        assert_eq!(node.post(&format!("/v1/{path}"), &key, &b"{\"userId\":\"\xed\xa0\x80\"}"[..]).status, 400);
    }
    assert_eq!(node.took().kept, 0);
    node.post("/v1/batch", "", deep);
}

#[test]
fn nul_is_set_aside_wherever_it_stands() {
    let (_shop, node, key) = open();
    let nul = r"a\u0000b";
    let events: Vec<String> = [
        r#"{"type":"track","userId":"NUL","event":"e"}"#,
        r#"{"type":"track","anonymousId":"NUL","event":"e"}"#,
        r#"{"type":"track","userId":"u","event":"NUL"}"#,
        r#"{"type":"track","userId":"u","event":"e","messageId":"NUL"}"#,
        r#"{"type":"track","userId":"u","event":"e","properties":{"NUL":1}}"#,
        r#"{"type":"track","userId":"u","event":"e","properties":{"a":["NUL"]}}"#,
        r#"{"type":"track","userId":"u","event":"e","properties":{"a":{"b":{"NUL":1}}}}"#,
        r#"{"type":"identify","userId":"u","traits":{"plan":"NUL"}}"#,
        r#"{"type":"identify","userId":"u","traits":{"NUL":"x"}}"#,
        r#"{"type":"track","userId":"u","event":"e","context":{"page":{"url":"NUL"}}}"#,
        r#"{"type":"track","userId":"u","event":"e","context":{"locale":"NUL"}}"#,
        r#"{"type":"track","userId":"u","event":"e","context":{"traits":{"email":"NUL"}}}"#,
        r#"{"type":"group","userId":"u","groupId":"NUL"}"#,
        r#"{"type":"page","userId":"u","category":"NUL","name":"n"}"#,
        r#"{"type":"alias","userId":"u","previousId":"NUL"}"#,
        r#"{"type":"track","userId":"u","event":"Order Completed","properties":{"order_id":"NUL","total":1}}"#,
        r#"{"type":"track","userId":"u","event":"e","timestamp":"NUL"}"#,
    ]
    .map(|event| event.replace("NUL", nul))
    .into();
    assert_eq!(send_raw(&node, &key, &events).aside, events.len() as u64);
    // Where nobody looks it may stand.
    let unread = [r#"{"type":"track","userId":"u","event":"e","integrations":{"x":"a\u0000b"}}"#.to_owned()];
    assert_eq!(send_raw(&node, &key, &unread), Took::kept(1));
    node.catch_up();
    node.assert_whole();
}

#[test]
fn odd_numbers_names_and_surrogates_stop_nobody() {
    let (_shop, node, key) = open();
    let long: String = {
        let mut rng = Rng::from_seed(1);
        (0..9_000).map(|_| char::from(b'a' + rng.below(26) as u8)).collect()
    };
    let digits = "9".repeat(400);
    for (event, kept) in [
        (r#"{"type":"track","userId":"u","event":"e","properties":{"n":1e999}}"#.to_owned(), false),
        (format!(r#"{{"type":"track","userId":"u","event":"e","properties":{{"n":{digits}}}}}"#), false),
        (r#"{"type":"track","userId":"u","event":"e","context":{"screen":{"width":-1E+400}}}"#.to_owned(), false),
        (r#"{"type":"track","userId":"u","event":"e","properties":{"n":123456789012345678901234567890}}"#.to_owned(), true),
        (r#"{"type":"track","userId":"u","event":"e","properties":{"n":-1.5e-30}}"#.to_owned(), true),
        (r#"{"type":"track","userId":18446744073709551615,"event":"e"}"#.to_owned(), true),
        (r#"{"type":"track","userId":1.5,"event":"e"}"#.to_owned(), false),
        (r#"{"type":"track","userId":1e400,"event":"e"}"#.to_owned(), false),
        (r#"{"type":"track","userId":"u","event":"\ud800"}"#.to_owned(), false),
        (r#"{"type":"track","userId":"u","event":"e","properties":{"a":"\udc00\ud800"}}"#.to_owned(), false),
        (r#"{"type":"track","userId":"u","event":"e","properties":{"a":"\ud83d\ude00"}}"#.to_owned(), true),
        (r#"{"type":"track","userId":"u","event":"e","event":"f"}"#.to_owned(), false),
        (r#"{"type":"track","userId":"u","event":"e","properties":{"a":1,"a":2}}"#.to_owned(), true),
        (r#"{"type":"identify","userId":"u","traits":{"plan":1,"plan":2}}"#.to_owned(), true),
        (
            r#"{"type":"track","userId":"u","event":"Order Completed","properties":{"order_id":"7","total":1,"total":2}}"#
                .to_owned(),
            true,
        ),
        (format!(r#"{{"type":"track","userId":"u","event":"e","properties":{{"{long}":"sara@mail.example"}}}}"#), true),
        (format!(r#"{{"type":"track","userId":"u","event":"e","properties":{{"{long}":1}}}}"#), true),
        (format!(r#"{{"type":"identify","userId":"u","traits":{{"{long}":"sara@mail.example"}}}}"#), false),
        (format!(r#"{{"type":"identify","userId":"u","traits":{{"{long}":1}}}}"#), false),
        (format!(r#"{{"type":"identify","userId":"u","traits":{{"plan":"{long}","address":{{"{long}":"x"}}}}}}"#), true),
        (format!(r#"{{"type":"identify","userId":"u","traits":{{"company":{{"{long}":"sara@mail.example"}}}}}}"#), true),
        (r#"{"type":"track","userId":"u","event":"e","timestamp":"9999-12-29T23:59:59Z"}"#.to_owned(), true),
        (
            r#"{"type":"track","userId":"u","event":"e","timestamp":"-004000-01-02T00:00:00Z","sentAt":"9999-12-30T00:00:00Z"}"#
                .to_owned(),
            true,
        ),
        (r#"{"type":"track","userId":"u","event":"e","timestamp":5}"#.to_owned(), false),
        (r#"{"type":"track","userId":"u","event":"e","context":[1,2]}"#.to_owned(), false),
        (r#"{"type":"track","userId":"u","event":"e","context":{"consent":{"categoryPreferences":[]}}}"#.to_owned(), false),
        (
            r#"{"type":"track","userId":"u","event":"e","context":{"consent":{"categoryPreferences":{"analytics":"yes"}}}}"#
                .to_owned(),
            false,
        ),
        (r#"{"type":"identify","userId":"u","traits":[]}"#.to_owned(), false),
        (r#"{"type":"identify","userId":"u","traits":{"email":{"a":[1]},"phone":[],"name":5}}"#.to_owned(), true),
        (r#"{"type":"track","userId":"\u202e\ufeff","event":"\u0001\n"}"#.to_owned(), true),
    ] {
        let took = send_raw(&node, &key, std::slice::from_ref(&event));
        assert_eq!(took.kept == 1, kept, "{}", &event[..event.len().min(300)]);
    }
    node.catch_up();
    node.assert_whole();
    node.assert_rebuilds_the_same();
    // Whatever is kept can be read by whoever comes later.
    for event in node.events() {
        assert!(serde_json::from_str::<Value>(&event.body).is_ok(), "{}", event.body);
    }
}

#[test]
fn every_field_may_be_of_the_wrong_type() {
    let (_shop, node, key) = open();
    let fields = [
        "type",
        "messageId",
        "userId",
        "anonymousId",
        "previousId",
        "groupId",
        "event",
        "name",
        "category",
        "timestamp",
        "originalTimestamp",
        "sentAt",
        "properties",
        "traits",
        "context",
        "integrations",
    ];
    let values = [
        json!(null),
        json!(true),
        json!(-1),
        json!(1.5),
        json!(u64::MAX),
        json!(""),
        json!("x"),
        json!([]),
        json!({}),
        json!([{}]),
    ];
    for kind in ["identify", "track", "page", "screen", "group", "alias"] {
        let mut events = Vec::new();
        for field in fields {
            for value in &values {
                let mut call = json!({"type": kind, "userId": "u", "event": "e", "previousId": "p"});
                call[field] = value.clone();
                events.push(call.to_string());
            }
        }
        send_raw(&node, &key, &events);
    }
    let parts = ["app", "campaign", "library", "locale", "os", "page", "referrer", "screen", "timezone", "traits", "consent"];
    let nested = parts.iter().flat_map(|part| values.iter().map(move |value| (part, value)));
    let events: Vec<String> = nested
        .map(|(part, value)| json!({"type": "track", "userId": "u", "event": "e", "context": {*part: value}}).to_string())
        .collect();
    send_raw(&node, &key, &events);
    let order = ["order_id", "currency", "total", "revenue", "value", "products", "email", "phone", "shipping_address"];
    let nested = order.iter().flat_map(|part| values.iter().map(move |value| (part, value)));
    let events: Vec<String> = nested
        .map(|(part, value)| {
            let mut call =
                json!({"type": "track", "userId": "u", "event": "Order Refunded", "properties": {"order_id": "1", "total": 1}});
            call["properties"][*part] = value.clone();
            call.to_string()
        })
        .collect();
    send_raw(&node, &key, &events);
    node.catch_up();
    node.assert_whole();
    assert_eq!(node.send(&key, &[track("u", "and all is well")]), Took::kept(1));
}

#[test]
fn any_bytes_and_any_json_get_a_clear_answer() {
    let (_shop, node, key) = open();
    let mut rng = Rng::from_seed(7);
    for round in 0..300 {
        let path = format!("/v1/{}", CALLS[rng.below(CALLS.len() as u64) as usize]);
        let body: Vec<u8> = match round % 3 {
            0 => (0..rng.below(60)).map(|_| rng.u64() as u8).collect(),
            1 => any_json(&mut rng, 4).to_string().into_bytes(),
            _ => {
                let whole = json!({"batch": [any_event(&mut rng), track("u", "x")]}).to_string();
                damaged(&mut rng, whole.into_bytes())
            }
        };
        let reply = node.post(&path, &key, body.clone());
        assert!(reply.status == 200 || reply.status == 400, "{path} {} {}", reply.status, String::from_utf8_lossy(&body));
    }
    for _ in 0..60 {
        let events: Vec<String> = (0..=rng.below(8)).map(|_| any_event(&mut rng).to_string()).collect();
        send_raw(&node, &key, &events);
    }
    node.catch_up();
    node.assert_whole();
    node.assert_rebuilds_the_same();
}

fn damaged(rng: &mut Rng, mut body: Vec<u8>) -> Vec<u8> {
    for _ in 0..rng.below(4) {
        let at = rng.below(body.len() as u64) as usize;
        match rng.below(3) {
            0 => body[at] = rng.u64() as u8,
            1 => drop(body.remove(at)),
            _ => body.insert(at, b"\"\\{}[],:0"[rng.below(9) as usize]),
        }
    }
    body
}

/// Something like a call, with anything in it.
fn any_event(rng: &mut Rng) -> Value {
    let kind = ["identify", "track", "page", "screen", "group", "alias", "import", ""][rng.below(8) as usize];
    let mut call = json!({"type": kind, "userId": format!("u{}", rng.below(3)), "event": any_text(rng)});
    for field in ["properties", "traits", "context", "anonymousId", "messageId", "timestamp", "name", "previousId"] {
        if rng.below(3) == 0 {
            call[field] = any_json(rng, 3);
        }
    }
    if rng.below(3) == 0 {
        call["event"] = json!(["Order Completed", "Order Refunded", "Order Cancelled", "Product Viewed"][rng.below(4) as usize]);
        call["properties"] = json!({"order_id": any_json(rng, 0), "total": any_json(rng, 0), "currency": any_json(rng, 0)});
    }
    if rng.below(4) == 0 {
        call["traits"] =
            json!({"email": any_json(rng, 1), "phone": any_json(rng, 1), "name": any_json(rng, 1), any_text(rng): 1});
    }
    call
}

fn any_json(rng: &mut Rng, depth: u64) -> Value {
    match rng.below(if depth == 0 { 6 } else { 8 }) {
        0 => Value::Null,
        1 => json!(rng.below(2) == 0),
        2 => json!(rng.u64() as i64),
        3 => json!(rng.unit() * 1e18),
        4 | 5 => json!(any_text(rng)),
        6 => (0..rng.below(4)).map(|_| any_json(rng, depth - 1)).collect(),
        _ => Value::Object((0..rng.below(4)).map(|_| (any_text(rng), any_json(rng, depth - 1))).collect()),
    }
}

fn any_text(rng: &mut Rng) -> String {
    let words = [
        "",
        "email",
        "a@b.co",
        "+966501234567",
        "\0",
        "\u{202e}",
        "علی",
        "name",
        "5",
        "-1e400",
        "SAR",
        "shipping_address",
        "2026-05-04",
        "?e=a%40b.co",
        "＋",
        "%2B",
        "=",
        "@",
        "[moved]",
        "\u{fffd}",
        "'; DROP TABLE journal; --",
        "{{ x }}",
    ];
    (0..rng.below(3)).map(|_| words[rng.below(words.len() as u64) as usize]).collect()
}
