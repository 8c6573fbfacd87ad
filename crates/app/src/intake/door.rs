//! The part of intake that runs one event after another, inside the recorder, while the journal's head is held.

use super::decide::{self, consent_event};
use super::model::{AdmitError, Aside, Prepared, Reason, Receipt, Sender};
use super::store::{self, Outcome};
use super::taking::{Taking, refused_word};
use base::id::{CustomerId, KeyId};
use base::{Clock, Id as _, Rng, Timestamp};
use db::{NodeId, Recorder, Result, Ticket, Tx};
use foundation::consent::{self, Basis, Category, Choices, Decision, EventClass};
use foundation::customers::{Authority, Directory, Merge, Plan};
use foundation::journal::{self, Gate, Kind, MERGED, NewEvent, Origin, Stale, Window};
use foundation::staff::{self, KeyDirectory};
use foundation::vault::{self, Keys};
use quick_cache::unsync::Cache;
use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

/// Customers whose choices stay in memory.
const CHOICES_MAX: usize = 300_000;

/// Takes prepared events in. Cheap to clone.
#[derive(Clone)]
pub struct Door {
    recorder: Recorder,
    keys: Keys,
    clock: Arc<dyn Clock>,
    api_keys: KeyDirectory,
    state: Arc<Mutex<DoorState>>,
}

/// What is hot in memory. True only while the groups that made it have committed.
struct DoorState {
    window: Window,
    gate: Gate,
    directory: Directory,
    choices: Cache<CustomerId, Choices>,
    /// Keys that were in force when last looked, and were not ended since.
    keys_in_force: HashSet<[u8; 16]>,
    rng: Rng,
    /// The last group that used it.
    group: u64,
}

impl Door {
    pub fn new(recorder: Recorder, keys: Keys, clock: Arc<dyn Clock>, api_keys: KeyDirectory, node: NodeId, rng: Rng) -> Self {
        let state = DoorState {
            window: Window::default(),
            gate: Gate::new(node),
            directory: Directory::default(),
            choices: Cache::new(CHOICES_MAX),
            keys_in_force: HashSet::new(),
            rng,
            group: 0,
        };
        Self { recorder, keys, clock, api_keys, state: Arc::new(Mutex::new(state)) }
    }

    /// Hands a request's events over. The ticket's answer means: on disk.
    pub fn admit(&self, sender: Sender, events: Vec<Prepared>, aside: Vec<Aside>) -> Ticket<Receipt, AdmitError> {
        let door = self.clone();
        self.recorder.submit(move |tx| {
            let mut state = door.state.lock().unwrap_or_else(PoisonError::into_inner);
            let now = door.clock.now();
            let taken = door.enter(&mut state, tx, now).map_err(AdmitError::Db).and_then(|next| {
                if !state.is_in_force(tx, &sender)? {
                    return Err(AdmitError::Revoked);
                }
                let mut taking = Taking::new(now, sender.origin, events.len(), aside);
                for event in events {
                    door.take(&mut state, tx, &sender, event, &mut taking)?;
                }
                Ok(door.write(&mut state, tx, &sender, next, taking)?)
            });
            if taken.is_err() {
                // What was noted in memory is rolled back on disk: start again from there.
                state.reset();
            }
            taken
        })
    }

    /// Makes the memory true before it is used: what an earlier group did not commit goes, what other nodes wrote comes.
    fn enter(&self, state: &mut DoorState, tx: &mut Tx<'_>, now: Timestamp) -> Result<i64> {
        let (group, failed) = tx.recorder_group();
        if state.group != group && state.group <= failed {
            state.reset();
        }
        state.group = group;
        let changes = state.gate.changes(tx)?;
        if changes.keys {
            state.keys_in_force.clear();
            self.api_keys.forget();
        }
        match changes.stale {
            Stale::Everything => {
                state.directory.forget_all();
                state.choices.clear();
            }
            Stale::Customers(customers) => {
                for customer in customers {
                    state.directory.forget(customer);
                    state.choices.remove(&customer);
                }
            }
        }
        state.window.catch_up(tx, now)
    }

