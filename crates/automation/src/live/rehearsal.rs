//! What a plan would have done, had it been in force: the past is gone through once more with a clock of the past.
//!
//! Honest about what it can't know. Rules are answered as of then, by what had happened by then, in days of where people are today.
//! What people chose is taken as it is today, since only that is at hand for everybody at once; whether an address takes mail is not
//! asked; letters of other journeys do not count towards how often somebody wants to be written to; and whoever went in before the
//! first day is not inside on it.

use super::advance::{chance, is_held_out};
use crate::journeys::{Course, Entry, Node, Plan, Reentry};
use crate::segments;
use base::id::{CustomerId, JourneyId, SegmentId};
use base::{Currency, Id as _, Locale, Timestamp};
use capabilities::messaging::{self, House, LetterRef, Wishes};
use db::{Db, Result};
use foundation::consent::{self, CategorySet, Choices, Preferences, Recipient};
use foundation::customers;
use foundation::history::{Column, Error, Fold, History, Query, Row};
use foundation::journal::Origin;
use foundation::rules::{Condition, Events, Program, Seen, State};
use jiff::tz::TimeZone;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Customers who are gone through together, and events that are held for them.
const CHUNK: usize = 1_000;
const CHUNK_EVENTS: usize = 50_000;
/// Events of one customer: the later ones are left out.
const EVENTS_OF_ONE_MAX: usize = 5_000;
/// Events of all of them: beyond that the answer is about those seen so far.
const EVENTS_MAX: u64 = 30_000_000;
/// What happens to one person by the clock alone, and steps that they take at one moment.
const TURNS_MAX: usize = 5_000;
const STEPS_AT_ONCE: usize = 200;
const THREADS: usize = 2;
const DAY: Duration = Duration::from_hours(24);

/// What would have become of how many.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rehearsal {
    /// Times that somebody would have gone in; those held out are counted beside it.
    pub entered: u64,
    pub held_out: u64,
    /// Those for whom the filter did not hold, who did not agree to what the journey reads, and who had been inside before.
    pub filtered: u64,
    pub not_allowed: u64,
    pub too_soon: u64,
    pub letters: u64,
    /// Letters that today's choices keep back, by reason.
    pub withheld: BTreeMap<&'static str, u64>,
    /// Of those who went in.
    pub reached: u64,
    pub left: u64,
    pub finished: u64,
    pub inside: u64,
    /// Whether there was too much to look at: then it is about a part of the customers.
    pub is_cut: bool,
}

/// Goes through what happened since a moment; `None` of a plan that lets people in by the store's own program or by a
/// date: of these the past says nothing.
pub fn rehearse(
    db: &Db,
    history: &History,
    journey: JourneyId,
    plan: &Plan,
    from: Timestamp,
    now: Timestamp,
) -> Result<Option<Rehearsal>> {
    if matches!(plan.entry, Entry::Api | Entry::Date(_)) {
        return Ok(None);
    }
    let course = Course::new(plan.clone());
    let (house, stopped, segments, zone) = db.record.read(|tx| {
        let letters = plan.letters().into_iter().filter_map(LetterRef::from_name).collect::<Vec<_>>();
        let house = House::load(tx, letters.iter().copied())?;
        let zone = TimeZone::get(&house.settings.time_zone).unwrap_or(TimeZone::UTC);
        let mut stopped = HashMap::new();
        for letter in letters {
            for locale in Locale::ALL {
                stopped.insert((letter, locale), messaging::stopped(tx, letter, locale, &house.settings, now)?);
            }
        }
        Ok::<_, db::Error>((house, stopped, segments::list(tx)?, zone))
    })?;
    let rules: HashMap<SegmentId, Condition> = segments.into_iter().map(|segment| (segment.id, segment.rule)).collect();
    let resolved = |rule: &Condition| rule.resolve(|id| rules.get(&id).cloned()).unwrap_or_else(|_| Condition::Any(Vec::new()));
    let mut asked = Vec::new();
    let mut reads = plan.reads();
    let mut place = |rule: &Condition| {
        let rule = resolved(rule);
        reads = reads.with(rule.reads());
        asked.push(rule);
        asked.len() - 1
    };
    let entry = match &plan.entry {
        Entry::Segment(key) => Some(place(&Condition::Segment(key.0))),
        Entry::Event(_) | Entry::Date(_) | Entry::Api => None,
    };
    let filter = plan.filter.as_ref().map(&mut place);
    let branches = course.rules().map(|(node, rule)| (node, place(rule))).collect();
    let program = Program::new(&asked, zone.clone());
    let (course, program, house) = (&course, &program, &house);
    let stage = Stage { db, course, program, entry, filter, branches, reads, house, stopped, zone, journey, from, now };
    stage.run(history).map(Some)
}

