//! The segments and journeys in force, made ready to be asked.

use super::watched;
use crate::campaigns::{self, Campaign};
use crate::effect::EffectTerms;
use crate::journeys::{self, Course, Entry, Journey, JourneyState, Moving, Plan};
use crate::segments::{self, Segment};
use base::id::{JourneyId, SegmentId};
use base::{Locale, Timestamp};
use capabilities::messaging::{House, LetterRef};
use db::{Result, Tx};
use foundation::consent::{CategorySet, Choices, Recipient};
use foundation::journal::{Event, JOURNEY_REQUESTED, Kind};
use foundation::orders;
use foundation::rules::{Condition, Program, State};
use foundation::settings::{self, StoreSettings};
use jiff::tz::TimeZone;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What is in force.
pub(super) struct Loaded {
    /// Of the settings that it was read with.
    pub version: i64,
    pub segments: Vec<Segment>,
    /// What each of them reads, in their order: too long to find out of each customer anew.
    reads: Vec<CategorySet>,
    pub journeys: BTreeMap<JourneyId, Journey>,
    pub courses: HashMap<(JourneyId, i64), Laid>,
    /// The names of events that a course asks for.
    asked: BTreeSet<String>,
    /// Rules of the segments in their order, then those of the courses.
    pub program: Program,
    pub fingerprint: [u8; 16],
    pub zone: TimeZone,
    pub locale: Locale,
    /// Wishes to move those inside to another version.
    pub moves: Vec<Moving>,
    pub campaigns: Vec<Campaign>,
    pub effect: EffectTerms,
    /// What decides whether the letters of both may be sent.
    pub house: House,
}

/// A version's course, and where its rules stand in the program.
pub(super) struct Laid {
    pub course: Course,
    /// The kinds of data that it reads, those of segments that it names too.
    pub reads: CategorySet,
    pub filter: Option<usize>,
    /// By node.
    pub branches: HashMap<usize, usize>,
}

/// The segments, each with the rules of those that it names put in. One that names what is not there has nobody.
fn resolved(segments: Vec<Segment>) -> Vec<Segment> {
    let rules: HashMap<SegmentId, Condition> = segments.iter().map(|segment| (segment.id, segment.rule.clone())).collect();
    let mut segments = segments;
    for segment in &mut segments {
        segment.rule = resolve(&segment.rule, |id| rules.get(&id).cloned());
    }
    segments
}

fn resolve(rule: &Condition, find: impl Fn(SegmentId) -> Option<Condition>) -> Condition {
    rule.resolve(find).unwrap_or_else(|error| {
        tracing::warn!(%error, "a rule names a segment that it can't be asked with: it holds for nobody");
        Condition::Any(Vec::new())
    })
}

impl Loaded {
    /// Reads all of it from the record.
    pub fn load(tx: &mut Tx<'_>) -> Result<Self> {
        let version = settings::version(tx)?;
        let store = StoreSettings::load(tx)?;
        let segments = resolved(segments::list(tx)?);
        let journeys: BTreeMap<JourneyId, Journey> = journeys::list(tx)?.into_iter().map(|one| (one.id, one)).collect();
        let mut rules: Vec<Condition> = segments.iter().map(|segment| segment.rule.clone()).collect();
        let mut courses = HashMap::new();
        for (id, number, json) in journeys::versions(tx)? {
            // One that can't be read any more holds up nobody else.
            let Ok(plan) = Plan::parse(&json, |_| true) else {
                tracing::error!(journey = %id, version = number, "a journey's plan can't be read; whoever is inside stays where they are");
                continue;
            };
            let course = Course::new(plan);
            let find = |id: SegmentId| segments.iter().find(|segment| segment.id == id).map(|segment| segment.rule.clone());
            let mut reads = course.plan.reads();
            let mut place = |rule: &Condition| {
                let rule = resolve(rule, find);
                reads = reads.with(rule.reads());
                rules.push(rule);
                rules.len() - 1
            };
            let filter = course.plan.filter.as_ref().map(&mut place);
            let branches = course.rules().map(|(node, rule)| (node, rule.clone())).collect::<Vec<_>>();
            let branches = branches.iter().map(|(node, rule)| (*node, place(rule))).collect();
            courses.insert((id, number), Laid { course, reads, filter, branches });
        }
        let letters = courses.values().flat_map(|laid: &Laid| laid.course.plan.letters());
        let moves = journeys::moves(tx)?;
        let campaigns = campaigns::list(tx)?;
        let sent = campaigns.iter().flat_map(|campaign| &campaign.plan.variants).map(|variant| variant.letter.as_str());
        let letters: Vec<LetterRef> = letters.chain(sent).filter_map(LetterRef::from_name).collect();
        let house = House::load(tx, letters)?;
        let asked = courses.values().flat_map(|laid: &Laid| laid.course.events()).map(|events| events.event.clone()).collect();
        let zone = TimeZone::get(&store.time_zone).unwrap_or(TimeZone::UTC);
        let program = Program::new(&rules, zone.clone());
        let fingerprint = program.fingerprint();
        let reads = segments.iter().map(Segment::reads).collect();
        let (locale, effect) = (store.locale(), EffectTerms::load(tx)?);
        Ok(Self {
            version,
            segments,
            reads,
            journeys,
            courses,
            asked,
            program,
            fingerprint,
            zone,
            locale,
            moves,
            campaigns,
            effect,
            house,
        })
    }

