//! Who goes in, where they go next, and what is done to them there. All of it in the transaction that moves the projection on.

use super::errands;
use super::loaded::{Laid, Loaded};
use super::people::{Move, People, STALL};
use crate::journeys::{self, Dated, Entry, Journey, Node, Reentry, Run, RunState};
use base::id::{CustomerId, EventId, JourneyId, MessageId, RunId};
use base::{Id as _, Locale, Money, Rng, Timestamp};
use capabilities::messaging::{self, Addressee, Enqueued, LetterRef, NewMessage};
use db::{Db, Result, Tx};
use foundation::consent::Recipient;
use foundation::customers;
use foundation::journal::Event;
use foundation::orders;
use foundation::rules::Seen;
use foundation::vault::Keys;
use jiff::tz::TimeZone;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// Steps that one person takes at one moment: more than any plan has.
const STEPS_AT_ONCE: usize = 200;
/// The name of a note that tells something about its customer.
pub(super) const IDENTIFY: &str = "identify";
const DAY: Duration = Duration::from_hours(24);
/// Whoever comes into a segment again within this does not begin again what begins with it.
const BY_SEGMENT_AFTER: Duration = Duration::from_hours(1);

/// Moves people on at one moment.
pub(super) struct Moving<'a> {
    db: &'a Db,
    keys: &'a Keys,
    loaded: &'a Loaded,
    people: &'a mut People,
    rng: &'a mut Rng,
    now: Timestamp,
    /// What the record is to be told: customer, name, body.
    notes: Vec<(CustomerId, String, String)>,
    /// Who came where, to be counted at the end: many pass the same steps.
    tally: BTreeMap<(JourneyId, i64, usize, String), u64>,
}

/// What let somebody in.
struct Ticket<'e> {
    customer: CustomerId,
    event: EventId,
    position: i64,
    /// Sets this time apart from every other.
    key: [u8; 16],
    whence: Whence<'e>,
}

/// What says where, and in which language, somebody is who goes in.
enum Whence<'e> {
    /// The body of what they did.
    Body(&'e str),
    /// What is known of them: they did nothing themselves.
    Traits,
}

impl<'a> Moving<'a> {
    pub fn new(db: &'a Db, keys: &'a Keys, loaded: &'a Loaded, people: &'a mut People, rng: &'a mut Rng, now: Timestamp) -> Self {
        Self { db, keys, loaded, people, rng, now, notes: Vec::new(), tally: BTreeMap::new() }
    }

    /// Writes what was counted; gives what the record is to be told.
    pub fn finish(self, tx: &mut Tx<'_>) -> Result<Vec<(CustomerId, String, String)>> {
        for ((journey, version, step, outcome), people) in self.tally {
            journeys::count(tx, journey, version, step, &outcome, people)?;
        }
        Ok(self.notes)
    }

    /// Something happened to somebody of whom these runs are watched: what it means to them, and what begins with it.
    pub fn meet(&mut self, tx: &mut Tx<'_>, event: &Event, runs: &mut Vec<Run>) -> Result<()> {
        let seen = Seen::from(event);
        for run in runs.iter_mut() {
            self.meet_inside(tx, event, &seen, run)?;
        }
        let begins: Vec<(&Journey, &Laid)> =
            self.loaded.by_event().filter(|(_, _, events)| events.are(&seen)).map(|(journey, laid, _)| (journey, laid)).collect();
        for (journey, laid) in begins {
            let id = event.id;
            let ticket = Ticket {
                customer: event.customer,
                event: id,
                position: event.position,
                key: self.keys.once_key_beside(&id.raw()[..6], &[b"journey", journey.id.raw(), id.raw()]),
                whence: Whence::Body(&event.body),
            };
            if let Some(inside) = runs.iter_mut().find(|run| run.journey == journey.id && run.state == RunState::Inside) {
                self.again(tx, laid, inside, &ticket)?;
            } else if let Some(run) = self.begin(tx, journey, laid, &ticket)? {
                runs.push(run);
            }
        }
        let loaded = self.loaded;
        if let Some((journey, laid)) = loaded.by_program(event)
            && !runs.iter().any(|run| run.journey == journey.id && run.state == RunState::Inside)
        {
            let key = self.keys.once_key_beside(&event.id.raw()[..6], &[b"journey", journey.id.raw(), event.id.raw()]);
            let (customer, id, position) = (event.customer, event.id, event.position);
            let ticket = Ticket { customer, event: id, position, key, whence: Whence::Traits };
            runs.extend(self.begin(tx, journey, laid, &ticket)?);
        }
        Ok(())
    }

