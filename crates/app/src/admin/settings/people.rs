//! Who works here: every account with its role and teams, and a new one.

use super::person_form::PersonForm;
use super::{Place, drawn};
use crate::admin::need::Own;
use crate::admin::{Allowed, AllowedForm, Failure, Signed, blocking, invitation, words};
use crate::app::App;
use axum::Router;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use base::id::StaffId;
use foundation::staff::{self, Account, Deed, INVITATION_LASTS, NewStaff, Role, StaffError, Team};
use maud::{Markup, Render as _, html};
use web::components::{self, Column, Table, Tone};
use web::forms::{self, FieldErrors};
use web::layout::Heading;
use web::{Html, PageCtx, key};

const NEW: &str = "/admin/settings/people/new";

pub(super) fn router() -> Router<App> {
    Router::new().route(Place::People.path(), get(show)).route(NEW, get(new).post(take))
}

async fn show(Allowed(signed, Own): Allowed<Own>) -> Result<Html, Failure> {
    let accounts = blocking(&signed.app, |app| app.db.record.read(|tx| staff::list_accounts(tx, &app.keys))).await?;
    let ctx = &signed.ctx;
    let content = html! {
        div.section.card { (table(&signed, &accounts)) }
        (components::card(&ctx.t("people-roles"), None, components::facts(&roles(ctx))))
    };
    let here = accounts.iter().filter(|account| account.disabled_at.is_none() && account.has_password).count();
    let heading = Heading::new(ctx.t("people-title"))
        .state(html! { (ctx.t_with("people-state", &[("count", here.into())])) })
        .actions(components::button_link_primary(NEW, &ctx.t("people-invite")));
    Ok(drawn(&signed, Place::People, heading, content))
}

/// What each role does, in a sentence.
fn roles(ctx: &PageCtx) -> Vec<(String, Markup)> {
    let sentence = |role: Role| html! { (ctx.t_code("role", &format!("{}_hint", role.word()))) };
    Role::ALL.map(|role| (ctx.t_code("role", role.word()).into_owned(), sentence(role))).into()
}

fn table(signed: &Signed, accounts: &[Account]) -> Markup {
    let ctx = &signed.ctx;
    let columns = [
        Column::text(ctx.t("people-name")),
        Column::text(ctx.t("people-role")),
        Column::text(ctx.t("people-teams")),
        Column::text(ctx.t("people-sign-in")),
    ];
    let mut table = Table::new(ctx.t("settings-tab-people"), columns);
    for account in accounts {
        let person = &account.staff;
        let shown = if person.name.is_empty() { &person.email } else { &person.name };
        table.push([
            html! {
                (components::row_link(&format!("{}/{}", Place::People.path(), person.id), components::name(shown)))
                @if person.id == signed.staff.id { " " (components::badge(Tone::Neutral, &ctx.t("people-you"))) }
                span.provenance { (components::ltr(&person.email)) }
            },
            html! { (ctx.t_code("role", person.role.word())) },
            html! { (teams_said(ctx, account)) },
            state(ctx, account),
        ]);
    }
    table.render()
}

/// The teams that somebody is in, the store's own by their names.
fn teams_said(ctx: &PageCtx, account: &Account) -> String {
    let built_in = account.staff.teams.iter().map(|team| ctx.t_code("recipient", team.word()).into_owned());
    let own = account.staff.own_teams.iter().map(|team| team.name.clone());
    let all: Vec<String> = built_in.chain(own).collect();
    if all.is_empty() { ctx.t("people-no-team").into_owned() } else { words::list_of(ctx, &all) }
}

/// Whether somebody can sign in.
pub(super) fn state(ctx: &PageCtx, account: &Account) -> Markup {
    let badge = |tone, said: &str| components::badge(tone, &ctx.t(said));
    match (account.disabled_at, account.has_password, account.invited_until) {
        (Some(_), ..) => badge(Tone::Bad, key("person-disabled")),
        (None, true, _) => badge(Tone::Good, key("person-active")),
        (None, false, Some(until)) if ctx.now < until => badge(Tone::Accent, key("person-invited")),
        (None, false, _) => badge(Tone::Warn, key("person-link-over")),
    }
}

