//! Decisions about consent: those that events bring, and those made through the API.

use super::model::{Asked, Prepared, Sender};
use super::opt_in;
use super::question::{Question, Questions};
use super::recordable::recordable;
use crate::asking;
use base::id::CustomerId;
use base::{Clock, Rng, Timestamp};
use db::{NodeId, Recorder, Result, Ticket, Tx};
use foundation::consent::{self, Basis, Choice, Choices, Decision, Purpose, Recipient, State};
use foundation::customers::{self, Plan};
use foundation::journal::{self, CONSENT_UPDATED, NewEvent, Origin};
use std::sync::Arc;
use std::time::Duration;

/// What stands in the record about where a decision was made: our banner, and a browser's Global Privacy Control.
const BANNER: &str = "banner";
const SIGNAL: &str = "gpc";

/// What became of decisions about a customer.
#[derive(Debug, Clone)]
pub struct ConsentChange {
    pub root: CustomerId,
    /// What holds now.
    pub choices: Choices,
    /// Whether any of them was written down: those that change nothing are not, nor a yes to what the store does not do.
    pub is_recorded: bool,
}

/// Records decisions that a person made through the API, a page or a link; the ticket's answer means: on disk, and no
/// later append of any node rests on what held before. `None` where there is no such customer.
pub fn change_consents(
    recorder: &Recorder,
    node: NodeId,
    clock: &Arc<dyn Clock>,
    mut rng: Rng,
    customer: CustomerId,
    decisions: Vec<Decision>,
) -> Ticket<Option<ConsentChange>, db::Error> {
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
) -> Result<Option<ConsentChange>> {
    let Some(root) = customers::root_of(tx, customer)? else { return Ok(None) };
    // Erased since the caller looked: nothing is written about them any more.
    if customers::customer_row(tx, root)?.is_none_or(|row| row.erased_at.is_some()) {
        return Ok(None);
    }
    let mut choices = consent::load(tx, root)?;
    let mut decisions = recordable(tx, root, decisions, now)?;
    let agreed = opt_in::take_out(tx, &choices, &mut decisions, now)?;
    let mut decisions = telling(&choices, decisions, now);
    let held = agreed.map(|agreed| opt_in::hold(tx, rng, root, agreed, now)).transpose()?.flatten();
    decisions.extend(held.iter().map(|held| held.request.clone()));
    let is_recorded = !decisions.is_empty();
    if is_recorded {
        consent::record(tx, rng, root, &mut choices, &decisions, now)?;
        journal::note_change(tx, node, Some(root), now)?;
        journal::append_one(tx, consent_event(root, &decisions, rng, now), now)?;
    }
    if let Some(held) = held {
        journal::append_one(tx, held.event, now)?;
    }
    Ok(Some(ConsentChange { root, choices, is_recorded }))
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
    decision.state == State::Given
        && decision.valid_until.is_none()
        && choices.iter().any(|c| c.purpose == decision.purpose && decision.recipients.contains(&c.recipient) && c.has_end())
}

/// How long after a visitor's yes it may arrive from their page.
const ANSWER_LASTS: Duration = Duration::from_hours(24);

/// What a visitor's banner says, as decisions. A page may withdraw anything of the browser that it speaks for, and may grant what
/// is collected there and was asked; for messages, for words that the store never showed, and for whoever it names by a user id
/// that nobody confirmed, its yes is only a request.
pub(super) fn from_preferences(
    tx: &mut Tx<'_>,
    event: &Prepared,
    sender: &Sender,
    choices: &Choices,
    plan: &Plan,
    questions: &mut Questions,
) -> Result<Vec<Decision>> {
    if event.preferences.is_empty() {
        return Ok(Vec::new());
    }
    let from_page = sender.origin == Origin::Site;
    let question = match &event.asked {
        Some(asked) => questions.find(tx, asked)?,
        None => None,
    };
    // An answer that a browser kept for days may have been taken back elsewhere meanwhile.
    let is_stale = from_page && event.received_at.micros_since(event.at) > ANSWER_LASTS.as_micros() as i64;
    // A page's answer is as old as it says, so that it is weighed against others by when people decided; never newer than it is.
    let since = if sender.origin == Origin::Server { event.received_at } else { event.at.min(event.received_at) };
    let mut decisions = Vec::with_capacity(event.preferences.len());
    for (purpose, agreed) in &event.preferences {
        let collected_here = crate::banner::PURPOSES.contains(purpose);
        let was_asked = match (&event.asked, &question) {
            (Some(_), Some(question)) => question.is_answered_by_yes(*purpose),
            (Some(_), None) => false,
            // Another banner than ours, of which nothing is known but its answer.
            (None, _) => true,
        };
        let was_given = || choices.iter().any(|choice| choice.purpose == *purpose && !choice.given.is_empty());
        if *agreed && !was_given() && !asking::accepts(tx, *purpose)? {
            continue;
        }
        // A browser's objection outweighs a yes of the same moment: the page should not have asked.
        if *agreed && (is_stale || sender.objects && is_objected_to(*purpose)) {
            continue;
        }
        let state = match agreed {
            false if was_given() => State::Withdrawn,
            false => State::Refused,
            true if from_page && (!collected_here || !was_asked || plan.is_by_name()) => State::Requested,
            true => State::Given,
        };
        if from_page && state == State::Given && is_refused(tx, choices, plan, *purpose, event, since)? {
            continue;
        }
        let decision = Decision::about(*purpose, state, Basis::Consent, since, sender.origin.word());
        decisions.push(match (&event.asked, &question) {
            (Some(asked), Some(question)) => as_asked(decision, asked, question),
            _ => decision,
        });
    }
    Ok(decisions)
}

