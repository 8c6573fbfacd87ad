//! All that the vault holds of a customer, for them to take along: logged once, opened a few fields at a time.

use super::disclose::{Access, AccessLog, Looker};
use super::keyring::Keyring;
use super::keys;
use super::store::{categories_of, sealed_after};
use crate::consent::{Basis, Category, CategorySet, Purpose};
use crate::journal::Origin;
use base::id::CustomerId;
use base::{Rng, Timestamp};
use db::{Error, Result};

/// Fields that are read together.
const AT_ONCE: usize = 500;

/// A customer's look at everything that is known of them. It is in the log: what it opens can be read as often as wanted.
pub struct Along {
    log: AccessLog,
    customers: Vec<CustomerId>,
}

/// One field, opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownField {
    pub category: Category,
    /// As the sender named it; `event:<id>:<path>` for what stood inside an event.
    pub name: String,
    pub value: String,
    pub source: Origin,
    pub basis: Basis,
    pub at: Timestamp,
}

impl AccessLog {
    /// Lets a customer (a root with the ids merged into it) take along what the vault holds of them, and the kinds of data
    /// `beside` it. The entry is on disk when this returns. Blocks: not inside an async task.
    pub fn disclose_along(
        &self,
        rng: &mut Rng,
        place: &str,
        customers: &[CustomerId],
        beside: CategorySet,
        now: Timestamp,
    ) -> Result<Along> {
        let looker = Looker::Customer;
        let access = Access { looker, purpose: Purpose::LegalDuties, place: place.to_owned() };
        if let Some(root) = customers.first() {
            let sealed = self.record.read(|tx| categories_of(tx, customers))?;
            self.log_look(rng, &access, *root, sealed.with(beside), CategorySet::EMPTY, now)?;
        }
        Ok(Along { log: self.clone(), customers: customers.to_vec() })
    }
}

impl Along {
    /// Hands over every field, one after another.
    pub fn each_field<E: From<Error>>(&self, mut take: impl FnMut(KnownField) -> Result<(), E>) -> Result<(), E> {
        for customer in &self.customers {
            let mut after = (-1, String::new());
            loop {
                let (fields, ring) = self.log.record.read(|tx| {
                    let fields = sealed_after(tx, *customer, (after.0, &after.1), AT_ONCE)?;
                    Ok::<_, Error>((fields, Keyring::load(tx, *customer)?))
                })?;
                let Some(last) = fields.last() else { break };
                after = (last.category as i64, last.name.clone());
                for field in fields {
                    let context = Keyring::context_of(field.customer, field.category, &field.name);
                    // Without its key a field is gone, as after an erasure.
                    let key = ring.key(&self.log.keys, field.category);
                    let plain = key.and_then(|key| keys::open(&key, &context, &field.sealed));
                    let Some(value) = plain.and_then(|plain| String::from_utf8(plain).ok()) else { continue };
                    let (category, name) = (field.category, field.name);
                    take(KnownField { category, name, value, source: field.source, basis: field.basis, at: field.at })?;
                }
            }
        }
        Ok(())
    }
}
