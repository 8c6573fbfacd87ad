//! Consent records and receipts, put together from what this installation is set up with.

use crate::app::App;
use base::id::{CustomerId, GrantId};
use capabilities::messaging::{SmtpConfig, Transport};
use db::{Error, Location, Result, database_host};
use foundation::consent;
use foundation::history::Months;
use foundation::receipts::{self, Issuer, NoReceipt, Processor, Service, Terms};
use foundation::settings::{self, StoreSettings};
use serde_json::Value;
use std::sync::PoisonError;

/// Which copy of a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Copy {
    /// The store's own.
    Record,
    /// The customer's: signed.
    Receipt,
}

/// The copy of one decision of a customer (a root with the ids merged into it): with what was in force when it was made.
pub fn copy_of(app: &App, copy: Copy, customer: &[CustomerId], grant: GrantId) -> Result<std::result::Result<Value, NoReceipt>> {
    let rows = app.db.record.read(|tx| consent::decision_of(tx, customer, grant))?;
    let Some(decided_at) = rows.first().map(|row| row.recorded_at) else { return Ok(Err(NoReceipt::Unknown)) };
    note_terms(app)?;
    let terms = app.db.record.read(|tx| receipts::terms_at(tx, decided_at))?;
    let terms = terms.ok_or_else(|| Error::Other("there is no version of a receipt's terms".to_owned()))?;
    let issuer = Issuer {
        store: &terms.terms.store,
        base_url: &app.config.base_url,
        months: terms.terms.months,
        processors: &terms.terms.processors,
        terms: Some(&terms),
    };
    let made = match copy {
        Copy::Record => return Ok(receipts::record(&issuer, &app.keys, &rows)),
        Copy::Receipt => receipts::receipt(&issuer, &app.keys, &rows, app.clock.now()),
    };
    match made {
        Ok(receipt) => with_signature(app, receipt).map(Ok),
        Err(none) => Ok(Err(none)),
    }
}

/// A document with the store's signature, as `amana verify receipt` checks it.
pub fn with_signature(app: &App, document: Value) -> Result<Value> {
    let failed = |error: &dyn std::fmt::Display| Error::Other(format!("a receipt can't be signed: {error}"));
    let key = app.keys.signing_key().map_err(|error| failed(&error))?;
    receipts::sign(&key, document).map_err(|error| failed(&error))
}

/// Writes down what receipts of decisions from now on will say beside them, where it changed. Housekeeping does it at every
/// heartbeat, so that between a change and its version there is no more than a moment. What this node noted once it does not
/// note again: two that are set up differently would take turns for ever.
pub fn note_terms(app: &App) -> Result<()> {
    let processors = processors(app);
    let (terms, are_noted) = app.db.record.read(|tx| {
        let terms = Terms::new(StoreSettings::load(tx)?, Months::load(tx)?, processors);
        let are_noted = receipts::are_noted(tx, &terms)?;
        Ok::<_, Error>((terms, are_noted))
    })?;
    let mut noted = app.terms.lock().unwrap_or_else(PoisonError::into_inner);
    if noted.as_ref() == Some(&terms) {
        return Ok(());
    }
    if !are_noted {
        let (now, terms) = (app.clock.now(), terms.clone());
        app.recorder.submit(move |tx| receipts::note_terms(tx, &terms, now)).wait()?;
    }
    *noted = Some(terms);
    Ok(())
}

/// The public key as it is published, with the day of this installation's first start.
pub fn public_keys(app: &App) -> Result<Value> {
    let key = app.keys.signing_key().map_err(|error| Error::Other(error.to_string()))?;
    let since = app.db.record.read(|tx| settings::written_at(tx, crate::app::KEY_CHECK_SETTING))?;
    Ok(receipts::keys_document(&key.public_key(), &app.config.base_url, since))
}

/// The machines outside that people's data goes to: where mail is handed over, and where the database and the sealed history are.
pub fn processors(app: &App) -> Vec<Processor> {
    let bucket = app.config.history.as_ref().and_then(|storage| storage.bucket.as_ref());
    let mut mail: Vec<String> = mail_servers(app).into_iter().map(|smtp| smtp.host).collect();
    mail.sort();
    mail.dedup();
    let mail = mail.into_iter().map(|host| Processor { service: Service::Mail, host });
    let url = match &app.config.location {
        Location::Url(url) => Some(url),
        Location::Folder(_) => None,
    };
    let database = url.and_then(|url| database_host(url)).map(|host| Processor { service: Service::Database, host });
    let history = bucket.map(|bucket| Processor { service: Service::History, host: bucket.host() });
    mail.chain(database).chain(history).filter(|processor| !is_here(&processor.host)).collect()
}

/// The mail servers in force; a folder that catches all mail is none.
pub fn mail_servers(app: &App) -> Vec<SmtpConfig> {
    let transport = app.transport.lock().unwrap_or_else(PoisonError::into_inner).clone();
    match transport.as_deref() {
        Some(Transport::Smtp(servers)) => servers.all().map(|(plan, _)| plan.config.clone()).collect(),
        Some(Transport::Folder(_)) | None => Vec::new(),
    }
}

/// Whether a host is this machine: nobody outside.
fn is_here(host: &str) -> bool {
    host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}
