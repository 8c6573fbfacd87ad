//! Rows of products, of their earlier prices, and of prices that fell.

use super::model::Product;
use base::fold::fold_name;
use base::id::CustomerId;
use base::{Currency, Id as _, Money, Timestamp};
use db::{Error, Param, Place, Result, Row, ToParam as _, Tx, params};
use std::time::Duration;

/// Products that one store can have.
pub const PRODUCTS_MAX: u64 = 200_000;
/// How long earlier prices are kept.
pub const HISTORY_KEPT: Duration = Duration::from_hours(24 * 400);
/// Earlier prices of a product that are looked at, the latest first.
const EARLIER_MAX: usize = 100;
/// Words of a search.
const WORDS_MAX: usize = 8;
/// A price fell where it was never as low in this time.
const DROP_MEASURED_BY: Duration = Duration::from_hours(24 * 30);

const COLUMNS: &str = "id, names, currency, price, compare_at, price_until, stock, url, image, goes_with, changed_at";

/// What a product cost until another price was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EarlierPrice {
    pub price: Money,
    /// Until when.
    pub until: Timestamp,
}

/// What came of a product that was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    AsItWas,
    Changed,
    /// There was none of this id.
    New,
}

/// A price that fell, of which those who looked at the product are yet to hear.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PriceDrop {
    pub product: String,
    /// The lowest that it cost of late.
    pub was: Money,
    /// Since when it costs what it costs now.
    pub at: Timestamp,
    /// The last customer who was told, in the order of ids.
    pub after: CustomerId,
}

/// Keeps a product as it is told. The caller runs inside the recorder, and has checked it.
pub fn put(tx: &mut Tx<'_>, new: &Product) -> Result<Kept> {
    let old = find(tx, &new.id)?;
    if let Some(old) = &old {
        if (Product { changed_at: new.changed_at, ..old.clone() }) == *new {
            return Ok(Kept::AsItWas);
        }
        note_price(tx, old, new)?;
    }
    let names = json(&new.names)?;
    let search = fold_name(&std::iter::once(&new.id).chain(new.names.values()).cloned().collect::<Vec<_>>().join(" "));
    tx.execute(
        "INSERT INTO products (id, names, search, currency, price, compare_at, price_until, stock, url, image, goes_with, changed_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (id) DO UPDATE SET names = excluded.names, \
         search = excluded.search, currency = excluded.currency, price = excluded.price, compare_at = excluded.compare_at, \
         price_until = excluded.price_until, stock = excluded.stock, url = excluded.url, image = excluded.image, \
         goes_with = excluded.goes_with, changed_at = excluded.changed_at",
        params![
            new.id,
            names,
            search,
            new.currency.code(),
            new.price,
            new.compare_at,
            new.price_until,
            new.stock,
            new.url,
            new.image,
            json(&new.goes_with)?,
            new.changed_at
        ],
    )?;
    Ok(if old.is_some() { Kept::Changed } else { Kept::New })
}

/// What it cost until now is remembered; where it costs less from now on than at any time of late, that is noted.
fn note_price(tx: &mut Tx<'_>, old: &Product, new: &Product) -> Result<()> {
    let now = new.changed_at;
    let Some(was) = old.price.filter(|was| Some(*was) != new.price || old.currency != new.currency) else { return Ok(()) };
    let lowest = lowest_of_late(tx, old, now)?.map_or(was, |lowest| lowest.min(was));
    tx.execute(
        "INSERT INTO product_prices (product, until, currency, price) VALUES ($1, $2, $3, $4) ON CONFLICT (product, until) DO NOTHING",
        params![old.id, now, old.currency.code(), was],
    )?;
    tx.execute("DELETE FROM product_prices WHERE product = $1 AND until < $2", params![old.id, now.minus(HISTORY_KEPT)])?;
    let price = new.price.filter(|_| old.currency == new.currency);
    // Where it goes on falling before anybody heard, it fell from the first, and stands anew.
    let sql = "UPDATE price_drops SET at = $2 WHERE product = $1 AND was > $3";
    if let Some(price) = price.filter(|price| *price < was)
        && tx.execute(sql, params![old.id, now, price])? > 0
    {
        return Ok(());
    }
    // It rose: who has not heard yet hears nothing of it, since it cost less meanwhile.
    tx.execute("DELETE FROM price_drops WHERE product = $1", params![old.id])?;
    if price.is_some_and(|price| price < lowest) {
        let sql = "INSERT INTO price_drops (product, currency, was, at, after) VALUES ($1, $2, $3, $4, $5)";
        tx.execute(sql, params![old.id, old.currency.code(), lowest, now, CustomerId::from_raw([0; 16])])?;
    }
    Ok(())
}

