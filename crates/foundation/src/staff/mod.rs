//! Who may speak to the program: people with a password, and keys.

mod accounts;
mod api_keys;
mod sessions;

pub use accounts::{
    HashedPassword, NewStaff, Staff, StaffError, any, check_password, create, find_login, hash_password, set_locale, staff,
};
pub use api_keys::{ApiKey, Bases, KeyDirectory, Scope, create_key, find_key, is_in_force, list_keys, revoke_key};
pub use sessions::{end_session, end_sessions_of, open_session, purge_sessions, session};
