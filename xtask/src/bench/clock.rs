//! The time of day, as the wire wants it.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Now, as `2026-11-22T01:16:01.123Z`.
pub fn now() -> [u8; 24] {
    stamp(millis())
}

/// So long from now, as [`now`].
pub fn after(time: Duration) -> String {
    String::from_utf8_lossy(&stamp(millis() + time.as_millis() as u64)).into_owned()
}

/// Now, in milliseconds since 1970.
#[expect(clippy::disallowed_methods, reason = "what is sent happens now, to a program that looks at its own clock")]
pub fn millis() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_millis() as u64
}

/// Milliseconds since 1970 as RFC 3339 in UTC.
fn stamp(millis: u64) -> [u8; 24] {
    let (days, rest) = (millis / 86_400_000, millis % 86_400_000);
    let (year, month, day) = civil(days);
    let (hour, minute, second, milli) = (rest / 3_600_000, rest / 60_000 % 60, rest / 1000 % 60, rest % 1000);
    let text = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{milli:03}Z");
    text.into_bytes().try_into().unwrap_or(*b"1970-01-01T00:00:00.000Z")
}

/// Days since 1970 as year, month and day: Howard Hinnant's `civil_from_days`, for days after 1970 only.
fn civil(days: u64) -> (u64, u64, u64) {
    let shifted = days + 719_468;
    let (era, day_of_era) = (shifted / 146_097, shifted % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    (era * 400 + year_of_era + u64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::stamp;

    #[test]
    fn dates_are_right() {
        for (millis, text) in [
            (0, "1970-01-01T00:00:00.000Z"),
            (951_782_400_000, "2000-02-29T00:00:00.000Z"),
            (1_795_309_361_123, "2026-11-22T01:02:41.123Z"),
            (4_107_542_399_999, "2100-02-28T23:59:59.999Z"),
        ] {
            assert_eq!(std::str::from_utf8(&stamp(millis)).unwrap(), text);
        }
    }
}
