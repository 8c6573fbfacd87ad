//! The journeys that a customer is on or was: each in one line, for those who may see what it tells of.

use super::Panel;
use crate::admin::Signed;
use crate::admin::journeys::{run_badge, standing};
use crate::app::App;
use crate::journeys as doing;
use crate::words::LetterNames;
use automation::journeys::{self, Plan, Run};
use base::id::CustomerId;
use foundation::consent::CategorySet;
use foundation::staff::Permission;
use maud::{Markup, html};
use web::components;
use web::key;

/// The latest are shown.
const RUNS_MAX: usize = 5;

/// One time on a journey.
pub(super) struct OnJourney {
    run: Run,
    name: String,
    plan: Option<Plan>,
    letters: LetterNames,
    /// The kinds of data that it tells of.
    pub told: CategorySet,
}

pub(super) fn load(app: &App, ids: &[CustomerId]) -> Result<Vec<OnJourney>, db::Error> {
    let runs = app.db.views.read(|tx| journeys::of_customer(tx, ids, RUNS_MAX))?;
    app.db.record.read(|tx| {
        let letters = LetterNames::load(tx)?;
        let mut all = Vec::with_capacity(runs.len());
        for run in runs {
            let Some(journey) = journeys::find(tx, run.journey)? else { continue };
            let plan = doing::plan_of(tx, run.journey, run.version)?;
            let told = doing::told_by(plan.as_ref());
            all.push(OnJourney { run, name: journey.name, plan, letters: letters.clone(), told });
        }
        Ok(all)
    })
}

pub(super) fn draw(signed: &Signed, panel: &Panel) -> Markup {
    let ctx = &signed.ctx;
    let open: Vec<&OnJourney> = panel.journeys.iter().filter(|one| one.told.without(panel.visible).is_empty()).collect();
    if open.is_empty() {
        return html! {};
    }
    let rows: Vec<(String, Markup)> = open
        .iter()
        .map(|one| {
            let path = format!("/admin/journeys/{}/people/{}", one.run.journey, one.run.id);
            let said = html! {
                (run_badge(ctx, one.run.state)) " "
                span.quiet { (standing(ctx, &one.letters, one.plan.as_ref(), &one.run)) }
                @if signed.may(Permission::Manage) { " " a href=(path) { (ctx.t(key("run-path"))) } }
            };
            (one.name.clone(), said)
        })
        .collect();
    components::card(&ctx.t(key("customer-journeys")), None, components::facts(&rows))
}
