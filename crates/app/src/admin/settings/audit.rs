//! Who of the staff did what: the newest first, by person and by kind, and as a file.

use super::looks::names;
use super::{Place, audit_words, drawn};
use crate::admin::need::Oversee;
use crate::admin::{Allowed, Failure, Signed, blocking};
use crate::app::App;
use crate::export::harmless;
use automation::segments;
use axum::Router;
use axum::extract::Query;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use base::id::{AuditId, KeyId, SegmentId, StaffId, TeamId, TemplateId};
use capabilities::messaging;
use foundation::staff::{self, AuditFilter, AuditRow, Deed};
use maud::{Markup, Render as _, html};
use serde::Deserialize;
use std::collections::BTreeMap;
use web::components::{self, Column, Pager, Table};
use web::forms::Field;
use web::icons::Icon;
use web::layout::Heading;
use web::{Html, key};

const PAGE_ROWS: usize = 50;
/// Lines of one file, the newest; and how many are read at a time.
const FILE_ROWS_MAX: usize = 50_000;
const FILE_STEP: usize = 1_000;

pub(super) fn router() -> Router<App> {
    Router::new().route(Place::Audit.path(), get(show)).route("/admin/settings/audit.csv", get(download))
}

#[derive(Deserialize, Default, Clone)]
#[serde(default)]
struct Wanted {
    person: String,
    deed: String,
    before: Option<String>,
    after: Option<String>,
}

impl Wanted {
    fn filter(&self) -> AuditFilter {
        AuditFilter { staff: self.person.parse().ok(), deed: Deed::from_word(&self.deed) }
    }

    /// The filter as a query, which only ever holds what was understood.
    fn query(&self) -> String {
        let AuditFilter { staff, deed } = self.filter();
        let person = staff.map_or_else(String::new, |staff| staff.to_string());
        format!("person={person}&deed={}", deed.map_or("", Deed::word))
    }

    fn is_narrowed(&self) -> bool {
        let AuditFilter { staff, deed } = self.filter();
        staff.is_some() || deed.is_some()
    }
}

/// What ids in the log are called.
pub(super) struct Names {
    pub(super) people: Vec<(StaffId, String)>,
    pub(super) teams: Vec<(TeamId, String)>,
    pub(super) keys: Vec<(KeyId, String)>,
    pub(super) segments: Vec<(SegmentId, String)>,
    pub(super) templates: BTreeMap<TemplateId, String>,
}

struct Listed {
    wanted: Wanted,
    rows: Vec<AuditRow>,
    names: Names,
    newer: Option<String>,
    older: Option<String>,
}

impl Names {
    fn load(tx: &mut db::Tx<'_>, app: &App) -> db::Result<Self> {
        let keys = staff::list_keys(tx)?.into_iter().map(|key| (key.id, key.name)).collect();
        let segments = segments::list(tx)?.into_iter().map(|segment| (segment.id, segment.name)).collect();
        let templates = messaging::template_names(tx)?;
        Ok(Self { people: names(tx, app)?, teams: staff::team_names(tx)?, keys, segments, templates })
    }

    /// The name of a member of staff.
    pub(super) fn person(&self, id: StaffId) -> Option<&str> {
        self.people.iter().find(|(known, _)| *known == id).map(|(_, name)| name.as_str())
    }
}

async fn show(Allowed(signed, Oversee): Allowed<Oversee>, Query(wanted): Query<Wanted>) -> Result<Html, Failure> {
    let listed = blocking(&signed.app, move |app| load(app, wanted)).await?;
    Ok(draw(&signed, &listed))
}

fn load(app: &App, wanted: Wanted) -> Result<Listed, db::Error> {
    let key_of = |text: &Option<String>| text.as_ref().and_then(|text| text.parse::<AuditId>().ok());
    let place = db::Place::of(key_of(&wanted.before), key_of(&wanted.after));
    let (rows, names) = app
        .db
        .record
        .read(|tx| Ok::<_, db::Error>((staff::audit_at(tx, wanted.filter(), &place, PAGE_ROWS + 1)?, Names::load(tx, app)?)))?;
    let (rows, is_newer, is_older) = place.cut(rows, PAGE_ROWS);
    let link = |side: &str, row: &AuditRow| format!("{}?{}&{side}={}", Place::Audit.path(), wanted.query(), row.id);
    let newer = rows.first().filter(|_| is_newer).map(|row| link("after", row));
    let older = rows.last().filter(|_| is_older).map(|row| link("before", row));
    Ok(Listed { wanted, rows, names, newer, older })
}

