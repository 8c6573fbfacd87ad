//! What one marketing letter meets on its way out.

use super::caps::{self, Sent};
use super::hours::Hours;
use super::rules::{Channel, SendingRules};
use base::Timestamp;
use foundation::consent::Frequency;
use jiff::tz::TimeZone;
use std::time::Duration;

/// What keeps a letter for later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Why {
    /// As many as the store lets one reader have.
    Cap,
    /// The store's quiet hours.
    QuietHours,
    /// A day on which the store sends no marketing.
    DayOff,
    /// Hours or days that the law of the reader's country closes.
    Country,
    /// Many letters, and no sign of life.
    Fatigue,
    /// As many as the reader wants.
    Frequency,
    /// The turn of each, where people set how fast letters go. It is no reason to withhold one, however long it takes.
    Turn,
}

/// What becomes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Send,
    /// It goes back into the queue: the first moment at which it may go by all that is known.
    Postpone {
        until: Timestamp,
        why: Why,
    },
    /// It would come too late to be of use.
    Withhold(Why),
}

/// Whom it goes to.
#[derive(Debug, Clone)]
pub(super) struct Reader<'a> {
    pub channel: Channel,
    pub zone: &'a TimeZone,
    /// Of their number, or where they live, where the channel's rules are a country's.
    pub country: Option<&'a str>,
    /// The marketing that may have reached them.
    pub sent: &'a [Sent],
    /// When they last gave a sign of life.
    pub sign: Option<Timestamp>,
    /// How often they want letters.
    pub frequency: Frequency,
}

/// How long one letter may be kept.
#[derive(Debug, Clone, Copy)]
pub(super) struct Patience {
    /// When and why it was postponed first, where it was.
    pub since: Option<(Timestamp, Why)>,
    pub longest: Duration,
}

impl Why {
    pub const ALL: [Self; 7] =
        [Self::Cap, Self::QuietHours, Self::DayOff, Self::Country, Self::Fatigue, Self::Frequency, Self::Turn];

    /// The reason of what is postponed for it, in the outbox and the API.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Cap => "wait_cap",
            Self::QuietHours => "wait_quiet_hours",
            Self::DayOff => "wait_day_off",
            Self::Country => "wait_country",
            Self::Fatigue => "wait_fatigue",
            Self::Frequency => "wait_frequency",
            Self::Turn => "wait_turn",
        }
    }

    /// The reason of what is withheld since it would wait for too long.
    pub const fn late_word(self) -> &'static str {
        match self {
            Self::Cap => "late_cap",
            Self::QuietHours => "late_quiet_hours",
            Self::DayOff => "late_day_off",
            Self::Country => "late_country",
            Self::Fatigue => "late_fatigue",
            Self::Frequency => "late_frequency",
            Self::Turn => "late_turn",
        }
    }

    /// Of a message that is postponed.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|why| why.word() == word)
    }
}

