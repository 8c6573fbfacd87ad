//! One row becomes one event in the shape of the Segment spec.

use super::fields::Type;
use super::map::Target;
use super::resolve::{Cells, Reading, WantedConsent};
use super::values::{self, Answer};
use super::{BadRow, Consent, Kind, Reason, RowKey};
use base::{Currency, Locale, Money, Timestamp, limits};
use data_encoding::HEXLOWER;
use serde_json::{Map as Json, Value, json};
use std::borrow::Cow;

/// The cells that the map wants, in its order.
pub(super) type Texts<'a> = Vec<Option<Cow<'a, str>>>;

/// What a row became.
pub(super) struct Shaped {
    pub(super) event: Value,
    pub(super) consents: Vec<Consent>,
    pub(super) left_out: Vec<BadRow>,
}

/// Why a row became nothing, and the column that it is about.
pub(super) type Refused = (Option<String>, Reason);

/// Finds the cells, before anything is made of them.
pub(super) fn texts<'a>(reading: &'a Reading<'a>, cells: Cells<'a>) -> Result<Texts<'a>, Refused> {
    let wanted = reading.resolved.wanted.iter();
    wanted.map(|w| cells.get(&w.column).map_err(|reason| (Some(w.label.clone()), reason))).collect()
}

/// Makes the event. `continues`: the row adds a product to the order above it, whose date and totals need not be repeated.
pub(super) fn shape(
    reading: &Reading<'_>,
    cells: Cells<'_>,
    texts: &Texts<'_>,
    line: u64,
    key: &RowKey,
    continues: bool,
) -> Result<Shaped, Refused> {
    let mut shaped = Shaped { event: Value::Null, consents: Vec::new(), left_out: Vec::new() };
    let mut event = Json::new();
    let currency = currency(reading, texts)?;
    for (wanted, text) in reading.resolved.wanted.iter().zip(texts) {
        let Some(text) = text else { continue };
        match &wanted.entry.target {
            Target::Extra(name) => put(&mut event, &["extra", name], values::any(text)),
            Target::Field(field) => match value(reading, field.type_, &wanted.entry.date, text, currency) {
                Ok(value) => put(&mut event, field.path, value),
                Err(reason) if field.essential => return Err((Some(wanted.label.clone()), reason)),
                Err(reason) => shaped.left_out.push(BadRow::new(line, Some(wanted.label.clone()), reason)),
            },
        }
    }
    for (at, name) in &reading.resolved.rest {
        let text =
            cells.get(&super::resolve::Column::At(*at)).map_err(|reason| (Some(name.clone()), reason))?.map(Cow::into_owned);
        if let Some(text) = text {
            put(&mut event, &["extra", name], values::any(&text));
        }
    }
    match reading.map.kind {
        Kind::Orders => finish_order(reading, &mut event, currency, key, continues)?,
        Kind::Customers => finish_customer(&mut event, reading.options.now),
        Kind::Events => finish_event(&mut event)?,
    }
    if !continues && event.get("userId").or(event.get("anonymousId")).is_none() {
        name_by_contact(&mut event, reading.map.kind, key)?;
    }
    put(&mut event, &["messageId"], Value::String(format!("import-{}", HEXLOWER.encode(key))));
    put(&mut event, &["context", "library"], json!({ "name": "amana-import", "version": env!("CARGO_PKG_VERSION") }));
    for wanted in &reading.resolved.consents {
        match consent(reading, cells, wanted) {
            Ok(Some(consent)) => shaped.consents.push(consent),
            Ok(None) => {}
            Err(reason) => shaped.left_out.push(BadRow::new(line, Some(wanted.label.clone()), reason)),
        }
    }
    shaped.event = Value::Object(event);
    Ok(shaped)
}

/// An event of a JSON Lines file, kept as it is where it has what every event must have.
pub(super) fn as_is(mut event: Json<String, Value>, now: Timestamp, key: &RowKey) -> Result<Value, Refused> {
    let about = |name: &str, reason| (Some(name.to_owned()), reason);
    if let Some(id) = ["userId", "anonymousId"]
        .into_iter()
        .find(|id| event.get(*id).is_some_and(|v| !v.is_string() && !v.is_number() && !v.is_null()))
    {
        return Err(about(id, Reason::NotText));
    }
    let has = |event: &Json<String, Value>, name: &str| {
        event.get(name).is_some_and(|v| v.is_number() || v.as_str().is_some_and(|t| !t.is_empty()))
    };
    if !has(&event, "userId") && !has(&event, "anonymousId") {
        return Err(about("userId", Reason::NoCustomer));
    }
    let at = event.get("timestamp").or_else(|| event.get("originalTimestamp"));
    let at = at.and_then(Value::as_str).ok_or_else(|| about("timestamp", Reason::Empty))?;
    let at = Timestamp::parse(at).map_err(|_| Reason::Date).and_then(|at| values::in_the_past(at, now));
    let at = at.map_err(|reason| about("timestamp", reason))?;
    event.insert("timestamp".to_owned(), Value::String(at.to_rfc3339()));
    check_type(&mut event)?;
    if !has(&event, "messageId") {
        event.insert("messageId".to_owned(), Value::String(format!("import-{}", HEXLOWER.encode(key))));
    }
    Ok(Value::Object(event))
}

