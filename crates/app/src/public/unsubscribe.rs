//! The way out of marketing mail: a signed link that shows a page, and a POST that ends it (RFC 8058).
//!
//! A GET never unsubscribes: scanners follow links. The signature in the link is the proof; there is no login, no cookie
//! and no question why.

use crate::admin::{Failure, Visitor, blocking};
use crate::app::App;
use crate::feedback;
use crate::preferences::{self, Change, Pause};
use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use base::id::CustomerId;
use capabilities::feedback::Outcome;
use capabilities::messaging;
use foundation::consent::{
    self, Basis, Category, CategorySet, Decision, Frequency, GrantRow, Preferences, Purpose, Recipient, State,
};
use foundation::customers;
use foundation::vault::{Access, Looker};
use maud::{Markup, html};
use serde::Deserialize;
use web::components::{self, Tone};
use web::icons::{Icon, icon};
use web::layout::{Heading, bare};
use web::{Html, PageCtx, key};

const BODY_BYTES_MAX: usize = 16 * 1024;
/// Decisions looked through for an agreement that was taken back here.
const HISTORY_MAX: usize = 500;
/// Up to here a store's name is kept on one line.
const NAME_CHARS_WHOLE: usize = 16;
/// What stands in the record about decisions that this page took.
const VIA: &str = "unsubscribe";
const VIA_BACK: &str = "unsubscribe_undone";

pub fn router() -> Router<App> {
    Router::new().route("/u/{token}", get(ask).post(act)).layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
}

/// How things stand for the link's customer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Standing {
    /// Marketing mail may be sent.
    Subscribed,
    /// Nothing is sent; `can_return` where this page itself ended an agreement that there was.
    Out { can_return: bool },
}

/// What a POST asks for; to keep things as they are is a link.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Wish {
    Leave,
    Return,
    /// To return, and get fewer.
    Frequency(Frequency),
    /// To return, after so many days.
    Pause(u32),
    Keep,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Answer {
    keep: String,
}

async fn ask(visitor: Visitor, Path(token): Path<String>, Query(answer): Query<Answer>) -> Result<Response, Failure> {
    let Some(customer) = messaging::read_unsubscribe_token(&visitor.app.keys, &token) else { return Ok(unknown(&visitor.ctx)) };
    let standing = blocking(&visitor.app, move |app| standing(app, customer)).await?;
    if !answer.keep.is_empty() || standing != Standing::Subscribed {
        let done = (!answer.keep.is_empty()).then_some(Wish::Keep);
        return Ok(draw(&visitor.ctx, &token, standing, done).into_response());
    }
    let address = blocking(&visitor.app, move |app| masked_address(app, customer)).await?;
    Ok(draw_question(&visitor.ctx, &token, address.as_deref()).into_response())
}

/// The address that the messages go to, shown to whoever holds such a message, so that a person with several knows which
/// one it is. The look is written down like any other.
fn masked_address(app: &App, customer: CustomerId) -> Result<Option<String>, db::Error> {
    let ids = app.db.record.read(|tx| {
        let root = customers::root_of(tx, customer)?.unwrap_or(customer);
        customers::all_ids(tx, root)
    })?;
    let access = Access { looker: Looker::Automation, purpose: Purpose::MarketingEmail, place: "unsubscribe".to_owned() };
    let wanted = CategorySet::of(&[Category::Email]);
    let people = app.access.disclose(&mut app.fork_rng(), &access, &[ids], wanted, app.clock.now())?;
    Ok(people.people().first().and_then(|person| person.trusted_value("email")).and_then(masked))
}

/// `s…@example.test`: enough to know one's own address by, too little for anybody else.
fn masked(address: &str) -> Option<String> {
    let (local, domain) = address.rsplit_once('@')?;
    // A line may break after dots; a word joiner forbids it.
    Some(format!("{}…\u{2060}@{domain}", local.chars().next()?))
}

