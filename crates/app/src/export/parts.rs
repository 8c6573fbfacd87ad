//! What an export consists of: parts of rows alike, each a list in the document and a table of its own in the archive.

use super::{Export, ExportError};
use crate::{documents, standing};
use automation::{campaigns, journeys, segments};
use base::Timestamp;
use base::id::MessageId;
use capabilities::feedback;
use capabilities::ledger;
use capabilities::messaging::{self, KeptBody, Message};
use capabilities::webhooks;
use foundation::customers::{self, CustomerRow};
use foundation::vault::{AccessLog, KnownField};
use foundation::{consent, orders, privacy};
use serde_json::{Value, json};

/// Rows that are read together.
const AT_ONCE: usize = 500;
/// What a person decides, or is asked, is little: all of it.
const EVERY: usize = i64::MAX as usize;

pub(super) type Take<'t> = dyn FnMut(Value) -> Result<(), ExportError> + 't;

pub(super) struct Part {
    pub(super) name: &'static str,
    /// The rows' keys, in the order of the table.
    pub(super) columns: &'static [&'static str],
    pub(super) rows: fn(&Export, &mut Take<'_>) -> Result<(), ExportError>,
}

/// Whatever is kept of a customer stands in one of these.
pub(super) const PARTS: &[Part] = &[
    Part { name: "profile", columns: &["id", "is_current", "known", "known_since"], rows: profile },
    Part { name: "summary", columns: &["first_seen", "last_seen", "events", "orders", "spent", "counts"], rows: summary },
    Part { name: "personal", columns: &["field", "category", "value", "source", "basis", "at"], rows: personal },
    Part { name: "names", columns: &["kind", "value", "verified", "at"], rows: names },
    Part { name: "traits", columns: &["name", "value", "source", "at"], rows: traits },
    Part { name: "orders", columns: &["order_id", "status", "placed_at", "currency", "total", "refunded"], rows: every_order },
    Part {
        name: "events",
        columns: &["id", "position", "customer", "name", "kind", "origin", "at", "received_at", "body"],
        rows: events,
    },
    Part {
        name: "messages",
        columns: &[
            "id",
            "customer",
            "event",
            "rule",
            "cause",
            "purpose",
            "channel",
            "locale",
            "state",
            "reason",
            "attempts",
            "due_at",
            "postponed_until",
            "created_at",
            "changed_at",
            "contradicts",
            "subject",
            "text",
        ],
        rows: messages,
    },
    Part {
        name: "message_results",
        columns: &[
            "message",
            "template",
            "cause",
            "delivered_at",
            "bounced_at",
            "bounced_for_good",
            "complained_at",
            "opened_at",
            "machine_opened_at",
            "clicked_at",
            "links_followed",
            "unsubscribed_at",
        ],
        rows: message_results,
    },
    Part { name: "message_preferences", columns: &["frequency", "paused_until", "topics_off"], rows: message_preferences },
    Part { name: "confirmations", columns: &["id", "purpose", "asked_at", "expires_at", "confirmed_at"], rows: confirmations },
    Part { name: "holds", columns: &["purpose", "recipient", "categories", "basis", "until"], rows: holds },
    Part { name: "refused", columns: &["purpose", "recipient", "categories"], rows: refused },
    Part {
        name: "decisions",
        columns: &[
            "id",
            "purpose",
            "recipient",
            "categories",
            "state",
            "basis",
            "valid_from",
            "valid_until",
            "notice_version",
            "language",
            "collected_via",
            "proof",
            "recorded_at",
        ],
        rows: decisions,
    },
    Part { name: "benefits", columns: &["event", "at", "purpose", "kind", "value", "currency", "text"], rows: benefits },
    Part { name: "sold_after_letters", columns: &["purpose", "letters", "orders", "sums"], rows: sold },
    Part {
        name: "shown_for_a_while",
        columns: &["id", "kind", "recipient", "categories", "reason", "state", "asked_at", "opened_at", "until", "closed_at"],
        rows: windows,
    },
    Part {
        name: "requests",
        columns: &[
            "id",
            "kind",
            "state",
            "law",
            "via",
            "opened_at",
            "due_at",
            "extended_until",
            "identity_asked_at",
            "verified_at",
            "answered_at",
            "about",
            "text",
            "reason",
            "language",
            "recipients",
        ],
        rows: requests,
    },
    Part { name: "restrictions", columns: &["since", "ends_at", "ended_at"], rows: restrictions },
    Part { name: "looks", columns: &["at", "recipient", "team", "purpose", "place", "shown", "withheld"], rows: looks },
    Part { name: "segments", columns: &["segment", "name", "since"], rows: segments_of },
    Part {
        name: "journeys",
        columns: &[
            "id",
            "journey",
            "name",
            "version",
            "customer",
            "event",
            "state",
            "step",
            "path",
            "begun_at",
            "changed_at",
            "due_at",
            "held_out",
            "goal_at",
            "revenue",
        ],
        rows: runs,
    },
    Part {
        name: "campaigns",
        columns: &[
            "campaign",
            "name",
            "variant",
            "held_out",
            "counted",
            "watched_from",
            "watched_until",
            "bought_at",
            "withdrew_at",
            "revenue",
        ],
        rows: campaigns_of,
    },
    Part { name: "tasks", columns: &["id", "journey", "team", "text", "made_at", "done_at"], rows: tasks },
    Part {
        name: "calls",
        columns: &["id", "to", "company", "purpose", "asked_for", "state", "attempts", "made_at", "changed_at"],
        rows: calls,
    },
    Part { name: "standing_reads", columns: &["kind", "rule", "purpose", "reads", "until"], rows: standing_reads },
    Part { name: "visits_here", columns: &["kind", "expires_at", "used_at"], rows: visits },
];

