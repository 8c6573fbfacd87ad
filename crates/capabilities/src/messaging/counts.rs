//! How many messages there are of what kind, as sums that no page has to count together.

use super::guard::{self, Postponed};
use super::model::{Message, MessageState, NewMessage};
use super::store::unknown;
use base::Timestamp;
use base::id::CustomerId;
use db::{Result, Tx, params};

const HOUR_MICROS: i64 = 3_600_000_000;

/// A count of one hour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountRow {
    /// Hours since 1970, UTC.
    pub hour: i64,
    pub rule: String,
    pub state: MessageState,
    pub reason: String,
    pub messages: i64,
}

/// Where messages of one cause stand: those on their way are `Queued`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CauseCount {
    pub cause: String,
    pub state: MessageState,
    /// Why they were withheld, failed or are postponed; empty otherwise.
    pub reason: String,
    pub messages: i64,
}

/// A message was written down in its first state.
pub(super) fn made(tx: &mut Tx<'_>, new: &NewMessage, state: MessageState, reason: &str, now: Timestamp) -> Result<()> {
    if state != MessageState::Queued {
        count(tx, &new.letter.name(), state, reason, now)?;
    }
    count_cause(tx, &new.cause, state, reason, 1)
}

/// A message that was on its way came to its end.
pub(super) fn settled(tx: &mut Tx<'_>, message: &Message, state: MessageState, reason: &str, now: Timestamp) -> Result<()> {
    count(tx, &message.letter.name(), state, reason, now)?;
    count_cause(tx, &message.cause, MessageState::Queued, "", -1)?;
    count_cause(tx, &message.cause, state, reason, 1)
}

/// What is on its way to a customer is about to be forgotten: it is no longer. What ended stays counted, as a sum without a person.
pub(super) fn forget(tx: &mut Tx<'_>, customer: CustomerId) -> Result<()> {
    let sql = "SELECT cause FROM messages WHERE customer = $1 AND cause <> '' AND state IN (0, 1, 6)";
    let causes: Vec<String> = tx.query(sql, params![customer], |row| row.get(0))?;
    causes.iter().try_for_each(|cause| count_cause(tx, cause, MessageState::Queued, "", -1))
}

/// How many messages ended in each state, from the counts.
pub fn totals_by_state(tx: &mut Tx<'_>) -> Result<Vec<(MessageState, u64)>> {
    let sql = "SELECT state, CAST(SUM(messages) AS BIGINT) FROM message_counts GROUP BY state ORDER BY state";
    tx.query(sql, &[], |row| Ok((MessageState::from_code(row.get(0)?).ok_or_else(unknown)?, row.get(1)?)))
}

/// Counts from an hour on, oldest first.
pub fn counts_since(tx: &mut Tx<'_>, from: Timestamp) -> Result<Vec<CountRow>> {
    let hour = from.micros().div_euclid(HOUR_MICROS);
    tx.query(
        "SELECT hour, rule, state, reason, messages FROM message_counts WHERE hour >= $1 ORDER BY hour, rule, state, reason",
        params![hour],
        |row| {
            let state = MessageState::from_code(row.get(2)?).ok_or_else(unknown)?;
            Ok(CountRow { hour: row.get(0)?, rule: row.get(1)?, state, reason: row.get(3)?, messages: row.get(4)? })
        },
    )
}

/// Where the messages stand whose cause is this or begins with it and a colon: of `journey:x`, those of all its versions and steps.
pub fn counts_of_cause(tx: &mut Tx<'_>, cause: &str) -> Result<Vec<CauseCount>> {
    // `;` is what follows `:`.
    let sql = "SELECT cause, state, reason, messages FROM cause_counts \
               WHERE messages <> 0 AND (cause = $1 OR (cause >= $2 AND cause < $3)) ORDER BY cause, state, reason";
    let mut counts = tx.query(sql, params![cause, format!("{cause}:"), format!("{cause};")], |row| {
        let state = MessageState::from_code(row.get(1)?).ok_or_else(unknown)?;
        Ok(CauseCount { cause: row.get(0)?, state, reason: row.get(2)?, messages: row.get(3)? })
    })?;
    let is_any_on_its_way = counts.iter().any(|count| count.state == MessageState::Queued);
    let postponed = if is_any_on_its_way { guard::postponed(tx, cause)? } else { Vec::new() };
    for Postponed { cause, why, messages, .. } in postponed {
        if let Some(all) = counts.iter_mut().find(|count| count.cause == cause && count.state == MessageState::Queued) {
            all.messages -= messages;
        }
        counts.push(CauseCount { cause, state: MessageState::Queued, reason: why.word().to_owned(), messages });
    }
    counts.retain(|count| count.messages != 0);
    Ok(counts)
}

fn count(tx: &mut Tx<'_>, rule: &str, state: MessageState, reason: &str, now: Timestamp) -> Result<()> {
    tx.execute(
        "INSERT INTO message_counts (hour, rule, state, reason, messages) VALUES ($1, $2, $3, $4, 1) \
         ON CONFLICT (hour, rule, state, reason) DO UPDATE SET messages = message_counts.messages + 1",
        params![now.micros().div_euclid(HOUR_MICROS), rule, state as i64, reason],
    )?;
    Ok(())
}

fn count_cause(tx: &mut Tx<'_>, cause: &str, state: MessageState, reason: &str, more: i64) -> Result<()> {
    if cause.is_empty() {
        return Ok(());
    }
    tx.execute(
        "INSERT INTO cause_counts (cause, state, reason, messages) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (cause, state, reason) DO UPDATE SET messages = cause_counts.messages + excluded.messages",
        params![cause, state as i64, reason, more],
    )?;
    Ok(())
}