    /// Somebody's day has come.
    pub fn begin_by_date(&mut self, tx: &mut Tx<'_>, one: &Dated) -> Result<()> {
        journeys::end_dated(tx, one)?;
        let loaded = self.loaded;
        let found = loaded.open().find(|(journey, _)| journey.id == one.journey);
        let Some((journey, laid)) = found.filter(|(_, laid)| matches!(laid.course.plan.entry, Entry::Date(_))) else {
            return Ok(());
        };
        // A greeting that comes a day late is none.
        if one.due_at.is_some_and(|due| self.now > due.plus(DAY)) {
            self.count(journey.id, journey.version, laid.course.nodes.len(), "too_late");
            return Ok(());
        }
        // Two profiles that were found to be one person's have one day.
        let before = journeys::before(tx, one.customer, one.journey)?;
        if before.is_some_and(|before| self.now < before.last_at.plus(DAY)) || self.is_inside(tx, one.customer, one.journey)? {
            return Ok(());
        }
        let key =
            self.keys.once_key(&[b"journey", journey.id.raw(), b"date", one.customer.raw(), one.day.to_string().as_bytes()]);
        let event = EventId::from_raw([0; 16]);
        let ticket = Ticket { customer: one.customer, event, position: 0, key, whence: Whence::Traits };
        self.begin(tx, journey, laid, &ticket).map(drop)
    }

    fn is_inside(&self, tx: &mut Tx<'_>, customer: CustomerId, journey: JourneyId) -> Result<bool> {
        let runs = journeys::watching(tx, &[customer], self.now)?;
        Ok(runs.iter().any(|run| run.journey == journey && run.state == RunState::Inside))
    }

    /// Somebody came into the segment that a journey begins with.
    pub fn begin_by_segment(&mut self, tx: &mut Tx<'_>, journey: &Journey, laid: &Laid, one: &Move) -> Result<()> {
        if self.is_inside(tx, one.customer, journey.id)? {
            return Ok(());
        }
        let moment = self.now.micros().to_le_bytes();
        let key = self.keys.once_key(&[b"journey", journey.id.raw(), one.segment.raw(), one.customer.raw(), &moment]);
        let event = EventId::from_raw([0; 16]);
        self.begin(tx, journey, laid, &Ticket { customer: one.customer, event, position: 0, key, whence: Whence::Traits })
            .map(drop)
    }

    /// Whoever waited long enough goes on.
    pub fn go_on(&mut self, tx: &mut Tx<'_>, mut run: Run) -> Result<()> {
        // The clock may have been set back, and another step of this turn may have moved them.
        if run.state != RunState::Inside {
            run.due_at = None;
            return journeys::save_run(tx, &run);
        }
        let Some(laid) = self.laid(tx, &mut run)? else { return Ok(()) };
        let node = laid.course.node(run.step).clone();
        let next = match node {
            Node::Wait { next, .. } | Node::WaitUntil { next, .. } => next,
            Node::WaitFor { otherwise, .. } => {
                self.pass(&mut run, "otherwise");
                otherwise
            }
            // It was to be done at once: what did not happen then happens now.
            _ => run.step,
        };
        self.walk(tx, &mut run, laid, next)?;
        journeys::save_run(tx, &run)
    }

