//! What was in force beside a decision when it was made. A receipt that is fetched years later says what was so then.

use super::model::Processor;
use crate::history::Months;
use crate::settings::StoreSettings;
use base::Timestamp;
use data_encoding::HEXLOWER;
use db::{Error, Result, Tx, params};
use serde::{Deserialize, Serialize};

/// What a receipt says that the decision does not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    pub store: StoreSettings,
    pub months: Months,
    pub processors: Vec<Processor>,
}

/// One version of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermsVersion {
    /// Counted from 1.
    pub version: i64,
    /// When it was written down; older decisions than the first version are described by that.
    pub since: Timestamp,
    /// BLAKE3 of its text, in hexadecimal digits.
    pub hash: String,
    pub terms: Terms,
}

impl Terms {
    /// Of the store, what receipts tell.
    pub fn new(store: StoreSettings, months: Months, processors: Vec<Processor>) -> Self {
        let StoreSettings { name, country, sender_email, postal_address, website, privacy_email, .. } = store;
        let told =
            StoreSettings { name, country, sender_email, postal_address, website, privacy_email, ..StoreSettings::default() };
        Self { store: told, months, processors }
    }

    fn text(&self) -> Result<String> {
        serde_json::to_string(self).map_err(|error| Error::Other(format!("a receipt's terms can't be written: {error}")))
    }
}

/// Whether the last version says the same.
pub fn are_noted(tx: &mut Tx<'_>, terms: &Terms) -> Result<bool> {
    let last = tx.query_opt("SELECT terms FROM receipt_terms ORDER BY version DESC LIMIT 1", &[], |row| row.get::<String>(0))?;
    Ok(last == Some(terms.text()?))
}

/// Writes down what is in force from now on, where it is not what the last version says. The caller runs inside the recorder.
pub fn note_terms(tx: &mut Tx<'_>, terms: &Terms, now: Timestamp) -> Result<()> {
    if are_noted(tx, terms)? {
        return Ok(());
    }
    let text = terms.text()?;
    let hash = blake3::hash(text.as_bytes());
    let last: i64 = tx.query_one("SELECT CAST(COALESCE(MAX(version), 0) AS BIGINT) FROM receipt_terms", &[], |row| row.get(0))?;
    let sql = "INSERT INTO receipt_terms (version, since, hash, terms) VALUES ($1, $2, $3, $4)";
    tx.execute(sql, params![last + 1, now, hash.as_bytes().as_slice(), text])?;
    Ok(())
}

/// What was in force at a moment; the first version where that is older, `None` where there is none yet.
pub fn terms_at(tx: &mut Tx<'_>, at: Timestamp) -> Result<Option<TermsVersion>> {
    let columns = "SELECT version, since, hash, terms FROM receipt_terms";
    let then = format!("{columns} WHERE since <= $1 ORDER BY version DESC LIMIT 1");
    let first = format!("{columns} WHERE since > $1 ORDER BY version LIMIT 1");
    for sql in [then, first] {
        let found = tx.query_opt(&sql, params![at], |row| {
            Ok((row.get::<i64>(0)?, row.get::<Timestamp>(1)?, row.get::<Vec<u8>>(2)?, row.get::<String>(3)?))
        })?;
        if let Some((version, since, hash, text)) = found {
            let terms = serde_json::from_str(&text).map_err(|e| Error::Other(format!("a receipt's terms can't be read: {e}")))?;
            return Ok(Some(TermsVersion { version, since, hash: HEXLOWER.encode(&hash), terms }));
        }
    }
    Ok(None)
}
