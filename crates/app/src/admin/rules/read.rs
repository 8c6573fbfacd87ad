//! From what was typed to a rule, or to what is wrong with it, field by field.

use super::draft::{Draft, EVENTS, Kind, Part};
use super::fields::{Field, OWN, TestRow, stages};
use super::notation::{read_amount, read_scalar, read_text};
use base::fold::fold_digits;
use foundation::consent::Purpose;
use foundation::rules::{
    Agreed, Amount, Bound, Condition, Did, Events, Filter, Followed, Invalid, Measured, Spent, Take, Test, TraitIs, When,
};
use maud::{Markup, html};
use web::icons::{Icon, icon};
use web::{PageCtx, key};

/// What is wrong with a rule in its form, by the control's name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Errors(Vec<(String, Problem)>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Problem {
    Missing,
    Number,
    Count,
    Date,
    Own,
    Name,
    Window,
    Order,
    Counted,
    InHours,
    Within,
    Currency,
    Values,
    Stages,
    Filters,
    Conditions,
    Depth,
}

impl Problem {
    const fn key(self) -> &'static str {
        match self {
            Self::Missing => key("rule-problem-missing"),
            Self::Number => key("rule-problem-number"),
            Self::Count => key("rule-problem-count"),
            Self::Date => key("rule-problem-date"),
            Self::Own => key("rule-problem-own"),
            Self::Name => key("rule-problem-name"),
            Self::Window => key("rule-problem-window"),
            Self::Order => key("rule-problem-order"),
            Self::Counted => key("rule-problem-counted"),
            Self::InHours => key("rule-problem-in-hours"),
            Self::Within => key("rule-problem-within"),
            Self::Currency => key("rule-problem-currency"),
            Self::Values => key("rule-problem-values"),
            Self::Stages => key("rule-problem-stages"),
            Self::Filters => key("rule-problem-filters"),
            Self::Conditions => key("rule-problem-conditions"),
            Self::Depth => key("rule-problem-depth"),
        }
    }
}

impl Errors {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn add(&mut self, control: String, problem: Problem) {
        if self.of(&control).is_none() {
            self.0.push((control, problem));
        }
    }

    fn of(&self, control: &str) -> Option<Problem> {
        self.0.iter().find(|(name, _)| name == control).map(|(_, problem)| *problem)
    }

    /// What is wrong with a control, in words.
    pub(super) fn said(&self, ctx: &PageCtx, control: &str) -> Option<String> {
        self.of(control).map(|problem| ctx.t(problem.key()).into_owned())
    }

    /// Everything wrong in one list, each a link to its control; nothing where nothing is.
    pub fn summary(&self, ctx: &PageCtx) -> Markup {
        if self.is_empty() {
            return html! {};
        }
        html! {
            div.error-summary role="alert" {
                (icon(Icon::Warning))
                div {
                    p.callout-title { (ctx.t_with(key("form-errors"), &[("count", self.0.len().into())])) }
                    ul { @for (name, problem) in &self.0 { li { a href={ "#f-" (name) } { (ctx.t(problem.key())) } } } }
                }
            }
        }
    }
}

/// What is wrong with a rule as a whole, in words.
pub fn said(ctx: &PageCtx, invalid: &Invalid) -> String {
    let said = match invalid {
        Invalid::Unreadable(_) => key("rule-problem-unreadable"),
        Invalid::NoSegment(_) => key("segment-flaw-gone"),
        Invalid::Circle(_) => key("segment-flaw-circle"),
        Invalid::Resolved => key("segment-flaw-large"),
        Invalid::Depth => Problem::Depth.key(),
        Invalid::Conditions => Problem::Conditions.key(),
        Invalid::Name(_) => Problem::Name.key(),
        Invalid::Own(_) => Problem::Own.key(),
        Invalid::Filters => Problem::Filters.key(),
        Invalid::Values => Problem::Values.key(),
        Invalid::Window => Problem::Window.key(),
        Invalid::Order => Problem::Order.key(),
        Invalid::InHours => Problem::InHours.key(),
        Invalid::Within => Problem::Within.key(),
        Invalid::Stages => Problem::Stages.key(),
        Invalid::Currency(_) => Problem::Currency.key(),
    };
    ctx.t(said).into_owned()
}

