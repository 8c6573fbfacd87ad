//! How columns become fields: a small map, on the command line or in a TOML file.
//!
//! On the command line, pairs joined by commas:
//! `customer=0,date=1:%Y%m%d,quantity=2,total=3,currency=USD` or
//! `order_id=Order number,customer=Customer,date="Paid, at":%d/%m/%Y,total=Total,traits.vip='yes',decimal=comma`.
//! A value is a column's number (from 0), a column's name from the header (in double quotes where it holds `,` `:` or `=`), or a
//! constant in single quotes; a currency code in capitals needs no quotes. After a colon stands the date's format.
//!
//! In a file the same, with room for consents:
//! ```toml
//! timezone = "Asia/Riyadh"       # of dates without an offset; UTC where it is left out
//! decimal = "comma"              # or "point"
//! delimiter = "semicolon"        # comma, semicolon, tab, pipe; found by itself where it is left out
//! header = true                  # found by itself where it is left out
//! format = "csv"                 # csv, columns (parted by blanks), jsonl; else by the file's name and first line
//! rest = true                    # of a table: every other column becomes a property, or a trait
//!
//! [fields]
//! customer = "Customer ID"       # a column's name; 3 would be its number
//! email = "Email"
//! created = { column = "Created", format = "%d.%m.%Y" }
//! "traits.source" = { value = "old store" }
//!
//! [consent.marketing_email]      # never without its date and its proof
//! given = "Accepts e-mail"
//! date = { column = "Opt-in time", format = "%Y-%m-%d %H:%M:%S" }
//! proof = "Opt-in source"
//! ```
//! Date formats: `iso` (the default), `unix`, `unix_ms`, or strptime's `%Y %y %m %d %e %b %B %H %I %M %S %p %f %.f %z %:z %s %j %F %T`.

use super::fields::{self, Field};
use super::values::{DateFormat, Decimal};
use super::{Kind, MapFormat};
use jiff::tz::TimeZone;
use std::fmt::Write as _;

/// What a map says wrongly. The text names the field and what would be right.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MapError {
    #[error("the map can't be read: {0}")]
    Syntax(String),
    #[error("the map has no field for \"{name}\". The fields of this kind of file are:\n{help}")]
    UnknownField { name: String, help: String },
    #[error("the map gives \"{0}\" twice")]
    Twice(String),
    #[error("the map must say where {what} comes from. The fields of this kind of file are:\n{help}")]
    Missing { what: &'static str, help: String },
    #[error("the map wants column {wanted}, and the file has: {available}")]
    NoSuchColumn { wanted: String, available: String },
    #[error("two columns are called {0}; name it by its number, from 0")]
    Ambiguous(String),
    #[error("this kind of file needs --map. Its fields are:\n{0}")]
    Needed(String),
    #[error("the map names columns, and header = false says that the file has no names")]
    NoHeader,
    #[error("there is no consent purpose \"{name}\"; there are: {known}")]
    UnknownPurpose { name: String, known: String },
    #[error("{0} can't be read: {1}")]
    File(String, String),
}

/// Where a value comes from, as the map says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Origin {
    Index(usize),
    Column(String),
    Constant(String),
    /// The first of these columns that the file has; no value where it has none.
    IfPresent(&'static [&'static str]),
}

