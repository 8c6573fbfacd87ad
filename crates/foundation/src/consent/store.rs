//! The history of decisions, and the row of what holds now.

use super::choices::{Choice, Choices};
use super::preferences::{forget_preferences, merge_preferences};
use super::reopening::REOPENED_VIA;
use super::restriction;
use super::vocabulary::{Basis, CategorySet, Purpose, Recipient, State};
use base::id::{CustomerId, GrantId};
use base::{Id as _, Rng, Timestamp};
use db::{Error, Param, Result, Row, ToParam as _, Tx, params};
use std::time::Duration;

/// Where decisions came from that time brought.
const CLOCK: &str = "clock";
/// Where decisions came from that a reminder's link brought.
const RENEWAL: &str = "renewal";
/// Where decisions came from that a merge brought.
pub(super) const MERGE: &str = "merge";
/// Merges of merges that are looked through for where something was decided.
const MERGES_FOLLOWED_MAX: usize = 8;

/// One decision about one purpose, for some kinds of data and some recipients.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    pub purpose: Purpose,
    pub categories: CategorySet,
    pub recipients: Vec<Recipient>,
    pub state: State,
    pub basis: Basis,
    pub valid_from: Timestamp,
    pub valid_until: Option<Timestamp>,
    /// The version of the notice that the person read.
    pub notice_version: Option<String>,
    pub language: Option<String>,
    /// Where it was collected: `api`, `site`, `unsubscribe`, `order`, `import` …
    pub collected_via: String,
    /// What shows that it happened: a form's id, a message id; no personal data.
    pub proof: Option<String>,
}

impl Decision {
    /// A decision about a purpose with all the data and recipients that it needs.
    pub fn about(purpose: Purpose, state: State, basis: Basis, at: Timestamp, collected_via: &str) -> Self {
        Self {
            purpose,
            categories: purpose.categories(),
            recipients: purpose.recipients().to_vec(),
            state,
            basis,
            valid_from: at,
            valid_until: None,
            notice_version: None,
            language: None,
            collected_via: collected_via.to_owned(),
            proof: None,
        }
    }

    /// The renewal of what a choice allows, by the link in a reminder.
    pub fn to_renew(choice: &Choice, valid_until: Option<Timestamp>, at: Timestamp) -> Self {
        Self {
            categories: choice.given,
            recipients: vec![choice.recipient],
            valid_until,
            ..Self::about(choice.purpose, State::Renewed, Basis::Consent, at, RENEWAL)
        }
    }

    fn expired(choice: &Choice, at: Timestamp) -> Self {
        Self {
            categories: choice.given,
            recipients: vec![choice.recipient],
            ..Self::about(choice.purpose, State::Expired, choice.basis, at, CLOCK)
        }
    }

    /// What a customer's choices got from somebody who turned out to be them.
    fn brought(choice: &Choice, from: CustomerId, at: Timestamp) -> Self {
        let (state, categories) = choice.as_decision();
        Self {
            categories,
            recipients: vec![choice.recipient],
            valid_until: choice.has_end().then_some(choice.until),
            proof: Some(from.to_string()),
            ..Self::about(choice.purpose, state, choice.basis, at, MERGE)
        }
    }
}

/// One row of the history: what was decided for one recipient.
#[derive(Debug, Clone, PartialEq)]
pub struct GrantRow {
    pub id: GrantId,
    pub categories: CategorySet,
    pub purpose: Purpose,
    pub recipient: Recipient,
    pub basis: Basis,
    pub state: State,
    pub valid_from: Timestamp,
    pub valid_until: Option<Timestamp>,
    pub notice_version: Option<String>,
    pub language: Option<String>,
    pub collected_via: String,
    pub proof: Option<String>,
    pub recorded_at: Timestamp,
    /// Among the customer's decisions, in the order in which they hold; 0 for those from before it was counted.
    pub place: u32,
}

/// What the ends of a customer's agreements call for.
#[derive(Debug, Clone, PartialEq)]
pub struct Due {
    /// What has ended, as it stands in the history now.
    pub ended: Vec<Decision>,
    /// What will end, and how long before its end the person is told.
    pub ending: Vec<(Choice, Duration)>,
}

/// What holds for a customer (the root) now.
pub fn load(tx: &mut Tx<'_>, customer: CustomerId) -> Result<Choices> {
    let sql = "SELECT choices FROM consent_choices WHERE customer = $1";
    let bytes: Option<Vec<u8>> = tx.query_opt(sql, params![customer], |row| row.get(0))?;
    match bytes {
        None => Ok(Choices::default()),
        Some(bytes) => decode(&bytes),
    }
}

