//! What rules read of a customer by themselves, for as long as they may: shown to the customer once a rule, since a rule looks at
//! every event and its evaluations would say nothing.

use super::templates::BuiltIn;
use base::Timestamp;
use foundation::consent::{Category, CategorySet, Choices, Purpose, Recipient};
use foundation::settings::StoreSettings;

/// One rule that reads along.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StandingRead {
    pub rule: BuiltIn,
    pub purpose: Purpose,
    pub reads: CategorySet,
    /// When the agreement that it rests on ends; `None` where it has no end.
    pub until: Option<Timestamp>,
}

/// The rules in force that read of a customer of these choices now.
pub fn standing_reads(settings: &StoreSettings, choices: &Choices, now: Timestamp) -> Vec<StandingRead> {
    let is_on = |rule: &BuiltIn| {
        !rule.is_for_journeys() && (!rule.is_optional() || !settings.rules_off.iter().any(|off| off == rule.name()))
    };
    let reads = |rule: BuiltIn| {
        let may = rule.is_owed() || choices.allows(rule.purpose(), Recipient::Automation, rule.needs(), now).is_some();
        if !may {
            return None;
        }
        let rests_on = choices.iter().filter(|choice| {
            choice.purpose == rule.purpose() && choice.recipient == Recipient::Automation && choice.given.meets(rule.needs())
        });
        let until = rests_on.filter(|choice| choice.has_end() && now < choice.until).map(|choice| choice.until).min();
        let reads = rule.needs().with(CategorySet::of(&[Category::Name]));
        Some(StandingRead { rule, purpose: rule.purpose(), reads, until: until.filter(|_| !rule.is_owed()) })
    };
    BuiltIn::ALL.into_iter().filter(is_on).filter_map(reads).collect()
}
