//! A page that people open every morning: a grid worker's visits of today, with session, permission, tenant and row-level security.

use std::{collections::BTreeMap, fmt::Write as _, fs, process::Command, time::Duration};

use anyhow::{Context, ensure};
use sea_orm::{ConnectOptions, ConnectionTrait, Database};
use serde_json::{Value, json};

use crate::{
    bare::{self, Bare},
    demo,
    figures::{Figure, Figures},
    load,
    service::{Account, Service},
};

const PATH: &str = "/api/v1/visits/today?limit=20";
const CLIENTS: usize = 64;
/// People who are logged in, each with a session of their own.
const SESSIONS: usize = 16;
const TIME: Duration = Duration::from_secs(4);
/// So often, turn about, so that a busy moment of the machine is nobody's alone.
const ROUNDS: usize = 3;

/// Ours on both databases, beside the very same statements sent by pgbench.
pub async fn page(figures: &mut Figures) -> anyhow::Result<()> {
    let sqlite = Service::start(&["serve", "--demo"], demo::folder()?, &[])?;
    let tokens = sessions(&sqlite.address, sqlite.account("grid-worker")?).await?;
    let seen = load::crowd(&sqlite.address, PATH, &tokens, CLIENTS, TIME).await?;
    let settings = format!("today's visits, {CLIENTS} connections, SQLite; p50 {:.1} ms, p99 {:.1} ms", seen.p50, seen.p99);
    figures.add(Figure { measure: "http.page.sqlite", unit: "req/s", ours: seen.per_second, settings, ..Figure::default() });
    drop(sqlite);

    let url = std::env::var("MULIN_TEST_POSTGRES_URL").context("run this by tests/bench/run")?;
    let data = demo::stage()?.join("http");
    let settings = [("DATABASE_URL", url.as_str())];
    let worker = {
        let all = Service::start(&["serve", "--demo"], &data, &settings)?;
        all.account("grid-worker")?.clone()
    };
    // The API alone, so that the statements in the log are the page's.
    let api = Service::start(&["api"], &data, &settings)?;
    let tokens = sessions(&api.address, &worker).await?;
    let statements = statements_of(&api.address, &tokens[0], &url).await?;
    ensure!(!statements.is_empty(), "the server logged no statement");
    let bare = Bare::start().await?;
    let (mut ours, mut lookups) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        lookups.push(load::crowd(&bare.address, bare::PATH, &tokens, CLIENTS, TIME).await?);
        ours.push(load::crowd(&api.address, PATH, &tokens, CLIENTS, TIME).await?);
    }
    let (seen, lookup) = (load::median(ours), load::median(lookups));
    drop(bare);
    let mut raw = 0.0_f64;
    for clients in [4, 8, 16] {
        raw = raw.max(pgbench(&statements, &url, clients)?);
    }
    let settings = format!(
        "today's visits, {CLIENTS} connections, {SESSIONS} sessions, PostgreSQL; p50 {:.1} ms, p99 {:.1} ms; {:.2} of the peer, a lookup by key with nothing \
         around it (p50 {:.1} ms, p99 {:.1} ms); raw: the same {} statements by pgbench -M prepared, best of 4, 8, 16 clients",
        seen.p50,
        seen.p99,
        seen.per_second / lookup.per_second,
        lookup.p50,
        lookup.p99,
        statements.len()
    );
    let peer = Some(("bare poem + sqlx", lookup.per_second));
    figures.add(Figure { measure: "http.page", unit: "req/s", ours: seen.per_second, peer, raw: Some(raw), settings });
    Ok(())
}

async fn sessions(address: &str, account: &Account) -> anyhow::Result<Vec<String>> {
    let mut tokens = Vec::new();
    for _ in 0..SESSIONS {
        tokens.push(log_in(address, account).await?);
    }
    Ok(tokens)
}

/// A session's token.
pub async fn log_in(address: &str, account: &Account) -> anyhow::Result<String> {
    let body = json!({"email": account.email, "password": account.password});
    let answer: Value =
        mulin_tests::client().build()?.post(format!("http://{address}/api/v1/sessions")).json(&body).send().await?.json().await?;
    Ok(answer["token"].as_str().with_context(|| format!("no token: {answer}"))?.to_owned())
}

/// One statement with its parameters.
struct Statement {
    text: String,
    parameters: BTreeMap<usize, String>,
}

