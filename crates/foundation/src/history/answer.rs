//! What an S3 store's answers mean: whether to ask again, and what to tell a person.

use super::bucket::BucketError;
use super::storage::BucketSettings;
use quick_xml::Reader;
use quick_xml::events::{BytesRef, Event};
use std::time::Duration;
use ureq::http::{Response, StatusCode};
use ureq::{Body, Error};

/// Why one request did not do what it should.
pub(super) enum Failure {
    /// It may go better soon; after this time, where the store says so.
    Passing {
        reason: String,
        after: Option<Duration>,
    },
    /// What came is not what it should be: another copy, or another try, may be.
    Damaged(String),
    Missing,
    Final(String),
    Local(std::io::Error),
}

impl Failure {
    pub(super) const fn may_pass(&self) -> bool {
        matches!(self, Self::Passing { .. } | Self::Damaged(_))
    }

    pub(super) const fn after(&self) -> Option<Duration> {
        match self {
            Self::Passing { after, .. } => *after,
            _ => None,
        }
    }

    pub(super) fn named(self, object: String, tries: u32) -> BucketError {
        match self {
            Self::Passing { reason, .. } => BucketError::Unreachable { object, tries, reason },
            Self::Damaged(reason) => BucketError::Damaged { object, tries, reason },
            Self::Missing => BucketError::Missing { object },
            Self::Final(reason) => BucketError::Refused { object, reason },
            Self::Local(error) => BucketError::Local { object, error },
        }
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Passing { reason, .. } | Self::Damaged(reason) | Self::Final(reason) => f.write_str(reason),
            Self::Missing => f.write_str("it is not there"),
            Self::Local(error) => error.fmt(f),
        }
    }
}

/// No answer came. Says nothing of the address, in which the signature stands.
pub(super) fn unanswered(error: Error) -> Failure {
    match error {
        Error::BadUri(_) | Error::RequireHttpsOnly(_) | Error::InvalidProxyUrl => {
            Failure::Final("the store's address can't be used; check AWS_ENDPOINT_URL".to_owned())
        }
        Error::Tls(_) | Error::Rustls(_) | Error::TlsRequired => insecure(&error),
        // What rustls has against a certificate comes in this way.
        Error::Io(error) if error.kind() == std::io::ErrorKind::InvalidData => insecure(&error),
        Error::HostNotFound => passing("the store's host is not found; check AWS_ENDPOINT_URL and the network".to_owned()),
        Error::Timeout(_) => passing(format!("the store does not answer in time ({error})")),
        error => passing(format!("the store can't be reached ({error})")),
    }
}

fn insecure(error: &dyn std::fmt::Display) -> Failure {
    Failure::Final(format!(
        "the store can't be spoken to in private ({error}): check its certificate, or name its authority in AWS_CA_BUNDLE"
    ))
}

const fn passing(reason: String) -> Failure {
    Failure::Passing { reason, after: None }
}

/// The answer, if it is the one that was hoped for.
pub(super) fn judge(response: Response<Body>, settings: &BucketSettings) -> Result<Response<Body>, Failure> {
    let status = response.status();
    if status.is_success() {
        return Ok(response);
    }
    let header = |name: &str| response.headers().get(name)?.to_str().ok().map(str::to_owned);
    let after = header("retry-after").and_then(|value| value.trim().parse().ok()).map(Duration::from_secs);
    let region = header("x-amz-bucket-region");
    let text = whole(response, 64 << 10).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
    let code = text.split_once("<Code>").and_then(|(_, rest)| rest.split_once("</Code>")).map_or("", |(code, _)| code.trim());
    let said = format!("the store answered {}", [status.as_str(), code].join(" ").trim_end());
    Err(match (status, code) {
        (_, "NoSuchBucket") => Failure::Final(format!("there is no bucket {}; make it, or correct AMANA_HISTORY", settings.name)),
        (StatusCode::NOT_FOUND, _) => Failure::Missing,
        (_, "RequestTimeTooSkewed") => Failure::Final(format!("{said}: set this machine's clock")),
        (_, "InvalidAccessKeyId" | "SignatureDoesNotMatch" | "ExpiredToken" | "InvalidToken") => Failure::Final(format!(
            "{said}: check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN, and AWS_REGION ({})",
            settings.region
        )),
        (_, "AuthorizationHeaderMalformed" | "AuthorizationQueryParametersError" | "PermanentRedirect" | "TemporaryRedirect") => {
            elsewhere(&said, region.as_deref(), settings)
        }
        (status, _) if status.is_redirection() => elsewhere(&said, region.as_deref(), settings),
        (StatusCode::FORBIDDEN | StatusCode::UNAUTHORIZED, _) => Failure::Final(format!(
            "{said}: the key must be allowed s3:GetObject, s3:PutObject, s3:DeleteObject and s3:ListBucket there"
        )),
        // The upload was cut or damaged on its way: the store has kept nothing of it.
        (_, "BadDigest" | "XAmzContentChecksumMismatch" | "IncompleteBody" | "RequestTimeout" | "SlowDown") => {
            Failure::Passing { reason: said, after }
        }
        (status, _) if is_passing(status) => Failure::Passing { reason: said, after },
        _ => Failure::Final(said),
    })
}

