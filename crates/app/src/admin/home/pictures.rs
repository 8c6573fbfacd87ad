//! Home's numbers as tiles, charts and lists.

use super::Range;
use super::figures::{Count, Figures, Reasons};
use crate::admin::words::why;
use base::{Currency, Money, Timestamp};
use maud::{Markup, Render as _, html};
use std::time::Duration;
use web::charts::{HorizontalBars, Series, Shape, Step, TimeChart, Unit};
use web::components::{self, Column, Stat, Table, Tone};
use web::{PageCtx, key};

const HOUR_MICROS: i64 = 3_600_000_000;
const DAY_MICROS: i64 = 24 * HOUR_MICROS;
/// Currencies with a chart of their own; the table names all.
const CURRENCIES_DRAWN: usize = 2;

/// What flows through: in, out, kept back, set aside, left out.
pub(super) fn flow(ctx: &PageCtx, figures: &Figures) -> Vec<Stat> {
    let t = |key: &str| ctx.t(key).into_owned();
    let count = |count: Count| ctx.fmt.integer(count.now);
    let attention = |count: Count| if count.now > 0 { Tone::Warn } else { Tone::Neutral };
    let received = figures.received.now + figures.dropped.now + figures.set_aside.now;
    let messages = figures.sent.now + figures.withheld.now + figures.failed.now;
    let mut tiles = vec![
        Stat::new(t("home-received"), count(figures.received)).note(change(ctx, figures.received)).href("/admin/live"),
        Stat::new(t("home-sent"), count(figures.sent)).note(change(ctx, figures.sent)).href("/admin/messages?state=sent"),
        Stat::new(t("home-withheld"), count(figures.withheld))
            .note(share(ctx, key("home-share-of-sent"), figures.withheld.now, messages))
            .href("/admin/messages?state=withheld"),
    ];
    if figures.failed.now > 0 {
        let tile = Stat::new(t("home-failed"), count(figures.failed)).tone(Tone::Bad).href("/admin/messages?state=failed");
        tiles.push(tile.note(share(ctx, key("home-share-of-sent"), figures.failed.now, messages)));
    }
    tiles.push(
        Stat::new(t("home-set-aside"), count(figures.set_aside))
            .tone(attention(figures.set_aside))
            .note(share(ctx, key("home-share-of-received"), figures.set_aside.now, received))
            .href("/admin/set-aside"),
    );
    tiles.push(Stat::new(t("home-dropped"), count(figures.dropped)).note(share(
        ctx,
        key("home-share-of-received"),
        figures.dropped.now,
        received,
    )));
    tiles.push(Stat::new(t("home-duplicates"), count(figures.duplicates)).note(html! { (ctx.t("home-duplicates-note")) }));
    tiles
}

/// "12% more than the time before".
fn change(ctx: &PageCtx, count: Count) -> Markup {
    let Count { now, before } = count;
    let ratio = (now - before).abs() as f64 / before.max(1) as f64;
    let percent = || [("percent", ctx.fmt.percent(ratio, 0).into())];
    html! {
        @if before == 0 { (ctx.t("home-change-new")) }
        @else if ratio < 0.005 { (ctx.t("home-change-same")) }
        @else if now > before { (ctx.t_with("home-change-up", &percent())) }
        @else { (ctx.t_with("home-change-down", &percent())) }
    }
}

fn share(ctx: &PageCtx, key: &str, part: i64, whole: i64) -> Markup {
    if whole == 0 {
        return html! {};
    }
    let ratio = part as f64 / whole as f64;
    let fraction = usize::from(part > 0 && ratio < 0.095);
    html! { (ctx.t_with(key, &[("percent", ctx.fmt.percent(ratio, fraction).into())])) }
}

/// Customers and what they bought.
pub(super) fn shop(ctx: &PageCtx, range: Range, figures: &Figures) -> Vec<Stat> {
    let orders: i64 = orders_in(ctx, range, figures).map(|day| day.orders).sum();
    let mut tiles = vec![
        Stat::new(ctx.t("home-customers"), ctx.fmt.integer(figures.customers)).href("/admin/customers"),
        Stat::new(ctx.t("home-buyers"), ctx.fmt.integer(figures.buyers)).note(share(
            ctx,
            key("home-share-of-customers"),
            figures.buyers,
            figures.customers,
        )),
        Stat::new(ctx.t("home-orders"), ctx.fmt.integer(orders)).note(html! { (ctx.t(range.label())) }),
    ];
    for total in figures.totals.iter().take(3) {
        let minor: i64 = orders_in(ctx, range, figures)
            .filter(|day| day.value.currency == total.value.currency)
            .map(|day| day.value.minor)
            .sum();
        let value = Money { minor, currency: total.value.currency };
        let label = ctx.t_with("home-revenue-in", &[("currency", ctx.fmt.currency_name(value.currency).into())]);
        tiles.push(Stat::new(web::i18n::plain(&label), ctx.fmt.money_compact(value)).note(html! { (ctx.t(range.label())) }));
    }
    tiles
}