/// What the page sends to the database, read off the server's own log.
async fn statements_of(address: &str, token: &str, url: &str) -> anyhow::Result<Vec<Statement>> {
    let client = mulin_tests::client().build()?;
    let page = || client.get(format!("http://{address}{PATH}")).bearer_auth(token).send();
    let first: Value = page().await?.json().await?;
    ensure!(first["items"].as_array().is_some_and(|items| !items.is_empty()), "today's list is empty: {first}");
    let admin = superuser(url).await?;
    let path = std::env::var("MULIN_BENCH_POSTGRES_LOG")?;
    let switch = async |on: &str| -> anyhow::Result<()> {
        admin.execute_unprepared(&format!("ALTER SYSTEM SET log_min_duration_statement = {on}")).await?;
        admin.execute_unprepared("SELECT pg_reload_conf()").await?;
        tokio::time::sleep(Duration::from_millis(500)).await;
        Ok(())
    };
    switch("0").await?;
    let before = fs::metadata(&path)?.len() as usize;
    page().await?.error_for_status()?;
    tokio::time::sleep(Duration::from_millis(200)).await;
    let log = String::from_utf8_lossy(&fs::read(&path)?[before..]).into_owned();
    switch("-1").await?;
    Ok(parse(&log))
}

async fn superuser(url: &str) -> anyhow::Result<sea_orm::DatabaseConnection> {
    let mut options = ConnectOptions::new(url.replace("postgres://mulin@", "postgres://postgres@"));
    options.max_connections(1).sqlx_logging(false);
    Ok(Database::connect(options).await?)
}

fn parse(log: &str) -> Vec<Statement> {
    let mut statements: Vec<Statement> = Vec::new();
    let mut reading = false;
    for line in log.lines() {
        if let Some((_, text)) = line.split_once("LOG:  duration:") {
            let text = text.split_once(" ms  ").map_or("", |(_, text)| text);
            let text = text
                .strip_prefix("statement: ")
                .or_else(|| text.strip_prefix("execute ").and_then(|text| text.split_once(": ")).map(|(_, text)| text));
            reading = text.is_some_and(|text| !text.contains("pg_reload_conf"));
            if let Some(text) = text.filter(|_| reading) {
                statements.push(Statement { text: text.to_owned(), parameters: BTreeMap::new() });
            }
        } else if let Some((_, list)) = line.split_once("DETAIL:  parameters: ").filter(|_| reading) {
            if let Some(last) = statements.last_mut() {
                last.parameters = parameters(list);
            }
            reading = false;
        } else if let Some(last) = statements.last_mut().filter(|_| reading && line.starts_with('\t')) {
            last.text.push(' ');
            last.text.push_str(line.trim());
        }
    }
    statements
}

/// `$1 = 'a', $2 = NULL`.
fn parameters(list: &str) -> BTreeMap<usize, String> {
    let marks: Vec<_> = list.match_indices('$').filter(|(at, _)| *at == 0 || list[..*at].ends_with(", ")).map(|(at, _)| at).collect();
    let ends = marks.iter().skip(1).copied().chain([list.len()]);
    let pairs = marks.iter().zip(ends).filter_map(|(from, to)| {
        let (number, value) = list[from + 1..to].split_once(" = ")?;
        Some((number.parse().ok()?, value.trim_end_matches(", ").to_owned()))
    });
    pairs.collect()
}

/// The statements as one transaction script; parameters become variables, so that they are prepared as ours are.
fn pgbench(statements: &[Statement], url: &str, clients: usize) -> anyhow::Result<f64> {
    let (mut script, mut variables) = (String::new(), Vec::new());
    for (index, Statement { text, parameters }) in statements.iter().enumerate() {
        let mut text = text.clone();
        for (number, value) in parameters.iter().rev() {
            match value.strip_prefix('\'').and_then(|value| value.strip_suffix('\'')) {
                Some(value) => {
                    text = text.replace(&format!("${number}"), &format!(":s{index}_{number}"));
                    variables.push(format!("s{index}_{number}={}", value.replace("''", "'")));
                }
                None => text = text.replace(&format!("${number}"), value),
            }
        }
        writeln!(script, "{text};")?;
    }
    let file = demo::stage()?.join("page.sql");
    fs::write(&file, script)?;
    let mut command = Command::new(std::env::var("MULIN_BENCH_PGBENCH")?);
    command.args(["-n", "-M", "prepared", "-j", "2", "-T", "5", "-c", &clients.to_string(), "-f"]).arg(&file);
    variables.iter().for_each(|variable| {
        command.args(["-D", variable]);
    });
    // The one of our two roles that may send all of them; row-level security holds it too.
    let output = command.env("PGOPTIONS", "-c role=mulin_system").arg(url).output()?;
    let text = String::from_utf8_lossy(&output.stdout);
    let line =
        text.lines().find(|line| line.starts_with("tps = ")).with_context(|| String::from_utf8_lossy(&output.stderr).into_owned())?;
    Ok(line.trim_start_matches("tps = ").split(' ').next().unwrap_or_default().parse()?)
}
