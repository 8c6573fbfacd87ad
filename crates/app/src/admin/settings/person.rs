//! One account: its role and teams, a new link, its end and its return.

use super::people::{link_page, state};
use super::person_form::PersonForm;
use super::{Place, drawn};
use crate::admin::need::Own;
use crate::admin::{Allowed, AllowedForm, Failure, Signed, blocking};
use crate::app::App;
use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use base::id::StaffId;
use foundation::staff::{self, Account, AuditRow, ChangeError, Deed, Permission, Team};
use maud::{Markup, html};
use serde::Deserialize;
use web::components::{self, Tone};
use web::forms::{self, FieldErrors};
use web::http::see_other;
use web::layout::Heading;
use web::{Html, key};

const PATH: &str = "/admin/settings/people/{person}";

pub(super) fn router() -> Router<App> {
    Router::new()
        .route(PATH, get(show).post(change))
        .route("/admin/settings/people/{person}/link", post(new_link))
        .route("/admin/settings/people/{person}/sign-out", post(sign_out))
        .route("/admin/settings/people/{person}/disable", post(disable))
        .route("/admin/settings/people/{person}/enable", post(enable))
}

#[derive(Deserialize)]
struct Nothing {}

/// The account that an address names, and the store's own teams.
async fn find(signed: &Signed, person: &str) -> Result<(Account, Vec<Team>), Failure> {
    let id: StaffId = person.parse().map_err(|_| Failure::NOT_FOUND)?;
    let found = blocking(&signed.app, move |app| {
        app.db.record.read(|tx| Ok::<_, db::Error>((staff::account(tx, &app.keys, id)?, staff::list_teams(tx)?)))
    });
    let (account, teams) = found.await?;
    Ok((account.ok_or(Failure::NOT_FOUND)?, teams))
}

async fn show(Allowed(signed, Own): Allowed<Own>, Path(person): Path<String>) -> Result<Html, Failure> {
    let (account, teams) = find(&signed, &person).await?;
    Ok(page(&signed, &account, &teams, &PersonForm::of(&account.staff), &FieldErrors::default()))
}

async fn change(
    Path(person): Path<String>,
    AllowedForm(mut signed, Own, fields): AllowedForm<Own, Vec<(String, String)>>,
) -> Result<Response, Failure> {
    let (account, teams) = find(&signed, &person).await?;
    let form = PersonForm::of_fields(fields);
    let errors = form.check(&signed.ctx, false);
    let id = account.staff.id;
    let Some(role) = form.role().filter(|_| errors.is_empty()) else {
        signed.warn(signed.ctx.t("form-not-saved"));
        return Ok(page(&signed, &account, &teams, &form, &errors).status(StatusCode::UNPROCESSABLE_ENTITY).into_response());
    };
    let deed = signed.deed(Deed::AccountChanged, id).detail(form.detail());
    let (built_in, own) = (form.built_in(), form.own());
    let changed = signed.app.recorder.submit(move |tx| {
        staff::set_place(tx, id, role, &built_in, &own)?;
        Ok::<_, ChangeError>(deed.write(tx)?)
    });
    match changed.await {
        // Whoever gave up the ownership is no longer let in here.
        Ok(()) if id == signed.staff.id && !role.may(Permission::Own) => Ok(see_other("/admin?done=saved")),
        other => answer(signed, &person, other, "saved").await,
    }
}

async fn disable(
    Path(person): Path<String>,
    AllowedForm(signed, Own, Nothing {}): AllowedForm<Own, Nothing>,
) -> Result<Response, Failure> {
    let now = signed.app.clock.now();
    let work = move |tx: &mut db::Tx<'_>, id| staff::disable(tx, id, now);
    let done = carry_out(&signed, &person, Deed::AccountDisabled, work).await?;
    answer(signed, &person, done, "disabled").await
}

async fn enable(
    Path(person): Path<String>,
    AllowedForm(signed, Own, Nothing {}): AllowedForm<Own, Nothing>,
) -> Result<Response, Failure> {
    let done = carry_out(&signed, &person, Deed::AccountEnabled, staff::enable).await?;
    answer(signed, &person, done, "enabled").await
}

async fn sign_out(
    Path(person): Path<String>,
    AllowedForm(signed, Own, Nothing {}): AllowedForm<Own, Nothing>,
) -> Result<Response, Failure> {
    let work = |tx: &mut db::Tx<'_>, id| Ok(staff::end_sessions_of(tx, id)?);
    let done = carry_out(&signed, &person, Deed::SignedOutEverywhere, work).await?;
    answer(signed, &person, done, "signed-out").await
}

