//! The shapes of templates, for the OpenAPI description.

use super::openapi::reference;
use super::schemas::{count, id, list, object, one_of, text, text_or_null, time, words};
use crate::templates::LINE_CHARS_MAX;
use capabilities::messaging::{About, Draft, Format};
use serde_json::{Value, json};

fn template() -> Value {
    object(json!({
        "id": id("tpl"),
        "name": text(),
        "marketing": {"type": "boolean", "description": "Whether it goes only to those who agreed to advertising."},
        "about": words(&About::ALL, About::word),
        "topic": {"type": "string", "description": "A topic's key; empty where it has none."},
        "languages": list(text()),
        "version": {"type": ["integer", "null"], "description": "The last that was published."},
        "letter": {"type": ["string", "null"], "description": "What plans of journeys and campaigns name that version by."},
        "made_at": time(),
        "changed_at": time(),
    }))
}

pub(super) fn templates() -> Value {
    let letters = json!({
        "type": "object",
        "description": "By language: en, ar, fa.",
        "additionalProperties": reference("TemplateLetter"),
    });
    let version = json!({"oneOf": [{"type": "null"}, object(json!({
        "version": count(),
        "marketing": {"type": "boolean"},
        "about": words(&About::ALL, About::word),
        "letters": letters,
        "published_at": time(),
    }))]});
    let mut whole = template();
    for (name, schema) in [("draft", letters.clone()), ("published", version)] {
        whole["properties"][name] = schema;
        if let Some(required) = whole["required"].as_array_mut() {
            required.push(json!(name));
        }
    }
    let finding = object(json!({"severity": one_of(&["good", "warn", "bad"]), "code": text(), "detail": text()}));
    let held = object(json!({
        "language": text_or_null(),
        "line": {"type": ["integer", "null"]},
        "code": text(),
        "detail": text(),
        "problem": text(),
        "remedy": text(),
    }));
    let language = object(json!({
        "subject": text_or_null(),
        "preheader": text_or_null(),
        "html": text_or_null(),
        "text": text_or_null(),
        "findings": list(finding),
    }));
    let mut letter = object(json!({
        "subject": {"type": "string", "maxLength": LINE_CHARS_MAX},
        "preheader": {"type": "string", "maxLength": LINE_CHARS_MAX},
        "format": words(&Format::ALL, Format::word),
        "body": {"type": "string", "description": "At most 64 KB."},
    }));
    // Where there is none, it is not said.
    letter["properties"]["sender"] =
        json!({"type": "string", "description": "The id of one of the store's senders; without it, the store."});
    json!({
        "Template": template(),
        "TemplateWhole": whole,
        "TemplateLetter": letter,
        "TemplateWanted": {
            "type": "object",
            "required": ["name", "letters"],
            "properties": {
                "name": {"type": "string", "minLength": 1, "maxLength": Draft::NAME_CHARS_MAX, "description": "No other template has it."},
                "marketing": {"type": "boolean", "default": true},
                "about": words(&About::ALL, About::word),
                "topic": {"type": "string", "default": ""},
                "letters": letters,
            },
        },
        "TemplatePreview": object(json!({
            "ready": {"type": "boolean"},
            "held": list(held),
            "languages": {"type": "object", "additionalProperties": language},
        })),
        "TemplateDeleted": object(json!({"id": id("tpl"), "deleted": {"const": true}})),
    })
}