/// The lowest that it cost before its last price in the days that a drop is measured by. A price that was raised to be lowered is
/// none that fell (as Article 6a of Directive 98/6/EC has it for announced reductions).
fn lowest_of_late(tx: &mut Tx<'_>, old: &Product, now: Timestamp) -> Result<Option<i64>> {
    let sql = "SELECT MIN(price) FROM product_prices WHERE product = $1 AND currency = $2 AND until > $3";
    tx.query_one(sql, params![old.id, old.currency.code(), now.minus(DROP_MEASURED_BY)], |row| row.get(0))
}

/// Takes a product out; whether it was there. The caller runs inside the recorder.
pub fn remove(tx: &mut Tx<'_>, id: &str) -> Result<bool> {
    tx.execute("DELETE FROM product_prices WHERE product = $1", params![id])?;
    tx.execute("DELETE FROM price_drops WHERE product = $1", params![id])?;
    Ok(tx.execute("DELETE FROM products WHERE id = $1", params![id])? > 0)
}

pub fn find(tx: &mut Tx<'_>, id: &str) -> Result<Option<Product>> {
    tx.query_opt(&format!("SELECT {COLUMNS} FROM products WHERE id = $1"), params![id], product)
}

/// Those of these that there are, in no order; some hundreds at most are asked for.
pub fn of_ids<'a>(tx: &mut Tx<'_>, ids: impl IntoIterator<Item = &'a String>) -> Result<Vec<Product>> {
    let ids: Vec<Param<'_>> = ids.into_iter().map(|id| id.to_param()).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let places: Vec<String> = (1..=ids.len()).map(|place| format!("${place}")).collect();
    tx.query(&format!("SELECT {COLUMNS} FROM products WHERE id IN ({})", places.join(", ")), &ids, product)
}

/// Whether anything is said to go with any product.
pub fn says_what_goes_with(tx: &mut Tx<'_>) -> Result<bool> {
    Ok(tx.query_opt("SELECT 1 FROM products WHERE goes_with <> '[]' LIMIT 1", &[], |row| row.get::<i64>(0))?.is_some())
}

pub fn count(tx: &mut Tx<'_>) -> Result<u64> {
    tx.query_one("SELECT COUNT(*) FROM products", &[], |row| row.get(0))
}

