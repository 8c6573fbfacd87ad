//! Money in the reader's words: symbol or name by language, the currency's own minor digits, toman where the store asks.

use super::number::Numerals;
use base::{Currency, Locale, Money};

/// How Iranian amounts are shown. They are stored in rials always.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum RialUnit {
    #[default]
    Rial,
    /// Ten rials, the unit that prices are spoken in.
    Toman,
}

impl RialUnit {
    /// The name in settings: `rial`, `toman`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Rial => "rial",
            Self::Toman => "toman",
        }
    }

    pub fn parse(code: &str) -> Option<Self> {
        [Self::Rial, Self::Toman].into_iter().find(|unit| unit.code() == code)
    }
}

/// The amount with its unit: `$1,234.50`, `‎١٬٢٣٤٫٥٠ ر.س.`, `۱۲۳٬۴۰۰ تومان`.
pub(super) fn full(locale: Locale, numerals: &Numerals, unit: RialUnit, money: Money) -> String {
    let (plain, toman) = plain_amount(unit, money);
    with_unit(locale, &numerals.decimal(&plain), money.currency, toman)
}

/// The amount as a float in the unit it is shown in, for charts and compact figures.
pub(super) fn major(unit: RialUnit, money: Money) -> (f64, bool) {
    let (plain, toman) = plain_amount(unit, money);
    (plain.parse().unwrap_or(0.0), toman)
}

/// Sets the unit beside a number that is already written.
pub(super) fn with_unit(locale: Locale, number: &str, currency: Currency, toman: bool) -> String {
    if toman {
        let name = match locale {
            Locale::En => "toman",
            Locale::Ar | Locale::Fa => "تومان",
        };
        return format!("{number}\u{a0}{name}");
    }
    match (locale, symbol(locale, currency)) {
        // English sets the symbol first, and the sign before both.
        (Locale::En, Symbol::Sign(sign)) => match number.strip_prefix('-') {
            Some(magnitude) => format!("-{sign}{magnitude}"),
            None => format!("{sign}{number}"),
        },
        (Locale::En, Symbol::Word(word)) => format!("{word}\u{a0}{number}"),
        (Locale::En, Symbol::Code) => match number.strip_prefix('-') {
            Some(magnitude) => format!("-{}\u{a0}{magnitude}", currency.code()),
            None => format!("{}\u{a0}{number}", currency.code()),
        },
        (_, Symbol::Word(word)) => format!("{number}\u{a0}{word}"),
        // A Latin symbol is an island in Arabic script: isolated, so that number and symbol keep their order; and so is the
        // whole, which has no letter that would tell a sentence around it which way it runs.
        (_, Symbol::Sign(sign)) => format!("\u{2067}{number}\u{a0}\u{2066}{sign}\u{2069}\u{2069}"),
        (_, Symbol::Code) => format!("\u{2067}{number}\u{a0}\u{2066}{}\u{2069}\u{2069}", currency.code()),
    }
}

/// The currency's name: `Saudi riyal`, `ريال سعودي`; its code where the language has no name here.
pub(super) fn name(locale: Locale, currency: Currency) -> String {
    let row = NAMES.iter().find(|(code, ..)| *code == currency.code());
    match (row, locale) {
        (Some((_, en, _, _)), Locale::En) => (*en).to_owned(),
        (Some((_, _, ar, _)), Locale::Ar) => (*ar).to_owned(),
        (Some((_, _, _, fa)), Locale::Fa) => (*fa).to_owned(),
        (None, _) => currency.code().to_owned(),
    }
}

/// Currencies with a name in every language, for a settings list.
pub fn named_currencies() -> impl Iterator<Item = &'static str> {
    NAMES.iter().map(|(code, ..)| *code)
}

