//! Cookies (RFC 6265): reading one, and writing one with safe defaults.

use axum::http::{HeaderMap, HeaderValue, header};
use std::fmt::Write as _;

/// The value of a cookie that the request carries; `None` where it is absent or not plain ASCII.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.split_once('='))
        .find(|(key, _)| key.trim() == name)
        .map(|(_, value)| value.trim().trim_matches('"'))
}

/// A cookie to set: `Path=/`, `SameSite=Lax`, and HttpOnly unless said otherwise.
#[derive(Clone, Debug)]
pub struct Cookie {
    name: &'static str,
    value: String,
    max_age_seconds: Option<u32>,
    http_only: bool,
    secure: bool,
}

impl Cookie {
    /// Lives until the browser closes, unless [`Cookie::max_age`] says otherwise.
    pub fn new(name: &'static str, value: impl Into<String>) -> Self {
        Self { name, value: value.into(), max_age_seconds: None, http_only: true, secure: false }
    }

    /// Takes the cookie back.
    pub fn expired(name: &'static str) -> Self {
        Self::new(name, "").max_age(0)
    }

    #[must_use]
    pub fn max_age(self, seconds: u32) -> Self {
        Self { max_age_seconds: Some(seconds), ..self }
    }

    /// Sent over TLS alone. Set it where the base URL starts with `https:`.
    #[must_use]
    pub fn secure(self, secure: bool) -> Self {
        Self { secure, ..self }
    }

    /// Scripts of ours may read it: for preferences, never for sessions.
    #[must_use]
    pub fn readable_by_scripts(self) -> Self {
        Self { http_only: false, ..self }
    }

    /// The `Set-Cookie` value; `None` where the value holds what a cookie can't.
    pub fn to_header(&self) -> Option<HeaderValue> {
        // RFC 6265 §4.1.1 cookie-octet.
        let clean = self.value.bytes().all(|b| b.is_ascii_graphic() && !matches!(b, b'"' | b',' | b';' | b'\\'));
        if !clean {
            return None;
        }
        let mut text = format!("{}={}; Path=/; SameSite=Lax", self.name, self.value);
        if let Some(seconds) = self.max_age_seconds {
            // Writing to a string can't fail.
            let _ = write!(text, "; Max-Age={seconds}");
        }
        if self.http_only {
            text.push_str("; HttpOnly");
        }
        if self.secure {
            text.push_str("; Secure");
        }
        HeaderValue::from_str(&text).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_one_cookie_among_others() {
        let mut headers = HeaderMap::new();
        headers.append(header::COOKIE, HeaderValue::from_static("a=1; lang=ar;b = 2"));
        headers.append(header::COOKIE, HeaderValue::from_static("session=\"x=y\"; junk"));
        assert_eq!(cookie(&headers, "lang"), Some("ar"));
        assert_eq!(cookie(&headers, "b"), Some("2"));
        assert_eq!(cookie(&headers, "session"), Some("x=y"));
        assert_eq!(cookie(&headers, "ession"), None);
        assert_eq!(cookie(&HeaderMap::new(), "a"), None);
    }

    #[test]
    fn writes_cookies_that_only_we_can_read() {
        let header = Cookie::new("session", "abc").max_age(60).secure(true).to_header().unwrap();
        assert_eq!(header, "session=abc; Path=/; SameSite=Lax; Max-Age=60; HttpOnly; Secure");
        assert_eq!(Cookie::new("lang", "fa").readable_by_scripts().to_header().unwrap(), "lang=fa; Path=/; SameSite=Lax");
        assert!(Cookie::expired("a").to_header().unwrap().to_str().unwrap().contains("Max-Age=0"));
        for bad in ["a;b", "a b", "a\r\nb", "ا", "a\"b"] {
            assert!(Cookie::new("a", bad).to_header().is_none(), "{bad}");
        }
    }
}
