//! Addresses that nothing is sent to, by keyed hash. In the record; who writes runs inside the recorder.

use base::Timestamp;
use db::{Result, Tx, params};
use std::time::Duration;

/// A server said that there is no such mailbox.
pub const BOUNCED: &str = "bounced";
/// Letters came back from it again and again, and none was delivered.
pub const SOFT_BOUNCES: &str = "soft_bounces";
/// Its owner called a letter of the store's spam.
pub const COMPLAINED: &str = "complained";

/// So many letters in a row …
const SOFT_BOUNCES_MAX: i64 = 5;
/// … over no less than this: a mailbox may be full for a weekend.
const SOFT_BOUNCES_OVER: Duration = Duration::from_hours(7 * 24);
/// After so long without one it begins anew, and what was counted is deleted.
const SOFT_BOUNCES_KEPT: Duration = Duration::from_hours(90 * 24);

/// An address that nothing is sent to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppression {
    /// As `customers::Claim::email` makes it.
    pub address: [u8; 16],
    /// Why: a word.
    pub reason: String,
    pub at: Timestamp,
}

pub fn is_suppressed(tx: &mut Tx<'_>, address: &[u8; 16]) -> Result<bool> {
    let sql = "SELECT 1 FROM suppressions WHERE hash = $1";
    Ok(tx.query_opt::<i64>(sql, params![address], |_| Ok(1))?.is_some())
}

/// Notes that nothing may be sent to an address.
pub fn suppress(tx: &mut Tx<'_>, address: &[u8; 16], reason: &str, now: Timestamp) -> Result<()> {
    tx.execute(
        "INSERT INTO suppressions (hash, reason, at) VALUES ($1, $2, $3) ON CONFLICT (hash) DO NOTHING",
        params![address, reason, now],
    )?;
    tx.execute("DELETE FROM soft_bounces WHERE hash = $1", params![address])?;
    Ok(())
}

/// Lets an address be written to again; gives what had stood against it.
pub fn lift(tx: &mut Tx<'_>, address: &[u8; 16]) -> Result<Option<Suppression>> {
    let sql = "SELECT hash, reason, at FROM suppressions WHERE hash = $1";
    let found = tx
        .query_opt(sql, params![address], |row| Ok(Suppression { address: row.get(0)?, reason: row.get(1)?, at: row.get(2)? }))?;
    tx.execute("DELETE FROM suppressions WHERE hash = $1", params![address])?;
    tx.execute("DELETE FROM soft_bounces WHERE hash = $1", params![address])?;
    Ok(found)
}

/// Suppressed addresses, the latest first; from before one on where it is named.
pub fn suppressed(tx: &mut Tx<'_>, before: Option<&Suppression>, limit: usize) -> Result<Vec<Suppression>> {
    let top = Suppression { address: [0xff; 16], reason: String::new(), at: Timestamp::from_micros(i64::MAX) };
    let before = before.unwrap_or(&top);
    let sql =
        "SELECT hash, reason, at FROM suppressions WHERE at < $1 OR (at = $1 AND hash < $2) ORDER BY at DESC, hash DESC LIMIT $3";
    tx.query(sql, params![before.at, before.address, limit], |row| {
        Ok(Suppression { address: row.get(0)?, reason: row.get(1)?, at: row.get(2)? })
    })
}

/// A letter came back for now. The fifth in a row, a week or more after the first, suppresses the address.
pub fn bounced_softly(tx: &mut Tx<'_>, address: &[u8; 16], now: Timestamp) -> Result<()> {
    let sql = "SELECT bounces, first_at, last_at FROM soft_bounces WHERE hash = $1";
    let before = tx.query_opt(sql, params![address], |row| Ok((row.get::<i64>(0)?, row.get(1)?, row.get(2)?)))?;
    let kept = before.filter(|(_, _, last): &(i64, Timestamp, Timestamp)| now < last.plus(SOFT_BOUNCES_KEPT));
    let (bounces, first) = kept.map_or((1, now), |(bounces, first, _)| (bounces.saturating_add(1), first));
    if bounces >= SOFT_BOUNCES_MAX && first.plus(SOFT_BOUNCES_OVER) <= now {
        return suppress(tx, address, SOFT_BOUNCES, now);
    }
    tx.execute(
        "INSERT INTO soft_bounces (hash, bounces, first_at, last_at) VALUES ($1, $2, $3, $4) ON CONFLICT (hash) DO UPDATE SET \
         bounces = excluded.bounces, first_at = excluded.first_at, last_at = excluded.last_at",
        params![address, bounces, first, now],
    )?;
    Ok(())
}

/// A letter arrived: what came back before says nothing any more.
pub fn delivered(tx: &mut Tx<'_>, address: &[u8; 16]) -> Result<()> {
    tx.execute("DELETE FROM soft_bounces WHERE hash = $1", params![address])?;
    Ok(())
}

/// Forgets what was counted of addresses that nothing came back from for long.
pub fn purge_soft_bounces(tx: &mut Tx<'_>, now: Timestamp) -> Result<u64> {
    tx.execute("DELETE FROM soft_bounces WHERE last_at < $1", params![now.minus(SOFT_BOUNCES_KEPT)])
}
