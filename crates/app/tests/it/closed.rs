//! No answer of the API shows what a customer closed: every operation of the OpenAPI document, with every kind of key. What is
//! asked follows from the document, so that a new operation is asked too.

use crate::journeys::cart;
use crate::support::{Node, Reply, Shop, open_shop_that_keeps_all, order};
use automation::journeys::{self, Run, RunState, Stop};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use base::id::{CustomerId, EventId, RunId};
use base::{Clock as _, Currency, Id as _, Locale, Money};
use capabilities::messaging::{self, BuiltIn, Draft, MessageState};
use foundation::consent::{Basis, CategorySet, Decision, Purpose, Recipient, State};
use foundation::staff::Scope;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// What stands in the customer's data and nowhere else: a name, an address, a number, a place, a trait, what was ordered, what was
/// done, and where they came from.
const PLANTED: [&str; 9] =
    ["Zuleykha", "zq@mail.example", "966501239876", "Quince Lane", "cobalt", "Saffron", "77.31", "tarragon", "marigold"];
/// An identifier that a search may be for: the order's number, which shows nothing by itself in an answer that has no orders.
const ORDER: &str = "ZQ-4711";

/// A store with one customer of whom everything is kept, and who opens it all, or nothing, to everybody.
struct Stage {
    node: Node,
    keys: Vec<(&'static str, String)>,
    customer: CustomerId,
    _shop: Shop,
}

impl Stage {
    fn new(state: State) -> Self {
        let (shop, node, server) = open_shop_that_keeps_all();
        let traits = json!({"name": "Zuleykha Quince", "email": "zq@mail.example", "phone": "+966501239876", "plan": "cobalt",
            "address": {"street": "5 Quince Lane", "city": "Jeddah"}});
        let calls = [
            json!({"type": "identify", "userId": "u-1", "anonymousId": "v-1", "traits": traits}),
            json!({"type": "track", "userId": "u-1", "event": "Order Completed", "properties": {"order_id": ORDER, "total": "77.31",
                "currency": "SAR", "email": "zq@mail.example", "products": [{"name": "Saffron", "price": "77.31", "quantity": 1}]}}),
            json!({"type": "track", "userId": "u-1", "event": "Asked", "properties": {"note": "tarragon, for Zuleykha"}}),
            json!({"type": "page", "userId": "u-1", "context": {"page": {"url": "https://shop.example/marigold"}}}),
        ];
        node.send(&server, &calls);
        // The store's takings are no customer's data: they are of more than one.
        node.send(&server, &[order("u-2", "1", "omid@mail.example", "3")]);
        node.catch_up();
        let customer = node.user("u-1").expect("a customer");
        let (from, all) = (node.clock.now(), CategorySet::ALL);
        for purpose in Purpose::ALL {
            let decision = Decision::about(*purpose, state, Basis::Consent, from, "privacy_centre");
            node.decide(customer, Decision { categories: all, recipients: Recipient::ALL.to_vec(), ..decision });
        }
        node.catch_up();
        let keys = Scope::ALL.map(|scope| (scope.word(), node.key(scope)));
        let keys = std::iter::once(("none", String::new())).chain(keys).collect();
        // A request by law, whose page is asked for too: it holds the customer's own words, none of which are data kept of them.
        let asked = json!({"customer": customer.to_string(), "kind": "access"}).to_string();
        let opened = node.post("/api/v1/privacy/requests", &node.key(Scope::Admin), asked);
        assert_eq!(opened.status, StatusCode::OK, "{}", opened.body);
        // A segment that they are in where they allow it to be asked.
        let buyers = node.segment("buyers", &json!({"did": {"event": "Order Completed"}}));
        crate::templates::create(&node, Draft::of(BuiltIn::WinBack, "We miss you".to_owned()));
        node.campaign(&json!({"segments": [buyers.to_string()], "variants": [{"letter": "win_back", "percent": 100}]}));
        node.catch_up();
        walk(&node, customer);
        Self { node, keys, customer, _shop: shop }
    }

    fn ask(&self, method: &Method, uri: &str, key: &str, body: Option<&Value>) -> Reply {
        let mut request = Request::builder().method(method).uri(uri);
        if !key.is_empty() {
            request = request.header(header::AUTHORIZATION, format!("Bearer {key}"));
        }
        let body = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
        self.node.request(request.header(header::CONTENT_TYPE, "application/json").body(body).expect("a request"))
    }

