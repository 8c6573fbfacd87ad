//! What the door holds in memory while it takes events, and what follows from it: choices, keys in force, merges.

use super::model::{Prepared, Sender};
use super::question::Questions;
use super::taking::Taking;
use base::id::{CustomerId, KeyId};
use base::{Id as _, Rng, Timestamp};
use db::{NodeId, Result, Tx};
use foundation::consent::{self, Choices};
use foundation::customers::{Authority, Directory, Merge, Plan};
use foundation::journal::{self, Gate, MERGED, NewEvent, Window};
use foundation::staff;
use foundation::vault::Keyrings;
use quick_cache::unsync::Cache;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Customers whose choices stay in memory.
const CHOICES_MAX: usize = 300_000;

/// What is hot in memory. True only while the groups that made it have committed.
pub(super) struct DoorState {
    pub(super) window: Window,
    pub(super) gate: Gate,
    pub(super) directory: Directory,
    pub(super) choices: Cache<CustomerId, Choices>,
    /// Keys that were in force when last looked, and were not ended since.
    pub(super) keys_in_force: HashSet<[u8; 16]>,
    pub(super) rng: Rng,
    /// The last group that used it.
    pub(super) group: u64,
    /// The last group that it appended events in.
    pub(super) appended_group: u64,
    /// From here on of the request that is being taken alone. The keys of its customers, and what may be used once and was.
    pub(super) rings: Keyrings,
    pub(super) used_once: HashSet<[u8; 16]>,
    pub(super) questions: Questions,
    /// What was decided and is still to be stored.
    pub(super) unsaved: BTreeMap<CustomerId, Choices>,
}

impl DoorState {
    pub(super) fn new(node: NodeId, rng: Rng) -> Self {
        Self {
            window: Window::default(),
            gate: Gate::new(node),
            directory: Directory::default(),
            choices: Cache::new(CHOICES_MAX),
            keys_in_force: HashSet::new(),
            rng,
            group: 0,
            appended_group: 0,
            rings: Keyrings::default(),
            used_once: HashSet::new(),
            questions: Questions::default(),
            unsaved: BTreeMap::new(),
        }
    }

    pub(super) fn reset(&mut self) {
        self.window = Window::default();
        self.gate.reset();
        self.keys_in_force.clear();
        self.directory.forget_all();
        self.choices.clear();
        self.unsaved.clear();
    }

    /// Asks for all that these events will ask for, a kind at a time rather than an event at a time.
    pub(super) fn look_ahead(&mut self, tx: &mut Tx<'_>, events: &[Prepared]) -> Result<()> {
        self.directory.look_ahead(tx, events.iter().flat_map(Prepared::names))?;
        let mut roots = self.directory.roots_at_hand(events.iter().flat_map(Prepared::names));
        roots.retain(|root| self.choices.peek(root).is_none());
        let chosen: HashMap<CustomerId, Choices> = consent::load_many(tx, &roots)?.into_iter().collect();
        for root in &roots {
            self.choices.insert(*root, chosen.get(root).cloned().unwrap_or_default());
        }
        let once: Vec<&[u8]> = events.iter().filter_map(|event| event.once.as_ref().map(<[u8; 16]>::as_slice)).collect();
        self.used_once = journal::used(tx, &once)?.into_iter().collect();
        self.questions = Questions::default();
        let sealed = events.iter().filter(|event| !event.personal.is_empty());
        self.rings.look_ahead(tx, &self.directory.roots_at_hand(sealed.flat_map(Prepared::names)))
    }

    /// Marks a key as used, if there is one; false where it was before.
    pub(super) fn use_once(&mut self, tx: &mut Tx<'_>, key: Option<&[u8; 16]>) -> Result<bool> {
        match key {
            Some(key) if self.used_once.insert(*key) => journal::note_used(tx, key).map(|()| true),
            Some(_) => Ok(false),
            None => Ok(true),
        }
    }

    /// Notes that a customer was made just now: there is nothing of theirs to look up.
    pub(super) fn is_new(&mut self, customer: CustomerId) {
        self.choices.insert(customer, Choices::default());
        self.rings.is_new(customer);
    }

