//! One connection to PostgreSQL: driven by the thread that asks, with its prepared statements and what is still to be sent.

use crate::later::{Later, PARAMS_MAX, Rows, as_sql, chunk_rows, in_order, many_rows_sql, once};
use crate::postgres_url::PgAddress;
use crate::tls;
use crate::value::Param;
use crate::{Error, Result};
use std::collections::HashMap;
use std::pin::{Pin, pin};
use std::task::Poll;
use std::time::Duration;
use tokio::runtime::{Builder, Handle, Runtime};
use tokio_postgres::error::{Severity, SqlState};
use tokio_postgres::{Client, Error as PgError, Row, Statement};

/// Prepared statements kept a connection; beyond it all are dropped and made anew.
const STATEMENTS_MAX: usize = 512;
/// Statements that wait to be sent with the next one.
const LATER_MAX: usize = 256;
/// A connection that is not there after this long is not there.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// How long a goodbye may take.
const CLOSE_TIMEOUT: Duration = Duration::from_millis(200);

pub(crate) struct PgConnection {
    /// `None` only while it is being dropped.
    client: Option<Client>,
    /// What reads and writes the socket, polled while a statement is waited for; `None` when it has ended.
    wire: Option<Wire>,
    runtime: Runtime,
    statements: HashMap<String, Statement>,
    later: Vec<Later>,
    state: State,
}

type Wire = Pin<Box<dyn Future<Output = Result<(), PgError>> + Send>>;

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Idle,
    /// A transaction begins with the next statement.
    Begun,
    InTransaction,
    /// A statement failed: the server takes no other until a rollback.
    Failed,
    /// Of no use to anybody any more.
    Broken,
}

impl PgConnection {
    pub(crate) fn connect(address: &PgAddress) -> Result<Self> {
        let mut config = address.config.clone();
        config.connect_timeout(CONNECT_TIMEOUT).tcp_user_timeout(Duration::from_secs(20)).application_name("amana");
        let runtime = Builder::new_current_thread().enable_all().build().map_err(|error| Error::Other(error.to_string()))?;
        let connect = async { tokio::time::timeout(CONNECT_TIMEOUT * 2, config.connect(address.tls.clone())).await };
        let (client, wire) = match runtime.block_on(connect) {
            Ok(connected) => connected.map_err(|error| refused(&error))?,
            Err(_) => return Err(Error::Unavailable("no answer from the server".to_owned())),
        };
        let mut connection = Self {
            client: Some(client),
            wire: Some(Box::pin(wire)),
            runtime,
            statements: HashMap::new(),
            later: Vec::new(),
            state: State::Idle,
        };
        // A node that stands still inside a transaction must not hold the others up; the guarded rows keep it honest after.
        connection.batch(
            "SET idle_in_transaction_session_timeout = '15s'; SET lock_timeout = '15s'; SET statement_timeout = '120s'; \
             SET client_min_messages = warning",
        )?;
        Ok(connection)
    }

    /// Whether somebody else may have it: it works, and no transaction is open on it.
    pub(crate) fn is_idle(&self) -> bool {
        self.state == State::Idle && !self.is_closed()
    }

    pub(crate) fn is_closed(&self) -> bool {
        self.state == State::Broken || self.wire.is_none() || self.client.as_ref().is_none_or(Client::is_closed)
    }

    /// Begins a transaction, by whichever words: they are sent with its first statement. An error where the server has ended
    /// the session meanwhile.
    pub(crate) fn begin(&mut self, sql: &'static str) -> Result<()> {
        self.listen();
        if self.is_closed() {
            return Err(closed());
        }
        self.later.push(Later::Batch(sql));
        self.state = State::Begun;
        Ok(())
    }

    /// Everything of the transaction is on disk, or an error.
    pub(crate) fn commit(&mut self) -> Result<()> {
        self.refuse_failed()?;
        self.batch("COMMIT")?;
        self.state = State::Idle;
        Ok(())
    }

    /// Ends a transaction that wrote nothing. The server's answer, which says nothing, is left for the next who uses the
    /// connection.
    pub(crate) fn end_reading(&mut self) -> Result<()> {
        self.refuse_failed()?;
        if self.state == State::Begun {
            self.later.clear();
        } else if let (Some(client), Some(wire)) = (&self.client, &mut self.wire) {
            let mut commit = pin!(client.batch_execute("COMMIT"));
            let ended = self.runtime.block_on(async {
                let _ = once(commit.as_mut()).await;
                once(wire.as_mut()).await.is_ready()
            });
            if ended {
                self.wire = None;
            }
        }
        self.state = State::Idle;
        Ok(())
    }

    pub(crate) fn roll_back(&mut self) -> Result<()> {
        self.later.clear();
        if self.state != State::Begun {
            self.batch("ROLLBACK")?;
        }
        self.state = State::Idle;
        Ok(())
    }

