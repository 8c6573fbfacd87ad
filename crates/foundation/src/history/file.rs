//! Sealed files on their way out: footers and the sparse index of customers in memory, pages read as they are needed.

use super::Error;
use super::batch::{Batch, number};
use super::format::{Column, Columns, FORMAT, FORMAT_KEY};
use arrow_array::{Array as _, FixedSizeBinaryArray, RecordBatch};
use bytes::Bytes;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder, RowSelection,
};
use parquet::file::metadata::{ColumnChunkMask, PageIndexPolicy};
use parquet::file::page_index::column_index::ColumnIndexMetaData;
use parquet::file::page_index::offset_index::OffsetIndexMetaData;
use parquet::file::reader::{ChunkReader, Length};
use rustix::fs::{Advice, fadvise};
use std::collections::HashSet;
use std::fs::File;
use std::io::{BufReader, Read};
use std::num::NonZeroU64;
use std::ops::{Range, RangeInclusive};
use std::os::unix::fs::FileExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Rows unpacked at once: few enough to stay in the processor's cache. Tests have few rows, and want many batches.
const BATCH_ROWS: usize = if cfg!(test) { 7 } else { 2048 };
const CUSTOMER: usize = Column::Customer as usize;

/// A file that can be read, also after its name is gone: whoever began to read goes on.
pub(super) struct Sealed {
    path: Arc<PathBuf>,
    disk: Disk,
    metadata: ArrowReaderMetadata,
}

/// An open file that many threads read at places of their own.
#[derive(Clone)]
struct Disk {
    file: Arc<File>,
    bytes: u64,
}

/// A file from some byte on.
struct Section {
    disk: Disk,
    at: u64,
}

/// Rows of one source, one after another.
pub(super) struct Cursor {
    source: Source,
    columns: Columns,
    record: RecordBatch,
    batch: Batch,
    at: usize,
    is_under_roots: bool,
}

enum Source {
    /// With its name, for errors.
    File(Box<ParquetRecordBatchReader>, Arc<PathBuf>),
    Memory(Option<RecordBatch>),
}

/// The customers of a page, and its rows within the row group.
type Page = (RangeInclusive<u128>, Range<usize>);

/// Where rows of some customers may lie: row groups, and row numbers counted over them.
struct Spans {
    groups: Vec<usize>,
    rows: Vec<Range<usize>>,
    total: usize,
}

impl Sealed {
    pub(super) fn open(path: &Path) -> Result<Self, Error> {
        let broken = |error: parquet::errors::ParquetError| Error::broken(path, error);
        let open = || Ok(Disk { file: Arc::new(File::open(path)?), bytes: std::fs::metadata(path)?.len() });
        let disk = open().map_err(|error: std::io::Error| Error::broken(path, error))?;
        let options = ArrowReaderOptions::new()
            .with_page_index_policy(PageIndexPolicy::Required)
            .with_column_index_mask(ColumnChunkMask::columns([CUSTOMER]));
        let metadata = ArrowReaderMetadata::load(&disk, options).map_err(broken)?;
        let pairs = metadata.metadata().file_metadata().key_value_metadata();
        let format = pairs.into_iter().flatten().find(|pair| pair.key == FORMAT_KEY).and_then(|pair| pair.value.clone());
        match format {
            Some(format) if format == FORMAT => Ok(Self { path: Arc::new(path.to_owned()), disk, metadata }),
            format => Err(Error::broken(path, format!("format {} is not known here", format.unwrap_or_default()))),
        }
    }

    #[cfg(test)]
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    #[cfg(test)]
    pub(super) fn rows(&self) -> usize {
        self.metadata.metadata().row_groups().iter().map(|group| group.num_rows() as usize).sum()
    }

    /// Bytes that its footer and index take in memory.
    pub(super) fn memory_bytes(&self) -> usize {
        self.metadata.metadata().memory_size()
    }

    /// The first customer of each page, with its rows.
    pub(super) fn pages(&self) -> Result<Vec<(u128, usize)>, Error> {
        let mut pages = Vec::new();
        for at in 0..self.metadata.metadata().num_row_groups() {
            pages.extend(self.pages_of(at)?.into_iter().map(|(customers, rows)| (*customers.start(), rows.len())));
        }
        Ok(pages)
    }

