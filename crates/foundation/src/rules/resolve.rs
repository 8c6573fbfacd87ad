//! Segments that a rule names, put in as the rules that they are.

use super::check::Invalid;
use super::model::Condition;
use base::id::SegmentId;

/// Conditions and groups of a rule together with those of the segments in it.
pub const RESOLVED_CONDITIONS_MAX: usize = 500;
/// How deep they may stand in each other.
pub const RESOLVED_DEPTH_MAX: usize = 25;

impl Condition {
    /// The same rule with each segment's own in its place. `find` gives a segment's rule as it is to hold: of a segment that is being
    /// changed the changed one, so that a way back to itself is found.
    pub fn resolve(&self, find: impl Fn(SegmentId) -> Option<Self>) -> Result<Self, Invalid> {
        Resolving { find, way: Vec::new(), conditions: 0 }.put_in(self, 0)
    }

    /// The segments that the rule names, each once.
    pub fn segments(&self) -> Vec<SegmentId> {
        let mut named: Vec<SegmentId> = self.parts().iter().flat_map(Self::segments).collect();
        if let Self::Segment(id) = self {
            named.push(*id);
        }
        named.sort_unstable();
        named.dedup();
        named
    }
}

struct Resolving<F> {
    find: F,
    /// The segments that what is read stands in.
    way: Vec<SegmentId>,
    conditions: usize,
}

impl<F: Fn(SegmentId) -> Option<Condition>> Resolving<F> {
    fn put_in(&mut self, rule: &Condition, depth: usize) -> Result<Condition, Invalid> {
        self.conditions += 1;
        if self.conditions > RESOLVED_CONDITIONS_MAX || depth > RESOLVED_DEPTH_MAX {
            return Err(Invalid::Resolved);
        }
        let mut each = |parts: &[Condition]| parts.iter().map(|part| self.put_in(part, depth + 1)).collect::<Result<Vec<_>, _>>();
        Ok(match rule {
            Condition::All(parts) => Condition::All(each(parts)?),
            Condition::Any(parts) => Condition::Any(each(parts)?),
            Condition::Not(part) => Condition::Not(Box::new(self.put_in(part, depth + 1)?)),
            Condition::Segment(id) => {
                if self.way.contains(id) {
                    return Err(Invalid::Circle(*id));
                }
                let found = (self.find)(*id).ok_or(Invalid::NoSegment(*id))?;
                self.way.push(*id);
                let resolved = self.put_in(&found, depth + 1)?;
                self.way.pop();
                resolved
            }
            Condition::Did(_)
            | Condition::Measured(_)
            | Condition::Spent(_)
            | Condition::Followed(_)
            | Condition::Trait(_)
            | Condition::Agreed(_)
            | Condition::Stage(_) => rule.clone(),
        })
    }
}
