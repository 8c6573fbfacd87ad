use super::*;
use crate::consent::{Basis, GrantRow, Purpose, Recipient, State};
use crate::history::Retention;
use crate::settings::StoreSettings;
use crate::vault::Keys;
use base::id::GrantId;
use base::{Id as _, Timestamp};
use proptest::prelude::*;
use serde_json::Value;

const AT: Timestamp = Timestamp::from_micros(1_777_896_000_000_000);

fn keys() -> Keys {
    Keys::from_master(&[7; 32])
}

fn row(state: State, recipient: Recipient, number: u8) -> GrantRow {
    GrantRow {
        id: GrantId::from_raw([number; 16]),
        categories: Purpose::MarketingEmail.categories(),
        purpose: Purpose::MarketingEmail,
        recipient,
        basis: Basis::Consent,
        state,
        valid_from: AT,
        valid_until: None,
        notice_version: Some("1".to_owned()),
        language: Some("ar".to_owned()),
        collected_via: "api".to_owned(),
        proof: Some("form 12".to_owned()),
        recorded_at: AT,
        place: 1,
    }
}

fn rows() -> Vec<GrantRow> {
    vec![row(State::Given, Recipient::Marketing, 1), row(State::Given, Recipient::Automation, 2)]
}

fn made(rows: &[GrantRow]) -> Result<Value, NoReceipt> {
    let store = StoreSettings {
        name: "متجر نور".to_owned(),
        country: "DE".to_owned(),
        privacy_email: "privacy@shop.example".to_owned(),
        postal_address: "Lindenstr. 1, Berlin".to_owned(),
        ..StoreSettings::default()
    };
    let processors = [Processor { service: Service::Mail, host: "smtp.example".to_owned() }];
    let months = Retention::default().of(store.country());
    let issuer = Issuer { store: &store, base_url: "https://shop.example", months, processors: &processors, terms: None };
    receipt(&issuer, &keys(), rows, AT)
}

fn signed() -> String {
    sign(&keys().signing_key().unwrap(), made(&rows()).unwrap()).unwrap().to_string()
}

fn public() -> KeysDocument {
    keys().signing_key().unwrap().public_key().into()
}

#[test]
fn every_mandatory_field_is_there() {
    let receipt = made(&rows()).unwrap();
    for (path, wanted) in [
        ("/dct:conformsTo", "https://w3id.org/dpv/schema/dpv-27560#receipt-eu-gdpr"),
        ("/dpv:hasRecordOfActivity/dct:conformsTo", "https://w3id.org/dpv/schema/dpv-27560#record-eu-gdpr"),
        ("/dpv:hasRecordOfActivity/dct:identifier", "01010101-0101-0101-0101-010101010101"),
        ("/dpv:hasRecordOfActivity/dpv:hasJurisdiction", "loc:DE"),
        ("/dpv:hasRecordOfActivity/dpv:hasApplicableLaw", "legal-eu:law-GDPR"),
        ("/dpv:hasRecordOfActivity/dpv:hasProcess/dpv:hasStorageCondition/1/dpv:hasDuration/rdf:value", "erasure"),
        ("/dpv:hasRecordOfActivity/dpv:hasEntity/0/dpv:hasName", "متجر نور"),
        ("/dpv:hasRecordOfActivity/dpv:hasEntity/0/schema:address/schema:streetAddress", "Lindenstr. 1, Berlin"),
    ] {
        assert_eq!(receipt.pointer(path).and_then(Value::as_str), Some(wanted), "{path}");
    }
    let said = says(&receipt);
    assert_eq!((said.store.as_str(), said.contact.as_str()), ("متجر نور", "privacy@shop.example"));
    assert_eq!((said.state.as_str(), said.purpose.as_str(), said.until.as_str()), ("given", "marketing_email", "withdrawal"));
    assert_eq!(said.data, ["name", "email", "messages"]);
    assert_eq!(said.recipients, ["marketing", "automation", "https://smtp.example"]);
    assert_eq!(said.notice, "https://shop.example/privacy/notice/1");
    assert_eq!((said.withdraw.as_str(), said.language.as_str()), ("https://shop.example/privacy", "ar"));
}

