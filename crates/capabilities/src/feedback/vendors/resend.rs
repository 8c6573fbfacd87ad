//! Resend's webhooks: one event a call, signed by Svix (Standard Webhooks: HMAC-SHA256 over id, time and body).

use super::told::{clicked, in_headers, letter, time, told};
use super::{Call, FRESH, Refused, Report, is_fresh, seconds};
use crate::feedback::model::{Bounce, By, Outcome};
use crate::messaging::LETTER_NAME;
use aws_lc_rs::hmac;
use data_encoding::BASE64;
use foundation::vault::Keys;
use serde_json::Value;

const NAME: &str = "Resend";
const KEY_BYTES_MIN: usize = 16;

pub(super) fn read(keys: &Keys, secret: &str, call: &Call<'_>) -> Result<Report, Refused> {
    let key = hmac::Key::new(hmac::HMAC_SHA256, &key(secret).ok_or(Refused::BadSecret(NAME))?);
    let header = |name: &str| {
        let found = (call.header)(&format!("svix-{name}")).or_else(|| (call.header)(&format!("webhook-{name}")));
        found.ok_or(Refused::Unsigned(NAME))
    };
    let (id, timestamp, signatures) = (header("id")?, header("timestamp")?, header("signature")?);
    let signed = [format!("{id}.{timestamp}.").as_bytes(), call.body].concat();
    // While a key is changed there is one of each.
    let is_ours = signatures
        .split(' ')
        .filter_map(|one| one.strip_prefix("v1,"))
        .any(|one| BASE64.decode(one.as_bytes()).is_ok_and(|signature| hmac::verify(&key, &signed, &signature).is_ok()));
    if !is_ours {
        return Err(Refused::Forged(NAME));
    }
    if !seconds(&timestamp).is_some_and(|at| is_fresh(at, call.now, FRESH)) {
        return Err(Refused::Stale);
    }
    let event: Value = serde_json::from_slice(call.body).map_err(|_| Refused::Unreadable("it is no JSON"))?;
    let data = &event["data"];
    let named = letter(keys, [in_headers(&data["headers"]), data["tags"][LETTER_NAME].as_str(), data["message_id"].as_str()]);
    Ok(Report { told: told(named, outcome(&event), time(&event["created_at"])).into_iter().collect(), once: None })
}

fn outcome(event: &Value) -> Option<Outcome> {
    let data = &event["data"];
    Some(match event["type"].as_str()? {
        "email.delivered" => Outcome::Delivered,
        "email.bounced" if ["Transient", "Undetermined"].iter().any(|kind| data["bounce"]["type"] == *kind) => {
            Outcome::Bounced(Bounce::Soft)
        }
        "email.bounced" | "email.suppressed" => Outcome::Bounced(Bounce::Hard),
        "email.complained" => Outcome::Complained,
        "email.opened" => Outcome::Opened(By::Person),
        "email.clicked" => clicked(&data["click"]["link"])?,
        _ => return None,
    })
}

/// The key as the vendor shows it: `whsec_` and base 64.
pub(super) fn key(secret: &str) -> Option<Vec<u8>> {
    let bytes = BASE64.decode(secret.trim().strip_prefix("whsec_")?.as_bytes()).ok()?;
    (bytes.len() >= KEY_BYTES_MIN).then_some(bytes)
}
