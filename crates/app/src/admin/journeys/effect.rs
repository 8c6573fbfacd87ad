//! What a journey does: those who went beside those who were held out.

use super::{Shown, Tabs, drawn, id_of, load, unreadable};
use crate::admin::need::Manage;
use crate::admin::{Allowed, Failure, Signed, blocking};
use crate::app::App;
use automation::effect::{Lift, Moments, Share, difference, difference_of_means, people_missing};
use automation::journeys::{self, Group, Plan};
use axum::Router;
use axum::extract::Path;
use axum::routing::get;
use base::id::JourneyId;
use base::{Currency, Money};
use maud::{Markup, Render as _, html};
use std::collections::BTreeSet;
use web::components::{self, Column, Table, Tone};
use web::icons::Icon;
use web::{Html, Nav, PageCtx, key};

pub(super) fn router() -> Router<App> {
    Router::new().route("/admin/journeys/{journey}/effect", get(show))
}

/// Those who went, or those held out.
struct Side<'g>(Vec<&'g Group>);

impl<'g> Side<'g> {
    fn of(groups: &'g [Group], held_out: bool) -> Self {
        Self(groups.iter().filter(|group| group.held_out == held_out).collect())
    }

    fn share(&self) -> Share {
        let sum = |of: fn(&Group) -> u64| self.0.iter().map(|group| of(group)).sum();
        Share { people: sum(|group| group.people), of_them: sum(|group| group.reached) }
    }

    /// What everybody spent in one currency: nothing, of most.
    fn spent(&self, currency: Currency) -> Moments {
        let own = self.0.iter().find(|group| group.currency == Some(currency));
        let (sum, squares) = own.map_or((0.0, 0.0), |group| (group.sum, group.squares));
        Moments { people: self.share().people, sum, squares }
    }
}

async fn show(Allowed(signed, Manage): Allowed<Manage>, Path(journey): Path<String>) -> Result<Html, Failure> {
    let signed = signed.at(Nav::Journeys);
    let id = id_of(&journey)?;
    let (shown, groups) = blocking(&signed.app, move |app| read(app, id)).await?.ok_or(Failure::NOT_FOUND)?;
    let content = match &shown.plan {
        Some(plan) => content(&signed, plan, &groups),
        None => unreadable(&signed.ctx),
    };
    Ok(drawn(&signed, &shown.journey, Tabs::Effect, None, content))
}

fn read(app: &App, id: JourneyId) -> Result<Option<(Shown, Vec<Group>)>, db::Error> {
    let Some(shown) = app.db.record.read(|tx| load(tx, id))? else { return Ok(None) };
    let groups = app.db.views.read(|tx| journeys::groups(tx, id))?;
    Ok(Some((shown, groups)))
}

fn content(signed: &Signed, plan: &Plan, groups: &[Group]) -> Markup {
    let ctx = &signed.ctx;
    let (went, held) = (Side::of(groups, false), Side::of(groups, true));
    let t = |said: &str| ctx.t(said).into_owned();
    if groups.is_empty() {
        return html! { div.section.card { (components::empty(Icon::Chart, &t(key("effect-empty")), &t(key("effect-empty-text")), None)) } };
    }
    let currencies: BTreeSet<&str> = groups.iter().filter_map(|group| group.currency.as_ref().map(Currency::code)).collect();
    let currencies: Vec<Currency> = currencies.into_iter().filter_map(|code| Currency::parse(code).ok()).collect();
    html! {
        @if plan.goal.is_none() {
            (components::callout(Tone::Warn, &t(key("effect-no-goal")), &html! { p { (ctx.t(key("effect-no-goal-text"))) } }))
        } @else {
            (answer(ctx, went.share(), held.share()))
        }
        (components::card(&t(key("effect-groups")), None, html! {
            (table(ctx, &went, &held, &currencies))
            @for currency in &currencies { (money(ctx, &went.spent(*currency), &held.spent(*currency), *currency)) }
            p.quiet.after-facts { (ctx.t(key("effect-first-time"))) }
        }))
    }
}

