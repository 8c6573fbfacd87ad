//! Rows of the outbox.

use super::claims::Contradiction;
use super::counts;
use super::kept::{Kept, Pattern};
use super::letter::LetterRef;
use super::model::{Message, MessageState, NewMessage, SentLetter};
use super::watch::Holder;
use base::id::{CustomerId, MessageId};
use base::{Id as _, Locale, Timestamp};
use db::{Error, NodeId, Param, Place, Result, Row, ToParam as _, Tx, params};

const COLUMNS: &str = "id, customer, event, position, rule, locale, state, reason, attempts, uncertain, due_at, created_at, changed_at, marketing, topic, cause, postponed_at";

/// Why what was cancelled was not sent.
const CANCELLED: &str = "cancelled";

/// What became of a message that was being sent.
pub(super) struct Settled<'a> {
    pub state: MessageState,
    pub reason: &'a str,
    /// When it is tried again, where it is queued again.
    pub due_at: Timestamp,
    pub uncertain: bool,
    /// The mail server was not reached for: its attempts are for that.
    pub untried: bool,
    /// Which address it went to, or may have gone to, by keyed hash.
    pub address: Option<&'a [u8; 16]>,
}

impl<'a> Settled<'a> {
    /// It is tried again.
    pub fn again(reason: &'a str, due_at: Timestamp) -> Self {
        Self { state: MessageState::Queued, reason, due_at, uncertain: false, untried: false, address: None }
    }
}

/// Writes a message down once for its key; false where the key was used.
pub(super) fn insert(
    tx: &mut Tx<'_>,
    new: &NewMessage,
    marketing: bool,
    state: MessageState,
    reason: &str,
    now: Timestamp,
) -> Result<bool> {
    let inserted = tx.execute(
        "INSERT INTO messages (id, key, customer, event, position, rule, locale, state, reason, attempts, uncertain, due_at, \
         created_at, changed_at, node, marketing, topic, cause) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, 0, $11, $10, $10, 0, $12, $13, $14) ON CONFLICT (key) DO NOTHING",
        params![
            new.id,
            new.key,
            new.customer,
            new.event,
            new.position,
            &*new.letter.name(),
            new.locale.code(),
            state as i64,
            reason,
            now,
            new.due_at.unwrap_or(now),
            marketing,
            new.topic,
            new.cause
        ],
    )?;
    if inserted > 0 {
        counts::made(tx, new, state, reason, now)?;
    }
    Ok(inserted > 0)
}

/// Writes down a letter that was sent at some moment in the past, with nothing of its text: history that is brought along, such
/// as the demo's. Once for its key.
pub fn note_sent(tx: &mut Tx<'_>, new: &NewMessage, at: Timestamp) -> Result<bool> {
    let marketing = matches!(new.letter, LetterRef::BuiltIn(letter) if letter.is_marketing());
    let is_new = insert(tx, new, marketing, MessageState::Sent, "", at)?;
    if is_new {
        tx.execute("UPDATE messages SET attempts = 1 WHERE id = $1", params![new.id])?;
    }
    Ok(is_new)
}

/// Takes due messages: they are `sending` from this commit on, by this node. What customers are owed goes before advertising.
pub(super) fn claim(tx: &mut Tx<'_>, node: NodeId, limit: usize, now: Timestamp) -> Result<Vec<Message>> {
    let mut due = Vec::new();
    for marketing in [false, true] {
        if due.len() < limit {
            let lock = tx.skip_locked();
            let sql = format!(
                "SELECT {COLUMNS} FROM messages WHERE state = 0 AND marketing = $3 AND due_at <= $1 ORDER BY due_at, id LIMIT $2 {lock}"
            );
            due.extend(tx.query(&sql, params![now, limit - due.len(), marketing], message)?);
        }
    }
    for message in &due {
        tx.execute_later(
            "UPDATE messages SET state = 1, attempts = attempts + 1, node = $2, changed_at = $3 WHERE id = $1",
            params![message.id, node.0, now],
        )?;
    }
    let taken = due.into_iter().map(|message| Message { attempts: message.attempts + 1, changed_at: now, ..message });
    Ok(taken.collect())
}

/// Where the clock was set back, a pause that began after `now` begins anew: what was to go at once goes at once, and
/// nothing waits for the old time to come again.
pub(super) fn restart_pauses(tx: &mut Tx<'_>, now: Timestamp) -> Result<u64> {
    let sql = "UPDATE messages SET due_at = due_at - changed_at + $1, postponed_at = postponed_at - changed_at + $1, changed_at = $1 \
               WHERE state = 0 AND due_at > $1 AND changed_at > $1";
    tx.execute(sql, params![now])
}

