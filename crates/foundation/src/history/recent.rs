//! The newest events, for whoever shows what just came in.

use super::store;
use crate::journal::{self, Event};
use base::id::CustomerId;
use db::{Result, Tx};
use std::collections::HashSet;

/// Read at once where some of the newest are hidden.
const STEP: usize = 500;
/// Looked through at most, so that one customer's many events, about to be deleted, hold no page up.
const LOOKED_AT_MAX: usize = 20_000;

/// The last `limit` events that the journal keeps, newest first, before a position where one is given; without those of
/// customers whose erasure was asked for.
pub fn newest(tx: &mut Tx<'_>, before: Option<i64>, limit: usize) -> Result<Vec<Event>> {
    newest_after(tx, 0, before, limit)
}

/// As [`newest`], and only after a position.
pub fn newest_after(tx: &mut Tx<'_>, after: i64, before: Option<i64>, limit: usize) -> Result<Vec<Event>> {
    // At the boundary and below are rows that a crash left: their events are in files.
    let after = after.max(store::sealed_through(tx)?);
    let gone: HashSet<CustomerId> = store::erasures(tx)?.into_iter().map(|(customer, _)| customer).collect();
    let (mut found, mut before, mut looked_at) = (Vec::new(), before, 0);
    while found.len() < limit && looked_at < LOOKED_AT_MAX {
        let step = if gone.is_empty() { limit } else { STEP };
        let events = journal::recent(tx, before, step)?;
        let Some(last) = events.last().map(|event| event.position) else { break };
        let is_all = last <= after || events.len() < step;
        found.extend(events.into_iter().filter(|event| event.position > after && !gone.contains(&event.customer)));
        if is_all {
            break;
        }
        before = Some(last);
        looked_at += step;
    }
    found.truncate(limit);
    Ok(found)
}
