//! What journeys ask the store's people to do: the open tasks of the reader's teams, the oldest first.

use super::need::Work;
use super::{Allowed, AllowedForm, Failure, Signed, blocking};
use crate::app::App;
use crate::words as shared;
use automation::journeys::{self, Journey, TaskRow};
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::{get, post};
use base::id::{CustomerId, StaffId, TaskId};
use db::Tx;
use foundation::consent::{Category, CategorySet, Recipient};
use foundation::customers;
use foundation::staff::{self, Deed};
use foundation::vault::{Access, Disclosed};
use maud::{Markup, Render as _, html};
use serde::Deserialize;
use std::collections::BTreeMap;
use web::components::{self, Column, Table, Tone};
use web::http::see_other;
use web::icons::Icon;
use web::layout::{Heading, page};
use web::{Html, Nav, PageCtx, key};

const PATH: &str = "/admin/tasks";
/// One entry of the access log names so many customers at most.
const ROWS: usize = 50;

pub fn router() -> Router<App> {
    Router::new()
        .route(PATH, get(show))
        .route("/admin/tasks/{task}/take", post(take))
        .route("/admin/tasks/{task}/return", post(give_back))
        .route("/admin/tasks/{task}/done", post(finish))
}

struct Line {
    task: TaskRow,
    root: CustomerId,
    ids: Vec<CustomerId>,
}

struct Listed {
    lines: Vec<Line>,
    more: u64,
    journeys: Vec<Journey>,
    names: BTreeMap<StaffId, String>,
    people: Disclosed,
}

async fn show(Allowed(signed, Work): Allowed<Work>) -> Result<Html, Failure> {
    let signed = signed.at(Nav::Tasks);
    let (access, teams) = (signed.access("tasks"), teams_of(&signed));
    let listed = blocking(&signed.app, move |app| read(app, &access, &teams)).await?;
    Ok(draw(&signed, &listed))
}

/// Whose tasks somebody sees: those of the teams that they work in.
fn teams_of(signed: &Signed) -> Vec<Recipient> {
    signed.staff.recipients()
}

fn read(app: &App, access: &Access, teams: &[Recipient]) -> Result<Listed, db::Error> {
    let (lines, all, journeys, names) = app.db.record.read(|tx| {
        let mut lines = Vec::new();
        for task in journeys::open_tasks(tx, teams, ROWS)? {
            let root = customers::root_of(tx, task.customer)?.unwrap_or(task.customer);
            lines.push(Line { task, root, ids: customers::all_ids(tx, root)? });
        }
        let names = staff::list_accounts(tx, &app.keys)?.into_iter().map(|one| (one.staff.id, one.staff.name)).collect();
        Ok::<_, db::Error>((lines, journeys::count_open_tasks(tx, teams)?, journeys::list(tx)?, names))
    })?;
    let ids: Vec<Vec<CustomerId>> = lines.iter().map(|line| line.ids.clone()).collect();
    let wanted = CategorySet::of(&[Category::Name, Category::Email, Category::Phone]);
    let people = app.access.disclose(&mut app.fork_rng(), access, &ids, wanted, app.clock.now())?;
    let more = all.saturating_sub(lines.len() as u64);
    Ok(Listed { lines, more, journeys, names, people })
}

fn draw(signed: &Signed, listed: &Listed) -> Html {
    let ctx = &signed.ctx;
    let content = html! {
        div.section.card {
            @if listed.lines.is_empty() {
                (components::empty(Icon::Journeys, &ctx.t(key("tasks-empty")), &ctx.t(key("tasks-empty-text")), None))
            } @else {
                (table(signed, listed))
                @if listed.more > 0 { p.quiet { (ctx.t_with(key("tasks-more"), &[("count", listed.more.into())])) } }
            }
        }
    };
    page(ctx, &Heading::new(ctx.t(key("tasks-title"))).state(html! { (ctx.t(key("tasks-state"))) }), content)
}

