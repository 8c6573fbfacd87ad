//! What the demo's shop sells, and the keys that its pages and its checkout use.

use base::{Currency, Locale, Money, Timestamp};
use db::{Result, Tx};
use foundation::settings;
use serde::{Deserialize, Serialize};

const SETTING: &str = "demo_shop";

/// As `amana demo` lays it. Its site key is public like any other; of the server key the id alone is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DemoShop {
    pub site_key: String,
    pub server_key: String,
    /// ISO 4217.
    pub currency: String,
    pub products: Vec<DemoProduct>,
}

/// Names are in the order of `Locale::ALL`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DemoProduct {
    pub sku: String,
    /// The category's slug, which chooses the picture.
    pub category: String,
    pub category_names: [String; 3],
    pub names: [String; 3],
    pub price_minor: i64,
}

impl DemoShop {
    /// `None` where this is no demo.
    pub fn load(tx: &mut Tx<'_>) -> Result<Option<Self>> {
        settings::load(tx, SETTING)
    }

    pub fn save(&self, tx: &mut Tx<'_>, now: Timestamp) -> Result<()> {
        settings::save(tx, SETTING, self, now)
    }

    pub fn product(&self, sku: &str) -> Option<&DemoProduct> {
        self.products.iter().find(|product| product.sku == sku)
    }

    pub fn money(&self, minor: i64) -> Money {
        Money { minor, currency: Currency::parse(&self.currency).unwrap_or(Currency::USD) }
    }

    /// An amount as events carry it: `42.80`.
    pub fn decimal(&self, minor: i64) -> String {
        let digits = self.money(minor).currency.minor_digits();
        let unit = 10_i64.pow(digits);
        let (whole, rest) = (minor / unit, (minor % unit).abs());
        if digits == 0 { whole.to_string() } else { format!("{whole}.{rest:0width$}", width = digits as usize) }
    }
}

impl DemoProduct {
    pub fn name(&self, locale: Locale) -> &str {
        &self.names[locale as usize]
    }

    pub fn category_name(&self, locale: Locale) -> &str {
        &self.category_names[locale as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_written_with_their_fraction() {
        let shop = |code: &str| DemoShop {
            site_key: String::new(),
            server_key: String::new(),
            currency: code.to_owned(),
            products: Vec::new(),
        };
        assert_eq!(shop("SAR").decimal(4_205), "42.05");
        assert_eq!(shop("KWD").decimal(4_205), "4.205");
        assert_eq!(shop("IRR").decimal(4_205), "4205");
    }
}
