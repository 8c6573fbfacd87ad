//! Rows of what became of letters.

use super::model::{Letter, MessageResult};
use crate::messaging::{self, MessageState};
use base::id::{CustomerId, MessageId};
use base::{Id as _, Timestamp};
use db::{Result, Row, Tx, params};
use foundation::orders;

const COLUMNS: &str = "message, template, cause, delivered_at, bounced_at, is_hard, complained_at, opened_at, machine_opened_at, \
                       clicked_at, clicks, unsubscribed_at";
const HOUR_MICROS: i64 = 3_600_000_000;

/// How many letters of one kind and cause something became of, all hours together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    pub template: String,
    pub cause: String,
    /// `delivered`, `bounced_hard`, `bounced_soft`, `complained`, `opened`, `opened_by_machine`, `clicked`, `unsubscribed`.
    pub kind: String,
    pub letters: u64,
}

/// A letter as the outbox has it: `None` where there is none of this id, or none any more. (Views.)
///
/// While it is being handed over it can't be said where it went: [`Found::TooEarly`].
pub fn letter(tx: &mut Tx<'_>, message: MessageId) -> Result<Option<Found>> {
    let Some(found) = messaging::find(tx, message)? else { return Ok(None) };
    match found.state {
        MessageState::Sending => return Ok(Some(Found::TooEarly)),
        MessageState::Sent | MessageState::Unknown | MessageState::Queued => {}
        MessageState::Failed | MessageState::Withheld | MessageState::Held => return Ok(None),
    }
    Ok(Some(Found::Letter(Letter {
        message,
        customer: found.customer,
        template: found.letter.name().into_owned(),
        cause: found.cause,
        address: messaging::address_of(tx, message)?,
        sent_at: if found.state == MessageState::Queued { found.created_at } else { found.changed_at },
    })))
}

/// What there is of a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    Letter(Letter),
    /// It is being handed over this moment: whoever tells of it tells it again.
    TooEarly,
}

/// What became of the letters to these ids of one customer, the latest first. (Views.)
pub fn of_customer(
    tx: &mut Tx<'_>,
    customers: &[CustomerId],
    before: Option<MessageId>,
    limit: usize,
) -> Result<Vec<MessageResult>> {
    let top = MessageId::from_raw([0xff; 16]);
    let sql =
        format!("SELECT {COLUMNS} FROM message_results WHERE customer = $1 AND message < $2 ORDER BY message DESC LIMIT $3");
    let mut found = Vec::new();
    for customer in customers {
        found.extend(tx.query(&sql, params![customer, before.unwrap_or(top), limit], result)?);
    }
    found.sort_by_key(|row| std::cmp::Reverse(row.message));
    found.truncate(limit);
    Ok(found)
}

