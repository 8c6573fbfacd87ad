//! Money as whole minor units and a currency; never a float on the way.

use crate::fold::fold_digit;
use std::borrow::Cow;

/// An ISO 4217 code, upper case.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Currency([u8; 3]);

/// An amount in minor units (cents, halalas, fils, rials).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Money {
    pub minor: i64,
    pub currency: Currency,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    #[error("expected a currency code of three letters, such as SAR")]
    Currency,
    #[error("expected an amount such as 12.50")]
    Amount,
    #[error("the amount is too large")]
    TooLarge,
}

impl Currency {
    pub const USD: Self = Self(*b"USD");
    pub const EUR: Self = Self(*b"EUR");
    pub const SAR: Self = Self(*b"SAR");
    pub const IRR: Self = Self(*b"IRR");

    /// Reads a code of three ASCII letters in either case.
    pub fn parse(code: &str) -> Result<Self, MoneyError> {
        let bytes: [u8; 3] = code.trim().as_bytes().try_into().map_err(|_| MoneyError::Currency)?;
        if bytes.iter().all(u8::is_ascii_alphabetic) {
            Ok(Self(bytes.map(|b| b.to_ascii_uppercase())))
        } else {
            Err(MoneyError::Currency)
        }
    }

    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("XXX")
    }

    /// Digits after the point (ISO 4217; the rial is used without its own minor unit, as CLDR does).
    pub const fn minor_digits(self) -> u32 {
        match &self.0 {
            b"IRR" | b"IQD" | b"JPY" | b"KRW" | b"VND" | b"CLP" | b"ISK" | b"PYG" | b"UGX" | b"XAF" | b"XOF" | b"XPF"
            | b"RWF" | b"KMF" | b"GNF" | b"DJF" | b"BIF" | b"VUV" | b"AFN" | b"LBP" | b"SYP" | b"YER" => 0,
            b"KWD" | b"BHD" | b"OMR" | b"JOD" | b"TND" | b"LYD" => 3,
            _ => 2,
        }
    }
}

impl std::fmt::Debug for Currency {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

impl std::fmt::Display for Currency {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

impl Money {
    /// Reads a decimal as clients write it: `12.5`, `-3`, `1e2`, `١٢٫٥`, `12,5` (but `1,200` is
    /// twelve hundred). Digits beyond the currency's are rounded half
    /// away from zero, which undoes the noise of floats (`29.990000000000002`).
    pub fn parse(text: &str, currency: Currency) -> Result<Self, MoneyError> {
        let minor = parse_scaled(text, currency.minor_digits())?;
        Ok(Self { minor, currency })
    }

