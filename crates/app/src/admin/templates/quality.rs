//! What is to be said of a letter before it goes out: what stops it, what some readers see worse, what is fine; each with what to do.

use super::languages;
use crate::admin::{Failure, Signed, blocking};
use crate::templates::{Held, Looked, Shop, held_back, look};
use base::Locale;
use capabilities::messaging::{self, Draft, Fault, Finding, Severity, TemplateError, language_of};
use maud::{Markup, html};
use web::components;
use web::icons::{Icon, icon};
use web::{PageCtx, key};

/// The letter in one language, and how the others stand.
pub(super) struct Report {
    locale: Locale,
    looked: Option<Result<Looked, TemplateError>>,
    held: Vec<Held>,
    written: Vec<Locale>,
    /// What the readers of each language get that is not written.
    missing: Vec<(Locale, Option<Locale>)>,
}

impl Report {
    /// Asks for the products that the letters name.
    pub async fn of(signed: &Signed, draft: Draft, locale: Locale) -> Result<Self, Failure> {
        blocking(&signed.app, move |app| {
            let shop = app.db.record.read(|tx| Shop::of(tx, &draft.letters))?;
            Ok::<_, Failure>(Self::with(&draft, locale, &shop))
        })
        .await
    }

    fn with(draft: &Draft, locale: Locale, shop: &Shop) -> Self {
        let kind = messaging::kind_of_sample(draft.is_marketing);
        let written = draft.letters.get(locale.code()).filter(|written| !written.is_empty());
        let looked = written.map(|written| look(written, locale, draft.about, &kind, shop));
        let all: Vec<Locale> = languages(draft).collect();
        let missing = Locale::ALL.into_iter().filter(|locale| !all.contains(locale));
        let missing = missing.map(|locale| (locale, language_of(&draft.letters, locale, shop.store.locale()))).collect();
        Self { locale, looked, held: held_back(draft, shop), written: all, missing }
    }

    pub fn draw(&self, ctx: &PageCtx) -> Markup {
        html! {
            @if let Some(Ok(looked)) = &self.looked { (subject(ctx, looked)) }
            (self.verdict(ctx))
            ul.quality {
                @for held in self.held.iter().filter(|held| self.is_here(held)) { (item(Severity::Bad, &Self::held(ctx, held))) }
                @for finding in self.findings(Severity::Warn) { (item(Severity::Warn, &said(ctx, finding))) }
                @for (locale, other) in &self.missing { (item(Severity::Warn, &missing(ctx, *locale, *other))) }
                @for finding in self.findings(Severity::Good) { (item(Severity::Good, &said(ctx, finding))) }
            }
            @if let Some(Ok(looked)) = &self.looked { (text(ctx, looked)) }
        }
    }

    fn findings(&self, severity: Severity) -> impl Iterator<Item = &Finding> {
        let looked = self.looked.as_ref().and_then(|looked| looked.as_ref().ok());
        looked.into_iter().flat_map(|looked| &looked.findings).filter(move |finding| finding.severity == severity)
    }

    /// What belongs to the language that is shown, or to all.
    fn is_here(&self, held: &Held) -> bool {
        match held {
            Held::Fault(Fault { locale, .. }) => locale.is_none_or(|locale| locale == self.locale),
            Held::Finding(locale, _) => *locale == self.locale,
        }
    }

    fn verdict(&self, ctx: &PageCtx) -> Markup {
        let elsewhere: Vec<Locale> =
            self.written.iter().copied().filter(|locale| *locale != self.locale && self.stops(*locale)).collect();
        html! {
            p.quality-verdict {
                @if self.held.is_empty() { (ctx.t(key("template-quality-ready"))) }
                @else { (ctx.t_with(key("template-quality-stopped"), &[("count", self.held.len().into())])) }
            }
            @for locale in elsewhere {
                p.quiet { (ctx.t_with(key("template-quality-elsewhere"), &[("language", locale.own_name().into())])) }
            }
        }
    }

    fn stops(&self, language: Locale) -> bool {
        self.held.iter().any(|held| match held {
            Held::Fault(Fault { locale, .. }) => *locale == Some(language),
            Held::Finding(locale, _) => *locale == language,
        })
    }

    fn held(ctx: &PageCtx, held: &Held) -> (String, String) {
        match held {
            Held::Fault(fault) => said_fault(ctx, &fault.error),
            Held::Finding(_, finding) => said(ctx, finding),
        }
    }
}

/// All that keeps a draft from being published, each with its language.
pub(super) fn all_held(ctx: &PageCtx, held: &[Held]) -> Markup {
    html! {
        ul {
            @for one in held {
                @let (locale, (title, remedy)) = match one {
                    Held::Fault(fault) => (fault.locale, said_fault(ctx, &fault.error)),
                    Held::Finding(locale, finding) => (Some(*locale), said(ctx, finding)),
                };
                li {
                    @if let Some(locale) = locale { bdi { (locale.own_name()) } ": " }
                    (title) " " (remedy)
                }
            }
        }
    }
}

