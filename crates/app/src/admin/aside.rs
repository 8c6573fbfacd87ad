//! What could not be taken in, why, and how the sender can put it right.

use super::need::Manage;
use super::{Allowed, Failure, blocking};
use crate::app::App;
use crate::intake::{self, AsideRow, Reason};
use axum::Router;
use axum::extract::{Path, Query};
use axum::routing::get;
use base::id::{EventId, KeyId};
use base::{Id as _, Timestamp};
use db::Place;
use foundation::staff::{self, ApiKey, Deed};
use maud::{Markup, Render as _, html};
use serde::Deserialize;
use std::borrow::Cow;
use std::time::Duration;
use web::components::{self, Column, Pager, Table};
use web::forms::Field;
use web::icons::Icon;
use web::layout::{Heading, page};
use web::{Html, Nav, PageCtx, key};

const PATH: &str = "/admin/set-aside";
const PAGE_ROWS: usize = 50;
/// As long as `intake` keeps them.
const KEPT: Duration = Duration::from_hours(24 * 7);
/// Bytes of a raw event that the page shows.
const SHOWN_BYTES_MAX: usize = 64 * 1024;

pub fn router() -> Router<App> {
    Router::new().route(PATH, get(list)).route("/admin/set-aside/{event}", get(show))
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Wanted {
    reason: String,
    before: Option<String>,
    after: Option<String>,
}

struct Listed {
    reason: Option<&'static str>,
    rows: Vec<AsideRow>,
    reasons: Vec<(String, u64)>,
    newer: Option<String>,
    older: Option<String>,
}

async fn list(Allowed(signed, Manage): Allowed<Manage>, Query(wanted): Query<Wanted>) -> Result<Html, Failure> {
    let signed = signed.at(Nav::SetAside);
    let listed = blocking(&signed.app, move |app| load(app, &wanted)).await?;
    Ok(draw(&signed.ctx, &listed))
}

fn load(app: &App, wanted: &Wanted) -> Result<Listed, db::Error> {
    let reason = Reason::ALL.iter().map(|reason| reason.word()).find(|word| *word == wanted.reason);
    let key_of = |text: &Option<String>| text.as_ref().and_then(|text| text.parse::<EventId>().ok());
    let place = Place::of(key_of(&wanted.before), key_of(&wanted.after));
    let (rows, reasons) = app
        .db
        .record
        .read(|tx| Ok::<_, db::Error>((intake::aside_list_at(tx, reason, &place, PAGE_ROWS + 1)?, intake::aside_reasons(tx)?)))?;
    let (rows, is_newer, is_older) = place.cut(rows, PAGE_ROWS);
    let link = |side: &str, row: &AsideRow| format!("{PATH}?reason={}&{side}={}", reason.unwrap_or(""), row.id);
    let newer = rows.first().filter(|_| is_newer).map(|row| link("after", row));
    let older = rows.last().filter(|_| is_older).map(|row| link("before", row));
    Ok(Listed { reason, rows, reasons, newer, older })
}

fn draw(ctx: &PageCtx, listed: &Listed) -> Html {
    let total: u64 = listed.reasons.iter().map(|(_, count)| count).sum();
    let all = (String::new(), ctx.t(key("filter-all")).into_owned());
    let options = listed.reasons.iter().map(|(word, count)| {
        (
            word.clone(),
            ctx.lang().t_plain(
                key("aside-reason-count"),
                &[("reason", ctx.t_code("aside", word).into_owned().into()), ("count", (*count).into())],
            ),
        )
    });
    let select = Field::select("reason", ctx.t(key("aside-filter-reason")), std::iter::once(all).chain(options));
    let filters = html! { (select.value(listed.reason.unwrap_or(""))) };
    let content = html! {
        @if total > 0 { (components::filter_bar(ctx, PATH, filters, listed.reason.map(|_| PATH))) }
        div.section.card {
            @if listed.rows.is_empty() {
                (components::empty(Icon::Check, &ctx.t(key("aside-empty")), &ctx.t(key("aside-empty-text")), None))
            } @else {
                (table(ctx, &listed.rows))
                (Pager { previous: listed.newer.clone(), next: listed.older.clone(), shown: listed.rows.len() }.render(ctx))
            }
        }
    };
    let state = ctx.t_with(key("aside-state"), &[("count", total.into())]);
    page(ctx, &Heading::new(ctx.t(key("aside-title"))).state(html! { (state) }), content)
}

fn table(ctx: &PageCtx, rows: &[AsideRow]) -> Markup {
    let columns = [
        Column::text(ctx.t(key("aside-column-reason"))),
        Column::text(ctx.t(key("aside-how-to-fix"))),
        Column::text(ctx.t(key("aside-column-at"))),
    ];
    let mut table = Table::new(ctx.t(key("nav-set-aside")), columns);
    for row in rows {
        table.push([
            html! {
                (components::row_link(&format!("{PATH}/{}", row.id), html! { (ctx.t_code("aside", &row.reason)) }))
                @if let Some(field) = field_of(&row.detail) { span.provenance { (components::code(field)) } }
            },
            html! { span.quiet { (hint(ctx, row)) } },
            components::ago(ctx, row.at),
        ]);
    }
    table.render()
}

/// How the sender can put it right.
fn hint(ctx: &PageCtx, row: &AsideRow) -> Cow<'static, str> {
    ctx.t_code("aside", &format!("{}_hint", row.reason))
}

