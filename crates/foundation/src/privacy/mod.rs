//! What customers do with their own data: how they come to their pages, what they ask for, and how they are forgotten.
//!
//! A link shows nothing by itself: it opens a session, once. A session is short. A request is answered within the time of the
//! law that it falls under. An erasure begins with one commit, after which nothing of the customer can be read, and ends when
//! nothing is left on disk.

mod deadlines;
mod erasure;
mod links;
mod opt_ins;
mod register;
mod requests;
mod sessions;

pub use deadlines::{Law, is_under_gdpr};
pub use erasure::{
    Erasure, Gone, NewErasure, clear_done, erase, erased_since, erasure_of, find_erasure, finish, finished_since, is_in_history,
    unfinished,
};
pub use links::{
    LinkError, OpenedWay, Way, ask_for_link, certificate_path, close_ways, link_token, open_link, purge_links,
    read_certificate_token, read_link_token, read_renewal_token, read_request_token, renewal_token, request_token, ways_of,
};
pub use opt_ins::{
    AddressHash, OPT_IN_LASTS, OPT_IN_VIA, OptIn, ask_opt_in, confirm_opt_in, may_mail_to, opt_in_token, opt_ins_of,
    read_opt_in_token, waiting_opt_in,
};
pub use register::{Register, Registered, erase_again};
pub use requests::{
    DUE_SOON, NewRequest, Pending, REASON_CHARS_MAX, REQUEST_CHARS_MAX, Request, RequestKind, RequestState, RequestWords,
    ToldRecipient, answer_request, answered_requests, erasure_for, extend_request, find_request, list_requests, name_recipients,
    note_identity_asked, open_request, open_requests, pending, promised_erasures, purge_requests, request_words, requests_of,
    tell_recipient, told_recipients, untold, verify_request,
};
pub use sessions::{LASTS as SESSION_LASTS, end_session, open_session, purge_sessions, session};
