//! What senders of mail tell by webhook, each in its own words and with its own proof.
//!
//! A proof is checked before anything else is read. What a vendor tells of letters that are none of ours is passed over: one
//! account may serve several programs.

mod mailgun;
mod postmark;
mod resend;
mod sendgrid;
mod ses;
mod told;

use super::model::Told;
use crate::messaging::Vendor;
use base::Timestamp;
use foundation::outbound::Reach;
use foundation::vault::Keys;
use std::time::Duration;

/// What is signed anew at each attempt is no older than this.
const FRESH: Duration = Duration::from_mins(5);
/// What is signed once and sent again for hours, where we did not answer, is no older than this. To send it again changes
/// nothing: what became of a letter is noted once.
const FRESH_FOR_HOURS: Duration = Duration::from_hours(24);

/// A webhook as it came.
pub struct Call<'a> {
    /// A header's value by its name in lower case.
    pub header: &'a dyn Fn(&str) -> Option<String>,
    pub body: &'a [u8],
    pub now: Timestamp,
}

/// What a call tells.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Report {
    pub told: Vec<Told>,
    /// Where the proof covers no more than this: it is good for one call.
    pub once: Option<String>,
}

/// Why a call is not believed, in words for whoever sets the vendor up.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("The request is not signed, or not as {0} signs. Switch signatures on at {0}.")]
    Unsigned(&'static str),
    #[error("The signature is wrong. Compare the key under Settings, E-mail with the one that {0} shows.")]
    Forged(&'static str),
    #[error("The request was signed too long ago, or this machine's clock is wrong.")]
    Stale,
    #[error("The body can't be read: {0}.")]
    Unreadable(&'static str),
    #[error("What is stored under Settings, E-mail for {0} can't be used. Enter it again.")]
    BadSecret(&'static str),
    #[error("It comes from a topic that is not the one under Settings, E-mail.")]
    OtherTopic,
    /// What has to be asked of the vendor can't be asked now.
    #[error("{0}. Send it again in a while.")]
    Unreachable(String),
}

/// Reads what vendors send. Shared by requests.
pub struct Hooks {
    keys: Keys,
    sns: ses::Sns,
}

impl Hooks {
    /// `sns` is asked instead of Amazon's own hosts, where it is given.
    pub fn new(keys: Keys, reach: Reach, sns: Option<String>) -> Self {
        Self { keys, sns: ses::Sns::new(reach, sns) }
    }

    /// What a call of a vendor tells, if it proves to be the vendor's by this secret. Blocks: Amazon's certificate is fetched.
    pub fn read(&self, vendor: Vendor, secret: &str, call: &Call<'_>) -> Result<Report, Refused> {
        match vendor {
            Vendor::Ses => ses::read(&self.keys, &self.sns, secret, call),
            Vendor::SendGrid => sendgrid::read(&self.keys, secret, call),
            Vendor::Postmark => postmark::read(&self.keys, secret, call),
            Vendor::Mailgun => mailgun::read(&self.keys, secret, call),
            Vendor::Resend => resend::read(&self.keys, secret, call),
        }
    }
}

/// Whether a secret has the shape of the vendor's.
pub fn is_secret(vendor: Vendor, secret: &str) -> bool {
    match vendor {
        Vendor::Ses => ses::is_topic(secret),
        Vendor::SendGrid => sendgrid::public_key(secret).is_some(),
        Vendor::Postmark => secret.split_once(':').is_some_and(|(user, password)| !user.is_empty() && password.len() >= 12),
        Vendor::Mailgun => secret.len() >= 16 && secret.bytes().all(|b| b.is_ascii_graphic()),
        Vendor::Resend => resend::key(secret).is_some(),
    }
}

/// Whether something was signed lately.
fn is_fresh(signed_at: Timestamp, now: Timestamp, within: Duration) -> bool {
    now.micros_since(signed_at).unsigned_abs() <= within.as_micros() as u64
}

/// Seconds since 1970, as vendors write them.
fn seconds(text: &str) -> Option<Timestamp> {
    Some(Timestamp::from_micros(text.trim().parse::<i64>().ok()?.checked_mul(1_000_000)?))
}
