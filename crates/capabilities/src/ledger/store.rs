//! The table of benefits, and what of the outbox and the orders belongs beside it.

use super::idle::UNUSED_MONTHS;
use super::model::{Benefit, BenefitKind, EarnedFor, Terms, earned};
use crate::messaging::{self, SentLetter};
use base::id::CustomerId;
use base::{Currency, Locale, Money, Timestamp};
use db::{Error, Result, Row, Tx, params};
use foundation::consent::Purpose;
use foundation::journal::Event;
use foundation::{orders, settings};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Rows of each kind that are looked through for one customer: more than anybody has.
const ROWS_MAX: usize = 20_000;

/// What one customer's agreements brought them, and brought the store.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Passbook {
    /// The latest first.
    pub benefits: Vec<Benefit>,
    /// Marketing letters of this program's that the mail server took, the latest first.
    pub letters: Vec<SentLetter>,
    pub earned: EarnedFor,
}

/// Benefits of one purpose in one currency, of all customers; those that are worth no sum under `None`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    pub purpose: Purpose,
    pub currency: Option<Currency>,
    pub benefits: u64,
    /// In minor units.
    pub value: i64,
    pub people: u64,
}

/// What the store settles about the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LedgerSettings {
    /// An agreement that was not used for so many months is offered back: one of [`UNUSED_MONTHS`].
    pub unused_months: u32,
}

impl Default for LedgerSettings {
    fn default() -> Self {
        Self { unused_months: 12 }
    }
}

impl LedgerSettings {
    const NAME: &'static str = "ledger";

    /// (Record.)
    pub fn load(tx: &mut Tx<'_>) -> Result<Self> {
        let stored: Self = settings::load(tx, Self::NAME)?.unwrap_or_default();
        Ok(if UNUSED_MONTHS.contains(&stored.unused_months) { stored } else { Self::default() })
    }

    pub fn save(&self, tx: &mut Tx<'_>, now: Timestamp) -> Result<()> {
        settings::save(tx, Self::NAME, self, now)
    }
}

impl Passbook {
    /// Since when there is anything of a purpose.
    pub fn since(&self, purpose: Purpose) -> Option<Timestamp> {
        let benefits = self.benefits.iter().filter(|benefit| benefit.purpose == purpose).map(|benefit| benefit.at);
        let letters = self.letters.iter().filter(|letter| letter.purpose == purpose).map(|letter| letter.at);
        benefits.chain(letters).min()
    }

    /// When each purpose last brought something: a benefit, or a letter.
    pub fn last_uses(&self) -> BTreeMap<Purpose, Timestamp> {
        let mut uses = BTreeMap::new();
        let benefits = self.benefits.iter().map(|benefit| (benefit.purpose, benefit.at));
        for (purpose, at) in benefits.chain(self.letters.iter().map(|letter| (letter.purpose, letter.at))) {
            let last = uses.entry(purpose).or_insert(at);
            *last = at.max(*last);
        }
        uses
    }
}

/// What is in the book of these ids of one customer, the root first. (Views.)
pub fn of_customer(tx: &mut Tx<'_>, ids: &[CustomerId]) -> Result<Passbook> {
    let Some(root) = ids.first() else { return Ok(Passbook::default()) };
    let sql = "SELECT event, position, at, purpose, kind, currency, value, texts FROM benefits WHERE customer = $1 \
               ORDER BY at DESC, position DESC LIMIT $2";
    let benefits = tx.query(sql, params![root, ROWS_MAX], benefit)?;
    let letters = messaging::letters_to(tx, ids)?;
    let orders = if letters.is_empty() { Vec::new() } else { orders::of_customer(tx, *root, ROWS_MAX)? };
    let earned = earned(&letters, &orders);
    Ok(Passbook { benefits, letters, earned })
}

/// Benefits of all customers, by purpose and currency. (Views.)
pub fn given_in_all(tx: &mut Tx<'_>) -> Result<Vec<Given>> {
    let sql = "SELECT purpose, currency, COUNT(*), CAST(SUM(value) AS BIGINT), COUNT(DISTINCT customer) FROM benefits \
               GROUP BY purpose, currency ORDER BY purpose, currency";
    tx.query(sql, &[], |row| {
        let (benefits, people): (i64, i64) = (row.get(2)?, row.get(4)?);
        Ok(Given {
            purpose: Purpose::from_code(row.get(0)?).ok_or_else(unknown)?,
            currency: currency(&row.get::<String>(1)?)?,
            benefits: benefits.unsigned_abs(),
            value: row.get(3)?,
            people: people.unsigned_abs(),
        })
    })
}

/// Keeps what an event told.
pub(super) fn keep(tx: &mut Tx<'_>, event: &Event, terms: &Terms) -> Result<()> {
    let texts: BTreeMap<&str, &str> = terms.texts.iter().map(|(locale, text)| (locale.code(), text.as_str())).collect();
    let texts = serde_json::to_string(&texts).map_err(|error| Error::Other(format!("a benefit can't be written: {error}")))?;
    let currency = terms.value.as_ref().map_or("", |value| value.currency.code());
    tx.execute_later(
        "INSERT INTO benefits (customer, position, event, at, purpose, kind, currency, value, texts) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (customer, position) DO NOTHING",
        params![
            event.customer,
            event.position,
            event.id,
            event.at,
            terms.purpose as u8,
            terms.kind as u8,
            currency,
            terms.value.map_or(0, |value| value.minor),
            texts
        ],
    )
}

/// What a merged customer got is the winner's.
pub(super) fn pass_on(tx: &mut Tx<'_>, loser: CustomerId, winner: CustomerId) -> Result<()> {
    tx.execute_later("UPDATE benefits SET customer = $2 WHERE customer = $1", params![loser, winner])
}

pub(super) fn clear_of(tx: &mut Tx<'_>, customer: CustomerId) -> Result<()> {
    tx.execute_later("DELETE FROM benefits WHERE customer = $1", params![customer])
}

pub(super) fn clear(tx: &mut Tx<'_>) -> Result<()> {
    tx.execute("DELETE FROM benefits", &[])?;
    Ok(())
}

fn benefit(row: &Row<'_>) -> Result<Benefit> {
    let minor: i64 = row.get(6)?;
    let texts: BTreeMap<String, String> = serde_json::from_str(&row.get::<String>(7)?).map_err(|_| unknown())?;
    Ok(Benefit {
        event: row.get(0)?,
        position: row.get(1)?,
        at: row.get(2)?,
        purpose: Purpose::from_code(row.get(3)?).ok_or_else(unknown)?,
        kind: BenefitKind::from_code(row.get(4)?).ok_or_else(unknown)?,
        value: currency(&row.get::<String>(5)?)?.map(|currency| Money { minor, currency }),
        texts: texts.into_iter().filter_map(|(code, text)| Some((Locale::from_tag(&code)?, text))).collect(),
    })
}

/// A currency's code; none where it is empty.
fn currency(code: &str) -> Result<Option<Currency>> {
    if code.is_empty() {
        return Ok(None);
    }
    Currency::parse(code).map(Some).map_err(|error| Error::Other(error.to_string()))
}

fn unknown() -> Error {
    Error::Other("the ledger of benefits holds an unknown word".to_owned())
}