    fn take(
        &self,
        state: &mut DoorState,
        tx: &mut Tx<'_>,
        sender: &Sender,
        mut event: Prepared,
        taking: &mut Taking,
    ) -> Result<()> {
        if let Some(hash) = event.message_hash
            && !state.window.insert(hash, taking.now)
        {
            return taking.duplicate();
        }
        let basis = sender.basis(event.class);
        if basis == Basis::None {
            return taking.drop_event("no_basis");
        }
        let authority = sender.authority();
        let plan = state.directory.plan(tx, &event.claims, authority)?;
        let before = plan.customer();
        let mut choices = state.choices_after(tx, &plan, authority)?;
        let mut decisions = decide::from_preferences(&event, sender, plan.is_known());
        decisions.append(&mut event.decisions);
        for decision in &decisions {
            for recipient in &decision.recipients {
                choices.decide(
                    decision.purpose,
                    *recipient,
                    decision.categories,
                    decision.state,
                    decision.basis,
                    decision.valid_until,
                );
            }
        }
        let keeps = basis != Basis::Consent || may_keep(&choices, &event, taking.now);
        // A stranger's "no" leaves no trace; that of somebody known is kept.
        if !keeps && (before.is_none() || decisions.is_empty()) {
            return taking.drop_event("no_consent");
        }
        if let Some(key) = &event.once
            && keeps
            && !journal::once(tx, key)?
        {
            return taking.duplicate();
        }
        let found = state.directory.resolve(tx, plan, taking.now, &mut state.rng)?;
        let customer = found.customer;
        if found.is_new {
            taking.made.insert(customer);
        }
        for kind in found.refused {
            taking.counts.add(Outcome::Stripped, refused_word(kind), 1);
        }
        for merge in found.merges {
            state.merged(tx, merge, authority, event.at, taking)?;
        }
        if event.kind == Kind::Alias && !state.alias(tx, &event, customer, authority, taking)? {
            return Ok(());
        }
        Self::remember_choices(state, tx, sender, customer, &event, decisions, basis, taking)?;
        if !keeps {
            return taking.drop_event("no_consent");
        }
        self.keep_personal(state, tx, sender, customer, &mut event, basis, taking)?;
        taking.keep(customer, event, sender.origin);
        Ok(())
    }

    /// Writes decisions that this event brought, and that the law allows by itself for a contract.
    #[expect(clippy::too_many_arguments, reason = "one step of `take`, split for reading")]
    fn remember_choices(
        state: &mut DoorState,
        tx: &mut Tx<'_>,
        sender: &Sender,
        customer: CustomerId,
        event: &Prepared,
        mut decisions: Vec<Decision>,
        basis: Basis,
        taking: &mut Taking,
    ) -> Result<()> {
        let mut choices = state.choices_of(tx, customer)?;
        decisions.retain(|decision| decide::changes(&choices, decision, taking.now));
        let told = decisions.clone();
        if basis == Basis::Contract && matches!(event.class, EventClass::Orders | EventClass::Profile) {
            let by_contract = decide::by_contract(&choices, taking.now, sender.origin.word());
            decisions.extend(by_contract);
        }
        if decisions.is_empty() {
            return Ok(());
        }
        consent::record(tx, &mut state.rng, customer, &mut choices, &decisions, taking.now)?;
        state.choices.insert(customer, choices);
        taking.changed.insert(customer);
        if !told.is_empty() {
            let told = consent_event(customer, &told, &mut state.rng, taking.now);
            // What a file of history says is history too: it happened then, and nothing reacts to it.
            let told =
                if sender.origin == Origin::Import { NewEvent { origin: Origin::Import, at: event.at, ..told } } else { told };
            taking.system(told);
        }
        Ok(())
    }

    /// Identifiers that may be kept go to the vault; the others are gone, and counted.
    #[expect(clippy::too_many_arguments, reason = "one step of `take`, split for reading")]
    fn keep_personal(
        &self,
        state: &mut DoorState,
        tx: &mut Tx<'_>,
        sender: &Sender,
        customer: CustomerId,
        event: &mut Prepared,
        basis: Basis,
        taking: &mut Taking,
    ) -> Result<()> {
        let mut fields = std::mem::take(&mut event.personal);
        if basis == Basis::Consent && !fields.is_empty() {
            let choices = state.choices_of(tx, customer)?;
            let all = fields.len();
            fields.retain(|field| choices.may_keep(field.category, taking.now));
            taking.counts.add(Outcome::Stripped, "no_consent", (all - fields.len()) as u64);
        }
        if !fields.is_empty() {
            let from = vault::Provenance { source: sender.origin, basis, at: event.at };
            vault::put(tx, &self.keys, &mut state.rng, customer, &fields, from)?;
        }
        if !event.search.is_empty() {
            vault::index(tx, customer, &event.search)?;
        }
        Ok(())
    }

    fn write(&self, state: &mut DoorState, tx: &mut Tx<'_>, sender: &Sender, next: i64, mut taking: Taking) -> Result<Receipt> {
        let next = journal::append(tx, next, &taking.events, &taking.hashes, taking.now)?;
        state.window.appended(next);
        taking.changed.extend(state.directory.take_changed());
        // No other node can hold anything of those that were made here and now.
        let changed: Vec<CustomerId> = taking.changed.difference(&taking.made).copied().collect();
        state.gate.note(tx, &changed, taking.now)?;
        for aside in &taking.aside {
            taking.counts.add(Outcome::SetAside, aside.reason.word(), 1);
            store::put_aside(tx, &self.keys, &mut state.rng, &sender.source, aside, taking.now)?;
        }
        taking.receipt.set_aside = taking.aside.len() as u64;
        taking.counts.add(Outcome::Kept, sender.origin.word(), taking.receipt.kept);
        taking.counts.write(tx, taking.now)?;
        Ok(taking.receipt)
    }
}

