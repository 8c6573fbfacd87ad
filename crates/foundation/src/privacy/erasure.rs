//! Forgetting a customer: one commit after which nothing of them can be read, and what follows from it.

use super::deadlines::Law;
use super::register::{Entry, Registered};
use super::requests;
use crate::settings::StoreSettings;
use crate::{consent, customers, history, journal, vault};
use base::id::{CustomerId, ErasureId};
use base::{Rng, Timestamp};
use db::{Error, NodeId, Result, Row, Tx, params};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// One erasure, as the register has it: no personal data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erasure {
    pub id: ErasureId,
    /// The root.
    pub customer: CustomerId,
    /// Where it was asked for: `privacy_centre`, `staff`, `api`, `register` …
    pub via: String,
    /// Since then nothing can be read: the keys are destroyed, the names lead nowhere.
    pub asked_at: Timestamp,
    /// Since then no table holds anything of the customer but the rows that [`Gone`] names as kept.
    pub cleared_at: Option<Timestamp>,
    /// Since then no file of the history holds any of their events.
    pub finished_at: Option<Timestamp>,
    pub gone: Gone,
}

/// What went, in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Gone {
    /// Profiles that were this person: one, and those merged into it.
    pub profiles: u64,
    /// Sealed identifiers, whose keys were destroyed.
    pub identifiers: u64,
    /// Names by which the customer could be found.
    pub names: u64,
    /// Decisions whose circumstances were taken from them; that they were made stays.
    pub decisions: u64,
}

/// An erasure as it is asked for.
#[derive(Debug, Clone, Copy)]
pub struct NewErasure<'a> {
    /// The root.
    pub customer: CustomerId,
    pub via: &'a str,
    /// The number that its certificate has already, and since when it holds: promised to the customer, or known from the
    /// register.
    pub known: Option<(ErasureId, Timestamp)>,
}

/// Forgets a customer and everybody merged into them. Gives the earlier erasure where there was one; `None` where there is no
/// such customer. The caller runs inside the recorder.
pub fn erase(tx: &mut Tx<'_>, rng: &mut Rng, node: NodeId, new: NewErasure<'_>, now: Timestamp) -> Result<Option<Erasure>> {
    let (customer, via) = (new.customer, new.via);
    if let Some(earlier) = erasure_of(tx, customer)? {
        return Ok(Some(earlier));
    }
    if customers::customer_row(tx, customer)?.is_none() {
        return Ok(None);
    }
    let ids = customers::all_ids(tx, customer)?;
    history::erase(tx, &ids, now)?;
    let mut gone = Gone { profiles: ids.len() as u64, ..Gone::default() };
    for id in &ids {
        gone.names += customers::mark_erased(tx, *id, now)?;
        gone.identifiers += vault::erase(tx, *id)?;
        gone.decisions += consent::forget(tx, *id)?;
        consent::forget_windows(tx, *id)?;
        super::links::close_ways(tx, *id)?;
        super::opt_ins::forget_opt_ins(tx, *id)?;
        journal::note_change(tx, node, Some(*id), now)?;
    }
    // Two who were one when they were erased, and are two in an older backup: the number is the first one's.
    let known = match new.known {
        Some((id, asked_at)) if find_erasure(tx, id)?.is_none() => Some((id, asked_at.min(now))),
        _ => None,
    };
    let (id, asked_at) = known.unwrap_or_else(|| (ErasureId::new(now, rng), now));
    let sums = serde_json::to_string(&gone).map_err(|error| Error::Other(format!("an erasure can't be written: {error}")))?;
    let sql = "INSERT INTO erasures (id, customer, via, asked_at, sums) VALUES ($1, $2, $3, $4, $5)";
    tx.execute(sql, params![id, customer, via, asked_at, sums])?;
    let erasure = Erasure { id, customer, via: via.to_owned(), asked_at, cleared_at: None, finished_at: None, gone };
    let law = StoreSettings::load(tx)?.country().map_or(Law::OwnRule, Law::of_country);
    requests::settle_by_erasure(tx, &erasure, &ids, law)?;
    Ok(Some(erasure))
}

