//! The API is killed under its requests: a change without the job that it wants, or a job without its change, is nowhere.

use std::{collections::BTreeSet, sync::Arc, time::Duration};

use futures::future::join_all;
use mulin_entity::{
    kernel::{Role, SystemClock, queue::job},
    people::person,
};
use mulin_tests::{Member, TestApp, client};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::{replica::Replica, size};

const CLIENTS: usize = 4;

/// What a client was told.
#[derive(Default)]
struct Told {
    /// The residents that were accepted.
    accepted: BTreeSet<Uuid>,
    /// How many requests were sent and never answered.
    broken: usize,
}

/// Adds residents, one after the other, until it is told to stop.
async fn add(url: &str, member: &Member, stop: &CancellationToken) -> Told {
    let (http, mut told) = (client().build().unwrap(), Told::default());
    while !stop.is_cancelled() {
        let resident = json!({"name": "张秀英", "address": "3-2-501"});
        match http.post(url).bearer_auth(&member.token).json(&resident).send().await {
            Ok(answer) => {
                assert_eq!(answer.status(), 201);
                // The head may arrive and the rest not: it is done, and nobody knows which one it is.
                let added: Option<Value> = answer.json().await.ok();
                told.accepted.extend(added.and_then(|added| added["id"].as_str()?.parse::<Uuid>().ok()));
            }
            Err(error) if error.is_connect() => tokio::time::sleep(Duration::from_millis(5)).await,
            Err(_) => told.broken += 1,
        }
    }
    told
}

#[ignore = "tests/run chaos builds what this kills"]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_change_is_without_its_job_and_no_job_without_its_change() {
    let app = TestApp::start_on(Arc::new(SystemClock)).await;
    let street = app.street("120113004").await;
    let community = app.community(&street, "120113004017").await;
    let member = app.member(&community, Role::Staff).await;
    let (mut replica, stop, kills) = (Replica::start(&app).await, CancellationToken::new(), size(10, 500));
    let url = format!("http://{}/api/v1/residents", replica.address);
    let killing = async {
        for _ in 0..kills {
            tokio::time::sleep(Duration::from_millis(rand::random_range(50..300))).await;
            replica.die_and_rise().await;
        }
        stop.cancel();
    };
    let (told, ()) = tokio::join!(join_all((0..CLIENTS).map(|_| add(&url, &member, &stop))), killing);
    let broken: usize = told.iter().map(|told| told.broken).sum();
    let accepted: BTreeSet<Uuid> = told.into_iter().flat_map(|told| told.accepted).collect();

    // Nobody works on them, so that every job that was ever asked for is still there.
    let people: Vec<Uuid> = person::Entity::find().select_only().column(person::Column::Id).into_tuple().all(&app.raw).await.unwrap();
    let people: BTreeSet<Uuid> = people.into_iter().collect();
    let jobs = job::Entity::find().filter(job::Column::Kind.eq("people.person_changed"));
    let jobs: Vec<String> = jobs.select_only().column(job::Column::Key).into_tuple().all(&app.raw).await.unwrap();
    let jobs: BTreeSet<Uuid> = jobs.iter().map(|key| key.parse().unwrap()).collect();
    let silent = people.difference(&accepted).count();
    println!(
        "{kills} kills of the API under {} accepted changes: {broken} requests without an answer, {silent} of them were done; {} changes without a job, {} jobs without a change",
        accepted.len(),
        people.difference(&jobs).count(),
        jobs.difference(&people).count()
    );
    assert!(broken > kills / 2, "the kills hit too few requests: this run proves nothing");
    assert!(accepted.is_subset(&people), "an accepted change was lost");
    assert_eq!(people, jobs);
}
