//! The steps in the form of a plan: each with its fields and its buttons, nested where it turns. Hidden fields tell where a step and
//! a way begin and end, so that the order of the fields is the plan.

use super::edit::Editing;
use super::edit_form::{Form, FormStep, FormWay, KINDS, UNITS, value};
use super::edit_page::error;
use super::edit_plan::Wrong;
use super::rule::Place;
use super::words;
use crate::journeys as doing;
use capabilities::messaging::{Choice, LetterRef};
use foundation::rules::{Condition, Events};
use maud::{Markup, html};
use web::forms::{self, Field};
use web::{PageCtx, key};

pub(super) fn steps(ctx: &PageCtx, editing: &Editing, form: &Form, wrong: &[Wrong]) -> Markup {
    let mut drawing = Drawing { ctx, names: &editing.names, letters: &editing.letters, wrong, number: 0 };
    html! {
        @if form.steps.is_empty() { p.quiet { (ctx.t(key("journey-flaw-empty"))) } }
        (adding(ctx, "new_first", "first", key("journey-add-first")))
        (drawing.list(&form.steps))
    }
}

struct Drawing<'d> {
    ctx: &'d PageCtx,
    names: &'d words::Names,
    letters: &'d [Choice],
    wrong: &'d [Wrong],
    number: usize,
}

impl Drawing<'_> {
    fn list(&mut self, steps: &[FormStep]) -> Markup {
        let last = steps.len().saturating_sub(1);
        html! { @for (place, step) in steps.iter().enumerate() { (self.step(step, place == 0, place == last)) } }
    }

    fn step(&mut self, step: &FormStep, is_first: bool, is_last: bool) -> Markup {
        let (ctx, at) = (self.ctx, self.number);
        self.number += 1;
        let title = ctx.t_code("journey-kind", &step.kind);
        let number = ctx.fmt.count(at as u64 + 1);
        let ways = self.ways(step, at);
        let tool = |word: &str, said: &str| {
            let said = ctx.t(said);
            let called = format!("{said} · {number}");
            html! { button.button type="submit" name="do" value={ (word) ":" (at) } aria-label=(called) { (said) } }
        };
        html! {
            div.journey-edit-step id={ "step-" (at) } {
                p.journey-step { span.journey-number { (number) } span { (title) } }
                (forms::hidden("step", &step.kind))
                (forms::hidden("id", value(&step.fields, "id")))
                (self.fields(step, at))
                (ways)
                div.journey-tools {
                    @if !is_first { (tool("up", key("journey-up"))) }
                    @if !is_last { (tool("down", key("journey-down"))) }
                    (tool("remove", key("journey-remove")))
                    (adding(ctx, "new", &format!("add:{at}"), key("journey-add-after")))
                }
                (forms::hidden("step_end", ""))
            }
        }
    }

    fn ways(&mut self, step: &FormStep, at: usize) -> Markup {
        let ctx = self.ctx;
        if step.ways.is_empty() {
            return html! {};
        }
        let is_split = step.kind == "split";
        html! {
            @for (number, way) in step.ways.iter().enumerate() {
                div.journey-way {
                    (forms::hidden("way", ""))
                    @if is_split { (self.percent(step, way, at, number)) }
                    @else { p.journey-way-name { (way_name(ctx, &step.kind, number)) } }
                    div.journey-edit {
                        @if way.steps.is_empty() { p.quiet { (ctx.t(key("journey-way-on"))) } }
                        (adding(ctx, "new_in", &format!("into:{at}:{number}"), key("journey-add-in")))
                        (self.list(&way.steps))
                    }
                    (forms::hidden("way_end", ""))
                }
            }
            @if is_split {
                div.journey-tools { button.button type="submit" name="do" value={ "way:" (at) } { (ctx.t(key("journey-add-way"))) } }
            }
        }
    }

    fn percent(&self, step: &FormStep, way: &FormWay, at: usize, number: usize) -> Markup {
        let ctx = self.ctx;
        let wrong = error(ctx, self.wrong, Some(at), Some(number), "percent");
        html! {
            div.journey-fields {
                (Field::number("percent", ctx.t(key("journey-percent"))).value(value(&way.fields, "percent")).error(wrong.as_deref())
                    .scope(format!("{at}-{number}")))
                @if step.ways.len() > 2 {
                    button.button type="submit" name="do" value={ "unway:" (at) ":" (number) } { (ctx.t(key("journey-remove-way"))) }
                }
            }
        }
    }

    fn fields(&self, step: &FormStep, at: usize) -> Markup {
        let ctx = self.ctx;
        let of = |name: &str| value(&step.fields, name);
        let wrong = |field: &str| error(ctx, self.wrong, Some(at), None, field);
        let finished = |field: Field, name: &str| field.value(of(name)).error(wrong(name).as_deref()).scope(at.to_string());
        let length = || {
            let units = UNITS.map(|(word, _)| (word.to_owned(), ctx.t_code("journey-unit", word).into_owned()));
            html! {
                (finished(Field::number("amount", ctx.t(key("journey-amount"))), "amount"))
                (finished(Field::select("unit", ctx.t(key("journey-unit")), units), "unit"))
            }
        };
        let events = || {
            html! {
                (finished(Field::text("event", ctx.t(key("journey-awaited"))).hint(ctx.t(key("journey-event-hint"))).ltr(), "event"))
                (conditions(ctx, "where", of("event"), of("where"), Place::Step(at)))
            }
        };
        html! {
            div.journey-fields {
                @match step.kind.as_str() {
                    "wait" => (length()),
                    "wait_until" => {
                        (finished(Field::text("time", ctx.t(key("journey-time"))).hint(ctx.t(key("journey-time-hint"))).ltr().short(), "time"))
                        (weekdays(ctx, step))
                    }
                    "wait_for" => { (events()) (length()) }
                    "branch" => (rule_asked(ctx, self.names, "rule", of("rule"), Place::Step(at), wrong("rule").as_deref())),
                    "set_trait" => {
                        (finished(Field::text("name", ctx.t(key("journey-trait-name"))).ltr(), "name"))
                        (finished(Field::text("value", ctx.t(key("journey-trait-value"))), "value"))
                    }
                    "webhook" | "task" | "add_to_list" | "remove_from_list" => (super::edit_errands::fields(ctx, self.names, step, at, &wrong)),
                    "send" => (finished(Field::select("letter", ctx.t(key("journey-letter")), letters(ctx, self.names, self.letters, of("letter"))), "letter")),
                    _ => {}
                }
            }
        }
    }
}