fn profile(export: &Export, take: &mut Take<'_>) -> Result<(), ExportError> {
    let rows: Vec<CustomerRow> = export.app.db.record.read(|tx| {
        let rows = export.ids.iter().map(|id| customers::customer_row(tx, *id));
        Ok::<_, db::Error>(rows.collect::<db::Result<Vec<_>>>()?.into_iter().flatten().collect())
    })?;
    rows.iter().try_for_each(|row| {
        take(json!({
            "id": row.id.to_string(),
            "is_current": Some(&row.id) == export.ids.first(),
            "known": row.known,
            "known_since": row.created_at.to_rfc3339(),
        }))
    })
}

fn summary(export: &Export, take: &mut Take<'_>) -> Result<(), ExportError> {
    for id in &export.ids {
        let Some(facts) = export.app.db.views.read(|tx| customers::facts_of(tx, *id))? else { continue };
        let spent = facts.spent.iter().map(|spent| {
            let amount = base::Money { minor: spent.minor, currency: spent.currency };
            json!({"currency": spent.currency.code(), "amount": amount.to_decimal(), "orders": spent.orders})
        });
        take(json!({
            "first_seen": facts.first_seen.to_rfc3339(),
            "last_seen": facts.last_seen.to_rfc3339(),
            "events": facts.events,
            "orders": facts.orders,
            "spent": spent.collect::<Vec<_>>(),
            "counts": facts.counts.iter().map(|(name, count)| (name.clone(), json!(count))).collect::<serde_json::Map<_, _>>(),
        }))?;
    }
    Ok(())
}

fn personal(export: &Export, take: &mut Take<'_>) -> Result<(), ExportError> {
    export.along.each_field(|KnownField { category, name, value, source, basis, at }| {
        take(json!({
            "field": name,
            "category": category.word(),
            "value": value,
            "source": source.word(),
            "basis": basis.word(),
            "at": at.to_rfc3339(),
        }))
    })
}

fn names(export: &Export, take: &mut Take<'_>) -> Result<(), ExportError> {
    for id in &export.ids {
        let mut after = [0; 16];
        loop {
            let page = export.app.db.record.read(|tx| customers::identities_after(tx, *id, &after, AT_ONCE))?;
            let Some((last, _)) = page.last() else { break };
            after = *last;
            for (_, row) in page {
                take(json!({"kind": row.kind.word(), "value": row.text, "verified": row.verified, "at": row.at.to_rfc3339()}))?;
            }
        }
    }
    Ok(())
}

fn traits(export: &Export, take: &mut Take<'_>) -> Result<(), ExportError> {
    for id in &export.ids {
        let mut after = String::new();
        loop {
            let page = export.app.db.views.read(|tx| customers::traits_after(tx, *id, &after, AT_ONCE))?;
            let Some(last) = page.last() else { break };
            after.clone_from(&last.name);
            for row in page {
                // As it is kept, also where it can't be read.
                let value = serde_json::from_str::<Value>(&row.value).unwrap_or(Value::String(row.value));
                take(json!({"name": row.name, "value": value, "source": row.source.word(), "at": row.at.to_rfc3339()}))?;
            }
        }
    }
    Ok(())
}

