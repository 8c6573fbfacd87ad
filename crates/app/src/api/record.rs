//! A customer as the API shows them.

use crate::app::App;
use base::id::CustomerId;
use base::{Money, Timestamp};
use db::{Result, Tx};
use foundation::consent::{self, Category, CategorySet, Purpose, Recipient};
use foundation::customers::{self, CustomerRow, Facts, IdentityRow, TraitRow};
use foundation::journal::Origin;
use foundation::vault::{Access, Beside, Looker, Pending, Person, Shown};
use serde::Serialize;
use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// Where the access log says that the API looked at a customer; at more of them, in `events` and `orders`.
const PLACE: &str = "api:customers";
/// A key is nobody's in particular: it sees what a customer shares with any team. The log names the first.
const TEAMS: [Recipient; 5] =
    [Recipient::Management, Recipient::Analysis, Recipient::Support, Recipient::Marketing, Recipient::Fulfilment];

/// One customer. Times are RFC 3339, amounts decimal text.
#[derive(Serialize)]
pub struct CustomerRecord {
    id: String,
    created_at: String,
    /// Named by more than a browser.
    known: bool,
    erased_at: Option<String>,
    /// Ids that turned out to be the same person; each leads here.
    merged: Vec<String>,
    facts: FactsShown,
    identities: Vec<IdentityShown>,
    traits: Vec<TraitShown>,
    personal: Vec<FieldShown>,
}

#[derive(Serialize)]
struct FactsShown {
    /// `None` where some kind of event is shared with no team.
    first_seen: Option<String>,
    last_seen: Option<String>,
    /// `None` where the customer shares orders with no team.
    orders: Option<i32>,
    spent: Vec<SpentShown>,
    /// How many events of each name, of the kinds that are shared; `*` counts the names beyond 48.
    events: BTreeMap<String, u32>,
}

#[derive(Serialize)]
struct SpentShown {
    currency: String,
    amount: String,
    orders: i32,
}

#[derive(Serialize)]
struct IdentityShown {
    kind: &'static str,
    verified: bool,
    /// For user ids alone; the others are personal data.
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    at: String,
}

#[derive(Serialize)]
struct TraitShown {
    name: String,
    value: Box<RawValue>,
    source: &'static str,
    at: String,
}

#[derive(Serialize)]
struct FieldShown {
    field: String,
    category: &'static str,
    value: Option<String>,
    /// Whether the customer shares this kind of data with any team of the store.
    shared: bool,
    source: &'static str,
    at: String,
}

/// What the record holds of a root.
struct Stored {
    row: CustomerRow,
    ids: Vec<CustomerId>,
    identities: Vec<IdentityRow>,
    /// What is open of what is kept beside the vault; nothing of the erased, also while their rows are still being taken away.
    visible: CategorySet,
}

/// A look by a key.
pub fn access(purpose: Purpose, place: &str) -> Access {
    let looker = Looker::Staff { staff: None, teams: TEAMS.to_vec(), own_teams: Vec::new() };
    Access { looker, purpose, place: place.to_owned() }
}

/// A customer's ids, the root first, by any of them; `None` for an unknown one.
pub fn ids_of(app: &App, customer: CustomerId) -> Result<Option<Vec<CustomerId>>> {
    app.db.record.read(|tx| match customers::root_of(tx, customer)? {
        Some(root) => customers::all_ids(tx, root).map(Some),
        None => Ok(None),
    })
}

/// A look of the API's.
pub fn look(place: &str) -> Access {
    Access {
        looker: Looker::Staff { staff: None, teams: TEAMS.to_vec(), own_teams: Vec::new() },
        purpose: Purpose::CustomerCare,
        place: place.to_owned(),
    }
}

/// What a key may see of a root's data that is kept beside the vault: orders, events, traits.
pub fn visible_beside(app: &App, root: CustomerId) -> Result<CategorySet> {
    app.db.record.read(|tx| {
        let row = customers::customer_row(tx, root)?;
        visible_of(tx, &look(PLACE), row.as_ref(), app.clock.now())
    })
}

fn visible_of(tx: &mut Tx<'_>, access: &Access, row: Option<&CustomerRow>, now: Timestamp) -> Result<CategorySet> {
    match row.filter(|row| row.erased_at.is_none()) {
        Some(row) => Ok(access.visible_beside(&consent::load(tx, row.id)?, now)),
        None => Ok(CategorySet::EMPTY),
    }
}

