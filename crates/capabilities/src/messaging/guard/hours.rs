//! The first moment at which it is not too late, too early or a day off where the reader is.

use super::country;
use super::decide::Why;
use super::rules::{Channel, Quiet, SendingRules};
use base::Timestamp;
use jiff::civil::{DateTime, Time};
use jiff::tz::TimeZone;

/// Closings and changes of the clocks that are gone through: more than lie between now and the oldest letter's end.
const STEPS_MAX: usize = 200;

/// When nothing may reach one reader by one channel.
pub(super) struct Hours<'a> {
    rules: &'a SendingRules,
    quiet: Option<Quiet>,
    country: Option<&'static country::CountryRule>,
    zone: &'a TimeZone,
}

impl<'a> Hours<'a> {
    pub fn new(rules: &'a SendingRules, channel: Channel, country: Option<&str>, zone: &'a TimeZone) -> Self {
        let quiet = rules.channels.get(&channel).and_then(|rules| rules.quiet);
        Self { rules, quiet, country: country::rule(channel, country), zone }
    }

    /// The first open moment from `at` on, and why it is not `at` where it is not.
    ///
    /// Closings are the reader's clock's. Where their clocks are changed meanwhile, it is looked again from that moment on: so a
    /// closing may end early (its last hour is skipped, or an hour before it comes once more), and none is overlooked.
    pub fn first_open(&self, at: Timestamp) -> (Timestamp, Option<Why>) {
        let (mut now, mut said) = (at, None);
        for _ in 0..STEPS_MAX {
            let moment = now.to_jiff();
            let local = self.zone.to_datetime(moment);
            let Some((why, end)) = self.closed(local) else { break };
            said = Some(why);
            let lasts = end.duration_since(local).unsigned_abs();
            let over = now.plus(lasts);
            let change =
                self.zone.following(moment).next().map(|change| Timestamp::from_micros(change.timestamp().as_microsecond()));
            now = change.filter(|change| *change < over).unwrap_or(over);
        }
        (now, said)
    }

