//! What a campaign is, as it is written in JSON.

use crate::journeys::SegmentKey;
use base::Timestamp;
use base::id::{CampaignId, SegmentId};
use capabilities::messaging::Pace;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// Ways that a split test has.
pub const VARIANTS_MAX: usize = 10;
/// Segments of an audience.
pub const SEGMENTS_MAX: usize = 20;
/// Of a hundred people, how many get nothing, so that it can be seen what the campaign does.
pub const HOLDOUT_PERCENT: u8 = 5;
pub const HOLDOUT_PERCENT_MAX: u8 = 50;
const HOUR: Duration = Duration::from_hours(1);
/// How far a fast campaign may fall behind its pace and catch up.
const SLACK: Duration = Duration::from_secs(10);
/// Hours that the earliest time zone is ahead of UTC, and the latest behind it.
const EARLIEST_ZONE: Duration = Duration::from_hours(14);
const LATEST_ZONE: Duration = Duration::from_hours(12);

/// A campaign as kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Campaign {
    pub id: CampaignId,
    pub name: String,
    pub state: CampaignState,
    pub plan: Plan,
    /// When it was let go, not when it goes out.
    pub begun_at: Option<Timestamp>,
    pub made_at: Timestamp,
    pub changed_at: Timestamp,
}

/// What a person wants of it. Whether it is done is [`super::Progress`]'s.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CampaignState {
    /// Being written.
    Draft = 0,
    /// Under way, or waiting for its time.
    On = 1,
    Paused = 2,
    Cancelled = 3,
}

/// What goes to whom, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// Whoever is in any of these.
    pub segments: Vec<SegmentKey>,
    /// And in none of these.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub without: Vec<SegmentKey>,
    /// What is sent; of several, each to its share.
    pub variants: Vec<Variant>,
    /// The key of what it is about, where the store told its messages apart; empty: the letter's own.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub topic: String,
    #[serde(default)]
    pub start: Start,
    /// Letters an hour at most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per_hour: Option<u32>,
    /// Of a hundred people, how many get nothing, to compare with.
    #[serde(default)]
    pub holdout_percent: u8,
}

/// A letter and its share.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Variant {
    pub letter: String,
    pub percent: u8,
}

/// When it goes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Start {
    /// As soon as it is let go.
    #[default]
    Now,
    At(jiff::Timestamp),
    /// When it is this date and time where each reader is.
    Local(jiff::civil::DateTime),
}

/// What is wrong with a plan.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    #[error("the plan can't be read: {0}")]
    Unreadable(String),
    #[error("an audience is made of 1 to {SEGMENTS_MAX} segments, and leaves out {SEGMENTS_MAX} at most")]
    Segments,
    #[error("there is no segment {0}")]
    NoSegment(SegmentId),
    #[error("1 to {VARIANTS_MAX} letters")]
    Variants,
    #[error("the shares of the letters are each 1 at least, and come to 100 percent together: they come to {0}")]
    Shares(u32),
    #[error("there is no letter {0:?} that can be sent without an event")]
    Letter(String),
    #[error("there is no topic {0:?}")]
    Topic(String),
    #[error("at least one letter an hour")]
    PerHour,
    #[error("{HOLDOUT_PERCENT_MAX} of a hundred people can be held out at most")]
    Holdout,
    #[error("nobody is held out of what is no advertising: everybody is entitled to it")]
    HoldoutOfService,
    #[error("its time is over")]
    Past,
}

impl Plan {
    /// Of one that says nothing yet.
    pub fn empty() -> Self {
        Self {
            segments: Vec::new(),
            without: Vec::new(),
            variants: Vec::new(),
            topic: String::new(),
            start: Start::Now,
            per_hour: None,
            holdout_percent: HOLDOUT_PERCENT,
        }
    }

    /// Reads a plan, with whatever flaws it has.
    pub fn read(json: &str) -> Result<Self, Flaw> {
        serde_json::from_str(json).map_err(|error| Flaw::Unreadable(error.to_string()))
    }

    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Everything that is wrong with it by itself; whether what it names is there is the caller's to see.
    pub fn flaws(&self) -> Vec<Flaw> {
        let mut flaws = Vec::new();
        if !(1..=SEGMENTS_MAX).contains(&self.segments.len()) || self.without.len() > SEGMENTS_MAX {
            flaws.push(Flaw::Segments);
        }
        let whole: u32 = self.variants.iter().map(|variant| u32::from(variant.percent)).sum();
        if !(1..=VARIANTS_MAX).contains(&self.variants.len()) {
            flaws.push(Flaw::Variants);
        } else if whole != 100 || self.variants.iter().any(|variant| variant.percent == 0) {
            flaws.push(Flaw::Shares(whole));
        }
        if self.per_hour == Some(0) {
            flaws.push(Flaw::PerHour);
        }
        if self.holdout_percent > HOLDOUT_PERCENT_MAX {
            flaws.push(Flaw::Holdout);
        }
        flaws
    }

    /// How fast it goes, where it is throttled: within any hour no more than it says.
    pub fn pace(&self) -> Option<Pace> {
        let per_hour = self.per_hour.filter(|per_hour| *per_hour > 0)?;
        // What is caught up with counts towards the hour too.
        let slack = if HOUR / per_hour < SLACK { SLACK } else { Duration::ZERO };
        Some(Pace { each: (HOUR + slack) / per_hour, slack })
    }