/// These roots with the `wanted` kinds of personal data, in the order given; what is no root (any more) is left out. One
/// disclosure for all of them, which is in the access log once this has been waited for.
pub fn load(app: &App, roots: &[CustomerId], wanted: CategorySet) -> Result<Pending<Vec<CustomerRecord>>> {
    let (access, now) = (look(PLACE), app.clock.now());
    let stored = app.db.record.read(|tx| {
        let mut stored = Vec::with_capacity(roots.len());
        for root in roots {
            let Some(row) = customers::customer_row(tx, *root)? else { continue };
            if customers::root_of(tx, *root)? != Some(*root) {
                continue;
            }
            let ids = customers::all_ids(tx, *root)?;
            let identities = customers::identities_of(tx, &ids)?;
            let visible = visible_of(tx, &access, Some(&row), now)?;
            stored.push(Stored { row, ids, identities, visible });
        }
        Ok::<_, db::Error>(stored)
    })?;
    let seen = app.db.views.read(|tx| {
        let mut seen = Vec::with_capacity(stored.len());
        for row in stored.iter().map(|stored| &stored.row) {
            if row.erased_at.is_some() {
                seen.push((None, Vec::new()));
                continue;
            }
            seen.push((customers::facts_of(tx, row.id)?, customers::traits_of(tx, row.id)?));
        }
        Ok::<_, db::Error>(seen)
    })?;
    let ids: Vec<Vec<CustomerId>> = stored.iter().map(|s| s.ids.clone()).collect();
    let beside: Vec<Beside> = stored
        .iter()
        .zip(&seen)
        .map(|(stored, (facts, traits))| {
            let there = there_in(facts.as_ref(), traits);
            let refused = there.without(stored.visible);
            Beside { customer: stored.row.id, shown: there.without(refused), refused, through: None }
        })
        .collect();
    let disclosed = app.access.disclose_beside(&mut app.fork_rng(), &access, &ids, wanted, &beside, now)?;
    Ok(disclosed.map(|disclosed| {
        let records = stored.into_iter().zip(seen).map(|(stored, (facts, traits))| {
            let personal = disclosed.person(stored.row.id).map(fields).unwrap_or_default();
            CustomerRecord::new(stored, facts, traits, personal)
        });
        records.collect()
    }))
}

/// The kinds of data that facts and traits tell of.
fn there_in(facts: Option<&Facts>, traits: &[TraitRow]) -> CategorySet {
    let orders = facts.filter(|facts| facts.orders > 0).map(|_| Category::Orders);
    let traits = (!traits.is_empty()).then_some(Category::Preferences);
    CategorySet::of(&orders.into_iter().chain(traits).collect::<Vec<_>>())
}

impl CustomerRecord {
    fn new(stored: Stored, facts: Option<Facts>, traits: Vec<TraitRow>, personal: Vec<FieldShown>) -> Self {
        let visible = stored.visible;
        let traits = if visible.contains(Category::Preferences) { traits } else { Vec::new() };
        Self {
            id: stored.row.id.to_string(),
            created_at: stored.row.created_at.to_rfc3339(),
            known: stored.row.known,
            erased_at: stored.row.erased_at.map(Timestamp::to_rfc3339),
            merged: stored.ids.iter().skip(1).map(ToString::to_string).collect(),
            facts: FactsShown::new(facts, visible),
            identities: stored.identities.into_iter().map(IdentityShown::new).collect(),
            traits: traits.into_iter().map(TraitShown::new).collect(),
            personal,
        }
    }
}

impl FactsShown {
    /// Zeros for somebody whose events no projection has read yet.
    fn new(facts: Option<Facts>, visible: CategorySet) -> Self {
        let facts = facts.unwrap_or_default();
        let shares_orders = visible.contains(Category::Orders);
        // How often somebody bought says that they did.
        let is_open = |(name, _): &(String, u32)| visible.contains(Category::of_track(name));
        // The first and the last may be of any kind.
        let is_seen = facts.events > 0 && facts.counts.iter().all(is_open);
        let seen = is_seen.then(|| (facts.first_seen.to_rfc3339(), facts.last_seen.to_rfc3339()));
        let (first_seen, last_seen) = seen.unzip();
        let spent = facts.spent.iter().filter(|_| shares_orders).map(|spent| SpentShown {
            currency: spent.currency.code().to_owned(),
            amount: Money { minor: spent.minor, currency: spent.currency }.to_decimal(),
            orders: spent.orders.max(0),
        });
        Self {
            first_seen,
            last_seen,
            orders: shares_orders.then_some(facts.orders.max(0)),
            spent: spent.collect(),
            events: facts.counts.into_iter().filter(is_open).collect(),
        }
    }
}

impl IdentityShown {
    fn new(row: IdentityRow) -> Self {
        Self { kind: row.kind.word(), verified: row.verified, value: row.text, at: row.at.to_rfc3339() }
    }
}

impl TraitShown {
    fn new(row: TraitRow) -> Self {
        let value = RawValue::from_string(row.value).unwrap_or_else(|_| RawValue::NULL.to_owned());
        Self { name: row.name, value, source: row.source.word(), at: row.at.to_rfc3339() }
    }
}

/// A person's fields by name; of one name, the one in force first: the store's word before a page's, then the latest.
fn fields(person: &Person) -> Vec<FieldShown> {
    let mut fields: Vec<_> = person.fields().collect();
    fields.sort_by_key(|(name, _, _, source, at)| (*name, *source == Origin::Site, std::cmp::Reverse(*at)));
    fields
        .into_iter()
        .map(|(name, category, shown, source, at)| {
            let value = match shown {
                Shown::Value(value) => Some(value.to_owned()),
                Shown::Withheld | Shown::Absent => None,
            };
            let shared = value.is_some();
            FieldShown {
                field: name.to_owned(),
                category: category.word(),
                value,
                shared,
                source: source.word(),
                at: at.to_rfc3339(),
            }
        })
        .collect()
}
