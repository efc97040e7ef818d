//! The demo street in an embedded database, loaded once for all groups that need it.

use std::{
    path::{Path, PathBuf},
    sync::OnceLock,
    time::Instant,
};

use anyhow::Context;

use crate::service::Service;

static LOADED: OnceLock<(PathBuf, f64)> = OnceLock::new();

/// The data folder.
pub fn folder() -> anyhow::Result<&'static Path> {
    Ok(&loaded()?.0)
}

/// How long loading took.
pub fn seconds() -> anyhow::Result<f64> {
    Ok(loaded()?.1)
}

fn loaded() -> anyhow::Result<&'static (PathBuf, f64)> {
    if LOADED.get().is_none() {
        let folder = stage()?.join("demo");
        let begun = Instant::now();
        drop(Service::start(&["serve", "--demo"], &folder, &[])?);
        let _only_one_thread_measures = LOADED.set((folder, begun.elapsed().as_secs_f64()));
    }
    LOADED.get().context("loaded")
}

/// A folder that ends with the run.
pub fn stage() -> anyhow::Result<PathBuf> {
    Ok(PathBuf::from(std::env::var("MULIN_BENCH_STAGE").context("run this by tests/bench/run")?))
}
