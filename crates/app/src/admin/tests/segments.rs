//! The pages of segments: ready ones, one of one's own, its members, who uses it.

use super::roles::{customer_of, identify, order, signed_in};
use super::*;
use base::id::{CustomerId, SegmentId};
use foundation::consent::{self, Basis, Category, Decision, Purpose, Recipient, State};
use foundation::rules::Condition;
use foundation::staff::{Role, Scope};
use foundation::vault::AccessLog;
use web::i18n::plain;

const PATH: &str = "/admin/segments";
const NEW: &str = "/admin/segments/new";

/// The fields of a form for "bought at least so often".
fn bought(name: &'static str, times: &'static str) -> Vec<(&'static str, &'static str)> {
    vec![
        ("name", name),
        ("purpose", "personalise"),
        ("r-kind", "all"),
        ("r.0-kind", "did"),
        ("r.0-event", "Order Completed"),
        ("r.0-bound", "at_least"),
        ("r.0-number", times),
        ("r.0-when", "ever"),
    ]
}

fn kept(test: &TestApp) -> Vec<automation::segments::Segment> {
    test.app.db.record.read(automation::segments::list).unwrap()
}

fn agree(test: &TestApp, customer: CustomerId) {
    let decision = Decision::about(Purpose::Personalise, State::Given, Basis::Consent, test.clock.now(), "api");
    let app = &test.app;
    crate::intake::change_consents(&app.recorder, app.node, &app.clock, app.fork_rng(), customer, vec![decision]).wait().unwrap();
    test.catch_up();
}

fn one(id: SegmentId) -> String {
    format!("{PATH}/{id}")
}

#[test]
fn a_ready_segment_is_kept_by_one_press_and_shown_in_three_languages() {
    let test = TestApp::new();
    let mut owner = Browser::of_new_store(&test);
    let empty = owner.get(PATH).text();
    assert!(empty.contains("No segments yet") && empty.contains("Loyal") && empty.contains("Left a cart"), "{empty}");
    let reply = owner.submit(PATH, PATH, &[("ready", "loyal")]);
    let [segment] = kept(&test).try_into().unwrap();
    assert_eq!(reply.header("location"), format!("{}?done=segment-made", one(segment.id)));
    assert!(owner.get(&one(segment.id)).text().contains("still looking"));
    test.catch_up();
    for (lang, said) in [("en", "Customers in it"), ("ar", "عدد العملاء فيها"), ("fa", "شمار مشتریان گروه")]
    {
        owner.cookies.insert("lang".to_owned(), lang.to_owned());
        let page = owner.get(&one(segment.id)).text();
        assert!(page.contains(said) && !page.contains("still looking"), "{page}");
        for path in [PATH.to_owned(), NEW.to_owned(), format!("{}/edit", one(segment.id)), format!("{}/members", one(segment.id))]
        {
            assert_eq!(owner.get(&path).status, StatusCode::OK, "{path}");
        }
    }
    // The same once more has a name that is taken; what is no ready one is nothing.
    owner.cookies.insert("lang".to_owned(), "en".to_owned());
    assert_eq!(owner.submit(NEW, PATH, &[("ready", "loyal")]).header("location"), format!("{PATH}?done=segment-taken"));
    assert_eq!(owner.submit(NEW, PATH, &[("ready", "x")]).status, StatusCode::BAD_REQUEST);
    assert!(!owner.get(PATH).text().contains("value=\"loyal\""), "what is kept is not offered again");
}

