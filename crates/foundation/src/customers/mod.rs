//! Who each event is about.
//!
//! Identities are looked up by keyed hash and resolved while the journal's head is held, so two nodes never make the same
//! new customer twice. Stored ids are never rewritten: a merged customer points at its root. What a public key claims can
//! start a profile, but joins nobody and verifies nothing: a user id that it names leads to nobody until the store says it.

mod directory;
mod facts;
mod identity;
mod places;
mod projection;
mod store;
mod zone;

pub use directory::{Authority, Claims, Directory, Merge, Plan, Resolution};
pub use facts::{Facts, Spent};
pub use identity::{Claim, IdentityKind};
pub use places::{place_in, place_of, places_of};
pub use projection::CustomersProjection;
pub use store::{
    CustomerRow, FactsRow, Filter, IdentityRow, TraitRow, all_ids, count_merged_since, customer_row, facts_of, families,
    find_identity, gone_among, identities_after, identities_of, list, list_at, list_known_at, mark_erased, merged_since,
    positions_after, root_of, roots_of, timeline_positions, total, total_known, traits_after, traits_like, traits_named,
    traits_of, zones_of,
};
pub(crate) use zone::zone_named;
pub use zone::{ZONE_TRAITS, zone_in};
