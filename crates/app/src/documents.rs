//! What is kept of a customer as documents: the same for programs that ask the API and for customers who take it along.

use automation::journeys::{Run, Stop};
use base::id::{CustomerId, TeamId};
use base::{Id as _, Money, Timestamp};
use capabilities::feedback::MessageResult;
use capabilities::ledger::{Benefit, Earned, Passbook};
use capabilities::messaging::{Message, NewMessage, Postponed, Why};
use foundation::consent::{Category, CategorySet, Choice, Choices, GrantRow, Purpose};
use foundation::orders::OrderRow;
use foundation::vault::LogRow;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// A set of kinds of data as its words.
pub fn words(categories: CategorySet) -> Vec<&'static str> {
    categories.iter().map(Category::word).collect()
}

/// A decision as it was written down.
pub fn decision(row: &GrantRow) -> Value {
    json!({
        "id": row.id.to_string(),
        "purpose": row.purpose.word(),
        "recipient": row.recipient.word(),
        "categories": words(row.categories),
        "state": row.state.word(),
        "basis": row.basis.word(),
        "valid_from": row.valid_from.to_rfc3339(),
        "valid_until": row.valid_until.map(Timestamp::to_rfc3339),
        "notice_version": row.notice_version,
        "language": row.language,
        "collected_via": row.collected_via,
        "proof": row.proof,
        "recorded_at": row.recorded_at.to_rfc3339(),
    })
}

/// What may be done at a moment; what has ended by then is history.
pub fn holds(choices: &Choices, at: Timestamp) -> Vec<Value> {
    // What is kept and not used may be used for nothing.
    let in_force = |choice: &&Choice| !choices.is_restricted() && !choice.given.is_empty() && at < choice.until;
    let document = |choice: &Choice| {
        json!({
            "purpose": choice.purpose.word(),
            "recipient": choice.recipient.word(),
            "categories": words(choice.given),
            "basis": choice.basis.word(),
            "until": choice.has_end().then(|| choice.until.to_rfc3339()),
        })
    };
    choices.iter().filter(in_force).map(document).collect()
}

/// What the customer said no to, as opposed to what was never asked.
pub fn refused(choices: &Choices) -> Vec<Value> {
    let document = |choice: &Choice| json!({"purpose": choice.purpose.word(), "recipient": choice.recipient.word(), "categories": words(choice.refused)});
    choices.iter().filter(|choice| !choice.refused.is_empty()).map(document).collect()
}

/// One time that a customer went on a journey, with the way they took.
pub fn run(run: &Run, root: CustomerId) -> Value {
    let at = |stop: &Stop| Timestamp::from_micros(stop.at).to_rfc3339();
    let path = run.path.iter().map(|stop| {
        json!({"version": stop.version.unwrap_or(run.version), "step": stop.step, "at": at(stop), "outcome": stop.outcome})
    });
    json!({
        "id": run.id.to_string(),
        "journey": run.journey.to_string(),
        "version": run.version,
        "customer": root.to_string(),
        "event": (run.event.raw() != &[0; 16]).then(|| run.event.to_string()),
        "state": run.state.word(),
        "step": run.step,
        "path": path.collect::<Vec<_>>(),
        "begun_at": run.begun_at.to_rfc3339(),
        "changed_at": run.changed_at.to_rfc3339(),
        "due_at": run.due_at.map(Timestamp::to_rfc3339),
        "held_out": run.held_out,
        "goal_at": run.goal_at.map(Timestamp::to_rfc3339),
        "revenue": run.revenue.map(|money| json!({"currency": money.currency.code(), "amount": money.to_decimal()})),
    })
}

/// An order as it stands.
pub fn order(row: &OrderRow) -> Value {
    json!({
        "order_id": row.order_id,
        "status": row.status.word(),
        "placed_at": row.placed_at.to_rfc3339(),
        "currency": row.total.currency.code(),
        "total": row.total.to_decimal(),
        "refunded": Money { minor: row.refunded, ..row.total }.to_decimal(),
    })
}

