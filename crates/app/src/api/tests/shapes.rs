//! The shapes of rules and plans: the document says of them what the code reads.

use super::Shop;
use crate::api::openapi::document;
use automation::journeys::{self, Ready};
use automation::{campaigns, segments};
use axum::http::Method;
use base::id::SegmentId;
use foundation::rules::{self, Condition};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::time::Duration;

const SEGMENT: &str = "seg_06ez5q0a01x113dsq98x88e1gg";
const HOOK: &str = "whk_06ez5q0a01x113dsq98x88e1gg";

/// Keywords that ask nothing, or nothing of values of other types.
const ELSEWHERE: [&str; 18] = [
    "description",
    "examples",
    "default",
    "pattern",
    "format",
    "required",
    "properties",
    "additionalProperties",
    "items",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "minLength",
    "maxLength",
];

/// The named schemas of the document.
struct Shapes(Value);

impl Shapes {
    fn new() -> Self {
        Self(document()["components"]["schemas"].take())
    }

    fn led<'s>(&'s self, schema: &'s Value) -> &'s Value {
        match schema["$ref"].as_str().and_then(|path| path.rsplit('/').next()) {
            Some(name) => self.led(&self.0[name]),
            None => schema,
        }
    }

    fn fits(&self, name: &str, value: &Value) -> bool {
        self.holds(&self.0[name], value)
    }

    /// Whether a value is of a shape, by the keywords that the document uses; one that is not known here fails the test. Patterns
    /// and formats are left aside.
    fn holds(&self, schema: &Value, value: &Value) -> bool {
        let Some(keywords) = schema.as_object() else { return *schema == json!(true) };
        keywords.iter().all(|(keyword, said)| match (keyword.as_str(), value) {
            ("$ref", _) => self.holds(self.led(schema), value),
            ("oneOf", _) => all(said).iter().filter(|one| self.holds(one, value)).count() == 1,
            ("anyOf", _) => all(said).iter().any(|one| self.holds(one, value)),
            ("not", _) => !self.holds(said, value),
            ("const", _) => said == value,
            ("enum", _) => all(said).contains(value),
            ("type", _) => said.as_array().map_or_else(|| is_of(said, value), |types| types.iter().any(|one| is_of(one, value))),
            ("required", Value::Object(map)) => all(said).iter().all(|name| map.contains_key(word(name))),
            ("properties", Value::Object(map)) => {
                map.iter().all(|(name, value)| said.get(name).is_none_or(|schema| self.holds(schema, value)))
            }
            ("additionalProperties", Value::Object(map)) => {
                let known = |name: &str| keywords.get("properties").is_some_and(|known| known.get(name).is_some());
                map.iter().filter(|(name, _)| !known(name)).all(|(_, value)| self.holds(said, value))
            }
            ("items", Value::Array(items)) => items.iter().all(|one| self.holds(said, one)),
            ("minItems", Value::Array(items)) => items.len() as f64 >= number(said),
            ("maxItems", Value::Array(items)) => items.len() as f64 <= number(said),
            ("uniqueItems", Value::Array(items)) => items.iter().enumerate().all(|(at, one)| !items[..at].contains(one)),
            ("minimum", Value::Number(_)) => number(value) >= number(said),
            ("maximum", Value::Number(_)) => number(value) <= number(said),
            ("exclusiveMinimum", Value::Number(_)) => number(value) > number(said),
            ("exclusiveMaximum", Value::Number(_)) => number(value) < number(said),
            ("minLength", Value::String(text)) => text.chars().count() as f64 >= number(said),
            ("maxLength", Value::String(text)) => text.chars().count() as f64 <= number(said),
            (other, _) => {
                assert!(ELSEWHERE.contains(&other), "{other} is not known here");
                true
            }
        })
    }

    /// The schema at a way of members, `[]` for what a list is of.
    fn at(&self, way: &str) -> &Value {
        let (first, rest) = way.split_once('.').unwrap_or((way, ""));
        rest.split('.')
            .filter(|part| !part.is_empty())
            .fold(&self.0[first], |schema, part| self.member(schema, part).unwrap_or_else(|| panic!("{way}: no {part}")))
    }

