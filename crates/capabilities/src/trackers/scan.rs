//! Asks for the pages of a site as a visitor would who has agreed to nothing and runs no scripts.

use super::examine::Examiner;
use super::model::{Facts, PageRead, Seen};
use super::route;
use base::Timestamp;
use foundation::outbound::{Answer, Client, Limits, Reach};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use url::Url;

const LIMITS: Limits = Limits { redirects_max: 5, body_bytes_max: 5 << 20 };
/// Of a scan, and of one page.
const SCAN_MAX: Duration = Duration::from_mins(1);
const PAGE_MAX: Duration = Duration::from_secs(15);
/// Who looks, for the log of the store's own server.
const AGENT: &str = concat!("Amana/", env!("CARGO_PKG_VERSION"), " (looks for third parties on the pages of its own store)");
const GPC_PATH: &str = "/.well-known/gpc.json";

/// Reads sites.
pub struct Scanner {
    client: Client,
}

/// What came of a scan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scanned {
    /// Why nothing could be learnt, in one word.
    pub problem: Option<String>,
    pub seen: Seen,
}

impl Scanned {
    /// The front page could not be read.
    fn failed(path: &str, status: u16, word: &str) -> Self {
        let page = PageRead { path: path.to_owned(), status, problem: Some(word.to_owned()) };
        let facts = Facts { pages: vec![page], ..Facts::default() };
        Self { problem: Some(word.to_owned()), seen: Seen { facts, ..Seen::default() } }
    }
}

impl Scanner {
    pub fn new(reach: Reach) -> Self {
        Self { client: Client::new(AGENT, LIMITS, reach) }
    }

    /// Reads the front page and what it leads to, one after another; ends early, with what there is, where the program stops.
    pub fn scan(&self, site: &Url, now: Timestamp, stop: &AtomicBool) -> Scanned {
        let until = Instant::now() + SCAN_MAX;
        let front = match self.get(site, until) {
            Ok(front) if front.last.status >= 400 => return Scanned::failed(site.path(), front.last.status, "status"),
            Ok(front) => front,
            Err(error) => return Scanned::failed(site.path(), 0, error.word()),
        };
        let (mut examiner, links) = Examiner::of_front(&front, now);
        for url in route::choose(&front.last.url, &links) {
            if stop.load(Ordering::Relaxed) {
                break;
            }
            match self.get(&url, until) {
                Ok(answer) => drop(examiner.page(&answer)),
                Err(error) => examiner.unread(&url, &error),
            }
        }
        examiner.honours_gpc(self.honours_gpc(&front.last.url, until));
        Scanned { problem: None, seen: examiner.finish() }
    }

    /// Global Privacy Control, as a site declares that it honours it.
    fn honours_gpc(&self, site: &Url, until: Instant) -> bool {
        let answer = site.join(GPC_PATH).ok().and_then(|url| self.get(&url, until).ok());
        answer
            .filter(|answer| answer.last.status == 200)
            .is_some_and(|answer| serde_json::from_slice::<serde_json::Value>(&answer.body).is_ok_and(|said| said["gpc"] == true))
    }

    fn get(&self, url: &Url, until: Instant) -> Result<Answer, foundation::outbound::OutboundError> {
        self.client.get(url, until.min(Instant::now() + PAGE_MAX))
    }
}
