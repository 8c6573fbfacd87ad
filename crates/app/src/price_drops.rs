//! Prices that fell: whoever looked at the product lately and did not buy it, and lets that be used for them, gets an event of it, with
//! which a journey may begin. One node at a time, on a thread of its own: it reads the past of everybody.

use crate::app::App;
use crate::standing;
use base::id::{CustomerId, EventId};
use base::{Id as _, Locale, Money, Rng, Timestamp};
use capabilities::messaging;
use db::{Lease, Result, Tx};
use foundation::catalog::{self, PriceDrop, Product};
use foundation::consent::{self, Category, CategorySet, Purpose, Recipient};
use foundation::customers;
use foundation::history::{self, Column, Columns, Fold, Query, Row};
use foundation::journal::{self, Kind, NewEvent, Origin};
use foundation::settings::StoreSettings;
use serde_json::{Number, Value, json};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// The event's name in the journal; the ready-made journey begins with it.
pub const DROPPED: &str = "Product Price Dropped";
/// A price that fell has to stand for so long: some are mistyped, others fall in steps.
pub const STANDS_FOR: Duration = Duration::from_mins(10);
/// Those that fell one soon after another are looked after in one pass of the past.
pub const GATHERED_FOR: Duration = Duration::from_mins(1);
/// Who looked at it in this time is told, unless they bought it.
const LOOKED_WITHIN: Duration = Duration::from_hours(24 * 30);
const VIEWED: &str = "Product Viewed";
const BOUGHT: &str = "Order Completed";
/// Prices that are looked after in one pass, and customers who are told in one commit.
const DROPS_AT_ONCE: usize = 1_000;
const CUSTOMERS_AT_ONCE: usize = 200;
const REST: Duration = Duration::from_secs(2);
/// After something failed.
const LONG_REST: Duration = Duration::from_mins(1);
/// Longer than one pass of the past takes.
const LEASE_LASTS: Duration = Duration::from_mins(10);

/// Somebody who looked at a product.
#[derive(Clone, Copy)]
struct Viewer {
    customer: CustomerId,
    has_bought: bool,
    locale: Locale,
}

/// Runs until told to stop.
pub fn run(app: &App, stop: &AtomicBool) {
    while !stop.load(Ordering::Relaxed) {
        let rest = match carry_on(app) {
            Ok(()) => REST,
            // It goes on where it was when the program starts again.
            Err(_) if stop.load(Ordering::Relaxed) => break,
            Err(error) => {
                tracing::warn!(%error, "prices that fell are told of in a moment");
                LONG_REST
            }
        };
        let until = Instant::now() + rest;
        while Instant::now() < until && !stop.load(Ordering::Relaxed) {
            std::thread::sleep(Duration::from_millis(50));
        }
    }
    let _ = lease(app).release(&app.db.views);
}

fn lease(app: &App) -> Lease {
    Lease::new("price-drops", app.node, LEASE_LASTS)
}

/// Whether this node is still the one that tells.
fn goes_on(app: &App) -> Result<bool> {
    Ok(!app.is_stopping() && lease(app).hold(&app.db.views)?)
}

/// Tells of the prices that fell since the last time, where anything asks for that.
pub fn carry_on(app: &App) -> Result<()> {
    let now = app.clock.now();
    let drops = app.db.record.read(|tx| catalog::drops(tx, now.minus(STANDS_FOR), DROPS_AT_ONCE))?;
    let is_time = drops.first().is_some_and(|first| first.at <= now.minus(STANDS_FOR + GATHERED_FOR));
    if !is_time || !goes_on(app)? {
        return Ok(());
    }
    let (is_asked, store) =
        app.db.record.read(|tx| Ok::<_, db::Error>((standing::asks_for(tx, DROPPED)?, StoreSettings::load(tx)?)))?;
    if !is_asked {
        // Nobody's past is read for nothing. Whoever asks later hears of the prices that fall from then on.
        return app.recorder.submit(move |tx| drops.iter().try_for_each(|drop| catalog::drop_done(tx, drop))).wait();
    }
    let mut people = look_back(app, &drops, now).map_err(db::Error::from)?;
    for drop in drops {
        let lookers = people.remove(&drop.product).unwrap_or_default();
        if !tell(app, &store, drop, &lookers)? {
            break;
        }
    }
    Ok(())
}

/// Who looked at each product lately, and who bought it meanwhile: one pass of the past for all of them.
fn look_back(app: &App, drops: &[PriceDrop], now: Timestamp) -> std::result::Result<HashMap<String, Lookers>, history::Error> {
    let wanted: HashSet<&str> = drops.iter().map(|drop| drop.product.as_str()).collect();
    let query = Query {
        names: &[VIEWED, BOUGHT],
        from: now.minus(LOOKED_WITHIN),
        ..Query::all(Columns::of(&[Column::Name, Column::Body]))
    };
    let make = || Looking { app, wanted: &wanted, customer: CustomerId::from_raw([0; 16]), found: HashMap::new() };
    Ok(app.history.fold(query, 1, make)?.into_iter().next().map(|part| part.found).unwrap_or_default())
}

