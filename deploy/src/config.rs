//! Configuration: flags and environment variables, nothing else.

use std::{net::SocketAddr, path::PathBuf};

use clap::Args;
use ipnet::IpNet;

/// Where things are. Each has a default that needs no other server.
#[derive(Debug, Clone, Args)]
pub struct Config {
    /// The folder of the embedded database, of files, keys and mails.
    #[arg(long, env = "MULIN_DATA", default_value = "data", global = true)]
    pub data: PathBuf,
    /// The database; SQLite in the data folder unless told. Its user owns the schema.
    #[arg(long, env = "DATABASE_URL", hide_env_values = true, global = true)]
    pub database_url: Option<String>,
    /// Redis, which wakes workers sooner; nothing is lost without it.
    #[arg(long, env = "REDIS_URL", hide_env_values = true, global = true)]
    pub redis_url: Option<String>,
    /// A store of objects for uploaded files, as in `https://KEY:SECRET@HOST/BUCKET`, with `?region=NAME` and, for Aliyun and Tencent, `&style=host`;
    /// without one, they are in the data folder, which several processes then share.
    #[arg(long, env = "MULIN_BUCKET", hide_env_values = true, global = true)]
    pub bucket: Option<String>,
    /// The mail relay, or several with spaces between them, of which the next stands in for one that fails; without any, mails are files in
    /// the data folder.
    #[arg(long, env = "SMTP_URL", hide_env_values = true, global = true)]
    pub smtp_url: Option<String>,
    /// Where letters come back that could not be delivered, as in `bounces@example.org`: each goes out from `bounces+MARK@example.org`, and the mail
    /// server is to hand on what comes there (docs/bounces.md). Without one, nobody hears of them.
    #[arg(long, env = "SMTP_BOUNCES", global = true)]
    pub smtp_bounces: Option<String>,
    /// Messages may go to addresses in private networks too, such as a gateway in the house; without it, only public ones are called.
    #[arg(long, env = "MULIN_PRIVATE_DESTINATIONS", global = true)]
    pub private_destinations: bool,
    /// The sender of mails.
    #[arg(long, env = "MAIL_FROM", default_value = "睦邻 <mulin@localhost>", global = true)]
    pub mail_from: String,
    /// The key that mails to the relay are signed with (DKIM), as a PEM file; needs a selector.
    #[arg(long, env = "DKIM_KEY", requires = "dkim_selector", global = true)]
    pub dkim_key: Option<PathBuf>,
    /// Under which name the key's public half stands in the DNS: `NAME._domainkey.` and the domain of the sender.
    #[arg(long, env = "DKIM_SELECTOR", requires = "dkim_key", global = true)]
    pub dkim_selector: Option<String>,
    /// Where to listen.
    #[arg(long, env = "MULIN_LISTEN", default_value = "127.0.0.1:8080", global = true)]
    pub listen: SocketAddr,
    /// Where Prometheus asks for figures, such as `127.0.0.1:9464`; nowhere unless told. Each process needs an address of its own.
    #[arg(long, env = "MULIN_METRICS", global = true)]
    pub metrics: Option<SocketAddr>,
    /// Where people reach the service; links in mails begin with it.
    #[arg(long, env = "MULIN_BASE_URL", global = true)]
    pub base_url: Option<String>,
    /// Networks of our own proxies, as in `10.0.0.0/8,fd00::/8`: only their X-Forwarded-For is believed.
    #[arg(long, env = "MULIN_TRUSTED_PROXIES", value_delimiter = ',', global = true)]
    pub trusted_proxies: Vec<IpNet>,
    /// Connections of each database pool.
    #[arg(long, env = "MULIN_CONNECTIONS", default_value_t = 4, global = true)]
    pub connections: u32,
    /// The master key of sealed fields, 64 hexadecimal digits; else it is kept in the data folder.
    #[arg(long, env = "MULIN_MASTER_KEY", hide_env_values = true, global = true)]
    pub master_key: Option<String>,
    /// What is logged, as in `info,mulin_worker=debug`.
    #[arg(long, env = "MULIN_LOG", default_value = "warn,mulin=info,mulin_api=info,mulin_worker=info,mulin_entity=info", global = true)]
    pub log: String,
}

impl Config {
    /// The database's URL.
    pub fn database_url(&self) -> String {
        match &self.database_url {
            Some(url) => url.clone(),
            None => format!("sqlite://{}", self.data.join("mulin.db").display()),
        }
    }

    /// Where people reach the service.
    pub fn base_url(&self) -> String {
        let given = self.base_url.as_deref().map(|url| url.trim_end_matches('/').to_owned());
        given.unwrap_or_else(|| format!("http://{}", self.listen))
    }
}
