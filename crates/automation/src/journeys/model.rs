//! What a journey is, as it is written in JSON.

use base::Timestamp;
use base::id::{EndpointId, JourneyId, SegmentId};
use foundation::consent::{Category, CategorySet, Purpose, Recipient};
use foundation::rules::{Condition, Did, Events};
use serde::{Deserialize, Serialize};

/// Steps of one journey, those in branches counted.
pub const STEPS_MAX: usize = 100;
/// The longest wait: a year.
pub const MINUTES_MAX: u32 = 366 * 24 * 60;
/// Of a hundred people, how many get nothing, so that it can be seen what the journey does.
pub const HOLDOUT_PERCENT: u8 = 5;

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
    /// Of the steps, in the order of their numbers: a step keeps its own wherever it is moved to. Empty where it has none.
    #[serde(skip)]
    pub ids: Vec<String>,
}

/// What lets somebody in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Entry {
    /// Something happens.
    Event(Events),
    /// They come into a segment.
    Segment(SegmentKey),
    /// A day comes for them.
    Date(DateEntry),
    /// The store's own program says so.
    Api,
}

/// A day that comes for everybody: their own birthday, or a date that the store told of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DateEntry {
    pub of: DateOf,
    /// So many days after it; before it where negative.
    #[serde(default)]
    pub days: i16,
    /// The hour of that day, by the customer's own clock.
    pub time: jiff::civil::Time,
    /// Each year it comes round, and not on the date itself alone.
    #[serde(default = "yes")]
    pub each_year: bool,
}

/// Which date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateOf {
    BirthDate,
    /// A trait by its name, that holds a date such as `2026-05-04`.
    Trait(String),
}

const fn yes() -> bool {
    true
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
#[serde(rename_all = "snake_case", deny_unknown_fields)]
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
    /// Tells an address of the store's own, or of a company.
    Webhook(Hook),
    /// Asks a team to do something.
    Task(Task),
    AddToList {
        list: SegmentKey,
    },
    RemoveFromList {
        list: SegmentKey,
    },
    /// The end, here.
    Leave {},
}

/// A call to an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hook {
    #[serde(with = "as_text")]
    pub endpoint: EndpointId,
    /// The kinds of data that it carries, as far as the customer allows it when it is sent.
    #[serde(default, with = "category_words", skip_serializing_if = "is_nothing")]
    pub data: CategorySet,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde calls")]
const fn is_nothing(set: &CategorySet) -> bool {
    set.is_empty()
}

/// What a team is to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Task {
    #[serde(with = "team_word")]
    pub team: Recipient,
    pub text: String,
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

/// Ways that people are spread over by chance. It is drawn by run: the same for one run, anew for whoever goes in again.
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

impl Plan {
    /// Reads a plan without checking it.
    pub fn read(json: &str) -> serde_json::Result<Self> {
        let mut value: serde_json::Value = serde_json::from_str(json)?;
        let ids = super::ids::take(&mut value);
        // What is wrong is told with its place where the text can be read as it is.
        let is_plain = ids.iter().all(String::is_empty);
        let read = serde_json::from_value(value);
        let plan: Self = read.or_else(|error| if is_plain { serde_json::from_str(json) } else { Err(error) })?;
        Ok(Self { ids: if is_plain { Vec::new() } else { ids }, ..plan })
    }

    pub fn to_value(&self) -> serde_json::Value {
        let mut value = serde_json::to_value(self).unwrap_or_default();
        super::ids::put(&mut value, &self.ids);
        value
    }

    pub fn to_json(&self) -> String {
        self.to_value().to_string()
    }

    /// The kinds of personal data that it reads, the letters' own left aside.
    pub fn reads(&self) -> CategorySet {
        let own = |events: &Events| as_rule(events).reads();
        let mut set = match &self.entry {
            Entry::Event(events) => own(events),
            Entry::Segment(_) | Entry::Api => CategorySet::EMPTY,
            Entry::Date(date) => CategorySet::of(&[match date.of {
                DateOf::BirthDate => Category::BirthDate,
                DateOf::Trait(_) => Category::Preferences,
            }]),
        };
        for events in self.exits.iter().chain(self.goal.as_ref().map(|goal| &goal.event)) {
            set = set.with(own(events));
        }
        each(&self.steps, &mut |step| {
            if let Step::WaitFor(wait) = step {
                set = set.with(own(&wait.event));
            }
        });
        self.rules().into_iter().fold(set, |set, (_, rule)| set.with(rule.reads()))
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
pub(super) fn as_rule(events: &Events) -> Condition {
    Condition::Did(Did {
        event: events.event.clone(),
        filters: events.filters.clone(),
        count: foundation::rules::Bound::AtLeast(1),
        when: foundation::rules::When::Ever,
    })
}

/// Every step, those in branches too.
pub(super) fn each<'s>(steps: &'s [Step], tell: &mut impl FnMut(&'s Step)) {
    for step in steps {
        tell(step);
        for inner in step.ways() {
            each(inner, tell);
        }
    }
}

impl Step {
    /// The steps that lie within it.
    pub fn ways(&self) -> Vec<&[Self]> {
        match self {
            Self::WaitFor(wait) => vec![&wait.then, &wait.otherwise],
            Self::Branch(when) => vec![&when.then, &when.otherwise],
            Self::Split(split) => split.parts.iter().map(|part| part.steps.as_slice()).collect(),
            Self::Wait { .. }
            | Self::WaitUntil(_)
            | Self::Send { .. }
            | Self::SetTrait { .. }
            | Self::Webhook(_)
            | Self::Task(_)
            | Self::AddToList { .. }
            | Self::RemoveFromList { .. }
            | Self::Leave {} => Vec::new(),
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
            Self::Webhook(_) => "webhook",
            Self::Task(_) => "task",
            Self::AddToList { .. } => "add_to_list",
            Self::RemoveFromList { .. } => "remove_from_list",
            Self::Leave {} => "leave",
        }
    }
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

/// An id stands in JSON as its text.
mod as_text {
    use base::id::EndpointId;
    use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};

    pub(super) fn serialize<S: Serializer>(id: &EndpointId, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(id)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<EndpointId, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

/// Kinds of data stand in JSON as a list of their words.
mod category_words {
    use foundation::consent::{Category, CategorySet};
    use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde calls")]
    pub(super) fn serialize<S: Serializer>(set: &CategorySet, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(set.iter().map(Category::word))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<CategorySet, D::Error> {
        let words = Vec::<String>::deserialize(deserializer)?;
        let one = |word: &String| {
            Category::from_word(word).ok_or_else(|| D::Error::custom(format!("there is no kind of data {word:?}")))
        };
        Ok(CategorySet::of(&words.iter().map(one).collect::<Result<Vec<_>, _>>()?))
    }
}

/// A team stands in JSON as its word.
mod team_word {
    use foundation::consent::Recipient;
    use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde calls")]
    pub(super) fn serialize<S: Serializer>(team: &Recipient, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(team.word())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Recipient, D::Error> {
        let word = String::deserialize(deserializer)?;
        let team = Recipient::from_word(&word).filter(|team| team.is_team());
        team.ok_or_else(|| D::Error::custom(format!("there is no team {word:?}")))
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
