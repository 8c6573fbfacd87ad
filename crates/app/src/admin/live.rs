//! What is happening right now: the newest events, and those that arrive while one looks.

use super::need::Work;
use super::story::{self, Title};
use super::{Allowed, Failure, Signed, blocking, words};
use crate::app::App;
use axum::Router;
use axum::extract::Query;
use axum::response::sse::{Event as Push, KeepAlive, Sse};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use base::Timestamp;
use base::id::CustomerId;
use foundation::consent::{self, Category, CategorySet};
use foundation::journal::{self, Event, Origin};
use foundation::staff::{self, Permission};
use foundation::vault::Access;
use foundation::{customers, history};
use maud::{Markup, html};
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};
use std::convert::Infallible;
use std::time::{Duration, Instant};
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use web::components;
use web::forms::Field;
use web::icons::Icon;
use web::layout::{Heading, encode_query, page};
use web::{Html, Lang, Nav, PageCtx, key};

const PATH: &str = "/admin/live";
const ROWS: usize = 50;
/// Events looked through for one page with a filter.
const SCANNED_MAX: usize = 5_000;
const SCAN_STEP: usize = 500;
/// Rows of one push; the rest is counted.
const PUSH_ROWS_MAX: usize = 20;
/// Pushes are at least so far apart: a screen that flickers is not read.
const PUSH_EVERY: Duration = Duration::from_millis(300);
/// Another node's commits ring no bell here, so the journal is looked at this often even in silence.
const LOOK_EVERY: Duration = Duration::from_secs(2);
/// A comment in the stream this often keeps proxies from closing it.
const KEEP_ALIVE: Duration = Duration::from_secs(15);
/// Whoever was signed out stops seeing events after this long at the latest.
const SESSION_CHECKED_EVERY: Duration = Duration::from_secs(30);
/// The browser connects again after this long.
const RETRY: Duration = Duration::from_secs(2);
const NAME_CHARS_MAX: usize = 100;

pub fn router() -> Router<App> {
    Router::new().route(PATH, get(show)).route("/admin/live/stream", get(stream))
}

/// What the page is narrowed to.
#[derive(Deserialize, Default, Clone)]
#[serde(default)]
struct Filter {
    event: String,
    origin: String,
}

impl Filter {
    /// The part of a name that is looked for, in small letters.
    fn name(&self) -> String {
        self.event.trim().chars().take(NAME_CHARS_MAX).flat_map(char::to_lowercase).collect()
    }

    fn is_empty(&self) -> bool {
        self.event.trim().is_empty() && self.origin().is_none()
    }

    fn origin(&self) -> Option<Origin> {
        Origin::ALL.into_iter().find(|origin| origin.word() == self.origin)
    }

    fn query(&self) -> String {
        if self.is_empty() {
            String::new()
        } else {
            format!("?event={}&origin={}", encode_query(self.event.trim()), encode_query(&self.origin))
        }
    }
}

/// A filter made ready. Names are looked for as they were sent, and as the page tells them.
struct Sieve {
    name: String,
    origin: Option<Origin>,
    lang: Lang,
}

impl Sieve {
    fn of(filter: &Filter, lang: Lang) -> Self {
        Self { name: filter.name(), origin: filter.origin(), lang }
    }

    /// Whether a name holds what is looked for.
    fn finds(&self, name: &str) -> bool {
        name.to_lowercase().contains(&self.name)
    }

    fn lets_through(&self, event: &Event) -> bool {
        self.origin.is_none_or(|origin| event.origin == origin)
            && (self.name.is_empty()
                || self.finds(&event.name)
                || words::event_word(self.lang, event).is_some_and(|said| self.finds(&said)))
    }
}

/// The customer that an event belongs to today.
#[derive(Clone, Copy)]
struct Who {
    root: CustomerId,
    is_known: bool,
    /// The kinds of data that the customer opens to the reader.
    visible: CategorySet,
}

type Seen = (Event, Who);

async fn show(Allowed(signed, Work): Allowed<Work>, Query(filter): Query<Filter>) -> Result<Html, Failure> {
    let signed = signed.at(Nav::Live);
    let sieve = Sieve::of(&filter, signed.ctx.lang());
    let access = signed.access("live");
    let (events, head) = blocking(&signed.app, move |app| newest(app, &access, &sieve)).await?;
    Ok(draw(&signed.ctx, &filter, &events, head))
}

