//! What happens to customers by itself over time: the journeys, what each does, who is on it, and where it is changed.

mod act;
mod edit;
mod edit_date;
mod edit_errands;
mod edit_form;
mod edit_page;
mod edit_plan;
mod edit_steps;
mod effect;
mod flaws;
mod list;
mod moving;
mod one;
mod people;
mod picture;
mod rehearsal;
mod rule;
mod run;
mod words;

pub(super) use effect::{amount, lift_said, money, rounded};
pub(super) use people::{run_badge, standing};
use words::Names;

use super::{Failure, Signed};
use crate::app::App;
use crate::journeys as doing;
use crate::words::LetterNames;
use automation::journeys::{self, Journey, JourneyState, Plan};
use automation::segments;
use axum::Router;
use base::id::JourneyId;
use capabilities::webhooks;
use db::{Result, Tx};
use maud::{Markup, html};
use web::components::{self, Tab, Tone};
use web::layout::{Heading, page};
use web::{Html, PageCtx, key};

const PATH: &str = "/admin/journeys";

pub fn router() -> Router<App> {
    Router::new()
        .merge(list::router())
        .merge(one::router())
        .merge(effect::router())
        .merge(people::router())
        .merge(run::router())
        .merge(rule::router())
        .merge(rehearsal::router())
        .merge(edit::router())
        .merge(act::router())
        .merge(moving::router())
}

/// The pages about one journey.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tabs {
    Plan,
    Effect,
    People,
    Rehearsal,
    Edit,
}

impl Tabs {
    const ALL: [Self; 5] = [Self::Plan, Self::Effect, Self::People, Self::Rehearsal, Self::Edit];

    fn path(self, id: JourneyId) -> String {
        match self {
            Self::Plan => format!("{PATH}/{id}"),
            Self::Effect => format!("{PATH}/{id}/effect"),
            Self::People => format!("{PATH}/{id}/people"),
            Self::Rehearsal => format!("{PATH}/{id}/rehearsal"),
            Self::Edit => format!("{PATH}/{id}/edit"),
        }
    }

    const fn label(self) -> &'static str {
        match self {
            Self::Plan => key("journey-tab-plan"),
            Self::Effect => key("journey-tab-effect"),
            Self::People => key("journey-tab-people"),
            Self::Rehearsal => key("journey-tab-rehearsal"),
            Self::Edit => key("journey-tab-edit"),
        }
    }
}

/// A journey with the plan that is shown of it: the version that people begin, or the draft where none was begun.
struct Shown {
    journey: Journey,
    /// `None` where it can't be read.
    plan: Option<Plan>,
    /// Whether the draft says something else than the version that people begin.
    is_draft_ahead: bool,
    names: Names,
}

fn load(tx: &mut Tx<'_>, id: JourneyId) -> Result<Option<Shown>> {
    let Some(journey) = journeys::find(tx, id)? else { return Ok(None) };
    let draft = doing::draft_of(tx, id)?;
    let begun = if journey.version > 0 { doing::plan_of(tx, id, journey.version)? } else { None };
    let is_draft_ahead = journey.version > 0 && draft.is_some() && draft != begun;
    let plan = if journey.version > 0 { begun } else { draft };
    Ok(Some(Shown { journey, plan, is_draft_ahead, names: names(tx)? }))
}

/// What a plan names is called.
fn names(tx: &mut Tx<'_>) -> Result<Names> {
    let segments = segments::list(tx)?;
    let lists = segments.iter().filter(|segment| segment.is_list()).map(|segment| segment.id).collect();
    let endpoints = webhooks::endpoints(tx)?.into_iter().map(|one| (one.id, one.name)).collect();
    Ok(Names {
        segments: segments.into_iter().map(|segment| (segment.id, segment.name)).collect(),
        lists,
        endpoints,
        letters: LetterNames::load(tx)?,
    })
}

fn id_of(text: &str) -> std::result::Result<JourneyId, Failure> {
    text.parse().map_err(|_| Failure::NOT_FOUND)
}

fn state_badge(ctx: &PageCtx, state: JourneyState) -> Markup {
    let tone = match state {
        JourneyState::Draft => Tone::Neutral,
        JourneyState::On => Tone::Good,
        JourneyState::Off => Tone::Warn,
    };
    components::badge(tone, &ctx.t_code("journey-state", state.word()))
}

/// A page about one journey: its name above, the tabs, the content.
fn drawn(signed: &Signed, journey: &Journey, place: Tabs, actions: Option<Markup>, content: Markup) -> Html {
    let ctx = &signed.ctx;
    let tabs: Vec<Tab> = Tabs::ALL
        .iter()
        .map(|tab| Tab {
            label: ctx.t(tab.label()).into_owned(),
            href: tab.path(journey.id),
            current: *tab == place,
            count: None,
        })
        .collect();
    let state = ctx.t_code("journey-state", &format!("{}_hint", journey.state.word()));
    let mut heading = Heading::of_name(&journey.name)
        .state(html! { (state_badge(ctx, journey.state)) " " (state) })
        .crumb(ctx.t(key("nav-journeys")), PATH);
    if let Some(actions) = actions {
        heading = heading.actions(actions);
    }
    page(ctx, &heading, html! { (components::tabs(ctx, &ctx.t(key("journey-tabs")), &tabs)) div.stack { (content) } })
}

/// What is said where a plan can't be read.
fn unreadable(ctx: &PageCtx) -> Markup {
    let text = html! { p { (ctx.t(key("journey-unreadable-text"))) } };
    components::callout(Tone::Bad, &ctx.t(key("journey-unreadable")), &text)
}
