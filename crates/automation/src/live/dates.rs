//! Days that come: looked for once an hour, for those whose day it is somewhere on earth within it.
//!
//! Birth dates are sealed. Who may have theirs is found by a keyed hash of the day; of those who agreed to this use of it the date
//! is opened, which is logged, once a day. What is found is on disk with its moment before that comes, so that a restart skips
//! nobody; and what a day is late by, because nothing ran or because it was told late, is made up for within [`LATE_BY`].

use super::loaded::{Laid, Loaded};
use crate::journeys::{self, DateEntry, Dated, Entry, Journey, Look};
use base::id::{CustomerId, JourneyId};
use base::{Rng, Timestamp};
use db::{Db, Result, Tx};
use foundation::consent::{self, Category, CategorySet, Choices, Recipient};
use foundation::customers;
use foundation::vault::{Access, AccessLog, Keys, KnownDate, Looker, day_hashes, find_by_hash};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::collections::{BTreeSet, HashMap};
use std::time::Duration;

const LOOKED_EVERY: Duration = Duration::from_hours(1);
/// Who should have gone in longer ago does not any more.
const LATE_BY: Duration = Duration::from_hours(24);
/// No zone's day begins earlier, or ends later, than the world's by more.
const ZONES_BEFORE: Duration = Duration::from_hours(14);
const ZONES_BEHIND: Duration = Duration::from_hours(12);
/// Days that have passed are kept for so long, so that nobody goes in for one twice.
const KEPT_DAYS: i64 = 7;
/// Customers whose dates are opened in one look.
const CHUNK: usize = 500;

/// What a look found.
#[derive(Default)]
pub(super) struct Found {
    looks: Vec<(JourneyId, Look)>,
    ended: Vec<JourneyId>,
    dated: Vec<Dated>,
}

/// When the next look is due; `None` where no journey lets anybody in by a date, and none did.
pub(super) fn next_look(tx: &mut Tx<'_>, loaded: &Loaded) -> Result<Option<Timestamp>> {
    let looks = journeys::looks(tx)?;
    let open: BTreeSet<JourneyId> = by_date(loaded).map(|(journey, ..)| journey.id).collect();
    // One that was never looked for, or is to be ended, is due at once.
    let now = Timestamp::from_micros(0);
    let ended = looks.keys().filter(|id| !open.contains(id)).map(|_| now);
    let next = open.iter().map(|id| looks.get(id).map_or(now, |look| look.looked_at.plus(LOOKED_EVERY)));
    Ok(next.chain(ended).min())
}

/// Looks for those whose day comes; nothing is written.
pub(super) fn look(db: &Db, keys: &Keys, access: &AccessLog, rng: &mut Rng, loaded: &Loaded, now: Timestamp) -> Result<Found> {
    let mut found = Found::default();
    if by_date(loaded).next().is_none() && db.views.read(journeys::looks)?.is_empty() {
        return Ok(found);
    }
    let looks = db.views.read(journeys::looks)?;
    for (journey, laid, entry) in by_date(loaded) {
        let look = looks.get(&journey.id).copied();
        // A clock that was set back looks anew.
        let is_due = look.is_none_or(|look| now >= look.looked_at.plus(LOOKED_EVERY) || now < look.looked_at);
        if is_due {
            let look = Look { first_at: look.map_or(now, |look| look.first_at.min(now)), looked_at: now };
            let mut looking = Looking { db, keys, access, rng: &mut *rng, loaded, journey, laid, entry, now };
            looking.days(look.first_at.max(now.minus(LATE_BY)), &mut found.dated)?;
            found.looks.push((journey.id, look));
        }
    }
    found.ended = looks.into_keys().filter(|id| !by_date(loaded).any(|(journey, ..)| journey.id == *id)).collect();
    Ok(found)
}

impl Found {
    /// Writes down what was found.
    pub fn save(&self, tx: &mut Tx<'_>, now: Timestamp) -> Result<()> {
        for journey in &self.ended {
            journeys::end_looks(tx, *journey)?;
        }
        for (journey, look) in &self.looks {
            journeys::save_look(tx, *journey, *look)?;
            let today = now.to_jiff().to_zoned(TimeZone::UTC).date();
            if let Ok(before) = today.checked_sub(jiff::Span::new().days(KEPT_DAYS)) {
                journeys::purge_dated(tx, *journey, before)?;
            }
        }
        journeys::add_dated(tx, &self.dated)
    }
}

/// Journeys that let people in by a date.
fn by_date(loaded: &Loaded) -> impl Iterator<Item = (&Journey, &Laid, &DateEntry)> {
    loaded.open().filter_map(|(journey, laid)| match &laid.course.plan.entry {
        Entry::Date(entry) => Some((journey, laid, entry)),
        _ => None,
    })
}

struct Looking<'a> {
    db: &'a Db,
    keys: &'a Keys,
    access: &'a AccessLog,
    rng: &'a mut Rng,
    loaded: &'a Loaded,
    journey: &'a Journey,
    laid: &'a Laid,
    entry: &'a DateEntry,
    now: Timestamp,
}

