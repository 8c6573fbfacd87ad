//! One file on its way in: a temporary name until all of it is on disk, then its own.

use super::Error;
use super::batch::Batch;
use super::format::{Columns, properties, schema};
use arrow_array::RecordBatch;
use base::Timestamp;
use parquet::arrow::ArrowWriter;
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

/// What a file must not be called while it is not whole.
pub(super) const UNFINISHED: &str = "tmp";

pub(super) struct FileWriter {
    writer: ArrowWriter<Hashed>,
    path: PathBuf,
    written: Written,
    unfinished: Unfinished,
}

/// A temporary file, which goes with this value: a disk that is full must not be filled with beginnings.
pub(super) struct Unfinished(pub(super) PathBuf);

impl Drop for Unfinished {
    fn drop(&mut self) {
        // After the renaming there is none.
        let _ = std::fs::remove_file(&self.0);
    }
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Written {
    pub(super) rows: u64,
    pub(super) bytes: u64,
    /// BLAKE3 of the whole file.
    pub(super) checksum: [u8; 32],
    pub(super) first_position: i64,
    pub(super) last_position: i64,
    pub(super) first_time: Timestamp,
    pub(super) last_time: Timestamp,
}

/// A file that counts and hashes what goes into it.
struct Hashed {
    file: File,
    hasher: blake3::Hasher,
    bytes: u64,
}

impl FileWriter {
    /// Begins a file that will be at `path`; its folder is made where it is missing.
    pub(super) fn create(path: &Path) -> Result<Self, Error> {
        let written = |error: std::io::Error| Error::unwritten(path, error);
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(written)?;
        }
        let unfinished = Unfinished(path.with_extension(UNFINISHED));
        let file = File::create(&unfinished.0).map_err(written)?;
        let hashed = Hashed { file, hasher: blake3::Hasher::new(), bytes: 0 };
        Ok(Self {
            writer: ArrowWriter::try_new(hashed, schema(), Some(properties()))?,
            path: path.to_owned(),
            unfinished,
            written: Written {
                rows: 0,
                bytes: 0,
                checksum: [0; 32],
                first_position: i64::MAX,
                last_position: i64::MIN,
                first_time: Timestamp::from_micros(i64::MAX),
                last_time: Timestamp::from_micros(i64::MIN),
            },
        })
    }

    /// Adds rows with all columns, which come after those before.
    pub(super) fn write(&mut self, record: &RecordBatch) -> Result<(), Error> {
        let batch = Batch::of(record, Columns::ALL)?;
        let written = &mut self.written;
        written.rows += batch.len() as u64;
        for at in 0..batch.len() {
            let (position, time) = (batch.row(at).position(), batch.row(at).time());
            written.first_position = written.first_position.min(position);
            written.last_position = written.last_position.max(position);
            written.first_time = written.first_time.min(time);
            written.last_time = written.last_time.max(time);
        }
        Ok(self.writer.write(record)?)
    }

    /// Puts the file on disk under its name. Dropped before that, it leaves nothing; killed, a temporary file that is swept.
    pub(super) fn finish(self) -> Result<Written, Error> {
        let Hashed { file, hasher, bytes } = self.writer.into_inner()?;
        let rename = || {
            file.sync_all()?;
            std::fs::rename(&self.unfinished.0, &self.path)?;
            // A name is on disk when its folder is: the file's in the month's, which may be new in the history's.
            self.path.ancestors().skip(1).take(2).try_for_each(|folder| File::open(folder)?.sync_all())
        };
        rename().map_err(|error| Error::unwritten(&self.path, error))?;
        Ok(Written { bytes, checksum: *hasher.finalize().as_bytes(), ..self.written })
    }
}

impl Write for Hashed {
    fn write(&mut self, buffer: &[u8]) -> std::io::Result<usize> {
        let written = self.file.write(buffer)?;
        self.hasher.update(&buffer[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.file.flush()
    }
}
