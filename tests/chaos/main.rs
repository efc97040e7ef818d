//! Promises that are kept while things break; `docs/promises.md` has them with their figures. `tests/run chaos` starts what this needs;
//! `tests/run chaos full` takes the sizes of the promises, and `tests/run chaos 20%` so much of them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]
#![allow(clippy::print_stdout, reason = "each program prints its figure")]

mod aborts;
mod books;
mod breakpoints;
mod clocks;
mod containment;
mod cuts;
mod doubts;
mod exactness;
mod failover;
mod far;
mod graves;
mod hand;
mod hints;
mod keys;
mod kills;
mod ledger;
mod multitude;
mod odd_jobs;
mod orphans;
mod outages;
mod punctual;
mod readers;
mod recovery;
mod reminders;
mod replica;
mod stops;
mod ticks;
mod witness;
mod workers;
mod zombies;

/// How large a program is: short unless `MULIN_CHAOS` says `full`, or how many hundredths of that.
fn size(short: usize, full: usize) -> usize {
    let share = match std::env::var("MULIN_CHAOS").as_deref() {
        Ok("full") => 100,
        Ok(share) => share.trim_end_matches('%').parse().expect("MULIN_CHAOS is `full` or `20%`"),
        Err(_) => 0,
    };
    short.max(full * share / 100)
}

/// How long to wait for so many to come to their end: `least` seconds, or what a debug build on a busy machine takes over them. A time that
/// is promised is not measured by this.
fn patience(least: u64, number: usize) -> std::time::Duration {
    std::time::Duration::from_secs(least).max(std::time::Duration::from_millis(200) * number as u32)
}