    /// Moves somebody to another version, to the step that they stand at or to the one that the store chose; false where they leave.
    pub fn move_over(&mut self, tx: &mut Tx<'_>, mut run: Run, wish: &journeys::Moving) -> Result<bool> {
        let loaded = self.loaded;
        // Of a journey that was deleted, whoever is inside leaves when they would go on.
        let (old, new) = (loaded.laid(run.journey, run.version), loaded.laid(run.journey, wish.version));
        let place = new.zip(old).and_then(|(new, old)| {
            let place = new.course.place_of(&old.course.plan, run.step, &wish.lost)?;
            Some((new, old, place))
        });
        let Some((new, old, place)) = place else {
            self.leave(&mut run, RunState::Left, "step_gone");
            journeys::save_run(tx, &run)?;
            return Ok(false);
        };
        run.due_at = match (new.course.node(place), old.course.node(run.step)) {
            (Node::WaitUntil { until, .. }, Node::WaitUntil { until: before, .. }) if until == before => run.due_at,
            (Node::WaitUntil { until, .. }, _) => {
                let zone = TimeZone::get(&run.zone).unwrap_or_else(|_| loaded.zone.clone());
                Some(until.next(self.now, &zone))
            }
            // Whoever has waited counts what they have.
            (
                Node::Wait { micros, .. } | Node::WaitFor { micros, .. },
                Node::Wait { .. } | Node::WaitUntil { .. } | Node::WaitFor { .. },
            ) => Some(run.changed_at.plus(Duration::from_micros(micros.unsigned_abs()))),
            _ => Some(self.now),
        };
        run.move_to(wish.version, place);
        self.count(run.journey, run.version, new.course.nodes.len(), "moved");
        journeys::save_run(tx, &run)?;
        Ok(true)
    }

    /// What an event means to somebody inside, or still watched.
    fn meet_inside(&mut self, tx: &mut Tx<'_>, event: &Event, seen: &Seen<'_>, run: &mut Run) -> Result<()> {
        if event.at < run.begun_at || event.id == run.event {
            return Ok(());
        }
        let loaded = self.loaded;
        let Some(laid) = loaded.laid(run.journey, run.version) else { return Ok(()) };
        let mut is_changed = false;
        if event.at < run.watched_until {
            if let Some(sale) = orders::sale_of(event) {
                let mine = run.revenue.get_or_insert(Money { minor: 0, currency: sale.currency });
                if mine.currency == sale.currency {
                    mine.minor = mine.minor.saturating_add(sale.minor);
                    is_changed = true;
                }
            }
            let goal = laid.course.plan.goal.as_ref().filter(|goal| run.goal_at.is_none() && goal.event.are(seen));
            if let Some(goal) = goal {
                run.goal_at = Some(event.at);
                is_changed = true;
                self.count(run.journey, run.version, laid.course.nodes.len(), "goal");
                if goal.leaves && run.state == RunState::Inside {
                    self.leave(run, RunState::ReachedGoal, "goal");
                }
            }
        }
        if run.state == RunState::Inside {
            if laid.course.plan.exits.iter().any(|events| events.are(seen)) {
                self.leave(run, RunState::Left, "exit");
                is_changed = true;
            } else if let Node::WaitFor { event: awaited, then, .. } = laid.course.node(run.step)
                && awaited.are(seen)
            {
                self.pass(run, "then");
                self.walk(tx, run, laid, *then)?;
                is_changed = true;
            }
        }
        if is_changed { journeys::save_run(tx, run) } else { Ok(()) }
    }

