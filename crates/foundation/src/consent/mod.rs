//! What each customer allows: kinds of data, for what, to whom, on what legal basis, until when.
//!
//! History is never overwritten (`grants`); what holds now is one compact row a customer (`Choices`), where a check is a
//! bit test and a time compare. The default is no. A `Permit` can be made here alone.

mod choices;
mod law;
mod permits;
mod preferences;
mod reopening;
mod restriction;
mod store;
mod vocabulary;
mod windows;

pub use choices::{Choice, Choices};
pub use law::{Law, quiet_until, refused_at};
pub use permits::{Letter, Permit, Withheld, permit, permit_owed};
pub use preferences::{Channel, Frequency, Preferences, load_preferences, load_preferences_of, set_preferences};
pub use reopening::{REOPENED_VIA, answered_since, page, reopen};
pub use restriction::{Restriction, end_at, ending, lift, restrict, restrictions_of};
pub use store::{
    Decision, Due, GrantRow, all_as_of, as_of, decision_of, due, forget, history, keep_alive, last_decided_via, last_no_at, load,
    load_many, merge, note, record, store_choices,
};
pub use vocabulary::{
    Basis, Category, CategorySet, EventClass, MESSAGE_EVENTS, Purpose, Recipient, State, purposes_of_preference,
};
pub use windows::{
    NewWindow, Window, WindowKind, WindowState, answer_window, ask_window, close_window, find_window, forget_windows,
    live_windows_of, open_window, windows_of,
};
