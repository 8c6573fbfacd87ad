//! Where in the journal each customer's events stand that are not sealed yet, held in memory.
//!
//! The journal has no index by customer, so that writing it stays cheap. Whoever has to read some customers anew would go through
//! all of it each time; so each row is looked at once, when somebody first asks for what lies that far.

use crate::journal;
use base::id::CustomerId;
use db::{Result, Tx};
use std::collections::{BTreeSet, HashMap};

/// Positions that may be known in vain before they are let go: of events that were sealed since.
const SEALED_MAX: i64 = 65_536;

/// Positions by the id that an event arrived with.
#[derive(Debug, Default)]
pub(super) struct Unsealed {
    /// Those after `from` up to and with `through` are known.
    from: i64,
    through: i64,
    positions: HashMap<CustomerId, Vec<i64>>,
}

impl Unsealed {
    /// Where after `sealed`, up to and with `to`, events of these customers stand or stood, in order. (Record.)
    pub fn of(&mut self, tx: &mut Tx<'_>, customers: &BTreeSet<CustomerId>, sealed: i64, to: i64) -> Result<Vec<i64>> {
        if sealed > self.through || sealed < self.from {
            *self = Self { from: sealed, through: sealed, positions: HashMap::new() };
        } else if sealed > self.from + SEALED_MAX {
            self.from = sealed;
            self.positions.retain(|_, positions| {
                positions.retain(|position| *position > sealed);
                !positions.is_empty()
            });
        }
        if to > self.through {
            let read = journal::each_place(tx, self.through, to, |position, customer| {
                self.positions.entry(customer).or_default().push(position);
            });
            // Half of it is worse than nothing.
            read.inspect_err(|_| *self = Self::default())?;
            self.through = to;
        }
        let known = customers.iter().filter_map(|customer| self.positions.get(customer)).flatten();
        let mut found: Vec<i64> = known.copied().filter(|position| (sealed + 1..=to).contains(position)).collect();
        found.sort_unstable();
        Ok(found)
    }
}
