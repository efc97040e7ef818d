//! The whole durable path of a digest, beside lettre alone to the same relay.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::{Context, ensure};
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    address::Envelope,
    transport::smtp::{
        PoolConfig,
        client::{AsyncSmtpConnection, AsyncTokioStream},
        extension::ClientId,
    },
};
use mulin::app::App;
use mulin_entity::{
    kernel::{Actor, Scope},
    notifications::service::{Intent, Recipient, Urgency, send},
    tenancy::{community, street},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};
use serde_json::json;
use tokio::{net::TcpStream, task::JoinSet};
use uuid::Uuid;

use crate::{
    database, demo,
    figures::{Figure, Figures},
    relay::Relay,
    service::Service,
};

const MESSAGES: usize = 20_000;
const CONNECTIONS: usize = 16;

pub async fn path(figures: &mut Figures) -> anyhow::Result<()> {
    let relay = Relay::open().await?;
    let url = database::fresh("mail").await?;
    let data = demo::stage()?.join("mail");
    write_messages(&url, &data).await?;
    let smtp = format!("smtp://{}?connections={CONNECTIONS}", relay.address);
    let worker = Service::start_silent(&["worker"], &data, &[("DATABASE_URL", &url), ("SMTP_URL", &smtp)])?;
    let ours = settled(&url).await?;
    drop(worker);
    let message = message()?;
    let bytes = message.formatted().len();
    let raw = bare(&relay, &message, MESSAGES).await?;
    let peer = pooled(&relay, &message, 1_000).await?;
    let settings = format!(
        "{MESSAGES} digests to Postfix's smtp-sink: claim, render, ledger, send, ledger, on PostgreSQL with fsync; raw: lettre with TCP_NODELAY, {CONNECTIONS} connections, nothing written down"
    );
    figures.add(Figure { measure: "mail.path", unit: "mails/s", ours, peer: Some(("lettre's own pool", peer)), raw: Some(raw), settings });
    let source = relay.source(MESSAGES, CONNECTIONS, bytes).await?;
    let settings = format!("lettre with TCP_NODELAY, beside smtp-source: {CONNECTIONS} connections, letters of {bytes} bytes");
    figures.add(Figure {
        measure: "mail.bare",
        unit: "mails/s",
        ours: raw,
        peer: Some(("smtp-source", source)),
        settings,
        ..Figure::default()
    });
    Ok(())
}

