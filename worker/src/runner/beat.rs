//! The worker's pulse: leases are kept, those of dead workers taken back, and the timetable is looked at.
//!
//! tokio-cron-scheduler gives the beat and nothing else: what is due is computed from rows, so a beat that is late,
//! lost, or given by several workers at once changes nothing.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use mulin_entity::kernel::{Failure, Result, queue};
use tokio::sync::Notify;
use tokio_cron_scheduler::{Job, JobScheduler, JobSchedulerError};
use tokio_util::{sync::CancellationToken, task::AbortOnDropHandle};

use super::{Shift, perform::FORCE, watchdog::Watchdog};
use crate::timetable;

/// Beats once a second; the metronome may die, the fallback keeps time then.
const METRONOME: &str = "* * * * * *";
const FALLBACK: Duration = Duration::from_secs(3);
/// Leases are kept every third of their time, so that two beats may be lost.
const PER_LEASE: u32 = 3;

pub(super) async fn keep(shift: Shift, stop: CancellationToken) {
    let beat = Arc::new(Notify::new());
    let metronome = match metronome(&beat).await {
        Ok(metronome) => Some(metronome),
        Err(error) => {
            tracing::warn!(%error, "no metronome; the timetable is looked at every few seconds");
            None
        }
    };
    let _heart = AbortOnDropHandle::new(tokio::spawn(heartbeat(shift.clone())));
    let _watchdog = Watchdog::start();
    let mut touch = Touch { last: None, from: Instant::now() };
    while !stop.is_cancelled() {
        tokio::select! { () = stop.cancelled() => break, () = beat.notified() => {}, () = tokio::time::sleep(FALLBACK) => {} }
        match once(&shift, &mut touch).await {
            Ok(()) => touch.last = Some(Instant::now()),
            Err(error) => tracing::warn!(%error, "leases and timetable could not be looked at"),
        }
    }
    drop(metronome);
    // Jobs in hand are kept until they are settled or given back; the worker ends this task then.
    std::future::pending().await
}

async fn once(shift: &Shift, touch: &mut Touch) -> Result<()> {
    let runner = &shift.runner;
    if touch.allows_to_judge(runner.pace.lease / PER_LEASE) {
        let swept = queue::sweep(&runner.db).await?;
        metrics::counter!("mulin_jobs_swept_total").increment(swept);
    } else {
        runner.db.ping().await?;
    }
    for job in shift.hands.stuck(runner.pace.longest_turn + FORCE) {
        tracing::error!(kind = job.kind, id = %job.id, "a job holds a thread and does not let go; it is tried again alone");
        queue::suspect(&runner.db, &job).await?;
    }
    if let Some(cells) = &runner.cells {
        cells.rest();
    }
    timetable::tick(&runner.db).await?;
    runner.tally.write(&runner.db).await
}

/// How long this worker has been in touch with the database.
struct Touch {
    last: Option<Instant>,
    from: Instant,
}

impl Touch {
    /// Whether leases that ran out tell something. After an outage all of them have, and those who live keep theirs first.
    fn allows_to_judge(&mut self, pause: Duration) -> bool {
        if self.last.is_some_and(|last| last.elapsed() > FALLBACK + Duration::from_secs(1)) {
            self.from = Instant::now() + pause + Duration::from_secs(1);
            self.last = None;
        }
        Instant::now() >= self.from
    }
}

async fn metronome(beat: &Arc<Notify>) -> Result<JobScheduler, JobSchedulerError> {
    let scheduler = JobScheduler::new().await?;
    let beat = beat.clone();
    scheduler.add(Job::new(METRONOME, move |_, _| beat.notify_one())?).await?;
    scheduler.start().await?;
    Ok(scheduler)
}

/// Keeps what is in hand, also while the worker stops.
async fn heartbeat(shift: Shift) {
    let lease = shift.runner.pace.lease;
    loop {
        tokio::time::sleep(lease / PER_LEASE).await;
        let (held, over) = (shift.hands.leases(), shift.hands.over());
        let kept = async {
            if !held.is_empty() {
                queue::heartbeat(&shift.runner.db, &held, lease).await?;
            }
            if !over.is_empty() {
                queue::close(&shift.runner.db, &over).await?;
            }
            Ok::<_, Failure>(())
        };
        // Those that are over and not closed run out with nothing left under them.
        if let Err(error) = kept.await {
            tracing::warn!(%error, "leases could not be kept");
        }
    }
}
