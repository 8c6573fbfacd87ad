//! Who the customers are: search, a filter, pages of fifty.

use super::{Failure, Signed, blocking, words};
use crate::app::App;
use crate::search;
use axum::Router;
use axum::extract::Query;
use axum::routing::get;
use base::id::CustomerId;
use db::Place;
use foundation::consent::{self, Category, CategorySet, Choices, Purpose, Recipient};
use foundation::customers::{self, Facts, Filter};
use foundation::vault::{Access, Disclosed, Person, Shown};
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

/// One line of the list.
struct Line {
    customer: CustomerId,
    facts: Facts,
    choices: Choices,
}

struct Listed {
    lines: Vec<Line>,
    people: Disclosed,
    newer: Option<String>,
    older: Option<String>,
    total: u64,
    buyers: u64,
}

async fn list(signed: Signed, Query(wanted): Query<Wanted>) -> Result<Html, Failure> {
    let signed = signed.at(Nav::Customers);
    let access = signed.access("customers");
    let query = wanted.q.trim().to_owned();
    let filter = filter_of(&wanted.show);
    let listed = blocking(&signed.app, move |app| load(app, &access, &wanted)).await?;
    Ok(draw(&signed.ctx, &query, filter, &listed))
}

fn filter_of(word: &str) -> Filter {
    if word == "buyers" { Filter::Buyers } else { Filter::All }
}

fn load(app: &App, access: &Access, wanted: &Wanted) -> Result<Listed, Failure> {
    let query = wanted.q.trim();
    let key_of = |text: &Option<String>| text.as_ref().and_then(|text| text.parse::<CustomerId>().ok());
    let (before, after) = (key_of(&wanted.before), key_of(&wanted.after));
    let filter = filter_of(&wanted.show);
    let (rows, newer, older) =
        if query.is_empty() { by_key(app, filter, before, after)? } else { by_search(app, query, before)? };
    // A search says how many it found, and needs no totals.
    let (total, buyers) = if query.is_empty() {
        app.db.views.read(|tx| {
            Ok::<_, db::Error>((customers::total(tx, Filter::All)? as u64, customers::total(tx, Filter::Buyers)? as u64))
        })?
    } else {
        (0, 0)
    };
    let (lines, ids) = app.db.record.read(|tx| {
        let mut lines = Vec::with_capacity(rows.len());
        let mut ids = Vec::with_capacity(rows.len());
        for (customer, facts) in rows {
            ids.push(customers::all_ids(tx, customer)?);
            lines.push(Line { customer, facts, choices: consent::load(tx, customer)? });
        }
        Ok::<_, db::Error>((lines, ids))
    })?;
    let wanted = CategorySet::of(&[Category::Name, Category::Email]);
    let people = app.access.disclose(&mut app.fork_rng(), access, &ids, wanted, app.clock.now())?;
    Ok(Listed { lines, people, newer, older, total, buyers })
}

type Rows = (Vec<(CustomerId, Facts)>, Option<String>, Option<String>);

fn by_key(app: &App, filter: Filter, before: Option<CustomerId>, after: Option<CustomerId>) -> Result<Rows, db::Error> {
    let place = Place::of(before, after);
    let rows = app.db.views.read(|tx| customers::list_at(tx, filter, &place, PAGE_ROWS + 1))?;
    let (rows, is_newer, is_older) = place.cut(rows, PAGE_ROWS);
    let show = if filter == Filter::Buyers { "show=buyers&" } else { "" };
    let newer = rows.first().filter(|_| is_newer).map(|row| format!("{PATH}?{show}after={}", row.customer));
    let older = rows.last().filter(|_| is_older).map(|row| format!("{PATH}?{show}before={}", row.customer));
    Ok((rows.into_iter().map(|row| (row.customer, row.facts)).collect(), newer, older))
}

fn by_search(app: &App, query: &str, before: Option<CustomerId>) -> Result<Rows, db::Error> {
    let (found, next) = search::find(app, query, before, PAGE_ROWS)?;
    let q = encode_query(query);
    // A search has no way back by key: its newer page is its first.
    let newer = before.map(|_| format!("{PATH}?q={q}"));
    let older = next.map(|next| format!("{PATH}?q={q}&before={next}"));
    let rows = app.db.views.read(|tx| {
        let facts = found.iter().map(|id| Ok((*id, customers::facts_of(tx, *id)?.unwrap_or_default())));
        facts.collect::<Result<Vec<_>, db::Error>>()
    })?;
    Ok((rows, newer, older))
}

