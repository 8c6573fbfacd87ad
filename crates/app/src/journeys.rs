//! Journeys as people and programs make and change them. Everything here runs inside the recorder, in one transaction with the line
//! of the audit log, and tells the projection that something changed.

use automation::journeys::{self, Entry, Faults, Flaw, Journey, JourneyState, Lost, Moving, Plan, Spot, Step};
use automation::segments::Segment;
use automation::{live, segments};
use base::id::{CustomerId, JourneyId};
use base::{Id as _, Rng, Timestamp};
use capabilities::messaging::{BuiltIn, LetterRef};
use capabilities::webhooks;
use db::{Result, Tx};
use foundation::consent::{self, Category, CategorySet, EventClass, Purpose, Recipient};
use foundation::customers;
use foundation::journal::{self, JOURNEY_REQUESTED};
use foundation::vault::Keys;
use serde_json::{Map, Value};

/// Letters of a name.
pub const NAME_CHARS_MAX: usize = 100;
/// Journeys of one store.
pub const JOURNEYS_MAX: usize = 200;

/// Why nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum NotDone {
    #[error("there is no such journey")]
    Gone,
    #[error("a name has 1 to {NAME_CHARS_MAX} letters")]
    Name,
    #[error("a store has {JOURNEYS_MAX} journeys at most; delete one that is not used")]
    TooMany,
    #[error("nobody was ever let in: begin it first")]
    NeverBegun,
    #[error("the plan has no step of this id")]
    NoStep,
    #[error("it lets nobody in by a program now")]
    NotByProgram,
    #[error("there is no such customer")]
    NoCustomer,
    #[error("the customer was erased at their own wish")]
    Erased,
    #[error("{0}")]
    Faults(#[from] Faults),
    #[error(transparent)]
    Db(#[from] db::Error),
}

/// Whom a program lets in.
#[derive(Debug, Clone)]
pub struct LetIn {
    pub customer: CustomerId,
    /// Asked once more under the same, it counts once.
    pub message_id: Option<String>,
    /// What letters about a cart or a product, and calls, may speak of; without identifiers.
    pub properties: Map<String, Value>,
}

/// What becomes of those who are inside when another version begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inside {
    /// They finish on their own.
    Stay,
    Move(Lost),
}

/// A name as it is kept: without space around it.
pub fn name_of(text: &str) -> std::result::Result<String, NotDone> {
    let name = text.trim();
    let fits = !name.is_empty() && name.chars().count() <= NAME_CHARS_MAX && !name.contains(char::is_control);
    if fits { Ok(name.to_owned()) } else { Err(NotDone::Name) }
}

/// The letters that come with Amana and a journey may send.
pub fn letters() -> impl Iterator<Item = BuiltIn> {
    BuiltIn::ALL.into_iter().filter(|letter| letter.is_for_journeys())
}

/// Whether a plan may be begun: it keeps the limits, and what it names is there.
pub fn check(tx: &mut Tx<'_>, plan: &Plan) -> std::result::Result<(), NotDone> {
    let mut unknown = Vec::new();
    for name in plan.letters() {
        let is_there = match LetterRef::from_name(name) {
            Some(LetterRef::BuiltIn(letter)) => letter.is_for_journeys(),
            Some(own) => own.terms(tx)?.is_some(),
            None => false,
        };
        if !is_there {
            unknown.push(name.to_owned());
        }
    }
    let mut faults = plan.check(|name| !unknown.iter().any(|one| one == name)).err().unwrap_or_default();
    let segments = segments::list(tx)?;
    let find = |id| segments.iter().find(|segment| segment.id == id);
    if let Entry::Segment(key) = &plan.entry
        && find(key.0).is_none()
    {
        faults.add(Spot::Entry, Flaw::NoSegment(key.0));
    }
    for (at, step) in plan.numbered() {
        match step {
            Step::AddToList { list } | Step::RemoveFromList { list } if !find(list.0).is_some_and(Segment::is_list) => {
                faults.add(at, Flaw::NoList(list.0));
            }
            Step::Webhook(hook) if webhooks::endpoint(tx, hook.endpoint)?.is_none() => {
                faults.add(at, Flaw::NoEndpoint(hook.endpoint));
            }
            _ => {}
        }
    }
    for (at, rule) in plan.rules() {
        if let Err(invalid) = rule.resolve(|id| find(id).map(|segment| segment.rule.clone())) {
            faults.add(at, invalid);
        }
    }
    Ok(faults.into_result()?)
}

