//! One customer: the story first, who it is beside it. Each tab reads, and logs, what it shows and no more.

use super::need::Work;
use super::{Allowed, AllowedForm, Failure, Signed, blocking, story_kinds, words};
use crate::app::App;
use crate::asking::{ASKABLE, Asking};
use crate::intake;
use axum::Router;
use axum::extract::{Path, Query};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use base::id::{CustomerId, TeamId};
use base::{EmailAddress, PhoneNumber};
use capabilities::messaging::{self, Message};
use foundation::consent::{self, Basis, CategorySet, Choices, Decision, GrantRow, Purpose, State, Window};
use foundation::customers::{self, Claim, CustomerRow, Facts, IdentityRow, TraitRow};
use foundation::history::{Page, Place};
use foundation::journal::Event;
use foundation::orders::{self, OrderRow};
use foundation::staff::{self, Deed};
use foundation::vault::{Access, AccessLog, Beside, Disclosed, LogRow, window_to};
use maud::html;
use serde::Deserialize;
use std::sync::Arc;
use web::forms::FieldErrors;
use web::http::see_other;
use web::{Nav, key};

mod beside;
mod consents;
mod journeys;
mod looks;
mod more;
mod page;
mod seen;
mod segments;

const PATH: &str = "/admin/customers/{customer}";
/// Events on a page of the story.
const STORY_ROWS: usize = 30;
const ORDERS_MAX: usize = 100;
const MESSAGES_MAX: usize = 100;
const HISTORY_MAX: usize = 200;
/// Entries of the access log that are read for the tab, and lines of one page of it.
const LOOKS_MAX: usize = 1_000;
const LOOKS_ROWS: usize = 20;
/// Letters of a note about a decision.
const NOTE_CHARS_MAX: usize = 300;
/// Digits in a row that a note may not hold: they would be somebody's number.
const NOTE_DIGITS_MAX: usize = 8;

pub fn router() -> Router<App> {
    Router::new()
        .route(PATH, get(show))
        .route("/admin/customers/{customer}/consents", post(decide))
        .route("/admin/customers/{customer}/more", post(more::act))
        .route("/admin/customers/{customer}/more/{window}/close", post(more::close))
}

/// What stands in the story's column.
#[derive(Clone, Copy, PartialEq, Eq)]
enum View {
    Story,
    Orders,
    Messages,
    Consents,
    Looks,
}

impl View {
    const ALL: [Self; 5] = [Self::Story, Self::Orders, Self::Messages, Self::Consents, Self::Looks];