/// When the next message is due.
pub(super) fn next_due(tx: &mut Tx<'_>) -> Result<Option<Timestamp>> {
    let mut next = None;
    for marketing in [false, true] {
        let sql = "SELECT CAST(MIN(due_at) AS BIGINT) FROM messages WHERE state = 0 AND marketing = $1";
        let due: Option<Timestamp> = tx.query_one(sql, params![marketing], |row| row.get(0))?;
        next = next.into_iter().chain(due).min();
    }
    Ok(next)
}

/// Whether at least so many letters of marketing, or of those that customers are owed, could go now.
pub fn has_ready(tx: &mut Tx<'_>, marketing: bool, letters: usize, now: Timestamp) -> Result<bool> {
    let sql = "SELECT 1 FROM messages WHERE state = 0 AND marketing = $1 AND due_at <= $2 ORDER BY due_at, id LIMIT 1 OFFSET $3";
    Ok(tx.query_opt(sql, params![marketing, now, letters.saturating_sub(1)], |_| Ok(()))?.is_some())
}

/// Writes what became of a message that this node was sending. Another node that took it over is left alone. What would go back into
/// the queue, and was paused or cancelled meanwhile, is held or stays here.
pub(super) fn settle(tx: &mut Tx<'_>, message: &Message, node: NodeId, settled: Settled<'_>, now: Timestamp) -> Result<()> {
    let Settled { state, reason, due_at, uncertain, untried, address } = settled;
    let changed = tx.execute(
        "UPDATE messages SET state = CASE WHEN $2 = 0 AND reason = 'on_hold' THEN 6 WHEN $2 = 0 AND reason = 'cancelled' THEN 5 ELSE $2 END, \
         reason = CASE WHEN $2 = 0 AND reason IN ('on_hold', 'cancelled') THEN reason ELSE $3 END, due_at = $4, changed_at = $5, \
         uncertain = uncertain + $6, attempts = attempts - $9, address = COALESCE($8, address) \
         WHERE id = $1 AND state = 1 AND node = $7",
        params![message.id, state as i64, reason, due_at, now, uncertain, node.0, address, untried],
    )?;
    if changed == 0 {
        return Ok(());
    }
    if state != MessageState::Queued {
        return counts::settled(tx, message, state, reason, now);
    }
    let is_cancelled = "SELECT 1 FROM messages WHERE id = $1 AND state = 5";
    match tx.query_opt(is_cancelled, params![message.id], |_| Ok(()))? {
        Some(()) => counts::settled(tx, message, MessageState::Withheld, CANCELLED, now),
        None => Ok(()),
    }
}

/// Whether a message of this key was ever queued.
pub fn is_queued(tx: &mut Tx<'_>, key: &[u8; 16]) -> Result<bool> {
    Ok(tx.query_opt::<i64>("SELECT 1 FROM messages WHERE key = $1", params![key], |_| Ok(1))?.is_some())
}

/// Forgets what was written to these ids of one customer. What is being sent at this moment goes out; nothing is kept of it.
pub fn forget(tx: &mut Tx<'_>, customers: &[CustomerId]) -> Result<()> {
    for customer in customers {
        let bodies = "DELETE FROM message_bodies WHERE message IN (SELECT id FROM messages WHERE customer = $1)";
        tx.execute(bodies, params![customer])?;
        counts::forget(tx, *customer)?;
        tx.execute("DELETE FROM messages WHERE customer = $1", params![customer])?;
    }
    Ok(())
}

/// Keeps a sent message's text, sealed, unless its customer was forgotten meanwhile. What it was packed against is there already
/// ([`keep_pattern`]).
pub(super) fn keep_body(tx: &mut Tx<'_>, message: MessageId, kept: &Kept) -> Result<()> {
    tx.execute(
        "INSERT INTO message_bodies (message, sealed, pattern) SELECT id, $2, $3 FROM messages WHERE id = $1 \
         ON CONFLICT (message) DO UPDATE SET sealed = excluded.sealed, pattern = excluded.pattern",
        params![message, kept.sealed, kept.pattern.as_ref().map(|pattern| &pattern.hash)],
    )
    .map(drop)
}

/// Keeps what letters are packed against, once.
pub(super) fn keep_pattern(tx: &mut Tx<'_>, pattern: &Pattern) -> Result<()> {
    let sql = "INSERT INTO body_patterns (hash, text) VALUES ($1, $2) ON CONFLICT (hash) DO NOTHING";
    tx.execute(sql, params![&pattern.hash, pattern.text]).map(drop)
}