impl Looking<'_> {
    /// Every day of which some moment lies behind `from` and may come before the next look.
    fn days(&mut self, from: Timestamp, dated: &mut Vec<Dated>) -> Result<()> {
        let date = |at: Timestamp| at.to_jiff().to_zoned(TimeZone::UTC).date();
        let until = date(self.now.plus(LOOKED_EVERY * 2).plus(ZONES_BEFORE));
        let mut on = date(from.minus(ZONES_BEHIND));
        while on <= until {
            self.day(on, from, dated)?;
            let Ok(next) = on.tomorrow() else { return Ok(()) };
            on = next;
        }
        Ok(())
    }

    fn day(&mut self, on: Date, from: Timestamp, dated: &mut Vec<Dated>) -> Result<()> {
        let Some(told) = self.entry.told_of(on) else { return Ok(()) };
        let known = self.db.views.read(|tx| journeys::dated_on(tx, self.journey.id, on))?;
        let found = match self.entry.trait_name() {
            Some(name) => self.by_trait(name, told)?,
            None => self.by_birthday(told)?.into_iter().map(|customer| (customer, None)).collect(),
        };
        let roots = self.db.record.read(|tx| customers::roots_of(tx, &found.keys().copied().collect()))?;
        let mut people: HashMap<CustomerId, Option<KnownDate>> = HashMap::new();
        for (customer, date) in found {
            let root = roots.get(&customer).copied().unwrap_or(customer);
            if !known.contains(&root) {
                people.insert(root, date);
            }
        }
        let ids: Vec<CustomerId> = people.keys().copied().collect();
        for chunk in ids.chunks(CHUNK) {
            self.chunk(on, from, chunk, &people, dated)?;
        }
        Ok(())
    }

    /// Whose trait says this date.
    fn by_trait(&self, name: &str, told: Date) -> Result<HashMap<CustomerId, Option<KnownDate>>> {
        let day = |date: &Date| format!("{:02}-{:02}", date.month(), date.day());
        let mut patterns = vec![format!("\"%{}%", day(&told))];
        // Who has the 29th of February is looked for on the 28th too; which of them it is, their date says.
        if (told.month(), told.day()) == (2, 28) {
            patterns.push("\"%02-29%".to_owned());
        }
        let mut found = HashMap::new();
        for pattern in patterns {
            for (customer, value) in self.db.views.read(|tx| customers::traits_like(tx, name, &pattern))? {
                let known = serde_json::from_str::<String>(&value).ok().and_then(|text| KnownDate::parse(&text));
                found.insert(customer, known);
            }
        }
        Ok(found)
    }

    fn by_birthday(&self, told: Date) -> Result<Vec<CustomerId>> {
        let mut found = Vec::new();
        for hash in day_hashes(self.keys, told) {
            let mut before = None;
            loop {
                let page = self.db.record.read(|tx| find_by_hash(tx, &[hash], before, CHUNK))?;
                before = page.last().copied();
                found.extend(page);
                if before.is_none() {
                    break;
                }
            }
        }
        Ok(found)
    }

    fn chunk(
        &mut self,
        on: Date,
        from: Timestamp,
        ids: &[CustomerId],
        people: &HashMap<CustomerId, Option<KnownDate>>,
        dated: &mut Vec<Dated>,
    ) -> Result<()> {
        let (purpose, now) = (self.laid.course.plan.purpose, self.now);
        let may_read = |choices: &Choices| choices.allows(purpose, Recipient::Automation, self.laid.reads, now).is_some();
        let choices = self.db.record.read(|tx| consent::load_many(tx, ids))?;
        let allowed: BTreeSet<CustomerId> = choices.iter().filter(|(_, choices)| may_read(choices)).map(|(id, _)| *id).collect();
        let mut dates = people.clone();
        if self.entry.trait_name().is_none() {
            dates.extend(self.opened(&allowed)?);
        }
        // Of those who did not agree nothing is read; who agrees while the day lasts is found by a later look.
        for customer in &allowed {
            let is_on = dates.get(customer).copied().flatten().is_some_and(|known| self.entry.is_on(known, on));
            let due_at = if is_on { self.due(on, *customer)?.filter(|due| *due > from) } else { None };
            dated.push(Dated { journey: self.journey.id, customer: *customer, day: on, due_at });
        }
        Ok(())
    }

    /// The birth dates of those who agreed to this use of it. The look is logged.
    fn opened(&mut self, allowed: &BTreeSet<CustomerId>) -> Result<Vec<(CustomerId, Option<KnownDate>)>> {
        if allowed.is_empty() {
            return Ok(Vec::new());
        }
        let families: Vec<Vec<CustomerId>> =
            self.db.record.read(|tx| allowed.iter().map(|root| customers::all_ids(tx, *root)).collect::<Result<_>>())?;
        let access = Access {
            looker: Looker::Automation,
            purpose: self.laid.course.plan.purpose,
            place: format!("journey:{}", self.journey.id),
        };
        let wanted = CategorySet::of(&[Category::BirthDate]);
        let disclosed = self.access.disclose(self.rng, &access, &families, wanted, self.now)?;
        let date = |person: &foundation::vault::Person| person.value("birth_date").and_then(KnownDate::parse);
        Ok(disclosed.people().iter().map(|person| (person.customer, date(person))).collect())
    }

    fn due(&self, on: Date, customer: CustomerId) -> Result<Option<Timestamp>> {
        let (_, zone) = self.db.views.read(|tx| customers::place_of(tx, (self.loaded.locale, &self.loaded.zone), customer))?;
        Ok(self.entry.due_on(on, &zone))
    }
}
