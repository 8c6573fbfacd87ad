//! What a message may speak of: the store, the customer, the order, the links.
//!
//! Amounts, dates and counts arrive as text, already written in the reader's digits and calendar: a message has no
//! arithmetic to do. No type here has `Debug`: all of it is personal data.

use super::bidi;
use base::Locale;
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;

/// Order lines that a message carries; the rest is counted ("and 12 more"), and stands behind the order's link.
pub const ITEMS_MAX: usize = 50;
/// Longer values are cut: nobody's name needs more, and a message must not fail for it.
pub const VALUE_CHARS_MAX: usize = 500;

/// Why a message is sent, which decides its footer and its headers.
#[derive(Clone, PartialEq, Eq)]
pub enum Kind {
    /// Owed to the customer (an order, a security notice); goes out without consent to marketing.
    Transactional,
    /// Sent because the customer agreed. Carries the way out, so it cannot be built without one.
    Marketing(WayOut),
}

/// How a customer leaves, or changes their mind in part.
#[derive(Clone, PartialEq, Eq)]
pub struct WayOut {
    /// An https address. GET shows a page that asks; POST with `List-Unsubscribe=One-Click` leaves at once (RFC 8058).
    pub unsubscribe_url: String,
    /// The preferences page.
    pub preferences_url: String,
}

/// Everything a template may name: `{{ customer.name }}`, `{{ order.total }}` …
#[derive(Clone, Serialize)]
pub struct Context {
    #[serde(serialize_with = "code")]
    pub locale: Locale,
    /// The digit zero of the reader's digits (`0`, `٠` or `۰`), for the filter `number`.
    pub zero: char,
    pub store: Store,
    pub customer: Customer,
    /// `None` for messages that follow no order.
    pub order: Option<Order>,
    /// `None` for messages that are about no cart.
    pub cart: Option<Cart>,
    /// `None` for messages that are about no one product.
    pub product: Option<Item>,
    /// The properties of the event that the message answers, as they came.
    pub event: Option<serde_json::Value>,
    /// Those of the catalogue that the letter names, by their ids.
    pub products: BTreeMap<String, Product>,
    /// Those of the catalogue that go with what the message is about, the best first; `None` for messages that are about no products.
    pub goes_with: Option<Vec<Product>>,
    pub urls: Urls,
    /// `None` for messages that tell of no look at the customer's data.
    pub notice: Option<Notice>,
    /// `None` for messages that are about no agreement's end.
    pub renewal: Option<Renewal>,
    /// `None` for messages that are about no request of the customer's.
    pub request: Option<RequestSaid>,
}

/// What the customer asked for by law, and what became of it.
#[derive(Clone, Serialize)]
pub struct RequestSaid {
    /// `received` or `identity`; `done`, `refused` or `extended`.
    pub step: String,
    /// What is asked for, in words.
    pub kind: String,
    pub opened: String,
    /// By when it is answered.
    pub due: String,
    /// What was done, as a sentence; empty where it was not.
    pub outcome: String,
    pub reason: String,
}

/// What the customer agreed to and is about to end.
#[derive(Clone, Serialize)]
pub struct Renewal {
    pub purposes: Vec<String>,
    pub date: String,
}

/// A look at the customer's data that is asked for, or was taken.
#[derive(Clone, Serialize)]
pub struct Notice {
    /// `request` or `break_glass`.
    pub kind: String,
    pub team: String,
    pub reason: String,
}

#[derive(Clone, Serialize)]
pub struct Store {
    pub name: String,
    /// The shop's front page; empty where it has none.
    pub url: String,
    /// ISO 4217: of amounts that name no other.
    pub currency: String,
    /// IANA name: whose days are written.
    pub time_zone: String,
    /// Amounts in rials are shown as tomans.
    pub shows_toman: bool,
    /// Postal address, lines parted by `\n`. Marketing law in most countries wants it under every message.
    pub address: String,
}

#[derive(Clone, Serialize)]
pub struct Customer {
    /// As the customer wrote it; empty where unknown.
    pub name: String,
}

