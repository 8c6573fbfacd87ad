//! What the store says of itself: one JSON document a name, written through the recorder. Whoever holds some of it in memory
//! looks at [`version`] now and then: another node, or the command line, may have written.

use base::{Currency, Locale, Timestamp};
use db::{Error, Result, Tx, params};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// The store as shown in messages and pages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StoreSettings {
    pub name: String,
    /// BCP 47 code of the language used where a customer's own is not known.
    pub locale: String,
    /// ISO 4217.
    pub currency: String,
    /// IANA name.
    pub time_zone: String,
    /// ISO 3166, two letters: where a phone number without `+` is from.
    pub country: String,
    /// What mail is from. Empty: `no-reply@` at the base address' host.
    pub sender_email: String,
    pub sender_name: String,
    /// Printed at the foot of marketing mail, as the law asks.
    pub postal_address: String,
    pub website: String,
    /// Whom customers write to about their data. Empty: the sender's address.
    pub privacy_email: String,
    /// Amounts in rials are shown as tomans.
    pub show_toman: bool,
    /// Rules that are switched off.
    pub rules_off: Vec<String>,
}

impl Default for StoreSettings {
    fn default() -> Self {
        Self {
            name: String::new(),
            locale: "en".to_owned(),
            currency: "USD".to_owned(),
            time_zone: "UTC".to_owned(),
            country: String::new(),
            sender_email: String::new(),
            sender_name: String::new(),
            postal_address: String::new(),
            website: String::new(),
            privacy_email: String::new(),
            show_toman: false,
            rules_off: Vec::new(),
        }
    }
}

impl StoreSettings {
    const NAME: &'static str = "store";

    /// The settings in force; the defaults before anything was set.
    pub fn load(tx: &mut Tx<'_>) -> Result<Self> {
        Ok(load(tx, Self::NAME)?.unwrap_or_default())
    }

    pub fn save(&self, tx: &mut Tx<'_>, now: Timestamp) -> Result<()> {
        save(tx, Self::NAME, self, now)
    }

    pub fn locale(&self) -> Locale {
        Locale::from_tag(&self.locale).unwrap_or_default()
    }

    pub fn currency(&self) -> Currency {
        Currency::parse(&self.currency).unwrap_or(Currency::USD)
    }

    pub fn zone(&self) -> jiff::tz::TimeZone {
        jiff::tz::TimeZone::get(&self.time_zone).unwrap_or(jiff::tz::TimeZone::UTC)
    }

    pub fn country(&self) -> Option<&str> {
        (self.country.len() == 2).then_some(self.country.as_str())
    }
}

/// A JSON document by name.
pub fn load<T: DeserializeOwned>(tx: &mut Tx<'_>, name: &str) -> Result<Option<T>> {
    let text: Option<String> = tx.query_opt("SELECT value FROM settings WHERE name = $1", params![name], |row| row.get(0))?;
    text.map(|text| serde_json::from_str(&text))
        .transpose()
        .map_err(|e| Error::Other(format!("the setting {name} can't be read: {e}")))
}

/// When a document by name was last written.
pub fn written_at(tx: &mut Tx<'_>, name: &str) -> Result<Option<Timestamp>> {
    tx.query_opt("SELECT changed_at FROM settings WHERE name = $1", params![name], |row| row.get(0))
}

/// Under which the changes are counted.
const VERSION: &str = "version";

/// Another number after every change of any setting, on whichever node.
pub fn version(tx: &mut Tx<'_>) -> Result<i64> {
    Ok(load(tx, VERSION)?.unwrap_or(0))
}

/// Writes a JSON document by name.
pub fn save<T: Serialize>(tx: &mut Tx<'_>, name: &str, value: &T, now: Timestamp) -> Result<()> {
    let text = serde_json::to_string(value).map_err(|e| Error::Other(format!("the setting {name} can't be written: {e}")))?;
    tx.execute(
        "INSERT INTO settings (name, value, changed_at) VALUES ($1, $2, $3) \
         ON CONFLICT (name) DO UPDATE SET value = excluded.value, changed_at = excluded.changed_at",
        params![name, text, now],
    )?;
    tx.execute(
        "INSERT INTO settings (name, value, changed_at) VALUES ($1, '1', $2) ON CONFLICT (name) DO UPDATE \
         SET value = CAST(CAST(settings.value AS BIGINT) + 1 AS TEXT), changed_at = excluded.changed_at",
        params![VERSION, now],
    )?;
    Ok(())
}
