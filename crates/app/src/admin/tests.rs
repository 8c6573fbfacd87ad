//! Stories of the store's people in a browser: cookies, forms with their tokens, redirects.

use crate::testing::{Reply, TestApp};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use base::Clock as _;
use foundation::settings::StoreSettings;
use foundation::staff;
use std::collections::BTreeMap;
use std::time::Duration;

mod audit;
mod campaigns;
mod cells;
mod journeys;
mod password;
mod people;
mod privacy;
mod products;
mod retention;
mod roles;
mod segments;
mod sending;
mod settings;
mod templates;
mod third_parties;

const PASSWORD: &str = "seven small lanterns";
const EMAIL: &str = "sara@shop.example";

/// A browser with its cookie jar.
struct Browser<'a> {
    test: &'a TestApp,
    cookies: BTreeMap<String, String>,
    language: &'static str,
}

impl<'a> Browser<'a> {
    fn new(test: &'a TestApp) -> Self {
        Self { test, cookies: BTreeMap::new(), language: "en-GB" }
    }

    /// One that set the store up and is signed in.
    fn of_new_store(test: &'a TestApp) -> Self {
        let mut browser = Self::new(test);
        let link = super::setup_link(&test.app).unwrap().unwrap();
        let path = link.strip_prefix("http://shop.example").unwrap().to_owned();
        let reply = browser.submit(&path, &path, &filled());
        assert_eq!((reply.status, reply.header("location")), (StatusCode::SEE_OTHER, "/admin?done=setup"), "{}", reply.text());
        browser
    }

    fn send(&mut self, method: Method, path: &str, body: String, extra: &[(&str, &str)]) -> Reply {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "shop.example")
            .header(header::COOKIE, cookies.join("; "))
            .header(header::ACCEPT_LANGUAGE, self.language)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        for (name, value) in extra {
            request = request.header(*name, *value);
        }
        let reply = self.test.send(request.body(Body::from(body)).unwrap());
        for cookie in reply.headers.get_all(header::SET_COOKIE) {
            let text = cookie.to_str().unwrap();
            let (name, rest) = text.split_once('=').unwrap();
            let value = rest.split(';').next().unwrap();
            if text.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        reply
    }

    fn get(&mut self, path: &str) -> Reply {
        self.send(Method::GET, path, String::new(), &[])
    }

    /// Reads the page, and posts a form of it with its token.
    fn submit(&mut self, page: &str, action: &str, fields: &[(&str, &str)]) -> Reply {
        let token = token_of(&self.get(page).text());
        self.post(action, &token, fields)
    }

    fn post(&mut self, action: &str, token: &str, fields: &[(&str, &str)]) -> Reply {
        self.send(Method::POST, action, encoded(token, fields), &[("origin", "http://shop.example")])
    }
}

fn encoded(token: &str, fields: &[(&str, &str)]) -> String {
    let all: Vec<(&str, &str)> = std::iter::once(("csrf", token)).chain(fields.iter().copied()).collect();
    serde_urlencoded::to_string(all).unwrap()
}

fn token_of(page: &str) -> String {
    let after = page.split("name=\"csrf\" value=\"").nth(1).unwrap_or_else(|| panic!("no form on {page}"));
    after.split('"').next().unwrap().to_owned()
}

fn filled() -> Vec<(&'static str, &'static str)> {
    vec![
        ("store_name", "Noor Home"),
        ("language", "ar"),
        ("country", "SA"),
        ("currency", "SAR"),
        ("time_zone", "Asia/Riyadh"),
        ("name", "Sara Khan"),
        ("email", EMAIL),
        ("password", PASSWORD),
    ]
}

fn log_in(browser: &mut Browser<'_>, email: &str, password: &str) -> Reply {
    browser.submit("/login", "/login", &[("email", email), ("password", password), ("to", "/admin/settings?x=1")])
}

