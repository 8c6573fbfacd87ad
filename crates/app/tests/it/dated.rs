//! Journeys that begin by a day that comes, or because the store's own program says so; and groups that a merge does not change.

use crate::journeys::{added, cart, shopper};
use crate::support::{Node, Shop};
use automation::journeys::{self, DateEntry, DateOf, Entry, Plan, Ready, Reentry, Run, RunState};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use base::id::JourneyId;
use base::{Clock as _, Timestamp};
use foundation::consent::{Basis, Category, CategorySet, Decision, Purpose, State};
use foundation::journal::JOURNEY_REQUESTED;
use foundation::staff::Scope;
use foundation::vault::{AccessLog, LogRow};
use serde_json::{Value, json};
use std::time::Duration;

const HOUR: Duration = Duration::from_hours(1);
const DAY: Duration = Duration::from_hours(24);

/// Somebody who told a birth date, in a zone, and agreed to be greeted on it, or did not.
fn born(node: &Node, key: &str, user: &str, date: &str, zone: &str, agrees: bool) {
    let traits = json!({"email": format!("{user}@mail.example"), "birthday": date, "timezone": zone});
    node.send(key, &[json!({"type": "identify", "userId": user, "traits": traits})]);
    for purpose in [Purpose::Personalise, Purpose::MarketingEmail] {
        let about = Decision::about(purpose, State::Given, Basis::Consent, node.clock.now(), "api");
        let birth = if agrees { CategorySet::of(&[Category::BirthDate]) } else { CategorySet::EMPTY };
        node.decide(node.whose(user), Decision { categories: about.categories.with(birth), ..about });
    }
    // A birth date is kept only of whom it may be used: it is told once more, now that they agreed.
    node.send(key, &[json!({"type": "identify", "userId": user, "traits": {"birthday": date, "timezone": zone}})]);
    node.catch_up();
}

fn birthday() -> Plan {
    Plan { holdout_percent: 0, ..Ready::Birthday.plan() }
}

/// Lets the clock run from one whole hour to the next, everything keeping up.
fn run_until(shop: &Shop, node: &Node, moment: &str) {
    let moment = Timestamp::parse(moment).unwrap();
    while node.clock.now() < moment {
        let (now, hour) = (node.clock.now(), HOUR.as_micros() as i64);
        let whole = hour - now.micros().rem_euclid(hour);
        shop.wait(Duration::from_micros(moment.micros_since(now).min(whole).unsigned_abs()));
        node.catch_up();
    }
}

fn begun(node: &Node, user: &str) -> Vec<String> {
    node.runs(user).iter().map(|run| run.begun_at.to_rfc3339()).collect()
}

fn looks(node: &Node, user: &str) -> usize {
    let ids = [node.whose(user)];
    let rows: Vec<LogRow> = AccessLog::of_customer(&node.app.db.access, &ids, 100).unwrap();
    rows.iter().filter(|row| row.place.starts_with("journey:")).count()
}

#[test]
fn a_birthday_comes_at_nine_by_everybodys_own_clock_once_a_year() {
    // Stories begin on 4 May 2026 at noon UTC.
    let shop = Shop::open();
    let node = shop.node();
    let key = node.key(Scope::Server);
    born(&node, &key, "sara", "1990-05-06", "Asia/Tehran", true);
    born(&node, &key, "ali", "1985-05-06", "America/New_York", true);
    born(&node, &key, "mina", "1985-05-06", "Asia/Tehran", false);
    born(&node, &key, "late", "1985-05-04", "Asia/Tehran", true);
    let id = node.journey(birthday());
    run_until(&shop, &node, "2026-05-06T05:29:00Z");
    assert!(begun(&node, "sara").is_empty(), "half past five UTC is nine in Tehran");
    shop.wait(Duration::from_mins(1));
    node.catch_up();
    assert_eq!(begun(&node, "sara"), ["2026-05-06T05:30:00.000Z"]);
    run_until(&shop, &node, "2026-05-07T12:00:00Z");
    assert_eq!(begun(&node, "ali"), ["2026-05-06T13:00:00.000Z"]);
    assert!(begun(&node, "late").is_empty(), "hers was over before the journey began");
    assert!(node.messages(node.whose("sara")).iter().any(|message| message.letter.name() == "birthday"));
    // Who did not agree to this use of the date is not let in, and nothing is opened of them.
    assert!(begun(&node, "mina").is_empty());
    let counts = node.app.db.views.read(|tx| journeys::counts(tx, id)).unwrap();
    let of = |word: &str| counts.iter().filter(|count| count.outcome == word).map(|count| count.people).sum::<u64>();
    assert_eq!((of("begun"), of("not_allowed")), (2, 0), "{counts:?}");
    assert_eq!((looks(&node, "sara"), looks(&node, "mina")), (1, 0), "each date is opened once a year");
    // A year later again.
    shop.wait(DAY * 360);
    node.catch_up();
    run_until(&shop, &node, "2027-05-06T06:00:00Z");
    assert_eq!(begun(&node, "sara").len(), 2);
}

#[test]
fn a_day_that_nothing_ran_through_is_made_up_for_and_a_crash_doubles_nothing() {
    let shop = Shop::open();
    let node = shop.node();
    let key = node.key(Scope::Server);
    born(&node, &key, "leap", "2000-02-29", "UTC", true);
    node.journey(birthday());
    run_until(&shop, &node, "2026-05-04T14:00:00Z");
    node.crash();
    shop.wait(DAY * 299);
    let node = shop.node();
    node.catch_up();
    // 28 February 2027: there is no 29th. The node stands still from before nine until the evening.
    run_until(&shop, &node, "2027-02-28T07:00:00Z");
    assert!(begun(&node, "leap").is_empty());
    node.crash();
    shop.wait(HOUR * 12);
    let node = shop.node();
    node.catch_up();
    assert_eq!(begun(&node, "leap"), ["2027-02-28T19:00:00.000Z"]);
    node.crash();
    let node = shop.node();
    run_until(&shop, &node, "2027-03-02T00:00:00Z");
    assert_eq!(begun(&node, "leap").len(), 1);
}

