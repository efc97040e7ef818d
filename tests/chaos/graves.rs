//! Jobs of several communities are buried: each community's are listed, and however many send them again at once, each runs once.

use std::{
    collections::{BTreeSet, HashMap},
    sync::{Arc, Mutex},
};

use futures::future::join_all;
use mulin_entity::kernel::Job;
use mulin_tests::{Database, TestApp};
use mulin_worker::{Context, Outcome, runner::Dispatch};
use serde_json::json;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::{
    odd_jobs::{self, Odd},
    size,
};

/// Who sends them again, all of them at once.
const AT_ONCE: usize = 5;

/// Whatever the operator is shown of a community's grave, page by page.
async fn listed(app: &TestApp, token: &str, community: Uuid) -> BTreeSet<String> {
    let (mut seen, mut after) = (BTreeSet::new(), String::new());
    loop {
        let path = format!("/api/v1/jobs?community_id={community}&state=buried&limit=100{after}");
        let page = app.get(token, &path).await.expect(200);
        seen.extend(page["items"].as_array().unwrap().iter().map(|job| job["id"].as_str().unwrap().to_owned()));
        match page["next"].as_str() {
            Some(next) => after = format!("&after={next}"),
            None => return seen,
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn buried_jobs_are_listed_and_run_again_once() {
    let (app, each) = (TestApp::start().await, size(20, 500));
    let operator = app.operator().await;
    let street = app.street("120113004").await;
    let communities = [app.community(&street, "120113004017").await, app.community(&street, "120113004024").await];
    app.work().await;
    for community in &communities {
        odd_jobs::ask_in(&app, community.id, "good", 0..each).await;
    }
    let burying: Dispatch = Arc::new(|_: Context| Box::pin(async { Ok(Outcome::Bury { reason: "no".to_owned() }) }));
    app.app.worker.clone().doing(burying).work_until_idle().await.unwrap();
    for community in &communities {
        assert_eq!(listed(&app, &operator.token, community.id).await.len(), each, "what was buried is not shown");
    }

    let runs: Arc<Mutex<HashMap<Uuid, usize>>> = Arc::default();
    let counted = runs.clone();
    let counting: Dispatch = Arc::new(move |cx: Context| {
        *counted.lock().unwrap().entry(cx.job.id).or_default() += 1;
        Box::pin(async { Ok(Outcome::Done) })
    });
    let (worker, over) = (app.app.worker.clone().doing(counting), CancellationToken::new());
    // They come back while others still ask for them.
    let working = async {
        while !over.is_cancelled() {
            worker.work_until_idle().await.unwrap();
            tokio::task::yield_now().await;
        }
        worker.work_until_idle().await.unwrap();
    };
    let sending = async {
        let insist = async |_| {
            let (mut mine, mut calls) = (0, 0);
            loop {
                let answer = app.post(&operator.token, "/api/v1/job-replays", json!({ "kind": Odd::KIND })).await.expect(200);
                calls += 1;
                match answer["replayed"].as_u64().unwrap() {
                    0 if odd_jobs::count(&app, "good", &[mulin_entity::kernel::queue::job::State::Buried]).await == 0 => {
                        return (mine, calls);
                    }
                    replayed => mine += replayed as usize,
                }
            }
        };
        let ended = join_all((0..AT_ONCE).map(insist)).await;
        over.cancel();
        ended
    };
    let ((), sent) = tokio::join!(working, sending);
    let (replayed, calls): (Vec<usize>, Vec<usize>) = sent.into_iter().unzip();
    let runs = runs.lock().unwrap();
    let busy = replayed.iter().filter(|replayed| **replayed > 0).count();
    println!(
        "{} buried, {AT_ONCE} send them again in {} calls, {busy} of them some: {} replayed, {} jobs run, {} times at most",
        2 * each,
        calls.iter().sum::<usize>(),
        replayed.iter().sum::<usize>(),
        runs.len(),
        runs.values().max().unwrap()
    );
    // The embedded database has one writer: whoever comes first finds all of them.
    assert!(busy > 1 || app.database == Database::Sqlite, "only one of them found anything: this run proves nothing");
    assert_eq!(replayed.iter().sum::<usize>(), 2 * each, "each is sent again by one");
    assert_eq!(runs.len(), 2 * each);
    assert!(runs.values().all(|times| *times == 1), "a job ran more than once");
}
