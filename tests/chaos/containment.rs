//! Poisonous jobs take three processes with them at most and are buried; what is good is done nearly as soon as without them.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use mulin_entity::{
    kernel::{
        Job, PLATFORM, SystemClock, queue,
        queue::job::State::{self, Buried, Ready, Running},
    },
    notifications::job::Deliver,
};
use mulin_tests::TestApp;
use serde::{Deserialize, Serialize};
use tokio::process::Child;

use crate::{odd_jobs, patience, size};

/// A name in a payload: nobody who looks after the queue is to read it.
const NAME: &str = "王奶奶";
/// How many times as long good work may take beside poison, and what is no time: a lease that runs out and a worker that starts anew.
const SLOWER: u32 = 2;
const NO_TIME: Duration = Duration::from_secs(8);

/// A letter as no handler can read it.
#[derive(Serialize, Deserialize)]
struct Garbled {
    message: String,
    number: usize,
}

impl Job for Garbled {
    const KIND: &'static str = Deliver::KIND;

    fn key(&self) -> String {
        format!("garbled:{}", self.number)
    }
}

/// What a version of the product asked for that nobody has any more.
#[derive(Serialize, Deserialize)]
struct Forgotten {
    number: usize,
}

impl Job for Forgotten {
    const KIND: &'static str = "weather.forecast";

    fn key(&self) -> String {
        format!("forgotten:{}", self.number)
    }
}

async fn ask_for_poison(app: &TestApp, unreadable: usize) {
    odd_jobs::ask(app, "abort", 0..2).await;
    odd_jobs::ask(app, "panic", 0..2).await;
    odd_jobs::ask(app, "loop", 0..1).await;
    let garbled: Vec<_> = (0..unreadable).map(|number| Garbled { message: NAME.to_owned(), number }).collect();
    queue::ask(app.db(), PLATFORM, &garbled).await.unwrap();
    let forgotten: Vec<_> = (0..unreadable).map(|number| Forgotten { number }).collect();
    queue::ask(app.db(), PLATFORM, &forgotten).await.unwrap();
}

/// A worker that is started anew when it dies, as a service manager does it.
struct Undying<'a> {
    app: &'a TestApp,
    worker: Child,
    deaths: usize,
}

impl<'a> Undying<'a> {
    fn start(app: &'a TestApp) -> Self {
        Self { app, worker: odd_jobs::worker(app, 4), deaths: 0 }
    }

    /// Works until so many are left of what `count` counts; how long that took.
    async fn works_until_none_is_left(&mut self, count: impl AsyncFn() -> u64, patience: Duration) -> Duration {
        let begun = Instant::now();
        while count().await > 0 {
            assert!(begun.elapsed() < patience, "{} are left", count().await);
            if self.worker.try_wait().unwrap().is_some() {
                self.deaths += 1;
                self.worker = odd_jobs::worker(self.app, 4);
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        begun.elapsed()
    }
}

#[ignore = "tests/run chaos builds what this kills"]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn poison_is_buried_with_its_third_process_and_nothing_good_with_it() {
    let app = TestApp::start_on(Arc::new(SystemClock)).await;
    let (good, unreadable) = (size(800, 10_000), size(5, 50));
    let good_left = async || odd_jobs::count(&app, "work", &[Ready, Running, Buried]).await;
    odd_jobs::ask(&app, "work", 0..good).await;
    let baseline = Undying::start(&app).works_until_none_is_left(good_left, patience(120, good)).await;

    ask_for_poison(&app, unreadable).await;
    odd_jobs::ask(&app, "work", 0..good).await;
    let mut worker = Undying::start(&app);
    let beside_poison = worker.works_until_none_is_left(good_left, patience(120, good)).await;
    let bad = ["abort", "panic", "loop", "garbled", "forgotten"];
    let bad_left = async || {
        let mut left = 0;
        for what in bad {
            left += odd_jobs::count(&app, what, &[Ready, Running]).await;
        }
        left
    };
    let buried_after = beside_poison + worker.works_until_none_is_left(bad_left, Duration::from_secs(240)).await;
    let deaths = worker.deaths;
    println!(
        "{good} good jobs take {baseline:.1?}, and {beside_poison:.1?} beside {} bad ones, which are all buried after {buried_after:.1?}; {deaths} workers died",
        5 + 2 * unreadable
    );
    assert!(deaths >= 1, "no worker died: this run proves nothing");
    assert!(deaths <= 2, "a job that aborts takes one worker with it, and then only processes of its own");
    let aborted = odd_jobs::of(&app, "abort").await;
    assert_eq!(aborted.iter().map(|job| (job.state, job.crashes)).collect::<Vec<_>>(), [(State::Buried, 3); 2]);
    assert!(odd_jobs::of(&app, "panic").await.iter().all(|job| (job.state, job.attempts) == (State::Buried, 2)));
    assert!(odd_jobs::of(&app, "loop").await.iter().all(|job| job.state == State::Buried));
    for what in ["garbled", "forgotten"] {
        let unread = odd_jobs::of(&app, what).await;
        assert_eq!(unread.len(), unreadable);
        assert!(unread.iter().all(|job| job.state == State::Buried), "what nobody can read is tried again");
        assert!(unread.iter().all(|job| !job.last_error.as_deref().unwrap_or(NAME).contains(NAME)), "its error names somebody");
    }
    assert!(beside_poison <= SLOWER * baseline.max(NO_TIME), "good work waits for bad: {beside_poison:?} instead of {baseline:?}");
}
