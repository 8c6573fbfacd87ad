//! When people buy and for how much: BG/NBD and Gamma-Gamma, with the parameters that fit CDNOW.
//!
//! P. Fader, B. Hardie, K. Lee, "Counting Your Customers the Easy Way: An Alternative to the Pareto/NBD Model", Marketing Science
//! 24 (2005): while active, a customer buys at the rate λ ~ Gamma(r, α); after each *repeat* purchase the customer is gone with the
//! probability p ~ Beta(a, b). The first purchase begins the customer's time and is no repeat, so nobody is gone right after it.
//!
//! P. Fader, B. Hardie, "The Gamma-Gamma Model of Monetary Value" (2013): a purchase is worth z ~ Gamma(p, ν), ν ~ Gamma(q, γ), both
//! by shape and *rate*, independent of how often; so E[z] = pγ / (q − 1).

use base::Rng;
use rand_distr::{Beta, Distribution, Exp1, Gamma};

/// The parameters of the BG/NBD for CDNOW; time in weeks (Fader, Hardie & Lee 2005, table 2).
pub const R: f64 = 0.243;
pub const ALPHA: f64 = 4.414;
pub const A: f64 = 0.793;
pub const B: f64 = 2.426;

/// The parameters of the Gamma-Gamma for CDNOW, in US dollars.
pub const P: f64 = 6.25;
pub const Q: f64 = 3.74;
pub const GAMMA: f64 = 15.44;

/// One person's own rates.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shopper {
    /// λ: purchases a week while active.
    pub rate: f64,
    /// p: the chance to be gone after a repeat purchase.
    pub dropout: f64,
    /// ν: the rate of the Gamma that the values of this person's purchases follow, in 1/dollars.
    pub value_rate: f64,
}

impl Shopper {
    /// The times of repeat purchases, in weeks after the first, within `weeks`.
    pub fn repeats(&self, weeks: f64, rng: &mut Rng) -> Vec<f64> {
        let mut times = Vec::new();
        let mut at = 0.0;
        loop {
            let wait: f64 = Exp1.sample(rng.inner());
            at += wait / self.rate;
            // Not `at > weeks`: a rate of zero makes the wait infinite or no number at all.
            if !(at <= weeks && times.len() < 10_000) {
                return times;
            }
            times.push(at);
            if rng.unit() < self.dropout {
                return times;
            }
        }
    }
}

/// The distributions over people.
pub struct Model {
    rate: Gamma<f64>,
    dropout: Beta<f64>,
    value_rate: Gamma<f64>,
    value: Gamma<f64>,
}

impl Model {
    /// `None` only if the constants above were no parameters of the distributions.
    pub fn cdnow() -> Option<Self> {
        // `Gamma` takes shape and scale; the papers give shape and rate.
        Some(Self {
            rate: Gamma::new(R, 1.0 / ALPHA).ok()?,
            dropout: Beta::new(A, B).ok()?,
            value_rate: Gamma::new(Q, 1.0 / GAMMA).ok()?,
            value: Gamma::new(P, 1.0).ok()?,
        })
    }

    pub fn draw(&self, rng: &mut Rng) -> Shopper {
        let rng = rng.inner();
        Shopper { rate: self.rate.sample(rng), dropout: self.dropout.sample(rng), value_rate: self.value_rate.sample(rng) }
    }

    /// The value of one purchase, in dollars, before shipping and tax and after discount.
    pub fn value(&self, shopper: &Shopper, rng: &mut Rng) -> f64 {
        self.value.sample(rng.inner()) / shopper.value_rate
    }
}

#[cfg(test)]
pub(super) mod theory {
    use super::*;

    /// E[X(t)], repeat purchases within t weeks of the first (Fader, Hardie & Lee 2005, equation 9).
    pub fn expected_repeats(t: f64) -> f64 {
        let gone = (ALPHA / (ALPHA + t)).powf(R) * hypergeometric([R, B], A + B - 1.0, t / (ALPHA + t));
        (A + B - 1.0) / (A - 1.0) * (1.0 - gone)
    }

    /// P(X(t) = 0): nobody is gone before the first repeat, so it is the NBD's.
    pub fn no_repeat(t: f64) -> f64 {
        (ALPHA / (ALPHA + t)).powf(R)
    }

    /// Gauss's ₂F₁(upper₀, upper₁; lower; z) by its series, for 0 ≤ z < 1.
    fn hypergeometric(upper: [f64; 2], lower: f64, z: f64) -> f64 {
        let (mut sum, mut term) = (1.0, 1.0);
        for step in 0..20_000 {
            let step = f64::from(step);
            term *= (upper[0] + step) * (upper[1] + step) / ((lower + step) * (step + 1.0)) * z;
            sum += term;
            if term < 1e-15 {
                break;
            }
        }
        sum
    }

    #[test]
    fn the_formulas_give_what_cdnow_did() {
        // The papers' sample of 2,357 customers: observed for 32.72 weeks on average, 1.0424 repeats each, 59.86% without any.
        assert!((expected_repeats(32.72) - 1.0424).abs() < 0.03);
        assert!((no_repeat(32.72) - 0.5986).abs() < 0.01);
        assert!(expected_repeats(1e-6).abs() < 1e-6);
    }

    #[test]
    fn simulation_and_theory_agree() {
        let model = Model::cdnow().unwrap();
        let mut rng = Rng::from_seed(7);
        let n = 200_000;
        for weeks in [13.0, 39.0, 104.0] {
            let (mut repeats, mut none, mut value) = (0, 0, 0.0);
            for _ in 0..n {
                let shopper = model.draw(&mut rng);
                let times = shopper.repeats(weeks, &mut rng);
                repeats += times.len();
                none += usize::from(times.is_empty());
                value += model.value(&shopper, &mut rng);
            }
            let n = f64::from(n);
            let (mean, zero, value) = (repeats as f64 / n, none as f64 / n, value / n);
            assert!((mean / expected_repeats(weeks) - 1.0).abs() < 0.03, "{weeks}: {mean} {}", expected_repeats(weeks));
            assert!((zero - no_repeat(weeks)).abs() < 0.005, "{weeks}: {zero} {}", no_repeat(weeks));
            assert!((value / (P * GAMMA / (Q - 1.0)) - 1.0).abs() < 0.02, "{value}");
        }
    }
}
