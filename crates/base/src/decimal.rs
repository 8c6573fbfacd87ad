//! Numbers that people write and add up: exact, with four digits after the point.

use crate::money::{MoneyError, parse_scaled};
use std::fmt;

/// Digits after the point.
const DIGITS: u32 = 4;
const SCALE: u64 = 10_u64.pow(DIGITS);

/// A decimal number from −922 to 922 million million, in ten-thousandths.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Decimal(i64);

/// The text is no such number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected a number such as 12.5")]
pub struct NotANumber;

impl Decimal {
    pub const MIN: Self = Self(i64::MIN);

    /// Of ten-thousandths.
    pub const fn from_parts(parts: i64) -> Self {
        Self(parts)
    }

    pub const fn parts(self) -> i64 {
        self.0
    }

    /// Reads a decimal as clients write it, in any digits: `12.5`, `-3`, `1e2`, `١٢٫٥`, `12,5` (but `1,200` is
    /// twelve hundred). What is finer is rounded half away from
    /// zero, which undoes the noise of floats.
    pub fn parse(text: &str) -> Result<Self, NotANumber> {
        parse_scaled(text, DIGITS).map(Self).map_err(|_: MoneyError| NotANumber)
    }

    /// The sum; at the ends of the range it stays there.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl From<u32> for Decimal {
    fn from(number: u32) -> Self {
        Self(i64::from(number) * SCALE as i64)
    }
}

/// The plain decimal, for machines: `12.5`.
impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (magnitude, sign) = (self.0.unsigned_abs(), if self.0 < 0 { "-" } else { "" });
        write!(f, "{sign}{}", magnitude / SCALE)?;
        let fraction = format!("{:0digits$}", magnitude % SCALE, digits = DIGITS as usize);
        let fraction = fraction.trim_end_matches('0');
        if fraction.is_empty() { Ok(()) } else { write!(f, ".{fraction}") }
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_writes_what_people_write() {
        for (text, written) in [
            ("12.5", "12.5"),
            ("-3", "-3"),
            ("1e2", "100"),
            ("١٢٫٥", "12.5"),
            ("29.990000000000002", "29.99"),
            ("0", "0"),
            ("-0.25", "-0.25"),
            ("1,200", "1200"),
            ("12,5", "12.5"),
        ] {
            assert_eq!(Decimal::parse(text).map(|number| number.to_string()), Ok(written.to_owned()), "{text}");
        }
        assert!(Decimal::parse("twelve").is_err() && Decimal::parse("1e40").is_err() && Decimal::parse("").is_err());
        assert_eq!(Decimal::from(3).to_string(), "3");
        assert_eq!(Decimal::MIN.plus(Decimal::from_parts(-1)), Decimal::MIN);
    }
}
