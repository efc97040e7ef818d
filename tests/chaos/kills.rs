//! Workers are killed: no reminder is lost, none is in the ledger twice, and whatever arrived twice stands there as in doubt.

use std::time::Duration;

use mulin_entity::kernel::SystemClock;
use mulin_tests::{Sink, TestApp};

use crate::{books, hand::Leases, ledger::Ledger, patience, reminders::ask, size, witness, workers::Workers};

/// Reminders asked for between two kills.
const EACH_TIME: usize = 20;

/// How long the mail server takes over a letter at most, in ms: jobs stay in hand for long enough to be hit.
const SLOWNESS: u64 = 100;

#[ignore = "tests/run chaos builds what this kills"]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_reminder_is_lost_and_none_is_sent_twice_unexplained() {
    let kills = size(30, 1_000);
    let app = TestApp::start_on(std::sync::Arc::new(SystemClock)).await;
    let street = app.street("120113004").await;
    let communities = [app.community(&street, "120113004017").await, app.community(&street, "120113004024").await];
    let sink = Sink::slow(Duration::from_millis(SLOWNESS)).await.unwrap();
    witness::call(&app).await;
    let mut workers = Workers::start(&app, &sink);

    let (mut asked, mut leases) = (0, Leases::default());
    for kill in 0..kills {
        ask(app.db(), communities[kill % 2].id, asked..asked + EACH_TIME).await;
        asked += EACH_TIME;
        leases.taken(&app).await;
        tokio::time::sleep(Duration::from_millis(rand::random_range(0..SLOWNESS))).await;
        workers.kill_one().await;
    }
    let ledger = Ledger::settled(&app, patience(240, asked)).await;
    workers.stop().await;
    let taken_back = witness::taken_back(&app).await;

    println!("{kills} kills, {asked} reminders, {taken_back} jobs whose worker vanished; {} letters arrived", sink.taken());
    // One of two workers is killed while one of them has jobs in hand: about half of the kills hit.
    assert!(taken_back > kills as i64 / 4, "too few kills hit a job in hand: this run proves nothing");
    ledger.holds_every_promise(asked, &sink);
    books::balance(&app, &street).await;
}
