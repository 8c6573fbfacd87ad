//! The part of intake that runs one event after another, inside the recorder, while the journal's head is held.

use super::decide::{self, consent_event};
use super::model::{AdmitError, Aside, Prepared, Receipt, Sender};
use super::opt_in;
use super::state::DoorState;
use super::store::{self, Outcome};
use super::taking::{Taking, refused_word};
use base::id::CustomerId;
use base::{Clock, Rng, Timestamp};
use db::{NodeId, Recorder, Result, Ticket, Tx};
use foundation::consent::{self, Basis, Category, Choices, Decision, EventClass};
use foundation::journal::{self, Kind, NewEvent, Origin, Stale};
use foundation::staff::KeyDirectory;
use foundation::vault::{self, Keys};
use std::sync::{Arc, Mutex, MutexGuard};

/// Takes prepared events in. Cheap to clone.
#[derive(Clone)]
pub struct Door {
    recorder: Recorder,
    keys: Keys,
    clock: Arc<dyn Clock>,
    api_keys: KeyDirectory,
    state: Arc<Mutex<DoorState>>,
}

impl Door {
    pub fn new(recorder: Recorder, keys: Keys, clock: Arc<dyn Clock>, api_keys: KeyDirectory, node: NodeId, rng: Rng) -> Self {
        Self { recorder, keys, clock, api_keys, state: Arc::new(Mutex::new(DoorState::new(node, rng))) }
    }

    /// Hands a request's events over. The ticket's answer means: on disk.
    pub fn admit(&self, sender: Sender, events: Vec<Prepared>, aside: Vec<Aside>) -> Ticket<Receipt, AdmitError> {
        let door = self.clone();
        // The door has looked at everything that an engine could refuse, and finds a revoked key before it writes.
        self.recorder.submit_sure(move |tx| {
            let mut state = door.state();
            let now = door.clock.now();
            let taken = door.enter(&mut state, tx, now).map_err(AdmitError::Db).and_then(|next| {
                if !state.is_in_force(tx, &sender)? {
                    return Err(AdmitError::Revoked);
                }
                state.look_ahead(tx, &events)?;
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

    /// The memory; nothing of it after a panic, which was rolled back on disk too.
    fn state(&self) -> MutexGuard<'_, DoorState> {
        self.state.lock().unwrap_or_else(|poisoned| {
            self.state.clear_poison();
            let mut state = poisoned.into_inner();
            state.reset();
            state
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
        if event.is_misnamed {
            taking.counts.add(Outcome::Stripped, "wrong_user_hash", 1);
        }
        let authority = sender.authority();
        let plan = state.directory.plan(tx, &event.claims, authority)?;
        if state.is_alias_refused(tx, &event, &plan, authority)? {
            taking.refuse_merge(event);
            return Ok(());
        }
        if plan.is_by_name() && plan.is_known() {
            // Anybody can read a site key and guess a user id: nothing is told of somebody known that way, neither yes nor no.
            return taking.drop_event("unconfirmed_id");
        }
        let before = plan.customer();
        let mut choices = state.choices_after(tx, &plan)?;
        let mut decisions = decide::from_preferences(tx, &event, sender, &choices, &plan, &mut state.questions)?;
        if sender.objects {
            decisions.extend(decide::by_signal(tx, &choices, before, event.received_at)?);
        }
        decisions.append(&mut event.decisions);
        // What was kept before is kept once. What somebody decides with it is heard, but what it repeats is as old as it is: a yes
        // in it opens nothing that was refused.
        let is_repeated = event.once.as_ref().is_some_and(|key| state.used_once.contains(key));
        if is_repeated {
            decisions.retain(|decision| !decision.state.allows() || !decide::is_refused_in_part(&choices, decision.purpose));
        }
        let agreed = opt_in::take_out(tx, &choices, &mut decisions, taking.now)?;
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
        // A benefit stands under the agreement that brought it, whatever the key's own basis.
        let keeps = match event.under {
            Some(purpose) => choices.is_given(purpose, taking.now),
            None => basis != Basis::Consent || may_keep(&choices, &event, taking.now),
        };
        // A stranger's "no" leaves no trace; that of somebody known is kept.
        if !keeps && (before.is_none() || decisions.is_empty() && agreed.is_none()) {
            return taking.drop_event("no_consent");
        }
        if is_repeated && (before.is_none() || decisions.is_empty() && agreed.is_none()) {
            return taking.duplicate();
        }
        let keeps = keeps && !is_repeated && state.use_once(tx, event.once.as_ref())?;
        let found = state.directory.resolve(tx, plan, taking.now, &mut state.rng)?;
        let customer = found.customer;
        if found.is_new {
            taking.made.insert(customer);
            state.is_new(customer);
        }
        for kind in found.refused {
            taking.counts.add(Outcome::Stripped, refused_word(kind), 1);
        }
        for merge in found.merges {
            state.merged(tx, merge, event.at, taking)?;
        }
        if event.kind == Kind::Alias {
            state.alias(tx, &event, customer, taking)?;
        }
        Self::remember_choices(state, tx, sender, customer, &event, decisions, basis, taking)?;
        if keeps {
            self.keep_personal(state, tx, sender, customer, &mut event, basis, taking)?;
        }
        // After the address that may have come along.
        if let Some(agreed) = agreed {
            Self::ask_to_confirm(state, tx, customer, agreed, taking)?;
        }
        if is_repeated {
            return taking.duplicate();
        }
        if !keeps {
            return taking.drop_event("no_consent");
        }
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
        consent::note(tx, &mut state.rng, customer, &mut choices, &decisions, taking.now)?;
        state.unsaved.insert(customer, choices);
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

    /// An agreement to mail that waits for its letter is written down as a request.
    fn ask_to_confirm(
        state: &mut DoorState,
        tx: &mut Tx<'_>,
        customer: CustomerId,
        agreed: Decision,
        taking: &mut Taking,
    ) -> Result<()> {
        let Some(held) = opt_in::hold(tx, &mut state.rng, customer, agreed, taking.now)? else { return Ok(()) };
        let requests = [held.request];
        let mut choices = state.choices_of(tx, customer)?;
        consent::note(tx, &mut state.rng, customer, &mut choices, &requests, taking.now)?;
        state.unsaved.insert(customer, choices);
        taking.changed.insert(customer);
        taking.system(consent_event(customer, &requests, &mut state.rng, taking.now));
        taking.system(held.event);
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
            vault::put(tx, &self.keys, &mut state.rng, &mut state.rings, customer, &fields, from)?;
        }
        if !event.search.is_empty() {
            vault::index(tx, customer, &event.search)?;
        }
        Ok(())
    }

    fn write(&self, state: &mut DoorState, tx: &mut Tx<'_>, sender: &Sender, next: i64, mut taking: Taking) -> Result<Receipt> {
        state.save_choices(tx, taking.now)?;
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
        taking.receipt.appended = taking.events.len() as u64;
        if taking.receipt.appended > 0 && state.appended_group != state.group {
            (taking.receipt.commits, state.appended_group) = (1, state.group);
        }
        taking.counts.add(Outcome::Kept, sender.origin.word(), taking.receipt.kept);
        taking.counts.write(tx, taking.now)?;
        // What was to be done later is done here, so that the memory above is cleared where it fails.
        tx.flush()?;
        Ok(taking.receipt)
    }
}

/// Whether an event kept by consent alone may be kept: for some purpose, by somebody.
fn may_keep(choices: &Choices, event: &Prepared, now: Timestamp) -> bool {
    let category = Category::of(event.kind, &event.name).unwrap_or_else(|| event.class.category());
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
