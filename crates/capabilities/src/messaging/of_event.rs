//! What an event tells a letter: the order, the cart or the product that it is about, written for the reader.

use super::bidi;
use super::context::{Cart, ITEMS_MAX, Item, Order};
use super::layout::web_address;
use super::sums::{Known, sums};
use base::{Currency, Money};
use foundation::consent::{Category, CategorySet};
use foundation::journal::{Event, Origin};
use serde_json::{Map, Value};
use url::Url;
use web::format::Formatter;

/// By which names an event says what a product cost before.
pub(super) const WAS_NAMES: [&str; 4] = ["previous_price", "old_price", "compare_at_price", "was"];
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
    let mut body: Value = serde_json::from_str(&event.body).unwrap_or_default();
    let mut said = body["properties"].take();
    let mut shown = bounded(&said, 0);
    if event.origin == Origin::Site {
        let home = Url::parse(website).ok();
        if let Some(shown) = &mut shown {
            lead_home(shown, home.as_ref(), &Value::from(website));
        }
        lead_home(&mut said, home.as_ref(), &Value::Null);
    }
    let properties = &said;
    let reader = Reader { fmt, currency: currency_of(properties).unwrap_or(currency), website };
    let mut told = Told { properties: shown, ..Told::default() };
    if category == Category::Orders {
        told.order = Some(reader.order(event, properties));
        return told;
    }
    let product = single(properties);
    let one = [product.clone()];
    match listed(properties) {
        Some(list) => told.cart = reader.cart(properties, list),
        None if event.name == "Product Added" => told.cart = reader.cart(properties, &one),
        None => told.product = reader.item(product, false),
    }
    told
}

/// The products that are listed, where any are.
fn listed(properties: &Value) -> Option<&Vec<Value>> {
    let lists = [&properties["products"], &properties["cart"]["products"], &properties["items"], &properties["cart"]["items"]];
    lists.into_iter().find_map(|list| list.as_array().filter(|list| !list.is_empty()))
}

fn single(properties: &Value) -> &Value {
    if properties["product"].is_object() { &properties["product"] } else { properties }
}

/// The products that properties of an event are about.
pub(super) fn lines(properties: &Value) -> Vec<&Value> {
    listed(properties).map_or_else(|| vec![single(properties)], |list| list.iter().collect())
}

/// Those of them that a letter shows.
pub(super) fn shown_lines(properties: &Value) -> Vec<&Value> {
    let mut lines = lines(properties);
    lines.truncate(ITEMS_MAX);
    lines
}

fn currency_of(properties: &Value) -> Option<Currency> {
    Currency::parse(properties["currency"].as_str()?).ok()
}

/// A value as it is written; empty where it is no text and no number.
pub(super) fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.trim().to_owned(),
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
        let before = WAS_NAMES.iter().find_map(|name| self.minor(&product[*name]));
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

/// Whoever reads a page has its key: what a page tells leads to the store's own website or to `instead`, so that nobody makes the
/// store write to a customer about a page of theirs.
fn lead_home(value: &mut Value, home: Option<&Url>, instead: &Value) {
    match value {
        Value::String(text) if is_away(text, home) => instead.clone_into(value),
        Value::Array(list) => list.iter_mut().for_each(|value| lead_home(value, home, instead)),
        Value::Object(object) => object.values_mut().for_each(|value| lead_home(value, home, instead)),
        _ => {}
    }
}

/// Whether a text is or holds an address that is not of the store's host or of one below it. Mail programs make links of
/// addresses within a text, too.
fn is_away(text: &str, home: Option<&Url>) -> bool {
    let text = bidi::strip(text);
    let text = text.trim();
    let lower = text.to_ascii_lowercase();
    let is_address = ["http:", "https:", "mailto:", "tel:", "//", "www."].iter().any(|start| lower.starts_with(start));
    if !is_address && !lower.contains("://") && !lower.contains("www.") {
        return false;
    }
    let host = |url: &Url| url.host_str().map(|host| host.trim_start_matches("www.").to_owned());
    let Some((there, own)) = web_address(text).and_then(|url| host(&Url::parse(&url).ok()?)).zip(home.and_then(host)) else {
        return true;
    };
    there != own && !there.strip_suffix(&own).is_some_and(|below| below.ends_with('.'))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_page_tells_leads_to_the_stores_own_website() {
        let home = Url::parse("https://www.shop.example/").ok();
        for own in [
            "https://shop.example/cart/8f1d",
            "https://www.shop.example/?q=http://x.example",
            "https://cdn.shop.example/a.jpg",
            "Cedar board, 3/4 in.",
            "a@b",
        ] {
            assert!(!is_away(own, home.as_ref()), "{own}");
        }
        for away in [
            "https://evil.example/",
            "https://evil.example/?https://shop.example/",
            "https://shop.example@evil.example/",
            "https://shop.example.evil.example/",
            "https://evilshop.example/",
            "https://evil.example\\@shop.example/",
            " \u{200f}https://evil.example/",
            "You won! https://evil.example",
            "Go to www.evil.example",
            "//evil.example/a.png",
            "mailto:evil@evil.example",
            "tel:+1900",
            "https://",
            "HTTPS://EVIL.EXAMPLE/",
        ] {
            assert!(is_away(away, home.as_ref()), "{away}");
        }
        assert!(is_away("https://shop.example/", None), "a store without a website has no links of its own");
    }
}
