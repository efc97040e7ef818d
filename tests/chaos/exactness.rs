//! What must hold exactly, however many try at once: leases, keys, firings, and retries that spread out.

use std::{collections::HashMap, sync::Arc, time::Duration};

use chrono::TimeDelta;
use futures::future::join_all;
use mulin_entity::kernel::{
    Actor, PLATFORM, Scope,
    queue::{self, Past, Verdict, job, lease, schedule, schedule_fire},
};
use mulin_tests::TestApp;
use mulin_worker::{Context, Outcome, runner::Dispatch, timetable};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, sea_query::Expr};
use uuid::Uuid;

use crate::{odd_jobs, size};

const LEASE: Duration = Duration::from_secs(15);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_zombie_writes_nothing() {
    let (app, jobs) = (TestApp::start().await, size(1_000, 10_000));
    odd_jobs::ask(&app, "good", 0..jobs).await;
    let zombies = queue::claim(app.db(), jobs as u64, LEASE, Past::Clean).await.unwrap();
    // They slept past their lease, and others have their jobs now.
    let long_ago = app.now() - TimeDelta::days(400);
    lease::Entity::update_many().col_expr(lease::Column::Until, Expr::value(long_ago)).exec(&app.raw).await.unwrap();
    assert_eq!(queue::sweep(app.db()).await.unwrap(), jobs as u64, "the fault did not land");
    let heirs = queue::claim(app.db(), jobs as u64, LEASE, Past::Suspect).await.unwrap();
    assert_eq!(heirs.len(), jobs);
    let mut accepted = 0;
    for (number, zombie) in zombies.iter().enumerate() {
        let verdict = [Verdict::Done, Verdict::Return, Verdict::Bury { error: "late".to_owned() }][number % 3].clone();
        accepted += usize::from(queue::settle(app.db(), zombie, &verdict).await.is_ok());
    }
    accepted += queue::settle_done(app.db(), zombies[0].lease, &zombies.iter().collect::<Vec<_>>()).await.unwrap();
    println!("{} late completions, {accepted} accepted", 2 * jobs);
    assert_eq!(accepted, 0);
    // The same statements by those who hold the lease go through: it is the token that decides.
    assert_eq!(queue::settle_done(app.db(), heirs[0].lease, &heirs.iter().collect::<Vec<_>>()).await.unwrap(), jobs);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_of_equal_jobs_lives() {
    let (app, keys, tasks) = (TestApp::start().await, size(50, 5_000), size(16, 64));
    let one = |number: usize, commit: bool| {
        let app = &app;
        async move {
            let tx = app.db().write(&Scope { community: PLATFORM, actor: Actor::System }).await.unwrap();
            tx.enqueue(&odd_jobs::Odd { what: "good".to_owned(), number }).await.unwrap();
            if commit {
                tx.commit().await.unwrap()
            }
        }
    };
    for number in 0..keys {
        join_all((0..tasks).map(|task| one(number, task % 4 == 0))).await;
    }
    let alive = job::Entity::find().count(&app.raw).await.unwrap();
    println!("{tasks} at once ask for each of {keys} keys, a quarter of them commit: {alive} jobs");
    assert_eq!(alive, keys as u64);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_tick_of_every_schedule_happens_once() {
    let (app, schedules, days) = (TestApp::start().await, size(100, 1_000), 30);
    let row = |number: usize| schedule::ActiveModel {
        community_id: Set(Uuid::from_u128(number as u128 + 1)),
        id: Set(Uuid::from_u128(rand::random())),
        kind: Set("chaos.odd".to_owned()),
        rule: Set("09:00".to_owned()),
        zone: Set("Asia/Shanghai".to_owned()),
        next_at: Set(Some(app.now())),
        last_at: Set(None),
        misfire: Set("all".to_owned()),
        paused: Set(false),
        created_at: Set(app.now()),
        updated_at: Set(app.now()),
    };
    schedule::Entity::insert_many((0..schedules).map(row)).exec_without_returning(&app.raw).await.unwrap();
    for _ in 0..days {
        join_all((0..8).map(|_| async { timetable::tick(app.db()).await.unwrap() })).await;
        app.advance(TimeDelta::days(1)).await;
    }
    let fired = schedule_fire::Entity::find().filter(schedule_fire::Column::CommunityId.ne(PLATFORM)).count(&app.raw).await.unwrap();
    let jobs = job::Entity::find().filter(job::Column::Kind.eq("chaos.odd")).count(&app.raw).await.unwrap();
    println!("8 schedulers, {schedules} schedules, {days} days: {fired} firings, {jobs} jobs");
    assert_eq!((fired, jobs), ((schedules * days) as u64, (schedules * days) as u64));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_fails_together_comes_back_spread_out() {
    let (app, jobs) = (TestApp::start().await, size(2_000, 10_000));
    odd_jobs::ask(&app, "good", 0..jobs).await;
    let failing = |after: Option<Duration>| -> Dispatch {
        Arc::new(move |_: Context| Box::pin(async move { Ok(Outcome::Retry { after, error: "no".to_owned() }) }))
    };
    let asked = Duration::from_secs(60);
    let worker = app.app.worker.clone().doing(failing(Some(asked)));
    worker.work_until_idle().await.unwrap();
    let mut by_second: HashMap<i64, usize> = HashMap::new();
    let rows = job::Entity::find().all(&app.raw).await.unwrap();
    for row in &rows {
        *by_second.entry((row.due_at - app.now()).num_seconds()).or_default() += 1;
    }
    let (first, most) = (by_second.keys().min().unwrap(), by_second.values().max().unwrap());
    println!("{jobs} failures at once: back over {} s from second {first} on, {most} in the worst second", by_second.len());
    assert_eq!(rows.len(), jobs);
    assert!(*first >= 60, "Retry-After is kept");
    assert!(*most <= 2 * jobs / 5, "no second holds more than twice the mean of the window of 5 s");
}
