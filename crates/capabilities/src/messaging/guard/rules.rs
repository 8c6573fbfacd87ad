//! What the store sets.

use base::Timestamp;
use db::{Result, Tx};
use foundation::settings;
use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// Letters of a cap at most: more than that is none.
pub const LETTERS_MAX: u32 = 50;
/// Days off that a store can name at a time.
pub const DAYS_OFF_MAX: usize = 60;
/// Days for which nothing came back, at most.
pub const SILENCE_DAYS_MAX: u32 = 365;

/// A way by which marketing reaches people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    Email,
    Sms,
}

/// The store's own limits for marketing. The default sets none: what a new store sends, it sends at once.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SendingRules {
    pub channels: BTreeMap<Channel, ChannelRules>,
    /// Over all channels together.
    pub total: Vec<Cap>,
    /// Days, where the reader is, on which no marketing goes: holidays and days of mourning.
    pub days_off: BTreeSet<Date>,
    pub fatigue: Option<Fatigue>,
}

/// Of one channel.
///
/// E-mail has no quiet hours unless the store sets some: it wakes nobody and is read when its reader looks, no law that we know
/// closes hours to it, and those of the field that ship quiet hours (Klaviyo, Braze) ship them off, or for text messages alone.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ChannelRules {
    pub caps: Vec<Cap>,
    pub quiet: Option<Quiet>,
}

/// So many letters in so many days: in any window of that length, wherever it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cap {
    pub letters: u32,
    pub days: u32,
}

/// Hours of the reader's day in which nothing goes; over midnight where they begin later than they end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quiet {
    pub from: Time,
    pub until: Time,
}

/// Less to whom nothing moves: whoever got so many letters in so many days, and gave no sign of life since the first of them, gets
/// one in `one_in_days`, until they give one.
///
/// Receivers weigh how their people respond to a sender, and old addresses turn into spam traps; hence the field's "sunset
/// policies" (Spamhaus, *What is an email sunset policy and why do you need one?*, 2023). This is the mild half of one: fewer
/// letters. A sign of life is an order, a followed link, or an opening where its reader lets it be known; machines' openings are none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fatigue {
    pub letters: u32,
    pub within_days: u32,
    pub one_in_days: u32,
}

impl Channel {
    /// The word in settings and as the last part of translation keys.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Sms => "sms",
        }
    }
}

impl SendingRules {
    const NAME: &'static str = "sending_rules";

    pub fn load(tx: &mut Tx<'_>) -> Result<Self> {
        Ok(settings::load(tx, Self::NAME)?.unwrap_or_default())
    }

    /// The caller runs inside the recorder.
    pub fn save(&self, tx: &mut Tx<'_>, now: Timestamp) -> Result<()> {
        settings::save(tx, Self::NAME, self, now)
    }

    /// What holds for a channel.
    pub fn of(&self, channel: Channel) -> ChannelRules {
        self.channels.get(&channel).cloned().unwrap_or_default()
    }

    /// Whether what was sent before decides anything.
    pub(super) fn counts_letters(&self) -> bool {
        self.fatigue.is_some() || !self.total.is_empty() || self.channels.values().any(|rules| !rules.caps.is_empty())
    }

    /// Whether the time of day where the reader is decides anything.
    pub(super) fn asks_time(&self) -> bool {
        !self.days_off.is_empty() || self.channels.values().any(|rules| rules.quiet.is_some())
    }
}

impl Cap {
    pub(super) const fn window(self) -> Duration {
        days(self.days)
    }
}

impl Quiet {
    /// Whether a time of day lies in them. From one time to the same is none.
    pub fn contains(self, time: Time) -> bool {
        if self.from <= self.until { self.from <= time && time < self.until } else { self.from <= time || time < self.until }
    }
}

pub(super) const fn days(days: u32) -> Duration {
    Duration::from_hours(24 * days as u64)
}