impl DoorState {
    fn reset(&mut self) {
        self.window = Window::default();
        self.gate.reset();
        self.keys_in_force.clear();
        self.directory.forget_all();
        self.choices.clear();
    }

    /// Whether the sender's key still holds. Imports of the command line have none.
    fn is_in_force(&mut self, tx: &mut Tx<'_>, sender: &Sender) -> Result<bool> {
        if *sender == Sender::import() || self.keys_in_force.contains(&sender.source) {
            return Ok(true);
        }
        let holds = staff::is_in_force(tx, KeyId::from_raw(sender.source))?;
        if holds {
            self.keys_in_force.insert(sender.source);
        }
        Ok(holds)
    }

    fn choices_of(&mut self, tx: &mut Tx<'_>, customer: CustomerId) -> Result<Choices> {
        if let Some(choices) = self.choices.get(&customer) {
            return Ok(choices.clone());
        }
        let choices = consent::load(tx, customer)?;
        self.choices.insert(customer, choices.clone());
        Ok(choices)
    }

    /// What holds of the planned customer's choices, once those who turn out to be the same person are theirs too.
    fn choices_after(&mut self, tx: &mut Tx<'_>, plan: &Plan, authority: Authority) -> Result<Choices> {
        let Some(customer) = plan.customer() else { return Ok(Choices::default()) };
        let mut choices = self.choices_of(tx, customer)?;
        for loser in plan.losers() {
            let theirs = self.choices_of(tx, *loser)?;
            choices = choices.merged(&if authority == Authority::Site { theirs.refusals() } else { theirs });
        }
        Ok(choices)
    }

    /// What follows from a merge: one set of choices, and an event for everyone who keeps rows.
    fn merged(&mut self, tx: &mut Tx<'_>, merge: Merge, authority: Authority, at: Timestamp, taking: &mut Taking) -> Result<()> {
        let choices = consent::merge(tx, merge.winner, merge.loser, authority == Authority::Site, taking.now)?;
        self.choices.insert(merge.winner, choices);
        self.choices.remove(&merge.loser);
        let properties = format!("{{\"properties\":{{\"merged\":\"{}\"}}}}", merge.loser);
        let event = decide::system_event(merge.winner, MERGED, properties, &mut self.rng, taking.now);
        // As old as what showed it: a merge found in history is no visit of today.
        taking.system(NewEvent { at, ..event });
        Ok(())
    }

    /// Joins the previous id's customer to this one, where the sender may; false where the event was set aside instead.
    fn alias(
        &mut self,
        tx: &mut Tx<'_>,
        event: &Prepared,
        customer: CustomerId,
        authority: Authority,
        taking: &mut Taking,
    ) -> Result<bool> {
        let Some((as_user, as_browser)) = &event.previous else { return Ok(true) };
        let loser = match self.directory.owner_of(tx, as_user)? {
            Some(owner) => Some(owner),
            None => self.directory.owner_of(tx, as_browser)?,
        };
        let Some((loser, known)) = loser.filter(|(loser, _)| *loser != customer) else { return Ok(true) };
        if authority == Authority::Site && known {
            let detail = "a site key must not join two known people; send alias from a server".to_owned();
            let raw = event.raw.clone().unwrap_or_default();
            taking.aside.push(Aside { reason: Reason::MergeRefused, detail, raw });
            return Ok(false);
        }
        let merge = self.directory.merge(tx, Merge { winner: customer, loser })?;
        self.merged(tx, merge, authority, event.at, taking)?;
        Ok(true)
    }
}

/// Whether an event kept by consent alone may be kept: for some purpose, by somebody.
fn may_keep(choices: &Choices, event: &Prepared, now: Timestamp) -> bool {
    let category = event.class.category();
    let kept = match event.class {
        // Who somebody is may be kept where anything about them may.
        EventClass::Profile => Category::ALL.iter().any(|category| choices.may_keep(*category, now)),
        _ => choices.may_keep(category, now),
    };
    // What the visitor's banner says of this moment may narrow, whatever is stored.
    let narrowed = event.class == EventClass::Browsing
        && !event.preferences.is_empty()
        && event.preferences.iter().filter(|(purpose, _)| purpose.categories().contains(category)).all(|(_, agreed)| !agreed);
    kept && !narrowed
}