/// A new link, for whoever never used theirs or forgot the password. The old password serves until the link is used.
async fn new_link(
    Path(person): Path<String>,
    AllowedForm(signed, Own, Nothing {}): AllowedForm<Own, Nothing>,
) -> Result<Response, Failure> {
    let (account, _) = find(&signed, &person).await?;
    if account.disabled_at.is_some() {
        return Err(Failure::NOT_FOUND);
    }
    let app = &signed.app;
    let (keys, mut rng, now, by) = (app.keys.clone(), app.fork_rng(), app.clock.now(), signed.staff.id);
    let id = account.staff.id;
    let made: db::Result<String> = app
        .recorder
        .submit(move |tx| {
            AuditRow::new(Some(by), Deed::LinkMade, id, now, &mut rng).write(tx)?;
            staff::invite(tx, &keys, &mut rng, id, now)
        })
        .await;
    Ok(link_page(&signed, &account.staff.name, &made?).into_response())
}

/// Does something to an account, and writes it down in the same commit.
async fn carry_out(
    signed: &Signed,
    person: &str,
    deed: Deed,
    work: impl FnOnce(&mut db::Tx<'_>, StaffId) -> Result<(), ChangeError> + Send + 'static,
) -> Result<Result<(), ChangeError>, Failure> {
    let id: StaffId = person.parse().map_err(|_| Failure::NOT_FOUND)?;
    let deed = signed.deed(deed, id);
    let done = signed.app.recorder.submit(move |tx| {
        work(tx, id)?;
        Ok::<_, ChangeError>(deed.write(tx)?)
    });
    Ok(done.await)
}

/// Back to the account's page; it says what was done, or why nothing was.
async fn answer(signed: Signed, person: &str, done: Result<(), ChangeError>, word: &str) -> Result<Response, Failure> {
    match done {
        Ok(()) => Ok(see_other(&format!("{}/{person}?done={word}", Place::People.path()))),
        Err(ChangeError::LastOwner) => {
            let (account, teams) = find(&signed, person).await?;
            let mut errors = FieldErrors::default();
            errors.add("role", signed.ctx.t(key("person-last-owner")));
            let form = PersonForm::of(&account.staff);
            Ok(page(&signed, &account, &teams, &form, &errors).status(StatusCode::CONFLICT).into_response())
        }
        Err(ChangeError::Db(error)) => Err(error.into()),
        Err(_) => Err(Failure::NOT_FOUND),
    }
}

fn page(signed: &Signed, account: &Account, teams: &[Team], form: &PersonForm, errors: &FieldErrors) -> Html {
    let ctx = &signed.ctx;
    let path = format!("{}/{}", Place::People.path(), account.staff.id);
    let place = html! {
        (forms::error_summary(ctx, errors))
        div.section.card {
            (forms::post(ctx, &path, html! {
                (form.place_fields(ctx, teams, errors))
                (forms::submit_row(&ctx.t("action-save"), Some(components::button_link(Place::People.path(), &ctx.t("action-cancel")))))
            }))
        }
    };
    let beside = components::card(&ctx.t("people-sign-in"), None, sign_in(signed, account, &path));
    let name = if account.staff.name.is_empty() { &account.staff.email } else { &account.staff.name };
    let heading = Heading::of_name(name).crumb(ctx.t("nav-settings"), Place::Store.path());
    let heading = heading.crumb(ctx.t("settings-tab-people"), Place::People.path());
    drawn(signed, Place::People, heading.state(state(ctx, account)), components::two_columns(place, beside))
}

fn sign_in(signed: &Signed, account: &Account, path: &str) -> Markup {
    let ctx = &signed.ctx;
    let button = |verb: &str, said: &str, tone| components::post_button(ctx, &format!("{path}/{verb}"), &ctx.t(said), tone);
    let mut facts = vec![
        (ctx.t("people-email").into_owned(), components::ltr(&account.staff.email)),
        (ctx.t("person-since").into_owned(), components::time(ctx, account.created_at)),
    ];
    if let Some(until) = account.invited_until.filter(|until| ctx.now < *until) {
        facts.push((ctx.t("person-link-until").into_owned(), components::time(ctx, until)));
    }
    if let Some(at) = account.disabled_at {
        facts.push((ctx.t("person-disabled").into_owned(), components::time(ctx, at)));
    }
    html! {
        div.stack {
            (components::facts(&facts))
            @if account.disabled_at.is_some() {
                p.quiet { (ctx.t("person-enable-text")) }
                div.actions { (button("enable", key("person-enable"), Tone::Neutral)) }
            } @else {
                p.quiet { (ctx.t("person-link-text")) }
                div.actions { (button("link", key("person-link"), Tone::Neutral)) }
                @if account.has_password { div.actions { (button("sign-out", key("person-sign-out"), Tone::Neutral)) } }
                p.quiet { (ctx.t("person-disable-text")) }
                div.actions { (button("disable", key("person-disable"), Tone::Bad)) }
            }
        }
    }
}
