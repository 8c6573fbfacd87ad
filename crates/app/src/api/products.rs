//! `/api/v1/products`: the catalogue, told by the store's own server.

use super::input::{BODY_BYTES_MAX, IdOf, Params, bad_body, read_body_within};
use super::openapi::{Operation, limit, query, reference};
use super::{Answer, Endpoint, Feeder, Needs, Page, Reader, blocking, unknown};
use crate::app::App;
use crate::error::unavailable;
use axum::body::Body;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::{delete, get, post, put};
use base::{Currency, Money, Timestamp};
use foundation::catalog::{self, ID_BYTES_MAX, Kept, PRODUCTS_MAX, Product};
use foundation::settings::StoreSettings;
use foundation::staff::Deed;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::str::FromStr;
use web::http::Problem;

const ALL: &str = "/api/v1/products";
const ONE: &str = "/api/v1/products/{id}";
/// Products of one batch.
const BATCH_MAX: usize = 250;
/// A product with names in three languages and two addresses, each as long as it may be, takes no more, unless letters are escaped.
const PRODUCT_BYTES_MAX: usize = 10 * 1024;
const FIELDS: [&str; 9] = ["names", "currency", "price", "compare_at_price", "price_until", "stock", "url", "image", "goes_with"];

pub const ENDPOINTS: &[Endpoint] = &[
    Endpoint { method: "get", path: ALL, needs: Needs::Read, route: || get(list), describe: describe_list },
    Endpoint {
        method: "post",
        path: "/api/v1/products/batch",
        needs: Needs::Feed,
        route: || post(batch),
        describe: describe_batch,
    },
    Endpoint { method: "get", path: ONE, needs: Needs::Read, route: || get(one), describe: describe_one },
    Endpoint { method: "put", path: ONE, needs: Needs::Feed, route: || put(keep), describe: describe_keep },
    Endpoint { method: "delete", path: ONE, needs: Needs::Feed, route: || delete(remove), describe: describe_remove },
];

type Answered = Result<Answer, Problem>;

async fn list(_: Reader, State(app): State<App>, params: Params) -> Answered {
    let params = params.only(&["q", "limit", "after"])?;
    let (limit, words, after) =
        (params.limit()?, params.search()?, params.cursor("after", |text| text.parse::<ProductId>().ok())?);
    let mut rows = blocking(&app, move |app| {
        app.db
            .record
            .read(|tx| catalog::search(tx, &words.unwrap_or_default(), after.as_ref().map_or("", |after| &after.0), limit + 1))
    })
    .await?;
    let more = rows.len() > limit;
    rows.truncate(limit);
    let next = rows.last().filter(|_| more).map(|product| product.id.clone());
    Answer::of(&Page { data: rows.iter().map(document).collect::<Vec<_>>(), next })
}

async fn one(_: Reader, State(app): State<App>, IdOf(ProductId(id)): IdOf<ProductId>, params: Params) -> Answered {
    params.only(&[])?;
    answer(&app, id).await
}

async fn answer(app: &App, id: String) -> Answered {
    let found = blocking(app, move |app| app.db.record.read(|tx| catalog::find(tx, &id))).await?;
    Answer::of(&document(&found.ok_or_else(|| unknown("product"))?))
}

async fn keep(
    feeder: Feeder,
    State(app): State<App>,
    IdOf(ProductId(id)): IdOf<ProductId>,
    params: Params,
    body: Body,
) -> Answered {
    params.only(&[])?;
    let Value::Object(map) = json_of(body, BODY_BYTES_MAX).await? else {
        return Err(bad_body("The body must be an object".to_owned()));
    };
    let usual = usual_currency(&app).await?;
    let product = read(id.clone(), &map, usual, app.clock.now()).map_err(bad_body)?;
    keep_all(&feeder, &app, &id, vec![product]).await?;
    answer(&app, id).await
}

/// All of them or none.
async fn batch(feeder: Feeder, State(app): State<App>, params: Params, body: Body) -> Answered {
    params.only(&[])?;
    let document = json_of(body, BATCH_MAX * PRODUCT_BYTES_MAX).await?;
    let rows = document["products"].as_array().filter(|rows| (1..=BATCH_MAX).contains(&rows.len()));
    let rows = rows.ok_or_else(|| bad_body(format!("products: must be a list of 1 to {BATCH_MAX} products")))?;
    let (usual, now) = (usual_currency(&app).await?, app.clock.now());
    let mut products = Vec::with_capacity(rows.len());
    for (at, row) in rows.iter().enumerate() {
        let told = |flaw: String| bad_body(format!("products[{at}].{flaw}"));
        let mut map = row.as_object().cloned().ok_or_else(|| told("id: every product is an object with its id".to_owned()))?;
        let id = map.remove("id").and_then(|id| id.as_str().map(str::to_owned)).unwrap_or_default();
        products.push(read(id, &map, usual, now).map_err(told)?);
    }
    let (kept, changed) = (products.len(), keep_all(&feeder, &app, "products", products).await?);
    Answer::of(&json!({"kept": kept, "changed": changed}))
}

