//! Promises that are kept while things break; `docs/promises.md` has them with their figures. `tests/run chaos` starts what this needs, and
//! `tests/run chaos full` takes the sizes of the promises. Here: workers are killed, no reminder is lost, none is in the ledger twice, and
//! whatever arrived twice stands there as in doubt.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

mod containment;
mod exactness;
mod hand;
mod ledger;
mod odd_jobs;
mod outages;
mod witness;
mod workers;

use std::time::Duration;

use mulin_entity::{
    kernel::{Actor, Scope, SystemClock},
    notifications::service::{Intent, Recipient, Urgency, send},
};
use mulin_tests::{Sink, TestApp};
use serde_json::{Value, json};
use uuid::Uuid;

use hand::Leases;
use ledger::Ledger;
use workers::Workers;

/// Reminders asked for between two kills.
const EACH_TIME: usize = 20;

/// How long the mail server takes over a letter at most, in ms: jobs stay in hand for long enough to be hit.
const SLOWNESS: u64 = 100;

/// How large a program is: short unless `MULIN_CHAOS=full`.
fn size(short: usize, full: usize) -> usize {
    if std::env::var("MULIN_CHAOS").is_ok_and(|size| size == "full") { full } else { short }
}

#[ignore = "tests/run chaos builds what this kills"]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_reminder_is_lost_and_none_is_sent_twice_unexplained() {
    let binary = std::env::var("MULIN_BINARY").expect("tests/run chaos names it");
    let kills = std::env::var("MULIN_CHAOS_KILLS").map_or_else(|_| size(30, 1_000), |kills| kills.parse().expect("a number of kills"));
    let app = TestApp::start_on(std::sync::Arc::new(SystemClock)).await;
    let street = app.street("120113004").await;
    let community = app.community(&street, "120113004017").await;
    let sink = Sink::slow(Duration::from_millis(SLOWNESS)).await.unwrap();
    witness::call(&app).await;
    let mut workers = Workers::start(&binary, &app, &sink);

    let (mut asked, mut leases) = (0, Leases::default());
    for _ in 0..kills {
        ask(&app, community.id, asked..asked + EACH_TIME).await;
        asked += EACH_TIME;
        leases.taken(&app).await;
        tokio::time::sleep(Duration::from_millis(rand::random_range(0..SLOWNESS))).await;
        workers.kill_one().await;
    }
    let ledger = Ledger::settled(&app, Duration::from_secs(240)).await;
    workers.stop().await;
    let taken_back = witness::taken_back(&app).await;

    println!("{kills} kills, {asked} reminders, {} jobs whose worker vanished; {} letters arrived", taken_back, sink.taken());
    // One of two workers is killed while one of them has jobs in hand: about half of the kills hit.
    assert!(taken_back > kills as i64 / 4, "too few kills hit a job in hand: this run proves nothing");
    assert_eq!(ledger.messages, asked, "asking is a promise");
    assert_eq!(ledger.buried, 0, "a reminder was given up");
    assert_eq!(ledger.without_an_end, Vec::<String>::new(), "reminders that nobody sent and nobody may have sent");
    assert_eq!(ledger.accepted_twice, Vec::<String>::new(), "reminders that the ledger has twice");
    let arrived = sink.by_recipient();
    let unexplained: Vec<_> = arrived.iter().filter(|(address, times)| **times > ledger.may_have_arrived(address)).collect();
    assert!(unexplained.is_empty(), "arrived more often than the ledger knows: {unexplained:?}");
    let missing: Vec<_> = ledger.accepted().filter(|address| !arrived.contains_key(*address)).collect();
    assert!(missing.is_empty(), "accepted by the ledger, never arrived: {missing:?}");
}

async fn ask(app: &TestApp, community: Uuid, numbers: std::ops::Range<usize>) {
    let tx = app.db().write(&Scope { community, actor: Actor::System }).await.unwrap();
    for number in numbers {
        let to = Recipient::Address { email: ledger::address(number), name: "王网格员".to_owned(), locale: "zh-CN".to_owned() };
        let intent = Intent {
            template: "visits.digest",
            to,
            facts: facts(),
            urgency: Urgency::Urgent,
            dedupe: ledger::address(number),
            rule: "visits.digest",
            subject: None,
        };
        send(&tx, intent).await.unwrap();
    }
    tx.commit().await.unwrap();
}

fn facts() -> Value {
    json!({"community": "江南春色社区", "day": "2026-03-09", "visits": [], "path": "/today"})
}
