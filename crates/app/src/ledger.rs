//! What agreements brought, as customers read it of themselves and staff of everybody together.

use crate::app::App;
use crate::notices::for_everybody;
use base::id::CustomerId;
use base::{Currency, Id as _, Timestamp};
use capabilities::ledger::{self, Given, LedgerSettings, Passbook, Unused};
use capabilities::messaging::{self, SentLetter};
use db::Result;
use foundation::consent::{self, Choices, EventClass, Purpose};
use foundation::customers;
use foundation::history::Place;
use foundation::orders::{self, OrderRow};
use foundation::vault::AccessLog;
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// Decisions and events of one customer that are looked through, the latest.
const DECISIONS_MAX: usize = 2_000;
const EVENTS_MAX: usize = 200;
/// Customers whose letters are looked at together.
const CUSTOMERS_AT_ONCE: usize = 500;

/// What stands in one customer's book, and which of their agreements nobody uses.
pub struct Book {
    pub passbook: Passbook,
    pub unused: Vec<Unused>,
}

/// What one purpose brought everybody.
#[derive(Default)]
pub struct Line {
    /// Who agrees to anything for it now.
    pub people: u64,
    pub letters: u64,
    pub given: Vec<Given>,
    pub sold: BTreeMap<Currency, Sold>,
}

/// What was sold in one currency after letters, to how many people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sold {
    pub minor: i64,
    pub people: u64,
}

/// The book of these ids of one customer, the root first.
pub fn book_of(app: &App, ids: &[CustomerId], choices: &Choices) -> Result<Book> {
    let now = app.clock.now();
    let (history, settings) =
        app.db.record.read(|tx| Ok::<_, db::Error>((consent::history(tx, ids, DECISIONS_MAX)?, LedgerSettings::load(tx)?)))?;
    let passbook = app.db.views.read(|tx| ledger::of_customer(tx, ids))?;
    let mut uses = AccessLog::last_looks(&app.db.access, ids)?;
    for (purpose, at) in passbook.last_uses() {
        let last = uses.entry(purpose).or_insert(at);
        *last = at.max(*last);
    }
    let unused = |uses: &BTreeMap<Purpose, Timestamp>| ledger::unused(choices, &history, uses, settings.unused_months, now);
    let mut found = unused(&uses);
    // Visits are used as they come in. They are looked for only where nothing else shows a use.
    let by_visits = [Purpose::Analytics, Purpose::Personalise];
    if found.iter().any(|unused| by_visits.contains(&unused.purpose))
        && let Some(visit) = last_visit(app, ids[0])?
    {
        for purpose in by_visits {
            let last = uses.entry(purpose).or_insert(visit);
            *last = visit.max(*last);
        }
        found = unused(&uses);
    }
    Ok(Book { passbook, unused: found })
}

/// When a customer (a root) last looked around, as far as their last events tell: where none of those is a visit, the visits
/// before them are no later than the first of them.
fn last_visit(app: &App, root: CustomerId) -> Result<Option<Timestamp>> {
    let events = app.history.timeline(root, Place::TOP, EVENTS_MAX).map_err(db::Error::from)?.events;
    let visits = events.iter().filter(|event| EventClass::of(event.kind, &event.name) == Some(EventClass::Browsing));
    let last = visits.map(|event| event.at).max();
    let before = || events.iter().map(|event| event.at).min().filter(|_| events.len() == EVENTS_MAX);
    Ok(last.or_else(before))
}

/// What each purpose brought, of all customers. Goes through every customer's choices, and through every letter.
pub fn of_everybody(app: &App) -> Result<BTreeMap<Purpose, Line>> {
    let now = app.clock.now();
    let mut lines: BTreeMap<Purpose, Line> = BTreeMap::new();
    for_everybody(app, |choices| {
        for purpose in Purpose::ALL.iter().filter(|purpose| choices.is_given(**purpose, now)) {
            lines.entry(*purpose).or_default().people += 1;
        }
    })?;
    for given in app.db.views.read(ledger::given_in_all)? {
        lines.entry(given.purpose).or_default().given.push(given);
    }
    add_letters(app, &mut lines)?;
    Ok(lines)
}

fn add_letters(app: &App, lines: &mut BTreeMap<Purpose, Line>) -> Result<()> {
    let (mut after, mut joined) = (CustomerId::from_raw([0; 16]), HashSet::new());
    loop {
        let ids = app.db.views.read(|tx| messaging::written_to(tx, after, CUSTOMERS_AT_ONCE))?;
        let Some(last) = ids.last() else { return Ok(()) };
        after = *last;
        let mut families = app.db.record.read(|tx| customers::families(tx, &ids))?;
        // Whoever is several ids is added up where the first of them that was written to comes.
        families.retain(|_, root| !joined.contains(root));
        joined.extend(families.iter().filter(|(id, root)| id != root).map(|(_, root)| *root));
        let members: Vec<CustomerId> = families.keys().copied().collect();
        let roots: Vec<CustomerId> = families.values().copied().collect::<BTreeSet<_>>().into_iter().collect();
        let (letters, orders) = app
            .db
            .views
            .read(|tx| Ok::<_, db::Error>((messaging::letters_of(tx, &members)?, orders::of_customers(tx, &roots)?)))?;
        let mut people: BTreeMap<CustomerId, (Vec<SentLetter>, Vec<OrderRow>)> = BTreeMap::new();
        for (id, letter) in letters {
            lines.entry(letter.purpose).or_default().letters += 1;
            people.entry(families.get(&id).copied().unwrap_or(id)).or_default().0.push(letter);
        }
        for order in orders {
            if let Some((_, theirs)) = people.get_mut(&order.customer) {
                theirs.push(order);
            }
        }
        for (letters, orders) in people.values() {
            for (purpose, earned) in ledger::earned(letters, orders) {
                for (currency, minor) in earned.sums {
                    let sold = lines.entry(purpose).or_default().sold.entry(currency).or_default();
                    (sold.minor, sold.people) = (sold.minor.saturating_add(minor), sold.people + 1);
                }
            }
        }
    }
}
