//! What a campaign would do if it were let go: nothing is written.

use super::meeting::meant;
use super::places;
use crate::campaigns::{self, Campaign};
use base::id::{CustomerId, MessageId};
use base::{Id as _, Locale, Rng, Timestamp};
use capabilities::messaging::{self, Addressee, House, LetterRef};
use db::{Db, Result};
use foundation::vault::Keys;
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};

/// Up to so many people everybody is asked; of more, so many taken at random.
pub const ASKED_MAX: usize = 10_000;
/// People of an audience that are read at once.
const PAGE: usize = 5_000;
/// Customers whose choices are read in one look.
const CHUNK: usize = 250;

/// What would become of an audience.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Forecast {
    /// Everybody in it.
    pub audience: u64,
    /// Those who were asked: all of them, or some taken at random, each as likely as any other.
    pub asked: u64,
    /// Those of them who would get a letter.
    pub letters: u64,
    pub held_out: u64,
    /// Why the others would not.
    pub withheld: BTreeMap<&'static str, u64>,
    /// The moments at which letters begin to go out, and to how many of those asked.
    pub waves: Vec<Wave>,
}

/// Those whose letters begin at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wave {
    pub at: Timestamp,
    /// IANA names of the readers' zones.
    pub zones: Vec<String>,
    pub letters: u64,
}

impl Forecast {
    /// Whether not everybody was asked.
    pub const fn is_sample(&self) -> bool {
        self.asked < self.audience
    }
}

/// Asks of an audience, as it is now, what [`super::mailing`] would ask.
pub fn forecast(db: &Db, keys: &Keys, campaign: &Campaign, rng: &mut Rng, now: Timestamp) -> Result<Forecast> {
    let letters: Vec<LetterRef> =
        campaign.plan.variants.iter().filter_map(|variant| LetterRef::from_name(&variant.letter)).collect();
    let house = db.record.read(|tx| House::load(tx, letters))?;
    let (locale, zone) = (house.settings.locale(), house.settings.zone());
    let (audience, asked) = sample(db, campaign, rng)?;
    let mut told = Forecast { audience, ..Forecast::default() };
    let mut waves: BTreeMap<Timestamp, Wave> = BTreeMap::new();
    // What keeps a letter of a language from everybody alike.
    let mut stopped: HashMap<(LetterRef, Locale), Option<&'static str>> = HashMap::new();
    for chunk in asked.chunks(CHUNK) {
        let addressees =
            db.record.read(|tx| chunk.iter().map(|customer| Addressee::load(tx, *customer)).collect::<Result<Vec<_>>>())?;
        db.views.read(|tx| {
            for (customer, addressee) in chunk.iter().zip(&addressees) {
                told.asked += 1;
                let person = addressee.ids.first().copied().unwrap_or(*customer);
                let (locale, zone) = places::of_traits(tx, (locale, &zone), person)?;
                let id = MessageId::from_raw([0; 16]);
                let begins = campaign.plan.begins_at(now).max(now);
                let Some(meant) = meant(campaign, keys, (locale, &zone), (*customer, person), id, begins) else {
                    *told.withheld.entry("no_template").or_default() += 1;
                    continue;
                };
                let of_all = match stopped.entry((meant.new.letter, meant.new.locale)) {
                    Entry::Occupied(known) => *known.get(),
                    Entry::Vacant(new) => *new.insert(
                        db.record.read(|tx| messaging::stopped(tx, meant.new.letter, meant.new.locale, &house.settings, now))?,
                    ),
                };
                let of_one = messaging::withheld(&house, addressee, &meant.new, meant.due_at);
                if let Some(reason) = of_one.or(of_all) {
                    *told.withheld.entry(reason).or_default() += 1;
                } else if meant.is_held_out {
                    told.held_out += 1;
                } else {
                    told.letters += 1;
                    let wave =
                        waves.entry(meant.due_at).or_insert_with(|| Wave { at: meant.due_at, zones: Vec::new(), letters: 0 });
                    wave.letters += 1;
                    let name = zone.iana_name().unwrap_or("UTC");
                    if !wave.zones.iter().any(|known| known == name) {
                        wave.zones.push(name.to_owned());
                    }
                }
            }
            Ok::<_, db::Error>(())
        })?;
    }
    told.waves = waves.into_values().collect();
    Ok(told)
}

/// How many are in the audience, and those who are asked: Vitter's reservoir (1985, algorithm R).
fn sample(db: &Db, campaign: &Campaign, rng: &mut Rng) -> Result<(u64, Vec<CustomerId>)> {
    let (mut seen, mut kept) = (0_u64, Vec::new());
    let mut after = CustomerId::from_raw([0; 16]);
    loop {
        let (people, last) = db.views.read(|tx| campaigns::audience_after(tx, &campaign.plan, after, PAGE))?;
        for customer in people {
            seen += 1;
            if kept.len() < ASKED_MAX {
                kept.push(customer);
            } else if let Some(place) = kept.get_mut(rng.below(seen) as usize) {
                *place = customer;
            }
        }
        let Some(last) = last else { return Ok((seen, kept)) };
        after = last;
    }
}