impl Draft {
    /// The rule, where it is one and keeps the limits.
    pub fn read(&self) -> Result<Condition, Errors> {
        let mut errors = Errors::default();
        let rule = match self.root.parts.as_slice() {
            [one] if self.is_bare && self.root.kind == Kind::All => one.read("r.0", &mut errors),
            _ => self.root.read("r", &mut errors),
        };
        match rule {
            Some(rule) if errors.is_empty() => match rule.check() {
                Ok(()) => Ok(rule),
                Err(invalid) => {
                    let problem = if invalid == Invalid::Depth { Problem::Depth } else { Problem::Conditions };
                    errors.add("r-kind".to_owned(), problem);
                    Err(errors)
                }
            },
            _ => Err(errors),
        }
    }
}

/// Reads one part; whatever is wrong is noted beside its control.
struct Reading<'p, 'e> {
    part: &'p Part,
    place: &'p str,
    errors: &'e mut Errors,
}

impl Draft {
    /// The events that [`Draft::view_events`] asks for, where they keep the limits.
    pub fn read_events(&self) -> Result<Events, Errors> {
        let mut errors = Errors::default();
        let part = self.root.parts.first();
        let events = part.and_then(|part| Reading { part, place: EVENTS, errors: &mut errors }.events(Field::Event, 0));
        if let Some(events) = events.filter(|_| errors.is_empty()) {
            let did =
                Did { event: events.event.clone(), filters: events.filters.clone(), count: Bound::AtLeast(1), when: When::Ever };
            match (part, Condition::Did(did).check()) {
                (_, Ok(())) => return Ok(events),
                (Some(part), Err(invalid)) => {
                    let (control, problem) = part.blamed(&invalid);
                    errors.add(format!("{EVENTS}-{control}"), problem);
                }
                (None, Err(_)) => {}
            }
        }
        if errors.is_empty() {
            errors.add(format!("{EVENTS}-event"), Problem::Missing);
        }
        Err(errors)
    }
}

impl Part {
    fn read(&self, place: &str, errors: &mut Errors) -> Option<Condition> {
        if self.kind.is_group() {
            let parts: Vec<Option<Condition>> =
                self.parts.iter().enumerate().map(|(at, part)| part.read(&format!("{place}.{at}"), errors)).collect();
            let mut parts = parts.into_iter().collect::<Option<Vec<_>>>()?;
            return Some(match self.kind {
                Kind::All => Condition::All(parts),
                Kind::Any => Condition::Any(parts),
                // None of several: not any of them.
                _ => Condition::Not(Box::new(if parts.len() == 1 { parts.remove(0) } else { Condition::Any(parts) })),
            });
        }
        let before = errors.0.len();
        let mut reading = Reading { part: self, place, errors };
        let rule = reading.condition();
        if errors.0.len() > before {
            return None;
        }
        let rule = rule?;
        if let Err(invalid) = rule.check() {
            let (control, problem) = self.blamed(&invalid);
            errors.add(format!("{place}-{control}"), problem);
            return None;
        }
        Some(rule)
    }

