//! Writing down what has happened, however long the database takes to be there again.

use std::{future::Future, time::Duration};

use mulin_entity::kernel::Result;
use tokio::time::{Instant, sleep};

/// While the database cannot be reached, an end is kept for so long: a lease that ran out meanwhile is ours until somebody takes it.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long until the next try.
const PAUSE: Duration = Duration::from_millis(200);

/// Tries until the database answers. What is written must ask for the lease, so that trying again is harmless.
pub(crate) async fn again<T, F: Future<Output = Result<T>>>(write: impl Fn() -> F) -> Result<T> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        match write().await {
            Err(error) if error.is_transient() && Instant::now() < deadline => sleep(PAUSE).await,
            ended => return ended,
        }
    }
}
