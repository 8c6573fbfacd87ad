//! Numbers, money, dates and durations as the reader writes them.

use crate::i18n::{Lang, key};
use base::{Currency, Locale, Money, Timestamp};
use jiff::tz::TimeZone;

pub mod calendar;
pub mod money;
pub mod number;
#[cfg(test)]
mod tests;

pub use calendar::{Calendar, Day};
pub use money::{RialUnit, named_currencies};
pub use number::{Digits, Numerals};

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// How one reader of one store reads figures. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Formatter {
    pub lang: Lang,
    /// The store's time zone.
    pub zone: TimeZone,
    pub calendar: Calendar,
    pub rial: RialUnit,
}

impl Formatter {
    /// The language's own digits and calendar, rials as rials.
    pub fn new(lang: Lang, zone: TimeZone) -> Self {
        Self { lang, zone, calendar: Calendar::of(lang.locale), rial: RialUnit::default() }
    }

    #[must_use]
    pub fn with_calendar(self, calendar: Calendar) -> Self {
        Self { calendar, ..self }
    }

    #[must_use]
    pub fn with_rial(self, rial: RialUnit) -> Self {
        Self { rial, ..self }
    }

    fn locale(&self) -> Locale {
        self.lang.locale
    }

    pub const fn numerals(&self) -> Numerals {
        Numerals::of(self.lang.locale, self.lang.digits)
    }

    /// `1,234,567`.
    pub fn integer(&self, value: i64) -> String {
        self.numerals().integer(value)
    }

    /// A count of things, however many.
    pub fn count(&self, value: u64) -> String {
        self.numerals().decimal(&value.to_string())
    }

    /// With exactly `fraction` digits after the separator; a dash where the value is no number.
    pub fn decimal(&self, value: f64, fraction: usize) -> String {
        self.numerals().float(value, fraction)
    }

    /// A ratio as a percentage: 0.42 is `42%`.
    pub fn percent(&self, ratio: f64, fraction: usize) -> String {
        self.numerals().percent(ratio, fraction)
    }

    /// At most three figures and a word: `1.2K`, `٣٫٤ مليون`, `۵۶ هزار`. Values below 1,000 are written out.
    pub fn compact(&self, value: f64) -> String {
        let magnitude = value.abs();
        if !magnitude.is_finite() {
            return self.decimal(value, 0);
        }
        // The borders lie where rounding would write «1000K».
        let (scale, word) = match magnitude {
            m if m < 999.5 => {
                let fraction = if m < 10.0 { 2 } else { usize::from(m < 100.0) };
                return self.numerals().float_between(value, 0, fraction);
            }
            m if m < 999_500.0 => (1e3, 0),
            m if m < 999.5e6 => (1e6, 1),
            m if m < 999.5e9 => (1e9, 2),
            _ => (1e12, 3),
        };
        let word = match self.locale() {
            Locale::En => ["K", "M", "B", "T"][word],
            Locale::Ar => ["\u{a0}ألف", "\u{a0}مليون", "\u{a0}مليار", "\u{a0}تريليون"][word],
            Locale::Fa => ["\u{a0}هزار", "\u{a0}میلیون", "\u{a0}میلیارد", "\u{a0}تریلیون"][word],
        };
        let scaled = value / scale;
        let fraction = usize::from(scaled.abs() < 99.95);
        format!("{}{word}", self.numerals().float_between(scaled, 0, fraction))
    }

    /// The amount with its unit: `$1,234.50`, `١٬٢٣٤٫٥٠ ر.س.`, `۱۲۳٬۴۰۰ تومان`.
    pub fn money(&self, money: Money) -> String {
        money::full(self.locale(), &self.numerals(), self.rial, money)
    }

