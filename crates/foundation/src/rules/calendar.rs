//! Days of a time zone, found without asking its rules at every event.

use base::Timestamp;
use jiff::tz::TimeZone;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, PoisonError, RwLock};

const DAY_MICROS: i64 = 86_400_000_000;
/// Between these years the changes of the clocks are kept at hand.
const KEPT_YEARS: Range<i16> = 2000..2060;

/// Days since 1970-01-01 in one zone.
#[derive(Debug, Clone)]
pub struct Calendar {
    zone: TimeZone,
    /// Since when each offset holds, and the offset; the last entry is where they are no longer kept. Microseconds.
    changes: Vec<(i64, i64)>,
}

impl Calendar {
    pub fn new(zone: TimeZone) -> Self {
        let moment = |year| {
            let date = jiff::civil::date(year, 1, 1).to_zoned(TimeZone::UTC).map(|zoned| zoned.timestamp());
            date.unwrap_or(jiff::Timestamp::UNIX_EPOCH)
        };
        let offset = |at: jiff::Timestamp| i64::from(zone.to_offset(at).seconds()) * 1_000_000;
        let (from, to) = (moment(KEPT_YEARS.start), moment(KEPT_YEARS.end));
        let between = zone.following(from).map(|change| change.timestamp()).take_while(|at| *at < to);
        let mut changes: Vec<(i64, i64)> =
            std::iter::once(from).chain(between).map(|at| (at.as_microsecond(), offset(at))).collect();
        changes.push((to.as_microsecond(), 0));
        Self { zone, changes }
    }

    /// The zone's IANA name; that of none is empty.
    pub fn zone_name(&self) -> &str {
        self.zone.iana_name().unwrap_or_default()
    }

    /// The day of a moment.
    pub fn day(&self, at: Timestamp) -> i32 {
        let after = self.changes.partition_point(|(since, _)| *since <= at.micros());
        let offset = match self.changes.get(after.wrapping_sub(1)) {
            Some((_, offset)) if after < self.changes.len() => *offset,
            _ => return at.day(&self.zone),
        };
        at.micros().saturating_add(offset).div_euclid(DAY_MICROS) as i32
    }

    /// The first moment of a day: where the clocks skip its midnight, the first after it.
    pub fn start(&self, day: i32) -> Timestamp {
        // Offsets differ by a day at most: around the guess lies the moment at which the day begins.
        let guess = i64::from(day).saturating_mul(DAY_MICROS);
        let (mut before, mut from) = (guess.saturating_sub(2 * DAY_MICROS), guess.saturating_add(2 * DAY_MICROS));
        while before + 1 < from {
            let middle = before + (from - before) / 2;
            if self.day(Timestamp::from_micros(middle)) >= day { from = middle } else { before = middle }
        }
        Timestamp::from_micros(from)
    }

    /// The moments of a day.
    pub fn moments(&self, day: i32) -> Range<Timestamp> {
        self.start(day)..self.start(day.saturating_add(1))
    }
}

/// Calendars of the zones in which customers are, each made once: there are as many zones as the world has.
#[derive(Debug, Default)]
pub(super) struct Calendars(RwLock<BTreeMap<String, Arc<Calendar>>>);

impl Calendars {
    /// The calendar of a zone; `None` where nobody knows it any more.
    pub fn of(&self, zone: &str) -> Option<Arc<Calendar>> {
        if let Some(known) = self.0.read().unwrap_or_else(PoisonError::into_inner).get(zone) {
            return Some(Arc::clone(known));
        }
        let made = Arc::new(Calendar::new(TimeZone::get(zone).ok()?));
        self.0.write().unwrap_or_else(PoisonError::into_inner).insert(zone.to_owned(), Arc::clone(&made));
        Some(made)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn zone(name: &str) -> TimeZone {
        TimeZone::get(name).unwrap()
    }

    #[test]
    fn a_day_without_a_midnight_begins_at_one() {
        // Cairo's clocks went from 24 April 2026, 00:00, to 01:00.
        let calendar = Calendar::new(zone("Africa/Cairo"));
        let day = calendar.day(Timestamp::parse("2026-04-24T10:00:00Z").unwrap());
        assert_eq!(calendar.start(day), Timestamp::parse("2026-04-23T22:00:00Z").unwrap());
        let hours = |day| calendar.moments(day).end.micros_since(calendar.moments(day).start) / 3_600_000_000;
        assert_eq!((hours(day - 1), hours(day)), (24, 23));
    }

    #[test]
    fn the_ends_of_time_are_days_too() {
        let calendar = Calendar::new(zone("Asia/Tehran"));
        for micros in [i64::MIN, i64::MIN + 1, -1, 0, i64::MAX - 1, i64::MAX] {
            let _ = calendar.moments(calendar.day(Timestamp::from_micros(micros)));
        }
        let _ = (calendar.start(i32::MIN), calendar.start(i32::MAX));
    }

    proptest! {
        #[test]
        fn it_says_what_the_zone_says(micros in 1_500_000_000_000_000_i64..2_000_000_000_000_000, more in proptest::collection::vec(-40_000_000_000_000_i64..40_000_000_000_000, 1..20)) {
            for name in ["UTC", "Asia/Tehran", "Africa/Cairo", "Asia/Riyadh", "America/St_Johns", "Pacific/Apia"] {
                let calendar = Calendar::new(zone(name));
                for step in &more {
                    let at = Timestamp::from_micros(micros + step);
                    let day = calendar.day(at);
                    prop_assert_eq!(day, at.day(&zone(name)));
                    let Range { start, end } = calendar.moments(day);
                    prop_assert!(start <= at && at < end, "{} {:?}", name, at);
                }
            }
        }
    }
}