/// One-click from a mail program and the page's own button alike. Neither needs a cookie: the link is the proof.
async fn act(visitor: Visitor, Path(token): Path<String>, body: Bytes) -> Result<Response, Failure> {
    let Some(customer) = messaging::read_unsubscribe_token(&visitor.app.keys, &token) else { return Ok(unknown(&visitor.ctx)) };
    let before = blocking(&visitor.app, move |app| standing(app, customer)).await?;
    let wish = wish_of(&body);
    let state = match (wish, before) {
        // A "no" is written down even where nothing held: nothing may be asked or sent by mistake later.
        (Wish::Leave, _) => Some((State::Withdrawn, VIA)),
        (Wish::Return | Wish::Frequency(_) | Wish::Pause(_), Standing::Out { can_return: true }) => {
            Some((State::Given, VIA_BACK))
        }
        _ => None,
    };
    let change = match (wish, before) {
        (_, Standing::Out { can_return: false }) => Change::default(),
        (Wish::Frequency(frequency), _) => Change { frequency: Some(frequency), only_narrows: true, ..Change::default() },
        (Wish::Pause(days), _) => Change { pause: Some(Pause::Days(days)), only_narrows: true, ..Change::default() },
        _ => Change::default(),
    };
    let app = &visitor.app;
    let decisions = match state {
        Some((State::Given, _)) => blocking(app, move |app| taken_back(app, customer)).await?,
        Some((state, via)) => vec![Decision::about(Purpose::MarketingEmail, state, Basis::Consent, app.clock.now(), via)],
        None => Vec::new(),
    };
    preferences::change(app, customer, change, decisions, super::preferences::VIA).await?;
    if wish == Wish::Leave
        && let Some(letter) = messaging::letter_of_unsubscribe_token(&app.keys, &token)
    {
        blocking(app, move |app| feedback::hear_one(app, letter, Outcome::Unsubscribed)).await?;
    }
    let after = blocking(&visitor.app, move |app| standing(app, customer)).await?;
    Ok(draw(&visitor.ctx, &token, after, Some(wish)).into_response())
}

/// Anything but the page's own "I changed my mind" means: stop. Mail programs differ in how they send their one click.
fn wish_of(body: &[u8]) -> Wish {
    let text = std::str::from_utf8(body).unwrap_or_default();
    let own = text.split('&').find_map(|pair| match pair.split_once('=')? {
        ("resubscribe", "yes") => Some(Wish::Return),
        ("frequency", word) => Frequency::from_word(word).filter(|one| one.within().is_some()).map(Wish::Frequency),
        ("pause", word) => word.parse().ok().filter(|days| Preferences::PAUSES.contains(days)).map(Wish::Pause),
        _ => None,
    });
    own.unwrap_or(Wish::Leave)
}

fn standing(app: &App, customer: CustomerId) -> Result<Standing, db::Error> {
    let now = app.clock.now();
    app.db.record.read(|tx| {
        let root = customers::root_of(tx, customer)?.unwrap_or(customer);
        let choices = consent::load(tx, root)?;
        let email = CategorySet::of(&[Category::Email]);
        if choices.unrestricted().allows(Purpose::MarketingEmail, Recipient::Automation, email, now).is_some() {
            return Ok(Standing::Subscribed);
        }
        let ids = customers::all_ids(tx, root)?;
        let history = consent::history(tx, &ids, HISTORY_MAX)?;
        Ok(Standing::Out { can_return: can_return(&history) })
    })
}

/// The agreements that this page ended, as they were: for the same, with the same end, and under the same notice.
fn taken_back(app: &App, customer: CustomerId) -> Result<Vec<Decision>, db::Error> {
    let now = app.clock.now();
    let history = app.db.record.read(|tx| {
        let root = customers::root_of(tx, customer)?.unwrap_or(customer);
        let ids = customers::all_ids(tx, root)?;
        consent::history(tx, &ids, HISTORY_MAX)
    })?;
    let before =
        history.into_iter().filter(|row| row.purpose == Purpose::MarketingEmail).skip_while(|row| row.collected_via == VIA);
    let mut decisions: Vec<Decision> = Vec::new();
    // The newest first: of each recipient what was decided last, back to the last no.
    for row in before.take_while(|row| row.state.allows()).filter(|row| row.valid_until.is_none_or(|until| now < until)) {
        let known = decisions.iter().filter(|decision| decision.recipients.contains(&row.recipient));
        let known = known.fold(CategorySet::EMPTY, |known, decision| known.with(decision.categories));
        let categories = row.categories.without(known);
        if !categories.is_empty() {
            decisions.push(Decision {
                categories,
                recipients: vec![row.recipient],
                valid_until: row.valid_until,
                notice_version: row.notice_version,
                language: row.language,
                ..Decision::about(Purpose::MarketingEmail, State::Given, row.basis, now, VIA_BACK)
            });
        }
    }
    Ok(decisions)
}

