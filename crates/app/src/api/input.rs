//! What callers write into addresses, read strictly: a wrong value is answered with what would be right.

use super::{LIMIT_DEFAULT, LIMIT_MAX};
use axum::body::Body;
use axum::extract::{FromRequestParts, Path, Query};
use axum::http::StatusCode;
use axum::http::request::Parts;
use http_body_util::LengthLimitError;
use std::str::FromStr;
use std::time::Duration;
use web::http::Problem;

/// Characters of a search.
const QUERY_CHARS_MAX: usize = 200;

/// Fifty decisions with all their words take less.
pub const BODY_BYTES_MAX: usize = 256 * 1024;
const BODY_WITHIN: Duration = Duration::from_secs(20);

/// 400 for a part of the address. `detail` says what would be right, and never repeats what was sent.
pub fn bad_parameter(name: &str, detail: &str) -> Problem {
    Problem::new(StatusCode::BAD_REQUEST, "bad_parameter", "A parameter can't be used", format!("{name}: {detail}."))
        .with("parameter", name)
}

/// A request's whole body.
pub async fn read_body(body: Body) -> Result<Vec<u8>, Problem> {
    read_body_within(body, BODY_BYTES_MAX).await
}

/// As [`read_body`], where more is asked for.
pub async fn read_body_within(body: Body, bytes_max: usize) -> Result<Vec<u8>, Problem> {
    match tokio::time::timeout(BODY_WITHIN, axum::body::to_bytes(body, bytes_max)).await {
        Ok(Ok(bytes)) => Ok(bytes.into()),
        Ok(Err(error)) if std::error::Error::source(&error).is_some_and(<dyn std::error::Error>::is::<LengthLimitError>) => {
            Err(bad_body(format!("The body holds at most {bytes_max} bytes")))
        }
        Ok(Err(_)) => Err(bad_body("The connection ended before the body did".to_owned())),
        Err(_) => {
            let detail = "The body took more than 20 seconds. Nothing was changed.";
            Err(Problem::new(StatusCode::REQUEST_TIMEOUT, "too_slow", "The request came too slowly", detail))
        }
    }
}

/// 400 for a body. `detail` says what would be right, and never repeats what was sent.
pub fn bad_body(detail: String) -> Problem {
    Problem::new(StatusCode::BAD_REQUEST, "bad_body", "The body can't be read", format!("{detail}. Nothing was changed."))
}

/// The id in a path's only placeholder.
pub struct IdOf<T>(pub T);

impl<T: FromStr<Err: std::fmt::Display>, S: Send + Sync> FromRequestParts<S> for IdOf<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let text = Path::<String>::from_request_parts(parts, state).await.map(|path| path.0).unwrap_or_default();
        id_of(&text).map(Self)
    }
}

/// The two ids in a path.
pub struct IdsOf<A, B>(pub A, pub B);

impl<A, B, S> FromRequestParts<S> for IdsOf<A, B>
where
    A: FromStr<Err: std::fmt::Display>,
    B: FromStr<Err: std::fmt::Display>,
    S: Send + Sync,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let texts = Path::<(String, String)>::from_request_parts(parts, state).await.map(|path| path.0).unwrap_or_default();
        Ok(Self(id_of(&texts.0)?, id_of(&texts.1)?))
    }
}

fn id_of<T: FromStr<Err: std::fmt::Display>>(text: &str) -> Result<T, Problem> {
    text.parse().map_err(|error| {
        Problem::new(StatusCode::BAD_REQUEST, "bad_id", "The id can't be read", format!("In the address: {error}."))
    })
}

/// The parameters after the question mark.
pub struct Params(Vec<(String, String)>);

impl<S: Send + Sync> FromRequestParts<S> for Params {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        Query::try_from_uri(&parts.uri).map(|query| Self(query.0)).map_err(|_| {
            let detail = "What follows the question mark must be name=value pairs, joined by &, percent-encoded.";
            Problem::new(StatusCode::BAD_REQUEST, "bad_parameter", "A parameter can't be used", detail)
        })
    }
}

