//! Clients hang up at any instant, on a service with two connections: in the middle of what they send, while they wait, and in the middle of
//! what they are told. No connection keeps a transaction open, no tenant sees another's rows, and the service answers.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use futures::future::join_all;
use mulin_entity::kernel::{Role, SystemClock};
use mulin_tests::{Community, Database, Member, Street, TestApp, client};
use sea_orm::{ConnectionTrait, Database as Orm, DatabaseConnection, Statement};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::{sleep, timeout},
};

use crate::{far::Far, size};

const CLIENTS: usize = 16;

/// How many hung up, and when.
#[derive(Default)]
struct HungUp {
    sending: AtomicUsize,
    waiting: AtomicUsize,
    reading: AtomicUsize,
}

/// One tenant, its staff, and whom only they know.
struct Tenant {
    member: Member,
    name: &'static str,
}

impl Tenant {
    async fn set(app: &TestApp, street: &Street, code: &str, name: &'static str) -> Self {
        let community: Community = app.community(street, code).await;
        let member = app.member(&community, Role::Staff).await;
        for room in 0..20 {
            let resident = json!({"name": name, "address": format!("3-2-5{room:02}")});
            app.post(&member.token, "/api/v1/residents", resident).await.expect(201);
        }
        Self { member, name }
    }

    /// Something to ask for: to be read, to be written, and to be written once.
    fn request(&self) -> Vec<u8> {
        let body = json!({"name": self.name, "address": "1-1-101"}).to_string();
        let key = format!("Idempotency-Key: {}\r\n", rand::random::<u64>());
        let (line, key, body) = match rand::random_range(0..4) {
            0 => ("GET /api/v1/residents?limit=100", "", ""),
            1 => ("GET /api/v1/visits/today", "", ""),
            2 => ("POST /api/v1/residents", "", body.as_str()),
            _ => ("POST /api/v1/residents", key.as_str(), body.as_str()),
        };
        let token = &self.member.token;
        format!(
            "{line} HTTP/1.1\r\nHost: far\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\n{key}Content-Length: {}\r\n\r\n{body}",
            body.len()
        )
        .into_bytes()
    }
}

/// Asks and hangs up.
async fn hang_up(to: SocketAddr, request: &[u8], hung_up: &HungUp) -> std::io::Result<()> {
    let mut socket = TcpStream::connect(to).await?;
    if rand::random() {
        socket.set_zero_linger()?;
    }
    match rand::random_range(0..3) {
        0 => {
            socket.write_all(&request[..rand::random_range(1..request.len())]).await?;
            hung_up.sending.fetch_add(1, Ordering::Relaxed);
        }
        1 => {
            socket.write_all(request).await?;
            let patience = Duration::from_micros(rand::random_range(0..30_000));
            if timeout(patience, socket.readable()).await.is_err() {
                hung_up.waiting.fetch_add(1, Ordering::Relaxed);
            }
        }
        _ => {
            socket.write_all(request).await?;
            socket.read_exact(&mut [0; 40]).await?;
            hung_up.reading.fetch_add(1, Ordering::Relaxed);
        }
    }
    Ok(())
}

/// How many connections of the service are in a transaction without doing anything.
pub async fn idle_in_transaction(owner: &DatabaseConnection) -> i64 {
    let question = "SELECT count(*) AS idle FROM pg_stat_activity \
                    WHERE datname = current_database() AND application_name = 'mulin' AND state LIKE 'idle in transaction%'";
    let row = owner.query_one_raw(Statement::from_string(owner.get_database_backend(), question)).await.unwrap().unwrap();
    row.try_get("", "idle").unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_hangs_up_leaves_no_transaction_open() {
    let app = TestApp::start_on(Arc::new(SystemClock)).await;
    let street = app.street("120113004").await;
    let tenants = [Tenant::set(&app, &street, "120113004017", "张秀英").await, Tenant::set(&app, &street, "120113004024", "李建国").await];
    let far = Far::start(&app, |config| config.connections = 2).await;
    let owner = Orm::connect(&app.database_url).await.unwrap();
    let (requests, hung_up, left) = (size(1_500, 20_000), HungUp::default(), AtomicUsize::new(0));

    let crowd = join_all((0..CLIENTS).map(|_| async {
        while left.fetch_add(1, Ordering::Relaxed) < requests {
            let request = tenants[rand::random_range(0..2)].request();
            let _the_server_may_be_faster = hang_up(far.address, &request, &hung_up).await;
        }
    }));
    let (begun, mut most_idle) = (Instant::now(), 0);
    let mut crowd = std::pin::pin!(crowd);
    while timeout(Duration::from_millis(50), &mut crowd).await.is_err() {
        if app.database == Database::Postgres {
            most_idle = most_idle.max(idle_in_transaction(&owner).await);
        }
    }
    let [sending, waiting, reading] = [&hung_up.sending, &hung_up.waiting, &hung_up.reading].map(|count| count.load(Ordering::Relaxed));
    assert!(sending.min(waiting).min(reading) > requests / 20, "{sending}, {waiting}, {reading}: this run proves nothing");

    // What they asked for is still being done; then nothing is.
    let over = Instant::now();
    let mut idle = i64::from(app.database == Database::Postgres);
    while idle > 0 && over.elapsed() < Duration::from_secs(10) {
        sleep(Duration::from_millis(100)).await;
        idle = idle_in_transaction(&owner).await;
    }
    assert_eq!(idle, 0, "a connection came back with its transaction open");
    let asked = Instant::now();
    let mut foreign = 0;
    for _ in 0..10 {
        let (http, far) = (client().build().unwrap(), far.address);
        let ask = async |tenant: &Tenant| {
            let request = http.get(format!("http://{far}/api/v1/residents?limit=50")).bearer_auth(&tenant.member.token);
            let page: Value = request.send().await.unwrap().error_for_status().unwrap().json().await.unwrap();
            page["items"].as_array().unwrap().iter().filter(|person| person["name"] != tenant.name).count()
        };
        let (one, other) = tokio::join!(join_all((0..4).map(|_| ask(&tenants[0]))), join_all((0..4).map(|_| ask(&tenants[1]))));
        foreign += one.into_iter().chain(other).sum::<usize>();
    }
    println!(
        "{requests} requests given up in {:.1?} ({sending} while they were sent, {waiting} while they waited, {reading} while they were told): \
         {idle} connections idle in a transaction ({most_idle} at most on the way), {foreign} foreign rows, 80 pages in {:.1?}",
        over - begun,
        asked.elapsed()
    );
    assert_eq!(foreign, 0);
    assert!(asked.elapsed() < Duration::from_secs(10), "the service is slow afterwards");
}
