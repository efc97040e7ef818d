//! Reminders of many hours ahead, all due within a few minutes: how long after its instant each is with the mail server.

use std::{sync::Arc, time::Duration};

use chrono::TimeDelta;
use mulin_entity::kernel::{Clock, ManualClock, SystemClock};
use mulin_tests::{Sink, TestApp};

use crate::{
    books,
    ledger::Ledger,
    reminders::{address, ask},
    size,
    workers::Workers,
};

/// Instants in a second at which reminders are due.
const INSTANTS: usize = 10;

#[ignore = "tests/run chaos builds what this needs"]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn reminders_are_on_time() {
    let app = TestApp::start_on(Arc::new(SystemClock)).await;
    let street = app.street("120113004").await;
    let community = app.community(&street, "120113004017").await;
    let sink = Sink::open().await.unwrap();
    // At each of them; a debug build on a busy machine is no measure of what can be done.
    let (reminders, each_time) = (size(200, 15_000), size(2, 5).min(5));
    // Whoever asks lives at the instant for which it asks.
    let first = SystemClock.now() + TimeDelta::milliseconds(5_000 + 4 * reminders as i64);
    let hour = Arc::new(ManualClock::new(first));
    let planner = app.beside_with(hour.clone(), |_| {}).await;
    let mut due = Vec::new();
    for number in (0..reminders).step_by(each_time) {
        ask(&planner.db, community.id, number..number + each_time).await;
        due.extend(std::iter::repeat_n(hour.now(), each_time));
        hour.advance(TimeDelta::milliseconds(1_000 / INSTANTS as i64));
    }
    assert!(SystemClock.now() < first, "the first are due while the last are asked for: this run proves nothing");
    let workers = Workers::start(&app, &sink);
    tokio::time::sleep((due[reminders - 1] - SystemClock.now()).to_std().unwrap()).await;
    let ledger = Ledger::settled(&app, Duration::from_secs(120)).await;
    workers.stop().await;

    let arrived = sink.by_recipient();
    let mut late: Vec<TimeDelta> = due.iter().enumerate().map(|(number, due)| arrived[&address(number)][0] - *due).collect();
    late.sort();
    let at = |share: f64| late[((reminders - 1) as f64 * share) as usize].num_milliseconds();
    let within = |seconds: i64| late.iter().filter(|late| **late <= TimeDelta::seconds(seconds)).count() as f64 / reminders as f64;
    println!(
        "{reminders} reminders, {} due each second: {:.2} % within 10 s, {:.2} % within 30 s of their instant; half within {} ms, 99 % within {} ms, the last after {} ms",
        each_time * INSTANTS,
        within(10) * 100.0,
        within(30) * 100.0,
        at(0.5),
        at(0.99),
        at(1.0)
    );
    assert!(late[0] >= TimeDelta::zero(), "one was sent before its time");
    assert!(within(10) >= 0.99 && within(30) >= 0.999, "too late");
    ledger.holds_every_promise(reminders, &sink);
    books::balance(&app, &street).await;
}
