//! Rows with one product each are gathered into their orders.

use super::map::{Map, Target};
use super::{BadRow, Checkpoint, ImportRow, Item, Reason, shape};
use std::collections::VecDeque;

/// The order that is open: rows with its number may follow.
pub(super) struct Group {
    /// The file has no totals: an order's is the sum of its rows.
    sum_total: bool,
    open: Option<Open>,
    /// The number of an order with a bad row: none of its rows counts.
    spoiled: Option<String>,
}

struct Open {
    row: Box<ImportRow>,
    order: String,
    /// Where reading stood after the order's last row.
    end: Checkpoint,
}

type Ready = VecDeque<(Item, Checkpoint)>;

impl Group {
    /// Orders are gathered where the map has an order number and something of a product; else each row is an order.
    pub(super) fn needed(map: &Map) -> Option<Self> {
        let is_product = |target: &Target| matches!(target, Target::Field(field) if field.path[0] == "product");
        let needed = map.has("order_id") && map.entries.iter().any(|entry| is_product(&entry.target));
        needed.then(|| Self { sum_total: !map.has("total"), open: None, spoiled: None })
    }

    /// Does a row with this order number belong to the order of the rows above it?
    pub(super) fn continues(&self, order: Option<&str>) -> bool {
        order.is_some() && (self.is_open(order) || self.spoiled.as_deref() == order)
    }

    fn is_open(&self, order: Option<&str>) -> bool {
        order.is_some() && self.open.as_ref().map(|open| open.order.as_str()) == order
    }

    /// Takes the next row. What can't grow any more goes to `ready`.
    pub(super) fn take(&mut self, outcome: Result<ImportRow, BadRow>, order: Option<String>, at: Checkpoint, ready: &mut Ready) {
        let row = match outcome {
            Ok(row) => row,
            Err(bad) => return self.take_bad(bad, order, at, ready),
        };
        if order.is_some() && self.spoiled == order {
            ready.push_back((Item::Bad(BadRow::new(row.line, None, Reason::OrderIncomplete)), at));
            return;
        }
        self.spoiled = None;
        if !self.is_open(order.as_deref()) {
            self.finish(ready);
            match order {
                Some(order) => self.open = Some(Open { row: Box::new(row), order, end: at }),
                None => ready.push_back((Item::Row(Box::new(row)), at)),
            }
            return;
        }
        let line = row.line;
        if let Err(reason) = self.add(row, at) {
            self.take_bad(BadRow::new(line, None, reason), order, at, ready);
        }
    }

    /// Gives out the open order: no row of it follows.
    pub(super) fn finish(&mut self, ready: &mut Ready) {
        if let Some(open) = self.open.take() {
            ready.push_back((Item::Row(open.row), open.end));
        }
    }

    fn add(&mut self, row: ImportRow, at: Checkpoint) -> Result<(), Reason> {
        let Some(open) = &mut self.open else { return Ok(()) };
        let currency = shape::currency_of(&open.row.event).ok_or(Reason::Currency)?;
        if self.sum_total && shape::currency_of(&row.event) != Some(currency) {
            return Err(Reason::Currency);
        }
        shape::add_products(&mut open.row.event, row.event, self.sum_total, currency)?;
        open.row.left_out.extend(row.left_out);
        open.end = at;
        Ok(())
    }

    /// A bad row spoils the order it belongs to. Where its number can't be read it may belong to the open one: better a whole order
    /// in the report than a part of one in the store.
    fn take_bad(&mut self, bad: BadRow, order: Option<String>, at: Checkpoint, ready: &mut Ready) {
        let may_belong = order.is_none() || self.is_open(order.as_deref());
        match self.open.take() {
            Some(open) if may_belong => {
                ready.push_back((Item::Bad(BadRow::new(open.row.line, None, Reason::OrderIncomplete)), open.end));
                self.spoiled = Some(open.order);
            }
            Some(open) => {
                ready.push_back((Item::Row(open.row), open.end));
                self.spoiled = order;
            }
            None if order.is_some() => self.spoiled = order,
            None => {}
        }
        ready.push_back((Item::Bad(bad), at));
    }
}
