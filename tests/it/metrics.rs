//! What Prometheus reads: the figures move with what happens.

use mulin_api::{metrics, server};
use mulin_tests::client;
use tokio_util::sync::CancellationToken;

use crate::{message_scene::scene, visits_scene};

/// The sum of all lines of a metric that hold each of `labels`.
fn sum(page: &str, name: &str, labels: &[&str]) -> f64 {
    let lines = page.lines().filter(|line| line.split(['{', ' ']).next() == Some(name));
    let held = lines.filter(|line| labels.iter().all(|label| line.contains(label)));
    held.filter_map(|line| line.rsplit(' ').next()?.parse::<f64>().ok()).sum()
}

#[tokio::test]
async fn jobs_requests_lateness_and_resting_channels_are_counted() {
    // Before anything is counted: what was counted without a recorder is lost.
    let figures = metrics::record().expect("nobody records yet");
    let scene = scene().await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let stop = CancellationToken::new();
    tokio::spawn(server::serve(listener, metrics::endpoint(scene.app.db().clone(), figures), server::Limits::default(), stop.clone()));
    let _stop = stop.drop_guard();
    let scrape = async || client().build().unwrap().get(format!("http://{address}/metrics")).send().await.unwrap().text().await.unwrap();

    let before = scrape().await;
    let delivered = |page: &str| sum(page, "mulin_jobs_settled_total", &["kind=\"notifications.deliver\"", "outcome=\"done\""]);
    let asked = |page: &str| sum(page, "mulin_http_requests_total", &["operation=\"inbox.list\"", "status=\"200\""]);
    assert_eq!(sum(&before, "mulin_channels_resting", &[]), 0.0, "{before}");
    scene.tell("one").await;
    scene.app.get(&scene.worker.token, "/api/v1/inbox").await.expect(200);
    let (stub, _) = scene.gateway(1).await;
    stub.misbehave([mulin_tests::providers::Odd::Status(429, Some(300)); 3]);
    scene.prefer_sms().await;
    scene.tell("two").await;

    let after = scrape().await;
    assert!(delivered(&after) > delivered(&before), "{after}");
    assert_eq!(asked(&after) - asked(&before), 1.0, "{after}");
    assert_eq!(sum(&after, "mulin_jobs", &["kind=\"notifications.deliver\"", "state=\"ready\""]), 1.0, "{after}");
    let tries = |channel: &str, outcome: &str| {
        let tries = |page: &str| sum(page, "mulin_deliveries_total", &[channel, outcome]);
        tries(&after) - tries(&before)
    };
    assert_eq!((tries("sms", "deferred"), tries("mail", "accepted")), (1.0, 1.0), "{after}");
    assert_eq!(sum(&after, "mulin_channels_resting", &[]), 1.0, "{after}");

    let street = visits_scene::Scene::set().await;
    street.elder(&street.east, "王桂芬", mulin_entity::people::Tier::Red, ("1", 2, "201")).await;
    street.go_to("2026-03-10T08:00:30").await;
    let late = scrape().await;
    let lines = |page: &str, name: &str| sum(page, name, &[]);
    assert!(lines(&late, "mulin_schedule_lag_seconds_count") > lines(&after, "mulin_schedule_lag_seconds_count"), "{late}");
    assert!(lines(&late, "mulin_schedule_lag_seconds_sum") >= 30.0, "half a minute late: {late}");
}
