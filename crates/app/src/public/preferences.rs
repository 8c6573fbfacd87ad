//! Behind the link at the foot of a message: how often, about what, and not for a while. The signature in the link is the
//! proof, as for the way out, and opens no more: nothing about the customer is shown but what they asked for here.

use super::message_form::{self, Pairs, Standing};
use super::unsubscribe::{named, unknown};
use crate::admin::{Failure, Visitor, blocking};
use crate::app::App;
use crate::preferences;
use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use base::id::CustomerId;
use capabilities::messaging;
use foundation::consent::Channel;
use maud::{Markup, html};
use web::components::{self, Tone};
use web::forms;
use web::http::see_other;
use web::layout::{Heading, bare};
use web::{Html, PageCtx, key};

const BODY_BYTES_MAX: usize = 16 * 1024;
/// What stands in the event about changes that were made here.
pub(super) const VIA: &str = "message_link";

pub fn router() -> Router<App> {
    Router::new().route("/p/{token}", get(show).post(save)).layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
}

fn customer_of(visitor: &Visitor, token: &str) -> Option<CustomerId> {
    messaging::read_unsubscribe_token(&visitor.app.keys, token)
}

async fn show(visitor: Visitor, Path(token): Path<String>) -> Result<Response, Failure> {
    let Some(customer) = customer_of(&visitor, &token) else { return Ok(unknown(&visitor.ctx)) };
    let standing = blocking(&visitor.app, move |app| message_form::standing(app, customer)).await?;
    Ok(draw(&visitor.ctx, &token, &standing).into_response())
}

async fn save(visitor: Visitor, Path(token): Path<String>, body: Bytes) -> Result<Response, Failure> {
    let Some(customer) = customer_of(&visitor, &token) else { return Ok(unknown(&visitor.ctx)) };
    let standing = blocking(&visitor.app, move |app| message_form::standing(app, customer)).await?;
    let pairs: Pairs = serde_urlencoded::from_bytes(&body).unwrap_or_default();
    let change = message_form::read(&pairs, &standing.topics);
    let changed = preferences::change(&visitor.app, customer, change, Vec::new(), VIA).await?;
    Ok(see_other(&format!("/p/{token}?done={}", if changed { "saved" } else { "same" })))
}

fn draw(ctx: &PageCtx, token: &str, standing: &Standing) -> Html {
    let path = format!("/p/{token}");
    let form = |content: Markup| html! { form.form method="post" action=(path) { (content) } };
    let is_on = Channel::ALL.into_iter().any(|channel| standing.is_on(channel, ctx));
    let out = format!("/u/{token}");
    let content = html! {
        (done(ctx))
        @if is_on {
            (message_form::pause(ctx, standing, form(message_form::resume(ctx))))
        } @else {
            (components::callout(Tone::Neutral, &named(ctx, key("preferences-out")), &html! { p { a href=(out) { (ctx.t(key("preferences-out-link"))) } } }))
        }
        div.card.section {
            (form(html! {
                (message_form::fields(ctx, standing))
                (forms::submit_row(&ctx.t(key("action-save")), None))
            }))
        }
        @if is_on {
            // As much as the message's own way out: one press.
            form.form method="post" action=(out) {
                div.submit-row { (components::button_quiet(&ctx.t(key("preferences-leave")))) }
            }
        }
        p.quiet { (ctx.t(key("unsubscribe-remains"))) " " a href="/privacy" { (ctx.t(key("preferences-centre"))) } }
    };
    let state = html! { (ctx.t(key("preferences-state"))) };
    bare(ctx, &Heading::new(named(ctx, key("preferences-title"))).state(state), content)
}

fn done(ctx: &PageCtx) -> Markup {
    let said = ctx.path.split_once('?').and_then(|(_, query)| match query {
        "done=saved" => Some(key("privacy-saved")),
        "done=same" => Some(key("privacy-same")),
        _ => None,
    });
    html! { @if let Some(said) = said { (super::unsubscribe::done_line(&ctx.t(said))) } }
}
