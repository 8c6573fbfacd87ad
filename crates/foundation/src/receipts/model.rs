//! The two documents, made from the rows of one decision. Field by field as section 8 of the guide has them.

use super::terms::TermsVersion;
use crate::consent::{Basis, Category, GrantRow, Purpose, Recipient, State};
use crate::history::Months;
use crate::privacy::{OPT_IN_VIA, is_under_gdpr};
use crate::settings::StoreSettings;
use crate::vault::Keys;
use base::{Id as _, Timestamp};
use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// Who hands it out.
pub struct Issuer<'a> {
    pub store: &'a StoreSettings,
    /// `https://amana.shop.example`: where customers reach this program.
    pub base_url: &'a str,
    pub months: Months,
    pub processors: &'a [Processor],
    /// The version of all this that the decision was made under.
    pub terms: Option<&'a TermsVersion>,
}

/// A machine outside the store that data goes through or lies on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Processor {
    pub service: Service,
    pub host: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Service {
    /// The mail server that messages are handed to.
    Mail,
    /// The database server.
    Database,
    /// The object storage that the sealed history is in.
    History,
}

/// Why there is no consent record of a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoReceipt {
    /// It rests on something else: a contract asks nobody.
    #[error("the decision does not rest on consent")]
    OtherBasis,
    #[error("there is no such decision")]
    Unknown,
}

const PROFILE: &str = "https://w3id.org/dpv/schema/dpv-27560#";
/// The properties whose values are names of things.
const THINGS: [&str; 12] = [
    "dct:conformsTo",
    "dct:publisher",
    "dpv:hasApplicableLaw",
    "dpv:hasDataController",
    "dpv:hasDataProcessor",
    "dpv:hasJurisdiction",
    "dpv:hasLegalBasis",
    "dpv:hasRecipient",
    "dpv:isExercisedAt",
    "dpv:isIndicatedBy",
    "schema:recipient",
    "skos:broader",
];
/// The rights of GDPR that the privacy centre serves, by the article's term.
const RIGHTS: [&str; 7] =
    ["eu-gdpr:A7-3", "eu-gdpr:A15", "eu-gdpr:A16", "eu-gdpr:A17", "eu-gdpr:A18", "eu-gdpr:A20", "eu-gdpr:A21"];

impl Service {
    pub const fn word(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::Database => "database",
            Self::History => "history",
        }
    }
}

/// The consent record of a decision: the store's own copy. `rows`: one for each recipient.
pub fn record(issuer: &Issuer<'_>, keys: &Keys, rows: &[GrantRow]) -> Result<Value, NoReceipt> {
    let mut document = record_members(issuer, keys, rows)?;
    document.insert("@context".to_owned(), context());
    Ok(document.into())
}

/// The receipt of a decision, not yet signed: the record inside a cover of its own.
pub fn receipt(issuer: &Issuer<'_>, keys: &Keys, rows: &[GrantRow], now: Timestamp) -> Result<Value, NoReceipt> {
    let record = record_members(issuer, keys, rows)?;
    let row = rows.first().ok_or(NoReceipt::Unknown)?;
    let id = uuid(&keys.sign("consent receipt", &[row.id.raw().as_slice(), &now.micros().to_le_bytes()].concat()));
    Ok(json!({
        "@context": context(),
        "@id": format!("urn:uuid:{id}"),
        "@type": "dpv:ConsentReceipt",
        "dct:conformsTo": format!("{PROFILE}receipt-eu-gdpr"),
        "dct:identifier": id,
        "dct:created": now.to_rfc3339(),
        "dct:publisher": issuer.base_url,
        "schema:recipient": "dpv:DataSubject",
        "dpv:hasRecordOfActivity": record,
    }))
}

