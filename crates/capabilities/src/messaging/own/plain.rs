//! The text part of a letter that is made of HTML.

use super::markup::MARK;
use super::mjml::OWN;
use html5gum::{HtmlString, StartTag, Token, Tokenizer};
use std::borrow::Cow;
use std::collections::BTreeMap;

type Attributes = BTreeMap<String, String>;

/// A letter's HTML as text: addresses of links after their words, pictures by what they say, no layout.
pub(super) fn text(html: &str) -> String {
    let mut writer = Writer::default();
    // What stands before is not shown, and long.
    let body = html.find("<body").and_then(|at| html.get(at..)).unwrap_or(html);
    for token in tokens(body) {
        match token {
            Token::StartTag(tag) => writer.start(&name(&tag.name), &tag),
            Token::EndTag(tag) => writer.end(&name(&tag.name)),
            Token::String(text) if writer.hidden == 0 => writer.words(&String::from_utf8_lossy(&text)),
            _ => {}
        }
    }
    let lines: Vec<&str> = writer.out.lines().map(str::trim).collect();
    let mut out = String::with_capacity(writer.out.len());
    for (at, line) in lines.iter().enumerate() {
        let is_gap = line.is_empty() && (out.is_empty() || lines.get(at + 1).is_none_or(|next| next.is_empty()));
        if !is_gap {
            out.extend([line, "\n"]);
        }
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

/// Of a page, what [`text`] makes words of: a fraction of it, and the same text. Marks of Liquid stay wherever they may matter.
pub(super) fn worded(html: &str) -> String {
    let mut out = String::new();
    let body = html.find("<body").and_then(|at| html.get(at..)).unwrap_or(html);
    for token in tokens(body) {
        match token {
            Token::StartTag(tag) => {
                out.extend(["<", &name(&tag.name)]);
                for (attribute, value) in attributes(&tag) {
                    let counts = match attribute.as_str() {
                        "href" | "alt" => true,
                        "style" => hides(&value) || value.contains(MARK),
                        _ => false,
                    };
                    if counts {
                        out.extend([" ", &attribute, "=\"", &escaped(&value), "\""]);
                    }
                }
                out.push('>');
            }
            Token::EndTag(tag) => out.extend(["</", &name(&tag.name), ">"]),
            Token::String(text) => out.push_str(&escaped(&String::from_utf8_lossy(&text))),
            Token::Comment(text) => {
                let text = String::from_utf8_lossy(&text);
                if text.starts_with(OWN) || text.contains(MARK) {
                    out.extend(["<!--", &text, "-->"]);
                }
            }
            _ => {}
        }
    }
    out
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

pub(super) fn tokens(html: &str) -> impl Iterator<Item = Token> + '_ {
    Tokenizer::new(html).flatten()
}

pub(super) fn name(name: &HtmlString) -> String {
    String::from_utf8_lossy(name).to_ascii_lowercase()
}

pub(super) fn attributes(tag: &StartTag<()>) -> Attributes {
    let text = |text: &HtmlString| String::from_utf8_lossy(text).into_owned();
    tag.attributes.iter().map(|(name, value)| (text(name).to_ascii_lowercase(), text(value))).collect()
}

/// Whether an element is not to be seen, as the line is that inboxes show after the subject.
pub(super) fn is_hidden(attributes: &Attributes) -> bool {
    attributes.get("style").is_some_and(|style| hides(style))
}

fn hides(style: &str) -> bool {
    style.contains("none") && style.replace(' ', "").to_ascii_lowercase().contains("display:none")
}

/// One attribute of a tag: the tokenizer has their names in small letters.
fn attribute<'t>(tag: &'t StartTag<()>, name: &[u8]) -> Cow<'t, str> {
    tag.attributes.get(name).map_or(Cow::Borrowed(""), |value| String::from_utf8_lossy(value))
}

#[derive(Default)]
struct Writer {
    out: String,
    /// Elements open inside one that is not shown.
    hidden: usize,
    /// Where links lead whose words are being read.
    links: Vec<(String, usize)>,
}

impl Writer {
    fn start(&mut self, name: &str, tag: &StartTag<()>) {
        if self.hidden > 0 || matches!(name, "head" | "style" | "title") || hides(&attribute(tag, b"style")) {
            self.hidden += usize::from(!matches!(name, "br" | "img" | "meta" | "link" | "hr"));
            return;
        }
        match name {
            "br" => self.out.push('\n'),
            "hr" => self.out.push_str("\n————————\n"),
            "img" => self.words(&attribute(tag, b"alt")),
            "a" => self.links.push((attribute(tag, b"href").into_owned(), self.out.len())),
            "td" | "th" => self.out.push(' '),
            _ if is_block(name) => self.paragraph(),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if self.hidden > 0 {
            self.hidden -= 1;
            return;
        }
        match name {
            "a" => {
                let Some((url, from)) = self.links.pop() else { return };
                let said = self.out.get(from..).unwrap_or_default().trim().to_owned();
                if !said.is_empty() && !url.is_empty() && said != url {
                    self.out.extend([" (", &url, ")"]);
                }
            }
            "tr" => self.out.push('\n'),
            _ if is_block(name) => self.paragraph(),
            _ => {}
        }
    }

    fn paragraph(&mut self) {
        if !self.out.ends_with("\n\n") {
            self.out.push_str("\n\n");
        }
    }

    /// White space is one space.
    fn words(&mut self, text: &str) {
        for c in text.chars() {
            // Fillers after the line that inboxes show.
            if matches!(c, '\u{34f}' | '\u{200b}') {
                continue;
            }
            if !c.is_whitespace() {
                self.out.push(c);
            } else if !self.out.ends_with([' ', '\n']) {
                self.out.push(' ');
            }
        }
    }
}

fn is_block(name: &str) -> bool {
    matches!(name, "p" | "div" | "h1" | "h2" | "h3" | "h4" | "ul" | "ol" | "li" | "blockquote" | "table" | "tr")
}
