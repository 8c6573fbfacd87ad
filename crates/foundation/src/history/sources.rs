//! Everything that a pass reads: a state of the history that does not change under it.

use super::Error;
use super::batch::{Batch, number};
use super::file::{Cursor, Sealed};
use super::format::{Column, Columns, schema};
use arrow_array::builder::FixedSizeBinaryBuilder;
use arrow_array::{Array as _, ArrayRef, FixedSizeBinaryArray, RecordBatch};
use std::collections::{HashMap, HashSet};
use std::ops::RangeInclusive;
use std::sync::Arc;

#[derive(Default)]
pub(super) struct Sources {
    /// In the order of their positions.
    pub(super) files: Vec<Arc<Sealed>>,
    /// Events that are not sealed yet, all columns, sorted as in a file, under today's roots.
    pub(super) recent: Option<RecordBatch>,
    /// Customers merged since some file was written, and those they were merged into: each with today's root.
    pub(super) moved: HashMap<u128, u128>,
    /// Customers that are to be forgotten.
    pub(super) gone: HashSet<u128>,
}

impl Sources {
    /// The rows of merged customers, under today's roots and sorted by them, with these columns. Which of them is to be read
    /// from where it stands in its file is for [`Sources::stays`] to say.
    pub(super) fn moved_rows(&self, columns: Columns) -> Result<Option<RecordBatch>, Error> {
        if self.moved.is_empty() {
            return Ok(None);
        }
        let columns = columns.with(Column::Position);
        let mut ids: Vec<u128> = self.moved.keys().copied().collect();
        ids.sort_unstable();
        let mut records = Vec::new();
        for file in &self.files {
            records.extend(file.rows_among(&ids, columns)?);
        }
        let mut places: Vec<(u128, i64, i64, usize, usize)> = Vec::new();
        for (which, record) in records.iter().enumerate() {
            let batch = Batch::of(record, columns)?;
            for at in 0..batch.len() {
                let customer = batch.customer(at);
                let root = self.moved.get(&customer).copied().unwrap_or(customer);
                places.push((root, batch.time(at), batch.row(at).position(), which, at));
            }
        }
        if places.is_empty() {
            return Ok(None);
        }
        places.sort_unstable();
        let order: Vec<(usize, usize)> = places.iter().map(|(_, _, _, which, at)| (*which, *at)).collect();
        let records: Vec<&RecordBatch> = records.iter().collect();
        let sorted = arrow_select::interleave::interleave_record_batch(&records, &order)?;
        under_roots(&sorted, columns, places.iter().map(|(root, ..)| *root)).map(Some)
    }

    /// Whether rows of this customer are read where they stand.
    pub(super) fn stays(&self, customer: u128) -> bool {
        self.moved.is_empty() || !self.moved.contains_key(&customer)
    }

    /// The files' rows of some customers, and those of merged ones.
    pub(super) fn cursors(
        &self,
        columns: Columns,
        customers: &RangeInclusive<u128>,
        moved: Option<&RecordBatch>,
    ) -> Result<Vec<Cursor>, Error> {
        let mut cursors = Vec::new();
        for file in &self.files {
            cursors.extend(file.cursor(columns, customers)?);
        }
        if let Some(moved) = moved {
            cursors.extend(Cursor::in_memory(moved.clone(), columns.with(Column::Position), customers)?);
        }
        if let Some(recent) = &self.recent {
            cursors.extend(Cursor::in_memory(recent.clone(), Columns::ALL, customers)?);
        }
        Ok(cursors)
    }
}

/// The same rows with other customers; the id as seen is the one before, where no earlier one was noted.
fn under_roots(record: &RecordBatch, columns: Columns, roots: impl Iterator<Item = u128>) -> Result<RecordBatch, Error> {
    let ids = |at: usize| record.column(at).as_any().downcast_ref::<FixedSizeBinaryArray>().ok_or(Error::Shape);
    let (mut customer, mut seen) = (FixedSizeBinaryBuilder::new(16), FixedSizeBinaryBuilder::new(16));
    let old = ids(0)?;
    let old_seen = columns.has(Column::CustomerSeen).then(|| ids(1)).transpose()?;
    for (at, root) in roots.enumerate() {
        customer.append_value(root.to_be_bytes())?;
        let first = match old_seen {
            Some(old_seen) if !old_seen.is_null(at) => old_seen.value(at),
            _ => old.value(at),
        };
        if number(first) == root { seen.append_null() } else { seen.append_value(first)? }
    }
    let mut arrays: Vec<ArrayRef> = record.columns().to_vec();
    arrays[0] = Arc::new(customer.finish());
    if old_seen.is_some() {
        arrays[1] = Arc::new(seen.finish());
    }
    let places: Vec<usize> = columns.places().collect();
    Ok(RecordBatch::try_new(Arc::new(schema().project(&places)?), arrays)?)
}
