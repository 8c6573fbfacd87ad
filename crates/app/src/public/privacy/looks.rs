//! Who looked, when and why: every read of the customer's data, the refused ones too.

use super::{Shopper, places};
use crate::admin::{Failure, blocking};
use crate::app::App;
use crate::standing::{self, Reader, StandingRead};
use crate::words;
use axum::Router;
use axum::extract::Query;
use axum::routing::get;
use foundation::consent::{self, Recipient};
use foundation::vault::{AccessLog, LogRow};
use maud::{Markup, html};
use serde::Deserialize;
use web::components::{self, TimelineItem, Tone};
use web::icons::Icon;
use web::layout::{Heading, bare};
use web::{Html, PageCtx, key};

const PATH: &str = "/privacy/looks";
/// Entries that are read for a page, and lines of it.
const LOOKS_MAX: usize = 500;
const ROWS: usize = 25;

pub fn router() -> Router<App> {
    Router::new().route(PATH, get(show))
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Wanted {
    /// The page begins below this place in the log.
    before: String,
}

/// Looks alike, one after another, of one day.
struct Together<'a> {
    last: &'a LogRow,
    /// The place of the earliest of them.
    from: i64,
    times: u64,
}

async fn show(shopper: Shopper, Query(wanted): Query<Wanted>) -> Result<Html, Failure> {
    let ids = shopper.ids.clone();
    let before: i64 = wanted.before.parse().unwrap_or(i64::MAX);
    let read = move |app: &App| {
        let rows = AccessLog::of_customer_before(&app.db.access, &ids, before, LOOKS_MAX)?;
        let standing = app.db.record.read(|tx| {
            let choices = consent::load(tx, ids[0])?;
            standing::standing_reads(tx, &choices, app.clock.now())
        })?;
        Ok::<_, db::Error>((rows, standing))
    };
    let (rows, standing) = blocking(shopper.app(), read).await?;
    let ctx = shopper.ctx();
    let looks = together(ctx, &rows);
    let more = looks.len() > ROWS || rows.len() == LOOKS_MAX;
    let page = &looks[..looks.len().min(ROWS)];
    let content = html! {
        (places(ctx, PATH))
        @if before == i64::MAX { (read_along(ctx, &standing)) }
        @if page.is_empty() {
            (components::empty(Icon::Shield, &ctx.t(key("privacy-looks-none")), &ctx.t(key("privacy-looks-none-text")), None))
        } @else {
            (components::timeline(ctx, &page.iter().map(|look| item(ctx, look)).collect::<Vec<_>>()))
            @if let Some(oldest) = page.last().filter(|_| more) {
                div.submit-row { (components::button_link(&format!("{PATH}?before={}", oldest.from), &ctx.t(key("privacy-looks-older")))) }
            }
        }
    };
    let state = html! { (ctx.t(key("privacy-looks-state"))) };
    Ok(bare(ctx, &Heading::new(ctx.t(key("privacy-looks-title"))).state(state), content).cookie(shopper.visitor.cookie()))
}

/// Rules that read by themselves: each once, since none of them looks a single time.
fn read_along(ctx: &PageCtx, standing: &[StandingRead]) -> Markup {
    let rows: Vec<(String, Markup)> = standing
        .iter()
        .map(|read| {
            let purpose = words::mid(ctx, &words::purpose(ctx, read.purpose));
            let args = [("what", words::categories(ctx, read.reads).into()), ("purpose", purpose.into())];
            let said = ctx.t_with(key("privacy-standing-read"), &args);
            let until =
                read.until.map(|until| ctx.t_with(key("privacy-standing-until"), &[("date", ctx.fmt.date(until).into())]));
            (called(ctx, &read.what), html! { (said) @if let Some(until) = until { " " span.quiet { (until) } } })
        })
        .collect();
    html! {
        (components::card(&ctx.t(key("privacy-standing")), None, html! {
            div.stack {
                p.quiet { (ctx.t(key("privacy-standing-text"))) }
                (components::facts(&rows))
            }
        }))
    }
}

fn called(ctx: &PageCtx, what: &Reader) -> String {
    match what {
        Reader::Letter(letter) => ctx.t_code("template", letter.name()).into_owned(),
        Reader::Journey(name) => ctx.t_with(key("privacy-standing-journey"), &[("name", name.as_str().into())]),
        Reader::Campaign(name) => ctx.t_with(key("privacy-standing-campaign"), &[("name", name.as_str().into())]),
        Reader::Segment(name) => ctx.t_with(key("privacy-standing-segment"), &[("name", name.as_str().into())]),
        Reader::PriceDrops => ctx.t(key("privacy-standing-price-drops")).into_owned(),
    }
}

fn together<'a>(ctx: &PageCtx, rows: &'a [(i64, LogRow)]) -> Vec<Together<'a>> {
    let mut looks: Vec<Together<'a>> = Vec::new();
    for (position, row) in rows {
        // Of one's own looks it is enough to know that they were.
        let details = |row: &LogRow| (!is_own(row)).then(|| (row.purpose, row.shown, row.refused, row.place.clone()));
        let what = |row: &LogRow| (row.at.day(&ctx.fmt.zone), row.recipient, details(row));
        match looks.last_mut() {
            Some(look) if what(look.last) == what(row) => (look.times, look.from) = (look.times + 1, *position),
            _ => looks.push(Together { last: row, from: *position, times: 1 }),
        }
    }
    looks
}

/// The customer's own look. A letter that is owed to them is written in their name too, and is none.
fn is_own(row: &LogRow) -> bool {
    row.recipient == Recipient::Customer && letter(row).is_none()
}

/// The letter that was written with what was read.
fn letter(row: &LogRow) -> Option<&str> {
    (row.recipient == Recipient::Customer).then(|| row.place.strip_prefix("message:"))?
}

fn item(ctx: &PageCtx, look: &Together<'_>) -> TimelineItem {
    let row = look.last;
    let who = ctx.t_code("recipient", row.recipient.word()).into_owned();
    let title = match row.recipient {
        Recipient::Customer => match letter(row) {
            Some(letter) => {
                ctx.t_with(key("privacy-look-letter"), &[("letter", ctx.t_code("template", letter).into_owned().into())])
            }
            None => ctx.t(key("privacy-look-you")).into_owned(),
        },
        _ if row.shown.is_empty() => ctx.t_with(key("privacy-look-refused"), &[("who", who.into())]),
        _ => ctx.t_with(key("privacy-look"), &[("who", who.into()), ("what", words::categories(ctx, row.shown).into())]),
    };
    let tone = if row.shown.is_empty() { Tone::Warn } else { Tone::Neutral };
    TimelineItem { at: row.at, icon: Icon::Shield, tone, title: html! { (title) }, detail: Some(detail(ctx, look)) }
}

fn detail(ctx: &PageCtx, look: &Together<'_>) -> Markup {
    let row = look.last;
    html! {
        span.quiet {
            @if is_own(row) {
                (words::place(ctx, "privacy_centre"))
            } @else if letter(row).is_some() {
                (words::categories(ctx, row.shown))
            } @else {
                (ctx.t_with(key("privacy-look-why"), &[("purpose", words::purpose(ctx, row.purpose).into()), ("place", words::place(ctx, &row.place).into())]))
            }
            @if look.times > 1 { " · " (ctx.t_with(key("count-times"), &[("count", (look.times as i64).into())])) }
        }
        @if !row.refused.is_empty() {
            br;
            span.quiet { (ctx.t_with(key("privacy-look-not"), &[("what", words::categories(ctx, row.refused).into())])) }
        }
    }
}