/// Adds the products of a row that continues an order, and its sum where the file has no totals.
pub(super) fn add_products(order: &mut Value, more: Value, sum_total: bool, currency: Currency) -> Result<(), Reason> {
    let more_total = more.pointer("/properties/total").cloned();
    let more = more.pointer("/properties/products").and_then(Value::as_array).cloned().unwrap_or_default();
    if let Some(products) = order.pointer_mut("/properties/products").and_then(Value::as_array_mut) {
        if products.len() + more.len() > super::PRODUCTS_MAX {
            return Err(Reason::TooManyProducts);
        }
        products.extend(more);
    }
    if let (true, Some(total)) = (sum_total, order.pointer_mut("/properties/total")) {
        let sum = minor(total, currency)?.checked_add(more_total.map_or(Ok(0), |t| minor(&t, currency))?);
        *total = values::money_json(Money { minor: sum.ok_or(Reason::Amount)?, currency });
    }
    Ok(())
}

/// The currency of an order that was shaped here.
pub(super) fn currency_of(order: &Value) -> Option<Currency> {
    Currency::parse(order.pointer("/properties/currency")?.as_str()?).ok()
}

fn minor(amount: &Value, currency: Currency) -> Result<i64, Reason> {
    let text = amount.as_str().map_or_else(|| amount.to_string(), str::to_owned);
    Money::parse(&text, currency).map(|money| money.minor).map_err(|_| Reason::Amount)
}

fn currency(reading: &Reading<'_>, texts: &Texts<'_>) -> Result<Currency, Refused> {
    let Some((at, text)) = reading.position("currency").and_then(|at| Some((at, texts[at].as_deref()?))) else {
        return Ok(reading.options.currency);
    };
    Currency::parse(text).map_err(|_| (Some(reading.resolved.wanted[at].label.clone()), Reason::Currency))
}

fn value(reading: &Reading<'_>, type_: Type, date: &values::DateFormat, text: &str, currency: Currency) -> Result<Value, Reason> {
    Ok(match type_ {
        Type::Text if text.len() > limits::EVENT_BYTES_MAX => return Err(Reason::TextTooLong),
        Type::Id if text.len() > limits::EXTERNAL_ID_BYTES_MAX => return Err(Reason::IdTooLong),
        Type::Text | Type::Id => Value::String(text.to_owned()),
        Type::Moment => {
            let at = date.moment(text, &reading.map.timezone)?;
            Value::String(values::in_the_past(at, reading.options.now)?.to_rfc3339())
        }
        Type::Day => Value::String(date.day(text)?),
        Type::Amount => {
            let money = values::amount(text, reading.decimal(), currency)?;
            if money.minor < 0 {
                return Err(Reason::Negative);
            }
            values::money_json(money)
        }
        Type::Quantity => Value::Number(values::quantity(text, reading.decimal())?),
        Type::Currency => Value::String(currency.code().to_owned()),
        Type::Email => Value::String(values::email(text)?),
        Type::Phone => Value::String(values::phone(text, reading.options.country.as_deref())?),
        Type::Language => {
            Locale::from_tag(text).ok_or(Reason::Language)?;
            Value::String(text.replace('_', "-"))
        }
    })
}

fn finish_order(
    reading: &Reading<'_>,
    event: &mut Json<String, Value>,
    currency: Currency,
    key: &RowKey,
    continues: bool,
) -> Result<(), Refused> {
    put(event, &["type"], Value::from("track"));
    put(event, &["event"], Value::from("Order Completed"));
    if !continues && !event.contains_key("timestamp") {
        return Err((Some("date".to_owned()), Reason::Empty));
    }
    let mut product = take_object(event, "product");
    move_extra(event, "properties");
    let mut properties = take_object(event, "properties");
    properties.entry("currency").or_insert_with(|| Value::from(currency.code()));
    properties.entry("order_id").or_insert_with(|| Value::String(format!("import-{}", &HEXLOWER.encode(key)[..20])));
    if !product.is_empty() {
        let quantity = properties.remove("quantity").unwrap_or(Value::from(1));
        if let (Some(price), false) = (product.get("price"), reading.map.has("total")) {
            let sum = line_total(price, &quantity, currency).map_err(|reason| (Some("price".to_owned()), reason))?;
            properties.insert("total".to_owned(), values::money_json(sum));
        }
        product.insert("quantity".to_owned(), quantity);
        properties.insert("products".to_owned(), json!([product]));
    }
    if !continues && !properties.contains_key("total") {
        return Err((Some("total".to_owned()), Reason::Empty));
    }
    event.insert("properties".to_owned(), Value::Object(properties));
    Ok(())
}

