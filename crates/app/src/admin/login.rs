//! The way in and the way out.

use super::need::Anyone;
use super::session::{find_session, no_session_cookie, session_cookie};
use super::{AllowedForm, Failure, Visitor, VisitorForm, blocking, setup};
use crate::app::App;
use axum::Router;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use base::Locale;
use foundation::staff::{self, AuditRow, Deed};
use maud::{Markup, html};
use serde::Deserialize;
use std::time::Duration;
use web::forms::{self, Field};
use web::http::{PREFERENCES_PATH, local_path, see_other, see_other_with};
use web::layout::{ADMIN_PATH, Flash, Heading, LOGOUT_PATH, Tone, bare};
use web::{Html, PageCtx, components, http, key};

/// What whoever runs the installation types to make an account.
const NEW_ACCOUNT_COMMAND: &str = "amana admin create --email NAME@EXAMPLE.COM";

pub fn router() -> Router<App> {
    Router::new().route("/login", get(show).post(take)).route(LOGOUT_PATH, post(leave)).route(PREFERENCES_PATH, get(prefer))
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Way {
    to: String,
    out: String,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct LoginForm {
    email: String,
    password: String,
    to: String,
}

/// Why nobody was let in.
enum Refused {
    Wrong,
    Wait(Duration),
}

async fn show(State(app): State<App>, mut visitor: Visitor, Query(way): Query<Way>) -> Result<Response, Failure> {
    if !visitor.has_accounts {
        return Ok(setup::waiting(&visitor).into_response());
    }
    if find_session(&app, &visitor.headers).await?.1.is_some() {
        return Ok(see_other(target(&way.to)));
    }
    if !way.out.is_empty() {
        let text = visitor.ctx.t("logged-out").into_owned();
        visitor.ctx.flash = Some(Flash { tone: Tone::Good, text });
    }
    let form = LoginForm { to: way.to, ..LoginForm::default() };
    Ok(page(&visitor, &form, None).cookie(visitor.cookie()).into_response())
}

async fn take(VisitorForm(visitor, form): VisitorForm<LoginForm>) -> Result<Response, Failure> {
    let app = &visitor.app;
    // A hash of the folded text stands for the address: whether it is one, and known, must not be told by the wait.
    let address = app.keys.identity_hash(202, &form.email.trim().to_lowercase());
    if let Err(wait) = app.sign_in.attempt(address, app.clock.now()) {
        return Ok(refusal(&visitor, &form, &Refused::Wait(wait)));
    }
    let _turn = app.sign_in.turn().await.ok_or(Failure::NOT_NOW)?;
    let (email, password) = (form.email.clone(), form.password.clone());
    let Some(token) = blocking(app, move |app| sign_in(app, &email, &password)).await? else {
        tracing::info!("a login was refused");
        return Ok(refusal(&visitor, &form, &Refused::Wrong));
    };
    app.sign_in.succeeded(address);
    Ok(see_other_with(target(&form.to), &[session_cookie(app, &token)]))
}

/// A session of the account that address and password belong to. A failure takes as long where there is no such account,
/// up to the line in the audit log, which nobody waits for.
fn sign_in(app: &App, email: &str, password: &str) -> db::Result<Option<String>> {
    let found = app.db.record.read(|tx| staff::find_login(tx, &app.keys, email))?;
    let right = staff::check_password(found.as_ref().map(|(_, stored)| stored.as_str()), password);
    let Some((account, stored)) = found else { return Ok(None) };
    let (keys, mut rng, now) = (app.keys.clone(), app.fork_rng(), app.clock.now());
    if !right {
        let failed = AuditRow::new(None, Deed::SignInFailed, account.id, now, &mut rng);
        drop(app.recorder.submit(move |tx| failed.write(tx)));
        return Ok(None);
    }
    tracing::info!(staff = %account.id, locale = %account.locale, "somebody logged in");
    let came = AuditRow::new(Some(account.id), Deed::SignedIn, account.id, now, &mut rng);
    let email = email.to_owned();
    let opened = app.recorder.submit(move |tx| {
        // Checking took a while: the account may have been disabled, or its password set anew.
        if staff::find_login(tx, &keys, &email)?.is_none_or(|(_, now)| now != stored) {
            return Ok(None);
        }
        came.write(tx)?;
        staff::open_session(tx, &keys, &mut rng, account.id, now).map(Some)
    });
    opened.wait()
}

/// Where to go after login: back to the page that asked for it, and nowhere else.
fn target(to: &str) -> &str {
    local_path(to).filter(|path| !path.starts_with("/login")).unwrap_or(ADMIN_PATH)
}

fn refusal(visitor: &Visitor, form: &LoginForm, why: &Refused) -> Response {
    let (words, status, wait) = match why {
        Refused::Wrong => (visitor.ctx.t("login-failed").into_owned(), StatusCode::UNPROCESSABLE_ENTITY, None),
        Refused::Wait(wait) => {
            let seconds = wait.as_secs().max(1);
            let words = if seconds <= 60 {
                visitor.ctx.t_with("login-limited-seconds", &[("seconds", seconds.into())])
            } else {
                visitor.ctx.t_with("login-limited", &[("minutes", seconds.div_ceil(60).into())])
            };
            (words, StatusCode::TOO_MANY_REQUESTS, Some(seconds))
        }
    };
    let page = page(visitor, form, Some(&words)).status(status).cookie(visitor.cookie());
    match wait {
        Some(seconds) => page.retry_after(u32::try_from(seconds).unwrap_or(900)).into_response(),
        None => page.into_response(),
    }
}

fn page(visitor: &Visitor, form: &LoginForm, error: Option<&str>) -> Html {
    let ctx = &visitor.ctx;
    let content = html! {
        div.stack {
            div.card.section {
                (forms::post(ctx, "/login", html! {
                    @if let Some(error) = error { p.field-error role="alert" { (error) } }
                    @if !form.to.is_empty() { (forms::hidden("to", &form.to)) }
                    (Field::email("email", ctx.t("login-email")).value(&form.email).autocomplete("username").max_length(254).required())
                    (Field::password("password", ctx.t("login-password")).autocomplete("current-password").max_length(256).required())
                    (forms::submit_row(&ctx.t("login-submit"), None))
                }))
            }
            (forgotten(ctx))
        }
    };
    bare(ctx, &Heading::new(ctx.t("login-title")).state(html! { (ctx.t("login-state")) }), content)
}

/// The sentence about a forgotten password, its command set as code.
fn forgotten(ctx: &PageCtx) -> Markup {
    const PLACE: &str = "\u{fffc}";
    let words = ctx.lang().t_plain(key("login-forgot"), &[("command", PLACE.into())]);
    let (before, after) = words.split_once(PLACE).unwrap_or((&words, ""));
    html! { p.quiet { (before) (components::command(NEW_ACCOUNT_COMMAND)) (after) } }
}

#[derive(Deserialize)]
struct Nothing {}

async fn leave(AllowedForm(signed, Anyone, Nothing {}): AllowedForm<Anyone, Nothing>) -> Result<Response, Failure> {
    let app = signed.app.clone();
    let (keys, token) = (app.keys.clone(), signed.token.clone());
    let left = signed.deed(Deed::SignedOut, signed.staff.id);
    app.recorder
        .submit(move |tx| {
            left.write(tx)?;
            staff::end_session(tx, &keys, &token)
        })
        .await
        .map_err(|error: db::Error| Failure::from(error))?;
    Ok(see_other_with("/login?out=1", &[no_session_cookie(&app)]))
}

/// A language or a theme was chosen: the cookie says so here, the account on every other device.
async fn prefer(State(app): State<App>, headers: HeaderMap, uri: Uri) -> Result<Response, Failure> {
    let wish = Query::try_from_uri(&uri).map_err(|_| Failure::UNREADABLE)?;
    let language = uri.query().unwrap_or_default().split('&').find_map(|part| Locale::from_tag(part.strip_prefix("lang=")?));
    if let Some(locale) = language
        && super::form::is_from_here(&app, &headers)
        && let Some((staff, _)) = find_session(&app, &headers).await?.1
        && staff.locale != locale
    {
        let saved: db::Result<()> = app.recorder.submit(move |tx| staff::set_locale(tx, staff.id, locale)).await;
        saved?;
    }
    Ok(http::preferences(wish).await)
}
