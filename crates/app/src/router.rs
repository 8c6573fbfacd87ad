//! Every address of the program, in one list.

use crate::app::App;
use crate::{admin, api, health, intake, public, storefront};
use axum::Router;
use axum::routing::get;

/// All routes. A route that is missing in the coverage table of the tests fails them.
pub fn router(app: App) -> Router {
    Router::new()
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(health::metrics))
        .merge(intake::api::router())
        .merge(api::router())
        .merge(storefront::router())
        .merge(public::undrawn())
        .merge(admin::drawn(&app, admin::router().merge(public::router()).merge(storefront::pages())))
        .route(web::assets::ASSETS_PATH, get(web::assets::serve))
        .route_layer(axum::middleware::from_fn(crate::server::note_route))
        .with_state(app)
}
