//! Prices that fell: whoever looked at the product lately, and lets that be used for them, gets an event of it, with which a journey
//! may begin.

use crate::app::App;
use base::id::{CustomerId, EventId};
use base::{Money, Rng, Timestamp};
use db::{Lease, Result, Tx};
use foundation::catalog::{self, PriceDrop, Product};
use foundation::consent::{self, Category, CategorySet, Purpose, Recipient};
use foundation::customers;
use foundation::journal::{self, Kind, NewEvent, Origin};
use foundation::rules::{self, Bound, Condition, Did, Filter, Program, Scalar, Test, When};
use foundation::settings::StoreSettings;
use serde_json::{Number, Value, json};
use std::time::Duration;

/// The event's name in the journal; the ready-made journey begins with it.
pub const DROPPED: &str = "Product Price Dropped";
/// Who looked at it in so many days is told.
const LOOKED_WITHIN_DAYS: u16 = 30;
/// Properties in which stores name a product.
const NAMED_BY: [&str; 3] = ["product_id", "sku", "id"];
/// Prices that are looked after in one pass of the past, and customers who are told in one commit.
const DROPS_AT_ONCE: usize = 20;
const CUSTOMERS_AT_ONCE: usize = 200;
const LEASE: Duration = Duration::from_secs(60);

/// Tells of the prices that fell since the last time.
pub fn carry_on(app: &App) -> Result<()> {
    let (drops, zone) = app.db.record.read(|tx| {
        let drops = catalog::drops(tx, DROPS_AT_ONCE)?;
        let zone = if drops.is_empty() { jiff::tz::TimeZone::UTC } else { StoreSettings::load(tx)?.zone() };
        Ok::<_, db::Error>((drops, zone))
    })?;
    if drops.is_empty() || !Lease::new("price-drops", app.node, LEASE).hold(&app.db.views)? {
        return Ok(());
    }
    let asked: Vec<Condition> = drops.iter().map(|drop| looked_at(&drop.product)).collect();
    let (members, _) = rules::ask(&app.history, &Program::new(&asked, zone), 1, app.clock.now()).map_err(db::Error::from)?;
    for (drop, mut viewers) in drops.into_iter().zip(members) {
        viewers.sort_unstable();
        tell(app, drop, &viewers)?;
    }
    Ok(())
}

/// Who looked at a product lately.
fn looked_at(product: &str) -> Condition {
    let by = |property: &str| {
        let test = Test::Is(Scalar::Text(product.to_owned()));
        let filters = vec![Filter { property: property.to_owned(), test }];
        let when = When::LastDays(LOOKED_WITHIN_DAYS);
        Condition::Did(Did { event: "Product Viewed".to_owned(), filters, count: Bound::AtLeast(1), when })
    };
    Condition::Any(NAMED_BY.into_iter().map(by).collect())
}

fn tell(app: &App, mut drop: PriceDrop, viewers: &[CustomerId]) -> Result<()> {
    let viewers: Vec<CustomerId> = viewers.iter().copied().filter(|viewer| *viewer > drop.after).collect();
    for some in viewers.chunks(CUSTOMERS_AT_ONCE) {
        let (now, mut rng, some, told) = (app.clock.now(), app.fork_rng(), some.to_vec(), drop.clone());
        let last = some.last().copied().unwrap_or(drop.after);
        let goes_on: Result<bool> = app.recorder.submit(move |tx| tell_some(tx, &mut rng, &told, &some, last, now)).wait();
        if !goes_on? {
            return Ok(());
        }
        drop.after = last;
    }
    let (product, people) = (drop.product.clone(), viewers.len());
    let done: Result<()> = app.recorder.submit(move |tx| catalog::drop_done(tx, &drop)).wait();
    done?;
    tracing::info!(product, people, "those who looked at a product heard that its price fell");
    Ok(())
}

/// One commit's worth, with how far it came; false where there is nothing to tell any more.
fn tell_some(
    tx: &mut Tx<'_>,
    rng: &mut Rng,
    drop: &PriceDrop,
    some: &[CustomerId],
    last: CustomerId,
    now: Timestamp,
) -> Result<bool> {
    if !catalog::drop_reached(tx, drop, last)? {
        return Ok(false);
    }
    let product = catalog::find(tx, &drop.product)?;
    let Some(body) = product.and_then(|product| body(&product, drop.was)) else {
        catalog::drop_done(tx, drop)?;
        return Ok(false);
    };
    for customer in some {
        let is_there = customers::root_of(tx, *customer)? == Some(*customer)
            && customers::customer_row(tx, *customer)?.is_some_and(|row| row.erased_at.is_none());
        let browsing = CategorySet::of(&[Category::Browsing]);
        let may = is_there
            && consent::load(tx, *customer)?.allows(Purpose::Personalise, Recipient::Automation, browsing, now).is_some();
        if may {
            let event = NewEvent {
                id: EventId::new(now, rng),
                customer: *customer,
                name: DROPPED.to_owned(),
                kind: Kind::Track,
                origin: Origin::Server,
                at: now,
                received_at: now,
                body: body.to_string(),
            };
            journal::append_one(tx, event, now)?;
        }
    }
    Ok(true)
}

/// What is told of it; `None` where it costs no less any more.
fn body(product: &Product, was: Money) -> Option<Value> {
    let price = product.price().filter(|price| price.currency == was.currency && price.minor < was.minor)?;
    let number = |money: Money| serde_json::from_str::<Number>(&money.to_decimal()).ok();
    let name = product.names.values().next()?;
    let mut properties = json!({
        "product_id": product.id,
        "name": name,
        "price": number(price),
        "previous_price": number(was),
        "currency": price.currency.code(),
    });
    for (property, address) in [("url", &product.url), ("image_url", &product.image)] {
        if !address.is_empty() {
            properties[property] = json!(address);
        }
    }
    Some(json!({"properties": properties}))
}
