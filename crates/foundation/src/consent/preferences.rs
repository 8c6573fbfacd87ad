//! What somebody asks of the messages that they agreed to: how often, about what, and not for a while.
//!
//! An agreement says whether the store may write; these narrow it, and open nothing by themselves.

use super::permits::Withheld;
use super::vocabulary::Purpose;
use base::id::CustomerId;
use base::{Id as _, Timestamp};
use db::{Error, Result, Row, Tx, params};
use std::collections::BTreeSet;
use std::time::Duration;

const DAY: Duration = Duration::from_hours(24);
/// Topics that one customer can have turned off: more than any store has.
const TOPICS_MAX: usize = 200;

/// A way by which messages that need an agreement reach people; each has a purpose of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Channel {
    Email,
}

/// How many of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Frequency {
    #[default]
    Every = 0,
    /// One in seven days at most.
    Weekly = 1,
    /// One in thirty days at most.
    Monthly = 2,
}

/// What a customer asks for. The default asks for nothing: every message that they agreed to may come.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Preferences {
    pub frequency: Frequency,
    /// No message before then; from then on they come again by themselves.
    pub paused_until: Option<Timestamp>,
    /// Keys of the store's topics that they do not want.
    pub topics_off: BTreeSet<String>,
}

impl Channel {
    /// Those that exist.
    pub const ALL: [Self; 1] = [Self::Email];

    /// The word in forms, and the last part of translation keys.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Email => "email",
        }
    }

    /// What is agreed to with it.
    pub const fn purpose(self) -> Purpose {
        match self {
            Self::Email => Purpose::MarketingEmail,
        }
    }
}

impl Frequency {
    pub const ALL: [Self; 3] = [Self::Every, Self::Weekly, Self::Monthly];

    /// The word in forms, in exports and as the last part of translation keys.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Every => "every",
            Self::Weekly => "weekly",
            Self::Monthly => "monthly",
        }
    }

    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|frequency| frequency.word() == word)
    }

    /// The time in which one message may come; `None` for no limit.
    pub const fn within(self) -> Option<Duration> {
        match self {
            Self::Every => None,
            Self::Weekly => Some(Duration::from_hours(7 * 24)),
            Self::Monthly => Some(Duration::from_hours(30 * 24)),
        }
    }

    fn from_code(code: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|frequency| *frequency as i64 == code)
    }
}

impl Preferences {
    /// For how many days one can pause.
    pub const PAUSES: [u32; 3] = [30, 60, 90];

    /// A pause of one of [`Preferences::PAUSES`] from now on.
    #[must_use]
    pub fn paused_for(self, days: u32, now: Timestamp) -> Self {
        Self { paused_until: Some(now.plus(DAY * days)), ..self }
    }

    /// The end of a pause that lasts.
    pub fn pause_at(&self, now: Timestamp) -> Option<Timestamp> {
        self.paused_until.filter(|until| now < *until)
    }

    /// Whether a message about `topic` may come now, as far as it is not a matter of how many came before.
    pub fn allow(&self, topic: Option<&str>, now: Timestamp) -> std::result::Result<(), Withheld> {
        if self.pause_at(now).is_some() {
            return Err(Withheld::Paused);
        }
        if topic.is_some_and(|topic| self.topics_off.contains(topic)) {
            return Err(Withheld::TopicOff);
        }
        Ok(())
    }

    /// What two people who turn out to be one asked for: the rarer, the longer, and what either turned off.
    #[must_use]
    pub fn merged(&self, other: &Self) -> Self {
        Self {
            frequency: self.frequency.max(other.frequency),
            paused_until: self.paused_until.max(other.paused_until),
            topics_off: self.topics_off.union(&other.topics_off).cloned().collect(),
        }
    }
}

/// What a customer (the root) asks for.
pub fn load_preferences(tx: &mut Tx<'_>, customer: CustomerId) -> Result<Preferences> {
    let sql = "SELECT frequency, paused_until, topics_off FROM message_preferences WHERE customer = $1";
    Ok(tx.query_opt(sql, params![customer], |row| read(row, 0))?.unwrap_or_default())
}

/// What these customers (roots) ask for, those who ask for anything.
pub fn load_preferences_of(tx: &mut Tx<'_>, customers: &[CustomerId]) -> Result<Vec<(CustomerId, Preferences)>> {
    let keys: Vec<&[u8]> = customers.iter().map(|customer| customer.raw().as_slice()).collect();
    let sql = "SELECT customer, frequency, paused_until, topics_off FROM message_preferences WHERE customer";
    tx.query_keys(sql, &keys, |row| Ok((row.get(0)?, read(row, 1)?)))
}

