//! `amana verify receipt`: whether a receipt is what a store signed, checked with the store's public key alone.

use super::{Outcome, print, say, words};
use clap::{Args, Subcommand};
use foundation::outbound::tls;
use foundation::receipts::{ERASURE_CERTIFICATE, KeysDocument, Says, Unreadable, says, verify};
use serde_json::Value;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

/// A receipt or a list of keys has a few thousand bytes.
const FILE_BYTES_MAX: u64 = 1024 * 1024;
const ANSWER_WITHIN: Duration = Duration::from_secs(20);
/// It could not be checked.
const UNCHECKED: u8 = 2;

#[derive(Subcommand)]
pub(super) enum VerifyCommand {
    /// Check a consent receipt or a certificate of erasure: exits with 0 if it is genuine, 1 if it is not, 2 if it can't be checked
    #[command(visible_alias = "certificate")]
    Receipt(ReceiptArguments),
}

#[derive(Args)]
pub(super) struct ReceiptArguments {
    /// The receipt as it was downloaded; - for stdin
    file: PathBuf,
    #[command(flatten)]
    key: KeySource,
}

#[derive(Args)]
#[group(required = true, multiple = false)]
struct KeySource {
    /// The store's public key: 32 bytes in base64url or hexadecimal
    #[arg(long, value_name = "PUBLIC", allow_hyphen_values = true)]
    key: Option<String>,
    /// The store's amana-keys.json, kept in a file
    #[arg(long, value_name = "FILE")]
    keys_file: Option<PathBuf>,
    /// Where the store publishes it: https://STORE/.well-known/amana-keys.json
    #[arg(long, value_name = "URL")]
    url: Option<String>,
}

/// Checks, and says what came of it.
pub(super) fn verify_command(command: &VerifyCommand) -> ExitCode {
    let VerifyCommand::Receipt(arguments) = command;
    match check(arguments) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            say(&format!("amana: the receipt can't be checked: {error}"));
            ExitCode::from(UNCHECKED)
        }
    }
}

fn check(arguments: &ReceiptArguments) -> Result<bool, super::CommandError> {
    let keys = arguments.key.load()?;
    let text = if arguments.file.as_os_str() == "-" { read_all(std::io::stdin(), "stdin") } else { read_file(&arguments.file) }?;
    let verdict = verify(&text, &keys).or_else(|error| words(format!("{}: {error}", arguments.file.display())))?;
    let tell = || {
        if verdict.receipt["type"] == ERASURE_CERTIFICATE {
            tell_erasure(&verdict.receipt)
        } else {
            tell(&says(&verdict.receipt))
        }
    };
    match verdict.genuine {
        Ok(()) => {
            print(&format!("GENUINE. It was signed with the key {}, and nothing in it was changed since.", verdict.kid))?;
            tell()?;
            Ok(true)
        }
        Err(forged) => {
            print(&format!("NOT GENUINE: {forged}."))?;
            print("What it claims is not to be believed:")?;
            tell()?;
            Ok(false)
        }
    }
}

impl KeySource {
    fn load(&self) -> Result<KeysDocument, super::CommandError> {
        let named = |place: &str, error: Unreadable| words(format!("{place}: {error}"));
        if let Some(key) = &self.key {
            return KeysDocument::of_key(key).or_else(|error| named("--key", error));
        }
        if let Some(file) = &self.keys_file {
            return KeysDocument::read(&read_file(file)?).or_else(|error| named(&file.display().to_string(), error));
        }
        let url = self.url.as_deref().unwrap_or_default();
        KeysDocument::read(&fetch(url)?).or_else(|error| named(url, error))
    }
}

fn read_file(path: &Path) -> Result<String, super::CommandError> {
    let name = path.display().to_string();
    let file = std::fs::File::open(path).or_else(|error| words(format!("{name} can't be read: {error}")))?;
    read_all(file, &name)
}

fn read_all(source: impl std::io::Read, name: &str) -> Result<String, super::CommandError> {
    let mut text = String::new();
    let read = source.take(FILE_BYTES_MAX + 1).read_to_string(&mut text);
    read.or_else(|error| words(format!("{name} can't be read: {error}")))?;
    if text.len() as u64 > FILE_BYTES_MAX {
        return words(format!("{name} is larger than 1 MiB"));
    }
    Ok(text)
}

