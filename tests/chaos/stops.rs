//! Workers are asked to stop, as a deploy does it: they give back what they cannot finish, and no try is counted.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use mulin_entity::kernel::{
    SystemClock,
    queue::{
        job::State::{Ready, Running},
        job_tally,
    },
};
use mulin_tests::TestApp;
use sea_orm::EntityTrait;
use tokio::process::Child;
use tokio_util::sync::CancellationToken;

use crate::{
    odd_jobs::{self, count},
    size, witness,
};

/// How long a stop may take.
const MOST: Duration = Duration::from_secs(10);
/// What comes in meanwhile: so many jobs every tenth of a second.
const IN_A_TENTH: usize = 10;
/// Jobs that do not end: the stop cannot wait for them.
const ENDLESS: usize = 8;

/// Waits until so many endless jobs are in hand.
async fn taken(app: &TestApp) {
    let deadline = Instant::now() + Duration::from_secs(30);
    while count(app, "slow", &[Running]).await < ENDLESS as u64 {
        assert!(Instant::now() < deadline, "the worker takes nothing");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// Asks it to stop; how long that takes.
async fn stop(mut worker: Child) -> Duration {
    let begun = Instant::now();
    odd_jobs::signal(&worker, "-TERM").await;
    worker.wait().await.unwrap();
    begun.elapsed()
}

async fn nothing_is_burnt(app: &TestApp) {
    let back = odd_jobs::of(app, "slow").await;
    assert!(back.iter().all(|job| (job.attempts, job.crashes) == (0, 0)), "{back:?}");
}

#[ignore = "tests/run chaos builds what this kills"]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stop_gives_back_what_it_cannot_finish_and_burns_nothing() {
    let app = TestApp::start_on(Arc::new(SystemClock)).await;
    odd_jobs::ask(&app, "slow", 0..ENDLESS).await;
    let (stops, mut longest) = (size(2, 200), Duration::ZERO);
    for _ in 0..stops {
        let worker = odd_jobs::worker(&app, 600);
        taken(&app).await;
        longest = longest.max(stop(worker).await);
        assert_eq!(count(&app, "slow", &[Ready]).await, ENDLESS as u64, "something was not given back");
        nothing_is_burnt(&app).await;
    }
    println!("{stops} stops with {ENDLESS} jobs in hand: {longest:.1?} at most, nothing burnt");
    assert!(longest < MOST);
}

#[ignore = "tests/run chaos builds what this kills"]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_deploy_under_load_burns_nothing() {
    let app = TestApp::start_on(Arc::new(SystemClock)).await;
    witness::call(&app).await;
    odd_jobs::ask(&app, "slow", 0..ENDLESS).await;
    let (stops, asked, over) = (size(3, 200), AtomicUsize::new(0), CancellationToken::new());
    let begun = Instant::now();
    let coming_in = async {
        let mut tenths = tokio::time::interval(Duration::from_millis(100));
        while over.run_until_cancelled(tenths.tick()).await.is_some() {
            let first = asked.fetch_add(IN_A_TENTH, Ordering::Relaxed);
            odd_jobs::ask(&app, "work", first..first + IN_A_TENTH).await;
        }
    };
    let deploying = async {
        let (mut longest, mut meanwhile, mut worker) = (Duration::ZERO, 0, odd_jobs::worker(&app, 600));
        for _ in 0..stops {
            taken(&app).await;
            // The next is there before this one is asked to go.
            let next = odd_jobs::worker(&app, 600);
            tokio::time::sleep(Duration::from_millis(rand::random_range(500..1_500))).await;
            let before = asked.load(Ordering::Relaxed);
            longest = longest.max(stop(std::mem::replace(&mut worker, next)).await);
            meanwhile += asked.load(Ordering::Relaxed) - before;
            nothing_is_burnt(&app).await;
        }
        over.cancel();
        (longest, meanwhile, worker)
    };
    let ((), (longest, meanwhile, last)) = tokio::join!(coming_in, deploying);
    let asked = asked.into_inner();
    let rate = asked as f64 / begun.elapsed().as_secs_f64();
    let deadline = Instant::now() + Duration::from_secs(30);
    while count(&app, "work", &[Ready, Running]).await > 0 {
        assert!(Instant::now() < deadline, "{} jobs wait", count(&app, "work", &[Ready, Running]).await);
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    stop(last).await;
    let tallies = job_tally::Entity::find().all(&app.raw).await.unwrap();
    let bad: i64 = tallies.iter().map(|tally| tally.failed + tally.buried + tally.crashed).sum();
    let (done, taken_back) = (tallies.iter().map(|tally| tally.done).sum::<i64>(), witness::taken_back(&app).await);
    println!(
        "{stops} stops under {rate:.0} jobs a second, {meanwhile} of them asked for during a stop: {longest:.1?} at most; {asked} asked for, {done} turns, {bad} failed, {taken_back} left behind"
    );
    assert!(meanwhile > stops * IN_A_TENTH, "nothing came in: this run proves nothing");
    assert_eq!((bad, taken_back), (0, 0), "a stop cost a try");
    assert!(longest < MOST);
}
