//! `/api/v1/templates`: the store's own letters, written, looked at and published.

use super::input::{IdOf, Params, bad_body, read_body};
use super::openapi::{Operation, path_id, reference};
use super::{Answer, Endpoint, Needs, Reader, Writer, blocking, unknown};
use crate::app::App;
use crate::templates::{self as doing, Held, NotDone, Shop};
use axum::body::Body;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::{delete, get, post, put};
use base::id::TemplateId;
use base::{Locale, Timestamp};
use capabilities::messaging::{self, About, Draft, Fault, Letters, OwnTemplate, Severity, Version};
use db::{Result, Tx};
use foundation::staff::{AuditRow, Deed};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use web::http::Problem;

const ALL: &str = "/api/v1/templates";
const ONE: &str = "/api/v1/templates/{id}";

pub const ENDPOINTS: &[Endpoint] = &[
    Endpoint { method: "get", path: ALL, needs: Needs::Read, route: || get(list), describe: describe_list },
    Endpoint { method: "post", path: ALL, needs: Needs::Admin, route: || post(make), describe: describe_make },
    Endpoint { method: "get", path: ONE, needs: Needs::Read, route: || get(one), describe: describe_one },
    Endpoint { method: "put", path: ONE, needs: Needs::Admin, route: || put(save), describe: describe_save },
    Endpoint { method: "delete", path: ONE, needs: Needs::Admin, route: || delete(remove), describe: describe_remove },
    Endpoint {
        method: "post",
        path: "/api/v1/templates/{id}/publish",
        needs: Needs::Admin,
        route: || post(publish),
        describe: describe_publish,
    },
    Endpoint {
        method: "get",
        path: "/api/v1/templates/{id}/preview",
        needs: Needs::Read,
        route: || get(preview),
        describe: describe_preview,
    },
];

type Answered = std::result::Result<Answer, Problem>;

async fn list(_: Reader, State(app): State<App>, params: Params) -> Answered {
    params.only(&[])?;
    let all = blocking(&app, |app| app.db.record.read(messaging::own_templates)).await?;
    Answer::of(&json!({"data": all.iter().map(document).collect::<Vec<_>>()}))
}

fn document(one: &OwnTemplate) -> Value {
    json!({
        "id": one.id.to_string(),
        "name": one.draft.name,
        "marketing": one.draft.is_marketing,
        "about": one.draft.about.word(),
        "topic": one.draft.topic,
        "languages": one.draft.letters.keys().collect::<Vec<_>>(),
        "version": (one.version > 0).then_some(one.version),
        "letter": (one.version > 0).then(|| letter_name(one)),
        "made_at": one.created_at.to_rfc3339(),
        "changed_at": one.changed_at.to_rfc3339(),
    })
}

/// What plans name the last version by.
fn letter_name(one: &OwnTemplate) -> String {
    messaging::LetterRef::Own { template: one.id, version: one.version }.name().into_owned()
}

async fn one(_: Reader, State(app): State<App>, IdOf(id): IdOf<TemplateId>, params: Params) -> Answered {
    params.only(&[])?;
    answer(&app, id).await
}

async fn answer(app: &App, id: TemplateId) -> Answered {
    let found = blocking(app, move |app| app.db.record.read(|tx| whole(tx, id))).await?;
    Answer::of(&found.ok_or_else(|| unknown("template"))?)
}

/// With its letters as they are being written, and as they go out.
fn whole(tx: &mut Tx<'_>, id: TemplateId) -> Result<Option<Value>> {
    let Some(one) = messaging::find_template(tx, id)? else { return Ok(None) };
    let version = messaging::published_template(tx, id, one.version)?;
    let mut shown = document(&one);
    shown["draft"] = json!(one.draft.letters);
    shown["published"] = version.as_ref().map_or(Value::Null, published);
    Ok(Some(shown))
}

fn published(version: &Version) -> Value {
    json!({
        "version": version.number,
        "marketing": version.is_marketing,
        "about": version.about.word(),
        "letters": version.letters,
        "published_at": version.published_at.to_rfc3339(),
    })
}

/// A template as a program writes it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    name: String,
    #[serde(default)]
    marketing: Option<bool>,
    #[serde(default)]
    about: Option<String>,
    #[serde(default)]
    topic: String,
    letters: Letters,
}

