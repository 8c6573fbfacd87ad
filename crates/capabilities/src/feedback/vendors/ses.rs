//! Amazon SES, which tells through a topic of SNS: signed with a certificate of Amazon's (RSA; SHA-1 in version 1, SHA-256 in
//! version 2), and only once the address was confirmed.
//!
//! Anybody can have a topic, and Amazon signs for all of them: what counts comes from the store's own topic.

use super::told::{clicked, in_headers, letter, time, told};
use super::{Call, FRESH_FOR_HOURS, Refused, Report, is_fresh};
use crate::feedback::model::{Bounce, By, Outcome};
use crate::messaging::LETTER_NAME;
use aws_lc_rs::signature::{RSA_PKCS1_2048_8192_SHA1_FOR_LEGACY_USE_ONLY, RSA_PKCS1_2048_8192_SHA256, UnparsedPublicKey};
use base::Timestamp;
use data_encoding::BASE64;
use foundation::outbound::{Client, Limits, Reach};
use foundation::vault::Keys;
use rsa::pkcs1::EncodeRsaPublicKey as _;
use rsa::pkcs8::DecodePublicKey as _;
use rustls_pki_types::pem::PemObject as _;
use rustls_pki_types::{CertificateDer, ServerName};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use url::Url;

const NAME: &str = "Amazon SES";
const AGENT: &str = "Amana (feedback of letters)";
const LIMITS: Limits = Limits { redirects_max: 0, body_bytes_max: 64 << 10 };
const FETCHED_WITHIN: Duration = Duration::from_secs(10);
/// Certificates are kept this long, and so many.
const CERTIFICATES_KEPT: Duration = Duration::from_hours(1);
const CERTIFICATES_MAX: usize = 8;

/// Asks Amazon for certificates, and confirms topics.
pub(super) struct Sns {
    client: Client,
    /// Asked instead of Amazon's hosts.
    instead: Option<String>,
    /// Public keys by the address of their certificate.
    known: Mutex<BTreeMap<String, (Instant, Vec<u8>)>>,
}

/// A message of SNS, its fields named as there.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Envelope {
    #[serde(rename = "Type")]
    kind: String,
    message_id: String,
    topic_arn: String,
    message: String,
    timestamp: String,
    signature_version: String,
    signature: String,
    #[serde(rename = "SigningCertURL")]
    signing_cert_url: String,
    subject: Option<String>,
    token: Option<String>,
    #[serde(rename = "SubscribeURL")]
    subscribe_url: Option<String>,
}

pub(super) fn read(keys: &Keys, sns: &Sns, topic: &str, call: &Call<'_>) -> Result<Report, Refused> {
    let envelope: Envelope = serde_json::from_slice(call.body).map_err(|_| Refused::Unsigned(NAME))?;
    if envelope.topic_arn != topic.trim() {
        return Err(Refused::OtherTopic);
    }
    sns.verify(&envelope)?;
    if !Timestamp::parse(&envelope.timestamp).is_ok_and(|at| is_fresh(at, call.now, FRESH_FOR_HOURS)) {
        return Err(Refused::Stale);
    }
    if envelope.kind == "SubscriptionConfirmation" {
        sns.confirm(&envelope)?;
    }
    if envelope.kind != "Notification" {
        return Ok(Report::default());
    }
    // Amazon tries the topic with a sentence.
    let Ok(event) = serde_json::from_str::<Value>(&envelope.message) else { return Ok(Report::default()) };
    let mail = &event["mail"];
    let tags = mail["tags"][LETTER_NAME].as_array().and_then(|values| values.first()).and_then(Value::as_str);
    let named = letter(keys, [tags, in_headers(&mail["headers"])]);
    let (outcome, at) = outcome(&event);
    Ok(Report { told: told(named, outcome, time(at)).into_iter().collect(), once: None })
}

