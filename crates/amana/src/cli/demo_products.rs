//! The demo's catalogue, as a shop's own server would tell it: a few of its articles are on offer for a month.

use super::Outcome;
use super::demo_shop::CATEGORIES;
use crate::demo::{Catalogue, Product as Article};
use app::App;
use base::{Locale, Timestamp};
use foundation::catalog;
use std::time::Duration;

/// One article in so many is on offer; none of those that the demo's shop sells, whose letters are to go out later too.
const ON_OFFER: usize = 9;
const OFFER_LASTS: Duration = Duration::from_hours(24 * 30);
/// The most of one article in stock.
const STOCK_MAX: u64 = 80;
/// Other articles of its kind that go with one.
const GOES_WITH: usize = 3;

pub(super) fn lay(app: &App, catalogue: &Catalogue) -> Outcome {
    let (now, mut rng) = (app.clock.now(), app.fork_rng());
    let products = catalogue.products.iter().enumerate().map(|(at, product)| {
        let is_on_offer = at % ON_OFFER == 0 && !CATEGORIES.contains(&catalogue.categories[product.category].slug);
        let stock = i64::try_from(rng.below(STOCK_MAX)).unwrap_or_default();
        let goes_with = goes_with(catalogue, at);
        catalog::Product { goes_with, ..told(product, stock, is_on_offer.then(|| now.plus(OFFER_LASTS)), now) }
    });
    let products: Vec<catalog::Product> = products.collect();
    let kept: db::Result<()> =
        app.recorder.submit(move |tx| products.iter().try_for_each(|product| catalog::put(tx, product).map(drop))).wait();
    Ok(kept?)
}

/// The next ones of its kind, another article each.
fn goes_with(catalogue: &Catalogue, at: usize) -> Vec<String> {
    let (before, from) = catalogue.products.split_at(at);
    let Some(product) = from.first() else { return Vec::new() };
    let others = from.iter().chain(before).filter(|other| other.category == product.category && other.names != product.names);
    let mut chosen: Vec<&Article> = Vec::new();
    for other in others {
        if chosen.len() < GOES_WITH && chosen.iter().all(|one| one.names != other.names) {
            chosen.push(other);
        }
    }
    chosen.into_iter().map(|other| other.sku.clone()).collect()
}

fn told(product: &Article, stock: i64, offer_until: Option<Timestamp>, now: Timestamp) -> catalog::Product {
    let names = Locale::ALL.map(|locale| {
        let at = locale as usize;
        let comma = if locale == Locale::En { "," } else { "،" };
        let variant = product.variant.map(|variant| format!("{comma} {}", variant[at])).unwrap_or_default();
        (locale.code().to_owned(), format!("{}{variant}", product.names[at]))
    });
    catalog::Product {
        id: product.sku.clone(),
        names: names.into(),
        currency: product.price.currency,
        price: Some(product.price.minor),
        compare_at: offer_until.map(|_| product.price.minor / 4 * 5),
        price_until: offer_until,
        stock: Some(stock),
        url: String::new(),
        image: String::new(),
        goes_with: Vec::new(),
        changed_at: now,
    }
}
