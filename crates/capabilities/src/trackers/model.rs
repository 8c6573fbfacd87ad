//! What a scan finds, and what follows from it. Pure.

use super::cookie::Cookie;
use super::known::Service;
use base::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::time::Duration;

/// Hosts, and pages, that are kept of one finding.
pub(super) const PLACES_MAX: usize = 10;
/// Between two scans.
pub const SCAN_EVERY: Duration = Duration::from_hours(24 * 7);
/// After one that came to nothing.
const RETRY_AFTER: Duration = Duration::from_hours(24);

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$variant_doc])* #[serde(rename = $word)] $variant),+ }

        impl $name {
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.word() == word)
            }
        }
    };
}

words! {
    /// What a third party is there for.
    Use {
        Advertising = "advertising",
        Analytics = "analytics",
        Recording = "recording",
        Marketing = "marketing",
        Social = "social",
        TagManager = "tag-manager",
        Experiments = "experiments",
        Chat = "chat",
        Video = "video",
        Maps = "maps",
        Content = "content",
        Forms = "forms",
        Reviews = "reviews",
        Payment = "payment",
        Shop = "shop",
        TrustMark = "trust-mark",
        Security = "security",
        Monitoring = "monitoring",
        Consent = "consent",
        /// A host that is in no table of ours.
        Unknown = "unknown",
    }
}

words! {
    /// How a page addresses another site.
    Way {
        Script = "script",
        /// Words in the page's own script that load it.
        Loader = "loader",
        Frame = "frame",
        Image = "image",
        Style = "style",
        Media = "media",
        /// A connection is opened before anything is asked for.
        Preload = "preload",
        Redirect = "redirect",
    }
}

words! {
    /// Whether the front page tells browsers whom its pages may address (Content-Security-Policy).
    Policy {
        Missing = "missing",
        /// There is one, and it lets scripts come from anywhere.
        Open = "open",
        Limits = "limits",
    }
}

impl Use {
    /// Whether it is there to learn what people do, here or from shop to shop.
    pub const fn follows_people(self) -> bool {
        matches!(
            self,
            Self::Advertising
                | Self::Analytics
                | Self::Recording
                | Self::Marketing
                | Self::Social
                | Self::TagManager
                | Self::Experiments
        )
    }
}

/// Somebody else whom a page addresses before anybody agreed to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// A known service's id, else the registered name of the host.
    pub id: String,
    pub hosts: BTreeSet<String>,
    pub ways: BTreeSet<Way>,
    /// Paths on the store's site.
    pub pages: BTreeSet<String>,
}

impl Party {
    pub fn service(&self) -> Option<&'static Service> {
        Service::find(&self.id)
    }

    pub fn what_for(&self) -> Use {
        self.service().map_or(Use::Unknown, |service| service.what_for)
    }
}

/// A cookie that an answer set before anybody agreed to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CookieSet {
    #[serde(flatten)]
    pub cookie: Cookie,
    /// The known service whose cookies have such names.
    pub service: Option<String>,
    pub pages: BTreeSet<String>,
}

/// One page that was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageRead {
    pub path: String,
    pub status: u16,
    /// Why it could not be read, in one word.
    pub problem: Option<String>,
}

/// What the whole site showed to somebody who has not agreed to anything.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Seen {
    pub parties: Vec<Party>,
    pub cookies: Vec<CookieSet>,
    pub facts: Facts,
}

/// What is told of a site beside its findings.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Facts {
    pub pages: Vec<PageRead>,
    /// The name of the tool by which the site asks for consent, where it is one that is known.
    pub consent_tool: Option<String>,
    /// `/.well-known/gpc.json` says that Global Privacy Control is honoured.
    pub honours_gpc: bool,
    pub policy: Option<Policy>,
    /// Services whose scripts the page holds back until somebody agrees.
    pub held_back: BTreeSet<String>,
}

/// One finding as it is followed over time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding<T> {
    pub what: T,
    pub first_seen: Timestamp,
    pub last_seen: Timestamp,
    /// The first scan that no longer found it.
    pub gone_at: Option<Timestamp>,
}

/// One scan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scan {
    pub at: Timestamp,
    /// What went wrong, in one word; nothing was learnt then, and the counts are 0.
    pub problem: Option<String>,
    pub counts: Counts,
    pub report: Report,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    pub parties: u32,
    /// Those of the parties that follow people.
    pub trackers: u32,
    pub cookies: u32,
}

/// What is kept of a scan beside its counts.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Report {
    #[serde(flatten)]
    pub facts: Facts,
    /// Ids of third parties that were not there at the scan before.
    pub came: Vec<String>,
    pub went: Vec<String>,
}

/// The figure for others to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Summary {
    /// When the store's site was last read.
    pub at: Timestamp,
    pub counts: Counts,
    pub shrank: Option<Shrank>,
}

