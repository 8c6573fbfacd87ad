//! What a campaign would do if it were let go: nothing is written.

use super::meeting::{Meant, meant};
use crate::campaigns::{self, Campaign};
use base::id::{CustomerId, MessageId};
use base::{Id as _, Locale, Rng, Timestamp};
use capabilities::feedback;
use capabilities::messaging::{self, Addressee, Asked, Foreseen, House, LetterRef, Why};
use db::{Db, Result};
use foundation::customers;
use foundation::vault::Keys;
use jiff::tz::TimeZone;
use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

/// Up to so many people everybody is asked; of more, so many taken at random.
pub const ASKED_MAX: usize = 100_000;
/// People of an audience that are read at once.
const PAGE: usize = 5_000;
/// Customers about whom is asked in one look.
const CHUNK: usize = 500;

/// What would become of an audience.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Forecast {
    /// Everybody in it.
    pub audience: u64,
    /// Those who were asked: all of them, or some taken at random, each as likely as any other.
    pub asked: u64,
    /// Those of them who would get a letter, at its time or later.
    pub letters: u64,
    /// Those of the letters that would go later than they are due, and for what they would wait last.
    pub postponed: BTreeMap<Why, Later>,
    pub held_out: u64,
    /// Why the others would not get one.
    pub withheld: BTreeMap<&'static str, u64>,
    /// The moments at which letters are due, and to how many of those asked.
    pub waves: Vec<Wave>,
}

/// Letters that would wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Later {
    pub letters: u64,
    /// The first moment at which one of them may go.
    pub first_at: Timestamp,
    /// The last of these moments.
    pub last_at: Timestamp,
}

/// Those whose letters are due at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wave {
    pub at: Timestamp,
    /// IANA names of the readers' zones.
    pub zones: Vec<String>,
    pub letters: u64,
    /// When the last of them goes.
    pub ends_at: Timestamp,
}

impl Forecast {
    /// Whether not everybody was asked.
    pub const fn is_sample(&self) -> bool {
        self.asked < self.audience
    }

    /// When the last letter goes.
    pub fn ends_at(&self) -> Option<Timestamp> {
        self.waves.iter().map(|wave| wave.ends_at).max()
    }
}

/// Asks of an audience, as it is now, what [`super::mailing`] would ask, and of each letter at its moment what the outbox would.
pub fn forecast(db: &Db, keys: &Keys, campaign: &Campaign, rng: &mut Rng, now: Timestamp) -> Result<Forecast> {
    let letters: Vec<LetterRef> =
        campaign.plan.variants.iter().filter_map(|variant| LetterRef::from_name(&variant.letter)).collect();
    let house = db.record.read(|tx| House::load(tx, letters))?;
    let (audience, people) = sample(db, campaign, rng)?;
    let told = Forecast { audience, asked: people.len() as u64, ..Forecast::default() };
    let begins = campaign.plan.begins_at(now).max(now);
    // One of those asked stands for as many as there are to each of them.
    let each = campaign.plan.pace().map_or(Duration::ZERO, |pace| pace.each);
    let step = each.mul_f64(if people.is_empty() { 1.0 } else { audience as f64 / people.len() as f64 });
    let mut asking = Asking { db, keys, campaign, house: &house, begins, now, step, told, found: Found::default() };
    for chunk in people.chunks(CHUNK) {
        asking.ask(chunk)?;
    }
    Ok(asking.told())
}

struct Asking<'a> {
    db: &'a Db,
    keys: &'a Keys,
    campaign: &'a Campaign,
    house: &'a House,
    begins: Timestamp,
    now: Timestamp,
    /// From one letter to the next of those asked, where it is throttled.
    step: Duration,
    told: Forecast,
    found: Found,
}

/// What is found on the way.
#[derive(Default)]
struct Found {
    waves: BTreeMap<Timestamp, Wave>,
    /// Turns of each wave that are taken.
    turns: HashMap<Timestamp, u32>,
    /// When each letter may go, and its wave.
    leaves: Vec<(Timestamp, Timestamp)>,
    /// What keeps a letter of a language from everybody alike.
    stopped: HashMap<(LetterRef, Locale), Option<&'static str>>,
}

/// A letter that would be queued.
struct Letter<'a> {
    meant: Meant,
    addressee: &'a Addressee,
    zone: &'a TimeZone,
    /// When the outbox would take it.
    at: Timestamp,
}

