//! What a journey or a campaign does: what people did who got it, beside what those did who were held out.
//!
//! Who is held out is left to chance, so the difference between the two groups is what it does, and how far chance alone may have
//! moved it can be said. Pure functions; the numbers come from [`crate::journeys::groups`] and [`crate::campaigns::groups`].

mod means;
mod normal;
mod proportions;
mod terms;
#[cfg(test)]
mod tests;

pub use means::{Moments, difference_of_means, difference_of_means_among};
pub use proportions::{Share, difference, difference_among, people_missing, people_missing_among};
pub use terms::{ATTRIBUTION_DAYS_MAX, EffectTerms};

/// A difference, and between what it lies with 95% confidence.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lift {
    pub of: f64,
    pub low: f64,
    pub high: f64,
}

impl Lift {
    /// Whether more than chance is shown: the interval leaves out that there is no difference.
    pub fn is_shown(&self) -> bool {
        self.low > 0.0 || self.high < 0.0
    }
}