/// Whether the last word about marketing mail is this page's own, after an agreement: only that may be undone here. A "no"
/// said elsewhere stays a "no", whoever holds an old message.
fn can_return(history: &[GrantRow]) -> bool {
    let mut decisions = history.iter().filter(|row| row.purpose == Purpose::MarketingEmail);
    let last_is_ours = decisions.next().is_some_and(|row| row.state == State::Withdrawn && row.collected_via == VIA);
    last_is_ours && decisions.find(|row| row.collected_via != VIA).is_some_and(|row| row.state.allows())
}

/// A link that is none of ours says nothing about anybody.
pub(super) fn unknown(ctx: &PageCtx) -> Response {
    let content = html! {
        div.card.section.stack {
            p { (ctx.t(key("unsubscribe-unknown-text"))) }
            p.quiet { (ctx.t(key("unsubscribe-unknown-next"))) }
        }
    };
    bare(ctx, &Heading::new(ctx.t(key("unsubscribe-unknown"))), content).status(StatusCode::NOT_FOUND).into_response()
}

/// A sentence with the store's name, which stays on one line where it is short.
pub(super) fn named(ctx: &PageCtx, said: &str) -> String {
    let store = if ctx.store.is_empty() { ctx.t(key("unsubscribe-this-store")).into_owned() } else { ctx.store.clone() };
    let store = if store.chars().count() <= NAME_CHARS_WHOLE { store.replace(' ', "\u{a0}") } else { store };
    ctx.t_with(said, &[("store", store.into())])
}

fn draw_question(ctx: &PageCtx, token: &str, address: Option<&str>) -> Html {
    let stops = match address {
        Some(address) => ctx.t_with(key("unsubscribe-stops-address"), &[("address", address.into())]),
        None => named(ctx, key("unsubscribe-stops")),
    };
    let content = html! { div.card.section.stack { (what(ctx, &stops)) (leave(ctx, token, true)) } };
    bare(ctx, &Heading::new(named(ctx, key("unsubscribe-title"))), content)
}

fn draw(ctx: &PageCtx, token: &str, standing: Standing, done: Option<Wish>) -> Html {
    let named = |said: &str| named(ctx, said);
    match standing {
        Standing::Subscribed if done == Some(Wish::Return) => {
            let content =
                html! { div.card.section.stack { (done_line(&named(key("unsubscribe-back-text")))) (leave(ctx, token, false)) } };
            bare(ctx, &Heading::new(named(key("unsubscribe-back"))), content)
        }
        Standing::Subscribed if matches!(done, Some(Wish::Frequency(_) | Wish::Pause(_))) => {
            let content = html! {
                div.card.section.stack {
                    (done_line(&fewer(ctx, done)))
                    div.submit-row { (components::button_link(&format!("/p/{token}"), &ctx.t(key("unsubscribe-more-choices")))) }
                }
                (leave(ctx, token, false))
            };
            bare(ctx, &Heading::new(named(key("unsubscribe-back"))), content)
        }
        Standing::Subscribed if done == Some(Wish::Keep) => {
            let content = html! { div.card.section.stack { (done_line(&named(key("unsubscribe-kept-text")))) } };
            bare(ctx, &Heading::new(named(key("unsubscribe-kept"))), content)
        }
        Standing::Subscribed => draw_question(ctx, token, None),
        Standing::Out { can_return } => {
            let content = html! {
                div.card.section.stack {
                    (done_line(&named(key("unsubscribe-done-text"))))
                    p.quiet { (ctx.t(key("unsubscribe-remains"))) }
                    @if can_return {
                        form.form method="post" action={ "/u/" (token) } {
                            input type="hidden" name="resubscribe" value="yes";
                            div.submit-row { (components::button_quiet(&ctx.t(key("unsubscribe-return")))) }
                        }
                    }
                }
                @if can_return { (instead(ctx, token)) }
            };
            bare(ctx, &Heading::new(named(key("unsubscribe-done"))), content)
        }
    }
}

