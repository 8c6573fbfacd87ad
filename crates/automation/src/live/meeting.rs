//! What a campaign means for one person: alike where it is under way and where it is forecast.

use super::advance::chance;
use crate::campaigns::{self, Campaign};
use base::id::{CampaignId, CustomerId, MessageId};
use base::{Id as _, Locale, Timestamp};
use capabilities::messaging::{LetterRef, NewMessage};
use foundation::vault::Keys;
use jiff::tz::TimeZone;

/// The letter that somebody is to get.
pub(super) struct Meant {
    pub new: NewMessage,
    pub variant: usize,
    /// They are among those who get nothing, where they could be written to.
    pub is_held_out: bool,
    /// When it is due; now where it has no time of its own.
    pub due_at: Timestamp,
}

/// The letter that somebody is to get who was met under the id `met` and is `person` now; `None` where the plan names no letter.
pub(super) fn meant(
    campaign: &Campaign,
    keys: &Keys,
    place: (Locale, &TimeZone),
    (met, person): (CustomerId, CustomerId),
    id: MessageId,
    now: Timestamp,
) -> Option<Meant> {
    let (variant, letter) = campaign.plan.variant(chance(&[b"variant", campaign.id.raw(), met.raw()]));
    let letter = LetterRef::from_name(letter)?;
    let (locale, zone) = place;
    let due_at = campaign.plan.due_in(zone).map(|due| due.max(now));
    let new = NewMessage {
        id,
        key: key(keys, campaign.id, met),
        customer: person,
        event: NewMessage::no_event(),
        position: NewMessage::NO_POSITION,
        letter,
        locale,
        topic: campaign.plan.topic.clone(),
        cause: campaigns::cause(campaign.id, variant),
        due_at,
    };
    let is_held_out = chance(&[b"campaign holdout", campaign.id.raw(), met.raw()]) < campaign.plan.holdout_percent;
    Some(Meant { new, variant, is_held_out, due_at: due_at.unwrap_or(now) })
}

/// What somebody's letter of a campaign is written down once by. An audience is gone through in the order of ids, the moments at which
/// they were made.
fn key(keys: &Keys, campaign: CampaignId, met: CustomerId) -> [u8; 16] {
    let beside = [&campaign.raw()[3..6], &met.raw()[..6]].concat();
    keys.once_key_beside(&beside, &[b"campaign", campaign.raw(), met.raw()])
}
