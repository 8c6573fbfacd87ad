//! Where somebody is, as their profile says.

use jiff::tz::TimeZone;

/// The longest name of a zone has half of that.
const NAME_BYTES_MAX: usize = 64;

/// Names under which stores keep it: where several are told, the first of them that anybody knows counts.
pub const ZONE_TRAITS: [&str; 3] = ["timezone", "time_zone", "timeZone"];

/// The zone that a profile names; `told` gives a trait's value, as JSON. `None` where there is none that anybody knows.
pub fn zone_in<'v>(told: impl Fn(&str) -> Option<&'v str>) -> Option<TimeZone> {
    ZONE_TRAITS.into_iter().find_map(|name| zone_named(told(name)?))
}

/// The zone that a trait's value names.
pub(crate) fn zone_named(json: &str) -> Option<TimeZone> {
    zone_known(&serde_json::from_str::<String>(json).ok()?)
}

/// The zone of this name (IANA); `None` where nobody knows it.
pub(super) fn zone_known(name: &str) -> Option<TimeZone> {
    let zone = Some(name).filter(|name| name.len() < NAME_BYTES_MAX).and_then(|name| TimeZone::get(name).ok())?;
    // `Etc/Unknown`, which browsers may say, is a name of no zone.
    (!zone.is_unknown()).then_some(zone)
}
