//! What every other crate speaks in: ids, time, randomness, money, languages, addresses, folded text.
//!
//! No I/O and no async. Time and randomness come in as arguments, so that every flow can be replayed.

pub mod decimal;
pub mod email;
pub mod fold;
pub mod group;
pub mod id;
pub mod limits;
pub mod locale;
pub mod money;
pub mod phone;
pub mod rng;
pub mod time;

pub use decimal::Decimal;
pub use email::EmailAddress;
pub use group::{GROUP_MIN, Told};
pub use id::Id;
pub use locale::Locale;
pub use money::{Currency, Money};
pub use phone::PhoneNumber;
pub use rng::Rng;
pub use time::{Clock, SimClock, SystemClock, Timestamp};
