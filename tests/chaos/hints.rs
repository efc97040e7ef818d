//! Redis forgets everything, is killed, cut off and silent, again and again: reminders go out all the same, a little later.

use std::{
    ops::Range,
    sync::Arc,
    time::{Duration, Instant},
};

use chrono::{DateTime, TimeDelta, Utc};
use mulin::config::Config;
use mulin_entity::kernel::{Clock, SystemClock};
use mulin_tests::{Database, Line, Proxy, RedisServer, Sink, TestApp};
use uuid::Uuid;

use crate::{
    books,
    far::Far,
    ledger::Ledger,
    reminders::{address, ask},
    size,
};

/// How much later a reminder may be while hints are lost.
const LATER: TimeDelta = TimeDelta::seconds(2);

/// Reminders that are asked for one by one, and when.
struct Flow {
    asks: Far,
    community: Uuid,
    asked: Vec<DateTime<Utc>>,
}

impl Flow {
    /// Asks for a reminder every 40 ms; answers which they were.
    async fn go_on(&mut self, reminders: usize) -> Range<usize> {
        let first = self.asked.len();
        for number in first..first + reminders {
            ask(&self.asks.app.db, self.community, number..number + 1).await;
            self.asked.push(SystemClock.now());
            tokio::time::sleep(Duration::from_millis(40)).await;
        }
        first..self.asked.len()
    }

    /// From the request to the mail server, the shortest delay first.
    fn delays(&self, numbers: Range<usize>, sink: &Sink) -> Vec<TimeDelta> {
        let arrived = sink.by_recipient();
        let mut delays: Vec<_> = numbers.map(|number| arrived[&address(number)][0] - self.asked[number]).collect();
        delays.sort();
        delays
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn reminders_go_on_whatever_redis_does() {
    if Database::chosen() == Database::Sqlite {
        return; // one process needs no hints from outside
    }
    let app = TestApp::start_on(Arc::new(SystemClock)).await;
    let street = app.street("120113004").await;
    let community = app.community(&street, "120113004017").await;
    let (sink, mut redis) = (Sink::open().await.unwrap(), RedisServer::start().await);
    let proxy = Proxy::to(&redis.address).await.unwrap();
    let shape = |config: &mut Config| {
        config.redis_url = Some(format!("redis://{}", proxy.address));
        config.smtp_url = Some(format!("smtp://{}", sink.address));
    };
    let (asks, works) = (Far::start(&app, shape).await, Far::start(&app, shape).await);
    works.work();
    let mut flow = Flow { asks, community: community.id, asked: Vec::new() };
    flow.go_on(10).await;

    let calm = flow.go_on(25).await;
    let (troubles, troubled) = (size(8, 200), flow.asked.len());
    for trouble in 0..troubles {
        let (hits, landed) = (proxy.hits(), Instant::now());
        match trouble % 4 {
            0 => {
                redis.put("anything").await;
                assert!(redis.flush().await > 0, "there was nothing to forget");
                flow.go_on(8).await;
            }
            1 => {
                redis.kill();
                flow.go_on(8).await;
                redis.start_again().await;
            }
            kind => {
                proxy.make(if kind == 2 { Line::Cut } else { Line::Silent });
                flow.go_on(8).await;
                assert!(proxy.hits() > hits, "nothing was on the line: this run proves nothing");
                proxy.make(Line::Whole);
            }
        }
        flow.go_on(8).await;
        assert!(landed.elapsed() < Duration::from_secs(10), "whoever commits a change waits for Redis");
    }
    let troubled = troubled..flow.asked.len();
    // The longest pause between two tries to subscribe.
    tokio::time::sleep(Duration::from_secs(3)).await;
    let after = flow.go_on(25).await;

    let ledger = Ledger::settled(&app, Duration::from_secs(60)).await;
    let [calm, troubled, after] = [calm, troubled, after].map(|numbers| flow.delays(numbers, &sink));
    let (middle, worst) = (|delays: &[TimeDelta]| delays[delays.len() / 2], |delays: &[TimeDelta]| delays[delays.len() - 1]);
    let told = |delays: &[TimeDelta]| format!("{} ms, at most {} ms", middle(delays).num_milliseconds(), worst(delays).num_milliseconds());
    println!(
        "{troubles} troubles with Redis, {} reminders: {} before, {} meanwhile, {} afterwards",
        flow.asked.len(),
        told(&calm),
        told(&troubled),
        told(&after)
    );
    ledger.holds_every_promise(flow.asked.len(), &sink);
    books::balance(&app, &street).await;
    assert!(worst(&troubled) <= worst(&calm) + LATER, "too late without hints");
    assert!(middle(&after) <= middle(&calm) + TimeDelta::milliseconds(300), "hints do not come back");
}
