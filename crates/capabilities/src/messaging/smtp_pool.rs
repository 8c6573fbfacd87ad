//! A few connections, kept open between messages.

use lettre::transport::smtp::client::SmtpConnection;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Servers close a quiet connection after minutes; one this old is not worth the risk.
const IDLE_MAX: Duration = Duration::from_mins(1);
/// Many servers take about a hundred messages over one connection, then hang up.
const MESSAGES_MAX: usize = 100;

/// At most `size` connections in use at once; whoever comes later waits.
pub(super) struct Pool {
    size: usize,
    state: Mutex<State>,
    freed: Condvar,
}

#[derive(Default)]
struct State {
    in_use: usize,
    idle: Vec<Kept>,
}

/// A connection and how far it has come.
pub(super) struct Kept {
    pub(super) connection: SmtpConnection,
    /// Whether the server takes several commands in one piece (RFC 2920).
    pub(super) pipelines: bool,
    since: Instant,
    messages: usize,
}

impl Kept {
    pub(super) fn new(connection: SmtpConnection, pipelines: bool) -> Self {
        Self { connection, pipelines, since: Instant::now(), messages: 0 }
    }
}

/// The right to use one connection; given back when dropped.
pub(super) struct Slot<'a>(&'a Pool);

impl Pool {
    pub(super) fn new(size: usize) -> Self {
        Self { size: size.max(1), state: Mutex::default(), freed: Condvar::new() }
    }

    /// Waits until a connection may be used.
    pub(super) fn slot(&self) -> Slot<'_> {
        let mut state = self.lock();
        while state.in_use >= self.size {
            state = self.freed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.in_use += 1;
        Slot(self)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // Nothing is half done while the lock is held, so a poisoned one is as good.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Slot<'_> {
    /// The connection used last, if one is open and young enough. It may be dead all the same.
    pub(super) fn idle(&self) -> Option<Kept> {
        let (kept, old) = {
            let mut state = self.0.lock();
            let (young, old): (Vec<_>, Vec<_>) = state.idle.drain(..).partition(|kept| kept.since.elapsed() < IDLE_MAX);
            state.idle = young;
            (state.idle.pop(), old)
        };
        // Closed outside the lock: closing talks to the network.
        drop(old);
        kept
    }

    /// Keeps a connection that has just carried a message, or refused one in good order.
    pub(super) fn keep(&self, mut kept: Kept) {
        kept.messages += 1;
        kept.since = Instant::now();
        if kept.messages < MESSAGES_MAX {
            self.0.lock().idle.push(kept);
        }
    }
}

impl Drop for Slot<'_> {
    fn drop(&mut self) {
        self.0.lock().in_use -= 1;
        self.0.freed.notify_one();
    }
}
