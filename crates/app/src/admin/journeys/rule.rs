//! One rule of a plan, or the conditions of one of its events, changed by a form of its own.

use super::edit::{Editing, load};
use super::{PATH, Tabs, id_of};
use crate::admin::need::Manage;
use crate::admin::rules::{Choices, Draft, Errors};
use crate::admin::{Allowed, AllowedForm, Failure, Signed, blocking};
use crate::app::App;
use crate::journeys as doing;
use automation::journeys::{Entry, Plan, Step};
use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use base::id::{JourneyId, SegmentId};
use foundation::rules::{Condition, Events};
use foundation::staff::Deed;
use maud::html;
use web::components;
use web::forms;
use web::http::see_other;
use web::layout::{Heading, page};
use web::{Html, Nav, PageCtx, key};

pub(super) fn router() -> Router<App> {
    Router::new().route("/admin/journeys/{journey}/rule/{place}", get(show).post(send))
}

/// Where a rule, or conditions of an event, stand in a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Filter,
    Entry,
    /// One of the events by which people leave, by its number.
    Exit(usize),
    Goal,
    /// A branch, or a wait for something, by its step's number.
    Step(usize),
}

/// What is edited there.
enum Asked {
    Rule(Draft),
    Events(Draft),
}

/// What a form made of it.
enum Answered {
    Rule(Condition),
    Events(Events),
}

impl Asked {
    const fn draft(&self) -> &Draft {
        match self {
            Self::Rule(draft) | Self::Events(draft) => draft,
        }
    }

    /// The same with what was posted.
    fn posted(&self, fields: &[(String, String)]) -> Self {
        let draft = Draft::posted(fields);
        match self {
            Self::Rule(_) => Self::Rule(draft),
            Self::Events(_) => Self::Events(draft),
        }
    }

    fn read(&self) -> Result<Answered, Errors> {
        match self {
            Self::Rule(draft) => draft.read().map(Answered::Rule),
            Self::Events(draft) => draft.read_events().map(Answered::Events),
        }
    }
}

