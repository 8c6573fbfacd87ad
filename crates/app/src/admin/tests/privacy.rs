//! Stories of the privacy notice and the record of processing.

use super::*;
use crate::notices::ask_next;
use foundation::consent::{Basis, Decision, Purpose, State};
use foundation::notices;
use foundation::staff::Scope;
use serde_json::json;

const DRAFT: &str = "/admin/privacy/notices/draft";
const PUBLISH: &str = "/admin/privacy/notices/publish";

fn plain(reply: &Reply) -> String {
    web::i18n::plain(&reply.text())
}

/// So many people, each of whom agreed to the loyalty programme.
fn members(test: &TestApp, count: usize) {
    let server = test.key(Scope::Server);
    let calls: Vec<_> =
        (0..count).map(|at| json!({"type": "identify", "userId": format!("u{at}"), "messageId": format!("m{at}")})).collect();
    test.feed(&server, &calls);
    for at in 0..count {
        let claim = foundation::customers::Claim::user_id(&test.app.keys, &format!("u{at}"));
        let found = test.app.db.record.read(|tx| foundation::customers::find_identity(tx, &claim.hash)).unwrap();
        let (app, decision) =
            (&test.app, Decision::about(Purpose::Loyalty, State::Given, Basis::Consent, test.clock.now(), "api"));
        let customer = found.unwrap().0;
        crate::intake::change_consents(&app.recorder, app.node, &app.clock, app.fork_rng(), customer, vec![decision])
            .wait()
            .unwrap();
    }
}

