//! Writes down what became of a letter, once.

use super::model::{Bounce, Letter, Outcome, plain_link};
use crate::messaging;
use base::id::CustomerId;
use base::{Id as _, Rng, Timestamp};
use db::{Result, Tx};
use foundation::consent;
use foundation::customers;
use foundation::journal::{self, NewEvent, REACT_WITHIN};
use foundation::vault::Keys;
use serde_json::json;

/// What became of what was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Noted {
    /// In the journal of this customer (the root). Whether they asked to be written to no more: the caller takes their
    /// agreement back in the same commit.
    New { root: CustomerId, leaves: bool },
    /// It was told before.
    Before,
    /// The customer does not let their messages be counted.
    NotAllowed,
    /// The customer is erased, or was never there.
    Nobody,
}

/// Writes down what became of a letter at `at`, as far as that is believable. The caller runs inside the recorder.
pub fn note(
    tx: &mut Tx<'_>,
    keys: &Keys,
    rng: &mut Rng,
    letter: &Letter,
    outcome: &Outcome,
    at: Timestamp,
    now: Timestamp,
) -> Result<Noted> {
    let Some(root) = customers::root_of(tx, letter.customer)? else { return Ok(Noted::Nobody) };
    if customers::customer_row(tx, root)?.is_none_or(|row| row.erased_at.is_some()) {
        return Ok(Noted::Nobody);
    }
    if outcome.is_watched() && !messaging::may_track(&consent::load(tx, root)?, now) {
        return Ok(Noted::NotAllowed);
    }
    let link = match outcome {
        Outcome::Clicked(link) => plain_link(link),
        _ => String::new(),
    };
    if !is_first(tx, keys, &[letter.message.raw().as_slice(), outcome.word().as_bytes(), link.as_bytes()])? {
        return Ok(Noted::Before);
    }
    let mut properties = json!({"message_id": letter.message.to_string(), "template": letter.template});
    if !letter.cause.is_empty() {
        properties["cause"] = letter.cause.as_str().into();
    }
    match outcome {
        Outcome::Bounced(bounce) => properties["type"] = bounce.word().into(),
        Outcome::Opened(by) => properties["by"] = by.word().into(),
        Outcome::Clicked(_) => {
            let first = is_first(tx, keys, &[letter.message.raw().as_slice(), b"first click"])?;
            properties["link"] = link.into();
            properties["first"] = first.into();
        }
        Outcome::Delivered | Outcome::Complained | Outcome::Unsubscribed => {}
    }
    if let Some(address) = &letter.address {
        follow(tx, address, outcome, now)?;
    }
    let event = journal::system_event(root, outcome.name(), json!({ "properties": properties }).to_string(), rng, now);
    // What is told late happened no later, and what happened before that is history, which nothing follows from.
    let at = at.max(letter.sent_at).max(now.minus(REACT_WITHIN)).min(now);
    journal::append_one(tx, NewEvent { at, ..event }, now)?;
    Ok(Noted::New { root, leaves: matches!(outcome, Outcome::Complained | Outcome::Unsubscribed) })
}

/// What it means for the address that the letter went to.
fn follow(tx: &mut Tx<'_>, address: &[u8; 16], outcome: &Outcome, now: Timestamp) -> Result<()> {
    match outcome {
        Outcome::Bounced(Bounce::Hard) => messaging::suppress(tx, address, messaging::BOUNCED, now),
        Outcome::Bounced(Bounce::Soft) => messaging::bounced_softly(tx, address, now),
        Outcome::Complained => messaging::suppress(tx, address, messaging::COMPLAINED, now),
        Outcome::Delivered => messaging::delivered(tx, address),
        Outcome::Opened(_) | Outcome::Clicked(_) | Outcome::Unsubscribed => Ok(()),
    }
}

fn is_first(tx: &mut Tx<'_>, keys: &Keys, parts: &[&[u8]]) -> Result<bool> {
    let key = keys.once_key(&[&[b"letter result".as_slice()], parts].concat());
    let is_first = journal::used(tx, &[key.as_slice()])?.is_empty();
    if is_first {
        journal::note_used(tx, &key)?;
    }
    Ok(is_first)
}