/// The newest events that the filter lets through, and the position after the last one looked at.
fn newest(app: &App, access: &Access, sieve: &Sieve) -> Result<(Vec<Seen>, i64), db::Error> {
    let found = app.db.record.read(|tx| {
        let head = journal::head(tx)?;
        let (mut found, mut before, mut scanned) = (Vec::new(), head, 0);
        while found.len() < ROWS && scanned < SCANNED_MAX {
            let step = if sieve.name.is_empty() && sieve.origin.is_none() { ROWS } else { SCAN_STEP };
            let events = history::newest(tx, Some(before), step)?;
            let Some(last) = events.last() else { break };
            before = last.position;
            scanned += events.len();
            found.extend(events.into_iter().filter(|event| sieve.lets_through(event)));
        }
        found.truncate(ROWS);
        Ok::<_, db::Error>((with_people(tx, access, found, app.clock.now())?, head))
    })?;
    log(app, access, &found.0)?;
    Ok(found)
}

/// Notes whose events are told, before they are: one disclosure for all of them.
fn log(app: &App, access: &Access, seen: &[Seen]) -> Result<(), db::Error> {
    let mut told: BTreeMap<CustomerId, (CategorySet, CategorySet)> = BTreeMap::new();
    for (event, who) in seen {
        let Some(category) = Category::of(event.kind, &event.name) else { continue };
        let kind = CategorySet::of(&[category]);
        let (shown, closed) = told.entry(who.root).or_default();
        (*shown, *closed) = (shown.with(kind.within(who.visible)), closed.with(kind.without(who.visible)));
    }
    let told = told.into_iter().map(|(customer, (shown, closed))| (customer, shown, closed)).collect();
    app.access.log_looks(&mut app.fork_rng(), access, told, app.clock.now())
}

fn with_people(tx: &mut db::Tx<'_>, access: &Access, events: Vec<Event>, now: Timestamp) -> Result<Vec<Seen>, db::Error> {
    let mut people = HashMap::new();
    let mut seen = Vec::with_capacity(events.len());
    for event in events {
        let who = match people.get(&event.customer) {
            Some(who) => *who,
            None => who_of(tx, access, event.customer, now)?,
        };
        people.insert(event.customer, who);
        seen.push((event, who));
    }
    Ok(seen)
}

fn who_of(tx: &mut db::Tx<'_>, access: &Access, customer: CustomerId, now: Timestamp) -> Result<Who, db::Error> {
    let root = customers::root_of(tx, customer)?.unwrap_or(customer);
    let visible = access.visible_beside(&consent::load(tx, root)?, now);
    Ok(Who { root, visible, is_known: customers::customer_row(tx, root)?.is_some_and(|row| row.known) })
}

fn draw(ctx: &PageCtx, filter: &Filter, events: &[Seen], head: i64) -> Html {
    let all = (String::new(), ctx.t(key("filter-all")).into_owned());
    let origins = Origin::ALL.map(|origin| (origin.word().to_owned(), ctx.t_code("origin", origin.word()).into_owned()));
    let filters = html! {
        (Field::search("event", ctx.t(key("live-filter-event"))).value(filter.event.trim()).max_length(100))
        (Field::select("origin", ctx.t(key("live-column-source")), std::iter::once(all).chain(origins)).value(&*filter.origin))
    };
    let rows = html! { @for (event, who) in events { (row(ctx, event, *who)) } };
    // The stream goes on where the page ends, so that nothing between the two is missed.
    let after = if filter.is_empty() { "?" } else { "&" };
    let url = format!("/admin/live/stream{}{after}after={}", filter.query(), head - 1);
    let content = html! {
        (components::filter_bar(ctx, PATH, filters, (!filter.is_empty()).then_some(PATH)))
        div.section.card {
            (components::live_list(ctx, &url, rows))
            @if events.is_empty() {
                div data-live-empty="" { (nothing(ctx, filter)) }
            }
        }
    };
    page(ctx, &Heading::new(ctx.t(key("live-title"))).state(html! { (ctx.t(key("live-state"))) }), content)
}

