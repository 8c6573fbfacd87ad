//! How a segment moved over the last days, and how useful it proved: what was sent to its members by those who name it, and what that did.

use super::one::Shown;
use crate::app::App;
use automation::campaigns::{self, Campaign};
use automation::journeys::{self, Group};
use automation::segments::{self, DayMoves};
use base::id::{JourneyId, SegmentId};
use base::{Timestamp, Told};
use jiff::tz::TimeZone;
use maud::{Markup, Render as _, html};
use web::charts::{Series, Shape, Step, TimeChart, Unit};
use web::components::{self, Column, Table};
use web::{PageCtx, key};

/// Days that are shown.
pub(super) const DAYS: i64 = 90;

/// What the page tells beside the segment itself.
pub(super) struct Proved {
    moves: Vec<DayMoves>,
    zone: TimeZone,
    journeys: Vec<ByJourney>,
    campaigns: Vec<ByCampaign>,
}

struct ByJourney {
    id: JourneyId,
    name: String,
    letters: u64,
    groups: Vec<Group>,
}

struct ByCampaign {
    name: String,
    letters: u64,
    withheld: u64,
}

/// The first of the days that are shown.
pub(super) fn since(now: Timestamp, zone: &TimeZone) -> jiff::civil::Date {
    let today = now.to_jiff().to_zoned(zone.clone()).date();
    today.checked_sub(jiff::Span::new().days(DAYS - 1)).unwrap_or(today)
}

pub(super) fn load(app: &App, id: SegmentId, users: &[(JourneyId, String)], zone: TimeZone) -> Result<Proved, db::Error> {
    let names = |campaign: &Campaign| campaign.plan.segments.iter().chain(&campaign.plan.without).any(|key| key.0 == id);
    let named: Vec<Campaign> = app.db.record.read(campaigns::list)?.into_iter().filter(names).collect();
    let since = since(app.clock.now(), &zone);
    app.db.views.read(|tx| {
        let letters = journeys::letters_queued(tx)?;
        let mut by_journey = Vec::new();
        for (id, name) in users {
            let letters = letters.get(id).copied().unwrap_or(0);
            by_journey.push(ByJourney { id: *id, name: name.clone(), letters, groups: journeys::groups(tx, *id)? });
        }
        let mut by_campaign = Vec::new();
        for campaign in named {
            let progress = campaigns::progress(tx, campaign.id)?.unwrap_or_default();
            by_campaign.push(ByCampaign { name: campaign.name, letters: progress.queued, withheld: progress.withheld });
        }
        Ok(Proved { moves: segments::moves_since(tx, id, since)?, zone, journeys: by_journey, campaigns: by_campaign })
    })
}

pub(super) fn draw(ctx: &PageCtx, shown: &Shown, proved: &Proved) -> Markup {
    html! {
        (components::card(&ctx.t(key("segment-moves")), None, moves(ctx, proved)))
        @if !shown.users.journeys.is_empty() || !proved.campaigns.is_empty() {
            (components::card(&ctx.t(key("segment-proved")), None, useful(ctx, proved)))
        }
    }
}

/// Few people are not counted out loud: a day's numbers are told in tens.
fn moves(ctx: &PageCtx, proved: &Proved) -> Markup {
    let figure = |people: u64| Told::of(people).figure().unwrap_or(0) as f64;
    let (mut at, mut entered, mut exited) = (Vec::new(), Vec::new(), Vec::new());
    let mut day = since(ctx.now, &proved.zone);
    for _ in 0..DAYS {
        let Ok(midnight) = proved.zone.to_zoned(day.at(0, 0, 0, 0)) else { break };
        let found = proved.moves.iter().find(|moves| moves.day == day);
        at.push(Timestamp::from_micros(midnight.timestamp().as_microsecond()));
        entered.push(figure(found.map_or(0, |moves| moves.entered)));
        exited.push(figure(found.map_or(0, |moves| moves.exited)));
        let Ok(next) = day.tomorrow() else { break };
        day = next;
    }
    let told = |of: fn(&DayMoves) -> u64| crate::words::people(ctx, Told::of(proved.moves.iter().map(of).sum()));
    let args = [("entered", told(|day| day.entered).into()), ("exited", told(|day| day.exited).into())];
    let title = ctx.t(key("segment-moves")).into_owned();
    let series = vec![Series::new(ctx.t(key("segment-entered")), entered), Series::new(ctx.t(key("segment-exited")), exited)];
    let chart = TimeChart {
        id: "segment-moves",
        title,
        reading: ctx.t_with(key("segment-moves-reading"), &args),
        shape: Shape::Stacked,
        step: Step::Day,
        unit: Unit::Count,
        at,
        series,
        is_open: true,
    };
    html! { (chart.render(ctx)) p.quiet { (ctx.t(key("segment-moves-few"))) } }
}

fn useful(ctx: &PageCtx, proved: &Proved) -> Markup {
    let columns = [
        Column::text(ctx.t(key("segment-used-by"))),
        Column::number(ctx.t(key("journey-letters"))),
        Column::text(ctx.t(key("segment-lift"))),
    ];
    let mut table = Table::new(ctx.t(key("segment-proved")), columns);
    for one in &proved.journeys {
        table.push([
            components::row_link(&format!("/admin/journeys/{}/effect", one.id), components::name(&one.name)),
            html! { span.num { (ctx.fmt.count(one.letters)) } },
            html! { (crate::admin::journeys::lift_said(ctx, &one.groups)) },
        ]);
    }
    for one in &proved.campaigns {
        table.push([
            components::name(&one.name),
            html! { span.num { (ctx.fmt.count(one.letters)) } },
            html! { span.quiet { (ctx.t_with(key("segment-campaign-withheld"), &[("count", ctx.fmt.count(one.withheld).into())])) } },
        ]);
    }
    html! { (table.render()) p.quiet.after-facts { (ctx.t(key("segment-proved-text"))) } }
}
