//! What a customer is handed about a decision: a consent record and a signed receipt (ISO/IEC TS 27560:2023, in the terms of the
//! W3C's guide to it, https://w3id.org/dpv/guides/consent-27560).
//!
//! A receipt names nobody: the customer stands in it under a name of the receipt's own. Its signature is over the canonical form
//! (RFC 8785), so that anybody checks it with the public key alone, offline, in whatever way the file was set.

mod form;
mod model;
mod read;
mod signed;
mod terms;
#[cfg(test)]
mod tests;

pub use form::{NotCanonical, canonical};
pub use model::{Issuer, NoReceipt, Processor, Service, receipt, record};
pub use read::{ERASURE_CERTIFICATE, Says, says};
pub use signed::{Forged, KeysDocument, Unreadable, Verdict, keys_document, sign, verify};
pub use terms::{Terms, TermsVersion, are_noted, note_terms, terms_at};
