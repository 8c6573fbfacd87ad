//! Where a segment is made, changed and deleted.

use super::form::{Counted, Form, Wrong, all, drawn_count};
use super::list::made;
use super::{PATH, Tabs, drawn, id_of, said};
use crate::admin::need::Manage;
use crate::admin::{Allowed, AllowedForm, Failure, Signed, blocking};
use crate::app::App;
use crate::segments::{self as doing, NotDone, Users};
use automation::segments::{self, Segment};
use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{Html as Fragment, IntoResponse as _, Response};
use axum::routing::{get, post};
use base::id::SegmentId;
use db::Tx;
use foundation::staff::Deed;
use maud::{Markup, html};
use serde::Deserialize;
use web::components;
use web::forms::{self, Field};
use web::http::see_other;
use web::layout::{Heading, page};
use web::{Html, Nav, PageCtx, key};

type Fields = Vec<(String, String)>;
type Done = Result<Response, Failure>;

pub(super) fn router() -> Router<App> {
    Router::new()
        .route("/admin/segments/new", get(new).post(make))
        .route("/admin/segments/count", post(count))
        .route("/admin/segments/{segment}/edit", get(edit).post(save))
        .route("/admin/segments/{segment}/delete", post(delete))
}

async fn new(Allowed(signed, Manage): Allowed<Manage>) -> Result<Html, Failure> {
    let all = blocking(&signed.app, all).await?;
    Ok(draw_new(signed, &all, &Form::new(), &Wrong::default(), &Counted::Not))
}

fn draw_new(signed: Signed, all: &[Segment], form: &Form, wrong: &Wrong, counted: &Counted) -> Html {
    let signed = signed.at(Nav::Segments);
    let ctx = &signed.ctx;
    let heading = Heading::new(ctx.t(key("segment-new-title")))
        .state(html! { (ctx.t(key("segment-new-state"))) })
        .crumb(ctx.t(key("nav-segments")), PATH);
    page(ctx, &heading, html! { div.card { (form.draw(ctx, "/admin/segments/new", None, all, wrong, counted)) } })
}

async fn make(AllowedForm(signed, Manage, fields): AllowedForm<Manage, Fields>) -> Done {
    let form = Form::posted(&fields);
    let others = blocking(&signed.app, all).await?;
    let wrong = match turned(&signed, &form).await? {
        Turned::Again(counted) => return Ok(draw_new(signed, &others, &form, &Wrong::default(), &counted).into_response()),
        Turned::Save => match form.read(&signed.ctx) {
            Err(wrong) => wrong,
            Ok(wanted) => match made(&signed, wanted).await? {
                Ok(id) => return Ok(see_other(&format!("{PATH}/{id}?done=segment-made"))),
                Err(not) => wrong_of(&signed.ctx, &not),
            },
        },
    };
    let page = draw_new(signed, &others, &form, &wrong, &Counted::Not);
    Ok(page.status(StatusCode::UNPROCESSABLE_ENTITY).into_response())
}

/// What the pressed button asks for.
enum Turned {
    /// The form once more, with a count where one was asked for.
    Again(Counted),
    Save,
}

async fn turned(signed: &Signed, form: &Form) -> Result<Turned, Failure> {
    if form.is_changing() {
        return Ok(Turned::Again(Counted::Not));
    }
    if form.is_counting {
        return Ok(Turned::Again(form.count(signed).await?.unwrap_or(Counted::Not)));
    }
    Ok(Turned::Save)
}

fn wrong_of(ctx: &PageCtx, not: &NotDone) -> Wrong {
    let mut wrong = Wrong::default();
    match not {
        NotDone::Flaw(segments::Flaw::Name | segments::Flaw::Taken) => wrong.fields.add("name", said(ctx, not)),
        not => wrong.whole = Some(said(ctx, not)),
    }
    wrong
}

/// The count of a form as it is typed, for the script that asks while it changes.
async fn count(AllowedForm(signed, Manage, fields): AllowedForm<Manage, Fields>) -> Done {
    let form = Form::posted(&fields);
    let Some(counted) = form.count(&signed).await? else { return Ok(StatusCode::NO_CONTENT.into_response()) };
    let all = blocking(&signed.app, all).await?;
    Ok(Fragment(drawn_count(&signed.ctx, &all, &counted).into_string()).into_response())
}

/// A segment that is being changed, beside the others, and who names it.
struct Shown {
    segment: Segment,
    all: Vec<Segment>,
    users: Users,
}

fn load(app: &App, id: SegmentId) -> Result<Option<Shown>, db::Error> {
    app.db.record.read(|tx| {
        let all = segments::list(tx)?;
        let Some(segment) = all.iter().find(|one| one.id == id).cloned() else { return Ok(None) };
        Ok(Some(Shown { segment, users: doing::users(tx, id)?, all }))
    })
}