/// When these ids of customers last gave a sign of life: ordered, followed a link in a letter, or opened one, where they let that be
/// known. Those who gave none are not in it. (Views.)
pub fn signs_of_life(tx: &mut Tx<'_>, customers: &[CustomerId]) -> Result<Vec<(CustomerId, Timestamp)>> {
    let keys: Vec<&[u8]> = customers.iter().map(|customer| customer.raw().as_slice()).collect();
    let sql = "SELECT customer, opened_at, clicked_at FROM message_results \
               WHERE (opened_at IS NOT NULL OR clicked_at IS NOT NULL) AND customer";
    let answered: Vec<(CustomerId, Option<Timestamp>, Option<Timestamp>)> =
        tx.query_keys(sql, &keys, |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let answered = answered.into_iter().filter_map(|(customer, opened, clicked)| Some((customer, opened.max(clicked)?)));
    let ordered = orders::of_customers(tx, customers)?.into_iter().map(|order| (order.customer, order.placed_at));
    Ok(answered.chain(ordered).collect())
}

/// What became of one letter to these ids of one customer. (Views.)
pub fn of_message(tx: &mut Tx<'_>, customers: &[CustomerId], message: MessageId) -> Result<Option<MessageResult>> {
    let mut joined: Option<MessageResult> = None;
    for customer in customers {
        let Some(found) = row(tx, *customer, message)? else { continue };
        joined = Some(match joined {
            Some(joined) => joined.joined(&found),
            None => found,
        });
    }
    Ok(joined)
}

/// What became of letters of one cause, by their ids, from after one on. (Views.)
pub fn of_cause(tx: &mut Tx<'_>, cause: &str, after: MessageId, limit: usize) -> Result<Vec<(CustomerId, MessageResult)>> {
    let sql = format!(
        "SELECT {COLUMNS}, customer FROM message_results WHERE cause <> '' AND cause = $1 AND message > $2 ORDER BY message LIMIT $3"
    );
    tx.query(&sql, params![cause, after, limit], |row| Ok((row.get(12)?, result(row)?)))
}

/// How many letters what became of, since a moment (to the hour); of one cause where it is named. (Views.)
pub fn counted(tx: &mut Tx<'_>, cause: Option<&str>, from: Timestamp) -> Result<Vec<Counted>> {
    let narrowed = if cause.is_some() { "cause = $2 AND" } else { "$2 = '' AND" };
    let sql = format!(
        "SELECT cause, template, kind, CAST(SUM(results) AS BIGINT) FROM message_result_counts WHERE {narrowed} hour >= $1 \
         GROUP BY cause, template, kind ORDER BY cause, template, kind"
    );
    tx.query(&sql, params![hour(from), cause.unwrap_or_default()], |row| {
        Ok(Counted { cause: row.get(0)?, template: row.get(1)?, kind: row.get(2)?, letters: row.get(3)? })
    })
}

pub(super) fn row(tx: &mut Tx<'_>, customer: CustomerId, message: MessageId) -> Result<Option<MessageResult>> {
    let sql = format!("SELECT {COLUMNS} FROM message_results WHERE customer = $1 AND message = $2");
    tx.query_opt(&sql, params![customer, message], result)
}

pub(super) fn put(tx: &mut Tx<'_>, customer: CustomerId, row: &MessageResult) -> Result<()> {
    let sql = format!(
        "INSERT INTO message_results ({COLUMNS}, customer) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) \
         ON CONFLICT (customer, message) DO UPDATE SET delivered_at = excluded.delivered_at, bounced_at = excluded.bounced_at, \
         is_hard = excluded.is_hard, complained_at = excluded.complained_at, opened_at = excluded.opened_at, \
         machine_opened_at = excluded.machine_opened_at, clicked_at = excluded.clicked_at, clicks = excluded.clicks, \
         unsubscribed_at = excluded.unsubscribed_at"
    );
    tx.execute_later(
        &sql,
        params![
            row.message,
            row.template,
            row.cause,
            row.delivered_at,
            row.bounced_at,
            row.is_hard,
            row.complained_at,
            row.opened_at,
            row.machine_opened_at,
            row.clicked_at,
            row.clicks,
            row.unsubscribed_at,
            customer
        ],
    )
}

/// What became of a merged customer's letters is the winner's.
pub(super) fn pass_on(tx: &mut Tx<'_>, loser: CustomerId, winner: CustomerId) -> Result<()> {
    let sql = format!("SELECT {COLUMNS} FROM message_results WHERE customer = $1");
    for told in tx.query(&sql, params![loser], result)? {
        let joined = match row(tx, winner, told.message)? {
            Some(known) => known.joined(&told),
            None => told,
        };
        put(tx, winner, &joined)?;
    }
    clear_of(tx, loser)
}

pub(super) fn clear_of(tx: &mut Tx<'_>, customer: CustomerId) -> Result<()> {
    tx.execute_later("DELETE FROM message_results WHERE customer = $1", params![customer])
}

pub(super) fn clear(tx: &mut Tx<'_>) -> Result<()> {
    tx.execute("DELETE FROM message_results", &[])?;
    Ok(())
}

pub(super) fn count(tx: &mut Tx<'_>, cause: &str, template: &str, kind: &str, at: Timestamp) -> Result<()> {
    tx.execute_later(
        "INSERT INTO message_result_counts (cause, template, hour, kind, results) VALUES ($1, $2, $3, $4, 1) \
         ON CONFLICT (cause, template, hour, kind) DO UPDATE SET results = message_result_counts.results + 1",
        params![cause, template, hour(at), kind],
    )
}

const fn hour(at: Timestamp) -> i64 {
    at.micros().div_euclid(HOUR_MICROS)
}

fn result(row: &Row<'_>) -> Result<MessageResult> {
    Ok(MessageResult {
        message: row.get(0)?,
        template: row.get(1)?,
        cause: row.get(2)?,
        delivered_at: row.get(3)?,
        bounced_at: row.get(4)?,
        is_hard: row.get(5)?,
        complained_at: row.get(6)?,
        opened_at: row.get(7)?,
        machine_opened_at: row.get(8)?,
        clicked_at: row.get(9)?,
        clicks: row.get(10)?,
        unsubscribed_at: row.get(11)?,
    })
}