/// What holds for each of these customers (roots) now; those of whom nothing is on record are not among them.
pub fn load_many(tx: &mut Tx<'_>, customers: &[CustomerId]) -> Result<Vec<(CustomerId, Choices)>> {
    let keys: Vec<&[u8]> = customers.iter().map(|customer| customer.raw().as_slice()).collect();
    let rows: Vec<(CustomerId, Vec<u8>)> =
        tx.query_keys("SELECT customer, choices FROM consent_choices WHERE customer", &keys, |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
    rows.into_iter().map(|(customer, bytes)| Ok((customer, decode(&bytes)?))).collect()
}

pub(super) fn decode(bytes: &[u8]) -> Result<Choices> {
    Choices::decode(bytes).ok_or_else(|| Error::Other("a customer's choices can't be read from the database".to_owned()))
}

/// Writes decisions into the history and what holds after them, starting from `choices`. The caller runs inside the
/// recorder and tells the gate.
pub fn record(
    tx: &mut Tx<'_>,
    rng: &mut Rng,
    customer: CustomerId,
    choices: &mut Choices,
    decisions: &[Decision],
    now: Timestamp,
) -> Result<()> {
    note(tx, rng, customer, choices, decisions, now)?;
    store_choices(tx, &[(customer, choices)], now)
}

/// As [`record`], where the caller stores what holds when it has noted all.
pub fn note(
    tx: &mut Tx<'_>,
    rng: &mut Rng,
    customer: CustomerId,
    choices: &mut Choices,
    decisions: &[Decision],
    now: Timestamp,
) -> Result<()> {
    for decision in decisions {
        let ids: Vec<(GrantId, u8)> = decision.recipients.iter().map(|r| (GrantId::new(now, rng), *r as u8)).collect();
        let place = choices.note();
        for recipient in &decision.recipients {
            let until = decision.valid_until;
            choices.decide(decision.purpose, *recipient, decision.categories, decision.state, decision.basis, until);
        }
        let codes = (decision.categories.0, decision.purpose as u8, decision.basis as u8, decision.state as u8);
        let mut values: Vec<Param<'_>> = Vec::with_capacity(ids.len() * GRANT_COLUMNS);
        for (id, recipient) in &ids {
            values.extend([id.to_param(), customer.to_param(), codes.0.to_param(), codes.1.to_param(), recipient.to_param()]);
            values.extend([
                codes.2.to_param(),
                codes.3.to_param(),
                decision.valid_from.to_param(),
                decision.valid_until.to_param(),
            ]);
            values.extend([decision.notice_version.to_param(), decision.language.to_param()]);
            values.extend([decision.collected_via.to_param(), decision.proof.to_param(), now.to_param(), place.to_param()]);
        }
        tx.insert_many_later(
            "INSERT INTO grants (id, customer, categories, purpose, recipient, basis, state, valid_from, valid_until, \
             notice_version, language, collected_via, proof, recorded_at, place)",
            GRANT_COLUMNS,
            "",
            &values,
        )?;
    }
    Ok(())
}

/// A change that comes between a moment at which something is due and the look at it must not hide it: due times are
/// reckoned from this long before, and what was done already is not done twice.
const DUE_SINCE: Duration = Duration::from_hours(24);

/// Writes the rows of what holds, a customer once.
pub fn store_choices(tx: &mut Tx<'_>, rows: &[(CustomerId, &Choices)], now: Timestamp) -> Result<()> {
    store_due(tx, rows, now, now.minus(DUE_SINCE))
}

fn store_due(tx: &mut Tx<'_>, rows: &[(CustomerId, &Choices)], now: Timestamp, due_after: Timestamp) -> Result<()> {
    let encoded: Vec<(Vec<u8>, Option<Timestamp>)> =
        rows.iter().map(|(_, choices)| (choices.encode(), choices.due_after(due_after))).collect();
    let values: Vec<Param<'_>> = rows
        .iter()
        .zip(&encoded)
        .flat_map(|((customer, _), (choices, end))| [customer.to_param(), choices.to_param(), now.to_param(), end.to_param()])
        .collect();
    tx.insert_many_later(
        "INSERT INTO consent_choices (customer, choices, changed_at, due_at)",
        4,
        "ON CONFLICT (customer) DO UPDATE SET choices = excluded.choices, changed_at = excluded.changed_at, \
         due_at = excluded.due_at",
        &values,
    )
}

/// Customers for whom an agreement's end called for something up to now, the longest waiting first: since when.
pub fn due(tx: &mut Tx<'_>, now: Timestamp, limit: usize) -> Result<Vec<(CustomerId, Timestamp)>> {
    let sql = "SELECT customer, due_at FROM consent_choices WHERE due_at IS NOT NULL AND due_at <= $1 ORDER BY due_at LIMIT $2";
    tx.query(sql, params![now, limit], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Puts away what has ended, as decisions; what the person is to be told of, which is for the caller. The caller runs inside
/// the recorder and tells the gate.
pub fn keep_alive(tx: &mut Tx<'_>, rng: &mut Rng, customer: CustomerId, since: Timestamp, now: Timestamp) -> Result<Due> {
    let mut choices = load(tx, customer)?;
    let ended: Vec<Decision> = choices.ended(now).map(|choice| Decision::expired(choice, now)).collect();
    let ending: Vec<(Choice, Duration)> =
        choices.ending_between(since, now).into_iter().map(|(choice, before)| (*choice, before)).collect();
    note(tx, rng, customer, &mut choices, &ended, now)?;
    store_due(tx, &[(customer, &choices)], now, now)?;
    Ok(Due { ended, ending })
}

/// After a merge the winner has both people's choices, the protective ones first; gives them. What the winner got from the
/// loser stands in the history like any decision.
pub fn merge(tx: &mut Tx<'_>, rng: &mut Rng, winner: CustomerId, loser: CustomerId, now: Timestamp) -> Result<Choices> {
    let mut choices = load(tx, winner)?;
    let theirs = load(tx, loser)?;
    merge_preferences(tx, winner, loser, now)?;
    // What ends is the winner's to be told of. When the loser's choices were their own for the last time stays known.
    tx.execute("UPDATE consent_choices SET due_at = NULL, changed_at = $2 WHERE customer = $1", params![loser, now])?;
    let brought: Vec<Decision> =
        choices.merged(&theirs).beyond(&choices).iter().map(|choice| Decision::brought(choice, loser, now)).collect();
    let restricts = theirs.is_restricted() && !choices.is_restricted();
    if restricts {
        restriction::begin(tx, winner, &mut choices, now)?;
    }
    if restricts || !brought.is_empty() {
        record(tx, rng, winner, &mut choices, &brought, now)?;
    }
    Ok(choices)
}

/// What held for a customer (the root) at a moment, by the history of decisions alone.
pub fn as_of(tx: &mut Tx<'_>, customer: CustomerId, at: Timestamp) -> Result<Choices> {
    let sql = format!("SELECT {GRANT} FROM grants WHERE customer = $1 AND recorded_at <= $2 ORDER BY place, recorded_at, id");
    let mut choices = Choices::default();
    for row in tx.query(&sql, params![customer, at], read_grant)? {
        if row.state == State::Requested && row.collected_via == REOPENED_VIA {
            choices.take_back(row.purpose, row.recipient, row.categories);
            continue;
        }
        choices.decide(row.purpose, row.recipient, row.categories, row.state, row.basis, row.valid_until);
    }
    choices.set_restricted(restriction::held_at(tx, customer, at)?);
    Ok(choices)
}

/// What held at a moment for everybody who is this customer today (a root with the ids merged into it): one set of choices for
/// each of them who was somebody of their own then. What a merge brought along stands in the root's.
pub fn all_as_of(tx: &mut Tx<'_>, customers: &[CustomerId], at: Timestamp) -> Result<Vec<Choices>> {
    let Some((root, merged)) = customers.split_first() else { return Ok(Vec::new()) };
    let mut all = vec![as_of(tx, *root, at)?];
    for customer in merged {
        // The row of somebody who was merged was touched then for the last time.
        let sql = "SELECT changed_at FROM consent_choices WHERE customer = $1";
        let merged_at: Option<Timestamp> = tx.query_opt(sql, params![customer], |row| row.get(0))?;
        if merged_at.is_some_and(|merged_at| at < merged_at) {
            all.push(as_of(tx, *customer, at)?);
        }
    }
    Ok(all)
}

/// Where the last decision about a purpose was made; what a merge brought, where the one before it was.
pub fn last_decided_via(tx: &mut Tx<'_>, customer: CustomerId, purpose: Purpose) -> Result<Option<String>> {
    let sql = "SELECT collected_via, proof FROM grants WHERE customer = $1 AND purpose = $2 \
               ORDER BY recorded_at DESC, place DESC, id DESC LIMIT 1";
    let (mut of, mut found) = (customer, None);
    for _ in 0..MERGES_FOLLOWED_MAX {
        let last: Option<(String, Option<String>)> =
            tx.query_opt(sql, params![of, purpose as i64], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let Some((via, proof)) = last else { break };
        let before = proof.filter(|_| via == MERGE).and_then(|proof| proof.parse().ok());
        found = Some(via);
        match before {
            Some(loser) => of = loser,
            None => break,
        }
    }
    Ok(found)
}

/// When somebody under one of these ids last said no to a purpose: when they decided, whenever it arrived. What a merge brought
/// counts from the merge on.
pub fn last_no_at(tx: &mut Tx<'_>, customers: &[CustomerId], purpose: Purpose) -> Result<Option<Timestamp>> {
    let noes = State::ALL.iter().filter(|state| state.is_explicit_no()).map(|state| (*state as u8).to_string());
    let sql = format!(
        "SELECT MAX(valid_from) FROM grants WHERE customer = $1 AND purpose = $2 AND state IN ({})",
        noes.collect::<Vec<_>>().join(", ")
    );
    let mut last = None;
    for customer in customers {
        last = last.max(tx.query_one(&sql, params![customer, purpose as i64], |row| row.get::<Option<Timestamp>>(0))?);
    }
    Ok(last)
}

/// Every decision of these ids (a root and those merged into it), newest first.
pub fn history(tx: &mut Tx<'_>, customers: &[CustomerId], limit: usize) -> Result<Vec<GrantRow>> {
    let mut rows = Vec::new();
    for customer in customers {
        let sql =
            format!("SELECT {GRANT} FROM grants WHERE customer = $1 ORDER BY recorded_at DESC, place DESC, id DESC LIMIT $2");
        rows.extend(tx.query(&sql, params![customer, limit], read_grant)?);
    }
    rows.sort_by_key(|row| std::cmp::Reverse((row.recorded_at, row.place, row.id)));
    rows.truncate(limit);
    Ok(rows)
}

/// Every row of the decision that `id` belongs to, one a recipient, in the teams' order; none where it is not one of these customers'.
pub fn decision_of(tx: &mut Tx<'_>, customers: &[CustomerId], id: GrantId) -> Result<Vec<GrantRow>> {
    for customer in customers {
        let sql = format!("SELECT {GRANT} FROM grants WHERE id = $1 AND customer = $2");
        let Some(found) = tx.query_opt(&sql, params![id, customer], read_grant)? else { continue };
        let sql = format!("SELECT {GRANT} FROM grants WHERE customer = $1 AND recorded_at = $2 ORDER BY recipient, id");
        let mut rows = tx.query(&sql, params![customer, found.recorded_at], read_grant)?;
        rows.retain(|row| GrantRow { id: found.id, recipient: found.recipient, ..row.clone() } == found);
        return Ok(rows);
    }
    Ok(Vec::new())
}

/// After an erasure: nothing holds, nothing is asked for, and of each decision only what was decided, when and where is left. Gives how many.
pub fn forget(tx: &mut Tx<'_>, customer: CustomerId) -> Result<u64> {
    tx.execute("DELETE FROM consent_choices WHERE customer = $1", params![customer])?;
    restriction::forget(tx, customer)?;
    forget_preferences(tx, customer)?;
    tx.execute("UPDATE grants SET proof = NULL, language = NULL WHERE customer = $1", params![customer])
}

const GRANT: &str = "id, categories, purpose, recipient, basis, state, valid_from, valid_until, notice_version, language, \
                     collected_via, proof, recorded_at, place";
/// Columns of a row that is written: those and the customer.
const GRANT_COLUMNS: usize = 15;

fn read_grant(row: &Row<'_>) -> Result<GrantRow> {
    let unknown = || Error::Other("a decision in the database has an unknown word".to_owned());
    Ok(GrantRow {
        id: row.get(0)?,
        categories: CategorySet(row.get::<u32>(1)? as u16),
        purpose: Purpose::from_code(row.get(2)?).ok_or_else(unknown)?,
        recipient: Recipient::from_code(row.get(3)?).ok_or_else(unknown)?,
        basis: Basis::from_code(row.get(4)?).ok_or_else(unknown)?,
        state: State::from_code(row.get(5)?).ok_or_else(unknown)?,
        valid_from: row.get(6)?,
        valid_until: row.get(7)?,
        notice_version: row.get(8)?,
        language: row.get(9)?,
        collected_via: row.get(10)?,
        proof: row.get(11)?,
        recorded_at: row.get(12)?,
        place: row.get(13)?,
    })
}
