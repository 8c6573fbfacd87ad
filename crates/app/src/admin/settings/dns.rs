//! What is published of the domain that mail is from, looked up when somebody asks.

use super::email::{Forms, Setup, page};
use crate::admin::need::Manage;
use crate::admin::{AllowedForm, Failure, Signed, blocking};
use crate::mail;
use axum::response::{IntoResponse as _, Response};
use capabilities::messaging::{CheckedRecord, Published};
use maud::{Markup, html};
use serde::Deserialize;
use web::components::{self, Tone};
use web::forms::FieldErrors;
use web::{PageCtx, key};

const PATH: &str = "/admin/settings/email/dns";

#[derive(Deserialize)]
pub(super) struct Nothing {}

pub(super) async fn look(AllowedForm(signed, Manage, Nothing {}): AllowedForm<Manage, Nothing>) -> Result<Response, Failure> {
    let found = blocking(&signed.app, mail::check_domain).await?;
    let setup = blocking(&signed.app, Setup::load).await?;
    let shown = told(&signed.ctx, &found);
    Ok(page(&signed, &setup, &Forms::of(&signed, &setup), &FieldErrors::default(), Some(shown)).into_response())
}

/// The page's part: a button.
pub(super) fn part(signed: &Signed) -> Markup {
    let ctx = &signed.ctx;
    html! {
        div.stack {
            p.quiet { (ctx.t(key("dns-text"))) }
            (components::post_button(ctx, PATH, &ctx.t(key("dns-look")), Tone::Neutral))
        }
    }
}

fn told(ctx: &PageCtx, found: &[CheckedRecord]) -> Markup {
    if found.is_empty() {
        return components::callout(Tone::Warn, &ctx.t(key("dns-title")), &html! { p { (ctx.t(key("dns-none"))) } });
    }
    html! { @for one in found { (components::callout(tone(one.published), &said(ctx, one), &wanted(ctx, one))) } }
}

const fn tone(published: Published) -> Tone {
    match published {
        Published::Good => Tone::Good,
        Published::Unknown => Tone::Neutral,
        Published::Missing | Published::Several | Published::Open | Published::Other => Tone::Warn,
    }
}

fn said(ctx: &PageCtx, one: &CheckedRecord) -> String {
    let record = [("record", one.record.name().into())];
    match one.published {
        Published::Good => ctx.t_with(key("dns-good"), &record),
        Published::Missing => ctx.t_with(key("dns-missing"), &record),
        Published::Several => ctx.t_with(key("dns-several"), &record),
        Published::Open => ctx.t_with(key("dns-open"), &record),
        Published::Other => ctx.t_with(key("dns-other"), &record),
        Published::Unknown => ctx.t_with(key("dns-unknown"), &record),
    }
}

fn wanted(ctx: &PageCtx, one: &CheckedRecord) -> Markup {
    if matches!(one.published, Published::Good | Published::Unknown) {
        return html! {};
    }
    components::facts(&[
        (ctx.t(key("dkim-record-name")).into_owned(), components::copyable(ctx, &one.name)),
        (ctx.t(key("dkim-record-value")).into_owned(), components::copyable(ctx, &one.wanted)),
    ])
}