/// Everything that does not change while people go through.
struct Stage<'a> {
    db: &'a Db,
    course: &'a Course,
    program: &'a Program,
    /// Where the rule of the segment, of the filter and of each branch stands.
    entry: Option<usize>,
    filter: Option<usize>,
    branches: HashMap<usize, usize>,
    reads: CategorySet,
    house: &'a House,
    /// What keeps a letter of a language from everybody, whatever their event says.
    stopped: HashMap<(LetterRef, Locale), Option<&'static str>>,
    zone: TimeZone,
    journey: JourneyId,
    from: Timestamp,
    now: Timestamp,
}

impl Stage<'_> {
    fn run(&self, history: &History) -> Result<Rehearsal> {
        let names = self.names();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let told = Mutex::new((Rehearsal::default(), 0_u64));
        if names.is_empty() {
            return Ok(Rehearsal::default());
        }
        let columns = [Column::Name, Column::Origin, Column::Position, Column::Body, Column::Value, Column::Currency];
        let columns = columns.into_iter().fold(self.program.columns(), foundation::history::Columns::with);
        let query = Query { names: &names, to: self.now.plus(Duration::from_micros(1)), ..Query::all(columns) };
        let make = || Reading { stage: self, told: &told, chunk: Vec::new(), events: 0 };
        let read = history.fold(query, THREADS, make).and_then(|parts| parts.into_iter().try_for_each(Reading::flush));
        let (mut rehearsal, _) = told.into_inner().unwrap_or_else(PoisonError::into_inner);
        match read {
            Ok(()) => {}
            Err(Error::Stopped) => rehearsal.is_cut = true,
            Err(error) => return Err(error.into()),
        }
        Ok(rehearsal)
    }

    /// The names of the events that matter, to the rules and to the course.
    fn names(&self) -> Vec<String> {
        let plan = &self.course.plan;
        let entry = match &plan.entry {
            Entry::Event(events) => Some(events),
            Entry::Segment(_) | Entry::Date(_) | Entry::Api => None,
        };
        let awaited = self.course.nodes.iter().filter_map(|node| match node {
            Node::WaitFor { event, .. } => Some(event),
            _ => None,
        });
        let all = entry.into_iter().chain(&plan.exits).chain(plan.goal.as_ref().map(|goal| &goal.event)).chain(awaited);
        let mut names: Vec<String> =
            all.map(|events| events.event.clone()).chain(self.program.events().map(str::to_owned)).collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}

/// An event of the past.
struct Past {
    at: Timestamp,
    name: String,
    origin: Origin,
    position: i64,
    body: String,
    amount: Option<(Currency, i64)>,
}

impl Past {
    fn seen(&self) -> Seen<'_> {
        Seen {
            name: &self.name,
            origin: self.origin,
            at: self.at,
            position: self.position,
            body: &self.body,
            amount: self.amount,
        }
    }
}

/// The pass over one part of the customers.
struct Reading<'s> {
    stage: &'s Stage<'s>,
    told: &'s Mutex<(Rehearsal, u64)>,
    chunk: Vec<(CustomerId, Vec<Past>)>,
    /// In the chunk.
    events: usize,
}

