//! Agreements that nobody used for a long time are offered back: one press takes them back, another keeps them.

use super::Shopper;
use super::choices::{VIA, agreed_until, decision, write_down};
use crate::admin::{Failure, VisitorForm, blocking};
use crate::app::App;
use axum::Router;
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use base::Timestamp;
use capabilities::ledger::Unused;
use foundation::consent::{self, Basis, Choice, Choices, Decision, Purpose, State};
use maud::{Markup, html};
use serde::Deserialize;
use web::components::{self, Tone};
use web::forms;
use web::http::see_other;
use web::{PageCtx, key};

const PATH: &str = "/privacy/unused";

pub fn router() -> Router<App> {
    Router::new().route(PATH, post(answer))
}

/// The offer, where there is any; nothing is preselected, and both answers weigh the same.
pub(super) fn draw(ctx: &PageCtx, choices: &Choices, all: &[Unused]) -> Markup {
    if all.is_empty() {
        return html! {};
    }
    let offers = html! {
        div.stack {
            @for unused in all { (offer(ctx, choices, unused)) }
        }
    };
    components::callout(Tone::Accent, &ctx.t(key("unused-title")), &offers)
}

fn offer(ctx: &PageCtx, choices: &Choices, unused: &Unused) -> Markup {
    let said = if unused.was_used { key("unused-since") } else { key("unused-never") };
    let what = ctx.t_code("privacy-purpose", unused.purpose.word()).into_owned();
    let ends = held(choices, unused.purpose, ctx.now).any(Choice::has_end);
    let answers = html! {
        (forms::hidden("purpose", unused.purpose.word()))
        div.answers {
            button.button type="submit" name="answer" value="back" { (ctx.t(key("unused-back"))) }
            button.button type="submit" name="answer" value="keep" { (ctx.t(key("unused-keep"))) }
        }
    };
    html! {
        div {
            p { (ctx.t_with(said, &[("what", what.into()), ("date", ctx.fmt.date(unused.since).into())])) }
            @if ends { p.small.quiet { (ctx.t_with(key("unused-keep-until"), &[("date", ctx.fmt.date(agreed_until(ctx.now)).into())])) } }
            (forms::post(ctx, PATH, answers))
        }
    }
}

/// What is agreed to for a purpose.
fn held(choices: &Choices, purpose: Purpose, now: Timestamp) -> impl Iterator<Item = &Choice> {
    choices.iter().filter(move |choice| {
        choice.purpose == purpose && choice.basis == Basis::Consent && !choice.given.is_empty() && now < choice.until
    })
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Answer {
    purpose: String,
    answer: String,
}

async fn answer(VisitorForm(visitor, form): VisitorForm<Answer>) -> Result<Response, Response> {
    let shopper = Shopper::of(visitor).await?;
    let (root, now) = (shopper.root(), shopper.app().clock.now());
    let choices = blocking(shopper.app(), move |app| app.db.record.read(|tx| consent::load(tx, root)));
    let choices = choices.await.map_err(|error: db::Error| Failure::from(error).into_response())?;
    let language = shopper.ctx().locale().code();
    let purpose = Purpose::from_word(&form.purpose).filter(|purpose| held(&choices, *purpose, now).next().is_some());
    let decisions = match (purpose, form.answer.as_str()) {
        (Some(purpose), "back") => vec![decision(&choices, purpose, false, now, language)],
        (Some(purpose), "keep") => held(&choices, purpose, now).map(|choice| kept(choice, now, language)).collect(),
        _ => Vec::new(),
    };
    let done = write_down(&shopper.visitor, root, decisions).await?;
    Ok(see_other(&format!("/privacy?done={done}")))
}

/// Who keeps what has an end keeps it for as long as what is agreed to today.
fn kept(choice: &Choice, now: Timestamp, language: &str) -> Decision {
    Decision {
        categories: choice.given,
        recipients: vec![choice.recipient],
        valid_until: choice.has_end().then(|| choice.until.max(agreed_until(now))),
        language: Some(language.to_owned()),
        ..Decision::about(choice.purpose, State::Renewed, Basis::Consent, now, VIA)
    }
}