#[test]
fn days_before_a_date_of_the_stores_own_once() {
    let shop = Shop::open();
    let node = shop.node();
    let key = node.key(Scope::Server);
    shopper(&node, &key, "sara");
    node.send(
        &key,
        &[json!({"type": "identify", "userId": "sara", "traits": {"contract_ends": "2026-05-20", "timezone": "UTC"}})],
    );
    let of = DateOf::Trait("contract_ends".to_owned());
    let entry = DateEntry { of, days: -7, time: "09:00".parse().unwrap(), each_year: false };
    node.journey(Plan { entry: Entry::Date(entry), reentry: Reentry::Always, goal: None, ..birthday() });
    run_until(&shop, &node, "2026-05-13T08:59:00Z");
    assert!(begun(&node, "sara").is_empty());
    run_until(&shop, &node, "2026-05-15T00:00:00Z");
    assert_eq!(begun(&node, "sara"), ["2026-05-13T09:00:00.000Z"]);
    shop.wait(DAY * 363);
    node.catch_up();
    run_until(&shop, &node, "2027-05-15T00:00:00Z");
    assert_eq!(begun(&node, "sara").len(), 1, "the date itself has passed");
}

#[test]
fn a_program_lets_in_whom_the_journey_takes_once_for_a_message() {
    let shop = Shop::open();
    let node = shop.node();
    let (key, admin) = (node.key(Scope::Server), node.key(Scope::Admin));
    for user in ["sara", "ali"] {
        shopper(&node, &key, user);
    }
    node.agrees("ali", Purpose::Personalise, State::Withdrawn);
    let id = node.journey(Plan { entry: Entry::Api, ..cart() });
    let by_event = node.journey(cart());
    let ask = |journey: JourneyId, body: &Value| -> (StatusCode, Value) {
        let path = format!("/api/v1/journeys/{journey}/people");
        let request = Request::post(path).header(header::AUTHORIZATION, format!("Bearer {admin}"));
        let reply = node.request(request.body(Body::from(body.to_string())).unwrap());
        (reply.status, serde_json::from_str(&reply.body).unwrap_or_default())
    };
    let sara = json!({"customer": node.whose("sara").to_string(), "message_id": "m-1", "properties": {"total": 12}});
    let of_ali = json!({"customer": node.whose("ali").to_string(), "properties": {"total": 12}});
    assert_eq!(ask(id, &sara).1["recorded"], true);
    assert_eq!(ask(id, &sara).1["recorded"], false, "the same message");
    assert_eq!(ask(id, &of_ali).0, StatusCode::OK);
    assert_eq!(ask(by_event, &sara).0, StatusCode::CONFLICT);
    let hidden = json!({"customer": node.whose("sara").to_string(), "properties": {"note": "write to a@b.example"}});
    assert_eq!(ask(id, &hidden).0, StatusCode::BAD_REQUEST);
    assert_eq!(ask(id, &json!({"customer": "sara"})).0, StatusCode::BAD_REQUEST);
    node.catch_up();
    let counts = node.app.db.views.read(|tx| journeys::counts(tx, id)).unwrap();
    let of = |word: &str| counts.iter().filter(|count| count.outcome == word).map(|count| count.people).sum::<u64>();
    assert_eq!((of("begun"), of("not_allowed")), (1, 1), "{counts:?}");
    // What is said of somebody is kept as far as they agreed to it.
    let said = node.events().into_iter().filter(|event| event.name == JOURNEY_REQUESTED);
    let said: Vec<(bool, bool)> =
        said.map(|event| (event.customer == node.whose("sara"), event.body.contains("total"))).collect();
    assert_eq!(said, [(true, true), (false, false)]);
    // Whoever sends an event of that name lets nobody in.
    node.send(
        &key,
        &[json!({"type": "track", "userId": "sara", "event": "Journey Requested", "properties": {"journey": id.to_string()}})],
    );
    shop.wait(HOUR * 2);
    node.catch_up();
    assert_eq!(node.runs("sara").len(), 1);
}

#[test]
fn a_merge_changes_nobodys_group() {
    let shop = Shop::open();
    let node = shop.node();
    let key = node.key(Scope::Server);
    let plan = Plan { holdout_percent: 50, reentry: Reentry::Always, ..Ready::AbandonedCart.plan() };
    node.journey(plan);
    let held = |run: &Run| run.held_out;
    for number in 0..12 {
        let (first, second) = (format!("a{number}"), format!("b{number}"));
        for user in [&first, &second] {
            shopper(&node, &key, user);
        }
        node.send(&key, &[added(&first)]);
        node.catch_up();
        let group = node.runs(&first).iter().any(held);
        // Of two who went in at one moment, either was first.
        shop.wait(Duration::from_secs(1));
        node.send(&key, &[added(&second)]);
        node.catch_up();
        node.send(&key, &[json!({"type": "alias", "userId": second, "previousId": first})]);
        node.catch_up();
        let inside = node.runs(&second).into_iter().filter(|run| run.state == RunState::Inside).count();
        assert_eq!(inside, usize::from(!group), "who is held out gets nothing: {number}");
        shop.wait(DAY * 8);
        node.catch_up();
        node.send(&key, &[added(&second)]);
        node.catch_up();
        assert_eq!(held(&node.runs(&second)[0]), group, "the group of whoever went in first: {number}");
    }
}
