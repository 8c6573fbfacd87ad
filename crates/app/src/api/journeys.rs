//! `/api/v1/journeys`: what happens to customers by itself, made, begun, stopped and watched.

use super::input::{IdOf, IdsOf, Params, bad_body, read_body};
use super::openapi::{Operation, limit, path_id, query, reference};
use super::schemas::{wanted, words};
use super::{Answer, Endpoint, Needs, Page, Reader, Writer, blocking, record, unknown};
use crate::app::App;
use crate::documents;
use crate::journeys::{self as doing, Inside, NotDone};
use automation::journeys::{self, Faults, Journey, Lost, Plan, Ready, Run, Standing};
use axum::body::Body;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::{delete, get, post, put};
use base::Timestamp;
use base::id::{JourneyId, RunId};
use db::{Result, Tx};
use foundation::consent::CategorySet;
use foundation::customers;
use foundation::staff::{AuditRow, Deed};
use serde::Deserialize;
use serde_json::{Value, json};
use web::http::Problem;

const ALL: &str = "/api/v1/journeys";
const ONE: &str = "/api/v1/journeys/{id}";

pub const ENDPOINTS: &[Endpoint] = &[
    Endpoint { method: "get", path: ALL, needs: Needs::Read, route: || get(list), describe: describe_list },
    Endpoint { method: "post", path: ALL, needs: Needs::Admin, route: || post(make), describe: describe_make },
    Endpoint { method: "get", path: ONE, needs: Needs::Read, route: || get(one), describe: describe_one },
    Endpoint { method: "put", path: ONE, needs: Needs::Admin, route: || put(save), describe: describe_save },
    Endpoint { method: "delete", path: ONE, needs: Needs::Admin, route: || delete(remove), describe: describe_remove },
    Endpoint {
        method: "post",
        path: "/api/v1/journeys/{id}/begin",
        needs: Needs::Admin,
        route: || post(begin),
        describe: describe_begin,
    },
    Endpoint { method: "post", path: "/api/v1/journeys/{id}/on", needs: Needs::Admin, route: || post(on), describe: describe_on },
    Endpoint {
        method: "post",
        path: "/api/v1/journeys/{id}/off",
        needs: Needs::Admin,
        route: || post(off),
        describe: describe_off,
    },
    Endpoint {
        method: "get",
        path: "/api/v1/journeys/{id}/runs",
        needs: Needs::Read,
        route: || get(runs),
        describe: describe_runs,
    },
    Endpoint {
        method: "get",
        path: "/api/v1/journeys/{id}/runs/{run}",
        needs: Needs::Read,
        route: || get(run),
        describe: describe_run,
    },
];

/// Where the access log says that the API looked.
const PLACE: &str = "api:journeys";

type Answered = std::result::Result<Answer, Problem>;

async fn list(_: Reader, State(app): State<App>, params: Params) -> Answered {
    params.only(&[])?;
    let data = blocking(&app, |app| {
        let all = app.db.record.read(journeys::list)?;
        let standings = app.db.views.read(journeys::standings)?;
        Ok(all.iter().map(|one| document(one, standings.get(&one.id).copied().unwrap_or_default())).collect::<Vec<_>>())
    });
    Answer::of(&json!({"data": data.await?}))
}

fn document(one: &Journey, standing: Standing) -> Value {
    json!({
        "id": one.id.to_string(),
        "name": one.name,
        "state": one.state.word(),
        "version": (one.version > 0).then_some(one.version),
        "made_at": one.made_at.to_rfc3339(),
        "changed_at": one.changed_at.to_rfc3339(),
        "inside": standing.inside,
        "begun": standing.begun,
        "reached_goal": standing.reached,
    })
}

async fn one(_: Reader, State(app): State<App>, IdOf(id): IdOf<JourneyId>, params: Params) -> Answered {
    params.only(&[])?;
    answer(&app, id).await
}

async fn answer(app: &App, id: JourneyId) -> Answered {
    let found = blocking(app, move |app| whole(app, id)).await?;
    Answer::of(&found.ok_or_else(|| unknown("journey"))?)
}

