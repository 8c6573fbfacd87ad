//! Moves those who are inside to another version of their journey, where the store chose so: some hundreds a turn, each with the
//! step at which they go on, so that a crash loses nobody and moves nobody twice.

use super::advance::Moving as People;
use super::loaded::Loaded;
use crate::journeys::{self, Moved, Moving};
use base::Timestamp;
use db::{Result, Tx};

/// Whether somebody is still to be moved: then it goes on at once.
pub(super) fn next(tx: &mut Tx<'_>, loaded: &Loaded) -> Result<Option<Timestamp>> {
    for wish in &loaded.moves {
        if journeys::moved(tx, wish.journey, wish.version)?.is_none_or(|moved| moved.done_at.is_none()) {
            return Ok(Some(Timestamp::from_micros(0)));
        }
    }
    Ok(None)
}

/// Goes on with every wish that is not done.
pub(super) fn go_on(tx: &mut Tx<'_>, people: &mut People<'_>, loaded: &Loaded, at_once: usize, now: Timestamp) -> Result<()> {
    for wish in &loaded.moves {
        let mut moved = journeys::moved(tx, wish.journey, wish.version)?.unwrap_or_default();
        if moved.done_at.is_none() {
            page(tx, people, wish, &mut moved, at_once, now)?;
            journeys::save_moved(tx, wish.journey, wish.version, moved)?;
        }
    }
    Ok(())
}

fn page(
    tx: &mut Tx<'_>,
    people: &mut People<'_>,
    wish: &Moving,
    moved: &mut Moved,
    at_once: usize,
    now: Timestamp,
) -> Result<()> {
    let runs = journeys::inside_before(tx, wish.journey, wish.version, at_once)?;
    if runs.len() < at_once {
        moved.done_at = Some(now);
    }
    for run in runs {
        if people.move_over(tx, run, wish)? {
            moved.moved += 1;
        } else {
            moved.left += 1;
        }
    }
    Ok(())
}