/// Sets what a customer (the root) asks for; whether that changed anything. The caller runs inside the recorder.
pub fn set_preferences(tx: &mut Tx<'_>, customer: CustomerId, wanted: &Preferences, now: Timestamp) -> Result<bool> {
    if load_preferences(tx, customer)? == *wanted {
        return Ok(false);
    }
    let off: Vec<&String> = wanted.topics_off.iter().take(TOPICS_MAX).collect();
    let off = serde_json::to_string(&off).map_err(|error| Error::Other(format!("topics can't be written: {error}")))?;
    tx.execute(
        "INSERT INTO message_preferences (customer, frequency, paused_until, topics_off, changed_at) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (customer) DO UPDATE SET frequency = excluded.frequency, paused_until = excluded.paused_until, \
         topics_off = excluded.topics_off, changed_at = excluded.changed_at",
        params![customer, wanted.frequency as i64, wanted.paused_until, off, now],
    )?;
    Ok(true)
}

/// After a merge the winner asks for what either of the two did.
pub(super) fn merge_preferences(tx: &mut Tx<'_>, winner: CustomerId, loser: CustomerId, now: Timestamp) -> Result<()> {
    let theirs = load_preferences(tx, loser)?;
    if theirs == Preferences::default() {
        return Ok(());
    }
    let both = load_preferences(tx, winner)?.merged(&theirs);
    set_preferences(tx, winner, &both, now).map(drop)
}

/// After an erasure nobody asks for anything.
pub(super) fn forget_preferences(tx: &mut Tx<'_>, customer: CustomerId) -> Result<()> {
    tx.execute("DELETE FROM message_preferences WHERE customer = $1", params![customer]).map(drop)
}

fn read(row: &Row<'_>, at: usize) -> Result<Preferences> {
    let unreadable = || Error::Other("a customer's preferences can't be read from the database".to_owned());
    Ok(Preferences {
        frequency: Frequency::from_code(row.get(at)?).ok_or_else(unreadable)?,
        paused_until: row.get(at + 1)?,
        topics_off: serde_json::from_str(&row.get::<String>(at + 2)?).map_err(|_| unreadable())?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NOW: Timestamp = Timestamp::from_micros(1_777_896_000_000_000);

    fn any_preferences() -> impl Strategy<Value = Preferences> {
        let topics = proptest::collection::btree_set(prop_oneof![Just("sale".to_owned()), Just("new".to_owned())], 0..=2);
        let frequency = proptest::sample::select(&Frequency::ALL[..]);
        let pause =
            proptest::option::of((-100i64..100).prop_map(|days| Timestamp::from_micros(NOW.micros() + days * 86_400_000_000)));
        (frequency, pause, topics).prop_map(|(frequency, paused_until, topics_off)| Preferences {
            frequency,
            paused_until,
            topics_off,
        })
    }

    #[test]
    fn a_pause_ends_by_itself() {
        let paused = Preferences::default().paused_for(30, NOW);
        let end = NOW.plus(DAY * 30);
        assert_eq!(paused.pause_at(NOW), Some(end));
        assert_eq!(paused.allow(None, Timestamp::from_micros(end.micros() - 1)), Err(Withheld::Paused));
        assert_eq!((paused.allow(None, end), paused.pause_at(end)), (Ok(()), None));
        assert_eq!(Preferences::default().allow(Some("sale"), NOW), Ok(()));
    }

    proptest! {
        #[test]
        fn what_either_of_two_did_not_want_does_not_come_after_a_merge(
            one in any_preferences(), other in any_preferences(), hours in -2_400i64..2_400,
        ) {
            let at = Timestamp::from_micros(NOW.micros() + hours * 3_600_000_000);
            let both = one.merged(&other);
            prop_assert_eq!(&both, &other.merged(&one));
            for topic in [None, Some("sale"), Some("new")] {
                let may = one.allow(topic, at).is_ok() && other.allow(topic, at).is_ok();
                prop_assert_eq!(both.allow(topic, at).is_ok(), may);
            }
            prop_assert_eq!(both.frequency.within(), one.frequency.within().max(other.frequency.within()));
        }
    }
}
