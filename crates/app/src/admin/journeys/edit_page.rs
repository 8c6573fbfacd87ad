//! The form of a plan: whom it lets in, what happens to them, what it is for.

use super::edit::Editing;
use super::edit_form::Form;
use super::edit_plan::{Why, Wrong};
use super::edit_steps::{conditions, rule_asked, steps};
use super::flaws;
use super::one::pretty;
use super::rule::Place;
use super::{PATH, Tabs};
use crate::admin::Signed;
use automation::journeys::{EXITS_MAX, Fault, JourneyState};
use foundation::consent::Purpose;
use maud::{Markup, html};
use web::components::{self, Tone};
use web::forms::{self, Check, Field};
use web::{PageCtx, key};

/// What the data of a journey may be used for.
const PURPOSES: [Purpose; 4] = [Purpose::Personalise, Purpose::MarketingEmail, Purpose::FulfilOrders, Purpose::CustomerCare];

pub(super) fn draw(signed: &Signed, editing: &Editing, form: &Form, wrong: &[Wrong], json: Option<(&str, &[Fault])>) -> Markup {
    let ctx = &signed.ctx;
    let id = editing.journey.id;
    let t = |said: &str| ctx.t(said).into_owned();
    html! {
        @if !wrong.is_empty() {
            (components::callout(Tone::Bad, &ctx.t_with(key("form-errors"), &[("count", wrong.len().into())]), &summary(ctx, wrong)))
        } @else if !editing.faults.is_empty() {
            (components::callout(Tone::Warn, &t(key("journey-not-ready")), &flaws::list(ctx, &editing.faults)))
        }
        (forms::post(ctx, &Tabs::Edit.path(id), html! {
            // What Enter presses in any field.
            button.hidden type="submit" name="do" value="save" tabindex="-1" aria-hidden="true" { (ctx.t(key("action-save"))) }
            (components::card(&t(key("journey-who")), None, html! { div.stack { (who(ctx, editing, form, wrong)) } }))
            section #steps { (components::card(&t(key("journey-steps")), None, html! { div.journey-edit { (steps(ctx, editing, form, wrong)) } })) }
            (components::card(&t(key("journey-aim")), None, html! { div.stack { (aim(ctx, form, wrong)) } }))
            (forms::submit_row(&t(key("journey-save-draft")), None))
        }))
        (begin(ctx, editing))
        (components::disclosure(&t(key("journey-json")), as_json(ctx, editing, json)))
        (delete(ctx, editing))
    }
}

/// What is wrong with a field, in words.
pub(super) fn error(ctx: &PageCtx, wrong: &[Wrong], step: Option<usize>, way: Option<usize>, field: &str) -> Option<String> {
    let found = wrong.iter().find(|one| one.step == step && one.way == way && one.field == field)?;
    Some(why(ctx, &found.why))
}

fn why(ctx: &PageCtx, why: &Why) -> String {
    match why {
        Why::Required => ctx.t(key("form-required")).into_owned(),
        Why::Number { least, most } => {
            ctx.t_with(key("journey-number-wrong"), &[("least", (*least).into()), ("most", (*most).into())])
        }
        Why::Time => ctx.t(key("journey-time-wrong")).into_owned(),
        Why::NotChoice => ctx.t(key("form-not-choice")).into_owned(),
        Why::Name => ctx.t_with(key("form-too-long"), &[("max", crate::journeys::NAME_CHARS_MAX.into())]),
        Why::Whole(whole) => ctx.t_with(key("journey-split-wrong"), &[("whole", (*whole).into())]),
        Why::Rule(invalid) => crate::admin::rules::said(ctx, invalid),
    }
}