fn record_members(issuer: &Issuer<'_>, keys: &Keys, rows: &[GrantRow]) -> Result<Map<String, Value>, NoReceipt> {
    let row = rows.first().ok_or(NoReceipt::Unknown)?;
    if row.basis != Basis::Consent {
        return Err(NoReceipt::OtherBasis);
    }
    let id = uuid_of(*row.id.raw());
    let subject = format!("urn:uuid:{}", uuid(&keys.sign("consent receipt's customer", row.id.raw())));
    let privacy = format!("{}/privacy", issuer.base_url);
    let right = |article: &&str| json!({"@type": ["dpv:DataSubjectRight", article], "dpv:isExercisedAt": privacy});
    let hosts: Vec<&str> = processors(issuer, row).map(|processor| processor.host.as_str()).collect();
    let mut members = Map::new();
    let mut set = |name: &str, value: Value| members.insert(name.to_owned(), value);
    set("@id", format!("urn:uuid:{id}").into());
    set("@type", "dpv:ConsentRecord".into());
    set("dct:conformsTo", format!("{PROFILE}record-eu-gdpr").into());
    set("dct:identifier", id.into());
    set("dct:created", row.recorded_at.to_rfc3339().into());
    set("dpv:hasDataSubject", json!({"@id": subject, "@type": "dpv:DataSubject", "skos:broader": "dpv:Customer"}));
    set("dpv:hasDataController", issuer.base_url.into());
    if !hosts.is_empty() {
        set("dpv:hasDataProcessor", json!(hosts.iter().map(|host| format!("https://{host}")).collect::<Vec<_>>()));
    }
    // A store without a country has not been set up.
    if let Some(code) = issuer.store.country() {
        set("dpv:hasJurisdiction", format!("loc:{code}").into());
    }
    if issuer.store.country().is_some_and(is_under_gdpr) {
        set("dpv:hasApplicableLaw", "legal-eu:law-GDPR".into());
    }
    set("dpv:hasLegalBasis", "eu-gdpr:A6-1-a".into());
    set("dpv:hasNotice", notice(issuer, row));
    set("dpv:hasProcess", process(issuer, rows, row));
    let control = ["dpv:ProvideConsent", "dpv:WithdrawConsent"];
    set("dpv:hasConsentControl", json!({"@type": control, "dpv:isExercisedAt": privacy}));
    set("dpv:hasRight", RIGHTS.iter().map(right).collect::<Vec<_>>().into());
    set("dpv:hasConsentStatus", status(issuer, row, &subject));
    set("dpv:hasEntity", entities(issuer, row));
    Ok(members)
}

/// What was shown. Whoever recorded the decision may not have said which version, or in which language.
fn notice(issuer: &Issuer<'_>, row: &GrantRow) -> Value {
    let of_ours = row.notice_version.as_deref().filter(|version| version.parse::<u32>().is_ok());
    let address = of_ours.map_or_else(String::new, |version| format!("/{version}"));
    json!({
        "@id": format!("{}/privacy/notice{address}", issuer.base_url),
        "@type": "dpv:ConsentNotice",
        "dct:language": row.language.as_deref().unwrap_or("und"),
        "schema:version": row.notice_version.as_deref().unwrap_or("unknown"),
    })
}

fn process(issuer: &Issuer<'_>, rows: &[GrantRow], row: &GrantRow) -> Value {
    let data = |category: Category| json!({"@type": category.dpv(), "dct:identifier": category.word()});
    let mut to: Vec<Value> = vec![issuer.base_url.into()];
    to.extend(rows.iter().map(|row| Value::from(team(issuer, row.recipient))));
    to.extend(processors(issuer, row).map(|processor| Value::from(format!("https://{}", processor.host))));
    let mut locations = vec![host_of(issuer.base_url).to_owned()];
    let stores = issuer.processors.iter().filter(|processor| processor.service != Service::Mail);
    locations.extend(stores.map(|processor| processor.host.clone()));
    let mut storage = vec![json!({"@type": "dpv:StorageLocation", "dpv:hasLocation": locations})];
    storage.extend(kept_for(issuer, row));
    let mut process = json!({
        "@type": "dpv:Process",
        "dpv:hasPurpose": {"@type": row.purpose.dpv(), "dct:identifier": row.purpose.word()},
        "dpv:hasPersonalData": row.categories.iter().map(data).collect::<Vec<_>>(),
        "dpv:hasRecipient": to,
        "dpv:hasStorageCondition": storage,
    });
    // Which version of who keeps what, and through whom; since when; and its hash, by which the store can show that it is this.
    if let Some(terms) = issuer.terms {
        process["schema:version"] = terms.version.to_string().into();
        process["dct:issued"] = terms.since.to_rfc3339().into();
        process["dct:identifier"] = format!("blake3-{}", terms.hash).into();
    }
    process
}

/// How long each kind of data is kept: events by their class, the rest until the customer has it erased.
fn kept_for(issuer: &Issuer<'_>, row: &GrantRow) -> Vec<Value> {
    let conditions = row.categories.iter().map(|category| {
        let months = match category {
            Category::Orders => issuer.months.orders,
            Category::Browsing => issuer.months.browsing,
            _ => 0,
        };
        let how_long = if months == 0 {
            json!({"@type": "dpv:UntilEventDuration", "rdf:value": "erasure"})
        } else {
            json!({"@type": "dpv:TemporalDuration", "rdf:value": format!("P{months}M")})
        };
        json!({"@type": "dpv:StorageDuration", "dct:identifier": category.word(), "dpv:hasDuration": how_long})
    });
    conditions.collect()
}

