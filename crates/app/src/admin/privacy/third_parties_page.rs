//! The page of third parties: how many there are over time, who they are, and what a scan can't see.

use super::third_parties::{PATH, SITE_CHARS_MAX, Setup};
use super::third_parties_lists as lists;
use super::{Place, drawn};
use crate::admin::Signed;
use capabilities::trackers::{Facts, Policy, Scan, Service, Shrank};
use maud::{Markup, html};
use web::charts::{Series, Shape, Step, TimeChart, Unit};
use web::components::{self, Tone};
use web::forms::{self, Field, FieldErrors};
use web::icons::Icon;
use web::layout::Heading;
use web::{Html, PageCtx, key};

/// The whole page. `address`: what stands in the form.
pub(super) fn page(signed: &Signed, setup: &Setup, address: &str, errors: &FieldErrors) -> Html {
    let ctx = &signed.ctx;
    let form = form(ctx, address, errors);
    let content = html! {
        (forms::error_summary(ctx, errors))
        div.stack {
            @if setup.site.is_none() {
                (components::empty(Icon::Shield, &ctx.t("third-empty-title"), &ctx.t("third-empty-text"), None))
                (form)
            } @else {
                (remarks(ctx, setup))
                @if let Some(last) = setup.last_good() { (found(ctx, setup, last, &form)) } @else { (form) }
            }
        }
    };
    let mut heading = Heading::new(ctx.t("third-title")).state(state(ctx, setup));
    if setup.site.is_some() {
        heading = heading.actions(components::post_button(
            ctx,
            "/admin/privacy/third-parties/scan",
            &ctx.t("third-scan-now"),
            Tone::Neutral,
        ));
    }
    drawn(ctx, Place::ThirdParties, heading, content)
}

/// The answer in one line.
fn state(ctx: &PageCtx, setup: &Setup) -> Markup {
    let Some(last) = setup.last_good() else { return html! { (ctx.t("third-state-none")) } };
    let count = |key: &str, count: u32| ctx.t_with(key, &[("count", count.into())]);
    html! {
        (count(key("third-state-now"), last.counts.parties))
        @if last.counts.parties > 0 { " · " (count(key("third-state-trackers"), last.counts.trackers)) }
        " · " (ctx.t("third-looked")) " " (components::ago(ctx, last.at))
    }
}

/// What stands above everything else: a scan that is under way or came to nothing, and good news.
fn remarks(ctx: &PageCtx, setup: &Setup) -> Markup {
    let is_asked = setup.site.as_ref().is_some_and(|site| site.asked_at.is_some());
    let failed = setup.scans.first().filter(|scan| scan.problem.is_some());
    html! {
        @if is_asked || setup.scans.is_empty() {
            (components::callout(Tone::Accent, &ctx.t("third-waits"), &html! { a href=(PATH) { (ctx.t("third-reload")) } }))
        }
        @if let Some(scan) = failed {
            @let why = ctx.t_with("third-failed-text", &[("why", problem_of(ctx, scan).into())]);
            (components::callout(Tone::Warn, &ctx.t("third-failed"), &html! { p { (why) } }))
        } @else if let Some(Shrank { since, from }) = setup.summary.and_then(|summary| summary.shrank) {
            @let now = setup.last_good().map_or(0, |scan| scan.counts.parties);
            @let args = [("date", ctx.fmt.date(since).into()), ("from", from.into()), ("now", now.into())];
            (components::callout(Tone::Good, &ctx.t("third-shrank"), &html! { p { (ctx.t_with("third-shrank-text", &args)) } }))
        }
    }
}

/// Why a scan came to nothing, as a sentence.
fn problem_of(ctx: &PageCtx, scan: &Scan) -> String {
    let status = scan.report.facts.pages.first().map_or(0, |page| page.status);
    match scan.problem.as_deref() {
        Some("status") => ctx.t_with("third-problem-status", &[("status", status.to_string().into())]),
        Some(word) => ctx.t_code("third-problem", word).into_owned(),
        None => String::new(),
    }
}

/// The course and what changed, with what else the pages say beside it; the lists below, which need the width.
fn found(ctx: &PageCtx, setup: &Setup, last: &Scan, form: &Markup) -> Markup {
    html! {
        (components::two_columns(
            html! {
                (components::card(&ctx.t("third-chart"), None, chart(ctx, setup)))
                (components::card(&ctx.t("third-changes"), None, changes(ctx, last)))
            },
            components::card(&ctx.t("third-facts"), None, facts(ctx, &last.report.facts)),
        ))
        (lists::there(ctx, &setup.parties))
        (lists::cookies(ctx, &setup.cookies))
        (lists::gone(ctx, &setup.parties))
        (components::two_columns(components::card(&ctx.t("third-blind"), None, blind(ctx)), form.clone()))
    }
}

