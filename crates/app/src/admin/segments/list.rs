//! All segments, and those to begin with.

use super::{PATH, sentence, size};
use crate::admin::need::{Manage, Work};
use crate::admin::{Allowed, AllowedForm, Failure, Signed, blocking, words};
use crate::app::App;
use crate::segments::{self as doing, NotDone, Ready, Standing, Wanted};
use automation::segments::{self, Flaw, NAME_CHARS_MAX, Segment, Size};
use axum::Router;
use axum::response::Response;
use axum::routing::get;
use base::id::SegmentId;
use foundation::staff::{AuditRow, Deed, Permission};
use maud::{Markup, Render as _, html};
use serde::Deserialize;
use std::collections::BTreeMap;
use web::components::{self, Column, Table};
use web::forms::{self, Field};
use web::http::see_other;
use web::icons::Icon;
use web::layout::{Heading, page};
use web::{Html, Nav, PageCtx, key};

pub(super) fn router() -> Router<App> {
    Router::new().route("/admin/segments", get(show).post(start))
}

struct Listed {
    all: Vec<Segment>,
    sizes: BTreeMap<SegmentId, Size>,
}

async fn show(Allowed(signed, Work): Allowed<Work>) -> Result<Html, Failure> {
    let signed = signed.at(Nav::Segments);
    let listed = blocking(&signed.app, load).await?;
    Ok(draw(&signed, &listed))
}

fn load(app: &App) -> Result<Listed, db::Error> {
    Ok(Listed { all: app.db.record.read(segments::list)?, sizes: app.db.views.read(segments::sizes)? })
}

fn draw(signed: &Signed, listed: &Listed) -> Html {
    let ctx = &signed.ctx;
    let may_change = signed.may(Permission::Manage);
    // What is kept already, by its rule or by its name, is not offered again.
    let is_kept = |ready: &Ready| {
        let name = ctx.t_code("segment-ready", ready.word());
        listed.all.iter().any(|one| one.rule == ready.rule() || one.name == name)
    };
    let rest: Vec<Ready> = Ready::ALL.into_iter().filter(|ready| !is_kept(ready)).collect();
    let content = html! {
        div.section.card {
            @if listed.all.is_empty() {
                (components::empty(Icon::Segments, &ctx.t(key("segments-empty")), &ctx.t(key("segments-empty-text")), None))
            } @else { (table(ctx, listed)) }
        }
        @if may_change {
            (components::disclosure(&ctx.t(key("list-new")), forms::post(ctx, PATH, html! {
                p { (ctx.t(key("list-new-text"))) }
                (Field::text("list", ctx.t(key("list-name"))).max_length(NAME_CHARS_MAX as u32).required())
                (forms::submit_row(&ctx.t(key("list-new")), None))
            })))
        }
        @if may_change && !rest.is_empty() {
            section.section {
                div.section-head { h2 { (ctx.t(key("segments-ready"))) } }
                (components::grid(&rest.iter().map(|ready| card(ctx, *ready)).collect::<Vec<_>>()))
            }
        }
    };
    let mut heading = Heading::new(ctx.t(key("segments-title"))).state(html! { (ctx.t(key("segments-state"))) });
    if may_change {
        heading = heading.actions(components::button_link_primary("/admin/segments/new", &ctx.t(key("segment-new"))));
    }
    page(ctx, &heading, content)
}

fn table(ctx: &PageCtx, listed: &Listed) -> Markup {
    let columns = [
        Column::text(ctx.t(key("segment-column-name"))),
        Column::text(ctx.t(key("segment-column-purpose"))),
        Column::text(ctx.t(key("segment-column-size"))),
    ];
    let mut table = Table::new(ctx.t(key("nav-segments")), columns).class("segments");
    for segment in &listed.all {
        let said = sentence(ctx, &listed.all, &segment.rule);
        table.push([
            html! {
                (components::row_link(&format!("{PATH}/{}", segment.id), components::name(&segment.name)))
                div.segment-rule { (said) }
            },
            html! { (words::purpose(ctx, segment.purpose)) },
            html! { span.num { (size(ctx, Standing::of(&listed.all, segment, listed.sizes.get(&segment.id)))) } },
        ]);
    }
    table.render()
}

fn card(ctx: &PageCtx, ready: Ready) -> Markup {
    components::card(
        &ctx.t_code("segment-ready", ready.word()),
        None,
        html! {
            div.stack {
                p { (sentence(ctx, &[], &doing::meaning(&ready.rule()).unwrap_or_else(|| ready.rule()))) }
                (forms::post(ctx, PATH, html! {
                    (forms::hidden("ready", ready.word()))
                    div.actions { (components::button_quiet(&ctx.t(key("segment-keep")))) }
                }))
            }
        },
    )
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Chosen {
    ready: String,
    /// The name of a new list.
    list: String,
}

/// A ready one becomes the store's own, under the name that it has in the reader's language.
async fn start(AllowedForm(signed, Manage, chosen): AllowedForm<Manage, Chosen>) -> Result<Response, Failure> {
    if !chosen.list.is_empty() {
        return listed(&signed, chosen.list).await;
    }
    let ready = Ready::from_word(&chosen.ready).ok_or(Failure::UNREADABLE)?;
    let name = signed.ctx.t_code("segment-ready", ready.word()).into_owned();
    match made(&signed, Wanted { name, purpose: Ready::PURPOSE, rule: ready.rule() }).await? {
        Ok(id) => Ok(see_other(&format!("{PATH}/{id}?done=segment-made"))),
        Err(NotDone::Flaw(Flaw::TooMany)) => Ok(see_other(&format!("{PATH}?done=segments-too-many"))),
        Err(_) => Ok(see_other(&format!("{PATH}?done=segment-taken"))),
    }
}

/// A new list, on which nobody is yet.
async fn listed(signed: &Signed, name: String) -> Result<Response, Failure> {
    let (app, now) = (&signed.app, signed.app.clock.now());
    let (mut rng, deed) = (app.fork_rng(), signed.deed(Deed::SegmentMade, ""));
    let done = app.recorder.submit(move |tx| {
        let id = doing::create_list(tx, &mut rng, &name, Ready::PURPOSE, now)?;
        AuditRow { subject: id.to_string(), ..deed }.write(tx)?;
        Ok::<_, NotDone>(id)
    });
    app.advanced.ring();
    match done.await {
        Ok(id) => Ok(see_other(&format!("{PATH}/{id}?done=segment-made"))),
        Err(NotDone::Db(error)) => Err(error.into()),
        Err(NotDone::Flaw(Flaw::TooMany)) => Ok(see_other(&format!("{PATH}?done=segments-too-many"))),
        Err(_) => Ok(see_other(&format!("{PATH}?done=segment-taken"))),
    }
}

/// Keeps a new segment, with its line in the audit log.
pub(super) async fn made(signed: &Signed, wanted: Wanted) -> Result<Result<SegmentId, NotDone>, Failure> {
    let (app, now) = (&signed.app, signed.app.clock.now());
    let mut rng = app.fork_rng();
    let deed = signed.deed(Deed::SegmentMade, "");
    let done = app.recorder.submit(move |tx| {
        let id = doing::create(tx, &mut rng, wanted, now)?;
        AuditRow { subject: id.to_string(), ..deed }.write(tx)?;
        Ok::<_, NotDone>(id)
    });
    match done.await {
        Err(NotDone::Db(error)) => Err(error.into()),
        done => {
            app.advanced.ring();
            Ok(done)
        }
    }
}
