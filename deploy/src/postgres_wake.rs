//! Waking workers through PostgreSQL, where there is no Redis. The hint is sent after the change is committed and outside of it: a
//! notification within the transaction would have all commits of the server wait for each other.

use std::time::Duration;

use mulin_entity::kernel::wake::{LocalWake, Wake};
use sea_orm::sqlx::{
    PgPool, Pool, Postgres,
    postgres::{PgListener, PgPoolOptions},
    query,
};

use crate::herald::Herald;

const CHANNEL: &str = "mulin_wake";
/// How long a hint may take to leave; it is worth nothing later.
const PATIENCE: Duration = Duration::from_millis(500);
/// How long until the next try to listen, while the server is away.
const PAUSE: Duration = Duration::from_secs(1);

/// The hint between processes.
pub struct PostgresWake {
    woken: LocalWake,
    herald: Herald,
}

impl PostgresWake {
    /// Listens to the server at `url`; it may go and come back.
    pub fn open(url: &str) -> anyhow::Result<Self> {
        // One connection to tell and one to listen.
        let pool: PgPool = PgPoolOptions::new().max_connections(2).acquire_timeout(PATIENCE * 4).connect_lazy(url)?;
        let woken = LocalWake::default();
        tokio::spawn(listen(pool.clone(), woken.clone()));
        let herald = Herald::start(move || tell(pool.clone()));
        Ok(Self { woken, herald })
    }
}

async fn tell(pool: Pool<Postgres>) {
    let told = tokio::time::timeout(PATIENCE, query("SELECT pg_notify($1, '')").bind(CHANNEL).execute(&pool)).await;
    if !matches!(told, Ok(Ok(_))) {
        tracing::debug!("a hint was lost");
    }
}

async fn listen(pool: Pool<Postgres>, woken: LocalWake) {
    loop {
        if let Err(error) = hear(&pool, &woken).await {
            tracing::debug!(%error, "no hints from PostgreSQL; workers look for jobs by themselves meanwhile");
        }
        tokio::time::sleep(PAUSE).await;
    }
}

async fn hear(pool: &Pool<Postgres>, woken: &LocalWake) -> Result<(), sea_orm::sqlx::Error> {
    let mut listener = PgListener::connect_with(pool).await?;
    listener.listen(CHANNEL).await?;
    loop {
        listener.recv().await?;
        woken.wake().await;
    }
}

#[async_trait::async_trait]
impl Wake for PostgresWake {
    async fn wake(&self) {
        self.woken.wake().await;
        self.herald.ask();
    }

    async fn woken(&self) {
        self.woken.woken().await;
    }
}