#[test]
fn nobody_is_named_and_two_receipts_name_two_strangers() {
    let subject = |number: u8| {
        let receipt = made(&[row(State::Given, Recipient::Marketing, number)]).unwrap();
        receipt.pointer("/dpv:hasRecordOfActivity/dpv:hasDataSubject/@id").unwrap().as_str().unwrap().to_owned()
    };
    assert_ne!(subject(1), subject(2));
    assert!(!signed().contains("form 12"), "the proof is the store's own");
}

#[test]
fn only_consent_has_a_receipt() {
    let contract = GrantRow { basis: Basis::Contract, ..row(State::Given, Recipient::Support, 1) };
    assert_eq!(made(&[contract]), Err(NoReceipt::OtherBasis));
    assert_eq!(made(&[]), Err(NoReceipt::Unknown));
    for state in State::ALL {
        let receipt = made(&[row(*state, Recipient::Marketing, 1)]).unwrap();
        assert_eq!(says(&receipt).state, state.word());
    }
}

#[test]
fn it_is_checked_with_the_public_key_alone() {
    assert_eq!(verify(&signed(), &public()).unwrap().genuine, Ok(()));
    // However it is set.
    let pretty = serde_json::to_string_pretty(&serde_json::from_str::<Value>(&signed()).unwrap()).unwrap();
    assert_eq!(verify(&pretty, &public()).unwrap().genuine, Ok(()));
    let key = keys().signing_key().unwrap().public_key();
    let list = keys_document(&key, "https://shop.example", Some(AT)).to_string();
    assert_eq!(KeysDocument::read(&list).unwrap(), public());
    assert_eq!(KeysDocument::of_key(&data_encoding::HEXLOWER.encode(&key.0)).unwrap(), public());
    let other: KeysDocument = Keys::from_master(&[8; 32]).signing_key().unwrap().public_key().into();
    assert_eq!(verify(&signed(), &other).unwrap().genuine, Err(Forged::OtherKey(key.id())));
}

#[test]
fn rubbish_is_told_from_forgery() {
    let whole = signed();
    for bad in [
        "",
        "null",
        "{}",
        "[1]",
        r#"{"receipt":{}}"#,
        r#"{"receipt":{},"signature":{}}"#,
        r#"{"receipt":{},"signature":{"alg":"none","kid":"x","value":""}}"#,
        &whole.replacen("{\"receipt\":", "{\"more\":1,\"receipt\":", 1),
        &whole.replacen("{\"receipt\":", "{\"receipt\":{},\"receipt\":", 1),
        &whole[..whole.len() - 1],
    ] {
        assert!(verify(bad, &public()).is_err(), "{bad}");
    }
    assert_eq!(verify(&" ".repeat(2 << 20), &public()), Err(Unreadable::TooLarge));
    for bad in ["", "{}", r#"{"keys":[]}"#, r#"{"keys":[{"alg":"Ed25519","x":"AA"}]}"#] {
        assert!(KeysDocument::read(bad).is_err() && KeysDocument::of_key(bad).is_err(), "{bad}");
    }
}

proptest! {
    /// Whatever byte is changed, to whatever: it is not genuine any more, or it says the same in other white space or escapes.
    #[test]
    fn any_changed_byte_is_found(at in any::<prop::sample::Index>(), to in any::<u8>()) {
        let whole = signed();
        let mut bytes = whole.clone().into_bytes();
        let at = at.index(bytes.len());
        prop_assume!(bytes[at] != to);
        bytes[at] = to;
        let Ok(text) = String::from_utf8(bytes) else { return Ok(()) };
        if let Ok(verdict) = verify(&text, &public()) {
            let same = verdict.receipt == verify(&whole, &public()).unwrap().receipt;
            prop_assert!(verdict.genuine.is_err() || same, "{}", text);
        }
    }

    #[test]
    fn rubbish_never_panics(text in ".{0,200}") {
        let _ = verify(&text, &public());
        let _ = KeysDocument::read(&text);
        let _ = KeysDocument::of_key(&text);
    }
}
