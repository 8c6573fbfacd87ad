//! Months as `2026-05`, counted from January 1970.

use base::Timestamp;
use jiff::tz::TimeZone;

pub(super) fn parse(text: &str) -> Result<i64, String> {
    let refused = || "expected a month such as 2026-05".to_owned();
    let (year, month) = text.split_once('-').ok_or_else(refused)?;
    let is_plain = |part: &str, digits: usize| part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
    if !is_plain(year, 4) || !is_plain(month, 2) {
        return Err(refused());
    }
    let (year, month): (i64, i64) = (year.parse().map_err(|_| refused())?, month.parse().map_err(|_| refused())?);
    if (1..=12).contains(&month) { Ok((year - 1970) * 12 + month - 1) } else { Err(refused()) }
}

pub(super) fn shown(month: i64) -> String {
    format!("{:04}-{:02}", 1970 + month.div_euclid(12), month.rem_euclid(12) + 1)
}

/// Which month a moment is in (UTC). Remembers the last day: events come in the order of time.
#[derive(Default)]
pub(super) struct Calendar {
    day: Option<(i64, i64)>,
}

impl Calendar {
    pub(super) fn month_of(&mut self, at: Timestamp) -> i64 {
        const DAY_MICROS: i64 = 86_400_000_000;
        let day = at.micros().div_euclid(DAY_MICROS);
        match self.day {
            Some((known, month)) if known == day => month,
            _ => {
                let date = at.to_jiff().to_zoned(TimeZone::UTC).date();
                let month = (i64::from(date.year()) - 1970) * 12 + i64::from(date.month()) - 1;
                self.day = Some((day, month));
                month
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_read_as_it_is_shown() {
        assert_eq!((parse("1970-01"), parse("2026-11")), (Ok(0), Ok(682)));
        assert_eq!((shown(682), shown(-1)), ("2026-11".to_owned(), "1969-12".to_owned()));
        for text in ["2026", "2026-13", "2026-00", "26-11", "2026-1", "2026-11-22", "+026-11", ""] {
            assert!(parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_moment_is_in_the_month_that_utc_says() {
        let mut calendar = Calendar::default();
        for (at, month) in [
            ("2026-10-31T23:59:59.999999Z", "2026-10"),
            ("2026-11-01T00:00:00Z", "2026-11"),
            ("2026-11-01T02:00:00+03:00", "2026-10"),
            ("1969-12-31T23:00:00Z", "1969-12"),
        ] {
            assert_eq!(shown(calendar.month_of(Timestamp::parse(at).unwrap())), month, "{at}");
        }
    }
}
