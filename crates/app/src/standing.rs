//! What reads along of a customer by itself: automatic messages, journeys, segments, campaigns, and who tells of lower prices, for as
//! long as the customer lets them.

use crate::price_drops::DROPPED;
use automation::campaigns::{self, CampaignState};
use automation::journeys::{self, Course, Entry, Journey, JourneyState, Plan};
use automation::segments::{self, Segment};
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
    /// Whoever looked at a product hears that it costs less.
    PriceDrops,
}

impl Reader {
    /// The word in documents.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Letter(_) => "letter",
            Self::Journey(_) => "journey",
            Self::Segment(_) => "segment",
            Self::Campaign(_) => "campaign",
            Self::PriceDrops => "price_drops",
        }
    }

    /// What it is called in documents.
    pub fn name(&self) -> &str {
        match self {
            Self::Letter(letter) => letter.name(),
            Self::Journey(name) | Self::Segment(name) | Self::Campaign(name) => name,
            Self::PriceDrops => DROPPED,
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
    let automation = Automation::load(tx)?;
    for (journey, course) in &automation.journeys {
        all.extend(allowed(
            Reader::Journey(journey.name.clone()),
            course.plan.purpose,
            automation.reads_of(course),
            choices,
            now,
        ));
    }
    for segment in &automation.segments {
        let reads = automation.resolved(&segment.rule).reads();
        all.extend(allowed(Reader::Segment(segment.name.clone()), segment.purpose, reads, choices, now));
    }
    if automation.asks_for(DROPPED) {
        // What they bought is looked at where they let it.
        let viewed = CategorySet::of(&[Category::Browsing]);
        let read = |reads| allowed(Reader::PriceDrops, Purpose::Personalise, reads, choices, now);
        all.extend(read(viewed.with(CategorySet::of(&[Category::Orders]))).or_else(|| read(viewed)));
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

/// Whether a journey or a segment in force asks for events of a name. (Record.)
pub fn asks_for(tx: &mut Tx<'_>, event: &str) -> Result<bool> {
    Ok(Automation::load(tx)?.asks_for(event))
}

/// The journeys and segments in force.
struct Automation {
    /// Those that ever began: whoever is inside one that lets nobody in any more goes on being read.
    journeys: Vec<(Journey, Course)>,
    segments: Vec<Segment>,
    rules: HashMap<SegmentId, Condition>,
}

impl Automation {
    fn load(tx: &mut Tx<'_>) -> Result<Self> {
        let segments = segments::list(tx)?;
        let rules = segments.iter().map(|segment| (segment.id, segment.rule.clone())).collect();
        let mut begun = Vec::new();
        for journey in journeys::list(tx)? {
            if journey.state != JourneyState::Draft
                && let Some(json) = journeys::version(tx, journey.id, journey.version)?
                && let Ok(plan) = Plan::parse(&json, |_| true)
            {
                begun.push((journey, Course::new(plan)));
            }
        }
        Ok(Self { journeys: begun, segments, rules })
    }

    fn asks_for(&self, event: &str) -> bool {
        let asks = |rule: &Condition| self.resolved(rule).events().contains(event);
        self.segments.iter().any(|segment| asks(&segment.rule))
            || self.journeys.iter().any(|(journey, course)| {
                // What lets people in comes first.
                let is_shut = journey.state == JourneyState::Off && matches!(course.plan.entry, Entry::Event(_));
                course.events().skip(usize::from(is_shut)).any(|events| events.event == event) || rules_of(course).any(asks)
            })
    }

    /// The kinds of data that a course reads, those of segments that it names too.
    fn reads_of(&self, course: &Course) -> CategorySet {
        rules_of(course).fold(course.plan.reads(), |set, rule| set.with(self.resolved(rule).reads()))
    }

    fn resolved(&self, rule: &Condition) -> Condition {
        rule.resolve(|id| self.rules.get(&id).cloned()).unwrap_or_else(|_| Condition::Any(Vec::new()))
    }
}

fn rules_of(course: &Course) -> impl Iterator<Item = &Condition> {
    course.plan.filter.iter().chain(course.rules().map(|(_, rule)| rule))
}

fn allowed(what: Reader, purpose: Purpose, reads: CategorySet, choices: &Choices, now: Timestamp) -> Option<StandingRead> {
    choices.allows(purpose, Recipient::Automation, reads, now)?;
    let rests_on = choices
        .iter()
        .filter(|choice| choice.purpose == purpose && choice.recipient == Recipient::Automation && choice.given.meets(reads));
    let until = rests_on.filter(|choice| choice.has_end() && now < choice.until).map(|choice| choice.until).min();
    Some(StandingRead { what, purpose, reads, until })
}
