//! A small pool of connections: made when wanted, kept when healthy, never more than a set number at once.

use crate::{Error, Result};
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

/// How long a caller waits for a connection before the database counts as not available.
const WAIT_MAX: Duration = Duration::from_secs(10);

pub(crate) struct Pool<C> {
    state: Mutex<State<C>>,
    freed: Condvar,
    connections_max: usize,
}

struct State<C> {
    idle: Vec<C>,
    in_use: usize,
}

impl<C> Pool<C> {
    pub(crate) fn new(connections_max: usize) -> Self {
        Self { state: Mutex::new(State { idle: Vec::new(), in_use: 0 }), freed: Condvar::new(), connections_max }
    }

    /// Runs `work` with a connection. It is kept afterwards only where `healthy` says so.
    pub(crate) fn with<T, E: From<Error>>(
        &self,
        connect: impl FnOnce() -> Result<C>,
        healthy: impl FnOnce(&C) -> bool,
        work: impl FnOnce(&mut C) -> Result<T, E>,
    ) -> Result<T, E> {
        let idle = self.take()?;
        let place = Place(self);
        let mut connection = match idle {
            Some(connection) => connection,
            None => connect()?,
        };
        let result = work(&mut connection);
        if healthy(&connection) {
            self.lock().idle.push(connection);
        }
        drop(place);
        result
    }

    /// Closes what is idle: after a failure of one, the others are suspect.
    pub(crate) fn clear(&self) {
        self.lock().idle.clear();
    }

    fn take(&self) -> Result<Option<C>> {
        let mut state = self.lock();
        while state.in_use >= self.connections_max {
            let (again, timeout) = self.freed.wait_timeout(state, WAIT_MAX).unwrap_or_else(PoisonError::into_inner);
            state = again;
            if timeout.timed_out() && state.in_use >= self.connections_max {
                return Err(Error::Unavailable("every connection is busy".to_owned()));
            }
        }
        state.in_use += 1;
        Ok(state.idle.pop())
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, State<C>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A place in the pool, given back even where the work panics.
struct Place<'a, C>(&'a Pool<C>);

impl<C> Drop for Place<'_, C> {
    fn drop(&mut self) {
        self.0.lock().in_use -= 1;
        self.0.freed.notify_one();
    }
}
