//! Third parties on the store's own site: whom its pages address before anybody agreed to it, followed over time.
//!
//! Once a week, and when somebody asks, the front page and up to nine pages that it leads to are read without consent and
//! without running a script ([`Scanner`]). What they would make a browser fetch, and which cookies they set, is compared with
//! the scan before ([`record`]): the list should become shorter. A scan without a browser sees less than one with: what scripts
//! load that were loaded themselves, and cookies that scripts set. So a short list proves nothing, and a long one does.
//!
//! Invariants: a scan that came to nothing changes no finding; a third party has gone only where somebody looked for it; one scan
//! is recorded for each time that one was due, however many nodes there are.

mod cookie;
mod domains;
mod examine;
mod known;
mod model;
mod page;
mod policy;
mod route;
mod scan;
mod script;
mod store;
#[cfg(test)]
mod tests;

pub use cookie::{Cookie, SameSite};
pub use known::Service;
pub use model::{
    CookieSet, Counts, Facts, Finding, PageRead, Party, Policy, Report, SCAN_EVERY, Scan, Seen, Shrank, Summary, Use, Way,
    next_scan,
};
pub use scan::{Scanned, Scanner};
pub use store::{Site, ask, cookies, last_scan, parties, record, save_site, scans, site, summary};
