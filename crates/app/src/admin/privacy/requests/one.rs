//! One request: what was asked, who asked, the answer, and who outside is to be told.

use super::{PATH, due};
use crate::admin::need::Manage;
use crate::admin::privacy::{Place, drawn};
use crate::admin::{Allowed, AllowedForm, Failure, Signed, blocking, words};
use crate::app::App;
use crate::requests::{self, Answer, NotAnswered};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use base::id::{CustomerId, RequestId, StaffId};
use db::Result;
use foundation::consent::{self, Category, CategorySet, Purpose};
use foundation::privacy::{self, REASON_CHARS_MAX, Request, RequestKind, RequestState, RequestWords, ToldRecipient};
use foundation::staff::{self, Deed};
use foundation::vault::Access;
use foundation::{customers, settings};
use maud::{Markup, html};
use serde::Deserialize;
use web::components::{self, Tone};
use web::forms::{self, Check, Field, FieldErrors};
use web::http::see_other;
use web::layout::Heading;
use web::{Html, PageCtx, key};

struct Shown {
    request: Request,
    root: CustomerId,
    is_erased: bool,
    is_restricted: bool,
    words: Option<RequestWords>,
    told: Vec<ToldRecipient>,
    /// Those of the staff by whom somebody was told.
    people: Vec<(StaffId, String)>,
    confirm_by: Option<base::Timestamp>,
}

/// The answer as it was typed.
#[derive(Deserialize, Default, Clone)]
#[serde(default)]
pub(super) struct AnswerForm {
    answer: String,
    reason: String,
    lifts: String,
}

pub(super) async fn show(
    Allowed(signed, Manage): Allowed<Manage>,
    Path(request): Path<String>,
) -> std::result::Result<Html, Failure> {
    page(&signed, &request, &FieldErrors::default(), &AnswerForm::default()).await
}

async fn page(signed: &Signed, request: &str, wrong: &FieldErrors, form: &AnswerForm) -> std::result::Result<Html, Failure> {
    let id: RequestId = request.parse().map_err(|_| Failure::NOT_FOUND)?;
    let access = Access { purpose: Purpose::LegalDuties, ..signed.access("privacy_request") };
    let shown = blocking(&signed.app, move |app| load(app, id, &access)).await?.ok_or(Failure::NOT_FOUND)?;
    Ok(draw(&signed.ctx, &shown, wrong, form))
}

/// What a customer wrote is a look like any other, and is logged before it is opened.
fn load(app: &App, id: RequestId, access: &Access) -> Result<Option<Shown>> {
    let now = app.clock.now();
    let found = app.db.record.read(|tx| {
        let Some(request) = privacy::find_request(tx, id)? else { return Ok(None) };
        let root = customers::root_of(tx, request.customer)?.unwrap_or(request.customer);
        let is_erased = customers::customer_row(tx, root)?.is_none_or(|row| row.erased_at.is_some());
        Ok::<_, db::Error>(Some((request, root, is_erased)))
    });
    let Some((request, root, is_erased)) = found? else { return Ok(None) };
    if !is_erased {
        let shown = CategorySet::of(&[Category::Messages]);
        app.access.log_look(&mut app.fork_rng(), access, root, shown, CategorySet::EMPTY, now)?;
    }
    app.db.record.read(|tx| {
        let ids = customers::all_ids(tx, root)?;
        let words = privacy::request_words(tx, &app.keys, &ids, &request)?;
        let told = privacy::told_recipients(tx, id)?;
        let mut people = Vec::new();
        for staff in told.iter().filter_map(|one| one.staff) {
            people.extend(staff::account(tx, &app.keys, staff)?.map(|account| (staff, account.staff.name)));
        }
        let zone = settings::StoreSettings::load(tx)?.zone();
        let confirm_by = request.law.confirm_by(request.opened_at, &zone);
        let is_restricted = consent::load(tx, root)?.is_restricted();
        Ok(Some(Shown { request, root, is_erased, is_restricted, words, told, people, confirm_by }))
    })
}

fn draw(ctx: &PageCtx, shown: &Shown, wrong: &FieldErrors, form: &AnswerForm) -> Html {
    let request = &shown.request;
    let is_open = request.state.is_open();
    let story = html! {
        @if !is_open { (forms::error_summary(ctx, wrong)) }
        (components::card(&ctx.t(key("request-asked")), None, asked(ctx, shown)))
        @if is_open && request.verified_at.is_none() {
            (components::card(&ctx.t(key("request-identity")), None, identity(ctx, request)))
        }
        @if is_open {
            (components::card(&ctx.t(key("request-answer")), None, answer_form(ctx, request, wrong, form)))
        }
        @if !shown.told.is_empty() {
            (components::card(&ctx.t(key("request-tell")), None, recipients(ctx, shown)))
        }
    };
    let beside = components::card(&ctx.t(key("request-facts")), None, facts(ctx, shown));
    let title = ctx.t_code("request-kind", request.kind.word()).into_owned();
    let heading =
        Heading::new(title).crumb(ctx.t(key("privacy-tab-requests")), PATH).state(words::request_state(ctx, request.state));
    let status = if wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    drawn(ctx, Place::Requests, heading, components::two_columns(story, beside)).status(status)
}

