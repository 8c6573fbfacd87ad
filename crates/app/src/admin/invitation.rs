//! A link by which somebody of the staff sets their password: once, for three days.

use super::session::session_cookie;
use super::{Failure, Visitor, VisitorForm, blocking, password};
use crate::app::App;
use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use base::Locale;
use foundation::staff::{self, AuditRow, Deed, Staff, StaffError};
use maud::html;
use serde::Deserialize;
use web::components::button_link;
use web::forms::{self, Field, FieldErrors};
use web::http::see_other_with;
use web::layout::{ADMIN_PATH, Heading, bare};
use web::{Html, key};

/// Letters of a token; more is none of ours.
const TOKEN_CHARS_MAX: usize = 64;

pub fn router() -> Router<App> {
    Router::new().route("/invitation/{token}", get(show).post(take))
}

/// The address that is handed to the person.
pub(super) fn link(app: &App, token: &str) -> String {
    format!("{}/invitation/{token}", app.config.base_url)
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct PasswordForm {
    password: String,
}

async fn show(visitor: Visitor, Path(token): Path<String>) -> Result<Response, Failure> {
    let Some(staff) = find(&visitor, &token).await? else { return Ok(no_link(&visitor)) };
    Ok(page(&visitor, &token, &staff, &FieldErrors::default()).cookie(visitor.cookie()).into_response())
}

async fn take(Path(token): Path<String>, VisitorForm(visitor, form): VisitorForm<PasswordForm>) -> Result<Response, Failure> {
    let Some(staff) = find(&visitor, &token).await? else { return Ok(no_link(&visitor)) };
    if let Some(wrong) = password::wrong(&visitor.ctx, &form.password, &[&staff.email, &staff.name, &visitor.store.name]) {
        let mut errors = FieldErrors::default();
        errors.add("password", wrong);
        let page = page(&visitor, &token, &staff, &errors).status(StatusCode::UNPROCESSABLE_ENTITY);
        return Ok(page.cookie(visitor.cookie()).into_response());
    }
    let _turn = visitor.app.sign_in.turn().await.ok_or(Failure::NOT_NOW)?;
    let locale = visitor.ctx.locale();
    match blocking(&visitor.app, move |app| accept(app, &token, &form.password, locale)).await {
        Ok(Some(session)) => {
            let start = format!("{ADMIN_PATH}?done=welcome");
            Ok(see_other_with(&start, &[session_cookie(&visitor.app, &session)]))
        }
        Ok(None) => Ok(no_link(&visitor)),
        Err(StaffError::Db(error)) => Err(error.into()),
        Err(_) => Err(Failure::UNREADABLE),
    }
}

async fn find(visitor: &Visitor, token: &str) -> Result<Option<Staff>, Failure> {
    if token.len() > TOKEN_CHARS_MAX {
        return Ok(None);
    }
    let token = token.to_owned();
    blocking(&visitor.app, move |app| app.db.record.read(|tx| staff::invited(tx, &app.keys, &token, app.clock.now())))
        .await
        .map_err(|error: db::Error| error.into())
}

/// The password and the first session under it, in one commit; `None` where the link was used up in between.
fn accept(app: &App, token: &str, password: &str, locale: Locale) -> Result<Option<String>, StaffError> {
    let (keys, mut rng, now) = (app.keys.clone(), app.fork_rng(), app.clock.now());
    let password = staff::hash_password(password, &mut rng)?;
    let token = token.to_owned();
    let accepted = app.recorder.submit(move |tx| {
        let Some(id) = staff::accept(tx, &keys, &token, &password, now)? else { return Ok(None) };
        // From here on they read in the language that they chose the password in.
        staff::set_locale(tx, id, locale)?;
        AuditRow::new(Some(id), Deed::PasswordSet, id, now, &mut rng).write(tx)?;
        AuditRow::new(Some(id), Deed::SignedIn, id, now, &mut rng).write(tx)?;
        Ok::<_, StaffError>(Some(staff::open_session(tx, &keys, &mut rng, id, now)?))
    });
    accepted.wait()
}

/// One answer to every link that is none: used, run out, ended or made up.
fn no_link(visitor: &Visitor) -> Response {
    let ctx = &visitor.ctx;
    let content = html! {
        div.card.section.stack {
            p { (ctx.t(key("invitation-over-text"))) }
            p.actions { (button_link("/login", &ctx.t(key("login-submit")))) }
        }
    };
    bare(ctx, &Heading::new(ctx.t(key("invitation-over"))), content).status(StatusCode::FORBIDDEN).into_response()
}

fn page(visitor: &Visitor, token: &str, staff: &Staff, errors: &FieldErrors) -> Html {
    let ctx = &visitor.ctx;
    let content = html! {
        div.stack {
            (forms::error_summary(ctx, errors))
            div.card.section {
                (forms::post(ctx, &format!("/invitation/{token}"), html! {
                    // Shown so that a password manager keeps both together.
                    (Field::email("email", ctx.t(key("invitation-email"))).value(&staff.email).autocomplete("username").read_only())
                    (Field::password("password", ctx.t(key("staff-password-new"))).hint(password::hint(ctx))
                        .error(errors.get("password")).autocomplete("new-password").max_length(256).required())
                    (forms::submit_row(&ctx.t(key("invitation-submit")), None))
                }))
            }
        }
    };
    bare(ctx, &Heading::new(ctx.t(key("invitation-title"))).state(html! { (ctx.t(key("invitation-state"))) }), content)
}
