//! Workers whose clocks are an hour or a day off: leases go by the database's time alone, so that none of them loses what it has in hand,
//! takes what another has, or keeps what it left behind.

use std::{sync::Arc, time::Duration};

use chrono::TimeDelta;
use mulin::app::App;
use mulin_entity::kernel::{
    Clock, ManualClock, PLATFORM, SystemClock,
    queue::{self, Past, job, lease},
};
use mulin_tests::{Database, TestApp};
use mulin_worker::{
    Context,
    runner::{Dispatch, Pace},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Statement};
use tokio_util::sync::CancellationToken;

use crate::{odd_jobs::Odd, size};

const LEASE: Duration = Duration::from_secs(2);
/// Hours by which clocks are wrong, the slowest first: what is due by one of them is due by those after it only.
const WRONG_BY: [i64; 5] = [-24, -1, 0, 1, 24];

async fn wrong_by(app: &TestApp, hours: i64) -> App {
    let clock = ManualClock::new(SystemClock.now() + TimeDelta::hours(hours));
    app.beside_with(Arc::new(clock), |_| {}).await
}

/// Asks for a job that is due now, by whatever clock that is.
async fn ask(parts: &App, number: usize) {
    queue::ask(&parts.db, PLATFORM, &[Odd { what: "held".to_owned(), number }]).await.unwrap();
}

async fn row(app: &TestApp, number: usize) -> job::Model {
    let job = job::Entity::find().filter(job::Column::Key.eq(format!("held:{number}"))).one(&app.raw).await.unwrap();
    job.expect("it is not done")
}

/// Seconds until each lease runs out, by the database's time.
async fn left(app: &TestApp) -> Vec<f64> {
    let question = "SELECT (extract(epoch FROM until - clock_timestamp()))::float8 AS seconds FROM lease";
    let rows = app.raw.query_all_raw(Statement::from_string(app.raw.get_database_backend(), question)).await.unwrap();
    rows.iter().map(|row| row.try_get("", "seconds").unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_worker_with_a_wrong_clock_keeps_what_it_has_and_takes_nothing_from_others() {
    if Database::chosen() == Database::Sqlite {
        return; // its process has no other clock beside it
    }
    let (app, stop, leases) = (TestApp::start_on(Arc::new(SystemClock)).await, CancellationToken::new(), size(3, 30) as u32);
    let endless: Dispatch = Arc::new(|_: Context| Box::pin(std::future::pending()));
    let mut held = Vec::new();
    for (number, hours) in WRONG_BY.into_iter().enumerate() {
        let parts = wrong_by(&app, hours).await;
        let pace = Pace { lease: LEASE, drain: Duration::ZERO, ..Pace::default() };
        let (worker, stopping) = (parts.worker.clone().doing(endless.clone()).at(pace), stop.clone());
        tokio::spawn(async move { worker.run(stopping).await });
        ask(&parts, number).await;
        let taken = async {
            while row(&app, number).await.lease_token.is_none() {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(30), taken).await.expect("nobody takes it");
        held.push(row(&app, number).await);
    }
    for _ in 0..leases {
        tokio::time::sleep(LEASE).await;
        for (number, before) in held.iter().enumerate() {
            assert_eq!(&row(&app, number).await, before, "it was taken from a worker that lives; its clock is {} h off", WRONG_BY[number]);
        }
    }
    let left = left(&app).await;
    println!("workers whose clocks are {WRONG_BY:?} h off keep their jobs for {leases} leases; each has {left:.1?} s left");
    assert!(left.len() >= WRONG_BY.len() && left.iter().all(|left| (0.0..=LEASE.as_secs_f64()).contains(left)), "{left:?}");
    stop.cancel();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_worker_with_a_wrong_clock_leaves_behind_comes_back_in_time() {
    if Database::chosen() == Database::Sqlite {
        return;
    }
    let app = TestApp::start_on(Arc::new(SystemClock)).await;
    let mut parts = Vec::new();
    for (number, hours) in WRONG_BY.into_iter().enumerate() {
        let wrong = wrong_by(&app, hours).await;
        ask(&wrong, number).await;
        assert_eq!(queue::claim(&wrong.db, 1, LEASE, Past::Clean).await.unwrap().len(), 1);
        parts.push(wrong);
    }
    // Each looks after what others have in hand.
    for one in &parts {
        queue::sweep(&one.db).await.unwrap();
    }
    let open = lease::Entity::find().all(&app.raw).await.unwrap().len();
    assert_eq!(open, WRONG_BY.len(), "one was taken from a worker that lives");
    tokio::time::sleep(LEASE + Duration::from_millis(100)).await;
    // The slowest clock of all finds them.
    let swept = queue::sweep(&parts[0].db).await.unwrap();
    println!("{swept} workers with wrong clocks vanished: their jobs come back once {LEASE:?} are over");
    assert_eq!(swept, WRONG_BY.len() as u64, "a lease goes by its worker's clock");
}
