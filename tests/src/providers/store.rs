//! A store of objects that speaks S3: it works out each signature from the call as it arrived (Signature Version 4 in the query), keeps what it is
//! given, tells its names a few at a time, and is away when it is told to.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use chrono::{NaiveDateTime, TimeDelta};
use mulin_entity::kernel::{Clock, SystemClock};
use poem::{
    Endpoint, Request, Response, Server,
    http::{Method, StatusCode},
    listener::{Acceptor, Listener, TcpListener},
};
use reqwest::Url;

use super::sha256;

/// How many names one answer has.
const PAGE: usize = 3;
const KEY: &str = "AKIAIOSFODNN7EXAMPLE";
const SECRET: &str = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
const BUCKET: &str = "mulin";

/// A store with one bucket; it lives as long as the test.
#[derive(Clone)]
pub struct Store {
    host: String,
    kept: Arc<Mutex<Kept>>,
}

#[derive(Default)]
struct Kept {
    objects: BTreeMap<String, Vec<u8>>,
    away: bool,
}

impl Store {
    /// Listens on a free port.
    pub async fn open() -> Self {
        let acceptor = TcpListener::bind("127.0.0.1:0").into_acceptor().await.expect("a free port");
        let host = acceptor.local_addr()[0].as_socket_addr().expect("a socket").to_string();
        let store = Self { host, kept: Arc::default() };
        tokio::spawn(Server::new_with_acceptor(acceptor).run(store.clone()));
        store
    }

    /// How Mulin is told of it.
    pub fn url(&self) -> String {
        self.url_with(SECRET)
    }

    /// The same with a secret of the caller's.
    pub fn url_with(&self, secret: &str) -> String {
        format!("http://{KEY}:{}@{}/{BUCKET}", secret.replace('/', "%2F"), self.host)
    }

    /// The names of what it keeps.
    pub fn names(&self) -> Vec<String> {
        self.kept().objects.keys().cloned().collect()
    }

    /// From now on it answers nothing but errors, or answers again.
    pub fn set_away(&self, away: bool) {
        self.kept().away = away;
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn list(&self, url: &Url) -> Response {
        let parameter = |wanted: &str| url.query_pairs().find(|(name, _)| name == wanted).map(|(_, value)| value.into_owned());
        let (prefix, after) = (parameter("prefix").unwrap_or_default(), parameter("continuation-token").unwrap_or_default());
        let names: Vec<String> = self.names().into_iter().filter(|name| name.starts_with(&prefix) && *name > after).collect();
        let page = &names[..names.len().min(PAGE)];
        let contents: String = page.iter().map(|name| {
            format!("<Contents><Key>{name}</Key><LastModified>2026-03-02T00:00:00.000Z</LastModified><ETag>&quot;1&quot;</ETag><Size>1</Size></Contents>")
        }).collect();
        let next = page
            .last()
            .filter(|_| names.len() > PAGE)
            .map_or(String::new(), |last| format!("<NextContinuationToken>{last}</NextContinuationToken>"));
        let more = names.len() > PAGE;
        Response::builder().content_type("application/xml").body(format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Name>{BUCKET}</Name>\
             <Prefix>{prefix}</Prefix><MaxKeys>{PAGE}</MaxKeys><IsTruncated>{more}</IsTruncated>{contents}{next}</ListBucketResult>"
        ))
    }
}

impl Endpoint for Store {
    type Output = Response;

