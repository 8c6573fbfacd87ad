//! What is wrong with a plan, in the reader's language, each a link to where it is mended.

use crate::admin::rules;
use automation::journeys::{
    DATE_DAYS_MAX, DEPTH_MAX, EXITS_MAX, Fault, Flaw, GOAL_DAYS_MAX, HOLDOUT_PERCENT_MAX, MINUTES_MAX, PARTS_MAX, PLAN_BYTES_MAX,
    STEPS_MAX, Spot, TASK_CHARS_MAX,
};
use maud::{Markup, html};
use web::{PageCtx, key};

/// Every flaw once, in the order of the form.
pub(super) fn list(ctx: &PageCtx, faults: &[Fault]) -> Markup {
    html! { ul { @for fault in faults { li { a href=(anchor(fault)) { (named(ctx, fault)) } } } } }
}

/// Each in a sentence that names its place, for where nothing can be jumped to.
pub(super) fn sentences(ctx: &PageCtx, faults: &[Fault]) -> String {
    faults.iter().map(|fault| named(ctx, fault)).collect::<Vec<_>>().join(" ")
}

fn named(ctx: &PageCtx, fault: &Fault) -> String {
    let place = match fault.at {
        Spot::Plan => return said(ctx, &fault.flaw),
        Spot::Entry => ctx.t(key("journey-entry")).into_owned(),
        Spot::Filter => ctx.t(key("journey-filter")).into_owned(),
        Spot::Exits => ctx.t(key("journey-exits")).into_owned(),
        Spot::Goal => ctx.t(key("journey-goal")).into_owned(),
        Spot::Holdout => ctx.t(key("journey-holdout")).into_owned(),
        Spot::Step(step) => ctx.t_with(key("journey-step-number"), &[("number", (step as u64 + 1).into())]),
    };
    format!("{place}: {}", said(ctx, &fault.flaw))
}

fn anchor(fault: &Fault) -> String {
    match (fault.at, &fault.flaw) {
        (Spot::Plan, _) => "#steps".to_owned(),
        (Spot::Entry, Flaw::NoSegment(_)) => "#f-segment".to_owned(),
        (Spot::Entry, _) => "#f-entry".to_owned(),
        (Spot::Filter, _) => "#filter".to_owned(),
        (Spot::Exits, _) => "#exits".to_owned(),
        (Spot::Goal, _) => "#f-goal".to_owned(),
        (Spot::Holdout, _) => "#f-holdout".to_owned(),
        (Spot::Step(step), _) => format!("#step-{step}"),
    }
}

fn said(ctx: &PageCtx, flaw: &Flaw) -> String {
    let most = |said: &str, most: u64| ctx.t_with(said, &[("most", most.into())]);
    match flaw {
        Flaw::Unreadable { line: 0, .. } => ctx.t(key("journey-flaw-no-plan")).into_owned(),
        Flaw::Unreadable { line, column, .. } => {
            let at = [("line", (*line as u64).into()), ("column", (*column as u64).into())];
            ctx.t_with(key("journey-flaw-unreadable"), &at)
        }
        Flaw::Size => most(key("journey-flaw-size"), PLAN_BYTES_MAX as u64 / 1024),
        Flaw::Steps => most(key("journey-flaw-steps"), STEPS_MAX as u64),
        Flaw::Depth => most(key("journey-flaw-depth"), DEPTH_MAX as u64),
        Flaw::Wait => most(key("journey-flaw-wait"), u64::from(MINUTES_MAX) / (24 * 60)),
        Flaw::Weekday => ctx.t(key("journey-flaw-weekday")).into_owned(),
        Flaw::Split => most(key("journey-flaw-split"), PARTS_MAX as u64),
        Flaw::Holdout => most(key("journey-flaw-holdout-most"), HOLDOUT_PERCENT_MAX.into()),
        Flaw::HoldoutOfService => ctx.t(key("journey-flaw-holdout")).into_owned(),
        Flaw::DateDays => most(key("journey-flaw-date-days"), DATE_DAYS_MAX.into()),
        Flaw::GoalDays => most(key("journey-flaw-goal-days"), GOAL_DAYS_MAX.into()),
        Flaw::Exits => most(key("journey-flaw-exits"), EXITS_MAX as u64),
        Flaw::Letter(name) => ctx.t_with(key("journey-flaw-letter"), &[("name", name.as_str().into())]),
        Flaw::Value => ctx.t(key("journey-flaw-value")).into_owned(),
        Flaw::Empty => ctx.t(key("journey-flaw-empty")).into_owned(),
        Flaw::NoSegment(_) => ctx.t(key("journey-flaw-segment")).into_owned(),
        Flaw::NoEndpoint(_) => ctx.t(key("journey-flaw-endpoint")).into_owned(),
        Flaw::NoList(_) => ctx.t(key("journey-flaw-list")).into_owned(),
        Flaw::TaskText => most(key("journey-flaw-task"), TASK_CHARS_MAX as u64),
        Flaw::Id => ctx.t(key("journey-flaw-id")).into_owned(),
        Flaw::Data => ctx.t(key("journey-flaw-data")).into_owned(),
        Flaw::Rule(invalid) => rules::said(ctx, invalid),
    }
}
