//! What customers ask for by law: opened, known to come from them, answered in time, and never lost.
//!
//! What somebody wrote is sealed under their key; the rest of a row is words of the program's own. A row is told apart from all
//! others by its id alone, which leads nobody anywhere without a look at who asks.

use super::deadlines::Law;
use super::erasure::Erasure;
use crate::consent::Category;
use crate::vault::{self, Keys};
use base::id::{CustomerId, ErasureId, RequestId, StaffId};
use base::{Id as _, Rng, Timestamp};
use db::{Error, Result, Row, Tx, params};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// Requests of one customer that may be open at a time.
pub const OPEN_REQUESTS_MAX: usize = 20;
/// Letters of what a customer writes, and of a reason that they are told.
pub const REQUEST_CHARS_MAX: usize = 2_000;
pub const REASON_CHARS_MAX: usize = 500;
/// How long before its end a request that is still open is pressing.
pub const DUE_SOON: Duration = Duration::from_hours(7 * 24);
/// How long answered requests are kept, as proof that they were.
const KEPT: Duration = Duration::from_hours(24 * 1_096);

/// What is asked for (GDPR articles 15 to 21).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RequestKind {
    Access = 0,
    Portability = 1,
    Correction = 2,
    Restriction = 3,
    Objection = 4,
    Erasure = 5,
}

/// Where a request stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RequestState {
    Open = 0,
    /// It came from somebody who is not known to be the customer yet.
    Unverified = 1,
    /// The customer was told in time that it takes longer.
    Extended = 2,
    Done = 3,
    Refused = 4,
    /// The customer took it back, or said that it was not theirs.
    Withdrawn = 5,
}

/// One request, without what was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    pub id: RequestId,
    /// As known when it was opened.
    pub customer: CustomerId,
    pub kind: RequestKind,
    pub state: RequestState,
    pub law: Law,
    /// Where it came in: `privacy_centre`, `staff`, `api`; of an erasure, where that was asked for.
    pub via: String,
    pub opened_at: Timestamp,
    /// As the law had it at first.
    pub due_at: Timestamp,
    pub extended_until: Option<Timestamp>,
    /// When the customer was last asked whether it was them.
    pub identity_asked_at: Option<Timestamp>,
    pub verified_at: Option<Timestamp>,
    pub answered_at: Option<Timestamp>,
    sealed: Option<Vec<u8>>,
}

/// What was written, by the customer and to them. Personal data.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct RequestWords {
    /// The language that the customer is answered in.
    pub locale: String,
    /// What a correction is about (`name`, `email` …), or why use is restricted, or the purposes that are objected to.
    pub about: String,
    pub text: String,
    /// What the customer was told with the answer.
    pub reason: String,
}

/// A request about to be opened.
pub struct NewRequest {
    /// The root.
    pub customer: CustomerId,
    pub kind: RequestKind,
    pub law: Law,
    pub via: &'static str,
    /// Whether it is known to come from the customer.
    pub is_verified: bool,
    pub words: RequestWords,
}

/// Somebody outside the store who is to be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldRecipient {
    pub host: String,
    pub told_at: Option<Timestamp>,
    pub staff: Option<StaffId>,
}

/// How many requests are open, and how many of them press.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Pending {
    pub open: u64,
    /// Of those, due within [`DUE_SOON`] and not overdue.
    pub soon: u64,
    pub overdue: u64,
}

/// Words and codes of a closed set.
macro_rules! worded {
    ($name:ident: $($variant:ident $word:literal),+) => {
        impl $name {
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word in the API and as the last part of translation keys.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.word() == word)
            }

            fn from_code(code: i64) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| *one as i64 == code)
            }
        }
    };
}

worded!(RequestKind: Access "access", Portability "portability", Correction "correction", Restriction "restriction",
    Objection "objection", Erasure "erasure");
worded!(RequestState: Open "open", Unverified "waiting_for_identity", Extended "extended", Done "done", Refused "refused",
    Withdrawn "withdrawn");

impl RequestKind {
    /// Whether recipients outside the store are told of it (GDPR article 19).
    pub const fn concerns_recipients(self) -> bool {
        matches!(self, Self::Correction | Self::Restriction | Self::Erasure)
    }
}

impl RequestState {
    /// Whether an answer is still owed.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Open | Self::Unverified | Self::Extended)
    }
}

impl Request {
    /// By when it is to be answered as things stand.
    pub fn answer_by(&self) -> Timestamp {
        self.extended_until.unwrap_or(self.due_at)
    }

    pub fn is_overdue(&self, now: Timestamp) -> bool {
        self.state.is_open() && now > self.answer_by()
    }
}

