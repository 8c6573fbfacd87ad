//! What makes a value harmless where it stands in HTML. Authors write none of these: the page's compiler puts them last.

use super::bidi::{self, Direction, Html};
use super::layout::web_address;
use super::liquid_filters::{OwnFilter, text};
use super::liquid_local::locale;
use liquid_core::Runtime;
use maud::Render as _;

pub(super) const ALL: [OwnFilter; 4] = [
    OwnFilter { name: "in_text", arguments_max: 0, run: |input, _, runtime| Ok(in_text(&text(input)?, runtime)) },
    OwnFilter { name: "in_attribute", arguments_max: 0, run: |input, _, _| Ok(escaped(&text(input)?)) },
    OwnFilter { name: "in_address", arguments_max: 0, run: |input, _, _| Ok(address(&text(input)?)) },
    OwnFilter { name: "in_style", arguments_max: 0, run: |input, _, _| Ok(style(&text(input)?)) },
];

/// Turned where it runs against the letter.
fn in_text(value: &str, runtime: &dyn Runtime) -> String {
    let around = Direction::of(locale(runtime));
    Html { text: &format!("{}{value}{}", bidi::OPEN, bidi::CLOSE), around }.render().into_string()
}

fn escaped(value: &str) -> String {
    html_escape(&bidi::strip(value))
}

fn html_escape(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for c in value.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    out
}

/// On the web, or of a mailbox or a telephone; nothing otherwise.
fn address(value: &str) -> String {
    let value = value.trim();
    let is_reached = ["mailto:", "tel:"].iter().any(|scheme| value.starts_with(scheme)) && !value.contains(char::is_whitespace);
    if is_reached { escaped(value) } else { web_address(value).map(|url| html_escape(&url)).unwrap_or_default() }
}

/// Colours, lengths, words: nothing that ends a declaration.
fn style(value: &str) -> String {
    value.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '#' | '%' | '.' | ',' | '-' | ' ')).collect()
}
