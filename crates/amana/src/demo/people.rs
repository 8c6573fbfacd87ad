//! Who shops at the demo store: invented people of three languages, at addresses that can't exist.
//!
//! E-mail addresses are at example.com, .org and .net (RFC 2606). Phone numbers are from the ranges that Ofcom keeps for drama and
//! from the 555-01xx of North America; the other countries keep no such range, so theirs are valid in form and made only of low
//! counting digits.

use super::catalogue::records;
use super::purchases::Shopper;
use base::{Locale, Rng, Timestamp};
use jiff::tz::TimeZone;

/// The purposes that the demo's people are asked about, as the consent vocabulary names them, with the share that says yes among
/// all (15 in 100 refuse everything).
pub const PURPOSES: [(&str, f64); 9] = [
    ("marketing_email", 0.62),
    ("marketing_sms", 0.22),
    ("marketing_whatsapp", 0.31),
    ("marketing_push", 0.12),
    ("personalise", 0.48),
    ("loyalty", 0.43),
    ("reviews", 0.36),
    ("research", 0.18),
    ("analytics", 0.70),
];

/// The share that refuses every purpose.
pub const REFUSE_ALL: f64 = 0.15;

/// Answers to [`PURPOSES`], one bit each, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Consents(pub u16);

impl Consents {
    pub const MARKETING_EMAIL: u16 = 1;
    pub const PERSONALISE: u16 = 1 << 4;
    pub const LOYALTY: u16 = 1 << 5;
    pub const ANALYTICS: u16 = 1 << 8;

    /// Each purpose with the answer to it.
    pub fn answers(self) -> impl Iterator<Item = (&'static str, bool)> {
        PURPOSES.into_iter().enumerate().map(move |(at, (purpose, _))| (purpose, self.0 & (1 << at) != 0))
    }

    pub const fn has(self, bit: u16) -> bool {
        self.0 & bit != 0
    }

    fn draw(rng: &mut Rng) -> Self {
        if rng.unit() < REFUSE_ALL {
            return Self(0);
        }
        let mut bits = 0;
        for (at, (_, share)) in PURPOSES.iter().enumerate() {
            bits |= u16::from(rng.unit() < share / (1.0 - REFUSE_ALL)) << at;
        }
        Self(bits)
    }
}

/// A city and what follows from living there.
pub struct City {
    pub locale: Locale,
    /// ISO 3166, two letters.
    pub country: &'static str,
    pub timezone: &'static str,
    /// In the language of the person.
    pub name: &'static str,
    weight: u64,
    /// Local time minus UTC, in microseconds, as it is at the demo's now: a history may be an hour off in summer.
    pub offset: i64,
}

/// One registered customer.
pub struct Person {
    pub given: &'static str,
    pub family: &'static str,
    pub email: String,
    /// E.164.
    pub phone: Option<String>,
    /// Index into `Demo::cities`.
    pub city: usize,
    pub locale: Locale,
    /// Year, month, day.
    pub birthday: Option<(i16, u8, u8)>,
    pub consents: Consents,
    /// The categories the person likes, as indices.
    pub likes: [usize; 3],
    /// How the person buys; `None` for those who signed up and never bought.
    pub shopper: Option<Shopper>,
    pub signed_up: Timestamp,
}

struct Name {
    native: &'static str,
    latin: &'static str,
}

/// Given and family names of one language.
#[derive(Default)]
struct Names {
    given: Vec<Name>,
    family: Vec<Name>,
}

/// What people are drawn from.
pub struct People {
    pub cities: Vec<City>,
    names: [Names; 3],
    /// Phone numbers given out, a count for each country.
    phones: Vec<(&'static str, u32)>,
}

impl People {
    /// `now` fixes the zones' offsets.
    pub fn new(now: Timestamp) -> Self {
        let mut names: [Names; 3] = std::array::from_fn(|_| Names::default());
        for record in records(include_str!("data/names.txt")) {
            let [language, kind, native, latin] = record.as_slice() else { continue };
            let Some(locale) = Locale::from_tag(language) else { continue };
            let of = &mut names[locale as usize];
            let list = if *kind == "l" { &mut of.family } else { &mut of.given };
            list.push(Name { native, latin });
        }
        let cities = records(include_str!("data/cities.txt")).filter_map(|record| {
            let [language, country, weight, timezone, name] = record.as_slice() else { return None };
            let zone = TimeZone::get(timezone).unwrap_or(TimeZone::UTC);
            let offset = i64::from(zone.to_offset(now.to_jiff()).seconds()) * 1_000_000;
            Some(City { locale: Locale::from_tag(language)?, country, timezone, name, weight: weight.parse().ok()?, offset })
        });
        Self { cities: cities.collect(), names, phones: Vec::new() }
    }

