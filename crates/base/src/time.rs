//! Time as microseconds UTC, and the clock that tells it.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

/// Microseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Timestamp(i64);

/// The text is no moment in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected a time such as 2026-05-03T14:00:00.000Z")]
pub struct NotATime;

impl Timestamp {
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    pub const fn micros(self) -> i64 {
        self.0
    }

    pub const fn seconds(self) -> i64 {
        self.0.div_euclid(1_000_000)
    }

    #[must_use]
    pub fn plus(self, duration: Duration) -> Self {
        Self(self.0.saturating_add(i64::try_from(duration.as_micros()).unwrap_or(i64::MAX)))
    }

    #[must_use]
    pub fn minus(self, duration: Duration) -> Self {
        Self(self.0.saturating_sub(i64::try_from(duration.as_micros()).unwrap_or(i64::MAX)))
    }

    /// The last moment before this one: what ends at midnight ends on the day before.
    #[must_use]
    pub const fn just_before(self) -> Self {
        Self(self.0.saturating_sub(1))
    }

    /// Microseconds from `earlier` to `self`; negative where `self` comes first.
    pub const fn micros_since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// Reads RFC 3339 (ISO 8601 with an offset); a time without an offset is taken as UTC, a bare date as its midnight UTC.
    pub fn parse(text: &str) -> Result<Self, NotATime> {
        if let Ok(at) = text.parse::<jiff::Timestamp>() {
            return Ok(Self(at.as_microsecond()));
        }
        let civil = text.parse::<jiff::civil::DateTime>().map_err(|_| NotATime)?;
        let zoned = civil.to_zoned(jiff::tz::TimeZone::UTC).map_err(|_| NotATime)?;
        Ok(Self(zoned.timestamp().as_microsecond()))
    }

    /// The same moment for calendars and time zones.
    pub fn to_jiff(self) -> jiff::Timestamp {
        jiff::Timestamp::from_microsecond(self.0).unwrap_or(if self.0 < 0 { jiff::Timestamp::MIN } else { jiff::Timestamp::MAX })
    }

    /// RFC 3339 with milliseconds, as the Segment spec writes it: `2026-05-03T14:00:00.000Z`.
    pub fn to_rfc3339(self) -> String {
        format!("{:.3}", self.to_jiff())
    }

    /// Days since 1970-01-01 in the given zone.
    pub fn day(self, zone: &jiff::tz::TimeZone) -> i32 {
        let offset = i64::from(zone.to_offset(self.to_jiff()).seconds()) * 1_000_000;
        self.0.saturating_add(offset).div_euclid(86_400_000_000) as i32
    }
}

/// Tells the time. The system's in production, a simulated one under test.
pub trait Clock: Send + Sync {
    fn now(&self) -> Timestamp;
}

/// The operating system's clock.
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place where the system's time enters")]
    fn now(&self) -> Timestamp {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        Timestamp(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
    }
}

/// A clock that stands still until it is moved, in either direction.
pub struct SimClock(AtomicI64);

impl SimClock {
    pub fn at(start: Timestamp) -> Self {
        Self(AtomicI64::new(start.0))
    }

    pub fn advance(&self, by: Duration) {
        self.0.fetch_add(i64::try_from(by.as_micros()).unwrap_or(i64::MAX), Ordering::SeqCst);
    }

    pub fn set(&self, to: Timestamp) {
        self.0.store(to.0, Ordering::SeqCst);
    }
}

impl Clock for SimClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::SeqCst))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_clients_send() {
        for (text, micros) in [
            ("1970-01-01T00:00:01Z", 1_000_000),
            ("1970-01-01T00:00:01.5Z", 1_500_000),
            ("1970-01-01T03:30:00+03:30", 0),
            ("1970-01-01T00:00:01.123456", 1_123_456),
            ("1970-01-02", 86_400_000_000),
        ] {
            assert_eq!(Timestamp::parse(text), Ok(Timestamp(micros)), "{text}");
        }
        assert!(Timestamp::parse("yesterday").is_err());
        assert_eq!(Timestamp(1_500_000).to_rfc3339(), "1970-01-01T00:00:01.500Z");
    }

    #[test]
    fn days_follow_the_zone() {
        let tehran = jiff::tz::TimeZone::get("Asia/Tehran").unwrap();
        let late = Timestamp::parse("1970-01-01T22:00:00Z").unwrap();
        assert_eq!(late.day(&jiff::tz::TimeZone::UTC), 0);
        assert_eq!(late.day(&tehran), 1);
    }
}