/// What a value becomes.
#[derive(Clone)]
pub(super) enum Target {
    Field(&'static Field),
    /// A property or trait by a name of the store's own.
    Extra(String),
}

#[derive(Clone)]
pub(super) struct Entry {
    pub(super) target: Target,
    pub(super) origin: Origin,
    pub(super) date: DateFormat,
}

#[derive(Clone)]
pub(super) struct ConsentEntry {
    pub(super) purpose: &'static str,
    pub(super) given: Origin,
    pub(super) date: Origin,
    pub(super) date_format: DateFormat,
    pub(super) proof: Origin,
}

/// A map that was read and found whole.
#[derive(Clone)]
pub struct Map {
    pub(super) kind: Kind,
    pub(super) format: Option<MapFormat>,
    pub(super) delimiter: Option<u8>,
    pub(super) header: Option<bool>,
    pub(super) decimal: Decimal,
    pub(super) timezone: TimeZone,
    pub(super) rest: bool,
    /// JSON Lines are calls of the Segment spec and stay as they are.
    pub(super) as_is: bool,
    pub(super) entries: Vec<Entry>,
    pub(super) consents: Vec<ConsentEntry>,
}

/// Maps that come with the program, by name.
const BUILT_IN: [(&str, Kind, &str); 4] = [
    ("cdnow", Kind::Orders, include_str!("maps/cdnow.toml")),
    ("mailchimp", Kind::Customers, include_str!("maps/mailchimp.toml")),
    ("mailchimp-unsubscribed", Kind::Customers, include_str!("maps/mailchimp-unsubscribed.toml")),
    ("klaviyo", Kind::Customers, include_str!("maps/klaviyo.toml")),
];

impl Map {
    /// The map that `--map` names: a built-in one, a file, or the pairs themselves. Without `--map` only events have one: their
    /// columns are called as the Segment spec calls the fields.
    pub fn load(kind: Kind, argument: Option<&str>) -> Result<Self, MapError> {
        let Some(argument) = argument else {
            return if kind == Kind::Events { Ok(Self::of_spec_names()) } else { Err(MapError::Needed(fields::help(kind))) };
        };
        if let Some((_, _, toml)) = BUILT_IN.iter().find(|(name, of, _)| *name == argument && *of == kind) {
            return Self::from_toml(kind, toml);
        }
        if std::path::Path::new(argument).is_file() {
            let text = std::fs::read_to_string(argument).map_err(|e| MapError::File(argument.to_owned(), e.to_string()))?;
            return Self::from_toml(kind, &text);
        }
        if !argument.contains('=') {
            let names: Vec<&str> = BUILT_IN.iter().filter(|(_, of, _)| *of == kind).map(|(name, _, _)| *name).collect();
            let known = if names.is_empty() { "none".to_owned() } else { names.join(", ") };
            return Err(MapError::Syntax(format!(
                "\"{argument}\" is no file, no pair field=column and no built-in map ({known})"
            )));
        }
        Self::from_pairs(kind, argument)
    }

    /// The map's meaning in one form, however it was written: part of each row's key.
    pub(super) fn fingerprint(&self) -> [u8; 32] {
        let mut text = format!("{:?} {:?} {:?} {}", self.kind, self.decimal, self.timezone.iana_name(), self.rest);
        let mut lines: Vec<String> = self
            .entries
            .iter()
            .map(|entry| {
                let name = match &entry.target {
                    Target::Field(field) => field.name,
                    Target::Extra(name) => name,
                };
                format!("{name}\0{:?}\0{:?}", entry.origin, entry.date)
            })
            .collect();
        lines.sort();
        for line in lines {
            let _ = write!(text, "\n{line}");
        }
        for c in &self.consents {
            let _ = write!(text, "\n{}\0{:?}\0{:?}\0{:?}\0{:?}", c.purpose, c.given, c.date, c.date_format, c.proof);
        }
        *blake3::hash(text.as_bytes()).as_bytes()
    }

    /// Does any value come from a column by its name?
    pub(super) fn uses_names(&self) -> bool {
        let consents = self.consents.iter().flat_map(|c| [&c.given, &c.date, &c.proof]);
        let mut origins = self.entries.iter().map(|entry| &entry.origin).chain(consents);
        self.rest || origins.any(|origin| matches!(origin, Origin::Column(_) | Origin::IfPresent(_)))
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.entries.iter().any(|entry| matches!(&entry.target, Target::Field(field) if field.name == name))
    }

    pub(super) fn empty(kind: Kind) -> Self {
        Self {
            kind,
            format: None,
            delimiter: None,
            header: None,
            decimal: Decimal::Point,
            timezone: TimeZone::UTC,
            rest: false,
            as_is: false,
            entries: Vec::new(),
            consents: Vec::new(),
        }
    }

