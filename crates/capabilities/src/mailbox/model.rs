//! What is known of the mailbox, and how often it is looked into.

use base::Timestamp;
use std::time::Duration;

/// How long it rests after a round that went well.
const EVERY: Duration = Duration::from_mins(1);
/// Who logs in with a wrong password every minute is locked out by many servers: each failure doubles the rest, to half an hour.
const DOUBLINGS_MAX: u32 = 5;
/// A letter that can't be fetched is tried so many times, and then left.
pub const TRIES_MAX: u32 = 3;

/// A letter in the mailbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// What the server calls it in this session: IMAP's UID, POP3's number.
    pub(super) number: u32,
    /// What it is called in every session.
    pub name: String,
}

/// How the mailbox fared. Counts begin anew when another is set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    /// A keyed hash of its address.
    pub mailbox: [u8; 16],
    /// When it is looked into next.
    pub due_at: Timestamp,
    /// When it was last read without a failure.
    pub read_at: Option<Timestamp>,
    /// Letters that lay in it after that.
    pub letters: u64,
    /// Letters that were reports, since it was set.
    pub reports: u64,
    /// Rounds since one went well.
    pub failures: u32,
    /// The last failure in a word ([`super::MailboxError::word`]), and what was said of it; empty where the last round went well.
    pub error: String,
    pub said: String,
}

impl State {
    /// Of a mailbox that was never looked into.
    pub const fn new(mailbox: [u8; 16], now: Timestamp) -> Self {
        Self {
            mailbox,
            due_at: now,
            read_at: None,
            letters: 0,
            reports: 0,
            failures: 0,
            error: String::new(),
            said: String::new(),
        }
    }

    /// Whether it is time to look again. A clock that was set back puts nothing off.
    pub fn is_due(&self, now: Timestamp) -> bool {
        self.due_at <= now || self.due_at > now.plus(pause(u32::MAX))
    }
}

/// The rest after so many failures in a row.
pub fn pause(failures: u32) -> Duration {
    EVERY * 2_u32.pow(failures.min(DOUBLINGS_MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failures_make_it_rest_longer_and_a_clock_set_back_does_not() {
        let now = Timestamp::from_micros(1_777_896_000_000_000);
        assert_eq!([0, 1, 3, u32::MAX].map(pause), [EVERY, EVERY * 2, EVERY * 8, EVERY * 32]);
        let state = State { due_at: now.plus(EVERY), ..State::new([0; 16], now) };
        assert!(!state.is_due(now) && state.is_due(now.plus(EVERY)));
        assert!(!state.is_due(now.minus(EVERY * 31)) && state.is_due(now.minus(EVERY * 32)));
    }
}