/// Opens a request; `None` where too many of the customer's are open. The caller runs inside the recorder, and knows that the
/// customer was not erased.
pub fn open_request(
    tx: &mut Tx<'_>,
    keys: &Keys,
    rng: &mut Rng,
    new: &NewRequest,
    zone: &TimeZone,
    now: Timestamp,
) -> Result<Option<Request>> {
    let sql = "SELECT COUNT(*) FROM privacy_requests WHERE customer = $1 AND answered_at IS NULL";
    let open: i64 = tx.query_one(sql, params![new.customer], |row| row.get(0))?;
    if open >= OPEN_REQUESTS_MAX as i64 {
        return Ok(None);
    }
    let id = RequestId::new(now, rng);
    let state = if new.is_verified { RequestState::Open } else { RequestState::Unverified };
    let request = Request {
        id,
        customer: new.customer,
        kind: new.kind,
        state,
        law: new.law,
        via: new.via.to_owned(),
        opened_at: now,
        due_at: new.law.due(now, zone),
        extended_until: None,
        identity_asked_at: (!new.is_verified).then_some(now),
        verified_at: new.is_verified.then_some(now),
        answered_at: None,
        sealed: Some(seal(tx, keys, rng, new.customer, id, &new.words)?),
    };
    insert(tx, &request)?;
    Ok(Some(request))
}

fn insert(tx: &mut Tx<'_>, one: &Request) -> Result<()> {
    tx.execute(
        &format!(
            "INSERT INTO privacy_requests ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) \
             ON CONFLICT (id) DO NOTHING"
        ),
        params![
            one.id,
            one.customer,
            one.kind as i64,
            one.state as i64,
            one.law as i64,
            one.via,
            one.sealed,
            one.opened_at,
            one.due_at,
            one.extended_until,
            one.identity_asked_at,
            one.verified_at,
            one.answered_at
        ],
    )?;
    Ok(())
}

fn seal(
    tx: &mut Tx<'_>,
    keys: &Keys,
    rng: &mut Rng,
    customer: CustomerId,
    id: RequestId,
    words: &RequestWords,
) -> Result<Vec<u8>> {
    let plain = serde_json::to_vec(words).map_err(|error| Error::Other(format!("a request can't be written: {error}")))?;
    vault::seal_for(tx, keys, rng, customer, Category::Messages, &id.to_string(), &plain)
}

pub fn find_request(tx: &mut Tx<'_>, id: RequestId) -> Result<Option<Request>> {
    tx.query_opt(&format!("SELECT {COLUMNS} FROM privacy_requests WHERE id = $1"), params![id], read)
}

/// What was written, for the ids of its customer (a root with those merged into it); `None` after an erasure. Whoever shows it
/// to anybody but the customer logs the look first.
pub fn request_words(tx: &mut Tx<'_>, keys: &Keys, customers: &[CustomerId], request: &Request) -> Result<Option<RequestWords>> {
    let Some(sealed) = &request.sealed else { return Ok(None) };
    let plain = vault::open_beside(tx, keys, customers, Category::Messages, &request.id.to_string(), sealed)?;
    Ok(plain.and_then(|plain| serde_json::from_slice(&plain).ok()))
}

/// The requests of these ids of one customer, newest first.
pub fn requests_of(tx: &mut Tx<'_>, customers: &[CustomerId], limit: usize) -> Result<Vec<Request>> {
    let sql = format!("SELECT {COLUMNS} FROM privacy_requests WHERE customer = $1 ORDER BY opened_at DESC, id DESC LIMIT $2");
    let mut all = Vec::new();
    for customer in customers {
        all.extend(tx.query(&sql, params![customer, limit], read)?);
    }
    all.sort_by_key(|one| std::cmp::Reverse((one.opened_at, one.id)));
    all.truncate(limit);
    Ok(all)
}

/// Requests that wait for an answer, those that are due first before the others.
pub fn open_requests(tx: &mut Tx<'_>, limit: usize) -> Result<Vec<Request>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM privacy_requests WHERE answered_at IS NULL ORDER BY COALESCE(extended_until, due_at), id LIMIT $1"
    );
    tx.query(&sql, params![limit], read)
}

/// Requests newest first, below a place: those that wait, those that were answered, or all.
pub fn list_requests(tx: &mut Tx<'_>, is_open: Option<bool>, before: Option<RequestId>, limit: usize) -> Result<Vec<Request>> {
    let condition = match is_open {
        Some(true) => "AND answered_at IS NULL",
        Some(false) => "AND answered_at IS NOT NULL",
        None => "",
    };
    let before = before.unwrap_or(RequestId::from_raw([0xff; 16]));
    let sql = format!("SELECT {COLUMNS} FROM privacy_requests WHERE id < $1 {condition} ORDER BY id DESC LIMIT $2");
    tx.query(&sql, params![before, limit], read)
}

