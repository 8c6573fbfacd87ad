//! What happens to a customer over time once something has happened: letters, waits, turns in the road.
//!
//! A plan is JSON for programs and a list of steps for people; [`Course`] is the same laid out flat, so that where somebody stands
//! is one number. Whoever is inside finishes on the version that they began. What a step does and where its customer goes next
//! commit together, and nobody waits in memory: [`crate::live`] moves them on.

mod check;
mod course;
mod dated;
mod ids;
mod model;
mod moving;
mod ready;
mod store;
mod tasks;

pub use check::{
    DATE_DAYS_MAX, DEPTH_MAX, EXITS_MAX, Fault, Faults, Flaw, GOAL_DAYS_MAX, HOLDOUT_PERCENT_MAX, ID_BYTES_MAX, PARTS_MAX,
    PLAN_BYTES_MAX, Spot, TASK_CHARS_MAX,
};
pub use course::{Course, Node};
pub use dated::{Dated, Look, add_dated, dated_on, due_dated, end_dated, end_looks, looks, next_dated, purge_dated, save_look};
pub use model::{
    DateEntry, DateOf, Entry, Goal, HOLDOUT_PERCENT, Hook, Journey, JourneyState, MINUTES_MAX, Part, Plan, Reentry, STEPS_MAX,
    SegmentKey, Split, Step, Task, WaitFor, WaitUntil, When,
};
pub use moving::{Inside, Lost, Moved, Moving, ask_move, inside, moved, moves, save_moved};
pub use ready::Ready;
pub use store::{
    Before, Count, Group, NewRun, Run, RunState, Standing, Stop, before, begin, count, counts, draft, due_runs, find, find_run,
    forget, groups, insert, inside_before, is_begun, letters_queued, list, move_runs, next_due, of_customer, publish, remove,
    runs_of, save_run, set_draft, set_state, standings, version, versions, watching,
};
pub use tasks::{
    TaskRow, add_task, count_open_tasks, find_task, finish_task, forget_tasks, open_tasks, purge_tasks, take_task, tasks_of,
};
