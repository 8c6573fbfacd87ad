//! What a customer may ask of the store: to correct, to object, to keep without using; and where each request stands.

use super::{Shopper, choices, named, places};
use crate::admin::{Failure, Visitor, VisitorForm, blocking};
use crate::app::App;
use crate::requests::{self, Asked, CORRECTABLE, GROUNDS, NotOpened};
use crate::words;
use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use base::id::{CustomerId, RequestId};
use db::Result;
use foundation::consent::{self, Purpose, Restriction};
use foundation::privacy::{self, REQUEST_CHARS_MAX, Request, RequestKind, RequestWords};
use maud::{Markup, Render as _, html};
use serde::Deserialize;
use web::components::{self, Column, Table, Tone};
use web::forms::{self, Check, Field, FieldErrors};
use web::http::see_other;
use web::layout::{Heading, bare};
use web::{Html, PageCtx, key};

pub(super) const PATH: &str = "/privacy/requests";
/// Requests that are shown, the latest.
const ROWS_MAX: usize = 100;

pub fn router() -> Router<App> {
    Router::new()
        .route(PATH, get(show))
        .route("/privacy/requests/correct", post(correct))
        .route("/privacy/requests/object", post(object))
        .route("/privacy/requests/restrict", post(restrict))
        .route("/privacy/requests/{request}/withdraw", post(withdraw))
        .route("/privacy/identity/{token}", get(ask).post(say))
}

/// What the page shows of a customer: nothing that they wrote, since the page is open on whatever device they are at.
struct Standing {
    requests: Vec<Request>,
    restriction: Option<Restriction>,
    objectable: Vec<Purpose>,
}

/// The forms as they were sent, for showing again what was wrong.
#[derive(Deserialize, Default, Clone)]
#[serde(default)]
struct Sent {
    about: String,
    text: String,
    ground: String,
}

async fn show(shopper: Shopper) -> std::result::Result<Html, Failure> {
    draw(&shopper, &FieldErrors::default(), &Sent::default()).await
}

fn load(app: &App, ids: &[CustomerId]) -> Result<Standing> {
    let now = app.clock.now();
    app.db.record.read(|tx| {
        let choices = consent::load(tx, ids[0])?;
        let restriction = consent::restrictions_of(tx, ids, 1)?.into_iter().find(|one| one.lifted_at.is_none());
        Ok(Standing {
            requests: privacy::requests_of(tx, ids, ROWS_MAX)?,
            restriction: restriction.filter(|_| choices.is_restricted()),
            objectable: requests::objectable(&choices, now),
        })
    })
}

async fn draw(shopper: &Shopper, wrong: &FieldErrors, sent: &Sent) -> std::result::Result<Html, Failure> {
    let ids = shopper.ids.clone();
    let standing = blocking(shopper.app(), move |app| load(app, &ids)).await?;
    let ctx = shopper.ctx();
    let content = html! {
        (places(ctx, PATH))
        (forms::error_summary(ctx, wrong))
        @if let Some(restriction) = &standing.restriction { (restricted(ctx, restriction)) }
        @if !standing.requests.is_empty() {
            (components::section(&ctx.t(key("privacy-requests-mine")), None, mine(ctx, &standing)))
        }
        (components::card(&ctx.t(key("privacy-correct")), None, correction(ctx, wrong, sent)))
        (components::card(&ctx.t(key("privacy-object")), None, objection(ctx, &standing.objectable, wrong, sent)))
        @if standing.restriction.is_none() {
            (components::card(&ctx.t(key("privacy-restrict")), None, restriction(ctx, wrong, sent)))
        }
    };
    let status = if wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let state = html! { (ctx.t(key("privacy-requests-state"))) };
    let heading = Heading::new(named(ctx, key("privacy-requests-title"))).state(state);
    Ok(bare(ctx, &heading, content).cookie(shopper.visitor.cookie()).status(status))
}

/// That nothing is used for now, above everything else.
pub(super) fn restricted(ctx: &PageCtx, restriction: &Restriction) -> Markup {
    let since = ctx.t_with(key("privacy-restricted-text"), &[("date", ctx.fmt.date(restriction.since).into())]);
    let text = html! {
        p { (since) }
        @if let Some(at) = restriction.lift_at {
            p { (ctx.t_with(key("privacy-restricted-until"), &[("date", ctx.fmt.datetime(at).into())])) }
        }
    };
    components::callout(Tone::Warn, &ctx.t(key("privacy-restricted")), &text)
}

