//! What a receipt says, in the program's own words, for showing to people.

use serde_json::Value;

/// The `type` of a signed document that says what was erased, and when: no consent receipt.
pub const ERASURE_CERTIFICATE: &str = "erasure_certificate";

/// The main points of a receipt. What is missing is empty: a stranger's file may hold anything.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Says {
    pub store: String,
    /// An e-mail address, or else an address of the web.
    pub contact: String,
    /// `given`, `withdrawn` …
    pub state: String,
    pub at: String,
    pub purpose: String,
    pub data: Vec<String>,
    /// Teams by their word, others by their address.
    pub recipients: Vec<String>,
    /// A time, or the event that ends it.
    pub until: String,
    pub method: String,
    pub notice: String,
    pub notice_version: String,
    pub language: String,
    pub withdraw: String,
    pub receipt_id: String,
    pub record_id: String,
    pub issued_at: String,
}

/// Reads the main points out of a receipt.
pub fn says(receipt: &Value) -> Says {
    let text = |value: Option<&Value>| value.and_then(Value::as_str).unwrap_or_default().to_owned();
    let record = &receipt["dpv:hasRecordOfActivity"];
    let of = |path: &str| text(record.pointer(path));
    let all = |path: &str| record.pointer(path).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let controller = &record["dpv:hasEntity"][0];
    let email = text(controller.pointer("/schema:contactPoint/schema:email"));
    let name_of = |address: &str| address.split_once("/privacy#").map_or(address, |(_, team)| team).to_owned();
    let publisher = text(receipt.get("dct:publisher"));
    let recipients = all("/dpv:hasProcess/dpv:hasRecipient").iter().filter_map(Value::as_str);
    Says {
        store: text(controller.get("dpv:hasName")),
        contact: if email.is_empty() { text(controller.pointer("/schema:contactPoint/schema:url")) } else { email },
        state: of("/dpv:hasConsentStatus/dct:identifier"),
        at: of("/dpv:hasConsentStatus/dpv:isIndicatedAtTime"),
        purpose: of("/dpv:hasProcess/dpv:hasPurpose/dct:identifier"),
        data: all("/dpv:hasProcess/dpv:hasPersonalData").iter().map(|data| text(data.get("dct:identifier"))).collect(),
        recipients: recipients.filter(|address| *address != publisher).map(name_of).collect(),
        until: of("/dpv:hasConsentStatus/dpv:hasDuration/rdf:value"),
        method: of("/dpv:hasConsentStatus/dpv:hasIndicationMethod"),
        notice: of("/dpv:hasNotice/@id"),
        notice_version: of("/dpv:hasNotice/schema:version"),
        language: of("/dpv:hasNotice/dct:language"),
        withdraw: of("/dpv:hasConsentControl/dpv:isExercisedAt"),
        receipt_id: text(receipt.get("dct:identifier")),
        record_id: of("/dct:identifier"),
        issued_at: text(receipt.get("dct:created")),
    }
}
