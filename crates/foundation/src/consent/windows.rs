//! What staff may see for a while: during a conversation, with the customer's word, or in an emergency that they are told of.

use super::vocabulary::{Category, CategorySet, Recipient};
use base::id::{CustomerId, StaffId, WindowId};
use base::{Rng, Timestamp};
use db::{Error, Result, Row, Tx, params};
use std::time::Duration;

/// Why a window is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WindowKind {
    /// The customer and the store talk to each other: the team that answers sees what it needs for that.
    Conversation = 1,
    /// Somebody looked without asking, gave a reason, and the customer is told.
    BreakGlass = 2,
    /// Somebody asked, and the customer said yes.
    Request = 3,
}

/// Where a window stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WindowState {
    /// The customer has not answered.
    Asked = 0,
    /// Open until its end.
    Open = 1,
    /// The customer said no.
    Refused = 2,
    /// Closed before its end.
    Closed = 3,
}

/// One window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    pub id: WindowId,
    pub customer: CustomerId,
    pub kind: WindowKind,
    /// Whom it is open to; everybody of the team where it is nobody in particular.
    pub staff: Option<StaffId>,
    pub recipient: Recipient,
    pub categories: CategorySet,
    /// In the words of who asked; no personal data.
    pub reason: String,
    pub state: WindowState,
    pub asked_at: Timestamp,
    pub opened_at: Option<Timestamp>,
    pub until: Option<Timestamp>,
    pub closed_at: Option<Timestamp>,
}

/// What is asked for, or opened at once.
#[derive(Debug, Clone)]
pub struct NewWindow {
    pub customer: CustomerId,
    pub kind: WindowKind,
    pub staff: Option<StaffId>,
    pub recipient: Recipient,
    pub categories: CategorySet,
    pub reason: String,
}

/// How long a question waits for its answer.
const ANSWER_WITHIN: Duration = Duration::from_hours(30 * 24);

impl WindowKind {
    pub const ALL: [Self; 3] = [Self::Conversation, Self::BreakGlass, Self::Request];

    /// How long one stays open at most.
    pub const fn lasts(self) -> Duration {
        match self {
            Self::Conversation => Duration::from_hours(14 * 24),
            Self::BreakGlass => Duration::from_hours(1),
            Self::Request => Duration::from_hours(7 * 24),
        }
    }

    /// The word in the API, in the access log and as the last part of translation keys.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Conversation => "conversation",
            Self::BreakGlass => "break_glass",
            Self::Request => "request",
        }
    }

    fn from_code(code: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| *kind as i64 == code)
    }
}

impl WindowState {
    pub const ALL: [Self; 4] = [Self::Asked, Self::Open, Self::Refused, Self::Closed];

    /// The word in the API and as the last part of translation keys.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Open => "open",
            Self::Refused => "refused",
            Self::Closed => "closed",
        }
    }

    fn from_code(code: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|state| *state as i64 == code)
    }
}

impl Window {
    /// What the team that answers a conversation needs to see.
    pub const CONVERSATION: CategorySet = CategorySet::of(&[
        Category::Name,
        Category::Email,
        Category::Phone,
        Category::Address,
        Category::Orders,
        Category::Messages,
    ]);

    /// Whether it is open to anybody now. A clock that was set back makes none longer.
    pub fn is_open(&self, now: Timestamp) -> bool {
        self.state == WindowState::Open && self.until.is_some_and(|until| now < until && until <= now.plus(self.kind.lasts()))
    }

    /// Whether it was open at a moment of the past.
    pub fn was_open(&self, at: Timestamp) -> bool {
        let is_closed = self.closed_at.is_some_and(|closed| closed <= at);
        self.opened_at.is_some_and(|opened| opened <= at) && self.until.is_some_and(|until| at < until) && !is_closed
    }

    /// Whether it lets this member of these teams see more now.
    pub fn is_open_to(&self, staff: Option<StaffId>, teams: &[Recipient], now: Timestamp) -> bool {
        self.is_open(now) && teams.contains(&self.recipient) && self.staff.is_none_or(|only| staff == Some(only))
    }
}

/// Asks the customer. The caller runs inside the recorder.
pub fn ask_window(tx: &mut Tx<'_>, rng: &mut Rng, new: &NewWindow, now: Timestamp) -> Result<WindowId> {
    insert(tx, rng, new, WindowState::Asked, now)
}

/// Opens a window at once: a conversation has begun, or somebody gave a reason for an emergency. The caller runs inside the
/// recorder.
pub fn open_window(tx: &mut Tx<'_>, rng: &mut Rng, new: &NewWindow, now: Timestamp) -> Result<WindowId> {
    insert(tx, rng, new, WindowState::Open, now)
}