#[derive(Clone, Serialize)]
pub struct Order {
    pub number: String,
    pub date: String,
    pub items: Vec<Item>,
    pub subtotal: Option<String>,
    pub discount: Option<String>,
    pub shipping: Option<String>,
    pub tax: Option<String>,
    /// Tax that the prices hold already.
    pub tax_included: Option<String>,
    /// What is left between the lines and the total where nobody said what delivery costs.
    pub delivery_and_other: Option<String>,
    /// What else is left between them.
    pub other: Option<String>,
    pub total: String,
    /// Where the customer can follow it; empty where there is no such page (its button is then left out).
    pub url: String,
    /// Where they can say what they think of it; empty likewise.
    pub review_url: String,
}

#[derive(Clone, Serialize)]
pub struct Cart {
    pub items: Vec<Item>,
    /// Where to go on with it: the shop's front page where the event names no other.
    pub url: String,
}

/// A line of an order or a cart, or a product by itself.
#[derive(Clone, Default, Serialize)]
pub struct Item {
    pub name: String,
    pub sku: Option<String>,
    /// Empty for a product by itself.
    pub quantity: String,
    /// What this line costs: unit price times quantity.
    pub total: String,
    /// What one of it costs.
    pub price: Option<String>,
    /// What one of it cost before, where that was more.
    pub was: Option<String>,
    /// Its picture; begins with https://.
    pub image: Option<String>,
    /// Its page in the shop.
    pub url: Option<String>,
}

/// A product of the catalogue, as it is when the letter is sent: `{{ products["SKU-1"].price }}`. What the catalogue does not say is
/// not there, so that naming it is a mistake and no gap.
#[derive(Clone, Default, Serialize)]
pub struct Product {
    pub id: String,
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<String>,
    /// What it cost before, where that was more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub was: Option<String>,
    /// The day on which the price ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// A number, for `plural` and comparisons.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stock: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Begins with https://.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<String>,
}

#[derive(Clone, Serialize)]
pub struct Urls {
    /// The customer's privacy centre; empty where there is none.
    pub privacy: String,
    /// What the message is sent for; empty where it is for no link.
    pub link: String,
}

impl Context {
    /// The same with every value harmless: no control characters, no bidi controls, no endless text. What is owed suggests nothing.
    pub(super) fn cleaned(&self, kind: &Kind) -> Self {
        let text = |value: &String| bidi::clean(value, VALUE_CHARS_MAX);
        let optional = |value: &Option<String>| value.as_ref().map(text);
        Self {
            locale: self.locale,
            zero: self.zero,
            store: Store {
                name: text(&self.store.name),
                url: text(&self.store.url),
                currency: self.store.currency.clone(),
                time_zone: self.store.time_zone.clone(),
                shows_toman: self.store.shows_toman,
                address: self.store.address.lines().take(6).map(|line| bidi::clean(line, 200)).collect::<Vec<_>>().join("\n"),
            },
            customer: Customer { name: text(&self.customer.name) },
            order: self.order.as_ref().map(|order| Order {
                number: text(&order.number),
                date: text(&order.date),
                items: order.items.iter().map(Item::cleaned).collect(),
                subtotal: optional(&order.subtotal),
                discount: optional(&order.discount),
                shipping: optional(&order.shipping),
                tax: optional(&order.tax),
                tax_included: optional(&order.tax_included),
                delivery_and_other: optional(&order.delivery_and_other),
                other: optional(&order.other),
                total: text(&order.total),
                url: order.url.trim().to_owned(),
                review_url: order.review_url.trim().to_owned(),
            }),
            cart: self
                .cart
                .as_ref()
                .map(|cart| Cart { items: cart.items.iter().map(Item::cleaned).collect(), url: cart.url.trim().to_owned() }),
            product: self.product.as_ref().map(Item::cleaned),
            event: self.event.as_ref().map(cleaned),
            products: self.products.iter().map(|(id, product)| (id.clone(), product.cleaned())).collect(),
            goes_with: match kind {
                Kind::Marketing(_) => self.goes_with.as_ref().map(|all| all.iter().map(Product::cleaned).collect()),
                Kind::Transactional => None,
            },
            urls: Urls { privacy: self.urls.privacy.trim().to_owned(), link: self.urls.link.trim().to_owned() },
            notice: self.notice.as_ref().map(|notice| Notice {
                kind: text(&notice.kind),
                team: text(&notice.team),
                reason: text(&notice.reason),
            }),
            request: self.request.as_ref().map(|request| RequestSaid {
                step: text(&request.step),
                kind: text(&request.kind),
                opened: text(&request.opened),
                due: text(&request.due),
                outcome: text(&request.outcome),
                reason: text(&request.reason),
            }),
            renewal: self
                .renewal
                .as_ref()
                .map(|renewal| Renewal { purposes: renewal.purposes.iter().map(text).collect(), date: text(&renewal.date) }),
        }
    }

