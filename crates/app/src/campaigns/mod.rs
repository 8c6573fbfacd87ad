//! Campaigns as people and programs make and change them. Everything here runs inside the recorder, in one transaction with the line
//! of the audit log, and tells the projection that something changed.

mod outcome;

pub use outcome::{Results, Side, VariantResults, results};

use automation::campaigns::{self, Campaign, CampaignState, Flaw, Plan};
use automation::{live, segments};
use base::id::{CampaignId, SegmentId};
use base::{Rng, Timestamp};
use capabilities::messaging::{self, About, BuiltIn, LetterRef, Topics};
use db::{Result, Tx};

/// Letters of a name.
pub const NAME_CHARS_MAX: usize = 100;
/// Campaigns of one store.
pub const CAMPAIGNS_MAX: usize = 1_000;

/// Why nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum NotDone {
    #[error("there is no such campaign")]
    Gone,
    #[error("a name has 1 to {NAME_CHARS_MAX} letters")]
    Name,
    #[error("a store has {CAMPAIGNS_MAX} campaigns at most; delete one that is not needed any more")]
    TooMany,
    /// What is asked for can't follow on the state that it is in.
    #[error("it is {}, so that can't be done", .0.word())]
    State(CampaignState),
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Flaws(Vec<Flaw>),
    #[error(transparent)]
    Db(#[from] db::Error),
}

type Done<T = ()> = std::result::Result<T, NotDone>;

/// A letter that a campaign may send.
#[derive(Debug, Clone)]
pub struct Choice {
    pub letter: LetterRef,
    /// What the store calls it; `None` of a letter that comes with Amana.
    pub name: Option<String>,
}

/// A name as it is kept: without space around it.
pub fn name_of(text: &str) -> Done<String> {
    let name = text.trim();
    let fits = !name.is_empty() && name.chars().count() <= NAME_CHARS_MAX && !name.contains(char::is_control);
    if fits { Ok(name.to_owned()) } else { Err(NotDone::Name) }
}

/// The letters that a campaign may send: those that speak of nothing but their reader and the store. (Record.)
pub fn letters(tx: &mut Tx<'_>) -> Result<Vec<Choice>> {
    let own = messaging::choices(tx)?.into_iter().filter(|own| own.about == About::Customer);
    let own = own.map(|own| Choice { letter: own.letter, name: Some(own.name) });
    let built_in = BuiltIn::ALL.into_iter().filter(|letter| is_for_campaigns(*letter));
    Ok(own.chain(built_in.map(|letter| Choice { letter: letter.into(), name: None })).collect())
}

fn is_for_campaigns(letter: BuiltIn) -> bool {
    // What reminds of an agreement's end names that end.
    letter.is_marketing() && letter.about() == About::Customer && letter != BuiltIn::ConsentRenewal
}

/// Whether a letter may be sent so, and whether it is advertising; `None` where it may not. (Record.)
fn allowed(tx: &mut Tx<'_>, name: &str) -> Result<Option<bool>> {
    Ok(match LetterRef::from_name(name) {
        Some(LetterRef::BuiltIn(letter)) => is_for_campaigns(letter).then_some(true),
        Some(LetterRef::Own { template, version }) => messaging::published_template(tx, template, version)?
            .filter(|version| version.about == About::Customer)
            .map(|version| version.is_marketing),
        None => None,
    })
}

/// Everything that is wrong with a plan; what keeps it from being let go, all of it at once. (Record.)
pub fn flaws(tx: &mut Tx<'_>, plan: &Plan, now: Timestamp) -> Result<Vec<Flaw>> {
    let mut flaws = plan.flaws();
    for key in plan.segments.iter().chain(&plan.without) {
        if segments::find(tx, key.0)?.is_none() {
            flaws.push(Flaw::NoSegment(key.0));
        }
    }
    let mut is_service = false;
    for variant in &plan.variants {
        match allowed(tx, &variant.letter)? {
            Some(is_marketing) => is_service |= !is_marketing,
            None => flaws.push(Flaw::Letter(variant.letter.clone())),
        }
    }
    if is_service && plan.holdout_percent > 0 {
        flaws.push(Flaw::HoldoutOfService);
    }
    if !plan.topic.is_empty() && Topics::load(tx)?.find(&plan.topic).is_none() {
        flaws.push(Flaw::Topic(plan.topic.clone()));
    }
    if plan.is_past(now) {
        flaws.push(Flaw::Past);
    }
    Ok(flaws)
}

