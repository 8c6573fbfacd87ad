//! One piece of Liquid inside a template (a subject, a paragraph, a link), compiled once and rendered within bounds.
//!
//! The `liquid` crate was not written against hostile sources: its `for` builds ranges in memory, `split` and `join` or
//! `assign` and `append` grow texts without end, a number beyond 64 bits panics its parser, deep nesting ends the
//! stack. So a snippet knows no `assign`, `capture`, `include` or arithmetic, its filters and its `for` are bounded
//! ([`super::liquid_filters`], [`super::liquid_for`]), and the source is checked before the parser sees it.

use super::bidi;
use super::liquid_filters::{self, OwnFilter};
use super::liquid_for::{BoundedFor, TOO_MANY_TURNS};
use super::template::TemplateError;
use super::{liquid_local, liquid_places};
use liquid_lib::stdlib;
use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::LazyLock;

/// One paragraph, one subject: longer ones are no paragraph.
pub(super) const SOURCE_BYTES_MAX: usize = 4 * 1024;
/// What one piece may grow to.
pub(super) const OUTPUT_BYTES_MAX: usize = 32 * 1024;
/// Each opens at most one level of nesting, and nesting is recursion in the parser.
const TAGS_MAX: usize = 64;
const BRACKETS_MAX: usize = 16;
/// Nineteen digits can be more than an `i64`, on which the parser panics.
const DIGITS_MAX: usize = 18;

/// The language: what Liquid's standard library has that cannot grow, loop or fetch; see the module.
static LANGUAGE: LazyLock<Option<liquid::Parser>> = LazyLock::new(|| {
    let mut builder = liquid::ParserBuilder::new()
        .tag(stdlib::BreakTag)
        .tag(stdlib::ContinueTag)
        .block(stdlib::IfBlock)
        .block(stdlib::UnlessBlock)
        .block(stdlib::CaseBlock)
        .block(BoundedFor)
        .filter(stdlib::Default)
        .filter(stdlib::Capitalize)
        .filter(stdlib::Strip)
        .filter(stdlib::First)
        .filter(stdlib::Last)
        .filter(stdlib::Size);
    for filter in liquid_filters::ALL.into_iter().chain(liquid_local::ALL).chain(liquid_places::ALL) {
        builder = builder.filter::<OwnFilter>(filter);
    }
    builder.build().ok()
});

pub(super) struct Snippet {
    template: liquid::Template,
    /// Where it stands in the template's source, counted from 1.
    line: usize,
    /// To find the line of a name that turns out to be unknown.
    source: String,
}

/// What a value inside the snippet is surrounded by.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Values {
    /// Isolates, so that a name of the other direction does not upset the sentence.
    Isolated,
    /// Nothing: addresses of links.
    Bare,
}

impl Snippet {
    /// Compiles a piece that stands at `line` of the template.
    pub(super) fn parse(source: &str, line: usize, values: Values) -> Result<Self, TemplateError> {
        check(source).map_err(|(code, problem, remedy)| TemplateError::new(line, code, problem, remedy))?;
        let isolated;
        let source = if values == Values::Isolated {
            isolated = isolate(source);
            &isolated
        } else {
            source
        };
        let Some(language) = LANGUAGE.as_ref() else { return Err(engine_failed(line)) };
        // The checks above keep the known panics out; this net is for those nobody knows yet.
        let parsed = catch_unwind(AssertUnwindSafe(|| language.parse(source))).map_err(|_| engine_failed(line))?;
        let template = parsed.map_err(|error| parse_error(&error.to_string(), source, line))?;
        Ok(Self { template, line, source: source.to_owned() })
    }

    /// The Liquid of a page without what stands around it, each piece on its line: within the bounds, and right by itself.
    pub(super) fn parse_bare<'a>(bare: &str, pieces: impl Iterator<Item = (usize, &'a str)>) -> Result<Self, TemplateError> {
        for (line, piece) in pieces {
            check(piece).map_err(|(code, problem, remedy)| TemplateError::new(line, code, problem, remedy))?;
        }
        Ok(Self { template: parse(bare)?, line: 1, source: bare.to_owned() })
    }

    /// The text, with isolates, without control characters, on one line.
    pub(super) fn render(&self, values: &liquid::Object) -> Result<String, TemplateError> {
        let mut sink = Sink { bytes: Vec::new(), most: OUTPUT_BYTES_MAX };
        let done = catch_unwind(AssertUnwindSafe(|| self.template.render_to(&mut sink, values)));
        match done {
            Err(_) => Err(engine_failed(self.line)),
            Ok(Err(error)) => Err(render_error(&error.to_string(), &self.source, self.line)),
            Ok(Ok(())) => Ok(one_line(&String::from_utf8_lossy(&sink.bytes))),
        }
    }
}

/// Compiles a page of HTML whose Liquid was found right by [`Snippet::parse_bare`].
pub(super) fn parse_page(html: &str) -> Result<liquid::Template, TemplateError> {
    parse(html).map_err(|error| TemplateError {
        line: 1,
        code: "order",
        problem: "the tags of Liquid and the elements of MJML overlap".to_owned(),
        remedy: "close every {% if %} and {% for %} inside the element in which it begins",
        ..error
    })
}

fn parse(source: &str) -> Result<liquid::Template, TemplateError> {
    let Some(language) = LANGUAGE.as_ref() else { return Err(engine_failed(1)) };
    let parsed = catch_unwind(AssertUnwindSafe(|| language.parse(source))).map_err(|_| engine_failed(1))?;
    parsed.map_err(|error| parse_error(&error.to_string(), source, 1))
}

