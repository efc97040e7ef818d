//! The one binary of Mulin.

use clap::Parser;

fn main() -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let ended = runtime.block_on(mulin::command::Cli::parse().run());
    // Whoever is asked to stop has given back what was in hand; a task that holds its thread must not hold the process too.
    runtime.shutdown_background();
    ended
}
