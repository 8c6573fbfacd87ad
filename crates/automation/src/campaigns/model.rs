//! What a campaign is, as it is written in JSON.

use crate::journeys::SegmentKey;
use base::Timestamp;
use base::id::CampaignId;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// Ways that a split test has.
pub const VARIANTS_MAX: usize = 10;
/// Segments of an audience.
const SEGMENTS_MAX: usize = 20;
const HOLDOUT_PERCENT_MAX: u8 = 50;
/// Hours that the earliest time zone is ahead of UTC, and the latest behind it.
const EARLIEST_ZONE: Duration = Duration::from_hours(14);

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
    #[error("1 to {VARIANTS_MAX} letters, whose shares come to 100 percent together")]
    Variants,
    #[error("there is no letter {0:?} that can be sent without an event")]
    Letter(String),
    #[error("at least one letter an hour")]
    PerHour,
    #[error("{HOLDOUT_PERCENT_MAX} of a hundred people can be held out at most")]
    Holdout,
}

impl Plan {
    /// Reads a plan and checks that it keeps the limits; `is_letter` knows the letters that can be sent so.
    pub fn parse(json: &str, is_letter: impl Fn(&str) -> bool) -> Result<Self, Flaw> {
        let plan: Self = serde_json::from_str(json).map_err(|error| Flaw::Unreadable(error.to_string()))?;
        plan.check(is_letter)?;
        Ok(plan)
    }

    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Whether the plan keeps the limits.
    pub fn check(&self, is_letter: impl Fn(&str) -> bool) -> Result<(), Flaw> {
        if !(1..=SEGMENTS_MAX).contains(&self.segments.len()) || self.without.len() > SEGMENTS_MAX {
            return Err(Flaw::Segments);
        }
        let whole: u32 = self.variants.iter().map(|variant| u32::from(variant.percent)).sum();
        if !(1..=VARIANTS_MAX).contains(&self.variants.len()) || whole != 100 {
            return Err(Flaw::Variants);
        }
        if let Some(variant) = self.variants.iter().find(|variant| !is_letter(&variant.letter)) {
            return Err(Flaw::Letter(variant.letter.clone()));
        }
        if self.per_hour == Some(0) {
            return Err(Flaw::PerHour);
        }
        if self.holdout_percent > HOLDOUT_PERCENT_MAX { Err(Flaw::Holdout) } else { Ok(()) }
    }

    /// The variant of somebody's share, by a number from 0 to 99 that is theirs.
    pub fn variant(&self, chance: u8) -> (usize, &str) {
        let mut end = 0;
        for (number, variant) in self.variants.iter().enumerate() {
            end += variant.percent;
            if chance < end {
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

    /// When the letter of a reader in a zone is due; `None`: at once.
    pub fn due_in(&self, zone: &jiff::tz::TimeZone) -> Option<Timestamp> {
        match self.start {
            Start::Now | Start::At(_) => None,
            Start::Local(at) => moment(at, zone),
        }
    }
}

/// Where the clocks skip that time, the first moment after; where they turn it twice, the first of the two.
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

    fn plan(more: &str) -> Result<Plan, Flaw> {
        let json = format!(r#"{{"segments": ["{SEGMENT}"], {more}}}"#);
        Plan::parse(&json, |letter| letter == "news")
    }

    #[test]
    fn a_plan_keeps_its_limits_and_everybody_has_a_share() {
        let good = plan(r#""variants": [{"letter": "news", "percent": 30}, {"letter": "news", "percent": 70}]"#).unwrap();
        let of = |number: usize| (0..100).filter(|chance| good.variant(*chance).0 == number).count();
        assert_eq!((of(0), of(1)), (30, 70));
        assert_eq!(Plan::parse(&good.to_json(), |_| true), Ok(good));
        assert_eq!(plan(r#""variants": [{"letter": "news", "percent": 99}]"#), Err(Flaw::Variants));
        assert_eq!(plan(r#""variants": [{"letter": "olds", "percent": 100}]"#), Err(Flaw::Letter("olds".into())));
        assert_eq!(plan(r#""variants": [{"letter": "news", "percent": 100}], "per_hour": 0"#), Err(Flaw::PerHour));
        assert!(matches!(plan(r#""variants": 1"#), Err(Flaw::Unreadable(_))));
    }

    #[test]
    fn a_local_time_is_each_readers_own() {
        let local =
            plan(r#""variants": [{"letter": "news", "percent": 100}], "start": {"local": "2026-12-01T09:00:00"}"#).unwrap();
        let zone = |name: &str| jiff::tz::TimeZone::get(name).unwrap();
        let at = |text: &str| Timestamp::parse(text).unwrap();
        assert_eq!(local.due_in(&zone("Asia/Riyadh")), Some(at("2026-12-01T06:00:00Z")));
        assert_eq!(local.due_in(&zone("America/New_York")), Some(at("2026-12-01T14:00:00Z")));
        assert_eq!(local.begins_at(at("2026-11-01T00:00:00Z")), at("2026-11-30T19:00:00Z"), "Kiritimati is the first");
    }
}
