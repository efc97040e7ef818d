//! The database: the only file that knows which one it is.
//!
//! SQLite has one connection that writes and several that read; PostgreSQL has
//! one pool for each role.

use std::{path::Path, sync::Arc, time::Duration};

use chrono::{DateTime, Utc};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, SqliteTransactionMode, Statement, TransactionOptions,
    TransactionTrait,
    sea_query::{Alias, Expr, ExprTrait, IntoIden, SelectStatement, SimpleExpr},
    sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous},
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use uuid::Uuid;

use super::{
    Clock, Failure, Result, Scope, SystemTx, Tx, Why,
    conn::{Conn, Reading, Unbroken},
    files::{Files, Folder},
    idempotency::{self, InFlight},
    secret::Keyring,
    tx::Unit,
    wake::{LocalWake, Wake},
};

/// The role that a request or a tenant's job works as on PostgreSQL.
const APP_ROLE: &str = "mulin_app";
/// The role that works across tenants on PostgreSQL.
const SYSTEM_ROLE: &str = "mulin_system";

/// How to reach the database and what comes with it.
#[derive(Clone)]
pub struct Config {
    /// `sqlite:///path/to/mulin.db` or `postgres://…`.
    pub url: String,
    /// Connections of each pool.
    pub connections: u32,
    /// The store of uploaded files.
    pub files: Arc<dyn Files>,
    /// The keys of sealed fields.
    pub keys: Keyring,
    /// Where "now" comes from.
    pub clock: Arc<dyn Clock>,
    /// How workers are woken.
    pub wake: Arc<dyn Wake>,
}

impl Config {
    /// A configuration with small pools, uploaded files in a folder, and wake-ups within the process.
    pub fn new(url: impl Into<String>, files: impl AsRef<Path>, keys: Keyring, clock: Arc<dyn Clock>) -> Self {
        Self { url: url.into(), connections: 4, files: Arc::new(Folder::new(files)), keys, clock, wake: Arc::new(LocalWake::default()) }
    }
}

/// The way to every row. Cheap to clone.
#[derive(Clone)]
pub struct Db(Arc<Inner>);

struct Inner {
    app: Pool,
    system: Pool,
    queue: DatabaseConnection,
    pulse: Option<DatabaseConnection>,
    line: Option<Arc<Semaphore>>,
    keys: Keyring,
    clock: Arc<dyn Clock>,
    wake: Arc<dyn Wake>,
    files: Arc<dyn Files>,
    in_flight: Arc<InFlight>,
}

#[derive(Clone)]
struct Pool {
    write: DatabaseConnection,
    read: DatabaseConnection,
}

/// All that is opened.
struct Ways {
    app: Pool,
    system: Pool,
    queue: DatabaseConnection,
    pulse: Option<DatabaseConnection>,
    /// Where one connection writes for everybody, jobs stand in a line of their own for it: a request comes after one of them at the most.
    line: Option<Arc<Semaphore>>,
}

impl Db {
    /// Opens the pools. The schema must be there: run the migrations first.
    pub async fn open(config: Config) -> Result<Self> {
        let Ways { app, system, queue, pulse, line } = match DbBackend::Sqlite.is_prefix_of(&config.url) {
            true => open_sqlite(&config).await?,
            false => open_postgres(&config).await?,
        };
        let db = Self(Arc::new(Inner {
            app,
            system,
            queue,
            pulse,
            line,
            keys: config.keys,
            clock: config.clock,
            wake: config.wake,
            files: config.files,
            in_flight: Arc::default(),
        }));
        db.refuse_powerful_roles().await?;
        Ok(db)
    }

    /// A unit of work that changes rows of one community.
    pub async fn write(&self, scope: &Scope) -> Result<Tx> {
        let conn = begin_writing(&self.0.app.write, Some(scope.community)).await?;
        Ok(Tx::new(Arc::new(self.unit(conn)), scope.clone(), false))
    }

    /// Like [`Db::write`], for a job.
    pub async fn write_in_turn(&self, scope: &Scope) -> Result<Tx> {
        let turn = self.turn().await?;
        let conn = begin_writing(&self.0.app.write, Some(scope.community)).await?;
        Ok(Tx::new(Arc::new(self.unit(conn).holding(turn)), scope.clone(), false))
    }

    /// A unit of work that only reads rows of one community.
    pub async fn read(&self, scope: &Scope) -> Result<Tx> {
        let conn = begin_reading(&self.0.app.read, Some(scope.community)).await?;
        Ok(Tx::new(Arc::new(self.unit(conn)), scope.clone(), false))
    }

