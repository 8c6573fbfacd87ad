//! Opens and clicks of letters, weighed before they are believed: most of what follows links is no reader.
//!
//! What was asked for waits here for a moment, in memory: a scanner follows several links of a letter at once, and that shows
//! only when the second is asked for. A crash loses that moment, and two nodes that each see one link see no scanner.

use crate::app::App;
use crate::feedback;
use axum::http::{HeaderMap, Method, header};
use base::Timestamp;
use base::id::MessageId;
use capabilities::feedback::{By, Found, Outcome, Told};
use capabilities::messaging::Tracking;
use db::Result;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use url::Url;

/// What waits to be weighed. What comes beyond is not counted.
const WAITING_MAX: usize = 10_000;
const WEIGHED_AFTER: Duration = Duration::from_secs(3);
/// So soon after it was sent nobody has read a letter.
const UNREAD_FOR: Duration = Duration::from_secs(5);
/// Two links of one letter within this were followed by a program.
const AT_ONCE: Duration = Duration::from_secs(1);

/// Parts of the names, in lower case, of programs that look at links and pictures before people do.
const SCANNERS: [&str; 24] = [
    "bot",
    "crawl",
    "spider",
    "scan",
    "preview",
    "prefetch",
    "proofpoint",
    "mimecast",
    "barracuda",
    "safelinks",
    "urldefense",
    "google-safety",
    "facebookexternalhit",
    "whatsapp",
    "curl",
    "wget",
    "python",
    "go-http-client",
    "java/",
    "headless",
    "phantomjs",
    "httpclient",
    "libwww",
    "microsoft office existence",
];
/// Those of mail providers that load pictures for their readers.
const PROXIES: [&str; 3] = ["googleimageproxy", "yahoomailproxy", "ggpht.com"];
/// All that Apple's proxy says of itself.
const APPLES_PROXY: &str = "mozilla/5.0";

/// Who asks for a link or a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asker {
    /// A reader, for all that can be told from one request.
    Person,
    /// A mail provider, for its reader.
    Proxy,
    /// Nobody who reads.
    Scanner,
}

impl Asker {
    pub fn of(method: &Method, headers: &HeaderMap) -> Self {
        let said = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_ascii_lowercase();
        let is_ahead = ["purpose", "sec-purpose", "x-purpose", "x-moz"]
            .iter()
            .any(|name| ["prefetch", "preview"].iter().any(|word| said(name).contains(word)));
        let agent = said(header::USER_AGENT.as_str());
        if PROXIES.iter().any(|name| agent.contains(name)) || agent == APPLES_PROXY {
            return Self::Proxy;
        }
        if *method != Method::GET || is_ahead || agent.is_empty() || SCANNERS.iter().any(|name| agent.contains(name)) {
            return Self::Scanner;
        }
        Self::Person
    }
}

/// What was asked for and is not yet weighed.
#[derive(Default)]
pub struct Waiting(Mutex<Vec<Told>>);

/// A link was asked for.
pub fn followed(app: &App, message: MessageId, target: Url, asker: Asker) {
    if asker == Asker::Person {
        wait(app, message, Outcome::Clicked(target));
    }
}

/// A picture was asked for.
pub fn opened(app: &App, message: MessageId, asker: Asker) {
    match asker {
        Asker::Person => wait(app, message, Outcome::Opened(By::Person)),
        Asker::Proxy => wait(app, message, Outcome::Opened(By::Machine)),
        Asker::Scanner => {}
    }
}

fn wait(app: &App, message: MessageId, outcome: Outcome) {
    let mut waiting = app.watched.0.lock().unwrap_or_else(PoisonError::into_inner);
    if waiting.len() < WAITING_MAX {
        waiting.push(Told { message, outcome, at: Some(app.clock.now()) });
    }
}

/// Writes down what has waited long enough and is believed. Gives how much that was.
pub fn weigh(app: &App) -> Result<usize> {
    let now = app.clock.now();
    let ready: Vec<Told> = {
        let mut waiting = app.watched.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_ready = |told: &Told| told.at.is_none_or(|at| at.plus(WEIGHED_AFTER) <= now || now < at);
        // A letter's links are weighed together.
        let held: Vec<MessageId> = waiting.iter().filter(|told| !is_ready(told)).map(|told| told.message).collect();
        let (ready, rest) = waiting.drain(..).partition(|told| is_ready(told) && !held.contains(&told.message));
        *waiting = rest;
        ready
    };
    if ready.is_empty() {
        return Ok(0);
    }
    let tracking = app.db.record.read(Tracking::load)?;
    let mut believed = Vec::new();
    for told in &ready {
        let is_wanted = if matches!(told.outcome, Outcome::Clicked(_)) { tracking.clicks } else { tracking.opens };
        if is_wanted && !is_one_of_many(told, &ready) {
            believed.extend(in_time(app, told)?);
        }
    }
    let count = believed.len();
    if count > 0 {
        feedback::hear(app, believed, None)?;
    }
    Ok(count)
}

fn is_one_of_many(told: &Told, all: &[Told]) -> bool {
    let (Outcome::Clicked(link), Some(at)) = (&told.outcome, told.at) else { return false };
    all.iter().any(|other| {
        let is_other = matches!(&other.outcome, Outcome::Clicked(another) if another != link);
        let apart = other.at.map_or(i64::MAX, |then| at.micros_since(then).saturating_abs());
        is_other && other.message == told.message && apart <= AT_ONCE.as_micros() as i64
    })
}

/// What was asked for so soon after the letter went out that nobody can have read it: a link counts as nothing, a picture as
/// loaded by a machine.
fn in_time(app: &App, told: &Told) -> Result<Option<Told>> {
    let Some(Found::Letter(letter)) = app.db.views.read(|tx| capabilities::feedback::letter(tx, told.message))? else {
        return Ok(None);
    };
    let is_early = told.at.is_none_or(|at: Timestamp| at < letter.sent_at.plus(UNREAD_FOR));
    Ok(match &told.outcome {
        Outcome::Clicked(_) if is_early => None,
        Outcome::Opened(_) if is_early => Some(Told { outcome: Outcome::Opened(By::Machine), ..told.clone() }),
        _ => Some(told.clone()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn who_asks_is_told_by_what_they_say() {
        const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
        let of = |method: Method, pairs: &[(&'static str, &'static str)]| {
            let headers = pairs.iter().map(|(name, value)| (name.parse().unwrap(), HeaderValue::from_static(value))).collect();
            Asker::of(&method, &headers)
        };
        assert_eq!(of(Method::GET, &[("user-agent", FIREFOX)]), Asker::Person);
        assert_eq!(of(Method::HEAD, &[("user-agent", FIREFOX)]), Asker::Scanner);
        for ahead in
            [("purpose", "prefetch"), ("sec-purpose", "prefetch;prerender"), ("x-moz", "prefetch"), ("x-purpose", "preview")]
        {
            assert_eq!(of(Method::GET, &[("user-agent", FIREFOX), ahead]), Asker::Scanner, "{ahead:?}");
        }
        assert_eq!(of(Method::GET, &[]), Asker::Scanner);
        for (agent, asker) in [
            ("Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)", Asker::Proxy),
            ("YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html", Asker::Proxy),
            ("Mozilla/5.0", Asker::Proxy),
            ("Mozilla/5.0 (compatible; Googlebot/2.1)", Asker::Scanner),
            ("python-requests/2.32", Asker::Scanner),
            ("Slackbot-LinkExpanding 1.0", Asker::Scanner),
        ] {
            assert_eq!(of(Method::GET, &[("user-agent", agent)]), asker, "{agent}");
        }
    }
}
