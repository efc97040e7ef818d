//! A crowd of clients that costs the machine little: each sends the same bytes again as soon as it was answered.

use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    task::JoinSet,
};

/// What a crowd saw.
pub struct Seen {
    pub per_second: f64,
    /// Milliseconds.
    pub p50: f64,
    pub p99: f64,
}

/// The run in the middle.
pub fn median(mut seen: Vec<Seen>) -> Seen {
    seen.sort_by(|left, right| left.per_second.total_cmp(&right.per_second));
    seen.swap_remove(seen.len() / 2)
}

/// `clients` connections asking `path` for `time`, after a while of warming up; the `tokens` go round.
pub async fn crowd(address: &str, path: &str, tokens: &[String], clients: usize, time: Duration) -> anyhow::Result<Seen> {
    let request = |token: &String| format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {token}\r\n\r\n");
    let requests: Vec<String> = tokens.iter().map(request).collect();
    run(address, &requests, clients, Duration::from_secs(2)).await?;
    let mut times = run(address, &requests, clients, time).await?;
    times.sort_unstable();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize].as_secs_f64() * 1000.0;
    Ok(Seen { per_second: times.len() as f64 / time.as_secs_f64(), p50: at(0.5), p99: at(0.99) })
}

async fn run(address: &str, requests: &[String], clients: usize, time: Duration) -> anyhow::Result<Vec<Duration>> {
    let end = Instant::now() + time;
    let mut running = JoinSet::new();
    for request in requests.iter().cycle().take(clients) {
        let (address, request) = (address.to_owned(), request.clone());
        running.spawn(async move { client(&address, request.as_bytes(), end).await });
    }
    let mut times = Vec::new();
    while let Some(client) = running.join_next().await {
        times.extend(client??);
    }
    ensure!(!times.is_empty(), "nothing was answered");
    Ok(times)
}

async fn client(address: &str, request: &[u8], end: Instant) -> anyhow::Result<Vec<Duration>> {
    let mut socket = TcpStream::connect(address).await?;
    socket.set_nodelay(true)?;
    let (mut times, mut buffer) = (Vec::new(), Vec::with_capacity(1 << 16));
    while Instant::now() < end {
        let begun = Instant::now();
        socket.write_all(request).await?;
        answer(&mut socket, &mut buffer).await?;
        times.push(begun.elapsed());
    }
    Ok(times)
}

/// Reads one answer with a stated length.
async fn answer(socket: &mut TcpStream, buffer: &mut Vec<u8>) -> anyhow::Result<()> {
    buffer.clear();
    loop {
        ensure!(socket.read_buf(buffer).await? > 0, "the server hung up");
        let Some(head) = buffer.windows(4).position(|bytes| bytes == b"\r\n\r\n") else { continue };
        let text = std::str::from_utf8(&buffer[..head])?.to_ascii_lowercase();
        ensure!(text.starts_with("http/1.1 200"), "answered {}", text.lines().next().unwrap_or_default());
        let length: usize =
            text.split("content-length: ").nth(1).and_then(|rest| rest.lines().next()).context("a stated length")?.parse()?;
        while buffer.len() < head + 4 + length {
            ensure!(socket.read_buf(buffer).await? > 0, "the server hung up");
        }
        return Ok(());
    }
}
