//! The service as another process would be: with parts and an address of its own, reaching its servers by lines that can break.

use std::{net::SocketAddr, sync::Arc};

use mulin::{app::App, config::Config};
use mulin_api::server::{self, Limits};
use mulin_entity::kernel::SystemClock;
use mulin_tests::TestApp;
use tokio::net::TcpListener;
use tokio_util::sync::{CancellationToken, DropGuard};

/// It stops when it is dropped.
pub struct Far {
    pub app: App,
    pub address: SocketAddr,
    stop: CancellationToken,
    _stops_at_the_end: DropGuard,
}

impl Far {
    /// Starts its API on the machine's clock, with what `shape` makes of its configuration.
    pub async fn start(app: &TestApp, shape: impl FnOnce(&mut Config)) -> Self {
        let parts = app.beside_with(Arc::new(SystemClock), shape).await;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (address, stop) = (listener.local_addr().unwrap(), CancellationToken::new());
        tokio::spawn(server::serve(listener, mulin_api::endpoint(parts.api.clone()), Limits::default(), stop.clone()));
        Self { app: parts, address, _stops_at_the_end: stop.clone().drop_guard(), stop }
    }

    /// Starts its worker.
    pub fn work(&self) {
        let (worker, stop) = (self.app.worker.clone(), self.stop.clone());
        tokio::spawn(async move { worker.run(stop).await });
    }
}
