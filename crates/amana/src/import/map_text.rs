//! The two ways to write a map: pairs on the command line, and TOML.

use super::Kind;
use super::fields::{self, Field};
use super::map::{ConsentEntry, Map, MapError, Origin};
use super::values::DateFormat;
use serde::Deserialize;
use std::collections::BTreeMap;

impl Map {
    /// Reads the pairs of a command line.
    pub fn from_pairs(kind: Kind, text: &str) -> Result<Self, MapError> {
        let mut map = Self::empty(kind);
        let mut seen = Vec::new();
        for pair in split(text, ',')? {
            let (name, value) = pair.split_once('=').ok_or_else(|| MapError::Syntax(format!("\"{pair}\" is no field=column")))?;
            let (name, value) = (name.trim(), value.trim());
            if seen.contains(&name) {
                return Err(MapError::Twice(name.to_owned()));
            }
            seen.push(name);
            if map.set_option(name, value)? {
                continue;
            }
            if name.starts_with("consent.") {
                let why = "a consent needs its date and its proof: write the map as a file with [consent.PURPOSE]";
                return Err(MapError::Syntax(why.to_owned()));
            }
            let (value, format) = split_once(value, ':')?;
            let format = format.map(|f| f.strip_prefix('"').and_then(|f| f.strip_suffix('"')).unwrap_or(f));
            map.add(name, |field| Origin::read(field, value), format)?;
        }
        map.checked()
    }

    /// Reads a map file.
    pub fn from_toml(kind: Kind, text: &str) -> Result<Self, MapError> {
        let file: File = toml::from_str(text).map_err(|e| MapError::Syntax(e.to_string()))?;
        let mut map = Self::empty(kind);
        let options = [
            ("format", file.format),
            ("delimiter", file.delimiter),
            ("decimal", file.decimal),
            ("timezone", file.timezone),
            ("header", file.header.map(|b| b.to_string())),
            ("rest", file.rest.map(|b| b.to_string())),
        ];
        for (name, value) in options {
            if let Some(value) = value {
                map.set_option(name, &value)?;
            }
        }
        for (name, cell) in file.fields {
            let format = cell.format().map(str::to_owned);
            map.add(&name, |field| cell.origin(field), format.as_deref())?;
        }
        for (name, consent) in file.consent {
            let known = fields::CONSENT_PURPOSES;
            let purpose = known
                .into_iter()
                .find(|p| *p == name)
                .filter(|_| kind == Kind::Customers)
                .ok_or_else(|| MapError::UnknownPurpose { name, known: known.join(", ") })?;
            map.consents.push(ConsentEntry {
                purpose,
                date_format: DateFormat::parse(consent.date.format().unwrap_or("iso")).map_err(MapError::Syntax)?,
                given: consent.given.origin(None)?,
                date: consent.date.origin(None)?,
                proof: consent.proof.origin(None)?,
            });
        }
        map.checked()
    }
}

impl Origin {
    /// Reads a value as a command line writes it.
    fn read(field: Option<&Field>, text: &str) -> Result<Self, MapError> {
        let quoted = |quote: char| text.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
        if let Some(constant) = quoted('\'') {
            return Ok(Self::Constant(constant.to_owned()));
        }
        if let Some(column) = quoted('"') {
            return Ok(Self::Column(column.to_owned()));
        }
        match text.parse() {
            Ok(index) => Ok(Self::Index(index)),
            Err(_) => Self::named(field, text),
        }
    }

    /// A column by its name; a currency's three capitals are the currency.
    fn named(field: Option<&Field>, text: &str) -> Result<Self, MapError> {
        if text.is_empty() {
            return Err(MapError::Syntax(format!("{} has no column", field.map_or("a field", |f| f.name))));
        }
        let is_code = text.len() == 3 && text.bytes().all(|b| b.is_ascii_uppercase());
        if is_code && field.is_some_and(|f| f.type_ == fields::Type::Currency) {
            return Ok(Self::Constant(text.to_owned()));
        }
        Ok(Self::Column(text.to_owned()))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    format: Option<String>,
    delimiter: Option<String>,
    decimal: Option<String>,
    timezone: Option<String>,
    header: Option<bool>,
    rest: Option<bool>,
    #[serde(default)]
    fields: BTreeMap<String, Cell>,
    #[serde(default)]
    consent: BTreeMap<String, Consent>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Consent {
    given: Cell,
    date: Cell,
    proof: Cell,
}

/// `3`, `"Total"`, `{ column = "Created", format = "%d.%m.%Y" }` or `{ value = "USD" }`.
#[derive(Deserialize)]
#[serde(untagged)]
enum Cell {
    Index(usize),
    Column(String),
    Value { value: String },
    Formatted { column: Box<Cell>, format: Option<String> },
}

impl Cell {
    fn origin(&self, field: Option<&Field>) -> Result<Origin, MapError> {
        match self {
            Self::Index(index) => Ok(Origin::Index(*index)),
            Self::Column(name) => Origin::named(field, name),
            Self::Value { value } => Ok(Origin::Constant(value.clone())),
            Self::Formatted { column, .. } => column.origin(field),
        }
    }

    fn format(&self) -> Option<&str> {
        match self {
            Self::Formatted { format, .. } => format.as_deref(),
            _ => None,
        }
    }
}

/// The parts of `text` between separators that stand outside quotes.
fn split(text: &str, separator: char) -> Result<Vec<&str>, MapError> {
    let mut parts = Vec::new();
    let mut rest = Some(text);
    while let Some(text) = rest {
        let (part, after) = split_once(text, separator)?;
        parts.push(part);
        rest = after;
    }
    Ok(parts)
}

/// The text before the first separator outside quotes, and the text after it. A quote opens only where a value begins: the
/// apostrophe of `Buyer's name` is none.
fn split_once(text: &str, separator: char) -> Result<(&str, Option<&str>), MapError> {
    let (mut open, mut at_start) = (None, true);
    for (at, c) in text.char_indices() {
        match (open, c) {
            (Some(quote), _) if c == quote => open = None,
            (None, '\'' | '"') if at_start => open = Some(c),
            (None, _) if c == separator => return Ok((&text[..at], Some(&text[at + c.len_utf8()..]))),
            _ => {}
        }
        at_start = matches!(c, '=' | ':' | ',') || (at_start && c == ' ');
    }
    match open {
        Some(quote) => Err(MapError::Syntax(format!("the quote {quote} is never closed"))),
        None => Ok((text, None)),
    }
}
