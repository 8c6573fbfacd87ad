//! One row an order and customer who told of it.

use super::store::{self, OrderStatus, Telling};
use crate::journal::{Event, Origin, Projection, Sale};
use base::id::CustomerId;
use base::{Currency, Money};
use db::{Result, Tx};
use serde::Deserialize;
use serde_json::value::RawValue;

/// Keeps the table of what was told of orders.
#[derive(Default)]
pub struct OrdersProjection;

/// What an order event says, as far as it says it rightly.
#[derive(Deserialize, Default)]
struct OrderBody<'a> {
    #[serde(borrow, default)]
    properties: Option<OrderProperties<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct OrderProperties<'a> {
    #[serde(borrow)]
    order_id: Option<&'a RawValue>,
    #[serde(borrow)]
    total: Option<&'a RawValue>,
    #[serde(borrow)]
    revenue: Option<&'a RawValue>,
    #[serde(borrow)]
    value: Option<&'a RawValue>,
    #[serde(borrow)]
    currency: Option<&'a RawValue>,
    #[serde(borrow)]
    product_id: Option<&'a RawValue>,
}

/// What an event says of an order or a product, in few words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Told {
    pub order_id: Option<String>,
    pub product_id: Option<String>,
    pub amount: Option<(Currency, i64)>,
}

/// A JSON number's or string's text; `None` for anything else.
fn scalar(raw: Option<&RawValue>) -> Option<String> {
    let text = raw?.get();
    if text.starts_with('"') {
        serde_json::from_str(text).ok()
    } else if text.starts_with(|c: char| c.is_ascii_digit() || c == '-') {
        Some(text.to_owned())
    } else {
        None
    }
}

fn properties(event: &Event) -> Option<OrderProperties<'_>> {
    serde_json::from_str::<OrderBody<'_>>(&event.body).ok()?.properties
}

/// What an order event moves: `total`, else `revenue`, else `value`, in minor units of `currency`.
/// The door makes sure that orders carry a currency.
pub fn amount_of(event: &Event) -> Option<(Currency, i64)> {
    amount(&properties(event)?)
}

/// What an order event moves, where money in it is believed: `amount` is asked only then.
pub fn sale(name: &str, origin: Origin, amount: impl FnOnce() -> Option<(Currency, i64)>) -> Option<Sale> {
    let (sign, orders) = match name {
        _ if !origin.counts_revenue() => return None,
        "Order Completed" => (1, 1),
        "Order Refunded" => (-1, 0),
        "Order Cancelled" => (-1, -1),
        _ => return None,
    };
    let (currency, minor) = amount()?;
    Some(Sale { currency, minor: minor.saturating_mul(sign), orders })
}

/// As [`sale`], of an event.
pub fn sale_of(event: &Event) -> Option<Sale> {
    sale(&event.name, event.origin, || amount_of(event))
}

/// What an event says of orders and products: its `order_id`, `product_id`, and amount as in [`amount_of`].
pub fn told_by(event: &Event) -> Told {
    properties(event).map_or_else(Told::default, |properties| Told {
        order_id: scalar(properties.order_id),
        product_id: scalar(properties.product_id),
        amount: amount(&properties),
    })
}

fn amount(properties: &OrderProperties<'_>) -> Option<(Currency, i64)> {
    let currency = Currency::parse(&scalar(properties.currency)?).ok()?;
    let amount = [properties.total, properties.revenue, properties.value].into_iter().find_map(scalar)?;
    Some((currency, Money::parse(&amount, currency).ok()?.minor))
}

/// What an order event tells; `None` where it says nothing of any order.
fn telling_of(event: &Event) -> Option<Telling> {
    let properties = properties(event)?;
    let nothing = Telling::nothing(scalar(properties.order_id)?, event.customer);
    let amount = amount(&properties);
    let when = (event.at, event.position);
    // An event without an amount leaves the total what it was.
    let total = amount.map(|(currency, minor)| (when, Money { minor, currency }));
    Some(match event.name.as_str() {
        "Order Completed" => Telling { placed: Some(when), total, ..nothing },
        "Order Updated" => Telling { total, ..nothing },
        "Order Refunded" => Telling {
            refunded: amount.map_or(0, |(_, minor)| minor.max(0)),
            is_refunded_whole: amount.is_none(),
            ended: Some((when, OrderStatus::Refunded)),
            ..nothing
        },
        "Order Cancelled" => Telling { ended: Some((when, OrderStatus::Cancelled)), ..nothing },
        _ => return None,
    })
}

impl Projection for OrdersProjection {
    fn name(&self) -> &'static str {
        "orders"
    }

    fn apply(&mut self, tx: &mut Tx<'_>, events: &[Event]) -> Result<()> {
        for event in events {
            if let Some(loser) = event.merged_customer() {
                store::pass_on(tx, loser, event.customer)?;
                continue;
            }
            if !event.origin.counts_revenue() || !event.name.starts_with("Order ") {
                continue;
            }
            if let Some(telling) = telling_of(event) {
                store::tell(tx, &telling)?;
            }
        }
        Ok(())
    }

    fn clear(&mut self, tx: &mut Tx<'_>) -> Result<()> {
        store::clear(tx)
    }

    fn keeps_customers(&self) -> bool {
        true
    }

    fn clear_customers(&mut self, tx: &mut Tx<'_>, customers: &[CustomerId]) -> Result<()> {
        customers.iter().try_for_each(|customer| store::clear_of(tx, *customer))
    }
}
