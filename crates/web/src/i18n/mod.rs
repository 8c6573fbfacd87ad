//! Messages in the reader's language (Project Fluent), with numbers in the reader's digits.
//!
//! `lang.t("home-title")` and `lang.t_with("count-orders", &[("count", 3.into())])`. Keys that are chosen at run time are
//! written `key("…")` where they stand, so that the tests below find every key in use and prove that it exists.

use crate::format::number::{Digits, Numerals};
use base::Locale;
use fluent_bundle::types::FluentNumber;
use fluent_bundle::{FluentArgs, FluentResource, concurrent::FluentBundle};
use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::{LazyLock, Mutex, PoisonError};

pub use fluent_bundle::FluentValue as Arg;

#[cfg(test)]
mod tests;

/// How many different missing keys are logged before the log is left in peace.
const MISSING_LOGGED_MAX: usize = 1_000;

/// A language together with the digits its numbers are written in. Small and `Copy`: pass it by value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Lang {
    pub locale: Locale,
    pub digits: Digits,
}

/// Marks a message key that is looked up elsewhere. It returns its argument; the tests find it by its name.
pub const fn key(key: &'static str) -> &'static str {
    key
}

/// The text without the invisible isolates that Fluent sets around inserted values: for e-mail subjects, SMS, URLs, CSV.
pub fn plain(text: &str) -> String {
    text.chars().filter(|c| !matches!(c, '\u{2066}'..='\u{2069}')).collect()
}

impl Lang {
    /// The language with its own digits: Latin, Arabic-Indic, or Persian.
    pub const fn new(locale: Locale) -> Self {
        Self { locale, digits: Digits::of(locale) }
    }

    #[must_use]
    pub const fn with_digits(self, digits: Digits) -> Self {
        Self { digits, ..self }
    }

    /// The message under `key`; the key itself where it is missing, which is logged once.
    pub fn t(self, key: &str) -> Cow<'static, str> {
        self.message(key, None)
    }

    /// The message with values in it, each inside U+2068 … U+2069 so that it can't disturb the text around it.
    pub fn t_with(self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        let mut fluent_args = FluentArgs::with_capacity(args.len());
        for (name, value) in args {
            let value = match value {
                Arg::Number(number) if self.locale == Locale::Ar => Arg::Number(counted_in_arabic(number, &self.numerals())),
                other => other.clone(),
            };
            fluent_args.set(*name, value);
        }
        self.message(key, Some(&fluent_args)).into_owned()
    }

    /// As [`Lang::t_with`], without the isolates.
    pub fn t_plain(self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        plain(&self.t_with(key, args))
    }

    /// The words of a code that the database or the API uses: `t_code("aside", "bad_time")` is the message
    /// `aside-bad-time`. A code without words is shown as it is.
    pub fn t_code(self, kind: &str, code: &str) -> Cow<'static, str> {
        let key = format!("{kind}-{}", code.replace('_', "-"));
        if self.has(&key) {
            self.t(&key)
        } else {
            report_once(self.locale, &key, "missing");
            Cow::Owned(code.to_owned())
        }
    }

    /// Whether the message exists.
    pub fn has(self, key: &str) -> bool {
        self.bundle().has_message(key)
    }

    const fn numerals(self) -> Numerals {
        Numerals::of(self.locale, self.digits)
    }

    fn message(self, key: &str, args: Option<&FluentArgs<'_>>) -> Cow<'static, str> {
        let bundle = self.bundle();
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            report_once(self.locale, key, "missing");
            return Cow::Owned(key.to_owned());
        };
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, args, &mut errors);
        if !errors.is_empty() {
            report_once(self.locale, key, "formatted with errors");
        }
        // A pattern without values borrows from the bundle, which lives as long as the program.
        match text {
            Cow::Borrowed(text) => Cow::Borrowed(text),
            Cow::Owned(text) => Cow::Owned(text),
        }
    }

    fn bundle(self) -> &'static Bundle {
        &BUNDLES[self.locale as usize * 3 + self.digits as usize]
    }
}

impl From<Locale> for Lang {
    fn from(locale: Locale) -> Self {
        Self::new(locale)
    }
}

type Bundle = FluentBundle<&'static FluentResource>;

