//! The shapes of journeys and their plans, for the OpenAPI description.

use super::openapi::reference;
use super::rule_schemas::name;
use super::schemas::{
    amount, count, currency, hour, id, kind, letter, list, object, one_of, text, time, time_or_null, told, wanted, words,
};
use automation::journeys::{
    DATE_DAYS_MAX, DEPTH_MAX, EXITS_MAX, GOAL_DAYS_MAX, HOLDOUT_PERCENT_MAX, ID_BYTES_MAX, JourneyState, MINUTES_MAX, PARTS_MAX,
    RunState, STEPS_MAX, TASK_CHARS_MAX,
};
use capabilities::webhooks::SENT_DATA;
use foundation::consent::{Category, Recipient};
use serde_json::{Value, json};

pub(super) fn journeys() -> Value {
    let mut whole = journey();
    let flawed = "One that a person is still writing: with faults, it can't be begun.";
    let draft = json!({"anyOf": [reference("JourneyPlan"), {"type": ["object", "null"], "description": flawed}]});
    let in_force = json!({"anyOf": [reference("JourneyPlan"), {"type": "null"}], "description": "Of the version in force."});
    let counts = list(object(json!({"step": count(), "outcome": text(), "people": count()})));
    for (name, schema) in [("draft", draft), ("plan", in_force), ("counts", counts)] {
        whole["properties"][name] = schema;
        if let Some(required) = whole["required"].as_array_mut() {
            required.push(json!(name));
        }
    }
    json!({
        "Journey": journey(),
        "JourneyWhole": whole,
        "JourneyPlan": plan(),
        "JourneyStep": step(),
        "JourneyPerson": object(json!({"journey": id("jou"), "customer": id("cus"), "recorded": {"type": "boolean"}})),
        "JourneyDeleted": object(json!({"id": id("jou"), "deleted": {"type": "boolean"}})),
        "Run": run(),
    })
}

fn journey() -> Value {
    object(json!({
        "id": id("jou"),
        "name": text(),
        "state": words(&JourneyState::ALL, JourneyState::word),
        "version": {"type": ["integer", "null"], "description": "The one that people begin now."},
        "made_at": time(),
        "changed_at": time(),
        "inside": count(),
        "begun": count(),
        "reached_goal": count(),
    }))
}

fn run() -> Value {
    let states: Vec<Value> = RunState::ALL.iter().map(|state| json!(state.word())).chain([Value::Null]).collect();
    object(json!({
        "id": id("run"),
        "journey": id("jou"),
        "version": count(),
        "customer": id("cus"),
        "event": {"type": ["string", "null"], "pattern": "^evt_[0-9a-z]{26}$", "description": "What let them in, where it was an event."},
        "state": {"type": ["string", "null"], "enum": states},
        "step": {"type": ["integer", "null"]},
        "path": list(object(json!({"version": count(), "step": count(), "at": time(), "outcome": text()}))),
        "begun_at": time(),
        "changed_at": time(),
        "due_at": time_or_null(),
        "held_out": {"type": "boolean"},
        "goal_at": time_or_null(),
        "revenue": {"type": ["object", "null"], "properties": {"currency": currency(), "amount": amount()}},
        "shared": {"type": "boolean", "description": "False where the customer shares what it tells of with no team: it is left out then."},
    }))
}

fn plan() -> Value {
    let mut plan = wanted(
        &["entry", "purpose", "steps"],
        json!({
            "entry": entry(),
            "filter": told(reference("Rule"), "Who goes in, of those to whom the entry happens."),
            "purpose": told(reference("Purpose"), "What the data is used for that the journey reads: only who agreed to that goes in."),
            "reentry": reentry(),
            "exits": {"type": "array", "maxItems": EXITS_MAX, "items": reference("Events"), "description": "Whoever does one of these leaves."},
            "goal": goal(),
            "holdout_percent": {
                "type": "integer",
                "minimum": 0,
                "maximum": HOLDOUT_PERCENT_MAX,
                "default": 0,
                "description": "Of a hundred people, how many get nothing, to compare with; nobody of what is no advertising.",
            },
            "steps": {"type": "array", "minItems": 1, "maxItems": STEPS_MAX, "items": reference("JourneyStep")},
        }),
    );
    plan["examples"] = json!([{
        "entry": {"event": {"event": "Product Added"}},
        "purpose": "personalise",
        "reentry": "restart",
        "exits": [{"event": "Order Completed"}],
        "goal": {"event": {"event": "Order Completed"}, "within_days": 7},
        "holdout_percent": 5,
        "steps": [{"wait": {"minutes": 60}}, {"send": {"letter": "abandoned_cart"}}],
    }]);
    told(plan, &format!("What happens to whom: {STEPS_MAX} steps at most, those in branches counted, {DEPTH_MAX} branches deep."))
}

