//! The map meets the file: names become positions, once, and each row's cells are found by them.

use super::Reason;
use super::fields::{self, Type};
use super::map::{Entry, Map, MapError, Origin, Target};
use super::rows::Record;
use super::values::{self, DateFormat, Decimal};
use base::fold::fold_name;
use serde_json::Value;
use std::borrow::Cow;

/// Where a value stands in each row of this file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Column {
    At(usize),
    /// Keys from the root of a JSON object.
    Path(Vec<String>),
    Constant(String),
    Absent,
}

/// One mapped value with the name that errors call it by.
pub(super) struct Wanted {
    pub(super) entry: Entry,
    pub(super) column: Column,
    pub(super) label: String,
}

pub(super) struct WantedConsent {
    pub(super) purpose: &'static str,
    pub(super) given: Column,
    pub(super) date: Column,
    pub(super) date_format: DateFormat,
    pub(super) proof: Column,
    pub(super) label: String,
}

/// A map fitted to one file.
#[derive(Default)]
pub(super) struct Resolved {
    pub(super) wanted: Vec<Wanted>,
    pub(super) consents: Vec<WantedConsent>,
    /// Columns that nothing names, where the map asks for the rest.
    pub(super) rest: Vec<(usize, String)>,
}

/// A row's cells, whatever the format.
#[derive(Clone, Copy)]
pub(super) enum Cells<'a> {
    Record(&'a Record),
    Object(&'a serde_json::Map<String, Value>),
}

impl<'a> Cells<'a> {
    /// The trimmed text of one cell; `None` where it is empty or missing.
    pub(super) fn get(self, column: &'a Column) -> Result<Option<Cow<'a, str>>, Reason> {
        let text = match (self, column) {
            (_, Column::Constant(text)) => Cow::Borrowed(text.as_str()),
            (Self::Record(record), Column::At(index)) => match record.cell(*index) {
                Some(bytes) => Cow::Borrowed(std::str::from_utf8(bytes).map_err(|_| Reason::NotUtf8)?),
                None => return Ok(None),
            },
            (Self::Object(object), Column::Path(path)) => {
                let mut value = None;
                let mut within = Some(object);
                for key in path {
                    value = within.and_then(|object| object.get(key));
                    within = value.and_then(Value::as_object);
                }
                match value {
                    None | Some(Value::Null) => return Ok(None),
                    Some(Value::String(text)) => Cow::Borrowed(text.as_str()),
                    Some(Value::Number(number)) => Cow::Owned(number.to_string()),
                    Some(Value::Bool(truth)) => Cow::Borrowed(if *truth { "true" } else { "false" }),
                    Some(Value::Array(_) | Value::Object(_)) => return Err(Reason::NotText),
                }
            }
            _ => return Ok(None),
        };
        let text = match text {
            Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
            Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
        };
        if text.contains('\0') {
            return Err(Reason::Nul);
        }
        Ok(Some(text).filter(|text| !text.is_empty()))
    }
}

impl Resolved {
    /// Fits a map to a file of delimited cells. `names` is the header, `None` where the file has none.
    pub(super) fn of_table(map: &Map, names: Option<&[String]>) -> Result<Self, MapError> {
        let find = |origin: &Origin| find_column(origin, names);
        let mut resolved = Self::with(map, find)?;
        if let Some(names) = names.filter(|_| map.rest) {
            let taken: Vec<&Column> = resolved
                .wanted
                .iter()
                .map(|w| &w.column)
                .chain(resolved.consents.iter().flat_map(|c| [&c.given, &c.date, &c.proof]))
                .collect();
            let free = names.iter().enumerate().filter(|(at, name)| !name.is_empty() && !taken.contains(&&Column::At(*at)));
            resolved.rest = free.map(|(at, name)| (at, name.clone())).collect();
        }
        Ok(resolved)
    }

    /// Fits a map to JSON Lines: a column is a key, or keys joined by dots.
    pub(super) fn of_objects(map: &Map) -> Result<Self, MapError> {
        Self::with(map, |origin| match origin {
            Origin::Constant(text) => Ok(Column::Constant(text.clone())),
            Origin::Column(name) => Ok(Column::Path(name.split('.').map(str::to_owned).collect())),
            Origin::Index(_) => Err(MapError::Syntax("JSON has no column numbers: name the key".to_owned())),
            Origin::IfPresent(names) => Ok(Column::Path(vec![names[0].to_owned()])),
        })
    }

    fn with(map: &Map, find: impl Fn(&Origin) -> Result<Column, MapError>) -> Result<Self, MapError> {
        let wanted = map.entries.iter().map(|entry| {
            let label = label(&entry.origin, &entry.target);
            Ok(Wanted { entry: entry.clone(), column: find(&entry.origin)?, label })
        });
        let consents = map.consents.iter().map(|c| {
            Ok(WantedConsent {
                purpose: c.purpose,
                given: find(&c.given)?,
                date: find(&c.date)?,
                date_format: c.date_format.clone(),
                proof: find(&c.proof)?,
                label: format!("consent.{}", c.purpose),
            })
        });
        Ok(Self { wanted: wanted.collect::<Result<_, _>>()?, consents: consents.collect::<Result<_, _>>()?, rest: Vec::new() })
    }
}

fn label(origin: &Origin, target: &Target) -> String {
    match (origin, target) {
        (Origin::Column(name), _) => name.clone(),
        (Origin::Index(index), _) => index.to_string(),
        (_, Target::Field(field)) => field.name.to_owned(),
        (_, Target::Extra(name)) => name.clone(),
    }
}

fn find_column(origin: &Origin, names: Option<&[String]>) -> Result<Column, MapError> {
    let available = || {
        let names = names.unwrap_or_default();
        let mut list: Vec<String> = names.iter().take(60).enumerate().map(|(at, name)| format!("{at} \"{name}\"")).collect();
        if names.len() > list.len() {
            list.push(format!("… {} in all", names.len()));
        }
        list.join(", ")
    };
    match origin {
        Origin::Constant(text) => Ok(Column::Constant(text.clone())),
        Origin::Index(index) if names.is_some_and(|names| *index >= names.len()) => {
            Err(MapError::NoSuchColumn { wanted: index.to_string(), available: available() })
        }
        Origin::Index(index) => Ok(Column::At(*index)),
        Origin::IfPresent(wanted) => {
            let names = names.unwrap_or_default();
            let at = wanted.iter().find_map(|wanted| names.iter().position(|name| name == wanted));
            Ok(at.map_or(Column::Absent, Column::At))
        }
        Origin::Column(wanted) => {
            let names = names.ok_or(MapError::NoHeader)?;
            let exact: Vec<usize> = (0..names.len()).filter(|at| names[*at] == wanted.trim()).collect();
            let folded = fold_name(wanted);
            let alike = || (0..names.len()).filter(|at| !folded.is_empty() && fold_name(&names[*at]) == folded).collect();
            let found: Vec<usize> = if exact.is_empty() { alike() } else { exact };
            match found.as_slice() {
                [at] => Ok(Column::At(*at)),
                [] => Err(MapError::NoSuchColumn { wanted: format!("\"{wanted}\""), available: available() }),
                _ => Err(MapError::Ambiguous(format!("\"{wanted}\""))),
            }
        }
    }
}

/// Is the first row the columns' names? Asked only where the map goes by numbers: names have no dates and no amounts in the
/// columns that hold them. Where nothing can be told, a CSV file has a header, and columns parted by blanks have none.
pub(super) fn looks_like_header(map: &Map, first: &Record, is_csv: bool) -> bool {
    let mut judged = false;
    for entry in &map.entries {
        let (Target::Field(field), Origin::Index(index)) = (&entry.target, &entry.origin) else { continue };
        let Some(text) = first.cell(*index).and_then(|bytes| std::str::from_utf8(bytes).ok()).map(str::trim) else { continue };
        let reads = match field.type_ {
            Type::Moment => entry.date.moment(text, &map.timezone).is_ok(),
            Type::Day => entry.date.day(text).is_ok(),
            Type::Amount | Type::Quantity => text.chars().any(|c| base::fold::fold_digit(c).is_ascii_digit()),
            Type::Email => values::email(text).is_ok(),
            _ => continue,
        };
        if reads {
            return false;
        }
        judged |= !text.is_empty();
    }
    judged || (is_csv && map.entries.iter().all(|e| !judges(e)))
}

fn judges(entry: &Entry) -> bool {
    let Target::Field(field) = &entry.target else { return false };
    let told = matches!(field.type_, Type::Moment | Type::Day | Type::Amount | Type::Quantity | Type::Email);
    told && matches!(entry.origin, Origin::Index(_))
}

/// What reading a row needs from outside it.
pub(super) struct Reading<'a> {
    pub(super) map: &'a Map,
    pub(super) resolved: &'a Resolved,
    pub(super) options: &'a super::Options,
}

impl Reading<'_> {
    pub(super) fn decimal(&self) -> Decimal {
        self.map.decimal
    }

    /// A column's position among the mapped, by its field's name.
    pub(super) fn position(&self, name: &str) -> Option<usize> {
        let is_it = |w: &Wanted| matches!(&w.entry.target, Target::Field(field) if field.name == name);
        self.resolved.wanted.iter().position(is_it)
    }
}

/// The list of fields, for the command line's help.
pub fn help(kind: super::Kind) -> String {
    fields::help(kind)
}
