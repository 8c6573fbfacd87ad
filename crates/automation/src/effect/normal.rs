//! Quantiles.

/// Of the normal distribution, two-sided at 95%.
pub(super) const Z_95: f64 = 1.959_963_984_540_054;
/// One-sided at 80%: how often a difference that is there shall be seen.
pub(super) const Z_POWER: f64 = 0.841_621_233_572_914_4;

/// Of the normal distribution, two-sided at 95% for `comparisons` made at once, so that all their intervals together hold the truth
/// in 95 of 100 cases at least: Bonferroni's correction (Dunn 1961), which asks nothing of how the comparisons hang together.
pub(super) fn z_among(comparisons: u32) -> f64 {
    if comparisons <= 1 { Z_95 } else { upper_quantile(0.025 / f64::from(comparisons)) }
}

/// What a standard normal variable exceeds with a probability between 0 and 1/2: Abramowitz and Stegun 26.2.23, off by less than
/// 0.00045, made exact to ten figures by two of Halley's steps on the tail's own series.
fn upper_quantile(tail: f64) -> f64 {
    let t = (-2.0 * tail.ln()).sqrt();
    let above = 0.010_328f64.mul_add(t, 0.802_853).mul_add(t, 2.515_517);
    let below = 0.001_308f64.mul_add(t, 0.189_269).mul_add(t, 1.432_788).mul_add(t, 1.0);
    let mut z = t - above / below;
    for _ in 0..2 {
        let density = (-z * z / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt();
        let off = (upper_tail(z) - tail) / density;
        z += off / (1.0 - z * off / 2.0);
    }
    z
}

/// How often a standard normal variable exceeds `z`, for `z` above 1.5: Laplace's continued fraction (Abramowitz and Stegun 26.2.14).
fn upper_tail(z: f64) -> f64 {
    let fraction = (1..=200).rev().fold(z, |below, k| z + f64::from(k) / below);
    (-z * z / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt() / fraction
}

/// Of Student's distribution, where the normal one has `z`: the expansion in powers of 1/ν about it (Abramowitz and Stegun 26.7.5),
/// which at 95% is off by 1% at two degrees of freedom and by less than 0.1% from four on.
pub(super) fn student(z: f64, freedom: f64) -> f64 {
    let (z3, z5, z7, z9) = (z.powi(3), z.powi(5), z.powi(7), z.powi(9));
    let first = (z3 + z) / 4.0;
    let second = 3.0f64.mul_add(z, 5.0f64.mul_add(z5, 16.0 * z3)) / 96.0;
    let third = (3.0f64.mul_add(z7, 19.0 * z5) + 17.0f64.mul_add(z3, -15.0 * z)) / 384.0;
    let fourth = (79.0f64.mul_add(z9, 776.0 * z7) + 1_482.0f64.mul_add(z5, -1_920.0f64.mul_add(z3, 945.0 * z))) / 92_160.0;
    z + first / freedom + second / freedom.powi(2) + third / freedom.powi(3) + fourth / freedom.powi(4)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quantiles_are_those_of_the_tables() {
        for (freedom, table, off) in [(2.0, 4.303, 0.012), (4.0, 2.776, 0.001), (10.0, 2.228, 0.0005), (60.0, 2.000, 0.0005)] {
            let quantile = student(Z_95, freedom);
            assert!((quantile / table - 1.0).abs() < off, "{freedom}: {quantile} is not {table}");
        }
        assert!((student(Z_95, 1e9) - Z_95).abs() < 1e-8);
        for (comparisons, table) in [(1, 1.959_964), (2, 2.241_403), (3, 2.393_980), (10, 2.807_034), (45, 3.260_767)] {
            assert!((z_among(comparisons) - table).abs() < 2e-5, "{comparisons}: {}", z_among(comparisons));
        }
    }
}
