//! By when a customer's request is answered: one table of laws.

use base::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, ToSpan as _};

/// The law by which a request is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Law {
    /// No law that the program knows: the store's own rule, a month.
    OwnRule = 0,
    /// Article 12(3): a month, and two more where that is told within the first.
    Gdpr = 1,
    /// As above, in the United Kingdom.
    UkGdpr = 2,
    /// Saudi Arabia: 30 days, and 30 more.
    SaudiPdpl = 3,
    /// California, 11 CCR § 7021: receipt confirmed in 10 business days, answered in 45 days, and 45 more.
    Ccpa = 4,
}

/// Where GDPR applies to a store by its seat: the European Union, and the rest of the European Economic Area.
const GDPR: [&str; 30] = [
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IS", "IT", "LI", "LT", "LU", "LV",
    "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
];

/// Whether GDPR applies in a country (ISO 3166, two letters).
pub fn is_under_gdpr(country: &str) -> bool {
    GDPR.contains(&country)
}

/// What one law gives.
struct Terms {
    answer: Span,
    /// From the same day, where there is more time.
    extended: Span,
    confirm_business_days: Option<i8>,
}

impl Law {
    pub const ALL: [Self; 5] = [Self::OwnRule, Self::Gdpr, Self::UkGdpr, Self::SaudiPdpl, Self::Ccpa];

    /// The word in the API and as the last part of translation keys.
    pub const fn word(self) -> &'static str {
        match self {
            Self::OwnRule => "own_rule",
            Self::Gdpr => "gdpr",
            Self::UkGdpr => "uk_gdpr",
            Self::SaudiPdpl => "saudi_pdpl",
            Self::Ccpa => "ccpa",
        }
    }

    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|law| law.word() == word)
    }

    pub(super) fn from_code(code: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|law| *law as i64 == code)
    }

    /// The law of a country (ISO 3166, two letters).
    pub fn of_country(country: &str) -> Self {
        match country {
            "GB" => Self::UkGdpr,
            "SA" => Self::SaudiPdpl,
            "US" => Self::Ccpa,
            country if is_under_gdpr(country) => Self::Gdpr,
            _ => Self::OwnRule,
        }
    }

    /// The law that a request falls under: the store's, or the customer's where theirs gives an answer sooner.
    pub fn of(store: Option<&str>, customer: Option<&str>, opened: Timestamp, zone: &TimeZone) -> Self {
        let laws = [store, customer].map(|country| country.map_or(Self::OwnRule, Self::of_country));
        let known = laws.into_iter().filter(|law| *law != Self::OwnRule);
        known.min_by_key(|law| law.due(opened, zone)).unwrap_or(Self::OwnRule)
    }

    /// The last moment for an answer: the end of a day where the store is.
    pub fn due(self, opened: Timestamp, zone: &TimeZone) -> Timestamp {
        end_after(opened, zone, self.terms().answer)
    }

    /// As [`Law::due`], once the customer was told in time that it takes longer.
    pub fn extended(self, opened: Timestamp, zone: &TimeZone) -> Timestamp {
        end_after(opened, zone, self.terms().extended)
    }

    /// By when the customer must know that the request arrived; `None` where the law asks no such thing. Holidays are counted as
    /// business days, which is on the safe side.
    pub fn confirm_by(self, opened: Timestamp, zone: &TimeZone) -> Option<Timestamp> {
        let mut left = self.terms().confirm_business_days?;
        let mut day = day_of(opened, zone);
        while left > 0 {
            day = day.tomorrow().unwrap_or(day);
            if !matches!(day.weekday(), jiff::civil::Weekday::Saturday | jiff::civil::Weekday::Sunday) {
                left -= 1;
            }
        }
        Some(end_of(day, zone).unwrap_or(opened))
    }

    fn terms(self) -> Terms {
        let (answer, extended, confirm_business_days) = match self {
            Self::OwnRule | Self::Gdpr | Self::UkGdpr => (1.month(), 3.months(), None),
            Self::SaudiPdpl => (30.days(), 60.days(), None),
            Self::Ccpa => (45.days(), 90.days(), Some(10)),
        };
        Terms { answer, extended, confirm_business_days }
    }
}

/// The end of the day that lies so far after this one. A month from the 31st ends with the next month's last day (Regulation
/// 1182/71, article 3); that it then goes on to the next working day is left to the store as a reserve.
fn end_after(from: Timestamp, zone: &TimeZone, span: Span) -> Timestamp {
    day_of(from, zone).checked_add(span).ok().and_then(|day| end_of(day, zone)).unwrap_or(from)
}

fn day_of(at: Timestamp, zone: &TimeZone) -> Date {
    at.to_jiff().to_zoned(zone.clone()).date()
}

