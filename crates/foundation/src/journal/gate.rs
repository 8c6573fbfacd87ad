//! What the door keeps in memory about customers, and how nodes tell each other that it changed.

use base::Timestamp;
use base::id::CustomerId;
use db::{NodeId, Param, Result, ToParam as _, Tx, params};

/// Reads others' changes under the head's lock, so that no append of this node rests on a stale merge, consent, erasure
/// or key.
pub struct Gate {
    node: NodeId,
    seen: Option<i64>,
}

/// What was changed since the last look.
pub struct Changes {
    pub stale: Stale,
    /// A key was made or revoked, here or elsewhere.
    pub keys: bool,
}

/// What memory must forget.
pub enum Stale {
    /// These customers.
    Customers(Vec<CustomerId>),
    /// Anything: forget all.
    Everything,
}

impl Gate {
    pub fn new(node: NodeId) -> Self {
        Self { node, seen: None }
    }

    /// What was changed since the last look. The caller holds the head's lock.
    pub fn changes(&mut self, tx: &mut Tx<'_>) -> Result<Changes> {
        let last = last_change(tx)?;
        let everything = Ok(Changes { stale: Stale::Everything, keys: true });
        let Some(seen) = self.seen.replace(last) else { return everything };
        if last == seen {
            return Ok(Changes { stale: Stale::Customers(Vec::new()), keys: false });
        }
        let changed: Vec<(i64, i64, Option<CustomerId>)> =
            tx.query("SELECT seq, node, customer FROM gate_changes WHERE seq > $1 ORDER BY seq", params![seen], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })?;
        // What this node slept through may be purged by now.
        if changed.first().is_none_or(|(seq, ..)| *seq != seen + 1) {
            return everything;
        }
        let (mut customers, mut keys) = (Vec::new(), false);
        for (_, node, customer) in changed {
            match customer {
                Some(customer) => customers.push(customer),
                None if node == self.node.0 => keys = true,
                None => return everything,
            }
        }
        Ok(Changes { stale: Stale::Customers(customers), keys })
    }

    /// Tells the other nodes what the door itself changed, after `changes` in the same transaction: its own memory is right.
    pub fn note(&mut self, tx: &mut Tx<'_>, customers: &[CustomerId], now: Timestamp) -> Result<()> {
        if customers.is_empty() {
            return Ok(());
        }
        // Nobody else writes between the two.
        let last = match self.seen {
            Some(seen) => seen,
            None => last_change(tx)?,
        };
        let next = last + customers.len() as i64;
        let numbers: Vec<i64> = (last + 1..=next).collect();
        let mut values: Vec<Param<'_>> = Vec::with_capacity(customers.len() * 4);
        for (customer, seq) in customers.iter().zip(&numbers) {
            values.extend([seq.to_param(), self.node.0.to_param(), customer.to_param(), now.to_param()]);
        }
        tx.insert_many_later("INSERT INTO gate_changes (seq, node, customer, at)", 4, "", &values)?;
        self.seen = Some(next);
        Ok(())
    }

    /// Forgets how far it read: what it saw may have been rolled back, and its numbers given to others.
    pub fn reset(&mut self) {
        self.seen = None;
    }
}

/// Tells every node (this one too) that what the door knows of a customer, or of all (`None`), has changed.
/// The caller runs inside the recorder, which holds the head's lock.
pub fn note_change(tx: &mut Tx<'_>, node: NodeId, customer: Option<CustomerId>, now: Timestamp) -> Result<()> {
    tx.execute(
        "INSERT INTO gate_changes (seq, node, customer, at) SELECT COALESCE(MAX(seq), 0) + 1, $1, $2, $3 FROM gate_changes",
        params![node.0, customer, now],
    )?;
    Ok(())
}

/// Deletes what every node has read long ago. The last one stays: numbers are not given twice.
pub fn purge_changes(tx: &mut Tx<'_>, before: Timestamp) -> Result<u64> {
    tx.execute("DELETE FROM gate_changes WHERE at < $1 AND seq < (SELECT MAX(seq) FROM gate_changes)", params![before])
}

/// The customers whose merges, consents or erasures changed after a change, at most `limit` changes of them, and the number of the
/// last one looked at. `None` where some of them are no longer known: anybody may have changed.
pub fn changed_since(tx: &mut Tx<'_>, seen: i64, limit: usize) -> Result<Option<(Vec<CustomerId>, i64)>> {
    let sql = "SELECT seq, customer FROM gate_changes WHERE seq > $1 ORDER BY seq LIMIT $2";
    let changed: Vec<(i64, Option<CustomerId>)> = tx.query(sql, params![seen, limit], |row| Ok((row.get(0)?, row.get(1)?)))?;
    match (changed.first(), changed.last()) {
        (Some((first, _)), Some((last, _))) if *first == seen + 1 => {
            let last = *last;
            Ok(Some((changed.into_iter().filter_map(|(_, customer)| customer).collect(), last)))
        }
        (None, _) => Ok(Some((Vec::new(), seen))),
        _ => Ok(None),
    }
}

/// The number of the last change.
pub fn last_change(tx: &mut Tx<'_>) -> Result<i64> {
    tx.query_one("SELECT CAST(COALESCE(MAX(seq), 0) AS BIGINT) FROM gate_changes", &[], |row| row.get(0))
}