/// A rule in words, kept along as it is; its button saves the draft and leads to the rule's own form.
pub(super) fn rule_asked(
    ctx: &PageCtx,
    names: &words::Names,
    field: &'static str,
    json: &str,
    place: Place,
    error: Option<&str>,
) -> Markup {
    let (label, none) = match place {
        Place::Filter => (key("journey-filter"), key("journey-filter-none")),
        _ => (key("journey-rule"), key("journey-rule-none")),
    };
    let content = html! {
        (forms::hidden(field, json))
        @match Condition::parse(json) {
            Ok(rule) => (words::rule(ctx, names, &rule)),
            Err(_) => p.quiet { (ctx.t(none)) },
        }
        @if let Some(error) = error { p.field-error { span { (error) } } }
        (leading(ctx, place, key("journey-rule-by-form")))
    };
    forms::group(&ctx.t(label), None, content)
}

/// What the properties of an event must be, in words, and the way to their form.
pub(super) fn conditions(ctx: &PageCtx, field: &'static str, event: &str, json: &str, place: Place) -> Markup {
    let filters = serde_json::from_str(json).unwrap_or_default();
    let events = Events { event: event.to_owned(), filters };
    html! {
        div.journey-conditions {
            (forms::hidden(field, json))
            @if !events.filters.is_empty() { p { (words::conditions(ctx, &events)) } }
            @if !event.is_empty() { (leading(ctx, place, key("journey-conditions-by-form"))) }
        }
    }
}

/// A button that saves what was typed so far, and goes to a form of its own.
fn leading(ctx: &PageCtx, place: Place, said: &str) -> Markup {
    let said = ctx.t(said);
    let named = match place {
        Place::Step(at) => format!("{said} · {}", ctx.fmt.count(at as u64 + 1)),
        Place::Exit(at) => format!("{said} · {} {}", ctx.t(key("journey-exits")), ctx.fmt.count(at as u64 + 1)),
        Place::Entry => format!("{said} · {}", ctx.t(key("journey-entry"))),
        Place::Goal => format!("{said} · {}", ctx.t(key("journey-goal"))),
        Place::Filter => format!("{said} · {}", ctx.t(key("journey-filter"))),
    };
    html! { button.button type="submit" name="do" value={ "rule:" (place.word()) } aria-label=(named) { (said) } }
}

/// The letters there are: those that come with Amana, and of the store's own the last versions; an earlier one stays where it stood.
fn letters(ctx: &PageCtx, names: &words::Names, own: &[Choice], present: &str) -> Vec<(String, String)> {
    let mut all = vec![(String::new(), ctx.t(key("form-choose")).into_owned())];
    all.extend(own.iter().map(|choice| (choice.letter.name().into_owned(), choice.name.clone())));
    let names = &names.letters;
    all.extend(doing::letters().map(|letter| (letter.name().to_owned(), words::letter(ctx, names, letter.name()))));
    if !present.is_empty() && !all.iter().any(|(name, _)| name == present) {
        let called = words::letter(ctx, names, present);
        let called = match LetterRef::from_name(present) {
            Some(LetterRef::Own { version, .. }) => {
                ctx.t_with(key("template-name-version"), &[("name", called.into()), ("version", version.into())])
            }
            _ => called,
        };
        all.push((present.to_owned(), called));
    }
    all
}

fn weekdays(ctx: &PageCtx, step: &FormStep) -> Markup {
    let chosen = |day: i8| step.fields.iter().any(|(name, value)| name == "weekday" && *value == day.to_string());
    forms::group(
        &ctx.t(key("journey-days-of-week")),
        Some(&ctx.t(key("journey-days-of-week-hint"))),
        html! {
            div.journey-days {
                @for day in 1..=7 {
                    label { input type="checkbox" name="weekday" value=(day) checked[chosen(day)]; span { (words::weekday(ctx, day)) } }
                }
            }
        },
    )
}

fn way_name(ctx: &PageCtx, kind: &str, number: usize) -> String {
    let said = match (kind, number) {
        ("wait_for", 0) => key("journey-way-happened"),
        ("wait_for", _) => key("journey-way-time-over"),
        (_, 0) => key("journey-way-yes"),
        _ => key("journey-way-no"),
    };
    ctx.t(said).into_owned()
}

/// A choice of what to add, and the button that adds it here.
fn adding(ctx: &PageCtx, name: &'static str, deed: &str, said: &str) -> Markup {
    let kinds = KINDS.map(|kind| (kind.to_owned(), ctx.t_code("journey-kind", kind).into_owned()));
    html! {
        div.journey-tools {
            (Field::select(name, ctx.t(key("journey-new-step")), kinds).scope(deed.replace(':', "-")))
            button.button type="submit" name="do" value=(deed) { (ctx.t(said)) }
        }
    }
}