    /// The variant of somebody's share, by a number from 0 to 99 that is theirs.
    pub fn variant(&self, chance: u8) -> (usize, &str) {
        let mut end = 0_u32;
        for (number, variant) in self.variants.iter().enumerate() {
            end += u32::from(variant.percent);
            if u32::from(chance) < end {
                return (number, &variant.letter);
            }
        }
        (0, self.variants.first().map_or("", |variant| &variant.letter))
    }

    /// The first moment at which anybody's letter may be due, where it was let go at `begun_at`.
    pub fn begins_at(&self, begun_at: Timestamp) -> Timestamp {
        match self.start {
            Start::Now => begun_at,
            Start::At(at) => Timestamp::from_micros(at.as_microsecond()),
            Start::Local(at) => moment(at, &jiff::tz::TimeZone::UTC).map_or(begun_at, |at| at.minus(EARLIEST_ZONE)),
        }
    }

    /// Whether the time that it names is over, wherever its readers are.
    pub fn is_past(&self, now: Timestamp) -> bool {
        match self.start {
            Start::Now => false,
            Start::At(at) => Timestamp::from_micros(at.as_microsecond()) < now,
            Start::Local(at) => moment(at, &jiff::tz::TimeZone::UTC).is_none_or(|at| at.plus(LATEST_ZONE) < now),
        }
    }

    /// When the letter of a reader in a zone is due; `None`: at once.
    pub fn due_in(&self, zone: &jiff::tz::TimeZone) -> Option<Timestamp> {
        match self.start {
            Start::Now | Start::At(_) => None,
            Start::Local(at) => moment(at, zone),
        }
    }
}

/// Where the clocks skip that time, as much later as they skip (00:30 becomes 01:30); where they turn it twice, the first of the
/// two.
fn moment(at: jiff::civil::DateTime, zone: &jiff::tz::TimeZone) -> Option<Timestamp> {
    let timestamp = zone.to_ambiguous_timestamp(at).compatible().ok()?;
    Some(Timestamp::from_micros(timestamp.as_microsecond()))
}

impl CampaignState {
    pub const ALL: [Self; 4] = [Self::Draft, Self::On, Self::Paused, Self::Cancelled];

    pub fn from_code(code: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|state| *state as i64 == code)
    }

    /// The word in the API and as the last part of translation keys.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::On => "on",
            Self::Paused => "paused",
            Self::Cancelled => "cancelled",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEGMENT: &str = "seg_06ez5q0a01x113dsq98x88e1gg";

    fn plan(more: &str) -> Plan {
        Plan::read(&format!(r#"{{"segments": ["{SEGMENT}"], {more}}}"#)).unwrap()
    }

    #[test]
    fn a_plan_keeps_its_limits_and_everybody_has_a_share() {
        let good = plan(r#""variants": [{"letter": "news", "percent": 30}, {"letter": "news", "percent": 70}]"#);
        let of = |number: usize| (0..100).filter(|chance| good.variant(*chance).0 == number).count();
        assert_eq!((of(0), of(1)), (30, 70));
        assert_eq!(good.flaws(), []);
        assert_eq!(Plan::read(&good.to_json()), Ok(good));
        let bad = plan(r#""variants": [{"letter": "news", "percent": 99}], "per_hour": 0, "holdout_percent": 51"#);
        assert_eq!(bad.flaws(), [Flaw::Shares(99), Flaw::PerHour, Flaw::Holdout], "all of them at once");
        assert_eq!(Plan::empty().flaws(), [Flaw::Segments, Flaw::Variants]);
        assert!(matches!(Plan::read(r#"{"segments": 1}"#), Err(Flaw::Unreadable(_))));
    }

    #[test]
    fn within_an_hour_no_more_go_than_the_throttle_says() {
        for per_hour in [1_u32, 7, 60, 359, 361, 10_000, 3_000_000] {
            let Pace { each, slack } =
                plan(&format!(r#""variants": [{{"letter": "news", "percent": 100}}], "per_hour": {per_hour}"#)).pace().unwrap();
            // Those that go at once after falling behind, and then one at a time.
            let most = (slack.as_micros() + HOUR.as_micros()) / each.as_micros().max(1);
            assert!(most <= u128::from(per_hour) + u128::from(per_hour) / 1_000, "{per_hour}: {most}");
        }
    }

    #[test]
    fn a_local_time_is_each_readers_own() {
        let local = plan(r#""variants": [{"letter": "news", "percent": 100}], "start": {"local": "2026-12-01T09:00:00"}"#);
        let zone = |name: &str| jiff::tz::TimeZone::get(name).unwrap();
        let at = |text: &str| Timestamp::parse(text).unwrap();
        assert_eq!(local.due_in(&zone("Asia/Riyadh")), Some(at("2026-12-01T06:00:00Z")));
        assert_eq!(local.due_in(&zone("America/New_York")), Some(at("2026-12-01T14:00:00Z")));
        assert_eq!(local.begins_at(at("2026-11-01T00:00:00Z")), at("2026-11-30T19:00:00Z"), "Kiritimati is the first");
    }
}