    fn member<'s>(&'s self, schema: &'s Value, name: &str) -> Option<&'s Value> {
        let schema = self.led(schema);
        match schema.get("oneOf") {
            Some(kinds) => all(kinds).iter().find_map(|kind| self.member(kind, name)),
            None if name == "[]" => schema.get("items"),
            None => schema.get("properties")?.get(name),
        }
    }

    /// The names of an object's members, or of the kinds of which it is one.
    fn names(&self, schema: &Value) -> BTreeSet<String> {
        let schema = self.led(schema);
        if let Some(words) = schema.get("enum") {
            return all(words).iter().map(|one| word(one).to_owned()).collect();
        }
        let Some(kinds) = schema.get("oneOf") else {
            return schema["properties"].as_object().unwrap().keys().cloned().collect();
        };
        let of = |kind: &Value| {
            let kind = self.led(kind);
            match (kind.get("const"), kind.get("required")) {
                (Some(one), _) => BTreeSet::from([word(one).to_owned()]),
                (None, Some(one)) => all(one).iter().map(|one| word(one).to_owned()).collect(),
                (None, None) => self.names(kind),
            }
        };
        all(kinds).iter().flat_map(of).collect()
    }
}

fn all(said: &Value) -> &[Value] {
    said.as_array().unwrap()
}

fn word(said: &Value) -> &str {
    said.as_str().unwrap()
}

fn number(said: &Value) -> f64 {
    said.as_f64().unwrap()
}

