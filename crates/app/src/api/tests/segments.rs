//! Segments as programs make, change, count and read them.

use super::Shop;
use axum::http::Method;
use foundation::staff::{self, AuditFilter, Deed};
use serde_json::{Value, json};

const SEGMENTS: &str = "/api/v1/segments";

impl Shop {
    fn ask(&self, method: Method, path: &str, body: &Value) -> (u16, Value) {
        let reply = self.app.request(method, path, &self.admin, body);
        (reply.status.as_u16(), reply.json())
    }

    fn keep(&self, name: &str, rule: &Value) -> Value {
        let (status, kept) = self.ask(Method::POST, SEGMENTS, &json!({"name": name, "purpose": "personalise", "rule": rule}));
        assert_eq!(status, 200, "{kept}");
        self.app.catch_up();
        kept
    }

    /// Customers who bought once; those before `agree` agreed to be looked at.
    fn buyers(&self, number: usize, agree: usize) {
        let orders = |at: usize| {
            json!({"type": "track", "event": "Order Completed", "userId": format!("u-{at}"), "messageId": format!("m-{at}"),
                "properties": {"order_id": format!("o-{at}"), "total": 5, "currency": "SAR"}})
        };
        self.app.feed(&self.server, &(0..number).map(orders).collect::<Vec<_>>());
        for at in 0..agree {
            let id = self.find(&format!("u-{at}"));
            let decision = json!({"decisions": [{"purpose": "personalise", "state": "given"}]});
            let (status, said) = self.ask(Method::PUT, &format!("/api/v1/customers/{id}/consents"), &decision);
            assert_eq!(status, 200, "{said}");
        }
        self.app.catch_up();
    }
}

fn bought() -> Value {
    json!({"did": {"event": "Order Completed"}})
}

fn path_of(segment: &Value) -> String {
    format!("{SEGMENTS}/{}", segment["id"].as_str().unwrap())
}

#[test]
fn a_segment_is_kept_found_counted_in_tens_and_deleted() {
    let shop = Shop::new();
    shop.buyers(14, 12);
    let kept = shop.keep("Buyers", &bought());
    assert_eq!((&kept["rule"], &kept["purpose"], &kept["reads"]), (&bought(), &json!("personalise"), &json!(["orders"])));
    assert_eq!((&kept["is_counting"], &kept["members"]), (&json!(true), &json!(0)), "nobody was looked for yet");
    let path = path_of(&kept);
    let found = shop.read(&path);
    assert_eq!((&found["is_counting"], &found["members"]), (&json!(false), &json!(10)), "of twelve, ten are told");
    assert_eq!(shop.read(SEGMENTS)["data"], json!([found]));

    let (status, counted) =
        shop.ask(Method::POST, "/api/v1/segments/preview", &json!({"purpose": "personalise", "rule": {"not": bought()}}));
    assert_eq!((status, counted), (200, json!({"members": 0, "asked": 10})));

    // The members in pages, each once, by their ids.
    let (mut seen, mut next) = (Vec::new(), String::new());
    loop {
        let page = shop.read(&format!("{path}/members?limit=5{next}"));
        seen.extend(page["data"].as_array().unwrap().iter().map(|one| one["customer"].as_str().unwrap().to_owned()));
        match page["next"].as_str() {
            Some(after) => next = format!("&after={after}"),
            None => break,
        }
    }
    let expected: Vec<String> = (0..12).map(|at| shop.find(&format!("u-{at}"))).collect();
    let mut sorted = expected.clone();
    sorted.sort();
    assert_eq!(seen, sorted);
    let looks = shop.read(&format!("/api/v1/customers/{}/access", expected[0]));
    assert!(looks["data"].to_string().contains("api:segments"), "{looks}");

    let changed = json!({"name": "Not buyers", "purpose": "personalise", "rule": {"not": bought()}});
    let (status, after) = shop.ask(Method::PUT, &path, &changed);
    assert_eq!((status, &after["name"], &after["made_at"]), (200, &json!("Not buyers"), &kept["made_at"]));
    assert_eq!((&after["is_counting"], &after["members"]), (&json!(true), &json!(0)), "those in it were found by another rule");
    shop.app.catch_up();
    assert_eq!(shop.read(&path)["members"], 0);
    assert_eq!(shop.ask(Method::DELETE, &path, &Value::Null), (200, json!({"id": kept["id"], "deleted": true})));
    for method in [Method::GET, Method::DELETE] {
        assert_eq!(shop.ask(method, &path, &Value::Null).0, 404);
    }
    assert_eq!(shop.ask(Method::PUT, &path, &changed).0, 404);
    assert_eq!(shop.app.get(&format!("{path}/members"), &shop.read).status, 404);
    let lines = shop.app.app.db.record.read(|tx| staff::audit_at(tx, AuditFilter::default(), &db::Place::Start, 10)).unwrap();
    for deed in [Deed::SegmentMade, Deed::SegmentChanged, Deed::SegmentDeleted] {
        let line = lines.iter().find(|line| line.deed == deed).unwrap();
        assert!(line.subject == kept["id"].as_str().unwrap() && line.detail.starts_with("key=key_"), "{line:?}");
    }
}