fn entry() -> Value {
    let of =
        json!({"oneOf": [{"const": "birth_date"}, kind("trait", "A trait that holds a date such as `2026-05-04`.", &name())]});
    let date = wanted(
        &["of", "time"],
        json!({
            "of": of,
            "days": {
                "type": "integer",
                "minimum": -i32::from(DATE_DAYS_MAX),
                "maximum": DATE_DAYS_MAX,
                "default": 0,
                "description": "So many days after it; before it where negative.",
            },
            "time": hour(),
            "each_year": {"type": "boolean", "default": true, "description": "Each year it comes round, not on the date itself alone."},
        }),
    );
    json!({
        "description": "What lets somebody in.",
        "oneOf": [
            kind("event", "Something happens.", &reference("Events")),
            kind("segment", "They come into a segment.", &id("seg")),
            kind("date", "A day comes for them.", &date),
            {"const": "api", "description": "The store's own program says so: `letInPerson`."},
        ],
    })
}

fn reentry() -> Value {
    let days = json!({"type": "integer", "minimum": 0, "maximum": u16::MAX});
    json!({
        "default": "always",
        "description": "Whether somebody who was inside may go in again: `always` as soon as they are out; with `restart`, where it \
            happens again while they are at the first wait, the wait begins anew.",
        "oneOf": [
            one_of(&["never", "always", "restart"]),
            kind("after_days", "So many days after they last went in.", &days),
        ],
    })
}

fn goal() -> Value {
    let goal = wanted(
        &["event", "within_days"],
        json!({
            "event": reference("Events"),
            "within_days": {"type": "integer", "minimum": 1, "maximum": GOAL_DAYS_MAX, "description": "Counted for so long after they went in."},
            "leaves": {"type": "boolean", "default": false, "description": "Whether whoever reached it leaves."},
        }),
    );
    told(goal, "What people are hoped to do, which is counted.")
}

/// What holds no steps stands before what does, so that the first kind is an example that has an end.
fn step() -> Value {
    let minutes = json!({"type": "integer", "minimum": 1, "maximum": MINUTES_MAX});
    let value = json!({"type": ["string", "number", "boolean"]});
    let a_list = wanted(&["list"], json!({"list": id("seg")}));
    let wait_for = wanted(
        &["event", "minutes"],
        json!({"event": reference("Events"), "minutes": minutes, "then": steps("Where it happened."), "otherwise": steps("Where it did not.")}),
    );
    let branch = wanted(
        &["if"],
        json!({"if": reference("Rule"), "then": steps("Where it holds."), "otherwise": steps("Where it does not.")}),
    );
    let mut kinds = [
        kind("wait", "For so many minutes.", &wanted(&["minutes"], json!({"minutes": minutes}))),
        kind("wait_until", "Until an hour of the customer's day.", &wait_until()),
        kind("send", "A letter.", &wanted(&["letter"], json!({"letter": letter()}))),
        kind(
            "set_trait",
            "Notes something about the customer.",
            &wanted(&["name", "value"], json!({"name": name(), "value": value})),
        ),
        kind("webhook", "Tells an address of the store's own, or of a company.", &webhook()),
        kind("task", "Asks a team to do something.", &task()),
        kind("add_to_list", "Puts them on a list.", &a_list),
        kind("remove_from_list", "Takes them from a list.", &a_list),
        kind("leave", "The end, here.", &wanted(&[], json!({}))),
        kind("wait_for", "Until something happens, or a time is over.", &wait_for),
        kind("branch", "A turn by a rule, asked when somebody comes to it.", &branch),
        kind("split", "Ways that people are spread over by chance, anew for each run.", &split()),
    ];
    for kind in &mut kinds {
        kind["properties"]["id"] = json!({
            "type": "string",
            "pattern": format!("^[A-Za-z0-9_-]{{1,{ID_BYTES_MAX}}}$"),
            "description": "No other step has it. One without is given one.",
        });
    }
    json!({"description": "An object with a member that names its kind, and the step's `id`.", "oneOf": kinds})
}

fn steps(description: &str) -> Value {
    json!({"type": "array", "items": reference("JourneyStep"), "default": [], "description": description})
}

fn wait_until() -> Value {
    let weekdays = json!({
        "type": "array",
        "uniqueItems": true,
        "items": {"type": "integer", "minimum": 1, "maximum": 7},
        "description": "1 for Monday to 7 for Sunday (ISO 8601); any day where none is named.",
    });
    wanted(&["time"], json!({"time": hour(), "weekdays": weekdays}))
}

fn split() -> Value {
    let percent = json!({"type": "integer", "minimum": 0, "maximum": 100, "description": "They come to 100 together."});
    let part = wanted(&["percent"], json!({"percent": percent, "steps": steps("Of those who go this way.")}));
    wanted(&["parts"], json!({"parts": {"type": "array", "minItems": 2, "maxItems": PARTS_MAX, "items": part}}))
}

fn webhook() -> Value {
    let kinds: Vec<&str> = SENT_DATA.iter().map(Category::word).collect();
    let data = json!({
        "type": "array",
        "items": one_of(&kinds),
        "default": [],
        "description": "The kinds of data that it carries, as far as the customer allows it when it is sent.",
    });
    wanted(&["endpoint"], json!({"endpoint": id("whk"), "data": data}))
}

fn task() -> Value {
    let text = json!({"type": "string", "minLength": 1, "maxLength": TASK_CHARS_MAX, "description": "One line."});
    wanted(&["team", "text"], json!({"team": words(&Recipient::TEAMS, Recipient::word), "text": text}))
}
