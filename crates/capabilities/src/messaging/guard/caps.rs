//! When the next letter may go, by those that went.

use super::rules::{Channel, Fatigue, days};
use base::Timestamp;
use std::time::Duration;

/// How long a letter waits for one that is being handed over, of which nobody knows yet whether it goes.
const BEING_SENT: Duration = Duration::from_mins(1);

/// A marketing letter that may have reached its reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::messaging) struct Sent {
    pub channel: Channel,
    pub at: Timestamp,
    /// Whether it went; otherwise it is being handed over.
    pub went: bool,
}

/// The first moment from `now` on at which one letter more keeps to so many in a window; `sent` are those that count, in any order.
pub(super) fn first_free(letters: u32, window: Duration, sent: &[Sent], now: Timestamp) -> Timestamp {
    let free = |sent: &[Sent]| {
        let mut times: Vec<Timestamp> = counted(sent, window, now).collect();
        times.sort_unstable_by(|a, b| b.cmp(a));
        let last = (letters as usize).checked_sub(1).and_then(|at| times.get(at));
        last.map_or(now, |at| at.plus(window))
    };
    let went: Vec<Sent> = sent.iter().copied().filter(|one| one.went).collect();
    match free(&went) {
        // What is being handed over may still be withheld: it is looked again shortly, and not after a whole window.
        open if open <= now && free(sent) > now => now.plus(BEING_SENT),
        open => open.max(now),
    }
}

/// The first moment at which somebody who gives no sign of life gets another letter.
pub(super) fn first_after_silence(fatigue: Fatigue, sent: &[Sent], sign: Option<Timestamp>, now: Timestamp) -> Timestamp {
    let window = days(fatigue.within_days);
    let mut unanswered: Vec<Timestamp> = counted(sent, window, now).filter(|at| sign.is_none_or(|sign| *at > sign)).collect();
    unanswered.sort_unstable_by(|a, b| b.cmp(a));
    let (Some(last), Some(nth)) =
        (unanswered.first(), (fatigue.letters as usize).checked_sub(1).and_then(|at| unanswered.get(at)))
    else {
        return now;
    };
    // Either the rarer letter is due, or the oldest of them is so long ago that they are too few to say anything.
    last.plus(days(fatigue.one_in_days)).min(nth.plus(window)).max(now)
}

/// Those within a window that ends now. One from later than now was sent before the clock was set back: it counts as just
/// sent, unless it lies so far ahead that the clock was plainly wrong.
fn counted(sent: &[Sent], window: Duration, now: Timestamp) -> impl Iterator<Item = Timestamp> {
    let (from, to) = (now.minus(window), now.plus(window));
    sent.iter().filter(move |one| from < one.at && one.at < to).map(move |one| one.at.min(now))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_micros(1_777_896_000_000_000);
    const HOUR: Duration = Duration::from_hours(1);

    fn ago(hours: u32) -> Sent {
        Sent { channel: Channel::Email, at: NOW.minus(HOUR * hours), went: true }
    }

    fn waits(letters: u32, days: u32, sent: &[Sent]) -> i64 {
        first_free(letters, HOUR * 24 * days, sent, NOW).micros_since(NOW) / 3_600_000_000
    }

    #[test]
    fn a_window_slides() {
        assert_eq!(waits(1, 1, &[]), 0);
        assert_eq!(waits(1, 1, &[ago(1)]), 23);
        assert_eq!(waits(1, 1, &[ago(24)]), 0, "a day is over");
        assert_eq!(waits(3, 7, &[ago(100), ago(1), ago(50)]), 68, "the oldest of the three leaves first");
        assert_eq!(waits(3, 7, &[ago(100), ago(1), ago(50), ago(2)]), 118);
        assert_eq!(waits(3, 7, &[ago(1), ago(50)]), 0);
        let ahead = Sent { at: NOW.plus(HOUR * 5), ..ago(0) };
        assert_eq!(waits(1, 1, &[ahead]), 24, "the clock was set back");
        assert_eq!(waits(1, 1, &[Sent { at: NOW.plus(HOUR * 100), ..ago(0) }]), 0, "the clock was wrong");
    }

    #[test]
    fn one_that_is_being_handed_over_is_waited_for_and_no_longer() {
        let sending = Sent { went: false, ..ago(0) };
        let free = |sent: &[Sent]| first_free(2, HOUR * 24, sent, NOW).micros_since(NOW);
        assert_eq!(free(&[sending]), 0);
        assert_eq!(free(&[sending, ago(3)]), 60_000_000);
        assert_eq!(free(&[sending, ago(3), ago(4)]), 20 * 3_600_000_000);
    }

    #[test]
    fn whoever_gives_no_sign_gets_fewer_until_they_do() {
        let fatigue = Fatigue { letters: 3, within_days: 30, one_in_days: 14 };
        let waits = |sent: &[Sent], sign: Option<u32>| {
            let sign = sign.map(|hours| NOW.minus(HOUR * hours));
            first_after_silence(fatigue, sent, sign, NOW).micros_since(NOW) / 3_600_000_000
        };
        let three = [ago(100), ago(60), ago(20)];
        assert_eq!(waits(&three[1..], None), 0, "two say nothing yet");
        assert_eq!(waits(&three, None), 14 * 24 - 20);
        assert_eq!(waits(&three, Some(30)), 0, "they came back after the second");
        assert_eq!(waits(&three, Some(200)), 14 * 24 - 20);
        assert_eq!(waits(&[ago(700), ago(60), ago(20)], None), 20, "the first of them is soon too long ago");
    }
}