    /// A unit of work across tenants. Never open one while another is open in the same task: SQLite has one writer.
    pub async fn system(&self, why: Why) -> Result<SystemTx> {
        tracing::trace!(?why, "across tenants");
        let conn = begin_writing(&self.0.system.write, None).await?;
        Ok(SystemTx::new(Arc::new(self.unit(conn))))
    }

    /// Like [`Db::system`], for a job.
    pub async fn system_in_turn(&self, why: Why) -> Result<SystemTx> {
        tracing::trace!(?why, "across tenants, a job");
        let turn = self.turn().await?;
        let conn = begin_writing(&self.0.system.write, None).await?;
        Ok(SystemTx::new(Arc::new(self.unit(conn).holding(turn))))
    }

    /// Like [`Db::system`], reading only.
    pub async fn system_read(&self, why: Why) -> Result<SystemTx> {
        tracing::trace!(?why, "across tenants, reading");
        let conn = begin_reading(&self.0.system.read, None).await?;
        Ok(SystemTx::new(Arc::new(self.unit(conn))))
    }

    /// A connection across tenants for one statement that reads: it needs no transaction.
    pub(crate) fn glance(&self, why: Why) -> &DatabaseConnection {
        tracing::trace!(?why, "across tenants, one statement");
        &self.0.system.read
    }

    /// A connection across tenants for one statement that writes: a statement is a unit of work by itself.
    pub(crate) fn stroke(&self, why: Why) -> &DatabaseConnection {
        tracing::trace!(?why, "across tenants, one statement that writes");
        &self.0.system.write
    }

    /// A connection across tenants for one statement about jobs: they wait for nobody's report.
    pub(crate) fn queue(&self) -> &DatabaseConnection {
        &self.0.queue
    }

    /// The present instant by the clock that was handed in.
    pub fn now(&self) -> DateTime<Utc> {
        self.0.clock.now()
    }

    /// The clock that was handed in.
    pub fn clock(&self) -> Arc<dyn Clock> {
        self.0.clock.clone()
    }

    /// The hint for workers.
    pub fn wake(&self) -> Arc<dyn Wake> {
        self.0.wake.clone()
    }

    /// The store of uploaded files.
    pub fn files(&self) -> &dyn Files {
        self.0.files.as_ref()
    }

    /// The keys of sealed fields.
    pub(crate) fn keys(&self) -> &Keyring {
        &self.0.keys
    }

