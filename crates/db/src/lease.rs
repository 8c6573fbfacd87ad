//! Leases: one node at a time does a piece of work. For efficiency; the guarded rows it writes are for safety.
//!
//! A lease ends when it is given back, when its time is over (its holder stands still, or is cut off), and on PostgreSQL the
//! moment its holder's session ends (it was killed). A folder of SQLite has one program, which clears all when it starts.

use crate::store::Store;
use crate::{Result, params};
use std::time::Duration;

/// Names one running program among those over a database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NodeId(pub i64);

/// A piece of work that one node at a time should do.
pub struct Lease {
    name: String,
    node: NodeId,
    lasts: Duration,
}

impl Lease {
    pub fn new(name: impl Into<String>, node: NodeId, lasts: Duration) -> Self {
        Self { name: name.into(), node, lasts }
    }

    /// Takes the lease where it is free, run out, ours, or its holder gone, until now + its length on the database's clock.
    pub fn hold(&self, views: &Store) -> Result<bool> {
        views.be_present(self.node)?;
        views.write(|tx| {
            let now = tx.database_micros()?;
            let until = now.saturating_add(i64::try_from(self.lasts.as_micros()).unwrap_or(i64::MAX));
            // All who want this lease want it for as long: one that ends later than any taken by now could shows that the
            // database's clock was set back. It gets a whole term from here, in which a holder that lives renews it; one that
            // is gone must not hold it until the old time comes again.
            tx.execute("UPDATE leases SET until = $2 WHERE name = $1 AND until > $2", params![self.name, until])?;
            let sql = format!(
                "INSERT INTO leases (name, node, until) VALUES ($1, $2, $3) \
                 ON CONFLICT (name) DO UPDATE SET node = excluded.node, until = excluded.until \
                 WHERE leases.node = excluded.node OR leases.until < $4 OR {}",
                tx.is_gone("leases.node")
            );
            let changed = tx.execute(&sql, params![self.name, self.node.0, until, now])?;
            Ok(changed > 0)
        })
    }

    /// Takes all leases back: for the one program that may work on this store, which has just started.
    pub fn clear_all(views: &Store) -> Result<()> {
        views.write(|tx| {
            tx.execute("DELETE FROM leases", &[])?;
            Ok(())
        })
    }

    /// Gives it back before its time.
    pub fn release(&self, views: &Store) -> Result<()> {
        views.write(|tx| {
            tx.execute("DELETE FROM leases WHERE name = $1 AND node = $2", params![self.name, self.node.0])?;
            Ok(())
        })
    }
}
