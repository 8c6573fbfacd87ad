//! `/api/v1/campaigns`: letters to many at once, written, forecast, let go, held and read.

use super::input::{IdOf, Params, bad_body, read_body};
use super::openapi::{Operation, path_id, reference};
use super::schemas::wanted;
use super::{Answer, Endpoint, Needs, Reader, Writer, blocking, unknown};
use crate::app::App;
use crate::campaigns::{self as doing, NotDone, Side};
use crate::documents;
use automation::campaigns::{self, Campaign, Plan, Progress};
use automation::effect::{Lift, Share, difference, difference_among, people_missing, people_missing_among};
use automation::live::{self, Forecast};
use axum::body::Body;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::{delete, get, post, put};
use base::Timestamp;
use base::id::CampaignId;
use capabilities::messaging;
use db::{Result, Tx};
use foundation::staff::{AuditRow, Deed};
use serde::Deserialize;
use serde_json::{Value, json};
use web::http::Problem;

const ALL: &str = "/api/v1/campaigns";
const ONE: &str = "/api/v1/campaigns/{id}";

pub const ENDPOINTS: &[Endpoint] = &[
    Endpoint { method: "get", path: ALL, needs: Needs::Read, route: || get(list), describe: describe_list },
    Endpoint { method: "post", path: ALL, needs: Needs::Admin, route: || post(make), describe: describe_make },
    Endpoint { method: "get", path: ONE, needs: Needs::Read, route: || get(one), describe: describe_one },
    Endpoint { method: "put", path: ONE, needs: Needs::Admin, route: || put(save), describe: describe_save },
    Endpoint { method: "delete", path: ONE, needs: Needs::Admin, route: || delete(remove), describe: describe_remove },
    Endpoint {
        method: "get",
        path: "/api/v1/campaigns/{id}/forecast",
        needs: Needs::Read,
        route: || get(forecast),
        describe: describe_forecast,
    },
    Endpoint {
        method: "post",
        path: "/api/v1/campaigns/{id}/begin",
        needs: Needs::Admin,
        route: || post(begin),
        describe: describe_begin,
    },
    Endpoint {
        method: "post",
        path: "/api/v1/campaigns/{id}/pause",
        needs: Needs::Admin,
        route: || post(pause),
        describe: describe_pause,
    },
    Endpoint {
        method: "post",
        path: "/api/v1/campaigns/{id}/resume",
        needs: Needs::Admin,
        route: || post(resume),
        describe: describe_resume,
    },
    Endpoint {
        method: "post",
        path: "/api/v1/campaigns/{id}/cancel",
        needs: Needs::Admin,
        route: || post(cancel),
        describe: describe_cancel,
    },
];

type Answered = std::result::Result<Answer, Problem>;

async fn list(_: Reader, State(app): State<App>, params: Params) -> Answered {
    params.only(&[])?;
    let data = blocking(&app, |app| {
        let all = app.db.record.read(campaigns::list)?;
        let progress = app.db.views.read(campaigns::progress_of_all)?;
        Ok(all.iter().map(|one| document(one, &progress.get(&one.id).cloned().unwrap_or_default())).collect::<Vec<_>>())
    });
    Answer::of(&json!({"data": data.await?}))
}

fn document(one: &Campaign, progress: &Progress) -> Value {
    json!({
        "id": one.id.to_string(),
        "name": one.name,
        "state": one.state.word(),
        "begun_at": one.begun_at.map(Timestamp::to_rfc3339),
        "made_at": one.made_at.to_rfc3339(),
        "changed_at": one.changed_at.to_rfc3339(),
        "progress": {
            "looked_at": progress.looked_at,
            "queued": progress.queued,
            "withheld": progress.withheld,
            "held_out": progress.held_out,
            "done_at": progress.done_at.map(Timestamp::to_rfc3339),
        },
    })
}

async fn one(_: Reader, State(app): State<App>, IdOf(id): IdOf<CampaignId>, params: Params) -> Answered {
    params.only(&[])?;
    answer(&app, id).await
}

