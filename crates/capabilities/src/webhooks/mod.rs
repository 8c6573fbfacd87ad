//! What the store's other programs, and companies outside, are told by calls to addresses of theirs.
//!
//! A call is put into a queue in the transaction of what it tells of, and sent from there: nothing is sent from inside a projection.
//! What it says of the customer is put together when it is sent, by what they allow then, so that the queue holds nothing personal
//! but their id. Each address is sent to on its own: one that fails rests, and holds up no other. Signed as Standard Webhooks says.

mod model;
mod signature;
mod store;

pub use model::{
    Call, CallState, ENDPOINTS_MAX, Endpoint, Flaw, NAME_CHARS_MAX, NewCall, PAUSES, SENT_DATA, URL_BYTES_MAX, check_url,
};
pub use signature::{secret, sign};
pub use store::{
    begin_attempt, calls_of, due_endpoints, due_of, endpoint, endpoints, enqueue, fail, forget, insert, next_due, of_customer,
    purge, remove, renew_secret, rest, set_paused, settle, standings,
};
