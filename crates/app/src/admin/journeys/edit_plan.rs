//! The plan that a form makes, or everything that keeps it from being one, each beside its field.

use super::edit_form::{Form, FormStep, UNITS, value};
use automation::journeys::{
    DATE_DAYS_MAX, DateEntry, DateOf, Entry, Goal, Hook, Part, Plan, Reentry, SegmentKey, Split, Step, Task, WaitFor, WaitUntil,
    When,
};
use foundation::consent::{Category, CategorySet, Purpose, Recipient};
use foundation::rules::{Condition, Events, Invalid};
use serde_json::Value;

/// What is wrong with a field: of the plan as a whole, of a step, or of one of its ways.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wrong {
    pub step: Option<usize>,
    pub way: Option<usize>,
    pub field: &'static str,
    pub why: Why,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Why {
    Required,
    Number {
        least: u32,
        most: u32,
    },
    Time,
    NotChoice,
    /// The plan's name is too short or too long.
    Name,
    Rule(Invalid),
    /// The ways of a split do not come to 100 together, but to this.
    Whole(u32),
}

impl Wrong {
    pub const fn name() -> Self {
        Self { step: None, way: None, field: "name", why: Why::Name }
    }
}

impl Form {
    /// The plan that was typed, or everything that is wrong with it.
    pub fn plan(&self) -> Result<Plan, Vec<Wrong>> {
        let mut reading = Reading { wrong: Vec::new(), number: 0, ids: Vec::new() };
        match reading.plan(self) {
            Some(plan) if reading.wrong.is_empty() => Ok(plan),
            _ => Err(reading.wrong),
        }
    }
}

/// Reads a form, and notes what is wrong and where.
struct Reading {
    wrong: Vec<Wrong>,
    /// Steps met so far, and their ids.
    number: usize,
    ids: Vec<String>,
}

impl Reading {
    fn note(&mut self, step: Option<usize>, field: &'static str, why: Why) {
        self.wrong.push(Wrong { step, way: None, field, why });
    }

    fn plan(&mut self, form: &Form) -> Option<Plan> {
        let entry = match form.value("entry") {
            "segment" => {
                let id = form.value("segment").parse().ok();
                if id.is_none() {
                    self.note(None, "segment", Why::NotChoice);
                }
                id.map(|id| Entry::Segment(SegmentKey(id)))
            }
            "date" => self.date(form).map(Entry::Date),
            "api" => Some(Entry::Api),
            _ => self.events(None, "event", form.value("event"), form.value("where")).map(Entry::Event),
        };
        let filter = self.rule(None, "filter", form.value("filter"));
        let purpose = Purpose::from_word(form.value("purpose"));
        if purpose.is_none() {
            self.note(None, "purpose", Why::NotChoice);
        }
        let reentry = match form.value("reentry") {
            "never" => Reentry::Never,
            "restart" => Reentry::Restart,
            "after" => Reentry::AfterDays(self.number(None, "reentry_days", form.value("reentry_days"), 1, 3_650) as u16),
            _ => Reentry::Always,
        };
        let exits = form.exits().into_iter().filter_map(|(event, filters)| self.events(None, "exit", event, filters)).collect();
        let goal = if form.value("goal").is_empty() {
            None
        } else {
            let within_days = self.number(None, "goal_days", form.value("goal_days"), 1, 90) as u16;
            let leaves = form.value("goal_leaves") == "on";
            self.events(None, "goal", form.value("goal"), form.value("goal_where")).map(|event| Goal {
                event,
                within_days,
                leaves,
            })
        };
        let holdout = form.value("holdout");
        let holdout_percent = if holdout.is_empty() { 0 } else { self.number(None, "holdout", holdout, 0, 50) as u8 };
        let steps = self.steps(&form.steps);
        Some(Plan {
            entry: entry?,
            filter,
            purpose: purpose?,
            reentry,
            exits,
            goal,
            holdout_percent,
            steps,
            ids: std::mem::take(&mut self.ids),
        })
    }