    /// All rows of these customers, in order.
    pub(super) fn cursor(&self, columns: Columns, customers: &RangeInclusive<u128>) -> Result<Option<Cursor>, Error> {
        let spans = self.spans_where(|first, last| last >= *customers.start() && first <= *customers.end())?;
        if spans.rows.is_empty() {
            return Ok(None);
        }
        let source = Source::File(Box::new(self.reader(columns, spans)?), Arc::clone(&self.path));
        Cursor::begin(source, columns, false, customers)
    }

    /// Adds those of some customers, sorted ids, who have rows here.
    pub(super) fn present_among(&self, customers: &[u128], present: &mut HashSet<u128>) -> Result<(), Error> {
        let spans = self.spans(customers)?;
        if spans.rows.is_empty() {
            return Ok(());
        }
        let mut last = None;
        for record in self.reader(Columns::LEAST, spans)? {
            let batch = Batch::of(&record.map_err(|error| Error::broken(&self.path, error))?, Columns::LEAST)?;
            for customer in (0..batch.len()).map(|at| batch.customer(at)) {
                if last != Some(customer) && customers.binary_search(&customer).is_ok() {
                    present.insert(customer);
                }
                last = Some(customer);
            }
        }
        Ok(())
    }

    /// The rows of some customers, sorted ids, reading the pages that hold them.
    pub(super) fn rows_among(&self, customers: &[u128], columns: Columns) -> Result<Vec<RecordBatch>, Error> {
        self.batches_among(customers, columns)?.collect()
    }

    /// As [`Sealed::rows_among`], some rows at a time.
    pub(super) fn batches_among(
        &self,
        customers: &[u128],
        columns: Columns,
    ) -> Result<impl Iterator<Item = Result<RecordBatch, Error>>, Error> {
        let spans = self.exact_spans(customers)?;
        let begin = |spans: Spans| {
            self.announce(columns, &spans);
            self.reader(columns, spans)
        };
        let reader = spans.map(begin).transpose()?;
        Ok(reader.into_iter().flatten().map(|record| record.map_err(|error| Error::broken(&self.path, error))))
    }

    /// Where the rows of some customers are, to the row; `None` where there are none.
    fn exact_spans(&self, customers: &[u128]) -> Result<Option<Spans>, Error> {
        let Spans { groups, rows, total } = self.spans(customers)?;
        if rows.is_empty() {
            return Ok(None);
        }
        let mut places = rows.iter().cloned().flatten();
        let mut exact: Vec<Range<usize>> = Vec::new();
        // Their ids alone: every other column is one more place on the disk.
        for record in self.reader(Columns::IDS, Spans { groups: groups.clone(), rows: rows.clone(), total })? {
            let record = record.map_err(|error| Error::broken(&self.path, error))?;
            let ids = record.column(0).as_any().downcast_ref::<FixedSizeBinaryArray>().ok_or(Error::Shape)?;
            for at in 0..ids.len() {
                let place = places.next().ok_or(Error::Shape)?;
                if customers.binary_search(&number(ids.value(at))).is_ok() {
                    match exact.last_mut() {
                        Some(last) if last.end == place => last.end += 1,
                        _ => exact.push(place..place + 1),
                    }
                }
            }
        }
        Ok((!exact.is_empty()).then_some(Spans { groups, rows: exact, total }))
    }

