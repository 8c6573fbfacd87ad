//! Rows of customers, their names, facts and traits.

use super::directory::Known;
use super::facts::Facts;
use super::identity::{Claim, IdentityKind};
use super::zone::{ZONE_TRAITS, zone_in};
use crate::journal::{self, Origin};
use base::id::CustomerId;
use base::{Id as _, Timestamp};
use db::{Error, Param, Place, Result, Row, ToParam as _, Tx, params};
use jiff::tz::TimeZone;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A customer's own row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomerRow {
    pub id: CustomerId,
    pub known: bool,
    pub created_at: Timestamp,
    pub erased_at: Option<Timestamp>,
}

/// One name of a customer. Only user ids have a text; the others live in the vault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdentityRow {
    pub kind: IdentityKind,
    pub verified: bool,
    pub text: Option<String>,
    pub at: Timestamp,
}

/// One trait that is no direct identifier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TraitRow {
    pub name: String,
    /// JSON.
    pub value: String,
    pub source: Origin,
    pub at: Timestamp,
    /// The event that told it: of two at one moment the later one in the journal counts.
    pub position: i64,
}

/// A line of the list of customers.
#[derive(Debug, Clone, PartialEq)]
pub struct FactsRow {
    pub customer: CustomerId,
    pub facts: Facts,
}

/// Which customers a list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Filter {
    #[default]
    All,
    /// At least one order.
    Buyers,
}

// Record: identities and customers.

pub(super) fn identity(tx: &mut Tx<'_>, hash: &[u8; 16]) -> Result<Option<(CustomerId, bool)>> {
    let sql = "SELECT customer, verified FROM identities WHERE hash = $1";
    tx.query_opt(sql, params![hash], |row| Ok((row.get(0)?, row.get(1)?)))
}

pub(super) fn known(tx: &mut Tx<'_>, customer: CustomerId) -> Result<Known> {
    let sql = "SELECT root, known, erased_at FROM customers WHERE id = $1";
    let row = tx.query_opt(sql, params![customer], |row| known_of(row, 0, customer))?;
    row.ok_or_else(|| Error::Other(format!("{customer} is named by an identity but has no row")))
}

/// A name, whom it belongs to, and what their own row says.
pub(super) struct Owned {
    pub hash: [u8; 16],
    pub customer: CustomerId,
    pub verified: bool,
    pub known: Known,
}

/// Whom these names belong to; names that are nobody's are not among them.
pub(super) fn identities(tx: &mut Tx<'_>, hashes: &[&[u8]]) -> Result<Vec<Owned>> {
    let sql = "SELECT i.hash, i.customer, i.verified, c.root, c.known, c.erased_at \
               FROM identities i JOIN customers c ON c.id = i.customer WHERE i.hash";
    tx.query_keys(sql, hashes, |row| {
        let customer = row.get(1)?;
        Ok(Owned { hash: row.get(0)?, customer, verified: row.get(2)?, known: known_of(row, 3, customer)? })
    })
}

fn known_of(row: &Row<'_>, column: usize, customer: CustomerId) -> Result<Known> {
    let (root, known): (Option<CustomerId>, i64) = (row.get(column)?, row.get(column + 1)?);
    let erased = row.get::<Option<Timestamp>>(column + 2)?.is_some();
    Ok(Known { root: root.unwrap_or(customer), known: known > 0, has_user_id: known > 1, erased })
}

/// `known`: 0 for a visitor, 1 for somebody with an address or a number, 2 with a user id. What only a page says counts as none.
fn level(customer: &Known) -> i32 {
    if customer.has_user_id { 2 } else { i32::from(customer.known) }
}

pub(super) fn insert_customer(tx: &mut Tx<'_>, customer: &Known, now: Timestamp) -> Result<()> {
    tx.insert_many_later("INSERT INTO customers (id, known, created_at)", 3, "", params![customer.root, level(customer), now])
}

/// Notes that more is known of a customer than before; the row never knows less.
pub(super) fn mark_known(tx: &mut Tx<'_>, customer: &Known) -> Result<()> {
    let sql = "UPDATE customers SET known = $2 WHERE id = $1 AND known < $2";
    tx.execute_later(sql, params![customer.root, level(customer)])
}

