//! Bringing the schema up to date, as the owner of the database.

use anyhow::Context;
use mulin_migration::{Migrator, MigratorTrait, connect, learn, take_turn};

/// Runs every migration that has not run yet.
pub async fn migrate(url: &str) -> anyhow::Result<()> {
    let conn = connect(url).await.context("the database cannot be reached")?;
    take_turn(&conn).await.context("the schema is being changed by somebody else")?;
    Migrator::up(&conn, None).await.context("the schema cannot be brought up to date")?;
    conn.close().await?;
    Ok(())
}

/// Lets the database look at what it holds, after much was written at once: until then it plans as if every tenant were small.
pub async fn analyze(url: &str) -> anyhow::Result<()> {
    let conn = connect(url).await.context("the database cannot be reached")?;
    learn(&conn).await.context("the database cannot look at what it holds")?;
    conn.close().await?;
    Ok(())
}
