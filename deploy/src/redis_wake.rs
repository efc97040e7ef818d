//! Waking workers through Redis. A hint may be lost with Redis: workers look by themselves every second.

use std::{sync::Arc, time::Duration};

use anyhow::Context;
use mulin_entity::kernel::wake::Wake;
use redis::{
    AsyncCommands, Client, PushInfo, PushKind,
    aio::{ConnectionManager, ConnectionManagerConfig},
};
use tokio::sync::Notify;

use crate::herald::Herald;

const CHANNEL: &str = "mulin:wake";
/// Nobody who commits a change waits longer than this for a hint to leave.
const PATIENCE: Duration = Duration::from_millis(500);
/// How long until the next try to subscribe, while Redis is away.
const PAUSE: Duration = Duration::from_secs(2);

/// The hint between processes.
pub struct RedisWake {
    woken: Arc<Notify>,
    herald: Herald,
}

impl RedisWake {
    /// Listens to the Redis at `url`; it need not be there yet, and may go and come back.
    pub fn open(url: &str) -> anyhow::Result<Self> {
        // Subscriptions that come back by themselves need the third version of the protocol.
        let joint = if url.contains('?') { '&' } else { '?' };
        let client = Client::open(format!("{url}{joint}protocol=resp3")).context("REDIS_URL cannot be read")?;
        let woken = Arc::new(Notify::new());
        let config = ConnectionManagerConfig::new()
            .set_connection_timeout(Some(PATIENCE))
            .set_response_timeout(Some(PATIENCE))
            .set_number_of_retries(1)
            .set_push_sender({
                let woken = woken.clone();
                move |push: PushInfo| {
                    if push.kind == PushKind::Message {
                        woken.notify_one();
                    }
                    Ok::<_, std::convert::Infallible>(())
                }
            })
            .set_automatic_resubscription();
        let redis = ConnectionManager::new_lazy_with_config(client, config).context("REDIS_URL cannot be used")?;
        tokio::spawn(subscribe(redis.clone()));
        // Whatever Redis says, a change that is committed is done: the hint leaves on its own.
        let herald = Herald::start(move || tell(redis.clone()));
        Ok(Self { woken, herald })
    }
}

async fn tell(mut redis: ConnectionManager) {
    if let Err(error) = redis.publish::<_, _, ()>(CHANNEL, "").await {
        tracing::debug!(%error, "a hint was lost");
    }
}

async fn subscribe(mut redis: ConnectionManager) {
    while let Err(error) = redis.subscribe(CHANNEL).await {
        tracing::warn!(%error, "Redis does not answer; workers look for jobs by themselves meanwhile");
        tokio::time::sleep(PAUSE).await;
    }
}

#[async_trait::async_trait]
impl Wake for RedisWake {
    async fn wake(&self) {
        self.woken.notify_one();
        self.herald.ask();
    }

    async fn woken(&self) {
        self.woken.notified().await;
    }
}