fn every_order(export: &Export, take: &mut Take<'_>) -> Result<(), ExportError> {
    for id in &export.ids {
        let mut last = None;
        loop {
            let page = export.app.db.views.read(|tx| orders::of_customer_before(tx, *id, last.as_ref(), AT_ONCE))?;
            if page.is_empty() {
                break;
            }
            page.iter().map(documents::order).try_for_each(&mut *take)?;
            last = page.into_iter().next_back();
        }
    }
    Ok(())
}

fn events(export: &Export, take: &mut Take<'_>) -> Result<(), ExportError> {
    let Some(root) = export.ids.first() else { return Ok(()) };
    let unreadable = export.app.history.each_event(*root, |event| {
        take(json!({
            "id": event.id.to_string(),
            "position": event.position,
            "customer": event.customer.to_string(),
            "name": event.name,
            "kind": event.kind.word(),
            "origin": event.origin.word(),
            "at": event.at.to_rfc3339(),
            "received_at": event.received_at.to_rfc3339(),
            "body": serde_json::from_str::<Value>(&event.body).unwrap_or_else(|_| Value::String(event.body.clone())),
        }))
    })?;
    let months =
        unreadable.iter().map(|file| format!("{:04}-{:02}", 1970 + file.month.div_euclid(12), file.month.rem_euclid(12) + 1));
    export.missing.borrow_mut().extend(months);
    Ok(())
}

fn messages(export: &Export, take: &mut Take<'_>) -> Result<(), ExportError> {
    each_message(export, |message, body| {
        let mut row = documents::message(&message, message.customer);
        row["contradicts"] = json!(export.app.db.views.read(|tx| messaging::contradiction_of(tx, message.id))?);
        row["subject"] = json!(body.as_ref().map(|body| &body.subject));
        row["text"] = json!(body.as_ref().map(|body| &body.text));
        take(row)
    })
}

/// Every message, newest first, with what it said where that was kept.
pub(super) fn each_message(
    export: &Export,
    mut take: impl FnMut(Message, Option<KeptBody>) -> Result<(), ExportError>,
) -> Result<(), ExportError> {
    let mut before: Option<MessageId> = None;
    loop {
        let page = export.app.db.views.read(|tx| messaging::of_customer(tx, &export.ids, before, AT_ONCE))?;
        let Some(last) = page.last() else { return Ok(()) };
        before = Some(last.id);
        for message in page {
            let body = messaging::kept_body(&export.app.db, &export.app.keys, message.id, &export.ids)?;
            take(message, body)?;
        }
    }
}

fn message_results(export: &Export, take: &mut Take<'_>) -> Result<(), ExportError> {
    let mut before: Option<MessageId> = None;
    loop {
        let page = export.app.db.views.read(|tx| feedback::of_customer(tx, &export.ids, before, AT_ONCE))?;
        let Some(last) = page.last() else { return Ok(()) };
        before = Some(last.message);
        page.iter().map(documents::result).try_for_each(&mut *take)?;
    }
}

fn message_preferences(export: &Export, take: &mut Take<'_>) -> Result<(), ExportError> {
    let Some(root) = export.ids.first() else { return Ok(()) };
    let asked = export.app.db.record.read(|tx| consent::load_preferences(tx, *root))?;
    take(json!({
        "frequency": asked.frequency.word(),
        "paused_until": asked.paused_until.map(Timestamp::to_rfc3339),
        "topics_off": asked.topics_off,
    }))
}

/// When an agreement was asked for by letter and, where it was, confirmed.
fn confirmations(export: &Export, take: &mut Take<'_>) -> Result<(), ExportError> {
    let found = export.app.db.record.read(|tx| privacy::opt_ins_of(tx, &export.ids))?;
    let document = |one: privacy::OptIn| {
        json!({
            "id": one.id.to_string(),
            "purpose": one.purpose.word(),
            "asked_at": one.asked_at.to_rfc3339(),
            "expires_at": one.expires_at.to_rfc3339(),
            "confirmed_at": one.confirmed_at.map(Timestamp::to_rfc3339),
        })
    };
    found.into_iter().map(document).try_for_each(take)
}

fn holds(export: &Export, take: &mut Take<'_>) -> Result<(), ExportError> {
    let Some(root) = export.ids.first() else { return Ok(()) };
    let choices = export.app.db.record.read(|tx| consent::load(tx, *root))?;
    documents::holds(&choices, export.at).into_iter().try_for_each(take)
}

