//! What agreements bring: customers, and the store. Of everybody together; sums of few people are not told.

use super::{Place, drawn};
use crate::admin::need::Manage;
use crate::admin::{Allowed, AllowedForm, Failure, Signed, blocking, words};
use crate::app::App;
use crate::ledger::{self, Line, Sold};
use axum::Router;
use axum::response::Response;
use axum::routing::get;
use base::{Currency, GROUP_MIN, Money, Told};
use capabilities::ledger::{COUNTED_FOR, Given, LedgerSettings, UNUSED_MONTHS};
use foundation::consent::Purpose;
use foundation::staff::Deed;
use maud::{Markup, Render as _, html};
use serde::Deserialize;
use std::collections::BTreeMap;
use web::components::{self, Column, Table};
use web::forms::{self, Field};
use web::http::see_other;
use web::icons::Icon;
use web::layout::Heading;
use web::{Html, PageCtx, key};

pub(super) const PATH: &str = "/admin/privacy/benefits";

pub(super) fn router() -> Router<App> {
    Router::new().route(PATH, get(show).post(save))
}

async fn show(Allowed(signed, Manage): Allowed<Manage>) -> Result<Html, Failure> {
    let loaded =
        blocking(&signed.app, |app| Ok::<_, db::Error>((ledger::of_everybody(app)?, app.db.record.read(LedgerSettings::load)?)));
    let (lines, settings) = loaded.await?;
    let ctx = &signed.ctx;
    let days = COUNTED_FOR.as_secs() / 86_400;
    let content = html! {
        (table(ctx, &lines))
        p.quiet { (ctx.t_with(key("benefits-how-text"), &[("days", days.into())])) }
        (components::card(&ctx.t(key("benefits-offer")), None, offer(&signed, settings)))
    };
    let state = ctx.t_with(key("benefits-state"), &[("count", GROUP_MIN.into())]);
    Ok(drawn(ctx, Place::Benefits, Heading::new(ctx.t(key("benefits-title"))).state(html! { (state) }), content))
}

fn table(ctx: &PageCtx, lines: &BTreeMap<Purpose, Line>) -> Markup {
    // What needs no agreement brings what was ordered, and is not asked about.
    let told: Vec<(&Purpose, &Line)> =
        lines.iter().filter(|(purpose, line)| !is_needed(**purpose) || !line.given.is_empty()).collect();
    if told.is_empty() {
        return components::empty(Icon::Tag, &ctx.t(key("benefits-none")), &ctx.t(key("benefits-none-text")), None);
    }
    let columns = [
        Column::text(ctx.t(key("consent-column-purpose"))),
        Column::number(ctx.t(key("benefits-column-agree"))),
        Column::number(ctx.t(key("benefits-column-letters"))),
        Column::text(ctx.t(key("benefits-column-got"))),
        Column::number(ctx.t(key("benefits-column-sold"))),
    ];
    let mut table = Table::new(ctx.t(key("benefits-title")), columns);
    for (purpose, line) in told {
        table.push([
            html! { (words::purpose(ctx, *purpose)) },
            html! { span.num { (words::people(ctx, Told::of(line.people))) } },
            html! { span.num { (ctx.fmt.count(line.letters)) } },
            got(ctx, &line.given),
            sold(ctx, *purpose, &line.sold),
        ]);
    }
    table.render()
}

const fn is_needed(purpose: Purpose) -> bool {
    matches!(purpose, Purpose::FulfilOrders | Purpose::Security | Purpose::LegalDuties)
}

/// How many benefits, and what they are worth, a currency a line.
fn got(ctx: &PageCtx, given: &[Given]) -> Markup {
    let benefits: u64 = given.iter().map(|given| given.benefits).sum();
    let worth = given.iter().filter_map(|given| Some((given.currency?, given.value, given.people)));
    html! {
        span.num { (ctx.fmt.count(benefits)) }
        @for (currency, minor, people) in worth { br; (sum(ctx, currency, minor, people)) }
    }
}

fn sold(ctx: &PageCtx, purpose: Purpose, sold: &BTreeMap<Currency, Sold>) -> Markup {
    if !purpose.is_marketing() {
        return html! { span.quiet { (ctx.t(key("benefits-not-counted"))) } };
    }
    if sold.is_empty() {
        return html! { span.quiet { (ctx.t(key("benefits-nothing-sold"))) } };
    }
    html! {
        @for (at, (currency, sold)) in sold.iter().enumerate() {
            @if at > 0 { br; }
            (sum(ctx, *currency, sold.minor, sold.people))
        }
    }
}

/// A sum of money that so many people have a part in.
fn sum(ctx: &PageCtx, currency: Currency, minor: i64, people: u64) -> Markup {
    match Told::of(people) {
        Told::AtLeast(_) => html! { span.num { (ctx.fmt.money(Money { minor, currency })) } },
        Told::Nobody | Told::Few => {
            html! { span.quiet { (currency.code()) " · " (ctx.t_with(key("benefits-few"), &[("count", GROUP_MIN.into())])) } }
        }
    }
}

fn offer(signed: &Signed, settings: LedgerSettings) -> Markup {
    let ctx = &signed.ctx;
    let months =
        UNUSED_MONTHS.map(|months| (months.to_string(), ctx.lang().t_plain(key("benefits-months"), &[("count", months.into())])));
    html! {
        div.stack {
            p { (ctx.t(key("benefits-offer-text"))) }
            (forms::post(ctx, PATH, html! {
                (Field::select("months", ctx.t(key("benefits-offer-after")), months).value(settings.unused_months.to_string()))
                (forms::submit_row(&ctx.t(key("benefits-offer-save")), None))
            }))
        }
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Wanted {
    months: String,
}

async fn save(AllowedForm(signed, Manage, form): AllowedForm<Manage, Wanted>) -> Result<Response, Failure> {
    let months = form.months.parse().ok().filter(|months| UNUSED_MONTHS.contains(months)).ok_or(Failure::UNREADABLE)?;
    let now = signed.app.clock.now();
    let deed = signed.deed(Deed::SettingChanged, "ledger").detail(format!("unused_months={months}"));
    let saved: db::Result<()> = signed
        .app
        .recorder
        .submit(move |tx| {
            deed.write(tx)?;
            LedgerSettings { unused_months: months }.save(tx, now)
        })
        .await;
    saved?;
    Ok(see_other("/admin/privacy/benefits?done=saved"))
}
