//! Which decisions about a customer may be recorded at all, whoever brings them.

use crate::asking::Asking;
use base::Timestamp;
use base::id::CustomerId;
use db::{Result, Tx};
use foundation::consent::{self, Decision, Law, State};
use foundation::customers;
use foundation::settings::StoreSettings;

/// Why a decision is not recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unrecordable {
    /// A yes to something that the store does not do.
    NotUsed,
    /// The store asks somebody who said no, before this.
    TooSoon(Timestamp),
}

/// What is left of decisions about a customer (the root) that may be recorded.
pub(super) fn recordable(
    tx: &mut Tx<'_>,
    customer: CustomerId,
    decisions: Vec<Decision>,
    now: Timestamp,
) -> Result<Vec<Decision>> {
    let mut kept = Vec::with_capacity(decisions.len());
    for decision in decisions {
        if unrecordable(tx, customer, &decision, now)?.is_none() {
            kept.push(decision);
        }
    }
    Ok(kept)
}

/// Why a decision about a customer (the root) can't be recorded; `None` where it can.
pub fn unrecordable(tx: &mut Tx<'_>, customer: CustomerId, decision: &Decision, now: Timestamp) -> Result<Option<Unrecordable>> {
    if decision.state.allows() {
        return Ok((!Asking::load(tx)?.uses(decision.purpose)).then_some(Unrecordable::NotUsed));
    }
    if decision.state != State::Requested {
        return Ok(None);
    }
    let law = Law::of_country(&StoreSettings::load(tx)?.country);
    let ids = customers::all_ids(tx, customer)?;
    Ok(consent::quiet_until(tx, &ids, decision, law, now)?.map(Unrecordable::TooSoon))
}
