//! The store's own templates as people and programs make, change and publish them. What is kept here is kept inside the recorder, in one
//! transaction with the line of the audit log.

mod looking;
mod ready;
mod trial;

pub use looking::{Held, Looked, Shop, as_of, held_back, look};
pub use ready::{free_name, letters as ready_letters};
pub use trial::{Outcome, Trial, send};

use automation::{campaigns, journeys};
use base::id::{CampaignId, JourneyId, TemplateId};
use base::{Locale, Rng, Timestamp};
use capabilities::messaging::{self, Draft, Senders, Topics};
use db::{Result, Tx};

/// Templates of one store.
pub const TEMPLATES_MAX: usize = 200;
/// Letters of a subject, and of the line that inboxes show after it, as they are written.
pub const LINE_CHARS_MAX: usize = 500;
/// Bytes of a body as it is written.
pub const BODY_BYTES_MAX: usize = 64 * 1024;
/// Versions that a page lists, the newest.
pub const VERSIONS_SHOWN: usize = 50;

/// Who names a template, so that it can't be deleted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Users {
    pub journeys: Vec<(JourneyId, String)>,
    pub campaigns: Vec<(CampaignId, String)>,
}

/// Why nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum NotDone {
    #[error("there is no such template")]
    Gone,
    #[error("there is no such version of the template")]
    NoVersion,
    #[error("a name has 1 to {} letters", Draft::NAME_CHARS_MAX)]
    Name,
    #[error("another template has this name")]
    Taken,
    #[error("a store has {TEMPLATES_MAX} templates at most; delete one that is not used")]
    TooMany,
    #[error("a subject and a preheader have {LINE_CHARS_MAX} letters at most")]
    Line,
    #[error("a body has {BODY_BYTES_MAX} bytes at most")]
    Body,
    #[error("a letter is written in one of {}", Locale::ALL.map(Locale::code).join(", "))]
    Language,
    #[error("there is no such topic")]
    Topic,
    #[error("there is no such sender")]
    Sender,
    #[error("it can't be published yet: {}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Held(Vec<Held>),
    #[error("others use it: {}", .0.names().collect::<Vec<_>>().join(", "))]
    Used(Users),
    #[error(transparent)]
    Db(#[from] db::Error),
}

type Done<T> = std::result::Result<T, NotDone>;

impl Users {
    pub fn is_empty(&self) -> bool {
        self.journeys.is_empty() && self.campaigns.is_empty()
    }

    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.journeys.iter().map(|(_, name)| name.as_str()).chain(self.campaigns.iter().map(|(_, name)| name.as_str()))
    }
}

/// Keeps a new one, which may still have faults.
pub fn create(tx: &mut Tx<'_>, rng: &mut Rng, draft: Draft, now: Timestamp) -> Done<TemplateId> {
    let draft = checked(tx, None, draft)?;
    if messaging::template_names(tx)?.len() >= TEMPLATES_MAX {
        return Err(NotDone::TooMany);
    }
    Ok(messaging::create_template(tx, rng, &draft, now)?)
}

/// Changes what is being written; what was published stays as it is.
pub fn save(tx: &mut Tx<'_>, id: TemplateId, draft: Draft, now: Timestamp) -> Done<()> {
    let draft = checked(tx, Some(id), draft)?;
    if messaging::save_draft(tx, id, &draft, now)? { Ok(()) } else { Err(NotDone::Gone) }
}

/// Makes a version of the draft as it is kept; gives its number.
pub fn publish(tx: &mut Tx<'_>, id: TemplateId, now: Timestamp) -> Done<i64> {
    let template = messaging::find_template(tx, id)?.ok_or(NotDone::Gone)?;
    let held = held_back(&template.draft, &Shop::of(tx, &template.draft.letters)?);
    if !held.is_empty() {
        return Err(NotDone::Held(held));
    }
    match messaging::publish_template(tx, id, now)? {
        None => Err(NotDone::Gone),
        Some(Ok(version)) => Ok(version),
        Some(Err(faults)) => Err(NotDone::Held(faults.into_iter().map(Held::Fault).collect())),
    }
}

