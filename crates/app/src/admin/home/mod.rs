//! Home: what came in, what went out, what was kept back and why, and how the store does.

use super::need::Anyone;
use super::{Allowed, Failure, Signed, blocking};
use crate::app::App;
use axum::Router;
use axum::extract::Query;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use maud::{Markup, html};
use serde::Deserialize;
use web::components::{self, Tab};
use web::http::see_other;
use web::layout::{ADMIN_PATH, Heading, Nav, page};
use web::{Html, PageCtx, key};

mod figures;
mod pictures;
mod span;
mod start;

use figures::Figures;
use span::Span;

pub fn router() -> Router<App> {
    Router::new().route(ADMIN_PATH, get(show))
}

/// How far back the page looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Range {
    Day,
    Week,
    Month,
}

impl Range {
    const ALL: [Self; 3] = [Self::Day, Self::Week, Self::Month];

    const fn code(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
        }
    }

    const fn days(self) -> u64 {
        match self {
            Self::Day => 1,
            Self::Week => 7,
            Self::Month => 30,
        }
    }

    const fn label(self) -> &'static str {
        match self {
            Self::Day => key("home-range-day"),
            Self::Week => key("home-range-week"),
            Self::Month => key("home-range-month"),
        }
    }
}

#[derive(Deserialize)]
struct Wish {
    #[serde(default)]
    range: String,
}

async fn show(Allowed(signed, Anyone): Allowed<Anyone>, Query(wish): Query<Wish>) -> Result<Response, Failure> {
    if !signed.ctx.opens(Nav::Home) {
        // Everybody comes by here after the login; an auditor's work begins elsewhere.
        let first = signed.ctx.nav_places.first().map_or("/", |(_, href)| href);
        return Ok(see_other(first));
    }
    let signed = signed.at(Nav::Home);
    let range = Range::ALL.into_iter().find(|range| range.code() == wish.range).unwrap_or(Range::Week);
    let now = signed.ctx.now;
    let span = Span::of(range, now, &signed.ctx.fmt.zone);
    let figures =
        blocking(&signed.app, move |app| Figures::load(app, span, now)).await.map_err(|e: db::Error| Failure::from(e))?;
    let page = if figures.is_fresh() { start::page_of(&signed, &figures) } else { filled(&signed, range, &figures) };
    Ok(page.into_response())
}

fn filled(signed: &Signed, range: Range, figures: &Figures) -> Html {
    let ctx = &signed.ctx;
    let tabs = Range::ALL.map(|one| Tab {
        label: ctx.t(one.label()).into_owned(),
        href: format!("{ADMIN_PATH}?range={}", one.code()),
        current: one == range,
        count: None,
    });
    let (events, messages) = (pictures::of_events(ctx, figures), pictures::of_messages(signed, figures));
    let content = html! {
        (components::tabs(ctx, &ctx.t("home-range-label"), &tabs))
        // The store first, then what keeps it running.
        (components::stats(&pictures::shop(ctx, range, figures)))
        (components::grid(&pictures::money(ctx, figures)))
        (components::two_columns(
            components::card(&ctx.t("home-chart-events"), None, pictures::events(ctx, figures)),
            components::card(&ctx.t("home-top-events"), None, pictures::top_events(ctx, figures)),
        ))
        (components::section(&ctx.t("home-group-events"), None, components::stats(&events)))
        (components::section(&ctx.t("home-group-messages"), None, components::stats(&messages)))
        (pictures::reasons(ctx, figures))
        (components::two_columns(pictures::recent(ctx, figures), pictures::beside(ctx, figures)))
    };
    page(ctx, &Heading::new(ctx.t("home-title")).state(state(ctx, figures)), content)
}

/// One line: does anything want a person?
fn state(ctx: &PageCtx, figures: &Figures) -> Markup {
    let behind = figures.behind();
    let pressing =
        ctx.nav_counts.iter().find(|(nav, _)| *nav == Nav::Privacy && ctx.opens(Nav::Privacy)).map_or(0, |(_, count)| *count);
    html! {
        @if pressing > 0 {
            a href="/admin/privacy/requests" { (ctx.t_with("home-state-requests", &[("count", pressing.into())])) }
        } @else if figures.held > 0 {
            a href="/admin/messages?state=held" { (ctx.t_with("home-state-held", &[("count", figures.held.into())])) }
        } @else if behind > 0 {
            (ctx.t_with("home-state-working", &[("count", behind.into())]))
        } @else if figures.received_today == 0 {
            (ctx.t("home-state-quiet"))
        } @else {
            (ctx.t("home-state-calm"))
        }
    }
}
