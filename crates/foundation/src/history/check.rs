//! Reading everything again, to see whether it is what was written.

use super::file::Sealed;
use super::format::Columns;
use super::{Error, History, SealedFile, store};
use std::path::Path;

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Checked {
    pub files: usize,
    pub rows: u64,
    /// What is wrong, a sentence a file. The other files are as they should be.
    pub problems: Vec<String>,
}

impl History {
    /// The paths of those of these files that are not where they should be, or not whole.
    pub fn missing(&self, files: &[SealedFile]) -> Result<Vec<String>, Error> {
        match &self.shelf {
            Some(shelf) => Ok(shelf.missing(files)?.into_iter().map(SealedFile::path).collect()),
            None => Ok(files.iter().map(SealedFile::path).collect()),
        }
    }

    /// Reads every sealed file, from the bucket where there is one, and compares it with the manifest: its checksum, its
    /// number of rows, and their order.
    pub fn check(&self) -> Result<Checked, Error> {
        let mut checked = Checked::default();
        for file in self.db.record.read(store::files)? {
            checked.files += 1;
            let looked = match &self.shelf {
                Some(shelf) => shelf.look(&file, |path| check(&file, path)),
                None => Err(Error::unplaced(&file)),
            };
            match looked {
                Ok(()) => checked.rows += file.rows,
                Err(error) => checked.problems.push(error.to_string()),
            }
        }
        Ok(checked)
    }
}

/// Compares a file's bytes with the manifest's checksum.
pub(super) fn check_bytes(file: &SealedFile, path: &Path) -> Result<(), Error> {
    let mut hasher = blake3::Hasher::new();
    let mut bytes = std::fs::File::open(path).map_err(|error| Error::broken(path, error))?;
    std::io::copy(&mut bytes, &mut hasher).map_err(|error| Error::broken(path, error))?;
    if *hasher.finalize().as_bytes() != file.checksum {
        return Err(Error::broken(path, "its contents are not those that were written"));
    }
    Ok(())
}

pub(super) fn check(file: &SealedFile, path: &Path) -> Result<(), Error> {
    check_bytes(file, path)?;
    let (mut rows, mut last) = (0, None);
    if let Some(mut cursor) = Sealed::open(path)?.cursor(Columns::LEAST, &(0..=u128::MAX))? {
        loop {
            let key = (cursor.customer(), cursor.time());
            if last.is_some_and(|last| key < last) {
                return Err(Error::broken(path, "its rows are not in order"));
            }
            (rows, last) = (rows + 1, Some(key));
            if !cursor.advance()? {
                break;
            }
        }
    }
    if rows == file.rows {
        Ok(())
    } else {
        Err(Error::broken(path, format!("it holds {rows} rows where the manifest says {}", file.rows)))
    }
}
