//! What the store does about its customers' privacy. So far: who else is on its pages.

use crate::app::App;
use axum::Router;
use axum::response::Redirect;
use axum::routing::get;

mod third_parties;
mod third_parties_lists;
mod third_parties_page;

/// Where the navigation leads.
const PATH: &str = "/admin/privacy";

pub fn router() -> Router<App> {
    Router::new().route(PATH, get(first)).merge(third_parties::router())
}

/// The first of its pages.
async fn first(_: super::Signed) -> Redirect {
    Redirect::to(third_parties::PATH)
}
