//! Files of orders, customers and events become events in the shape of the Segment spec, for the door.
//!
//! Reading is a stream: CSV, columns parted by blanks and JSON Lines, gzipped or not, in UTF-8 or UTF-16, with one row in memory.
//! A [`Map`] says how columns become fields; nothing is guessed that concerns people or money, and a consent is never invented.
//!
//! Invariants:
//! - Each row has a key made of the map, the mapped cells, and how many such rows came before it in this file. So the same file
//!   gives the same keys, in any compression or encoding: a second import changes nothing, and repeated rows that are real (CDNOW
//!   has 255) are all kept.
//! - A bad row is reported with its line and column and changes nothing else. Its reason never repeats what stands in it.
//! - Rows that follow each other with the same `order_id` and a product each are one order; where one of them is bad, none counts.
//! - Memory: one row ([`ROW_BYTES_MAX`]), one order ([`PRODUCTS_MAX`]), and 10 to 20 bytes for each row to count repeats by
//!   ([`ROWS_MAX`] rows a file).

mod csv;
mod fields;
mod keys;
mod map;
mod map_text;
mod orders;
mod progress;
mod reader;
mod reason;
mod report;
mod resolve;
mod rows;
mod shape;
mod source;
#[cfg(test)]
mod tests;
mod values;

pub use keys::{Checkpoint, NotACheckpoint, ROWS_MAX, RowKey};
pub use map::{Map, MapError};
pub use progress::Progress;
pub use reader::Import;
pub use reason::Reason;
pub use report::Report;
pub use resolve::help;
pub use rows::ROW_BYTES_MAX;
pub use source::Source;

use base::{Currency, Timestamp};
use serde_json::Value;
use std::io;

/// Products in one order.
pub const PRODUCTS_MAX: usize = 500;

/// What a file holds, as the command line says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Each row, or run of rows with one order number, becomes `Order Completed`.
    Orders,
    /// Each row becomes an `identify`.
    Customers,
    /// Each row is a call of the Segment spec.
    Events,
}

/// A format as a map or a user names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MapFormat {
    Csv,
    /// Columns parted by blanks.
    Columns,
    JsonLines,
}

/// A format with what reading it needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Csv { delimiter: u8 },
    Columns,
    JsonLines,
}

/// What the store knows and the file may leave out.
#[derive(Debug, Clone)]
pub struct Options {
    /// The moment of the import: nothing in the file may lie more than a day after it.
    pub now: Timestamp,
    /// Of amounts whose row names none.
    pub currency: Currency,
    /// ISO 3166, two letters: where phone numbers without `+` are from.
    pub country: Option<String>,
    /// Keep the raw row in [`BadRow::raw`], for a report that may hold personal data.
    pub keep_raw: bool,
}

/// One event for the door.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportRow {
    /// The line that the row begins on, from 1.
    pub line: u64,
    /// Idempotency key: the same row of the same file under the same map has it again.
    pub key: RowKey,
    /// A call of the Segment spec: `type`, `userId` and/or `anonymousId`, `timestamp` (RFC 3339, UTC), `messageId`, and
    /// `properties` or `traits`. Contacts of orders stand in `context.traits`. Amounts are numbers in major units, or text where a
    /// double would lose digits.
    pub event: Value,
    /// What the row says about consent, for the consent ledger: it is not in `event`.
    pub consents: Vec<Consent>,
    /// Values that could not be read and that the row was kept without: for the report.
    pub left_out: Vec<BadRow>,
}

/// A consent or a refusal with where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consent {
    /// As the consent vocabulary names it: `marketing_email`.
    pub purpose: &'static str,
    pub granted: bool,
    /// When it was given: always there for a grant, sometimes for a refusal.
    pub at: Option<Timestamp>,
    /// What shows it: always there for a grant, sometimes for a refusal.
    pub proof: Option<String>,
}

/// A row that was not imported, or a value that one was imported without.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadRow {
    /// The line that the row begins on, from 1.
    pub line: u64,
    /// The column's name or number, where the reason is about one.
    pub column: Option<String>,
    pub reason: Reason,
    /// The row as it stands in the file, only where [`Options::keep_raw`] asks for it. It holds personal data.
    pub raw: Option<String>,
}

impl BadRow {
    pub(crate) fn new(line: u64, column: Option<String>, reason: Reason) -> Self {
        Self { line, column, reason, raw: None }
    }
}

/// What a row, or a run of rows with one order number, came to.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    Row(Box<ImportRow>),
    Bad(BadRow),
}

/// What ends an import.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    #[error("the file can't be read further: {0}")]
    Read(#[source] io::Error),
    #[error(transparent)]
    Map(#[from] MapError),
    #[error("the first row should hold the columns' names: {0}")]
    Header(Reason),
    #[error("the file has more than {ROWS_MAX} rows; split it")]
    TooManyRows,
    #[error(
        "the file has changed since its import stopped; what was imported is kept: start again from its beginning, known rows change nothing"
    )]
    Changed,
}

/// Reads bytes as every kind of file under maps of every shape: for fuzzing. Counts rows and bad rows; no bytes may make it panic.
pub fn read_untrusted(bytes: &[u8]) -> (u64, u64) {
    let maps = [
        Map::load(Kind::Events, None),
        Map::load(Kind::Orders, Some("cdnow")),
        Map::load(Kind::Customers, Some("mailchimp")),
        Map::from_pairs(
            Kind::Orders,
            "order_id=0,customer=1,date=2:%d/%m/%Y,product=3,price=4,quantity=5,format=csv,decimal=comma",
        ),
        Map::from_pairs(Kind::Customers, "customer=0,email=1,phone=2,birthday=3,locale=4,header=no,delimiter=semicolon"),
        Map::from_pairs(Kind::Events, "customer=a.b,date=t:unix_ms,event=e,format=jsonl"),
        Map::from_pairs(Kind::Events, &String::from_utf8_lossy(bytes)),
        Map::from_toml(Kind::Customers, &String::from_utf8_lossy(bytes)),
    ];
    let (mut good, mut bad) = (0, 0);
    for map in maps.into_iter().flatten() {
        let options = Options {
            now: Timestamp::from_micros(1_800_000_000_000_000),
            currency: Currency::USD,
            country: Some("SA".to_owned()),
            keep_raw: true,
        };
        let Ok(source) = Source::new(io::Cursor::new(bytes.to_vec()), "", None) else { continue };
        let Ok(import) = Import::new(source, map, options) else { continue };
        for item in import.map_while(Result::ok) {
            match item {
                Item::Row(_) => good += 1,
                Item::Bad(_) => bad += 1,
            }
        }
    }
    (good, bad)
}
