//! Cookies as answers set them (RFC 6265bis §5.6).

use base::Timestamp;
use serde::{Deserialize, Serialize};

const NAME_CHARS_MAX: usize = 100;

/// A cookie, without its value, which nobody needs to keep.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cookie {
    pub name: String,
    /// The host that it goes back to, with all below where `Domain` says so.
    pub domain: String,
    /// How long it stays, in seconds; none where it goes with the browser's window.
    pub lasts_seconds: Option<i64>,
    /// Set by a host of another site.
    pub is_third_party: bool,
    pub is_secure: bool,
    pub is_http_only: bool,
    pub same_site: Option<SameSite>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SameSite {
    Strict,
    Lax,
    None,
}

/// Reads one `Set-Cookie` of an answer by `host`; `None` where it sets nothing, or takes a cookie back.
pub(super) fn read(value: &str, host: &str, is_third_party: bool, now: Timestamp) -> Option<Cookie> {
    let mut parts = value.split(';');
    let (name, content) = parts.next()?.split_once('=')?;
    let name: String = name.trim().chars().filter(|c| !c.is_control()).take(NAME_CHARS_MAX).collect();
    if name.is_empty() || content.trim().is_empty() {
        return None;
    }
    let mut cookie = Cookie {
        name,
        domain: host.to_owned(),
        lasts_seconds: None,
        is_third_party,
        is_secure: false,
        is_http_only: false,
        same_site: None,
    };
    let (mut max_age, mut expires) = (None, None);
    for part in parts {
        let (key, said) = part.split_once('=').unwrap_or((part, ""));
        let said = said.trim();
        match key.trim().to_ascii_lowercase().as_str() {
            "max-age" => max_age = said.parse::<i64>().ok(),
            "expires" => expires = moment(said).map(|at| at.seconds().saturating_sub(now.seconds())),
            "domain" => cookie.domain = domain(said, host),
            "secure" => cookie.is_secure = true,
            "httponly" => cookie.is_http_only = true,
            "samesite" => cookie.same_site = same_site(said),
            _ => {}
        }
    }
    cookie.lasts_seconds = max_age.or(expires);
    // A life that is over takes the cookie back.
    cookie.lasts_seconds.is_none_or(|seconds| seconds > 0).then_some(cookie)
}

/// A browser takes no cookie for a host that the answer is not from.
fn domain(said: &str, host: &str) -> String {
    let said = said.trim_start_matches('.').to_ascii_lowercase();
    if !said.is_empty() && super::known::is_within(host, &said) { said } else { host.to_owned() }
}

fn same_site(said: &str) -> Option<SameSite> {
    match said.to_ascii_lowercase().as_str() {
        "strict" => Some(SameSite::Strict),
        "lax" => Some(SameSite::Lax),
        "none" => Some(SameSite::None),
        _ => None,
    }
}

/// `Wed, 21 Oct 2026 07:28:00 GMT`, also with hyphens in its date, as older servers write it.
fn moment(text: &str) -> Option<Timestamp> {
    let text = text.replace('-', " ");
    let at =
        jiff::fmt::rfc2822::DateTimeParser::new().relaxed_weekday(true).parse_timestamp(text.replace("GMT", "+0000")).ok()?;
    Some(Timestamp::from_micros(at.as_microsecond()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_micros(1_777_896_000_000_000);

    fn cookie(value: &str) -> Option<Cookie> {
        read(value, "www.noor.example", false, NOW)
    }

    #[test]
    fn what_a_cookie_is_for_a_browser() {
        let found =
            cookie("_ga=GA1.2.3; Max-Age=63072000; Domain=.noor.example; Path=/; Secure; HttpOnly; SameSite=Lax").unwrap();
        assert_eq!((found.name.as_str(), found.domain.as_str()), ("_ga", "noor.example"));
        assert_eq!((found.lasts_seconds, found.same_site), (Some(63_072_000), Some(SameSite::Lax)));
        assert!(found.is_secure && found.is_http_only && !found.is_third_party);
        let plain = cookie("session=abc").unwrap();
        assert_eq!((plain.domain.as_str(), plain.lasts_seconds, plain.same_site), ("www.noor.example", None, None));
        let elsewhere = cookie("a=b; domain=other.example; samesite=sideways").unwrap();
        assert_eq!((elsewhere.domain.as_str(), elsewhere.same_site), ("www.noor.example", None));
    }

    #[test]
    fn its_life_is_read_in_both_forms() {
        for expires in ["Mon, 04 May 2026 12:01:00 GMT", "Mon, 04-May-2026 12:01:00 GMT", "Tue, 04 May 2026 12:01:00 GMT"] {
            assert_eq!(cookie(&format!("a=b; expires={expires}")).unwrap().lasts_seconds, Some(60), "{expires}");
        }
        assert_eq!(cookie("a=b; Expires=Mon, 04 May 2026 12:01:00 GMT; Max-Age=5").unwrap().lasts_seconds, Some(5));
        assert_eq!(cookie("a=b; expires=soon").unwrap().lasts_seconds, None);
    }

    #[test]
    fn what_sets_nothing_is_no_cookie() {
        for value in ["", "=", "=x", "a=", "a", "a=b; Max-Age=0", "a=b; Max-Age=-5", "a=b; Expires=Thu, 01 Jan 1970 00:00:00 GMT"]
        {
            assert_eq!(cookie(value), None, "{value}");
        }
    }
}
