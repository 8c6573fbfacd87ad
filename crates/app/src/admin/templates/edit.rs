//! Where a letter is written: one form, whose buttons keep the draft each time, and then turn to another language, send a test or
//! publish it.

use super::form::{Around, Form, Wish, around, wrong};
use super::{Tabs, act, drawn, id_of, quality};
use crate::admin::need::Manage;
use crate::admin::settings::trial_words;
use crate::admin::{Allowed, AllowedForm, Failure, Signed, blocking};
use crate::app::App;
use crate::templates::{self as doing, Held, NotDone, Outcome, Trial};
use axum::Router;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use base::Locale;
use base::id::{StaffId, TemplateId};
use capabilities::messaging::{self, Draft, Kind, OwnTemplate, Senders, Topics, WayOut};
use foundation::staff::{self, Deed, Staff};
use maud::{Markup, html};
use serde::Deserialize;
use web::components::{self, Tone};
use web::forms::{self, FieldErrors};
use web::http::see_other;
use web::{Html, Lang, Nav, key};

pub(super) fn router() -> Router<App> {
    Router::new().route("/admin/templates/{template}/edit", get(show).post(send))
}

struct Loaded {
    template: OwnTemplate,
    topics: Topics,
    senders: Senders,
    /// Whoever asks first.
    people: Vec<Staff>,
}

fn load(app: &App, id: TemplateId, own: StaffId) -> Result<Option<Loaded>, db::Error> {
    app.db.record.read(|tx| {
        let Some(template) = messaging::find_template(tx, id)? else { return Ok(None) };
        let accounts = staff::list_accounts(tx, &app.keys)?.into_iter().filter(|account| account.disabled_at.is_none());
        let mut people: Vec<Staff> = accounts.map(|account| account.staff).collect();
        people.sort_by_key(|person| person.id != own);
        Ok(Some(Loaded { template, topics: Topics::load(tx)?, senders: Senders::load(tx)?, people }))
    })
}

