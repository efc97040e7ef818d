//! Promises that are kept while things break; `docs/promises.md` has them with their figures. `tests/run chaos` starts what this needs;
//! `tests/run chaos full` takes the sizes of the promises, and `tests/run chaos 20%` so much of them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]
#![allow(clippy::print_stdout, reason = "each program prints its figure")]

mod aborts;
mod books;
mod breakpoints;
mod containment;
mod doubts;
mod exactness;
mod failover;
mod far;
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
mod witness;
mod workers;

/// How large a program is: short unless `MULIN_CHAOS` says `full`, or how many hundredths of that.
fn size(short: usize, full: usize) -> usize {
    let share = match std::env::var("MULIN_CHAOS").as_deref() {
        Ok("full") => 100,
        Ok(share) => share.trim_end_matches('%').parse().expect("MULIN_CHAOS is `full` or `20%`"),
        Err(_) => 0,
    };
    short.max(full * share / 100)
}
