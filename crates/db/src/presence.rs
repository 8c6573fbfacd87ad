//! How nodes over one PostgreSQL know of each other's end: each holds a lock for as long as it has a session, and the server
//! lets go of it the moment the session ends.

use crate::lease::NodeId;
use crate::postgres::PgConnection;
use crate::postgres_url::PgAddress;
use crate::store::Store;
use crate::{Result, params};
use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

/// A PostgreSQL server, and the session by which this program is present there.
pub(crate) struct PgServer {
    address: PgAddress,
    presence: Mutex<Presence>,
}

#[derive(Default)]
struct Presence {
    session: Option<PgConnection>,
    /// Those whose lock the session holds.
    nodes: BTreeSet<i64>,
}

impl PgServer {
    pub(crate) fn new(address: PgAddress) -> Self {
        Self { address, presence: Mutex::default() }
    }

    pub(crate) fn connect(&self) -> Result<PgConnection> {
        PgConnection::connect(&self.address)
    }

    /// A connection for looking up by key: a plan that was made while a table was small must not read all of it later.
    pub(crate) fn connect_for_keys(&self) -> Result<PgConnection> {
        let mut connection = self.connect()?;
        connection.batch("SET enable_seqscan = off")?;
        Ok(connection)
    }

    /// Makes sure that the session lives and holds the node's lock: shared, because an older session of the same node may
    /// hold it still. Whoever can take the lock alone knows that the node is gone.
    pub(crate) fn be_present(&self, node: NodeId) -> Result<()> {
        let mut presence = self.presence.lock().unwrap_or_else(PoisonError::into_inner);
        let Presence { session, nodes } = &mut *presence;
        if let Some(connection) = session
            && nodes.contains(&node.0)
            && connection.batch("SELECT 1").is_ok()
        {
            return Ok(());
        }
        if session.as_ref().is_none_or(PgConnection::is_closed) {
            nodes.clear();
            *session = Some(self.connect()?);
        }
        if let Some(connection) = session {
            connection.query("SELECT 1 FROM pg_advisory_lock_shared($1)", params![node.0])?;
            nodes.insert(node.0);
        }
        Ok(())
    }
}

/// The shared locks that programs over this database hold for being there, one a node.
const NODES_SQL: &str = "SELECT count(DISTINCT (classid, objid)) FROM pg_locks JOIN pg_database d ON d.oid = database \
     WHERE locktype = 'advisory' AND mode = 'ShareLock' AND granted AND d.datname = current_database()";

impl Store {
    /// How many nodes run over this database, as far as they said so by a lease. A folder of files has one at most.
    pub fn nodes_present(&self) -> Result<i64> {
        if self.path().is_some() {
            return Ok(1);
        }
        self.read(|tx| tx.query_one(NODES_SQL, &[], |row| row.get(0)))
    }
}
