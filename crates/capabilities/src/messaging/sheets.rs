//! Letters compiled once a version and language, and kept.

use super::compose::NotComposed;
use super::context::{Context, Kind};
use super::kept::{KeptBody, Pattern};
use super::letter::LetterRef;
use super::model::Message;
use super::own::{self, Sheet};
use super::template::{Rendered, Template, TemplateError};
use base::Locale;
use db::Db;
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

/// So many are kept, some hundred KB each; a store writes in a few at a time.
const KEPT_MAX: usize = 128;

/// What was compiled so far. A version never changes, so nothing here grows old.
#[derive(Default)]
pub struct Sheets(RwLock<HashMap<(LetterRef, Locale, Locale), Ready>>);

/// A letter that can be filled in.
#[derive(Clone)]
pub(super) struct Ready {
    letter: Letter,
    pattern: Option<Arc<Pattern>>,
}

#[derive(Clone)]
enum Letter {
    BuiltIn(Arc<Template>, Arc<own::Named>, Locale),
    Own(Arc<Sheet>),
}

impl Ready {
    /// With a pattern of how it comes out for somebody made up.
    fn new(letter: Letter, sample: &Context, is_marketing: bool) -> Self {
        let rendered = letter.render(sample, &own::kind(is_marketing)).ok();
        let pattern = rendered.and_then(|rendered| Pattern::new(&KeptBody::from(rendered))).map(Arc::new);
        Self { letter, pattern }
    }

    /// The language that it is written in.
    pub(super) fn locale(&self) -> Locale {
        match &self.letter {
            Letter::BuiltIn(_, _, locale) => *locale,
            Letter::Own(sheet) => sheet.locale(),
        }
    }

    /// What its author names of products.
    pub(super) fn named(&self) -> &own::Named {
        match &self.letter {
            Letter::BuiltIn(_, named, _) => named,
            Letter::Own(sheet) => sheet.named(),
        }
    }

    /// Whom it is from: a sender's id; empty: the store.
    pub(super) fn sender(&self) -> &str {
        match &self.letter {
            Letter::BuiltIn(..) => "",
            Letter::Own(sheet) => sheet.sender(),
        }
    }

    /// What letters of it are packed against.
    pub(super) fn pattern(&self) -> Option<Arc<Pattern>> {
        self.pattern.clone()
    }

    pub(super) fn render(&self, context: &Context, kind: &Kind) -> Result<Rendered, TemplateError> {
        self.letter.render(context, kind)
    }
}

impl Letter {
    fn render(&self, context: &Context, kind: &Kind) -> Result<Rendered, TemplateError> {
        match self {
            Self::BuiltIn(template, ..) => template.render(context, kind),
            Self::Own(sheet) => sheet.render(context, kind),
        }
    }
}

impl Sheets {
    /// A message's letter in its reader's language, or in the one that there is instead.
    pub(super) fn get(&self, db: &Db, message: &Message, store: Locale) -> Result<Ready, NotComposed> {
        let key = (message.letter, message.locale, store);
        if let Some(ready) = self.0.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return Ok(ready.clone());
        }
        let ready = compiled(db, message, store)?;
        let mut kept = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= KEPT_MAX {
            kept.clear();
        }
        kept.insert(key, ready.clone());
        Ok(ready)
    }
}

fn compiled(db: &Db, message: &Message, store: Locale) -> Result<Ready, NotComposed> {
    let bad = |error: TemplateError| {
        tracing::error!(%error, letter = %message.letter.name(), "a template can't be read");
        NotComposed::Failed("bad_template")
    };
    match message.letter {
        LetterRef::BuiltIn(letter) => {
            let source = letter.source(message.locale);
            let template = Template::parse(source).map_err(bad)?;
            let built_in = Letter::BuiltIn(Arc::new(template), Arc::new(own::Named::of(source)), message.locale);
            Ok(Ready::new(built_in, &letter.sample(message.locale), letter.is_marketing()))
        }
        LetterRef::Own { template, version } => {
            let found = db.record.read(|tx| own::published(tx, template, version))?;
            let version = found.ok_or(NotComposed::Failed("no_template"))?;
            let locale = own::language_of(&version.letters, message.locale, store).ok_or(NotComposed::Failed("no_template"))?;
            let written = version.letters.get(locale.code()).ok_or(NotComposed::Failed("no_template"))?;
            let sheet = Sheet::compile(written, locale).map_err(bad)?;
            let sample = Context::sample_about(locale, version.about).with_products(sheet.named());
            Ok(Ready::new(Letter::Own(Arc::new(sheet)), &sample, version.is_marketing))
        }
    }
}
