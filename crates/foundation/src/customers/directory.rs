//! Resolution of identities, with what is hot in memory.

use super::identity::{Claim, IdentityKind};
use super::store;
use base::id::CustomerId;
use base::{Rng, Timestamp};
use db::{Result, Tx};
use quick_cache::unsync::Cache;
use std::collections::HashSet;

/// Identities and customers kept in memory.
const IDENTITIES_MAX: usize = 600_000;
const CUSTOMERS_MAX: usize = 300_000;

/// How far a sender is believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Authority {
    /// A public key.
    #[default]
    Site,
    /// The store's own word.
    Verified,
}

/// All the names in one event.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Claims {
    pub user_id: Option<Claim>,
    pub anonymous_id: Option<Claim>,
    pub email: Option<Claim>,
    pub phone: Option<Claim>,
    /// The store's server signed the user id for this page: it is the store's own word, whoever sends it.
    pub user_is_signed: bool,
}

/// Two profiles that turned out to be one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Merge {
    pub winner: CustomerId,
    pub loser: CustomerId,
}

/// Who an event is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolution {
    pub customer: CustomerId,
    pub is_new: bool,
    pub merges: Vec<Merge>,
    /// Names in the event that belong to somebody else and were left there.
    pub refused: Vec<IdentityKind>,
}

/// What a customer is known to be. What a public key alone says of them makes them neither known nor somebody with a user id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_field_names, reason = "`known` is the column's name too")]
pub(super) struct Known {
    pub root: CustomerId,
    /// Named by more than a browser, and the store confirmed it.
    pub known: bool,
    /// Has a user id that the store confirmed: a second one is a second person.
    pub has_user_id: bool,
    pub erased: bool,
}

#[derive(Debug, Clone, Copy)]
struct Identity {
    customer: CustomerId,
    verified: bool,
}

/// Looks names up, hot ones in memory. Only what holds the journal's head may use it.
pub struct Directory {
    /// Each with the epoch that it was read in: it holds no longer than its customer's entry.
    identities: Cache<[u8; 16], (Identity, u64)>,
    customers: Cache<CustomerId, (Known, u64)>,
    /// Names that the last `look_ahead` found to be nobody's and that were not tied since.
    nobodys: HashSet<[u8; 16]>,
    /// Counts what was forgotten.
    epoch: u64,
    /// Customers whose names, flags or root were changed here since the last `take_changed`: other nodes must hear of it.
    changed: Vec<CustomerId>,
}

impl Default for Directory {
    fn default() -> Self {
        let (identities, customers) = (Cache::new(IDENTITIES_MAX), Cache::new(CUSTOMERS_MAX));
        Self { identities, customers, nobodys: HashSet::new(), epoch: 0, changed: Vec::new() }
    }
}

impl Directory {
    /// Drops what is known of a customer, their names too: another node changed it.
    pub fn forget(&mut self, customer: CustomerId) {
        self.epoch += 1;
        self.customers.remove(&customer);
    }

    /// Drops everything.
    pub fn forget_all(&mut self) {
        self.identities.clear();
        self.customers.clear();
        self.nobodys.clear();
        self.changed.clear();
    }

