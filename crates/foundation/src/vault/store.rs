//! Sealed rows.

use super::dates::day_hash;
use super::keyring::{Keyring, Keyrings};
use super::keys::{self, Keys};
use super::search::name_hashes;
use crate::consent::{Basis, Category, CategorySet};
use crate::journal::Origin;
use base::id::CustomerId;
use base::{Rng, Timestamp};
use db::{Error, Param, Result, Row, ToParam as _, Tx, params};
use std::collections::HashSet;
use std::fmt::Write as _;

/// One identifier on its way in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    pub category: Category,
    /// `email`, `phone`, `name`, `address`, or `event:<id>:<path>` for what stood inside an event.
    pub name: String,
    pub value: String,
}

/// One identifier as stored.
pub struct SealedField {
    pub customer: CustomerId,
    pub category: Category,
    pub name: String,
    pub source: Origin,
    pub basis: Basis,
    pub at: Timestamp,
    pub(super) sealed: Vec<u8>,
}

/// Where an identifier came from.
#[derive(Debug, Clone, Copy)]
pub struct Provenance {
    pub source: Origin,
    pub basis: Basis,
    pub at: Timestamp,
}

/// Seals and stores fields. What a page claims never replaces what the store's own server said, whose word always replaces
/// a page's; otherwise the later wins.
pub fn put(
    tx: &mut Tx<'_>,
    keys: &Keys,
    rng: &mut Rng,
    rings: &mut Keyrings,
    customer: CustomerId,
    fields: &[Field],
    from: Provenance,
) -> Result<()> {
    if fields.is_empty() {
        return Ok(());
    }
    let fields = &last_of_each(fields);
    let ring = rings.of(tx, customer)?;
    let mut sealed = Vec::with_capacity(fields.len());
    for field in fields {
        let key = ring.key_or_new(keys, rng, field.category);
        let context = Keyring::context_of(customer, field.category, &field.name);
        sealed.push(keys::seal(&key, rng, &context, field.value.as_bytes()));
    }
    ring.save(tx)?;
    let (source, basis) = (from.source as i64, from.basis as u8);
    let codes: Vec<u8> = fields.iter().map(|field| field.category as u8).collect();
    let mut values: Vec<Param<'_>> = Vec::with_capacity(fields.len() * 7);
    for ((field, sealed), code) in fields.iter().zip(&sealed).zip(&codes) {
        values.extend([customer.to_param(), code.to_param(), field.name.to_param(), sealed.to_param()]);
        values.extend([source.to_param(), basis.to_param(), from.at.to_param()]);
    }
    let tail = format!(
        "ON CONFLICT (customer, category, field) DO UPDATE SET sealed = excluded.sealed, source = excluded.source, \
         basis = excluded.basis, at = excluded.at WHERE (vault.source = {site} AND excluded.source <> {site}) \
         OR ((excluded.source <> {site} OR vault.source = {site}) AND excluded.at >= vault.at)",
        site = Origin::Site as i64
    );
    tx.insert_many_later("INSERT INTO vault (customer, category, field, sealed, source, basis, at)", 7, &tail, &values)?;
    for field in fields.iter().filter(|field| field.category == Category::Name && !field.name.starts_with("event:")) {
        index(tx, customer, &name_hashes(keys, &field.value))?;
    }
    // Whoever changes it stands under both days: the date itself says which.
    for field in fields.iter().filter(|field| field.category == Category::BirthDate && !field.name.starts_with("event:")) {
        index(tx, customer, day_hash(keys, &field.value).as_slice())?;
    }
    Ok(())
}

/// One call may name a field twice (`mobile` and `phone`): the last counts. PostgreSQL takes no row twice in one statement.
fn last_of_each(fields: &[Field]) -> Vec<&Field> {
    let mut seen = HashSet::new();
    let mut kept: Vec<&Field> = fields.iter().rev().filter(|field| seen.insert((field.category, field.name.as_str()))).collect();
    kept.reverse();
    kept
}

/// Makes a customer findable by these hashes.
pub fn index(tx: &mut Tx<'_>, customer: CustomerId, hashes: &[[u8; 16]]) -> Result<()> {
    let values: Vec<Param<'_>> = hashes.iter().flat_map(|hash| [hash.to_param(), customer.to_param()]).collect();
    tx.insert_many_later("INSERT INTO search_hashes (hash, customer)", 2, "ON CONFLICT (hash, customer) DO NOTHING", &values)
}

/// Customers that all of these hashes lead to, newest first, below `before`; at most `limit`.
pub fn find_by_hash(tx: &mut Tx<'_>, hashes: &[[u8; 16]], before: Option<CustomerId>, limit: usize) -> Result<Vec<CustomerId>> {
    let Some((first, rest)) = hashes.split_first() else { return Ok(Vec::new()) };
    let mut sql = "SELECT customer FROM search_hashes s WHERE hash = $1 AND customer < $2".to_owned();
    let top = [0xffu8; 16];
    let limit = limit as i64;
    let mut values: Vec<Param<'_>> = vec![first.to_param(), before.as_ref().map_or_else(|| top.to_param(), |b| b.to_param())];
    for hash in rest {
        values.push(hash.to_param());
        let _ = write!(
            sql,
            " AND EXISTS (SELECT 1 FROM search_hashes o WHERE o.hash = ${} AND o.customer = s.customer)",
            values.len()
        );
    }
    values.push(limit.to_param());
    let _ = write!(sql, " ORDER BY customer DESC LIMIT ${}", values.len());
    tx.query(&sql, &values, |row| row.get(0))
}

