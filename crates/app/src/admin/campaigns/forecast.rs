//! What a campaign would do if it were let go now, and the button that lets it go.

use super::{Shown, Tabs, drawn, id_of, load, words};
use crate::admin::need::Manage;
use crate::admin::{Allowed, Failure, blocking};
use crate::app::App;
use crate::campaigns as doing;
use crate::words as shared;
use automation::campaigns::{CampaignState, Flaw, Plan, Start};
use automation::effect::{EffectTerms, Share};
use automation::live::{self, Forecast};
use axum::Router;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use base::Timestamp;
use base::id::CampaignId;
use maud::{Markup, Render as _, html};
use std::sync::{Mutex, TryLockError};
use web::components::{self, Column, Table, Tone};
use web::forms;
use web::http::see_other;
use web::icons::Icon;
use web::{Nav, PageCtx, key};

/// Each asks many people's choices: one at a time on this node.
static TURN: Mutex<()> = Mutex::new(());
/// Moments at which letters begin that are listed.
const WAVES_SHOWN: usize = 12;
/// Zones that are named of one moment.
const ZONES_NAMED: usize = 3;

pub(super) fn router() -> Router<App> {
    Router::new().route("/admin/campaigns/{campaign}/forecast", get(show))
}

enum Told {
    /// It can't be let go.
    Flawed(Vec<Flaw>),
    Busy,
    Forecast(Forecast, EffectTerms),
}

async fn show(Allowed(signed, Manage): Allowed<Manage>, Path(campaign): Path<String>) -> Result<Response, Failure> {
    let signed = signed.at(Nav::Campaigns);
    let id = id_of(&campaign)?;
    let now = signed.ctx.now;
    let (shown, told) = blocking(&signed.app, move |app| read(app, id, now)).await?.ok_or(Failure::NOT_FOUND)?;
    if shown.campaign.state != CampaignState::Draft {
        return Ok(see_other(&Tabs::About.path(id)));
    }
    let ctx = &signed.ctx;
    let content = match &told {
        Told::Flawed(flaws) => flawed(ctx, &shown, flaws),
        Told::Busy => {
            components::callout(Tone::Warn, &ctx.t(key("forecast-busy")), &html! { p { (ctx.t(key("forecast-busy-text"))) } })
        }
        Told::Forecast(told, terms) => draw(ctx, &shown, told, terms),
    };
    Ok(drawn(&signed, &shown, Tabs::Forecast, None, content).into_response())
}

fn read(app: &App, id: CampaignId, now: Timestamp) -> Result<Option<(Shown, Told)>, db::Error> {
    let Some(shown) = load(app, id)? else { return Ok(None) };
    let (flaws, terms) =
        app.db.record.read(|tx| Ok::<_, db::Error>((doing::flaws(tx, &shown.campaign.plan, now)?, EffectTerms::load(tx)?)))?;
    let told = if flaws.is_empty() {
        match TURN.try_lock() {
            Err(TryLockError::WouldBlock) => Told::Busy,
            // What another left undone does not concern this one.
            _turn => Told::Forecast(live::forecast(&app.db, &app.keys, &shown.campaign, &mut app.fork_rng(), now)?, terms),
        }
    } else {
        Told::Flawed(flaws)
    };
    Ok(Some((shown, told)))
}

/// Everything that is wrong with it, at once.
fn flawed(ctx: &PageCtx, shown: &Shown, flaws: &[Flaw]) -> Markup {
    let text = html! {
        ul { @for flaw in flaws { li { (words::flaw(ctx, &shown.names, flaw)) } } }
        p { a href=(Tabs::Edit.path(shown.campaign.id)) { (ctx.t(key("campaign-tab-edit"))) } }
    };
    components::callout(Tone::Warn, &ctx.t(key("forecast-flawed")), &text)
}

/// A number of those asked, for the whole audience: with an interval where not everybody was asked.
fn people(ctx: &PageCtx, told: &Forecast, of_them: u64) -> String {
    if !told.is_sample() {
        return ctx.fmt.count(of_them);
    }
    let share = Share { people: told.asked, of_them };
    let whole = |rate: f64| (rate * told.audience as f64).round() as u64;
    let (low, high) = share.interval().unwrap_or_default();
    let args = [
        ("count", ctx.fmt.count(whole(share.rate())).into()),
        ("low", ctx.fmt.count(whole(low)).into()),
        ("high", ctx.fmt.count(whole(high)).into()),
    ];
    ctx.t_with(key("forecast-about"), &args)
}

/// Letters in the whole audience, as far as that is known.
fn scaled(told: &Forecast, of_them: u64) -> u64 {
    if told.asked == 0 { 0 } else { (u128::from(of_them) * u128::from(told.audience) / u128::from(told.asked)) as u64 }
}

