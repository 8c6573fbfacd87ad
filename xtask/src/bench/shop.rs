//! A store under load: its folder, its keys, its server, its customers.

use super::Setting;
use super::batch::{Kind, Request, Walk, mix};
use super::drive::{Plan, Until, drive};
use crate::cluster::Cluster;
use crate::http::series;
use crate::paths::Folder;
use crate::process::{Outcome, because};
use crate::program::{Server, Store};
use std::time::{Duration, Instant};

/// Events a batch, and connections, of every load here.
pub const BATCH_EVENTS: usize = 100;
pub const CONNECTIONS: u32 = 32;

/// How far the slowest projection is behind, in events: one series a projection.
const LAG: &str = "amana_projection_lag_events";
/// Events and commits of the journal since start.
const COMMITTED_EVENTS: &str = "amana_journal_events_total";
const COMMITS: &str = "amana_journal_commits_total";

/// What the journal got, in so many commits.
#[derive(Clone, Copy, Debug)]
pub struct Committed {
    events: f64,
    commits: f64,
}

impl Committed {
    /// Events a group commit since `before`, on average.
    pub fn events_a_commit_since(self, before: Self) -> Outcome<u64> {
        let (events, commits) = (self.events - before.events, self.commits - before.commits);
        if commits > 0.0 { Ok((events / commits).round().max(1.0) as u64) } else { Err("nothing was committed".to_owned()) }
    }
}

pub struct Shop {
    pub server: Server,
    pub store: Store,
    pub server_key: String,
    pub site_key: String,
    // After the server, so that it stops before they go.
    cluster: Option<Cluster>,
    folder: Folder,
}

/// The name of its database, where that is PostgreSQL's.
const DATABASE: &str = "amana";

impl Shop {
    /// An empty store on the disk of the build output.
    pub fn open(setting: &Setting, smtp_port: Option<u16>) -> Outcome<Self> {
        Self::over(setting, Folder::on_disk("shop")?, smtp_port)
    }

    /// The store at `data` in this folder, which may be there already.
    pub fn over(setting: &Setting, folder: Folder, smtp_port: Option<u16>) -> Outcome<Self> {
        let cluster = setting.engine.cluster()?;
        let mut store = Store::new(&setting.binary, &folder.path().join("data"));
        store.database_url = cluster.as_ref().map(|cluster| cluster.database(DATABASE)).transpose()?;
        store.smtp_port = smtp_port;
        let (server_key, site_key) = (store.create_key("server")?, store.create_key("site")?);
        Ok(Self { server: store.serve()?, store, server_key, site_key, cluster, folder })
    }

    /// Makes customers `customer-00000000` onward known: by a look at a product, or with a name and an address.
    pub fn introduce(&self, population: u64, kind: Kind) -> Outcome {
        let host = self.server.address;
        let plan = Plan {
            host,
            connections: CONNECTIONS,
            requests: vec![Request::batch(host, &self.server_key, &[kind; BATCH_EVENTS])],
            population,
            walk: Walk::InOrder { step: u64::from(CONNECTIONS) },
            first_sender: CONNECTIONS,
            until: Until::Events(rounded_up(population)),
            pace: None,
        };
        drive(&plan)?;
        self.settle(Duration::from_mins(5))
    }

    /// The fixed mix over this population, as fast as answers come or at a pace.
    pub fn mixed(&self, population: u64, span: Duration, pace: Option<f64>) -> Plan {
        let host = self.server.address;
        Plan {
            host,
            connections: CONNECTIONS,
            requests: mix(host, &self.server_key, &self.site_key, BATCH_EVENTS),
            population,
            walk: Walk::AtRandom,
            first_sender: 0,
            until: Until::Elapsed(span),
            pace,
        }
    }

    /// Events that the slowest projection has still to read.
    pub fn lag(&self) -> Outcome<f64> {
        let page = self.server.metrics()?;
        series(&page, LAG).map(|(_, value)| value).max_by(f64::total_cmp).ok_or_else(|| format!("/metrics has no {LAG}"))
    }

    /// Waits until every projection has read everything.
    pub fn settle(&self, limit: Duration) -> Outcome {
        let start = Instant::now();
        while self.lag()? > 0.0 {
            if start.elapsed() > limit {
                return Err(format!("projections did not catch up within {} s", limit.as_secs()));
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        Ok(())
    }

    /// The one number that a statement over the record gives, as it is on disk.
    pub fn count(&self, sql: &str) -> Outcome<u64> {
        if let Some(cluster) = &self.cluster {
            return cluster.ask(DATABASE, sql)?.parse().map_err(because("read a count"));
        }
        let file = self.folder.path().join("data/record.db");
        let open = rusqlite::Connection::open_with_flags(file, rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY);
        let counted = open.and_then(|connection| connection.query_row(sql, [], |row| row.get::<_, i64>(0)));
        counted.map(|count| count as u64).map_err(because("count in the record"))
    }

    /// Events and commits of the journal so far.
    pub fn committed(&self) -> Outcome<Committed> {
        let page = self.server.metrics()?;
        let sum = |name| crate::http::metric(&page, name).ok_or_else(|| format!("/metrics has no {name}"));
        Ok(Committed { events: sum(COMMITTED_EVENTS)?, commits: sum(COMMITS)? })
    }
}

/// Every sender's share must be whole batches, and together they must reach everybody.
fn rounded_up(population: u64) -> u64 {
    let round = u64::from(CONNECTIONS) * BATCH_EVENTS as u64;
    population.div_ceil(round) * round
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_size_of_a_commit_is_that_of_the_load_alone() {
        let sums = |events, commits| Committed { events, commits };
        assert_eq!(sums(9_000.0, 12.0).events_a_commit_since(sums(1_000.0, 8.0)), Ok(2_000));
        assert_eq!(sums(9.0, 8.0).events_a_commit_since(sums(9.0, 8.0)), Err("nothing was committed".to_owned()));
    }
}
