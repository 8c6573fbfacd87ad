//! Campaigns under way: some hundreds of their audience at a time, in the transaction that moves the place on.

use super::loaded::Loaded;
use super::meeting::meant;
use super::watched;
use crate::campaigns::{self, Campaign, CampaignState, Met, Progress, Start};
use base::id::{CampaignId, CustomerId, MessageId};
use base::{Rng, Timestamp};
use capabilities::messaging::{self, Addressee, Enqueued, LetterRef, Terms};
use db::{Db, Result, Tx};
use foundation::customers;
use foundation::vault::Keys;
use std::time::Duration;

/// Customers in one transaction: few where it is tried, so that there are several pages.
const PAGE: usize = if cfg!(debug_assertions) { 20 } else { 250 };
/// A fast campaign that is throttled goes on so often.
const THROTTLED: Duration = Duration::from_secs(1);
/// Letters of a campaign's kind (advertising, or owed) that could go: where the outbox has so many, nobody is looked at ahead. What is
/// sent soon after it was queued is still at hand then, and a step of a journey waits behind some thousands and not behind a million.
const READY_MAX: usize = if cfg!(debug_assertions) { 60 } else { 2_000 };
/// How soon it is looked whether there are fewer.
const DRAINED_WITHIN: Duration = Duration::from_millis(500);

/// Does what people decided about campaigns, and goes on with every one whose time has come.
pub(super) fn go_on(db: &Db, tx: &mut Tx<'_>, keys: &Keys, loaded: &Loaded, rng: &mut Rng, now: Timestamp) -> Result<()> {
    let mut all = campaigns::progress_of_all(tx)?;
    // Whoever comes first takes what room the outbox has: each does in turn.
    let first = rng.below(loaded.campaigns.len().max(1) as u64) as usize;
    for campaign in loaded.campaigns.iter().cycle().skip(first).take(loaded.campaigns.len()) {
        let mut progress = all.remove(&campaign.id).unwrap_or_default();
        if progress.state != campaign.state {
            turn(tx, campaign, &mut progress, now)?;
        }
        if progress.due_at.is_some_and(|due| due <= now) {
            Mailing { db, keys, loaded, campaign, rng, now }.page(tx, &mut progress)?;
            campaigns::save_progress(tx, campaign.id, &progress)?;
        }
    }
    // Of what is left the campaign was deleted.
    for campaign in all.into_keys() {
        messaging::cancel(tx, &cause_of(campaign), now)?;
        messaging::set_pace(tx, &origin(campaign), None, now)?;
        campaigns::forget_progress(tx, campaign)?;
    }
    Ok(())
}

/// A person decided: what is on its way is held, goes on, or stays here.
fn turn(tx: &mut Tx<'_>, campaign: &Campaign, progress: &mut Progress, now: Timestamp) -> Result<()> {
    let of = cause_of(campaign.id);
    match campaign.state {
        CampaignState::Draft => {}
        CampaignState::On => {
            messaging::resume(tx, &of, now)?;
            messaging::set_pace(tx, &origin(campaign.id), campaign.plan.pace(), now)?;
            let begins = campaign.plan.begins_at(campaign.begun_at.unwrap_or(now)).max(now);
            progress.due_at = progress.done_at.is_none().then_some(begins);
        }
        CampaignState::Paused => {
            messaging::pause(tx, &of, now)?;
            progress.due_at = None;
        }
        CampaignState::Cancelled => {
            messaging::cancel(tx, &of, now)?;
            messaging::set_pace(tx, &origin(campaign.id), None, now)?;
            progress.due_at = None;
        }
    }
    progress.state = campaign.state;
    campaigns::save_progress(tx, campaign.id, progress)
}

/// What every message of a campaign is made by, without the variant.
fn cause_of(campaign: CampaignId) -> String {
    format!("{}:", origin(campaign))
}

/// What its messages' causes have in common.
fn origin(campaign: CampaignId) -> String {
    let of = campaigns::cause(campaign, 0);
    of.strip_suffix(":0").unwrap_or(&of).to_owned()
}

struct Mailing<'a> {
    db: &'a Db,
    keys: &'a Keys,
    loaded: &'a Loaded,
    campaign: &'a Campaign,
    rng: &'a mut Rng,
    now: Timestamp,
}