/// Messages a second, by the ledger: from the first that was begun to the last that was accepted. To look on costs the server something,
/// so it is looked at rarely.
async fn settled(url: &str) -> anyhow::Result<f64> {
    let conn = system(url).await?;
    let patience = Instant::now() + Duration::from_secs(120);
    let left = "SELECT count(*) AS jobs FROM job WHERE kind = 'notifications.deliver' AND state IN ('ready', 'running')";
    loop {
        ensure!(Instant::now() < patience, "the worker did not send them all");
        let row = conn.query_one_raw(Statement::from_string(DbBackend::Postgres, left)).await?.context("a count")?;
        if row.try_get::<i64>("", "jobs")? == 0 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
    let took = "SELECT count(*) AS accepted, extract(epoch FROM max(settled_at) - min(at))::float8 AS seconds FROM delivery WHERE state = 'accepted'";
    let row = conn.query_one_raw(Statement::from_string(DbBackend::Postgres, took)).await?.context("a time")?;
    let accepted = usize::try_from(row.try_get::<i64>("", "accepted")?)?;
    ensure!(accepted == MESSAGES, "{accepted} of {MESSAGES} were accepted");
    Ok(accepted as f64 / row.try_get::<f64>("", "seconds")?)
}

async fn system(url: &str) -> anyhow::Result<DatabaseConnection> {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    options.map_sqlx_postgres_opts(|postgres| postgres.options([("role", "mulin_system")]));
    Ok(Database::connect(options).await?)
}

/// One digest for each of many people, asked for as a job would.
async fn write_messages(url: &str, data: &std::path::Path) -> anyhow::Result<()> {
    let app = App::open(&database::config(url, data)).await?;
    let community = community(url, &app).await?;
    let tx = app.db.write(&Scope { community, actor: Actor::System }).await?;
    for number in 0..MESSAGES {
        let to =
            Recipient::Address {
                email: format!("worker{number}@example.org"), name: "王网格员".to_owned(), locale: "zh-CN".to_owned()
            };
        let facts = digest();
        let dedupe = format!("bench:{number}");
        send(&tx, Intent { template: "visits.digest", to, facts, urgency: Urgency::Urgent, dedupe, rule: "visits.digest", subject: None })
            .await?;
    }
    tx.commit().await?;
    app.db.close().await;
    Ok(())
}

/// What a morning's digest of five visits tells.
fn digest() -> serde_json::Value {
    let visit = |number: usize| {
        json!({
            "person": "李奶奶", "age": 81, "tier": "red", "groups": ["alone"], "building": "3号楼", "door": format!("{number}单元 501"),
            "kind": "home", "due_at": "2026-03-09T10:00:00Z", "overdue": false, "protocol": "none", "last_visit_at": "2026-03-02T02:00:00Z"
        })
    };
    json!({"community": "江南春色", "day": "2026-03-09", "visits": (1..=5).map(visit).collect::<Vec<_>>(), "path": "/today"})
}

async fn community(url: &str, app: &App) -> anyhow::Result<Uuid> {
    let conn = system(url).await?;
    let (street_id, id, now) = (Uuid::from_u128(1), Uuid::from_u128(2), app.db.now());
    let street = street::ActiveModel {
        id: Set(street_id),
        code: Set("120113004".to_owned()),
        name: Set("瑞景街道".to_owned()),
        state: Set(street::State::Active),
        created_at: Set(now),
        ..Default::default()
    };
    street.insert(&conn).await?;
    let community = community::ActiveModel {
        id: Set(id),
        code: Set("120113004017".to_owned()),
        street_id: Set(street_id),
        name: Set("江南春色".to_owned()),
        state: Set(community::State::Active),
        zone: Set("Asia/Shanghai".to_owned()),
        locale: Set("zh-CN".to_owned()),
        settings: Set(json!({})),
        created_at: Set(now),
        updated_at: Set(now),
        ..Default::default()
    };
    community.insert(&conn).await?;
    Ok(id)
}

fn message() -> anyhow::Result<Message> {
    let body = "今天有五位老人等您探望。\r\n".repeat(24);
    Ok(Message::builder().from("mulin@example.org".parse()?).to("worker@example.org".parse()?).subject("今日探访").body(body)?)
}

/// lettre on our own stream, nothing written anywhere.
async fn bare(relay: &Relay, message: &Message, count: usize) -> anyhow::Result<f64> {
    let (envelope, bytes) = (message.envelope().clone(), Arc::new(message.formatted()));
    let (begun, mut senders) = (Instant::now(), JoinSet::new());
    for _ in 0..CONNECTIONS {
        let (address, envelope, bytes) = (relay.address.clone(), envelope.clone(), bytes.clone());
        senders.spawn(async move { one_connection(&address, &envelope, &bytes, count / CONNECTIONS).await });
    }
    all_sent(senders).await?;
    Ok(count as f64 / begun.elapsed().as_secs_f64())
}

async fn one_connection(address: &str, envelope: &Envelope, bytes: &[u8], count: usize) -> anyhow::Result<()> {
    let stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let stream: Box<dyn AsyncTokioStream> = Box::new(stream);
    let mut connection = AsyncSmtpConnection::connect_with_transport(stream, &ClientId::default()).await?;
    for _ in 0..count {
        connection.send(envelope, bytes).await?;
    }
    connection.quit().await?;
    Ok(())
}

/// lettre as it comes.
async fn pooled(relay: &Relay, message: &Message, count: usize) -> anyhow::Result<f64> {
    let (host, port) = relay.address.rsplit_once(':').context("an address")?;
    let pool = PoolConfig::new().max_size(CONNECTIONS as u32);
    let transport = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(host).port(port.parse()?).pool_config(pool).build();
    let (begun, mut senders) = (Instant::now(), JoinSet::new());
    for _ in 0..CONNECTIONS {
        let (transport, message) = (transport.clone(), message.clone());
        senders.spawn(async move {
            for _ in 0..count / CONNECTIONS {
                transport.send(message.clone()).await?;
            }
            anyhow::Ok(())
        });
    }
    all_sent(senders).await?;
    Ok((count / CONNECTIONS * CONNECTIONS) as f64 / begun.elapsed().as_secs_f64())
}

async fn all_sent(mut senders: JoinSet<anyhow::Result<()>>) -> anyhow::Result<()> {
    while let Some(sent) = senders.join_next().await {
        sent??;
    }
    Ok(())
}
