//! Journeys, from a ready-made one to its end.

use super::Browser;
use crate::testing::TestApp;
use automation::journeys::{self, Journey, JourneyState, Plan, Step};
use axum::http::StatusCode;
use foundation::staff::{self, AuditFilter, Deed};

fn only(test: &TestApp) -> Journey {
    test.app.db.record.read(journeys::list).unwrap().remove(0)
}

fn draft(test: &TestApp, journey: &Journey) -> Plan {
    test.app.db.record.read(|tx| crate::journeys::draft_of(tx, journey.id)).unwrap().unwrap()
}

fn deeds(test: &TestApp) -> Vec<Deed> {
    let place = db::Place::of(None, None);
    let rows = test.app.db.record.read(|tx| staff::audit_at(tx, AuditFilter::default(), &place, 20)).unwrap();
    rows.into_iter().map(|row| row.deed).collect()
}

/// The fields of a plan before and after its steps.
fn form(steps: &[(&'static str, &'static str)]) -> Vec<(&'static str, &'static str)> {
    let head = [
        ("name", "Carts"),
        ("entry", "event"),
        ("event", "Product Added"),
        ("where", ""),
        ("filter", ""),
        ("reentry", "after"),
        ("reentry_days", "٣"),
        ("purpose", "personalise"),
    ];
    let tail = [
        ("exit", "Order Completed"),
        ("exit_where", ""),
        ("exit", ""),
        ("exit_where", ""),
        ("goal", "Order Completed"),
        ("goal_where", ""),
        ("goal_days", "7"),
        ("holdout", "5"),
    ];
    head.into_iter().chain(steps.iter().copied()).chain(tail).collect()
}

const TURNED: &[(&str, &str)] = &[
    ("step", "wait"),
    ("amount", "2"),
    ("unit", "hours"),
    ("step_end", ""),
    ("step", "branch"),
    ("rule", r#"{"did": {"event": "Order Completed"}}"#),
    ("way", ""),
    ("step", "leave"),
    ("step_end", ""),
    ("way_end", ""),
    ("way", ""),
    ("new_in", "send"),
    ("way_end", ""),
    ("step_end", ""),
];

#[test]
fn a_ready_made_journey_is_begun_changed_stopped_and_deleted() {
    let test = TestApp::new();
    let mut browser = Browser::of_new_store(&test);
    let empty = browser.get("/admin/journeys").text();
    assert!(empty.contains("No journey yet") && empty.contains("A cart left alone"), "{empty}");
    let made = browser.submit("/admin/journeys", "/admin/journeys", &[("ready", "abandoned_cart")]);
    let journey = only(&test);
    let path = format!("/admin/journeys/{}", journey.id);
    assert_eq!(made.header("location"), format!("{path}?done=journey-made"));
    let page = web::i18n::plain(&browser.get(&path).text());
    for said in
        ["Wait 1 hour.", "Send the letter", "Whoever does this: “Added to the cart”", "5% of people get nothing", "flow-chief"]
    {
        assert!(page.contains(said), "{said}: {page}");
    }
    let begun = browser.submit(&path, &format!("{path}/begin"), &[]);
    assert_eq!(begun.header("location"), format!("{path}?done=journey-begun"));
    assert_eq!((only(&test).state, only(&test).version), (JourneyState::On, 1));

    // What is typed wrong is said beside its field, and nothing is kept.
    let edit = format!("{path}/edit");
    let mut wrong = form(TURNED);
    wrong[9].1 = "soon";
    let reply = browser.submit(&edit, &edit, &wrong);
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = web::i18n::plain(&reply.text());
    assert!(page.contains("A whole number from 1 to 8,784") && page.contains("value=\"soon\""), "{page}");
    assert_eq!(draft(&test, &journey).steps.len(), 2, "as it was");

    // A button adds a step where it stands, and all that was typed is kept.
    let mut adding = form(TURNED);
    adding.push(("do", "into:1:1"));
    let reply = browser.submit(&edit, &edit, &adding);
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "a new letter has no name yet");
    let mut named = form(TURNED);
    let at = named.iter().position(|(name, _)| *name == "new_in").unwrap();
    named.splice(at..=at, [("step", "send"), ("letter", "abandoned_cart"), ("step_end", "")]);
    assert_eq!(browser.submit(&edit, &edit, &named).header("location"), format!("{edit}?done=saved"));
    let plan = draft(&test, &journey);
    assert!(
        matches!(&plan.steps[..], [Step::Wait { minutes: 120 }, Step::Branch(when)] if when.otherwise.len() == 1 && when.then.len() == 1)
    );
    assert_eq!(plan.reentry, journeys::Reentry::AfterDays(3), "in any digits");
    assert!(browser.get(&path).text().contains("The draft says something else"));

    browser.submit(&path, &format!("{path}/begin"), &[]);
    assert_eq!(only(&test).version, 2);
    browser.submit(&path, &format!("{path}/off"), &[]);
    assert_eq!(only(&test).state, JourneyState::Off);
    let kept = browser.submit(&edit, &format!("{path}/delete"), &[("name", "carts")]);
    assert!(kept.header("location").contains("journey-other-name"));
    let gone = browser.submit(&edit, &format!("{path}/delete"), &[("name", "Carts")]);
    assert_eq!(gone.header("location"), "/admin/journeys?done=journey-deleted");
    assert_eq!(browser.get(&path).status, StatusCode::NOT_FOUND);
    let deeds = deeds(&test);
    for deed in [Deed::JourneyMade, Deed::JourneyBegun, Deed::JourneyChanged, Deed::JourneyStopped, Deed::JourneyDeleted] {
        assert!(deeds.contains(&deed), "{deed:?} of {deeds:?}");
    }
}

