//! A mail server that takes everything, as fast as it can unless told otherwise, and remembers only for whom.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use chrono::{DateTime, Utc};
use mulin_entity::kernel::{Clock, SystemClock};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

/// The sink; it lives as long as the run.
#[derive(Clone)]
pub struct Sink {
    /// Where it listens.
    pub address: String,
    slowness: Duration,
    taken: Arc<AtomicUsize>,
    by_recipient: Arc<Mutex<HashMap<String, Vec<DateTime<Utc>>>>>,
}

impl Sink {
    /// Listens on a free port.
    pub async fn open() -> anyhow::Result<Self> {
        Self::slow(Duration::ZERO).await
    }

    /// Listens on a free port and takes up to `slowness` over a letter, before it answers for it.
    pub async fn slow(slowness: Duration) -> anyhow::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let sink = Self { address: listener.local_addr()?.to_string(), slowness, taken: Arc::default(), by_recipient: Arc::default() };
        let everything = sink.clone();
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                tokio::spawn(talk(socket, everything.clone()));
            }
        });
        Ok(sink)
    }

    /// How many messages so far.
    pub fn taken(&self) -> usize {
        self.taken.load(Ordering::Relaxed)
    }

    /// When each address got a message, the first one first.
    pub fn by_recipient(&self) -> HashMap<String, Vec<DateTime<Utc>>> {
        self.by_recipient.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clone()
    }

    fn take(&self, recipient: &str) {
        self.taken.fetch_add(1, Ordering::Relaxed);
        let mut by_recipient = self.by_recipient.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        by_recipient.entry(recipient.to_owned()).or_default().push(SystemClock.now());
    }
}

async fn talk(socket: TcpStream, sink: Sink) -> std::io::Result<()> {
    socket.set_nodelay(true)?;
    let mut socket = BufReader::new(socket);
    socket.write_all(b"220 sink\r\n").await?;
    let mut line = Vec::new();
    let (mut in_message, mut recipient) = (false, String::new());
    loop {
        line.clear();
        if socket.read_until(b'\n', &mut line).await? == 0 {
            return Ok(());
        }
        let reply: &[u8] = match (in_message, line.get(..4).map(<[u8]>::to_ascii_uppercase).as_deref()) {
            (true, _) if line == b".\r\n" => {
                in_message = false;
                if !sink.slowness.is_zero() {
                    tokio::time::sleep(sink.slowness.mul_f64(rand::random())).await;
                }
                sink.take(&recipient);
                b"250 taken\r\n"
            }
            (true, _) => continue,
            (false, Some(b"EHLO")) => b"250-sink\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n",
            (false, Some(b"DATA")) => {
                in_message = true;
                b"354 go on\r\n"
            }
            (false, Some(b"RCPT")) => {
                recipient = String::from_utf8_lossy(&line).split(['<', '>']).nth(1).unwrap_or_default().to_owned();
                b"250 ok\r\n"
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