/// The address that a message went to, by keyed hash; none for those of long ago, and for those that did not go.
pub fn address_of(tx: &mut Tx<'_>, message: MessageId) -> Result<Option<[u8; 16]>> {
    let sql = "SELECT address FROM messages WHERE id = $1";
    Ok(tx.query_opt(sql, params![message], |row| row.get::<Option<[u8; 16]>>(0))?.flatten())
}

/// Keeps what a message claims that is not so.
pub(super) fn note_contradiction(tx: &mut Tx<'_>, message: MessageId, found: &Contradiction) -> Result<()> {
    let text = serde_json::to_string(found).map_err(|error| Error::Other(format!("a claim can't be written: {error}")))?;
    tx.execute("UPDATE messages SET contradicted = $2 WHERE id = $1", params![message, text])?;
    Ok(())
}

/// What a message that was withheld for it claims that is not so.
pub fn contradiction_of(tx: &mut Tx<'_>, message: MessageId) -> Result<Option<Contradiction>> {
    let text: Option<Option<String>> =
        tx.query_opt("SELECT contradicted FROM messages WHERE id = $1", params![message], |row| row.get(0))?;
    let read = |text: String| {
        serde_json::from_str(&text).map_err(|_| Error::Other("a claim can't be read from the database".to_owned()))
    };
    text.flatten().map(read).transpose()
}

/// The nodes that messages are being sent by.
pub(super) fn holders(tx: &mut Tx<'_>) -> Result<Vec<Holder>> {
    let sql = "SELECT s.node, l.until FROM (SELECT DISTINCT node FROM messages WHERE state = 1) s \
               LEFT JOIN leases l ON l.name = 'outbox:' || CAST(s.node AS TEXT)";
    tx.query(sql, &[], |row| Ok((NodeId(row.get(0)?), row.get(1)?)))
}

/// Ends the lease of a node that seemed gone; false where it was heard of meanwhile. Should it come back, it takes its lease
/// anew, and no message before that.
pub(super) fn end_lease(tx: &mut Tx<'_>, node: NodeId, until: Option<i64>) -> Result<bool> {
    let name = format!("outbox:{}", node.0);
    match until {
        Some(until) => Ok(tx.execute("DELETE FROM leases WHERE name = $1 AND until = $2", params![name, until])? > 0),
        None => Ok(tx.query_opt("SELECT 1 FROM leases WHERE name = $1", params![name], |_| Ok(()))?.is_none()),
    }
}

/// Messages that a node is sending, as the database has it.
pub(super) fn being_sent(tx: &mut Tx<'_>, node: NodeId, limit: usize) -> Result<Vec<Message>> {
    let sql = format!("SELECT {COLUMNS} FROM messages WHERE state = 1 AND node = $1 LIMIT $2");
    tx.query(&sql, params![node.0, limit], message)
}

/// After a restore: what was about to be sent waits for a person.
pub fn hold_unsent(tx: &mut Tx<'_>, now: Timestamp) -> Result<u64> {
    tx.execute("UPDATE messages SET state = 6, reason = 'restored', changed_at = $1 WHERE state IN (0, 1)", params![now])
}

/// A person decided: held messages go out after all.
pub fn release_held(tx: &mut Tx<'_>, now: Timestamp) -> Result<u64> {
    tx.execute(
        "UPDATE messages SET state = 0, reason = '', due_at = $1, changed_at = $1 WHERE state = 6 AND reason = 'restored'",
        params![now],
    )
}

/// What was made by causes that begin so is held for now; it keeps its time. What is being sent at this moment goes out, and where it
/// does not is held too.
pub fn pause(tx: &mut Tx<'_>, causes: &str, now: Timestamp) -> Result<u64> {
    // In one statement: what the outbox takes or puts back meanwhile is looked at once more as it then is, and slips through nowhere.
    // What a restore held is held for this from now on: whoever releases that does not go on with what is paused.
    let sql = "UPDATE messages SET state = CASE WHEN state = 1 THEN 1 ELSE 6 END, reason = 'on_hold', \
               changed_at = CASE WHEN state = 1 THEN changed_at ELSE $3 END \
               WHERE (state IN (0, 1) OR (state = 6 AND reason = 'restored')) AND cause >= $1 AND cause < $2";
    tx.execute(sql, params![causes, after_all(causes), now])
}

