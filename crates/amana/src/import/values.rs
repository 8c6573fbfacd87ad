//! Cells as values: amounts, dates, numbers, contacts. Errors never repeat what stands in the cell.

use super::Reason;
use base::fold::fold_digits;
use base::{Currency, EmailAddress, Money, PhoneNumber, Timestamp};
use jiff::fmt::strtime::BrokenDownTime;
use jiff::tz::TimeZone;
use serde_json::{Number, Value};
use std::time::Duration;

/// The mark between units and fractions in the file's amounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decimal {
    Point,
    Comma,
}

/// How the file writes dates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DateFormat {
    /// RFC 3339 and what ISO 8601 allows beside: a blank for the `T`, a date alone, no offset.
    Iso,
    UnixSeconds,
    UnixMillis,
    /// A strptime pattern of known letters.
    Pattern(String),
}

impl DateFormat {
    /// Reads the format of a map; the error says what can be used.
    pub fn parse(text: &str) -> Result<Self, String> {
        match text {
            "iso" => return Ok(Self::Iso),
            "unix" => return Ok(Self::UnixSeconds),
            "unix_ms" => return Ok(Self::UnixMillis),
            _ => {}
        }
        let known = "%Y %y %m %d %e %b %B %H %I %M %S %p %f %.f %z %:z %s %j %F %T %%";
        let wrong = || format!("\"{text}\" is no date format: iso, unix, unix_ms or a pattern of {known}");
        let mut rest = text;
        let mut letters = 0;
        while let Some(at) = rest.find('%') {
            let directive = &rest[at + 1..];
            let length = directive.char_indices().nth(1).map_or(directive.len(), |(second, _)| {
                // `%.f` and `%:z` have a mark before their letter.
                if directive.starts_with(['.', ':']) { second + 1 } else { second }
            });
            let letter = directive.get(..length).unwrap_or_default();
            if letter.is_empty() || !known.split(' ').any(|k| &k[1..] == letter) {
                return Err(wrong());
            }
            letters += 1;
            rest = &directive[length..];
        }
        if letters == 0 { Err(wrong()) } else { Ok(Self::Pattern(text.to_owned())) }
    }

    /// A moment; without an offset in the text, in `zone`.
    pub(super) fn moment(&self, text: &str, zone: &TimeZone) -> Result<Timestamp, Reason> {
        let text = fold_digits(text);
        let seconds = |scale: i64| text.parse::<i64>().ok().and_then(|n| n.checked_mul(scale)).ok_or(Reason::Date);
        match self {
            Self::Iso if text.parse::<jiff::Timestamp>().is_ok() => Timestamp::parse(&text).map_err(|_| Reason::Date),
            Self::Iso => in_zone(text.parse().map_err(|_| Reason::Date)?, zone),
            Self::UnixSeconds => Ok(Timestamp::from_micros(seconds(1_000_000)?)),
            Self::UnixMillis => Ok(Timestamp::from_micros(seconds(1000)?)),
            Self::Pattern(pattern) => {
                let parts = BrokenDownTime::parse(pattern, &text).map_err(|_| Reason::Date)?;
                if parts.offset().is_some() || parts.timestamp().is_some() {
                    let at = parts.to_timestamp().map_err(|_| Reason::Date)?;
                    return Ok(Timestamp::from_micros(at.as_microsecond()));
                }
                let date = parts.to_date().map_err(|_| Reason::Date)?;
                let time = if parts.hour().is_some() {
                    parts.to_time().map_err(|_| Reason::Date)?
                } else {
                    jiff::civil::Time::midnight()
                };
                in_zone(date.to_datetime(time), zone)
            }
        }
    }

    /// A day, as `YYYY-MM-DD`.
    pub(super) fn day(&self, text: &str) -> Result<String, Reason> {
        let text = fold_digits(text);
        let date = match self {
            Self::Iso => text.parse::<jiff::civil::Date>().map_err(|_| Reason::Date)?,
            Self::Pattern(pattern) => {
                BrokenDownTime::parse(pattern, &text).and_then(|parts| parts.to_date()).map_err(|_| Reason::Date)?
            }
            Self::UnixSeconds | Self::UnixMillis => self.moment(&text, &TimeZone::UTC)?.to_jiff().to_zoned(TimeZone::UTC).date(),
        };
        if date.year() < 1880 { Err(Reason::DateRange) } else { Ok(date.to_string()) }
    }
}

fn in_zone(at: jiff::civil::DateTime, zone: &TimeZone) -> Result<Timestamp, Reason> {
    let at = at.to_zoned(zone.clone()).map_err(|_| Reason::Date)?.timestamp();
    Ok(Timestamp::from_micros(at.as_microsecond()))
}

/// Refuses what is no plausible moment of a store's past: before 1970, or more than a day after `now`. It is nearly always the
/// wrong format.
pub(super) fn in_the_past(at: Timestamp, now: Timestamp) -> Result<Timestamp, Reason> {
    let latest = now.plus(Duration::from_hours(24));
    if at.micros() < 0 || at > latest { Err(Reason::DateRange) } else { Ok(at) }
}

/// An amount: digits of any script, groups of thousands, the currency's sign or code before or after.
pub(super) fn amount(text: &str, decimal: Decimal, currency: Currency) -> Result<Money, Reason> {
    let plain = plain_number(strip_currency(text, currency), decimal).ok_or(Reason::Amount)?;
    Money::parse(&plain, currency).map_err(|_| Reason::Amount)
}

