//! MJML with the Liquid cut out of it: what stands where, before anything is compiled.

use crate::messaging::template::TemplateError;

/// What stands for something else while MJML is made into HTML: ASCII alone passes `mrml`, which writes attributes as Rust writes
/// strings, `\u{200c}` for a joiner.
pub(super) const MARK: &str = "zq0";
const PIECE: &str = "zq0L";
const CHAR: &str = "zq0U";
const END: &str = "0qz";

/// Elements inside each other in what an author writes.
const DEPTH_MAX: usize = 40;
const PIECES_MAX: usize = 500;
/// Blocks of Liquid inside each other.
const NESTING_MAX: usize = 12;

/// One `{{ … }}` or `{% … %}`.
pub(super) struct Piece {
    pub(super) line: usize,
    pub(super) text: String,
}

impl Piece {
    /// `{% … %}`: it shows nothing itself.
    pub(super) fn is_tag(&self) -> bool {
        self.text.starts_with("{%")
    }
}

/// A source whose Liquid is cut out: a mark with its number stands for each piece.
pub(super) struct Cut {
    pub(super) marked: String,
    pub(super) pieces: Vec<Piece>,
    /// The pieces alone, on their lines: what is wrong with the Liquid is found in it, where it stands.
    pub(super) bare: String,
}

/// What a mark stands for.
pub(super) enum Mark {
    /// The piece of this number.
    Piece(usize),
    Char(char),
}

/// What the mark stands for that a text begins with, and what follows it.
pub(super) fn read_mark(text: &str) -> Option<(Mark, &str)> {
    if let Some((number, rest)) = text.strip_prefix(PIECE).and_then(|text| text.split_once(END)) {
        return Some((Mark::Piece(number.parse().ok()?), rest));
    }
    let (code, rest) = text.strip_prefix(CHAR)?.split_once(END)?;
    Some((Mark::Char(char::from_u32(u32::from_str_radix(code, 16).ok()?)?), rest))
}

/// A tag whose attributes hold nothing that would come out as an escape.
fn plain_tag(tag: &str) -> String {
    let mut out = String::with_capacity(tag.len());
    let mut quote = None;
    for c in tag.chars() {
        match (c, quote) {
            ('"' | '\'', None) => quote = Some(c),
            (c, Some(open)) if c == open => quote = None,
            (c, Some(_)) if c == '"' || (c != '\'' && c.escape_debug().count() > 1) => {
                out.extend([CHAR, &format!("{:x}", u32::from(c)), END]);
                continue;
            }
            _ => {}
        }
        out.push(c);
    }
    out
}

pub(super) fn cut(source: &str) -> Result<Cut, TemplateError> {
    if source.contains(MARK) {
        return Err(TemplateError::new(1, "forbidden", format!("“{MARK}” has no place in a letter"), "write something else"));
    }
    let mut cut = Cut { marked: String::with_capacity(source.len()), pieces: Vec::new(), bare: String::new() };
    let (mut rest, mut line) = (source, 1);
    // The lines of the blocks that are open.
    let mut open: Vec<usize> = Vec::new();
    while let Some(start) = rest.find("{{").into_iter().chain(rest.find("{%")).min() {
        let (before, from) = rest.split_at(start);
        line += before.matches('\n').count();
        cut.plain(before);
        let end = from.find(if from.starts_with("{{") { "}}" } else { "%}" });
        let Some(end) = end else {
            return Err(TemplateError::new(
                line,
                "unclosed",
                "this is never closed",
                "close every {{ with }} and every {% with %}",
            ));
        };
        let (piece, after) = from.split_at(end + 2);
        let word = piece.trim_start_matches(['{', '%', '-']).split_whitespace().next().unwrap_or_default();
        match word {
            "if" | "unless" | "case" | "for" if piece.starts_with("{%") => open.push(line),
            _ if word.starts_with("end") && piece.starts_with("{%") => drop(open.pop()),
            _ => {}
        }
        if open.len() > NESTING_MAX || cut.pieces.len() >= PIECES_MAX {
            return Err(TemplateError::new(
                line,
                "too_many_tags",
                "there is too much Liquid here",
                "part the letter or write it more simply",
            ));
        }
        cut.marked.extend([PIECE, &cut.pieces.len().to_string(), END]);
        cut.bare.push_str(piece);
        cut.pieces.push(Piece { line, text: piece.to_owned() });
        line += piece.matches('\n').count();
        rest = after;
    }
    cut.plain(rest);
    match open.pop() {
        Some(line) => {
            Err(TemplateError::new(line, "unclosed", "this is never closed", "close every {% if %} with {% endif %}, and so on"))
        }
        None => Ok(cut),
    }
}

impl Cut {
    fn plain(&mut self, text: &str) {
        self.marked.push_str(text);
        self.bare.extend(text.chars().filter(|c| *c == '\n'));
        self.bare.push(' ');
    }

