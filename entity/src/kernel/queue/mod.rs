//! The job table: the outbox of every change. A job is a row written by the
//! transaction that wants it done, so it exists exactly if that change does.

mod claim;
pub mod dirty;
mod enqueue;
pub mod graveyard;
pub mod job;
pub mod job_tally;
pub mod lease;
pub mod schedule;
pub mod schedule_fire;
pub(crate) mod settle;
pub mod statistics;
pub mod tidy;

use serde::{Serialize, de::DeserializeOwned};

pub use claim::{Claimed, Past, claim};
pub use enqueue::ask;
pub(crate) use enqueue::{Asked, write_all};
pub use lease::{close, heartbeat, sweep};
pub use settle::{Settles, Verdict, hold, lost, settle, settle_done, settle_within, strike, suspect};

/// The condition of the indexes over jobs that wait or run, to the letter.
const LIVE: &str = "live";

/// Work for later, described by what it is about.
pub trait Job: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// Its name in tables, logs and metrics, such as `visits.materialise`.
    const KIND: &'static str;
    /// How often its handler may fail before it is buried for a human to look at.
    const MAX_ATTEMPTS: i32 = 12;
    /// Larger goes first among what is due.
    const PRIORITY: i32 = 0;

    /// What makes two of a kind the same: only one with this key waits in a tenant. The whole job must follow from it,
    /// because an equal one that is asked for joins the one that waits.
    fn key(&self) -> String;
}
