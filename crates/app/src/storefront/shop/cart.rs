//! The cart: a cookie that a shopper's own press sets, because without it there is no cart.

use super::{DemoProduct, DemoShop, Shopper, draw};
use crate::admin::{Failure, is_from_here};
use axum::extract::{Form, Query};
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Deserialize;
use web::Html;
use web::http::{Cookie, cookie, see_other_with};

const COOKIE: &str = "demo_cart";
const LINES_MAX: usize = 20;
const QUANTITY_MAX: u32 = 9;

/// What is in it: article numbers and how many of each.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Cart(Vec<(String, u32)>);

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Wish {
    sku: String,
    quantity: String,
}

impl Cart {
    pub(super) fn of(headers: &HeaderMap, shop: &DemoShop) -> Self {
        Self::read(cookie(headers, COOKIE).unwrap_or_default(), shop)
    }

    /// `COF-0101.2~TEA-0201.1`; what is not sold is passed over.
    fn read(text: &str, shop: &DemoShop) -> Self {
        let line = |part: &str| {
            let (sku, quantity) = part.split_once('.')?;
            let quantity = quantity.parse().ok().filter(|quantity| (1..=QUANTITY_MAX).contains(quantity))?;
            shop.product(sku).map(|product| (product.sku.clone(), quantity))
        };
        Self(text.split('~').filter_map(line).take(LINES_MAX).collect())
    }

    fn written(&self) -> String {
        self.0.iter().map(|(sku, quantity)| format!("{sku}.{quantity}")).collect::<Vec<_>>().join("~")
    }

    /// Another number of an article; 0 takes it out.
    fn set(&mut self, sku: &str, quantity: u32) {
        self.0.retain(|(other, _)| other != sku);
        if quantity > 0 && self.0.len() < LINES_MAX {
            self.0.push((sku.to_owned(), quantity.min(QUANTITY_MAX)));
        }
    }

    fn quantity_of(&self, sku: &str) -> u32 {
        self.0.iter().find(|(other, _)| other == sku).map_or(0, |(_, quantity)| *quantity)
    }

    pub(super) fn count(&self) -> u32 {
        self.0.iter().map(|(_, quantity)| quantity).sum()
    }

    pub(super) fn lines<'a>(&'a self, shop: &'a DemoShop) -> impl Iterator<Item = (&'a DemoProduct, u32)> {
        self.0.iter().filter_map(|(sku, quantity)| Some((shop.product(sku)?, *quantity)))
    }

    pub(super) fn total_minor(&self, shop: &DemoShop) -> i64 {
        self.lines(shop).map(|(product, quantity)| product.price_minor * i64::from(quantity)).sum()
    }

    pub(super) fn cookie(&self) -> Cookie {
        if self.0.is_empty() { Cookie::expired(COOKIE) } else { Cookie::new(COOKIE, self.written()) }
    }
}

/// What a page of the cart was asked for with.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Asked {
    /// The article that was just put in.
    added: String,
}

pub(super) async fn show(shopper: Shopper, Query(asked): Query<Asked>) -> Html {
    let added = shopper.cart.lines(&shopper.shop).map(|(product, _)| product).find(|product| product.sku == asked.added);
    draw::cart(&shopper, added)
}

/// More of an article, or none of it.
pub(super) async fn change(mut shopper: Shopper, Form(wish): Form<Wish>) -> Result<Response, Failure> {
    if !is_from_here(&shopper.visitor.app, &shopper.visitor.headers) {
        return Err(Failure::FORBIDDEN);
    }
    let product = shopper.shop.product(&wish.sku).ok_or(Failure::NOT_FOUND)?;
    let more: u32 = wish.quantity.parse().map_err(|_| Failure::UNREADABLE)?;
    let before = shopper.cart.quantity_of(&product.sku);
    shopper.cart.set(&product.sku, if more == 0 { 0 } else { before.saturating_add(more) });
    let to = if more == 0 { "/demo/cart".to_owned() } else { format!("/demo/cart?added={}", product.sku) };
    Ok(see_other_with(&to, &[shopper.cart.cookie()]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shop() -> DemoShop {
        let product = |sku: &str, price_minor| DemoProduct {
            sku: sku.to_owned(),
            category: "coffee".to_owned(),
            category_names: Default::default(),
            names: Default::default(),
            price_minor,
        };
        DemoShop {
            site_key: String::new(),
            server_key: String::new(),
            currency: "SAR".to_owned(),
            products: vec![product("COF-0101", 1_000), product("TEA-0201", 250)],
        }
    }

    #[test]
    fn a_cart_is_read_back_and_holds_only_what_is_sold() {
        let shop = shop();
        let mut cart = Cart::read("COF-0101.2~TEA-0201.1~XXX-1.1~COF-0101.0~TEA-0201.x", &shop);
        assert_eq!((cart.count(), cart.total_minor(&shop)), (3, 2_250));
        assert_eq!(Cart::read(&cart.written(), &shop), cart);
        cart.set("COF-0101", 0);
        cart.set("TEA-0201", 100);
        assert_eq!((cart.count(), cart.written().as_str()), (QUANTITY_MAX, "TEA-0201.9"));
        assert_eq!(Cart::read("\u{0}~.~~", &shop), Cart::default());
    }
}
