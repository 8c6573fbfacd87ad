//! What the store sets about reckoning: for how long a purchase counts, and what messages cost.

use base::{Money, Timestamp};
use db::{Result, Tx};
use foundation::settings;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// Days for which what people do after a campaign's letter is counted.
pub const ATTRIBUTION_DAYS_MAX: u16 = 90;
const ATTRIBUTION_DAYS: u16 = 7;
const SETTING: &str = "effect";

/// What the store set; before it did, a week and no cost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EffectTerms {
    /// 1 to [`ATTRIBUTION_DAYS_MAX`].
    pub attribution_days: u16,
    /// What a thousand letters cost. One letter often costs less than the smallest coin.
    pub cost_of_thousand: Option<Cost>,
}

/// An amount as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cost {
    minor: i64,
    currency: String,
}

impl Default for EffectTerms {
    fn default() -> Self {
        Self { attribution_days: ATTRIBUTION_DAYS, cost_of_thousand: None }
    }
}

impl EffectTerms {
    pub fn new(attribution_days: u16, cost_of_thousand: Option<Money>) -> Self {
        let cost = cost_of_thousand.map(|cost| Cost { minor: cost.minor, currency: cost.currency.code().to_owned() });
        Self { attribution_days, cost_of_thousand: cost }
    }

    /// The setting in force. (Record.)
    pub fn load(tx: &mut Tx<'_>) -> Result<Self> {
        Ok(settings::load(tx, SETTING)?.unwrap_or_default())
    }

    /// The caller runs inside the recorder.
    pub fn save(&self, tx: &mut Tx<'_>, now: Timestamp) -> Result<()> {
        settings::save(tx, SETTING, self, now)
    }

    /// For how long after a letter a purchase counts.
    pub fn attribution(&self) -> Duration {
        Duration::from_hours(24 * u64::from(self.attribution_days.clamp(1, ATTRIBUTION_DAYS_MAX)))
    }

    /// What a thousand letters cost, where the store said so.
    pub fn cost_of_thousand(&self) -> Option<Money> {
        let cost = self.cost_of_thousand.as_ref()?;
        Some(Money { minor: cost.minor, currency: base::Currency::parse(&cost.currency).ok()? })
    }

    /// What so many letters cost, rounded up to the smallest coin.
    pub fn cost_of(&self, letters: u64) -> Option<Money> {
        let thousand = self.cost_of_thousand()?;
        let minor = (i128::from(thousand.minor) * i128::from(letters) + 999) / 1_000;
        Some(Money { minor: i64::try_from(minor).unwrap_or(i64::MAX), currency: thousand.currency })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::Currency;

    #[test]
    fn a_letter_may_cost_less_than_a_coin() {
        let terms = EffectTerms::new(7, Some(Money { minor: 40, currency: Currency::USD }));
        assert_eq!([0, 1, 25, 26, 10_000].map(|letters| terms.cost_of(letters).unwrap().minor), [0, 1, 1, 2, 400]);
        assert_eq!(EffectTerms::default().cost_of(1_000), None);
    }
}
