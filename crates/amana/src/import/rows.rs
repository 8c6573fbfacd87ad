//! Rows out of bytes: where each begins and ends, its cells, its line; never more than one row in memory.

use super::csv;
use super::source::Buffer;
use super::{Format, Reason};
use std::io;

/// The longest row. A longer one is reported and skipped: it is nearly always a quote that is never closed.
pub const ROW_BYTES_MAX: usize = 1024 * 1024;

/// The cells of one row, unquoted, in one buffer that is used again for the next.
#[derive(Default)]
pub(super) struct Record {
    text: Vec<u8>,
    ends: Vec<usize>,
}

impl Record {
    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
    }

    pub(super) fn push(&mut self, bytes: &[u8]) {
        self.text.extend_from_slice(bytes);
    }

    pub(super) fn end_cell(&mut self) {
        self.ends.push(self.text.len());
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn cell(&self, index: usize) -> Option<&[u8]> {
        let end = *self.ends.get(index)?;
        let start = if index == 0 { 0 } else { self.ends[index - 1] };
        Some(&self.text[start..end])
    }

    pub(super) fn cells(&self) -> impl Iterator<Item = &[u8]> {
        (0..self.len()).filter_map(|index| self.cell(index))
    }
}

/// What a scan of the bytes ahead found.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Scan {
    /// A row of so many bytes, its line end included. An empty record is a blank line.
    Row(usize),
    /// The row goes on after these bytes.
    More,
    /// The bytes end inside a quoted cell.
    Unclosed,
}

/// The rows of one file.
pub(super) struct Rows {
    buffer: Buffer,
    format: Format,
    /// Of the row last given, counted from 1; a row with line ends inside has the line it begins on.
    line: u64,
    /// Bytes of the row last given: consumed when the next is asked for, so that `raw` can show them.
    given: usize,
}

impl Rows {
    pub(super) fn new(buffer: Buffer, format: Format) -> Self {
        Self { buffer, format, line: 1, given: 0 }
    }

    pub(super) fn format(&self) -> Format {
        self.format
    }

    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// The row last given, as it stands in the file.
    pub(super) fn raw(&self) -> &[u8] {
        &self.buffer.unread()[..self.given]
    }

    /// Puts the next row that is not blank into `record`; `None` at the end. A row that can't be read is an inner error,
    /// and reading goes on after it.
    pub(super) fn next(&mut self, record: &mut Record) -> io::Result<Option<Result<(), Reason>>> {
        loop {
            self.advance();
            let scan = loop {
                record.clear();
                let scan = self.scan(record);
                if scan != Scan::More || self.buffer.unread().len() > ROW_BYTES_MAX {
                    break scan;
                }
                self.buffer.fill()?;
            };
            match scan {
                Scan::Row(0) => return Ok(None),
                Scan::Row(bytes) if bytes <= ROW_BYTES_MAX => {
                    self.given = bytes;
                    if record.len() > 0 {
                        return Ok(Some(Ok(())));
                    }
                }
                Scan::Unclosed => return self.give_first_line(Reason::UnclosedQuote).map(Some),
                Scan::Row(_) | Scan::More => return self.give_first_line(Reason::RowTooLong).map(Some),
            }
        }
    }

    fn advance(&mut self) {
        self.line += csv::count_lines(self.raw(), self.format);
        self.buffer.consume(self.given);
        self.given = 0;
    }

    fn scan(&self, record: &mut Record) -> Scan {
        let (bytes, ended) = (self.buffer.unread(), self.buffer.ended());
        match self.format {
            Format::Csv { delimiter } => csv::scan(bytes, delimiter, ended, record),
            Format::Columns => scan_line(bytes, ended, record, |line, record| {
                for cell in line.split(u8::is_ascii_whitespace).filter(|cell| !cell.is_empty()) {
                    record.push(cell);
                    record.end_cell();
                }
            }),
            Format::JsonLines => scan_line(bytes, ended, record, |line, record| {
                let line = line.trim_ascii();
                if !line.is_empty() {
                    record.push(line);
                    record.end_cell();
                }
            }),
        }
    }

    /// Gives up on the row and only on its first line: an unclosed quote must not swallow the rows below it.
    fn give_first_line(&mut self, reason: Reason) -> io::Result<Result<(), Reason>> {
        loop {
            if let Some(at) = memchr::memchr(b'\n', self.buffer.unread()) {
                self.given = at + 1;
                return Ok(Err(reason));
            }
            if self.buffer.ended() {
                self.given = self.buffer.unread().len();
                return Ok(Err(reason));
            }
            // One endless line: let go of what is known to hold no line end, and keep memory constant.
            self.buffer.consume(self.buffer.unread().len());
            self.buffer.fill()?;
        }
    }
}

/// One line, ended by LF or CR LF, cut into cells by `cut`.
fn scan_line(bytes: &[u8], ended: bool, record: &mut Record, cut: impl Fn(&[u8], &mut Record)) -> Scan {
    let (line, length) = match memchr::memchr(b'\n', bytes) {
        Some(at) => (&bytes[..at], at + 1),
        None if ended => (bytes, bytes.len()),
        None => return Scan::More,
    };
    cut(line, record);
    Scan::Row(length)
}
