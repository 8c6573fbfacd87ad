//! To be forgotten: what goes and what stays is said first, and the certificate says it afterwards.

use super::{Shopper, attached, named, no_session_cookie, places};
use crate::admin::{Failure, Visitor, VisitorForm, blocking};
use crate::app::App;
use crate::{erasing, receipts};
use axum::Router;
use axum::extract::Path;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use base::Timestamp;
use foundation::privacy::{self, Erasure};
use foundation::receipts::ERASURE_CERTIFICATE;
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::{Value, json};
use std::time::Duration;
use web::components::{self, Tone};
use web::forms::{self, Check, FieldErrors};
use web::http::see_other_with;
use web::layout::{Heading, bare};
use web::{Html, PageCtx, key};

const PATH: &str = "/privacy/erase";
/// By when the history's files are written anew, and events that were set aside are deleted.
const FILES_WITHIN: Duration = Duration::from_hours(24);
const ASIDE_WITHIN: Duration = Duration::from_hours(7 * 24);
/// By when the last backup runs out that may hold the customer.
const BACKUPS_WITHIN: Duration = Duration::from_hours(35 * 24);

pub fn router() -> Router<App> {
    Router::new()
        .route(PATH, get(ask).post(act))
        .route("/privacy/erasure/{token}", get(certificate))
        .route("/privacy/erasure/{token}/certificate.json", get(certificate_data))
}

async fn ask(shopper: Shopper) -> Html {
    draw_question(&shopper, &FieldErrors::default())
}

