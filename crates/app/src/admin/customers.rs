//! Who the customers are: search, those one knows, those who bought, everybody; pages of fifty.

use super::need::Work;
use super::{Allowed, Failure, Signed, blocking, story_kinds, words};
use crate::app::App;
use crate::counts::Counts;
use crate::search;
use axum::Router;
use axum::extract::Query;
use axum::routing::get;
use base::id::CustomerId;
use base::{GROUP_MIN, Id as _};
use db::Place;
use foundation::consent::{self, Category, CategorySet, Choices, Purpose, Recipient};
use foundation::customers::{self, Facts, FactsRow, Filter};
use foundation::staff::Permission;
use foundation::vault::{Access, Beside, Disclosed, Person, Shown};
use maud::{Markup, Render as _, html};
use serde::Deserialize;
use web::components::{self, Column, Pager, Tab, Table, Tone};
use web::forms::Field;
use web::icons::Icon;
use web::layout::{Heading, encode_query, page};
use web::{Html, Nav, PageCtx, key};

const PATH: &str = "/admin/customers";
/// One entry of the access log names so many customers at most.
const PAGE_ROWS: usize = 50;
/// The label under which a search's place is sealed.
const SEARCH_PLACE: &str = "search place";
/// Purposes that need no word in a list: whoever buys has them.
const UNSAID: [Purpose; 3] = [Purpose::FulfilOrders, Purpose::LegalDuties, Purpose::Security];
/// Agreed purposes named in a row; further ones are counted.
const BADGES_MAX: usize = 3;

pub fn router() -> Router<App> {
    Router::new().route(PATH, get(list))
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Wanted {
    q: String,
    show: String,
    before: Option<String>,
    after: Option<String>,
}

/// Whom the list shows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Show {
    Known,
    Buyers,
    All,
}

impl Show {
    const ALL: [Self; 3] = [Self::Known, Self::Buyers, Self::All];

    const fn word(self) -> &'static str {
        match self {
            Self::Known => "known",
            Self::Buyers => "buyers",
            Self::All => "all",
        }
    }

    fn from_word(word: &str) -> Self {
        Self::ALL.into_iter().find(|show| show.word() == word).unwrap_or(Self::Known)
    }

    const fn label(self) -> &'static str {
        match self {
            Self::Known => key("customers-filter-known"),
            Self::Buyers => key("customers-filter-buyers"),
            Self::All => key("customers-filter-all"),
        }
    }

    /// The beginning of an address with more to follow, or the address itself.
    fn path(self, more: &str) -> String {
        match (self, more) {
            (Self::Known, "") => PATH.to_owned(),
            (Self::Known, more) => format!("{PATH}?{more}"),
            (show, "") => format!("{PATH}?show={}", show.word()),
            (show, more) => format!("{PATH}?show={}&{more}", show.word()),
        }
    }
}

/// One line of the list.
struct Line {
    customer: CustomerId,
    is_known: bool,
    facts: Facts,
    choices: Choices,
    /// The kinds of data beside the vault that the customer opens to the reader.
    visible: CategorySet,
}

impl Line {
    /// What of the customer stands in the line beside their name: shown, and there but not for this reader.
    fn beside(&self) -> Beside {
        let kept = story_kinds(&self.facts);
        let (shown, refused) = (kept.within(self.visible), kept.without(self.visible));
        Beside { customer: self.customer, shown, refused, through: None }
    }
}

struct Listed {
    lines: Vec<Line>,
    people: Disclosed,
    newer: Option<String>,
    older: Option<String>,
    /// How many each tab holds.
    totals: Option<Counts>,
}

async fn list(Allowed(signed, Work): Allowed<Work>, Query(wanted): Query<Wanted>) -> Result<Html, Failure> {
    let signed = signed.at(Nav::Customers);
    let access = signed.access("customers");
    let query = wanted.q.trim().to_owned();
    let show = Show::from_word(&wanted.show);
    let listed = blocking(&signed.app, move |app| load(app, &access, &wanted)).await?;
    Ok(draw(&signed, &query, show, &listed))
}

