//! One message to whoever asks for it, now, with the mail server's own words about it.

use super::email::{Forms, Setup, page};
use crate::admin::need::Manage;
use crate::admin::{AllowedForm, Failure, Signed, blocking};
use crate::app::App;
use crate::templates::{self as trial, Outcome, Trial};
use axum::response::{IntoResponse as _, Response};
use base::Locale;
use capabilities::messaging::{Context, Kind, Rendered, SendError, Stage, Template};
use foundation::settings::StoreSettings;
use foundation::staff::Staff;
use maud::{Markup, html};
use serde::Deserialize;
use web::components::{self, Tone};
use web::forms::FieldErrors;
use web::{Lang, PageCtx, key};

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Which {
    /// By this mail server; by the one whose turn it is where it names none.
    server: String,
}

pub(super) async fn send(AllowedForm(signed, Manage, which): AllowedForm<Manage, Which>) -> Result<Response, Failure> {
    let (store, staff, locale) = (signed.store.clone(), signed.staff.clone(), signed.ctx.locale());
    let outcome =
        blocking(&signed.app, move |app| Ok::<_, Failure>(try_once(app, &store, &staff, locale, &which.server))).await?;
    let setup = blocking(&signed.app, Setup::load).await?;
    let shown = words(&signed, &outcome, setup.is_caught());
    Ok(page(&signed, &setup, &Forms::of(&signed, &setup), &FieldErrors::default(), Some(shown)).into_response())
}

fn try_once(app: &App, store: &StoreSettings, staff: &Staff, locale: Locale, server: &str) -> Outcome {
    let Some(letter) = letter(store, locale) else { return Outcome::NotWritten(key("smtp-test-not-written")) };
    let server = Some(server).filter(|server| !server.is_empty());
    let (address, name) = (staff.email.as_str(), staff.name.as_str());
    trial::send(app, &Trial { store, address, name, locale, subject: &letter.subject, letter: &letter, server, sender: None })
}

/// The letter, in the layout of those that customers get.
fn letter(store: &StoreSettings, locale: Locale) -> Option<Rendered> {
    let lang = Lang::new(locale);
    let source = format!(
        "subject: {}\n\n# {}\n\n{}\n",
        lang.t("smtp-test-letter-subject"),
        lang.t("smtp-test-letter-title"),
        lang.t("smtp-test-letter-text")
    );
    let mut context = Context::sample(locale);
    context.store.name.clone_from(&store.name);
    context.store.url.clone_from(&store.website);
    context.store.address.clone_from(&store.postal_address);
    context.urls.privacy.clear();
    Template::parse(&source).ok()?.render(&context, &Kind::Transactional).ok()
}

/// What became of a test, with the mail server's own words.
pub(in crate::admin) fn words(signed: &Signed, outcome: &Outcome, is_caught: bool) -> Markup {
    let ctx = &signed.ctx;
    match outcome {
        Outcome::Accepted(..) if is_caught => {
            components::callout(Tone::Good, &ctx.t("smtp-test-caught"), &html! { p { (ctx.t("smtp-caught")) } })
        }
        Outcome::Accepted(accepted, took) => {
            let span = ctx.fmt.duration(took.as_micros() as i64);
            let title = ctx.t_with("smtp-test-sent", &[("span", span.into())]);
            components::callout(Tone::Good, &title, &said(ctx, None, &accepted.answer))
        }
        Outcome::Refused(error) => {
            let (title, code, text) = match error {
                SendError::Permanent { code, text, stage } => (stage_words(*stage), Some(*code), text),
                SendError::Temporary { code, text, stage } => (stage_words(*stage), *code, text),
                SendError::Uncertain { text } => (key("smtp-test-uncertain"), None, text),
            };
            components::callout(Tone::Bad, &ctx.t(title), &said(ctx, code, text))
        }
        Outcome::NotWritten(why) => components::callout(Tone::Bad, &ctx.t("smtp-test-nothing"), &html! { p { (ctx.t(why)) } }),
    }
}

/// At which step it ended, and what that usually means.
const fn stage_words(stage: Stage) -> &'static str {
    match stage {
        Stage::Connect => key("smtp-test-at-connect"),
        Stage::Sender => key("smtp-test-at-sender"),
        Stage::Recipient => key("smtp-test-at-recipient"),
        Stage::Message => key("smtp-test-at-message"),
    }
}

/// The server's own words, as it said them.
fn said(ctx: &PageCtx, code: Option<u16>, text: &str) -> Markup {
    let line = code.map_or_else(|| text.to_owned(), |code| format!("{code} {text}"));
    html! { p { (ctx.t("message-server-said")) ": " (components::code(&line)) } }
}
