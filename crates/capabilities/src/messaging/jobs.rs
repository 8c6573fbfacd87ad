//! What waits for a sender: each takes its share, so that many messages are written together and few go at once.

use super::model::Message;
use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Messages that a sender takes at most: so many of its may be uncertain after a crash.
pub(super) const SHARE_MAX: usize = 8;
/// What a sender takes should be gone within this long.
const SHARE_LASTS: Duration = Duration::from_millis(250);

/// Taken messages that no sender has begun with.
pub(super) struct Jobs {
    state: Mutex<State>,
    changed: Condvar,
}

struct State {
    waiting: VecDeque<Message>,
    /// Senders with nothing to do.
    idle: usize,
    /// How long one message took lately.
    pace: Duration,
    is_closed: bool,
}

impl Jobs {
    pub(super) fn new() -> Self {
        // Until it is known how fast the mail server is, it is taken for slow.
        let state = State { waiting: VecDeque::new(), idle: 0, pace: SHARE_LASTS, is_closed: false };
        Self { state: Mutex::new(state), changed: Condvar::new() }
    }

    pub(super) fn put(&self, messages: Vec<Message>) {
        self.lock().waiting.extend(messages);
        self.changed.notify_all();
    }

    /// How many a sender takes at a time now.
    pub(super) fn share(&self) -> usize {
        self.lock().share()
    }

    /// A sender's share of what waits. Blocks until there is something; nothing once it is closed.
    pub(super) fn take(&self) -> Vec<Message> {
        let mut state = self.lock();
        state.idle += 1;
        while state.waiting.is_empty() && !state.is_closed {
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        let share = state.waiting.len().div_ceil(state.idle).min(state.share());
        state.idle -= 1;
        state.waiting.drain(..share).collect()
    }

    /// Heeds how long so many messages took.
    pub(super) fn took(&self, messages: usize, time: Duration) {
        let mut state = self.lock();
        let each = time / u32::try_from(messages.max(1)).unwrap_or(u32::MAX);
        state.pace = (state.pace * 7 + each) / 8;
    }

    /// Senders end with what they have begun; gives what nobody has.
    pub(super) fn close(&self) -> Vec<Message> {
        let mut state = self.lock();
        state.is_closed = true;
        self.changed.notify_all();
        state.waiting.drain(..).collect()
    }

    pub(super) fn is_closed(&self) -> bool {
        self.lock().is_closed
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // Nothing is half done while the lock is held, so a poisoned one is as good.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn share(&self) -> usize {
        let share = SHARE_LASTS.as_micros() / self.pace.as_micros().max(1);
        usize::try_from(share).unwrap_or(SHARE_MAX).clamp(1, SHARE_MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messaging::NewMessage;
    use crate::messaging::letter::LetterRef;
    use crate::messaging::model::MessageState;
    use crate::messaging::templates::BuiltIn;
    use base::id::{CustomerId, MessageId};
    use base::{Id as _, Locale, Timestamp};

    fn messages(count: usize) -> Vec<Message> {
        let now = Timestamp::from_micros(0);
        let one = |_| Message {
            id: MessageId::from_raw([1; 16]),
            customer: CustomerId::from_raw([1; 16]),
            event: NewMessage::no_event(),
            position: 0,
            letter: LetterRef::BuiltIn(BuiltIn::Welcome),
            is_marketing: true,
            topic: String::new(),
            cause: String::new(),
            locale: Locale::En,
            state: MessageState::Sending,
            reason: String::new(),
            attempts: 1,
            uncertain: 0,
            due_at: now,
            created_at: now,
            changed_at: now,
            postponed_at: None,
        };
        (0..count).map(one).collect()
    }

    #[test]
    fn shares_grow_with_a_fast_server_and_shrink_with_a_slow_one() {
        let jobs = Jobs::new();
        jobs.put(messages(100));
        assert_eq!(jobs.take().len(), 1, "nothing is known of the server");
        (0..100).for_each(|_| jobs.took(4, Duration::from_millis(12)));
        assert_eq!(jobs.take().len(), SHARE_MAX);
        (0..100).for_each(|_| jobs.took(1, Duration::from_secs(1)));
        assert_eq!(jobs.take().len(), 1);
        assert_eq!(jobs.close().len(), 100 - 1 - SHARE_MAX - 1);
        assert!(jobs.take().is_empty() && jobs.is_closed());
    }

    #[test]
    fn a_few_are_shared_among_those_who_have_nothing_to_do() {
        let jobs = Jobs::new();
        (0..100).for_each(|_| jobs.took(1, Duration::from_millis(1)));
        std::thread::scope(|scope| {
            let takers: Vec<_> = (0..4).map(|_| scope.spawn(|| jobs.take().len())).collect();
            while jobs.lock().idle < 4 {
                std::thread::yield_now();
            }
            jobs.put(messages(8));
            let taken: Vec<usize> = takers.into_iter().map(|taker| taker.join().unwrap()).collect();
            assert_eq!(
                (taken.iter().sum::<usize>() + jobs.close().len(), taken.iter().max().unwrap() <= &4),
                (8, true),
                "{taken:?}"
            );
        });
    }
}
