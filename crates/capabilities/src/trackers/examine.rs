//! From the answers of a site's pages to what the site showed, added up.

use super::domains::{is_same_site, site_of};
use super::known::Service;
use super::model::{CookieSet, PLACES_MAX, PageRead, Party, Seen, Way};
use super::page::{self, PageSeen};
use super::route::decoded;
use super::{cookie, policy};
use base::Timestamp;
use foundation::outbound::{Answer, Hop, OutboundError};
use std::collections::{BTreeMap, BTreeSet};
use url::Url;

/// Of one scan; a site that shows more shows enough.
const FINDINGS_MAX: usize = 300;
const PATH_CHARS_MAX: usize = 200;

/// Adds up the pages of one site.
pub(super) struct Examiner {
    /// Where the scan began, and where that led: a shop may have moved from one name of its own to another.
    own: [Url; 2],
    now: Timestamp,
    parties: BTreeMap<String, Party>,
    cookies: BTreeMap<(String, String), CookieSet>,
    seen: Seen,
}

impl Examiner {
    /// Of the site that begins with this page. Gives where it leads, too.
    pub(super) fn of_front(front: &Answer, now: Timestamp) -> (Self, Vec<Url>) {
        let first = front.hops().next().unwrap_or(&front.last);
        let own = [first.url.clone(), front.last.url.clone()];
        let mut examiner = Self { own, now, parties: BTreeMap::new(), cookies: BTreeMap::new(), seen: Seen::default() };
        let page = examiner.page(front);
        let headers = front.last.values("content-security-policy");
        examiner.seen.facts.policy = Some(policy::read(headers.chain(page.policies.iter().map(String::as_str))));
        (examiner, page.links)
    }

    /// One more page; gives what stands on it.
    pub(super) fn page(&mut self, answer: &Answer) -> PageSeen {
        let path = path_of(&answer.last.url);
        let (status, is_html) = (answer.last.status, is_html(&answer.last));
        let problem = match status {
            400.. => Some("status"),
            _ if !is_html => Some("not_html"),
            _ => None,
        };
        self.note(&path, status, problem);
        for hop in answer.hops() {
            self.cookies_of(hop, &path);
            if !self.is_own(&hop.url) {
                self.party(Way::Redirect, &hop.url, &path);
            }
        }
        if !is_html {
            return PageSeen::default();
        }
        // A page that says that there is none has its trackers all the same.
        let page = page::read(&answer.body, &answer.last.url);
        for (way, url) in &page.addressed {
            if !self.is_own(url) {
                self.party(*way, url, &path);
            }
        }
        for id in &page.loaded {
            self.add((*id).to_owned(), Way::Loader, None, &path);
        }
        self.seen.facts.held_back.extend(page.held_back.iter().map(|id| (*id).to_owned()));
        self.seen.facts.consent_tool = self.seen.facts.consent_tool.take().or(page.consent_tool.map(str::to_owned));
        page
    }

    /// A page from which nothing came.
    pub(super) fn unread(&mut self, url: &Url, error: &OutboundError) {
        self.note(&path_of(url), 0, Some(error.word()));
    }

    pub(super) fn honours_gpc(&mut self, honours: bool) {
        self.seen.facts.honours_gpc = honours;
    }

    pub(super) fn finish(mut self) -> Seen {
        // What a page loads as well is not held back.
        self.seen.facts.held_back.retain(|id| !self.parties.contains_key(id));
        self.seen.parties = self.parties.into_values().collect();
        self.seen.cookies = self.cookies.into_values().collect();
        self.seen
    }

    fn note(&mut self, path: &str, status: u16, problem: Option<&str>) {
        self.seen.facts.pages.push(PageRead { path: path.to_owned(), status, problem: problem.map(str::to_owned) });
    }

    fn is_own(&self, url: &Url) -> bool {
        self.own.iter().any(|own| is_same_site(own, url))
    }

    fn cookies_of(&mut self, hop: &Hop, path: &str) {
        let Some(host) = hop.url.host_str() else { return };
        let is_third_party = !self.is_own(&hop.url);
        for value in hop.values("set-cookie") {
            let Some(cookie) = cookie::read(value, host, is_third_party, self.now) else { continue };
            if self.cookies.len() >= FINDINGS_MAX {
                return;
            }
            let service = Service::of_cookie(&cookie.name).map(|service| service.id.to_owned());
            let place = (cookie.name.clone(), cookie.domain.clone());
            let found = self.cookies.entry(place).or_insert(CookieSet { cookie, service, pages: BTreeSet::new() });
            keep(&mut found.pages, path);
        }
    }

    fn party(&mut self, way: Way, url: &Url, path: &str) {
        let Some(host) = url.host_str() else { return };
        let id = Service::at(url).map_or_else(|| site_of(host), |service| service.id);
        self.add(id.to_owned(), way, Some(host), path);
    }

    fn add(&mut self, id: String, way: Way, host: Option<&str>, path: &str) {
        if self.parties.len() >= FINDINGS_MAX && !self.parties.contains_key(&id) {
            return;
        }
        let empty = |id: &String| Party { id: id.clone(), hosts: BTreeSet::new(), ways: BTreeSet::new(), pages: BTreeSet::new() };
        let party = self.parties.entry(id).or_insert_with_key(empty);
        party.ways.insert(way);
        if let Some(host) = host {
            keep(&mut party.hosts, host);
        }
        keep(&mut party.pages, path);
    }
}

/// The first few places are enough to find them by.
fn keep(places: &mut BTreeSet<String>, place: &str) {
    if places.len() < PLACES_MAX {
        places.insert(place.to_owned());
    }
}

/// How a page is called: without its query, in which anything may stand.
fn path_of(url: &Url) -> String {
    decoded(url.path()).chars().filter(|c| !c.is_control()).take(PATH_CHARS_MAX).collect()
}

fn is_html(hop: &Hop) -> bool {
    // One that says nothing of itself is taken for a page, as browsers do.
    hop.values("content-type").next().is_none_or(|kind| kind.to_ascii_lowercase().contains("html"))
}
