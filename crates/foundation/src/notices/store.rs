//! Versions and their texts.

use super::model::Notice;
use crate::consent::Purpose;
use base::id::CustomerId;
use base::{Locale, Timestamp};
use db::{Param, Result, Row, Tx, params};

/// Versions of one list.
const VERSIONS_MAX: usize = 200;
const COLUMNS: &str = "version, material, purposes, published_at, asked, asked_at, changed_at";

/// A material change about which not everybody was asked yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asking {
    pub version: u32,
    pub purposes: Vec<Purpose>,
    pub published_at: Timestamp,
    /// The last customer that was gone through.
    pub through: Option<CustomerId>,
    /// How many were asked since the beginning was last left.
    asked_in_pass: u64,
}

/// How far one commit brings the asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    pub through: Option<CustomerId>,
    pub asked: u64,
    /// There is nobody after `through`.
    pub is_last: bool,
}

/// The version in force.
pub fn current(tx: &mut Tx<'_>) -> Result<Option<Notice>> {
    one(tx, "WHERE published_at IS NOT NULL ORDER BY version DESC LIMIT 1", &[])
}

/// The last version that asks people anew: the first, or one that changed something of substance. `None` before there is any.
pub fn asking_version(tx: &mut Tx<'_>) -> Result<Option<u32>> {
    let sql = "SELECT MAX(version) FROM notices WHERE published_at IS NOT NULL AND (material <> 0 OR version = 1)";
    tx.query_one(sql, &[], |row| Ok(row.get::<Option<i64>>(0)?.map(|version| version as u32)))
}

/// A published version.
pub fn find(tx: &mut Tx<'_>, version: u32) -> Result<Option<Notice>> {
    one(tx, "WHERE published_at IS NOT NULL AND version = $1", params![version])
}

pub fn draft(tx: &mut Tx<'_>) -> Result<Option<Notice>> {
    one(tx, "WHERE published_at IS NULL ORDER BY version DESC LIMIT 1", &[])
}

/// The published versions, the latest first, without their texts; at most 200.
pub fn latest(tx: &mut Tx<'_>) -> Result<Vec<Notice>> {
    let sql = format!("SELECT {COLUMNS} FROM notices WHERE published_at IS NOT NULL ORDER BY version DESC LIMIT $1");
    tx.query(&sql, params![VERSIONS_MAX], notice)
}

