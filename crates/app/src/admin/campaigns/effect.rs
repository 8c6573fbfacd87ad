//! What a campaign did: what came of each letter, those who got one beside those held out, and one letter beside the other.

use super::{Shown, Tabs, drawn, id_of, load, words};
use crate::admin::journeys::{amount, money, rounded};
use crate::admin::need::Manage;
use crate::admin::{Allowed, Failure, Signed, blocking};
use crate::app::App;
use crate::campaigns::{Results, Side, VariantResults, results};
use automation::effect::{Lift, Share, difference_among, people_missing_among};
use axum::Router;
use axum::extract::Path;
use axum::routing::get;
use base::Currency;
use base::id::CampaignId;
use maud::{Markup, Render as _, html};
use web::components::{self, Column, Table, Tone};
use web::icons::Icon;
use web::{Html, Nav, PageCtx, key};

pub(super) fn router() -> Router<App> {
    Router::new().route("/admin/campaigns/{campaign}/effect", get(show))
}

async fn show(Allowed(signed, Manage): Allowed<Manage>, Path(campaign): Path<String>) -> Result<Html, Failure> {
    let signed = signed.at(Nav::Campaigns);
    let id = id_of(&campaign)?;
    let (shown, results) = blocking(&signed.app, move |app| read(app, id)).await?.ok_or(Failure::NOT_FOUND)?;
    let content = content(&signed, &shown, &results);
    Ok(drawn(&signed, &shown, Tabs::Effect, None, content))
}

fn read(app: &App, id: CampaignId) -> Result<Option<(Shown, Results)>, db::Error> {
    let Some(shown) = load(app, id)? else { return Ok(None) };
    let results = results(app, &shown.campaign)?;
    Ok(Some((shown, results)))
}

fn content(signed: &Signed, shown: &Shown, results: &Results) -> Markup {
    let ctx = &signed.ctx;
    let t = |said: &str| ctx.t(said).into_owned();
    if results.written().met == 0 {
        return html! {
            div.section.card { (components::empty(Icon::Chart, &t(key("campaign-effect-empty")), &t(key("campaign-effect-empty-text")), None)) }
        };
    }
    let days = [("count", results.terms.attribution_days.into())];
    html! {
        (lift(ctx, results))
        (components::card(&t(key("campaign-effect-did")), None, html! {
            (did(ctx, results))
            @for currency in results.currencies() {
                (money(ctx, &results.written().spent(currency), &results.held_out().spent(currency), currency))
            }
            p.quiet.after-facts { (ctx.t(key("campaign-counted-note"))) " " (ctx.lang().t_with(key("campaign-effect-days"), &days)) }
        }))
        @if results.variants.len() > 1 { (components::card(&t(key("campaign-effect-split")), None, split(ctx, results))) }
        (components::card(&t(key("campaign-effect-letters")), None, letters(ctx, shown, results)))
        (cost(ctx, results))
    }
}

fn hundred(ctx: &PageCtx, rate: f64) -> String {
    ctx.fmt.decimal((rate * 100.0).abs(), 1)
}

/// What the campaign did, beside those who were held out.
fn lift(ctx: &PageCtx, results: &Results) -> Markup {
    let (written, held) = (results.written().bought(), results.held_out().bought());
    let said = |said: &str| ctx.t(said).into_owned();
    let Some(lift) = difference_among(written, held, 1) else {
        let text = html! { p { (ctx.t(key("campaign-effect-nobody-held-text"))) } };
        return components::callout(Tone::Neutral, &said(key("effect-nobody-held")), &text);
    };
    let (tone, title) = match lift {
        Lift { low, .. } if low > 0.0 => {
            (Tone::Good, ctx.t_with(key("campaign-effect-more"), &[("people", hundred(ctx, lift.of).into())]))
        }
        Lift { high, .. } if high < 0.0 => {
            (Tone::Bad, ctx.t_with(key("campaign-effect-fewer"), &[("people", hundred(ctx, lift.of).into())]))
        }
        _ => (
            Tone::Neutral,
            not_yet(ctx, people_missing_among(written, held, 1), key("effect-not-yet"), key("effect-not-yet-missing")),
        ),
    };
    components::callout(tone, &title, &html! { p { (sure(ctx, lift)) } })
}

fn not_yet(ctx: &PageCtx, missing: Option<u64>, unknown: &str, known: &str) -> String {
    match missing {
        Some(missing) => ctx.lang().t_with(known, &[("count", rounded(missing).into())]),
        None => ctx.t(unknown).into_owned(),
    }
}

/// Between what the difference lies.
fn sure(ctx: &PageCtx, lift: Lift) -> String {
    let range = |low: f64, high: f64| [("low", hundred(ctx, low).into()), ("high", hundred(ctx, high).into())];
    if lift.low > 0.0 {
        ctx.t_with(key("effect-sure-more"), &range(lift.low, lift.high))
    } else if lift.high < 0.0 {
        ctx.t_with(key("effect-sure-fewer"), &range(lift.high, lift.low))
    } else {
        ctx.t_with(key("effect-sure-either"), &range(lift.low, lift.high))
    }
}

fn of(ctx: &PageCtx, share: Share) -> Markup {
    html! {
        span.num { (ctx.fmt.count(share.of_them)) }
        @if share.people > 0 { " " span.quiet.num { (ctx.fmt.percent(share.rate(), 1)) } }
    }
}