    /// The control of a leaf that a broken limit is shown beside.
    fn blamed(&self, invalid: &Invalid) -> (&'static str, Problem) {
        let first = match self.kind {
            Kind::Trait => "t0.0-property",
            Kind::Stage => "stage",
            Kind::Spent => "number",
            _ => "event",
        };
        match invalid {
            Invalid::Window => ("when_number", Problem::Window),
            Invalid::Order if self.fields.get(Field::When) == "dates" => ("when_date", Problem::Order),
            Invalid::Order => ("when_number", Problem::Order),
            Invalid::InHours if self.kind == Kind::Did => ("number", Problem::Counted),
            Invalid::InHours => ("when", Problem::InHours),
            Invalid::Within => ("within", Problem::Within),
            Invalid::Currency(_) => ("currency", Problem::Currency),
            Invalid::Stages => ("stage", Problem::Stages),
            Invalid::Own(_) => (first, Problem::Own),
            Invalid::Filters => (first, Problem::Filters),
            Invalid::Values => (first, Problem::Values),
            _ => (first, Problem::Name),
        }
    }
}

impl Reading<'_, '_> {
    fn condition(&mut self) -> Option<Condition> {
        match self.part.kind {
            Kind::All | Kind::Any | Kind::Not => None,
            Kind::Did => {
                let (of, count, when) = (self.events(Field::Event, 0), self.bound(Self::count), self.when());
                let Events { event, filters } = of?;
                Some(Condition::Did(Did { event, filters, count: count?, when: when? }))
            }
            Kind::Measured => {
                let (of, property) = (self.events(Field::Event, 0), self.text(Field::Property));
                let take = [Take::Sum, Take::Min, Take::Max, Take::Last]
                    .into_iter()
                    .find(|take| super::fields::take_word(*take) == self.get(Field::Take))
                    .unwrap_or(Take::Sum);
                let (is, when) = (self.bound(Self::amount), self.when());
                let Events { event, filters } = of?;
                Some(Condition::Measured(Measured { event, filters, property: property?, take, is: is?, when: when? }))
            }
            Kind::Spent => {
                let (currency, is, when) = (self.text(Field::Currency), self.bound(Self::amount), self.when());
                Some(Condition::Spent(Spent { currency: currency?, is: is?, when: when? }))
            }
            Kind::Followed => {
                let (first, then) = (self.events(Field::Event, 0), self.events(Field::Then, 1));
                let (within_hours, when) = (self.number(Field::WithinHours), self.when());
                let happened = self.get(Field::Happened) != "no";
                Some(Condition::Followed(Followed {
                    first: first?,
                    then: then?,
                    within_hours: within_hours?,
                    happened,
                    when: when?,
                }))
            }
            Kind::Trait => {
                let mut rows = self.tests(0)?;
                let Filter { property: name, test } = rows.pop()?;
                Some(Condition::Trait(TraitIs { name, test }))
            }
            Kind::Agreed => {
                let purpose = Purpose::from_word(self.get(Field::Purpose));
                self.or_problem(Field::Purpose, purpose, Problem::Missing).map(|purpose| Condition::Agreed(Agreed { purpose }))
            }
            Kind::Stage => Some(Condition::Stage(stages(self.get(Field::Stages)))),
            Kind::Segment => {
                let segment = self.get(Field::Segment).parse().ok();
                self.or_problem(Field::Segment, segment, Problem::Missing).map(Condition::Segment)
            }
        }
    }

    fn get(&self, field: Field) -> &str {
        self.part.fields.get(field)
    }

    fn or_problem<T>(&mut self, field: Field, value: Option<T>, problem: Problem) -> Option<T> {
        if value.is_none() {
            self.errors.add(format!("{}-{}", self.place, field.word()), problem);
        }
        value
    }

    fn text(&mut self, field: Field) -> Option<String> {
        let text = read_text(self.get(field));
        self.or_problem(field, Some(text).filter(|text| !text.trim().is_empty()), Problem::Missing)
    }

    fn number<T: std::str::FromStr>(&mut self, field: Field) -> Option<T> {
        let number = fold_digits(self.get(field).trim()).parse().ok();
        self.or_problem(field, number, Problem::Count)
    }

    fn count(&mut self) -> Option<u32> {
        self.number(Field::Number)
    }