    /// It happened again to somebody who is inside.
    fn again(&mut self, tx: &mut Tx<'_>, laid: &Laid, run: &mut Run, ticket: &Ticket<'_>) -> Result<()> {
        let Node::Wait { micros, .. } = laid.course.node(0) else { return Ok(()) };
        if laid.course.plan.reentry != Reentry::Restart || run.step != 0 || run.position >= ticket.position {
            return Ok(());
        }
        (run.event, run.position, run.changed_at) = (ticket.event, ticket.position, self.now);
        run.due_at = Some(self.now.plus(Duration::from_micros(micros.unsigned_abs())));
        journeys::save_run(tx, run)
    }

    /// Lets somebody in, where they may; gives the run.
    fn begin(&mut self, tx: &mut Tx<'_>, journey: &Journey, laid: &Laid, ticket: &Ticket<'_>) -> Result<Option<Run>> {
        let (plan, now) = (&laid.course.plan, self.now);
        let step = laid.course.nodes.len();
        let Some(customer) = self.people.get(ticket.customer).map(|person| person.root) else { return Ok(None) };
        // Whoever is another by today, of which the journal tells later, goes in as that other.
        if customer != ticket.customer {
            self.people.load(self.db, tx, self.loaded, &BTreeSet::from([customer]))?;
            if self.is_inside(tx, customer, journey.id)? {
                return Ok(None);
            }
        }
        let Some(person) = self.people.get(customer) else { return Ok(None) };
        if person.choices.allows(plan.purpose, Recipient::Automation, laid.reads, now).is_none() {
            self.count(journey.id, journey.version, step, "not_allowed");
            return Ok(None);
        }
        if laid.filter.is_some() && person.is_stale {
            self.count(journey.id, journey.version, step, "unread");
            return Ok(None);
        }
        if laid.filter.is_some_and(|rule| !person.holds(self.loaded, rule, now)) {
            return Ok(None);
        }
        let before = journeys::before(tx, customer, journey.id)?;
        let is_too_soon = match (plan.reentry, before) {
            (_, None) => false,
            // A step may take somebody out of the segment and back: that must not turn without end.
            (Reentry::Always | Reentry::Restart, Some(before)) => {
                matches!(plan.entry, Entry::Segment(_)) && now < before.last_at.plus(BY_SEGMENT_AFTER)
            }
            (Reentry::Never, Some(_)) => true,
            (Reentry::AfterDays(days), Some(before)) => now < before.last_at.plus(DAY * u32::from(days)),
        };
        if is_too_soon {
            self.count(journey.id, journey.version, step, "too_soon");
            return Ok(None);
        }
        let (locale, zone) = self.place_of(tx, customer, &ticket.whence)?;
        // What was decided the first time holds for good, whoever they were merged with since.
        let drawn = || is_held_out(journey.id, customer, plan.holdout_percent);
        let held_out = plan.holdout_percent > 0 && before.map_or_else(drawn, |before| before.held_out);
        let days = plan.goal.as_ref().map_or(0, |goal| u32::from(goal.within_days));
        // Whoever gets nothing is never inside: they begin anew once nothing more is counted of the time before.
        if held_out && before.is_some_and(|before| now < before.last_at.plus(DAY * days)) {
            return Ok(None);
        }
        let mut run = Run {
            id: RunId::new(now, self.rng),
            journey: journey.id,
            version: journey.version,
            customer,
            event: ticket.event,
            position: ticket.position,
            locale,
            zone,
            state: if held_out { RunState::HeldOut } else { RunState::Inside },
            step: 0,
            path: Vec::new(),
            begun_at: now,
            changed_at: now,
            due_at: None,
            watched_until: now.plus(DAY * days),
            held_out,
            goal_at: None,
            revenue: None,
        };
        if journeys::is_begun(tx, &ticket.key)? {
            return Ok(None);
        }
        self.count(run.journey, run.version, step, if held_out { "held_out" } else { "begun" });
        if !held_out {
            self.walk(tx, &mut run, laid, 0)?;
        }
        journeys::begin(tx, &ticket.key, &run)?;
        Ok(Some(run))
    }

