//! The bare statements of a queue, by pgbench: as fast as this machine's PostgreSQL goes with nobody in between.

use std::{io::Write, process::Stdio};

use anyhow::{Context, ensure};
use sea_orm::{ConnectionTrait, Database, DatabaseConnection};
use tokio::process::Command;

/// Jobs of one claim.
const AT_ONCE: usize = 500;

const TABLE: &str = "
    CREATE TABLE raw_job (id bigserial PRIMARY KEY, payload jsonb NOT NULL, state text NOT NULL, due_at timestamptz NOT NULL, lease_token bigint);
    CREATE INDEX raw_job_due ON raw_job (due_at) WHERE state = 'ready'; CREATE INDEX raw_job_running ON raw_job (lease_token) WHERE state = 'running'";

const DRAIN: &str = r"
\set token random(1, 1000000000000)
UPDATE raw_job SET state = 'running', lease_token = :token WHERE ctid = ANY(ARRAY(SELECT ctid FROM raw_job WHERE state = 'ready' AND due_at <= now() ORDER BY due_at LIMIT 500 FOR UPDATE SKIP LOCKED)) RETURNING id, payload;
DELETE FROM raw_job WHERE state = 'running' AND lease_token = :token;
";

const INSERT: &str = r#"
INSERT INTO job (community_id, id, kind, key, payload, state, priority, due_at, again, put_off, attempts, crashes, max_attempts, created_at) VALUES ('00000000-0000-0000-0000-000000000000', gen_random_uuid(), 'bench.raw', gen_random_uuid()::text, '{"number": 1}', 'ready', 0, now() + interval '1 day', false, false, 0, 0, 12, now());
"#;

pub struct Raw {
    url: String,
    conn: DatabaseConnection,
}

impl Raw {
    pub async fn prepare(url: &str) -> anyhow::Result<Self> {
        let conn = Database::connect(url).await?;
        conn.execute_unprepared(TABLE).await?;
        // The owner sees no row of tenants, and is to insert like the product's own role.
        let url = format!("{url}?options=-c%20role%3Dmulin_system");
        conn.execute_unprepared("GRANT ALL ON raw_job TO mulin_system; GRANT ALL ON SEQUENCE raw_job_id_seq TO mulin_system").await?;
        Ok(Self { url, conn })
    }

    /// Claim, commit, delete, commit; jobs per second.
    pub async fn drain(&self, jobs: usize) -> anyhow::Result<f64> {
        let fill = format!(
            "INSERT INTO raw_job (payload, state, due_at) SELECT jsonb_build_object('number', n), 'ready', now() FROM generate_series(1, {jobs}) n"
        );
        self.conn.execute_unprepared(&fill).await?;
        Ok(self.bench(DRAIN, 1, jobs / AT_ONCE).await? * AT_ONCE as f64)
    }

    /// Bare inserts per second.
    pub async fn insert(&self, clients: usize, each: usize) -> anyhow::Result<f64> {
        self.bench(INSERT, clients, each).await
    }

    /// Transactions per second.
    async fn bench(&self, script: &str, clients: usize, each: usize) -> anyhow::Result<f64> {
        let pgbench = std::env::var("MULIN_BENCH_PGBENCH").context("run this by tests/bench/run")?;
        let mut file = tempfile::NamedTempFile::new()?;
        file.write_all(script.as_bytes())?;
        let (clients, each) = (clients.to_string(), each.to_string());
        let output = Command::new(pgbench)
            .args(["-n", "-M", "prepared", "-c", &clients, "-j", "1", "-t", &each, "-f"])
            .arg(file.path())
            .arg(&self.url)
            .stdin(Stdio::null())
            .output()
            .await?;
        ensure!(output.status.success(), "pgbench: {}", String::from_utf8_lossy(&output.stderr));
        let text = String::from_utf8_lossy(&output.stdout);
        let line = text.lines().find(|line| line.starts_with("tps = ")).context("pgbench tells its rate")?;
        line.split_whitespace().nth(2).context("a rate")?.parse().context("a number")
    }
}
