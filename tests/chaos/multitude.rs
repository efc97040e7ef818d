//! The schedules of a hundred thousand communities that come at once: each fires once, and no worker holds more of them than of ten.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use chrono::{DateTime, TimeDelta, Utc};
use mulin_entity::kernel::{
    Clock, PLATFORM, SystemClock,
    queue::{job, schedule_fire},
};
use mulin_tests::{Database, TestApp};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, Statement};
use tokio::process::Child;

use crate::{odd_jobs, patience, size};

pub const EACH: usize = 3;
/// As in the product: a worker that is late with its heartbeat would do its jobs twice.
const LEASE: Duration = Duration::from_secs(15);

/// A worker keeps so much more in hand while there is much to do: claims of a thousand jobs and batches of five hundred schedules.
const IN_HAND: i64 = 48;

/// Gives each of `tenants` tenants three schedules that are due at `at`, and again only in a year.
pub async fn plan(app: &TestApp, tenants: usize, at: DateTime<Utc>) {
    let kinds = "(SELECT 1 AS kind UNION ALL SELECT 2 UNION ALL SELECT 3) AS kinds";
    let yearly = format!("{} {} {} {} *", at.format("%M"), at.format("%H"), at.format("%d"), at.format("%m"));
    let (numbers, [tenant, id], at_once) = match app.database {
        Database::Postgres => (
            format!("generate_series(1, {tenants}) AS number"),
            ["lpad(to_hex(number), 32, '0')::uuid", "lpad(to_hex(number * 4 + kind), 32, '0')::uuid"],
            "$1::timestamptz",
        ),
        Database::Sqlite => (
            format!(
                "(WITH RECURSIVE up(number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM up WHERE number < {tenants}) SELECT * FROM up)"
            ),
            ["unhex(printf('%032x', number))", "unhex(printf('%032x', number * 4 + kind))"],
            "$1",
        ),
    };
    let script = format!(
        "INSERT INTO schedule (community_id, id, kind, rule, zone, next_at, misfire, paused, created_at, updated_at) \
         SELECT {tenant}, {id}, 'chaos.' || kind, '{yearly}', 'UTC', {at_once}, 'once', false, {at_once}, {at_once} FROM {numbers} CROSS JOIN {kinds}"
    );
    let backend = app.raw.get_database_backend();
    app.raw.execute_raw(Statement::from_sql_and_values(backend, script, [at.into()])).await.unwrap();
}

/// The most memory that a process ever had, in MB.
fn memory(worker: &Child) -> i64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", worker.id().expect("it runs"))).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("Linux says so");
    line.trim().trim_end_matches(" kB").parse::<i64>().unwrap() / 1024
}

/// What came of it.
struct Outcome {
    memory: i64,
    took: Duration,
}

/// Lets so many workers loose on the schedules of so many tenants.
async fn fire(tenants: usize, workers: usize) -> Outcome {
    let app = TestApp::start_on(Arc::new(SystemClock)).await;
    plan(&app, tenants, SystemClock.now() - TimeDelta::seconds(1)).await;
    let begun = Instant::now();
    let running: Vec<Child> = (0..workers).map(|_| odd_jobs::worker_with(&app, 600, LEASE)).collect();
    let fired = || schedule_fire::Entity::find().filter(schedule_fire::Column::CommunityId.ne(PLATFORM)).count(&app.raw);
    let waiting = || job::Entity::find().filter(job::Column::Kind.starts_with("chaos.")).count(&app.raw);
    let expected = (tenants * EACH) as u64;
    // What a debug build on a busy machine needs, and a stop of everything is noticed by.
    let patience = patience(900, tenants * EACH / 10);
    while fired().await.unwrap() < expected || waiting().await.unwrap() > 0 {
        assert!(begun.elapsed() < patience, "{} fired, {} wait", fired().await.unwrap(), waiting().await.unwrap());
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    let took = begun.elapsed();
    // Counts are written with the next beat.
    tokio::time::sleep(Duration::from_secs(2)).await;
    let question = "SELECT CAST(COALESCE(SUM(done), 0) AS BIGINT) AS done FROM job_tally WHERE kind LIKE 'chaos.%'";
    let row = app.raw.query_one_raw(Statement::from_string(app.raw.get_database_backend(), question)).await.unwrap().unwrap();
    let done: i64 = row.try_get("", "done").unwrap();
    let memory = running.iter().map(memory).max().unwrap();
    println!(
        "{tenants} tenants × {EACH} schedules, {workers} workers: {} firings, {done} jobs done in {took:.1?}, {memory} MB at most",
        fired().await.unwrap()
    );
    assert_eq!((fired().await.unwrap(), done), (expected, expected as i64), "each fires once");
    Outcome { memory, took }
}

#[ignore = "tests/run chaos builds what this needs"]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hundred_thousand_communities_cost_no_more_memory_than_ten() {
    let workers = size(3, 8).min(8);
    let (few, many) = (fire(10, workers).await, fire(size(1_000, 100_000), workers).await);
    assert!(many.took > few.took, "nothing was to be done: this run proves nothing");
    assert!(many.memory <= few.memory + IN_HAND, "{} MB and {} MB", few.memory, many.memory);
}
