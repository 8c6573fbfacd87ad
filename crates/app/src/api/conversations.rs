//! `POST /api/v1/customers/{id}/conversations` and `DELETE /api/v1/conversations/{id}`: while the store and a customer talk to
//! each other, wherever that is, the team that answers sees what it needs, and no longer.

use super::input::{IdOf, Params};
use super::openapi::{Operation, customer_id, path_id};
use super::{Answer, Endpoint, Needs, Writer, blocking, unknown};
use crate::app::App;
use axum::extract::State;
use axum::routing::{delete, post};
use base::id::{CustomerId, WindowId};
use foundation::consent::{self, NewWindow, Recipient, Window, WindowKind};
use foundation::customers;
use serde_json::json;
use web::http::Problem;

pub const ENDPOINTS: &[Endpoint] = &[
    Endpoint {
        method: "post",
        path: "/api/v1/customers/{id}/conversations",
        needs: Needs::Admin,
        route: || post(begin),
        describe: describe_begin,
    },
    Endpoint {
        method: "delete",
        path: "/api/v1/conversations/{id}",
        needs: Needs::Admin,
        route: || delete(end),
        describe: describe_end,
    },
];

async fn begin(_: Writer, State(app): State<App>, IdOf(id): IdOf<CustomerId>, params: Params) -> Result<Answer, Problem> {
    params.only(&[])?;
    let window = blocking(&app, move |app| {
        let (now, mut rng) = (app.clock.now(), app.fork_rng());
        let begun = app.recorder.submit(move |tx| {
            let Some(root) = customers::root_of(tx, id)? else { return Ok(None) };
            if customers::customer_row(tx, root)?.is_none_or(|row| row.erased_at.is_some()) {
                return Ok(None);
            }
            let new = NewWindow {
                customer: root,
                kind: WindowKind::Conversation,
                staff: None,
                recipient: Recipient::Support,
                categories: Window::CONVERSATION,
                reason: String::new(),
            };
            // Asked again, it is the one that is open.
            let ids = customers::all_ids(tx, root)?;
            let open = consent::live_windows_of(tx, &ids, now)?.into_iter();
            let mut open = open.filter(|window| window.kind == WindowKind::Conversation && window.is_open(now));
            if let Some(window) = open.next() {
                return Ok(Some(window));
            }
            let id = consent::open_window(tx, &mut rng, &new, now)?;
            consent::find_window(tx, id)
        });
        begun.wait()
    });
    answer(&window.await?.ok_or_else(|| unknown("customer"))?)
}

async fn end(_: Writer, State(app): State<App>, IdOf(id): IdOf<WindowId>, params: Params) -> Result<Answer, Problem> {
    params.only(&[])?;
    let window = blocking(&app, move |app| {
        let now = app.clock.now();
        let ended = app.recorder.submit(move |tx| {
            let Some(window) = consent::find_window(tx, id)?.filter(|window| window.kind == WindowKind::Conversation) else {
                return Ok(None);
            };
            consent::close_window(tx, window.id, now)?;
            consent::find_window(tx, id)
        });
        ended.wait()
    });
    answer(&window.await?.ok_or_else(|| unknown("conversation"))?)
}

fn answer(window: &Window) -> Result<Answer, Problem> {
    Answer::of(&json!({
        "id": window.id.to_string(),
        "customer": window.customer.to_string(),
        "recipient": window.recipient.word(),
        "categories": window.categories.iter().map(consent::Category::word).collect::<Vec<_>>(),
        "state": window.state.word(),
        "opened_at": window.opened_at.map(base::Timestamp::to_rfc3339),
        "until": window.until.map(base::Timestamp::to_rfc3339),
        "closed_at": window.closed_at.map(base::Timestamp::to_rfc3339),
    }))
}

fn describe_begin() -> Operation {
    Operation::new("beginConversation", "customers", "Begin a conversation")
        .text(
            "From now on, until it is ended and for 14 days at most, the support team sees what answering takes: name, \
             addresses, orders, messages; not what the customer refused to it. The customer sees that it is open, and can close it.",
        )
        .parameter(customer_id())
        .answers("Conversation")
}

fn describe_end() -> Operation {
    Operation::new("endConversation", "customers", "End a conversation")
        .text("From this answer on the support team sees what the customer shares with it, as before. Asked again, it changes nothing.")
        .parameter(path_id("win", "The conversation."))
        .answers("Conversation")
}