/// Makes the draft of what an earlier version said; its name and its topic stay.
pub fn restore(tx: &mut Tx<'_>, id: TemplateId, version: i64, now: Timestamp) -> Done<()> {
    let template = messaging::find_template(tx, id)?.ok_or(NotDone::Gone)?;
    let mut version = messaging::published_template(tx, id, version)?.ok_or(NotDone::NoVersion)?;
    let senders = Senders::load(tx)?;
    for written in version.letters.values_mut().filter(|written| !senders.has(&written.sender)) {
        written.sender.clear();
    }
    let draft = Draft { is_marketing: version.is_marketing, about: version.about, letters: version.letters, ..template.draft };
    if messaging::save_draft(tx, id, &draft, now)? { Ok(()) } else { Err(NotDone::Gone) }
}

/// Deletes one that nobody uses, with its versions.
pub fn delete(tx: &mut Tx<'_>, id: TemplateId, now: Timestamp) -> Done<()> {
    let used = users(tx, id)?;
    if !used.is_empty() {
        return Err(NotDone::Used(used));
    }
    if messaging::remove_template(tx, id, now)? { Ok(()) } else { Err(NotDone::Gone) }
}

/// The journeys and campaigns that name one. Of a journey its draft and every version count: whoever is inside an earlier one still
/// goes by it; of a campaign, whatever became of it: its page tells what it sent.
pub fn users(tx: &mut Tx<'_>, id: TemplateId) -> Result<Users> {
    let text = id.to_string();
    let versions = journeys::versions(tx)?;
    let mut found = Users::default();
    for journey in journeys::list(tx)? {
        let is_in_version = versions.iter().any(|(of, _, plan)| *of == journey.id && plan.contains(&text));
        if is_in_version || journeys::draft(tx, journey.id)?.is_some_and(|plan| plan.contains(&text)) {
            found.journeys.push((journey.id, journey.name));
        }
    }
    let names = |campaign: &campaigns::Campaign| campaign.plan.variants.iter().any(|variant| variant.letter.contains(&text));
    found.campaigns = campaigns::list(tx)?.into_iter().filter(names).map(|one| (one.id, one.name)).collect();
    Ok(found)
}

/// The draft as it is kept: its name without space around it, its lines ended alike, no letter that says nothing.
fn checked(tx: &mut Tx<'_>, id: Option<TemplateId>, mut draft: Draft) -> Done<Draft> {
    draft.name = name_of(&draft.name)?;
    let is_taken = |(other, name): (&TemplateId, &String)| Some(*other) != id && *name == draft.name;
    if messaging::template_names(tx)?.iter().any(is_taken) {
        return Err(NotDone::Taken);
    }
    if !draft.topic.is_empty() && Topics::load(tx)?.find(&draft.topic).is_none() {
        return Err(NotDone::Topic);
    }
    let senders = Senders::load(tx)?;
    for (code, written) in &mut draft.letters {
        if !senders.has(&written.sender) {
            return Err(NotDone::Sender);
        }
        if !Locale::ALL.iter().any(|locale| locale.code() == code) {
            return Err(NotDone::Language);
        }
        if [&written.subject, &written.preheader].iter().any(|line| line.chars().count() > LINE_CHARS_MAX) {
            return Err(NotDone::Line);
        }
        if written.body.len() > BODY_BYTES_MAX {
            return Err(NotDone::Body);
        }
    }
    draft.letters.retain(|_, written| !written.is_empty());
    Ok(draft)
}

/// A name as it is kept: without space around it.
pub fn name_of(text: &str) -> Done<String> {
    let name = text.trim();
    let fits = !name.is_empty() && name.chars().count() <= Draft::NAME_CHARS_MAX && !name.contains(char::is_control);
    if fits { Ok(name.to_owned()) } else { Err(NotDone::Name) }
}
