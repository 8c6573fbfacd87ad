//! Campaigns under way: some hundreds of their audience at a time, in the transaction that moves the place on.

use super::advance::chance;
use super::loaded::Loaded;
use super::places;
use crate::campaigns::{self, Campaign, CampaignState, Progress};
use base::id::{CampaignId, CustomerId, MessageId};
use base::{Id as _, Rng, Timestamp};
use capabilities::messaging::{self, Addressee, Enqueued, LetterRef, NewMessage};
use db::{Db, Result, Tx};
use foundation::vault::Keys;
use std::time::Duration;

/// Customers in one transaction.
const PAGE: usize = 250;
/// A throttled campaign goes on so often at least.
const THROTTLED: Duration = Duration::from_secs(10);
const HOUR_MICROS: i64 = 3_600_000_000;

/// Does what people decided about campaigns, and goes on with every one whose time has come.
pub(super) fn go_on(db: &Db, tx: &mut Tx<'_>, keys: &Keys, loaded: &Loaded, rng: &mut Rng, now: Timestamp) -> Result<()> {
    for campaign in &loaded.campaigns {
        let mut progress = campaigns::progress(tx, campaign.id)?.unwrap_or_default();
        if progress.state != campaign.state {
            turn(tx, campaign, &mut progress, now)?;
        }
        if progress.due_at.is_some_and(|due| due <= now) {
            Mailing { db, keys, loaded, rng, now }.page(tx, campaign, &mut progress)?;
            campaigns::save_progress(tx, campaign.id, &progress)?;
        }
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
            let begins = campaign.plan.begins_at(campaign.begun_at.unwrap_or(now)).max(now);
            progress.due_at = progress.done_at.is_none().then_some(begins);
        }
        CampaignState::Paused => {
            messaging::pause(tx, &of, now)?;
            progress.due_at = None;
        }
        CampaignState::Cancelled => {
            messaging::cancel(tx, &of, now)?;
            progress.due_at = None;
        }
    }
    progress.state = campaign.state;
    campaigns::save_progress(tx, campaign.id, progress)
}

/// What every message of a campaign is made by, without the variant.
fn cause_of(campaign: CampaignId) -> String {
    let of = campaigns::cause(campaign, 0);
    of.strip_suffix('0').unwrap_or(&of).to_owned()
}

struct Mailing<'a> {
    db: &'a Db,
    keys: &'a Keys,
    loaded: &'a Loaded,
    rng: &'a mut Rng,
    now: Timestamp,
}

impl Mailing<'_> {
    fn page(&mut self, tx: &mut Tx<'_>, campaign: &Campaign, progress: &mut Progress) -> Result<()> {
        let room = self.room(campaign, progress);
        let (people, last) = campaigns::audience_after(tx, &campaign.plan, progress.after, room)?;
        let addressees = self
            .db
            .record
            .read(|tx| people.iter().map(|customer| Addressee::load(tx, *customer)).collect::<Result<Vec<Addressee>>>())?;
        for (customer, addressee) in people.into_iter().zip(addressees) {
            // Merged meanwhile: the winner is looked at where it stands, or was.
            if addressee.is_erased || addressee.ids.first() != Some(&customer) {
                continue;
            }
            self.one(tx, campaign, progress, customer, &addressee)?;
        }
        if let Some(last) = last {
            progress.after = last;
            progress.due_at = Some(if campaign.plan.per_hour.is_some() { self.now.plus(THROTTLED) } else { self.now });
        } else {
            (progress.due_at, progress.done_at) = (None, Some(self.now));
        }
        Ok(())
    }

    /// How many may be looked at now.
    fn room(&self, campaign: &Campaign, progress: &Progress) -> usize {
        let Some(per_hour) = campaign.plan.per_hour else { return PAGE };
        let began = campaign.plan.begins_at(campaign.begun_at.unwrap_or(self.now));
        let (since, each) = (self.now.micros_since(began).max(0), HOUR_MICROS / i64::from(per_hour));
        let allowed = since / each.max(1) + 1;
        let left = allowed.saturating_sub_unsigned(progress.queued.saturating_add(progress.withheld));
        // After a pause what was not sent is not made up for at once.
        let burst = (THROTTLED.as_micros() as i64 * 2 / each.max(1)).max(1);
        (left.clamp(0, burst) as usize).clamp(1, PAGE)
    }

    fn one(
        &mut self,
        tx: &mut Tx<'_>,
        campaign: &Campaign,
        progress: &mut Progress,
        customer: CustomerId,
        addressee: &Addressee,
    ) -> Result<()> {
        progress.looked_at += 1;
        let key = |id: &CustomerId| self.keys.once_key(&[b"campaign", campaign.id.raw(), id.raw()]);
        // Whoever was somebody else when their letter was written has it.
        for other in addressee.ids.iter().filter(|id| **id != customer) {
            if messaging::is_queued(tx, &key(other))? {
                return Ok(());
            }
        }
        if chance(&[b"campaign holdout", campaign.id.raw(), customer.raw()]) < campaign.plan.holdout_percent {
            progress.held_out += 1;
            return Ok(());
        }
        let (variant, letter) = campaign.plan.variant(chance(&[b"variant", campaign.id.raw(), customer.raw()]));
        let Some(letter) = LetterRef::from_name(letter) else { return Ok(()) };
        let (locale, zone) = places::of_traits(tx, self.loaded, customer)?;
        let new = NewMessage {
            id: MessageId::new(self.now, self.rng),
            key: key(&customer),
            customer,
            event: NewMessage::no_event(),
            position: NewMessage::NO_POSITION,
            letter,
            locale,
            topic: campaign.plan.topic.clone(),
            cause: campaigns::cause(campaign.id, variant),
            due_at: campaign.plan.due_in(&zone).map(|due| due.max(self.now)),
        };
        match messaging::enqueue(tx, &self.loaded.house, addressee, &new, self.now)? {
            Enqueued::Queued => progress.queued += 1,
            Enqueued::Withheld(_) => progress.withheld += 1,
            Enqueued::Before => {}
        }
        Ok(())
    }
}