fn mine(ctx: &PageCtx, standing: &Standing) -> Markup {
    let columns = [
        Column::text(ctx.t(key("request-column-what"))),
        Column::text(ctx.t(key("request-column-opened"))),
        Column::text(ctx.t(key("request-column-state"))),
        Column::text(ctx.t(key("request-column-answer"))),
        Column::actions(ctx.t(key("request-take-back"))),
    ];
    let mut table = Table::new(ctx.t(key("privacy-requests-mine")), columns);
    // Of several requests to keep without using, the last holds.
    let restricting = standing.requests.iter().find(|request| request.kind == RequestKind::Restriction).map(|one| one.id);
    for request in &standing.requests {
        let is_restricting = standing.restriction.is_some() && restricting == Some(request.id);
        let action = format!("{PATH}/{}/withdraw", request.id);
        table.push([
            html! { (ctx.t_code("request-kind", request.kind.word())) },
            html! { (ctx.fmt.date(request.opened_at)) },
            words::request_state(ctx, request.state),
            html! { (answer_time(ctx, request)) },
            html! {
                @if is_restricting {
                    (components::post_button(ctx, &action, &ctx.t(key("request-lift")), Tone::Neutral))
                } @else if request.state.is_open() && request.kind != RequestKind::Restriction {
                    (components::post_button(ctx, &action, &ctx.t(key("request-take-back")), Tone::Neutral))
                }
            },
        ]);
    }
    table.render()
}

fn answer_time(ctx: &PageCtx, request: &Request) -> String {
    let (said, at) = match request.answered_at {
        Some(at) => (key("request-answered-on"), at),
        None => (key("request-answer-by"), request.answer_by()),
    };
    ctx.t_with(said, &[("date", ctx.fmt.date(at).into())])
}

fn correction(ctx: &PageCtx, wrong: &FieldErrors, sent: &Sent) -> Markup {
    let what = CORRECTABLE.map(|about| (about.to_owned(), ctx.t_code("request-about", about).into_owned()));
    html! {
        div.stack {
            p { (ctx.t(key("privacy-correct-text"))) }
            (forms::post(ctx, "/privacy/requests/correct", html! {
                (Field::select("about", ctx.t(key("privacy-correct-what")), what).value(&*sent.about)
                    .hint(ctx.t(key("privacy-correct-what-hint"))).error(wrong.get("about")).required())
                (Field::textarea("text", ctx.t(key("privacy-correct-right")), 2).value(if wrong.get("text").is_some() { &*sent.text } else { "" })
                    .error(wrong.get("text")).max_length(REQUEST_CHARS_MAX as u32).required())
                (forms::submit_row(&ctx.t(key("privacy-correct-submit")), None))
            }))
        }
    }
}

fn objection(ctx: &PageCtx, objectable: &[Purpose], wrong: &FieldErrors, sent: &Sent) -> Markup {
    if objectable.is_empty() {
        return html! { p { (ctx.t(key("privacy-object-none"))) } };
    }
    html! {
        div.stack {
            p { (ctx.t(key("privacy-object-text"))) }
            (forms::post(ctx, "/privacy/requests/object", html! {
                (forms::group(&ctx.t(key("privacy-object-which")), None, html! {
                    @if let Some(error) = wrong.get("purpose") { p.field-error id="f-purpose" { (error) } }
                    @for purpose in objectable {
                        @let hint = (*purpose == Purpose::FulfilOrders).then(|| ctx.t(key("privacy-object-orders")));
                        @let check = Check::new("purpose", ctx.t_code("privacy-purpose", purpose.word()), false).value(purpose.word());
                        @if let Some(hint) = hint { (check.hint(html! { (hint) })) } @else { (check) }
                    }
                }))
                (Field::textarea("text", ctx.t(key("privacy-object-why")), 2).scope("object").value(&*sent.text).optional(ctx)
                    .max_length(REQUEST_CHARS_MAX as u32))
                (forms::submit_row(&ctx.t(key("privacy-object-submit")), None))
            }))
        }
    }
}

fn restriction(ctx: &PageCtx, wrong: &FieldErrors, sent: &Sent) -> Markup {
    let why = GROUNDS.map(|ground| (ground.to_owned(), ctx.t_code("request-ground", ground).into_owned()));
    html! {
        div.stack {
            p { (ctx.t(key("privacy-restrict-text"))) }
            (forms::post(ctx, "/privacy/requests/restrict", html! {
                (Field::select("ground", ctx.t(key("privacy-restrict-why")), why).value(&*sent.ground).error(wrong.get("ground")).required())
                (Field::textarea("text", ctx.t(key("privacy-restrict-more")), 2).scope("restrict").optional(ctx)
                    .max_length(REQUEST_CHARS_MAX as u32))
                (forms::submit_row(&ctx.t(key("privacy-restrict-submit")), None))
            }))
        }
    }
}

