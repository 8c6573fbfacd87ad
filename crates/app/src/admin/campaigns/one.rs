//! One campaign: how far it got, what was withheld and why, and what it is.

use super::{Phase, Shown, Tabs, drawn, id_of, load, words};
use crate::admin::need::Manage;
use crate::admin::{Allowed, Failure, Signed, blocking};
use crate::app::App;
use crate::words as shared;
use automation::campaigns::CampaignState;
use automation::segments;
use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{Html as Fragment, IntoResponse as _, Response};
use axum::routing::get;
use base::Timestamp;
use base::id::CampaignId;
use capabilities::feedback;
use capabilities::messaging::{self, MessageState, Why};
use maud::{Markup, html};
use std::collections::BTreeMap;
use web::components::{self, Stat, Tone};
use web::forms::{self, Field};
use web::{Html, Nav, PageCtx, key};

pub(super) fn router() -> Router<App> {
    Router::new().route("/admin/campaigns/{campaign}", get(show)).route("/admin/campaigns/{campaign}/progress", get(progress))
}

/// What became of a campaign's letters so far.
#[derive(Default)]
struct Counts {
    sent: u64,
    failed: u64,
    delivered: u64,
    /// By reason.
    withheld: BTreeMap<String, u64>,
    /// Those that go later, and when the next of them does.
    postponed: BTreeMap<Why, (u64, Timestamp)>,
    /// How many are in the audience, where it is one segment.
    audience: Option<u64>,
}

async fn show(Allowed(signed, Manage): Allowed<Manage>, Path(campaign): Path<String>) -> Result<Html, Failure> {
    let signed = signed.at(Nav::Campaigns);
    let id = id_of(&campaign)?;
    let (shown, counts) = blocking(&signed.app, move |app| read(app, id)).await?.ok_or(Failure::NOT_FOUND)?;
    Ok(draw(&signed, &shown, &counts))
}

/// The part of the page that changes while letters go out; nothing where it changes no more.
async fn progress(Allowed(signed, Manage): Allowed<Manage>, Path(campaign): Path<String>) -> Result<Response, Failure> {
    let id = id_of(&campaign)?;
    let (shown, counts) = blocking(&signed.app, move |app| read(app, id)).await?.ok_or(Failure::NOT_FOUND)?;
    if !changes(Phase::of(&shown.campaign, &shown.progress, shown.waiting, signed.ctx.now)) {
        // The badge and the buttons above it are no longer right: the page is asked for anew.
        return Ok(StatusCode::RESET_CONTENT.into_response());
    }
    Ok(Fragment(how_far(&signed.ctx, &shown, &counts).into_string()).into_response())
}

/// Whether something goes on by itself.
const fn changes(phase: Phase) -> bool {
    matches!(phase, Phase::Waiting | Phase::UnderWay)
}

fn read(app: &App, id: CampaignId) -> Result<Option<(Shown, Counts)>, db::Error> {
    let Some(shown) = load(app, id)? else { return Ok(None) };
    let plan = &shown.campaign.plan;
    let counts = app.db.views.read(|tx| {
        let mut counts = Counts::default();
        for one in messaging::postponed(tx, &format!("campaign:{id}"))? {
            let (letters, next_at) = counts.postponed.entry(one.why).or_insert((0, one.next_at));
            (*letters, *next_at) = (*letters + one.messages.max(0).unsigned_abs(), one.next_at.min(*next_at));
        }
        for row in messaging::counts_of_cause(tx, &format!("campaign:{id}"))? {
            let count = row.messages.max(0).unsigned_abs();
            match row.state {
                MessageState::Sent | MessageState::Unknown => counts.sent += count,
                MessageState::Failed => counts.failed += count,
                MessageState::Withheld => *counts.withheld.entry(row.reason).or_default() += count,
                MessageState::Queued | MessageState::Sending | MessageState::Held => {}
            }
        }
        for variant in 0..plan.variants.len() {
            let told = feedback::counted(tx, Some(&automation::campaigns::cause(id, variant)), Timestamp::from_micros(0))?;
            counts.delivered += told.iter().filter(|told| told.kind == "delivered").map(|told| told.letters).sum::<u64>();
        }
        if let ([segment], []) = (plan.segments.as_slice(), plan.without.as_slice()) {
            counts.audience = segments::size(tx, segment.0)?.map(|size| size.members);
        }
        Ok::<_, db::Error>(counts)
    })?;
    Ok(Some((shown, counts)))
}

