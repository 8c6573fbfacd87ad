//! A request that came by telephone or letter: entered for the customer, who is asked whether it is theirs.

use super::PATH;
use crate::admin::need::Manage;
use crate::admin::privacy::{Place, drawn};
use crate::admin::{Allowed, AllowedForm, Failure, Signed, blocking};
use crate::app::App;
use crate::requests::{self, Asked, CORRECTABLE, NotOpened};
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use base::id::CustomerId;
use base::{EmailAddress, Locale};
use db::Result;
use foundation::customers::{self, Claim};
use foundation::privacy::{Law, REQUEST_CHARS_MAX, RequestKind, RequestWords};
use foundation::staff::Deed;
use maud::html;
use serde::Deserialize;
use web::forms::{self, Field, FieldErrors};
use web::http::see_other;
use web::layout::Heading;
use web::{Html, key};

#[derive(Deserialize, Default, Clone)]
#[serde(default)]
pub(super) struct NewForm {
    /// A customer's id, or an e-mail address of theirs.
    customer: String,
    kind: String,
    about: String,
    text: String,
    language: String,
    law: String,
}

pub(super) async fn show(Allowed(signed, Manage): Allowed<Manage>, Query(form): Query<NewForm>) -> Html {
    draw(&signed, &FieldErrors::default(), &form)
}

fn draw(signed: &Signed, wrong: &FieldErrors, form: &NewForm) -> Html {
    let ctx = &signed.ctx;
    let kinds =
        RequestKind::ALL.iter().map(|kind| (kind.word().to_owned(), ctx.t_code("request-kind", kind.word()).into_owned()));
    let about = CORRECTABLE.map(|about| (about.to_owned(), ctx.t_code("request-about", about).into_owned()));
    let languages = Locale::ALL.map(|locale| (locale.code().to_owned(), locale.own_name().to_owned()));
    let by_country = (String::new(), ctx.t(key("request-law-by-country")).into_owned());
    let laws = Law::ALL.map(|law| (law.word().to_owned(), ctx.t_code("law", law.word()).into_owned()));
    let language = if form.language.is_empty() { signed.store.locale().code() } else { &form.language };
    let controls = html! {
        (forms::error_summary(ctx, wrong))
        (Field::text("customer", ctx.t(key("request-new-customer"))).hint(ctx.t(key("request-new-customer-hint"))).value(&*form.customer)
            .ltr().error(wrong.get("customer")).required())
        (Field::select("kind", ctx.t(key("request-column-what")), kinds).value(&*form.kind).error(wrong.get("kind")).required())
        (Field::select("about", ctx.t(key("request-new-about")), about).value(&*form.about).error(wrong.get("about")))
        (Field::textarea("text", ctx.t(key("request-new-text")), 4).hint(ctx.t(key("request-new-text-hint"))).value(&*form.text)
            .error(wrong.get("text")).max_length(REQUEST_CHARS_MAX as u32))
        (Field::select("language", ctx.t(key("request-new-language")), languages).value(language).error(wrong.get("language")))
        (Field::select("law", ctx.t(key("request-law")), std::iter::once(by_country).chain(laws)).value(&*form.law).error(wrong.get("law")))
        (forms::submit_row(&ctx.t(key("request-new-submit")), None))
    };
    let content = html! { div.card.section { (forms::post(ctx, "/admin/privacy/requests/new", controls)) } };
    let heading = Heading::new(ctx.t(key("request-new-title")))
        .crumb(ctx.t(key("privacy-tab-requests")), PATH)
        .state(html! { (ctx.t(key("request-new-state"))) });
    let status = if wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    drawn(ctx, Place::Requests, heading, content).status(status)
}

pub(super) async fn take(
    AllowedForm(signed, Manage, form): AllowedForm<Manage, NewForm>,
) -> std::result::Result<Response, Failure> {
    let ctx = &signed.ctx;
    let mut wrong = FieldErrors::default();
    let typed = form.customer.trim().to_owned();
    let customer = blocking(&signed.app, move |app| find(app, &typed)).await?;
    if customer.is_none() {
        wrong.add("customer", ctx.t(key("request-new-nobody")));
    }
    let kind = RequestKind::from_word(&form.kind);
    if kind.is_none() {
        wrong.add("kind", ctx.t(key("form-not-choice")));
    }
    let is_correction = kind == Some(RequestKind::Correction);
    if is_correction && !CORRECTABLE.contains(&form.about.as_str()) {
        wrong.add("about", ctx.t(key("form-not-choice")));
    }
    let text = form.text.trim().replace('\0', "");
    if is_correction && text.is_empty() {
        wrong.add("text", ctx.t(key("form-required")));
    } else if text.chars().count() > REQUEST_CHARS_MAX {
        wrong.add("text", ctx.t_with(key("form-too-long"), &[("max", (REQUEST_CHARS_MAX as i64).into())]));
    }
    let law = Law::from_word(&form.law);
    if law.is_none() && !form.law.is_empty() {
        wrong.add("law", ctx.t(key("form-not-choice")));
    }
    let (Some(customer), Some(kind), true) = (customer, kind, wrong.is_empty()) else {
        return Ok(draw(&signed, &wrong, &form).into_response());
    };
    let about = if is_correction { form.about.clone() } else { String::new() };
    let words = RequestWords { locale: form.language.clone(), about, text, reason: String::new() };
    let asked = Asked { customer, kind, via: "staff", is_verified: false, law, words, objects_to: Vec::new() };
    let deed = signed.deed(Deed::RequestEntered, customer).detail(format!("kind={}", kind.word()));
    match blocking(&signed.app, move |app| requests::open(app, asked, Some(deed))).await? {
        Ok(request) => Ok(see_other(&format!("{PATH}/{}?done=entered", request.id))),
        Err(not) => {
            let said = if not == NotOpened::TooMany { key("request-new-many") } else { key("request-new-nobody") };
            wrong.add("customer", ctx.t(said));
            Ok(draw(&signed, &wrong, &form).into_response())
        }
    }
}

/// The customer of an id or an e-mail address.
fn find(app: &App, typed: &str) -> Result<Option<CustomerId>> {
    if let Ok(id) = typed.parse::<CustomerId>() {
        return app.db.record.read(|tx| customers::root_of(tx, id));
    }
    let Ok(email) = EmailAddress::parse(typed) else { return Ok(None) };
    let claim = Claim::email(&app.keys, &email);
    Ok(app.db.record.read(|tx| customers::find_identity(tx, &claim.hash))?.map(|(customer, _)| customer))
}
