//! The store's own letters: all of them, one as it goes out, where it is written, looked at, tried and published.

mod edit;
mod form;
mod help;
mod list;
mod one;
mod preview;
mod quality;

use super::{Failure, Signed};
use crate::app::App;
use crate::templates::{self as doing, NotDone, Users};
use axum::Router;
use base::id::TemplateId;
use base::{Locale, Timestamp};
use capabilities::messaging::{Draft, OwnTemplate};
use db::Tx;
use foundation::staff::Deed;
use maud::{Markup, html};
use web::components::{self, Tab};
use web::layout::{Heading, page};
use web::{Html, PageCtx, key};

const PATH: &str = "/admin/templates";

pub fn router() -> Router<App> {
    Router::new().merge(list::router()).merge(one::router()).merge(edit::router()).merge(preview::router())
}

/// The pages about one template.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tabs {
    Letter,
    Edit,
}

impl Tabs {
    fn path(self, id: TemplateId) -> String {
        match self {
            Self::Letter => format!("{PATH}/{id}"),
            Self::Edit => format!("{PATH}/{id}/edit"),
        }
    }

    const fn label(self) -> &'static str {
        match self {
            Self::Letter => key("template-tab-letter"),
            Self::Edit => key("template-tab-edit"),
        }
    }
}

fn id_of(text: &str) -> Result<TemplateId, Failure> {
    text.parse().map_err(|_| Failure::NOT_FOUND)
}

/// A page about one template: its name above, the tabs, the content.
fn drawn(signed: &Signed, template: &OwnTemplate, place: Tabs, content: Markup) -> Html {
    let ctx = &signed.ctx;
    let tabs = [Tabs::Letter, Tabs::Edit].map(|tab| Tab {
        label: ctx.t(tab.label()).into_owned(),
        href: tab.path(template.id),
        current: tab == place,
        count: None,
    });
    let heading = Heading::of_name(&template.draft.name)
        .state(html! { (standing(ctx, template)) })
        .crumb(ctx.t(key("nav-templates")), PATH);
    page(ctx, &heading, html! { (components::tabs(ctx, &ctx.t(key("template-tabs")), &tabs)) div.stack { (content) } })
}

/// Whether it was published, in one sentence.
fn standing(ctx: &PageCtx, template: &OwnTemplate) -> String {
    if template.version == 0 {
        return ctx.t(key("template-never-published")).into_owned();
    }
    ctx.t_with(key("template-version-out"), &[("version", template.version.into())])
}

/// The languages in which a letter is written.
fn languages(draft: &Draft) -> impl Iterator<Item = Locale> + '_ {
    Locale::ALL.into_iter().filter(|locale| draft.letters.get(locale.code()).is_some_and(|written| !written.is_empty()))
}

/// What a letter speaks of, and whether it is advertising.
fn kind(ctx: &PageCtx, is_marketing: bool) -> String {
    ctx.t(if is_marketing { key("template-kind-marketing") } else { key("template-kind-service") }).into_owned()
}

/// Who uses a template, each a link.
fn users(ctx: &PageCtx, users: &Users) -> Markup {
    let journeys = users.journeys.iter().map(|(id, name)| (format!("/admin/journeys/{id}"), name, key("template-user-journey")));
    let campaigns =
        users.campaigns.iter().map(|(id, name)| (format!("/admin/campaigns/{id}"), name, key("template-user-campaign")));
    html! {
        ul.plain-list {
            @for (path, name, kind) in journeys.chain(campaigns) {
                li { a href=(path) { (components::name(name)) } " " span.quiet { (ctx.t(kind)) } }
            }
        }
    }
}

/// Does something to a template, with its line in the audit log; gives what the work gave.
async fn act<T: Send + 'static>(
    signed: &Signed,
    id: TemplateId,
    deed: Deed,
    work: impl FnOnce(&mut Tx<'_>, Timestamp) -> Result<(T, String), NotDone> + Send + 'static,
) -> Result<Result<T, NotDone>, Failure> {
    let (deed, now) = (signed.deed(deed, id), signed.app.clock.now());
    let done = signed.app.recorder.submit(move |tx| {
        let (given, detail) = work(tx, now)?;
        deed.detail(detail).write(tx)?;
        Ok::<_, NotDone>(given)
    });
    match done.await {
        Err(NotDone::Db(error)) => Err(error.into()),
        done => Ok(done),
    }
}

/// Why nothing was kept, in words, and the field where it is wrong.
fn said(ctx: &PageCtx, not: &NotDone) -> (&'static str, String) {
    let max = |key: &'static str, max: usize| ctx.t_with(key, &[("max", max.into())]);
    match not {
        NotDone::Name => ("name", max(key("template-wrong-name"), Draft::NAME_CHARS_MAX)),
        NotDone::Taken => ("name", ctx.t(key("template-wrong-taken")).into_owned()),
        NotDone::Line => ("subject", max(key("template-wrong-line"), doing::LINE_CHARS_MAX)),
        NotDone::Body => ("body", max(key("template-wrong-body"), doing::BODY_BYTES_MAX / 1024)),
        NotDone::Topic => ("topic", ctx.t(key("form-not-choice")).into_owned()),
        NotDone::Sender => ("sender", ctx.t(key("form-not-choice")).into_owned()),
        _ => ("name", ctx.t(key("templates-too-many")).into_owned()),
    }
}
