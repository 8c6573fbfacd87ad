//! `GET /api/v1/customers` and `GET /api/v1/customers/{id}`.

use super::input::{IdOf, Params};
use super::openapi::{Operation, customer_id, limit, query};
use super::{Answer, Endpoint, Needs, Page, Reader, disclosing, record, unknown};
use crate::app::App;
use crate::search;
use axum::extract::State;
use axum::routing::get;
use base::id::CustomerId;
use db::Result;
use foundation::consent::{Category, CategorySet};
use foundation::customers::{self, Filter};
use serde_json::json;
use web::http::Problem;

pub const ENDPOINTS: &[Endpoint] = &[
    Endpoint { method: "get", path: "/api/v1/customers", needs: Needs::Read, route: || get(list), describe: describe_list },
    Endpoint { method: "get", path: "/api/v1/customers/{id}", needs: Needs::Read, route: || get(one), describe: describe_one },
];

/// What a list shows of a person.
const LISTED: CategorySet = CategorySet::of(&[Category::Name, Category::Email]);

async fn list(_: Reader, State(app): State<App>, params: Params) -> Result<Answer, Problem> {
    let params = params.only(&["q", "limit", "after"])?;
    let (q, limit, after) = (params.search()?, params.limit()?, params.id::<CustomerId>("after")?);
    let (customers, next) = disclosing(&app, move |app| {
        let (roots, next) = match q {
            Some(q) => search::find(app, None, &q, after, limit)?,
            None => newest(app, after, limit)?,
        };
        Ok(record::load(app, &roots, LISTED)?.map(|customers| (customers, next)))
    })
    .await?;
    Answer::of(&Page { data: customers, next: next.map(|id| id.to_string()) })
}

async fn one(_: Reader, State(app): State<App>, IdOf(id): IdOf<CustomerId>, params: Params) -> Result<Answer, Problem> {
    params.only(&[])?;
    let mut found = disclosing(&app, move |app| {
        let root: Vec<CustomerId> = record::ids_of(app, id)?.into_iter().flatten().take(1).collect();
        record::load(app, &root, CategorySet::ALL)
    })
    .await?;
    Answer::of(&found.pop().ok_or_else(|| unknown("customer"))?)
}

/// A page of all customers, and the cursor for what follows it.
fn newest(app: &App, after: Option<CustomerId>, limit: usize) -> Result<(Vec<CustomerId>, Option<CustomerId>)> {
    let rows = app.db.views.read(|tx| customers::list(tx, Filter::All, after, limit + 1))?;
    let ids: Vec<CustomerId> = rows.iter().take(limit).map(|row| row.customer).collect();
    let next = if rows.len() > limit { ids.last().copied() } else { None };
    Ok((ids, next))
}

fn describe_list() -> Operation {
    Operation::new("listCustomers", "customers", "Customers, newest first")
        .text(
            "`q` finds by a whole e-mail address, phone number (of the store's country where it has no `+`), user id or order \
             number, and by the words of a name or their first 3 to 8 letters, in any script. Of personal data the list shows \
             names and e-mail addresses, as far as each customer shares them; the look is written to the access log.",
        )
        .parameter(query("q", "What to look for.", &json!({"type": "string", "maxLength": 200})))
        .parameter(limit())
        .parameter(query("after", "`next` of the page before.", &json!({"type": "string", "pattern": "^cus_[0-9a-z]{26}$"})))
        .page_of("Customer")
}

fn describe_one() -> Operation {
    Operation::new("getCustomer", "customers", "One customer")
        .text(
            "The id of a customer who was merged into another answers with that one, whose own id is in `id`. The look is \
             written to the access log.",
        )
        .parameter(customer_id())
        .answers("Customer")
}
