//! Home of a store in which nothing has happened yet: what is there to do first.

use super::figures::Figures;
use crate::admin::Signed;
use crate::admin::settings::example;
use foundation::staff::{Permission, Scope};
use maud::{Markup, html};
use web::components::{self, Tone};
use web::layout::{Heading, page};
use web::{Html, key};

pub(super) fn page_of(signed: &Signed, figures: &Figures) -> Html {
    let ctx = &signed.ctx;
    let steps = figures.steps;
    let command = example(&signed.app.config.base_url, "AMANA_KEY", Scope::Server, &signed.store.currency);
    let make = components::button_link_primary("/admin/settings/keys/new", &ctx.t("key-create"));
    let content = html! {
        (components::section(&ctx.t("home-start-title"), None, html! { ol.stack {
            (step(signed, steps.has_key, key("home-start-key"), html! {
                p { (ctx.t("home-start-key-text")) }
                @if !steps.has_key && signed.may(Permission::Own) { p.actions { (make) } }
            }))
            (step(signed, steps.has_event, key("home-start-send"), html! {
                p { (ctx.t("home-start-send-text")) }
                pre dir="ltr" tabindex="0" { code { (command) } }
                p.actions { (components::button_link("/admin/live", &ctx.t("home-start-watch"))) }
            }))
            (step(signed, steps.has_mail, key("home-start-mail"), html! {
                p { (ctx.t("home-start-mail-text")) }
                @if !steps.has_mail && signed.may(Permission::Manage) { p.actions { (components::button_link("/admin/settings/email", &ctx.t("settings-email-open"))) } }
            }))
        } }))
    };
    page(ctx, &Heading::new(ctx.t("home-title")).state(html! { (ctx.t("home-state-quiet")) }), content)
}

fn step(signed: &Signed, is_done: bool, title: &'static str, content: Markup) -> Markup {
    let ctx = &signed.ctx;
    let done = is_done.then(|| components::badge(Tone::Good, &ctx.t("home-start-done")));
    html! { li { (components::card(&ctx.t(title), done, html! { div.stack { (content) } })) } }
}
