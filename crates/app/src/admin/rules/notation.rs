//! How values are written into fields: as they are, and in quotes what would be read as something else.

use base::Decimal;
use base::fold::fold_digits;
use foundation::rules::{Amount, Scalar};

/// A text: spaces around it are nobody's wish, unless it stands in quotes.
pub(super) fn read_text(written: &str) -> String {
    let written = written.trim();
    let quoted = written.strip_prefix('"').and_then(|_| serde_json::from_str::<String>(written).ok());
    quoted.unwrap_or_else(|| written.to_owned())
}

pub(super) fn write_text(text: &str) -> String {
    let is_plain = read_text(text) == text && !text.is_empty() && !text.contains(char::is_control);
    if is_plain { text.to_owned() } else { quoted(text) }
}

/// A number, `true`, `false`, or a text; what is to be a text all the same stands in quotes.
pub(super) fn read_scalar(written: &str) -> Scalar {
    let written = written.trim();
    match written {
        "true" => Scalar::Flag(true),
        "false" => Scalar::Flag(false),
        _ => as_number(written).map_or_else(|| Scalar::Text(read_text(written)), Scalar::Number),
    }
}

pub(super) fn write_scalar(value: &Scalar) -> String {
    match value {
        Scalar::Flag(flag) => flag.to_string(),
        Scalar::Number(number) => number.get().to_string(),
        Scalar::Text(text) => {
            let plain = write_text(text);
            if read_scalar(&plain) == *value { plain } else { quoted(text) }
        }
    }
}

pub(super) fn read_amount(written: &str) -> Option<Amount> {
    Decimal::parse(written).ok().and_then(Amount::new)
}

/// Only what is written as one: `007` is somebody's code.
fn as_number(written: &str) -> Option<Amount> {
    let folded = fold_digits(written);
    let magnitude = folded.strip_prefix('-').unwrap_or(&folded);
    let (whole, fraction) = magnitude.split_once(['.', '٫']).unwrap_or((magnitude, "0"));
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_number = is_digits(whole) && is_digits(fraction) && fraction.len() <= 4 && (whole == "0" || !whole.starts_with('0'));
    if is_number { read_amount(&folded) } else { None }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
