//! HTML with Liquid in it. What a value becomes is decided by where it stands: in a text, an attribute, an address, a style.

use super::markup::{Cut, Mark, read_mark};
use crate::messaging::snippet;
use crate::messaging::template::TemplateError;

/// Gmail clips at 102 KB; beyond this it is no letter.
const OUTPUT_BYTES_MAX: usize = 400 * 1024;

pub(super) struct Page(liquid::Template);

/// Where in the HTML a value stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Text,
    Attribute,
    /// At the beginning of an attribute that is an address.
    Address,
    Style,
}

impl Page {
    /// Puts the pieces back where their marks stand, each value with the filter that makes it harmless there.
    pub(super) fn compile(html: &str, cut: &Cut) -> Result<Self, TemplateError> {
        let (page, seen) = put_back(html, cut);
        if let Some(lost) = seen.iter().position(|seen| !seen) {
            let line = cut.pieces.get(lost).map_or(1, |piece| piece.line);
            return Err(TemplateError::new(
                line,
                "lost",
                "MJML takes no Liquid here",
                "write a fixed value, or move it into a text",
            ));
        }
        snippet::parse_page(&page).map(Self)
    }

    /// As [`Page::compile`], of what is not the whole page: pieces may be missing.
    pub(super) fn of_part(html: &str, cut: &Cut) -> Result<Self, TemplateError> {
        snippet::parse_page(&put_back(html, cut).0).map(Self)
    }

    pub(super) fn render(&self, values: &liquid::Object) -> Result<String, TemplateError> {
        snippet::render_page(&self.0, values, OUTPUT_BYTES_MAX)
    }
}

/// The pieces where their marks stand, and which of them were found.
fn put_back(html: &str, cut: &Cut) -> (String, Vec<bool>) {
    let mut out = String::with_capacity(html.len() * 2);
    let mut seen = vec![false; cut.pieces.len()];
    let mut scan = Scan::default();
    let mut rest = html;
    while let Some(c) = rest.chars().next() {
        if let Some((Mark::Char(meant), after)) = read_mark(rest) {
            match meant {
                '"' => out.push_str("&quot;"),
                meant => out.push(meant),
            }
            scan.is_at_start = false;
            rest = after;
            continue;
        }
        if let Some((Mark::Piece(number), after)) = read_mark(rest)
            && let Some(piece) = cut.pieces.get(number)
        {
            if piece.is_tag() {
                out.push_str(&piece.text);
            } else {
                out.push_str(&filtered(&piece.text, scan.place()));
            }
            seen.iter_mut().skip(number).take(1).for_each(|seen| *seen = true);
            scan.is_at_start = false;
            rest = after;
            continue;
        }
        scan.step(c, rest);
        out.push(c);
        rest = &rest[c.len_utf8()..];
    }
    (out, seen)
}

/// `{{ a | b }}` with the filter of its place as the last one.
fn filtered(piece: &str, place: Place) -> String {
    let filter = match place {
        Place::Text => "in_text",
        Place::Attribute => "in_attribute",
        Place::Address => "in_address",
        Place::Style => "in_style",
    };
    let inner = piece.trim_start_matches("{{").trim_end_matches("}}");
    let (left, inner) = inner.strip_prefix('-').map_or(("{{", inner), |inner| ("{{-", inner));
    let (right, inner) = inner.strip_suffix('-').map_or(("}}", inner), |inner| ("-}}", inner));
    format!("{left}{inner}| {filter} {right}")
}

/// Reads along, as far as values need it. What stands in conditional comments is read as if it stood outside: Outlook does.
#[derive(Default)]
struct Scan {
    is_in_tag: bool,
    quote: Option<char>,
    name: String,
    /// Nothing of the attribute's value came yet.
    is_at_start: bool,
}

impl Scan {
    fn place(&self) -> Place {
        match self.name.as_str() {
            _ if !self.is_in_tag || self.quote.is_none() => Place::Text,
            "style" => Place::Style,
            "href" | "src" | "background" | "srcset" | "action" if self.is_at_start => Place::Address,
            _ => Place::Attribute,
        }
    }

    fn step(&mut self, c: char, rest: &str) {
        if !self.is_in_tag {
            let next = rest.chars().nth(1).unwrap_or(' ');
            if c == '<' && (next.is_ascii_alphabetic() || next == '/') {
                (self.is_in_tag, self.quote) = (true, None);
                self.name.clear();
            }
            return;
        }
        match (c, self.quote) {
            (c, Some(quote)) if c == quote => (self.quote, self.is_at_start) = (None, false),
            (_, Some(_)) => self.is_at_start = false,
            ('"' | '\'', None) => (self.quote, self.is_at_start) = (Some(c), true),
            ('>', None) => self.is_in_tag = false,
            ('=', None) => {}
            (c, None) if c.is_whitespace() || c == '/' => self.name.clear(),
            (c, None) => self.name.push(c.to_ascii_lowercase()),
        }
    }
}
