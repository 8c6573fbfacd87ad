//! What the access log tells: to customers who looked at them, to those who oversee the staff who looked.

use super::disclose::AccessLog;
use crate::consent::{CategorySet, Purpose, Recipient};
use base::Timestamp;
use base::id::{CustomerId, StaffId, TeamId};
use db::{Error, Result, Row, Store, params};
use std::collections::BTreeMap;

/// One entry of the log, as shown to the customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogRow {
    pub at: Timestamp,
    pub recipient: Recipient,
    /// The store's own team that took the recipient's part.
    pub team: Option<TeamId>,
    pub purpose: Purpose,
    pub place: String,
    pub shown: CategorySet,
    pub refused: CategorySet,
}

/// One entry of the log, as shown to those who oversee the staff: who looked, not at whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// Where it stands in the log, from 1 on.
    pub position: i64,
    /// Nobody's: a program with a key, or an automation.
    pub staff: Option<StaffId>,
    pub row: LogRow,
}

impl AccessLog {
    /// The looks at these ids of one customer, newest first.
    pub fn of_customer(access: &Store, customers: &[CustomerId], limit: usize) -> Result<Vec<LogRow>> {
        let rows = Self::of_customer_before(access, customers, i64::MAX, limit)?;
        Ok(rows.into_iter().map(|(_, row)| row).collect())
    }

    /// As [`AccessLog::of_customer`], from below a position on, each with its own.
    pub fn of_customer_before(access: &Store, customers: &[CustomerId], before: i64, limit: usize) -> Result<Vec<(i64, LogRow)>> {
        let sql = "SELECT l.at, l.recipient, l.purpose, l.place, c.shown, c.refused, l.team, c.position FROM access_log_customers c \
                   JOIN access_log l ON l.position = c.position WHERE c.customer = $1 AND c.position < $2 \
                   ORDER BY c.position DESC LIMIT $3";
        let mut rows = access.read(|tx| {
            let mut rows = Vec::new();
            for customer in customers {
                rows.extend(tx.query(sql, params![customer, before, limit], |row| Ok((row.get(7)?, read_row(row)?)))?);
            }
            Ok::<_, Error>(rows)
        })?;
        rows.sort_by_key(|(position, _)| std::cmp::Reverse(*position));
        rows.truncate(limit);
        Ok(rows)
    }

    /// When something of these ids of one customer was last shown for each purpose, to anybody but themselves.
    pub fn last_looks(access: &Store, customers: &[CustomerId]) -> Result<BTreeMap<Purpose, Timestamp>> {
        let sql = "SELECT l.purpose, CAST(MAX(l.at) AS BIGINT) FROM access_log_customers c \
                   JOIN access_log l ON l.position = c.position \
                   WHERE c.customer = $1 AND c.shown > 0 AND l.recipient <> $2 GROUP BY l.purpose";
        let found: Vec<(i64, Timestamp)> = access.read(|tx| {
            let mut found = Vec::new();
            for customer in customers {
                found.extend(tx.query(sql, params![customer, Recipient::Customer as u8], |row| Ok((row.get(0)?, row.get(1)?)))?);
            }
            Ok::<_, Error>(found)
        })?;
        let mut last = BTreeMap::new();
        for (purpose, at) in found {
            let purpose =
                Purpose::from_code(purpose).ok_or_else(|| Error::Other("the access log holds an unknown word".to_owned()))?;
            let latest = last.entry(purpose).or_insert(at);
            *latest = at.max(*latest);
        }
        Ok(last)
    }

    /// The looks of all, newest first, from below a position on. They name no customer.
    pub fn of_all(access: &Store, before: Option<i64>, limit: usize) -> Result<Vec<Look>> {
        let sql = "SELECT at, recipient, purpose, place, shown, refused, team, position, staff FROM access_log \
                   WHERE position < $1 ORDER BY position DESC LIMIT $2";
        access.read(|tx| {
            tx.query(sql, params![before.unwrap_or(i64::MAX), limit], |row| {
                Ok(Look { position: row.get(7)?, staff: row.get(8)?, row: read_row(row)? })
            })
        })
    }
}

/// `at, recipient, purpose, place, shown, refused, team`.
fn read_row(row: &Row<'_>) -> Result<LogRow> {
    let unknown = || Error::Other("the access log holds an unknown word".to_owned());
    Ok(LogRow {
        at: row.get(0)?,
        recipient: Recipient::from_code(row.get(1)?).ok_or_else(unknown)?,
        team: row.get(6)?,
        purpose: Purpose::from_code(row.get(2)?).ok_or_else(unknown)?,
        place: row.get(3)?,
        shown: CategorySet(row.get::<u32>(4)? as u16),
        refused: CategorySet(row.get::<u32>(5)? as u16),
    })
}