impl Reading<'_> {
    fn flush(mut self) -> std::result::Result<(), Error> {
        self.go_through()
    }

    fn go_through(&mut self) -> std::result::Result<(), Error> {
        let (stage, chunk) = (self.stage, std::mem::take(&mut self.chunk));
        let read = std::mem::take(&mut self.events) as u64;
        let customers: Vec<CustomerId> = chunk.iter().map(|(customer, _)| *customer).collect();
        let (choices, preferences) = stage.db.record.read(|tx| {
            let choices: HashMap<CustomerId, Choices> = consent::load_many(tx, &customers)?.into_iter().collect();
            let mut preferences: HashMap<CustomerId, Preferences> = HashMap::new();
            // Who agreed to nothing is written nothing.
            for customer in customers.iter().filter(|customer| choices.contains_key(customer)) {
                preferences.insert(*customer, consent::load_preferences(tx, *customer)?);
            }
            Ok::<_, db::Error>((choices, preferences))
        })?;
        let store = (stage.house.settings.locale(), &stage.zone);
        let places = stage.db.views.read(|tx| customers::places_of(tx, store, &customers))?;
        let (no_choices, no_preferences) = (Choices::default(), Preferences::default());
        let mut rehearsal = Rehearsal::default();
        for ((customer, events), place) in chunk.iter().zip(&places) {
            let choices = choices.get(customer).unwrap_or(&no_choices);
            let preferences = preferences.get(customer).unwrap_or(&no_preferences);
            Person::new(stage, *customer, choices, preferences, place, &mut rehearsal).live(events);
        }
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        told.0.add(&rehearsal);
        told.1 += read;
        if told.1 > EVENTS_MAX { Err(Error::Stopped) } else { Ok(()) }
    }
}

impl Fold for Reading<'_> {
    fn begin(&mut self, customer: CustomerId) {
        self.chunk.push((customer, Vec::new()));
    }

    fn step(&mut self, row: Row<'_>) {
        let Some((_, events)) = self.chunk.last_mut() else { return };
        if events.len() < EVENTS_OF_ONE_MAX {
            let Seen { name, origin, at, position, body, amount } = Seen::from(row);
            let (name, body) = (name.to_owned(), body.to_owned());
            events.push(Past { at, name, origin, position, body, amount });
            self.events += 1;
        }
    }

    fn end(&mut self) -> std::result::Result<(), Error> {
        if self.chunk.len() < CHUNK && self.events < CHUNK_EVENTS { Ok(()) } else { self.go_through() }
    }
}

/// Somebody inside.
struct Inside {
    step: usize,
    due_at: Option<Timestamp>,
    position: i64,
    locale: Locale,
    zone: TimeZone,
}

/// One person and their past.
struct Person<'p> {
    stage: &'p Stage<'p>,
    customer: CustomerId,
    choices: &'p Choices,
    preferences: &'p Preferences,
    /// Where they are, and in which language, as far as no event says it.
    place: &'p (Locale, TimeZone),
    tally: &'p mut Rehearsal,
    state: State,
    inside: Option<Inside>,
    is_member: bool,
    /// Up to when what happens by the clock was looked at.
    passed: Timestamp,
    begun_at: Option<Timestamp>,
    /// Until when what they do counts, where it did not yet.
    watched_until: Option<Timestamp>,
    last_letter: Option<Timestamp>,
}

impl<'p> Person<'p> {
    fn new(
        stage: &'p Stage<'p>,
        customer: CustomerId,
        choices: &'p Choices,
        preferences: &'p Preferences,
        place: &'p (Locale, TimeZone),
        tally: &'p mut Rehearsal,
    ) -> Self {
        let state = stage.program.start();
        let (inside, begun_at, watched_until, last_letter) = (None, None, None, None);
        Self {
            stage,
            customer,
            choices,
            preferences,
            place,
            tally,
            state,
            inside,
            is_member: false,
            passed: stage.from,
            begun_at,
            watched_until,
            last_letter,
        }
    }

    fn live(mut self, events: &[Past]) {
        let stage = self.stage;
        for event in events.iter().filter(|_| stage.program.asks_whereabouts()) {
            stage.program.locate(&mut self.state, &event.seen(), stage.now);
        }
        let begin = events.partition_point(|event| event.at < stage.from);
        let (before, since) = events.split_at(begin);
        for event in before {
            // In order, and none of them lies ahead.
            let _ = stage.program.step(&mut self.state, &event.seen(), event.at);
        }
        self.is_member = self.belongs(stage.from);
        for event in since {
            self.pass_time(event.at);
            let seen = event.seen();
            let _ = stage.program.step(&mut self.state, &seen, event.at);
            self.meet(&seen, event);
            self.look_whether_member(event.at, event);
        }
        self.pass_time(stage.now);
        self.tally.inside += u64::from(self.inside.is_some());
    }

