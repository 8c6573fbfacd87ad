//! Where, and in which language, somebody is: what the event that they are met by says, else what their traits name, as stores commonly
//! call it.

use super::store::traits_named;
use super::zone::{ZONE_TRAITS, zone_in, zone_known};
use base::Locale;
use base::id::CustomerId;
use db::{Result, Tx};
use jiff::tz::TimeZone;
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};

const LOCALE_TRAITS: [&str; 2] = ["locale", "language"];

/// The language and the time zone that an event was sent in, by its body, as far as it says one that anybody knows.
pub fn place_in(body: &Value) -> (Option<Locale>, Option<TimeZone>) {
    let word = |pointer: &str| body.pointer(pointer).and_then(Value::as_str);
    (word("/context/locale").and_then(Locale::from_tag), word("/context/timezone").and_then(zone_known))
}

/// The language and the time zone that a customer's traits name; those of the store otherwise. One that nobody knows holds up nobody.
/// (Views.)
pub fn place_of(tx: &mut Tx<'_>, store: (Locale, &TimeZone), customer: CustomerId) -> Result<(Locale, TimeZone)> {
    Ok(places_of(tx, store, &[customer])?.pop().unwrap_or_else(|| (store.0, store.1.clone())))
}

/// As [`place_of`], of each of many, in their order. (Views.)
pub fn places_of(tx: &mut Tx<'_>, store: (Locale, &TimeZone), customers: &[CustomerId]) -> Result<Vec<(Locale, TimeZone)>> {
    let names: Vec<&str> = ZONE_TRAITS.into_iter().chain(LOCALE_TRAITS).collect();
    let mut said: HashMap<CustomerId, BTreeMap<String, String>> = HashMap::new();
    for (customer, name, value) in traits_named(tx, customers, &names)? {
        said.entry(customer).or_default().insert(name, value);
    }
    let place = |customer: &CustomerId| {
        let told = |name: &str| said.get(customer)?.get(name).map(String::as_str);
        let tag = LOCALE_TRAITS.into_iter().find_map(|name| serde_json::from_str::<String>(told(name)?).ok());
        let locale = tag.and_then(|tag| Locale::from_tag(&tag)).unwrap_or(store.0);
        (locale, zone_in(told).unwrap_or_else(|| store.1.clone()))
    };
    Ok(customers.iter().map(place).collect())
}
