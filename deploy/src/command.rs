//! What the binary can be told to do.

use anyhow::Context;
use clap::{Parser, Subcommand};
use mulin_api::{metrics, server};
use mulin_entity::tenancy::operator;
use mulin_worker::runner::Cells;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tracing_subscriber::EnvFilter;

use crate::{
    app::{App, private_folder},
    config::Config,
    demo, schema,
};

/// A cell does one job at a time.
const CELL_CONNECTIONS: u32 = 2;

/// 睦邻 Mulin: the service that street offices and their communities run on.
#[derive(Debug, Parser)]
#[command(name = "mulin", version)]
pub struct Cli {
    #[command(flatten)]
    config: Config,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// API and worker in one process; brings the schema up to date first.
    Serve {
        /// Load the demo street (瑞景街道) if there is nothing yet, and print its accounts.
        #[arg(long)]
        demo: bool,
    },
    /// The API alone; as many processes as wanted.
    Api,
    /// The worker alone; as many processes as wanted.
    Worker,
    /// Bring the schema up to date.
    Migrate,
    /// Let somebody run the platform: prints the link where they choose a password.
    Operator {
        /// Their address.
        email: String,
        /// What they are called, if they have no account yet.
        #[arg(long, default_value = "平台管理员")]
        name: String,
        /// Take the right away again.
        #[arg(long)]
        dismiss: bool,
    },
    /// Print the API document.
    Openapi,
}

impl Cli {
    /// Does it.
    pub async fn run(self) -> anyhow::Result<()> {
        let Self { config, command } = self;
        tracing_subscriber::fmt().with_env_filter(EnvFilter::new(&config.log)).with_writer(std::io::stderr).init();
        match command {
            Command::Serve { .. } | Command::Worker if Cells::is_here() => {
                // Whoever stops the service tells all its processes; this one ends with its parent, and not before it.
                let _not_meant_for_us = stop_on_signal();
                App::open(&Config { connections: CELL_CONNECTIONS, ..config }).await?.worker.run_as_cell().await;
                Ok(())
            }
            Command::Serve { demo } => serve(&config, demo).await,
            Command::Api => api(&config, &App::open(&config).await?, listen(&config).await?, stop_on_signal()).await,
            Command::Worker => {
                let (app, stop) = (App::open(&config).await?, stop_on_signal());
                tell_figures(&config, &app, &stop).await?;
                app.worker.with_cells(Cells::of_this_program()).run(stop).await;
                Ok(())
            }
            Command::Migrate => migrate(&config).await,
            Command::Operator { email, name, dismiss } => operator(&config, &email, &name, dismiss).await,
            Command::Openapi => {
                print(&mulin_api::document::render(&mulin_api::service()));
                Ok(())
            }
        }
    }
}

async fn migrate(config: &Config) -> anyhow::Result<()> {
    private_folder(&config.data)?;
    schema::migrate(&config.database_url()).await
}

async fn operator(config: &Config, email: &str, name: &str, dismiss: bool) -> anyhow::Result<()> {
    migrate(config).await?;
    let db = App::open(config).await?.db;
    if dismiss {
        operator::dismiss(&db, email).await?;
    } else {
        print(&format!("{}{}\n", config.base_url(), operator::appoint(&db, email, name).await?));
    }
    db.close().await;
    Ok(())
}

async fn serve(config: &Config, demo: bool) -> anyhow::Result<()> {
    // Before anything else: a port that is taken is known at once.
    let listener = listen(config).await?;
    migrate(config).await?;
    let app = App::open(config).await?;
    if demo {
        print(&demo::prepare(&app, config).await?);
    } else if !operator::is_there_one(&app.db).await? {
        tracing::warn!("nobody runs this platform yet; `mulin operator EMAIL --data {}` lets somebody in", config.data.display());
    }
    let stop = stop_on_signal();
    let worker = tokio::spawn({
        let (worker, stop) = (app.worker.clone().with_cells(Cells::of_this_program()), stop.clone());
        async move { worker.run(stop).await }
    });
    api(config, &app, listener, stop).await?;
    worker.await?;
    app.db.close().await;
    Ok(())
}

async fn listen(config: &Config) -> anyhow::Result<TcpListener> {
    TcpListener::bind(config.listen).await.with_context(|| format!("cannot listen on {}", config.listen))
}

async fn api(config: &Config, app: &App, listener: TcpListener, stop: CancellationToken) -> anyhow::Result<()> {
    tell_figures(config, app, &stop).await?;
    print(&format!("ready {}\n", config.base_url()));
    server::serve(listener, mulin_api::endpoint(app.api.clone()), server::Limits::default(), stop).await?;
    Ok(())
}

/// Figures for Prometheus, where somebody wants them.
async fn tell_figures(config: &Config, app: &App, stop: &CancellationToken) -> anyhow::Result<()> {
    let Some(address) = config.metrics else { return Ok(()) };
    let listener = tokio::net::TcpListener::bind(address).await.with_context(|| format!("cannot listen on {address}"))?;
    let endpoint = metrics::endpoint(app.db.clone(), metrics::record()?);
    tokio::spawn(server::serve(listener, endpoint, server::Limits { connections: 16, ..server::Limits::default() }, stop.clone()));
    Ok(())
}

/// Cancelled by SIGTERM or Ctrl-C.
fn stop_on_signal() -> CancellationToken {
    let stop = CancellationToken::new();
    let token = stop.clone();
    tokio::spawn(async move {
        let terminate = async {
            match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
                Ok(mut signal) => {
                    signal.recv().await;
                }
                Err(_) => std::future::pending().await,
            }
        };
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            () = terminate => {}
        }
        token.cancel();
    });
    stop
}

/// Standard output is the binary's interface to scripts: `ready …`, `account …`, the document.
#[expect(clippy::print_stdout, reason = "this is the interface to scripts")]
fn print(text: &str) {
    print!("{text}");
}
