//! Dates as people tell them, and how those whose day comes are found without keeping the day in clear.

use super::keys::Keys;
use base::fold::fold_digits;
use jiff::civil::Date;

/// The kind under which days of the year are hashed; those of names are beside it.
const DAY_OF_YEAR: u8 = 103;

/// A day, with or without its year: `1990-05-06`, as a timestamp begins, or `--05-06` (RFC 6350).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnownDate {
    pub year: Option<i16>,
    pub month: i8,
    pub day: i8,
}

impl KnownDate {
    /// Reads what was told; `None` of what is no day.
    pub fn parse(text: &str) -> Option<Self> {
        let folded = fold_digits(text.trim());
        if let Some(yearless) = folded.strip_prefix("--") {
            let (month, day) = yearless.split_once('-')?;
            // Of a leap year every day is one.
            let date = Date::new(2024, month.parse().ok()?, day.parse().ok()?).ok()?;
            return Some(Self { year: None, month: date.month(), day: date.day() });
        }
        let date: Date = folded.get(..10)?.parse().ok()?;
        Some(Self { year: Some(date.year()), month: date.month(), day: date.day() })
    }

    /// Whether it comes round on a date; who was born on 29 February has the 28th in years without one.
    pub fn comes_round_on(self, date: Date) -> bool {
        let is_same = (self.month, self.day) == (date.month(), date.day());
        let stands_in = (self.month, self.day) == (2, 29) && (date.month(), date.day()) == (2, 28) && !date.in_leap_year();
        (is_same || stands_in) && self.year.is_none_or(|year| year <= date.year())
    }

    /// Whether it is that date.
    pub fn is(self, date: Date) -> bool {
        (self.year, self.month, self.day) == (Some(date.year()), date.month(), date.day())
    }

    fn hash(self, keys: &Keys) -> [u8; 16] {
        keys.identity_hash(DAY_OF_YEAR, &format!("{:02}-{:02}", self.month, self.day))
    }
}

/// The hash by which a birth date leads to its customer, once a year.
pub(super) fn day_hash(keys: &Keys, told: &str) -> Option<[u8; 16]> {
    KnownDate::parse(told).map(|date| date.hash(keys))
}

/// The hashes of the birth dates that come round on a date.
pub fn day_hashes(keys: &Keys, date: Date) -> Vec<[u8; 16]> {
    let known = |day| KnownDate { year: None, month: date.month(), day };
    let mut days = vec![known(date.day())];
    if known(29).comes_round_on(date) && date.day() != 29 {
        days.push(known(29));
    }
    days.into_iter().map(|day| day.hash(keys)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_are_read_as_they_are_told_and_come_round_each_year() {
        let told = |text| KnownDate::parse(text);
        let may = Some(KnownDate { year: Some(1990), month: 5, day: 6 });
        assert_eq!((told("1990-05-06"), told(" ١٩٩٠-٠٥-٠٦"), told("1990-05-06T00:00:00Z")), (may, may, may));
        assert_eq!(told("--02-29"), Some(KnownDate { year: None, month: 2, day: 29 }));
        for rubbish in ["", "soon", "1990", "1990-13-01", "--02-30", "06/05/1990", "1990-05-0é"] {
            assert_eq!(told(rubbish), None, "{rubbish}");
        }
        let leap = told("2000-02-29").unwrap();
        assert!(leap.comes_round_on(date(2024, 2, 29)) && leap.comes_round_on(date(2026, 2, 28)));
        assert!(!leap.comes_round_on(date(2024, 2, 28)) && !leap.comes_round_on(date(2026, 3, 1)));
        assert!(!told("2030-05-06").unwrap().comes_round_on(date(2026, 5, 6)), "nobody has a birthday before they are born");
        assert!(leap.is(date(2000, 2, 29)) && !leap.is(date(2024, 2, 29)));
    }

    #[test]
    fn whose_day_comes_is_found_by_its_hash() {
        let keys = Keys::from_master(&[1; 32]);
        let found = |born: &str, on: Date| day_hash(&keys, born).is_some_and(|hash| day_hashes(&keys, on).contains(&hash));
        assert!(found("1990-05-06", date(2026, 5, 6)) && found("--05-06", date(2026, 5, 6)));
        assert!(!found("1990-05-06", date(2026, 5, 7)));
        assert!(found("2000-02-29", date(2026, 2, 28)) && found("2000-02-29", date(2024, 2, 29)));
        assert!(!found("2000-02-29", date(2024, 2, 28)));
    }
}
