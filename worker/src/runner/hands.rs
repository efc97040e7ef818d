//! What this worker has in hand: the leases that its heartbeat keeps.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use mulin_entity::kernel::queue::Claimed;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// Cheap to clone: clones are the same hands.
#[derive(Clone, Default)]
pub(super) struct Hands {
    held: Arc<Mutex<Held>>,
    let_go: CancellationToken,
}

#[derive(Default)]
struct Held {
    leases: HashMap<Uuid, usize>,
    suspects: usize,
}

impl Hands {
    /// Takes hold of a job until the grip is dropped.
    pub(super) fn grip(&self, job: &Claimed) -> Grip {
        let suspect = job.crashes > 0;
        let mut held = self.lock();
        *held.leases.entry(job.lease).or_default() += 1;
        held.suspects += usize::from(suspect);
        Grip { hands: self.clone(), lease: job.lease, suspect }
    }

    /// The leases to be kept.
    pub(super) fn leases(&self) -> Vec<Uuid> {
        self.lock().leases.keys().copied().collect()
    }

    /// Whether none of the jobs in hand took a worker down before.
    pub(super) fn hold_no_suspect(&self) -> bool {
        self.lock().suspects == 0
    }

    /// Gives back everything in hand.
    pub(super) fn let_go(&self) {
        self.let_go.cancel();
    }

    fn lock(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One job in hand.
pub(super) struct Grip {
    hands: Hands,
    lease: Uuid,
    suspect: bool,
}

impl Grip {
    /// Waits until everything is to be given back.
    pub(super) async fn loosened(&self) {
        self.hands.let_go.cancelled().await;
    }
}

impl Drop for Grip {
    fn drop(&mut self) {
        let mut held = self.hands.lock();
        held.suspects -= usize::from(self.suspect);
        if let Some(count) = held.leases.get_mut(&self.lease) {
            *count -= 1;
            if *count == 0 {
                held.leases.remove(&self.lease);
            }
        }
    }
}
