//! The lists of a scan: third parties that are there and that went, cookies, pages.

use crate::admin::places;
use capabilities::trackers::{CookieSet, Facts, Finding, Party, SameSite, Service};
use maud::{Markup, Render as _, html};
use web::components::{self, Column, Table, Tone};
use web::{PageCtx, key};

const DAY_SECONDS: i64 = 86_400;
const HOUR_SECONDS: i64 = 3_600;
/// Places named in a row; further ones are counted.
const PLACES_SHOWN: usize = 3;
const PLACE_CHARS_SHOWN: usize = 40;

/// Who is addressed now.
pub(super) fn there(ctx: &PageCtx, parties: &[Finding<Party>]) -> Markup {
    let columns = [
        Column::text(ctx.t("third-who")),
        Column::text(ctx.t("third-what-for")),
        Column::text(ctx.t("third-how")),
        Column::text(ctx.t("third-where")),
        Column::text(ctx.t("third-since")),
    ];
    let mut table = Table::new(ctx.t("third-now"), columns);
    for found in parties.iter().filter(|found| found.gone_at.is_none()) {
        table.push([
            who(ctx, &found.what),
            what_for(ctx, &found.what),
            ways(ctx, &found.what),
            places(ctx, found.what.pages.iter().map(String::as_str)),
            html! { (ctx.fmt.date(found.first_seen)) },
        ]);
    }
    let content = if table.is_empty() {
        html! { p { (ctx.t("third-now-none")) } }
    } else {
        table.render()
    };
    components::card(&ctx.t("third-now"), None, content)
}

/// Who was there, and is no longer.
pub(super) fn gone(ctx: &PageCtx, parties: &[Finding<Party>]) -> Markup {
    let columns = [
        Column::text(ctx.t("third-who")),
        Column::text(ctx.t("third-what-for")),
        Column::text(ctx.t("third-since")),
        Column::text(ctx.t("third-gone-at")),
    ];
    let mut table = Table::new(ctx.t("third-gone"), columns);
    for found in parties {
        let Some(gone_at) = found.gone_at else { continue };
        table.push([
            who(ctx, &found.what),
            what_for(ctx, &found.what),
            html! { (ctx.fmt.date(found.first_seen)) },
            html! { (ctx.fmt.date(gone_at)) },
        ]);
    }
    let content = if table.is_empty() {
        html! { p { (ctx.t("third-gone-none")) } }
    } else {
        table.render()
    };
    components::card(&ctx.t("third-gone"), None, content)
}

/// The service with its company and where that is at home; of a host that nobody knows, the host.
fn who(ctx: &PageCtx, party: &Party) -> Markup {
    let hosts = || places(ctx, party.hosts.iter().map(String::as_str));
    let Some(service) = party.service() else {
        return html! {
            (components::ltr(&party.id))
            span.provenance { (ctx.t("third-unknown")) }
            span.provenance { (hosts()) }
        };
    };
    html! {
        (components::ltr(service.name))
        span.provenance { @if service.company != service.name { bdi { (service.company) } " · " } (country(ctx, service)) }
        @if !party.hosts.is_empty() { span.provenance { (hosts()) } }
    }
}

fn country<'a>(ctx: &PageCtx, service: &'a Service) -> &'a str {
    places::country_name(ctx, service.country).unwrap_or(service.country)
}

fn what_for(ctx: &PageCtx, party: &Party) -> Markup {
    let what_for = party.what_for();
    let tone = if what_for.follows_people() { Tone::Warn } else { Tone::Neutral };
    components::badge(tone, &ctx.t_code("third-use", what_for.word()))
}

fn ways(ctx: &PageCtx, party: &Party) -> Markup {
    html! { @for (at, way) in party.ways.iter().enumerate() { @if at > 0 { br; } (ctx.t_code("third-way", way.word())) } }
}

