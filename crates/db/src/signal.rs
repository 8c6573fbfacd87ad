//! A bell that threads and tasks wait on: rung after a commit.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::watch;

/// Counts its rings, so that none is missed between looking and waiting.
#[derive(Clone)]
pub struct Signal {
    inner: Arc<(Mutex<u64>, Condvar)>,
    watchers: watch::Sender<u64>,
}

impl Default for Signal {
    fn default() -> Self {
        Self { inner: Arc::default(), watchers: watch::Sender::new(0) }
    }
}

impl Signal {
    /// Wakes everyone who waits.
    pub fn ring(&self) {
        let mut rings = self.inner.0.lock().unwrap_or_else(PoisonError::into_inner);
        *rings += 1;
        self.watchers.send_replace(*rings);
        self.inner.1.notify_all();
    }

    /// How often it has rung.
    pub fn rings(&self) -> u64 {
        *self.inner.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Blocks until it has rung more than `seen` times or the time is over; gives the count.
    pub fn wait(&self, seen: u64, at_most: Duration) -> u64 {
        let rings = self.inner.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (rings, _) =
            self.inner.1.wait_timeout_while(rings, at_most, |rings| *rings <= seen).unwrap_or_else(PoisonError::into_inner);
        *rings
    }

    /// For tasks: changes with every ring.
    pub fn watch(&self) -> watch::Receiver<u64> {
        self.watchers.subscribe()
    }
}
