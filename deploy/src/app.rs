//! Puts the parts together.

use std::{path::Path, sync::Arc};

use anyhow::Context;
use mulin_api::ApiState;
use mulin_entity::kernel::{self, Clock, Db, SystemClock, secret::Keyring};
use mulin_worker::{Runner, runner::World};

use crate::{config::Config, redis_wake::RedisWake};

/// The parts, put together.
#[derive(Clone)]
pub struct App {
    /// The way to the rows.
    pub db: Db,
    /// What requests need.
    pub api: ApiState,
    /// The worker.
    pub worker: Runner,
}

impl App {
    /// Puts the parts together on the machine's clock.
    pub async fn open(config: &Config) -> anyhow::Result<Self> {
        Self::open_with(config, Arc::new(SystemClock)).await
    }

    /// Puts the parts together on the clock that is handed in.
    pub async fn open_with(config: &Config, clock: Arc<dyn Clock>) -> anyhow::Result<Self> {
        std::fs::create_dir_all(&config.data).with_context(|| format!("the data folder {} cannot be made", config.data.display()))?;
        let keys = master_key(config)?;
        let mut settings = kernel::Config::new(config.database_url(), config.data.join("files"), keys, clock);
        settings.connections = config.connections;
        if let Some(url) = &config.redis_url {
            settings.wake = Arc::new(RedisWake::open(url)?);
        }
        let db = Db::open(settings).await.context("the database cannot be opened")?;
        let base_url: Arc<str> = config.base_url().into();
        let api = ApiState { db: db.clone(), base_url: base_url.clone() };
        let worker = Runner::new(db.clone(), World { base_url });
        Ok(Self { db, api, worker })
    }
}

/// The master key that was given, or the one in the data folder, made at the first start.
fn master_key(config: &Config) -> anyhow::Result<Keyring> {
    let text = match &config.master_key {
        Some(text) => text.clone(),
        None => kept_secret(&config.data.join("master.key"), Keyring::generate_hex)?,
    };
    Ok(Keyring::from_hex(&text)?)
}

/// The secret in a file that only its owner reads; made when it is missing.
pub fn kept_secret(path: &Path, make: impl FnOnce() -> String) -> anyhow::Result<String> {
    use std::{io::Write, os::unix::fs::OpenOptionsExt};
    match std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path) {
        Ok(mut file) => {
            let secret = make();
            file.write_all(secret.as_bytes())?;
            file.sync_all()?;
            Ok(secret)
        }
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(std::fs::read_to_string(path)?),
        Err(error) => Err(error).with_context(|| format!("{} cannot be written", path.display())),
    }
}