fn is_of(kind: &Value, value: &Value) -> bool {
    match word(kind) {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.is_i64() || value.is_u64(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("{other} is no type"),
    }
}

/// The names that the code knows, of a struct's fields or of an enum's kinds: it lists them where it is told another.
fn known<T: DeserializeOwned>() -> BTreeSet<String> {
    let said = serde_json::from_str::<T>(r#"{"?": 0}"#).err().unwrap().to_string();
    let (_, listed) = said.split_once("expected ").unwrap();
    listed.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn every_name_is_the_codes_own() {
    let shapes = Shapes::new();
    for (way, names) in [
        ("Rule", known::<Condition>()),
        ("Rule.did", known::<rules::Did>()),
        ("Rule.did.where.[]", known::<rules::Filter>()),
        ("Rule.did.where.[].test", known::<rules::Test>()),
        ("Rule.did.count", known::<rules::Bound<u32>>()),
        ("Rule.did.when", known::<rules::When>()),
        ("Rule.did.when.own_days", known::<rules::Days>()),
        ("Rule.measured", known::<rules::Measured>()),
        ("Rule.measured.take", known::<rules::Take>()),
        ("Rule.measured.is", known::<rules::Bound<rules::Amount>>()),
        ("Rule.spent", known::<rules::Spent>()),
        ("Rule.followed", known::<rules::Followed>()),
        ("Rule.followed.first", known::<rules::Events>()),
        ("Rule.trait", known::<rules::TraitIs>()),
        ("Rule.agreed", known::<rules::Agreed>()),
        ("Rule.stage.[]", known::<rules::Stage>()),
        ("JourneyPlan", known::<journeys::Plan>()),
        ("JourneyPlan.entry", known::<journeys::Entry>()),
        ("JourneyPlan.entry.date", known::<journeys::DateEntry>()),
        ("JourneyPlan.entry.date.of", known::<journeys::DateOf>()),
        ("JourneyPlan.reentry", known::<journeys::Reentry>()),
        ("JourneyPlan.goal", known::<journeys::Goal>()),
        ("JourneyPlan.steps.[]", known::<journeys::Step>()),
        ("JourneyStep.wait_until", known::<journeys::WaitUntil>()),
        ("JourneyStep.wait_for", known::<journeys::WaitFor>()),
        ("JourneyStep.branch", known::<journeys::When>()),
        ("JourneyStep.split", known::<journeys::Split>()),
        ("JourneyStep.split.parts.[]", known::<journeys::Part>()),
        ("JourneyStep.webhook", known::<journeys::Hook>()),
        ("JourneyStep.task", known::<journeys::Task>()),
        ("CampaignPlan", known::<campaigns::Plan>()),
        ("CampaignPlan.variants.[]", known::<campaigns::Variant>()),
        ("CampaignPlan.start", known::<campaigns::Start>()),
    ] {
        assert_eq!(shapes.names(shapes.at(way)), names, "{way}");
    }
}

/// Every kind of condition, each with all that it may say, and every window.
fn every_rule() -> Value {
    let filters = json!([
        {"property": "products.category", "test": {"is": "Tea"}}, {"property": "a", "test": {"is_not": 2}},
        {"property": "b", "test": {"any_of": [true, "", 1.5]}}, {"property": "c", "test": {"contains": "x"}},
        {"property": "d", "test": {"exists": false}}, {"property": "e", "test": {"at_least": -1}},
        {"property": "f", "test": {"at_most": 99_999_999_999_i64}},
    ]);
    let did = |when: Value| json!({"did": {"event": "Product Viewed", "when": when}});
    let events = |name: &str| json!({"event": name, "where": filters});
    json!({"all": [
        {"did": {"event": "Product Viewed", "where": filters, "count": {"exactly": 0}}},
        did(json!("ever")), did(json!({"last_hours": 48})), did(json!({"last_days": 0})), did(json!({"before_days": 366})),
        did(json!({"days_ago": [7, 1]})), did(json!({"dates": ["2026-01-01", "2026-02-01"]})),
        did(json!({"own_days": {"last_days": 3}})), did(json!({"own_days": {"dates": ["2026-01-01", "2026-02-01"]}})),
        {"measured": {"event": "identify", "property": "price", "take": "last", "is": {"at_most": 2.5}, "when": {"last_days": 1}}},
        {"spent": {"currency": "SAR", "is": {"at_least": 100}, "when": {"before_days": 3}}},
        {"followed": {"first": events("A"), "then": events("B"), "within_hours": 8_784, "happened": false, "when": "ever"}},
        {"trait": {"name": "plan", "test": {"is": "gold"}}},
        {"agreed": {"purpose": "marketing_email"}},
        {"stage": ["visitor", "new", "loyal", "active", "at_risk", "lost"]},
        {"any": [{"not": {"any": []}}, {"stage": ["new"]}]},
    ]})
}

/// Every kind of step, each with all that it may say.
fn every_step() -> Value {
    let on = |event: &str| json!({"event": event});
    json!({
        "entry": {"date": {"of": {"trait": "renewal"}, "days": -180, "time": "09:00", "each_year": false}},
        "filter": {"stage": ["loyal"]},
        "purpose": "personalise",
        "reentry": {"after_days": 30},
        "exits": [on("Order Refunded")],
        "goal": {"event": on("Order Completed"), "within_days": 90, "leaves": true},
        "holdout_percent": 50,
        "steps": [
            {"id": "first-1", "wait": {"minutes": 527_040}},
            {"wait_until": {"time": "09:30:00", "weekdays": [1, 7]}},
            {"send": {"letter": "win_back"}},
            {"set_trait": {"name": "level", "value": 2}},
            {"webhook": {"endpoint": HOOK, "data": ["name", "orders"]}},
            {"task": {"team": "support", "text": "Call them"}},
            {"add_to_list": {"list": SEGMENT}},
            {"remove_from_list": {"list": SEGMENT}},
            {"wait_for": {"event": on("Product Added"), "minutes": 60, "then": [{"leave": {}}], "otherwise": []}},
            {"branch": {"if": every_rule(), "then": [{"id": "inner", "wait": {"minutes": 1}}]}},
            {"split": {"parts": [{"percent": 0}, {"percent": 100, "steps": [{"leave": {}}]}]}},
        ],
    })
}

#[test]
fn what_is_written_here_and_comes_with_amana_fits() {
    let shapes = Shapes::new();
    for ready in Ready::ALL {
        assert!(shapes.fits("JourneyPlan", &ready.plan().to_value()), "{}", ready.word());
    }
    for ready in crate::segments::Ready::ALL {
        assert!(shapes.fits("Rule", &json!(ready.rule())), "{}", ready.word());
    }
    let list: SegmentId = SEGMENT.parse().unwrap();
    assert!(shapes.fits("Rule", &json!(segments::list_rule(list))), "a list's");
    for (name, schema) in shapes.0.as_object().unwrap() {
        for example in schema["examples"].as_array().into_iter().flatten() {
            assert!(shapes.fits(name, example), "{name}: {example}");
        }
    }
    for entry in [json!("api"), json!({"segment": SEGMENT}), json!({"event": {"event": "Order Completed"}})] {
        let plan = changed(every_step(), "/entry", &entry);
        assert!(shapes.fits("JourneyPlan", &plan) && journeys::Plan::parse(&plan.to_string(), |_| true).is_ok(), "{entry}");
    }
    assert!(shapes.fits("CampaignPlan", &json!(campaigns::Plan::empty())), "one that says nothing yet");
}

#[test]
fn what_is_kept_is_answered_in_its_shape() {
    let (shop, shapes) = (Shop::new(), Shapes::new());
    let make = |what: &str, body: &Value| {
        let reply = shop.app.request(Method::POST, &format!("/api/v1/{what}"), &shop.admin, body);
        assert_eq!(reply.status, 200, "{what}: {}", reply.text());
        reply.json()
    };
    let named = |name: &str| json!({"name": name, "purpose": "personalise"});
    for body in [changed(named("All"), "/rule", &every_rule()), changed(named("Picked"), "/list", &json!(true))] {
        let made = make("segments", &body);
        assert!(shapes.fits("Segment", &made), "{made}");
        assert_ne!(shapes.fits("SegmentWanted", &body), shapes.fits("ListWanted", &body), "it is one of the two");
    }
    let journey = make("journeys", &json!({"name": "Long", "plan": every_step()}));
    assert!(shapes.fits("JourneyWhole", &journey) && shapes.fits("JourneyPlan", &journey["draft"]), "{journey}");
    let day = shop.app.app.clock.now().plus(Duration::from_hours(48)).to_rfc3339();
    for start in [json!("now"), json!({"at": day}), json!({"local": "2027-12-01T09:00:00"})] {
        let variants = json!([{"letter": "win_back", "percent": 50}, {"letter": "welcome", "percent": 50}]);
        let plan = json!({"segments": [SEGMENT], "without": [SEGMENT], "variants": variants, "topic": "news", "start": start,
            "per_hour": 600, "holdout_percent": 10});
        assert!(shapes.fits("CampaignPlan", &plan), "{plan}");
        let campaign = make("campaigns", &json!({"name": "Spring", "plan": plan}));
        assert!(shapes.fits("CampaignWhole", &campaign), "{campaign}");
    }
    let flawed = make("campaigns", &json!({"name": "Empty", "plan": {"segments": [], "variants": [], "per_hour": 0}}));
    assert!(shapes.fits("CampaignWhole", &flawed), "{flawed}");
}

/// The value with another at a place, which need not be there yet.
fn changed(mut value: Value, place: &str, to: &Value) -> Value {
    let (way, last) = place.rsplit_once('/').unwrap();
    match value.pointer_mut(way).unwrap() {
        Value::Array(items) => items[last.parse::<usize>().unwrap()] = to.clone(),
        other => other[last] = to.clone(),
    }
    value
}

/// At each limit both take the first, and neither takes the second.
fn assert_limits(
    whole: &Value,
    reads: impl Fn(&Value) -> bool,
    fits: impl Fn(&Value) -> bool,
    limits: Vec<(&str, Value, Value)>,
) {
    assert!(reads(whole) && fits(whole), "{whole}");
    for (place, within, beyond) in limits {
        let (within, beyond) = (changed(whole.clone(), place, &within), changed(whole.clone(), place, &beyond));
        assert_eq!((reads(&within), fits(&within)), (true, true), "{place} within");
        assert_eq!((reads(&beyond), fits(&beyond)), (false, false), "{place} beyond");
    }
}

#[test]
fn the_limits_of_rules_are_the_codes_own() {
    let shapes = Shapes::new();
    let filter = json!({"property": "a", "test": {"is": 1}});
    let limits = vec![
        ("/all/0/did/where", json!(vec![filter.clone(); 10]), json!(vec![filter; 11])),
        ("/all/0/did/event", json!("x".repeat(200)), json!("x".repeat(201))),
        ("/all/0/did/event", json!("List Changed"), json!("Consent Updated")),
        ("/all/0/did/where/2/test/any_of", json!(vec![1; 100]), json!(vec![1; 101])),
        ("/all/0/did/where/2/test/any_of", json!([""]), json!([])),
        ("/all/0/did/where/0/test/is", json!("x".repeat(200)), json!("x".repeat(201))),
        ("/all/0/did/where/6/test/at_most", json!(-99_999_999_999_i64), json!(-100_000_000_000_i64)),
        ("/all/2/did/when/last_hours", json!(1), json!(0)),
        ("/all/2/did/when/last_hours", json!(48), json!(49)),
        ("/all/3/did/when/last_days", json!(366), json!(367)),
        ("/all/5/did/when/days_ago", json!([366, 0]), json!([367, 0])),
        ("/all/7/did/when/own_days/last_days", json!(366), json!(367)),
        ("/all/9/measured/when", json!("ever"), json!({"last_hours": 1})),
        ("/all/11/followed/within_hours", json!(1), json!(0)),
        ("/all/11/followed/within_hours", json!(8_784), json!(8_785)),
        ("/all/14/stage", json!(["new"]), json!([])),
        ("/all/14/stage", json!(["new", "lost"]), json!(["new", "new"])),
        ("/all/14", json!({"agreed": {"purpose": "loyalty"}}), json!({"agreed": {"purpose": "greed"}})),
    ];
    let reads = |rule: &Value| Condition::parse(&rule.to_string()).is_ok();
    assert_limits(&every_rule(), reads, |rule| shapes.fits("Rule", rule), limits);
}

#[test]
fn the_limits_of_plans_are_the_codes_own() {
    let shapes = Shapes::new();
    let on = json!({"event": "Order Refunded"});
    let half = |number: usize| json!({"parts": vec![json!({"percent": 100 / number}); number]});
    let limits = vec![
        ("/entry/date/days", json!(180), json!(181)),
        ("/entry/date/days", json!(-180), json!(-181)),
        ("/reentry/after_days", json!(65_535), json!(65_536)),
        ("/exits", json!(vec![on.clone(); 10]), json!(vec![on; 11])),
        ("/goal/within_days", json!(1), json!(0)),
        ("/goal/within_days", json!(90), json!(91)),
        ("/holdout_percent", json!(50), json!(51)),
        ("/steps", json!([{"leave": {}}]), json!([])),
        ("/steps", json!(vec![json!({"leave": {}}); 100]), json!(vec![json!({"leave": {}}); 101])),
        ("/steps/0/wait/minutes", json!(1), json!(0)),
        ("/steps/0/wait/minutes", json!(527_040), json!(527_041)),
        ("/steps/1/wait_until/weekdays", json!([1, 7]), json!([0])),
        ("/steps/1/wait_until/weekdays", json!([1, 2]), json!([2, 2])),
        ("/steps/3/set_trait/value", json!(true), json!([true])),
        ("/steps/4/webhook/data", json!(["email"]), json!(["messages"])),
        ("/steps/5/task/team", json!("fulfilment"), json!("automation")),
        ("/steps/5/task/text", json!("x".repeat(300)), json!("x".repeat(301))),
        ("/steps/5/task/text", json!("x"), json!("")),
        ("/steps/8/wait_for/minutes", json!(1), json!(0)),
        ("/steps/10/split", half(2), half(1)),
        ("/steps/10/split", half(10), half(20)),
        ("/purpose", json!("loyalty"), json!("greed")),
        ("/entry", json!("api"), json!("now")),
    ];
    let reads = |plan: &Value| journeys::Plan::parse(&plan.to_string(), |_| true).is_ok();
    let fits = |plan: &Value| shapes.fits("JourneyPlan", plan);
    assert_limits(&every_step(), reads, fits, limits);
    let titled = changed(every_step(), "/title", &json!("x"));
    assert!(!reads(&titled) && !fits(&titled), "what a plan does not have");
}
