//! Whose certificates are believed: those of the public authorities, as Mozilla keeps them.

use std::sync::{Arc, LazyLock};

use tokio_rustls::rustls::{ClientConfig, Error, RootCertStore, crypto::ring};

static CLIENT: LazyLock<Result<Arc<ClientConfig>, Error>> = LazyLock::new(|| {
    let roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(Arc::new(config))
});

/// The one configuration of all that this process says to others over TLS.
pub(crate) fn client_config() -> Result<Arc<ClientConfig>, Error> {
    CLIENT.clone()
}
