//! `…/api/v1/privacy/requests`: what customers ask for by law, opened, listed, shown and answered.

use super::input::{IdOf, Params, bad_parameter};
use super::openapi::{Operation, limit, path_id, query, reference};
use super::{Answer, Endpoint, Needs, Page, Reader, Writer, blocking, record, unknown};
use crate::app::App;
use crate::requests::{self, Asked, CORRECTABLE, NotAnswered, NotOpened};
use axum::body::Body;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::{get, post};
use base::id::{CustomerId, RequestId};
use base::{Locale, Timestamp};
use db::Result;
use foundation::consent::{Category, CategorySet, Purpose};
use foundation::customers;
use foundation::privacy::{self, Law, REASON_CHARS_MAX, REQUEST_CHARS_MAX, Request, RequestKind, RequestWords};
use serde::Deserialize;
use serde_json::{Value, json};
use std::time::Duration;
use web::http::Problem;

pub const ENDPOINTS: &[Endpoint] = &[
    Endpoint { method: "get", path: PATH, needs: Needs::Read, route: || get(list), describe: describe_list },
    Endpoint { method: "post", path: PATH, needs: Needs::Admin, route: || post(open), describe: describe_open },
    Endpoint {
        method: "get",
        path: "/api/v1/privacy/requests/{id}",
        needs: Needs::Admin,
        route: || get(show),
        describe: describe_show,
    },
    Endpoint {
        method: "post",
        path: "/api/v1/privacy/requests/{id}/answer",
        needs: Needs::Admin,
        route: || post(answer),
        describe: describe_answer,
    },
];

const PATH: &str = "/api/v1/privacy/requests";
const BODY_BYTES_MAX: usize = 64 * 1024;
const BODY_WITHIN: Duration = Duration::from_secs(20);
/// Requests of one customer that are listed.
const OF_ONE_MAX: usize = 200;

async fn list(_: Reader, State(app): State<App>, params: Params) -> std::result::Result<Answer, Problem> {
    let params = params.only(&["state", "customer", "limit", "after"])?;
    let is_open = params.word("state", |word| ["open", "answered"].iter().position(|one| *one == word), &["open", "answered"])?;
    let is_open = is_open.map(|at| at == 0);
    let (limit, after) = (params.limit()?, params.id::<RequestId>("after")?);
    let rows = if let Some(customer) = params.id::<CustomerId>("customer")? {
        if after.is_some() {
            return Err(bad_parameter("after", "is of no use beside customer, whose requests come in one answer"));
        }
        let found = blocking(&app, move |app| of_customer(app, customer)).await?.ok_or_else(|| unknown("customer"))?;
        found.into_iter().filter(|request| is_open.is_none_or(|is_open| request.state.is_open() == is_open)).collect()
    } else {
        let read = move |app: &App| app.db.record.read(|tx| privacy::list_requests(tx, is_open, after, limit + 1));
        blocking(&app, read).await?
    };
    let next = if rows.len() > limit { rows.get(limit - 1).map(|row| row.id.to_string()) } else { None };
    let data: Vec<Value> = rows.iter().take(limit).map(document).collect();
    Answer::of(&Page { data, next })
}

