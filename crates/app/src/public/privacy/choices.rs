//! What we keep, why, who sees it, until when, and what you get: one switch a purpose, with what stops beside it.

use super::{Extent, NEEDED, Own, PATH, Shopper, benefits, door, extent, load, named, places, requests, unused, windows};
use crate::admin::{Failure, Visitor, VisitorForm, blocking};
use crate::app::App;
use crate::asking::{ASKABLE, Asking};
use crate::intake;
use crate::ledger::{Book, book_of};
use crate::words;
use axum::Router;
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use base::Timestamp;
use base::id::CustomerId;
use capabilities::ledger::Passbook;
use foundation::consent::{self, Basis, CategorySet, Choices, Decision, Purpose, Recipient, State};
use foundation::notices;
use maud::{Markup, html};
use std::time::Duration;
use web::components;
use web::forms::{self, Check};
use web::http::see_other;
use web::layout::{Heading, bare};
use web::{PageCtx, key};

/// How long an agreement holds that is given here.
const AGREED_FOR: Duration = Duration::from_hours(24 * 365);
/// What stands in the record about decisions that were made here.
pub(super) const VIA: &str = "privacy_centre";

pub fn router() -> Router<App> {
    Router::new().route("/privacy/choices", post(save))
}

pub(super) async fn show(shopper: Shopper) -> Result<Response, Failure> {
    let ids = shopper.ids.clone();
    let loaded = blocking(shopper.app(), move |app| {
        let own = load(app, &ids, "privacy_centre")?;
        let book = book_of(app, &ids, &own.choices)?;
        Ok::<_, db::Error>((own, book))
    });
    let (own, book) = loaded.await?;
    Ok(draw(&shopper, &own, &book).into_response())
}

fn draw(shopper: &Shopper, own: &Own, book: &Book) -> web::Html {
    let ctx = shopper.ctx();
    let called = own.people.people().first().and_then(|person| match person.display_name() {
        foundation::vault::Shown::Value(name) => Some(name.to_owned()),
        _ => person.value("email").map(str::to_owned),
    });
    let content = html! {
        (places(ctx, PATH))
        @if let Some(called) = called { p.quiet { (ctx.t_with(key("privacy-for"), &[("name", called.into())])) } }
        @if let Some(restriction) = &own.restriction { (requests::restricted(ctx, restriction)) }
        (windows::draw(ctx, &own.windows))
        (unused::draw(ctx, &own.choices, &book.unused))
        (presets(ctx))
        (forms::post(ctx, "/privacy/choices", html! {
            div.purposes {
                @for purpose in own.asking.shown_to(&own.choices, ctx.now) { (asked(ctx, &own.choices, &book.passbook, purpose)) }
            }
            div.save-bar { (forms::submit_row(&ctx.t(key("privacy-save")), None)) }
        }))
        (components::section(&ctx.t(key("privacy-needed")), None, html! {
            p.quiet { (ctx.t(key("privacy-needed-text"))) " " a href=(requests::PATH) { (ctx.t(key("privacy-object"))) } }
            div.purposes { @for purpose in NEEDED { (needed(ctx, &own.choices, purpose)) } }
        }))
        p.quiet { a href="/privacy/notice" { (ctx.t(key("privacy-notice-link"))) } }
        (door::leave(ctx))
    };
    let state = html! { (named(ctx, key("privacy-state"))) };
    bare(ctx, &Heading::new(named(ctx, key("privacy-title"))).state(state), content).cookie(shopper.visitor.cookie())
}

/// Three ways to decide at once, equal in size: what is saved is shown below before anything else happens.
fn presets(ctx: &PageCtx) -> Markup {
    let preset = |name: &'static str, label: &'static str| {
        forms::post(
            ctx,
            "/privacy/choices",
            html! {
                (forms::hidden("preset", name))
                (components::button_quiet(&ctx.t(label)))
            },
        )
    };
    html! { div.answers.presets { (preset("only", key("privacy-preset-only"))) (preset("all", key("privacy-preset-all"))) } }
}