impl Mailing<'_> {
    fn page(&mut self, tx: &mut Tx<'_>, progress: &mut Progress) -> Result<()> {
        let room = self.room(progress);
        if room == 0 {
            progress.due_at = Some(progress.paced_at.max(self.now.plus(THROTTLED)));
            return Ok(());
        }
        // What waits for its own time in the outbox has to be there before that comes.
        let bounds_itself = self.is_local() || self.campaign.plan.pace().is_some();
        if !bounds_itself && messaging::has_ready(tx, self.is_marketing(), READY_MAX, self.now)? {
            progress.due_at = Some(self.now.plus(DRAINED_WITHIN));
            return Ok(());
        }
        let late = campaigns::late(tx, self.campaign.id, room)?;
        let ahead = room - late.len();
        for customer in &late {
            campaigns::not_late(tx, self.campaign.id, *customer)?;
        }
        let (people, last) = campaigns::audience_after(tx, &self.campaign.plan, progress.after, ahead)?;
        let everybody: Vec<CustomerId> = late.iter().chain(&people).copied().collect();
        let addressees = self.db.record.read(|tx| Addressee::load_many(tx, &everybody))?;
        for (customer, addressee) in everybody.into_iter().zip(addressees) {
            self.one(tx, progress, customer, &addressee)?;
        }
        // Where late ones took all the room, nobody was looked for ahead.
        if let Some(last) = last {
            progress.after = last;
        }
        if last.is_some() || ahead == 0 {
            let next = if self.room(progress) == 0 { progress.paced_at.max(self.now.plus(THROTTLED)) } else { self.now };
            progress.due_at = Some(next);
        } else {
            (progress.due_at, progress.done_at) = (None, Some(self.now));
        }
        Ok(())
    }

    /// How many may be looked at now.
    fn room(&self, progress: &Progress) -> usize {
        let Some(pace) = self.campaign.plan.pace().filter(|_| !self.is_local()) else { return PAGE };
        // What a pause kept back is not made up for.
        let from = pace.turn(progress.paced_at, self.now);
        let (since, each) = (self.now.micros_since(from), pace.each.as_micros().max(1) as i64);
        if since < 0 { 0 } else { (since / each + 1).min(PAGE as i64) as usize }
    }

    /// Whether any of its letters is advertising.
    fn is_marketing(&self) -> bool {
        let letters = self.campaign.plan.variants.iter().filter_map(|variant| LetterRef::from_name(&variant.letter));
        letters.filter_map(|letter| self.loaded.house.terms(letter)).any(Terms::is_marketing)
    }

    /// Whether letters wait for their own time in the outbox rather than for their turn here.
    const fn is_local(&self) -> bool {
        matches!(self.campaign.plan.start, Start::Local(_))
    }

    /// Looks at somebody, who may have become somebody else since they came into the audience.
    fn one(&mut self, tx: &mut Tx<'_>, progress: &mut Progress, customer: CustomerId, addressee: &Addressee) -> Result<()> {
        let campaign = self.campaign;
        let Some(person) = addressee.ids.first().copied().filter(|_| !addressee.is_erased) else { return Ok(()) };
        if person != customer && !self.still_belongs(tx, addressee)? {
            return Ok(());
        }
        // Whoever was met as somebody else was met.
        if campaigns::has_met(tx, campaign.id, &addressee.ids)? {
            return Ok(());
        }
        progress.looked_at += 1;
        let (locale, zone) = customers::place_of(tx, (self.loaded.locale, &self.loaded.zone), person)?;
        let id = MessageId::new(self.now, self.rng);
        let Some(meant) = meant(campaign, self.keys, (locale, &zone), (customer, person), id, self.now) else {
            return Ok(());
        };
        let house = &self.loaded.house;
        let is_held_out = meant.is_held_out && messaging::withheld(house, addressee, &meant.new, self.now).is_none();
        if is_held_out {
            progress.held_out += 1;
        } else {
            match messaging::enqueue(tx, house, addressee, &meant.new, self.now)? {
                Enqueued::Queued => progress.queued += 1,
                Enqueued::Withheld(_) => {
                    progress.withheld += 1;
                    return Ok(());
                }
                Enqueued::Before => return Ok(()),
            }
            if let Some(pace) = campaign.plan.pace() {
                progress.paced_at = pace.turn(progress.paced_at, self.now).plus(pace.each);
            }
        }
        let met = Met {
            campaign: campaign.id,
            customer: person,
            variant: meant.variant,
            held_out: is_held_out,
            counted: watched::may_count(&addressee.choices, meant.due_at),
            watched_from: meant.due_at,
            watched_until: meant.due_at.plus(self.loaded.effect.attribution()),
            bought_at: None,
            withdrew_at: None,
            revenue: None,
        };
        campaigns::note_met(tx, &met)
    }

    /// Whether the one person that two became is in the audience. Where the views have not heard of it yet, they are in it who was,
    /// unless the other of the two is left out.
    fn still_belongs(&self, tx: &mut Tx<'_>, addressee: &Addressee) -> Result<bool> {
        let plan = &self.campaign.plan;
        let mut is_in = false;
        for id in &addressee.ids {
            if campaigns::is_left_out(tx, plan, *id)? {
                return Ok(false);
            }
            is_in = is_in || campaigns::is_in_audience(tx, plan, *id)?;
        }
        Ok(is_in)
    }
}
