//! Addresses that nothing is sent to any more: why, since when, and how that ends.

use super::PATH as MESSAGES;
use crate::admin::need::{Manage, Work};
use crate::admin::{Allowed, AllowedForm, Failure, Signed, blocking, words};
use crate::app::App;
use axum::Router;
use axum::extract::Query;
use axum::response::Response;
use axum::routing::{get, post};
use base::Timestamp;
use base::id::CustomerId;
use capabilities::messaging::{self, Suppression};
use foundation::consent::{Category, CategorySet};
use foundation::customers;
use foundation::staff::{Deed, Permission};
use foundation::vault::{Access, Disclosed};
use maud::{Markup, Render as _, html};
use serde::Deserialize;
use web::components::{self, Column, Pager, Table};
use web::forms::{self, Field};
use web::http::see_other;
use web::icons::Icon;
use web::layout::{Heading, page};
use web::{Html, Nav, key};

const PATH: &str = "/admin/messages/suppressions";
const PAGE_ROWS: usize = 50;
/// Why an address may be written to again: words, as the audit log keeps no text of people.
const REASONS: [&str; 3] = ["works_again", "asked", "mistake"];

pub(super) fn router() -> Router<App> {
    Router::new().route(PATH, get(list)).route("/admin/messages/suppressions/lift", post(lift))
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Wanted {
    /// The last row of the page before: its time and its address' hash.
    before: String,
}

struct Listed {
    /// With the customer (a root) whose address it is, where it is still somebody's.
    rows: Vec<(Suppression, Option<CustomerId>)>,
    people: Disclosed,
    older: Option<String>,
}

async fn list(Allowed(signed, Work): Allowed<Work>, Query(wanted): Query<Wanted>) -> Result<Html, Failure> {
    let signed = signed.at(Nav::Messages);
    let access = signed.access("suppressions");
    let listed = blocking(&signed.app, move |app| load(app, &access, &wanted.before)).await?;
    Ok(draw(&signed, &listed))
}

fn load(app: &App, access: &Access, before: &str) -> Result<Listed, db::Error> {
    let before = before.split_once('-').and_then(|(at, address)| {
        let at = Timestamp::from_micros(at.parse().ok()?);
        Some(Suppression { address: base::id::decode(address)?, reason: String::new(), at })
    });
    let (rows, ids) = app.db.record.read(|tx| {
        let (mut rows, mut ids) = (Vec::new(), Vec::new());
        for row in messaging::suppressed(tx, before.as_ref(), PAGE_ROWS + 1)? {
            let owner = match customers::find_identity(tx, &row.address)? {
                Some((id, _)) => customers::root_of(tx, id)?,
                None => None,
            };
            if let Some(root) = owner {
                ids.push(customers::all_ids(tx, root)?);
            }
            rows.push((row, owner));
        }
        Ok::<_, db::Error>((rows, ids))
    })?;
    let is_more = rows.len() > PAGE_ROWS;
    let rows: Vec<_> = rows.into_iter().take(PAGE_ROWS).collect();
    let last = rows.last().filter(|_| is_more).map(|(row, _)| row);
    let older = last.map(|row| format!("{PATH}?before={}-{}", row.at.micros(), base::id::encode(&row.address)));
    let named = CategorySet::of(&[Category::Name, Category::Email]);
    let people = app.access.disclose(&mut app.fork_rng(), access, &ids, named, app.clock.now())?;
    Ok(Listed { rows, people, older })
}

fn draw(signed: &Signed, listed: &Listed) -> Html {
    let ctx = &signed.ctx;
    let content = html! {
        div.section.card {
            @if listed.rows.is_empty() {
                (components::empty(Icon::Messages, &ctx.t(key("suppressions-none")), &ctx.t(key("suppressions-none-text")), None))
            } @else {
                (table(signed, listed))
                (Pager { previous: None, next: listed.older.clone(), shown: listed.rows.len() }.render(ctx))
            }
        }
    };
    let heading = Heading::new(ctx.t(key("suppressions-title")))
        .state(html! { (ctx.t(key("suppressions-text"))) })
        .crumb(ctx.t(key("nav-messages")), MESSAGES);
    page(ctx, &heading, content)
}

fn table(signed: &Signed, listed: &Listed) -> Markup {
    let ctx = &signed.ctx;
    let columns = [
        Column::text(ctx.t(key("messages-column-customer"))),
        Column::text(ctx.t(key("messages-column-why"))),
        Column::text(ctx.t(key("suppressions-since"))),
        Column::actions(ctx.t(key("suppressions-lift"))),
    ];
    let mut table = Table::new(ctx.t(key("suppressions-title")), columns);
    for (row, owner) in &listed.rows {
        let owner = html! {
            @if let Some(root) = owner {
                a href={ "/admin/customers/" (root) } {
                    (components::name(&words::called(ctx, *root, listed.people.person(*root))))
                }
            } @else { span.quiet { (ctx.t(key("suppressions-nobody"))) } }
        };
        table.push([
            owner,
            html! { (ctx.t_code("suppressed-by", &row.reason)) },
            components::ago(ctx, row.at),
            html! { @if signed.may(Permission::Manage) { (ending(signed, row)) } },
        ]);
    }
    table.without_empty_columns().render()
}

fn ending(signed: &Signed, row: &Suppression) -> Markup {
    let ctx = &signed.ctx;
    let options = REASONS.map(|reason| (reason.to_owned(), ctx.t_code("suppressions-because", reason).into_owned()));
    let address = base::id::encode(&row.address);
    let form = forms::post(
        ctx,
        "/admin/messages/suppressions/lift",
        html! {
            (forms::hidden("address", &address))
            (Field::select("reason", ctx.t(key("suppressions-because")), options).scope(address.as_str()).required())
            (forms::submit_row(&ctx.t(key("suppressions-lift")), None))
        },
    );
    components::disclosure(&ctx.t(key("suppressions-lift")), form)
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Lift {
    address: String,
    reason: String,
}

/// The address is written to again; what its owner agreed to stays as it is.
async fn lift(AllowedForm(signed, Manage, form): AllowedForm<Manage, Lift>) -> Result<Response, Failure> {
    let address = base::id::decode(&form.address).ok_or(Failure::UNREADABLE)?;
    let reason = REASONS.into_iter().find(|reason| *reason == form.reason).ok_or(Failure::UNREADABLE)?;
    let deed = signed.deed(Deed::SuppressionLifted, "address");
    let lifted: db::Result<bool> = signed
        .app
        .recorder
        .submit(move |tx| {
            let Some(before) = messaging::lift(tx, &address)? else { return Ok(false) };
            deed.detail(format!("suppressed={} because={reason}", before.reason)).write(tx)?;
            Ok(true)
        })
        .await;
    let done = if lifted? { "saved" } else { "same" };
    tracing::info!(staff = %signed.staff.id, reason, "an address is written to again");
    Ok(see_other(&format!("{PATH}?done={done}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use web::{Formatter, Lang, PageCtx};

    #[test]
    fn every_reason_has_words() {
        for locale in base::Locale::ALL {
            let ctx = PageCtx::new(Formatter::new(Lang::new(locale), jiff::tz::TimeZone::UTC), Timestamp::default(), "/");
            for reason in [messaging::BOUNCED, messaging::SOFT_BOUNCES, messaging::COMPLAINED] {
                assert_ne!(ctx.t_code("suppressed-by", reason), reason);
            }
            for reason in REASONS {
                assert_ne!(ctx.t_code("suppressions-because", reason), reason);
            }
        }
    }
}
