//! The worker's pulse: leases are kept, those of dead workers taken back, and the timetable is looked at.
//!
//! tokio-cron-scheduler gives the beat and nothing else: what is due is computed from rows, so a beat that is late,
//! lost, or given by several workers at once changes nothing.

use std::{sync::Arc, time::Duration};

use mulin_entity::kernel::{Db, queue};
use tokio::sync::Notify;
use tokio_cron_scheduler::{Job, JobScheduler, JobSchedulerError};
use tokio_util::sync::CancellationToken;

use super::{LEASE, MOST_CRASHES, hands::Hands};
use crate::timetable;

/// Beats once a second; the metronome may die, the fallback keeps time then.
const METRONOME: &str = "* * * * * *";
const FALLBACK: Duration = Duration::from_secs(3);
/// Every how many beats leases are kept; a third of the lease, so that two may be lost.
const HEARTBEAT: u64 = 5;

pub(super) async fn keep(db: Db, hands: Hands, stop: CancellationToken) {
    let beat = Arc::new(Notify::new());
    let metronome = match metronome(&beat).await {
        Ok(metronome) => Some(metronome),
        Err(error) => {
            tracing::warn!(%error, "no metronome; the timetable is looked at every few seconds");
            None
        }
    };
    let heart = tokio::spawn(heartbeat(db.clone(), hands, stop.clone()));
    while !stop.is_cancelled() {
        tokio::select! { () = stop.cancelled() => break, () = beat.notified() => {}, () = tokio::time::sleep(FALLBACK) => {} }
        if let Err(error) = queue::sweep(&db, MOST_CRASHES).await {
            tracing::warn!(%error, "leases could not be looked at");
            continue;
        }
        if let Err(error) = timetable::tick(&db).await {
            tracing::warn!(%error, "the timetable could not be looked at");
        }
    }
    drop(metronome);
    // A stop lasts shorter than a lease: what is in hand needs no heartbeat any more.
    heart.abort();
}

async fn metronome(beat: &Arc<Notify>) -> Result<JobScheduler, JobSchedulerError> {
    let scheduler = JobScheduler::new().await?;
    let beat = beat.clone();
    scheduler.add(Job::new(METRONOME, move |_, _| beat.notify_one())?).await?;
    scheduler.start().await?;
    Ok(scheduler)
}

async fn heartbeat(db: Db, hands: Hands, stop: CancellationToken) {
    while !stop.is_cancelled() {
        tokio::select! { () = stop.cancelled() => {}, () = tokio::time::sleep(Duration::from_secs(HEARTBEAT)) => {} }
        let leases = hands.leases();
        if leases.is_empty() {
            continue;
        }
        if let Err(error) = queue::heartbeat(&db, &leases, LEASE).await {
            tracing::warn!(%error, "leases could not be kept");
        }
    }
}
