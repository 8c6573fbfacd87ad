//! Which points of time have a word below them.

use super::Step;

/// The points, in order. The last always has a word, and hours have theirs where the stride divides the hour of the day,
/// midnight being one. Where there is room for one more alone, it is the first.
pub(super) fn ticked(step: Step, count: usize, stride: usize, hour: &dyn Fn(usize) -> u8) -> Vec<usize> {
    let Some(last) = count.checked_sub(1) else { return Vec::new() };
    let by_hour = step == Step::Hour && stride <= 24;
    let is_round =
        |at: usize| if by_hour { usize::from(hour(at)).is_multiple_of(stride) } else { (last - at).is_multiple_of(stride) };
    let room = if by_hour { stride } else { 1 };
    let mut ticked: Vec<usize> = (0..last).filter(|at| is_round(*at) && last - at >= room).collect();
    if ticked.is_empty() && last > 0 {
        ticked.push(0);
    }
    ticked.push(last);
    ticked
}

/// The customary step at or above `least`: weeks of days, quarters of days and years.
pub(super) fn stride(step: Step, least: usize) -> usize {
    let customary: &[usize] = match step {
        Step::Minute => &[1, 2, 5, 10, 15, 30, 60, 120],
        Step::Hour => &[1, 2, 3, 6, 12, 24, 48, 168],
        Step::Day => &[1, 2, 7, 14, 28, 56, 91],
        Step::Month => &[1, 2, 3, 6, 12, 24, 60],
    };
    customary.iter().copied().find(|step| *step >= least).unwrap_or(least).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_point_and_midnight_are_told() {
        // From 8 in the evening until 7 the next evening.
        let hour = |at: usize| u8::try_from((20 + at) % 24).unwrap();
        assert_eq!(ticked(Step::Hour, 24, 6, &hour), [4, 10, 16, 23]);
        assert_eq!(ticked(Step::Day, 7, 2, &hour), [0, 2, 4, 6]);
        assert_eq!(ticked(Step::Day, 30, 28, &hour), [1, 29]);
        assert_eq!(ticked(Step::Day, 5, 7, &hour), [0, 4]);
        assert_eq!((ticked(Step::Hour, 1, 1, &hour), ticked(Step::Hour, 0, 1, &hour)), (vec![0], vec![]));
    }

    #[test]
    fn steps_are_customary() {
        assert_eq!((stride(Step::Day, 3), stride(Step::Hour, 5), stride(Step::Day, 100), stride(Step::Hour, 0)), (7, 6, 100, 1));
    }
}
