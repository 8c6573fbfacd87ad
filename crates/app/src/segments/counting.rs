//! Counting people takes a while. So whoever asks has one count at a time, of several that wait the last; and how many may be asked
//! at all is counted anew only as often as it costs little.

use crate::app::App;
use automation::live;
use automation::segments::Segment;
use foundation::consent::{CategorySet, Purpose};
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::OwnedMutexGuard;

/// What is counted within this time is counted at each look.
const QUICK: Duration = Duration::from_millis(10);
/// A count is shown for so many times what it took.
const SHOWN_TIMES: u32 = 200;
/// Kinds of questions that are remembered.
const ASKED_MAX: usize = 1_000;

/// Who counts, and who waits for it.
#[derive(Default)]
pub struct Counting(Mutex<HashMap<String, Arc<Line>>>);

#[derive(Default)]
struct Line {
    /// The number of the last who asked.
    last: AtomicU64,
    counting: Arc<tokio::sync::Mutex<()>>,
}

/// Held while somebody's count runs: by the work itself, which goes on where nobody waits for it any more.
pub struct Turn(#[expect(dead_code, reason = "held")] OwnedMutexGuard<()>);

impl Counting {
    /// Waits for one's turn; `None` where the same asker asked again meanwhile.
    pub async fn turn(&self, who: &str) -> Option<Turn> {
        let line = {
            let mut lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            lines.retain(|_, line| Arc::strong_count(line) > 1 || Arc::strong_count(&line.counting) > 1);
            Arc::clone(lines.entry(who.to_owned()).or_default())
        };
        let number = line.last.fetch_add(1, Ordering::SeqCst) + 1;
        let turn = Arc::clone(&line.counting).lock_owned().await;
        (line.last.load(Ordering::SeqCst) == number).then_some(Turn(turn))
    }
}

/// How many may be asked, as last counted, by purpose and what is read.
#[derive(Default)]
pub struct Asked(Mutex<HashMap<(Purpose, CategorySet), Counted>>);

#[derive(Clone, Copy)]
struct Counted {
    people: u64,
    at: Instant,
    took: Duration,
}

impl Asked {
    /// How many customers agreed to what a segment is used for, of what its rule reads with those of the segments that it names.
    pub fn look(&self, app: &App, segment: &Segment) -> db::Result<u64> {
        let key = (segment.purpose, segment.reads());
        let is_fresh = |counted: &Counted| counted.took > QUICK && counted.at.elapsed() < counted.took * SHOWN_TIMES;
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&key).copied();
        if let Some(counted) = known.filter(is_fresh) {
            return Ok(counted.people);
        }
        let at = Instant::now();
        let people = live::asked(&app.db, segment, app.clock.now())?;
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= ASKED_MAX {
            all.clear();
        }
        all.insert(key, Counted { people, at, took: at.elapsed() });
        Ok(people)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn one_count_at_a_time_and_of_those_that_wait_the_last() {
        let counting = Arc::new(Counting::default());
        let first = counting.turn("sara").await.expect("nobody else counts");
        assert!(counting.turn("ali").await.is_some(), "others are others");
        let ask = || {
            let counting = Arc::clone(&counting);
            tokio::spawn(async move { counting.turn("sara").await.is_some() })
        };
        let second = ask();
        tokio::task::yield_now().await;
        let third = ask();
        tokio::task::yield_now().await;
        assert!(!second.is_finished() && !third.is_finished());
        drop(first);
        assert_eq!((second.await.unwrap(), third.await.unwrap()), (false, true));
        assert!(counting.turn("sara").await.is_some());
        assert!(counting.0.lock().unwrap().len() <= 1, "who is done is forgotten");
    }
}
