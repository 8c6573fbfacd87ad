//! Where a plan is changed: one form, whose buttons add, move and remove steps, and keep the draft each time.

use super::act::act;
use super::edit_form::{Deed as Wish, Form};
use super::edit_plan::Wrong;
use super::{Tabs, drawn, edit_page, id_of, names};
use crate::admin::need::Manage;
use crate::admin::{Allowed, AllowedForm, Failure, Signed, blocking};
use crate::app::App;
use crate::journeys::{self as doing, NotDone};
use automation::journeys::{self, Fault, Journey, Plan};
use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use base::id::JourneyId;
use capabilities::messaging::{self, Choice};
use foundation::staff::Deed;
use serde::Deserialize;
use web::http::see_other;
use web::{Html, Nav, key};

pub(super) fn router() -> Router<App> {
    Router::new()
        .route("/admin/journeys/{journey}/edit", get(show).post(send))
        .route("/admin/journeys/{journey}/edit/json", post(send_json))
}

/// What the page is drawn from.
pub(super) struct Editing {
    pub journey: Journey,
    pub plan: Option<Plan>,
    pub names: super::Names,
    /// Of the store's own: the last version of each.
    pub letters: Vec<Choice>,
    /// What still keeps the draft from being begun.
    pub faults: Vec<Fault>,
}

pub(super) fn load(app: &App, id: JourneyId) -> Result<Option<Editing>, db::Error> {
    app.db.record.read(|tx| {
        let Some(journey) = journeys::find(tx, id)? else { return Ok(None) };
        let plan = doing::draft_of(tx, id)?;
        let faults = match plan.as_ref().map(|plan| doing::check(tx, plan)) {
            Some(Err(NotDone::Db(error))) => return Err(error),
            Some(Err(NotDone::Faults(faults))) => faults.0,
            Some(_) | None => Vec::new(),
        };
        Ok(Some(Editing { journey, plan, names: names(tx)?, letters: messaging::choices(tx)?, faults }))
    })
}

async fn show(Allowed(signed, Manage): Allowed<Manage>, Path(journey): Path<String>) -> Result<Html, Failure> {
    let signed = signed.at(Nav::Journeys);
    let id = id_of(&journey)?;
    let editing = blocking(&signed.app, move |app| load(app, id)).await?.ok_or(Failure::NOT_FOUND)?;
    let form = editing.plan.as_ref().map_or_else(
        || Form { fields: vec![("name".to_owned(), editing.journey.name.clone())], ..Form::default() },
        |plan| Form::of(&editing.journey.name, plan),
    );
    Ok(page(&signed, &editing, &form, &[], None))
}

fn page(signed: &Signed, editing: &Editing, form: &Form, wrong: &[Wrong], json: Option<(&str, &[Fault])>) -> Html {
    let content = edit_page::draw(signed, editing, form, wrong, json);
    drawn(signed, &editing.journey, Tabs::Edit, None, content)
}

async fn send(
    Path(journey): Path<String>,
    AllowedForm(signed, Manage, pairs): AllowedForm<Manage, Vec<(String, String)>>,
) -> Result<Response, Failure> {
    let mut signed = signed.at(Nav::Journeys);
    let id = id_of(&journey)?;
    let (mut form, wish) = Form::read(pairs);
    form.act(&wish);
    let name = doing::name_of(form.value("name"));
    let mut wrong = match (form.plan(), name) {
        (Ok(plan), Ok(name)) => return kept(&signed, id, name, plan, &wish).await,
        (Ok(_), Err(_)) => Vec::new(),
        (Err(wrong), _) => wrong,
    };
    if doing::name_of(form.value("name")).is_err() {
        wrong.insert(0, Wrong::name());
    }
    let editing = blocking(&signed.app, move |app| load(app, id)).await?.ok_or(Failure::NOT_FOUND)?;
    signed.warn(signed.ctx.t(key("form-not-saved")));
    Ok(page(&signed, &editing, &form, &wrong, None).status(StatusCode::UNPROCESSABLE_ENTITY).into_response())
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Json {
    plan: String,
}

/// The whole plan as one text.
async fn send_json(
    Path(journey): Path<String>,
    AllowedForm(signed, Manage, json): AllowedForm<Manage, Json>,
) -> Result<Response, Failure> {
    let mut signed = signed.at(Nav::Journeys);
    let id = id_of(&journey)?;
    let editing = blocking(&signed.app, move |app| load(app, id)).await?.ok_or(Failure::NOT_FOUND)?;
    match Plan::parse(&json.plan, |_| true) {
        Ok(plan) => kept(&signed, id, editing.journey.name, plan, &Wish::Save).await,
        Err(faults) => {
            signed.warn(signed.ctx.t(key("form-not-saved")));
            let form = Form::of(&editing.journey.name, &editing.plan.clone().unwrap_or_else(doing::empty));
            let drawn = page(&signed, &editing, &form, &[], Some((&json.plan, &faults.0)));
            Ok(drawn.status(StatusCode::UNPROCESSABLE_ENTITY).into_response())
        }
    }
}

async fn kept(signed: &Signed, id: JourneyId, name: String, plan: Plan, wish: &Wish) -> Result<Response, Failure> {
    let saved =
        act(signed, id, Deed::JourneyChanged, move |tx, id, now| doing::save(tx, id, &name, &plan, now).map(|()| String::new()));
    saved.await?.map_err(|_| Failure::NOT_FOUND)?;
    let path = Tabs::Edit.path(id);
    Ok(see_other(&match wish {
        Wish::Save => format!("{path}?done=saved"),
        // Back to where the button stood.
        Wish::AddAfter(step) | Wish::Down(step) => format!("{path}#step-{}", step + 1),
        Wish::Up(step) | Wish::Remove(step) => format!("{path}#step-{}", step.saturating_sub(1)),
        Wish::AddInto(step, _) | Wish::AddWay(step) | Wish::RemoveWay(step, _) => format!("{path}#step-{step}"),
        Wish::AddFirst => format!("{path}#step-0"),
        Wish::Rule(place) => place.path(id),
    }))
}