    fn date(&mut self, form: &Form) -> Option<DateEntry> {
        let of = match (form.value("date_of"), form.value("date_trait")) {
            ("trait", "") => {
                self.note(None, "date_trait", Why::Required);
                None
            }
            ("trait", name) => Some(DateOf::Trait(name.to_owned())),
            _ => Some(DateOf::BirthDate),
        };
        let mut days = || self.number(None, "date_days", form.value("date_days"), 1, DATE_DAYS_MAX.into()) as i16;
        let days = match form.value("date_side") {
            "before" => -days(),
            "after" => days(),
            _ => 0,
        };
        let time = base::fold::fold_digits(form.value("date_time")).parse().ok();
        if time.is_none() {
            self.note(None, "date_time", Why::Time);
        }
        Some(DateEntry { of: of?, days, time: time?, each_year: form.value("date_yearly") == "on" })
    }

    fn steps(&mut self, steps: &[FormStep]) -> Vec<Step> {
        steps.iter().filter_map(|step| self.step(step)).collect()
    }

    fn step(&mut self, step: &FormStep) -> Option<Step> {
        let at = self.number;
        self.number += 1;
        self.ids.push(value(&step.fields, "id").to_owned());
        let of = |name: &str| value(&step.fields, name);
        match step.kind.as_str() {
            "wait" => Some(Step::Wait { minutes: self.length(at, step) }),
            "wait_until" => {
                let Ok(time) = base::fold::fold_digits(of("time")).parse() else {
                    self.note(Some(at), "time", Why::Time);
                    return None;
                };
                let days = step.fields.iter().filter(|(name, _)| name == "weekday");
                let weekdays = days.filter_map(|(_, day)| day.parse().ok()).collect();
                Some(Step::WaitUntil(WaitUntil { time, weekdays }))
            }
            "wait_for" => {
                let event = self.events(Some(at), "event", of("event"), of("where"));
                let minutes = self.length(at, step);
                let [then, otherwise] = self.two(step);
                Some(Step::WaitFor(WaitFor { event: event?, minutes, then, otherwise }))
            }
            "branch" => {
                let rule = self.rule(Some(at), "rule", of("rule"));
                if rule.is_none() && of("rule").is_empty() {
                    self.note(Some(at), "rule", Why::Required);
                }
                let [then, otherwise] = self.two(step);
                Some(Step::Branch(When { rule: rule?, then, otherwise }))
            }
            "split" => Some(Step::Split(self.split(at, step))),
            "set_trait" => {
                if of("name").is_empty() {
                    self.note(Some(at), "name", Why::Required);
                }
                let typed = of("value");
                // A number, yes or no is kept as one; everything else is text.
                let value = serde_json::from_str::<Value>(typed).ok().filter(|value| value.is_number() || value.is_boolean());
                Some(Step::SetTrait { name: of("name").to_owned(), value: value.unwrap_or_else(|| Value::from(typed)) })
            }
            "webhook" => {
                let words = step.fields.iter().filter(|(name, _)| name == "data");
                let data: Vec<Category> = words.filter_map(|(_, word)| Category::from_word(word)).collect();
                let endpoint = self.chosen(at, "endpoint", of("endpoint"));
                Some(Step::Webhook(Hook { endpoint: endpoint?, data: CategorySet::of(&data) }))
            }
            "task" => {
                let team = Recipient::from_word(of("team")).filter(|team| team.is_team());
                if team.is_none() {
                    self.note(Some(at), "team", Why::NotChoice);
                }
                if of("text").is_empty() {
                    self.note(Some(at), "text", Why::Required);
                }
                Some(Step::Task(Task { team: team?, text: of("text").to_owned() }))
            }
            "add_to_list" => self.chosen(at, "list", of("list")).map(|list| Step::AddToList { list: SegmentKey(list) }),
            "remove_from_list" => self.chosen(at, "list", of("list")).map(|list| Step::RemoveFromList { list: SegmentKey(list) }),
            "leave" => Some(Step::Leave {}),
            _ => {
                if of("letter").is_empty() {
                    self.note(Some(at), "letter", Why::Required);
                }
                Some(Step::Send { letter: of("letter").to_owned() })
            }
        }
    }