/// That nothing is there: yet, or of what the filter asks for.
fn nothing(ctx: &PageCtx, filter: &Filter) -> Markup {
    if filter.is_empty() {
        return components::empty(Icon::Live, &ctx.t(key("live-empty")), &ctx.t(key("live-empty-text")), None);
    }
    let title = match filter.event.trim() {
        "" => ctx.t(key("live-none")).into_owned(),
        name => ctx.t_with(key("live-none-named"), &[("name", name.into())]),
    };
    let all = components::button_link(PATH, &ctx.t(key("live-all")));
    components::empty(Icon::Search, &title, &ctx.t(key("live-none-text")), Some(all))
}

/// One event as a row. It names nobody; whose it is and what was done it says where the customer opens that to the reader: that is
/// a look, and logged.
fn row(ctx: &PageCtx, event: &Event, who: Who) -> Markup {
    let told = story::tell(ctx, event);
    let is_open = Category::of(event.kind, &event.name).is_none_or(|category| who.visible.contains(category));
    html! {
        li {
            (arrival(ctx, event))
            strong { (words::event(ctx, event)) }
            span.live-what {
                @if is_open {
                    a href={ "/admin/customers/" (who.root) } { (words::nobody(ctx, who.root, who.is_known)) }
                    @if let Title::Sentence(sentence) = &told.title { " · " (sentence) }
                } @else {
                    span.quiet title=(ctx.t(key("live-closed-hint"))) { (ctx.t(key("live-closed"))) }
                }
            }
            (words::origin(ctx, event.origin))
        }
    }
}

/// When it arrived, which is the list's order; with the day where that is not today.
fn arrival(ctx: &PageCtx, event: &Event) -> Markup {
    let at = event.received_at;
    let is_today = at.day(&ctx.fmt.zone) == ctx.now.day(&ctx.fmt.zone);
    html! {
        time.num.quiet datetime=(at.to_rfc3339()) title=(ctx.fmt.datetime(at)) {
            @if !is_today { (ctx.fmt.day_month(at)) " " } (ctx.fmt.time_exact(at))
        }
    }
}

