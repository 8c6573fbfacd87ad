//! Where, and in which language, somebody is who did nothing that would say so: what their traits name, as stores commonly call it.

use base::Locale;
use base::id::CustomerId;
use db::{Result, Tx};
use foundation::customers;
use jiff::tz::TimeZone;

const ZONE_TRAITS: [&str; 3] = ["timezone", "time_zone", "timeZone"];
const LOCALE_TRAITS: [&str; 2] = ["locale", "language"];

/// The language and the time zone that a customer's traits name; those of the store otherwise. One that nobody knows holds up nobody.
/// (Views.)
pub fn of_traits(tx: &mut Tx<'_>, store: (Locale, &TimeZone), customer: CustomerId) -> Result<(Locale, TimeZone)> {
    let traits = customers::traits_of(tx, customer)?;
    let text = |names: &[&str]| {
        let row = traits.iter().find(|row| names.contains(&row.name.as_str()))?;
        serde_json::from_str::<String>(&row.value).ok()
    };
    let locale = text(&LOCALE_TRAITS).and_then(|tag| Locale::from_tag(&tag)).unwrap_or(store.0);
    let zone = text(&ZONE_TRAITS).and_then(|name| TimeZone::get(&name).ok()).unwrap_or_else(|| store.1.clone());
    Ok((locale, zone))
}