impl Place {
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "filter" => Some(Self::Filter),
            "entry" => Some(Self::Entry),
            "goal" => Some(Self::Goal),
            word => match word.strip_prefix("exit-") {
                Some(number) => number.parse().ok().map(Self::Exit),
                None => word.parse().ok().map(Self::Step),
            },
        }
    }

    pub fn word(self) -> String {
        match self {
            Self::Filter => "filter".to_owned(),
            Self::Entry => "entry".to_owned(),
            Self::Goal => "goal".to_owned(),
            Self::Exit(number) => format!("exit-{number}"),
            Self::Step(step) => step.to_string(),
        }
    }

    pub fn path(self, id: JourneyId) -> String {
        format!("{PATH}/{id}/rule/{}", self.word())
    }

    /// Where it stands in the form of the whole plan.
    fn anchor(self) -> String {
        match self {
            Self::Filter => "#filter".to_owned(),
            Self::Entry => "#f-event".to_owned(),
            Self::Goal => "#f-goal".to_owned(),
            Self::Exit(_) => "#exits".to_owned(),
            Self::Step(step) => format!("#step-{step}"),
        }
    }

    fn title(self, ctx: &PageCtx, asked: &Asked) -> String {
        match (self, asked) {
            (Self::Filter, _) => ctx.t(key("journey-rule-of-filter")).into_owned(),
            (Self::Entry, _) => ctx.t(key("journey-events-of-entry")).into_owned(),
            (Self::Goal, _) => ctx.t(key("journey-events-of-goal")).into_owned(),
            (Self::Exit(_), _) => ctx.t(key("journey-events-of-exit")).into_owned(),
            (Self::Step(step), Asked::Rule(_)) => {
                ctx.t_with(key("journey-rule-of-step"), &[("number", (step as u64 + 1).into())])
            }
            (Self::Step(step), Asked::Events(_)) => {
                ctx.t_with(key("journey-events-of-step"), &[("number", (step as u64 + 1).into())])
            }
        }
    }

    /// The form of what stands there; `None` where there is no place for one.
    fn asked(self, plan: &Plan) -> Option<Asked> {
        let events = |events: &Events| Asked::Events(Draft::of_events(events));
        match self {
            Self::Filter => Some(Asked::Rule(plan.filter.as_ref().map_or_else(Draft::default, Draft::of))),
            Self::Entry => match &plan.entry {
                Entry::Event(entry) => Some(events(entry)),
                _ => None,
            },
            Self::Goal => plan.goal.as_ref().map(|goal| events(&goal.event)),
            Self::Exit(number) => plan.exits.get(number).map(events),
            Self::Step(step) => match super::words::numbered(plan).get(step)? {
                Step::Branch(when) => Some(Asked::Rule(Draft::of(&when.rule))),
                Step::WaitFor(wait) => Some(events(&wait.event)),
                _ => None,
            },
        }
    }

    fn put(self, plan: &mut Plan, answered: Answered) {
        match (self, answered) {
            // A rule that asks nothing is none.
            (Self::Filter, Answered::Rule(rule)) => plan.filter = (rule != Condition::All(Vec::new())).then_some(rule),
            (Self::Entry, Answered::Events(events)) => plan.entry = Entry::Event(events),
            (Self::Goal, Answered::Events(events)) => {
                if let Some(goal) = &mut plan.goal {
                    goal.event = events;
                }
            }
            (Self::Exit(number), Answered::Events(events)) => {
                if let Some(exit) = plan.exits.get_mut(number) {
                    *exit = events;
                }
            }
            (Self::Step(step), answered) => match (nth(&mut plan.steps, &mut { step }), answered) {
                (Some(Step::Branch(when)), Answered::Rule(rule)) => when.rule = rule,
                (Some(Step::WaitFor(wait)), Answered::Events(events)) => wait.event = events,
                _ => {}
            },
            _ => {}
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
    let asked = editing.plan.as_ref().and_then(|plan| place.asked(plan)).ok_or(Failure::NOT_FOUND)?;
    Ok(draw(&signed.at(Nav::Journeys), &editing, place, &asked, &Errors::default()))
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
    let asked = place.asked(&plan).ok_or(Failure::NOT_FOUND)?.posted(&fields);
    if asked.draft().is_changing() {
        return Ok(draw(&signed, &editing, place, &asked, &Errors::default()).into_response());
    }
    let answered = match asked.read() {
        Ok(answered) => answered,
        Err(errors) => {
            signed.warn(signed.ctx.t(key("form-not-saved")));
            let drawn = draw(&signed, &editing, place, &asked, &errors);
            return Ok(drawn.status(StatusCode::UNPROCESSABLE_ENTITY).into_response());
        }
    };
    place.put(&mut plan, answered);
    let name = editing.journey.name.clone();
    let saved = super::act::act(&signed, editing.journey.id, Deed::JourneyChanged, move |tx, id, now| {
        doing::save(tx, id, &name, &plan, now).map(|()| String::new())
    });
    saved.await?.map_err(|_| Failure::NOT_FOUND)?;
    Ok(see_other(&format!("{}?done=saved{}", Tabs::Edit.path(editing.journey.id), place.anchor())))
}

fn draw(signed: &Signed, editing: &Editing, place: Place, asked: &Asked, errors: &Errors) -> Html {
    let ctx = &signed.ctx;
    let id = editing.journey.id;
    let segments: Vec<(SegmentId, String)> = editing.names.segments.iter().map(|(id, name)| (*id, name.clone())).collect();
    let edit = Tabs::Edit.path(id);
    let (title, fields) = match asked {
        Asked::Rule(draft) => (key("journey-rule"), draft.view(ctx, Choices { segments: &segments }, errors)),
        Asked::Events(draft) => (key("journey-conditions-title"), draft.view_events(ctx, errors)),
    };
    let content = html! {
        (errors.summary(ctx))
        (components::card(&ctx.t(title), None, forms::post(ctx, &place.path(id), html! {
            (fields)
            (forms::submit_row(&ctx.t(key("journey-save-draft")), Some(components::button_link(&edit, &ctx.t(key("journey-rule-back"))))))
        })))
    };
    let heading = Heading::new(place.title(ctx, asked))
        .crumb(ctx.t(key("nav-journeys")), PATH)
        .crumb(&editing.journey.name, Tabs::Plan.path(id))
        .crumb(ctx.t(key("journey-tab-edit")), edit.clone());
    page(ctx, &heading, content)
}
