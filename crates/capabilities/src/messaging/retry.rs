//! When to try again: soon at first, then ever more rarely, for at most three days.

use std::time::Duration;

/// Pauses after the first failed attempt, after the second …: 65 h in all, 72 h with the most jitter.
const PAUSES: [Duration; 10] = [
    Duration::from_secs(30),
    Duration::from_mins(2),
    Duration::from_mins(10),
    Duration::from_hours(1),
    Duration::from_hours(4),
    Duration::from_hours(12),
    Duration::from_hours(12),
    Duration::from_hours(12),
    Duration::from_hours(12),
    Duration::from_hours(12),
];

/// How long to wait after `attempts` failed attempts (1 after the first); `None`: give up.
///
/// `jitter` in `[0, 1)` (from `base::Rng::unit`) moves the pause by up to a tenth either way, so that thousands of messages that
/// failed together do not come back together.
pub fn next_pause(attempts: u32, jitter: f64) -> Option<Duration> {
    let pause = PAUSES.get(usize::try_from(attempts.checked_sub(1)?).ok()?)?;
    let jitter = if jitter.is_nan() { 0.5 } else { jitter.clamp(0.0, 1.0) };
    Some(pause.mul_f64(0.9 + 0.2 * jitter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_end_within_three_days() {
        let pauses = |jitter| (1..).map_while(move |attempt| next_pause(attempt, jitter)).collect::<Vec<_>>();
        assert_eq!(pauses(0.5)[0], Duration::from_secs(30));
        assert_eq!(pauses(0.0)[1], Duration::from_secs(108));
        assert!(pauses(1.0).is_sorted() && pauses(0.0).is_sorted());
        let longest: Duration = pauses(1.0).into_iter().sum();
        let shortest: Duration = pauses(0.0).into_iter().sum();
        assert!(longest <= Duration::from_hours(72) && shortest > Duration::from_hours(48), "{longest:?} {shortest:?}");
        assert_eq!(next_pause(0, 0.5), None);
        assert!(next_pause(1, f64::NAN).is_none_or(|pause| pause < Duration::from_mins(1)));
    }
}