    /// Looks up all names that a request is going to ask for, at once. The caller holds the journal's head from here to the
    /// last of those questions: until then nobody else ties a name.
    pub fn look_ahead<'a>(&mut self, tx: &mut Tx<'_>, claims: impl Iterator<Item = &'a Claim>) -> Result<()> {
        self.nobodys.clear();
        let mut hashes: Vec<&[u8; 16]> = claims.map(|claim| &claim.hash).filter(|hash| self.at_hand(hash).is_none()).collect();
        hashes.sort_unstable();
        hashes.dedup();
        self.nobodys.extend(hashes.iter().copied());
        let hashes: Vec<&[u8]> = hashes.into_iter().map(<[u8; 16]>::as_slice).collect();
        for store::Owned { hash, customer, verified, known } in store::identities(tx, &hashes)? {
            self.nobodys.remove(&hash);
            if self.customers.peek(&customer).is_none() {
                self.customers.insert(customer, (known, self.epoch));
            }
            self.identities.insert(hash, (Identity { customer, verified }, self.epoch));
        }
        Ok(())
    }

    /// The customers that a request's names are known to lead to, without asking the database: those that a plan may name.
    pub fn roots_at_hand<'a>(&self, claims: impl Iterator<Item = &'a Claim>) -> Vec<CustomerId> {
        let mut roots: Vec<CustomerId> = claims.filter_map(|claim| Some(self.at_hand(&claim.hash)?.1.root)).collect();
        roots.sort_unstable();
        roots.dedup();
        roots
    }

    /// The customers that were changed here since the last call, each once.
    pub fn take_changed(&mut self) -> Vec<CustomerId> {
        let mut changed = std::mem::take(&mut self.changed);
        changed.sort_unstable();
        changed.dedup();
        changed
    }

    /// Whom these names lead to and what would follow, changing nothing.
    pub fn plan(&mut self, tx: &mut Tx<'_>, claims: &Claims, authority: Authority) -> Result<Plan> {
        let is_confirmed = authority == Authority::Verified || claims.user_is_signed;
        let mut plan = Plan { authority, is_confirmed, ..Plan::default() };
        let by_user = self.owner(tx, claims.user_id.as_ref())?;
        let by_browser = self.owner(tx, claims.anonymous_id.as_ref())?;
        if !is_confirmed {
            plan.go_by_browser(claims, by_user, by_browser.map(|(_, theirs)| theirs));
            for claim in [&claims.email, &claims.phone].into_iter().flatten() {
                self.weigh_contact(tx, &mut plan, claim, false, authority)?;
            }
            return Ok(plan);
        }
        // Where only a page ever said so, the store's word moves the name, and joins nobody.
        let by_user = by_user.filter(|(verified, _)| *verified);
        plan.winner = by_user.map(|(_, known)| known);
        for claim in [&claims.email, &claims.phone].into_iter().flatten() {
            self.weigh_contact(tx, &mut plan, claim, claims.user_id.is_some(), authority)?;
        }
        if let Some(claim) = &claims.anonymous_id {
            match by_browser {
                Some((_, theirs)) => plan.weigh_browser(claim, theirs, claims.user_id.is_some()),
                None => plan.to_tie.push(claim.clone()),
            }
        }
        if let Some(claim) = &claims.user_id
            && by_user.is_none()
        {
            plan.to_tie.push(claim.clone());
        }
        plan.losers.retain(|loser| plan.winner.is_none_or(|winner| winner.root != *loser));
        Ok(plan)
    }

    /// Finds or makes the customer and ties all names to them that may be tied, as planned in this transaction.
    pub fn resolve(&mut self, tx: &mut Tx<'_>, plan: Plan, now: Timestamp, rng: &mut Rng) -> Result<Resolution> {
        let (winner, is_new) = match plan.winner {
            Some(known) => (known, false),
            None => (self.create(tx, &plan, now, rng)?, true),
        };
        self.tie(tx, winner, is_new, &plan, now)?;
        let mut merges = Vec::new();
        for loser in plan.losers {
            merges.push(self.merge(tx, Merge { winner: winner.root, loser })?);
        }
        Ok(Resolution { customer: winner.root, is_new, merges, refused: plan.refused })
    }

    /// Joins two customers because the store said so (`alias`), even where both have a user id.
    pub fn merge(&mut self, tx: &mut Tx<'_>, merge: Merge) -> Result<Merge> {
        store::point_at_root(tx, merge.loser, merge.winner)?;
        let loser = self.known(tx, merge.loser)?;
        if loser.known || loser.has_user_id {
            let winner = self.known(tx, merge.winner)?;
            let joined = Known { known: true, has_user_id: winner.has_user_id || loser.has_user_id, ..winner };
            self.customers.insert(merge.winner, (joined, self.epoch));
        }
        self.customers.insert(merge.loser, (Known { root: merge.winner, ..loser }, self.epoch));
        self.changed.extend([merge.winner, merge.loser]);
        Ok(merge)
    }

    /// The root that a name belongs to by the store's own word.
    pub fn confirmed_owner_of(&mut self, tx: &mut Tx<'_>, claim: &Claim) -> Result<Option<CustomerId>> {
        Ok(self.owner(tx, Some(claim))?.filter(|(verified, _)| *verified).map(|(_, known)| known.root))
    }

    /// The root that a name belongs to, whoever said so.
    pub fn owner_of(&mut self, tx: &mut Tx<'_>, claim: &Claim) -> Result<Option<CustomerId>> {
        Ok(self.owner(tx, Some(claim))?.map(|(_, known)| known.root))
    }

    /// Who a name belongs to, and what is known of them; erased people own nothing.
    fn owner(&mut self, tx: &mut Tx<'_>, claim: Option<&Claim>) -> Result<Option<(bool, Known)>> {
        let Some(claim) = claim else { return Ok(None) };
        Ok(self.lookup(tx, claim)?.filter(|(_, known)| !known.erased))
    }

    /// An e-mail address or a phone number: may find the customer, join a second profile, or belong to somebody else.
    fn weigh_contact(
        &mut self,
        tx: &mut Tx<'_>,
        plan: &mut Plan,
        claim: &Claim,
        event_has_user_id: bool,
        authority: Authority,
    ) -> Result<()> {
        let Some((verified, theirs)) = self.owner(tx, Some(claim))? else {
            plan.to_tie.push(claim.clone());
            return Ok(());
        };
        let same = plan.winner.is_some_and(|winner| winner.root == theirs.root);
        if authority == Authority::Site {
            // A page may repeat what is known; what belongs to another it neither takes nor joins.
            if !same {
                plan.refused.push(claim.kind);
            }
        } else if !verified {
            // Only a page ever said so: the store's word moves the name, and joins nobody.
            plan.to_tie.push(claim.clone());
        } else if same {
            // Nothing new.
        } else if theirs.has_user_id && (event_has_user_id || plan.winner.is_some_and(|winner| winner.has_user_id)) {
            // Two user ids are two people, until `alias` says otherwise.
            plan.refused.push(claim.kind);
        } else if plan.winner.is_none() {
            plan.winner = Some(theirs);
        } else {
            plan.join(theirs);
        }
        Ok(())
    }

    /// Somebody new, already known by the names that are going to be tied to them.
    fn create(&mut self, tx: &mut Tx<'_>, plan: &Plan, now: Timestamp, rng: &mut Rng) -> Result<Known> {
        let nobody = Known { root: CustomerId::new(now, rng), known: false, has_user_id: false, erased: false };
        let known = plan.known_after(nobody);
        store::insert_customer(tx, &known, now)?;
        self.customers.insert(known.root, (known, self.epoch));
        Ok(known)
    }

    /// Ties names to a customer, taking them from whoever had them before.
    fn tie(&mut self, tx: &mut Tx<'_>, winner: Known, is_new: bool, plan: &Plan, now: Timestamp) -> Result<()> {
        for claim in &plan.to_tie {
            let verified = plan.confirms(claim);
            if let Some((before, _)) = self.identities.get(&claim.hash) {
                self.changed.push(before.customer);
            }
            if self.nobodys.remove(&claim.hash) {
                store::insert_identity(tx, claim, winner.root, verified, now)?;
            } else {
                store::tie_identity(tx, claim, winner.root, verified, now)?;
            }
            self.identities.insert(claim.hash, (Identity { customer: winner.root, verified }, self.epoch));
        }
        let after = plan.known_after(winner);
        if after != winner {
            store::mark_known(tx, &after)?;
            self.customers.insert(winner.root, (after, self.epoch));
            if !is_new {
                self.changed.push(winner.root);
            }
        }
        Ok(())
    }

    /// Whether a name is verified, and the root that it leads to.
    fn lookup(&mut self, tx: &mut Tx<'_>, claim: &Claim) -> Result<Option<(bool, Known)>> {
        if let Some((identity, as_of)) = self.identities.get(&claim.hash).copied() {
            let root = self.root(tx, identity.customer)?;
            // A customer that was forgotten since may have lost the name to another: look again.
            if self.customers.peek(&identity.customer).is_some_and(|(_, loaded)| *loaded <= as_of) {
                return Ok(Some((identity.verified, root)));
            }
        }
        if self.nobodys.contains(&claim.hash) {
            return Ok(None);
        }
        let Some((customer, verified)) = store::identity(tx, &claim.hash)? else {
            self.identities.remove(&claim.hash);
            return Ok(None);
        };
        let root = self.root(tx, customer)?;
        self.identities.insert(claim.hash, (Identity { customer, verified }, self.epoch));
        Ok(Some((verified, root)))
    }

    /// What memory holds of a name: as much as `lookup` believes of it, the customer as it is called there.
    fn at_hand(&self, hash: &[u8; 16]) -> Option<(bool, Known)> {
        let (identity, as_of) = self.identities.peek(hash)?;
        let (known, loaded) = self.customers.peek(&identity.customer)?;
        (loaded <= as_of).then_some((identity.verified, *known))
    }

    /// What a customer stands for today. Memory may hold a chain of merges, each pointing at what was the root then.
    fn root(&mut self, tx: &mut Tx<'_>, customer: CustomerId) -> Result<Known> {
        let mut at = customer;
        loop {
            let known = self.known(tx, at)?;
            if known.root == at {
                return Ok(known);
            }
            at = known.root;
        }
    }

    fn known(&mut self, tx: &mut Tx<'_>, customer: CustomerId) -> Result<Known> {
        if let Some((known, _)) = self.customers.get(&customer) {
            return Ok(*known);
        }
        let known = store::known(tx, customer)?;
        self.customers.insert(customer, (known, self.epoch));
        Ok(known)
    }
}