    /// Goes from a node on until there is something to wait for.
    fn walk(&mut self, tx: &mut Tx<'_>, run: &mut Run, laid: &Laid, from: usize) -> Result<()> {
        (run.step, run.due_at, run.changed_at) = (from, None, self.now);
        for _ in 0..STEPS_AT_ONCE {
            if run.state != RunState::Inside {
                return Ok(());
            }
            if !self.may_go_on(run, laid) {
                return Ok(());
            }
            match laid.course.node(run.step) {
                Node::Wait { micros, .. } | Node::WaitFor { micros, .. } => {
                    run.due_at = Some(self.now.plus(Duration::from_micros(micros.unsigned_abs())));
                    self.pass(run, "waits");
                    return Ok(());
                }
                Node::WaitUntil { until, .. } => {
                    let zone = TimeZone::get(&run.zone).unwrap_or_else(|_| self.loaded.zone.clone());
                    run.due_at = Some(until.next(self.now, &zone));
                    self.pass(run, "waits");
                    return Ok(());
                }
                Node::Branch { then, otherwise, .. } => {
                    let rule = laid.branches.get(&run.step).copied();
                    let (person, loaded, now) = (self.people.get(run.customer), self.loaded, self.now);
                    if person.as_ref().is_none_or(|person| person.is_stale) {
                        // What they did can't be read just now: they wait until it can.
                        run.due_at = Some(now.plus(STALL));
                        return Ok(());
                    }
                    let holds = person.zip(rule).is_some_and(|(person, rule)| person.holds(loaded, rule, now));
                    self.pass(run, if holds { "then" } else { "otherwise" });
                    run.step = if holds { *then } else { *otherwise };
                }
                Node::Split { parts } => {
                    let chance = chance(&[b"split", run.id.raw(), &(run.step as u64).to_le_bytes()]);
                    let (number, next) = parts
                        .iter()
                        .enumerate()
                        .find(|(_, (end, _))| chance < *end)
                        .map_or((0, run.step), |(number, (_, next))| (number, *next));
                    self.pass(run, &format!("way_{}", number + 1));
                    run.step = next;
                }
                Node::Send { letter, next } => {
                    let outcome = self.send(tx, run, letter)?;
                    self.pass(run, outcome);
                    run.step = *next;
                }
                Node::SetTrait { name, value, next } => {
                    let body = serde_json::json!({"traits": {name: value}}).to_string();
                    self.notes.push((run.customer, IDENTIFY.to_owned(), body));
                    self.pass(run, "done");
                    run.step = *next;
                }
                Node::Webhook { hook, next } => {
                    let outcome = errands::call(tx, run, hook, laid.course.plan.purpose, self.rng, self.now)?;
                    self.pass(run, outcome);
                    run.step = *next;
                }
                Node::Task { task, next } => {
                    self.notes.push(errands::task(run, task));
                    self.pass(run, "asked");
                    run.step = *next;
                }
                Node::List { list, is_on, next } => {
                    self.notes.push(errands::list(run, list.0, *is_on));
                    self.pass(run, "listed");
                    run.step = *next;
                }
                Node::End => {
                    self.leave(run, RunState::Finished, "end");
                    return Ok(());
                }
            }
        }
        // A plan can't be so long; whoever met one all the same goes on at the next turn.
        run.due_at = Some(self.now);
        Ok(())
    }

    /// Whether the journey may still read what it reads of its customer; where not, they leave, and it is said why.
    fn may_go_on(&mut self, run: &mut Run, laid: &Laid) -> bool {
        let plan = &laid.course.plan;
        let Some(person) = self.people.get(run.customer) else {
            // Of whom nothing is known here nothing is asked; they are at hand at the next turn.
            run.due_at = Some(self.now.plus(STALL));
            return false;
        };
        if person.choices.allows(plan.purpose, Recipient::Automation, laid.reads, self.now).is_some() {
            return true;
        }
        let outcome = if person.choices.is_restricted() { "restricted" } else { "not_allowed" };
        self.leave(run, RunState::Left, outcome);
        false
    }

