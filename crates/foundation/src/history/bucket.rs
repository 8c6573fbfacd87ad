//! An S3-compatible store, as far as sealed files need one: put, get, delete, list.
//!
//! `rusty-s3` signs (AWS Signature Version 4, in the query), `ureq` carries. An object never changes, since its name holds the
//! id of what is in it; so each of these requests may be repeated, or carried out twice, and nothing is lost.

use super::answer::{self, Failure};
use super::storage::BucketSettings;
use crate::outbound;
use aws_lc_rs::digest::{Context, SHA256};
use base::{Clock as _, Rng, SystemClock};
use data_encoding::BASE64;
use rusty_s3::actions::S3Action;
use rusty_s3::{Credentials, UrlStyle};
use std::fs::File;
use std::io::{Read, Write};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use ureq::http::{Request, Response};
use ureq::tls::{PemItem, RootCerts, TlsConfig};
use ureq::{Agent, Body, SendBody};

/// One upload may hold this much; S3 wants more in parts. Files are not joined beyond it (`plan.rs`).
const PUT_BYTES_MAX: u64 = 5 << 30;
/// A signature holds for as long, from the moment a request begins.
const SIGNED_FOR: Duration = Duration::from_mins(15);
/// Who is slower than that does not answer.
const BYTES_PER_SECOND_MIN: u64 = 128 << 10;
const PAUSE_MAX: Duration = Duration::from_secs(10);
const BUFFER_BYTES: usize = 256 << 10;
/// The most that is read of an answer that is no file.
const ANSWER_BYTES_MAX: u64 = 8 << 20;

/// What can go wrong with a bucket; each names the object and says what to do.
#[derive(Debug, thiserror::Error)]
pub enum BucketError {
    #[error("{object} is not in the bucket")]
    Missing { object: String },
    /// Asking again would not help.
    #[error("{object}: {reason}")]
    Refused { object: String, reason: String },
    /// It was asked for again and again.
    #[error("{object}: {reason} ({tries} tries; tried again later)")]
    Unreachable { object: String, tries: u32, reason: String },
    /// What came is not what was written.
    #[error("{object} came back damaged ({tries} tries): {reason}; bring it back from a backup if it stays so")]
    Damaged { object: String, tries: u32, reason: String },
    /// On this machine's disk.
    #[error("{object}: {error}")]
    Local { object: String, error: std::io::Error },
    #[error("{object}: the program stops")]
    Stopped { object: String },
}

pub(super) struct Bucket {
    settings: BucketSettings,
    at: rusty_s3::Bucket,
    credentials: Credentials,
    agent: Agent,
    rng: Mutex<Rng>,
    is_stopping: AtomicBool,
}

/// An object that a list names.
pub(super) struct Listed {
    /// Below the prefix.
    pub(super) name: String,
    pub(super) bytes: u64,
}

impl Bucket {
    /// Asks nobody yet. The error says what is wrong with the settings.
    pub(super) fn new(settings: BucketSettings, rng: Rng) -> Result<Self, String> {
        let amazon = format!("https://s3.{}.amazonaws.com", settings.region);
        let endpoint = settings.endpoint.as_deref().unwrap_or(&amazon);
        // A name with dots fits no certificate, and a server of one's own seldom has a host name for each bucket.
        let is_path = settings.endpoint.is_some() || settings.name.contains('.');
        let style = if is_path { UrlStyle::Path } else { UrlStyle::VirtualHost };
        let address = endpoint.parse().map_err(|_| format!("{endpoint} is no address; write one such as https://s3.example"))?;
        let at = rusty_s3::Bucket::new(address, style, settings.name.clone(), settings.region.clone())
            .map_err(|_| format!("{endpoint} is no address; write one that starts with https:// or http://"))?;
        let (key, secret) = (settings.access_key_id.clone(), settings.secret_access_key.clone());
        let credentials = match settings.session_token.clone() {
            Some(token) => Credentials::new_with_token(key, secret, token),
            None => Credentials::new(key, secret),
        };
        let agent = Agent::config_builder()
            .http_status_as_error(false)
            // A signature is for one host: who sends us elsewhere has to be asked there, with another region.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_resolve(Some(settings.patience.connect))
            .timeout_connect(Some(settings.patience.connect))
            .timeout_per_read(Some(settings.patience.silence))
            .timeout_per_write(Some(settings.patience.silence))
            .timeout_recv_response(Some(settings.patience.silence))
            .tls_config(tls(settings.authorities.as_deref())?)
            .build()
            .new_agent();
        Ok(Self { settings, at, credentials, agent, rng: Mutex::new(rng), is_stopping: AtomicBool::new(false) })
    }