/// Every flaw once, each a link to its step.
fn summary(ctx: &PageCtx, wrong: &[Wrong]) -> Markup {
    html! {
        ul {
            @for one in wrong {
                li {
                    @match one.step {
                        Some(step) => a href={ "#step-" (step) } {
                            (ctx.t_with(key("journey-step-number"), &[("number", (step as u64 + 1).into())])) ": " (why(ctx, &one.why))
                        },
                        None => a href={ "#f-" (one.field) } { (why(ctx, &one.why)) },
                    }
                }
            }
        }
    }
}

fn who(ctx: &PageCtx, editing: &Editing, form: &Form, wrong: &[Wrong]) -> Markup {
    let t = |said: &str| ctx.t(said).into_owned();
    let wrong_with = |field: &str| error(ctx, wrong, None, None, field);
    let kinds = [
        ("event", key("journey-by-event")),
        ("segment", key("journey-by-segment")),
        ("date", key("journey-by-date")),
        ("api", key("journey-by-api")),
    ];
    let kinds = kinds.map(|(word, said)| (word.to_owned(), t(said)));
    let none = (String::new(), t(key("form-choose")));
    let segments = std::iter::once(none).chain(editing.names.segments.iter().map(|(id, name)| (id.to_string(), name.clone())));
    let purposes = PURPOSES.map(|purpose| (purpose.word().to_owned(), ctx.t_code("purpose", purpose.word()).into_owned()));
    let again = [
        ("always", key("journey-reentry-always")),
        ("restart", key("journey-reentry-restart")),
        ("after", key("journey-reentry-after-some")),
        ("never", key("journey-reentry-never")),
    ];
    let again = again.map(|(word, said)| (word.to_owned(), t(said)));
    html! {
        (Field::text("name", t(key("journey-name"))).value(form.value("name")).error(wrong_with("name").as_deref())
            .max_length(crate::journeys::NAME_CHARS_MAX as u32).required())
        (Field::select("entry", t(key("journey-entry")), kinds).value(form.value("entry")))
        div.journey-fields.entry-event {
            (Field::text("event", t(key("journey-entry-what"))).needed_for(t(key("journey-for-event"))).hint(t(key("journey-event-hint")))
                .value(form.value("event")).error(wrong_with("event").as_deref()).ltr())
            (conditions(ctx, "where", form.value("event"), form.value("where"), Place::Entry))
        }
        @if !editing.names.segments.is_empty() || form.value("entry") == "segment" {
            div.entry-segment {
                (Field::select("segment", t(key("journey-segment")), segments).needed_for(t(key("journey-for-segment")))
                    .value(form.value("segment")).error(wrong_with("segment").as_deref()))
            }
        }
        div.entry-date { (super::edit_date::fields(ctx, form, wrong)) }
        div #filter { (rule_asked(ctx, &editing.names, "filter", form.value("filter"), Place::Filter, wrong_with("filter").as_deref())) }
        div.journey-fields {
            (Field::select("reentry", t(key("journey-reentry")), again).value(form.value("reentry")))
            (Field::number("reentry_days", t(key("journey-reentry-days"))).needed_for(t(key("journey-for-after")))
                .value(form.value("reentry_days")).error(wrong_with("reentry_days").as_deref()))
        }
        (Field::select("purpose", t(key("journey-purpose")), purposes).hint(t(key("journey-purpose-hint")))
            .value(form.value("purpose")).error(wrong_with("purpose").as_deref()))
    }
}

fn aim(ctx: &PageCtx, form: &Form, wrong: &[Wrong]) -> Markup {
    let t = |said: &str| ctx.t(said).into_owned();
    let wrong_with = |field: &str| error(ctx, wrong, None, None, field);
    html! {
        div #exits { (exits(ctx, form, wrong)) }
        div.journey-fields {
            (Field::text("goal", t(key("journey-goal"))).optional(ctx).hint(t(key("journey-goal-hint")))
                .value(form.value("goal")).error(wrong_with("goal").as_deref()).ltr())
            (conditions(ctx, "goal_where", form.value("goal"), form.value("goal_where"), Place::Goal))
            (Field::number("goal_days", t(key("journey-goal-days"))).value(form.value("goal_days")).error(wrong_with("goal_days").as_deref()))
        }
        (Check::new("goal_leaves", t(key("journey-goal-leaves-field")), form.value("goal_leaves") == "on"))
        (Field::number("holdout", t(key("journey-holdout-field"))).hint(t(key("journey-holdout-hint")))
            .value(form.value("holdout")).error(wrong_with("holdout").as_deref()))
    }
}

