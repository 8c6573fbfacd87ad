//! Groups of customers by a rule: all of them, one with its members, and where one is made and changed.

mod edit;
mod form;
mod list;
mod members;
mod one;
mod proved;

use super::{Failure, Signed, words};
use crate::app::App;
use crate::rules::Words;
use crate::segments::{self as doing, Standing};
use automation::segments::Segment;
use axum::Router;
use base::Told;
use base::id::SegmentId;
use maud::{Markup, html};
use web::components::{self, Tab};
use web::layout::{Heading, page};
use web::{Html, PageCtx, key};

const PATH: &str = "/admin/segments";

pub fn router() -> Router<App> {
    Router::new().merge(list::router()).merge(edit::router()).merge(one::router()).merge(members::router())
}

/// The pages about one segment.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tabs {
    About,
    Members,
    Edit,
}

impl Tabs {
    fn path(self, id: SegmentId) -> String {
        match self {
            Self::About => format!("{PATH}/{id}"),
            Self::Members => format!("{PATH}/{id}/members"),
            Self::Edit => format!("{PATH}/{id}/edit"),
        }
    }

    const fn label(self) -> &'static str {
        match self {
            Self::About => key("segment-tab-about"),
            Self::Members => key("segment-tab-members"),
            Self::Edit => key("segment-tab-edit"),
        }
    }
}

fn id_of(text: &str) -> Result<SegmentId, Failure> {
    text.parse().map_err(|_| Failure::NOT_FOUND)
}

/// A page about one segment: its name above, the tabs that the reader's role opens, the content.
fn drawn(signed: &Signed, segment: &Segment, place: Tabs, content: Markup) -> Html {
    let ctx = &signed.ctx;
    let mut tabs = vec![Tabs::About, Tabs::Members];
    if signed.may(foundation::staff::Permission::Manage) {
        tabs.push(Tabs::Edit);
    }
    let tab = |tab: &Tabs| Tab {
        label: ctx.t(tab.label()).into_owned(),
        href: tab.path(segment.id),
        current: *tab == place,
        count: None,
    };
    let tabs: Vec<Tab> = tabs.iter().map(tab).collect();
    let state = ctx.t_with(key("segment-for"), &[("purpose", words::purpose(ctx, segment.purpose).into())]);
    let heading = Heading::of_name(&segment.name).state(html! { (state) }).crumb(ctx.t(key("nav-segments")), PATH);
    page(ctx, &heading, html! { (components::tabs(ctx, &ctx.t(key("segment-tabs")), &tabs)) div.stack { (content) } })
}

/// What segments are called, for the sentences that name them.
fn name_in(all: &[Segment], id: SegmentId) -> Option<String> {
    all.iter().find(|one| one.id == id).map(|one| one.name.clone())
}

/// A rule as one sentence.
fn sentence(ctx: &PageCtx, all: &[Segment], rule: &foundation::rules::Condition) -> String {
    Words { fmt: &ctx.fmt, segment: &|id| name_in(all, id) }.sentence(rule)
}

/// How many are in it, as far as may be told; how far the looking has come while they are looked for.
fn size(ctx: &PageCtx, standing: Standing) -> String {
    match standing {
        Standing::Found(members) => words::people(ctx, Told::of(members)),
        Standing::Looking(0) => ctx.t(key("segment-looking")).into_owned(),
        Standing::Looking(members) => {
            ctx.t_with(key("segment-looking-found"), &[("count", words::people(ctx, Told::of(members)).into())])
        }
    }
}

/// Why a segment can't be kept so, in words.
fn said(ctx: &PageCtx, not: &doing::NotDone) -> String {
    use automation::segments::{Flaw, NAME_CHARS_MAX, SEGMENTS_MAX};
    use foundation::rules::Invalid;
    match not {
        doing::NotDone::Flaw(Flaw::Name) => ctx.t_with(key("segment-flaw-name"), &[("max", NAME_CHARS_MAX.into())]),
        doing::NotDone::Flaw(Flaw::Taken) => ctx.t(key("segment-flaw-taken")).into_owned(),
        doing::NotDone::Flaw(Flaw::TooMany) => ctx.t_with(key("segment-flaw-too-many"), &[("max", SEGMENTS_MAX.into())]),
        doing::NotDone::Rule(Invalid::Circle(_)) => ctx.t(key("segment-flaw-circle")).into_owned(),
        doing::NotDone::Rule(Invalid::NoSegment(_)) => ctx.t(key("segment-flaw-gone")).into_owned(),
        doing::NotDone::Other { name, .. } => ctx.t_with(key("segment-flaw-other"), &[("name", name.as_str().into())]),
        _ => ctx.t(key("segment-flaw-large")).into_owned(),
    }
}
