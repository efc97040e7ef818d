//! What every request needs.

use std::sync::Arc;

use mulin_entity::{kernel::Db, notifications::writing::Scribe, tenancy::identity::Door};
use poem::{Request, handler, http::StatusCode, web::Data};

use crate::proxies::Proxies;

/// The API's surroundings; cheap to clone.
#[derive(Clone)]
pub struct ApiState {
    /// The way to the rows.
    pub db: Db,
    /// Where callers are recognised.
    pub door: Door,
    /// Where people reach the service: links begin with it, and never with what a request claims.
    pub base_url: Arc<str>,
    /// Our own proxies, which are believed about where a request comes from.
    pub proxies: Proxies,
    /// Writes messages, for their previews.
    pub scribe: Arc<dyn Scribe>,
}

impl ApiState {
    /// The network address that a request comes from.
    pub fn address_of(&self, request: &Request) -> String {
        let peer = request.remote_addr().as_socket_addr().map(|address| address.ip());
        peer.map(|peer| self.proxies.origin(peer, request.header("x-forwarded-for")).to_string()).unwrap_or_default()
    }
}

/// The process lives.
#[handler]
pub fn healthz() -> &'static str {
    "ok"
}

/// The process can serve: its database answers.
#[handler]
pub async fn readyz(state: Data<&ApiState>) -> (StatusCode, &'static str) {
    match state.db.ping().await {
        Ok(()) => (StatusCode::OK, "ready"),
        Err(error) => {
            tracing::warn!(%error, "the database does not answer");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer")
        }
    }
}