fn rest(ctx: &PageCtx, count: usize) -> Markup {
    html! { li.live-rest { (ctx.t_with(key("live-rest"), &[("count", count.into())])) } }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct StreamQuery {
    event: String,
    origin: String,
    /// The last position that the page shows.
    after: Option<i64>,
}

/// Pushes each event as a rendered row. The stream ends when the program stops, when the session does, or when nobody
/// listens any more; the browser then connects again, and the door tells it whether it may.
async fn stream(Allowed(signed, Work): Allowed<Work>, Query(query): Query<StreamQuery>) -> Result<Response, Failure> {
    let sieve = Sieve::of(&Filter { event: query.event, origin: query.origin }, signed.ctx.lang());
    let head = blocking(&signed.app, |app| app.db.record.read(journal::head)).await?;
    // A connection that broke off begins anew at the head, but not further back than the page can hold.
    let after = query.after.unwrap_or(head - 1).clamp((head - 1 - SCAN_STEP as i64).max(0), head - 1);
    let (sender, receiver) = mpsc::channel(PUSH_ROWS_MAX + 1);
    tokio::spawn(follow(signed, sieve, after, sender));
    let sse = Sse::new(ReceiverStream::new(receiver)).keep_alive(KeepAlive::new().interval(KEEP_ALIVE));
    let mut response = sse.into_response();
    // A proxy that gathers answers would hold the rows back.
    response.headers_mut().insert("x-accel-buffering", axum::http::HeaderValue::from_static("no"));
    Ok(response)
}

async fn follow(mut signed: Signed, sieve: Sieve, mut after: i64, sender: mpsc::Sender<Result<Push, Infallible>>) {
    let mut bell = signed.app.recorder.committed().watch();
    let mut checked = Instant::now();
    let sieve = std::sync::Arc::new(sieve);
    let _ = sender.send(Ok(Push::default().retry(RETRY).comment("here"))).await;
    loop {
        bell.borrow_and_update();
        if signed.app.is_leaving()
            || (checked.elapsed() > SESSION_CHECKED_EVERY && !still_signed_in(&mut signed, &mut checked).await)
        {
            return;
        }
        let looked = {
            let sieve = std::sync::Arc::clone(&sieve);
            let access = signed.access("live");
            blocking(&signed.app, move |app| arrived(app, &access, &sieve, after)).await
        };
        match looked {
            Ok(arrived) => {
                after = arrived.through;
                signed.ctx.now = signed.app.clock.now();
                if !push(&signed.ctx, &arrived, &sender).await {
                    return;
                }
            }
            Err(error) => {
                let _: db::Error = error;
                tracing::warn!("a live page could not read the journal; it looks again");
            }
        }
        let pause = async {
            tokio::time::sleep(PUSH_EVERY).await;
            let _ = tokio::time::timeout(LOOK_EVERY, bell.changed()).await;
        };
        tokio::select! {
            () = sender.closed() => return,
            () = pause => {}
        }
    }
}

/// Whether they are, as they are now: whoever left a team sees its customers no more.
async fn still_signed_in(signed: &mut Signed, checked: &mut Instant) -> bool {
    let token = signed.token.clone();
    let found = blocking(&signed.app, move |app| app.db.record.read(|tx| staff::session(tx, &app.keys, &token, app.clock.now())));
    match found.await {
        Ok(found) => {
            *checked = Instant::now();
            match found.filter(|staff| staff.role.may(Permission::Work)) {
                Some(staff) => {
                    signed.staff = staff;
                    true
                }
                None => false,
            }
        }
        // Without the database nobody can be told in or out; without it nothing is shown either.
        Err(error) => {
            let _: db::Error = error;
            true
        }
    }
}

/// What came in after a position.
struct Arrived {
    /// Oldest first.
    events: Vec<Seen>,
    /// Events between them that are not shown.
    skipped: usize,
    through: i64,
}

/// The newest events after a position, and how many more there were: under heavy traffic a screen shows a part.
fn arrived(app: &App, access: &Access, sieve: &Sieve, after: i64) -> Result<Arrived, db::Error> {
    let arrived = app.db.record.read(|tx| {
        let head = journal::head(tx)?;
        if head - 1 <= after {
            return Ok(Arrived { events: Vec::new(), skipped: 0, through: after });
        }
        let mut events = history::newest_after(tx, after, Some(head), SCAN_STEP)?;
        // Fewer than were asked for are all that may be shown: whoever is being erased is not counted either.
        let unread = events.last().filter(|_| events.len() == SCAN_STEP).map_or(0, |oldest| oldest.position - 1 - after);
        events.retain(|event| sieve.lets_through(event));
        let skipped = events.len().saturating_sub(PUSH_ROWS_MAX);
        events.truncate(PUSH_ROWS_MAX);
        events.reverse();
        // With a filter it is not known how many of the unread ones would have passed.
        let unread = if sieve.name.is_empty() && sieve.origin.is_none() { usize::try_from(unread).unwrap_or(0) } else { 0 };
        let events = with_people(tx, access, events, app.clock.now())?;
        Ok::<_, db::Error>(Arrived { events, skipped: skipped + unread, through: head - 1 })
    })?;
    log(app, access, &arrived.events)?;
    Ok(arrived)
}

/// Sends rows, oldest first; false where nobody listens.
async fn push(ctx: &PageCtx, arrived: &Arrived, sender: &mpsc::Sender<Result<Push, Infallible>>) -> bool {
    let more = (arrived.skipped > 0).then(|| rest(ctx, arrived.skipped));
    let rows = arrived.events.iter().map(|(event, who)| row(ctx, event, *who));
    for row in more.into_iter().chain(rows) {
        if sender.send(Ok(Push::default().data(one_line(&row.into_string())))).await.is_err() {
            return false;
        }
    }
    true
}

/// A data field of the stream must not hold a carriage return; line feeds would only part it.
fn one_line(row: &str) -> String {
    row.replace(['\r', '\n'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_finds_names_in_any_case_and_survives_its_own_address() {
        let filter = Filter { event: " Order ".to_owned(), origin: "server".to_owned() };
        assert_eq!(filter.query(), "?event=Order&origin=server");
        assert_eq!(Sieve::of(&filter, Lang::new(base::Locale::En)).name, "order");
        assert_eq!(Filter { origin: "nowhere".to_owned(), ..Filter::default() }.query(), "");
    }
}
