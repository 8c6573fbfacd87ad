//! The demo's shop: a few pages that look like a store's own, with the on-site script in them, so that a person can go from
//! the first question to being a customer. Only where `amana demo` laid it; elsewhere there is nothing at these addresses.

use crate::admin::{Failure, Visitor, blocking};
use crate::app::App;
use axum::Router;
use axum::extract::{FromRequestParts, Path, Query};
use axum::http::request::Parts;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use serde::Deserialize;
use web::Html;

mod cart;
mod checkout;
mod draw;
mod model;
#[cfg(test)]
mod tests;

pub use model::{DemoProduct, DemoShop};

pub(super) fn router() -> Router<App> {
    Router::new()
        .route("/demo/shop", get(all))
        .route("/demo/shop/{product}", get(one))
        .route("/demo/cart", get(cart::show).post(cart::change))
        .route("/demo/checkout", get(checkout::show).post(checkout::take))
        .route("/demo/thanks", get(thanks))
}

/// A reader of the shop. Without the demo there is none.
struct Shopper {
    visitor: Visitor,
    shop: DemoShop,
    cart: cart::Cart,
}

impl FromRequestParts<App> for Shopper {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let visitor = Visitor::from_request_parts(parts, app).await?;
        let shop = blocking(app, |app| app.db.record.read(DemoShop::load)).await;
        let shop = shop.map_err(|error: db::Error| Failure::from(error).into_response())?;
        let shop = shop.ok_or_else(|| Failure::NOT_FOUND.into_response())?;
        let cart = cart::Cart::of(&parts.headers, &shop);
        Ok(Self { visitor, shop, cart })
    }
}

async fn all(shopper: Shopper) -> Html {
    draw::all(&shopper)
}

async fn one(shopper: Shopper, Path(sku): Path<String>) -> Result<Html, Failure> {
    let product = shopper.shop.product(&sku).ok_or(Failure::NOT_FOUND)?;
    Ok(draw::one(&shopper, product))
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Placed {
    order: String,
}

async fn thanks(shopper: Shopper, Query(placed): Query<Placed>) -> Result<Html, Failure> {
    if !checkout::is_number(&placed.order) {
        return Err(Failure::NOT_FOUND);
    }
    Ok(draw::thanks(&shopper, &placed.order))
}
