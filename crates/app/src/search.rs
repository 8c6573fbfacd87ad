//! One search for whoever looks for a person, in the admin and in the API: a whole e-mail address, phone number, user id,
//! order number or customer id, in any script's digits, or the beginnings of a name's words.
//!
//! What is searched for stands in no table: it is looked up by keyed hashes. Nobody is found by what they do not open to the
//! reader: who has an address, or a number, would be told by the finding.

use crate::app::App;
use base::fold::fold_digits;
use base::id::CustomerId;
use base::{EmailAddress, Id as _, PhoneNumber, Timestamp};
use db::{Result, Tx};
use foundation::consent::{self, Category};
use foundation::customers::{self, Claim};
use foundation::vault::{self, Access};

/// Customers of one order number or identifier.
const EXACT_MAX: usize = 50;

/// Matches by name that one page looks at: of most of them the reader may not know the name.
const LOOKED_MAX: usize = 2_000;

/// What a search leads to, as hashes: no table holds what is searched for.
struct Sought<'a> {
    /// The one who searches; `None` for a program, which reads for all teams.
    reader: Option<&'a Access>,
    now: Timestamp,
    /// A customer's own id.
    id: Option<CustomerId>,
    /// Names of customers, each whole, and the kind of data that it is; a user id is none.
    identities: Vec<([u8; 16], Option<Category>)>,
    /// The order number as typed, in ASCII digits, and without the `#` that people read out.
    orders: Vec<[u8; 16]>,
    /// Words of a name: all must match.
    name: Vec<[u8; 16]>,
}

/// A place in the order of matches: an id that matches, and the root that it stands for.
type Match = (CustomerId, CustomerId);

/// Roots that match, newest match first, from below `after` on; and the cursor for what follows them.
pub fn find(
    app: &App,
    reader: Option<&Access>,
    query: &str,
    after: Option<CustomerId>,
    limit: usize,
) -> Result<(Vec<CustomerId>, Option<CustomerId>)> {
    let sought = Sought::new(app, reader, query);
    app.db.record.read(|tx| {
        let exact = sought.exact(tx)?;
        let mut found: Vec<CustomerId> = Vec::with_capacity(limit);
        let (mut below, mut looked) = (after, 0);
        // A page may need several looks: ids that were merged match beside their root and count once.
        loop {
            let matches = sought.below(tx, &exact, below, limit + 1)?;
            let more = matches.len() > limit;
            for (key, root) in matches {
                if found.len() == limit || looked == LOOKED_MAX {
                    return Ok((found, below));
                }
                (below, looked) = (Some(key), looked + 1);
                let is_open = exact.binary_search(&root).is_ok() || sought.is_open(tx, root, Some(Category::Name))?;
                if is_open && !sought.is_met_above(tx, &exact, key, root)? {
                    found.push(root);
                }
            }
            if !more {
                return Ok((found, None));
            }
        }
    })
}

impl<'a> Sought<'a> {
    fn new(app: &App, reader: Option<&'a Access>, query: &str) -> Self {
        let keys = &app.keys;
        let surroundings = app.surroundings();
        let folded = fold_digits(query);
        let email = EmailAddress::parse(query).ok().map(|email| Claim::email(keys, &email));
        let phone = PhoneNumber::parse(query, surroundings.country.as_deref()).ok().map(|phone| Claim::phone(keys, &phone));
        let claims = [
            (Some(Claim::user_id(keys, query)), None),
            (Some(Claim::user_id(keys, &folded)), None),
            (email, Some(Category::Email)),
            (phone, Some(Category::Phone)),
        ];
        let mut orders = [query, folded.as_str(), folded.trim_start_matches('#').trim()]
            .map(|number| vault::order_hash(keys, number))
            .to_vec();
        orders.dedup();
        Self {
            reader,
            now: app.clock.now(),
            id: query.parse().ok(),
            identities: claims.into_iter().filter_map(|(claim, category)| Some((claim?.hash, category))).collect(),
            orders,
            name: vault::query_hashes(keys, query),
        }
    }

    /// Roots found by something whole.
    fn exact(&self, tx: &mut Tx<'_>) -> Result<Vec<CustomerId>> {
        let mut roots = Vec::new();
        if let Some(id) = self.id {
            roots.extend(customers::root_of(tx, id)?);
        }
        for (hash, category) in &self.identities {
            // A program acts on what it finds: what only a page says of a name must not answer for whoever bears it.
            if let Some((root, verified)) = customers::find_identity(tx, hash)?
                && (verified || self.reader.is_some())
                && self.is_open(tx, root, *category)?
            {
                roots.push(root);
            }
        }
        for order in &self.orders {
            for id in vault::find_by_hash(tx, &[*order], None, EXACT_MAX)? {
                if let Some(root) = customers::root_of(tx, id)?
                    && self.is_open(tx, root, Some(Category::Orders))?
                {
                    roots.push(root);
                }
            }
        }
        roots.sort_unstable();
        roots.dedup();
        Ok(roots)
    }

    /// Whether a customer may be found by this kind of data.
    fn is_open(&self, tx: &mut Tx<'_>, root: CustomerId, category: Option<Category>) -> Result<bool> {
        let (Some(reader), Some(category)) = (self.reader, category) else { return Ok(true) };
        let choices = consent::load(tx, root)?;
        let visible = match category {
            Category::Orders => reader.visible_beside(&choices, self.now),
            _ => reader.visible(&choices, self.now),
        };
        Ok(visible.contains(category))
    }

    /// The next matches below an id, newest first: one customer may match by several ids.
    fn below(&self, tx: &mut Tx<'_>, exact: &[CustomerId], below: Option<CustomerId>, limit: usize) -> Result<Vec<Match>> {
        let mut matches: Vec<Match> =
            exact.iter().filter(|root| below.is_none_or(|below| **root < below)).map(|root| (*root, *root)).collect();
        for id in vault::find_by_hash(tx, &self.name, below, limit)? {
            if let Some(root) = customers::root_of(tx, id)? {
                matches.push((id, root));
            }
        }
        matches.sort_unstable_by(|a, b| b.cmp(a));
        matches.dedup();
        matches.truncate(limit);
        Ok(matches)
    }

    /// Whether a customer was met already, by an id above this one.
    fn is_met_above(&self, tx: &mut Tx<'_>, exact: &[CustomerId], key: CustomerId, root: CustomerId) -> Result<bool> {
        if root > key && exact.binary_search(&root).is_ok() {
            return Ok(true);
        }
        for id in customers::all_ids(tx, root)?.into_iter().filter(|id| *id > key) {
            if vault::find_by_hash(tx, &self.name, Some(after(id)), 1)?.first() == Some(&id) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// The smallest id above this one.
fn after(id: CustomerId) -> CustomerId {
    CustomerId::from_raw(u128::from_be_bytes(*id.raw()).saturating_add(1).to_be_bytes())
}
