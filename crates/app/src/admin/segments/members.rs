//! Who is in a segment: those who share with the reader's team what it reads, since that somebody is in it tells of that.

use super::{Tabs, drawn, id_of};
use crate::admin::customers::who;
use crate::admin::need::Work;
use crate::admin::{Allowed, Failure, Signed, blocking};
use crate::app::App;
use crate::segments as doing;
use automation::segments::{self, Segment};
use axum::Router;
use axum::extract::{Path, Query};
use axum::routing::get;
use base::Timestamp;
use base::id::{CustomerId, SegmentId};
use foundation::consent::{self, Category, CategorySet, Choices};
use foundation::customers;
use foundation::vault::{Access, Beside, Disclosed};
use maud::{Markup, Render as _, html};
use serde::Deserialize;
use web::components::{self, Column, Table};
use web::icons::Icon;
use web::{Html, Nav, PageCtx, key};

/// One entry of the access log names so many customers at most.
const PAGE_ROWS: usize = 50;

pub(super) fn router() -> Router<App> {
    Router::new().route("/admin/segments/{segment}/members", get(show))
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Wanted {
    after: String,
}

struct Line {
    customer: CustomerId,
    since: Timestamp,
    is_known: bool,
    choices: Choices,
}

struct Listed {
    segment: Segment,
    lines: Vec<Line>,
    people: Disclosed,
    /// Whether some of this page are not for the reader.
    hides_some: bool,
    is_first: bool,
    next: Option<CustomerId>,
}

async fn show(
    Allowed(signed, Work): Allowed<Work>,
    Path(segment): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Html, Failure> {
    let signed = signed.at(Nav::Segments);
    let (id, access) = (id_of(&segment)?, signed.access("segment"));
    let after = wanted.after.parse().ok();
    let listed = blocking(&signed.app, move |app| load(app, &access, id, after)).await?.ok_or(Failure::NOT_FOUND)?;
    Ok(draw(&signed, &listed))
}

fn load(app: &App, access: &Access, id: SegmentId, after: Option<CustomerId>) -> Result<Option<Listed>, db::Error> {
    let now = app.clock.now();
    let found = app.db.record.read(|tx| match segments::find(tx, id)? {
        Some(segment) => Ok::<_, db::Error>(Some((doing::resolved(tx, &segment.rule)?, segment))),
        None => Ok(None),
    })?;
    let Some((rule, segment)) = found else { return Ok(None) };
    let reads = rule.map_or(CategorySet::EMPTY, |rule| rule.reads());
    let mut rows = app.db.views.read(|tx| segments::members_after(tx, id, after, PAGE_ROWS + 1))?;
    let more = rows.len() > PAGE_ROWS;
    rows.truncate(PAGE_ROWS);
    let next = rows.last().filter(|_| more).map(|(customer, _)| *customer);
    let (mut lines, mut ids, mut beside) = (Vec::new(), Vec::new(), Vec::new());
    let mut hides_some = false;
    app.db.record.read(|tx| {
        for (customer, since) in rows {
            let Some(row) = customers::customer_row(tx, customer)?.filter(|row| row.erased_at.is_none()) else { continue };
            let choices = consent::load(tx, customer)?;
            if !reads.without(access.visible_beside(&choices, now)).is_empty() {
                hides_some = true;
                continue;
            }
            ids.push(customers::all_ids(tx, customer)?);
            beside.push(Beside { customer, shown: reads, refused: CategorySet::EMPTY, through: None });
            lines.push(Line { customer, since, is_known: row.known, choices });
        }
        Ok::<_, db::Error>(())
    })?;
    let wanted = CategorySet::of(&[Category::Name, Category::Email]);
    let people = app.access.disclose_beside(&mut app.fork_rng(), access, &ids, wanted, &beside, now)?.wait()?;
    Ok(Some(Listed { segment, lines, people, hides_some, is_first: after.is_none(), next }))
}

fn draw(signed: &Signed, listed: &Listed) -> Html {
    let ctx = &signed.ctx;
    let path = Tabs::Members.path(listed.segment.id);
    let content = html! {
        @if listed.hides_some { p.quiet { (ctx.t(key("segment-members-hidden"))) } }
        div.card {
            @if listed.lines.is_empty() && !listed.hides_some && listed.is_first {
                (components::empty(Icon::Segments, &ctx.t(key("segment-members-none")), &ctx.t(key("segment-members-none-text")), None))
            } @else {
                (table(ctx, listed))
                @if let Some(next) = listed.next {
                    div.actions { (components::button_link(&format!("{path}?after={next}"), &ctx.t(key("action-show-more")))) }
                }
            }
        }
    };
    drawn(signed, &listed.segment, Tabs::Members, content)
}

fn table(ctx: &PageCtx, listed: &Listed) -> Markup {
    let columns = [Column::text(ctx.t(key("customers-column-name"))), Column::text(ctx.t(key("segment-since")))];
    let mut table = Table::new(ctx.t(key("segment-tab-members")), columns).class("people");
    for line in &listed.lines {
        let person = listed.people.person(line.customer);
        table.push([
            components::row_link(
                &format!("/admin/customers/{}", line.customer),
                who(ctx, line.customer, line.is_known, &line.choices, person),
            ),
            components::time(ctx, line.since),
        ]);
    }
    table.render()
}
