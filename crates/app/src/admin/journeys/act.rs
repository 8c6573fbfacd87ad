//! Begin, stop, let in again, delete.

use super::{PATH, id_of};
use crate::admin::need::Manage;
use crate::admin::{AllowedForm, Failure, Signed};
use crate::app::App;
use crate::journeys::{self as doing, NotDone};
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::post;
use base::Timestamp;
use base::id::JourneyId;
use db::Tx;
use foundation::staff::Deed;
use serde::Deserialize;
use web::http::see_other;

pub(super) fn router() -> Router<App> {
    Router::new()
        .route("/admin/journeys/{journey}/on", post(on))
        .route("/admin/journeys/{journey}/off", post(off))
        .route("/admin/journeys/{journey}/delete", post(delete))
}

#[derive(Deserialize)]
struct Nothing {}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Typed {
    name: String,
}

type Done = Result<Response, Failure>;

async fn on(Path(journey): Path<String>, AllowedForm(signed, Manage, Nothing {}): AllowedForm<Manage, Nothing>) -> Done {
    let id = id_of(&journey)?;
    let done = act(&signed, id, Deed::JourneyBegun, |tx, id, now| doing::switch(tx, id, true, now).map(|()| String::new()));
    done.await?.map_err(|_| Failure::NOT_FOUND)?;
    Ok(see_other(&format!("{PATH}/{id}?done=journey-begun")))
}

async fn off(Path(journey): Path<String>, AllowedForm(signed, Manage, Nothing {}): AllowedForm<Manage, Nothing>) -> Done {
    let id = id_of(&journey)?;
    let done = act(&signed, id, Deed::JourneyStopped, |tx, id, now| doing::switch(tx, id, false, now).map(|()| String::new()));
    done.await?.map_err(|_| Failure::NOT_FOUND)?;
    Ok(see_other(&format!("{PATH}/{id}?done=journey-stopped")))
}

/// It can't be undone, so its name is typed first.
async fn delete(Path(journey): Path<String>, AllowedForm(signed, Manage, typed): AllowedForm<Manage, Typed>) -> Done {
    let id = id_of(&journey)?;
    let done = act(&signed, id, Deed::JourneyDeleted, move |tx, id, now| {
        let kept = automation::journeys::find(tx, id)?.ok_or(NotDone::Gone)?;
        if kept.name != typed.name.trim() {
            return Err(NotDone::Name);
        }
        doing::delete(tx, id, now).map(|()| String::new())
    });
    match done.await? {
        Ok(()) => Ok(see_other(&format!("{PATH}?done=journey-deleted"))),
        Err(NotDone::Name) => Ok(see_other(&format!("{PATH}/{id}/edit?done=journey-other-name#delete"))),
        Err(_) => Err(Failure::NOT_FOUND),
    }
}

/// Does something to a journey, with its line in the audit log.
pub(super) async fn act(
    signed: &Signed,
    id: JourneyId,
    deed: Deed,
    what: impl FnOnce(&mut Tx<'_>, JourneyId, Timestamp) -> Result<String, NotDone> + Send + 'static,
) -> Result<Result<(), NotDone>, Failure> {
    let (deed, now) = (signed.deed(deed, id), signed.app.clock.now());
    let done = signed.app.recorder.submit(move |tx| {
        let detail = what(tx, id, now)?;
        Ok::<_, NotDone>(deed.detail(detail).write(tx)?)
    });
    match done.await {
        Err(NotDone::Db(error)) => Err(error.into()),
        done => {
            signed.app.advanced.ring();
            Ok(done)
        }
    }
}
