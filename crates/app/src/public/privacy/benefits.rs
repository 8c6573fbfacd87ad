//! What each agreement brought: the customer, and the store.

use super::unused;
use super::{Shopper, named, places};
use crate::admin::{Failure, blocking};
use crate::app::App;
use crate::asking::ASKABLE;
use crate::ledger::{Book, book_of};
use crate::words;
use axum::Router;
use axum::routing::get;
use base::{Currency, Money, Timestamp};
use capabilities::ledger::{Benefit, BenefitKind, COUNTED_FOR, Passbook, add_up};
use foundation::consent::{self, Category, CategorySet, Choices, Purpose};
use foundation::vault::{Access, Looker};
use maud::{Markup, html};
use std::collections::BTreeMap;
use web::components::{self, TimelineItem, Tone};
use web::icons::Icon;
use web::layout::{Heading, bare};
use web::{Html, PageCtx, key};

const PATH: &str = "/privacy/benefits";
/// Benefits of one purpose that are shown one by one, the latest.
const SHOWN_MAX: usize = 20;

pub fn router() -> Router<App> {
    Router::new().route(PATH, get(show))
}

async fn show(shopper: Shopper) -> Result<Html, Failure> {
    let ids = shopper.ids.clone();
    let loaded = blocking(shopper.app(), move |app| {
        let choices = app.db.record.read(|tx| consent::load(tx, ids[0]))?;
        let book = book_of(app, &ids, &choices)?;
        let access = Access { looker: Looker::Customer, purpose: Purpose::LegalDuties, place: "privacy_centre".to_owned() };
        let shown = CategorySet::of(&[Category::Orders, Category::Messages]);
        app.access.log_look(&mut app.fork_rng(), &access, ids[0], shown, CategorySet::EMPTY, app.clock.now())?;
        Ok::<_, db::Error>((choices, book))
    });
    let (choices, Book { passbook, unused }) = loaded.await?;
    let ctx = shopper.ctx();
    let told = told_of(ctx, &choices, &passbook);
    let content = html! {
        (places(ctx, PATH))
        (unused::draw(ctx, &choices, &unused))
        @if told.is_empty() {
            (components::empty(Icon::Tag, &ctx.t(key("ledger-nothing")), &ctx.t(key("ledger-nothing-text")), None))
        }
        @for purpose in told { (one(ctx, &passbook, purpose)) }
        (components::section(&ctx.t(key("ledger-how")), None, html! {
            p.quiet { (ctx.t_with(key("ledger-how-text"), &[("days", days().into())])) }
        }))
    };
    let heading = Heading::new(ctx.t(key("ledger-title"))).state(html! { (named(ctx, key("ledger-state"))) });
    Ok(bare(ctx, &heading, content).cookie(shopper.visitor.cookie()))
}

/// Within how many days after a letter an order counts.
pub(super) fn days() -> u64 {
    COUNTED_FOR.as_secs() / 86_400
}

/// The purposes that there is anything to say of.
fn told_of(ctx: &PageCtx, choices: &Choices, passbook: &Passbook) -> Vec<Purpose> {
    let is_told = |purpose: &Purpose| {
        passbook.since(*purpose).is_some() || (ASKABLE.contains(purpose) && choices.is_given(*purpose, ctx.now))
    };
    Purpose::ALL.iter().copied().filter(is_told).collect()
}

fn one(ctx: &PageCtx, passbook: &Passbook, purpose: Purpose) -> Markup {
    let benefits: Vec<&Benefit> = passbook.benefits.iter().filter(|benefit| benefit.purpose == purpose).collect();
    let items: Vec<TimelineItem> = benefits.iter().take(SHOWN_MAX).map(|benefit| item(ctx, benefit)).collect();
    let brought = brought(ctx, passbook, purpose);
    components::card(
        &ctx.t_code("privacy-purpose", purpose.word()),
        None,
        html! {
            div.stack {
                h3 { (ctx.t(key("ledger-you"))) }
                p { @if let Some(brought) = brought { (brought) } @else { (ctx.t(key("ledger-you-none"))) } }
                @if !items.is_empty() { (components::timeline(ctx, &items)) }
                h3 { (named(ctx, key("ledger-us"))) }
                p { (sold(ctx, passbook, purpose)) }
            }
        },
    )
}

