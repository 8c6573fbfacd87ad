//! What slows guessing down: waits that grow with failures, and few hashes at once.
//!
//! Kept in memory, by a keyed hash of the address: a restart forgives, and a second node counts for itself.

use base::Timestamp;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{Semaphore, SemaphorePermit};

/// Each check takes 19 MiB and tens of milliseconds of one core.
const HASHES_AT_ONCE: usize = 2;
/// How long a person waits for their turn before they are told to come again.
const TURN_WITHIN: Duration = Duration::from_secs(10);
/// Failures are forgotten this long after the last one.
const FORGOTTEN_AFTER: Duration = Duration::from_hours(1);
/// Addresses remembered; beyond it those that failed longest ago are forgotten.
const ADDRESSES_MAX: usize = 10_000;

/// Of one address: five may miss, the sixth waits half a minute, later ones up to 15 minutes.
const ONE: Limit = Limit { free: 5, first: Duration::from_secs(30), longest: Duration::from_mins(15) };
/// Of all together, so that guessing over many addresses is slow too; never so long that it locks the store's people out.
const ALL: Limit = Limit { free: 100, first: Duration::from_secs(5), longest: Duration::from_mins(1) };

#[derive(Clone, Copy)]
struct Limit {
    free: u32,
    first: Duration,
    longest: Duration,
}

#[derive(Clone, Copy, Default)]
struct Failures {
    count: u32,
    last: Timestamp,
}

/// Shared by all requests of a node.
pub struct SignInGuard {
    counted: Mutex<Counted>,
    hashes: Semaphore,
}

#[derive(Default)]
struct Counted {
    by_address: HashMap<[u8; 16], Failures>,
    all: Failures,
}

impl Default for SignInGuard {
    fn default() -> Self {
        Self { counted: Mutex::default(), hashes: Semaphore::new(HASHES_AT_ONCE) }
    }
}

impl SignInGuard {
    /// Counts an attempt as failed before it is made, so that many at once gain nothing. `Err`: how long to wait.
    pub fn attempt(&self, address: [u8; 16], now: Timestamp) -> Result<(), Duration> {
        let mut counted = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        counted.all.set_back(now);
        let one = counted.by_address.get_mut(&address).map_or_else(Failures::default, |one| *one.set_back(now));
        let wait = one.wait(ONE, now).max(counted.all.wait(ALL, now));
        if !wait.is_zero() {
            return Err(wait);
        }
        counted.make_room(now);
        counted.by_address.entry(address).or_default().add(now);
        counted.all.add(now);
        Ok(())
    }

    /// As [`SignInGuard::attempt`], where every attempt is a request and none is a guess: of one address alone, so that many
    /// strangers can't close the door to everybody.
    pub fn request(&self, address: [u8; 16], now: Timestamp) -> Result<(), Duration> {
        let mut counted = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        let one = counted.by_address.get_mut(&address).map_or_else(Failures::default, |one| *one.set_back(now));
        let wait = one.wait(ONE, now);
        if !wait.is_zero() {
            return Err(wait);
        }
        counted.make_room(now);
        counted.by_address.entry(address).or_default().add(now);
        Ok(())
    }

    /// The attempt was right after all: nothing is held against the address.
    pub fn succeeded(&self, address: [u8; 16]) {
        let mut counted = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        counted.by_address.remove(&address);
        counted.all.count = counted.all.count.saturating_sub(1);
    }

    /// A turn to hash a password; `None` where too many wait.
    pub async fn turn(&self) -> Option<SemaphorePermit<'_>> {
        tokio::time::timeout(TURN_WITHIN, self.hashes.acquire()).await.ok()?.ok()
    }
}

impl Failures {
    fn add(&mut self, now: Timestamp) {
        let forgotten = self.is_forgotten(now);
        *self = Self { count: if forgotten { 1 } else { self.count.saturating_add(1) }, last: now };
    }

    /// Where the clock was set back, what seems to lie ahead counts from here: nobody waits until the old time comes again.
    fn set_back(&mut self, now: Timestamp) -> &Self {
        self.last = self.last.min(now);
        self
    }

