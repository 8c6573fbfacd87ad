//! What a segment is.

use base::Timestamp;
use base::id::SegmentId;
use foundation::consent::{CategorySet, Choices, Purpose, Recipient};
use foundation::journal::LIST_CHANGED;
use foundation::rules::Condition;

/// Segments of one store.
pub const SEGMENTS_MAX: usize = 500;
/// Letters of a name.
pub const NAME_CHARS_MAX: usize = 100;

/// A group of customers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    pub id: SegmentId,
    pub name: String,
    /// What it is used for: only who agreed to this use of what the rule reads is asked.
    pub purpose: Purpose,
    pub rule: Condition,
    pub made_at: Timestamp,
    pub changed_at: Timestamp,
}

/// What is wrong with a segment that somebody wants to keep.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    #[error("a name has 1 to {NAME_CHARS_MAX} letters")]
    Name,
    #[error("another segment has this name")]
    Taken,
    #[error("a store has {SEGMENTS_MAX} segments at most; delete one that is not used")]
    TooMany,
}

/// The rule of a list: whoever was put on it, and not taken from it since.
pub fn list_rule(list: SegmentId) -> Condition {
    let filter = serde_json::json!({"property": "list", "test": {"is": list.to_string()}});
    let rule = serde_json::json!({"measured": {
        "event": LIST_CHANGED, "where": [filter], "property": "member", "take": "last", "is": {"at_least": 1},
    }});
    serde_json::from_value(rule).unwrap_or_else(|_| Condition::Any(Vec::new()))
}

/// The body of the event that puts somebody on a list, or takes them from it.
pub fn list_change(list: SegmentId, is_on: bool) -> String {
    serde_json::json!({"properties": {"list": list.to_string(), "member": i32::from(is_on)}}).to_string()
}

impl Segment {
    /// Whether it is a list: nothing decides who is on it but who was put there.
    pub fn is_list(&self) -> bool {
        self.rule == list_rule(self.id)
    }

    /// The kinds of data that it reads.
    pub fn reads(&self) -> CategorySet {
        self.rule.reads()
    }

    /// Whether somebody of these choices is asked at all.
    pub fn may_ask(&self, choices: &Choices, now: Timestamp) -> bool {
        choices.allows(self.purpose, Recipient::Automation, self.reads(), now).is_some()
    }

    /// A hash of what decides who belongs to it.
    pub fn made_of(&self) -> [u8; 16] {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&[self.purpose as u8]).update(self.rule.to_json().as_bytes());
        let mut hash = [0; 16];
        hasher.finalize_xof().fill(&mut hash);
        hash
    }

    /// A name as it is kept: without space around it.
    pub fn name_of(text: &str) -> Result<String, Flaw> {
        let name = text.trim();
        let fits = !name.is_empty() && name.chars().count() <= NAME_CHARS_MAX && !name.contains(char::is_control);
        if fits { Ok(name.to_owned()) } else { Err(Flaw::Name) }
    }
}