/// Price × units, to the minor unit: units may be a decimal (1.5 kg), so this is the one product that a double takes part in.
fn line_total(price: &Value, quantity: &Value, currency: Currency) -> Result<Money, Reason> {
    let minor = minor(price, currency)?;
    let total = match quantity.as_i64() {
        Some(units) => minor.checked_mul(units),
        None => Some((minor as f64 * quantity.as_f64().unwrap_or(1.0)).round() as i64),
    };
    Ok(Money { minor: total.ok_or(Reason::Amount)?, currency })
}

fn finish_customer(event: &mut Json<String, Value>, now: Timestamp) {
    put(event, &["type"], Value::from("identify"));
    move_extra(event, "traits");
    event.entry("timestamp").or_insert_with(|| Value::String(now.to_rfc3339()));
}

fn finish_event(event: &mut Json<String, Value>) -> Result<(), Refused> {
    if !event.contains_key("timestamp") {
        return Err((Some("timestamp".to_owned()), Reason::Empty));
    }
    check_type(event)?;
    let about_someone = matches!(event.get("type").and_then(Value::as_str), Some("identify" | "group"));
    move_extra(event, if about_someone { "traits" } else { "properties" });
    Ok(())
}

/// A call's type, `track` where there is none; a track has a name.
fn check_type(event: &mut Json<String, Value>) -> Result<(), Refused> {
    let type_ = event.entry("type").or_insert_with(|| Value::from("track"));
    match type_.as_str() {
        Some("identify" | "page" | "screen" | "group" | "alias") => Ok(()),
        Some("track") => match event.get("event").and_then(Value::as_str) {
            Some(name) if name.len() > limits::NAME_BYTES_MAX => Err((Some("event".to_owned()), Reason::NameTooLong)),
            Some(name) if !name.is_empty() => Ok(()),
            _ => Err((Some("event".to_owned()), Reason::Empty)),
        },
        _ => Err((Some("type".to_owned()), Reason::CallType)),
    }
}

/// A row without an id of the store's: its contacts say who it is, and the spec wants an id, so it gets one of its own. It is
/// made from the row and not from the address: a hash of an address can be guessed back.
fn name_by_contact(event: &mut Json<String, Value>, kind: Kind, key: &RowKey) -> Result<(), Refused> {
    let traits = match kind {
        Kind::Orders => event.get("context").and_then(|context| context.get("traits")),
        Kind::Customers => event.get("traits"),
        Kind::Events => None,
    };
    if traits.is_none_or(|traits| traits.get("email").is_none() && traits.get("phone").is_none()) {
        return Err((None, Reason::NoCustomer));
    }
    put(event, &["anonymousId"], Value::String(format!("import-{}", HEXLOWER.encode(key))));
    Ok(())
}

/// A grant needs its date and its proof, or it is left out; a refusal stands without them.
fn consent(reading: &Reading<'_>, cells: Cells<'_>, wanted: &WantedConsent) -> Result<Option<Consent>, Reason> {
    let Some(given) = cells.get(&wanted.given)? else { return Ok(None) };
    let granted = match values::answer(&given)? {
        Answer::None => return Ok(None),
        answer => answer == Answer::Granted,
    };
    let date = cells.get(&wanted.date)?.map(|text| {
        let at = wanted.date_format.moment(&text, &reading.map.timezone)?;
        values::in_the_past(at, reading.options.now)
    });
    let proof = cells.get(&wanted.proof)?;
    match (granted, date, proof) {
        (true, None, _) => Err(Reason::ConsentWithoutDate),
        (true, Some(Err(reason)), _) => Err(reason),
        (true, _, None) => Err(Reason::ConsentWithoutProof),
        (_, date, proof) => Ok(Some(Consent {
            purpose: wanted.purpose,
            granted,
            at: date.and_then(Result::ok),
            proof: proof.map(Cow::into_owned),
        })),
    }
}

fn move_extra(event: &mut Json<String, Value>, to: &str) {
    let extra = take_object(event, "extra");
    if extra.is_empty() {
        return;
    }
    let mut into = take_object(event, to);
    for (name, value) in extra {
        // A field of the spec wins over a column of the same name.
        into.entry(name).or_insert(value);
    }
    event.insert(to.to_owned(), Value::Object(into));
}

/// Takes an inner object out, to be put back by the caller; an empty one where there is none.
fn take_object(parent: &mut Json<String, Value>, name: &str) -> Json<String, Value> {
    match parent.remove(name) {
        Some(Value::Object(object)) => object,
        _ => Json::new(),
    }
}

fn put(event: &mut Json<String, Value>, path: &[&str], value: Value) {
    match path {
        [name] => {
            event.insert((*name).to_owned(), value);
        }
        [name, rest @ ..] => {
            let mut object = take_object(event, name);
            put(&mut object, rest, value);
            event.insert((*name).to_owned(), Value::Object(object));
        }
        [] => {}
    }
}