/// What people did: those who got each letter, and those who got none.
fn did(ctx: &PageCtx, results: &Results) -> Markup {
    let currencies = results.currencies();
    let mut columns = vec![
        Column::text(ctx.t(key("effect-group"))),
        Column::number(ctx.t(key("effect-people"))),
        Column::number(ctx.t(key("campaign-counted"))),
        Column::number(ctx.t(key("campaign-bought"))),
    ];
    columns.extend(currencies.iter().map(|currency| {
        Column::number(ctx.t_with(key("effect-each-spent"), &[("currency", ctx.fmt.currency_name(*currency).into())]))
    }));
    columns.push(Column::number(ctx.t(key("campaign-withdrew"))));
    let mut table = Table::new(ctx.t(key("campaign-effect-did")), columns);
    let mut push = |called: String, side: &Side| {
        let number = |count: u64| html! { span.num { (ctx.fmt.count(count)) } };
        let mut row = vec![html! { (called) }, number(side.met), number(side.people), of(ctx, side.bought())];
        row.extend(currencies.iter().map(|currency: &Currency| {
            html! { span.num { (amount(ctx, side.spent(*currency).mean(), *currency)) } }
        }));
        row.push(of(ctx, side.withdrew()));
        table.push(row);
    };
    if results.variants.len() > 1 {
        for (number, variant) in results.variants.iter().enumerate() {
            push(ctx.t_with(key("campaign-letter-of"), &[("sign", words::sign(ctx, number).into())]), &variant.side);
        }
    }
    push(ctx.t(key("campaign-effect-written")).into_owned(), &results.written());
    push(ctx.t(key("effect-held")).into_owned(), results.held_out());
    table.render()
}

/// Each letter beside each other, by what was bought and, where that is counted, followed.
fn split(ctx: &PageCtx, results: &Results) -> Markup {
    let pairs = results.comparisons();
    let measures = [
        (key("campaign-split-bought"), results.variants.iter().map(|one| one.side.bought()).collect::<Vec<_>>()),
        (key("campaign-split-clicked"), results.variants.iter().map(VariantResults::clicks).collect()),
    ];
    html! {
        @for (label, shares) in measures {
            @if shares.iter().any(|share| share.of_them > 0) {
                h3 { (ctx.t(label)) }
                @for (first, second) in results.pairs() {
                    (pair(ctx, (first, second), shares[first], shares[second], pairs))
                }
            }
        }
        (components::disclosure(&ctx.t(key("campaign-split-how")), html! {
            p { (ctx.t(key("campaign-split-how-text"))) }
            @if pairs > 1 { p { (ctx.t_with(key("campaign-split-how-many"), &[("count", ctx.fmt.count(u64::from(pairs)).into())])) } }
        }))
    }
}

fn pair(ctx: &PageCtx, (first, second): (usize, usize), one: Share, other: Share, pairs: u32) -> Markup {
    let Some(lift) = difference_among(one, other, pairs) else { return html! {} };
    let (ahead, behind) = if lift.of >= 0.0 { (first, second) } else { (second, first) };
    let signs = [
        ("first", words::sign(ctx, ahead).into()),
        ("second", words::sign(ctx, behind).into()),
        ("people", hundred(ctx, lift.of).into()),
    ];
    let said = if lift.is_shown() {
        let (low, high) = if lift.of >= 0.0 { (lift.low, lift.high) } else { (-lift.high, -lift.low) };
        let [first, second, people] = signs;
        let args = [first, second, people, ("low", hundred(ctx, low).into()), ("high", hundred(ctx, high).into())];
        ctx.t_with(key("campaign-split-shown"), &args)
    } else {
        let [first, second, _] = signs;
        match people_missing_among(one, other, pairs) {
            Some(missing) => {
                ctx.lang().t_with(key("campaign-split-missing"), &[first, second, ("count", rounded(missing).into())])
            }
            None => ctx.t_with(key("campaign-split-not-yet"), &[first, second]),
        }
    };
    html! { p { (said) " " @if !lift.is_shown() { span.quiet { (sure(ctx, lift)) } } } }
}

/// What came of the letters themselves.
fn letters(ctx: &PageCtx, shown: &Shown, results: &Results) -> Markup {
    let columns = [
        Column::text(ctx.t(key("campaign-letter"))),
        Column::number(ctx.t(key("campaign-sent"))),
        Column::number(ctx.t(key("campaign-delivered"))),
        Column::number(ctx.t(key("campaign-opened"))),
        Column::number(ctx.t(key("campaign-clicked"))),
        Column::number(ctx.t(key("campaign-bounced"))),
        Column::number(ctx.t(key("campaign-complained"))),
        Column::number(ctx.t(key("campaign-unsubscribed"))),
    ];
    let mut table = Table::new(ctx.t(key("campaign-effect-letters")), columns);
    for (number, variant) in results.variants.iter().enumerate() {
        let called = words::letter(ctx, &shown.names, &variant.letter);
        let share = |of_them: u64| of(ctx, Share { people: variant.sent, of_them });
        let watched = |count: u64, is_on: bool| if is_on || count > 0 { share(count) } else { components::none(ctx) };
        table.push([
            html! { @if results.variants.len() > 1 { (words::sign(ctx, number)) " · " } (called) },
            html! { span.num { (ctx.fmt.count(variant.sent)) } },
            share(variant.told("delivered")),
            watched(variant.told("opened"), results.tracking.opens),
            watched(variant.told("clicked"), results.tracking.clicks),
            share(variant.told("bounced_hard") + variant.told("bounced_soft")),
            share(variant.told("complained")),
            share(variant.told("unsubscribed")),
        ]);
    }
    html! { (table.render()) p.quiet.after-facts { (ctx.t(key("campaign-effect-watched"))) } }
}

fn cost(ctx: &PageCtx, results: &Results) -> Markup {
    let sent: u64 = results.variants.iter().map(|variant| variant.sent).sum();
    components::card(&ctx.t(key("forecast-cost")), None, html! { p { (super::cost(ctx, &results.terms, sent)) } })
}