async fn answer(app: &App, id: CampaignId) -> Answered {
    let found = blocking(app, move |app| whole(app, id)).await?;
    Answer::of(&found.ok_or_else(|| unknown("campaign"))?)
}

/// With its plan and what came of it.
fn whole(app: &App, id: CampaignId) -> Result<Option<Value>> {
    let Some(one) = app.db.record.read(|tx| campaigns::find(tx, id))? else { return Ok(None) };
    let progress = app.db.views.read(|tx| campaigns::progress(tx, id))?.unwrap_or_default();
    let results = doing::results(app, &one)?;
    let mut shown = document(&one, &progress);
    shown["plan"] = serde_json::to_value(&one.plan).unwrap_or_default();
    let postponed = app.db.views.read(|tx| messaging::postponed(tx, &format!("campaign:{id}")))?;
    shown["postponed"] = Value::Array(documents::postponed(&postponed));
    let variants = results.variants.iter().map(|variant| {
        let mut shown = side(&variant.side);
        shown["letter"] = json!(variant.letter);
        shown["percent"] = json!(variant.percent);
        shown["sent"] = json!(variant.sent);
        for kind in ["delivered", "opened", "clicked", "bounced_hard", "bounced_soft", "complained", "unsubscribed"] {
            shown[kind] = json!(variant.told(kind));
        }
        shown
    });
    let (written, held) = (results.written(), results.held_out());
    let pairs = results.comparisons();
    let differences = results.pairs().into_iter().filter_map(|(first, second)| {
        let share = |number: usize| results.variants.get(number).map(|variant| variant.side.bought());
        let (one, other) = (share(first)?, share(second)?);
        let mut shown = lift(difference_among(one, other, pairs)?, people_missing_among(one, other, pairs));
        (shown["first"], shown["second"]) = (json!(first), json!(second));
        Some(shown)
    });
    shown["effect"] = json!({
        "attribution_days": results.terms.attribution_days,
        "variants": variants.collect::<Vec<_>>(),
        "held_out": side(held),
        "lift": difference(written.bought(), held.bought()).map(|found| lift(found, people_missing(written.bought(), held.bought()))),
        "differences": differences.collect::<Vec<_>>(),
    });
    Ok(Some(shown))
}

fn side(side: &Side) -> Value {
    let Share { people, of_them } = side.bought();
    json!({"people": side.met, "counted": people, "bought": of_them, "withdrew": side.withdrew().of_them})
}

