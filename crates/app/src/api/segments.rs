//! `/api/v1/segments`: groups of customers by a rule, made, changed, counted and read.

use super::input::{IdOf, Params, bad_body, read_body};
use super::openapi::{Operation, limit, path_id, query, reference};
use super::{Answer, Endpoint, Needs, Page, Reader, Writer, blocking, record, schemas, unknown};
use crate::app::App;
use crate::error::unavailable;
use crate::segments::{self as doing, NotDone, Standing, Wanted};
use automation::segments::{self, Flaw, Segment, Size};
use axum::body::Body;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::{delete, get, post, put};
use base::id::{CustomerId, SegmentId};
use base::{Timestamp, Told};
use db::{Result, Tx};
use foundation::consent::{self, Category, CategorySet, Purpose};
use foundation::customers;
use foundation::rules::{Condition, Invalid};
use foundation::staff::{AuditRow, Deed};
use serde_json::{Map, Value, json};
use web::http::Problem;

const ALL: &str = "/api/v1/segments";
const ONE: &str = "/api/v1/segments/{id}";
/// Where the access log says that the API looked.
const PLACE: &str = "api:segments";

pub const ENDPOINTS: &[Endpoint] = &[
    Endpoint { method: "get", path: ALL, needs: Needs::Read, route: || get(list), describe: describe_list },
    Endpoint { method: "post", path: ALL, needs: Needs::Admin, route: || post(make), describe: describe_make },
    Endpoint {
        method: "post",
        path: "/api/v1/segments/preview",
        needs: Needs::Admin,
        route: || post(preview),
        describe: describe_preview,
    },
    Endpoint { method: "get", path: ONE, needs: Needs::Read, route: || get(one), describe: describe_one },
    Endpoint { method: "put", path: ONE, needs: Needs::Admin, route: || put(replace), describe: describe_replace },
    Endpoint { method: "delete", path: ONE, needs: Needs::Admin, route: || delete(remove), describe: describe_remove },
    Endpoint {
        method: "get",
        path: "/api/v1/segments/{id}/members",
        needs: Needs::Read,
        route: || get(members),
        describe: describe_members,
    },
];

type Answered = std::result::Result<Answer, Problem>;

async fn list(_: Reader, State(app): State<App>, params: Params) -> Answered {
    params.only(&[])?;
    let data = blocking(&app, |app| {
        let (all, sizes) = (app.db.record.read(segments::list)?, app.db.views.read(segments::sizes)?);
        Ok(all.iter().map(|one| document(one, &all, sizes.get(&one.id))).collect::<Vec<_>>())
    });
    Answer::of(&json!({"data": data.await?}))
}

fn document(one: &Segment, all: &[Segment], size: Option<&Size>) -> Value {
    let find = |id| all.iter().find(|other| other.id == id).map(|other| other.rule.clone());
    let reads = one.rule.resolve(find).map_or(CategorySet::EMPTY, |rule| rule.reads());
    let (members, is_counting) = match Standing::of(all, one, size) {
        Standing::Found(members) => (Told::of(members).figure(), false),
        Standing::Looking(members) => (Told::of(members).figure(), true),
    };
    json!({
        "id": one.id.to_string(),
        "name": one.name,
        "purpose": one.purpose.word(),
        "rule": one.rule,
        "reads": reads.iter().map(Category::word).collect::<Vec<_>>(),
        "made_at": one.made_at.to_rfc3339(),
        "changed_at": one.changed_at.to_rfc3339(),
        "members": members,
        "is_counting": is_counting,
    })
}

async fn one(_: Reader, State(app): State<App>, IdOf(id): IdOf<SegmentId>, params: Params) -> Answered {
    params.only(&[])?;
    answer(&app, id).await
}

async fn answer(app: &App, id: SegmentId) -> Answered {
    let found = blocking(app, move |app| {
        let all = app.db.record.read(segments::list)?;
        let Some(one) = all.iter().find(|one| one.id == id) else { return Ok(None) };
        let size = app.db.views.read(|tx| segments::size(tx, id))?;
        Ok(Some(document(one, &all, size.as_ref())))
    });
    Answer::of(&found.await?.ok_or_else(|| unknown("segment"))?)
}

async fn make(writer: Writer, State(app): State<App>, params: Params, body: Body) -> Answered {
    params.only(&[])?;
    let map = object(body, &["name", "purpose", "rule", "list"]).await?;
    let mut rng = app.fork_rng();
    let is_list = match map.get("list") {
        None => false,
        Some(value) => value.as_bool().ok_or_else(|| bad_body("list: must be true or false".to_owned()))?,
    };
    let id = if is_list {
        if map.contains_key("rule") {
            return Err(bad_body("rule: a list has none; leave it out, or leave list out".to_owned()));
        }
        let (name, purpose) = (name_of(&map), purpose_of(&map)?);
        act(&writer, &app, Deed::SegmentMade, move |tx, now| doing::create_list(tx, &mut rng, &name, purpose, now)).await?
    } else {
        let wanted = Wanted { name: name_of(&map), purpose: purpose_of(&map)?, rule: rule_of(&map)? };
        act(&writer, &app, Deed::SegmentMade, move |tx, now| doing::create(tx, &mut rng, wanted, now)).await?
    };
    answer(&app, id).await
}

