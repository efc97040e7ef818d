//! Promises of the queue and of schedules, on both databases.

use std::time::Duration;

use chrono::{DateTime, Utc};
use futures::{
    future::{join_all, maybe_done},
    poll,
};
use mulin_entity::{
    kernel::{
        Actor, Role, Scope, Why,
        queue::{self, Claimed, Past, Verdict, job, lease, schedule, schedule_fire},
    },
    notifications::job::Deliver,
};
use mulin_tests::{Community, TestApp};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, sea_query::Expr};
use serde_json::json;
use uuid::Uuid;

const LEASE: Duration = Duration::from_secs(15);

async fn scene() -> (TestApp, Community) {
    let app = TestApp::start().await;
    let street = app.street("120113004").await;
    let community = app.community(&street, "120113004024").await;
    app.work().await;
    (app, community)
}

fn scope(community: &Community) -> Scope {
    Scope { community: community.id, actor: Actor::System }
}

async fn ask(app: &TestApp, community: &Community, message: u128, commit: bool) {
    let tx = app.db().write(&scope(community)).await.unwrap();
    tx.enqueue(&Deliver { message: Uuid::from_u128(message) }).await.unwrap();
    if commit {
        tx.commit().await.unwrap();
    }
}

async fn alive(app: &TestApp) -> u64 {
    let living = job::Entity::find().filter(job::Column::State.is_in([job::State::Ready, job::State::Running]));
    living.filter(job::Column::Kind.eq("notifications.deliver")).count(&app.raw).await.unwrap()
}

async fn row(app: &TestApp, id: Uuid) -> job::Model {
    job::Entity::find().filter(job::Column::Id.eq(id)).one(&app.raw).await.unwrap().unwrap()
}

async fn claim_one(app: &TestApp, past: Past) -> Claimed {
    queue::claim(app.db(), 1, LEASE, past).await.unwrap().pop().expect("a job that is due")
}

/// The worker that had the job is gone for longer than its lease.
async fn lapse(app: &TestApp, id: Uuid) {
    let long_ago = app.now() - chrono::Duration::days(400);
    let lapsed = lease::Entity::update_many().col_expr(lease::Column::Until, Expr::value(long_ago));
    let lapsed = lapsed.filter(lease::Column::Id.eq(row(app, id).await.lease_token)).exec(&app.raw).await.unwrap();
    assert_eq!(lapsed.rows_affected, 1, "a job in hand has a lease");
}

#[tokio::test]
async fn what_is_asked_for_many_times_lives_once_and_what_is_rolled_back_never() {
    let (app, community) = scene().await;
    join_all((0..40).map(|number| ask(&app, &community, number % 4, number % 3 != 0))).await;
    assert_eq!(alive(&app).await, 4, "one for each key");
    ask(&app, &community, 99, false).await;
    assert_eq!(alive(&app).await, 4, "a change that is undone leaves no job behind");
    app.work().await;
    ask(&app, &community, 1, true).await;
    assert_eq!(alive(&app).await, 1, "once it is done it can be asked for again");
}

#[tokio::test]
async fn eight_workers_never_have_the_same_job() {
    let (app, community) = scene().await;
    for number in 0..60 {
        ask(&app, &community, number, true).await;
    }
    let taken = join_all((0..8).map(|_| async { queue::claim(app.db(), 20, LEASE, Past::Clean).await.unwrap() })).await;
    let mut ids: Vec<Uuid> = taken.into_iter().flatten().map(|job| job.id).collect();
    let all = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!((all, ids.len()), (60, 60));
}

