//! Opening a connection: TCP without Nagle, TLS as the address asks, then log-in.

use std::{future::Future, time::Duration};

use lettre::transport::smtp::{
    Error,
    authentication::Mechanism,
    client::{AsyncSmtpConnection, AsyncTokioStream, Certificate, TlsParameters},
    extension::ClientId,
};
use tokio::{
    net::TcpStream,
    time::{Instant, timeout_at},
};

use super::{Limits, SmtpAddress, TlsPolicy, answer::Broken, tls::Tls};

/// Runs one step under its own limit and the deadline of the whole.
pub(super) async fn step<T, E: Into<Broken>>(
    name: &str,
    limit: Duration,
    deadline: Instant,
    work: impl Future<Output = Result<T, E>>,
) -> Result<T, Broken> {
    match timeout_at(deadline.min(Instant::now() + limit), work).await {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(error)) => Err(error.into()),
        Err(_) => Err(Broken::late(name)),
    }
}

/// A connection that stands before its first letter.
pub(super) async fn open(address: &SmtpAddress, limits: &Limits, deadline: Instant) -> Result<AsyncSmtpConnection, Broken> {
    let hello = ClientId::default();
    let stream = step("connect", limits.connect, deadline, dial(address)).await?;
    let mut connection = step("greeting", limits.step, deadline, AsyncSmtpConnection::connect_with_transport(stream, &hello)).await?;
    let upgrade = match address.tls {
        TlsPolicy::Required => true,
        TlsPolicy::Opportunistic => connection.can_starttls(),
        TlsPolicy::Implicit | TlsPolicy::Off => false,
    };
    if upgrade {
        step("STARTTLS", limits.step, deadline, connection.starttls(parameters(address)?, &hello)).await?;
    }
    if let Some(credentials) = &address.credentials {
        let mechanisms = [Mechanism::Plain, Mechanism::Login];
        step("AUTH", limits.step, deadline, connection.auth(&mechanisms, credentials)).await?;
    }
    Ok(connection)
}

fn parameters(address: &SmtpAddress) -> Result<TlsParameters, Error> {
    let builder = TlsParameters::builder(address.host.clone());
    match &address.authorities {
        Some(pem) => builder.add_root_certificate(Certificate::from_pem(pem)?).build(),
        None => builder.build(),
    }
}

async fn dial(address: &SmtpAddress) -> Result<Box<dyn AsyncTokioStream>, Broken> {
    let opened = async {
        let tcp = TcpStream::connect((address.host.as_str(), address.port)).await?;
        // The closing dot goes out in a write of its own: with Nagle it waits for an acknowledgement that the
        // relay delays by 40 ms.
        tcp.set_nodelay(true)?;
        Ok::<Box<dyn AsyncTokioStream>, std::io::Error>(match address.tls {
            TlsPolicy::Implicit => Box::new(Tls::over(tcp, &address.host, address.authorities.as_deref()).await?),
            _ => Box::new(tcp),
        })
    };
    opened.await.map_err(|fault| Broken::network(&fault))
}