/// The store's list. A key that came unprotected proves nothing, so it travels over TLS or stays on this machine.
fn fetch(url: &str) -> Result<String, super::CommandError> {
    let is_here = ["http://localhost", "http://127.0.0.1", "http://[::1]"]
        .iter()
        .any(|here| url.strip_prefix(here).is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '/'])));
    if !is_here && !url.starts_with("https://") {
        return words("--url must start with https://: a key that anybody on the way could replace proves nothing");
    }
    let config = ureq::Agent::config_builder().tls_config(tls().build()).timeout_global(Some(ANSWER_WITHIN));
    let agent = config.max_redirects(0).build().new_agent();
    let answer = agent.get(url).call().or_else(|error| words(format!("{url}: {error}")))?;
    if answer.status().as_u16() != 200 {
        return words(format!("{url} answered {}", answer.status()));
    }
    read_all(answer.into_body().into_reader(), url)
}

/// The main points, a line each.
fn tell(said: &Says) -> Outcome {
    let notice = format!("version {} ({}), {}", said.notice_version, said.language, said.notice);
    for (name, value) in [
        ("store", if said.store.is_empty() { said.contact.clone() } else { format!("{} ({})", said.store, said.contact) }),
        ("decision", format!("{}, {}", decided(&said.state), said.at)),
        ("purpose", said.purpose.replace('_', " ")),
        ("data", said.data.join(", ").replace('_', " ")),
        ("seen by", said.recipients.join(", ")),
        ("holds until", said.until.clone()),
        ("made by", said.method.replace('_', " ")),
        ("notice", notice),
        ("take it back", said.withdraw.clone()),
        ("receipt", format!("{}, issued {}", said.receipt_id, said.issued_at)),
        ("record", said.record_id.clone()),
    ] {
        print(&format!("  {name:<13} {}", one_line(&value)))?;
    }
    Ok(())
}

/// The main points of a certificate of erasure, a line each.
fn tell_erasure(certificate: &Value) -> Outcome {
    let text = |name: &str| certificate[name].as_str().unwrap_or("not yet").to_owned();
    let store = certificate["store"].as_str().unwrap_or_default();
    let number = |name: &str| certificate["gone"][name].as_u64().unwrap_or(0);
    let gone = format!(
        "{} profiles, {} names, {} sealed identifiers",
        number("profiles"),
        number("names"),
        number("sealed_identifiers")
    );
    for (name, value) in [
        ("certificate", text("certificate")),
        ("store", if store.is_empty() { text("issuer") } else { format!("{store} ({})", text("issuer")) }),
        ("issued", text("issued_at")),
        ("unreadable", format!("since {}", text("unreadable_since"))),
        ("tables", text("gone_from_tables_at")),
        ("files", format!("{} (promised by {})", text("gone_from_files_at"), text("gone_from_files_by"))),
        ("backups", format!("gone by {}", text("gone_from_backups_by"))),
        ("gone", gone),
    ] {
        print(&format!("  {name:<13} {}", one_line(&value)))?;
    }
    for kept in certificate["stays"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        print(&format!("  {:<13} {}", "stays", one_line(kept)))?;
    }
    Ok(())
}

/// The state as a sentence's beginning.
fn decided(state: &str) -> &str {
    match state {
        "given" => "the customer agreed",
        "renewed" => "the customer renewed the agreement",
        "refused" => "the customer said no",
        "withdrawn" => "the customer took the agreement back",
        "requested" => "the store asked",
        "deferred" => "the customer did not answer yet",
        "expired" => "the agreement ran out",
        "revoked" => "the store ended it",
        "invalidated" => "it was found invalid",
        other => other,
    }
}

/// A stranger's file must not write to the terminal what looks like our own words.
fn one_line(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}') { '\u{fffd}' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_strangers_words_stay_on_their_line() {
        assert_eq!(one_line("a\u{1b}[2J\nGENUINE\u{202e}"), "a\u{fffd}[2J\u{fffd}GENUINE\u{fffd}");
    }

    #[test]
    fn a_key_travels_over_tls_or_not_at_all() {
        for url in ["http://shop.example/k.json", "http://localhost.evil.example/", "ftp://x", "", "file:///etc/passwd"] {
            assert!(fetch(url).unwrap_err().to_string().contains("https://"), "{url}");
        }
    }
}
