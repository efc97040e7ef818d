//! Measures the real binary from outside, as `tests/bench/run` starts it: a table for people, then one JSON line for each measure.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "what it prints is what it is for")]

mod bare;
mod database;
mod demo;
mod figures;
mod http;
mod import;
mod jobs;
mod load;
mod mail;
mod peer;
mod raw_queue;
mod relay;
mod service;
mod start;

use figures::Figures;

const GROUPS: [&str; 6] = ["start", "memory", "http", "import", "mail", "jobs"];

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let named: Vec<String> = std::env::args().skip(1).collect();
    if let [bare::ARGUMENT, url] = named.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        return bare::serve(url).await;
    }
    let wanted = |group: &str| named.iter().any(|name| name == group || name == "all");
    if let Some(unknown) = named.iter().find(|name| *name != "all" && !GROUPS.contains(&name.as_str())) {
        anyhow::bail!("there is no group {unknown}; there are {GROUPS:?}");
    }
    let mut figures = Figures::default();
    for group in GROUPS.into_iter().filter(|group| wanted(group)) {
        eprintln!("measuring {group}");
        let measured = match group {
            "start" => start::ready(&mut figures).await,
            "memory" => start::idle_memory(&mut figures).await,
            "http" => http::page(&mut figures).await,
            "import" => import::ledger(&mut figures).await,
            "jobs" => jobs::queue(&mut figures).await,
            _ => mail::path(&mut figures).await,
        };
        if let Err(error) = measured {
            // One group that cannot be measured leaves the others standing, and the exit code says so.
            eprintln!("{group} was not measured: {error:#}");
            figures.incomplete = true;
        }
    }
    figures.print();
    if figures.incomplete {
        std::process::exit(1)
    }
    Ok(())
}
