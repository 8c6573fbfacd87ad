//! What the store's messages can be about: each topic with its name in every language, and the messages that are about it.

use super::consent::{self, Standing};
use crate::admin::need::Manage;
use crate::admin::{AllowedForm, Failure, Signed};
use crate::app::App;
use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use base::Locale;
use capabilities::messaging::{BuiltIn, Topic, Topics};
use foundation::staff::Deed;
use maud::{Markup, Render as _, html};
use serde::Deserialize;
use std::collections::BTreeMap;
use web::components::{self, Column, Table, Tone};
use web::forms::{self, Field, FieldErrors};
use web::http::see_other;
use web::{PageCtx, key};

const PATH: &str = "/admin/settings/consent/topics";
/// Where each message's topic is chosen: the fields of the rules that need an agreement.
const RULES: [(BuiltIn, &str); 10] = [
    (BuiltIn::Welcome, "welcome"),
    (BuiltIn::ConsentRenewal, "consent_renewal"),
    (BuiltIn::AbandonedCart, "abandoned_cart"),
    (BuiltIn::BrowseAbandonment, "browse_abandonment"),
    (BuiltIn::ReviewRequest, "review_request"),
    (BuiltIn::WinBack, "win_back"),
    (BuiltIn::Birthday, "birthday"),
    (BuiltIn::Replenishment, "replenishment"),
    (BuiltIn::PriceDrop, "price_drop"),
    (BuiltIn::GoesWith, "goes_with"),
];

