//! Into the outbox: the one way by which a message gets there, its permit asked first.

use super::guard::longest_wait;
use super::letter::{About, LetterRef, Terms, Wishes};
use super::model::{MessageState, NewMessage};
use super::store;
use super::topics::Topics;
use base::Timestamp;
use base::id::CustomerId;
use db::{Result, Tx};
use foundation::consent::{self, Choices, Preferences};
use foundation::customers;
use foundation::settings::StoreSettings;
use std::collections::{BTreeSet, HashMap};
use std::time::Duration;

/// Whoever a message's customer is today: a root with the ids merged into it, and what they chose.
#[derive(Debug, Clone)]
pub struct Addressee {
    /// The root first.
    pub ids: Vec<CustomerId>,
    pub choices: Choices,
    pub preferences: Preferences,
    pub is_erased: bool,
}

/// What the store says about its messages: settings, topics, and the letters that are about to be sent.
#[derive(Debug, Clone)]
pub struct House {
    pub settings: StoreSettings,
    pub topics: Topics,
    letters: HashMap<LetterRef, (Terms, About)>,
}

/// What became of a message that was to be queued.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Enqueued {
    Queued,
    /// It stands in the outbox with this reason, and will not be sent.
    Withheld(&'static str),
    /// A message of its key was queued before: nothing was written.
    Before,
}

impl Addressee {
    /// In the record.
    pub fn load(tx: &mut Tx<'_>, customer: CustomerId) -> Result<Self> {
        let root = customers::root_of(tx, customer)?.unwrap_or(customer);
        let is_erased = customers::customer_row(tx, root)?.is_none_or(|row| row.erased_at.is_some());
        let (choices, preferences) = (consent::load(tx, root)?, consent::load_preferences(tx, root)?);
        Ok(Self { ids: customers::all_ids(tx, root)?, choices, preferences, is_erased })
    }

    /// As [`Addressee::load`], of each of many, in their order: a few questions together. In the record.
    pub fn load_many(tx: &mut Tx<'_>, customers: &[CustomerId]) -> Result<Vec<Self>> {
        let families = customers::families(tx, customers)?;
        let mut ids: HashMap<CustomerId, Vec<CustomerId>> = HashMap::new();
        for (id, root) in families.iter().filter(|(id, root)| id != root) {
            ids.entry(*root).or_insert_with(|| vec![*root]).push(*id);
        }
        let roots: BTreeSet<CustomerId> = families.values().copied().collect();
        let gone = customers::gone_among(tx, &roots)?;
        let roots: Vec<CustomerId> = roots.into_iter().collect();
        let choices: HashMap<CustomerId, Choices> = consent::load_many(tx, &roots)?.into_iter().collect();
        let preferences: HashMap<CustomerId, Preferences> = consent::load_preferences_of(tx, &roots)?.into_iter().collect();
        let one = |customer: &CustomerId| {
            let root = families.get(customer).unwrap_or(customer);
            Self {
                ids: ids.get(root).cloned().unwrap_or_else(|| vec![*root]),
                choices: choices.get(root).cloned().unwrap_or_default(),
                preferences: preferences.get(root).cloned().unwrap_or_default(),
                is_erased: gone.contains(root),
            }
        };
        Ok(customers.iter().map(one).collect())
    }
}

impl House {
    /// In the record.
    pub fn load(tx: &mut Tx<'_>, letters: impl IntoIterator<Item = LetterRef>) -> Result<Self> {
        let (settings, topics) = (StoreSettings::load(tx)?, Topics::load(tx)?);
        let mut known = HashMap::new();
        for letter in letters {
            if !known.contains_key(&letter)
                && let Some(terms) = letter.terms(tx)?
                && let Some(about) = letter.about(tx)?
            {
                known.insert(letter, (terms, about));
            }
        }
        Ok(Self { settings, topics, letters: known })
    }

    /// What must hold for a letter; `None` where there is no such version of a template.
    pub fn terms(&self, letter: LetterRef) -> Option<Terms> {
        self.letters.get(&letter).map(|(terms, _)| *terms)
    }

    /// How long a letter may be kept back before it is of no use; none of one that does not exist.
    pub fn longest_wait(&self, letter: LetterRef) -> Duration {
        self.letters.get(&letter).map_or(Duration::ZERO, |(_, about)| longest_wait(letter, *about))
    }
}

/// Whether a message may be sent at a moment, as far as its permit goes: the reason against it otherwise. When it may go is asked
/// as it is taken from the queue.
pub fn withheld(house: &House, addressee: &Addressee, new: &NewMessage, now: Timestamp) -> Option<&'static str> {
    let Some(terms) = house.terms(new.letter) else { return Some("no_template") };
    if addressee.is_erased {
        return Some("erased");
    }
    let topic = house.topics.of_message(new.letter, terms, &new.topic);
    let wishes = Wishes { choices: &addressee.choices, preferences: &addressee.preferences, topic };
    let root = addressee.ids.first().copied().unwrap_or(new.customer);
    terms.permit(&wishes, root, now).err().map(consent::Withheld::word)
}

/// Queues a message once for its key, where it may be sent; otherwise writes it down as withheld. It is asked for again when
/// it is sent. In the views, in the transaction that moves on whatever asks for it.
pub fn enqueue(tx: &mut Tx<'_>, house: &House, addressee: &Addressee, new: &NewMessage, now: Timestamp) -> Result<Enqueued> {
    let reason = withheld(house, addressee, new, now);
    let marketing = house.terms(new.letter).is_some_and(Terms::is_marketing);
    let (state, said) = reason.map_or((MessageState::Queued, ""), |reason| (MessageState::Withheld, reason));
    if !store::insert(tx, new, marketing, state, said, now)? {
        return Ok(Enqueued::Before);
    }
    Ok(reason.map_or(Enqueued::Queued, Enqueued::Withheld))
}
