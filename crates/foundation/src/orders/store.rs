//! The table of what was told of orders, and the orders that it comes to.
//!
//! A row is what one customer told of one order: mostly there is one, the buyer's; a refund may be told under another. Its parts
//! are a first, a last, a sum and a whether, so that they come out the same in whatever order events are read and customers are
//! joined, and one customer's rows can be made anew without a look at another's. The order is put together when it is read.

use base::id::CustomerId;
use base::{Currency, Id as _, Money, Timestamp};
use db::{Error, Result, Row, Tx, params};
use std::sync::LazyLock;

/// Where an order stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrderStatus {
    Completed = 1,
    Refunded = 2,
    Cancelled = 3,
}

/// One order. One that nobody completed, as far as is known, is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderRow {
    pub order_id: String,
    /// Who completed it: of several the first.
    pub customer: CustomerId,
    /// As it was refunded or cancelled last.
    pub status: OrderStatus,
    pub placed_at: Timestamp,
    /// The last that was named, by whoever told it.
    pub total: Money,
    /// Minor units given back so far: what all refunds name, and no less than the total where one of them named nothing.
    pub refunded: i64,
    /// The event that completed it.
    pub position: i64,
}

/// When something was told: of two events at one moment the later one in the journal comes later.
pub(super) type When = (Timestamp, i64);

/// What one customer told of an order, with one event or many.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Telling {
    pub order_id: String,
    pub customer: CustomerId,
    /// The first completion.
    pub placed: Option<When>,
    /// The last total.
    pub total: Option<(When, Money)>,
    /// The sum of what refunds name; and whether one of them named nothing, which gives all of it back.
    pub refunded: i64,
    pub is_refunded_whole: bool,
    /// The last refund or cancellation.
    pub ended: Option<(When, OrderStatus)>,
}

/// Stands for no completion: after all of them. The index by customer ends with these rows, and reading stops before them.
const NOT_PLACED: When = (Timestamp::from_micros(i64::MAX), 0);
/// Stands for no total, no refund and no cancellation: before all of them.
const NOT_TOLD: When = (Timestamp::from_micros(i64::MIN), 0);
const NO_TOTAL: Money = Money { minor: 0, currency: Currency::USD };

impl OrderStatus {
    pub fn from_code(code: i64) -> Option<Self> {
        [Self::Completed, Self::Refunded, Self::Cancelled].into_iter().find(|status| *status as i64 == code)
    }

    pub const fn word(self) -> &'static str {
        match self {
            Self::Completed => "completed",
            Self::Refunded => "refunded",
            Self::Cancelled => "cancelled",
        }
    }
}

impl Telling {
    pub(super) const fn nothing(order_id: String, customer: CustomerId) -> Self {
        Self { order_id, customer, placed: None, total: None, refunded: 0, is_refunded_whole: false, ended: None }
    }
}

/// A customer's orders (a root), newest first.
pub fn of_customer(tx: &mut Tx<'_>, customer: CustomerId, limit: usize) -> Result<Vec<OrderRow>> {
    of_customer_before(tx, customer, None, limit)
}

/// As [`of_customer`], those below one of them.
pub fn of_customer_before(
    tx: &mut Tx<'_>,
    customer: CustomerId,
    before: Option<&OrderRow>,
    limit: usize,
) -> Result<Vec<OrderRow>> {
    let (at, id) = before.map_or((NOT_PLACED.0, ""), |order| (order.placed_at, order.order_id.as_str()));
    // Theirs are those that nobody else completed before them.
    let sql = format!(
        "SELECT {COLUMNS} FROM ( \
           SELECT mine.order_id AS id, mine.placed_at AS at FROM orders mine \
           WHERE mine.customer = $1 AND (mine.placed_at, mine.order_id) < ($2, $3) AND mine.customer = ( \
             SELECT o.customer FROM orders o WHERE o.order_id = mine.order_id ORDER BY o.placed_at, o.position LIMIT 1) \
           ORDER BY mine.placed_at DESC, mine.order_id DESC LIMIT $4) theirs \
         JOIN orders ON orders.order_id = theirs.id ORDER BY theirs.at DESC, theirs.id DESC"
    );
    let tellings = tx.query(&sql, params![customer, at, id, limit], telling)?;
    Ok(tellings.chunk_by(|a, b| a.order_id == b.order_id).filter_map(put_together).collect())
}

/// The orders of all these customers (roots), in no order.
pub fn of_customers(tx: &mut Tx<'_>, customers: &[CustomerId]) -> Result<Vec<OrderRow>> {
    let keys: Vec<&[u8]> = customers.iter().map(|customer| customer.raw().as_slice()).collect();
    let columns: Vec<String> = COLUMNS.split(", ").map(|column| format!("told.{column}")).collect();
    let sql = format!(
        "SELECT {} FROM orders mine JOIN orders told ON told.order_id = mine.order_id \
         WHERE mine.placed_at < {} AND mine.customer",
        columns.join(", "),
        NOT_PLACED.0.micros()
    );
    let mut tellings = tx.query_keys(&sql, &keys, telling)?;
    // What two of them told of comes twice.
    tellings.sort_by(|a, b| (&a.order_id, a.customer).cmp(&(&b.order_id, b.customer)));
    tellings.dedup_by(|a, b| (&a.order_id, a.customer) == (&b.order_id, b.customer));
    let orders = tellings.chunk_by(|a, b| a.order_id == b.order_id).filter_map(put_together);
    Ok(orders.filter(|order| customers.contains(&order.customer)).collect())
}