/// What was held by [`pause`] goes on, what came due meanwhile at once.
pub fn resume(tx: &mut Tx<'_>, causes: &str, now: Timestamp) -> Result<u64> {
    let sql = "UPDATE messages SET state = CASE WHEN state = 1 THEN 1 ELSE 0 END, reason = '', \
               changed_at = CASE WHEN state = 1 THEN changed_at ELSE $3 END \
               WHERE state IN (1, 6) AND reason = 'on_hold' AND cause >= $1 AND cause < $2";
    tx.execute(sql, params![causes, after_all(causes), now])
}

/// What was made by causes that begin so and is not sent yet never is, whatever it waits for. What is being sent at this moment goes
/// out, or is not tried again.
pub fn cancel(tx: &mut Tx<'_>, causes: &str, now: Timestamp) -> Result<u64> {
    // Locked at once, so that the outbox neither takes nor puts back any of them meanwhile.
    let lock = tx.for_update();
    let sql = format!("SELECT {COLUMNS} FROM messages WHERE cause >= $1 AND cause < $2 AND state IN (0, 1, 6) {lock}");
    let found = tx.query(&sql, params![causes, after_all(causes)], message)?;
    let (sending, waiting): (Vec<_>, Vec<_>) = found.into_iter().partition(|one| one.state == MessageState::Sending);
    for message in &sending {
        tx.execute_later("UPDATE messages SET reason = 'cancelled' WHERE id = $1", params![message.id])?;
    }
    for message in &waiting {
        let sql = "UPDATE messages SET state = 5, reason = 'cancelled', changed_at = $2 WHERE id = $1";
        tx.execute_later(sql, params![message.id, now])?;
        counts::settled(tx, message, MessageState::Withheld, CANCELLED, now)?;
    }
    Ok(waiting.len() as u64)
}

/// The text that comes after every one that begins so.
fn after_all(causes: &str) -> String {
    format!("{causes}\u{10ffff}")
}

/// A message by id.
pub fn find(tx: &mut Tx<'_>, id: MessageId) -> Result<Option<Message>> {
    tx.query_opt(&format!("SELECT {COLUMNS} FROM messages WHERE id = $1"), params![id], message)
}

/// A sent message's sealed text, and what it was packed against.
pub(super) fn body(tx: &mut Tx<'_>, id: MessageId) -> Result<Option<(Vec<u8>, Vec<u8>)>> {
    let sql = "SELECT b.sealed, b.pattern, p.text FROM message_bodies b LEFT JOIN body_patterns p ON p.hash = b.pattern \
               WHERE b.message = $1";
    tx.query_opt(sql, params![id], |row| {
        let (pattern, text): (Option<[u8; 16]>, Option<Vec<u8>>) = (row.get(1)?, row.get(2)?);
        // Not as if its reader had been erased.
        let is_lost = pattern.is_some() && text.is_none();
        if is_lost {
            return Err(Error::Other(
                "what a letter's text was packed against is not in the database: restore a backup".to_owned(),
            ));
        }
        Ok((row.get(0)?, text.unwrap_or_default()))
    })
}

/// Messages newest first, below `before`; in one state where it is given.
pub fn list(tx: &mut Tx<'_>, state: Option<MessageState>, before: Option<MessageId>, limit: usize) -> Result<Vec<Message>> {
    let top = [0xffu8; 16];
    let before: Param<'_> = before.as_ref().map_or_else(|| top.to_param(), |id| id.to_param());
    let state = state.map_or(-1, |state| state as i64);
    let sql = format!("SELECT {COLUMNS} FROM messages WHERE id < $1 AND ($2 < 0 OR state = $2) ORDER BY id DESC LIMIT $3");
    tx.query(&sql, &[before, state.to_param(), limit.to_param()], message)
}

/// As [`list`], in any of several states (in all where none is named), for a page anywhere in it: rows in the place's
/// order, for [`Place::cut`].
pub fn list_in(tx: &mut Tx<'_>, states: &[MessageState], place: &Place<MessageId>, limit: usize) -> Result<Vec<Message>> {
    let (side, order, key) = place.bounds();
    let table = match states {
        [] => "messages".to_owned(),
        // A part a state, each with its code and its partial index's condition in the text, so that the index serves.
        states => {
            let parts: Vec<String> = states.iter().map(|state| part_of(*state)).collect();
            format!("({}) AS m", parts.join(" UNION ALL "))
        }
    };
    let sql = format!("SELECT {COLUMNS} FROM {table} WHERE id {side} $1 ORDER BY id {order} LIMIT $2");
    tx.query(&sql, params![key, limit], message)
}

/// Messages on their way that a list looks through: the first in line.
const ON_THE_WAY_MAX: usize = 10_000;