#[tokio::test]
async fn a_worker_that_was_away_for_too_long_changes_nothing() {
    let (app, community) = scene().await;
    ask(&app, &community, 1, true).await;
    let zombie = claim_one(&app, Past::Clean).await;
    lapse(&app, zombie.id).await;
    queue::sweep(app.db()).await.unwrap();
    let heir = claim_one(&app, Past::Suspect).await;
    for verdict in [Verdict::Done, Verdict::Bury { error: "late".to_owned() }, Verdict::Snooze { at: app.now() }] {
        let refused = queue::settle(app.db(), &zombie, &verdict).await.unwrap_err();
        assert_eq!(refused.code(), "kernel.lease_lost", "{verdict:?}: {refused}");
    }
    let sys = app.db().system(mulin_entity::kernel::Why::Queue).await.unwrap();
    assert!(queue::hold(&sys, &[&zombie], LEASE).await.unwrap().is_empty(), "nor may it begin something that cannot be undone");
    drop(sys);
    assert_eq!(row(&app, heir.id).await.state, job::State::Running);
    queue::settle(app.db(), &heir, &Verdict::Done).await.unwrap();
    assert_eq!(alive(&app).await, 0);
}

#[tokio::test]
async fn a_death_counts_against_a_job_only_among_suspects_and_alone() {
    let (app, community) = scene().await;
    ask(&app, &community, 1, true).await;
    let mut past = Past::Clean;
    for _ in 0..20 {
        let taken = claim_one(&app, past).await;
        lapse(&app, taken.id).await;
        assert_eq!(queue::sweep(app.db()).await.unwrap(), 1);
        let row = row(&app, taken.id).await;
        assert_eq!((row.crashes, row.attempts, row.state), (1, 0, job::State::Ready), "a suspect, and no more");
        assert!(queue::claim(app.db(), 9, LEASE, Past::Clean).await.unwrap().is_empty(), "it is not taken together with others");
        past = Past::Suspect;
    }
    let among_few = claim_one(&app, Past::Suspect).await;
    assert!(!queue::strike(app.db(), &among_few, 3).await.unwrap());
    assert!(queue::claim(app.db(), 9, LEASE, Past::Suspect).await.unwrap().is_empty(), "it is not taken together with other suspects");
    let alone = claim_one(&app, Past::Accused).await;
    assert!(queue::strike(app.db(), &alone, 3).await.unwrap());
    let buried = row(&app, alone.id).await;
    assert_eq!((buried.crashes, buried.attempts, buried.state), (3, 0, job::State::Buried));
    assert_eq!(queue::strike(app.db(), &among_few, 3).await.unwrap_err().code(), "kernel.lease_lost", "nor does a zombie strike");
}

#[tokio::test]
async fn hundreds_are_settled_at_once_and_what_was_asked_for_again_meanwhile_runs_again() {
    let (app, community) = scene().await;
    let jobs: Vec<Deliver> = (0..600).map(|number| Deliver { message: Uuid::from_u128(number) }).collect();
    queue::ask(app.db(), community.id, &jobs).await.unwrap();
    queue::ask(app.db(), community.id, &jobs[..50]).await.unwrap();
    assert_eq!(alive(&app).await, 600, "one for each key");
    let taken = queue::claim(app.db(), 1_000, LEASE, Past::Clean).await.unwrap();
    let all: Vec<&Claimed> = taken.iter().collect();
    queue::ask(app.db(), community.id, &jobs[..3]).await.unwrap();
    assert_eq!(queue::settle_done(app.db(), Uuid::nil(), &all).await.unwrap(), 0, "not by whoever has no lease");
    assert_eq!(queue::settle_done(app.db(), taken[0].lease, &all).await.unwrap(), 600);
    assert_eq!(alive(&app).await, 3);
    assert_eq!(queue::settle_done(app.db(), taken[0].lease, &all).await.unwrap(), 0, "nor twice");
    assert_eq!(queue::claim(app.db(), 9, LEASE, Past::Clean).await.unwrap().len(), 3);
}

#[tokio::test]
async fn a_failure_is_tried_again_at_its_time_and_a_stop_burns_no_attempt() {
    let (app, community) = scene().await;
    ask(&app, &community, 1, true).await;
    let taken = claim_one(&app, Past::Clean).await;
    let later = app.now() + chrono::Duration::minutes(5);
    queue::settle(app.db(), &taken, &Verdict::Retry { at: later, error: "no".to_owned() }).await.unwrap();
    assert!(queue::claim(app.db(), 9, LEASE, Past::Clean).await.unwrap().is_empty());
    app.advance(chrono::Duration::minutes(6)).await;
    let again = claim_one(&app, Past::Clean).await;
    assert_eq!((again.id, again.attempts), (taken.id, 1));
    queue::settle(app.db(), &again, &Verdict::Return).await.unwrap();
    let back = row(&app, taken.id).await;
    assert_eq!((back.attempts, back.crashes, back.state), (1, 0, job::State::Ready));
}