/// Keeps a new one, whose plan may still have flaws.
pub fn create(tx: &mut Tx<'_>, rng: &mut Rng, name: &str, plan: Plan, now: Timestamp) -> Done<CampaignId> {
    let name = name_of(name)?;
    if campaigns::list(tx)?.len() >= CAMPAIGNS_MAX {
        return Err(NotDone::TooMany);
    }
    let id = CampaignId::new(now, rng);
    let state = CampaignState::Draft;
    campaigns::insert(tx, &Campaign { id, name, state, plan, begun_at: None, made_at: now, changed_at: now })?;
    live::changed(tx, now)?;
    Ok(id)
}

/// Keeps a new one with the plan of another. Its time is not taken along: it is over, or the other's own.
pub fn copy(tx: &mut Tx<'_>, rng: &mut Rng, of: CampaignId, name: &str, now: Timestamp) -> Done<CampaignId> {
    let kept = find(tx, of)?;
    let start = if kept.plan.is_past(now) { campaigns::Start::Now } else { kept.plan.start };
    create(tx, rng, name, Plan { start, ..kept.plan }, now)
}

/// Changes one that is being written.
pub fn save(tx: &mut Tx<'_>, id: CampaignId, name: &str, plan: &Plan, now: Timestamp) -> Done {
    let name = name_of(name)?;
    let kept = find(tx, id)?;
    if !campaigns::save_plan(tx, id, &name, plan, now)? {
        return Err(NotDone::State(kept.state));
    }
    Ok(live::changed(tx, now)?)
}

/// Lets one go that was written, where nothing is wrong with it.
pub fn begin(tx: &mut Tx<'_>, id: CampaignId, now: Timestamp) -> Done {
    let kept = find(tx, id)?;
    if kept.state != CampaignState::Draft {
        return Err(NotDone::State(kept.state));
    }
    let flaws = flaws(tx, &kept.plan, now)?;
    if !flaws.is_empty() {
        return Err(NotDone::Flaws(flaws));
    }
    turn(tx, &kept, &[CampaignState::Draft], CampaignState::On, now)
}

/// Holds one that is under way: what waits in the outbox waits on.
pub fn pause(tx: &mut Tx<'_>, id: CampaignId, now: Timestamp) -> Done {
    let kept = find(tx, id)?;
    turn(tx, &kept, &[CampaignState::On], CampaignState::Paused, now)
}

/// Goes on with one that was paused.
pub fn resume(tx: &mut Tx<'_>, id: CampaignId, now: Timestamp) -> Done {
    let kept = find(tx, id)?;
    turn(tx, &kept, &[CampaignState::Paused], CampaignState::On, now)
}

/// Ends one for good: what was not sent never is.
pub fn cancel(tx: &mut Tx<'_>, id: CampaignId, now: Timestamp) -> Done {
    let kept = find(tx, id)?;
    turn(tx, &kept, &[CampaignState::On, CampaignState::Paused], CampaignState::Cancelled, now)
}

/// Deletes one, with what is known of what it did. What it still had to send is never sent.
pub fn delete(tx: &mut Tx<'_>, id: CampaignId, now: Timestamp) -> Done {
    if !campaigns::remove(tx, id)? {
        return Err(NotDone::Gone);
    }
    Ok(live::changed(tx, now)?)
}

fn find(tx: &mut Tx<'_>, id: CampaignId) -> Done<Campaign> {
    campaigns::find(tx, id)?.ok_or(NotDone::Gone)
}

fn turn(tx: &mut Tx<'_>, kept: &Campaign, from: &[CampaignState], to: CampaignState, now: Timestamp) -> Done {
    if !from.contains(&kept.state) || !campaigns::set_state(tx, kept.id, to, now)? {
        return Err(NotDone::State(kept.state));
    }
    Ok(live::changed(tx, now)?)
}

/// The campaigns that name a segment and are not cancelled, by name. (Record.)
pub fn naming(tx: &mut Tx<'_>, segment: SegmentId) -> Result<Vec<(CampaignId, String)>> {
    let names = |plan: &Plan| plan.segments.iter().chain(&plan.without).any(|key| key.0 == segment);
    let is_used = |one: &Campaign| one.state != CampaignState::Cancelled && names(&one.plan);
    let mut found: Vec<_> = campaigns::list(tx)?.into_iter().filter(is_used).map(|one| (one.id, one.name)).collect();
    found.sort_by(|one, other| one.1.cmp(&other.1));
    Ok(found)
}
