//! A rule as it stands in the form, whether or not it can be read: a tree of parts with what was typed.

use super::fields::{self, Field, FieldSet, TestRow};
use foundation::rules::{Bound, CONDITIONS_MAX, Condition, DEPTH_MAX, Did, Events, FILTERS_MAX, When};
use std::collections::HashMap;

/// The name of the form's own buttons.
pub(super) const DO: &str = "rule_do";
/// The place of the outermost group.
pub(super) const ROOT: &str = "r";
/// The place of events that are asked for alone.
pub(super) const EVENTS: &str = "r.0";
/// Parts that are read of a form; what a rule may have is checked when it is read.
const PARTS_MAX: usize = 4 * CONDITIONS_MAX;

/// What a part of a rule is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    All,
    Any,
    Not,
    Did,
    Measured,
    Spent,
    Followed,
    Trait,
    Agreed,
    Stage,
    Segment,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    pub kind: Kind,
    pub fields: FieldSet,
    /// Tests of the event's properties, and of those of the event that follows it.
    pub tests: [Vec<TestRow>; 2],
    pub parts: Vec<Self>,
}

/// A rule being edited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    pub(super) root: Part,
    /// The rule is one condition and no group: the outermost group is only drawn.
    pub(super) is_bare: bool,
    is_changing: bool,
}

impl Kind {
    pub const ALL: [Self; 11] = [
        Self::Did,
        Self::Followed,
        Self::Spent,
        Self::Measured,
        Self::Stage,
        Self::Agreed,
        Self::Trait,
        Self::Segment,
        Self::All,
        Self::Any,
        Self::Not,
    ];
    pub const GROUPS: [Self; 3] = [Self::All, Self::Any, Self::Not];

    /// The word in the form, and the last part of the translation key.
    pub const fn word(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Any => "any",
            Self::Not => "not",
            Self::Did => "did",
            Self::Measured => "measured",
            Self::Spent => "spent",
            Self::Followed => "followed",
            Self::Trait => "trait",
            Self::Agreed => "agreed",
            Self::Stage => "stage",
            Self::Segment => "segment",
        }
    }

    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    pub const fn is_group(self) -> bool {
        matches!(self, Self::All | Self::Any | Self::Not)
    }
}

impl Part {
    pub fn new(kind: Kind) -> Self {
        let tests = [if kind == Kind::Trait { vec![TestRow::default()] } else { Vec::new() }, Vec::new()];
        let mut fields = FieldSet::default();
        match kind {
            Kind::Did => fields.set(Field::Number, "1"),
            Kind::Followed => fields.set(Field::WithinHours, "24"),
            _ => {}
        }
        Self { kind, fields, tests, parts: Vec::new() }
    }

    fn posted(sent: &Sent<'_>, place: &str, depth: usize, left: &mut usize) -> Option<Self> {
        let kind = Kind::from_word(sent.get(&format!("{place}-kind"))?)?;
        *left = left.checked_sub(1)?;
        let mut part = Self { parts: Vec::new(), tests: [Vec::new(), Vec::new()], ..Self::new(kind) };
        for field in Field::ALL {
            if let Some(values) = sent.0.get(format!("{place}-{}", field.word()).as_str()) {
                part.fields.set(field, values.join(fields::SEVERAL));
            }
        }
        for (which, rows) in part.tests.iter_mut().enumerate() {
            let row = |at: usize| {
                let get = |name: &str| sent.get(&format!("{place}-t{which}.{at}-{name}")).map(str::to_owned);
                Some(TestRow {
                    test: get("test")?,
                    property: get("property").unwrap_or_default(),
                    value: get("value").unwrap_or_default(),
                })
            };
            rows.extend((0..=FILTERS_MAX).map_while(row));
        }
        if kind.is_group() && depth <= DEPTH_MAX {
            part.parts.extend((0..PARTS_MAX).map_while(|at| Self::posted(sent, &format!("{place}.{at}"), depth + 1, left)));
        }
        Some(part)
    }