fn asked(ctx: &PageCtx, shown: &Shown) -> Markup {
    let Some(words) = &shown.words else {
        return html! { p.quiet { (ctx.t(key("request-words-gone"))) } };
    };
    let about = match shown.request.kind {
        RequestKind::Correction => Some(ctx.t_code("request-about", &words.about).into_owned()),
        RequestKind::Restriction if !words.about.is_empty() => Some(ctx.t_code("request-ground", &words.about).into_owned()),
        RequestKind::Objection => {
            let purposes = words.about.split(',').filter_map(Purpose::from_word);
            let purposes: Vec<String> = purposes.map(|purpose| words::purpose(ctx, purpose)).collect();
            Some(words::list_of(ctx, &purposes))
        }
        _ => None,
    };
    html! {
        div.stack {
            @if let Some(about) = about.filter(|about| !about.is_empty()) { p { strong { (about) } } }
            @if words.text.is_empty() { p.quiet { (ctx.t(key("request-no-words"))) } } @else { p { bdi dir="auto" { (words.text) } } }
            @if !words.reason.is_empty() {
                p { (ctx.t(key("request-was-told"))) " " bdi dir="auto" { (words.reason) } }
            }
        }
    }
}

fn facts(ctx: &PageCtx, shown: &Shown) -> Markup {
    let request = &shown.request;
    let t = |said: &'static str| ctx.t(said).into_owned();
    let mut rows: Vec<(String, Markup)> = vec![
        (
            t(key("request-column-customer")),
            html! { a href={ "/admin/customers/" (shown.root) } { (words::nobody(ctx, shown.root, true)) } },
        ),
        (t(key("request-column-opened")), components::time(ctx, request.opened_at)),
        (t(key("request-came-by")), html! { (ctx.t_code("request-via", &request.via)) }),
        (t(key("request-law")), html! { (ctx.t_code("law", request.law.word())) }),
    ];
    if let Some(by) = shown.confirm_by.filter(|_| request.state.is_open()) {
        rows.push((t(key("request-confirm-by")), html! { (ctx.fmt.date(by)) }));
    }
    match request.answered_at {
        Some(at) => rows.push((t(key("request-column-answered")), components::time(ctx, at))),
        None => rows.push((t(key("request-column-due")), due(ctx, request))),
    }
    let verified = request.verified_at.map_or_else(
        || components::badge(Tone::Warn, &ctx.t(key("request-unverified"))),
        |at| html! { (ctx.t_with(key("request-verified"), &[("date", ctx.fmt.date(at).into())])) },
    );
    rows.push((t(key("request-identity")), verified));
    if shown.is_restricted {
        rows.push((t(key("request-use")), components::badge(Tone::Warn, &ctx.t(key("request-use-restricted")))));
    }
    if shown.is_erased {
        rows.push((t(key("request-use")), html! { (ctx.t(key("request-erased"))) }));
    }
    components::facts(&rows)
}

fn identity(ctx: &PageCtx, request: &Request) -> Markup {
    let action = format!("{PATH}/{}/identity", request.id);
    let asked = request.identity_asked_at.map(|at| ctx.fmt.datetime(at)).unwrap_or_default();
    html! {
        div.stack {
            p { (ctx.t_with(key("request-identity-text"), &[("date", asked.into())])) }
            (forms::post(ctx, &action, html! {
                div.answers {
                    button.button type="submit" name="how" value="link" { (ctx.t(key("request-identity-again"))) }
                    button.button type="submit" name="how" value="known" { (ctx.t(key("request-identity-known"))) }
                }
            }))
            p.small.quiet { (ctx.t(key("request-identity-note"))) }
        }
    }
}

fn answer_form(ctx: &PageCtx, request: &Request, wrong: &FieldErrors, form: &AnswerForm) -> Markup {
    let may_extend = request.extended_until.is_none() && ctx.now <= request.due_at;
    let chosen = |word: &str| form.answer == word;
    let hint = ctx.t_code("request-done-hint", request.kind.word());
    forms::post(
        ctx,
        &format!("{PATH}/{}/answer", request.id),
        html! {
            (forms::error_summary(ctx, wrong))
            (forms::group(&ctx.t(key("request-answer-which")), None, html! {
                @if let Some(error) = wrong.get("answer") { p.field-error id="f-answer" { (error) } }
                @if request.verified_at.is_some() {
                    (Check::radio("answer", "done", ctx.t(key("request-answer-done")), chosen("done")).hint(html! { (hint) }))
                }
                (Check::radio("answer", "refuse", ctx.t(key("request-answer-refuse")), chosen("refuse")))
                @if may_extend {
                    (Check::radio("answer", "extend", ctx.t(key("request-answer-extend")), chosen("extend")).hint(html! { (ctx.t(key("request-answer-extend-hint"))) }))
                }
            }))
            @if request.kind == RequestKind::Restriction {
                (Check::new("lifts", ctx.t(key("request-answer-lifts")), form.lifts == "on"))
            }
            (Field::textarea("reason", ctx.t(key("request-reason")), 3).hint(ctx.t(key("request-reason-hint"))).value(&*form.reason)
                .error(wrong.get("reason")).max_length(REASON_CHARS_MAX as u32))
            (forms::submit_row(&ctx.t(key("request-answer-submit")), None))
        },
    )
}