/// An erasure by its id.
pub fn find_erasure(tx: &mut Tx<'_>, id: ErasureId) -> Result<Option<Erasure>> {
    tx.query_opt(&format!("SELECT {COLUMNS} FROM erasures WHERE id = $1"), params![id], read)
}

/// A customer's (a root's) erasure.
pub fn erasure_of(tx: &mut Tx<'_>, customer: CustomerId) -> Result<Option<Erasure>> {
    tx.query_opt(&format!("SELECT {COLUMNS} FROM erasures WHERE customer = $1"), params![customer], read)
}

/// Everybody who was erased since then, under every id that they had, as the register has them.
pub fn erased_since(tx: &mut Tx<'_>, since: Timestamp) -> Result<Registered> {
    let sql = "SELECT customer, id, asked_at FROM erasures WHERE asked_at >= $1";
    let erasures: BTreeMap<CustomerId, Entry> =
        tx.query(sql, params![since], |row| Ok((row.get(0)?, Some((row.get(1)?, row.get(2)?)))))?.into_iter().collect();
    let roots: Vec<CustomerId> = erasures.keys().copied().collect();
    let families = customers::families(tx, &roots)?;
    Ok(families.into_iter().map(|(id, root)| (id, erasures.get(&root).copied().flatten())).collect())
}

/// Everybody whose erasure ended since then, under every id that they had.
pub fn finished_since(tx: &mut Tx<'_>, since: Timestamp) -> Result<BTreeSet<CustomerId>> {
    let sql = "SELECT customer FROM erasures WHERE finished_at >= $1";
    let roots: Vec<CustomerId> = tx.query(sql, params![since], |row| row.get(0))?;
    Ok(customers::families(tx, &roots)?.into_keys().collect())
}

/// Erasures that are not over: those whose tables are not clear first, then the oldest.
pub fn unfinished(tx: &mut Tx<'_>, limit: usize) -> Result<Vec<Erasure>> {
    let order = "CASE WHEN cleared_at IS NULL THEN 0 ELSE 1 END, asked_at";
    let sql = format!("SELECT {COLUMNS} FROM erasures WHERE finished_at IS NULL ORDER BY {order} LIMIT $1");
    tx.query(&sql, params![limit], read)
}

/// Notes that no table holds anything of the customer any more.
pub fn clear_done(tx: &mut Tx<'_>, id: ErasureId, now: Timestamp) -> Result<()> {
    tx.execute("UPDATE erasures SET cleared_at = $2 WHERE id = $1 AND cleared_at IS NULL", params![id, now])?;
    Ok(())
}

/// Whether the history still holds events of an erased customer.
pub fn is_in_history(tx: &mut Tx<'_>, erasure: &Erasure) -> Result<bool> {
    let ids = customers::all_ids(tx, erasure.customer)?;
    history::is_erasing(tx, &ids)
}

/// Notes that an erasure is over, where the tables are clear and the history has settled it; whether it is.
pub fn finish(tx: &mut Tx<'_>, erasure: &Erasure, now: Timestamp) -> Result<bool> {
    let ids = customers::all_ids(tx, erasure.customer)?;
    if erasure.cleared_at.is_none() || history::is_erasing(tx, &ids)? {
        return Ok(false);
    }
    tx.execute("UPDATE erasures SET finished_at = $2 WHERE id = $1 AND finished_at IS NULL", params![erasure.id, now])?;
    Ok(true)
}

const COLUMNS: &str = "id, customer, via, asked_at, cleared_at, finished_at, sums";

fn read(row: &Row<'_>) -> Result<Erasure> {
    let sums: String = row.get(6)?;
    Ok(Erasure {
        id: row.get(0)?,
        customer: row.get(1)?,
        via: row.get(2)?,
        asked_at: row.get(3)?,
        cleared_at: row.get(4)?,
        finished_at: row.get(5)?,
        gone: serde_json::from_str(&sums).map_err(|error| Error::Other(format!("an erasure can't be read: {error}")))?,
    })
}
