//! The page of third parties: before a site is named, while it is looked at, and with a list.

use super::Browser;
use crate::testing::TestApp;
use axum::http::StatusCode;
use base::Clock as _;
use capabilities::trackers::{self, Facts, PageRead, Party, Scanned, Seen, Way};
use std::collections::BTreeSet;
use std::time::Duration;

const PATH: &str = "/admin/privacy/third-parties";
const SITE: &str = "https://noor.example/";

/// A scan that found these.
fn found(test: &TestApp, ids: &[&str], problem: Option<&str>) {
    let parties = ids.iter().map(|id| Party {
        id: (*id).to_owned(),
        hosts: BTreeSet::from([format!("cdn.{id}")]),
        ways: BTreeSet::from([Way::Script]),
        pages: BTreeSet::from(["/".to_owned()]),
    });
    let page = PageRead { path: "/".to_owned(), status: problem.map_or(200, |_| 503), problem: problem.map(str::to_owned) };
    let facts = Facts { pages: vec![page], ..Facts::default() };
    let scanned =
        Scanned { problem: problem.map(str::to_owned), seen: Seen { parties: parties.collect(), facts, ..Seen::default() } };
    let now = test.clock.now();
    let write = test.app.recorder.submit(move |tx| {
        let before = trackers::last_scan(tx, SITE)?;
        trackers::record(tx, SITE, before.as_ref(), &scanned, now)
    });
    assert!(write.wait().unwrap());
    test.clock.advance(Duration::from_hours(24));
}

#[test]
fn a_site_is_named_looked_at_and_followed() {
    let test = TestApp::new();
    let mut browser = Browser::of_new_store(&test);
    assert!(browser.get("/admin/privacy/notices").text().contains("Third parties"));
    assert!(browser.get(PATH).text().contains("See who learns of your visitors"));
    for wrong in ["127.0.0.1", "http://localhost/", "https://noor.example:8443", "no address"] {
        let reply = browser.submit(PATH, PATH, &[("site", wrong)]);
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        assert!(reply.text().contains("href=\"#f-site\""), "{wrong}");
    }
    assert_eq!(browser.submit(PATH, PATH, &[("site", "noor.example")]).header("location"), format!("{PATH}?done=asked"));
    assert!(browser.get(PATH).text().contains("on its way"));

    found(&test, &["hotjar", "meta-pixel", "noorcdn.example"], None);
    found(&test, &["meta-pixel", "noorcdn.example"], None);
    let page = browser.get(PATH).text();
    for part in
        ["Meta Pixel", "Hotjar", "noorcdn.example", "No longer there", "The list has become shorter", "What this can’t see"]
    {
        assert!(page.contains(part), "{part} in {page}");
    }
    assert!(!page.contains("on its way"));
    found(&test, &[], Some("status"));
    let page = browser.get(PATH).text();
    assert!(page.contains("The last look came to nothing") && page.contains("503") && page.contains("Meta Pixel"), "{page}");

    let scan = format!("{PATH}/scan");
    assert_eq!(browser.submit(PATH, &scan, &[]).header("location"), format!("{PATH}?done=asked"));
    assert_eq!(browser.submit(PATH, PATH, &[("site", "")]).header("location"), format!("{PATH}?done=saved"));
    assert!(browser.get(PATH).text().contains("See who learns of your visitors"));
}

#[test]
fn few_customers_are_not_counted_out() {
    let test = TestApp::new();
    let mut browser = Browser::of_new_store(&test);
    let key = test.key(foundation::staff::Scope::Server);
    let order = |at: u32| {
        serde_json::json!({"type": "track", "event": "Order Completed", "userId": format!("u-{at}"),
            "properties": {"order_id": at.to_string(), "total": 1, "currency": "SAR"}})
    };
    test.feed(&key, &(0..9).map(order).collect::<Vec<_>>());
    let words = |browser: &mut Browser<'_>| web::i18n::plain(&browser.get("/admin/customers").text());
    let page = words(&mut browser);
    assert!(page.contains("9 people.") && !page.contains("with orders"), "{page}");
    test.feed(&key, &(9..25).map(order).collect::<Vec<_>>());
    let page = words(&mut browser);
    assert!(page.contains("25 people, of whom at least 20 known and at least 20 with orders."), "{page}");
    assert!(web::i18n::plain(&browser.get("/admin").text()).contains("at least 20"));
}
