//! What people in each group spent.

use super::Lift;
use super::normal::{student, z_among};

/// So many people, the sum of their numbers and that of the squares.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Moments {
    pub people: u64,
    pub sum: f64,
    pub squares: f64,
}

impl Moments {
    /// 0 of nobody.
    pub fn mean(&self) -> f64 {
        if self.people == 0 { 0.0 } else { self.sum / self.people as f64 }
    }

    /// The variance of the mean; `None` of fewer than two.
    fn spread_of_mean(&self) -> Option<f64> {
        if self.people < 2 {
            return None;
        }
        let people = self.people as f64;
        Some(((self.squares - self.sum * self.sum / people) / (people - 1.0)).max(0.0) / people)
    }
}

/// How much larger the first mean is than the second, with the interval of Welch's test (1947), which asks of the two groups
/// neither the same size nor the same spread. `None` where a group has fewer than two people, or nobody differs from anybody.
/// What few people spend is skewed: of small groups the interval holds a little less than it says.
pub fn difference_of_means(first: &Moments, second: &Moments) -> Option<Lift> {
    difference_of_means_among(first, second, 1)
}

/// As [`difference_of_means`], for one of so many comparisons made at once: their intervals hold together, by Bonferroni's correction.
pub fn difference_of_means_among(first: &Moments, second: &Moments, comparisons: u32) -> Option<Lift> {
    let (a, b) = (first.spread_of_mean()?, second.spread_of_mean()?);
    if a + b <= 0.0 {
        return None;
    }
    // Welch's and Satterthwaite's degrees of freedom.
    let freedom = (a + b).powi(2) / (a * a / (first.people as f64 - 1.0) + b * b / (second.people as f64 - 1.0));
    let (of, half) = (first.mean() - second.mean(), student(z_among(comparisons), freedom) * (a + b).sqrt());
    Some(Lift { of, low: of - half, high: of + half })
}
