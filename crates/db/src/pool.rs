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

    /// Runs `work` with a connection on which `begin` was done. It is kept afterwards only where `is_idle` says that another
    /// may have it.
    pub(crate) fn with<T, E: From<Error>>(
        &self,
        connect: impl Fn() -> Result<C>,
        begin: impl Fn(&mut C) -> Result<()>,
        is_idle: impl Fn(&C) -> bool,
        work: impl FnOnce(&mut C) -> Result<T, E>,
    ) -> Result<T, E> {
        let _place = self.take_place()?;
        let mut connection = loop {
            let kept = self.lock().idle.pop();
            let was_kept = kept.is_some();
            let mut connection = match kept {
                Some(connection) => connection,
                None => connect()?,
            };
            match begin(&mut connection) {
                Ok(()) => break connection,
                // It died while nobody used it, as all do where a server restarts. Nothing was asked of it yet: the next one.
                Err(_) if was_kept && !is_idle(&connection) => {}
                Err(error) => return Err(error.into()),
            }
        };
        let result = work(&mut connection);
        if is_idle(&connection) {
            self.lock().idle.push(connection);
        }
        result
    }

    fn take_place(&self) -> Result<Place<'_, C>> {
        let mut state = self.lock();
        while state.in_use >= self.connections_max {
            let (again, timeout) = self.freed.wait_timeout(state, WAIT_MAX).unwrap_or_else(PoisonError::into_inner);
            state = again;
            if timeout.timed_out() && state.in_use >= self.connections_max {
                return Err(Error::Unavailable("every connection is busy".to_owned()));
            }
        }
        state.in_use += 1;
        Ok(Place(self))
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