/// A page of HTML, as long as it may be.
pub(super) fn render_page(page: &liquid::Template, values: &liquid::Object, most: usize) -> Result<String, TemplateError> {
    let mut sink = Sink { bytes: Vec::new(), most };
    let done = catch_unwind(AssertUnwindSafe(|| page.render_to(&mut sink, values)));
    match done {
        Err(_) => Err(engine_failed(1)),
        Ok(Err(error)) => Err(render_error(&error.to_string(), "", 1)),
        Ok(Ok(())) => {
            Ok(String::from_utf8(sink.bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()))
        }
    }
}

fn engine_failed(line: usize) -> TemplateError {
    TemplateError::new(line, "too_hard", "the template engine could not read this text", "write it more simply")
}

/// What the parser must not see.
fn check(source: &str) -> Result<(), (&'static str, &'static str, &'static str)> {
    if source.len() > SOURCE_BYTES_MAX {
        return Err(("too_long", "this text is longer than 4 KB", "part it into paragraphs with empty lines between them"));
    }
    if source.matches("{%").count() > TAGS_MAX {
        return Err(("too_many_tags", "this text has more than 64 tags", "use fewer {% … %} in one paragraph"));
    }
    if source.matches('[').count() > BRACKETS_MAX {
        return Err(("too_hard", "this text has more than 16 square brackets", "name values with dots, such as order.number"));
    }
    let mut digits = 0;
    for b in source.bytes() {
        digits = if b.is_ascii_digit() { digits + 1 } else { 0 };
        if digits > DIGITS_MAX {
            return Err(("too_hard", "this text has a number of more than 18 digits", "part the number with spaces"));
        }
    }
    Ok(())
}

/// Puts isolates around every `{{ … }}`. A brace pair inside a string literal gets one too, which only moves an isolate.
fn isolate(source: &str) -> String {
    source.replace("{{", &format!("{}{{{{", bidi::OPEN)).replace("}}", &format!("}}}}{}", bidi::CLOSE))
}

/// One line, spaces single: a template's line breaks are for its author.
fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let blank = c.is_control() || (c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}'));
        if !blank {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Takes text until it is too much.
struct Sink {
    bytes: Vec<u8>,
    most: usize,
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > self.most {
            return Err(io::Error::other("too long"));
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Liquid's report of a bad source: ` --> LINE:COLUMN` somewhere, the cause after `= `, or on the first line; an unknown
/// filter comes by its name alone.
fn parse_error(report: &str, source: &str, line: usize) -> TemplateError {
    let cause = report
        .lines()
        .find_map(|l| l.trim().strip_prefix("= "))
        .or_else(|| report.lines().next())
        .unwrap_or_default()
        .trim_start_matches("liquid: ");
    let filter = report.lines().find_map(|l| l.trim().strip_prefix("requested filter="));
    let named = filter.map(|name| format!(" “{name}”")).unwrap_or_default();
    let stated = report.split("--> ").nth(1).and_then(|rest| rest.split(':').next()?.trim().parse::<usize>().ok());
    let inner = stated.unwrap_or_else(|| filter.map_or(1, |name| line_of(name, source)));
    let lower = cause.to_lowercase();
    let (code, remedy) = if cause.contains("filter") {
        (
            "filter",
            "use one of: default, capitalize, upcase, downcase, strip, truncate, append, prepend, replace, join, first, last, size, number, money, date, plural, url_encode",
        )
    } else if lower.contains("unknown tag") || lower.contains("unknown block") {
        ("tag", "use {{ value }}, {% if %}, {% unless %}, {% case %} or {% for %}")
    } else {
        ("unclosed", "close every {{ with }}, every {% with %}, and every {% if %} with {% endif %} in the same paragraph")
    };
    let error = TemplateError::new(line + inner - 1, code, format!("{}{named}", bidi::clean(cause, 200)), remedy);
    error.named(filter.map(|name| bidi::clean(name, 80)).unwrap_or_default())
}

/// The first line of `source` that names it, counted from 1.
fn line_of(name: &str, source: &str) -> usize {
    source.lines().position(|l| l.contains(name)).map_or(1, |at| at + 1)
}

/// A letter can't speak of what it does not know.
pub(super) fn unknown(line: usize, name: String) -> TemplateError {
    let problem = format!("nothing is known by the name “{name}” in this message");
    TemplateError::new(line, "unknown", problem, "check the spelling, or write {% if … %} around what may be missing").named(name)
}

/// Liquid's report of a failed render. Only names from the template go into the error, never values.
fn render_error(report: &str, source: &str, line: usize) -> TemplateError {
    let after = |key: &str| report.lines().find_map(|l| l.trim().strip_prefix(key)).map(|name| bidi::clean(name, 80));
    if let Some(name) = after("requested variable=").or_else(|| after("requested index=")).or_else(|| after("variable=")) {
        return unknown(line + line_of(&name, source) - 1, name);
    }
    if report.contains(TOO_MANY_TURNS) {
        return TemplateError::new(line, "turns", TOO_MANY_TURNS, "show fewer items, for instance with limit:10");
    }
    if report.contains(liquid_filters::TOO_LONG) || report.contains("too long") || report.contains("Failed to render") {
        return TemplateError::new(line, "too_long", "this text becomes too long", "show less of it, for instance with truncate");
    }
    TemplateError::new(line, "misuse", "a value cannot be used in this way", "check the filters and conditions on this line")
}
