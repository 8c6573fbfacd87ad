//! A version and its text.

use crate::consent::Purpose;
use base::{Locale, Timestamp};

/// Characters of one language's text. Percent-encoded Arabic takes six times its letters, and a form holds 64 KiB.
pub const TEXT_CHARS_MAX: usize = 10_000;

/// One version of the notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Counted from 1.
    pub version: u32,
    /// Whether it changes what people agreed to.
    pub material: bool,
    /// What they are asked about again; empty unless it is material.
    pub purposes: Vec<Purpose>,
    /// When its text was last written.
    pub changed_at: Timestamp,
    /// `None` for a draft.
    pub published_at: Option<Timestamp>,
    /// How many people were asked again so far.
    pub asked: u64,
    /// When the last of them was.
    pub asked_at: Option<Timestamp>,
    /// By language.
    pub texts: Vec<(Locale, String)>,
}

/// What is wrong with a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    #[error("there is no text")]
    Empty,
    #[error("the text has more than {TEXT_CHARS_MAX} characters")]
    Long,
    #[error("the text holds a character that can't be printed")]
    Control,
}

/// A piece of a text, as it is set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block<'a> {
    /// A line that starts with `# ` or `## `.
    Heading(&'a str),
    /// Lines without an empty one between them.
    Paragraph(Vec<&'a str>),
    /// Lines that start with `- `.
    List(Vec<&'a str>),
}

impl Notice {
    /// The text in a language; empty where there is none.
    pub fn text(&self, locale: Locale) -> &str {
        self.texts.iter().find(|(of, _)| *of == locale).map_or("", |(_, text)| text.as_str())
    }

    /// The text in a reader's language, else in the store's, else in any; with its language.
    pub fn text_for(&self, reader: Locale, store: Locale) -> Option<(Locale, &str)> {
        let of = |locale: Locale| Some((locale, self.text(locale))).filter(|(_, text)| !text.is_empty());
        of(reader).or_else(|| of(store)).or_else(|| Locale::ALL.into_iter().find_map(of))
    }
}

/// Whether a text may be a notice's.
pub fn check_text(text: &str) -> Result<(), TextError> {
    if text.trim().is_empty() {
        return Err(TextError::Empty);
    }
    if text.chars().count() > TEXT_CHARS_MAX {
        return Err(TextError::Long);
    }
    if text.chars().any(|c| c.is_control() && c != '\n') { Err(TextError::Control) } else { Ok(()) }
}

/// A text in pieces. Whatever is written has some: nothing in it is markup but how lines begin.
pub fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut blocks: Vec<Block<'_>> = Vec::new();
    let mut is_open = false;
    for line in text.lines().map(str::trim) {
        let heading = line.strip_prefix("## ").or_else(|| line.strip_prefix("# "));
        match (heading, line.strip_prefix("- "), blocks.last_mut()) {
            (Some(heading), ..) => blocks.push(Block::Heading(heading.trim())),
            (_, Some(item), Some(Block::List(items))) if is_open => items.push(item.trim()),
            (_, Some(item), _) => blocks.push(Block::List(vec![item.trim()])),
            (None, None, _) if line.is_empty() => {}
            (None, None, Some(Block::Paragraph(lines))) if is_open => lines.push(line),
            (None, None, _) => blocks.push(Block::Paragraph(vec![line])),
        }
        is_open = !line.is_empty() && heading.is_none();
    }
    blocks
}
