//! Poisonous jobs take three processes with them at most and are buried; what is good is done, and a stop costs nothing.

use std::time::{Duration, Instant};

use mulin_entity::kernel::{SystemClock, queue::job::State};
use mulin_tests::TestApp;

use crate::{odd_jobs, size};

#[ignore = "tests/run chaos builds what this kills"]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn poison_is_buried_with_its_third_process_and_nothing_good_with_it() {
    let app = TestApp::start_on(std::sync::Arc::new(SystemClock)).await;
    let mut worker = odd_jobs::worker(&app, 4);
    let good = size(300, 10_000);
    odd_jobs::ask(&app, "abort", 0..2).await;
    odd_jobs::ask(&app, "panic", 0..2).await;
    odd_jobs::ask(&app, "loop", 0..1).await;
    odd_jobs::ask(&app, "good", 0..good).await;
    let (begun, mut deaths) = (Instant::now(), 0);
    while odd_jobs::alive(&app).await > 0 {
        assert!(begun.elapsed() < Duration::from_secs(240), "{:?}", odd_jobs::alive(&app).await);
        if worker.try_wait().unwrap().is_some() {
            deaths += 1;
            worker = odd_jobs::worker(&app, 4);
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    println!("{good} good jobs beside 5 bad ones: done after {:.1?}, {deaths} workers died", begun.elapsed());
    let aborted = odd_jobs::of(&app, "abort").await;
    assert!(deaths >= 1, "no worker died: this run proves nothing");
    assert!(deaths <= 2, "a job that aborts takes one worker with it, and then only processes of its own");
    assert_eq!(aborted.iter().map(|job| (job.state, job.crashes)).collect::<Vec<_>>(), [(State::Buried, 3); 2]);
    assert!(odd_jobs::of(&app, "panic").await.iter().all(|job| (job.state, job.attempts) == (State::Buried, 2)));
    assert!(odd_jobs::of(&app, "loop").await.iter().all(|job| job.state == State::Buried));
    assert_eq!(odd_jobs::of(&app, "good").await.len(), 0, "what is good is done");
}

#[ignore = "tests/run chaos builds what this kills"]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stop_gives_back_what_it_cannot_finish_and_burns_nothing() {
    let app = TestApp::start_on(std::sync::Arc::new(SystemClock)).await;
    odd_jobs::ask(&app, "slow", 0..8).await;
    let mut longest = Duration::ZERO;
    for _ in 0..size(2, 200) {
        let mut worker = odd_jobs::worker(&app, 600);
        let deadline = Instant::now() + Duration::from_secs(30);
        while odd_jobs::count(&app, "slow", &[State::Running]).await < 8 {
            assert!(Instant::now() < deadline, "the worker takes nothing");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        let begun = Instant::now();
        let id = worker.id().expect("it runs").to_string();
        tokio::process::Command::new("kill").args(["-TERM", &id]).status().await.unwrap();
        worker.wait().await.unwrap();
        longest = longest.max(begun.elapsed());
        let back = odd_jobs::of(&app, "slow").await;
        assert!(back.iter().all(|job| (job.state, job.attempts, job.crashes) == (State::Ready, 0, 0)), "{back:?}");
    }
    println!("{} stops with 8 jobs in hand: {longest:.1?} at most, nothing burnt", size(2, 200));
    assert!(longest < Duration::from_secs(10));
}
