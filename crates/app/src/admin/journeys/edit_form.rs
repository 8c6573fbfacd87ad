//! A plan as the fields of a form, in the order in which the page has them: steps, and in them ways with steps of their own. What
//! was typed stays as it was typed until it makes a plan.

use super::rule::Place;
use automation::journeys::{Entry, Plan, Reentry, Step};
use foundation::rules::{Condition, Events};

/// Kinds of step, in the order in which they are offered.
pub(super) const KINDS: [&str; 12] = [
    "send",
    "wait",
    "wait_until",
    "wait_for",
    "branch",
    "split",
    "set_trait",
    "add_to_list",
    "remove_from_list",
    "task",
    "webhook",
    "leave",
];
/// What a wait is told in, and its minutes.
pub(super) const UNITS: [(&str, u32); 3] = [("minutes", 1), ("hours", 60), ("days", 24 * 60)];
/// Steps and ways that are read; the plan's own limits are narrower.
const PARTS_MAX: usize = 400;
const DEPTH_MAX: usize = 12;

/// Everything that was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Form {
    pub fields: Vec<(String, String)>,
    pub steps: Vec<FormStep>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct FormStep {
    pub kind: String,
    pub fields: Vec<(String, String)>,
    pub ways: Vec<FormWay>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct FormWay {
    pub fields: Vec<(String, String)>,
    pub steps: Vec<FormStep>,
}

/// What a button asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Deed {
    Save,
    /// Behind a step, at the beginning of a way of one, or at the very beginning.
    AddAfter(usize),
    AddInto(usize, usize),
    AddFirst,
    Up(usize),
    Down(usize),
    Remove(usize),
    AddWay(usize),
    RemoveWay(usize, usize),
    /// The form of a rule, or of conditions.
    Rule(Place),
}

impl Deed {
    pub fn from_word(word: &str) -> Self {
        if let Some(place) = word.strip_prefix("rule:") {
            return Place::from_word(place).map_or(Self::Save, Self::Rule);
        }
        let mut parts = word.split(':');
        let what = parts.next().unwrap_or_default();
        let mut number = || parts.next().and_then(|number| number.parse::<usize>().ok());
        match (what, number(), number()) {
            ("add", Some(step), None) => Self::AddAfter(step),
            ("into", Some(step), Some(way)) => Self::AddInto(step, way),
            ("first", None, None) => Self::AddFirst,
            ("up", Some(step), None) => Self::Up(step),
            ("down", Some(step), None) => Self::Down(step),
            ("remove", Some(step), None) => Self::Remove(step),
            ("way", Some(step), None) => Self::AddWay(step),
            ("unway", Some(step), Some(way)) => Self::RemoveWay(step, way),
            _ => Self::Save,
        }
    }
}

pub(super) fn value<'f>(fields: &'f [(String, String)], name: &str) -> &'f str {
    fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value.trim())
}

impl Form {
    /// Reads what a browser sent, and which button was pressed. Rubbish makes a form like any other: it has flaws.
    pub fn read(pairs: Vec<(String, String)>) -> (Self, Deed) {
        let deed = pairs.iter().find(|(name, _)| name == "do").map_or(Deed::Save, |(_, word)| Deed::from_word(word));
        let mut pairs = pairs.into_iter().filter(|(name, _)| name != "do" && name != "csrf");
        let mut left = PARTS_MAX;
        let (fields, steps) = within(&mut pairs, "", 0, &mut left);
        (Self { fields, steps }, deed)
    }

    pub fn value(&self, name: &str) -> &str {
        value(&self.fields, name)
    }

    /// The events by which people leave, each with its conditions as they were sent; where a name was emptied, none.
    pub fn exits(&self) -> Vec<(&str, &str)> {
        let mut all: Vec<(&str, &str)> = Vec::new();
        for (name, value) in &self.fields {
            match (name.as_str(), all.last_mut()) {
                ("exit", _) => all.push((value.trim(), "")),
                ("exit_where", Some(last)) => last.1 = value.trim(),
                _ => {}
            }
        }
        all.retain(|(event, _)| !event.is_empty());
        all
    }

