//! SendGrid's Event Webhook: a list of events, signed as a whole (ECDSA P-256 with SHA-256 over timestamp and body).

use super::told::{clicked, letter, time, told};
use super::{Call, FRESH_FOR_HOURS, Refused, Report, is_fresh, seconds};
use crate::feedback::model::{Bounce, By, Outcome};
use crate::messaging::LETTER_NAME;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1, UnparsedPublicKey};
use data_encoding::BASE64;
use foundation::vault::Keys;
use serde_json::Value;

const NAME: &str = "SendGrid";
/// What stands before the 65 bytes of a P-256 key in its DER form (RFC 5480).
const P256: [u8; 26] = [
    0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03,
    0x01, 0x07, 0x03, 0x42, 0x00,
];
const KEY_BYTES: usize = 65;

pub(super) fn read(keys: &Keys, secret: &str, call: &Call<'_>) -> Result<Report, Refused> {
    let key = public_key(secret).ok_or(Refused::BadSecret(NAME))?;
    let header = |name: &str| (call.header)(name).ok_or(Refused::Unsigned(NAME));
    let timestamp = header("x-twilio-email-event-webhook-timestamp")?;
    let signature = header("x-twilio-email-event-webhook-signature")?;
    let signature = BASE64.decode(signature.trim().as_bytes()).map_err(|_| Refused::Forged(NAME))?;
    let signed = [timestamp.as_bytes(), call.body].concat();
    UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, key).verify(&signed, &signature).map_err(|_| Refused::Forged(NAME))?;
    if !seconds(&timestamp).is_some_and(|at| is_fresh(at, call.now, FRESH_FOR_HOURS)) {
        return Err(Refused::Stale);
    }
    let events: Vec<Value> = serde_json::from_slice(call.body).map_err(|_| Refused::Unreadable("it is no list of events"))?;
    let told = events.iter().filter_map(|event| {
        let named = letter(keys, [event[LETTER_NAME].as_str(), event["smtp-id"].as_str()]);
        told(named, outcome(event), time(&event["timestamp"]))
    });
    Ok(Report { told: told.collect(), once: None })
}

fn outcome(event: &Value) -> Option<Outcome> {
    Some(match event["event"].as_str()? {
        "delivered" => Outcome::Delivered,
        // "blocked" is about this letter or this hour, not about the mailbox.
        "bounce" if event["type"] == "blocked" => Outcome::Bounced(Bounce::Soft),
        "bounce" => Outcome::Bounced(Bounce::Hard),
        // It never left: the vendor knows the mailbox from before.
        "dropped" if ["Bounced Address", "Invalid"].iter().any(|why| event["reason"] == *why) => Outcome::Bounced(Bounce::Hard),
        "dropped" => Outcome::Bounced(Bounce::Soft),
        "spamreport" => Outcome::Complained,
        "open" if event["sg_machine_open"] == true => Outcome::Opened(By::Machine),
        "open" => Outcome::Opened(By::Person),
        "click" => clicked(&event["url"])?,
        "unsubscribe" | "group_unsubscribe" => Outcome::Unsubscribed,
        _ => return None,
    })
}

/// The key as the vendor shows it, in base 64: the 65 bytes of its point.
pub(super) fn public_key(text: &str) -> Option<Vec<u8>> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let der = BASE64.decode(text.as_bytes()).ok()?;
    der.strip_prefix(&P256).filter(|key| key.len() == KEY_BYTES).map(<[u8]>::to_vec)
}