fn one(tx: &mut Tx<'_>, which: &str, values: &[Param<'_>]) -> Result<Option<Notice>> {
    let sql = format!("SELECT {COLUMNS} FROM notices {which}");
    let Some(mut found) = tx.query_opt(&sql, values, notice)? else { return Ok(None) };
    let texts: Vec<(String, String)> = tx.query(
        "SELECT language, body FROM notice_texts WHERE version = $1 ORDER BY language",
        params![found.version],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    found.texts = texts.into_iter().filter_map(|(tag, text)| Some((Locale::from_tag(&tag)?, text))).collect();
    Ok(Some(found))
}

fn notice(row: &Row<'_>) -> Result<Notice> {
    Ok(Notice {
        version: row.get(0)?,
        material: row.get::<i64>(1)? != 0,
        purposes: purposes_of(row.get(2)?),
        published_at: row.get(3)?,
        asked: row.get(4)?,
        asked_at: row.get(5)?,
        changed_at: row.get(6)?,
        texts: Vec::new(),
    })
}

/// Writes one language of the draft, which begins as a copy of the version in force.
pub fn save_text(tx: &mut Tx<'_>, locale: Locale, text: &str, now: Timestamp) -> Result<()> {
    let version = match draft(tx)? {
        Some(draft) => draft.version,
        None => begin_draft(tx, now)?,
    };
    write_text(tx, version, locale, text)?;
    tx.execute("UPDATE notices SET changed_at = $2 WHERE version = $1", params![version, now])?;
    Ok(())
}

fn begin_draft(tx: &mut Tx<'_>, now: Timestamp) -> Result<u32> {
    let before = current(tx)?;
    let version = before.as_ref().map_or(1, |before| before.version + 1);
    insert(tx, version, None, now)?;
    for (locale, text) in before.iter().flat_map(|before| &before.texts) {
        write_text(tx, version, *locale, text)?;
    }
    Ok(version)
}

fn insert(tx: &mut Tx<'_>, version: u32, published_at: Option<Timestamp>, now: Timestamp) -> Result<()> {
    tx.execute(
        "INSERT INTO notices (version, material, purposes, changed_at, published_at, asked, asked_in_pass) \
         VALUES ($1, 0, 0, $2, $3, 0, 0)",
        params![version, now, published_at],
    )?;
    Ok(())
}

fn write_text(tx: &mut Tx<'_>, version: u32, locale: Locale, text: &str) -> Result<()> {
    tx.execute(
        "INSERT INTO notice_texts (version, language, body) VALUES ($1, $2, $3) \
         ON CONFLICT (version, language) DO UPDATE SET body = excluded.body",
        params![version, locale.code(), text],
    )?;
    Ok(())
}

/// Takes the draft away, where there is one.
pub fn discard_draft(tx: &mut Tx<'_>) -> Result<()> {
    tx.execute("DELETE FROM notice_texts WHERE version IN (SELECT version FROM notices WHERE published_at IS NULL)", &[])?;
    tx.execute("DELETE FROM notices WHERE published_at IS NULL", &[])?;
    Ok(())
}

/// Puts the draft in force. With `purposes` the change is material: who agreed to one of them is going to be asked again.
/// `false` where there is no draft of this version any more.
pub fn publish(tx: &mut Tx<'_>, version: u32, purposes: &[Purpose], now: Timestamp) -> Result<bool> {
    let changed = tx.execute(
        "UPDATE notices SET material = $2, purposes = $3, published_at = $4, changed_at = $4 \
         WHERE version = $1 AND published_at IS NULL",
        params![version, i64::from(!purposes.is_empty()), bits(purposes), now],
    )?;
    Ok(changed > 0)
}

/// The first version, where nothing was ever written. `false` where something was.
pub fn publish_first(tx: &mut Tx<'_>, texts: &[(Locale, String)], now: Timestamp) -> Result<bool> {
    if current(tx)?.is_some() || draft(tx)?.is_some() {
        return Ok(false);
    }
    insert(tx, 1, Some(now), now)?;
    for (locale, text) in texts {
        write_text(tx, 1, *locale, text)?;
    }
    Ok(true)
}

/// The first material change that is not done with.
pub fn asking(tx: &mut Tx<'_>) -> Result<Option<Asking>> {
    let sql = "SELECT version, purposes, published_at, asked_through, asked_in_pass FROM notices \
               WHERE published_at IS NOT NULL AND material = 1 AND asked_at IS NULL ORDER BY version LIMIT 1";
    tx.query_opt(sql, &[], |row| {
        Ok(Asking {
            version: row.get(0)?,
            purposes: purposes_of(row.get(1)?),
            published_at: row.get(2)?,
            through: row.get(3)?,
            asked_in_pass: row.get(4)?,
        })
    })
}

/// Notes how far the asking came, in the transaction that asked. It goes through everybody until it finds nobody: two who become
/// one in between may bring an old agreement back. `true` when it is done.
pub fn note_asked(tx: &mut Tx<'_>, asking: &Asking, step: Step, now: Timestamp) -> Result<bool> {
    let in_pass = asking.asked_in_pass + step.asked;
    let is_done = step.is_last && in_pass == 0;
    // After the last one the next pass begins at the first.
    let (through, in_pass) = if step.is_last { (None, 0) } else { (step.through, in_pass) };
    tx.execute(
        "UPDATE notices SET asked_through = $2, asked = asked + $3, asked_in_pass = $4, asked_at = $5 WHERE version = $1",
        params![asking.version, through, step.asked as i64, in_pass as i64, is_done.then_some(now)],
    )?;
    Ok(is_done)
}

fn bits(purposes: &[Purpose]) -> i64 {
    purposes.iter().fold(0, |bits, purpose| bits | 1 << *purpose as i64)
}

fn purposes_of(bits: i64) -> Vec<Purpose> {
    Purpose::ALL.iter().copied().filter(|purpose| bits & (1 << *purpose as i64) != 0).collect()
}
