//! The limits of a plan, and everything in it that breaks them.

use super::model::{DateOf, Entry, MINUTES_MAX, Plan, STEPS_MAX, Step, as_rule};
use base::id::{EndpointId, SegmentId};
use capabilities::webhooks::SENT_DATA;
use foundation::consent::Purpose;
use foundation::rules::{Condition, Events, Invalid, Test, TraitIs};
use std::fmt;

/// Branches within branches.
pub const DEPTH_MAX: usize = 6;
/// Of a hundred people, how many may get nothing.
pub const HOLDOUT_PERCENT_MAX: u8 = 50;
/// Ways that a split has.
pub const PARTS_MAX: usize = 10;
/// Days for which what people do afterwards is counted.
pub const GOAL_DAYS_MAX: u16 = 90;
/// Days before or after a date that comes.
pub const DATE_DAYS_MAX: u16 = 180;
/// Bytes of a step's id.
pub const ID_BYTES_MAX: usize = 40;
/// Letters of a task.
pub const TASK_CHARS_MAX: usize = 300;
/// Events by which people leave.
pub const EXITS_MAX: usize = 10;
/// Bytes of a plan as JSON.
pub const PLAN_BYTES_MAX: usize = 256 * 1024;

/// Where in a plan something stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Spot {
    Plan,
    Entry,
    Filter,
    Exits,
    Goal,
    Holdout,
    /// A step, by its number.
    Step(usize),
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    #[error("it can't be read: {said}")]
    Unreadable { line: usize, column: usize, said: String },
    #[error("a plan has {} KB of JSON at most", PLAN_BYTES_MAX / 1024)]
    Size,
    #[error("a plan has {STEPS_MAX} steps at most")]
    Steps,
    #[error("branches may stand within branches {DEPTH_MAX} deep at most")]
    Depth,
    #[error("a wait has 1 minute to {MINUTES_MAX}")]
    Wait,
    #[error("days of the week are 1 for Monday to 7 for Sunday, each once")]
    Weekday,
    #[error("a split has 2 to {PARTS_MAX} ways, which come to 100 percent together")]
    Split,
    #[error("{HOLDOUT_PERCENT_MAX} of a hundred people can be held out at most")]
    Holdout,
    #[error("nobody is held out of what is no advertising: everybody is entitled to it")]
    HoldoutOfService,
    #[error("what people do is counted for 1 to {GOAL_DAYS_MAX} days")]
    GoalDays,
    #[error("people go in {DATE_DAYS_MAX} days before or after a date at most")]
    DateDays,
    #[error("a plan names {EXITS_MAX} exits at most")]
    Exits,
    #[error("there is no letter {0:?}")]
    Letter(String),
    #[error("a value is a text, a number, true or false")]
    Value,
    #[error("a plan does nothing without a step")]
    Empty,
    #[error("there is no webhook {0}")]
    NoEndpoint(EndpointId),
    #[error("there is no list {0}")]
    NoList(SegmentId),
    #[error("a task has 1 to {TASK_CHARS_MAX} letters")]
    TaskText,
    #[error("the id of a step has 1 to {ID_BYTES_MAX} letters, digits, - and _, and no other step has it")]
    Id,
    #[error("this kind of data is never told")]
    Data,
    #[error("there is no segment {0}")]
    NoSegment(SegmentId),
    #[error("{0}")]
    Rule(#[from] Invalid),
}

/// One thing that is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub at: Spot,
    pub flaw: Flaw,
}

/// Everything that is wrong with a plan, in its order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Faults(pub Vec<Fault>);

impl fmt::Display for Spot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Plan => f.write_str("plan"),
            Self::Entry => f.write_str("entry"),
            Self::Filter => f.write_str("filter"),
            Self::Exits => f.write_str("exits"),
            Self::Goal => f.write_str("goal"),
            Self::Holdout => f.write_str("holdout_percent"),
            Self::Step(number) => write!(f, "step {number}"),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.at, self.flaw)
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, fault) in self.0.iter().enumerate() {
            write!(f, "{}{fault}", if number == 0 { "" } else { "; " })?;
        }
        Ok(())
    }
}

impl std::error::Error for Faults {}

impl Faults {
    pub fn add(&mut self, at: Spot, flaw: impl Into<Flaw>) {
        self.0.push(Fault { at, flaw: flaw.into() });
    }

    /// Nothing where nothing is wrong; otherwise all of it, from the top.
    pub fn into_result(mut self) -> Result<(), Self> {
        self.0.sort_by_key(|fault| fault.at);
        if self.0.is_empty() { Ok(()) } else { Err(self) }
    }
}