    /// Why it is closed at this time of the reader's, and until when by their clock.
    fn closed(&self, local: DateTime) -> Option<(Why, DateTime)> {
        let tomorrow = || local.date().tomorrow().map_or(DateTime::MAX, |day| day.to_datetime(Time::midnight()));
        if self.rules.days_off.contains(&local.date()) {
            return Some((Why::DayOff, tomorrow()));
        }
        if self.country.is_some_and(|rule| rule.closed.contains(&local.weekday())) {
            return Some((Why::Country, tomorrow()));
        }
        let night = |quiet: Quiet, why: Why| {
            let is_over_midnight = quiet.until <= local.time();
            let day = if is_over_midnight { tomorrow().date() } else { local.date() };
            quiet.contains(local.time()).then(|| (why, day.to_datetime(quiet.until)))
        };
        let by_law = self.country.and_then(|rule| night(rule.quiet, Why::Country));
        by_law.or_else(|| night(self.quiet?, Why::QuietHours))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messaging::guard::ChannelRules;
    use jiff::civil::{date, time};
    use proptest::prelude::*;

    fn zone(name: &str) -> TimeZone {
        TimeZone::get(name).unwrap()
    }

    fn at(text: &str) -> Timestamp {
        Timestamp::parse(text).unwrap()
    }

    fn quiet(from: Time, until: Time) -> SendingRules {
        let rules = ChannelRules { caps: Vec::new(), quiet: Some(Quiet { from, until }) };
        SendingRules { channels: [(Channel::Email, rules)].into(), ..SendingRules::default() }
    }

    fn told(rules: &SendingRules, channel: Channel, country: Option<&str>, place: &str, now: &str) -> (String, Option<Why>) {
        let zone = zone(place);
        let (open, why) = Hours::new(rules, channel, country, &zone).first_open(at(now));
        (zone.to_datetime(open.to_jiff()).to_string(), why)
    }

    #[test]
    fn a_night_ends_in_the_morning_of_each_reader() {
        let rules = quiet(time(21, 0, 0, 0), time(8, 0, 0, 0));
        let told = |place: &str, now: &str| told(&rules, Channel::Email, None, place, now);
        let waits = Some(Why::QuietHours);
        assert_eq!(told("Asia/Riyadh", "2026-05-04T17:59:59Z"), ("2026-05-04T20:59:59".into(), None));
        assert_eq!(told("Asia/Riyadh", "2026-05-04T18:00:00Z"), ("2026-05-05T08:00:00".into(), waits));
        assert_eq!(told("Asia/Riyadh", "2026-05-04T23:30:00Z"), ("2026-05-05T08:00:00".into(), waits));
        assert_eq!(told("America/New_York", "2026-05-04T23:30:00Z"), ("2026-05-04T19:30:00".into(), None));
        // Clocks go back at midnight in Cairo, at two in New York; nobody is written to an hour early.
        assert_eq!(told("Africa/Cairo", "2026-10-29T19:00:00Z"), ("2026-10-30T08:00:00".into(), waits));
        assert_eq!(told("America/New_York", "2026-11-01T02:00:00Z"), ("2026-11-01T08:00:00".into(), waits));
    }

    #[test]
    fn hours_that_the_clocks_skip_or_turn_twice_are_heeded() {
        // In Cairo midnight to one was skipped on 24 April 2026: a closing until half past midnight ends at one, and at once.
        let rules = quiet(time(23, 0, 0, 0), time(0, 30, 0, 0));
        let spring = told(&rules, Channel::Email, None, "Africa/Cairo", "2026-04-23T21:30:00Z");
        assert_eq!(spring, ("2026-04-24T01:00:00".into(), Some(Why::QuietHours)));
        assert_eq!(
            at("2026-04-23T22:00:00Z").to_jiff().to_zoned(zone("Africa/Cairo")).datetime().to_string(),
            "2026-04-24T01:00:00"
        );
        // In New York one to two comes twice on 1 November.
        let rules = quiet(time(1, 15, 0, 0), time(1, 45, 0, 0));
        let open =
            |now: &str| Hours::new(&rules, Channel::Email, None, &zone("America/New_York")).first_open(at(now)).0.to_rfc3339();
        assert_eq!(open("2026-11-01T05:20:00Z"), "2026-11-01T05:45:00.000Z");
        assert_eq!(open("2026-11-01T05:50:00Z"), "2026-11-01T05:50:00.000Z");
        assert_eq!(open("2026-11-01T06:20:00Z"), "2026-11-01T06:45:00.000Z");
    }

    #[test]
    fn text_messages_go_by_the_readers_country() {
        let rules = SendingRules::default();
        let sms = |country: &str, place: &str, now: &str| told(&rules, Channel::Sms, Some(country), place, now);
        let waits = Some(Why::Country);
        assert_eq!(sms("SA", "Asia/Riyadh", "2026-05-04T18:30:00Z"), ("2026-05-04T21:30:00".into(), None));
        assert_eq!(sms("SA", "Asia/Riyadh", "2026-05-04T19:00:00Z"), ("2026-05-05T07:00:00".into(), waits));
        assert_eq!(sms("AE", "Asia/Dubai", "2026-05-04T17:30:00Z"), ("2026-05-05T07:00:00".into(), waits));
        // Thursday night in Amman: Friday and Saturday are closed, and so is the night after them.
        assert_eq!(sms("JO", "Asia/Amman", "2026-05-07T18:30:00Z"), ("2026-05-10T08:00:00".into(), waits));
        let holiday = SendingRules { days_off: [date(2026, 5, 10)].into(), ..SendingRules::default() };
        let told = told(&holiday, Channel::Sms, Some("JO"), "Asia/Amman", "2026-05-07T18:30:00Z");
        assert_eq!(told.0, "2026-05-11T08:00:00");
    }

    proptest! {
        /// What is computed is what somebody finds who looks at their clock every minute.
        #[test]
        fn it_is_the_first_open_minute(
            days in 0..730_i64, minute in 0..1_440_i64, from in 0..96_i16, until in 0..96_i16, off in proptest::collection::btree_set(0..730_i64, 0..3),
            place in proptest::sample::select(vec!["UTC", "Asia/Tehran", "Africa/Cairo", "America/New_York", "Asia/Riyadh", "Australia/Lord_Howe", "Pacific/Apia"]),
        ) {
            let clock = |quarter: i16| time((quarter / 4) as i8, (quarter % 4 * 15) as i8, 0, 0);
            let first = date(2026, 1, 1);
            let day = |days: i64| first.checked_add(jiff::Span::new().days(days)).unwrap();
            let rules = SendingRules { days_off: off.into_iter().map(day).collect(), ..quiet(clock(from), clock(until)) };
            let zone = zone(place);
            let now = at("2026-01-01T00:00:00Z").plus(std::time::Duration::from_mins((days * 1_440 + minute) as u64));
            let is_open = |at: Timestamp| {
                let local = zone.to_datetime(at.to_jiff());
                let quiet = rules.of(Channel::Email).quiet.unwrap();
                !rules.days_off.contains(&local.date()) && !quiet.contains(local.time())
            };
            let mut looked = now;
            while !is_open(looked) {
                looked = looked.plus(std::time::Duration::from_mins(1));
            }
            let (open, why) = Hours::new(&rules, Channel::Email, None, &zone).first_open(now);
            prop_assert_eq!(open, looked);
            prop_assert_eq!(why.is_some(), open != now);
        }
    }
}
