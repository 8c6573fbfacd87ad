//! What a database can answer instead of rows.

pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Messages carry no row values: an error may reach a log.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The database can't be reached, or lost the connection; try again later. Whether a commit arrived is unknown.
    #[error("the database is not available: {0}")]
    Unavailable(String),
    /// No space is left for the database.
    #[error("the disk of the database is full")]
    Full,
    /// A constraint refused the row.
    #[error("a constraint of the database refused the row: {0}")]
    Constraint(String),
    /// Somebody else moved first: the guarded row was no longer as read.
    #[error("another writer was first")]
    Conflict,
    /// The recorder's queue is full; nothing was written.
    #[error("too much is waiting to be written")]
    Busy,
    /// A stored value has another shape than the code expects.
    #[error("column {column} does not hold what is expected: {why}")]
    Column { column: usize, why: String },
    /// Anything else: a defect in a statement or a schema.
    #[error("{0}")]
    Other(String),
}

/// Runs something whose defects must not take a thread with them: a panic is logged, with what it was, and is an error as any other.
pub fn caught<T, E: From<Error>>(what: &str, work: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(work)).unwrap_or_else(|_| {
        tracing::error!("a defect in the program stopped {what}");
        Err(Error::Other(format!("a defect in the program stopped {what}; nothing of it was written")).into())
    })
}

impl Error {
    /// Whether the same call may succeed later without anybody changing anything.
    pub fn is_transient(&self) -> bool {
        matches!(self, Self::Unavailable(_) | Self::Full | Self::Busy | Self::Conflict)
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        match &error {
            rusqlite::Error::SqliteFailure(failure, message) => match failure.code {
                ErrorCode::DiskFull => Self::Full,
                ErrorCode::ConstraintViolation => Self::Constraint(message.clone().unwrap_or_default()),
                ErrorCode::DatabaseBusy
                | ErrorCode::DatabaseLocked
                | ErrorCode::CannotOpen
                | ErrorCode::SystemIoFailure
                | ErrorCode::ReadOnly
                | ErrorCode::FileLockingProtocolFailed => Self::Unavailable(error.to_string()),
                _ => Self::Other(error.to_string()),
            },
            _ => Self::Other(error.to_string()),
        }
    }
}

impl From<tokio_postgres::Error> for Error {
    fn from(error: tokio_postgres::Error) -> Self {
        Self::from(&error)
    }
}

impl From<&tokio_postgres::Error> for Error {
    fn from(error: &tokio_postgres::Error) -> Self {
        let Some(server) = error.as_db_error() else {
            // No answer from the server: refused, closed, timed out. Encoding defects come here too, and are rare.
            let cause = std::error::Error::source(error).map_or_else(String::new, |cause| format!(": {cause}"));
            return Self::Unavailable(format!("{error}{cause}"));
        };
        // The detail of a server error may name the row's values: only code and message are kept.
        let text = format!("{} {}", server.code().code(), server.message());
        match server.code().code() {
            "53100" => Self::Full,
            "40001" | "40P01" => Self::Conflict,
            code if code.starts_with("23") => Self::Constraint(server.constraint().unwrap_or(code).to_owned()),
            // Connection exceptions, shutdowns, too many connections, read-only standby, lock and idle timeouts.
            code if ["08", "57", "53", "25", "55"].iter().any(|class| code.starts_with(class)) => Self::Unavailable(text),
            _ => Self::Other(text),
        }
    }
}
