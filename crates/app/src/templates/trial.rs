//! One letter to one of the store's own people, now, over the way that customers' letters take. It is no message: nothing counts it,
//! follows it or keeps it.

use crate::app::App;
use base::id::MessageId;
use base::{EmailAddress, Locale};
use capabilities::messaging::{self, Accepted, Email, Envelope, Kind, Rendered, SendError, Sender, Transport};
use foundation::settings::StoreSettings;
use std::sync::PoisonError;
use std::time::{Duration, Instant};
use web::key;

/// What goes to whom.
pub struct Trial<'t> {
    pub store: &'t StoreSettings,
    pub address: &'t str,
    pub name: &'t str,
    pub locale: Locale,
    /// As it is sent: it says that it is a test.
    pub subject: &'t str,
    pub letter: &'t Rendered,
    /// By this one of the store's mail servers; by the one whose turn it is where none is named.
    pub server: Option<&'t str>,
    /// Whom it is from, where that is not the store.
    pub sender: Option<&'t Sender>,
}

/// How it ended.
pub enum Outcome {
    Accepted(Accepted, Duration),
    Refused(SendError),
    /// It could not be written: the key of words for why.
    NotWritten(&'static str),
}

/// Hands it to the mail server, and waits for its answer.
pub fn send(app: &App, trial: &Trial<'_>) -> Outcome {
    let transport = app.transport.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let Some(transport) = transport else { return Outcome::NotWritten(key("smtp-not-set")) };
    let Ok(to) = EmailAddress::parse(trial.address) else { return Outcome::NotWritten(key("form-not-email")) };
    let from = app.composer.sender_of(trial.store, trial.sender);
    let Some((name, from)) = from else { return Outcome::NotWritten(key("smtp-test-no-sender")) };
    let id = MessageId::new(app.clock.now(), &mut app.fork_rng());
    let Some(bytes) = written(app, trial, (&name, &from), &to, id) else {
        return Outcome::NotWritten(key("smtp-test-not-written"));
    };
    let started = Instant::now();
    let envelope = Envelope { id, is_marketing: false, from: &from, to: &to };
    let by_named = match (&*transport, trial.server) {
        (Transport::Smtp(servers), Some(server)) => servers.send_by(server, &envelope, &bytes),
        _ => None,
    };
    match by_named.unwrap_or_else(|| transport.send(&envelope, &bytes, &|| true)) {
        Ok(accepted) => Outcome::Accepted(accepted, started.elapsed()),
        Err(error) => Outcome::Refused(error),
    }
}

/// The letter with the signature of those that customers get. It is nobody's advertising, so it has no headers of a way out.
fn written(
    app: &App,
    trial: &Trial<'_>,
    (name, from): (&str, &EmailAddress),
    to: &EmailAddress,
    id: MessageId,
) -> Option<Vec<u8>> {
    let now = app.clock.now();
    let email = Email {
        from_name: name,
        from,
        to_name: trial.name,
        to,
        reply_to: None,
        subject: trial.subject,
        date: now,
        message_id: &format!("{id}@{}", from.domain()),
        locale: trial.locale,
        kind: &Kind::Transactional,
        unsubscribe_mailto: None,
        text: &trial.letter.text,
        html: &trial.letter.html,
    };
    let bytes = email.to_bytes().ok()?;
    let signers = app.composer.signers.in_force();
    if signers.is_empty() { Some(bytes) } else { messaging::sign(&signers, &bytes, now).ok() }
}
