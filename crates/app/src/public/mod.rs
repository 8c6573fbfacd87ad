//! The pages that customers reach by a link.

use crate::app::App;
use axum::Router;

mod hooks;
mod keys;
mod message_form;
mod notice;
mod preferences;
mod privacy;
mod tracked;
mod unsubscribe;

/// What no page is drawn for: vendors' calls, links and pictures of letters.
pub fn undrawn() -> Router<App> {
    hooks::router().merge(tracked::router())
}

pub fn router() -> Router<App> {
    unsubscribe::router().merge(preferences::router()).merge(keys::router()).merge(notice::router()).merge(privacy::router())
}