    /// The line of the source at which a place of the marked text stands.
    pub(super) fn line_of(&self, marked: &str, at: usize) -> usize {
        let before = marked.get(..at).unwrap_or(marked);
        let within = before.split(PIECE).skip(1).filter_map(|mark| mark.split_once(END)?.0.parse::<usize>().ok());
        // A line break within an attribute.
        let broken = before.matches(&format!("{CHAR}a{END}")).count();
        let swallowed: usize =
            within.filter_map(|number| self.pieces.get(number)).map(|piece| piece.text.matches('\n').count()).sum();
        1 + before.matches('\n').count() + swallowed + broken
    }

    /// Puts `mj-raw` around tags of Liquid that stand between elements, where MJML takes no text.
    pub(super) fn protected(&self) -> Result<String, TemplateError> {
        let source = self.marked.as_str();
        let mut out = String::with_capacity(source.len() + 256);
        let mut open: Vec<String> = Vec::new();
        let mut at = 0;
        while let Some(rest) = source.get(at..).filter(|rest| !rest.is_empty()) {
            let fail = |code, problem: &str, remedy| TemplateError::new(self.line_of(source, at), code, problem, remedy);
            let mut own = None;
            let length = if let Some(comment) = rest.strip_prefix("<!--") {
                comment.find("-->").map_or(rest.len(), |end| 4 + end + 3)
            } else if let Some(tag) = tag(rest) {
                match tag.name.as_str() {
                    "script" | "iframe" | "object" | "embed" | "form" | "mj-include" | "mj-html-attributes" => {
                        return Err(fail("forbidden", &format!("<{}> has no place in a letter", tag.name), "take it out"));
                    }
                    _ if tag.is_end => {
                        if let Some(known) = open.iter().rposition(|name| *name == tag.name) {
                            open.truncate(known);
                        }
                    }
                    name if !tag.is_alone && !is_void(name) => open.push(tag.name.clone()),
                    _ => {}
                }
                if open.len() > DEPTH_MAX {
                    return Err(deeper(self.line_of(source, at)));
                }
                own = rest.get(..tag.length).map(plain_tag);
                tag.length
            } else if let Some((Mark::Piece(number), after)) = read_mark(rest) {
                let length = rest.len() - after.len();
                let inside = open.last().map_or("", String::as_str);
                let piece = self.pieces.get(number);
                if matches!(inside, "" | "mjml" | "mj-head" | "mj-attributes" | "mj-style") {
                    return Err(fail("no_place", "Liquid can’t stand here", "move it into <mj-body>"));
                }
                if is_structure(inside) {
                    if !piece.is_some_and(Piece::is_tag) {
                        return Err(fail("no_place", "a value can’t stand here", "put it into <mj-text>"));
                    }
                    out.extend(["<mj-raw>", &rest[..length], "</mj-raw>"]);
                    at += length;
                    continue;
                }
                length
            } else {
                let first = rest.chars().next().map_or(1, char::len_utf8);
                let after = &rest[first..];
                first + after.find('<').into_iter().chain(after.find(PIECE)).min().unwrap_or(after.len())
            };
            out.push_str(own.as_deref().unwrap_or(&rest[..length]));
            at += length;
        }
        Ok(out)
    }
}

/// What is said of a letter in which elements stand too deep inside each other.
pub(super) fn deeper(line: usize) -> TemplateError {
    TemplateError::new(line, "too_deep", "elements stand too deep inside each other", "write it more simply")
}

struct Tag {
    name: String,
    is_end: bool,
    is_alone: bool,
    length: usize,
}

/// The tag that a text begins with.
fn tag(text: &str) -> Option<Tag> {
    let inner = text.strip_prefix('<')?;
    let is_end = inner.starts_with('/');
    let name: String = inner.trim_start_matches('/').chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    if name.is_empty() {
        return None;
    }
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (c, quote) {
            ('"' | '\'', None) => quote = Some(c),
            (c, Some(open)) if c == open => quote = None,
            ('>', None) => {
                let is_alone = text[..at].ends_with('/');
                return Some(Tag { name: name.to_ascii_lowercase(), is_end, is_alone, length: at + 1 });
            }
            _ => {}
        }
    }
    Some(Tag { name: name.to_ascii_lowercase(), is_end, is_alone: false, length: text.len() })
}

fn is_void(name: &str) -> bool {
    matches!(name, "br" | "img" | "hr" | "col" | "input" | "meta" | "link" | "wbr")
}

/// Elements of MJML that hold elements and no text.
fn is_structure(name: &str) -> bool {
    matches!(
        name,
        "mj-body"
            | "mj-wrapper"
            | "mj-section"
            | "mj-group"
            | "mj-column"
            | "mj-hero"
            | "mj-navbar"
            | "mj-social"
            | "mj-accordion"
            | "mj-accordion-element"
            | "mj-carousel"
    )
}
