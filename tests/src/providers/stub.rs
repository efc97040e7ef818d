//! The server under every provider: takes a call, misbehaves if it is its turn, else lets the provider judge.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, PoisonError},
};

use poem::{
    Body, Endpoint, Request, Response, Server,
    http::StatusCode,
    listener::{Acceptor, Listener, TcpListener},
};
use serde_json::Value;

/// A call as it arrived.
#[derive(Debug, Clone)]
pub struct Call {
    /// Its path.
    pub path: String,
    /// Its query, as it was written.
    pub query: String,
    /// Its headers, names in lower case.
    pub headers: HashMap<String, String>,
    /// Its body.
    pub body: String,
}

impl Call {
    /// A header, or nothing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    /// A parameter of the query, decoded.
    pub fn parameter(&self, name: &str) -> String {
        let pairs = reqwest::Url::parse(&format!("http://stub/?{}", self.query)).expect("a query");
        pairs.query_pairs().find(|(known, _)| known == name).map(|(_, value)| value.into_owned()).unwrap_or_default()
    }

    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_default()
    }
}

/// What a provider does instead of answering.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Odd {
    /// Answers this status, and how many seconds to wait.
    Status(u16, Option<u32>),
    /// Takes the call, and its answer breaks off.
    BreaksOff,
}

type Judge = Box<dyn Fn(&Call, &[Call]) -> Value + Send + Sync>;

/// A provider; it lives as long as the test.
#[derive(Clone)]
pub struct Stub {
    /// Where it listens.
    pub url: String,
    taken: Arc<Mutex<Vec<Call>>>,
    odd: Arc<Mutex<VecDeque<Odd>>>,
}

impl Stub {
    /// Listens on a free port; `judge` sees a call and those taken before it.
    pub(super) async fn open(judge: impl Fn(&Call, &[Call]) -> Value + Send + Sync + 'static) -> Self {
        let acceptor = TcpListener::bind("127.0.0.1:0").into_acceptor().await.expect("a free port");
        let address = acceptor.local_addr()[0].as_socket_addr().expect("a socket").to_owned();
        let stub = Self { url: format!("http://{address}"), taken: Arc::default(), odd: Arc::default() };
        let desk = Desk { stub: stub.clone(), judge: Box::new(judge) };
        tokio::spawn(Server::new_with_acceptor(acceptor).run(desk));
        stub
    }

    /// The next calls are not answered, but this happens, one for each.
    pub fn misbehave(&self, odd: impl IntoIterator<Item = Odd>) {
        self.odd.lock().unwrap_or_else(PoisonError::into_inner).extend(odd);
    }

    /// It answers again, whatever it was told before.
    pub fn behave(&self) {
        self.odd.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// How many calls so far, taken or not.
    pub fn count(&self) -> usize {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    /// The calls so far, taken or not.
    pub fn calls(&self) -> Vec<Call> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

struct Desk {
    stub: Stub,
    judge: Judge,
}

impl Endpoint for Desk {
    type Output = Response;

    async fn call(&self, mut request: Request) -> poem::Result<Response> {
        let headers = request.headers().iter().map(|(name, value)| (name.to_string(), value.to_str().unwrap_or_default().to_owned()));
        let call = Call {
            headers: headers.collect(),
            path: request.uri().path().to_owned(),
            query: request.uri().query().unwrap_or_default().to_owned(),
            body: request.take_body().into_string().await?,
        };
        let odd = self.stub.odd.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
        let answer = {
            let mut taken = self.stub.taken.lock().unwrap_or_else(PoisonError::into_inner);
            let answer = (self.judge)(&call, &taken);
            taken.push(call);
            answer
        };
        Ok(match odd {
            None => Response::builder().content_type("application/json").body(answer.to_string()),
            Some(Odd::Status(status, seconds)) => {
                let response = Response::builder().status(StatusCode::from_u16(status).expect("a status"));
                match seconds {
                    Some(seconds) => response.header("retry-after", seconds.to_string()).finish(),
                    None => response.finish(),
                }
            }
            Some(Odd::BreaksOff) => {
                let broken = futures::stream::iter([Ok("{"), Err(std::io::Error::other("broken off"))]);
                Response::builder().header("content-length", "100").body(Body::from_bytes_stream(broken))
            }
        })
    }
}
