//! A list that grows while one looks at it (server-sent events).

use crate::i18n::key;
use crate::icons::{Icon, icon};
use crate::layout::PageCtx;
use maud::{Markup, html};

/// Rows kept in the browser; older ones leave at the end.
const LIVE_ROWS_MAX: usize = 200;

/// A list that `admin.js` keeps full from `url`, newest first. The stream's messages are each one rendered `<li>`.
/// Without a script the rows stand as they were when the page was drawn, and a link draws them anew.
pub fn live_list(ctx: &PageCtx, url: &str, rows: Markup) -> Markup {
    html! {
        div.live data-live=(url) data-live-max=(LIVE_ROWS_MAX) data-digits=(ctx.lang().digits.code())
            data-on=(ctx.t(key("live-on"))) data-off=(ctx.t(key("live-off"))) data-paused=(ctx.t(key("live-paused")))
            data-pause=(ctx.t(key("live-pause"))) data-resume=(ctx.t(key("live-resume"))) {
            div.live-bar {
                p.live-state {
                    span.live-dot {}
                    span role="status" data-live-words { (ctx.t(key("live-off"))) }
                    span.num dir="ltr" data-live-waiting {}
                }
                button.button type="button" hidden data-live-pause { (icon(Icon::Pause)) span { (ctx.t(key("live-pause"))) } }
                noscript { a.button href=(ctx.path) { (ctx.t(key("live-refresh"))) } }
            }
            ol.live-rows data-live-rows { (rows) }
        }
    }
}
