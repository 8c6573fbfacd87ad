//! What customers asked for by law: what is due first, and what was answered.

use super::{Place, drawn};
use crate::admin::need::Manage;
use crate::admin::{Allowed, Failure, blocking, words};
use crate::app::App;
use axum::Router;
use axum::extract::Query;
use axum::routing::{get, post};
use base::Timestamp;
use base::id::{CustomerId, RequestId};
use db::Result;
use foundation::customers;
use foundation::privacy::{self, Request};
use maud::{Markup, Render as _, html};
use serde::Deserialize;
use std::collections::{BTreeSet, HashMap};
use web::components::{self, Column, Pager, Table, Tone};
use web::icons::Icon;
use web::layout::Heading;
use web::{Html, PageCtx, key};

mod new;
mod one;

pub(super) const PATH: &str = "/admin/privacy/requests";
/// Open requests on the page: more than a store has.
const OPEN_MAX: usize = 200;
/// Answered requests on a page of them.
const ANSWERED_ROWS: usize = 25;

pub(super) fn router() -> Router<App> {
    Router::new()
        .route(PATH, get(show))
        .route("/admin/privacy/requests/new", get(new::show).post(new::take))
        .route("/admin/privacy/requests/{request}", get(one::show))
        .route("/admin/privacy/requests/{request}/answer", post(one::answer))
        .route("/admin/privacy/requests/{request}/identity", post(one::identify))
        .route("/admin/privacy/requests/{request}/told", post(one::tell))
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Wanted {
    /// Where the page of answered requests begins: `micros-req_…`.
    before: String,
}

struct Listed {
    open: Vec<Request>,
    answered: Vec<Request>,
    /// Where the following page of answered ones begins.
    older: Option<String>,
    is_first: bool,
    /// Those of which somebody outside is still to be told.
    untold: BTreeSet<RequestId>,
    roots: HashMap<CustomerId, CustomerId>,
}

async fn show(Allowed(signed, Manage): Allowed<Manage>, Query(wanted): Query<Wanted>) -> std::result::Result<Html, Failure> {
    let listed = blocking(&signed.app, move |app| load(app, &wanted)).await?;
    let ctx = &signed.ctx;
    let content = html! {
        @if listed.is_first {
            (components::section(&ctx.t(key("requests-open")), None, open(ctx, &listed)))
        }
        @if !listed.answered.is_empty() {
            (components::section(&ctx.t(key("requests-answered")), None, html! {
                (answered(ctx, &listed))
                (Pager { previous: (!listed.is_first).then(|| PATH.to_owned()), next: listed.older.clone(), shown: listed.answered.len() }.render(ctx))
            }))
        }
    };
    let overdue = listed.open.iter().filter(|request| request.is_overdue(ctx.now)).count();
    let state = if overdue > 0 {
        ctx.t_with(key("requests-state-overdue"), &[("count", overdue.into())])
    } else {
        ctx.t(key("requests-state")).into_owned()
    };
    let heading = Heading::new(ctx.t(key("requests-title")))
        .state(html! { (state) })
        .actions(components::button_link("/admin/privacy/requests/new", &ctx.t(key("requests-enter"))));
    Ok(drawn(ctx, Place::Requests, heading, content))
}

fn load(app: &App, wanted: &Wanted) -> Result<Listed> {
    let before = place_of(&wanted.before);
    app.db.record.read(|tx| {
        let open = if before.is_none() { privacy::open_requests(tx, OPEN_MAX)? } else { Vec::new() };
        let mut answered = privacy::answered_requests(tx, before, ANSWERED_ROWS + 1)?;
        let more = answered.len() > ANSWERED_ROWS;
        answered.truncate(ANSWERED_ROWS);
        let last = answered.last().filter(|_| more);
        let older = last.and_then(|last| Some(format!("{PATH}?before={}-{}", last.answered_at?.micros(), last.id)));
        let ids: Vec<RequestId> = answered.iter().chain(&open).map(|request| request.id).collect();
        let untold = privacy::untold(tx, &ids)?.into_iter().collect();
        let asking: BTreeSet<CustomerId> = answered.iter().chain(&open).map(|request| request.customer).collect();
        let roots = customers::roots_of(tx, &asking)?;
        Ok(Listed { open, answered, older, is_first: before.is_none(), untold, roots })
    })
}

fn place_of(text: &str) -> Option<(Timestamp, RequestId)> {
    let (at, id) = text.split_once('-')?;
    Some((Timestamp::from_micros(at.parse().ok()?), id.parse().ok()?))
}

impl Listed {
    /// Whom a request is about: no name, since a list of them is no reason to look at who they are.
    fn customer(&self, ctx: &PageCtx, request: &Request) -> Markup {
        let root = self.roots.get(&request.customer).copied().unwrap_or(request.customer);
        html! { a href={ "/admin/customers/" (root) } { (words::nobody(ctx, root, true)) } }
    }
}

fn open(ctx: &PageCtx, listed: &Listed) -> Markup {
    if listed.open.is_empty() {
        return components::empty(Icon::Check, &ctx.t(key("requests-none")), &ctx.t(key("requests-none-text")), None);
    }
    let columns = [
        Column::text(ctx.t(key("request-column-what"))),
        Column::text(ctx.t(key("request-column-due"))),
        Column::text(ctx.t(key("request-column-state"))),
        Column::text(ctx.t(key("request-column-opened"))),
        Column::text(ctx.t(key("request-column-customer"))),
    ];
    let mut table = Table::new(ctx.t(key("requests-open")), columns);
    for request in &listed.open {
        table.push([
            link(ctx, request),
            due(ctx, request),
            words::request_state(ctx, request.state),
            html! { (ctx.fmt.date(request.opened_at)) },
            listed.customer(ctx, request),
        ]);
    }
    table.render()
}

fn answered(ctx: &PageCtx, listed: &Listed) -> Markup {
    let columns = [
        Column::text(ctx.t(key("request-column-what"))),
        Column::text(ctx.t(key("request-column-state"))),
        Column::text(ctx.t(key("request-column-answered"))),
        Column::text(ctx.t(key("request-column-to-tell"))),
        Column::text(ctx.t(key("request-column-customer"))),
    ];
    let mut table = Table::new(ctx.t(key("requests-answered")), columns);
    for request in &listed.answered {
        let to_tell = listed.untold.contains(&request.id);
        table.push([
            link(ctx, request),
            words::request_state(ctx, request.state),
            request.answered_at.map_or_else(|| components::none(ctx), |at| html! { (ctx.fmt.date(at)) }),
            if to_tell { components::badge(Tone::Warn, &ctx.t(key("request-to-tell"))) } else { components::none(ctx) },
            listed.customer(ctx, request),
        ]);
    }
    table.render()
}

fn link(ctx: &PageCtx, request: &Request) -> Markup {
    let kind = ctx.t_code("request-kind", request.kind.word());
    components::row_link(&format!("{PATH}/{}", request.id), html! { (kind) })
}

/// By when it is to be answered, in words: what is late first catches the eye.
fn due(ctx: &PageCtx, request: &Request) -> Markup {
    let by = request.answer_by();
    let days = i64::from(by.day(&ctx.fmt.zone)) - i64::from(ctx.now.day(&ctx.fmt.zone));
    let (tone, said) = match days {
        _ if request.is_overdue(ctx.now) => (Tone::Bad, ctx.t_with(key("request-overdue"), &[("count", (-days).max(1).into())])),
        0 => (Tone::Warn, ctx.t(key("request-due-today")).into_owned()),
        days => {
            let is_soon = by <= ctx.now.plus(privacy::DUE_SOON);
            (if is_soon { Tone::Warn } else { Tone::Neutral }, ctx.t_with(key("request-due-in"), &[("count", days.into())]))
        }
    };
    html! { (components::badge(tone, &said)) " " span.quiet { (ctx.fmt.date(by)) } }
}
