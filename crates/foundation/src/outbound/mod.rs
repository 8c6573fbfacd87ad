//! The one way in which this program goes to an address that somebody typed in, and may be led on from there.
//!
//! Whoever names an address may want the program to go where they can't go themselves: to the machine it runs on, to its
//! neighbours, to what a cloud tells its own machines (server-side request forgery). So only `http` and `https` on their own
//! ports are gone to, without credentials, and only on addresses that everybody may reach. The address is looked at where the
//! connection is made, after the name was resolved: a name that resolves otherwise a moment later changes nothing. Every
//! redirect is a new errand under the same rules. No proxy of the environment is used, since it would resolve names itself.
//!
//! Bodies are read up to a number of bytes, after decompression, and a whole errand ends at a given moment.

mod address;
mod client;
mod error;
#[cfg(test)]
mod tests;

pub use address::is_public;
pub use client::{Answer, Client, Hop, Limits, Reach, may_ask, tls};
pub use error::OutboundError;