async fn loaded(signed: &Signed, id: TemplateId) -> Result<Loaded, Failure> {
    let own = signed.staff.id;
    blocking(&signed.app, move |app| load(app, id, own)).await?.ok_or(Failure::NOT_FOUND)
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Wanted {
    lang: String,
}

async fn show(
    Allowed(signed, Manage): Allowed<Manage>,
    Path(template): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Html, Failure> {
    let signed = signed.at(Nav::Templates);
    let loaded = loaded(&signed, id_of(&template)?).await?;
    let locale = Locale::from_tag(&wanted.lang).unwrap_or(signed.store.locale());
    let form = Form::of(&loaded.template.draft, locale);
    draw(&signed, &loaded, &form, &FieldErrors::default(), &html! {}).await
}

async fn draw(signed: &Signed, loaded: &Loaded, form: &Form, errors: &FieldErrors, note: &Markup) -> Result<Html, Failure> {
    let ctx = &signed.ctx;
    let kept = &loaded.template.draft;
    let called = |person: &Staff| if person.name.is_empty() { person.email.clone() } else { person.name.clone() };
    let people: Vec<(StaffId, String)> = loaded.people.iter().map(|person| (person.id, called(person))).collect();
    let store = signed.store.locale();
    let own = signed.app.composer.sender_of(&signed.store, None).map(|(name, from)| format!("{name} <{}>", from.as_str()));
    let own = own.unwrap_or_else(|| signed.store.name.clone());
    let (topics, senders) = (&loaded.topics, (own.as_str(), &loaded.senders));
    let beside = Around { id: loaded.template.id, kept, topics, senders, store, people: &people };
    let report = quality::Report::of(signed, form.draft(kept), form.locale).await?;
    let look = form.look(ctx, &beside, &report.draw(ctx));
    let content = html! {
        (forms::error_summary(ctx, errors))
        (note)
        (around(ctx, &beside, &form.draw(ctx, &beside, errors), &look))
    };
    Ok(drawn(signed, &loaded.template, Tabs::Edit, content))
}

async fn send(
    Path(template): Path<String>,
    AllowedForm(signed, Manage, fields): AllowedForm<Manage, Vec<(String, String)>>,
) -> Result<Response, Failure> {
    let mut signed = signed.at(Nav::Templates);
    let id = id_of(&template)?;
    let form = Form::posted(&fields);
    let before = loaded(&signed, id).await?;
    let draft = form.draft(&before.template.draft);
    if draft != before.template.draft {
        let kept = draft.clone();
        let saved =
            act(&signed, id, Deed::TemplateChanged, move |tx, now| doing::save(tx, id, kept, now).map(|()| ((), String::new())));
        match saved.await? {
            Ok(()) => {}
            Err(NotDone::Gone) => return Err(Failure::NOT_FOUND),
            Err(not) => {
                signed.warn(signed.ctx.t(key("form-not-saved")));
                let page = draw(&signed, &before, &form, &wrong(&signed.ctx, &not), &html! {}).await?;
                return Ok(page.status(StatusCode::UNPROCESSABLE_ENTITY).into_response());
            }
        }
    }
    let path = |locale: Locale| format!("{}?lang={}", Tabs::Edit.path(id), locale.code());
    match form.wish {
        Wish::Save => Ok(see_other(&format!("{}&done=saved", path(form.locale)))),
        Wish::Turn(locale) => Ok(see_other(&path(locale))),
        Wish::Copy(_) => Ok(see_other(&path(form.locale))),
        Wish::Publish => publish(&signed, id, &form).await,
        Wish::Try => try_out(&signed, id, &form, &draft).await,
    }
}

async fn publish(signed: &Signed, id: TemplateId, form: &Form) -> Result<Response, Failure> {
    let done = act(signed, id, Deed::TemplatePublished, move |tx, now| {
        doing::publish(tx, id, now).map(|version| (version, format!("version={version}")))
    });
    match done.await? {
        Ok(_) => Ok(see_other(&format!("{}?done=template-published", Tabs::Letter.path(id)))),
        Err(NotDone::Held(held)) => {
            let loaded = loaded(signed, id).await?;
            let page = draw(signed, &loaded, form, &FieldErrors::default(), &not_published(signed, &held)).await?;
            Ok(page.status(StatusCode::UNPROCESSABLE_ENTITY).into_response())
        }
        Err(_) => Err(Failure::NOT_FOUND),
    }
}

fn not_published(signed: &Signed, held: &[Held]) -> Markup {
    let ctx = &signed.ctx;
    let text = html! { p { (ctx.t(key("template-not-published-text"))) } (quality::all_held(ctx, held)) };
    components::callout(Tone::Bad, &ctx.t(key("template-not-published")), &text)
}

/// Sends the letter as it is kept now, to whoever of the store's people was chosen.
async fn try_out(signed: &Signed, id: TemplateId, form: &Form, draft: &Draft) -> Result<Response, Failure> {
    let loaded = loaded(signed, id).await?;
    let chosen = loaded.people.iter().find(|person| person.id.to_string() == form.person).unwrap_or(&signed.staff).clone();
    let (locale, draft, to) = (form.locale, draft.clone(), chosen.clone());
    let outcome = blocking(&signed.app, move |app| {
        let shop = app.db.record.read(|tx| doing::Shop::of(tx, &draft.letters))?;
        Ok::<_, Failure>(sent(app, &shop, &draft, locale, &to))
    })
    .await?;
    if !matches!(outcome, Outcome::NotWritten(_)) {
        let detail = format!("person={}", chosen.id);
        act(signed, id, Deed::TemplateTried, move |_, _| Ok(((), detail))).await?.map_err(|_| Failure::NOT_FOUND)?;
    }
    let note = trial_words(signed, &outcome, signed.app.config.mail_folder.is_some());
    Ok(draw(signed, &loaded, form, &FieldErrors::default(), &note).await?.into_response())
}

/// Its ways out lead to where customers ask for their own pages: it is nobody's.
fn sent(app: &App, shop: &doing::Shop, draft: &Draft, locale: Locale, to: &Staff) -> Outcome {
    let door = format!("{}/privacy", app.config.base_url.trim_end_matches('/'));
    let kind = if draft.is_marketing {
        Kind::Marketing(WayOut { unsubscribe_url: door.clone(), preferences_url: door })
    } else {
        Kind::Transactional
    };
    let written = draft.letters.get(locale.code()).filter(|written| !written.is_empty());
    let looked = written.map(|written| doing::look(written, locale, draft.about, &kind, shop));
    let Some(Ok(looked)) = looked else { return Outcome::NotWritten(key("template-try-flawed")) };
    let subject = messaging::strip(&looked.rendered.subject);
    let subject = Lang::new(to.locale).t_plain("template-try-subject", &[("subject", subject.into())]);
    let (address, name, letter) = (to.email.as_str(), to.name.as_str(), &looked.rendered);
    let sender = written.and_then(|written| shop.senders.find(&written.sender));
    doing::send(app, &Trial { store: &shop.store, address, name, locale, subject: &subject, letter, server: None, sender })
}
