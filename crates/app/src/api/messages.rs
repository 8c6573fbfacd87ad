//! `GET /api/v1/messages` and `GET /api/v1/messages/{id}`: what was written to customers, or why not.

use super::input::{IdOf, Params};
use super::openapi::{Operation, limit, path_id, query};
use super::{Answer, Endpoint, Needs, Page, Reader, blocking, record, unknown};
use crate::app::App;
use crate::documents;
use axum::extract::State;
use axum::routing::get;
use base::id::{CustomerId, MessageId};
use capabilities::messaging::{self, Contradiction, Message, MessageState, NewMessage};
use db::{Result, Tx};
use foundation::consent::Category;
use foundation::customers;
use serde_json::{Value, json};
use web::http::Problem;

pub const ENDPOINTS: &[Endpoint] = &[
    Endpoint { method: "get", path: "/api/v1/messages", needs: Needs::Read, route: || get(list), describe: describe_list },
    Endpoint { method: "get", path: "/api/v1/messages/{id}", needs: Needs::Read, route: || get(one), describe: describe_one },
];

/// Messages of one customer read at a time while one state is looked for.
const STRIDE: usize = 200;

async fn list(_: Reader, State(app): State<App>, params: Params) -> Result<Answer, Problem> {
    let params = params.only(&["customer", "state", "limit", "after"])?;
    let customer = params.id::<CustomerId>("customer")?;
    let state = params.word("state", MessageState::from_word, &MessageState::ALL.map(MessageState::word))?;
    let (limit, after) = (params.limit()?, params.id::<MessageId>("after")?);
    let found = blocking(&app, move |app| {
        let mut messages = match customer {
            None => app.db.views.read(|tx| messaging::list(tx, state, after, limit + 1))?,
            Some(customer) => {
                let Some(ids) = record::ids_of(app, customer)? else { return Ok(None) };
                app.db.views.read(|tx| of_customer(tx, &ids, state, after, limit + 1))?
            }
        };
        let more = messages.len() > limit;
        messages.truncate(limit);
        let next = messages.last().filter(|_| more).map(|message| message.id.to_string());
        Ok(Some((shown(app, &messages)?, next)))
    })
    .await?;
    let (data, next) = found.ok_or_else(|| unknown("customer"))?;
    Answer::of(&Page { data, next })
}

async fn one(_: Reader, State(app): State<App>, IdOf(id): IdOf<MessageId>, params: Params) -> Result<Answer, Problem> {
    params.only(&[])?;
    let found = blocking(&app, move |app| {
        let Some(message) = app.db.views.read(|tx| messaging::find(tx, id))? else { return Ok(None) };
        let mut document = shown(app, std::slice::from_ref(&message))?.pop();
        if let Some(document) = &mut document {
            document["contradicts"] = json!(contradicts(app, &message)?);
        }
        Ok(document)
    })
    .await?;
    Answer::of(&found.ok_or_else(|| unknown("message"))?)
}

/// A customer's messages, newest first, in one state where it is given.
fn of_customer(
    tx: &mut Tx<'_>,
    ids: &[CustomerId],
    state: Option<MessageState>,
    mut before: Option<MessageId>,
    limit: usize,
) -> Result<Vec<Message>> {
    let Some(state) = state else { return messaging::of_customer(tx, ids, before, limit) };
    let mut found = Vec::new();
    loop {
        let read = messaging::of_customer(tx, ids, before, STRIDE)?;
        let (count, last) = (read.len(), read.last().map(|message| message.id));
        found.extend(read.into_iter().filter(|message| message.state == state).take(limit - found.len()));
        if count < STRIDE || found.len() == limit {
            return Ok(found);
        }
        before = last;
    }
}

/// Messages as documents, each with the root of the customer whom it was written to.
fn shown(app: &App, messages: &[Message]) -> Result<Vec<Value>> {
    app.db.record.read(|tx| {
        let mut shown = Vec::with_capacity(messages.len());
        for message in messages {
            let root = customers::root_of(tx, message.customer)?.unwrap_or(message.customer);
            shown.push(documents::message(message, root));
        }
        Ok(shown)
    })
}

/// What it claims that the catalogue contradicts, where its customer shares what it speaks of.
fn contradicts(app: &App, message: &Message) -> Result<Option<Contradiction>> {
    let Some(found) = app.db.views.read(|tx| messaging::contradiction_of(tx, message.id))? else { return Ok(None) };
    let event = match message.position {
        NewMessage::NO_POSITION => None,
        position => app.history.event(message.customer, position).map_err(db::Error::from)?,
    };
    let Some(category) = event.and_then(|event| Category::of(event.kind, &event.name)) else { return Ok(Some(found)) };
    let root = app.db.record.read(|tx| customers::root_of(tx, message.customer))?.unwrap_or(message.customer);
    Ok(record::visible_beside(app, root)?.contains(category).then_some(found))
}

fn describe_list() -> Operation {
    Operation::new("listMessages", "messages", "Messages, newest first")
        .parameter(query(
            "customer",
            "Messages to this customer alone.",
            &json!({"type": "string", "pattern": "^cus_[0-9a-z]{26}$"}),
        ))
        .parameter(query(
            "state",
            "Messages in this state alone.",
            &json!({"type": "string", "enum": MessageState::ALL.map(MessageState::word)}),
        ))
        .parameter(limit())
        .parameter(query("after", "`next` of the page before.", &json!({"type": "string", "pattern": "^msg_[0-9a-z]{26}$"})))
        .page_of("Message")
}

fn describe_one() -> Operation {
    Operation::new("getMessage", "messages", "One message")
        .text("Where it stands; its text is shown in the admin alone.")
        .parameter(path_id("msg", "A message's id."))
        .answers("MessageWhole")
}
