//! The time that Home looks back over: days of the store, today the last of them, or the last 24 hours.

use super::Range;
use base::Timestamp;
use jiff::tz::TimeZone;
use std::time::Duration;
use web::charts::Step;

pub(super) const HOUR_MICROS: i64 = 3_600_000_000;

/// Every figure of the page counts the same hours. An hour belongs to the part in which its middle lies: zones lie half
/// hours apart too.
pub(super) struct Span {
    /// The beginnings of its parts: hours of a day, days of a week or a month.
    pub(super) parts: Vec<Timestamp>,
    pub(super) step: Step,
    /// The first hour, and the one that is not over yet.
    first: i64,
    last: i64,
    /// Hours from its beginning to that of the time before.
    length: i64,
}

impl Default for Span {
    fn default() -> Self {
        Self { parts: Vec::new(), step: Step::Day, first: 0, last: 0, length: 0 }
    }
}

impl Span {
    pub(super) fn of(range: Range, now: Timestamp, zone: &TimeZone) -> Self {
        let last = hour_of(now);
        let (parts, step): (Vec<Timestamp>, _) = match range {
            Range::Day => ((last - 23..=last).map(|hour| Timestamp::from_micros(hour * HOUR_MICROS)).collect(), Step::Hour),
            Range::Week | Range::Month => ((0..range.days()).rev().map(|back| midnight(now, zone, back)).collect(), Step::Day),
        };
        let begins = parts.first().map_or(0, |at| at.micros());
        let first = (begins + HOUR_MICROS / 2 - 1).div_euclid(HOUR_MICROS);
        Self { parts, step, first, last, length: 24 * i64::try_from(range.days()).unwrap_or(0) }
    }

    /// Where the first hour begins.
    pub(super) fn from(&self) -> Timestamp {
        Timestamp::from_micros(self.first * HOUR_MICROS)
    }

    /// Where the time before begins.
    pub(super) fn before(&self) -> Timestamp {
        Timestamp::from_micros((self.first - self.length) * HOUR_MICROS)
    }

    pub(super) fn holds(&self, hour: i64) -> bool {
        hour >= self.first
    }

    /// Whether an hour lies in the time before, as far as this one has come: today is compared by the hours it has had.
    pub(super) fn is_before(&self, hour: i64) -> bool {
        (self.first - self.length..=self.last - self.length).contains(&hour)
    }

    /// Hourly values added up over the parts.
    pub(super) fn spread(&self, hours: impl Iterator<Item = (i64, f64)>) -> Vec<f64> {
        let mut values = vec![0.0; self.parts.len()];
        for (hour, value) in hours {
            let middle = Timestamp::from_micros(hour * HOUR_MICROS + HOUR_MICROS / 2);
            if let Some(place) = self.parts.partition_point(|start| *start <= middle).checked_sub(1) {
                values[place] += value;
            }
        }
        values
    }
}

/// Hours since 1970.
pub(super) fn hour_of(at: Timestamp) -> i64 {
    at.micros().div_euclid(HOUR_MICROS)
}

/// Where the store's day begins, so many days ago.
fn midnight(now: Timestamp, zone: &TimeZone, back: u64) -> Timestamp {
    let day = zone.to_datetime(now.to_jiff()).date().saturating_sub(jiff::Span::new().days(i64::try_from(back).unwrap_or(0)));
    let at = zone.to_ambiguous_zoned(day.at(0, 0, 0, 0)).compatible().map(|zoned| zoned.timestamp().as_microsecond());
    at.map_or_else(|_| now.minus(Duration::from_hours(24 * back)), Timestamp::from_micros)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 3 May 2026, 14:20 in UTC.
    const NOW: Timestamp = Timestamp::from_micros(1_777_818_000_000_000);

    #[test]
    fn days_are_the_stores_own_and_the_last_is_today() {
        let tehran = TimeZone::get("Asia/Tehran").unwrap();
        let span = Span::of(Range::Week, NOW, &tehran);
        assert_eq!(span.parts.len(), 7);
        assert_eq!(tehran.to_datetime(span.parts[6].to_jiff()).to_string(), "2026-05-03T00:00:00");
        // Midnight in Tehran is 20:30 in UTC: the hour from 20:00 is the day's, its middle being midnight.
        assert_eq!(span.from().micros() % (24 * HOUR_MICROS), 20 * HOUR_MICROS);
        let hour = hour_of(NOW);
        assert_eq!(span.spread([(hour, 2.0), (hour - 24, 3.0)].into_iter())[5..], [3.0, 2.0]);
        assert!(span.holds(hour) && !span.is_before(hour));
        assert!(span.is_before(hour - 24 * 7) && !span.is_before(hour - 24 * 7 + 1), "the day before is cut off where today is");
    }

    #[test]
    fn a_day_is_the_last_24_hours() {
        let span = Span::of(Range::Day, NOW, &TimeZone::UTC);
        let hour = hour_of(NOW);
        assert_eq!((span.parts.len(), span.from().micros() / HOUR_MICROS), (24, hour - 23));
        assert!(span.holds(hour - 23) && span.is_before(hour - 24) && span.is_before(hour - 47) && !span.is_before(hour - 48));
    }
}