async fn replace(writer: Writer, State(app): State<App>, IdOf(id): IdOf<SegmentId>, params: Params, body: Body) -> Answered {
    params.only(&[])?;
    let wanted = wanted(body).await?;
    act(&writer, &app, Deed::SegmentChanged, move |tx, now| doing::change(tx, id, wanted, now).map(|()| id)).await?;
    answer(&app, id).await
}

async fn remove(writer: Writer, State(app): State<App>, IdOf(id): IdOf<SegmentId>, params: Params) -> Answered {
    params.only(&[])?;
    act(&writer, &app, Deed::SegmentDeleted, move |tx, now| doing::delete(tx, id, now).map(|()| id)).await?;
    Answer::of(&json!({"id": id.to_string(), "deleted": true}))
}

/// Does something to a segment, with its line in the audit log: a key is nobody, so it stands beside what was done.
async fn act(
    writer: &Writer,
    app: &App,
    deed: Deed,
    work: impl FnOnce(&mut Tx<'_>, Timestamp) -> std::result::Result<SegmentId, NotDone> + Send + 'static,
) -> std::result::Result<SegmentId, Problem> {
    let now = app.clock.now();
    let row = AuditRow::new(None, deed, "", now, &mut app.fork_rng()).detail(format!("key={}", writer.key.id));
    let done = app.recorder.submit(move |tx| {
        let id = work(tx, now)?;
        AuditRow { subject: id.to_string(), ..row }.write(tx)?;
        Ok::<_, NotDone>(id)
    });
    let id = done.await.map_err(|not| refused(app, not))?;
    app.advanced.ring();
    Ok(id)
}

fn refused(app: &App, not: NotDone) -> Problem {
    let conflict = |kind, title: &str, detail: String| Problem::new(StatusCode::CONFLICT, kind, title, detail);
    let said = format!("{not}. Nothing was changed.");
    match not {
        NotDone::Gone => unknown("segment"),
        NotDone::Flaw(Flaw::Name) => bad_body(format!("name: {not}")).with("field", "name"),
        NotDone::Flaw(Flaw::Taken) => conflict("name_taken", "Another segment has this name", said).with("field", "name"),
        NotDone::Flaw(Flaw::TooMany) => conflict("too_many", "There are too many segments", said),
        NotDone::Rule(invalid) => bad_rule("rule", &invalid),
        NotDone::Other { .. } => conflict("others_break", "Others name the segment and could not be asked any more", said),
        NotDone::Used(ref users) => {
            let segments: Vec<Value> =
                users.segments.iter().map(|(id, name)| json!({"id": id.to_string(), "name": name})).collect();
            let journeys: Vec<Value> =
                users.journeys.iter().map(|(id, name)| json!({"id": id.to_string(), "name": name})).collect();
            let campaigns: Vec<Value> =
                users.campaigns.iter().map(|(id, name)| json!({"id": id.to_string(), "name": name})).collect();
            conflict("in_use", "Others name the segment", format!("{not}. Change those first. Nothing was changed."))
                .with("segments", segments)
                .with("journeys", journeys)
                .with("campaigns", campaigns)
        }
        NotDone::Db(error) => unavailable(app, &error),
    }
}

const FIELDS: [&str; 3] = ["name", "purpose", "rule"];

async fn object(body: Body, fields: &[&str]) -> std::result::Result<Map<String, Value>, Problem> {
    let document: Value = serde_json::from_slice(&read_body(body).await?)
        .map_err(|error| bad_body(format!("The body is not valid JSON: line {}, column {}", error.line(), error.column())))?;
    let Value::Object(map) = document else { return Err(bad_body("The body must be an object".to_owned())) };
    if map.keys().any(|key| !fields.contains(&key.as_str())) {
        return Err(bad_body(format!("The body holds an unknown field; its fields are {}", fields.join(", "))));
    }
    Ok(map)
}

async fn wanted(body: Body) -> std::result::Result<Wanted, Problem> {
    let map = object(body, &FIELDS).await?;
    Ok(Wanted { name: name_of(&map), purpose: purpose_of(&map)?, rule: rule_of(&map)? })
}

fn name_of(map: &Map<String, Value>) -> String {
    map.get("name").and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn purpose_of(map: &Map<String, Value>) -> std::result::Result<Purpose, Problem> {
    let word = map.get("purpose").and_then(Value::as_str).unwrap_or_default();
    doing::purposes().find(|purpose| purpose.word() == word).ok_or_else(|| {
        let words: Vec<&str> = doing::purposes().map(Purpose::word).collect();
        bad_body(format!("purpose: must be one of {}", words.join(", "))).with("field", "purpose")
    })
}

fn rule_of(map: &Map<String, Value>) -> std::result::Result<Condition, Problem> {
    let Some(value) = map.get("rule").filter(|value| !value.is_null()) else {
        return Err(bad_body("rule: must be a condition".to_owned()).with("field", "rule"));
    };
    read_rule(value).map_err(|invalid| {
        let (place, invalid) = place_of(value, "rule".to_owned(), invalid);
        bad_rule(&place, &invalid)
    })
}

fn read_rule(value: &Value) -> std::result::Result<Condition, Invalid> {
    Condition::parse(&value.to_string())
}

/// Where in a rule the fault lies: in the innermost condition that is none by itself, and what is wrong with that.
fn place_of(value: &Value, place: String, invalid: Invalid) -> (String, Invalid) {
    let parts = ["all", "any"].into_iter().filter_map(|group| Some((group, value.get(group)?.as_array()?)));
    for (group, parts) in parts {
        for (at, part) in parts.iter().enumerate() {
            if let Err(inner) = read_rule(part) {
                return place_of(part, format!("{place}.{group}[{at}]"), inner);
            }
        }
    }
    match value.get("not").map(|part| (part, read_rule(part))) {
        Some((part, Err(inner))) => place_of(part, format!("{place}.not"), inner),
        _ => (place, invalid),
    }
}

/// 400 for a rule: the place of the fault and what would be right, never what was sent.
fn bad_rule(place: &str, invalid: &Invalid) -> Problem {
    let said = match invalid {
        Invalid::Unreadable(text) => match text.split_once("expected ") {
            Some((_, right)) => format!("can't be read: expected {right}"),
            None if text.starts_with("missing field") => format!("can't be read: {text}"),
            None => "can't be read as a condition".to_owned(),
        },
        Invalid::Name(_) => format!("names of events, properties and traits have 1 to {} bytes", base::limits::NAME_BYTES_MAX),
        Invalid::Currency(_) => "a currency has three letters, such as SAR".to_owned(),
        invalid => invalid.to_string(),
    };
    bad_body(format!("{place}: {said}")).with("field", place)
}

async fn preview(writer: Writer, State(app): State<App>, params: Params, body: Body) -> Answered {
    params.only(&[])?;
    let map = object(body, &["purpose", "rule"]).await?;
    let (purpose, rule) = (purpose_of(&map)?, rule_of(&map)?);
    let Some(turn) = app.counting.turn(&writer.key.id.to_string()).await else {
        let detail = "The same key asked for another count meanwhile, and one at a time is made for each. Nothing was counted.";
        return Err(Problem::new(StatusCode::CONFLICT, "overtaken", "A later count was asked for", detail));
    };
    let found = blocking(&app, move |app| {
        let _turn = turn;
        match doing::preview(app, purpose, &rule) {
            Err(NotDone::Db(error)) => Err(error),
            found => Ok(found),
        }
    });
    let found = found.await?.map_err(|not| refused(&app, not))?;
    let figure = |people| Told::of(people).figure();
    Answer::of(&json!({"members": figure(found.members), "asked": figure(found.asked)}))
}

/// Of its members those who share with a team of the store what the segment reads: that somebody is in it tells of that.
async fn members(_: Reader, State(app): State<App>, IdOf(id): IdOf<SegmentId>, params: Params) -> Answered {
    let params = params.only(&["limit", "after"])?;
    let (limit, after) = (params.limit()?, params.id::<CustomerId>("after")?);
    let page = blocking(&app, move |app| page_of(app, id, after, limit)).await?;
    Answer::of(&page.ok_or_else(|| unknown("segment"))?)
}

fn page_of(app: &App, id: SegmentId, after: Option<CustomerId>, limit: usize) -> Result<Option<Page<Value>>> {
    let now = app.clock.now();
    let found = app.db.record.read(|tx| match segments::find(tx, id)? {
        Some(segment) => Ok::<_, db::Error>(Some(doing::resolved(tx, &segment.rule)?)),
        None => Ok(None),
    })?;
    let Some(rule) = found else { return Ok(None) };
    let reads = rule.map_or(CategorySet::EMPTY, |rule| rule.reads());
    let mut rows = app.db.views.read(|tx| segments::members_after(tx, id, after, limit + 1))?;
    let more = rows.len() > limit;
    rows.truncate(limit);
    let next = rows.last().filter(|_| more).map(|(customer, _)| customer.to_string());
    let look = record::look(PLACE);
    let (mut data, mut seen) = (Vec::new(), Vec::new());
    app.db.record.read(|tx| {
        for (customer, since) in &rows {
            if customers::customer_row(tx, *customer)?.is_none_or(|row| row.erased_at.is_some()) {
                continue;
            }
            let is_open = reads.without(look.visible_beside(&consent::load(tx, *customer)?, now)).is_empty();
            seen.push(if is_open { (*customer, reads, CategorySet::EMPTY) } else { (*customer, CategorySet::EMPTY, reads) });
            if is_open {
                data.push(json!({"customer": customer.to_string(), "since": since.to_rfc3339()}));
            }
        }
        Ok::<_, db::Error>(())
    })?;
    app.access.log_looks(&mut app.fork_rng(), &look, seen, now)?;
    Ok(Some(Page { data, next }))
}

fn segment_id() -> Value {
    path_id("seg", "A segment's id.")
}

fn describe_list() -> Operation {
    Operation::new("listSegments", "segments", "All segments with their sizes, by name").list_of("Segment")
}

fn describe_make() -> Operation {
    Operation::new("makeSegment", "segments", "Keep a segment")
        .text(
            "Who belongs to it is found in the past within moments, and kept up to date from then on. A rule is asked only of those \
             who agreed to the purpose, of everything that it reads. A list has no rule: `putOnList` and journeys put people on it.",
        )
        .body(&json!({"oneOf": [reference("SegmentWanted"), reference("ListWanted")]}))
        .conflict("Another segment has this name, or there are too many")
        .answers("Segment")
}

fn describe_preview() -> Operation {
    Operation::new("previewSegment", "segments", "Count who would be in a segment")
        .text(
            "Nothing is kept. Numbers are in tens, rounded down; null stands for fewer than ten. One count at a time is made for a \
             key; of several that wait, the last.",
        )
        .body(&schemas::wanted(&["purpose", "rule"], json!({"purpose": reference("SegmentPurpose"), "rule": reference("Rule")})))
        .conflict("The same key asked for another count meanwhile")
        .answers("SegmentPreview")
}

fn describe_one() -> Operation {
    Operation::new("getSegment", "segments", "One segment with its size").parameter(segment_id()).answers("Segment")
}

fn describe_replace() -> Operation {
    Operation::new("replaceSegment", "segments", "Change a segment")
        .text(
            "Where it asks something else, its members are looked for anew: nobody counts as having come in or gone, and no journey \
             begins by it.",
        )
        .parameter(segment_id())
        .body(&reference("SegmentWanted"))
        .conflict("Another segment has this name, or others name it and could not be asked any more")
        .answers("Segment")
}

fn describe_remove() -> Operation {
    Operation::new("deleteSegment", "segments", "Delete a segment")
        .parameter(segment_id())
        .conflict("Other segments, journeys or campaigns name it; the problem lists them")
        .answers("SegmentDeleted")
}

fn describe_members() -> Operation {
    Operation::new("listMembers", "segments", "Who is in a segment, in the order of ids")
        .text(
            "Ids alone, of those who share with a team of the store what the segment reads: a page may hold fewer than `limit`. The \
             look is logged for them.",
        )
        .parameter(segment_id())
        .parameter(limit())
        .parameter(query("after", "`next` of the page before.", &json!({"type": "string", "pattern": "^cus_[0-9a-z]{26}$"})))
        .page_of("Member")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_told_with_its_place_and_never_with_what_was_sent() {
        let told = |rule: Value| {
            let map = json!({"rule": rule}).as_object().cloned().unwrap();
            rule_of(&map).unwrap_err().detail
        };
        let view = json!({"did": {"event": "Product Viewed"}});
        for (rule, place, right) in [
            (json!({"sara": 1}), "rule: ", "expected one of `all`"),
            (json!({"all": [view, {"any": [{"did": {"when": "ever"}}]}]}), "rule.all[1].any[0]: ", "missing field `event`"),
            (json!({"not": {"spent": {"currency": "sara", "is": {"at_least": 1}}}}), "rule.not: ", "three letters"),
            (json!({"any": [{"did": {"event": "Product Viewed", "when": {"last_days": 400}}}]}), "rule.any[0]: ", "366"),
            (json!({"did": {"event": "Consent Updated"}}), "rule: ", "what this program itself noted"),
            (json!({"stage": []}), "rule: ", "stages of a customer"),
            (json!("sara"), "rule: ", "expected"),
            (Value::Null, "rule: ", "must be a condition"),
        ] {
            let detail = told(rule);
            assert!(detail.starts_with(place) && detail.contains(right), "{detail}");
            assert!(!detail.contains("sara"), "{detail}");
        }
    }
}
