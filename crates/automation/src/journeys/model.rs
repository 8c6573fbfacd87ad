//! What a journey is, as it is written in JSON.

use base::Timestamp;
use base::id::{JourneyId, SegmentId};
use foundation::consent::{CategorySet, Purpose};
use foundation::rules::{Condition, Did, Events, Invalid};
use serde::{Deserialize, Serialize};

/// Steps of one journey, those in branches counted.
pub const STEPS_MAX: usize = 100;
/// Branches within branches.
const DEPTH_MAX: usize = 6;
/// The longest wait: a year.
pub const MINUTES_MAX: u32 = 366 * 24 * 60;
/// Of a hundred people, how many get nothing, so that it can be seen what the journey does.
pub const HOLDOUT_PERCENT: u8 = 5;
const HOLDOUT_PERCENT_MAX: u8 = 50;
/// Ways that a split has.
const PARTS_MAX: usize = 10;
/// Days for which what people do afterwards is counted.
const GOAL_DAYS_MAX: u16 = 90;
/// Events by which people leave.
const EXITS_MAX: usize = 10;
/// Bytes of a plan as JSON.
const PLAN_BYTES_MAX: usize = 256 * 1024;

/// A journey as kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Journey {
    pub id: JourneyId,
    pub name: String,
    pub state: JourneyState,
    /// The version that people begin now; 0 for none.
    pub version: i64,
    pub made_at: Timestamp,
    pub changed_at: Timestamp,
}

/// Whether people may go in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JourneyState {
    /// Never begun.
    Draft = 0,
    On = 1,
    /// Nobody goes in any more; whoever is inside goes on.
    Off = 2,
}

/// What happens to whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    pub entry: Entry,
    /// Who goes in, of those to whom the entry happens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<Condition>,
    /// What the data is used for that the journey reads: only who agreed to that goes in.
    #[serde(with = "purpose_word")]
    pub purpose: Purpose,
    #[serde(default)]
    pub reentry: Reentry,
    /// Whoever does one of these leaves.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exits: Vec<Events>,
    /// What it is all for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goal: Option<Goal>,
    /// Of a hundred people.
    #[serde(default)]
    pub holdout_percent: u8,
    pub steps: Vec<Step>,
}

/// What lets somebody in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Entry {
    /// Something happens.
    Event(Events),
    /// They come into a segment.
    Segment(SegmentKey),
    /// The store's own program says so.
    Api,
}

/// A segment's id as JSON has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SegmentKey(pub SegmentId);

/// Whether somebody who was inside may go in again. Nobody is inside twice at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reentry {
    /// Once only.
    Never,
    /// As soon as they are out.
    #[default]
    Always,
    /// So many days after they last went in.
    AfterDays(u16),
    /// As soon as they are out; and where it happens again while they are still at the first wait, the wait begins anew.
    Restart,
}

/// What people are hoped to do, which is counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Goal {
    pub event: Events,
    /// Counted for so long after they went in.
    pub within_days: u16,
    /// Whether whoever reached it leaves.
    #[serde(default)]
    pub leaves: bool,
}

/// One step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// For so many minutes.
    Wait {
        minutes: u32,
    },
    WaitUntil(WaitUntil),
    WaitFor(WaitFor),
    Branch(When),
    Split(Split),
    /// A letter, by its name.
    Send {
        letter: String,
    },
    /// Notes something about the customer.
    SetTrait {
        name: String,
        value: serde_json::Value,
    },
    /// The end, here.
    Leave {},
}

/// Until an hour of the customer's day, on certain days of the week where any are named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WaitUntil {
    /// `"09:00"`.
    pub time: jiff::civil::Time,
    /// 1 for Monday to 7 for Sunday (ISO 8601).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub weekdays: Vec<i8>,
}

/// Until something happens, or a time is over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WaitFor {
    pub event: Events,
    pub minutes: u32,
    /// Where it happened.
    #[serde(default)]
    pub then: Vec<Step>,
    /// Where it did not.
    #[serde(default)]
    pub otherwise: Vec<Step>,
}

/// A turn by a rule, asked when somebody comes to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct When {
    #[serde(rename = "if")]
    pub rule: Condition,
    #[serde(default)]
    pub then: Vec<Step>,
    #[serde(default)]
    pub otherwise: Vec<Step>,
}