    /// What happens by the clock alone, up to a moment.
    fn pass_time(&mut self, until: Timestamp) {
        // Time does not go back: what was looked at was so.
        let mut at = self.passed;
        self.passed = at.max(until);
        for _ in 0..TURNS_MAX {
            let due = self.inside.as_ref().and_then(|inside| inside.due_at);
            let change = self.stage.entry.and_then(|_| self.stage.program.changes_at(&mut self.state, self.choices, at));
            let Some(next) = due.into_iter().chain(change.filter(|change| *change > at)).min().filter(|next| *next < until)
            else {
                return;
            };
            at = at.max(next);
            if due == Some(next) {
                self.go_on(next);
            }
            if change == Some(next) {
                let nothing = Past {
                    at: next,
                    name: String::new(),
                    origin: Origin::System,
                    position: 0,
                    body: String::new(),
                    amount: None,
                };
                self.look_whether_member(next, &nothing);
            }
        }
    }

    fn belongs(&mut self, at: Timestamp) -> bool {
        self.stage.entry.is_some_and(|rule| self.stage.program.holds(&mut self.state, rule, self.choices, at))
    }

    fn look_whether_member(&mut self, at: Timestamp, event: &Past) {
        if self.stage.entry.is_some() {
            let was = std::mem::replace(&mut self.is_member, false);
            self.is_member = self.belongs(at);
            if self.is_member && !was && self.inside.is_none() {
                self.begin(at, event);
            }
        }
    }

    fn meet(&mut self, seen: &Seen<'_>, event: &Past) {
        let plan = &self.stage.course.plan;
        let are = |events: &Events| events.are(seen);
        if let Some(goal) = plan.goal.as_ref().filter(|goal| are(&goal.event))
            && self.watched_until.take_if(|until| event.at < *until).is_some()
        {
            self.tally.reached += 1;
            if goal.leaves && self.inside.take().is_some() {
                self.tally.left += 1;
            }
        }
        if let Some(inside) = &self.inside {
            if plan.exits.iter().any(are) {
                self.inside = None;
                self.tally.left += 1;
            } else if let Node::WaitFor { event: awaited, then, .. } = self.stage.course.node(inside.step)
                && are(awaited)
            {
                self.walk(*then, event.at);
            }
        }
        let Entry::Event(opens) = &plan.entry else { return };
        if !are(opens) {
            return;
        }
        match &mut self.inside {
            Some(inside) => {
                let Node::Wait { micros, .. } = self.stage.course.node(0) else { return };
                if plan.reentry == Reentry::Restart && inside.step == 0 && inside.position < event.position {
                    inside.position = event.position;
                    inside.due_at = Some(event.at.plus(Duration::from_micros(micros.unsigned_abs())));
                }
            }
            None => self.begin(event.at, event),
        }
    }

    fn begin(&mut self, at: Timestamp, event: &Past) {
        let (stage, plan) = (self.stage, &self.stage.course.plan);
        if self.choices.allows(plan.purpose, Recipient::Automation, stage.reads, stage.now).is_none() {
            self.tally.not_allowed += 1;
            return;
        }
        if stage.filter.is_some_and(|rule| !stage.program.holds(&mut self.state, rule, self.choices, at)) {
            self.tally.filtered += 1;
            return;
        }
        let is_too_soon = match (plan.reentry, self.begun_at) {
            (_, None) | (Reentry::Always | Reentry::Restart, _) => false,
            (Reentry::Never, Some(_)) => true,
            (Reentry::AfterDays(days), Some(before)) => at < before.plus(DAY * u32::from(days)),
        };
        if is_too_soon {
            self.tally.too_soon += 1;
            return;
        }
        self.begun_at = Some(at);
        if is_held_out(stage.journey, self.customer, plan.holdout_percent) {
            self.tally.held_out += 1;
            return;
        }
        self.tally.entered += 1;
        self.watched_until = plan.goal.as_ref().map(|goal| at.plus(DAY * u32::from(goal.within_days)));
        // Who comes by a segment comes by no event of their own.
        let (locale, zone) = match plan.entry {
            Entry::Event(_) => customers::place_in(&serde_json::from_str(&event.body).unwrap_or_default()),
            Entry::Segment(_) | Entry::Date(_) | Entry::Api => (None, None),
        };
        let (locale, zone) = (locale.unwrap_or(self.place.0), zone.unwrap_or_else(|| self.place.1.clone()));
        self.inside = Some(Inside { step: 0, due_at: None, position: event.position, locale, zone });
        self.walk(0, at);
    }

