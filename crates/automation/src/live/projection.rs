//! The projection: what events change, what time changes, what the record is told.

use super::advance::{IDENTIFY, Moving};
use super::build;
use super::dates;
use super::errands;
use super::loaded::Loaded;
use super::mailing;
use super::moves;
use super::people::{Move, People};
use super::store::{self, Note, Standing};
use super::watched;
use crate::{campaigns, journeys, segments};
use base::id::CustomerId;
use base::{Clock, Rng, Timestamp};
use db::{Db, Error, Recorder, Result, Ticket, Tx};
use foundation::customers;
use foundation::history::History;
use foundation::journal::{self, Event, Kind, NewEvent, Place, Projection, SEGMENT_ENTERED, SEGMENT_EXITED, may_react};
use foundation::rules::Seen;
use foundation::settings;
use foundation::vault::{AccessLog, Keys};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

/// Customers, or runs, that are looked at in one turn.
const AT_ONCE: usize = 500;
/// Customers whose choices changed that are heard of in one turn.
const HEARD_AT_ONCE: usize = 5_000;
/// What the record is told in one command.
const NOTES_AT_ONCE: usize = 1_000;
/// Commands that may become one commit, for which the door waits.
const TOLD_AT_ONCE: usize = 4;

/// Keeps segments up to date and moves people on.
pub struct LiveProjection {
    db: Db,
    history: Arc<History>,
    recorder: Recorder,
    keys: Keys,
    access: AccessLog,
    clock: Arc<dyn Clock>,
    rng: Rng,
    loaded: Option<Loaded>,
    standing: Option<Standing>,
    people: People,
    /// Whose choices changed since they were last looked at.
    changed: BTreeSet<CustomerId>,
    /// Whether the record may have to be told something.
    has_notes: bool,
    /// What the record is being told while the next events are read, and the last note of it.
    telling: Vec<Ticket<(), Error>>,
    asked_through: i64,
    /// Notes that were told and can go.
    told_through: Option<i64>,
    /// When something is due by the clock.
    due_at: Option<Timestamp>,
    /// Before that was read: everything is to be looked at.
    is_new: bool,
    /// How far the history is sealed, which is never further than was read.
    sealed: i64,
}

impl LiveProjection {
    pub fn new(
        db: Db,
        history: Arc<History>,
        recorder: Recorder,
        keys: Keys,
        access: AccessLog,
        clock: Arc<dyn Clock>,
        rng: Rng,
    ) -> Self {
        Self {
            db,
            history,
            recorder,
            keys,
            access,
            clock,
            rng,
            loaded: None,
            standing: None,
            people: People::default(),
            changed: BTreeSet::new(),
            has_notes: true,
            telling: Vec::new(),
            asked_through: 0,
            told_through: None,
            due_at: None,
            is_new: true,
            sealed: 0,
        }
    }

    fn is_made(&self) -> bool {
        match (&self.loaded, &self.standing) {
            (Some(loaded), Some(standing)) => standing.fingerprint == Some(loaded.fingerprint),
            _ => false,
        }
    }

    /// Hears whose choices changed; what was at hand of them is read again.
    fn hear(&mut self) -> Result<()> {
        let Some(standing) = &mut self.standing else { return Ok(()) };
        loop {
            let heard = self.db.record.read(|tx| journal::changed_since(tx, standing.gate, AT_ONCE))?;
            let Some((customers, last)) = heard else {
                // What was slept through is no longer known: all is made anew.
                standing.fingerprint = None;
                return Ok(());
            };
            if last == standing.gate {
                return Ok(());
            }
            standing.gate = last;
            self.people.drop_some(&customers);
            self.changed.extend(customers);
            if self.changed.len() >= HEARD_AT_ONCE {
                // The rest at the next turn. Until then nobody is at hand who may have chosen otherwise since.
                self.people.clear();
                return Ok(());
            }
        }
    }

