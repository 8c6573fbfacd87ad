//! What the catalogue says of the products that a letter may speak of: looked up as it is sent.

use super::claims::{self, Claim, Contradiction, Known, Measure};
use super::context::Product as Said;
use super::letter::Terms;
use super::own::Named;
use base::{Locale, Money, Timestamp};
use db::{Db, Result};
use foundation::catalog;
use foundation::consent::Category;
use foundation::journal::Event;
use foundation::settings::StoreSettings;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Products of one letter that are looked up.
const PRODUCTS_MAX: usize = 100;

/// What an event says of products, where a letter of these terms advertises with it: those are claims. An order's prices are what was paid.
pub(super) fn claimed(event: Option<&Event>, terms: Terms) -> Option<Value> {
    let event = event.filter(|_| terms.is_marketing())?;
    let category = Category::of(event.kind, &event.name)?;
    if category == Category::Orders || !terms.needs.contains(category) {
        return None;
    }
    let mut body: Value = serde_json::from_str(&event.body).ok()?;
    Some(body["properties"].take())
}

/// The products at hand.
pub(super) struct Catalogue(BTreeMap<String, Known>);

impl Catalogue {
    /// `claimed`: the properties of the event that the letter speaks of, where what they say of products are claims. Nothing is asked
    /// where neither they nor the author name any.
    pub fn of(db: &Db, claimed: Option<&Value>, named: Option<&Named>) -> Result<Self> {
        let mut ids: BTreeSet<String> = named.map(|named| named.ids.clone()).unwrap_or_default();
        ids.extend(claimed.map(claims::products_of).unwrap_or_default());
        if ids.is_empty() {
            return Ok(Self(BTreeMap::new()));
        }
        db.record.read(|tx| {
            let mut known = BTreeMap::new();
            for product in catalog::of_ids(tx, ids.iter().take(PRODUCTS_MAX))? {
                // What it cost before matters where that is claimed.
                let is_compared = claimed.is_some_and(claims::names_earlier_price);
                let earlier = if is_compared { catalog::earlier_prices(tx, &product.id)? } else { Vec::new() };
                known.insert(product.id.clone(), Known { product, earlier });
            }
            Ok(Self(known))
        })
    }

    /// The first claim of an event that the catalogue contradicts.
    pub fn contradicts(
        &self,
        claimed: &Value,
        settings: &StoreSettings,
        names_all: bool,
        now: Timestamp,
    ) -> Option<(Claim, Contradiction)> {
        let zone = settings.zone();
        let measure = Measure { known: &self.0, currency: settings.currency(), zone: &zone, now, names_all };
        claims::contradiction(claimed, &measure)
    }

    /// As Liquid names them, by their ids.
    pub fn said(&self, locale: Locale, store: Locale) -> BTreeMap<String, Said> {
        let address = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
        let said = |known: &Known| Said {
            id: known.product.id.clone(),
            name: known.product.name(locale, store).to_owned(),
            price: known.product.price().map(Money::to_decimal),
            compare_at: known.product.compare_at().map(Money::to_decimal),
            currency: known.product.currency.code().to_owned(),
            stock: known.product.stock,
            url: address(&known.product.url),
            image: address(&known.product.image),
        };
        self.0.iter().map(|(id, known)| (id.clone(), said(known))).collect()
    }
}
