//! Randomness that comes in as an argument: from the system, or from a seed under test.

use rand::{Rng as _, SeedableRng, rngs::StdRng};

/// A cryptographically strong generator (ChaCha12), seeded once.
pub struct Rng(StdRng);

impl Rng {
    /// Seeded by the operating system. Stops the program where the system has no randomness: nothing safe can follow.
    #[expect(clippy::disallowed_methods, reason = "the one place where randomness enters")]
    pub fn from_system() -> Self {
        Self(rand::make_rng())
    }

    /// The same numbers at every run.
    pub fn from_seed(seed: u64) -> Self {
        Self(StdRng::seed_from_u64(seed))
    }

    /// A generator of its own for a thread or a task.
    #[must_use]
    pub fn fork(&mut self) -> Self {
        Self(StdRng::from_seed(self.bytes()))
    }

    pub fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        self.0.fill_bytes(&mut bytes);
        bytes
    }

    pub fn u64(&mut self) -> u64 {
        self.0.next_u64()
    }

    /// Uniform in `0..bound`; 0 where `bound` is 0. The bias of the multiply-shift is below `bound` / 2^64.
    pub fn below(&mut self, bound: u64) -> u64 {
        ((u128::from(self.u64()) * u128::from(bound)) >> 64) as u64
    }

    /// Uniform in `[0, 1)`.
    pub fn unit(&mut self) -> f64 {
        (self.u64() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// The generator itself, for distributions.
    pub fn inner(&mut self) -> &mut StdRng {
        &mut self.0
    }
}