/// Once it is done, and not before: what else there is for whoever found it only too much.
fn instead(ctx: &PageCtx, token: &str) -> Markup {
    let answer = |name: &'static str, value: &str, label: &str| {
        html! { button.button type="submit" name=(name) value=(value) { (label) } }
    };
    html! {
        form.form.card.section.stack method="post" action={ "/u/" (token) } {
            h2 { (ctx.t(key("unsubscribe-instead"))) }
            p.quiet { (ctx.t(key("unsubscribe-instead-text"))) }
            div.answers {
                @for frequency in Frequency::ALL.into_iter().filter(|one| one.within().is_some()) {
                    (answer("frequency", frequency.word(), &ctx.t_code("preferences-frequency", frequency.word())))
                }
                @for days in Preferences::PAUSES {
                    (answer("pause", &days.to_string(), &ctx.t_with(key("preferences-pause-days"), &[("days", days.into())])))
                }
            }
        }
    }
}

/// What holds now, for whoever took less instead of nothing.
fn fewer(ctx: &PageCtx, done: Option<Wish>) -> String {
    match done {
        Some(Wish::Pause(days)) => {
            let until = Preferences::default().paused_for(days, ctx.now).paused_until.unwrap_or(ctx.now);
            ctx.t_with(key("preferences-paused-text"), &[("date", ctx.fmt.date(until).into())])
        }
        Some(Wish::Frequency(frequency)) => ctx.t_code("unsubscribe-fewer", frequency.word()).into_owned(),
        _ => String::new(),
    }
}

fn what(ctx: &PageCtx, stops: &str) -> Markup {
    html! {
        p { (stops) }
        p.quiet { (ctx.t(key("unsubscribe-remains"))) }
    }
}

/// To stop and, where it is asked, to keep: side by side, equal in size and weight.
fn leave(ctx: &PageCtx, token: &str, with_keep: bool) -> Markup {
    html! {
        form.form method="post" action={ "/u/" (token) } {
            div.answers {
                (components::button_quiet(&ctx.t(key("unsubscribe-button"))))
                @if with_keep { (components::button_link(&format!("/u/{token}?keep=1"), &ctx.t(key("unsubscribe-keep")))) }
            }
        }
    }
}

pub(super) fn done_line(text: &str) -> Markup {
    html! { p class={ "flash tone-" (Tone::Good.code()) } role="status" { (icon(Icon::Check)) span { (text) } } }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::id::GrantId;
    use base::{Id as _, Timestamp};

    fn row(state: State, via: &str) -> GrantRow {
        GrantRow {
            id: GrantId::from_raw([0; 16]),
            categories: Purpose::MarketingEmail.categories(),
            purpose: Purpose::MarketingEmail,
            recipient: Recipient::Automation,
            basis: Basis::Consent,
            state,
            valid_from: Timestamp::from_micros(0),
            valid_until: None,
            notice_version: None,
            language: None,
            collected_via: via.to_owned(),
            proof: None,
            recorded_at: Timestamp::from_micros(0),
            place: 0,
        }
    }

    #[test]
    fn an_address_is_known_by_its_first_letter() {
        assert_eq!(masked("sara@example.test").as_deref(), Some("s…\u{2060}@example.test"));
        assert_eq!(masked("@example.test"), None);
    }

    #[test]
    fn whatever_a_mail_program_sends_means_stop() {
        for body in ["List-Unsubscribe=One-Click", "", "--x\r\nContent-Disposition: form-data", "resubscribe=no"] {
            assert_eq!(wish_of(body.as_bytes()), Wish::Leave, "{body}");
        }
        assert_eq!(wish_of(b"resubscribe=yes"), Wish::Return);
        assert_eq!(wish_of(b"frequency=monthly"), Wish::Frequency(Frequency::Monthly));
        assert_eq!(wish_of(b"pause=60"), Wish::Pause(60));
        for body in ["frequency=every", "pause=31", "pause=-30", "frequency=", "pause"] {
            assert_eq!(wish_of(body.as_bytes()), Wish::Leave, "{body}");
        }
    }

    #[test]
    fn only_what_this_page_ended_can_be_undone_here() {
        let given = row(State::Given, "api");
        let left = row(State::Withdrawn, VIA);
        assert!(can_return(&[left.clone(), left.clone(), given.clone()]));
        assert!(can_return(&[left.clone(), row(State::Given, VIA_BACK), left.clone(), given.clone()]));
        assert!(!can_return(std::slice::from_ref(&left)));
        assert!(!can_return(&[row(State::Withdrawn, "api"), given.clone()]));
        assert!(!can_return(&[left, row(State::Withdrawn, "api"), given]));
        assert!(!can_return(&[]));
    }
}
