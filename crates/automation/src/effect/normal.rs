//! Quantiles.

/// Of the normal distribution, two-sided at 95%.
pub(super) const Z_95: f64 = 1.959_963_984_540_054;
/// One-sided at 80%: how often a difference that is there shall be seen.
pub(super) const Z_POWER: f64 = 0.841_621_233_572_914_4;

/// Of Student's distribution, two-sided at 95%: the expansion in powers of 1/ν about the normal quantile (Abramowitz and Stegun
/// 26.7.5), which is off by 1% at two degrees of freedom and by less than 0.1% from four on.
pub(super) fn student_95(freedom: f64) -> f64 {
    let z = Z_95;
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
            let quantile = student_95(freedom);
            assert!((quantile / table - 1.0).abs() < off, "{freedom}: {quantile} is not {table}");
        }
        assert!((student_95(1e9) - Z_95).abs() < 1e-8);
    }
}