async fn new(Allowed(signed, Own): Allowed<Own>) -> Result<Html, Failure> {
    let teams = blocking(&signed.app, |app| app.db.record.read(staff::list_teams)).await?;
    Ok(page(&signed, &teams, &PersonForm::empty(), &FieldErrors::default()))
}

async fn take(AllowedForm(mut signed, Own, fields): AllowedForm<Own, Vec<(String, String)>>) -> Result<Response, Failure> {
    let form = PersonForm::of_fields(fields);
    let mut errors = form.check(&signed.ctx, true);
    if errors.is_empty() {
        let role = form.role().ok_or(Failure::UNREADABLE)?;
        match create(&signed, &form, role).await {
            Ok((_, token)) => return Ok(link_page(&signed, &form.name, &token).into_response()),
            Err(StaffError::Taken) => errors.add("email", signed.ctx.t(key("people-taken"))),
            Err(StaffError::Email) => errors.add("email", signed.ctx.t(key("form-not-email"))),
            Err(StaffError::Db(error)) => return Err(error.into()),
            Err(_) => return Err(Failure::UNREADABLE),
        }
    }
    signed.warn(signed.ctx.t("form-not-saved"));
    let teams = blocking(&signed.app, |app| app.db.record.read(staff::list_teams)).await?;
    Ok(page(&signed, &teams, &form, &errors).status(StatusCode::UNPROCESSABLE_ENTITY).into_response())
}

/// The account and its link, in one commit.
async fn create(signed: &Signed, form: &PersonForm, role: Role) -> Result<(StaffId, String), StaffError> {
    let app = &signed.app;
    let (keys, mut rng, now, locale) = (app.keys.clone(), app.fork_rng(), app.clock.now(), signed.store.locale());
    let (form, by) = (form.clone(), signed.staff.id);
    let made = app.recorder.submit(move |tx| {
        let (teams, own_teams) = (form.built_in(), form.own());
        let new = NewStaff { email: &form.email, name: &form.name, locale, role, teams: &teams, own_teams: &own_teams };
        let id = staff::create(tx, &keys, &mut rng, &new, None, now)?;
        let deed = staff::AuditRow::new(Some(by), Deed::AccountMade, id, now, &mut rng);
        deed.detail(form.detail()).write(tx)?;
        Ok((id, staff::invite(tx, &keys, &mut rng, id, now)?))
    });
    made.await
}

fn page(signed: &Signed, teams: &[Team], form: &PersonForm, errors: &FieldErrors) -> Html {
    let ctx = &signed.ctx;
    let content = html! {
        (forms::error_summary(ctx, errors))
        div.section.card {
            (forms::post(ctx, NEW, html! {
                (form.identity_fields(ctx, errors))
                (form.place_fields(ctx, teams, errors))
                (forms::submit_row(&ctx.t("people-invite-submit"), Some(components::button_link(Place::People.path(), &ctx.t("action-cancel")))))
            }))
        }
    };
    let heading = Heading::new(ctx.t("people-invite-title")).state(html! { (ctx.t("people-invite-state")) });
    let heading = heading.crumb(ctx.t("nav-settings"), Place::Store.path());
    let heading = heading.crumb(ctx.t("settings-tab-people"), Place::People.path());
    drawn(signed, Place::People, heading, content)
}

/// The one moment in which the link can be read.
pub(super) fn link_page(signed: &Signed, name: &str, token: &str) -> Html {
    let ctx = &signed.ctx;
    let until = ctx.fmt.datetime(signed.app.clock.now().plus(INVITATION_LASTS));
    let content = html! {
        (components::callout(Tone::Good, &ctx.t("link-made-title"), &html! {
            p { (ctx.t_with("link-made-text", &[("until", until.into())])) }
            p { (components::copyable(ctx, &invitation::link(&signed.app, token))) }
        }))
        p.actions { (components::button_link_primary(Place::People.path(), &ctx.t("link-made-done"))) }
    };
    let heading = Heading::new(ctx.t_with("link-made-heading", &[("name", name.into())]));
    let heading = heading.crumb(ctx.t("nav-settings"), Place::Store.path());
    let heading = heading.crumb(ctx.t("settings-tab-people"), Place::People.path());
    drawn(signed, Place::People, heading, content)
}
