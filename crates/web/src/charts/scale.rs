//! Axes with round steps.

/// The lower end, the upper end, and the ticks between them.
#[derive(Clone, Debug)]
pub struct Scale {
    pub low: f64,
    pub high: f64,
    pub ticks: Vec<f64>,
}

impl Scale {
    /// A scale over the values, zero always on it, in `steps` steps or one more, of 1, 2, 2.5 or 5 times a power of ten.
    /// Where only whole numbers mean something, no step is below 1.
    pub fn over(low: f64, high: f64, steps: u32, whole: bool) -> Self {
        let (low, high) = (low.min(0.0), high.max(0.0));
        let span = if high - low > 0.0 { high - low } else { 1.0 };
        let mut step = nice(span / f64::from(steps.max(1) + 1));
        if whole {
            step = step.max(1.0);
            // Two and a half things are no step.
            if step.fract() != 0.0 {
                step = step.ceil();
            }
        }
        let first = (low / step).floor();
        let last = (high / step).ceil().max(first + 1.0);
        // A tick more or less is the worst that rounding can do; the bound keeps any input finite.
        let count = ((last - first).round() as usize).min(20);
        let ticks: Vec<f64> = (0..=count).map(|at| (first + at as f64) * step).collect();
        let (low, high) = (first * step, ticks.last().copied().unwrap_or(step).max(high));
        Self { low, high, ticks }
    }

    /// Where a value lies between the ends: 0 at the lower, 1 at the upper.
    pub fn position(&self, value: f64) -> f64 {
        ((value - self.low) / (self.high - self.low)).clamp(0.0, 1.0)
    }
}

/// The next round step at or above `raw`.
fn nice(raw: f64) -> f64 {
    let power = 10f64.powf(raw.log10().floor());
    let factor = raw / power;
    let round = [1.0, 2.0, 2.5, 5.0].into_iter().find(|step| factor <= step * 1.000_001).unwrap_or(10.0);
    round * power
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_round() {
        assert_eq!(Scale::over(0.0, 97.0, 4, true).ticks, [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]);
        assert_eq!(Scale::over(0.0, 3.0, 4, true).ticks, [0.0, 1.0, 2.0, 3.0]);
        assert_eq!(Scale::over(0.0, 9.0, 4, true).ticks, [0.0, 2.0, 4.0, 6.0, 8.0, 10.0]);
        assert_eq!(Scale::over(0.0, 0.0, 4, true).ticks, [0.0, 1.0]);
        assert_eq!(Scale::over(-40.0, 90.0, 4, false).ticks, [-50.0, 0.0, 50.0, 100.0]);
        let ratio = Scale::over(0.0, 0.37, 4, false);
        assert!((ratio.high - 0.4).abs() < 1e-9 && ratio.ticks.len() == 5, "{ratio:?}");
        assert!((Scale::over(0.0, 50.0, 4, true).position(25.0) - 0.4).abs() < 0.2);
    }
}
