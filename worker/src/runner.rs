//! Takes due jobs and has them done.
//!
//! A job is claimed with a lease that is committed before it runs, kept by a heartbeat while it runs, and settled
//! under the lease's token: whoever lost the lease changes nothing.

mod again;
mod backoff;
mod beat;
mod cell;
mod cells;
mod hands;
mod pace;
mod perform;
mod settler;
mod tally;
mod watchdog;

use std::{sync::Arc, time::Duration};

use futures::future::BoxFuture;
use mulin_entity::kernel::{Db, Result, queue};
use tokio::{
    sync::mpsc::{self, UnboundedSender},
    time::{Instant, MissedTickBehavior, interval, sleep, timeout},
};
use tokio_util::sync::CancellationToken;

use crate::{
    Context, Outcome,
    mail::Post,
    notifications::{Carriers, Desk},
    registry, timetable,
};
use hands::Hands;
use pace::AT_ONCE;
use settler::Ended;
use tally::Tally;

pub(crate) use again::again;
pub use cells::Cells;
pub use pace::Pace;
pub(crate) use perform::retry;

/// How long a job is ours without a sign of life.
pub(crate) const LEASE: Duration = Duration::from_secs(15);
/// The longest wait while the database cannot be reached: it heals sooner than anybody would restart this.
const LONGEST_OUTAGE_WAIT: Duration = Duration::from_secs(2);
/// How long a stop waits for what is given back to be written.
const LAST_WORDS: Duration = Duration::from_millis(1_500);

/// The outside world, as handlers see it.
#[derive(Clone)]
pub struct World {
    /// Where people reach the service, for links in messages.
    pub base_url: Arc<str>,
    /// Writes letters and hands them over.
    pub post: Arc<Post>,
    /// Carry messages by every other way.
    pub carriers: Arc<Carriers>,
}

/// Finds a job's handler and runs it.
pub type Dispatch = Arc<dyn Fn(Context) -> BoxFuture<'static, Result<Outcome>> + Send + Sync>;

/// The worker.
#[derive(Clone)]
pub struct Runner {
    db: Db,
    world: World,
    pace: Pace,
    dispatch: Dispatch,
    cells: Option<Arc<Cells>>,
    tally: Tally,
    desk: Desk,
}

/// A worker at work.
#[derive(Clone)]
struct Shift {
    runner: Runner,
    hands: Hands,
    ends: UnboundedSender<Ended>,
}

impl Runner {
    /// A worker on `db` that does every kind of job of the product.
    pub fn new(db: Db, world: World) -> Self {
        let dispatch: Dispatch = Arc::new(|cx| Box::pin(async move { registry::dispatch(&cx).await }));
        Self { db, world, pace: Pace::default(), dispatch, cells: None, tally: Tally::default(), desk: Desk::default() }
    }

    /// At another pace.
    #[must_use]
    pub fn at(self, pace: Pace) -> Self {
        Self { pace, ..self }
    }

    /// With other handlers.
    #[must_use]
    pub fn doing(self, dispatch: Dispatch) -> Self {
        Self { dispatch, ..self }
    }

    /// With processes of their own for jobs that may have taken one down. Without them they run like all others.
    #[must_use]
    pub fn with_cells(self, cells: Arc<Cells>) -> Self {
        Self { cells: Some(cells), ..self }
    }

    /// Works until `stop`. What is in hand is finished first, or given back unharmed if that takes too long.
    pub async fn run(&self, stop: CancellationToken) {
        let shift = self.begin(&stop);
        let beat = tokio::spawn(beat::keep(shift.clone(), stop.clone()));
        shift.work(&stop).await;
        if timeout(self.pace.drain, shift.hands.empty()).await.is_err() {
            shift.hands.let_go();
            if timeout(LAST_WORDS, shift.hands.empty()).await.is_err() {
                tracing::warn!("stopped with jobs in hand; their lease will run out");
            }
        }
        beat.abort();
        let closed = timeout(LAST_WORDS / 3, queue::close(&self.db, &shift.hands.over())).await;
        let counted = timeout(LAST_WORDS / 3, self.tally.write(&self.db)).await;
        tracing::debug!(?closed, ?counted, "stopped");
    }