/// What a purpose brought the customer, in one sentence; `None` where it brought nothing that is known.
pub(super) fn brought(ctx: &PageCtx, passbook: &Passbook, purpose: Purpose) -> Option<String> {
    let since = passbook.since(purpose)?;
    let mut parts = Vec::new();
    let letters = letters_of(passbook, purpose);
    if letters > 0 {
        parts.push(ctx.t_with(key("ledger-count-letters"), &[("count", letters.into())]));
    }
    for kind in BenefitKind::ALL {
        let of_kind: Vec<&Benefit> =
            passbook.benefits.iter().filter(|benefit| benefit.purpose == purpose && benefit.kind == kind).collect();
        if of_kind.is_empty() {
            continue;
        }
        let counted = ctx.t_with(count_key(kind), &[("count", of_kind.len().into())]);
        let sums = add_up(of_kind);
        parts.push(if sums.is_empty() {
            counted
        } else {
            ctx.t_with(key("ledger-worth"), &[("what", counted.into()), ("sums", sums_in(ctx, &sums).into())])
        });
    }
    let what = words::list_of(ctx, &parts);
    Some(ctx.t_with(key("ledger-since"), &[("date", ctx.fmt.date(since).into()), ("what", what.into())]))
}

fn letters_of(passbook: &Passbook, purpose: Purpose) -> usize {
    passbook.letters.iter().filter(|letter| letter.purpose == purpose).count()
}

const fn count_key(kind: BenefitKind) -> &'static str {
    match kind {
        BenefitKind::Reward => key("ledger-count-reward"),
        BenefitKind::Discount => key("ledger-count-discount"),
        BenefitKind::EarlyAccess => key("ledger-count-early-access"),
        BenefitKind::Recommendation => key("ledger-count-recommendation"),
        BenefitKind::Letter => key("ledger-count-useful-letter"),
    }
}

/// Sums as one text, a currency after the other.
fn sums_in(ctx: &PageCtx, sums: &BTreeMap<Currency, i64>) -> String {
    let sums: Vec<String> =
        sums.iter().map(|(currency, minor)| ctx.fmt.money(Money { minor: *minor, currency: *currency })).collect();
    words::list_of(ctx, &sums)
}

/// What the store sold with it, said plainly also where it is nothing.
fn sold(ctx: &PageCtx, passbook: &Passbook, purpose: Purpose) -> String {
    if !purpose.is_marketing() {
        return ctx.t(key("ledger-us-not-counted")).into_owned();
    }
    let letters = letters_of(passbook, purpose);
    if letters == 0 {
        return ctx.t(key("ledger-us-no-letter")).into_owned();
    }
    let counted = ctx.t_with(key("ledger-count-letters"), &[("count", letters.into())]);
    match passbook.earned.get(&purpose) {
        Some(earned) => ctx.t_with(
            key("ledger-us-sold"),
            &[("letters", counted.into()), ("count", letters.into()), ("sums", sums_in(ctx, &earned.sums).into())],
        ),
        None => {
            ctx.t_with(key("ledger-us-none"), &[("letters", counted.into()), ("count", letters.into()), ("days", days().into())])
        }
    }
}

fn item(ctx: &PageCtx, benefit: &Benefit) -> TimelineItem {
    let kind = ctx.t_code("benefit", benefit.kind.word()).into_owned();
    let worth = benefit.value.map(|value| ctx.fmt.money(value));
    TimelineItem {
        at: Timestamp::min(benefit.at, ctx.now),
        icon: Icon::Tag,
        tone: Tone::Good,
        title: html! { (kind) @if let Some(worth) = worth { " · " span.num { (worth) } } },
        detail: benefit.text(ctx.locale()).map(|text| html! { (components::name(text)) }),
    }
}
