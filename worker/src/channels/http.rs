//! The one way to speak HTTP to somebody else: under time limits, without redirects, and not into our own network.

use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use reqwest::{
    Client, Request, StatusCode, Url,
    dns::{Addrs, Name, Resolve, Resolving},
    header::{DATE, HeaderMap, HeaderName, RETRY_AFTER},
    redirect::Policy,
};

use super::{Fault, Note, Verdict};

/// How long a connection may take.
const CONNECT: Duration = Duration::from_secs(5);
/// How long the whole exchange may take.
const WHOLE: Duration = Duration::from_secs(20);
/// For how long we let ourselves be sent away.
const LONGEST_WISH: Duration = Duration::from_secs(24 * 60 * 60);
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
        Self::within(reach, WHOLE)
    }

    /// One that waits so long for a whole exchange.
    pub fn within(reach: Reach, whole: Duration) -> Result<Self, HttpError> {
        let builder = Client::builder().connect_timeout(CONNECT.min(whole)).timeout(whole).redirect(Policy::none()).no_proxy();
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
        let unfit = |reason| Verdict::Unfit { fault: Fault::Account, reason };
        let request = request.map_err(|error| unfit(format!("not a request: {}", error.without_url())))?;
        if self.reach == Reach::Public && names_a_private_address(request.url()) {
            return Err(unfit("an address in a private network".to_owned()));
        }
        let mut response = self.client.execute(request).await.map_err(|error| unanswered(error, twice))?;
        let status = response.status();
        let retry_after = retry_after(response.headers());
        let mut body = Vec::new();
        while let Some(part) = response.chunk().await.map_err(|error| unanswered(error, twice))? {
            body.extend_from_slice(&part);
            if body.len() > MOST {
                break;
            }
        }
        let answer = Answer { status, retry_after, body: serde_json::from_slice(&body).unwrap_or_default() };
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

    /// It was taken, under the reference that stands there; under our own where there is none, by which it is found all the same.
    pub(crate) fn accepted(&self, pointer: &str, note: &Note) -> Verdict {
        let theirs = Some(self.word(pointer)).filter(|reference| !reference.is_empty());
        Verdict::Accepted { reference: theirs.unwrap_or_else(|| note.id.to_string()) }
    }

    /// The verdict of an answer that is none of those that the provider describes: somebody else answers there. Whether it was taken
    /// is not known if it says that all is well.
    pub(crate) fn odd(&self) -> Verdict {
        let reason = format!("HTTP {} without a known answer", self.status);
        match self.status.is_success() {
            true => Verdict::InDoubt { reason },
            false => Verdict::Unfit { fault: Fault::Account, reason },
        }
    }
}

/// `Retry-After` in seconds, or as a date, which says something beside the other side's own: clocks differ.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = |name: HeaderName| headers.get(name)?.to_str().ok().map(str::trim);
    let wanted = text(RETRY_AFTER)?;
    if let Ok(seconds) = wanted.parse() {
        return Some(Duration::from_secs(seconds).min(LONGEST_WISH));
    }
    let until = httpdate::parse_http_date(wanted).ok()?;
    let now = httpdate::parse_http_date(text(DATE)?).ok()?;
    Some(until.duration_since(now).unwrap_or_default().min(LONGEST_WISH))
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

    #[test]
    fn how_long_to_wait_is_told_in_seconds_or_as_a_date() {
        let wait = |headers: &[(HeaderName, &str)]| {
            let headers: HeaderMap = headers.iter().map(|(name, value)| (name.clone(), value.parse().unwrap())).collect();
            retry_after(&headers).map(|wait| wait.as_secs())
        };
        let now = (DATE, "Mon, 09 Mar 2026 01:00:00 GMT");
        for (told, expected) in [
            (" 7 ", Some(7)),
            ("Mon, 09 Mar 2026 01:02:00 GMT", Some(120)),
            ("Monday, 09-Mar-26 01:02:00 GMT", Some(120)),
            ("Mon Mar  9 01:02:00 2026", Some(120)),
            ("Mon, 09 Mar 2026 00:00:00 GMT", Some(0)),
            ("18446744073709551615", Some(86_400)),
            ("soon", None),
        ] {
            assert_eq!(wait(&[now.clone(), (RETRY_AFTER, told)]), expected, "{told}");
        }
        assert_eq!(wait(&[now]), None);
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
