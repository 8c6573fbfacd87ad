//! How a letter comes out for somebody made up, and what is to be said of it.

use base::Locale;
use capabilities::messaging::{
    self, About, Catalogue, Context, Draft, Fault, Finding, Kind, Letters, Rendered, Senders, Severity, Sheet, TemplateError,
    Written,
};
use db::{Result, Tx};
use foundation::settings::StoreSettings;
use std::fmt;

/// A letter in one language, filled in, and looked at as mail programs will.
pub struct Looked {
    pub locale: Locale,
    pub rendered: Rendered,
    /// The worst first.
    pub findings: Vec<Finding>,
}

/// What a letter is tried out with besides somebody made up.
pub struct Shop {
    pub store: StoreSettings,
    pub catalogue: Catalogue,
    pub senders: Senders,
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

impl Shop {
    /// With the products that any of a template's letters names.
    pub fn of(tx: &mut Tx<'_>, letters: &Letters) -> Result<Self> {
        let (store, senders) = (StoreSettings::load(tx)?, Senders::load(tx)?);
        Ok(Self { store, catalogue: Catalogue::of_letters(tx, letters)?, senders })
    }
}

/// Fills a letter in as a made-up reader gets it. Products are the catalogue's own, where it knows them.
pub fn look(
    written: &Written,
    locale: Locale,
    about: About,
    kind: &Kind,
    shop: &Shop,
) -> std::result::Result<Looked, TemplateError> {
    let sheet = Sheet::compile(written, locale)?;
    let mut context = as_of(Context::sample_about(locale, about), &shop.store).with_products(sheet.named());
    context.products.extend(shop.catalogue.said(&messaging::formatter(&shop.store, locale), shop.store.locale()));
    let rendered = sheet.render(&context, kind)?;
    let mut findings = messaging::check(&rendered, kind);
    let mut lost = messaging::check_source(written);
    lost.extend(messaging::check_products(written, &shop.catalogue));
    if !lost.is_empty() {
        findings.retain(|finding| finding.code != "clean");
        findings.splice(0..0, lost);
        findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    }
    Ok(Looked { locale, rendered, findings })
}

/// All that keeps a draft from being published, language by language.
pub fn held_back(draft: &Draft, shop: &Shop) -> Vec<Held> {
    let mut held: Vec<Held> = draft.faults().into_iter().map(Held::Fault).collect();
    let kind = messaging::kind_of_sample(draft.is_marketing);
    for locale in Locale::ALL {
        let Some(written) = draft.letters.get(locale.code()).filter(|written| !written.is_empty()) else { continue };
        match look(written, locale, draft.about, &kind, shop) {
            Ok(looked) => {
                let bad = looked.findings.into_iter().filter(|finding| finding.severity == Severity::Bad);
                held.extend(bad.map(|finding| Held::Finding(locale, finding)));
            }
            // It can be written of made-up products, and not of the store's own: one of them has no price, for instance.
            Err(error) => {
                let fault = Held::Fault(Fault { locale: Some(locale), error });
                if !held.contains(&fault) {
                    held.push(fault);
                }
            }
        }
    }
    held
}
