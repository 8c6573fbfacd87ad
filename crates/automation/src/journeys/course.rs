//! A plan laid out flat: where somebody stands is one number, and where they go next is written at each.

use super::model::{Entry, Hook, Plan, SegmentKey, Step, Task, WaitFor, WaitUntil};
use foundation::rules::{Condition, Events};
use jiff::civil::{DateTime, Time};
use jiff::tz::TimeZone;

/// Turned over at most so many days to find the next of some weekdays, with one that has no such hour.
const DAYS_LOOKED: i64 = 15;

/// A plan, flat. People begin at node 0.
#[derive(Debug, Clone, PartialEq)]
pub struct Course {
    pub plan: Plan,
    pub nodes: Vec<Node>,
}

/// One step, with the number of the next. Numbers are those of the steps as one reads them from the top, so that figures of a
/// version belong to its lines; [`Node::End`] follows them all.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    Wait {
        micros: i64,
        next: usize,
    },
    WaitUntil {
        until: WaitUntil,
        next: usize,
    },
    WaitFor {
        event: Events,
        micros: i64,
        then: usize,
        otherwise: usize,
    },
    Branch {
        rule: Condition,
        then: usize,
        otherwise: usize,
    },
    /// Ends of ranges of a hundred, with where each goes.
    Split {
        parts: Vec<(u8, usize)>,
    },
    Send {
        letter: String,
        next: usize,
    },
    SetTrait {
        name: String,
        value: serde_json::Value,
        next: usize,
    },
    Webhook {
        hook: Hook,
        next: usize,
    },
    Task {
        task: Task,
        next: usize,
    },
    List {
        list: SegmentKey,
        is_on: bool,
        next: usize,
    },
    End,
}

impl Course {
    /// Lays out a plan that was checked.
    pub fn new(plan: Plan) -> Self {
        let total = count(&plan.steps);
        let mut nodes = vec![Node::End; total + 1];
        lay(&plan.steps, 0, total, &mut nodes);
        Self { plan, nodes }
    }

    /// The node of a number; the end for one that there is not.
    pub fn node(&self, number: usize) -> &Node {
        self.nodes.get(number).unwrap_or(&Node::End)
    }

    /// The events that let people in, out and on, and that it is all for.
    pub fn events(&self) -> impl Iterator<Item = &Events> {
        let entry = if let Entry::Event(events) = &self.plan.entry { Some(events) } else { None };
        let awaited =
            self.nodes.iter().filter_map(|node| if let Node::WaitFor { event, .. } = node { Some(event) } else { None });
        entry.into_iter().chain(&self.plan.exits).chain(self.plan.goal.iter().map(|goal| &goal.event)).chain(awaited)
    }

    /// The rules that are asked on the way, the filter first, in the order of their nodes.
    pub fn rules(&self) -> impl Iterator<Item = (usize, &Condition)> {
        self.nodes.iter().enumerate().filter_map(|(at, node)| match node {
            Node::Branch { rule, .. } => Some((at, rule)),
            _ => None,
        })
    }
}

fn count(steps: &[Step]) -> usize {
    steps.iter().map(|step| 1 + step.ways().into_iter().map(count).sum::<usize>()).sum()
}

/// Lays steps from a number on; whoever is through goes on to `after`.
fn lay(steps: &[Step], from: usize, after: usize, nodes: &mut [Node]) {
    let mut at = from;
    for (number, step) in steps.iter().enumerate() {
        let size = 1 + step.ways().into_iter().map(count).sum::<usize>();
        let next = if number + 1 == steps.len() { after } else { at + size };
        // Where a way begins: at its first step, or behind it all where it has none.
        let mut begin = at + 1;
        let mut ways = Vec::new();
        for way in step.ways() {
            ways.push(if way.is_empty() { next } else { begin });
            lay(way, begin, next, nodes);
            begin += count(way);
        }
        let way = |number: usize| ways.get(number).copied().unwrap_or(next);
        let node = match step {
            Step::Wait { minutes } => Node::Wait { micros: micros(*minutes), next },
            Step::WaitUntil(until) => Node::WaitUntil { until: until.clone(), next },
            Step::WaitFor(WaitFor { event, minutes, .. }) => {
                Node::WaitFor { event: event.clone(), micros: micros(*minutes), then: way(0), otherwise: way(1) }
            }
            Step::Branch(when) => Node::Branch { rule: when.rule.clone(), then: way(0), otherwise: way(1) },
            Step::Split(split) => {
                let mut end = 0;
                let ends = split.parts.iter().enumerate().map(|(number, part)| {
                    end += part.percent;
                    (end, way(number))
                });
                Node::Split { parts: ends.collect() }
            }
            Step::Send { letter } => Node::Send { letter: letter.clone(), next },
            Step::SetTrait { name, value } => Node::SetTrait { name: name.clone(), value: value.clone(), next },
            Step::Webhook(hook) => Node::Webhook { hook: hook.clone(), next },
            Step::Task(task) => Node::Task { task: task.clone(), next },
            Step::AddToList { list } => Node::List { list: *list, is_on: true, next },
            Step::RemoveFromList { list } => Node::List { list: *list, is_on: false, next },
            Step::Leave {} => Node::End,
        };
        if let Some(place) = nodes.get_mut(at) {
            *place = node;
        }
        at += size;
    }
}

