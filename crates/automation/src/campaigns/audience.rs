//! Who is in an audience.

use super::model::Plan;
use crate::segments;
use base::id::{CustomerId, SegmentId};
use db::{Result, Tx};
use std::collections::{BTreeSet, HashSet};

/// The next of an audience in the order of ids, `limit` of them at most, and the last id up to which everybody was looked at: none
/// where there is nobody after it. (Views.)
pub fn audience_after(
    tx: &mut Tx<'_>,
    plan: &Plan,
    after: CustomerId,
    limit: usize,
) -> Result<(Vec<CustomerId>, Option<CustomerId>)> {
    let mut found: BTreeSet<CustomerId> = BTreeSet::new();
    for key in &plan.segments {
        found.extend(segments::members_after(tx, key.0, Some(after), limit)?.into_iter().map(|(customer, _)| customer));
    }
    // Beyond the first so many, another segment's page may not have told of somebody in between.
    let page: Vec<CustomerId> = found.into_iter().take(limit).collect();
    let Some(last) = page.last().copied() else { return Ok((Vec::new(), None)) };
    let without: HashSet<SegmentId> = plan.without.iter().map(|key| key.0).collect();
    let out: HashSet<CustomerId> = if without.is_empty() {
        HashSet::new()
    } else {
        let inside = segments::members_of(tx, &page)?;
        inside.into_iter().filter(|(_, segment)| without.contains(segment)).map(|(customer, _)| customer).collect()
    };
    Ok((page.into_iter().filter(|customer| !out.contains(customer)).collect(), Some(last)))
}

/// Whether somebody is in the audience, as they stand now. (Views.)
pub fn is_in_audience(tx: &mut Tx<'_>, plan: &Plan, customer: CustomerId) -> Result<bool> {
    let inside = segments_of(tx, customer)?;
    Ok(plan.segments.iter().any(|key| inside.contains(&key.0)) && !plan.without.iter().any(|key| inside.contains(&key.0)))
}

/// Whether somebody is in a segment that the audience leaves out. (Views.)
pub fn is_left_out(tx: &mut Tx<'_>, plan: &Plan, customer: CustomerId) -> Result<bool> {
    let inside = segments_of(tx, customer)?;
    Ok(plan.without.iter().any(|key| inside.contains(&key.0)))
}

fn segments_of(tx: &mut Tx<'_>, customer: CustomerId) -> Result<HashSet<SegmentId>> {
    Ok(segments::members_of(tx, &[customer])?.into_iter().map(|(_, segment)| segment).collect())
}