impl Wanted {
    fn draft(self) -> std::result::Result<Draft, Problem> {
        let words = || bad_body(format!("about: must be one of {}", About::ALL.map(About::word).join(", ")));
        let about = self.about.as_deref().map_or(Some(About::Customer), About::from_word).ok_or_else(words)?;
        let is_marketing = self.marketing.unwrap_or(true);
        Ok(Draft { name: self.name, is_marketing, about, topic: self.topic, letters: self.letters })
    }
}

async fn make(writer: Writer, State(app): State<App>, params: Params, body: Body) -> Answered {
    params.only(&[])?;
    let draft = read(body).await?.draft()?;
    let (mut rng, now) = (app.fork_rng(), app.clock.now());
    let deed = writer.deed(&app, Deed::TemplateMade, "template");
    let done = app.recorder.submit(move |tx| {
        let id = doing::create(tx, &mut rng, draft, now)?;
        AuditRow { subject: id.to_string(), ..deed }.write(tx)?;
        Ok::<_, NotDone>(id)
    });
    let id = done.await.map_err(|not| failed(&app, not))?;
    answer(&app, id).await
}

async fn save(writer: Writer, State(app): State<App>, IdOf(id): IdOf<TemplateId>, params: Params, body: Body) -> Answered {
    params.only(&[])?;
    let draft = read(body).await?.draft()?;
    act(&writer, &app, id, Deed::TemplateChanged, move |tx, now| doing::save(tx, id, draft, now)).await?;
    answer(&app, id).await
}

async fn publish(writer: Writer, State(app): State<App>, IdOf(id): IdOf<TemplateId>, params: Params) -> Answered {
    params.only(&[])?;
    act(&writer, &app, id, Deed::TemplatePublished, move |tx, now| doing::publish(tx, id, now).map(drop)).await?;
    answer(&app, id).await
}

async fn remove(writer: Writer, State(app): State<App>, IdOf(id): IdOf<TemplateId>, params: Params) -> Answered {
    params.only(&[])?;
    act(&writer, &app, id, Deed::TemplateDeleted, move |tx, now| doing::delete(tx, id, now)).await?;
    Answer::of(&json!({"id": id.to_string(), "deleted": true}))
}

/// The draft filled in with made-up values, language by language, and what is to be said of it.
async fn preview(_: Reader, State(app): State<App>, IdOf(id): IdOf<TemplateId>, params: Params) -> Answered {
    params.only(&[])?;
    let found = blocking(&app, move |app| {
        let found = app.db.record.read(|tx| {
            let Some(one) = messaging::find_template(tx, id)? else { return Ok::<_, db::Error>(None) };
            let shop = Shop::of(tx, &one.draft.letters)?;
            Ok(Some((one.draft, shop)))
        })?;
        Ok(found.map(|(draft, shop)| looked(&draft, &shop)))
    });
    Answer::of(&found.await?.ok_or_else(|| unknown("template"))?)
}

fn looked(draft: &Draft, shop: &Shop) -> Value {
    let kind = messaging::kind_of_sample(draft.is_marketing);
    let mut languages = Map::new();
    for locale in Locale::ALL {
        let Some(written) = draft.letters.get(locale.code()).filter(|written| !written.is_empty()) else { continue };
        let said = match doing::look(written, locale, draft.about, &kind, shop) {
            Ok(looked) => json!({
                "subject": messaging::strip(&looked.rendered.subject),
                "preheader": messaging::strip(&looked.rendered.preheader),
                "html": looked.rendered.html,
                "text": looked.rendered.text,
                "findings": looked.findings.iter().map(|finding| json!({
                    "severity": severity(finding.severity),
                    "code": finding.code,
                    "detail": finding.detail,
                })).collect::<Vec<_>>(),
            }),
            Err(_) => json!({"subject": null, "preheader": null, "html": null, "text": null, "findings": []}),
        };
        languages.insert(locale.code().to_owned(), said);
    }
    let held = doing::held_back(draft, shop);
    json!({"ready": held.is_empty(), "held": held.iter().map(said).collect::<Vec<_>>(), "languages": languages})
}

const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Good => "good",
        Severity::Warn => "warn",
        Severity::Bad => "bad",
    }
}