/// What is stored of a customer, sealed; without the fields of single events.
pub fn sealed_fields(tx: &mut Tx<'_>, customer: CustomerId) -> Result<Vec<SealedField>> {
    let sql = format!("SELECT {SEALED} FROM vault WHERE customer = $1 ORDER BY category, field");
    let all = tx.query(&sql, params![customer], |row| read_sealed(row, customer))?;
    Ok(all.into_iter().filter(|field| !field.name.starts_with("event:")).collect())
}

/// At most `limit` sealed fields of a customer that come after a category's code and a name.
pub(super) fn sealed_after(
    tx: &mut Tx<'_>,
    customer: CustomerId,
    (category, name): (i64, &str),
    limit: usize,
) -> Result<Vec<SealedField>> {
    let sql = format!(
        "SELECT {SEALED} FROM vault WHERE customer = $1 AND (category, field) > ($2, $3) ORDER BY category, field LIMIT $4"
    );
    tx.query(&sql, params![customer, category, name, limit], |row| read_sealed(row, customer))
}

/// The kinds of data that are sealed of these customers.
pub(super) fn categories_of(tx: &mut Tx<'_>, customers: &[CustomerId]) -> Result<CategorySet> {
    let mut found = CategorySet::EMPTY;
    for customer in customers {
        let sql = "SELECT DISTINCT category FROM vault WHERE customer = $1";
        let codes: Vec<i64> = tx.query(sql, params![customer], |row| row.get(0))?;
        found = codes.into_iter().filter_map(Category::from_code).fold(found, |set, one| set.with(CategorySet::of(&[one])));
    }
    Ok(found)
}

const SEALED: &str = "category, field, sealed, source, basis, at";

fn read_sealed(row: &Row<'_>, customer: CustomerId) -> Result<SealedField> {
    let unknown = || Error::Other("the vault holds an unknown word".to_owned());
    Ok(SealedField {
        customer,
        category: Category::from_code(row.get(0)?).ok_or_else(unknown)?,
        name: row.get(1)?,
        sealed: row.get(2)?,
        source: Origin::from_code(row.get(3)?).ok_or_else(unknown)?,
        basis: Basis::from_code(row.get(4)?).ok_or_else(unknown)?,
        at: row.get(5)?,
    })
}

/// Seals a text of the program's own (a kept message) under the key of a customer's data, so that it goes with it; `None`
/// where none of these ids has such a key. `label` must be the same for opening.
pub fn seal_beside(
    tx: &mut Tx<'_>,
    keys: &Keys,
    rng: &mut Rng,
    customers: &[CustomerId],
    category: Category,
    label: &str,
    plain: &[u8],
) -> Result<Option<Vec<u8>>> {
    for customer in customers {
        if let Some(key) = Keyring::load(tx, *customer)?.key(keys, category) {
            let context = Keyring::context_of(*customer, category, label);
            return Ok(Some(keys::seal(&key, rng, &context, plain)));
        }
    }
    Ok(None)
}

/// As [`seal_beside`], under a key that is made where the customer has none yet. The caller runs inside the recorder, and knows
/// that the customer was not erased.
pub fn seal_for(
    tx: &mut Tx<'_>,
    keys: &Keys,
    rng: &mut Rng,
    customer: CustomerId,
    category: Category,
    label: &str,
    plain: &[u8],
) -> Result<Vec<u8>> {
    let mut ring = Keyring::load(tx, customer)?;
    let key = ring.key_or_new(keys, rng, category);
    ring.save(tx)?;
    Ok(keys::seal(&key, rng, &Keyring::context_of(customer, category, label), plain))
}

/// Replaces everything of one kind that is known of these ids of one customer (what stood inside single events aside) by what
/// the customer says is right.
pub fn correct(
    tx: &mut Tx<'_>,
    keys: &Keys,
    rng: &mut Rng,
    customers: &[CustomerId],
    root: CustomerId,
    field: Field,
    from: Provenance,
) -> Result<()> {
    for customer in customers {
        let sql = "DELETE FROM vault WHERE customer = $1 AND category = $2 AND field NOT LIKE 'event:%'";
        tx.execute(sql, params![customer, field.category as u8])?;
    }
    put(tx, keys, rng, &mut Keyrings::default(), root, &[field], from)
}

/// Opens what `seal_beside` or `seal_for` sealed.
pub fn open_beside(
    tx: &mut Tx<'_>,
    keys: &Keys,
    customers: &[CustomerId],
    category: Category,
    label: &str,
    sealed: &[u8],
) -> Result<Option<Vec<u8>>> {
    for customer in customers {
        let key = Keyring::load(tx, *customer)?.key(keys, category);
        let context = Keyring::context_of(*customer, category, label);
        if let Some(plain) = key.and_then(|key| keys::open(&key, &context, sealed)) {
            return Ok(Some(plain));
        }
    }
    Ok(None)
}

/// Destroys a customer's keys and sealed rows, and makes them unfindable. Gives how many rows were sealed.
pub fn erase(tx: &mut Tx<'_>, customer: CustomerId) -> Result<u64> {
    for table in ["keyrings", "search_hashes"] {
        tx.execute(&format!("DELETE FROM {table} WHERE customer = $1"), params![customer])?;
    }
    tx.execute("DELETE FROM vault WHERE customer = $1", params![customer])
}
