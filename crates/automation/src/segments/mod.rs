//! Groups of customers by a rule, kept up to date as things happen and as time passes.
//!
//! A segment names what it is used for, and its rule is asked only of those who agreed to that use of what it reads.
//! Who is in one is a table that [`crate::live`] keeps.

mod model;
mod moves;
mod store;

pub use foundation::journal::LIST_CHANGED;
pub use model::{Flaw, NAME_CHARS_MAX, SEGMENTS_MAX, Segment, list_change, list_rule};
pub use moves::{DayMoves, clear_moves, count_moves, moves_since};
pub use store::{
    Size, clear_members, delete, find, forget, insert, is_member, list, members_after, members_of, move_all, move_members,
    of_customer, save_size, size, sizes, update,
};