enum Symbol {
    /// Set close to the number.
    Sign(&'static str),
    /// Set apart from the number.
    Word(&'static str),
    Code,
}

fn plain_amount(unit: RialUnit, money: Money) -> (String, bool) {
    if money.currency != Currency::IRR || unit == RialUnit::Rial {
        return (money.to_decimal(), false);
    }
    let (tomans, rials) = (money.minor / 10, money.minor % 10);
    let sign = if money.minor < 0 { "-" } else { "" };
    let (tomans, rials) = (tomans.unsigned_abs(), rials.unsigned_abs());
    (if rials == 0 { format!("{sign}{tomans}") } else { format!("{sign}{tomans}.{rials}") }, true)
}

fn symbol(locale: Locale, currency: Currency) -> Symbol {
    let code = currency.code();
    let sign = match code {
        "USD" => Some("$"),
        "EUR" => Some("€"),
        "GBP" => Some("£"),
        "JPY" => Some("¥"),
        "INR" => Some("₹"),
        "TRY" => Some("₺"),
        _ => None,
    };
    if let Some(sign) = sign {
        return Symbol::Sign(sign);
    }
    let word = match (locale, code) {
        (Locale::Ar, "SAR") => "ر.س.",
        (Locale::Ar, "AED") => "د.إ.",
        (Locale::Ar, "EGP") => "ج.م.",
        (Locale::Ar, "KWD") => "د.ك.",
        (Locale::Ar, "BHD") => "د.ب.",
        (Locale::Ar, "OMR") => "ر.ع.",
        (Locale::Ar, "QAR") => "ر.ق.",
        (Locale::Ar, "JOD") => "د.أ.",
        (Locale::Ar, "IQD") => "د.ع.",
        (Locale::Ar, "MAD") => "د.م.",
        (Locale::Ar, "TND") => "د.ت.",
        (Locale::Ar, "DZD") => "د.ج.",
        (Locale::Ar, "LBP") => "ل.ل.",
        (Locale::Ar, "SYP") => "ل.س.",
        (Locale::Ar, "YER") => "ر.ي.",
        (Locale::Ar, "IRR") => "ريال إيراني",
        (Locale::Fa, "IRR") => "ریال",
        (Locale::Fa, "AED") => "درهم",
        (Locale::Fa, "SAR") => "ریال سعودی",
        (Locale::Fa, "IQD") => "دینار عراق",
        _ => return Symbol::Code,
    };
    Symbol::Word(word)
}

type Names = (&'static str, &'static str, &'static str, &'static str);

const NAMES: [Names; 21] = [
    ("SAR", "Saudi riyal", "ريال سعودي", "ریال سعودی"),
    ("AED", "UAE dirham", "درهم إماراتي", "درهم امارات"),
    ("EGP", "Egyptian pound", "جنيه مصري", "پوند مصر"),
    ("KWD", "Kuwaiti dinar", "دينار كويتي", "دینار کویت"),
    ("BHD", "Bahraini dinar", "دينار بحريني", "دینار بحرین"),
    ("OMR", "Omani rial", "ريال عُماني", "ریال عمان"),
    ("QAR", "Qatari riyal", "ريال قطري", "ریال قطر"),
    ("JOD", "Jordanian dinar", "دينار أردني", "دینار اردن"),
    ("IQD", "Iraqi dinar", "دينار عراقي", "دینار عراق"),
    ("MAD", "Moroccan dirham", "درهم مغربي", "درهم مراکش"),
    ("TND", "Tunisian dinar", "دينار تونسي", "دینار تونس"),
    ("DZD", "Algerian dinar", "دينار جزائري", "دینار الجزایر"),
    ("LBP", "Lebanese pound", "ليرة لبنانية", "لیرهٔ لبنان"),
    ("IRR", "Iranian rial", "ريال إيراني", "ریال ایران"),
    ("USD", "US dollar", "دولار أمريكي", "دلار آمریکا"),
    ("EUR", "Euro", "يورو", "یورو"),
    ("GBP", "British pound", "جنيه إسترليني", "پوند بریتانیا"),
    ("TRY", "Turkish lira", "ليرة تركية", "لیرهٔ ترکیه"),
    ("INR", "Indian rupee", "روبية هندية", "روپیهٔ هند"),
    ("PKR", "Pakistani rupee", "روبية باكستانية", "روپیهٔ پاکستان"),
    ("AFN", "Afghan afghani", "أفغاني", "افغانی"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::number::Digits;

    fn show(locale: Locale, unit: RialUnit, minor: i64, code: &str) -> String {
        let money = Money { minor, currency: Currency::parse(code).unwrap() };
        full(locale, &Numerals::of(locale, Digits::of(locale)), unit, money)
    }

    #[test]
    fn amounts_in_each_language() {
        let rial = RialUnit::Rial;
        assert_eq!(show(Locale::En, rial, 123_450, "USD"), "$1,234.50");
        assert_eq!(show(Locale::En, rial, -123_450, "USD"), "-$1,234.50");
        assert_eq!(show(Locale::En, rial, 123_450, "SAR"), "SAR\u{a0}1,234.50");
        assert_eq!(show(Locale::En, rial, -5, "SAR"), "-SAR\u{a0}0.05");
        assert_eq!(show(Locale::En, rial, 12_345, "KWD"), "KWD\u{a0}12.345");
        assert_eq!(show(Locale::Ar, rial, 123_450, "SAR"), "١٬٢٣٤٫٥٠\u{a0}ر.س.");
        assert_eq!(show(Locale::Ar, rial, 500, "USD"), "\u{2067}٥٫٠٠\u{a0}\u{2066}$\u{2069}\u{2069}");
        assert_eq!(show(Locale::Ar, rial, 500, "CHF"), "\u{2067}٥٫٠٠\u{a0}\u{2066}CHF\u{2069}\u{2069}");
        assert_eq!(show(Locale::Fa, rial, 1_234_000, "IRR"), "۱٬۲۳۴٬۰۰۰\u{a0}ریال");
    }

    #[test]
    fn toman_is_ten_rials_and_only_when_asked() {
        assert_eq!(show(Locale::Fa, RialUnit::Toman, 1_234_000, "IRR"), "۱۲۳٬۴۰۰\u{a0}تومان");
        assert_eq!(show(Locale::Fa, RialUnit::Toman, 1_234_005, "IRR"), "۱۲۳٬۴۰۰٫۵\u{a0}تومان");
        assert_eq!(show(Locale::En, RialUnit::Toman, -15, "IRR"), "-1.5\u{a0}toman");
        assert_eq!(show(Locale::En, RialUnit::Toman, -5, "IRR"), "-0.5\u{a0}toman");
        assert_eq!(show(Locale::En, RialUnit::Toman, 100, "USD"), "$1.00");
        assert!(!show(Locale::En, RialUnit::Toman, i64::MIN, "IRR").is_empty());
    }

    #[test]
    fn names_follow_the_language() {
        assert_eq!(name(Locale::Ar, Currency::SAR), "ريال سعودي");
        assert_eq!(name(Locale::Fa, Currency::parse("XAF").unwrap()), "XAF");
        assert!(named_currencies().all(|code| Currency::parse(code).is_ok()));
    }
}
