//! The mail servers as settings hold them: the address of each sealed, since it has a password in it.

use crate::mail::{open_setting, seal_setting};
use base::{Rng, Timestamp};
use capabilities::messaging::{Carries, ServerPlan, SmtpConfig};
use db::{Result, Tx};
use foundation::settings;
use foundation::vault::Keys;
use serde::{Deserialize, Serialize};

/// Under which they are stored, and sealed.
pub const SETTING: &str = "smtp";
pub const SERVERS_MAX: usize = 10;

/// One mail server as stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailServer {
    /// Its name among the others, which never changes: letters are shared out by it.
    pub id: String,
    pub sealed_url: String,
    pub weight: u32,
    pub on: bool,
    pub carries: Carries,
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Stored {
    /// As it was while there could be one only: its sealed address.
    One(String),
    Several(Vec<MailServer>),
}

impl MailServer {
    /// One that carries everything.
    pub fn new(keys: &Keys, rng: &mut Rng, url: &str) -> Self {
        let id = base::id::encode(&rng.bytes::<16>());
        Self { id, sealed_url: seal_setting(keys, rng, SETTING, url), weight: 1, on: true, carries: Carries::All }
    }

    /// Where it is; `None` where that can't be read.
    pub fn config(&self, keys: &Keys) -> Option<SmtpConfig> {
        SmtpConfig::parse(&open_setting(keys, SETTING, &self.sealed_url)?).ok()
    }
}

/// In the order in which they were added.
pub fn load(tx: &mut Tx<'_>) -> Result<Vec<MailServer>> {
    Ok(match settings::load(tx, SETTING)? {
        None => Vec::new(),
        Some(Stored::One(sealed_url)) => {
            vec![MailServer { id: "first".to_owned(), sealed_url, weight: 1, on: true, carries: Carries::All }]
        }
        Some(Stored::Several(servers)) => servers,
    })
}

pub fn save(tx: &mut Tx<'_>, servers: Vec<MailServer>, now: Timestamp) -> Result<()> {
    settings::save(tx, SETTING, &Stored::Several(servers), now)
}

/// Those that are switched on, with so many connections each.
pub fn plans(keys: &Keys, servers: &[MailServer], connections: usize) -> Vec<ServerPlan> {
    let on = servers.iter().filter(|server| server.on);
    let plans = on.filter_map(|server| {
        let config = SmtpConfig { pool_connections: connections, ..server.config(keys)? };
        Some(ServerPlan { id: server.id.clone(), config, weight: server.weight, carries: server.carries })
    });
    plans.collect()
}

/// Whether letters of both kinds have a server, or there is none at all: then they wait for one.
pub fn are_enough(servers: &[MailServer]) -> bool {
    let carried = |is_marketing| servers.iter().any(|server| server.on && server.carries.is_for(is_marketing));
    carried(true) == carried(false)
}
