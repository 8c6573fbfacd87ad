//! Let go, pause, go on, cancel, copy, delete.

use super::{PATH, id_of};
use crate::admin::need::Manage;
use crate::admin::{AllowedForm, Failure, Signed, blocking};
use crate::app::App;
use crate::campaigns::{self as doing, NAME_CHARS_MAX, NotDone};
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::post;
use base::Timestamp;
use base::id::CampaignId;
use db::Tx;
use foundation::staff::{AuditRow, Deed};
use serde::Deserialize;
use web::http::see_other;
use web::key;

pub(super) fn router() -> Router<App> {
    Router::new()
        .route("/admin/campaigns/{campaign}/begin", post(begin))
        .route("/admin/campaigns/{campaign}/pause", post(pause))
        .route("/admin/campaigns/{campaign}/resume", post(resume))
        .route("/admin/campaigns/{campaign}/cancel", post(cancel))
        .route("/admin/campaigns/{campaign}/copy", post(copy))
        .route("/admin/campaigns/{campaign}/delete", post(delete))
}

#[derive(Deserialize)]
struct Nothing {}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Confirmed {
    /// When the plan was last changed that the forecast was made of.
    of: i64,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Typed {
    name: String,
}

type Done = Result<Response, Failure>;

/// What was forecast is what is let go: where somebody changed it since, the forecast is shown anew.
async fn begin(Path(campaign): Path<String>, AllowedForm(signed, Manage, confirmed): AllowedForm<Manage, Confirmed>) -> Done {
    let id = id_of(&campaign)?;
    let done = act(&signed, id, Deed::CampaignBegun, move |tx, now| {
        let kept = automation::campaigns::find(tx, id)?.ok_or(NotDone::Gone)?;
        if kept.changed_at.micros() != confirmed.of {
            return Err(NotDone::State(kept.state));
        }
        doing::begin(tx, id, now)
    });
    match done.await? {
        Ok(()) => Ok(see_other(&format!("{PATH}/{id}?done=campaign-begun"))),
        // The forecast says what is wrong with it.
        Err(NotDone::Flaws(_)) => Ok(see_other(&format!("{PATH}/{id}/forecast?done=campaign-flawed"))),
        Err(NotDone::State(automation::campaigns::CampaignState::Draft)) => {
            Ok(see_other(&format!("{PATH}/{id}/forecast?done=campaign-moved-on")))
        }
        Err(not) => moved_on(id, &not),
    }
}

async fn pause(Path(campaign): Path<String>, AllowedForm(signed, Manage, Nothing {}): AllowedForm<Manage, Nothing>) -> Done {
    let id = id_of(&campaign)?;
    match act(&signed, id, Deed::CampaignPaused, move |tx, now| doing::pause(tx, id, now)).await? {
        Ok(()) => Ok(see_other(&format!("{PATH}/{id}?done=campaign-paused"))),
        Err(not) => moved_on(id, &not),
    }
}

async fn resume(Path(campaign): Path<String>, AllowedForm(signed, Manage, Nothing {}): AllowedForm<Manage, Nothing>) -> Done {
    let id = id_of(&campaign)?;
    match act(&signed, id, Deed::CampaignResumed, move |tx, now| doing::resume(tx, id, now)).await? {
        Ok(()) => Ok(see_other(&format!("{PATH}/{id}?done=campaign-resumed"))),
        Err(not) => moved_on(id, &not),
    }
}

/// It can't be undone, so its name is typed first.
async fn cancel(Path(campaign): Path<String>, AllowedForm(signed, Manage, typed): AllowedForm<Manage, Typed>) -> Done {
    let id = id_of(&campaign)?;
    let done = act(&signed, id, Deed::CampaignCancelled, move |tx, now| {
        is_named(tx, id, &typed.name)?;
        doing::cancel(tx, id, now)
    });
    match done.await? {
        Ok(()) => Ok(see_other(&format!("{PATH}/{id}?done=campaign-cancelled"))),
        Err(NotDone::Name) => Ok(see_other(&format!("{PATH}/{id}?done=campaign-other-name#end"))),
        Err(not) => moved_on(id, &not),
    }
}

/// It can't be undone, so its name is typed first.
async fn delete(Path(campaign): Path<String>, AllowedForm(signed, Manage, typed): AllowedForm<Manage, Typed>) -> Done {
    let id = id_of(&campaign)?;
    let done = act(&signed, id, Deed::CampaignDeleted, move |tx, now| {
        is_named(tx, id, &typed.name)?;
        doing::delete(tx, id, now)
    });
    match done.await? {
        Ok(()) => Ok(see_other(&format!("{PATH}?done=campaign-deleted"))),
        Err(NotDone::Name) => Ok(see_other(&format!("{PATH}/{id}?done=campaign-other-name#end"))),
        Err(_) => Err(Failure::NOT_FOUND),
    }
}

async fn copy(Path(campaign): Path<String>, AllowedForm(signed, Manage, Nothing {}): AllowedForm<Manage, Nothing>) -> Done {
    let of = id_of(&campaign)?;
    let kept = blocking(&signed.app, move |app| app.db.record.read(|tx| automation::campaigns::find(tx, of))).await?;
    let kept = kept.ok_or(Failure::NOT_FOUND)?;
    let named = signed.ctx.lang().t_plain(key("campaign-copy-of"), &[("name", kept.name.into())]);
    let name: String = named.chars().take(NAME_CHARS_MAX).collect();
    match made(&signed, move |tx, rng, now| doing::copy(tx, rng, of, &name, now)).await? {
        Ok(id) => Ok(see_other(&format!("{PATH}/{id}/edit?done=campaign-copied"))),
        Err(NotDone::TooMany) => Ok(see_other(&format!("{PATH}?done=campaigns-too-many"))),
        Err(_) => Err(Failure::NOT_FOUND),
    }
}

fn is_named(tx: &mut Tx<'_>, id: CampaignId, typed: &str) -> Result<(), NotDone> {
    let kept = automation::campaigns::find(tx, id)?.ok_or(NotDone::Gone)?;
    if kept.name == typed.trim() { Ok(()) } else { Err(NotDone::Name) }
}

/// Somebody else was faster: its page says where it stands now.
fn moved_on(id: CampaignId, not: &NotDone) -> Done {
    match not {
        NotDone::Gone => Err(Failure::NOT_FOUND),
        _ => Ok(see_other(&format!("{PATH}/{id}?done=campaign-moved-on"))),
    }
}

/// Does something to a campaign, with its line in the audit log.
pub(super) async fn act(
    signed: &Signed,
    id: CampaignId,
    deed: Deed,
    work: impl FnOnce(&mut Tx<'_>, Timestamp) -> Result<(), NotDone> + Send + 'static,
) -> Result<Result<(), NotDone>, Failure> {
    let (deed, now) = (signed.deed(deed, id), signed.app.clock.now());
    let done = signed.app.recorder.submit(move |tx| {
        work(tx, now)?;
        Ok::<_, NotDone>(deed.write(tx)?)
    });
    match done.await {
        Err(NotDone::Db(error)) => Err(error.into()),
        done => {
            signed.app.advanced.ring();
            Ok(done)
        }
    }
}

/// Keeps a new campaign, with its line in the audit log.
pub(super) async fn made(
    signed: &Signed,
    work: impl FnOnce(&mut Tx<'_>, &mut base::Rng, Timestamp) -> Result<CampaignId, NotDone> + Send + 'static,
) -> Result<Result<CampaignId, NotDone>, Failure> {
    let (app, now) = (&signed.app, signed.app.clock.now());
    let mut rng = app.fork_rng();
    let deed = signed.deed(Deed::CampaignMade, "campaigns");
    let done = app.recorder.submit(move |tx| {
        let id = work(tx, &mut rng, now)?;
        AuditRow { subject: id.to_string(), ..deed }.write(tx)?;
        Ok::<_, NotDone>(id)
    });
    match done.await {
        Err(NotDone::Db(error)) => Err(error.into()),
        done => Ok(done),
    }
}
