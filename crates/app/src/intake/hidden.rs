//! Identifiers inside longer text: in a sentence, in a URL, percent-encoded.

use super::personal::{MOVED, category_of_key, fold_key};
use base::fold::fold_digit;
use base::{EmailAddress, PhoneNumber};
use foundation::consent::Category;
use serde_json::{Map, Value};
use std::ops::Range;

/// Characters of a written phone number, with its punctuation.
const PHONE_CHARS_MAX: usize = 30;
/// The shortest number that is looked at, in digits.
const PHONE_DIGITS_MIN: usize = 6;

/// What identifier a text is or holds, and what is left of the text without any.
pub(super) fn in_text(text: &str) -> Option<(Category, String)> {
    let mut found = named_parameters(text);
    found.extend(emails(text).into_iter().map(|range| (range, Category::Email)));
    found.extend(phones(text).into_iter().map(|range| (range, Category::Phone)));
    found.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
    let category = found.first()?.1;
    let (mut left, mut at) = (String::with_capacity(text.len()), 0);
    for (range, _) in found {
        if range.start >= at {
            left.push_str(&text[at..range.start]);
            left.push_str(MOVED);
        }
        at = at.max(range.end);
    }
    left.push_str(&text[at..]);
    Some((category, left))
}

/// Whether any text in these properties, or a name of theirs, is an identifier or holds one.
pub fn hides_somebody(properties: &Map<String, Value>) -> bool {
    properties.iter().any(|(name, value)| category_of_key(&fold_key(name)).is_some() || hides(value))
}