/// A product's.
#[derive(Default)]
struct Lookers {
    viewers: BTreeSet<CustomerId>,
    /// They would rather not hear of it.
    buyers: BTreeSet<CustomerId>,
}

struct Looking<'d> {
    app: &'d App,
    wanted: &'d HashSet<&'d str>,
    customer: CustomerId,
    found: HashMap<String, Lookers>,
}

impl Fold for Looking<'_> {
    fn begin(&mut self, customer: CustomerId) {
        self.customer = customer;
    }

    fn step(&mut self, row: Row<'_>) {
        let body: Value = serde_json::from_str(row.body()).unwrap_or_default();
        for product in messaging::products_of(&body["properties"]) {
            if self.wanted.contains(product.as_str()) {
                let lookers = self.found.entry(product).or_default();
                let kind = if row.name() == VIEWED { &mut lookers.viewers } else { &mut lookers.buyers };
                kind.insert(self.customer);
            }
        }
    }

    fn end(&mut self) -> std::result::Result<(), history::Error> {
        if self.app.is_stopping() { Err(history::Error::Stopped) } else { Ok(()) }
    }
}

/// Tells of one price; false where this node is to tell of no others now.
fn tell(app: &App, store: &StoreSettings, mut drop: PriceDrop, lookers: &Lookers) -> Result<bool> {
    let viewers: Vec<CustomerId> = lookers.viewers.iter().copied().filter(|viewer| *viewer > drop.after).collect();
    for some in viewers.chunks(CUSTOMERS_AT_ONCE) {
        if !goes_on(app)? {
            return Ok(false);
        }
        let last = some.last().copied().unwrap_or(drop.after);
        let some: Vec<Viewer> = app.db.views.read(|tx| {
            let viewer = |customer: &CustomerId| {
                let (locale, _) = customers::place_of(tx, (store.locale(), &store.zone()), *customer)?;
                Ok::<_, db::Error>(Viewer { customer: *customer, has_bought: lookers.buyers.contains(customer), locale })
            };
            some.iter().map(viewer).collect::<Result<_>>()
        })?;
        let (now, mut rng, told, store) = (app.clock.now(), app.fork_rng(), drop.clone(), store.locale());
        let is_told: Result<bool> =
            app.recorder.submit(move |tx| tell_some(tx, &mut rng, (&told, store), &some, last, now)).wait();
        if !is_told? {
            return Ok(true);
        }
        drop.after = last;
    }
    let (product, people) = (drop.product.clone(), viewers.len());
    let done: Result<()> = app.recorder.submit(move |tx| catalog::drop_done(tx, &drop)).wait();
    done?;
    tracing::info!(product, people, "a price that fell was told of to those who looked at the product");
    Ok(!app.is_stopping())
}

/// One commit's worth, with how far it came; false where there is nothing to tell any more.
fn tell_some(
    tx: &mut Tx<'_>,
    rng: &mut Rng,
    (drop, store): (&PriceDrop, Locale),
    some: &[Viewer],
    last: CustomerId,
    now: Timestamp,
) -> Result<bool> {
    if !catalog::drop_reached(tx, drop, last)? {
        return Ok(false);
    }
    let product = catalog::find(tx, &drop.product)?;
    let Some((product, price)) = product.and_then(|product| lower(&product, drop.was).map(|price| (product, price))) else {
        catalog::drop_done(tx, drop)?;
        return Ok(false);
    };
    for viewer in some {
        if may_hear(tx, *viewer, now)? {
            let body = body(&product, product.name(viewer.locale, store), price, drop.was);
            let event = NewEvent {
                id: EventId::new(now, rng),
                customer: viewer.customer,
                name: DROPPED.to_owned(),
                kind: Kind::Track,
                origin: Origin::System,
                at: now,
                received_at: now,
                body: body.to_string(),
            };
            journal::append_one(tx, event, now)?;
        }
    }
    Ok(true)
}

/// Whether somebody is there, and lets what they look at be used for them. What they bought counts where they let that be used too.
fn may_hear(tx: &mut Tx<'_>, viewer: Viewer, now: Timestamp) -> Result<bool> {
    let customer = viewer.customer;
    let is_there = customers::root_of(tx, customer)? == Some(customer)
        && customers::customer_row(tx, customer)?.is_some_and(|row| row.erased_at.is_none());
    if !is_there {
        return Ok(false);
    }
    let choices = consent::load(tx, customer)?;
    let allows =
        |category| choices.allows(Purpose::Personalise, Recipient::Automation, CategorySet::of(&[category]), now).is_some();
    Ok(allows(Category::Browsing) && !(viewer.has_bought && allows(Category::Orders)))
}

/// What it costs, where that is less than before.
fn lower(product: &Product, was: Money) -> Option<Money> {
    product.price().filter(|price| price.currency == was.currency && price.minor < was.minor)
}

/// What is told of it.
fn body(product: &Product, name: &str, price: Money, was: Money) -> Value {
    let number = |money: Money| serde_json::from_str::<Number>(&money.to_decimal()).ok();
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
    json!({"properties": properties})
}
