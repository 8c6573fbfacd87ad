//! What the catalogue says of the products that a letter may speak of: looked up as it is sent, and as it is written.

use super::claims::{Claim, Contradiction, Known, Measure, PRODUCT_NAMES, ids_of, names_earlier_price, products_shown};
use super::compose::formatter;
use super::context::{Context, ITEMS_MAX, Product as Said};
use super::letter::{LetterRef, Terms};
use super::of_event::{lines, shown_lines};
use super::own::{self, Letters, NAMED_MAX, Named, Sheet};
use super::templates::BuiltIn;
use base::{Locale, Money, Timestamp};
use db::{Db, Result, Tx};
use foundation::catalog::{self, EarlierPrice, GOES_WITH_MAX, Product};
use foundation::consent::Category;
use foundation::journal::Event;
use foundation::settings::StoreSettings;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use web::format::Formatter;

/// Products of one letter that are looked up: all that it can name, and all that its event can name in the lines that it shows.
const LOOKED_UP_MAX: usize = NAMED_MAX + ITEMS_MAX * PRODUCT_NAMES.len();

/// Products of what goes with an event's that are looked up, and those that a letter shows.
const SUGGESTED_MAX: usize = 40;
const SUGGESTIONS_SHOWN: usize = 4;
/// Why a letter is withheld that is about what goes with something, where nothing does.
pub(super) const NOTHING_GOES_WITH: &str = "nothing_goes_with";

/// The products at hand.
#[derive(Default)]
pub struct Catalogue {
    known: BTreeMap<String, Known>,
    /// What the letter names.
    named: Named,
    /// The ids by which its event names products, known or not.
    of_event: BTreeSet<String>,
    /// The properties of the event that the letter speaks of, where what they say of products are claims.
    claimed: Option<Value>,
    /// What goes with the products of its event, where the letter asks and its event is about products.
    goes_with: Option<Vec<Product>>,
    /// Whether the store tells what it sells at all.
    is_told: bool,
}

impl Catalogue {
    /// Those that any of a template's letters names by their ids.
    pub fn of_letters(tx: &mut Tx<'_>, letters: &Letters) -> Result<Self> {
        let asked: BTreeSet<String> = letters.values().flat_map(|written| written.named().ids.into_keys()).collect();
        let known = known(tx, &asked, false)?;
        Ok(Self { known, is_told: catalog::count(tx)? > 0, ..Self::default() })
    }

    /// Those that a letter names that is about to go, and those of the event that it speaks of. Nothing is asked where there are none.
    pub(super) fn beside(db: &Db, event: Option<&Event>, terms: Terms, named: &Named, now: Timestamp) -> Result<Self> {
        let said = event.and_then(|event| properties(event, terms));
        // An order's prices are what was paid, and claim nothing; nor does what is owed.
        let is_claim = |category: Category| terms.is_marketing() && category != Category::Orders;
        let is_asked = |category: Category| named.others.is_some() || is_claim(category);
        let of_event = said.as_ref().filter(|(category, _)| is_asked(*category)).map(|(_, said)| products_shown(said));
        let goes_with = match said.as_ref().filter(|_| named.asks_goes_with() && terms.is_marketing()) {
            Some((_, said)) => Some(db.record.read(|tx| goes_with(tx, said, now))?),
            None => None,
        };
        let claimed = said.filter(|(category, _)| is_claim(*category)).map(|(_, said)| said);
        let of_event = of_event.unwrap_or_default();
        let asked: BTreeSet<String> = named.ids.keys().chain(&of_event).cloned().collect();
        let known = if asked.is_empty() {
            BTreeMap::new()
        } else {
            // What it cost before matters where that is claimed.
            let is_compared = claimed.as_ref().is_some_and(names_earlier_price);
            db.record.read(|tx| known(tx, &asked, is_compared))?
        };
        Ok(Self { known, named: named.clone(), of_event, claimed, goes_with, is_told: true })
    }

    /// The first claim that does not hold.
    pub(super) fn contradicts(&self, settings: &StoreSettings, now: Timestamp) -> Option<(Claim, Contradiction)> {
        let zone = settings.zone();
        let measure = Measure {
            known: &self.known,
            named: &self.named,
            of_event: &self.of_event,
            currency: settings.currency(),
            zone: &zone,
            now,
        };
        self.claimed.as_ref().and_then(|claimed| measure.contradiction(claimed)).or_else(|| measure.ended())
    }

    /// The first product that the letter names and nobody told of.
    pub(super) fn lacking(&self) -> Option<(Claim, Contradiction)> {
        let of_event = self.of_event.iter().filter(|_| self.named.others.is_some());
        let product = self.named.ids.keys().chain(of_event).find(|id| !self.knows(id))?.clone();
        Some((Claim::Product, Contradiction { product, said: None, is: None }))
    }

    /// Whether the store tells what it sells at all.
    pub const fn is_told(&self) -> bool {
        self.is_told
    }

    pub fn knows(&self, id: &str) -> bool {
        self.known.contains_key(id)
    }

    /// As Liquid names them, by their ids.
    pub fn said(&self, fmt: &Formatter, store: Locale) -> BTreeMap<String, Said> {
        self.known.iter().map(|(id, known)| (id.clone(), said(&known.product, fmt, store))).collect()
    }

