//! Templates as programs write, look at, publish and delete them.

use super::Shop;
use axum::http::Method;
use foundation::staff::{self, AuditFilter, Deed};
use serde_json::{Value, json};

const TEMPLATES: &str = "/api/v1/templates";

impl Shop {
    fn tell(&self, method: Method, path: &str, body: &Value) -> (u16, Value) {
        let reply = self.app.request(method, path, &self.admin, body);
        (reply.status.as_u16(), reply.json())
    }
}

fn letter(body: &str) -> Value {
    json!({"subject": "Hello {{ customer.name }}", "preheader": "", "format": "blocks", "body": body})
}

fn wanted(name: &str, body: &str) -> Value {
    json!({"name": name, "marketing": true, "about": "cart", "topic": "", "letters": {"en": letter(body)}})
}

fn path_of(template: &Value) -> String {
    format!("{TEMPLATES}/{}", template["id"].as_str().unwrap())
}

#[test]
fn a_template_is_written_looked_at_published_and_deleted() {
    let shop = Shop::new();
    let body = "# Your cart\n\n@items\n\nIt is as you left it, {{ cart.items.size | number }} things.";
    let (status, made) = shop.tell(Method::POST, TEMPLATES, &wanted("Cart", body));
    assert_eq!((status, &made["version"], &made["languages"]), (200, &Value::Null, &json!(["en"])), "{made}");
    assert_eq!((&made["draft"]["en"]["body"], &made["published"]), (&json!(body), &Value::Null));
    let path = path_of(&made);
    let looked = shop.read(&format!("{path}/preview"));
    assert_eq!((&looked["ready"], &looked["held"]), (&json!(true), &json!([])), "{looked}");
    let english = &looked["languages"]["en"];
    assert!(english["html"].as_str().unwrap().contains("Cedarwood") && english["text"].as_str().unwrap().contains("2 things"));
    assert!(english["findings"].as_array().unwrap().iter().all(|finding| finding["severity"] != "bad"), "{english}");

    let (status, published) = shop.tell(Method::POST, &format!("{path}/publish"), &Value::Null);
    assert_eq!((status, &published["version"], &published["published"]["version"]), (200, &json!(1), &json!(1)));
    let letter = published["letter"].as_str().unwrap();
    assert_eq!(letter, format!("own:{}:1", made["id"].as_str().unwrap()));
    // What is published stays; the draft goes on, to where it can't be published.
    let (status, saved) = shop.tell(Method::PUT, &path, &wanted("Cart", "{{ order.number }} of a long enough text to be read"));
    assert_eq!((status, &saved["published"]["letters"]["en"]["body"]), (200, &json!(body)));
    let (status, problem) = shop.tell(Method::POST, &format!("{path}/publish"), &Value::Null);
    assert_eq!((status, &problem["type"]), (409, &json!("urn:amana:problem:not_ready")), "{problem}");
    let held = &problem["held"][0];
    assert_eq!(
        (&held["language"], &held["line"], &held["code"], &held["detail"]),
        (&json!("en"), &json!(1), &json!("unknown"), &json!("number"))
    );
    let looked = shop.read(&format!("{path}/preview"));
    assert_eq!((&looked["ready"], &looked["languages"]["en"]["html"]), (&json!(false), &Value::Null));

    // What names it keeps it.
    let (status, journey) = shop.tell(Method::POST, "/api/v1/journeys", &json!({"name": "News", "ready": "abandoned_cart"}));
    assert_eq!(status, 200, "{journey}");
    let plan: Value =
        serde_json::from_str(&journey["draft"].to_string().replace("\"abandoned_cart\"", &json!(letter).to_string())).unwrap();
    let path_of_journey = format!("/api/v1/journeys/{}", journey["id"].as_str().unwrap());
    assert_eq!(shop.tell(Method::PUT, &path_of_journey, &json!({"plan": plan})).0, 200);
    let (status, problem) = shop.tell(Method::DELETE, &path, &Value::Null);
    assert_eq!(
        (status, &problem["type"], &problem["journeys"][0]["name"]),
        (409, &json!("urn:amana:problem:in_use"), &json!("News"))
    );
    assert_eq!(shop.tell(Method::DELETE, &path_of_journey, &Value::Null).0, 200);
    assert_eq!(shop.tell(Method::DELETE, &path, &Value::Null), (200, json!({"id": made["id"], "deleted": true})));
    for method in [Method::GET, Method::DELETE] {
        assert_eq!(shop.tell(method, &path, &Value::Null).0, 404);
    }
    assert_eq!(shop.tell(Method::PUT, &path, &wanted("Cart", "x")).0, 404);
    assert_eq!(shop.tell(Method::POST, &format!("{path}/publish"), &Value::Null).0, 404);
    let lines = shop.app.app.db.record.read(|tx| staff::audit_at(tx, AuditFilter::default(), &db::Place::Start, 20)).unwrap();
    for deed in [Deed::TemplateMade, Deed::TemplateChanged, Deed::TemplatePublished, Deed::TemplateDeleted] {
        let line = lines.iter().find(|line| line.deed == deed).unwrap();
        assert!(line.subject == made["id"].as_str().unwrap() && line.detail.starts_with("key=key_"), "{line:?}");
    }
}

#[test]
fn what_can_not_be_kept_is_told_and_never_repeated() {
    let shop = Shop::new();
    assert_eq!(shop.tell(Method::POST, TEMPLATES, &wanted("One", "A text")).0, 200);
    let with = |part: &str, value: Value| {
        let mut body = wanted("Two", "A text");
        body[part] = value;
        body
    };
    for (sent, kind, said) in [
        (wanted(" ", "x"), "bad_body", "1 to 80 letters"),
        (wanted("One", "x"), "name_taken", "another template has this name"),
        (with("about", json!("sara")), "bad_body", "customer, order, cart, product"),
        (with("topic", json!("sara")), "bad_body", "no such topic"),
        (with("letters", json!({"sara": letter("x")})), "bad_body", "en, ar, fa"),
        (with("letters", json!({"en": letter(&"x".repeat(64 * 1024 + 1))})), "bad_body", "65536 bytes"),
        (with("letters", json!({"en": {"subject": "x".repeat(501)}})), "bad_body", "500 letters"),
        (with("letters", json!("sara")), "bad_body", "as described"),
        (with("sara", json!(1)), "bad_body", "as described"),
    ] {
        let (status, problem) = shop.tell(Method::POST, TEMPLATES, &sent);
        assert!((400..500).contains(&status), "{problem}");
        assert_eq!(problem["type"], format!("urn:amana:problem:{kind}"), "{problem}");
        let detail = problem["detail"].as_str().unwrap();
        assert!(detail.contains(said) && !detail.contains("sara"), "{problem}");
    }
    assert_eq!(shop.read(TEMPLATES)["data"].as_array().unwrap().len(), 1, "nothing was kept");
}