#[test]
fn a_rule_of_ones_own_is_counted_kept_changed_and_deleted() {
    let test = TestApp::new();
    let mut owner = Browser::of_new_store(&test);
    let key = test.key(Scope::Server);
    test.feed(&key, &[identify("u1"), order("u1"), identify("u2")]);
    agree(&test, customer_of(&test, "u1"));

    // What is not whole is sent back as it was typed, with what is wrong.
    let reply = owner.submit(NEW, NEW, &bought("", "some"));
    let page = reply.text();
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    for part in ["href=\"#f-name\"", "href=\"#f-r.0-number\"", "value=\"some\"", "value=\"Order Completed\""] {
        assert!(page.contains(part), "{part} in {page}");
    }
    // A button of the rule's own, and the count, keep nothing.
    let added = owner.submit(NEW, NEW, &[bought("Buyers", "1"), vec![("r-add", "spent"), ("rule_do", "add r")]].concat());
    assert!(added.status == StatusCode::OK && added.text().contains("r.1-kind"), "{}", added.text());
    let counted = plain(&owner.submit(NEW, NEW, &[bought("Buyers", "1"), vec![("do", "count")]].concat()).text());
    assert!(counted.contains("In this segment: under 10") && counted.contains("may be asked: under 10"), "{counted}");
    let fragment = plain(&owner.submit(NEW, "/admin/segments/count", &bought("", "5")).text());
    assert!(fragment.contains("In this segment: 0") && !fragment.contains("<html"), "{fragment}");
    assert!(owner.submit(NEW, "/admin/segments/count", &bought("", "")).text().contains("isn’t complete"));
    assert!(kept(&test).is_empty());

    assert_eq!(owner.submit(NEW, NEW, &bought("Buyers", "1")).status, StatusCode::SEE_OTHER);
    test.catch_up();
    let [segment] = kept(&test).try_into().unwrap();
    assert_eq!(segment.rule, Condition::parse(r#"{"all": [{"did": {"event": "Order Completed"}}]}"#).unwrap());
    let (page, edit) = (one(segment.id), format!("{}/edit", one(segment.id)));
    assert!(owner.get(&page).text().contains("under 10"));
    let again = owner.submit(NEW, NEW, &bought("Buyers", "2"));
    assert!(again.status == StatusCode::UNPROCESSABLE_ENTITY && again.text().contains("Another segment has this name"));

    let reply = owner.submit(&edit, &edit, &bought("Buyers", "2"));
    assert_eq!(reply.header("location"), format!("{page}?done=segment-changed"), "{}", reply.text());
    test.catch_up();
    assert!(owner.get(&format!("{page}/members")).text().contains("Nobody is in it"));

    // Another that names it keeps it from being deleted, and is named.
    let id = segment.id.to_string();
    let naming =
        [("name", "Others"), ("purpose", "personalise"), ("r-kind", "not"), ("r.0-kind", "segment"), ("r.0-segment", &id)];
    assert_eq!(owner.submit(NEW, NEW, &naming).status, StatusCode::SEE_OTHER);
    let refused = owner.submit(&edit, &format!("{page}/delete"), &[("typed", "Buyers")]);
    assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.text().contains("Others"), "{}", refused.text());
    assert!(owner.get(&page).text().contains("Others"));
    let other = kept(&test).into_iter().find(|one| one.name == "Others").unwrap().id;
    let circle = [
        ("name", "Buyers"),
        ("purpose", "personalise"),
        ("r-kind", "all"),
        ("r.0-kind", "segment"),
        ("r.0-segment", &other.to_string()),
    ];
    let reply = owner.submit(&edit, &edit, &circle);
    assert!(
        reply.status == StatusCode::UNPROCESSABLE_ENTITY && reply.text().contains("leads back to this one"),
        "{}",
        reply.text()
    );
    for (id, name) in [(other, "Others"), (segment.id, " Buyers ")] {
        let (form, action) = (format!("{}/edit", one(id)), format!("{}/delete", one(id)));
        let mistyped = owner.submit(&form, &action, &[("typed", "Other")]);
        assert!(mistyped.text().contains("href=\"#f-typed\""), "{}", mistyped.text());
        let reply = owner.submit(&form, &action, &[("typed", name)]);
        assert_eq!(reply.header("location"), format!("{PATH}?done=segment-deleted"), "{}", reply.text());
    }
    assert!(kept(&test).is_empty());
    assert_eq!(owner.get(&page).status, StatusCode::NOT_FOUND);
    let log = owner.get("/admin/settings/audit").text();
    assert!(log.contains("Segment made") && log.contains("Segment deleted"), "{log}");
}

#[test]
fn members_are_shown_to_whom_their_orders_are_and_the_look_is_logged() {
    let test = TestApp::new();
    let mut owner = Browser::of_new_store(&test);
    let key = test.key(Scope::Server);
    test.feed(&key, &[identify("u1"), order("u1")]);
    let customer = customer_of(&test, "u1");
    agree(&test, customer);
    assert_eq!(owner.submit(NEW, NEW, &bought("Buyers", "1")).status, StatusCode::SEE_OTHER);
    test.catch_up();
    let members = format!("{}/members", one(kept(&test)[0].id));
    let choices = test.app.db.record.read(|tx| consent::load(tx, customer)).unwrap();
    let mut told = 0;
    for team in Recipient::TEAMS {
        let mut reader = signed_in(&test, &mut owner, &format!("{}@shop.example", team.word()), Role::Member, &[team.word()]);
        let mut open = choices.visible_to(team, test.clock.now());
        if Purpose::FulfilOrders.recipients().contains(&team) {
            open = open.with(choices.unspoken());
        }
        let is_open = open.contains(Category::Orders);
        let page = reader.get(&members).text();
        assert_eq!(page.contains(&customer.to_string()), is_open, "{}: {page}", team.word());
        assert_eq!(page.contains("Some customers are not listed"), !is_open, "{}", team.word());
        let person = reader.get(&format!("/admin/customers/{customer}")).text();
        assert_eq!(person.contains("Buyers"), is_open, "{}: {person}", team.word());
        assert_eq!(reader.get(NEW).status, StatusCode::FORBIDDEN, "a role that works changes no segments");
        told += usize::from(is_open);
    }
    assert!(told > 0 && told < Recipient::TEAMS.len());
    let looks = AccessLog::of_customer(&test.app.db.access, &[customer], 100).unwrap();
    assert_eq!(looks.iter().filter(|look| look.place == "segment").count(), told);
}