/// The field that a detail is about: `properties.order_id` of `properties.order_id: an order event needs it`.
fn field_of(detail: &str) -> Option<&str> {
    let (field, _) = detail.split_once(": ")?;
    let is_field = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '[' | ']');
    (!field.is_empty() && field.chars().all(is_field)).then_some(field)
}

struct Opened {
    row: AsideRow,
    raw: String,
    source: Option<[u8; 16]>,
    sender: Option<ApiKey>,
}

async fn show(Allowed(signed, Manage): Allowed<Manage>, Path(event): Path<String>) -> Result<Html, Failure> {
    let signed = signed.at(Nav::SetAside);
    let id: EventId = event.parse().map_err(|_| Failure::NOT_FOUND)?;
    let opened = blocking(&signed.app, move |app| open(app, id)).await?.ok_or(Failure::NOT_FOUND)?;
    // What came in was resolved to nobody, so no customer's log can hold this look; the audit log does, before it is shown.
    let deed = signed.deed(Deed::AsideOpened, id);
    let written: db::Result<()> = signed.app.recorder.submit(move |tx| deed.write(tx)).await;
    written?;
    tracing::info!(staff = %signed.staff.id, event = %id, "an event set aside was opened");
    Ok(draw_one(&signed.ctx, &opened))
}

fn open(app: &App, id: EventId) -> Result<Option<Opened>, db::Error> {
    app.db.record.read(|tx| {
        let Some((row, raw)) = intake::aside_open(tx, &app.keys, id)? else { return Ok(None) };
        let source = intake::aside_source(tx, id)?;
        let keys = staff::list_keys(tx)?;
        let sender = keys.into_iter().find(|key| Some(*key.id.raw()) == source);
        Ok(Some(Opened { row, raw, source, sender }))
    })
}

fn draw_one(ctx: &PageCtx, opened: &Opened) -> Html {
    let row = &opened.row;
    let t = |said: &str| ctx.t(said).into_owned();
    let story = html! {
        (components::card(&t(key("aside-how-to-fix")), None, html! {
            p { (hint(ctx, row)) }
            div.log-words { p.quiet.small { (ctx.t(key("aside-log-words"))) } pre dir="ltr" tabindex="0" { (row.detail) } }
        }))
        div.section.card {
            (components::disclosure(&ctx.t(key("aside-column-content")), html! {
                p.quiet.looks-note { (ctx.t(key("aside-raw-note"))) }
                pre.raw #raw dir="ltr" tabindex="0" { (pretty(&opened.raw)) }
                p.after-facts { (components::copy_button(ctx, "raw")) }
            }))
        }
    };
    let about = components::facts(&[
        (t(key("aside-column-at")), components::time(ctx, row.at)),
        (t(key("aside-column-key")), sender(ctx, opened)),
        (t(key("aside-kept-until")), components::time(ctx, kept_until(row))),
    ]);
    let beside = components::card(&t(key("aside-what")), None, about);
    let heading = Heading::new(ctx.t_code("aside", &row.reason)).crumb(ctx.t(key("nav-set-aside")), PATH);
    page(ctx, &heading, components::two_columns(story, beside))
}

fn sender(ctx: &PageCtx, opened: &Opened) -> Markup {
    match (&opened.sender, opened.source.as_ref()) {
        (Some(sender), _) => {
            html! { (components::name(&sender.name)) span.provenance { (ctx.t_code("key-scope", sender.scope.word())) } }
        }
        (None, Some(b"amana-import-cli")) => html! { (ctx.t(key("aside-from-import"))) },
        (None, Some(source)) => components::code(&KeyId::from_raw(*source).to_string()),
        (None, None) => components::none(ctx),
    }
}

fn kept_until(row: &AsideRow) -> Timestamp {
    row.at.plus(KEPT)
}

/// Indented where it is JSON; as it came where it is not.
fn pretty(raw: &str) -> String {
    let mut text = match serde_json::from_str::<serde_json::Value>(raw) {
        Ok(value) => serde_json::to_string_pretty(&value).unwrap_or_else(|_| raw.to_owned()),
        Err(_) => raw.to_owned(),
    };
    if text.len() > SHOWN_BYTES_MAX {
        let end = (0..=SHOWN_BYTES_MAX).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        text.truncate(end);
        text.push('…');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_detail_names_its_field() {
        assert_eq!(field_of("properties.order_id: an order event needs it"), Some("properties.order_id"));
        assert_eq!(field_of("userId or anonymousId: one of them is needed"), None);
        assert_eq!(field_of("40000 bytes; at most 32768"), None);
    }

    #[test]
    fn raw_events_are_shown_whatever_they_are() {
        assert_eq!(pretty(r#"{"a":1}"#), "{\n  \"a\": 1\n}");
        assert_eq!(pretty("{\"a\":"), "{\"a\":");
        assert_eq!(pretty(&"é".repeat(SHOWN_BYTES_MAX)).len(), SHOWN_BYTES_MAX + '…'.len_utf8());
        assert!(Reason::ALL.iter().all(|reason| {
            base::Locale::ALL.iter().all(|locale| {
                let lang = web::Lang::new(*locale);
                let word = reason.word().replace('_', "-");
                lang.has(&format!("aside-{word}")) && lang.has(&format!("aside-{word}-hint"))
            })
        }));
    }
}
