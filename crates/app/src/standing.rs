//! What reads along of a customer by itself: automatic messages, journeys, segments and campaigns, for as long as the customer lets them.

use automation::campaigns::{self, CampaignState};
use automation::journeys::{self, Course, JourneyState, Plan};
use automation::segments;
use base::Timestamp;
use base::id::SegmentId;
use capabilities::messaging::{self, BuiltIn};
use db::{Result, Tx};
use foundation::consent::{Category, CategorySet, Choices, Purpose, Recipient};
use foundation::rules::Condition;
use foundation::settings::StoreSettings;
use std::collections::HashMap;

/// One that reads along.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandingRead {
    pub what: Reader,
    pub purpose: Purpose,
    pub reads: CategorySet,
    /// When the agreement that it rests on ends; `None` where it has no end.
    pub until: Option<Timestamp>,
}

/// Who reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reader {
    Letter(BuiltIn),
    /// By the name that the store gave it.
    Journey(String),
    Segment(String),
    Campaign(String),
}

impl Reader {
    /// The word in documents.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Letter(_) => "letter",
            Self::Journey(_) => "journey",
            Self::Segment(_) => "segment",
            Self::Campaign(_) => "campaign",
        }
    }

    /// What it is called in documents.
    pub fn name(&self) -> &str {
        match self {
            Self::Letter(letter) => letter.name(),
            Self::Journey(name) | Self::Segment(name) | Self::Campaign(name) => name,
        }
    }
}

/// All that reads of a customer of these choices now. In the record.
pub fn standing_reads(tx: &mut Tx<'_>, choices: &Choices, now: Timestamp) -> Result<Vec<StandingRead>> {
    let settings = StoreSettings::load(tx)?;
    let letters = messaging::standing_reads(&settings, choices, now).into_iter().map(|read| StandingRead {
        what: Reader::Letter(read.rule),
        purpose: read.purpose,
        reads: read.reads,
        until: read.until,
    });
    let mut all: Vec<StandingRead> = letters.collect();
    let segments = segments::list(tx)?;
    let rules: HashMap<SegmentId, Condition> = segments.iter().map(|segment| (segment.id, segment.rule.clone())).collect();
    for journey in journeys::list(tx)? {
        // Whoever is inside one that lets nobody in any more goes on being read.
        if journey.state != JourneyState::Draft
            && let Some(json) = journeys::version(tx, journey.id, journey.version)?
            && let Ok(plan) = Plan::parse(&json, |_| true)
        {
            let (purpose, reads) = (plan.purpose, reads_of(plan, &rules));
            all.extend(allowed(Reader::Journey(journey.name), purpose, reads, choices, now));
        }
    }
    for segment in segments {
        let reads = resolved(&segment.rule, &rules).reads();
        all.extend(allowed(Reader::Segment(segment.name), segment.purpose, reads, choices, now));
    }
    // What people buy after a campaign wrote to them is counted, of those who let it.
    let orders = CategorySet::of(&[Category::Orders]);
    for campaign in campaigns::list(tx)? {
        if matches!(campaign.state, CampaignState::On | CampaignState::Paused) {
            all.extend(allowed(Reader::Campaign(campaign.name), Purpose::Analytics, orders, choices, now));
        }
    }
    Ok(all)
}

/// The kinds of data that a plan reads, those of segments that it names too.
fn reads_of(plan: Plan, rules: &HashMap<SegmentId, Condition>) -> CategorySet {
    let own = plan.reads();
    let course = Course::new(plan);
    let asked = course.plan.filter.iter().chain(course.rules().map(|(_, rule)| rule));
    asked.fold(own, |set, rule| set.with(resolved(rule, rules).reads()))
}

fn resolved(rule: &Condition, rules: &HashMap<SegmentId, Condition>) -> Condition {
    rule.resolve(|id| rules.get(&id).cloned()).unwrap_or_else(|_| Condition::Any(Vec::new()))
}

fn allowed(what: Reader, purpose: Purpose, reads: CategorySet, choices: &Choices, now: Timestamp) -> Option<StandingRead> {
    choices.allows(purpose, Recipient::Automation, reads, now)?;
    let rests_on = choices
        .iter()
        .filter(|choice| choice.purpose == purpose && choice.recipient == Recipient::Automation && choice.given.meets(reads));
    let until = rests_on.filter(|choice| choice.has_end() && now < choice.until).map(|choice| choice.until).min();
    Some(StandingRead { what, purpose, reads, until })
}