fn draw(signed: &Signed, listed: &Listed) -> Html {
    let ctx = &signed.ctx;
    let all = || std::iter::once((String::new(), ctx.t(key("filter-all")).into_owned()));
    let people = listed.names.people.iter().map(|(id, name)| (id.to_string(), name.clone()));
    let deeds = Deed::ALL.iter().map(|deed| (deed.word().to_owned(), ctx.t_code("deed", deed.word()).into_owned()));
    let wanted = &listed.wanted;
    let filters = html! {
        (Field::select("person", ctx.t("audit-person"), all().chain(people)).value(&*wanted.person))
        (Field::select("deed", ctx.t("audit-deed"), all().chain(deeds)).value(&*wanted.deed))
    };
    let content = html! {
        (components::filter_bar(ctx, Place::Audit.path(), filters, wanted.is_narrowed().then_some(Place::Audit.path())))
        div.section.card {
            @if listed.rows.is_empty() {
                (components::empty(Icon::Clock, &ctx.t("audit-empty"), "", None))
            } @else {
                (table(signed, listed))
                (Pager { previous: listed.newer.clone(), next: listed.older.clone(), shown: listed.rows.len() }.render(ctx))
            }
        }
    };
    let file = components::button_link(&format!("{}.csv?{}", Place::Audit.path(), wanted.query()), &ctx.t("action-export-csv"));
    let heading = Heading::new(ctx.t("audit-title")).state(html! { (ctx.t("audit-state")) }).actions(file);
    drawn(signed, Place::Audit, heading, content)
}

fn table(signed: &Signed, listed: &Listed) -> Markup {
    let ctx = &signed.ctx;
    let columns = [
        Column::text(ctx.t("audit-what")),
        Column::text(ctx.t("audit-who")),
        Column::text(ctx.t("audit-details")),
        Column::text(ctx.t("audit-when")),
    ];
    let mut table = Table::new(ctx.t("audit-title"), columns);
    for row in &listed.rows {
        table.push([
            html! { (ctx.t_code("deed", row.deed.word())) },
            audit_words::who(ctx, row, &listed.names),
            html! {
                (audit_words::subject(ctx, row, &listed.names))
                @if !row.detail.is_empty() { span.provenance { (audit_words::detail(ctx, row, &listed.names)) } }
            },
            components::time(ctx, row.at),
        ]);
    }
    table.render()
}

/// The log as a file for other programs: ids and words as they are stored, with the names of today beside them.
async fn download(Allowed(signed, Oversee): Allowed<Oversee>, Query(wanted): Query<Wanted>) -> Result<Response, Failure> {
    let text = blocking(&signed.app, move |app| file(app, wanted.filter())).await?;
    // Written before it is handed over.
    let deed = signed.deed(Deed::AuditExported, "audit");
    let written: db::Result<()> = signed.app.recorder.submit(move |tx| deed.write(tx)).await;
    written?;
    let mut response = text.into_response();
    web::http::secure(&mut response, web::http::PAGE_CSP);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"audit.csv\""));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

fn file(app: &App, filter: AuditFilter) -> Result<String, db::Error> {
    let mut text = "at,person,name,deed,subject,detail\r\n".to_owned();
    let names = app.db.record.read(|tx| names(tx, app))?;
    let (mut place, mut written) = (db::Place::Start, 0);
    while written < FILE_ROWS_MAX {
        let rows = app.db.record.read(|tx| staff::audit_at(tx, filter, &place, FILE_STEP))?;
        let Some(last) = rows.last() else { break };
        place = db::Place::Before(last.id);
        written += rows.len();
        for row in &rows {
            let person = row.staff.map_or_else(String::new, |staff| staff.to_string());
            let name = row.staff.and_then(|staff| names.iter().find(|(id, _)| *id == staff));
            let name = name.map_or("", |(_, name)| name.as_str());
            let at = row.at.to_rfc3339();
            let cells = [at.as_str(), &person, name, row.deed.word(), &row.subject, &row.detail].map(cell);
            text.push_str(&cells.join(","));
            text.push_str("\r\n");
        }
    }
    Ok(text)
}

/// One cell (RFC 4180), which no spreadsheet takes for a formula.
fn cell(text: &str) -> String {
    let text = harmless(text);
    if text.contains(['"', ',', '\r', '\n']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.into_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_and_no_formula() {
        assert_eq!(cell("Sara"), "Sara");
        assert_eq!(cell("a,\"b\""), "\"a,\"\"b\"\"\"");
        assert_eq!(cell("=cmd|' /C calc'!A0"), "'=cmd|' /C calc'!A0");
    }
}
