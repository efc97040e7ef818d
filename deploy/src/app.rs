//! Puts the parts together.

use std::{path::Path, sync::Arc};

use anyhow::Context;
use mulin_api::{ApiState, proxies::Proxies};
use mulin_entity::{
    kernel::{
        self, Clock, Db, SystemClock,
        secret::Keyring,
        wake::{LocalWake, Wake},
    },
    tenancy::identity::Door,
};
use mulin_worker::{Runner, channels::Reach, mail::Post, notifications::Carriers, runner::World};

use crate::{bucket::Bucket, config::Config, postgres_wake::PostgresWake, redis_wake::RedisWake};

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
        private_folder(&config.data).with_context(|| format!("the data folder {} cannot be made", config.data.display()))?;
        let keys = master_key(config)?;
        let mut settings = kernel::Config::new(config.database_url(), config.data.join("files"), keys, clock);
        settings.connections = config.connections;
        settings.wake = wake(config)?;
        if let Some(url) = &config.bucket {
            settings.files = Arc::new(Bucket::open(url)?);
        }
        let db = Db::open(settings).await.context("the database cannot be opened")?;
        let base_url: Arc<str> = config.base_url().into();
        let post = post(config, &base_url)?;
        let (proxies, scribe) = (Proxies::new(config.trusted_proxies.clone()), post.renderer.clone());
        let api = ApiState { door: Door::new(db.clone()), db: db.clone(), base_url: base_url.clone(), proxies, scribe };
        let carriers = Carriers::new(if config.private_destinations { Reach::Anywhere } else { Reach::Public });
        let worker = Runner::new(db.clone(), World { base_url, post: Arc::new(post), carriers: Arc::new(carriers) });
        Ok(Self { db, api, worker })
    }
}

/// Letters from our sender, signed where there is a key.
fn post(config: &Config, base_url: &str) -> anyhow::Result<Post> {
    let unreadable = |path: &Path| format!("the DKIM key {} cannot be read", path.display());
    let key = config.dkim_key.as_deref().map(|path| std::fs::read(path).with_context(|| unreadable(path))).transpose()?;
    let dkim = config.dkim_selector.as_deref().zip(key.as_deref());
    let (smtp, bounces) = (config.smtp_url.as_deref(), config.smtp_bounces.as_deref());
    Ok(Post::open(base_url, &config.mail_from, bounces, smtp, dkim, config.data.join("mails"))?)
}

/// Redis tells other processes of work where there is one, and the database where that is a server.
fn wake(config: &Config) -> anyhow::Result<Arc<dyn Wake>> {
    Ok(match &config.redis_url {
        Some(url) => Arc::new(RedisWake::open(url)?),
        None if config.database_url().starts_with("postgres") => Arc::new(PostgresWake::open(&config.database_url())?),
        None => Arc::new(LocalWake::default()),
    })
}

/// The data folder is nobody else's business: it holds names, keys and mails.
pub fn private_folder(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(path)
}

/// The master key that was given, or the one in the data folder, made at the first start.
fn master_key(config: &Config) -> anyhow::Result<Keyring> {
    let text = match &config.master_key {
        Some(text) => text.clone(),
        None => kept_secret(&config.data.join("master.key"), Keyring::generate_hex)?,
    };
    Ok(Keyring::from_hex(&text)?)
}

/// The secret in a file that only its owner reads; made when it is missing. Of several processes that
/// start at once, one makes it and all read the same: the file appears whole.
pub fn kept_secret(path: &Path, make: impl FnOnce() -> String) -> anyhow::Result<String> {
    use std::{io::Write, os::unix::fs::OpenOptionsExt};
    if let Ok(secret) = std::fs::read_to_string(path) {
        return Ok(secret);
    }
    let part = path.with_extension(format!("{}.part", std::process::id()));
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&part)?;
    file.write_all(make().as_bytes())?;
    file.sync_all()?;
    let made = std::fs::hard_link(&part, path);
    std::fs::remove_file(&part)?;
    match made {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => {
            Err(error).with_context(|| format!("{} cannot be written", path.display()))
        }
        _ => Ok(std::fs::read_to_string(path)?),
    }
}