fn of_customer(app: &App, customer: CustomerId) -> Result<Option<Vec<Request>>> {
    let Some(ids) = record::ids_of(app, customer)? else { return Ok(None) };
    app.db.record.read(|tx| privacy::requests_of(tx, &ids, OF_ONE_MAX)).map(Some)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Opening {
    customer: String,
    kind: String,
    #[serde(default)]
    about: Option<String>,
    #[serde(default)]
    text: Option<String>,
    #[serde(default)]
    language: Option<String>,
    #[serde(default)]
    law: Option<String>,
}

async fn open(_: Writer, State(app): State<App>, params: Params, body: Body) -> std::result::Result<Answer, Problem> {
    params.only(&[])?;
    let asked = asked_of(read_body(body).await?)?;
    let opened = blocking(&app, move |app| requests::open(app, asked, None)).await?;
    let request = opened.map_err(|not| match not {
        NotOpened::NoCustomer => unknown("customer"),
        NotOpened::TooMany => {
            let detail = "20 requests of this customer are open already. Answer some of them first. Nothing was changed.";
            Problem::new(StatusCode::CONFLICT, "too_many_open", "Too many requests are open", detail)
        }
    })?;
    Answer::of(&document(&request))
}

fn asked_of(body: Opening) -> std::result::Result<Asked, Problem> {
    let wrong = |field: &str, wanted: &str| bad_body(&format!("{field}: must be {wanted}"));
    let words = |all: &mut dyn Iterator<Item = &'static str>| format!("one of {}", all.collect::<Vec<_>>().join(", "));
    let customer = body.customer.parse().map_err(|_| wrong("customer", "a customer's id"))?;
    let kinds = || words(&mut RequestKind::ALL.iter().map(|kind| kind.word()));
    let kind = RequestKind::from_word(&body.kind).ok_or_else(|| wrong("kind", &kinds()))?;
    let law = match &body.law {
        Some(word) => Some(Law::from_word(word).ok_or_else(|| wrong("law", &words(&mut Law::ALL.iter().map(|law| law.word()))))?),
        None => None,
    };
    let language = body.language.unwrap_or_default();
    if !language.is_empty() && Locale::from_tag(&language).is_none() {
        return Err(wrong("language", &words(&mut Locale::ALL.iter().map(|locale| locale.code()))));
    }
    let text = body.text.unwrap_or_default().trim().to_owned();
    let about = body.about.unwrap_or_default();
    if text.chars().count() > REQUEST_CHARS_MAX || text.contains('\0') {
        return Err(wrong("text", &format!("text of at most {REQUEST_CHARS_MAX} characters, without NUL")));
    }
    if kind == RequestKind::Correction {
        if !CORRECTABLE.contains(&about.as_str()) {
            return Err(wrong("about", &words(&mut CORRECTABLE.into_iter())));
        }
        if text.is_empty() {
            return Err(wrong("text", "what is right"));
        }
    } else if !about.is_empty() {
        return Err(wrong("about", "left out, except of a correction"));
    }
    let words = RequestWords { locale: language, about, text, reason: String::new() };
    Ok(Asked { customer, kind, via: "api", is_verified: false, law, words, objects_to: Vec::new() })
}

/// With what was written: a look, which is logged first.
async fn show(
    _: Writer,
    State(app): State<App>,
    IdOf(id): IdOf<RequestId>,
    params: Params,
) -> std::result::Result<Answer, Problem> {
    params.only(&[])?;
    let shown = blocking(&app, move |app| with_words(app, id)).await?;
    Answer::of(&shown.ok_or_else(|| unknown("request"))?)
}

fn with_words(app: &App, id: RequestId) -> Result<Option<Value>> {
    let found = app.db.record.read(|tx| {
        let Some(request) = privacy::find_request(tx, id)? else { return Ok(None) };
        let root = customers::root_of(tx, request.customer)?.unwrap_or(request.customer);
        let ids = customers::all_ids(tx, root)?;
        let words = privacy::request_words(tx, &app.keys, &ids, &request)?;
        Ok::<_, db::Error>(Some((root, words, privacy::told_recipients(tx, id)?, request)))
    });
    let Some((root, words, told, request)) = found? else { return Ok(None) };
    let mut shown = document(&request);
    if words.is_some() {
        let access = record::access(Purpose::LegalDuties, "api:privacy_request");
        let messages = CategorySet::of(&[Category::Messages]);
        app.access.log_look(&mut app.fork_rng(), &access, root, messages, CategorySet::EMPTY, app.clock.now())?;
    }
    let words = words.unwrap_or_default();
    let text = |text: String| (!text.is_empty()).then_some(text);
    shown["about"] = json!(text(words.about));
    shown["text"] = json!(text(words.text));
    shown["reason"] = json!(text(words.reason));
    shown["recipients"] = told
        .iter()
        .map(|one| json!({"host": one.host, "told_at": one.told_at.map(Timestamp::to_rfc3339)}))
        .collect::<Vec<_>>()
        .into();
    Ok(Some(shown))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Answering {
    answer: String,
    #[serde(default)]
    reason: Option<String>,
    #[serde(default)]
    lifts: bool,
}

async fn answer(
    _: Writer,
    State(app): State<App>,
    IdOf(id): IdOf<RequestId>,
    params: Params,
    body: Body,
) -> std::result::Result<Answer, Problem> {
    params.only(&[])?;
    let body: Answering = read_body(body).await?;
    let said = match body.answer.as_str() {
        "done" => requests::Answer::Done { lifts: body.lifts },
        "refuse" => requests::Answer::Refused,
        "extend" => requests::Answer::Extended,
        _ => return Err(bad_body("answer: must be one of done, refuse, extend")),
    };
    let reason = body.reason.unwrap_or_default();
    if reason.chars().count() > REASON_CHARS_MAX || reason.contains('\0') {
        return Err(bad_body(&format!("reason: must be text of at most {REASON_CHARS_MAX} characters, without NUL")));
    }
    let answered = blocking(&app, move |app| requests::answer(app, id, said, &reason, None)).await?;
    Answer::of(&document(&answered.map_err(not_answered)?))
}

fn not_answered(not: NotAnswered) -> Problem {
    let detail = match not {
        NotAnswered::Unknown => return unknown("request"),
        NotAnswered::NoReason => return bad_body("reason: the customer must be told why"),
        NotAnswered::Closed => "The request was answered before, or was taken back. Nothing was changed.",
        NotAnswered::Unverified => {
            "Nobody knows yet that the request comes from the customer: they were asked by letter. Nothing was changed."
        }
        NotAnswered::TooLate => "More time is given once, and before the first has run out. Nothing was changed.",
    };
    Problem::new(StatusCode::CONFLICT, not.word(), "The request can't be answered so", detail)
}

fn document(request: &Request) -> Value {
    json!({
        "id": request.id.to_string(),
        "customer": request.customer.to_string(),
        "kind": request.kind.word(),
        "state": request.state.word(),
        "law": request.law.word(),
        "via": request.via,
        "opened_at": request.opened_at.to_rfc3339(),
        "due_at": request.due_at.to_rfc3339(),
        "extended_until": request.extended_until.map(Timestamp::to_rfc3339),
        "verified_at": request.verified_at.map(Timestamp::to_rfc3339),
        "answered_at": request.answered_at.map(Timestamp::to_rfc3339),
    })
}

async fn read_body<T: serde::de::DeserializeOwned>(body: Body) -> std::result::Result<T, Problem> {
    let bytes = match tokio::time::timeout(BODY_WITHIN, axum::body::to_bytes(body, BODY_BYTES_MAX)).await {
        Ok(Ok(bytes)) => bytes,
        Ok(Err(_)) => return Err(bad_body(&format!("The body must end, and hold at most {BODY_BYTES_MAX} bytes"))),
        Err(_) => {
            let detail = "The body took more than 20 seconds. Nothing was changed.";
            return Err(Problem::new(StatusCode::REQUEST_TIMEOUT, "too_slow", "The request came too slowly", detail));
        }
    };
    // What serde says may repeat what was sent: only its place is told.
    serde_json::from_slice(&bytes).map_err(|error| {
        let place = format!("line {}, column {}", error.line(), error.column());
        bad_body(&format!("The body is no JSON object with the fields that are described, each once: {place}"))
    })
}

fn bad_body(detail: &str) -> Problem {
    Problem::new(StatusCode::BAD_REQUEST, "bad_body", "The body can't be used", format!("{detail}. Nothing was changed."))
}

fn describe_list() -> Operation {
    let words = json!({"type": "string", "enum": ["open", "answered"]});
    let customer = json!({"type": "string", "pattern": "^cus_[0-9a-z]{26}$"});
    Operation::new("listPrivacyRequests", "privacy", "Requests of customers by law, newest first")
        .text("Erasures are among them, those that customers did by themselves too.")
        .parameter(query("state", "Those that wait for an answer, or those that have one.", &words))
        .parameter(query("customer", "Of one customer alone, in one answer.", &customer))
        .parameter(limit())
        .parameter(query("after", "`next` of the page before.", &json!({"type": "string", "pattern": "^req_[0-9a-z]{26}$"})))
        .page_of("PrivacyRequest")
}

fn describe_open() -> Operation {
    Operation::new("openPrivacyRequest", "privacy", "Open a request for a customer")
        .text(
            "For what reached the store elsewhere. The customer is asked by a letter whether it is theirs; until they say so, \
             nothing is done. `law` says by when it is due; left out, the store's country and the customer's decide.",
        )
        .body(&reference("NewPrivacyRequest"))
        .names_another()
        .conflict("Too many requests of the customer are open")
        .answers("PrivacyRequest")
}

fn describe_show() -> Operation {
    Operation::new("getPrivacyRequest", "privacy", "One request, with what was written")
        .text("What the customer wrote is personal data: the look is logged for them.")
        .parameter(path_id("req", "The request."))
        .answers("PrivacyRequestShown")
}

fn describe_answer() -> Operation {
    Operation::new("answerPrivacyRequest", "privacy", "Answer a request")
        .text(
            "The customer is told by a letter. `done` carries out what the program can: a correction of name, telephone or postal \
             address, and an erasure, an hour later; `lifts` ends a restriction after three days. `refuse` and `extend` need a reason.",
        )
        .parameter(path_id("req", "The request."))
        .body(&reference("PrivacyAnswer"))
        .conflict("It was answered, is not known to be the customer's, or can't be extended any more")
        .answers("PrivacyRequest")
}
