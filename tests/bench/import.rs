//! A ledger of 20,000 people, from the upload to the last row.

use std::{fmt::Write as _, time::Instant};

use anyhow::{Context, ensure};
use reqwest::multipart::{Form, Part};
use serde_json::{Map, Value, json};

use crate::{
    demo,
    figures::{Figure, Figures},
    http::log_in,
    service::Service,
};

const ROWS: usize = 20_000;

pub async fn ledger(figures: &mut Figures) -> anyhow::Result<()> {
    let url = std::env::var("MULIN_TEST_POSTGRES_URL").context("run this by tests/bench/run")?;
    let settings = |database: &str| format!("a CSV ledger of {ROWS} people, {database}, from the upload to the last row");
    let sqlite = Service::start(&["serve", "--demo"], demo::folder()?, &[])?;
    let ours = rate(&sqlite).await?;
    figures.add(Figure { measure: "import.rows.sqlite", unit: "rows/s", ours, settings: settings("SQLite"), ..Figure::default() });
    drop(sqlite);
    let postgres = Service::start(&["serve", "--demo"], &demo::stage()?.join("http"), &[("DATABASE_URL", url.as_str())])?;
    let ours = rate(&postgres).await?;
    figures.add(Figure { measure: "import.rows", unit: "rows/s", ours, settings: settings("PostgreSQL"), ..Figure::default() });
    Ok(())
}

async fn rate(service: &Service) -> anyhow::Result<f64> {
    let base = format!("http://{}/api/v1/imports", service.address);
    let token = log_in(&service.address, service.account("community-admin")?).await?;
    let client = mulin_tests::client().build()?;
    let begun = Instant::now();
    let file = Part::bytes(people().into_bytes()).file_name("台账.csv").mime_str("text/csv")?;
    let form = Form::new().text("kind", "residents").part("file", file);
    let preview: Value = client.post(&base).bearer_auth(&token).multipart(form).send().await?.json().await?;
    let id = preview["id"].as_str().with_context(|| format!("no import: {preview}"))?;
    let columns = preview["columns"].as_array().context("columns")?.iter().enumerate();
    let mapping: Map<String, Value> = columns
        .filter(|(_, column)| column["field"].is_string())
        .map(|(index, column)| (index.to_string(), column["field"].clone()))
        .collect();
    let started = client.post(format!("{base}/{id}/start")).bearer_auth(&token).json(&json!({"mapping": mapping})).send().await?;
    ensure!(started.status().is_success(), "not started: {}", started.text().await?);
    loop {
        let state: Value = client.get(format!("{base}/{id}")).bearer_auth(&token).send().await?.json().await?;
        match state["state"].as_str() {
            Some("done") => {
                ensure!(state["good"] == ROWS, "not every row was good: {state}");
                return Ok(ROWS as f64 / begun.elapsed().as_secs_f64());
            }
            Some("failed") => anyhow::bail!("the import failed: {state}"),
            _ => tokio::time::sleep(std::time::Duration::from_millis(100)).await,
        }
    }
}

/// Made-up people with identity numbers that hold.
fn people() -> String {
    let mut text = String::from("姓名,身份证号,联系电话,楼栋,单元,门牌号\n");
    for number in 0..ROWS {
        let (year, month, day) = (1935 + number % 60, 1 + number / 60 % 12, 1 + number / 720 % 28);
        let body = format!("120113{year}{month:02}{day:02}{:03}", 100 + number % 899);
        let (building, unit, room) = (1 + number / 400, 1 + number / 100 % 4, 101 + number % 100);
        // Writing to a string cannot fail.
        let _written = writeln!(text, "{},{body}{},138{number:08},{building}号楼,{unit},{room}", name(number), check_digit(&body));
    }
    text
}

/// One of 4,096 made-up names.
fn name(number: usize) -> String {
    let pick = |characters: &str, index: usize| characters.chars().nth(index % characters.chars().count());
    let family = pick("赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨", number);
    let given = ["秀建国玉桂淑文明振德永志春兰凤英", "华珍琴荣芳平军梅霞清萍红强峰波涛"];
    let given = [pick(given[0], number / 16), pick(given[1], number / 256)];
    family.into_iter().chain(given.into_iter().flatten()).collect()
}

/// GB 11643.
fn check_digit(body: &str) -> char {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = body.chars().zip(WEIGHTS).map(|(digit, weight)| digit.to_digit(10).unwrap_or_default() * weight).sum();
    ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'][(sum % 11) as usize]
}
