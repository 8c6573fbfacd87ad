//! What one append collects before it writes.

use super::model::{Aside, Prepared, Reason, Receipt};
use super::store::{Counts, Outcome};
use base::Timestamp;
use base::id::CustomerId;
use db::Result;
use foundation::customers::IdentityKind;
use foundation::journal::{NewEvent, Origin};
use std::collections::BTreeSet;

/// What one append collects before it writes.
pub(super) struct Taking {
    pub(super) now: Timestamp,
    pub(super) origin: Origin,
    pub(super) events: Vec<NewEvent>,
    pub(super) hashes: Vec<u64>,
    pub(super) counts: Counts,
    pub(super) aside: Vec<Aside>,
    pub(super) receipt: Receipt,
    /// Customers that did not exist before.
    pub(super) made: BTreeSet<CustomerId>,
    /// Customers of whom other nodes may hold something in memory that is no longer so.
    pub(super) changed: BTreeSet<CustomerId>,
}

impl Taking {
    pub(super) fn new(now: Timestamp, origin: Origin, events: usize, aside: Vec<Aside>) -> Self {
        Self {
            now,
            origin,
            events: Vec::with_capacity(events),
            hashes: Vec::with_capacity(events),
            counts: Counts::default(),
            aside,
            receipt: Receipt::default(),
            made: BTreeSet::new(),
            changed: BTreeSet::new(),
        }
    }

    pub(super) fn keep(&mut self, customer: CustomerId, event: Prepared, origin: Origin) {
        self.hashes.extend(event.message_hash);
        self.receipt.kept += 1;
        self.events.push(NewEvent {
            id: event.id,
            customer,
            name: event.name,
            kind: event.kind,
            origin,
            at: event.at,
            received_at: event.received_at,
            body: event.body,
        });
    }

    /// What the program itself has to say of an event. Of history it is history too: nothing reacts to it.
    pub(super) fn system(&mut self, event: NewEvent) {
        let origin = if self.origin == Origin::Import { Origin::Import } else { event.origin };
        self.events.push(NewEvent { origin, ..event });
    }

    /// Sets an alias aside that would join two people.
    pub(super) fn refuse_merge(&mut self, event: Prepared) {
        let detail = "a site key must not join two people; send alias from a server".to_owned();
        self.aside.push(Aside { reason: Reason::MergeRefused, detail, raw: event.raw.unwrap_or_default() });
    }

    #[expect(clippy::unnecessary_wraps, reason = "the end of a fallible step")]
    pub(super) fn duplicate(&mut self) -> Result<()> {
        self.receipt.duplicates += 1;
        self.counts.add(Outcome::Duplicate, "message", 1);
        Ok(())
    }

    #[expect(clippy::unnecessary_wraps, reason = "the end of a fallible step")]
    pub(super) fn drop_event(&mut self, reason: &'static str) -> Result<()> {
        self.receipt.dropped += 1;
        self.counts.add(Outcome::Dropped, reason, 1);
        Ok(())
    }
}

/// Which of the two contact claims a site key's event made, for counting what was refused.
pub(super) fn refused_word(kind: IdentityKind) -> &'static str {
    match kind {
        IdentityKind::Email => "email_of_another",
        IdentityKind::Phone => "phone_of_another",
        _ => "id_of_another",
    }
}
