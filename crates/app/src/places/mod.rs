//! Countries, currencies and time zones by name, for the lists of set-up and settings.
//!
//! The three tables are made from CLDR 48's names and tzdata's `zone.tab`: `countries.tsv` (ISO 3166 code, names in
//! English, Arabic and Persian, currency, main time zone), `currencies.tsv` (ISO 4217 code, names), `zones.tsv` (IANA
//! name, country, names of its city). Plain errors in CLDR's Arabic (genders, hamzas, cities) are put right by hand.

use base::Locale;
use jiff::tz::TimeZone;
use web::PageCtx;

const COUNTRIES: &str = include_str!("countries.tsv");
const CURRENCIES: &str = include_str!("currencies.tsv");
const ZONES: &str = include_str!("zones.tsv");

/// A country with what usually follows from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Country {
    /// ISO 3166, two letters.
    pub code: &'static str,
    names: [&'static str; 3],
    /// ISO 4217; empty where none is in use.
    pub currency: &'static str,
    /// IANA name; empty where nobody lives.
    pub zone: &'static str,
}

impl Country {
    pub fn find(code: &str) -> Option<Self> {
        Self::all().find(|country| country.code == code)
    }

    /// Where a reader is from, as far as it shows: the region that their browser names with the language they read
    /// (`ar-EG`), else the country where most stores in that language are. English is read everywhere, so there any
    /// region counts.
    pub fn of_reader(locale: Locale, accept_language: &str) -> Option<Self> {
        let tags = accept_language.split(',').take(16).map(|part| part.split(';').next().unwrap_or_default().trim());
        let mut regions = tags.filter_map(|tag| {
            let (language, region) = tag.rsplit_once('-')?;
            let is_theirs = locale == Locale::En || Locale::from_tag(language) == Some(locale);
            Self::find(&region.to_ascii_uppercase()).filter(|_| is_theirs)
        });
        regions.next().or_else(|| match locale {
            Locale::Ar => Self::find("SA"),
            Locale::Fa => Self::find("IR"),
            Locale::En => None,
        })
    }

    fn all() -> impl Iterator<Item = Self> {
        COUNTRIES.lines().filter_map(|line| {
            let mut cells = line.split('\t');
            let mut cell = || cells.next();
            Some(Self { code: cell()?, names: [cell()?, cell()?, cell()?], currency: cell()?, zone: cell()? })
        })
    }
}

/// A country's name in the reader's language.
pub fn country_name(ctx: &PageCtx, code: &str) -> Option<&'static str> {
    Country::find(&code.to_ascii_uppercase()).map(|country| country.names[ctx.locale() as usize])
}

/// Every country, by name in the reader's language.
pub fn countries(ctx: &PageCtx) -> Vec<(String, String)> {
    let named = Country::all().map(|country| (country.code.to_owned(), country.names[ctx.locale() as usize].to_owned()));
    by_name(named.collect())
}

/// Every currency in use, by code: "SAR · Saudi Riyal".
pub fn currencies(ctx: &PageCtx) -> Vec<(String, String)> {
    let rows = CURRENCIES.lines().filter_map(|line| {
        let mut cells = line.split('\t');
        let code = cells.next()?;
        let name = cells.nth(ctx.locale() as usize)?;
        Some((code.to_owned(), format!("{code} · {name}")))
    });
    rows.collect()
}

/// Every time zone, by its city in the reader's language, with its distance from UTC now.
pub fn zones(ctx: &PageCtx) -> Vec<(String, String)> {
    let rows = ZONES.lines().filter_map(|line| {
        let mut cells = line.split('\t');
        let (zone, _country) = (cells.next()?, cells.next()?);
        let city = cells.nth(ctx.locale() as usize)?;
        let offset = TimeZone::get(zone).ok()?.to_offset(ctx.now.to_jiff()).seconds();
        Some((zone.to_owned(), format!("{city} · {}", offset_words(offset))))
    });
    let mut zones = by_name(rows.collect());
    zones.insert(0, ("UTC".to_owned(), offset_words(0)));
    zones
}

/// `UTC+03:30`: a code, so an island that reads left to right, in Latin digits everywhere.
fn offset_words(seconds: i32) -> String {
    let sign = if seconds < 0 { '−' } else { '+' };
    let minutes = seconds.abs() / 60;
    format!("\u{2066}UTC{sign}{:02}:{:02}\u{2069}", minutes / 60, minutes % 60)
}

fn by_name(mut rows: Vec<(String, String)>) -> Vec<(String, String)> {
    rows.sort_by_cached_key(|(_, name)| base::fold::fold_name(name));
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::Currency;
    use web::{Formatter, Lang};

    #[test]
    fn every_row_is_whole_and_known() {
        assert_eq!(Country::all().count(), 249);
        for country in Country::all() {
            assert!(country.names.iter().all(|name| !name.is_empty()), "{country:?}");
            assert!(country.currency.is_empty() || Currency::parse(country.currency).is_ok(), "{country:?}");
            assert!(country.zone.is_empty() || TimeZone::get(country.zone).is_ok(), "{country:?}");
        }
        for locale in Locale::ALL {
            let ctx = PageCtx::new(Formatter::new(Lang::new(locale), TimeZone::UTC), base::Timestamp::default(), "/");
            assert_eq!(zones(&ctx).len(), ZONES.lines().count() + 1, "every zone is known to the bundled database");
            assert!(currencies(&ctx).len() > 140);
            let country = Country::find("SA").unwrap();
            assert!(countries(&ctx).contains(&("SA".to_owned(), country.names[locale as usize].to_owned())));
        }
    }

    #[test]
    fn the_language_read_tells_the_country() {
        let code = |locale, languages: &str| Country::of_reader(locale, languages).map(|country| country.code);
        assert_eq!(code(Locale::Ar, "ar-EG,ar;q=0.9,en;q=0.8"), Some("EG"));
        assert_eq!(code(Locale::Ar, "en-US,en"), Some("SA"), "whoever reads Arabic in an American browser");
        assert_eq!(code(Locale::Fa, "fa"), Some("IR"));
        assert_eq!(code(Locale::Fa, "fa-AF,en-GB"), Some("AF"));
        assert_eq!(code(Locale::En, "ar,en-GB;q=0.5"), Some("GB"));
        assert_eq!(code(Locale::En, "en"), None);
        assert_eq!(code(Locale::En, "zh-Hans-XX;q=x,,"), None);
    }
}