    /// The server would say yes to a commit, and roll back.
    fn refuse_failed(&self) -> Result<()> {
        if self.state == State::Failed {
            let why = "a statement of this transaction failed and was passed over: nothing was written";
            return Err(Error::Other(why.to_owned()));
        }
        Ok(())
    }

    /// Hears what the server has said since the connection was last used, without waiting for anything.
    fn listen(&mut self) {
        let Some(wire) = &mut self.wire else { return };
        let ended = self.runtime.block_on(async {
            if once(wire.as_mut()).await.is_ready() {
                return true;
            }
            // Only the runtime sees what has arrived, between two looks.
            tokio::task::yield_now().await;
            once(wire.as_mut()).await.is_ready()
        });
        if ended {
            self.wire = None;
        }
    }

    /// Back to a savepoint: what failed after it is forgotten.
    pub(crate) fn roll_back_to(&mut self, sql: &str) -> Result<()> {
        // The savepoint itself may still have to be sent.
        let _ = self.flush();
        self.batch(sql)?;
        self.state = State::InTransaction;
        Ok(())
    }

    pub(crate) fn batch(&mut self, sql: &str) -> Result<()> {
        self.ask(async |client| client.batch_execute(sql).await)
    }

    pub(crate) fn batch_later(&mut self, sql: &'static str) -> Result<()> {
        self.keep(Later::Batch(sql))
    }

