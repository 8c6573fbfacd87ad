//! Where, and in which language, somebody is who did nothing that would say so: what their traits name, as stores commonly call it.

use base::Locale;
use base::id::CustomerId;
use db::{Result, Tx};
use foundation::customers;
use jiff::tz::TimeZone;
use std::collections::{BTreeMap, HashMap};

const LOCALE_TRAITS: [&str; 2] = ["locale", "language"];

/// The language and the time zone that a customer's traits name; those of the store otherwise. One that nobody knows holds up nobody.
/// (Views.)
pub fn of_traits(tx: &mut Tx<'_>, store: (Locale, &TimeZone), customer: CustomerId) -> Result<(Locale, TimeZone)> {
    Ok(of_many(tx, store, &[customer])?.pop().unwrap_or_else(|| (store.0, store.1.clone())))
}

/// As [`of_traits`], of each of many, in their order. (Views.)
pub(super) fn of_many(tx: &mut Tx<'_>, store: (Locale, &TimeZone), customers: &[CustomerId]) -> Result<Vec<(Locale, TimeZone)>> {
    let names: Vec<&str> = customers::ZONE_TRAITS.into_iter().chain(LOCALE_TRAITS).collect();
    let mut said: HashMap<CustomerId, BTreeMap<String, String>> = HashMap::new();
    for (customer, name, value) in customers::traits_named(tx, customers, &names)? {
        said.entry(customer).or_default().insert(name, value);
    }
    let place = |customer: &CustomerId| {
        let told = |name: &str| said.get(customer)?.get(name).map(String::as_str);
        let tag = LOCALE_TRAITS.into_iter().find_map(|name| serde_json::from_str::<String>(told(name)?).ok());
        let locale = tag.and_then(|tag| Locale::from_tag(&tag)).unwrap_or(store.0);
        (locale, customers::zone_in(told).unwrap_or_else(|| store.1.clone()))
    };
    Ok(customers.iter().map(place).collect())
}
