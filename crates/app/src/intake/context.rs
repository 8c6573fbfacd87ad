//! What a call's context says: where, in which language, and what the visitor's banner allows.

use super::calls::{Context, Refused, holds_nul, look, read_part, refuse};
use super::model::{Asked, Prepared, Reason};
use super::personal;
use super::scan::Look;
use foundation::consent::{Purpose, purposes_of_preference};
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// The parts of the context that say nothing of who somebody is.
pub(super) fn kept_context(context: &Context<'_>, event: &mut Prepared) -> Result<String, Refused> {
    let parts = [
        ("app", context.app),
        ("campaign", context.campaign),
        ("library", context.library),
        ("locale", context.locale),
        ("os", context.os),
        ("page", context.page),
        ("referrer", context.referrer),
        ("screen", context.screen),
        ("timezone", context.timezone),
    ];
    let mut kept = String::new();
    for (name, raw) in parts {
        let Some(raw) = raw.filter(|raw| raw.get() != "null") else { continue };
        if !kept.is_empty() {
            kept.push(',');
        }
        kept.push('"');
        kept.push_str(name);
        kept.push_str("\":");
        if look(raw)? == Look::Closer {
            let mut wrapped = Map::from_iter([(name.to_owned(), Value::Null)]);
            let read: Map<String, Value> = serde_json::from_str(&format!("{{\"v\":{}}}", raw.get()))
                .map_err(|e| (Reason::BadValue, format!("context.{name}: {e}")))?;
            if holds_nul(&read) {
                return refuse(Reason::Nul, format!("context.{name}: holds a NUL character"));
            }
            wrapped.extend(read);
            let mut value = wrapped.remove("v").unwrap_or_default();
            personal::take_from_event(&mut value, &format!("context.{name}"), event.id, &mut event.personal);
            kept.push_str(&value.to_string());
        } else {
            kept.push_str(raw.get());
        }
    }
    Ok(kept)
}

/// `context.consent`, as a banner fills it in.
#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Consent {
    category_preferences: BTreeMap<String, Value>,
    /// How it asked; ours alone, so what else stands there under this name is passed over.
    banner: Value,
}

impl Consent {
    pub(super) fn read(raw: Option<&RawValue>) -> Result<Self, Refused> {
        read_part(raw, "context.consent")
    }

    /// The purposes that the names of categories stand for, and whether they were agreed to.
    pub(super) fn preferences(&self) -> Result<Vec<(Purpose, bool)>, Refused> {
        let mut found: Vec<(Purpose, bool)> = Vec::new();
        for (name, value) in &self.category_preferences {
            let Value::Bool(agreed) = value else {
                return refuse(Reason::BadType, "context.consent.categoryPreferences: every value must be true or false");
            };
            for purpose in purposes_of_preference(name) {
                // Two names for one purpose: a no outweighs a yes.
                match found.iter_mut().find(|(known, _)| known == purpose) {
                    Some((_, known)) => *known &= agreed,
                    None => found.push((*purpose, *agreed)),
                }
            }
        }
        Ok(found)
    }

    /// How the banner asked. It is kept in clear for as long as the decision, so nothing but short versions passes.
    pub(super) fn asked(&self) -> Option<Asked> {
        let short = |name: &str| {
            self.banner.get(name).and_then(Value::as_str).filter(|text| crate::banner::is_version(text)).map(str::to_owned)
        };
        Some(Asked { words: short("words")?, notice_version: short("notice") })
    }
}
