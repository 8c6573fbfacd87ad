//! What an event tells a letter: the order, the cart or the product that it is about, written for the reader.

use super::context::{Cart, ITEMS_MAX, Item, Order};
use super::layout::web_address;
use super::sums::{Known, sums};
use base::{Currency, Money};
use foundation::consent::{Category, CategorySet};
use foundation::journal::Event;
use serde_json::{Map, Value};
use web::format::Formatter;

/// Names in an event, and how deep they nest.
const NAMES_MAX: usize = 60;
const DEPTH_MAX: usize = 4;

/// What of an event a letter may speak of. Nothing of one whose kind of data the letter does not need: its permit says nothing of it.
#[derive(Default)]
pub(super) struct Told {
    pub(super) order: Option<Order>,
    pub(super) cart: Option<Cart>,
    pub(super) product: Option<Item>,
    /// The event's properties as they are.
    pub(super) properties: Option<Value>,
}

pub(super) fn told(event: &Event, needs: CategorySet, fmt: &Formatter, currency: Currency, website: &str) -> Told {
    let category = Category::of(event.kind, &event.name);
    let Some(category) = category.filter(|category| needs.contains(*category)) else { return Told::default() };
    let body: Value = serde_json::from_str(&event.body).unwrap_or_default();
    let properties = &body["properties"];
    let reader = Reader { fmt, currency: currency_of(properties).unwrap_or(currency), website };
    let mut told = Told { properties: bounded(properties, 0), ..Told::default() };
    if category == Category::Orders {
        told.order = Some(reader.order(event, properties));
        return told;
    }
    let lists = [&properties["products"], &properties["cart"]["products"], &properties["items"], &properties["cart"]["items"]];
    let list = lists.into_iter().find_map(|list| list.as_array().filter(|list| !list.is_empty()));
    let product = if properties["product"].is_object() { &properties["product"] } else { properties };
    let one = [product.clone()];
    match list {
        Some(list) => told.cart = reader.cart(properties, list),
        None if event.name == "Product Added" => told.cart = reader.cart(properties, &one),
        None => told.product = reader.item(product, false),
    }
    told
}

fn currency_of(properties: &Value) -> Option<Currency> {
    Currency::parse(properties["currency"].as_str()?).ok()
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

/// The first of these that is said.
fn said(of: &Value, names: &[&str]) -> Option<String> {
    names.iter().map(|name| text(&of[*name])).find(|text| !text.is_empty())
}

/// The first of these that is an address on the web.
fn address(of: &Value, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| web_address(of[*name].as_str()?))
}

struct Reader<'a> {
    fmt: &'a Formatter,
    currency: Currency,
    website: &'a str,
}

impl Reader<'_> {
    fn minor(&self, value: &Value) -> Option<i64> {
        Money::parse(&text(value), self.currency).ok().map(|money| money.minor)
    }

    fn shown(&self, minor: Option<i64>) -> Option<String> {
        minor.map(|minor| self.fmt.money(Money { minor, currency: self.currency }))
    }

    /// A product, or a line of a list of them, which has a quantity and a sum. `None` where it has no name.
    fn item(&self, product: &Value, is_line: bool) -> Option<Item> {
        let name = said(product, &["name", "product_name", "title"])?;
        let quantity = product["quantity"].as_i64().unwrap_or(1).clamp(0, 1_000_000);
        let price = self.minor(&product["price"]);
        let before =
            ["previous_price", "old_price", "compare_at_price", "was"].iter().find_map(|name| self.minor(&product[*name]));
        let was = before.filter(|before| price.is_some_and(|price| *before > price));
        let total = price.map(|price| if is_line { price.saturating_mul(quantity) } else { price });
        Some(Item {
            name,
            sku: said(product, &["sku"]).filter(|_| is_line),
            quantity: if is_line { self.fmt.integer(quantity) } else { String::new() },
            total: self.shown(total).unwrap_or_default(),
            price: self.shown(price),
            was: self.shown(was),
            image: address(product, &["image_url", "image"]).filter(|url| url.starts_with("https://")),
            url: Some(address(product, &["url", "product_url"]).unwrap_or_else(|| self.website.to_owned())),
        })
    }

    fn items(&self, products: &[Value]) -> Vec<Item> {
        products.iter().filter_map(|product| self.item(product, true)).collect()
    }

    /// `None` where none of the products has a name.
    fn cart(&self, properties: &Value, products: &[Value]) -> Option<Cart> {
        let items = self.items(products);
        let url = address(properties, &["checkout_url", "cart_url", "url"]).unwrap_or_else(|| self.website.to_owned());
        (!items.is_empty()).then_some(Cart { items, url })
    }

    /// The order as the event tells it.
    fn order(&self, event: &Event, properties: &Value) -> Order {
        let minor = |name: &str| self.minor(&properties[name]);
        let products = properties["products"].as_array().map(Vec::as_slice).unwrap_or_default();
        let mut lines = Some(0_i64);
        let mut items = Vec::new();
        for product in products {
            let quantity = product["quantity"].as_i64().unwrap_or(1).clamp(0, 1_000_000);
            let line = self.minor(&product["price"]).map(|price| price.saturating_mul(quantity));
            lines = lines.zip(line).map(|(sum, line)| sum.saturating_add(line));
            let unnamed =
                Item { quantity: self.fmt.integer(quantity), total: self.shown(line).unwrap_or_default(), ..Item::default() };
            items.push(self.item(product, true).unwrap_or(unnamed));
        }
        let sums = sums(Known {
            lines: lines.filter(|_| !items.is_empty()),
            subtotal: minor("subtotal"),
            discount: minor("discount"),
            shipping: minor("shipping"),
            tax: minor("tax"),
            // A revenue leaves delivery and tax out, so nothing can be told from it.
            total: minor("total"),
        });
        Order {
            number: text(&properties["order_id"]),
            date: self.fmt.date(event.at),
            items,
            subtotal: self.shown(sums.subtotal),
            discount: self.shown(sums.discount),
            shipping: self.shown(sums.shipping),
            tax: self.shown(sums.tax),
            tax_included: self.shown(sums.tax_included),
            delivery_and_other: self.shown(sums.delivery_and_other),
            other: self.shown(sums.other),
            total: self.shown(["total", "revenue", "value"].into_iter().find_map(minor)).unwrap_or_default(),
            url: address(properties, &["order_url", "order_status_url"]).unwrap_or_default(),
            review_url: address(properties, &["review_url"]).unwrap_or_default(),
        }
    }
}

/// A value no larger than a letter needs; what says nothing is left out, so that naming it is a mistake and no gap.
fn bounded(value: &Value, depth: usize) -> Option<Value> {
    match value {
        Value::Null => None,
        Value::Array(_) | Value::Object(_) if depth >= DEPTH_MAX => None,
        Value::Array(list) => Some(list.iter().take(ITEMS_MAX).filter_map(|value| bounded(value, depth + 1)).collect()),
        Value::Object(object) => {
            let named =
                object.iter().take(NAMES_MAX).filter_map(|(name, value)| Some((name.clone(), bounded(value, depth + 1)?)));
            Some(Value::Object(named.collect::<Map<_, _>>()))
        }
        plain => Some(plain.clone()),
    }
}