    fn amount(&mut self) -> Option<Amount> {
        let amount = read_amount(self.get(Field::Number));
        self.or_problem(Field::Number, amount, Problem::Number)
    }

    fn bound<T>(&mut self, read: impl Fn(&mut Self) -> Option<T>) -> Option<Bound<T>> {
        let number = read(self)?;
        Some(match self.get(Field::Bound) {
            "at_most" => Bound::AtMost(number),
            "exactly" => Bound::Exactly(number),
            _ => Bound::AtLeast(number),
        })
    }

    fn when(&mut self) -> Option<When> {
        let when = self.when_by_store()?;
        Some(if self.get(Field::WhenWhose) == OWN { when.in_own_days() } else { when })
    }

    fn when_by_store(&mut self) -> Option<When> {
        match self.get(Field::When) {
            "last_hours" => self.number(Field::WhenNumber).map(When::LastHours),
            "last_days" => self.number(Field::WhenNumber).map(When::LastDays),
            "before_days" => self.number(Field::WhenNumber).map(When::BeforeDays),
            "days_ago" => {
                let (from, to) = (self.number(Field::WhenNumber), self.number(Field::WhenTo));
                Some(When::DaysAgo(from?, to?))
            }
            "dates" => {
                let (from, to) = (self.date(Field::WhenDate), self.date(Field::WhenDateTo));
                Some(When::Dates(from?, to?))
            }
            _ => Some(When::Ever),
        }
    }

    fn date(&mut self, field: Field) -> Option<jiff::civil::Date> {
        let date = self.get(field).trim().parse().ok();
        self.or_problem(field, date, Problem::Date)
    }

    fn events(&mut self, field: Field, which: usize) -> Option<Events> {
        let (event, filters) = (self.text(field), self.tests(which));
        Some(Events { event: event?, filters: filters? })
    }

    fn tests(&mut self, which: usize) -> Option<Vec<Filter>> {
        let part = self.part;
        let rows = part.tests.get(which)?;
        let read: Vec<Option<Filter>> = rows.iter().enumerate().map(|(at, row)| self.row(which, at, row)).collect();
        read.into_iter().collect()
    }

    fn row(&mut self, which: usize, at: usize, row: &TestRow) -> Option<Filter> {
        let control = |name: &str| format!("{}-t{which}.{at}-{name}", self.place);
        let property = read_text(&row.property);
        let test = match row.test.as_str() {
            "there" => Ok(Test::Exists(true)),
            "not_there" => Ok(Test::Exists(false)),
            "at_least" => read_amount(&row.value).map(Test::AtLeast).ok_or(Problem::Number),
            "at_most" => read_amount(&row.value).map(Test::AtMost).ok_or(Problem::Number),
            _ if row.value.trim().is_empty() => Err(Problem::Missing),
            "contains" => Ok(Test::Contains(read_text(&row.value))),
            "is_not" => Ok(Test::IsNot(read_scalar(&row.value))),
            "any_of" => Ok(Test::AnyOf(row.value.lines().filter(|line| !line.trim().is_empty()).map(read_scalar).collect())),
            _ => Ok(Test::Is(read_scalar(&row.value))),
        };
        if property.trim().is_empty() {
            self.errors.add(control("property"), Problem::Missing);
            return None;
        }
        match test {
            Ok(test) => {
                // What is wrong with it alone belongs beside it.
                let alone = Condition::Trait(TraitIs { name: property, test });
                match (alone.check(), alone) {
                    (Ok(()), Condition::Trait(TraitIs { name, test })) => Some(Filter { property: name, test }),
                    (Err(Invalid::Values), _) => {
                        self.errors.add(control("value"), Problem::Values);
                        None
                    }
                    _ => {
                        self.errors.add(control("property"), Problem::Name);
                        None
                    }
                }
            }
            Err(problem) => {
                self.errors.add(control("value"), problem);
                None
            }
        }
    }
}
