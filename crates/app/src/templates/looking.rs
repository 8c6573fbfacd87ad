//! How a letter comes out for somebody made up, and what is to be said of it.

use base::Locale;
use capabilities::messaging::{
    self, About, Context, Draft, Fault, Finding, Kind, Rendered, Severity, Sheet, TemplateError, Written,
};
use foundation::settings::StoreSettings;
use std::fmt;

/// A letter in one language, filled in, and looked at as mail programs will.
pub struct Looked {
    pub locale: Locale,
    pub rendered: Rendered,
    /// The worst first.
    pub findings: Vec<Finding>,
}

/// What keeps a draft from being published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Held {
    Fault(Fault),
    /// It can be written, and should not go out so.
    Finding(Locale, Finding),
}

impl fmt::Display for Held {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fault(Fault { locale: Some(locale), error }) => write!(f, "{}: {error}", locale.code()),
            Self::Fault(Fault { locale: None, error }) => write!(f, "{}; {}", error.problem, error.remedy),
            Self::Finding(locale, finding) => write!(f, "{}: {} {}", locale.code(), finding.code, finding.detail),
        }
    }
}

/// Made-up values, with what is known of this store.
pub fn as_of(mut context: Context, store: &StoreSettings) -> Context {
    let own = &mut context.store;
    let known = [
        (&mut own.name, &store.name),
        (&mut own.url, &store.website),
        (&mut own.address, &store.postal_address),
        (&mut own.time_zone, &store.time_zone),
    ];
    for (shown, known) in known {
        if !known.is_empty() {
            shown.clone_from(known);
        }
    }
    context
}

/// Fills a letter in as a made-up reader gets it.
pub fn look(
    written: &Written,
    locale: Locale,
    about: About,
    kind: &Kind,
    store: &StoreSettings,
) -> Result<Looked, TemplateError> {
    let context = as_of(Context::sample_about(locale, about), store);
    let rendered = Sheet::compile(written, locale)?.render(&context, kind)?;
    let mut findings = messaging::check(&rendered, kind);
    let lost = messaging::check_source(written);
    if !lost.is_empty() {
        findings.retain(|finding| finding.code != "clean");
        findings.splice(0..0, lost);
    }
    Ok(Looked { locale, rendered, findings })
}

/// All that keeps a draft from being published, language by language.
pub fn held_back(draft: &Draft, store: &StoreSettings) -> Vec<Held> {
    let mut held: Vec<Held> = draft.faults().into_iter().map(Held::Fault).collect();
    let kind = messaging::kind_of_sample(draft.is_marketing);
    for locale in Locale::ALL {
        let Some(written) = draft.letters.get(locale.code()).filter(|written| !written.is_empty()) else { continue };
        let Ok(looked) = look(written, locale, draft.about, &kind, store) else { continue };
        let bad = looked.findings.into_iter().filter(|finding| finding.severity == Severity::Bad);
        held.extend(bad.map(|finding| Held::Finding(locale, finding)));
    }
    held
}