type Answered = std::result::Result<Response, Response>;

async fn correct(VisitorForm(visitor, sent): VisitorForm<Sent>) -> Answered {
    let shopper = Shopper::of(visitor).await?;
    let ctx = shopper.ctx();
    let mut wrong = FieldErrors::default();
    if !CORRECTABLE.contains(&sent.about.as_str()) {
        wrong.add("about", ctx.t(key("form-not-choice")));
    }
    if sent.text.trim().is_empty() {
        wrong.add("text", ctx.t(key("form-required")));
    }
    check_length(ctx, &sent.text, &mut wrong);
    if !wrong.is_empty() {
        return Ok(draw(&shopper, &wrong, &sent).await.into_response());
    }
    open(&shopper, RequestKind::Correction, &sent.about, &sent.text, Vec::new()).await
}

async fn restrict(VisitorForm(visitor, sent): VisitorForm<Sent>) -> Answered {
    let shopper = Shopper::of(visitor).await?;
    let mut wrong = FieldErrors::default();
    if !GROUNDS.contains(&sent.ground.as_str()) {
        wrong.add("ground", shopper.ctx().t(key("form-not-choice")));
    }
    check_length(shopper.ctx(), &sent.text, &mut wrong);
    if !wrong.is_empty() {
        return Ok(draw(&shopper, &wrong, &sent).await.into_response());
    }
    open(&shopper, RequestKind::Restriction, &sent.ground, &sent.text, Vec::new()).await
}

async fn object(VisitorForm(visitor, pairs): VisitorForm<Vec<(String, String)>>) -> Answered {
    let shopper = Shopper::of(visitor).await?;
    let ids = shopper.ids.clone();
    let standing = blocking(shopper.app(), move |app| load(app, &ids)).await;
    let standing = standing.map_err(|error: db::Error| Failure::from(error).into_response())?;
    let values = |name: &'static str| pairs.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str());
    let chosen = values("purpose").filter_map(Purpose::from_word);
    let mut purposes: Vec<Purpose> = chosen.filter(|purpose| standing.objectable.contains(purpose)).collect();
    purposes.sort_unstable();
    purposes.dedup();
    let sent = Sent { text: values("text").next().unwrap_or_default().to_owned(), ..Sent::default() };
    let mut wrong = FieldErrors::default();
    if purposes.is_empty() {
        wrong.add("purpose", shopper.ctx().t(key("privacy-object-choose")));
    }
    check_length(shopper.ctx(), &sent.text, &mut wrong);
    if !wrong.is_empty() {
        return Ok(draw(&shopper, &wrong, &sent).await.into_response());
    }
    let about = purposes.iter().map(|purpose| purpose.word()).collect::<Vec<_>>().join(",");
    open(&shopper, RequestKind::Objection, &about, &sent.text, purposes).await
}

fn check_length(ctx: &PageCtx, text: &str, wrong: &mut FieldErrors) {
    if text.chars().count() > REQUEST_CHARS_MAX {
        wrong.add("text", ctx.t_with(key("form-too-long"), &[("max", (REQUEST_CHARS_MAX as i64).into())]));
    }
}

async fn open(shopper: &Shopper, kind: RequestKind, about: &str, text: &str, objects_to: Vec<Purpose>) -> Answered {
    let asked = Asked {
        customer: shopper.root(),
        kind,
        via: choices::VIA,
        // The way here led through the customer's mailbox, or their login at the store.
        is_verified: true,
        law: None,
        words: RequestWords {
            locale: shopper.ctx().locale().code().to_owned(),
            about: about.to_owned(),
            text: text.trim().replace('\0', ""),
            reason: String::new(),
        },
        objects_to,
    };
    let opened = blocking(shopper.app(), move |app| requests::open(app, asked, None)).await;
    match opened.map_err(|error: db::Error| Failure::from(error).into_response())? {
        Ok(_) => Ok(see_other("/privacy/requests?done=request")),
        Err(NotOpened::TooMany) => Ok(see_other("/privacy/requests?done=many")),
        Err(NotOpened::NoCustomer) => Err(see_other(super::PATH)),
    }
}