    /// Whether somebody belongs to the segment of a rule: where they may be asked, and it holds.
    pub fn is_in(&self, rule: usize, state: &mut State, choices: &Choices, now: Timestamp) -> bool {
        let Some((segment, reads)) = self.segments.get(rule).zip(self.reads.get(rule)) else { return false };
        let may_ask = choices.allows(segment.purpose, Recipient::Automation, *reads, now).is_some();
        may_ask && self.program.holds(state, rule, choices, now)
    }

    /// Whether an event can mean anything to somebody on a course, or let somebody in.
    pub fn may_move(&self, event: &Event) -> bool {
        self.asked.contains(&event.name)
            || event.name == JOURNEY_REQUESTED
            || orders::sale_of(event).is_some()
            || watched::takes_back(event)
    }

    /// Journeys that let people in by an event.
    pub fn by_event(&self) -> impl Iterator<Item = (&Journey, &Laid, &foundation::rules::Events)> {
        self.open().filter_map(|(journey, laid)| match &laid.course.plan.entry {
            Entry::Event(events) => Some((journey, laid, events)),
            Entry::Segment(_) | Entry::Date(_) | Entry::Api => None,
        })
    }

    /// The journey that the store's own program lets somebody into by this event.
    pub fn by_program(&self, event: &Event) -> Option<(&Journey, &Laid)> {
        if event.kind != Kind::System || event.name != JOURNEY_REQUESTED {
            return None;
        }
        let body: serde_json::Value = serde_json::from_str(&event.body).ok()?;
        let id: JourneyId = body.pointer("/properties/journey")?.as_str()?.parse().ok()?;
        self.open().find(|(journey, laid)| journey.id == id && laid.course.plan.entry == Entry::Api)
    }

    /// Whether something of this name may let somebody in.
    pub fn opens(&self, event: &Event) -> bool {
        event.name == JOURNEY_REQUESTED || self.by_event().any(|(_, _, events)| events.event == event.name)
    }

    /// Journeys that let in who comes into a segment.
    pub fn by_segment(&self, segment: SegmentId) -> impl Iterator<Item = (&Journey, &Laid)> {
        self.open().filter(move |(_, laid)| matches!(&laid.course.plan.entry, Entry::Segment(key) if key.0 == segment))
    }

    /// Journeys that let people in, each with the course that they begin.
    pub fn open(&self) -> impl Iterator<Item = (&Journey, &Laid)> {
        let on = self.journeys.values().filter(|journey| journey.state == JourneyState::On);
        on.filter_map(|journey| Some((journey, self.courses.get(&(journey.id, journey.version))?)))
    }

    /// A version's course, where there is one.
    pub fn laid(&self, journey: JourneyId, version: i64) -> Option<&Laid> {
        self.courses.get(&(journey, version))
    }
}
