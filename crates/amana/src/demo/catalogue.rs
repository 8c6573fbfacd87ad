//! What the demo store sells: some 280 articles in twelve categories, named in English, Arabic and Persian.

use base::{Currency, Locale, Money, Rng};

/// A text in each language, in the order of [`Locale::ALL`].
pub type Trilingual = [&'static str; 3];

/// A shelf of the store.
pub struct Category {
    /// As it stands in addresses: `coffee`.
    pub slug: &'static str,
    pub names: Trilingual,
}

/// One article: a product, or one variant of it.
pub struct Product {
    /// `COF-0101`: category, product and variant.
    pub sku: String,
    /// Index into [`Catalogue::categories`].
    pub category: usize,
    pub names: Trilingual,
    /// Size or colour.
    pub variant: Option<Trilingual>,
    /// For one unit, without tax, in the store's currency.
    pub price: Money,
}

/// All articles, and where to find one at a price.
pub struct Catalogue {
    pub categories: Vec<Category>,
    pub products: Vec<Product>,
    pub currency: Currency,
    /// Units of the store's currency for one US dollar.
    pub per_dollar: f64,
    /// Indices of the articles by price, the cheapest first: of all, and of each category.
    by_price: Vec<usize>,
    by_category: Vec<Vec<usize>>,
}

/// The name of a product, or of a category, in a language.
pub fn in_language(names: &Trilingual, locale: Locale) -> &'static str {
    match locale {
        Locale::En => names[0],
        Locale::Ar => names[1],
        Locale::Fa => names[2],
    }
}

/// The lines of an embedded list that hold something, cut at `|`.
pub(super) fn records(list: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    list.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(|line| line.split('|').collect())
}

impl Catalogue {
    /// The catalogue with prices in the store's currency.
    pub fn new(currency: Currency) -> Self {
        let per_dollar = per_dollar(currency);
        let variants: Vec<Vec<&str>> = records(include_str!("data/variants.txt")).collect();
        let mut categories: Vec<Category> = Vec::new();
        let mut products = Vec::new();
        let mut number = 0;
        for record in records(include_str!("data/catalogue.txt")) {
            match record.as_slice() {
                [slug, en, ar, fa] => {
                    categories.push(Category { slug: slug.trim_start_matches('='), names: [en, ar, fa] });
                    number = 0;
                }
                [dollars, en, ar, fa, offered] => {
                    number += 1;
                    let base: f64 = dollars.parse().unwrap_or(10.0);
                    let offered: Vec<&str> = offered.split_ascii_whitespace().collect();
                    for at in 0..offered.len().max(1) {
                        let (code, factor) = offered.get(at).map_or(("", "1"), |o| o.split_once('*').unwrap_or((o, "1")));
                        let variant =
                            variants.iter().find(|v| v[0] == code).and_then(|v| Some([*v.get(1)?, *v.get(2)?, *v.get(3)?]));
                        let slug = categories.last().map_or("", |c| c.slug);
                        products.push(Product {
                            sku: format!("{}-{number:02}{:02}", slug.get(..3).unwrap_or(slug).to_uppercase(), at + 1),
                            category: categories.len().saturating_sub(1),
                            names: [en, ar, fa],
                            variant,
                            price: price(base * factor.parse().unwrap_or(1.0) * per_dollar, currency),
                        });
                    }
                }
                _ => {}
            }
        }
        let mut by_price: Vec<usize> = (0..products.len()).collect();
        by_price.sort_by_key(|at| (products[*at].price.minor, *at));
        let of = |category| by_price.iter().copied().filter(|at| products[*at].category == category).collect();
        let by_category = (0..categories.len()).map(of).collect();
        Self { categories, products, currency, per_dollar, by_price, by_category }
    }

    /// Dollars as minor units of the store's currency.
    pub fn minor(&self, dollars: f64) -> i64 {
        (dollars * self.per_dollar * 10f64.powi(self.currency.minor_digits() as i32)).round() as i64
    }

    /// The lowest and the highest price, in minor units.
    pub fn price_range(&self) -> (i64, i64) {
        let price = |at: Option<&usize>| at.map_or(1, |at| self.products[*at].price.minor);
        (price(self.by_price.first()), price(self.by_price.last()))
    }

    /// An article at about this price, in minor units: any that is at most 2% off, or the nearest. `category` narrows the choice.
    pub fn near(&self, minor: i64, category: Option<usize>, rng: &mut Rng) -> usize {
        let list = category.and_then(|c| self.by_category.get(c)).filter(|list| !list.is_empty()).unwrap_or(&self.by_price);
        let price = |at: usize| self.products[list[at]].price.minor;
        let slack = minor / 50;
        let from = list.partition_point(|at| self.products[*at].price.minor < minor - slack);
        let to = list.partition_point(|at| self.products[*at].price.minor <= minor + slack);
        if from < to {
            return list[from + rng.below((to - from) as u64) as usize];
        }
        let (below, above) = (from.saturating_sub(1), from.min(list.len() - 1));
        if minor - price(below) < price(above) - minor { list[below] } else { list[above] }
    }

    /// Any article.
    pub fn any(&self, rng: &mut Rng) -> usize {
        rng.below(self.products.len() as u64) as usize
    }

    /// Any article of a category.
    pub fn any_of(&self, category: usize, rng: &mut Rng) -> usize {
        match self.by_category.get(category).filter(|list| !list.is_empty()) {
            Some(list) => list[rng.below(list.len() as u64) as usize],
            None => self.any(rng),
        }
    }
}

/// A price as a shop would print it: three digits that count.
fn price(major: f64, currency: Currency) -> Money {
    let minor = major * 10f64.powi(currency.minor_digits() as i32);
    let step = 10f64.powi(minor.max(1.0).log10().floor() as i32 - 2).max(1.0);
    Money { minor: ((minor / step).round() * step).max(1.0) as i64, currency }
}

/// About what a dollar cost in early 2026; only so that the demo's prices look like prices.
fn per_dollar(currency: Currency) -> f64 {
    match currency.code() {
        "EUR" => 0.9,
        "GBP" => 0.77,
        "AED" => 3.6725,
        "SAR" => 3.75,
        "QAR" => 3.64,
        "KWD" => 0.307,
        "BHD" => 0.376,
        "OMR" => 0.3845,
        "JOD" => 0.709,
        "EGP" => 48.0,
        "IQD" => 1310.0,
        "TRY" => 42.0,
        "IRR" => 1_000_000.0,
        _ => 1.0,
    }
}
