//! RFC 4180 and what programs write instead: any delimiter, CR, LF or CR LF, text after a closing quote.
//!
//! Read as the `csv` crate reads (a test holds the two against each other), with two additions that it has no room for:
//! a row has a longest length, and a quote that is never closed costs its own line, not the rest of the file.

use super::Format;
use super::rows::{Record, Scan};

/// Reads one row from the beginning of `bytes` into `record`. `ended`: nothing follows these bytes.
pub(super) fn scan(bytes: &[u8], delimiter: u8, ended: bool, record: &mut Record) -> Scan {
    let mut at = 0;
    loop {
        // At the start of a cell: only here does a quote open anything.
        if bytes.get(at) == Some(&b'"') {
            match scan_quoted(&bytes[at + 1..], ended, record) {
                Quoted::Closed(length) => at += 1 + length,
                Quoted::More => return Scan::More,
                Quoted::Unclosed => return Scan::Unclosed,
            }
        }
        // Bare text up to what ends the cell.
        let Some(length) = memchr::memchr3(delimiter, b'\n', b'\r', &bytes[at..]) else {
            if !ended {
                return Scan::More;
            }
            record.push(&bytes[at..]);
            if !bytes.is_empty() {
                record.end_cell();
            }
            return Scan::Row(bytes.len());
        };
        record.push(&bytes[at..at + length]);
        at += length;
        match bytes[at] {
            b if b == delimiter => {
                record.end_cell();
                at += 1;
            }
            b'\r' if at + 1 == bytes.len() && !ended => return Scan::More,
            b => {
                let end = at + if b == b'\r' && bytes.get(at + 1) == Some(&b'\n') { 2 } else { 1 };
                if at > 0 {
                    record.end_cell();
                }
                return Scan::Row(end);
            }
        }
    }
}

enum Quoted {
    /// The closing quote was the last of so many bytes.
    Closed(usize),
    More,
    Unclosed,
}

/// The inside of a quoted cell, its closing quote included; a doubled quote stands for one.
fn scan_quoted(bytes: &[u8], ended: bool, record: &mut Record) -> Quoted {
    let mut at = 0;
    loop {
        let Some(length) = memchr::memchr(b'"', &bytes[at..]) else {
            return if ended { Quoted::Unclosed } else { Quoted::More };
        };
        record.push(&bytes[at..at + length]);
        at += length + 1;
        match bytes.get(at) {
            Some(b'"') => {
                record.push(b"\"");
                at += 1;
            }
            None if !ended => return Quoted::More,
            _ => return Quoted::Closed(at),
        }
    }
}

/// Line ends in a stretch of the file that does not begin in the middle of one.
pub(super) fn count_lines(bytes: &[u8], format: Format) -> u64 {
    let feeds = memchr::memchr_iter(b'\n', bytes).count();
    let lone_returns = match format {
        Format::Csv { .. } => memchr::memchr_iter(b'\r', bytes).filter(|at| bytes.get(at + 1) != Some(&b'\n')).count(),
        Format::Columns | Format::JsonLines => 0,
    };
    (feeds + lone_returns) as u64
}

/// The delimiter that stands most often outside quotes in the first line; a comma where there is none.
pub(super) fn guess_delimiter(bytes: &[u8]) -> u8 {
    let mut counts = [(b',', 0u32), (b';', 0), (b'\t', 0), (b'|', 0)];
    let mut quoted = false;
    for &b in bytes {
        match b {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            _ if !quoted => {
                if let Some((_, count)) = counts.iter_mut().find(|(d, _)| *d == b) {
                    *count += 1;
                }
            }
            _ => {}
        }
    }
    // The first of equals wins: the order above is the order of likelihood.
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(d, _)| *d)
}
