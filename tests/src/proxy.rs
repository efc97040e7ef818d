//! A line to a server that can be broken while it is in use.

use std::{
    io,
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::watch,
};
use tokio_util::sync::{CancellationToken, DropGuard};

/// What the line does with what it is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// Carries it.
    Whole,
    /// Ends every connection, and each new one at once: the server is gone.
    Cut,
    /// Keeps it back and says nothing, until the line is whole again: a black hole.
    Silent,
}

/// A TCP proxy, until it is dropped.
pub struct Proxy {
    /// Where it listens.
    pub address: SocketAddr,
    line: watch::Sender<Line>,
    hits: Arc<AtomicUsize>,
    _stop: DropGuard,
}

impl Proxy {
    /// A whole line to `server` (host and port).
    pub async fn to(server: &str) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let (address, server) = (listener.local_addr()?, server.to_owned());
        let (line, stop, hits) = (watch::Sender::new(Line::Whole), CancellationToken::new(), Arc::<AtomicUsize>::default());
        let (seen, hit, stopped) = (line.subscribe(), hits.clone(), stop.clone());
        tokio::spawn(stop.clone().run_until_cancelled_owned(async move {
            while let Ok((client, _)) = listener.accept().await {
                let carried = carry(client, server.clone(), seen.clone(), hit.clone());
                tokio::spawn(stopped.clone().run_until_cancelled_owned(carried));
            }
        }));
        Ok(Self { address, line, hits, _stop: stop.drop_guard() })
    }

    /// Breaks or mends it.
    pub fn make(&self, line: Line) {
        self.line.send_replace(line);
    }

    /// How many connections were ended and pieces kept back so far: without any, a fault did not land.
    pub fn hits(&self) -> usize {
        self.hits.load(Ordering::Relaxed)
    }
}

async fn carry(client: TcpStream, server: String, line: watch::Receiver<Line>, hits: Arc<AtomicUsize>) {
    let mut seen = line.clone();
    let both = async {
        pass(&line, &hits).await;
        let server = TcpStream::connect(server).await?;
        for socket in [&client, &server] {
            socket.set_nodelay(true)?;
        }
        let ((client_says, to_client), (server_says, to_server)) = (client.into_split(), server.into_split());
        tokio::try_join!(copy(client_says, to_server, &line, &hits), copy(server_says, to_client, &line, &hits))
    };
    tokio::select! {
        biased;
        _ = seen.wait_for(|line| *line == Line::Cut) => { hits.fetch_add(1, Ordering::Relaxed); }
        _ended = both => {}
    }
}

async fn copy(
    mut from: impl AsyncRead + Unpin,
    mut to: impl AsyncWrite + Unpin,
    line: &watch::Receiver<Line>,
    hits: &AtomicUsize,
) -> io::Result<()> {
    let mut piece = vec![0; 16 * 1024];
    loop {
        let read = from.read(&mut piece).await?;
        if read == 0 {
            // Both ways end together, as they do when a process dies.
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        pass(line, hits).await;
        to.write_all(&piece[..read]).await?;
    }
}

/// Waits while the line is silent.
async fn pass(line: &watch::Receiver<Line>, hits: &AtomicUsize) {
    if *line.borrow() == Line::Silent {
        hits.fetch_add(1, Ordering::Relaxed);
        let mut line = line.clone();
        let _gone_with_the_proxy = line.wait_for(|line| *line != Line::Silent).await.is_err();
    }
}
