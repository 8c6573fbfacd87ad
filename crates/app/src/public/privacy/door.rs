//! The way in: a link by e-mail, or from the store's own login.

use super::{PATH, Shopper, choices, named, no_session_cookie, session_cookie, token_of};
use crate::admin::{Failure, Visitor, VisitorForm};
use crate::app::App;
use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use base::{EmailAddress, Locale};
use foundation::customers::{self, Claim};
use foundation::journal::{self, LINK_ASKED};
use foundation::privacy::{self, LinkError, Way};
use maud::{Markup, html};
use serde::Deserialize;
use web::components::{self, Tone};
use web::forms::{self, Field, FieldErrors};
use web::http::see_other_with;
use web::layout::{Heading, bare};
use web::{Html, PageCtx, key};

pub fn router() -> Router<App> {
    Router::new()
        .route("/privacy", get(show))
        .route("/privacy/link", post(ask))
        .route("/privacy/open/{token}", get(knock).post(open))
        .route("/privacy/out", post(out))
}

/// The centre for who is here, the way in for everybody else.
async fn show(visitor: Visitor) -> Result<Response, Failure> {
    match Shopper::find(visitor).await? {
        Ok(shopper) => choices::show(shopper).await,
        // A session that ran out is taken back, and the page says how to come in again.
        Err(visitor) => {
            let page = draw_way_in(&visitor, &FieldErrors::default(), "");
            Ok(page.cookie(no_session_cookie(&visitor)).into_response())
        }
    }
}

