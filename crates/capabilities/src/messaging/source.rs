//! How a template is written: two lines of headers, then blocks, in a small subset of Markdown.
//!
//! ```text
//! subject: Thank you for your order {{ order.number }}
//! preheader: What you bought, and what happens next.
//!
//! # A heading          ## A smaller one
//! A paragraph, over as many lines as you like,
//! up to an empty line.
//!
//! - a point of a list
//! - another
//!
//! [See your order]({{ order.url }})      a button, alone on its line
//! @items   @totals                       the order's table and its sums
//! @goes_with                             products that go with it
//! ---                                    a line across
//! > small print
//! ```
//! Blocks are cut out before Liquid runs, so no value can become a block; and there is no HTML to write.

use super::template::TemplateError;

/// A template's source is at most this long.
pub const TEMPLATE_BYTES_MAX: usize = 64 * 1024;
/// Blocks of one template.
const BLOCKS_MAX: usize = 200;

/// A piece of text and the line it starts on, counted from 1.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) line: usize,
    pub(super) text: String,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Source {
    pub(super) subject: Piece,
    pub(super) preheader: Option<Piece>,
    pub(super) blocks: Vec<SourceBlock>,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum SourceBlock {
    Heading(Piece),
    Subheading(Piece),
    Paragraph(Piece),
    List(Vec<Piece>),
    Button { label: Piece, url: Piece },
    Small(Piece),
    Items,
    GoesWith { line: usize },
    Totals,
    Divider,
}

pub(super) fn parse(source: &str) -> Result<Source, TemplateError> {
    if source.len() > TEMPLATE_BYTES_MAX {
        return Err(TemplateError::new(1, "too_long", "the template is longer than 64 KB", "shorten it"));
    }
    let source = source.strip_prefix('\u{feff}').unwrap_or(source);
    let mut lines = source.lines().map(str::trim).enumerate().map(|(at, text)| (at + 1, text)).peekable();
    let (mut subject, mut preheader) = (None, None);
    while let Some(&(line, text)) = lines.peek() {
        let place = match text.split_once(':').map(|(key, value)| (key.trim_end(), value.trim())) {
            _ if text.is_empty() => None,
            Some(("subject", value)) => Some((&mut subject, value)),
            Some(("preheader", value)) => Some((&mut preheader, value)),
            _ => break,
        };
        if let Some((place, value)) = place
            && place.replace(Piece { line, text: value.to_owned() }).is_some()
        {
            return Err(TemplateError::new(line, "twice", "this line stands here twice", "keep one of them"));
        }
        lines.next();
    }
    let subject = subject.filter(|piece| !piece.text.is_empty());
    let subject = subject
        .ok_or_else(|| TemplateError::new(1, "no_subject", "the subject is missing", "begin the template with “subject: …”"))?;
    let blocks = blocks(lines)?;
    Ok(Source { subject, preheader, blocks })
}

fn blocks<'a>(lines: impl Iterator<Item = (usize, &'a str)>) -> Result<Vec<SourceBlock>, TemplateError> {
    let mut out: Vec<SourceBlock> = Vec::new();
    // Whether the next plain line belongs to the block before it.
    let mut open = false;
    for (line, text) in lines {
        if text.is_empty() {
            open = false;
            continue;
        }
        match block(line, text) {
            Ok(SourceBlock::List(mut pieces)) if open && matches!(out.last(), Some(SourceBlock::List(_))) => {
                if let Some(SourceBlock::List(list)) = out.last_mut() {
                    list.append(&mut pieces);
                }
            }
            Ok(SourceBlock::Paragraph(piece)) if open => match out.last_mut() {
                Some(SourceBlock::Paragraph(before) | SourceBlock::Small(before)) => append(before, &piece),
                Some(SourceBlock::List(list)) => list.iter_mut().last().into_iter().for_each(|before| append(before, &piece)),
                _ => out.push(SourceBlock::Paragraph(piece)),
            },
            Ok(SourceBlock::Small(piece)) if open && matches!(out.last(), Some(SourceBlock::Small(_))) => {
                if let Some(SourceBlock::Small(before)) = out.last_mut() {
                    append(before, &piece);
                }
            }
            Ok(block) => out.push(block),
            Err(error) => return Err(error),
        }
        open = true;
        if out.len() > BLOCKS_MAX {
            return Err(TemplateError::new(line, "too_long", "the template has more than 200 blocks", "shorten it"));
        }
    }
    Ok(out)
}

