//! How the mailbox fared, and which of its letters are left. All of it is in the views: a restored store reads them once more.

use super::model::State;
use base::Timestamp;
use db::{Error, Result, Tx, params};
use std::collections::HashMap;

const STATE: &str = "mailbox, due_at, read_at, letters, reports, failures, error, said";
/// A transaction that forgets does no more at once.
pub const FORGET_AT_ONCE: usize = 500;

/// What is known of a letter that is still there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Remembered {
    /// How often it could not be fetched.
    pub tries: u32,
    /// Somebody may look at it; the program does not again.
    pub is_left: bool,
}

/// `None` before any mailbox was looked into. (Views.)
pub fn state(tx: &mut Tx<'_>) -> Result<Option<State>> {
    let number = |value: i64| u64::try_from(value).unwrap_or(0);
    tx.query_opt(&format!("SELECT {STATE} FROM mailbox_state WHERE id = 1"), &[], |row| {
        Ok(State {
            mailbox: hash(&row.get::<Vec<u8>>(0)?)?,
            due_at: row.get(1)?,
            read_at: row.get::<Option<Timestamp>>(2)?,
            letters: number(row.get(3)?),
            reports: number(row.get(4)?),
            failures: u32::try_from(row.get::<i64>(5)?).unwrap_or(u32::MAX),
            error: row.get(6)?,
            said: row.get(7)?,
        })
    })
}

/// (Views.)
pub fn save_state(tx: &mut Tx<'_>, state: &State) -> Result<()> {
    let number = |value: u64| i64::try_from(value).unwrap_or(i64::MAX);
    let sql = format!(
        "INSERT INTO mailbox_state (id, {STATE}) VALUES (1, $1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (id) DO UPDATE SET \
         mailbox = excluded.mailbox, due_at = excluded.due_at, read_at = excluded.read_at, letters = excluded.letters, \
         reports = excluded.reports, failures = excluded.failures, error = excluded.error, said = excluded.said"
    );
    let State { mailbox, due_at, read_at, letters, reports, failures, error, said } = state;
    let (letters, reports, failures) = (number(*letters), number(*reports), i64::from(*failures));
    tx.execute(&sql, params![mailbox, due_at, read_at, letters, reports, failures, error, said]).map(drop)
}

/// What is known of letters, by the keyed hashes of their names. (Views.)
pub fn remembered(tx: &mut Tx<'_>) -> Result<HashMap<[u8; 16], Remembered>> {
    let rows = tx.query("SELECT letter, tries, is_left FROM mailbox_letters", &[], |row| {
        let tries = u32::try_from(row.get::<i64>(1)?).unwrap_or(u32::MAX);
        Ok((hash(&row.get::<Vec<u8>>(0)?)?, Remembered { tries, is_left: row.get::<i64>(2)? != 0 }))
    })?;
    Ok(rows.into_iter().collect())
}

/// A letter is no report: people may look at it. (Views.)
pub fn leave(tx: &mut Tx<'_>, letter: &[u8; 16]) -> Result<()> {
    let sql = "INSERT INTO mailbox_letters (letter, tries, is_left) VALUES ($1, 0, 1) \
               ON CONFLICT (letter) DO UPDATE SET is_left = 1";
    tx.execute(sql, params![letter]).map(drop)
}

/// A letter could not be fetched; after the last try it is left. (Views.)
pub fn note_try(tx: &mut Tx<'_>, letter: &[u8; 16], tries: u32, is_left: bool) -> Result<()> {
    let sql = "INSERT INTO mailbox_letters (letter, tries, is_left) VALUES ($1, $2, $3) \
               ON CONFLICT (letter) DO UPDATE SET tries = excluded.tries, is_left = excluded.is_left";
    tx.execute(sql, params![letter, i64::from(tries), i64::from(is_left)]).map(drop)
}

/// They are gone from the mailbox: at most [`FORGET_AT_ONCE`]. (Views.)
pub fn forget(tx: &mut Tx<'_>, letters: &[[u8; 16]]) -> Result<()> {
    for letter in letters {
        tx.execute_later("DELETE FROM mailbox_letters WHERE letter = $1", params![letter])?;
    }
    tx.flush()
}

fn hash(bytes: &[u8]) -> Result<[u8; 16]> {
    bytes.try_into().map_err(|_| Error::Other("a hash of 16 bytes was expected".to_owned()))
}
