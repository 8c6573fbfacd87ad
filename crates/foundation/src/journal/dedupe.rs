//! Which messages arrived lately: 24 hours or 8 million, whichever is less.

use super::store::{batches_from, head};
use base::Timestamp;
use db::{Result, Tx};
use std::collections::{HashSet, VecDeque};
use std::time::Duration;

const WINDOW: Duration = Duration::from_hours(24);
/// The window is cut into parts that are forgotten whole, the oldest first. One more than cover it: when a part goes, even
/// its last message is a window old.
const PARTS_MAX: usize = 9;
const PART_LASTS: Duration = Duration::from_hours(3);
const PART_MESSAGES_MAX: usize = 8_000_000 / PARTS_MAX;

/// An in-memory set of keyed 64-bit hashes of message ids, in parts by age. Two of 8 million differing messages collide
/// with a chance of 2·10⁻⁶: less than the window's own edge.
#[derive(Default)]
pub struct Window {
    parts: VecDeque<Part>,
    /// Batches before this position are in the set.
    loaded_to: Option<i64>,
}

#[derive(Default)]
struct Part {
    started_at: Timestamp,
    hashes: HashSet<u64, BuildIdentity>,
}

/// The hashes are keyed and uniform already.
type BuildIdentity = std::hash::BuildHasherDefault<Identity>;

#[derive(Default)]
struct Identity(u64);

impl std::hash::Hasher for Identity {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, _: &[u8]) {}
    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

impl Window {
    /// Reads what other nodes (or an earlier run) appended. The caller holds the head's lock; gives the next position.
    pub fn catch_up(&mut self, tx: &mut Tx<'_>, now: Timestamp) -> Result<i64> {
        let next = head(tx)?;
        let from = self.loaded_to.unwrap_or(0);
        if from < next {
            for batch in batches_from(tx, from, now.minus(WINDOW))? {
                for hash in batch.hashes {
                    self.insert(hash, batch.committed_at);
                }
            }
        }
        self.loaded_to = Some(next);
        Ok(next)
    }

    /// Notes that this node appended up to `next` itself.
    pub fn appended(&mut self, next: i64) {
        self.loaded_to = Some(next);
    }

    /// Remembers a message; false where it is known.
    pub fn insert(&mut self, hash: u64, now: Timestamp) -> bool {
        if self.parts.iter().any(|part| part.hashes.contains(&hash)) {
            return false;
        }
        let full = self.parts.back().is_none_or(|part| {
            part.hashes.len() >= PART_MESSAGES_MAX || now.micros_since(part.started_at) > PART_LASTS.as_micros() as i64
        });
        if full {
            if self.parts.len() >= PARTS_MAX {
                self.parts.pop_front();
            }
            self.parts.push_back(Part { started_at: now, hashes: HashSet::default() });
        }
        self.parts.back_mut().is_some_and(|part| part.hashes.insert(hash))
    }

    /// Messages remembered.
    pub fn len(&self) -> usize {
        self.parts.iter().map(|part| part.hashes.len()).sum()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_message_of_a_part_is_known_as_long_as_the_first() {
        let mut window = Window::default();
        let at = |minutes: u64| Timestamp::from_micros(0).plus(Duration::from_mins(minutes));
        window.insert(1, at(0));
        assert!(window.insert(2, at(179)));
        for minutes in (180..179 + 24 * 60).step_by(10) {
            window.insert(1_000 + minutes, at(minutes));
        }
        assert!(!window.insert(2, at(178 + 24 * 60)), "not yet a day old");
    }

    #[test]
    fn forgets_by_age_and_never_before() {
        let mut window = Window::default();
        let start = Timestamp::from_micros(0);
        assert!(window.insert(1, start));
        assert!(!window.insert(1, start));
        for hour in 1..24u64 {
            let now = start.plus(Duration::from_hours(hour));
            assert!(!window.insert(1, now), "known for a day: hour {hour}");
            assert!(window.insert(100 + hour, now));
        }
        for hour in 24..72u64 {
            window.insert(100 + hour, start.plus(Duration::from_hours(hour)));
        }
        assert!(window.insert(1, start.plus(Duration::from_hours(72))));
    }
}