fn draw(signed: &Signed, shown: &Shown, counts: &Counts) -> Html {
    let ctx = &signed.ctx;
    let campaign = &shown.campaign;
    let phase = Phase::of(campaign, &shown.progress, shown.waiting, ctx.now);
    let path = format!("{}/{}/progress", super::PATH, campaign.id);
    let story = html! {
        @if campaign.state == CampaignState::Draft {
            (components::callout(Tone::Accent, &ctx.t(key("campaign-draft-next")), &html! {
                p { (ctx.t(key("campaign-draft-next-text"))) }
            }))
        } @else {
            div.stack data-refresh=[changes(phase).then_some(path)] { (how_far(ctx, shown, counts)) }
        }
    };
    let mut pairs = words::terms(ctx, &shown.names, &campaign.plan);
    if let Some(begun) = campaign.begun_at {
        pairs.push((ctx.t(key("campaign-begun-at")).into_owned(), components::time(ctx, begun)));
    }
    pairs.push((ctx.t(key("campaign-id")).into_owned(), components::copyable(ctx, &campaign.id.to_string())));
    let beside = components::card(&ctx.t(key("campaign-plan")), None, components::facts(&pairs));
    let content = html! { (components::two_columns(story, beside)) (ending(ctx, shown)) };
    drawn(signed, shown, Tabs::About, Some(actions(ctx, shown)), content)
}

/// Progress, figures and reasons.
fn how_far(ctx: &PageCtx, shown: &Shown, counts: &Counts) -> Markup {
    let progress = &shown.progress;
    let count = |count: u64| ctx.fmt.count(count);
    let stat = |said: &str, number: u64| Stat::new(ctx.t(said), count(number));
    let withheld: u64 = counts.withheld.values().sum();
    let figures = [
        stat(key("campaign-looked-at"), progress.looked_at),
        stat(key("campaign-waiting"), shown.waiting),
        stat(key("campaign-sent"), counts.sent),
        stat(key("campaign-delivered"), counts.delivered).note(html! { (ctx.t(key("campaign-delivered-note"))) }),
        stat(key("campaign-withheld"), withheld),
        stat(key("campaign-held-out"), progress.held_out),
    ];
    let total =
        if progress.done_at.is_some() { progress.looked_at } else { counts.audience.unwrap_or(0).max(progress.looked_at) };
    let mut reasons: Vec<(&String, &u64)> = counts.withheld.iter().collect();
    reasons.sort_by_key(|(_, letters)| std::cmp::Reverse(**letters));
    let mut reasons: Vec<(String, Markup)> = reasons
        .into_iter()
        .map(|(reason, letters)| (shared::why(ctx, reason), html! { span.num { (count(*letters)) } }))
        .collect();
    if counts.failed > 0 {
        reasons.push((ctx.t(key("campaign-failed")).into_owned(), html! { span.num { (count(counts.failed)) } }));
    }
    html! {
        (components::progress(ctx, &ctx.t(key("campaign-looked-at-of")), progress.looked_at, total))
        (components::stats(&figures))
        @if !counts.postponed.is_empty() {
            @let rows = counts.postponed.iter().map(|(why, (letters, next_at))| (*why, count(*letters), *next_at));
            (components::card(&ctx.t(key("campaign-postponed")), None, words::postponed(ctx, key("campaign-postponed-next"), rows)))
        }
        (components::card(&ctx.t(key("campaign-not-sent")), None, html! {
            @if reasons.is_empty() { p.quiet { (ctx.t(key("campaign-not-sent-none"))) } } @else { (components::facts(&reasons)) }
        }))
    }
}

/// What can be done now.
fn actions(ctx: &PageCtx, shown: &Shown) -> Markup {
    let id = shown.campaign.id;
    let path = |what: &str| format!("{}/{id}/{what}", super::PATH);
    let post = |what: &str, label: &str, tone: Tone| components::post_button(ctx, &path(what), &ctx.t(label), tone);
    let is_over = shown.progress.done_at.is_some() && shown.waiting == 0;
    html! {
        (post("copy", key("campaign-copy"), Tone::Neutral))
        @match shown.campaign.state {
            CampaignState::Draft => (components::button_link_primary(&Tabs::Forecast.path(id), &ctx.t(key("campaign-to-forecast")))),
            CampaignState::On if !is_over => (post("pause", key("campaign-pause"), Tone::Warn)),
            CampaignState::Paused => (post("resume", key("campaign-resume"), Tone::Accent)),
            CampaignState::On | CampaignState::Cancelled => {}
        }
    }
}

/// Cancelling and deleting, each with its name typed.
fn ending(ctx: &PageCtx, shown: &Shown) -> Markup {
    let campaign = &shown.campaign;
    let is_over = shown.progress.done_at.is_some() && shown.waiting == 0;
    let typed = ctx.t_with(key("campaign-type-name"), &[("name", campaign.name.as_str().into())]);
    let one = |what: &'static str, text: &str, label: &str| {
        forms::post(
            ctx,
            &format!("{}/{}/{what}", super::PATH, campaign.id),
            html! {
                p { (ctx.t(text)) }
                (Field::text("name", typed.clone()).scope(what).required())
                div.actions { button.button.button-bad type="submit" { (ctx.t(label)) } }
            },
        )
    };
    let can_cancel = matches!(campaign.state, CampaignState::On | CampaignState::Paused) && !is_over;
    html! {
        section #end {
            (components::disclosure(&ctx.t(if can_cancel { key("campaign-end") } else { key("campaign-delete") }), html! {
                div.stack {
                    @if can_cancel { (one("cancel", key("campaign-cancel-text"), key("campaign-cancel"))) }
                    (one("delete", key("campaign-delete-text"), key("campaign-delete")))
                }
            }))
        }
    }
}
