//! Schedulers are killed in the middle of their ticks: each instant of each schedule fires once, and none is forgotten.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use chrono::{TimeDelta, Timelike};
use mulin_entity::kernel::{
    Clock, PLATFORM, SystemClock,
    queue::{schedule, schedule_fire},
};
use mulin_tests::TestApp;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, sea_query::Expr};
use tokio::process::Child;

use crate::{
    multitude::{EACH, plan},
    odd_jobs, size, witness,
};

/// All of them look at the timetable at each full second.
const SCHEDULERS: usize = 3;
const LEASE: Duration = Duration::from_secs(15);

/// Goes to somewhere in the first half of a second, when the schedulers are busy.
async fn within_a_tick() {
    let until_then = 1_000 - SystemClock.now().nanosecond() % 1_000_000_000 / 1_000_000 + rand::random_range(0..500);
    tokio::time::sleep(Duration::from_millis(until_then.into())).await;
}

#[ignore = "tests/run chaos builds what this kills"]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_tick_happens_once_though_schedulers_are_killed_in_it() {
    let app = TestApp::start_on(Arc::new(SystemClock)).await;
    let (tenants, ticks) = (size(1_000, 10_000), size(3, 20));
    let each_tick = (tenants * EACH) as u64;
    let first = SystemClock.now() - TimeDelta::hours(1);
    witness::call(&app).await;
    plan(&app, tenants, first).await;
    let fired = || schedule_fire::Entity::find().filter(schedule_fire::Column::CommunityId.ne(PLATFORM)).count(&app.raw);
    let scheduler = || odd_jobs::worker_with(&app, 600, LEASE);
    let mut schedulers: Vec<Child> = (0..SCHEDULERS).map(|_| scheduler()).collect();
    let (mut kills, mut in_a_tick) = (0, 0);
    for tick in 0..ticks {
        if tick > 0 {
            let next = first + TimeDelta::minutes(tick as i64);
            schedule::Entity::update_many().col_expr(schedule::Column::NextAt, Expr::value(next)).exec(&app.raw).await.unwrap();
        }
        let (before, begun) = (tick as u64 * each_tick, Instant::now());
        while fired().await.unwrap() < before + each_tick {
            assert!(begun.elapsed() < crate::patience(240, tenants), "{} fired", fired().await.unwrap());
            // The first of a tick dies as soon as something has fired, however fast this machine is; others at any time.
            if in_a_tick > tick {
                within_a_tick().await;
            } else if fired().await.unwrap() <= before {
                tokio::time::sleep(Duration::from_millis(1)).await;
                continue;
            }
            let unlucky = rand::random_range(0..SCHEDULERS);
            schedulers[unlucky].kill().await.unwrap();
            let now = fired().await.unwrap();
            kills += 1;
            in_a_tick += usize::from(before < now && now < before + each_tick);
            schedulers[unlucky] = scheduler();
        }
    }
    drop(schedulers);
    let (fired, planned, expected) = (fired().await.unwrap(), witness::planned(&app).await, ticks as u64 * each_tick);
    println!(
        "{ticks} ticks of {each_tick} schedules, {kills} schedulers killed, {in_a_tick} of them while a tick was half done: {fired} firings, {planned} jobs"
    );
    assert!(in_a_tick > 0, "no kill hit a tick: this run proves nothing");
    assert_eq!((fired, planned), (expected, expected as i64), "each tick of each schedule once");
}