    /// The course that somebody is on; `None` where it is gone, and with it they.
    fn laid(&mut self, tx: &mut Tx<'_>, run: &mut Run) -> Result<Option<&'a Laid>> {
        let laid = self.loaded.laid(run.journey, run.version);
        if laid.is_none() {
            let outcome = if self.loaded.journeys.contains_key(&run.journey) { "unreadable" } else { "deleted" };
            self.leave(run, RunState::Left, outcome);
            journeys::save_run(tx, run)?;
        }
        Ok(laid)
    }

    fn leave(&mut self, run: &mut Run, state: RunState, outcome: &str) {
        (run.state, run.due_at, run.changed_at) = (state, None, self.now);
        self.pass(run, outcome);
    }

    fn pass(&mut self, run: &mut Run, outcome: &str) {
        run.note(run.step, outcome, self.now);
        self.count(run.journey, run.version, run.step, outcome);
    }

    fn count(&mut self, journey: JourneyId, version: i64, step: usize, outcome: &str) {
        *self.tally.entry((journey, version, step, outcome.to_owned())).or_default() += 1;
    }

    /// Puts a letter into the outbox, once for this step of this run, where the customer's permit lets it; gives what came of it.
    fn send(&mut self, tx: &mut Tx<'_>, run: &Run, letter: &str) -> Result<&'static str> {
        let Some(letter) = LetterRef::from_name(letter) else { return Ok("no_template") };
        let addressee = self.db.record.read(|tx| Addressee::load(tx, run.customer))?;
        let new = NewMessage {
            id: MessageId::new(self.now, self.rng),
            key: self.keys.once_key_beside(
                &run.id.raw()[..6],
                &[b"journey letter", run.id.raw(), &run.version.to_le_bytes(), &(run.step as u64).to_le_bytes()],
            ),
            customer: run.customer,
            event: run.event,
            position: run.position,
            letter,
            locale: run.locale,
            topic: String::new(),
            cause: format!("journey:{}:{}:{}", run.journey, run.version, run.step),
            due_at: None,
        };
        Ok(match messaging::enqueue(tx, &self.loaded.house, &addressee, &new, self.now)? {
            // A step is met once in a run: what was there before is this one.
            Enqueued::Queued | Enqueued::Before => "queued",
            Enqueued::Withheld(reason) => reason,
        })
    }

    /// The language and the time zone that an event was sent in, or that are known of somebody; of a zone its name, empty where it has none.
    fn place_of(&self, tx: &mut Tx<'_>, customer: CustomerId, whence: &Whence<'_>) -> Result<(Locale, String)> {
        let named = |zone: TimeZone| zone.iana_name().unwrap_or_default().to_owned();
        let (locale, zone) = match whence {
            Whence::Body(body) => customers::place_in(&serde_json::from_str(body).unwrap_or_default()),
            Whence::Traits => (None, None),
        };
        if let (Some(locale), Some(zone)) = (locale, &zone) {
            return Ok((locale, named(zone.clone())));
        }
        let known = customers::place_of(tx, (self.loaded.locale, &self.loaded.zone), customer)?;
        Ok((locale.unwrap_or(known.0), named(zone.unwrap_or(known.1))))
    }
}

/// 0 to 99, the same for the same parts, spread evenly.
pub(super) fn chance(parts: &[&[u8]]) -> u8 {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(part);
    }
    let mut bytes = [0; 8];
    hasher.finalize_xof().fill(&mut bytes);
    (u64::from_le_bytes(bytes) % 100) as u8
}

/// Whether somebody is among those who get nothing: each time the same, whatever version they meet.
pub(super) fn is_held_out(journey: JourneyId, customer: CustomerId, percent: u8) -> bool {
    chance(&[b"holdout", journey.raw(), customer.raw()]) < percent
}
