//! What went out and what did not: the outbox, newest first.

use super::need::Work;
use super::{Allowed, AllowedForm, Failure, Signed, blocking, words};
use crate::app::App;
use axum::Router;
use axum::extract::Query;
use axum::response::Response;
use axum::routing::{get, post};
use base::id::{CustomerId, MessageId};
use capabilities::messaging::{self, Message, MessageState};
use db::Place;
use foundation::consent::{Category, CategorySet};
use foundation::customers;
use foundation::staff::{Deed, Permission};
use foundation::vault::{Access, Disclosed};
use maud::{Markup, Render as _, html};
use serde::Deserialize;
use std::collections::HashMap;
use web::components::{self, Column, Pager, Tab, Table, Tone};
use web::http::see_other;
use web::icons::Icon;
use web::layout::{Heading, page};
use web::{Html, Nav, PageCtx, key};

mod one;
mod suppressions;

const PATH: &str = "/admin/messages";
const PAGE_ROWS: usize = 50;
/// As `MessageState::word`, of what waits since more is not let go at the moment.
const POSTPONED: &str = "postponed";
/// As `MessageState::word`, of what was sent into the folder that catches mail.
const CAUGHT: &str = "caught";

pub fn router() -> Router<App> {
    Router::new()
        .route(PATH, get(list))
        .route("/admin/messages/release", post(release))
        .merge(suppressions::router())
        .merge(one::router())
}

/// The tabs, in the order of the page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Show {
    All,
    Sent,
    Waiting,
    Withheld,
    Failed,
    Unknown,
    Held,
}

impl Show {
    const ALL: [Self; 7] = [Self::All, Self::Sent, Self::Waiting, Self::Withheld, Self::Failed, Self::Unknown, Self::Held];

    const fn word(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Sent => "sent",
            Self::Waiting => "waiting",
            Self::Withheld => "withheld",
            Self::Failed => "failed",
            Self::Unknown => "unknown",
            Self::Held => "held",
        }
    }

    const fn states(self) -> &'static [MessageState] {
        match self {
            Self::All => &[],
            Self::Sent => &[MessageState::Sent],
            Self::Waiting => &[MessageState::Queued, MessageState::Sending],
            Self::Withheld => &[MessageState::Withheld],
            Self::Failed => &[MessageState::Failed],
            Self::Unknown => &[MessageState::Unknown],
            Self::Held => &[MessageState::Held],
        }
    }

    const fn label(self) -> &'static str {
        match self {
            Self::All => key("filter-all"),
            Self::Sent => key("messages-tab-sent"),
            Self::Waiting => key("messages-tab-waiting"),
            Self::Withheld => key("messages-tab-withheld"),
            Self::Failed => key("messages-tab-failed"),
            Self::Unknown => key("messages-tab-unknown"),
            Self::Held => key("messages-tab-held"),
        }
    }

    /// What it means to stand under this tab, in one sentence.
    const fn meaning(self) -> &'static str {
        match self {
            Self::All => key("messages-title"),
            Self::Sent => key("state-sent-hint"),
            Self::Waiting => key("messages-meaning-waiting"),
            Self::Withheld => key("state-withheld-hint"),
            Self::Failed => key("state-failed-hint"),
            Self::Unknown => key("state-unknown-hint"),
            Self::Held => key("state-held-hint"),
        }
    }

    /// That there is none.
    const fn none(self) -> &'static str {
        match self {
            Self::All => key("messages-empty"),
            Self::Sent => key("messages-none-sent"),
            Self::Waiting => key("messages-none-waiting"),
            Self::Withheld => key("messages-none-withheld"),
            Self::Failed => key("messages-none-failed"),
            Self::Unknown => key("messages-none-unknown"),
            Self::Held => key("messages-none-held"),
        }
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Wanted {
    state: String,
    before: Option<String>,
    after: Option<String>,
}

struct Listed {
    show: Show,
    messages: Vec<Message>,
    /// The root of each message's customer.
    roots: HashMap<CustomerId, CustomerId>,
    people: Disclosed,
    letters: words::LetterNames,
    newer: Option<String>,
    older: Option<String>,
    counts: HashMap<&'static str, u64>,
    /// Those that wait for a person's decision; others are held by a campaign that stands still.
    held: u64,
}

async fn list(Allowed(signed, Work): Allowed<Work>, Query(wanted): Query<Wanted>) -> Result<Html, Failure> {
    let signed = signed.at(Nav::Messages);
    let access = signed.access("messages");
    let listed = blocking(&signed.app, move |app| load(app, &access, &wanted)).await?;
    Ok(draw(&signed, &listed))
}