fn elsewhere(said: &str, region: Option<&str>, settings: &BucketSettings) -> Failure {
    let hint = region.map_or_else(|| "another".to_owned(), |region| format!("`{region}`"));
    Failure::Final(format!("{said}: the bucket's region is {hint}, AWS_REGION says `{}`", settings.region))
}

fn is_passing(status: StatusCode) -> bool {
    matches!(status.as_u16(), 408 | 429 | 500 | 502 | 503 | 504)
}

/// A small answer's body.
pub(super) fn whole(response: Response<Body>, bytes_max: u64) -> Result<Vec<u8>, Failure> {
    let mut body = response.into_body();
    body.with_config().limit(bytes_max).read_to_vec().map_err(|error| passing(format!("the answer broke off: {error}")))
}

/// A part of a bucket's list.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Page {
    /// Keys, with the bytes behind them.
    pub(super) objects: Vec<(String, u64)>,
    /// What to ask for the next part with.
    pub(super) next: Option<String>,
}

/// Reads the answer to ListObjectsV2, in whatever namespace.
pub(super) fn page(xml: &[u8]) -> Result<Page, Failure> {
    let unreadable = |reason: &dyn std::fmt::Display| passing(format!("the list can't be read: {reason}"));
    let (mut reader, mut page) = (Reader::from_reader(xml), Page::default());
    let (mut path, mut text, mut is_truncated, mut next) = (Vec::new(), String::new(), false, None);
    loop {
        match reader.read_event().map_err(|error| unreadable(&error))? {
            Event::Start(start) => {
                path.push(start.local_name().as_ref().to_vec());
                text.clear();
            }
            Event::Text(piece) => text += &piece.decode().map_err(|error| unreadable(&error))?,
            Event::GeneralRef(name) => text.push(entity(&name).ok_or_else(|| unreadable(&"it holds an unknown entity"))?),
            Event::End(_) => {
                let at: Vec<&[u8]> = path.iter().map(Vec::as_slice).collect();
                match at.as_slice() {
                    [b"ListBucketResult", b"Contents", b"Key"] => page.objects.push((std::mem::take(&mut text), 0)),
                    [b"ListBucketResult", b"Contents", b"Size"] => {
                        let bytes = text.trim().parse().map_err(|error| unreadable(&error))?;
                        page.objects.last_mut().ok_or_else(|| unreadable(&"a size comes before its key"))?.1 = bytes;
                    }
                    [b"ListBucketResult", b"IsTruncated"] => is_truncated = text.trim() == "true",
                    [b"ListBucketResult", b"NextContinuationToken"] => next = Some(std::mem::take(&mut text)),
                    [b"ListBucketResult"] => {
                        page.next = next.filter(|_| is_truncated);
                        // Taken for whole, a part would make files look missing.
                        return if is_truncated == page.next.is_some() {
                            Ok(page)
                        } else {
                            Err(unreadable(&"its next part has no name"))
                        };
                    }
                    _ => {}
                }
                path.pop();
            }
            Event::Eof => return Err(unreadable(&"it ends too early")),
            _ => {}
        }
    }
}

/// `&amp;`, `&#34;` and the like. Without a document type only five have names.
fn entity(name: &BytesRef<'_>) -> Option<char> {
    match name.as_ref() {
        b"amp" => Some('&'),
        b"lt" => Some('<'),
        b"gt" => Some('>'),
        b"quot" => Some('"'),
        b"apos" => Some('\''),
        _ => name.resolve_char_ref().ok().flatten(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
        <ListBucketResult xmlns="NAMESPACE"><Name>shop</Name><Prefix>a/</Prefix><KeyCount>2</KeyCount>
          <IsTruncated>true</IsTruncated><NextContinuationToken>x&amp;y=</NextContinuationToken>
          <Contents><Key>a/month=2026-05/his_1.parquet</Key><ETag>&#34;e&quot;</ETag><Size>17</Size><Owner><ID>1</ID></Owner></Contents>
          <Contents><Key>a/&lt;b&#x3e;</Key><Size>0</Size></Contents><CommonPrefixes/>
        </ListBucketResult>"#;

    #[test]
    fn a_list_is_read_in_any_namespace() {
        for namespace in ["http://s3.amazonaws.com/doc/2006-03-01/", "http://doc.s3.amazonaws.com/2006-03-01"] {
            let page = page(LIST.replace("NAMESPACE", namespace).as_bytes()).ok().expect("a list");
            assert_eq!(page.objects, [("a/month=2026-05/his_1.parquet".to_owned(), 17), ("a/<b>".to_owned(), 0)]);
            assert_eq!(page.next.as_deref(), Some("x&y="));
        }
    }

    #[test]
    fn half_a_list_is_none() {
        for end in 0..LIST.len() {
            assert!(page(&LIST.as_bytes()[..end]).is_err(), "{end}");
        }
        for rubbish in
            ["", "busy", "<html><body>busy</body></html>", "<ListBucketResult><IsTruncated>true</IsTruncated></ListBucketResult>"]
        {
            assert!(page(rubbish.as_bytes()).is_err(), "{rubbish}");
        }
    }
}
