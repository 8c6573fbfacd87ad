//! Goes, follows, and reads what comes back, within limits.

use super::address::is_public;
use super::error::{NotPublic, OutboundError};
use flate2::read::MultiGzDecoder;
use rustls::crypto::aws_lc_rs;
use std::collections::BTreeMap;
use std::io::Read;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};
use ureq::http::{Response, Uri, header};
use ureq::tls::{TlsConfig, TlsConfigBuilder};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Body};
use url::Url;

const PORTS: [u16; 2] = [80, 443];
const CONNECT_WITHIN: Duration = Duration::from_secs(10);
/// A shorter rest is no time to begin anything in.
const TIME_MIN: Duration = Duration::from_millis(10);
const HEADERS_BYTES_MAX: usize = 64 << 10;

/// Where names lead that the resolver is not asked for, as a file of hosts says it. Empty in every installation: tests put
/// servers of their own under names of the public internet, so that all other rules hold for them too.
#[derive(Debug, Clone, Default)]
pub struct Reach {
    pub hosts: BTreeMap<String, SocketAddr>,
}

/// How far one errand may go.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    pub redirects_max: usize,
    /// After decompression. What comes beyond is not read.
    pub body_bytes_max: u64,
}

/// Goes to addresses on the public internet, and to no others.
pub struct Client {
    agent: Agent,
    limits: Limits,
}

/// One answer on the way, the last one included.
#[derive(Debug, Clone)]
pub struct Hop {
    pub url: Url,
    pub status: u16,
    /// Names in lower case, in the order of the answer.
    pub headers: Vec<(String, String)>,
}

/// What stands at the end of the way.
#[derive(Debug, Clone)]
pub struct Answer {
    /// What led there, in order.
    pub redirects: Vec<Hop>,
    pub last: Hop,
    pub body: Vec<u8>,
    /// False where there was more than the limit.
    pub is_whole: bool,
}

impl Hop {
    /// Every value of a header, by its name in lower case.
    pub fn values<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.headers.iter().filter(move |(own, _)| own == name).map(|(_, value)| value.as_str())
    }
}

impl Answer {
    /// Every answer on the way.
    pub fn hops(&self) -> impl Iterator<Item = &Hop> {
        self.redirects.iter().chain(std::iter::once(&self.last))
    }
}

impl Client {
    /// `agent` is how the program introduces itself.
    pub fn new(agent: &str, limits: Limits, reach: Reach) -> Self {
        let config = Agent::config_builder()
            .tls_config(tls().build())
            .http_status_as_error(false)
            // Each is looked at first.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .proxy(None)
            .timeout_resolve(Some(CONNECT_WITHIN))
            .timeout_connect(Some(CONNECT_WITHIN))
            .max_response_header_size(HEADERS_BYTES_MAX)
            .user_agent(agent)
            .build();
        let resolver = Guarded { reach, dns: DefaultResolver::default() };
        Self { agent: Agent::with_parts(config, DefaultConnector::default(), resolver), limits }
    }

    /// Asks for what stands at an address, and where that leads. `until`: the last byte has come, or there is no answer.
    pub fn get(&self, url: &Url, until: Instant) -> Result<Answer, OutboundError> {
        let (mut at, mut redirects) = (url.clone(), Vec::new());
        loop {
            let response = self.go(&at, until)?;
            let hop = hop(&at, &response);
            let Some(next) = target(&hop) else {
                let (body, is_whole) = self.body(&at, response)?;
                return Ok(Answer { redirects, last: hop, body, is_whole });
            };
            redirects.push(hop);
            if redirects.len() > self.limits.redirects_max {
                return Err(OutboundError::TooManyRedirects(host_of(url)));
            }
            at = next;
        }
    }

    /// Sends a body to an address, and gives what it answers, without the answer's body. Where that leads on to, nobody goes: what is
    /// told is for this address alone. `until` as in [`Client::get`].
    pub fn post(&self, url: &Url, headers: &[(&str, &str)], body: &[u8], until: Instant) -> Result<Hop, OutboundError> {
        let left = Self::may_go(url, until)?;
        let request = headers.iter().fold(self.agent.post(url.as_str()), |request, (name, value)| request.header(*name, *value));
        let request = request.config().timeout_global(Some(left)).build();
        let response = request.send(body).map_err(|error| OutboundError::unanswered(&host_of(url), error))?;
        Ok(hop(url, &response))
    }

