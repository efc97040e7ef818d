//! Providers that fail and recover, under more messages than they allow: another stands in, nobody is asked for more than they grant, and a
//! failing one is soon left alone; with several workers and without Redis, which might tell them of each other.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use chrono::TimeDelta;
use futures::future::try_join_all;
use mulin_entity::{
    kernel::{Clock, SystemClock},
    notifications::message_channel,
};
use mulin_tests::{
    Database, Member, TestApp,
    providers::{self, Allowance, Odd, Stub},
};
use sea_orm::EntityTrait;
use serde_json::json;

use crate::{
    books,
    far::Far,
    ledger::Ledger,
    readers::{Office, SECRET},
    size,
};

/// What carriers of text messages allow to one number, and a group's robot to all together.
fn of_a_number(clock: Arc<dyn Clock>) -> Allowance {
    Allowance::new([(1, TimeDelta::minutes(1)), (5, TimeDelta::hours(1)), (10, TimeDelta::hours(24))], clock)
}
fn of_a_robot(clock: Arc<dyn Clock>) -> Allowance {
    Allowance::new([(20, TimeDelta::minutes(1))], clock)
}

/// Between two rounds of messages, each to one in fifteen of a third of the people.
const PAUSE: TimeDelta = TimeDelta::seconds(30);
const ONE_IN: usize = 15;
/// So many rounds follow each other, then an hour's rest, then another third: people get more in those minutes than a gateway grants in an
/// hour, and in a day more than both together.
const ROUNDS: usize = 24;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_provider_is_asked_for_more_than_it_allows() {
    let (app, sends) = (TestApp::start().await, size(300, 100_000));
    let office = Office::open(&app).await;
    let numbers = [of_a_number(app.clock.clone()), of_a_number(app.clock.clone())];
    let gateways =
        [providers::gateway_within(numbers[0].clone(), SECRET).await, providers::gateway_within(numbers[1].clone(), SECRET).await];
    for (place, gateway) in gateways.iter().enumerate() {
        office.gateway(&app, place, &gateway.url).await;
    }
    let robot = of_a_robot(app.clock.clone());
    let group = providers::wecom_robot_within(robot.clone(), "key").await;
    office.connect(&app, "wecom_robot", 3, json!({ "key": "key", "endpoint": group.url })).await;
    let readers = office.readers(&app, size(60, 450).min(450)).await;
    // Several where many processes share a server.
    let mut workers = Vec::new();
    for _ in 0..if app.database == Database::Postgres { 3 } else { 1 } {
        workers.push(app.beside_with(app.clock.clone(), |config| config.redis_url = None).await.worker);
    }
    let calls = |stubs: &[Stub; 2]| stubs.iter().map(Stub::count).sum::<usize>();

    let (mut round, mut failures) = (0, 0);
    while calls(&gateways) < sends || failures == 0 {
        let third = readers.chunks(readers.len().div_ceil(3)).nth(round / ROUNDS % 3).expect("a third");
        let told: Vec<&Member> = (0..readers.len() / ONE_IN).map(|_| &third[rand::random_range(0..third.len())]).collect();
        // Each transaction tells the group once, too: now and then more often than its robot may speak.
        let times = if round % 8 == 0 { 12 } else { 3 };
        for (part, told) in told.chunks(told.len().div_ceil(times)).enumerate() {
            office.tell(app.db(), told, &format!("{round}.{part}")).await;
        }
        // The first one fails for two minutes of twelve.
        match round % ROUNDS {
            6 => gateways[0].misbehave([Odd::Status(500, None); 1_000]),
            10 => {
                failures += 1;
                gateways[0].behave();
            }
            _ => {}
        }
        try_join_all(workers.iter().map(|worker| worker.work_until_idle())).await.unwrap();
        round += 1;
        app.advance(if round % ROUNDS == 0 { TimeDelta::hours(1) } else { PAUSE }).await;
    }
    let broken = numbers[0].broken() + numbers[1].broken() + robot.broken();
    println!(
        "{} messages to {} numbers and {} to a group, {failures} failures of the first of two gateways, {} workers without Redis: {} and {} calls, {broken} over a limit",
        calls(&gateways),
        readers.len(),
        group.count(),
        workers.len(),
        gateways[0].count(),
        gateways[1].count()
    );
    assert!(failures > 0 && gateways[1].count() > 0, "nobody stood in for anybody: this run proves nothing");
    assert_eq!(broken, 0);
    // What waits for a limit is let go, and the books are closed.
    gateways[0].behave();
    for _ in 0..600 {
        app.advance(TimeDelta::minutes(1)).await;
        if app.work().await == 0 {
            break;
        }
    }
    books::balance(&app, &office.street).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_failing_provider_is_soon_left_alone() {
    let app = TestApp::start_on(Arc::new(SystemClock)).await;
    let office = Office::open(&app).await;
    let gateways = [providers::gateway(Arc::new(SystemClock), SECRET).await, providers::gateway(Arc::new(SystemClock), SECRET).await];
    for (place, gateway) in gateways.iter().enumerate() {
        office.gateway(&app, place, &gateway.url).await;
    }
    let readers = office.readers(&app, 40).await;
    let works = Far::start(&app, |config| config.redis_url = None).await;
    works.work();
    let (mut failing, mut open) = (None, None);
    for (number, reader) in readers.iter().enumerate() {
        if number == 8 {
            gateways[0].misbehave([Odd::Status(500, None); 1_000]);
            failing = Some((Instant::now(), gateways[0].count()));
        }
        office.tell(app.db(), &[reader], "once").await;
        for _ in 0..5 {
            tokio::time::sleep(Duration::from_millis(20)).await;
            let rests = message_channel::Entity::find().all(&app.raw).await.unwrap().iter().any(|row| row.rests_until.is_some());
            open = open.or_else(|| rests.then(|| (Instant::now(), gateways[0].count())));
        }
    }
    let ((failing, before), (open, at_last)) = (failing.unwrap(), open.expect("it is never left alone"));
    Ledger::settled(&app, Duration::from_secs(120)).await;
    let (took, further) = (open - failing, gateways[0].count() - at_last);
    println!("a provider that fails is left alone after {took:.1?} and {} calls; {further} calls to try it again", at_last - before);
    assert!(gateways[0].count() > before, "it was not asked while it failed: this run proves nothing");
    assert!(took <= Duration::from_secs(10), "{took:?}");
    assert_eq!(gateways[1].calls().len(), 40 - before, "the other one stood in");
    books::balance(&app, &office.street).await;
}
