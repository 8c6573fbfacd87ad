//! What belongs to one site, and what to another.

use super::known::is_within;
use url::{Host, Url};

/// Names below a country's own under which anybody may register (`example.co.uk`, `example.com.sa`).
const SHARED: [&str; 16] =
    ["ac", "biz", "co", "com", "edu", "firm", "gen", "gov", "id", "info", "med", "ne", "net", "or", "org", "sch"];
/// Hosts under which every shop has a name of its own.
const PLATFORMS: [&str; 10] = [
    "myshopify.com",
    "wixsite.com",
    "squarespace.com",
    "wordpress.com",
    "github.io",
    "netlify.app",
    "vercel.app",
    "pages.dev",
    "blogspot.com",
    "herokuapp.com",
];

/// The name that was registered: `noor.com.sa` of `www.noor.com.sa`. An address in figures stands for itself.
///
/// The list of all public suffixes has ten thousand lines and changes weekly. Here a wrong answer puts a host on the list, or
/// leaves one off, and opens nothing; so the customary endings of countries do.
pub(super) fn site_of(host: &str) -> &str {
    if !matches!(Host::parse(host), Ok(Host::Domain(_))) {
        return host;
    }
    let labels: Vec<&str> = host.split('.').collect();
    let is_shared = match labels.as_slice() {
        [.., second, country] => country.len() == 2 && SHARED.contains(second),
        _ => false,
    };
    let is_platform = PLATFORMS.iter().any(|platform| host.len() > platform.len() && is_within(host, platform));
    last_labels(host, if is_shared || is_platform { 3 } else { 2 })
}

fn last_labels(host: &str, count: usize) -> &str {
    let starts = host.match_indices('.').map(|(at, _)| at + 1);
    let from = starts.rev().nth(count - 1).unwrap_or(0);
    host.get(from..).unwrap_or(host)
}

/// Whether two addresses are of one site.
pub(super) fn is_same_site(a: &Url, b: &Url) -> bool {
    match (a.host_str(), b.host_str()) {
        (Some(a), Some(b)) => site_of(a) == site_of(b),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_registered_name_is_found() {
        for (host, site) in [
            ("noor.example", "noor.example"),
            ("www.noor.example", "noor.example"),
            ("a.b.c.noor.example", "noor.example"),
            ("www.noor.com.sa", "noor.com.sa"),
            ("shop.noor.co.uk", "noor.co.uk"),
            ("noor.co.ir", "noor.co.ir"),
            ("com.sa", "com.sa"),
            ("noor.ir", "noor.ir"),
            ("cdn.noor.ir", "noor.ir"),
            ("noor.myshopify.com", "noor.myshopify.com"),
            ("a.noor.myshopify.com", "noor.myshopify.com"),
            ("myshopify.com", "myshopify.com"),
            ("t.co", "t.co"),
            ("localhost", "localhost"),
            ("192.0.2.7", "192.0.2.7"),
            ("[2001:db8::1]", "[2001:db8::1]"),
        ] {
            assert_eq!(site_of(host), site, "{host}");
        }
    }
}