    pub(super) const fn settings(&self) -> &BucketSettings {
        &self.settings
    }

    /// What is under way ends soon, without success.
    pub(super) fn stop(&self) {
        self.is_stopping.store(true, Ordering::Relaxed);
    }

    /// Uploads a file; only if it has this BLAKE3, where one is known.
    pub(super) fn put_file(&self, name: &str, path: &Path, checksum: Option<[u8; 32]>) -> Result<(), BucketError> {
        let local = |error| BucketError::Local { object: self.object(name), error };
        let bytes = std::fs::metadata(path).map_err(local)?.len();
        if bytes > PUT_BYTES_MAX {
            let reason = format!("{bytes} bytes are more than one upload may hold ({PUT_BYTES_MAX})");
            return Err(BucketError::Refused { object: self.object(name), reason });
        }
        let mut hashes = Hashes::default();
        let mut file = File::open(path).map_err(local)?;
        pass(&mut file, |piece| {
            hashes.update(piece);
            Ok(())
        })
        .map_err(local)?;
        let sent = hashes.finish(bytes);
        if checksum.is_some_and(|checksum| checksum != sent.blake3) {
            return Err(local(std::io::Error::other("the file was damaged on this disk before it could be uploaded")));
        }
        self.patiently(name, |this| this.put_once(name, &sent, &mut File::open(path).map_err(Failure::Local)?))
    }

    pub(super) fn put_bytes(&self, name: &str, body: &[u8]) -> Result<(), BucketError> {
        let mut hashes = Hashes::default();
        hashes.update(body);
        let sent = hashes.finish(body.len() as u64);
        self.patiently(name, |this| this.put_once(name, &sent, &mut { body }))
    }

    /// The store compares what came with its SHA-256 and repeats that. One that does not know of it is asked for the object.
    fn put_once(&self, name: &str, sent: &Sent, body: &mut dyn Read) -> Result<(), Failure> {
        let (key, header) = (self.key(name), "x-amz-checksum-sha256");
        let mut action = self.at.put_object(Some(&self.credentials), &key);
        action.headers_mut().insert(header, sent.sha256.as_str());
        let request = Request::put(Self::signed(&action)).header(header, &sent.sha256).header("content-length", sent.bytes);
        let mut body = Stoppable { body, bucket: self };
        let answer = self.send(request, sent.bytes, SendBody::from_reader(&mut body))?;
        if answer.headers().get(header).is_some_and(|repeated| repeated == sent.sha256.as_str()) {
            return Ok(());
        }
        self.get_once(name, sent.bytes, sent.blake3, &mut std::io::sink())
    }

    /// Downloads a file of a known length and BLAKE3; what came otherwise is asked for again. Left behind where it fails.
    pub(super) fn get_file(&self, name: &str, bytes: u64, checksum: [u8; 32], to: &Path) -> Result<(), BucketError> {
        self.patiently(name, |this| {
            let mut file = File::create(to).map_err(Failure::Local)?;
            this.get_once(name, bytes, checksum, &mut file)?;
            file.sync_all().map_err(Failure::Local)
        })
    }

    fn get_once(&self, name: &str, bytes: u64, checksum: [u8; 32], to: &mut dyn Write) -> Result<(), Failure> {
        let key = self.key(name);
        let request = Request::get(Self::signed(&self.at.get_object(Some(&self.credentials), &key)));
        let mut body = self.send(request, bytes, SendBody::none())?.into_body();
        // One byte more than there should be says enough.
        let mut body = body.with_config().limit(u64::MAX).reader().take(bytes + 1);
        let (mut hasher, mut came, mut written) = (blake3::Hasher::new(), 0, Ok(()));
        let read = pass(&mut Stoppable { body: &mut body, bucket: self }, |piece| {
            hasher.update(piece);
            came += piece.len() as u64;
            written = to.write_all(piece);
            if written.is_ok() { Ok(()) } else { Err(std::io::ErrorKind::Other.into()) }
        });
        written.map_err(Failure::Local)?;
        read.map_err(|error| Failure::Passing {
            reason: format!("it broke off after {came} of {bytes} bytes: {error}"),
            after: None,
        })?;
        if came != bytes {
            return Err(Failure::Damaged(format!("it does not have the {bytes} bytes that it should have")));
        }
        if *hasher.finalize().as_bytes() != checksum {
            return Err(Failure::Damaged("its contents are not those that were written".to_owned()));
        }
        Ok(())
    }

