//! The database goes away and comes back: people are told so soon, nothing is started anew by hand, and no reminder is lost.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use mulin_entity::kernel::{Role, SystemClock};
use mulin_tests::{Database, Line, PostgresServer, Proxy, Sink, TestApp, client};
use reqwest::{StatusCode, header};

use crate::{
    books,
    far::Far,
    ledger::Ledger,
    patience,
    reminders::{ask, try_to_ask},
    size,
};

/// Reminders asked for before each outage.
const EACH_TIME: usize = 20;

/// The longest wait for an answer while the database is away, and for a good one once it is back.
const ANSWER: Duration = Duration::from_secs(3);
const HEAL: Duration = Duration::from_secs(5);

#[ignore = "tests/run chaos starts the server this breaks"]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_outage_of_the_database_is_told_and_heals_by_itself() {
    if Database::chosen() == Database::Sqlite {
        return; // there is no line to it
    }
    let app = TestApp::start_on(Arc::new(SystemClock)).await;
    let street = app.street("120113004").await;
    let community = app.community(&street, "120113004017").await;
    let member = app.member(&community, Role::CommunityAdmin).await;
    let (_, place) = app.database_url.rsplit_once('@').unwrap();
    let (server, _) = place.split_once('/').unwrap();
    let proxy = Proxy::to(server).await.unwrap();
    let url = app.database_url.replace(server, &proxy.address.to_string());
    let sink = Sink::open().await.unwrap();
    let far = Far::start(&app, |config| {
        config.database_url = Some(url);
        config.smtp_url = Some(format!("smtp://{}", sink.address));
    })
    .await;
    far.work();
    let me = format!("http://{}/api/v1/me", far.address);
    let http = client().build().unwrap();
    let ask_me = || async { http.get(&me).bearer_auth(&member.token).send().await.unwrap() };
    assert_eq!(ask_me().await.status(), StatusCode::OK);

    let (mut asked, mut slowest_answer, mut slowest_heal) = (0, Duration::ZERO, Duration::ZERO);
    let outages = size(6, 100);
    for outage in 0..outages {
        ask(app.db(), community.id, asked..asked + EACH_TIME).await;
        asked += EACH_TIME;
        let hits = proxy.hits();
        proxy.make(if outage % 2 == 0 { Line::Cut } else { Line::Silent });
        let away = Instant::now();
        let answer = tokio::time::timeout(ANSWER * 2, ask_me()).await.expect("no answer at all");
        slowest_answer = slowest_answer.max(away.elapsed());
        assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert!(answer.headers().contains_key(header::RETRY_AFTER), "nobody is told when to come back");
        assert!(proxy.hits() > hits, "nothing was on the line: this run proves nothing");
        proxy.make(Line::Whole);
        let back = Instant::now();
        while ask_me().await.status() != StatusCode::OK {
            assert!(back.elapsed() < HEAL * 2, "it does not heal");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        slowest_heal = slowest_heal.max(back.elapsed());
    }
    let ledger = Ledger::settled(&app, patience(60, asked)).await;
    println!("{outages} outages: answered within {slowest_answer:?}, healed within {slowest_heal:?}; {asked} reminders asked for");
    assert!(slowest_answer <= ANSWER && slowest_heal <= HEAL, "answered within {slowest_answer:?}, healed within {slowest_heal:?}");
    ledger.holds_every_promise(asked, &sink);
    books::balance(&app, &street).await;
}

#[ignore = "tests/run chaos starts the servers beside this one"]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_crash_of_the_database_is_told_and_heals_by_itself() {
    if Database::chosen() == Database::Sqlite {
        return; // it crashes with the service
    }
    let server = Arc::new(PostgresServer::start().await);
    let app = TestApp::start_at_server(Arc::new(SystemClock), &server).await;
    let street = app.street("120113004").await;
    let community = app.community(&street, "120113004017").await;
    let member = app.member(&community, Role::CommunityAdmin).await;
    let sink = Sink::open().await.unwrap();
    let far = Far::start(&app, |config| config.smtp_url = Some(format!("smtp://{}", sink.address))).await;
    far.work();
    let (http, me) = (client().build().unwrap(), format!("http://{}/api/v1/me", far.address));
    let ask_me = async || {
        let begun = Instant::now();
        let status = http.get(&me).bearer_auth(&member.token).send().await.unwrap().status();
        assert!(status == StatusCode::OK || status == StatusCode::SERVICE_UNAVAILABLE, "{status}");
        (status, begun.elapsed())
    };
    let (crashes, mut asked) = (size(2, 50), 0);
    let (mut slowest_answer, mut slowest_heal) = (Duration::ZERO, Duration::ZERO);
    for _ in 0..crashes {
        // Nothing that was committed is lost, though the server ends in the middle of the work on it.
        while try_to_ask(&far.app.db, community.id, asked..asked + EACH_TIME).await.is_err() {}
        asked += EACH_TIME;
        let crashing = server.clone();
        tokio::task::spawn_blocking(move || crashing.crash()).await.unwrap();
        let (status, took) = ask_me().await;
        assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE, "there is no database: this run proves nothing");
        slowest_answer = slowest_answer.max(took);
        let rising = server.clone();
        tokio::task::spawn_blocking(move || rising.rise()).await.unwrap();
        let back = Instant::now();
        while ask_me().await.0 != StatusCode::OK {
            assert!(back.elapsed() < HEAL * 2, "it does not heal");
        }
        slowest_heal = slowest_heal.max(back.elapsed());
    }
    let ledger = Ledger::settled(&app, patience(120, asked)).await;
    println!(
        "{crashes} crashes of PostgreSQL: told within {slowest_answer:.1?}; healed {slowest_heal:.1?} after it was back; {asked} reminders asked for"
    );
    assert!(slowest_answer <= ANSWER && slowest_heal <= HEAL, "answered within {slowest_answer:?}, healed within {slowest_heal:?}");
    ledger.holds_every_promise(asked, &sink);
    books::balance(&app, &street).await;
}
