//! Error pages: what happened, what was kept, what to do.

use crate::components::{self, button_link, copyable};
use crate::http::Html;
use crate::i18n::key;
use crate::layout::{ADMIN_PATH, Heading, PageCtx, bare, page as shell};
use axum::http::StatusCode;
use maud::html;

/// The four texts of one error: heading, what happened, what was kept, what to do.
pub type Words = [&'static str; 4];

/// The page for a status. `request_id` is what a person can quote to whoever reads the logs. Statuses without words of
/// their own get those of 400 or 500.
pub fn page(ctx: &PageCtx, status: StatusCode, request_id: Option<&str>) -> Html {
    told(ctx, status, words(status), request_id)
}

/// As [`page`], in words of the caller's own.
pub fn told(ctx: &PageCtx, status: StatusCode, words: Words, request_id: Option<&str>) -> Html {
    let [title, happened, kept, next] = words;
    let content = html! {
        div.error-page {
            p.error-code aria-hidden="true" { (ctx.fmt.integer(i64::from(status.as_u16()))) }
            (components::facts(&[
                (ctx.t("error-happened").into_owned(), html! { (ctx.t(happened)) }),
                (ctx.t("error-kept").into_owned(), html! { (ctx.t(kept)) }),
                (ctx.t("error-next").into_owned(), html! { (ctx.t(next)) }),
            ]))
            @if let Some(id) = request_id {
                p.quiet { (ctx.t("error-request")) " " (copyable(ctx, id)) }
            }
            p.actions { (button_link(ADMIN_PATH, &ctx.t("error-home"))) }
        }
    };
    let heading = Heading::new(ctx.t(title));
    let drawn = if ctx.person.is_some() { shell(ctx, &heading, content) } else { bare(ctx, &heading, content) };
    drawn.status(status)
}

fn words(status: StatusCode) -> Words {
    match status.as_u16() {
        401 => [key("error-401"), key("error-401-happened"), key("error-401-kept"), key("error-401-next")],
        403 => [key("error-403"), key("error-403-happened"), key("error-403-kept"), key("error-403-next")],
        404 | 405 => [key("error-404"), key("error-404-happened"), key("error-404-kept"), key("error-404-next")],
        409 => [key("error-409"), key("error-409-happened"), key("error-409-kept"), key("error-409-next")],
        413 => [key("error-413"), key("error-413-happened"), key("error-413-kept"), key("error-413-next")],
        429 => [key("error-429"), key("error-429-happened"), key("error-429-kept"), key("error-429-next")],
        502..=504 => [key("error-503"), key("error-503-happened"), key("error-503-kept"), key("error-503-next")],
        500.. => [key("error-500"), key("error-500-happened"), key("error-500-kept"), key("error-500-next")],
        _ => [key("error-400"), key("error-400-happened"), key("error-400-kept"), key("error-400-next")],
    }
}