fn load(app: &App, access: &Access, wanted: &Wanted) -> Result<Listed, db::Error> {
    // The state's own words lead to the tab that holds it, so that other pages may link by them.
    let named = |show: &Show| show.word() == wanted.state || show.states().iter().any(|state| state.word() == wanted.state);
    let show = Show::ALL.into_iter().find(named).unwrap_or(Show::All);
    let key_of = |text: &Option<String>| text.as_ref().and_then(|text| text.parse::<MessageId>().ok());
    let place = Place::of(key_of(&wanted.before), key_of(&wanted.after));
    let (rows, totals, waiting, held) = app.db.views.read(|tx| {
        let rows = messaging::list_in(tx, show.states(), &place, PAGE_ROWS + 1)?;
        Ok::<_, db::Error>((rows, messaging::totals_by_state(tx)?, messaging::waiting(tx)? as u64, messaging::held(tx)?))
    })?;
    let (messages, is_newer, is_older) = place.cut(rows, PAGE_ROWS);
    let link = |side: &str, message: &Message| format!("{PATH}?state={}&{side}={}", show.word(), message.id);
    let newer = messages.first().filter(|_| is_newer).map(|message| link("after", message));
    let older = messages.last().filter(|_| is_older).map(|message| link("before", message));
    let (roots, ids, letters) = app.db.record.read(|tx| {
        let (mut roots, mut ids) = (HashMap::new(), Vec::new());
        for message in &messages {
            let root = customers::root_of(tx, message.customer)?.unwrap_or(message.customer);
            if !roots.values().any(|known| *known == root) {
                ids.push(customers::all_ids(tx, root)?);
            }
            roots.insert(message.customer, root);
        }
        Ok::<_, db::Error>((roots, ids, words::LetterNames::load(tx)?))
    })?;
    let named = CategorySet::of(&[Category::Name, Category::Email]);
    let people = app.access.disclose(&mut app.fork_rng(), access, &ids, named, app.clock.now())?;
    let mut counts: HashMap<&'static str, u64> = totals.into_iter().map(|(state, count)| (state.word(), count)).collect();
    counts.insert(Show::Waiting.word(), waiting);
    Ok(Listed { show, messages, roots, people, letters, newer, older, counts, held })
}

fn draw(signed: &Signed, listed: &Listed) -> Html {
    let ctx = &signed.ctx;
    let count_of = |show: Show| listed.counts.get(show.word()).copied();
    let tabs: Vec<Tab> = Show::ALL
        .iter()
        .map(|show| Tab {
            label: ctx.t(show.label()).into_owned(),
            href: if *show == Show::All { PATH.to_owned() } else { format!("{PATH}?state={}", show.word()) },
            current: *show == listed.show,
            count: count_of(*show).filter(|count| *count > 0),
        })
        .collect();
    let content = html! {
        @if listed.held > 0 { (held_callout(ctx, listed.held)) }
        @if is_caught(signed) { (caught_callout(signed)) }
        (components::tabs(ctx, &ctx.t(key("messages-filter-state")), &tabs))
        @if !listed.messages.is_empty() && listed.show != Show::All {
            @let meaning = if listed.show == Show::Sent && is_caught(signed) { key("state-caught-hint") } else { listed.show.meaning() };
            p.quiet.tab-meaning { (ctx.t(meaning)) }
        }
        div.section.card {
            @if listed.messages.is_empty() { (nothing(ctx, listed.show)) } @else {
                (table(signed, listed))
                (Pager { previous: listed.newer.clone(), next: listed.older.clone(), shown: listed.messages.len() }.render(ctx))
            }
        }
    };
    let number = |show| ctx.fmt.count(count_of(show).unwrap_or(0));
    let state =
        ctx.t_with(key("messages-total"), &[("sent", number(Show::Sent).into()), ("withheld", number(Show::Withheld).into())]);
    page(ctx, &Heading::new(ctx.t(key("messages-title"))).state(html! { (state) }), content)
}

fn nothing(ctx: &PageCtx, show: Show) -> Markup {
    if show == Show::All {
        return components::empty(Icon::Messages, &ctx.t(key("messages-empty")), &ctx.t(key("messages-empty-text")), None);
    }
    let all = components::button_link(PATH, &ctx.t(key("messages-see-all")));
    components::empty(Icon::Messages, &ctx.t(show.none()), "", Some(all))
}