    /// A small amount in full, `$42.80`; without its fraction from 1,000 on, `SAR 2,110`; from 100,000 on in at most three
    /// figures, `$1.2M`.
    pub fn money_compact(&self, money: Money) -> String {
        let (major, toman) = money::major(self.rial, money);
        if major.abs() < 999.5 {
            return self.money(money);
        }
        if major.abs() < 99_999.5 {
            return money::with_unit(self.locale(), &self.decimal(major, 0), money.currency, toman);
        }
        money::with_unit(self.locale(), &self.compact(major), money.currency, toman)
    }

    /// The amount as a float in the unit it is shown in (tomans where the store shows tomans). For charts only.
    pub fn money_value(&self, money: Money) -> f64 {
        money::major(self.rial, money).0
    }

    /// The inverse of [`Formatter::money_value`]: a value that stands in the shown unit already, with that unit.
    pub fn money_from_value(&self, value: f64, currency: Currency) -> String {
        let toman = currency == Currency::IRR && self.rial == RialUnit::Toman;
        let numerals = self.numerals();
        let digits = currency.minor_digits() as usize;
        let number = if toman { numerals.float_between(value, 0, 1) } else { numerals.float(value, digits) };
        money::with_unit(self.locale(), &number, currency, toman)
    }

    /// The currency's name: `Saudi riyal`, `ريال سعودي`, `ریال سعودی`.
    pub fn currency_name(&self, currency: Currency) -> String {
        money::name(self.locale(), currency)
    }

    /// `3 May 2026`, `٣ مايو ٢٠٢٦`, `۱۳ اردیبهشت ۱۴۰۵`.
    pub fn date(&self, at: Timestamp) -> String {
        self.civil_date(self.civil(at).date())
    }

    /// As [`Formatter::date`], for a day without a time (a birth date, a chart's day).
    pub fn civil_date(&self, date: jiff::civil::Date) -> String {
        let day = self.calendar.day(date);
        let month = day.calendar.month(self.locale(), day.month);
        let era = match self.calendar {
            // A Gregorian year is told from a Persian one by its size; only lunar years need their era.
            Calendar::UmmAlQura => day.calendar.era(self.locale()),
            _ => None,
        };
        let tail = era.map(|era| format!("\u{a0}{era}")).unwrap_or_default();
        format!("{} {month} {}{tail}", self.plain(day.day), self.plain(day.year))
    }

    /// With the weekday: `Sunday 3 May 2026`.
    pub fn date_long(&self, at: Timestamp) -> String {
        let date = self.civil(at).date();
        let comma = match self.locale() {
            Locale::En => ",",
            Locale::Ar => "،",
            Locale::Fa => "",
        };
        format!("{}{comma} {}", calendar::weekday(self.locale(), date.weekday()), self.civil_date(date))
    }

    /// `3 May`, `٣ مايو`, `۱۳ اردیبهشت`.
    pub fn day_month(&self, at: Timestamp) -> String {
        let day = self.day(at);
        format!("{} {}", self.plain(day.day), day.calendar.month_short(self.locale(), day.month))
    }

    /// `May 2026`.
    pub fn month_year(&self, at: Timestamp) -> String {
        let day = self.day(at);
        format!("{} {}", day.calendar.month_short(self.locale(), day.month), self.plain(day.year))
    }

    /// The day in the reader's calendar and the store's zone.
    pub fn day(&self, at: Timestamp) -> Day {
        self.calendar.day(self.civil(at).date())
    }

    /// `14:05`. Twenty-four hours in every language: a log has no room for mistaking morning for evening.
    pub fn time(&self, at: Timestamp) -> String {
        let time = self.civil(at).time();
        self.lang.digits.rewrite(&format!("{:02}:{:02}", time.hour(), time.minute()))
    }

    /// The hour of the day, from 0, in the store's zone.
    pub fn hour(&self, at: Timestamp) -> u8 {
        self.civil(at).hour().unsigned_abs()
    }

    /// `14:05:09`, for live lists.
    pub fn time_exact(&self, at: Timestamp) -> String {
        let time = self.civil(at).time();
        let text = format!("{:02}:{:02}:{:02}", time.hour(), time.minute(), time.second());
        self.lang.digits.rewrite(&text)
    }