fn draw_question(shopper: &Shopper, wrong: &FieldErrors) -> Html {
    let ctx = shopper.ctx();
    let list = |items: &[&'static str]| html! { ul.plain-list { @for item in items { li { (ctx.t(item)) } } } };
    let content = html! {
        (places(ctx, PATH))
        (components::card(&ctx.t(key("privacy-erase-goes")), None, list(&[key("privacy-erase-goes-identity"), key("privacy-erase-goes-history"), key("privacy-erase-goes-choices")])))
        (components::card(&ctx.t(key("privacy-erase-stays")), None, list(&[key("privacy-erase-stays-sums"), key("privacy-erase-stays-decisions"), key("privacy-erase-stays-suppression"), key("privacy-erase-stays-backups")])))
        div.card.section.stack {
            (forms::post(ctx, PATH, html! {
                (forms::error_summary(ctx, wrong))
                p { strong { (ctx.t(key("privacy-erase-no-way-back"))) } }
                (Check::new("sure", ctx.t(key("privacy-erase-sure")), false))
                div.submit-row { button.button.button-bad type="submit" { (ctx.t(key("privacy-erase-submit"))) } }
            }))
        }
    };
    let state = html! { (ctx.t(key("privacy-erase-state"))) };
    let status = if wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    bare(ctx, &Heading::new(named(ctx, key("privacy-erase-title"))).state(state), content)
        .cookie(shopper.visitor.cookie())
        .status(status)
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Sure {
    sure: String,
}

async fn act(VisitorForm(visitor, sure): VisitorForm<Sure>) -> Result<Response, Response> {
    let shopper = Shopper::of(visitor).await?;
    if sure.sure != "on" {
        let mut wrong = FieldErrors::default();
        wrong.add("sure", shopper.ctx().t(key("privacy-erase-not-sure")));
        return Ok(draw_question(&shopper, &wrong).into_response());
    }
    let root = shopper.root();
    let erased = blocking(shopper.app(), move |app| erasing::erase(app, root, "privacy_centre")).await;
    let erased = erased.map_err(|error: db::Error| Failure::from(error).into_response())?;
    let Some(erasure) = erased else { return Err(Failure::NOT_FOUND.into_response()) };
    let address = privacy::certificate_path(&shopper.app().keys, erasure.id);
    let mut answer = see_other_with(&address, &[no_session_cookie(&shopper.visitor)]);
    // What pages of this address keep in the browser goes too: where the shop's own are among them, they meet a stranger.
    answer.headers_mut().insert("clear-site-data", HeaderValue::from_static("\"storage\""));
    Ok(answer)
}

async fn find(visitor: &Visitor, token: &str) -> Result<Erasure, Failure> {
    let id = privacy::read_certificate_token(&visitor.app.keys, token).ok_or(Failure::NOT_FOUND)?;
    let found = blocking(&visitor.app, move |app| app.db.record.read(|tx| privacy::find_erasure(tx, id))).await?;
    found.ok_or(Failure::NOT_FOUND)
}

async fn certificate(visitor: Visitor, Path(token): Path<String>) -> Result<Html, Failure> {
    let erasure = find(&visitor, &token).await?;
    let ctx = &visitor.ctx;
    let done = |at: Option<Timestamp>, by: Timestamp| match at {
        Some(at) => html! { (components::badge(Tone::Good, &ctx.t(key("privacy-gone")))) " " (ctx.fmt.datetime(at)) },
        None => {
            html! { (components::badge(Tone::Warn, &ctx.t(key("privacy-going")))) " " (ctx.t_with(key("privacy-gone-by"), &[("date", ctx.fmt.datetime(by).into())])) }
        }
    };
    let backups = ctx.t_with(key("privacy-gone-by"), &[("date", ctx.fmt.date(erasure.asked_at.plus(BACKUPS_WITHIN)).into())]);
    let aside = ctx.t_with(key("privacy-gone-by"), &[("date", ctx.fmt.date(erasure.asked_at.plus(ASIDE_WITHIN)).into())]);
    let rows: Vec<(String, Markup)> = vec![
        (ctx.t(key("privacy-certificate-number")).into_owned(), components::code(&erasure.id.to_string())),
        (ctx.t(key("privacy-certificate-names")).into_owned(), done(Some(erasure.asked_at), erasure.asked_at)),
        (ctx.t(key("privacy-certificate-tables")).into_owned(), done(erasure.cleared_at, erasure.asked_at.plus(FILES_WITHIN))),
        (ctx.t(key("privacy-certificate-files")).into_owned(), done(erasure.finished_at, erasure.asked_at.plus(FILES_WITHIN))),
        (ctx.t(key("privacy-certificate-aside")).into_owned(), html! { (aside) }),
        (ctx.t(key("privacy-certificate-backups")).into_owned(), html! { (backups) }),
        (ctx.t(key("privacy-certificate-stays")).into_owned(), html! { (ctx.t(key("privacy-certificate-stays-text"))) }),
    ];
    let content = html! {
        div.card.section.stack {
            p { (named(ctx, key("privacy-certificate-text"))) }
            (components::facts(&rows))
            p.quiet { (ctx.t(key("privacy-certificate-keep"))) }
            div.submit-row { (components::button_link(&format!("/privacy/erasure/{token}/certificate.json"), &ctx.t(key("privacy-certificate-data")))) }
        }
    };
    Ok(bare(ctx, &Heading::new(ctx.t(key("privacy-certificate-title"))), content))
}

async fn certificate_data(visitor: Visitor, Path(token): Path<String>) -> Result<Response, Failure> {
    let erasure = find(&visitor, &token).await?;
    let data = data_of(&visitor.ctx, &visitor.app.config.base_url, &erasure);
    Ok(attached(&format!("{}.json", erasure.id), &receipts::with_signature(&visitor.app, data)?))
}

/// What is signed: it can be checked by anybody with the store's public key, whatever becomes of this program.
fn data_of(ctx: &PageCtx, base_url: &str, erasure: &Erasure) -> Value {
    let by = |within: Duration| erasure.asked_at.plus(within).to_rfc3339();
    json!({
        "type": ERASURE_CERTIFICATE,
        "issuer": base_url,
        "issued_at": ctx.now.to_rfc3339(),
        "certificate": erasure.id.to_string(),
        "store": ctx.store,
        "unreadable_since": erasure.asked_at.to_rfc3339(),
        "gone_from_tables_at": erasure.cleared_at.map(Timestamp::to_rfc3339),
        "gone_from_files_at": erasure.finished_at.map(Timestamp::to_rfc3339),
        "gone_from_files_by": by(FILES_WITHIN),
        "gone_from_events_set_aside_by": by(ASIDE_WITHIN),
        "gone_from_backups_by": by(BACKUPS_WITHIN),
        "gone": {
            "profiles": erasure.gone.profiles,
            "sealed_identifiers": erasure.gone.identifiers,
            "names": erasure.gone.names,
            "circumstances_of_decisions": erasure.gone.decisions,
        },
        "stays": [
            "sums of sales by day and currency, without a person",
            "that decisions were made, when, and about what, under a number that leads to nobody",
            "keyed hashes of addresses that nothing may be sent to, where there were any",
            "keyed hashes of order numbers, so that none is counted twice",
            "the number under which the customer was kept, in the register of erasures",
        ],
    })
}
