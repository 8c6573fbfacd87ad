//! MJML with the Liquid cut out of it: what stands where, before anything is compiled.

use crate::messaging::template::TemplateError;

/// What stands for something else while MJML is made into HTML: ASCII alone passes `mrml`, which writes attributes as Rust writes
/// strings, `\u{200c}` for a joiner.
pub(super) const MARK: &str = "zq0";
const PIECE: &str = "zq0L";
const CHAR: &str = "zq0U";
const END: &str = "0qz";

/// Deeper nesting is recursion in the parser, and no letter's.
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
        // As mrml counts, which calls itself once a level: by names as they are written, and one out at any end.
        let mut depth = 0_usize;
        let mut at = 0;
        while let Some(rest) = source.get(at..).filter(|rest| !rest.is_empty()) {
            let fail = |code, problem: &str, remedy| TemplateError::new(self.line_of(source, at), code, problem, remedy);
            let mut own = None;
            // What Outlook alone reads is read by mrml too.
            let is_comment =
                rest.strip_prefix("<!--").is_some_and(|inner| !inner.starts_with("[if") && !inner.starts_with("<![endif"));
            let length = if is_comment {
                rest.find("-->").map_or(rest.len(), |end| end + 3)
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
                if tag.inner.contains('<') {
                    return Err(fail(
                        "mjml",
                        "this MJML can’t be read",
                        "check that every element is closed, and in the right order",
                    ));
                }
                depth = if tag.is_end { depth.saturating_sub(1) } else { depth + usize::from(tag.goes_deeper()) };
                if open.len().max(depth) > DEPTH_MAX {
                    return Err(fail("too_deep", "elements stand too deep inside each other", "write it more simply"));
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

struct Tag<'a> {
    /// In small letters, up to the first that is none of a name of HTML's.
    name: String,
    is_end: bool,
    is_alone: bool,
    length: usize,
    /// What stands between its angle brackets.
    inner: &'a str,
}

impl Tag<'_> {
    /// Whether what follows stands inside it, for a reader who takes names as they are written.
    fn goes_deeper(&self) -> bool {
        let name = self.inner.split(|c: char| c.is_ascii_whitespace() || c == '/').next().unwrap_or_default();
        !self.is_alone && !is_void(name)
    }
}

/// The tag that a text begins with.
fn tag(text: &str) -> Option<Tag<'_>> {
    let after = text.strip_prefix('<')?;
    let is_end = after.starts_with('/');
    let name: String = after.trim_start_matches('/').chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    let is_named = after.trim_start_matches('/').starts_with(|c: char| c == '_' || c == ':' || !c.is_ascii());
    if name.is_empty() && !is_named {
        return None;
    }
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (c, quote) {
            ('"' | '\'', None) => quote = Some(c),
            (c, Some(open)) if c == open => quote = None,
            ('>', None) => {
                let is_alone = text[..at].ends_with('/');
                return Some(Tag { name: name.to_ascii_lowercase(), is_end, is_alone, length: at + 1, inner: &text[1..at] });
            }
            _ => {}
        }
    }
    Some(Tag { name: name.to_ascii_lowercase(), is_end, is_alone: false, length: text.len(), inner: after })
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

#[cfg(test)]
mod tests {
    use super::super::mjml;
    use base::Locale;

    /// Whatever is taken to be one element inside another is a call of the parser's own, and a stack ends.
    #[test]
    fn nothing_goes_deeper_than_a_letter_does() {
        let deep = [
            "<BR>".repeat(2_100),
            "<br.x>".repeat(2_100),
            "<img_>".repeat(2_100),
            "<br:x>".repeat(2_100),
            "<_x>".repeat(2_100),
            "<é>".repeat(2_100),
            format!("<i>{}</i>", "<b>".repeat(30)).repeat(70),
            format!("<!--[if mso]>{}<![endif]-->", "<b>".repeat(2_100)),
            format!("<!--<![endif]-->{}-->", "<b>".repeat(2_100)),
            format!("<b a=x\"y>{}\">", "<b>".repeat(2_100)),
            format!("<b a==\"x>{}\">", "<b>".repeat(2_100)),
            format!("<b \"{}\">", "<b>".repeat(2_100)),
        ];
        for inside in deep {
            for place in ["<mj-section><mj-column><mj-text>", "<mj-raw>", ""] {
                let source = format!("<mjml><mj-body>{place}{inside}");
                let error = mjml::compile(&source, Locale::En).err().map(|error| error.code);
                assert!(
                    matches!(error, Some("too_deep" | "mjml")),
                    "{error:?}: {}",
                    &inside.chars().take(40).collect::<String>()
                );
            }
        }
        let outlook = "<mjml><mj-body><mj-raw><!--[if mso]><table><tr><td><![endif]--><p>A</p><!--[if mso]></td></tr></table><![endif]--></mj-raw>\
            <mj-section><mj-column><mj-text>Hello<br>you</mj-text></mj-column></mj-section></mj-body></mjml>";
        assert_eq!(mjml::compile(outlook, Locale::En).err(), None);
    }
}
