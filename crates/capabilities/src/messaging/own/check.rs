//! Looks at a letter as mail programs will: what they clip, drop, or show badly.

use super::plain::{attributes, is_hidden, name, tokens};
use super::{Format, Written, amounts};
use crate::messaging::catalogue::Catalogue;
use crate::messaging::context::Kind;
use crate::messaging::layout::web_address;
use crate::messaging::source;
use crate::messaging::template::Rendered;
use html5gum::Token;
use std::collections::BTreeSet;

/// Gmail shows no more of a letter's HTML.
pub const HTML_BYTES_MAX: usize = 102 * 1024;
/// Amounts typed by hand that are told.
const TYPED_MAX: usize = 5;
/// WCAG 2.2, 1.4.3.
const CONTRAST_MIN: f64 = 4.5;

/// What mail programs do not show, by caniemail.com (Gmail, Outlook and Outlook on Windows, as of 2025): what to look for in
/// styles without spaces, and what it is called.
const UNSUPPORTED: [(&str, &str); 17] = [
    ("display:grid", "display: grid"),
    ("display:flex", "display: flex"),
    ("position:absolute", "position: absolute"),
    ("position:fixed", "position: fixed"),
    ("position:sticky", "position: sticky"),
    ("var(--", "var()"),
    ("margin-inline", "margin-inline"),
    ("padding-inline", "padding-inline"),
    ("inset-inline", "inset-inline"),
    ("text-align:start", "text-align: start"),
    ("text-align:end", "text-align: end"),
    ("clip-path", "clip-path"),
    ("animation:", "animation"),
    ("@font-face", "@font-face"),
    ("@import", "@import"),
    ("aspect-ratio", "aspect-ratio"),
    ("unicode-bidi", "unicode-bidi"),
];
/// Elements likewise.
const UNSHOWN: [&str; 7] = ["svg", "video", "audio", "canvas", "form", "input", "bdi"];

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    Good,
    /// Some readers see it worse.
    Warn,
    /// It should not go out so.
    Bad,
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub severity: Severity,
    /// The last part of translation keys.
    pub code: &'static str,
    /// What it was found at: an address, colours, a style. Empty where there is nothing to name.
    pub detail: String,
}

/// Everything there is to say of a letter, the worst first.
pub fn check(letter: &Rendered, kind: &Kind) -> Vec<Finding> {
    let mut look = Look::default();
    look.read(&letter.html);
    let finding = |severity, code, detail: String| Finding { severity, code, detail };
    let size = letter.html.len();
    let kilobytes = size.div_ceil(1024).to_string();
    let mut all = vec![match size {
        _ if size > HTML_BYTES_MAX => finding(Severity::Bad, "clipped", kilobytes),
        _ if size > HTML_BYTES_MAX / 10 * 9 => finding(Severity::Warn, "nearly_clipped", kilobytes),
        _ => finding(Severity::Good, "size", kilobytes),
    }];
    if says_nothing(&letter.text, kind) {
        all.push(finding(Severity::Bad, "no_text", String::new()));
    } else {
        all.push(finding(Severity::Good, "text", String::new()));
    }
    if let Kind::Marketing(way) = kind {
        let escaped = way.unsubscribe_url.replace('&', "&amp;");
        let is_there = letter.html.contains(&escaped) && letter.text.contains(&way.unsubscribe_url);
        let (severity, code) = if is_there { (Severity::Good, "way_out") } else { (Severity::Bad, "no_way_out") };
        all.push(finding(severity, code, String::new()));
    }
    if look.found.is_empty() {
        all.push(finding(Severity::Good, "clean", String::new()));
    }
    all.extend(look.found.into_iter().map(|(severity, code, detail)| finding(severity, code, detail)));
    all.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    all
}

/// What only the source shows: buttons whose address is none, which are left out of the letter.
pub fn check_source(written: &Written) -> Vec<Finding> {
    let lines = written.body.lines().filter(|_| written.format == Format::Blocks);
    let buttons = lines.filter_map(|line| source::button(line.trim()));
    let is_lost = |url: &&str| !url.contains("{{") && !url.contains("{%") && web_address(url).is_none();
    let lost = buttons.map(|(_, url)| url).filter(is_lost);
    lost.map(|url| Finding { severity: Severity::Bad, code: "relative_link", detail: shortened(url) }).collect()
}

