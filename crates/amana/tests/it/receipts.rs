//! A customer's receipt, checked at a kitchen table with nothing but the file and the store's public key.

use crate::support::{Answer, Home, Http, Program};
use serde_json::{Value, json};
use std::path::Path;

fn ask(program: &Program, method: &str, path: &str, key: &str, body: &Value) -> Answer {
    let body = if body.is_null() { String::new() } else { body.to_string() };
    let length = body.len();
    let mut http = Http::open(program.address).unwrap();
    let head = format!(
        "{method} {path} HTTP/1.1\r\nhost: amana\r\nauthorization: Bearer {key}\r\ncontent-type: application/json\r\n\
         content-length: {length}\r\n\r\n{body}"
    );
    http.write(head.as_bytes()).unwrap();
    http.answer().unwrap()
}

/// A receipt of Sara's and the published keys, in files.
fn receipt_in(folder: &Path, home: &Home, program: &Program) -> (String, String) {
    let (server, admin) = (home.key("server"), home.key("admin"));
    program.take(&server, &[json!({"type": "identify", "userId": "sara", "traits": {"email": "sara@example.com"}})]);
    let found = ask(program, "GET", "/api/v1/customers?q=sara", &admin, &Value::Null);
    let found: Value = serde_json::from_str(&found.body).unwrap();
    let consents = format!("/api/v1/customers/{}/consents", found["data"][0]["id"].as_str().unwrap());
    let decided = ask(program, "PUT", &consents, &admin, &json!({"decisions": [{"purpose": "loyalty", "state": "given"}]}));
    let decided: Value = serde_json::from_str(&decided.body).unwrap();
    let decision = decided["history"][0]["id"].as_str().unwrap();
    let receipt = ask(program, "GET", &format!("{consents}/{decision}/receipt"), &admin, &Value::Null);
    assert_eq!(receipt.status, 200, "{}", receipt.body);
    let keys = program.get("/.well-known/amana-keys.json").unwrap();
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    std::fs::write(path("receipt.json"), &receipt.body).unwrap();
    std::fs::write(path("keys.json"), &keys.body).unwrap();
    (path("receipt.json"), path("keys.json"))
}

#[test]
fn a_receipt_is_checked_by_anybody() {
    let home = Home::new();
    let program = home.serve();
    let folder = tempfile::tempdir().unwrap();
    let (receipt, keys) = receipt_in(folder.path(), &home, &program);
    let url = format!("http://{}/.well-known/amana-keys.json", program.address);
    let online = home.run(&["verify", "receipt", &receipt, "--url", &url]);
    assert_eq!(online.status.code(), Some(0), "{}{}", online.stdout, online.stderr);
    program.stop();

    // The store is gone; the file and the key are enough.
    let said = home.run(&["verify", "receipt", &receipt, "--keys-file", &keys]);
    assert_eq!(said.status.code(), Some(0), "{}{}", said.stdout, said.stderr);
    for words in ["GENUINE", "the customer agreed", "loyalty", "marketing, automation", "/privacy"] {
        assert!(said.stdout.contains(words), "“{words}” is not in: {}", said.stdout);
    }
    let list: Value = serde_json::from_str(&std::fs::read_to_string(&keys).unwrap()).unwrap();
    let key = list["keys"][0]["x"].as_str().unwrap();
    assert_eq!(home.run(&["verify", "receipt", &receipt, "--key", key]).status.code(), Some(0));

    let whole = std::fs::read_to_string(&receipt).unwrap();
    let forged = folder.path().join("forged.json");
    std::fs::write(&forged, whole.replace("loyalty", "analytics")).unwrap();
    let said = home.run(&["verify", "receipt", forged.to_str().unwrap(), "--keys-file", &keys]);
    assert_eq!(said.status.code(), Some(1), "{}{}", said.stdout, said.stderr);
    assert!(said.stdout.starts_with("NOT GENUINE") && said.stdout.contains("not to be believed"), "{}", said.stdout);

    for (file, key) in [("/nowhere.json", key), (keys.as_str(), key), (receipt.as_str(), "no key at all")] {
        let said = home.run(&["verify", "receipt", file, "--key", key]);
        assert_eq!(said.status.code(), Some(2), "{file} {key}: {}{}", said.stdout, said.stderr);
        assert!(said.stdout.is_empty() && said.stderr.contains("can't be checked"), "{}", said.stderr);
    }
    assert_eq!(home.run(&["verify", "receipt", &receipt]).status.code(), Some(2), "without a key nothing can be said");
}

#[test]
fn a_certificate_of_erasure_is_checked_by_anybody() {
    let home = Home::new();
    let program = home.serve();
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (server, admin) = (home.key("server"), home.key("admin"));
    program.take(&server, &[json!({"type": "identify", "userId": "sara", "traits": {"email": "sara@example.com"}})]);
    let found = ask(&program, "GET", "/api/v1/customers?q=sara", &admin, &Value::Null);
    let found: Value = serde_json::from_str(&found.body).unwrap();
    let customer = found["data"][0]["id"].as_str().unwrap().to_owned();
    let erased = ask(&program, "DELETE", &format!("/api/v1/customers/{customer}"), &admin, &Value::Null);
    let erased: Value = serde_json::from_str(&erased.body).unwrap();
    let address = erased["certificate"].as_str().unwrap().split_once("/privacy/").unwrap().1.to_owned();
    let certificate = program.get(&format!("/privacy/{address}/certificate.json")).unwrap();
    assert_eq!(certificate.status, 200, "{}", certificate.body);
    std::fs::write(path("certificate.json"), &certificate.body).unwrap();
    std::fs::write(path("keys.json"), &program.get("/.well-known/amana-keys.json").unwrap().body).unwrap();
    program.stop();
    for word in ["receipt", "certificate"] {
        let said = home.run(&["verify", word, &path("certificate.json"), "--keys-file", &path("keys.json")]);
        assert_eq!(said.status.code(), Some(0), "{}{}", said.stdout, said.stderr);
        for words in ["GENUINE", erased["id"].as_str().unwrap(), "1 profiles", "backups", "stays"] {
            assert!(said.stdout.contains(words), "“{words}” is not in: {}", said.stdout);
        }
        assert!(!said.stdout.contains(&customer) && !said.stdout.contains("sara"), "it names nobody");
    }
    std::fs::write(path("forged.json"), certificate.body.replace("unreadable_since", "unreadable_Since")).unwrap();
    let said = home.run(&["verify", "receipt", &path("forged.json"), "--keys-file", &path("keys.json")]);
    assert!(said.status.code() == Some(1) && said.stdout.starts_with("NOT GENUINE"), "{}{}", said.stdout, said.stderr);
}