fn asked(ctx: &PageCtx, choices: &Choices, passbook: &Passbook, purpose: Purpose) -> Markup {
    let extent = extent(choices, purpose, ctx.now);
    let on = extent != Extent::No;
    let benefit = ctx.t_code("privacy-benefit", purpose.word());
    html! {
        section.purpose {
            (forms::hidden("shown", purpose.word()))
            (Check::switch("agreed", ctx.t_code("privacy-purpose", purpose.word()), on).value(purpose.word()).hint(html! { (benefit) }))
            @if let Some(brought) = benefits::brought(ctx, passbook, purpose) {
                p.small { (brought) " " a href="/privacy/benefits" { (ctx.t(key("ledger-more"))) } }
            }
            // Shown as soon as the switch is off, before anything is saved.
            p.small.when-off { strong { (ctx.t(key("privacy-off-means"))) } " " (ctx.t_code("privacy-off", purpose.word())) }
            @if extent == Extent::Partly { p.small { (ctx.t(key("privacy-partly"))) } }
            (components::disclosure(&ctx.t(key("privacy-details")), html! { p.small.quiet { (sees(ctx, choices, purpose, key("privacy-would-see"))) } }))
        }
    }
}

/// Who may use what, until when: as it is where that is written down, and in the words of `otherwise` what it needs.
fn sees(ctx: &PageCtx, choices: &Choices, purpose: Purpose, otherwise: &'static str) -> String {
    let held = choices.iter().filter(|choice| choice.purpose == purpose && !choice.given.is_empty() && ctx.now < choice.until);
    let (mut recipients, mut categories, mut until) = (Vec::<Recipient>::new(), CategorySet::EMPTY, None::<Timestamp>);
    for choice in held {
        if !recipients.contains(&choice.recipient) {
            recipients.push(choice.recipient);
        }
        categories = categories.with(choice.given);
        if choice.has_end() {
            until = Some(until.map_or(choice.until, |until| until.min(choice.until)));
        }
    }
    let is_held = !recipients.is_empty();
    if !is_held {
        (recipients, categories) = (purpose.recipients().to_vec(), purpose.categories());
    }
    let said = match (is_held, until) {
        (true, Some(_)) => key("privacy-sees-until"),
        (true, None) => key("privacy-sees"),
        (false, _) => otherwise,
    };
    let date = until.map(|until| ctx.fmt.date(until)).unwrap_or_default();
    ctx.t_with(
        said,
        &[
            ("recipients", words::recipients(ctx, &recipients).into()),
            ("categories", words::categories(ctx, categories).into()),
            ("date", date.into()),
        ],
    )
}

fn needed(ctx: &PageCtx, choices: &Choices, purpose: Purpose) -> Markup {
    html! {
        section.purpose.is-needed {
            h3 { (ctx.t_code("privacy-purpose", purpose.word())) }
            p.hint { (ctx.t_code("privacy-benefit", purpose.word())) }
            p.small.quiet { (sees(ctx, choices, purpose, key("privacy-uses"))) }
        }
    }
}

/// Until when: to the end of a day, so that what was agreed to on one day ends on one, and is told of in one letter.
pub(super) fn agreed_until(now: Timestamp) -> Timestamp {
    const DAY: i64 = 86_400_000_000;
    Timestamp::from_micros((now.plus(AGREED_FOR).micros().div_euclid(DAY) + 1) * DAY)
}

/// The form as pairs: a switch that is off sends nothing, so those that were shown are named.
type Pairs = Vec<(String, String)>;

async fn save(VisitorForm(visitor, pairs): VisitorForm<Pairs>) -> Result<Response, Response> {
    let shopper = Shopper::of(visitor).await?;
    let root = shopper.root();
    let loaded = blocking(shopper.app(), move |app| app.db.record.read(|tx| Ok((consent::load(tx, root)?, Asking::load(tx)?))));
    let (choices, asking) = loaded.await.map_err(|error: db::Error| Failure::from(error).into_response())?;
    let decisions = decided(&shopper.visitor, &choices, &asking, &pairs);
    let done = write_down(&shopper.visitor, root, decisions).await?;
    Ok(see_other(&format!("/privacy?done={done}")))
}

