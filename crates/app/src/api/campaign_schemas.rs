//! The shapes of campaigns, for the OpenAPI description.

use super::openapi::reference;
use super::schemas::{count, id, kind, letter, list, object, text, time, time_or_null, told, wanted, words};
use automation::campaigns::{CampaignState, HOLDOUT_PERCENT_MAX, SEGMENTS_MAX, VARIANTS_MAX};
use capabilities::messaging::Why;
use serde_json::{Value, json};

pub(super) fn campaigns() -> Value {
    let side = json!({"people": count(), "counted": count(), "bought": count(), "withdrew": count()});
    let lift = json!({"of": {"type": "number"}, "low": {"type": "number"}, "high": {"type": "number"},
        "is_shown": {"type": "boolean", "description": "Whether more than chance is shown."},
        "people_missing": {"type": ["integer", "null"]}});
    let mut variant = side.clone();
    for name in
        ["sent", "delivered", "opened", "clicked", "bounced_hard", "bounced_soft", "complained", "unsubscribed", "percent"]
    {
        variant[name] = count();
    }
    variant["letter"] = text();
    let mut difference = lift.clone();
    (difference["first"], difference["second"]) = (count(), count());
    let mut lift = object(lift);
    lift["type"] = json!(["object", "null"]);
    let effect = object(json!({
        "attribution_days": count(),
        "variants": {"type": "array", "items": object(variant)},
        "held_out": object(side),
        "lift": lift,
        "differences": {"type": "array", "items": object(difference)},
    }));
    let mut whole = campaign();
    let reason = words(&Why::ALL, Why::word);
    let postponed = json!({"type": "array", "description": "Letters that wait, by what for.",
        "items": object(json!({"reason": reason, "letters": count(), "next_at": time()}))});
    for (name, schema) in [("plan", reference("CampaignPlan")), ("postponed", postponed), ("effect", effect)] {
        whole["properties"][name] = schema;
        if let Some(required) = whole["required"].as_array_mut() {
            required.push(json!(name));
        }
    }
    let zones = json!({"type": "array", "items": text()});
    let wave = object(json!({"begins_at": time(), "ends_at": time(), "time_zones": zones, "letters": count()}));
    let later = object(json!({"reason": reason, "letters": count(), "first_at": time(), "last_at": time()}));
    json!({
        "Campaign": campaign(),
        "CampaignWhole": whole,
        "CampaignPlan": plan(),
        "CampaignDeleted": object(json!({"id": id("cmp"), "deleted": {"type": "boolean"}})),
        "CampaignForecast": object(json!({
            "audience": count(),
            "asked": count(),
            "letters": count(),
            "postponed": {"type": "array", "items": later,
                "description": "Those of the letters that go later than they are due, by what they would wait for last."},
            "held_out": count(),
            "withheld": {"type": "object", "additionalProperties": count(), "description": "By reason."},
            "waves": {"type": "array", "items": wave, "description": "The moments at which letters are due."},
            "flaws": {"type": "array", "items": text(), "description": "What keeps it from being begun."},
        })),
    })
}

fn campaign() -> Value {
    object(json!({
        "id": id("cmp"),
        "name": text(),
        "state": words(&CampaignState::ALL, CampaignState::word),
        "begun_at": time_or_null(),
        "made_at": time(),
        "changed_at": time(),
        "progress": object(json!({
            "looked_at": count(),
            "queued": count(),
            "withheld": count(),
            "held_out": count(),
            "done_at": time_or_null(),
        })),
    }))
}

/// What a draft may say. It is kept with whatever flaws it has, so that the limits of one that goes out are told in words alone.
fn plan() -> Value {
    let segments = |what: &str| told(list(id("seg")), what);
    let percent = |what: &str| json!({"type": "integer", "minimum": 0, "maximum": u8::MAX, "description": what});
    let variant =
        wanted(&["letter", "percent"], json!({"letter": letter(), "percent": percent("1 at least; they come to 100 together.")}));
    let variants = format!("What is sent; of several, each to its share. 1 to {VARIANTS_MAX}.");
    let mut held_out = percent(&format!(
        "Of a hundred people, how many get nothing, to compare with: {HOLDOUT_PERCENT_MAX} at most, and nobody of what is no \
         advertising."
    ));
    held_out["default"] = json!(0);
    let plan = wanted(
        &["segments", "variants"],
        json!({
            "segments": segments(&format!("Whoever is in any of these, 1 to {SEGMENTS_MAX}.")),
            "without": segments(&format!("And in none of these, {SEGMENTS_MAX} at most.")),
            "variants": told(list(variant), &variants),
            "topic": {"type": "string", "default": "", "description": "The key of what it is about; empty: the letter's own."},
            "start": start(),
            "per_hour": {"type": "integer", "minimum": 0, "maximum": u32::MAX, "description": "Letters an hour at most, 1 at least. Without it, as fast as they go."},
            "holdout_percent": held_out,
        }),
    );
    told(
        plan,
        "What goes to whom, and when. A draft may break the limits that are told here: it can't be begun \
         then, and its forecast says why under `flaws`.",
    )
}

fn start() -> Value {
    let local = json!({
        "type": "string",
        "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]+)?)?$",
        "examples": ["2026-12-01T09:00:00"],
    });
    json!({
        "default": "now",
        "oneOf": [
            {"const": "now", "description": "As soon as it is let go."},
            kind("at", "At this moment.", &time()),
            kind("local", "When it is this date and time where each reader is.", &local),
        ],
    })
}
