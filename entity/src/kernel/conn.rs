//! What a unit of work speaks to the database through.
//!
//! The ORM's own transaction takes a round trip to begin and another to name the tenant. Most units of work only read, and a short page
//! is mostly round trips: so reading has a transaction of ours, which is begun, made read-only and told its tenant in one.

use std::{
    borrow::Cow,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use futures::{FutureExt, future::BoxFuture, lock::Mutex};
use sea_orm::{
    ConnAcquireErr, ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult, RuntimeErr,
    Statement,
    sea_query::{OptionEnum, Value, Values},
    sqlx::{
        self, Arguments, AssertSqlSafe, Executor, Postgres, Sqlite, Transaction, error::BoxDynError, postgres::PgArguments,
        sqlite::SqliteArguments,
    },
};
use tokio::runtime::Handle;

use super::{Failure, Result};

type Answer<T> = std::result::Result<T, DbErr>;

/// The connection of a unit of work.
pub(crate) enum Conn {
    /// Changes rows, or may.
    Writing(DatabaseTransaction),
    /// Only reads.
    Reading(Reading),
}

impl Conn {
    /// The transaction in which something is written.
    pub(crate) fn into_writing(self) -> Result<DatabaseTransaction> {
        match self {
            Self::Writing(conn) => Ok(conn),
            Self::Reading(_) => Err(Failure::internal("a unit of work that only reads was committed")),
        }
    }
}

/// A transaction that only reads, and is rolled back when it is dropped.
pub(crate) struct Reading {
    backend: DbBackend,
    line: Mutex<Line>,
}

enum Line {
    Postgres(Transaction<'static, Postgres>),
    Sqlite(Transaction<'static, Sqlite>),
}

impl Reading {
    /// Begins by `statement`: what is more than `BEGIN` in it is said in the same breath.
    pub(crate) async fn begin(pool: &DatabaseConnection, statement: Cow<'static, str>) -> Answer<Self> {
        let (backend, statement) = (pool.get_database_backend(), AssertSqlSafe(statement));
        let line = match backend {
            DbBackend::Postgres => pool.get_postgres_connection_pool().begin_with(statement).await.map(Line::Postgres),
            _ => pool.get_sqlite_connection_pool().begin_with(statement).await.map(Line::Sqlite),
        };
        Ok(Self { backend, line: Mutex::new(line.map_err(not_begun)?) })
    }
}

/// Something that is never left half done: cut off, it goes on in a task of its own. A `begin` that ends half way would give its connection
/// back with a transaction open (sqlx issue 4393).
pub(crate) struct Unbroken<T: Send + 'static>(Option<BoxFuture<'static, T>>);

impl<T: Send + 'static> Unbroken<T> {
    pub(crate) fn new(whole: impl Future<Output = T> + Send + 'static) -> Self {
        Self(Some(whole.boxed()))
    }
}

impl<T: Send + 'static> Future for Unbroken<T> {
    type Output = T;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<T> {
        let Some(whole) = &mut self.0 else { return Poll::Pending };
        let polled = whole.poll_unpin(context);
        if polled.is_ready() {
            self.0 = None;
        }
        polled
    }
}

impl<T: Send + 'static> Drop for Unbroken<T> {
    fn drop(&mut self) {
        if let (Some(rest), Ok(runtime)) = (self.0.take(), Handle::try_current()) {
            runtime.spawn(rest);
        }
    }
}

#[async_trait::async_trait]
impl ConnectionTrait for Conn {
    fn get_database_backend(&self) -> DbBackend {
        match self {
            Self::Writing(conn) => conn.get_database_backend(),
            Self::Reading(conn) => conn.backend,
        }
    }

    async fn execute_raw(&self, statement: Statement) -> Answer<ExecResult> {
        match self {
            Self::Writing(conn) => conn.execute_raw(statement).await,
            Self::Reading(conn) => conn.execute(statement).await,
        }
    }

    async fn execute_unprepared(&self, sql: &str) -> Answer<ExecResult> {
        match self {
            Self::Writing(conn) => conn.execute_unprepared(sql).await,
            Self::Reading(conn) => conn.execute_unprepared(sql).await,
        }
    }

    async fn query_one_raw(&self, statement: Statement) -> Answer<Option<QueryResult>> {
        match self {
            Self::Writing(conn) => conn.query_one_raw(statement).await,
            Self::Reading(conn) => conn.query_one(statement).await,
        }
    }

    async fn query_all_raw(&self, statement: Statement) -> Answer<Vec<QueryResult>> {
        match self {
            Self::Writing(conn) => conn.query_all_raw(statement).await,
            Self::Reading(conn) => conn.query_all(statement).await,
        }
    }
}