/// The days of the range, today the last of them.
fn orders_in<'a>(
    ctx: &PageCtx,
    range: Range,
    figures: &'a Figures,
) -> impl Iterator<Item = &'a capabilities::insights::DayTotal> {
    let first = ctx.now.micros().div_euclid(DAY_MICROS) - range.days() as i64;
    figures.orders.iter().filter(move |day| day.day > first)
}

/// Events over time, and which they were.
pub(super) fn events(ctx: &PageCtx, range: Range, figures: &Figures) -> Markup {
    let (at, step) = spans(ctx, range);
    let values = spread(&at, figures.events.iter().map(|(hour, count)| (*hour, *count as f64)));
    let reading = peak(ctx, step, &at, &values);
    let chart = TimeChart {
        id: "events",
        title: ctx.t("home-chart-events").into_owned(),
        reading,
        shape: Shape::Area,
        step,
        unit: Unit::Count,
        at,
        series: vec![Series::new(ctx.t("home-received"), values)],
    };
    chart.render(ctx)
}

/// Orders and revenue.
pub(super) fn money(ctx: &PageCtx, range: Range, figures: &Figures) -> Vec<Markup> {
    if figures.totals.is_empty() {
        return Vec::new();
    }
    let days = range.days().max(7) as i64;
    let today = ctx.now.micros().div_euclid(DAY_MICROS);
    // A day of orders is a day of UTC; its noon lies on the same day nearly everywhere.
    let at: Vec<Timestamp> =
        (today - days + 1..=today).map(|day| Timestamp::from_micros(day * DAY_MICROS + DAY_MICROS / 2)).collect();
    let by_day = |pick: &dyn Fn(&capabilities::insights::DayTotal) -> f64| -> Vec<f64> {
        (today - days + 1..=today).map(|day| figures.orders.iter().filter(|row| row.day == day).map(pick).sum()).collect()
    };
    let chart = |id, title: String, unit, values: Vec<f64>, reading| {
        let series = vec![Series::new(&title, values)];
        let chart =
            TimeChart { id, title: title.clone(), reading, shape: Shape::Bars, step: Step::Day, unit, at: at.clone(), series };
        components::card(&title, None, chart.render(ctx))
    };
    let orders = by_day(&|row| row.orders as f64);
    let mut cards = vec![chart(
        "orders",
        ctx.t("home-chart-orders").into_owned(),
        Unit::Count,
        orders.clone(),
        peak(ctx, Step::Day, &at, &orders),
    )];
    for (total, id) in figures.totals.iter().take(CURRENCIES_DRAWN).zip(["revenue-1", "revenue-2"]) {
        let currency = total.value.currency;
        let values = by_day(&|row| if row.value.currency == currency { ctx.fmt.money_value(row.value) } else { 0.0 });
        let title = ctx.t_with("home-revenue-in", &[("currency", ctx.fmt.currency_name(currency).into())]);
        let reading = peak_money(ctx, &at, &values, currency);
        cards.push(chart(id, web::i18n::plain(&title), Unit::Money(currency), values, reading));
    }
    if figures.totals.len() > 1 {
        // Two charts of revenue leave a place beside them.
        cards.push(components::card(&ctx.t("home-all-time"), None, all_time(ctx, figures)));
    }
    cards
}

fn all_time(ctx: &PageCtx, figures: &Figures) -> Markup {
    let rows: Vec<(String, Markup)> = figures
        .totals
        .iter()
        .map(|total| {
            let orders = ctx.t_with("count-orders", &[("count", total.orders.into())]);
            let words = html! { span.num { (ctx.fmt.money(total.value)) } br; span.quiet { (orders) } };
            (ctx.fmt.currency_name(total.value.currency), words)
        })
        .collect();
    components::facts(&rows)
}