    async fn call(&self, mut request: Request) -> poem::Result<Response> {
        let bytes = request.take_body().into_bytes().await?.to_vec();
        let url = Url::parse(&format!("http://{}{}", self.host, request.uri())).expect("a URL");
        if self.kept().away {
            return Ok(refusal(StatusCode::SERVICE_UNAVAILABLE, "SlowDown"));
        }
        let expected = signature(request.method(), &url, SECRET);
        if expected.is_none()
            || expected != url.query_pairs().find(|(name, _)| name == "X-Amz-Signature").map(|(_, value)| value.into_owned())
        {
            return Ok(refusal(StatusCode::FORBIDDEN, "SignatureDoesNotMatch"));
        }
        if is_over(&url) {
            return Ok(refusal(StatusCode::FORBIDDEN, "AccessDenied"));
        }
        let path = url.path().trim_start_matches('/');
        let Some(name) = path.strip_prefix(BUCKET) else { return Ok(refusal(StatusCode::NOT_FOUND, "NoSuchBucket")) };
        let name = name.trim_start_matches('/').to_owned();
        Ok(match *request.method() {
            Method::GET if name.is_empty() => self.list(&url),
            Method::GET => match self.kept().objects.get(&name) {
                Some(bytes) => Response::builder().body(bytes.clone()),
                None => refusal(StatusCode::NOT_FOUND, "NoSuchKey"),
            },
            Method::PUT => {
                self.kept().objects.insert(name, bytes);
                Response::builder().finish()
            }
            Method::DELETE => {
                self.kept().objects.remove(&name);
                Response::builder().status(StatusCode::NO_CONTENT).finish()
            }
            _ => refusal(StatusCode::METHOD_NOT_ALLOWED, "MethodNotAllowed"),
        })
    }
}

fn refusal(status: StatusCode, code: &str) -> Response {
    let body = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>{code}</Code><Message>refused</Message></Error>");
    Response::builder().status(status).content_type("application/xml").body(body)
}

/// What the signature of a call must be, after the steps of "Authenticating Requests: Using Query Parameters" of Amazon's reference.
fn signature(method: &Method, url: &Url, secret: &str) -> Option<String> {
    let parameter = |wanted: &str| url.query_pairs().find(|(name, _)| name == wanted).map(|(_, value)| value.into_owned());
    let credential = parameter("X-Amz-Credential")?;
    let [key, day, region, "s3", "aws4_request"] = credential.split('/').collect::<Vec<_>>()[..] else { return None };
    if key != KEY || parameter("X-Amz-SignedHeaders")? != "host" || parameter("X-Amz-Algorithm")? != "AWS4-HMAC-SHA256" {
        return None;
    }
    let mut query: Vec<&str> = url.query()?.split('&').filter(|pair| !pair.starts_with("X-Amz-Signature=")).collect();
    query.sort_unstable();
    let host = url.port().map_or(url.host_str()?.to_owned(), |port| format!("{}:{port}", url.host_str().unwrap_or_default()));
    let canonical = format!("{method}\n{}\n{}\nhost:{host}\n\nhost\nUNSIGNED-PAYLOAD", url.path(), query.join("&"));
    let scope = format!("{day}/{region}/s3/aws4_request");
    let text = format!("AWS4-HMAC-SHA256\n{}\n{scope}\n{}", parameter("X-Amz-Date")?, sha256(canonical.as_bytes()));
    let key = [day, region, "s3", "aws4_request"].iter().fold(format!("AWS4{secret}").into_bytes(), |key, part| super::hmac(&key, part));
    Some(hex::encode(super::hmac(&key, &text)))
}

/// Whether a signature is over, or is not good yet.
fn is_over(url: &Url) -> bool {
    let parameter =
        |wanted: &str| url.query_pairs().find(|(name, _)| name == wanted).map(|(_, value)| value.into_owned()).unwrap_or_default();
    let Ok(signed) = NaiveDateTime::parse_from_str(&parameter("X-Amz-Date"), "%Y%m%dT%H%M%SZ") else { return true };
    let Ok(seconds) = parameter("X-Amz-Expires").parse() else { return true };
    // A store is outside, and so is its clock.
    let age = SystemClock.now() - signed.and_utc();
    age < -TimeDelta::minutes(15) || age > TimeDelta::seconds(seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of Amazon's reference.
    #[test]
    fn the_published_example_has_the_published_signature() {
        let url = Url::parse(
            "https://examplebucket.s3.amazonaws.com/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524\
             %2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host",
        )
        .unwrap();
        let expected = "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404";
        assert_eq!(signature(&Method::GET, &url, SECRET).as_deref(), Some(expected));
    }
}