    /// The requests under keys that this process is just answering.
    pub(crate) fn in_flight(&self) -> &Arc<InFlight> {
        &self.0.in_flight
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<()> {
        Ok(self.0.app.read.ping().await?)
    }

    /// Whether anybody is there at the other end, however busy the pools are: it has a connection of its own. The embedded database is here.
    pub async fn pulse(&self) -> Result<()> {
        match &self.0.pulse {
            Some(conn) => Ok(conn.ping().await?),
            None => Ok(()),
        }
    }

    /// Keeps the planner's statistics fresh where nobody else does: PostgreSQL has its autovacuum, SQLite only us.
    pub async fn optimize(&self) -> Result<()> {
        if self.0.system.write.get_database_backend() == DbBackend::Sqlite {
            self.0.system.write.execute_unprepared("PRAGMA analysis_limit = 1000; PRAGMA optimize").await?;
        }
        Ok(())
    }

    /// Closes the pools.
    pub async fn close(&self) {
        let Inner { app, system, queue, pulse, .. } = &*self.0;
        for conn in [&app.write, &app.read, &system.write, &system.read, queue].into_iter().chain(pulse) {
            if let Err(error) = conn.close_by_ref().await {
                tracing::warn!(%error, "a pool did not close");
            }
        }
    }

    async fn turn(&self) -> Result<Option<OwnedSemaphorePermit>> {
        match &self.0.line {
            Some(line) => Ok(Some(line.clone().acquire_owned().await.map_err(Failure::internal)?)),
            None => Ok(None),
        }
    }

    fn unit(&self, conn: Conn) -> Unit {
        Unit::new(conn, self.0.clock.now(), self.0.keys.clone(), self.0.wake.clone())
    }

    /// Row-level security holds nobody who is above it: such a role must not serve requests.
    async fn refuse_powerful_roles(&self) -> Result<()> {
        if self.0.app.write.get_database_backend() != DbBackend::Postgres {
            return Ok(());
        }
        let question = Statement::from_string(
            DbBackend::Postgres,
            "SELECT r.rolsuper OR r.rolbypassrls OR EXISTS (SELECT FROM pg_tables t WHERE t.tableowner = current_user AND t.schemaname = current_schema()) \
             AS powerful FROM pg_roles r WHERE r.rolname = current_user",
        );
        for pool in [&self.0.app, &self.0.system] {
            let row = pool.write.query_one_raw(question.clone()).await?;
            if row.map(|row| row.try_get::<bool>("", "powerful")).transpose()?.unwrap_or(true) {
                return Err(Failure::internal("the database role of requests is a superuser, an owner or above row-level security"));
            }
        }
        Ok(())
    }
}

/// Begins to read, in one round trip.
async fn begin_reading(pool: &DatabaseConnection, community: Option<Uuid>) -> Result<Conn> {
    idempotency::let_go().await?;
    let statement = match pool.get_database_backend() {
        // Planned once and not anew for each community: to think over a page's joins takes ten times as long as to read its rows.
        DbBackend::Postgres => {
            let tenant = community.map(set_community).unwrap_or_default();
            format!("BEGIN READ ONLY; SET LOCAL plan_cache_mode = force_generic_plan; {tenant}").into()
        }
        _ => "BEGIN DEFERRED".into(),
    };
    let pool = pool.clone();
    Ok(Conn::Reading(Unbroken::new(async move { Reading::begin(&pool, statement).await }).await?))
}

async fn begin_writing(pool: &DatabaseConnection, community: Option<Uuid>) -> Result<Conn> {
    idempotency::let_go().await?;
    let pool = pool.clone();
    let begun = Unbroken::new(async move {
        match pool.get_database_backend() {
            DbBackend::Sqlite => {
                let mode = Some(SqliteTransactionMode::Immediate);
                pool.begin_with_options(TransactionOptions { sqlite_transaction_mode: mode, ..Default::default() }).await
            }
            _ => {
                let conn = pool.begin().await?;
                if let Some(community) = community {
                    conn.execute_unprepared(&set_community(community)).await?;
                }
                Ok(conn)
            }
        }
    });
    Ok(Conn::Writing(begun.await?))
}

/// Names the tenant to row-level security, until the transaction ends.
fn set_community(community: Uuid) -> String {
    format!("SELECT set_config('app.community', '{community}', true)")
}

async fn open_sqlite(config: &Config) -> Result<Ways> {
    let connect = async |most: u32, read_only: bool| {
        let mut options = ConnectOptions::new(config.url.clone());
        options.max_connections(most).min_connections(1).sqlx_logging(false).test_before_acquire(false);
        options.acquire_timeout(Duration::from_secs(30)).idle_timeout(None).max_lifetime(None);
        // There is one that writes: others queue for it, and nothing is wrong.
        options.map_sqlx_sqlite_pool_opts(|pool| pool.acquire_slow_threshold(Duration::from_secs(10)));
        options.map_sqlx_sqlite_opts(move |sqlite| {
            let sqlite = sqlite
                .create_if_missing(true)
                .foreign_keys(true)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .busy_timeout(Duration::from_secs(10))
                .pragma("temp_store", "memory");
            if read_only { sqlite.pragma("query_only", "on") } else { sqlite }
        });
        Database::connect(options).await
    };
    let write = connect(1, false).await?;
    let read = connect(config.connections, true).await?;
    let pool = Pool { write: write.clone(), read };
    Ok(Ways { app: pool.clone(), system: pool, queue: write, pulse: None, line: Some(Arc::new(Semaphore::new(1))) })
}

/// What is due next stands first in an index. Statistics of a table that is empty now and full in a second say nothing, and by them the
/// planner would read and sort all that is due for each claim, or think each claim over anew.
const IN_ORDER: [(&str, &str); 3] = [("enable_bitmapscan", "off"), ("enable_sort", "off"), ("plan_cache_mode", "force_generic_plan")];

/// Work across tenants takes many rows at once, and a plan from when their tables were empty reads them whole each time. To think anew
/// costs a tenth of a millisecond, shared by all of them.
const AS_IT_IS_NOW: [(&str, &str); 1] = [("plan_cache_mode", "force_custom_plan")];

async fn open_postgres(config: &Config) -> Result<Ways> {
    let connect = async |role: &'static str, most: u32, more: &'static [(&'static str, &'static str)]| {
        let mut options = ConnectOptions::new(config.url.clone());
        options.max_connections(most).min_connections(0).sqlx_logging(false).test_before_acquire(false);
        options.test_before_acquire_if_idle_for(Duration::from_secs(5)).acquire_timeout(Duration::from_secs(3));
        options.map_sqlx_postgres_opts(move |postgres| {
            // The role is the session's own default, so that even RESET ROLE does not leave it.
            postgres
                .application_name("mulin")
                .options([
                    ("role", role),
                    ("statement_timeout", "60s"),
                    ("lock_timeout", "10s"),
                    ("idle_in_transaction_session_timeout", "120s"),
                ])
                .options(more.iter().copied())
        });
        Database::connect(options).await
    };
    let app = connect(APP_ROLE, config.connections, &[]).await?;
    let system = connect(SYSTEM_ROLE, config.connections, &AS_IT_IS_NOW).await?;
    let queue = connect(SYSTEM_ROLE, config.connections, &IN_ORDER).await?;
    let pulse = connect(APP_ROLE, 1, &[]).await?;
    Ok(Ways {
        app: Pool { write: app.clone(), read: app },
        system: Pool { write: system.clone(), read: system },
        queue,
        pulse: Some(pulse),
        line: None,
    })
}

/// "Now" as the database sees it, and `plus`: leases must not depend on whose clock is wrong.
/// The embedded database is alone with this process, and takes the clock that was handed in.
pub(crate) fn database_time(backend: DbBackend, now: DateTime<Utc>, plus: Duration) -> SimpleExpr {
    match backend {
        DbBackend::Postgres => Expr::cust_with_values("clock_timestamp() + make_interval(secs => $1::float8)", [plus.as_secs_f64()]),
        _ => Expr::value(now + plus),
    }
}

/// The column that says where a row lies: what a statement picks and changes at once needs no index to be found again.
pub(crate) fn row_address(backend: DbBackend) -> Alias {
    Alias::new(if backend == DbBackend::Postgres { "ctid" } else { "rowid" })
}

/// The same as text named `address`, for whoever comes back to the row.
pub(crate) fn address_as_text(backend: DbBackend) -> SimpleExpr {
    Expr::cust(format!("CAST({} AS text) AS address", row_address(backend).0))
}

/// Rows that lie where they were seen; one that was changed since lies elsewhere.
pub(crate) fn at_addresses<'a>(backend: DbBackend, addresses: impl Iterator<Item = &'a str>) -> SimpleExpr {
    match backend {
        DbBackend::Postgres => {
            let list = addresses.map(|address| format!("\"{address}\"")).collect::<Vec<_>>().join(",");
            Expr::cust_with_values("ctid = ANY(CAST($1 AS tid[]))", [format!("{{{list}}}")])
        }
        _ => Expr::col(row_address(backend)).is_in(addresses.filter_map(|address| address.parse::<i64>().ok())),
    }
}

