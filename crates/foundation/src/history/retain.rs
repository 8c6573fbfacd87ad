//! How long events are kept: browsing for as long as is fair, orders for as long as the law wants. What is over is taken out of
//! the files month by month, and remains as sums.
//!
//! Months are whole ones, UTC. Orders stay at least as long as is said here, everything else at most.

use super::forgotten::Dropped;
use super::format::{Column, Columns};
use super::seal::{DELETE_EVENTS, month_of};
use super::store::{self, SealedFile};
use super::{Error, History};
use crate::consent::EventClass;
use crate::journal::{self, Event};
use crate::settings::{self, StoreSettings};
use base::{Clock, Rng, Timestamp};
use db::{Result, Tx};
use serde::{Deserialize, Serialize};
use std::sync::PoisonError;
use std::time::Duration;

const NAME: &str = "retention";
/// What the French authority allows for cookies and what they collect (CNIL, 2020-091): at most 13 months.
const BROWSING_MONTHS: u32 = 13;
const OTHER_MONTHS: u32 = 36;
/// The longest of the laws that are known here, for places whose own is not.
const ORDER_YEARS: u32 = 10;
/// A journal is looked through for what is over once in this time.
const LOOK_EVERY: Duration = Duration::from_hours(1);

/// For how many months events of a class are kept; 0: until the customer is forgotten. Where nothing is set, orders follow the
/// law of the store's country.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Retention {
    pub orders: Option<u32>,
    pub browsing: Option<u32>,
    pub profile: Option<u32>,
    pub other: Option<u32>,
}

/// The months in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Months {
    pub orders: u32,
    pub browsing: u32,
    pub profile: u32,
    pub other: u32,
}

impl Retention {
    pub fn load(tx: &mut Tx<'_>) -> Result<Self> {
        Ok(settings::load(tx, NAME)?.unwrap_or_default())
    }

    pub fn save(&self, tx: &mut Tx<'_>, now: Timestamp) -> Result<()> {
        settings::save(tx, NAME, self, now)
    }

    /// What is in force in a country (ISO 3166, two letters).
    pub fn of(self, country: Option<&str>) -> Months {
        Months {
            orders: self.orders.unwrap_or(country.map_or(0, |country| order_years(country).unwrap_or(ORDER_YEARS)) * 12),
            browsing: self.browsing.unwrap_or(BROWSING_MONTHS),
            profile: self.profile.unwrap_or(0),
            other: self.other.unwrap_or(OTHER_MONTHS),
        }
    }
}

/// For how many years the law of a country wants the vouchers of sales kept, where it is known here. A merchant's adviser has
/// the last word.
pub fn order_years(country: &str) -> Option<u32> {
    Some(match country {
        // Law 206 of 2020 (Egypt); bogføringsloven § 12; bokføringsloven § 13; Income Tax Assessment Act 1997, 900.
        "EG" | "DK" | "NO" | "AU" => 5,
        // VAT Notice 700/21; TCA 1997 s. 886; Código de Comercio art. 30; kirjanpitolaki 2:10; Income Tax Act s. 230.
        "GB" | "IE" | "ES" | "FI" | "CA" => 6,
        // BAO § 132; AWR art. 52; bokföringslagen 7:2; Decree-Law 47 of 2022 art. 56; Tax Administration Act 1994 s. 22.
        "AT" | "NL" | "SE" | "AE" | "NZ" => 7,
        // HGB § 257 and AO § 147 as of 2025; Companies Act 2013 s. 128.
        "DE" | "IN" => 8,
        // VAT code art. 60; OR 958f; L123-22; Commercial Code art. 13; Codice civile 2220; CIVA 52; Law of Commercial Books
        // art. 8; TTK 82.
        "BE" | "CH" | "FR" | "IR" | "IT" | "PT" | "SA" | "TR" => 10,
        _ => return None,
    })
}

impl Months {
    pub fn load(tx: &mut Tx<'_>) -> Result<Self> {
        Ok(Retention::load(tx)?.of(StoreSettings::load(tx)?.country()))
    }

    pub const fn of(&self, class: EventClass) -> u32 {
        match class {
            EventClass::Orders => self.orders,
            EventClass::Browsing => self.browsing,
            EventClass::Profile => self.profile,
            EventClass::Other => self.other,
        }
    }

    /// The classes whose events of a month are over, a bit each.
    fn over(&self, month: i64, this_month: i64) -> i64 {
        let is_over = |class: EventClass| {
            let months = i64::from(self.of(class));
            // Of the month that is counted from, its end for orders, its beginning for the rest.
            let last = if class == EventClass::Orders { month + 1 + months } else { month + months };
            months > 0 && last <= this_month
        };
        EventClass::ALL.iter().filter(|class| is_over(**class)).fold(0, |bits, class| bits | bit(*class))
    }

    /// The moment before which some class may be over: nothing younger is.
    fn latest(&self, now: Timestamp) -> Timestamp {
        let shortest = EventClass::ALL.iter().map(|class| self.of(*class)).filter(|months| *months > 0).min();
        let Some(shortest) = shortest else { return Timestamp::from_micros(i64::MIN) };
        let month = month_of(now) - i64::from(shortest) + 1;
        let (year, month) = (1970 + month.div_euclid(12), month.rem_euclid(12) + 1);
        let day = jiff::civil::Date::new(year as i16, month as i8, 1).ok();
        let first = day.and_then(|day| day.to_zoned(jiff::tz::TimeZone::UTC).ok());
        Timestamp::from_micros(first.map_or(i64::MIN, |first| first.timestamp().as_microsecond()))
    }
}

