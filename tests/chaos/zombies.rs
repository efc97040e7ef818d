//! A worker that stands still for longer than its lease, and then goes on as if nothing had happened: whatever it ends late was long
//! somebody else's, and stays as that one left it.

use std::{
    collections::HashSet,
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use mulin_entity::kernel::{
    SystemClock, audit,
    queue::job::{self, State},
};
use mulin_tests::TestApp;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use tokio::{process::Child, time::timeout};
use uuid::Uuid;

use crate::{odd_jobs, size};

const LEASE: Duration = Duration::from_secs(2);
/// So many are done at once: all of them are under way when their worker stands still.
const IN_HAND: usize = 16;
/// The heir has done those below, and has the next in its hand when the first worker comes back.
const DONE_MEANWHILE: usize = 8;

async fn until(what: &str, mut is_so: impl AsyncFnMut() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(60);
    while !is_so().await {
        assert!(Instant::now() < deadline, "{what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// Stops it between two of its writes: in the middle of one it would hold up the embedded database, and nobody could be its heir.
async fn stand_still(app: &TestApp, worker: &Child) {
    odd_jobs::signal(worker, "-STOP").await;
    while timeout(Duration::from_secs(1), odd_jobs::ask(app, "good", 0..1)).await.is_err() {
        odd_jobs::signal(worker, "-CONT").await;
        odd_jobs::signal(worker, "-STOP").await;
    }
}

/// How often jobs went past a gate under one of these leases.
fn tries(gate: &Path, leases: &HashSet<Uuid>) -> usize {
    let noted = std::fs::read_to_string(gate.with_extension("tries")).unwrap_or_default();
    noted.lines().filter(|lease| lease.parse().is_ok_and(|lease| leases.contains(&lease))).count()
}

async fn changes(app: &TestApp) -> Vec<Uuid> {
    let done = audit::Entity::find().filter(audit::Column::Action.eq("chaos.done")).all(&app.raw).await.unwrap();
    done.into_iter().map(|entry| entry.subject_id).collect()
}

#[ignore = "tests/run chaos builds what this stops"]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_worker_that_stood_still_changes_nothing_when_it_goes_on() {
    let (app, rounds, mut late) = (TestApp::start_on(Arc::new(SystemClock)).await, size(2, 60), 0);
    for round in 0..rounds {
        let [first_gate, second_gate] = ["first", "second"].map(|whose| app.data().join(format!("{whose}-{round}")));
        // One after the other, so that they are taken in this order.
        for number in 0..IN_HAND {
            odd_jobs::ask(&app, "gated", number..number + 1).await;
        }
        let mut first = odd_jobs::worker_behind(&app, &first_gate, LEASE);
        let running = async || odd_jobs::of(&app, "gated").await.into_iter().filter(|job| job.state == State::Running).collect::<Vec<_>>();
        until("nobody takes them", async || running().await.len() == IN_HAND).await;
        let leases: HashSet<Uuid> = running().await.iter().filter_map(|job| job.lease_token).collect();
        stand_still(&app, &first).await;

        // With a change of its own in one round, without in the next.
        let next = DONE_MEANWHILE + round % 2;
        std::fs::write(&second_gate, next.to_string()).unwrap();
        let mut second = odd_jobs::worker_behind(&app, &second_gate, LEASE);
        let in_second_hand = async || {
            let (running, left) = (running().await, odd_jobs::of(&app, "gated").await.len());
            let in_hand = running.into_iter().find(|job| job.lease_token.is_some_and(|lease| !leases.contains(&lease)));
            in_hand.filter(|_| left == IN_HAND - next)
        };
        until("nobody takes them back", async || in_second_hand().await.is_some()).await;
        let held: job::Model = in_second_hand().await.unwrap();

        std::fs::write(&first_gate, IN_HAND.to_string()).unwrap();
        odd_jobs::signal(&first, "-CONT").await;
        until("it does not go on: this run proves nothing", async || tries(&first_gate, &leases) == IN_HAND).await;
        // It ends once everything is written or refused.
        odd_jobs::signal(&first, "-TERM").await;
        first.wait().await.unwrap();
        late += tries(&first_gate, &leases);
        let now = odd_jobs::of(&app, "gated").await.into_iter().find(|job| job.id == held.id);
        assert_eq!(now.as_ref(), Some(&held), "a late worker changed what another has in hand");

        std::fs::write(&second_gate, IN_HAND.to_string()).unwrap();
        until("they come to no end", async || odd_jobs::alive(&app).await == 0).await;
        second.kill().await.unwrap();
    }
    let changes = changes(&app).await;
    let once: HashSet<&Uuid> = changes.iter().collect();
    println!(
        "{rounds} workers stood still for longer than their lease and went on: {late} late completions, {} changes, each once",
        changes.len()
    );
    assert_eq!(late, rounds * IN_HAND);
    assert_eq!((changes.len(), once.len()), (rounds * IN_HAND / 2, rounds * IN_HAND / 2), "each change once");
}
