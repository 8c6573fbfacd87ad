//! What stands in the fields of a part.

use super::draft::{Kind, Part};
use super::notation::{write_scalar, write_text};
use foundation::rules::{Amount, Bound, Condition, Filter, Stage, Take, Test, When};
use std::collections::BTreeMap;

/// Between several values of one field.
pub(super) const SEVERAL: &str = "\n";
/// That days are the customer's.
pub(super) const OWN: &str = "customer";

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Field {
    Event,
    Then,
    Property,
    Take,
    Bound,
    Number,
    Currency,
    WithinHours,
    Happened,
    Purpose,
    Stages,
    Segment,
    When,
    WhenNumber,
    WhenTo,
    WhenDate,
    WhenDateTo,
    WhenWhose,
}

/// What was typed, a field once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct FieldSet(BTreeMap<Field, String>);

/// One test of a property.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct TestRow {
    pub property: String,
    pub test: String,
    pub value: String,
}

impl Field {
    pub const ALL: [Self; 18] = [
        Self::Event,
        Self::Then,
        Self::Property,
        Self::Take,
        Self::Bound,
        Self::Number,
        Self::Currency,
        Self::WithinHours,
        Self::Happened,
        Self::Purpose,
        Self::Stages,
        Self::Segment,
        Self::When,
        Self::WhenNumber,
        Self::WhenTo,
        Self::WhenDate,
        Self::WhenDateTo,
        Self::WhenWhose,
    ];

    pub const fn word(self) -> &'static str {
        match self {
            Self::Event => "event",
            Self::Then => "then",
            Self::Property => "property",
            Self::Take => "take",
            Self::Bound => "bound",
            Self::Number => "number",
            Self::Currency => "currency",
            Self::WithinHours => "within",
            Self::Happened => "happened",
            Self::Purpose => "purpose",
            Self::Stages => "stage",
            Self::Segment => "segment",
            Self::When => "when",
            Self::WhenNumber => "when_number",
            Self::WhenTo => "when_to",
            Self::WhenDate => "when_date",
            Self::WhenDateTo => "when_date_to",
            Self::WhenWhose => "when_whose",
        }
    }
}

impl FieldSet {
    pub fn get(&self, field: Field) -> &str {
        self.0.get(&field).map_or("", String::as_str)
    }

    pub fn set(&mut self, field: Field, value: impl Into<String>) {
        self.0.insert(field, value.into());
    }

    fn set_bound<T>(&mut self, bound: Bound<T>, write: impl Fn(T) -> String) {
        let (word, number) = match bound {
            Bound::AtLeast(number) => ("at_least", number),
            Bound::AtMost(number) => ("at_most", number),
            Bound::Exactly(number) => ("exactly", number),
        };
        self.set(Field::Bound, word);
        self.set(Field::Number, write(number));
    }

    fn set_when(&mut self, when: When) {
        let (when, is_own) = when.in_store_days();
        if is_own {
            self.set(Field::WhenWhose, OWN);
        }
        let (word, number, to) = match when {
            When::Ever | When::OwnDays(_) => ("ever", None, None),
            When::LastHours(hours) => ("last_hours", Some(hours), None),
            When::LastDays(days) => ("last_days", Some(days), None),
            When::BeforeDays(days) => ("before_days", Some(days), None),
            When::DaysAgo(from, to) => ("days_ago", Some(from), Some(to)),
            When::Dates(from, to) => {
                self.set(Field::WhenDate, from.to_string());
                self.set(Field::WhenDateTo, to.to_string());
                ("dates", None, None)
            }
        };
        self.set(Field::When, word);
        if let Some(number) = number {
            self.set(Field::WhenNumber, number.to_string());
        }
        if let Some(to) = to {
            self.set(Field::WhenTo, to.to_string());
        }
    }
}