/// Requests that were answered, the last first, before a place in that order.
pub fn answered_requests(tx: &mut Tx<'_>, before: Option<(Timestamp, RequestId)>, limit: usize) -> Result<Vec<Request>> {
    let (at, id) = before.unwrap_or((Timestamp::from_micros(i64::MAX), RequestId::from_raw([0xff; 16])));
    let sql = format!(
        "SELECT {COLUMNS} FROM privacy_requests WHERE answered_at IS NOT NULL AND (answered_at < $1 OR (answered_at = $1 AND id < $2)) \
         ORDER BY answered_at DESC, id DESC LIMIT $3"
    );
    tx.query(&sql, params![at, id, limit], read)
}

/// How many wait, and how many press.
pub fn pending(tx: &mut Tx<'_>, now: Timestamp) -> Result<Pending> {
    let sql = "SELECT COUNT(*), \
               CAST(COALESCE(SUM(CASE WHEN COALESCE(extended_until, due_at) < $1 THEN 1 ELSE 0 END), 0) AS BIGINT), \
               CAST(COALESCE(SUM(CASE WHEN COALESCE(extended_until, due_at) < $2 THEN 1 ELSE 0 END), 0) AS BIGINT) \
               FROM privacy_requests WHERE answered_at IS NULL";
    let counts = tx
        .query_one(sql, params![now, now.plus(DUE_SOON)], |row| Ok((row.get::<u64>(0)?, row.get::<u64>(1)?, row.get::<u64>(2)?)));
    let (open, overdue, pressing) = counts?;
    Ok(Pending { open, soon: pressing.saturating_sub(overdue), overdue })
}

/// Notes that the request is known to come from the customer; false where there was nothing to note. The caller runs inside
/// the recorder.
pub fn verify_request(tx: &mut Tx<'_>, id: RequestId, now: Timestamp) -> Result<bool> {
    let sql = "UPDATE privacy_requests SET verified_at = $2, state = CASE WHEN state = 1 THEN 0 ELSE state END \
               WHERE id = $1 AND verified_at IS NULL AND answered_at IS NULL";
    Ok(tx.execute(sql, params![id, now])? > 0)
}

/// Notes that the customer is being asked whether it was them.
pub fn note_identity_asked(tx: &mut Tx<'_>, id: RequestId, now: Timestamp) -> Result<()> {
    tx.execute("UPDATE privacy_requests SET identity_asked_at = $2 WHERE id = $1", params![id, now])?;
    Ok(())
}

/// Gives a request the law's longer time, with the reason that the customer is told; false where it was too late for that, or
/// there was more time already. The caller runs inside the recorder.
pub fn extend_request(
    tx: &mut Tx<'_>,
    keys: &Keys,
    rng: &mut Rng,
    request: &Request,
    words: &RequestWords,
    zone: &TimeZone,
    now: Timestamp,
) -> Result<bool> {
    let sealed = seal(tx, keys, rng, request.customer, request.id, words)?;
    let sql = "UPDATE privacy_requests SET state = $2, extended_until = $3, sealed = $4 \
               WHERE id = $1 AND answered_at IS NULL AND extended_until IS NULL AND due_at >= $5";
    let until = request.law.extended(request.opened_at, zone);
    Ok(tx.execute(sql, params![request.id, RequestState::Extended as i64, until, sealed, now])? > 0)
}

/// Answers a request; false where it was answered before. The caller runs inside the recorder.
pub fn answer_request(
    tx: &mut Tx<'_>,
    keys: &Keys,
    rng: &mut Rng,
    request: &Request,
    state: RequestState,
    words: &RequestWords,
    now: Timestamp,
) -> Result<bool> {
    let sealed = seal(tx, keys, rng, request.customer, request.id, words)?;
    let sql = "UPDATE privacy_requests SET state = $2, answered_at = $3, sealed = $4 WHERE id = $1 AND answered_at IS NULL";
    Ok(tx.execute(sql, params![request.id, state as i64, now, sealed])? > 0)
}

/// Erasures that were promised to a customer before a moment and are not done.
pub fn promised_erasures(tx: &mut Tx<'_>, before: Timestamp, limit: usize) -> Result<Vec<Request>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM privacy_requests r WHERE kind = 5 AND state = 3 AND answered_at IS NOT NULL AND answered_at <= $1 \
         AND sealed IS NOT NULL ORDER BY answered_at LIMIT $2"
    );
    tx.query(&sql, params![before, limit], read)
}