/// The order of this number.
pub fn find(tx: &mut Tx<'_>, order_id: &str) -> Result<Option<OrderRow>> {
    let tellings = tx.query(&format!("SELECT {COLUMNS} FROM orders WHERE order_id = $1"), params![order_id], telling)?;
    Ok(put_together(&tellings))
}

/// What all customers told of one order.
fn put_together(tellings: &[Telling]) -> Option<OrderRow> {
    let completed = tellings.iter().filter_map(|telling| Some((telling.placed?, telling)));
    let ((placed_at, position), first) = completed.min_by_key(|(when, _)| *when)?;
    let total = tellings.iter().filter_map(|telling| telling.total).max_by_key(|(when, _)| *when);
    let total = total.map_or(NO_TOTAL, |(_, total)| total);
    let ended = tellings.iter().filter_map(|telling| telling.ended).max_by_key(|(when, _)| *when);
    let refunded = tellings.iter().fold(0_i64, |sum, telling| sum.saturating_add(telling.refunded));
    let is_refunded_whole = tellings.iter().any(|telling| telling.is_refunded_whole);
    Some(OrderRow {
        order_id: first.order_id.clone(),
        customer: first.customer,
        status: ended.map_or(OrderStatus::Completed, |(_, status)| status),
        placed_at,
        total,
        refunded: if is_refunded_whole { refunded.max(total.minor) } else { refunded },
        position,
    })
}

const COLUMNS: &str = "order_id, customer, placed_at, position, total_at, total_position, currency, total, refunded, \
                       refunded_all, status_at, status_position, status";

/// How two tellings of one customer become one.
static JOIN: LazyLock<String> = LazyLock::new(|| {
    // Of these columns the newcomer's, where its moment is before or after the one there.
    let take = |[at, position]: [&str; 2], which: &str, told: &[&str]| {
        let when = format!("(excluded.{at}, excluded.{position}) {which} (orders.{at}, orders.{position})");
        let set = |column: &&str| format!("{column} = CASE WHEN {when} THEN excluded.{column} ELSE orders.{column} END");
        [at, position].iter().chain(told).map(set).collect::<Vec<_>>().join(", ")
    };
    format!(
        "ON CONFLICT (order_id, customer) DO UPDATE SET {}, {}, {}, \
         refunded = CASE WHEN orders.refunded > {max} - excluded.refunded THEN {max} ELSE orders.refunded + excluded.refunded END, \
         refunded_all = CASE WHEN excluded.refunded_all > 0 THEN 1 ELSE orders.refunded_all END",
        take(["placed_at", "position"], "<", &[]),
        take(["total_at", "total_position"], ">", &["currency", "total"]),
        take(["status_at", "status_position"], ">", &["status"]),
        max = i64::MAX,
    )
});

/// Adds to what this customer told of the order before.
pub(super) fn tell(tx: &mut Tx<'_>, telling: &Telling) -> Result<()> {
    let (placed_at, position) = telling.placed.unwrap_or(NOT_PLACED);
    let ((total_at, total_position), total) = telling.total.unwrap_or((NOT_TOLD, NO_TOTAL));
    let ((status_at, status_position), status) = telling.ended.unwrap_or((NOT_TOLD, OrderStatus::Completed));
    tx.execute_later(
        &format!("INSERT INTO orders ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) {}", *JOIN),
        params![
            telling.order_id,
            telling.customer,
            placed_at,
            position,
            total_at,
            total_position,
            total.currency.code(),
            total.minor,
            telling.refunded,
            telling.is_refunded_whole,
            status_at,
            status_position,
            status as i64
        ],
    )
}

/// What a merged customer told becomes the winner's.
pub(super) fn pass_on(tx: &mut Tx<'_>, loser: CustomerId, winner: CustomerId) -> Result<()> {
    if loser == winner {
        return Ok(());
    }
    let others = COLUMNS.replacen("customer", "$2", 1);
    let sql = format!("INSERT INTO orders ({COLUMNS}) SELECT {others} FROM orders WHERE customer = $1 {}", *JOIN);
    tx.execute_later(&sql, params![loser, winner])?;
    clear_of(tx, loser)
}

/// Deletes what a customer told.
pub(super) fn clear_of(tx: &mut Tx<'_>, customer: CustomerId) -> Result<()> {
    tx.execute_later("DELETE FROM orders WHERE customer = $1", params![customer])
}

pub(super) fn clear(tx: &mut Tx<'_>) -> Result<()> {
    tx.execute("DELETE FROM orders", &[])?;
    Ok(())
}

fn telling(row: &Row<'_>) -> Result<Telling> {
    let currency: String = row.get(6)?;
    let currency = Currency::parse(&currency).map_err(|e| Error::Other(e.to_string()))?;
    let status = OrderStatus::from_code(row.get(12)?).ok_or_else(|| Error::Other("an order of unknown status".to_owned()))?;
    let when = |column: usize| Ok::<When, Error>((row.get(column)?, row.get(column + 1)?));
    let (placed, total_at, ended_at) = (when(2)?, when(4)?, when(10)?);
    let total = Money { minor: row.get(7)?, currency };
    Ok(Telling {
        order_id: row.get(0)?,
        customer: row.get(1)?,
        placed: (placed != NOT_PLACED).then_some(placed),
        total: (total_at != NOT_TOLD).then_some((total_at, total)),
        refunded: row.get(8)?,
        is_refunded_whole: row.get(9)?,
        ended: (ended_at != NOT_TOLD).then_some((ended_at, status)),
    })
}
