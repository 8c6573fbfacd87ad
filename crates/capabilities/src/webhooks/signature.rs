//! Standard Webhooks 1.0: `v1,` and the base64 of an HMAC-SHA256 over id, time and body.

use super::model::Endpoint;
use aws_lc_rs::hmac;
use base::Id as _;
use data_encoding::BASE64;
use foundation::vault::Keys;

/// The secret of an address, as its owner is shown it once. Nothing of it is stored: whoever has the master key has it again.
pub fn secret(keys: &Keys, endpoint: &Endpoint) -> String {
    format!("whsec_{}", BASE64.encode(&key(keys, endpoint)))
}

/// The value of `webhook-signature`.
pub fn sign(keys: &Keys, endpoint: &Endpoint, id: &str, seconds: i64, body: &[u8]) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA256, &key(keys, endpoint));
    let signed = [format!("{id}.{seconds}.").as_bytes(), body].concat();
    format!("v1,{}", BASE64.encode(hmac::sign(&key, &signed).as_ref()))
}

fn key(keys: &Keys, endpoint: &Endpoint) -> [u8; 32] {
    keys.sign("webhook secret", &[endpoint.id.raw().as_slice(), &endpoint.generation.to_le_bytes()].concat())
}
