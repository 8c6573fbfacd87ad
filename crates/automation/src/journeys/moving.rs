//! Where those who are inside stand once the plan is another: by the ids of steps, which a step keeps wherever it is moved to.

use super::course::Course;
use super::model::Plan;
use base::Timestamp;
use base::id::JourneyId;
use db::{Result, Row, Tx, params};

/// What becomes of those whose step is gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lost {
    Leave,
    /// They go on at a step of the new version, by its id.
    GoTo(String),
}

/// A wish to move everybody inside to a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moving {
    pub journey: JourneyId,
    pub version: i64,
    pub lost: Lost,
    pub asked_at: Timestamp,
}

/// How far it has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Moved {
    pub moved: u64,
    /// Those whose step was gone, and who left.
    pub left: u64,
    pub done_at: Option<Timestamp>,
}

/// Those inside at one step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Inside {
    pub version: i64,
    pub step: usize,
    pub people: u64,
}

impl Lost {
    /// `leave`, or the step's id.
    pub fn word(&self) -> &str {
        match self {
            Self::Leave => "",
            Self::GoTo(step) => step,
        }
    }

    pub fn from_word(word: &str) -> Self {
        if word.is_empty() { Self::Leave } else { Self::GoTo(word.to_owned()) }
    }
}

impl Plan {
    /// The id of the step of a number.
    pub fn id_of(&self, number: usize) -> String {
        // A plan that was written before steps had ids has them by their order.
        self.ids.get(number).filter(|id| !id.is_empty()).cloned().unwrap_or_else(|| format!("s{}", number + 1))
    }

    /// The number of the step of an id.
    pub fn number_of(&self, id: &str) -> Option<usize> {
        (0..self.numbered().len()).find(|number| self.id_of(*number) == id)
    }

    /// Gives an id to every step that has none: one that no step of `taken` has or had.
    pub fn name_steps(&mut self, taken: &[&Self]) {
        let count = self.numbered().len();
        self.ids.resize(count, String::new());
        let of = |plan: &Self| (0..plan.numbered().len()).map(|number| plan.id_of(number)).collect::<Vec<_>>();
        let known = taken.iter().copied().flat_map(of).chain(self.ids.iter().cloned());
        let last = known.filter_map(|id| id.strip_prefix('s')?.parse::<u32>().ok()).max().unwrap_or(0);
        for (id, number) in self.ids.iter_mut().filter(|id| id.is_empty()).zip(last + 1..) {
            *id = format!("s{number}");
        }
    }
}

impl Course {
    /// Where somebody who stands at a step of another version's plan goes on in this one; `None` where they leave.
    pub fn place_of(&self, old: &Plan, step: usize, lost: &Lost) -> Option<usize> {
        self.plan.number_of(&old.id_of(step)).or_else(|| match lost {
            Lost::Leave => None,
            Lost::GoTo(id) => self.plan.number_of(id),
        })
    }
}

/// Keeps the wish. The caller runs inside the recorder.
pub fn ask_move(tx: &mut Tx<'_>, wish: &Moving) -> Result<()> {
    let sql = "INSERT INTO journey_moves (journey, version, lost, asked_at) VALUES ($1, $2, $3, $4)";
    tx.execute(sql, params![wish.journey, wish.version, wish.lost.word(), wish.asked_at]).map(drop)
}

/// Every wish, by journey and version. (Record.)
pub fn moves(tx: &mut Tx<'_>) -> Result<Vec<Moving>> {
    let sql = "SELECT journey, version, lost, asked_at FROM journey_moves ORDER BY journey, version";
    tx.query(sql, &[], |row| {
        Ok(Moving {
            journey: row.get(0)?,
            version: row.get(1)?,
            lost: Lost::from_word(&row.get::<String>(2)?),
            asked_at: row.get(3)?,
        })
    })
}

/// How far one has come; `None` before it was begun. (Views.)
pub fn moved(tx: &mut Tx<'_>, journey: JourneyId, version: i64) -> Result<Option<Moved>> {
    let sql = "SELECT moved, gone, done_at FROM journey_moved WHERE journey = $1 AND version = $2";
    let count = |row: &Row<'_>, column| Ok::<_, db::Error>(row.get::<i64>(column)?.max(0).unsigned_abs());
    tx.query_opt(sql, params![journey, version], |row| {
        Ok(Moved { moved: count(row, 0)?, left: count(row, 1)?, done_at: row.get(2)? })
    })
}

/// Notes how far one has come. (Views.)
pub fn save_moved(tx: &mut Tx<'_>, journey: JourneyId, version: i64, moved: Moved) -> Result<()> {
    let (count, left) = (moved.moved as i64, moved.left as i64);
    tx.execute(
        "INSERT INTO journey_moved (journey, version, moved, gone, done_at) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (journey, version) DO UPDATE SET moved = excluded.moved, gone = excluded.gone, done_at = excluded.done_at",
        params![journey, version, count, left, moved.done_at],
    )
    .map(drop)
}

/// How many are inside at which step of which version. (Views.)
pub fn inside(tx: &mut Tx<'_>, journey: JourneyId) -> Result<Vec<Inside>> {
    let sql = "SELECT version, step, COUNT(*) FROM journey_runs WHERE journey = $1 AND state = 0 GROUP BY version, step \
               ORDER BY version, step";
    tx.query(sql, params![journey], |row| {
        let (step, people): (i64, i64) = (row.get(1)?, row.get(2)?);
        Ok(Inside { version: row.get(0)?, step: step.max(0) as usize, people: people.max(0).unsigned_abs() })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(steps: &str) -> Plan {
        let json = format!(r#"{{"entry": {{"event": {{"event": "A"}}}}, "purpose": "personalise", "steps": {steps}}}"#);
        Plan::parse(&json, |_| true).unwrap()
    }

    #[test]
    fn a_step_keeps_its_id_wherever_it_is_moved_to_and_no_other_gets_it() {
        let mut old = plan(r#"[{"wait": {"minutes": 1}}, {"branch": {"if": {"all": []}, "then": [{"wait": {"minutes": 2}}]}}]"#);
        old.name_steps(&[]);
        assert_eq!(old.ids, ["s1", "s2", "s3"]);
        assert_eq!(Plan::parse(&old.to_json(), |_| true), Ok(old.clone()), "ids stand in the JSON of the steps");
        assert!(old.to_json().contains(r#""id":"s3""#), "{}", old.to_json());
        // The third is moved out, the first is gone, and another comes in its place.
        let mut new = plan(r#"[{"wait": {"minutes": 9}}, {"id": "s3", "wait": {"minutes": 2}}]"#);
        new.name_steps(&[&old]);
        assert_eq!(new.ids, ["s4", "s3"]);
        let course = Course::new(new);
        assert_eq!(course.place_of(&old, 2, &Lost::Leave), Some(1));
        assert_eq!(course.place_of(&old, 0, &Lost::Leave), None);
        assert_eq!(course.place_of(&old, 0, &Lost::GoTo("s4".to_owned())), Some(0));
        assert_eq!(course.place_of(&old, 0, &Lost::GoTo("s9".to_owned())), None);
    }

    #[test]
    fn a_plan_from_before_steps_had_ids_has_them_by_their_order() {
        let (old, mut new) = (plan(r#"[{"wait": {"minutes": 1}}]"#), plan(r#"[{"wait": {"minutes": 1}}, {"leave": {}}]"#));
        new.name_steps(&[]);
        assert_eq!(Course::new(new).place_of(&old, 0, &Lost::Leave), Some(0));
    }
}
