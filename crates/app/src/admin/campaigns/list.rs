//! All campaigns, the latest first.

use super::{PATH, Phase};
use crate::admin::need::Manage;
use crate::admin::{Allowed, Failure, Signed, blocking};
use crate::app::App;
use automation::campaigns::{self, Campaign, Progress};
use axum::Router;
use axum::routing::get;
use base::id::CampaignId;
use capabilities::messaging::{self, MessageState};
use maud::{Markup, Render as _, html};
use std::collections::BTreeMap;
use web::components::{self, Column, Table};
use web::icons::Icon;
use web::layout::{Heading, page};
use web::{Html, Nav, PageCtx, key};

pub(super) fn router() -> Router<App> {
    Router::new().route("/admin/campaigns", get(show))
}

struct Listed {
    campaigns: Vec<Campaign>,
    progress: BTreeMap<CampaignId, Progress>,
    counts: BTreeMap<CampaignId, Counts>,
}

#[derive(Default, Clone, Copy)]
struct Counts {
    waiting: u64,
    sent: u64,
}

async fn show(Allowed(signed, Manage): Allowed<Manage>) -> Result<Html, Failure> {
    let signed = signed.at(Nav::Campaigns);
    let listed = blocking(&signed.app, load).await?;
    Ok(draw(&signed, &listed))
}

fn load(app: &App) -> Result<Listed, db::Error> {
    let campaigns = app.db.record.read(campaigns::list)?;
    let (progress, rows) = app
        .db
        .views
        .read(|tx| Ok::<_, db::Error>((campaigns::progress_of_all(tx)?, messaging::counts_of_cause(tx, "campaign")?)))?;
    let mut counts: BTreeMap<CampaignId, Counts> = BTreeMap::new();
    for row in rows {
        let Some(id) = row.cause.split(':').nth(1).and_then(|id| id.parse().ok()) else { continue };
        let (of, count) = (counts.entry(id).or_default(), row.messages.max(0).unsigned_abs());
        match row.state {
            MessageState::Queued => of.waiting += count,
            MessageState::Sent | MessageState::Unknown => of.sent += count,
            _ => {}
        }
    }
    Ok(Listed { campaigns, progress, counts })
}

fn draw(signed: &Signed, listed: &Listed) -> Html {
    let ctx = &signed.ctx;
    let new = "/admin/campaigns/new";
    let content = html! {
        div.section.card {
            @if listed.campaigns.is_empty() {
                (components::empty(
                    Icon::Campaigns,
                    &ctx.t(key("campaigns-empty")),
                    &ctx.t(key("campaigns-empty-text")),
                    Some(components::button_link(new, &ctx.t(key("campaign-new")))),
                ))
            } @else { (table(ctx, listed)) }
        }
    };
    let heading = Heading::new(ctx.t(key("campaigns-title")))
        .state(html! { (ctx.t(key("campaigns-state"))) })
        .actions(components::button_link_primary(new, &ctx.t(key("campaign-new"))));
    page(ctx, &heading, content)
}

fn table(ctx: &PageCtx, listed: &Listed) -> Markup {
    let columns = [
        Column::text(ctx.t(key("campaign-name"))),
        Column::text(ctx.t(key("campaign-state"))),
        Column::text(ctx.t(key("campaign-begun-at"))),
        Column::number(ctx.t(key("campaign-looked-at"))),
        Column::number(ctx.t(key("campaign-sent"))),
        Column::number(ctx.t(key("campaign-withheld"))),
    ];
    let mut table = Table::new(ctx.t(key("nav-campaigns")), columns);
    for campaign in &listed.campaigns {
        let progress = listed.progress.get(&campaign.id).cloned().unwrap_or_default();
        let counts = listed.counts.get(&campaign.id).copied().unwrap_or_default();
        let count = |count: u64| {
            let begun = campaign.begun_at.is_some();
            html! { @if begun { span.num { (ctx.fmt.count(count)) } } @else { (components::none(ctx)) } }
        };
        table.push([
            components::row_link(&format!("{PATH}/{}", campaign.id), components::name(&campaign.name)),
            Phase::of(campaign, &progress, counts.waiting, ctx.now).badge(ctx),
            campaign.begun_at.map_or_else(|| components::none(ctx), |at| components::time(ctx, at)),
            count(progress.looked_at),
            count(counts.sent),
            count(progress.withheld),
        ]);
    }
    table.render()
}
