//! Waking workers: a hint, never the truth. What is due stands in the job table.

use std::sync::Arc;

use tokio::sync::Notify;

/// Tells workers that something may be due.
#[async_trait::async_trait]
pub trait Wake: Send + Sync + 'static {
    /// Gives the hint; losing it costs a polling interval, never a job.
    async fn wake(&self);
    /// Waits for a hint.
    async fn woken(&self);
}

/// The hint within one process.
#[derive(Debug, Default, Clone)]
pub struct LocalWake(Arc<Notify>);

#[async_trait::async_trait]
impl Wake for LocalWake {
    async fn wake(&self) {
        self.0.notify_one();
    }

    async fn woken(&self) {
        self.0.notified().await;
    }
}
