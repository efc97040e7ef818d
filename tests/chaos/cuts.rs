//! Units of work are let go of at any point, from the first word of their beginning to the last of their commit, on pools of two connections:
//! none comes back with its transaction open, and whoever works with it next reads and changes what is theirs.

use std::{
    pin::pin,
    sync::Arc,
    task::Poll,
    time::{Duration, Instant},
};

use chrono::DateTime;
use mulin_entity::{
    kernel::{Actor, Db, Result, Scope, SystemClock},
    notifications::query::asked_by,
};
use mulin_tests::{Database, TestApp};
use sea_orm::Database as Orm;
use uuid::Uuid;

use crate::{aborts::idle_in_transaction, reminders::try_to_ask, size};

/// Lets `work` go on so many times, and then lets go of it; whether that was before its end.
async fn cut_off(work: impl Future, times: usize) -> bool {
    let (mut work, mut left) = (pin!(work), times);
    std::future::poll_fn(|context| {
        left -= 1;
        match work.as_mut().poll(context) {
            Poll::Ready(_) => Poll::Ready(false),
            Poll::Pending if left == 0 => Poll::Ready(true),
            Poll::Pending => Poll::Pending,
        }
    })
    .await
}

/// How many reminders a community has.
async fn look(db: &Db, community: Uuid) -> Result<usize> {
    let tx = db.read(&Scope { community, actor: Actor::System }).await?;
    Ok(asked_by(&tx, "visits.digest", DateTime::UNIX_EPOCH).await?.len())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_comes_after_somebody_who_was_cut_off_notices_nothing() {
    let app = TestApp::start_on(Arc::new(SystemClock)).await;
    let street = app.street("120113004").await;
    let [ours, theirs] = [app.community(&street, "120113004017").await.id, app.community(&street, "120113004024").await.id];
    let db = app.beside_with(Arc::new(SystemClock), |config| config.connections = 2).await.db;
    let owner = Orm::connect(&app.database_url).await.unwrap();
    let (units, mut theirs_asked) = (size(400, 20_000), 0);
    // How many were let go of in their beginning, and later.
    let mut cut = [0, 0];
    for unit in 0..units {
        let times = rand::random_range(1..=6);
        let was_cut = match rand::random() {
            true => cut_off(look(&db, ours), times).await,
            false => cut_off(try_to_ask(&db, ours, unit..unit + 1), times).await,
        };
        cut[usize::from(times > 1)] += usize::from(was_cut);
        // Either somebody looks at the connections as they are, or both of them are used by others.
        if unit % 2 == 0 && app.database == Database::Postgres {
            let over = Instant::now();
            while idle_in_transaction(&owner).await > 0 {
                assert!(over.elapsed() < Duration::from_secs(5), "a connection came back with its transaction open");
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
        } else {
            let asking = |number: usize| try_to_ask(&db, theirs, units + number..units + number + 1);
            let (one, other) = tokio::join!(asking(theirs_asked), asking(theirs_asked + 1));
            theirs_asked += 2;
            assert!(one.is_ok() && other.is_ok(), "a change was refused: {one:?}, {other:?}");
            assert_eq!(look(&db, theirs).await.unwrap(), theirs_asked, "somebody else's rows, or not all");
        }
    }
    println!("{units} units of work, {} let go of in their first step and {} later: nobody else noticed", cut[0], cut[1]);
    assert!(cut[0] > units / 10 && cut[1] > units / 10, "{cut:?}: this run proves nothing");
}
