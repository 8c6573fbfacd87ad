//! Home's numbers as tiles, charts and lists.

use super::Range;
use super::figures::{Count, Figures, Reasons};
use super::span::Span;
use crate::admin::{Signed, words};
use base::{Money, Told};
use maud::{Markup, Render as _, html};
use web::charts::{HorizontalBars, Series, Shape, Step, TimeChart, Unit};
use web::components::{self, Column, Stat, Table, Tone};
use web::{Nav, PageCtx, key};

/// What came in: taken, set aside, left out.
pub(super) fn of_events(ctx: &PageCtx, figures: &Figures) -> Vec<Stat> {
    let t = |key: &str| ctx.t(key).into_owned();
    let count = |count: Count| ctx.fmt.integer(count.now);
    let of_all = key("home-share-of-received");
    let received = figures.received.now + figures.dropped.now + figures.set_aside.now;
    let attention = if figures.set_aside.now > 0 { Tone::Warn } else { Tone::Neutral };
    let aside = Stat::new(t("home-set-aside"), count(figures.set_aside)).tone(attention).note(share(
        ctx,
        of_all,
        figures.set_aside.now,
        received,
    ));
    vec![
        Stat::new(t("home-received"), count(figures.received)).note(arrived(ctx, figures)).href("/admin/live"),
        if ctx.opens(Nav::SetAside) { aside.href(Nav::SetAside.path()) } else { aside },
        Stat::new(t("home-dropped"), count(figures.dropped)).note(share(ctx, of_all, figures.dropped.now, received)),
        Stat::new(t("home-duplicates"), count(figures.duplicates)).note(html! { (ctx.t("home-duplicates-note")) }),
    ]
}

/// What arrived is more than what happened where an import brought history.
fn arrived(ctx: &PageCtx, figures: &Figures) -> Markup {
    if figures.imported == 0 {
        return change(ctx, figures.received);
    }
    html! { (ctx.t_with("home-received-imported", &[("count", ctx.fmt.integer(figures.imported).into())])) }
}

/// What went out: sent, not sent, failed.
pub(super) fn of_messages(signed: &Signed, figures: &Figures) -> Vec<Stat> {
    let ctx = &signed.ctx;
    let t = |key: &str| ctx.t(key).into_owned();
    let count = |count: Count| ctx.fmt.integer(count.now);
    let of_all = key("home-share-of-sent");
    let messages = figures.sent.now + figures.withheld.now + figures.failed.now;
    let is_caught = signed.app.config.mail_folder.is_some();
    let sent = if is_caught {
        html! { (ctx.t("home-sent-caught")) }
    } else {
        change(ctx, figures.sent)
    };
    let failed = if figures.failed.now > 0 { Tone::Bad } else { Tone::Neutral };
    vec![
        Stat::new(t("home-sent"), count(figures.sent)).note(sent).href("/admin/messages?state=sent"),
        Stat::new(t("home-withheld"), count(figures.withheld))
            .note(share(ctx, of_all, figures.withheld.now, messages))
            .href("/admin/messages?state=withheld"),
        Stat::new(t("home-failed"), count(figures.failed))
            .tone(failed)
            .note(share(ctx, of_all, figures.failed.now, messages))
            .href("/admin/messages?state=failed"),
    ]
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
    let percent = if part > 0 && ratio < 0.000_5 {
        ctx.t_with("home-share-under", &[("percent", ctx.fmt.percent(0.001, 1).into())])
    } else {
        ctx.fmt.percent(ratio, fraction)
    };
    html! { (ctx.t_with(key, &[("percent", percent.into())])) }
}