#[test]
fn a_first_run_makes_the_store_and_signs_in() {
    let test = TestApp::new();
    let mut browser = Browser::new(&test);
    assert!(browser.get("/").text().contains("One step left"));
    assert!(browser.get("/login").text().contains("One step left"));
    assert_eq!(browser.get("/setup?token=00").status, StatusCode::FORBIDDEN);
    let link = super::setup_link(&test.app).unwrap().unwrap();
    let path = link.strip_prefix("http://shop.example").unwrap().to_owned();
    browser.language = "fa-IR,en;q=0.5";
    let page = browser.get(&path).text();
    assert!(page.contains("dir=\"rtl\"") && page.contains("<option value=\"IR\" selected>"), "the browser's wish is followed");
    assert!(page.contains("<option value=\"Asia/Tehran\" selected>") && page.contains("<option value=\"IRR\" selected>"));

    browser.language = "en";
    let mut wrong = filled();
    wrong[2].1 = "XX";
    wrong[6].1 = "sara";
    wrong[7].1 = "qk-9-zz";
    let reply = browser.submit(&path, &path, &wrong);
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = reply.text();
    for part in ["href=\"#f-country\"", "href=\"#f-email\"", "href=\"#f-password\"", "value=\"Noor Home\"", "value=\"sara\""] {
        assert!(page.contains(part), "{part}");
    }
    assert!(!page.contains("qk-9-zz"), "a password is never sent back");

    let reply = browser.submit(&path, &path, &filled());
    assert_eq!(reply.header("location"), "/admin?done=setup");
    assert!(reply.header("set-cookie").contains("HttpOnly"));
    let home = browser.get("/admin?done=setup").text();
    assert!(home.contains("The store is ready") && home.contains("http://shop.example/v1/track"), "{home}");
    let store = test.app.db.record.read(StoreSettings::load).unwrap();
    assert_eq!((store.name.as_str(), store.currency.as_str(), store.time_zone.as_str()), ("Noor Home", "SAR", "Asia/Riyadh"));
    assert_eq!(test.app.surroundings().country.as_deref(), Some("SA"), "the door knows at once");
    assert_eq!(super::setup_link(&test.app).unwrap(), None);
    let again = Browser::new(&test).get(&path);
    assert!(again.text().contains("/login"), "the link has served");
    assert_eq!(browser.get("/").header("location"), "/admin");
}

#[test]
fn nobody_gets_in_without_a_session() {
    let test = TestApp::new();
    Browser::of_new_store(&test);
    let mut stranger = Browser::new(&test);
    for path in [
        "/admin",
        "/admin/settings",
        "/admin/settings/keys",
        "/admin/settings/keys/new",
        "/admin/settings/email",
        "/admin/settings/rules",
        "/admin/settings/retention",
    ] {
        let reply = stranger.get(path);
        assert_eq!((reply.status, reply.header("location")), (StatusCode::SEE_OTHER, format!("/login?to={path}").as_str()));
    }
    let reply = stranger.get("/admin/settings/rules/welcome/preview?lang=ar");
    assert_eq!(reply.header("location"), "/login?to=/admin/settings/rules/welcome/preview%3Flang%3Dar");
    for path in [
        "/admin/logout",
        "/admin/settings",
        "/admin/settings/keys/new",
        "/admin/settings/email/test",
        "/admin/settings/retention",
    ] {
        assert_eq!(stranger.post(path, "", &[]).header("location"), "/login", "{path}");
    }
    stranger.cookies.insert("session".to_owned(), "rubbish".to_owned());
    assert_eq!(stranger.get("/admin").status, StatusCode::SEE_OTHER);
}

