//! The listening socket: what poem's own server leaves open, closed.
//!
//! poem's server never times out a half-sent header, leaves Nagle's algorithm on and drops a handler when its client goes away. Here the
//! same endpoint runs on hyper with a time limit on headers, `TCP_NODELAY`, a ceiling on connections, a shutdown that always ends, and
//! every request in a task of its own. TLS and HTTP/2 end at the proxy in front, so HTTP/1.1 is all that is spoken.

use std::{convert::Infallible, io, net::SocketAddr, sync::Arc, time::Duration};

use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
};
use poem::{
    Addr, Endpoint, EndpointExt, IntoEndpoint, Response,
    endpoint::{DynEndpoint, ToDynEndpoint},
    http::{self, StatusCode, uri::Scheme},
    web::{LocalAddr, RemoteAddr},
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore},
    time::timeout,
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

/// What one process grants to its clients together.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Open connections; further ones wait in the system's queue.
    pub connections: usize,
    /// Time for a request's header, counted from the first wait for it, so that it also ends an idle connection.
    pub header: Duration,
    /// Time for running requests once the server stops.
    pub drain: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self { connections: 4096, header: Duration::from_secs(30), drain: Duration::from_secs(8) }
    }
}

type Shared = Arc<dyn DynEndpoint<Output = Response>>;

/// Serve `endpoint` on `listener` until `stop` is cancelled, then let running requests end within `limits.drain`.
pub async fn serve<E>(listener: TcpListener, endpoint: E, limits: Limits, stop: CancellationToken) -> io::Result<()>
where
    E: IntoEndpoint,
    E::Endpoint: 'static,
{
    let endpoint: Shared = Arc::new(ToDynEndpoint(endpoint.into_endpoint().map_to_response()));
    let local = listener.local_addr()?;
    let places = Arc::new(Semaphore::new(limits.connections));
    let handlers = TaskTracker::new();
    let connections = GracefulShutdown::new();

    while let Some((place, socket, remote)) = next(&listener, &places, &stop).await {
        if let Err(error) = socket.set_nodelay(true) {
            tracing::debug!(%error, "a connection was gone before it was served");
            continue;
        }
        let (endpoint, handlers) = (endpoint.clone(), handlers.clone());
        let service = service_fn(move |request: http::Request<Incoming>| {
            let peers = (LocalAddr(Addr::SocketAddr(local)), RemoteAddr(Addr::SocketAddr(remote)));
            let response = detached(endpoint.clone(), handlers.clone(), (request, peers.0, peers.1, Scheme::HTTP).into());
            async move { Ok::<http::Response<_>, Infallible>(response.await.into()) }
        });
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(limits.header)
            .serve_connection(TokioIo::new(socket), service);
        let connection = connections.watch(connection);
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection ended early");
            }
            drop(place);
        });
    }

    drop(listener);
    handlers.close();
    let drained = timeout(limits.drain, async {
        connections.shutdown().await;
        handlers.wait().await;
    });
    if drained.await.is_err() {
        tracing::warn!(requests = handlers.len(), "stopped with requests still running");
    }
    Ok(())
}

/// The next client, once there is a place for it; `None` when the server is to stop.
async fn next(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
    stop: &CancellationToken,
) -> Option<(OwnedSemaphorePermit, TcpStream, SocketAddr)> {
    let accept = async {
        let place = places.clone().acquire_owned().await.ok()?;
        loop {
            match listener.accept().await {
                Ok((socket, remote)) => return Some((place, socket, remote)),
                Err(error) => {
                    // Out of file handles, mostly: without a pause this loop would burn a core until some are free.
                    tracing::warn!(%error, "cannot accept connections");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
            }
        }
    };
    stop.run_until_cancelled(accept).await.flatten()
}

/// One request in a task of its own: a client that hangs up must not cut a transaction in half, and a panic costs one answer.
async fn detached(endpoint: Shared, handlers: TaskTracker, request: poem::Request) -> Response {
    let running = handlers.spawn(async move { endpoint.get_response(request).await });
    running.await.unwrap_or_else(|_| Response::builder().status(StatusCode::INTERNAL_SERVER_ERROR).finish())
}

#[cfg(test)]
mod tests;