    /// Whether the sender's key still holds. Imports of the command line have none.
    pub(super) fn is_in_force(&mut self, tx: &mut Tx<'_>, sender: &Sender) -> Result<bool> {
        if *sender == Sender::import() || self.keys_in_force.contains(&sender.source) {
            return Ok(true);
        }
        let holds = staff::is_in_force(tx, KeyId::from_raw(sender.source))?;
        if holds {
            self.keys_in_force.insert(sender.source);
        }
        Ok(holds)
    }

    /// Stores what was decided, before it is read back or committed.
    pub(super) fn save_choices(&mut self, tx: &mut Tx<'_>, now: Timestamp) -> Result<()> {
        let unsaved = std::mem::take(&mut self.unsaved);
        consent::store_choices(tx, &unsaved.iter().map(|(customer, choices)| (*customer, choices)).collect::<Vec<_>>(), now)?;
        for (customer, choices) in unsaved {
            self.choices.insert(customer, choices);
        }
        Ok(())
    }

    pub(super) fn choices_of(&mut self, tx: &mut Tx<'_>, customer: CustomerId) -> Result<Choices> {
        if let Some(choices) = self.unsaved.get(&customer).or_else(|| self.choices.get(&customer)) {
            return Ok(choices.clone());
        }
        let choices = consent::load(tx, customer)?;
        self.choices.insert(customer, choices.clone());
        Ok(choices)
    }

    /// What holds of the planned customer's choices, once those who turn out to be the same person are theirs too.
    pub(super) fn choices_after(&mut self, tx: &mut Tx<'_>, plan: &Plan) -> Result<Choices> {
        let Some(customer) = plan.customer() else { return Ok(Choices::default()) };
        let mut choices = self.choices_of(tx, customer)?;
        for loser in plan.losers() {
            let theirs = self.choices_of(tx, *loser)?;
            choices = choices.merged(&theirs);
        }
        Ok(choices)
    }

    /// What follows from a merge: one set of choices, and an event for everyone who keeps rows.
    pub(super) fn merged(&mut self, tx: &mut Tx<'_>, merge: Merge, at: Timestamp, taking: &mut Taking) -> Result<()> {
        self.save_choices(tx, taking.now)?;
        let choices = consent::merge(tx, &mut self.rng, merge.winner, merge.loser, taking.now)?;
        self.choices.insert(merge.winner, choices);
        self.choices.remove(&merge.loser);
        let properties = format!("{{\"properties\":{{\"merged\":\"{}\"}}}}", merge.loser);
        let event = journal::system_event(merge.winner, MERGED, properties, &mut self.rng, taking.now);
        // As old as what showed it: a merge found in history is no visit of today.
        taking.system(NewEvent { at, ..event });
        Ok(())
    }

    /// Joins the previous id's customer to this one.
    pub(super) fn alias(&mut self, tx: &mut Tx<'_>, event: &Prepared, customer: CustomerId, taking: &mut Taking) -> Result<()> {
        let Some(loser) = self.previous(tx, event)?.filter(|loser| *loser != customer) else { return Ok(()) };
        let merge = self.directory.merge(tx, Merge { winner: customer, loser })?;
        self.merged(tx, merge, event.at, taking)
    }

    /// Whether this is an alias that would join two people and whose sender must not: a page says nothing of who is who.
    pub(super) fn is_alias_refused(
        &mut self,
        tx: &mut Tx<'_>,
        event: &Prepared,
        plan: &Plan,
        authority: Authority,
    ) -> Result<bool> {
        if authority == Authority::Verified || event.previous.is_none() {
            return Ok(false);
        }
        Ok(self.previous(tx, event)?.is_some_and(|loser| plan.customer() != Some(loser)))
    }

    /// The customer of an alias's previous id.
    fn previous(&mut self, tx: &mut Tx<'_>, event: &Prepared) -> Result<Option<CustomerId>> {
        let Some((as_user, as_browser)) = &event.previous else { return Ok(None) };
        match self.directory.confirmed_owner_of(tx, as_user)? {
            Some(owner) => Ok(Some(owner)),
            None => self.directory.owner_of(tx, as_browser),
        }
    }
}
