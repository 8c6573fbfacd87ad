//! Keys for programs: which there are, and the end of one.

use super::{Place, drawn};
use crate::admin::need::Own;
use crate::admin::{Allowed, AllowedForm, Failure, blocking};
use crate::app::App;
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::get;
use base::id::KeyId;
use foundation::consent::EventClass;
use foundation::journal;
use foundation::staff::{self, ApiKey, Deed, Scope};
use maud::{Markup, Render as _, html};
use serde::Deserialize;
use web::components::{self, Column, Table, Tone};
use web::http::see_other;
use web::icons::Icon;
use web::layout::Heading;
use web::{Html, PageCtx, key};

pub(super) fn router() -> Router<App> {
    Router::new().route(Place::Keys.path(), get(show)).route("/admin/settings/keys/{id}/revoke", get(ask).post(revoke))
}

async fn show(Allowed(signed, Own): Allowed<Own>) -> Result<Html, Failure> {
    let keys = blocking(&signed.app, |app| app.db.record.read(staff::list_keys)).await?;
    let ctx = &signed.ctx;
    let content = if keys.is_empty() {
        empty(ctx)
    } else {
        html! { div.section.card { (table(ctx, &keys)) } }
    };
    let make = components::button_link_primary("/admin/settings/keys/new", &ctx.t("key-create"));
    let heading = Heading::new(ctx.t("settings-keys-title")).state(html! { (ctx.t("settings-keys-text")) });
    // Where there is none yet, the empty place itself holds the button.
    let heading = if keys.is_empty() { heading } else { heading.actions(make) };
    Ok(drawn(&signed, Place::Keys, heading, content))
}

fn empty(ctx: &PageCtx) -> Markup {
    let make = components::button_link_primary("/admin/settings/keys/new", &ctx.t("key-create"));
    html! { div.section.card { (components::empty(Icon::Key, &ctx.t("keys-empty"), &ctx.t("keys-empty-text"), Some(make))) } }
}

fn table(ctx: &PageCtx, keys: &[ApiKey]) -> Markup {
    let columns = [
        Column::text(ctx.t("key-name")),
        Column::text(ctx.t("key-scope")),
        Column::text(ctx.t("key-basis")),
        Column::text(ctx.t("key-created")),
        Column::actions(ctx.t("key-revoke")),
    ];
    let mut table = Table::new(ctx.t("settings-keys"), columns);
    for key in keys {
        let end = match key.revoked_at {
            Some(at) => components::badge(Tone::Neutral, &ctx.t_with("key-revoked-on", &[("date", ctx.fmt.date(at).into())])),
            None => components::button_link(&format!("/admin/settings/keys/{}/revoke", key.id), &ctx.t("key-revoke")),
        };
        table.push([
            // The text itself is not stored; by its id the program's log names it.
            html! { (components::name(&key.name)) span.provenance { (components::code(&key.id.to_string())) } },
            html! { (ctx.t(may(key.scope))) span.provenance { (ctx.t(scope_words(key.scope).0)) } },
            html! { span.quiet { (bases(ctx, key)) } },
            components::ago(ctx, key.created_at),
            end,
        ]);
    }
    table.render()
}

/// What a key of this scope is for, in a few words.
const fn may(scope: Scope) -> &'static str {
    match scope {
        Scope::Site => key("key-may-site"),
        Scope::Server => key("key-may-server"),
        Scope::Read => key("key-may-read"),
        Scope::Admin => key("key-may-admin"),
    }
}

/// Name and explanation of a scope.
pub(super) const fn scope_words(scope: Scope) -> (&'static str, &'static str) {
    match scope {
        Scope::Site => (key("key-scope-site"), key("key-scope-site-hint")),
        Scope::Server => (key("key-scope-server"), key("key-scope-server-hint")),
        Scope::Read => (key("key-scope-read"), key("key-scope-read-hint")),
        Scope::Admin => (key("key-scope-admin"), key("key-scope-admin-hint")),
    }
}

/// What a class of event is called, and what is in it.
pub(super) const fn class_words(class: EventClass) -> (&'static str, &'static str) {
    match class {
        EventClass::Orders => (key("key-basis-orders"), key("key-basis-orders-hint")),
        EventClass::Browsing => (key("key-basis-browsing"), key("key-basis-browsing-hint")),
        EventClass::Profile => (key("key-basis-profile"), key("key-basis-profile-hint")),
        EventClass::Other => (key("key-basis-other"), key("key-basis-other-hint")),
    }
}

/// "Orders: contract · Visits and clicks: consent …"; nothing for keys that send no events.
fn bases(ctx: &PageCtx, key: &ApiKey) -> Markup {
    if !matches!(key.scope, Scope::Site | Scope::Server) {
        return components::none(ctx);
    }
    html! {
        @for (at, class) in EventClass::ALL.iter().enumerate() {
            @if at > 0 { br; }
            (ctx.t(class_words(*class).0)) ": " (ctx.t_code("basis", key.bases.of(*class).word()))
        }
    }
}

async fn find(app: &App, id: &str) -> Result<ApiKey, Failure> {
    let id: KeyId = id.parse().map_err(|_| Failure::NOT_FOUND)?;
    let keys = blocking(app, |app| app.db.record.read(staff::list_keys)).await?;
    keys.into_iter().find(|key| key.id == id && key.revoked_at.is_none()).ok_or(Failure::NOT_FOUND)
}

async fn ask(Allowed(signed, Own): Allowed<Own>, Path(id): Path<String>) -> Result<Html, Failure> {
    let found = find(&signed.app, &id).await?;
    let ctx = &signed.ctx;
    let content = html! {
        div.section.card.stack {
            p { (ctx.t("key-revoke-text")) }
            div.actions {
                (components::post_button(ctx, &format!("/admin/settings/keys/{}/revoke", found.id), &ctx.t("key-revoke-now"), Tone::Bad))
                (components::button_link(Place::Keys.path(), &ctx.t("action-cancel")))
            }
        }
    };
    let heading = Heading::new(ctx.t_with("key-revoke-title", &[("name", found.name.as_str().into())]));
    let heading = heading.crumb(ctx.t("nav-settings"), Place::Store.path()).crumb(ctx.t("settings-keys"), Place::Keys.path());
    Ok(drawn(&signed, Place::Keys, heading, content))
}

#[derive(Deserialize)]
struct Nothing {}

async fn revoke(
    Path(id): Path<String>,
    AllowedForm(signed, Own, Nothing {}): AllowedForm<Own, Nothing>,
) -> Result<Response, Failure> {
    let found = find(&signed.app, &id).await?;
    let app = &signed.app;
    let (node, now) = (app.node, app.clock.now());
    let deed = signed.deed(Deed::KeyRevoked, found.id);
    let done: db::Result<bool> = app
        .recorder
        .submit(move |tx| {
            deed.write(tx)?;
            let done = staff::revoke_key(tx, found.id, now)?;
            // The door on every node looks again before it takes the next event.
            journal::note_change(tx, node, None, now)?;
            Ok(done)
        })
        .await;
    done?;
    app.api_keys.forget();
    tracing::info!(key = %found.id, staff = %signed.staff.id, "a key was revoked");
    Ok(see_other("/admin/settings/keys?done=revoked"))
}
