//! The log of what was forgotten. What events added up to outlives them, without a person: projections that are made anew
//! begin with it. Each line also tells the projections in force which customers' rows to make anew; once all have heard it,
//! only the sums by day are left.

use super::batch::Row;
use super::number;
use crate::journal::{Event, Sums};
use crate::{orders, settings};
use base::id::CustomerId;
use base::{Id as _, Timestamp};
use db::{Error, Result, Tx, params};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Events that were taken out together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forgotten {
    /// Counted from 1.
    pub seq: i64,
    /// The last position that was taken out of the journal; 0 where all came out of files.
    pub through: i64,
    /// Whether it still says whose they were, and when sales were made.
    pub is_whole: bool,
    /// Whose they were, in the order of their ids.
    pub customers: Vec<CustomerId>,
    /// What they added up to, by hour.
    pub sums: Sums,
    /// The same, sales by day: what stays.
    pub kept: Sums,
}

/// One line of the log, as it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ForgottenLine {
    pub at: Timestamp,
    /// How many events went.
    pub events: u64,
}

/// Events on their way out.
#[derive(Debug, Clone, Default)]
pub(super) struct Dropped {
    pub(super) events: u64,
    customers: BTreeSet<u128>,
    through: i64,
    sums: Sums,
}

/// The line that holds the sum of those that are settled.
const TOTAL: i64 = 0;
/// Sums in which there is nothing.
const NOTHING: &str = r#"{"sold":[]}"#;

/// How sums are written: `[[name, [[hour, events] …]] …]` and `[[hour, currency, origin, orders, minor units] …]`.
#[derive(Serialize, Deserialize)]
struct Written {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    events: Vec<(String, Vec<(i64, i64)>)>,
    sold: Vec<(i64, String, i64, i64, i64)>,
}

impl Dropped {
    /// A row of a file; the customer is its root.
    pub(super) fn row(&mut self, customer: u128, row: Row<'_>) {
        let Some(origin) = row.origin() else { return };
        let amount = || row.currency().and_then(|code| base::Currency::parse(code).ok()).zip(row.value());
        self.sums.add(row.name(), row.time(), origin, orders::sale(row.name(), origin, amount));
        self.customers.insert(customer);
        self.events += 1;
    }

    /// An event of the journal.
    pub(super) fn event(&mut self, event: &Event) {
        self.sums.add(&event.name, event.at, event.origin, orders::sale_of(event));
        self.customers.insert(number(event.customer));
        self.through = self.through.max(event.position);
        self.events += 1;
    }

    /// Writes the next line of the log, where there is something to say.
    pub(super) fn note(&self, tx: &mut Tx<'_>, now: Timestamp) -> Result<()> {
        if self.events == 0 {
            return Ok(());
        }
        let zone = settings::StoreSettings::load(tx)?.zone();
        let customers: Vec<u8> = self.customers.iter().flat_map(|customer| customer.to_be_bytes()).collect();
        let hours = written(&Sums { sold: self.sums.sold.clone(), ..Sums::default() })?;
        let seq = forgotten_head(tx)? + 1;
        tx.execute(
            "INSERT INTO history_forgotten (seq, at, events, through, sums, hours, customers) VALUES ($1, $2, $3, $4, $5, $6, $7)",
            params![seq, now, self.events as i64, self.through, written(&self.sums.by_day(&zone))?, hours, customers],
        )?;
        Ok(())
    }
}

/// The last line of the log; 0 where nothing was ever forgotten.
pub fn forgotten_head(tx: &mut Tx<'_>) -> Result<i64> {
    tx.query_one("SELECT CAST(COALESCE(MAX(seq), 0) AS BIGINT) FROM history_forgotten", &[], |row| row.get(0))
}

/// The first line after this one that is in the log with all that it says.
pub fn forgotten_after(tx: &mut Tx<'_>, seq: i64) -> Result<Option<Forgotten>> {
    let sql = "SELECT seq, through, customers, hours, sums FROM history_forgotten WHERE seq > $1 ORDER BY seq LIMIT 1";
    let Some((seq, through, customers, hours, sums)) = tx.query_opt(sql, params![seq], |row| {
        let (customers, hours): (Option<Vec<u8>>, Option<String>) = (row.get(2)?, row.get(3)?);
        Ok((row.get(0)?, row.get(1)?, customers, hours, row.get::<String>(4)?))
    })?
    else {
        return Ok(None);
    };
    let is_whole = customers.is_some();
    let customers = customers.unwrap_or_default();
    let customers = customers.as_chunks::<16>().0.iter().map(|raw| CustomerId::from_raw(*raw)).collect();
    let kept = read(&sums)?;
    let sold = read(hours.as_deref().unwrap_or(NOTHING))?.sold;
    let sums = Sums { sold, events: kept.events.clone() };
    Ok(Some(Forgotten { seq, through, is_whole, customers, sums, kept }))
}