/// Keeps the line break, so that Liquid's line numbers stay right.
fn append(before: &mut Piece, piece: &Piece) {
    before.text.push('\n');
    before.text.push_str(&piece.text);
}

/// The subject, the preheader and the body of a source that is right.
pub(super) fn parted(source: &str) -> (String, String, String) {
    let head = |name: &str| source.lines().find_map(|line| line.strip_prefix(name)?.trim_start().strip_prefix(':'));
    let said = |name: &str| head(name).unwrap_or_default().trim().to_owned();
    let is_head = |line: &&str| line.is_empty() || ["subject:", "preheader:"].iter().any(|name| line.starts_with(name));
    let body: Vec<&str> = source.lines().skip_while(is_head).collect();
    (said("subject"), said("preheader"), body.join("\n"))
}

/// One line by itself.
fn block(line: usize, text: &str) -> Result<SourceBlock, TemplateError> {
    let piece = |text: &str| Piece { line, text: text.trim().to_owned() };
    Ok(match text {
        "---" => SourceBlock::Divider,
        "@items" => SourceBlock::Items,
        "@goes_with" => SourceBlock::GoesWith { line },
        "@totals" => SourceBlock::Totals,
        _ if text.starts_with('@') && !text.contains(' ') => {
            return Err(TemplateError::new(
                line,
                "no_block",
                "there is no block of this name",
                "use @items, @totals or @goes_with, or start the line with \\@",
            ));
        }
        _ if let Some(rest) = text.strip_prefix("## ") => SourceBlock::Subheading(piece(rest)),
        _ if let Some(rest) = text.strip_prefix("# ") => SourceBlock::Heading(piece(rest)),
        _ if let Some(rest) = text.strip_prefix("- ") => SourceBlock::List(vec![piece(rest)]),
        _ if let Some(rest) = text.strip_prefix("> ") => SourceBlock::Small(piece(rest)),
        _ if let Some((label, url)) = button(text) => SourceBlock::Button { label: piece(label), url: piece(url) },
        _ => SourceBlock::Paragraph(piece(text.strip_prefix('\\').unwrap_or(text))),
    })
}

/// `[Label](address)` and nothing else on the line.
pub(super) fn button(text: &str) -> Option<(&str, &str)> {
    text.strip_prefix('[')?.strip_suffix(')')?.split_once("](").filter(|(label, url)| !label.is_empty() && !url.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_block() {
        let source = parse(
            "subject: Hi\npreheader: P\n\n# H\n## S\nOne\ntwo\n\nThree\n- a\n- b\n  b2\n\n[Go]({{ order.url }})\n@items\n@totals\n---\n> s1\n> s2\n\\# no heading",
        )
        .unwrap();
        let p = |line, text: &str| Piece { line, text: text.into() };
        assert_eq!(
            source.blocks,
            [
                SourceBlock::Heading(p(4, "H")),
                SourceBlock::Subheading(p(5, "S")),
                SourceBlock::Paragraph(p(6, "One\ntwo")),
                SourceBlock::Paragraph(p(9, "Three")),
                SourceBlock::List(vec![p(10, "a"), p(11, "b\nb2")]),
                SourceBlock::Button { label: p(14, "Go"), url: p(14, "{{ order.url }}") },
                SourceBlock::Items,
                SourceBlock::Totals,
                SourceBlock::Divider,
                SourceBlock::Small(p(18, "s1\ns2\n# no heading")),
            ]
        );
    }

    #[test]
    fn says_where_and_what_to_do() {
        let message = |source: &str| parse(source).unwrap_err().to_string();
        assert_eq!(message("# H"), "line 1: the subject is missing; begin the template with “subject: …”");
        assert!(message("subject: a\n\n@itms").starts_with("line 3: there is no block of this name; use @items"));
        assert!(message("subject: a\nsubject: b").starts_with("line 2: this line stands here twice"));
        assert!(message(&"x".repeat(70_000)).contains("64 KB"));
    }
}
