//! From nothing to ready, and what it holds when nothing happens.

use std::time::Duration;

use crate::{
    demo,
    figures::{Figure, Figures, median},
    service::Service,
};

/// Start of the all-in-one with the demo street in its embedded database, to the line that says it is ready.
pub async fn ready(figures: &mut Figures) -> anyhow::Result<()> {
    let data = demo::folder()?;
    let mut times = Vec::new();
    for _ in 0..7 {
        times.push(Service::start(&["serve", "--demo"], data, &[])?.ready_after.as_secs_f64() * 1000.0);
    }
    let settings = "mulin serve, SQLite with the demo street, median of 7 starts".to_owned();
    figures.add(Figure { measure: "start.ready", unit: "ms", ours: median(times), settings, ..Figure::default() });
    let settings = "loading the demo street into an empty SQLite database".to_owned();
    figures.add(Figure { measure: "demo.load", unit: "s", ours: demo::seconds()?, settings, ..Figure::default() });
    Ok(())
}

/// Resident memory of the all-in-one, left alone for a while after its start.
pub async fn idle_memory(figures: &mut Figures) -> anyhow::Result<()> {
    let service = Service::start(&["serve", "--demo"], demo::folder()?, &[])?;
    tokio::time::sleep(Duration::from_secs(15)).await;
    let settings = "mulin serve, SQLite with the demo street, 15 s after its start".to_owned();
    figures.add(Figure { measure: "memory.idle", unit: "MB", ours: service.memory()?, settings, ..Figure::default() });
    Ok(())
}