#[test]
fn logging_in_and_out() {
    let test = TestApp::new();
    let mut first = Browser::of_new_store(&test);
    let mut browser = Browser::new(&test);
    let wrong = log_in(&mut browser, EMAIL, "not this one at all");
    let unknown = log_in(&mut browser, "nobody@shop.example", PASSWORD);
    assert_eq!((wrong.status, unknown.status), (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::UNPROCESSABLE_ENTITY));
    let without_address = |page: String, address: &str| page.replace(address, "…");
    assert_eq!(without_address(wrong.text(), EMAIL), without_address(unknown.text(), "nobody@shop.example"), "the same answer");
    let right = log_in(&mut browser, "Sara@Shop.example ", PASSWORD);
    assert_eq!(right.header("location"), "/admin/settings?x=1");
    assert_eq!(browser.get("/admin/settings").status, StatusCode::OK);
    assert_eq!(browser.get("/login").header("location"), "/admin", "who is in is sent on");
    let out = browser.submit("/admin", "/admin/logout", &[]);
    assert_eq!(out.header("location"), "/login?out=1");
    assert!(browser.get("/login?out=1").text().contains("You are logged out"));
    assert_eq!(browser.get("/admin").status, StatusCode::SEE_OTHER);
    assert_eq!(first.get("/admin").status, StatusCode::OK, "the other session goes on");
    test.clock.advance(Duration::from_hours(24 * 14 + 1));
    assert_eq!(first.get("/admin").status, StatusCode::SEE_OTHER, "sessions run out");
}

#[test]
fn a_login_leads_nowhere_else() {
    let test = TestApp::new();
    Browser::of_new_store(&test);
    for to in ["https://evil.example", "//evil.example", "/\\evil.example", "/login?to=/login"] {
        let mut browser = Browser::new(&test);
        let reply = browser.submit("/login", "/login", &[("email", EMAIL), ("password", PASSWORD), ("to", to)]);
        assert_eq!(reply.header("location"), "/admin", "{to}");
    }
}