/// A message and where it stands; `customer` is the root of whom it was written to.
pub fn message(message: &Message, customer: CustomerId) -> Value {
    json!({
        "id": message.id.to_string(),
        "customer": customer.to_string(),
        "event": (message.position != NewMessage::NO_POSITION).then(|| message.event.to_string()),
        "rule": message.letter.name(),
        "cause": Some(&message.cause).filter(|cause| !cause.is_empty()),
        "purpose": message.purpose().word(),
        "channel": "email",
        "locale": message.locale.code(),
        "state": message.state.word(),
        "reason": Some(&message.reason).filter(|reason| !reason.is_empty()),
        "attempts": message.attempts,
        "due_at": message.due_at.to_rfc3339(),
        "postponed_until": message.waits_for().map(|_| message.due_at.to_rfc3339()),
        "created_at": message.created_at.to_rfc3339(),
        "changed_at": message.changed_at.to_rfc3339(),
    })
}

/// Letters of one origin that wait, by what for.
pub fn postponed(found: &[Postponed]) -> Vec<Value> {
    let mut all: BTreeMap<Why, (i64, Timestamp)> = BTreeMap::new();
    for one in found {
        let (letters, next_at) = all.entry(one.why).or_insert((0, one.next_at));
        (*letters, *next_at) = (*letters + one.messages, one.next_at.min(*next_at));
    }
    let shown = |(why, (letters, next_at)): (Why, (i64, Timestamp))| {
        let next_at = next_at.to_rfc3339();
        json!({"reason": why.word(), "letters": letters, "next_at": next_at})
    };
    all.into_iter().map(shown).collect()
}

/// What became of a letter.
pub fn result(result: &MessageResult) -> Value {
    let time = |at: Option<Timestamp>| at.map(Timestamp::to_rfc3339);
    json!({
        "message": result.message.to_string(),
        "template": result.template,
        "cause": Some(&result.cause).filter(|cause| !cause.is_empty()),
        "delivered_at": time(result.delivered_at),
        "bounced_at": time(result.bounced_at),
        "bounced_for_good": result.is_hard,
        "complained_at": time(result.complained_at),
        "opened_at": time(result.opened_at),
        "machine_opened_at": time(result.machine_opened_at),
        "clicked_at": time(result.clicked_at),
        "links_followed": result.clicks,
        "unsubscribed_at": time(result.unsubscribed_at),
    })
}

/// What an agreement brought.
pub fn benefit(benefit: &Benefit) -> Value {
    let texts: Map<String, Value> =
        benefit.texts.iter().map(|(locale, text)| (locale.code().to_owned(), Value::from(text.as_str()))).collect();
    json!({
        "event": benefit.event.to_string(),
        "at": benefit.at.to_rfc3339(),
        "purpose": benefit.purpose.word(),
        "kind": benefit.kind.word(),
        "value": benefit.value.map(Money::to_decimal),
        "currency": benefit.value.as_ref().map(|value| value.currency.code()),
        "text": texts,
    })
}

/// What the store sold after letters of each purpose.
pub fn sold(passbook: &Passbook) -> Vec<Value> {
    let sums = |earned: &Earned| -> Vec<Value> {
        let sums = earned.sums.iter();
        sums.map(|(currency, minor)| {
            json!({"currency": currency.code(), "amount": Money { minor: *minor, currency: *currency }.to_decimal()})
        })
        .collect()
    };
    let marketing = Purpose::ALL.iter().filter(|purpose| purpose.is_marketing());
    let lines = marketing.map(|purpose| (purpose, passbook.letters.iter().filter(|letter| letter.purpose == *purpose).count()));
    lines
        .filter(|(_, letters)| *letters > 0)
        .map(|(purpose, letters)| {
            let earned = passbook.earned.get(purpose).cloned().unwrap_or_default();
            json!({"purpose": purpose.word(), "letters": letters, "orders": earned.orders, "sums": sums(&earned)})
        })
        .collect()
}

/// A look: team, purpose and time. Who exactly looked is nobody's business outside (CJEU C-579/21).
pub fn look(row: &LogRow, teams: &[(TeamId, String)]) -> Value {
    let team = row.team.and_then(|team| teams.iter().find(|(id, _)| *id == team));
    json!({
        "at": row.at.to_rfc3339(),
        "recipient": row.recipient.word(),
        "team": team.map(|(_, name)| name),
        "purpose": row.purpose.word(),
        "place": row.place,
        "shown": words(row.shown),
        "withheld": words(row.refused),
    })
}