/// What a letter says of products: those that it names and the store does not tell of, with which it can't be written; and amounts
/// that are typed by hand, which nobody holds against the catalogue.
pub fn check_products(written: &Written, catalogue: &Catalogue) -> Vec<Finding> {
    let unknown = written.named().ids.into_keys().filter(|id| !catalogue.knows(id));
    let unknown = unknown.map(|id| Finding { severity: Severity::Bad, code: "unknown_product", detail: shortened(&id) });
    let texts = [&written.subject, &written.preheader, &written.body];
    let typed: BTreeSet<String> =
        texts.into_iter().filter(|_| catalogue.is_told()).flat_map(|text| amounts::typed(text)).take(TYPED_MAX).collect();
    let typed = typed.into_iter().map(|amount| Finding { severity: Severity::Warn, code: "typed_price", detail: amount });
    unknown.chain(typed).collect()
}

/// Whether next to nothing is left of a letter without its layout. Its footer says nothing of its own: what stands from the
/// paragraph with the way out on, unless that is long.
fn says_nothing(text: &str, kind: &Kind) -> bool {
    let (said, rest) = match kind {
        Kind::Marketing(way) => text
            .split_once(&way.unsubscribe_url)
            .map_or((text, ""), |(before, after)| (before.rsplit_once("\n\n").map_or("", |(said, _)| said), after)),
        Kind::Transactional => (text, ""),
    };
    said.trim().chars().count() < 20 && rest.chars().count() < 400
}

#[derive(Default)]
struct Look {
    found: BTreeSet<(Severity, &'static str, String)>,
    /// Of the elements that are open: their name, and the colours in force.
    open: Vec<Colours>,
    is_style: bool,
}

#[derive(Clone, Default)]
struct Colours {
    element: String,
    text: Option<[u8; 3]>,
    ground: Option<[u8; 3]>,
    is_hidden: bool,
}

impl Look {
    fn read(&mut self, html: &str) {
        for token in tokens(html) {
            match token {
                Token::StartTag(tag) => {
                    let (element, attributes) = (name(&tag.name), attributes(&tag));
                    self.element(&element, &attributes);
                    self.is_style = element == "style";
                    let style = attributes.get("style").map_or("", String::as_str);
                    self.styles(style);
                    let mut colours = self.open.last().cloned().unwrap_or_default();
                    let said = |of: &str| attributes.get(of).and_then(|value| colour(value));
                    colours.is_hidden |= is_hidden(&attributes);
                    colours.text = declared(style, &["color"]).or(colours.text);
                    colours.ground =
                        declared(style, &["background-color", "background"]).or_else(|| said("bgcolor")).or(colours.ground);
                    colours.element.clone_from(&element);
                    if !matches!(element.as_str(), "br" | "img" | "meta" | "link" | "hr" | "input" | "col") && !tag.self_closing {
                        self.open.push(colours);
                    }
                }
                Token::EndTag(tag) => {
                    let element = name(&tag.name);
                    self.is_style = false;
                    if let Some(at) = self.open.iter().rposition(|open| open.element == element) {
                        self.open.truncate(at);
                    }
                }
                Token::String(text) => {
                    let text = String::from_utf8_lossy(&text).into_owned();
                    if self.is_style {
                        self.styles(&text);
                    } else if !text.trim().is_empty() {
                        self.contrast();
                    }
                }
                _ => {}
            }
        }
    }

