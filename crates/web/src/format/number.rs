//! Numbers in the reader's digits, with the symbols of CLDR 48.
//!
//! Three languages group by three and share one shape, so the whole of it is a table of symbols; `icu_decimal` would add
//! its data and a locale type of another crate for the same result.

use base::Locale;

/// A decimal digit system (CLDR numbering system).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Digits {
    /// 0123456789
    Latn,
    /// ٠١٢٣٤٥٦٧٨٩
    Arab,
    /// ۰۱۲۳۴۵۶۷۸۹
    ArabExt,
}

impl Digits {
    pub const ALL: [Self; 3] = [Self::Latn, Self::Arab, Self::ArabExt];

    /// The digits a language is read in unless the store chooses others.
    pub const fn of(locale: Locale) -> Self {
        match locale {
            Locale::En => Self::Latn,
            Locale::Ar => Self::Arab,
            Locale::Fa => Self::ArabExt,
        }
    }

    /// CLDR's name, for settings: `latn`, `arab`, `arabext`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Latn => "latn",
            Self::Arab => "arab",
            Self::ArabExt => "arabext",
        }
    }

    /// Reads CLDR's name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|digits| digits.code() == code)
    }

    fn digit(self, c: char) -> char {
        let zero = match self {
            Self::Latn => return c,
            Self::Arab => 0x0660,
            Self::ArabExt => 0x06F0,
        };
        c.to_digit(10).and_then(|digit| char::from_u32(zero + digit)).unwrap_or(c)
    }

    /// ASCII digits rewritten in this system; everything else as it is. For times, versions, and other fixed shapes.
    pub fn rewrite(self, text: &str) -> String {
        text.chars().map(|c| self.digit(c)).collect()
    }
}

/// The symbols that numbers are written with.
#[derive(Clone, Copy)]
pub struct Numerals {
    digits: Digits,
    decimal: char,
    group: char,
    /// With the bidi mark that keeps it on the number's left.
    minus: &'static str,
    percent: &'static str,
}

impl Numerals {
    pub const fn of(locale: Locale, digits: Digits) -> Self {
        let (decimal, group) = match digits {
            Digits::Latn => ('.', ','),
            Digits::Arab | Digits::ArabExt => ('٫', '٬'),
        };
        let minus = match (locale, digits) {
            (Locale::En, _) => "-",
            (Locale::Ar, Digits::Arab) => "\u{061c}-",
            (Locale::Ar, _) => "\u{200e}-",
            (Locale::Fa, _) => "\u{200e}\u{2212}",
        };
        let percent = match (locale, digits) {
            (Locale::Ar, Digits::Latn) => "\u{200e}%\u{200e}",
            (_, Digits::Latn) => "%",
            (Locale::Ar, _) => "٪\u{061c}",
            (_, _) => "٪",
        };
        Self { digits, decimal, group, minus, percent }
    }

    /// A plain decimal (`-1234.50`) in the reader's digits, grouped by three. Text of another shape keeps its letters.
    pub fn decimal(&self, plain: &str) -> String {
        let (negative, magnitude) = match plain.strip_prefix('-') {
            Some(rest) => (rest.contains(|c: char| ('1'..='9').contains(&c)), rest),
            None => (false, plain),
        };
        let (whole, fraction) = match magnitude.split_once('.') {
            Some((whole, fraction)) => (whole, Some(fraction)),
            None => (magnitude, None),
        };
        let mut text = String::with_capacity(plain.len() * 3);
        if negative {
            text.push_str(self.minus);
        }
        let count = whole.chars().count();
        for (at, c) in whole.chars().enumerate() {
            if at > 0 && (count - at).is_multiple_of(3) {
                text.push(self.group);
            }
            text.push(self.digits.digit(c));
        }
        if let Some(fraction) = fraction {
            text.push(self.decimal);
            text.extend(fraction.chars().map(|c| self.digits.digit(c)));
        }
        text
    }

    pub fn integer(&self, value: i64) -> String {
        self.decimal(&value.to_string())
    }

    /// With exactly `fraction` digits after the separator; a dash where the value is no number.
    pub fn float(&self, value: f64, fraction: usize) -> String {
        self.float_between(value, fraction, fraction)
    }

    /// With `least` to `most` digits after the separator, trailing zeros dropped.
    pub fn float_between(&self, value: f64, least: usize, most: usize) -> String {
        if !value.is_finite() {
            return "—".to_owned();
        }
        // Twelve digits are more than a float holds after its point in any figure shown.
        let (least, most) = (least.min(12), most.min(12));
        let mut plain = format!("{value:.most$}");
        let trailing = plain.len() - plain.trim_end_matches('0').len();
        if most > least && plain.contains('.') {
            plain.truncate(plain.len() - trailing.min(most - least));
            if plain.ends_with('.') {
                plain.pop();
            }
        }
        self.decimal(&plain)
    }

    /// A ratio (0.42) as a percentage (42%).
    pub fn percent(&self, ratio: f64, fraction: usize) -> String {
        let number = self.float(ratio * 100.0, fraction);
        if number == "—" { number } else { format!("{number}{}", self.percent) }
    }

    pub const fn digits(&self) -> Digits {
        self.digits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EN: Numerals = Numerals::of(Locale::En, Digits::Latn);
    const AR: Numerals = Numerals::of(Locale::Ar, Digits::Arab);
    const FA: Numerals = Numerals::of(Locale::Fa, Digits::ArabExt);

    #[test]
    fn integers_are_grouped_in_the_readers_digits() {
        assert_eq!(EN.integer(0), "0");
        assert_eq!(EN.integer(999), "999");
        assert_eq!(EN.integer(1_234_567), "1,234,567");
        assert_eq!(AR.integer(1_234_567), "١٬٢٣٤٬٥٦٧");
        assert_eq!(FA.integer(1_234_567), "۱٬۲۳۴٬۵۶۷");
        assert_eq!(Numerals::of(Locale::Ar, Digits::Latn).integer(12_000), "12,000");
        assert_eq!(EN.integer(i64::MIN), "-9,223,372,036,854,775,808");
        assert_eq!(AR.integer(-5), "\u{061c}-٥");
        assert_eq!(FA.integer(-5), "\u{200e}\u{2212}۵");
    }

    #[test]
    fn fractions_and_percentages() {
        assert_eq!(EN.float(1234.5, 2), "1,234.50");
        assert_eq!(AR.float(1234.5, 2), "١٬٢٣٤٫٥٠");
        assert_eq!(EN.float_between(1.50, 0, 3), "1.5");
        assert_eq!(EN.float_between(100.0, 0, 3), "100");
        assert_eq!(EN.float_between(100.0, 1, 3), "100.0");
        assert_eq!(EN.float(-0.001, 1), "0.0", "no sign on what is rounded to zero");
        assert_eq!(EN.percent(0.4237, 1), "42.4%");
        assert_eq!(AR.percent(0.42, 0), "٤٢٪\u{061c}");
        assert_eq!(FA.percent(0.42, 0), "۴۲٪");
        for odd in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert_eq!(EN.float(odd, 2), "—");
            assert_eq!(EN.percent(odd, 0), "—");
        }
        assert!(EN.float(f64::MAX, 0).len() > 300);
    }
}
