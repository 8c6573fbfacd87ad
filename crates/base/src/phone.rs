//! Phone numbers in one normal form, E.164.

use crate::fold::fold_digits;
use std::str::FromStr;

/// `+` and the digits, as ITU-T E.164 writes a number.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PhoneNumber(String);

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected a phone number such as +966501234567")]
pub struct NotAPhone;

impl PhoneNumber {
    /// Reads a number in any script's digits. `country` (ISO 3166, two letters) says where a number without `+` is from.
    pub fn parse(text: &str, country: Option<&str>) -> Result<Self, NotAPhone> {
        // The longest E.164 number has 15 digits; with punctuation a person writes at most twice that.
        if text.len() > 80 || text.chars().filter(|c| fold_digits(&c.to_string()).chars().all(|d| d.is_ascii_digit())).count() < 5
        {
            return Err(NotAPhone);
        }
        let folded = fold_digits(text.trim()).replace('\u{ff0b}', "+");
        let folded = match folded.strip_prefix("00") {
            Some(rest) => format!("+{rest}"),
            None => folded,
        };
        let country = country.and_then(|code| phonenumber::country::Id::from_str(code).ok());
        if !folded.starts_with('+') && country.is_none() {
            return Err(NotAPhone);
        }
        let number = phonenumber::parse(country, &folded).map_err(|_| NotAPhone)?;
        if !phonenumber::is_valid(&number) {
            return Err(NotAPhone);
        }
        Ok(Self(number.format().mode(phonenumber::Mode::E164).to_string()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Logs must not carry numbers: `Debug` shows the first digits alone.
impl std::fmt::Debug for PhoneNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}…", self.0.get(..4).unwrap_or("+"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_form_for_every_way_of_writing() {
        let parse = |t, c| PhoneNumber::parse(t, c).map(|p| p.0);
        let riyadh = Ok("+966501234567".to_owned());
        assert_eq!(parse("+966 50 123 4567", None), riyadh);
        assert_eq!(parse("٠٥٠١٢٣٤٥٦٧", Some("SA")), riyadh);
        assert_eq!(parse("00966501234567", None), riyadh);
        assert_eq!(parse("۰۹۱۲ ۳۴۵ ۶۷۸۹", Some("IR")), Ok("+989123456789".to_owned()));
        for bad in ["", "123", "0501234567", "+1", "hello", "+99999999999999999999999"] {
            assert!(parse(bad, None).is_err(), "{bad}");
        }
    }
}
