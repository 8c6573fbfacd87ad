//! A new key: what it may do, on which legal basis what it sends is kept, and its text, once.

use super::keys::{class_words, scope_words};
use super::{Place, drawn};
use crate::admin::need::Own;
use crate::admin::{Allowed, AllowedForm, Failure, Signed};
use crate::app::App;
use axum::Router;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use base::Id as _;
use foundation::consent::{Basis, EventClass};
use foundation::journal;
use foundation::staff::{self, AuditRow, Bases, Deed, Scope};
use maud::{Markup, html};
use serde::Deserialize;
use web::components::{self, Tab, Tone};
use web::forms::{self, Field, FieldErrors};
use web::layout::Heading;
use web::{Html, PageCtx, key};

const NAME_CHARS_MAX: usize = 80;
const PATH: &str = "/admin/settings/keys/new";

pub(super) fn router() -> Router<App> {
    Router::new().route(PATH, get(show).post(take))
}

#[derive(Deserialize)]
struct Wish {
    #[serde(default)]
    scope: String,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct KeyForm {
    name: String,
    scope: String,
    basis_orders: String,
    basis_browsing: String,
    basis_profile: String,
    basis_other: String,
}

/// The field of a class of event.
const fn field_of(class: EventClass) -> &'static str {
    match class {
        EventClass::Orders => "basis_orders",
        EventClass::Browsing => "basis_browsing",
        EventClass::Profile => "basis_profile",
        EventClass::Other => "basis_other",
    }
}

/// The classes of event whose basis a key of this scope names. A page's word on orders is never taken.
fn classes_of(scope: Scope) -> &'static [EventClass] {
    match scope {
        Scope::Site => &[EventClass::Browsing, EventClass::Profile, EventClass::Other],
        Scope::Server => EventClass::ALL,
        Scope::Read | Scope::Admin => &[],
    }
}

impl KeyForm {
    fn of_scope(scope: Scope) -> Self {
        let bases = Bases::default_for(scope);
        let word = |class| bases.of(class).word().to_owned();
        Self {
            name: String::new(),
            scope: scope.word().to_owned(),
            basis_orders: word(EventClass::Orders),
            basis_browsing: word(EventClass::Browsing),
            basis_profile: word(EventClass::Profile),
            basis_other: word(EventClass::Other),
        }
    }

    fn basis(&self, class: EventClass) -> &str {
        match class {
            EventClass::Orders => &self.basis_orders,
            EventClass::Browsing => &self.basis_browsing,
            EventClass::Profile => &self.basis_profile,
            EventClass::Other => &self.basis_other,
        }
    }

    fn check(&self, ctx: &PageCtx, scope: Scope) -> Result<Bases, FieldErrors> {
        let mut errors = FieldErrors::default();
        let name = self.name.trim();
        if name.is_empty() {
            errors.add("name", ctx.t(key("form-required")));
        } else if name.chars().count() > NAME_CHARS_MAX || name.contains(char::is_control) {
            errors.add("name", ctx.t_with(key("form-too-long"), &[("max", NAME_CHARS_MAX.into())]));
        }
        let mut bases = Bases::default_for(scope);
        for class in classes_of(scope) {
            match Basis::from_word(self.basis(*class)) {
                Some(basis) => bases = bases.with(*class, basis),
                None => errors.add(field_of(*class), ctx.t(key("form-not-choice"))),
            }
        }
        if errors.is_empty() { Ok(bases) } else { Err(errors) }
    }
}

async fn show(Allowed(signed, Own): Allowed<Own>, Query(wish): Query<Wish>) -> Html {
    let scope = Scope::from_word(&wish.scope).unwrap_or(Scope::Server);
    page(&signed, scope, &KeyForm::of_scope(scope), &FieldErrors::default())
}

async fn take(AllowedForm(mut signed, Own, form): AllowedForm<Own, KeyForm>) -> Result<Response, Failure> {
    let scope = Scope::from_word(&form.scope).ok_or(Failure::UNREADABLE)?;
    let bases = match form.check(&signed.ctx, scope) {
        Ok(bases) => bases,
        Err(errors) => {
            signed.warn(signed.ctx.t("form-not-saved"));
            return Ok(page(&signed, scope, &form, &errors).status(StatusCode::UNPROCESSABLE_ENTITY).into_response());
        }
    };
    let app = &signed.app;
    let (keys, mut rng, node, now) = (app.keys.clone(), app.fork_rng(), app.node, app.clock.now());
    let name = form.name.trim().to_owned();
    let staff = signed.staff.id;
    let made: db::Result<_> = app
        .recorder
        .submit(move |tx| {
            let made = staff::create_key(tx, &keys, &mut rng, &name, scope, bases, now)?;
            journal::note_change(tx, node, None, now)?;
            let deed = AuditRow::new(Some(staff), Deed::KeyMade, made.0, now, &mut rng);
            deed.detail(format!("scope={}", scope.word())).write(tx)?;
            Ok(made)
        })
        .await;
    let (id, text) = made?;
    app.api_keys.forget();
    tracing::info!(key = %id, scope = scope.word(), staff = %signed.staff.id, "a key was made");
    let secret = (scope == Scope::Site).then(|| app.keys.page_secret(id.raw()));
    Ok(made_page(&signed, scope, &text, secret.as_deref()).into_response())
}