    /// Does everything that is due now, schedules included, and answers how many jobs that were.
    pub async fn work_until_idle(&self) -> Result<usize> {
        let shift = self.begin(&CancellationToken::new());
        let mut total = 0;
        loop {
            timetable::tick(&self.db).await?;
            queue::sweep(&self.db).await?;
            let taken = shift.take(AT_ONCE).await? + shift.take_apart().await?;
            shift.hands.empty().await;
            if taken == 0 {
                queue::close(&self.db, &shift.hands.over()).await?;
                self.tally.write(&self.db).await?;
                return Ok(total);
            }
            total += taken;
        }
    }

    /// Works as the cell of another worker, for as long as that one lives.
    pub async fn run_as_cell(&self) {
        let mut jobs = cell::jobs();
        while let Some(job) = jobs.recv().await {
            let runner = self.clone();
            tokio::spawn(async move { runner.look_into(Arc::new(job)).await });
        }
    }

    /// Has one job done, settled and counted.
    async fn look_into(&self, job: Arc<queue::Claimed>) {
        let shift = self.begin(&CancellationToken::new());
        shift.perform(job.clone(), shift.hands.grip(&job)).await;
        shift.hands.empty().await;
        if let Err(error) = self.tally.write(&self.db).await {
            tracing::debug!(%error, "a count was lost");
        }
        cell::over(job.id);
    }

    fn begin(&self, stop: &CancellationToken) -> Shift {
        let (ends, ended) = mpsc::unbounded_channel();
        tokio::spawn(settler::settle(self.db.clone(), self.tally.clone(), ended));
        Shift { runner: self.clone(), hands: Hands::new(stop.clone()), ends }
    }
}

impl Shift {
    async fn work(&self, stop: &CancellationToken) {
        let wake = self.runner.db.wake();
        let mut poll = interval(self.runner.pace.poll);
        poll.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let (mut appetite, mut outage) = (AT_ONCE, Duration::from_millis(100));
        // Whether more may be due than was taken, and since when we work on what was.
        let (mut more, mut suspects, mut since) = (true, true, Instant::now());
        while !stop.is_cancelled() {
            let room = if more { self.hands.room(appetite) } else { 0 };
            let taken = async {
                if suspects {
                    self.take_apart().await?;
                }
                self.take(room).await
            };
            match taken.await {
                Ok(taken) => {
                    outage = Duration::from_millis(100);
                    // Whoever is left waits for room.
                    suspects = self.hands.is_full_apart();
                    if room > 0 {
                        more = taken == room;
                        if more {
                            appetite = pace::appetite(appetite, since.elapsed());
                        }
                        since = Instant::now();
                    }
                }
                Err(error) => {
                    tracing::warn!(%error, "the queue cannot be reached, trying again");
                    tokio::select! { () = stop.cancelled() => {}, () = sleep(outage) => {} }
                    outage = (outage * 2).min(LONGEST_OUTAGE_WAIT);
                    continue;
                }
            }
            tokio::select! {
                () = stop.cancelled() => {}
                () = wake.woken() => more = true,
                () = self.hands.freed(), if more || suspects => {}
                _ = poll.tick() => (more, suspects) = (true, true),
            }
        }
    }

    /// Takes up to `most` due jobs.
    async fn take(&self, most: usize) -> Result<usize> {
        match most {
            0 => Ok(0),
            most => Ok(self.hand_out(queue::claim(&self.runner.db, most as u64, self.runner.pace.lease, queue::Past::Clean).await?)),
        }
    }

    /// Takes jobs that may have taken a process down, as many as there is room for where they are done.
    async fn take_apart(&self) -> Result<usize> {
        let mut taken = 0;
        for past in [queue::Past::Suspect, queue::Past::Accused] {
            let room = self.hands.room_apart(past);
            if room > 0 {
                taken += self.hand_out(queue::claim(&self.runner.db, room as u64, self.runner.pace.lease, past).await?);
            }
        }
        Ok(taken)
    }

    fn hand_out(&self, jobs: Vec<queue::Claimed>) -> usize {
        let taken = jobs.len();
        if taken > 0 {
            self.runner.tally.taken(taken);
        }
        for job in jobs {
            let (shift, grip, job) = (self.clone(), self.hands.grip(&job), Arc::new(job));
            tokio::spawn(async move { shift.perform(job, grip).await });
        }
        taken
    }
}