/// Messages over time, where there were any; and why what did not pass did not.
pub(super) fn reasons(ctx: &PageCtx, range: Range, figures: &Figures) -> Vec<Markup> {
    let aside = html! { a href="/admin/set-aside" { (ctx.t("action-view-all")) } };
    let incoming = [
        components::card(
            &ctx.t("home-why-set-aside"),
            Some(aside),
            bars(ctx, key("home-why-set-aside"), told_by(ctx, "aside", &figures.why_set_aside), key("home-why-set-aside-none")),
        ),
        components::card(&ctx.t("home-why-dropped"), None, left_out(ctx, figures)),
    ];
    let mut cards = if figures.messages.is_empty() { Vec::new() } else { messages(ctx, range, figures) };
    cards.extend(incoming);
    cards
}

/// What arrived without a basis, and how much of what was kept.
fn left_out(ctx: &PageCtx, figures: &Figures) -> Markup {
    let parts: i64 = figures.why_stripped.iter().map(|(_, count)| count).sum();
    html! {
        div.stack {
            (bars(ctx, key("home-why-dropped"), told_by(ctx, "drop", &figures.why_dropped), key("home-why-dropped-none")))
            @if parts > 0 { p { (ctx.t("home-stripped")) ": " (ctx.fmt.integer(parts)) } }
            p.quiet { (ctx.t("home-why-dropped-text")) }
        }
    }
}

fn messages(ctx: &PageCtx, range: Range, figures: &Figures) -> Vec<Markup> {
    let (at, step) = spans(ctx, range);
    let sent = spread(&at, figures.messages.iter().map(|(hour, (sent, _))| (*hour, *sent as f64)));
    let kept_back = spread(&at, figures.messages.iter().map(|(hour, (_, withheld))| (*hour, *withheld as f64)));
    let chart = TimeChart {
        id: "messages",
        title: ctx.t("home-chart-messages").into_owned(),
        reading: peak(ctx, step, &at, &sent),
        shape: Shape::Stacked,
        step,
        unit: Unit::Count,
        at,
        series: vec![Series::new(ctx.t("home-sent"), sent), Series::new(ctx.t("home-withheld"), kept_back)],
    };
    let more = html! { a href="/admin/messages" { (ctx.t("action-view-all")) } };
    let kept_back = figures.why_withheld.iter().chain(&figures.why_failed);
    let rows: Vec<_> = kept_back.map(|(reason, count)| (html! { (why(ctx, reason)) }, *count as f64)).collect();
    let why = bars(ctx, key("home-why-withheld"), rows, key("home-why-withheld-none"));
    vec![
        components::card(&ctx.t("home-chart-messages"), Some(more), chart.render(ctx)),
        components::card(&ctx.t("home-why-withheld"), None, why),
    ]
}

/// The words of `kind` for each reason, with its count.
fn told_by(ctx: &PageCtx, kind: &str, reasons: &Reasons) -> Vec<(Markup, f64)> {
    reasons.iter().map(|(reason, count)| (html! { (ctx.t_code(kind, reason)) }, *count as f64)).collect()
}

fn bars(ctx: &PageCtx, title: &str, rows: Vec<(Markup, f64)>, none: &str) -> Markup {
    if rows.is_empty() {
        return html! { p.quiet { (ctx.t(none)) } };
    }
    HorizontalBars { title: ctx.t(title).into_owned(), reading: String::new(), unit: Unit::Count, rows }.render(ctx)
}

/// Which events they were.
pub(super) fn top_events(ctx: &PageCtx, figures: &Figures) -> Markup {
    let rows = figures.top_events.iter().map(|(name, count)| (components::name(name), *count as f64)).collect();
    let title = ctx.t("home-top-events").into_owned();
    HorizontalBars { title, reading: String::new(), unit: Unit::Count, rows }.render(ctx)
}

/// What just happened.
pub(super) fn recent(ctx: &PageCtx, figures: &Figures) -> Markup {
    let columns = [
        Column::text(ctx.t("live-column-event")),
        Column::text(ctx.t("live-column-source")),
        Column::text(ctx.t("live-column-at")),
    ];
    let mut table = Table::new(ctx.t("home-recent-events"), columns);
    for event in &figures.recent {
        table.push([
            components::row_link(&format!("/admin/customers/{}", event.customer), components::name(&event.name)),
            html! { (ctx.t_code("origin", event.origin.word())) },
            components::ago(ctx, event.at),
        ]);
    }
    let live = html! { a href="/admin/live" { (ctx.t("action-view-all")) } };
    components::card(&ctx.t("home-recent-events"), Some(live), table.render())
}

