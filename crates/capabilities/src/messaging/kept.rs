//! What is kept of a letter that went, sealed under its reader's key.

use super::store;
use base::id::{CustomerId, MessageId};
use db::{Db, Result, Tx};
use foundation::consent::Category;
use foundation::vault::{self, Keys};
use std::cell::RefCell;

/// The level of zstd by which letters are kept: the quickest.
const PACKED_AT: i32 = 1;

thread_local! {
    /// What it works in costs more to make than a letter to pack.
    static PACKER: RefCell<Option<zstd::bulk::Compressor<'static>>> = RefCell::new(zstd::bulk::Compressor::new(PACKED_AT).ok());
}

/// What is kept of a sent message, for the admin and the customer.
#[derive(serde::Serialize, serde::Deserialize)]
pub struct KeptBody {
    pub subject: String,
    pub text: String,
    pub html: String,
}

impl KeptBody {
    /// A letter's HTML is mostly tags: packed it is a fifth.
    pub(super) fn pack(&self) -> Vec<u8> {
        let plain = serde_json::to_vec(self).unwrap_or_default();
        PACKER.with_borrow_mut(|packer| packer.as_mut()?.compress(&plain).ok()).unwrap_or(plain)
    }

    /// Older ones were kept as they are, which begins with a brace.
    fn unpack(packed: &[u8]) -> Option<Self> {
        if packed.starts_with(b"{") {
            return serde_json::from_slice(packed).ok();
        }
        serde_json::from_slice(&zstd::stream::decode_all(packed).ok()?).ok()
    }
}

/// The text of a sent message as it was kept, for the ids of its customer (a root first); `None` where none was kept, or
/// where its key was destroyed with the customer's data. The caller logs the look first.
pub fn kept_body(db: &Db, keys: &Keys, message: MessageId, customers: &[CustomerId]) -> Result<Option<KeptBody>> {
    let Some(sealed) = db.views.read(|tx| store::body(tx, message))? else { return Ok(None) };
    db.record.read(|tx| open_kept(tx, keys, message, customers, &sealed))
}

/// What is kept of a letter, or is about to be; `None` where its key was destroyed. (Record.)
pub fn open_kept(
    tx: &mut Tx<'_>,
    keys: &Keys,
    message: MessageId,
    customers: &[CustomerId],
    sealed: &[u8],
) -> Result<Option<KeptBody>> {
    let plain = vault::open_beside(tx, keys, customers, Category::Email, &message.to_string(), sealed)?;
    Ok(plain.and_then(|plain| KeptBody::unpack(&plain)))
}