fn recipients(ctx: &PageCtx, shown: &Shown) -> Markup {
    let action = format!("{PATH}/{}/told", shown.request.id);
    let name = |staff: Option<StaffId>| shown.people.iter().find(|(id, _)| Some(*id) == staff).map(|(_, name)| name.as_str());
    html! {
        div.stack {
            p { (ctx.t(key("request-tell-text"))) }
            ul.plain-list {
                @for one in &shown.told {
                    li {
                        (components::ltr(&one.host)) " "
                        @match one.told_at {
                            Some(at) => {
                                (components::badge(Tone::Good, &ctx.t(key("request-told")))) " "
                                span.quiet { (ctx.fmt.datetime(at)) @if let Some(name) = name(one.staff) { " · " (components::name(name)) } }
                            }
                            None => {
                                (forms::post(ctx, &action, html! {
                                    (forms::hidden("host", &one.host))
                                    (components::button_quiet(&ctx.t_with(key("request-tell-done"), &[("host", one.host.as_str().into())])))
                                }))
                            }
                        }
                    }
                }
            }
        }
    }
}

pub(super) async fn answer(
    Path(request): Path<String>,
    AllowedForm(signed, Manage, form): AllowedForm<Manage, AnswerForm>,
) -> std::result::Result<Response, Failure> {
    let id: RequestId = request.parse().map_err(|_| Failure::NOT_FOUND)?;
    let ctx = &signed.ctx;
    let mut wrong = FieldErrors::default();
    let answer = match form.answer.as_str() {
        "done" => Some(Answer::Done { lifts: form.lifts == "on" }),
        "refuse" => Some(Answer::Refused),
        "extend" => Some(Answer::Extended),
        _ => None,
    };
    let reason = form.reason.trim().replace('\0', "");
    if answer.is_none() {
        wrong.add("answer", ctx.t(key("form-not-choice")));
    }
    if reason.chars().count() > REASON_CHARS_MAX {
        wrong.add("reason", ctx.t_with(key("form-too-long"), &[("max", (REASON_CHARS_MAX as i64).into())]));
    }
    let (Some(answer), true) = (answer, wrong.is_empty()) else {
        return Ok(page(&signed, &request, &wrong, &form).await?.into_response());
    };
    let deed = signed.deed(Deed::RequestAnswered, id).detail(format!("answer={}", form.answer));
    let answered = blocking(&signed.app, move |app| requests::answer(app, id, answer, &reason, Some(deed))).await?;
    match answered {
        Ok(_) => Ok(see_other(&format!("{PATH}/{id}?done=answered"))),
        Err(NotAnswered::Unknown) => Err(Failure::NOT_FOUND),
        Err(not) => {
            let field = if not == NotAnswered::NoReason { "reason" } else { "answer" };
            wrong.add(field, ctx.t_code("request-not", not.word()));
            Ok(page(&signed, &request, &wrong, &form).await?.into_response())
        }
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct HowForm {
    how: String,
}

pub(super) async fn identify(
    Path(request): Path<String>,
    AllowedForm(signed, Manage, form): AllowedForm<Manage, HowForm>,
) -> std::result::Result<Response, Failure> {
    let id: RequestId = request.parse().map_err(|_| Failure::NOT_FOUND)?;
    let done = if form.how == "known" {
        let deed = signed.deed(Deed::IdentityChecked, id);
        let known = blocking(&signed.app, move |app| requests::identify(app, id, true, Some(deed))).await?;
        if known.is_some_and(|request| request.state != RequestState::Withdrawn) { "identity-known" } else { "same" }
    } else {
        let deed = signed.deed(Deed::IdentityAsked, id);
        let asked = blocking(&signed.app, move |app| requests::ask_identity(app, id, deed)).await?;
        if asked { "identity-asked" } else { "identity-soon" }
    };
    Ok(see_other(&format!("{PATH}/{id}?done={done}")))
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct ToldForm {
    host: String,
}

pub(super) async fn tell(
    Path(request): Path<String>,
    AllowedForm(signed, Manage, form): AllowedForm<Manage, ToldForm>,
) -> std::result::Result<Response, Failure> {
    let id: RequestId = request.parse().map_err(|_| Failure::NOT_FOUND)?;
    let (now, staff) = (signed.app.clock.now(), signed.staff.id);
    let deed = signed.deed(Deed::RecipientTold, id).detail(format!("host={}", form.host));
    let told: Result<bool> = signed
        .app
        .recorder
        .submit(move |tx| {
            let told = privacy::tell_recipient(tx, id, &form.host, staff, now)?;
            if told {
                deed.write(tx)?;
            }
            Ok(told)
        })
        .await;
    Ok(see_other(&format!("{PATH}/{id}?done={}", if told? { "saved" } else { "same" })))
}
