//! A page's own script, read as text: whom it loads. Nothing is run, so this knows loaders as they are usually written.

use super::known::Service;
use url::Url;

/// Words that stand before an address that is fetched.
const FETCHED_AFTER: [&str; 6] = ["src=", "src:", "import(", "fetch(", "sendBeacon(", "importScripts("];
/// Of one script; more says nothing new.
const SLASHES_MAX: usize = 20_000;
const ADDRESSES_MAX: usize = 500;
/// Longer texts are no addresses of scripts.
const ADDRESS_CHARS_MAX: usize = 500;
/// How far back a word can stand before an address.
const BEFORE_CHARS: usize = 60;

/// What a script loads.
#[derive(Debug, Default)]
pub(super) struct Loads {
    pub(super) services: Vec<&'static str>,
    pub(super) addresses: Vec<Url>,
}

pub(super) fn read(script: &str) -> Loads {
    // JSON in scripts writes `https:\/\/`.
    let script = script.replace("\\/", "/");
    let addresses: Vec<Url> = addresses(&script).take(ADDRESSES_MAX).collect();
    Loads { services: Service::in_script(&script).map(|service| service.id).collect(), addresses }
}

/// Addresses in quotes that the script fetches, by what stands before them or by their looks. Others may be mere links.
fn addresses(script: &str) -> impl Iterator<Item = Url> {
    script.match_indices("//").take(SLASHES_MAX).filter_map(|(at, _)| {
        let before = script[..at].trim_end_matches("https:").trim_end_matches("http:");
        let quote = before.chars().next_back().filter(|c| matches!(c, '"' | '\'' | '`'))?;
        let rest: String =
            script[at..].chars().take(ADDRESS_CHARS_MAX).take_while(|c| *c != quote && !c.is_whitespace()).collect();
        let url = Url::parse(&format!("https:{}", rest.split("${").next().unwrap_or(&rest))).ok()?;
        let is_named = url.host_str().is_some_and(|host| host.contains('.'));
        (is_named && (is_script(&url) || is_fetched(&before[..before.len() - 1]))).then_some(url)
    })
}

fn is_script(url: &Url) -> bool {
    let path = url.path();
    [".js", "/js"].iter().any(|end| path.ends_with(end))
}

fn is_fetched(before: &str) -> bool {
    let statement = before.chars().rev().take_while(|c| *c != ';');
    let mut near: Vec<char> = statement.filter(|c| !c.is_whitespace()).take(BEFORE_CHARS).collect();
    near.reverse();
    let near: String = near.into_iter().collect();
    // `src = (secure ? "https:" : "http:") + "//…"` is written so often that it counts as well.
    FETCHED_AFTER.iter().any(|word| near.ends_with(word)) || near.contains(".src=")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(script: &str) -> Vec<String> {
        read(script).addresses.iter().map(Url::to_string).collect()
    }

    #[test]
    fn addresses_that_are_fetched_are_found() {
        for (script, url) in [
            ("j.src='https://a.example/gtm.js?id='+i", "https://a.example/gtm.js?id="),
            ("s.src = \"//a.example/tag/\" + id", "https://a.example/tag/"),
            ("load(w, d, 'script', 'https://a.example/en/events.js')", "https://a.example/en/events.js"),
            ("x = {src: `https://a.example/${id}/w`}", "https://a.example/"),
            (r#"{"u":"https:\/\/a.example\/widget.js"}"#, "https://a.example/widget.js"),
            ("fetch('https://a.example/collect')", "https://a.example/collect"),
            ("ga.src = ('https:' == location ? 'x' : 'y') + '//a.example/ga'", "https://a.example/ga"),
        ] {
            assert_eq!(found(script), [url], "{script}");
        }
    }

    #[test]
    fn mere_links_and_comments_are_not() {
        for script in [
            "const us = 'https://www.instagram.com/noor'",
            "// see https://a.example/x.js",
            "const x = a //b.example/x.js",
            "ns = 'http://www.w3.org/2000/svg'",
            "s.src = '//'",
            "s.src = 'https://'",
            "s.src = 'https://localhost/x.js'",
            "'//",
            "سلة//'",
        ] {
            assert!(found(script).is_empty(), "{script}: {:?}", found(script));
        }
    }
}