/// Ways that people are spread over by chance, the same for one person each time they are asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Split {
    pub parts: Vec<Part>,
}

/// One way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    pub percent: u8,
    #[serde(default)]
    pub steps: Vec<Step>,
}

/// What is wrong with a plan, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    #[error("the plan can't be read: {0}")]
    Unreadable(String),
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
    #[error("a plan names {EXITS_MAX} exits at most")]
    Exits,
    #[error("there is no letter {0:?}")]
    Letter(String),
    #[error("a value is a text, a number, true or false")]
    Value,
    #[error("a plan does nothing without a step")]
    Empty,
    #[error("{0}")]
    Rule(#[from] Invalid),
}

impl Plan {
    /// Reads a plan and checks that it keeps the limits; `is_letter` knows the letters that there are.
    pub fn parse(json: &str, is_letter: impl Fn(&str) -> bool) -> Result<Self, Flaw> {
        if json.len() > PLAN_BYTES_MAX {
            return Err(Flaw::Steps);
        }
        let plan: Self = serde_json::from_str(json).map_err(|error| Flaw::Unreadable(error.to_string()))?;
        plan.check(is_letter)?;
        Ok(plan)
    }

    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Whether the plan keeps the limits.
    pub fn check(&self, is_letter: impl Fn(&str) -> bool) -> Result<(), Flaw> {
        if self.steps.is_empty() {
            return Err(Flaw::Empty);
        }
        if count(&self.steps) > STEPS_MAX {
            return Err(Flaw::Steps);
        }
        if self.holdout_percent > HOLDOUT_PERCENT_MAX {
            return Err(Flaw::Holdout);
        }
        if self.holdout_percent > 0 && matches!(self.purpose, Purpose::FulfilOrders | Purpose::LegalDuties | Purpose::Security) {
            return Err(Flaw::HoldoutOfService);
        }
        if self.exits.len() > EXITS_MAX {
            return Err(Flaw::Exits);
        }
        if let Entry::Event(events) = &self.entry {
            check_events(events)?;
        }
        self.exits.iter().try_for_each(check_events)?;
        if let Some(goal) = &self.goal {
            check_events(&goal.event)?;
            if !(1..=GOAL_DAYS_MAX).contains(&goal.within_days) {
                return Err(Flaw::GoalDays);
            }
        }
        if let Some(filter) = &self.filter {
            filter.check()?;
        }
        check_steps(&self.steps, 0, &is_letter)
    }

    /// The kinds of personal data that it reads, the letters' own left aside.
    pub fn reads(&self) -> CategorySet {
        let own = |events: &Events| as_rule(events).reads();
        let mut set = match &self.entry {
            Entry::Event(events) => own(events),
            Entry::Segment(_) | Entry::Api => CategorySet::EMPTY,
        };
        for events in self.exits.iter().chain(self.goal.as_ref().map(|goal| &goal.event)) {
            set = set.with(own(events));
        }
        each(&self.steps, &mut |step| {
            if let Step::WaitFor(wait) = step {
                set = set.with(own(&wait.event));
            }
        });
        let rules = self.filter.iter().chain(rules(&self.steps));
        rules.fold(set, |set, rule| set.with(rule.reads()))
    }

    /// The names of letters that it sends, each once.
    pub fn letters(&self) -> Vec<&str> {
        let mut all = Vec::new();
        each(&self.steps, &mut |step| {
            if let Step::Send { letter } = step {
                all.push(letter.as_str());
            }
        });
        all.sort_unstable();
        all.dedup();
        all
    }
}

/// Such events as a rule, for what holds of rules alike.
fn as_rule(events: &Events) -> Condition {
    Condition::Did(Did {
        event: events.event.clone(),
        filters: events.filters.clone(),
        count: foundation::rules::Bound::AtLeast(1),
        when: foundation::rules::When::Ever,
    })
}

fn check_events(events: &Events) -> Result<(), Flaw> {
    Ok(as_rule(events).check()?)
}

fn rules(steps: &[Step]) -> Vec<&Condition> {
    let mut all = Vec::new();
    each(steps, &mut |step| {
        if let Step::Branch(when) = step {
            all.push(&when.rule);
        }
    });
    all
}

