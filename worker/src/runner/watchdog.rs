//! Ends a process that does nothing any more: jobs that never let go of their thread may take all of them, and then nobody
//! is left to notice. Whoever started the process starts another, and its jobs are taken by workers that live.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
        mpsc::{self, RecvTimeoutError},
    },
    time::Duration,
};

/// How often it looks.
const LOOK: Duration = Duration::from_secs(5);
/// How many looks without a sign of life are death. A machine that slept wakes its threads in any order: one look means nothing.
const PATIENCE: u32 = 12;

/// Barks until it is dropped.
pub(super) struct Watchdog {
    _leash: mpsc::Sender<()>,
    beating: tokio::task::JoinHandle<()>,
}

impl Watchdog {
    pub(super) fn start() -> Self {
        let pulse = Arc::new(AtomicU64::new(0));
        let beating = tokio::spawn({
            let pulse = pulse.clone();
            async move {
                loop {
                    pulse.fetch_add(1, Ordering::Relaxed);
                    tokio::time::sleep(Duration::from_secs(1)).await;
                }
            }
        });
        let (leash, dropped) = mpsc::channel();
        std::thread::spawn(move || {
            let (mut seen, mut silent) = (0, 0);
            while dropped.recv_timeout(LOOK) == Err(RecvTimeoutError::Timeout) {
                let now = pulse.load(Ordering::Relaxed);
                silent = if now == seen { silent + 1 } else { 0 };
                seen = now;
                if silent > PATIENCE {
                    tracing::error!("no task has moved for a minute; this process ends");
                    std::process::abort();
                }
            }
        });
        Self { _leash: leash, beating }
    }
}

impl Drop for Watchdog {
    fn drop(&mut self) {
        self.beating.abort();
    }
}