async fn remove(feeder: Feeder, State(app): State<App>, IdOf(ProductId(id)): IdOf<ProductId>, params: Params) -> Answered {
    params.only(&[])?;
    let (gone, deed) = (id.clone(), feeder.deed(&app, Deed::ProductDeleted, &id));
    let done = app.recorder.submit(move |tx| {
        let is_gone = catalog::remove(tx, &gone)?;
        if is_gone && let Some(deed) = deed {
            deed.write(tx)?;
        }
        Ok::<_, db::Error>(is_gone)
    });
    let removed: db::Result<bool> = done.await;
    if removed.map_err(|error| unavailable(&app, &error))? {
        Answer::of(&json!({"id": id, "deleted": true}))
    } else {
        Err(unknown("product"))
    }
}

/// Keeps products in one commit; how many are others now. The audit log names them by their `subject`.
async fn keep_all(feeder: &Feeder, app: &App, subject: &str, products: Vec<Product>) -> Result<usize, Problem> {
    let deed = feeder.deed(app, Deed::ProductsChanged, subject);
    let kept = app.recorder.submit(move |tx| {
        let (mut changed, mut is_more) = (0, false);
        for product in &products {
            let kept = catalog::put(tx, product)?;
            changed += usize::from(kept != Kept::AsItWas);
            is_more |= kept == Kept::New;
        }
        // Told after, so that the others of a batch that goes too far are not kept either.
        if is_more && catalog::count(tx)? > PRODUCTS_MAX {
            return Err(NotKept::TooMany);
        }
        if changed > 0
            && let Some(deed) = deed
        {
            let line = format!("{} changed={changed}", deed.detail);
            deed.detail(line).write(tx)?;
        }
        Ok(changed)
    });
    let changed = kept.await.map_err(|not| match not {
        NotKept::TooMany => Problem::new(
            StatusCode::CONFLICT,
            "too_many",
            "There are too many products",
            format!("A catalogue holds {PRODUCTS_MAX} products at most. Nothing was changed."),
        ),
        NotKept::Db(error) => unavailable(app, &error),
    })?;
    app.advanced.ring();
    Ok(changed)
}

/// As the store's events name it; in an address.
struct ProductId(String);

impl FromStr for ProductId {
    type Err = catalog::Flaw;

    fn from_str(text: &str) -> Result<Self, catalog::Flaw> {
        if catalog::is_id(text) { Ok(Self(text.to_owned())) } else { Err(catalog::Flaw::Id) }
    }
}

enum NotKept {
    TooMany,
    Db(db::Error),
}

impl From<db::Error> for NotKept {
    fn from(error: db::Error) -> Self {
        Self::Db(error)
    }
}

async fn usual_currency(app: &App) -> Result<Currency, Problem> {
    Ok(blocking(app, |app| app.db.record.read(StoreSettings::load)).await?.currency())
}

async fn json_of(body: Body, bytes_max: usize) -> Result<Value, Problem> {
    serde_json::from_slice(&read_body_within(body, bytes_max).await?)
        .map_err(|error| bad_body(format!("The body is not valid JSON: line {}, column {}", error.line(), error.column())))
}

