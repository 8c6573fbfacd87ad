//! One person's way through a journey: each step, when, and what became of it.

use super::people::{Line, disclose, line, run_badge};
use super::{PATH, Shown, id_of, load, words};
use crate::admin::need::Manage;
use crate::admin::{Allowed, Failure, Signed, blocking};
use crate::app::App;
use crate::journeys as doing;
use crate::words::{self as shared, LetterNames};
use automation::journeys::{self, Plan, Run, Step};
use axum::Router;
use axum::extract::Path;
use axum::routing::get;
use base::Timestamp;
use base::id::{JourneyId, RunId};
use foundation::vault::{Access, Disclosed};
use maud::{Markup, html};
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use web::components::{self, TimelineItem, Tone};
use web::icons::Icon;
use web::layout::{Heading, page};
use web::{Html, Nav, PageCtx, key};

pub(super) fn router() -> Router<App> {
    Router::new().route("/admin/journeys/{journey}/people/{run}", get(show))
}

struct Opened {
    shown: Shown,
    line: Line,
    plan: Option<Plan>,
    /// Plans of the versions that they were on before.
    before: HashMap<i64, Option<Plan>>,
    people: Disclosed,
}

async fn show(Allowed(signed, Manage): Allowed<Manage>, Path((journey, run)): Path<(String, String)>) -> Result<Html, Failure> {
    let signed = signed.at(Nav::Journeys);
    let id = id_of(&journey)?;
    let run: RunId = run.parse().map_err(|_| Failure::NOT_FOUND)?;
    let access = signed.access("journey");
    let opened = blocking(&signed.app, move |app| read(app, &access, id, run)).await?.ok_or(Failure::NOT_FOUND)?;
    Ok(draw(&signed, &opened))
}

fn read(app: &App, access: &Access, id: JourneyId, run: RunId) -> Result<Option<Opened>, db::Error> {
    let Some(shown) = app.db.record.read(|tx| load(tx, id))? else { return Ok(None) };
    let Some(run) = app.db.views.read(|tx| journeys::find_run(tx, run))?.filter(|run| run.journey == id) else { return Ok(None) };
    let version = run.version;
    let (line, mut plans) = app.db.record.read(|tx| {
        let plans = HashMap::from([(version, doing::plan_of(tx, id, version)?)]);
        let mut all = plans.clone();
        for version in run.path.iter().filter_map(|stop| stop.version) {
            if let Entry::Vacant(place) = all.entry(version) {
                place.insert(doing::plan_of(tx, id, version)?);
            }
        }
        Ok::<_, db::Error>((line(tx, app, access, run, &plans)?, all))
    })?;
    let people = disclose(app, access, std::slice::from_ref(&line), &plans)?;
    Ok(Some(Opened { shown, line, plan: plans.remove(&version).flatten(), before: plans, people }))
}

fn draw(signed: &Signed, opened: &Opened) -> Html {
    let ctx = &signed.ctx;
    let Opened { shown, line, plan, before, people } = opened;
    let run = &line.run;
    let name = shared::called(ctx, line.root, people.person(line.root));
    let path = format!("{PATH}/{}", shown.journey.id);
    let heading = Heading::new(ctx.t_with(key("run-title"), &[("name", name.clone().into())]))
        .crumb(ctx.t(key("nav-journeys")), PATH)
        .crumb(&shown.journey.name, path.clone())
        .crumb(ctx.t(key("journey-tab-people")), format!("{path}/people"));
    if !line.is_open {
        let told = doing::told_by(plan.as_ref());
        let closed = told.iter().map(|category| shared::masked(ctx, &line.choices, category, ctx.now)).next();
        let content = html! { div.section.card { @if let Some(closed) = closed { p { (closed) } } p { (customer(ctx, line)) } } };
        return page(ctx, &heading, content);
    }
    let heading = heading.state(
        html! { (run_badge(ctx, run.state)) " " (super::people::standing(ctx, &shown.names.letters, plan.as_ref(), run)) },
    );
    let content = components::two_columns(
        html! { (components::card(&ctx.t(key("run-path")), None, path_of(ctx, &shown.names.letters, plan.as_ref(), before, run))) },
        html! { (components::card(&ctx.t(key("run-about")), None, about(ctx, line))) },
    );
    page(ctx, &heading, content)
}

fn customer(ctx: &PageCtx, line: &Line) -> Markup {
    html! { a href={ "/admin/customers/" (line.root) } { (ctx.t(key("run-customer"))) } }
}

fn about(ctx: &PageCtx, line: &Line) -> Markup {
    let run = &line.run;
    let t = |said: &str| ctx.t(said).into_owned();
    let mut pairs = vec![
        (t(key("messages-column-customer")), customer(ctx, line)),
        (t(key("journey-since")), components::time(ctx, run.begun_at)),
        (t(key("run-version")), html! { span.num { (ctx.fmt.integer(run.version)) } }),
    ];
    if let Some(at) = run.goal_at {
        pairs.push((t(key("journey-reached")), components::time(ctx, at)));
    }
    if let Some(revenue) = run.revenue {
        pairs.push((t(key("run-revenue")), html! { span.num { (ctx.fmt.money(revenue)) } }));
    }
    pairs.push((t(key("run-id")), components::copyable(ctx, &run.id.to_string())));
    components::facts(&pairs)
}

/// The way, the latest first.
fn path_of(ctx: &PageCtx, names: &LetterNames, plan: Option<&Plan>, before: &HashMap<i64, Option<Plan>>, run: &Run) -> Markup {
    if run.path.is_empty() {
        let said = if run.held_out { key("run-held-out-text") } else { key("run-no-path") };
        return html! { p.quiet { (ctx.t(said)) } };
    }
    let items: Vec<TimelineItem> = run
        .path
        .iter()
        .rev()
        .map(|stop| {
            let plan = stop.version.map_or(plan, |version| before.get(&version).and_then(Option::as_ref));
            let steps = plan.map(words::numbered).unwrap_or_default();
            item(ctx, names, steps.get(stop.step).copied(), stop.at, &stop.outcome)
        })
        .collect();
    components::timeline(ctx, &items)
}

fn item(ctx: &PageCtx, names: &LetterNames, step: Option<&Step>, at: i64, outcome: &str) -> TimelineItem {
    let is_letter = matches!(step, Some(Step::Send { .. }));
    let (icon, tone) = match outcome {
        "queued" => (Icon::Messages, Tone::Good),
        "waits" => (Icon::Clock, Tone::Neutral),
        "goal" => (Icon::Check, Tone::Good),
        "end" => (Icon::Check, Tone::Neutral),
        _ if is_letter => (Icon::Messages, Tone::Warn),
        _ => (Icon::Journeys, Tone::Neutral),
    };
    let title = html! { (words::outcome(ctx, step, outcome)) };
    let detail = step.map(|step| html! { span.quiet { (words::brief(ctx, names, step)) } });
    TimelineItem { at: Timestamp::from_micros(at), icon, tone, title, detail }
}
