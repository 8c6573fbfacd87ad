//! A letter in one language, compiled.

use super::mjml::{self, Compiled};
use super::{Format, Named, Written};
use crate::messaging::bidi;
use crate::messaging::context::{Context, Kind};
use crate::messaging::layout;
use crate::messaging::snippet::{Snippet, Values};
use crate::messaging::template::{Rendered, SUBJECT_CHARS_MAX, Template, TemplateError};
use base::Locale;

/// Cheap to render many times, from many threads.
pub struct Sheet {
    locale: Locale,
    named: Named,
    sender: String,
    body: Body,
}

enum Body {
    Blocks(Template),
    Mjml { subject: Snippet, preheader: Snippet, page: Compiled },
}

impl Sheet {
    pub fn compile(written: &Written, locale: Locale) -> Result<Self, TemplateError> {
        let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let (subject, preheader) = (one_line(&written.subject), one_line(&written.preheader));
        if subject.is_empty() {
            return Err(TemplateError::new(1, "no_subject", "the subject is missing", "write what the letter is about"));
        }
        let body = match written.format {
            Format::Blocks => {
                let head = format!("subject: {subject}\npreheader: {preheader}\n\n");
                let parsed = Template::parse(&format!("{head}{}", written.body));
                Body::Blocks(parsed.map_err(|error| above(error, head.lines().count()))?)
            }
            Format::Mjml => Body::Mjml {
                subject: Snippet::parse(&subject, 1, Values::Bare)?,
                preheader: Snippet::parse(&preheader, 1, Values::Bare)?,
                page: mjml::compile(&written.body, locale)?,
            },
        };
        Ok(Self { locale, named: written.named(), sender: written.sender.clone(), body })
    }

    /// The language that it is written in, which its dates and digits follow.
    pub fn locale(&self) -> Locale {
        self.locale
    }

    /// What its author names of products.
    pub fn named(&self) -> &Named {
        &self.named
    }

    /// Whom it is from: a sender's id; empty: the store.
    pub fn sender(&self) -> &str {
        &self.sender
    }

    /// Fails where it names something unknown or grows too long: nothing half-empty goes out.
    pub fn render(&self, context: &Context, kind: &Kind) -> Result<Rendered, TemplateError> {
        let (subject, preheader, page) = match &self.body {
            Body::Blocks(template) => return template.render(context, kind).map_err(|error| above(error, 3)),
            Body::Mjml { subject, preheader, page } => (subject, preheader, page),
        };
        let context = context.cleaned(kind);
        let values = context.to_liquid_for(kind);
        let subject = bidi::clean(&subject.render(&values)?, SUBJECT_CHARS_MAX);
        if subject.is_empty() {
            return Err(TemplateError::new(
                1,
                "subject_empty",
                "the subject comes out empty",
                "write words that do not depend on a value",
            ));
        }
        let preheader = bidi::clean(&preheader.render(&values)?, SUBJECT_CHARS_MAX);
        let (html, text) = page.render(&values, &layout::Surroundings::of(&context, kind, &subject, &preheader))?;
        Ok(Rendered { subject, preheader, html, text })
    }
}

/// Lines counted in the body, without the lines of the head above it; what is wrong with the head is at line 1.
fn above(error: TemplateError, head: usize) -> TemplateError {
    TemplateError { line: error.line.saturating_sub(head).max(1), ..error }
}