    /// A person with the number `index`, which makes the e-mail address the person's own. A third speaks each language.
    pub fn draw(&mut self, index: u32, categories: usize, rng: &mut Rng) -> Person {
        let locale = Locale::ALL[rng.below(3) as usize];
        let city = self.draw_city(locale, rng);
        let names = &self.names[locale as usize];
        let given = pick(&names.given, rng);
        let family = pick(&names.family, rng);
        let domain = ["example.com", "example.org", "example.net"][rng.below(3) as usize];
        let dot = ["", ".", "_"][rng.below(3) as usize];
        let email = format!("{}{dot}{}{index}@{domain}", given.latin, family.latin);
        let (given, family) = (given.native, family.native);
        let birthday = (rng.unit() < 0.45).then(|| {
            let age_years = 18.0 + 50.0 * rng.unit() * rng.unit();
            ((2024.0 - age_years) as i16, 1 + rng.below(12) as u8, 1 + rng.below(28) as u8)
        });
        let phone = if rng.unit() < 0.72 { self.phone(self.cities[city].country) } else { None };
        let likes = std::array::from_fn(|_| rng.below(categories as u64) as usize);
        let consents = Consents::draw(rng);
        let signed_up = Timestamp::default();
        Person { given, family, email, phone, city, locale, birthday, consents, likes, shopper: None, signed_up }
    }

    /// A city where the language is spoken, the larger the likelier.
    pub fn draw_city(&self, locale: Locale, rng: &mut Rng) -> usize {
        let of = || self.cities.iter().enumerate().filter(|(_, city)| city.locale == locale);
        let mut left = rng.below(of().map(|(_, city)| city.weight).sum());
        for (at, city) in of() {
            if left < city.weight {
                return at;
            }
            left -= city.weight;
        }
        0
    }

    /// The country's next number; `None` once its range is used up.
    fn phone(&mut self, country: &'static str) -> Option<String> {
        let at = self.phones.iter().position(|(of, _)| *of == country).unwrap_or_else(|| {
            self.phones.push((country, 0));
            self.phones.len() - 1
        });
        let n = self.phones[at].1;
        self.phones[at].1 += 1;
        fictional_phone(country, n)
    }
}

/// The `n`-th fictional number of a country.
fn fictional_phone(country: &str, n: u32) -> Option<String> {
    /// Ofcom's "numbers for use in TV and radio drama", without their last three digits: those that libphonenumber takes for valid,
    /// which leaves out the mobiles (07700 900).
    const GB: [&str; 13] = [
        "2079460", "1134960", "1144960", "1164960", "1174960", "1184960", "1214960", "1314960", "1414960", "1514960", "1614960",
        "1914980", "2920180",
    ];
    const US: [u32; 60] = [
        201, 202, 203, 205, 206, 207, 208, 209, 210, 212, 213, 214, 215, 216, 217, 218, 219, 224, 225, 228, 229, 231, 234, 239,
        240, 248, 251, 252, 253, 254, 256, 260, 262, 267, 269, 270, 276, 281, 301, 302, 303, 304, 305, 307, 308, 309, 310, 312,
        313, 314, 315, 316, 317, 318, 319, 320, 321, 323, 325, 330,
    ];
    match country {
        "GB" => GB.get(n as usize / 1000).map(|range| format!("+44{range}{:03}", n % 1000)),
        "US" => US.get(n as usize / 100).map(|area| format!("+1{area}55501{:02}", n % 100)),
        "SA" => Some(format!("+96650{n:07}")),
        "AE" => Some(format!("+97150{:07}", 2_000_000 + n)),
        "EG" => Some(format!("+2010{n:08}")),
        "IR" => Some(format!("+98912{:07}", 1_000_000 + n)),
        _ => None,
    }
}

fn pick<'a>(names: &'a [Name], rng: &mut Rng) -> &'a Name {
    const NOBODY: Name = Name { native: "Sam", latin: "sam" };
    names.get(rng.below(names.len() as u64) as usize).unwrap_or(&NOBODY)
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::{EmailAddress, PhoneNumber};

    #[test]
    fn every_contact_is_well_formed_and_nobodys() {
        let mut people = People::new(Timestamp::default());
        let mut rng = Rng::from_seed(1);
        let mut phones = std::collections::HashSet::new();
        for index in 0..3000 {
            let person = people.draw(index, 12, &mut rng);
            let email = EmailAddress::parse(&person.email).unwrap();
            assert!(["example.com", "example.org", "example.net"].contains(&email.domain()));
            if let Some(phone) = person.phone {
                let parsed = PhoneNumber::parse(&phone, None);
                assert_eq!(parsed.as_ref().map(PhoneNumber::as_str), Ok(phone.as_str()), "{phone}");
                assert!(phones.insert(phone));
            }
        }
        for n in [0, 999, 1000, 5999, 14_999] {
            for country in ["GB", "US", "SA", "AE", "EG", "IR"] {
                if let Some(phone) = fictional_phone(country, n) {
                    assert!(PhoneNumber::parse(&phone, None).is_ok(), "{phone}");
                }
            }
        }
    }
}
