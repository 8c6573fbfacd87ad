//! Several files into one: sorted anew under today's roots, without what is to be forgotten or is over.

use super::Error;
use super::batch::Row;
use super::file::Cursor;
use super::forgotten::Dropped;
use super::format::Columns;
use super::sources::Sources;
use super::writer::FileWriter;
use arrow_array::RecordBatch;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;

/// Rows written at once.
const CHUNK_ROWS: usize = 8192;

/// Writes every row of the sources that is not over, nor of a customer who is to be forgotten. Gives those that went.
pub(super) fn rewrite(sources: &Sources, is_over: impl Fn(Row<'_>) -> bool, out: &mut FileWriter) -> Result<Dropped, Error> {
    let mut dropped = Dropped::default();
    let moved = sources.moved_rows(Columns::ALL)?;
    let mut cursors = sources.cursors(Columns::ALL, &(0..=u128::MAX), moved.as_ref())?;
    let mut heap: BinaryHeap<_> = cursors.iter().enumerate().map(|(at, cursor)| Reverse(key(cursor, at))).collect();
    let mut chosen: Vec<(usize, usize)> = Vec::with_capacity(CHUNK_ROWS);
    while let Some(mut top) = heap.peek_mut() {
        let at = top.0.3;
        let cursor = &cursors[at];
        let customer = cursor.customer();
        if cursor.is_under_roots() || sources.stays(customer) {
            if sources.gone.contains(&customer) || is_over(cursor.row()) {
                dropped.row(customer, cursor.row());
            } else {
                chosen.push((at, cursor.at()));
            }
        }
        // What was chosen is copied before a batch under it is left.
        if cursor.is_last_of_batch() || chosen.len() == CHUNK_ROWS {
            write(&cursors, &mut chosen, out)?;
        }
        let cursor = &mut cursors[at];
        if cursor.advance()? {
            *top = Reverse(key(cursor, at));
        } else {
            PeekMut::pop(top);
        }
    }
    write(&cursors, &mut chosen, out)?;
    Ok(dropped)
}

fn key(cursor: &Cursor, at: usize) -> (u128, i64, i64, usize) {
    (cursor.customer(), cursor.time(), cursor.row().position(), at)
}

fn write(cursors: &[Cursor], chosen: &mut Vec<(usize, usize)>, out: &mut FileWriter) -> Result<(), Error> {
    if chosen.is_empty() {
        return Ok(());
    }
    let records: Vec<&RecordBatch> = cursors.iter().map(Cursor::record).collect();
    let record = arrow_select::interleave::interleave_record_batch(&records, chosen)?;
    chosen.clear();
    out.write(&record)
}
