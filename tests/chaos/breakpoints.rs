//! Workers die right before and right after each commit, claim, send and answer: what was asked for comes to its end all the same.

use std::{sync::Arc, time::Duration};

use mulin_entity::kernel::SystemClock;
use mulin_tests::{Sink, TestApp};

use crate::{
    books,
    ledger::Ledger,
    reminders::ask,
    size,
    workers::{Workers, run_until_it_dies},
};

const PLACES: [&str; 5] = ["queue.claimed", "unit.committing", "unit.committed", "deliver.begun", "deliver.answered"];
/// Reminders for each life.
const EACH_TIME: usize = 10;

#[ignore = "tests/run chaos builds what this kills"]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_lost_wherever_a_worker_dies() {
    if !cfg!(debug_assertions) {
        println!("a release has no places to die at: run this in a debug build");
        return;
    }
    let rounds = size(2, 50);
    let app = TestApp::start_on(Arc::new(SystemClock)).await;
    let street = app.street("120113004").await;
    let community = app.community(&street, "120113004017").await;
    let sink = Sink::open().await.unwrap();
    let (mut asked, mut lives) = (0, 0);
    for round in 0..rounds {
        for place in PLACES {
            ask(app.db(), community.id, asked..asked + EACH_TIME).await;
            asked += EACH_TIME;
            run_until_it_dies(&app, &sink, &format!("{place}:{}", 1 + round % 4)).await;
            lives += 1;
        }
    }
    let workers = Workers::start(&app, &sink);
    let ledger = Ledger::settled(&app, Duration::from_secs(120)).await;
    workers.stop().await;
    println!("{lives} workers died at {} places under {asked} reminders; {} letters arrived", PLACES.len(), sink.taken());
    ledger.holds_every_promise(asked, &sink);
    books::balance(&app, &street).await;
}
