//! The shapes of campaigns, for the OpenAPI description.

use super::schemas::{count, id, object, text, time, time_or_null, words};
use automation::campaigns::CampaignState;
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
    for (name, schema) in [("plan", json!({"type": "object"})), ("postponed", postponed), ("effect", effect)] {
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
