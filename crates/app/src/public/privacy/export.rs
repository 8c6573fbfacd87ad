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
use std::io::{BufWriter, Write};
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::sync::mpsc::{self, Sender};
use tokio_stream::wrappers::ReceiverStream;
use web::key;

/// Bytes that are handed over together, and how many such pieces wait for a slow reader.
const PIECE_BYTES: usize = 64 * 1024;
const PIECES_WAITING_MAX: usize = 4;
/// Whoever takes nothing for so long is gone.
const TAKEN_WITHIN: Duration = Duration::from_mins(1);

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
    let Ok(permit) = Arc::clone(&app.exports).try_acquire_owned() else { return Err(Failure::NOT_NOW) };
    let (sender, receiver) = mpsc::channel(PIECES_WAITING_MAX);
    let (pieces, ids) = (Pieces { sender: sender.clone(), runtime: Handle::current() }, shopper.ids.clone());
    let begun = crate::admin::blocking(&app, move |app| Export::begin(app, &ids)).await?;
    tokio::task::spawn_blocking(move || {
        let _permit = permit;
        let export = begun;
        if let Err(error) = write(&export, BufWriter::with_capacity(PIECE_BYTES, pieces)) {
            tracing::warn!(%error, "an export broke off");
            let _ = sender.blocking_send(Err(std::io::Error::other("the export broke off")));
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

/// Where an export is written to: pieces for the answer's body.
struct Pieces {
    sender: Sender<std::io::Result<Bytes>>,
    runtime: Handle,
}

impl Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let piece = self.sender.send(Ok(Bytes::copy_from_slice(bytes)));
        match self.runtime.block_on(async { tokio::time::timeout(TAKEN_WITHIN, piece).await }) {
            Ok(Ok(())) => Ok(bytes.len()),
            Ok(Err(_)) | Err(_) => Err(std::io::ErrorKind::BrokenPipe.into()),
        }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