    /// The plain decimal, for machines: `12.50`.
    pub fn to_decimal(self) -> String {
        let digits = self.currency.minor_digits() as usize;
        if digits == 0 {
            return self.minor.to_string();
        }
        let scale = 10u64.pow(digits as u32);
        let magnitude = self.minor.unsigned_abs();
        let sign = if self.minor < 0 { "-" } else { "" };
        format!("{sign}{}.{:0digits$}", magnitude / scale, magnitude % scale)
    }
}

/// Takes commas for what they are: between thousands they go (`1,234,567`; `1,00,000` as India writes), a single one that can't be
/// one of those is the decimal's (`12,5`), any other is refused. Of a single comma before three digits it can't be told; it is taken
/// for thousands', as JSON's numbers and most programs write them.
fn without_commas(text: &str) -> Result<Cow<'_, str>, MoneyError> {
    if !text.contains([',', '٬']) {
        return Ok(Cow::Borrowed(text));
    }
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let whole = unsigned.split(['.', '٫', 'e', 'E']).next().unwrap_or_default();
    let groups: Vec<usize> = whole.split([',', '٬']).map(|group| group.chars().count()).collect();
    let (first, last) = (groups.first().copied().unwrap_or_default(), groups.last().copied().unwrap_or_default());
    let between = groups.get(1..groups.len().saturating_sub(1)).unwrap_or_default();
    let begins_with_zero = whole.chars().next().map(fold_digit) == Some('0');
    if groups.len() < 2 {
        return Err(MoneyError::Amount);
    }
    let is_thousands =
        (1..=3).contains(&first) && !begins_with_zero && last == 3 && between.iter().all(|group| (2..=3).contains(group));
    if is_thousands {
        return Ok(Cow::Owned(text.replace([',', '٬'], "")));
    }
    let has_fraction = text.contains(['.', '٫']);
    if groups.len() == 2 && first > 0 && last > 0 && !has_fraction && !text.contains('٬') {
        return Ok(Cow::Owned(text.replace(',', ".")));
    }
    Err(MoneyError::Amount)
}

/// A decimal text times 10^`scale`, rounded half away from zero.
pub(crate) fn parse_scaled(text: &str, scale: u32) -> Result<i64, MoneyError> {
    let text = without_commas(text.trim())?;
    let mut mantissa: i128 = 0;
    let mut fraction_digits: i32 = 0;
    let (mut negative, mut seen_digit, mut in_fraction) = (false, false, false);
    let mut exponent: i32 = 0;
    for (at, c) in text.char_indices() {
        match fold_digit(c) {
            '-' if at == 0 => negative = true,
            '+' if at == 0 => {}
            d @ '0'..='9' => {
                seen_digit = true;
                // Thirty digits are more than any amount; what follows them in a fraction is noise.
                if mantissa < 10i128.pow(30) {
                    mantissa = mantissa * 10 + i128::from(d as u8 - b'0');
                    fraction_digits += i32::from(in_fraction);
                } else if !in_fraction {
                    return Err(MoneyError::TooLarge);
                }
            }
            '.' | '٫' if !in_fraction => in_fraction = true,
            '_' if !in_fraction && seen_digit => {}
            'e' | 'E' if seen_digit => {
                exponent = text[at + 1..].parse().map_err(|_| MoneyError::Amount)?;
                break;
            }
            _ => return Err(MoneyError::Amount),
        }
    }
    if !seen_digit {
        return Err(MoneyError::Amount);
    }
    let shift = exponent.saturating_add(scale as i32).saturating_sub(fraction_digits);
    let scaled = if mantissa == 0 {
        0
    } else if shift >= 0 {
        let power = 10i128.checked_pow(shift as u32).ok_or(MoneyError::TooLarge)?;
        mantissa.checked_mul(power).ok_or(MoneyError::TooLarge)?
    } else {
        match 10i128.checked_pow(shift.unsigned_abs()) {
            Some(power) => (mantissa + power / 2) / power,
            None => 0,
        }
    };
    i64::try_from(if negative { -scaled } else { scaled }).map_err(|_| MoneyError::TooLarge)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_amounts_exactly() {
        let usd = |t| Money::parse(t, Currency::USD).map(|m| m.minor);
        assert_eq!(usd("12.5"), Ok(1250));
        assert_eq!(usd("29.990000000000002"), Ok(2999));
        assert_eq!(usd("-0.015"), Ok(-2));
        assert_eq!(usd("1e2"), Ok(10_000));
        assert_eq!(usd("1,234.50"), Ok(123_450));
        assert_eq!(usd("١٢٫٥"), Ok(1250));
        // A comma between thousands goes, one that can't be that is the decimal's, any other is no number's.
        for (text, minor) in [
            ("12,5", 1250),
            ("12,50", 1250),
            ("-12,5", -1250),
            ("0,125", 13),
            ("1234,567", 123_457),
            ("1,234", 123_400),
            ("1,234,567.8", 123_456_780),
            ("1,00,000", 10_000_000),
            ("١٬٢٣٤٫٥", 123_450),
            ("۱۲,۵", 1250),
        ] {
            assert_eq!(usd(text), Ok(minor), "{text}");
        }
        for text in ["1,2,3", "1,23,45", "12,5.5", ",5", "5,", "1,,000", "1٬2", "1.234,50", "12345,678,901"] {
            assert_eq!(usd(text), Err(MoneyError::Amount), "{text}");
        }
        assert_eq!(usd("1e300"), Err(MoneyError::TooLarge));
        assert_eq!(usd("1e-300"), Ok(0));
        assert_eq!(usd("99999999999999999999"), Err(MoneyError::TooLarge));
        for bad in ["", "-", "abc", "1.2.3", "1e", "NaN", "1-2"] {
            assert_eq!(usd(bad), Err(MoneyError::Amount), "{bad}");
        }
        assert_eq!(Money::parse("1.2345", Currency::parse("kwd").unwrap()).unwrap().minor, 1235);
        assert_eq!(Money::parse("۱۲۰۰۰", Currency::IRR).unwrap().to_decimal(), "12000");
        assert_eq!(Money { minor: -5, currency: Currency::USD }.to_decimal(), "-0.05");
    }
}