/// What was decided, when, by whom, how, and for how long it holds.
fn status(issuer: &Issuer<'_>, row: &GrantRow, subject: &str) -> Value {
    let by_store = matches!(row.state, State::Requested | State::Expired | State::Revoked | State::Invalidated);
    let state = if row.state.allows() { json!([row.state.dpv(), "dpv:ExpressedConsent"]) } else { json!(row.state.dpv()) };
    let until = match row.valid_until {
        Some(until) => json!({"@type": "dpv:UntilTimeDuration", "rdf:value": until.to_rfc3339()}),
        None => {
            json!({"@type": "dpv:UntilEventDuration", "rdf:value": if row.state.allows() { "withdrawal" } else { "next decision" }})
        }
    };
    let mut status = json!({
        "@type": state,
        "dct:identifier": row.state.word(),
        "dpv:isIndicatedAtTime": row.valid_from.to_rfc3339(),
        "dpv:isIndicatedBy": if by_store { issuer.base_url } else { subject },
        "dpv:hasIndicationMethod": row.collected_via,
        "dpv:hasDuration": until,
    });
    // What was confirmed was asked for before: both dates prove it.
    if let Some(asked_at) = row.proof.as_deref().filter(|_| row.collected_via == OPT_IN_VIA) {
        status["dct:dateSubmitted"] = asked_at.into();
    }
    status
}

/// The store with the teams in it, and who works for it outside.
fn entities(issuer: &Issuer<'_>, row: &GrantRow) -> Value {
    let store = issuer.store;
    let contact = if store.privacy_email.is_empty() { &store.sender_email } else { &store.privacy_email };
    let mut point = json!({"@type": "schema:ContactPoint", "schema:url": format!("{}/privacy", issuer.base_url)});
    if !contact.is_empty() {
        point["schema:email"] = contact.as_str().into();
    }
    let mut controller = json!({
        "@id": issuer.base_url,
        "@type": "dpv:DataController",
        "dpv:hasIdentifier": issuer.base_url,
        "dpv:hasName": store.name,
        "schema:contactPoint": point,
        "schema:address": {"@type": "schema:PostalAddress", "schema:streetAddress": store.postal_address},
    });
    if !store.website.is_empty() {
        controller["schema:url"] = store.website.as_str().into();
    }
    let outside = processors(issuer, row).map(|processor| {
        let address = format!("https://{}", processor.host);
        json!({
            "@id": address,
            "@type": "dpv:DataProcessor",
            "dpv:hasIdentifier": address,
            "dpv:hasName": processor.host,
            "dct:identifier": processor.service.word(),
        })
    });
    std::iter::once(controller).chain(outside).collect::<Vec<_>>().into()
}

/// Those outside that the decision's data goes to: a mail server sees what is written to people.
fn processors<'a>(issuer: &'a Issuer<'_>, row: &GrantRow) -> impl Iterator<Item = &'a Processor> {
    let is_mailed = row.categories.contains(Category::Email) && row.purpose != Purpose::Security;
    issuer.processors.iter().filter(move |processor| match processor.service {
        Service::Mail => is_mailed,
        Service::Database | Service::History => true,
    })
}

/// A team is a part of the store: DPV has no terms for departments.
fn team(issuer: &Issuer<'_>, recipient: Recipient) -> String {
    format!("{}/privacy#{}", issuer.base_url, recipient.word())
}

/// `shop.example` of `https://shop.example/path`.
fn host_of(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split('/').next().unwrap_or(rest)
}

/// The first bytes of a signature as a UUID of version 8 (RFC 9562): a name that says nothing.
fn uuid(signature: &[u8; 32]) -> String {
    let mut raw = [0; 16];
    raw.copy_from_slice(&signature[..16]);
    raw[6] = raw[6] & 0x0f | 0x80;
    raw[8] = raw[8] & 0x3f | 0x80;
    uuid_of(raw)
}

fn uuid_of(raw: base::id::Raw) -> String {
    let hex = HEXLOWER.encode(&raw);
    format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

/// What the prefixes stand for, and which properties name a thing rather than say a text (JSON-LD 1.1).
fn context() -> Value {
    let mut context = json!({
        "dct": "http://purl.org/dc/terms/",
        "dpv": "https://w3id.org/dpv#",
        "eu-gdpr": "https://w3id.org/dpv/legal/eu/gdpr#",
        "legal-eu": "https://w3id.org/dpv/legal/eu#",
        "loc": "https://w3id.org/dpv/loc#",
        "pd": "https://w3id.org/dpv/pd#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "schema": "https://schema.org/",
        "skos": "http://www.w3.org/2004/02/skos/core#",
    });
    for property in THINGS {
        context[property] = json!({"@type": "@id"});
    }
    context
}
