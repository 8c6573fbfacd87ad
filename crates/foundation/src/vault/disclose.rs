//! The only way from sealed to plain.

use super::keyring::Keyring;
use super::keys::{self, Keys};
use super::store::{SealedField, sealed_fields};
use crate::consent::{self, Category, CategorySet, Choices, Purpose, Recipient, Window, WindowKind, live_windows_of};
use crate::journal::Origin;
use base::id::{AccessId, CustomerId, StaffId, TeamId};
use base::{Rng, Timestamp};
use db::{Error, Recorder, Result, Store, Ticket, Tx, params};

/// Customers named in one entry of the log.
const CUSTOMERS_PER_ENTRY_MAX: usize = 50;

/// Who looks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Looker {
    /// A person of the store's staff, by the teams whose data they work with. `own_teams`: those of them that they belong to
    /// by a team of the store's own.
    Staff { staff: Option<StaffId>, teams: Vec<Recipient>, own_teams: Vec<(TeamId, Recipient)> },
    /// The program, for one purpose alone.
    Automation,
    /// A company outside that the store tells, for one purpose alone.
    Company,
    /// The person whose data it is, who may see all of it.
    Customer,
}

/// One look: by whom, for what, where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Access {
    pub looker: Looker,
    pub purpose: Purpose,
    /// The page, message rule, export or API call: `customers`, `message:thank_you`, `api` …
    pub place: String,
}

/// Writes the access log. Cheap to clone.
#[derive(Clone)]
pub struct AccessLog {
    recorder: Recorder,
    pub(super) record: Store,
    pub(super) keys: Keys,
    /// For measurements of what the log costs.
    #[cfg(feature = "testing")]
    is_silent: std::sync::Arc<std::sync::atomic::AtomicBool>,
}

/// What is handed over once the look at it is on disk.
#[must_use = "nothing is seen of it before it is waited for"]
pub struct Pending<T> {
    value: T,
    entries: Vec<Ticket<(), Error>>,
}

/// Plain text that was logged before it was handed over.
pub struct Disclosed {
    people: Vec<Person>,
}

/// What may be seen of one customer.
pub struct Person {
    pub customer: CustomerId,
    fields: Vec<OpenField>,
    /// The window through which more is seen than the customer's choices allow.
    through: Option<WindowKind>,
}

struct OpenField {
    category: Category,
    name: String,
    value: Option<String>,
    source: Origin,
    at: Timestamp,
}

/// What of a customer is shown that is kept beside the vault (orders, events, traits), in the same look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Beside {
    pub customer: CustomerId,
    pub shown: CategorySet,
    pub refused: CategorySet,
    /// The window through which more of it is seen than the customer's choices allow.
    pub through: Option<WindowKind>,
}

/// A field as it may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown<'a> {
    Value(&'a str),
    /// It is there, and the customer does not share it with the one who looks.
    Withheld,
    /// It is not known.
    Absent,
}

/// One entry on its way to the log.
struct Entry {
    recipient: Recipient,
    team: Option<TeamId>,
    staff: Option<StaffId>,
    purpose: Purpose,
    place: String,
    customers: Vec<SeenOf>,
}

/// What was shown of a customer, and what was refused.
type SeenOf = (CustomerId, CategorySet, CategorySet);

impl Access {
    /// The kinds of data that a customer of these choices opens to this look now.
    pub fn visible(&self, choices: &Choices, now: Timestamp) -> CategorySet {
        match &self.looker {
            Looker::Staff { teams, .. } => {
                teams.iter().fold(CategorySet::EMPTY, |set, team| set.with(choices.visible_to(*team, now)))
            }
            Looker::Automation => self.allowed(choices, Recipient::Automation, now),
            Looker::Company => self.allowed(choices, Recipient::Processor, now),
            Looker::Customer => CategorySet::ALL,
        }
    }

    fn allowed(&self, choices: &Choices, recipient: Recipient, now: Timestamp) -> CategorySet {
        Category::ALL.iter().fold(CategorySet::EMPTY, |set, category| {
            let one = CategorySet::of(&[*category]);
            if choices.allows(self.purpose, recipient, one, now).is_some() { set.with(one) } else { set }
        })
    }