fn refused(export: &Export, take: &mut Take<'_>) -> Result<(), ExportError> {
    let Some(root) = export.ids.first() else { return Ok(()) };
    let choices = export.app.db.record.read(|tx| consent::load(tx, *root))?;
    documents::refused(&choices).into_iter().try_for_each(take)
}

fn decisions(export: &Export, take: &mut Take<'_>) -> Result<(), ExportError> {
    let rows = export.app.db.record.read(|tx| consent::history(tx, &export.ids, EVERY))?;
    rows.iter().map(documents::decision).try_for_each(take)
}

fn benefits(export: &Export, take: &mut Take<'_>) -> Result<(), ExportError> {
    let passbook = export.app.db.views.read(|tx| ledger::of_customer(tx, &export.ids))?;
    passbook.benefits.iter().try_for_each(|benefit| take(documents::benefit(benefit)))
}

fn sold(export: &Export, take: &mut Take<'_>) -> Result<(), ExportError> {
    let passbook = export.app.db.views.read(|tx| ledger::of_customer(tx, &export.ids))?;
    documents::sold(&passbook).into_iter().try_for_each(take)
}

/// What was asked of the store, with what was written.
fn requests(export: &Export, take: &mut Take<'_>) -> Result<(), ExportError> {
    let (app, ids) = (&export.app, &export.ids);
    let rows = app.db.record.read(|tx| privacy::requests_of(tx, ids, EVERY))?;
    for request in rows {
        let (words, told) = app.db.record.read(|tx| {
            let words = privacy::request_words(tx, &app.keys, ids, &request)?.unwrap_or_default();
            Ok::<_, db::Error>((words, privacy::told_recipients(tx, request.id)?))
        })?;
        take(json!({
            "id": request.id.to_string(),
            "kind": request.kind.word(),
            "state": request.state.word(),
            "law": request.law.word(),
            "via": request.via,
            "opened_at": request.opened_at.to_rfc3339(),
            "due_at": request.due_at.to_rfc3339(),
            "extended_until": request.extended_until.map(Timestamp::to_rfc3339),
            "identity_asked_at": request.identity_asked_at.map(Timestamp::to_rfc3339),
            "verified_at": request.verified_at.map(Timestamp::to_rfc3339),
            "answered_at": request.answered_at.map(Timestamp::to_rfc3339),
            "about": words.about,
            "text": words.text,
            "reason": words.reason,
            "language": words.locale,
            "recipients": told.iter().map(|one| json!({
                "host": one.host, "told_at": one.told_at.map(Timestamp::to_rfc3339),
            })).collect::<Vec<_>>(),
        }))?;
    }
    Ok(())
}

fn restrictions(export: &Export, take: &mut Take<'_>) -> Result<(), ExportError> {
    let rows = export.app.db.record.read(|tx| consent::restrictions_of(tx, &export.ids, EVERY))?;
    rows.iter().try_for_each(|one| {
        take(json!({
            "since": one.since.to_rfc3339(),
            "ends_at": one.lift_at.map(Timestamp::to_rfc3339),
            "ended_at": one.lifted_at.map(Timestamp::to_rfc3339),
        }))
    })
}

fn windows(export: &Export, take: &mut Take<'_>) -> Result<(), ExportError> {
    let rows = export.app.db.record.read(|tx| consent::windows_of(tx, &export.ids, EVERY))?;
    rows.iter().try_for_each(|window| {
        take(json!({
            "id": window.id.to_string(),
            "kind": window.kind.word(),
            "recipient": window.recipient.word(),
            "categories": documents::words(window.categories),
            "reason": window.reason,
            "state": window.state.word(),
            "asked_at": window.asked_at.to_rfc3339(),
            "opened_at": window.opened_at.map(Timestamp::to_rfc3339),
            "until": window.until.map(Timestamp::to_rfc3339),
            "closed_at": window.closed_at.map(Timestamp::to_rfc3339),
        }))
    })
}

fn looks(export: &Export, take: &mut Take<'_>) -> Result<(), ExportError> {
    let mut before = i64::MAX;
    loop {
        let page = AccessLog::of_customer_before(&export.app.db.access, &export.ids, before, AT_ONCE)?;
        let Some((last, _)) = page.last() else { return Ok(()) };
        before = *last;
        page.iter().map(|(_, look)| documents::look(look, &export.teams)).try_for_each(&mut *take)?;
    }
}

