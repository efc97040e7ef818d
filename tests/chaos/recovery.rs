//! How soon a job runs again whose worker was killed, and that one which only takes long is left alone.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use mulin_entity::kernel::{SystemClock, queue::job};
use mulin_tests::TestApp;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use crate::{odd_jobs, size};

/// A lease that a test can wait for, and that of the product.
const SHORT: Duration = Duration::from_secs(2);
const REAL: Duration = Duration::from_secs(15);
/// Leases that ran out are looked for every second, and so are jobs that may have taken a process down.
const SWEEP: Duration = Duration::from_secs(1);
const CLAIM: Duration = Duration::from_secs(1);

/// Under which lease the one job runs.
async fn lease(app: &TestApp) -> Option<Uuid> {
    let running = job::Entity::find().filter(job::Column::State.eq(job::State::Running));
    running.select_only().column(job::Column::LeaseToken).into_tuple::<Option<Uuid>>().one(&app.raw).await.unwrap().flatten()
}

/// Waits until it runs under another lease than `before`.
async fn runs_anew(app: &TestApp, before: Option<Uuid>) -> Option<Uuid> {
    let deadline = Instant::now() + REAL * 3;
    loop {
        let now = lease(app).await;
        if now.is_some() && now != before {
            return now;
        }
        assert!(Instant::now() < deadline, "nobody takes it");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

/// Kills the worker that has the job, again and again; the longest time until another one has it.
async fn longest_recovery(kills: usize, time: Duration) -> Duration {
    let app = TestApp::start_on(Arc::new(SystemClock)).await;
    let worker = || odd_jobs::worker_with(&app, 3_600, time);
    let mut busy = worker();
    odd_jobs::ask(&app, "slow", 0..1).await;
    let (mut held, mut longest) = (runs_anew(&app, None).await, Duration::ZERO);
    for _ in 0..kills {
        let standby = worker();
        // Anywhere between two beats of the heart, and not before the other one is there.
        tokio::time::sleep(Duration::from_millis(500) + (time / 3).mul_f64(rand::random())).await;
        assert!(busy.try_wait().unwrap().is_none(), "it had ended by itself");
        assert_eq!(lease(&app).await, held, "it was taken from a worker that lives");
        busy.kill().await.unwrap();
        let killed = Instant::now();
        held = runs_anew(&app, held).await;
        longest = longest.max(killed.elapsed());
        busy = standby;
    }
    let job = odd_jobs::of(&app, "slow").await;
    println!("{kills} kills with a lease of {time:?}: the job runs again after {longest:.1?} at most; attempts {}", job[0].attempts);
    assert_eq!(job[0].attempts, 0, "a kill is not held against it");
    longest
}

#[ignore = "tests/run chaos builds what this kills"]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_job_of_a_dead_worker_runs_again_soon() {
    let longest = longest_recovery(size(3, 100), SHORT).await;
    assert!(longest <= SHORT + SWEEP + CLAIM, "{longest:?}");
    if size(0, 15) > 0 {
        let longest = longest_recovery(size(0, 15), REAL).await;
        assert!(longest <= REAL + SWEEP + CLAIM, "{longest:?}");
    }
}

#[ignore = "tests/run chaos builds what this kills"]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_job_that_takes_long_is_left_to_its_worker() {
    let app = TestApp::start_on(Arc::new(SystemClock)).await;
    let leases = size(3, 60) as u32;
    let _two_of_them = [odd_jobs::worker_with(&app, 3_600, SHORT), odd_jobs::worker_with(&app, 3_600, SHORT)];
    odd_jobs::ask(&app, "slow", 0..1).await;
    let held = runs_anew(&app, None).await;
    tokio::time::sleep(SHORT * leases).await;
    assert_eq!(lease(&app).await, held, "it was taken from a worker that lives");
    println!("a job of {leases} leases stays where it is");
}