#[test]
fn guessing_waits() {
    let test = TestApp::new();
    Browser::of_new_store(&test);
    let mut browser = Browser::new(&test);
    for _ in 0..5 {
        assert_eq!(log_in(&mut browser, EMAIL, "wrong wrong wrong").status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let reply = log_in(&mut browser, EMAIL, PASSWORD);
    assert_eq!((reply.status, reply.header("retry-after")), (StatusCode::TOO_MANY_REQUESTS, "30"), "even the right one waits");
    assert!(web::i18n::plain(&reply.text()).contains("wait 30 seconds"));
    test.clock.advance(Duration::from_secs(31));
    assert_eq!(log_in(&mut browser, EMAIL, PASSWORD).status, StatusCode::SEE_OTHER);
}

#[test]
fn forms_come_from_our_own_pages() {
    let test = TestApp::new();
    let mut browser = Browser::of_new_store(&test);
    let token = token_of(&browser.get("/admin/settings").text());
    let fields = [("rule", "welcome"), ("on", "")];
    let path = "/admin/settings/rules";
    assert_eq!(browser.post(path, "", &fields).status, StatusCode::FORBIDDEN);
    assert_eq!(browser.post(path, &"0".repeat(64), &fields).status, StatusCode::FORBIDDEN);
    for headers in [
        [("origin", "https://evil.example")],
        [("origin", "null")],
        [("sec-fetch-site", "cross-site")],
        [("sec-fetch-site", "same-site")],
    ] {
        let reply = browser.send(Method::POST, path, encoded(&token, &fields), &headers);
        assert_eq!(reply.status, StatusCode::FORBIDDEN, "{headers:?}");
        assert!(reply.text().contains("You may not do this"));
    }
    let huge = "x".repeat(300_000);
    assert_eq!(browser.post(path, &token, &[("rule", &huge)]).status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(browser.post(path, &token, &[("rule", "no such rule")]).status, StatusCode::BAD_REQUEST);
    let mut other = Browser::new(&test);
    log_in(&mut other, EMAIL, PASSWORD);
    assert_eq!(other.post(path, &token, &fields).status, StatusCode::FORBIDDEN, "a token serves its own session alone");
    assert_eq!(
        browser.send(Method::POST, path, encoded(&token, &fields), &[("sec-fetch-site", "same-origin")]).status,
        StatusCode::SEE_OTHER
    );
    let store = test.app.db.record.read(StoreSettings::load).unwrap();
    assert_eq!(store.rules_off, ["welcome"]);
    assert_eq!(browser.post(path, &token, &[("rule", "welcome"), ("on", "on")]).status, StatusCode::SEE_OTHER);
    assert!(test.app.db.record.read(StoreSettings::load).unwrap().rules_off.is_empty());
}

#[test]
fn every_page_is_drawn_in_every_language() {
    let test = TestApp::new();
    let mut browser = Browser::of_new_store(&test);
    let pages = [
        "/admin",
        "/admin?range=day",
        "/admin?range=month",
        "/admin/settings",
        "/admin/settings/keys",
        "/admin/settings/keys/new?scope=site",
        "/admin/settings/keys/new?scope=admin",
        "/admin/settings/email",
        "/admin/settings/rules?lang=ar",
        "/admin/settings/rules/thank_you/preview?lang=fa",
        "/admin/settings/rules/welcome/preview",
        "/admin/settings/retention",
        "/admin/settings/sending",
    ];
    let key = test.key(staff::Scope::Server);
    for round in 0..2 {
        for lang in ["en", "ar", "fa"] {
            browser.cookies.insert("lang".to_owned(), lang.to_owned());
            for path in pages {
                let reply = browser.get(path);
                assert_eq!(reply.status, StatusCode::OK, "{path}");
                assert!(reply.text().contains(&format!("lang=\"{lang}\"")) || path.contains("preview"), "{path}");
                assert!(!reply.text().contains(" style=\"") || path.contains("preview"), "{path} has an inline style");
            }
        }
        if round == 0 {
            let calls: Vec<_> = (0..40)
                .map(|at| serde_json::json!({"type": "track", "event": "Order Completed", "userId": format!("u{at}"), "messageId": format!("m{at}"),
                    "timestamp": test.clock.now().minus(Duration::from_hours(at * 7)).to_rfc3339(),
                    "properties": {"order_id": at.to_string(), "total": 10 + at, "currency": if at % 3 == 0 { "USD" } else { "SAR" }}}))
                .chain([serde_json::json!({"type": "track", "event": "X"})])
                .collect();
            test.feed(&key, &calls);
        }
    }
    browser.cookies.insert("lang".to_owned(), "en".to_owned());
    let home = browser.get("/admin").text();
    assert!(home.contains("Nobody is named") && home.contains("US dollar"), "reasons and currencies are named");
    let preview = browser.get("/admin/settings/rules/welcome/preview?lang=ar");
    assert!(preview.header("content-security-policy").contains("sandbox") && preview.text().contains("Noor Home"));
    assert_eq!(browser.get("/admin/settings/rules/nothing/preview").status, StatusCode::NOT_FOUND);
}

#[test]
fn every_failure_is_a_page_for_people_and_a_document_for_programs() {
    let test = TestApp::new();
    let mut browser = Browser::of_new_store(&test);
    browser.cookies.insert("lang".to_owned(), "fa".to_owned());
    for (path, status) in [
        ("/admin/nothing", StatusCode::NOT_FOUND),
        ("/nothing", StatusCode::NOT_FOUND),
        ("/admin/logout", StatusCode::METHOD_NOT_ALLOWED),
        ("/admin?range=day&range=week", StatusCode::BAD_REQUEST),
    ] {
        let reply = browser.get(path);
        assert_eq!(reply.status, status, "{path}");
        assert!(reply.text().contains("lang=\"fa\"") && reply.text().contains("خانه"), "{path}: {}", reply.text());
        assert!(reply.header("content-security-policy").contains("default-src 'none'"), "{path}");
    }
    assert_eq!(browser.get("/api/v1/nothing").header("content-type"), "application/problem+json");
}

#[test]
fn over_tls_cookies_stay_on_it() {
    let cookie = super::session::cookie_of("https://shop.example", "abc").to_header().unwrap();
    let text = cookie.to_str().unwrap();
    assert!(text.starts_with("__Host-session=abc; Path=/; SameSite=Lax") && text.ends_with("HttpOnly; Secure"), "{text}");
}
