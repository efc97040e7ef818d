//! The HTTP client of tests and benchmarks.

/// A client in the making. The product brings its own TLS to each of its clients and sets none for the process, which a plain one wants.
pub fn client() -> reqwest::ClientBuilder {
    // Another test of this process may have been first.
    let _ = tokio_rustls::rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder()
}