    /// Looks at where these customers belong, and notes what changed. `loud`: those who were moved by something that others may be
    /// told of.
    fn settle(
        &mut self,
        tx: &mut Tx<'_>,
        customers: &BTreeSet<CustomerId>,
        loud: &BTreeSet<CustomerId>,
        position: i64,
        now: Timestamp,
    ) -> Result<Vec<Move>> {
        let Some(loaded) = &self.loaded else { return Ok(Vec::new()) };
        let mut customers = customers.clone();
        self.people.pass_on(&self.db, tx, loaded, &mut customers)?;
        let customers = &customers;
        self.people.refold(&self.history, tx, loaded, customers, position, now)?;
        let mut moves = Vec::new();
        for customer in customers {
            if let Some(person) = self.people.get(*customer) {
                moves.extend(person.moves(loaded, *customer, now));
            }
        }
        let (entered, left): (Vec<&Move>, Vec<&Move>) = moves.iter().partition(|one| one.entered);
        let of = |moves: Vec<&Move>| {
            let mut pairs: Vec<_> = moves.into_iter().map(|one| (one.segment, one.customer)).collect();
            // In the order that they are kept in: neighbours stand on one page.
            pairs.sort_unstable();
            pairs
        };
        segments::move_all(tx, &of(entered), &of(left), now)?;
        segments::count_moves(tx, moves.iter().map(|one| (one.segment, one.entered)), now, &loaded.zone)?;
        self.people.save(tx, loaded, customers, now)?;
        moves.retain(|one| loud.contains(&one.customer));
        self.note_moves(tx, &moves)?;
        Ok(moves)
    }

    fn note_moves(&mut self, tx: &mut Tx<'_>, moves: &[Move]) -> Result<()> {
        let notes: Vec<(CustomerId, String, String)> = moves
            .iter()
            .map(|one| {
                let name = if one.entered { SEGMENT_ENTERED } else { SEGMENT_EXITED };
                let body = serde_json::json!({"properties": {"segment": one.segment.to_string()}}).to_string();
                (one.customer, name.to_owned(), body)
            })
            .collect();
        self.note(tx, notes)
    }

    /// Writes down what the record is to be told.
    fn note(&mut self, tx: &mut Tx<'_>, notes: Vec<(CustomerId, String, String)>) -> Result<()> {
        let Some(standing) = &mut self.standing else { return Ok(()) };
        if notes.is_empty() {
            return Ok(());
        }
        let mut rows = Vec::with_capacity(notes.len());
        for (customer, name, body) in notes {
            rows.push(Note { seq: standing.notes, customer, name, body });
            standing.notes += 1;
        }
        store::add_notes(tx, &rows)?;
        store::save_standing(tx, standing)?;
        self.has_notes = true;
        Ok(())
    }

    /// Lets those who came into a segment begin what begins with it.
    fn begin_by_moves(&mut self, tx: &mut Tx<'_>, moves: &[Move], now: Timestamp) -> Result<()> {
        let Some(loaded) = &self.loaded else { return Ok(()) };
        let mut moving = Moving::new(&self.db, &self.keys, loaded, &mut self.people, &mut self.rng, now);
        for one in moves.iter().filter(|one| one.entered) {
            for (journey, laid) in loaded.by_segment(one.segment) {
                moving.begin_by_segment(tx, journey, laid, one)?;
            }
        }
        let notes = moving.finish(tx)?;
        self.note(tx, notes)
    }

    /// Has the record told what it is to be told, once, while the next events are read: what was to be told before is told first.
    fn tell(&mut self) -> Result<()> {
        self.hear_told()?;
        while self.has_notes {
            let after = self.asked_through;
            let notes = self.db.views.read(|tx| store::notes_after(tx, after, NOTES_AT_ONCE))?;
            self.has_notes = notes.len() == NOTES_AT_ONCE;
            let Some(last) = notes.last().map(|note| note.seq) else { return Ok(()) };
            if self.telling.len() >= TOLD_AT_ONCE {
                self.hear_told()?;
            }
            let (now, mut rng) = (self.clock.now(), self.rng.fork());
            let is_first = self.telling.is_empty();
            self.telling.push(self.recorder.submit(move |tx| {
                let through = store::told(tx)?;
                // Where those before it came to nothing, all are told again, in their order.
                if !is_first && through < after {
                    return Err(Error::Conflict);
                }
                let mut told_of: BTreeMap<CustomerId, Option<CustomerId>> = BTreeMap::new();
                let mut events = Vec::new();
                for note in notes.into_iter().filter(|note| note.seq > through) {
                    let root = match told_of.get(&note.customer) {
                        Some(root) => *root,
                        None => *told_of.entry(note.customer).or_insert(whom_to_tell_of(tx, note.customer)?),
                    };
                    if let Some(root) = root {
                        let kind = if note.name == IDENTIFY { Kind::Identify } else { Kind::System };
                        let event = errands::tell(tx, &note, root, &mut rng, now)?;
                        events.extend(event.map(|event| NewEvent { kind, ..event }));
                    }
                }
                if !events.is_empty() {
                    let first = journal::head(tx)?;
                    journal::append(tx, first, &events, &[], now)?;
                }
                store::save_told(tx, last.max(through))
            }));
            self.asked_through = last;
        }
        Ok(())
    }