/// A product as it is told, or what is wrong with it.
fn read(id: String, map: &Map<String, Value>, usual: Currency, now: Timestamp) -> Result<Product, String> {
    if map.keys().any(|key| !FIELDS.contains(&key.as_str())) {
        return Err(format!("id: a product's fields are id, {}", FIELDS.join(", ")));
    }
    let said = |name: &str| map.get(name).filter(|value| !value.is_null());
    let currency = match said("currency") {
        None => usual,
        Some(code) => code.as_str().and_then(|code| Currency::parse(code).ok()).ok_or("currency: three letters, such as SAR")?,
    };
    let amount = |name: &str| {
        let text = match said(name) {
            None => return Ok(None),
            Some(Value::String(text)) => text.clone(),
            Some(number) => number.to_string(),
        };
        let read = Money::parse(&text, currency).map(|money| Some(money.minor));
        read.map_err(|_| format!("{name}: an amount in {} such as \"199.00\"", currency.code()))
    };
    let address = |name: &str| match said(name) {
        None => Ok(String::new()),
        Some(value) => value.as_str().map(str::to_owned).ok_or_else(|| format!("{name}: must be an address")),
    };
    let names = said("names").and_then(Value::as_object).map(|names| {
        names
            .iter()
            .map(|(code, name)| Some((code.clone(), name.as_str()?.trim().to_owned())))
            .collect::<Option<BTreeMap<_, _>>>()
    });
    let price_until = match said("price_until") {
        None => None,
        Some(at) => {
            Some(at.as_str().and_then(|at| Timestamp::parse(at).ok()).ok_or("price_until: a time such as 2026-12-01T00:00:00Z")?)
        }
    };
    let stock = match said("stock") {
        None => None,
        Some(stock) => Some(stock.as_i64().ok_or("stock: must be a whole number")?),
    };
    let goes_with = match said("goes_with") {
        None => Some(Vec::new()),
        Some(ids) => {
            ids.as_array().and_then(|ids| ids.iter().map(|id| id.as_str().map(str::to_owned)).collect::<Option<Vec<_>>>())
        }
    };
    let product = Product {
        id,
        names: names.flatten().unwrap_or_default(),
        currency,
        price: amount("price")?,
        compare_at: amount("compare_at_price")?,
        price_until,
        stock,
        url: address("url")?,
        image: address("image")?,
        goes_with: goes_with.ok_or("goes_with: must be a list of ids")?,
        changed_at: now,
    };
    product.check().map_err(|flaw| flaw.to_string())?;
    Ok(product)
}

fn document(product: &Product) -> Value {
    json!({
        "id": product.id,
        "names": product.names,
        "currency": product.currency.code(),
        "price": product.price().map(Money::to_decimal),
        "compare_at_price": product.compare_at().map(Money::to_decimal),
        "price_until": product.price_until.map(Timestamp::to_rfc3339),
        "stock": product.stock,
        "url": Some(&product.url).filter(|url| !url.is_empty()),
        "image": Some(&product.image).filter(|image| !image.is_empty()),
        "goes_with": product.goes_with,
        "changed_at": product.changed_at.to_rfc3339(),
    })
}

fn product_id() -> Value {
    let schema = json!({"type": "string", "minLength": 1, "maxLength": ID_BYTES_MAX});
    json!({"name": "id", "in": "path", "required": true, "description": "The product's id, as the store's events name it.", "schema": schema})
}

fn describe_list() -> Operation {
    Operation::new("listProducts", "products", "The catalogue, in the order of ids")
        .parameter(query("q", "Products in whose id or names these words stand.", &json!({"type": "string", "maxLength": 200})))
        .parameter(limit())
        .parameter(query("after", "`next` of the page before.", &json!({"type": "string", "maxLength": ID_BYTES_MAX})))
        .page_of("Product")
}

fn describe_one() -> Operation {
    Operation::new("getProduct", "products", "One product").parameter(product_id()).answers("Product")
}

fn describe_keep() -> Operation {
    Operation::new("putProduct", "products", "Keep a product")
        .text(
            "The whole product: what is left out it does not have. Letters that claim another price, stock or end than this are not sent. \
             Where the price falls below what it was in the last 30 days and stands for ten minutes, and a journey or a segment asks \
             for it, a `Product Price Dropped` event follows for those who viewed it in the last 30 days, did not order it, and agreed \
             that what they view is used for them. Letters of what goes with an order show those of `goes_with` that the catalogue holds \
             and that can be had.",
        )
        .parameter(product_id())
        .body(&reference("ProductTold"))
        .conflict("There are too many products")
        .answers("Product")
}

fn describe_batch() -> Operation {
    Operation::new("putProducts", "products", "Keep many products")
        .text("1 to 250 products in at most 2500 KiB, each as `putProduct` takes it with its `id` beside. All of them are kept or none.")
        .body(&json!({
            "type": "object",
            "required": ["products"],
            "properties": {"products": {"type": "array", "minItems": 1, "maxItems": BATCH_MAX, "items": {
                "allOf": [reference("ProductTold"), {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}}}],
            }}},
        }))
        .conflict("There are too many products")
        .answers("ProductsKept")
}

fn describe_remove() -> Operation {
    Operation::new("deleteProduct", "products", "Take a product out of the catalogue")
        .parameter(product_id())
        .answers("ProductDeleted")
}
