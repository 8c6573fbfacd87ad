//! Where somebody is, as their profile says.

use jiff::tz::TimeZone;

/// Names under which stores keep it: where several are told, the first of them that anybody knows counts.
pub const ZONE_TRAITS: [&str; 3] = ["timezone", "time_zone", "timeZone"];

/// The zone that a profile names; `told` gives a trait's value, as JSON. `None` where there is none that anybody knows.
pub fn zone_in<'v>(told: impl Fn(&str) -> Option<&'v str>) -> Option<TimeZone> {
    ZONE_TRAITS.into_iter().find_map(|name| zone_named(told(name)?))
}

/// The zone that a trait's value names.
pub(crate) fn zone_named(json: &str) -> Option<TimeZone> {
    let zone = TimeZone::get(&serde_json::from_str::<String>(json).ok()?).ok()?;
    // `Etc/Unknown`, which browsers may say, is a name of no zone.
    (!zone.is_unknown()).then_some(zone)
}
