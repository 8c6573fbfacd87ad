//! Lets people in by the draft; where a version was begun before, what becomes of those who are inside is chosen first, and shown with
//! how many they are.

use super::act::act;
use super::{PATH, Tabs, id_of, words};
use crate::admin::need::Manage;
use crate::admin::{Allowed, AllowedForm, Failure, Signed, blocking};
use crate::app::App;
use crate::journeys::{self as doing, Inside, NotDone};
use crate::words::LetterNames;
use automation::journeys::{self, Journey, Lost, Plan};
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::get;
use base::id::JourneyId;
use foundation::staff::Deed;
use maud::{Markup, html};
use serde::Deserialize;
use web::components::{self, Tone};
use web::forms::{self, Field};
use web::http::see_other;
use web::layout::{Heading, page};
use web::{Html, Nav, PageCtx, key};

pub(super) fn router() -> Router<App> {
    Router::new().route("/admin/journeys/{journey}/begin", get(ask).post(begin))
}

/// Who is inside, as the draft would have it.
struct Asked {
    journey: Journey,
    plan: Plan,
    /// Those who stand at a step that the draft still has.
    kept: u64,
    /// Those whose step is gone, by what it is called.
    lost: Vec<(String, u64)>,
    letters: LetterNames,
}

async fn ask(Allowed(signed, Manage): Allowed<Manage>, Path(journey): Path<String>) -> Result<Html, Failure> {
    let signed = signed.at(Nav::Journeys);
    let id = id_of(&journey)?;
    let ctx = signed.ctx.clone();
    let asked = blocking(&signed.app, move |app| read(app, &ctx, id)).await?.ok_or(Failure::NOT_FOUND)?;
    Ok(draw(&signed, &asked))
}

fn read(app: &App, ctx: &PageCtx, id: JourneyId) -> Result<Option<Asked>, db::Error> {
    let inside = app.db.views.read(|tx| journeys::inside(tx, id))?;
    app.db.record.read(|tx| {
        let (Some(journey), Some(plan)) = (journeys::find(tx, id)?, doing::draft_of(tx, id)?) else { return Ok(None) };
        let letters = LetterNames::load(tx)?;
        let (mut kept, mut lost) = (0, Vec::new());
        for one in inside {
            let old = doing::plan_of(tx, id, one.version)?;
            if old.as_ref().is_some_and(|old| plan.number_of(&old.id_of(one.step)).is_some()) {
                kept += one.people;
                continue;
            }
            let step =
                old.as_ref().and_then(|old| words::numbered(old).get(one.step).map(|step| words::brief(ctx, &letters, step)));
            lost.push((step.unwrap_or_else(|| ctx.t(key("journey-unreadable")).into_owned()), one.people));
        }
        Ok(Some(Asked { journey, plan, kept, lost, letters }))
    })
}

fn draw(signed: &Signed, asked: &Asked) -> Html {
    let ctx = &signed.ctx;
    let t = |said: &str| ctx.t(said).into_owned();
    let id = asked.journey.id;
    let people = |said: &str, count: u64| ctx.t_with(said, &[("count", count.into())]);
    let gone: u64 = asked.lost.iter().map(|(_, people)| people).sum();
    let stay = html! {
        p { (people(key("moving-stay-text"), asked.kept + gone)) }
        (forms::post(ctx, &format!("{PATH}/{id}/begin"), html! {
            (forms::hidden("inside", "stay"))
            (forms::submit_row(&t(key("moving-stay")), None))
        }))
    };
    let moving = html! {
        p { (people(key("moving-kept"), asked.kept)) }
        @if gone > 0 { p { (people(key("moving-lost"), gone)) } (lost(ctx, &asked.lost)) }
        (forms::post(ctx, &format!("{PATH}/{id}/begin"), html! {
            (forms::hidden("inside", "move"))
            @if gone > 0 { (Field::select("lost", t(key("moving-lost-what")), choices(ctx, &asked.letters, &asked.plan))) }
            (forms::submit_row(&t(key("moving-move")), None))
        }))
    };
    let content = html! {
        @if asked.kept + gone == 0 {
            (components::callout(Tone::Neutral, &t(key("moving-nobody")), &html! {}))
        }
        (components::grid(&[
            components::card(&t(key("moving-stay-title")), None, html! { div.stack { (stay) } }),
            components::card(&t(key("moving-move-title")), None, html! { div.stack { (moving) } }),
        ]))
        div.actions { (components::button_link(&Tabs::Edit.path(id), &t(key("journey-rule-back")))) }
    };
    let heading = Heading::new(t(key("moving-title")))
        .state(html! { (t(key("moving-state"))) })
        .crumb(t(key("nav-journeys")), PATH)
        .crumb(&asked.journey.name, Tabs::Plan.path(id));
    page(ctx, &heading, html! { div.stack { (content) } })
}

fn lost(ctx: &PageCtx, lost: &[(String, u64)]) -> Markup {
    let rows: Vec<(String, Markup)> =
        lost.iter().map(|(step, people)| (step.clone(), html! { span.num { (ctx.fmt.count(*people)) } })).collect();
    components::facts(&rows)
}

/// They leave, or go on at a step of the draft.
fn choices(ctx: &PageCtx, letters: &LetterNames, plan: &Plan) -> Vec<(String, String)> {
    let mut all = vec![(String::new(), ctx.t(key("moving-leave")).into_owned())];
    for (number, step) in words::numbered(plan).into_iter().enumerate() {
        let said = format!("{}. {}", ctx.fmt.count(number as u64 + 1), words::brief(ctx, letters, step));
        all.push((plan.id_of(number), ctx.t_with(key("moving-go-on"), &[("step", said.into())])));
    }
    all
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Wish {
    inside: String,
    lost: String,
}

async fn begin(
    Path(journey): Path<String>,
    AllowedForm(signed, Manage, wish): AllowedForm<Manage, Wish>,
) -> Result<Response, Failure> {
    let id = id_of(&journey)?;
    let inside = if wish.inside == "move" { Inside::Move(Lost::from_word(&wish.lost)) } else { Inside::Stay };
    let word = if inside == Inside::Stay { "stay" } else { "move" };
    let done = act(&signed, id, Deed::JourneyBegun, move |tx, id, now| {
        Ok(format!("version={} inside={word}", doing::begin(tx, id, &inside, now)?))
    });
    match done.await? {
        Ok(()) => Ok(see_other(&format!("{PATH}/{id}?done=journey-begun"))),
        // The form of the plan says what is wrong with it.
        Err(NotDone::Faults(_) | NotDone::NoStep) => Ok(see_other(&format!("{PATH}/{id}/edit?done=journey-flawed"))),
        Err(_) => Err(Failure::NOT_FOUND),
    }
}
