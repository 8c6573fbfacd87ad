//! Segments as people and programs make, change and delete them. What is kept here is kept inside the recorder, in one transaction with
//! the line of the audit log, and tells the projection that something changed.

mod counting;
mod ready;

pub use counting::{Asked, Counting, Turn};
pub use ready::Ready;

use crate::app::App;
use crate::campaigns;
use automation::journeys::{self, Course, Plan};
use automation::live::{self, Preview};
use automation::segments::{self, Flaw, Segment, Size};
use base::id::{CampaignId, CustomerId, JourneyId, SegmentId};
use base::{Rng, Timestamp};
use db::{Result, Tx};
use foundation::consent::{Purpose, Recipient};
use foundation::customers;
use foundation::journal::{self, LIST_CHANGED};
use foundation::rules::{Condition, Invalid};
use foundation::settings::StoreSettings;

/// What somebody wants a segment to be.
#[derive(Debug, Clone)]
pub struct Wanted {
    pub name: String,
    pub purpose: Purpose,
    pub rule: Condition,
}

/// Who names a segment, so that it can't be deleted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Users {
    pub segments: Vec<(SegmentId, String)>,
    pub journeys: Vec<(JourneyId, String)>,
    pub campaigns: Vec<(CampaignId, String)>,
}

/// Why nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum NotDone {
    #[error("there is no such segment")]
    Gone,
    #[error("{0}")]
    Flaw(#[from] Flaw),
    #[error("{0}")]
    Rule(#[from] Invalid),
    /// Of another segment or of a journey, which names this one and could not be asked any more.
    #[error("{name:?} names this segment, and could not be asked any more: {why}")]
    Other { name: String, why: Invalid },
    #[error("others name it: {}", .0.names().collect::<Vec<_>>().join(", "))]
    Used(Users),
    #[error(transparent)]
    Db(#[from] db::Error),
}

impl Users {
    pub fn is_empty(&self) -> bool {
        self.segments.is_empty() && self.journeys.is_empty() && self.campaigns.is_empty()
    }

    pub fn names(&self) -> impl Iterator<Item = &str> {
        let segments = self.segments.iter().map(|(_, name)| name);
        let others = self.journeys.iter().map(|(_, name)| name).chain(self.campaigns.iter().map(|(_, name)| name));
        segments.chain(others).map(String::as_str)
    }
}

/// What a segment may be used for: the program itself must be among those who may.
pub fn purposes() -> impl Iterator<Item = Purpose> {
    Purpose::ALL.iter().copied().filter(|purpose| purpose.recipients().contains(&Recipient::Automation))
}

/// Keeps a new one.
pub fn create(tx: &mut Tx<'_>, rng: &mut Rng, wanted: Wanted, now: Timestamp) -> std::result::Result<SegmentId, NotDone> {
    let name = Segment::name_of(&wanted.name)?;
    check(tx, None, &wanted.rule)?;
    let id = SegmentId::new(now, rng);
    let new = Segment { id, name, purpose: wanted.purpose, rule: wanted.rule, made_at: now, changed_at: now };
    segments::insert(tx, &new)??;
    live::changed(tx, now)?;
    Ok(id)
}

/// Keeps a new list, on which nobody is yet.
pub fn create_list(
    tx: &mut Tx<'_>,
    rng: &mut Rng,
    name: &str,
    purpose: Purpose,
    now: Timestamp,
) -> std::result::Result<SegmentId, NotDone> {
    let (id, name) = (SegmentId::new(now, rng), Segment::name_of(name)?);
    let new = Segment { id, name, purpose, rule: segments::list_rule(id), made_at: now, changed_at: now };
    segments::insert(tx, &new)??;
    live::changed(tx, now)?;
    Ok(id)
}

/// Puts somebody on a list, or takes them from it; gives their root, `None` where there is no such customer.
pub fn change_list(
    tx: &mut Tx<'_>,
    rng: &mut Rng,
    id: SegmentId,
    customer: CustomerId,
    is_on: bool,
    now: Timestamp,
) -> std::result::Result<Option<CustomerId>, NotDone> {
    if !segments::find(tx, id)?.is_some_and(|segment| segment.is_list()) {
        return Err(NotDone::Gone);
    }
    let Some(root) = customers::root_of(tx, customer)? else { return Ok(None) };
    if customers::customer_row(tx, root)?.is_none_or(|row| row.erased_at.is_some()) {
        return Ok(None);
    }
    let event = journal::system_event(root, LIST_CHANGED, segments::list_change(id, is_on), rng, now);
    journal::append_one(tx, event, now)?;
    Ok(Some(root))
}

/// Changes one. Where it asks something else from now on, its members are looked for anew.
pub fn change(tx: &mut Tx<'_>, id: SegmentId, wanted: Wanted, now: Timestamp) -> std::result::Result<(), NotDone> {
    let kept = segments::find(tx, id)?.ok_or(NotDone::Gone)?;
    let name = Segment::name_of(&wanted.name)?;
    check(tx, Some(id), &wanted.rule)?;
    let changed = Segment { name, purpose: wanted.purpose, rule: wanted.rule, changed_at: now, ..kept };
    if !segments::update(tx, &changed)?? {
        return Err(NotDone::Gone);
    }
    live::changed(tx, now)?;
    Ok(())
}

/// Deletes one that nobody names.
pub fn delete(tx: &mut Tx<'_>, id: SegmentId, now: Timestamp) -> std::result::Result<(), NotDone> {
    let used = users(tx, id)?;
    if !used.is_empty() {
        return Err(NotDone::Used(used));
    }
    if !segments::delete(tx, id)? {
        return Err(NotDone::Gone);
    }
    live::changed(tx, now)?;
    Ok(())
}

/// The other segments, the journeys and the campaigns that name one, by name. Of a journey its draft and every version count: whoever is inside
/// an earlier one still goes by it.
pub fn users(tx: &mut Tx<'_>, id: SegmentId) -> Result<Users> {
    let names = |segment: &Segment| segment.id != id && segment.rule.segments().contains(&id);
    let segments = segments::list(tx)?.into_iter().filter(names).map(|one| (one.id, one.name)).collect();
    // An id stands in a plan as its text, wherever it is named: as the entry, or in a rule.
    let text = id.to_string();
    let versions = journeys::versions(tx)?;
    let mut found = Vec::new();
    for journey in journeys::list(tx)? {
        let is_in_version = versions.iter().any(|(of, _, plan)| *of == journey.id && plan.contains(&text));
        if is_in_version || journeys::draft(tx, journey.id)?.is_some_and(|plan| plan.contains(&text)) {
            found.push((journey.id, journey.name));
        }
    }
    Ok(Users { segments, journeys: found, campaigns: campaigns::naming(tx, id)? })
}

/// Whether a rule may be kept as a segment's: it keeps the limits, leads to segments that are there and not back to itself, and
/// whoever names the segment can still be asked.
fn check(tx: &mut Tx<'_>, id: Option<SegmentId>, rule: &Condition) -> std::result::Result<(), NotDone> {
    rule.check()?;
    let all = segments::list(tx)?;
    let find = |named: SegmentId| match id {
        Some(id) if id == named => Some(rule.clone()),
        _ => all.iter().find(|one| one.id == named).map(|one| one.rule.clone()),
    };
    rule.resolve(find)?;
    let Some(id) = id else { return Ok(()) };
    let other = |name: &str, why| NotDone::Other { name: name.to_owned(), why };
    for one in all.iter().filter(|one| one.id != id) {
        one.rule.resolve(find).map_err(|why| other(&one.name, why))?;
    }
    let journeys = journeys::list(tx)?;
    for (journey, _, json) in journeys::versions(tx)? {
        let Ok(plan) = Plan::parse(&json, |_| true) else { continue };
        let course = Course::new(plan);
        let rules = course.plan.filter.iter().chain(course.rules().map(|(_, rule)| rule));
        for rule in rules.filter(|rule| !rule.segments().is_empty()) {
            let name = || journeys.iter().find(|one| one.id == journey).map_or("", |one| one.name.as_str());
            rule.resolve(find).map_err(|why| other(name(), why))?;
        }
    }
    Ok(())
}

/// A rule with those of the segments that it names put in.
pub fn resolved(tx: &mut Tx<'_>, rule: &Condition) -> Result<std::result::Result<Condition, Invalid>> {
    let all = segments::list(tx)?;
    Ok(rule.resolve(|id| all.iter().find(|one| one.id == id).map(|one| one.rule.clone())))
}

/// What a rule that names stages alone comes to, in conditions on orders; `None` of any other.
pub fn meaning(rule: &Condition) -> Option<Condition> {
    match rule {
        Condition::Stage(stages) => match stages.as_slice() {
            [stage] => Some(stage.condition()),
            stages => Some(Condition::Any(stages.iter().map(|stage| stage.condition()).collect())),
        },
        _ => None,
    }
}

/// How far the looking for a segment's members has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Everybody was found by the rule as it is now.
    Found(u64),
    /// Not everybody: so many so far.
    Looking(u64),
}

impl Standing {
    /// `all` are the store's segments, `size` what is known of this one.
    pub fn of(all: &[Segment], segment: &Segment, size: Option<&Size>) -> Self {
        let find = |id| all.iter().find(|one| one.id == id).map(|one| one.rule.clone());
        let made_of = segment.rule.resolve(find).ok().map(|rule| Segment { rule, ..segment.clone() }.made_of());
        match size {
            // One that can't be asked any more has nobody.
            Some(size) if made_of.is_none() || size.made_of == made_of => Self::Found(size.members),
            Some(size) if size.made_of.is_none() => Self::Looking(size.members),
            // Those who are still in it were found by another rule.
            _ => Self::Looking(0),
        }
    }
}

/// Counts who would be in a segment of this rule, nobody having kept it. Reads the whole history.
pub fn preview(app: &App, purpose: Purpose, rule: &Condition) -> std::result::Result<Preview, NotDone> {
    rule.check()?;
    let now = app.clock.now();
    let (rule, zone) = app.db.record.read(|tx| Ok::<_, db::Error>((resolved(tx, rule)?, StoreSettings::load(tx)?.zone())))?;
    let id = SegmentId::new(now, &mut app.fork_rng());
    let segment = Segment { id, name: String::new(), purpose, rule: rule?, made_at: now, changed_at: now };
    Ok(live::preview(&app.db, &app.history, &segment, zone, now)?)
}
