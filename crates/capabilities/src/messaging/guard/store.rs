//! Rows of what was sent and of what waits.

use super::caps::Sent;
use super::decide::Why;
use super::rules::Channel;
use crate::messaging::counts;
use crate::messaging::model::{Message, MessageState};
use base::id::{CustomerId, MessageId};
use base::{Id as _, Timestamp};
use db::{Result, Tx, params};
use std::collections::HashSet;

/// Rows that are changed at a time.
const AT_ONCE: usize = 5_000;

/// The marketing that may have reached these ids, each with the id that it went to; without those of `except`, of which it is
/// to be said whether they go.
pub(super) fn sent_to(
    tx: &mut Tx<'_>,
    customers: &[CustomerId],
    except: &HashSet<MessageId>,
    now: Timestamp,
) -> Result<Vec<(CustomerId, Sent)>> {
    let keys: Vec<&[u8]> = customers.iter().map(|customer| customer.raw().as_slice()).collect();
    let sql = "SELECT customer, id, state, changed_at FROM messages WHERE marketing = 1 AND state IN (1, 2, 4) AND customer";
    let rows = tx.query_keys(sql, &keys, |row| {
        let (id, state): (MessageId, i64) = (row.get(1)?, row.get(2)?);
        let went = state != MessageState::Sending as i64;
        let at = if went { row.get(3)? } else { now };
        Ok((id, (row.get(0)?, Sent { channel: Channel::Email, at, went })))
    })?;
    Ok(rows.into_iter().filter(|(id, _)| !except.contains(id)).map(|(_, row)| row).collect())
}

/// A message that was just taken goes back into the queue, untried, until a moment. How long it has waited is counted from its turn on,
/// where it had to wait for that.
pub(super) fn postpone(tx: &mut Tx<'_>, message: &Message, until: Timestamp, why: Why, now: Timestamp) -> Result<()> {
    tx.execute_later(
        "UPDATE messages SET state = 0, attempts = attempts - 1, reason = $2, due_at = $3, changed_at = $4, \
         postponed_at = CASE WHEN reason = 'wait_turn' THEN $4 ELSE COALESCE(postponed_at, $4) END WHERE id = $1",
        params![message.id, why.word(), until, now],
    )
}

/// A message that was just taken would come too late.
pub(super) fn withhold(tx: &mut Tx<'_>, message: &Message, why: Why, now: Timestamp) -> Result<()> {
    tx.execute_later(
        "UPDATE messages SET state = 5, attempts = attempts - 1, reason = $2, changed_at = $3 WHERE id = $1",
        params![message.id, why.late_word(), now],
    )?;
    counts::settled(tx, message, MessageState::Withheld, why.late_word(), now)
}

/// The rules are others now: whatever waits because of them is decided anew, some thousands at a time; turns are kept. How many did.
/// (Views.)
pub fn look_anew(tx: &mut Tx<'_>, now: Timestamp) -> Result<u64> {
    let sql = "UPDATE messages SET due_at = $1, changed_at = $1 WHERE id IN (SELECT id FROM messages \
               WHERE state = 0 AND postponed_at IS NOT NULL AND due_at > $1 \
               AND reason LIKE 'wait_%' AND reason <> 'wait_turn' LIMIT $2)";
    let mut all = 0;
    loop {
        let some = tx.execute(sql, params![now, AT_ONCE])?;
        all += some;
        if some < AT_ONCE as u64 {
            return Ok(all);
        }
    }
}

/// What these ids of a customer want is otherwise now: what waits for it is decided anew. (Views.)
pub(in crate::messaging) fn look_anew_for(tx: &mut Tx<'_>, customers: &[CustomerId], now: Timestamp) -> Result<()> {
    // `+ 0` keeps PostgreSQL from going through all that is queued.
    let sql = "UPDATE messages SET due_at = $2, changed_at = $2 WHERE customer = $1 AND state + 0 = 0 AND reason = $3";
    let reason = Why::Frequency.word();
    customers.iter().try_for_each(|customer| tx.execute(sql, params![customer, now, reason]).map(drop))
}

/// How many messages of a cause wait for something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Postponed {
    pub cause: String,
    pub why: Why,
    pub messages: i64,
    /// When the next of them may go.
    pub next_at: Timestamp,
}

/// How many messages wait for what, of a cause: of `journey:x`, those of all its versions and steps. (Views.)
pub fn postponed(tx: &mut Tx<'_>, cause: &str) -> Result<Vec<Postponed>> {
    let sql = "SELECT cause, reason, COUNT(*), CAST(MIN(due_at) AS BIGINT) FROM messages WHERE state = 0 AND postponed_at IS NOT NULL \
               AND (cause = $1 OR (cause >= $2 AND cause < $3)) GROUP BY cause, reason ORDER BY cause, reason";
    // `;` is what follows `:`.
    let rows = tx.query(sql, params![cause, format!("{cause}:"), format!("{cause};")], |row| {
        let why = Why::from_word(&row.get::<String>(1)?);
        Ok(why.map(|why| Ok::<_, db::Error>(Postponed { cause: row.get(0)?, why, messages: row.get(2)?, next_at: row.get(3)? })))
    })?;
    rows.into_iter().flatten().collect()
}

/// How many wait for what, whatever made them. (Views.)
pub fn postponed_by_reason(tx: &mut Tx<'_>) -> Result<Vec<(Why, u64)>> {
    let sql =
        "SELECT reason, COUNT(*) FROM messages WHERE state = 0 AND postponed_at IS NOT NULL GROUP BY reason ORDER BY reason";
    let rows: Vec<(String, u64)> = tx.query(sql, &[], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.into_iter().filter_map(|(reason, count)| Some((Why::from_word(&reason)?, count))).collect())
}