/// The message files of one language.
macro_rules! sources {
    ($code:literal) => {
        [
            include_str!(concat!("../../locales/", $code, "/common.ftl")),
            include_str!(concat!("../../locales/", $code, "/errors.ftl")),
            include_str!(concat!("../../locales/", $code, "/access.ftl")),
            include_str!(concat!("../../locales/", $code, "/home.ftl")),
            include_str!(concat!("../../locales/", $code, "/customers.ftl")),
            include_str!(concat!("../../locales/", $code, "/messages.ftl")),
            include_str!(concat!("../../locales/", $code, "/events.ftl")),
            include_str!(concat!("../../locales/", $code, "/settings.ftl")),
            include_str!(concat!("../../locales/", $code, "/consent.ftl")),
            include_str!(concat!("../../locales/", $code, "/banner.ftl")),
            include_str!(concat!("../../locales/", $code, "/shop.ftl")),
            include_str!(concat!("../../locales/", $code, "/privacy.ftl")),
            include_str!(concat!("../../locales/", $code, "/preferences.ftl")),
            include_str!(concat!("../../locales/", $code, "/ledger.ftl")),
            include_str!(concat!("../../locales/", $code, "/feedback.ftl")),
            include_str!(concat!("../../locales/", $code, "/requests.ftl")),
            include_str!(concat!("../../locales/", $code, "/third_parties.ftl")),
            include_str!(concat!("../../locales/", $code, "/notices.ftl")),
            include_str!(concat!("../../locales/", $code, "/rules.ftl")),
            include_str!(concat!("../../locales/", $code, "/staff.ftl")),
            include_str!(concat!("../../locales/", $code, "/segments.ftl")),
            include_str!(concat!("../../locales/", $code, "/journeys.ftl")),
            include_str!(concat!("../../locales/", $code, "/plans.ftl")),
            include_str!(concat!("../../locales/", $code, "/campaigns.ftl")),
            include_str!(concat!("../../locales/", $code, "/guards.ftl")),
            include_str!(concat!("../../locales/", $code, "/templates.ftl")),
            include_str!(concat!("../../locales/", $code, "/catalog.ftl")),
        ]
    };
}

const SOURCES: [[&str; 27]; 3] = [sources!("en"), sources!("ar"), sources!("fa")];

static RESOURCES: LazyLock<[Vec<FluentResource>; 3]> = LazyLock::new(|| {
    SOURCES.map(|files| {
        let parse = |text: &&str| FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(resource, _)| resource);
        files.iter().map(parse).collect()
    })
});

/// One bundle for each language and digit system, in the order of `Lang::bundle`. Each is built when first used.
static BUNDLES: [LazyLock<Bundle>; 9] = [
    LazyLock::new(build::<0>),
    LazyLock::new(build::<1>),
    LazyLock::new(build::<2>),
    LazyLock::new(build::<3>),
    LazyLock::new(build::<4>),
    LazyLock::new(build::<5>),
    LazyLock::new(build::<6>),
    LazyLock::new(build::<7>),
    LazyLock::new(build::<8>),
];

fn build<const INDEX: usize>() -> Bundle {
    let locale = Locale::ALL[INDEX / 3];
    let language = locale.code().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    bundle.set_formatter(Some(print_number::<INDEX, _>));
    for resource in &RESOURCES[locale as usize] {
        // A key that stands twice keeps its first meaning; a test forbids it.
        if let Err(errors) = bundle.add_resource(resource) {
            tracing::error!(?errors, language = locale.code(), "two messages share a key");
        }
    }
    if let Err(error) = bundle.add_builtins() {
        tracing::error!(%error, "Fluent's NUMBER is unavailable");
    }
    bundle
}

/// Fluent prints numbers in Latin digits without grouping; this prints them as the language and digit system do.
fn print_number<const INDEX: usize, M>(value: &Arg<'_>, _: &M) -> Option<String> {
    let Arg::Number(number) = value else { return None };
    if let Some(printed) = &number.options.currency {
        return Some(printed.clone());
    }
    Some(print(&Numerals::of(Locale::ALL[INDEX / 3], Digits::ALL[INDEX % 3]), number))
}

fn print(numerals: &Numerals, number: &FluentNumber) -> String {
    let least = number.options.minimum_fraction_digits.unwrap_or(0);
    let most = number.options.maximum_fraction_digits.unwrap_or(3).max(least);
    numerals.float_between(number.value, least, most)
}

/// `intl_pluralrules` 7 counts Arabic without CLDR's «modulo 100»: 103 and 111 would both be «other». So a number above
/// 100 is replaced by the least one of the same form, and the number as it is to be printed travels in the one option
/// that holds text and has no use here.
fn counted_in_arabic(number: &FluentNumber, numerals: &Numerals) -> FluentNumber {
    let mut counted = number.clone();
    if number.value.fract() != 0.0 || number.value.abs() > 100.0 {
        counted.options.currency = Some(print(numerals, number));
        counted.value = match number.value.abs() % 100.0 {
            rest if number.value.fract() != 0.0 || rest < 3.0 => 100.0,
            rest if rest <= 10.0 => 3.0,
            _ => 11.0,
        };
    }
    counted
}

fn report_once(locale: Locale, key: &str, what: &'static str) {
    static REPORTED: LazyLock<Mutex<HashSet<(Locale, String)>>> = LazyLock::new(Mutex::default);
    let mut reported = REPORTED.lock().unwrap_or_else(PoisonError::into_inner);
    if reported.len() < MISSING_LOGGED_MAX && reported.insert((locale, key.to_owned())) {
        tracing::warn!(key, language = locale.code(), "a message is {what}");
    }
}