async fn shown(signed: &Signed, id: SegmentId) -> Result<Shown, Failure> {
    blocking(&signed.app, move |app| load(app, id)).await?.ok_or(Failure::NOT_FOUND)
}

async fn edit(Allowed(signed, Manage): Allowed<Manage>, Path(segment): Path<String>) -> Result<Html, Failure> {
    let shown = shown(&signed, id_of(&segment)?).await?;
    Ok(draw(signed, &shown, &Form::of(&shown.segment), &Wrong::default(), &Counted::Not))
}

fn draw(signed: Signed, shown: &Shown, form: &Form, wrong: &Wrong, counted: &Counted) -> Html {
    let signed = signed.at(Nav::Segments);
    let ctx = &signed.ctx;
    let id = shown.segment.id;
    let content = html! {
        div.card { (form.draw(ctx, &Tabs::Edit.path(id), Some(id), &shown.all, wrong, counted)) }
        (deleting(ctx, shown, wrong))
    };
    drawn(&signed, &shown.segment, Tabs::Edit, content)
}

fn deleting(ctx: &PageCtx, shown: &Shown, wrong: &Wrong) -> Markup {
    let content = if shown.users.is_empty() {
        let path = format!("{PATH}/{}/delete", shown.segment.id);
        let name = ctx.t_with(key("segment-delete-type"), &[("name", shown.segment.name.as_str().into())]);
        html! {
            p { (ctx.t(key("segment-delete-text"))) }
            (forms::post(ctx, &path, html! {
                (Field::text("typed", name).error(wrong.fields.get("typed")).required())
                div.actions { button.button.button-bad type="submit" { (ctx.t(key("segment-delete"))) } }
            }))
        }
    } else {
        html! { p { (ctx.t(key("segment-delete-used"))) } (super::one::users(ctx, &shown.users)) }
    };
    html! { section #delete { (components::card(&ctx.t(key("segment-delete")), None, html! { div.stack { (content) } })) } }
}

async fn save(Path(segment): Path<String>, AllowedForm(signed, Manage, fields): AllowedForm<Manage, Fields>) -> Done {
    let id = id_of(&segment)?;
    let shown = shown(&signed, id).await?;
    let form = Form::posted(&fields).keeping(&shown.segment);
    let wrong = match turned(&signed, &form).await? {
        Turned::Again(counted) => return Ok(draw(signed, &shown, &form, &Wrong::default(), &counted).into_response()),
        Turned::Save => match form.read(&signed.ctx) {
            Err(wrong) => wrong,
            Ok(wanted) => {
                match act(&signed, id, Deed::SegmentChanged, move |tx, now| doing::change(tx, id, wanted, now)).await? {
                    Ok(()) => return Ok(see_other(&format!("{PATH}/{id}?done=segment-changed"))),
                    Err(NotDone::Gone) => return Err(Failure::NOT_FOUND),
                    Err(not) => wrong_of(&signed.ctx, &not),
                }
            }
        },
    };
    let page = draw(signed, &shown, &form, &wrong, &Counted::Not);
    Ok(page.status(StatusCode::UNPROCESSABLE_ENTITY).into_response())
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Typed {
    typed: String,
}

/// It can't be undone, so its name is typed first.
async fn delete(Path(segment): Path<String>, AllowedForm(signed, Manage, typed): AllowedForm<Manage, Typed>) -> Done {
    let id = id_of(&segment)?;
    let shown = shown(&signed, id).await?;
    let mut wrong = Wrong::default();
    if typed.typed.trim() == shown.segment.name {
        match act(&signed, id, Deed::SegmentDeleted, move |tx, now| doing::delete(tx, id, now)).await? {
            Ok(()) => return Ok(see_other(&format!("{PATH}?done=segment-deleted"))),
            // The page says who names it.
            Err(NotDone::Used(_)) => wrong.whole = Some(signed.ctx.t(key("segment-delete-used")).into_owned()),
            Err(_) => return Err(Failure::NOT_FOUND),
        }
    } else {
        wrong.fields.add("typed", signed.ctx.t(key("segment-delete-other-name")));
    }
    let page = draw(signed, &shown, &Form::of(&shown.segment), &wrong, &Counted::Not);
    Ok(page.status(StatusCode::UNPROCESSABLE_ENTITY).into_response())
}

/// Does something to a segment, with its line in the audit log.
async fn act(
    signed: &Signed,
    id: SegmentId,
    deed: Deed,
    work: impl FnOnce(&mut Tx<'_>, base::Timestamp) -> Result<(), NotDone> + Send + 'static,
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
