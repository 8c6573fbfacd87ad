//! Decisions about consent: those that events bring, and those made through the API.

use super::model::{Prepared, Sender};
use base::id::{CustomerId, EventId};
use base::{Clock, Rng, Timestamp};
use db::{NodeId, Recorder, Result, Ticket, Tx};
use foundation::consent::{self, Basis, Choice, Choices, Decision, Purpose, Recipient, State};
use foundation::customers;
use foundation::journal::{self, CONSENT_UPDATED, Kind, NewEvent, Origin};
use std::sync::Arc;

/// A customer's choices after a change; `None` where there is no such customer.
pub type ConsentChange = Option<(CustomerId, Choices)>;

/// Records decisions that a person made through the API, a page or a link; the ticket's answer means: on disk, and no
/// later append of any node rests on what held before.
pub fn change_consents(
    recorder: &Recorder,
    node: NodeId,
    clock: &Arc<dyn Clock>,
    mut rng: Rng,
    customer: CustomerId,
    decisions: Vec<Decision>,
) -> Ticket<ConsentChange, db::Error> {
    let clock = Arc::clone(clock);
    recorder.submit(move |tx| change_consents_in(tx, &mut rng, node, clock.now(), customer, decisions))
}

/// As [`change_consents`], for a caller that runs inside the recorder and has more to write with it.
pub fn change_consents_in(
    tx: &mut Tx<'_>,
    rng: &mut Rng,
    node: NodeId,
    now: Timestamp,
    customer: CustomerId,
    decisions: Vec<Decision>,
) -> Result<ConsentChange> {
    let Some(root) = customers::root_of(tx, customer)? else { return Ok(None) };
    let mut choices = consent::load(tx, root)?;
    let decisions = telling(&choices, decisions, now);
    if !decisions.is_empty() {
        consent::record(tx, rng, root, &mut choices, &decisions, now)?;
        journal::note_change(tx, node, Some(root), now)?;
        append_one(tx, consent_event(root, &decisions, rng, now), now)?;
    }
    Ok(Some((root, choices)))
}

/// The decisions of one request that change something, each weighed against what holds after those before it.
fn telling(choices: &Choices, mut decisions: Vec<Decision>, now: Timestamp) -> Vec<Decision> {
    let mut after = choices.clone();
    decisions.retain(|decision| {
        let tells = changes(&after, decision, now) || lifts_end(&after, decision);
        for recipient in decision.recipients.iter().filter(|_| tells) {
            let (categories, until) = (decision.categories, decision.valid_until);
            after.decide(decision.purpose, *recipient, categories, decision.state, decision.basis, until);
        }
        tells
    });
    decisions
}

/// Whether somebody agrees without an end to what they had agreed to until a day. A banner that repeats itself must not do
/// that; a person may.
fn lifts_end(choices: &Choices, decision: &Decision) -> bool {
    let has_end = |choice: &Choice| choice.until.micros() != i64::MAX;
    decision.state == State::Given
        && decision.valid_until.is_none()
        && choices.iter().any(|c| c.purpose == decision.purpose && decision.recipients.contains(&c.recipient) && has_end(c))
}

/// Appends one event of the program's own. The caller runs inside the recorder.
pub fn append_one(tx: &mut Tx<'_>, event: NewEvent, now: Timestamp) -> Result<()> {
    let first = journal::head(tx)?;
    journal::append(tx, first, &[event], &[], now)?;
    Ok(())
}

/// What a visitor's banner says, as decisions. A page may withdraw anything, and may grant what is collected there for a
/// visitor who is nobody known yet; for somebody known, and for messages, its word is only a request.
pub(super) fn from_preferences(event: &Prepared, sender: &Sender, is_known: bool) -> Vec<Decision> {
    let from_page = sender.origin == Origin::Site;
    event
        .preferences
        .iter()
        .map(|(purpose, agreed)| {
            let collected_here = matches!(purpose, Purpose::Analytics | Purpose::Personalise | Purpose::Research);
            let claims_a_person = event.claims.user_id.is_some();
            let state = match agreed {
                false => State::Refused,
                true if from_page && (!collected_here || (claims_a_person && is_known)) => State::Requested,
                true => State::Given,
            };
            let since = if sender.origin == Origin::Import { event.at } else { event.received_at };
            Decision::about(*purpose, state, Basis::Consent, since, sender.origin.word())
        })
        .collect()
}

/// Whether a decision changes anything, so that a banner's word repeated with every page view is written once.
pub(super) fn changes(choices: &Choices, decision: &Decision, now: Timestamp) -> bool {
    decision.recipients.iter().any(|recipient| {
        let held = choices.iter().find(|choice| choice.purpose == decision.purpose && choice.recipient == *recipient);
        match decision.state {
            State::Given => {
                decision.valid_until.is_some()
                    || choices.allows(decision.purpose, *recipient, decision.categories, now) != Some(decision.basis)
            }
            State::Renewed => true,
            state if state.is_explicit_no() => held.is_none_or(|choice| !choice.refused.covers(decision.categories)),
            // A request is noted once, where nothing was decided.
            State::Requested | State::Deferred => held.is_none() && decision.collected_via != Origin::Site.word(),
            _ => true,
        }
    })
}

/// A contract allows what its fulfilment needs, unless the person objected.
pub(super) fn by_contract(choices: &Choices, now: Timestamp, via: &str) -> Option<Decision> {
    let decision = Decision::about(Purpose::FulfilOrders, State::Given, Basis::Contract, now, via);
    let objected = choices.iter().any(|choice| choice.purpose == Purpose::FulfilOrders && !choice.refused.is_empty());
    let holds = choices.allows(Purpose::FulfilOrders, Recipient::Automation, decision.categories, now).is_some();
    (!objected && !holds).then_some(decision)
}

/// The journal's word for decisions.
pub(super) fn consent_event(customer: CustomerId, decisions: &[Decision], rng: &mut Rng, now: Timestamp) -> NewEvent {
    let changes: Vec<serde_json::Value> = decisions
        .iter()
        .map(|decision| {
            serde_json::json!({
                "purpose": decision.purpose.word(),
                "state": decision.state.word(),
                "categories": decision.categories.iter().map(consent::Category::word).collect::<Vec<_>>(),
                "recipients": decision.recipients.iter().map(|recipient| recipient.word()).collect::<Vec<_>>(),
            })
        })
        .collect();
    let via = decisions.first().map_or("", |decision| decision.collected_via.as_str());
    let body = serde_json::json!({"properties": {"changes": changes, "via": via}}).to_string();
    system_event(customer, CONSENT_UPDATED, body, rng, now)
}

pub(super) fn system_event(customer: CustomerId, name: &str, body: String, rng: &mut Rng, now: Timestamp) -> NewEvent {
    NewEvent {
        id: EventId::new(now, rng),
        customer,
        name: name.to_owned(),
        kind: Kind::System,
        origin: Origin::System,
        at: now,
        received_at: now,
        body,
    }
}