fn micros(minutes: u32) -> i64 {
    i64::from(minutes) * 60_000_000
}

impl WaitUntil {
    /// The next moment of that hour in a zone: now, where it is that hour. Where the clocks skip it, as much later as they skip
    /// (00:30 becomes 01:30); where they turn it twice, the first of the two.
    pub fn next(&self, now: base::Timestamp, zone: &TimeZone) -> base::Timestamp {
        let today = now.to_jiff().to_zoned(zone.clone()).date();
        let found = (0..DAYS_LOOKED).find_map(|days| {
            let date = today.checked_add(jiff::Span::new().days(days)).ok()?;
            let is_day = self.weekdays.is_empty() || self.weekdays.contains(&date.weekday().to_monday_one_offset());
            let at = moment(DateTime::from_parts(date, self.time), zone).filter(|_| is_day)?;
            (at >= now).then_some(at)
        });
        found.unwrap_or(now)
    }

    /// The hour and the minute.
    pub const fn time(&self) -> Time {
        self.time
    }
}

fn moment(at: DateTime, zone: &TimeZone) -> Option<base::Timestamp> {
    let timestamp = zone.to_ambiguous_timestamp(at).compatible().ok()?;
    Some(base::Timestamp::from_micros(timestamp.as_microsecond()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::Timestamp;

    fn course(steps: &str) -> Course {
        let json = format!(r#"{{"entry": {{"event": {{"event": "A"}}}}, "purpose": "personalise", "steps": {steps}}}"#);
        Course::new(Plan::parse(&json, |_| true).unwrap())
    }

    #[test]
    fn numbers_are_those_of_the_lines() {
        let course = course(
            r#"[{"wait": {"minutes": 1}},
                {"branch": {"if": {"all": []}, "then": [{"send": {"letter": "a"}}, {"leave": {}}], "otherwise": []}},
                {"split": {"parts": [{"percent": 30, "steps": [{"send": {"letter": "b"}}]}, {"percent": 70}]}},
                {"send": {"letter": "c"}}]"#,
        );
        let next: Vec<String> = course.nodes.iter().map(|node| format!("{node:?}")).collect();
        assert!(next[0].contains("next: 1"), "{next:?}");
        assert!(next[1].contains("then: 2, otherwise: 4"), "{next:?}");
        assert!(next[2].contains("\"a\", next: 3"), "{next:?}");
        assert_eq!(course.nodes[3], Node::End);
        assert_eq!(course.nodes[4], Node::Split { parts: vec![(30, 5), (100, 6)] });
        assert!(next[5].contains("\"b\", next: 6") && next[6].contains("\"c\", next: 7"), "{next:?}");
        assert_eq!((course.nodes.len(), &course.nodes[7], course.node(99)), (8, &Node::End, &Node::End));
    }

    #[test]
    fn the_hour_is_the_zones_own_whatever_its_clocks_do() {
        let until = |time: &str, weekdays: &[i8]| WaitUntil { time: time.parse().unwrap(), weekdays: weekdays.to_vec() };
        let zone = |name: &str| TimeZone::get(name).unwrap();
        let at = |text: &str| Timestamp::parse(text).unwrap();
        let riyadh = zone("Asia/Riyadh");
        assert_eq!(until("09:00", &[]).next(at("2026-05-04T05:59:59Z"), &riyadh), at("2026-05-04T06:00:00Z"));
        assert_eq!(until("09:00", &[]).next(at("2026-05-04T06:00:00Z"), &riyadh), at("2026-05-04T06:00:00Z"));
        assert_eq!(until("09:00", &[]).next(at("2026-05-04T06:00:01Z"), &riyadh), at("2026-05-05T06:00:00Z"));
        // 4 May 2026 is a Monday; the next Friday is the 8th.
        assert_eq!(until("09:00", &[5]).next(at("2026-05-04T06:00:01Z"), &riyadh), at("2026-05-08T06:00:00Z"));
        // Cairo's clocks skip 00:00 to 01:00 on 24 April 2026; 00:30 is 01:30 then.
        assert_eq!(until("00:30", &[]).next(at("2026-04-23T12:00:00Z"), &zone("Africa/Cairo")), at("2026-04-23T22:30:00Z"));
        // New York turns 01:30 twice on 1 November 2026: the first of the two.
        assert_eq!(until("01:30", &[]).next(at("2026-11-01T00:00:00Z"), &zone("America/New_York")), at("2026-11-01T05:30:00Z"));
    }
}