    /// What the message shows a table of: the cart's lines, the order's, or the product by itself.
    pub(super) fn items(&self) -> &[Item] {
        let order = self.order.as_ref().map(|order| order.items.as_slice());
        let product = self.product.as_ref().map(std::slice::from_ref);
        self.cart.as_ref().map(|cart| cart.items.as_slice()).or(order).or(product).unwrap_or_default()
    }

    /// What goes with it, as a table shows it.
    pub(super) fn goes_with_items(&self) -> Vec<Item> {
        self.goes_with.iter().flatten().map(Item::from).collect()
    }

    /// As [`Context::to_liquid`], with the ways out of advertising: empty addresses elsewhere.
    pub(super) fn to_liquid_for(&self, kind: &Kind) -> liquid::Object {
        let mut values = self.to_liquid();
        let (out, choices) = match kind {
            Kind::Marketing(way) => (way.unsubscribe_url.clone(), way.preferences_url.clone()),
            Kind::Transactional => (String::new(), String::new()),
        };
        if let Some(liquid::model::Value::Object(urls)) = values.get_mut("urls") {
            urls.insert("unsubscribe".into(), liquid::model::Value::scalar(out));
            urls.insert("preferences".into(), liquid::model::Value::scalar(choices));
        }
        values
    }

    /// What Liquid sees. Lines are cut to [`ITEMS_MAX`] so that loops and lists stay short.
    pub(super) fn to_liquid(&self) -> liquid::Object {
        let mut short = self.clone();
        let (order, cart) = (short.order.as_mut().map(|order| &mut order.items), short.cart.as_mut().map(|cart| &mut cart.items));
        order.into_iter().chain(cart).for_each(|items| items.truncate(ITEMS_MAX));
        let mut values = liquid::to_object(&short).unwrap_or_default();
        values.insert("items".into(), liquid::model::to_value(&short.items()).unwrap_or_default());
        values
    }
}

impl Item {
    fn cleaned(&self) -> Self {
        let text = |value: &String| bidi::clean(value, VALUE_CHARS_MAX);
        let address = |value: &Option<String>| value.as_ref().map(|url| url.trim().to_owned());
        Self {
            name: text(&self.name),
            sku: self.sku.as_ref().map(text),
            quantity: text(&self.quantity),
            total: text(&self.total),
            price: self.price.as_ref().map(text),
            was: self.was.as_ref().map(text),
            image: address(&self.image),
            url: address(&self.url),
        }
    }
}

impl From<&Product> for Item {
    fn from(product: &Product) -> Self {
        Self {
            name: product.name.clone(),
            total: product.price.clone().unwrap_or_default(),
            price: product.price.clone(),
            was: product.was.clone(),
            image: product.image.clone(),
            url: product.url.clone(),
            ..Self::default()
        }
    }
}

impl Product {
    fn cleaned(&self) -> Self {
        Self { name: bidi::clean(&self.name, VALUE_CHARS_MAX), ..self.clone() }
    }
}

/// Every text in it harmless.
fn cleaned(value: &serde_json::Value) -> serde_json::Value {
    use serde_json::Value;
    match value {
        Value::String(text) => Value::String(bidi::clean(text, VALUE_CHARS_MAX)),
        Value::Array(list) => list.iter().map(cleaned).collect(),
        Value::Object(object) => Value::Object(object.iter().map(|(name, value)| (name.clone(), cleaned(value))).collect()),
        plain => plain.clone(),
    }
}

// serde's `serialize_with` hands over a reference.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde calls")]
fn code<S: Serializer>(locale: &Locale, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(locale.code())
}