    /// Asks the system for the pages that hold these rows, all at once: a reader waits for each before it asks for the next.
    /// A hint: a system that refuses it costs time alone.
    fn announce(&self, columns: Columns, spans: &Spans) {
        let metadata = self.metadata.metadata();
        let mut start = 0;
        for group in &spans.groups {
            let (chunks, index) = (metadata.row_group(*group), metadata.page_index_for_row_group(*group));
            let end = start + chunks.num_rows() as usize;
            let wanted = spans.rows.iter().flat_map(|rows| rows.start.max(start)..rows.end.min(end));
            let wanted: Vec<i64> = wanted.map(|row| (row - start) as i64).collect();
            for column in columns.places() {
                let Some(pages) = index.offset_index(column).map(OffsetIndexMetaData::page_locations) else { continue };
                let page_of = |row: &i64| pages.partition_point(|page| page.first_row_index <= *row).checked_sub(1);
                let mut places: Vec<usize> = wanted.iter().filter_map(page_of).collect();
                places.dedup();
                for page in places.into_iter().filter_map(|place| pages.get(place)) {
                    self.disk.announce(page.offset, page.compressed_page_size.into());
                }
                // What stands before the first page of values is their dictionary.
                if let (Some(first), Some(page)) = (chunks.column(column).dictionary_page_offset(), pages.first()) {
                    self.disk.announce(first, page.offset.saturating_sub(first));
                }
            }
            start = end;
        }
    }

    fn reader(&self, columns: Columns, spans: Spans) -> Result<ParquetRecordBatchReader, Error> {
        let mask = ProjectionMask::leaves(self.metadata.parquet_schema(), columns.places());
        ParquetRecordBatchReaderBuilder::new_with_metadata(self.disk.clone(), self.metadata.clone())
            .with_projection(mask)
            .with_row_groups(spans.groups)
            .with_row_selection(RowSelection::from_consecutive_ranges(spans.rows.into_iter(), spans.total))
            .with_batch_size(BATCH_ROWS)
            .build()
            .map_err(|error| Error::broken(&self.path, error))
    }

    /// The first and the last customer of a row group.
    fn customers_of(&self, group: usize) -> Result<RangeInclusive<u128>, Error> {
        let statistics = self.metadata.metadata().row_group(group).column(CUSTOMER).statistics();
        let bounds = statistics.and_then(|statistics| Some((statistics.min_bytes_opt()?, statistics.max_bytes_opt()?)));
        let (first, last) = bounds.ok_or_else(|| Error::broken(&self.path, "it has no index of customers"))?;
        Ok(number(first)..=number(last))
    }

    /// The pages of a row group, in order.
    fn pages_of(&self, group: usize) -> Result<Vec<Page>, Error> {
        let metadata = self.metadata.metadata();
        let rows = metadata.row_group(group).num_rows() as usize;
        let index = metadata.page_index_for_row_group(group);
        let (Some(pages), Some(ColumnIndexMetaData::FIXED_LEN_BYTE_ARRAY(bounds))) =
            (index.offset_index(CUSTOMER), index.column_index(CUSTOMER))
        else {
            return Err(Error::broken(&self.path, "it has no index of pages"));
        };
        let starts: Vec<usize> = pages.page_locations().iter().map(|page| page.first_row_index as usize).collect();
        let pages = (0..starts.len()).filter_map(|page| {
            let customers = number(bounds.min_value(page)?)..=number(bounds.max_value(page)?);
            Some((customers, starts[page]..starts.get(page + 1).copied().unwrap_or(rows)))
        });
        Ok(pages.collect())
    }

    fn spans(&self, customers: &[u128]) -> Result<Spans, Error> {
        self.spans_where(|first, last| customers.get(customers.partition_point(|id| *id < first)).is_some_and(|id| *id <= last))
    }

    /// Which pages may hold rows of customers, where `meets` says whether some of them lie between two ids.
    fn spans_where(&self, meets: impl Fn(u128, u128) -> bool) -> Result<Spans, Error> {
        let metadata = self.metadata.metadata();
        let mut spans = Spans { groups: Vec::new(), rows: Vec::new(), total: 0 };
        for (at, group) in metadata.row_groups().iter().enumerate() {
            let bounds = self.customers_of(at)?;
            if !meets(*bounds.start(), *bounds.end()) {
                continue;
            }
            for (customers, rows) in self.pages_of(at)? {
                if meets(*customers.start(), *customers.end()) {
                    spans.rows.push(spans.total + rows.start..spans.total + rows.end);
                }
            }
            spans.groups.push(at);
            spans.total += group.num_rows() as usize;
        }
        Ok(spans)
    }
}

