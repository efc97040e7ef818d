//! Sends hints one after the other, and never two for what one tells: a burst of changes is one hint.

use std::{future::Future, sync::Arc};

use tokio::sync::Notify;

/// Cheap to clone. Asking it costs a change nothing, whatever happens to the hint.
#[derive(Clone)]
pub struct Herald(Arc<Notify>);

impl Herald {
    /// Sends by `send`, in a task of its own.
    pub fn start<F>(mut send: impl FnMut() -> F + Send + 'static) -> Self
    where
        F: Future<Output = ()> + Send,
    {
        let asked = Arc::new(Notify::new());
        let herald = Self(asked.clone());
        tokio::spawn(async move {
            loop {
                asked.notified().await;
                send().await;
            }
        });
        herald
    }

    /// A hint is to leave, unless one is waiting to.
    pub fn ask(&self) {
        self.0.notify_one();
    }
}