/// Ties a name that was nobody's.
pub(super) fn insert_identity(
    tx: &mut Tx<'_>,
    claim: &Claim,
    customer: CustomerId,
    verified: bool,
    now: Timestamp,
) -> Result<()> {
    tx.insert_many_later(
        "INSERT INTO identities (hash, kind, customer, verified, value, at)",
        6,
        "",
        params![claim.hash, claim.kind as u8, customer, verified, claim.text, now],
    )
}

pub(super) fn tie_identity(tx: &mut Tx<'_>, claim: &Claim, customer: CustomerId, verified: bool, now: Timestamp) -> Result<()> {
    tx.execute_later(
        "INSERT INTO identities (hash, kind, customer, verified, value, at) VALUES ($1, $2, $3, $4, $5, $6) \
         ON CONFLICT (hash) DO UPDATE SET customer = excluded.customer, verified = excluded.verified, at = excluded.at",
        params![claim.hash, claim.kind as u8, customer, verified, claim.text, now],
    )
}

/// The loser, and whoever was merged into it, point at the winner.
pub(super) fn point_at_root(tx: &mut Tx<'_>, loser: CustomerId, winner: CustomerId) -> Result<()> {
    let known = "SELECT known FROM customers WHERE id = $1";
    let theirs: i64 = tx.query_opt(known, params![loser], |row| row.get(0))?.unwrap_or(0);
    tx.execute("UPDATE customers SET known = $2 WHERE id = $1 AND known < $2", params![winner, theirs])?;
    // The merge's event comes at this position or after it.
    let at = journal::head(tx)?;
    tx.execute("UPDATE customers SET root = $2, root_at = $3 WHERE id = $1 OR root = $1", params![loser, winner, at])?;
    Ok(())
}

/// The customer that an id stands for today; the id itself where it was never merged. `None` for an unknown id.
pub fn root_of(tx: &mut Tx<'_>, customer: CustomerId) -> Result<Option<CustomerId>> {
    tx.query_opt("SELECT root FROM customers WHERE id = $1", params![customer], |row| {
        Ok(row.get::<Option<CustomerId>>(0)?.unwrap_or(customer))
    })
}

/// The roots of those among these customers who were merged.
pub fn roots_of(tx: &mut Tx<'_>, customers: &BTreeSet<CustomerId>) -> Result<HashMap<CustomerId, CustomerId>> {
    let keys: Vec<&[u8]> = customers.iter().map(|customer| customer.raw().as_slice()).collect();
    let rows = tx.query_keys("SELECT id, root FROM customers WHERE root IS NOT NULL AND id", &keys, |row| {
        Ok((row.get(0)?, row.get(1)?))
    })?;
    Ok(rows.into_iter().collect())
}

/// Customers who were merged while the journal's head was at `position` or beyond, each with today's root.
pub fn merged_since(tx: &mut Tx<'_>, position: i64) -> Result<Vec<(CustomerId, CustomerId)>> {
    tx.query("SELECT id, root FROM customers WHERE root IS NOT NULL AND root_at >= $1", params![position], |row| {
        Ok((row.get(0)?, row.get(1)?))
    })
}

/// How many were merged since then.
pub fn count_merged_since(tx: &mut Tx<'_>, position: i64) -> Result<usize> {
    let sql = "SELECT COUNT(*) FROM customers WHERE root IS NOT NULL AND root_at >= $1";
    tx.query_one(sql, params![position], |row| Ok(row.get::<i64>(0)? as usize))
}

/// A root and every id merged into it, the root first.
pub fn all_ids(tx: &mut Tx<'_>, root: CustomerId) -> Result<Vec<CustomerId>> {
    let mut ids = vec![root];
    ids.extend(tx.query::<CustomerId>("SELECT id FROM customers WHERE root = $1 ORDER BY id", params![root], |row| row.get(0))?);
    Ok(ids)
}

