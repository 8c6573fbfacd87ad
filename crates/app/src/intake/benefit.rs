//! Benefits that the store tells of: read strictly, counted once, and kept under the agreement that brought them.

use super::hidden;
use base::id::{CustomerId, EventId};
use base::{Rng, Timestamp};
use capabilities::ledger::{BENEFIT_GIVEN, Terms};
use db::{Result, Tx};
use foundation::consent;
use foundation::customers;
use foundation::journal::{self, Kind, NewEvent, Origin};
use foundation::vault::Keys;
use serde_json::{Map, Value, json};

/// What became of a benefit that was told of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Noted {
    /// In the book of this customer (the root).
    Kept(CustomerId),
    /// A benefit of this number was told of before: nothing was written.
    Before(CustomerId),
    NoCustomer,
    Erased,
    /// Nothing is agreed to for its purpose.
    NotAgreed,
}

/// Reads a benefit's properties. What it says is kept and shown in clear: no identifier may hide in it.
pub fn read_benefit(properties: &Map<String, Value>) -> std::result::Result<Terms, String> {
    let terms = Terms::read(properties)?;
    let hides = |text: &str| hidden::in_text(text).is_some();
    if hides(&terms.benefit_id) {
        return Err("benefit_id: must not hold an e-mail address or a phone number".to_owned());
    }
    if terms.texts.values().any(|text| hides(text)) {
        return Err("text: must not hold an e-mail address or a phone number".to_owned());
    }
    Ok(terms)
}

/// Under which a benefit's number is marked as used.
pub(super) fn once_key(keys: &Keys, terms: &Terms) -> [u8; 16] {
    keys.once_key(&[b"benefit", terms.benefit_id.as_bytes()])
}

/// Writes down a benefit that the store tells of through the API, as the event that it might have sent. The caller runs inside
/// the recorder.
pub fn note_benefit(
    tx: &mut Tx<'_>,
    keys: &Keys,
    rng: &mut Rng,
    customer: CustomerId,
    terms: &Terms,
    at: Timestamp,
    now: Timestamp,
) -> Result<Noted> {
    let Some(root) = customers::root_of(tx, customer)? else { return Ok(Noted::NoCustomer) };
    if customers::customer_row(tx, root)?.is_none_or(|row| row.erased_at.is_some()) {
        return Ok(Noted::Erased);
    }
    let key = once_key(keys, terms);
    if !journal::used(tx, &[key.as_slice()])?.is_empty() {
        return Ok(Noted::Before(root));
    }
    if !consent::load(tx, root)?.is_given(terms.purpose, now) {
        return Ok(Noted::NotAgreed);
    }
    journal::note_used(tx, &key)?;
    let event = NewEvent {
        id: EventId::new(now, rng),
        customer: root,
        name: BENEFIT_GIVEN.to_owned(),
        kind: Kind::Track,
        origin: Origin::Server,
        at,
        received_at: now,
        body: body_of(terms).to_string(),
    };
    journal::append_one(tx, event, now)?;
    Ok(Noted::Kept(root))
}

fn body_of(terms: &Terms) -> Value {
    let texts: Map<String, Value> =
        terms.texts.iter().map(|(locale, text)| (locale.code().to_owned(), Value::from(text.as_str()))).collect();
    let mut properties = json!({
        "benefit_id": terms.benefit_id,
        "purpose": terms.purpose.word(),
        "kind": terms.kind.word(),
        "text": texts,
    });
    if let Some(value) = &terms.value {
        properties["value"] = Value::from(value.to_decimal());
        properties["currency"] = Value::from(value.currency.code());
    }
    json!({"properties": properties})
}
