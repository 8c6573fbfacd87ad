//! One quick pass over an event's raw JSON: does it need a closer look?
//!
//! Most events hold no identifier, and are kept as they came without being built up in memory. The pass errs on the side
//! of looking closer.

use super::model::Reason;
use base::limits::{JSON_DEPTH_MAX, NAME_BYTES_MAX};

/// A number this short is within what a float can hold, unless by its exponent.
const NUMBER_BYTES_MAX: usize = 300;
/// `e` and two digits, or a sign and one.
const EXPONENT_BYTES_MAX: usize = 3;

/// Whether a piece of JSON must be taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// Nothing in it can be an identifier.
    KeepAsIs,
    /// A name of a personal field, an `@`, a `+` before a number, an escape that could hide one; a number or a name that is
    /// too large for whoever reads it later.
    Closer,
}

/// Looks through well-formed JSON.
pub(super) fn scan(json: &str) -> Result<Look, Reason> {
    let bytes = json.as_bytes();
    let (mut at, mut depth, mut look) = (0, 0usize, Look::KeepAsIs);
    while at < bytes.len() {
        match bytes[at] {
            b'{' | b'[' => {
                depth += 1;
                if depth > JSON_DEPTH_MAX {
                    return Err(Reason::TooDeep);
                }
                at += 1;
            }
            b'}' | b']' => {
                depth = depth.saturating_sub(1);
                at += 1;
            }
            b'"' => {
                let end = string_end(bytes, at + 1);
                let content = &bytes[at + 1..end];
                let is_key = bytes[(end + 1).min(bytes.len())..].iter().find(|b| !b.is_ascii_whitespace()) == Some(&b':');
                let long_name = is_key && content.len() > NAME_BYTES_MAX;
                if long_name || super::hidden::may_be_in(content) || (is_key && super::personal::is_personal_key(content)) {
                    look = Look::Closer;
                }
                at = end + 1;
            }
            b'-' | b'0'..=b'9' => {
                let end =
                    bytes[at..].iter().position(|b| !b"+-.eE0123456789".contains(b)).map_or(bytes.len(), |length| at + length);
                let exponent = memchr::memchr2(b'e', b'E', &bytes[at..end]).map_or(0, |sign| end - at - sign);
                if end - at > NUMBER_BYTES_MAX || exponent > EXPONENT_BYTES_MAX {
                    look = Look::Closer;
                }
                at = end;
            }
            _ => at += 1,
        }
    }
    Ok(look)
}

/// Where the string that starts at `from` ends: the index of its closing quote.
fn string_end(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while let Some(found) = memchr::memchr2(b'"', b'\\', &bytes[at.min(bytes.len())..]) {
        at += found;
        if bytes[at] == b'"' {
            return at;
        }
        at += 2;
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_closer_where_something_could_be_personal() {
        for plain in [r#"{"a":1,"b":[true,null,"x y"],"product":"Rosé +5%","n":"12+3"}"#, r#""plain""#, r#"{"q":"a\"b\\"}"#] {
            assert_eq!(scan(plain), Ok(Look::KeepAsIs), "{plain}");
        }
        for close in [
            r#"{"note":"write to a@b.co"}"#,
            r#"{"email":null}"#,
            r#"{"Shipping_Address":{}}"#,
            r#"{"a":"\u0040"}"#,
            r#"{"tel":"+966501234567"}"#,
            r#"{"x":{"firstName" : "S"}}"#,
        ] {
            assert_eq!(scan(close), Ok(Look::Closer), "{close}");
        }
        assert_eq!(scan(&"[".repeat(40)), Err(Reason::TooDeep));
        for broken in ["\"", "{\"a", "{\"a\\", "\"\\"] {
            let _ = scan(broken);
        }
    }
}