/// Keeps a new one, whose plan may still have flaws.
pub fn create(
    tx: &mut Tx<'_>,
    rng: &mut Rng,
    name: String,
    plan: &Plan,
    now: Timestamp,
) -> std::result::Result<JourneyId, NotDone> {
    if journeys::list(tx)?.len() >= JOURNEYS_MAX {
        return Err(NotDone::TooMany);
    }
    let id = JourneyId::new(now, rng);
    let mut plan = plan.clone();
    plan.name_steps(&[]);
    let new = Journey { id, name, state: JourneyState::Draft, version: 0, made_at: now, changed_at: now };
    journeys::insert(tx, &new, &plan.to_json())?;
    live::changed(tx, now)?;
    Ok(id)
}

/// Changes what is being edited; whoever is inside, and whoever goes in, is not touched by it.
pub fn save(tx: &mut Tx<'_>, id: JourneyId, name: &str, plan: &Plan, now: Timestamp) -> std::result::Result<(), NotDone> {
    let mut taken: Vec<Plan> = draft_of(tx, id)?.into_iter().collect();
    let versions = journeys::versions(tx)?.into_iter().filter(|(of, ..)| *of == id);
    taken.extend(versions.filter_map(|(.., json)| Plan::read(&json).ok()));
    let mut plan = plan.clone();
    plan.name_steps(&taken.iter().collect::<Vec<_>>());
    if journeys::set_draft(tx, id, name, &plan.to_json(), now)? { Ok(()) } else { Err(NotDone::Gone) }
}

/// Lets people in by the plan as it was last saved; gives the version's number. Those inside finish on theirs, or are moved.
pub fn begin(tx: &mut Tx<'_>, id: JourneyId, inside: &Inside, now: Timestamp) -> std::result::Result<i64, NotDone> {
    let json = journeys::draft(tx, id)?.ok_or(NotDone::Gone)?;
    let plan = Plan::parse(&json, |_| true)?;
    check(tx, &plan)?;
    if let Inside::Move(Lost::GoTo(step)) = inside
        && plan.number_of(step).is_none()
    {
        return Err(NotDone::NoStep);
    }
    let version = journeys::publish(tx, id, &plan.to_json(), now)?;
    if let Inside::Move(lost) = inside {
        journeys::ask_move(tx, &Moving { journey: id, version, lost: lost.clone(), asked_at: now })?;
    }
    live::changed(tx, now)?;
    Ok(version)
}

/// Lets people in again, or nobody any more.
pub fn switch(tx: &mut Tx<'_>, id: JourneyId, on: bool, now: Timestamp) -> std::result::Result<(), NotDone> {
    let journey = journeys::find(tx, id)?.ok_or(NotDone::Gone)?;
    if journey.version == 0 {
        return Err(NotDone::NeverBegun);
    }
    journeys::set_state(tx, id, if on { JourneyState::On } else { JourneyState::Off }, now)?;
    live::changed(tx, now)?;
    Ok(())
}

