//! Which messages are sent automatically: each rule with its switch and its letter.

use super::{Place, drawn};
use crate::admin::need::Manage;
use crate::admin::{Allowed, AllowedForm, Failure, Signed};
use crate::app::App;
use crate::templates;
use axum::Router;
use axum::extract::{Path, Query};
use axum::response::Response;
use axum::routing::get;
use base::Locale;
use capabilities::messaging::{BuiltIn, Kind, Rendered, Template, WayOut};
use foundation::settings::StoreSettings;
use foundation::staff::Deed;
use maud::{Markup, html};
use serde::Deserialize;
use web::components::{self, Tab};
use web::forms;
use web::http::{Preview, see_other};
use web::layout::Heading;
use web::{Html, PageCtx, key};

/// The rules in their order, each with what it is called and what it does.
const RULES: [(BuiltIn, &str, &str); 8] = [
    (BuiltIn::ThankYou, key("rule-thank-you"), key("rule-thank-you-text")),
    (BuiltIn::Welcome, key("rule-welcome"), key("rule-welcome-text")),
    (BuiltIn::PrivacyLink, key("rule-privacy-link"), key("rule-privacy-link-text")),
    (BuiltIn::AccessNotice, key("rule-access-notice"), key("rule-access-notice-text")),
    (BuiltIn::RequestReceived, key("rule-request-received"), key("rule-request-received-text")),
    (BuiltIn::RequestAnswered, key("rule-request-answered"), key("rule-request-answered-text")),
    (BuiltIn::ConsentRenewal, key("rule-consent-renewal"), key("rule-consent-renewal-text")),
    (BuiltIn::ConfirmConsent, key("rule-confirm-consent"), key("rule-confirm-consent-text")),
];

pub(super) fn router() -> Router<App> {
    Router::new().route(Place::Rules.path(), get(show).post(switch)).route("/admin/settings/rules/{name}/preview", get(preview))
}

#[derive(Deserialize)]
struct Wish {
    #[serde(default)]
    lang: String,
}

impl Wish {
    fn locale(&self, other: Locale) -> Locale {
        Locale::from_tag(&self.lang).unwrap_or(other)
    }
}

async fn show(Allowed(signed, Manage): Allowed<Manage>, Query(wish): Query<Wish>) -> Html {
    let ctx = &signed.ctx;
    let shown_in = wish.locale(signed.store.locale());
    let tabs = Locale::ALL.map(|locale| Tab {
        label: locale.own_name().to_owned(),
        href: format!("{}?lang={}", Place::Rules.path(), locale.code()),
        current: locale == shown_in,
        count: None,
    });
    let content = html! {
        (components::choices(&ctx.t("rules-preview-language"), &tabs))
        (components::grid(&RULES.map(|rule| card(&signed, rule, shown_in))))
    };
    drawn(&signed, Place::Rules, Heading::new(ctx.t("rules-title")).state(html! { (ctx.t("rules-state")) }), content)
}

fn card(signed: &Signed, (rule, title, text): (BuiltIn, &str, &str), shown_in: Locale) -> Markup {
    let ctx = &signed.ctx;
    let is_on = !signed.store.rules_off.iter().any(|off| off == rule.name());
    let subject = written(rule, shown_in, &signed.store).map(|letter| letter.subject);
    let source = format!("{}/{}/preview?lang={}", Place::Rules.path(), rule.name(), shown_in.code());
    components::card(
        &ctx.t(title),
        None,
        html! {
            div.stack {
                p { (ctx.t(text)) }
                @if rule.is_optional() {
                    (forms::post(ctx, Place::Rules.path(), html! {
                        (forms::hidden("rule", rule.name()))
                        (forms::hidden("on", if is_on { "" } else { "on" }))
                        (components::switch_button(&ctx.t("rule-switch"), is_on))
                    }))
                }
                @if let Some(subject) = subject {
                    p { span.quiet { (ctx.t("message-subject")) ": " } (components::name(&subject)) }
                    (components::message_frame(&frame_title(ctx, title), &source))
                }
            }
        },
    )
}

fn frame_title(ctx: &PageCtx, rule: &str) -> String {
    format!("{}: {}", ctx.t("message-preview-frame"), ctx.t(rule))
}

/// The letter about an invented order, from the store as it is now.
fn written(rule: BuiltIn, locale: Locale, store: &StoreSettings) -> Option<Rendered> {
    let context = templates::as_of(rule.sample(locale), store);
    let kind = if rule.is_marketing() { Kind::Marketing(WayOut::sample()) } else { Kind::Transactional };
    Template::parse(rule.source(locale)).ok()?.render(&context, &kind).ok()
}

async fn preview(
    Allowed(signed, Manage): Allowed<Manage>,
    Path(name): Path<String>,
    Query(wish): Query<Wish>,
) -> Result<Preview, Failure> {
    let rule = BuiltIn::from_name(&name).ok_or(Failure::NOT_FOUND)?;
    let letter = written(rule, wish.locale(signed.store.locale()), &signed.store).ok_or(Failure::BROKEN)?;
    Ok(Preview(letter.html))
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Switch {
    rule: String,
    on: String,
}

async fn switch(AllowedForm(signed, Manage, form): AllowedForm<Manage, Switch>) -> Result<Response, Failure> {
    let rule =
        BuiltIn::from_name(&form.rule).filter(|rule| rule.is_optional() && !rule.is_for_journeys()).ok_or(Failure::UNREADABLE)?;
    let now = signed.app.clock.now();
    let on = form.on == "on";
    let detail = format!("rule={} switched={}", rule.name(), if on { "on" } else { "off" });
    let deed = signed.deed(Deed::SettingChanged, "rules").detail(detail);
    let saved: db::Result<()> = signed
        .app
        .recorder
        .submit(move |tx| {
            deed.write(tx)?;
            let mut store = StoreSettings::load(tx)?;
            store.rules_off.retain(|off| off != rule.name());
            if !on {
                store.rules_off.push(rule.name().to_owned());
            }
            store.save(tx, now)
        })
        .await;
    saved?;
    Ok(see_other("/admin/settings/rules?done=saved"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_its_place() {
        let all: Vec<BuiltIn> = BuiltIn::ALL.into_iter().filter(|rule| !rule.is_for_journeys()).collect();
        assert_eq!(RULES.map(|(rule, ..)| rule).to_vec(), all);
    }
}
