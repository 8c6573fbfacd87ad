//! Keys that make an import idempotent, and checkpoints that let it go on.

use super::ImportError;
use super::map::Map;
use std::collections::{HashMap, HashSet};
use std::fmt;
use std::str::FromStr;

/// Idempotency key of one row.
pub type RowKey = [u8; 16];

/// The most rows of one file: what counts their repeats takes 10 to 20 bytes a row, so at most 1 GB here.
pub const ROWS_MAX: u64 = 50_000_000;

/// How far an import came: rows read, and a hash of all of them. As text, `rows:hash`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Checkpoint {
    /// Rows read from the file, its header and its bad rows included.
    pub rows: u64,
    chain: [u8; 16],
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected a checkpoint such as 1200:00112233445566778899aabbccddeeff")]
pub struct NotACheckpoint;

/// Gives each row its key.
pub(super) struct Keys {
    map: [u8; 32],
    at: Checkpoint,
    /// Shortened hashes of the rows seen. Two rows that share one only count as repeats of each other: their keys still differ, and
    /// are the same at the next import. So 64 bits are enough.
    seen: HashSet<u64>,
    /// How often a row was seen, for those seen more than once.
    repeated: HashMap<u64, u32>,
}

impl Keys {
    pub(super) fn new(map: &Map) -> Self {
        Self { map: map.fingerprint(), at: Checkpoint::default(), seen: HashSet::new(), repeated: HashMap::new() }
    }

    /// Counts a row as read.
    pub(super) fn count(&mut self, raw: &[u8]) -> Result<(), ImportError> {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&self.at.chain).update(raw);
        self.at.chain = first_half(hasher.finalize().as_bytes());
        self.at.rows += 1;
        if self.at.rows > ROWS_MAX { Err(ImportError::TooManyRows) } else { Ok(()) }
    }

    pub(super) fn checkpoint(&self) -> Checkpoint {
        self.at
    }

    /// The key of a row with these mapped cells: BLAKE3 of the map, the cells and the number of such rows before it. A column that
    /// the map leaves out may change from one export to the next without making the row a new one.
    pub(super) fn key<'a>(&mut self, cells: impl Iterator<Item = Option<&'a [u8]>>) -> RowKey {
        let mut hasher = blake3::Hasher::new_keyed(&self.map);
        for cell in cells {
            // The length first, and another for "no cell", so that no two rows have the same bytes.
            hasher.update(&cell.map_or(u64::MAX, |cell| cell.len() as u64).to_le_bytes()).update(cell.unwrap_or_default());
        }
        let hash = hasher.finalize();
        let short = u64::from_le_bytes(std::array::from_fn(|at| hash.as_bytes()[at]));
        let before = if self.seen.insert(short) { 0 } else { *self.repeated.entry(short).and_modify(|n| *n += 1).or_insert(1) };
        let mut hasher = blake3::Hasher::new_keyed(hash.as_bytes());
        hasher.update(&before.to_le_bytes());
        first_half(hasher.finalize().as_bytes())
    }
}

fn first_half(hash: &[u8; 32]) -> [u8; 16] {
    std::array::from_fn(|at| hash[at])
}

impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.rows, data_encoding::HEXLOWER.encode(&self.chain))
    }
}

impl FromStr for Checkpoint {
    type Err = NotACheckpoint;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (rows, chain) = text.split_once(':').ok_or(NotACheckpoint)?;
        let chain = data_encoding::HEXLOWER.decode(chain.as_bytes()).ok().and_then(|chain| chain.try_into().ok());
        Ok(Self { rows: rows.parse().map_err(|_| NotACheckpoint)?, chain: chain.ok_or(NotACheckpoint)? })
    }
}
