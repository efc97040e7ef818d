//! Whose certificates are believed: those of the public authorities, as Mozilla keeps them, and who is named besides.

use std::sync::{Arc, LazyLock};

use tokio_rustls::rustls::{
    ClientConfig, Error, RootCertStore,
    crypto::ring,
    pki_types::{CertificateDer, pem::PemObject},
};

static CLIENT: LazyLock<Result<Arc<ClientConfig>, Error>> = LazyLock::new(|| config(public_authorities()));

/// The one configuration of all that this process says to others over TLS.
pub(crate) fn client_config() -> Result<Arc<ClientConfig>, Error> {
    CLIENT.clone()
}

/// The same, believing also the authorities of a PEM file: relays inside a government's network rarely have a public certificate.
pub(crate) fn client_config_believing(authorities: &[u8]) -> Result<Arc<ClientConfig>, Error> {
    let mut roots = public_authorities();
    for authority in CertificateDer::pem_slice_iter(authorities) {
        roots.add(authority.map_err(|error| Error::General(error.to_string()))?)?;
    }
    config(roots)
}

fn public_authorities() -> RootCertStore {
    RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() }
}

fn config(roots: RootCertStore) -> Result<Arc<ClientConfig>, Error> {
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(Arc::new(config))
}
