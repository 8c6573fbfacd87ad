//! One rule of a plan, changed by its form: that of the filter, or of a branch.

use super::edit::{Editing, load};
use super::{PATH, Tabs, id_of};
use crate::admin::need::Manage;
use crate::admin::rules::{Choices, Draft, Errors};
use crate::admin::{Allowed, AllowedForm, Failure, Signed, blocking};
use crate::app::App;
use crate::journeys as doing;
use automation::journeys::{Plan, Step};
use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use base::id::{JourneyId, SegmentId};
use foundation::rules::Condition;
use foundation::staff::Deed;
use maud::html;
use web::components;
use web::forms;
use web::http::see_other;
use web::layout::{Heading, page};
use web::{Html, Nav, key};

pub(super) fn router() -> Router<App> {
    Router::new().route("/admin/journeys/{journey}/rule/{place}", get(show).post(send))
}

/// Where a rule stands in a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Filter,
    /// A branch, by its step's number.
    Step(usize),
}

impl Place {
    fn from_word(word: &str) -> Option<Self> {
        if word == "filter" { Some(Self::Filter) } else { word.parse().ok().map(Self::Step) }
    }

    pub fn path(self, id: JourneyId) -> String {
        match self {
            Self::Filter => format!("{PATH}/{id}/rule/filter"),
            Self::Step(step) => format!("{PATH}/{id}/rule/{step}"),
        }
    }

    /// The form of the rule that stands there; `None` where there is no place for one.
    fn draft(self, plan: &Plan) -> Option<Draft> {
        match self {
            Self::Filter => Some(plan.filter.as_ref().map_or_else(Draft::default, Draft::of)),
            Self::Step(step) => match super::words::numbered(plan).get(step)? {
                Step::Branch(when) => Some(Draft::of(&when.rule)),
                _ => None,
            },
        }
    }

    fn put(self, plan: &mut Plan, rule: Condition) {
        match self {
            Self::Filter => plan.filter = Some(rule),
            Self::Step(step) => {
                if let Some(Step::Branch(when)) = nth(&mut plan.steps, &mut { step }) {
                    when.rule = rule;
                }
            }
        }
    }
}

/// The step that so many stand before.
fn nth<'s>(steps: &'s mut [Step], left: &mut usize) -> Option<&'s mut Step> {
    for step in steps {
        if *left == 0 {
            return Some(step);
        }
        *left -= 1;
        let ways: Vec<&mut Vec<Step>> = match step {
            Step::WaitFor(wait) => vec![&mut wait.then, &mut wait.otherwise],
            Step::Branch(when) => vec![&mut when.then, &mut when.otherwise],
            Step::Split(split) => split.parts.iter_mut().map(|part| &mut part.steps).collect(),
            _ => Vec::new(),
        };
        for way in ways {
            if let Some(found) = nth(way, left) {
                return Some(found);
            }
        }
    }
    None
}

async fn show(Allowed(signed, Manage): Allowed<Manage>, Path((journey, place)): Path<(String, String)>) -> Result<Html, Failure> {
    let (place, editing) = find(&signed, &journey, &place).await?;
    let draft = editing.plan.as_ref().and_then(|plan| place.draft(plan)).ok_or(Failure::NOT_FOUND)?;
    Ok(draw(&signed.at(Nav::Journeys), &editing, place, &draft, &Errors::default()))
}

async fn find(signed: &Signed, journey: &str, place: &str) -> Result<(Place, Editing), Failure> {
    let (id, place) = (id_of(journey)?, Place::from_word(place).ok_or(Failure::NOT_FOUND)?);
    let editing = blocking(&signed.app, move |app| load(app, id)).await?.ok_or(Failure::NOT_FOUND)?;
    Ok((place, editing))
}

async fn send(
    Path((journey, place)): Path<(String, String)>,
    AllowedForm(signed, Manage, fields): AllowedForm<Manage, Vec<(String, String)>>,
) -> Result<Response, Failure> {
    let (place, editing) = find(&signed, &journey, &place).await?;
    let mut signed = signed.at(Nav::Journeys);
    let mut plan = editing.plan.clone().ok_or(Failure::NOT_FOUND)?;
    place.draft(&plan).ok_or(Failure::NOT_FOUND)?;
    let draft = Draft::posted(&fields);
    if draft.is_changing() {
        return Ok(draw(&signed, &editing, place, &draft, &Errors::default()).into_response());
    }
    let rule = match draft.read() {
        Ok(rule) => rule,
        Err(errors) => {
            signed.warn(signed.ctx.t(key("form-not-saved")));
            let drawn = draw(&signed, &editing, place, &draft, &errors);
            return Ok(drawn.status(StatusCode::UNPROCESSABLE_ENTITY).into_response());
        }
    };
    place.put(&mut plan, rule);
    let name = editing.journey.name.clone();
    let saved = super::act::act(&signed, editing.journey.id, Deed::JourneyChanged, move |tx, id, now| {
        doing::save(tx, id, &name, &plan, now).map(|()| String::new())
    });
    saved.await?.map_err(|_| Failure::NOT_FOUND)?;
    let anchor = if let Place::Step(step) = place { format!("#step-{step}") } else { String::new() };
    Ok(see_other(&format!("{}?done=saved{anchor}", Tabs::Edit.path(editing.journey.id))))
}

fn draw(signed: &Signed, editing: &Editing, place: Place, draft: &Draft, errors: &Errors) -> Html {
    let ctx = &signed.ctx;
    let id = editing.journey.id;
    let segments: Vec<(SegmentId, String)> = editing.names.iter().map(|(id, name)| (*id, name.clone())).collect();
    let edit = Tabs::Edit.path(id);
    let title = match place {
        Place::Filter => ctx.t(key("journey-rule-of-filter")).into_owned(),
        Place::Step(step) => ctx.t_with(key("journey-rule-of-step"), &[("number", (step as u64 + 1).into())]),
    };
    let content = html! {
        (errors.summary(ctx))
        (components::card(&ctx.t(key("journey-rule")), None, forms::post(ctx, &place.path(id), html! {
            (draft.view(ctx, Choices { segments: &segments }, errors))
            (forms::submit_row(&ctx.t(key("journey-save-draft")), Some(components::button_link(&edit, &ctx.t(key("journey-rule-back"))))))
        })))
    };
    let heading = Heading::new(title)
        .crumb(ctx.t(key("nav-journeys")), PATH)
        .crumb(&editing.journey.name, Tabs::Plan.path(id))
        .crumb(ctx.t(key("journey-tab-edit")), edit.clone());
    page(ctx, &heading, content)
}