    /// A small object; `None` where there is none.
    pub(super) fn get_bytes(&self, name: &str) -> Result<Option<Vec<u8>>, BucketError> {
        let key = self.key(name);
        let found = self.patiently(name, |this| {
            let request = Request::get(Self::signed(&this.at.get_object(Some(&this.credentials), &key)));
            answer::whole(this.send(request, 0, SendBody::none())?, ANSWER_BYTES_MAX)
        });
        match found {
            Ok(bytes) => Ok(Some(bytes)),
            Err(BucketError::Missing { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Deletes an object; one that is not there is no error.
    pub(super) fn delete(&self, name: &str) -> Result<(), BucketError> {
        self.patiently(name, |this| this.delete_once(name))
    }

    /// As [`Bucket::delete`], for who has waited long enough already.
    pub(super) fn try_delete(&self, name: &str) -> Result<(), BucketError> {
        self.delete_once(name).map_err(|failure| failure.named(self.object(name), 1))
    }

    fn delete_once(&self, name: &str) -> Result<(), Failure> {
        let key = self.key(name);
        let request = Request::delete(Self::signed(&self.at.delete_object(Some(&self.credentials), &key)));
        match self.send(request, 0, SendBody::none()) {
            Ok(_) | Err(Failure::Missing) => Ok(()),
            Err(failure) => Err(failure),
        }
    }

    /// Every object below the prefix.
    pub(super) fn list(&self) -> Result<Vec<Listed>, BucketError> {
        let (mut all, mut token) = (Vec::new(), None);
        loop {
            let page = self.patiently("", |this| this.list_once(token.as_deref()))?;
            let own = |key: String| key.strip_prefix(&self.settings.prefix).map(str::to_owned);
            all.extend(page.objects.into_iter().filter_map(|(key, bytes)| Some(Listed { name: own(key)?, bytes })));
            token = page.next;
            if token.is_none() {
                return Ok(all);
            }
        }
    }

    /// ListObjectsV2: what `rusty-s3` reads of its answer is in one namespace, which not every store uses.
    fn list_once(&self, token: Option<&str>) -> Result<answer::Page, Failure> {
        // The object without a name is the bucket.
        let mut action = self.at.get_object(Some(&self.credentials), "");
        action.query_mut().insert("list-type", "2");
        action.query_mut().insert("prefix", self.settings.prefix.as_str());
        if let Some(token) = token {
            action.query_mut().insert("continuation-token", token);
        }
        let response = self.send(Request::get(Self::signed(&action)), 0, SendBody::none())?;
        answer::page(&answer::whole(response, ANSWER_BYTES_MAX)?)
    }

    /// Sends a request whose larger body, either way, has so many bytes.
    fn send(&self, request: ureq::http::request::Builder, bytes: u64, body: SendBody<'_>) -> Result<Response<Body>, Failure> {
        let refused = |error: ureq::http::Error| Failure::Final(error.to_string());
        let whole = self.settings.patience.silence + Duration::from_secs(bytes / BYTES_PER_SECOND_MIN);
        let request = self
            .agent
            .configure_request(request.body(body).map_err(refused)?)
            .timeout_send_body(Some(whole))
            .timeout_recv_body(Some(whole))
            .build();
        let response = self.agent.run(request).map_err(answer::unanswered)?;
        answer::judge(response, &self.settings)
    }

    /// Tries again, after a pause that grows, where that may help.
    fn patiently<T>(&self, name: &str, mut once: impl FnMut(&Self) -> Result<T, Failure>) -> Result<T, BucketError> {
        let patience = self.settings.patience;
        let (start, mut pause) = (Instant::now(), patience.first_pause);
        for tried in 1.. {
            let failure = match once(self) {
                Ok(done) => return Ok(done),
                Err(failure) => failure,
            };
            if self.is_stopping.load(Ordering::Relaxed) {
                return Err(BucketError::Stopped { object: self.object(name) });
            }
            let is_over = tried >= patience.tries || start.elapsed() + pause >= patience.total;
            if is_over || !failure.may_pass() {
                return Err(failure.named(self.object(name), tried));
            }
            tracing::debug!(object = self.object(name), tried, %failure, "the bucket is asked again");
            self.rest(failure.after().unwrap_or(pause).min(PAUSE_MAX));
            pause *= 2;
        }
        Err(BucketError::Stopped { object: self.object(name) })
    }

    /// Between half of it and all of it, so that nodes that failed together do not come back together.
    fn rest(&self, pause: Duration) {
        let part = self.rng.lock().unwrap_or_else(PoisonError::into_inner).unit();
        let until = Instant::now() + pause.mul_f64(f64::midpoint(1.0, part));
        while Instant::now() < until && !self.is_stopping.load(Ordering::Relaxed) {
            std::thread::sleep(until.saturating_duration_since(Instant::now()).min(Duration::from_millis(50)));
        }
    }

    /// The address of a request. The store compares the moment with its own clock, so a simulated one would not do.
    fn signed<'a>(action: &impl S3Action<'a>) -> String {
        action.sign_with_time(SIGNED_FOR, &SystemClock.now().to_jiff()).into()
    }

    fn key(&self, name: &str) -> String {
        format!("{}{name}", self.settings.prefix)
    }

    /// How an object is called where people read of it.
    fn object(&self, name: &str) -> String {
        format!("{}{name}", self.settings)
    }
}

/// The public authorities, or those of a file.
fn tls(authorities: Option<&Path>) -> Result<TlsConfig, String> {
    let Some(path) = authorities else { return Ok(outbound::tls().build()) };
    let wrong = |reason: &dyn std::fmt::Display| format!("AWS_CA_BUNDLE: {} can't be used: {reason}", path.display());
    let pem = std::fs::read(path).map_err(|error| wrong(&error))?;
    let mut found = Vec::new();
    for item in ureq::tls::parse_pem(&pem) {
        if let PemItem::Certificate(certificate) = item.map_err(|error| wrong(&error))? {
            found.push(certificate);
        }
    }
    if found.is_empty() {
        return Err(wrong(&"it holds no certificate"));
    }
    Ok(outbound::tls().root_certs(RootCerts::new_with_certs(&found)).build())
}

/// What an upload holds.
struct Sent {
    bytes: u64,
    blake3: [u8; 32],
    /// In base 64, as a header wants it.
    sha256: String,
}

/// Our own hash of a file, and the one that stores know.
struct Hashes {
    blake3: blake3::Hasher,
    sha256: Context,
}

impl Default for Hashes {
    fn default() -> Self {
        Self { blake3: blake3::Hasher::new(), sha256: Context::new(&SHA256) }
    }
}

impl Hashes {
    fn update(&mut self, piece: &[u8]) {
        self.blake3.update(piece);
        self.sha256.update(piece);
    }

    fn finish(self, bytes: u64) -> Sent {
        let sha256 = BASE64.encode(self.sha256.finish().as_ref());
        Sent { bytes, blake3: *self.blake3.finalize().as_bytes(), sha256 }
    }
}

/// A body that ends with an error once the program stops.
struct Stoppable<'a> {
    body: &'a mut dyn Read,
    bucket: &'a Bucket,
}

impl Read for Stoppable<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.bucket.is_stopping.load(Ordering::Relaxed) {
            return Err(std::io::Error::other("the program stops"));
        }
        self.body.read(buffer)
    }
}

/// Reads to the end, piece by piece.
fn pass(from: &mut dyn Read, mut piece: impl FnMut(&[u8]) -> std::io::Result<()>) -> std::io::Result<()> {
    let mut buffer = vec![0; BUFFER_BYTES];
    loop {
        match from.read(&mut buffer) {
            Ok(0) => return Ok(()),
            Ok(read) => piece(&buffer[..read])?,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}