impl Disk {
    fn announce(&self, start: i64, bytes: i64) {
        if let (Ok(start), Some(bytes)) = (u64::try_from(start), u64::try_from(bytes).ok().and_then(NonZeroU64::new)) {
            let _refused = fadvise(&self.file, start, Some(bytes), Advice::WillNeed);
        }
    }
}

impl Length for Disk {
    fn len(&self) -> u64 {
        self.bytes
    }
}

impl ChunkReader for Disk {
    type T = BufReader<Section>;

    fn get_read(&self, start: u64) -> parquet::errors::Result<Self::T> {
        Ok(BufReader::new(Section { disk: self.clone(), at: start }))
    }

    fn get_bytes(&self, start: u64, length: usize) -> parquet::errors::Result<Bytes> {
        let mut bytes = vec![0; length];
        self.file.read_exact_at(&mut bytes, start)?;
        Ok(bytes.into())
    }
}

impl Read for Section {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.disk.file.read_at(buffer, self.at)?;
        self.at += read as u64;
        Ok(read)
    }
}

impl Cursor {
    /// Rows in memory, sorted, under today's roots.
    pub(super) fn in_memory(
        record: RecordBatch,
        columns: Columns,
        customers: &RangeInclusive<u128>,
    ) -> Result<Option<Self>, Error> {
        Self::begin(Source::Memory(Some(record)), columns, true, customers)
    }

    /// `None` where the source has no row of these customers.
    fn begin(
        source: Source,
        columns: Columns,
        is_under_roots: bool,
        customers: &RangeInclusive<u128>,
    ) -> Result<Option<Self>, Error> {
        let record = RecordBatch::new_empty(super::format::schema());
        let batch = Batch::of(&record, Columns::ALL)?;
        let mut cursor = Self { source, columns, record, batch, at: 0, is_under_roots };
        let mut is_there = cursor.fill()?;
        while is_there && cursor.customer() < *customers.start() {
            is_there = cursor.advance()?;
        }
        Ok((is_there && cursor.customer() <= *customers.end()).then_some(cursor))
    }

    pub(super) fn customer(&self) -> u128 {
        self.batch.customer(self.at)
    }

    pub(super) fn time(&self) -> i64 {
        self.batch.time(self.at)
    }

    pub(super) const fn row(&self) -> super::Row<'_> {
        self.batch.row(self.at)
    }

    /// The row's number in [`Cursor::record`].
    pub(super) const fn at(&self) -> usize {
        self.at
    }

    /// The rows of the batch from here on.
    pub(super) const fn rows(&self) -> Range<usize> {
        self.at..self.batch.len()
    }

    pub(super) const fn batch(&self) -> &Batch {
        &self.batch
    }

    /// The batch that the row is in.
    pub(super) const fn record(&self) -> &RecordBatch {
        &self.record
    }

    /// Whether its customers are the roots of today.
    pub(super) const fn is_under_roots(&self) -> bool {
        self.is_under_roots
    }

    /// Whether the next [`Cursor::advance`] leaves the batch.
    pub(super) const fn is_last_of_batch(&self) -> bool {
        self.at + 1 >= self.batch.len()
    }

    /// The next row; false at the end.
    pub(super) fn advance(&mut self) -> Result<bool, Error> {
        self.skip(1)
    }

    /// The row so many places on, or the next batch's first; false at the end.
    pub(super) fn skip(&mut self, rows: usize) -> Result<bool, Error> {
        self.at += rows;
        if self.at < self.batch.len() { Ok(true) } else { self.fill() }
    }

    fn fill(&mut self) -> Result<bool, Error> {
        loop {
            let next = match &mut self.source {
                Source::File(reader, path) => reader.next().transpose().map_err(|error| Error::broken(path, error))?,
                Source::Memory(record) => record.take(),
            };
            let Some(record) = next else { return Ok(false) };
            if record.num_rows() > 0 {
                let named = |error: Error| match &self.source {
                    Source::File(_, path) => Error::broken(path, error),
                    Source::Memory(_) => error,
                };
                self.batch = Batch::of(&record, self.columns).map_err(named)?;
                self.record = record;
                self.at = 0;
                return Ok(true);
            }
        }
    }
}
