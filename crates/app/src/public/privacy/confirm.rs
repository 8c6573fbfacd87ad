//! To confirm an agreement to mail: one press at the link in a letter, which shows nothing of whose address it is.

use super::choices::{agreed_until, notice_in_force};
use super::named;
use crate::admin::{Failure, Visitor, VisitorForm};
use crate::app::App;
use crate::intake;
use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use base::id::OptInId;
use base::{Rng, Timestamp};
use db::{NodeId, Tx};
use foundation::consent::{Basis, Decision, State};
use foundation::privacy::{self, AddressHash, LinkError};
use maud::html;
use serde::Deserialize;
use web::components;
use web::forms;
use web::layout::{Heading, bare};
use web::{Html, key};

pub fn router() -> Router<App> {
    Router::new().route("/privacy/confirm/{token}", get(ask).post(confirm))
}

/// A GET shows a button and nothing else: programs that look at mail follow links, and must not agree to anything.
async fn ask(visitor: Visitor, Path(token): Path<String>) -> Response {
    let ctx = &visitor.ctx;
    if privacy::read_opt_in_token(&visitor.app.keys, &token).is_none() {
        return said(&visitor, key("privacy-link-unknown")).status(StatusCode::NOT_FOUND).into_response();
    }
    let content = html! {
        div.card.section.stack {
            p { (named(ctx, key("privacy-confirm-text"))) }
            (forms::post(ctx, &format!("/privacy/confirm/{token}"), forms::submit_row(&ctx.t(key("privacy-confirm-yes")), None)))
            p.quiet { (ctx.t(key("privacy-confirm-no"))) }
        }
    };
    let heading = Heading::new(named(ctx, key("privacy-confirm-title")));
    bare(ctx, &heading, content).cookie(visitor.cookie()).into_response()
}

#[derive(Deserialize, Default)]
struct Nothing {}

async fn confirm(Path(token): Path<String>, VisitorForm(visitor, _): VisitorForm<Nothing>) -> Result<Response, Failure> {
    let app = &visitor.app;
    let Some((id, from)) = privacy::read_opt_in_token(&app.keys, &token) else {
        return Ok(said(&visitor, key("privacy-link-unknown")).status(StatusCode::NOT_FOUND).into_response());
    };
    let (now, node, mut rng) = (app.clock.now(), app.node, app.fork_rng());
    let language = visitor.ctx.locale().code();
    let confirmed = app.recorder.submit(move |tx| confirm_in(tx, &mut rng, node, (id, &from), language, now));
    let refused = |why: &'static str, status: StatusCode| Ok(said(&visitor, why).status(status).into_response());
    match confirmed.await {
        Ok(true) => Ok(said(&visitor, key("privacy-confirmed")).into_response()),
        Ok(false) => refused(key("privacy-confirm-unused"), StatusCode::GONE),
        Err(LinkError::Unknown) => refused(key("privacy-link-unknown"), StatusCode::NOT_FOUND),
        Err(LinkError::Used) => refused(key("privacy-confirm-used"), StatusCode::GONE),
        Err(LinkError::Expired) => refused(key("privacy-confirm-late"), StatusCode::GONE),
        Err(LinkError::Db(error)) => Err(error.into()),
    }
}

/// The link is used up and the agreement given, in one commit; false where the store sends no such mail any more.
fn confirm_in(
    tx: &mut Tx<'_>,
    rng: &mut Rng,
    node: NodeId,
    (id, from): (OptInId, &AddressHash),
    language: &str,
    now: Timestamp,
) -> Result<bool, LinkError> {
    let (waits, ids) = privacy::waiting_opt_in(tx, id, now)?;
    let root = ids.first().copied().ok_or(LinkError::Unknown)?;
    let decision = Decision {
        valid_until: Some(agreed_until(now)),
        language: Some(language.to_owned()),
        notice_version: notice_in_force(tx)?,
        proof: Some(waits.asked_at.to_rfc3339()),
        ..Decision::about(waits.purpose, State::Given, Basis::Consent, now, privacy::OPT_IN_VIA)
    };
    let changed = intake::change_consents_in(tx, rng, node, now, root, vec![decision])?;
    let is_recorded = changed.is_some_and(|changed| changed.is_recorded);
    if is_recorded {
        privacy::confirm_opt_in(tx, id, from, now)?;
    }
    Ok(is_recorded)
}

fn said(visitor: &Visitor, text: &'static str) -> Html {
    let ctx = &visitor.ctx;
    let content = html! {
        div.card.section.stack {
            p { (ctx.t(text)) }
            div.submit-row { (components::button_link("/privacy", &ctx.t(key("privacy-renew-centre")))) }
        }
    };
    bare(ctx, &Heading::new(named(ctx, key("privacy-confirm-title"))), content)
}
