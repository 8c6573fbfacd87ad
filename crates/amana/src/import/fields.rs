//! The closed list of what a column can become, and where in the event it goes.

use super::Kind;
use std::fmt::Write as _;

/// How a cell is read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Type {
    /// Text as it stands, trimmed.
    Text,
    /// An id of the store's own, at most 255 bytes.
    Id,
    /// A moment: becomes RFC 3339 in UTC.
    Moment,
    /// A day without a time: becomes `YYYY-MM-DD`.
    Day,
    /// An amount in the row's currency.
    Amount,
    /// A number of units, a whole number or a decimal.
    Quantity,
    Currency,
    Email,
    Phone,
    /// A language tag such as `ar-SA`.
    Language,
}

/// One field of one kind of file.
pub struct Field {
    pub name: &'static str,
    /// Where the value goes, by keys from the event's root.
    pub path: &'static [&'static str],
    pub type_: Type,
    /// A value that can't be read makes the row a bad row; else the row is kept without it and the report says so.
    pub essential: bool,
    /// For the list that errors and `--help` show.
    pub says: &'static str,
}

const fn field(name: &'static str, path: &'static [&'static str], type_: Type, essential: bool, says: &'static str) -> Field {
    Field { name, path, type_, essential, says }
}

const ORDERS: &[Field] = &[
    field("customer", &["userId"], Type::Id, true, "the customer's id in the old system, kept as it is"),
    field("email", &["context", "traits", "email"], Type::Email, false, "the customer's e-mail address"),
    field("phone", &["context", "traits", "phone"], Type::Phone, false, "the customer's phone number"),
    field("name", &["context", "traits", "name"], Type::Text, false, "the customer's name"),
    field("date", &["timestamp"], Type::Moment, true, "when the order was placed (required)"),
    field("order_id", &["properties", "order_id"], Type::Id, true, "the order's number; made from the row where there is none"),
    field("total", &["properties", "total"], Type::Amount, true, "what was paid"),
    field("subtotal", &["properties", "subtotal"], Type::Amount, true, "the sum of the products before discount"),
    field("discount", &["properties", "discount"], Type::Amount, true, "what was taken off"),
    field("shipping", &["properties", "shipping"], Type::Amount, true, "the price of delivery"),
    field("tax", &["properties", "tax"], Type::Amount, true, "tax within or on top of the total"),
    field("currency", &["properties", "currency"], Type::Currency, true, "ISO 4217; the store's own where there is none"),
    field("coupon", &["properties", "coupon"], Type::Text, false, "the coupon's code"),
    field("affiliation", &["properties", "affiliation"], Type::Text, false, "the branch or the channel"),
    field("quantity", &["properties", "quantity"], Type::Quantity, true, "units: of the row's product, or of the whole order"),
    field("price", &["product", "price"], Type::Amount, true, "the price of one unit of the row's product"),
    field("product_id", &["product", "product_id"], Type::Id, true, "the row's product: its id"),
    field("sku", &["product", "sku"], Type::Id, true, "the row's product: its stock-keeping unit"),
    field("product", &["product", "name"], Type::Text, false, "the row's product: its name"),
    field("category", &["product", "category"], Type::Text, false, "the row's product: its category"),
    field("brand", &["product", "brand"], Type::Text, false, "the row's product: its brand"),
    field("variant", &["product", "variant"], Type::Text, false, "the row's product: its size or colour"),
];

const CUSTOMERS: &[Field] = &[
    field("customer", &["userId"], Type::Id, true, "the customer's id in the old system, kept as it is"),
    field("email", &["traits", "email"], Type::Email, false, "e-mail address"),
    field("phone", &["traits", "phone"], Type::Phone, false, "phone number"),
    field("name", &["traits", "name"], Type::Text, false, "the whole name"),
    field("first_name", &["traits", "firstName"], Type::Text, false, "given name"),
    field("last_name", &["traits", "lastName"], Type::Text, false, "family name"),
    field("birthday", &["traits", "birthday"], Type::Day, false, "day of birth"),
    field("gender", &["traits", "gender"], Type::Text, false, "as the customer stated it"),
    field("locale", &["traits", "locale"], Type::Language, false, "language tag such as ar-SA"),
    field("street", &["traits", "address", "street"], Type::Text, false, "street and number"),
    field("city", &["traits", "address", "city"], Type::Text, false, "city"),
    field("region", &["traits", "address", "state"], Type::Text, false, "state, province or region"),
    field("postal_code", &["traits", "address", "postalCode"], Type::Text, false, "postal code"),
    field("country", &["traits", "address", "country"], Type::Text, false, "country, best as two letters (ISO 3166)"),
    field("created", &["traits", "createdAt"], Type::Moment, false, "when the customer signed up"),
    field("date", &["timestamp"], Type::Moment, true, "when the row was true; the time of the import where there is none"),
];

const EVENTS: &[Field] = &[
    field("type", &["type"], Type::Text, true, "identify, track, page, screen, group or alias; track where there is none"),
    field("event", &["event"], Type::Text, true, "the event's name (required for track)"),
    field("name", &["name"], Type::Text, true, "the name of a page or a screen"),
    field("customer", &["userId"], Type::Id, true, "userId"),
    field("anonymous", &["anonymousId"], Type::Id, true, "anonymousId"),
    field("group", &["groupId"], Type::Id, true, "groupId, for group"),
    field("previous", &["previousId"], Type::Id, true, "previousId, for alias"),
    field("date", &["timestamp"], Type::Moment, true, "when it happened (required)"),
];

/// The fields of a kind of file, in the order in which help lists them.
pub fn of(kind: Kind) -> &'static [Field] {
    match kind {
        Kind::Orders => ORDERS,
        Kind::Customers => CUSTOMERS,
        Kind::Events => EVENTS,
    }
}

/// The field called `name`.
pub fn find(kind: Kind, name: &str) -> Option<&'static Field> {
    of(kind).iter().find(|field| field.name == name)
}

/// What a column without a field of its own may become: `traits.X` of a customer, `properties.X` of an order or an event.
pub fn extra_prefix(kind: Kind) -> &'static str {
    match kind {
        Kind::Customers => "traits",
        Kind::Orders | Kind::Events => "properties",
    }
}

/// Purposes that an imported consent can be for (`consent.X` in a map), as the consent vocabulary names them.
pub const CONSENT_PURPOSES: [&str; 10] = [
    "marketing_email",
    "marketing_sms",
    "marketing_whatsapp",
    "marketing_push",
    "personalise",
    "loyalty",
    "reviews",
    "research",
    "analytics",
    "customer_care",
];

/// One line a field, for errors and help.
pub fn help(kind: Kind) -> String {
    let mut text = String::new();
    for field in of(kind) {
        let _ = writeln!(text, "  {:<12} {}", field.name, field.says);
    }
    let prefix = extra_prefix(kind);
    let _ = writeln!(text, "  {prefix}.NAME any other, by a name of your own");
    if kind == Kind::Customers {
        text.push_str("  consent.PURPOSE  a consent with its date and proof (in a map file)\n");
    }
    text
}
