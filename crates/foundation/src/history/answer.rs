//! What an S3 store's answers mean: whether to ask again, and what to tell a person.

use super::bucket::BucketError;
use super::storage::BucketSettings;
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
        Error::Tls(_) | Error::Rustls(_) | Error::TlsRequired => {
            Failure::Final(format!("the store can't be spoken to in private ({error}); check its certificate"))
        }
        Error::HostNotFound => passing("the store's host is not found; check AWS_ENDPOINT_URL and the network".to_owned()),
        Error::Timeout(_) => passing(format!("the store does not answer in time ({error})")),
        error => passing(format!("the store can't be reached ({error})")),
    }
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
