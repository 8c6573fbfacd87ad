//! The privacy notice for everybody: the version in force, any earlier one, and what changed between two.

use crate::admin::{Failure, Visitor, blocking};
use crate::app::App;
use crate::notices::{draw, draw_difference};
use axum::Router;
use axum::extract::{Path, Query};
use axum::routing::get;
use db::Error;
use foundation::notices::{self, Notice};
use maud::{Markup, html};
use serde::Deserialize;
use web::components;
use web::layout::{Heading, bare};
use web::{Html, PageCtx, key};

/// Earlier versions that are linked to.
const EARLIER_MAX: usize = 10;

pub fn router() -> Router<App> {
    Router::new().route("/privacy/notice", get(current)).route("/privacy/notice/{version}", get(of_version))
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Wish {
    since: String,
}

/// A version with those around it.
struct Found {
    notice: Notice,
    since: Option<Notice>,
    published: Vec<Notice>,
}

async fn current(visitor: Visitor, Query(wish): Query<Wish>) -> Result<Html, Failure> {
    show(visitor, None, &wish).await
}

async fn of_version(visitor: Visitor, Path(version): Path<String>, Query(wish): Query<Wish>) -> Result<Html, Failure> {
    let version = version.parse().map_err(|_| Failure::NOT_FOUND)?;
    show(visitor, Some(version), &wish).await
}

async fn show(visitor: Visitor, version: Option<u32>, wish: &Wish) -> Result<Html, Failure> {
    let since: Option<u32> = wish.since.parse().ok();
    let read = move |app: &App| {
        app.db.record.read(|tx| {
            let notice = match version {
                Some(version) => notices::find(tx, version)?,
                None => notices::current(tx)?,
            };
            let Some(notice) = notice else { return Ok(None) };
            let since = since.filter(|since| *since != notice.version);
            let since = since.map(|since| notices::find(tx, since)).transpose()?.flatten();
            Ok::<_, Error>(Some(Found { notice, since, published: notices::latest(tx)? }))
        })
    };
    let found = blocking(&visitor.app, read).await?.ok_or(Failure::NOT_FOUND)?;
    Ok(page(&visitor, &found))
}

fn page(visitor: &Visitor, found: &Found) -> Html {
    let ctx = &visitor.ctx;
    let notice = &found.notice;
    let store = visitor.store.locale();
    let Some((locale, text)) = notice.text_for(ctx.locale(), store) else {
        return bare(ctx, &Heading::new(ctx.t(key("notice-public-title"))), html! { p { (ctx.t(key("notice-public-none"))) } });
    };
    let content = html! {
        @if notice.version != found.published.first().map_or(0, |latest| latest.version) {
            p.quiet { (ctx.t(key("notice-public-old"))) " " a href="/privacy/notice" { (ctx.t(key("notice-public-current"))) } }
        }
        article.card.section {
            @if let Some(since) = &found.since {
                p.quiet { (ctx.t_with(key("notice-public-since"), &[("version", since.version.into())])) }
                (draw_difference(ctx, locale, since.text(locale), text))
            } @else {
                (draw(locale, text))
            }
        }
        (others(ctx, found))
    };
    let version = ctx.t_with(key("notice-version"), &[("version", notice.version.into())]);
    let state = html! { (version) @if let Some(at) = notice.published_at { " · " (components::time(ctx, at)) } };
    bare(ctx, &Heading::new(ctx.t(key("notice-public-title"))).state(state), content)
}

/// What changed since the others, and the way back to the whole text.
fn others(ctx: &PageCtx, found: &Found) -> Markup {
    let version = found.notice.version;
    let earlier = found.published.iter().filter(|one| one.version < version).take(EARLIER_MAX);
    let earlier: Vec<u32> = earlier.map(|one| one.version).collect();
    html! {
        @if !earlier.is_empty() {
            nav.section aria-label=(ctx.t(key("notice-public-changes"))) {
                h2 { (ctx.t(key("notice-public-changes"))) }
                ul.points {
                    @if found.since.is_some() { li { a href={ "/privacy/notice/" (version) } { (ctx.t(key("notice-public-whole"))) } } }
                    @for older in earlier {
                        li {
                            a href={ "/privacy/notice/" (version) "?since=" (older) } {
                                (ctx.t_with(key("notice-public-since-link"), &[("version", older.into())]))
                            }
                        }
                    }
                }
            }
        }
    }
}
