//! Where a campaign is written and changed.

use super::act::{act, made};
use super::form::{Form, errors_of};
use super::{Names, PATH, Shown, Tabs, drawn, id_of, load};
use crate::admin::need::Manage;
use crate::admin::{Allowed, AllowedForm, Failure, Signed, blocking};
use crate::app::App;
use crate::campaigns::{self as doing, NAME_CHARS_MAX, NotDone};
use automation::campaigns::{CampaignState, Plan};
use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use foundation::staff::Deed;
use maud::html;
use web::forms::FieldErrors;
use web::http::see_other;
use web::layout::{Heading, page};
use web::{Html, Nav, PageCtx, key};

type Fields = Vec<(String, String)>;
type Done = Result<Response, Failure>;

pub(super) fn router() -> Router<App> {
    Router::new()
        .route("/admin/campaigns/new", get(new).post(make))
        .route("/admin/campaigns/{campaign}/edit", get(edit).post(save))
}

async fn names(signed: &Signed) -> Result<Names, Failure> {
    Ok(blocking(&signed.app, |app| app.db.record.read(Names::load)).await?)
}

async fn new(Allowed(signed, Manage): Allowed<Manage>) -> Result<Html, Failure> {
    let names = names(&signed).await?;
    Ok(draw_new(signed, &names, &Form::new(), &FieldErrors::default()))
}

fn draw_new(signed: Signed, names: &Names, form: &Form, errors: &FieldErrors) -> Html {
    let signed = signed.at(Nav::Campaigns);
    let ctx = &signed.ctx;
    let heading = Heading::new(ctx.t(key("campaign-new-title")))
        .state(html! { (ctx.t(key("campaign-new-state"))) })
        .crumb(ctx.t(key("nav-campaigns")), PATH);
    let drawn = form.draw(ctx, "/admin/campaigns/new", names, &signed.store.time_zone, errors);
    page(ctx, &heading, html! { div.card { (drawn) } })
}

async fn make(AllowedForm(signed, Manage, fields): AllowedForm<Manage, Fields>) -> Done {
    let (form, names) = (Form::posted(&fields), names(&signed).await?);
    if form.is_adding {
        return Ok(draw_new(signed, &names, &form, &FieldErrors::default()).into_response());
    }
    let errors = match whole(&signed, &form, &names).await? {
        Err(errors) => errors,
        Ok(plan) => {
            let name = form.name.clone();
            match made(&signed, move |tx, rng, now| doing::create(tx, rng, &name, plan, now)).await? {
                Ok(id) => return Ok(see_other(&format!("{}?done=campaign-made", Tabs::Forecast.path(id)))),
                Err(NotDone::TooMany) => return Ok(see_other(&format!("{PATH}?done=campaigns-too-many"))),
                Err(_) => named_wrong(&signed.ctx),
            }
        }
    };
    let page = draw_new(signed, &names, &form, &errors);
    Ok(page.status(StatusCode::UNPROCESSABLE_ENTITY).into_response())
}

fn named_wrong(ctx: &PageCtx) -> FieldErrors {
    let mut errors = FieldErrors::default();
    errors.add("name", ctx.t_with(key("campaign-name-bad"), &[("max", NAME_CHARS_MAX.into())]));
    errors
}

/// The plan that a form says, or everything that is wrong with it at once.
async fn whole(signed: &Signed, form: &Form, names: &Names) -> Result<Result<Plan, FieldErrors>, Failure> {
    let ctx = &signed.ctx;
    let mut errors = if doing::name_of(&form.name).is_ok() { FieldErrors::default() } else { named_wrong(ctx) };
    match form.read(ctx, &signed.store.zone()) {
        Err(unread) => errors.extend(unread),
        Ok(plan) => {
            let (asked, now) = (plan.clone(), ctx.now);
            let flaws = blocking(&signed.app, move |app| app.db.record.read(|tx| doing::flaws(tx, &asked, now))).await?;
            errors.extend(errors_of(ctx, names, &flaws));
            if errors.is_empty() {
                return Ok(Ok(plan));
            }
        }
    }
    Ok(Err(errors))
}

async fn shown(signed: &Signed, campaign: &str) -> Result<Shown, Failure> {
    let id = id_of(campaign)?;
    blocking(&signed.app, move |app| load(app, id)).await?.ok_or(Failure::NOT_FOUND)
}

async fn edit(Allowed(signed, Manage): Allowed<Manage>, Path(campaign): Path<String>) -> Done {
    let shown = shown(&signed, &campaign).await?;
    if shown.campaign.state != CampaignState::Draft {
        return Ok(see_other(&Tabs::About.path(shown.campaign.id)));
    }
    let form = Form::of(&shown.campaign.name, &shown.campaign.plan, &signed.store.zone());
    Ok(draw(signed, &shown, &form, &FieldErrors::default()).into_response())
}

fn draw(signed: Signed, shown: &Shown, form: &Form, errors: &FieldErrors) -> Html {
    let signed = signed.at(Nav::Campaigns);
    let path = Tabs::Edit.path(shown.campaign.id);
    let content = html! { div.card { (form.draw(&signed.ctx, &path, &shown.names, &signed.store.time_zone, errors)) } };
    drawn(&signed, shown, Tabs::Edit, None, content)
}

async fn save(Path(campaign): Path<String>, AllowedForm(signed, Manage, fields): AllowedForm<Manage, Fields>) -> Done {
    let shown = shown(&signed, &campaign).await?;
    let (form, id) = (Form::posted(&fields), shown.campaign.id);
    if form.is_adding {
        return Ok(draw(signed, &shown, &form, &FieldErrors::default()).into_response());
    }
    let errors = match whole(&signed, &form, &shown.names).await? {
        Err(errors) => errors,
        Ok(plan) => {
            let name = form.name.clone();
            match act(&signed, id, Deed::CampaignChanged, move |tx, now| doing::save(tx, id, &name, &plan, now)).await? {
                Ok(()) => return Ok(see_other(&format!("{}?done=campaign-changed", Tabs::Forecast.path(id)))),
                Err(NotDone::Gone) => return Err(Failure::NOT_FOUND),
                // It was let go meanwhile.
                Err(NotDone::State(_)) => return Ok(see_other(&format!("{PATH}/{id}?done=campaign-moved-on"))),
                Err(_) => named_wrong(&signed.ctx),
            }
        }
    };
    let page = draw(signed, &shown, &form, &errors);
    Ok(page.status(StatusCode::UNPROCESSABLE_ENTITY).into_response())
}
