//! One journey: its plan in sentences with a picture beside it, and at each step how many came and what became of them.

use super::{Shown, Tabs, drawn, id_of, load, picture, unreadable, words};
use crate::admin::need::Manage;
use crate::admin::{Allowed, Failure, Signed, blocking};
use crate::app::App;
use automation::journeys::{self, Count, JourneyState, Plan, Step};
use axum::Router;
use axum::extract::Path;
use axum::routing::get;
use base::id::JourneyId;
use capabilities::messaging::{self, Why};
use maud::{Markup, html};
use std::collections::BTreeMap;
use web::components::{self, Tone};
use web::{Html, Nav, PageCtx, key};

pub(super) fn router() -> Router<App> {
    Router::new().route("/admin/journeys/{journey}", get(show))
}

/// How many letters wait for what.
type Postponed = BTreeMap<Why, i64>;

/// What became of how many, by step; what belongs to the journey as a whole stands behind the last.
type Counts = BTreeMap<usize, Vec<(String, u64)>>;

async fn show(Allowed(signed, Manage): Allowed<Manage>, Path(journey): Path<String>) -> Result<Html, Failure> {
    let signed = signed.at(Nav::Journeys);
    let id = id_of(&journey)?;
    let (shown, counts, postponed) = blocking(&signed.app, move |app| read(app, id)).await?.ok_or(Failure::NOT_FOUND)?;
    Ok(draw(&signed, &shown, &counts, &postponed))
}

fn read(app: &App, id: JourneyId) -> Result<Option<(Shown, Counts, Postponed)>, db::Error> {
    let Some(shown) = app.db.record.read(|tx| load(tx, id))? else { return Ok(None) };
    let version = shown.journey.version;
    let mut counts = Counts::new();
    let (all, waiting) = app
        .db
        .views
        .read(|tx| Ok::<_, db::Error>((journeys::counts(tx, id)?, messaging::postponed(tx, &format!("journey:{id}"))?)))?;
    for Count { step, outcome, people, .. } in all.into_iter().filter(|count| count.version == version) {
        counts.entry(step).or_default().push((outcome, people));
    }
    let mut postponed = Postponed::new();
    for one in waiting {
        *postponed.entry(one.why).or_default() += one.messages;
    }
    Ok(Some((shown, counts, postponed)))
}

fn draw(signed: &Signed, shown: &Shown, counts: &Counts, postponed: &Postponed) -> Html {
    let ctx = &signed.ctx;
    let journey = &shown.journey;
    let Some(plan) = &shown.plan else { return drawn(signed, journey, Tabs::Plan, None, unreadable(ctx)) };
    let steps = html! {
        (list(ctx, &shown.names, &plan.steps, counts, &mut 0))
    };
    let content = html! {
        @if shown.is_draft_ahead {
            (components::callout(Tone::Warn, &ctx.t(key("journey-ahead")), &html! {
                p { (ctx.t(key("journey-ahead-text"))) " " a href=(Tabs::Edit.path(journey.id)) { (ctx.t(key("journey-ahead-link"))) } }
            }))
        }
        (components::card(&ctx.t(key("journey-terms")), None, components::facts(&words::terms(ctx, &shown.names, plan))))
        (components::two_columns(
            html! { (components::card(&ctx.t(key("journey-steps")), None, steps)) },
            html! {
                @if journey.version > 0 { (whole(ctx, plan, counts)) }
                @if !postponed.is_empty() { (waiting(ctx, postponed)) }
                (components::card(&ctx.t(key("journey-picture")), None, picture::draw(ctx, &shown.names, plan)))
            },
        ))
        (components::disclosure(&ctx.t(key("journey-json")), html! {
            p.quiet { (ctx.t(key("journey-json-text"))) }
            pre.raw #plan dir="ltr" tabindex="0" { (pretty(plan)) }
            p.after-facts { (components::copy_button(ctx, "plan")) }
        }))
    };
    drawn(signed, journey, Tabs::Plan, Some(actions(ctx, shown)), content)
}

/// What can be done now: begin, or stop letting people in.
fn actions(ctx: &PageCtx, shown: &Shown) -> Markup {
    let path = |what: &str| format!("{}/{}/{what}", super::PATH, shown.journey.id);
    html! {
        (components::button_link(&Tabs::Edit.path(shown.journey.id), &ctx.t(key("journey-tab-edit"))))
        @match shown.journey.state {
            JourneyState::Draft => (components::post_button(ctx, &path("begin"), &ctx.t(key("journey-begin")), Tone::Accent)),
            JourneyState::On => (components::post_button(ctx, &path("off"), &ctx.t(key("journey-stop")), Tone::Neutral)),
            JourneyState::Off => (components::post_button(ctx, &path("on"), &ctx.t(key("journey-on-again")), Tone::Accent)),
        }
    }
}

/// What became of those who might have gone in.
fn whole(ctx: &PageCtx, plan: &Plan, counts: &Counts) -> Markup {
    let all = counts.get(&words::numbered(plan).len()).map_or(&[][..], Vec::as_slice);
    // Behind the last step those who came to the end are counted too.
    let said = all
        .iter()
        .filter(|(word, _)| word != "end")
        .map(|(word, people)| (words::outcome(ctx, None, word), html! { span.num { (ctx.fmt.count(*people)) } }));
    let said: Vec<(String, Markup)> = said.collect();
    let content = if said.is_empty() {
        html! { p.quiet { (ctx.t(key("journey-nobody-yet"))) } }
    } else {
        components::facts(&said)
    };
    components::card(&ctx.t(key("journey-people-counted")), None, content)
}

/// Letters that go as soon as they may.
fn waiting(ctx: &PageCtx, postponed: &Postponed) -> Markup {
    let letters = |count: &i64| html! { span.num { (ctx.fmt.integer(*count)) } };
    let rows: Vec<(String, Markup)> =
        postponed.iter().map(|(why, count)| (crate::words::why(ctx, why.word()), letters(count))).collect();
    components::card(&ctx.t(key("journey-postponed")), None, components::facts(&rows))
}

/// Steps as a list, each with what became of those who came there.
fn list(ctx: &PageCtx, names: &words::Names, steps: &[Step], counts: &Counts, number: &mut usize) -> Markup {
    html! {
        ol.journey-steps {
            @for step in steps {
                @let at = next(number);
                li value=(at + 1) {
                    p.journey-step { span.journey-number { (ctx.fmt.count(at as u64 + 1)) } span { (words::step(ctx, names, step)) } }
                    (came(ctx, step, counts.get(&at)))
                    @for (way, called) in step.ways().into_iter().zip(words::ways(ctx, step)) {
                        div.journey-way {
                            p.journey-way-name { (called) }
                            @if way.is_empty() { p.quiet { (ctx.t(key("journey-way-on"))) } }
                            @else { (list(ctx, names, way, counts, number)) }
                        }
                    }
                }
            }
        }
    }
}

fn next(number: &mut usize) -> usize {
    *number += 1;
    *number - 1
}

fn came(ctx: &PageCtx, step: &Step, counts: Option<&Vec<(String, u64)>>) -> Markup {
    let Some(counts) = counts else { return html! {} };
    // Whoever waits is counted when they come; what the wait ended in is counted beside it.
    html! {
        ul.journey-came {
            @for (word, people) in counts {
                li { span.num { (ctx.fmt.count(*people)) } " " span.quiet { (words::outcome(ctx, Some(step), word)) } }
            }
        }
    }
}

pub(super) fn pretty(plan: &Plan) -> String {
    serde_json::to_string_pretty(&plan.to_value()).unwrap_or_default()
}