/// What a resolution is going to do.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    authority: Authority,
    /// The store itself says who is meant: by a secret key, or by its signature under the user id.
    is_confirmed: bool,
    /// The winner was found by a user id that nothing but a page says.
    is_by_name: bool,
    winner: Option<Known>,
    losers: Vec<CustomerId>,
    to_tie: Vec<Claim>,
    refused: Vec<IdentityKind>,
}

impl Plan {
    /// The root that the event will belong to; `None` for somebody new.
    pub fn customer(&self) -> Option<CustomerId> {
        self.winner.map(|winner| winner.root)
    }

    /// Whether that is somebody named by more than a browser.
    pub fn is_known(&self) -> bool {
        self.winner.is_some_and(|winner| winner.known)
    }

    /// Whether the winner was found by a user id that nothing but a page says: it may be anybody who speaks.
    pub fn is_by_name(&self) -> bool {
        self.is_by_name
    }

    /// Those who turn out to be the same person.
    pub fn losers(&self) -> &[CustomerId] {
        &self.losers
    }

    /// Whether the store stands behind this name: then it may lead here, and join what it leads to.
    fn confirms(&self, claim: &Claim) -> bool {
        match claim.kind {
            IdentityKind::UserId | IdentityKind::AnonymousId => self.is_confirmed,
            IdentityKind::Email | IdentityKind::Phone => self.authority == Authority::Verified,
        }
    }

