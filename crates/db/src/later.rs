//! Statements for PostgreSQL that wait, and are sent together with the next one whose answer is needed.

use crate::value::{Param, Value};
use std::pin::{Pin, pin};
use std::task::{Context, Poll};
use tokio_postgres::types::ToSql;
use tokio_postgres::{Client, Error as PgError, Statement};

/// Rows a statement in `insert_many`: few sizes, so that few statements are prepared.
const CHUNK_ROWS: [usize; 9] = [256, 128, 64, 32, 16, 8, 4, 2, 1];
/// The protocol's limit on parameters of a statement.
pub(crate) const PARAMS_MAX: usize = 32_000;

/// A statement whose answer nobody needs: it is sent together with the next one that is waited for.
pub(crate) enum Later {
    Batch(&'static str),
    Execute(Statement, Vec<Value>),
    Rows(Rows),
}

/// Rows for one table, which grow until they are sent.
pub(crate) struct Rows {
    pub(crate) head: String,
    pub(crate) tail: String,
    pub(crate) columns: usize,
    pub(crate) values: Vec<Value>,
}

/// Polls each once in its order, which sends it; then waits for each answer.
pub(crate) async fn in_order<T>(
    client: &Client,
    earlier: &[Later],
    last: impl Future<Output = Result<T, PgError>>,
) -> Result<T, PgError> {
    let mut waiting = Vec::with_capacity(earlier.len());
    for statement in earlier {
        let mut answer = Box::pin(statement.send(client));
        match once(answer.as_mut()).await {
            Poll::Ready(done) => done?,
            Poll::Pending => waiting.push(answer),
        }
    }
    let mut last = pin!(last);
    let first_look = once(last.as_mut()).await;
    for answer in waiting {
        answer.await?;
    }
    match first_look {
        Poll::Ready(answer) => answer,
        Poll::Pending => last.await,
    }
}

/// One look at a future, which sends what it has to send.
pub(crate) async fn once<F: Future + ?Sized>(mut future: Pin<&mut F>) -> Poll<F::Output> {
    std::future::poll_fn(|cx: &mut Context<'_>| Poll::Ready(future.as_mut().poll(cx))).await
}

impl Later {
    async fn send(&self, client: &Client) -> Result<(), PgError> {
        match self {
            Self::Batch(sql) => client.batch_execute(sql).await,
            Self::Execute(statement, values) => {
                let params: Vec<Param<'_>> = values.iter().map(Value::as_param).collect();
                client.execute(statement, &as_sql(&params)).await.map(drop)
            }
            // They were made into statements.
            Self::Rows(_) => Ok(()),
        }
    }
}

pub(crate) fn as_sql<'a>(params: &'a [Param<'_>]) -> Vec<&'a (dyn ToSql + Sync)> {
    params.iter().map(|param| param as &(dyn ToSql + Sync)).collect()
}

/// How many of the rows that are left go into the next statement.
pub(crate) fn chunk_rows(values_left: usize, columns: usize) -> usize {
    let fits = |rows: &usize| rows * columns <= values_left.min(PARAMS_MAX);
    CHUNK_ROWS.into_iter().find(fits).unwrap_or(1)
}

pub(crate) fn many_rows_sql(head: &str, columns: usize, rows: usize, tail: &str) -> String {
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