/// Lets a customer in, as far as they and the journey allow, which is found out as it is of an event; whether it was not asked
/// before under this `message_id`. Gives their root.
pub fn let_in(
    tx: &mut Tx<'_>,
    keys: &Keys,
    rng: &mut Rng,
    id: JourneyId,
    asked: &LetIn,
    now: Timestamp,
) -> std::result::Result<(CustomerId, bool), NotDone> {
    let journey = journeys::find(tx, id)?.ok_or(NotDone::Gone)?;
    let plan = plan_of(tx, id, journey.version)?;
    let plan = plan.filter(|plan| journey.state == JourneyState::On && plan.entry == Entry::Api).ok_or(NotDone::NotByProgram)?;
    let root = customers::root_of(tx, asked.customer)?.ok_or(NotDone::NoCustomer)?;
    if customers::customer_row(tx, root)?.is_none_or(|row| row.erased_at.is_some()) {
        return Err(NotDone::Erased);
    }
    if let Some(message_id) = &asked.message_id {
        let key = keys.once_key(&[b"journey people", id.raw(), message_id.as_bytes()]);
        if !journal::used(tx, &[key.as_slice()])?.is_empty() {
            return Ok((root, false));
        }
        journal::note_used(tx, &key)?;
    }
    // What a program says of somebody is data as an event of the shop is.
    let said = CategorySet::of(&[EventClass::Other.category()]);
    let choices = consent::load(tx, root)?;
    // What a letter is filled with may have been agreed to for either of these.
    let mut purposes = [plan.purpose, Purpose::Personalise, Purpose::MarketingEmail].into_iter();
    let is_allowed = purposes.any(|purpose| choices.allows(purpose, Recipient::Automation, said, now).is_some());
    let mut properties = if is_allowed { asked.properties.clone() } else { Map::new() };
    properties.insert("journey".to_owned(), id.to_string().into());
    let body = serde_json::json!({"properties": properties}).to_string();
    journal::append_one(tx, journal::system_event(root, JOURNEY_REQUESTED, body, rng, now), now)?;
    Ok((root, true))
}

/// Deletes one; whoever is inside leaves.
pub fn delete(tx: &mut Tx<'_>, id: JourneyId, now: Timestamp) -> std::result::Result<(), NotDone> {
    if !journeys::remove(tx, id)? {
        return Err(NotDone::Gone);
    }
    live::changed(tx, now)?;
    Ok(())
}

/// The kinds of data that somebody's way through a plan tells of: what it reads, and that they were written to.
pub fn told_by(plan: Option<&Plan>) -> CategorySet {
    let Some(plan) = plan else { return CategorySet::of(&[Category::Orders, Category::Browsing, Category::Messages]) };
    let letters = if has_letter(&plan.steps) { CategorySet::of(&[Category::Messages]) } else { CategorySet::EMPTY };
    let goal = plan.goal.iter().map(|goal| EventClass::of_track(&goal.event.event).category());
    plan.reads().with(letters).with(CategorySet::of(&goal.collect::<Vec<_>>()))
}

fn has_letter(steps: &[Step]) -> bool {
    steps.iter().any(|step| matches!(step, Step::Send { .. }) || step.ways().into_iter().any(has_letter))
}

/// The plan that a version is; `None` where it is gone or can't be read.
pub fn plan_of(tx: &mut Tx<'_>, id: JourneyId, version: i64) -> Result<Option<Plan>> {
    Ok(journeys::version(tx, id, version)?.and_then(|json| Plan::parse(&json, |_| true).ok()))
}

/// The plan as it is being edited, with whatever flaws it has; `None` where it can't be read at all.
pub fn draft_of(tx: &mut Tx<'_>, id: JourneyId) -> Result<Option<Plan>> {
    Ok(journeys::draft(tx, id)?.and_then(|json| Plan::read(&json).ok()))
}

/// A plan that does nothing yet.
pub fn empty() -> Plan {
    let on = |event: &str| foundation::rules::Events { event: event.to_owned(), filters: Vec::new() };
    Plan {
        entry: Entry::Event(on("Order Completed")),
        filter: None,
        purpose: Purpose::Personalise,
        reentry: journeys::Reentry::default(),
        exits: Vec::new(),
        goal: None,
        holdout_percent: journeys::HOLDOUT_PERCENT,
        steps: Vec::new(),
        ids: Vec::new(),
    }
}
