//! One row of keys a customer: a key for each kind of data, wrapped by the master key.

use super::keys::{self, Keys};
use crate::consent::Category;
use base::id::CustomerId;
use base::{Id as _, Rng};
use db::{Result, Tx, params};
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// A category's code, 24 bytes of nonce, 32 bytes of key, 16 of tag.
const SLOT_BYTES: usize = 1 + 24 + 32 + 16;

/// A customer's wrapped keys. Made lazily: no key before there is something to seal.
pub(super) struct Keyring {
    customer: CustomerId,
    slots: Vec<u8>,
    changed: bool,
}

/// The rings that a request is going to use, looked up at once. The caller holds the journal's head from there to the last
/// use: until then nobody else changes one.
#[derive(Default)]
pub struct Keyrings(HashMap<CustomerId, Keyring>);

impl Keyrings {
    /// Reads the rings of these customers, and forgets all others.
    pub fn look_ahead(&mut self, tx: &mut Tx<'_>, customers: &[CustomerId]) -> Result<()> {
        self.0 = customers.iter().map(|customer| (*customer, Keyring::empty(*customer))).collect();
        let keys: Vec<&[u8]> = customers.iter().map(|customer| customer.raw().as_slice()).collect();
        let sql = "SELECT customer, slots FROM keyrings WHERE customer";
        for (customer, slots) in tx.query_keys(sql, &keys, |row| Ok((row.get::<CustomerId>(0)?, row.get(1)?)))? {
            self.0.insert(customer, Keyring { customer, slots, changed: false });
        }
        Ok(())
    }

    /// Notes that this customer is new: there is nothing to look up.
    pub fn is_new(&mut self, customer: CustomerId) {
        self.0.insert(customer, Keyring::empty(customer));
    }

    pub(super) fn of(&mut self, tx: &mut Tx<'_>, customer: CustomerId) -> Result<&mut Keyring> {
        match self.0.entry(customer) {
            Entry::Occupied(found) => Ok(found.into_mut()),
            Entry::Vacant(place) => Ok(place.insert(Keyring::load(tx, customer)?)),
        }
    }
}

impl Keyring {
    fn empty(customer: CustomerId) -> Self {
        Self { customer, slots: Vec::new(), changed: false }
    }

    /// The ring as stored; an empty one for a new customer, or for one whose keys were destroyed.
    pub(super) fn load(tx: &mut Tx<'_>, customer: CustomerId) -> Result<Self> {
        let slots = tx.query_opt("SELECT slots FROM keyrings WHERE customer = $1", params![customer], |row| row.get(0))?;
        Ok(Self { customer, slots: slots.unwrap_or_default(), changed: false })
    }

    /// The key for a kind of data, if there is one.
    pub(super) fn key(&self, keys: &Keys, category: Category) -> Option<[u8; 32]> {
        let (slots, _) = self.slots.as_chunks::<SLOT_BYTES>();
        let slot = slots.iter().find(|slot| slot[0] == category as u8)?;
        keys::open(keys.wrap_key(), &self.context(category), &slot[1..])?.try_into().ok()
    }

    /// The key for a kind of data, made where there is none yet.
    pub(super) fn key_or_new(&mut self, keys: &Keys, rng: &mut Rng, category: Category) -> [u8; 32] {
        if let Some(key) = self.key(keys, category) {
            return key;
        }
        let key: [u8; 32] = rng.bytes();
        self.slots.push(category as u8);
        self.slots.extend(keys::seal(keys.wrap_key(), rng, &self.context(category), &key));
        self.changed = true;
        key
    }

    /// Writes the ring if a key was added.
    pub(super) fn save(&mut self, tx: &mut Tx<'_>) -> Result<()> {
        if std::mem::take(&mut self.changed) {
            tx.execute_later(
                "INSERT INTO keyrings (customer, slots) VALUES ($1, $2) ON CONFLICT (customer) DO UPDATE SET slots = excluded.slots",
                params![self.customer, self.slots],
            )?;
        }
        Ok(())
    }

    /// Binds a sealed text to its customer, kind and place, so that rows can't be swapped.
    pub(super) fn context_of(customer: CustomerId, category: Category, field: &str) -> Vec<u8> {
        let mut context = customer.raw().to_vec();
        context.push(category as u8);
        context.extend(field.as_bytes());
        context
    }

    fn context(&self, category: Category) -> Vec<u8> {
        Self::context_of(self.customer, category, "")
    }
}