#[test]
fn nobody_writes_json_and_everything_wrong_is_told_at_once() {
    let test = TestApp::new();
    let mut browser = Browser::of_new_store(&test);
    browser.submit("/admin/journeys", "/admin/journeys", &[("ready", "abandoned_cart")]);
    let journey = only(&test);
    let edit = format!("/admin/journeys/{}/edit", journey.id);
    let page = browser.get(&edit).text();
    let typed_in = page.split("The plan as JSON").next().unwrap();
    assert!(!typed_in.contains("JSON"), "no field of the form asks for it");

    // The button of an exit saves what was typed and leads to the form of its conditions; what is said there comes back.
    let mut asking = form(TURNED);
    asking.push(("do", "rule:exit-0"));
    let rule = format!("/admin/journeys/{}/rule/exit-0", journey.id);
    assert_eq!(browser.submit(&edit, &edit, &asking).header("location"), rule);
    assert!(browser.get(&rule).text().contains("What makes people leave"));
    let mut fields = vec![("r-bare", "yes"), ("r-kind", "all"), ("r.0-kind", "did"), ("r.0-event", "Order Completed")];
    let more = browser.submit(&rule, &rule, &[&fields[..], &[("rule_do", "test r.0 0")]].concat());
    assert!(more.status == StatusCode::OK && more.text().contains("r.0-t0.0-property"), "a button of its own saves nothing");
    fields.extend([("r.0-t0.0-property", "total"), ("r.0-t0.0-test", "at_least"), ("r.0-t0.0-value", "lots")]);
    assert_eq!(browser.submit(&rule, &rule, &fields).status, StatusCode::UNPROCESSABLE_ENTITY);
    fields.last_mut().unwrap().1 = "100";
    assert_eq!(browser.submit(&rule, &rule, &fields).header("location"), format!("{edit}?done=saved#exits"));
    let kept = serde_json::to_value(&draft(&test, &journey).exits).unwrap();
    assert_eq!(
        kept,
        serde_json::json!([{"event": "Order Completed", "where": [{"property": "total", "test": {"at_least": 100}}]}])
    );
    let page = web::i18n::plain(&browser.get(&edit).text());
    assert!(page.contains("“total” is at least 100"), "the conditions stand in words: {page}");
    let plan = web::i18n::plain(&browser.get(&format!("/admin/journeys/{}", journey.id)).text());
    assert!(!plan.contains("under certain conditions"));
    // A filter that asks nothing is none.
    let filter = format!("/admin/journeys/{}/rule/filter", journey.id);
    browser.submit(&filter, &filter, &[("r-kind", "all"), ("r.0-kind", "stage"), ("r.0-stage", "new")]);
    assert!(draft(&test, &journey).filter.is_some());
    browser.submit(&filter, &filter, &[("r-kind", "all")]);
    assert!(draft(&test, &journey).filter.is_none());

    // Every flaw at once, each a link to its step, in the reader's language.
    let plan = r#"{"entry": {"event": {"event": "Product Added"}}, "purpose": "fulfil_orders", "holdout_percent": 5,
        "steps": [{"send": {"letter": "own:gone"}}, {"wait": {"minutes": 5}}]}"#;
    let plan: Plan = serde_json::from_str(plan).unwrap();
    test.app
        .recorder
        .submit(move |tx| {
            crate::journeys::save(tx, journey.id, "Carts", &plan, base::Timestamp::from_micros(1))
                .map_err(|_| db::Error::Other(String::new()))
        })
        .wait()
        .unwrap();
    for (language, said) in [("en", "Step 1: There is no letter"), ("ar", "الخطوة ١: لم تعد الرسالة"), ("fa", "گام ۱: نامهٔ")]
    {
        browser.get(&format!("/preferences?lang={language}&to=/admin"));
        let page = web::i18n::plain(&browser.get(&edit).text());
        assert!(
            page.contains(said) && page.contains("href=\"#step-0\"") && page.contains("href=\"#f-holdout\""),
            "{language}: {page}"
        );
    }
    browser.get("/preferences?lang=ar&to=/admin");
    let json = browser.submit(&edit, &format!("{edit}/json"), &[("plan", "{\"entry\": 5")]);
    assert_eq!(json.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(json.text().contains("هذه ليست خطة صالحة"), "not in the program's own words");
}

#[test]
fn every_page_of_a_journey_is_drawn_in_every_language() {
    let test = TestApp::new();
    let mut browser = Browser::of_new_store(&test);
    browser.submit("/admin/journeys", "/admin/journeys", &[("ready", "browse_abandonment")]);
    let path = format!("/admin/journeys/{}", only(&test).id);
    for language in ["en", "ar", "fa"] {
        browser.get(&format!("/preferences?lang={language}&to=/admin"));
        for page in ["", "/effect", "/people", "/rehearsal", "/rehearsal?go=1", "/edit"] {
            let reply = browser.get(&format!("{path}{page}"));
            assert_eq!(reply.status, StatusCode::OK, "{page}");
            let text = reply.text();
            assert!(!text.contains("journey-") || !text.contains(">journey-"), "a key for a word on {page}");
        }
    }
}