    /// As Liquid names what goes with its event's products; what has no page of its own is in the shop.
    pub fn said_to_go_with(&self, fmt: &Formatter, settings: &StoreSettings) -> Option<Vec<Said>> {
        let home = || Some(settings.website.clone()).filter(|website| !website.is_empty());
        let told = |product: &Product| {
            let said = said(product, fmt, settings.locale());
            Said { url: said.url.or_else(home), ..said }
        };
        self.goes_with.as_ref().map(|products| products.iter().map(told).collect())
    }
}

/// Why nobody who reads a language would get a letter of the store's own now, whatever their event says: it names a product that nobody
/// told of, or one whose price has ended. (Record.)
pub fn stopped(
    tx: &mut Tx<'_>,
    letter: LetterRef,
    wanted: Locale,
    settings: &StoreSettings,
    now: Timestamp,
) -> Result<Option<&'static str>> {
    let LetterRef::Own { template, version } = letter else {
        let is_in_vain = letter == BuiltIn::GoesWith && !catalog::says_what_goes_with(tx)?;
        return Ok(is_in_vain.then_some(NOTHING_GOES_WITH));
    };
    let Some(version) = own::published(tx, template, version)? else { return Ok(None) };
    let Some(locale) = own::language_of(&version.letters, wanted, settings.locale()) else { return Ok(None) };
    let Some(written) = version.letters.get(locale.code()) else { return Ok(None) };
    let named = written.named();
    if named.is_of_goes_with && !catalog::says_what_goes_with(tx)? {
        return Ok(Some(NOTHING_GOES_WITH));
    }
    if named.ids.is_empty() {
        return Ok(None);
    }
    let known = known(tx, &named.ids.keys().cloned().collect(), false)?;
    let catalogue = Catalogue { known, named, is_told: true, ..Catalogue::default() };
    if let Some((claim, _)) = catalogue.contradicts(settings, now) {
        return Ok(Some(claim.word()));
    }
    let Some((claim, _)) = catalogue.lacking() else { return Ok(None) };
    // Whoever asks for it first does without.
    let mut context = Context::sample_about(locale, version.about).with_products(&catalogue.named);
    context.products.retain(|id, _| !catalogue.named.ids.contains_key(id));
    context.products.extend(catalogue.said(&formatter(settings, locale), settings.locale()));
    let tried = Sheet::compile(written, locale).and_then(|sheet| sheet.render(&context, &own::kind(version.is_marketing)));
    Ok(tried.is_err_and(|error| error.code == "unknown").then(|| claim.word()))
}

fn known(tx: &mut Tx<'_>, ids: &BTreeSet<String>, is_compared: bool) -> Result<BTreeMap<String, Known>> {
    let mut known = BTreeMap::new();
    for product in catalog::of_ids(tx, ids.iter().take(LOOKED_UP_MAX))? {
        let earlier: Vec<EarlierPrice> = if is_compared { catalog::earlier_prices(tx, &product.id)? } else { Vec::new() };
        known.insert(product.id.clone(), Known { product, earlier });
    }
    Ok(known)
}

/// What goes with the products of an event: of each product its first, then of each its second, and so on. What is among them already,
/// can't be had, or has no price or one that ended, is left out.
fn goes_with(tx: &mut Tx<'_>, properties: &Value, now: Timestamp) -> Result<Vec<Product>> {
    let ids: Vec<String> = shown_lines(properties).into_iter().flat_map(ids_of).collect();
    let mut told: BTreeMap<String, Product> = products(tx, ids.iter().take(LOOKED_UP_MAX))?;
    let chosen: Vec<Vec<String>> = ids.iter().filter_map(|id| Some(told.remove(id)?.goes_with)).collect();
    let there_already: BTreeSet<String> = lines(properties).into_iter().flat_map(ids_of).collect();
    let mut suggested: Vec<&String> = Vec::new();
    for id in (0..GOES_WITH_MAX).flat_map(|rank| chosen.iter().filter_map(move |of_one| of_one.get(rank))) {
        if suggested.len() < SUGGESTED_MAX && !suggested.contains(&id) && !there_already.contains(id) {
            suggested.push(id);
        }
    }
    let mut found = products(tx, suggested.iter().copied())?;
    let is_there = |product: &Product| {
        product.price.is_some() && product.stock != Some(0) && product.price_until.is_none_or(|until| until > now)
    };
    let there = suggested.into_iter().filter_map(|id| found.remove(id)).filter(is_there);
    Ok(there.take(SUGGESTIONS_SHOWN).collect())
}

fn products<'a>(tx: &mut Tx<'_>, ids: impl Iterator<Item = &'a String>) -> Result<BTreeMap<String, Product>> {
    let products = catalog::of_ids(tx, ids)?;
    Ok(products.into_iter().map(|product| (product.id.clone(), product)).collect())
}

/// What an event says, where a letter of these terms may speak of it.
fn properties(event: &Event, terms: Terms) -> Option<(Category, Value)> {
    let category = Category::of(event.kind, &event.name).filter(|category| terms.needs.contains(*category))?;
    let mut body: Value = serde_json::from_str(&event.body).ok()?;
    Some((category, body["properties"].take()))
}

fn said(product: &Product, fmt: &Formatter, store: Locale) -> Said {
    let address = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
    let money = |money: Option<Money>| money.map(|money| fmt.money(money));
    Said {
        id: product.id.clone(),
        name: product.name(fmt.lang.locale, store).to_owned(),
        price: money(product.price()),
        was: money(product.was()),
        until: product.price_until.map(|until| fmt.date(until.just_before())),
        stock: product.stock,
        url: address(&product.url),
        image: address(&product.image),
    }
}