fn chart(ctx: &PageCtx, setup: &Setup) -> Markup {
    let mut good: Vec<&Scan> = setup.scans.iter().filter(|scan| scan.problem.is_none()).collect();
    good.reverse();
    // Of several scans on one day the last one says how it ended.
    let days: Vec<&Scan> =
        good.chunk_by(|a, b| a.at.day(&ctx.fmt.zone) == b.at.day(&ctx.fmt.zone)).filter_map(|day| day.last().copied()).collect();
    let now = days.last().map_or(0, |scan| scan.counts.parties);
    let reading = match setup.summary.and_then(|summary| summary.shrank) {
        Some(Shrank { since, from }) => {
            let args = [("now", now.into()), ("from", from.into()), ("date", ctx.fmt.date(since).into())];
            ctx.lang().t_plain("third-reading-fewer", &args)
        }
        None => ctx.lang().t_plain("third-reading-same", &[("count", now.into())]),
    };
    let series = |name: &str, value: fn(&Scan) -> u32| Series::new(ctx.t(name), days.iter().map(|scan| f64::from(value(scan))));
    TimeChart {
        id: "third-parties",
        title: ctx.t("third-chart").into_owned(),
        reading,
        shape: Shape::Stacked,
        step: Step::Day,
        unit: Unit::Count,
        at: days.iter().map(|scan| scan.at).collect(),
        series: vec![
            series(key("third-chart-follow"), |scan| scan.counts.trackers),
            series(key("third-chart-others"), |scan| scan.counts.parties.saturating_sub(scan.counts.trackers)),
        ],
        is_open: false,
    }
    .render(ctx)
}

/// Who came and who went between the last two scans.
fn changes(ctx: &PageCtx, last: &Scan) -> Markup {
    let rows = [(key("third-came"), &last.report.came), (key("third-went"), &last.report.went)];
    let rows: Vec<(String, Markup)> = rows
        .into_iter()
        .filter(|(_, ids)| !ids.is_empty())
        .map(|(label, ids)| (ctx.t(label).into_owned(), names(ids.iter().map(String::as_str))))
        .collect();
    if rows.is_empty() {
        return html! { p { (ctx.t("third-changes-none")) } };
    }
    components::facts(&rows)
}

fn facts(ctx: &PageCtx, facts: &Facts) -> Markup {
    let policy = match facts.policy {
        Some(Policy::Limits) => key("third-policy-limits"),
        Some(Policy::Open) => key("third-policy-open"),
        Some(Policy::Missing) | None => key("third-policy-missing"),
    };
    let tool = html! {
        @if let Some(name) = &facts.consent_tool { (components::ltr(name)) } @else { (ctx.t("third-tool-none")) }
    };
    let held = if facts.held_back.is_empty() {
        html! { (ctx.t("third-held-none")) }
    } else {
        names(facts.held_back.iter().map(String::as_str))
    };
    let gpc = if facts.honours_gpc { key("third-gpc-yes") } else { key("third-gpc-no") };
    let row = |label: &str, value: Markup| (ctx.t(label).into_owned(), value);
    components::facts(&[
        row(key("third-tool"), tool),
        row(key("third-held"), held),
        row(key("third-gpc"), html! { (ctx.t(gpc)) }),
        row(key("third-policy"), html! { (ctx.t(policy)) }),
        row(key("third-pages"), lists::pages(ctx, facts)),
    ])
}

/// Third parties by name, one a line.
fn names<'a>(ids: impl Iterator<Item = &'a str>) -> Markup {
    html! { ul { @for id in ids { li { (components::ltr(Service::find(id).map_or(id, |service| service.name))) } } } }
}

/// What nobody should read out of a short list.
fn blind(ctx: &PageCtx) -> Markup {
    let said = [key("third-blind-scripts"), key("third-blind-tools"), key("third-blind-pages"), key("third-blind-server")];
    html! {
        div.stack {
            @for said in said { p { (ctx.t(said)) } }
            p.hint { (ctx.t("third-blind-so")) }
        }
    }
}

fn form(ctx: &PageCtx, address: &str, errors: &FieldErrors) -> Markup {
    let field = Field::text("site", ctx.t("third-site")).hint(ctx.t("third-site-hint")).value(address).ltr();
    let field = field.error(errors.get("site")).autocomplete("url").max_length(SITE_CHARS_MAX as u32);
    components::card(
        &ctx.t("third-site-title"),
        None,
        forms::post(ctx, PATH, html! { (field) (forms::submit_row(&ctx.t("third-site-save"), None)) }),
    )
}
