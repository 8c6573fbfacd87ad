//! The reader's language and theme: two cookies, changed by links that work without a script.

use super::{Cookie, cookie, see_other_with};
use crate::layout::Theme;
use axum::extract::Query;
use axum::http::{HeaderMap, header};
use axum::response::Response;
use base::Locale;
use serde::Deserialize;

/// The cookie that holds a language code.
pub const LANG_COOKIE: &str = "lang";
/// The cookie that holds `light` or `dark`; absent where the system decides. `admin.js` writes it too.
pub const THEME_COOKIE: &str = "theme";
/// Where [`preferences`] is served.
pub const PREFERENCES_PATH: &str = "/preferences";

const YEAR_SECONDS: u32 = 365 * 24 * 60 * 60;

/// The reader's language: their choice, then their browser's wish, then the store's.
pub fn locale_of(headers: &HeaderMap, store: Locale) -> Locale {
    let chosen = cookie(headers, LANG_COOKIE).and_then(Locale::from_tag);
    let wished = || headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok().and_then(Locale::negotiate);
    chosen.or_else(wished).unwrap_or(store)
}

/// The reader's theme.
pub fn theme_of(headers: &HeaderMap) -> Theme {
    cookie(headers, THEME_COOKIE).and_then(Theme::parse).unwrap_or_default()
}

/// The query of a preference link.
#[derive(Deserialize, Debug)]
pub struct Preferences {
    lang: Option<String>,
    theme: Option<String>,
    to: Option<String>,
}

/// `GET /preferences?lang=ar&to=/admin` or `?theme=dark&to=…`: sets the cookie and returns to the page. Unknown values are
/// ignored. It changes how pages look and nothing else, so a GET may do it.
pub async fn preferences(Query(wish): Query<Preferences>) -> Response {
    let mut cookies = Vec::new();
    if let Some(locale) = wish.lang.as_deref().and_then(Locale::from_tag) {
        cookies.push(Cookie::new(LANG_COOKIE, locale.code()).max_age(YEAR_SECONDS));
    }
    match wish.theme.as_deref().and_then(Theme::parse) {
        Some(Theme::Auto) => cookies.push(Cookie::expired(THEME_COOKIE).readable_by_scripts()),
        Some(theme) => cookies.push(Cookie::new(THEME_COOKIE, theme.code()).max_age(YEAR_SECONDS).readable_by_scripts()),
        None => {}
    }
    see_other_with(wish.to.as_deref().unwrap_or("/"), &cookies)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn headers(cookie: &'static str, accept: &'static str) -> HeaderMap {
        HeaderMap::from_iter([
            (header::COOKIE, HeaderValue::from_static(cookie)),
            (header::ACCEPT_LANGUAGE, HeaderValue::from_static(accept)),
        ])
    }

    #[test]
    fn choice_comes_before_wish_before_store() {
        assert_eq!(locale_of(&headers("lang=fa", "ar"), Locale::En), Locale::Fa);
        assert_eq!(locale_of(&headers("lang=xx", "ar-SA,en;q=0.5"), Locale::En), Locale::Ar);
        assert_eq!(locale_of(&headers("", "de"), Locale::Fa), Locale::Fa);
        assert_eq!(locale_of(&HeaderMap::new(), Locale::Ar), Locale::Ar);
        assert_eq!(theme_of(&headers("theme=dark", "")), Theme::Dark);
        assert_eq!(theme_of(&headers("theme=pink", "")), Theme::Auto);
    }
}