const fn bit(class: EventClass) -> i64 {
    1 << class as i64
}

/// The bit of an event's class; 0 for what the program wrote itself, which is never over.
pub(super) fn bit_of(kind: journal::Kind, name: &str) -> i64 {
    EventClass::of(kind, name).map_or(0, bit)
}

impl History {
    /// Takes what is over out of one file; where there is none, out of the journal. `None` where nothing was over.
    pub(super) fn retain(&self, read: i64, clock: &dyn Clock, rng: &mut Rng) -> Result<Option<u64>, Error> {
        let this_month = month_of(clock.now());
        let (files, months) = self.db.record.read(|tx| Ok::<_, db::Error>((store::files(tx)?, Months::load(tx)?)))?;
        for file in &self.sound(files) {
            let over = months.over(file.month, this_month);
            if over & !file.dropped != 0 {
                return self.drop_from(file, over, clock, rng).map(Some);
            }
        }
        let now = clock.now();
        let is_due = |looked: Timestamp| now.micros_since(looked) > LOOK_EVERY.as_micros() as i64;
        if !self.looked_at.lock().unwrap_or_else(PoisonError::into_inner).is_none_or(is_due) {
            return Ok(None);
        }
        let dropped = self.drop_from_journal(months, read, now)?;
        if dropped.is_none() {
            *self.looked_at.lock().unwrap_or_else(PoisonError::into_inner) = Some(now);
        }
        Ok(dropped)
    }

    fn drop_from(&self, file: &SealedFile, over: i64, clock: &dyn Clock, rng: &mut Rng) -> Result<u64, Error> {
        let holds = match self.holds(file, over) {
            Err(Error::Broken { .. }) if !self.examine(file, clock.now()) => return Ok(0),
            outcome => outcome?,
        };
        if holds {
            return self.replace(std::slice::from_ref(file), over, clock, rng);
        }
        let (id, dropped) = (file.id, file.dropped | over);
        self.recorder.submit(move |tx| store::mark_dropped(tx, id, dropped).map_err(Error::from)).wait()?;
        Ok(0)
    }

    /// Whether there is any row of these classes in a file.
    fn holds(&self, file: &SealedFile, over: i64) -> Result<bool, Error> {
        let columns = Columns::of(&[Column::Name, Column::Kind]);
        let Some(mut cursor) = self.opened(file)?.cursor(columns, &(0..=u128::MAX))? else { return Ok(false) };
        loop {
            let row = cursor.row();
            if row.kind().is_some_and(|kind| over & bit_of(kind, row.name()) != 0) {
                return Ok(true);
            }
            if !cursor.advance()? {
                return Ok(false);
            }
        }
    }

    /// Takes a few events out of the journal.
    fn drop_from_journal(&self, months: Months, read: i64, now: Timestamp) -> Result<Option<u64>, Error> {
        let is_over = move |event: &Event| {
            let over = months.over(month_of(event.at), month_of(now));
            over & bit_of(event.kind, &event.name) != 0
        };
        let mut after = self.db.record.read(store::sealed_through)?;
        loop {
            let latest = months.latest(now);
            let old = self.db.record.read(|tx| journal::older_than(tx, latest, after, DELETE_EVENTS as usize))?;
            let Some(last) = old.last().map(|event| event.position) else { return Ok(None) };
            after = last;
            let over: Vec<i64> =
                old.iter().filter(|event| event.position <= read && is_over(event)).map(|event| event.position).collect();
            if over.is_empty() {
                continue;
            }
            let dropped = self.recorder.submit(move |tx| forget_at(tx, &over, now).map_err(Error::from)).wait()?;
            return Ok(Some(dropped));
        }
    }
}

/// Takes the events at these positions out of the journal; gives how many there were.
pub(super) fn forget_at(tx: &mut Tx<'_>, positions: &[i64], now: Timestamp) -> Result<u64> {
    let mut dropped = Dropped::default();
    for event in journal::at_positions(tx, positions)? {
        journal::delete_at(tx, event.position)?;
        dropped.event(&event);
    }
    dropped.note(tx, now)?;
    Ok(dropped.events)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_stay_at_least_and_the_rest_at_most_as_long_as_is_said() {
        let months = Retention::default().of(Some("DE"));
        assert_eq!((months.orders, months.browsing, months.profile, months.other), (96, 13, 0, 36));
        assert_eq!(Retention { orders: Some(120), ..Retention::default() }.of(Some("DE")).orders, 120);
        // October 2025 is over in November 2026, and no sooner.
        let october = 55 * 12 + 9;
        assert_eq!(months.over(october, october + 12), 0);
        assert_eq!(months.over(october, october + 13), bit(EventClass::Browsing));
        assert_eq!(months.over(october, october + 36), bit(EventClass::Browsing) | bit(EventClass::Other));
        assert_eq!(months.over(october, october + 96) & bit(EventClass::Orders), 0);
        assert_ne!(months.over(october, october + 97) & bit(EventClass::Orders), 0);
        assert_eq!(months.over(october, october + 5000) & bit(EventClass::Profile), 0, "as long as the customer is");
    }

    #[test]
    fn nothing_younger_than_the_latest_is_over() {
        let months = Retention::default().of(None);
        assert_eq!(months.orders, 0, "no place, no law");
        let now = Timestamp::parse("2026-11-22T10:00:00Z").unwrap();
        let latest = months.latest(now);
        assert_eq!(latest, Timestamp::parse("2025-11-01T00:00:00Z").unwrap());
        assert_ne!(months.over(month_of(latest) - 1, month_of(now)), 0);
        assert_eq!(months.over(month_of(latest), month_of(now)), 0);
    }
}