    fn element(&mut self, element: &str, attributes: &std::collections::BTreeMap<String, String>) {
        let value = |of: &str| attributes.get(of).map(|value| value.trim().to_owned());
        if UNSHOWN.contains(&element) {
            self.found.insert((Severity::Warn, "unsupported", format!("<{element}>")));
        }
        if element == "img" && value("alt").is_none() {
            self.found.insert((Severity::Warn, "no_alt", shortened(&value("src").unwrap_or_default())));
        }
        if element == "img" && value("src").is_none_or(|src| src.is_empty()) {
            self.found.insert((Severity::Bad, "no_picture", shortened(&value("alt").unwrap_or_default())));
        }
        let leads = if element == "img" { "src" } else { "href" };
        if matches!(element, "a" | "img")
            && let Some(leads) = value(leads)
            && is_relative(&leads)
        {
            self.found.insert((Severity::Bad, "relative_link", shortened(&leads)));
        }
        if element != "a" {
            return;
        }
        let href = value("href").unwrap_or_default();
        let host = href.split("://").nth(1).unwrap_or_default().split(['/', '?', '#']).next().unwrap_or_default();
        if href.is_empty() || href == "#" {
            self.found.insert((Severity::Bad, "empty_link", String::new()));
        } else if href.starts_with("http://") {
            self.found.insert((Severity::Warn, "plain_link", shortened(&href)));
        } else if matches!(host.trim_start_matches("www."), "example.com" | "example.org" | "example.net") {
            self.found.insert((Severity::Warn, "placeholder_link", shortened(&href)));
        }
    }

    fn styles(&mut self, style: &str) {
        let style: String = style.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
        for (needle, called) in UNSUPPORTED {
            if style.contains(needle) {
                self.found.insert((Severity::Warn, "unsupported", called.to_owned()));
            }
        }
    }

    fn contrast(&mut self) {
        let Some(colours) = self.open.last().filter(|colours| !colours.is_hidden && colours.element != "title") else { return };
        // Where nothing is said, mail programs write black on white.
        let (text, ground) = (colours.text.unwrap_or([0; 3]), colours.ground.unwrap_or([255; 3]));
        if contrast(text, ground) < CONTRAST_MIN {
            self.found.insert((Severity::Warn, "contrast", format!("{} / {}", hex(text), hex(ground))));
        }
    }
}

/// Whether an address leads somewhere only from a page: a letter stands on none.
fn is_relative(address: &str) -> bool {
    let scheme = address.split_once(':').map_or("", |(scheme, _)| scheme);
    let is_scheme = !scheme.is_empty() && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b));
    !address.is_empty() && !address.starts_with('#') && !is_scheme
}

fn shortened(text: &str) -> String {
    crate::messaging::bidi::clean(text, 80)
}

fn hex([r, g, b]: [u8; 3]) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}

/// The last colour that a style says of these properties.
fn declared(style: &str, properties: &[&str]) -> Option<[u8; 3]> {
    let said = style.split(';').filter_map(|rule| rule.split_once(':'));
    said.filter(|(name, _)| properties.contains(&name.trim().to_ascii_lowercase().as_str()))
        .filter_map(|(_, value)| colour(value))
        .next_back()
}

/// `#rgb`, `#rrggbb`, `rgb(r, g, b)`, or one of the words that letters use.
fn colour(text: &str) -> Option<[u8; 3]> {
    let text = text.trim().trim_end_matches("!important").trim().to_ascii_lowercase();
    let bytes = |digits: &str| -> Option<[u8; 3]> {
        let channel = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
        Some([channel(0)?, channel(2)?, channel(4)?])
    };
    match text.as_str() {
        "white" => return Some([255; 3]),
        "black" => return Some([0; 3]),
        _ => {}
    }
    if let Some(inner) = text.strip_prefix("rgb(").and_then(|rest| rest.strip_suffix(')')) {
        let channels: Vec<u8> = inner.split(',').filter_map(|channel| channel.trim().parse().ok()).collect();
        return channels.try_into().ok();
    }
    let first = text.split_whitespace().next()?.strip_prefix('#')?;
    match first.len() {
        3 if first.is_ascii() => bytes(&first.chars().flat_map(|c| [c, c]).collect::<String>()),
        6 if first.is_ascii() => bytes(first),
        _ => None,
    }
}

fn contrast(a: [u8; 3], b: [u8; 3]) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn luminance([r, g, b]: [u8; 3]) -> f64 {
    let channel = |value: u8| {
        let c = f64::from(value) / 255.0;
        if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b)
}
