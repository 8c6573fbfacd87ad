//! What people do after a campaign met them.

use crate::campaigns;
use base::id::CustomerId;
use base::{Money, Timestamp};
use db::{Db, Result, Tx};
use foundation::consent::{self, Category, CategorySet, Choices, Purpose, Recipient};
use foundation::journal::{CONSENT_UPDATED, Event, Kind, Sale};
use foundation::orders;
use std::collections::BTreeMap;

/// Whether somebody takes back by it that they agreed to advertising.
pub(super) fn takes_back(event: &Event) -> bool {
    if event.kind != Kind::System || event.name != CONSENT_UPDATED {
        return false;
    }
    let Ok(body) = serde_json::from_str::<serde_json::Value>(&event.body) else { return false };
    body.pointer("/properties/changes").and_then(serde_json::Value::as_array).is_some_and(|changes| {
        changes.iter().any(|change| change["purpose"] == Purpose::MarketingEmail.word() && change["state"] == "withdrawn")
    })
}

/// Whether what a customer of these choices buys may be counted to see what a campaign does.
pub(super) fn may_count(choices: &Choices, now: Timestamp) -> bool {
    choices.allows(Purpose::Analytics, Recipient::Automation, CategorySet::of(&[Category::Orders]), now).is_some()
}

/// Counts what was bought, of those who let it, and what was taken back by those whom a campaign still watches.
pub(super) fn count(db: &Db, tx: &mut Tx<'_>, events: &[&Event], now: Timestamp) -> Result<()> {
    let telling: Vec<(&Event, Option<Sale>)> = events
        .iter()
        .map(|event| (*event, orders::sale_of(event)))
        .filter(|(event, sale)| sale.is_some() || takes_back(event))
        .collect();
    let mut customers: Vec<CustomerId> = telling.iter().map(|(event, _)| event.customer).collect();
    customers.sort_unstable();
    customers.dedup();
    let mut watched = BTreeMap::new();
    for met in campaigns::watching(tx, &customers, now)? {
        watched.entry(met.customer).or_insert_with(Vec::new).push(met);
    }
    let whom: Vec<CustomerId> = watched.keys().copied().collect();
    let choices: BTreeMap<CustomerId, Choices> =
        db.record.read(|tx| whom.iter().map(|customer| Ok((*customer, consent::load(tx, *customer)?))).collect::<Result<_>>())?;
    for (event, sale) in telling {
        let is_let = choices.get(&event.customer).is_some_and(|choices| may_count(choices, now));
        let all = watched.get_mut(&event.customer).map_or(&mut [][..], Vec::as_mut_slice);
        for met in all.iter_mut().filter(|met| met.watched_from <= event.at && event.at < met.watched_until) {
            match sale {
                Some(_) if !met.counted || !is_let => continue,
                // What is paid back counts where the purchase did.
                Some(sale) if sale.orders > 0 || met.bought_at.is_some() => {
                    met.bought_at = met.bought_at.or(Some(event.at));
                    let mine = met.revenue.get_or_insert(Money { minor: 0, currency: sale.currency });
                    if mine.currency == sale.currency {
                        mine.minor = mine.minor.saturating_add(sale.minor);
                    }
                }
                Some(_) => continue,
                None => met.withdrew_at = met.withdrew_at.or(Some(event.at)),
            }
            campaigns::save_met(tx, met)?;
        }
    }
    Ok(())
}
