//! A plan in sentences, and what became of people on it in words.

use crate::rules::Words;
use crate::words::{self as shared, LetterNames};
use automation::journeys::{Course, DateEntry, Entry, Plan, Reentry, SegmentKey, Step, WaitUntil};
use base::id::{EndpointId, SegmentId};
use capabilities::messaging::LetterRef;
use foundation::rules::{Condition, Events};
use maud::{Markup, html};
use std::collections::{BTreeMap, BTreeSet};
use web::{PageCtx, key};

const HOUR: u32 = 60;
const DAY: u32 = 24 * HOUR;

/// What the segments and addresses that a plan names are called, and which of the segments are lists.
#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    pub segments: BTreeMap<SegmentId, String>,
    pub lists: BTreeSet<SegmentId>,
    pub endpoints: BTreeMap<EndpointId, String>,
    pub letters: LetterNames,
}

impl Names {
    pub fn get(&self, id: &SegmentId) -> Option<&String> {
        self.segments.get(id)
    }
}

/// A length of time in the largest unit that says it whole.
pub(super) fn span(ctx: &PageCtx, minutes: u32) -> String {
    let (said, count) = match minutes {
        minutes if minutes > 0 && minutes.is_multiple_of(DAY) => (key("journey-days"), minutes / DAY),
        minutes if minutes > 0 && minutes.is_multiple_of(HOUR) => (key("journey-hours"), minutes / HOUR),
        minutes => (key("journey-minutes"), minutes),
    };
    ctx.lang().t_plain(said, &[("count", count.into())])
}

/// What an event is called, as part of a sentence.
pub(super) fn event(ctx: &PageCtx, events: &Events) -> String {
    let name = shared::name_word(ctx.lang(), &events.event).unwrap_or_else(|| events.event.clone());
    let said = ctx.t_with(key("journey-event"), &[("event", name.into())]);
    if events.filters.is_empty() { said } else { format!("{said} {}", conditions(ctx, events)) }
}

/// What the properties of such events must be.
pub(super) fn conditions(ctx: &PageCtx, events: &Events) -> String {
    Words { fmt: &ctx.fmt, segment: &|_| None }.conditions(&events.filters)
}

/// What a letter is called.
pub(super) fn letter(ctx: &PageCtx, names: &LetterNames, name: &str) -> String {
    LetterRef::from_name(name).map_or_else(|| name.to_owned(), |letter| shared::letter(ctx, names, letter))
}

/// A rule, in words.
pub(super) fn rule(ctx: &PageCtx, names: &Names, rule: &Condition) -> Markup {
    Words { fmt: &ctx.fmt, segment: &|id| names.segments.get(&id).cloned() }.list(rule)
}

/// A step in one sentence.
pub(super) fn step(ctx: &PageCtx, names: &Names, step: &Step) -> Markup {
    let said = match step {
        Step::Branch(when) => {
            return html! { (ctx.t(key("journey-step-branch"))) " " (rule(ctx, names, &when.rule)) };
        }
        Step::Webhook(hook) => {
            let gone = || ctx.t(key("journey-gone-endpoint")).into_owned();
            let endpoint = names.endpoints.get(&hook.endpoint).cloned().unwrap_or_else(gone);
            let data = shared::categories(ctx, hook.data);
            let said = if hook.data.is_empty() { key("journey-step-webhook") } else { key("journey-step-webhook-data") };
            ctx.t_with(said, &[("endpoint", endpoint.into()), ("data", data.into())])
        }
        Step::AddToList { list } => ctx.t_with(key("journey-step-add-to-list"), &[("list", listed(ctx, names, *list).into())]),
        Step::RemoveFromList { list } => {
            ctx.t_with(key("journey-step-remove-from-list"), &[("list", listed(ctx, names, *list).into())])
        }
        other => brief(ctx, &names.letters, other),
    };
    html! { (said) }
}

fn listed(ctx: &PageCtx, names: &Names, list: SegmentKey) -> String {
    names.get(&list.0).cloned().unwrap_or_else(|| ctx.t(key("journey-gone-list")).into_owned())
}

