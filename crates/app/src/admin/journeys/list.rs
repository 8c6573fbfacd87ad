//! All journeys, and the ready-made ones to start from.

use super::{PATH, state_badge};
use crate::admin::need::Manage;
use crate::admin::{Allowed, AllowedForm, Failure, Signed, blocking};
use crate::app::App;
use crate::journeys::{self as doing, NotDone};
use automation::journeys::{self, Journey, Plan, Ready, Standing};
use axum::Router;
use axum::response::Response;
use axum::routing::get;
use base::id::JourneyId;
use foundation::staff::Deed;
use maud::{Markup, Render as _, html};
use serde::Deserialize;
use std::collections::BTreeMap;
use web::components::{self, Column, Table};
use web::forms;
use web::http::see_other;
use web::icons::Icon;
use web::layout::{Heading, page};
use web::{Html, Nav, PageCtx, key};

pub(super) fn router() -> Router<App> {
    Router::new().route("/admin/journeys", get(show).post(start))
}

struct Listed {
    journeys: Vec<Journey>,
    standings: BTreeMap<JourneyId, Standing>,
    letters: BTreeMap<JourneyId, u64>,
}

async fn show(Allowed(signed, Manage): Allowed<Manage>) -> Result<Html, Failure> {
    let signed = signed.at(Nav::Journeys);
    let listed = blocking(&signed.app, load).await?;
    Ok(draw(&signed, &listed))
}

fn load(app: &App) -> Result<Listed, db::Error> {
    let journeys = app.db.record.read(journeys::list)?;
    let (standings, letters) =
        app.db.views.read(|tx| Ok::<_, db::Error>((journeys::standings(tx)?, journeys::letters_queued(tx)?)))?;
    Ok(Listed { journeys, standings, letters })
}

fn draw(signed: &Signed, listed: &Listed) -> Html {
    let ctx = &signed.ctx;
    let content = html! {
        div.section.card {
            @if listed.journeys.is_empty() {
                (components::empty(Icon::Journeys, &ctx.t(key("journeys-empty")), &ctx.t(key("journeys-empty-text")), None))
            } @else { (table(ctx, listed)) }
        }
        section.section {
            div.section-head { h2 { (ctx.t(key("journeys-ready"))) } }
            (components::grid(&Ready::ALL.map(|which| card(ctx, which))))
        }
    };
    let state = html! { (ctx.t(key("journeys-state"))) };
    page(ctx, &Heading::new(ctx.t(key("journeys-title"))).state(state), content)
}

fn table(ctx: &PageCtx, listed: &Listed) -> Markup {
    let columns = [
        Column::text(ctx.t(key("journey-name"))),
        Column::text(ctx.t(key("journey-state"))),
        Column::number(ctx.t(key("journey-inside"))),
        Column::number(ctx.t(key("journey-begun"))),
        Column::number(ctx.t(key("journey-letters"))),
        Column::number(ctx.t(key("journey-reached"))),
    ];
    let mut table = Table::new(ctx.t(key("nav-journeys")), columns);
    let count = |count: u64| html! { span.num { (ctx.fmt.count(count)) } };
    for journey in &listed.journeys {
        let standing = listed.standings.get(&journey.id).copied().unwrap_or_default();
        table.push([
            components::row_link(&format!("{PATH}/{}", journey.id), components::name(&journey.name)),
            state_badge(ctx, journey.state),
            count(standing.inside),
            count(standing.begun),
            count(listed.letters.get(&journey.id).copied().unwrap_or(0)),
            count(standing.reached),
        ]);
    }
    table.render()
}

fn card(ctx: &PageCtx, which: Ready) -> Markup {
    let text = ctx.t_code("journey-ready", &format!("{}_text", which.word()));
    components::card(
        &ctx.t_code("journey-ready", which.word()),
        None,
        html! {
            div.stack {
                p { (text) }
                (forms::post(ctx, PATH, html! {
                    (forms::hidden("ready", which.word()))
                    div.actions { (components::button_quiet(&ctx.t(key("journeys-start")))) }
                }))
            }
        },
    )
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Wanted {
    ready: String,
}

/// A ready-made plan becomes a draft of the store's own, under the name it has in the reader's language.
async fn start(AllowedForm(signed, Manage, wanted): AllowedForm<Manage, Wanted>) -> Result<Response, Failure> {
    let which = Ready::from_word(&wanted.ready).ok_or(Failure::UNREADABLE)?;
    let name = signed.ctx.t_code("journey-ready", which.word()).into_owned();
    match made(&signed, name, which.plan()).await? {
        Ok(id) => Ok(see_other(&format!("{PATH}/{id}?done=journey-made"))),
        Err(NotDone::TooMany) => Ok(see_other(&format!("{PATH}?done=journeys-too-many"))),
        Err(_) => Err(Failure::UNREADABLE),
    }
}

async fn made(signed: &Signed, name: String, plan: Plan) -> Result<Result<JourneyId, NotDone>, Failure> {
    let (app, now) = (&signed.app, signed.app.clock.now());
    let mut rng = app.fork_rng();
    let deed = signed.deed(Deed::JourneyMade, "journey");
    let done = app.recorder.submit(move |tx| {
        let id = doing::create(tx, &mut rng, name, &plan, now)?;
        foundation::staff::AuditRow { subject: id.to_string(), ..deed }.write(tx)?;
        Ok::<_, NotDone>(id)
    });
    match done.await {
        Err(NotDone::Db(error)) => Err(error.into()),
        done => Ok(done),
    }
}
