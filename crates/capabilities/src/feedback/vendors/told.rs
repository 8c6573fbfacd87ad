//! Pieces of what vendors tell, read leniently: what is not there is not told.

use super::Told;
use crate::feedback::model::Outcome;
use crate::messaging::{LETTER_HEADER, read_letter};
use base::Timestamp;
use base::id::MessageId;
use foundation::vault::Keys;
use serde_json::Value;
use url::Url;

/// The letter that is meant: by our signature or, in a call that the vendor signed, by the Message-ID that we gave it.
pub(super) fn letter<'a>(keys: &Keys, named: impl IntoIterator<Item = Option<&'a str>>) -> Option<MessageId> {
    named.into_iter().flatten().find_map(|name| read_letter(keys, name).or_else(|| by_message_id(name)))
}

/// `<msg_…@shop.example>`, with or without the brackets.
fn by_message_id(text: &str) -> Option<MessageId> {
    text.trim().trim_start_matches('<').split_once('@')?.0.parse().ok()
}

/// A letter's token in a list of headers, as `{"name": …, "value": …}`.
pub(super) fn in_headers(headers: &Value) -> Option<&str> {
    let named = |header: &&Value| header["name"].as_str().is_some_and(|name| name.eq_ignore_ascii_case(LETTER_HEADER));
    headers.as_array()?.iter().find(named)?["value"].as_str()
}

pub(super) fn told(message: Option<MessageId>, outcome: Option<Outcome>, at: Option<Timestamp>) -> Option<Told> {
    Some(Told { message: message?, outcome: outcome?, at })
}

pub(super) fn time(value: &Value) -> Option<Timestamp> {
    match value {
        Value::String(text) => Timestamp::parse(text).ok(),
        Value::Number(seconds) => {
            let micros = seconds.as_f64()? * 1e6;
            (0.0..4e18).contains(&micros).then(|| Timestamp::from_micros(micros as i64))
        }
        _ => None,
    }
}

pub(super) fn clicked(link: &Value) -> Option<Outcome> {
    Url::parse(link.as_str()?).ok().filter(Url::has_host).map(Outcome::Clicked)
}
