//! Kept and not used: while a customer restricts their data (GDPR article 18), nothing that they agreed to holds. What was
//! decided stays as it is, and holds again afterwards.

use super::choices::Choices;
use super::store::{load, store_choices};
use base::Timestamp;
use base::id::CustomerId;
use db::{Result, Tx, params};

/// One time in which a customer's data was kept and not used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Restriction {
    pub since: Timestamp,
    /// When it ends by itself: told to the customer first.
    pub lift_at: Option<Timestamp>,
    pub lifted_at: Option<Timestamp>,
}

/// Restricts a customer (a root) from now on; an end that was set is taken back. Whether it is new. The caller runs inside
/// the recorder and tells the gate.
pub fn restrict(tx: &mut Tx<'_>, customers: &[CustomerId], root: CustomerId, now: Timestamp) -> Result<bool> {
    let mut choices = load(tx, root)?;
    if choices.is_restricted() {
        end_at(tx, customers, None)?;
        return Ok(false);
    }
    begin(tx, root, &mut choices, now)?;
    store_choices(tx, &[(root, &choices)], now)?;
    Ok(true)
}

/// Lets what was agreed to hold again; whether anything was restricted. The caller runs inside the recorder and tells the
/// gate.
pub fn lift(tx: &mut Tx<'_>, customers: &[CustomerId], root: CustomerId, now: Timestamp) -> Result<bool> {
    for customer in customers {
        let sql = "UPDATE restrictions SET lifted_at = $2 WHERE customer = $1 AND lifted_at IS NULL";
        tx.execute(sql, params![customer, now])?;
    }
    let mut choices = load(tx, root)?;
    if !choices.is_restricted() {
        return Ok(false);
    }
    choices.set_restricted(false);
    store_choices(tx, &[(root, &choices)], now)?;
    Ok(true)
}

/// Sets when the restriction of these ids of one customer ends by itself, or that it does not.
pub fn end_at(tx: &mut Tx<'_>, customers: &[CustomerId], at: Option<Timestamp>) -> Result<()> {
    for customer in customers {
        let sql = "UPDATE restrictions SET lift_at = $2 WHERE customer = $1 AND lifted_at IS NULL";
        tx.execute(sql, params![customer, at])?;
    }
    Ok(())
}

/// Those whose restriction ends up to now.
pub fn ending(tx: &mut Tx<'_>, now: Timestamp, limit: usize) -> Result<Vec<CustomerId>> {
    let sql = "SELECT customer FROM restrictions WHERE lifted_at IS NULL AND lift_at IS NOT NULL AND lift_at <= $1 \
               ORDER BY lift_at LIMIT $2";
    tx.query(sql, params![now, limit], |row| row.get(0))
}

/// The restrictions of these ids of one customer, newest first.
pub fn restrictions_of(tx: &mut Tx<'_>, customers: &[CustomerId], limit: usize) -> Result<Vec<Restriction>> {
    let mut all = Vec::new();
    for customer in customers {
        let sql = "SELECT since, lift_at, lifted_at FROM restrictions WHERE customer = $1 ORDER BY since DESC LIMIT $2";
        all.extend(tx.query(sql, params![customer, limit], |row| {
            Ok(Restriction { since: row.get(0)?, lift_at: row.get(1)?, lifted_at: row.get(2)? })
        })?);
    }
    all.sort_by_key(|one| std::cmp::Reverse(one.since));
    Ok(all)
}

/// Notes that a restriction begins; the caller stores the choices.
pub(super) fn begin(tx: &mut Tx<'_>, customer: CustomerId, choices: &mut Choices, now: Timestamp) -> Result<()> {
    choices.set_restricted(true);
    let sql = "INSERT INTO restrictions (customer, since) VALUES ($1, $2) \
               ON CONFLICT (customer, since) DO UPDATE SET lift_at = NULL, lifted_at = NULL";
    tx.execute(sql, params![customer, now])?;
    Ok(())
}

/// Whether a customer's (a root's) data was restricted at a moment.
pub(super) fn held_at(tx: &mut Tx<'_>, customer: CustomerId, at: Timestamp) -> Result<bool> {
    let sql = "SELECT 1 FROM restrictions WHERE customer = $1 AND since <= $2 AND (lifted_at IS NULL OR lifted_at > $2) LIMIT 1";
    Ok(tx.query_opt(sql, params![customer, at], |_| Ok(()))?.is_some())
}

pub(super) fn forget(tx: &mut Tx<'_>, customer: CustomerId) -> Result<()> {
    tx.execute("DELETE FROM restrictions WHERE customer = $1", params![customer])?;
    Ok(())
}
