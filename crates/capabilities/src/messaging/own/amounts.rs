//! Amounts of money that an author typed: digits beside a currency, outside Liquid.

use base::fold::fold_digit;
use web::format::named_currencies;

/// What stands for a currency where letters are written, beside its code.
const SIGNS: [&str; 18] =
    ["$", "€", "£", "¥", "₺", "₹", "﷼", "ر.س", "د.إ", "د.ك", "ج.م", "ريال", "ریال", "تومان", "تومن", "درهم", "دينار", "جنيه"];

/// Each as it is written: `199 SAR`, `$49.90`, `۱۲۰٬۰۰۰ تومان`.
pub(super) fn typed(text: &str) -> Vec<String> {
    let plain = without_liquid(text);
    let words: Vec<&str> = plain.split_whitespace().map(trimmed).filter(|word| !word.is_empty()).collect();
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        if !has_digit(word) {
            continue;
        }
        let before = at.checked_sub(1).map(|before| words[before]).filter(|word| is_sign(word));
        let after = words.get(at + 1).filter(|word| is_sign(word));
        let joined = before.map(|sign| format!("{sign} {word}")).or_else(|| after.map(|sign| format!("{word} {sign}")));
        found.extend(joined.or_else(|| is_amount_with_sign(word).then(|| (*word).to_owned())));
    }
    found
}

/// The text with a space for each piece of Liquid and each tag of MJML.
fn without_liquid(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("{{").into_iter().chain(rest.find("{%")).chain(rest.find('<')).min() {
        let (before, from) = rest.split_at(start);
        out.extend([before, " "]);
        let end = if from.starts_with("{{") {
            "}}"
        } else if from.starts_with("{%") {
            "%}"
        } else {
            ">"
        };
        rest = from.split_once(end).map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out
}

/// Without what sentences put around a word.
fn trimmed(word: &str) -> &str {
    word.trim_matches([
        '.', ',', ';', ':', '!', '?', '(', ')', '[', ']', '"', '\'', '«', '»', '“', '”', '،', '؛', '؟', '*', '_', '#',
    ])
}

fn has_digit(word: &str) -> bool {
    word.chars().any(|c| fold_digit(c).is_ascii_digit())
}

fn is_sign(word: &str) -> bool {
    SIGNS.contains(&word) || named_currencies().any(|code| code == word)
}

/// `$49.90`, `49€`, `SAR199`: nothing but an amount and a currency.
fn is_amount_with_sign(word: &str) -> bool {
    let is_part = |c: char| fold_digit(c).is_ascii_digit() || matches!(c, '.' | ',' | '٫' | '٬');
    let around = word.trim_matches(is_part);
    let inside = word.trim_start_matches(around).trim_end_matches(around);
    !around.is_empty() && is_sign(around) && has_digit(inside) && inside.chars().all(is_part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_found_in_every_script_and_nothing_else_is() {
        for (text, amount) in [
            ("Now only 199 SAR!", "199 SAR"),
            ("Now only SAR 199.", "SAR 199"),
            ("From $49.90 on", "$49.90"),
            ("(49,90€)", "49,90€"),
            ("الآن بسعر ١٩٩ ر.س. فقط", "١٩٩ ر.س"),
            ("فقط ۱۲۰٬۰۰۰ تومان", "۱۲۰٬۰۰۰ تومان"),
            ("<mj-text font-size=\"15px\">Now £5</mj-text>", "£5"),
        ] {
            assert_eq!(typed(text), [amount], "{text}");
        }
        for text in [
            "{{ products[\"SKU-1\"].price }} instead of {{ 199 | money: 'SAR' }}",
            "3 boards, 20% off, on 3 May 2026, SKU-100",
            "SAR and USD are currencies",
            "<mj-text padding=\"10px 25px\">Hello</mj-text>",
        ] {
            assert!(typed(text).is_empty(), "{text}: {:?}", typed(text));
        }
    }
}