/// Every step, those in branches too.
fn each<'s>(steps: &'s [Step], tell: &mut impl FnMut(&'s Step)) {
    for step in steps {
        tell(step);
        for inner in step.ways() {
            each(inner, tell);
        }
    }
}

fn count(steps: &[Step]) -> usize {
    steps.iter().map(|step| 1 + step.ways().into_iter().map(count).sum::<usize>()).sum()
}

impl Step {
    /// The steps that lie within it.
    pub fn ways(&self) -> Vec<&[Self]> {
        match self {
            Self::WaitFor(wait) => vec![&wait.then, &wait.otherwise],
            Self::Branch(when) => vec![&when.then, &when.otherwise],
            Self::Split(split) => split.parts.iter().map(|part| part.steps.as_slice()).collect(),
            Self::Wait { .. } | Self::WaitUntil(_) | Self::Send { .. } | Self::SetTrait { .. } | Self::Leave {} => Vec::new(),
        }
    }

    /// The word in JSON, in figures and as the last part of translation keys.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Wait { .. } => "wait",
            Self::WaitUntil(_) => "wait_until",
            Self::WaitFor(_) => "wait_for",
            Self::Branch(_) => "branch",
            Self::Split(_) => "split",
            Self::Send { .. } => "send",
            Self::SetTrait { .. } => "set_trait",
            Self::Leave {} => "leave",
        }
    }
}

fn check_steps(steps: &[Step], depth: usize, is_letter: &impl Fn(&str) -> bool) -> Result<(), Flaw> {
    if depth > DEPTH_MAX {
        return Err(Flaw::Depth);
    }
    for step in steps {
        match step {
            Step::Wait { minutes } => check_minutes(*minutes)?,
            Step::WaitUntil(until) => {
                let mut days = until.weekdays.clone();
                days.sort_unstable();
                days.dedup();
                if days.len() != until.weekdays.len() || days.iter().any(|day| !(1..=7).contains(day)) {
                    return Err(Flaw::Weekday);
                }
            }
            Step::WaitFor(wait) => {
                check_events(&wait.event)?;
                check_minutes(wait.minutes)?;
            }
            Step::Branch(when) => when.rule.check()?,
            Step::Split(split) => {
                let whole: u32 = split.parts.iter().map(|part| u32::from(part.percent)).sum();
                if !(2..=PARTS_MAX).contains(&split.parts.len()) || whole != 100 {
                    return Err(Flaw::Split);
                }
            }
            Step::Send { letter } if !is_letter(letter) => return Err(Flaw::Letter(letter.clone())),
            Step::SetTrait { name, value } => {
                Condition::Trait(foundation::rules::TraitIs { name: name.clone(), test: foundation::rules::Test::Exists(true) })
                    .check()?;
                if value.is_array() || value.is_object() || value.is_null() {
                    return Err(Flaw::Value);
                }
            }
            Step::Send { .. } | Step::Leave {} => {}
        }
        step.ways().into_iter().try_for_each(|way| check_steps(way, depth + 1, is_letter))?;
    }
    Ok(())
}

const fn check_minutes(minutes: u32) -> Result<(), Flaw> {
    if minutes >= 1 && minutes <= MINUTES_MAX { Ok(()) } else { Err(Flaw::Wait) }
}

impl JourneyState {
    pub const ALL: [Self; 3] = [Self::Draft, Self::On, Self::Off];

    pub fn from_code(code: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|state| *state as i64 == code)
    }

    /// The word in the API and as the last part of translation keys.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::On => "on",
            Self::Off => "off",
        }
    }
}

impl Serialize for SegmentKey {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for SegmentKey {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map(Self).map_err(serde::de::Error::custom)
    }
}

mod purpose_word {
    use foundation::consent::Purpose;
    use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde calls")]
    pub(super) fn serialize<S: Serializer>(purpose: &Purpose, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(purpose.word())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Purpose, D::Error> {
        let word = String::deserialize(deserializer)?;
        Purpose::from_word(&word).ok_or_else(|| D::Error::custom(format!("there is no purpose {word:?}")))
    }
}
