//! Agreements to mail that wait for a press in a letter (double opt-in): whoever agreed with an address may not be its owner.
//!
//! The link in the letter is signed, works once, and for a week. There is one letter to a request and no reminder. What was asked
//! for and when stands in the history of decisions; these rows say what waits, and when and from which address it was confirmed.
//! Mail to whoever confirmed once goes to addresses that were confirmed, and to no other that the store learns of later.

use super::links::LinkError;
use crate::consent::{self, Basis, Decision, Purpose, Recipient, State};
use crate::customers;
use crate::vault::Keys;
use base::id::{CustomerId, OptInId};
use base::{Rng, Timestamp};
use db::{Error, Result, Row, Tx, params};
use std::time::Duration;

/// The label of the signature.
const LABEL: &str = "opt-in";
/// What stands in the record about agreements that were confirmed. Their proof is when they were asked for.
pub const OPT_IN_VIA: &str = "double_opt_in";
/// How long a letter's link lasts.
pub const OPT_IN_LASTS: Duration = Duration::from_hours(7 * 24);

/// One agreement that waits, or was confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OptIn {
    pub id: OptInId,
    pub customer: CustomerId,
    pub purpose: Purpose,
    pub asked_at: Timestamp,
    pub expires_at: Timestamp,
    pub confirmed_at: Option<Timestamp>,
    /// The keyed hash of the address that the letter went to; of those that were confirmed.
    pub address: Option<AddressHash>,
}

/// The keyed hash of an address, as customers are found by.
pub type AddressHash = [u8; 16];

/// Notes that an agreement waits; `None` where one of these ids of a customer (the root first) waits already, or was asked in vain
/// within `quiet`: there is no second letter. `anew`: somebody filled a form in, so that one whose letter ran out may have one
/// more; a page or a server that only goes on repeating what it was told may not. The caller runs inside the recorder.
pub fn ask_opt_in(
    tx: &mut Tx<'_>,
    rng: &mut Rng,
    customers: &[CustomerId],
    purpose: Purpose,
    anew: bool,
    quiet: Duration,
    now: Timestamp,
) -> Result<Option<OptInId>> {
    let Some(root) = customers.first() else { return Ok(None) };
    let of_purpose: Vec<OptIn> = opt_ins_of(tx, customers)?.into_iter().filter(|one| one.purpose == purpose).collect();
    let in_vain = of_purpose.iter().rev().take_while(|one| one.confirmed_at.is_none());
    let in_vain: Vec<&OptIn> = in_vain.filter(|one| now < one.expires_at || now < one.asked_at.plus(quiet)).collect();
    if let Some(last) = in_vain.first() {
        let letters_max = if anew { 2 } else { 1 };
        // A no since then ended it: what comes after is a new word.
        if (now < last.expires_at || in_vain.len() >= letters_max) && !is_taken_back(tx, customers, last)? {
            return Ok(None);
        }
    }
    let id = OptInId::new(now, rng);
    let sql = "INSERT INTO opt_ins (id, customer, purpose, asked_at, expires_at) VALUES ($1, $2, $3, $4, $5)";
    tx.execute(sql, params![id, root, purpose as i64, now, now.plus(OPT_IN_LASTS)])?;
    Ok(Some(id))
}

/// What stands in the link of the letter to this address.
pub fn opt_in_token(keys: &Keys, id: OptInId, to: &AddressHash) -> String {
    format!("{}{}", base::id::encode(to), keys.signed_token(LABEL, id, to))
}

/// The opt-in of a token and the address that it was sent to; `None` where the signature is not ours.
pub fn read_opt_in_token(keys: &Keys, token: &str) -> Option<(OptInId, AddressHash)> {
    let (to, signed) = token.split_at_checked(base::id::LETTERS)?;
    let to = base::id::decode(to)?;
    Some((keys.read_signed_token(LABEL, signed, &to)?, to))
}