/// Decisions of the person at the page, on disk when this returns.
pub(super) async fn write_down(
    visitor: &Visitor,
    customer: CustomerId,
    decisions: Vec<Decision>,
) -> Result<&'static str, Response> {
    let app = &visitor.app;
    let notice = blocking(app, |app| app.db.record.read(notice_in_force)).await;
    let notice = notice.map_err(|error: db::Error| Failure::from(error).into_response())?;
    let decisions = decisions.into_iter().map(|decision| Decision { notice_version: notice.clone(), ..decision }).collect();
    let changed = intake::change_consents(&app.recorder, app.node, &app.clock, app.fork_rng(), customer, decisions).await;
    let changed = changed.map_err(|error| Failure::from(error).into_response())?;
    Ok(if changed.is_some_and(|changed| changed.is_recorded) { "saved" } else { "same" })
}

/// The version of the notice that somebody who decides now can read.
pub(super) fn notice_in_force(tx: &mut db::Tx<'_>) -> db::Result<Option<String>> {
    Ok(notices::current(tx)?.map(|notice| notice.version.to_string()))
}

fn decided(visitor: &Visitor, choices: &Choices, asking: &Asking, pairs: &Pairs) -> Vec<Decision> {
    let now = visitor.app.clock.now();
    let values = |name: &'static str| pairs.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str());
    let preset = values("preset").next();
    let shown: Vec<Purpose> = match preset {
        Some(_) => asking.shown_to(choices, now),
        None => values("shown").filter_map(Purpose::from_word).filter(|purpose| ASKABLE.contains(purpose)).collect(),
    };
    let agreed: Vec<&str> = values("agreed").collect();
    let wants = |purpose: Purpose| preset.map_or_else(|| agreed.contains(&purpose.word()), |preset| preset == "all");
    let changed = shown.into_iter().filter(|purpose| match (wants(*purpose), extent(choices, *purpose, now)) {
        // What the store does not do can be taken back, and is not agreed to anew.
        (true, _) if !asking.uses(*purpose) => false,
        // What was agreed to in part stays in part, unless all is wanted at once.
        (true, Extent::Partly) => preset.is_some(),
        (true, extent) => extent == Extent::No,
        (false, Extent::Partly | Extent::Wholly) => true,
        // Left alone, a switch says nothing. Who wants only what is needed says no to the rest, and is not asked again soon.
        (false, Extent::No) => preset.is_some() && !is_refused(choices, *purpose),
    });
    changed.map(|purpose| decision(choices, purpose, wants(purpose), now, visitor.ctx.locale().code())).collect()
}

fn is_refused(choices: &Choices, purpose: Purpose) -> bool {
    purpose.recipients().iter().all(|recipient| choices.refused(purpose, *recipient).covers(purpose.categories()))
}

/// A yes is about what the purpose needs, for a year. A no is about everything that was ever given for it.
pub(super) fn decision(choices: &Choices, purpose: Purpose, agreed: bool, now: Timestamp, language: &str) -> Decision {
    let had_any = choices.iter().any(|choice| choice.purpose == purpose && !choice.given.is_empty());
    let state = match (agreed, had_any) {
        (true, _) => State::Given,
        (false, true) => State::Withdrawn,
        (false, false) => State::Refused,
    };
    let mut decision = Decision::about(purpose, state, Basis::Consent, now, VIA);
    decision.language = Some(language.to_owned());
    if agreed {
        decision.valid_until = Some(agreed_until(now));
        return decision;
    }
    for choice in choices.iter().filter(|choice| choice.purpose == purpose) {
        decision.categories = decision.categories.with(choice.given);
        if !decision.recipients.contains(&choice.recipient) {
            decision.recipients.push(choice.recipient);
        }
    }
    decision
}