/// With its plans, and what became of how many at each step of the version in force.
fn whole(app: &App, id: JourneyId) -> Result<Option<Value>> {
    let found = app.db.record.read(|tx| {
        let Some(one) = journeys::find(tx, id)? else { return Ok::<_, db::Error>(None) };
        let (draft, plan) = (journeys::draft(tx, id)?, journeys::version(tx, id, one.version)?);
        Ok(Some((one, draft, plan)))
    })?;
    let Some((one, draft, plan)) = found else { return Ok(None) };
    let (standing, counts) = app.db.views.read(|tx| {
        Ok::<_, db::Error>((journeys::standings(tx)?.get(&id).copied().unwrap_or_default(), journeys::counts(tx, id)?))
    })?;
    let parsed = |json: Option<String>| json.and_then(|json| serde_json::from_str::<Value>(&json).ok());
    let mut shown = document(&one, standing);
    shown["draft"] = json!(parsed(draft));
    shown["plan"] = json!(parsed(plan));
    let counts = counts.iter().filter(|count| count.version == one.version);
    let counts = counts.map(|count| json!({"step": count.step, "outcome": count.outcome, "people": count.people}));
    shown["counts"] = counts.collect::<Vec<_>>().into();
    Ok(Some(shown))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Making {
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    plan: Option<Value>,
    #[serde(default)]
    ready: Option<String>,
}

async fn make(writer: Writer, State(app): State<App>, params: Params, body: Body) -> Answered {
    params.only(&[])?;
    let body: Making = read(body).await?;
    let (name, plan) = match (body.plan, body.ready) {
        (Some(plan), None) => (body.name.unwrap_or_default(), plan_of(&plan)?),
        (None, Some(word)) => {
            let words = || bad_body(format!("ready: must be one of {}", Ready::ALL.map(Ready::word).join(", ")));
            let which = Ready::from_word(&word).ok_or_else(words)?;
            (body.name.unwrap_or_else(|| word.replace('_', " ")), which.plan())
        }
        _ => return Err(bad_body("Either plan or ready must be given".to_owned())),
    };
    let name = doing::name_of(&name).map_err(refused)?;
    let (mut rng, now) = (app.fork_rng(), app.clock.now());
    let deed = writer.deed(&app, Deed::JourneyMade, "journey");
    let done = app.recorder.submit(move |tx| {
        let id = doing::create(tx, &mut rng, name, &plan, now)?;
        AuditRow { subject: id.to_string(), ..deed }.write(tx)?;
        Ok::<_, NotDone>(id)
    });
    let id = done.await.map_err(|not| failed(&app, not))?;
    answer(&app, id).await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Saving {
    #[serde(default)]
    name: Option<String>,
    plan: Value,
}

async fn save(writer: Writer, State(app): State<App>, IdOf(id): IdOf<JourneyId>, params: Params, body: Body) -> Answered {
    params.only(&[])?;
    let body: Saving = read(body).await?;
    let plan = plan_of(&body.plan)?;
    let name = body.name.map(|name| doing::name_of(&name)).transpose().map_err(refused)?;
    act(&writer, &app, id, Deed::JourneyChanged, move |tx, now| {
        let kept = journeys::find(tx, id)?.ok_or(NotDone::Gone)?;
        doing::save(tx, id, &name.unwrap_or(kept.name), &plan, now)
    })
    .await?;
    answer(&app, id).await
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Beginning {
    #[serde(default)]
    inside: Option<String>,
    #[serde(default)]
    lost: Option<String>,
}

async fn begin(writer: Writer, State(app): State<App>, IdOf(id): IdOf<JourneyId>, params: Params, body: Body) -> Answered {
    params.only(&[])?;
    let bytes = read_body(body).await?;
    let wish: Beginning = if bytes.is_empty() { Beginning::default() } else { parsed(&bytes)? };
    let inside = match (wish.inside.as_deref(), wish.lost.as_deref()) {
        (None | Some("stay"), None) => Inside::Stay,
        (Some("move"), None | Some("leave")) => Inside::Move(Lost::Leave),
        (Some("move"), Some(step)) => Inside::Move(Lost::GoTo(step.to_owned())),
        _ => return Err(bad_body("inside: must be stay or move; lost: leave or a step's id, with move alone".to_owned())),
    };
    act(&writer, &app, id, Deed::JourneyBegun, move |tx, now| doing::begin(tx, id, &inside, now).map(drop)).await?;
    answer(&app, id).await
}

async fn on(writer: Writer, State(app): State<App>, IdOf(id): IdOf<JourneyId>, params: Params) -> Answered {
    params.only(&[])?;
    act(&writer, &app, id, Deed::JourneyBegun, move |tx, now| doing::switch(tx, id, true, now)).await?;
    answer(&app, id).await
}

async fn off(writer: Writer, State(app): State<App>, IdOf(id): IdOf<JourneyId>, params: Params) -> Answered {
    params.only(&[])?;
    act(&writer, &app, id, Deed::JourneyStopped, move |tx, now| doing::switch(tx, id, false, now)).await?;
    answer(&app, id).await
}

async fn remove(writer: Writer, State(app): State<App>, IdOf(id): IdOf<JourneyId>, params: Params) -> Answered {
    params.only(&[])?;
    act(&writer, &app, id, Deed::JourneyDeleted, move |tx, now| doing::delete(tx, id, now)).await?;
    Answer::of(&json!({"id": id.to_string(), "deleted": true}))
}

/// Does something to a journey, with its line in the audit log.
async fn act(
    writer: &Writer,
    app: &App,
    id: JourneyId,
    what: Deed,
    work: impl FnOnce(&mut Tx<'_>, Timestamp) -> std::result::Result<(), NotDone> + Send + 'static,
) -> std::result::Result<(), Problem> {
    let (deed, now) = (writer.deed(app, what, id), app.clock.now());
    let done = app.recorder.submit(move |tx| {
        work(tx, now)?;
        Ok::<_, NotDone>(deed.write(tx)?)
    });
    done.await.map_err(|not| failed(app, not))?;
    app.advanced.ring();
    Ok(())
}

pub(super) fn failed(app: &App, not: NotDone) -> Problem {
    match not {
        NotDone::Db(error) => crate::error::unavailable(app, &error),
        not => refused(not),
    }
}

pub(super) fn refused(not: NotDone) -> Problem {
    let detail = format!("{not}. Nothing was changed.");
    match not {
        NotDone::Gone => unknown("journey"),
        NotDone::TooMany => Problem::new(StatusCode::CONFLICT, "too_many", "There are too many journeys", detail),
        NotDone::NeverBegun => Problem::new(StatusCode::CONFLICT, "never_begun", "The journey was never begun", detail),
        NotDone::NotByProgram => {
            let said = "Only a journey that is on, and whose entry is \"api\", takes people from a program. Nothing was changed.";
            Problem::new(StatusCode::CONFLICT, "not_by_program", "The journey takes nobody from a program", said)
        }
        NotDone::NoCustomer => unknown("customer"),
        NotDone::Erased => Problem::new(StatusCode::CONFLICT, "erased", "The customer was erased", detail),
        NotDone::Faults(faults) => flawed(&faults),
        NotDone::Name | NotDone::NoStep | NotDone::Db(_) => bad_body(not.to_string()),
    }
}

async fn read<T: serde::de::DeserializeOwned>(body: Body) -> std::result::Result<T, Problem> {
    parsed(&read_body(body).await?)
}

fn parsed<T: serde::de::DeserializeOwned>(bytes: &[u8]) -> std::result::Result<T, Problem> {
    serde_json::from_slice(bytes).map_err(|error| {
        // Where it broke, never what was sent.
        bad_body(format!("The body must be a JSON object as described; see line {}, column {}", error.line(), error.column()))
    })
}

/// The plan in a body, which keeps the limits.
fn plan_of(plan: &Value) -> std::result::Result<Plan, Problem> {
    Plan::parse(&plan.to_string(), |_| true).map_err(|faults| flawed(&faults))
}

/// Everything that is wrong with a plan, in a sentence and as a list.
fn flawed(faults: &Faults) -> Problem {
    let list = faults.0.iter().map(|fault| json!({"at": fault.at.to_string(), "detail": fault.flaw.to_string()}));
    bad_body(format!("plan: {faults}")).with("faults", list.collect::<Vec<_>>())
}

async fn runs(_: Reader, State(app): State<App>, IdOf(id): IdOf<JourneyId>, params: Params) -> Answered {
    let params = params.only(&["limit", "after"])?;
    let (limit, after) = (params.limit()?, params.id::<RunId>("after")?);
    let found = blocking(&app, move |app| {
        if app.db.record.read(|tx| journeys::find(tx, id))?.is_none() {
            return Ok(None);
        }
        let mut runs = app.db.views.read(|tx| journeys::runs_of(tx, id, after, limit + 1))?;
        let more = runs.len() > limit;
        runs.truncate(limit);
        let next = runs.last().filter(|_| more).map(|run| run.id.to_string());
        let data = runs.iter().map(|run| shown(app, run)).collect::<Result<Vec<_>>>()?;
        Ok(Some(Page { data, next }))
    });
    Answer::of(&found.await?.ok_or_else(|| unknown("journey"))?)
}

async fn run(_: Reader, State(app): State<App>, IdsOf(id, run): IdsOf<JourneyId, RunId>, params: Params) -> Answered {
    params.only(&[])?;
    let found = blocking(&app, move |app| {
        let run = app.db.views.read(|tx| journeys::find_run(tx, run))?.filter(|run| run.journey == id);
        run.map(|run| shown(app, &run)).transpose()
    });
    Answer::of(&found.await?.ok_or_else(|| unknown("run"))?)
}

/// A run, as far as its customer shares what it tells of with any team. The look is logged.
fn shown(app: &App, run: &Run) -> Result<Value> {
    let (root, plan) = app.db.record.read(|tx| {
        let root = customers::root_of(tx, run.customer)?.unwrap_or(run.customer);
        Ok::<_, db::Error>((root, doing::plan_of(tx, run.journey, run.version)?))
    })?;
    let told = doing::told_by(plan.as_ref());
    let is_shared = told.without(record::visible_beside(app, root)?).is_empty();
    let (seen, closed) = if is_shared { (told, CategorySet::EMPTY) } else { (CategorySet::EMPTY, told) };
    app.access.log_look(&mut app.fork_rng(), &record::look(PLACE), root, seen, closed, app.clock.now())?;
    let mut document = documents::run(run, root);
    document["shared"] = json!(is_shared);
    if !is_shared {
        for field in ["event", "state", "step", "goal_at", "revenue", "due_at"] {
            document[field] = Value::Null;
        }
        document["path"] = json!([]);
    }
    Ok(document)
}

pub(super) fn journey_id() -> Value {
    path_id("jou", "A journey's id.")
}

fn name() -> Value {
    json!({"type": "string", "minLength": 1, "maxLength": doing::NAME_CHARS_MAX})
}

fn describe_list() -> Operation {
    Operation::new("listJourneys", "journeys", "All journeys, by name").list_of("Journey")
}

fn describe_make() -> Operation {
    let planned = wanted(&["name", "plan"], json!({"name": name(), "plan": reference("JourneyPlan")}));
    let ready = wanted(&["ready"], json!({"name": name(), "ready": words(&Ready::ALL, Ready::word)}));
    Operation::new("makeJourney", "journeys", "Makes a journey as a draft")
        .text("Of a plan, or of one that comes with Amana (`ready`). Nobody is let in before it is begun.")
        .body(&json!({"oneOf": [planned, ready]}))
        .conflict("There are too many journeys")
        .answers("JourneyWhole")
}

fn describe_one() -> Operation {
    Operation::new("getJourney", "journeys", "One journey with its plans and counts")
        .text(
            "Steps are numbered from 0 as they stand, those in branches after the branch; behind the last stands what belongs to \
             the journey as a whole.",
        )
        .parameter(journey_id())
        .answers("JourneyWhole")
}

fn describe_save() -> Operation {
    Operation::new("saveJourney", "journeys", "Changes the draft")
        .text("Whoever is inside, and whoever goes in, is not touched before it is begun.")
        .parameter(journey_id())
        .body(&wanted(&["plan"], json!({"name": name(), "plan": reference("JourneyPlan")})))
        .answers("JourneyWhole")
}

fn describe_remove() -> Operation {
    Operation::new("deleteJourney", "journeys", "Deletes a journey; whoever is inside leaves")
        .parameter(journey_id())
        .answers("JourneyDeleted")
}

fn describe_begin() -> Operation {
    Operation::new("beginJourney", "journeys", "Lets people in by the draft")
        .text(
            "Whoever is inside finishes on the version that they began; with `inside: move` they are moved to this one, to the step \
             of the same id. Those whose step is gone leave, or go on at the step that `lost` names.",
        )
        .body(&json!({"type": "object", "properties": {
            "inside": {"type": "string", "enum": ["stay", "move"]},
            "lost": {"type": "string", "description": "`leave`, or the id of a step of the draft."},
        }}))
        .parameter(journey_id())
        .answers("JourneyWhole")
}

fn describe_on() -> Operation {
    Operation::new("switchJourneyOn", "journeys", "Lets people in again")
        .parameter(journey_id())
        .conflict("It was never begun")
        .answers("JourneyWhole")
}

fn describe_off() -> Operation {
    Operation::new("switchJourneyOff", "journeys", "Lets nobody in any more; whoever is inside goes on")
        .parameter(journey_id())
        .conflict("It was never begun")
        .answers("JourneyWhole")
}

fn describe_runs() -> Operation {
    Operation::new("listRuns", "journeys", "Who is on a journey or was, the latest first")
        .parameter(journey_id())
        .parameter(limit())
        .parameter(query("after", "`next` of the page before.", &json!({"type": "string", "pattern": "^run_[0-9a-z]{26}$"})))
        .page_of("Run")
}

fn describe_run() -> Operation {
    let mut run = path_id("run", "A run's id.");
    run["name"] = json!("run");
    Operation::new("getRun", "journeys", "One person's way through a journey")
        .parameter(journey_id())
        .parameter(run)
        .answers("Run")
}
