//! All templates, and the letters that one can start from.

use super::{PATH, Tabs, kind, languages, standing};
use crate::admin::need::Manage;
use crate::admin::{Allowed, AllowedForm, Failure, Signed, blocking};
use crate::app::App;
use crate::templates::{self as doing, NotDone};
use axum::Router;
use axum::response::Response;
use axum::routing::get;
use base::id::TemplateId;
use capabilities::messaging::{self, About, BuiltIn, Draft, OwnTemplate, Template};
use foundation::staff::{AuditRow, Deed};
use maud::{Markup, Render as _, html};
use serde::Deserialize;
use web::components::{self, Column, Table};
use web::forms;
use web::http::see_other;
use web::icons::Icon;
use web::layout::{Heading, page};
use web::{Html, Nav, PageCtx, key};

/// What the form says that starts with nothing.
const BLANK: &str = "blank";

pub(super) fn router() -> Router<App> {
    Router::new().route("/admin/templates", get(show).post(start))
}

async fn show(Allowed(signed, Manage): Allowed<Manage>) -> Result<Html, Failure> {
    let signed = signed.at(Nav::Templates);
    let all = blocking(&signed.app, |app| app.db.record.read(messaging::own_templates)).await?;
    Ok(draw(&signed, &all))
}

fn draw(signed: &Signed, all: &[OwnTemplate]) -> Html {
    let ctx = &signed.ctx;
    let content = html! {
        div.section.card {
            @if all.is_empty() {
                (components::empty(Icon::Templates, &ctx.t(key("templates-empty")), &ctx.t(key("templates-empty-text")), None))
            } @else { (table(ctx, all)) }
        }
        section.section {
            div.section-head { h2 { (ctx.t(key("templates-ready"))) } }
            div.template-ready { @for letter in doing::ready_letters() { (card(ctx, letter)) } }
        }
    };
    let heading =
        Heading::new(ctx.t(key("templates-title"))).state(html! { (ctx.t(key("templates-state"))) }).actions(forms::post(
            ctx,
            PATH,
            html! {
                (forms::hidden("from", BLANK))
                (components::button(&ctx.t(key("template-blank"))))
            },
        ));
    page(ctx, &heading, content)
}

fn table(ctx: &PageCtx, all: &[OwnTemplate]) -> Markup {
    let columns = [
        Column::text(ctx.t(key("template-name"))),
        Column::text(ctx.t(key("template-about"))),
        Column::text(ctx.t(key("template-languages"))),
        Column::text(ctx.t(key("template-published"))),
        Column::text(ctx.t(key("template-changed-at"))),
    ];
    let mut table = Table::new(ctx.t(key("nav-templates")), columns);
    for template in all {
        let place = if template.version == 0 { Tabs::Edit } else { Tabs::Letter };
        let written: Vec<&str> = languages(&template.draft).map(base::Locale::own_name).collect();
        table.push([
            components::row_link(&place.path(template.id), components::name(&template.draft.name)),
            html! {
                (ctx.t_code("template-about", template.draft.about.word())) " · "
                span.quiet { (kind(ctx, template.draft.is_marketing)) }
            },
            html! { @for (at, name) in written.iter().enumerate() { @if at > 0 { " · " } bdi { (name) } } },
            html! { (standing(ctx, template)) },
            components::ago(ctx, template.changed_at),
        ]);
    }
    table.render()
}

fn card(ctx: &PageCtx, letter: BuiltIn) -> Markup {
    let promise = promise(ctx, letter);
    html! {
        section.card.template-start {
            h3 { (ctx.t_code("template", letter.name())) }
            @if let Some(promise) = promise { p.quiet { (promise) } }
            (forms::post(ctx, PATH, html! {
                (forms::hidden("from", letter.name()))
                div.actions { (components::button_quiet(&ctx.t(key("template-start")))) }
            }))
        }
    }
}

/// What inboxes show of a letter after its subject, for somebody made up.
fn promise(ctx: &PageCtx, letter: BuiltIn) -> Option<String> {
    let kind = messaging::kind_of_sample(letter.is_marketing());
    let made = Template::parse(letter.source(ctx.locale())).ok()?.render(&letter.sample(ctx.locale()), &kind).ok()?;
    Some(messaging::strip(&made.preheader))
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Chosen {
    from: String,
}

/// A letter that comes with Amana becomes the store's own draft, under the name that it has in the reader's language; or an empty one.
async fn start(AllowedForm(signed, Manage, chosen): AllowedForm<Manage, Chosen>) -> Result<Response, Failure> {
    let ready = BuiltIn::from_name(&chosen.from).filter(|letter| letter.can_be_copied());
    let draft = match ready {
        Some(letter) => Draft::of(letter, signed.ctx.t_code("template", letter.name()).into_owned()),
        None if chosen.from == BLANK => Draft {
            name: signed.ctx.t(key("template-new-name")).into_owned(),
            is_marketing: true,
            about: About::Customer,
            topic: String::new(),
            letters: messaging::Letters::new(),
        },
        None => return Err(Failure::UNREADABLE),
    };
    match made(&signed, draft).await? {
        Ok(id) => Ok(see_other(&format!("{}?done=template-made", Tabs::Edit.path(id)))),
        Err(NotDone::TooMany) => Ok(see_other(&format!("{PATH}?done=templates-too-many"))),
        Err(_) => Err(Failure::UNREADABLE),
    }
}

async fn made(signed: &Signed, draft: Draft) -> Result<Result<TemplateId, NotDone>, Failure> {
    let (app, now) = (&signed.app, signed.app.clock.now());
    let mut rng = app.fork_rng();
    let deed = signed.deed(Deed::TemplateMade, "template");
    let done = app.recorder.submit(move |tx| {
        let name = doing::free_name(tx, &draft.name)?;
        let id = doing::create(tx, &mut rng, Draft { name, ..draft }, now)?;
        AuditRow { subject: id.to_string(), ..deed }.write(tx)?;
        Ok::<_, NotDone>(id)
    });
    match done.await {
        Err(NotDone::Db(error)) => Err(error.into()),
        done => Ok(done),
    }
}