/// The answer in one sentence, and how sure it is.
fn answer(ctx: &PageCtx, went: Share, held: Share) -> Markup {
    let said = |said: &str| ctx.t(said).into_owned();
    let Some(lift) = difference(went, held) else {
        let text = html! { p { (ctx.t(key("effect-nobody-held-text"))) } };
        return components::callout(Tone::Neutral, &said(key("effect-nobody-held")), &text);
    };
    let hundred = |rate: f64| ctx.fmt.decimal((rate * 100.0).abs(), 1);
    let range = |low: f64, high: f64| [("low", hundred(low).into()), ("high", hundred(high).into())];
    let (tone, title) = match lift {
        Lift { low, .. } if low > 0.0 => (Tone::Good, ctx.t_with(key("effect-more"), &[("people", hundred(lift.of).into())])),
        Lift { high, .. } if high < 0.0 => (Tone::Bad, ctx.t_with(key("effect-fewer"), &[("people", hundred(lift.of).into())])),
        _ => (
            Tone::Neutral,
            match people_missing(went, held) {
                Some(missing) => ctx.lang().t_with(key("effect-not-yet-missing"), &[("count", rounded(missing).into())]),
                None => said(key("effect-not-yet")),
            },
        ),
    };
    let sure = if lift.low > 0.0 {
        ctx.t_with(key("effect-sure-more"), &range(lift.low, lift.high))
    } else if lift.high < 0.0 {
        ctx.t_with(key("effect-sure-fewer"), &range(lift.high, lift.low))
    } else {
        ctx.t_with(key("effect-sure-either"), &range(lift.low, lift.high))
    };
    components::callout(tone, &title, &html! { p { (sure) } })
}

/// What a journey did, in a few words.
pub fn lift_said(ctx: &PageCtx, groups: &[Group]) -> String {
    let (went, held) = (Side::of(groups, false).share(), Side::of(groups, true).share());
    let hundred = |rate: f64| ctx.fmt.decimal((rate * 100.0).abs(), 1);
    match difference(went, held) {
        None => ctx.t(key("effect-nobody-held")).into_owned(),
        Some(lift) if lift.low > 0.0 => ctx.t_with(key("effect-more"), &[("people", hundred(lift.of).into())]),
        Some(lift) if lift.high < 0.0 => ctx.t_with(key("effect-fewer"), &[("people", hundred(lift.of).into())]),
        Some(_) => ctx.t(key("effect-not-yet")).into_owned(),
    }
}

/// To two figures: more would say more than is known.
pub fn rounded(people: u64) -> u64 {
    let step = 10_u64.pow(people.checked_ilog10().unwrap_or(0).saturating_sub(1));
    people.div_ceil(step) * step
}

fn table(ctx: &PageCtx, went: &Side<'_>, held: &Side<'_>, currencies: &[Currency]) -> Markup {
    let mut columns = vec![
        Column::text(ctx.t(key("effect-group"))),
        Column::number(ctx.t(key("effect-people"))),
        Column::number(ctx.t(key("journey-reached"))),
    ];
    columns.extend(currencies.iter().map(|currency| {
        Column::number(ctx.t_with(key("effect-each-spent"), &[("currency", ctx.fmt.currency_name(*currency).into())]))
    }));
    let mut table = Table::new(ctx.t(key("effect-groups")), columns);
    for (called, side) in [(key("effect-went"), went), (key("effect-held"), held)] {
        let share = side.share();
        let mut row = vec![
            html! { (ctx.t(called)) },
            html! { span.num { (ctx.fmt.count(share.people)) } },
            html! { span.num { (ctx.fmt.count(share.of_them)) } @if share.people > 0 { " " span.quiet.num { (ctx.fmt.percent(share.rate(), 1)) } } },
        ];
        for currency in currencies {
            row.push(html! { span.num { (amount(ctx, side.spent(*currency).mean(), *currency)) } });
        }
        table.push(row);
    }
    table.render()
}

/// How much more each of the first group spent, and how sure it is.
pub fn money(ctx: &PageCtx, went: &Moments, held: &Moments, currency: Currency) -> Markup {
    let Some(lift) = difference_of_means(went, held) else { return html! {} };
    let of = |value: f64| amount(ctx, value.abs(), currency);
    let args = |first: f64, second: f64| [("amount", of(lift.of).into()), ("low", of(first).into()), ("high", of(second).into())];
    let said = if lift.low > 0.0 {
        ctx.t_with(key("effect-spent-more"), &args(lift.low, lift.high))
    } else if lift.high < 0.0 {
        ctx.t_with(key("effect-spent-less"), &args(lift.high, lift.low))
    } else {
        ctx.t_with(key("effect-spent-either"), &args(lift.low, lift.high)[1..])
    };
    html! { p.after-facts { (said) } }
}

/// An amount that was reckoned.
pub fn amount(ctx: &PageCtx, minor: f64, currency: Currency) -> String {
    ctx.fmt.money(Money { minor: minor.round() as i64, currency })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_said_to_two_figures() {
        assert_eq!([1, 9, 10, 99, 101, 1_517, 20_000].map(rounded), [1, 9, 10, 99, 110, 1_600, 20_000]);
    }
}