fn hides(value: &Value) -> bool {
    match value {
        Value::String(text) => in_text(text).is_some(),
        Value::Array(all) => all.iter().any(hides),
        Value::Object(inner) => hides_somebody(inner),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

/// Whether raw JSON text (escapes as they stand) may hold one. Errs on the side of yes.
pub(super) fn may_be_in(content: &[u8]) -> bool {
    let signs = memchr::memchr3_iter(b'@', b'\\', b'+', content).any(|at| match content[at] {
        b'@' => true,
        // Other escapes can hide nothing.
        b'\\' => content.get(at + 1) == Some(&b'u'),
        _ => starts_number(&content[at + 1..]),
    });
    signs
        || memchr::memchr3_iter(b'%', b'=', 0xef, content).any(|at| match content[at] {
            b'%' => content[at..].starts_with(b"%40") || content[at..].to_ascii_lowercase().starts_with(b"%2b"),
            b'=' => super::personal::is_personal_key(parameter_before(&content[..at])),
            // The full-width plus sign.
            _ => content[at..].starts_with("＋".as_bytes()),
        })
}

/// Digits enough for a phone number, or another script's.
fn starts_number(rest: &[u8]) -> bool {
    let head = &rest[..rest.len().min(PHONE_CHARS_MAX)];
    head.first().is_some_and(|b| *b >= 0x80) || head.iter().filter(|b| b.is_ascii_digit()).count() >= PHONE_DIGITS_MIN
}

fn parameter_before(head: &[u8]) -> &[u8] {
    let start = head.iter().rposition(|b| b"?&#;".contains(b)).map_or(head.len(), |at| at + 1);
    &head[start..]
}

/// Values of a URL's parameters whose names say that they are personal.
fn named_parameters(text: &str) -> Vec<(Range<usize>, Category)> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices('=') {
        let Some(start) = text[..at].rfind(['?', '&', '#', ';']) else { continue };
        let folded = fold_key(&text[start + 1..at]);
        let category = if folded == "name" { Some(Category::Name) } else { category_of_key(&folded) };
        let end =
            text[at + 1..].find(|c: char| "&#;\"<>".contains(c) || c.is_whitespace()).map_or(text.len(), |end| at + 1 + end);
        if let Some(category) = category.filter(|_| end > at + 1) {
            found.push((at + 1..end, category));
        }
    }
    found
}

fn emails(text: &str) -> Vec<Range<usize>> {
    let mut found = if text.contains('@') { base::email::find_in(text) } else { Vec::new() };
    for (at, _) in text.match_indices("%40") {
        let ends_it = |c: char| !(c.is_alphanumeric() || "%!$*+_~.-".contains(c));
        let start =
            text[..at].rfind(ends_it).map_or(0, |before| before + text[before..].chars().next().map_or(1, char::len_utf8));
        let after = at + 3;
        let end = text[after..].find(|c: char| !(c.is_alphanumeric() || "%.-".contains(c))).map_or(text.len(), |end| after + end);
        if EmailAddress::parse(&decoded(&text[start..end])).is_ok() {
            found.push(start..end);
        }
    }
    found
}

/// Percent-decoded, as far as it is UTF-8.
fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let (mut out, mut at) = (Vec::with_capacity(bytes.len()), 0);
    while at < bytes.len() {
        let hex = bytes.get(at + 1..at + 3).and_then(|pair| std::str::from_utf8(pair).ok());
        if let Some(byte) = hex.filter(|_| bytes[at] == b'%').and_then(|pair| u8::from_str_radix(pair, 16).ok()) {
            out.push(byte);
            at += 3;
        } else {
            out.push(bytes[at]);
            at += 1;
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// Valid international numbers: `+`, in any script's digits, with the usual punctuation.
fn phones(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (start, sign) in signs(text) {
        if found.last().is_some_and(|last| last.end > start) {
            continue;
        }
        let after = start + sign;
        let written = text[after..].char_indices().take(PHONE_CHARS_MAX);
        let digits: Vec<usize> = written
            .take_while(|(_, c)| fold_digit(*c).is_ascii_digit() || " -().\u{a0}\u{202f}".contains(*c))
            .filter(|(_, c)| fold_digit(*c).is_ascii_digit())
            .map(|(at, c)| after + at + c.len_utf8())
            .collect();
        // The longest beginning that is a number: what follows it may be another.
        let ends = digits.iter().enumerate().rev().take_while(|(count, _)| *count + 1 >= PHONE_DIGITS_MIN).map(|(_, end)| *end);
        if let Some(end) = ends.into_iter().find(|end| PhoneNumber::parse(&format!("+{}", &text[after..*end]), None).is_ok()) {
            found.push(start..end);
        }
    }
    found
}

/// Where plus signs stand and how many bytes they take: plain, full-width, percent-encoded.
fn signs(text: &str) -> Vec<(usize, usize)> {
    let mut all: Vec<(usize, usize)> = text.match_indices(['+', '＋']).map(|(at, sign)| (at, sign.len())).collect();
    all.extend(text.match_indices("%2B").chain(text.match_indices("%2b")).map(|(at, sign)| (at, sign.len())));
    all.sort_unstable();
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_found_wherever_they_hide() {
        for (text, left) in [
            ("write to ali@y.com, or bob@z.org!", "write to [moved], or [moved]!"),
            ("https://x.org/?e=a@b.co&x=1", "https://x.org/?e=[moved]&x=1"),
            ("https://x.org/?e=sara.k%40mail.example&x=1", "https://x.org/?e=[moved]&x=1"),
            ("https://x.org/u/sara%40mail.example/edit", "https://x.org/u/[moved]/edit"),
            ("https://x.org/?first_name=Sara&x=1#tel=0501234567", "https://x.org/?first_name=[moved]&x=1#tel=[moved]"),
            ("?billing_phone=050&q=lamp", "?billing_phone=[moved]&q=lamp"),
            ("call +966 50 123 4567 after 5", "call [moved] after 5"),
            ("?p=%2B966501234567&q=1", "?p=[moved]&q=1"),
            ("＋۹۸ ۹۱۲ ۳۴۵ ۶۷۸۹", "[moved]"),
            ("+٩٦٦٥٠١٢٣٤٥٦٧", "[moved]"),
        ] {
            assert_eq!(in_text(text).map(|(_, left)| left).as_deref(), Some(left), "{text}");
            assert!(may_be_in(text.as_bytes()), "{text}");
        }
        for plain in
            ["Rosé +5%", "12+3=15", "https://x.org/?utm_source=mail&page=2", "red+5+items", "", "+", "=", "%", "%4", "a%40"]
        {
            assert_eq!(in_text(plain), None, "{plain}");
        }
    }
}
