//! The pages that customers reach by a link.

use crate::app::App;
use axum::Router;

mod keys;
mod notice;
mod privacy;
mod unsubscribe;

pub fn router() -> Router<App> {
    unsubscribe::router().merge(keys::router()).merge(notice::router()).merge(privacy::router())
}
