//! To keep what is about to end: one press at a signed link, which shows nothing of what was agreed to.

use super::choices::agreed_until;
use super::named;
use crate::admin::{Failure, Visitor, VisitorForm, blocking};
use crate::app::App;
use crate::intake;
use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use base::Timestamp;
use base::id::CustomerId;
use foundation::consent::{self, Basis, Choice, Decision};
use foundation::{customers, privacy};
use maud::html;
use serde::Deserialize;
use web::components;
use web::forms;
use web::layout::{Heading, bare};
use web::{Html, key};

pub fn router() -> Router<App> {
    Router::new().route("/privacy/renew/{token}", get(ask).post(renew))
}

async fn ask(visitor: Visitor, Path(token): Path<String>) -> Result<Response, Failure> {
    let ctx = &visitor.ctx;
    let Some((_, until)) = privacy::read_renewal_token(&visitor.app.keys, &token) else { return Err(Failure::NOT_FOUND) };
    if until <= ctx.now {
        return Ok(said(&visitor, key("privacy-renew-late")).status(StatusCode::GONE).into_response());
    }
    let content = html! {
        div.card.section.stack {
            p { (ctx.t_with(key("privacy-renew-text"), &[("date", ctx.fmt.date(until).into())])) }
            (forms::post(ctx, &format!("/privacy/renew/{token}"), html! {
                div.answers {
                    (components::button_quiet(&ctx.t(key("privacy-renew-yes"))))
                    (components::button_link("/privacy", &ctx.t(key("privacy-renew-no"))))
                }
            }))
        }
    };
    let heading = Heading::new(named(ctx, key("privacy-renew-title")));
    Ok(bare(ctx, &heading, content).cookie(visitor.cookie()).into_response())
}

#[derive(Deserialize, Default)]
struct Nothing {}

async fn renew(Path(token): Path<String>, VisitorForm(visitor, _): VisitorForm<Nothing>) -> Result<Response, Failure> {
    let app = &visitor.app;
    let Some((customer, until)) = privacy::read_renewal_token(&app.keys, &token) else { return Err(Failure::NOT_FOUND) };
    let now = app.clock.now();
    let language = visitor.ctx.locale().code();
    let decisions = blocking(app, move |app| ending(app, customer, until, now)).await?;
    if decisions.is_empty() {
        return Ok(said(&visitor, key("privacy-renew-late")).status(StatusCode::GONE).into_response());
    }
    let decisions = decisions.into_iter().map(|decision| Decision { language: Some(language.to_owned()), ..decision }).collect();
    intake::change_consents(&app.recorder, app.node, &app.clock, app.fork_rng(), customer, decisions).await?;
    Ok(said(&visitor, key("privacy-renewed")).into_response())
}

/// What still holds and ends by then, as decisions that renew it. What was withdrawn meanwhile stays withdrawn.
fn ending(app: &App, customer: CustomerId, until: Timestamp, now: Timestamp) -> db::Result<Vec<Decision>> {
    app.db.record.read(|tx| {
        let Some(root) = customers::root_of(tx, customer)? else { return Ok(Vec::new()) };
        let choices = consent::load(tx, root)?;
        let is_ending = |choice: &&Choice| {
            choice.basis == Basis::Consent && !choice.given.is_empty() && now < choice.until && choice.until <= until
        };
        let renewed = choices.iter().filter(is_ending).map(|choice| Decision::to_renew(choice, Some(agreed_until(now)), now));
        Ok(renewed.collect())
    })
}

fn said(visitor: &Visitor, text: &'static str) -> Html {
    let ctx = &visitor.ctx;
    let content = html! {
        div.card.section.stack {
            p { (ctx.t(text)) }
            div.submit-row { (components::button_link("/privacy", &ctx.t(key("privacy-renew-centre")))) }
        }
    };
    bare(ctx, &Heading::new(named(ctx, key("privacy-title"))), content)
}
