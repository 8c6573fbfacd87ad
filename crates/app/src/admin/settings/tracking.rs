//! Whether the store wants to know that letters are opened and their links followed, of those who let it.

use crate::admin::need::Manage;
use crate::admin::{AllowedForm, Failure, Signed};
use axum::response::Response;
use capabilities::messaging::Tracking;
use foundation::staff::Deed;
use maud::{Markup, html};
use serde::Deserialize;
use web::forms::{self, Check};
use web::http::see_other;
use web::key;

const PATH: &str = "/admin/settings/email/tracking";

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct TrackingForm {
    opens: String,
    clicks: String,
}

pub(super) async fn take(AllowedForm(signed, Manage, form): AllowedForm<Manage, TrackingForm>) -> Result<Response, Failure> {
    let wanted = Tracking { opens: !form.opens.is_empty(), clicks: !form.clicks.is_empty() };
    let now = signed.app.clock.now();
    let deed = signed.deed(Deed::SettingChanged, "tracking");
    let saved: db::Result<()> = signed
        .app
        .recorder
        .submit(move |tx| {
            deed.write(tx)?;
            wanted.save(tx, now)
        })
        .await;
    saved?;
    tracing::info!(staff = %signed.staff.id, opens = wanted.opens, clicks = wanted.clicks, "what is known of letters was set");
    Ok(see_other("/admin/settings/email?done=saved"))
}

pub(super) fn part(signed: &Signed, tracking: Tracking) -> Markup {
    let ctx = &signed.ctx;
    html! {
        div.stack {
            p.quiet { (ctx.t(key("tracking-text"))) }
            (forms::post(ctx, PATH, html! {
                (Check::switch("clicks", ctx.t(key("tracking-clicks")), tracking.clicks).hint(ctx.t(key("tracking-clicks-hint"))))
                (Check::switch("opens", ctx.t(key("tracking-opens")), tracking.opens).hint(ctx.t(key("tracking-opens-hint"))))
                (forms::submit_row(&ctx.t("action-save"), None))
            }))
        }
    }
}