    /// As [`Access::visible`], of what is kept beside the vault (orders, events, traits). Of that, a key may keep by the
    /// store's own legal basis what no choice speaks of: it is open to those who fulfil what was ordered, and to no others.
    pub fn visible_beside(&self, choices: &Choices, now: Timestamp) -> CategorySet {
        let visible = self.visible(choices, now);
        let serves = match &self.looker {
            Looker::Staff { teams, .. } => Purpose::FulfilOrders.recipients().iter().any(|team| teams.contains(team)),
            Looker::Company => false,
            Looker::Automation | Looker::Customer => true,
        };
        if serves { visible.with(choices.unspoken()) } else { visible }
    }

    /// What windows let a member of the staff see beyond the customer's choices: by kind of window, the one that weighs most first.
    /// A conversation opens nothing that the customer said no to, and nothing at all of what is kept and not used. A key is
    /// nobody: no window is open to it.
    pub fn beyond(
        &self,
        tx: &mut Tx<'_>,
        ids: &[CustomerId],
        choices: &Choices,
        now: Timestamp,
    ) -> Result<Vec<(WindowKind, CategorySet)>> {
        let Looker::Staff { staff: Some(staff), teams, .. } = &self.looker else { return Ok(Vec::new()) };
        let windows = live_windows_of(tx, ids, now)?;
        Ok(opened_by(windows.iter().filter(|window| window.is_open_to(Some(*staff), teams, now)), choices))
    }

    /// The same look where more is seen through a window: the customer reads why somebody saw what they share with nobody.
    fn through(&self, window: Option<WindowKind>) -> Self {
        let place = window.map_or_else(|| self.place.clone(), |kind| format!("{}:{}", kind.word(), self.place));
        Self { place, ..self.clone() }
    }
}

/// Of windows' kinds of data, as [`Access::beyond`] gives them, the window through which any of these is seen.
pub fn window_to(beyond: &[(WindowKind, CategorySet)], seen: CategorySet) -> Option<WindowKind> {
    beyond.iter().find(|(_, set)| set.meets(seen)).map(|(kind, _)| *kind)
}

impl AccessLog {
    /// `recorder` is the access store's own; `record` holds what is disclosed.
    pub fn new(recorder: Recorder, record: Store, keys: Keys) -> Self {
        Self {
            recorder,
            record,
            keys,
            #[cfg(feature = "testing")]
            is_silent: std::sync::Arc::default(),
        }
    }

    /// Opens what `access` may see of these customers (each a root with the ids merged into it, the root first), of the
    /// `wanted` kinds. The entry is on disk when this returns. Blocks: not inside an async task.
    pub fn disclose(
        &self,
        rng: &mut Rng,
        access: &Access,
        customers: &[Vec<CustomerId>],
        wanted: CategorySet,
        now: Timestamp,
    ) -> Result<Disclosed> {
        self.disclose_beside(rng, access, customers, wanted, &[], now)?.wait()
    }

    /// As [`AccessLog::disclose`], where more of them is shown than the vault holds: one look, one entry. It is on disk once
    /// what this gives has been waited for. Blocks: not inside an async task.
    pub fn disclose_beside(
        &self,
        rng: &mut Rng,
        access: &Access,
        customers: &[Vec<CustomerId>],
        wanted: CategorySet,
        beside: &[Beside],
        now: Timestamp,
    ) -> Result<Pending<Disclosed>> {
        let people = self.record.read(|tx| {
            customers
                .iter()
                .filter(|ids| !ids.is_empty())
                .map(|ids| open_person(tx, &self.keys, access, ids, wanted, now))
                .collect::<Result<Vec<_>>>()
        })?;
        #[cfg(feature = "testing")]
        if self.is_silent.load(std::sync::atomic::Ordering::Relaxed) {
            return Ok(Pending { value: Disclosed { people }, entries: Vec::new() });
        }
        let mut entries = Vec::new();
        for through in std::iter::once(None).chain(WindowKind::ALL.map(Some)) {
            let opened = people.iter().filter(|person| person.through == through).filter_map(Person::summary);
            let beside = beside.iter().filter(|beside| beside.through == through);
            let seen = together(opened, beside.map(|beside| (beside.customer, beside.shown, beside.refused)));
            let access = access.through(through);
            for part in seen.chunks(CUSTOMERS_PER_ENTRY_MAX) {
                entries.push(self.append(&access, part.to_vec(), AccessId::new(now, rng), now));
            }
        }
        Ok(Pending { value: Disclosed { people }, entries })
    }

