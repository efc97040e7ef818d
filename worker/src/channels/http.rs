//! The one way to speak HTTP to somebody else: under time limits, without redirects, and not into our own network.

use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use reqwest::{
    Client, Request, StatusCode, Url,
    dns::{Addrs, Name, Resolve, Resolving},
    redirect::Policy,
};

use super::Verdict;

/// How long a connection may take.
const CONNECT: Duration = Duration::from_secs(5);
/// How long the whole exchange may take.
const WHOLE: Duration = Duration::from_secs(20);
/// How much of an answer is read, in bytes.
const MOST: usize = 64 * 1024;

/// Whom a client may speak to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Whoever the operator's configuration names.
    Anywhere,
    /// Only public addresses over TLS: a tenant must not look into our network by naming an address in it.
    Public,
}

/// Whether asking twice does harm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Twice {
    /// The other side knows our reference, and takes a second one for the first.
    Harmless,
    /// It would say it twice.
    Harmful,
}

/// An HTTP client. Cheap to clone.
#[derive(Clone)]
pub struct Http {
    client: Client,
    reach: Reach,
}

/// What the other side answered.
#[derive(Debug)]
pub struct Answer {
    /// Its status.
    pub status: StatusCode,
    /// How long it wants to be left alone.
    pub retry_after: Option<Duration>,
    /// Its body, as far as it is JSON.
    pub body: serde_json::Value,
}

/// A client could not be made.
#[derive(Debug, thiserror::Error)]
pub enum HttpError {
    /// TLS cannot be had.
    #[error("no TLS: {0}")]
    Tls(#[from] tokio_rustls::rustls::Error),
    /// The client does not come up.
    #[error("no HTTP client: {0}")]
    Client(#[from] reqwest::Error),
}

impl Http {
    /// A client that speaks to whom it may.
    pub fn new(reach: Reach) -> Result<Self, HttpError> {
        let builder = Client::builder().connect_timeout(CONNECT).timeout(WHOLE).redirect(Policy::none()).no_proxy();
        let builder = builder.tls_backend_preconfigured(crate::tls::client_config()?.as_ref().clone()).user_agent("Mulin");
        let builder = if reach == Reach::Public { builder.https_only(true).dns_resolver(Arc::new(PublicOnly)) } else { builder };
        Ok(Self { client: builder.build()?, reach })
    }

    /// The client itself, to begin a request with.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Sends it. Whatever is no answer is a verdict: before anything left, the other side took nothing;
    /// after that nobody knows.
    pub(crate) async fn ask(&self, request: reqwest::Result<Request>, twice: Twice) -> Result<Answer, Verdict> {
        let request = request.map_err(|error| Verdict::Permanent { reason: format!("not a request: {}", error.without_url()) })?;
        if self.reach == Reach::Public && names_a_private_address(request.url()) {
            return Err(Verdict::Permanent { reason: "an address in a private network".to_owned() });
        }
        let mut response = self.client.execute(request).await.map_err(|error| unanswered(error, twice))?;
        let status = response.status();
        let seconds = response.headers().get("retry-after").and_then(|value| value.to_str().ok()?.trim().parse().ok());
        let mut body = Vec::new();
        while let Some(part) = response.chunk().await.map_err(|error| unanswered(error, twice))? {
            body.extend_from_slice(&part);
            if body.len() > MOST {
                break;
            }
        }
        let answer =
            Answer { status, retry_after: seconds.map(Duration::from_secs), body: serde_json::from_slice(&body).unwrap_or_default() };
        match status {
            StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => {
                Err(Verdict::Retry { after: answer.retry_after, reason: format!("HTTP {status}") })
            }
            status if status.is_server_error() => Err(unknown(format!("HTTP {status}"), twice)),
            _ => Ok(answer),
        }
    }
}

impl Answer {
    /// A field that is a word or a number.
    pub(crate) fn word(&self, pointer: &str) -> String {
        match self.body.pointer(pointer) {
            Some(serde_json::Value::String(text)) => text.clone(),
            Some(serde_json::Value::Number(number)) => number.to_string(),
            _ => String::new(),
        }
    }

    /// The verdict of an answer that is none of those that the provider describes.
    pub(crate) fn odd(&self) -> Verdict {
        Verdict::Permanent { reason: format!("HTTP {} without a known answer", self.status) }
    }
}

fn unanswered(error: reqwest::Error, twice: Twice) -> Verdict {
    let never_left = error.is_connect() || error.is_builder();
    let reason = error.without_url().to_string();
    if never_left { Verdict::Retry { after: None, reason } } else { unknown(reason, twice) }
}

fn unknown(reason: String, twice: Twice) -> Verdict {
    match twice {
        Twice::Harmless => Verdict::Retry { after: None, reason },
        Twice::Harmful => Verdict::InDoubt { reason },
    }
}

/// Resolves a name once, for the connection that is made: what is private does not exist.
struct PublicOnly;

impl Resolve for PublicOnly {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let public: Vec<SocketAddr> = found.filter(|address| is_public(address.ip())).collect();
            if public.is_empty() {
                return Err("no public address".into());
            }
            Ok(Box::new(public.into_iter()) as Addrs)
        })
    }
}

fn names_a_private_address(url: &Url) -> bool {
    match url.host() {
        Some(url::Host::Ipv4(address)) => !is_public(address.into()),
        Some(url::Host::Ipv6(address)) => !is_public(address.into()),
        _ => false,
    }
}

/// Whether an address is one of the public Internet, by the registries of special-purpose addresses (RFC 6890).
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => match address.to_ipv4_mapped() {
            Some(mapped) => is_public_v4(mapped),
            None => is_public_v6(address),
        },
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [first, second, third, _] = address.octets();
    let shared = first == 100 && second & 0xc0 == 64;
    let benchmark = first == 198 && second & 0xfe == 18;
    let protocols = (first, second, third) == (192, 0, 0);
    !(first == 0
        || first >= 224
        || shared
        || benchmark
        || protocols
        || address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_documentation())
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    // Global unicast is 2000::/3; of it, documentation, translation and tunnels are not the public Internet.
    let [first, second, ..] = address.segments();
    first & 0xe000 == 0x2000 && first != 0x2002 && !(first == 0x2001 && (second < 0x0200 || second == 0x0db8))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_own_network_is_not_public() {
        for private in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
            "255.255.255.255",
            "198.18.0.1",
            "192.0.0.8",
            "::1",
            "::",
            "fc00::1",
            "fe80::1",
            "::ffff:10.0.0.1",
            "2002:0a00:0001::",
            "2001:db8::1",
            "ff02::1",
        ] {
            assert!(!is_public(private.parse().unwrap()), "{private}");
        }
        for public in ["8.8.8.8", "101.226.4.6", "2400:3200::1", "::ffff:8.8.8.8"] {
            assert!(is_public(public.parse().unwrap()), "{public}");
        }
    }

    #[tokio::test]
    async fn a_tenant_does_not_reach_into_our_network() {
        let http = Http::new(Reach::Public).unwrap();
        for url in ["https://127.0.0.1:1/", "https://[::1]:1/", "https://169.254.169.254/latest", "https://localhost:1/"] {
            let verdict = http.ask(http.client().post(url).build(), Twice::Harmful).await.unwrap_err();
            assert!(!matches!(verdict, Verdict::Accepted { .. } | Verdict::InDoubt { .. }), "{url}: {verdict:?}");
        }
    }
}