/// Whether messages go into a folder of this machine instead of out.
fn is_caught(signed: &Signed) -> bool {
    signed.app.config.mail_folder.is_some()
}

fn caught_callout(signed: &Signed) -> Markup {
    let ctx = &signed.ctx;
    let text = html! {
        p { (ctx.t(key("messages-caught-text"))) }
        @if signed.may(Permission::Manage) { p { a href="/admin/settings/email" { (ctx.t(key("messages-caught-link"))) } } }
    };
    components::callout(Tone::Accent, &ctx.t(key("messages-caught")), &text)
}

fn held_callout(ctx: &PageCtx, held: u64) -> Markup {
    let count = [("count", held.into())];
    let release =
        components::post_button(ctx, "/admin/messages/release", &ctx.t_with(key("message-release-all"), &count), Tone::Neutral);
    let text = html! { p { (ctx.t(key("message-held-text"))) } div.actions { (release) } };
    components::callout(Tone::Warn, &ctx.t_with(key("message-held-title"), &count), &text)
}

fn table(signed: &Signed, listed: &Listed) -> Markup {
    let ctx = &signed.ctx;
    let columns = [
        Column::text(ctx.t(key("messages-column-subject"))),
        Column::text(ctx.t(key("messages-column-customer"))),
        Column::text(ctx.t(key("messages-column-state"))),
        Column::text(ctx.t(key("messages-column-why"))),
        Column::text(ctx.t(key("messages-column-at"))),
    ];
    let mut table = Table::new(ctx.t(key("nav-messages")), columns);
    for message in &listed.messages {
        let root = listed.roots.get(&message.customer).copied().unwrap_or(message.customer);
        let name = words::called(ctx, root, listed.people.person(root));
        table.push([
            components::row_link(
                &format!("{PATH}/{}", message.id),
                html! { (words::letter(ctx, &listed.letters, message.letter)) },
            ),
            html! { a href={ "/admin/customers/" (root) } { (components::name(&name)) } },
            state_badge(signed, message),
            html! { @if !message.reason.is_empty() { span.quiet { (why(ctx, message)) } } },
            components::ago(ctx, message.changed_at),
        ]);
    }
    table.without_empty_columns().render()
}

/// Where a message stands; one that waits for another try says so, and so does one that never left this machine.
pub(super) fn state_badge(signed: &Signed, message: &Message) -> Markup {
    let word = state_word(signed, message);
    let tone = if word == CAUGHT { Tone::Neutral } else { tone_of(message.state) };
    components::badge(tone, &signed.ctx.t_code("state", word))
}

/// Why a message is not sent, or not yet, and until when, in words; empty where nothing is to be said.
pub(super) fn why(ctx: &PageCtx, message: &Message) -> String {
    match message.waits_for() {
        Some(waits) => {
            let why = words::mid(ctx, &words::why(ctx, waits.word()));
            let when = ctx.fmt.datetime(message.due_at);
            ctx.t_with(key("message-postponed-until"), &[("when", when.into()), ("why", why.into())])
        }
        None if message.reason.is_empty() => String::new(),
        None => words::why(ctx, &message.reason),
    }
}

fn tone_of(state: MessageState) -> Tone {
    match state {
        MessageState::Queued | MessageState::Sending => Tone::Accent,
        MessageState::Sent => Tone::Good,
        MessageState::Failed => Tone::Bad,
        MessageState::Unknown | MessageState::Held => Tone::Warn,
        MessageState::Withheld => Tone::Neutral,
    }
}

fn state_word(signed: &Signed, message: &Message) -> &'static str {
    match message.state {
        MessageState::Queued if message.waits_for().is_some() => POSTPONED,
        MessageState::Queued if message.attempts > 0 => "retrying",
        MessageState::Sent if is_caught(signed) => CAUGHT,
        state => state.word(),
    }
}

#[derive(Deserialize)]
struct Nothing {}

/// Held messages go out after all; each is checked again before it does.
async fn release(AllowedForm(signed, Work, Nothing {}): AllowedForm<Work, Nothing>) -> Result<Response, Failure> {
    let released = blocking(&signed.app, |app| app.db.views.write(|tx| messaging::release_held(tx, app.clock.now()))).await?;
    let deed = signed.deed(Deed::MessagesReleased, "messages").detail(format!("count={released}"));
    let written: db::Result<()> = signed.app.recorder.submit(move |tx| deed.write(tx)).await;
    written?;
    tracing::info!(staff = %signed.staff.id, released, "held messages were released");
    signed.app.advanced.ring();
    Ok(see_other("/admin/messages?done=released"))
}
