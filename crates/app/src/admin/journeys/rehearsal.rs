//! What a plan would have done over the last 90 days, before anybody is let in.

use super::{Shown, Tabs, drawn, id_of, load, unreadable};
use crate::admin::need::Manage;
use crate::admin::{Allowed, Failure, Signed, blocking};
use crate::app::App;
use crate::journeys as doing;
use crate::words as shared;
use automation::journeys::{Entry, Plan};
use automation::live::{self, Rehearsal};
use axum::Router;
use axum::extract::{Path, Query};
use axum::routing::get;
use base::id::JourneyId;
use maud::{Markup, html};
use serde::Deserialize;
use std::sync::{Mutex, TryLockError};
use std::time::Duration;
use web::components::{self, Tone};
use web::{Html, Nav, PageCtx, key};

const DAYS: u64 = 90;
/// Each goes through the whole past: one at a time on this node.
static TURN: Mutex<()> = Mutex::new(());

pub(super) fn router() -> Router<App> {
    Router::new().route("/admin/journeys/{journey}/rehearsal", get(show))
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Wanted {
    go: String,
}

enum Told {
    NotAsked,
    Busy,
    /// The past says nothing of whom the store's own program, or a date, lets in: why, as a key.
    Unknowable(&'static str),
    Rehearsal(Rehearsal),
}

async fn show(
    Allowed(signed, Manage): Allowed<Manage>,
    Path(journey): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Html, Failure> {
    let signed = signed.at(Nav::Journeys);
    let id = id_of(&journey)?;
    let (shown, draft, told) =
        blocking(&signed.app, move |app| read(app, id, wanted.go == "1")).await?.ok_or(Failure::NOT_FOUND)?;
    let content = if draft.is_some() { draw(&signed, &shown, &told) } else { unreadable(&signed.ctx) };
    Ok(drawn(&signed, &shown.journey, Tabs::Rehearsal, None, content))
}

/// The plan as it was last saved, which is what would be begun, and what it would have done.
fn read(app: &App, id: JourneyId, go: bool) -> Result<Option<(Shown, Option<Plan>, Told)>, db::Error> {
    let Some((shown, draft)) = app.db.record.read(|tx| {
        let Some(shown) = load(tx, id)? else { return Ok::<_, db::Error>(None) };
        Ok(Some((shown, doing::draft_of(tx, id)?)))
    })?
    else {
        return Ok(None);
    };
    let told = match (&draft, go) {
        (Some(plan), true) => match TURN.try_lock() {
            Err(TryLockError::WouldBlock) => Told::Busy,
            // What another left undone does not concern this one.
            Ok(_) | Err(TryLockError::Poisoned(_)) if plan.check(|_| true).is_err() => Told::NotAsked,
            _turn => {
                let now = app.clock.now();
                let from = now.minus(Duration::from_hours(24 * DAYS));
                let why = match plan.entry {
                    Entry::Date(_) => key("rehearsal-unknowable-date"),
                    _ => key("rehearsal-unknowable-text"),
                };
                live::rehearse(&app.db, &app.history, id, plan, from, now)?.map_or(Told::Unknowable(why), Told::Rehearsal)
            }
        },
        _ => Told::NotAsked,
    };
    Ok(Some((shown, draft, told)))
}

fn draw(signed: &Signed, shown: &Shown, told: &Told) -> Markup {
    let ctx = &signed.ctx;
    let t = |said: &str| ctx.t(said).into_owned();
    let days = [("days", DAYS.into())];
    match told {
        Told::NotAsked => components::card(
            &t(key("rehearsal-title")),
            None,
            html! {
                div.stack {
                    p { (ctx.t_with(key("rehearsal-text"), &days)) }
                    (caveats(ctx))
                    div.actions { (components::button_link_primary(&format!("{}?go=1", Tabs::Rehearsal.path(shown.journey.id)), &t(key("rehearsal-go")))) }
                }
            },
        ),
        Told::Busy => {
            components::callout(Tone::Warn, &t(key("rehearsal-busy")), &html! { p { (ctx.t(key("rehearsal-busy-text"))) } })
        }
        Told::Unknowable(text) => {
            components::callout(Tone::Neutral, &t(key("rehearsal-unknowable")), &html! { p { (ctx.t(text)) } })
        }
        Told::Rehearsal(rehearsal) => answer(ctx, rehearsal),
    }
}

fn answer(ctx: &PageCtx, told: &Rehearsal) -> Markup {
    let t = |said: &str| ctx.t(said).into_owned();
    let withheld: u64 = told.withheld.values().sum();
    let number = |count: u64| html! { span.num { (ctx.fmt.count(count)) } };
    let line = |said: &str, count: u64| (t(said), number(count));
    let args = [
        ("entered", ctx.fmt.count(told.entered).into()),
        ("letters", ctx.fmt.count(told.letters).into()),
        ("withheld", ctx.fmt.count(withheld).into()),
        ("days", DAYS.into()),
    ];
    let mut reasons: Vec<(&&str, &u64)> = told.withheld.iter().collect();
    reasons.sort_by_key(|(_, letters)| std::cmp::Reverse(**letters));
    let reasons: Vec<(String, Markup)> =
        reasons.into_iter().map(|(reason, letters)| (shared::why(ctx, reason), number(*letters))).collect();
    let mut rest = vec![line(key("rehearsal-held-out"), told.held_out), line(key("rehearsal-reached"), told.reached)];
    rest.extend([
        line(key("rehearsal-finished"), told.finished),
        line(key("rehearsal-left"), told.left),
        line(key("rehearsal-inside"), told.inside),
    ]);
    let turned_away = [
        line(key("journey-outcome-not-allowed"), told.not_allowed),
        line(key("rehearsal-filtered"), told.filtered),
        line(key("journey-outcome-too-soon"), told.too_soon),
    ];
    html! {
        (components::callout(Tone::Accent, &ctx.t_with(key("rehearsal-answer"), &args), &caveats(ctx)))
        @if told.is_cut { (components::callout(Tone::Warn, &t(key("rehearsal-cut")), &html! { p { (ctx.t(key("rehearsal-cut-text"))) } })) }
        (components::grid(&[
            components::card(&t(key("rehearsal-of-them")), None, components::facts(&rest)),
            components::card(&t(key("rehearsal-withheld")), None, html! {
                @if reasons.is_empty() { p.quiet { (ctx.t(key("rehearsal-withheld-none"))) } } @else { (components::facts(&reasons)) }
            }),
            components::card(&t(key("rehearsal-not-in")), None, components::facts(&turned_away)),
        ]))
    }
}

/// What it can't know.
fn caveats(ctx: &PageCtx) -> Markup {
    html! { p.quiet { (ctx.t(key("rehearsal-caveats"))) } }
}