fn load(app: &App, access: &Access, wanted: &Wanted) -> Result<Listed, Failure> {
    let query = wanted.q.trim();
    let key_of = |text: &Option<String>| text.as_ref().and_then(|text| text.parse::<CustomerId>().ok());
    let (before, after) = (key_of(&wanted.before), key_of(&wanted.after));
    let show = Show::from_word(&wanted.show);
    let (rows, newer, older) = if query.is_empty() {
        by_key(app, show, before, after)?
    } else {
        by_search(app, access, query, wanted.before.as_deref())?
    };
    // A search says how many it found, and needs no totals.
    let totals = if query.is_empty() { Some(app.counts.look(&app.db)?) } else { None };
    let now = app.clock.now();
    let (lines, ids) = app.db.record.read(|tx| {
        let mut lines = Vec::with_capacity(rows.len());
        let mut ids = Vec::with_capacity(rows.len());
        for (customer, facts) in rows {
            let row = customers::customer_row(tx, customer)?;
            if row.as_ref().is_some_and(|row| row.erased_at.is_some()) {
                continue;
            }
            ids.push(customers::all_ids(tx, customer)?);
            let is_known = row.is_some_and(|row| row.known);
            let choices = consent::load(tx, customer)?;
            let visible = access.visible_beside(&choices, now);
            lines.push(Line { customer, is_known, facts, choices, visible });
        }
        Ok::<_, db::Error>((lines, ids))
    })?;
    let wanted = CategorySet::of(&[Category::Name, Category::Email]);
    let beside: Vec<Beside> = lines.iter().map(Line::beside).collect();
    let people = app.access.disclose_beside(&mut app.fork_rng(), access, &ids, wanted, &beside, now)?.wait()?;
    Ok(Listed { lines, people, newer, older, totals })
}

type Rows = (Vec<(CustomerId, Facts)>, Option<String>, Option<String>);

fn by_key(app: &App, show: Show, before: Option<CustomerId>, after: Option<CustomerId>) -> Result<Rows, db::Error> {
    let place = Place::of(before, after);
    let listed = |filter| app.db.views.read(|tx| customers::list_at(tx, filter, &place, PAGE_ROWS + 1));
    let rows = match show {
        Show::Known => known(app, &place)?,
        Show::Buyers => listed(Filter::Buyers)?,
        Show::All => listed(Filter::All)?,
    };
    let (rows, is_newer, is_older) = place.cut(rows, PAGE_ROWS);
    let newer = rows.first().filter(|_| is_newer).map(|row| show.path(&format!("after={}", row.customer)));
    let older = rows.last().filter(|_| is_older).map(|row| show.path(&format!("before={}", row.customer)));
    Ok((rows.into_iter().map(|row| (row.customer, row.facts)).collect(), newer, older))
}

/// Who is known stands in the record; what is known of them, in the views.
fn known(app: &App, place: &Place<CustomerId>) -> Result<Vec<FactsRow>, db::Error> {
    let ids = app.db.record.read(|tx| customers::list_known_at(tx, place, PAGE_ROWS + 1))?;
    app.db.views.read(|tx| {
        let rows = ids.iter().map(|id| Ok(FactsRow { customer: *id, facts: customers::facts_of(tx, *id)?.unwrap_or_default() }));
        rows.collect()
    })
}

fn by_search(app: &App, access: &Access, query: &str, before: Option<&str>) -> Result<Rows, db::Error> {
    let before = before.and_then(|place| read_place(app, place));
    let (found, next) = search::find(app, Some(access), query, before, PAGE_ROWS)?;
    let q = encode_query(query);
    // A search has no way back by key: its newer page is its first.
    let newer = before.map(|_| format!("{PATH}?q={q}"));
    let older = next.map(|next| format!("{PATH}?q={q}&before={}", hidden_place(app, next)));
    let rows = app.db.views.read(|tx| {
        let facts = found.iter().map(|id| Ok((*id, customers::facts_of(tx, *id)?.unwrap_or_default())));
        facts.collect::<Result<Vec<_>, db::Error>>()
    })?;
    Ok((rows, newer, older))
}

