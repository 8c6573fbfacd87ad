//! Asking anew: a notice that changes what people agreed to takes their agreement back to a question.

use super::choices::Choices;
use super::store::{Decision, MERGE, decode, note, store_choices};
use super::vocabulary::{Basis, Purpose, State};
use base::id::CustomerId;
use base::{Rng, Timestamp};
use db::{Result, Tx, params};

/// Where such a question comes from, in the history. A row of this kind ends what its recipient might do; any other request
/// changes nothing.
pub const REOPENED_VIA: &str = "notice";

/// Puts what a customer agreed to for these purposes back to *requested*: written into the history, and no longer allowed. Gives
/// what was reopened. The caller runs inside the recorder and tells the gate.
pub fn reopen(
    tx: &mut Tx<'_>,
    rng: &mut Rng,
    customer: CustomerId,
    choices: &mut Choices,
    purposes: &[Purpose],
    notice_version: u32,
    now: Timestamp,
) -> Result<Vec<Decision>> {
    let mut decisions: Vec<Decision> = Vec::new();
    for choice in choices.reopen(purposes) {
        let same = decisions.iter_mut().find(|one| one.purpose == choice.purpose && one.categories == choice.given);
        if let Some(same) = same {
            same.recipients.push(choice.recipient);
            continue;
        }
        let asked = Decision::about(choice.purpose, State::Requested, Basis::Consent, now, REOPENED_VIA);
        decisions.push(Decision {
            categories: choice.given,
            recipients: vec![choice.recipient],
            notice_version: Some(notice_version.to_string()),
            ..asked
        });
    }
    if !decisions.is_empty() {
        note(tx, rng, customer, choices, &decisions, now)?;
        store_choices(tx, &[(customer, choices)], now)?;
    }
    Ok(decisions)
}

/// The purposes that these ids of one customer agreed to after a moment: by a word of theirs from after it, which neither a
/// merge's row is, nor what an import tells of earlier years.
pub fn answered_since(tx: &mut Tx<'_>, customers: &[CustomerId], since: Timestamp) -> Result<Vec<Purpose>> {
    let (given, renewed) = (State::Given as u8, State::Renewed as u8);
    let mut purposes = Vec::new();
    for customer in customers {
        let sql = "SELECT DISTINCT purpose FROM grants WHERE customer = $1 AND recorded_at > $2 AND valid_from > $2 \
                   AND state IN ($3, $4) AND basis = $5 AND collected_via <> $6";
        let found: Vec<i64> =
            tx.query(sql, params![customer, since, given, renewed, Basis::Consent as u8, MERGE], |row| row.get(0))?;
        purposes.extend(found.into_iter().filter_map(Purpose::from_code));
    }
    Ok(purposes)
}

/// Customers of whom choices are on record, after this one, by id. Those merged into another are among them.
pub fn page(tx: &mut Tx<'_>, after: Option<CustomerId>, limit: usize) -> Result<Vec<(CustomerId, Choices)>> {
    let rows: Vec<(CustomerId, Vec<u8>)> = match after {
        Some(after) => tx.query(
            "SELECT customer, choices FROM consent_choices WHERE customer > $1 ORDER BY customer LIMIT $2",
            params![after, limit],
            |row| Ok((row.get(0)?, row.get(1)?)),
        ),
        None => tx.query("SELECT customer, choices FROM consent_choices ORDER BY customer LIMIT $1", params![limit], |row| {
            Ok((row.get(0)?, row.get(1)?))
        }),
    }?;
    rows.into_iter().map(|(customer, bytes)| Ok((customer, decode(&bytes)?))).collect()
}