    fn of_spec_names() -> Self {
        let names: [(&str, &'static [&'static str]); 8] = [
            ("type", &["type"]),
            ("event", &["event"]),
            ("name", &["name"]),
            ("customer", &["userId", "user_id"]),
            ("anonymous", &["anonymousId", "anonymous_id"]),
            ("group", &["groupId", "group_id"]),
            ("previous", &["previousId", "previous_id"]),
            ("date", &["timestamp", "originalTimestamp", "original_timestamp"]),
        ];
        let entries = names
            .into_iter()
            .filter_map(|(name, columns)| {
                let field = fields::find(Kind::Events, name)?;
                Some(Entry { target: Target::Field(field), origin: Origin::IfPresent(columns), date: DateFormat::Iso })
            })
            .collect();
        Self { rest: true, as_is: true, entries, ..Self::empty(Kind::Events) }
    }

    /// Sets what concerns the whole file; `false` where `name` is no such option.
    pub(super) fn set_option(&mut self, name: &str, value: &str) -> Result<bool, MapError> {
        let wrong = |expected: &str| MapError::Syntax(format!("{name} must be {expected}"));
        match name {
            "format" => {
                self.format = Some(match value {
                    "csv" => MapFormat::Csv,
                    "columns" => MapFormat::Columns,
                    "jsonl" => MapFormat::JsonLines,
                    _ => return Err(wrong("csv, columns or jsonl")),
                });
            }
            "delimiter" => {
                self.delimiter = Some(match value {
                    "comma" | "," => b',',
                    "semicolon" | ";" => b';',
                    "tab" | "\t" => b'\t',
                    "pipe" | "|" => b'|',
                    _ => return Err(wrong("comma, semicolon, tab or pipe")),
                });
            }
            "decimal" => {
                self.decimal = match value {
                    "point" | "." => Decimal::Point,
                    "comma" | "," => Decimal::Comma,
                    _ => return Err(wrong("point or comma")),
                };
            }
            "timezone" => self.timezone = TimeZone::get(value).map_err(|_| wrong("a zone such as Asia/Riyadh"))?,
            "header" => self.header = Some(parse_bool(value).ok_or_else(|| wrong("true or false"))?),
            "rest" => self.rest = parse_bool(value).ok_or_else(|| wrong("true or false"))?,
            _ => return Ok(false),
        }
        Ok(true)
    }

    pub(super) fn add(
        &mut self,
        name: &str,
        origin: impl FnOnce(Option<&'static Field>) -> Result<Origin, MapError>,
        format: Option<&str>,
    ) -> Result<(), MapError> {
        let prefix = fields::extra_prefix(self.kind);
        let extra = name.strip_prefix(prefix).and_then(|rest| rest.strip_prefix('.')).filter(|rest| !rest.is_empty());
        let field = fields::find(self.kind, name);
        let target = match (field, extra) {
            (Some(field), _) => Target::Field(field),
            (None, Some(extra)) => Target::Extra(extra.to_owned()),
            (None, None) => return Err(MapError::UnknownField { name: name.to_owned(), help: fields::help(self.kind) }),
        };
        let is_date = field.is_some_and(|f| matches!(f.type_, fields::Type::Moment | fields::Type::Day));
        let date = match format {
            None => DateFormat::Iso,
            Some(format) if is_date => DateFormat::parse(format).map_err(MapError::Syntax)?,
            Some(_) => {
                return Err(MapError::Syntax(format!("{name} takes no format after a colon; put the column in double quotes")));
            }
        };
        self.entries.push(Entry { target, origin: origin(field)?, date });
        Ok(())
    }

    /// What a kind of file can't do without.
    pub(super) fn checked(self) -> Result<Self, MapError> {
        let someone: &[&str] = match self.kind {
            Kind::Events => &["customer", "anonymous"],
            Kind::Orders | Kind::Customers => &["customer", "email", "phone"],
        };
        let missing = if !someone.iter().any(|name| self.has(name)) {
            Some(if self.kind == Kind::Events { "customer or anonymous" } else { "customer, email or phone" })
        } else if self.kind != Kind::Customers && !self.has("date") {
            Some("date")
        } else if self.kind == Kind::Orders && !self.has("total") && !self.has("price") {
            Some("total (or the price of each product)")
        } else {
            None
        };
        match missing {
            Some(what) => Err(MapError::Missing { what, help: fields::help(self.kind) }),
            None => Ok(self),
        }
    }
}

fn parse_bool(text: &str) -> Option<bool> {
    match text {
        "true" | "yes" => Some(true),
        "false" | "no" => Some(false),
        _ => None,
    }
}