    const fn word(self) -> &'static str {
        match self {
            Self::Story => "story",
            Self::Orders => "orders",
            Self::Messages => "messages",
            Self::Consents => "consents",
            Self::Looks => "looks",
        }
    }

    fn from_word(word: &str) -> Self {
        Self::ALL.into_iter().find(|view| view.word() == word).unwrap_or(Self::Story)
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Wanted {
    tab: String,
    /// Where the page begins: a [`Place`] of the story, a moment of the looks.
    before: String,
}

/// Everything that the page shows.
struct Panel {
    root: CustomerId,
    ids: Vec<CustomerId>,
    row: CustomerRow,
    choices: Choices,
    asking: Asking,
    identities: Vec<IdentityRow>,
    facts: Facts,
    traits: Vec<TraitRow>,
    people: Disclosed,
    is_email_verified: bool,
    is_phone_verified: bool,
    /// Who asked to see more, or does for a while.
    windows: Vec<Window>,
    /// The kinds of data beside the vault that the customer opens to the reader.
    visible: CategorySet,
    /// The segments that they are in.
    segments: Vec<segments::Membership>,
    /// The journeys that they are on or were, those not for this reader too.
    journeys: Vec<journeys::OnJourney>,
    shown: Shown,
}

impl Panel {
    /// Whether all that the customer did is for this reader: when they came first and last, and how often, tells of any of it.
    fn sees_all_events(&self) -> bool {
        story_kinds(&self.facts).without(self.visible).is_empty()
    }
}

/// What the chosen tab shows.
enum Shown {
    /// Newest first, one page, and where it began; the place that the following page begins below.
    Story {
        events: Vec<Event>,
        before: Option<Place>,
        older: Option<Place>,
        /// Whether files that can't be read may hold more of them.
        is_incomplete: bool,
        /// The kinds of data of those that are there and not for this reader.
        closed: CategorySet,
    },
    Orders(Vec<OrderRow>),
    /// With what the store's own templates are called.
    Messages(Vec<Message>, words::LetterNames),
    Consents {
        history: Vec<GrantRow>,
        wrong: FieldErrors,
        form: Told,
    },
    /// Newest first, and the moment (in microseconds) that this page begins before.
    Looks {
        rows: Vec<LogRow>,
        /// The store's own teams by name.
        teams: Vec<(TeamId, String)>,
        before: Option<i64>,
    },
}

/// What a customer told a member of staff, as typed into the form.
#[derive(Deserialize, Default, Clone)]
#[serde(default)]
struct Told {
    purpose: String,
    decision: String,
    note: String,
}

enum Found {
    Nobody,
    /// The id was merged into this one.
    Moved(CustomerId),
    Panel(Box<Panel>),
}

async fn show(
    Allowed(signed, Work): Allowed<Work>,
    Path(customer): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Failure> {
    let view = View::from_word(&wanted.tab);
    draw(signed, &customer, view, wanted.before, (FieldErrors::default(), Told::default())).await
}

async fn draw(
    signed: Signed,
    customer: &str,
    view: View,
    before: String,
    form: (FieldErrors, Told),
) -> Result<Response, Failure> {
    let signed = signed.at(Nav::Customers);
    let customer: CustomerId = customer.parse().map_err(|_| Failure::NOT_FOUND)?;
    let access = signed.access("customer");
    match blocking(&signed.app, move |app| load(app, &access, customer, view, before, form)).await? {
        Found::Nobody => Err(Failure::NOT_FOUND),
        Found::Moved(root) => Ok(see_other(&format!("/admin/customers/{root}"))),
        Found::Panel(panel) => Ok(page::draw(&signed, view, &panel).into_response()),
    }
}

fn load(
    app: &App,
    access: &Access,
    customer: CustomerId,
    view: View,
    before: String,
    form: (FieldErrors, Told),
) -> Result<Found, Failure> {
    let now = app.clock.now();
    let Some(root) = app.db.record.read(|tx| customers::root_of(tx, customer))? else { return Ok(Found::Nobody) };
    if root != customer {
        return Ok(Found::Moved(root));
    }
    let (ids, row, choices, identities) = app.db.record.read(|tx| {
        let ids = customers::all_ids(tx, root)?;
        let identities = customers::identities_of(tx, &ids)?;
        Ok::<_, db::Error>((ids, customers::customer_row(tx, root)?, consent::load(tx, root)?, identities))
    })?;
    let Some(row) = row else { return Ok(Found::Nobody) };
    let (facts, traits) = app
        .db
        .views
        .read(|tx| Ok::<_, db::Error>((customers::facts_of(tx, root)?.unwrap_or_default(), customers::traits_of(tx, root)?)))?;
    // Of the erased nothing is shown, also while their rows are still being taken away.
    let (facts, traits) = if row.erased_at.is_some() { (Facts::default(), Vec::new()) } else { (facts, traits) };
    let beyond = app.db.record.read(|tx| access.beyond(tx, &ids, &choices, now))?;
    let shared = if row.erased_at.is_some() { CategorySet::EMPTY } else { access.visible_beside(&choices, now) };
    let visible = beyond.iter().fold(shared, |set, (_, more)| set.with(*more));
    let mut shown = load_view(app, view, root, &ids, &before, form)?;
    let segments = if row.erased_at.is_some() { Vec::new() } else { segments::load(app, root)? };
    let journeys = if row.erased_at.is_some() { Vec::new() } else { journeys::load(app, &ids)? };
    let there = segments.iter().fold(seen::there_in(&shown, !traits.is_empty(), &facts), |set, one| set.with(one.reads));
    let there = journeys.iter().fold(there, |set, one| set.with(one.told));
    let refused = there.without(visible);
    let seen = there.without(refused);
    let beside = Beside { customer: root, shown: seen, refused, through: window_to(&beyond, seen.without(shared)) };
    let all = std::slice::from_ref(&ids);
    let people = app.access.disclose_beside(&mut app.fork_rng(), access, all, CategorySet::ALL, &[beside], now)?.wait()?;
    seen::hide(&mut shown, visible);
    // Read last, so that this very look stands in it.
    let shown = match shown {
        Shown::Looks { before, .. } => Shown::Looks {
            rows: AccessLog::of_customer(&app.db.access, &ids, LOOKS_MAX)?,
            teams: app.db.record.read(staff::team_names)?,
            before,
        },
        shown => shown,
    };
    let (is_email_verified, is_phone_verified) = verified(app, root, &people)?;
    let (windows, asking) =
        app.db.record.read(|tx| Ok::<_, db::Error>((consent::live_windows_of(tx, &ids, now)?, Asking::load(tx)?)))?;
    let panel = Panel {
        root,
        ids,
        row,
        choices,
        asking,
        identities,
        facts,
        traits,
        people,
        is_email_verified,
        is_phone_verified,
        windows,
        visible,
        segments,
        journeys,
        shown,
    };
    Ok(Found::Panel(Box::new(panel)))
}

fn load_view(
    app: &App,
    view: View,
    root: CustomerId,
    ids: &[CustomerId],
    before: &str,
    (wrong, form): (FieldErrors, Told),
) -> Result<Shown, db::Error> {
    Ok(match view {
        View::Story => {
            let before = before.parse().ok();
            let Page { mut events, unreadable } = app.history.timeline(root, before.unwrap_or(Place::TOP), STORY_ROWS + 1)?;
            let more = events.len() > STORY_ROWS;
            events.truncate(STORY_ROWS);
            let older = events.last().filter(|_| more).map(Place::of);
            Shown::Story { events, before, older, is_incomplete: !unreadable.is_empty(), closed: CategorySet::EMPTY }
        }
        View::Orders => Shown::Orders(app.db.views.read(|tx| orders::of_customer(tx, root, ORDERS_MAX))?),
        View::Messages => Shown::Messages(
            app.db.views.read(|tx| messaging::of_customer(tx, ids, None, MESSAGES_MAX))?,
            app.db.record.read(words::LetterNames::load)?,
        ),
        View::Consents => {
            Shown::Consents { history: app.db.record.read(|tx| consent::history(tx, ids, HISTORY_MAX))?, wrong, form }
        }
        View::Looks => Shown::Looks { rows: Vec::new(), teams: Vec::new(), before: before.parse().ok() },
    })
}

/// Whether the address and the number that are shown were proved to be this customer's.
fn verified(app: &App, root: CustomerId, people: &Disclosed) -> Result<(bool, bool), db::Error> {
    let Some(person) = people.person(root) else { return Ok((false, false)) };
    let country = app.surroundings().country.clone();
    let email =
        person.value("email").and_then(|text| EmailAddress::parse(text).ok()).map(|email| Claim::email(&app.keys, &email));
    let phone = person.value("phone").and_then(|text| PhoneNumber::parse(text, country.as_deref()).ok());
    let phone = phone.map(|phone| Claim::phone(&app.keys, &phone));
    app.db.record.read(|tx| {
        let mut check = |claim: Option<Claim>| -> Result<bool, db::Error> {
            match claim {
                Some(claim) => {
                    Ok(customers::find_identity(tx, &claim.hash)?.is_some_and(|(owner, verified)| owner == root && verified))
                }
                None => Ok(false),
            }
        };
        Ok((check(email)?, check(phone)?))
    })
}

/// A member of staff writes down what the customer told them.
async fn decide(
    Path(customer): Path<String>,
    AllowedForm(signed, Work, told): AllowedForm<Work, Told>,
) -> Result<Response, Failure> {
    let wrong = check(&signed, &told);
    let purpose = Purpose::from_word(&told.purpose).filter(|purpose| ASKABLE.contains(purpose));
    let (Some(purpose), true) = (purpose, wrong.is_empty()) else {
        return draw(signed, &customer, View::Consents, String::new(), (wrong, told)).await;
    };
    let customer: CustomerId = customer.parse().map_err(|_| Failure::NOT_FOUND)?;
    let app = &signed.app;
    let erased = blocking(app, move |app| {
        app.db
            .record
            .read(|tx| Ok::<_, db::Error>(customers::customer_row(tx, customer)?.is_none_or(|row| row.erased_at.is_some())))
    });
    if erased.await? {
        return Err(Failure::NOT_FOUND);
    }
    let state = if told.decision == "agree" { State::Given } else { State::Withdrawn };
    let mut decision = Decision::about(purpose, state, Basis::Consent, app.clock.now(), "staff");
    decision.proof = Some(format!("{} · {}", signed.staff.id, told.note.trim()));
    let (node, clock, mut rng) = (app.node, Arc::clone(&app.clock), app.fork_rng());
    let deed = signed.deed(Deed::ConsentRecorded, customer).detail(format!("purpose={} state={}", purpose.word(), state.word()));
    let changed: db::Result<Option<intake::ConsentChange>> = app
        .recorder
        .submit(move |tx| {
            let changed = intake::change_consents_in(tx, &mut rng, node, clock.now(), customer, vec![decision])?;
            if changed.as_ref().is_some_and(|changed| changed.is_recorded) {
                deed.write(tx)?;
            }
            Ok(changed)
        })
        .await;
    match changed? {
        Some(intake::ConsentChange { root, is_recorded, .. }) => {
            let done = if is_recorded { "recorded" } else { "not-recorded" };
            Ok(see_other(&format!("/admin/customers/{root}?tab=consents&done={done}")))
        }
        None => Err(Failure::NOT_FOUND),
    }
}

fn check(signed: &Signed, told: &Told) -> FieldErrors {
    let ctx = &signed.ctx;
    let mut wrong = FieldErrors::default();
    if !Purpose::from_word(&told.purpose).is_some_and(|purpose| ASKABLE.contains(&purpose)) {
        wrong.add("purpose", ctx.t(key("form-not-choice")));
    }
    if !["agree", "withdraw"].contains(&told.decision.as_str()) {
        wrong.add("decision", ctx.t(key("form-not-choice")));
    }
    let note = told.note.trim();
    if note.is_empty() {
        wrong.add("note", ctx.t(key("form-required")));
    } else if note.chars().count() > NOTE_CHARS_MAX {
        wrong.add("note", ctx.t_with(key("form-too-long"), &[("max", NOTE_CHARS_MAX.into())]));
    } else if names_somebody(note) {
        wrong.add("note", ctx.t(key("consent-note-personal")));
    }
    wrong
}

/// A note is kept in clear for as long as the decision: it must hold no address and no number of a person.
fn names_somebody(note: &str) -> bool {
    let folded = base::fold::fold_digits(note);
    let mut run = 0;
    let long_number = folded.chars().any(|c| {
        match c {
            c if c.is_ascii_digit() => run += 1,
            ' ' | '-' | '.' | '(' | ')' => {}
            _ => run = 0,
        }
        run > NOTE_DIGITS_MAX
    });
    long_number || !base::email::find_in(note).is_empty()
}

/// The name at the head of the page.
fn title(signed: &Signed, panel: &Panel) -> String {
    let person = panel.people.person(panel.root);
    words::called_or(person, || words::nobody(&signed.ctx, panel.root, panel.row.known))
}

/// What the panel says where nothing is left to show.
fn erased_note(signed: &Signed, panel: &Panel) -> Option<maud::Markup> {
    let at = panel.row.erased_at?;
    let when = signed.ctx.t_with(key("customer-erased-on"), &[("date", signed.ctx.fmt.date(at).into())]);
    let text = html! { p { (signed.ctx.t(key("customer-erased-text"))) } };
    Some(web::components::callout(web::components::Tone::Neutral, &when, &text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_hold_nobodys_address_or_number() {
        for fine in ["Told us by phone on 2026-05-03", "At the counter, order 10482", "قالت لنا في المتجر في ٣ مايو"]
        {
            assert!(!names_somebody(fine), "{fine}");
        }
        for personal in ["wrote from sara@example.com", "called from +966 50 123 4567", "از ۰۹۱۲۱۲۳۴۵۶۷ زنگ زد"]
        {
            assert!(names_somebody(personal), "{personal}");
        }
    }
}