/// What happened, and where it says when. Notifications of bounces and complaints name it otherwise than published events do.
fn outcome(event: &Value) -> (Option<Outcome>, &Value) {
    let kind = event["eventType"].as_str().or_else(|| event["notificationType"].as_str()).unwrap_or_default();
    let part = |name: &str| &event[name]["timestamp"];
    match kind {
        "Delivery" => (Some(Outcome::Delivered), part("delivery")),
        "Bounce" if event["bounce"]["bounceType"] == "Permanent" => (Some(Outcome::Bounced(Bounce::Hard)), part("bounce")),
        "Bounce" => (Some(Outcome::Bounced(Bounce::Soft)), part("bounce")),
        "Complaint" => (Some(Outcome::Complained), part("complaint")),
        "Open" => (Some(Outcome::Opened(By::Person)), part("open")),
        "Click" => (clicked(&event["click"]["link"]), part("click")),
        "Subscription" if event["subscription"]["newTopicPreferences"]["unsubscribeAll"] == true => {
            (Some(Outcome::Unsubscribed), part("subscription"))
        }
        _ => (None, &Value::Null),
    }
}

/// `arn:aws:sns:eu-central-1:123456789012:feedback`.
pub(super) fn is_topic(text: &str) -> bool {
    let parts: Vec<&str> = text.trim().split(':').collect();
    matches!(parts[..], ["arn", partition, "sns", region, account, name]
        if partition.starts_with("aws") && !region.is_empty() && !name.is_empty()
            && account.len() == 12 && account.bytes().all(|b| b.is_ascii_digit()))
}

impl Sns {
    pub(super) fn new(reach: Reach, instead: Option<String>) -> Self {
        Self { client: Client::new(AGENT, LIMITS, reach), instead, known: Mutex::default() }
    }

    fn verify(&self, envelope: &Envelope) -> Result<(), Refused> {
        let signature = BASE64.decode(envelope.signature.as_bytes()).map_err(|_| Refused::Forged(NAME))?;
        let algorithm = match envelope.signature_version.as_str() {
            "1" => &RSA_PKCS1_2048_8192_SHA1_FOR_LEGACY_USE_ONLY,
            "2" => &RSA_PKCS1_2048_8192_SHA256,
            _ => return Err(Refused::Unsigned(NAME)),
        };
        let signed = envelope.signed().ok_or(Refused::Unsigned(NAME))?;
        let key = self.public_key(&envelope.signing_cert_url)?;
        UnparsedPublicKey::new(algorithm, key).verify(signed.as_bytes(), &signature).map_err(|_| Refused::Forged(NAME))
    }

    /// The key of a certificate that stands at an address of Amazon's.
    fn public_key(&self, address: &str) -> Result<Vec<u8>, Refused> {
        let url = amazon(address).filter(|url| url.path().split('.').next_back() == Some("pem")).ok_or(Refused::Forged(NAME))?;
        let held = |known: &BTreeMap<String, (Instant, Vec<u8>)>| {
            known.get(address).filter(|(at, _)| at.elapsed() < CERTIFICATES_KEPT).map(|(_, key)| key.clone())
        };
        if let Some(key) = held(&self.known.lock().unwrap_or_else(PoisonError::into_inner)) {
            return Ok(key);
        }
        let key = key_of(&self.fetch(&url)?).ok_or(Refused::Forged(NAME))?;
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= CERTIFICATES_MAX {
            known.clear();
        }
        known.insert(address.to_owned(), (Instant::now(), key.clone()));
        Ok(key)
    }

    /// Says that the topic may write to us: it is the store's, and Amazon signed that it asks.
    fn confirm(&self, envelope: &Envelope) -> Result<(), Refused> {
        let url = envelope.subscribe_url.as_deref().and_then(amazon).ok_or(Refused::Forged(NAME))?;
        self.fetch(&url).map(drop)
    }

    fn fetch(&self, url: &Url) -> Result<Vec<u8>, Refused> {
        let unreachable = |why: String| Refused::Unreachable(format!("Amazon could not be asked ({why})"));
        let asked = match &self.instead {
            Some(instead) => {
                let query = url.query().map_or_else(String::new, |query| format!("?{query}"));
                Url::parse(&format!("{}{}{query}", instead.trim_end_matches('/'), url.path()))
            }
            None => Ok(url.clone()),
        };
        let asked = asked.map_err(|error| unreachable(error.to_string()))?;
        let answer = self.client.get(&asked, Instant::now() + FETCHED_WITHIN).map_err(|error| unreachable(error.to_string()))?;
        if answer.last.status == 200 && answer.is_whole {
            Ok(answer.body)
        } else {
            Err(unreachable(format!("it answered {}", answer.last.status)))
        }
    }
}

