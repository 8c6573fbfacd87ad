//! Mailgun's webhooks: one event a call. Its signature is over a time and a token alone, so that each token is good for one call.

use super::told::{clicked, letter, time, told};
use super::{Call, FRESH_FOR_HOURS, Refused, Report, is_fresh, seconds};
use crate::feedback::model::{Bounce, By, Outcome};
use crate::messaging::LETTER_NAME;
use aws_lc_rs::hmac;
use data_encoding::HEXLOWER_PERMISSIVE;
use foundation::vault::Keys;
use serde_json::Value;

const NAME: &str = "Mailgun";

pub(super) fn read(keys: &Keys, secret: &str, call: &Call<'_>) -> Result<Report, Refused> {
    let whole: Value = serde_json::from_slice(call.body).map_err(|_| Refused::Unreadable("it is no JSON"))?;
    let part = |name: &str| whole["signature"][name].as_str().filter(|text| !text.is_empty()).ok_or(Refused::Unsigned(NAME));
    let (timestamp, token, signature) = (part("timestamp")?, part("token")?, part("signature")?);
    let signature = HEXLOWER_PERMISSIVE.decode(signature.as_bytes()).map_err(|_| Refused::Forged(NAME))?;
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
    hmac::verify(&key, format!("{timestamp}{token}").as_bytes(), &signature).map_err(|_| Refused::Forged(NAME))?;
    if !seconds(timestamp).is_some_and(|at| is_fresh(at, call.now, FRESH_FOR_HOURS)) {
        return Err(Refused::Stale);
    }
    let event = &whole["event-data"];
    let named = letter(keys, [event["user-variables"][LETTER_NAME].as_str(), event["message"]["headers"]["message-id"].as_str()]);
    let told = told(named, outcome(event), time(&event["timestamp"]));
    // The time is a part of it: where one ends and the other begins is not signed.
    Ok(Report { told: told.into_iter().collect(), once: Some(format!("{timestamp}{token}")) })
}

fn outcome(event: &Value) -> Option<Outcome> {
    let is_robot = || event["client-info"]["bot"].as_str().is_some_and(|bot| !bot.is_empty());
    Some(match event["event"].as_str()? {
        "delivered" => Outcome::Delivered,
        "failed" if event["severity"] == "temporary" => Outcome::Bounced(Bounce::Soft),
        "failed" => match event["reason"].as_str() {
            Some("suppress-complaint") => Outcome::Complained,
            Some("suppress-unsubscribe") => Outcome::Unsubscribed,
            _ if event["delivery-status"]["bounce-type"] == "soft" => Outcome::Bounced(Bounce::Soft),
            _ => Outcome::Bounced(Bounce::Hard),
        },
        "complained" => Outcome::Complained,
        "opened" if is_robot() => Outcome::Opened(By::Machine),
        "opened" => Outcome::Opened(By::Person),
        "clicked" if !is_robot() => clicked(&event["url"])?,
        "unsubscribed" => Outcome::Unsubscribed,
        _ => return None,
    })
}
