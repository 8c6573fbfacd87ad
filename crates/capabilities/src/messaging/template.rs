//! A message's template in one language: Liquid inside blocks ([`super::source`] shows how one is written).
//!
//! Authors write text, not HTML. Values go into that text as they are; HTML is made from it afterwards, by the layout,
//! which escapes all of it. So a customer called `<script>` is a customer called `<script>`, in every part.

use super::context::{Context, Kind};
use super::layout::{self, Block, Letter};
use super::snippet::{Snippet, Values, unknown};
use super::source::{self, SourceBlock};
use super::{bidi, layout_text};

/// The text of all blocks together, before it becomes HTML. Gmail cuts messages at 102 KB of HTML.
const BODY_BYTES_MAX: usize = 64 * 1024;
pub(super) const SUBJECT_CHARS_MAX: usize = 200;

/// What is wrong with a template, where, and what to do. Holds words of the template, never a customer's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {problem}; {remedy}")]
pub struct TemplateError {
    /// In the template's source, counted from 1.
    pub line: usize,
    /// The kind of mistake, as the last part of translation keys.
    pub code: &'static str,
    /// What of the template is meant, where the words name it: a value, a filter, an element.
    pub name: String,
    pub problem: String,
    pub remedy: &'static str,
}

impl TemplateError {
    pub(super) fn new(line: usize, code: &'static str, problem: impl Into<String>, remedy: &'static str) -> Self {
        Self { line, code, name: String::new(), problem: problem.into(), remedy }
    }

    pub(super) fn named(self, name: impl Into<String>) -> Self {
        Self { name: name.into(), ..self }
    }
}

/// A compiled template. Cheap to render many times, from many threads.
pub struct Template {
    subject: Snippet,
    preheader: Option<Snippet>,
    blocks: Vec<Part>,
}

/// A finished message's words; `email::Email` takes it from here. Personal data, so without `Debug`.
pub struct Rendered {
    /// One line, no control characters.
    pub subject: String,
    /// What inboxes show after the subject.
    pub preheader: String,
    pub html: String,
    pub text: String,
}

enum Part {
    Heading(Snippet),
    Subheading(Snippet),
    Paragraph(Snippet),
    List(Vec<Snippet>),
    Button { label: Snippet, url: Snippet },
    Small(Snippet),
    Items,
    GoesWith { line: usize },
    Totals,
    Divider,
}

impl Template {
    /// Compiles a source of at most 64 KB.
    pub fn parse(source: &str) -> Result<Self, TemplateError> {
        let source = source::parse(source)?;
        let text = |piece: &source::Piece| Snippet::parse(&piece.text, piece.line, Values::Isolated);
        let blocks = source.blocks.iter().map(|block| {
            Ok(match block {
                SourceBlock::Heading(piece) => Part::Heading(text(piece)?),
                SourceBlock::Subheading(piece) => Part::Subheading(text(piece)?),
                SourceBlock::Paragraph(piece) => Part::Paragraph(text(piece)?),
                SourceBlock::List(pieces) => Part::List(pieces.iter().map(text).collect::<Result<_, _>>()?),
                SourceBlock::Button { label, url } => {
                    Part::Button { label: text(label)?, url: Snippet::parse(&url.text, url.line, Values::Bare)? }
                }
                SourceBlock::Small(piece) => Part::Small(text(piece)?),
                SourceBlock::Items => Part::Items,
                SourceBlock::GoesWith { line } => Part::GoesWith { line: *line },
                SourceBlock::Totals => Part::Totals,
                SourceBlock::Divider => Part::Divider,
            })
        });
        Ok(Self {
            subject: text(&source.subject)?,
            preheader: source.preheader.as_ref().map(text).transpose()?,
            blocks: blocks.collect::<Result<_, TemplateError>>()?,
        })
    }

    /// Renders for one customer. Blocks that come out empty, and buttons without a web address, are left out.
    ///
    /// Fails where the template names something unknown or grows too long. To find such faults when a template is
    /// saved, render it with [`Context::sample`].
    pub fn render(&self, context: &Context, kind: &Kind) -> Result<Rendered, TemplateError> {
        let context = context.cleaned(kind);
        let values = context.to_liquid();
        let subject = bidi::clean(&self.subject.render(&values)?, SUBJECT_CHARS_MAX);
        if subject.is_empty() {
            return Err(TemplateError::new(
                1,
                "subject_empty",
                "the subject comes out empty",
                "write words that do not depend on a value",
            ));
        }
        let preheader = match &self.preheader {
            Some(snippet) => bidi::clean(&snippet.render(&values)?, SUBJECT_CHARS_MAX),
            None => String::new(),
        };
        let mut blocks = Vec::with_capacity(self.blocks.len());
        let mut bytes = 0;
        for part in &self.blocks {
            let block = part.render(&values)?;
            bytes += block.as_ref().map_or(0, Block::bytes);
            if bytes > BODY_BYTES_MAX {
                return Err(TemplateError::new(1, "too_long", "the message becomes longer than 64 KB", "show less in it"));
            }
            blocks.extend(block);
        }
        let letter = Letter { context: &context, kind, subject: &subject, preheader: &preheader, blocks: &blocks };
        let html = layout::html(&letter);
        let text = layout_text::text(&letter);
        Ok(Rendered { subject, preheader, html, text })
    }
}

impl Part {
    fn render(&self, values: &liquid::Object) -> Result<Option<Block>, TemplateError> {
        let text = |snippet: &Snippet, block: fn(String) -> Block| {
            snippet.render(values).map(|text| (!is_blank(&text)).then(|| block(text)))
        };
        match self {
            Self::Heading(snippet) => text(snippet, Block::Heading),
            Self::Subheading(snippet) => text(snippet, Block::Subheading),
            Self::Paragraph(snippet) => text(snippet, Block::Paragraph),
            Self::Small(snippet) => text(snippet, Block::Small),
            Self::List(snippets) => {
                let points = snippets.iter().map(|snippet| snippet.render(values)).collect::<Result<Vec<_>, _>>()?;
                let points: Vec<_> = points.into_iter().filter(|point| !is_blank(point)).collect();
                Ok((!points.is_empty()).then_some(Block::List(points)))
            }
            Self::Button { label, url } => {
                let label = label.render(values)?;
                let url = layout::web_address(&url.render(values)?);
                Ok(url.filter(|_| !is_blank(&label)).map(|url| Block::Button { label, url }))
            }
            Self::Items => Ok(Some(Block::Items)),
            Self::GoesWith { line } => match values.get("goes_with") {
                Some(liquid::model::Value::Array(_)) => Ok(Some(Block::GoesWith)),
                _ => Err(unknown(*line, "goes_with".to_owned())),
            },
            Self::Totals => Ok(Some(Block::Totals)),
            Self::Divider => Ok(Some(Block::Divider)),
        }
    }
}

/// Nothing to see, isolates aside.
fn is_blank(text: &str) -> bool {
    bidi::strip(text).trim().is_empty()
}

/// Parses and renders a source that nobody has looked at, within the same bounds: never panics, never runs away.
/// The entry point for fuzzing.
pub fn render_untrusted(source: &str, context: &Context, kind: &Kind) -> Result<Rendered, TemplateError> {
    Template::parse(source)?.render(context, kind)
}