async fn schedule(app: &TestApp, community: &Community, kind: &str, rule: &str, next: DateTime<Utc>, misfire: &str) -> schedule::Model {
    let row = schedule::ActiveModel {
        community_id: Set(community.id),
        id: Set(Uuid::from_u128(rand::random())),
        kind: Set(kind.to_owned()),
        rule: Set(rule.to_owned()),
        zone: Set("Asia/Shanghai".to_owned()),
        next_at: Set(Some(next)),
        last_at: Set(None),
        misfire: Set(misfire.to_owned()),
        paused: Set(false),
        created_at: Set(app.now()),
        updated_at: Set(app.now()),
    };
    row.insert(&app.raw).await.unwrap()
}

async fn fires(app: &TestApp, schedule: &schedule::Model, outcome: &str) -> u64 {
    let of = schedule_fire::Entity::find().filter(schedule_fire::Column::Schedule.eq(schedule.id.to_string()));
    of.filter(schedule_fire::Column::Outcome.eq(outcome)).count(&app.raw).await.unwrap()
}

async fn jobs_of(app: &TestApp, kind: &str) -> u64 {
    job::Entity::find().filter(job::Column::Kind.eq(kind)).count(&app.raw).await.unwrap()
}

#[tokio::test]
async fn each_planned_instant_happens_once_whoever_notices_it() {
    let (app, community) = scene().await;
    let hourly = schedule(&app, &community, "test.all", "0 * * * *", app.now(), "all").await;
    for _ in 0..6 {
        join_all((0..8).map(|_| async { mulin_worker::timetable::tick(app.db()).await.unwrap() })).await;
        app.advance(chrono::Duration::hours(1)).await;
    }
    assert_eq!((fires(&app, &hourly, "fired").await, jobs_of(&app, "test.all").await), (6, 6));
}

#[tokio::test]
async fn after_an_outage_each_schedule_does_what_it_says() {
    let (app, community) = scene().await;
    let start = app.now() + chrono::Duration::hours(1);
    let all = schedule(&app, &community, "test.all", "0 * * * *", start, "all").await;
    let once = schedule(&app, &community, "test.once", "0 * * * *", start, "once").await;
    let skip = schedule(&app, &community, "test.skip", "0 * * * *", start, "skip").await;
    app.advance(chrono::Duration::minutes(5 * 60 + 30)).await;
    mulin_worker::timetable::tick(app.db()).await.unwrap();
    assert_eq!((fires(&app, &all, "fired").await, fires(&app, &all, "skipped").await), (5, 0));
    assert_eq!((fires(&app, &once, "fired").await, fires(&app, &once, "skipped").await), (1, 4));
    assert_eq!((fires(&app, &skip, "fired").await, fires(&app, &skip, "skipped").await), (0, 5));
    // A clock that goes back fires nothing twice and silences nothing.
    app.set_clock(start).await;
    mulin_worker::timetable::tick(app.db()).await.unwrap();
    assert_eq!(fires(&app, &all, "fired").await, 5);
    app.set_clock(start + chrono::Duration::hours(5)).await;
    mulin_worker::timetable::tick(app.db()).await.unwrap();
    assert_eq!((fires(&app, &all, "fired").await, fires(&app, &skip, "fired").await), (6, 1));
}