    /// The part at a place below this one.
    fn at(&mut self, place: &str) -> Option<&mut Self> {
        match place.split_once('.') {
            None => Some(self),
            Some((_, rest)) => {
                let at: usize = rest.split('.').next()?.parse().ok()?;
                self.parts.get_mut(at)?.at(rest)
            }
        }
    }
}

/// The fields of a form by name; of a name that was sent several times all values.
struct Sent<'s>(HashMap<&'s str, Vec<&'s str>>);

impl Sent<'_> {
    fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).and_then(|values| values.first()).copied()
    }
}

impl Default for Draft {
    /// An empty group: everybody.
    fn default() -> Self {
        Self { root: Part::new(Kind::All), is_bare: false, is_changing: false }
    }
}

impl Draft {
    /// A rule to be edited.
    pub fn of(rule: &Condition) -> Self {
        let part = Part::of(rule);
        let is_bare = !part.kind.is_group();
        let root = if is_bare { Part { parts: vec![part], ..Part::new(Kind::All) } } else { part };
        Self { root, is_bare, is_changing: false }
    }

    /// Events to be edited, without how often and when.
    pub fn of_events(events: &Events) -> Self {
        let (event, filters) = (events.event.clone(), events.filters.clone());
        Self::of(&Condition::Did(Did { event, filters, count: Bound::AtLeast(1), when: When::Ever }))
    }

    /// What a form sent, with what its pressed button asks for already done. Fields that are not the rule's are passed over.
    pub fn posted(fields: &[(String, String)]) -> Self {
        let mut sent = Sent(HashMap::new());
        for (name, value) in fields {
            sent.0.entry(name.as_str()).or_default().push(value.as_str());
        }
        let root = Part::posted(&sent, ROOT, 0, &mut { PARTS_MAX }).filter(|part| part.kind.is_group());
        let is_bare = sent.get("r-bare").is_some();
        let mut draft = Self { is_bare, ..root.map_or_else(Self::default, |root| Self { root, ..Self::default() }) };
        let pressed = sent.get(DO).unwrap_or_default();
        draft.is_changing = !pressed.is_empty();
        draft.act(pressed, &sent);
        draft
    }

    /// Whether a button of the rule's own was pressed: the form is to be drawn again, and nothing saved.
    pub const fn is_changing(&self) -> bool {
        self.is_changing
    }

    /// `add PLACE` (of the kind that the group's list names), `remove PLACE`, `test PLACE WHICH`, `untest PLACE WHICH ROW`.
    fn act(&mut self, pressed: &str, sent: &Sent<'_>) {
        let mut words = pressed.split(' ');
        let (Some(verb), Some(place)) = (words.next(), words.next()) else { return };
        let mut number = || words.next().and_then(|word| word.parse::<usize>().ok());
        match verb {
            "add" => {
                let kind = sent.get(&format!("{place}-add")).and_then(Kind::from_word);
                if let (Some(kind), Some(group)) = (kind, self.root.at(place).filter(|part| part.kind.is_group())) {
                    group.parts.push(Part::new(kind));
                }
            }
            "remove" => {
                let Some((group, at)) = place.rsplit_once('.') else { return };
                if let (Some(group), Ok(at)) = (self.root.at(group), at.parse::<usize>())
                    && at < group.parts.len()
                {
                    group.parts.remove(at);
                }
            }
            "test" => {
                if let (Some(which), Some(part)) = (number(), self.root.at(place))
                    && let Some(rows) = part.tests.get_mut(which)
                    && rows.len() < FILTERS_MAX
                {
                    rows.push(TestRow::default());
                }
            }
            "untest" => {
                if let (Some(which), Some(row), Some(part)) = (number(), number(), self.root.at(place))
                    && let Some(rows) = part.tests.get_mut(which)
                    && row < rows.len()
                {
                    rows.remove(row);
                }
            }
            _ => {}
        }
    }
}
