//! Filters that write for the reader: amounts, days, and words that follow a number.

use super::liquid_filters::{OwnFilter, first, text};
use base::{Currency, Locale, Money, Timestamp};
use liquid_core::model::{Scalar, ValueView};
use liquid_core::{Error, Result, Runtime};
use web::format::{Calendar, Formatter, RialUnit};
use web::i18n::Lang;

pub(super) const ALL: [OwnFilter; 3] = [
    OwnFilter { name: "money", arguments_max: 1, run: money },
    OwnFilter { name: "date", arguments_max: 1, run: date },
    OwnFilter { name: "plural", arguments_max: 6, run: plural },
];

fn said(runtime: &dyn Runtime, path: &[&'static str]) -> Option<String> {
    let path: Vec<Scalar> = path.iter().map(|name| Scalar::new(*name)).collect();
    runtime.try_get(&path).map(|value| value.to_kstr().into_owned().into_string())
}

/// The letter's language.
pub(super) fn locale(runtime: &dyn Runtime) -> Locale {
    said(runtime, &["locale"]).and_then(|code| Locale::from_tag(&code)).unwrap_or_default()
}

fn formatter(runtime: &dyn Runtime) -> Formatter {
    let zone = said(runtime, &["store", "time_zone"]).and_then(|name| jiff::tz::TimeZone::get(&name).ok());
    let unit = if said(runtime, &["store", "shows_toman"]).as_deref() == Some("true") { RialUnit::Toman } else { RialUnit::Rial };
    Formatter::new(Lang::new(locale(runtime)), zone.unwrap_or(jiff::tz::TimeZone::UTC)).with_rial(unit)
}

/// `{{ event.price | money: event.currency }}`; without a currency in the event's, or in the store's where it names none. What is no
/// amount stays as it is.
fn money(input: &dyn ValueView, args: &[String], runtime: &dyn Runtime) -> Result<String> {
    let plain = text(input)?;
    let of = |path: &[&'static str]| Currency::parse(&said(runtime, path)?).ok();
    let currency = match args.first() {
        Some(named) => Currency::parse(named).ok(),
        None => of(&["event", "currency"]).or_else(|| of(&["store", "currency"])),
    };
    let currency = currency.ok_or_else(|| Error::with_msg("this filter needs a currency such as 'SAR'"))?;
    Ok(Money::parse(&plain, currency).map_or(plain, |money| formatter(runtime).money(money)))
}

/// `{{ event.delivered_at | date }}`: a moment or a day (RFC 3339), in the calendar of the language or in the one that is named:
/// `'gregory'`, `'persian'` or `'islamic-umalqura'`. What is no day stays as it is.
fn date(input: &dyn ValueView, args: &[String], runtime: &dyn Runtime) -> Result<String> {
    let plain = text(input)?;
    let mut fmt = formatter(runtime);
    if !args.is_empty() {
        let unknown = || Error::with_msg("this filter knows the calendars 'gregory', 'persian' and 'islamic-umalqura'");
        fmt.calendar = Calendar::parse(first(args)).ok_or_else(unknown)?;
    }
    if let Ok(at) = Timestamp::parse(&plain) {
        return Ok(fmt.date(at));
    }
    Ok(plain.parse().map_or(plain, |day| fmt.civil_date(day)))
}

/// `{{ items.size | plural: '# item', '# items' }}`: the words for one and for others, or all six forms of Arabic (none, one, two,
/// few, many, others); `#` is the number in the reader's digits.
fn plural(input: &dyn ValueView, args: &[String], runtime: &dyn Runtime) -> Result<String> {
    let plain = text(input)?;
    let Ok(number) = plain.parse::<i64>() else { return Err(Error::with_msg("only a whole number has a plural")) };
    let locale = locale(runtime);
    let form = match args.len() {
        2 if number == 1 || (locale == Locale::Fa && number == 0) => 0,
        2 => 1,
        6 => form_of(number),
        _ => return Err(Error::with_msg("this filter takes two forms, or six")),
    };
    let words = args.get(form).map_or("", String::as_str);
    Ok(words.replace('#', &formatter(runtime).integer(number)))
}

/// Arabic's six (CLDR): none, one, two, few, many, others.
const fn form_of(number: i64) -> usize {
    match (number, number.unsigned_abs() % 100) {
        (0, _) => 0,
        (1, _) => 1,
        (2, _) => 2,
        (_, 3..=10) => 3,
        (_, 11..=99) => 4,
        _ => 5,
    }
}