fn lift(lift: Lift, missing: Option<u64>) -> Value {
    let is_shown = lift.is_shown();
    json!({"of": lift.of, "low": lift.low, "high": lift.high, "is_shown": is_shown, "people_missing": missing.filter(|_| !is_shown)})
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Making {
    name: String,
    plan: Value,
}

async fn make(writer: Writer, State(app): State<App>, params: Params, body: Body) -> Answered {
    params.only(&[])?;
    let body: Making = read(body).await?;
    let plan = plan_of(&body.plan)?;
    let (mut rng, now) = (app.fork_rng(), app.clock.now());
    let deed = writer.deed(&app, Deed::CampaignMade, "campaigns");
    let done = app.recorder.submit(move |tx| {
        let id = doing::create(tx, &mut rng, &body.name, plan, now)?;
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

async fn save(writer: Writer, State(app): State<App>, IdOf(id): IdOf<CampaignId>, params: Params, body: Body) -> Answered {
    params.only(&[])?;
    let body: Saving = read(body).await?;
    let plan = plan_of(&body.plan)?;
    act(&writer, &app, id, Deed::CampaignChanged, move |tx, now| {
        let kept = campaigns::find(tx, id)?.ok_or(NotDone::Gone)?;
        doing::save(tx, id, &body.name.unwrap_or(kept.name), &plan, now)
    })
    .await?;
    answer(&app, id).await
}

async fn forecast(_: Reader, State(app): State<App>, IdOf(id): IdOf<CampaignId>, params: Params) -> Answered {
    params.only(&[])?;
    let now = app.clock.now();
    let found = blocking(&app, move |app| {
        let Some((one, flaws)) = app.db.record.read(|tx| {
            let Some(one) = campaigns::find(tx, id)? else { return Ok::<_, db::Error>(None) };
            let flaws = doing::flaws(tx, &one.plan, now)?;
            Ok(Some((one, flaws)))
        })?
        else {
            return Ok(None);
        };
        let told = live::forecast(&app.db, &app.keys, &one, &mut app.fork_rng(), now)?;
        Ok(Some(forecast_document(&told, &flaws.iter().map(ToString::to_string).collect::<Vec<_>>())))
    });
    Answer::of(&found.await?.ok_or_else(|| unknown("campaign"))?)
}

fn forecast_document(told: &Forecast, flaws: &[String]) -> Value {
    let waves = told.waves.iter().map(|wave| {
        let (begins_at, ends_at) = (wave.at.to_rfc3339(), wave.ends_at.to_rfc3339());
        json!({"begins_at": begins_at, "ends_at": ends_at, "time_zones": wave.zones, "letters": wave.letters})
    });
    let postponed = told.postponed.iter().map(|(why, later)| {
        let (first_at, last_at) = (later.first_at.to_rfc3339(), later.last_at.to_rfc3339());
        json!({"reason": why.word(), "letters": later.letters, "first_at": first_at, "last_at": last_at})
    });
    json!({
        "audience": told.audience,
        "asked": told.asked,
        "letters": told.letters,
        "postponed": postponed.collect::<Vec<_>>(),
        "held_out": told.held_out,
        "withheld": told.withheld,
        "waves": waves.collect::<Vec<_>>(),
        "flaws": flaws,
    })
}

async fn begin(writer: Writer, State(app): State<App>, IdOf(id): IdOf<CampaignId>, params: Params) -> Answered {
    params.only(&[])?;
    act(&writer, &app, id, Deed::CampaignBegun, move |tx, now| doing::begin(tx, id, now)).await?;
    answer(&app, id).await
}

async fn pause(writer: Writer, State(app): State<App>, IdOf(id): IdOf<CampaignId>, params: Params) -> Answered {
    params.only(&[])?;
    act(&writer, &app, id, Deed::CampaignPaused, move |tx, now| doing::pause(tx, id, now)).await?;
    answer(&app, id).await
}

async fn resume(writer: Writer, State(app): State<App>, IdOf(id): IdOf<CampaignId>, params: Params) -> Answered {
    params.only(&[])?;
    act(&writer, &app, id, Deed::CampaignResumed, move |tx, now| doing::resume(tx, id, now)).await?;
    answer(&app, id).await
}

async fn cancel(writer: Writer, State(app): State<App>, IdOf(id): IdOf<CampaignId>, params: Params) -> Answered {
    params.only(&[])?;
    act(&writer, &app, id, Deed::CampaignCancelled, move |tx, now| doing::cancel(tx, id, now)).await?;
    answer(&app, id).await
}

async fn remove(writer: Writer, State(app): State<App>, IdOf(id): IdOf<CampaignId>, params: Params) -> Answered {
    params.only(&[])?;
    act(&writer, &app, id, Deed::CampaignDeleted, move |tx, now| doing::delete(tx, id, now)).await?;
    Answer::of(&json!({"id": id.to_string(), "deleted": true}))
}

/// Does something to a campaign, with its line in the audit log.
async fn act(
    writer: &Writer,
    app: &App,
    id: CampaignId,
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

fn failed(app: &App, not: NotDone) -> Problem {
    let detail = format!("{not}. Nothing was changed.");
    let conflict = |code, title| Problem::new(StatusCode::CONFLICT, code, title, detail.clone());
    match &not {
        NotDone::Db(error) => crate::error::unavailable(app, error),
        NotDone::Gone => unknown("campaign"),
        NotDone::TooMany => conflict("too_many", "There are too many campaigns"),
        NotDone::State(state) => conflict("other_state", "The campaign is in another state").with("state", state.word()),
        NotDone::Flaws(flaws) => conflict("not_ready", "The campaign can't be let go yet")
            .with("flaws", flaws.iter().map(ToString::to_string).collect::<Vec<_>>()),
        NotDone::Name => bad_body(not.to_string()),
    }
}

async fn read<T: serde::de::DeserializeOwned>(body: Body) -> std::result::Result<T, Problem> {
    let bytes = read_body(body).await?;
    serde_json::from_slice(&bytes).map_err(|error| {
        // Where it broke, never what was sent.
        bad_body(format!("The body must be a JSON object as described; see line {}, column {}", error.line(), error.column()))
    })
}

/// The plan in a body; what is wrong with it is told by its forecast, and keeps it from being let go.
fn plan_of(plan: &Value) -> std::result::Result<Plan, Problem> {
    Plan::read(&plan.to_string()).map_err(|flaw| bad_body(format!("plan: {flaw}")))
}

fn campaign_id() -> Value {
    path_id("cmp", "A campaign's id.")
}

fn body(required: &[&str]) -> Value {
    let name = json!({"type": "string", "minLength": 1, "maxLength": doing::NAME_CHARS_MAX});
    wanted(required, json!({"name": name, "plan": reference("CampaignPlan")}))
}

fn describe_list() -> Operation {
    Operation::new("listCampaigns", "campaigns", "All campaigns, the latest first").list_of("Campaign")
}

fn describe_make() -> Operation {
    Operation::new("makeCampaign", "campaigns", "Makes a campaign as a draft")
        .text("Nothing goes out before it is begun.")
        .body(&body(&["name", "plan"]))
        .conflict("There are too many campaigns")
        .answers("CampaignWhole")
}

fn describe_one() -> Operation {
    Operation::new("getCampaign", "campaigns", "One campaign with its plan, progress and effect")
        .text(
            "Purchases are counted of those who agreed to analytics. `lift` compares those who were to get a letter with those held \
             out, `differences` one letter with another: by what was bought, as Newcombe's intervals (1998) at 95%, those of several \
             letters widened by Bonferroni's correction (Dunn 1961).",
        )
        .parameter(campaign_id())
        .answers("CampaignWhole")
}

fn describe_save() -> Operation {
    Operation::new("saveCampaign", "campaigns", "Changes a draft")
        .parameter(campaign_id())
        .body(&body(&["plan"]))
        .conflict("It was begun")
        .answers("CampaignWhole")
}

fn describe_remove() -> Operation {
    Operation::new("deleteCampaign", "campaigns", "Deletes a campaign; what it still had to send is never sent")
        .parameter(campaign_id())
        .answers("CampaignDeleted")
}

fn describe_forecast() -> Operation {
    Operation::new("forecastCampaign", "campaigns", "What a campaign would do if it were begun now")
        .text(
            "Decided as it is when letters leave, each at its moment: by choices, sending rules and what went before. Of an audience \
             of more than 100,000 people some are asked, taken at random: `asked` says how many.",
        )
        .parameter(campaign_id())
        .answers("CampaignForecast")
}

fn describe_begin() -> Operation {
    Operation::new("beginCampaign", "campaigns", "Lets a draft go")
        .parameter(campaign_id())
        .conflict("It is no draft, or can't be let go yet: `flaws` says why")
        .answers("CampaignWhole")
}

fn describe_pause() -> Operation {
    Operation::new("pauseCampaign", "campaigns", "Holds what has not been sent")
        .parameter(campaign_id())
        .conflict("It is not under way")
        .answers("CampaignWhole")
}

fn describe_resume() -> Operation {
    Operation::new("resumeCampaign", "campaigns", "Goes on with a paused campaign")
        .parameter(campaign_id())
        .conflict("It is not paused")
        .answers("CampaignWhole")
}

fn describe_cancel() -> Operation {
    Operation::new("cancelCampaign", "campaigns", "Ends a campaign for good: what was not sent never is")
        .parameter(campaign_id())
        .conflict("It is not under way")
        .answers("CampaignWhole")
}
