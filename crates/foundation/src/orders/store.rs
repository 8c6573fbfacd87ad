//! The table of orders.

use base::id::CustomerId;
use base::{Currency, Money, Timestamp};
use db::{Error, Result, Row, Tx, params};

/// Where an order stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrderStatus {
    Completed = 1,
    Refunded = 2,
    Cancelled = 3,
}

/// One order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderRow {
    pub order_id: String,
    pub customer: CustomerId,
    pub status: OrderStatus,
    pub placed_at: Timestamp,
    pub total: Money,
    /// Minor units given back so far.
    pub refunded: i64,
    /// The event that told of it first.
    pub position: i64,
}

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

pub(super) fn upsert(tx: &mut Tx<'_>, row: &OrderRow) -> Result<()> {
    tx.execute(
        "INSERT INTO orders (order_id, customer, status, placed_at, currency, total, refunded, position) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) \
         ON CONFLICT (order_id) DO UPDATE SET currency = excluded.currency, total = excluded.total",
        params![
            row.order_id,
            row.customer,
            row.status as i64,
            row.placed_at,
            row.total.currency.code(),
            row.total.minor,
            row.refunded,
            row.position
        ],
    )?;
    Ok(())
}

/// Notes money given back; all of it where no amount is named.
pub(super) fn refund(tx: &mut Tx<'_>, order_id: &str, minor: Option<i64>) -> Result<()> {
    tx.execute(
        "UPDATE orders SET status = 2, refunded = CASE WHEN $2 < 0 THEN total ELSE refunded + $2 END WHERE order_id = $1",
        params![order_id, minor.map_or(-1, |minor| minor.max(0))],
    )?;
    Ok(())
}

pub(super) fn cancel(tx: &mut Tx<'_>, order_id: &str) -> Result<()> {
    tx.execute("UPDATE orders SET status = 3 WHERE order_id = $1", params![order_id])?;
    Ok(())
}

pub(super) fn pass_on(tx: &mut Tx<'_>, loser: CustomerId, winner: CustomerId) -> Result<()> {
    tx.execute("UPDATE orders SET customer = $2 WHERE customer = $1", params![loser, winner])?;
    Ok(())
}

pub(super) fn clear_of(tx: &mut Tx<'_>, customer: CustomerId) -> Result<()> {
    tx.execute_later("DELETE FROM orders WHERE customer = $1", params![customer])
}

pub(super) fn clear(tx: &mut Tx<'_>) -> Result<()> {
    tx.execute("DELETE FROM orders", &[])?;
    Ok(())
}

const COLUMNS: &str = "order_id, customer, status, placed_at, currency, total, refunded, position";

/// A customer's orders (a root), newest first.
pub fn of_customer(tx: &mut Tx<'_>, customer: CustomerId, limit: usize) -> Result<Vec<OrderRow>> {
    let sql = format!("SELECT {COLUMNS} FROM orders WHERE customer = $1 ORDER BY placed_at DESC LIMIT $2");
    tx.query(&sql, params![customer, limit], order)
}

/// The order of this number.
pub fn find(tx: &mut Tx<'_>, order_id: &str) -> Result<Option<OrderRow>> {
    tx.query_opt(&format!("SELECT {COLUMNS} FROM orders WHERE order_id = $1"), params![order_id], order)
}

fn order(row: &Row<'_>) -> Result<OrderRow> {
    let currency: String = row.get(4)?;
    let currency = Currency::parse(&currency).map_err(|e| Error::Other(e.to_string()))?;
    Ok(OrderRow {
        order_id: row.get(0)?,
        customer: row.get(1)?,
        status: OrderStatus::from_code(row.get(2)?).ok_or_else(|| Error::Other("an order of unknown status".to_owned()))?,
        placed_at: row.get(3)?,
        total: Money { minor: row.get(5)?, currency },
        refunded: row.get(6)?,
        position: row.get(7)?,
    })
}