    /// The form that a plan fills in.
    pub fn of(name: &str, plan: &Plan) -> Self {
        let mut fields = vec![("name".to_owned(), name.to_owned())];
        let mut add = |name: &str, value: String| fields.push((name.to_owned(), value));
        match &plan.entry {
            Entry::Event(events) => {
                add("entry", "event".to_owned());
                add("event", events.event.clone());
                add("where", wheres(events));
            }
            Entry::Segment(segment) => {
                add("entry", "segment".to_owned());
                add("segment", segment.0.to_string());
            }
            Entry::Date(date) => {
                add("entry", "date".to_owned());
                let (of, name) = date.trait_name().map_or(("birth_date", ""), |name| ("trait", name));
                add("date_of", of.to_owned());
                add("date_trait", name.to_owned());
                add(
                    "date_side",
                    match date.days {
                        0 => "on",
                        1.. => "after",
                        _ => "before",
                    }
                    .to_owned(),
                );
                add("date_days", date.days.unsigned_abs().to_string());
                add("date_time", format!("{:02}:{:02}", date.time.hour(), date.time.minute()));
                if date.each_year {
                    add("date_yearly", "on".to_owned());
                }
            }
            Entry::Api => add("entry", "api".to_owned()),
        }
        add("filter", plan.filter.as_ref().map(Condition::to_json).unwrap_or_default());
        add("purpose", plan.purpose.word().to_owned());
        let (reentry, days) = match plan.reentry {
            Reentry::Never => ("never", String::new()),
            Reentry::Always => ("always", String::new()),
            Reentry::Restart => ("restart", String::new()),
            Reentry::AfterDays(days) => ("after", days.to_string()),
        };
        add("reentry", reentry.to_owned());
        add("reentry_days", days);
        for exit in &plan.exits {
            add("exit", exit.event.clone());
            add("exit_where", wheres(exit));
        }
        if let Some(goal) = &plan.goal {
            add("goal", goal.event.event.clone());
            add("goal_where", wheres(&goal.event));
            add("goal_days", goal.within_days.to_string());
            if goal.leaves {
                add("goal_leaves", "on".to_owned());
            }
        }
        add("holdout", plan.holdout_percent.to_string());
        let mut form = Self { fields, steps: plan.steps.iter().map(FormStep::of).collect() };
        identify(&mut form.steps, plan, &mut 0);
        form
    }

    /// Does what a button asks for.
    pub fn act(&mut self, deed: &Deed) {
        match deed {
            Deed::Save | Deed::Rule(_) => {}
            Deed::AddFirst => self.steps.insert(0, FormStep::new(value(&self.fields, "new_first"))),
            Deed::AddAfter(step) => {
                with_siblings(&mut self.steps, *step, &mut 0, &mut |steps, at| {
                    if let Some(new) = steps.get(at).map(|step| FormStep::new(value(&step.fields, "new"))) {
                        steps.insert(at + 1, new);
                    }
                });
            }
            Deed::AddInto(step, way) => {
                with_siblings(&mut self.steps, *step, &mut 0, &mut |steps, at| {
                    if let Some(way) = steps.get_mut(at).and_then(|step| step.ways.get_mut(*way)) {
                        way.steps.insert(0, FormStep::new(value(&way.fields, "new_in")));
                    }
                });
            }
            Deed::Up(step) => with_siblings(&mut self.steps, *step, &mut 0, &mut |steps, at| {
                if at > 0 {
                    steps.swap(at, at - 1);
                }
            }),
            Deed::Down(step) => with_siblings(&mut self.steps, *step, &mut 0, &mut |steps, at| {
                if at + 1 < steps.len() {
                    steps.swap(at, at + 1);
                }
            }),
            Deed::Remove(step) => with_siblings(&mut self.steps, *step, &mut 0, &mut |steps, at| drop(steps.remove(at))),
            Deed::AddWay(step) => with_siblings(&mut self.steps, *step, &mut 0, &mut |steps, at| {
                if let Some(step) = steps.get_mut(at).filter(|step| step.kind == "split") {
                    step.ways.push(FormWay { fields: vec![("percent".to_owned(), "0".to_owned())], steps: Vec::new() });
                }
            }),
            Deed::RemoveWay(step, way) => with_siblings(&mut self.steps, *step, &mut 0, &mut |steps, at| {
                if let Some(step) = steps.get_mut(at).filter(|step| step.kind == "split" && *way < step.ways.len()) {
                    step.ways.remove(*way);
                }
            }),
        }
    }
}

