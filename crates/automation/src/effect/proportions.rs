//! How many of the people in each group did it.

use super::Lift;
use super::normal::{Z_POWER, z_among};

/// Beyond so many people nobody waits for an answer.
const MISSING_MAX: f64 = 1e9;

/// Of so many people, so many who did it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Share {
    pub people: u64,
    pub of_them: u64,
}

impl Share {
    /// Between 0 and 1; 0 of nobody.
    pub fn rate(&self) -> f64 {
        if self.people == 0 { 0.0 } else { self.of_them.min(self.people) as f64 / self.people as f64 }
    }

    /// Between what the share of all lies with 95% confidence, of whom these people are some taken at random: Wilson's score interval
    /// (1927). `None` of nobody.
    pub fn interval(&self) -> Option<(f64, f64)> {
        (self.people > 0).then(|| self.wilson(z_among(1)))
    }

    fn wilson(&self, z: f64) -> (f64, f64) {
        let (people, rate, square) = (self.people as f64, self.rate(), z * z);
        let half = z * (rate * (1.0 - rate) / people + square / (4.0 * people * people)).sqrt();
        let (middle, whole) = (rate + square / (2.0 * people), 1.0 + square / people);
        (((middle - half) / whole).max(0.0), ((middle + half) / whole).min(1.0))
    }
}

/// How much larger the first share is than the second, with Newcombe's hybrid score interval (1998, method 10), which holds what it
/// says for small groups too. `None` where a group has nobody.
pub fn difference(first: Share, second: Share) -> Option<Lift> {
    difference_among(first, second, 1)
}

/// As [`difference`], for one of so many comparisons made at once: their intervals hold together, by Bonferroni's correction.
pub fn difference_among(first: Share, second: Share, comparisons: u32) -> Option<Lift> {
    if first.people == 0 || second.people == 0 {
        return None;
    }
    let (a, b, z) = (first.rate(), second.rate(), z_among(comparisons));
    let ((low_a, high_a), (low_b, high_b)) = (first.wilson(z), second.wilson(z));
    let of = a - b;
    Some(Lift { of, low: of - (a - low_a).hypot(high_b - b), high: of + (high_a - a).hypot(b - low_b) })
}

/// How many more people have to come, in both groups together and in the proportion in which they come now, until a difference as
/// large as the one observed would be seen four times in five (power 80%, significance 5% on two sides; Fleiss 1981, for groups of
/// different sizes). `None` where no number says it: there is no difference so far, or nobody in one of the groups.
pub fn people_missing(first: Share, second: Share) -> Option<u64> {
    people_missing_among(first, second, 1)
}

/// As [`people_missing`], for one of so many comparisons made at once.
pub fn people_missing_among(first: Share, second: Share, comparisons: u32) -> Option<u64> {
    if first.people == 0 || second.people == 0 {
        return None;
    }
    let (a, b) = (first.rate(), second.rate());
    let (people_a, people_b) = (first.people as f64, second.people as f64);
    let ratio = people_a / people_b;
    let both = ratio.mul_add(a, b) / (ratio + 1.0);
    let by_chance = z_among(comparisons) * (both * (1.0 - both) * (1.0 + 1.0 / ratio)).sqrt();
    let as_observed = Z_POWER * (a * (1.0 - a) / ratio + b * (1.0 - b)).sqrt();
    let needed = ((by_chance + as_observed) / (a - b)).powi(2) * (1.0 + ratio);
    let missing = (needed - people_a - people_b).ceil();
    // One at least: where the interval shows nothing yet, the people at hand are too few.
    (missing.is_finite() && missing < MISSING_MAX).then_some(missing.max(1.0) as u64)
}
