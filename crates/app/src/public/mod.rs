//! The pages that customers reach by a link.

use crate::app::App;
use axum::Router;

mod hooks;
mod keys;
mod message_form;
mod notice;
mod preferences;
mod privacy;
mod unsubscribe;

pub use hooks::router as for_vendors;

pub fn router() -> Router<App> {
    unsubscribe::router().merge(preferences::router()).merge(keys::router()).merge(notice::router()).merge(privacy::router())
}