fn table(signed: &Signed, listed: &Listed) -> Markup {
    let ctx = &signed.ctx;
    let columns = [
        Column::text(ctx.t(key("task-what"))),
        Column::text(ctx.t(key("messages-column-customer"))),
        Column::text(ctx.t(key("task-who"))),
        Column::text(ctx.t(key("task-since"))),
        Column::actions(ctx.t(key("task-actions"))),
    ];
    let mut table = Table::new(ctx.t(key("nav-tasks")), columns);
    for Line { task, root, .. } in &listed.lines {
        let journey = listed.journeys.iter().find(|one| one.id == task.journey);
        let person = listed.people.person(*root);
        let who = task.taken_by.map(|by| listed.names.get(&by).cloned().unwrap_or_default());
        table.push([
            html! {
                (components::name(&task.text))
                @if let Some(journey) = journey { span.provenance { (ctx.t_with(key("task-why"), &[("journey", journey.name.as_str().into())])) } }
            },
            html! {
                a href={ "/admin/customers/" (root) } { (components::name(&shared::called(ctx, *root, person))) }
                @if let Some(phone) = person.and_then(|person| person.value("phone")) { span.provenance dir="ltr" { (phone) } }
            },
            html! {
                (ctx.t_code("recipient", task.team.word()))
                @if let Some(who) = who { span.provenance { (components::name(&who)) } }
            },
            components::ago(ctx, task.made_at),
            actions(ctx, signed.staff.id, task),
        ]);
    }
    table.render()
}

fn actions(ctx: &PageCtx, reader: StaffId, task: &TaskRow) -> Markup {
    let path = |what: &str| format!("{PATH}/{}/{what}", task.id);
    html! {
        div.actions {
            @match task.taken_by {
                Some(by) if by == reader => (components::post_button(ctx, &path("return"), &ctx.t(key("task-return")), Tone::Neutral)),
                _ => (components::post_button(ctx, &path("take"), &ctx.t(key("task-take")), Tone::Neutral)),
            }
            (components::post_button(ctx, &path("done"), &ctx.t(key("task-done")), Tone::Accent))
        }
    }
}

#[derive(Deserialize)]
struct Nothing {}

type Done = Result<Response, Failure>;

async fn take(Path(task): Path<String>, AllowedForm(signed, Work, Nothing {}): AllowedForm<Work, Nothing>) -> Done {
    let (by, now) = (signed.staff.id, signed.app.clock.now());
    act(&signed, &task, Deed::TaskTaken, move |tx, id| journeys::take_task(tx, id, Some(by), now)).await
}

async fn give_back(Path(task): Path<String>, AllowedForm(signed, Work, Nothing {}): AllowedForm<Work, Nothing>) -> Done {
    let now = signed.app.clock.now();
    act(&signed, &task, Deed::TaskReturned, move |tx, id| journeys::take_task(tx, id, None, now)).await
}

async fn finish(Path(task): Path<String>, AllowedForm(signed, Work, Nothing {}): AllowedForm<Work, Nothing>) -> Done {
    let (by, now) = (signed.staff.id, signed.app.clock.now());
    act(&signed, &task, Deed::TaskDone, move |tx, id| journeys::finish_task(tx, id, by, now)).await
}

/// Changes a task of one of the reader's teams, with its line in the audit log. One that somebody did meanwhile is done.
async fn act(
    signed: &Signed,
    task: &str,
    deed: Deed,
    work: impl FnOnce(&mut Tx<'_>, TaskId) -> db::Result<bool> + Send + 'static,
) -> Done {
    let id: TaskId = task.parse().map_err(|_| Failure::NOT_FOUND)?;
    let (deed, teams) = (signed.deed(deed, id), teams_of(signed));
    let done = signed.app.recorder.submit(move |tx| {
        let is_theirs = journeys::find_task(tx, id)?.is_some_and(|task| teams.contains(&task.team));
        if is_theirs && work(tx, id)? {
            deed.write(tx)?;
        }
        Ok::<_, db::Error>(is_theirs)
    });
    if done.await? { Ok(see_other(PATH)) } else { Err(Failure::NOT_FOUND) }
}
