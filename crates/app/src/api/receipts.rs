//! `GET /api/v1/customers/{id}/consents/{grant}/record` and `…/receipt`: a decision as ISO/IEC TS 27560 has it written down.

use super::input::{IdsOf, Params};
use super::openapi::{Operation, customer_id, grant_id};
use super::{Answer, Endpoint, Needs, Reader, blocking, record, unknown};
use crate::app::App;
use crate::receipts::{self, Copy};
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::{MethodRouter, get};
use base::id::{CustomerId, GrantId};
use foundation::receipts::NoReceipt;
use web::http::Problem;

pub const ENDPOINTS: &[Endpoint] = &[
    Endpoint {
        method: "get",
        path: "/api/v1/customers/{id}/consents/{grant}/record",
        needs: Needs::Read,
        route: || serve(Copy::Record),
        describe: describe_record,
    },
    Endpoint {
        method: "get",
        path: "/api/v1/customers/{id}/consents/{grant}/receipt",
        needs: Needs::Read,
        route: || serve(Copy::Receipt),
        describe: describe_receipt,
    },
];

fn serve(copy: Copy) -> MethodRouter<App> {
    get(move |_: Reader, State(app): State<App>, ids: IdsOf<CustomerId, GrantId>, params: Params| show(app, copy, ids, params))
}

async fn show(
    app: App,
    copy: Copy,
    IdsOf(customer, grant): IdsOf<CustomerId, GrantId>,
    params: Params,
) -> Result<Answer, Problem> {
    params.only(&[])?;
    let made = blocking(&app, move |app| match record::ids_of(app, customer)? {
        Some(ids) => receipts::copy_of(app, copy, &ids, grant).map(Some),
        None => Ok(None),
    });
    match made.await?.ok_or_else(|| unknown("customer"))? {
        Ok(document) => Answer::of(&document),
        Err(NoReceipt::Unknown) => Err(unknown("decision")),
        Err(NoReceipt::OtherBasis) => {
            let detail = "This decision rests on a contract, the law or the store's interest: nobody was asked for consent.";
            Err(Problem::new(StatusCode::CONFLICT, "not_consent", "The decision is no consent", detail))
        }
    }
}

fn describe_record() -> Operation {
    Operation::new("getConsentRecord", "consents", "The consent record of a decision")
        .text("ISO/IEC TS 27560:2023 as JSON-LD, profile `dpv-27560:record-eu-gdpr`. A decision has one record for all its recipients.")
        .parameter(customer_id())
        .parameter(grant_id())
        .conflict("The decision does not rest on consent")
        .answers("ConsentRecord")
}

fn describe_receipt() -> Operation {
    Operation::new("getConsentReceipt", "consents", "The signed receipt of a decision, for the customer")
        .text(
            "Profile `dpv-27560:receipt-eu-gdpr`, with an Ed25519 signature over the receipt's canonical form (RFC 8785). \
             `amana verify receipt FILE` checks it with the key from `/.well-known/amana-keys.json`. It names nobody.",
        )
        .parameter(customer_id())
        .parameter(grant_id())
        .conflict("The decision does not rest on consent")
        .answers("SignedReceipt")
}