    fn is_forgotten(&self, now: Timestamp) -> bool {
        now.micros_since(self.last) > FORGOTTEN_AFTER.as_micros() as i64
    }

    fn wait(&self, limit: Limit, now: Timestamp) -> Duration {
        if self.count < limit.free || self.is_forgotten(now) {
            return Duration::ZERO;
        }
        let doublings = (self.count - limit.free).min(16);
        let wait = limit.first.saturating_mul(1 << doublings).min(limit.longest);
        let passed = Duration::from_micros(now.micros_since(self.last).max(0) as u64);
        wait.saturating_sub(passed)
    }
}

impl Counted {
    fn make_room(&mut self, now: Timestamp) {
        if self.by_address.len() < ADDRESSES_MAX {
            return;
        }
        self.by_address.retain(|_, failures| !failures.is_forgotten(now));
        if self.by_address.len() >= ADDRESSES_MAX {
            let mut times: Vec<Timestamp> = self.by_address.values().map(|failures| failures.last).collect();
            times.sort_unstable();
            let middle = times[times.len() / 2];
            self.by_address.retain(|_, failures| failures.last > middle);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_micros(1_000_000_000_000_000);

    #[test]
    fn waits_grow_and_end() {
        let guard = SignInGuard::default();
        for _ in 0..5 {
            assert_eq!(guard.attempt([1; 16], NOW), Ok(()));
        }
        assert_eq!(guard.attempt([1; 16], NOW), Err(Duration::from_secs(30)));
        assert_eq!(guard.attempt([2; 16], NOW), Ok(()), "another address is free");
        let later = NOW.plus(Duration::from_secs(30));
        assert_eq!(guard.attempt([1; 16], later), Ok(()));
        assert_eq!(guard.attempt([1; 16], later), Err(Duration::from_mins(1)));
        let mut now = later;
        for _ in 0..20 {
            now = now.plus(Duration::from_mins(15));
            assert_eq!(guard.attempt([1; 16], now), Ok(()));
        }
        assert_eq!(guard.attempt([1; 16], now), Err(Duration::from_mins(15)));
        assert_eq!(guard.attempt([1; 16], now.plus(Duration::from_mins(61))), Ok(()), "an hour forgives");
    }

    #[test]
    fn a_clock_that_is_set_back_makes_nobody_wait_longer_than_once() {
        let guard = SignInGuard::default();
        for _ in 0..5 {
            assert_eq!(guard.attempt([1; 16], NOW), Ok(()));
        }
        let back = NOW.minus(Duration::from_hours(1));
        assert_eq!(guard.attempt([1; 16], back), Err(Duration::from_secs(30)), "a step gains nothing");
        assert_eq!(guard.attempt([1; 16], back.plus(Duration::from_secs(30))), Ok(()), "and costs nothing");
        for at in 0..200 {
            let _ = guard.attempt([2 + at; 16], NOW);
        }
        let wait = guard.attempt([250; 16], back).unwrap_err();
        assert!(wait <= Duration::from_mins(1), "all together wait no longer either: {wait:?}");
        assert_eq!(guard.attempt([250; 16], back.plus(wait)), Ok(()));
    }

    #[test]
    fn the_right_password_forgives() {
        let guard = SignInGuard::default();
        for _ in 0..50 {
            assert_eq!(guard.attempt([1; 16], NOW), Ok(()));
            guard.succeeded([1; 16]);
        }
    }

    #[test]
    fn guessing_over_many_addresses_waits_too_and_memory_is_bounded() {
        let guard = SignInGuard::default();
        let mut now = NOW;
        for at in 0..30_000u32 {
            let mut address = [0; 16];
            address[..4].copy_from_slice(&at.to_le_bytes());
            if let Err(wait) = guard.attempt(address, now) {
                assert!(wait <= Duration::from_mins(1));
                now = now.plus(wait);
                assert_eq!(guard.attempt(address, now), Ok(()));
            }
        }
        assert!(guard.counted.lock().unwrap().by_address.len() <= ADDRESSES_MAX);
        assert!(now > NOW);
    }
}