    /// What of the planted an answer shows, that the question did not say itself.
    fn shown(&self, method: &Method, uri: &str, key: &str, body: Option<&Value>) -> (Reply, BTreeSet<&'static str>) {
        let reply = self.ask(method, uri, key, body);
        assert!(reply.status.as_u16() < 500, "{method} {uri}: {} {}", reply.status, reply.body);
        let headers = reply.headers.values().map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
        let said = headers.chain([reply.body.clone()]).collect::<Vec<_>>().join("\n").to_lowercase();
        let asked = uri.to_lowercase().replace("%20", " ").replace("%2b", "+").replace("%40", "@");
        let is_shown = |word: &&&str| said.contains(&word.to_lowercase()) && !asked.contains(&word.to_lowercase());
        let shown = PLANTED.iter().filter(is_shown).copied().collect();
        (reply, shown)
    }
}

/// They are on a journey, and bought something since they went in.
fn walk(node: &Node, customer: CustomerId) {
    let (journey, now) = (node.journey(cart()), node.clock.now());
    let run = Run {
        id: RunId::new(now, &mut node.app.fork_rng()),
        journey,
        version: 1,
        customer,
        event: EventId::from_raw([0; 16]),
        position: 0,
        locale: Locale::En,
        zone: String::new(),
        state: RunState::Inside,
        step: 0,
        path: vec![Stop { step: 0, at: now.micros(), outcome: "waits".to_owned(), version: None }],
        begun_at: now,
        changed_at: now,
        due_at: None,
        watched_until: now,
        held_out: false,
        goal_at: Some(now),
        revenue: Some(Money { minor: 7_731, currency: Currency::parse("SAR").expect("a currency") }),
    };
    assert!(node.app.db.views.write(|tx| journeys::begin(tx, &[7; 16], &run)).expect("a run"));
}

/// One operation of the document.
struct Operation {
    method: Method,
    path: String,
    parameters: Vec<Value>,
    body: Option<Value>,
}

/// All operations of the document, which is asked of the program itself.
fn operations(stage: &Stage) -> Vec<Operation> {
    let reply = stage.ask(&Method::GET, "/api/openapi.json", "", None);
    assert_eq!(reply.status, StatusCode::OK);
    let document: Value = serde_json::from_str(&reply.body).expect("a document");
    let schemas = &document["components"]["schemas"];
    let mut operations = Vec::new();
    for (path, methods) in document["paths"].as_object().expect("paths") {
        for (method, described) in methods.as_object().expect("methods") {
            let body = described.pointer("/requestBody/content/application~1json/schema");
            operations.push(Operation {
                method: method.to_uppercase().parse().expect("a method"),
                path: path.clone(),
                parameters: described["parameters"].as_array().cloned().unwrap_or_default(),
                body: body.map(|schema| example(schema, schemas)),
            });
        }
    }
    assert!(operations.len() >= 20, "the document has lost operations");
    operations
}

/// A value of this schema.
fn example(schema: &Value, schemas: &Value) -> Value {
    if let Some(name) = schema["$ref"].as_str().and_then(|path| path.rsplit('/').next()) {
        return example(&schemas[name], schemas);
    }
    for choice in ["oneOf", "anyOf", "allOf", "enum", "examples"] {
        if let Some(first) = schema[choice].as_array().and_then(|choices| choices.first()) {
            return if choice.ends_with("Of") { example(first, schemas) } else { first.clone() };
        }
    }
    if let Some(value) = schema.get("const") {
        return value.clone();
    }
    let kind = schema["type"].as_str().or_else(|| schema["type"][0].as_str()).unwrap_or("object");
    match kind {
        "object" => {
            let properties = schema["properties"].as_object().cloned().unwrap_or_default();
            properties.iter().map(|(name, schema)| (name.clone(), example(schema, schemas))).collect::<Map<_, _>>().into()
        }
        "array" => json!([example(&schema["items"], schemas)]),
        "integer" | "number" => schema["minimum"].as_i64().unwrap_or(1).into(),
        "boolean" => true.into(),
        _ if schema["format"] == "date-time" => "2027-01-01T00:00:00Z".into(),
        _ => "x".repeat(schema["minLength"].as_u64().unwrap_or(1) as usize).into(),
    }
}

/// Every way to ask an operation with what is known: each id for each place in the path, and each parameter by itself.
fn questions(operation: &Operation, ids: &BTreeMap<String, BTreeSet<String>>) -> Vec<String> {
    let mut paths = vec![operation.path.clone()];
    for parameter in operation.parameters.iter().filter(|parameter| parameter["in"] == "path") {
        let place = format!("{{{}}}", parameter["name"].as_str().expect("a name"));
        let pattern = parameter["schema"]["pattern"].as_str().unwrap_or_default();
        let prefix = pattern.trim_start_matches('^').split('_').next().unwrap_or_default();
        let known = ids.get(prefix).into_iter().flatten().take(12);
        paths = known.flat_map(|id| paths.iter().map(|path| path.replace(&place, id)).collect::<Vec<_>>()).collect();
    }
    let mut questions = paths.clone();
    for parameter in operation.parameters.iter().filter(|parameter| parameter["in"] == "query") {
        let (name, schema) = (parameter["name"].as_str().expect("a name"), &parameter["schema"]);
        let mut values: Vec<String> = match name {
            "q" => {
                PLANTED.iter().chain(&[ORDER, "u-1", "Quince"]).map(|word| word.replace(' ', "%20").replace('@', "%40")).collect()
            }
            _ => ids.values().flatten().take(12).cloned().collect(),
        };
        values.extend(schema["enum"].as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned));
        values.extend(["1".to_owned(), "2026-05-04".to_owned(), "2026-05-04T12:00:00Z".to_owned()]);
        questions.extend(paths.iter().flat_map(|path| values.iter().map(move |value| format!("{path}?{name}={value}"))));
    }
    questions
}

