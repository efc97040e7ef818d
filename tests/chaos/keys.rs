//! Requests under one key, many at once, while the processes that answer them are killed: each key is done once.

use std::{collections::BTreeSet, net::SocketAddr, sync::Arc, time::Duration};

use futures::future::join_all;
use mulin_entity::{
    kernel::{Role, SystemClock},
    people::person,
};
use mulin_tests::{Database, Member, TestApp, client};
use reqwest::{Client, StatusCode};
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::{Value, json};

use crate::{replica::Replica, size};

/// Requests at once under each key, and keys at once.
const AT_ONCE: usize = 50;
const KEYS: usize = 4;

/// Somebody who asks for residents under keys.
struct Caller {
    http: Client,
    member: Member,
}

/// How a request ended.
#[derive(PartialEq)]
enum End {
    Done(Value),
    InFlight,
    Refused(StatusCode),
    Unanswered,
}

impl Caller {
    async fn add(&self, to: SocketAddr, key: usize, name: &str) -> End {
        let request = self.http.post(format!("http://{to}/api/v1/residents")).bearer_auth(&self.member.token);
        let resident = json!({"name": name, "address": "3-2-501"});
        let Ok(answer) = request.header("Idempotency-Key", format!("key-{key}")).json(&resident).send().await else {
            return End::Unanswered;
        };
        let status = answer.status();
        match answer.json::<Value>().await {
            Err(_) => End::Unanswered,
            Ok(body) if status == StatusCode::CREATED => End::Done(body["id"].clone()),
            Ok(body) if body["code"] == "kernel.in_flight" => End::InFlight,
            Ok(_) => End::Refused(status),
        }
    }

    /// Asks until it is answered for good, as a client with a queue would.
    async fn insist(&self, to: SocketAddr, key: usize) -> Value {
        for _ in 0..600 {
            match self.add(to, key, "张秀英").await {
                End::Done(id) => return id,
                End::Refused(status) => panic!("refused with {status}"),
                End::InFlight | End::Unanswered => tokio::time::sleep(Duration::from_millis(50)).await,
            }
        }
        panic!("never answered")
    }
}

#[ignore = "tests/run chaos builds what this kills"]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_key_is_done_once_also_when_its_process_dies() {
    let app = TestApp::start_on(Arc::new(SystemClock)).await;
    let street = app.street("120113004").await;
    let community = app.community(&street, "120113004017").await;
    let caller = Caller { member: app.member(&community, Role::Staff).await, http: client().build().unwrap() };
    let mut replicas = vec![Replica::start(&app).await];
    if app.database == Database::Postgres {
        replicas.push(Replica::start(&app).await);
    }
    let addresses: Vec<SocketAddr> = replicas.iter().map(|replica| replica.address).collect();
    let rounds = size(5, 1_000 / KEYS);

    let (mut done, mut in_flight, mut unanswered, mut kills) = (BTreeSet::new(), 0, 0, 0);
    for round in 0..rounds {
        let keys = round * KEYS..(round + 1) * KEYS;
        let requests = keys.clone().flat_map(|key| (0..AT_ONCE).map(move |number| (key, number)));
        let asking = join_all(requests.map(|(key, number)| caller.add(addresses[number % addresses.len()], key, "张秀英")));
        // Most rounds lose a process while they are at it.
        let unlucky = rand::random_range(0..replicas.len());
        let dying = async {
            if round % 5 > 0 {
                tokio::time::sleep(Duration::from_millis(rand::random_range(5..150))).await;
                replicas[unlucky].die_and_rise().await;
                kills += 1;
            }
        };
        let (ends, ()) = tokio::join!(asking, dying);
        in_flight += ends.iter().filter(|end| **end == End::InFlight).count();
        unanswered += ends.iter().filter(|end| **end == End::Unanswered).count();
        assert!(!ends.iter().any(|end| matches!(end, End::Refused(_))), "refused for another reason");
        for key in keys {
            let id = caller.insist(addresses[key % addresses.len()], key).await;
            done.insert(id.to_string());
            assert!(
                caller.add(addresses[0], key, "王建国").await == End::Refused(StatusCode::UNPROCESSABLE_ENTITY),
                "another request's key"
            );
        }
    }
    let (asked, people) = (rounds * KEYS, person::Entity::find().count(&app.raw).await.unwrap());
    println!(
        "{asked} keys × {AT_ONCE} at once, {kills} kills: {unanswered} requests without an answer, {in_flight} told that it is in flight, {people} residents, {asked} other requests refused"
    );
    assert!(unanswered > 0 && in_flight > 0, "nothing was hit: this run proves nothing");
    assert_eq!((people, done.len()), (asked as u64, asked));
}
