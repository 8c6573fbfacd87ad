//! The checkout: what a store's own server would do. It tells Amana who ordered and what, with a server key, and hands over
//! the browser's id where the visitor's agreement gave it one: so their choices become the customer's.

use super::cart::Cart;
use super::{Shopper, draw};
use crate::admin::{Failure, blocking, is_from_here};
use crate::app::App;
use crate::intake::{AdmitError, Reader, Sender, Via, parse_batch};
use axum::extract::Form;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use base::EmailAddress;
use foundation::staff;
use serde::Deserialize;
use serde_json::{Value, json};
use web::forms::FieldErrors;
use web::http::{see_other, see_other_with};
use web::{Html, key};

const NAME_CHARS_MAX: usize = 100;
/// Order numbers are `W` and seven digits.
const NUMBER_DIGITS: usize = 7;

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Order {
    pub(super) name: String,
    pub(super) email: String,
    pub(super) news: String,
    /// What `Amana.id()` says in the page; empty where nothing was agreed to.
    visitor: String,
}

pub(super) async fn show(shopper: Shopper) -> Response {
    if shopper.cart.count() == 0 {
        return see_other("/demo/cart");
    }
    draw::checkout(&shopper, &Order::default(), &FieldErrors::default()).into_response()
}

pub(super) async fn take(shopper: Shopper, Form(order): Form<Order>) -> Result<Response, Failure> {
    let app = &shopper.visitor.app;
    if !is_from_here(app, &shopper.visitor.headers) {
        return Err(Failure::FORBIDDEN);
    }
    if shopper.cart.count() == 0 {
        return Ok(see_other("/demo/cart"));
    }
    let errors = check(&shopper, &order);
    if !errors.is_empty() {
        return Ok(wrong(&shopper, &order, &errors).into_response());
    }
    let number = format!("W{:0width$}", app.fork_rng().below(10_u64.pow(NUMBER_DIGITS as u32)), width = NUMBER_DIGITS);
    tell(app, &shopper.shop.server_key, &calls(&shopper, &order, &number)).await?;
    Ok(see_other_with(&format!("/demo/thanks?order={number}"), &[Cart::default().cookie()]))
}

/// Whether a text is a number of ours, for the page that repeats it.
pub(super) fn is_number(text: &str) -> bool {
    text.strip_prefix('W').is_some_and(|digits| digits.len() == NUMBER_DIGITS && digits.bytes().all(|b| b.is_ascii_digit()))
}

fn check(shopper: &Shopper, order: &Order) -> FieldErrors {
    let ctx = &shopper.visitor.ctx;
    let mut errors = FieldErrors::default();
    if order.name.trim().is_empty() || order.name.chars().count() > NAME_CHARS_MAX {
        errors.add("name", ctx.t(key("shop-name-missing")));
    }
    if EmailAddress::parse(&order.email).is_err() {
        errors.add("email", ctx.t(key("form-not-email")));
    }
    errors
}

fn wrong(shopper: &Shopper, order: &Order, errors: &FieldErrors) -> Html {
    draw::checkout(shopper, order, errors).status(StatusCode::UNPROCESSABLE_ENTITY)
}

/// The calls of the spec that a store's server sends after an order.
fn calls(shopper: &Shopper, order: &Order, number: &str) -> Value {
    let (shop, locale) = (&shopper.shop, shopper.visitor.ctx.locale());
    let products: Vec<Value> = shopper
        .cart
        .lines(shop)
        .map(|(product, quantity)| {
            let price = shop.decimal(product.price_minor);
            json!({"sku": product.sku, "name": product.name(locale), "price": price, "quantity": quantity})
        })
        .collect();
    let total = shop.decimal(shopper.cart.total_minor(shop));
    // Without an agreement the order is its own beginning: nothing of the visit is tied to it.
    let visitor = if is_visitor(&order.visitor) { order.visitor.clone() } else { format!("order-{number}") };
    let mut context = json!({"locale": locale.code()});
    if order.news == "on" {
        context["consent"] = json!({"categoryPreferences": {"marketing_email": true}});
    }
    let traits = json!({"name": order.name.trim(), "email": order.email.trim(), "locale": locale.code()});
    let properties = json!({
        "order_id": number, "email": order.email.trim(), "total": total, "currency": shop.currency, "products": products
    });
    json!({"batch": [
        {"type": "identify", "anonymousId": visitor, "messageId": format!("{number}-who"), "traits": traits, "context": context},
        {"type": "track", "event": "Order Completed", "anonymousId": visitor, "messageId": format!("{number}-order"),
            "properties": properties, "context": {"locale": locale.code()}},
    ]})
}

/// Whether a text can be the on-site script's id of a browser.
fn is_visitor(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|b| b.is_ascii_hexdigit())
}

/// Through the door, as the shop's server key.
async fn tell(app: &App, server_key: &str, batch: &Value) -> Result<(), Failure> {
    let id = server_key.to_owned();
    let keys = blocking(app, |app| app.db.record.read(staff::list_keys)).await?;
    let found = keys.into_iter().find(|one| one.id.to_string() == id);
    let sender = found.and_then(|key| Sender::of_key(&key, Via::Live)).ok_or(Failure::NOT_NOW)?;
    let (surroundings, mut rng) = (app.surroundings(), app.fork_rng());
    let mut reader = Reader { keys: &app.keys, sender, surroundings: &surroundings, received_at: app.clock.now(), rng: &mut rng };
    let parsed = parse_batch(&mut reader, &batch.to_string()).map_err(|_| Failure::UNREADABLE)?;
    match app.door.admit(sender, parsed.events, parsed.aside).await {
        Ok(_) => Ok(()),
        Err(AdmitError::Revoked) => Err(Failure::NOT_NOW),
        Err(AdmitError::Db(error)) => Err(error.into()),
    }
}
