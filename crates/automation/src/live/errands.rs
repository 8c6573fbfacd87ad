//! Steps that reach beyond letters: calls to addresses, tasks for people, lists. What each does commits with the step: a call in the
//! queue of the views, the others as notes that the record is told once.

use super::store::Note;
use crate::journeys::{self, Hook, Run, Task, TaskRow};
use crate::segments::{self, LIST_CHANGED};
use base::id::{CallId, CustomerId, SegmentId, TaskId};
use base::{Rng, Timestamp};
use capabilities::webhooks::{self, NewCall};
use db::{Result, Tx};
use foundation::consent::{Purpose, Recipient};
use foundation::journal::{NewEvent, system_event};
use serde_json::{Value, json};

/// The name of a note that asks somebody to do something.
const TASK: &str = "task";

/// A note: customer, name, body.
pub(super) type Noting = (CustomerId, String, String);

/// Puts a call into the queue; what became of the step.
pub(super) fn call(
    tx: &mut Tx<'_>,
    run: &Run,
    hook: &Hook,
    purpose: Purpose,
    rng: &mut Rng,
    now: Timestamp,
) -> Result<&'static str> {
    let what = json!({
        "journey": run.journey.to_string(),
        "version": run.version,
        "step": run.step,
        "run": run.id.to_string(),
    });
    let new = NewCall {
        id: CallId::new(now, rng),
        endpoint: hook.endpoint,
        customer: run.customer,
        what: what.to_string(),
        purpose,
        data: hook.data,
        event: run.event,
        position: run.position,
    };
    webhooks::enqueue(tx, &new, now)?;
    Ok("called")
}

/// What asks a team to do something about somebody.
pub(super) fn task(run: &Run, task: &Task) -> Noting {
    let body = json!({
        "journey": run.journey.to_string(),
        "run": run.id.to_string(),
        "team": task.team.word(),
        "text": task.text,
    });
    (run.customer, TASK.to_owned(), body.to_string())
}

/// What puts somebody on a list, or takes them from it.
pub(super) fn list(run: &Run, list: SegmentId, is_on: bool) -> Noting {
    (run.customer, LIST_CHANGED.to_owned(), segments::list_change(list, is_on))
}

/// Tells the record what a note asks for besides an event: a task. Gives back every other note's event.
pub(super) fn tell(tx: &mut Tx<'_>, note: &Note, root: CustomerId, rng: &mut Rng, now: Timestamp) -> Result<Option<NewEvent>> {
    if note.name != TASK {
        return Ok(Some(system_event(root, &note.name, note.body.clone(), rng, now)));
    }
    let body: Value = serde_json::from_str(&note.body).unwrap_or_default();
    let text = |name: &str| body[name].as_str().unwrap_or_default();
    let (Ok(journey), Ok(run), Some(team)) = (text("journey").parse(), text("run").parse(), Recipient::from_word(text("team")))
    else {
        return Ok(None);
    };
    let new = TaskRow {
        id: TaskId::new(now, rng),
        customer: root,
        journey,
        run,
        team,
        text: text("text").to_owned(),
        made_at: now,
        taken_by: None,
        taken_at: None,
        done_by: None,
        done_at: None,
    };
    journeys::add_task(tx, &new)?;
    Ok(None)
}
