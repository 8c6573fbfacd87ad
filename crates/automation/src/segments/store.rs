//! Segments in the record, their members in the views.

use super::model::{Flaw, SEGMENTS_MAX, Segment};
use base::id::{CustomerId, SegmentId};
use base::{Id as _, Timestamp};
use db::{Error, Param, Result, Row, ToParam as _, Tx, params};
use foundation::consent::Purpose;
use foundation::rules::Condition;
use std::collections::BTreeMap;

const COLUMNS: &str = "id, name, purpose, rule, made_at, changed_at";

/// How many are in a segment, and which rule they were found by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    pub made_of: Option<[u8; 16]>,
    pub members: u64,
}

/// All segments, by name. (Record.)
pub fn list(tx: &mut Tx<'_>) -> Result<Vec<Segment>> {
    tx.query(&format!("SELECT {COLUMNS} FROM segments ORDER BY name, id"), &[], segment)
}

/// One segment. (Record.)
pub fn find(tx: &mut Tx<'_>, id: SegmentId) -> Result<Option<Segment>> {
    tx.query_opt(&format!("SELECT {COLUMNS} FROM segments WHERE id = $1"), params![id], segment)
}

/// Keeps a new segment. The caller runs inside the recorder.
pub fn insert(tx: &mut Tx<'_>, new: &Segment) -> Result<std::result::Result<(), Flaw>> {
    let all = list(tx)?;
    if all.iter().any(|one| one.name == new.name) {
        return Ok(Err(Flaw::Taken));
    }
    if all.len() >= SEGMENTS_MAX {
        return Ok(Err(Flaw::TooMany));
    }
    tx.execute(
        &format!("INSERT INTO segments ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6)"),
        params![new.id, new.name, new.purpose as u8, new.rule.to_json(), new.made_at, new.changed_at],
    )?;
    Ok(Ok(()))
}

/// Changes a segment; whether it was there. The caller runs inside the recorder.
pub fn update(tx: &mut Tx<'_>, changed: &Segment) -> Result<std::result::Result<bool, Flaw>> {
    if list(tx)?.iter().any(|one| one.name == changed.name && one.id != changed.id) {
        return Ok(Err(Flaw::Taken));
    }
    let sql = "UPDATE segments SET name = $2, purpose = $3, rule = $4, changed_at = $5 WHERE id = $1";
    let rule = changed.rule.to_json();
    let done = tx.execute(sql, params![changed.id, changed.name, changed.purpose as u8, rule, changed.changed_at])?;
    Ok(Ok(done > 0))
}

/// Deletes a segment; whether it was there. The caller runs inside the recorder.
pub fn delete(tx: &mut Tx<'_>, id: SegmentId) -> Result<bool> {
    Ok(tx.execute("DELETE FROM segments WHERE id = $1", params![id])? > 0)
}

fn segment(row: &Row<'_>) -> Result<Segment> {
    let unreadable = |what: &str| Error::Other(format!("a segment in the database has a {what} that can't be read"));
    Ok(Segment {
        id: row.get(0)?,
        name: row.get(1)?,
        purpose: Purpose::from_code(row.get(2)?).ok_or_else(|| unreadable("purpose"))?,
        rule: serde_json::from_str::<Condition>(&row.get::<String>(3)?).map_err(|_| unreadable("rule"))?,
        made_at: row.get(4)?,
        changed_at: row.get(5)?,
    })
}