impl TestRow {
    fn of(property: &str, test: &Test) -> Self {
        let (word, value) = match test {
            Test::Is(value) => ("is", write_scalar(value)),
            Test::IsNot(value) => ("is_not", write_scalar(value)),
            Test::AnyOf(values) => ("any_of", values.iter().map(write_scalar).collect::<Vec<_>>().join("\n")),
            Test::Contains(text) => ("contains", write_text(text)),
            Test::Exists(true) => ("there", String::new()),
            Test::Exists(false) => ("not_there", String::new()),
            Test::AtLeast(number) => ("at_least", number.get().to_string()),
            Test::AtMost(number) => ("at_most", number.get().to_string()),
        };
        Self { property: write_text(property), test: word.to_owned(), value }
    }
}

impl Part {
    /// A rule, or a part of one, as the form shows it.
    pub fn of(rule: &Condition) -> Self {
        let tests = |filters: &[Filter]| filters.iter().map(|filter| TestRow::of(&filter.property, &filter.test)).collect();
        let amount = |amount: Amount| amount.get().to_string();
        let kind = match rule {
            Condition::All(_) => Kind::All,
            Condition::Any(_) => Kind::Any,
            Condition::Not(_) => Kind::Not,
            Condition::Did(_) => Kind::Did,
            Condition::Measured(_) => Kind::Measured,
            Condition::Spent(_) => Kind::Spent,
            Condition::Followed(_) => Kind::Followed,
            Condition::Trait(_) => Kind::Trait,
            Condition::Agreed(_) => Kind::Agreed,
            Condition::Stage(_) => Kind::Stage,
            Condition::Segment(_) => Kind::Segment,
        };
        let mut part = Self { parts: rule.parts().iter().map(Self::of).collect(), ..Self::new(kind) };
        let fields = &mut part.fields;
        match rule {
            Condition::All(_) | Condition::Any(_) | Condition::Not(_) => {}
            Condition::Did(did) => {
                fields.set(Field::Event, write_text(&did.event));
                fields.set_bound(did.count, |count| count.to_string());
                fields.set_when(did.when);
                part.tests[0] = tests(&did.filters);
            }
            Condition::Measured(measured) => {
                fields.set(Field::Event, write_text(&measured.event));
                fields.set(Field::Property, write_text(&measured.property));
                fields.set(Field::Take, take_word(measured.take));
                fields.set_bound(measured.is, amount);
                fields.set_when(measured.when);
                part.tests[0] = tests(&measured.filters);
            }
            Condition::Spent(spent) => {
                fields.set(Field::Currency, spent.currency.as_str());
                fields.set_bound(spent.is, amount);
                fields.set_when(spent.when);
            }
            Condition::Followed(followed) => {
                fields.set(Field::Event, write_text(&followed.first.event));
                fields.set(Field::Then, write_text(&followed.then.event));
                fields.set(Field::WithinHours, followed.within_hours.to_string());
                fields.set(Field::Happened, if followed.happened { "yes" } else { "no" });
                fields.set_when(followed.when);
                part.tests = [tests(&followed.first.filters), tests(&followed.then.filters)];
            }
            Condition::Trait(is) => part.tests[0] = vec![TestRow::of(&is.name, &is.test)],
            Condition::Agreed(agreed) => fields.set(Field::Purpose, agreed.purpose.word()),
            Condition::Stage(stages) => {
                fields.set(Field::Stages, stages.iter().map(|stage| stage.word()).collect::<Vec<_>>().join(SEVERAL));
            }
            Condition::Segment(id) => fields.set(Field::Segment, id.to_string()),
        }
        part
    }
}

pub(super) const fn take_word(take: Take) -> &'static str {
    match take {
        Take::Sum => "sum",
        Take::Min => "min",
        Take::Max => "max",
        Take::Last => "last",
    }
}

/// Stages in the order of the form; boxes are sent in it.
pub(super) fn stages(written: &str) -> Vec<Stage> {
    written.split(SEVERAL).filter_map(Stage::from_word).collect()
}
