//! The customers at hand: what is remembered of each, where they belong, what they chose.

use super::loaded::Loaded;
use super::store::{self, Kept};
use crate::segments;
use base::Timestamp;
use base::id::{CustomerId, SegmentId};
use db::{Db, Result, Tx};
use foundation::consent::{self, Choices};
use foundation::customers;
use foundation::history::{self, History};
use foundation::journal::Event;
use foundation::rules::{Seen, State, Untimely};
use std::collections::{BTreeSet, HashMap};
use std::time::Duration;

/// Customers that stay in memory between batches: few where it is tried, so that letting go of them is.
const HOT_MAX: usize = if cfg!(debug_assertions) { 3 } else { 50_000 };
/// A past that can't be read is tried again after this.
pub(super) const STALL: Duration = Duration::from_secs(10);

/// One customer.
pub(super) struct Person {
    pub state: State,
    pub inside: BTreeSet<SegmentId>,
    pub choices: Choices,
    /// Who they are by today: they themselves, or who they were merged into, which the journal tells later.
    pub root: CustomerId,
    /// An event that has not happened yet by our clock: then all is looked at anew.
    early: Option<Timestamp>,
    /// Whether `state` has to be made anew from all events. Until then no rule holds, and they stay in what segments they are.
    pub is_stale: bool,
    /// Where those can't be read: when it is tried again.
    unread_until: Option<Timestamp>,
    /// Whether it differs from what is kept.
    changed: bool,
    due_at: Option<Timestamp>,
}

/// A change of membership.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Move {
    pub segment: SegmentId,
    pub customer: CustomerId,
    pub entered: bool,
}

/// Those at hand.
#[derive(Default)]
pub(super) struct People(HashMap<CustomerId, Person>);

impl People {
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// What they chose, or who they are, is another by now.
    pub fn drop_some(&mut self, customers: &[CustomerId]) {
        for customer in customers {
            self.0.remove(customer);
        }
    }

    pub fn get(&mut self, customer: CustomerId) -> Option<&mut Person> {
        self.0.get_mut(&customer)
    }

    /// Who somebody at hand is by today, where that is another.
    pub fn root_of(&self, customer: CustomerId) -> Option<CustomerId> {
        self.0.get(&customer).map(|person| person.root).filter(|root| *root != customer)
    }

    /// Lets go of all where they are many. Before a batch or a turn alone: in its midst some have seen what is kept nowhere yet.
    pub fn let_go(&mut self) {
        if self.0.len() > HOT_MAX {
            self.0.clear();
        }
    }

    /// Brings these customers to hand.
    pub fn load(&mut self, db: &Db, tx: &mut Tx<'_>, loaded: &Loaded, customers: &BTreeSet<CustomerId>) -> Result<()> {
        let missing: Vec<CustomerId> = customers.iter().copied().filter(|customer| !self.0.contains_key(customer)).collect();
        if missing.is_empty() {
            return Ok(());
        }
        let mut states: HashMap<CustomerId, Kept> = store::states(tx, &missing)?.into_iter().collect();
        let mut inside: HashMap<CustomerId, BTreeSet<SegmentId>> = HashMap::new();
        for (customer, segment) in segments::members_of(tx, &missing)? {
            inside.entry(customer).or_default().insert(segment);
        }
        let (mut choices, roots) = db.record.read(|tx| {
            let choices: HashMap<CustomerId, Choices> = consent::load_many(tx, &missing)?.into_iter().collect();
            Ok::<_, db::Error>((choices, customers::roots_of(tx, &missing.iter().copied().collect())?))
        })?;
        for customer in missing {
            let kept = states.remove(&customer);
            let state = kept.as_ref().map(|kept| loaded.program.decode(&kept.state));
            let person = Person {
                is_stale: matches!(state, Some(None)),
                state: state.flatten().unwrap_or_else(|| loaded.program.start()),
                inside: inside.remove(&customer).unwrap_or_default(),
                choices: choices.remove(&customer).unwrap_or_default(),
                root: roots.get(&customer).copied().unwrap_or(customer),
                unread_until: None,
                early: None,
                changed: false,
                due_at: kept.and_then(|kept| kept.due_at),
            };
            self.0.insert(customer, person);
        }
        Ok(())
    }