/// The first few, and how many more.
fn places<'a>(ctx: &PageCtx, places: impl ExactSizeIterator<Item = &'a str>) -> Markup {
    let more = places.len().saturating_sub(PLACES_SHOWN);
    html! {
        @for (at, place) in places.take(PLACES_SHOWN).enumerate() { @if at > 0 { br; } (components::ltr(&short(place))) }
        @if more > 0 { br; span.quiet { (ctx.t_with(key("and-more"), &[("count", more.into())])) } }
    }
}

/// Not longer than a line.
fn short(place: &str) -> String {
    let short: String = place.chars().take(PLACE_CHARS_SHOWN).collect();
    if short.len() < place.len() { format!("{short}…") } else { short }
}

/// What answers set, with the guards that a cookie has.
pub(super) fn cookies(ctx: &PageCtx, cookies: &[Finding<CookieSet>]) -> Markup {
    let columns = [
        Column::text(ctx.t("third-cookie")),
        Column::text(ctx.t("third-cookie-of")),
        Column::text(ctx.t("third-cookie-lasts")),
        Column::text(ctx.t("third-cookie-guards")),
        Column::text(ctx.t("third-since")),
    ];
    let mut table = Table::new(ctx.t("third-cookies"), columns);
    for found in cookies.iter().filter(|found| found.gone_at.is_none()) {
        table.push([
            html! { (components::code(&found.what.cookie.name)) span.provenance { (components::ltr(&found.what.cookie.domain)) } },
            owner(ctx, &found.what),
            html! { (lasts(ctx, found.what.cookie.lasts_seconds)) },
            guards(ctx, &found.what),
            html! { (ctx.fmt.date(found.first_seen)) },
        ]);
    }
    let content = if table.is_empty() {
        html! { p { (ctx.t("third-cookies-none")) } }
    } else {
        table.render()
    };
    components::card(&ctx.t("third-cookies"), None, content)
}

fn owner(ctx: &PageCtx, found: &CookieSet) -> Markup {
    let set_by = if found.cookie.is_third_party { key("third-cookie-other") } else { key("third-cookie-own") };
    let service = found.service.as_deref().and_then(Service::find);
    html! {
        @if let Some(service) = service { (components::ltr(service.name)) span.provenance { (ctx.t(set_by)) } }
        @else { (ctx.t(set_by)) }
    }
}

fn lasts(ctx: &PageCtx, seconds: Option<i64>) -> String {
    match seconds {
        None => ctx.t("third-cookie-window").into_owned(),
        Some(seconds) if seconds >= DAY_SECONDS => ctx.t_with("third-cookie-days", &[("count", (seconds / DAY_SECONDS).into())]),
        // What is begun counts as whole.
        Some(seconds) => ctx.t_with("third-cookie-hours", &[("count", ((seconds + HOUR_SECONDS - 1) / HOUR_SECONDS).into())]),
    }
}

/// In the words of the standard, which browsers' own tools use.
fn guards(ctx: &PageCtx, found: &CookieSet) -> Markup {
    let cookie = &found.cookie;
    let same_site = match cookie.same_site {
        Some(SameSite::Strict) => Some("SameSite=Strict"),
        Some(SameSite::Lax) => Some("SameSite=Lax"),
        Some(SameSite::None) | None => None,
    };
    let words = [cookie.is_secure.then_some("Secure"), cookie.is_http_only.then_some("HttpOnly"), same_site];
    let words: Vec<&str> = words.into_iter().flatten().collect();
    html! {
        @if words.is_empty() { (ctx.t("third-cookie-no-guards")) }
        @for (at, word) in words.iter().enumerate() { @if at > 0 { br; } (components::ltr(word)) }
    }
}

/// The pages that were read, and what was wrong with those that were not.
pub(super) fn pages(ctx: &PageCtx, facts: &Facts) -> Markup {
    html! {
        ul {
            @for page in &facts.pages {
                li {
                    (components::ltr(&short(&page.path)))
                    @if let Some(problem) = &page.problem {
                        span.provenance {
                            @if problem == "status" { (ctx.t_with("third-problem-page-status", &[("status", page.status.to_string().into())])) }
                            @else { (ctx.t_code("third-problem", problem)) }
                        }
                    }
                }
            }
        }
    }
}
