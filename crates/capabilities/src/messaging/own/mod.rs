//! The store's own templates: a draft that is worked on, and published versions that messages name.
//!
//! A version never changes, so its letters are compiled once a language ([`Sheet`]), not once a message.

mod amounts;
mod check;
mod depth;
mod markup;
mod mjml;
mod named;
mod page;
mod plain;
mod sheet;
mod store;

pub use check::{Finding, HTML_BYTES_MAX, Severity, check, check_products, check_source};
pub use named::Named;
pub(super) use named::{NAMED_MAX, Names};
pub use sheet::Sheet;
pub(super) use store::{about_of, terms};
pub use store::{choices, create, find, list, names, publish, published, remove, save_draft, versions};

use super::context::{Context, Kind, WayOut};
use super::letter::{About, LetterRef, Terms};
use super::source;
use super::template::{Rendered, TemplateError};
use super::templates::BuiltIn;
use base::id::TemplateId;
use base::{Locale, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How a body is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Text in the house's layout; `messaging::source` shows how.
    #[default]
    Blocks,
    /// MJML: a layout of the store's own.
    Mjml,
}

/// A letter in one language, as its author wrote it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Written {
    pub subject: String,
    /// What inboxes show after the subject; may be empty.
    pub preheader: String,
    pub format: Format,
    pub body: String,
    /// Whom it is from: a [`Sender`](crate::messaging::Sender)'s id; empty: the store.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub sender: String,
}

/// Letters by the code of their language.
pub type Letters = BTreeMap<String, Written>;

/// What an author works on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    pub name: String,
    pub is_marketing: bool,
    pub about: About,
    /// A topic's key; empty: none.
    pub topic: String,
    pub letters: Letters,
}

/// A template with its draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnTemplate {
    pub id: TemplateId,
    pub draft: Draft,
    /// The last published; 0 before the first.
    pub version: i64,
    pub created_at: Timestamp,
    pub changed_at: Timestamp,
}

/// A published version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    pub number: i64,
    pub is_marketing: bool,
    pub about: About,
    pub letters: Letters,
    pub published_at: Timestamp,
}

/// A letter that can be sent: what a select offers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The last version.
    pub letter: LetterRef,
    pub name: String,
    pub about: About,
    pub terms: Terms,
}

/// What is wrong with a letter, and in which of its languages; `None` where it is wrong with all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub locale: Option<Locale>,
    pub error: TemplateError,
}

impl Format {
    pub const ALL: [Self; 2] = [Self::Blocks, Self::Mjml];

    /// The word in forms and in the API.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Blocks => "blocks",
            Self::Mjml => "mjml",
        }
    }

    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.word() == word)
    }
}

impl Written {
    pub fn is_empty(&self) -> bool {
        [&self.subject, &self.preheader, &self.body].iter().all(|text| text.trim().is_empty())
    }

    /// What it names of products.
    pub fn named(&self) -> Named {
        Named::of(&[self.subject.as_str(), &self.preheader, &self.body].join("\n"))
    }
}

impl BuiltIn {
    /// Whether a template of the store's own can say the same: whatever speaks of its reader's data by law stays as it is.
    pub const fn can_be_copied(self) -> bool {
        self.is_for_journeys() || matches!(self, Self::ThankYou | Self::Welcome)
    }
}

impl Draft {
    pub const NAME_CHARS_MAX: usize = 80;

    /// A letter that comes with Amana, in every language, to be written anew.
    pub fn of(letter: BuiltIn, name: String) -> Self {
        let letters = Locale::ALL.map(|locale| {
            let (subject, preheader, body) = source::parted(letter.source(locale));
            (locale.code().to_owned(), Written { subject, preheader, body, ..Written::default() })
        });
        let (is_marketing, about) = (letter.is_marketing(), letter.about());
        Self { name, is_marketing, about, topic: String::new(), letters: letters.into() }
    }

    /// What keeps it from being published: each language is compiled and filled in with made-up values.
    pub fn faults(&self) -> Vec<Fault> {
        let written = self.letters.iter().filter(|(_, written)| !written.is_empty());
        let mut any = false;
        let mut faults = Vec::new();
        if !self.is_marketing && self.about != About::Order {
            let error = TemplateError::new(
                1,
                "not_owed",
                "only a letter about an order goes out without an agreement to advertising",
                "make it advertising, or let it speak of an order",
            );
            faults.push(Fault { locale: None, error });
        }
        for (code, written) in written {
            any = true;
            let Some(locale) = Locale::from_tag(code) else { continue };
            let tried = try_out(written, locale, self.about, self.is_marketing);
            faults.extend(tried.err().map(|error| Fault { locale: Some(locale), error }));
        }
        if !any {
            let error = TemplateError::new(1, "empty", "no letter is written", "write it in at least one language");
            faults.push(Fault { locale: None, error });
        }
        faults
    }
}

/// How a letter comes out for somebody made up.
pub fn try_out(written: &Written, locale: Locale, about: About, is_marketing: bool) -> Result<Rendered, TemplateError> {
    let sheet = Sheet::compile(written, locale)?;
    sheet.render(&Context::sample_about(locale, about).with_products(sheet.named()), &kind(is_marketing))
}

/// As a made-up reader gets it.
pub fn kind(is_marketing: bool) -> Kind {
    if is_marketing { Kind::Marketing(WayOut::sample()) } else { Kind::Transactional }
}

/// The language in which a reader of `wanted` gets a letter: theirs, the store's, or any that there is.
pub fn language_of(letters: &Letters, wanted: Locale, store: Locale) -> Option<Locale> {
    let is_written = |locale: &Locale| letters.get(locale.code()).is_some_and(|written| !written.is_empty());
    [wanted, store].into_iter().chain(Locale::ALL).find(is_written)
}