/// Where a search goes on, sealed: it may stand at somebody whom the reader may not find.
fn hidden_place(app: &App, place: CustomerId) -> String {
    data_encoding::BASE64URL_NOPAD.encode(&app.keys.seal(&mut app.fork_rng(), SEARCH_PLACE, place.raw()))
}

fn read_place(app: &App, text: &str) -> Option<CustomerId> {
    let sealed = data_encoding::BASE64URL_NOPAD.decode(text.as_bytes()).ok()?;
    Some(CustomerId::from_raw(app.keys.open_sealed(SEARCH_PLACE, &sealed)?.try_into().ok()?))
}

fn draw(signed: &Signed, query: &str, show: Show, listed: &Listed) -> Html {
    let ctx = &signed.ctx;
    let search = components::search_bar(
        ctx,
        PATH,
        html! { (Field::search("q", ctx.t(key("customers-search"))).hint(ctx.t(key("customers-search-hint"))).value(query).max_length(200)) },
        (!query.is_empty()).then_some(PATH),
    );
    let everybody = listed.totals.map_or(0, |totals| totals.all);
    let content = html! {
        (search)
        @if let Some(totals) = listed.totals.filter(|_| everybody > 0) { (tabs(ctx, show, totals)) }
        div.section.card {
            @if listed.lines.is_empty() { (nothing(signed, query, show, everybody)) } @else {
                (table(ctx, listed))
                (Pager { previous: listed.newer.clone(), next: listed.older.clone(), shown: listed.lines.len() }.render(ctx))
            }
        }
    };
    page(ctx, &Heading::new(ctx.t(key("customers-title"))).state(html! { (state(ctx, query, listed)) }), content)
}

fn tabs(ctx: &PageCtx, current: Show, totals: Counts) -> Markup {
    let counts = [totals.known.figure(), totals.buyers.figure(), Some(totals.all)];
    let tabs: Vec<Tab> = Show::ALL
        .into_iter()
        .zip(counts)
        .map(|(show, count)| Tab {
            label: ctx.t(show.label()).into_owned(),
            href: show.path(""),
            current: show == current,
            count,
        })
        .collect();
    components::tabs(ctx, &ctx.t(key("customers-filter-kind")), &tabs)
}

fn state(ctx: &PageCtx, query: &str, listed: &Listed) -> String {
    match listed.totals {
        Some(Counts { all, known, buyers }) => {
            let [known, buyers] = [known, buyers].map(|told| words::people(ctx, told));
            // Of a few nothing more is said.
            let said = if all < GROUP_MIN { key("group-people") } else { key("customers-total") };
            let counts = [("count", all.into()), ("known", known.into()), ("buyers", buyers.into())];
            format!("{} {}", ctx.t_with(said, &counts), ctx.t(key("customers-order")))
        }
        None if listed.newer.is_some() || listed.older.is_some() => {
            ctx.t_with(key("customers-found-some"), &[("query", query.into())])
        }
        None => ctx.t_with(key("customers-found"), &[("count", listed.lines.len().into()), ("query", query.into())]),
    }
}

fn nothing(signed: &Signed, query: &str, show: Show, everybody: u64) -> Markup {
    let ctx = &signed.ctx;
    let all = || components::button_link(&Show::All.path(""), &ctx.t(key("customers-see-all")));
    if !query.is_empty() {
        return components::empty(
            Icon::Search,
            &ctx.t(key("customers-none-found")),
            &ctx.t(key("customers-none-found-text")),
            Some(all()),
        );
    }
    if everybody > 0 {
        let title = if show == Show::Buyers { key("customers-none-bought") } else { key("customers-none-known") };
        return components::empty(Icon::Customers, &ctx.t(title), &ctx.t(key("customers-none-known-text")), Some(all()));
    }
    let make = || components::button_link("/admin/settings/keys", &ctx.t(key("key-create")));
    let next = signed.may(Permission::Own).then(make);
    components::empty(Icon::Customers, &ctx.t(key("customers-empty")), &ctx.t(key("customers-empty-text")), next)
}

