//! A database of its own for each group, and the parts put together on it.

use std::path::Path;

use anyhow::Context;
use mulin::config::Config;
use sea_orm::{ConnectionTrait, Database};

/// A new database with the schema in it; its URL.
pub async fn fresh(name: &str) -> anyhow::Result<String> {
    let url = empty(name).await?;
    mulin::schema::migrate(&url).await?;
    Ok(url)
}

/// A new database without anything; its URL.
pub async fn empty(name: &str) -> anyhow::Result<String> {
    let url = std::env::var("MULIN_TEST_POSTGRES_URL").context("run this by tests/bench/run")?;
    Database::connect(&url).await?.execute_unprepared(&format!("CREATE DATABASE {name}")).await?;
    let (server, _) = url.rsplit_once('/').context("a URL with a database")?;
    Ok(format!("{server}/{name}"))
}

/// What production would be started with.
pub fn config(url: &str, data: &Path) -> Config {
    #[derive(clap::Parser)]
    struct Flags {
        #[command(flatten)]
        config: Config,
    }
    let mut config = <Flags as clap::Parser>::parse_from(["bench"]).config;
    config.data = data.to_owned();
    config.database_url = Some(url.to_owned());
    config
}
