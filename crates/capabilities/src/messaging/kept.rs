//! What is kept of a letter that went, sealed under its reader's key.

use super::store;
use super::template::Rendered;
use base::id::{CustomerId, MessageId};
use db::{Db, Result, Tx};
use foundation::consent::Category;
use foundation::vault::{self, Keys};
use std::io::Read as _;
use std::sync::{Arc, Mutex, PoisonError};
use zstd::zstd_safe::{CCtx, CDict, compress_bound};

/// The level of zstd by which letters are kept: the quickest.
const PACKED_AT: i32 = 1;

/// What packing works in, which costs more to make than a letter to pack: as many as ever packed at once, not one a thread.
static PACKERS: Mutex<Vec<CCtx<'static>>> = Mutex::new(Vec::new());

/// What is kept of a sent message, for the admin and the customer.
#[derive(serde::Serialize, serde::Deserialize)]
pub struct KeptBody {
    pub subject: String,
    pub text: String,
    pub html: String,
}

/// What a letter is packed against: its sheet as a made-up reader gets it, so that of each one only what differs is kept. It stands
/// in the database beside those packed against it, for they can't be read without it.
pub struct Pattern {
    pub hash: [u8; 16],
    pub text: Vec<u8>,
    digested: CDict<'static>,
}

/// A letter's subject and text, packed and sealed.
#[derive(Clone)]
pub struct Kept {
    pub sealed: Vec<u8>,
    /// What it was packed against.
    pub pattern: Option<Arc<Pattern>>,
}

impl From<Rendered> for KeptBody {
    fn from(Rendered { subject, html, text, .. }: Rendered) -> Self {
        Self { subject, text, html }
    }
}

impl Pattern {
    /// `None` where there is no memory for it.
    pub(super) fn new(body: &KeptBody) -> Option<Self> {
        let text = body.plain();
        let mut hash = [0; 16];
        blake3::Hasher::new().update(&text).finalize_xof().fill(&mut hash);
        Some(Self { hash, digested: CDict::try_create(&text, PACKED_AT)?, text })
    }
}

impl KeptBody {
    fn plain(&self) -> Vec<u8> {
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// A letter's HTML is mostly tags: packed it is a fifth, and against a pattern a thirtieth.
    pub(super) fn pack(&self, pattern: Option<&Pattern>) -> Vec<u8> {
        let plain = self.plain();
        let free = || PACKERS.lock().unwrap_or_else(PoisonError::into_inner);
        // Taken out of the lock at once.
        let idle = free().pop();
        let Some(mut packer) = idle.or_else(CCtx::try_create) else { return plain };
        let mut packed = Vec::with_capacity(compress_bound(plain.len()));
        let written = match pattern {
            Some(pattern) => packer.compress_using_cdict(&mut packed, &plain, &pattern.digested),
            None => packer.compress(&mut packed, &plain, PACKED_AT),
        };
        free().push(packer);
        if written.is_ok() { packed } else { plain }
    }

    /// Older ones were kept as they are, which begins with a brace.
    fn unpack(packed: &[u8], pattern: &[u8]) -> Option<Self> {
        if packed.starts_with(b"{") {
            return serde_json::from_slice(packed).ok();
        }
        let mut plain = Vec::new();
        zstd::stream::read::Decoder::with_dictionary(packed, pattern).ok()?.read_to_end(&mut plain).ok()?;
        serde_json::from_slice(&plain).ok()
    }
}

/// The text of a sent message as it was kept, for the ids of its customer (a root first); `None` where none was kept, or
/// where its key was destroyed with the customer's data. The caller logs the look first.
pub fn kept_body(db: &Db, keys: &Keys, message: MessageId, customers: &[CustomerId]) -> Result<Option<KeptBody>> {
    let Some((sealed, pattern)) = db.views.read(|tx| store::body(tx, message))? else { return Ok(None) };
    db.record.read(|tx| open(tx, keys, message, customers, &sealed, &pattern))
}

/// What is kept of a letter that is about to go; `None` where its key was destroyed. (Record.)
pub fn open_kept(
    tx: &mut Tx<'_>,
    keys: &Keys,
    message: MessageId,
    customers: &[CustomerId],
    kept: &Kept,
) -> Result<Option<KeptBody>> {
    open(tx, keys, message, customers, &kept.sealed, kept.pattern.as_ref().map_or(&[], |pattern| &pattern.text))
}

fn open(
    tx: &mut Tx<'_>,
    keys: &Keys,
    message: MessageId,
    customers: &[CustomerId],
    sealed: &[u8],
    pattern: &[u8],
) -> Result<Option<KeptBody>> {
    let plain = vault::open_beside(tx, keys, customers, Category::Email, &message.to_string(), sealed)?;
    Ok(plain.and_then(|plain| KeptBody::unpack(&plain, pattern)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(name: &str) -> KeptBody {
        let html = (0..200).map(|row| format!("<td style=\"padding:{row}px\">{row}</td>")).collect::<Vec<_>>().concat();
        KeptBody { subject: format!("For {name}"), text: format!("Dear {name}\n"), html: format!("<p>{name}</p>{html}") }
    }

    #[test]
    fn of_a_letter_only_what_differs_from_its_pattern_is_kept() {
        let pattern = Pattern::new(&letter("Sara")).unwrap();
        let (alone, beside) = (letter("مريم").pack(None), letter("مريم").pack(Some(&pattern)));
        assert!(beside.len() * 4 < alone.len(), "{} of {}", beside.len(), alone.len());
        for (packed, pattern) in [(alone, &[][..]), (beside, &pattern.text)] {
            let read = KeptBody::unpack(&packed, pattern).unwrap();
            assert_eq!((read.subject, read.text, read.html), {
                let KeptBody { subject, text, html } = letter("مريم");
                (subject, text, html)
            });
        }
    }

    #[test]
    fn what_was_kept_before_there_were_patterns_is_read() {
        let old = zstd::bulk::compress(&letter("Sara").plain(), 1).unwrap();
        assert_eq!(KeptBody::unpack(&old, &[]).unwrap().subject, "For Sara");
        assert_eq!(KeptBody::unpack(&letter("Sara").plain(), &[]).unwrap().subject, "For Sara");
        let pattern = Pattern::new(&letter("Sara")).unwrap();
        assert!(KeptBody::unpack(&letter("Sara").pack(Some(&pattern)), &[]).is_none(), "nothing is made up");
    }
}