/// What can still be confirmed, with its customer's root and the ids merged into it.
pub fn waiting_opt_in(tx: &mut Tx<'_>, id: OptInId, now: Timestamp) -> Result<(OptIn, Vec<CustomerId>), LinkError> {
    let found = tx.query_opt(&format!("SELECT {COLUMNS} FROM opt_ins WHERE id = $1"), params![id], read)?;
    let found = found.ok_or(LinkError::Unknown)?;
    let root = customers::root_of(tx, found.customer)?.ok_or(LinkError::Unknown)?;
    if customers::customer_row(tx, root)?.is_none_or(|row| row.erased_at.is_some()) {
        return Err(LinkError::Unknown);
    }
    if found.confirmed_at.is_some() {
        return Err(LinkError::Used);
    }
    let ids = customers::all_ids(tx, root)?;
    // A clock that was set back makes none last longer.
    if now >= found.expires_at || found.expires_at > now.plus(OPT_IN_LASTS) || is_taken_back(tx, &ids, &found)? {
        return Err(LinkError::Expired);
    }
    Ok((found, ids))
}

/// Uses the link up. The caller runs inside the recorder, has just asked for what waits, and records the agreement.
pub fn confirm_opt_in(tx: &mut Tx<'_>, id: OptInId, from: &AddressHash, now: Timestamp) -> Result<()> {
    let sql = "UPDATE opt_ins SET confirmed_at = $2, address = $3 WHERE id = $1 AND confirmed_at IS NULL";
    tx.execute(sql, params![id, now, from]).map(drop)
}

/// Whether mail that these ids of one customer confirmed may go to an address: it is among those that they confirmed, or they
/// never had to.
pub fn may_mail_to(tx: &mut Tx<'_>, customers: &[CustomerId], purpose: Purpose, to: &AddressHash) -> Result<bool> {
    let all = opt_ins_of(tx, customers)?.into_iter().filter(|one| one.purpose == purpose);
    let confirmed: Vec<AddressHash> = all.filter_map(|one| one.address).collect();
    Ok(confirmed.is_empty() || confirmed.contains(to))
}

/// Those of these ids of one customer, the oldest first.
pub fn opt_ins_of(tx: &mut Tx<'_>, customers: &[CustomerId]) -> Result<Vec<OptIn>> {
    let mut found = Vec::new();
    for customer in customers {
        let sql = format!("SELECT {COLUMNS} FROM opt_ins WHERE customer = $1 ORDER BY asked_at, id");
        found.extend(tx.query(&sql, params![customer], read)?);
    }
    found.sort_by_key(|one| (one.asked_at, one.id));
    Ok(found)
}

/// After an erasure nothing waits, and nothing was confirmed.
pub(super) fn forget_opt_ins(tx: &mut Tx<'_>, customer: CustomerId) -> Result<()> {
    tx.execute("DELETE FROM opt_ins WHERE customer = $1", params![customer]).map(drop)
}

fn is_taken_back(tx: &mut Tx<'_>, customers: &[CustomerId], one: &OptIn) -> Result<bool> {
    let letters = Decision {
        recipients: vec![Recipient::Automation],
        ..Decision::about(one.purpose, State::Given, Basis::Consent, one.asked_at, OPT_IN_VIA)
    };
    Ok(consent::refused_at(tx, customers, &letters)?.is_some_and(|no| no >= one.asked_at))
}

const COLUMNS: &str = "id, customer, purpose, asked_at, expires_at, confirmed_at, address";

fn read(row: &Row<'_>) -> Result<OptIn> {
    let unknown = || Error::Other("an agreement that waits has an unknown purpose".to_owned());
    Ok(OptIn {
        id: row.get(0)?,
        customer: row.get(1)?,
        purpose: Purpose::from_code(row.get(2)?).ok_or_else(unknown)?,
        asked_at: row.get(3)?,
        expires_at: row.get(4)?,
        confirmed_at: row.get(5)?,
        address: row.get(6)?,
    })
}