fn visits(export: &Export, take: &mut Take<'_>) -> Result<(), ExportError> {
    let ways = export.app.db.record.read(|tx| privacy::ways_of(tx, &export.ids))?;
    ways.iter().try_for_each(|way| {
        take(json!({
            "kind": way.kind,
            "expires_at": way.expires_at.to_rfc3339(),
            "used_at": way.used_at.map(Timestamp::to_rfc3339),
        }))
    })
}

/// Where the store's rules put them.
fn segments_of(export: &Export, take: &mut Take<'_>) -> Result<(), ExportError> {
    let names = export.app.db.record.read(segments::list)?;
    for id in &export.ids {
        for (segment, since) in export.app.db.views.read(|tx| segments::of_customer(tx, *id))? {
            let name = names.iter().find(|one| one.id == segment).map(|one| &one.name);
            take(json!({"segment": segment.to_string(), "name": name, "since": since.to_rfc3339()}))?;
        }
    }
    Ok(())
}

/// Every time that they went on a journey, with the way they took.
fn runs(export: &Export, take: &mut Take<'_>) -> Result<(), ExportError> {
    let names = export.app.db.record.read(journeys::list)?;
    for run in export.app.db.views.read(|tx| journeys::of_customer(tx, &export.ids, EVERY))? {
        let mut row = documents::run(&run, run.customer);
        row["name"] = json!(names.iter().find(|one| one.id == run.journey).map(|one| &one.name));
        take(row)?;
    }
    Ok(())
}

/// The campaigns that were to write to them, and what was counted of them afterwards.
fn campaigns_of(export: &Export, take: &mut Take<'_>) -> Result<(), ExportError> {
    let names = export.app.db.record.read(campaigns::list)?;
    for met in export.app.db.views.read(|tx| campaigns::of_customer(tx, &export.ids, EVERY))? {
        take(json!({
            "campaign": met.campaign.to_string(),
            "name": names.iter().find(|one| one.id == met.campaign).map(|one| &one.name),
            "variant": met.variant + 1,
            "held_out": met.held_out,
            "counted": met.counted,
            "watched_from": met.watched_from.to_rfc3339(),
            "watched_until": met.watched_until.to_rfc3339(),
            "bought_at": met.bought_at.map(Timestamp::to_rfc3339),
            "withdrew_at": met.withdrew_at.map(Timestamp::to_rfc3339),
            "revenue": met.revenue.map(|money| json!({"currency": money.currency.code(), "amount": money.to_decimal()})),
        }))?;
    }
    Ok(())
}

/// What journeys asked the store's teams to do about them.
fn tasks(export: &Export, take: &mut Take<'_>) -> Result<(), ExportError> {
    for task in export.app.db.record.read(|tx| journeys::tasks_of(tx, &export.ids))? {
        take(json!({
            "id": task.id.to_string(),
            "journey": task.journey.to_string(),
            "team": task.team.word(),
            "text": task.text,
            "made_at": task.made_at.to_rfc3339(),
            "done_at": task.done_at.map(Timestamp::to_rfc3339),
        }))?;
    }
    Ok(())
}

/// Calls in which other programs were told of them.
fn calls(export: &Export, take: &mut Take<'_>) -> Result<(), ExportError> {
    let endpoints = export.app.db.record.read(webhooks::endpoints)?;
    for call in export.app.db.views.read(|tx| webhooks::of_customer(tx, &export.ids, EVERY))? {
        let endpoint = endpoints.iter().find(|one| one.id == call.endpoint);
        take(json!({
            "id": call.id.to_string(),
            "to": endpoint.map(|one| &one.name),
            "company": endpoint.map(|one| &one.company).filter(|company| !company.is_empty()),
            "purpose": call.purpose.word(),
            "asked_for": call.data.iter().map(consent::Category::word).collect::<Vec<_>>(),
            "state": call.state.word(),
            "attempts": call.attempts,
            "made_at": call.made_at.to_rfc3339(),
            "changed_at": call.changed_at.to_rfc3339(),
        }))?;
    }
    Ok(())
}

fn standing_reads(export: &Export, take: &mut Take<'_>) -> Result<(), ExportError> {
    let Some(root) = export.ids.first() else { return Ok(()) };
    let reads = export.app.db.record.read(|tx| {
        let choices = consent::load(tx, *root)?;
        standing::standing_reads(tx, &choices, export.at)
    })?;
    reads.iter().try_for_each(|read| {
        take(json!({
            "kind": read.what.word(),
            "rule": read.what.name(),
            "purpose": read.purpose.word(),
            "reads": documents::words(read.reads),
            "until": read.until.map(Timestamp::to_rfc3339),
        }))
    })
}