    /// What the winner is known to be once all names are tied.
    fn known_after(&self, mut winner: Known) -> Known {
        for claim in self.to_tie.iter().filter(|claim| self.confirms(claim)) {
            winner.has_user_id |= claim.kind == IdentityKind::UserId;
            winner.known |= claim.kind != IdentityKind::AnonymousId;
        }
        winner
    }

    /// What a page says is about the browser that says it. The user id that it names is noted where it is nobody's, and leads
    /// to somebody only where there is no browser to go by, or where the browser is another's.
    fn go_by_browser(&mut self, claims: &Claims, by_user: Option<(bool, Known)>, by_browser: Option<Known>) {
        let named = by_user.map(|(_, known)| known);
        let is_anothers = |theirs: &Known| theirs.has_user_id && named.is_none_or(|named| named.root != theirs.root);
        let passes_on = claims.user_id.is_some() && by_browser.as_ref().is_some_and(is_anothers);
        if claims.anonymous_id.is_none() || passes_on {
            self.winner = named;
            self.is_by_name = named.is_some();
        } else {
            self.winner = by_browser;
            self.to_tie.extend(claims.anonymous_id.clone().filter(|_| by_browser.is_none()));
        }
        self.to_tie.extend(claims.user_id.clone().filter(|_| named.is_none()));
    }

    /// A browser: an unknown visitor becomes the known customer; a known one's browser passes on to who uses it now.
    fn weigh_browser(&mut self, claim: &Claim, theirs: Known, event_has_user_id: bool) {
        match self.winner {
            Some(winner) if winner.root == theirs.root => {}
            Some(_) if !theirs.known => self.join(theirs),
            Some(_) => self.to_tie.push(claim.clone()),
            // A user id seen for the first time: the visitor so far is that person, unless they are another already.
            None if event_has_user_id && theirs.has_user_id => self.to_tie.push(claim.clone()),
            None => self.winner = Some(theirs),
        }
    }

    fn join(&mut self, theirs: Known) {
        if !self.losers.contains(&theirs.root) {
            self.losers.push(theirs.root);
        }
    }
}
