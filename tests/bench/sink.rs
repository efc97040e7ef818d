//! A mail server that takes everything and keeps nothing, as fast as it can.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use anyhow::ensure;
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

/// The sink; it lives as long as the run.
#[derive(Clone)]
pub struct Sink {
    pub address: String,
    taken: Arc<AtomicUsize>,
}

impl Sink {
    pub async fn open() -> anyhow::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let sink = Self { address: listener.local_addr()?.to_string(), taken: Arc::default() };
        let taken = sink.taken.clone();
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                tokio::spawn(talk(socket, taken.clone()));
            }
        });
        Ok(sink)
    }

    /// How many messages so far.
    pub fn taken(&self) -> usize {
        self.taken.load(Ordering::Relaxed)
    }

    /// Messages per second from the first of `count` further ones to the last.
    pub async fn rate_of(&self, count: usize, patience: Duration) -> anyhow::Result<f64> {
        let (before, deadline) = (self.taken(), Instant::now() + patience);
        let mut first = None;
        loop {
            let taken = self.taken() - before;
            if taken > 0 && first.is_none() {
                first = Some((Instant::now(), taken));
            }
            if let Some((begun, at_first)) = first.filter(|_| taken >= count) {
                return Ok((taken - at_first) as f64 / begun.elapsed().as_secs_f64());
            }
            ensure!(Instant::now() < deadline, "only {taken} of {count} messages arrived");
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    }
}

async fn talk(socket: TcpStream, taken: Arc<AtomicUsize>) -> std::io::Result<()> {
    socket.set_nodelay(true)?;
    let mut socket = BufReader::new(socket);
    socket.write_all(b"220 sink\r\n").await?;
    let mut line = Vec::new();
    let mut in_message = false;
    loop {
        line.clear();
        if socket.read_until(b'\n', &mut line).await? == 0 {
            return Ok(());
        }
        let reply: &[u8] = match (in_message, line.get(..4).map(<[u8]>::to_ascii_uppercase).as_deref()) {
            (true, _) if line == b".\r\n" => {
                in_message = false;
                taken.fetch_add(1, Ordering::Relaxed);
                b"250 taken\r\n"
            }
            (true, _) => continue,
            (false, Some(b"EHLO")) => b"250-sink\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n",
            (false, Some(b"DATA")) => {
                in_message = true;
                b"354 go on\r\n"
            }
            (false, Some(b"QUIT")) => {
                socket.write_all(b"221 bye\r\n").await?;
                return Ok(());
            }
            (false, _) => b"250 ok\r\n",
        };
        socket.write_all(reply).await?;
    }
}