fn draw(ctx: &PageCtx, query: &str, filter: Filter, listed: &Listed) -> Html {
    let search = components::filter_bar(
        ctx,
        PATH,
        html! { (Field::search("q", ctx.t(key("customers-search"))).hint(ctx.t(key("customers-search-hint"))).value(query).max_length(200)) },
        (!query.is_empty()).then_some(PATH),
    );
    let tab = |said: &str, href: &str, current, count| Tab {
        label: ctx.t(said).into_owned(),
        href: href.to_owned(),
        current,
        count: Some(count),
    };
    let tabs = [
        tab(key("filter-all"), PATH, filter == Filter::All, listed.total),
        tab(key("customers-filter-buyers"), "/admin/customers?show=buyers", filter == Filter::Buyers, listed.buyers),
    ];
    let content = html! {
        (search)
        @if query.is_empty() && listed.total > 0 { (components::tabs(ctx, &ctx.t(key("customers-filter-kind")), &tabs)) }
        div.section.card {
            @if listed.lines.is_empty() { (nothing(ctx, query)) } @else {
                (table(ctx, listed))
                (Pager { previous: listed.newer.clone(), next: listed.older.clone(), shown: listed.lines.len() }.render(ctx))
            }
        }
    };
    let state = if query.is_empty() {
        ctx.t_with(key("customers-total"), &[("count", listed.total.into()), ("buyers", ctx.fmt.count(listed.buyers).into())])
    } else if listed.newer.is_some() || listed.older.is_some() {
        ctx.t_with(key("customers-found-some"), &[("query", query.into())])
    } else {
        ctx.t_with(key("customers-found"), &[("count", listed.lines.len().into()), ("query", query.into())])
    };
    page(ctx, &Heading::new(ctx.t(key("customers-title"))).state(html! { (state) }), content)
}

fn nothing(ctx: &PageCtx, query: &str) -> Markup {
    if query.is_empty() {
        let next = components::button_link("/admin/settings/keys", &ctx.t(key("key-create")));
        return components::empty(
            Icon::Customers,
            &ctx.t(key("customers-empty")),
            &ctx.t(key("customers-empty-text")),
            Some(next),
        );
    }
    let back = components::button_link(PATH, &ctx.t(key("action-view-all")));
    components::empty(Icon::Search, &ctx.t(key("customers-none-found")), &ctx.t(key("customers-none-found-text")), Some(back))
}

fn table(ctx: &PageCtx, listed: &Listed) -> Markup {
    let columns = [
        Column::text(ctx.t(key("customers-column-name"))),
        Column::text(ctx.t(key("customers-column-agreed"))),
        Column::number(ctx.t(key("customers-column-orders"))),
        Column::number(ctx.t(key("customers-column-spent"))),
        Column::text(ctx.t(key("customers-column-last-seen"))),
    ];
    let mut table = Table::new(ctx.t(key("nav-customers")), columns);
    for line in &listed.lines {
        let person = listed.people.person(line.customer);
        table.push([
            components::row_link(&format!("{PATH}/{}", line.customer), who(ctx, line, person)),
            agreed(ctx, &line.choices),
            html! { (ctx.fmt.count(u64::from(line.facts.orders))) },
            words::spent(ctx, &line.facts.spent),
            if line.facts.events == 0 { components::none(ctx) } else { components::ago(ctx, line.facts.last_seen) },
        ]);
    }
    table.render()
}

/// The name with the e-mail address below it. What is there but not for this reader is told apart by the visitor's code, and
/// the lock says why.
fn who(ctx: &PageCtx, line: &Line, person: Option<&Person>) -> Markup {
    let name = person.map_or(Shown::Absent, Person::display_name);
    let email = person.map_or(Shown::Absent, |person| person.field("email"));
    let masked = |category| words::masked(ctx, &line.choices, category, ctx.now);
    html! {
        span.person {
            (components::avatar(if let Shown::Value(name) = name { name } else { "" }))
            span {
                @match name {
                    Shown::Value(name) => (components::name(name)),
                    Shown::Withheld | Shown::Absent => (words::nobody(ctx, line.customer)),
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
                span.quiet { (ctx.t_with(key("and-more"), &[("count", more.into())])) }
            }
        }
    }
}