    /// What was chosen from a list by its id.
    fn chosen<T: std::str::FromStr>(&mut self, at: usize, field: &'static str, typed: &str) -> Option<T> {
        let chosen = typed.parse().ok();
        if chosen.is_none() {
            self.note(Some(at), field, Why::NotChoice);
        }
        chosen
    }

    fn two(&mut self, step: &FormStep) -> [Vec<Step>; 2] {
        let mut ways = step.ways.iter();
        [(); 2].map(|()| ways.next().map(|way| self.steps(&way.steps)).unwrap_or_default())
    }

    fn split(&mut self, at: usize, step: &FormStep) -> Split {
        let mut parts = Vec::new();
        for (way, part) in step.ways.iter().enumerate() {
            let percent = whole_number(value(&part.fields, "percent")).filter(|percent| *percent <= 100);
            if percent.is_none() {
                self.wrong.push(Wrong {
                    step: Some(at),
                    way: Some(way),
                    field: "percent",
                    why: Why::Number { least: 0, most: 100 },
                });
            }
            parts.push(Part { percent: percent.unwrap_or(0) as u8, steps: self.steps(&part.steps) });
        }
        let whole = parts.iter().map(|part| u32::from(part.percent)).sum();
        if whole != 100 {
            self.wrong.push(Wrong { step: Some(at), way: Some(0), field: "percent", why: Why::Whole(whole) });
        }
        Split { parts }
    }

    /// Minutes of an amount and a unit.
    fn length(&mut self, at: usize, step: &FormStep) -> u32 {
        let unit = value(&step.fields, "unit");
        let of = UNITS.into_iter().find(|(word, _)| *word == unit).map_or(1, |(_, minutes)| minutes);
        let most = automation::journeys::MINUTES_MAX / of;
        self.number(Some(at), "amount", value(&step.fields, "amount"), 1, most).saturating_mul(of)
    }

    fn number(&mut self, step: Option<usize>, field: &'static str, typed: &str, least: u32, most: u32) -> u32 {
        let number = whole_number(typed).filter(|number| (least..=most).contains(number));
        if number.is_none() {
            self.note(step, field, Why::Number { least, most });
        }
        number.unwrap_or(least)
    }

    /// A rule in JSON; `None` where nothing was typed.
    fn rule(&mut self, step: Option<usize>, field: &'static str, typed: &str) -> Option<Condition> {
        if typed.is_empty() {
            return None;
        }
        match Condition::parse(typed) {
            Ok(rule) => Some(rule),
            Err(error) => {
                self.note(step, field, Why::Rule(error));
                None
            }
        }
    }

    /// Events by their name, and by their conditions as they were kept along.
    fn events(&mut self, step: Option<usize>, field: &'static str, event: &str, filters: &str) -> Option<Events> {
        if event.is_empty() {
            self.note(step, field, Why::Required);
            return None;
        }
        let filters = if filters.is_empty() { Ok(Vec::new()) } else { serde_json::from_str(filters) };
        let events = match filters {
            Ok(filters) => Events { event: event.to_owned(), filters },
            Err(error) => {
                self.note(step, field, Why::Rule(Invalid::Unreadable(error.to_string())));
                return None;
            }
        };
        let did = serde_json::to_value(&events).unwrap_or_default();
        match Condition::parse(&serde_json::json!({"did": did}).to_string()) {
            Ok(_) => Some(events),
            Err(error) => {
                self.note(step, field, Why::Rule(error));
                None
            }
        }
    }
}

/// In any digits.
fn whole_number(typed: &str) -> Option<u32> {
    base::fold::fold_digits(typed).trim().parse().ok()
}