/// Products by their ids, from after one on: those in whose id or names these words stand, however they are written.
pub fn search(tx: &mut Tx<'_>, words: &str, after: &str, limit: usize) -> Result<Vec<Product>> {
    let (matching, patterns) = matching(words, 3);
    let sql = format!("SELECT {COLUMNS} FROM products WHERE id > $1{matching} ORDER BY id LIMIT $2");
    let values = [after.to_param(), limit.to_param()].into_iter().chain(patterns.iter().map(|pattern| pattern.to_param()));
    tx.query(&sql, &values.collect::<Vec<Param<'_>>>(), product)
}

/// As [`search`], for a page anywhere in the list of the last changes: in the place's order, for [`Place::cut`].
pub fn changes(tx: &mut Tx<'_>, words: &str, place: &Place<(Timestamp, String)>, limit: usize) -> Result<Vec<Product>> {
    let (side, order, at, id) = match place {
        Place::Start => ("<", "DESC", Timestamp::from_micros(i64::MAX), ""),
        Place::Before((at, id)) => ("<", "DESC", *at, id.as_str()),
        Place::After((at, id)) => (">", "ASC", *at, id.as_str()),
    };
    let (matching, patterns) = matching(words, 4);
    let sql = format!(
        "SELECT {COLUMNS} FROM products WHERE (changed_at {side} $1 OR (changed_at = $1 AND id {side} $2)){matching} \
         ORDER BY changed_at {order}, id {order} LIMIT $3"
    );
    let values = [at.to_param(), id.to_param(), limit.to_param()];
    let values = values.into_iter().chain(patterns.iter().map(|pattern| pattern.to_param()));
    tx.query(&sql, &values.collect::<Vec<Param<'_>>>(), product)
}

/// What is asked for words, with its values from a place on.
fn matching(words: &str, first: usize) -> (String, Vec<String>) {
    let folded = fold_name(words);
    let patterns: Vec<String> = folded.split_whitespace().take(WORDS_MAX).map(|word| format!("%{}%", escaped(word))).collect();
    let asked = (first..first + patterns.len()).map(|place| format!(" AND search LIKE ${place} ESCAPE '!'"));
    (asked.collect(), patterns)
}

/// As a pattern that means itself.
fn escaped(word: &str) -> String {
    word.replace('!', "!!").replace('%', "!%").replace('_', "!_")
}

/// What a product cost before, the latest first.
pub fn earlier_prices(tx: &mut Tx<'_>, id: &str) -> Result<Vec<EarlierPrice>> {
    let sql = "SELECT currency, price, until FROM product_prices WHERE product = $1 ORDER BY until DESC LIMIT $2";
    tx.query(sql, params![id, EARLIER_MAX], |row| {
        let price = Money { minor: row.get(1)?, currency: currency(&row.get::<String>(0)?)? };
        Ok(EarlierPrice { price, until: row.get(2)? })
    })
}

/// Prices that fell up to a moment, and are yet to be told of, the earliest first.
pub fn drops(tx: &mut Tx<'_>, until: Timestamp, limit: usize) -> Result<Vec<PriceDrop>> {
    let sql = "SELECT product, currency, was, at, after FROM price_drops WHERE at <= $1 ORDER BY at, product LIMIT $2";
    tx.query(sql, params![until, limit], |row| {
        let was = Money { minor: row.get(2)?, currency: currency(&row.get::<String>(1)?)? };
        Ok(PriceDrop { product: row.get(0)?, was, at: row.get(3)?, after: row.get(4)? })
    })
}

/// Everybody up to this id has heard of it; false where it is another by now. The caller runs inside the recorder.
pub fn drop_reached(tx: &mut Tx<'_>, drop: &PriceDrop, after: CustomerId) -> Result<bool> {
    let sql = "UPDATE price_drops SET after = $3 WHERE product = $1 AND at = $2 AND after = $4";
    Ok(tx.execute(sql, params![drop.product, drop.at, after, drop.after])? > 0)
}

/// Everybody has heard of it. The caller runs inside the recorder.
pub fn drop_done(tx: &mut Tx<'_>, drop: &PriceDrop) -> Result<()> {
    tx.execute("DELETE FROM price_drops WHERE product = $1 AND at = $2", params![drop.product, drop.at])?;
    Ok(())
}

fn currency(code: &str) -> Result<Currency> {
    Currency::parse(code).map_err(|_| Error::Other("a product's currency can't be read from the database".to_owned()))
}

fn json(value: &impl serde::Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|error| Error::Other(format!("a product can't be written: {error}")))
}

fn product(row: &Row<'_>) -> Result<Product> {
    let (names, goes_with) = (serde_json::from_str(&row.get::<String>(1)?), serde_json::from_str(&row.get::<String>(9)?));
    Ok(Product {
        id: row.get(0)?,
        names: names.map_err(|_| Error::Other("a product's names can't be read from the database".to_owned()))?,
        currency: currency(&row.get::<String>(2)?)?,
        price: row.get(3)?,
        compare_at: row.get(4)?,
        price_until: row.get(5)?,
        stock: row.get(6)?,
        url: row.get(7)?,
        image: row.get(8)?,
        goes_with: goes_with.map_err(|_| Error::Other("what goes with a product can't be read from the database".to_owned()))?,
        changed_at: row.get(10)?,
    })
}