/// How many are in each segment. (Views.)
pub fn sizes(tx: &mut Tx<'_>) -> Result<BTreeMap<SegmentId, Size>> {
    let sql = "SELECT segment, made_of, members FROM segment_sizes";
    let rows: Vec<(SegmentId, Vec<u8>, i64)> = tx.query(sql, &[], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let size = |made_of: Vec<u8>, members: i64| Size { made_of: made_of.try_into().ok(), members: members.max(0).unsigned_abs() };
    Ok(rows.into_iter().map(|(segment, made_of, members)| (segment, size(made_of, members))).collect())
}

/// How many are in one segment; `None` before anybody was looked for. (Views.)
pub fn size(tx: &mut Tx<'_>, segment: SegmentId) -> Result<Option<Size>> {
    let sql = "SELECT made_of, members FROM segment_sizes WHERE segment = $1";
    tx.query_opt(sql, params![segment], |row| {
        let (made_of, members): (Vec<u8>, i64) = (row.get(0)?, row.get(1)?);
        Ok(Size { made_of: made_of.try_into().ok(), members: members.max(0).unsigned_abs() })
    })
}

/// Notes how many are in a segment, and by which rule they were found; none while they are being found. (Views.)
pub fn save_size(tx: &mut Tx<'_>, segment: SegmentId, made_of: Option<&[u8; 16]>) -> Result<()> {
    let made_of: &[u8] = made_of.map_or(&[], |hash| hash.as_slice());
    tx.execute(
        "INSERT INTO segment_sizes (segment, made_of, members) \
         SELECT $1, $2, COUNT(*) FROM segment_members WHERE segment = $1 \
         ON CONFLICT (segment) DO UPDATE SET made_of = excluded.made_of, members = excluded.members",
        params![segment, made_of],
    )?;
    Ok(())
}

/// The segments that a customer is in, and since when. (Views.)
pub fn of_customer(tx: &mut Tx<'_>, customer: CustomerId) -> Result<Vec<(SegmentId, Timestamp)>> {
    let sql = "SELECT segment, since FROM segment_members WHERE customer = $1 ORDER BY segment";
    tx.query(sql, params![customer], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// The segments of many customers. (Views.)
pub fn members_of(tx: &mut Tx<'_>, customers: &[CustomerId]) -> Result<Vec<(CustomerId, SegmentId)>> {
    let keys: Vec<&[u8]> = customers.iter().map(|customer| customer.raw().as_slice()).collect();
    tx.query_keys("SELECT customer, segment FROM segment_members WHERE customer", &keys, |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Whether somebody is in a segment. (Views.)
pub fn is_member(tx: &mut Tx<'_>, segment: SegmentId, customer: CustomerId) -> Result<bool> {
    let sql = "SELECT 1 FROM segment_members WHERE segment = $1 AND customer = $2";
    Ok(tx.query_opt::<i64>(sql, params![segment, customer], |_| Ok(1))?.is_some())
}

/// Members in the order of their ids, from after one on. (Views.)
pub fn members_after(
    tx: &mut Tx<'_>,
    segment: SegmentId,
    after: Option<CustomerId>,
    limit: usize,
) -> Result<Vec<(CustomerId, Timestamp)>> {
    let start = [0u8; 16];
    let after: Param<'_> = after.as_ref().map_or_else(|| start.to_param(), |id| id.to_param());
    let sql = "SELECT customer, since FROM segment_members WHERE segment = $1 AND customer > $2 ORDER BY customer LIMIT $3";
    tx.query(sql, &[segment.to_param(), after, limit.to_param()], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Some come, who are in none of these yet, and some go, who are. (Views.)
pub fn move_all(
    tx: &mut Tx<'_>,
    entered: &[(SegmentId, CustomerId)],
    left: &[(SegmentId, CustomerId)],
    since: Timestamp,
) -> Result<()> {
    let values: Vec<Param<'_>> =
        entered.iter().flat_map(|(segment, customer)| [segment.to_param(), customer.to_param(), since.to_param()]).collect();
    let head = "INSERT INTO segment_members (segment, customer, since)";
    tx.insert_many_later(head, 3, "ON CONFLICT (segment, customer) DO NOTHING", &values)?;
    for (segment, customer) in left {
        tx.execute_later("DELETE FROM segment_members WHERE segment = $1 AND customer = $2", params![segment, customer])?;
    }
    let mut sums: BTreeMap<SegmentId, i64> = BTreeMap::new();
    for (by, moved) in [(1, entered), (-1, left)] {
        for (segment, _) in moved {
            *sums.entry(*segment).or_default() += by;
        }
    }
    sums.into_iter().try_for_each(|(segment, by)| grow(tx, segment, by))
}

/// Lets somebody go.
fn remove_member(tx: &mut Tx<'_>, segment: SegmentId, customer: CustomerId) -> Result<()> {
    let gone = tx.execute("DELETE FROM segment_members WHERE segment = $1 AND customer = $2", params![segment, customer])?;
    grow(tx, segment, -(gone as i64))
}

fn grow(tx: &mut Tx<'_>, segment: SegmentId, by: i64) -> Result<()> {
    if by == 0 {
        return Ok(());
    }
    tx.execute_later("UPDATE segment_sizes SET members = members + $2 WHERE segment = $1", params![segment, by])
}

/// What a merged customer was in is looked at anew for the winner: nothing is left of the loser. (Views.)
pub fn move_members(tx: &mut Tx<'_>, loser: CustomerId) -> Result<()> {
    forget(tx, &[loser])
}

/// Nobody is in a segment any more. (Views.)
pub fn clear_members(tx: &mut Tx<'_>, segment: SegmentId) -> Result<()> {
    tx.execute("DELETE FROM segment_members WHERE segment = $1", params![segment])?;
    tx.execute("DELETE FROM segment_sizes WHERE segment = $1", params![segment])?;
    Ok(())
}

/// These ids of a customer are in no segment any more. (Views.)
pub fn forget(tx: &mut Tx<'_>, customers: &[CustomerId]) -> Result<()> {
    for customer in customers {
        for (segment, _) in of_customer(tx, *customer)? {
            remove_member(tx, segment, *customer)?;
        }
    }
    Ok(())
}
