//! The shapes of rules, for the OpenAPI description: what a segment asks, what a journey's filter and branches ask.

use super::openapi::reference;
use super::schemas::{id, kind, one_of, told, wanted, words};
use base::limits::NAME_BYTES_MAX;
use foundation::journal::OWN_NAMES;
use foundation::rules::{CONDITIONS_MAX, COUNT_IN_HOURS_MAX, DAYS_MAX, DEPTH_MAX, FILTERS_MAX, HOURS_MAX, Stage, VALUES_MAX};
use serde_json::{Value, json};

/// Numbers of a rule are smaller than this, and greater than its opposite.
const NUMBER_END: i64 = 100_000_000_000;

pub(super) fn rules() -> Value {
    json!({"Rule": rule(), "Window": window(), "Events": events(), "Filter": filter(), "Test": test()})
}

/// What asks something stands before what holds others, so that the first kind is an example that has an end.
fn rule() -> Value {
    let parts = json!({"type": "array", "maxItems": CONDITIONS_MAX - 1, "items": reference("Rule")});
    let stages = json!({"type": "array", "minItems": 1, "uniqueItems": true, "items": words(&Stage::ALL, Stage::word)});
    let agreed = wanted(&["purpose"], json!({"purpose": reference("Purpose")}));
    json!({
        "description": format!(
            "A condition on a customer's past: an object with one member, which names its kind. A rule has {CONDITIONS_MAX} \
             conditions and groups at most, {DEPTH_MAX} deep."
        ),
        "examples": [{"all": [
            {"did": {"event": "Product Viewed", "count": {"at_least": 3}, "when": {"last_days": 30}}},
            {"not": {"did": {"event": "Order Completed", "when": {"last_days": 30}}}},
        ]}],
        "oneOf": [
            kind("did", "How often something happened.", &did()),
            kind("measured", "What a property of some events comes to; where nothing was measured, no.", &measured()),
            kind("spent", "What was paid for orders, less what was paid back.", &spent()),
            kind("followed", "Something, and something else after it, or not.", &followed()),
            kind("trait", "The last value of a trait.", &wanted(&["name", "test"], json!({"name": name(), "test": reference("Test")}))),
            kind("agreed", "What they agreed to, as it holds when it is asked.", &agreed),
            kind("stage", "How long they have been buying, and how lately: any of these.", &stages),
            kind("segment", "Whether another segment's rule holds; no way may lead back to where it began.", &id("seg")),
            kind("all", "Each of them; where there are none, yes.", &parts),
            kind("any", "At least one of them; where there are none, no.", &parts),
            kind("not", "Whether it does not hold.", &reference("Rule")),
        ],
    })
}

fn did() -> Value {
    let hours = json!({"type": "integer", "minimum": 1, "maximum": HOURS_MAX});
    let count = bound(&json!({"type": "integer", "minimum": 0, "maximum": u32::MAX}));
    let mut count = told(count, &format!("Within hours, a number below {COUNT_IN_HOURS_MAX}."));
    count["default"] = json!({"at_least": 1});
    let when = json!({
        "default": "ever",
        "oneOf": [reference("Window"), kind("last_hours", "To the moment.", &hours)],
    });
    wanted(&["event"], json!({"event": event(), "where": filters(), "count": count, "when": when}))
}

fn measured() -> Value {
    wanted(
        &["event", "property", "take", "is"],
        json!({
            "event": event(),
            "where": filters(),
            "property": told(name(), "A property that is a number; events without it are passed over."),
            "take": one_of(&["sum", "min", "max", "last"]),
            "is": bound(&number()),
            "when": reference("Window"),
        }),
    )
}

fn spent() -> Value {
    let currency = json!({
        "type": "string",
        "pattern": "^[A-Za-z]{3}$",
        "examples": ["SAR"],
        "description": "ISO 4217; orders in another currency are passed over.",
    });
    wanted(&["currency", "is"], json!({"currency": currency, "is": bound(&number()), "when": reference("Window")}))
}

