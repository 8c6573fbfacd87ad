//! Letters to many at once: the campaigns, what each would do, how far it got and what it did, and where it is written.

mod act;
mod edit;
mod effect;
mod forecast;
mod form;
mod list;
mod one;
mod words;

use super::{Failure, Signed};
use crate::app::App;
use crate::campaigns::{self as doing, Choice};
use crate::words::LetterNames;
use automation::campaigns::{self, Campaign, CampaignState, Progress};
use automation::effect::EffectTerms;
use automation::segments;
use axum::Router;
use base::id::{CampaignId, SegmentId};
use capabilities::messaging::{self, MessageState, Topics};
use db::{Result, Tx};
use maud::{Markup, html};
use std::collections::BTreeMap;
use web::components::{self, Tab, Tone};
use web::layout::{Heading, page};
use web::{Html, PageCtx, key};

const PATH: &str = "/admin/campaigns";

pub fn router() -> Router<App> {
    Router::new()
        .merge(list::router())
        .merge(edit::router())
        .merge(one::router())
        .merge(forecast::router())
        .merge(effect::router())
        .merge(act::router())
}

/// The pages about one campaign.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tabs {
    About,
    Forecast,
    Effect,
    Edit,
}

impl Tabs {
    fn path(self, id: CampaignId) -> String {
        match self {
            Self::About => format!("{PATH}/{id}"),
            Self::Forecast => format!("{PATH}/{id}/forecast"),
            Self::Effect => format!("{PATH}/{id}/effect"),
            Self::Edit => format!("{PATH}/{id}/edit"),
        }
    }

    const fn label(self) -> &'static str {
        match self {
            Self::About => key("campaign-tab-about"),
            Self::Forecast => key("campaign-tab-forecast"),
            Self::Effect => key("campaign-tab-effect"),
            Self::Edit => key("campaign-tab-edit"),
        }
    }

    /// Those that a campaign of a state has.
    const fn of(state: CampaignState) -> &'static [Self] {
        match state {
            CampaignState::Draft => &[Self::About, Self::Edit, Self::Forecast],
            CampaignState::On | CampaignState::Paused | CampaignState::Cancelled => &[Self::About, Self::Effect],
        }
    }
}

/// What the pages call things by.
struct Names {
    segments: BTreeMap<SegmentId, String>,
    letters: Vec<Choice>,
    /// Of templates of the store's own, whichever version.
    templates: LetterNames,
    topics: Topics,
}

impl Names {
    fn load(tx: &mut Tx<'_>) -> Result<Self> {
        Ok(Self {
            segments: segments::list(tx)?.into_iter().map(|segment| (segment.id, segment.name)).collect(),
            letters: doing::letters(tx)?,
            templates: LetterNames::load(tx)?,
            topics: Topics::load(tx)?,
        })
    }
}

/// A campaign with how far it got.
struct Shown {
    campaign: Campaign,
    names: Names,
    progress: Progress,
    /// Letters on their way, whatever they wait for.
    waiting: u64,
}

fn load(app: &App, id: CampaignId) -> Result<Option<Shown>> {
    let Some((campaign, names)) = app.db.record.read(|tx| {
        let Some(campaign) = campaigns::find(tx, id)? else { return Ok::<_, db::Error>(None) };
        Ok(Some((campaign, Names::load(tx)?)))
    })?
    else {
        return Ok(None);
    };
    let (progress, waiting) = app.db.views.read(|tx| {
        let counts = messaging::counts_of_cause(tx, &format!("campaign:{id}"))?;
        let waiting = counts.iter().filter(|count| count.state == MessageState::Queued).map(|count| count.messages).sum::<i64>();
        Ok::<_, db::Error>((campaigns::progress(tx, id)?.unwrap_or_default(), waiting.max(0).unsigned_abs()))
    })?;
    Ok(Some(Shown { campaign, names, progress, waiting }))
}

fn id_of(text: &str) -> std::result::Result<CampaignId, Failure> {
    text.parse().map_err(|_| Failure::NOT_FOUND)
}

/// Where a campaign stands, as people see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    Draft,
    /// Let go, and its time is not come.
    Waiting,
    /// Its audience is being gone through, or letters wait for their time.
    UnderWay,
    Paused,
    Finished,
    Cancelled,
}

impl Phase {
    fn of(campaign: &Campaign, progress: &Progress, waiting: u64, now: base::Timestamp) -> Self {
        match campaign.state {
            CampaignState::Draft => Self::Draft,
            CampaignState::Paused => Self::Paused,
            CampaignState::Cancelled => Self::Cancelled,
            CampaignState::On if progress.done_at.is_some() && waiting == 0 => Self::Finished,
            CampaignState::On if campaign.begun_at.is_some_and(|begun| campaign.plan.begins_at(begun) > now) => Self::Waiting,
            CampaignState::On => Self::UnderWay,
        }
    }

    const fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Waiting => "waiting",
            Self::UnderWay => "under_way",
            Self::Paused => "paused",
            Self::Finished => "finished",
            Self::Cancelled => "cancelled",
        }
    }

    const fn tone(self) -> Tone {
        match self {
            Self::Draft | Self::Cancelled => Tone::Neutral,
            Self::Waiting | Self::UnderWay => Tone::Accent,
            Self::Paused => Tone::Warn,
            Self::Finished => Tone::Good,
        }
    }

    fn badge(self, ctx: &PageCtx) -> Markup {
        components::badge(self.tone(), &ctx.t_code("campaign-phase", self.word()))
    }
}

/// What so many letters cost; where the store did not say what one costs, where it can.
fn cost(ctx: &PageCtx, terms: &EffectTerms, letters: u64) -> Markup {
    if let Some(cost) = terms.cost_of(letters) {
        return html! { span.num { (ctx.fmt.money(cost)) } };
    }
    html! { (ctx.t(key("forecast-no-cost"))) " " a href="/admin/settings/email#effect" { (ctx.t(key("forecast-no-cost-link"))) } }
}

/// A page about one campaign: its name above, the tabs, the content.
fn drawn(signed: &Signed, shown: &Shown, place: Tabs, actions: Option<Markup>, content: Markup) -> Html {
    let ctx = &signed.ctx;
    let campaign = &shown.campaign;
    let tab = |tab: &Tabs| Tab {
        label: ctx.t(tab.label()).into_owned(),
        href: tab.path(campaign.id),
        current: *tab == place,
        count: None,
    };
    let tabs: Vec<Tab> = Tabs::of(campaign.state).iter().map(tab).collect();
    let phase = Phase::of(campaign, &shown.progress, shown.waiting, ctx.now);
    let said = ctx.t_code("campaign-phase", &format!("{}_hint", phase.word()));
    let mut heading =
        Heading::of_name(&campaign.name).state(html! { (phase.badge(ctx)) " " (said) }).crumb(ctx.t(key("nav-campaigns")), PATH);
    if let Some(actions) = actions {
        heading = heading.actions(actions);
    }
    page(ctx, &heading, html! { (components::tabs(ctx, &ctx.t(key("campaign-tabs")), &tabs)) div.stack { (content) } })
}
