//! A file as a stream of UTF-8 bytes: gzip and UTF-16 are undone on the way, in constant memory.

use super::ImportError;
use std::io::{self, BufReader, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Bytes asked of the file at a time.
const CHUNK_BYTES: usize = 64 * 1024;

/// What a file is read through, and how far the reading has come.
pub struct Source {
    pub(super) reader: Box<dyn Read + Send>,
    /// Bytes taken from the file as it lies on disk (compressed where it is compressed).
    pub(super) read_bytes: Arc<AtomicU64>,
    /// The file's size on disk, where it is known.
    pub(super) total_bytes: Option<u64>,
    /// The file's name without folders and `.gz`, in lower case: its ending tells the format.
    pub(super) name: String,
}

impl Source {
    /// Opens a file.
    pub fn open(path: &Path) -> Result<Self, ImportError> {
        let file = std::fs::File::open(path).map_err(ImportError::Read)?;
        let total_bytes = file.metadata().ok().filter(std::fs::Metadata::is_file).map(|m| m.len());
        let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
        Self::new(file, &name, total_bytes).map_err(ImportError::Read)
    }

    /// Reads from anything: standard input, bytes in memory. `name` is only looked at for its ending.
    pub fn new(reader: impl Read + Send + 'static, name: &str, total_bytes: Option<u64>) -> io::Result<Self> {
        let read_bytes = Arc::new(AtomicU64::new(0));
        let counted = Counted { inner: reader, bytes: read_bytes.clone() };
        let (head, reader) = peek::<2>(BufReader::with_capacity(CHUNK_BYTES, counted))?;
        let reader: Box<dyn Read + Send> =
            if head == [0x1f, 0x8b] { Box::new(flate2::read::MultiGzDecoder::new(reader)) } else { Box::new(reader) };
        let (head, mut reader) = peek::<3>(reader)?;
        let reader: Box<dyn Read + Send> = match head.as_slice() {
            [0xef, 0xbb, 0xbf] => {
                reader.read_exact(&mut [0; 3])?;
                Box::new(reader)
            }
            [0xff, 0xfe, ..] => Box::new(Utf16::after_mark(reader, u16::from_le_bytes)?),
            [0xfe, 0xff, ..] => Box::new(Utf16::after_mark(reader, u16::from_be_bytes)?),
            _ => Box::new(reader),
        };
        let name = name.to_lowercase();
        let name = name.strip_suffix(".gz").unwrap_or(&name).to_owned();
        Ok(Self { reader, read_bytes, total_bytes, name })
    }
}

/// The first bytes of a stream (fewer at its end), and the stream with them still in it.
fn peek<const N: usize>(mut reader: impl Read + Send + 'static) -> io::Result<(Vec<u8>, impl Read + Send + 'static)> {
    let mut head = Vec::with_capacity(N);
    reader.by_ref().take(N as u64).read_to_end(&mut head)?;
    Ok((head.clone(), io::Cursor::new(head).chain(reader)))
}

struct Counted<R> {
    inner: R,
    bytes: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(into)?;
        self.bytes.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}

/// UTF-16 to UTF-8. What is no UTF-16 becomes the byte 0xFF, which no UTF-8 holds: the row it stands in is reported.
struct Utf16<R> {
    inner: R,
    unit: fn([u8; 2]) -> u16,
    /// Read and not yet decoded: half a unit, or the first half of a pair.
    pending: Vec<u8>,
    decoded: io::Cursor<Vec<u8>>,
}

impl<R: Read> Utf16<R> {
    fn after_mark(mut inner: R, unit: fn([u8; 2]) -> u16) -> io::Result<Self> {
        inner.read_exact(&mut [0; 2])?;
        Ok(Self { inner, unit, pending: Vec::new(), decoded: io::Cursor::default() })
    }

    /// Decodes the next chunk; an empty result is the end.
    fn decode(&mut self) -> io::Result<Vec<u8>> {
        let got = self.inner.by_ref().take(CHUNK_BYTES as u64).read_to_end(&mut self.pending)?;
        let at_end = got == 0;
        let units: Vec<u16> = self.pending.as_chunks::<2>().0.iter().map(|pair| (self.unit)(*pair)).collect();
        let splits_pair = !at_end && units.last().is_some_and(|unit| (0xD800..0xDC00).contains(unit));
        let whole = units.len() - usize::from(splits_pair);
        let mut text = Vec::with_capacity(whole * 2);
        for decoded in char::decode_utf16(units[..whole].iter().copied()) {
            match decoded {
                Ok(c) => text.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
                Err(_) => text.push(0xFF),
            }
        }
        self.pending.drain(..whole * 2);
        if at_end && !self.pending.is_empty() {
            self.pending.clear();
            text.push(0xFF);
        }
        Ok(text)
    }
}

impl<R: Read> Read for Utf16<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.decoded.position() == self.decoded.get_ref().len() as u64 {
            self.decoded = io::Cursor::new(self.decode()?);
        }
        self.decoded.read(into)
    }
}

/// Bytes read ahead of the rows that are made of them.
pub(super) struct Buffer {
    reader: Box<dyn Read + Send>,
    bytes: Vec<u8>,
    start: usize,
    ended: bool,
}

impl Buffer {
    pub(super) fn new(reader: Box<dyn Read + Send>) -> Self {
        Self { reader, bytes: Vec::new(), start: 0, ended: false }
    }

    /// What was read and not yet consumed.
    pub(super) fn unread(&self) -> &[u8] {
        &self.bytes[self.start..]
    }

    /// Nothing follows `unread`.
    pub(super) fn ended(&self) -> bool {
        self.ended
    }

    pub(super) fn consume(&mut self, bytes: usize) {
        self.start = (self.start + bytes).min(self.bytes.len());
    }

    /// Reads more: at least as much as is waiting, so that a long row is scanned a logarithmic number of times.
    pub(super) fn fill(&mut self) -> io::Result<()> {
        self.bytes.drain(..self.start);
        self.start = 0;
        let want = self.bytes.len().max(CHUNK_BYTES) as u64;
        let got = self.reader.by_ref().take(want).read_to_end(&mut self.bytes)?;
        self.ended = got == 0;
        Ok(())
    }
}
