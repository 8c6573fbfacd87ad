//! The versions of the privacy notice: which is in force, and what became of each change.

use super::{Place, drawn, people};
use crate::admin::Allowed;
use crate::admin::need::Manage;
use crate::admin::{Failure, blocking, words};
use crate::app::App;
use axum::Router;
use axum::routing::get;
use db::Error;
use foundation::notices::{self, Notice};
use maud::{Markup, Render as _, html};
use web::components::{self, Column, Table, Tone};
use web::icons::Icon;
use web::layout::Heading;
use web::{Html, PageCtx, key};

pub(super) const PATH: &str = "/admin/privacy/notices";

pub(super) fn router() -> Router<App> {
    Router::new().route(PATH, get(show))
}

async fn show(Allowed(signed, Manage): Allowed<Manage>) -> Result<Html, Failure> {
    let found = blocking(&signed.app, |app| app.db.record.read(|tx| Ok::<_, Error>((notices::latest(tx)?, notices::draft(tx)?))));
    let (published, draft) = found.await?;
    let ctx = &signed.ctx;
    let on = if draft.is_some() { key("notice-go-on") } else { key("notice-write") };
    let content = html! {
        @if let Some(draft) = &draft { (waiting(ctx, draft)) }
        @if published.is_empty() {
            (components::empty(Icon::Shield, &ctx.t("notice-none"), &ctx.t("notice-none-text"), None))
        } @else {
            (list(ctx, &published))
        }
    };
    let heading = Heading::new(ctx.t("notices-title"))
        .state(html! { (ctx.t("notices-state")) })
        .actions(components::button_link_primary("/admin/privacy/notices/draft", &ctx.t(on)));
    Ok(drawn(ctx, Place::Notices, heading, content))
}

fn waiting(ctx: &PageCtx, draft: &Notice) -> Markup {
    let title = ctx.t_with(key("notice-draft-waits"), &[("version", draft.version.into())]);
    components::callout(Tone::Accent, &title, &html! { (ctx.t(key("notice-draft-text"))) })
}

fn list(ctx: &PageCtx, published: &[Notice]) -> Markup {
    let columns = [
        Column::text(ctx.t(key("notice-column-version"))),
        Column::text(ctx.t(key("notice-column-published"))),
        Column::text(ctx.t(key("notice-column-change"))),
        Column::text(ctx.t(key("notice-column-asked"))),
    ];
    let mut table = Table::new(ctx.t("notices-title"), columns);
    for notice in published {
        let version = ctx.t_with(key("notice-version"), &[("version", notice.version.into())]);
        let since = if notice.version > 1 { format!("?since={}", notice.version - 1) } else { String::new() };
        table.push([
            html! { a href={ "/privacy/notice/" (notice.version) (since) } { (version) } },
            notice.published_at.map_or_else(|| components::none(ctx), |at| components::time(ctx, at)),
            html! { (change(ctx, notice)) },
            asked(ctx, notice),
        ]);
    }
    table.render()
}

/// What a version changed, in words.
fn change(ctx: &PageCtx, notice: &Notice) -> String {
    if notice.version == 1 {
        return ctx.t(key("notice-change-first")).into_owned();
    }
    if !notice.material {
        return ctx.t(key("notice-change-wording")).into_owned();
    }
    let purposes: Vec<String> = notice.purposes.iter().map(|one| words::mid(ctx, &words::purpose(ctx, *one))).collect();
    ctx.t_with(key("notice-change-material"), &[("purposes", words::list_of(ctx, &purposes).into())])
}

fn asked(ctx: &PageCtx, notice: &Notice) -> Markup {
    if !notice.material {
        return components::none(ctx);
    }
    let count = people(ctx, notice.asked);
    html! {
        (count)
        @if notice.asked_at.is_none() { " " (components::badge(Tone::Warn, &ctx.t(key("notice-asking")))) }
    }
}
