//! The shapes of messages, for the OpenAPI description.

use super::openapi::reference;
use super::schemas::{count, id, object, one_of, text, time, words};
use capabilities::messaging::MessageState;
use serde_json::{Value, json};

pub(super) fn messages() -> Value {
    json!({"Message": message(), "MessageWhole": message_whole()})
}

fn message() -> Value {
    object(json!({
        "id": id("msg"),
        "customer": id("cus"),
        "event": {"type": ["string", "null"], "pattern": "^evt_[0-9a-z]{26}$", "description": "The event that it answers, if any."},
        "rule": {"type": "string", "description": "What it says: a letter that comes with Amana, or `own:` with a template and its version."},
        "cause": {"type": ["string", "null"], "description": "The journey or campaign that made it."},
        "purpose": reference("Purpose"),
        "channel": one_of(&["email"]),
        "locale": text(),
        "state": words(&MessageState::ALL, MessageState::word),
        "reason": {"type": ["string", "null"], "description": "Why it was withheld, failed or is postponed."},
        "attempts": count(),
        "due_at": time(),
        "postponed_until": {"type": ["string", "null"], "format": "date-time", "description": "Until when it waits for what `reason` says; it is decided anew then."},
        "created_at": time(),
        "changed_at": time(),
    }))
}

/// With what it claims that is not so.
fn message_whole() -> Value {
    let stated = |what: &str| {
        let description = format!("{what}: an `amount` and its currency, a `number`, or a `day`.");
        json!({"type": ["object", "null"], "description": description})
    };
    let (said, is) = (stated("What it would have said"), stated("What the catalogue says"));
    let mut contradicts = object(json!({"product": text(), "said": said, "is": is}));
    contradicts["type"] = json!(["object", "null"]);
    contradicts["description"] =
        json!("What it claims of a product that the catalogue contradicts, where it was withheld for that.");
    let mut whole = message();
    whole["properties"]["contradicts"] = contradicts;
    if let Some(required) = whole["required"].as_array_mut() {
        required.push(json!("contradicts"));
    }
    whole
}
