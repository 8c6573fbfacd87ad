//! Well-known third parties: who is behind a host, a few words of a script, or a cookie's name.
//!
//! `known.tsv` is written by hand, a service a line, in the order of its ids: id, name, company, the company's country
//! (ISO 3166), what it is for ([`Use`]), hosts with all below them (and a path, where one host serves several), words by which
//! its loader is known (`~~` between them), names of its cookies (`*` at an end stands for anything).

use super::model::Use;
use std::sync::LazyLock;
use url::Url;

static SERVICES: LazyLock<Vec<Service>> = LazyLock::new(|| include_str!("known.tsv").lines().filter_map(Service::read).collect());

/// What one company offers to shops.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Service {
    pub id: &'static str,
    pub name: &'static str,
    pub company: &'static str,
    /// ISO 3166, two letters: where the company is at home.
    pub country: &'static str,
    pub what_for: Use,
    hosts: Vec<&'static str>,
    snippets: Vec<&'static str>,
    cookies: Vec<&'static str>,
}

impl Service {
    fn read(line: &'static str) -> Option<Self> {
        let mut cells = line.split('\t');
        let mut cell = || cells.next();
        let (id, name, company, country, what_for) = (cell()?, cell()?, cell()?, cell()?, Use::from_word(cell()?)?);
        let hosts = cell()?.split_whitespace().collect();
        let snippets = cell()?.split(" ~~ ").filter(|snippet| !snippet.is_empty()).collect();
        Some(Self { id, name, company, country, what_for, hosts, snippets, cookies: cell()?.split_whitespace().collect() })
    }

    /// The service of this id.
    pub fn find(id: &str) -> Option<&'static Self> {
        SERVICES.iter().find(|service| service.id == id)
    }

    /// Whose an address is; of several, the one that says most.
    pub(super) fn at(url: &Url) -> Option<&'static Self> {
        let host = url.host_str()?;
        let fits = |pattern: &&'static str| {
            let (name, path) = pattern.split_once('/').unwrap_or((pattern, ""));
            is_within(host, name) && is_below(url.path().trim_start_matches('/'), path)
        };
        let longest = |service: &'static Self| service.hosts.iter().filter(|host| fits(host)).map(|host| host.len()).max();
        SERVICES.iter().filter_map(|service| Some((longest(service)?, service))).max_by_key(|(length, _)| *length).map(|(_, s)| s)
    }

    /// Whose loaders a script holds.
    pub(super) fn in_script(script: &str) -> impl Iterator<Item = &'static Self> {
        SERVICES.iter().filter(move |service| service.snippets.iter().any(|snippet| script.contains(snippet)))
    }

    /// Whose a cookie is, by its name.
    pub(super) fn of_cookie(name: &str) -> Option<&'static Self> {
        let fits = |pattern: &&'static str| match pattern.strip_suffix('*') {
            Some(start) => name.starts_with(start),
            None => name == *pattern,
        };
        SERVICES.iter().find(|service| service.cookies.iter().any(fits))
    }
}

/// Whether a path is this one or below it; all are below none.
fn is_below(path: &str, name: &str) -> bool {
    name.is_empty() || path.strip_prefix(name).is_some_and(|after| after.is_empty() || after.starts_with('/'))
}

/// Whether a host is this one or below it.
pub(super) fn is_within(host: &str, name: &str) -> bool {
    host.strip_suffix(name).is_some_and(|before| before.is_empty() || before.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(url: &str) -> Option<&'static str> {
        Service::at(&Url::parse(url).unwrap()).map(|service| service.id)
    }

    #[test]
    fn the_table_is_whole() {
        let lines: Vec<&str> = include_str!("known.tsv").lines().collect();
        assert_eq!(SERVICES.len(), lines.len(), "every line can be read");
        assert!(SERVICES.is_sorted_by(|a, b| a.id < b.id), "in the order of ids, each once");
        for service in SERVICES.iter() {
            assert!(!service.hosts.is_empty() && !service.name.is_empty() && !service.company.is_empty(), "{}", service.id);
            assert!(service.country.len() == 2 && service.country.bytes().all(|b| b.is_ascii_uppercase()), "{}", service.id);
            // Shorter words would be found in anything.
            assert!(service.snippets.iter().all(|snippet| snippet.len() >= 4), "{}", service.id);
            assert!(service.cookies.iter().all(|cookie| cookie.len() >= 3), "{}", service.id);
        }
        let mut hosts: Vec<&str> = SERVICES.iter().flat_map(|service| service.hosts.iter().copied()).collect();
        let all = hosts.len();
        hosts.sort_unstable();
        hosts.dedup();
        assert_eq!(hosts.len(), all, "no host is two services'");
    }

    #[test]
    fn hosts_are_known_with_all_below_them_and_no_others() {
        assert_eq!(at("https://www.googletagmanager.com/gtag/js?id=G-1"), Some("google-tag-manager"));
        assert_eq!(at("https://region1.google-analytics.com/g/collect"), Some("google-analytics"));
        assert_eq!(at("https://www.google.com/recaptcha/api.js"), Some("google-recaptcha"));
        assert_eq!(at("https://www.google.com/maps/embed"), Some("google-maps"));
        assert_eq!(at("https://www.google.com/cse"), Some("google"));
        assert_eq!(at("https://www.google.com/mapsandmore"), Some("google"));
        assert_eq!(at("https://www.facebook.com/tr?id=1"), Some("meta-pixel"));
        assert_eq!(at("https://www.facebook.com/travel"), Some("facebook"));
        assert_eq!(at("https://cdn.yektanet.com/js/shop.js"), Some("yektanet"));
        assert_eq!(at("https://x.com/noor"), Some("x-widgets"));
        for url in ["https://notx.com/", "https://nothotjar.com/", "https://hotjar.com.noor.example/", "https://noor.example/"] {
            assert_eq!(at(url), None, "{url}");
        }
    }

    #[test]
    fn loaders_and_cookies_are_known() {
        let ids = |script: &str| Service::in_script(script).map(|service| service.id).collect::<Vec<_>>();
        assert_eq!(ids("!function(f,b){}; fbq('init', '123'); fbq('track', 'PageView');"), ["meta-pixel"]);
        assert_eq!(ids("(function(h,o,t,j,a,r){h._hjSettings={hjid:1}})"), ["hotjar"]);
        assert!(ids("var cart = {items: []}").is_empty());
        assert_eq!(Service::of_cookie("_ga_ABC").map(|service| service.id), Some("google-analytics"));
        assert_eq!(Service::of_cookie("_fbp").map(|service| service.id), Some("meta-pixel"));
        assert_eq!(Service::of_cookie("session"), None);
    }
}
