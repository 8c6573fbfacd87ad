//! One's own password: another one, for whoever knows the present one. Whatever was open under it elsewhere ends.

use super::need::Anyone;
use super::{Allowed, AllowedForm, Failure, Signed, blocking, password};
use crate::app::App;
use axum::Router;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use base::id::StaffId;
use foundation::staff::{self, AuditRow, Deed, StaffError};
use maud::html;
use serde::Deserialize;
use web::forms::{self, Field, FieldErrors};
use web::http::see_other;
use web::layout::{Heading, PASSWORD_PATH, page};
use web::{Html, key};

pub fn router() -> Router<App> {
    Router::new().route(PASSWORD_PATH, get(show).post(take))
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Change {
    old: String,
    password: String,
}

async fn show(Allowed(signed, Anyone): Allowed<Anyone>) -> Html {
    draw(&signed, &FieldErrors::default())
}

async fn take(AllowedForm(signed, Anyone, form): AllowedForm<Anyone, Change>) -> Result<Response, Failure> {
    let (app, ctx, person) = (&signed.app, &signed.ctx, &signed.staff);
    let mut errors = FieldErrors::default();
    if let Some(wrong) = password::wrong(ctx, &form.password, &[&person.email, &person.name, &signed.store.name]) {
        errors.add("password", wrong);
        return Ok(draw(&signed, &errors).status(StatusCode::UNPROCESSABLE_ENTITY).into_response());
    }
    // Who sits down at somebody's open session may guess no faster than at the login.
    let address = app.keys.identity_hash(202, &person.email.trim().to_lowercase());
    if let Err(wait) = app.sign_in.attempt(address, app.clock.now()) {
        errors.add("old", ctx.t_with(key("login-limited"), &[("minutes", wait.as_secs().div_ceil(60).max(1).into())]));
        return Ok(draw(&signed, &errors).status(StatusCode::TOO_MANY_REQUESTS).into_response());
    }
    let _turn = app.sign_in.turn().await.ok_or(Failure::NOT_NOW)?;
    let (id, email, token) = (person.id, person.email.clone(), signed.token.clone());
    match blocking(app, move |app| change(app, id, &email, token, &form)).await {
        Ok(true) => {
            app.sign_in.succeeded(address);
            Ok(see_other(&format!("{PASSWORD_PATH}?done=password")))
        }
        Ok(false) => {
            errors.add("old", ctx.t(key("own-password-wrong")));
            Ok(draw(&signed, &errors).status(StatusCode::UNPROCESSABLE_ENTITY).into_response())
        }
        Err(StaffError::Db(error)) => Err(error.into()),
        Err(_) => Err(Failure::UNREADABLE),
    }
}

/// Sets the new password and ends every session but this one, in one commit; false where the old one is not theirs.
fn change(app: &App, id: StaffId, email: &str, token: String, form: &Change) -> Result<bool, StaffError> {
    let (keys, mut rng, now) = (app.keys.clone(), app.fork_rng(), app.clock.now());
    let found = app.db.record.read(|tx| staff::find_login(tx, &keys, email))?;
    let stored = found.map(|(_, stored)| stored);
    if !staff::check_password(stored.as_deref(), &form.old) {
        let failed = AuditRow::new(None, Deed::SignInFailed, id, now, &mut rng);
        app.recorder.submit(move |tx| failed.write(tx)).wait()?;
        return Ok(false);
    }
    let new = staff::hash_password(&form.password, &mut rng)?;
    let deed = AuditRow::new(Some(id), Deed::PasswordSet, id, now, &mut rng);
    let email = email.to_owned();
    let changed = app.recorder.submit(move |tx| {
        // Checking took a while: the account may have been disabled, or its password set anew.
        if staff::find_login(tx, &keys, &email)?.map(|(_, now)| now) != stored {
            return Ok(false);
        }
        staff::set_password(tx, id, &new)?;
        staff::end_other_sessions(tx, &keys, id, &token)?;
        deed.write(tx)?;
        Ok::<_, StaffError>(true)
    });
    changed.wait()
}

fn draw(signed: &Signed, errors: &FieldErrors) -> Html {
    let ctx = &signed.ctx;
    let content = html! {
        (forms::error_summary(ctx, errors))
        div.section.card {
            (forms::post(ctx, PASSWORD_PATH, html! {
                // Shown so that a password manager keeps both together.
                (Field::email("email", ctx.t(key("login-email"))).value(&signed.staff.email).autocomplete("username").read_only())
                (Field::password("old", ctx.t(key("staff-password-old"))).error(errors.get("old"))
                    .autocomplete("current-password").max_length(256).required())
                (Field::password("password", ctx.t(key("staff-password-new"))).hint(password::hint(ctx))
                    .error(errors.get("password")).autocomplete("new-password").max_length(256).required())
                (forms::submit_row(&ctx.t(key("own-password-submit")), None))
            }))
        }
    };
    page(ctx, &Heading::new(ctx.t(key("own-password-title"))).state(html! { (ctx.t(key("own-password-state"))) }), content)
}
