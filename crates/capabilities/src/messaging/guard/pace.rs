//! How fast letters of one origin leave, where people set it: for all of them together, whatever each of them waited for before.
//!
//! A letter whose turn has not come goes back into the queue with a turn of its own, and goes when that comes. Turns are given as
//! letters would leave, so that what a night kept back does not go at once in the morning.

use super::decide::Why;
use super::store;
use crate::messaging::model::Message;
use base::Timestamp;
use db::{Result, Tx, params};
use std::collections::BTreeMap;
use std::time::Duration;

/// A turn is passed over where it was missed by more: what a standstill kept back is not made up for.
const MISSED_AFTER: Duration = Duration::from_secs(10);

/// How fast letters go out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// From one letter to the next.
    pub each: Duration,
    /// How far it may fall behind and still catch up.
    pub slack: Duration,
}

/// The pace of one origin, and from when on its next letter may go.
struct Turns {
    pace: Pace,
    next_at: Timestamp,
}

impl Pace {
    /// When the next one may go, where its turn is at `next_at` and it is `now`: what fell behind by more than the slack is not
    /// made up for.
    pub fn turn(self, next_at: Timestamp, now: Timestamp) -> Timestamp {
        next_at.max(now.minus(self.slack))
    }
}

impl Turns {
    /// Gives the next turn away; `None` where it has come.
    fn take(&mut self, now: Timestamp) -> Option<Timestamp> {
        let turn = self.pace.turn(self.next_at, now);
        self.next_at = turn.plus(self.pace.each);
        (turn > now).then_some(turn)
    }
}

/// Sets how fast letters go whose cause is this and a part more; `None`: as fast as the mail server takes them. What is on its way
/// keeps to it. (Views.)
pub fn set_pace(tx: &mut Tx<'_>, origin: &str, pace: Option<Pace>, now: Timestamp) -> Result<()> {
    let Some(pace) = pace else {
        return tx.execute("DELETE FROM message_paces WHERE origin = $1", params![origin]).map(drop);
    };
    // Whatever turns were given, those who wait have to ask for theirs anew.
    let sql = "INSERT INTO message_paces (origin, each_micros, slack_micros, next_at, given_at) VALUES ($1, $2, $3, 0, $4) \
               ON CONFLICT (origin) DO UPDATE SET each_micros = excluded.each_micros, slack_micros = excluded.slack_micros, \
               next_at = CASE WHEN message_paces.next_at < $4 THEN message_paces.next_at ELSE $4 END, given_at = $4";
    let [each, slack] = [pace.each, pace.slack].map(|length| length.as_micros() as i64);
    tx.execute(sql, params![origin, each, slack, now]).map(drop)
}

/// Of letters that may go otherwise those whose turn it is; the others get turns of their own. In the transaction that took them.
pub(super) fn take_turns(tx: &mut Tx<'_>, letters: Vec<Message>, now: Timestamp) -> Result<Vec<Message>> {
    // In one order, so that nodes do not wait for each other in a ring.
    let mut paced: BTreeMap<String, Option<Turns>> =
        letters.iter().filter_map(|letter| Some((origin(letter)?.to_owned(), None))).collect();
    for (origin, turns) in &mut paced {
        *turns = load(tx, origin, now)?;
    }
    let mut go = Vec::with_capacity(letters.len());
    for letter in letters {
        let turns = origin(&letter).and_then(|origin| paced.get_mut(origin)?.as_mut());
        // What was handed over before had its turn then, and waits no second time for what the mail server would not have at once.
        let is_new = letter.attempts <= 1;
        match turns.filter(|_| is_new && !has_come(&letter, now)).and_then(|turns| turns.take(now)) {
            Some(turn) => store::postpone(tx, &letter, turn, Why::Turn, now)?,
            None => go.push(letter),
        }
    }
    for (origin, turns) in &paced {
        if let Some(turns) = turns {
            let sql = "UPDATE message_paces SET next_at = $2, given_at = $3 WHERE origin = $1";
            tx.execute_later(sql, params![origin.as_str(), turns.next_at, now])?;
        }
    }
    Ok(go)
}

/// Whether it has a turn that is now.
fn has_come(letter: &Message, now: Timestamp) -> bool {
    letter.reason == Why::Turn.word() && now <= letter.due_at.plus(MISSED_AFTER)
}

/// Its cause without the last part.
fn origin(letter: &Message) -> Option<&str> {
    letter.cause.rsplit_once(':').map(|(origin, _)| origin)
}

/// Its turns, where it has a pace: other nodes wait from here on to the end of the transaction.
fn load(tx: &mut Tx<'_>, origin: &str, now: Timestamp) -> Result<Option<Turns>> {
    if tx.execute("UPDATE message_paces SET given_at = given_at WHERE origin = $1", params![origin])? == 0 {
        return Ok(None);
    }
    let sql = "SELECT each_micros, slack_micros, next_at, given_at FROM message_paces WHERE origin = $1";
    let (each, slack, next_at, given_at): (i64, i64, Timestamp, Timestamp) =
        tx.query_one(sql, params![origin], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
    let length = |micros: i64| Duration::from_micros(micros.max(0).unsigned_abs());
    // Where the clock was set back, what lay ahead by it lies ahead as far as before.
    let next_at = if given_at > now { Timestamp::from_micros(next_at.micros_since(given_at) + now.micros()) } else { next_at };
    Ok(Some(Turns { pace: Pace { each: length(each), slack: length(slack) }, next_at }))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_micros(1_777_896_000_000_000);
    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn turns_are_one_after_another_and_what_was_missed_is_not_made_up_for() {
        let pace = Pace { each: SECOND * 60, slack: Duration::ZERO };
        let mut turns = Turns { pace, next_at: Timestamp::from_micros(0) };
        assert_eq!(turns.take(NOW), None, "the first goes at once");
        assert_eq!(turns.take(NOW), Some(NOW.plus(SECOND * 60)));
        assert_eq!(turns.take(NOW), Some(NOW.plus(SECOND * 120)));
        let later = NOW.plus(SECOND * 3_600);
        assert_eq!(turns.take(later), None);
        assert_eq!(turns.take(later), Some(later.plus(SECOND * 60)));
        assert_eq!(turns.take(later.plus(SECOND * 120)), None);
    }

    #[test]
    fn a_fast_one_catches_up_with_as_much_as_its_slack() {
        let pace = Pace { each: SECOND / 10, slack: SECOND * 10 };
        let mut turns = Turns { pace, next_at: Timestamp::from_micros(0) };
        let at_once = (0..1_000).filter(|_| turns.take(NOW).is_none()).count();
        assert_eq!(at_once, 101, "those of ten seconds, and this one");
    }
}
