//! The record of processing, as a page and for taking along.

use super::{Place, drawn, people};
use crate::admin::Allowed;
use crate::admin::need::Manage;
use crate::admin::{Failure, Signed, blocking, words};
use crate::app::App;
use crate::notices::span;
use crate::processing::{Activity, Kept, Processing};
use axum::Router;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use foundation::consent::{Basis, Recipient};
use maud::{Markup, Render as _, html};
use std::collections::BTreeSet;
use web::components::{self, Column, Table};
use web::icons::Icon;
use web::layout::Heading;
use web::{Html, PageCtx, key};

const PATH: &str = "/admin/privacy/processing";

pub(super) fn router() -> Router<App> {
    Router::new()
        .route(PATH, get(show))
        .route("/admin/privacy/processing.json", get(as_json))
        .route("/admin/privacy/processing.csv", get(as_csv))
}

async fn load(signed: &Signed) -> Result<Processing, Failure> {
    Ok(blocking(&signed.app, Processing::load).await?)
}

async fn show(Allowed(signed, Manage): Allowed<Manage>) -> Result<Html, Failure> {
    let processing = load(&signed).await?;
    let ctx = &signed.ctx;
    let content = html! {
        (components::section(&ctx.t("processing-activities"), None, activities(ctx, &processing)))
        (components::section(&ctx.t("processing-events"), None, events(ctx, &processing.events)))
        (components::grid(&[
            components::card(&ctx.t("processing-outside"), None, outside(ctx, &processing)),
            components::card(&ctx.t("processing-measures"), None, measures(ctx, &processing)),
        ]))
    };
    let heading = Heading::new(ctx.t("processing-title"))
        .state(html! { (ctx.t("processing-state")) " " (components::as_of(ctx, processing.at)) })
        .actions(html! {
            (components::button_link("/admin/privacy/processing.csv", &ctx.t("processing-csv")))
            (components::button_link("/admin/privacy/processing.json", &ctx.t("processing-json")))
        });
    Ok(drawn(ctx, Place::Processing, heading, content))
}

fn activities(ctx: &PageCtx, processing: &Processing) -> Markup {
    if processing.activities.is_empty() {
        return components::empty(Icon::Shield, &ctx.t(key("processing-none")), &ctx.t(key("processing-none-text")), None);
    }
    let columns = columns(ctx).map(Column::text);
    let mut table = Table::new(ctx.t("processing-activities"), columns);
    for activity in &processing.activities {
        table.push(cells(ctx, activity).map(|cell| html! { (cell) }));
    }
    table.render()
}

fn columns(ctx: &PageCtx) -> [String; 5] {
    [
        key("consent-column-purpose"),
        key("consent-column-basis"),
        key("consent-column-category"),
        key("consent-column-recipient"),
        key("processing-column-people"),
    ]
    .map(|column| ctx.t(column).into_owned())
}

fn cells(ctx: &PageCtx, activity: &Activity) -> [String; 5] {
    let recipients: Vec<Recipient> = activity.recipients.iter().copied().collect();
    [
        words::purpose(ctx, activity.purpose),
        bases(ctx, &activity.bases),
        words::categories(ctx, activity.categories),
        words::recipients(ctx, &recipients),
        people(ctx, activity.people),
    ]
}

fn bases(ctx: &PageCtx, bases: &BTreeSet<Basis>) -> String {
    let words: Vec<String> = bases.iter().map(|basis| words::mid(ctx, &ctx.t_code("basis", basis.word()))).collect();
    words::list_of(ctx, &words)
}

fn events(ctx: &PageCtx, events: &[Kept]) -> Markup {
    let columns = [key("processing-column-event"), key("consent-column-basis"), key("processing-column-kept")]
        .map(|column| Column::text(ctx.t(column)));
    let mut table = Table::new(ctx.t(key("processing-events")), columns);
    for kept in events {
        let basis = if kept.bases.is_empty() { ctx.t(key("processing-not-taken")).into_owned() } else { bases(ctx, &kept.bases) };
        let long = match kept.months {
            0 => ctx.t(key("processing-until-erased")).into_owned(),
            months => span(ctx.lang(), months),
        };
        table.push([html! { (ctx.t_code("class", kept.class.word())) }, html! { (basis) }, html! { (long) }]);
    }
    html! { (table) p.hint { (ctx.t(key("processing-fields"))) } }
}

fn outside(ctx: &PageCtx, processing: &Processing) -> Markup {
    if processing.processors.is_empty() {
        return html! { p { (ctx.t(key("processing-nobody"))) } };
    }
    let pairs: Vec<(String, Markup)> = processing
        .processors
        .iter()
        .map(|processor| {
            (ctx.t_code("processing-service", processor.service.word()).into_owned(), components::ltr(&processor.host))
        })
        .collect();
    components::facts(&pairs)
}

fn measures(ctx: &PageCtx, processing: &Processing) -> Markup {
    html! { ul.points { @for measure in &processing.measures { li { (ctx.t_code("processing-measure", measure.word())) } } } }
}

async fn as_json(Allowed(signed, Manage): Allowed<Manage>) -> Result<Response, Failure> {
    let document = load(&signed).await?.to_json();
    let text = serde_json::to_string_pretty(&document).map_err(|_| Failure::BROKEN)?;
    Ok(file("application/json", "attachment; filename=\"processing.json\"", text))
}

/// The activities in the reader's language, for a spreadsheet.
async fn as_csv(Allowed(signed, Manage): Allowed<Manage>) -> Result<Response, Failure> {
    let processing = load(&signed).await?;
    let ctx = &signed.ctx;
    let rows = processing.activities.iter().map(|activity| cells(ctx, activity));
    let lines: Vec<String> = std::iter::once(columns(ctx)).chain(rows).map(|cells| line(&cells)).collect();
    // The mark by which spreadsheets know UTF-8.
    let text = format!("\u{feff}{}", lines.concat());
    Ok(file("text/csv; charset=utf-8", "attachment; filename=\"processing.csv\"", text))
}

/// One line of CSV (RFC 4180), without the marks that direct text on a page.
fn line(cells: &[String; 5]) -> String {
    let cells = cells.each_ref().map(|cell| format!("\"{}\"", web::i18n::plain(cell).replace('"', "\"\"")));
    format!("{}\r\n", cells.join(","))
}

fn file(kind: &'static str, disposition: &'static str, text: String) -> Response {
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (headers, text).into_response()
}
