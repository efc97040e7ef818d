//! Sends hints one after the other, and never two for what one tells: a burst of changes is one hint.

use std::{future::Future, sync::Arc, time::Duration};

use tokio::sync::Notify;

/// How long the changes after a hint wait for the next: whoever was just told is awake.
const PAUSE: Duration = Duration::from_millis(2);

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
                tokio::time::sleep(PAUSE).await;
            }
        });
        herald
    }

    /// A hint is to leave, unless one is waiting to.
    pub fn ask(&self) {
        self.0.notify_one();
    }
}
