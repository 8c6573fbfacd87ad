//! Everything that was ever decided, with a signed receipt of each decision that rests on consent.

use super::{Shopper, attached, places};
use crate::admin::{Failure, blocking};
use crate::app::App;
use crate::receipts::{self, Copy};
use crate::words;
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::get;
use base::id::GrantId;
use foundation::consent::{self, Basis, GrantRow};
use maud::{Markup, Render as _, html};
use web::components::{self, Column, Table, Tone};
use web::icons::Icon;
use web::layout::{Heading, bare};
use web::{Html, PageCtx, key};

/// Rows that are looked through: a decision is one a recipient.
const ROWS_MAX: usize = 2_000;

pub fn router() -> Router<App> {
    Router::new().route("/privacy/decisions", get(show)).route("/privacy/receipts/{grant}", get(receipt))
}

async fn show(shopper: Shopper) -> Result<Html, Failure> {
    let ids = shopper.ids.clone();
    let rows = blocking(shopper.app(), move |app| app.db.record.read(|tx| consent::history(tx, &ids, ROWS_MAX))).await?;
    let ctx = shopper.ctx();
    let content = html! {
        (places(ctx, "/privacy/download"))
        @if rows.is_empty() {
            (components::empty(Icon::Shield, &ctx.t(key("privacy-decisions-none")), &ctx.t(key("privacy-decisions-none-text")), None))
        } @else {
            div.report { (table(ctx, &rows)) }
        }
    };
    let state = html! { (ctx.t(key("privacy-decisions-state"))) };
    Ok(bare(ctx, &Heading::new(ctx.t(key("privacy-decisions-title"))).state(state), content))
}

fn table(ctx: &PageCtx, rows: &[GrantRow]) -> Markup {
    let columns = [
        Column::text(ctx.t(key("consent-column-since"))),
        Column::text(ctx.t(key("consent-column-purpose"))),
        Column::text(ctx.t(key("consent-column-category"))),
        Column::text(ctx.t(key("consent-column-state"))),
        Column::text(ctx.t(key("consent-column-recipient"))),
        Column::text(ctx.t(key("consent-column-source"))),
        Column::text(ctx.t(key("privacy-receipt-column"))),
    ];
    let mut table = Table::new(ctx.t(key("privacy-decisions-title")), columns);
    // The rows of one decision stand together: they have one place in the history.
    let of = |row: &GrantRow| (row.recorded_at, row.place, row.purpose, row.categories, row.state);
    for decision in rows.chunk_by(|a, b| of(a) == of(b)) {
        let Some(first) = decision.first() else { continue };
        let recipients: Vec<_> = decision.iter().map(|row| row.recipient).collect();
        table.push([
            components::time(ctx, first.recorded_at),
            html! { (words::purpose(ctx, first.purpose)) },
            html! { (words::categories(ctx, first.categories)) },
            state(ctx, first),
            html! { (words::recipients(ctx, &recipients)) },
            html! { (ctx.t_code("via", &first.collected_via)) },
            match first.basis {
                Basis::Consent => html! { a href={ "/privacy/receipts/" (first.id) } { (ctx.t(key("privacy-receipt-get"))) } },
                _ => components::none(ctx),
            },
        ]);
    }
    table.render()
}

fn state(ctx: &PageCtx, row: &GrantRow) -> Markup {
    let tone = match row.state {
        state if state.allows() => Tone::Good,
        state if state.is_explicit_no() => Tone::Warn,
        _ => Tone::Neutral,
    };
    components::badge(tone, &ctx.t_code("consent", row.state.word()))
}

/// The signed receipt of a decision, for the customer to keep: anybody can check it with the store's public key.
async fn receipt(shopper: Shopper, Path(grant): Path<String>) -> Result<Response, Failure> {
    let grant: GrantId = grant.parse().map_err(|_| Failure::NOT_FOUND)?;
    let ids = shopper.ids.clone();
    let made = blocking(shopper.app(), move |app| receipts::copy_of(app, Copy::Receipt, &ids, grant)).await?;
    let receipt = made.map_err(|_| Failure::NOT_FOUND)?;
    Ok(attached(&format!("receipt-{grant}.json"), &receipt))
}
