//! A mailbox that mail comes back to, read by IMAP (RFC 3501) or POP3 (RFC 1939).
//!
//! A [`Session`] lists the letters, reads the beginning of each, and deletes those that it is told to delete, each by itself. Whatever
//! the server says: no answer is longer than a limit, none is waited for beyond a moment, and nothing of it is believed but what
//! stands in the letters under our own signature (`feedback`). The password goes over a connection that is encrypted, or stays on
//! this machine.
//!
//! What is no report is left for people to look at. It is remembered here under a keyed hash of its name, so that nobody reads it
//! again, and forgotten once it is gone from the mailbox.

mod error;
mod imap;
mod imap_reply;
mod model;
mod pop3;
mod session;
mod store;
pub mod testing;
mod url;
mod wire;

pub use error::MailboxError;
pub use model::{Listed, State, TRIES_MAX, pause};
pub use session::Session;
pub use store::{FORGET_AT_ONCE, Remembered, forget, leave, note_try, remembered, save_state, state};
pub use url::{MailboxConfig, MailboxUrlError, Privacy, Protocol};

/// For fuzzing: what a server may answer, by either protocol.
pub fn read_untrusted(bytes: &[u8]) {
    imap_reply::read_untrusted(bytes);
    pop3::read_untrusted(bytes);
}