/// Whether a query may change rows on its way (`WITH … AS (UPDATE …)`)?
pub(crate) fn changes_within_queries(backend: DbBackend) -> bool {
    backend == DbBackend::Postgres
}

/// Those rows of `table` whose [`row_address`] was picked and locked: PostgreSQL must see an array, or it may take more rows than were picked.
pub(crate) fn among_locked(backend: DbBackend, table: impl IntoIden, picked: SelectStatement) -> SimpleExpr {
    among_picked(backend, Expr::col((table.into_iden(), row_address(backend))), picked)
}

/// `column IN (picked)`, where picking comes first: what was picked is then found by its key, whatever it is joined with.
pub(crate) fn among_picked(backend: DbBackend, column: SimpleExpr, picked: SelectStatement) -> SimpleExpr {
    match backend {
        DbBackend::Postgres => Expr::cust_with_exprs("$1 = ANY(ARRAY $2)", [column, SimpleExpr::SubQuery(None, Box::new(picked.into()))]),
        _ => column.in_subquery(picked),
    }
}

/// `column IN (ids)`, for hundreds of them: on PostgreSQL the statement stays the same however many there are, so that it is prepared once.
pub(crate) fn among(backend: DbBackend, column: SimpleExpr, ids: &[Uuid]) -> SimpleExpr {
    match backend {
        DbBackend::Postgres => {
            let list = ids.iter().map(Uuid::to_string).collect::<Vec<_>>().join(",");
            Expr::cust_with_exprs("$1 = ANY(string_to_array($2, ',')::uuid[])", [column, Expr::value(list)])
        }
        _ => column.is_in(ids.iter().copied()),
    }
}

/// Asks the catalogue for the tables whose rows belong to tenants, as `name`.
pub(crate) fn tenant_tables(backend: DbBackend) -> Statement {
    let question = match backend {
        DbBackend::Postgres => {
            "SELECT table_name::text AS name FROM information_schema.columns \
             WHERE table_schema = current_schema() AND column_name = 'community_id' ORDER BY 1"
        }
        _ => {
            "SELECT t.name AS name FROM sqlite_master t, pragma_table_info(t.name) c \
             WHERE t.type = 'table' AND c.name = 'community_id' ORDER BY 1"
        }
    };
    Statement::from_string(backend, question)
}