fn page(signed: &Signed, scope: Scope, form: &KeyForm, errors: &FieldErrors) -> Html {
    let ctx = &signed.ctx;
    let scopes: Vec<Tab> = [Scope::Server, Scope::Site, Scope::Read, Scope::Admin]
        .into_iter()
        .map(|one| Tab {
            label: ctx.t(scope_words(one).0).into_owned(),
            href: format!("{PATH}?scope={}", one.word()),
            current: one == scope,
            count: None,
        })
        .collect();
    let classes = classes_of(scope);
    let content = html! {
        (forms::error_summary(ctx, errors))
        div.section.card.stack {
            div {
                (components::choices(&ctx.t("key-scope"), &scopes))
                p.hint.choices-hint { (ctx.t(scope_words(scope).1)) }
            }
            (forms::post(ctx, PATH, html! {
                (forms::hidden("scope", scope.word()))
                (Field::text("name", ctx.t("key-name")).hint(ctx.t("key-name-hint")).value(&form.name)
                    .error(errors.get("name")).max_length(80).required())
                @if !classes.is_empty() {
                    (forms::group(&ctx.t("key-basis"), Some(&ctx.t("key-basis-hint")), html! {
                        @for class in classes { (basis_field(ctx, *class, form.basis(*class)).error(errors.get(field_of(*class)))) }
                    }))
                    (components::disclosure(&ctx.t("key-basis-which"), meanings(ctx)))
                }
                (forms::submit_row(&ctx.t("key-create"), Some(components::button_link(Place::Keys.path(), &ctx.t("action-cancel")))))
            }))
        }
    };
    let heading = Heading::new(ctx.t("key-new-title"));
    let heading = heading.crumb(ctx.t("nav-settings"), Place::Store.path()).crumb(ctx.t("settings-keys"), Place::Keys.path());
    drawn(signed, Place::Keys, heading, content)
}

fn basis_field(ctx: &PageCtx, class: EventClass, value: &str) -> Field {
    let (name, hint) = class_words(class);
    let options = Basis::ALL.iter().map(|basis| (basis.word().to_owned(), ctx.t_code("basis", basis.word()).into_owned()));
    Field::select(field_of(class), ctx.t(name), options).hint(ctx.t(hint)).value(value)
}

/// Each legal basis in plain words.
fn meanings(ctx: &PageCtx) -> Markup {
    let rows: Vec<(String, Markup)> = [
        (Basis::Contract, key("basis-contract-hint")),
        (Basis::Consent, key("basis-consent-hint")),
        (Basis::LegalObligation, key("basis-legal-obligation-hint")),
        (Basis::LegitimateInterest, key("basis-legitimate-interest-hint")),
        (Basis::None, key("basis-none-hint")),
    ]
    .map(|(basis, hint)| (ctx.t_code("basis", basis.word()).into_owned(), html! { (ctx.t(hint)) }))
    .into();
    components::facts(&rows)
}

/// The one moment in which the key can be read.
fn made_page(signed: &Signed, scope: Scope, text: &str, secret: Option<&str>) -> Html {
    let ctx = &signed.ctx;
    let command = example(&signed.app.config.base_url, text, scope, &signed.store.currency);
    let content = html! {
        (components::callout(Tone::Good, &ctx.t("key-made-title"), &html! {
            p { (ctx.t("key-made-text")) }
            p { (components::copyable(ctx, text)) }
        }))
        @if let Some(secret) = secret {
            (components::callout(Tone::Neutral, &ctx.t("key-secret-title"), &html! {
                p { (ctx.t("key-secret-text")) }
                p { (components::copyable(ctx, secret)) }
            }))
        }
        (components::card(&ctx.t("key-try"), None, html! {
            div.stack {
                p { (ctx.t(if matches!(scope, Scope::Site | Scope::Server) { key("key-try-text") } else { key("key-try-read-text") })) }
                pre dir="ltr" tabindex="0" { code { (command) } }
            }
        }))
        p.actions { (components::button_link_primary(Place::Keys.path(), &ctx.t("key-made-done"))) }
    };
    let heading = Heading::new(ctx.t("key-made-heading"));
    let heading = heading.crumb(ctx.t("nav-settings"), Place::Store.path()).crumb(ctx.t("settings-keys"), Place::Keys.path());
    drawn(signed, Place::Keys, heading, content)
}

/// A line for a terminal that uses the key: the first event, or the first question.
pub(in crate::admin) fn example(base_url: &str, key: &str, scope: Scope, currency: &str) -> String {
    let (call, body) = match scope {
        Scope::Server => (
            "track",
            format!(
                r#"{{"userId":"first-customer","event":"Order Completed","properties":{{"order_id":"1001","total":49.90,"currency":"{currency}"}}}}"#
            ),
        ),
        Scope::Site => (
            "page",
            r#"{"anonymousId":"first-visitor","name":"Home","context":{"consent":{"categoryPreferences":{"analytics":true}}}}"#
                .to_owned(),
        ),
        Scope::Read | Scope::Admin => {
            return format!("curl '{base_url}/api/v1/stats' \\\n  -H 'Authorization: Bearer {key}'");
        }
    };
    format!("curl '{base_url}/v1/{call}' -u '{key}:' \\\n  -H 'Content-Type: application/json' \\\n  -d '{body}'")
}