impl Plan {
    /// Reads a plan and checks that it keeps the limits; `is_letter` knows the letters that there are.
    pub fn parse(json: &str, is_letter: impl Fn(&str) -> bool) -> Result<Self, Faults> {
        let alone = |flaw| Faults(vec![Fault { at: Spot::Plan, flaw }]);
        if json.len() > PLAN_BYTES_MAX {
            return Err(alone(Flaw::Size));
        }
        let plan = Self::read(json)
            .map_err(|error| alone(Flaw::Unreadable { line: error.line(), column: error.column(), said: error.to_string() }))?;
        plan.check(is_letter)?;
        Ok(plan)
    }

    /// Whether the plan keeps the limits.
    pub fn check(&self, is_letter: impl Fn(&str) -> bool) -> Result<(), Faults> {
        let mut checking = Checking { faults: Faults::default(), is_letter: &is_letter, number: 0 };
        checking.plan(self);
        checking.faults.into_result()
    }

    /// Every step, each with its place.
    pub fn numbered(&self) -> Vec<(Spot, &Step)> {
        let mut all = Vec::new();
        super::model::each(&self.steps, &mut |step| all.push((Spot::Step(all.len()), step)));
        all
    }

    /// The rules that it asks, each with its place.
    pub fn rules(&self) -> Vec<(Spot, &Condition)> {
        let mut all: Vec<(Spot, &Condition)> = self.filter.iter().map(|rule| (Spot::Filter, rule)).collect();
        all.extend(self.numbered().into_iter().filter_map(|(at, step)| match step {
            Step::Branch(when) => Some((at, &when.rule)),
            _ => None,
        }));
        all
    }
}

struct Checking<'c> {
    faults: Faults,
    is_letter: &'c dyn Fn(&str) -> bool,
    /// Steps met so far.
    number: usize,
}