    pub(crate) fn execute(&mut self, sql: &str, params: &[Param<'_>]) -> Result<u64> {
        let statement = self.prepare(sql)?;
        self.ask(async |client| client.execute(&statement, &as_sql(params)).await)
    }

    pub(crate) fn execute_later(&mut self, sql: &str, params: &[Param<'_>]) -> Result<()> {
        let statement = self.prepare(sql)?;
        self.keep(Later::Execute(statement, params.iter().map(|param| param.to_value()).collect()))
    }

    /// Sends what waits, and waits for it.
    pub(crate) fn flush(&mut self) -> Result<()> {
        if self.later.is_empty() { Ok(()) } else { self.ask(async |_| Ok(())) }
    }

    pub(crate) fn query(&mut self, sql: &str, params: &[Param<'_>]) -> Result<Vec<Row>> {
        let statement = self.prepare(sql)?;
        self.ask(async |client| client.query(&statement, &as_sql(params)).await)
    }

    /// As `query`, with all the keys as one parameter.
    pub(crate) fn query_keys(&mut self, sql: &str, keys: &[&[u8]]) -> Result<Vec<Row>> {
        let statement = self.prepare(sql)?;
        self.ask(async |client| client.query(&statement, &[&keys]).await)
    }

    pub(crate) fn insert_many(&mut self, head: &str, columns: usize, tail: &str, values: &[Param<'_>]) -> Result<u64> {
        // What waits goes first, so that a statement that can't be prepared finds its savepoint set.
        self.flush()?;
        let (mut changed, mut rest) = (0, values);
        while !rest.is_empty() {
            let rows = chunk_rows(rest.len(), columns);
            let statement = self.prepare_rows(&mut Vec::new(), head, columns, rows, tail)?;
            let (chunk, after) = rest.split_at(rows * columns);
            changed += self.ask(async |client| client.execute(&statement, &as_sql(chunk)).await)?;
            rest = after;
        }
        Ok(changed)
    }

    pub(crate) fn insert_many_later(&mut self, head: &str, columns: usize, tail: &str, values: &[Param<'_>]) -> Result<()> {
        let values = values.iter().map(|value| value.to_value());
        // What stands before a savepoint must not grow by what comes after it, and an upsert takes no key twice.
        let may_grow = !tail.contains("DO UPDATE");
        let since_savepoint = self.later.iter_mut().rev().take_while(|later| may_grow && !matches!(later, Later::Batch(_)));
        for later in since_savepoint {
            if let Later::Rows(rows) = later
                && rows.head == head
                && rows.tail == tail
                && rows.values.len() < PARAMS_MAX
            {
                rows.values.extend(values);
                return Ok(());
            }
        }
        let (head, tail) = (head.to_owned(), tail.to_owned());
        self.keep(Later::Rows(Rows { head, tail, columns, values: values.collect() }))
    }

    fn keep(&mut self, later: Later) -> Result<()> {
        self.later.push(later);
        if self.later.len() >= LATER_MAX { self.flush() } else { Ok(()) }
    }

    fn prepare(&mut self, sql: &str) -> Result<Statement> {
        if let Some(statement) = self.statements.get(sql) {
            return Ok(statement.clone());
        }
        // After what waits: where this fails, a savepoint must be there already.
        let earlier = self.take_later()?;
        self.prepare_after(&earlier, sql, sql)
    }

    fn prepare_rows(
        &mut self,
        earlier: &mut Vec<Later>,
        head: &str,
        columns: usize,
        rows: usize,
        tail: &str,
    ) -> Result<Statement> {
        let name = format!("{rows} × {head} {tail}");
        if let Some(statement) = self.statements.get(&name) {
            return Ok(statement.clone());
        }
        let sql = many_rows_sql(head, columns, rows, tail);
        self.prepare_after(&std::mem::take(earlier), &name, &sql)
    }

    fn prepare_after(&mut self, earlier: &[Later], name: &str, sql: &str) -> Result<Statement> {
        if self.statements.len() >= STATEMENTS_MAX {
            self.statements.clear();
        }
        let statement = self.drive(earlier, async |client| client.prepare(sql).await)?;
        self.statements.insert(name.to_owned(), statement.clone());
        Ok(statement)
    }

    /// What waits, as statements that can be sent.
    fn take_later(&mut self) -> Result<Vec<Later>> {
        let mut ready = Vec::with_capacity(self.later.len());
        for later in std::mem::take(&mut self.later) {
            match later {
                Later::Rows(Rows { head, tail, columns, values }) => {
                    let mut values = values.into_iter();
                    while values.len() > 0 {
                        let rows = chunk_rows(values.len(), columns);
                        let statement = self.prepare_rows(&mut ready, &head, columns, rows, &tail)?;
                        ready.push(Later::Execute(statement, values.by_ref().take(rows * columns).collect()));
                    }
                }
                later => ready.push(later),
            }
        }
        Ok(ready)
    }

    /// Sends what waits and then what `last` asks for, all at once, and waits for every answer. The first error counts: after
    /// it the server refuses the rest.
    fn ask<T>(&mut self, last: impl AsyncFnOnce(&Client) -> Result<T, PgError>) -> Result<T> {
        let earlier = self.take_later()?;
        self.drive(&earlier, last)
    }

    fn drive<T>(&mut self, earlier: &[Later], last: impl AsyncFnOnce(&Client) -> Result<T, PgError>) -> Result<T> {
        let (Some(client), Some(wire)) = (&self.client, &mut self.wire) else { return Err(closed()) };
        if self.state == State::Begun {
            self.state = State::InTransaction;
        }
        let mut ended = None;
        let outcome = {
            let mut answers = pin!(in_order(client, earlier, last(client)));
            self.runtime.block_on(std::future::poll_fn(|cx| {
                if ended.is_none()
                    && let Poll::Ready(end) = wire.as_mut().poll(cx)
                {
                    ended = Some(end);
                }
                match answers.as_mut().poll(cx) {
                    Poll::Pending if ended.is_some() => Poll::Ready(None),
                    polled => polled.map(Some),
                }
            }))
        };
        if ended.is_some() {
            self.wire = None;
        }
        match (outcome, ended) {
            (Some(Ok(value)), _) => Ok(value),
            // Why the server went is in its last words.
            (_, Some(Err(error))) | (Some(Err(error)), _) => Err(self.noted(error)),
            (None, _) => Err(closed()),
        }
    }

    /// What an error means for the connection.
    fn noted(&mut self, error: PgError) -> Error {
        let fatal =
            |server: &tokio_postgres::error::DbError| matches!(server.parsed_severity(), Some(Severity::Fatal | Severity::Panic));
        match error.as_db_error() {
            Some(server) if !fatal(server) => {
                if [SqlState::FEATURE_NOT_SUPPORTED, SqlState::INVALID_SQL_STATEMENT_NAME].contains(server.code()) {
                    // The schema changed under a prepared statement, or a proxy lost it.
                    self.statements.clear();
                }
                if self.state == State::InTransaction {
                    self.state = State::Failed;
                }
            }
            Some(_) => self.state = State::Broken,
            // A value that can't be encoded was never sent.
            None if self.is_closed() => self.state = State::Broken,
            None => {}
        }
        error.into()
    }
}

impl Drop for PgConnection {
    /// Says goodbye, so that the server need not complain of a lost client.
    fn drop(&mut self) {
        self.statements.clear();
        self.later.clear();
        self.client = None;
        if let Some(wire) = self.wire.take()
            && Handle::try_current().is_err()
        {
            let _ = self.runtime.block_on(async { tokio::time::timeout(CLOSE_TIMEOUT, wire).await });
        }
    }
}

fn closed() -> Error {
    Error::Unavailable("the connection was closed".to_owned())
}

/// What to do about a connection that was not made, where that can be said.
fn refused(error: &PgError) -> Error {
    let mut cause = std::error::Error::source(error);
    while let Some(at) = cause {
        let inside = at.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
        if let Some(tls) = inside.and_then(|inside| inside.downcast_ref::<rustls::Error>()) {
            return Error::Unavailable(tls::explain(tls));
        }
        if at.to_string() == "server does not support TLS" {
            return Error::Unavailable(
                "the server does not speak TLS: turn it on there (ssl = on), or say sslmode=disable in the database URL if \
                 nobody can listen in between"
                    .to_owned(),
            );
        }
        cause = at.source();
    }
    Error::from(error)
}
