//! A worker hears of work at once, through Redis where there is one and within the process where there is none.

use std::{sync::Arc, time::Duration};

use mulin::redis_wake::RedisWake;
use mulin_entity::kernel::wake::{LocalWake, Wake};
use tokio::time::timeout;

fn two_ends() -> (Arc<dyn Wake>, Arc<dyn Wake>) {
    match std::env::var("MULIN_TEST_REDIS_URL") {
        Ok(url) => (Arc::new(RedisWake::open(&url).unwrap()), Arc::new(RedisWake::open(&url).unwrap())),
        Err(_) => {
            let local = LocalWake::default();
            (Arc::new(local.clone()), Arc::new(local))
        }
    }
}

#[tokio::test]
async fn a_hint_reaches_the_other_process() {
    let (api, worker) = two_ends();
    let heard = async {
        loop {
            // A subscription takes a moment; a hint that comes before it is lost, and that is allowed.
            api.wake().await;
            if timeout(Duration::from_millis(100), worker.woken()).await.is_ok() {
                return;
            }
        }
    };
    timeout(Duration::from_secs(10), heard).await.expect("the worker hears of it");
}

#[tokio::test]
async fn without_redis_changes_go_on() {
    let nobody = RedisWake::open("redis://127.0.0.1:1").unwrap();
    timeout(Duration::from_secs(1), nobody.wake()).await.expect("nobody waits for a hint");
    timeout(Duration::from_secs(1), nobody.woken()).await.expect("this process is woken all the same");
}