    /// Logs nothing, so that what the log costs can be measured.
    #[cfg(feature = "testing")]
    pub fn keep_silent(&self, is_silent: bool) {
        self.is_silent.store(is_silent, std::sync::atomic::Ordering::Relaxed);
    }

    /// Notes a look at kinds of data that are kept outside the vault (orders, events, messages): what was `shown` of one
    /// customer, and what was `refused`. The entry is on disk when this returns. Blocks: not inside an async task.
    pub fn log_look(
        &self,
        rng: &mut Rng,
        access: &Access,
        customer: CustomerId,
        shown: CategorySet,
        refused: CategorySet,
        now: Timestamp,
    ) -> Result<()> {
        self.log_looks(rng, access, vec![(customer, shown, refused)], now)
    }

    /// As [`AccessLog::log_look`], of several customers: one disclosure.
    pub fn log_looks(&self, rng: &mut Rng, access: &Access, mut seen: Vec<SeenOf>, now: Timestamp) -> Result<()> {
        seen.retain(|(_, shown, refused)| !shown.is_empty() || !refused.is_empty());
        #[cfg(feature = "testing")]
        if self.is_silent.load(std::sync::atomic::Ordering::Relaxed) {
            return Ok(());
        }
        let parts = seen.chunks(CUSTOMERS_PER_ENTRY_MAX);
        let waiting: Vec<_> = parts.map(|part| self.append(access, part.to_vec(), AccessId::new(now, rng), now)).collect();
        waiting.into_iter().try_for_each(Ticket::wait)
    }

    fn append(&self, access: &Access, customers: Vec<SeenOf>, id: AccessId, now: Timestamp) -> Ticket<(), Error> {
        let (recipient, team, staff) = match &access.looker {
            Looker::Staff { staff, teams, own_teams } => {
                // Of a reader's teams, the one that serves the purpose: that is what the customer will read.
                let serving = access.purpose.recipients().iter().find(|team| teams.contains(team));
                let recipient = serving.or(teams.first()).copied().unwrap_or(Recipient::Management);
                let own = own_teams.iter().find(|(_, part)| *part == recipient).map(|(team, _)| *team);
                (recipient, own, *staff)
            }
            Looker::Automation => (Recipient::Automation, None, None),
            Looker::Company => (Recipient::Processor, None, None),
            Looker::Customer => (Recipient::Customer, None, None),
        };
        let entry = Entry { recipient, team, staff, purpose: access.purpose, place: access.place.clone(), customers };
        self.recorder.submit_sure(move |tx| write_entry(tx, &entry, id, now))
    }

    /// Takes these customers' names from all entries: of a look it stays known that it happened. On disk when this returns.
    /// Blocks: not inside an async task.
    pub fn forget(&self, customers: Vec<CustomerId>) -> Result<()> {
        let forgotten = self.recorder.submit(move |tx| {
            for customer in &customers {
                tx.execute("DELETE FROM access_log_customers WHERE customer = $1", params![customer])?;
            }
            Ok::<_, Error>(())
        });
        forgotten.wait()
    }