/// What the store sold, and who its customers are.
pub(super) fn shop(ctx: &PageCtx, range: Range, figures: &Figures) -> Vec<Stat> {
    let orders: i64 = figures.orders.iter().map(|hour| hour.orders).sum();
    let within = || html! { (ctx.t(range.label())) };
    let placed = ctx.t_with("home-orders-note", &[("span", ctx.t(range.label()).into())]);
    let mut tiles = vec![Stat::new(ctx.t("home-orders"), ctx.fmt.integer(orders)).note(html! { (placed) })];
    for total in figures.totals.iter().take(3) {
        let currency = total.value.currency;
        let ours = figures.orders.iter().filter(|hour| hour.value.currency == currency);
        let value = Money { minor: ours.map(|hour| hour.value.minor).sum(), currency };
        let label = ctx.t_with("home-revenue-in", &[("currency", ctx.fmt.currency_name(currency).into())]);
        tiles.push(Stat::new(web::i18n::plain(&label), ctx.fmt.money_compact(value)).note(within()));
    }
    let everybody = Stat::new(ctx.t("home-customers"), ctx.fmt.count(figures.customers)).note(html! { (ctx.t("home-all-time")) });
    tiles.push(everybody.href("/admin/customers?show=all"));
    let bought = figures.buyers.unwrap_or(Told::Nobody);
    // A share of what is told, not of what is: it must not say more.
    let of_them = match bought {
        Told::AtLeast(people) => share(ctx, key("home-share-of-customers"), people as i64, figures.customers as i64),
        Told::Nobody | Told::Few => html! {},
    };
    let buyers = Stat::new(ctx.t("home-buyers"), words::people(ctx, bought)).note(of_them);
    tiles.push(buyers.href("/admin/customers?show=buyers"));
    tiles
}

/// Events over time.
pub(super) fn events(ctx: &PageCtx, figures: &Figures) -> Markup {
    let values = figures.span.spread(figures.events.iter().map(|(hour, count)| (*hour, *count as f64)));
    let reading = peak(ctx, &figures.span, &values);
    let series = vec![Series::new(ctx.t("home-group-events"), values)];
    chart(figures, "events", ctx.t("home-chart-events").into_owned(), reading, Unit::Count, series).render(ctx)
}

/// Bars over the page's span, whose last part is not over yet.
fn chart(figures: &Figures, id: &'static str, title: String, reading: String, unit: Unit, series: Vec<Series>) -> TimeChart {
    let shape = if series.len() > 1 { Shape::Stacked } else { Shape::Bars };
    TimeChart { id, title, reading, shape, step: figures.span.step, unit, at: figures.span.parts.clone(), series, is_open: true }
}