/// These customers' roots and every id merged into them, each with its root.
pub fn families(tx: &mut Tx<'_>, customers: &[CustomerId]) -> Result<BTreeMap<CustomerId, CustomerId>> {
    let asked: BTreeSet<CustomerId> = customers.iter().copied().collect();
    let merged = roots_of(tx, &asked)?;
    let roots: BTreeSet<CustomerId> = asked.iter().map(|id| merged.get(id).copied().unwrap_or(*id)).collect();
    let keys: Vec<&[u8]> = roots.iter().map(|root| root.raw().as_slice()).collect();
    let losers = tx.query_keys("SELECT id, root FROM customers WHERE root", &keys, |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(roots.iter().map(|root| (*root, *root)).chain(losers).collect())
}

/// A customer's own row.
pub fn customer_row(tx: &mut Tx<'_>, customer: CustomerId) -> Result<Option<CustomerRow>> {
    tx.query_opt("SELECT known, created_at, erased_at FROM customers WHERE id = $1", params![customer], |row| {
        Ok(CustomerRow { id: customer, known: row.get(0)?, created_at: row.get(1)?, erased_at: row.get(2)? })
    })
}

/// Of these customers those who were erased, or whom nobody knows.
pub fn gone_among(tx: &mut Tx<'_>, customers: &BTreeSet<CustomerId>) -> Result<BTreeSet<CustomerId>> {
    let keys: Vec<&[u8]> = customers.iter().map(|customer| customer.raw().as_slice()).collect();
    let there = tx.query_keys("SELECT id FROM customers WHERE erased_at IS NULL AND id", &keys, |row| row.get(0))?;
    Ok(customers - &there.into_iter().collect())
}

/// The root that a name leads to, and whether the name is verified.
pub fn find_identity(tx: &mut Tx<'_>, hash: &[u8; 16]) -> Result<Option<(CustomerId, bool)>> {
    let Some((customer, verified)) = identity(tx, hash)? else { return Ok(None) };
    Ok(root_of(tx, customer)?.map(|root| (root, verified)))
}

/// The people one knows (roots with a user id, an address or a number), for a page anywhere in their list: in the place's
/// order, for [`Place::cut`].
pub fn list_known_at(tx: &mut Tx<'_>, place: &Place<CustomerId>, limit: usize) -> Result<Vec<CustomerId>> {
    let (side, order, key) = place.bounds();
    let sql = format!("SELECT id FROM customers WHERE id {side} $1 AND known > 0 AND root IS NULL ORDER BY id {order} LIMIT $2");
    tx.query(&sql, params![key, limit], |row| row.get(0))
}

/// How many people one knows.
pub fn total_known(tx: &mut Tx<'_>) -> Result<i64> {
    tx.query_one("SELECT COUNT(*) FROM customers WHERE known > 0 AND root IS NULL", &[], |row| row.get(0))
}

/// The names of these ids, for showing: 50 of each at most.
pub fn identities_of(tx: &mut Tx<'_>, customers: &[CustomerId]) -> Result<Vec<IdentityRow>> {
    let mut rows = Vec::new();
    for customer in customers {
        let sql = "SELECT kind, verified, value, at FROM identities WHERE customer = $1 ORDER BY kind, at LIMIT 50";
        rows.extend(tx.query(sql, params![customer], |row| read_identity(row, 0))?);
    }
    rows.sort_by_key(|row| (row.kind as u8, row.at));
    Ok(rows)
}

/// `kind, verified, value, at` from a column on.
fn read_identity(row: &Row<'_>, from: usize) -> Result<IdentityRow> {
    let kind = IdentityKind::from_code(row.get(from)?).ok_or_else(|| Error::Other("an identity of unknown kind".to_owned()))?;
    Ok(IdentityRow { kind, verified: row.get(from + 1)?, text: row.get(from + 2)?, at: row.get(from + 3)? })
}

/// As [`identities_of`], of one id and a page at a time: those whose hash comes after `after`, each with its own.
pub fn identities_after(
    tx: &mut Tx<'_>,
    customer: CustomerId,
    after: &[u8; 16],
    limit: usize,
) -> Result<Vec<([u8; 16], IdentityRow)>> {
    let sql = "SELECT hash, kind, verified, value, at FROM identities WHERE customer = $1 AND hash > $2 ORDER BY hash LIMIT $3";
    tx.query(sql, params![customer, after, limit], |row| Ok((row.get(0)?, read_identity(row, 1)?)))
}

/// Notes that a customer was erased: names lead to them no more, and they stand in no list of people. Gives how many names.
pub fn mark_erased(tx: &mut Tx<'_>, customer: CustomerId, now: Timestamp) -> Result<u64> {
    tx.execute("UPDATE customers SET erased_at = $2, known = 0 WHERE id = $1", params![customer, now])?;
    tx.execute("DELETE FROM identities WHERE customer = $1", params![customer])
}

// Views: facts, timeline, traits.

pub(super) fn load_facts(tx: &mut Tx<'_>, customer: CustomerId) -> Result<Option<Facts>> {
    tx.query_opt("SELECT state FROM customer_facts WHERE customer = $1", params![customer], |row| decode_facts(row, 0))
}

fn decode_facts(row: &Row<'_>, column: usize) -> Result<Facts> {
    Facts::decode(&row.get::<Vec<u8>>(column)?).ok_or_else(|| Error::Other("a customer's facts can't be read".to_owned()))
}

pub(super) fn save_facts(tx: &mut Tx<'_>, rows: &[(CustomerId, &Facts)]) -> Result<()> {
    let encoded: Vec<(Vec<u8>, i64)> = rows.iter().map(|(_, facts)| (facts.encode(), i64::from(facts.orders))).collect();
    let mut values: Vec<Param<'_>> = Vec::with_capacity(rows.len() * 5);
    for ((customer, facts), (state, orders)) in rows.iter().zip(&encoded) {
        values.extend([customer.to_param(), orders.to_param(), facts.first_seen.to_param()]);
        values.extend([facts.last_seen.to_param(), state.to_param()]);
    }
    tx.insert_many(
        "INSERT INTO customer_facts (customer, orders, first_seen, last_seen, state)",
        5,
        "ON CONFLICT (customer) DO UPDATE SET orders = excluded.orders, first_seen = excluded.first_seen, \
         last_seen = excluded.last_seen, state = excluded.state",
        &values,
    )?;
    Ok(())
}

/// Deletes every row of a customer.
pub(super) fn delete_rows(tx: &mut Tx<'_>, customer: CustomerId) -> Result<()> {
    for table in ["customer_facts", "customer_timeline", "customer_traits"] {
        tx.execute_later(&format!("DELETE FROM {table} WHERE customer = $1"), params![customer])?;
    }
    Ok(())
}

pub(super) fn delete_facts(tx: &mut Tx<'_>, customer: CustomerId) -> Result<()> {
    tx.execute("DELETE FROM customer_facts WHERE customer = $1", params![customer])?;
    Ok(())
}

/// A full block of positions, oldest first.
pub(super) fn save_timeline_block(tx: &mut Tx<'_>, customer: CustomerId, positions: &[i64]) -> Result<()> {
    let Some(last) = positions.last() else { return Ok(()) };
    tx.execute(
        "INSERT INTO customer_timeline (customer, last_position, positions) VALUES ($1, $2, $3) \
         ON CONFLICT (customer, last_position) DO UPDATE SET positions = excluded.positions",
        params![customer, last, super::facts::pack(positions)],
    )?;
    Ok(())
}

/// The blocks of a merged customer become the winner's.
pub(super) fn move_timeline(tx: &mut Tx<'_>, loser: CustomerId, winner: CustomerId) -> Result<()> {
    let blocks: Vec<(i64, Vec<u8>)> =
        tx.query("SELECT last_position, positions FROM customer_timeline WHERE customer = $1", params![loser], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
    for (_, packed) in blocks {
        save_timeline_block(tx, winner, &super::facts::unpack(&packed))?;
    }
    tx.execute("DELETE FROM customer_timeline WHERE customer = $1", params![loser])?;
    Ok(())
}

/// Of two values of a trait what the store's own servers say counts more than what a page says, and then what was said last.
fn newer_trait() -> String {
    format!(
        "ON CONFLICT (customer, name) DO UPDATE SET value = excluded.value, source = excluded.source, at = excluded.at, \
         position = excluded.position WHERE (customer_traits.source = {site} AND excluded.source <> {site}) \
         OR ((excluded.source <> {site} OR customer_traits.source = {site}) AND (excluded.at > customer_traits.at \
         OR (excluded.at = customer_traits.at AND excluded.position >= customer_traits.position)))",
        site = Origin::Site as i64
    )
}

pub(super) fn save_trait(tx: &mut Tx<'_>, customer: CustomerId, row: &TraitRow) -> Result<()> {
    tx.execute(
        &format!(
            "INSERT INTO customer_traits (customer, name, value, source, at, position) VALUES ($1, $2, $3, $4, $5, $6) {}",
            newer_trait()
        ),
        params![customer, row.name, row.value, row.source as i64, row.at, row.position],
    )?;
    Ok(())
}

/// All of them, however many.
pub(super) fn move_traits(tx: &mut Tx<'_>, loser: CustomerId, winner: CustomerId) -> Result<()> {
    tx.execute(
        &format!(
            "INSERT INTO customer_traits (customer, name, value, source, at, position) \
             SELECT $2, name, value, source, at, position FROM customer_traits WHERE customer = $1 {}",
            newer_trait()
        ),
        params![loser, winner],
    )?;
    tx.execute("DELETE FROM customer_traits WHERE customer = $1", params![loser])?;
    Ok(())
}

/// Forgets where events stand that are no longer in the journal.
pub(super) fn trim_timelines(tx: &mut Tx<'_>, through: i64) -> Result<()> {
    tx.execute("DELETE FROM customer_timeline WHERE last_position <= $1", params![through])?;
    Ok(())
}

pub(super) fn clear(tx: &mut Tx<'_>) -> Result<()> {
    for table in ["customer_facts", "customer_timeline", "customer_traits"] {
        tx.execute(&format!("DELETE FROM {table}"), &[])?;
    }
    Ok(())
}

/// The facts of one customer (a root).
pub fn facts_of(tx: &mut Tx<'_>, customer: CustomerId) -> Result<Option<Facts>> {
    load_facts(tx, customer)
}

/// The traits of one customer (a root), by name: the first 500, for showing.
pub fn traits_of(tx: &mut Tx<'_>, customer: CustomerId) -> Result<Vec<TraitRow>> {
    traits_after(tx, customer, "", 500)
}

/// Where these customers (roots) are, as their profiles say; none of whom nothing is said, or what nobody knows.
pub fn zones_of(tx: &mut Tx<'_>, customers: &[CustomerId]) -> Result<Vec<(CustomerId, TimeZone)>> {
    let keys: Vec<&[u8]> = customers.iter().map(|customer| customer.raw().as_slice()).collect();
    let names = ZONE_TRAITS.map(|name| format!("'{name}'")).join(", ");
    let sql = format!("SELECT customer, name, value FROM customer_traits WHERE name IN ({names}) AND customer");
    let mut told: BTreeMap<CustomerId, Vec<(String, String)>> = BTreeMap::new();
    for (customer, name, value) in tx.query_keys(&sql, &keys, |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))? {
        told.entry(customer).or_default().push((name, value));
    }
    let zone =
        |told: &[(String, String)]| zone_in(|name| told.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str()));
    Ok(told.into_iter().filter_map(|(customer, told)| Some((customer, zone(&told)?))).collect())
}