fn part_of(state: MessageState) -> String {
    let code = state as i64;
    // A few among many: the limit makes the engine take them by their own index rather than by id through all the rest.
    let in_line = |order: &str| {
        format!(
            "SELECT {COLUMNS} FROM (SELECT {COLUMNS} FROM messages WHERE state = {code} ORDER BY {order} LIMIT {ON_THE_WAY_MAX}) AS part"
        )
    };
    match state {
        MessageState::Queued => in_line("marketing, due_at"),
        MessageState::Sending => in_line("node"),
        MessageState::Sent => format!("SELECT {COLUMNS} FROM messages WHERE state = {code}"),
        _ => format!("SELECT {COLUMNS} FROM messages WHERE state > 2 AND state = {code}"),
    }
}

/// How many messages are held for a person's decision.
pub fn held(tx: &mut Tx<'_>) -> Result<u64> {
    tx.query_one("SELECT COUNT(*) FROM messages WHERE state > 2 AND state = 6 AND reason = 'restored'", &[], |row| row.get(0))
}

/// The messages of these ids of one customer, newest first.
pub fn of_customer(tx: &mut Tx<'_>, customers: &[CustomerId], before: Option<MessageId>, limit: usize) -> Result<Vec<Message>> {
    let top = [0xffu8; 16];
    let sql = format!("SELECT {COLUMNS} FROM messages WHERE customer = $1 AND id < $2 ORDER BY id DESC LIMIT $3");
    let mut found = Vec::new();
    for customer in customers {
        let before: Param<'_> = before.as_ref().map_or_else(|| top.to_param(), |id| id.to_param());
        found.extend(tx.query(&sql, &[customer.to_param(), before, limit.to_param()], message)?);
    }
    found.sort_by_key(|message| std::cmp::Reverse(message.id));
    found.truncate(limit);
    Ok(found)
}

/// The marketing letters to these ids of one customer that the mail server took, the latest first.
pub fn letters_to(tx: &mut Tx<'_>, customers: &[CustomerId]) -> Result<Vec<SentLetter>> {
    let mut letters: Vec<SentLetter> = letters_of(tx, customers)?.into_iter().map(|(_, letter)| letter).collect();
    letters.sort_by_key(|letter| std::cmp::Reverse(letter.at));
    Ok(letters)
}

/// As [`letters_to`], of many customers, each letter with the id that it went to.
pub fn letters_of(tx: &mut Tx<'_>, customers: &[CustomerId]) -> Result<Vec<(CustomerId, SentLetter)>> {
    let keys: Vec<&[u8]> = customers.iter().map(|customer| customer.raw().as_slice()).collect();
    let sql = format!("SELECT {COLUMNS} FROM messages WHERE state = 2 AND marketing = 1 AND customer");
    let letters = tx.query_keys(&sql, &keys, message)?;
    Ok(letters.iter().map(|sent| (sent.customer, SentLetter { purpose: sent.purpose(), at: sent.changed_at })).collect())
}

/// Ids that were written to, in their order, from after one on.
pub fn written_to(tx: &mut Tx<'_>, after: CustomerId, limit: usize) -> Result<Vec<CustomerId>> {
    let sql = "SELECT DISTINCT customer FROM messages WHERE customer > $1 ORDER BY customer LIMIT $2";
    tx.query(sql, params![after, limit], |row| row.get(0))
}

/// How many messages are in each state that is not final.
pub fn waiting(tx: &mut Tx<'_>) -> Result<i64> {
    // Two questions, each over the small index of its state.
    let sql = "SELECT (SELECT COUNT(*) FROM messages WHERE state = 0) + (SELECT COUNT(*) FROM messages WHERE state = 1)";
    tx.query_one(sql, &[], |row| row.get(0))
}

pub(super) fn unknown() -> Error {
    Error::Other("the outbox holds an unknown word".to_owned())
}

fn message(row: &Row<'_>) -> Result<Message> {
    Ok(Message {
        id: row.get(0)?,
        customer: row.get(1)?,
        event: row.get(2)?,
        position: row.get(3)?,
        letter: LetterRef::from_name(&row.get::<String>(4)?).ok_or_else(unknown)?,
        is_marketing: row.get(13)?,
        topic: row.get(14)?,
        cause: row.get(15)?,
        locale: Locale::from_tag(&row.get::<String>(5)?).unwrap_or_default(),
        state: MessageState::from_code(row.get(6)?).ok_or_else(unknown)?,
        reason: row.get(7)?,
        attempts: row.get(8)?,
        uncertain: row.get(9)?,
        due_at: row.get(10)?,
        created_at: row.get(11)?,
        changed_at: row.get(12)?,
        postponed_at: row.get(16)?,
    })
}