impl Checking<'_> {
    fn plan(&mut self, plan: &Plan) {
        match &plan.entry {
            Entry::Event(events) => self.events(Spot::Entry, events),
            Entry::Date(date) => {
                if let DateOf::Trait(name) = &date.of {
                    self.named_trait(Spot::Entry, name);
                }
                if date.days.unsigned_abs() > DATE_DAYS_MAX {
                    self.faults.add(Spot::Entry, Flaw::DateDays);
                }
            }
            Entry::Segment(_) | Entry::Api => {}
        }
        if let Some(filter) = &plan.filter {
            self.rule(Spot::Filter, filter);
        }
        if plan.exits.len() > EXITS_MAX {
            self.faults.add(Spot::Exits, Flaw::Exits);
        }
        plan.exits.iter().for_each(|events| self.events(Spot::Exits, events));
        if let Some(goal) = &plan.goal {
            self.events(Spot::Goal, &goal.event);
            if !(1..=GOAL_DAYS_MAX).contains(&goal.within_days) {
                self.faults.add(Spot::Goal, Flaw::GoalDays);
            }
        }
        if plan.holdout_percent > HOLDOUT_PERCENT_MAX {
            self.faults.add(Spot::Holdout, Flaw::Holdout);
        }
        if plan.holdout_percent > 0 && matches!(plan.purpose, Purpose::FulfilOrders | Purpose::LegalDuties | Purpose::Security) {
            self.faults.add(Spot::Holdout, Flaw::HoldoutOfService);
        }
        if plan.steps.is_empty() {
            self.faults.add(Spot::Plan, Flaw::Empty);
        }
        for (number, id) in plan.ids.iter().enumerate().filter(|(_, id)| !id.is_empty()) {
            let is_twice = plan.ids.iter().take(number).any(|before| before == id);
            let is_word = id.len() <= ID_BYTES_MAX && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
            if is_twice || !is_word {
                self.faults.add(Spot::Step(number), Flaw::Id);
            }
        }
        self.steps(&plan.steps, 0);
        if self.number > STEPS_MAX {
            self.faults.add(Spot::Plan, Flaw::Steps);
        }
    }

    fn steps(&mut self, steps: &[Step], depth: usize) {
        for step in steps {
            let at = Spot::Step(self.number);
            self.number += 1;
            if depth == DEPTH_MAX + 1 {
                self.faults.add(at, Flaw::Depth);
            }
            self.step(at, step);
            step.ways().into_iter().for_each(|way| self.steps(way, depth + 1));
        }
    }

    fn step(&mut self, at: Spot, step: &Step) {
        match step {
            Step::Wait { minutes } => self.minutes(at, *minutes),
            Step::WaitUntil(until) => {
                let mut days = until.weekdays.clone();
                days.sort_unstable();
                days.dedup();
                if days.len() != until.weekdays.len() || days.iter().any(|day| !(1..=7).contains(day)) {
                    self.faults.add(at, Flaw::Weekday);
                }
            }
            Step::WaitFor(wait) => {
                self.events(at, &wait.event);
                self.minutes(at, wait.minutes);
            }
            Step::Branch(when) => self.rule(at, &when.rule),
            Step::Split(split) => {
                let whole: u32 = split.parts.iter().map(|part| u32::from(part.percent)).sum();
                if !(2..=PARTS_MAX).contains(&split.parts.len()) || whole != 100 {
                    self.faults.add(at, Flaw::Split);
                }
            }
            Step::Send { letter } if !(self.is_letter)(letter) => self.faults.add(at, Flaw::Letter(letter.clone())),
            Step::SetTrait { name, value } => {
                self.named_trait(at, name);
                if value.is_array() || value.is_object() || value.is_null() {
                    self.faults.add(at, Flaw::Value);
                }
            }
            Step::Webhook(hook) if !SENT_DATA.covers(hook.data) => self.faults.add(at, Flaw::Data),
            Step::Task(task) => {
                let letters = task.text.trim().chars().count();
                if letters == 0 || letters > TASK_CHARS_MAX || task.text.contains(char::is_control) {
                    self.faults.add(at, Flaw::TaskText);
                }
            }
            Step::Send { .. } | Step::Webhook(_) | Step::AddToList { .. } | Step::RemoveFromList { .. } | Step::Leave {} => {}
        }
    }

    fn minutes(&mut self, at: Spot, minutes: u32) {
        if !(1..=MINUTES_MAX).contains(&minutes) {
            self.faults.add(at, Flaw::Wait);
        }
    }

    fn named_trait(&mut self, at: Spot, name: &str) {
        self.rule(at, &Condition::Trait(TraitIs { name: name.to_owned(), test: Test::Exists(true) }));
    }

    fn events(&mut self, at: Spot, events: &Events) {
        self.rule(at, &as_rule(events));
    }

    fn rule(&mut self, at: Spot, rule: &Condition) {
        if let Err(invalid) = rule.check() {
            self.faults.add(at, invalid);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_wrong_is_told_at_once_with_its_place() {
        let json = r#"{"entry": {"event": {"event": ""}}, "purpose": "fulfil_orders", "holdout_percent": 60,
            "filter": {"spent": {"currency": "coins", "is": {"at_least": 1}}},
            "goal": {"event": {"event": "Order Completed"}, "within_days": 0},
            "steps": [
              {"wait": {"minutes": 0}},
              {"branch": {"if": {"stage": []}, "then": [{"send": {"letter": "nobody"}}]}},
              {"wait_until": {"time": "09:00", "weekdays": [1, 1]}},
              {"split": {"parts": [{"percent": 10}, {"percent": 20}]}}]}"#;
        let Faults(faults) = Plan::parse(json, |_| false).unwrap_err();
        let found: Vec<(Spot, String)> = faults.iter().map(|fault| (fault.at, format!("{:?}", fault.flaw))).collect();
        let of = |at: Spot, flaw: &Flaw| found.contains(&(at, format!("{flaw:?}")));
        assert!(of(Spot::Entry, &Invalid::Name(String::new()).into()), "{found:?}");
        assert!(of(Spot::Filter, &Invalid::Currency("coins".to_owned()).into()), "{found:?}");
        assert!(
            of(Spot::Goal, &Flaw::GoalDays) && of(Spot::Holdout, &Flaw::Holdout) && of(Spot::Holdout, &Flaw::HoldoutOfService)
        );
        assert!(of(Spot::Step(0), &Flaw::Wait) && of(Spot::Step(1), &Invalid::Stages.into()), "{found:?}");
        assert!(of(Spot::Step(2), &Flaw::Letter("nobody".to_owned())), "numbers are those of the lines: {found:?}");
        assert!(of(Spot::Step(3), &Flaw::Weekday) && of(Spot::Step(4), &Flaw::Split), "{found:?}");
        assert_eq!(found.len(), 10, "{found:?}");
        let said = Faults(faults).to_string();
        assert!(said.starts_with("entry: ") && said.contains("; step 4: a split has 2 to 10 ways"), "{said}");
        let broken = Plan::parse("{\"entry\":\n 7}", |_| true).unwrap_err();
        assert!(matches!(&broken.0[..], [Fault { at: Spot::Plan, flaw: Flaw::Unreadable { line: 2, .. } }]), "{broken:?}");
        let large = Plan::parse(&" ".repeat(PLAN_BYTES_MAX + 1), |_| true).unwrap_err();
        assert_eq!(large.to_string(), "plan: a plan has 256 KB of JSON at most");
    }
}
