//! The demo's pages that look like the store's own: a few things to buy, a key for the pages and one for the checkout, and a
//! question that asks for all that a page may.

use super::Outcome;
use crate::demo::Catalogue;
use app::App;
use app::banner::{BannerSettings, PURPOSES};
use app::storefront::{DemoProduct, DemoShop};
use base::Currency;
use foundation::journal;
use foundation::staff::{self, Bases, Scope};

/// What they sell a little of.
pub(super) const CATEGORIES: [&str; 6] = ["coffee", "tea", "dates", "spices", "perfume", "kitchen"];

pub(super) fn lay(app: &App) -> Outcome {
    let catalogue = Catalogue::new(Currency::SAR);
    let products: Vec<DemoProduct> = CATEGORIES
        .iter()
        .flat_map(|slug| {
            catalogue.products.iter().filter(|one| catalogue.categories[one.category].slug == *slug).step_by(7).take(2)
        })
        .map(|product| {
            let category = &catalogue.categories[product.category];
            DemoProduct {
                sku: product.sku.clone(),
                category: category.slug.to_owned(),
                category_names: category.names.map(str::to_owned),
                names: product.names.map(str::to_owned),
                price_minor: product.price.minor,
            }
        })
        .collect();
    let (keys, mut rng, node, now) = (app.keys.clone(), app.fork_rng(), app.node, app.clock.now());
    let banner = BannerSettings { purposes: PURPOSES.map(|one| one.word().to_owned()).to_vec(), ..BannerSettings::default() };
    let laid: db::Result<()> = app
        .recorder
        .submit(move |tx| {
            let mut make =
                |name: &str, scope| staff::create_key(tx, &keys, &mut rng, name, scope, Bases::default_for(scope), now);
            let (_, site_key) = make("Demo shop, pages", Scope::Site)?;
            let (server_key, _) = make("Demo shop, checkout", Scope::Server)?;
            journal::note_change(tx, node, None, now)?;
            banner.save(tx, now)?;
            let currency = catalogue.currency.code().to_owned();
            DemoShop { site_key, server_key: server_key.to_string(), currency, products }.save(tx, now)
        })
        .wait();
    Ok(laid?)
}
