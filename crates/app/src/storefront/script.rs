//! `GET /a.js`: the on-site script, whole in one answer and small.

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use flate2::{Compression, write::GzEncoder};
use std::io::Write as _;
use std::sync::LazyLock;

/// Its parts, inside one function so that the page's own names are safe from them.
const SCRIPT: &str = concat!(
    "(() => {\n\"use strict\";\n",
    include_str!("../../../../site/on-site/head.js"),
    include_str!("../../../../site/on-site/choices.js"),
    include_str!("../../../../site/on-site/events.js"),
    include_str!("../../../../site/on-site/style.js"),
    include_str!("../../../../site/on-site/banner.js"),
    include_str!("../../../../site/on-site/start.js"),
    "})();\n",
);

/// The script as it travels.
struct Packed {
    etag: String,
    gzip: Option<Bytes>,
}

static PACKED: LazyLock<Packed> = LazyLock::new(|| {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    let gzip = encoder.write_all(SCRIPT.as_bytes()).and_then(|()| encoder.finish());
    Packed { etag: format!("\"{}\"", web::assets::fingerprint(SCRIPT)), gzip: gzip.ok().map(Bytes::from) }
});

/// 200 or 304. Its address stays, so it is asked for again within the hour; what it holds is the same for everybody.
pub(super) async fn serve(headers: HeaderMap) -> Response {
    let packed = &*PACKED;
    let mut response = if web::assets::is_known(&headers, &packed.etag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        body(&headers, packed)
    };
    let out = response.headers_mut();
    let tag = HeaderValue::from_str(&packed.etag).unwrap_or(HeaderValue::from_static("\"\""));
    out.insert(header::ETAG, tag);
    out.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    out.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=3600, stale-while-revalidate=86400"));
    out.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    // Pages of any origin embed it, those that isolate themselves too.
    out.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    out.insert(HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("cross-origin"));
    response
}

fn body(headers: &HeaderMap, packed: &Packed) -> Response {
    let takes_gzip = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok()).any(accepts_gzip);
    let mut response = match &packed.gzip {
        Some(gzip) if takes_gzip => {
            let mut response = Response::new(Body::from(gzip.clone()));
            response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            response
        }
        _ => Response::new(Body::from(SCRIPT)),
    };
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/javascript; charset=utf-8"));
    response
}

/// Whether an `Accept-Encoding` takes gzip: named, and not with the weight 0 (RFC 9110 §12.5.3).
fn accepts_gzip(list: &str) -> bool {
    list.split(',').any(|part| {
        let (coding, weight) = part.split_once(';').unwrap_or((part, ""));
        let weight: f32 = weight.trim().strip_prefix("q=").map_or(1.0, |weight| weight.parse().unwrap_or(0.0));
        coding.trim().eq_ignore_ascii_case("gzip") && weight > 0.0
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read as _;

    /// What the script may weigh on its way.
    const PACKED_BYTES_MAX: usize = 12 * 1024;

    #[test]
    fn it_is_small_and_unpacks_to_itself() {
        let gzip = PACKED.gzip.clone().unwrap();
        assert!(gzip.len() <= PACKED_BYTES_MAX, "{} bytes", gzip.len());
        let mut text = String::new();
        flate2::read::GzDecoder::new(&gzip[..]).read_to_string(&mut text).unwrap();
        assert_eq!(text, SCRIPT);
    }

    #[test]
    fn it_uses_nothing_that_a_strict_policy_forbids() {
        for forbidden in ["innerHTML", "eval(", "new Function", "document.write", "document.cookie", "<style", "import("] {
            assert!(!SCRIPT.contains(forbidden), "{forbidden}");
        }
    }

    #[test]
    fn gzip_is_sent_to_those_who_take_it() {
        assert!(accepts_gzip("gzip, deflate, br") && accepts_gzip("br, GZIP;q=0.5"));
        assert!(!accepts_gzip("br") && !accepts_gzip("gzip;q=0") && !accepts_gzip(""));
    }
}
