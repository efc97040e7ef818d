//! The one binary of Mulin.

use clap::Parser;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    mulin::command::Cli::parse().run().await
}