fn end_of(day: Date, zone: &TimeZone) -> Option<Timestamp> {
    let next = day.tomorrow().ok()?.to_zoned(zone.clone()).ok()?;
    Some(Timestamp::from_micros(next.timestamp().as_microsecond() - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        Timestamp::parse(text).unwrap()
    }

    fn day(at: Timestamp, zone: &TimeZone) -> String {
        // The whole of the last day belongs to it.
        assert_eq!(day_of(Timestamp::from_micros(at.micros() + 1), zone), day_of(at, zone).tomorrow().unwrap());
        day_of(at, zone).to_string()
    }

    #[test]
    fn each_law_gives_its_days() {
        let utc = TimeZone::UTC;
        for (law, opened, due, extended) in [
            (Law::Gdpr, "2026-05-04T12:00:00Z", "2026-06-04", "2026-08-04"),
            // Month ends: the last day there is, and reckoned from the first day each time.
            (Law::Gdpr, "2026-01-31T23:59:59Z", "2026-02-28", "2026-04-30"),
            (Law::Gdpr, "2028-01-31T00:00:00Z", "2028-02-29", "2028-04-30"),
            (Law::Gdpr, "2026-11-30T10:00:00Z", "2026-12-30", "2027-02-28"),
            (Law::UkGdpr, "2026-08-31T10:00:00Z", "2026-09-30", "2026-11-30"),
            (Law::OwnRule, "2026-12-31T10:00:00Z", "2027-01-31", "2027-03-31"),
            (Law::SaudiPdpl, "2026-01-31T10:00:00Z", "2026-03-02", "2026-04-01"),
            (Law::Ccpa, "2026-01-31T10:00:00Z", "2026-03-17", "2026-05-01"),
        ] {
            let opened = at(opened);
            assert_eq!(day(law.due(opened, &utc), &utc), due, "{law:?}");
            assert_eq!(day(law.extended(opened, &utc), &utc), extended, "{law:?}");
        }
    }

    #[test]
    fn receipt_is_confirmed_in_ten_business_days() {
        let utc = TimeZone::UTC;
        let by = |opened| Law::Ccpa.confirm_by(at(opened), &utc).map(|at| day(at, &utc));
        // A Monday, a Friday, a Sunday.
        assert_eq!(by("2026-05-04T12:00:00Z").as_deref(), Some("2026-05-18"));
        assert_eq!(by("2026-05-08T12:00:00Z").as_deref(), Some("2026-05-22"));
        assert_eq!(by("2026-05-10T12:00:00Z").as_deref(), Some("2026-05-22"));
        assert_eq!(Law::Gdpr.confirm_by(at("2026-05-04T12:00:00Z"), &utc), None);
    }

    #[test]
    fn days_are_the_store_s() {
        let riyadh = TimeZone::get("Asia/Riyadh").unwrap();
        // 22:00 in UTC is the next day in Riyadh.
        let due = Law::Gdpr.due(at("2026-01-30T22:00:00Z"), &riyadh);
        assert_eq!((day(due, &riyadh).as_str(), due.to_rfc3339().as_str()), ("2026-02-28", "2026-02-28T20:59:59.999Z"));
        // A day that a clock change makes an hour shorter is a day.
        let berlin = TimeZone::get("Europe/Berlin").unwrap();
        assert_eq!(day(Law::SaudiPdpl.due(at("2026-02-27T12:00:00Z"), &berlin), &berlin), "2026-03-29");
    }

    #[test]
    fn the_law_that_is_sooner_holds() {
        let (utc, opened) = (TimeZone::UTC, at("2026-05-04T12:00:00Z"));
        let of = |store, customer| Law::of(store, customer, opened, &utc);
        assert_eq!((of(Some("SA"), None), of(None, None), of(Some("IR"), None)), (Law::SaudiPdpl, Law::OwnRule, Law::OwnRule));
        assert_eq!((of(Some("IR"), Some("DE")), of(Some("US"), Some("FR"))), (Law::Gdpr, Law::Gdpr));
        assert_eq!((of(Some("DE"), Some("US")), of(Some("DE"), Some("SA"))), (Law::Gdpr, Law::SaudiPdpl));
        // In February a month is shorter than 30 days.
        assert_eq!(Law::of(Some("SA"), Some("DE"), at("2026-02-01T12:00:00Z"), &utc), Law::Gdpr);
        for law in Law::ALL {
            assert_eq!((Law::from_word(law.word()), Law::from_code(law as i64)), (Some(law), Some(law)));
        }
    }

    #[test]
    fn the_end_of_time_is_no_reason_to_panic() {
        for law in Law::ALL {
            for at in [i64::MIN, i64::MAX, 0] {
                let at = Timestamp::from_micros(at);
                let _ = (law.due(at, &TimeZone::UTC), law.extended(at, &TimeZone::UTC), law.confirm_by(at, &TimeZone::UTC));
            }
        }
    }
}
