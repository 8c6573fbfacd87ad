//! The shapes of segments and lists, for the OpenAPI description.

use super::openapi::reference;
use super::schemas::{categories, id, object, one_of, text, time, wanted};
use automation::segments::NAME_CHARS_MAX;
use foundation::consent::Purpose;
use serde_json::{Value, json};

pub(super) fn segments() -> Value {
    let people = |what: &str| json!({"type": ["integer", "null"], "description": format!("{what}, in tens, rounded down; null for fewer than ten.")});
    let name = json!({"type": "string", "minLength": 1, "maxLength": NAME_CHARS_MAX, "description": "No other segment has it."});
    let list = json!({"const": true, "description": "Nothing decides who is on it but who was put there."});
    json!({
        "Segment": object(json!({
            "id": id("seg"),
            "name": text(),
            "purpose": reference("SegmentPurpose"),
            "rule": reference("Rule"),
            "reads": categories(),
            "made_at": time(),
            "changed_at": time(),
            "members": people("How many are in it"),
            "is_counting": {"type": "boolean", "description": "Whether members are still being looked for; the number grows until then."},
        })),
        "SegmentWanted": wanted(
            &["name", "purpose", "rule"],
            json!({"name": name, "purpose": reference("SegmentPurpose"), "rule": reference("Rule")}),
        ),
        "ListWanted": wanted(&["name", "purpose", "list"], json!({"name": name, "purpose": reference("SegmentPurpose"), "list": list})),
        "SegmentPurpose": one_of(&crate::segments::purposes().map(Purpose::word).collect::<Vec<_>>()),
        "SegmentPreview": object(json!({
            "members": people("How many would be in it"),
            "asked": people("How many agreed to be asked"),
        })),
        "SegmentDay": object(json!({
            "day": {"type": "string", "format": "date"},
            "entered": {"type": ["integer", "null"]},
            "exited": {"type": ["integer", "null"]},
        })),
        "SegmentDeleted": object(json!({"id": id("seg"), "deleted": {"const": true}})),
        "ListChanged": object(json!({"segment": id("seg"), "customer": id("cus"), "is_on": {"type": "boolean"}})),
        "Member": object(json!({"customer": id("cus"), "since": time()})),
    })
}