#[test]
fn who_shares_with_no_team_what_is_read_is_not_told_of() {
    let shop = Shop::new();
    let known = |user: &str| json!({"type": "identify", "userId": user, "messageId": format!("i-{user}"), "traits": {"plan": 1}});
    shop.app.feed(&shop.server, &[known("u-0"), known("u-1")]);
    let ids = [shop.find("u-0"), shop.find("u-1")];
    for (id, recipients) in ids.iter().zip([json!(["marketing", "automation"]), json!(["automation"])]) {
        let yes = json!({"decisions": [{"purpose": "personalise", "state": "given", "recipients": recipients}]});
        let (status, said) = shop.ask(Method::PUT, &format!("/api/v1/customers/{id}/consents"), &yes);
        assert_eq!(status, 200, "{said}");
    }
    let view = |user: &str| json!({"type": "track", "event": "Product Viewed", "userId": user, "messageId": format!("v-{user}")});
    shop.app.feed(&shop.server, &[view("u-0"), view("u-1")]);
    let kept = shop.keep("Looking", &json!({"did": {"event": "Product Viewed"}}));
    let segment = kept["id"].as_str().unwrap().parse().unwrap();
    let members = shop.app.app.db.views.read(|tx| automation::segments::members_after(tx, segment, None, 10)).unwrap();
    assert_eq!(members.len(), 2, "the program may look at both");
    let listed = shop.read(&format!("{}/members", path_of(&kept)))["data"].clone();
    let told: Vec<&str> = listed.as_array().unwrap().iter().filter_map(|one| one["customer"].as_str()).collect();
    assert_eq!(told, [ids[0].as_str()]);
}

#[test]
fn what_can_not_be_kept_is_told_with_its_place() {
    let shop = Shop::new();
    let (one, other) = (shop.keep("One", &bought()), shop.keep("Other", &json!({"stage": ["loyal"]})));
    let id = |segment: &Value| segment["id"].as_str().unwrap().to_owned();
    let gone = "seg_00000000000000000000000000";
    let body = |name: &str, purpose: &str, rule: Value| json!({"name": name, "purpose": purpose, "rule": rule});
    for (sent, kind, field, said) in [
        (json!([]), "bad_body", "", "must be an object"),
        (json!({"title": "x"}), "bad_body", "", "name, purpose, rule"),
        (body("", "personalise", bought()), "bad_body", "name", "1 to 100 letters"),
        (body("One", "personalise", bought()), "name_taken", "name", "another segment has this name"),
        (body("New", "sell", bought()), "bad_body", "purpose", "must be one of"),
        (body("New", "research", json!({"all": [{"segment": gone}]})), "bad_body", "rule", "there is no segment"),
        (body("New", "research", json!({"all": [bought(), {"did": {}}]})), "bad_body", "rule.all[1]", "missing field `event`"),
    ] {
        let (status, problem) = shop.ask(Method::POST, SEGMENTS, &sent);
        assert!((400..500).contains(&status), "{problem}");
        assert_eq!(problem["type"], format!("urn:amana:problem:{kind}"), "{problem}");
        assert!(problem["detail"].as_str().unwrap().contains(said), "{problem}");
        assert!(field.is_empty() || problem["field"] == field, "{problem}");
    }
    assert_eq!(shop.read(SEGMENTS)["data"].as_array().unwrap().len(), 2, "nothing was kept");

    // No circle, not even by the way of others; and nobody is taken away from those who name it.
    let (status, _) = shop.ask(Method::PUT, &path_of(&one), &body("One", "personalise", json!({"not": {"segment": id(&other)}})));
    assert_eq!(status, 200);
    for (of, rule) in [(&other, json!({"any": [{"segment": id(&one)}]})), (&one, json!({"segment": id(&one)}))] {
        let (status, problem) = shop.ask(Method::PUT, &path_of(of), &body("Other one", "personalise", rule));
        assert!(status == 400 && problem["detail"].as_str().unwrap().contains("leads back to itself"), "{problem}");
    }
    let (status, problem) = shop.ask(Method::DELETE, &path_of(&other), &Value::Null);
    assert_eq!((status, &problem["type"]), (409, &json!("urn:amana:problem:in_use")), "{problem}");
    assert_eq!(problem["segments"], json!([{"id": id(&one), "name": "One"}]));
    assert_eq!(shop.ask(Method::DELETE, &path_of(&one), &Value::Null).0, 200);
    assert_eq!(shop.ask(Method::DELETE, &path_of(&other), &Value::Null).0, 200, "once nobody names it");
}

#[test]
fn what_a_journey_names_is_not_deleted() {
    use automation::journeys::{self, Entry, Journey, JourneyState, Plan, Ready, SegmentKey};
    use base::id::{JourneyId, SegmentId};
    let shop = Shop::new();
    let kept = shop.keep("Buyers", &bought());
    let segment: SegmentId = kept["id"].as_str().unwrap().parse().unwrap();
    let app = &shop.app.app;
    let (now, mut rng) = (app.clock.now(), app.fork_rng());
    let plan = Plan { entry: Entry::Segment(SegmentKey(segment)), ..Ready::WinBack.plan() };
    let made = app.recorder.submit(move |tx| {
        let journey = Journey {
            id: JourneyId::new(now, &mut rng),
            name: "Thanks".to_owned(),
            state: JourneyState::Draft,
            version: 0,
            made_at: now,
            changed_at: now,
        };
        journeys::insert(tx, &journey, &plan.to_json())
    });
    made.wait().unwrap();
    let (status, problem) = shop.ask(Method::DELETE, &path_of(&kept), &Value::Null);
    assert_eq!((status, &problem["journeys"][0]["name"]), (409, &json!("Thanks")), "{problem}");
    assert!(problem["detail"].as_str().unwrap().contains("Thanks"), "{problem}");
}
