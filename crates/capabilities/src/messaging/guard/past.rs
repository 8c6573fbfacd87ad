//! What is known of readers when it is decided about their letters: for many at once, so that it costs a few questions a batch.

use super::caps::Sent;
use super::decide::{Patience, Reader, Verdict, Why, decide};
use super::longest::longest_wait;
use super::rules::{Channel, SendingRules};
use super::store;
use crate::messaging::letter::{About, LetterRef};
use crate::messaging::queueing::Addressee;
use base::Timestamp;
use base::id::{CustomerId, MessageId};
use db::{Db, Result, Tx};
use foundation::consent::{self, Frequency};
use foundation::customers;
use foundation::settings::StoreSettings;
use jiff::tz::TimeZone;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// When these ids of customers last gave a sign of life, those that did; in the views. Whoever knows of it lies above the outbox.
pub type Signs = fn(&mut Tx<'_>, &[CustomerId]) -> Result<Vec<(CustomerId, Timestamp)>>;

/// What bounds letters to these readers: the store's rules, and how often those of them want letters who want fewer.
pub(super) struct Bounds {
    rules: SendingRules,
    /// Every id of these readers with its root.
    roots: BTreeMap<CustomerId, CustomerId>,
    /// By root.
    frequencies: HashMap<CustomerId, Frequency>,
}

/// Bounds, and what is known of the readers at hand.
pub(super) struct Past {
    bounds: Bounds,
    store_zone: TimeZone,
    sent: HashMap<CustomerId, Vec<Sent>>,
    signs: HashMap<CustomerId, Timestamp>,
    zones: HashMap<CustomerId, TimeZone>,
    about: HashMap<LetterRef, About>,
}

/// One letter to one of them.
#[derive(Clone, Copy)]
pub(super) struct Candidate<'a> {
    pub customer: CustomerId,
    pub letter: LetterRef,
    /// Where its reader was as it was asked for, where their profile says nothing.
    pub zone: Option<&'a TimeZone>,
    pub since: Option<(Timestamp, Why)>,
}

impl Bounds {
    /// (Record.)
    pub fn load(tx: &mut Tx<'_>, readers: impl IntoIterator<Item = CustomerId>) -> Result<Self> {
        let roots = customers::families(tx, &readers.into_iter().collect::<Vec<_>>())?;
        let people: BTreeSet<CustomerId> = roots.values().copied().collect();
        let wanted = consent::load_preferences_of(tx, &people.into_iter().collect::<Vec<_>>())?;
        let wanted = wanted.into_iter().map(|(root, wanted)| (root, wanted.frequency));
        Ok(Self { rules: SendingRules::load(tx)?, roots, frequencies: fewer(wanted) })
    }

    /// As [`Bounds::load`], of readers who are known already.
    pub fn of<'a>(tx: &mut Tx<'_>, readers: impl Iterator<Item = &'a Addressee> + Clone) -> Result<Self> {
        let root = |reader: &Addressee| reader.ids.first().copied();
        let ids = readers.clone().flat_map(|reader| reader.ids.iter().filter_map(move |id| Some((*id, root(reader)?))));
        let wanted = readers.clone().filter_map(|reader| Some((root(reader)?, reader.preferences.frequency)));
        Ok(Self { rules: SendingRules::load(tx)?, roots: ids.collect(), frequencies: fewer(wanted) })
    }

    /// Whether what was sent before decides anything.
    pub fn count_letters(&self) -> bool {
        self.rules.counts_letters() || !self.frequencies.is_empty()
    }

    /// Whether every letter may go at any moment.
    pub fn are_none(&self) -> bool {
        !self.count_letters() && !self.rules.asks_time()
    }
}

impl Past {
    /// `tx` is of the views; `except` are letters about which it is to be decided.
    pub fn of(
        db: &Db,
        tx: &mut Tx<'_>,
        bounds: Bounds,
        signs: Signs,
        letters: &HashSet<LetterRef>,
        except: &HashSet<MessageId>,
        now: Timestamp,
    ) -> Result<Self> {
        let (store_zone, about) = db.record.read(|tx| {
            let mut about = HashMap::new();
            for letter in letters {
                about.insert(*letter, letter.about(tx)?.unwrap_or(About::Customer));
            }
            Ok::<_, db::Error>((StoreSettings::load(tx)?.zone(), about))
        })?;
        let mut past = Self { bounds, store_zone, sent: HashMap::new(), signs: HashMap::new(), zones: HashMap::new(), about };
        let ids: Vec<CustomerId> = past.bounds.roots.keys().copied().collect();
        if past.bounds.count_letters() {
            let counted: Vec<CustomerId> = ids.iter().copied().filter(|id| past.counts_letters_to(*id)).collect();
            for (customer, sent) in store::sent_to(tx, &counted, except, now)? {
                past.sent.entry(past.root(customer)).or_default().push(sent);
            }
        }
        if past.bounds.rules.fatigue.is_some() {
            for (customer, at) in signs(tx, &ids)? {
                let root = past.root(customer);
                let last = past.signs.entry(root).or_insert(at);
                *last = at.max(*last);
            }
        }
        if past.bounds.rules.asks_time() {
            for (customer, zone) in customers::zones_of(tx, &ids)? {
                // Of somebody who was two, what the one says whom they became.
                let root = past.root(customer);
                if root == customer || !past.zones.contains_key(&root) {
                    past.zones.insert(root, zone);
                }
            }
        }
        Ok(past)
    }

    pub fn knows_zone(&self, customer: CustomerId) -> bool {
        !self.bounds.rules.asks_time() || self.zones.contains_key(&self.root(customer))
    }

    pub fn verdict(&self, of: Candidate<'_>, now: Timestamp) -> Verdict {
        let root = self.root(of.customer);
        let reader = Reader {
            channel: Channel::Email,
            zone: self.zones.get(&root).or(of.zone).unwrap_or(&self.store_zone),
            country: None,
            sent: self.sent.get(&root).map_or(&[], Vec::as_slice),
            sign: self.signs.get(&root).copied(),
            frequency: self.bounds.frequencies.get(&root).copied().unwrap_or_default(),
        };
        let about = self.about.get(&of.letter).copied().unwrap_or(About::Customer);
        decide(&self.bounds.rules, &reader, Patience { since: of.since, longest: longest_wait(of.letter, about) }, now)
    }

    /// One letter more is on its way to somebody.
    pub fn note(&mut self, customer: CustomerId, now: Timestamp) {
        let root = self.root(customer);
        self.sent.entry(root).or_default().push(Sent { channel: Channel::Email, at: now, went: false });
    }

    fn counts_letters_to(&self, customer: CustomerId) -> bool {
        self.bounds.rules.counts_letters() || self.bounds.frequencies.contains_key(&self.root(customer))
    }

    fn root(&self, customer: CustomerId) -> CustomerId {
        self.bounds.roots.get(&customer).copied().unwrap_or(customer)
    }
}

/// Those who want letters less often than they come.
fn fewer(wanted: impl Iterator<Item = (CustomerId, Frequency)>) -> HashMap<CustomerId, Frequency> {
    wanted.filter(|(_, frequency)| frequency.within().is_some()).collect()
}
