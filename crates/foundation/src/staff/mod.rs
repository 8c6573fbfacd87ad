//! Who may speak to the program: people with a password, and keys.
//!
//! A person's role says which screens they open, their teams which data they see. What they do is written down (`audit`).
//! There is always an owner who can sign in.

mod accounts;
mod api_keys;
mod audit;
mod changes;
mod invitations;
mod passwords;
mod roles;
mod sessions;
mod teams;

pub use accounts::{Account, NewStaff, Staff, StaffError, account, any, create, find_login, list_accounts, set_locale, staff};
pub use api_keys::{ApiKey, Bases, KeyDirectory, Scope, create_key, find_key, is_in_force, list_keys, revoke_key};
pub use audit::{AuditFilter, AuditRow, Deed, audit_at, purge_audit};
pub use changes::{ChangeError, disable, enable, set_place};
pub use invitations::{INVITATION_LASTS, accept, invite, invited, purge_invitations, set_password};
pub use passwords::{HashedPassword, check_password, hash_password};
pub use roles::{Permission, Role};
pub use sessions::{end_other_sessions, end_session, end_sessions_of, open_session, purge_sessions, session};
pub use teams::{Team, TeamError, add_team, list_teams, remove_team, team_names};