    /// Deletes entries from before a moment, at most `limit` of them. Blocks: not inside an async task.
    pub fn purge(&self, before: Timestamp, limit: usize) -> Result<u64> {
        let purged = self.recorder.submit(move |tx| {
            let sql = "SELECT position FROM access_log WHERE at < $1 ORDER BY position LIMIT $2";
            let old: Vec<i64> = tx.query(sql, params![before, limit], |row| row.get(0))?;
            // Positions grow with time, but a clock may have been set back: only what is old goes.
            for position in &old {
                tx.execute("DELETE FROM access_log_customers WHERE position = $1", params![position])?;
                tx.execute("DELETE FROM access_log WHERE position = $1", params![position])?;
            }
            Ok::<_, Error>(old.len() as u64)
        });
        purged.wait()
    }
}

impl<T> Pending<T> {
    /// Makes something else of it, which waits for the same look.
    pub fn map<U>(self, make: impl FnOnce(T) -> U) -> Pending<U> {
        Pending { value: make(self.value), entries: self.entries }
    }

    /// Blocks until the look is on disk. Not inside an async task: there is [`Pending::written`].
    pub fn wait(self) -> Result<T> {
        self.entries.into_iter().try_for_each(Ticket::wait)?;
        Ok(self.value)
    }

    /// As [`Pending::wait`], in a task.
    pub async fn written(self) -> Result<T> {
        for entry in self.entries {
            entry.await?;
        }
        Ok(self.value)
    }
}

impl Disclosed {
    pub fn people(&self) -> &[Person] {
        &self.people
    }

    pub fn person(&self, customer: CustomerId) -> Option<&Person> {
        self.people.iter().find(|person| person.customer == customer)
    }
}

impl Person {
    /// One field by name: the latest value of it.
    pub fn field(&self, name: &str) -> Shown<'_> {
        match self.latest(name) {
            None => Shown::Absent,
            Some(field) => field.value.as_deref().map_or(Shown::Withheld, Shown::Value),
        }
    }

    /// The value of a field that may be seen.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.latest(name)?.value.as_deref()
    }

    /// A value that did not come from a public key: fit to send mail to.
    pub fn trusted_value(&self, name: &str) -> Option<&str> {
        self.latest(name).filter(|field| field.source != Origin::Site)?.value.as_deref()
    }

    /// Every field: name, kind, how it may be shown, source, date.
    pub fn fields(&self) -> impl Iterator<Item = (&str, Category, Shown<'_>, Origin, Timestamp)> {
        self.fields.iter().map(|field| {
            let shown = field.value.as_deref().map_or(Shown::Withheld, Shown::Value);
            (field.name.as_str(), field.category, shown, field.source, field.at)
        })
    }

    /// The name to show: whole, or put together from its parts.
    pub fn display_name(&self) -> Shown<'_> {
        match self.field("name") {
            Shown::Absent => match self.field("first_name") {
                Shown::Absent => self.field("last_name"),
                first => first,
            },
            name => name,
        }
    }

    fn latest(&self, name: &str) -> Option<&OpenField> {
        self.fields.iter().filter(|field| field.name == name).max_by_key(|field| (field.source != Origin::Site, field.at))
    }

    fn summary(&self) -> Option<SeenOf> {
        let (mut shown, mut refused) = (CategorySet::EMPTY, CategorySet::EMPTY);
        for field in &self.fields {
            let one = CategorySet::of(&[field.category]);
            if field.value.is_some() {
                shown = shown.with(one);
            } else {
                refused = refused.with(one);
            }
        }
        (!self.fields.is_empty()).then_some((self.customer, shown, refused))
    }
}

/// What was seen of customers, each of them once; who stands here with nothing is left out.
fn together(opened: impl Iterator<Item = SeenOf>, beside: impl Iterator<Item = SeenOf>) -> Vec<SeenOf> {
    let mut seen: Vec<SeenOf> = opened.collect();
    for (customer, shown, refused) in beside.filter(|(_, shown, refused)| !shown.is_empty() || !refused.is_empty()) {
        match seen.iter_mut().find(|(of, ..)| *of == customer) {
            Some((_, more, less)) => (*more, *less) = (more.with(shown), less.with(refused)),
            None => seen.push((customer, shown, refused)),
        }
    }
    seen
}