fn draw(ctx: &PageCtx, shown: &Shown, told: &Forecast, terms: &EffectTerms) -> Markup {
    let t = |said: &str| ctx.t(said).into_owned();
    if told.audience == 0 {
        return html! {
            div.section.card { (components::empty(Icon::Campaigns, &t(key("forecast-nobody")), &t(key("forecast-nobody-text")), None)) }
        };
    }
    let plan = &shown.campaign.plan;
    let number = |count: u64| html! { span.num { (people(ctx, told, count)) } };
    let mut reasons: Vec<(&&str, &u64)> = told.withheld.iter().collect();
    reasons.sort_by_key(|(_, people)| std::cmp::Reverse(**people));
    let reasons: Vec<(String, Markup)> =
        reasons.into_iter().map(|(reason, people)| (shared::why(ctx, reason), number(*people))).collect();
    let withheld: u64 = told.withheld.values().sum();
    let whole = [
        (t(key("forecast-audience")), html! { span.num { (ctx.fmt.count(told.audience)) } }),
        (t(key("forecast-letters")), number(told.letters)),
        (t(key("forecast-later")), number(told.postponed.values().map(|later| later.letters).sum())),
        (t(key("forecast-withheld")), number(withheld)),
        (t(key("forecast-held-out")), number(told.held_out)),
    ];
    let args = [("letters", ctx.fmt.count(scaled(told, told.letters)).into()), ("audience", ctx.fmt.count(told.audience).into())];
    html! {
        (components::callout(Tone::Accent, &ctx.t_with(key("forecast-answer"), &args), &html! {
            p {
                @if told.is_sample() {
                    (ctx.t_with(key("forecast-sample"), &[("asked", ctx.fmt.count(told.asked).into())])) " "
                }
                (ctx.t(key("forecast-caveat")))
            }
        }))
        (components::grid(&[
            components::card(&t(key("forecast-who")), None, components::facts(&whole)),
            components::card(&t(key("forecast-why-not")), None, html! {
                @if reasons.is_empty() { p.quiet { (ctx.t(key("campaign-not-sent-none"))) } } @else { (components::facts(&reasons)) }
            }),
            components::card(&t(key("forecast-when")), None, components::facts(&when(ctx, plan, told, terms))),
        ]))
        @if !told.postponed.is_empty() {
            @let rows = told.postponed.iter().map(|(why, later)| (*why, people(ctx, told, later.letters), later.first_at));
            (components::card(&t(key("forecast-postponed")), None, words::postponed(ctx, key("forecast-postponed-first"), rows)))
        }
        @if matches!(plan.start, Start::Local(_)) && !told.waves.is_empty() {
            (components::card(&t(key("forecast-zones")), None, waves(ctx, told)))
        }
        (confirm(ctx, shown, told))
    }
}

/// When it begins and ends, and what it costs.
fn when(ctx: &PageCtx, plan: &Plan, told: &Forecast, terms: &EffectTerms) -> Vec<(String, Markup)> {
    let t = |said: &str| ctx.t(said).into_owned();
    let mut all = vec![(t(key("campaign-start")), html! { (words::start(ctx, plan.start)) })];
    let letters = scaled(told, told.letters);
    if let (Some(first), Some(ends)) = (told.waves.first(), told.ends_at()) {
        all.push((t(key("forecast-begins")), components::time(ctx, first.at)));
        if ends > first.at {
            all.push((t(key("forecast-ends")), components::time(ctx, ends)));
            let takes = ctx.fmt.duration(ends.micros_since(first.at));
            all.push((t(key("forecast-takes")), html! { (takes) }));
        }
    }
    all.push((t(key("forecast-cost")), super::cost(ctx, terms, letters)));
    all
}

fn waves(ctx: &PageCtx, told: &Forecast) -> Markup {
    let columns = [
        Column::text(ctx.t(key("forecast-zone"))),
        Column::text(ctx.t(key("forecast-begins"))),
        Column::text(ctx.t(key("forecast-ends"))),
        Column::number(ctx.t(key("forecast-letters"))),
    ];
    let mut table = Table::new(ctx.t(key("forecast-zones")), columns);
    for wave in told.waves.iter().take(WAVES_SHOWN) {
        let named: Vec<String> = wave.zones.iter().take(ZONES_NAMED).cloned().collect();
        let more = wave.zones.len().saturating_sub(ZONES_NAMED);
        table.push([
            html! {
                (components::ltr(&named.join(", ")))
                @if more > 0 { " " span.quiet { (ctx.t_with(key("forecast-zones-more"), &[("count", more.into())])) } }
            },
            components::time(ctx, wave.at),
            components::time(ctx, wave.ends_at),
            html! { span.num { (people(ctx, told, wave.letters)) } },
        ]);
    }
    html! {
        (table.render())
        @if told.waves.len() > WAVES_SHOWN {
            p.quiet.after-facts { (ctx.t_with(key("forecast-waves-more"), &[("count", (told.waves.len() - WAVES_SHOWN).into())])) }
        }
    }
}

/// The button, which says how many it is about.
fn confirm(ctx: &PageCtx, shown: &Shown, told: &Forecast) -> Markup {
    let campaign = &shown.campaign;
    let path = format!("{}/{}/begin", super::PATH, campaign.id);
    let letters = scaled(told, told.letters);
    let form = forms::post(
        ctx,
        &path,
        html! {
            p { (ctx.t(key("forecast-confirm-text"))) }
            (forms::hidden("of", &campaign.changed_at.micros().to_string()))
            (forms::submit_row(
                &ctx.lang().t_plain(key("forecast-confirm"), &[("count", letters.into())]),
                Some(components::button_link(&Tabs::Edit.path(campaign.id), &ctx.t(key("campaign-tab-edit")))),
            ))
        },
    );
    components::card(&ctx.t(key("forecast-confirm-title")), None, form)
}