/// As [`step`], without the rule of a branch and without names of segments and addresses.
pub(super) fn brief(ctx: &PageCtx, names: &LetterNames, step: &Step) -> String {
    match step {
        Step::Wait { minutes } => ctx.t_with(key("journey-step-wait"), &[("span", span(ctx, *minutes).into())]),
        Step::WaitUntil(until) => wait_until(ctx, until),
        Step::WaitFor(wait) => ctx.t_with(
            key("journey-step-wait-for"),
            &[("event", event(ctx, &wait.event).into()), ("span", span(ctx, wait.minutes).into())],
        ),
        Step::Branch(_) => ctx.t(key("journey-step-branch")).into_owned(),
        Step::Split(_) => ctx.t(key("journey-step-split")).into_owned(),
        Step::Send { letter: name } => ctx.t_with(key("journey-step-send"), &[("letter", letter(ctx, names, name).into())]),
        Step::SetTrait { name, value } => {
            let value = match value {
                serde_json::Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            ctx.t_with(key("journey-step-set-trait"), &[("name", name.as_str().into()), ("value", value.into())])
        }
        Step::Task(task) => {
            let team = ctx.t_code("recipient", task.team.word()).into_owned();
            ctx.t_with(key("journey-step-task"), &[("team", team.into()), ("text", task.text.as_str().into())])
        }
        Step::Webhook(_) | Step::AddToList { .. } | Step::RemoveFromList { .. } => {
            ctx.t_code("journey-kind", step.word()).into_owned()
        }
        Step::Leave {} => ctx.t(key("journey-step-leave")).into_owned(),
    }
}

fn wait_until(ctx: &PageCtx, until: &WaitUntil) -> String {
    let time = clock(ctx, until.time);
    if until.weekdays.is_empty() {
        return ctx.t_with(key("journey-step-wait-until"), &[("time", time.into())]);
    }
    let days: Vec<String> = until.weekdays.iter().map(|day| weekday(ctx, *day)).collect();
    ctx.t_with(key("journey-step-wait-until-days"), &[("time", time.into()), ("days", shared::list_of(ctx, &days).into())])
}

/// A day of the week by its number, 1 for Monday.
pub(super) fn weekday(ctx: &PageCtx, day: i8) -> String {
    ctx.t_code("weekday", &day.to_string()).into_owned()
}

/// What each of a step's ways is called.
pub(super) fn ways(ctx: &PageCtx, step: &Step) -> Vec<String> {
    match step {
        Step::WaitFor(_) => {
            [key("journey-way-happened"), key("journey-way-time-over")].map(|said| ctx.t(said).into_owned()).into()
        }
        Step::Branch(_) => [key("journey-way-yes"), key("journey-way-no")].map(|said| ctx.t(said).into_owned()).into(),
        Step::Split(split) => split
            .parts
            .iter()
            .map(|part| {
                ctx.t_with(key("journey-way-part"), &[("percent", ctx.fmt.percent(f64::from(part.percent) / 100.0, 0).into())])
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// Who goes in, for what, how often, who leaves early: label and sentence.
pub(super) fn terms(ctx: &PageCtx, names: &Names, plan: &Plan) -> Vec<(String, Markup)> {
    let t = |said: &str| ctx.t(said).into_owned();
    let mut all = vec![(t(key("journey-entry")), html! { (entry(ctx, names, &plan.entry)) })];
    if let Some(filter) = &plan.filter {
        all.push((t(key("journey-filter")), rule(ctx, names, filter)));
    }
    all.push((t(key("journey-reentry")), html! { (reentry(ctx, plan.reentry)) }));
    let exits: Vec<String> = plan.exits.iter().map(|exit| event(ctx, exit)).collect();
    let exits = if exits.is_empty() { t(key("journey-exits-none")) } else { shared::list_of(ctx, &exits) };
    all.push((t(key("journey-exits")), html! { (exits) }));
    let goal = plan.goal.as_ref().map_or_else(
        || t(key("journey-goal-none")),
        |goal| {
            let args = [("event", event(ctx, &goal.event).into()), ("span", span(ctx, u32::from(goal.within_days) * DAY).into())];
            let said = ctx.t_with(key("journey-goal-within"), &args);
            if goal.leaves { format!("{said} {}", ctx.t(key("journey-goal-leaves"))) } else { said }
        },
    );
    all.push((t(key("journey-goal")), html! { (goal) }));
    let holdout = if plan.holdout_percent == 0 {
        t(key("journey-holdout-none"))
    } else {
        ctx.t_with(
            key("journey-holdout-percent"),
            &[("percent", ctx.fmt.percent(f64::from(plan.holdout_percent) / 100.0, 0).into())],
        )
    };
    all.push((t(key("journey-holdout")), html! { (holdout) }));
    let purpose = [
        ("purpose", shared::mid(ctx, &shared::purpose(ctx, plan.purpose)).into()),
        ("what", shared::categories(ctx, plan.reads()).into()),
    ];
    let purpose = if plan.reads().is_empty() {
        shared::purpose(ctx, plan.purpose)
    } else {
        ctx.t_with(key("journey-purpose-reads"), &purpose)
    };
    all.push((t(key("journey-purpose")), html! { (purpose) }));
    all
}

pub(super) fn entry(ctx: &PageCtx, names: &Names, entry: &Entry) -> String {
    match entry {
        Entry::Event(events) => ctx.t_with(key("journey-entry-event"), &[("event", event(ctx, events).into())]),
        Entry::Segment(segment) => match names.segments.get(&segment.0) {
            Some(name) => ctx.t_with(key("journey-entry-segment"), &[("segment", name.as_str().into())]),
            None => ctx.t(key("journey-entry-no-segment")).into_owned(),
        },
        Entry::Date(entry) => date(ctx, entry),
        Entry::Api => ctx.t(key("journey-entry-api")).into_owned(),
    }
}

fn date(ctx: &PageCtx, entry: &DateEntry) -> String {
    let named = match entry.trait_name() {
        None => ctx.t(key("journey-date-birthday")).into_owned(),
        Some(name) => ctx.t_with(key("journey-date-trait"), &[("name", name.into())]),
    };
    let time = clock(ctx, entry.time);
    let span = span(ctx, u32::from(entry.days.unsigned_abs()) * DAY);
    let said = match entry.days {
        0 => key("journey-entry-date-on"),
        1.. => key("journey-entry-date-after"),
        _ => key("journey-entry-date-before"),
    };
    let said = ctx.t_with(said, &[("date", named.into()), ("time", time.into()), ("span", span.into())]);
    let often = if entry.each_year { key("journey-entry-date-yearly") } else { key("journey-entry-date-once") };
    format!("{said} {}", ctx.t(often))
}

fn clock(ctx: &PageCtx, time: jiff::civil::Time) -> String {
    ctx.lang().digits.rewrite(&format!("{:02}:{:02}", time.hour(), time.minute()))
}

pub(super) fn reentry(ctx: &PageCtx, reentry: Reentry) -> String {
    match reentry {
        Reentry::Never => ctx.t(key("journey-reentry-never")).into_owned(),
        Reentry::Always => ctx.t(key("journey-reentry-always")).into_owned(),
        Reentry::Restart => ctx.t(key("journey-reentry-restart")).into_owned(),
        Reentry::AfterDays(days) => {
            ctx.t_with(key("journey-reentry-after"), &[("span", span(ctx, u32::from(days) * DAY).into())])
        }
    }
}

/// What became of somebody at a step: one of the journey's own words, or why a letter was not sent.
pub(super) fn outcome(ctx: &PageCtx, step: Option<&Step>, word: &str) -> String {
    let at = |at: usize| step.map(|step| ways(ctx, step)).and_then(|ways| ways.into_iter().nth(at));
    match (word, step) {
        ("then", Some(_)) => at(0),
        ("otherwise", Some(_)) => at(1),
        _ => word
            .strip_prefix("way_")
            .and_then(|number| number.parse::<usize>().ok())
            .and_then(|number| at(number.checked_sub(1)?)),
    }
    .unwrap_or_else(|| {
        let own = format!("journey-outcome-{}", word.replace('_', "-"));
        let is_letter = matches!(step, Some(Step::Send { .. }));
        if ctx.lang().has(&own) && !(is_letter && word == "not_allowed") {
            ctx.t(&own).into_owned()
        } else {
            ctx.t_with(key("journey-not-sent"), &[("reason", shared::mid(ctx, &shared::why(ctx, word)).into())])
        }
    })
}

/// Every step by its number, as the course counts them.
pub(super) fn numbered(plan: &Plan) -> Vec<&Step> {
    fn add<'p>(steps: &'p [Step], all: &mut Vec<&'p Step>) {
        for step in steps {
            all.push(step);
            step.ways().into_iter().for_each(|way| add(way, all));
        }
    }
    let mut all = Vec::new();
    add(&plan.steps, &mut all);
    debug_assert_eq!(all.len() + 1, Course::new(plan.clone()).nodes.len());
    all
}