    /// Of somebody who is another by today, and of whom all has to be read again: the other is made anew, from both their events.
    pub fn pass_on(&mut self, db: &Db, tx: &mut Tx<'_>, loaded: &Loaded, customers: &mut BTreeSet<CustomerId>) -> Result<()> {
        let is_another = |customer: &&CustomerId| self.0.get(customer).is_some_and(|one| one.is_stale && one.root != **customer);
        let others: Vec<CustomerId> = customers.iter().filter(is_another).copied().collect();
        let roots: BTreeSet<CustomerId> = others.iter().filter_map(|id| Some(self.0.get(id)?.root)).collect();
        self.load(db, tx, loaded, &roots)?;
        for root in &roots {
            if let Some(person) = self.0.get_mut(root) {
                person.is_stale = true;
            }
        }
        customers.extend(roots);
        others.into_iter().try_for_each(|id| self.blank(tx, loaded, id))
    }

    /// Makes states anew from all that is known up to a position, of those whose state does not follow from the last one.
    pub fn refold(
        &mut self,
        history: &History,
        tx: &mut Tx<'_>,
        loaded: &Loaded,
        customers: &BTreeSet<CustomerId>,
        position: i64,
        now: Timestamp,
    ) -> Result<()> {
        let is_to_read = |person: &Person| person.is_stale && person.unread_until.is_none_or(|until| until <= now);
        let stale: Vec<CustomerId> =
            customers.iter().copied().filter(|customer| self.0.get(customer).is_some_and(is_to_read)).collect();
        if stale.is_empty() {
            return Ok(());
        }
        let kept = match history.kept_of(&stale, position) {
            Ok(kept) => kept,
            Err(history::Error::Db(error)) => return Err(error),
            Err(error) => {
                // A file that is broken or out of reach holds up those alone who are to be read from it.
                tracing::warn!(%error, customers = stale.len(), "the past of some can't be read; it is tried again soon");
                for customer in &stale {
                    if let Some(person) = self.0.get_mut(customer) {
                        (person.unread_until, person.changed) = (Some(now.plus(STALL)), true);
                    }
                }
                return Ok(());
            }
        };
        let mut events = kept.events;
        events.sort_by_key(|event| (event.at, event.position));
        for customer in &stale {
            if let Some(person) = self.0.get_mut(customer) {
                person.state = loaded.program.start();
                (person.is_stale, person.unread_until, person.early, person.changed) = (false, None, None, true);
            }
        }
        let root_of = |event: &Event| kept.roots.get(&event.customer).copied().unwrap_or(event.customer);
        // Whose days these are is known before any of them is counted.
        for event in events.iter().filter(|_| loaded.program.asks_whereabouts()) {
            if let Some(person) = self.0.get_mut(&root_of(event)) {
                loaded.program.locate(&mut person.state, &Seen::from(event), now);
            }
        }
        for event in &events {
            let Some(person) = self.0.get_mut(&root_of(event)) else { continue };
            if loaded.program.step(&mut person.state, &Seen::from(event), now) == Err(Untimely::Early) {
                person.early = Some(person.early.map_or(event.at, |early| early.min(event.at)));
            }
        }
        // What those did who were merged into them stands with them now, whether or not the journal has told of it here: it must not
        // be added once more when it does.
        kept.ids.iter().filter(|id| !stale.contains(id)).try_for_each(|id| self.blank(tx, loaded, *id))
    }