fn followed() -> Value {
    wanted(
        &["first", "then", "within_hours", "happened"],
        json!({
            "first": reference("Events"),
            "then": reference("Events"),
            "within_hours": {"type": "integer", "minimum": 1, "maximum": u32::from(DAYS_MAX) * 24},
            "happened": {"type": "boolean", "description": "Whether it did happen. Where not, the time for it has to be over."},
            "when": told(reference("Window"), "When the first of the two happened."),
        }),
    )
}

fn window() -> Value {
    let own = json!({"oneOf": days()});
    let mut windows = vec![json!({"const": "ever"})];
    windows.extend(days());
    windows.push(kind(
        "own_days",
        "In the customer's own days, by the time zone of their profile (trait `timezone`, `time_zone` or `timeZone`), and the \
         store's where it names none. Such a rule reads preferences too.",
        &own,
    ));
    json!({"default": "ever", "description": "When something happened. Days are the store's.", "oneOf": windows})
}

fn days() -> [Value; 4] {
    let number = json!({"type": "integer", "minimum": 0, "maximum": DAYS_MAX});
    let two = |items: &Value| json!({"type": "array", "minItems": 2, "maxItems": 2, "items": items});
    let date = json!({"type": "string", "format": "date"});
    [
        kind("last_days", "Since the beginning of the day so many days ago; 0 is today.", &number),
        kind("before_days", "Before the beginning of the day so many days ago.", &number),
        kind(
            "days_ago",
            "From the first day, so many days ago, to the last, which is no longer ago; both included.",
            &two(&number),
        ),
        kind("dates", "From the first date to the last, both included.", &two(&date)),
    ]
}

fn events() -> Value {
    let events = wanted(&["event"], json!({"event": event(), "where": filters()}));
    told(events, "Events of a name, and what their properties must be.")
}

fn event() -> Value {
    let mut event = told(name(), "Its name, as the store tells of it; not what this program itself noted.");
    event["not"] = json!({"enum": OWN_NAMES});
    event["examples"] = json!(["Order Completed"]);
    event
}

fn filters() -> Value {
    json!({"type": "array", "maxItems": FILTERS_MAX, "items": reference("Filter"), "description": "Each of them holds."})
}

fn filter() -> Value {
    let path = "`products.category` looks into objects and lists: any one that fits is enough; of `is_not`, all of them have to.";
    wanted(&["property", "test"], json!({"property": told(name(), path), "test": reference("Test")}))
}

fn test() -> Value {
    let values = json!({"type": "array", "minItems": 1, "maxItems": VALUES_MAX, "items": single()});
    json!({
        "description": "What one value must be. Of one that is not there none holds but `exists: false`.",
        "oneOf": [
            kind("is", "This value.", &single()),
            kind("is_not", "Another value.", &single()),
            kind("any_of", "One of these.", &values),
            kind("contains", "A text with this in it, in either case.", &name()),
            kind("exists", "Whether it is there.", &json!({"type": "boolean"})),
            kind("at_least", "A number from this on.", &number()),
            kind("at_most", "A number up to this.", &number()),
        ],
    })
}

/// A text, a number, yes or no.
fn single() -> Value {
    json!({
        "type": ["string", "number", "boolean"],
        "maxLength": NAME_BYTES_MAX,
        "exclusiveMinimum": -NUMBER_END,
        "exclusiveMaximum": NUMBER_END,
    })
}

fn number() -> Value {
    json!({
        "type": "number",
        "exclusiveMinimum": -NUMBER_END,
        "exclusiveMaximum": NUMBER_END,
        "description": "With four digits after the point.",
    })
}

fn bound(number: &Value) -> Value {
    let kinds = ["at_least", "at_most", "exactly"].map(|name| wanted(&[name], json!({name: number})));
    json!({"oneOf": kinds})
}

/// The name of an event, a property or a trait. Its limit is in bytes, so that no longer text fits.
pub(super) fn name() -> Value {
    json!({"type": "string", "minLength": 1, "maxLength": NAME_BYTES_MAX})
}
