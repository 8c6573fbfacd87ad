//! Agreements that nobody uses: they are offered back.

use base::Timestamp;
use foundation::consent::{Basis, Choice, Choices, GrantRow, Purpose};
use jiff::ToSpan as _;
use std::collections::BTreeMap;
use std::time::Duration;

/// After how many months without use an agreement may be offered back. Looks are kept for 24.
pub const UNUSED_MONTHS: [u32; 4] = [3, 6, 12, 24];
/// What ends so soon is asked about in any case: whether it shall go on.
const ASKED_BEFORE_END: Duration = Duration::from_hours(30 * 24);

/// An agreement that was not used for a long time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unused {
    pub purpose: Purpose,
    /// The last use or, where there was none, the last yes.
    pub since: Timestamp,
    pub was_used: bool,
}

/// What of a customer's agreements was not used for so many months. `history` is every decision, the latest first; `uses` when
/// each purpose was last used. A yes counts from when it was recorded: what went before an import is not known here.
pub fn unused(
    choices: &Choices,
    history: &[GrantRow],
    uses: &BTreeMap<Purpose, Timestamp>,
    months: u32,
    now: Timestamp,
) -> Vec<Unused> {
    let found = Purpose::ALL.iter().filter_map(|purpose| {
        let is_held = |choice: &&Choice| {
            choice.purpose == *purpose && choice.basis == Basis::Consent && !choice.given.is_empty() && now < choice.until
        };
        let mut held = choices.iter().filter(is_held).peekable();
        held.peek()?;
        if held.any(|choice| choice.has_end() && choice.until <= now.plus(ASKED_BEFORE_END)) {
            return None;
        }
        let yes = |row: &&GrantRow| row.purpose == *purpose && row.state.allows();
        let agreed = history.iter().filter(yes).map(|row| row.recorded_at).max()?;
        let last = uses.get(purpose).copied();
        let since = last.map_or(agreed, |last| last.max(agreed));
        let was_used = last.is_some_and(|last| last == since);
        (months_after(since, months)? <= now).then_some(Unused { purpose: *purpose, since, was_used })
    });
    found.collect()
}

/// So many calendar months later; `None` beyond all time.
fn months_after(at: Timestamp, months: u32) -> Option<Timestamp> {
    let at = at.to_jiff().to_zoned(jiff::tz::TimeZone::UTC);
    let later = at.checked_add(i64::from(months).months()).ok()?;
    Some(Timestamp::from_micros(later.timestamp().as_microsecond()))
}
