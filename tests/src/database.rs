//! A database for each test: a copy of one that was migrated once.

use std::{
    fs::{self, File},
    hash::{DefaultHasher, Hash, Hasher},
    path::{Path, PathBuf},
};

use sea_orm::{ConnectOptions, ConnectionTrait, Database as Orm, DatabaseConnection};

/// Which database the suite runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Database {
    /// The embedded one.
    Sqlite,
    /// The one for many processes.
    Postgres,
}

impl Database {
    /// What `MULIN_TEST_DATABASE` says; SQLite, which needs no server, unless it says something.
    pub fn chosen() -> Self {
        match std::env::var("MULIN_TEST_DATABASE").as_deref() {
            Ok("postgres") => Self::Postgres,
            _ => Self::Sqlite,
        }
    }

    /// A fresh database with the schema in it; its URL.
    pub async fn fresh(self, folder: &Path) -> String {
        match self {
            Self::Sqlite => sqlite(folder).await,
            Self::Postgres => postgres(&postgres_url()).await,
        }
    }

    /// An empty database without a schema; its URL.
    pub async fn empty(self, folder: &Path) -> String {
        match self {
            Self::Sqlite => sqlite_url(&folder.join("empty.db")),
            Self::Postgres => {
                let (admin, name) = (connect(&postgres_url()).await, format!("empty_{}", hex()));
                admin.execute_unprepared(&format!("CREATE DATABASE {name}")).await.expect("a database can be made");
                with_name(&postgres_url(), &name)
            }
        }
    }
}

fn sqlite_url(path: &Path) -> String {
    format!("sqlite://{}", path.display())
}

async fn sqlite(folder: &Path) -> String {
    let (template, copy) = (sqlite_template().await, folder.join("mulin.db"));
    fs::copy(template, &copy).expect("the template can be copied");
    sqlite_url(&copy)
}

/// Made by the first test of this build that gets here, under a lock of the file system.
async fn sqlite_template() -> PathBuf {
    let template = std::env::temp_dir().join(format!("mulin-template-{}.db", build()));
    let lock = File::create(template.with_extension("lock")).expect("the temporary folder can be written");
    lock.lock().expect("a lock");
    if !template.exists() {
        let draft = template.with_extension("draft");
        let _left_by_a_run_that_was_killed = fs::remove_file(&draft);
        mulin::schema::migrate(&sqlite_url(&draft)).await.expect("the migrations run");
        fs::rename(&draft, &template).expect("the template can be named");
    }
    template
}

/// Like the template of SQLite; databases are copied by the server that has a database at `url`.
pub(crate) async fn postgres(url: &str) -> String {
    let (admin, template, name) = (connect(url).await, format!("template_{}", build()), format!("test_{}", hex()));
    admin.execute_unprepared("SELECT pg_advisory_lock(4242)").await.expect("a lock");
    let known = format!("SELECT 1 FROM pg_database WHERE datname = '{template}'");
    let known = sea_orm::Statement::from_string(sea_orm::DbBackend::Postgres, known);
    if admin.query_one_raw(known).await.expect("the catalogue answers").is_none() {
        let draft = format!("draft_{}", hex());
        admin.execute_unprepared(&format!("CREATE DATABASE {draft}")).await.expect("a database can be made");
        mulin::schema::migrate(&with_name(url, &draft)).await.expect("the migrations run");
        admin.execute_unprepared(&format!("ALTER DATABASE {draft} RENAME TO {template}")).await.expect("the template can be named");
    }
    admin.execute_unprepared("SELECT pg_advisory_unlock(4242)").await.expect("a lock");
    admin.execute_unprepared(&format!("CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")).await.expect("a copy");
    admin.close().await.expect("a connection that closes");
    with_name(url, &name)
}

fn postgres_url() -> String {
    std::env::var("MULIN_TEST_POSTGRES_URL").expect("MULIN_TEST_POSTGRES_URL: run the suite by tests/run, which starts a server")
}

fn with_name(url: &str, name: &str) -> String {
    let (server, _) = url.rsplit_once('/').expect("a URL with a database");
    format!("{server}/{name}")
}

async fn connect(url: &str) -> DatabaseConnection {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    Orm::connect(options).await.expect("the database answers")
}

/// A connection that sees all tenants, for tests that set a scene or look behind the API.
pub(crate) async fn across_tenants(url: &str) -> DatabaseConnection {
    let mut options = ConnectOptions::new(url);
    options.max_connections(2).sqlx_logging(false);
    options.map_sqlx_postgres_opts(|postgres| postgres.options([("role", "mulin_system")]));
    options.map_sqlx_sqlite_opts(|sqlite| sqlite.foreign_keys(true).busy_timeout(std::time::Duration::from_secs(10)));
    Orm::connect(options).await.expect("the database answers")
}

/// This build of the suite: another one may bring another schema.
fn build() -> String {
    let me = std::env::current_exe().expect("a test is a program");
    let mut hasher = DefaultHasher::new();
    (fs::metadata(&me).and_then(|data| data.modified()).ok(), &me).hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

fn hex() -> String {
    format!("{:016x}", rand::random::<u64>())
}