/// Whatever in an answer looks like an id (`cus_…`), by what stands before the underscore.
fn gather(text: &str, ids: &mut BTreeMap<String, BTreeSet<String>>) {
    for word in text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_') {
        if let Some((kind, rest)) = word.split_once('_')
            && rest.len() == 26
        {
            ids.entry(kind.to_owned()).or_default().insert(word.to_owned());
        }
    }
}

/// Asks everything that can be read, until the answers name no new ids; what was shown, by whom, where.
fn read_all(stage: &Stage) -> BTreeSet<(&'static str, String, &'static str)> {
    let operations = operations(stage);
    let sent = stage.node.app.db.views.read(|tx| messaging::list(tx, None::<MessageState>, None, 5)).expect("messages");
    assert!(!sent.is_empty(), "a message waits");
    let mut ids = BTreeMap::from([("cus".to_owned(), BTreeSet::from([stage.customer.to_string()]))]);
    let (mut asked, mut found) = (BTreeSet::new(), BTreeSet::new());
    loop {
        let reading = operations.iter().filter(|operation| operation.method == Method::GET);
        let new: Vec<String> =
            reading.flat_map(|operation| questions(operation, &ids)).filter(|uri| !asked.contains(uri)).collect();
        if new.is_empty() {
            break;
        }
        for uri in new {
            for (who, key) in &stage.keys {
                let (reply, shown) = stage.shown(&Method::GET, &uri, key, None);
                if reply.status == StatusCode::OK {
                    gather(&reply.body, &mut ids);
                }
                found.extend(shown.into_iter().map(|word| (*who, uri.clone(), word)));
            }
            asked.insert(uri);
        }
    }
    let unasked: Vec<&str> = operations
        .iter()
        .filter(|operation| operation.method == Method::GET && questions(operation, &ids).is_empty())
        .map(|operation| operation.path.as_str())
        .collect();
    // Nothing was set aside, nobody's conversation is open, and products are nobody's: there is no id to ask with.
    let without = ["/api/v1/set-aside/{id}", "/api/v1/conversations/{id}", "/api/v1/products/{id}"];
    assert!(unasked.iter().all(|path| without.contains(path)), "never asked: {unasked:?}");
    found
}

#[test]
fn the_api_shows_what_is_open_and_nothing_of_what_is_closed() {
    let open = read_all(&Stage::new(State::Given));
    let seen: BTreeSet<&str> = open.iter().map(|(_, _, word)| *word).collect();
    assert_eq!(seen, PLANTED.into_iter().collect(), "what is planted can be found, so that the next lines mean something");
    assert!(open.iter().all(|(who, ..)| ["read", "admin"].contains(who)), "{open:?}");
    assert_eq!(read_all(&Stage::new(State::Withdrawn)), BTreeSet::new());
}

#[test]
fn no_operation_that_changes_something_answers_with_what_is_closed() {
    let writing = |operation: &Operation| operation.method != Method::GET;
    let count = operations(&Stage::new(State::Withdrawn)).iter().filter(|operation| writing(operation)).count();
    for at in 0..count {
        // Each on a store of its own: what it changes is no other's matter.
        let stage = Stage::new(State::Withdrawn);
        let operation = operations(&stage).into_iter().filter(writing).nth(at).expect("the same document");
        let ids = BTreeMap::from([("cus".to_owned(), BTreeSet::from([stage.customer.to_string()]))]);
        for uri in questions(&operation, &ids) {
            for (who, key) in &stage.keys {
                for body in [None, operation.body.as_ref(), Some(&json!({"nonsense": "x"}))] {
                    let (reply, shown) = stage.shown(&operation.method, &uri, key, body);
                    assert!(shown.is_empty(), "{} {uri} with {who}: {shown:?} in {}", operation.method, reply.body);
                }
            }
        }
    }
}