/// The sums since the beginning, and how far the program is.
pub(super) fn beside(ctx: &PageCtx, figures: &Figures) -> Markup {
    html! {
        @if figures.totals.len() == 1 { (components::card(&ctx.t("home-all-time"), None, all_time(ctx, figures))) }
        (components::card(&ctx.t("home-readers"), None, html! {
            div.stack { p.quiet { (ctx.t("home-readers-text")) } (readers(ctx, figures)) }
        }))
    }
}

fn readers(ctx: &PageCtx, figures: &Figures) -> Markup {
    let rows: Vec<(String, Markup)> = figures
        .lags
        .iter()
        .map(|lag| {
            let state = if lag.events == 0 {
                components::badge(Tone::Good, &ctx.t("home-lag-none"))
            } else {
                components::badge(Tone::Warn, &ctx.t_with("count-events", &[("count", lag.events.into())]))
            };
            (ctx.t_code("reader", &lag.name).into_owned(), state)
        })
        .collect();
    components::facts(&rows)
}

/// The beginnings of a chart's spans: hours of a day, six hours of a week, days of a month in the store's zone.
fn spans(ctx: &PageCtx, range: Range) -> (Vec<Timestamp>, Step) {
    let (step, hours) = match range {
        Range::Day => (Step::Hour, 1),
        Range::Week | Range::Month => (Step::Day, 24),
    };
    let this_hour = ctx.now.micros().div_euclid(HOUR_MICROS) * HOUR_MICROS;
    if hours == 1 {
        return ((0..24).rev().map(|back| Timestamp::from_micros(this_hour - back * HOUR_MICROS)).collect(), step);
    }
    let zone = &ctx.fmt.zone;
    let today = zone.to_datetime(ctx.now.to_jiff()).date();
    let midnight = |back: u64| {
        let day = today.saturating_sub(jiff::Span::new().days(i64::try_from(back).unwrap_or(0)));
        let at = zone.to_ambiguous_zoned(day.at(0, 0, 0, 0)).compatible().map(|zoned| zoned.timestamp().as_microsecond());
        at.map_or_else(|_| ctx.now.minus(Duration::from_hours(24 * back)), Timestamp::from_micros)
    };
    ((0..range.days()).rev().map(midnight).collect(), step)
}

/// Hourly counts added up over the spans that begin at `at`.
fn spread(at: &[Timestamp], hours: impl Iterator<Item = (i64, f64)>) -> Vec<f64> {
    let mut values = vec![0.0; at.len()];
    for (hour, count) in hours {
        // The middle of the hour decides: zones lie half hours apart too.
        let middle = Timestamp::from_micros(hour * HOUR_MICROS + HOUR_MICROS / 2);
        if let Some(place) = at.partition_point(|start| *start <= middle).checked_sub(1) {
            values[place] += count;
        }
    }
    values
}

/// "38,214 in all; the most, 1,973, on 24 April."
fn peak(ctx: &PageCtx, step: Step, at: &[Timestamp], values: &[f64]) -> String {
    told(ctx, step, at, values, &|value| ctx.fmt.integer(value as i64))
}

fn peak_money(ctx: &PageCtx, at: &[Timestamp], values: &[f64], currency: Currency) -> String {
    told(ctx, Step::Day, at, values, &|value| ctx.fmt.money_from_value(value, currency))
}

fn told(ctx: &PageCtx, step: Step, at: &[Timestamp], values: &[f64], write: &dyn Fn(f64) -> String) -> String {
    let total: f64 = values.iter().sum();
    let most = values.iter().copied().zip(at).max_by(|a, b| a.0.total_cmp(&b.0));
    match most {
        Some((most, when)) if most > 0.0 => {
            let (key, when) = match step {
                Step::Minute | Step::Hour => (key("home-reading-peak-hour"), ctx.fmt.time(*when)),
                Step::Day | Step::Month => (key("home-reading-peak"), ctx.fmt.day_month(*when)),
            };
            ctx.t_with(key, &[("total", write(total).into()), ("peak", write(most).into()), ("when", when.into())])
        }
        _ => ctx.t("home-reading-none").into_owned(),
    }
}
