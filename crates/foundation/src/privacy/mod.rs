//! What customers do with their own data: how they come to their pages, and how they are forgotten.
//!
//! A link shows nothing by itself: it opens a session, once. A session is short. An erasure begins with one commit, after which
//! nothing of the customer can be read, and ends when nothing is left on disk.

mod erasure;
mod links;
mod opt_ins;
mod register;
mod sessions;

pub use erasure::{
    Erasure, Gone, clear_done, erase, erased_since, erasure_of, find_erasure, finish, finished_since, is_in_history, unfinished,
};
pub use links::{
    LinkError, OpenedWay, Way, ask_for_link, close_ways, link_token, open_link, purge_links, read_link_token, read_renewal_token,
    renewal_token, ways_of,
};
pub use opt_ins::{
    OPT_IN_LASTS, OPT_IN_VIA, OptIn, ask_opt_in, confirm_opt_in, opt_in_token, opt_ins_of, read_opt_in_token, waiting_opt_in,
};
pub use register::{Register, erase_again};
pub use sessions::{LASTS as SESSION_LASTS, end_session, open_session, purge_sessions, session};