/// The events by which people leave, one a line, and a line for one more.
fn exits(ctx: &PageCtx, form: &Form, wrong: &[Wrong]) -> Markup {
    let kept = form.exits();
    let wrong = error(ctx, wrong, None, None, "exit");
    let more = (kept.len() < EXITS_MAX).then_some(("", ""));
    forms::group(
        &ctx.t(key("journey-exits")),
        Some(&ctx.t(key("journey-exits-hint"))),
        html! {
            @for (number, (event, filters)) in kept.into_iter().chain(more).enumerate() {
                div.journey-fields {
                    (Field::text("exit", ctx.t_with(key("journey-exit-number"), &[("number", (number as u64 + 1).into())]))
                        .value(event).error(wrong.as_deref().filter(|_| !event.is_empty())).ltr().scope(format!("exit-{number}")))
                    (conditions(ctx, "exit_where", event, filters, Place::Exit(number)))
                }
            }
        },
    )
}

fn begin(ctx: &PageCtx, editing: &Editing) -> Markup {
    let path = |what: &str| format!("{PATH}/{}/{what}", editing.journey.id);
    let text = match editing.journey.state {
        JourneyState::Draft => key("journey-begin-text"),
        JourneyState::On | JourneyState::Off => key("journey-begin-again-text"),
    };
    components::card(
        &ctx.t(key("journey-begin-title")),
        None,
        html! {
            div.stack {
                p { (ctx.t(text)) }
                div.actions {
                    @if editing.journey.version == 0 {
                        (components::post_button(ctx, &path("begin"), &ctx.t(key("journey-begin")), Tone::Accent))
                    } @else { (components::button_link_primary(&path("begin"), &ctx.t(key("journey-begin")))) }
                    @if editing.journey.state == JourneyState::On {
                        (components::post_button(ctx, &path("off"), &ctx.t(key("journey-stop")), Tone::Neutral))
                    }
                }
            }
        },
    )
}

fn as_json(ctx: &PageCtx, editing: &Editing, typed: Option<(&str, &[Fault])>) -> Markup {
    let kept = editing.plan.as_ref().map(pretty).unwrap_or_default();
    let (text, wrong) = typed.map_or((kept.as_str(), None), |(text, wrong)| (text, Some(wrong)));
    let wrong = wrong.map(|faults| flaws::sentences(ctx, faults));
    forms::post(
        ctx,
        &format!("{}/json", Tabs::Edit.path(editing.journey.id)),
        html! {
            (Field::textarea("plan", ctx.t(key("journey-json")), 16).hint(ctx.t(key("journey-json-text"))).value(text)
                .error(wrong.as_deref()).ltr().scope("json"))
            (forms::submit_row(&ctx.t(key("journey-json-save")), None))
        },
    )
}

fn delete(ctx: &PageCtx, editing: &Editing) -> Markup {
    let action = format!("{PATH}/{}/delete", editing.journey.id);
    let form = forms::post(
        ctx,
        &action,
        html! {
            p { (ctx.t(key("journey-delete-text"))) }
            (Field::text("name", ctx.t_with(key("journey-delete-type"), &[("name", editing.journey.name.as_str().into())])).scope("delete").required())
            div.actions { button.button.button-bad type="submit" { (ctx.t(key("journey-delete"))) } }
        },
    );
    html! { div #delete { (components::disclosure(&ctx.t(key("journey-delete")), form)) } }
}