fn table(ctx: &PageCtx, listed: &Listed) -> Markup {
    let columns = [
        Column::text(ctx.t(key("customers-column-name"))),
        Column::text(ctx.t(key("customers-column-agreed"))),
        Column::number(ctx.t(key("customers-column-orders"))),
        Column::number(ctx.t(key("customers-column-spent"))),
        Column::text(ctx.t(key("customers-column-last-seen"))),
    ];
    let mut table = Table::new(ctx.t(key("nav-customers")), columns).class("people");
    for line in &listed.lines {
        let person = listed.people.person(line.customer);
        table.push([
            components::row_link(
                &format!("{PATH}/{}", line.customer),
                who(ctx, line.customer, line.is_known, &line.choices, person),
            ),
            agreed(ctx, &line.choices),
            of_orders(ctx, line, || html! { (ctx.fmt.integer(i64::from(line.facts.orders.max(0)))) }),
            of_orders(ctx, line, || words::spent(ctx, &line.facts.spent)),
            last_seen(ctx, line),
        ]);
    }
    table.render()
}

/// When they were here last, where all that they do is for this reader: it may have been for any of it.
fn last_seen(ctx: &PageCtx, line: &Line) -> Markup {
    match line.facts.events {
        0 => components::none(ctx),
        _ if line.beside().refused.is_empty() => components::ago(ctx, line.facts.last_seen),
        _ => components::withheld(ctx, &ctx.t(key("masked-not-shared"))),
    }
}

/// A figure about orders, where they are for this reader.
fn of_orders(ctx: &PageCtx, line: &Line, draw: impl FnOnce() -> Markup) -> Markup {
    if line.visible.contains(Category::Orders) { draw() } else { components::withheld(ctx, &ctx.t(key("masked-not-shared"))) }
}

/// The name with the e-mail address below it. What is there but not for this reader is told apart by the visitor's code, and
/// the lock says why.
pub(super) fn who(ctx: &PageCtx, customer: CustomerId, is_known: bool, choices: &Choices, person: Option<&Person>) -> Markup {
    let name = person.map_or(Shown::Absent, Person::display_name);
    let email = person.map_or(Shown::Absent, |person| person.field("email"));
    let masked = |category| words::masked(ctx, choices, category, ctx.now);
    html! {
        span.person {
            (components::avatar(if let Shown::Value(name) = name { name } else { "" }))
            span {
                @match name {
                    Shown::Value(name) => (components::name(name)),
                    Shown::Withheld | Shown::Absent => (words::nobody(ctx, customer, is_known)),
                }
                @match (name, email) {
                    (_, Shown::Value(email)) => span.provenance { (components::ltr(email)) },
                    (Shown::Withheld, _) => span.provenance { (masked(Category::Name)) },
                    (_, Shown::Withheld) => span.provenance { (masked(Category::Email)) },
                    (Shown::Value(_) | Shown::Absent, Shown::Absent) => {}
                }
            }
        }
    }
}

/// What the customer agreed to beyond what an order needs.
fn agreed(ctx: &PageCtx, choices: &Choices) -> Markup {
    let allowed = |purpose: &Purpose| {
        let mut recipients = Recipient::ALL.iter();
        recipients.any(|r| {
            choices.iter().any(|c| c.purpose == *purpose && c.recipient == *r && !c.given.is_empty() && ctx.now < c.until)
        })
    };
    let purposes: Vec<&Purpose> = Purpose::ALL.iter().filter(|purpose| !UNSAID.contains(purpose) && allowed(purpose)).collect();
    if purposes.is_empty() {
        return components::none(ctx);
    }
    html! {
        span.badges {
            @for purpose in purposes.iter().take(BADGES_MAX) { (components::badge(Tone::Good, &ctx.t_code("purpose-short", purpose.word()))) " " }
            @if let Some(more) = purposes.len().checked_sub(BADGES_MAX).filter(|more| *more > 0) {
                span.quiet.num title=(ctx.t_with(key("and-more"), &[("count", more.into())])) { "+" (ctx.fmt.count(more as u64)) }
            }
        }
    }
}
