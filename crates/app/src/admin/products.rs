//! The catalogue as the store's server told it: what changed last comes first.

use super::need::Work;
use super::{Allowed, Failure, Signed, blocking};
use crate::app::App;
use axum::Router;
use axum::extract::Query;
use axum::routing::get;
use base::Timestamp;
use db::Place;
use foundation::catalog::{self, Product};
use foundation::staff::Permission;
use maud::{Markup, Render as _, html};
use serde::Deserialize;
use web::components::{self, Column, Pager, Table, Tone};
use web::forms::Field;
use web::icons::Icon;
use web::layout::{Heading, page};
use web::{Html, Nav, PageCtx, key};

const PATH: &str = "/admin/products";
const PAGE_ROWS: usize = 50;
const WORDS_CHARS_MAX: usize = 200;

pub fn router() -> Router<App> {
    Router::new().route(PATH, get(list))
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Wanted {
    q: String,
    before: String,
    after: String,
}

struct Listed {
    words: String,
    products: Vec<Product>,
    total: u64,
    newer: Option<String>,
    older: Option<String>,
}

async fn list(Allowed(signed, Work): Allowed<Work>, Query(wanted): Query<Wanted>) -> Result<Html, Failure> {
    let signed = signed.at(Nav::Products);
    let listed = blocking(&signed.app, move |app| load(app, &wanted)).await?;
    Ok(draw(&signed, &listed))
}

fn load(app: &App, wanted: &Wanted) -> Result<Listed, db::Error> {
    let words: String = wanted.q.chars().filter(|c| !c.is_control()).take(WORDS_CHARS_MAX).collect();
    let place = Place::of(place_of(&wanted.before), place_of(&wanted.after));
    let (rows, total) = app.db.record.read(|tx| {
        let rows = catalog::changes(tx, &words, &place, PAGE_ROWS + 1)?;
        Ok::<_, db::Error>((rows, catalog::count(tx)?))
    })?;
    let (products, is_newer, is_older) = place.cut(rows, PAGE_ROWS);
    let link = |side: &str, product: &Product| {
        let at = format!("{}.{}", product.changed_at.micros(), product.id);
        format!("{PATH}?{}", serde_urlencoded::to_string([("q", words.as_str()), (side, &at)]).unwrap_or_default())
    };
    let newer = products.first().filter(|_| is_newer).map(|product| link("after", product));
    let older = products.last().filter(|_| is_older).map(|product| link("before", product));
    Ok(Listed { words, products, total, newer, older })
}

/// A place in the list: when a product changed, and its id.
fn place_of(text: &str) -> Option<(Timestamp, String)> {
    let (at, id) = text.split_once('.')?;
    let at = Timestamp::from_micros(at.parse().ok()?);
    catalog::is_id(id).then(|| (at, id.to_owned()))
}

fn draw(signed: &Signed, listed: &Listed) -> Html {
    let ctx = &signed.ctx;
    let is_searched = !listed.words.is_empty();
    let content = html! {
        @if listed.total == 0 { (nothing(signed)) } @else {
            (components::search_bar(ctx, PATH, Field::search("q", ctx.t(key("products-search"))).value(&listed.words).render(),
                is_searched.then_some(PATH)))
            div.section.card {
                @if listed.products.is_empty() {
                    (components::empty(Icon::Products, &ctx.t(key("products-none")), &ctx.t(key("products-none-text")),
                        Some(components::button_link(PATH, &ctx.t(key("products-see-all"))))))
                } @else {
                    (table(signed, listed))
                    (Pager { previous: listed.newer.clone(), next: listed.older.clone(), shown: listed.products.len() }.render(ctx))
                }
            }
        }
    };
    let mut heading = Heading::new(ctx.t(key("products-title")));
    if listed.total > 0 {
        let count = ctx.t_with(key("count-products"), &[("count", listed.total.into())]);
        heading = heading.state(html! { (count) ". " (ctx.t(key("products-state"))) });
    }
    page(ctx, &heading, content)
}

/// What to do first, with one call that does it.
fn nothing(signed: &Signed) -> Markup {
    let ctx = &signed.ctx;
    let keys = components::button_link_primary("/admin/settings/keys/new?scope=server", &ctx.t(key("products-make-key")));
    let command = format!(
        "curl -X PUT '{}/api/v1/products/SKU-1' \\\n  -H 'Authorization: Bearer amana_server_…' \\\n  \
         -d '{{\"names\": {{\"{}\": \"…\"}}, \"price\": \"199.00\", \"currency\": \"{}\", \"stock\": 12}}'",
        signed.app.config.base_url.trim_end_matches('/'),
        signed.store.locale().code(),
        signed.store.currency,
    );
    html! {
        div.section.card {
            (components::empty(Icon::Products, &ctx.t(key("products-empty")), &ctx.t(key("products-empty-text")),
                signed.may(Permission::Manage).then_some(keys)))
        }
        (components::section(&ctx.t(key("products-sample")), None, html! {
            p.quiet { (ctx.t_with(key("products-sample-text"), &[("path", "/api/v1/products/batch".into())])) }
            pre.raw dir="ltr" tabindex="0" { (command) }
        }))
    }
}

fn table(signed: &Signed, listed: &Listed) -> Markup {
    let ctx = &signed.ctx;
    let columns = [
        Column::text(ctx.t(key("products-column-name"))),
        Column::number(ctx.t(key("products-column-price"))),
        Column::text(ctx.t(key("products-column-until"))),
        Column::number(ctx.t(key("products-column-stock"))),
        Column::text(ctx.t(key("products-column-goes-with"))),
        Column::text(ctx.t(key("products-column-changed"))),
    ];
    let mut table = Table::new(ctx.t(key("nav-products")), columns);
    for product in &listed.products {
        table.push([
            named(signed, product),
            price(ctx, product),
            until(ctx, product),
            html! { @match product.stock { Some(stock) => span.num { (ctx.fmt.integer(stock)) }, None => (components::none(ctx)) } },
            html! { @for (at, id) in product.goes_with.iter().enumerate() { @if at > 0 { br; } (components::code(id)) } },
            components::ago(ctx, product.changed_at),
        ]);
    }
    table.without_empty_columns().render()
}

fn named(signed: &Signed, product: &Product) -> Markup {
    let name = components::name(product.name(signed.ctx.locale(), signed.store.locale()));
    html! {
        @if product.url.is_empty() { (name) } @else { a href=(product.url) rel="noreferrer" { (name) } }
        br; (components::code(&product.id))
    }
}

fn price(ctx: &PageCtx, product: &Product) -> Markup {
    html! {
        @match product.price() { Some(price) => span.num { (ctx.fmt.money(price)) }, None => (components::none(ctx)) }
        @if let Some(was) = product.was() {
            br; span.quiet { (ctx.t_with(key("products-before"), &[("amount", ctx.fmt.money(was).into())])) }
        }
    }
}

/// When its price ends. One that ended is none any more: no letter says it.
fn until(ctx: &PageCtx, product: &Product) -> Markup {
    let Some(until) = product.price_until else { return html! {} };
    html! {
        (components::time(ctx, until))
        @if until <= ctx.now { " " (components::badge(Tone::Warn, &ctx.t(key("products-ended")))) }
    }
}