#[derive(Deserialize, Default)]
struct Nothing {}

async fn withdraw(Path(request): Path<String>, VisitorForm(visitor, _): VisitorForm<Nothing>) -> Answered {
    let shopper = Shopper::of(visitor).await?;
    // Another's request and none at all are answered alike: nothing was there to be taken back.
    let done = match request.parse::<RequestId>() {
        Ok(id) => {
            let ids = shopper.ids.clone();
            let done = blocking(shopper.app(), move |app| requests::withdraw(app, ids, id)).await;
            done.map_err(|error: db::Error| Failure::from(error).into_response())?
        }
        Err(_) => false,
    };
    Ok(see_other(if done { "/privacy/requests?done=back" } else { "/privacy/requests?done=same" }))
}

/// The request that a letter asks about, while it is still to be said whose it is.
async fn asked_about(visitor: &Visitor, token: &str) -> std::result::Result<Option<Request>, Failure> {
    let id = privacy::read_request_token(&visitor.app.keys, token).ok_or(Failure::NOT_FOUND)?;
    let found = blocking(&visitor.app, move |app| app.db.record.read(|tx| privacy::find_request(tx, id))).await?;
    Ok(found.filter(|request| request.verified_at.is_none() && request.state.is_open()))
}

async fn ask(visitor: Visitor, Path(token): Path<String>) -> std::result::Result<Response, Failure> {
    let Some(request) = asked_about(&visitor, &token).await? else {
        return Ok(said(&visitor, key("privacy-identity-over"), None).status(StatusCode::GONE).into_response());
    };
    let ctx = &visitor.ctx;
    let store = if ctx.store.is_empty() { ctx.t(key("unsubscribe-this-store")).into_owned() } else { ctx.store.clone() };
    let text = ctx.t_with(
        key("privacy-identity-text"),
        &[
            ("store", store.into()),
            ("date", ctx.fmt.date(request.opened_at).into()),
            ("kind", ctx.t_code("request-kind", request.kind.word()).into_owned().into()),
        ],
    );
    let content = html! {
        div.card.section.stack {
            p { (text) }
            (forms::post(ctx, &format!("/privacy/identity/{token}"), html! {
                div.answers {
                    button.button type="submit" name="answer" value="yes" { (ctx.t(key("privacy-identity-yes"))) }
                    button.button type="submit" name="answer" value="no" { (ctx.t(key("privacy-identity-no"))) }
                }
            }))
        }
    };
    Ok(bare(ctx, &Heading::new(ctx.t(key("privacy-identity-title"))), content).cookie(visitor.cookie()).into_response())
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Said {
    answer: String,
}

async fn say(Path(token): Path<String>, VisitorForm(visitor, form): VisitorForm<Said>) -> std::result::Result<Response, Failure> {
    let is_theirs = match form.answer.as_str() {
        "yes" => true,
        "no" => false,
        _ => return ask(visitor, Path(token)).await,
    };
    let Some(request) = asked_about(&visitor, &token).await? else {
        return Ok(said(&visitor, key("privacy-identity-over"), None).status(StatusCode::GONE).into_response());
    };
    let settled = blocking(&visitor.app, move |app| requests::identify(app, request.id, is_theirs, None)).await?;
    Ok(match settled {
        Some(request) if is_theirs => said(&visitor, key("privacy-identity-known"), Some(&request)).into_response(),
        Some(_) => said(&visitor, key("privacy-identity-denied"), None).into_response(),
        None => said(&visitor, key("privacy-identity-over"), None).status(StatusCode::GONE).into_response(),
    })
}

fn said(visitor: &Visitor, text: &'static str, request: Option<&Request>) -> Html {
    let ctx = &visitor.ctx;
    let date = request.map(|request| ctx.fmt.date(request.answer_by())).unwrap_or_default();
    let content = html! { div.card.section.stack { p { (ctx.t_with(text, &[("date", date.into())])) } } };
    bare(ctx, &Heading::new(ctx.t(key("privacy-identity-title"))), content)
}

/// The restriction that holds for a customer, for the other pages of the centre.
pub(super) fn in_force(app: &App, ids: &[CustomerId]) -> Result<Option<Restriction>> {
    app.db.record.read(|tx| {
        let is_restricted = consent::load(tx, ids[0])?.is_restricted();
        let all = consent::restrictions_of(tx, ids, 1)?;
        Ok(all.into_iter().find(|one| is_restricted && one.lifted_at.is_none()))
    })
}