impl Asking<'_> {
    fn ask(&mut self, chunk: &[CustomerId]) -> Result<()> {
        let addressees = self.db.record.read(|tx| Addressee::load_many(tx, chunk))?;
        let people: Vec<CustomerId> =
            chunk.iter().zip(&addressees).map(|(met, addressee)| addressee.ids.first().copied().unwrap_or(*met)).collect();
        let store = (self.house.settings.locale(), &self.house.settings.zone());
        let places = self.db.views.read(|tx| customers::places_of(tx, store, &people))?;
        let mut letters: Vec<Letter<'_>> = Vec::with_capacity(chunk.len());
        for (((met, person), addressee), (locale, zone)) in chunk.iter().zip(&people).zip(&addressees).zip(&places) {
            let id = MessageId::from_raw([0; 16]);
            let Some(meant) = meant(self.campaign, self.keys, (*locale, zone), (*met, *person), id, self.begins) else {
                self.withheld("no_template");
                continue;
            };
            let of_one = messaging::withheld(self.house, addressee, &meant.new, meant.due_at);
            if let Some(reason) = of_one.or(self.stopped(meant.new.letter, meant.new.locale)?) {
                self.withheld(reason);
            } else if meant.is_held_out {
                self.told.held_out += 1;
            } else {
                // What has no time of its own is queued when its turn comes; the rest comes due at once.
                let at = if meant.new.due_at.is_none() { self.turn(meant.due_at) } else { meant.due_at };
                letters.push(Letter { meant, addressee, zone, at });
            }
        }
        for (letter, foreseen) in letters.iter().zip(self.in_turn(&letters)?) {
            let wave = letter.meant.due_at;
            match foreseen {
                Foreseen::Send => self.goes(wave, wave, letter.zone),
                Foreseen::Postponed { until, why } => {
                    let later = self.told.postponed.entry(why).or_insert(Later { letters: 0, first_at: until, last_at: until });
                    later.letters += 1;
                    (later.first_at, later.last_at) = (later.first_at.min(until), later.last_at.max(until));
                    self.goes(until, wave, letter.zone);
                }
                Foreseen::Withheld(reason) => self.withheld(reason),
            }
        }
        Ok(())
    }

    /// What would become of letters: of those that come due at once and are throttled, those that may go take turns, and are decided
    /// about anew as these come.
    fn in_turn(&mut self, letters: &[Letter<'_>]) -> Result<Vec<Foreseen>> {
        let mut foreseen = self.foresee(letters.iter().map(|letter| (letter, letter.at)))?;
        if self.step.is_zero() {
            return Ok(foreseen);
        }
        let takes_turn = |at: &usize| foreseen[*at] == Foreseen::Send && letters[*at].meant.new.due_at.is_some();
        let places: Vec<usize> = (0..letters.len()).filter(takes_turn).collect();
        let turns: Vec<Timestamp> = places.iter().map(|at| self.turn(letters[*at].at)).collect();
        let anew = self.foresee(places.iter().zip(turns).map(|(at, turn)| (&letters[*at], turn)))?;
        for (at, anew) in places.into_iter().zip(anew) {
            foreseen[at] = anew;
        }
        Ok(foreseen)
    }

    fn foresee<'l>(&self, letters: impl Iterator<Item = (&'l Letter<'l>, Timestamp)>) -> Result<Vec<Foreseen>> {
        let asked = letters.map(|(letter, at)| Asked { addressee: letter.addressee, letter: &letter.meant.new, at });
        let asked: Vec<Asked<'_>> = asked.collect();
        self.db.views.read(|tx| messaging::foresee(self.db, tx, self.house, feedback::signs_of_life, &asked))
    }

    fn withheld(&mut self, reason: &'static str) {
        *self.told.withheld.entry(reason).or_default() += 1;
    }

    fn stopped(&mut self, letter: LetterRef, locale: Locale) -> Result<Option<&'static str>> {
        if let Some(known) = self.found.stopped.get(&(letter, locale)) {
            return Ok(*known);
        }
        let (settings, now) = (&self.house.settings, self.now);
        let found = self.db.record.read(|tx| messaging::stopped(tx, letter, locale, settings, now))?;
        self.found.stopped.insert((letter, locale), found);
        Ok(found)
    }

    /// When the next letter of a wave has its turn.
    fn turn(&mut self, due_at: Timestamp) -> Timestamp {
        let before = self.found.turns.entry(due_at).or_default();
        let turn = due_at.plus(self.step.saturating_mul(*before));
        *before += 1;
        turn
    }

    fn goes(&mut self, at: Timestamp, wave: Timestamp, zone: &TimeZone) {
        self.told.letters += 1;
        self.found.leaves.push((at, wave));
        let new = || Wave { at: wave, zones: Vec::new(), letters: 0, ends_at: wave };
        let wave = self.found.waves.entry(wave).or_insert_with(new);
        wave.letters += 1;
        let name = zone.iana_name().unwrap_or("UTC");
        if !wave.zones.iter().any(|known| known == name) {
            wave.zones.push(name.to_owned());
        }
    }

    /// All of it: whatever they waited for, letters leave one after another at the pace of all.
    fn told(mut self) -> Forecast {
        let mut next = Timestamp::from_micros(0);
        self.found.leaves.sort_unstable();
        for (at, wave) in &self.found.leaves {
            let goes = next.max(*at);
            next = goes.plus(self.step);
            if let Some(wave) = self.found.waves.get_mut(wave) {
                wave.ends_at = wave.ends_at.max(goes);
            }
        }
        Forecast { waves: self.found.waves.into_values().collect(), ..self.told }
    }
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