/// Whether a part of a purpose is refused, whenever that was said.
pub(super) fn is_refused_in_part(choices: &Choices, purpose: Purpose) -> bool {
    choices.iter().any(|choice| choice.purpose == purpose && !choice.refused.is_empty())
}

/// Whether a no outweighs this yes of a page: one that was said at the same moment or later, wherever and whenever it arrived;
/// and one that was said to the store by name, where the page only repeats itself. A new answer, with how it was asked, is news.
fn is_refused(
    tx: &mut Tx<'_>,
    choices: &Choices,
    plan: &Plan,
    purpose: Purpose,
    event: &Prepared,
    decided_at: Timestamp,
) -> Result<bool> {
    let Some(customer) = plan.customer() else { return Ok(false) };
    if !is_refused_in_part(choices, purpose) {
        return Ok(false);
    }
    if event.asked.is_none() && was_decided_by_name(tx, customer, purpose)? {
        return Ok(true);
    }
    let ids: Vec<CustomerId> = std::iter::once(customer).chain(plan.losers().iter().copied()).collect();
    Ok(consent::last_no_at(tx, &ids, purpose)?.is_some_and(|no| no >= decided_at))
}

/// Whether the last decision about a purpose was made elsewhere than in a page: in the privacy centre, with the staff,
/// through the store's server.
fn was_decided_by_name(tx: &mut Tx<'_>, customer: CustomerId, purpose: Purpose) -> Result<bool> {
    let via = consent::last_decided_via(tx, customer, purpose)?;
    Ok(via.is_some_and(|via| ![Origin::Site.word(), BANNER, SIGNAL].contains(&via.as_str())))
}

/// A decision with what proves it: the words that were read, their language, the notice. What a banner is told holds for a
/// year, as it says there.
fn as_asked(decision: Decision, asked: &Asked, question: &Question) -> Decision {
    Decision {
        collected_via: BANNER.to_owned(),
        notice_version: question.notice_version.clone(),
        language: Some(question.language.clone()),
        proof: Some(format!("{}{}", crate::banner::WORDS_PROOF, asked.words)),
        valid_until: decision.state.allows().then(|| decision.valid_from.plus(crate::banner::AGREEMENT_LASTS)),
        ..decision
    }
}

/// What Global Privacy Control objects to: being shared, sold and targeted. To count visits is none of these.
const fn is_objected_to(purpose: Purpose) -> bool {
    matches!(purpose, Purpose::Personalise) || purpose.is_marketing()
}

/// What a browser's Global Privacy Control decides: no personalisation, for whoever uses the browser.
///
/// The signal speaks to every site alike, so it yields to what the person told this store by name, and outweighs what a page
/// collected: there the signal was to be heard first.
pub(super) fn by_signal(
    tx: &mut Tx<'_>,
    choices: &Choices,
    customer: Option<CustomerId>,
    now: Timestamp,
) -> Result<Option<Decision>> {
    let purpose = Purpose::Personalise;
    let held: Vec<&Choice> = choices.iter().filter(|choice| choice.purpose == purpose).collect();
    if held.iter().any(|choice| !choice.refused.is_empty()) {
        return Ok(None);
    }
    let holds = held.iter().any(|choice| !choice.given.is_empty() && now < choice.until);
    if let Some(customer) = customer.filter(|_| holds)
        && was_decided_by_name(tx, customer, purpose)?
    {
        return Ok(None);
    }
    Ok(Some(Decision::about(purpose, State::Refused, Basis::Consent, now, SIGNAL)))
}

/// Whether a decision changes anything, so that a banner's word repeated with every page view is written once.
pub(super) fn changes(choices: &Choices, decision: &Decision, now: Timestamp) -> bool {
    let choices = &choices.unrestricted();
    decision.recipients.iter().any(|recipient| {
        match decision.state {
            State::Given => {
                decision.valid_until.is_some()
                    || choices.allows(decision.purpose, *recipient, decision.categories, now) != Some(decision.basis)
            }
            State::Renewed => true,
            state if state.is_explicit_no() => !choices.refused(decision.purpose, *recipient).covers(decision.categories),
            // A request is noted once, where nothing was decided.
            State::Requested | State::Deferred => {
                choices.is_undecided(decision.purpose, *recipient)
                    && ![Origin::Site.word(), BANNER].contains(&decision.collected_via.as_str())
            }
            _ => true,
        }
    })
}

/// A contract allows what its fulfilment needs, unless the person objected.
pub(super) fn by_contract(choices: &Choices, now: Timestamp, via: &str) -> Option<Decision> {
    let decision = Decision::about(Purpose::FulfilOrders, State::Given, Basis::Contract, now, via);
    let objected = choices.iter().any(|choice| choice.purpose == Purpose::FulfilOrders && !choice.refused.is_empty());
    let choices = choices.unrestricted();
    let holds = choices.allows(Purpose::FulfilOrders, Recipient::Automation, decision.categories, now).is_some();
    (!objected && !holds).then_some(decision)
}

/// The journal's word for decisions.
pub fn consent_event(customer: CustomerId, decisions: &[Decision], rng: &mut Rng, now: Timestamp) -> NewEvent {
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
    journal::system_event(customer, CONSENT_UPDATED, body, rng, now)
}