/// Notes each step's id, which it keeps wherever it is moved to.
fn identify(steps: &mut [FormStep], plan: &Plan, number: &mut usize) {
    for step in steps {
        step.fields.push(("id".to_owned(), plan.id_of(*number)));
        *number += 1;
        step.ways.iter_mut().for_each(|way| identify(&mut way.steps, plan, number));
    }
}

/// Fields up to the end of a step or a way, and the steps among them.
fn within(
    pairs: &mut impl Iterator<Item = (String, String)>,
    end: &str,
    depth: usize,
    left: &mut usize,
) -> (Vec<(String, String)>, Vec<FormStep>) {
    let (mut fields, mut steps) = (Vec::new(), Vec::new());
    while let Some((name, value)) = pairs.next() {
        if name == end {
            break;
        }
        if name != "step" {
            fields.push((name, value));
        } else if depth < DEPTH_MAX && *left > 0 {
            *left -= 1;
            steps.push(read_step(pairs, value, depth, left));
        }
    }
    (fields, steps)
}

fn read_step(pairs: &mut impl Iterator<Item = (String, String)>, kind: String, depth: usize, left: &mut usize) -> FormStep {
    let mut step = FormStep { kind, ..FormStep::default() };
    while let Some((name, value)) = pairs.next() {
        match name.as_str() {
            "step_end" => break,
            "way" if *left > 0 => {
                *left -= 1;
                let (fields, steps) = within_boxed(pairs, depth, left);
                step.ways.push(FormWay { fields, steps });
            }
            _ => step.fields.push((name, value)),
        }
    }
    step
}

/// As [`within`] a way; by a trait object, since the two call each other.
fn within_boxed(
    pairs: &mut dyn Iterator<Item = (String, String)>,
    depth: usize,
    left: &mut usize,
) -> (Vec<(String, String)>, Vec<FormStep>) {
    let mut pairs = pairs;
    within(&mut pairs, "way_end", depth + 1, left)
}

/// Finds the list that a step of a number stands in, and its place there.
fn with_siblings(steps: &mut Vec<FormStep>, wanted: usize, number: &mut usize, act: &mut dyn FnMut(&mut Vec<FormStep>, usize)) {
    for at in 0..steps.len() {
        if *number == wanted {
            *number += 1;
            act(steps, at);
            return;
        }
        *number += 1;
        let Some(step) = steps.get_mut(at) else { return };
        for way in &mut step.ways {
            with_siblings(&mut way.steps, wanted, number, act);
            if *number > wanted {
                return;
            }
        }
    }
}

/// The conditions of such events as JSON; empty without any.
fn wheres(events: &Events) -> String {
    if events.filters.is_empty() { String::new() } else { serde_json::to_string(&events.filters).unwrap_or_default() }
}