    /// How much time is left to go to an address that may be gone to.
    fn may_go(url: &Url, until: Instant) -> Result<Duration, OutboundError> {
        if !may_ask(url) {
            return Err(OutboundError::Refused(host_of(url)));
        }
        let left = until.saturating_duration_since(Instant::now());
        if left < TIME_MIN { Err(OutboundError::TooSlow(host_of(url))) } else { Ok(left) }
    }

    fn go(&self, url: &Url, until: Instant) -> Result<Response<Body>, OutboundError> {
        let left = Self::may_go(url, until)?;
        let request = self.agent.get(url.as_str()).header("accept-encoding", "gzip");
        let request = request.config().timeout_global(Some(left)).build();
        request.call().map_err(|error| OutboundError::unanswered(&host_of(url), error))
    }

    /// What a decompressor makes of a few bytes can fill a memory: what is counted is what comes out of it.
    fn body(&self, url: &Url, response: Response<Body>) -> Result<(Vec<u8>, bool), OutboundError> {
        let packing = response.headers().get(header::CONTENT_ENCODING).map_or("", |by| by.to_str().unwrap_or("?")).to_owned();
        let most = self.limits.body_bytes_max;
        let raw = response.into_body().into_with_config().limit(u64::MAX).reader();
        let mut read: Box<dyn Read> = match packing.to_ascii_lowercase().as_str() {
            "" | "identity" => Box::new(raw),
            "gzip" | "x-gzip" => Box::new(MultiGzDecoder::new(raw)),
            // Nobody asked for it.
            _ => return Err(OutboundError::Unreadable(host_of(url), format!("it is packed as {packing}"))),
        };
        let mut body = Vec::new();
        // One byte more than there may be says enough.
        let came = read.by_ref().take(most + 1).read_to_end(&mut body);
        came.map_err(|error| OutboundError::unread(&host_of(url), error))?;
        let is_whole = body.len() as u64 <= most;
        body.truncate(usize::try_from(most).unwrap_or(usize::MAX));
        Ok((body, is_whole))
    }
}

/// Whether this program would go to an address, as far as can be told without asking anybody.
pub fn may_ask(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https")
        && url.has_host()
        && url.username().is_empty()
        && url.password().is_none()
        && url.port_or_known_default().is_some_and(|port| PORTS.contains(&port))
}

/// Where an answer leads on to.
fn target(hop: &Hop) -> Option<Url> {
    if !matches!(hop.status, 301 | 302 | 303 | 307 | 308) {
        return None;
    }
    hop.url.join(hop.values("location").next()?).ok()
}

fn hop(url: &Url, response: &Response<Body>) -> Hop {
    let text = |value: &header::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    let headers = response.headers().iter().map(|(name, value)| (name.as_str().to_owned(), text(value))).collect();
    Hop { url: url.clone(), status: response.status().as_u16(), headers }
}

/// How an address is called where people read of it: without what stands behind its host.
fn host_of(url: &Url) -> String {
    url.host_str().unwrap_or(url.scheme()).to_owned()
}

/// Resolves names to public addresses alone. What it gives is what is connected to.
#[derive(Debug)]
struct Guarded {
    reach: Reach,
    dns: DefaultResolver,
}

impl Resolver for Guarded {
    fn resolve(
        &self,
        uri: &Uri,
        config: &ureq::config::Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let mut kept = self.empty();
        if let Some(address) = uri.host().and_then(|host| self.reach.hosts.get(host)) {
            kept.push(*address);
            return Ok(kept);
        }
        for address in self.dns.resolve(uri, config, timeout)?.iter().filter(|address| is_allowed(**address)) {
            kept.push(*address);
        }
        if kept.is_empty() { Err(ureq::Error::Other(Box::new(NotPublic))) } else { Ok(kept) }
    }
}

fn is_allowed(address: SocketAddr) -> bool {
    PORTS.contains(&address.port()) && is_public(address.ip())
}

/// How a connection is kept private, wherever this program goes: with the one cryptography that it has.
pub fn tls() -> TlsConfigBuilder {
    TlsConfig::builder().unversioned_rustls_crypto_provider(Arc::new(aws_lc_rs::default_provider()))
}