/// One thing that keeps a draft from being published.
fn said(held: &Held) -> Value {
    match held {
        Held::Fault(Fault { locale, error }) => json!({
            "language": locale.map(Locale::code),
            "line": error.line,
            "code": error.code,
            "detail": error.name,
            "problem": error.problem,
            "remedy": error.remedy,
        }),
        Held::Finding(locale, finding) => json!({
            "language": locale.code(),
            "line": null,
            "code": finding.code,
            "detail": finding.detail,
            "problem": held.to_string(),
            "remedy": "",
        }),
    }
}

/// Does something to a template, with its line in the audit log.
async fn act(
    writer: &Writer,
    app: &App,
    id: TemplateId,
    what: Deed,
    work: impl FnOnce(&mut Tx<'_>, Timestamp) -> std::result::Result<(), NotDone> + Send + 'static,
) -> std::result::Result<(), Problem> {
    let (deed, now) = (writer.deed(app, what, id), app.clock.now());
    let done = app.recorder.submit(move |tx| {
        work(tx, now)?;
        Ok::<_, NotDone>(deed.write(tx)?)
    });
    done.await.map_err(|not| failed(app, not))
}

fn failed(app: &App, not: NotDone) -> Problem {
    let detail = format!("{not}. Nothing was changed.");
    let conflict = |kind, title| Problem::new(StatusCode::CONFLICT, kind, title, detail.clone());
    match not {
        NotDone::Db(error) => crate::error::unavailable(app, &error),
        NotDone::Gone | NotDone::NoVersion => unknown("template"),
        NotDone::Taken => conflict("name_taken", "The name is taken").with("field", "name"),
        NotDone::TooMany => conflict("too_many", "There are too many templates"),
        NotDone::Held(held) => {
            conflict("not_ready", "The draft can't be published yet").with("held", held.iter().map(said).collect::<Vec<_>>())
        }
        NotDone::Used(users) => {
            let journeys = users.journeys.iter().map(|(id, name)| json!({"id": id.to_string(), "name": name}));
            let campaigns = users.campaigns.iter().map(|(id, name)| json!({"id": id.to_string(), "name": name}));
            conflict("in_use", "Others send it")
                .with("journeys", journeys.collect::<Vec<_>>())
                .with("campaigns", campaigns.collect::<Vec<_>>())
        }
        NotDone::Name | NotDone::Line | NotDone::Body | NotDone::Language | NotDone::Topic | NotDone::Sender => {
            bad_body(not.to_string())
        }
    }
}

async fn read(body: Body) -> std::result::Result<Wanted, Problem> {
    let bytes = read_body(body).await?;
    serde_json::from_slice(&bytes).map_err(|error| {
        // Where it broke, never what was sent.
        bad_body(format!("The body must be a JSON object as described; see line {}, column {}", error.line(), error.column()))
    })
}

fn template_id() -> Value {
    path_id("tpl", "A template's id.")
}

fn describe_list() -> Operation {
    Operation::new("listTemplates", "templates", "All templates, by name").list_of("Template")
}

fn describe_make() -> Operation {
    Operation::new("makeTemplate", "templates", "Makes a template as a draft")
        .text("Nothing goes out before a version is published, and a journey or a campaign names it by its `letter`.")
        .body(&reference("TemplateWanted"))
        .conflict("Another template has this name, or there are too many")
        .answers("TemplateWhole")
}

fn describe_one() -> Operation {
    Operation::new("getTemplate", "templates", "One template with its letters").parameter(template_id()).answers("TemplateWhole")
}

fn describe_save() -> Operation {
    Operation::new("saveTemplate", "templates", "Changes the draft")
        .text("What was published never changes.")
        .parameter(template_id())
        .body(&reference("TemplateWanted"))
        .conflict("Another template has this name")
        .answers("TemplateWhole")
}

fn describe_remove() -> Operation {
    Operation::new("deleteTemplate", "templates", "Deletes a template with its versions")
        .parameter(template_id())
        .conflict("Journeys or campaigns name it; the problem lists them")
        .answers("TemplateDeleted")
}

fn describe_publish() -> Operation {
    Operation::new("publishTemplate", "templates", "Makes a version of the draft")
        .text("Whoever names an earlier version goes on sending that one.")
        .parameter(template_id())
        .conflict("Something keeps it from being published; the problem lists what, in `held`")
        .answers("TemplateWhole")
}

fn describe_preview() -> Operation {
    Operation::new("previewTemplate", "templates", "The draft with made-up values, and what is to be said of it")
        .parameter(template_id())
        .answers("TemplatePreview")
}