    /// `3 May 2026, 14:05`.
    pub fn datetime(&self, at: Timestamp) -> String {
        let comma = if self.locale() == Locale::En { "," } else { "،" };
        format!("{}{comma} {}", self.date(at), self.time(at))
    }

    /// `3 minutes ago`, `yesterday`, `in 2 days`; the date where the distance exceeds a month.
    pub fn relative(&self, at: Timestamp, now: Timestamp) -> String {
        let seconds = at.micros_since(now) / 1_000_000;
        let distance = seconds.saturating_abs();
        if distance < 45 {
            return self.lang.t(key("when-now")).into_owned();
        }
        if distance > 30 * DAY {
            return self.date(at);
        }
        let days = i64::from(at.day(&self.zone)) - i64::from(now.day(&self.zone));
        if distance >= 20 * HOUR && days.abs() == 1 {
            return self.lang.t(if days < 0 { key("when-yesterday") } else { key("when-tomorrow") }).into_owned();
        }
        let past = seconds < 0;
        let (unit, count) = match distance {
            d if d < 45 * MINUTE => {
                (if past { key("when-minutes-ago") } else { key("when-in-minutes") }, ((d + 30) / MINUTE).max(1))
            }
            d if d < 22 * HOUR => {
                (if past { key("when-hours-ago") } else { key("when-in-hours") }, ((d + HOUR / 2) / HOUR).max(1))
            }
            d => (if past { key("when-days-ago") } else { key("when-in-days") }, ((d + DAY / 2) / DAY).max(1)),
        };
        self.lang.t_plain(unit, &[("count", count.into())])
    }

    /// A length of time in its two largest units: `2 min 5 s`, `٣ أيام ٤ ساعات`. Negative ones count as zero.
    pub fn duration(&self, micros: i64) -> String {
        let micros = micros.max(0);
        if micros < 1_000_000 {
            // Milliseconds below a second: lag and answer times are told in them.
            return self.lang.t_plain(key("span-milliseconds"), &[("count", (micros / 1000).into())]);
        }
        let seconds = micros / 1_000_000;
        let parts = [
            (key("span-days"), seconds / DAY),
            (key("span-hours"), seconds % DAY / HOUR),
            (key("span-minutes"), seconds % HOUR / MINUTE),
            (key("span-seconds"), seconds % MINUTE),
        ];
        let first = parts.iter().position(|(_, count)| *count > 0).unwrap_or(3);
        let mut shown = parts.iter().skip(first).take(2).filter(|(_, count)| *count > 0 || first == 3);
        let mut next = || shown.next().map(|(unit, count)| self.lang.t_plain(unit, &[("count", (*count).into())]));
        match (next(), next()) {
            (Some(large), Some(small)) => {
                self.lang.t_plain(key("span-two"), &[("first", large.into()), ("second", small.into())])
            }
            (large, _) => large.unwrap_or_default(),
        }
    }

    /// `12.3 MB`, in powers of 1,000 as disks are sold.
    pub fn bytes(&self, bytes: u64) -> String {
        let (unit, scale) = match bytes {
            b if b < 1_000 => (key("size-bytes"), 1.0),
            b if b < 999_950 => (key("size-kilobytes"), 1e3),
            b if b < 999_950_000 => (key("size-megabytes"), 1e6),
            b if b < 999_950_000_000 => (key("size-gigabytes"), 1e9),
            _ => (key("size-terabytes"), 1e12),
        };
        let number = self.numerals().float_between(bytes as f64 / scale, 0, 1);
        self.lang.t_plain(unit, &[("size", number.into())])
    }

    fn civil(&self, at: Timestamp) -> jiff::civil::DateTime {
        self.zone.to_datetime(at.to_jiff())
    }

    /// A year or a day: the reader's digits, never grouped.
    fn plain(&self, value: impl std::fmt::Display) -> String {
        self.lang.digits.rewrite(&value.to_string())
    }
}
