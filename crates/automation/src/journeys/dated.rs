//! Who goes in by a date that comes, and when: on disk from the day before on, so that a restart skips nobody.

use super::model::{DateEntry, DateOf};
use base::Timestamp;
use base::id::{CustomerId, JourneyId};
use db::{Error, Result, Row, Tx, params};
use foundation::vault::KnownDate;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use std::collections::{BTreeMap, HashSet};

/// A customer whose day comes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dated {
    pub journey: JourneyId,
    pub customer: CustomerId,
    /// The day, in their zone, on which they go in.
    pub day: Date,
    /// `None` once it was done, or where there is nothing to do.
    pub due_at: Option<Timestamp>,
}

/// Since when a journey looks for days that come, and when it last did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    pub first_at: Timestamp,
    pub looked_at: Timestamp,
}

impl DateEntry {
    /// The date that would have to come round, or be, for somebody to go in on a day.
    pub fn told_of(&self, on: Date) -> Option<Date> {
        on.checked_sub(jiff::Span::new().days(i64::from(self.days))).ok()
    }

    /// Whether somebody of this date goes in on a day.
    pub fn is_on(&self, known: KnownDate, on: Date) -> bool {
        self.told_of(on).is_some_and(|date| if self.each_year { known.comes_round_on(date) } else { known.is(date) })
    }

    /// The moment of the day's hour in a zone. Where the clocks skip it, as much later as they skip: 00:30 becomes 01:30.
    pub fn due_on(&self, on: Date, zone: &TimeZone) -> Option<Timestamp> {
        let at = zone.to_ambiguous_timestamp(DateTime::from_parts(on, self.time)).compatible().ok()?;
        Some(Timestamp::from_micros(at.as_microsecond()))
    }

    /// The trait that it reads, where it is one.
    pub fn trait_name(&self) -> Option<&str> {
        match &self.of {
            DateOf::BirthDate => None,
            DateOf::Trait(name) => Some(name),
        }
    }
}

/// Writes down whose day comes; who stands there already stays as they are. (Views.)
pub fn add_dated(tx: &mut Tx<'_>, all: &[Dated]) -> Result<()> {
    for one in all {
        tx.execute_later(
            "INSERT INTO journey_dates (journey, customer, day, due_at) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (journey, customer, day) DO NOTHING",
            params![one.journey, one.customer, one.day.to_string(), one.due_at],
        )?;
    }
    Ok(())
}

/// Of whom it was written down already whether they go in on a day. (Views.)
pub fn dated_on(tx: &mut Tx<'_>, journey: JourneyId, day: Date) -> Result<HashSet<CustomerId>> {
    let sql = "SELECT customer FROM journey_dates WHERE journey = $1 AND day = $2";
    Ok(tx.query(sql, params![journey, day.to_string()], |row| row.get(0))?.into_iter().collect())
}

/// Those whose moment has come, the longest due first. (Views.)
pub fn due_dated(tx: &mut Tx<'_>, now: Timestamp, limit: usize) -> Result<Vec<Dated>> {
    let sql = "SELECT journey, customer, day, due_at FROM journey_dates WHERE due_at IS NOT NULL AND due_at <= $1 \
               ORDER BY due_at LIMIT $2";
    tx.query(sql, params![now, limit], dated)
}

/// When the next one's moment comes. (Views.)
pub fn next_dated(tx: &mut Tx<'_>) -> Result<Option<Timestamp>> {
    tx.query_one("SELECT CAST(MIN(due_at) AS BIGINT) FROM journey_dates WHERE due_at IS NOT NULL", &[], |row| row.get(0))
}

/// It was done. (Views.)
pub fn end_dated(tx: &mut Tx<'_>, one: &Dated) -> Result<()> {
    let sql = "UPDATE journey_dates SET due_at = NULL WHERE journey = $1 AND customer = $2 AND day = $3";
    tx.execute_later(sql, params![one.journey, one.customer, one.day.to_string()])
}

/// Days that have passed are forgotten. (Views.)
pub fn purge_dated(tx: &mut Tx<'_>, journey: JourneyId, before: Date) -> Result<()> {
    let sql = "DELETE FROM journey_dates WHERE journey = $1 AND day < $2";
    tx.execute(sql, params![journey, before.to_string()]).map(drop)
}

/// What every journey last looked for. (Views.)
pub fn looks(tx: &mut Tx<'_>) -> Result<BTreeMap<JourneyId, Look>> {
    let sql = "SELECT journey, first_at, looked_at FROM journey_looks";
    let rows = tx.query(sql, &[], |row| Ok((row.get(0)?, Look { first_at: row.get(1)?, looked_at: row.get(2)? })))?;
    Ok(rows.into_iter().collect())
}

/// Notes that a journey looked. (Views.)
pub fn save_look(tx: &mut Tx<'_>, journey: JourneyId, look: Look) -> Result<()> {
    let sql = "INSERT INTO journey_looks (journey, first_at, looked_at) VALUES ($1, $2, $3) \
               ON CONFLICT (journey) DO UPDATE SET looked_at = excluded.looked_at";
    tx.execute(sql, params![journey, look.first_at, look.looked_at]).map(drop)
}

/// A journey lets nobody in by dates any more: when it does again, it begins anew. (Views.)
pub fn end_looks(tx: &mut Tx<'_>, journey: JourneyId) -> Result<()> {
    tx.execute("DELETE FROM journey_looks WHERE journey = $1", params![journey])?;
    tx.execute("DELETE FROM journey_dates WHERE journey = $1", params![journey]).map(drop)
}

/// Nothing is left of whose day comes. (Views.)
pub(super) fn forget_dated(tx: &mut Tx<'_>, customer: CustomerId) -> Result<()> {
    tx.execute("DELETE FROM journey_dates WHERE customer = $1", params![customer]).map(drop)
}

fn dated(row: &Row<'_>) -> Result<Dated> {
    let day: String = row.get(2)?;
    let day = day.parse().map_err(|_| Error::Other("a day in the database can't be read".to_owned()))?;
    Ok(Dated { journey: row.get(0)?, customer: row.get(1)?, day, due_at: row.get(3)? })
}