    /// Nothing is remembered of somebody any more.
    fn blank(&mut self, tx: &mut Tx<'_>, loaded: &Loaded, customer: CustomerId) -> Result<()> {
        if let Some(person) = self.0.get_mut(&customer) {
            person.state = loaded.program.start();
            (person.is_stale, person.early, person.changed, person.due_at) = (false, None, false, None);
        }
        store::delete_state(tx, customer)
    }

    /// Writes what is remembered of these customers where it changed.
    pub fn save(&mut self, tx: &mut Tx<'_>, loaded: &Loaded, customers: &BTreeSet<CustomerId>, now: Timestamp) -> Result<()> {
        let mut rows = Vec::new();
        for customer in customers {
            let Some(person) = self.0.get_mut(customer) else { continue };
            let again = person.early.into_iter().chain(person.unread_until);
            let due_at = again.chain(loaded.program.changes_at(&mut person.state, &person.choices, now)).min();
            if person.changed || due_at != person.due_at {
                (person.changed, person.due_at) = (false, due_at);
                // Of somebody to whom something is to happen yet nothing is kept but when: then all is looked at anew.
                let state = if person.early.is_some() || person.is_stale { Vec::new() } else { person.state.encode() };
                rows.push((*customer, Kept { state, due_at }));
            }
        }
        store::save_states(tx, &rows)
    }

    /// The loser of a merge is no more: what is remembered of both is the winner's.
    pub fn join(
        &mut self,
        tx: &mut Tx<'_>,
        loaded: &Loaded,
        winner: CustomerId,
        loser: CustomerId,
        now: Timestamp,
    ) -> Result<()> {
        let Some(theirs) = self.0.remove(&loser) else { return Ok(()) };
        store::delete_state(tx, loser)?;
        segments::move_members(tx, loser)?;
        let Some(person) = self.0.get_mut(&winner) else { return Ok(()) };
        person.changed = true;
        person.early = person.early.into_iter().chain(theirs.early).min();
        if person.is_stale || theirs.is_stale {
            person.is_stale = true;
            return Ok(());
        }
        let mine = std::mem::replace(&mut person.state, loaded.program.start());
        match loaded.program.join(mine, theirs.state, now) {
            Some(state) => person.state = state,
            None => person.is_stale = true,
        }
        Ok(())
    }
}

impl Person {
    /// Takes an event in.
    pub fn see(&mut self, loaded: &Loaded, seen: &Seen<'_>, now: Timestamp) {
        if self.is_stale {
            return;
        }
        match loaded.program.step(&mut self.state, seen, now) {
            Ok(()) => self.changed = true,
            Err(Untimely::Late) => self.is_stale = true,
            Err(Untimely::Early) => {
                self.early = Some(self.early.map_or(seen.at, |early| early.min(seen.at)));
                self.changed = true;
            }
        }
    }

    /// What was to come has come: all is looked at anew.
    pub fn heed_early(&mut self, now: Timestamp) {
        if self.early.is_some_and(|early| early <= now) {
            self.is_stale = true;
        }
    }

    /// Whether a rule holds.
    pub fn holds(&mut self, loaded: &Loaded, rule: usize, now: Timestamp) -> bool {
        !self.is_stale && loaded.program.holds(&mut self.state, rule, &self.choices, now)
    }

    /// Where they belong now, as changes of where they belonged.
    pub fn moves(&mut self, loaded: &Loaded, customer: CustomerId, now: Timestamp) -> Vec<Move> {
        let mut moves = Vec::new();
        if self.root != customer || self.is_stale {
            return moves;
        }
        for (rule, segment) in loaded.segments.iter().enumerate() {
            let is_in = loaded.is_in(rule, &mut self.state, &self.choices, now);
            if is_in != self.inside.contains(&segment.id) {
                moves.push(Move { segment: segment.id, customer, entered: is_in });
            }
        }
        for one in &moves {
            if one.entered {
                self.inside.insert(one.segment);
            } else {
                self.inside.remove(&one.segment);
            }
        }
        moves
    }
}
