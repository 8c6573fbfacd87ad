//! Answers: pages with their security headers, problem documents, redirects; and what a request's headers say of its reader.

use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::Markup;

mod cookie;
mod preferences;
mod problem;

pub use cookie::{Cookie, cookie};
pub use preferences::{LANG_COOKIE, PREFERENCES_PATH, THEME_COOKIE, locale_of, preferences, theme_of};
pub use problem::Problem;

/// What a page may load: our own files, and pictures in `data:` URLs. No inline script and no inline style.
pub const PAGE_CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
     frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// What a shown message may do: nothing but look like itself, inside a frame of ours. E-mail carries inline styles;
/// remote pictures stay away, so that looking at a preview tells nobody.
pub const PREVIEW_CSP: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; sandbox allow-same-origin; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

/// A page. Private and never cached: it may show personal data.
pub struct Html {
    status: StatusCode,
    markup: Markup,
    cookies: Vec<Cookie>,
    retry_after_seconds: Option<u32>,
}

impl Html {
    pub fn new(markup: Markup) -> Self {
        Self { status: StatusCode::OK, markup, cookies: Vec::new(), retry_after_seconds: None }
    }

    #[must_use]
    pub fn status(self, status: StatusCode) -> Self {
        Self { status, ..self }
    }

    #[must_use]
    pub fn cookie(mut self, cookie: Cookie) -> Self {
        self.cookies.push(cookie);
        self
    }

    /// Sets `Retry-After`, for 429 and 503.
    #[must_use]
    pub fn retry_after(self, seconds: u32) -> Self {
        Self { retry_after_seconds: Some(seconds), ..self }
    }

    /// The page's text, for tests and files.
    pub fn into_string(self) -> String {
        self.markup.into_string()
    }
}

impl From<Markup> for Html {
    fn from(markup: Markup) -> Self {
        Self::new(markup)
    }
}

impl IntoResponse for Html {
    fn into_response(self) -> Response {
        let mut response = html_response(self.status, self.markup.into_string(), PAGE_CSP);
        if let Some(seconds) = self.retry_after_seconds {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        set_cookies(&mut response, &self.cookies);
        response
    }
}

/// The body of a message as its recipient sees it, for `<iframe sandbox src="…">` on one of our pages.
pub struct Preview(pub String);

impl IntoResponse for Preview {
    fn into_response(self) -> Response {
        html_response(StatusCode::OK, self.0, PREVIEW_CSP)
    }
}

/// 303 to a page of ours. A path that is not ours leads to `/`.
pub fn see_other(path: &str) -> Response {
    let target = local_path(path).unwrap_or("/");
    let location = HeaderValue::from_str(target).unwrap_or(HeaderValue::from_static("/"));
    let mut response = StatusCode::SEE_OTHER.into_response();
    response.headers_mut().insert(header::LOCATION, location);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// As [`see_other`], setting cookies on the way.
pub fn see_other_with(path: &str, cookies: &[Cookie]) -> Response {
    let mut response = see_other(path);
    set_cookies(&mut response, cookies);
    response
}

/// The path where it leads to this site and nowhere else: one leading slash, no host, no backslash, no control character.
pub fn local_path(path: &str) -> Option<&str> {
    let rest = path.strip_prefix('/')?;
    let clean = !rest.starts_with(['/', '\\']) && path.len() <= 2_000 && path.bytes().all(|b| b.is_ascii_graphic() && b != b'\\');
    clean.then_some(path)
}

/// Adds the headers that every answer of ours carries.
pub fn secure(response: &mut Response, csp: &'static str) {
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(csp));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    headers.insert(HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin"));
    headers.insert(HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin"));
    headers.insert(
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), geolocation=(), microphone=(), payment=()"),
    );
}

fn html_response(status: StatusCode, body: String, csp: &'static str) -> Response {
    let mut response = (status, body).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    headers.insert(header::VARY, HeaderValue::from_static("Cookie, Accept-Language"));
    secure(&mut response, csp);
    response
}

fn set_cookies(response: &mut Response, cookies: &[Cookie]) {
    for cookie in cookies {
        if let Some(value) = cookie.to_header() {
            response.headers_mut().append(header::SET_COOKIE, value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use maud::html;

    #[test]
    fn pages_carry_their_headers() {
        let page = Html::new(html! { p { "hi" } }).status(StatusCode::NOT_FOUND).retry_after(5).cookie(Cookie::new("a", "b"));
        let response = page.into_response();
        assert_eq!(response.status(), StatusCode::NOT_FOUND);
        let value = |name: &str| response.headers().get(name).map(|v| v.to_str().unwrap().to_owned()).unwrap_or_default();
        assert_eq!(value("content-type"), "text/html; charset=utf-8");
        assert!(value("content-security-policy").starts_with("default-src 'none'"));
        assert!(!value("content-security-policy").contains("unsafe"));
        assert_eq!(value("x-content-type-options"), "nosniff");
        assert_eq!(value("cache-control"), "private, no-store");
        assert_eq!(value("retry-after"), "5");
        assert!(value("set-cookie").starts_with("a=b"));
    }

    #[test]
    fn redirects_stay_at_home() {
        for good in ["/", "/admin/customers?q=a%20b&after=x", "/a//b"] {
            assert_eq!(local_path(good), Some(good));
        }
        for bad in ["", "admin", "//evil.example", "/\\evil.example", "https://evil.example", "/a\r\nb", "/a b", "/\u{645}"] {
            assert_eq!(local_path(bad), None, "{bad:?}");
            assert_eq!(see_other(bad).headers()[header::LOCATION], "/");
        }
    }
}