fn draw_way_in(visitor: &Visitor, wrong: &FieldErrors, email: &str) -> Html {
    let ctx = &visitor.ctx;
    let form = html! {
        (forms::error_summary(ctx, wrong))
        (Field::email("email", ctx.t(key("privacy-in-email"))).hint(ctx.t(key("privacy-in-email-hint"))).value(email)
            .error(wrong.get("email")).required())
        (forms::submit_row(&ctx.t(key("privacy-in-submit")), None))
    };
    let content = html! {
        div.card.section.stack {
            p { (named(ctx, key("privacy-in-text"))) }
            (forms::post(ctx, "/privacy/link", form))
        }
        p.quiet { (ctx.t(key("privacy-in-note"))) " " a href="/privacy/notice" { (ctx.t(key("privacy-notice-link"))) } }
    };
    bare(ctx, &Heading::new(named(ctx, key("privacy-in-title"))), content).cookie(visitor.cookie())
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Asked {
    email: String,
}

/// Says the same whether or not the address is known, and as quickly: what follows is done afterwards.
async fn ask(VisitorForm(visitor, asked): VisitorForm<Asked>) -> Response {
    let ctx = &visitor.ctx;
    let mut wrong = FieldErrors::default();
    let Ok(email) = EmailAddress::parse(asked.email.trim()) else {
        wrong.add("email", ctx.t(key("form-not-email")));
        return draw_way_in(&visitor, &wrong, &asked.email).status(StatusCode::UNPROCESSABLE_ENTITY).into_response();
    };
    let claim = Claim::email(&visitor.app.keys, &email);
    if let Err(wait) = visitor.app.links.request(claim.hash, visitor.app.clock.now()) {
        let minutes = wait.as_secs().div_ceil(60).max(1);
        wrong.add("email", ctx.t_with(key("login-limited"), &[("minutes", (minutes as i64).into())]));
        return draw_way_in(&visitor, &wrong, &asked.email).status(StatusCode::TOO_MANY_REQUESTS).into_response();
    }
    let (app, locale) = (visitor.app.clone(), ctx.locale());
    tokio::task::spawn_blocking(move || {
        if let Err(error) = send_link(&app, &claim, locale) {
            tracing::warn!(%error, "a link to the privacy centre can't be sent");
        }
    });
    let content = html! {
        div.card.section.stack {
            p { (ctx.t(key("privacy-asked-text"))) }
            @if visitor.app.config.mail_folder.is_some() {
                p { (ctx.t(key("privacy-asked-here"))) " " a href="/admin/messages" { (ctx.t(key("privacy-asked-here-link"))) } }
            }
            p.quiet { (ctx.t(key("privacy-asked-next"))) }
        }
    };
    bare(ctx, &Heading::new(ctx.t(key("privacy-asked"))), content).into_response()
}

/// Queues the message with the link, where the address is somebody's.
fn send_link(app: &App, claim: &Claim, locale: Locale) -> db::Result<()> {
    let Some((customer, _)) = app.db.record.read(|tx| customers::find_identity(tx, &claim.hash))? else { return Ok(()) };
    let (now, mut rng, address) = (app.clock.now(), app.fork_rng(), base::id::encode(&claim.hash));
    app.recorder
        .submit(move |tx| {
            if customers::customer_row(tx, customer)?.is_none_or(|row| row.erased_at.is_some()) {
                return Ok(());
            }
            let link = privacy::ask_for_link(tx, &mut rng, customer, Way::Mail, now)?;
            let body = serde_json::json!({"properties": {"link": link.to_string(), "address": address}, "context": {"locale": locale.code()}});
            let event = journal::system_event(customer, LINK_ASKED, body.to_string(), &mut rng, now);
            journal::append_one(tx, event, now)
        })
        .wait()
}

/// A link shows a button and nothing else: programs that look at mail follow links, and must not use it up.
async fn knock(visitor: Visitor, Path(token): Path<String>) -> Response {
    let ctx = &visitor.ctx;
    if privacy::read_link_token(&visitor.app.keys, &token).is_none() {
        return refused(ctx, key("privacy-link-unknown"), StatusCode::NOT_FOUND);
    }
    let content = html! {
        div.card.section.stack {
            p { (named(ctx, key("privacy-knock-text"))) }
            (forms::post(ctx, &format!("/privacy/open/{token}"), forms::submit_row(&ctx.t(key("privacy-knock-open")), None)))
        }
    };
    bare(ctx, &Heading::new(named(ctx, key("privacy-title"))), content).cookie(visitor.cookie()).into_response()
}

#[derive(Deserialize, Default)]
struct Nothing {}

async fn open(Path(token): Path<String>, VisitorForm(visitor, _): VisitorForm<Nothing>) -> Result<Response, Failure> {
    let ctx = &visitor.ctx;
    let Some(link) = privacy::read_link_token(&visitor.app.keys, &token) else {
        return Ok(refused(ctx, key("privacy-link-unknown"), StatusCode::NOT_FOUND));
    };
    let app = &visitor.app;
    let (now, keys, mut rng) = (app.clock.now(), app.keys.clone(), app.fork_rng());
    let opened = app.recorder.submit(move |tx| {
        let customer = privacy::open_link(tx, link, now)?;
        Ok::<_, LinkError>(privacy::open_session(tx, &keys, &mut rng, customer, now)?)
    });
    match opened.await {
        Ok(token) => Ok(see_other_with(PATH, &[session_cookie(&visitor, &token)])),
        Err(LinkError::Unknown) => Ok(refused(ctx, key("privacy-link-unknown"), StatusCode::NOT_FOUND)),
        Err(LinkError::Used) => Ok(refused(ctx, key("privacy-link-used"), StatusCode::GONE)),
        Err(LinkError::Expired) => Ok(refused(ctx, key("privacy-link-expired"), StatusCode::GONE)),
        Err(LinkError::Db(error)) => Err(error.into()),
    }
}

fn refused(ctx: &PageCtx, why: &'static str, status: StatusCode) -> Response {
    let content: Markup = html! {
        div.card.section.stack {
            p { (ctx.t(why)) }
            div.submit-row { (components::button_link_primary(PATH, &ctx.t(key("privacy-link-again")))) }
        }
    };
    bare(ctx, &Heading::new(ctx.t(key("privacy-link-refused"))), content).status(status).into_response()
}

async fn out(VisitorForm(visitor, _): VisitorForm<Nothing>) -> Result<Response, Failure> {
    if let Some(token) = token_of(&visitor) {
        let keys = visitor.app.keys.clone();
        visitor.app.recorder.submit(move |tx| privacy::end_session(tx, &keys, &token)).await?;
    }
    Ok(see_other_with(PATH, &[no_session_cookie(&visitor)]))
}

/// A button that ends the session, for the foot of every page.
pub(super) fn leave(ctx: &PageCtx) -> Markup {
    components::post_button(ctx, "/privacy/out", &ctx.t(key("privacy-out")), Tone::Neutral)
}
