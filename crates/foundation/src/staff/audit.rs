//! Who of the staff did what, and when: ids and words of the program's own, no customer's data. Written in the transaction
//! of what was done, where that runs in the recorder.

use base::id::{AuditId, StaffId};
use base::{Rng, Timestamp};
use db::{Error, Param, Place, Result, ToParam as _, Tx, params};
use std::time::Duration;

/// How long it is kept: 24 months.
const KEPT: Duration = Duration::from_hours(24 * 731);

/// Declares what can be done, with codes for storage and words for filters, files and translation keys.
macro_rules! deeds {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $word:literal;)+) => {
        /// What somebody did.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Deed { $($(#[$doc])* $name = $code),+ }

        impl Deed {
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            pub const fn word(self) -> &'static str {
                match self { $(Self::$name => $word),+ }
            }
        }
    };
}

deeds! {
    SignedIn = 1, "signed_in";
    /// With an address that has an account, and another password.
    SignInFailed = 2, "sign_in_failed";
    SignedOut = 3, "signed_out";
    /// Of every session of the subject.
    SignedOutEverywhere = 4, "signed_out_everywhere";
    PasswordSet = 5, "password_set";
    /// The subject names which.
    SettingChanged = 10, "setting_changed";
    RetentionShortened = 11, "retention_shortened";
    KeyMade = 20, "key_made";
    KeyRevoked = 21, "key_revoked";
    AccountMade = 30, "account_made";
    AccountChanged = 31, "account_changed";
    AccountDisabled = 32, "account_disabled";
    AccountEnabled = 33, "account_enabled";
    /// A link by which the subject sets a password.
    LinkMade = 34, "link_made";
    TeamAdded = 35, "team_added";
    TeamRemoved = 36, "team_removed";
    /// What a customer told the staff.
    ConsentRecorded = 40, "consent_recorded";
    /// A customer was asked for more than they share.
    DataAsked = 41, "data_asked";
    /// It was looked at without asking.
    DataForced = 42, "data_forced";
    /// What was open for a while was closed.
    WindowClosed = 43, "window_closed";
    /// A version of the privacy notice: from then on it never changes.
    NoticePublished = 45, "notice_published";
    MessagesReleased = 50, "messages_released";
    /// An address may be written to again.
    SuppressionLifted = 51, "suppression_lifted";
    /// An event that was set aside was read as it came.
    AsideOpened = 60, "aside_opened";
    AuditExported = 70, "audit_exported";
    /// A customer's request by law, for them.
    RequestEntered = 80, "request_entered";
    /// The customer was asked whether it is theirs; somebody knew that it is.
    IdentityAsked = 81, "identity_asked";
    IdentityChecked = 82, "identity_checked";
    RequestAnswered = 83, "request_answered";
    /// Somebody outside the store was told what was corrected, restricted or erased.
    RecipientTold = 84, "recipient_told";
    SegmentMade = 100, "segment_made";
    SegmentChanged = 101, "segment_changed";
    SegmentDeleted = 102, "segment_deleted";
    JourneyMade = 90, "journey_made";
    /// Its plan was changed; nobody is let in by it before it is begun.
    JourneyChanged = 91, "journey_changed";
    /// People are let in by a version.
    JourneyBegun = 92, "journey_begun";
    /// Nobody is let in any more.
    JourneyStopped = 93, "journey_stopped";
    JourneyDeleted = 94, "journey_deleted";
    CampaignMade = 110, "campaign_made";
    CampaignChanged = 111, "campaign_changed";
    /// Its letters go out from then on.
    CampaignBegun = 112, "campaign_begun";
    CampaignPaused = 113, "campaign_paused";
    CampaignResumed = 114, "campaign_resumed";
    CampaignCancelled = 115, "campaign_cancelled";
    CampaignDeleted = 116, "campaign_deleted";
    TemplateMade = 120, "template_made";
    /// Its draft was changed; what goes out is not before it is published.
    TemplateChanged = 121, "template_changed";
    /// A version: from then on it never changes.
    TemplatePublished = 122, "template_published";
    TemplateDeleted = 123, "template_deleted";
    /// Its draft was sent to one of the store's own people.
    TemplateTried = 124, "template_tried";
    TaskTaken = 130, "task_taken";
    /// Somebody else is to do it.
    TaskReturned = 131, "task_returned";
    TaskDone = 132, "task_done";
    WebhookMade = 140, "webhook_made";
    /// It has another secret, is held, or goes on.
    WebhookChanged = 141, "webhook_changed";
    WebhookDeleted = 142, "webhook_deleted";
    /// By a key of scope `admin`: what the store's own server tells is no deed of the staff's.
    ProductsChanged = 150, "products_changed";
    ProductDeleted = 151, "product_deleted";
}