    /// Waits until the record has been told what it was being told.
    fn hear_told(&mut self) -> Result<()> {
        if !self.telling.is_empty() {
            self.telling.drain(..).try_for_each(Ticket::wait)?;
            self.told_through = Some(self.asked_through);
        }
        Ok(())
    }

    /// Whoever was merged is where they were, under their new name; on one journey they were twice, the one that they began first
    /// goes on.
    fn join_runs(tx: &mut Tx<'_>, winner: CustomerId, loser: CustomerId, now: Timestamp) -> Result<()> {
        if !journeys::move_runs(tx, loser, winner)? {
            return Ok(());
        }
        let mut inside: Vec<journeys::Run> = journeys::watching(tx, &[winner], now)?;
        inside.retain(|run| run.state == journeys::RunState::Inside);
        inside.sort_by_key(|run| (run.journey, run.begun_at, run.id));
        let mut last = None;
        for mut run in inside {
            // Who they were first decides for good whether they are held out: whoever is gets nothing any more.
            let is_held_out = journeys::before(tx, winner, run.journey)?.is_some_and(|before| before.held_out);
            if is_held_out || last == Some(run.journey) {
                (run.state, run.due_at, run.changed_at) = (journeys::RunState::Left, None, now);
                run.note(run.step, "merged", now);
                journeys::count(tx, run.journey, run.version, run.step, "merged", 1)?;
                journeys::save_run(tx, &run)?;
            }
            last = Some(run.journey);
        }
        Ok(())
    }

    fn read_due(&mut self) -> Result<()> {
        self.due_at = self.db.views.read(|tx| {
            let look = self.loaded.as_ref().map_or(Ok(None), |loaded| dates::next_look(tx, loaded))?;
            let moves = self.loaded.as_ref().map_or(Ok(None), |loaded| moves::next(tx, loaded))?;
            let due = store::next_due(tx)?.into_iter().chain(journeys::next_due(tx)?).chain(campaigns::next_due(tx)?);
            Ok::<_, Error>(due.chain(journeys::next_dated(tx)?).chain(look).chain(moves).min())
        })?;
        Ok(())
    }

    /// Moves on whoever waited long enough; gives whether there was anybody.
    fn turn(&mut self, tx: &mut Tx<'_>, position: i64, now: Timestamp) -> Result<()> {
        self.people.let_go();
        let mut due: BTreeSet<CustomerId> = store::due_states(tx, now, AT_ONCE)?.into_iter().collect();
        due.extend(std::mem::take(&mut self.changed));
        let runs = journeys::due_runs(tx, now, AT_ONCE)?;
        let mut at_hand = due.clone();
        at_hand.extend(runs.iter().map(|run| run.customer));
        let dated = journeys::due_dated(tx, now, AT_ONCE)?;
        at_hand.extend(dated.iter().map(|one| one.customer));
        let Some(loaded) = &self.loaded else { return Ok(()) };
        self.people.load(&self.db, tx, loaded, &at_hand)?;
        for customer in &at_hand {
            if let Some(person) = self.people.get(*customer) {
                person.heed_early(now);
            }
        }
        let moves = self.settle(tx, &at_hand, &at_hand, position, now)?;
        self.begin_by_moves(tx, &moves, now)?;
        let Some(loaded) = &self.loaded else { return Ok(()) };
        let mut moving = Moving::new(&self.db, &self.keys, loaded, &mut self.people, &mut self.rng, now);
        for run in runs {
            moving.go_on(tx, run)?;
        }
        for one in dated {
            moving.begin_by_date(tx, &one)?;
        }
        moves::go_on(tx, &mut moving, loaded, AT_ONCE, now)?;
        let notes = moving.finish(tx)?;
        mailing::go_on(&self.db, tx, &self.keys, loaded, &mut self.rng, now)?;
        self.note(tx, notes)?;
        if let Some(standing) = &self.standing {
            store::save_standing(tx, standing)?;
        }
        Ok(())
    }
}