/// Sends a statement with its values down whichever line there is, and turns what comes back.
macro_rules! send {
    ($reading:ident, $statement:ident, $method:ident, $turn:expr) => {{
        let Statement { sql, values, .. } = $statement;
        match &mut *$reading.line.lock().await {
            Line::Postgres(line) => {
                sqlx::query_with(AssertSqlSafe(sql), bound::<PgArguments>(values)?).$method(&mut **line).await.map($turn)
            }
            Line::Sqlite(line) => {
                sqlx::query_with(AssertSqlSafe(sql), bound::<SqliteArguments>(values)?).$method(&mut **line).await.map($turn)
            }
        }
    }};
}

impl Reading {
    async fn execute(&self, statement: Statement) -> Answer<ExecResult> {
        send!(self, statement, execute, ExecResult::from).map_err(|error| DbErr::Exec(told(error)))
    }

    async fn execute_unprepared(&self, sql: &str) -> Answer<ExecResult> {
        let sql = AssertSqlSafe(sql.to_owned());
        let done = match &mut *self.line.lock().await {
            Line::Postgres(line) => line.execute(sql).await.map(ExecResult::from),
            Line::Sqlite(line) => line.execute(sql).await.map(ExecResult::from),
        };
        done.map_err(|error| DbErr::Exec(told(error)))
    }

    async fn query_one(&self, statement: Statement) -> Answer<Option<QueryResult>> {
        send!(self, statement, fetch_optional, |row| row.map(QueryResult::from)).map_err(|error| DbErr::Query(told(error)))
    }

    async fn query_all(&self, statement: Statement) -> Answer<Vec<QueryResult>> {
        send!(self, statement, fetch_all, |rows| rows.into_iter().map(QueryResult::from).collect())
            .map_err(|error| DbErr::Query(told(error)))
    }
}

fn told(error: sqlx::Error) -> RuntimeErr {
    RuntimeErr::SqlxError(Arc::new(error))
}

fn not_begun(error: sqlx::Error) -> DbErr {
    match error {
        sqlx::Error::PoolTimedOut => DbErr::ConnectionAcquire(ConnAcquireErr::Timeout),
        sqlx::Error::PoolClosed => DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed),
        other => DbErr::Conn(told(other)),
    }
}

/// A database's way to take a value of the ORM.
trait Takes: Arguments + Default {
    fn take(&mut self, value: Value) -> std::result::Result<(), BoxDynError>;
}

/// Both take the same types but one: an unsigned number is a wider one with a sign.
macro_rules! takes {
    ($($arguments:ty),*) => {
        $(impl Takes for $arguments {
            fn take(&mut self, value: Value) -> std::result::Result<(), BoxDynError> {
                match value {
                    Value::Bool(value) => self.add(value),
                    Value::TinyInt(value) => self.add(value),
                    Value::SmallInt(value) => self.add(value),
                    Value::Int(value) => self.add(value),
                    Value::BigInt(value) => self.add(value),
                    Value::TinyUnsigned(value) => self.add(value.map(i16::from)),
                    Value::SmallUnsigned(value) => self.add(value.map(i32::from)),
                    Value::Unsigned(value) => self.add(value.map(i64::from)),
                    Value::BigUnsigned(value) => self.add(value.map(i64::try_from).transpose()?),
                    Value::Float(value) => self.add(value),
                    Value::Double(value) => self.add(value),
                    Value::String(value) => self.add(value),
                    Value::Enum(OptionEnum::Some(value)) => self.add(value.value.into_owned()),
                    Value::Enum(OptionEnum::None(_)) => self.add(Option::<String>::None),
                    Value::Char(value) => self.add(value.map(String::from)),
                    Value::Bytes(value) => self.add(value),
                    Value::Json(value) => self.add(value.map(|value| *value)),
                    Value::ChronoDate(value) => self.add(value),
                    Value::ChronoTime(value) => self.add(value),
                    Value::ChronoDateTime(value) => self.add(value),
                    Value::ChronoDateTimeUtc(value) => self.add(value),
                    Value::ChronoDateTimeLocal(value) => self.add(value),
                    Value::ChronoDateTimeWithTimeZone(value) => self.add(value),
                    Value::Uuid(value) => self.add(value),
                    _ => Err("a value of a type that no column has".into()),
                }
            }
        })*
    };
}

takes!(PgArguments, SqliteArguments);

fn bound<A: Takes>(values: Option<Values>) -> Answer<A> {
    let mut arguments = A::default();
    for value in values.into_iter().flat_map(|values| values.0) {
        arguments.take(value).map_err(|error| DbErr::Query(told(sqlx::Error::Encode(error))))?;
    }
    Ok(arguments)
}