impl Deed {
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|deed| deed.word() == word)
    }

    fn from_code(code: i64) -> Option<Self> {
        Self::ALL.iter().copied().find(|deed| *deed as i64 == code)
    }
}

/// One line of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditRow {
    pub id: AuditId,
    pub at: Timestamp,
    /// Nobody's: the command line.
    pub staff: Option<StaffId>,
    pub deed: Deed,
    /// What it was done to: an id, or the name of a setting.
    pub subject: String,
    /// What else is to be known, in words of the program's own: `role=member`.
    pub detail: String,
}

impl AuditRow {
    pub fn new(staff: Option<StaffId>, deed: Deed, subject: impl ToString, now: Timestamp, rng: &mut Rng) -> Self {
        let id = AuditId::new(now, rng);
        Self { id, at: now, staff, deed, subject: subject.to_string(), detail: String::new() }
    }

    #[must_use]
    pub fn detail(self, detail: impl Into<String>) -> Self {
        Self { detail: detail.into(), ..self }
    }

    /// Writes the line.
    pub fn write(&self, tx: &mut Tx<'_>) -> Result<()> {
        tx.execute(
            "INSERT INTO audit (id, at, staff, deed, subject, detail) VALUES ($1, $2, $3, $4, $5, $6)",
            params![self.id, self.at, self.staff, self.deed as i64, self.subject, self.detail],
        )?;
        Ok(())
    }
}

/// Which lines are asked for.
#[derive(Debug, Clone, Copy, Default)]
pub struct AuditFilter {
    pub staff: Option<StaffId>,
    pub deed: Option<Deed>,
}

/// A page of the log, the newest first (see `db::Place`).
pub fn audit_at(tx: &mut Tx<'_>, filter: AuditFilter, place: &Place<AuditId>, limit: usize) -> Result<Vec<AuditRow>> {
    let (side, order, key) = place.bounds();
    let deed = filter.deed.map(|deed| deed as i64);
    let mut values = params![key, limit].to_vec();
    let mut conditions = vec![format!("id {side} $1")];
    for (column, value) in [("staff", filter.staff.to_param()), ("deed", deed.to_param())] {
        if value != Param::Null {
            values.push(value);
            conditions.push(format!("{column} = ${}", values.len()));
        }
    }
    let narrowed = conditions.join(" AND ");
    let sql = format!("SELECT id, at, staff, deed, subject, detail FROM audit WHERE {narrowed} ORDER BY id {order} LIMIT $2");
    tx.query(&sql, &values, |row| {
        Ok(AuditRow {
            id: row.get(0)?,
            at: row.get(1)?,
            staff: row.get(2)?,
            deed: Deed::from_code(row.get(3)?).ok_or_else(|| Error::Other("the audit log holds an unknown deed".to_owned()))?,
            subject: row.get(4)?,
            detail: row.get(5)?,
        })
    })
}

/// Deletes what is older than 24 months.
pub fn purge_audit(tx: &mut Tx<'_>, now: Timestamp) -> Result<u64> {
    tx.execute("DELETE FROM audit WHERE at < $1", params![now.minus(KEPT)])
}
