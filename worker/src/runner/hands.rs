//! What this worker has in hand: the leases that its heartbeat keeps, and how many more jobs it may take.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use mulin_entity::kernel::queue::{Claimed, Past};
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::pace::{ACCUSED, AT_ONCE, MOST, SUSPECTS, WAITING};
use crate::{Turn, registry};

/// Cheap to clone: clones are the same hands.
#[derive(Clone)]
pub(super) struct Hands(Arc<Inner>);

struct Inner {
    held: Mutex<Held>,
    /// Rung when there is room for more.
    freed: Notify,
    /// One for each handler that may run.
    turns: Arc<Semaphore>,
    /// One for each that may run and waits for others nearly all the time.
    waits: Arc<Semaphore>,
    /// Nothing new is begun.
    stop: CancellationToken,
    /// What has begun is given back.
    let_go: CancellationToken,
}

impl Inner {
    /// Rings if there is room now, or nothing left to wait for.
    fn freed_by(&self, held: &Held) {
        if held.has_room() {
            self.freed.notify_one();
        }
    }
}

#[derive(Default)]
struct Held {
    /// Taken, and not ended.
    open: usize,
    /// Ended, and not written down: the next are taken meanwhile.
    ended: usize,
    clean: usize,
    suspects: usize,
    accused: usize,
    leases: HashMap<Uuid, Lease>,
    /// Leases under which nothing is left.
    over: Vec<Uuid>,
    begun: HashMap<Uuid, (Arc<Claimed>, Instant)>,
    /// With no more than so many open, the worker takes more.
    enough: usize,
}

/// One lease, as far as this worker holds jobs under it.
#[derive(Default)]
struct Lease {
    jobs: usize,
    /// What became of a job could not be written: the lease must run out, so that somebody takes it.
    leaves_some: bool,
}

impl Hands {
    pub(super) fn new(stop: CancellationToken) -> Self {
        let (turns, waits) = (Arc::new(Semaphore::new(AT_ONCE)), Arc::new(Semaphore::new(WAITING)));
        let held = Mutex::new(Held { enough: AT_ONCE - 1, ..Held::default() });
        Self(Arc::new(Inner { held, freed: Notify::new(), turns, waits, stop, let_go: CancellationToken::new() }))
    }

    /// Takes hold of a job until the grip is dropped.
    pub(super) fn grip(&self, job: &Claimed) -> Grip {
        let past = job.past();
        let mut held = self.lock();
        held.leases.entry(job.lease).or_default().jobs += 1;
        held.open += 1;
        *held.with(past) += 1;
        Grip { hands: self.clone(), id: job.id, lease: job.lease, past, ended: false, written: false }
    }

    /// How many more may be taken by a worker with this appetite: none until half of it is done and a hand is free.
    pub(super) fn room(&self, appetite: usize) -> usize {
        let mut held = self.lock();
        held.enough = (appetite / 2).max(AT_ONCE - 1);
        if held.has_room() { appetite - held.open } else { 0 }
    }

    /// Whether there is no room for more of those.
    pub(super) fn is_full_apart(&self) -> bool {
        [Past::Suspect, Past::Accused].into_iter().any(|past| self.room_apart(past) == 0)
    }

    /// Waits until there is room again.
    pub(super) async fn freed(&self) {
        self.0.freed.notified().await;
    }

    /// Waits until nothing is in hand.
    pub(super) async fn empty(&self) {
        self.lock().enough = 0;
        while self.lock().any() {
            self.freed().await;
        }
    }

    /// The leases to be kept.
    pub(super) fn leases(&self) -> Vec<Uuid> {
        self.lock().leases.keys().copied().collect()
    }

    /// The leases that are over since this was asked last.
    pub(super) fn over(&self) -> Vec<Uuid> {
        std::mem::take(&mut self.lock().over)
    }

    /// How many more jobs may be taken that may have taken a process down.
    pub(super) fn room_apart(&self, past: Past) -> usize {
        let most = if past == Past::Accused { ACCUSED } else { SUSPECTS };
        most.saturating_sub(*self.lock().with(past))
    }

    /// The jobs that began longer ago than `most`, each told once: they do not even listen to their time limit.
    pub(super) fn stuck(&self, most: Duration) -> Vec<Arc<Claimed>> {
        self.lock().begun.extract_if(|_, (_, since)| since.elapsed() > most).map(|(_, (job, _))| job).collect()
    }

    /// Gives back everything in hand.
    pub(super) fn let_go(&self) {
        self.0.let_go.cancel();
    }

    fn lock(&self) -> MutexGuard<'_, Held> {
        self.0.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One job in hand.
pub(super) struct Grip {
    hands: Hands,
    id: Uuid,
    lease: Uuid,
    past: Past,
    ended: bool,
    written: bool,
}

impl Held {
    fn any(&self) -> bool {
        self.open + self.ended > 0
    }

    /// How many jobs with such a past are in hand.
    fn with(&mut self, past: Past) -> &mut usize {
        match past {
            Past::Clean => &mut self.clean,
            Past::Suspect => &mut self.suspects,
            Past::Accused => &mut self.accused,
        }
    }

    fn has_room(&self) -> bool {
        self.open <= self.enough && self.ended <= MOST
    }
}

impl Grip {
    /// Its turn is over; the lease is kept until that is written down.
    pub(super) fn end(&mut self) {
        let mut held = self.hands.lock();
        self.ended = true;
        held.open -= 1;
        held.ended += 1;
        held.begun.remove(&self.id);
        self.hands.0.freed_by(&held);
    }

    /// What became of it is written, or somebody else has it: nothing under its lease waits for this worker.
    pub(super) fn written(mut self) {
        self.written = true;
    }

    /// Waits for its turn; there is none any more when the worker is to stop.
    pub(super) async fn turn(&self, job: &Arc<Claimed>) -> Option<OwnedSemaphorePermit> {
        let inner = &self.hands.0;
        let turns = match registry::turn(&job.kind) {
            Turn::Hand => &inner.turns,
            Turn::Waiting => &inner.waits,
        };
        let turn = inner.stop.run_until_cancelled(turns.clone().acquire_owned()).await?.ok()?;
        self.hands.lock().begun.insert(self.id, (job.clone(), Instant::now()));
        Some(turn)
    }

    /// Waits until everything is to be given back.
    pub(super) async fn loosened(&self) {
        self.hands.0.let_go.cancelled().await;
    }
}

impl Drop for Grip {
    fn drop(&mut self) {
        let mut held = self.hands.lock();
        match self.ended {
            true => held.ended -= 1,
            false => held.open -= 1,
        }
        *held.with(self.past) -= 1;
        held.begun.remove(&self.id);
        if let Some(lease) = held.leases.get_mut(&self.lease) {
            lease.jobs -= 1;
            lease.leaves_some |= !self.written;
            if lease.jobs == 0 && !held.leases.remove(&self.lease).is_some_and(|lease| lease.leaves_some) {
                held.over.push(self.lease);
            }
        }
        self.hands.0.freed_by(&held);
    }
}