/// Since when, and from how many, the list has become shorter without growing again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shrank {
    pub since: Timestamp,
    pub from: u32,
}

/// When the next scan is due. `asked`: somebody wants one now.
pub fn next_scan(last: Option<&Scan>, asked: bool, now: Timestamp) -> Timestamp {
    let Some(last) = last.filter(|_| !asked) else { return now };
    let pause = if last.problem.is_some() { RETRY_AFTER } else { SCAN_EVERY };
    // One of the future was made before the clock was set back: nobody waits until that time comes again.
    if last.at > now { now } else { last.at.plus(pause) }
}

/// What changed between the parties that were there and those that are. One that was only ever seen on pages that could not
/// be read this time has not gone: nobody looked.
pub(super) fn compare<'a>(before: &'a [Party], now: &[Party], unread: &BTreeSet<&str>) -> (Vec<String>, Vec<&'a Party>) {
    let came = now.iter().filter(|party| !before.iter().any(|old| old.id == party.id));
    let went = before.iter().filter(|old| {
        let was_looked_for = old.pages.iter().any(|page| !unread.contains(page.as_str()));
        was_looked_for && !now.iter().any(|party| party.id == old.id)
    });
    (came.map(|party| party.id.clone()).collect(), went.collect())
}

/// Goes back from the last scan for as long as the list only ever became shorter. `scans`: the good ones, newest first.
pub(super) fn shrank(scans: &[(Timestamp, u32)]) -> Option<Shrank> {
    let (_, now) = *scans.first()?;
    let falling = scans.windows(2).take_while(|pair| pair[1].1 >= pair[0].1).count();
    let (_, from) = *scans.get(falling)?;
    // The last scan of the longest list: what came after it was shorter.
    let (since, _) = *scans.iter().take(falling + 1).find(|(_, parties)| *parties == from)?;
    (from > now).then_some(Shrank { since, from })
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i64 = 86_400_000_000;

    fn at(day: i64) -> Timestamp {
        Timestamp::from_micros(day * DAY)
    }

    fn scan(day: i64, problem: Option<&str>) -> Scan {
        Scan { at: at(day), problem: problem.map(str::to_owned), counts: Counts::default(), report: Report::default() }
    }

    fn party(id: &str, pages: &[&str]) -> Party {
        let pages = pages.iter().map(|page| (*page).to_owned()).collect();
        Party { id: id.to_owned(), hosts: BTreeSet::new(), ways: BTreeSet::new(), pages }
    }

    #[test]
    fn a_scan_is_due_weekly_and_when_asked_for() {
        assert_eq!(next_scan(None, false, at(30)), at(30));
        assert_eq!(next_scan(Some(&scan(28, None)), false, at(30)), at(35));
        assert_eq!(next_scan(Some(&scan(28, None)), true, at(30)), at(30));
        assert_eq!(next_scan(Some(&scan(30, Some("too_slow"))), false, at(30)), at(31));
        assert_eq!(next_scan(Some(&scan(90, None)), false, at(30)), at(30), "the clock was set back");
    }

    #[test]
    fn who_came_and_who_went() {
        let before = [party("a", &["/"]), party("b", &["/cart"]), party("c", &["/cart", "/"])];
        let now = [party("a", &["/"]), party("d", &["/"])];
        let ids = |went: Vec<&Party>| went.iter().map(|party| party.id.clone()).collect::<Vec<_>>();
        let (came, went) = compare(&before, &now, &BTreeSet::new());
        assert_eq!((came, ids(went)), (vec!["d".to_owned()], vec!["b".to_owned(), "c".to_owned()]));
        let (_, went) = compare(&before, &now, &BTreeSet::from(["/cart"]));
        assert_eq!(ids(went), ["c"], "nobody looked where b was");
    }

    #[test]
    fn since_when_the_list_shrinks() {
        let of = |counts: &[u32]| {
            let newest_first: Vec<_> = counts.iter().enumerate().map(|(day, count)| (at(day as i64), *count)).rev().collect();
            shrank(&newest_first).map(|shrank| (shrank.since, shrank.from))
        };
        assert_eq!(of(&[]), None);
        assert_eq!(of(&[5]), None);
        assert_eq!(of(&[5, 5]), None);
        assert_eq!(of(&[5, 6]), None);
        assert_eq!(of(&[9, 12, 12, 10, 10, 8]), Some((at(2), 12)));
        assert_eq!(of(&[12, 4, 6, 5]), Some((at(2), 6)), "it grew in between");
    }

    #[test]
    fn words_read_back() {
        assert!(Use::ALL.iter().all(|one| Use::from_word(one.word()) == Some(*one)));
        assert!(Way::ALL.iter().all(|one| Way::from_word(one.word()) == Some(*one)));
        assert!(Policy::ALL.iter().all(|one| Policy::from_word(one.word()) == Some(*one)));
    }
}
