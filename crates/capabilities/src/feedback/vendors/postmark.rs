//! Postmark's webhooks: one event a call, with a name and a password that the store chose.

use super::told::{clicked, letter, time, told};
use super::{Call, Refused, Report};
use crate::feedback::model::{Bounce, By, Outcome};
use crate::messaging::LETTER_NAME;
use data_encoding::BASE64;
use foundation::vault::Keys;
use serde_json::Value;

const NAME: &str = "Postmark";

pub(super) fn read(keys: &Keys, secret: &str, call: &Call<'_>) -> Result<Report, Refused> {
    let given = (call.header)("authorization").ok_or(Refused::Unsigned(NAME))?;
    let given = given.split_once(' ').filter(|(scheme, _)| scheme.eq_ignore_ascii_case("basic"));
    let given = given.and_then(|(_, text)| BASE64.decode(text.trim().as_bytes()).ok()).ok_or(Refused::Unsigned(NAME))?;
    // Compared as keyed hashes: time tells nothing.
    if keys.token_hash(&String::from_utf8_lossy(&given)) != keys.token_hash(secret) {
        return Err(Refused::Forged(NAME));
    }
    let event: Value = serde_json::from_slice(call.body).map_err(|_| Refused::Unreadable("it is no JSON"))?;
    let named = letter(keys, [event["Metadata"][LETTER_NAME].as_str()]);
    let at = ["DeliveredAt", "BouncedAt", "ReceivedAt", "ChangedAt"].iter().find_map(|name| time(&event[*name]));
    Ok(Report { told: told(named, outcome(&event), at).into_iter().collect(), once: None })
}

fn outcome(event: &Value) -> Option<Outcome> {
    Some(match event["RecordType"].as_str()? {
        "Delivery" => Outcome::Delivered,
        "Bounce" => of_bounce(event["Type"].as_str()?)?,
        "SpamComplaint" => Outcome::Complained,
        "Open" => Outcome::Opened(By::Person),
        "Click" => clicked(&event["OriginalLink"])?,
        "SubscriptionChange" if event["SuppressSending"] == true => match event["SuppressionReason"].as_str()? {
            "HardBounce" => Outcome::Bounced(Bounce::Hard),
            "SpamComplaint" => Outcome::Complained,
            _ => Outcome::Unsubscribed,
        },
        _ => return None,
    })
}

/// Of the types of bounce those that say something of the mailbox or the letter; answers of robots say nothing.
fn of_bounce(kind: &str) -> Option<Outcome> {
    match kind {
        "HardBounce" | "BadEmailAddress" | "ManuallyDeactivated" => Some(Outcome::Bounced(Bounce::Hard)),
        "SpamComplaint" => Some(Outcome::Complained),
        "SoftBounce" | "Transient" | "DnsError" | "Blocked" | "SpamNotification" | "DMARCPolicy" | "Undeliverable"
        | "SMTPApiError" => Some(Outcome::Bounced(Bounce::Soft)),
        "Unsubscribe" => Some(Outcome::Unsubscribed),
        _ => None,
    }
}
