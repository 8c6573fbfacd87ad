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
    let tail = [("exits", "Order Completed\n"), ("goal", "Order Completed"), ("goal_days", "7"), ("holdout", "5")];
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
