//! Links to a customer's own pages: signed, for one visit, for a short time.

use crate::customers;
use crate::vault::Keys;
use base::id::{CustomerId, ErasureId, PrivacyLinkId, RequestId};
use base::{Rng, Timestamp};
use db::{Error, Result, Tx, params};
use std::time::Duration;

/// The labels of the signatures.
const LABEL: &str = "privacy-link";
const RENEWAL_LABEL: &str = "renewal";
const REQUEST_LABEL: &str = "privacy-request";
const CERTIFICATE_LABEL: &str = "erasure";

/// How a link reaches its customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// By e-mail: there is time to find the message.
    Mail,
    /// By the store's own page, which sends the browser on at once.
    HandOver,
}

/// Why a link opens nothing.
#[derive(Debug, thiserror::Error)]
pub enum LinkError {
    /// It is none of ours, or its customer is gone.
    #[error("the link is unknown")]
    Unknown,
    #[error("the link was used before")]
    Used,
    #[error("the link has run out")]
    Expired,
    #[error(transparent)]
    Db(#[from] Error),
}

impl Way {
    /// How long a link lasts.
    pub const fn lasts(self) -> Duration {
        match self {
            Self::Mail => Duration::from_mins(30),
            Self::HandOver => Duration::from_mins(2),
        }
    }
}

/// Makes a link. The caller runs inside the recorder.
pub fn ask_for_link(tx: &mut Tx<'_>, rng: &mut Rng, customer: CustomerId, way: Way, now: Timestamp) -> Result<PrivacyLinkId> {
    let id = PrivacyLinkId::new(now, rng);
    let sql = "INSERT INTO privacy_links (id, customer, expires_at) VALUES ($1, $2, $3)";
    tx.execute(sql, params![id, customer, now.plus(way.lasts())])?;
    Ok(id)
}

/// What stands in the link's address.
pub fn link_token(keys: &Keys, id: PrivacyLinkId) -> String {
    keys.signed_token(LABEL, id, &[])
}

/// The link of a token; `None` where the signature is not ours.
pub fn read_link_token(keys: &Keys, token: &str) -> Option<PrivacyLinkId> {
    keys.read_signed_token(LABEL, token, &[])
}

/// What stands in the address at which a customer says whether a request is theirs.
pub fn request_token(keys: &Keys, id: RequestId) -> String {
    keys.signed_token(REQUEST_LABEL, id, &[])
}

/// The request of such a token; `None` where the signature is not ours.
pub fn read_request_token(keys: &Keys, token: &str) -> Option<RequestId> {
    keys.read_signed_token(REQUEST_LABEL, token, &[])
}

/// Where the certificate of an erasure is shown. Whoever was erased has no other way to it.
pub fn certificate_path(keys: &Keys, id: ErasureId) -> String {
    format!("/privacy/erasure/{}", keys.signed_token(CERTIFICATE_LABEL, id, &[]))
}

/// The erasure of a certificate's address; `None` where the signature is not ours.
pub fn read_certificate_token(keys: &Keys, token: &str) -> Option<ErasureId> {
    keys.read_signed_token(CERTIFICATE_LABEL, token, &[])
}

/// What stands in the address of a link that renews what ends by then: good until that end, and for nothing else.
pub fn renewal_token(keys: &Keys, customer: CustomerId, until: Timestamp) -> String {
    let signed = keys.signed_token(RENEWAL_LABEL, customer, &until.micros().to_le_bytes());
    format!("{signed}-{}", until.micros())
}

/// The customer and the end of a renewal's token; `None` where the signature is not ours.
pub fn read_renewal_token(keys: &Keys, token: &str) -> Option<(CustomerId, Timestamp)> {
    let (signed, until) = token.split_once('-')?;
    let until: i64 = until.parse().ok()?;
    Some((keys.read_signed_token(RENEWAL_LABEL, signed, &until.to_le_bytes())?, Timestamp::from_micros(until)))
}

/// Uses a link up; gives whose it is (the root). The caller runs inside the recorder.
pub fn open_link(tx: &mut Tx<'_>, id: PrivacyLinkId, now: Timestamp) -> Result<CustomerId, LinkError> {
    let sql = "SELECT customer, expires_at, used_at FROM privacy_links WHERE id = $1";
    let found = tx.query_opt(sql, params![id], |row| {
        Ok((row.get::<CustomerId>(0)?, row.get::<Timestamp>(1)?, row.get::<Option<Timestamp>>(2)?))
    })?;
    let (customer, expires_at, used_at) = found.ok_or(LinkError::Unknown)?;
    if used_at.is_some() {
        return Err(LinkError::Used);
    }
    // A clock that was set back makes none last longer.
    if now >= expires_at || expires_at > now.plus(Way::Mail.lasts()) {
        return Err(LinkError::Expired);
    }
    let root = customers::root_of(tx, customer)?.ok_or(LinkError::Unknown)?;
    if customers::customer_row(tx, root)?.is_none_or(|row| row.erased_at.is_some()) {
        return Err(LinkError::Unknown);
    }
    tx.execute("UPDATE privacy_links SET used_at = $2 WHERE id = $1", params![id, now])?;
    Ok(root)
}

/// A way to a customer's own pages that was open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenedWay {
    /// `link` or `session`.
    pub kind: &'static str,
    pub expires_at: Timestamp,
    pub used_at: Option<Timestamp>,
}

/// The links and sessions of these ids of one customer that are still known.
pub fn ways_of(tx: &mut Tx<'_>, customers: &[CustomerId]) -> Result<Vec<OpenedWay>> {
    let mut ways = Vec::new();
    for customer in customers {
        let links = "SELECT expires_at, used_at FROM privacy_links WHERE customer = $1 ORDER BY expires_at";
        ways.extend(tx.query(links, params![customer], |row| {
            Ok(OpenedWay { kind: "link", expires_at: row.get(0)?, used_at: row.get(1)? })
        })?);
        let sessions = "SELECT expires_at FROM privacy_sessions WHERE customer = $1 ORDER BY expires_at";
        ways.extend(tx.query(sessions, params![customer], |row| {
            Ok(OpenedWay { kind: "session", expires_at: row.get(0)?, used_at: None })
        })?);
    }
    Ok(ways)
}

/// Ends a customer's links and sessions.
pub fn close_ways(tx: &mut Tx<'_>, customer: CustomerId) -> Result<()> {
    for table in ["privacy_links", "privacy_sessions"] {
        tx.execute(&format!("DELETE FROM {table} WHERE customer = $1"), params![customer])?;
    }
    Ok(())
}

/// Deletes links that ran out a day ago or earlier: until then one can be told that it ran out.
pub fn purge_links(tx: &mut Tx<'_>, now: Timestamp) -> Result<u64> {
    tx.execute("DELETE FROM privacy_links WHERE expires_at <= $1", params![now.minus(Duration::from_hours(24))])
}