/// Orders and revenue.
pub(super) fn money(ctx: &PageCtx, figures: &Figures) -> Vec<Markup> {
    // The currency of most orders has a chart; the sums of all stand further down.
    let Some(total) = figures.totals.first() else { return Vec::new() };
    let currency = total.value.currency;
    let span = &figures.span;
    let card = |id, title: String, unit, values: Vec<f64>, reading| {
        let series = vec![Series::new(&title, values)];
        components::card(&title, None, chart(figures, id, title.clone(), reading, unit, series).render(ctx))
    };
    let orders = span.spread(figures.orders.iter().map(|hour| (hour.hour, hour.orders as f64)));
    let reading = peak(ctx, span, &orders);
    let orders = card("orders", ctx.t("home-chart-orders").into_owned(), Unit::Count, orders, reading);
    let ours = figures.orders.iter().filter(|hour| hour.value.currency == currency);
    let values = span.spread(ours.map(|hour| (hour.hour, ctx.fmt.money_value(hour.value))));
    let reading = told(ctx, span, &values, &|value| ctx.fmt.money_from_value(value, currency));
    let title = ctx.t_with("home-revenue-in", &[("currency", ctx.fmt.currency_name(currency).into())]);
    vec![orders, card("revenue", web::i18n::plain(&title), Unit::Money(currency), values, reading)]
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
pub(super) fn reasons(ctx: &PageCtx, figures: &Figures) -> Markup {
    let aside = ctx.opens(Nav::SetAside).then(|| html! { a href=(Nav::SetAside.path()) { (ctx.t("action-view-all")) } });
    let incoming = [
        components::card(
            &ctx.t("home-why-set-aside"),
            aside,
            bars(ctx, key("home-why-set-aside"), told_by(ctx, "aside", &figures.why_set_aside), key("home-why-set-aside-none")),
        ),
        components::card(&ctx.t("home-why-dropped"), None, left_out(ctx, figures)),
    ];
    if figures.messages.is_empty() {
        return components::grid(&incoming);
    }
    let chart = messages(ctx, figures);
    let is_sparse = chart.is_sparse();
    let more = html! { a href="/admin/messages" { (ctx.t("action-view-all")) } };
    let chart = components::card(&ctx.t("home-chart-messages"), Some(more), chart.render(ctx));
    let why = components::card(&ctx.t("home-why-withheld"), None, kept_back(ctx, figures));
    let [aside, dropped] = incoming;
    // A picture is as tall as three cards beside it; a sentence is one of four.
    if is_sparse {
        components::grid(&[chart, why, aside, dropped])
    } else {
        components::two_columns(chart, html! { (why) (aside) (dropped) })
    }
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

fn messages(ctx: &PageCtx, figures: &Figures) -> TimeChart {
    let span = &figures.span;
    let sent = span.spread(figures.messages.iter().map(|(hour, (sent, _))| (*hour, *sent as f64)));
    let kept_back = span.spread(figures.messages.iter().map(|(hour, (_, withheld))| (*hour, *withheld as f64)));
    let reading = peak(ctx, span, &sent);
    let series = vec![Series::new(ctx.t("home-sent"), sent), Series::new(ctx.t("home-withheld"), kept_back)];
    chart(figures, "messages", ctx.t("home-chart-messages").into_owned(), reading, Unit::Count, series)
}

fn kept_back(ctx: &PageCtx, figures: &Figures) -> Markup {
    let reasons = figures.why_withheld.iter().chain(&figures.why_failed);
    let rows = reasons.map(|(reason, count)| (html! { (words::why(ctx, reason)) }, *count as f64)).collect();
    bars(ctx, key("home-why-withheld"), rows, key("home-why-withheld-none"))
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
    let rows = figures.top_events.iter().map(|(name, count)| (words::event_named(ctx, name), *count as f64)).collect();
    let title = ctx.t("home-top-events").into_owned();
    HorizontalBars { title, reading: String::new(), unit: Unit::Count, rows }.render(ctx)
}

/// What just happened, and nothing of whom: Live tells that to whom it is open.
pub(super) fn recent(ctx: &PageCtx, figures: &Figures) -> Markup {
    let columns = [
        Column::text(ctx.t("live-column-event")),
        Column::text(ctx.t("live-column-source")),
        Column::text(ctx.t("live-column-at")),
    ];
    let mut table = Table::new(ctx.t("home-recent-events"), columns);
    for event in &figures.recent {
        table.push([
            words::event(ctx, event),
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
        @if !figures.totals.is_empty() { (components::card(&ctx.t("home-all-time"), None, all_time(ctx, figures))) }
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
            let share = figures.rebuilding.iter().find(|(name, _)| *name == lag.name).map(|(_, share)| *share);
            let state = if let Some(share) = share {
                let percent = ctx.fmt.percent(share, 0);
                components::badge(Tone::Accent, &ctx.t_with("home-lag-rebuilding", &[("percent", percent.into())]))
            } else if lag.events == 0 {
                components::badge(Tone::Good, &ctx.t("home-lag-none"))
            } else {
                components::badge(Tone::Warn, &ctx.t_with("count-events", &[("count", lag.events.into())]))
            };
            (ctx.t_code("reader", &lag.name).into_owned(), state)
        })
        .collect();
    components::facts(&rows)
}

/// "38,214 in all; the most, 1,973, on 24 April."
fn peak(ctx: &PageCtx, span: &Span, values: &[f64]) -> String {
    told(ctx, span, values, &|value| ctx.fmt.integer(value as i64))
}

fn told(ctx: &PageCtx, span: &Span, values: &[f64], write: &dyn Fn(f64) -> String) -> String {
    let total: f64 = values.iter().sum();
    let most = values.iter().copied().zip(&span.parts).max_by(|a, b| a.0.total_cmp(&b.0));
    match most {
        Some((most, when)) if most > 0.0 => {
            let (key, when) = match span.step {
                Step::Minute | Step::Hour => (key("home-reading-peak-hour"), ctx.fmt.time(*when)),
                Step::Day | Step::Month => (key("home-reading-peak"), ctx.fmt.day_month(*when)),
            };
            ctx.t_with(key, &[("total", write(total).into()), ("peak", write(most).into()), ("when", when.into())])
        }
        _ => ctx.t("home-reading-none").into_owned(),
    }
}
