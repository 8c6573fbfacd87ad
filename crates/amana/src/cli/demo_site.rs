//! What a dozen weekly looks at the demo store's site found: a list that becomes shorter. Nobody goes there, since there is no
//! such site.

use base::{Rng, Timestamp};
use capabilities::trackers::{self, Cookie, CookieSet, Facts, PageRead, Party, Policy, SCAN_EVERY, SameSite, Scanned, Seen, Way};
use db::{Result, Tx};
use std::collections::BTreeSet;
use std::time::Duration;

const SITE: &str = "https://noor.example/";
const WEEKS: u32 = 12;
/// The last look, before now: the next one is some days off.
const LAST: Duration = Duration::from_hours(41);
const PAGES: [&str; 5] = ["/", "/product/saffron-5g", "/cart", "/contact", "/category/tea"];

/// Id, host, way, pages, and the weeks in which it is there.
type There = (&'static str, &'static str, Way, usize, std::ops::Range<u32>);

const PARTIES: [There; 13] = [
    ("google-tag-manager", "www.googletagmanager.com", Way::Script, 5, 0..WEEKS),
    ("google-analytics", "www.google-analytics.com", Way::Loader, 5, 0..9),
    ("google-ads", "googleads.g.doubleclick.net", Way::Image, 3, 0..6),
    ("google-fonts", "fonts.googleapis.com", Way::Style, 5, 0..8),
    ("meta-pixel", "connect.facebook.net", Way::Loader, 5, 0..7),
    ("tiktok-pixel", "analytics.tiktok.com", Way::Loader, 2, 1..4),
    ("snap-pixel", "sc-static.net", Way::Loader, 5, 0..5),
    ("hotjar", "static.hotjar.com", Way::Script, 5, 0..3),
    ("microsoft-clarity", "www.clarity.ms", Way::Loader, 5, 3..6),
    ("klaviyo", "static.klaviyo.com", Way::Script, 5, 0..11),
    ("tamara", "cdn.tamara.co", Way::Script, 2, 0..WEEKS),
    ("youtube", "www.youtube.com", Way::Frame, 1, 0..WEEKS),
    ("noorcdn.example", "img.noorcdn.example", Way::Image, 5, 0..WEEKS),
];

/// Name, life in days, the service whose it is, and the weeks in which it is set.
type Set = (&'static str, Option<i64>, Option<&'static str>, std::ops::Range<u32>);

const COOKIES: [Set; 4] = [
    ("session", None, None, 0..WEEKS),
    ("cart", Some(14), None, 0..WEEKS),
    ("_fbp", Some(90), Some("meta-pixel"), 0..7),
    ("_ga", Some(400), Some("google-analytics"), 0..WEEKS),
];

/// Writes the looks down, oldest first.
pub(super) fn write(tx: &mut Tx<'_>, now: Timestamp, rng: &mut Rng) -> Result<()> {
    trackers::save_site(tx, Some(SITE))?;
    for week in 0..WEEKS {
        let minutes = Duration::from_secs(rng.below(3_600));
        let at = now.minus(LAST + SCAN_EVERY * (WEEKS - 1 - week) + minutes);
        let before = trackers::last_scan(tx, SITE)?;
        trackers::record(tx, SITE, before.as_ref(), &look(week), at)?;
    }
    Ok(())
}

fn look(week: u32) -> Scanned {
    let paths = |many: usize| PAGES.iter().take(many).map(|page| (*page).to_owned()).collect::<BTreeSet<_>>();
    let party = |(id, host, way, pages, _): &There| Party {
        id: (*id).to_owned(),
        hosts: BTreeSet::from([(*host).to_owned()]),
        ways: BTreeSet::from([*way]),
        pages: paths(*pages),
    };
    let parties = PARTIES.iter().filter(|(.., weeks)| weeks.contains(&week)).map(party).collect();
    let cookies = COOKIES.iter().filter(|(.., weeks)| weeks.contains(&week)).map(|(name, days, service, _)| CookieSet {
        cookie: Cookie {
            name: (*name).to_owned(),
            domain: "noor.example".to_owned(),
            lasts_seconds: days.map(|days| days * 86_400),
            is_third_party: false,
            is_secure: true,
            is_http_only: service.is_none(),
            same_site: Some(SameSite::Lax),
        },
        service: service.map(str::to_owned),
        pages: paths(1),
    });
    // What left the list waits until somebody agrees.
    let held: &[&str] = if week < 11 { &[] } else { &["google-analytics", "klaviyo"] };
    let facts = Facts {
        pages: PAGES.iter().map(|page| PageRead { path: (*page).to_owned(), status: 200, problem: None }).collect(),
        consent_tool: (week >= 6).then(|| "Amana".to_owned()),
        honours_gpc: week >= 6,
        policy: Some(if week < 8 { Policy::Missing } else { Policy::Limits }),
        held_back: held.iter().map(|id| (*id).to_owned()).collect(),
    };
    Scanned { problem: None, seen: Seen { parties, cookies: cookies.collect(), facts } }
}