impl FormStep {
    /// A new one with what most want.
    pub fn new(kind: &str) -> Self {
        let kind = if KINDS.contains(&kind) { kind } else { "wait" };
        let fields: &[(&str, &str)] = match kind {
            "wait" => &[("amount", "1"), ("unit", "days")],
            "wait_until" => &[("time", "09:00")],
            "wait_for" => &[("event", "Order Completed"), ("amount", "1"), ("unit", "days")],
            "task" => &[("team", "support")],
            "branch" => &[("rule", r#"{"did": {"event": "Order Completed"}}"#)],
            _ => &[],
        };
        let fields = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let half = FormWay { fields: vec![("percent".to_owned(), "50".to_owned())], steps: Vec::new() };
        let ways = match kind {
            "wait_for" | "branch" => vec![FormWay::default(), FormWay::default()],
            "split" => vec![half.clone(), half],
            _ => Vec::new(),
        };
        Self { kind: kind.to_owned(), fields, ways }
    }

    fn of(step: &Step) -> Self {
        let mut fields = Vec::new();
        let mut add = |name: &str, value: String| fields.push((name.to_owned(), value));
        match step {
            Step::Wait { minutes } => length(*minutes, &mut add),
            Step::WaitUntil(until) => {
                add("time", format!("{:02}:{:02}", until.time.hour(), until.time.minute()));
                until.weekdays.iter().for_each(|day| add("weekday", day.to_string()));
            }
            Step::WaitFor(wait) => {
                add("event", wait.event.event.clone());
                add("where", wheres(&wait.event));
                length(wait.minutes, &mut add);
            }
            Step::Branch(when) => add("rule", when.rule.to_json()),
            Step::Send { letter } => add("letter", letter.clone()),
            Step::SetTrait { name, value } => {
                add("name", name.clone());
                add("value", value.as_str().map_or_else(|| value.to_string(), str::to_owned));
            }
            Step::Webhook(hook) => {
                add("endpoint", hook.endpoint.to_string());
                hook.data.iter().for_each(|category| add("data", category.word().to_owned()));
            }
            Step::Task(task) => {
                add("team", task.team.word().to_owned());
                add("text", task.text.clone());
            }
            Step::AddToList { list } | Step::RemoveFromList { list } => add("list", list.0.to_string()),
            Step::Split(_) | Step::Leave {} => {}
        }
        let mut ways: Vec<FormWay> = step
            .ways()
            .into_iter()
            .map(|way| FormWay { fields: Vec::new(), steps: way.iter().map(Self::of).collect() })
            .collect();
        if let Step::Split(split) = step {
            for (way, part) in ways.iter_mut().zip(&split.parts) {
                way.fields.push(("percent".to_owned(), part.percent.to_string()));
            }
        }
        Self { kind: step.word().to_owned(), fields, ways }
    }
}

fn length(minutes: u32, add: &mut impl FnMut(&str, String)) {
    let (unit, of) = UNITS.into_iter().rev().find(|(_, of)| minutes > 0 && minutes.is_multiple_of(*of)).unwrap_or(("minutes", 1));
    add("amount", (minutes / of).to_string());
    add("unit", unit.to_owned());
}

#[cfg(test)]
mod tests {
    use super::*;

    const TURNED: &[(&str, &str)] = &[
        ("step", "wait"),
        ("amount", "2"),
        ("step_end", ""),
        ("step", "branch"),
        ("way", ""),
        ("step", "leave"),
        ("step_end", ""),
        ("way_end", ""),
        ("way", ""),
        ("new_in", "send"),
        ("way_end", ""),
        ("step_end", ""),
    ];

    #[test]
    fn steps_move_and_go_with_all_that_lies_in_them() {
        let pairs = |more: &[(&str, &str)]| TURNED.iter().chain(more).map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
        let kinds = |form: &Form| form.steps.iter().map(|step| step.kind.clone()).collect::<Vec<_>>();
        let (mut form, deed) = Form::read(pairs(&[("do", "up:1")]));
        assert_eq!(deed, Deed::Up(1));
        form.act(&deed);
        assert_eq!(kinds(&form), ["branch", "wait"]);
        assert_eq!(form.steps[0].ways[0].steps[0].kind, "leave");
        form.act(&Deed::Down(0));
        form.act(&Deed::Up(0));
        assert_eq!(kinds(&form), ["wait", "branch"], "the first goes no higher");
        form.act(&Deed::AddInto(1, 1));
        assert_eq!(form.steps[1].ways[1].steps[0].kind, "send");
        // The step in the branch is the third; behind it the new one.
        form.act(&Deed::Remove(2));
        assert!(form.steps[1].ways[0].steps.is_empty());
        form.act(&Deed::Remove(1));
        assert_eq!(kinds(&form), ["wait"]);
        form.act(&Deed::Remove(99));
        assert_eq!(kinds(&form), ["wait"], "what is not there is not removed");
        for rubbish in ["", "up", "up:x", "into:1", "first:1", "remove:-1"] {
            assert_eq!(Deed::from_word(rubbish), Deed::Save, "{rubbish}");
        }
    }
}