impl Projection for LiveProjection {
    fn name(&self) -> &'static str {
        "live"
    }

    fn apply(&mut self, tx: &mut Tx<'_>, events: &[Event]) -> Result<()> {
        let Some(position) = events.iter().map(|event| event.position).max() else { return Ok(()) };
        // Whom campaigns met is kept whatever is made anew.
        for event in events {
            if let Some(loser) = event.merged_customer() {
                campaigns::join_people(tx, event.customer, loser)?;
                campaigns::pass_over(tx, event.customer, loser)?;
            }
        }
        // What was not made yet is made from all of it.
        if !self.is_made() {
            return Ok(());
        }
        if let Some(told) = self.told_through.take() {
            store::delete_notes(tx, told)?;
        }
        // What is sealed was read before. It is told once more of those of whom something was forgotten, who are looked at anew at
        // the next turn: not by what they had done up to then.
        if position <= self.sealed {
            return Ok(());
        }
        self.people.let_go();
        self.hear()?;
        if !self.is_made() {
            // Everybody is looked at anew at the next turn; the commit stands.
            if let Some(standing) = &self.standing {
                store::save_standing(tx, standing)?;
            }
            return Ok(());
        }
        let now = self.clock.now();
        let Some(loaded) = &self.loaded else { return Ok(()) };
        let names: BTreeSet<&str> = loaded.program.events().collect();
        // Whose choices changed is looked at in the commit that says that it was heard.
        let mut touched = std::mem::take(&mut self.changed);
        let mut loud = touched.clone();
        for event in events {
            let loser = event.merged_customer().filter(|_| loaded.program.rules() > 0);
            if loser.is_some() || names.contains(event.name.as_str()) {
                touched.insert(event.customer);
                touched.extend(loser);
                if may_react(event) {
                    loud.insert(event.customer);
                }
            }
        }
        self.people.load(&self.db, tx, loaded, &touched)?;
        for event in events {
            if let Some(loser) = event.merged_customer() {
                self.people.join(tx, loaded, event.customer, loser, now)?;
                Self::join_runs(tx, event.customer, loser, now)?;
                touched.remove(&loser);
            } else if let Some(person) = self.people.get(event.customer) {
                person.see(loaded, &Seen::from(event), now);
            }
        }
        let moves = self.settle(tx, &touched, &loud, position, now)?;
        self.begin_by_moves(tx, &moves, now)
    }

    fn react(&mut self, tx: &mut Tx<'_>, events: &[&Event]) -> Result<()> {
        let Some(loaded) = &self.loaded else { return Ok(()) };
        // Most of what happens means nothing to any journey: of whom it happens to nothing is read.
        let events: Vec<&Event> = events.iter().copied().filter(|event| loaded.may_move(event)).collect();
        let now = self.clock.now();
        if !loaded.campaigns.is_empty() {
            watched::count(&self.db, tx, &events, now)?;
        }
        if loaded.journeys.is_empty() || events.is_empty() {
            return Ok(());
        }
        let customers: BTreeSet<CustomerId> = events.iter().map(|event| event.customer).collect();
        let ids: Vec<CustomerId> = customers.iter().copied().collect();
        let mut runs: BTreeMap<CustomerId, Vec<journeys::Run>> = BTreeMap::new();
        for run in journeys::watching(tx, &ids, now)? {
            runs.entry(run.customer).or_default().push(run);
        }
        let concerned: BTreeSet<CustomerId> = events
            .iter()
            .filter(|event| runs.contains_key(&event.customer) || loaded.opens(event))
            .map(|event| event.customer)
            .collect();
        if concerned.is_empty() {
            return Ok(());
        }
        self.people.load(&self.db, tx, loaded, &concerned)?;
        // Whoever is another by today, of which the journal tells later, is met as that other: nobody is inside twice.
        let is_another = |id: &CustomerId| self.people.root_of(*id).map(|root| (*id, root));
        let roots: BTreeMap<CustomerId, CustomerId> = concerned.iter().filter_map(is_another).collect();
        let unread: BTreeSet<CustomerId> = roots.values().copied().filter(|root| !customers.contains(root)).collect();
        for run in journeys::watching(tx, &unread.iter().copied().collect::<Vec<_>>(), now)? {
            runs.entry(run.customer).or_default().push(run);
        }
        for (id, root) in &roots {
            let theirs = runs.remove(id).unwrap_or_default();
            runs.entry(*root).or_default().extend(theirs);
        }
        self.people.load(&self.db, tx, loaded, &roots.values().copied().collect())?;
        let position = events.iter().map(|event| event.position).max().unwrap_or(0);
        let mut at_hand = concerned.clone();
        self.people.pass_on(&self.db, tx, loaded, &mut at_hand)?;
        self.people.refold(&self.history, tx, loaded, &at_hand, position, now)?;
        let mut moving = Moving::new(&self.db, &self.keys, loaded, &mut self.people, &mut self.rng, now);
        for event in events.iter().filter(|event| concerned.contains(&event.customer)) {
            let whose = roots.get(&event.customer).copied().unwrap_or(event.customer);
            moving.meet(tx, event, runs.entry(whose).or_default())?;
        }
        let notes = moving.finish(tx)?;
        self.note(tx, notes)
    }

    fn clear(&mut self, tx: &mut Tx<'_>) -> Result<()> {
        // All is made from the history at the next turn.
        if let Some(standing) = &mut self.standing {
            standing.fingerprint = None;
        }
        let standing = store::standing(tx)?;
        store::save_standing(tx, &Standing { fingerprint: None, ..standing })
    }

    fn keeps_customers(&self) -> bool {
        true
    }

    fn clear_customers(&mut self, tx: &mut Tx<'_>, customers: &[CustomerId]) -> Result<()> {
        // What is still kept of them says where they belong now: they are looked at anew at the next turn.
        self.people.drop_some(customers);
        let now = self.clock.now();
        self.due_at = Some(now);
        customers.iter().try_for_each(|customer| store::set_stale(tx, *customer, now))
    }

    fn sealed(&mut self, through: i64) {
        self.sealed = through;
    }

    fn is_due(&mut self) -> Result<bool> {
        if std::mem::take(&mut self.is_new) {
            self.read_due()?;
            self.has_notes = true;
        }
        let version = self.db.record.read(settings::version)?;
        if self.loaded.as_ref().is_none_or(|loaded| loaded.version != version) || !self.is_made() {
            return Ok(true);
        }
        let Some(standing) = &self.standing else { return Ok(true) };
        // Who chose what matters where somebody is asked something.
        let is_asked = self.loaded.as_ref().is_some_and(|loaded| !loaded.segments.is_empty() || !loaded.courses.is_empty());
        let is_gate_behind = is_asked && self.db.record.read(journal::last_change)? != standing.gate;
        Ok(is_gate_behind || self.has_notes || !self.changed.is_empty() || self.due_at.is_some_and(|due| due <= self.clock.now()))
    }

    fn tick(&mut self, place: &Place<'_>) -> Result<()> {
        let version = self.db.record.read(settings::version)?;
        if self.standing.is_none() {
            let told = self.db.record.read(store::told)?;
            let standing = self.db.views.read(store::standing)?;
            // In a backup the views may be older than the record: under numbers that it was told already nothing more would be.
            self.standing = Some(Standing { notes: standing.notes.max(told + 1), ..standing });
        }
        if self.loaded.as_ref().is_none_or(|loaded| loaded.version != version) {
            let loaded = self.db.record.read(Loaded::load)?;
            self.people.clear();
            self.loaded = Some(loaded);
        }
        self.hear()?;
        let now = self.clock.now();
        let (Some(loaded), Some(standing)) = (&self.loaded, &mut self.standing) else { return Ok(()) };
        if build::is_needed(&self.db, loaded, standing)? {
            self.people.clear();
            self.changed.clear();
            let made = build::make(&self.db, &self.history, place, loaded, standing, now)?;
            self.has_notes |= made;
        }
        let days = match &self.loaded {
            Some(loaded) => dates::look(&self.db, &self.keys, &self.access, &mut self.rng, loaded, now)?,
            None => dates::Found::default(),
        };
        place.write(|tx| {
            days.save(tx, now)?;
            self.turn(tx, place.position, now)
        })?;
        self.read_due()
    }

    fn committed(&mut self) -> Result<()> {
        self.tell()?;
        // What the batch put off is looked for again.
        self.read_due()
    }

    fn finish(&mut self) -> Result<bool> {
        self.hear_told()?;
        let Some(told) = self.told_through.take() else { return Ok(false) };
        self.db.views.write(|tx| store::delete_notes(tx, told))?;
        Ok(true)
    }

    fn rests(&mut self) -> Duration {
        let now = self.clock.now();
        self.due_at.map_or(Duration::MAX, |due| Duration::from_micros(due.micros_since(now).max(0).unsigned_abs()))
    }

    fn forget(&mut self) {
        self.people.clear();
        self.changed.clear();
        self.telling.clear();
        (self.loaded, self.standing, self.is_new) = (None, None, true);
        (self.asked_through, self.told_through) = (0, None);
    }
}

/// Who a customer is by today; nobody, where they were erased.
fn whom_to_tell_of(tx: &mut Tx<'_>, customer: CustomerId) -> Result<Option<CustomerId>> {
    let root = customers::root_of(tx, customer)?.unwrap_or(customer);
    Ok(customers::customer_row(tx, root)?.is_some_and(|row| row.erased_at.is_none()).then_some(root))
}
