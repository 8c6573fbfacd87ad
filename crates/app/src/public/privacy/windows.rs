//! Who asks to see more, and who sees more for a while: the customer answers, and takes back.

use super::{Shopper, named};
use crate::admin::{Failure, VisitorForm, blocking};
use crate::app::App;
use axum::Router;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use base::Timestamp;
use base::id::WindowId;
use foundation::consent::{self, Window, WindowKind, WindowState};
use maud::{Markup, html};
use serde::Deserialize;
use web::components::{self, Tone};
use web::forms;
use web::http::see_other;
use web::{PageCtx, key};

pub fn router() -> Router<App> {
    Router::new().route("/privacy/windows/{window}", post(answer))
}

/// What waits for an answer, what is open, and emergencies of the last month: above everything else.
pub(super) fn draw(ctx: &PageCtx, all: &[Window]) -> Markup {
    let asked = all.iter().filter(|window| window.state == WindowState::Asked);
    let is_open = |window: &&Window| window.state == WindowState::Open && window.until.is_some_and(|until| ctx.now < until);
    let open = all.iter().filter(is_open);
    let month = ctx.now.minus(std::time::Duration::from_hours(30 * 24));
    let forced = all.iter().filter(|w| w.kind == WindowKind::BreakGlass && w.asked_at > month && !is_open(w));
    html! {
        @for window in asked { (question(ctx, window)) }
        @for window in open { (opened(ctx, window)) }
        @for window in forced {
            (components::callout(Tone::Warn, &named(ctx, key("privacy-forced")), &html! { p { (told(ctx, window, key("privacy-forced-text"))) } }))
        }
    }
}

fn told(ctx: &PageCtx, window: &Window, said: &'static str) -> String {
    let at = window.until.filter(|_| window.kind != WindowKind::BreakGlass).unwrap_or(window.asked_at);
    ctx.t_with(
        said,
        &[
            ("team", ctx.t_code("recipient", window.recipient.word()).into_owned().into()),
            ("reason", window.reason.as_str().into()),
            ("date", ctx.fmt.datetime(at).into()),
        ],
    )
}

fn question(ctx: &PageCtx, window: &Window) -> Markup {
    let answers = html! {
        div.answers {
            button.button type="submit" name="answer" value="yes" { (ctx.t(key("privacy-ask-yes"))) }
            button.button type="submit" name="answer" value="no" { (ctx.t(key("privacy-ask-no"))) }
        }
    };
    let text = html! {
        p { (told(ctx, window, key("privacy-ask-text"))) }
        (forms::post(ctx, &format!("/privacy/windows/{}", window.id), answers))
    };
    components::callout(Tone::Accent, &ctx.t(key("privacy-ask")), &text)
}

fn opened(ctx: &PageCtx, window: &Window) -> Markup {
    let said = match window.kind {
        WindowKind::Conversation => key("privacy-open-conversation"),
        WindowKind::BreakGlass => key("privacy-forced-text"),
        WindowKind::Request => key("privacy-open-request"),
    };
    let close = html! { button.button type="submit" name="answer" value="close" { (ctx.t(key("privacy-open-close"))) } };
    let text = html! {
        p { (told(ctx, window, said)) }
        (forms::post(ctx, &format!("/privacy/windows/{}", window.id), close))
    };
    components::callout(Tone::Neutral, &ctx.t(key("privacy-open")), &text)
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Answer {
    answer: String,
}

async fn answer(Path(window): Path<String>, VisitorForm(visitor, form): VisitorForm<Answer>) -> Result<Response, Response> {
    let shopper = Shopper::of(visitor).await?;
    let window: WindowId = window.parse().map_err(|_| Failure::NOT_FOUND.into_response())?;
    let ids = shopper.ids.clone();
    let done = blocking(shopper.app(), move |app| {
        let now = app.clock.now();
        decide(app, ids, window, &form.answer, now)
    });
    let done = done.await.map_err(|error: db::Error| Failure::from(error).into_response())?;
    Ok(see_other(if done { "/privacy?done=saved" } else { "/privacy?done=same" }))
}

/// Whether there was anything to decide about that window of these ids.
fn decide(app: &App, ids: Vec<base::id::CustomerId>, window: WindowId, answer: &str, now: Timestamp) -> db::Result<bool> {
    let answer = answer.to_owned();
    let decided = app.recorder.submit(move |tx| match answer.as_str() {
        "yes" => consent::answer_window(tx, &ids, window, true, now),
        "no" => consent::answer_window(tx, &ids, window, false, now),
        _ => {
            let is_theirs = consent::find_window(tx, window)?.is_some_and(|window| ids.contains(&window.customer));
            if is_theirs { consent::close_window(tx, window, now) } else { Ok(false) }
        }
    });
    decided.wait()
}
