//! Who is on a journey, or was: each with where they stand, as far as they share what that tells of.

use super::{Shown, Tabs, drawn, id_of, load, words};
use crate::admin::need::Manage;
use crate::admin::{Allowed, Failure, Signed, blocking};
use crate::app::App;
use crate::journeys as doing;
use crate::words::{self as shared, LetterNames};
use automation::journeys::{self, Plan, Run, RunState};
use axum::Router;
use axum::extract::{Path, Query};
use axum::routing::get;
use base::id::{CustomerId, JourneyId, RunId};
use db::Tx;
use foundation::consent::{self, Category, CategorySet, Choices};
use foundation::customers;
use foundation::vault::{Access, Beside, Disclosed};
use maud::{Markup, Render as _, html};
use serde::Deserialize;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use web::components::{self, Column, Pager, Table, Tone};
use web::icons::Icon;
use web::{Html, Nav, PageCtx, key};

const ROWS: usize = 50;

pub(super) fn router() -> Router<App> {
    Router::new().route("/admin/journeys/{journey}/people", get(show))
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Wanted {
    before: String,
}

/// Somebody on a journey.
pub(super) struct Line {
    pub run: Run,
    pub root: CustomerId,
    pub ids: Vec<CustomerId>,
    pub choices: Choices,
    /// Whether where they stand is for this reader.
    pub is_open: bool,
}

struct Listed {
    shown: Shown,
    lines: Vec<Line>,
    plans: HashMap<i64, Option<Plan>>,
    people: Disclosed,
    older: Option<String>,
    is_first: bool,
}

async fn show(
    Allowed(signed, Manage): Allowed<Manage>,
    Path(journey): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Html, Failure> {
    let signed = signed.at(Nav::Journeys);
    let id = id_of(&journey)?;
    let access = signed.access("journey");
    let before = wanted.before.parse().ok();
    let listed = blocking(&signed.app, move |app| read(app, &access, id, before)).await?.ok_or(Failure::NOT_FOUND)?;
    Ok(draw(&signed, &listed))
}

fn read(app: &App, access: &Access, id: JourneyId, before: Option<RunId>) -> Result<Option<Listed>, db::Error> {
    let Some(shown) = app.db.record.read(|tx| load(tx, id))? else { return Ok(None) };
    let mut runs = app.db.views.read(|tx| journeys::runs_of(tx, id, before, ROWS + 1))?;
    let more = runs.len() > ROWS;
    runs.truncate(ROWS);
    let older = runs.last().filter(|_| more).map(|run| format!("{}?before={}", Tabs::People.path(id), run.id));
    let (lines, plans) = app.db.record.read(|tx| {
        let mut plans: HashMap<i64, Option<Plan>> = HashMap::new();
        let mut lines = Vec::with_capacity(runs.len());
        for run in runs {
            if let Entry::Vacant(plan) = plans.entry(run.version) {
                plan.insert(doing::plan_of(tx, id, run.version)?);
            }
            lines.push(line(tx, app, access, run, &plans)?);
        }
        Ok::<_, db::Error>((lines, plans))
    })?;
    let people = disclose(app, access, &lines, &plans)?;
    Ok(Some(Listed { shown, lines, plans, people, older, is_first: before.is_none() }))
}

/// A run with whom it is about, and whether what it tells of is for this reader.
pub(super) fn line(
    tx: &mut Tx<'_>,
    app: &App,
    access: &Access,
    run: Run,
    plans: &HashMap<i64, Option<Plan>>,
) -> Result<Line, db::Error> {
    let root = customers::root_of(tx, run.customer)?.unwrap_or(run.customer);
    let (ids, choices) = (customers::all_ids(tx, root)?, consent::load(tx, root)?);
    let told = told(plans, run.version);
    let is_open = told.without(access.visible_beside(&choices, app.clock.now())).is_empty();
    Ok(Line { run, root, ids, choices, is_open })
}

fn told(plans: &HashMap<i64, Option<Plan>>, version: i64) -> CategorySet {
    doing::told_by(plans.get(&version).and_then(Option::as_ref))
}

/// Names and addresses as far as they are shared. The look is on disk before anything of it is shown.
pub(super) fn disclose(
    app: &App,
    access: &Access,
    lines: &[Line],
    plans: &HashMap<i64, Option<Plan>>,
) -> Result<Disclosed, db::Error> {
    let ids: Vec<Vec<CustomerId>> = lines.iter().map(|line| line.ids.clone()).collect();
    let beside: Vec<Beside> = lines
        .iter()
        .map(|line| {
            let told = told(plans, line.run.version);
            let (shown, refused) = if line.is_open { (told, CategorySet::EMPTY) } else { (CategorySet::EMPTY, told) };
            Beside { customer: line.root, shown, refused, through: None }
        })
        .collect();
    let wanted = CategorySet::of(&[Category::Name, Category::Email]);
    app.access.disclose_beside(&mut app.fork_rng(), access, &ids, wanted, &beside, app.clock.now())?.wait()
}

fn draw(signed: &Signed, listed: &Listed) -> Html {
    let ctx = &signed.ctx;
    let id = listed.shown.journey.id;
    let content = html! {
        div.section.card {
            @if listed.lines.is_empty() {
                (components::empty(Icon::Customers, &ctx.t(key("journey-people-empty")), &ctx.t(key("journey-people-empty-text")), None))
            } @else {
                (table(ctx, listed))
                (Pager {
                    previous: (!listed.is_first).then(|| Tabs::People.path(id)),
                    next: listed.older.clone(),
                    shown: listed.lines.len(),
                }.render(ctx))
            }
        }
    };
    drawn(signed, &listed.shown.journey, Tabs::People, None, content)
}

fn table(ctx: &PageCtx, listed: &Listed) -> Markup {
    let columns = [
        Column::text(ctx.t(key("messages-column-customer"))),
        Column::text(ctx.t(key("journey-state"))),
        Column::text(ctx.t(key("journey-where"))),
        Column::text(ctx.t(key("journey-since"))),
    ];
    let mut table = Table::new(ctx.t(key("journey-tab-people")), columns);
    for line in &listed.lines {
        let name = shared::called(ctx, line.root, listed.people.person(line.root));
        let plan = listed.plans.get(&line.run.version).and_then(Option::as_ref);
        let path = format!("/admin/journeys/{}/people/{}", listed.shown.journey.id, line.run.id);
        let closed = || components::withheld(ctx, &ctx.t(key("masked-not-shared")));
        table.push([
            components::row_link(&path, components::name(&name)),
            if line.is_open { run_badge(ctx, line.run.state) } else { closed() },
            html! { @if line.is_open { (standing(ctx, &listed.shown.names.letters, plan, &line.run)) } },
            components::ago(ctx, line.run.begun_at),
        ]);
    }
    table.render()
}

pub fn run_badge(ctx: &PageCtx, state: RunState) -> Markup {
    let tone = match state {
        RunState::Inside => Tone::Accent,
        RunState::Finished | RunState::ReachedGoal => Tone::Good,
        RunState::Left | RunState::HeldOut => Tone::Neutral,
    };
    components::badge(tone, &ctx.t_code("run", state.word()))
}

/// Where somebody stands who is inside, or what ended it.
pub(in crate::admin) fn standing(ctx: &PageCtx, names: &LetterNames, plan: Option<&Plan>, run: &Run) -> Markup {
    let Some(plan) = plan else { return html! { (components::none(ctx)) } };
    let steps = words::numbered(plan);
    let step = steps.get(run.step).copied();
    html! {
        @match run.state {
            RunState::Inside => {
                @if let Some(step) = step { (words::brief(ctx, names, step)) }
                @if let Some(due) = run.due_at { " " span.quiet { (ctx.t_with(key("journey-goes-on"), &[("when", ctx.fmt.relative(due, ctx.now).into())])) } }
            }
            _ => @if let Some(last) = run.path.last() { (words::outcome(ctx, steps.get(last.step).copied().filter(|_| last.version.is_none()), &last.outcome)) }
        }
    }
}
