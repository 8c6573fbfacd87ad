//! Keys for programs: what they may do, and on which legal basis what they send is kept. Only a hash is stored.

use crate::consent::{Basis, EventClass};
use crate::vault::Keys;
use base::id::KeyId;
use base::{Rng, Timestamp};
use db::{Error, Result, Row, Store, Tx, params};
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

/// What a key may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Public, in the store's pages: sends events, is believed little.
    Site = 1,
    /// Secret, on the store's servers: sends events and is believed.
    Server = 2,
    /// Reads the API.
    Read = 3,
    /// Reads and writes the API.
    Admin = 4,
}

/// The legal basis on which each class of event is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bases([Basis; 4]);

/// A key as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiKey {
    pub id: KeyId,
    pub name: String,
    pub scope: Scope,
    pub bases: Bases,
    pub created_at: Timestamp,
    pub revoked_at: Option<Timestamp>,
}

impl Scope {
    pub const ALL: [Self; 4] = [Self::Site, Self::Server, Self::Read, Self::Admin];

    pub const fn word(self) -> &'static str {
        match self {
            Self::Site => "site",
            Self::Server => "server",
            Self::Read => "read",
            Self::Admin => "admin",
        }
    }

    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.word() == word)
    }

    pub fn from_code(code: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| *scope as i64 == code)
    }
}

impl Bases {
    /// What a key of this scope starts with: a page keeps what people agreed to and never orders; a server keeps orders,
    /// accounts and its own events by contract, and browsing by consent.
    pub const fn default_for(scope: Scope) -> Self {
        match scope {
            Scope::Site => Self([Basis::None, Basis::Consent, Basis::Consent, Basis::Consent]),
            _ => Self([Basis::Contract, Basis::Consent, Basis::Contract, Basis::Contract]),
        }
    }

    pub const fn of(&self, class: EventClass) -> Basis {
        self.0[class as usize]
    }

    #[must_use]
    pub const fn with(mut self, class: EventClass, basis: Basis) -> Self {
        self.0[class as usize] = basis;
        self
    }

    /// `orders=contract,browsing=consent,…`
    pub fn to_text(&self) -> String {
        let parts: Vec<String> =
            EventClass::ALL.iter().map(|class| format!("{}={}", class.word(), self.of(*class).word())).collect();
        parts.join(",")
    }

    /// Reads `to_text`'s form; classes that are not named keep what `self` says. The error names the part.
    pub fn read(mut self, text: &str) -> Result<Self, String> {
        for part in text.split(',').filter(|part| !part.trim().is_empty()) {
            let (class, basis) = part.split_once('=').ok_or_else(|| part.to_owned())?;
            let class = EventClass::from_word(class.trim()).ok_or_else(|| part.to_owned())?;
            self = self.with(class, Basis::from_word(basis.trim()).ok_or_else(|| part.to_owned())?);
        }
        Ok(self)
    }
}

/// Makes a key; gives its text, which is never shown again. The caller tells the gate.
pub fn create_key(
    tx: &mut Tx<'_>,
    keys: &Keys,
    rng: &mut Rng,
    name: &str,
    scope: Scope,
    bases: Bases,
    now: Timestamp,
) -> Result<(KeyId, String)> {
    let id = KeyId::new(now, rng);
    let text = format!("amana_{}_{}", scope.word(), base::id::encode(&rng.bytes()));
    tx.execute(
        "INSERT INTO api_keys (id, hash, name, scope, bases, created_at) VALUES ($1, $2, $3, $4, $5, $6)",
        params![id, keys.token_hash(&text), name, scope as i64, bases.to_text(), now],
    )?;
    Ok((id, text))
}

/// Every key, newest first.
pub fn list_keys(tx: &mut Tx<'_>) -> Result<Vec<ApiKey>> {
    tx.query(&format!("SELECT {COLUMNS} FROM api_keys ORDER BY id DESC LIMIT 200"), &[], read)
}

/// Ends a key; false where there is none. The caller tells the gate.
pub fn revoke_key(tx: &mut Tx<'_>, id: KeyId, now: Timestamp) -> Result<bool> {
    Ok(tx.execute("UPDATE api_keys SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL", params![id, now])? > 0)
}

/// The key that this text is, unless it was revoked or never was; from the database, so what another node revoked is no key.
pub fn find_key(tx: &mut Tx<'_>, keys: &Keys, text: &str) -> Result<Option<ApiKey>> {
    let sql = format!("SELECT {COLUMNS} FROM api_keys WHERE hash = $1 AND revoked_at IS NULL");
    tx.query_opt(&sql, params![keys.token_hash(text)], read)
}

/// Whether a key holds at this moment. For the door, which asks while it holds the journal's head.
pub fn is_in_force(tx: &mut Tx<'_>, id: KeyId) -> Result<bool> {
    let sql = "SELECT 1 FROM api_keys WHERE id = $1 AND revoked_at IS NULL";
    Ok(tx.query_opt::<i64>(sql, params![id], |_| Ok(1))?.is_some())
}

const COLUMNS: &str = "id, name, scope, bases, created_at, revoked_at";

fn read(row: &Row<'_>) -> Result<ApiKey> {
    let scope = Scope::from_code(row.get(2)?).ok_or_else(|| Error::Other("a key of unknown scope".to_owned()))?;
    let bases = Bases::default_for(scope)
        .read(&row.get::<String>(3)?)
        .map_err(|part| Error::Other(format!("a key's legal bases can't be read: {part}")))?;
    Ok(ApiKey { id: row.get(0)?, name: row.get(1)?, scope, bases, created_at: row.get(4)?, revoked_at: row.get(5)? })
}

/// Finds keys by their text, hot ones in memory.
#[derive(Clone, Default)]
pub struct KeyDirectory {
    known: Arc<RwLock<HashMap<[u8; 32], Arc<ApiKey>>>>,
}

impl KeyDirectory {
    /// The key that this text is, unless it was revoked or never was.
    pub fn find(&self, record: &Store, keys: &Keys, text: &str) -> Result<Option<Arc<ApiKey>>> {
        let hash = keys.token_hash(text);
        if let Some(key) = self.known.read().unwrap_or_else(PoisonError::into_inner).get(&hash) {
            return Ok(Some(Arc::clone(key)));
        }
        let found = record.read(|tx| find_key(tx, keys, text))?;
        Ok(found.map(|key| {
            let key = Arc::new(key);
            self.known.write().unwrap_or_else(PoisonError::into_inner).insert(hash, Arc::clone(&key));
            key
        }))
    }

    /// The key of this text where it is in memory already.
    pub fn hot(&self, keys: &Keys, text: &str) -> Option<Arc<ApiKey>> {
        self.known.read().unwrap_or_else(PoisonError::into_inner).get(&keys.token_hash(text)).cloned()
    }

    /// Forgets what is in memory: a key was made or revoked, here or on another node.
    pub fn forget(&self) {
        self.known.write().unwrap_or_else(PoisonError::into_inner).clear();
    }
}
