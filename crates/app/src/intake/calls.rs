//! The spec's calls as they are sent, borrowed from the request, and how pieces of them are read.

use super::model::Reason;
use super::scan::{Look, scan};
use base::limits::EXTERNAL_ID_BYTES_MAX;
use serde::Deserialize;
use serde::de::{Deserializer, Visitor};
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use std::borrow::Cow;

pub(super) type Refused = (Reason, String);

pub(super) fn refuse<T>(reason: Reason, detail: impl Into<String>) -> Result<T, Refused> {
    Err((reason, detail.into()))
}

/// Text that clients may send as a number.
#[derive(Debug, Clone, Default)]
pub(super) struct Text<'a>(pub(super) Option<Cow<'a, str>>);

/// One call, borrowed from the request.
#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Call<'a> {
    #[serde(borrow, rename = "type")]
    pub(super) kind: Text<'a>,
    #[serde(borrow)]
    pub(super) message_id: Text<'a>,
    #[serde(borrow)]
    pub(super) user_id: Text<'a>,
    #[serde(borrow)]
    pub(super) anonymous_id: Text<'a>,
    #[serde(borrow)]
    pub(super) previous_id: Text<'a>,
    #[serde(borrow)]
    pub(super) group_id: Text<'a>,
    #[serde(borrow)]
    pub(super) event: Text<'a>,
    #[serde(borrow)]
    pub(super) name: Text<'a>,
    #[serde(borrow)]
    pub(super) category: Text<'a>,
    #[serde(borrow)]
    pub(super) timestamp: Text<'a>,
    #[serde(borrow)]
    pub(super) original_timestamp: Text<'a>,
    #[serde(borrow)]
    pub(super) sent_at: Text<'a>,
    #[serde(borrow)]
    pub(super) properties: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) traits: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) context: Option<&'a RawValue>,
}

/// The parts of a context that are kept, and those that are read.
#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Context<'a> {
    #[serde(borrow)]
    pub(super) app: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) campaign: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) library: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) locale: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) os: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) page: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) referrer: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) screen: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) timezone: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) traits: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) consent: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) user_hash: Option<&'a RawValue>,
}

#[derive(Deserialize)]
#[expect(clippy::struct_field_names, reason = "the spec's names")]
pub(super) struct Batch<'a> {
    #[serde(borrow)]
    pub(super) batch: Vec<&'a RawValue>,
    #[serde(borrow, default, rename = "sentAt")]
    pub(super) sent_at: Text<'a>,
    #[serde(borrow, default)]
    pub(super) context: Option<&'a RawValue>,
}

/// What is wrong, without repeating what was sent: serde's own words for a wrong type quote the value.
pub(super) fn describe(error: &serde_json::Error) -> String {
    if error.is_data() {
        format!("a value of the wrong type at line {}, column {}", error.line(), error.column())
    } else {
        error.to_string()
    }
}

pub(super) fn external_id<'t>(text: &'t Text<'_>, field: &str) -> Result<Option<&'t str>, Refused> {
    match text.0.as_deref().map(str::trim) {
        None | Some("") => Ok(None),
        Some(id) if id.len() > EXTERNAL_ID_BYTES_MAX => {
            refuse(Reason::TooLarge, format!("{field}: {} bytes; at most {EXTERNAL_ID_BYTES_MAX}", id.len()))
        }
        Some(id) => Ok(Some(id)),
    }
}

pub(super) fn look(raw: &RawValue) -> Result<Look, Refused> {
    scan(raw.get()).map_err(|reason| (reason, "nested too deeply".to_owned()))
}

pub(super) fn read_part<'a, T: Deserialize<'a> + Default>(raw: Option<&'a RawValue>, part: &str) -> Result<T, Refused> {
    match raw {
        Some(raw) if raw.get() == "null" => Ok(T::default()),
        // A list would be read as the fields in turn.
        Some(raw) if !is_object(raw.get()) => refuse(Reason::BadType, format!("{part}: must be an object")),
        Some(raw) => serde_json::from_str(raw.get()).map_err(|e| (Reason::BadType, format!("{part}: {}", describe(&e)))),
        None => Ok(T::default()),
    }
}

/// Whether a piece of JSON is an object: serde reads a list as a struct's fields in turn.
pub(super) fn is_object(json: &str) -> bool {
    json.trim_start().starts_with('{')
}

pub(super) fn read_map(raw: &RawValue, part: &str) -> Result<Map<String, Value>, Refused> {
    let map: Map<String, Value> =
        serde_json::from_str(raw.get()).map_err(|e| (Reason::BadValue, format!("{part}: {}", describe(&e))))?;
    if raw.get().contains("\\u0000") && holds_nul(&map) {
        return refuse(Reason::Nul, format!("{part}: holds a NUL character"));
    }
    Ok(map)
}

pub(super) fn holds_nul(map: &Map<String, Value>) -> bool {
    fn in_value(value: &Value) -> bool {
        match value {
            Value::String(text) => text.contains('\0'),
            Value::Array(items) => items.iter().any(in_value),
            Value::Object(map) => holds_nul(map),
            _ => false,
        }
    }
    map.iter().any(|(key, value)| key.contains('\0') || in_value(value))
}

impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TextVisitor;
        impl<'de> Visitor<'de> for TextVisitor {
            type Value = Text<'de>;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("text or a number")
            }
            fn visit_borrowed_str<E: serde::de::Error>(self, text: &'de str) -> Result<Self::Value, E> {
                no_nul(text).map(|text| Text(Some(Cow::Borrowed(text))))
            }
            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Self::Value, E> {
                no_nul(text).map(|text| Text(Some(Cow::Owned(text.to_owned()))))
            }
            fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
                Ok(Text(Some(Cow::Owned(number.to_string()))))
            }
            fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
                Ok(Text(Some(Cow::Owned(number.to_string()))))
            }
            fn visit_unit<E>(self) -> Result<Self::Value, E> {
                Ok(Text(None))
            }
            fn visit_none<E>(self) -> Result<Self::Value, E> {
                Ok(Text(None))
            }
        }
        deserializer.deserialize_any(TextVisitor)
    }
}

fn no_nul<E: serde::de::Error>(text: &str) -> Result<&str, E> {
    if text.contains('\0') { Err(E::custom("holds a NUL character")) } else { Ok(text) }
}

pub(super) fn push_part(body: &mut String, name: &str, json: &str) {
    if body.len() > 1 {
        body.push(',');
    }
    body.push('"');
    body.push_str(name);
    body.push_str("\":");
    body.push_str(json);
}