impl Params {
    /// Lets these names through, each at most once. A name that would be overlooked is an error: a slip of the hand must not
    /// look like an answer.
    pub fn only(self, names: &[&str]) -> Result<Self, Problem> {
        for (at, (name, _)) in self.0.iter().enumerate() {
            if !names.contains(&name.as_str()) {
                let known = if names.is_empty() { "none".to_owned() } else { names.join(", ") };
                let detail = format!("This address takes these parameters: {known}.");
                return Err(Problem::new(StatusCode::BAD_REQUEST, "bad_parameter", "There is no such parameter", detail));
            }
            if self.0[..at].iter().any(|(earlier, _)| earlier == name) {
                return Err(bad_parameter(name, "must be named once"));
            }
        }
        Ok(self)
    }

    fn value(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
    }

    /// `limit`: how many rows, 1 to 200; 50 where it is not named.
    pub fn limit(&self) -> Result<usize, Problem> {
        match self.value("limit") {
            None => Ok(LIMIT_DEFAULT),
            Some(text) => text
                .parse()
                .ok()
                .filter(|limit| (1..=LIMIT_MAX).contains(limit))
                .ok_or_else(|| bad_parameter("limit", &format!("must be a whole number from 1 to {LIMIT_MAX}"))),
        }
    }

    /// An id, where it is named.
    pub fn id<T: FromStr<Err: std::fmt::Display>>(&self, name: &str) -> Result<Option<T>, Problem> {
        self.value(name).map(str::parse).transpose().map_err(|error: T::Err| bad_parameter(name, &error.to_string()))
    }

    /// A cursor that an earlier answer gave as `next`, opaque to callers.
    pub fn cursor<T>(&self, name: &str, read: impl Fn(&str) -> Option<T>) -> Result<Option<T>, Problem> {
        let Some(text) = self.value(name) else { return Ok(None) };
        let cursor = read(text).ok_or_else(|| bad_parameter(name, "must be what \"next\" of an earlier answer said"))?;
        Ok(Some(cursor))
    }

    /// One of a closed set of words, where it is named.
    pub fn word<T>(&self, name: &str, read: impl Fn(&str) -> Option<T>, words: &[&str]) -> Result<Option<T>, Problem> {
        match self.value(name) {
            None => Ok(None),
            Some(text) => {
                read(text).map(Some).ok_or_else(|| bad_parameter(name, &format!("must be one of {}", words.join(", "))))
            }
        }
    }

    /// `q`: what to look for; `None` where nothing is.
    pub fn search(&self) -> Result<Option<String>, Problem> {
        let Some(text) = self.value("q").map(str::trim).filter(|text| !text.is_empty()) else { return Ok(None) };
        if text.chars().count() > QUERY_CHARS_MAX || text.contains('\0') {
            return Err(bad_parameter("q", &format!("must be text of at most {QUERY_CHARS_MAX} characters, without NUL")));
        }
        Ok(Some(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::id::CustomerId;

    fn params(pairs: &[(&str, &str)]) -> Params {
        Params(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    #[test]
    fn limits_are_whole_numbers_in_their_range() {
        assert_eq!(params(&[]).limit().unwrap(), 50);
        assert_eq!(params(&[("limit", "200")]).limit().unwrap(), 200);
        for bad in ["0", "201", "-1", "1.5", "many", "99999999999999999999"] {
            let problem = params(&[("limit", bad)]).limit().unwrap_err();
            assert_eq!(problem.detail, "limit: must be a whole number from 1 to 200.");
        }
    }

    #[test]
    fn unknown_and_repeated_names_are_told() {
        assert!(params(&[("limit", "1")]).only(&["limit"]).is_ok());
        assert!(params(&[("limitt", "1")]).only(&["limit"]).is_err());
        assert!(params(&[("limit", "1"), ("limit", "2")]).only(&["limit"]).is_err());
    }

    #[test]
    fn what_was_sent_is_never_repeated() {
        let sent = params(&[("after", "sara@example.com"), ("before", "sara@example.com"), ("q", &"s".repeat(201))]);
        let problems = [
            sent.id::<CustomerId>("after").unwrap_err(),
            sent.cursor("before", |text| text.parse::<i64>().ok().filter(|number| *number > 0)).unwrap_err(),
            sent.search().unwrap_err(),
            sent.word("after", |_| None::<()>, &["a", "b"]).unwrap_err(),
        ];
        for problem in problems {
            assert!(!problem.detail.contains("sara"), "{}", problem.detail);
        }
        assert!(params(&[("after", "x")]).id::<CustomerId>("after").unwrap_err().detail.contains("cus_"));
    }
}