impl Envelope {
    /// What Amazon signs: fields and values, a line each, in this order.
    fn signed(&self) -> Option<String> {
        let pairs: Vec<(&str, &str)> = match self.kind.as_str() {
            "Notification" => [("Message", Some(self.message.as_str())), ("MessageId", Some(self.message_id.as_str()))]
                .into_iter()
                .chain([("Subject", self.subject.as_deref()), ("Timestamp", Some(self.timestamp.as_str()))])
                .chain([("TopicArn", Some(self.topic_arn.as_str())), ("Type", Some(self.kind.as_str()))])
                .filter_map(|(name, value)| Some((name, value?)))
                .collect(),
            "SubscriptionConfirmation" | "UnsubscribeConfirmation" => vec![
                ("Message", &self.message),
                ("MessageId", &self.message_id),
                ("SubscribeURL", self.subscribe_url.as_deref()?),
                ("Timestamp", &self.timestamp),
                ("Token", self.token.as_deref()?),
                ("TopicArn", &self.topic_arn),
                ("Type", &self.kind),
            ],
            _ => return None,
        };
        Some(pairs.into_iter().flat_map(|(name, value)| [name, "\n", value, "\n"]).collect())
    }
}

/// An address at SNS itself: `https://sns.REGION.amazonaws.com/…`.
fn amazon(address: &str) -> Option<Url> {
    let url = Url::parse(address).ok()?;
    let host = url.host_str()?;
    let region = host
        .strip_prefix("sns.")
        .and_then(|rest| rest.strip_suffix(".amazonaws.com").or_else(|| rest.strip_suffix(".amazonaws.com.cn")))?;
    let is_region = !region.is_empty() && region.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    let is_plain = url.scheme() == "https" && url.port().is_none() && url.username().is_empty() && url.password().is_none();
    (is_region && is_plain).then_some(url)
}

/// The RSA key of a certificate that is SNS's own, in PEM. Its issuer is not asked: Amazon sends no chain with it, and the
/// connection that it came by was under one.
fn key_of(pem: &[u8]) -> Option<Vec<u8>> {
    let der = CertificateDer::from_pem_slice(pem).ok()?;
    let certificate = webpki::EndEntityCert::try_from(&der).ok()?;
    let is_named =
        |name: &str| ServerName::try_from(name).is_ok_and(|name| certificate.verify_is_valid_for_subject_name(&name).is_ok());
    if !is_named("sns.amazonaws.com") && !is_named("sns.amazonaws.com.cn") {
        return None;
    }
    let key = rsa::RsaPublicKey::from_public_key_der(&certificate.subject_public_key_info()).ok()?;
    Some(key.to_pkcs1_der().ok()?.into_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_amazons_are_asked() {
        for good in ["https://sns.eu-central-1.amazonaws.com/x.pem", "https://sns.cn-north-1.amazonaws.com.cn/x.pem"] {
            assert!(amazon(good).is_some(), "{good}");
        }
        for bad in [
            "http://sns.eu-central-1.amazonaws.com/x.pem",
            "https://sns.eu-central-1.amazonaws.com.evil.example/x.pem",
            "https://evil.example/sns.eu-central-1.amazonaws.com/x.pem",
            "https://sns.evil.example/.amazonaws.com/x.pem",
            "https://sns.a.b.amazonaws.com/x.pem",
            "https://sns..amazonaws.com/x.pem",
            "https://s3.eu-central-1.amazonaws.com/x.pem",
            "https://sns.eu-central-1.amazonaws.com:444/x.pem",
            "https://sns@sns.eu-central-1.amazonaws.com/x.pem",
            "x",
        ] {
            assert!(amazon(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn a_topic_is_an_arn() {
        assert!(is_topic("arn:aws:sns:eu-central-1:123456789012:feedback"));
        assert!(!is_topic("arn:aws:sqs:eu-central-1:123456789012:feedback") && !is_topic("arn:aws:sns:x:12:f") && !is_topic(""));
    }
}