/// The erasure that answers a request carries its number.
pub fn erasure_for(request: RequestId) -> ErasureId {
    ErasureId::from_raw(*request.raw())
}

/// Names those outside who are to be told of what a request changed.
pub fn name_recipients(tx: &mut Tx<'_>, id: RequestId, hosts: &[String]) -> Result<()> {
    for host in hosts {
        let sql = "INSERT INTO privacy_request_recipients (request, host) VALUES ($1, $2) ON CONFLICT (request, host) DO NOTHING";
        tx.execute(sql, params![id, host])?;
    }
    Ok(())
}

pub fn told_recipients(tx: &mut Tx<'_>, id: RequestId) -> Result<Vec<ToldRecipient>> {
    let sql = "SELECT host, told_at, staff FROM privacy_request_recipients WHERE request = $1 ORDER BY host";
    tx.query(sql, params![id], |row| Ok(ToldRecipient { host: row.get(0)?, told_at: row.get(1)?, staff: row.get(2)? }))
}

/// Requests of which somebody outside is still to be told.
pub fn untold(tx: &mut Tx<'_>, ids: &[RequestId]) -> Result<Vec<RequestId>> {
    let mut found = Vec::new();
    for id in ids {
        let sql = "SELECT 1 FROM privacy_request_recipients WHERE request = $1 AND told_at IS NULL LIMIT 1";
        if tx.query_opt(sql, params![id], |_| Ok(()))?.is_some() {
            found.push(*id);
        }
    }
    Ok(found)
}

/// Notes that somebody outside was told, and by whom; false where that was noted before, or nobody is to be told.
pub fn tell_recipient(tx: &mut Tx<'_>, id: RequestId, host: &str, staff: StaffId, now: Timestamp) -> Result<bool> {
    let sql =
        "UPDATE privacy_request_recipients SET told_at = $3, staff = $4 WHERE request = $1 AND host = $2 AND told_at IS NULL";
    Ok(tx.execute(sql, params![id, host, now, staff])? > 0)
}

/// As part of an erasure: what the customer wrote goes, what was open is settled by it, and the erasure itself stands among
/// what was asked and done, with nothing of the customer.
pub(super) fn settle_by_erasure(tx: &mut Tx<'_>, erasure: &Erasure, ids: &[CustomerId], law: Law) -> Result<()> {
    for id in ids {
        let sql = "UPDATE privacy_requests SET state = 3, answered_at = $2 WHERE customer = $1 AND answered_at IS NULL";
        tx.execute(sql, params![id, erasure.asked_at])?;
        tx.execute("UPDATE privacy_requests SET sealed = NULL WHERE customer = $1", params![id])?;
    }
    let at = erasure.asked_at;
    let request = Request {
        id: RequestId::from_raw(*erasure.id.raw()),
        customer: erasure.customer,
        kind: RequestKind::Erasure,
        state: RequestState::Done,
        law,
        via: erasure.via.clone(),
        opened_at: at,
        due_at: law.due(at, &TimeZone::UTC),
        extended_until: None,
        identity_asked_at: None,
        verified_at: Some(at),
        answered_at: Some(at),
        sealed: None,
    };
    insert(tx, &request)
}

/// Deletes requests that were answered three years ago or earlier.
pub fn purge_requests(tx: &mut Tx<'_>, now: Timestamp) -> Result<u64> {
    let old = "SELECT id FROM privacy_requests WHERE answered_at IS NOT NULL AND answered_at < $1";
    let before = now.minus(KEPT);
    tx.execute(&format!("DELETE FROM privacy_request_recipients WHERE request IN ({old})"), params![before])?;
    tx.execute("DELETE FROM privacy_requests WHERE answered_at IS NOT NULL AND answered_at < $1", params![before])
}

const COLUMNS: &str = "id, customer, kind, state, law, via, sealed, opened_at, due_at, extended_until, identity_asked_at, \
                       verified_at, answered_at";

fn read(row: &Row<'_>) -> Result<Request> {
    let unknown = || Error::Other("a request in the database has an unknown word".to_owned());
    Ok(Request {
        id: row.get(0)?,
        customer: row.get(1)?,
        kind: RequestKind::from_code(row.get(2)?).ok_or_else(unknown)?,
        state: RequestState::from_code(row.get(3)?).ok_or_else(unknown)?,
        law: Law::from_code(row.get(4)?).ok_or_else(unknown)?,
        via: row.get(5)?,
        sealed: row.get(6)?,
        opened_at: row.get(7)?,
        due_at: row.get(8)?,
        extended_until: row.get(9)?,
        identity_asked_at: row.get(10)?,
        verified_at: row.get(11)?,
        answered_at: row.get(12)?,
    })
}
