//! Everything that is kept, to take along: handed over while it is read.

use super::{Shopper, named};
use crate::admin::Failure;
use crate::app::App;
use crate::export::{Export, ExportError, write_archive, write_document};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use base::id::CustomerId;
use std::io::{BufWriter, Write};
use std::sync::{Arc, PoisonError};
use std::time::{Duration, Instant};
use tokio::runtime::Handle;
use tokio::sync::OwnedSemaphorePermit;
use tokio::sync::mpsc::{self, Sender};
use tokio_stream::wrappers::ReceiverStream;
use web::key;

/// Bytes that are handed over together, and how many such pieces wait for a slow reader.
const PIECE_BYTES: usize = 64 * 1024;
const PIECES_WAITING_MAX: usize = 4;
/// Whoever takes nothing for so long is gone.
const TAKEN_WITHIN: Duration = Duration::from_mins(1);
/// Whoever takes longer holds the others up.
const ALL_WITHIN: Duration = Duration::from_mins(20);

pub fn router() -> Router<App> {
    Router::new().route("/privacy/export.zip", get(archive)).route("/privacy/export.json", get(document))
}

async fn archive(shopper: Shopper) -> Result<Response, Failure> {
    let (lang, title) = (shopper.ctx().fmt.lang, named(shopper.ctx(), key("export-title")));
    hand_over(shopper, "my-data.zip", "application/zip", move |export, out| write_archive(export, lang, &title, out)).await
}

async fn document(shopper: Shopper) -> Result<Response, Failure> {
    hand_over(shopper, "my-data.json", "application/json", |export, mut out| {
        write_document(export, &mut out)?;
        Ok(out.flush()?)
    })
    .await
}

/// Answers with what is written, piece by piece. Where the writing fails the answer ends as one that broke off, never as one
/// that is whole.
async fn hand_over(
    shopper: Shopper,
    name: &str,
    kind: &'static str,
    write: impl FnOnce(&Export, BufWriter<Pieces>) -> Result<(), ExportError> + Send + 'static,
) -> Result<Response, Failure> {
    let app = shopper.app().clone();
    let Some(turn) = Turn::take(&app, &shopper.ids) else { return Err(Failure::NOT_NOW) };
    let (sender, receiver) = mpsc::channel(PIECES_WAITING_MAX);
    let pieces = Pieces { sender: sender.clone(), runtime: Handle::current(), until: Instant::now() + ALL_WITHIN };
    let ids = shopper.ids.clone();
    let begun = crate::admin::blocking(&app, move |app| Export::begin(app, &ids)).await?;
    tokio::task::spawn_blocking(move || {
        // Dropped last, for whoever has read the end may ask for the next at once.
        let mut ending = Ending { sender, is_whole: false };
        let _turn = turn;
        let export = begun;
        match write(&export, BufWriter::with_capacity(PIECE_BYTES, pieces)) {
            Ok(()) => ending.is_whole = true,
            Err(error) => tracing::warn!(%error, "an export broke off"),
        }
    });
    let disposition = format!("attachment; filename=\"{name}\"");
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CACHE_CONTROL, "no-store".to_owned()),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
    ];
    Ok((headers, Body::from_stream(ReceiverStream::new(receiver))).into_response())
}

/// One of the few exports at a time, and the only one of its customer.
struct Turn {
    _permit: OwnedSemaphorePermit,
    app: App,
    customer: Option<CustomerId>,
}

impl Turn {
    fn take(app: &App, ids: &[CustomerId]) -> Option<Self> {
        let permit = Arc::clone(&app.exports).try_acquire_owned().ok()?;
        let customer = ids.first().copied();
        let mut exporting = app.exporting.lock().unwrap_or_else(PoisonError::into_inner);
        let is_first = customer.is_none_or(|customer| exporting.insert(customer));
        drop(exporting);
        is_first.then(|| Self { _permit: permit, app: app.clone(), customer })
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        if let Some(customer) = self.customer {
            self.app.exporting.lock().unwrap_or_else(PoisonError::into_inner).remove(&customer);
        }
    }
}

/// Says that the answer is not whole, however its writing ended.
struct Ending {
    sender: Sender<std::io::Result<Bytes>>,
    is_whole: bool,
}

impl Drop for Ending {
    fn drop(&mut self) {
        if !self.is_whole {
            let _ = self.sender.blocking_send(Err(std::io::Error::other("the export broke off")));
        }
    }
}

/// Where an export is written to: pieces for the answer's body.
struct Pieces {
    sender: Sender<std::io::Result<Bytes>>,
    runtime: Handle,
    until: Instant,
}

impl Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let piece = self.sender.send(Ok(Bytes::copy_from_slice(bytes)));
        let within = TAKEN_WITHIN.min(self.until.saturating_duration_since(Instant::now()));
        match self.runtime.block_on(async { tokio::time::timeout(within, piece).await }) {
            Ok(Ok(())) => Ok(bytes.len()),
            Ok(Err(_)) | Err(_) => Err(std::io::ErrorKind::BrokenPipe.into()),
        }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