#[test]
fn a_store_begins_with_a_notice_of_what_the_program_does() {
    let test = TestApp::new();
    assert_eq!(test.get("/privacy/notice", "").status, StatusCode::NOT_FOUND, "nothing before there is a store");
    let mut browser = Browser::of_new_store(&test);
    for (lang, said) in [
        (
            "en",
            ["Noor Home decides what happens with your data", "Orders: 10 years.", "Marketing by e-mail: name, e-mail address"],
        ),
        ("ar", ["Noor Home هو من يقرّر", "الطلبات: ١٠ سنوات.", "التسويق عبر البريد الإلكتروني: الاسم، "]),
        ("fa", ["Noor Home دربارهٔ اطلاعات شما", "سفارش‌ها: ۱۰ سال.", "بازاریابی با ایمیل: نام، "]),
    ] {
        browser.cookies.insert("lang".to_owned(), lang.to_owned());
        let page = plain(&browser.get("/privacy/notice"));
        for words in said {
            assert!(page.contains(words), "{words}: {page}");
        }
        assert!(!page.contains("notice-first") && !page.contains("{ $"), "{page}");
    }
    for path in ["/privacy/notice/1", "/privacy/notice?since=1", "/privacy/notice/1?since=77"] {
        assert_eq!(test.get(path, "").status, StatusCode::OK, "{path}");
    }
    for path in ["/privacy/notice/2", "/privacy/notice/0", "/privacy/notice/-1", "/privacy/notice/x"] {
        assert_eq!(test.get(path, "").status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[test]
fn a_change_is_written_seen_asked_about_and_published() {
    let test = TestApp::new();
    let mut browser = Browser::of_new_store(&test);
    members(&test, 12);
    browser.cookies.insert("lang".to_owned(), "en".to_owned());
    let empty = browser.submit(DRAFT, DRAFT, &[("lang", "en"), ("text", " ")]);
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(browser.get(PUBLISH).header("location").ends_with("/notices"), "there is no draft yet");
    let first = test.app.db.record.read(notices::current).unwrap().unwrap().text(base::Locale::En).to_owned();
    let text = format!("{first}\n\n## New\n\nYour <i>points</i> are shown to a partner.");
    let saved = browser.submit(DRAFT, DRAFT, &[("lang", "en"), ("text", &text.replace('\n', "\r\n"))]);
    assert_eq!(saved.header("location"), "/admin/privacy/notices/draft?lang=en&done=saved");
    let page = plain(&browser.get("/admin/privacy/notices/draft?lang=en"));
    assert!(page.contains("<ins>") && page.contains("&lt;i&gt;points") && !page.contains("<i>points"), "{page}");
    assert_eq!(test.get("/privacy/notice/2", "").status, StatusCode::NOT_FOUND, "a draft is nobody's to read");

    for wrong in [&[][..], &[("change", "material")], &[("change", "nonsense")]] {
        assert_eq!(browser.submit(PUBLISH, PUBLISH, wrong).status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong:?}");
    }
    let chosen = [("change", "material"), ("purpose", "loyalty")];
    let question = browser.submit(PUBLISH, PUBLISH, &chosen);
    let asked = plain(&question);
    assert!(asked.contains("To be asked again about loyalty programme: at least 10 people."), "{asked}");
    assert_eq!(test.app.db.record.read(notices::current).unwrap().unwrap().version, 1, "nothing is done before the answer");
    let stamp = asked.split("name=\"agreed\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    // Another text is another question.
    test.clock.advance(Duration::from_secs(1));
    browser.submit(DRAFT, DRAFT, &[("lang", "en"), ("text", &format!("{text} Soon."))]);
    let agreed = [chosen[0], chosen[1], ("agreed", stamp.as_str())];
    let again = browser.submit(PUBLISH, PUBLISH, &agreed);
    assert_eq!(again.status, StatusCode::OK);
    let stamp = plain(&again).split("name=\"agreed\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let done = browser.submit(PUBLISH, PUBLISH, &[chosen[0], chosen[1], ("agreed", stamp.as_str())]);
    assert_eq!(done.header("location"), "/admin/privacy/notices?done=published");

    while ask_next(&test.app).unwrap() {}
    let list = plain(&browser.get("/admin/privacy/notices?done=published"));
    assert!(list.contains("The new version is in force.") && list.contains("at least 10 people"), "{list}");
    let public = plain(&browser.get("/privacy/notice?since=1"));
    assert!(public.contains("What changed since version 1") && public.contains("<ins>"), "{public}");
    let old = plain(&browser.get("/privacy/notice/1"));
    assert!(old.contains("This is an earlier version.") && !old.contains("shown to a partner"), "{old}");
}

#[test]
fn a_draft_can_be_thrown_away() {
    let test = TestApp::new();
    let mut browser = Browser::of_new_store(&test);
    browser.submit(DRAFT, DRAFT, &[("lang", "fa"), ("text", "متن تازه")]);
    let gone = browser.submit(DRAFT, "/admin/privacy/notices/draft/discard", &[]);
    assert_eq!(gone.header("location"), "/admin/privacy/notices");
    assert_eq!(test.app.db.record.read(notices::draft).unwrap(), None);
}

#[test]
fn the_record_says_what_is_done_and_singles_nobody_out() {
    let test = TestApp::new();
    let mut browser = Browser::of_new_store(&test);
    browser.cookies.insert("lang".to_owned(), "en".to_owned());
    assert!(plain(&browser.get("/admin/privacy/processing")).contains("No personal data is used yet"));
    members(&test, 9);
    let page = plain(&browser.get("/admin/privacy/processing"));
    assert!(page.contains("fewer than 10 people") && !page.contains("9 people"), "{page}");
    let json = browser.get("/admin/privacy/processing.json").json();
    let activity = json["activities"].as_array().unwrap().iter().find(|one| one["purpose"] == "loyalty").unwrap();
    assert_eq!(
        (&activity["purpose"], &activity["people_at_least"], &activity["people_fewer_than"]),
        (&json!("loyalty"), &json!(null), &json!(10))
    );
    assert_eq!(activity["recipients"], json!(["marketing", "automation"]));
    assert_eq!(json["events"][0], json!({"class": "orders", "legal_bases": ["contract"], "kept_months": 120}));
    assert_eq!((&json["controller"]["name"], &json["processors"]), (&json!("Noor Home"), &json!([])));
    assert!(json["measures"].as_array().unwrap().contains(&json!("sealed_fields")));
    assert!(!json["measures"].as_array().unwrap().contains(&json!("https")), "this store is not behind TLS");
    let csv = browser.get("/admin/privacy/processing.csv");
    assert_eq!(csv.header("content-type"), "text/csv; charset=utf-8");
    assert!(csv.text().contains("\"Loyalty programme\",\"consent\",\"name, e-mail address and orders\""), "{}", csv.text());
    for (lang, people) in [("ar", "أقل من ١٠ أشخاص"), ("fa", "کمتر از ۱۰ نفر")] {
        browser.cookies.insert("lang".to_owned(), lang.to_owned());
        let page = plain(&browser.get("/admin/privacy/processing"));
        assert!(page.contains(people) && !page.contains("processing-"), "{page}");
    }
}
