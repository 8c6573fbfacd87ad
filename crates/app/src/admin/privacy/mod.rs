//! How the store keeps its word: what it tells people, and what it does with their data.

use crate::app::App;
use axum::Router;
use base::{GROUP_MIN, Told};
use maud::Markup;
use web::components::{self, Tab};
use web::layout::{Heading, Nav, page};
use web::{Html, PageCtx, key};

mod benefits;
mod draft;
mod notices;
mod processing;
mod publish;
mod requests;
mod third_parties;
mod third_parties_lists;
mod third_parties_page;

pub fn router() -> Router<App> {
    Router::new()
        .merge(requests::router())
        .merge(notices::router())
        .merge(draft::router())
        .merge(publish::router())
        .merge(processing::router())
        .merge(benefits::router())
        .merge(third_parties::router())
}

/// The tabs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Requests,
    Notices,
    Processing,
    Benefits,
    ThirdParties,
}

impl Place {
    const ALL: [Self; 5] = [Self::Requests, Self::Notices, Self::Processing, Self::Benefits, Self::ThirdParties];

    const fn path(self) -> &'static str {
        match self {
            Self::Requests => requests::PATH,
            Self::Notices => "/admin/privacy/notices",
            Self::Processing => "/admin/privacy/processing",
            Self::Benefits => benefits::PATH,
            Self::ThirdParties => third_parties::PATH,
        }
    }

    const fn label(self) -> &'static str {
        match self {
            Self::Requests => key("privacy-tab-requests"),
            Self::Notices => key("privacy-tab-notices"),
            Self::Processing => key("privacy-tab-processing"),
            Self::Benefits => key("privacy-tab-benefits"),
            Self::ThirdParties => key("privacy-tab-third-parties"),
        }
    }
}

/// A page of this part: its tabs above it.
fn drawn(ctx: &PageCtx, place: Place, heading: Heading, content: Markup) -> Html {
    let tabs = Place::ALL.map(|tab| Tab {
        label: ctx.t(tab.label()).into_owned(),
        href: tab.path().to_owned(),
        current: tab == place,
        count: None,
    });
    let content = maud::html! {
        (components::tabs(ctx, &ctx.t("privacy-tabs"), &tabs))
        div.stack { (content) }
    };
    let mut ctx = ctx.clone();
    ctx.nav = Some(Nav::Privacy);
    page(&ctx, &heading, content)
}

/// How many people, in words that single nobody out.
fn people(ctx: &PageCtx, count: u64) -> String {
    match Told::of(count) {
        Told::Nobody => ctx.t(key("privacy-nobody")).into_owned(),
        Told::Few => ctx.t_with(key("privacy-people-few"), &[("count", GROUP_MIN.into())]),
        Told::AtLeast(people) => ctx.t_with(key("privacy-people"), &[("count", people.into())]),
    }
}
