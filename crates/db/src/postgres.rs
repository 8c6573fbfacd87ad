//! One connection to PostgreSQL with its prepared statements.

use crate::value::Param;
use crate::{Error, Result};
use postgres::types::ToSql;
use postgres::{Client, NoTls, Statement};
use std::collections::HashMap;
use std::time::Duration;

/// Prepared statements kept a connection; beyond it all are dropped and made anew.
const STATEMENTS_MAX: usize = 512;
/// Rows a statement in `insert_many`: few sizes, so that few statements are prepared.
const CHUNK_ROWS: [usize; 4] = [256, 32, 4, 1];
/// The protocol's limit on parameters of a statement.
const PARAMS_MAX: usize = 32_000;
/// A connection that is not there after this long is not there.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

pub(crate) struct PgConnection {
    client: Client,
    statements: HashMap<String, Statement>,
}

impl PgConnection {
    pub(crate) fn connect(config: &postgres::Config) -> Result<Self> {
        let mut config = config.clone();
        config.connect_timeout(CONNECT_TIMEOUT).tcp_user_timeout(Duration::from_secs(20)).application_name("amana");
        let mut client = config.connect(NoTls)?;
        // A node that stands still inside a transaction must not hold the others up; the guarded rows keep it honest after.
        client.batch_execute(
            "SET idle_in_transaction_session_timeout = '15s'; SET lock_timeout = '15s'; SET statement_timeout = '120s'; \
             SET client_min_messages = warning",
        )?;
        Ok(Self { client, statements: HashMap::new() })
    }

    pub(crate) fn is_closed(&self) -> bool {
        self.client.is_closed()
    }

    pub(crate) fn batch(&mut self, sql: &str) -> Result<()> {
        Ok(self.client.batch_execute(sql)?)
    }

    pub(crate) fn execute(&mut self, sql: &str, params: &[Param<'_>]) -> Result<u64> {
        let statement = self.prepare(sql)?;
        Ok(self.client.execute(&statement, &as_sql(params))?)
    }

    pub(crate) fn query(&mut self, sql: &str, params: &[Param<'_>]) -> Result<Vec<postgres::Row>> {
        let statement = self.prepare(sql)?;
        Ok(self.client.query(&statement, &as_sql(params))?)
    }

    pub(crate) fn insert_many(&mut self, head: &str, columns: usize, tail: &str, values: &[Param<'_>]) -> Result<u64> {
        let mut changed = 0;
        let mut rest = values;
        while !rest.is_empty() {
            let rows_left = rest.len() / columns;
            let rows = CHUNK_ROWS.into_iter().find(|rows| *rows <= rows_left && rows * columns <= PARAMS_MAX).unwrap_or(1);
            let (chunk, after) = rest.split_at(rows * columns);
            changed += self.execute(&many_rows_sql(head, columns, rows, tail), chunk)?;
            rest = after;
        }
        Ok(changed)
    }

    fn prepare(&mut self, sql: &str) -> Result<Statement> {
        if let Some(statement) = self.statements.get(sql) {
            return Ok(statement.clone());
        }
        if self.statements.len() >= STATEMENTS_MAX {
            self.statements.clear();
        }
        let statement = self.client.prepare(sql)?;
        self.statements.insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }
}

fn as_sql<'a>(params: &'a [Param<'_>]) -> Vec<&'a (dyn ToSql + Sync)> {
    params.iter().map(|param| param as &(dyn ToSql + Sync)).collect()
}

fn many_rows_sql(head: &str, columns: usize, rows: usize, tail: &str) -> String {
    use std::fmt::Write as _;
    let mut sql = format!("{head} VALUES ");
    for row in 0..rows {
        sql.push_str(if row == 0 { "(" } else { ",(" });
        for column in 0..columns {
            let comma = if column == 0 { "" } else { "," };
            // Writing into a String can't fail.
            let _ = write!(sql, "{comma}${}", row * columns + column + 1);
        }
        sql.push(')');
    }
    sql.push(' ');
    sql.push_str(tail);
    sql
}

/// Reads a `postgres://` URL.
pub(crate) fn parse_url(url: &str) -> Result<postgres::Config> {
    url.parse().map_err(|e: postgres::Error| Error::Other(format!("the database URL can't be read: {e}")))
}
