//! Who looked at customers' data: staff, programs and automations, the newest first. It names no customer, so that whoever
//! oversees the staff sees nobody's data by it.

use super::{Place, drawn};
use crate::admin::need::Oversee;
use crate::admin::{Allowed, Failure, Signed, blocking, words};
use crate::app::App;
use axum::Router;
use axum::extract::Query;
use axum::routing::get;
use base::id::{StaffId, TeamId};
use foundation::staff;
use foundation::vault::{AccessLog, Look};
use maud::{Markup, Render as _, html};
use serde::Deserialize;
use web::components::{self, Column, Pager, Table};
use web::icons::Icon;
use web::layout::Heading;
use web::{Html, PageCtx, key};

const PAGE_ROWS: usize = 50;

pub(super) fn router() -> Router<App> {
    Router::new().route(Place::Looks.path(), get(show))
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Wanted {
    /// The position that the page begins below.
    before: String,
}

struct Listed {
    looks: Vec<Look>,
    people: Vec<(StaffId, String)>,
    teams: Vec<(TeamId, String)>,
    before: Option<i64>,
    older: Option<i64>,
}

async fn show(Allowed(signed, Oversee): Allowed<Oversee>, Query(wanted): Query<Wanted>) -> Result<Html, Failure> {
    let before = wanted.before.parse().ok();
    let listed = blocking(&signed.app, move |app| load(app, before)).await?;
    Ok(draw(&signed, &listed))
}

fn load(app: &App, before: Option<i64>) -> Result<Listed, db::Error> {
    let mut looks = AccessLog::of_all(&app.db.access, before, PAGE_ROWS + 1)?;
    let is_more = looks.len() > PAGE_ROWS;
    looks.truncate(PAGE_ROWS);
    let older = looks.last().filter(|_| is_more).map(|look| look.position);
    let (people, teams) = app.db.record.read(|tx| Ok::<_, db::Error>((names(tx, app)?, staff::team_names(tx)?)))?;
    Ok(Listed { looks, people, teams, before, older })
}

/// What the store's people are called, those who left too.
pub(super) fn names(tx: &mut db::Tx<'_>, app: &App) -> db::Result<Vec<(StaffId, String)>> {
    let called = |person: staff::Staff| if person.name.is_empty() { person.email } else { person.name };
    Ok(staff::list_accounts(tx, &app.keys)?.into_iter().map(|account| (account.staff.id, called(account.staff))).collect())
}

fn draw(signed: &Signed, listed: &Listed) -> Html {
    let ctx = &signed.ctx;
    let content = html! {
        div.section.card {
            @if listed.looks.is_empty() {
                (components::empty(Icon::Shield, &ctx.t("looks-empty"), &ctx.t("looks-empty-text"), None))
            } @else {
                (table(ctx, listed))
                (Pager {
                    previous: listed.before.map(|_| Place::Looks.path().to_owned()),
                    next: listed.older.map(|older| format!("{}?before={older}", Place::Looks.path())),
                    shown: listed.looks.len(),
                }.render(ctx))
            }
        }
    };
    let heading = Heading::new(ctx.t("looks-title")).state(html! { (ctx.t("looks-state")) });
    drawn(signed, Place::Looks, heading, content)
}

fn table(ctx: &PageCtx, listed: &Listed) -> Markup {
    let columns = [
        Column::text(ctx.t(key("customer-look-at"))),
        Column::text(ctx.t(key("customer-look-who"))),
        Column::text(ctx.t(key("customer-look-purpose"))),
        Column::text(ctx.t(key("customer-look-saw"))),
    ];
    let mut table = Table::new(ctx.t("looks-title"), columns);
    for look in &listed.looks {
        let row = &look.row;
        let person = look.staff.and_then(|staff| listed.people.iter().find(|(id, _)| *id == staff));
        table.push([
            components::time(ctx, row.at),
            html! {
                @if let Some((_, name)) = person { (components::name(name)) br; }
                span.quiet { (words::team(ctx, row.recipient, row.team, &listed.teams)) " · " (place(ctx, &row.place)) }
            },
            html! { (words::purpose(ctx, row.purpose)) },
            html! {
                (words::categories(ctx, row.shown))
                @if !row.refused.is_empty() {
                    @if !row.shown.is_empty() { br; }
                    span.quiet { (ctx.t_with(key("customer-look-refused"), &[("what", words::categories(ctx, row.refused).into())])) }
                }
            },
        ]);
    }
    table.render()
}

/// Where somebody looked: here no customer's page is "this page".
fn place(ctx: &PageCtx, place: &str) -> String {
    if place == "customer" { ctx.t("looks-place-customer").into_owned() } else { words::place(ctx, place) }
}