/// A count of units: not negative, at most a billion.
pub(super) fn quantity(text: &str, decimal: Decimal) -> Result<Number, Reason> {
    let plain = plain_number(text.trim(), decimal).ok_or(Reason::Quantity)?;
    let number: f64 = plain.parse().map_err(|_| Reason::Quantity)?;
    if !(0.0..=1e9).contains(&number) {
        return Err(Reason::Quantity);
    }
    if number.fract() == 0.0 { Ok(Number::from(number as u64)) } else { Number::from_f64(number).ok_or(Reason::Quantity) }
}

/// Money as JSON: a number where a double holds every digit, else the decimal as text.
pub(super) fn money_json(money: Money) -> Value {
    let decimal = money.to_decimal();
    let exact = money.minor.unsigned_abs() < 1_000_000_000_000_000;
    if exact && money.currency.minor_digits() == 0 {
        return Value::from(money.minor);
    }
    match decimal.parse().ok().and_then(Number::from_f64).filter(|_| exact) {
        Some(number) => Value::Number(number),
        None => Value::String(decimal),
    }
}

/// ASCII digits with a point, from a number as people group it. Groups must have three digits (two, in lakhs): `12,50` under a
/// decimal point is refused, and not read as 1250.
fn plain_number(text: &str, decimal: Decimal) -> Option<String> {
    let mark = match decimal {
        Decimal::Point => ['.', '٫'],
        Decimal::Comma => [',', '٫'],
    };
    let (whole, fraction) = match text.find(mark) {
        Some(at) => (&text[..at], &text[at..]),
        None => (text, ""),
    };
    let mut plain = String::with_capacity(text.len());
    let mut group: Option<usize> = None;
    for (at, c) in whole.char_indices() {
        match base::fold::fold_digit(c) {
            '-' | '\u{2212}' if at == 0 => plain.push('-'),
            '+' if at == 0 => {}
            d @ '0'..='9' => {
                plain.push(d);
                group = group.map(|digits| digits + 1);
            }
            ',' | '.' | '٬' | '\'' | '’' | '_' | ' ' | '\u{a0}' | '\u{202f}' => {
                if group.is_some_and(|digits| !(2..=3).contains(&digits)) || !plain.ends_with(|c: char| c.is_ascii_digit()) {
                    return None;
                }
                group = Some(0);
            }
            _ => return None,
        }
    }
    if group.is_some_and(|digits| digits != 3) {
        return None;
    }
    for (at, c) in fraction.chars().enumerate() {
        match base::fold::fold_digit(c) {
            _ if at == 0 => plain.push('.'),
            d @ '0'..='9' => plain.push(d),
            _ => return None,
        }
    }
    plain.bytes().any(|b| b.is_ascii_digit()).then_some(plain)
}

fn strip_currency(text: &str, currency: Currency) -> &str {
    let is_edge = |c: char| {
        c.is_whitespace()
            || "$€£¥﷼₺₹".contains(c)
            || ('\u{2066}'..='\u{2069}').contains(&c)
            || matches!(c, '\u{200e}' | '\u{200f}')
    };
    let text = text.trim_matches(is_edge);
    let code = currency.code();
    let text = text.strip_suffix(code).or_else(|| text.strip_prefix(code)).unwrap_or(text);
    text.trim_matches(is_edge)
}

/// An e-mail address in its normal form.
pub(super) fn email(text: &str) -> Result<String, Reason> {
    EmailAddress::parse(text).map(|email| email.as_str().to_owned()).map_err(|_| Reason::Email)
}

/// A phone number as E.164. `country` is where numbers without `+` are from.
pub(super) fn phone(text: &str, country: Option<&str>) -> Result<String, Reason> {
    PhoneNumber::parse(text, country).map(|phone| phone.as_str().to_owned()).map_err(|_| Reason::Phone)
}

/// A number or a truth value where the text is exactly how JSON writes one; else text.
pub(super) fn any(text: &str) -> Value {
    match text {
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        _ => match serde_json::from_str::<Number>(text) {
            // `1e5`, `1.10` and numbers beyond a double would come back as another text: they stay text.
            Ok(number) if number.to_string() == text => Value::Number(number),
            _ => Value::String(text.to_owned()),
        },
    }
}

/// What a cell says about a consent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Answer {
    Granted,
    Refused,
    /// Never asked, or not answered: no statement, and nothing is recorded.
    None,
}

pub(super) fn answer(text: &str) -> Result<Answer, Reason> {
    let word = text.trim().to_lowercase().replace(['-', ' '], "_");
    match word.as_str() {
        "yes" | "y" | "true" | "1" | "subscribed" | "granted" | "opted_in" | "opt_in" | "نعم" | "بله" => {
            Ok(Answer::Granted)
        }
        "no" | "n" | "false" | "0" | "unsubscribed" | "refused" | "opted_out" | "opt_out" | "cleaned" | "لا" | "خیر" => {
            Ok(Answer::Refused)
        }
        "" | "never_subscribed" | "not_subscribed" | "non_subscribed" | "pending" | "unknown" | "null" => Ok(Answer::None),
        _ => Err(Reason::ConsentAnswer),
    }
}