/// What open windows let be seen: by kind of window, the one that weighs most first. A conversation opens nothing that the
/// customer said no to.
pub(super) fn opened_by<'w>(
    windows: impl Iterator<Item = &'w Window> + Clone,
    choices: &Choices,
) -> Vec<(WindowKind, CategorySet)> {
    let mut more: Vec<(WindowKind, CategorySet)> = Vec::new();
    for kind in [WindowKind::BreakGlass, WindowKind::Request, WindowKind::Conversation] {
        let set = windows.clone().filter(|window| window.kind == kind).fold(CategorySet::EMPTY, |set, window| {
            let refused = match kind {
                WindowKind::Conversation if choices.is_restricted() => CategorySet::ALL,
                WindowKind::Conversation => choices.refused_to(window.recipient),
                WindowKind::BreakGlass | WindowKind::Request => CategorySet::EMPTY,
            };
            set.with(window.categories.without(refused))
        });
        if !set.is_empty() {
            more.push((kind, set));
        }
    }
    more
}

fn open_person(
    tx: &mut Tx<'_>,
    keys: &Keys,
    access: &Access,
    ids: &[CustomerId],
    wanted: CategorySet,
    now: Timestamp,
) -> Result<Person> {
    let root = ids[0];
    let choices = consent::load(tx, root)?;
    let shared = access.visible(&choices, now);
    let beyond = access.beyond(tx, ids, &choices, now)?;
    let visible = beyond.iter().fold(shared, |set, (_, more)| set.with(*more));
    let mut fields = Vec::new();
    for id in ids {
        let stored: Vec<SealedField> = sealed_fields(tx, *id)?;
        if stored.is_empty() {
            continue;
        }
        let ring = Keyring::load(tx, *id)?;
        for field in stored.into_iter().filter(|field| wanted.contains(field.category)) {
            let value = if visible.contains(field.category) {
                let context = Keyring::context_of(field.customer, field.category, &field.name);
                // Without its key a field is gone, as after an erasure.
                let plain = ring.key(keys, field.category).and_then(|key| keys::open(&key, &context, &field.sealed));
                match plain.and_then(|plain| String::from_utf8(plain).ok()) {
                    Some(plain) => Some(plain),
                    None => continue,
                }
            } else {
                None
            };
            fields.push(OpenField { category: field.category, name: field.name, value, source: field.source, at: field.at });
        }
    }
    // What was open and not there to see is no look through a window.
    let seen = fields.iter().filter(|field| field.value.is_some() && !shared.contains(field.category));
    let seen = seen.fold(CategorySet::EMPTY, |set, field| set.with(CategorySet::of(&[field.category])));
    let through = beyond.iter().find(|(_, set)| set.meets(seen)).map(|(kind, _)| *kind);
    Ok(Person { customer: root, fields, through })
}

fn write_entry(tx: &mut Tx<'_>, entry: &Entry, id: AccessId, now: Timestamp) -> Result<()> {
    let all = entry.customers.iter().fold((0, 0), |(s, r), (_, shown, refused)| (s | shown.0, r | refused.0));
    let position: i64 = tx.query_one(
        "INSERT INTO access_log (position, id, at, recipient, staff, purpose, place, shown, refused, team) \
         VALUES ((SELECT CAST(COALESCE(MAX(position), 0) + 1 AS BIGINT) FROM access_log), $1, $2, $3, $4, $5, $6, $7, $8, $9) \
         RETURNING position",
        params![id, now, entry.recipient as u8, entry.staff, entry.purpose as u8, entry.place, all.0, all.1, entry.team],
        |row| row.get(0),
    )?;
    for (customer, shown, refused) in &entry.customers {
        tx.execute(
            "INSERT INTO access_log_customers (customer, position, shown, refused) VALUES ($1, $2, $3, $4)",
            params![customer, position, shown.0, refused.0],
        )?;
    }
    Ok(())
}

/// What every group of the access log's recorder does first: one node at a time numbers entries.
pub fn lock_access_log(tx: &mut Tx<'_>) -> Result<()> {
    tx.lock_named(7_100_522)
}
