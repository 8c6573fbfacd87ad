//! The store's own teams: each works with what customers share with one of the built-in ones.

use super::{Place, drawn};
use crate::admin::need::Own;
use crate::admin::{Allowed, AllowedForm, Failure, Signed, blocking};
use crate::app::App;
use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use base::id::TeamId;
use foundation::consent::Recipient;
use foundation::staff::{self, AuditRow, Deed, Team, TeamError};
use maud::{Markup, Render as _, html};
use serde::Deserialize;
use web::components::{self, Column, Table, Tone};
use web::forms::{self, Field, FieldErrors};
use web::http::see_other;
use web::icons::Icon;
use web::layout::Heading;
use web::{Html, PageCtx, key};

const NAME_CHARS_MAX: u32 = 60;

pub(super) fn router() -> Router<App> {
    Router::new().route(Place::Teams.path(), get(show).post(add)).route("/admin/settings/teams/{team}/remove", post(remove))
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct TeamForm {
    name: String,
    part: String,
}

#[derive(Deserialize)]
struct Nothing {}

async fn show(Allowed(signed, Own): Allowed<Own>) -> Result<Html, Failure> {
    let teams = blocking(&signed.app, |app| app.db.record.read(staff::list_teams)).await?;
    Ok(page(&signed, &teams, &TeamForm::default(), &FieldErrors::default()))
}

async fn add(AllowedForm(mut signed, Own, form): AllowedForm<Own, TeamForm>) -> Result<Response, Failure> {
    let mut errors = FieldErrors::default();
    let part = Recipient::TEAMS.into_iter().find(|team| team.word() == form.part);
    if let Some(part) = part {
        let (mut rng, now, by) = (signed.app.fork_rng(), signed.app.clock.now(), signed.staff.id);
        let name = form.name.clone();
        let added = signed.app.recorder.submit(move |tx| {
            let id = staff::add_team(tx, &mut rng, &name, part, now)?;
            let deed = AuditRow::new(Some(by), Deed::TeamAdded, id, now, &mut rng);
            Ok::<_, TeamError>(deed.detail(format!("part={}", part.word())).write(tx)?)
        });
        match added.await {
            Ok(()) => return Ok(see_other("/admin/settings/teams?done=team-added")),
            Err(TeamError::Db(error)) => return Err(error.into()),
            Err(TeamError::Taken) => errors.add("name", signed.ctx.t(key("team-taken"))),
            Err(TeamError::TooMany) => errors.add("name", signed.ctx.t(key("team-too-many"))),
            Err(TeamError::Name) => {
                errors.add("name", signed.ctx.t_with(key("team-name-wrong"), &[("max", NAME_CHARS_MAX.into())]));
            }
        }
    } else {
        errors.add("part", signed.ctx.t(key("form-not-choice")));
    }
    signed.warn(signed.ctx.t("form-not-saved"));
    let teams = blocking(&signed.app, |app| app.db.record.read(staff::list_teams)).await?;
    Ok(page(&signed, &teams, &form, &errors).status(StatusCode::UNPROCESSABLE_ENTITY).into_response())
}

async fn remove(
    Path(team): Path<String>,
    AllowedForm(signed, Own, Nothing {}): AllowedForm<Own, Nothing>,
) -> Result<Response, Failure> {
    let id: TeamId = team.parse().map_err(|_| Failure::NOT_FOUND)?;
    let (deed, now) = (signed.deed(Deed::TeamRemoved, id), signed.app.clock.now());
    let removed: db::Result<bool> = signed
        .app
        .recorder
        .submit(move |tx| {
            let was_there = staff::remove_team(tx, id, now)?;
            if was_there {
                deed.write(tx)?;
            }
            Ok(was_there)
        })
        .await;
    if removed? { Ok(see_other("/admin/settings/teams?done=team-removed")) } else { Err(Failure::NOT_FOUND) }
}

fn page(signed: &Signed, teams: &[Team], form: &TeamForm, errors: &FieldErrors) -> Html {
    let ctx = &signed.ctx;
    let options = Recipient::TEAMS.map(|team| (team.word().to_owned(), ctx.t_code("recipient", team.word()).into_owned()));
    let content = html! {
        (forms::error_summary(ctx, errors))
        div.section.card {
            @if teams.is_empty() {
                (components::empty(Icon::Customers, &ctx.t("teams-empty"), &ctx.t("teams-empty-text"), None))
            } @else { (table(ctx, teams)) }
        }
        (components::card(&ctx.t("team-add"), None, forms::post(ctx, Place::Teams.path(), html! {
            (Field::text("name", ctx.t("team-name")).hint(ctx.t("team-name-hint")).value(&form.name)
                .error(errors.get("name")).max_length(NAME_CHARS_MAX).required())
            (Field::select("part", ctx.t("team-part"), options).hint(ctx.t("team-part-hint")).value(&form.part)
                .error(errors.get("part")).required())
            (forms::submit_row(&ctx.t("team-add-submit"), None))
        })))
        (components::card(&ctx.t("teams-built-in"), None, components::facts(&built_in(ctx))))
    };
    let heading = Heading::new(ctx.t("teams-title")).state(html! { (ctx.t("teams-state")) });
    drawn(signed, Place::Teams, heading, content)
}

fn table(ctx: &PageCtx, teams: &[Team]) -> Markup {
    let columns = [Column::text(ctx.t("team-name")), Column::text(ctx.t("team-part")), Column::actions(ctx.t("team-remove"))];
    let mut table = Table::new(ctx.t("teams-title"), columns);
    for team in teams {
        let path = format!("{}/{}/remove", Place::Teams.path(), team.id);
        table.push([
            components::name(&team.name),
            html! { (ctx.t_code("recipient", team.part.word())) },
            components::post_button(ctx, &path, &ctx.t("team-remove"), Tone::Neutral),
        ]);
    }
    table.render()
}

/// The teams that every store has, and what each is there for.
fn built_in(ctx: &PageCtx) -> Vec<(String, Markup)> {
    let sentence = |team: Recipient| html! { (ctx.t_code("team", &format!("{}_hint", team.word()))) };
    Recipient::TEAMS.map(|team| (ctx.t_code("recipient", team.word()).into_owned(), sentence(team))).into()
}
