//! How many came into a segment and went out of it, day by day: sums without anybody in them.

use base::Timestamp;
use base::id::SegmentId;
use db::{Error, Result, Tx, params};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::collections::BTreeMap;

/// One day of the store's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayMoves {
    pub day: Date,
    pub entered: u64,
    pub exited: u64,
}

/// Counts who moved: the segment, and whether they came in. (Views.)
pub fn count_moves(
    tx: &mut Tx<'_>,
    moves: impl Iterator<Item = (SegmentId, bool)>,
    now: Timestamp,
    zone: &TimeZone,
) -> Result<()> {
    let mut sums: BTreeMap<SegmentId, (i64, i64)> = BTreeMap::new();
    for (segment, is_in) in moves {
        let (entered, exited) = sums.entry(segment).or_default();
        *if is_in { entered } else { exited } += 1;
    }
    let day = now.to_jiff().to_zoned(zone.clone()).date().to_string();
    for (segment, (entered, exited)) in sums {
        tx.execute_later(
            "INSERT INTO segment_moves (segment, day, entered, exited) VALUES ($1, $2, $3, $4) ON CONFLICT (segment, day) \
             DO UPDATE SET entered = segment_moves.entered + excluded.entered, exited = segment_moves.exited + excluded.exited",
            params![segment, day, entered, exited],
        )?;
    }
    Ok(())
}

/// The days since one on which somebody moved, in order. (Views.)
pub fn moves_since(tx: &mut Tx<'_>, segment: SegmentId, since: Date) -> Result<Vec<DayMoves>> {
    let sql = "SELECT day, entered, exited FROM segment_moves WHERE segment = $1 AND day >= $2 ORDER BY day";
    tx.query(sql, params![segment, since.to_string()], |row| {
        let day: String = row.get(0)?;
        let day = day.parse().map_err(|_| Error::Other("a day in the database can't be read".to_owned()))?;
        let (entered, exited): (i64, i64) = (row.get(1)?, row.get(2)?);
        Ok(DayMoves { day, entered: entered.max(0).unsigned_abs(), exited: exited.max(0).unsigned_abs() })
    })
}

/// Of a segment that is gone nothing is told any more. (Views.)
pub fn clear_moves(tx: &mut Tx<'_>, segment: SegmentId) -> Result<()> {
    tx.execute("DELETE FROM segment_moves WHERE segment = $1", params![segment]).map(drop)
}
