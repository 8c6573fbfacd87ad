//! Personal data under keys.
//!
//! Every direct identifier is sealed with a key of its own customer and kind of data; the keys are wrapped by the
//! installation's master key. Nothing here is on disk in clear. `disclose` is the only way back to plain text: it checks
//! the customer's choices, writes the access log first, and masks what is withheld. Destroying a keyring forgets for good.

mod along;
mod dates;
mod disclose;
mod keyring;
mod keys;
mod looks;
mod search;
mod sight;
mod signing;
mod store;

pub use along::{Along, KnownField};
pub use dates::{KnownDate, day_hashes};
pub use disclose::{Access, AccessLog, Beside, Disclosed, Looker, Pending, Person, Shown, lock_access_log, window_to};
pub use keyring::Keyrings;
pub use keys::{KeyError, Keys};
pub use looks::{LogRow, Look};
pub use search::{name_hashes, order_hash, query_hashes};
pub use sight::Sight;
pub use signing::{PublicKey, SigningKey};
pub use store::{
    Field, Provenance, SealedField, correct, erase, find_by_hash, index, open_beside, put, seal_beside, seal_for, sealed_fields,
};