/// The last position that lines after this one took out of the journal; 0 where none did.
pub fn forgotten_reach(tx: &mut Tx<'_>, seq: i64) -> Result<i64> {
    let sql = "SELECT CAST(COALESCE(MAX(through), 0) AS BIGINT) FROM history_forgotten WHERE seq > $1";
    tx.query_one(sql, params![seq], |row| row.get(0))
}

/// What all events that were forgotten up to this line, and those of every line that is settled, added up to; sales by day.
pub fn forgotten_sums(tx: &mut Tx<'_>, through: i64) -> Result<Sums> {
    forgotten_sums_in(tx, "seq <= $1", through)
}

fn forgotten_sums_in(tx: &mut Tx<'_>, which: &str, seq: i64) -> Result<Sums> {
    let sql = format!("SELECT sums FROM history_forgotten WHERE {which} ORDER BY seq");
    let lines: Vec<String> = tx.query(&sql, params![seq], |row| row.get(0))?;
    let mut all = Sums::default();
    for line in lines {
        all.join(&read(&line)?);
    }
    Ok(all)
}

/// Adds lines that every projection has heard to the sum of all, and leaves of them only when it was and how many events: whose
/// they were is not to be told from a line.
pub(super) fn settle(tx: &mut Tx<'_>, through: i64) -> Result<()> {
    let fresh = "SELECT seq, sums FROM history_forgotten WHERE seq > 0 AND seq <= $1 AND customers IS NOT NULL";
    let lines: Vec<(i64, String)> = tx.query(fresh, params![through], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut total = forgotten_sums_in(tx, "seq = $1", TOTAL)?;
    for (seq, sums) in &lines {
        total.join(&read(sums)?);
        let sql = "UPDATE history_forgotten SET customers = NULL, hours = NULL, sums = $2 WHERE seq = $1";
        tx.execute(sql, params![seq, NOTHING])?;
    }
    tx.execute(
        "INSERT INTO history_forgotten (seq, at, events, through, sums) VALUES ($1, 0, 0, 0, $2) \
         ON CONFLICT (seq) DO UPDATE SET sums = excluded.sums",
        params![TOTAL, written(&total)?],
    )?;
    Ok(())
}

/// Whether there are lines up to this one that say more than sums.
pub(super) fn has_fresh(tx: &mut Tx<'_>, through: i64) -> Result<bool> {
    let sql = "SELECT COUNT(*) FROM history_forgotten WHERE seq <= $1 AND customers IS NOT NULL";
    tx.query_one(sql, params![through], |row| Ok(row.get::<i64>(0)? > 0))
}

fn written(sums: &Sums) -> Result<String> {
    let events = sums.events.iter().map(|(name, hours)| (name.clone(), hours.iter().map(|(hour, n)| (*hour, *n)).collect()));
    let sold = sums.sold.iter().map(|((hour, code, origin), sold)| (*hour, code.clone(), *origin, sold.orders, sold.minor));
    serde_json::to_string(&Written { events: events.collect(), sold: sold.collect() })
        .map_err(|error| Error::Other(error.to_string()))
}

fn read(text: &str) -> Result<Sums> {
    let written: Written =
        serde_json::from_str(text).map_err(|error| Error::Other(format!("the log of the forgotten: {error}")))?;
    let sold = written
        .sold
        .into_iter()
        .map(|(hour, code, origin, orders, minor)| ((hour, code, origin), crate::journal::Sold { orders, minor }));
    let events = written.events.into_iter().map(|(name, hours)| (name, hours.into_iter().collect()));
    Ok(Sums { events: events.collect(), sold: sold.collect() })
}

/// The last lines of the log, the newest first.
pub fn forgotten_lines(tx: &mut Tx<'_>, limit: u32) -> Result<Vec<ForgottenLine>> {
    let sql = "SELECT at, events FROM history_forgotten WHERE seq > 0 ORDER BY seq DESC LIMIT $1";
    tx.query(sql, params![i64::from(limit)], |row| {
        Ok(ForgottenLine { at: row.get(0)?, events: row.get::<i64>(1)?.unsigned_abs() })
    })
}
