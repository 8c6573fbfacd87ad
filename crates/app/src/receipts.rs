//! Consent records and receipts, put together from what this installation is set up with.

use crate::app::App;
use base::id::{CustomerId, GrantId};
use capabilities::messaging::{SmtpConfig, Transport};
use db::{Error, Location, Result, database_host};
use foundation::consent;
use foundation::history::Months;
use foundation::receipts::{self, Issuer, NoReceipt, Processor, Service};
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

/// The copy of one decision of a customer (a root with the ids merged into it).
pub fn copy_of(app: &App, copy: Copy, customer: &[CustomerId], grant: GrantId) -> Result<std::result::Result<Value, NoReceipt>> {
    let (store, months, rows) = app.db.record.read(|tx| {
        let rows = consent::decision_of(tx, customer, grant)?;
        Ok::<_, Error>((StoreSettings::load(tx)?, Months::load(tx)?, rows))
    })?;
    let issuer = Issuer { store: &store, base_url: &app.config.base_url, months, processors: &processors(app) };
    let made = match copy {
        Copy::Record => return Ok(receipts::record(&issuer, &app.keys, &rows)),
        Copy::Receipt => receipts::receipt(&issuer, &app.keys, &rows, app.clock.now()),
    };
    let failed = |error: &dyn std::fmt::Display| Error::Other(format!("a receipt can't be signed: {error}"));
    let receipt = match made {
        Ok(receipt) => receipt,
        Err(none) => return Ok(Err(none)),
    };
    let key = app.keys.signing_key().map_err(|error| failed(&error))?;
    receipts::sign(&key, receipt).map(Ok).map_err(|error| failed(&error))
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
    let mail = smtp(app).map(|smtp| Processor { service: Service::Mail, host: smtp.host });
    let url = match &app.config.location {
        Location::Url(url) => Some(url),
        Location::Folder(_) => None,
    };
    let database = url.and_then(|url| database_host(url)).map(|host| Processor { service: Service::Database, host });
    let history = bucket.map(|bucket| Processor { service: Service::History, host: bucket.host() });
    mail.into_iter().chain(database).chain(history).filter(|processor| !is_here(&processor.host)).collect()
}

/// The mail server in force; a folder that catches all mail is none.
pub fn smtp(app: &App) -> Option<SmtpConfig> {
    let transport = app.transport.lock().unwrap_or_else(PoisonError::into_inner).clone()?;
    match transport.as_ref() {
        Transport::Smtp(client) => Some(client.config().clone()),
        Transport::Folder(_) => None,
    }
}

/// Whether a host is this machine: nobody outside.
fn is_here(host: &str) -> bool {
    host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}
