//! Addresses that journeys tell things: which there are, a new one with its secret, and what became of the calls to each.

use super::{Place, drawn};
use crate::admin::need::Own;
use crate::admin::{Allowed, AllowedForm, Failure, Signed, blocking};
use crate::app::App;
use automation::journeys;
use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use base::id::EndpointId;
use capabilities::webhooks::{self, Call, CallState, Endpoint, Flaw, NAME_CHARS_MAX};
use db::Tx;
use foundation::staff::Deed;
use maud::{Markup, Render as _, html};
use serde::Deserialize;
use std::collections::BTreeMap;
use web::components::{self, Column, Table, Tone};
use web::forms::{self, Field, FieldErrors};
use web::http::see_other;
use web::icons::Icon;
use web::layout::Heading;
use web::{Html, PageCtx, key};

const ROWS: usize = 50;

pub(super) fn router() -> Router<App> {
    Router::new()
        .route("/admin/settings/webhooks", get(show).post(make))
        .route("/admin/settings/webhooks/{endpoint}", get(one))
        .route("/admin/settings/webhooks/{endpoint}/secret", post(renew))
        .route("/admin/settings/webhooks/{endpoint}/pause", post(pause))
        .route("/admin/settings/webhooks/{endpoint}/resume", post(resume))
        .route("/admin/settings/webhooks/{endpoint}/delete", post(delete))
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Typed {
    name: String,
    url: String,
    company: String,
}

/// How many calls are in which state, by address.
type Standings = BTreeMap<EndpointId, BTreeMap<i64, u64>>;

async fn show(Allowed(signed, Own): Allowed<Own>) -> Result<Html, Failure> {
    let (all, standings) = blocking(&signed.app, read).await?;
    Ok(draw(&signed, &all, &standings, &Typed::default(), &FieldErrors::default()))
}

fn read(app: &App) -> Result<(Vec<Endpoint>, Standings), db::Error> {
    Ok((app.db.record.read(webhooks::endpoints)?, app.db.views.read(webhooks::standings)?))
}

fn draw(signed: &Signed, all: &[Endpoint], standings: &Standings, typed: &Typed, errors: &FieldErrors) -> Html {
    let ctx = &signed.ctx;
    let t = |said: &str| ctx.t(said).into_owned();
    let form = html! {
        (forms::error_summary(ctx, errors))
        (forms::post(ctx, Place::Webhooks.path(), html! {
            (Field::text("name", t(key("webhook-name"))).value(&typed.name).error(errors.get("name")).max_length(NAME_CHARS_MAX as u32).required())
            (Field::text("url", t(key("webhook-url"))).hint(t(key("webhook-url-hint"))).value(&typed.url).error(errors.get("url")).ltr().required())
            (Field::text("company", t(key("webhook-company"))).optional(ctx).hint(t(key("webhook-company-hint"))).value(&typed.company)
                .error(errors.get("company")).max_length(NAME_CHARS_MAX as u32))
            (forms::submit_row(&t(key("webhook-make")), None))
        }))
    };
    let content = html! {
        div.section.card {
            @if all.is_empty() {
                (components::empty(Icon::Key, &t(key("webhooks-empty")), &t(key("webhooks-empty-text")), None))
            } @else { (table(ctx, all, standings)) }
        }
        (components::card(&t(key("webhook-new")), None, form))
    };
    drawn(signed, Place::Webhooks, Heading::new(t(key("webhooks-title"))).state(html! { (t(key("webhooks-state"))) }), content)
}

fn table(ctx: &PageCtx, all: &[Endpoint], standings: &Standings) -> Markup {
    let columns = [
        Column::text(ctx.t(key("webhook-name"))),
        Column::text(ctx.t(key("webhook-company"))),
        Column::text(ctx.t(key("webhook-waiting"))),
        Column::text(ctx.t(key("webhook-done"))),
        Column::text(ctx.t(key("webhook-failed"))),
    ];
    let mut table = Table::new(ctx.t(key("settings-tab-webhooks")), columns);
    for endpoint in all {
        let of = |state: CallState| {
            let calls = standings.get(&endpoint.id).and_then(|states| states.get(&(state as i64))).copied().unwrap_or(0);
            html! { span.num { (ctx.fmt.count(calls)) } }
        };
        table.push([
            html! {
                (components::row_link(&path(endpoint.id), components::name(&endpoint.name)))
                span.provenance dir="ltr" { (endpoint.url) }
                @if endpoint.is_paused { (components::badge(Tone::Warn, &ctx.t(key("webhook-paused")))) }
            },
            run_by(ctx, endpoint),
            of(CallState::Waiting),
            of(CallState::Done),
            of(CallState::Failed),
        ]);
    }
    table.render()
}

fn run_by(ctx: &PageCtx, endpoint: &Endpoint) -> Markup {
    html! { @if endpoint.company.is_empty() { (ctx.t(key("webhook-own"))) } @else { (components::name(&endpoint.company)) } }
}

fn path(id: EndpointId) -> String {
    format!("{}/{id}", Place::Webhooks.path())
}

async fn make(AllowedForm(mut signed, Own, typed): AllowedForm<Own, Typed>) -> Result<Response, Failure> {
    let mut errors = FieldErrors::default();
    let required = || signed.ctx.t(key("form-required")).into_owned();
    let name = Endpoint::name_of(&typed.name);
    if name.is_err() {
        errors.add("name", required());
    }
    let url = webhooks::check_url(&typed.url);
    if url.is_err() {
        errors.add("url", signed.ctx.t(key("webhook-url-wrong")));
    }
    let company = if typed.company.trim().is_empty() { Ok(String::new()) } else { Endpoint::name_of(&typed.company) };
    if company.is_err() {
        errors.add("company", signed.ctx.t_with(key("form-too-long"), &[("max", NAME_CHARS_MAX.into())]));
    }
    if let (Ok(name), Ok(url), Ok(company)) = (name, url, company) {
        let now = signed.app.clock.now();
        let id = EndpointId::new(now, &mut signed.app.fork_rng());
        let new = Endpoint { id, name, url, company, generation: 1, is_paused: false, made_at: now };
        let (deed, kept) = (signed.deed(Deed::WebhookMade, id), new.clone());
        let done = signed.app.recorder.submit(move |tx| {
            let done = webhooks::insert(tx, &kept)?;
            if done.is_ok() {
                deed.write(tx)?;
            }
            Ok::<_, db::Error>(done)
        });
        match done.await? {
            Ok(()) => return Ok(secret_page(&signed, &new).into_response()),
            Err(Flaw::TooMany | Flaw::Name | Flaw::Url) => errors.add("name", signed.ctx.t(key("webhooks-too-many"))),
        }
    }
    let (all, standings) = blocking(&signed.app, read).await?;
    signed.warn(signed.ctx.t(key("form-not-saved")));
    Ok(draw(&signed, &all, &standings, &typed, &errors).status(StatusCode::UNPROCESSABLE_ENTITY).into_response())
}

/// The one moment in which the secret can be read.
fn secret_page(signed: &Signed, endpoint: &Endpoint) -> Html {
    let ctx = &signed.ctx;
    let secret = webhooks::secret(&signed.app.keys, endpoint);
    let content = html! {
        (components::callout(Tone::Good, &ctx.t(key("webhook-secret-title")), &html! {
            p { (ctx.t(key("webhook-secret-text"))) }
            p { (components::copyable(ctx, &secret)) }
        }))
        p.actions { (components::button_link_primary(&path(endpoint.id), &ctx.t(key("webhook-secret-done")))) }
    };
    let heading = Heading::of_name(&endpoint.name).crumb(ctx.t(key("settings-tab-webhooks")), Place::Webhooks.path());
    drawn(signed, Place::Webhooks, heading, content)
}

async fn one(Allowed(signed, Own): Allowed<Own>, Path(endpoint): Path<String>) -> Result<Html, Failure> {
    let id: EndpointId = endpoint.parse().map_err(|_| Failure::NOT_FOUND)?;
    let found = blocking(&signed.app, move |app| {
        let Some((endpoint, users)) = app.db.record.read(|tx| {
            Ok::<_, db::Error>(match webhooks::endpoint(tx, id)? {
                Some(endpoint) => Some((endpoint, users(tx, id)?)),
                None => None,
            })
        })?
        else {
            return Ok(None);
        };
        Ok::<_, db::Error>(Some((endpoint, users, app.db.views.read(|tx| webhooks::calls_of(tx, id, None, ROWS))?)))
    });
    let (endpoint, users, calls) = found.await?.ok_or(Failure::NOT_FOUND)?;
    Ok(draw_one(&signed, &endpoint, &users, &calls))
}

/// The journeys that call an address, by name. An id stands in a plan as its text.
fn users(tx: &mut Tx<'_>, id: EndpointId) -> db::Result<Vec<String>> {
    let (text, versions) = (id.to_string(), journeys::versions(tx)?);
    let mut names = Vec::new();
    for journey in journeys::list(tx)? {
        // People may still be inside an earlier version.
        let is_in_version = versions.iter().any(|(of, _, plan)| *of == journey.id && plan.contains(&text));
        if is_in_version || journeys::draft(tx, journey.id)?.is_some_and(|plan| plan.contains(&text)) {
            names.push(journey.name);
        }
    }
    Ok(names)
}

fn draw_one(signed: &Signed, endpoint: &Endpoint, users: &[String], calls: &[Call]) -> Html {
    let ctx = &signed.ctx;
    let t = |said: &str| ctx.t(said).into_owned();
    let action = |what: &str| format!("{}/{what}", path(endpoint.id));
    let used = if users.is_empty() { t(key("webhook-unused")) } else { crate::words::list_of(ctx, users) };
    let facts = [
        (t(key("webhook-url")), html! { span dir="ltr" { (endpoint.url) } }),
        (t(key("webhook-company")), run_by(ctx, endpoint)),
        (t(key("webhook-used-by")), html! { (used) }),
    ];
    let content = html! {
        (components::card(&t(key("webhook-about")), None, html! {
            div.stack {
                (components::facts(&facts))
                div.actions {
                    @if endpoint.is_paused {
                        (components::post_button(ctx, &action("resume"), &t(key("webhook-resume")), Tone::Accent))
                    } @else {
                        (components::post_button(ctx, &action("pause"), &t(key("webhook-pause")), Tone::Neutral))
                    }
                    (components::post_button(ctx, &action("secret"), &t(key("webhook-renew")), Tone::Neutral))
                    @if users.is_empty() { (components::post_button(ctx, &action("delete"), &t(key("webhook-delete")), Tone::Bad)) }
                }
                p.quiet { (t(key("webhook-renew-text"))) }
            }
        }))
        (components::card(&t(key("webhook-calls")), None, html! {
            @if calls.is_empty() { p.quiet { (t(key("webhook-no-calls"))) } } @else { (attempts(ctx, calls)) }
        }))
    };
    let heading = Heading::of_name(&endpoint.name).crumb(t(key("settings-tab-webhooks")), Place::Webhooks.path());
    drawn(signed, Place::Webhooks, heading, content)
}

fn attempts(ctx: &PageCtx, calls: &[Call]) -> Markup {
    let columns = [
        Column::text(ctx.t(key("webhook-call"))),
        Column::text(ctx.t(key("journey-state"))),
        Column::text(ctx.t(key("webhook-answer"))),
        Column::text(ctx.t(key("webhook-attempts"))),
        Column::text(ctx.t(key("webhook-when"))),
    ];
    let mut table = Table::new(ctx.t(key("webhook-calls")), columns);
    for call in calls {
        let tone = match call.state {
            CallState::Waiting => Tone::Accent,
            CallState::Done => Tone::Good,
            CallState::Failed => Tone::Bad,
            CallState::Withheld => Tone::Neutral,
        };
        let answer = match (call.status, call.reason.as_str()) {
            (Some(status), _) => html! { span dir="ltr" { "HTTP " (status) } },
            (None, "") => components::none(ctx),
            (None, reason) => html! { (ctx.t_code("webhook-reason", reason)) },
        };
        table.push([
            components::code(&call.id.to_string()),
            html! {
                (components::badge(tone, &ctx.t_code("webhook-state", call.state.word())))
                @if let Some(due) = call.due_at { " " span.quiet { (ctx.fmt.relative(due, ctx.now)) } }
            },
            answer,
            html! { span.num { (ctx.fmt.count(call.attempts.max(0).unsigned_abs())) } },
            components::ago(ctx, call.changed_at),
        ]);
    }
    table.render()
}

#[derive(Deserialize)]
struct Nothing {}

async fn renew(
    Path(endpoint): Path<String>,
    AllowedForm(signed, Own, Nothing {}): AllowedForm<Own, Nothing>,
) -> Result<Response, Failure> {
    let id = act(&signed, &endpoint, Deed::WebhookChanged, webhooks::renew_secret).await?;
    let found = blocking(&signed.app, move |app| app.db.record.read(|tx| webhooks::endpoint(tx, id))).await?;
    Ok(secret_page(&signed, &found.ok_or(Failure::NOT_FOUND)?).into_response())
}

async fn pause(
    Path(endpoint): Path<String>,
    AllowedForm(signed, Own, Nothing {}): AllowedForm<Own, Nothing>,
) -> Result<Response, Failure> {
    let id = act(&signed, &endpoint, Deed::WebhookChanged, |tx, id| webhooks::set_paused(tx, id, true)).await?;
    Ok(see_other(&format!("{}?done=saved", path(id))))
}

async fn resume(
    Path(endpoint): Path<String>,
    AllowedForm(signed, Own, Nothing {}): AllowedForm<Own, Nothing>,
) -> Result<Response, Failure> {
    let id = act(&signed, &endpoint, Deed::WebhookChanged, |tx, id| webhooks::set_paused(tx, id, false)).await?;
    // What waited goes on at once.
    let now = signed.app.clock.now();
    blocking(&signed.app, move |app| app.db.views.write(|tx| webhooks::rest(tx, id, false, now))).await?;
    Ok(see_other(&format!("{}?done=saved", path(id))))
}

/// One that a journey calls stays.
async fn delete(
    Path(endpoint): Path<String>,
    AllowedForm(signed, Own, Nothing {}): AllowedForm<Own, Nothing>,
) -> Result<Response, Failure> {
    let done = act(&signed, &endpoint, Deed::WebhookDeleted, |tx, id| Ok(users(tx, id)?.is_empty() && webhooks::remove(tx, id)?));
    done.await?;
    Ok(see_other(&format!("{}?done=saved", Place::Webhooks.path())))
}

async fn act(
    signed: &Signed,
    endpoint: &str,
    deed: Deed,
    work: impl FnOnce(&mut Tx<'_>, EndpointId) -> db::Result<bool> + Send + 'static,
) -> Result<EndpointId, Failure> {
    let id: EndpointId = endpoint.parse().map_err(|_| Failure::NOT_FOUND)?;
    let deed = signed.deed(deed, id);
    let done = signed.app.recorder.submit(move |tx| {
        let done = work(tx, id)?;
        if done {
            deed.write(tx)?;
        }
        Ok::<_, db::Error>(done)
    });
    if done.await? { Ok(id) } else { Err(Failure::NOT_FOUND) }
}