/// Whether a letter goes now, goes later, or would come too late.
pub(super) fn decide(rules: &SendingRules, reader: &Reader<'_>, patience: Patience, now: Timestamp) -> Verdict {
    let (mut until, mut why) = (now, None);
    let mut wait = |at: Timestamp, reason: Why| {
        if at > until {
            (until, why) = (at, Some(reason));
        }
    };
    let own: Vec<Sent> = reader.sent.iter().copied().filter(|one| one.channel == reader.channel).collect();
    for cap in rules.channels.get(&reader.channel).into_iter().flat_map(|rules| &rules.caps) {
        wait(caps::first_free(cap.letters, cap.window(), &own, now), Why::Cap);
    }
    for cap in &rules.total {
        wait(caps::first_free(cap.letters, cap.window(), reader.sent, now), Why::Cap);
    }
    if let Some(window) = reader.frequency.within() {
        wait(caps::first_free(1, window, reader.sent, now), Why::Frequency);
    }
    if let Some(fatigue) = rules.fatigue {
        wait(caps::first_after_silence(fatigue, reader.sent, reader.sign, now), Why::Fatigue);
    }
    // Once a cap is free it stays so until somebody writes: the hours are looked at from there on.
    let (open, closed) = Hours::new(rules, reader.channel, reader.country, reader.zone).first_open(until);
    let why = closed.or(why);
    let (first, said) = patience.since.map_or((now, why), |(since, before)| (since.min(now), why.or(Some(before))));
    match said {
        Some(reason) if open > first.plus(patience.longest) => Verdict::Withhold(reason),
        _ => why.map_or(Verdict::Send, |why| Verdict::Postpone { until: open, why }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messaging::guard::{Cap, ChannelRules, Quiet};
    use jiff::civil::time;

    const HOUR: Duration = Duration::from_hours(1);

    fn at(text: &str) -> Timestamp {
        Timestamp::parse(text).unwrap()
    }

    fn rules() -> SendingRules {
        let quiet = Some(Quiet { from: time(22, 0, 0, 0), until: time(7, 30, 0, 0) });
        let email = ChannelRules { caps: vec![Cap { letters: 1, days: 1 }, Cap { letters: 3, days: 7 }], quiet };
        SendingRules { channels: [(Channel::Email, email)].into(), ..SendingRules::default() }
    }

    fn told(sent: &[&str], since: Option<&str>, longest: u32, now: &str) -> Verdict {
        told_to(Frequency::Every, &rules(), sent, since, longest, now)
    }

    fn told_to(
        frequency: Frequency,
        rules: &SendingRules,
        sent: &[&str],
        since: Option<&str>,
        longest: u32,
        now: &str,
    ) -> Verdict {
        let sent: Vec<Sent> = sent.iter().map(|text| Sent { channel: Channel::Email, at: at(text), went: true }).collect();
        let zone = TimeZone::get("Asia/Riyadh").unwrap();
        let reader = Reader { channel: Channel::Email, zone: &zone, country: None, sent: &sent, sign: None, frequency };
        let patience = Patience { since: since.map(|since| (at(since), Why::Cap)), longest: HOUR * longest };
        decide(rules, &reader, patience, at(now))
    }

    #[test]
    fn the_last_that_it_waits_for_is_why() {
        assert_eq!(told(&[], None, 24, "2026-05-04T10:00:00Z"), Verdict::Send);
        let until = |text: &str, why| Verdict::Postpone { until: at(text), why };
        assert_eq!(told(&["2026-05-04T09:00:00Z"], None, 24, "2026-05-04T10:00:00Z"), until("2026-05-05T09:00:00Z", Why::Cap));
        assert_eq!(told(&[], None, 24, "2026-05-04T20:00:00Z"), until("2026-05-05T04:30:00Z", Why::QuietHours));
        let free_at_night = told(&["2026-05-03T21:00:00Z"], None, 24, "2026-05-04T12:00:00Z");
        assert_eq!(free_at_night, until("2026-05-05T04:30:00Z", Why::QuietHours));
    }

    #[test]
    fn what_the_reader_asked_for_holds_beside_the_stores_limits() {
        let none = SendingRules::default();
        let one = |frequency, sent: &[&str], now| told_to(frequency, &none, sent, None, 24 * 7, now);
        let before = ["2026-05-04T09:00:00Z"];
        assert_eq!(one(Frequency::Weekly, &[], "2026-05-05T10:00:00Z"), Verdict::Send, "nothing was sent yet");
        assert_eq!(one(Frequency::Every, &before, "2026-05-04T09:00:01Z"), Verdict::Send);
        let until = Verdict::Postpone { until: at("2026-05-11T09:00:00Z"), why: Why::Frequency };
        assert_eq!(one(Frequency::Weekly, &before, "2026-05-04T09:00:01Z"), until);
        assert_eq!(one(Frequency::Weekly, &before, "2026-05-11T08:59:59Z"), until);
        assert_eq!(one(Frequency::Weekly, &before, "2026-05-11T09:00:00Z"), Verdict::Send, "a week is over");
        assert_eq!(one(Frequency::Monthly, &before, "2026-05-11T09:00:00Z"), Verdict::Withhold(Why::Frequency));
        let soon = Verdict::Postpone { until: at("2026-06-03T09:00:00Z"), why: Why::Frequency };
        assert_eq!(one(Frequency::Monthly, &before, "2026-05-30T09:00:00Z"), soon);
        // The store's cap would let it go the day after, its night ends later than the week.
        let both = told_to(Frequency::Weekly, &rules(), &["2026-05-04T20:00:00Z"], None, 24 * 8, "2026-05-05T10:00:00Z");
        assert_eq!(both, Verdict::Postpone { until: at("2026-05-12T04:30:00Z"), why: Why::QuietHours });
    }

    #[test]
    fn what_would_come_too_late_is_withheld() {
        let week = ["2026-05-04T09:00:00Z", "2026-05-03T09:00:00Z", "2026-05-02T09:00:00Z"];
        assert_eq!(told(&week, None, 48, "2026-05-05T10:00:00Z"), Verdict::Withhold(Why::Cap));
        assert_eq!(told(&[], Some("2026-05-03T06:00:00Z"), 24, "2026-05-04T06:00:01Z"), Verdict::Withhold(Why::Cap));
        assert_eq!(told(&[], Some("2026-05-03T06:00:01Z"), 24, "2026-05-04T06:00:01Z"), Verdict::Send);
        assert_eq!(
            told(&[], Some("2027-01-01T00:00:00Z"), 24, "2026-05-04T06:00:00Z"),
            Verdict::Send,
            "a clock that was set back"
        );
    }
}
