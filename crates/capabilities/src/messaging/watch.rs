//! Which of the nodes that send are gone, so that what they were sending is taken over.

use db::NodeId;
use std::collections::HashMap;
use std::time::{Duration, Instant};

/// Looks at other nodes' leases and times, on this node's own steady clock, how long each has stood still. Neither a wall
/// clock nor the database's, set forward or back, can make a node that lives look gone or one that is gone look alive.
#[derive(Default)]
pub(super) struct Watch(HashMap<i64, Seen>);

/// A node that has messages in its hands, and when its lease ends; `None` where it has none.
pub(super) type Holder = (NodeId, Option<i64>);

struct Seen {
    until: i64,
    since: Instant,
}

impl Watch {
    /// Who is gone, of all that have messages in their hands (each with its lease's end): those that gave their lease back,
    /// and those whose lease nobody renewed for `lasts`.
    pub(super) fn gone(&mut self, mut sending: Vec<Holder>, lasts: Duration, now: Instant) -> Vec<Holder> {
        self.0.retain(|known, _| sending.iter().any(|(node, _)| node.0 == *known));
        sending.retain(|(node, until)| {
            let Some(until) = *until else { return true };
            let seen = self.0.entry(node.0).or_insert(Seen { until, since: now });
            if seen.until != until {
                *seen = Seen { until, since: now };
            }
            now.saturating_duration_since(seen.since) > lasts
        });
        sending
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LASTS: Duration = Duration::from_secs(15);
    const NODE: NodeId = NodeId(7);

    #[test]
    fn a_node_is_gone_once_its_lease_stands_still_whatever_its_end_says() {
        let (mut watch, start) = (Watch::default(), Instant::now());
        let mut gone = |until, seconds| !watch.gone(vec![(NODE, until)], LASTS, start + Duration::from_secs(seconds)).is_empty();
        assert!(!gone(Some(100), 0), "it may just have been renewed");
        assert!(!gone(Some(100), 15));
        assert!(!gone(Some(104), 16), "it lives");
        assert!(!gone(Some(-3_600), 30), "the database's clock was set back, and it lives");
        assert!(!gone(Some(-3_600), 45));
        assert!(gone(Some(-3_600), 46));
        assert!(gone(None, 47), "it gave its lease back");
    }

    #[test]
    fn a_node_that_had_nothing_in_its_hands_meanwhile_is_watched_anew() {
        let (mut watch, start) = (Watch::default(), Instant::now());
        assert!(watch.gone(vec![(NODE, Some(1))], LASTS, start).is_empty());
        assert!(watch.gone(Vec::new(), LASTS, start + Duration::from_secs(5)).is_empty());
        assert!(watch.gone(vec![(NODE, Some(9))], LASTS, start + Duration::from_secs(20)).is_empty());
    }
}