    fn go_on(&mut self, at: Timestamp) {
        let Some(step) = self.inside.as_ref().map(|inside| inside.step) else { return };
        match self.stage.course.node(step) {
            Node::Wait { next, .. } | Node::WaitUntil { next, .. } => self.walk(*next, at),
            Node::WaitFor { otherwise, .. } => self.walk(*otherwise, at),
            _ => self.walk(step, at),
        }
    }

    /// Goes from a node on until there is something to wait for.
    fn walk(&mut self, from: usize, at: Timestamp) {
        let mut step = from;
        for _ in 0..STEPS_AT_ONCE {
            let Some(inside) = &mut self.inside else { return };
            (inside.step, inside.due_at) = (step, None);
            match self.stage.course.node(step) {
                Node::Wait { micros, .. } | Node::WaitFor { micros, .. } => {
                    inside.due_at = Some(at.plus(Duration::from_micros(micros.unsigned_abs())));
                    return;
                }
                Node::WaitUntil { until, .. } => {
                    inside.due_at = Some(until.next(at, &inside.zone));
                    return;
                }
                Node::Branch { then, otherwise, .. } => {
                    let rule = self.stage.branches.get(&step);
                    let holds = rule.is_some_and(|rule| self.stage.program.holds(&mut self.state, *rule, self.choices, at));
                    step = if holds { *then } else { *otherwise };
                }
                Node::Split { parts } => {
                    let moment = at.micros().to_le_bytes();
                    let chance = chance(&[b"rehearsal", self.customer.raw(), &moment, &(step as u64).to_le_bytes()]);
                    step = parts.iter().find(|(end, _)| chance < *end).map_or(step, |(_, next)| *next);
                }
                Node::Send { letter, next } => {
                    self.send(letter, at);
                    step = *next;
                }
                Node::SetTrait { next, .. } | Node::Webhook { next, .. } | Node::Task { next, .. } | Node::List { next, .. } => {
                    step = *next;
                }
                Node::End => {
                    self.inside = None;
                    self.tally.finished += 1;
                    return;
                }
            }
        }
    }

    /// Whether today's choices let a letter go; who wants fewer gets it later, for as long as it is of use.
    fn send(&mut self, letter: &str, at: Timestamp) {
        let (stage, now) = (self.stage, self.stage.now);
        let letter = LetterRef::from_name(letter);
        let Some((letter, terms)) = letter.and_then(|letter| Some((letter, stage.house.terms(letter)?))) else {
            *self.tally.withheld.entry("no_template").or_default() += 1;
            return;
        };
        let wishes = Wishes {
            choices: self.choices,
            preferences: self.preferences,
            topic: stage.house.topics.of_message(letter, terms, ""),
        };
        let within = self.preferences.frequency.within().filter(|_| terms.is_marketing());
        let goes = self.last_letter.zip(within).map_or(at, |(last, within)| at.max(last.plus(within)));
        let locale = self.inside.as_ref().map_or(stage.house.settings.locale(), |inside| inside.locale);
        let stopped = stage.stopped.get(&(letter, locale)).copied().flatten();
        match terms.permit(&wishes, self.customer, now).map(|_| stopped) {
            Ok(Some(reason)) => *self.tally.withheld.entry(reason).or_default() += 1,
            Ok(None) if goes > at.plus(stage.house.longest_wait(letter)) => {
                *self.tally.withheld.entry(messaging::Why::Frequency.late_word()).or_default() += 1;
            }
            Ok(None) => {
                self.tally.letters += 1;
                if terms.is_marketing() {
                    self.last_letter = Some(goes);
                }
            }
            Err(reason) => *self.tally.withheld.entry(reason.word()).or_default() += 1,
        }
    }
}

impl Rehearsal {
    fn add(&mut self, other: &Self) {
        let Self {
            entered,
            held_out,
            filtered,
            not_allowed,
            too_soon,
            letters,
            withheld,
            reached,
            left,
            finished,
            inside,
            is_cut,
        } = other;
        for (mine, more) in [
            (&mut self.entered, entered),
            (&mut self.held_out, held_out),
            (&mut self.filtered, filtered),
            (&mut self.not_allowed, not_allowed),
            (&mut self.too_soon, too_soon),
            (&mut self.letters, letters),
            (&mut self.reached, reached),
            (&mut self.left, left),
            (&mut self.finished, finished),
            (&mut self.inside, inside),
        ] {
            *mine += more;
        }
        for (reason, letters) in withheld {
            *self.withheld.entry(reason).or_default() += letters;
        }
        self.is_cut |= is_cut;
    }
}
