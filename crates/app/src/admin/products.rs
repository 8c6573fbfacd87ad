//! The catalogue as the store's server told it: a list with a search.

use super::need::Work;
use super::{Allowed, Failure, Signed, blocking};
use crate::app::App;
use axum::Router;
use axum::extract::Query;
use axum::routing::get;
use foundation::catalog::{self, ID_BYTES_MAX, Product};
use maud::{Markup, Render as _, html};
use serde::Deserialize;
use web::components::{self, Column, Pager, Table};
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
    after: String,
}

struct Listed {
    words: String,
    products: Vec<Product>,
    total: u64,
    older: Option<String>,
}

async fn list(Allowed(signed, Work): Allowed<Work>, Query(wanted): Query<Wanted>) -> Result<Html, Failure> {
    let signed = signed.at(Nav::Products);
    let listed = blocking(&signed.app, move |app| load(app, wanted)).await?;
    Ok(draw(&signed, &listed))
}

fn load(app: &App, wanted: Wanted) -> Result<Listed, db::Error> {
    let words: String = wanted.q.chars().filter(|c| !c.is_control()).take(WORDS_CHARS_MAX).collect();
    let after = if wanted.after.len() > ID_BYTES_MAX || wanted.after.contains('\0') { String::new() } else { wanted.after };
    let (mut products, total) = app
        .db
        .record
        .read(|tx| Ok::<_, db::Error>((catalog::search(tx, &words, &after, PAGE_ROWS + 1)?, catalog::count(tx)?)))?;
    let is_more = products.len() > PAGE_ROWS;
    products.truncate(PAGE_ROWS);
    let query = |pairs: &[(&str, &str)]| serde_urlencoded::to_string(pairs).unwrap_or_default();
    let older =
        products.last().filter(|_| is_more).map(|last| format!("{PATH}?{}", query(&[("q", &words), ("after", &last.id)])));
    Ok(Listed { words, products, total, older })
}

fn draw(signed: &Signed, listed: &Listed) -> Html {
    let ctx = &signed.ctx;
    let content = html! {
        @if listed.total == 0 {
            div.section.card {
                (components::empty(Icon::Products, &ctx.t(key("products-empty")), &ctx.t(key("products-empty-text")), None))
                (components::command(SAMPLE))
            }
        } @else {
            (components::search_bar(ctx, PATH, Field::search("q", ctx.t(key("products-search"))).value(&listed.words).render(),
                (!listed.words.is_empty()).then_some(PATH)))
            div.section.card {
                @if listed.products.is_empty() {
                    (components::empty(Icon::Products, &ctx.t(key("products-none")), "",
                        Some(components::button_link(PATH, &ctx.t(key("products-see-all"))))))
                } @else {
                    (table(signed, listed))
                    (Pager { previous: None, next: listed.older.clone(), shown: listed.products.len() }.render(ctx))
                }
            }
        }
    };
    let state = ctx.t_with(key("products-state"), &[("count", ctx.fmt.count(listed.total).into())]);
    page(ctx, &Heading::new(ctx.t(key("products-title"))).state(html! { (state) }), content)
}

/// One call that fills it.
const SAMPLE: &str = "curl -X PUT https://…/api/v1/products/SKU-1 -H 'Authorization: Bearer amana_server_…' \
    -d '{\"names\": {\"en\": \"Cedar board\"}, \"price\": \"199.00\", \"currency\": \"SAR\", \"stock\": 12}'";

fn table(signed: &Signed, listed: &Listed) -> Markup {
    let ctx = &signed.ctx;
    let columns = [
        Column::text(ctx.t(key("products-column-name"))),
        Column::number(ctx.t(key("products-column-price"))),
        Column::number(ctx.t(key("products-column-stock"))),
        Column::text(ctx.t(key("products-column-changed"))),
    ];
    let mut table = Table::new(ctx.t(key("products-title")), columns);
    for product in &listed.products {
        let name = product.name(ctx.locale(), signed.store.locale());
        table.push([
            html! {
                @if product.url.is_empty() { (components::name(name)) } @else { a href=(product.url) rel="noreferrer" { (components::name(name)) } }
                br; (components::code(&product.id))
            },
            price(ctx, product),
            html! { @match product.stock { Some(stock) => (components::number(&ctx.fmt.integer(stock))), None => (components::none(ctx)) } },
            components::ago(ctx, product.changed_at),
        ]);
    }
    table.render()
}

fn price(ctx: &PageCtx, product: &Product) -> Markup {
    let before = product.compare_at().filter(|before| product.price().is_some_and(|price| before.minor > price.minor));
    html! {
        @match product.price() { Some(price) => (components::number(&ctx.fmt.money(price))), None => (components::none(ctx)) }
        @if let Some(before) = before { br; span.quiet { (ctx.t_with(key("products-before"), &[("amount", ctx.fmt.money(before).into())])) } }
    }
}