/// The traits of these names that these customers (roots) have, as JSON.
pub fn traits_named(tx: &mut Tx<'_>, customers: &[CustomerId], names: &[&str]) -> Result<Vec<(CustomerId, String, String)>> {
    let keys: Vec<&[u8]> = customers.iter().map(|customer| customer.raw().as_slice()).collect();
    // The names stand in the program.
    let names: Vec<String> = names.iter().map(|name| format!("'{}'", name.replace('\'', "''"))).collect();
    let sql = format!("SELECT customer, name, value FROM customer_traits WHERE name IN ({}) AND customer", names.join(", "));
    tx.query_keys(&sql, &keys, |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
}

/// The traits of one customer (a root) whose names come after `after`, by name.
pub fn traits_after(tx: &mut Tx<'_>, customer: CustomerId, after: &str, limit: usize) -> Result<Vec<TraitRow>> {
    let sql =
        "SELECT name, value, source, at, position FROM customer_traits WHERE customer = $1 AND name > $2 ORDER BY name LIMIT $3";
    tx.query(sql, params![customer, after, limit], |row| {
        let source = Origin::from_code(row.get(2)?).ok_or_else(|| Error::Other("a trait of unknown source".to_owned()))?;
        Ok(TraitRow { name: row.get(0)?, value: row.get(1)?, source, at: row.get(3)?, position: row.get(4)? })
    })
}

/// Customers (roots) whose trait of a name, as JSON, is like a pattern of SQL.
pub fn traits_like(tx: &mut Tx<'_>, name: &str, pattern: &str) -> Result<Vec<(CustomerId, String)>> {
    let sql = "SELECT customer, value FROM customer_traits WHERE name = $1 AND value LIKE $2";
    tx.query(sql, params![name, pattern], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Customers by id, newest first: those below `before`.
pub fn list(tx: &mut Tx<'_>, filter: Filter, before: Option<CustomerId>, limit: usize) -> Result<Vec<FactsRow>> {
    let condition = match filter {
        Filter::All => "",
        Filter::Buyers => "AND orders > 0",
    };
    let sql =
        format!("SELECT customer, state FROM customer_facts WHERE customer < $1 {condition} ORDER BY customer DESC LIMIT $2");
    let top = [0xffu8; 16];
    let before: Param<'_> = before.as_ref().map_or_else(|| top.to_param(), |id| id.to_param());
    tx.query(&sql, &[before, limit.to_param()], |row| Ok(FactsRow { customer: row.get(0)?, facts: decode_facts(row, 1)? }))
}

/// As [`list`], for a page anywhere in it: rows in the place's order, for [`Place::cut`].
pub fn list_at(tx: &mut Tx<'_>, filter: Filter, place: &Place<CustomerId>, limit: usize) -> Result<Vec<FactsRow>> {
    let condition = match filter {
        Filter::All => "",
        Filter::Buyers => "AND orders > 0",
    };
    let (side, order, key) = place.bounds();
    let sql = format!(
        "SELECT customer, state FROM customer_facts WHERE customer {side} $1 {condition} ORDER BY customer {order} LIMIT $2"
    );
    tx.query(&sql, params![key, limit], |row| Ok(FactsRow { customer: row.get(0)?, facts: decode_facts(row, 1)? }))
}

/// How many customers there are.
pub fn total(tx: &mut Tx<'_>, filter: Filter) -> Result<i64> {
    let sql = match filter {
        Filter::All => "SELECT COUNT(*) FROM customer_facts",
        Filter::Buyers => "SELECT COUNT(*) FROM customer_facts WHERE orders > 0",
    };
    tx.query_one(sql, &[], |row| row.get(0))
}

/// Where all events of a customer stand in the journal above `sealed`, in no order.
pub fn positions_after(views: &mut Tx<'_>, customer: CustomerId, sealed: i64) -> Result<Vec<i64>> {
    let mut positions: Vec<i64> = load_facts(views, customer)?.map(|facts| facts.recent).unwrap_or_default();
    let sql = "SELECT positions FROM customer_timeline WHERE customer = $1 AND last_position > $2";
    for block in views.query(sql, params![customer, sealed], |row| row.get::<Vec<u8>>(0))? {
        positions.extend(super::facts::unpack(&block));
    }
    positions.retain(|position| *position > sealed);
    Ok(positions)
}

/// Where a customer's events (a root) stand in the journal, newest first, below position `before`.
pub fn timeline_positions(views: &mut Tx<'_>, customer: CustomerId, before: Option<i64>, limit: usize) -> Result<Vec<i64>> {
    let before = before.unwrap_or(i64::MAX);
    let mut positions: Vec<i64> = load_facts(views, customer)?.map(|facts| facts.recent).unwrap_or_default();
    positions.retain(|position| *position < before);
    // Blocks may overlap after a merge, so all that could hold one of the wanted positions are read.
    let blocks: Vec<Vec<u8>> = views.query(
        "SELECT positions FROM customer_timeline WHERE customer = $1 ORDER BY last_position DESC LIMIT 2000",
        params![customer],
        |row| row.get::<Vec<u8>>(0),
    )?;
    for block in blocks {
        positions.extend(super::facts::unpack(&block).into_iter().filter(|position| *position < before));
    }
    positions.sort_unstable_by(|a, b| b.cmp(a));
    positions.dedup();
    positions.truncate(limit);
    Ok(positions)
}
