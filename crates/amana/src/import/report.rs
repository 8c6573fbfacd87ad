//! The report of bad rows: a CSV file that the store can open, mend by and import again.

use super::BadRow;
use std::io::{self, Write};

/// Writes `line,column,reason`, and `row` last where the raw rows were kept (then the file holds personal data).
pub struct Report<W: Write> {
    writer: ::csv::Writer<W>,
    with_raw: bool,
    rows: u64,
}

impl<W: Write> Report<W> {
    /// Begins a report with its header.
    pub fn new(to: W, with_raw: bool) -> io::Result<Self> {
        let mut writer = ::csv::WriterBuilder::new().flexible(true).from_writer(to);
        let header = ["line", "column", "reason", "row"];
        writer.write_record(&header[..if with_raw { 4 } else { 3 }])?;
        Ok(Self { writer, with_raw, rows: 0 })
    }

    pub fn write(&mut self, bad: &BadRow) -> io::Result<()> {
        let line = bad.line.to_string();
        let reason = bad.reason.to_string();
        let record = [&line, bad.column.as_deref().unwrap_or_default(), &reason, bad.raw.as_deref().unwrap_or_default()];
        self.writer.write_record(&record[..if self.with_raw { 4 } else { 3 }])?;
        self.rows += 1;
        Ok(())
    }

    /// Writes what is buffered, and tells how many rows were reported.
    pub fn finish(mut self) -> io::Result<u64> {
        self.writer.flush()?;
        Ok(self.rows)
    }
}