fn insert(tx: &mut Tx<'_>, rng: &mut Rng, new: &NewWindow, state: WindowState, now: Timestamp) -> Result<WindowId> {
    let id = WindowId::new(now, rng);
    let opened_at = (state == WindowState::Open).then_some(now);
    let until = opened_at.map(|at| at.plus(new.kind.lasts()));
    tx.execute(
        "INSERT INTO access_windows (id, customer, kind, staff, recipient, categories, reason, state, asked_at, opened_at, until) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        params![
            id,
            new.customer,
            new.kind as i64,
            new.staff,
            new.recipient as u8,
            new.categories.0,
            new.reason,
            state as i64,
            now,
            opened_at,
            until
        ],
    )?;
    Ok(id)
}

/// The customer's answer to what was asked; false where these ids of one customer were not asked that, or have answered.
pub fn answer_window(tx: &mut Tx<'_>, customers: &[CustomerId], id: WindowId, agrees: bool, now: Timestamp) -> Result<bool> {
    let is_meant = |window: &Window| customers.contains(&window.customer) && now < window.asked_at.plus(ANSWER_WITHIN);
    let Some(window) = find_window(tx, id)?.filter(is_meant) else { return Ok(false) };
    let state = if agrees { WindowState::Open } else { WindowState::Refused };
    let until = agrees.then(|| now.plus(window.kind.lasts()));
    let sql = "UPDATE access_windows SET state = $2, opened_at = $3, until = $4 WHERE id = $1 AND state = 0";
    Ok(tx.execute(sql, params![id, state as i64, now, until])? > 0)
}

/// Closes a window before its end; false where it is not open.
pub fn close_window(tx: &mut Tx<'_>, id: WindowId, now: Timestamp) -> Result<bool> {
    let sql = "UPDATE access_windows SET state = 3, closed_at = $2 WHERE id = $1 AND state = 1 AND until > $2";
    Ok(tx.execute(sql, params![id, now])? > 0)
}

pub fn find_window(tx: &mut Tx<'_>, id: WindowId) -> Result<Option<Window>> {
    tx.query_opt(&format!("SELECT {COLUMNS} FROM access_windows WHERE id = $1"), params![id], read)
}

/// The windows of these ids of one customer, newest first.
pub fn windows_of(tx: &mut Tx<'_>, customers: &[CustomerId], limit: usize) -> Result<Vec<Window>> {
    let sql = format!("SELECT {COLUMNS} FROM access_windows WHERE customer = $1 ORDER BY asked_at DESC LIMIT $2");
    let mut windows = Vec::new();
    for customer in customers {
        windows.extend(tx.query(&sql, params![customer, limit], read)?);
    }
    windows.sort_by_key(|window| std::cmp::Reverse((window.asked_at, window.id)));
    windows.truncate(limit);
    Ok(windows)
}

/// Those of them that matter now, newest first: open ones, and all of the last 30 days, in which questions wait for an answer
/// and are not asked again.
pub fn live_windows_of(tx: &mut Tx<'_>, customers: &[CustomerId], now: Timestamp) -> Result<Vec<Window>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM access_windows WHERE customer = $1 AND (asked_at > $2 OR (state = 1 AND until > $3)) \
         ORDER BY asked_at DESC, id DESC"
    );
    let mut windows = Vec::new();
    for customer in customers {
        windows.extend(tx.query(&sql, params![customer, now.minus(ANSWER_WITHIN), now], read)?);
    }
    windows.sort_by_key(|window| std::cmp::Reverse((window.asked_at, window.id)));
    Ok(windows)
}

/// Deletes a customer's windows, as in an erasure.
pub fn forget_windows(tx: &mut Tx<'_>, customer: CustomerId) -> Result<()> {
    tx.execute("DELETE FROM access_windows WHERE customer = $1", params![customer])?;
    Ok(())
}

const COLUMNS: &str = "id, customer, kind, staff, recipient, categories, reason, state, asked_at, opened_at, until, closed_at";

fn read(row: &Row<'_>) -> Result<Window> {
    let unknown = || Error::Other("a window in the database has an unknown word".to_owned());
    Ok(Window {
        id: row.get(0)?,
        customer: row.get(1)?,
        kind: WindowKind::from_code(row.get(2)?).ok_or_else(unknown)?,
        staff: row.get(3)?,
        recipient: Recipient::from_code(row.get(4)?).ok_or_else(unknown)?,
        categories: CategorySet(row.get::<u32>(5)? as u16),
        reason: row.get(6)?,
        state: WindowState::from_code(row.get(7)?).ok_or_else(unknown)?,
        asked_at: row.get(8)?,
        opened_at: row.get(9)?,
        until: row.get(10)?,
        closed_at: row.get(11)?,
    })
}