pub(super) fn router() -> Router<App> {
    Router::new()
        .route(PATH, post(add))
        .route("/admin/settings/consent/topics/{topic}/remove", post(remove))
        .route("/admin/settings/consent/rules", post(assign))
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct TopicForm {
    key: String,
    name_en: String,
    name_ar: String,
    name_fa: String,
}

impl TopicForm {
    fn trimmed(mut self) -> Self {
        for text in [&mut self.key, &mut self.name_en, &mut self.name_ar, &mut self.name_fa] {
            text.trim().to_owned().clone_into(text);
        }
        self
    }

    fn names(&self) -> [(&'static str, Locale, &str); 3] {
        [("name_en", Locale::En, &self.name_en), ("name_ar", Locale::Ar, &self.name_ar), ("name_fa", Locale::Fa, &self.name_fa)]
    }

    fn check(&self, ctx: &PageCtx, topics: &Topics) -> FieldErrors {
        let mut errors = FieldErrors::default();
        if !Topic::is_key(&self.key) {
            errors.add("key", ctx.t_with(key("topic-key-wrong"), &[("max", Topic::KEY_CHARS_MAX.into())]));
        } else if topics.find(&self.key).is_none() && topics.all.len() >= Topics::MAX {
            errors.add("key", ctx.t_with(key("topic-too-many"), &[("max", Topics::MAX.into())]));
        }
        for (field, _, name) in self.names() {
            if name.is_empty() {
                errors.add(field, ctx.t(key("form-required")));
            } else if name.chars().count() > Topic::NAME_CHARS_MAX {
                errors.add(field, ctx.t_with(key("form-too-long"), &[("max", Topic::NAME_CHARS_MAX.into())]));
            }
        }
        errors
    }

    fn topic(&self) -> Topic {
        let names: BTreeMap<String, String> =
            self.names().map(|(_, locale, name)| (locale.code().to_owned(), name.to_owned())).into();
        Topic { key: self.key.clone(), names }
    }
}

pub(super) fn draw(ctx: &PageCtx, topics: &Topics, form: &TopicForm, errors: &FieldErrors) -> Markup {
    let new = html! {
        (Field::text("key", ctx.t(key("topic-key"))).hint(ctx.t(key("topic-key-hint"))).value(&form.key).ltr()
            .error(errors.get("key")).max_length(Topic::KEY_CHARS_MAX as u32).required())
        @for (name, locale, value) in form.names() {
            (Field::text(name, ctx.t_with(key("topic-name"), &[("language", locale.own_name().into())])).value(value)
                .error(errors.get(name)).max_length(Topic::NAME_CHARS_MAX as u32).required())
        }
        (forms::submit_row(&ctx.t(key("topic-save")), None))
    };
    html! {
        (components::card(&ctx.t(key("topics-title")), None, html! {
            div.stack {
                p { (ctx.t(key("topics-text"))) }
                @if !topics.all.is_empty() { (table(ctx, topics)) (of_rules(ctx, topics)) }
                (components::disclosure(&ctx.t(key("topic-add")), forms::post(ctx, PATH, new)))
            }
        }))
    }
}

fn table(ctx: &PageCtx, topics: &Topics) -> Markup {
    let columns = std::iter::once(Column::text(ctx.t(key("topic-key"))))
        .chain(Locale::ALL.map(|locale| Column::text(locale.own_name())))
        .chain([Column::actions(ctx.t(key("topic-remove")))]);
    let mut table = Table::new(ctx.t(key("topics-title")), columns.collect::<Vec<_>>());
    for topic in &topics.all {
        let names = Locale::ALL.map(|locale| components::name(topic.name(locale)));
        let remove =
            components::post_button(ctx, &format!("{PATH}/{}/remove", topic.key), &ctx.t(key("topic-remove")), Tone::Neutral);
        table.push(std::iter::once(components::code(&topic.key)).chain(names).chain([remove]).collect::<Vec<_>>());
    }
    table.render()
}

/// Which of the messages that need an agreement is about which topic.
fn of_rules(ctx: &PageCtx, topics: &Topics) -> Markup {
    let named = |topic: &Topic| (topic.key.clone(), topic.name(ctx.locale()).to_owned());
    let options: Vec<(String, String)> =
        std::iter::once((String::new(), ctx.t(key("topic-none")).into_owned())).chain(topics.all.iter().map(named)).collect();
    let form = html! {
        @for (rule, name) in RULES {
            (Field::select(name, ctx.t_code("template", rule.name()), options.clone()).value(topics.of(rule).unwrap_or_default()))
        }
        (forms::submit_row(&ctx.t(key("action-save")), None))
    };
    components::disclosure(&ctx.t(key("topics-of-rules")), forms::post(ctx, "/admin/settings/consent/rules", form))
}

/// Adds a topic, or gives the one of this key other names.
async fn add(AllowedForm(mut signed, Manage, form): AllowedForm<Manage, TopicForm>) -> Result<Response, Failure> {
    let form = form.trimmed();
    let standing: Standing = consent::load(&signed).await?;
    let errors = form.check(&signed.ctx, &standing.topics);
    if !errors.is_empty() {
        signed.warn(signed.ctx.t("form-not-saved"));
        let page = consent::page(&signed, &standing, &form, &errors);
        return Ok(page.status(StatusCode::UNPROCESSABLE_ENTITY).into_response());
    }
    let topic = form.topic();
    save(&signed, format!("topic={}", topic.key), move |topics| {
        if let Some(known) = topics.all.iter_mut().find(|known| known.key == topic.key) {
            *known = topic;
        } else if topics.all.len() < Topics::MAX {
            topics.all.push(topic);
        }
    })
    .await
}

/// What customers said of it stays with them: should it come back under its key, they are heard.
async fn remove(
    Path(topic): Path<String>,
    AllowedForm(signed, Manage, _): AllowedForm<Manage, Vec<(String, String)>>,
) -> Result<Response, Failure> {
    if consent::load(&signed).await?.topics.find(&topic).is_none() {
        return Err(Failure::NOT_FOUND);
    }
    save(&signed, format!("topic={topic}"), move |topics| {
        topics.all.retain(|known| known.key != topic);
        topics.of_rules.retain(|_, key| *key != topic);
    })
    .await
}

async fn assign(AllowedForm(signed, Manage, pairs): AllowedForm<Manage, Vec<(String, String)>>) -> Result<Response, Failure> {
    save(&signed, String::new(), move |topics| {
        for (rule, name) in RULES {
            let Some((_, topic)) = pairs.iter().find(|(field, _)| field == name) else { continue };
            match topics.find(topic).map(|topic| topic.key.clone()) {
                Some(topic) => topics.of_rules.insert(rule.name().to_owned(), topic),
                None => topics.of_rules.remove(rule.name()),
            };
        }
    })
    .await
}

async fn save(signed: &Signed, detail: String, change: impl FnOnce(&mut Topics) + Send + 'static) -> Result<Response, Failure> {
    let (now, deed) = (signed.app.clock.now(), signed.deed(Deed::SettingChanged, "consent").detail(detail));
    let saved: db::Result<()> = signed
        .app
        .recorder
        .submit(move |tx| {
            deed.write(tx)?;
            let mut topics = Topics::load(tx)?;
            change(&mut topics);
            topics.save(tx, now)
        })
        .await;
    saved?;
    Ok(see_other("/admin/settings/consent?done=saved"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_message_that_needs_an_agreement_can_be_given_a_topic() {
        let marketing: Vec<BuiltIn> = BuiltIn::ALL.into_iter().filter(|rule| rule.is_marketing()).collect();
        assert_eq!(RULES.map(|(rule, _)| rule).to_vec(), marketing);
        assert!(RULES.iter().all(|(rule, name)| rule.name() == *name));
    }
}
