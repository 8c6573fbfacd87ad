//! The static files, inside the program: each under a name that holds its hash, so that a browser may keep it for ever.

use crate::http::secure;
use axum::body::Body;
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::sync::LazyLock;

#[cfg(test)]
mod style_tests;

/// Where [`serve`] is served: `/assets/{file}`.
pub const ASSETS_PATH: &str = "/assets/{file}";

/// The stylesheet, in the order in which its parts build on each other.
pub const STYLE: &str = concat!(
    include_str!("../../style/tokens.css"),
    include_str!("../../style/base.css"),
    include_str!("../../style/layout.css"),
    include_str!("../../style/menus.css"),
    include_str!("../../style/components.css"),
    include_str!("../../style/parts.css"),
    include_str!("../../style/data.css"),
    include_str!("../../style/tables.css"),
    include_str!("../../style/forms.css"),
    include_str!("../../style/rules.css"),
    include_str!("../../style/segments.css"),
    include_str!("../../style/charts.css"),
    include_str!("../../style/journeys.css"),
    include_str!("../../style/campaigns.css"),
    include_str!("../../style/templates.css"),
    include_str!("../../style/privacy.css"),
);

const SCRIPT: &str = include_str!("../../../../site/admin.js");
/// What the demo's shop adds to its own pages.
const SHOP: &str = include_str!("../../../../site/shop.js");
const SHOP_STYLE: &str = include_str!("../../style/shop.css");
const ICON: &str = include_str!("../../style/icon.svg");

struct Asset {
    stem: &'static str,
    ext: &'static str,
    /// Its fingerprint.
    hash: String,
    /// `/assets/style.0123456789ab.css`
    url: String,
    body: &'static str,
    content_type: &'static str,
}

static ASSETS: LazyLock<[Asset; 5]> = LazyLock::new(|| {
    [
        asset("style", "css", STYLE, "text/css; charset=utf-8"),
        asset("admin", "js", SCRIPT, "text/javascript; charset=utf-8"),
        asset("icon", "svg", ICON, "image/svg+xml"),
        asset("shop", "js", SHOP, "text/javascript; charset=utf-8"),
        asset("shop", "css", SHOP_STYLE, "text/css; charset=utf-8"),
    ]
});

/// The address of `style.css`.
pub fn style() -> &'static str {
    &ASSETS[0].url
}

/// The address of `admin.js`.
pub fn script() -> &'static str {
    &ASSETS[1].url
}

/// The address of `icon.svg`.
pub fn icon() -> &'static str {
    &ASSETS[2].url
}

/// The address of `shop.js`.
pub fn shop_script() -> &'static str {
    &ASSETS[3].url
}

/// The address of `shop.css`, which builds on `style.css`.
pub fn shop_style() -> &'static str {
    &ASSETS[4].url
}

/// Every asset's name and body, for a static copy of a page.
pub fn all() -> impl Iterator<Item = (&'static str, &'static str)> {
    ASSETS.iter().map(|asset| (asset.url.as_str(), asset.body))
}

/// `GET /assets/NAME.HASH.EXT`: 200, 304 or 404. A known name with another hash (a page from before an upgrade) gets the
/// present file without the promise that it stays.
#[expect(clippy::unused_async, reason = "a handler is an async function")]
pub async fn serve(Path(file): Path<String>, headers: HeaderMap) -> Response {
    answer(&file, &headers)
}

fn answer(file: &str, headers: &HeaderMap) -> Response {
    let mut parts = file.split('.');
    let found = match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(stem), Some(hash), Some(ext), None) => {
            ASSETS.iter().find(|asset| asset.stem == stem && asset.ext == ext).map(|asset| (asset, asset.hash == hash))
        }
        _ => None,
    };
    let Some((asset, current)) = found else { return StatusCode::NOT_FOUND.into_response() };
    let etag = format!("\"{}\"", asset.hash);
    let mut response = if is_known(headers, &etag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let mut response = Response::new(Body::from(asset.body));
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.content_type));
        response
    };
    let cache = if current { "public, max-age=31536000, immutable" } else { "no-cache" };
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    if let Ok(etag) = HeaderValue::from_str(&etag) {
        response.headers_mut().insert(header::ETAG, etag);
    }
    secure(&mut response, "default-src 'none'; style-src 'unsafe-inline'");
    response
}

/// Whether the request says that it has the answer of this tag (RFC 9110 §13.1.2).
pub fn is_known(headers: &HeaderMap, etag: &str) -> bool {
    let known = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    known.flat_map(|list| list.split(',')).any(|tag| tag.trim().trim_start_matches("W/") == etag)
}

fn asset(stem: &'static str, ext: &'static str, body: &'static str, content_type: &'static str) -> Asset {
    let hash = fingerprint(body);
    Asset { stem, ext, url: format!("/assets/{stem}.{hash}.{ext}"), hash, body, content_type }
}

/// A short name for exactly this text: the first 12 hexadecimal digits of its BLAKE3 hash.
pub fn fingerprint(text: &str) -> String {
    let mut hash = blake3::hash(text.as_bytes()).to_hex().to_string();
    hash.truncate(12);
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    fn get(path: &str, etag: Option<&str>) -> Response {
        let mut headers = HeaderMap::new();
        if let Some(etag) = etag {
            headers.insert(header::IF_NONE_MATCH, HeaderValue::from_str(etag).unwrap());
        }
        answer(path.trim_start_matches("/assets/"), &headers)
    }

    #[test]
    fn files_are_kept_for_ever_under_their_hash() {
        for url in [style(), script(), icon()] {
            let response = get(url, None);
            assert_eq!(response.status(), StatusCode::OK, "{url}");
            assert!(response.headers()[header::CACHE_CONTROL].to_str().unwrap().contains("immutable"));
            let etag = response.headers()[header::ETAG].to_str().unwrap().to_owned();
            assert_eq!(get(url, Some(&format!("\"x\", W/{etag}"))).status(), StatusCode::NOT_MODIFIED);
            assert_eq!(get(url, Some("\"x\"")).status(), StatusCode::OK);
        }
    }

    #[test]
    fn an_old_page_gets_the_present_file() {
        let response = get("/assets/style.000000000000.css", None);
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()[header::CACHE_CONTROL], "no-cache");
        for missing in ["style.css", "style", "", "..", "a.b.c", "style.x.css.map", "style.x.js"] {
            assert_eq!(get(missing, None).status(), StatusCode::NOT_FOUND, "{missing}");
        }
    }
}