#[tokio::test]
async fn an_administrator_moves_a_time_has_it_rest_and_has_it_happen_now() {
    let (app, community) = scene().await;
    let admin = app.member(&community, Role::CommunityAdmin).await;
    let row = schedule(&app, &community, "test.own", "08:00", app.now() + chrono::Duration::hours(2), "once").await;
    let path = format!("/api/v1/schedules/{}", row.id);
    let moved = app.patch(&admin.token, &path, json!({ "rule": "09:30 workdays" })).await.expect(200);
    assert_eq!(moved["next_at"], "2026-03-09T01:30:00+00:00", "{moved}");
    app.patch(&admin.token, &path, json!({ "rule": "sometimes" })).await.expect(422);
    app.patch(&admin.token, &path, json!({ "misfire": "all 500" })).await.expect(422);
    assert_eq!(app.patch(&admin.token, &path, json!({ "misfire": "all 3" })).await.expect(200)["misfire"], "all 3");
    let shown = app.get(&admin.token, &path).await.expect(200);
    assert_eq!(shown["upcoming"][4], "2026-03-13T01:30:00+00:00", "{shown}");
    let resting = app.patch(&admin.token, &path, json!({ "paused": true })).await.expect(200);
    assert!(resting["next_at"].is_null());
    app.advance(chrono::Duration::days(2)).await;
    mulin_worker::timetable::tick(app.db()).await.unwrap();
    assert_eq!(jobs_of(&app, "test.own").await, 0);
    app.post(&admin.token, &format!("{path}/run"), json!(null)).await.expect(202);
    assert_eq!(jobs_of(&app, "test.own").await, 1);
    assert_eq!(app.get(&admin.token, &path).await.expect(200)["firings"][0]["outcome"], "asked");
    app.patch(&admin.token, &path, json!({ "paused": false })).await.expect(200);
    mulin_worker::timetable::tick(app.db()).await.unwrap();
    assert_eq!(jobs_of(&app, "test.own").await, 1, "what was missed while it rested stays missed");
}

#[tokio::test]
async fn a_thousand_communities_at_the_same_minute_are_fanned_out_once_each() {
    let app = TestApp::start().await;
    let rows: Vec<_> = (0..1_200u128)
        .map(|number| schedule::ActiveModel {
            community_id: Set(Uuid::from_u128(number + 1)),
            id: Set(Uuid::from_u128(rand::random())),
            kind: Set("test.morning".to_owned()),
            rule: Set("09:00".to_owned()),
            zone: Set("Asia/Shanghai".to_owned()),
            next_at: Set(Some(app.now())),
            last_at: Set(None),
            misfire: Set("once".to_owned()),
            paused: Set(false),
            created_at: Set(app.now()),
            updated_at: Set(app.now()),
        })
        .collect();
    schedule::Entity::insert_many(rows).exec_without_returning(&app.raw).await.unwrap();
    join_all((0..8).map(|_| async { mulin_worker::timetable::tick(app.db()).await.unwrap() })).await;
    assert_eq!(jobs_of(&app, "test.morning").await, 1_200);
    let late = schedule::Entity::find().filter(schedule::Column::NextAt.lte(app.now())).count(&app.raw).await.unwrap();
    assert_eq!(late, 0, "each waits for its next morning");
}

#[tokio::test]
async fn a_request_that_writes_comes_after_one_job_at_the_most() {
    let (app, community) = scene().await;
    let of_job = Scope::job(community.id, "test");
    let job = || app.db().write_in_turn(&of_job);
    let at_work = job().await.unwrap();
    let (mut next, mut last) = (Box::pin(maybe_done(job())), Box::pin(maybe_done(app.db().system_in_turn(Why::Queue))));
    let _ = (poll!(&mut next), poll!(&mut last));
    let of_request = scope(&community);
    let mut request = Box::pin(maybe_done(app.db().write(&of_request)));
    let _ = poll!(&mut request);
    drop(at_work);
    // Jobs that asked before it are not even in its way while nobody goes on with them.
    tokio::time::timeout(LEASE, &mut request).await.expect("before the jobs");
    request.as_mut().take_output().unwrap().unwrap().commit().await.unwrap();
    next.as_mut().await;
    next.as_mut().take_output().unwrap().unwrap().commit().await.unwrap();
    last.as_mut().await;
    last.as_mut().take_output().unwrap().unwrap().commit().await.unwrap();
}