fn item(severity: Severity, (title, remedy): &(String, String)) -> Markup {
    let (tone, sign) = match severity {
        Severity::Good => ("good", Icon::Check),
        Severity::Warn => ("warn", Icon::Info),
        Severity::Bad => ("bad", Icon::Warning),
    };
    html! {
        li class={ "tone-" (tone) } {
            (icon(sign))
            span { span.quality-title { (title) } @if !remedy.is_empty() { " " span.quiet { (remedy) } } }
        }
    }
}

fn missing(ctx: &PageCtx, locale: Locale, other: Option<Locale>) -> (String, String) {
    let title = ctx.t_with(key("template-missing-language"), &[("language", locale.own_name().into())]);
    let remedy = other.map(|other| ctx.t_with(key("template-missing-language-do"), &[("other", other.own_name().into())]));
    (title, remedy.unwrap_or_default())
}

/// What was found, and what to do.
fn said(ctx: &PageCtx, finding: &Finding) -> (String, String) {
    let key = format!("quality-{}", finding.code.replace('_', "-"));
    let remedy = format!("{key}-do");
    let remedy = if ctx.lang().has(&remedy) { ctx.t(&remedy).into_owned() } else { String::new() };
    // A size is a number, in the reader's digits; an id of a product that looks like one is not.
    let number = finding.detail.parse::<i64>().ok().filter(|_| finding.code != "unknown_product");
    let detail = number.map_or_else(|| finding.detail.as_str().into(), Into::into);
    (ctx.t_with(&key, &[("detail", detail)]), remedy)
}

/// Where a letter can't be read, why, and what to do.
pub(super) fn said_fault(ctx: &PageCtx, error: &TemplateError) -> (String, String) {
    let key = format!("template-fault-{}", error.code.replace('_', "-"));
    let key = if ctx.lang().has(&key) { key } else { "template-fault-misuse".to_owned() };
    let title = ctx.t_with(&key, &[("name", error.name.as_str().into())]);
    let is_somewhere = !matches!(error.code, "empty" | "not_owed" | "no_subject" | "subject_empty" | "no_root");
    let title = if is_somewhere {
        ctx.t_with("template-fault-line", &[("line", error.line.into()), ("what", title.into())])
    } else {
        title
    };
    (title, ctx.t(&format!("{key}-do")).into_owned())
}

/// What an inbox shows of it.
fn subject(ctx: &PageCtx, looked: &Looked) -> Markup {
    let [subject, preheader] = [&looked.rendered.subject, &looked.rendered.preheader].map(|line| messaging::strip(line));
    html! {
        p.quality-inbox {
            span.quiet { (ctx.t(key("message-subject"))) } " " strong { (components::name(&subject)) }
            @if !preheader.is_empty() { " " span.quiet { (components::name(&preheader)) } }
        }
    }
}

/// The part that is read where no HTML is.
fn text(ctx: &PageCtx, looked: &Looked) -> Markup {
    html! {
        (components::disclosure(&ctx.t(key("template-text-part")), html! {
            pre.raw.message-text lang=(looked.locale.code()) dir=(looked.locale.dir()) tabindex="0" { (looked.rendered.text) }
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use web::Lang;

    /// Every code that the engine gives, as its source has them.
    #[test]
    fn everything_that_can_be_said_of_a_letter_has_words() {
        let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../capabilities/src/messaging");
        let read = |name: &str| std::fs::read_to_string(format!("{root}/{name}")).unwrap();
        let is_code = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
        let mut codes = Vec::new();
        let check = read("own/check.rs");
        for part in check.split("Severity::").skip(1) {
            codes.extend(part.split('"').nth(1).filter(|code| is_code(code)).map(|code| format!("quality-{code}")));
        }
        for name in [
            "own/mod.rs",
            "own/markup.rs",
            "own/mjml.rs",
            "own/page.rs",
            "own/sheet.rs",
            "source.rs",
            "template.rs",
            "snippet.rs",
        ] {
            let source = read(name);
            for part in source.split("TemplateError::new(").skip(1) {
                codes.extend(part.split('"').nth(1).filter(|code| is_code(code)).map(|code| format!("template-fault-{code}")));
            }
        }
        codes.extend(
            ["unknown", "turns", "too_hard", "filter", "tag", "unclosed", "order"].map(|code| format!("template-fault-{code}")),
        );
        assert!(codes.len() > 40, "{codes:?}");
        for code in codes {
            let key = code.replace('_', "-");
            for locale in Locale::ALL {
                assert!(Lang::new(locale).has(&key), "{locale}: {key}");
                assert!(!key.starts_with("template-fault") || Lang::new(locale).has(&format!("{key}-do")), "{locale}: {key}-do");
            }
        }
    }
}
